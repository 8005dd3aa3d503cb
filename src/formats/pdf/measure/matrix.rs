//! A risk matrix: its place, its scales, its cells and the acceptance line.

use super::drawing::{Drawing, pale};
use super::{Frame, Measure};
use crate::documents::outline::{Matrix, MatrixCell, Place, Scale};
use crate::formats::pdf::canvas::{Area, At, Dash, Node, Stroke};
use crate::formats::pdf::sheet::{FIGURE, HEAD, INK, RULE_STRONG, TICK, WHITE};

mod scales;

/// More levels than any method has; what lies beyond is not drawn.
const MOST: usize = 12;
/// From a name to the number beside it, and from a number to the cells.
const BESIDE: f32 = 7.0;
/// Between the cells.
const SLIT: f32 = 1.6;
/// Lines of a level's name before it is listed below instead.
const NAME_LINES: usize = 3;

/// The largest cells that a matrix may have, as width and height.
pub type Largest = (f32, f32);

/// A matrix at its place, with the sizes that it shares with its neighbour.
#[derive(Debug, Clone, Copy)]
pub struct SetMatrix<'a> {
    /// What it shows.
    pub matrix: &'a Matrix,
    /// The left edge of its names.
    x: f32,
    /// Width of the names at its left, 0 for none.
    names: f32,
    /// Width of the numbers beside them.
    numbers: f32,
    /// Where the cells begin.
    top: f32,
    /// Width and height of a cell.
    cell: (f32, f32),
    /// The names of columns stand below them.
    columns_named: bool,
    /// The matrix at its left has the same rows and names them.
    repeats: bool,
    /// The matrix at its left has the same columns too.
    named_before: bool,
}

/// How many rows and columns a matrix has: as many as it names or fills.
fn size(matrix: &Matrix) -> (usize, usize) {
    let filled = matrix.cells.iter().map(Vec::len).max().unwrap_or(0);
    let rows = matrix.rows.levels.len().max(matrix.cells.len());
    (rows.min(MOST), matrix.columns.levels.len().max(filled).min(MOST))
}

/// Whether there is anything to draw.
pub fn is_empty(matrix: &Matrix) -> bool {
    let (rows, columns) = size(matrix);
    rows == 0 || columns == 0
}

/// The number of a level as printed; rows count from below.
pub fn number(scale: &Scale, index: usize, count: usize, upwards: bool) -> String {
    match scale.levels.get(index).map(|level| level.number.trim()) {
        Some(number) if !number.is_empty() => number.to_owned(),
        Some(_) | None if upwards => (count - index.min(count)).to_string(),
        Some(_) | None => (index + 1).to_string(),
    }
}

