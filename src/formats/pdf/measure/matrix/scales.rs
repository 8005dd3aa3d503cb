//! The words around a matrix: its title, the names and numbers of its levels, the names of its scales.

use super::{BESIDE, SetMatrix, number};
use crate::documents::outline::{Align, Place};
use crate::formats::pdf::canvas::{At, Node};
use crate::formats::pdf::measure::Measure;
use crate::formats::pdf::measure::drawing::Drawing;
use crate::formats::pdf::passage::Passage;
use crate::formats::pdf::sheet::{FIGURE, HEAD, LABEL, Setting, TEXT2, TICK};
use crate::formats::pdf::text::Line;

impl Measure<'_> {
    /// Draws the title and the name of the vertical scale above the cells. Gives their height.
    pub(super) fn matrix_head(&mut self, set: &SetMatrix<'_>, drawing: Option<&mut Drawing>) -> f32 {
        let node = drawing.as_ref().map_or(Node::ARTIFACT, |drawing| drawing.node);
        let mut marks = Vec::new();
        let mut y = 0.0;
        let width = set.right() - set.x;
        if !set.matrix.title.trim().is_empty() {
            let x = if set.repeats { set.grid() } else { set.x };
            let title = Passage::plain(&mut self.setter, node, &set.matrix.title, LABEL, set.right() - x);
            title.draw_all(At { x, y }, LABEL, &mut marks);
            y += title.height(LABEL) + 5.0;
        }
        if !set.matrix.rows.name.trim().is_empty() {
            let setting = HEAD.in_colour(TEXT2);
            let name = Passage::plain(&mut self.setter, node, &set.matrix.rows.name, setting, width);
            if !set.repeats {
                let lines = name.lines.len();
                let beside = set.names > 0.0 && name.width() <= set.names - BESIDE;
                let (width, align) = if beside { (set.names - BESIDE, Align::Right) } else { (0.0, Align::Left) };
                name.draw(0..lines, At { x: set.x, y }, width, align, setting, &mut marks);
            }
            y += name.height(setting) + 4.0;
        }
        if let Some(drawing) = drawing {
            drawing.marks.append(&mut marks);
        }
        y
    }

    /// Draws everything around the cells. Gives the height of the whole.
    pub fn draw_scales(&mut self, set: &SetMatrix<'_>, drawing: &mut Drawing) -> f32 {
        self.matrix_head(set, Some(drawing));
        let (rows, columns) = set.size();
        for row in 0..rows {
            let area = set.area(Place { row, column: 0 });
            let middle = area.y + area.height / 2.0;
            if set.names > 0.0
                && let Some(level) = set.matrix.rows.levels.get(row)
            {
                let width = set.names - BESIDE;
                let lines = self.setter.plain(FIGURE, &level.name, width);
                stack(&lines, FIGURE, At { x: set.x + width, y: middle }, Align::Right, drawing);
            }
            let number = number(&set.matrix.rows, row, rows, true);
            let at = At { x: set.grid() - BESIDE, y: middle };
            drawing.words(&mut self.setter, FIGURE.in_colour(TEXT2).plain, &number, at, Align::Right);
        }
        let mut foot = set.foot() + 4.0;
        let line = foot + FIGURE.leading / 2.0;
        for column in 0..columns {
            let area = set.area(Place { row: 0, column });
            let number = number(&set.matrix.columns, column, columns, false);
            let at = At { x: area.x + area.width / 2.0, y: line };
            drawing.words(&mut self.setter, FIGURE.in_colour(TEXT2).plain, &number, at, Align::Centre);
        }
        foot += FIGURE.leading;
        if set.columns_named {
            foot = self.column_names(set, foot, drawing);
        }
        self.column_scale(set, line, foot, drawing)
    }

    /// The names below the columns' numbers. Gives where they end.
    fn column_names(&mut self, set: &SetMatrix<'_>, top: f32, drawing: &mut Drawing) -> f32 {
        let mut foot = top;
        for (column, level) in set.matrix.columns.levels.iter().enumerate().take(set.size().1) {
            let area = set.area(Place { row: 0, column });
            let lines = self.setter.plain(TICK, &level.name, area.width - 3.0);
            let height = lines.len() as f32 * TICK.leading;
            let at = At { x: area.x + area.width / 2.0, y: top + height / 2.0 };
            if !level.name.trim().is_empty() {
                stack(&lines, TICK, at, Align::Centre, drawing);
                foot = foot.max(top + height);
            }
        }
        foot
    }

    /// The name of the horizontal scale: beside its numbers where the names of rows leave room for it, else
    /// below everything.
    fn column_scale(&mut self, set: &SetMatrix<'_>, line: f32, foot: f32, drawing: &mut Drawing) -> f32 {
        let setting = HEAD.in_colour(TEXT2);
        let name = &set.matrix.columns.name;
        let width = self.setter.width(setting.plain, name);
        if name.trim().is_empty() || set.named_before {
            return foot;
        }
        if set.names > 0.0 && width <= set.names - BESIDE {
            let at = At { x: set.x + set.names - BESIDE, y: line };
            drawing.words(&mut self.setter, setting.plain, name, at, Align::Right);
            return foot;
        }
        let lines = self.setter.plain(setting, name, set.right() - set.grid());
        let height = lines.len() as f32 * setting.leading;
        let at = At { x: (set.grid() + set.right()) / 2.0, y: foot + 2.0 + height / 2.0 };
        stack(&lines, setting, at, Align::Centre, drawing);
        foot + 2.0 + height
    }
}

/// Lines one below the other, their middle at `at`.
fn stack(lines: &[Line], setting: Setting, at: At, align: Align, drawing: &mut Drawing) {
    let first = at.y - (lines.len() as f32 - 1.0) * setting.leading / 2.0;
    for (index, line) in lines.iter().enumerate() {
        drawing.set(line, At { x: at.x, y: first + index as f32 * setting.leading }, align);
    }
}
