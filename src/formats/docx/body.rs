//! The text of the document, block by block, with its sections.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use docx_rs::{LineSpacing, Paragraph};

use super::DocxError;
use super::look::Page;
use super::parts::{R, W, relationship};
use super::table::Opening;
use super::text::paragraph;
use super::xml::Element;
use crate::documents::outline::{Block, Heading, Orientation, Outline};

/// Between two things side by side.
const GUTTER: u32 = 500;
/// Of two columns that follow one after the other none is narrower than this.
const NARROWEST: u32 = 6000;
/// Above text that follows a table, which has no space of its own.
const BELOW_TABLE: u32 = 240;

/// A written body.
#[derive(Debug)]
pub struct Body {
    /// `word/document.xml`.
    pub xml: String,
    /// How many numbered lists it has; each has a numbering of its own.
    pub ordered_lists: u32,
}

/// The bookmarks of headings, which links and the contents lead to.
#[derive(Debug, Default)]
pub struct Anchors(BTreeMap<String, String>);

impl Anchors {
    /// The bookmark that an anchor of the outline stands for.
    pub fn bookmark(&self, anchor: &str) -> Option<&str> {
        self.0.get(anchor).map(String::as_str)
    }
}

/// A section of the document: Word knows by it which pages have a running header.
#[derive(Debug, Clone, Copy)]
struct Section {
    /// The first page carries a letterhead and no running header.
    letterhead: bool,
}

/// What was written last, which decides about space and breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    /// The section has just begun.
    Nothing,
    Text,
    Table,
}

/// Writes blocks one after the other.
pub struct Writer<'a> {
    /// The paper.
    pub page: Page,
    /// The width of the text column.
    pub width: u32,
    /// Bookmarks by anchor.
    pub anchors: Anchors,
    /// All headings in the order in which they are written.
    pub headings: Vec<&'a Heading>,
    /// Headings written so far.
    pub written_headings: usize,
    /// The last heading's words: they name the tables below it.
    pub heading: String,
    /// Numbered lists so far.
    pub ordered_lists: u32,
    out: String,
    section: Section,
    sections: u32,
    last: Last,
    page_break: bool,
    narrow: bool,
    tick: &'a mut dyn FnMut(f32) -> ControlFlow<()>,
    done: usize,
    work: usize,
}

/// Writes the body of an outline.
///
/// # Errors
/// When `tick` stops the work, or docx-rs wrote something that is not XML.
pub fn write(outline: &Outline, tick: &mut dyn FnMut(f32) -> ControlFlow<()>) -> Result<Body, DocxError> {
    let page = Page::new(outline.orientation);
    let headings = outline.headings();
    let mut anchors = Anchors::default();
    for (index, heading) in headings.iter().enumerate().filter(|(_, heading)| !heading.anchor.is_empty()) {
        anchors.0.entry(heading.anchor.clone()).or_insert_with(|| bookmark(index));
    }
    let mut writer = Writer {
        page,
        width: page.inner(),
        anchors,
        headings,
        written_headings: 0,
        heading: outline.title.clone(),
        ordered_lists: 0,
        out: format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <w:document xmlns:w=\"{W}\" xmlns:r=\"{R}\"><w:body>"
        ),
        section: Section { letterhead: false },
        sections: 0,
        last: Last::Nothing,
        page_break: false,
        narrow: false,
        tick,
        done: 0,
        work: work(&outline.blocks),
    };
    writer.blocks(&outline.blocks)?;
    writer.end()
}

/// The name of a heading's bookmark, as Word names those of its contents.
pub fn bookmark(index: usize) -> String {
    format!("_Toc{:06}", index + 1)
}

impl<'a> Writer<'a> {
    /// Writes a sequence of blocks.
    pub fn blocks(&mut self, blocks: &[Block]) -> Result<(), DocxError> {
        for (index, block) in blocks.iter().enumerate() {
            self.step()?;
            // A line to sign on must not stand alone on a page.
            let signed = matches!(blocks.get(index + 1), Some(Block::Signatures(_)));
            self.block(block, signed)?;
        }
        Ok(())
    }

    /// Counts one unit of work.
    pub fn step(&mut self) -> Result<(), DocxError> {
        self.done += 1;
        if self.done % 64 == 1 {
            let share = (self.done as f32 / self.work.max(1) as f32).min(1.0);
            return if (self.tick)(share).is_break() { Err(DocxError::Cancelled) } else { Ok(()) };
        }
        Ok(())
    }

