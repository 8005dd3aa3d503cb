//! Work that takes longer than a frame: on its own thread, on a snapshot it owns, with progress and cancel.

pub mod aside;
mod binder;
pub mod preview;
pub mod simulation;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use jiff::civil::Date;

use crate::content::Content;
use crate::documents::outline::Outline;
use crate::documents::{Printed, Request, paper, paper_changes, soa_changes, what_changed};
use crate::formats::{self, Format, WriteError, Written};
use crate::isms::Isms;
use crate::isms::controls::SoaVersionId;
use crate::isms::documents::{DocumentId, DocumentVersionId, in_force};
use crate::isms::founding::file_stem;
use crate::isms::history::compare::Between;

/// One thing to print from the snapshot of an order.
#[derive(Debug, Clone)]
pub enum PrintItem {
    /// A document.
    Document(&'static Printed),
    /// An approved version of a document with its number; the order holds the snapshot of that day.
    Version(&'static Printed, String),
    /// What changed in the Statement of Applicability from one version to another, or to the present state.
    Changes(SoaVersionId, Option<SoaVersionId>),
    /// A document of the organisation: its version in force, or the draft when it is being written.
    Paper(DocumentId),
    /// An approved version of a document, exactly as it was.
    PaperVersion(DocumentVersionId),
    /// What changed in a document from one version to another, or to the present draft.
    PaperChanges(DocumentVersionId, Option<DocumentVersionId>),
    /// What changed in the whole file between two moments; the order holds the snapshot of the later one.
    WhatChanged(Arc<Between>),
    /// A file that is a document, written elsewhere: its title, its name, its bytes.
    File(String, String, Arc<Vec<u8>>),
    /// Such a file that could not be read any more: its title, and why.
    Lost(String, String),
}

impl PrintItem {
    fn title(&self, isms: &Isms) -> String {
        match self {
            Self::Document(printed) | Self::Version(printed, _) => (printed.title)(),
            Self::Changes(..) => soa_changes::title(),
            Self::WhatChanged(_) => what_changed::title(),
            Self::Paper(id) => isms.documents.get(*id).map(|document| document.name.clone()).unwrap_or_default(),
            Self::PaperVersion(id) | Self::PaperChanges(id, _) => {
                isms.document_versions.get(*id).map(|version| version.name.clone()).unwrap_or_default()
            }
            Self::File(title, ..) | Self::Lost(title, _) => title.clone(),
        }
    }

    /// Its part of the file's name.
    fn name(&self, isms: &Isms) -> String {
        let paper = |id: Option<DocumentId>| {
            let document = id.and_then(|id| isms.documents.get(id));
            document.map(|document| stem_of(&document.reference, &document.name)).unwrap_or_default()
        };
        let version = |id: &DocumentVersionId| isms.document_versions.get(*id);
        match self {
            Self::Document(printed) => printed.name.to_owned(),
            Self::Version(printed, version) => format!("{}-{version}", printed.name),
            Self::Changes(..) => "soa-changes".to_owned(),
            Self::WhatChanged(between) => format!("what-changed-{}-to-{}", between.from.seq, between.to.seq),
            Self::Paper(id) => paper(Some(*id)),
            // By what it was called then, whatever it is called now.
            Self::PaperVersion(id) => version(id).map_or_else(String::new, |version| {
                let reference = version.frame.as_ref().map_or("", |frame| frame.reference.as_str());
                format!("{}-{}", stem_of(reference, &version.name), version.version)
            }),
            Self::PaperChanges(id, _) => {
                format!("{}-changes", paper(version(id).and_then(|version| version.document)))
            }
            Self::File(_, name, _) => name.clone(),
            Self::Lost(..) => String::new(),
        }
    }

    /// The day in its file's name: of an approved version, the day of its approval.
    fn day(&self, order: &PrintOrder) -> Date {
        match self {
            Self::PaperVersion(id) => order.isms.document_versions.get(*id).and_then(|version| version.on),
            _ => None,
        }
        .unwrap_or(order.date)
    }

    /// What it says; `None` when what was to be printed is gone, or is a file that is only copied.
    fn outline(&self, request: &Request<'_>) -> Option<Outline> {
        match self {
            Self::Document(printed) | Self::Version(printed, _) => Some((printed.outline)(request)),
            Self::Changes(from, to) => Some(soa_changes::outline(request, *from, *to)),
            Self::Paper(id) => paper_now(request, *id),
            Self::PaperVersion(id) => paper::version(request, *id),
            Self::PaperChanges(from, to) => paper_changes::outline(request, *from, *to),
            Self::WhatChanged(between) => Some(what_changed::outline(request, between)),
            Self::File(..) | Self::Lost(..) => None,
        }
    }
}

/// A document as a reader gets it today: what is in force, or the draft while nothing is or the next is being written.
pub(crate) fn paper_now(request: &Request<'_>, id: DocumentId) -> Option<Outline> {
    let document = request.isms.documents.get(id)?;
    let held = in_force(request.isms, id).filter(|_| document.is_approved());
    let retired = request.isms.document_versions.iter().rev().find(|version| version.document == Some(id));
    match held.or(retired.filter(|_| !document.is_open())) {
        Some(version) => paper::version_today(request, version.id),
        None => paper::draft(request, id),
    }
}

/// `pol-02-access-control`: what tells one document's file from another's.
fn stem_of(reference: &str, name: &str) -> String {
    let both = format!("{reference} {name}");
    file_stem(&both).chars().take(NAME_LETTERS).collect::<String>().trim_end_matches('-').to_owned()
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
    /// What they are written as.
    pub format: Format,
    /// All in one PDF.
    pub binder: bool,
    /// The entry of the history that the snapshot is of, when it is a past one.
    pub entry: Option<i64>,
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

/// Prints now, on this thread. `progress` gets 0 to 1 over all documents and answers whether to go on.
pub fn print(order: &PrintOrder, progress: &mut dyn FnMut(f32) -> bool) -> PrintResult {
    if order.binder {
        return binder::print(order, progress);
    }
    let request =
        Request { isms: &order.isms, content: &order.content, date: order.date, fingerprint: &order.fingerprint };
    let count = order.items.len().max(1) as f32;
    let mut result = PrintResult::default();
    for (index, item) in order.items.iter().enumerate() {
        if !progress(index as f32 / count) {
            result.stopped = true;
            break;
        }
        let title = item.title(&order.isms);
        let mut share = |done: f32| progress((index as f32 + done) / count);
        match write(order, item, &request, &mut share) {
            Some(Ok(Written { path, pages, replaced })) => {
                result.files.push(PrintedFile { title, path, pages: pages.unwrap_or(0), replaced });
            }
            Some(Err(WriteError::Stopped)) => {
                result.stopped = true;
                break;
            }
            Some(Err(error)) => result.failures.push((title, error)),
            // It was removed while the order waited: there is nothing to print and nothing lost.
            None => {}
        }
    }
    result
}

/// Writes one item. `None` when what was to be printed is gone.
fn write(
    order: &PrintOrder,
    item: &PrintItem,
    request: &Request<'_>,
    progress: &mut dyn FnMut(f32) -> bool,
) -> Option<Result<Written, WriteError>> {
    if let PrintItem::File(_, name, bytes) = item {
        let copied = formats::copy(bytes, &order.folder.join(name));
        return Some(copied.map(|path| Written { path, pages: None, replaced: Vec::new() }));
    }
    if let PrintItem::Lost(_, why) = item {
        return Some(Err(WriteError::Lost(why.clone())));
    }
    let outline = item.outline(request)?;
    let name = match order.entry {
        // Two moments of one day are two files.
        Some(seq) => format!("{}-entry-{seq}", item.name(&order.isms)),
        None => item.name(&order.isms),
    };
    let name = file_name(order.isms.organisation_name(), &name, item.day(order), order.format);
    Some(formats::write(&outline, order.format, &order.folder.join(name), progress))
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
            [one] => tr::tr!("Printing {}", one.title(&order.isms)),
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
