//! Pictures of printed pages, as plain data: the app has them made from the very PDF that is printed.

use std::sync::Arc;

use eframe::egui::ColorImage;

use crate::isms::documents::{DocumentId, DocumentVersionId};

/// What is shown beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PreviewOf {
    /// A document as a reader would get it today: the version in force, or the draft.
    Document(DocumentId),
    /// An approved version.
    Version(DocumentVersionId),
}

/// What a screen wishes to see: whose pages, and how large.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PreviewWish {
    /// Whose pages.
    pub of: PreviewOf,
    /// Pixels for one point of the page; a page of A4 is 595 points wide.
    pub scale: f32,
}

/// The pages there are. A screen sets `wish` in each frame in which it shows a preview; the app fills in the rest.
#[derive(Debug, Default)]
pub struct Preview {
    /// What the screen that is shown wishes to see.
    pub wish: Option<PreviewWish>,
    /// What `pages` are pictures of. While newer ones are made, the older ones of the same document stay.
    pub of: Option<PreviewOf>,
    /// The pages in order; `None` while one is being drawn.
    pub pages: Vec<Option<Arc<ColorImage>>>,
    /// Counts up whenever a picture changed, so that textures can be made anew.
    pub revision: u64,
    /// Newer pages are being made.
    pub busy: bool,
    /// Why there are none, in a sentence.
    pub problem: Option<String>,
}
