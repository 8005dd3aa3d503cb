//! Rows of tables: how high they are, how they are drawn, where one may be split that is taller
//! than a page.

use std::ops::Range;
use std::sync::Arc;

use super::table::{Look, SetTable};
use crate::documents::outline::{Align, Mark as Symbol, RowKind};
use crate::formats::pdf::canvas::{Area, At, Mark, Node, Shape, Stroke};
use crate::formats::pdf::passage::Passage;
use crate::formats::pdf::sheet::{ACCENT, INK, MM, RULE, RULE_STRONG, Setting, TINT, baseline, risk};
use crate::formats::pdf::text::Line;

/// How far the tint of a muted row reaches beyond the text on both sides.
const BLEED: f32 = 5.6;
/// From the left of a symbol to the text beside it.
const BESIDE_MARK: f32 = 10.3;
/// Height of a badge.
const BADGE: f32 = 11.2;
/// Between a badge and the text beside it.
const BESIDE_BADGE: f32 = 5.0;
/// So much of a row is free to write on by hand.
const WRITING: f32 = 9.0 * MM;

/// A cell with its text set.
#[derive(Debug)]
pub struct SetCell {
    /// The symbol.
    pub mark: Option<SetMark>,
    /// The text.
    pub passage: Passage,
    /// Where it belongs.
    pub node: Node,
}

/// A symbol with what it is read as.
#[derive(Debug)]
pub struct SetMark {
    /// What is drawn.
    pub symbol: Symbol,
    /// The words in its place, or the score in a badge.
    pub words: Option<Arc<Line>>,
}

impl SetMark {
    /// Its own width.
    fn width(&self) -> f32 {
        match self.symbol {
            Symbol::Level { .. } => badge_width(self.words.as_ref().map_or(0.0, |words| words.width)),
            Symbol::BlankLine => 0.0,
            Symbol::Reason | Symbol::Full | Symbol::Half | Symbol::Empty | Symbol::Dash | Symbol::Open => {
                2.0 * radius(self.symbol)
            }
        }
    }

    /// From its left edge to the text beside it.
    pub fn beside(&self) -> f32 {
        match self.symbol {
            Symbol::Level { .. } => self.width() + BESIDE_BADGE,
            Symbol::BlankLine => 0.0,
            Symbol::Reason | Symbol::Full | Symbol::Half | Symbol::Empty | Symbol::Dash | Symbol::Open => BESIDE_MARK,
        }
    }
}

/// The width of a badge around words; two figures and one are equally wide.
fn badge_width(words: f32) -> f32 {
    (words + 7.0).max(17.4)
}

/// A row with its cells set.
#[derive(Debug)]
pub struct SetRow {
    /// What kind it is.
    pub kind: RowKind,
    /// One for each column, or a single one that reaches over all.
    pub cells: Vec<SetCell>,
    /// Lines of its tallest cell.
    pub lines: usize,
}

/// Which lines of a row are drawn: a row taller than a page comes in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The lines.
    pub lines: Range<usize>,
}

impl SetCell {
    fn is_blank_line(&self) -> bool {
        self.mark.as_ref().is_some_and(|mark| mark.symbol == Symbol::BlankLine)
    }
}

impl SetRow {
    /// A row of these cells.
    pub fn new(kind: RowKind, cells: Vec<SetCell>) -> Self {
        let lines = cells.iter().map(|cell| cell.passage.lines.len()).max().unwrap_or(1).max(1);
        Self { kind, cells, lines }
    }

    /// The part that is everything.
    pub fn whole(&self) -> Part {
        Part { lines: 0..self.lines }
    }

    /// Height of the whole row.
    pub fn height(&self, look: Look) -> f32 {
        self.part_height(&self.whole(), look)
    }

    /// Height of a part.
    pub fn part_height(&self, part: &Part, look: Look) -> f32 {
        let height = self.above(look) + part.lines.len() as f32 * look.setting.leading + look.pad;
        if part.lines.len() == self.lines { height.max(self.writing(look)) } else { height }
    }

    /// The least height of a row with a line to write on; the words below the line come on top.
    fn writing(&self, look: Look) -> f32 {
        let blank = self.cells.iter().any(SetCell::is_blank_line);
        if blank { WRITING + self.signed(look) } else { 0.0 }
    }

    /// The height of the words below lines to write on, which all stand at one height.
    fn signed(&self, look: Look) -> f32 {
        let blank = self.cells.iter().filter(|cell| cell.is_blank_line());
        blank.map(|cell| cell.passage.height(look.setting)).fold(0.0, f32::max)
    }

    /// Space above the first line.
    fn above(&self, look: Look) -> f32 {
        if self.kind == RowKind::Group { look.pad + 5.0 } else { look.pad }
    }

    /// The part from line `from` on that fits in `room`; at least one line.
    pub fn part_within(&self, from: usize, room: f32, look: Look) -> Part {
        let lines = ((room - self.above(look) - look.pad) / look.setting.leading).floor().max(1.0) as usize;
        Part { lines: from..(from + lines).min(self.lines) }
    }
}

