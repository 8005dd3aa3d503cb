//! Printing: the present state, an approved version exactly as it was, and what changed between two.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{Context, OpenUrl};

use super::App;
use crate::content::Content;
use crate::documents::{self, Printed};
use crate::formats::Format;
use crate::isms::controls::SoaVersionId;
use crate::isms::documents::{DocumentId, DocumentVersionId};
use crate::isms::{Isms, RegisterName};
use crate::jobs::{Job, PrintItem, PrintOrder, PrintResult};
use crate::store::{IsmsFile, StoreError};
use crate::ui::Printable;
use crate::ui::history::Compared;
use crate::ui::intent::{PrintFormat, PrintWish, Wanted};

/// What to print an approved version from: the file as it was right after the approval, for the day of the approval.
///
/// # Errors
/// When the history does not tell any more how the version came about.
pub(crate) fn reprint_order(
    file: &IsmsFile,
    content: &Arc<Content>,
    printed: &'static Printed,
    id: SoaVersionId,
    folder: &Path,
) -> Result<PrintOrder, StoreError> {
    let damaged = |what: String| StoreError::Damaged { path: file.path().to_path_buf(), what };
    let seq = file.entry_that_added(RegisterName::SoaVersions, id.0)?;
    let seq = seq.ok_or_else(|| damaged(tr::tr!("the history does not hold the approval of this version")))?;
    let (isms, head) = file.as_of(seq)?;
    let version = isms.soa_versions.get(id).cloned().unwrap_or_default();
    let date = version.on.ok_or_else(|| damaged(tr::tr!("version {} has no date", version.version)))?;
    Ok(PrintOrder {
        items: vec![PrintItem::Version(printed, version.version)],
        isms: Arc::new(isms),
        content: Arc::clone(content),
        date,
        fingerprint: head.fingerprint(),
        folder: folder.to_path_buf(),
        format: Format::Pdf,
        binder: false,
        entry: None,
    })
}

/// What a wish is printed from. A document that was written elsewhere is copied as it is.
fn item(file: &IsmsFile, isms: &Isms, wanted: Wanted) -> Option<PrintItem> {
    match wanted {
        Wanted::Report(name) => documents::by_name(name).map(PrintItem::Document),
        Wanted::Document(id) => paper_item(file, isms, id),
        Wanted::Version(id) => Some(version_item(file, isms, id)),
        Wanted::Changes(from, to) => Some(PrintItem::PaperChanges(from, to)),
        // It is printed alone, from what was compared: see `print_comparison`.
        Wanted::WhatChanged => None,
    }
}

/// A document as a reader gets it today. One that is only kept track of has nothing to print.
pub(crate) fn paper_item(file: &IsmsFile, isms: &Isms, id: DocumentId) -> Option<PrintItem> {
    let document = isms.documents.get(id)?;
    if document.content.is_empty() {
        let report = documents::by_name(&document.template).filter(|_| document.is_report());
        let written = (!document.sections.is_empty()).then_some(PrintItem::Paper(id));
        return written.or_else(|| report.map(PrintItem::Document));
    }
    let name = format!("{} {}", document.reference, document.file_name);
    Some(kept_item(file, &document.name, name, &document.content))
}

/// An approved version of a document, exactly as it was: its pages, or the file that was approved.
pub(crate) fn version_item(file: &IsmsFile, isms: &Isms, id: DocumentVersionId) -> PrintItem {
    let Some(version) = isms.document_versions.get(id).filter(|version| !version.content.is_empty()) else {
        return PrintItem::PaperVersion(id);
    };
    let reference = version.frame.as_ref().map_or("", |frame| frame.reference.as_str());
    let name = format!("{reference} {} {}", version.version, version.file_name);
    kept_item(file, &version.name, name.trim().to_owned(), &version.content)
}

/// A file that is kept inside; one that cannot be read any more is told beside the others.
fn kept_item(file: &IsmsFile, title: &str, name: String, content: &str) -> PrintItem {
    match file.content(content) {
        Ok(bytes) => PrintItem::File(title.to_owned(), name, Arc::new(bytes)),
        Err(error) => PrintItem::Lost(title.to_owned(), error.to_string()),
    }
}

/// Everything that can be printed, as the window lists it.
pub(super) fn printable() -> Vec<Printable> {
    let of = |printed: &Printed| Printable {
        name: printed.name,
        step: printed.step,
        title: (printed.title)(),
        wish: (printed.wish)(),
        about: (printed.about)(),
    };
    documents::ALL.iter().map(of).collect()
}

impl App {
    /// Prints reports, documents, versions and differences.
    pub(super) fn print_wish(&mut self, wish: &PrintWish) {
        self.flush(true);
        if wish.what == [Wanted::WhatChanged] {
            return self.print_comparison(wish);
        }
        let (Some(open), Some((isms, _))) = (&self.open, self.shown()) else { return };
        let items = wish.what.iter().filter_map(|wanted| item(&open.file, isms, *wanted)).collect();
        let Some(order) = self.present(items, wish.folder.clone()) else { return };
        self.print_as(order, wish);
    }

