//! What the PDF draws, as tables of its numbers: bars, matrices of risk, movements and loss curves.

use docx_rs::{HeightRule, Paragraph, Run, TableCell, TableCellBorderPosition, TableRow, VAlignType};

use super::DocxError;
use super::body::Writer;
use super::look::{INK, TINT, WHITE, risk};
use super::table::{Opening, cell, lines, write_row};
use super::text::{fill, of_text, paragraph, plain};
use super::widths;
use crate::documents::outline::{
    Bars, Curve, HeatMap, Matrix, MatrixCell, MatrixLegend, Movement, Orientation, ParagraphStyle, Place, Scale, Span,
    Table,
};
use crate::formats::counts;

/// The style of tables that stand for a picture.
const COUNTS: &str = "OctavoCounts";
/// A matrix's cell is not wider than this.
const WIDEST_CELL: u32 = 1150;

impl Writer<'_> {
    /// Stacked bars: a row each, a column for every segment of the legend.
    pub(super) fn bars(&mut self, bars: &Bars) -> Result<(), DocxError> {
        self.styled_table(&counts::bars(bars), Some(COUNTS), "")
    }

    /// Matrices with the number of risks in each cell; two stand side by side where there is room.
    pub(super) fn heat_map(&mut self, map: &HeatMap) -> Result<(), DocxError> {
        let wide = self.page.orientation == Orientation::Landscape && self.width == self.page.inner();
        for pair in map.matrices.chunks(2) {
            match pair {
                [left, right] if wide => self.beside(
                    0.5,
                    |writer| writer.matrix(left, &map.description),
                    |writer| writer.matrix(right, &map.description),
                )?,
                several => {
                    for matrix in several {
                        self.matrix(matrix, &map.description)?;
                    }
                }
            }
        }
        self.matrix_legend(&map.legend)
    }

    fn matrix(&mut self, matrix: &Matrix, description: &str) -> Result<(), DocxError> {
        let count = matrix.columns.levels.len().max(matrix.cells.iter().map(Vec::len).max().unwrap_or(0));
        if count == 0 {
            return Ok(());
        }
        if !matrix.title.is_empty() {
            self.text(of_text("Label", &matrix.title))?;
        }
        let names =
            matrix.rows.levels.iter().map(|level| widths::text(&level.name, 16) + widths::text(&level.number, 16));
        let first = (names.max().unwrap_or(0) + 400).clamp(900, self.width * 3 / 10);
        let each = ((self.width - first) / count as u32).min(WIDEST_CELL);
        let mut all = vec![first];
        all.extend(std::iter::repeat_n(each, count));
        let about = if matrix.title.is_empty() { self.heading.clone() } else { matrix.title.clone() };
        let opening = Opening { style: "OctavoFigure", widths: &all, head: false, about: &about, description };
        let opening = opening.element()?;
        opening.open_only(self.table_place()?);
        let top = vec![
            cell(first).add_paragraph(of_text("TableHead", &matrix.rows.name)),
            cell(each * count as u32).grid_span(count).add_paragraph(paragraph("TableHead")),
        ];
        write_row(TableRow::new(top).cant_split(), false, self.out())?;
        let height = matrix.rows.levels.len().max(matrix.cells.len());
        for row in 0..height {
            let mut cells = vec![centred(first).add_paragraph(level_text(&matrix.rows, row).keep_next(true))];
            cells.extend((0..count).map(|column| matrix_cell(matrix, Place { row, column }, each)));
            let row = TableRow::new(cells).cant_split().row_height(440.0).height_rule(HeightRule::AtLeast);
            write_row(row, false, self.out())?;
        }
        let mut foot = vec![cell(first).add_paragraph(of_text("TableHead", &matrix.columns.name))];
        foot.extend((0..count).map(|column| {
            let centre = level_text(&matrix.columns, column).align(docx_rs::AlignmentType::Center);
            cell(each).add_paragraph(centre)
        }));
        write_row(TableRow::new(foot).cant_split(), false, self.out())?;
        opening.close(self.out());
        Ok(())
    }

    fn matrix_legend(&mut self, legend: &MatrixLegend) -> Result<(), DocxError> {
        let mut text = paragraph("SmallText");
        for band in &legend.bands {
            let (back, front) = band.step.map_or((TINT, INK), risk);
            let range = if band.range.is_empty() { "\u{2003}" } else { &band.range };
            let sample = plain(&format!("\u{A0}{range}\u{A0}")).color(front).shading(fill(back));
            text = text.add_run(sample).add_run(plain(&format!("\u{A0}{}\u{2003} ", band.name)));
        }
        if !legend.line.is_empty() {
            text = text.add_run(plain("—\u{A0}").bold().color(INK)).add_run(plain(&legend.line));
        }
        if super::text::is_empty(&text) { Ok(()) } else { self.running(text) }
    }

    /// Movements: from which cell to which, and how many risks.
    pub(super) fn movement(&mut self, movement: &Movement) -> Result<(), DocxError> {
        self.described(&movement.description)?;
        self.numbers(&counts::movement(movement), &movement.description)
    }

    /// A loss curve: its description, and how probable it is to lose more than each amount on the axis.
    pub(super) fn curve(&mut self, curve: &Curve) -> Result<(), DocxError> {
        self.described(&curve.description)?;
        self.numbers(&counts::curve(curve), &curve.description)?;
        self.described(&counts::markers(curve))
    }

    fn numbers(&mut self, table: &Table, description: &str) -> Result<(), DocxError> {
        if table.rows.is_empty() { Ok(()) } else { self.styled_table(table, Some(COUNTS), description) }
    }

    /// The words that stand for a picture.
    fn described(&mut self, words: &str) -> Result<(), DocxError> {
        if words.trim().is_empty() {
            return Ok(());
        }
        self.prose(&[Span::plain(words)], ParagraphStyle::Small, false)
    }
}

