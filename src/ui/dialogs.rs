//! Dialogs: one at a time, each with a typed path beside the file chooser, which not every desktop has.

mod files;

use std::path::{Path, PathBuf};

use eframe::egui::{Frame, Id, Key, Margin, Modal, Response, TextEdit, ThemePreference, Ui};
use tr::tr;
use uuid::Uuid;

use super::intent::{AttachTo, Browse, Intent};
use super::theme::{Type, tokens};
use super::widgets::{Button, ChoiceItem, field_label, hint, segmented};
use super::{Cx, State};
use crate::isms::documents::statement_record;
use crate::isms::evidence::EvidenceId;
use crate::isms::founding::file_stem;
use crate::isms::{Isms, RegisterName};
pub use files::StatementPrint;

/// What was to happen once the file is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AfterLeaving {
    /// The welcome is shown.
    Close,
    /// Another file is opened.
    Open(PathBuf),
    /// The window closes.
    Quit,
}

/// The dialog that is open, with what is typed in it.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// Make a new file.
    New {
        /// The organisation's name.
        organisation: String,
        /// The user's name.
        me: String,
        /// Where the file is to lie; empty follows the organisation's name.
        path: String,
    },
    /// Open a file.
    Open {
        /// Its path.
        path: String,
    },
    /// Make the sample company's file.
    Sample {
        /// The folder.
        folder: String,
    },
    /// Write a copy.
    Copy {
        /// Its path.
        path: String,
    },
    /// Print the Statement of Applicability.
    Export {
        /// The folder.
        folder: String,
        /// The document that controls it, when there is one.
        record: Option<String>,
    },
    /// Print an older version of the statement, or what changed.
    Print {
        /// What.
        what: StatementPrint,
        /// The folder.
        folder: String,
    },
    /// Keep a file as evidence.
    Attach {
        /// What it is evidence for.
        target: AttachTo,
        /// Its path.
        path: String,
    },
    /// Write a kept file out again.
    SaveContent {
        /// The piece of evidence.
        evidence: EvidenceId,
        /// Where to.
        path: String,
    },
    /// Remove a record that others link to.
    Delete {
        /// Where it is.
        register: RegisterName,
        /// Which one.
        id: Uuid,
        /// What it is called.
        reference: String,
        /// What links to it.
        users: Vec<String>,
    },
    /// Something typed cannot be saved, and the file is to be left.
    Unsaved {
        /// The field and what is wrong with it.
        problem: String,
        /// What was to happen next.
        after: AfterLeaving,
    },
    /// Name, theme, size.
    Settings {
        /// The user's name.
        name: String,
    },
}

impl Dialog {
    /// A new file, by somebody whose name may be known.
    pub fn new_file(me: &str) -> Self {
        Self::New { organisation: String::new(), me: me.to_owned(), path: String::new() }
    }

    /// A copy beside the file.
    pub fn copy_of(path: &Path) -> Self {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let copy = path.with_file_name(tr!("{} copy", stem)).with_extension("isms");
        Self::Copy { path: copy.display().to_string() }
    }

    /// Print beside the file.
    pub fn export(isms: &Isms, path: &Path) -> Self {
        Self::Export {
            folder: path.parent().map(|folder| folder.display().to_string()).unwrap_or_default(),
            record: statement_record(isms).map(|record| record.reference.clone()),
        }
    }

    /// Puts a chosen path into the dialog's field.
    pub fn take_path(&mut self, chosen: PathBuf) {
        let text = chosen.display().to_string();
        match self {
            Self::New { path, .. }
            | Self::Open { path }
            | Self::Copy { path }
            | Self::Attach { path, .. }
            | Self::SaveContent { path, .. } => *path = text,
            Self::Sample { folder } | Self::Export { folder, .. } | Self::Print { folder, .. } => *folder = text,
            Self::Delete { .. } | Self::Unsaved { .. } | Self::Settings { .. } => {}
        }
    }
}

/// What a dialog needs besides itself: it is drawn over the welcome too, where no file is open.
pub struct Around<'a> {
    /// Where its wishes go.
    pub intents: &'a mut Vec<Intent>,
    /// The folder that new files are proposed in.
    pub documents: &'a Path,
    /// The theme that is set.
    pub theme: ThemePreference,
}

/// Draws the dialog over an open file.
pub(super) fn show(ui: &Ui, cx: &mut Cx<'_>) {
    let folder = cx.save.path.parent().map(Path::to_path_buf).unwrap_or_default();
    let theme = cx.theme;
    draw(ui, cx.state, &mut Around { intents: cx.intents, documents: &folder, theme });
}

