//! Printing from the window: what can be printed, the job, and what it left.

use std::path::{Path, PathBuf};

use super::App;
use crate::documents;
use crate::jobs::{Job, PrintOrder, PrintResult};
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

impl App {
    /// Prints documents into a folder, in the background.
    pub(super) fn print(&mut self, names: &[&'static str], folder: PathBuf) {
        if self.job.is_some() {
            self.state.notices.fail(tr::tr!("Something is being printed already. Wait for it, or stop it first."));
            return;
        }
        self.flush(true);
        let date = self.now().date();
        let Some(open) = &self.open else { return };
        let order = PrintOrder {
            printed: documents::ALL.iter().filter(|printed| names.contains(&printed.name)).collect(),
            isms: open.file.isms().clone(),
            content: self.content.clone(),
            date,
            fingerprint: open.file.head().fingerprint(),
            folder,
        };
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