/// Draws a part of a row with its top at `top`.
pub fn draw_row(table: &SetTable, row: &SetRow, part: &Part, top: f32, out: &mut Vec<Mark>) {
    let look = table.look;
    let height = row.part_height(part, look);
    let (x, width) = (table.frame.x, table.frame.width);
    let rule = |y: f32, stroke: Stroke| Mark {
        node: Node::ARTIFACT,
        shape: Shape::Line(At { x, y }, At { x: x + width, y }, stroke),
    };
    if row.kind == RowKind::Muted {
        // The rule above stays in sight.
        let area = Area { x: x - BLEED, y: top + 0.3, width: width + 2.0 * BLEED, height };
        out.push(Mark { node: Node::ARTIFACT, shape: Shape::Rect(area, 0.0, Some(TINT), None) });
    }
    if row.kind == RowKind::Total && part.lines.start == 0 {
        out.push(rule(top, Stroke::solid(INK, 0.6)));
    }
    let first = top + row.above(look);
    let spanning = row.kind == RowKind::Group || (row.cells.len() == 1 && table.columns.len() > 1);
    for (index, cell) in row.cells.iter().enumerate() {
        let Some(column) = table.columns.get(index) else { break };
        let (x, width, align) = if spanning { (x, width, Align::Left) } else { (column.x, column.width, column.align) };
        if cell.is_blank_line() {
            if part.lines.end == row.lines {
                let line = At { x, y: top + height - look.pad - row.signed(look) };
                draw_blank_line(cell, line, width, look.setting, out);
            }
            continue;
        }
        let at = At { x, y: first };
        draw_cell(cell, part, at, width, align, look.setting, out);
    }
    if look.ruled {
        match row.kind {
            RowKind::Group => out.push(rule(top + height, Stroke::solid(RULE_STRONG, 0.5))),
            RowKind::Body | RowKind::Muted => out.push(rule(top + height, Stroke::solid(RULE, 0.3))),
            RowKind::Total => {}
        }
    }
}

fn draw_cell(cell: &SetCell, part: &Part, at: At, width: f32, align: Align, setting: Setting, out: &mut Vec<Mark>) {
    let mut text_at = at;
    let mut text_width = width;
    if let Some(mark) = &cell.mark {
        let text = cell.passage.width();
        let whole = if text > 0.0 { mark.beside() + text } else { mark.width() };
        let x = match align {
            Align::Left => at.x,
            Align::Centre => at.x + (width - whole) / 2.0,
            Align::Right => at.x + width - whole,
        };
        if part.lines.start == 0 {
            let centre = At { x: x + mark.width() / 2.0, y: at.y + setting.leading / 2.0 };
            draw_symbol(mark, centre, out);
            if let Some(line) = &mark.words {
                draw_words(line, mark.symbol, cell.node, centre, setting, out);
            }
        }
        text_at.x = x + mark.beside();
        text_width = width - mark.beside();
        let lines = part.lines.clone();
        return cell.passage.draw(lines, text_at, text_width, Align::Left, setting, out);
    }
    cell.passage.draw(part.lines.clone(), text_at, text_width, align, setting, out);
}

/// A line to write on that begins at `from`, with its words below.
fn draw_blank_line(cell: &SetCell, from: At, width: f32, setting: Setting, out: &mut Vec<Mark>) {
    let line = Shape::Line(from, At { x: from.x + width, ..from }, Stroke::solid(INK, 0.5));
    out.push(Mark { node: Node::ARTIFACT, shape: line });
    cell.passage.draw_all(At { y: from.y + 1.5, ..from }, setting, out);
}

fn radius(symbol: Symbol) -> f32 {
    match symbol {
        Symbol::Reason => 2.75,
        Symbol::Full | Symbol::Half | Symbol::Empty | Symbol::Dash | Symbol::Open => 3.1,
        Symbol::Level { .. } | Symbol::BlankLine => 0.0,
    }
}

/// The words of a symbol that stands alone: unseen, but found and read out. A question mark and the
/// score in a badge are seen.
fn draw_words(line: &Line, symbol: Symbol, node: Node, centre: At, setting: Setting, out: &mut Vec<Mark>) {
    let seen = matches!(symbol, Symbol::Open | Symbol::Level { .. });
    let size = line.runs.first().map_or(setting.plain.size, |run| run.style.size);
    let y = match symbol {
        Symbol::Level { .. } => centre.y - BADGE / 2.0 + baseline(BADGE, size),
        Symbol::Reason
        | Symbol::Full
        | Symbol::Half
        | Symbol::Empty
        | Symbol::Dash
        | Symbol::Open
        | Symbol::BlankLine => centre.y - setting.leading / 2.0 + setting.baseline(),
    };
    for run in &line.runs {
        let at = At { x: centre.x - line.width / 2.0 + run.x, y };
        let shape = if seen { Shape::Text(at, run.clone()) } else { Shape::Unseen(at, run.clone()) };
        out.push(Mark { node, shape });
    }
}

fn draw_symbol(mark: &SetMark, centre: At, out: &mut Vec<Mark>) {
    let r = radius(mark.symbol);
    let outer = |r: f32| Shape::Circle(centre, r - 0.45, None, Some(Stroke::solid(INK, 0.9)));
    let mut push = |shape: Shape| out.push(Mark { node: Node::ARTIFACT, shape });
    let across = |from: At, to: At| Shape::Line(from, to, Stroke::solid(INK, 1.2));
    match mark.symbol {
        Symbol::Reason => push(Shape::Circle(centre, r, Some(ACCENT), None)),
        Symbol::Full => push(Shape::Circle(centre, r, Some(INK), None)),
        Symbol::Empty => push(outer(r)),
        Symbol::Half => {
            push(outer(r));
            push(Shape::HalfDisc(centre, r - 0.45, INK));
        }
        Symbol::Dash => push(across(At { x: centre.x - 2.6, y: centre.y }, At { x: centre.x + 2.6, y: centre.y })),
        Symbol::Level { step, .. } => {
            let width = mark.width();
            let area = Area { x: centre.x - width / 2.0, y: centre.y - BADGE / 2.0, width, height: BADGE };
            push(Shape::Rect(area, 2.2, Some(risk(step).0), None));
        }
        // A question mark is set as text; a line to write on is as wide as its column.
        Symbol::Open | Symbol::BlankLine => {}
    }
}
