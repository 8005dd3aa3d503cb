//! The measures of the Word page: paper and margins. Lengths are twips, a twentieth of a point. Everything else about
//! looks is a style, but for the colours that carry meaning.

use crate::documents::outline::{Block, Orientation, Outline};
pub use crate::formats::palette::{ACCENT, Colour, INK, TINT, WHITE, risk};

/// Prose is not set wider than this, for the eye's sake.
const MEASURE: u32 = 8480;

/// A4 the way the document lies.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// How it lies.
    pub orientation: Orientation,
    /// Paper width.
    pub width: u32,
    /// Paper height.
    pub height: u32,
    /// Left and right margin.
    pub side: u32,
}

impl Page {
    /// The margin above the body.
    pub const TOP: u32 = 1134;
    /// The margin below the body.
    pub const BOTTOM: u32 = 1077;
    /// From the edge of the paper to the running lines.
    pub const RUNNING: u32 = 520;

    /// The paper of a document.
    pub fn new(orientation: Orientation) -> Self {
        let (width, height, side) = match orientation {
            Orientation::Portrait => (11906, 16838, 1247),
            Orientation::Landscape => (16838, 11906, 1020),
        };
        Self { orientation, width, height, side }
    }

    /// The width of the body.
    pub fn inner(&self) -> u32 {
        self.width - 2 * self.side
    }

    /// The height of the body.
    pub fn body(&self) -> u32 {
        self.height - Self::TOP - Self::BOTTOM
    }

    /// How far the right edge of prose stands off the margin.
    pub fn prose_indent(&self) -> u32 {
        if self.inner() > 10_000 { self.inner() - MEASURE } else { 0 }
    }
}

/// The title's size in half points, and the space above it: as large as its longest word allows.
pub fn title(outline: &Outline) -> (u32, u32) {
    let page = Page::new(outline.orientation);
    let landscape = outline.orientation == Orientation::Landscape;
    let cover =
        outline.blocks.iter().find_map(|block| if let Block::Cover(cover) = block { Some(cover) } else { None });
    let (title, width, sizes, above) = match cover {
        Some(cover) if landscape => (&cover.title, page.inner() * 56 / 100, [76, 66, 56, 48, 40], 2600),
        Some(cover) => (&cover.title, page.inner(), [76, 66, 56, 48, 40], 1800),
        None => (&outline.title, page.inner(), [54, 48, 42, 36, 36], 600),
    };
    let fits = |size: u32| {
        let words = title.split_whitespace().map(|word| super::widths::text(word, size));
        let whole = super::widths::text(title, size);
        words.max().unwrap_or(0) <= width && whole <= width * 3
    };
    (sizes.into_iter().find(|&size| fits(size)).unwrap_or(36), above)
}
