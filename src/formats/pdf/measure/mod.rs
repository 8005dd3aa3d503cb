//! From blocks to atoms: every block is set at its final width and cut into pieces that a page
//! break may fall between. What page they land on is not known here.

mod contents;
mod cover;
mod curve;
mod drawing;
mod figures;
mod heading;
mod heatmap;
mod legend;
mod masthead;
mod matrix;
mod movement;
mod prose;
mod rows;
mod table;

pub use rows::{Part, draw_row};
pub use table::SetTable;

use std::ops::ControlFlow;

use super::canvas::{Mark, Node};
use super::sheet::Sheet;
use super::tags::Tree;
use super::text::Setter;
use crate::documents::outline::{Block, Orientation, Outline, Ragged};
use rows::SetRow;

/// How deep columns may stand within columns before they are set one after the other.
const DEEPEST: u8 = 3;

/// The part of the page that a block may use.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// Left edge.
    pub x: f32,
    /// Width.
    pub width: f32,
}

impl Frame {
    /// Prose is not set wider than this, for the eye's sake.
    const MEASURE: f32 = 424.0;

    /// The frame for running text.
    pub fn for_prose(self) -> Self {
        if self.width > 500.0 { Self { width: Self::MEASURE, ..self } } else { self }
    }
}

/// A piece of a block that stays on one page, unless it is a row taller than a page.
#[derive(Debug)]
pub struct Atom {
    /// Space above, dropped at the top of a page.
    pub gap: f32,
    /// Height.
    pub height: f32,
    /// Stays on the same page as the next one.
    pub keep: bool,
    /// What it is.
    pub body: Body,
    /// The table that it is a row or the head of: its head is repeated on the next page.
    pub table: Option<usize>,
    /// Headings within, by their number among the targets, and their distance from the top.
    pub headings: Vec<(usize, f32)>,
}

/// What an atom draws.
#[derive(Debug)]
pub enum Body {
    /// Finished shapes.
    Marks(Vec<Mark>),
    /// A row of a table.
    Row(SetRow),
    /// The head of the table on its first page.
    Head,
    /// Other atoms at a distance from the top: columns.
    Stack(Vec<(f32, Atom)>),
    /// A page of its own without a running header.
    Cover(Vec<Mark>),
    /// The upper part of a page without a running header, from the edge of the paper.
    Masthead(Vec<Mark>),
    /// The next atom begins a page.
    Break,
}

impl Atom {
    /// Finished shapes of some height.
    pub fn marks(gap: f32, height: f32, marks: Vec<Mark>) -> Self {
        Self { gap, height, keep: false, body: Body::Marks(marks), table: None, headings: Vec::new() }
    }
}

/// Sets blocks one after the other.
pub struct Measure<'a> {
    /// Fonts and language.
    pub setter: Setter,
    /// The structure so far.
    pub tree: Tree,
    /// The paper.
    pub sheet: Sheet,
    /// The pieces so far.
    pub atoms: Vec<Atom>,
    /// The tables so far.
    pub tables: Vec<SetTable>,
    /// The targets whose page numbers are printed in lists of contents.
    pub listed: Vec<usize>,
    /// Told how many rows and blocks are set; stops the work with `Break`.
    pub tick: &'a mut dyn FnMut(usize) -> ControlFlow<()>,
    /// The number of the next heading among the targets.
    next: usize,
    /// How the lines of running prose end.
    ragged: Ragged,
    depth: u8,
    /// The level of the last heading in the structure, where levels may not be skipped.
    level: u8,
    ticks: usize,
}

impl<'a> Measure<'a> {
    /// Nothing set yet.
    pub fn new(setter: Setter, tick: &'a mut dyn FnMut(usize) -> ControlFlow<()>) -> Self {
        Self {
            setter,
            tree: Tree::new(),
            sheet: Sheet::new(Orientation::Portrait),
            atoms: Vec::new(),
            tables: Vec::new(),
            listed: Vec::new(),
            tick,
            next: 0,
            ragged: Ragged::Right,
            depth: 0,
            level: 0,
            ticks: 0,
        }
    }

