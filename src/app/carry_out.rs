//! Carries out intents, one by one.

use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use uuid::Uuid;

use super::opening::name_of;
use super::waiting::Stopping;
use super::{App, browse, fresh_id};
use crate::content::ReadyKind;
use crate::isms::controls;
use crate::isms::documents::{control_printed, control_statement};
use crate::isms::statement::{self, StatementApproval};
use crate::isms::{
    AnyRecord, Edit, FieldRef, Outside, RegisterName, Rule, RuleError, delete, founding, method, set_field,
    unlink_and_delete,
};
use crate::sample;
use crate::store::{IsmsFile, Opening, Passphrase};
use crate::ui::dialogs::{AfterLeaving, Dialog};
use crate::ui::intent::{Intent, Screen};
use crate::ui::secret::Secret;
use crate::ui::steps::{ControlTab, DocumentTab, RiskTab, home};

impl App {
    pub(super) fn carry_out(&mut self, intent: Intent) {
        if let Some(why) = self.fixed().filter(|_| intent.changes_the_file()) {
            return self.state.notices.fail(why);
        }
        match intent {
            Intent::Go(screen) => self.go(screen),
            Intent::Select(register, id) => self.select(register, id),
            Intent::Reveal(screen, register, id) => self.reveal(screen, register, id),
            Intent::Edit(wish) => {
                self.flush(true);
                self.edit(wish);
            }
            Intent::Decide(rule) => {
                self.decide(rule);
            }
            Intent::DecideAndTell(rule) => {
                if let Some(label) = self.decide(rule) {
                    self.state.notices.tell_undoable(label);
                }
            }
            Intent::Set(field, value, label) => {
                if let Err(problem) = self.set(&field, value, &label) {
                    self.state.notices.fail(problem);
                }
            }
            Intent::Add(register, fields) => self.add(register, fields),
            Intent::AddOwnControl => self.add_own_control(),
            Intent::StartMethod(ready) => self.start_method(ready),
            Intent::ControlStatement => self.control_statement(),
            Intent::ControlPrinted(name, title) => self.control_printed(name, title),
            Intent::ApproveStatement(wish) => self.approve_statement(&wish),
            Intent::Simulate(risk) => self.simulate(risk),
            Intent::StopSimulation => self.stop_simulation(),
            Intent::Delete(register, id) => self.delete(register, id),
            Intent::DeleteWithLinks(register, id) => self.delete_with_links(register, id),
            Intent::Undo => self.travel(true),
            Intent::Redo => self.travel(false),
            Intent::Create { organisation, me, path, passphrase } => {
                self.create(&organisation, me, &path, passphrase.as_ref());
            }
            Intent::Open(path) => self.open_another(&path),
            Intent::File(wish) => self.file_wish(wish),
            Intent::CreateSample(path) => self.create_sample(&path),
            Intent::Close => {
                if self.may_leave(AfterLeaving::Close) {
                    self.leave();
                }
            }
            Intent::Discard(after) => self.discard(after),
            Intent::SaveCopy(path) => self.save_copy(&path),
            Intent::Print(wish) => self.print_wish(&wish),
            Intent::BeginDocuments(names) => self.begin_documents(names),
            Intent::AddDocument(wish, source) => self.add_document(wish, source),
            Intent::AttachDocument(id, path) => self.attach_document(id, &path),
            Intent::Attach(path, target) => self.attach(vec![path], target),
            Intent::SaveContent(evidence, path) => self.save_content(evidence, &path),
            Intent::Reprint(version, folder) => self.reprint(version, &folder),
            Intent::PrintChanges(from, to, folder) => self.print_changes(from, to, folder),
            Intent::WhatHappened(register, id) => self.what_happened(register, id),
            Intent::BringBack(seq) => self.bring_back(seq),
            Intent::LookAt(seq) => self.look_at(seq),
            Intent::BackToNow => self.back_to_now(),
            Intent::Compare(from, to) => self.compare_moments(from, to),
            Intent::CancelJob => self.cancel_job(),
            Intent::Show(dialog) => {
                self.flush(true);
                self.state.dialog = Some(dialog);
            }
            Intent::Browse(what) => self.chosen = Some(browse(what, self.wake.clone())),
            Intent::Palette => self.palette(),
            Intent::Prefer(preference) => self.prefer(preference),
        }
    }