impl SetMatrix<'_> {
    /// How many rows and columns.
    pub fn size(&self) -> (usize, usize) {
        size(self.matrix)
    }

    /// The place of a cell, with its share of the space between cells.
    pub fn area(&self, place: Place) -> Area {
        let (width, height) = self.cell;
        let x = self.grid() + place.column as f32 * width;
        Area { x, y: self.top + place.row as f32 * height, width, height }
    }

    /// The left edge of the cells.
    fn grid(&self) -> f32 {
        self.x + self.names + self.numbers
    }

    /// The right edge of the cells.
    pub fn right(&self) -> f32 {
        self.grid() + self.size().1 as f32 * self.cell.0
    }

    /// The top edge of the cells.
    pub fn top(&self) -> f32 {
        self.top
    }

    /// The foot of the cells.
    fn foot(&self) -> f32 {
        self.top + self.size().0 as f32 * self.cell.1
    }

    /// The scales whose names have no room beside the matrix.
    pub fn listed(&self) -> Vec<(&Scale, bool)> {
        let mut listed = Vec::new();
        if self.names == 0.0 && !self.repeats {
            listed.push((&self.matrix.rows, true));
        }
        if !self.columns_named {
            listed.push((&self.matrix.columns, false));
        }
        listed
    }

    fn cell(&self, place: Place) -> MatrixCell {
        let row = self.matrix.cells.get(place.row);
        row.and_then(|row| row.get(place.column)).copied().unwrap_or_default()
    }

    /// The cells, row by row.
    fn places(&self) -> impl Iterator<Item = Place> + use<> {
        let (rows, columns) = self.size();
        (0..rows).flat_map(move |row| (0..columns).map(move |column| Place { row, column }))
    }

    /// Fills the cells; `share` of the colour is printed where no count stands.
    fn draw_cells(&self, share: f32, drawing: &mut Drawing) {
        for place in self.places() {
            let area = inset(self.area(place), SLIT / 2.0);
            let radius = 2.2_f32.min(area.width / 4.0);
            match self.cell(place) {
                MatrixCell { step: None, .. } => {
                    let edge = Stroke::dashed(RULE_STRONG, 0.6, Dash::Short);
                    drawing.rect(inset(area, 0.3), radius, Some(WHITE), Some(edge));
                }
                MatrixCell { step: Some(step), count, .. } => {
                    let fill = pale(step, if count == 0 { share } else { 1.0 });
                    drawing.rect(area, radius, Some(fill), None);
                }
            }
        }
    }

    /// Steps between what may be accepted and what may not, on a white edge so that they stand out
    /// from the darkest cells.
    fn draw_line(&self, drawing: &mut Drawing) {
        let (rows, columns) = self.size();
        let above = |row: usize, column: usize| self.cell(Place { row, column }).above;
        let mut lines = Vec::new();
        for place @ Place { row, column } in self.places() {
            let Area { x, y, width, height } = self.area(place);
            let (right, foot) = (x + width, y + height);
            if column + 1 < columns && above(row, column) != above(row, column + 1) {
                lines.push((At { x: right, y }, At { x: right, y: foot }));
            }
            if row + 1 < rows && above(row, column) != above(row + 1, column) {
                lines.push((At { x, y: foot }, At { x: right, y: foot }));
            }
        }
        for (width, colour) in [(3.2, WHITE), (1.4, INK)] {
            // Half a width longer at both ends, so that corners are closed.
            let more = width / 2.0;
            for (from, to) in &lines {
                let (x, y) = if from.x < to.x { (more, 0.0) } else { (0.0, more) };
                let (from, to) = (At { x: from.x - x, y: from.y - y }, At { x: to.x + x, y: to.y + y });
                drawing.line(from, to, Stroke::solid(colour, width));
            }
        }
    }
}

