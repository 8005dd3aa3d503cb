//! Dialogs about single files: an older print, a piece of evidence going in or coming out.

use std::path::Path;

use eframe::egui::Ui;
use tr::tr;

use super::parts::{buttons, no_folder, path_field, place, title};
use super::{Around, Dialog};
use crate::isms::controls::SoaVersionId;
use crate::isms::documents::DocumentId;
use crate::isms::evidence::{Evidence, EvidenceId};
use crate::ui::intent::{AttachTo, Browse, Intent};
use crate::ui::widgets::hint;

/// What is printed of the Statement of Applicability besides its present state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementPrint {
    /// A version as it was approved, with its number.
    Version(SoaVersionId, String),
    /// What changed from a version to another, or to the present state.
    Changes(SoaVersionId, Option<SoaVersionId>),
}

impl Dialog {
    /// An older version or the differences, beside the file.
    pub fn print(what: StatementPrint, path: &Path) -> Self {
        Self::Print { what, folder: path.parent().map(|folder| folder.display().to_string()).unwrap_or_default() }
    }

    /// A file to keep as evidence.
    pub fn attach(target: AttachTo) -> Self {
        Self::Attach { target, path: String::new() }
    }

    /// A file that takes the place of a document's file.
    pub fn replace_file(document: DocumentId) -> Self {
        Self::ReplaceFile { document, path: String::new() }
    }

    /// A kept file, under the name it had, beside the ISMS file.
    pub fn save_content(evidence: &Evidence, path: &Path) -> Self {
        let name = if evidence.file_name.is_empty() { &evidence.reference } else { &evidence.file_name };
        Self::SaveContent { evidence: evidence.id, path: path.with_file_name(name).display().to_string() }
    }
}

pub(super) fn print(ui: &mut Ui, what: &StatementPrint, folder: &mut String, around: &mut Around<'_>) -> bool {
    let (name, text) = match what {
        StatementPrint::Version(_, version) => (
            tr!("Print version {} again", version),
            tr!(
                "The page is made from the history, as it was on the day of the approval and with the history value of that day."
            ),
        ),
        StatementPrint::Changes(..) => (
            tr!("Print what changed"),
            tr!("One row for each control that differs, with every field before and after."),
        ),
    };
    title(ui, &name);
    hint(ui, &text);
    path_field(ui, &tr!("Folder"), folder, Browse::Folder, around);
    let target = place(folder, around);
    let wish = || match what {
        StatementPrint::Version(id, _) => Intent::Reprint(*id, target),
        StatementPrint::Changes(from, to) => Intent::PrintChanges(*from, *to, target),
    };
    buttons(ui, &tr!("Print to PDF"), no_folder(folder), wish, around)
}

pub(super) fn attach(ui: &mut Ui, target: AttachTo, path: &mut String, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("Add a file as evidence"));
    hint(ui, &tr!("A copy is kept inside your ISMS file, up to 100 MB. You can also drop a file on the window."));
    path_field(ui, &tr!("File"), path, Browse::Any, around);
    let why = path.trim().is_empty().then(|| tr!("Enter or choose a file first."));
    let from = place(path, around);
    buttons(ui, &tr!("Add the file"), why, || Intent::Attach(from, target), around)
}

pub(super) fn replace(ui: &mut Ui, document: DocumentId, path: &mut String, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("Another file for this draft"));
    hint(ui, &tr!("The new file takes the place of the draft's file. Approved versions keep the file they had."));
    path_field(ui, &tr!("File"), path, Browse::Any, around);
    let why = path.trim().is_empty().then(|| tr!("Enter or choose a file first."));
    let from = place(path, around);
    let wish = || Intent::AttachDocument(document, from);
    buttons(ui, &tr!("Replace the file"), why, wish, around)
}

pub(super) fn save_content(ui: &mut Ui, evidence: EvidenceId, path: &mut String, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("Save a copy of the file"));
    hint(ui, &tr!("The copy is compared with the check value from the day it was added. Nothing is overwritten."));
    path_field(ui, &tr!("Copy to"), path, Browse::SaveAny, around);
    let why = path.trim().is_empty().then(|| tr!("Enter where the copy is to lie."));
    let target = place(path, around);
    let wish = || Intent::SaveContent(evidence, target);
    buttons(ui, &tr!("Save a copy"), why, wish, around)
}
