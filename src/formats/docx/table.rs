//! Tables: the head that is repeated on every page, rows that stay whole where they fit, cells with their marks.

use docx_rs::{
    AlignmentType, BorderType, Paragraph, Run, SpecialIndentType, Tab, TabValueType, Table as WordTable, TableCell,
    TableCellBorder, TableCellBorderPosition, TableCellBorders, TableLayoutType, TableRow, VMergeType, WidthType,
};

use super::DocxError;
use super::body::Writer;
use super::look::{Colour, INK, TINT};
use super::text::{add_mark, add_spans, fill, of_text, paragraph, plain};
use super::widths;
use super::xml::Element;
use crate::documents::outline::{Align, Cell, Column, Mark, Row, RowKind, Span, Table};

/// How the rows of a table are set.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// The style of its cells.
    style: &'static str,
    /// Their size in half points, for the widths.
    size: u32,
    /// From line to line.
    leading: u32,
    /// The style of the table.
    table: &'static str,
}

/// The opening of a table: its properties and the widths of its columns.
pub struct Opening<'a> {
    /// The table's style.
    pub style: &'a str,
    /// The widths of its columns.
    pub widths: &'a [u32],
    /// Whether its first rows are a head.
    pub head: bool,
    /// What it is about, for those who do not see it.
    pub about: &'a str,
    /// What it shows in sentences, for those who do not see it.
    pub description: &'a str,
}

impl Opening<'_> {
    /// The table without rows.
    pub fn element(&self) -> Result<Element, DocxError> {
        let whole: u32 = self.widths.iter().sum();
        let grid = self.widths.iter().map(|width| *width as usize).collect();
        let table = WordTable::without_borders(Vec::new())
            .style(self.style)
            .set_grid(grid)
            .width(whole as usize, WidthType::Dxa)
            .layout(TableLayoutType::Fixed);
        let mut table = Element::of(&table)?;
        let flag = |on: bool| if on { "1" } else { "0" };
        let look = Element::val("w:tblLook", if self.head { "0620" } else { "0600" })
            .with("w:firstRow", flag(self.head))
            .with("w:lastRow", "0")
            .with("w:firstColumn", "0")
            .with("w:lastColumn", "0")
            .with("w:noHBand", "1")
            .with("w:noVBand", "1");
        table.set("w:tblPr", look);
        for (name, words) in [("w:tblCaption", self.about), ("w:tblDescription", self.description)] {
            if !words.trim().is_empty() {
                table.set("w:tblPr", Element::val(name, words));
            }
        }
        Ok(table)
    }
}

/// Writes a row; a head is repeated on every page.
pub fn write_row(row: TableRow, head: bool, out: &mut String) -> Result<(), DocxError> {
    let mut row = Element::of(&row)?;
    if head {
        row.set("w:trPr", Element::new("w:tblHeader"));
    }
    row.write(out);
    Ok(())
}

/// A cell of a width.
pub fn cell(width: u32) -> TableCell {
    TableCell::new().width(width as usize, WidthType::Dxa)
}

/// Lines at these sides of a cell, and at no other: side, eighths of a point, colour.
pub fn lines<const N: usize>(sides: [(TableCellBorderPosition, usize, Colour); N]) -> TableCellBorders {
    sides.into_iter().fold(TableCellBorders::with_empty(), |lines, (side, size, colour)| {
        lines.set(TableCellBorder::new(side).border_type(BorderType::Single).size(size).color(colour))
    })
}