    /// Prints what changed between the two moments that were compared last, with the fingerprint of the later one.
    fn print_comparison(&mut self, wish: &PrintWish) {
        let Some(Compared { between, later }) = self.state.history.compared.clone() else { return };
        let fingerprint = between.to.fingerprint.clone();
        let item = PrintItem::WhatChanged(between);
        let Some(order) = self.present(vec![item], wish.folder.clone()) else { return };
        self.print_as(PrintOrder { isms: later, fingerprint, date: self.now().date(), entry: None, ..order }, wish);
    }

    fn print_as(&mut self, order: PrintOrder, wish: &PrintWish) {
        let format = match wish.format {
            PrintFormat::Pdf => Format::Pdf,
            PrintFormat::Word => Format::Docx,
            PrintFormat::Markdown => Format::Markdown,
        };
        let order = PrintOrder { format, binder: wish.binder && format == Format::Pdf, ..order };
        self.show_folder = wish.show_folder;
        self.print(order);
    }

    /// Opens the folder of what was printed in the desktop's own window, when that was wished.
    pub(super) fn show_folder(&mut self, ctx: &Context, result: &PrintResult) {
        let wished = std::mem::take(&mut self.show_folder);
        let folder = result.files.first().and_then(|file| file.path.parent()).filter(|_| wished);
        let Some(folder) = folder.and_then(|folder| folder.canonicalize().ok()) else { return };
        ctx.open_url(OpenUrl::new_tab(format!("file://{}", folder.display())));
    }

    /// Prints an approved version of the statement as it was.
    pub(super) fn reprint(&mut self, id: SoaVersionId, folder: &Path) {
        let (Some(open), Some(printed)) = (&self.open, documents::by_name("soa")) else { return };
        match reprint_order(&open.file, &self.content, printed, id, folder) {
            Ok(order) => self.print(order),
            Err(error) => self.state.notices.fail(error.to_string()),
        }
    }

    /// Prints what changed between two versions, or since one.
    pub(super) fn print_changes(&mut self, from: SoaVersionId, to: Option<SoaVersionId>, folder: PathBuf) {
        self.flush(true);
        let Some(order) = self.present(vec![PrintItem::Changes(from, to)], folder) else { return };
        self.print(order);
    }

    fn present(&self, items: Vec<PrintItem>, folder: PathBuf) -> Option<PrintOrder> {
        let (isms, _) = self.shown()?;
        let (fingerprint, date) = self.shown_moment();
        Some(PrintOrder {
            items,
            isms: isms.clone(),
            content: self.content.clone(),
            date,
            fingerprint,
            folder,
            format: Format::Pdf,
            binder: false,
            entry: self.shown_entry(),
        })
    }

    fn print(&mut self, order: PrintOrder) {
        if self.job.is_some() {
            self.state.notices.fail(tr::tr!("Something is being printed already. Wait for it, or stop it first."));
            return;
        }
        let wake = self.wake.clone();
        self.job = Some(Job::print(order, move || {
            if let Some(ctx) = &wake {
                ctx.request_repaint();
            }
        }));
    }

    /// Says what a print left, and what it did not.
    pub(super) fn tell_printed(&mut self, result: &PrintResult) {
        let mut sentences = vec![printed_sentence(result)];
        let failed = |(title, error): &(String, _)| tr::tr!("{0} was not printed: {1}", title, error);
        sentences.extend(result.failures.iter().map(failed));
        let boxes: String = result.files.iter().flat_map(|file| &file.replaced).collect();
        if !boxes.is_empty() {
            sentences.push(tr::tr!("These characters are in no font and appear as boxes: {}", boxes));
        }
        let all_well = result.failures.is_empty() && boxes.is_empty();
        let text = sentences.into_iter().filter(|sentence| !sentence.is_empty()).collect::<Vec<_>>().join(" ");
        if all_well {
            self.state.notices.tell(text);
        } else {
            self.state.notices.fail(text);
        }
    }
}

fn printed_sentence(result: &PrintResult) -> String {
    let pages: usize = result.files.iter().map(|file| file.pages).sum();
    match (result.files.as_slice(), result.stopped) {
        ([], true) => tr::tr!("Printing was stopped. Nothing was written."),
        ([], false) => String::new(),
        ([one], false) => tr::tr!("Printed {0} pages: {1}", one.pages, one.path.display()),
        ([first, ..], false) => {
            let folder = first.path.parent().map(Path::display);
            let folder = folder.map(|folder| folder.to_string()).unwrap_or_default();
            tr::tr!("Printed {0} documents, {1} pages: {2}", result.files.len(), pages, folder)
        }
        (files, true) => tr::tr!("Printing was stopped. Finished before: {} documents.", files.len()),
    }
}