    fn open_another(&mut self, path: &Path) {
        if self.open.as_ref().is_some_and(|open| same_file(open.file.path(), path)) {
            self.go(Screen::Overview);
        } else if self.may_leave(AfterLeaving::Open(path.to_path_buf())) {
            // Opened before the present file is left, so that a bad file does not cost the good one.
            self.open(path);
        }
    }

    fn palette(&mut self) {
        self.state.palette = if self.state.palette.is_some() { None } else { Some(Default::default()) };
    }

    pub(super) fn go(&mut self, screen: Screen) {
        self.flush(true);
        self.state.fresh = self.state.screen != screen;
        self.state.screen = screen;
        self.state.pane = None;
    }

    fn select(&mut self, register: RegisterName, id: Option<Uuid>) {
        self.flush(true);
        self.state.pane = id.map(|id| (register, id));
    }

    /// Shows a record on the screen that keeps its register, on the right tab.
    pub(super) fn reveal(&mut self, screen: Screen, register: RegisterName, id: Option<Uuid>) {
        self.go(screen);
        match register {
            RegisterName::Risks => self.state.views.risks.tab = RiskTab::Risks,
            RegisterName::Methods => self.state.views.risks.tab = RiskTab::Method,
            RegisterName::Controls => self.state.views.controls.tab = ControlTab::Controls,
            RegisterName::Documents => self.state.views.documents.tab = DocumentTab::Documents,
            _ => {}
        }
        self.state.pane = id.map(|id| (register, id)).filter(|_| !has_no_pane(register));
    }

    /// Lets a rule's decision through to the store, or says why the rule refused. Answers whether it was done.
    pub(super) fn edit(&mut self, wish: Result<Edit, RuleError>) -> bool {
        match self.try_edit(wish) {
            Ok(()) => true,
            Err(problem) => {
                self.state.notices.fail(problem);
                false
            }
        }
    }

    /// The same, with the reason as the answer.
    fn try_edit(&mut self, wish: Result<Edit, RuleError>) -> Result<(), String> {
        if let Some(why) = self.fixed() {
            return Err(why);
        }
        let edit = wish.map_err(|error| error.to_string())?;
        let stamp = self.stamp();
        let Some(open) = &mut self.open else { return Ok(()) };
        match open.file.apply(&edit, &stamp) {
            Ok(_) => {
                self.refresh();
                Ok(())
            }
            Err(error) => {
                self.refused(&error);
                Err(error.to_string())
            }
        }
    }

    /// Lets a rule decide on the present snapshot. Answers what was done, when it was.
    pub(super) fn decide(&mut self, rule: Rule) -> Option<String> {
        self.flush(true);
        let now = self.moment();
        let stamp = self.stamp();
        let open = self.open.as_ref()?;
        let free = |register| open.file.next_reference(register);
        let mut ids = fresh_id;
        let mut outside = Outside::new(now, &stamp.by, &mut ids, &free).at(open.file.head().fingerprint());
        let wish = rule.decide(open.file.isms(), &mut outside);
        let label = wish.as_ref().map(|edit| edit.label.clone()).unwrap_or_default();
        self.edit(wish).then_some(label)
    }

    /// Gives a field a value; the error is a sentence, and nothing has changed then.
    pub(super) fn set(&mut self, field: &FieldRef, value: Value, label: &str) -> Result<(), String> {
        let Some(open) = &self.open else { return Ok(()) };
        let wish = set_field(open.file.isms(), field, value, label);
        self.try_edit(wish)
    }