/// The name of a level and its number.
fn level_text(scale: &Scale, at: usize) -> Paragraph {
    let Some(level) = scale.levels.get(at) else { return paragraph("TableText") };
    let number = plain(&level.number).bold();
    paragraph("TableText").add_run(number).add_run(plain("\u{A0} ")).add_run(plain(&level.name))
}

fn centred(width: u32) -> TableCell {
    cell(width).vertical_align(VAlignType::Center)
}

fn at_place(matrix: &Matrix, place: Place) -> Option<MatrixCell> {
    matrix.cells.get(place.row)?.get(place.column).copied()
}

/// A cell with its count in the colour of its band; the acceptance line runs between cells that differ.
fn matrix_cell(matrix: &Matrix, place: Place, width: u32) -> TableCell {
    use TableCellBorderPosition::{Bottom, Left, Right, Top};
    let Place { row, column } = place;
    let neighbours = [
        (Top, row.checked_sub(1).map(|row| Place { row, column })),
        (Bottom, Some(Place { row: row + 1, column })),
        (Left, column.checked_sub(1).map(|column| Place { row, column })),
        (Right, Some(Place { row, column: column + 1 })),
    ];
    let own = at_place(matrix, place);
    let sides = neighbours.map(|(side, neighbour)| {
        let other = neighbour.and_then(|place| at_place(matrix, place));
        let is_line = matches!((own, other), (Some(own), Some(other)) if own.above != other.above);
        if is_line { (side, 18, INK) } else { (side, 12, WHITE) }
    });
    let out = centred(width).set_borders(lines(sides));
    let own = own.unwrap_or_default();
    let (back, front) = own.step.map_or((TINT, INK), risk);
    let mut text = paragraph("TableText").align(docx_rs::AlignmentType::Center).keep_next(true);
    if own.count > 0 {
        text = text.add_run(Run::new().add_text(own.count.to_string()).bold().color(front));
        out.shading(fill(back)).add_paragraph(text)
    } else {
        out.shading(fill(back.paled())).add_paragraph(text)
    }
}