    fn block(&mut self, block: &Block, signed: bool) -> Result<(), DocxError> {
        match block {
            Block::Cover(cover) => self.cover(cover),
            Block::Masthead(masthead) => self.masthead(masthead),
            Block::Heading(heading) => self.write_heading(heading),
            Block::Contents { title, depth } => self.contents(title, *depth),
            Block::Paragraph { text, style } => self.prose(text, *style, signed),
            Block::List { ordered, items } => self.list(*ordered, items),
            Block::Definitions { title, rows } => self.definitions(title, rows),
            Block::Table(table) => self.table(table),
            Block::Bars(bars) => self.bars(bars),
            Block::HeatMap(map) => self.heat_map(map),
            Block::Movement(movement) => self.movement(movement),
            Block::Curve(curve) => self.curve(curve),
            Block::Callout(text) => self.callout(text),
            Block::Columns { left, right, share } => self.columns(*share, left, right),
            Block::Signatures(signatures) => self.signatures(signatures),
            Block::PageBreak => {
                // A section begins on a page of its own anyway.
                self.page_break = self.last != Last::Nothing;
                Ok(())
            }
        }
    }

    /// Writes a paragraph that brings its own space above, such as a heading.
    pub fn spaced(&mut self, paragraph: Paragraph) -> Result<(), DocxError> {
        let element = Element::of(&self.broken(paragraph))?;
        self.finish(&element);
        Ok(())
    }

    /// Writes a heading: on top of a page it has no space above.
    pub fn headed(&mut self, paragraph: Paragraph) -> Result<(), DocxError> {
        let on_top = self.page_break || (self.last == Last::Nothing && !self.section.letterhead);
        self.spaced(if on_top { paragraph.line_spacing(LineSpacing::new().before(0)) } else { paragraph })
    }

    /// Writes a paragraph of text, below a table at some distance.
    pub fn text(&mut self, paragraph: Paragraph) -> Result<(), DocxError> {
        let paragraph = self.apart(paragraph);
        self.spaced(paragraph)
    }

    /// The same for running prose and lists, which are narrower than a wide page but not than their own place.
    pub fn running(&mut self, paragraph: Paragraph) -> Result<(), DocxError> {
        let mut element = Element::of(&self.broken(self.apart(paragraph)))?;
        if self.narrow && self.page.prose_indent() > 0 {
            element.set("w:pPr", Element::new("w:ind").with("w:right", "0"));
        }
        self.finish(&element);
        Ok(())
    }

    fn broken(&mut self, paragraph: Paragraph) -> Paragraph {
        if std::mem::take(&mut self.page_break) { paragraph.page_break_before(true) } else { paragraph }
    }

    fn apart(&self, paragraph: Paragraph) -> Paragraph {
        let below = LineSpacing::new().before(BELOW_TABLE);
        if self.last == Last::Table { paragraph.line_spacing(below) } else { paragraph }
    }

    fn finish(&mut self, element: &Element) {
        element.write(&mut self.out);
        self.last = Last::Text;
    }

    /// Where the next table's XML goes. Two tables that touch would be one, and a page begins with a paragraph.
    pub fn table_place(&mut self) -> Result<&mut String, DocxError> {
        if self.last == Last::Table {
            let apart = LineSpacing::new().before(BELOW_TABLE);
            self.spaced(paragraph("Spacing").line_spacing(apart))?;
        } else if self.page_break || self.last == Last::Nothing {
            self.spacing()?;
        }
        self.last = Last::Table;
        Ok(&mut self.out)
    }

    /// The XML so far, for what goes on within a table.
    pub fn out(&mut self) -> &mut String {
        &mut self.out
    }

    /// A paragraph without height.
    pub fn spacing(&mut self) -> Result<(), DocxError> {
        self.spaced(paragraph("Spacing"))
    }

    /// Whether text stands beside other text.
    pub fn is_narrow(&self) -> bool {
        self.narrow
    }

    /// Two columns of text. They follow one after the other, each at its own width: whoever edits the file finds every
    /// heading in Word's navigation, which does not look into tables.
    fn columns(&mut self, share: f32, left: &[Block], right: &[Block]) -> Result<(), DocxError> {
        let whole = self.width;
        let first = part(whole, share);
        self.width = first.max(whole.min(NARROWEST));
        self.blocks(left)?;
        self.width = (whole - first).max(whole.min(NARROWEST));
        self.blocks(right)?;
        self.width = whole;
        Ok(())
    }