impl Writer<'_> {
    /// Writes a table row by row, so that a long register needs no more memory than its text.
    pub(super) fn table(&mut self, table: &Table) -> Result<(), DocxError> {
        self.styled_table(table, None, "")
    }

    /// A table in a style of its own, with words for those who do not see it.
    pub(super) fn styled_table(
        &mut self,
        table: &Table,
        style: Option<&'static str>,
        description: &str,
    ) -> Result<(), DocxError> {
        let columns = columns_of(table);
        let headless = columns.iter().all(|column| column.title.is_empty() && column.group.is_empty());
        if columns.is_empty() || (table.rows.is_empty() && headless) {
            return Ok(());
        }
        let mut look = look_of(table);
        look.table = style.unwrap_or(look.table);
        let widths = widths::columns(&columns, &table.rows, look.size, self.width);
        let about = self.heading.clone();
        let opening = Opening { style: look.table, widths: &widths, head: !headless, about: &about, description };
        let opening = opening.element()?;
        opening.open_only(self.table_place()?);
        if !headless {
            self.head(&columns, &widths)?;
        }
        let most = self.page.body() * 55 / 100;
        for (index, row) in table.rows.iter().enumerate() {
            self.step()?;
            let keep = stays_with_next(&table.rows, index);
            let set = SetRow { row, columns: &columns, widths: &widths, look, keep };
            let mut word_row = self.row(&set);
            if set.height() <= most {
                word_row = word_row.cant_split();
            }
            write_row(word_row, false, self.out())?;
        }
        opening.close(self.out());
        Ok(())
    }

    /// One row of titles, or two when neighbouring columns share a head.
    fn head(&mut self, columns: &[Column], widths: &[u32]) -> Result<(), DocxError> {
        let grouped = columns.iter().any(|column| !column.group.is_empty());
        let below = || lines([(TableCellBorderPosition::Bottom, 6, INK)]);
        let mut upper = Vec::new();
        let mut lower = Vec::new();
        let mut index = 0;
        while let Some(column) = columns.get(index) {
            let run = columns.iter().skip(index).take_while(|next| next.group == column.group).count().max(1);
            let run = if column.group.is_empty() { 1 } else { run };
            if !column.group.is_empty() {
                let width = widths.iter().skip(index).take(run).sum();
                let title = of_text("TableHead", &column.group).align(AlignmentType::Center);
                upper.push(cell(width).grid_span(run).add_paragraph(title));
            }
            for (column, width) in columns.iter().zip(widths).skip(index).take(run) {
                let title = aligned(of_text("TableHead", &column.title), column.align);
                let alone = grouped && column.group.is_empty();
                if alone {
                    let merged = |kind| cell(*width).vertical_merge(kind).set_borders(below());
                    upper.push(
                        merged(VMergeType::Restart).vertical_align(docx_rs::VAlignType::Bottom).add_paragraph(title),
                    );
                    lower.push(merged(VMergeType::Continue).add_paragraph(paragraph("TableHead")));
                } else {
                    lower.push(
                        cell(*width)
                            .set_borders(below())
                            .vertical_align(docx_rs::VAlignType::Bottom)
                            .add_paragraph(title),
                    );
                }
            }
            index += run;
        }
        if grouped {
            write_row(TableRow::new(upper).cant_split(), true, self.out())?;
        }
        write_row(TableRow::new(lower).cant_split(), true, self.out())
    }

    fn row(&self, set: &SetRow<'_>) -> TableRow {
        let count = set.columns.len();
        if set.is_spanning() {
            let none = Cell::default();
            let cell = set.row.cells.first().unwrap_or(&none);
            let width = set.widths.iter().sum();
            return TableRow::new(vec![self.cell(
                set,
                cell,
                &[],
                Place { width, span: count, align: Align::Left, title: "" },
            )]);
        }
        let none = Cell::default();
        let cells = set.columns.iter().zip(set.widths).enumerate().map(|(index, (column, width))| {
            let cell = set.row.cells.get(index).unwrap_or(&none);
            // Cells beyond the last column are not lost but stand below.
            let rest = if index + 1 == count { set.row.cells.get(count..).unwrap_or_default() } else { &[] };
            self.cell(set, cell, rest, Place { width: *width, span: 1, align: column.align, title: &column.title })
        });
        TableRow::new(cells.collect())
    }

    fn cell(&self, set: &SetRow<'_>, content: &Cell, rest: &[Cell], place: Place<'_>) -> TableCell {
        let style = match set.row.kind {
            RowKind::Group => "TableGroup",
            RowKind::Body | RowKind::Muted | RowKind::Total => set.look.style,
        };
        let mut word_cell = cell(place.width);
        if place.span > 1 {
            word_cell = word_cell.grid_span(place.span);
        }
        if set.row.kind == RowKind::Muted {
            word_cell = word_cell.shading(fill(TINT));
        }
        if set.row.kind == RowKind::Total {
            word_cell = word_cell.set_borders(lines([(TableCellBorderPosition::Top, 6, INK)]));
        }
        let bold = set.row.kind == RowKind::Total;
        word_cell = word_cell.add_paragraph(self.cell_text(content, style, bold, set.keep, &place));
        for more in rest {
            word_cell = word_cell.add_paragraph(self.cell_text(more, style, bold, set.keep, &place));
        }
        word_cell
    }

    fn cell_text(&self, content: &Cell, style: &str, bold: bool, keep: bool, place: &Place<'_>) -> Paragraph {
        let wordless = content.text.iter().all(|span| span.text.trim().is_empty());
        let blank = content.mark == Some(Mark::BlankLine);
        let mut line = paragraph(if blank { "BlankLine" } else { style });
        if keep {
            line = line.keep_next(true);
        }
        line = aligned(line, place.align);
        if let Some(mark) = content.mark {
            line = add_mark(line, mark, place.title);
            if !wordless && !blank {
                line = beside(line, widths::mark(mark), place.align);
            }
        }
        if bold {
            let strong: Vec<Span> = content.text.iter().map(|span| Span { strong: true, ..span.clone() }).collect();
            return add_spans(line, &strong, &self.anchors);
        }
        add_spans(line, &content.text, &self.anchors)
    }
}