    fn add(&mut self, register: RegisterName, fields: Vec<(&'static str, Value)>) {
        self.flush(true);
        let Some(open) = &self.open else { return };
        let id = fresh_id();
        let record = AnyRecord::blank(register, id, open.file.next_reference(register));
        let mut json = record.to_json();
        for (pointer, value) in fields {
            if let Some(slot) = json.pointer_mut(pointer) {
                *slot = value;
            }
        }
        let wish = AnyRecord::from_json(register, json)
            .map(|record| Edit::new(tr::tr!("Add {}", record.title())).put(record))
            .map_err(|error| RuleError::BadValue { reason: error.to_string() });
        if self.edit(wish) {
            let shown_here = matches!(self.state.screen, Screen::Step(_));
            let elsewhere = home(register).filter(|screen| matches!(screen, Screen::Register(_)) && !shown_here);
            if let Some(screen) = elsewhere {
                self.state.screen = screen;
            }
            if register == RegisterName::Risks {
                self.reveal(Screen::Step(crate::isms::steps::Step::Risk), register, Some(id));
            }
            self.state.pane = Some((register, id));
        }
    }

    fn add_own_control(&mut self) {
        self.flush(true);
        let Some(open) = &self.open else { return };
        let id = fresh_id();
        let reference = open.file.next_reference(RegisterName::Controls);
        if self.edit(Ok(controls::add_own(id.into(), reference))) {
            self.state.views.controls.show_own();
            self.state.pane = Some((RegisterName::Controls, id));
        }
    }

    fn start_method(&mut self, ready: Option<ReadyKind>) {
        let Some(open) = &self.open else { return };
        let (id, reference) = (fresh_id().into(), open.file.next_reference(RegisterName::Methods));
        let edit = match ready {
            Some(kind) => method::start_from(self.content.guidance.ready_method(kind, id, reference)),
            None => method::start_new(id, reference),
        };
        self.edit(Ok(edit));
    }

    fn control_statement(&mut self) {
        let Some(open) = &self.open else { return };
        let id = fresh_id();
        let wish = control_statement(open.file.isms(), id.into());
        self.control(wish, id);
    }

    fn control_printed(&mut self, name: &str, title: String) {
        let Some(open) = &self.open else { return };
        let (id, reference) = (fresh_id(), open.file.next_reference(RegisterName::Documents));
        let wish = control_printed(open.file.isms(), id.into(), reference, name, title);
        self.control(wish, id);
    }

    /// Adds the record of a printed document and shows it.
    fn control(&mut self, wish: Result<Edit, RuleError>, id: Uuid) {
        if self.edit(wish) {
            let documents = RegisterName::Documents;
            self.reveal(Screen::Step(crate::isms::steps::Step::Documents), documents, Some(id));
        }
    }

    fn approve_statement(&mut self, wish: &StatementApproval) {
        self.flush(true);
        let now = self.moment();
        let Some(open) = &self.open else { return };
        let reference = open.file.next_reference(RegisterName::SoaVersions);
        let edit = statement::approve(open.file.isms(), fresh_id().into(), reference, wish, now);
        let label = edit.as_ref().map(|edit| edit.label.clone()).unwrap_or_default();
        if self.edit(edit) {
            self.state.notices.tell_undoable(label);
        }
    }

    fn delete(&mut self, register: RegisterName, id: Uuid) {
        self.flush(true);
        let Some(open) = &self.open else { return };
        match delete(open.file.isms(), register, id) {
            Err(RuleError::StillLinked { reference, users }) => {
                self.state.dialog = Some(Dialog::Delete { register, id, reference, users });
            }
            wish => self.remove(wish),
        }
    }

    fn delete_with_links(&mut self, register: RegisterName, id: Uuid) {
        let Some(open) = &self.open else { return };
        let wish = unlink_and_delete(open.file.isms(), register, id);
        self.remove(wish);
    }

    fn remove(&mut self, wish: Result<Edit, RuleError>) {
        let label = wish.as_ref().map(|edit| edit.label.clone()).unwrap_or_default();
        if self.edit(wish) {
            self.state.pane = None;
            self.state.notices.tell_undoable(label);
        }
    }

    fn travel(&mut self, back: bool) {
        self.flush(true);
        let stamp = self.stamp();
        let Some(open) = &mut self.open else { return };
        let result = if back { open.file.undo(&stamp) } else { open.file.redo(&stamp) };
        match result {
            Ok(label) => {
                self.refresh();
                self.state.notices.tell(if back {
                    tr::tr!("Undone: {}", label)
                } else {
                    tr::tr!("Done again: {}", label)
                });
            }
            Err(crate::store::StoreError::NothingToUndo) => {
                self.state.notices.tell(tr::tr!("There is nothing to undo or redo."));
            }
            Err(error) => self.refused(&error),
        }
    }

    fn discard(&mut self, after: AfterLeaving) {
        self.state.drafts.discard();
        self.leave();
        match after {
            AfterLeaving::Close => {}
            AfterLeaving::Open(path) => self.open(&path),
            AfterLeaving::Quit => self.quit = true,
        }
    }

    fn create(&mut self, organisation: &str, me: String, path: &Path, passphrase: Option<&Secret>) {
        self.settings.my_name = me;
        let edit = founding::found(organisation, &self.content.control_facts(), fresh_id);
        let passphrase = passphrase.and_then(|typed| Passphrase::new(typed.text()));
        let opening = Opening { passphrase, ..self.opening() };
        let path = path.to_path_buf();
        let (stamp, organisation) = (self.stamp(), organisation.to_owned());
        let what = tr::tr!("Making {}", name_of(&path));
        let work = self.with_views(move || {
            let made = IsmsFile::create_as(&path, &edit, &stamp, fresh_id(), &opening);
            made.map_err(|error| (error.to_string(), path, organisation))
        });
        self.wait_for(what, Stopping::Never, work, |app, made| match made {
            Ok((file, derived)) => app.take_with(file, derived),
            Err((error, path, organisation)) => {
                app.state.notices.fail(error);
                let (me, path) = (app.settings.my_name.clone(), path.display().to_string());
                app.state.dialog = Some(Dialog::New { organisation, me, path, locking: None });
            }
        });
    }

    fn create_sample(&mut self, path: &Path) {
        let taken = matches!(path.try_exists(), Ok(true));
        let (path, opening, content) = (path.to_path_buf(), self.opening(), Arc::clone(&self.content));
        let what = if taken { tr::tr!("Opening {}", name_of(&path)) } else { tr::tr!("Making {}", name_of(&path)) };
        let work = self.with_views(move || {
            if taken {
                IsmsFile::open_as(&path, &opening).map_err(|error| error.to_string())
            } else {
                sample::create_as(&path, &content, &opening).map_err(|error| error.to_string())
            }
        });
        self.wait_for(what, Stopping::Never, work, move |app, made| match made {
            Ok((file, derived)) => {
                app.take_with(file, derived);
                if taken {
                    app.state.notices.tell(tr::tr!("The sample was there already. It is open as you left it."));
                }
            }
            Err(error) => app.state.notices.fail(error),
        });
    }

    fn save_copy(&mut self, path: &Path) {
        let path = path.to_path_buf();
        let what = tr::tr!("Copying to {}", name_of(&path));
        let copy = move |file: &mut IsmsFile| file.save_copy(&path, fresh_id()).map(|()| path);
        self.wait_for_file(what, copy, |app, copied| match copied {
            Ok(path) => app.state.notices.tell(tr::tr!("Copied to {}", path.display())),
            Err(error) => app.state.notices.fail(error.to_string()),
        });
    }
}

/// Registers whose records are edited on their screen, not in the pane.
fn has_no_pane(register: RegisterName) -> bool {
    matches!(
        register,
        RegisterName::Profiles
            | RegisterName::Commitments
            | RegisterName::PlanSteps
            | RegisterName::ScopeStatements
            | RegisterName::Methods
    )
}

fn same_file(a: &Path, b: &Path) -> bool {
    a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}
