//! Work that takes longer than a frame: on its own thread, on a snapshot it owns, with progress and cancel.

pub mod simulation;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use jiff::civil::Date;

use crate::content::Content;
use crate::documents::{Printed, Request, soa_changes};
use crate::formats::{self, WriteError};
use crate::isms::Isms;
use crate::isms::controls::SoaVersionId;
use crate::isms::founding::file_stem;

/// What a document is printed from.
#[derive(Debug, Clone)]
pub struct PrintOrder {
    /// The document.
    pub printed: &'static Printed,
    /// An older version of the Statement of Applicability, for the name of the file; empty for the present state.
    pub version: String,
    /// Print what changed between two versions instead: from the first to the second, or to the present state.
    pub compared: Option<(SoaVersionId, Option<SoaVersionId>)>,
    /// The snapshot.
    pub isms: Arc<Isms>,
    /// The built-in catalogue.
    pub content: Arc<Content>,
    /// The day it is printed for.
    pub date: Date,
    /// The short form of the history's head.
    pub fingerprint: String,
    /// Where the file goes.
    pub folder: PathBuf,
}

/// What a finished print left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintResult {
    /// The file.
    pub path: PathBuf,
    /// How many pages.
    pub pages: usize,
    /// Characters that no bundled font has, and that are printed as boxes.
    pub replaced: Vec<char>,
}

/// Prints now, on this thread. `progress` gets 0 to 1 and answers whether to go on.
///
/// # Errors
/// When the folder cannot be written, or the print was stopped.
pub fn print(order: &PrintOrder, progress: &mut dyn FnMut(f32) -> bool) -> Result<PrintResult, WriteError> {
    let request =
        Request { isms: &order.isms, content: &order.content, date: order.date, fingerprint: &order.fingerprint };
    let outline = match order.compared {
        None => (order.printed.outline)(&request),
        Some((from, to)) => soa_changes::outline(&request, from, to),
    };
    let mut document = order.printed.name.to_owned();
    for part in [if order.compared.is_some() { "changes" } else { "" }, &order.version] {
        if !part.is_empty() {
            document = format!("{document}-{part}");
        }
    }
    let name = file_name(order.isms.organisation_name(), &document, order.date);
    formats::write_pdf(&outline, &order.folder.join(name), progress).map(|(path, pages, replaced)| PrintResult {
        path,
        pages,
        replaced,
    })
}

/// `harbour-analytics-soa-2026-03-12.pdf`.
pub fn file_name(organisation: &str, document: &str, date: Date) -> String {
    format!("{}-{document}-{date}.pdf", file_stem(organisation))
}

enum Message {
    Progress(f32),
    Printed(Result<PrintResult, WriteError>),
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
        let what = tr::tr!("Printing {}", (order.printed.title)());
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
    pub fn poll(&mut self) -> Option<Result<PrintResult, WriteError>> {
        loop {
            match self.messages.try_recv() {
                Ok(Message::Progress(progress)) => self.progress = progress,
                Ok(Message::Printed(result)) => return Some(result),
                Err(std::sync::mpsc::TryRecvError::Empty) => return None,
                Err(std::sync::mpsc::TryRecvError::Disconnected) => return Some(Err(WriteError::Stopped)),
            }
        }
    }
}
