//! Dialogs: one at a time, each with a typed path beside the file chooser, which not every desktop has.

mod document_acts;
mod document_approve;
mod document_differences;
mod document_new;
mod export;
mod files;
mod opening;
mod parts;
mod start;

use std::path::{Path, PathBuf};

use eframe::egui::{Frame, Id, Margin, Modal, ThemePreference, Ui};
use tr::tr;
use uuid::Uuid;

use super::derived::Derived;
use super::file::Kept;
use super::intent::{AttachTo, Intent, Preference};
use super::theme::tokens;
use super::widgets::{Button, ChoiceItem, field_label, hint, segmented};
use super::{Cx, Printable, State};
use crate::content::Content;
use crate::isms::approval::Now;
use crate::isms::documents::DocumentId;
use crate::isms::evidence::EvidenceId;
use crate::isms::{Isms, RegisterName};
pub use document_acts::Readers;
pub use document_approve::Approving;
pub use document_differences::Differences;
pub use document_new::Beginning;
pub use export::{Export, PrintOne};
pub use files::StatementPrint;
pub use opening::{Erasing, Help, Locking, Trouble, Unlocking};
use parts::{buttons, question, text_field, title};

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
        /// Its passphrase, when it is to have one.
        locking: Option<Locking>,
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
    /// Begin a document, or several.
    NewDocument(Beginning),
    /// Approve a document.
    Approve(Box<Approving>),
    /// Send a document back to its author.
    RequestChanges {
        /// Which one.
        document: DocumentId,
        /// What is to be changed.
        wish: String,
    },
    /// Take a document out of force.
    Retire {
        /// Which one.
        document: DocumentId,
        /// Why, or what replaces it.
        why: String,
        /// From which day on.
        on: String,
    },
    /// Record who has read a document.
    Readers(Readers),
    /// Confirm proposals together.
    Proposals {
        /// The draft that asks.
        document: DocumentId,
        /// The id of each question with what stands in its field.
        answers: Vec<(String, String)>,
    },
    /// Compare versions of a document.
    Differences(Differences),
    /// Print reports and documents.
    Export(Export),
    /// Print one document, one of its versions, or what changed.
    PrintOne(PrintOne),
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
    /// Put another file in the place of a document's file.
    ReplaceFile {
        /// The draft.
        document: DocumentId,
        /// The new file's path.
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
    /// Open an encrypted file.
    Unlock(Unlocking),
    /// Set or change the passphrase.
    SetPassphrase(Locking),
    /// Take the passphrase away.
    RemovePassphrase,
    /// A file does not open as it should.
    Trouble(Trouble),
    /// The open file was changed or removed by somebody else.
    Changed {
        /// What happened.
        sentence: String,
        /// Where one's own state would go.
        path: String,
        /// Whether there is no file any more.
        gone: bool,
    },
    /// Put a backup in the place of the open file.
    Restore {
        /// Which one.
        backup: PathBuf,
        /// When it was made.
        words: String,
    },
    /// Where backups go and how many are kept.
    Backups {
        /// The folder for all files; empty for beside each.
        folder: String,
        /// How many.
        kept: Kept,
    },
    /// Erase a person's data.
    Erase(Erasing),
    /// Something that has to be read, and stays until it was.
    Told {
        /// What it is about.
        title: String,
        /// Sentence by sentence.
        sentences: Vec<String>,
    },
    /// Ask for the name of whoever works in the file.
    Who {
        /// As it is typed.
        name: String,
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
        Self::New { organisation: String::new(), me: me.to_owned(), path: String::new(), locking: None }
    }

    /// A copy beside the file.
    pub fn copy_of(path: &Path) -> Self {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let copy = path.with_file_name(tr!("{} copy", stem)).with_extension("isms");
        Self::Copy { path: copy.display().to_string() }
    }

    /// Puts a chosen path into the dialog's field.
    pub fn take_path(&mut self, chosen: PathBuf) {
        let text = chosen.display().to_string();
        match self {
            Self::New { path, .. }
            | Self::Open { path }
            | Self::Copy { path }
            | Self::Attach { path, .. }
            | Self::ReplaceFile { path, .. }
            | Self::SaveContent { path, .. } => *path = text,
            Self::Changed { path, .. } => *path = text,
            Self::Sample { folder } | Self::Print { folder, .. } | Self::Backups { folder, .. } => *folder = text,
            Self::Export(export) => export.target.folder = text,
            Self::PrintOne(one) => one.target.folder = text,
            Self::NewDocument(beginning) => beginning.path = text,
            Self::Approve(_)
            | Self::RequestChanges { .. }
            | Self::Retire { .. }
            | Self::Readers(_)
            | Self::Proposals { .. }
            | Self::Differences(_)
            | Self::Delete { .. }
            | Self::Unsaved { .. }
            | Self::Unlock(_)
            | Self::SetPassphrase(_)
            | Self::RemovePassphrase
            | Self::Trouble(_)
            | Self::Restore { .. }
            | Self::Erase(_)
            | Self::Told { .. }
            | Self::Who { .. }
            | Self::Settings { .. } => {}
        }
    }

    /// How wide it is drawn.
    fn width(&self) -> f32 {
        match self {
            Self::NewDocument(_) | Self::Approve(_) => 640.0,
            Self::Differences(_) => 720.0,
            Self::Export(_) | Self::Proposals { .. } | Self::Readers(_) => 560.0,
            Self::New { .. }
            | Self::Open { .. }
            | Self::Sample { .. }
            | Self::Copy { .. }
            | Self::RequestChanges { .. }
            | Self::Retire { .. }
            | Self::PrintOne(_)
            | Self::Print { .. }
            | Self::Attach { .. }
            | Self::ReplaceFile { .. }
            | Self::SaveContent { .. }
            | Self::Delete { .. }
            | Self::Unsaved { .. }
            | Self::Unlock(_)
            | Self::SetPassphrase(_)
            | Self::RemovePassphrase
            | Self::Trouble(_)
            | Self::Changed { .. }
            | Self::Restore { .. }
            | Self::Backups { .. }
            | Self::Erase(_)
            | Self::Told { .. }
            | Self::Who { .. }
            | Self::Settings { .. } => 460.0,
        }
    }
}

