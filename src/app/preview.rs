//! The pages beside the editor: made anew shortly after the last change, on a thread, from the PDF that would be saved.

use std::sync::Arc;

use eframe::egui::{ColorImage, Context};

use super::App;
use crate::isms::documents::DocumentId;
use crate::jobs::preview::{PagePicture, PagesOf, PreviewNews, PreviewOrder, Previewing};
use crate::ui::preview::{PreviewOf, PreviewWish};
use crate::ui::theme::picture_of;

/// Seconds of quiet before pages are made anew: nobody reads them while typing.
const QUIET: f64 = 0.3;

/// A PDF larger than this is not shown beside the editor.
const LARGEST: u64 = 30 * 1024 * 1024;

/// What pages are made for: the wish, at which state of the file.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Key {
    wish: PreviewWish,
    seq: i64,
}

/// The pages that are being made or were made last.
#[derive(Debug, Default)]
pub(super) struct Pages {
    made: Option<Key>,
    /// What is wished for since when, in seconds of the window.
    wanted: Option<(Key, f64)>,
    running: Option<Previewing>,
}

impl App {
    /// Starts new pages once the wish has been the same for a moment, and takes over what is ready.
    pub(super) fn preview(&mut self, ctx: &Context) {
        self.take_pages();
        let wish = self.state.preview.wish.take();
        let (Some(wish), Some((_, derived))) = (wish, self.shown()) else {
            // Nobody looks: what runs may end, what was made may go when another document is looked at.
            self.pages.wanted = None;
            return;
        };
        let key = Key { wish, seq: derived.seq };
        if self.pages.made == Some(key) {
            self.pages.wanted = None;
            return;
        }
        let first = self.state.preview.of != Some(wish.of);
        let since = match self.pages.wanted {
            Some((wanted, since)) if wanted == key => since,
            Some(_) | None => self.state_time,
        };
        self.pages.wanted = Some((key, since));
        // The first look at a document waits for nothing.
        if first || self.state_time - since >= QUIET {
            self.start_pages(key);
        } else {
            ctx.request_repaint_after(std::time::Duration::from_millis(100));
        }
    }

    fn start_pages(&mut self, key: Key) {
        let Some((isms, _)) = self.shown() else { return };
        let (fingerprint, date) = self.shown_moment();
        let of = match key.wish.of {
            PreviewOf::Document(id) => PagesOf::Document(id),
            PreviewOf::Version(id) => PagesOf::Version(id),
        };
        let order = PreviewOrder {
            of,
            file: self.kept_pdf(key.wish.of),
            isms: Arc::clone(isms),
            content: Arc::clone(&self.content),
            date,
            fingerprint,
            scale: key.wish.scale,
        };
        let wake = self.wake.clone();
        self.pages.running = Some(Previewing::start(order, move || {
            if let Some(ctx) = &wake {
                ctx.request_repaint();
            }
        }));
        self.pages.made = Some(key);
        self.pages.wanted = None;
        let preview = &mut self.state.preview;
        if preview.of != Some(key.wish.of) {
            preview.pages.clear();
            preview.revision += 1;
        }
        preview.of = Some(key.wish.of);
        preview.problem = None;
        preview.busy = true;
    }

    /// Whether pages are being drawn, or are about to be.
    pub(super) fn is_drawing_pages(&self) -> bool {
        self.pages.running.is_some() || self.pages.wanted.is_some()
    }

    /// The PDF of a document that was written elsewhere.
    fn kept_pdf(&self, of: PreviewOf) -> Option<Vec<u8>> {
        let open = self.open.as_ref()?;
        let (isms, _) = self.shown()?;
        let content = match of {
            PreviewOf::Document(id) => pdf_of(isms, id)?,
            PreviewOf::Version(id) => {
                let version = isms.document_versions.get(id)?;
                Some(version.content.clone()).filter(|content| !content.is_empty())?
            }
        };
        open.file.content(&content).ok().filter(|bytes| bytes.len() as u64 <= LARGEST)
    }

    fn take_pages(&mut self) {
        let Some(running) = &self.pages.running else { return };
        let mut ended = false;
        for news in running.poll() {
            let preview = &mut self.state.preview;
            match news {
                PreviewNews::Pages(count) => preview.pages.resize(count, None),
                PreviewNews::Page(number, picture) => {
                    if let Some(page) = preview.pages.get_mut(number) {
                        *page = Some(Arc::new(image(&picture)));
                    }
                    preview.revision += 1;
                }
                PreviewNews::Failed(sentence) => {
                    preview.problem = Some(sentence);
                    ended = true;
                }
                PreviewNews::Done => ended = true,
            }
        }
        if ended {
            self.pages.running = None;
            self.state.preview.busy = false;
        }
    }
}

fn pdf_of(isms: &crate::isms::Isms, id: DocumentId) -> Option<String> {
    let document = isms.documents.get(id)?;
    Some(document.content.clone()).filter(|content| !content.is_empty())
}

fn image(picture: &PagePicture) -> ColorImage {
    picture_of([picture.width, picture.height], &picture.rgba)
}
