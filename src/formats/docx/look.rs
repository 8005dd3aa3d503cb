//! The measures of the Word page: paper, margins, and the colours that carry meaning. Lengths are twips, a twentieth
//! of a point. Everything else about looks is a style.

use crate::documents::outline::{Block, Orientation, Outline};

/// Text and strong rules.
pub const INK: &str = "1C1E22";
/// Reason marks and the square of the letterhead.
pub const ACCENT: &str = "2F4AAF";
/// Behind muted rows.
pub const TINT: &str = "F3F1ED";
/// Paper.
pub const WHITE: &str = "FFFFFF";
/// A cell of a matrix that lies in no band.
pub const NO_BAND: &str = "F3F1ED";

/// Fill and text of the five steps of risk, lowest first, as in the PDF.
const RISK: [(&str, &str); 5] =
    [("E8EFF2", "3A474D"), ("F0DA9B", "4A3908"), ("E6AB4A", "372500"), ("B7561A", WHITE), ("761A2C", WHITE)];

/// Fill and text of a step of risk, from 1; a step outside the ramp is the nearest one in it.
pub fn risk(step: u8) -> (&'static str, &'static str) {
    let [one, two, three, four, five] = RISK;
    match step {
        0 | 1 => one,
        2 => two,
        3 => three,
        4 => four,
        _ => five,
    }
}

/// A colour nearer to the paper: cells of a matrix without risks.
pub fn paled(colour: &str) -> String {
    let part = |at: usize| colour.get(at..at + 2).and_then(|part| u32::from_str_radix(part, 16).ok()).unwrap_or(255);
    let pale = |at: usize| (part(at) * 2 + 255 * 3) / 5;
    format!("{:02X}{:02X}{:02X}", pale(0), pale(2), pale(4))
}

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
