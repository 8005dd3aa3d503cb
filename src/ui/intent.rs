//! Everything a person can ask for. Screens draw from the snapshot and send intents; the app carries them out.

mod file;

use std::path::PathBuf;

use eframe::egui::ThemePreference;
use jiff::civil::Date;
use serde_json::Value;
use uuid::Uuid;

use super::dialogs::{AfterLeaving, Dialog};
use super::file::Kept;
use super::secret::Secret;
use crate::content::ReadyKind;
use crate::isms::controls::{ControlId, SoaVersionId};
use crate::isms::documents::{DocumentId, DocumentVersionId, NewDocument};
use crate::isms::evidence::EvidenceId;
use crate::isms::risks::RiskId;
use crate::isms::statement::StatementApproval;
use crate::isms::steps::Step;
use crate::isms::{Edit, FieldRef, RegisterName, Rule, RuleError};
pub use file::FileWish;

/// What the window shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Screen {
    /// The eight steps at a glance.
    Overview,
    /// A step.
    Step(Step),
    /// A register of its own.
    Register(RegisterName),
    /// The history of the file.
    History,
    /// Where the file lies, its passphrase, its backups.
    File,
}

/// A wish. Whatever changes the file is an edit; everything else changes only the window.
#[derive(Debug)]
pub enum Intent {
    /// Show a screen.
    Go(Screen),
    /// Show a record in the pane beside its register, or close the pane.
    Select(RegisterName, Option<Uuid>),
    /// Show a record wherever it lives.
    Reveal(Screen, RegisterName, Option<Uuid>),
    /// Carry out what a rule decided, or say why not.
    Edit(Result<Edit, RuleError>),
    /// Let a rule decide that needs ids, references or the day, and carry it out.
    Decide(Rule),
    /// The same, and say what was done with a way back: for edits of many records at once.
    DecideAndTell(Rule),
    /// Give one field a value.
    Set(FieldRef, Value, String),
    /// Add a record with some fields set, and show it.
    Add(RegisterName, Vec<(&'static str, Value)>),
    /// Add a control of the organisation's own, and show it.
    AddOwnControl,
    /// Take a ready method as a draft, or begin with an empty one.
    StartMethod(Option<ReadyKind>),
    /// Put the Statement of Applicability under document control, and show its record.
    ControlStatement,
    /// Put a printed document of this name and title under document control, and show its record.
    ControlPrinted(&'static str, String),
    /// Approve the Statement of Applicability as it stands.
    ApproveStatement(StatementApproval),
    /// Simulate the years of a risk's estimate beside the window.
    Simulate(RiskId),
    /// Stop that.
    StopSimulation,
    /// Remove a record; ask when others link to it.
    Delete(RegisterName, Uuid),
    /// Remove a record and the links to it.
    DeleteWithLinks(RegisterName, Uuid),
    /// Take back the last edit.
    Undo,
    /// Do it again.
    Redo,
    /// Make a new file.
    Create {
        /// The organisation's name.
        organisation: String,
        /// The user's name.
        me: String,
        /// Where it is to lie.
        path: PathBuf,
        /// Encrypted with this.
        passphrase: Option<Secret>,
    },
    /// Open a file.
    Open(PathBuf),
    /// Make the sample company's file in a folder and open it.
    CreateSample(PathBuf),
    /// Do something with a file as a whole.
    File(FileWish),
    /// Close the file and show the welcome.
    Close,
    /// Throw away what could not be saved, then go on.
    Discard(AfterLeaving),
    /// Write a copy.
    SaveCopy(PathBuf),
    /// Print reports, documents, versions or differences into a folder.
    Print(PrintWish),
    /// Begin documents from the templates with these names; a single one is shown.
    BeginDocuments(Vec<String>),
    /// Begin a document of the organisation's own, and show it.
    AddDocument(NewDocument, DocumentSource),
    /// Put a file into a draft that is a file written elsewhere.
    AttachDocument(DocumentId, PathBuf),
    /// Keep a file inside the ISMS file as evidence.
    Attach(PathBuf, AttachTo),
    /// Write the file of a piece of evidence out again.
    SaveContent(EvidenceId, PathBuf),
    /// Print an approved version of the Statement of Applicability as it was, into a folder.
    Reprint(SoaVersionId, PathBuf),
    /// Print what changed from one version of the statement to another, or to the present state, into a folder.
    PrintChanges(SoaVersionId, Option<SoaVersionId>, PathBuf),
    /// Show what happened to a record.
    WhatHappened(RegisterName, Uuid),
    /// Bring back what was before an entry of the history, as a new entry.
    BringBack(i64),
    /// Look at the file as it was right after an entry; nothing can be changed there.
    LookAt(i64),
    /// Look at the present file again.
    BackToNow,
    /// Compare a moment with a later one, or with now.
    Compare(Sought, Option<Sought>),
    /// Stop the work that runs in the background.
    CancelJob,
    /// Show a dialog.
    Show(Dialog),
    /// Let the person choose a path; the answer lands in the dialog's field.
    Browse(Browse),
    /// Open or close the palette.
    Palette,
    /// Keep a preference of this person on this machine.
    Prefer(Preference),
}

/// A moment that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// Right after this entry.
    Entry(i64),
    /// At the end of this day.
    Day(Date),
}

impl Intent {
    /// Whether it would change the open file: nobody can do that while looking at the past.
    pub fn changes_the_file(&self) -> bool {
        match self {
            Self::File(wish) => wish.changes_the_file(),
            Self::Edit(_)
            | Self::Decide(_)
            | Self::DecideAndTell(_)
            | Self::Set(..)
            | Self::Add(..)
            | Self::AddOwnControl
            | Self::StartMethod(_)
            | Self::ControlStatement
            | Self::ControlPrinted(..)
            | Self::ApproveStatement(_)
            | Self::Delete(..)
            | Self::DeleteWithLinks(..)
            | Self::Undo
            | Self::Redo
            | Self::BeginDocuments(_)
            | Self::AddDocument(..)
            | Self::AttachDocument(..)
            | Self::Attach(..)
            | Self::BringBack(_) => true,
            Self::Go(_)
            | Self::Select(..)
            | Self::Reveal(..)
            | Self::Simulate(_)
            | Self::StopSimulation
            | Self::Create { .. }
            | Self::Open(_)
            | Self::CreateSample(_)
            | Self::Close
            | Self::Discard(_)
            | Self::SaveCopy(_)
            | Self::Print(_)
            | Self::SaveContent(..)
            | Self::Reprint(..)
            | Self::PrintChanges(..)
            | Self::WhatHappened(..)
            | Self::LookAt(_)
            | Self::BackToNow
            | Self::Compare(..)
            | Self::CancelJob
            | Self::Show(_)
            | Self::Browse(_)
            | Self::Palette
            | Self::Prefer(_) => false,
        }
    }
}

/// What is printed.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintWish {
    /// What, in this order.
    pub what: Vec<Wanted>,
    /// As which kind of file.
    pub format: PrintFormat,
    /// All in one PDF with a list of contents.
    pub binder: bool,
    /// Where to.
    pub folder: PathBuf,
    /// Show the folder afterwards.
    pub show_folder: bool,
}

/// One thing to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A report out of the registers, by its name.
    Report(&'static str),
    /// A document as a reader gets it today: the version in force, or the draft.
    Document(DocumentId),
    /// An approved version of a document, exactly as it was.
    Version(DocumentVersionId),
    /// What changed from one version of a document to another, or to its draft.
    Changes(DocumentVersionId, Option<DocumentVersionId>),
    /// What changed in the whole file between the two moments that were compared last.
    WhatChanged,
}

/// The kind of file that is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PrintFormat {
    /// As it looks, for signing and keeping.
    #[default]
    Pdf,
    /// For changing in a word processor.
    Word,
    /// Plain text with marks.
    Markdown,
}

/// Where the content of a new document comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentSource {
    /// Nowhere: it begins blank, or is only kept track of.
    Nothing,
    /// Its text out of a Markdown or Word file; it is written here from then on.
    Text(PathBuf),
    /// A file that is the document, kept inside the ISMS file.
    File(PathBuf),
}

/// What belongs to the person at this machine, not to a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Preference {
    /// Take a file off the list of recent files.
    Forget(PathBuf),
    /// The name under which edits are recorded.
    SetMyName(String),
    /// Light, dark, or as the system has it.
    Theme(ThemePreference),
    /// Larger or smaller by this many steps; 0 is the size it came with.
    Zoom(i8),
    /// Keep the rail open (`true`) or slim.
    PinRail(bool),
    /// Where backups go, beside their files when nowhere else, and how many are kept.
    Backups(Option<PathBuf>, Kept),
}

/// What a file is evidence for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachTo {
    /// A new piece of evidence for this control.
    Control(ControlId),
    /// A piece of evidence that has no file yet.
    Evidence(EvidenceId),
}

/// What a path is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browse {
    /// A new file's place.
    Save,
    /// A file to open.
    Open,
    /// Any file to read.
    Any,
    /// Any file's place.
    SaveAny,
    /// A folder.
    Folder,
}