/// The open file that a dialog is about.
#[derive(Debug, Clone, Copy)]
pub struct OpenFile<'a> {
    /// The snapshot.
    pub isms: &'a Isms,
    /// The built-in catalogue.
    pub content: &'a Content,
    /// What was worked out from the snapshot.
    pub derived: &'a Derived,
    /// The present day and moment.
    pub now: Now,
}

/// What a dialog needs besides itself: it is drawn over the welcome too, where no file is open.
pub struct Around<'a> {
    /// Where its wishes go.
    pub intents: &'a mut Vec<Intent>,
    /// The folder that new files are proposed in.
    pub documents: &'a Path,
    /// The open file; `None` over the welcome.
    pub file: Option<OpenFile<'a>>,
    /// What can be printed from the open file.
    pub printable: &'a [Printable],
    /// The theme that is set.
    pub theme: ThemePreference,
}

/// Draws the dialog over an open file.
pub(super) fn show(ui: &Ui, cx: &mut Cx<'_>) {
    let folder = cx.save.path.parent().map(Path::to_path_buf).unwrap_or_default();
    let (theme, printable) = (cx.theme, cx.printable);
    let file = Some(OpenFile { isms: cx.isms, content: cx.content, derived: cx.derived, now: cx.now });
    draw(ui, cx.state, &mut Around { intents: cx.intents, documents: &folder, file, printable, theme });
}

/// Draws the dialog when one is open.
pub fn draw(ui: &Ui, state: &mut State, around: &mut Around<'_>) {
    let Some(mut dialog) = state.dialog.take() else { return };
    let mut done = false;
    let backdrop = tokens(ui).backdrop;
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique("dialog")).backdrop_color(backdrop).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(dialog.width());
        done = content(ui, &mut dialog, around);
    });
    // It stands in the middle by the size that it had: one that has grown is put right by the next frame.
    let (id, size) = (Id::unique("dialog size"), modal.response.rect.size());
    if ui.data(|data| data.get_temp(id)) != Some(size) {
        ui.data_mut(|data| data.insert_temp(id, size));
        ui.ctx().request_repaint();
    }
    if !done && !modal.should_close() {
        state.dialog = Some(dialog);
    }
}

/// Draws what is inside. Answers whether the dialog is finished.
fn content(ui: &mut Ui, dialog: &mut Dialog, around: &mut Around<'_>) -> bool {
    match dialog {
        Dialog::New { organisation, me, path, locking } => start::new_file(ui, organisation, me, path, locking, around),
        Dialog::Open { path } => start::open(ui, path, around),
        Dialog::Sample { folder } => start::sample(ui, folder, around),
        Dialog::Copy { path } => start::copy(ui, path, around),
        Dialog::NewDocument(beginning) => document_new::show(ui, beginning, around),
        Dialog::Approve(approving) => document_approve::show(ui, approving, around),
        Dialog::RequestChanges { document, wish } => document_acts::request(ui, *document, wish, around),
        Dialog::Retire { document, why, on } => document_acts::retire(ui, *document, why, on, around),
        Dialog::Readers(readers) => document_acts::readers(ui, readers, around),
        Dialog::Proposals { document, answers } => document_acts::proposals(ui, *document, answers, around),
        Dialog::Differences(differences) => document_differences::show(ui, differences, around),
        Dialog::Export(export) => export::show(ui, export, around),
        Dialog::PrintOne(one) => export::one(ui, one, around),
        Dialog::Print { what, folder } => files::print(ui, what, folder, around),
        Dialog::Attach { target, path } => files::attach(ui, *target, path, around),
        Dialog::ReplaceFile { document, path } => files::replace(ui, *document, path, around),
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
        Dialog::Unlock(unlocking) => opening::unlock(ui, unlocking, around),
        Dialog::SetPassphrase(locking) => opening::lock(ui, locking, around),
        Dialog::RemovePassphrase => opening::unlock_for_good(ui, around),
        Dialog::Trouble(trouble) => opening::trouble(ui, trouble, around),
        Dialog::Changed { sentence, path, gone } => opening::changed(ui, sentence, path, *gone, around),
        Dialog::Restore { backup, words } => opening::restore(ui, backup, words, around),
        Dialog::Backups { folder, kept } => opening::backups(ui, folder, kept, around),
        Dialog::Erase(erasing) => opening::erase(ui, erasing, around),
        Dialog::Told { title, sentences } => opening::told(ui, title, sentences),
        Dialog::Who { name } => start::who(ui, name, around),
        Dialog::Settings { name } => settings(ui, name, around),
    }
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
        around.intents.push(Intent::Prefer(Preference::Theme(theme)));
    }
    field_label(ui, &tr!("Size"));
    ui.horizontal(|ui| {
        for (text, step) in [(tr!("Smaller"), -1), (tr!("As it came"), 0), (tr!("Larger"), 1)] {
            if Button::secondary(&text).show(ui).clicked() {
                around.intents.push(Intent::Prefer(Preference::Zoom(step)));
            }
        }
    });
    let why = name.trim().is_empty().then(|| tr!("Enter your name first."));
    buttons(ui, &tr!("Done"), why, || Intent::Prefer(Preference::SetMyName(name.trim().to_owned())), around)
}