    /// Sets a whole document as children of `parent`. Its atoms and tables are taken away before the next one.
    pub fn document(&mut self, part: usize, outline: &Outline, parent: Node) -> ControlFlow<()> {
        self.sheet = Sheet::new(outline.orientation);
        self.setter.turn_to(part, &outline.language);
        self.next = self.setter.targets.first_heading(part);
        self.ragged = outline.ragged;
        self.level = 0;
        let full = self.full();
        self.blocks(&outline.blocks, full, parent)
    }

    /// Sets a sequence of blocks as children of `parent`.
    pub fn blocks(&mut self, blocks: &[Block], frame: Frame, parent: Node) -> ControlFlow<()> {
        for (index, block) in blocks.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|at| blocks.get(at));
            let after = blocks.get(index + 1);
            self.step()?;
            self.block(block, Around { before, after }, frame, parent)?;
        }
        ControlFlow::Continue(())
    }

    /// Counts one unit of work.
    fn step(&mut self) -> ControlFlow<()> {
        self.ticks += 1;
        if self.ticks % 64 == 1 { (self.tick)(self.ticks) } else { ControlFlow::Continue(()) }
    }

    fn block(&mut self, block: &Block, around: Around<'_>, frame: Frame, parent: Node) -> ControlFlow<()> {
        let gap = around.gap(block);
        match block {
            Block::Cover(cover) => self.cover(cover, parent)?,
            Block::Heading(heading) => self.heading(heading, &around, frame, parent),
            Block::Contents { title, depth } => self.contents(title, *depth, &around, frame, parent),
            Block::Paragraph { text, style } => self.paragraph(text, *style, gap, frame, parent),
            Block::List { ordered, items } => self.list(*ordered, items, gap, frame, parent),
            Block::Definitions { title, rows } => self.definitions(title, rows, gap, frame, parent),
            Block::Table(table) => self.table(table, &around, gap, frame, parent)?,
            Block::Bars(bars) => self.bars(bars, gap, frame, parent),
            Block::Masthead(masthead) => self.masthead(masthead, frame, parent)?,
            Block::HeatMap(map) => self.heat_map(map, gap, frame, parent),
            Block::Movement(movement) => self.movement(movement, gap, frame, parent),
            Block::Curve(curve) => self.curve(curve, gap, frame, parent),
            Block::Callout(text) => self.callout(text, gap, frame, parent),
            Block::Columns { left, right, share } => self.columns(left, right, *share, gap, frame, parent)?,
            Block::Signatures(signatures) => self.signatures(signatures, gap, frame, parent),
            Block::PageBreak => {
                self.atoms.push(Atom { body: Body::Break, ..Atom::marks(0.0, 0.0, Vec::new()) });
            }
        }
        ControlFlow::Continue(())
    }

    /// Two columns as one atom; one after the other when they would not fit on a page.
    fn columns(
        &mut self,
        left: &[Block],
        right: &[Block],
        share: f32,
        gap: f32,
        frame: Frame,
        parent: Node,
    ) -> ControlFlow<()> {
        if self.depth >= DEEPEST {
            self.blocks(left, frame, parent)?;
            return self.blocks(right, frame, parent);
        }
        let share = if share.is_finite() { share.clamp(0.1, 0.9) } else { 0.5 };
        let gutter = (frame.width * 0.075).min(58.0);
        let first = (frame.width - gutter) * share;
        let frames = [
            Frame { x: frame.x, width: first },
            Frame { x: frame.x + first + gutter, width: frame.width - gutter - first },
        ];
        let outer = std::mem::take(&mut self.atoms);
        self.depth += 1;
        let mut stack = Vec::new();
        let mut headings = Vec::new();
        let mut height = 0.0_f32;
        for (blocks, frame) in [left, right].into_iter().zip(frames) {
            let result = self.blocks(blocks, frame, parent);
            let mut y = 0.0;
            for atom in std::mem::take(&mut self.atoms) {
                y += if y == 0.0 { 0.0 } else { atom.gap };
                headings.extend(atom.headings.iter().map(|&(number, down)| (number, y + down)));
                let next = y + atom.height;
                stack.push((y, atom));
                y = next;
            }
            height = height.max(y);
            result?;
        }
        self.depth -= 1;
        self.atoms = outer;
        let alone = stack.iter().any(|(_, atom)| matches!(atom.body, Body::Cover(_) | Body::Masthead(_) | Body::Break));
        if height > self.sheet.body() || alone {
            self.flatten(stack, gap);
        } else {
            let body = Body::Stack(stack);
            self.atoms.push(Atom { gap, height, keep: false, body, table: None, headings });
        }
        ControlFlow::Continue(())
    }

    fn flatten(&mut self, stack: Vec<(f32, Atom)>, gap: f32) {
        for (y, atom) in stack {
            let gap = if y == 0.0 { gap } else { atom.gap };
            self.atoms.push(Atom { gap, ..atom });
        }
    }

    /// The frame of the whole body.
    pub fn full(&self) -> Frame {
        Frame { x: self.sheet.side, width: self.sheet.inner() }
    }
}