/// What a cell stands in.
struct Place<'a> {
    width: u32,
    span: usize,
    align: Align,
    title: &'a str,
}

/// A row with all that its cells need.
struct SetRow<'a> {
    row: &'a Row,
    columns: &'a [Column],
    widths: &'a [u32],
    look: Look,
    /// Stays on the page of the row below.
    keep: bool,
}

impl SetRow<'_> {
    fn is_spanning(&self) -> bool {
        let alone = self.row.cells.len() == 1 && self.columns.len() > 1;
        self.row.kind == RowKind::Group || (alone && self.row.kind != RowKind::Total)
    }

    /// About how high it becomes.
    fn height(&self) -> u32 {
        let whole = self.widths.iter().sum();
        let width =
            |index: usize| if self.is_spanning() { whole } else { self.widths.get(index).copied().unwrap_or(whole) };
        let lines =
            self.row.cells.iter().enumerate().map(|(index, cell)| widths::lines(cell, self.look.size, width(index)));
        lines.max().unwrap_or(1) * self.look.leading + 200
    }
}

/// The first rows stay with the head, the last ones and the sum together, and no group begins at the foot of a page.
fn stays_with_next(rows: &[Row], index: usize) -> bool {
    let count = rows.len();
    let group =
        rows.get(index.saturating_sub(1)..=index).unwrap_or_default().iter().any(|row| row.kind == RowKind::Group);
    let total = rows.get(index + 1).is_some_and(|next| next.kind == RowKind::Total);
    index + 1 < count && (index < 2 || index + 3 >= count || group || total)
}

fn aligned(paragraph: Paragraph, align: Align) -> Paragraph {
    match align {
        Align::Left => paragraph,
        Align::Centre => paragraph.align(AlignmentType::Center),
        Align::Right => paragraph.align(AlignmentType::Right),
    }
}

/// Text beside a mark: lines after the first stand below the text and not below the mark.
fn beside(paragraph: Paragraph, room: u32, align: Align) -> Paragraph {
    if align != Align::Left {
        return paragraph.add_run(plain("\u{A0}"));
    }
    let hang = room as i32;
    paragraph
        .indent(Some(hang), Some(SpecialIndentType::Hanging(hang)), Some(0), None)
        .add_tab(Tab::new().val(TabValueType::Left).pos(room as usize))
        .add_run(Run::new().add_tab())
}

/// A short table that ends with a sum has larger figures; one that explains symbols has no rules.
fn look_of(table: &Table) -> Look {
    let bare = table.columns.iter().all(|column| column.title.is_empty() && column.group.is_empty());
    let legend = bare && table.rows.iter().all(|row| row.cells.first().is_some_and(|cell| cell.mark.is_some()));
    if table.rows.len() <= 15 && table.rows.last().is_some_and(|row| row.kind == RowKind::Total) {
        Look { style: "TableFigures", size: 18, leading: 272, table: "OctavoTable" }
    } else if legend {
        Look { style: "TableLegend", size: 17, leading: 228, table: "OctavoPlain" }
    } else {
        Look { style: "TableText", size: 16, leading: 208, table: "OctavoTable" }
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
