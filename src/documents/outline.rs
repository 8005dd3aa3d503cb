//! The format-neutral document: what a page says, before anybody decides how it is set.
//!
//! Every document is turned into an [`Outline`] by a pure function; a writer in `formats` turns the
//! outline into bytes. An outline holds finished sentences in the document's language and no layout
//! beyond what carries meaning (column shares, alignment, page orientation).

use serde::{Deserialize, Serialize};

mod binder;
mod figures;
mod front;

pub use binder::{Binder, BinderPart};
pub use figures::{
    Arrow, Axis, BandKey, Curve, CurveLine, HeatMap, LineLook, Marker, MarkerAt, Matrix, MatrixCell, MatrixLegend,
    Movement, Place, Scale, ScaleLevel, Tick,
};
pub use front::{Cover, Masthead};

/// A whole document, ready for any writer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// Title as printed in the running header and in the file's metadata.
    pub title: String,
    /// Who issues the document; printed in the running header.
    pub organisation: String,
    /// The author for the metadata; empty when nobody is named.
    pub author: String,
    /// BCP 47 language of the text, for hyphenation and metadata: `en`, `de`.
    pub language: String,
    /// The date the document was made for, ISO 8601. It is all the time a writer may know of.
    pub date: String,
    /// Page orientation of the whole document.
    pub orientation: Orientation,
    /// The running header and footer.
    pub running: Running,
    /// How running prose ends its lines.
    pub ragged: Ragged,
    /// A mark that stands on every page, such as DRAFT; `None` only for approved content.
    pub mark: Option<String>,
    /// The content in reading order.
    pub blocks: Vec<Block>,
}

impl Outline {
    /// All headings in the order in which they are set, those in columns included.
    pub fn headings(&self) -> Vec<&Heading> {
        let mut found = Vec::new();
        collect_headings(&self.blocks, &mut found);
        found
    }
}

fn collect_headings<'a>(blocks: &'a [Block], found: &mut Vec<&'a Heading>) {
    for block in blocks {
        match block {
            Block::Heading(heading) => found.push(heading),
            Block::Columns { left, right, .. } => {
                collect_headings(left, found);
                collect_headings(right, found);
            }
            Block::Cover(_)
            | Block::Masthead(_)
            | Block::Contents { .. }
            | Block::Paragraph { .. }
            | Block::List { .. }
            | Block::Definitions { .. }
            | Block::Table(_)
            | Block::Bars(_)
            | Block::HeatMap(_)
            | Block::Movement(_)
            | Block::Curve(_)
            | Block::Callout(_)
            | Block::Signatures(_)
            | Block::PageBreak => {}
        }
    }
}

/// How the paper lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Orientation {
    /// Prose: policies, reports.
    Portrait,
    /// Wide tables: the Statement of Applicability, registers.
    Landscape,
}

/// How the lines of running prose end. Tables, notes and lists beside figures are always ragged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ragged {
    /// At the right: lines end where their words end.
    #[default]
    Right,
    /// Nowhere: words are hyphenated and spaces stretched, so that both edges are straight.
    Justified,
}

/// What is repeated on every page. A cover page carries only the footer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    /// Header: left, centre, right.
    pub head: [String; 3],
    /// Footer: left and centre. The right side is the page number.
    pub foot: [String; 2],
    /// The page number's sentence with `{page}` and `{pages}` in it, in the document's language.
    pub page: String,
}

/// One piece of content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// The first page: always alone on its page.
    Cover(Cover),
    /// Title and control block of a small document; always on top of its page.
    Masthead(Masthead),
    /// A heading that becomes a bookmark.
    Heading(Heading),
    /// The headings that follow in the document, with the pages they stand on, each a link. Nothing is printed when
    /// there are none.
    Contents {
        /// The heading above, which is not among the contents and no bookmark. Empty for none.
        title: String,
        /// The deepest level that is listed; 1 lists chapters only. 0 lists the documents of a [`Binder`] that follow,
        /// each with its reference.
        depth: u8,
    },
    /// Running prose.
    Paragraph {
        /// The text with its emphasis.
        text: Vec<Span>,
        /// How it is set.
        style: ParagraphStyle,
    },
    /// A bulleted or numbered list.
    List {
        /// Numbered from 1 when true.
        ordered: bool,
        /// The items, in order.
        items: Vec<Vec<Span>>,
    },
    /// Terms with their meaning: legends, small facts.
    Definitions {
        /// A small heading above, empty for none.
        title: String,
        /// Term and meaning.
        rows: Vec<(Vec<Span>, Vec<Span>)>,
    },
    /// A table of any length.
    Table(Table),
    /// Horizontal stacked bars.
    Bars(Bars),
    /// One or two risk matrices with counts.
    HeatMap(HeatMap),
    /// A risk matrix with arrows.
    Movement(Movement),
    /// A loss exceedance chart.
    Curve(Curve),
    /// A boxed remark that must not be overlooked.
    Callout(Vec<Span>),
    /// Two columns side by side, set once on one page (never split).
    Columns {
        /// Left column.
        left: Vec<Block>,
        /// Right column.
        right: Vec<Block>,
        /// The left column's share of the width, 0 to 1.
        share: f32,
    },
    /// Lines to sign on, kept together.
    Signatures(Vec<Signature>),
    /// Whatever follows starts a new page.
    PageBreak,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 1 is a chapter.
    pub level: u8,
    /// The text.
    pub text: String,
    /// A short note set at the right end of the line, empty for none.
    pub note: String,
    /// The word after the heading when a table below goes on on the next page, e.g. `continued`.
    pub continued: String,
    /// A name that [`Span::link`] may point to, empty for none.
    pub anchor: String,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParagraphStyle {
    /// Serif prose.
    Prose,
    /// A small sans heading above a list or a figure; not a bookmark.
    Label,
    /// Small sans text: notes, legends.
    Small,
}