/// The neighbours of a block, which decide the space between.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The block above.
    pub before: Option<&'a Block>,
    /// The block below.
    pub after: Option<&'a Block>,
}

impl Around<'_> {
    /// The space above a block.
    fn gap(&self, block: &Block) -> f32 {
        use crate::documents::outline::ParagraphStyle as Style;
        let own: f32 = match block {
            Block::Paragraph { style: Style::Prose, .. } => 6.8,
            Block::Paragraph { style: Style::Label, .. } => 15.0,
            Block::Paragraph { style: Style::Small, .. } => 7.0,
            Block::Heading(heading) => match heading.level {
                0 | 1 => 24.0,
                2 => 18.0,
                _ => 13.0,
            },
            Block::List { .. } => 5.0,
            Block::Definitions { .. } => 17.0,
            Block::Table(_) => 11.0,
            Block::Bars(_) => 20.0,
            Block::HeatMap(_) | Block::Movement(_) | Block::Curve(_) => 17.0,
            Block::Callout(_) | Block::Columns { .. } => 12.0,
            Block::Signatures(_) => 40.0,
            Block::Contents { .. } => 24.0,
            Block::Cover(_) | Block::Masthead(_) | Block::PageBreak => 0.0,
        };
        match (self.before, block) {
            (Some(Block::Heading(_)), Block::Paragraph { .. } | Block::List { .. } | Block::Definitions { .. }) => 5.0,
            (Some(Block::Heading(_)), Block::Table(_) | Block::Bars(_) | Block::Callout(_)) => 8.5,
            (Some(Block::Heading(_)), Block::HeatMap(_) | Block::Movement(_) | Block::Curve(_)) => 9.5,
            (Some(Block::Heading(_)), Block::Heading(_)) => 9.0,
            (Some(Block::Paragraph { style: Style::Label, .. }), _) => 5.0,
            (Some(Block::Callout(_)), _) => own.max(12.0),
            (Some(Block::Signatures(_)), _) => own.max(30.0),
            (Some(Block::Masthead(_)), _) => own.max(22.0),
            (Some(Block::HeatMap(_) | Block::Movement(_) | Block::Curve(_)), _) => own.max(17.0),
            (Some(Block::Table(_) | Block::Bars(_)), Block::Paragraph { style: Style::Prose, .. }) => 14.0,
            (Some(Block::Contents { .. }), _) => own.max(14.0),
            (Some(Block::List { .. }), Block::Paragraph { style: Style::Prose, .. }) => 8.0,
            _ => own,
        }
    }
}
