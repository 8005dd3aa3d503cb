//! Pictures of the pages of a document, drawn from the bytes that would be saved.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use jiff::civil::Date;

use super::paper_now;
use crate::content::Content;
use crate::documents::outline::Outline;
use crate::documents::{Request, paper};
use crate::formats::pdf;
use crate::isms::Isms;
use crate::isms::documents::{DocumentId, DocumentVersionId};

/// Whose pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PagesOf {
    /// A document as a reader would get it today.
    Document(DocumentId),
    /// An approved version.
    Version(DocumentVersionId),
}

/// What pictures are made from.
#[derive(Debug, Clone)]
pub struct PreviewOrder {
    /// Whose pages.
    pub of: PagesOf,
    /// A PDF that is the document, written elsewhere; then nothing is made from the snapshot.
    pub file: Option<Vec<u8>>,
    /// The snapshot.
    pub isms: Arc<Isms>,
    /// The built-in catalogue.
    pub content: Arc<Content>,
    /// The day drafts are printed for.
    pub date: Date,
    /// The short form of the history's head.
    pub fingerprint: String,
    /// Pixels for one point of the page.
    pub scale: f32,
}

/// A picture of a page: 4 bytes for each pixel (red, green, blue, opaque), row by row from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePicture {
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
    /// The pixels.
    pub rgba: Vec<u8>,
}

/// News of a preview.
#[derive(Debug)]
pub enum PreviewNews {
    /// So many pages there are.
    Pages(usize),
    /// The picture of a page, counted from 0.
    Page(usize, PagePicture),
    /// Why there is none, in a sentence.
    Failed(String),
    /// All pages are drawn.
    Done,
}

/// Pages being drawn on a thread of their own.
#[derive(Debug)]
pub struct Previewing {
    cancel: Arc<AtomicBool>,
    news: Receiver<PreviewNews>,
}

impl Previewing {
    /// Starts to draw. `wake` is called whenever there is news.
    pub fn start(order: PreviewOrder, wake: impl Fn() + Send + 'static) -> Self {
        let cancel = Arc::new(AtomicBool::new(false));
        let (sender, news) = channel();
        let stop = Arc::clone(&cancel);
        std::thread::spawn(move || {
            let last = match draw(&order, &sender, &stop, &wake) {
                Ok(()) => PreviewNews::Done,
                Err(sentence) => PreviewNews::Failed(sentence),
            };
            // Nobody may be looking any more.
            let _ = sender.send(last);
            wake();
        });
        Self { cancel, news }
    }

    /// The news since last time.
    pub fn poll(&self) -> Vec<PreviewNews> {
        self.news.try_iter().collect()
    }
}

impl Drop for Previewing {
    /// Nobody looks at the rest any more.
    fn drop(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}

/// More pages than anybody leafs through beside an editor are not drawn.
const MOST_PAGES: usize = 40;

/// Larger pictures than a screen can show help nobody and cost memory.
const MOST_SCALE: f32 = 4.0;

fn draw(order: &PreviewOrder, news: &Sender<PreviewNews>, stop: &AtomicBool, wake: &impl Fn()) -> Result<(), String> {
    let bytes = match &order.file {
        Some(bytes) => bytes.clone(),
        None => {
            let outline = outline(order).ok_or_else(|| tr::tr!("There is nothing to show yet."))?;
            pdf::to_bytes(&outline).map_err(|error| error.to_string())?
        }
    };
    let unreadable =
        || tr::tr!("The pages of this file cannot be shown here. Save a copy and open it in a PDF reader.");
    let pdf = Pdf::new(bytes).map_err(|_| unreadable())?;
    let count = pdf.pages().len();
    let _ = news.send(PreviewNews::Pages(count));
    let scale = order.scale.clamp(0.2, MOST_SCALE);
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let (interpreter, look) = (InterpreterSettings::default(), RenderSettings::default());
    let cache = RenderCache::new();
    for (number, page) in pdf.pages().iter().enumerate().take(MOST_PAGES) {
        if stop.load(Ordering::Relaxed) {
            return Ok(());
        }
        let picture = render(page, &cache, &interpreter, &look, &settings);
        let (width, height) = (usize::from(picture.width()), usize::from(picture.height()));
        let rgba = picture.data_as_u8_slice().to_vec();
        let _ = news.send(PreviewNews::Page(number, PagePicture { width, height, rgba }));
        wake();
    }
    Ok(())
}

fn outline(order: &PreviewOrder) -> Option<Outline> {
    let request =
        Request { isms: &order.isms, content: &order.content, date: order.date, fingerprint: &order.fingerprint };
    match order.of {
        PagesOf::Document(id) => paper_now(&request, id),
        PagesOf::Version(id) => paper::version(&request, id),
    }
}