/// A run of text with one look.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The text. Characters outside the bundled fonts are replaced visibly by the writer and reported.
    pub text: String,
    /// Strong emphasis.
    pub strong: bool,
    /// Emphasis.
    pub emphasis: bool,
    /// Set paler: secondary facts.
    pub muted: bool,
    /// The [`Heading::anchor`] this run leads to, or the [`BinderPart::anchor`] of a document in the same binder.
    /// Where neither exists the run is printed as plain text.
    pub link: Option<String>,
}

impl Span {
    /// Plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Strong text.
    pub fn strong(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: true, ..Self::default() }
    }

    /// Pale text.
    pub fn muted(text: impl Into<String>) -> Self {
        Self { text: text.into(), muted: true, ..Self::default() }
    }
}

/// A table. Its header is repeated on every page that it reaches.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// The rows, top to bottom.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Header text.
    pub title: String,
    /// A header above several neighbouring columns that carry the same text; empty for none.
    pub group: String,
    /// Width as a share: a column with 2 is twice as wide as one with 1.
    pub width: f32,
    /// Horizontal alignment of header and cells.
    pub align: Align,
}

/// Horizontal alignment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    /// Text.
    #[default]
    Left,
    /// Marks.
    Centre,
    /// Numbers.
    Right,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// One cell for each column; a group row has one cell that spans all.
    pub cells: Vec<Cell>,
    /// What kind of row this is.
    pub kind: RowKind,
}

/// What a row is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowKind {
    /// An ordinary row.
    #[default]
    Body,
    /// Tinted: an excluded control.
    Muted,
    /// A heading inside the table, never left alone at the foot of a page.
    Group,
    /// The sum at the end.
    Total,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// A symbol before the text, or alone.
    pub mark: Option<Mark>,
    /// The text.
    pub text: Vec<Span>,
}

impl Cell {
    /// A cell with plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { mark: None, text: vec![Span::plain(text)] }
    }

    /// A cell with strong text.
    pub fn strong(text: impl Into<String>) -> Self {
        Self { mark: None, text: vec![Span::strong(text)] }
    }

    /// A cell with pale text.
    pub fn muted(text: impl Into<String>) -> Self {
        Self { mark: None, text: vec![Span::muted(text)] }
    }

    /// A cell with a symbol and text beside it; the text is what a reader without the picture gets.
    pub fn marked(mark: Mark, text: impl Into<String>) -> Self {
        Self { mark: Some(mark), text: vec![Span::plain(text)] }
    }

    /// A level of risk as on the screen: a badge with the score, and the name of its band beside it.
    pub fn level(step: u8, score: u32, band: impl Into<String>) -> Self {
        Self::marked(Mark::Level { step, score }, band)
    }

    /// An empty place with a line to write on; its row is at least 9 mm high.
    pub fn blank_line() -> Self {
        Self { mark: Some(Mark::BlankLine), text: Vec::new() }
    }
}

/// A small symbol, drawn as a shape so that it never depends on a font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    /// A coloured dot: this reason applies. Its text equivalent is the column's title.
    Reason,
    /// ● in place.
    Full,
    /// ◐ partly.
    Half,
    /// ○ planned or not started.
    Empty,
    /// – excluded.
    Dash,
    /// ? not decided or not assessed.
    Open,
    /// A badge in the colour of the risk ramp that carries a score.
    Level {
        /// The step of the ramp, 1 to 5.
        step: u8,
        /// The score.
        score: u32,
    },
    /// A line to write on by hand; text in the same cell stands small below it: Date, Signature.
    BlankLine,
}

/// Horizontal stacked bars with a legend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bars {
    /// Names of the segments, in the order of the values.
    pub legend: Vec<(Fill, String)>,
    /// One bar each.
    pub rows: Vec<Bar>,
}

/// One stacked bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// Text on the left.
    pub label: String,
    /// A value for each segment of the legend; the bar's length is their sum.
    pub values: Vec<u32>,
    /// Text on the right, such as a percentage.
    pub note: String,
}

/// How a segment of a bar is filled; distinguishable without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fill {
    /// Ink.
    Solid,
    /// Mid grey.
    Grey,
    /// White with an outline.
    Outline,
    /// Pale.
    Pale,
    /// Pale with a dashed outline: not decided.
    Dashed,
}

/// One line to sign on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// What the signature means: Approved, Prepared.
    pub act: String,
    /// Who signs; empty leaves the line open.
    pub name: String,
    /// The signer's role.
    pub role: String,
    /// The word under the place for the date.
    pub date_label: String,
    /// The date of a recorded approval, printed instead of an empty line; empty for none.
    pub date: String,
}
