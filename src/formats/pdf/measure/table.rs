//! Tables: the width of the columns, the head, and which rows stay together.

use std::ops::ControlFlow;

use super::heading::HeadingShape;
use super::rows::{SetCell, SetMark, SetRow};
use super::{Around, Atom, Body, Frame, Measure};
use crate::documents::outline::{Align, Block, Cell, Column, Mark as Symbol, Row, RowKind, Span, Table};
use crate::formats::pdf::canvas::{Mark, Node};
use crate::formats::pdf::passage::Passage;
use crate::formats::pdf::sheet::{FIGURES, HEAD, LEGEND, Setting, TABLE, risk};
use crate::formats::pdf::tags::Role;
use crate::formats::pdf::text::Line;

mod head;
mod widths;

/// How the rows of a table are set.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Type.
    pub setting: Setting,
    /// Space above and below the text of a row.
    pub pad: f32,
    /// With rules between rows.
    pub ruled: bool,
}

/// A column at its final place; `x` and `width` are those of its text.
#[derive(Debug)]
pub struct SetColumn {
    /// Left edge.
    pub x: f32,
    /// Width.
    pub width: f32,
    /// How text stands within.
    pub align: Align,
    /// What a reason dot in this column is read as.
    pub title: Option<Line>,
}

/// A table without its rows.
#[derive(Debug)]
pub struct SetTable {
    /// The columns, left to right.
    pub columns: Vec<SetColumn>,
    /// Where it stands.
    pub frame: Frame,
    /// How its rows are set.
    pub look: Look,
    /// The head.
    pub head: Vec<Mark>,
    /// Height of the head.
    pub head_height: f32,
    /// The heading that is repeated above the head on later pages.
    pub continued: Vec<Mark>,
    /// Its height.
    pub continued_height: f32,
}

impl SetTable {
    /// Height of what is repeated at the top of every later page.
    pub fn repeated_height(&self) -> f32 {
        self.continued_height + self.head_height
    }
}

