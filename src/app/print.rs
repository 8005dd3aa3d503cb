//! Printing from the window: the present state, an approved version exactly as it was, what changed between two.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::App;
use crate::content::Content;
use crate::documents::{self, Printed};
use crate::isms::RegisterName;
use crate::isms::controls::SoaVersionId;
use crate::jobs::{Job, PrintOrder, PrintResult, What};
use crate::store::{IsmsFile, StoreError};
use crate::ui::Printable;

/// Everything that can be printed, as the window lists it.
pub(super) fn printable() -> Vec<Printable> {
    let of = |printed: &documents::Printed| Printable {
        name: printed.name,
        step: printed.step,
        title: (printed.title)(),
        wish: (printed.wish)(),
        about: (printed.about)(),
    };
    documents::ALL.iter().map(of).collect()
}

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
        what: vec![What::Version(printed, version.version)],
        isms: Arc::new(isms),
        content: Arc::clone(content),
        date,
        fingerprint: head.fingerprint(),
        folder: folder.to_path_buf(),
    })
}

impl App {
    /// Prints documents into a folder, in the background.
    pub(super) fn print(&mut self, names: &[&'static str], folder: PathBuf) {
        let what = documents::ALL.iter().filter(|printed| names.contains(&printed.name)).map(What::Document).collect();
        self.print_present(what, folder);
    }

    /// Prints what changed between two versions, or since one.
    pub(super) fn print_changes(&mut self, from: SoaVersionId, to: Option<SoaVersionId>, folder: PathBuf) {
        let Some(printed) = documents::by_name("soa") else { return };
        self.print_present(vec![What::Changes(printed, from, to)], folder);
    }

    /// Prints an approved version of the statement as it was.
    pub(super) fn reprint(&mut self, id: SoaVersionId, folder: &Path) {
        let (Some(open), Some(printed)) = (&self.open, documents::by_name("soa")) else { return };
        match reprint_order(&open.file, &self.content, printed, id, folder) {
            Ok(order) => self.start_print(order),
            Err(error) => self.state.notices.fail(error.to_string()),
        }
    }

    fn print_present(&mut self, what: Vec<What>, folder: PathBuf) {
        self.flush(true);
        let date = self.now().date();
        let Some(open) = &self.open else { return };
        self.start_print(PrintOrder {
            what,
            isms: open.file.isms().clone(),
            content: self.content.clone(),
            date,
            fingerprint: open.file.head().fingerprint(),
            folder,
        });
    }

    fn start_print(&mut self, order: PrintOrder) {
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
        sentences
            .extend(result.failures.iter().map(|(title, error)| tr::tr!("{0} was not printed: {1}", title, error)));
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