    /// Writes two things side by side that have no headings: in the two cells of a table without lines.
    pub fn beside(
        &mut self,
        share: f32,
        left: impl FnOnce(&mut Self) -> Result<(), DocxError>,
        right: impl FnOnce(&mut Self) -> Result<(), DocxError>,
    ) -> Result<(), DocxError> {
        let whole = self.width;
        let room = whole - GUTTER;
        let first = part(room, share);
        let widths = [first + GUTTER, room - first];
        let opening = Opening { style: "OctavoSides", widths: &widths, head: false, about: "", description: "" };
        let table = opening.element()?;
        table.open_only(self.table_place()?);
        self.out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        self.narrow = true;
        self.side(widths[0], first, left)?;
        self.side(widths[1], room - first, right)?;
        self.narrow = false;
        self.width = whole;
        self.out.push_str("</w:tr>");
        table.close(&mut self.out);
        self.last = Last::Table;
        Ok(())
    }

    fn side(
        &mut self,
        cell: u32,
        width: u32,
        write: impl FnOnce(&mut Self) -> Result<(), DocxError>,
    ) -> Result<(), DocxError> {
        self.out.push_str("<w:tc>");
        let size = Element::new("w:tcW").with("w:w", &cell.to_string()).with("w:type", "dxa");
        let gap = Element::new("w:right").with("w:w", &(cell - width).to_string()).with("w:type", "dxa");
        Element::new("w:tcPr").child(size).child(Element::new("w:tcMar").child(gap)).write(&mut self.out);
        self.last = Last::Text;
        self.width = width;
        write(self)?;
        // A cell ends with a paragraph, whatever stands in it.
        self.spacing()?;
        self.out.push_str("</w:tc>");
        Ok(())
    }

    /// Begins a section on a page of its own; its first page may carry a letterhead.
    pub fn begin_section(&mut self, letterhead: bool) -> Result<(), DocxError> {
        let next = Section { letterhead };
        if self.last != Last::Nothing {
            let properties = self.section_properties();
            let mut carrier = Element::of(&paragraph("Spacing"))?;
            carrier.set("w:pPr", properties);
            self.finish(&carrier);
        }
        self.section = next;
        self.last = Last::Nothing;
        self.page_break = false;
        Ok(())
    }

    fn section_properties(&mut self) -> Element {
        let mut section = Element::new("w:sectPr");
        if self.sections == 0 {
            // Later sections inherit them.
            for (name, kind, part) in [
                ("w:headerReference", "default", "header1.xml"),
                ("w:headerReference", "first", "header2.xml"),
                ("w:footerReference", "default", "footer1.xml"),
                ("w:footerReference", "first", "footer2.xml"),
            ] {
                section = section.child(Element::new(name).with("w:type", kind).with("r:id", &relationship(part)));
            }
        }
        self.sections += 1;
        let page = self.page;
        let mut paper =
            Element::new("w:pgSz").with("w:w", &page.width.to_string()).with("w:h", &page.height.to_string());
        if page.orientation == Orientation::Landscape {
            paper = paper.with("w:orient", "landscape");
        }
        let margins = [
            ("w:top", Page::TOP),
            ("w:right", page.side),
            ("w:bottom", Page::BOTTOM),
            ("w:left", page.side),
            ("w:header", Page::RUNNING),
            ("w:footer", Page::RUNNING),
            ("w:gutter", 0),
        ];
        let margins =
            margins.iter().fold(Element::new("w:pgMar"), |all, (name, value)| all.with(name, &value.to_string()));
        section = section.child(Element::val("w:type", "nextPage")).child(paper).child(margins);
        section = section.child(Element::new("w:cols").with("w:space", "720"));
        if self.section.letterhead { section.child(Element::new("w:titlePg")) } else { section }
    }

    fn end(mut self) -> Result<Body, DocxError> {
        if self.last != Last::Text {
            self.page_break = false;
            self.spacing()?;
        }
        let section = self.section_properties();
        section.write(&mut self.out);
        self.out.push_str("</w:body></w:document>");
        Ok(Body { xml: self.out, ordered_lists: self.ordered_lists })
    }
}

fn part(whole: u32, share: f32) -> u32 {
    let share = if share.is_finite() { share.clamp(0.1, 0.9) } else { 0.5 };
    (whole as f32 * share) as u32
}

/// Blocks and rows, for the share of work that is done.
fn work(blocks: &[Block]) -> usize {
    let units = |block: &Block| if let Block::Table(table) = block { 1 + table.rows.len() } else { 1 };
    blocks.iter().map(units).sum()
}