impl Measure<'_> {
    /// Sets a table: its head and one atom for each row.
    pub(super) fn table(
        &mut self,
        table: &Table,
        around: &Around<'_>,
        gap: f32,
        frame: Frame,
        parent: Node,
    ) -> ControlFlow<()> {
        let columns = columns_of(table);
        if columns.is_empty() || (table.rows.is_empty() && columns.iter().all(|column| column.title.is_empty())) {
            return ControlFlow::Continue(());
        }
        let figures = table.rows.len() <= 15 && table.rows.last().is_some_and(|row| row.kind == RowKind::Total);
        let look = if figures {
            Look { setting: FIGURES, pad: 5.7, ruled: true }
        } else if is_legend(table) {
            Look { setting: LEGEND, pad: 2.3, ruled: false }
        } else {
            Look { setting: TABLE, pad: 4.25, ruled: true }
        };
        let node = self.tree.add(parent, Role::Table);
        let heading = match around.before {
            Some(Block::Heading(heading)) => Some(heading),
            _ => None,
        };
        let hangs = heading.is_some_and(|heading| heading.level <= 1) && self.depth == 0;
        let continued = match heading {
            Some(heading) => self.continued(heading, frame),
            None => None,
        };
        let HeadingShape { marks: continued, height: continued_height } =
            continued.unwrap_or(HeadingShape { marks: Vec::new(), height: 0.0 });
        let set = self.set_columns(&columns, table, frame, look);
        let (head, head_height) = self.head(&columns, &set, frame, hangs || !look.ruled, node);
        let number = self.tables.len();
        self.tables.push(SetTable { columns: set, frame, look, head, head_height, continued, continued_height });
        let gap = if hangs { 0.0 } else { gap };
        let body = Body::Head;
        self.atoms.push(Atom { gap, height: head_height, keep: true, body, table: Some(number), headings: Vec::new() });
        let start = self.atoms.len();
        for row in &table.rows {
            self.step()?;
            self.row(row, number, node);
        }
        self.keep_rows(start, &table.rows);
        ControlFlow::Continue(())
    }

    fn row(&mut self, row: &Row, number: usize, table: Node) {
        let node = self.tree.add(table, Role::Row);
        let Some(set) = self.tables.get(number) else { return };
        let look = set.look;
        let count = set.columns.len();
        let spanning = row.kind == RowKind::Group || (row.cells.len() == 1 && count > 1 && row.kind != RowKind::Total);
        let mut cells = Vec::new();
        let none = Cell::default();
        let wanted = if spanning { 1 } else { count };
        for index in 0..wanted {
            let cell = row.cells.get(index).unwrap_or(&none);
            let rest = if index + 1 == wanted { row.cells.get(wanted..).unwrap_or_default() } else { &[] };
            cells.push(self.cell(cell, rest, row, (number, index, spanning), node));
        }
        let row = SetRow::new(row.kind, cells);
        let height = row.height(look);
        let body = Body::Row(row);
        self.atoms.push(Atom { gap: 0.0, height, keep: false, body, table: Some(number), headings: Vec::new() });
    }

    /// Sets one cell. `rest` are cells beyond the last column: they are not lost but stand below.
    fn cell(
        &mut self,
        cell: &Cell,
        rest: &[Cell],
        row: &Row,
        (number, index, spanning): (usize, usize, bool),
        parent: Node,
    ) -> SetCell {
        let blank = SetCell { mark: None, passage: Passage::default(), node: parent };
        let Some(table) = self.tables.get(number) else { return blank };
        let mut setting = table.look.setting;
        if matches!(row.kind, RowKind::Group | RowKind::Total) {
            setting.plain.face = HEAD.plain.face;
            setting.strong = HEAD.plain.face;
        }
        let columns = table.columns.len();
        let column = table.columns.get(index);
        let width = if spanning { table.frame.width } else { column.map_or(20.0, |column| column.width) };
        let spoken_title = column.and_then(|column| column.title.clone());
        let role = if spanning {
            Role::Cell { columns: u16::try_from(columns).unwrap_or(1) }
        } else if index == 0 && cell.text.first().is_some_and(|span| span.strong) {
            Role::RowHead
        } else {
            Role::Cell { columns: 1 }
        };
        let node = self.tree.add(parent, role);
        let mut text = cell.text.clone();
        for more in rest {
            text.push(Span::plain("\n"));
            text.extend_from_slice(&more.text);
        }
        let wordless = text.iter().all(|span| span.text.trim().is_empty());
        let mark = cell.mark.map(|symbol| self.set_mark(symbol, wordless, spoken_title, setting));
        let room = width - mark.as_ref().map_or(0.0, SetMark::beside);
        let passage = if wordless {
            Passage::default()
        } else {
            Passage::set(&mut self.setter, &mut self.tree, node, &text, setting, room)
        };
        SetCell { mark, passage, node }
    }

    /// A symbol with what it is read as when no words stand beside it.
    fn set_mark(&mut self, symbol: Symbol, alone: bool, title: Option<Line>, setting: Setting) -> SetMark {
        let mut sign = |sign: &str| alone.then(|| self.setter.unbroken(setting.plain, sign));
        let words = match symbol {
            Symbol::Reason => title.filter(|_| alone),
            Symbol::Full => sign("●"),
            Symbol::Half => sign("◐"),
            Symbol::Empty => sign("○"),
            Symbol::Dash => sign("–"),
            Symbol::Open => Some(self.setter.unbroken(HEAD.plain.sized(setting.plain.size + 0.6), "?")),
            Symbol::Level { step, score } => {
                let style = HEAD.plain.sized(setting.plain.size).in_colour(risk(step).1);
                let score = score.to_string();
                Some(if alone { self.setter.unbroken(style, &score) } else { self.setter.apart(style, &score) })
            }
            Symbol::BlankLine => None,
        };
        SetMark { symbol, words }
    }

    /// The first three rows stay with the head, three rows with a group's heading, the last three
    /// and the sum together.
    fn keep_rows(&mut self, start: usize, rows: &[Row]) {
        let count = rows.len();
        let mut keep = |index: usize| {
            if index + 1 < count
                && let Some(atom) = self.atoms.get_mut(start + index)
            {
                atom.keep = true;
            }
        };
        keep(0);
        keep(1);
        if count > 2 {
            keep(count - 2);
            keep(count - 3);
        }
        for (index, row) in rows.iter().enumerate() {
            match row.kind {
                RowKind::Group => {
                    for (next, row) in rows.iter().enumerate().skip(index).take(3) {
                        if next > index && row.kind == RowKind::Group && next > index + 1 {
                            break;
                        }
                        keep(next);
                    }
                }
                RowKind::Total if index > 0 => keep(index - 1),
                RowKind::Total | RowKind::Body | RowKind::Muted => {}
            }
        }
    }
}

/// The columns; when a table with rows has none, as many equal ones as its widest row has cells.
fn columns_of(table: &Table) -> Vec<Column> {
    if !table.columns.is_empty() {
        return table.columns.clone();
    }
    let widest = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    vec![Column { width: 1.0, ..Column::default() }; widest]
}

/// A table without a head whose rows all begin with a symbol explains the symbols.
fn is_legend(table: &Table) -> bool {
    let bare = table.columns.iter().all(|column| column.title.is_empty() && column.group.is_empty());
    bare && table.rows.iter().all(|row| row.cells.first().is_some_and(|cell| cell.mark.is_some()))
}

/// The text of a cell as it is measured.
fn widest_word(measure: &mut Measure<'_>, cell: &Cell, setting: Setting) -> f32 {
    let inlines = measure.setter.inlines(&cell.text, setting);
    let words = measure.setter.longest_word(&inlines);
    let mark = cell.mark.map(|symbol| measure.set_mark(symbol, words == 0.0, None, setting));
    match mark {
        Some(mark) if words > 0.0 || matches!(mark.symbol, Symbol::Level { .. }) => words + mark.beside(),
        Some(_) | None => words,
    }
}