/// Draws the dialog when one is open.
pub fn draw(ui: &Ui, state: &mut State, around: &mut Around<'_>) {
    let Some(mut dialog) = state.dialog.take() else { return };
    let mut done = false;
    let backdrop = tokens(ui).backdrop;
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique("dialog")).backdrop_color(backdrop).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(460.0);
        done = content(ui, &mut dialog, around);
    });
    if !done && !modal.should_close() {
        state.dialog = Some(dialog);
    }
}

/// Draws what is inside. Answers whether the dialog is finished.
fn content(ui: &mut Ui, dialog: &mut Dialog, around: &mut Around<'_>) -> bool {
    match dialog {
        Dialog::New { organisation, me, path } => new_file(ui, organisation, me, path, around),
        Dialog::Open { path } => open(ui, path, around),
        Dialog::Sample { folder } => sample(ui, folder, around),
        Dialog::Copy { path } => copy(ui, path, around),
        Dialog::Export { folder, record } => export(ui, folder, record.as_deref(), around),
        Dialog::Print { what, folder } => files::print(ui, what, folder, around),
        Dialog::Attach { target, path } => files::attach(ui, *target, path, around),
        Dialog::SaveContent { evidence, path } => files::save_content(ui, *evidence, path, around),
        Dialog::Delete { register, id, reference, users } => {
            let text = tr!(
                "It is still used by {}. Removing it takes it out there too. You can undo both in one go.",
                users.join(", ")
            );
            let wish = Intent::DeleteWithLinks(*register, *id);
            question(ui, &tr!("Remove {}?", reference), &text, &tr!("Remove it and its links"), wish, around)
        }
        Dialog::Unsaved { problem, after } => {
            let text = tr!("{} Cancel to go back and mend it. Everything else is saved.", problem);
            let wish = Intent::Discard(after.clone());
            question(ui, &tr!("Something is not saved yet"), &text, &tr!("Discard it"), wish, around)
        }
        Dialog::Settings { name } => settings(ui, name, around),
    }
}

fn open(ui: &mut Ui, path: &mut String, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("Open a file"));
    path_field(ui, &tr!("File"), path, Browse::Open, around);
    let why = path.trim().is_empty().then(|| tr!("Enter or choose a file first."));
    buttons(ui, &tr!("Open"), why, || Intent::Open(PathBuf::from(path.trim())), around)
}

fn sample(ui: &mut Ui, folder: &mut String, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("Try the sample company"));
    let text = tr!(
        "Harbour Analytics is a made-up company with 24 people. Its file lets you look at every screen filled in. Change what you like."
    );
    hint(ui, &text);
    path_field(ui, &tr!("Folder"), folder, Browse::Folder, around);
    let target = PathBuf::from(folder.trim()).join("harbour-analytics.isms");
    buttons(ui, &tr!("Make the sample"), no_folder(folder), || Intent::CreateSample(target), around)
}

fn copy(ui: &mut Ui, path: &mut String, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("Save a copy"));
    hint(ui, &tr!("The copy is checked before it gets its name. A file that is already there is never overwritten."));
    path_field(ui, &tr!("Copy to"), path, Browse::Save, around);
    let why = path.trim().is_empty().then(|| tr!("Enter where the copy is to lie."));
    buttons(ui, &tr!("Save a copy"), why, || Intent::SaveCopy(PathBuf::from(path.trim())), around)
}

fn export(ui: &mut Ui, folder: &mut String, record: Option<&str>, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("Print the Statement of Applicability"));
    hint(ui, &tr!("The PDF is written into this folder. What nobody has decided is printed as undecided."));
    if let Some(record) = record {
        hint(ui, &tr!("Class, owner, approver and next review come from the document {}.", record));
    } else {
        let text =
            tr!("The statement is not under document control yet: class, owner and approver are printed as not named.");
        hint(ui, &text);
        if Button::link(&tr!("Put it under document control")).show(ui).clicked() {
            around.intents.push(Intent::ControlStatement);
            return true;
        }
    }
    path_field(ui, &tr!("Folder"), folder, Browse::Folder, around);
    let wish = || Intent::Export("soa", PathBuf::from(folder.trim()));
    buttons(ui, &tr!("Print to PDF"), no_folder(folder), wish, around)
}

fn no_folder(folder: &str) -> Option<String> {
    folder.trim().is_empty().then(|| tr!("Enter or choose a folder first."))
}

/// A question with one answer besides going back.
fn question(ui: &mut Ui, name: &str, text: &str, action: &str, wish: Intent, around: &mut Around<'_>) -> bool {
    title(ui, name);
    ui.add(eframe::egui::Label::new(Type::Body.text(text)).wrap());
    foot(ui, action, None, false, || wish, around)
}

fn title(ui: &mut Ui, text: &str) {
    let colour = tokens(ui).text;
    ui.label(Type::Screen.text(text).color(colour));
    ui.add_space(4.0);
}

