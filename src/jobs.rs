//! Work that takes longer than a frame: on its own thread, on a snapshot it owns, with progress and cancel.

pub mod simulation;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use jiff::civil::Date;

use crate::content::Content;
use crate::documents::outline::Outline;
use crate::documents::{Printed, Request, soa_changes};
use crate::formats::{self, Format, WriteError};
use crate::isms::Isms;
use crate::isms::controls::SoaVersionId;
use crate::isms::founding::file_stem;

/// One thing to print from the snapshot of an order.
#[derive(Debug, Clone)]
pub enum PrintItem {
    /// A document.
    Document(&'static Printed),
    /// An approved version of a document with its number; the order holds the snapshot of that day.
    Version(&'static Printed, String),
    /// What changed in the Statement of Applicability from one version to another, or to the present state.
    Changes(SoaVersionId, Option<SoaVersionId>),
}

impl PrintItem {
    fn title(&self) -> String {
        match self {
            Self::Document(printed) | Self::Version(printed, _) => (printed.title)(),
            Self::Changes(..) => soa_changes::title(),
        }
    }

    /// Its part of the file's name.
    fn name(&self) -> String {
        match self {
            Self::Document(printed) => printed.name.to_owned(),
            Self::Version(printed, version) => format!("{}-{version}", printed.name),
            Self::Changes(..) => "soa-changes".to_owned(),
        }
    }

    fn outline(&self, request: &Request<'_>) -> Outline {
        match self {
            Self::Document(printed) | Self::Version(printed, _) => (printed.outline)(request),
            Self::Changes(from, to) => soa_changes::outline(request, *from, *to),
        }
    }
}

/// What documents are printed from.
#[derive(Debug, Clone)]
pub struct PrintOrder {
    /// What is printed, in this order.
    pub items: Vec<PrintItem>,
    /// The snapshot.
    pub isms: Arc<Isms>,
    /// The built-in catalogue.
    pub content: Arc<Content>,
    /// The day they are printed for.
    pub date: Date,
    /// The short form of the history's head.
    pub fingerprint: String,
    /// Where the files go.
    pub folder: PathBuf,
}

/// A file that was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedFile {
    /// The document's title.
    pub title: String,
    /// The file.
    pub path: PathBuf,
    /// How many pages; 0 for a format without pages of its own.
    pub pages: usize,
    /// Characters that no bundled font has, and that are printed as boxes.
    pub replaced: Vec<char>,
}

/// What a print left. One document that fails costs no other.
#[derive(Debug, Default)]
pub struct PrintResult {
    /// The files, in the order of the order.
    pub files: Vec<PrintedFile>,
    /// The titles of documents that could not be printed, and why.
    pub failures: Vec<(String, WriteError)>,
    /// Somebody stopped it: what is missing was not begun, or not finished.
    pub stopped: bool,
}

/// Prints PDFs now, on this thread. `progress` gets 0 to 1 over all documents and answers whether to go on.
pub fn print(order: &PrintOrder, progress: &mut dyn FnMut(f32) -> bool) -> PrintResult {
    print_as(order, Format::Pdf, progress)
}

/// The same in another format.
pub fn print_as(order: &PrintOrder, format: Format, progress: &mut dyn FnMut(f32) -> bool) -> PrintResult {
    let request =
        Request { isms: &order.isms, content: &order.content, date: order.date, fingerprint: &order.fingerprint };
    let count = order.items.len().max(1) as f32;
    let mut result = PrintResult::default();
    for (index, item) in order.items.iter().enumerate() {
        if !progress(index as f32 / count) {
            result.stopped = true;
            break;
        }
        let outline = item.outline(&request);
        let name = file_name(order.isms.organisation_name(), &item.name(), order.date, format);
        let mut share = |done: f32| progress((index as f32 + done) / count);
        match formats::write(&outline, format, &order.folder.join(name), &mut share) {
            Ok(file) => {
                let pages = file.pages.unwrap_or(0);
                let (path, replaced) = (file.path, file.replaced);
                result.files.push(PrintedFile { title: item.title(), path, pages, replaced });
            }
            Err(WriteError::Stopped) => {
                result.stopped = true;
                break;
            }
            Err(error) => result.failures.push((item.title(), error)),
        }
    }
    result
}

/// So many letters of the organisation's name stand in a file's name: no file system takes more than 255 bytes.
const NAME_LETTERS: usize = 48;

/// `harbour-analytics-soa-2026-03-12.pdf`.
pub fn file_name(organisation: &str, document: &str, date: Date, format: Format) -> String {
    let stem: String = file_stem(organisation).chars().take(NAME_LETTERS).collect();
    format!("{}-{document}-{date}.{}", stem.trim_end_matches('-'), format.extension())
}

enum Message {
    Progress(f32),
    Printed(PrintResult),
}

/// The job that runs, if any.
#[derive(Debug)]
pub struct Job {
    /// What it does, for the header.
    pub what: String,
    /// 0 to 1.
    pub progress: f32,
    cancel: Arc<AtomicBool>,
    messages: Receiver<Message>,
}

impl Job {
    /// Starts to print. `wake` is called whenever there is news.
    pub fn print(order: PrintOrder, wake: impl Fn() + Send + 'static) -> Self {
        let cancel = Arc::new(AtomicBool::new(false));
        let (sender, messages): (Sender<Message>, _) = channel();
        let stop = Arc::clone(&cancel);
        let what = match order.items.as_slice() {
            [one] => tr::tr!("Printing {}", one.title()),
            many => tr::tr!("Printing {} documents", many.len()),
        };
        std::thread::spawn(move || {
            // The window may be gone; then nobody waits for the news.
            let result = print(&order, &mut |progress| {
                let _ = sender.send(Message::Progress(progress));
                wake();
                !stop.load(Ordering::Relaxed)
            });
            let _ = sender.send(Message::Printed(result));
            wake();
        });
        Self { what, progress: 0.0, cancel, messages }
    }

    /// Asks the job to stop.
    pub fn cancel(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }

    /// Takes the news. Answers the result once it is there.
    pub fn poll(&mut self) -> Option<PrintResult> {
        loop {
            match self.messages.try_recv() {
                Ok(Message::Progress(progress)) => self.progress = progress,
                Ok(Message::Printed(result)) => return Some(result),
                Err(std::sync::mpsc::TryRecvError::Empty) => return None,
                Err(std::sync::mpsc::TryRecvError::Disconnected) => {
                    return Some(PrintResult { stopped: true, ..PrintResult::default() });
                }
            }
        }
    }
}
