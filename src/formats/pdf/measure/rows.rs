//! Rows of tables: how high they are, how they are drawn, where one may be split that is taller
//! than a page.

use std::ops::Range;

use super::table::{Look, SetTable};
use crate::documents::outline::{Align, Mark as Symbol, RowKind};
use crate::formats::pdf::canvas::{Area, At, Mark, Node, Shape, Stroke};
use crate::formats::pdf::passage::Passage;
use crate::formats::pdf::sheet::{ACCENT, INK, RULE, RULE_STRONG, Setting, TINT};
use crate::formats::pdf::text::Line;

/// How far the tint of a muted row reaches beyond the text on both sides.
const BLEED: f32 = 5.6;
/// From the left of a symbol to the text beside it.
pub const BESIDE_MARK: f32 = 10.3;

/// A cell with its text set.
#[derive(Debug)]
pub struct SetCell {
    /// The symbol with what it is read as.
    pub mark: Option<(Symbol, Option<Line>)>,
    /// The text.
    pub passage: Passage,
    /// Where it belongs.
    pub node: Node,
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
        self.above(look) + part.lines.len() as f32 * look.setting.leading + look.pad
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
    if let Some((symbol, spoken)) = &cell.mark {
        let text = cell.passage.width();
        let whole = if text > 0.0 { BESIDE_MARK + text } else { 2.0 * radius(*symbol) };
        let x = match align {
            Align::Left => at.x,
            Align::Centre => at.x + (width - whole) / 2.0,
            Align::Right => at.x + width - whole,
        };
        if part.lines.start == 0 {
            let centre = At { x: x + radius(*symbol), y: at.y + setting.leading / 2.0 };
            draw_symbol(*symbol, centre, out);
            if let Some(line) = spoken {
                draw_spoken(line, *symbol, cell.node, centre, setting, out);
            }
        }
        text_at.x = x + BESIDE_MARK;
        text_width = width - BESIDE_MARK;
        let lines = part.lines.clone();
        return cell.passage.draw(lines, text_at, text_width, Align::Left, setting, out);
    }
    cell.passage.draw(part.lines.clone(), text_at, text_width, align, setting, out);
}

fn radius(symbol: Symbol) -> f32 {
    match symbol {
        Symbol::Reason => 2.75,
        Symbol::Full | Symbol::Half | Symbol::Empty | Symbol::Dash | Symbol::Open => 3.1,
    }
}

/// The words of a symbol that stands alone: unseen, but found and read out. A question mark is seen.
fn draw_spoken(line: &Line, symbol: Symbol, node: Node, centre: At, setting: Setting, out: &mut Vec<Mark>) {
    let y = centre.y - setting.leading / 2.0 + setting.baseline();
    for run in &line.runs {
        let at = At { x: centre.x - line.width / 2.0 + run.x, y };
        let seen = symbol == Symbol::Open;
        let shape = if seen { Shape::Text(at, run.clone()) } else { Shape::Unseen(at, run.clone()) };
        out.push(Mark { node, shape });
    }
}

fn draw_symbol(symbol: Symbol, centre: At, out: &mut Vec<Mark>) {
    let r = radius(symbol);
    let outer = |r: f32| Shape::Circle(centre, r - 0.45, None, Some(Stroke::solid(INK, 0.9)));
    let mut push = |shape: Shape| out.push(Mark { node: Node::ARTIFACT, shape });
    let across = |from: At, to: At| Shape::Line(from, to, Stroke::solid(INK, 1.2));
    match symbol {
        Symbol::Reason => push(Shape::Circle(centre, r, Some(ACCENT), None)),
        Symbol::Full => push(Shape::Circle(centre, r, Some(INK), None)),
        Symbol::Empty => push(outer(r)),
        Symbol::Half => {
            push(outer(r));
            push(Shape::HalfDisc(centre, r - 0.45, INK));
        }
        Symbol::Dash => push(across(At { x: centre.x - 2.6, y: centre.y }, At { x: centre.x + 2.6, y: centre.y })),
        // A question mark, set as text.
        Symbol::Open => {}
    }
}
