//! The words around a matrix: its title, the names and numbers of its levels, the names of its scales.

use super::{BESIDE, SetMatrix, number};
use crate::documents::outline::{Align, Place};
use crate::formats::pdf::canvas::At;
use crate::formats::pdf::measure::Measure;
use crate::formats::pdf::measure::drawing::Drawing;
use crate::formats::pdf::sheet::{FIGURE, HEAD, INK, LABEL, Setting, TEXT2, TICK, risk};
use crate::formats::pdf::text::Line;

impl Measure<'_> {
    /// Draws the title and the name of the vertical scale above the cells. Gives their height.
    pub(super) fn matrix_head(&mut self, set: &SetMatrix<'_>, drawing: &mut Drawing) -> f32 {
        let mut y = 0.0;
        if !set.matrix.title.trim().is_empty() {
            let x = if set.repeats { set.grid() } else { set.x };
            let lines = self.setter.plain_apart(LABEL, &set.matrix.title, set.right() - x);
            y += below(&lines, LABEL, At { x, y }, Align::Left, drawing) + 5.0;
        }
        let name = &set.matrix.rows.name;
        if name.trim().is_empty() {
            return y;
        }
        let setting = HEAD.in_colour(TEXT2);
        if set.repeats {
            return y + setting.leading + 4.0;
        }
        let beside = set.names - BESIDE;
        if set.names > 0.0 && self.setter.width(setting.plain, name) <= beside {
            let lines = self.setter.plain_apart(setting, name, beside + 1.0);
            return y + below(&lines, setting, At { x: set.x + beside, y }, Align::Right, drawing) + 4.0;
        }
        let lines = self.setter.plain_apart(setting, name, set.right() - set.x);
        y + below(&lines, setting, At { x: set.x, y }, Align::Left, drawing) + 4.0
    }

    /// Draws the words around and in the cells, row by row, as they are copied. Gives the height of the whole.
    pub fn draw_words(&mut self, set: &SetMatrix<'_>, drawing: &mut Drawing) -> f32 {
        self.matrix_head(set, drawing);
        let (rows, columns) = set.size();
        for row in 0..rows {
            let area = set.area(Place { row, column: 0 });
            let middle = area.y + area.height / 2.0;
            if set.names > 0.0
                && let Some(level) = set.matrix.rows.levels.get(row)
            {
                let width = set.names - BESIDE;
                let lines = self.setter.plain_apart(FIGURE, &level.name, width);
                stack(&lines, FIGURE, At { x: set.x + width, y: middle }, Align::Right, drawing);
            }
            let number = number(&set.matrix.rows, row, rows, true);
            let at = At { x: set.grid() - BESIDE, y: middle };
            drawing.words(&mut self.setter, FIGURE.in_colour(TEXT2).plain, &number, at, Align::Right);
            self.draw_counts(set, row, drawing);
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

    /// The counts in the cells of a row.
    fn draw_counts(&mut self, set: &SetMatrix<'_>, row: usize, drawing: &mut Drawing) {
        for column in 0..set.size().1 {
            let place = Place { row, column };
            let cell = set.cell(place);
            if cell.count == 0 {
                continue;
            }
            let area = set.area(place);
            let colour = cell.step.map_or(INK, |step| risk(step).1);
            let text = cell.count.to_string();
            let style = HEAD.plain.sized(if area.height > 27.0 { 10.5 } else { 9.4 }).in_colour(colour);
            let width = self.setter.width(style, &text);
            let style = style.sized(style.size * ((area.width - 4.0) / width.max(0.1)).min(1.0));
            let at = At { x: area.x + area.width / 2.0, y: area.y + area.height / 2.0 };
            drawing.words(&mut self.setter, style, &text, at, Align::Centre);
        }
    }

    /// The names below the columns' numbers. Gives where they end.
    fn column_names(&mut self, set: &SetMatrix<'_>, top: f32, drawing: &mut Drawing) -> f32 {
        let mut foot = top;
        for (column, level) in set.matrix.columns.levels.iter().enumerate().take(set.size().1) {
            let area = set.area(Place { row: 0, column });
            let lines = self.setter.plain_apart(TICK, &level.name, area.width - 3.0);
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
        let lines = self.setter.plain_apart(setting, name, set.right() - set.grid());
        let height = lines.len() as f32 * setting.leading;
        let at = At { x: (set.grid() + set.right()) / 2.0, y: foot + 2.0 + height / 2.0 };
        stack(&lines, setting, at, Align::Centre, drawing);
        foot + 2.0 + height
    }
}

/// Lines one below the other, the first one's top at `at`. Gives their height.
fn below(lines: &[Line], setting: Setting, at: At, align: Align, drawing: &mut Drawing) -> f32 {
    let height = lines.len() as f32 * setting.leading;
    stack(lines, setting, At { y: at.y + height / 2.0, ..at }, align, drawing);
    height
}

/// Lines one below the other, their middle at `at`.
fn stack(lines: &[Line], setting: Setting, at: At, align: Align, drawing: &mut Drawing) {
    let first = at.y - (lines.len() as f32 - 1.0) * setting.leading / 2.0;
    for (index, line) in lines.iter().enumerate() {
        drawing.set(line, At { x: at.x, y: first + index as f32 * setting.leading }, align);
    }
}
