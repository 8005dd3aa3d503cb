//! The form of each register's record, shown in the pane beside the rows.

mod asset;
mod content;
mod operation;
mod planning;
mod provisions;

use eframe::egui::Ui;
use serde::Serialize;
use tr::tr;
use uuid::Uuid;

use super::Cx;
use super::intent::{FileWish, Intent};
use super::widgets::{self, ChoiceItem, Form};
use crate::isms::organisation::{IsmsRole, PersonId};
use crate::isms::{AnyRecord, Record, RegisterName};
use jiff::civil::Date;

/// A form being drawn: where, from what, of which record.
pub struct Sheet<'s, 'a> {
    /// Where.
    pub ui: &'s mut Ui,
    /// From what.
    pub cx: &'s mut Cx<'a>,
    form: Form,
}

impl<'s, 'a> Sheet<'s, 'a> {
    /// A sheet for a record.
    pub fn new<T: Record>(ui: &'s mut Ui, cx: &'s mut Cx<'a>, record: &T) -> Self {
        Self { ui, cx, form: Form::of(record) }
    }

    /// One line of text.
    pub fn text(&mut self, label: String, pointer: &'static str, value: &str) {
        self.gap();
        self.form.text(self.ui, self.cx, &label, pointer, value);
    }

    /// Several lines of text.
    pub fn long(&mut self, label: String, pointer: &'static str, value: &str) {
        self.gap();
        self.form.long_text(self.ui, self.cx, &label, pointer, value, 3);
    }

    /// A whole number.
    pub fn number(&mut self, label: String, pointer: &'static str, value: Option<u32>) {
        self.gap();
        self.form.number(self.ui, self.cx, &label, pointer, value);
    }

    /// A day.
    pub fn date(&mut self, label: String, pointer: &'static str, value: Option<Date>) {
        self.gap();
        self.form.date(self.ui, self.cx, &label, pointer, value);
    }

    /// One of a closed list.
    pub fn choice<T: Copy + PartialEq + Serialize>(
        &mut self,
        label: String,
        pointer: &'static str,
        all: &[T],
        word: fn(T) -> String,
        value: Option<T>,
    ) {
        self.gap();
        let items: Vec<ChoiceItem<T>> = all.iter().map(|item| ChoiceItem::new(*item, word(*item))).collect();
        self.form.choice(self.ui, self.cx, &label, pointer, &items, value.as_ref());
    }

    /// Few values side by side.
    pub fn segments<T: Copy + PartialEq + Serialize>(
        &mut self,
        label: String,
        pointer: &'static str,
        all: &[T],
        word: fn(T) -> String,
        value: Option<T>,
    ) {
        self.gap();
        let items: Vec<ChoiceItem<T>> = all.iter().map(|item| ChoiceItem::new(*item, word(*item))).collect();
        self.form.segments(self.ui, self.cx, &label, pointer, &items, value.as_ref());
    }

    /// Yes, no, undecided.
    pub fn yes_no(&mut self, label: String, pointer: &'static str, value: Option<bool>) {
        self.form.yes_no(self.ui, self.cx, &label, pointer, value);
    }

    /// A person.
    pub fn person(&mut self, label: String, pointer: &'static str, value: Option<PersonId>) {
        self.gap();
        self.form.person(self.ui, self.cx, &label, pointer, value);
    }

    /// Records of another register.
    pub fn links<I: Copy + Into<Uuid>>(
        &mut self,
        label: String,
        pointer: &'static str,
        value: &[I],
        register: RegisterName,
    ) {
        self.gap();
        let ids: Vec<Uuid> = value.iter().map(|id| (*id).into()).collect();
        self.form.links(self.ui, self.cx, &label, pointer, &ids, register);
    }

    /// One record of another register.
    pub fn link<I: Copy + Into<Uuid>>(
        &mut self,
        label: String,
        pointer: &'static str,
        value: Option<I>,
        register: RegisterName,
    ) {
        self.gap();
        let chosen: Option<Uuid> = value.map(Into::into);
        let title = |record: &AnyRecord| {
            let item = widgets::LinkItem::of(record);
            format!("{} {}", item.short, item.long).trim().to_owned()
        };
        let items: Vec<ChoiceItem<Uuid>> =
            self.cx.isms.all(register).iter().map(|record| ChoiceItem::new(record.id(), title(record))).collect();
        self.form.choice(self.ui, self.cx, &label, pointer, &items, chosen.as_ref());
    }

    /// Several of a closed list, each switched by itself.
    pub fn several<T: Copy + PartialEq + Ord + Serialize>(
        &mut self,
        label: String,
        pointer: &'static str,
        all: &[T],
        word: fn(T) -> String,
        value: &[T],
    ) {
        self.gap();
        widgets::field_label(self.ui, &label);
        let mut changed = None;
        self.ui.horizontal_wrapped(|ui| {
            for item in all {
                let mut on = value.contains(item);
                if ui.checkbox(&mut on, word(*item)).clicked() {
                    let mut list: Vec<T> = value.iter().copied().filter(|other| other != item).collect();
                    if on {
                        list.push(*item);
                        list.sort();
                    }
                    changed = Some(list);
                }
            }
        });
        if let Some(list) = changed {
            self.form.set(self.cx, &label, pointer, &list);
        }
    }