fn new_file(
    ui: &mut Ui,
    organisation: &mut String,
    me: &mut String,
    path: &mut String,
    around: &mut Around<'_>,
) -> bool {
    title(ui, &tr!("New ISMS"));
    text_field(ui, &tr!("Organisation"), organisation);
    hint(ui, &tr!("The name everybody uses. The legal name comes later."));
    text_field(ui, &tr!("Your name"), me);
    hint(ui, &tr!("The file’s history records every change under this name."));
    let proposed = around.documents.join(format!("{}.isms", file_stem(organisation)));
    let mut shown =
        if path.is_empty() && !organisation.trim().is_empty() { proposed.display().to_string() } else { path.clone() };
    let before = shown.clone();
    path_field(ui, &tr!("File"), &mut shown, Browse::Save, around);
    if shown != before {
        path.clone_from(&shown);
    }
    let why = if organisation.trim().is_empty() {
        Some(tr!("Enter the organisation's name first."))
    } else if me.trim().is_empty() {
        Some(tr!("Enter your name first. The history needs to know who changed what."))
    } else {
        None
    };
    let wish = || Intent::Create(organisation.trim().to_owned(), me.trim().to_owned(), PathBuf::from(shown.trim()));
    buttons(ui, &tr!("Create"), why, wish, around)
}

fn settings(ui: &mut Ui, name: &mut String, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("Settings"));
    text_field(ui, &tr!("Your name"), name);
    hint(ui, &tr!("Every change is recorded under this name."));
    field_label(ui, &tr!("Theme"));
    let items = [
        ChoiceItem::new(ThemePreference::System, tr!("As the system")),
        ChoiceItem::new(ThemePreference::Light, tr!("Light")),
        ChoiceItem::new(ThemePreference::Dark, tr!("Dark")),
    ];
    if let Some(Some(theme)) = segmented(ui, &tr!("Theme"), &items, Some(&around.theme), 420.0) {
        around.intents.push(Intent::Theme(theme));
    }
    field_label(ui, &tr!("Size"));
    ui.horizontal(|ui| {
        for (text, step) in [(tr!("Smaller"), -1), (tr!("As it came"), 0), (tr!("Larger"), 1)] {
            if Button::secondary(&text).show(ui).clicked() {
                around.intents.push(Intent::Zoom(step));
            }
        }
    });
    let why = name.trim().is_empty().then(|| tr!("Enter your name first."));
    buttons(ui, &tr!("Done"), why, || Intent::SetMyName(name.trim().to_owned()), around)
}

fn text_field(ui: &mut Ui, label: &str, text: &mut String) {
    let name = field_label(ui, label);
    let width = ui.available_width();
    field(ui, label, text, width, &name);
}

/// A line of text. The first one of a dialog has the keyboard as soon as nothing else has.
fn field(ui: &mut Ui, label: &str, text: &mut String, width: f32, name: &Response) {
    let edit = TextEdit::singleline(text)
        .id(Id::unique(("dialog field", label)))
        .margin(Margin::symmetric(10, 7))
        .desired_width(width);
    let response = ui.add(edit).labelled_by(name.id);
    let idle = ui.memory(|memory| memory.focused().is_none()) && !enter(ui);
    if idle {
        response.request_focus();
    }
}

fn enter(ui: &Ui) -> bool {
    ui.input(|input| input.key_pressed(Key::Enter))
}

fn path_field(ui: &mut Ui, label: &str, text: &mut String, browse: Browse, around: &mut Around<'_>) {
    let name = field_label(ui, label);
    ui.horizontal(|ui| {
        let width = ui.available_width() - 100.0;
        field(ui, label, text, width, &name);
        if Button::secondary(&tr!("Choose…")).show(ui).clicked() {
            around.intents.push(Intent::Browse(browse));
        }
    });
}

/// The foot of a dialog with fields: Enter does what the button does.
fn buttons(
    ui: &mut Ui,
    action: &str,
    why_not: Option<String>,
    wish: impl FnOnce() -> Intent,
    around: &mut Around<'_>,
) -> bool {
    // A field gives the keyboard up with Enter; a button that has it acts by itself.
    let by_key = enter(ui) && why_not.is_none() && ui.memory(|memory| memory.focused().is_none());
    foot(ui, action, why_not, by_key, wish, around)
}

/// The foot of a dialog. Answers whether it is finished, one way or the other.
fn foot(
    ui: &mut Ui,
    action: &str,
    why_not: Option<String>,
    by_key: bool,
    wish: impl FnOnce() -> Intent,
    around: &mut Around<'_>,
) -> bool {
    let mut finished = false;
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        if Button::primary(action).disabled_because(why_not.as_deref()).show(ui).clicked() || by_key {
            around.intents.push(wish());
            finished = true;
        }
        if Button::quiet(&tr!("Cancel")).show(ui).clicked() {
            finished = true;
        }
    });
    if let Some(why) = why_not {
        hint(ui, &why);
    }
    finished
}