impl Measure<'_> {
    /// Places one matrix, or two side by side; `None` when two have no room.
    pub(super) fn set_matrices<'a>(
        &mut self,
        matrices: &[&'a Matrix],
        largest: Largest,
        frame: Frame,
    ) -> Option<Vec<SetMatrix<'a>>> {
        const BETWEEN: f32 = 26.0;
        const LEAST: f32 = 17.0;
        let limit = frame.width * if matrices.len() > 1 { 0.2 } else { 0.32 };
        let mut names: Vec<f32> = matrices.iter().map(|matrix| self.names_width(matrix, limit)).collect();
        let repeats = |index: usize| {
            let before = index.checked_sub(1).and_then(|before| matrices.get(before));
            before.is_some_and(|before| matrices.get(index).is_some_and(|own| own.rows == before.rows))
        };
        for (index, names) in names.iter_mut().enumerate() {
            *names = if repeats(index) { 0.0 } else { *names };
        }
        let numbers: Vec<f32> = matrices.iter().map(|matrix| self.numbers_width(matrix)).collect();
        let columns: usize = matrices.iter().map(|matrix| size(matrix).1).sum();
        let between = BETWEEN * (matrices.len().saturating_sub(1)) as f32;
        let width = |names: &[f32]| {
            let room = frame.width - names.iter().chain(&numbers).sum::<f32>() - between;
            (room / columns.max(1) as f32).min(largest.0)
        };
        if width(&names) < LEAST {
            if matrices.len() > 1 {
                return None;
            }
            names.fill(0.0);
        }
        let width = width(&names).max(5.0);
        let height = self.cell_height(matrices, &names, width, largest);
        let columns_named: Vec<bool> = matrices.iter().map(|matrix| self.columns_fit(&matrix.columns, width)).collect();
        let columns_named = columns_named.into_iter().all(|named| named);
        let mut x = frame.x;
        let mut set = Vec::new();
        for (index, matrix) in matrices.iter().enumerate() {
            let (names, numbers) = (names[index], numbers[index]);
            let (cell, repeats) = ((width, height), repeats(index));
            let first = set.first().filter(|_| repeats);
            let named_before =
                first.is_some_and(|first: &SetMatrix<'_>| first.names > 0.0 && first.matrix.columns == matrix.columns);
            let own = SetMatrix { matrix, x, names, numbers, top: 0.0, cell, columns_named, repeats, named_before };
            x = own.right() + BETWEEN;
            set.push(own);
        }
        let mut unused = Drawing::new(Node::ARTIFACT);
        let top = set.iter().map(|matrix| self.matrix_head(matrix, &mut unused)).fold(0.0, f32::max);
        set.iter_mut().for_each(|matrix| matrix.top = top);
        Some(set)
    }

    /// The width of the names of rows; 0 when they need too many lines.
    fn names_width(&mut self, matrix: &Matrix, limit: f32) -> f32 {
        let scales = [&matrix.rows.name, &matrix.columns.name].map(|name| self.setter.width(HEAD.plain, name));
        let mut natural = scales.into_iter().filter(|width| *width <= limit).fold(0.0, f32::max);
        for level in &matrix.rows.levels {
            natural = natural.max(self.setter.width(FIGURE.plain, &level.name));
        }
        let width = natural.min(limit);
        let fits = |name: &str| self.setter.plain(FIGURE, name, width).len() <= NAME_LINES;
        let unnamed = matrix.rows.levels.iter().all(|level| level.name.trim().is_empty());
        if unnamed || !matrix.rows.levels.iter().map(|level| level.name.as_str()).all(fits) {
            return 0.0;
        }
        width + BESIDE
    }

    fn numbers_width(&mut self, matrix: &Matrix) -> f32 {
        let rows = size(matrix).0;
        let numbers = (0..rows).map(|row| number(&matrix.rows, row, rows, true));
        numbers.map(|number| self.setter.width(FIGURE.plain, &number)).fold(0.0, f32::max) + BESIDE
    }

    /// Cells are wider than high, and high enough for the names beside them.
    fn cell_height(&mut self, matrices: &[&Matrix], names: &[f32], width: f32, largest: Largest) -> f32 {
        let mut lines = 1;
        for (matrix, names) in matrices.iter().zip(names).filter(|(_, names)| **names > 0.0) {
            for level in &matrix.rows.levels {
                lines = lines.max(self.setter.plain(FIGURE, &level.name, names - BESIDE).len());
            }
        }
        let rows = matrices.iter().map(|matrix| size(matrix).0).max().unwrap_or(1);
        let usual = (width * 0.64).clamp(if rows > 5 { 20.0 } else { 22.0 }, largest.1);
        usual.max(lines as f32 * FIGURE.leading + 3.0)
    }

    /// Whether the names of columns have room below them.
    fn columns_fit(&mut self, scale: &Scale, cell: f32) -> bool {
        let width = cell - 3.5;
        scale.levels.iter().all(|level| {
            let words = level.name.split_whitespace();
            let longest = words.map(|word| self.setter.width(TICK.plain, word)).fold(0.0, f32::max);
            longest <= width && self.setter.plain(TICK, &level.name, width).len() <= NAME_LINES
        })
    }

    /// Draws a matrix in which `share` of the colour is printed where no count stands. Gives the height of the
    /// whole.
    pub(super) fn draw_matrix(&mut self, set: &SetMatrix<'_>, share: f32, drawing: &mut Drawing) -> f32 {
        set.draw_cells(share, drawing);
        set.draw_line(drawing);
        self.draw_words(set, drawing)
    }
}

/// The area without an edge.
fn inset(area: Area, by: f32) -> Area {
    let Area { x, y, width, height } = area;
    Area { x: x + by, y: y + by, width: (width - 2.0 * by).max(0.5), height: (height - 2.0 * by).max(0.5) }
}