    /// Something to do with the record that is no field of it.
    pub fn act(&mut self, words: &str, wish: Intent) {
        self.gap();
        if widgets::Button::secondary(words).show(self.ui).clicked() {
            self.cx.send(wish);
        }
    }

    /// Clauses of the standard.
    pub fn clauses(&mut self, label: String, pointer: &'static str, value: &[String]) {
        self.gap();
        let all: Vec<String> = self.cx.content.clauses.iter().map(|clause| clause.id.clone()).collect();
        let items: Vec<String> = all.into_iter().filter(|clause| !value.contains(clause)).collect();
        widgets::field_label(self.ui, &label);
        let mut changed = None;
        self.ui.horizontal_wrapped(|ui| {
            for clause in value {
                if widgets::chip(ui, clause, clause, Some(&tr!("Remove {} from {}", clause, label))) {
                    changed = Some(value.iter().filter(|other| *other != clause).cloned().collect::<Vec<_>>());
                }
            }
            let choices: Vec<ChoiceItem<String>> =
                items.iter().map(|item| ChoiceItem::new(item.clone(), item.clone())).collect();
            let name = tr!("Add to {}", label);
            if let Some(Some(clause)) = widgets::select(ui, &name, &choices, None, &tr!("Add"), 90.0) {
                changed = Some(value.iter().cloned().chain([clause]).collect());
            }
        });
        if let Some(list) = changed {
            self.form.set(self.cx, &label, pointer, &list);
        }
    }

    /// The sentence that says what to enter.
    pub fn hint(&mut self, key: &str) {
        let text = self.cx.content.guidance.field(key).to_owned();
        widgets::hint(self.ui, &text);
    }

    fn gap(&mut self) {
        self.ui.add_space(2.0);
    }
}

/// The form of a record.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, record: &AnyRecord) {
    use AnyRecord as A;
    match record {
        A::People(r) => person(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::BusinessReasons(r) => planning::business_reason(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::CostLines(r) => planning::cost_line(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Objectives(r) => planning::objective(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Issues(r) => planning::issue(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Parties(r) => planning::party(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Obligations(r) => planning::obligation(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::ScopeItems(r) => planning::scope_item(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Interfaces(r) => planning::interface(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Assets(r) => asset::asset(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Actions(r) => planning::action(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Sites(r) => planning::site(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Processes(r) => planning::process(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Teams(r) => planning::team(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Evidence(r) => operation::evidence(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Suppliers(r) => operation::supplier(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Incidents(r) => operation::incident(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Courses(r) => operation::course(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Sessions(r) => operation::session(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Attendances(r) => operation::attendance(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Acknowledgements(r) => operation::acknowledgement(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Communications(r) => operation::communication(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Metrics(r) => operation::metric(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::AuditProgrammes(r) => operation::programme(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Audits(r) => operation::audit(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Nonconformities(r) => operation::nonconformity(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::ManagementReviews(r) => operation::review(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Bodies(r) => operation::body(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Quotes(r) => operation::quote(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::ExternalAudits(r) => operation::external_audit(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::Certificates(r) => operation::certificate(&mut Sheet::new(ui, cx, r.as_ref()), r),
        A::ChangeTriggers(r) => operation::change(&mut Sheet::new(ui, cx, r.as_ref()), r),
        // These have screens of their own, or are made by acts and never filled in by hand.
        A::Profiles(_)
        | A::Commitments(_)
        | A::PlanSteps(_)
        | A::ScopeStatements(_)
        | A::Methods(_)
        | A::Risks(_)
        | A::RiskSnapshots(_)
        | A::Controls(_)
        | A::SoaVersions(_)
        | A::Documents(_)
        | A::DocumentVersions(_)
        | A::Facts(_)
        | A::Cycles(_) => {}
    }
}

fn person(sheet: &mut Sheet<'_, '_>, r: &crate::isms::organisation::Person) {
    sheet.text(tr!("Name"), "/name", &r.name);
    sheet.text(tr!("Job title"), "/job_title", &r.job_title);
    sheet.several(tr!("ISMS roles"), "/roles", IsmsRole::ALL, IsmsRole::label, &r.roles);
    sheet.person(tr!("Deputy"), "/deputy", r.deputy);
    sheet.link(tr!("Team"), "/team", r.team, RegisterName::Teams);
    sheet.text(tr!("E-mail"), "/email", &r.email);
    sheet.date(tr!("Joined"), "/joined", r.joined);
    sheet.date(tr!("Left"), "/left", r.left);
    sheet.long(tr!("Notes"), "/notes", &r.notes);
    if r.left.is_some() {
        sheet.act(&tr!("Erase personal data"), Intent::File(FileWish::AskErase(r.id)));
    }
}
