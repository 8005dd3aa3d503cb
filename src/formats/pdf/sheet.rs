//! The measures of the printed page: paper, margins, colours, type sizes. All lengths are points.

use super::fonts::Face;
use crate::documents::outline::Orientation;
pub use crate::formats::palette::{ACCENT, Colour, INK, TINT, WHITE, risk};

/// One millimetre in points.
pub const MM: f32 = 72.0 / 25.4;

/// Secondary text.
pub const TEXT2: Colour = Colour(0x51_555D);
/// Notes and muted cells.
pub const TEXT3: Colour = Colour(0x67_6B72);
/// Rules between rows.
pub const RULE: Colour = Colour(0xDE_DBD4);
/// Rules of the running lines.
pub const RULE_STRONG: Colour = Colour(0xCF_CBC2);
/// The mark behind the content of a draft.
pub const MARK: Colour = Colour(0xF1_EFEC);
/// Partly done, in bars.
pub const GREY: Colour = Colour(0x8F_9197);
/// Excluded, in bars.
pub const PALE: Colour = Colour(0xE3_E0D9);

/// How a run of text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The typeface.
    pub face: Face,
    /// Size in points.
    pub size: f32,
    /// Colour of the letters.
    pub colour: Colour,
    /// Slanted, where no italic is bundled.
    pub slant: bool,
}

impl Style {
    /// Upright ink.
    pub const fn new(face: Face, size: f32) -> Self {
        Self { face, size, colour: INK, slant: false }
    }

    /// The same in another colour.
    pub const fn in_colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    /// The same at another size.
    pub const fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }
}

/// A size of text together with its line and its faces: what a span is set with.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Plain text.
    pub plain: Style,
    /// The face for strong spans.
    pub strong: Face,
    /// Distance from line to line.
    pub leading: f32,
}

impl Setting {
    const fn new(face: Face, strong: Face, size: f32, leading: f32) -> Self {
        Self { plain: Style::new(face, size), strong, leading }
    }

    /// The same in another colour.
    pub const fn in_colour(self, colour: Colour) -> Self {
        Self { plain: self.plain.in_colour(colour), ..self }
    }

    /// The same at another size, the line in proportion.
    pub fn scaled(self, by: f32) -> Self {
        let mut scaled = self;
        scaled.plain.size *= by;
        scaled.leading *= by;
        scaled
    }

    /// From the top of a line to its baseline.
    pub fn baseline(&self) -> f32 {
        baseline(self.leading, self.plain.size)
    }
}

/// From the top of a line of height `leading` to the baseline of text of `size`.
pub fn baseline(leading: f32, size: f32) -> f32 {
    leading / 2.0 + size * 0.36
}

/// Serif prose.
pub const PROSE: Setting = Setting::new(Face::Serif, Face::SerifSemiBold, 10.0, 14.5);
/// Cells of tables.
pub const TABLE: Setting = Setting::new(Face::Sans, Face::SansMedium, 7.8, 10.4);
/// Cells of a short table of figures.
pub const FIGURES: Setting = Setting::new(Face::Sans, Face::SansMedium, 8.8, 11.6);
/// Heads of tables.
pub const HEAD: Setting = Setting::new(Face::SansSemiBold, Face::SansSemiBold, 7.0, 9.0);
/// Small sans text: notes.
pub const SMALL: Setting = Setting::new(Face::Sans, Face::SansSemiBold, 8.0, 11.2);
/// Legends, definitions and the words beside bars.
pub const LEGEND: Setting = Setting::new(Face::Sans, Face::SansSemiBold, 8.5, 11.4);
/// Words within a figure: the names of levels, of axes and curves.
pub const FIGURE: Setting = Setting::new(Face::Sans, Face::SansSemiBold, 7.8, 9.8);
/// The smallest words within a figure: names below narrow columns, values on axes.
pub const TICK: Setting = Setting::new(Face::Sans, Face::SansSemiBold, 7.0, 8.6);
/// A small heading above a list or a figure.
pub const LABEL: Setting = Setting::new(Face::SansSemiBold, Face::SansSemiBold, 8.4, 11.5);
/// Running lines.
pub const RUNNING: Setting = Setting::new(Face::Sans, Face::SansMedium, 7.0, 10.0);

/// Size and line of a heading; one that a table hangs from is a little smaller.
pub fn heading(level: u8, over_table: bool) -> Setting {
    let (size, leading) = match level {
        0 | 1 if over_table => (14.0, 19.0),
        0 | 1 => (15.0, 19.0),
        2 => (12.2, 16.0),
        3 => (10.8, 14.5),
        _ => (10.0, 14.0),
    };
    Setting::new(Face::SerifSemiBold, Face::SerifSemiBold, size, leading)
}

/// The paper with its margins; y runs downwards from the top edge.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    /// Paper width.
    pub width: f32,
    /// Paper height.
    pub height: f32,
    /// Left and right margin.
    pub side: f32,
    /// Where the body begins.
    pub top: f32,
    /// Where the body ends.
    pub bottom: f32,
}

impl Sheet {
    /// A4 the way the document lies.
    pub fn new(orientation: Orientation) -> Self {
        let (width, height, side) = match orientation {
            Orientation::Landscape => (297.0 * MM, 210.0 * MM, 18.0 * MM),
            Orientation::Portrait => (210.0 * MM, 297.0 * MM, 22.0 * MM),
        };
        Self { width, height, side, top: 20.0 * MM, bottom: height - 19.0 * MM }
    }

    /// The width of the body.
    pub fn inner(&self) -> f32 {
        self.width - 2.0 * self.side
    }

    /// The height of the body.
    pub fn body(&self) -> f32 {
        self.bottom - self.top
    }

    /// The right edge of the body.
    pub fn right(&self) -> f32 {
        self.width - self.side
    }
}
