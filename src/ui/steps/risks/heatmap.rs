//! The heat map: position, count and a stepped acceptance line, so that it reads without colour.

use eframe::egui::{
    Align2, Color32, CornerRadius, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use tr::tr;

use crate::isms::method::Method;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::focus_ring;

/// A heat map of risks under a method.
pub struct HeatMap<'a> {
    /// The method whose levels and colours are shown.
    pub method: &'a Method,
    /// Likelihood and impact of each risk, from 1.
    pub cells: &'a [(u8, u8)],
    /// The cell the register is filtered by.
    pub chosen: Option<(u8, u8)>,
    /// What it shows: today, or after treatment.
    pub name: &'a str,
}

/// Where the cells of a drawn matrix lie.
pub(super) struct Grid {
    origin: Pos2,
    size: eframe::egui::Vec2,
    rows: u8,
}

impl Grid {
    /// The cell of a likelihood (up) and an impact (right), both from 1.
    pub(super) fn cell(&self, likelihood: u8, impact: u8) -> Rect {
        let x = self.origin.x + self.size.x * f32::from(impact - 1);
        let y = self.origin.y + self.size.y * f32::from(self.rows - likelihood);
        Rect::from_min_size(pos2(x, y), self.size)
    }
}

impl HeatMap<'_> {
    fn levels(&self) -> (u8, u8) {
        let count = |n: usize| u8::try_from(n).unwrap_or(7).min(7);
        (count(self.method.likelihood.len()), count(self.method.impact.len()))
    }

    /// With names on both axes; cells can be chosen. Answers the cell that was clicked.
    pub fn large(&self, ui: &mut Ui) -> Option<(u8, u8)> {
        let (rows, _) = self.levels();
        let grid = self.axes(ui, vec2(46.0, if rows > 5 { 22.0 } else { 27.0 }));
        self.draw(ui, &grid, true)
    }

    /// The pale matrix alone, with names on both axes, for something else to be drawn over it.
    pub(super) fn ground(&self, ui: &mut Ui, cell: eframe::egui::Vec2) -> Grid {
        let grid = self.axes(ui, cell);
        let (rows, columns) = self.levels();
        for likelihood in 1..=rows {
            for impact in 1..=columns {
                let (fill, _) = self.colour(ui, (likelihood, impact));
                let rect = grid.cell(likelihood, impact).shrink(1.0);
                ui.painter().rect_filled(rect, CornerRadius::same(3), fill.gamma_multiply(0.45));
            }
        }
        stepped_line(ui, self.method, |likelihood, impact| grid.cell(likelihood, impact));
        grid
    }

    /// Makes room and writes the names of the levels.
    fn axes(&self, ui: &mut Ui, cell: eframe::egui::Vec2) -> Grid {
        let (rows, columns) = self.levels();
        let labels = 112.0;
        let size = vec2(labels + cell.x * f32::from(columns), cell.y * f32::from(rows) + 38.0);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let grid = Grid { origin: pos2(rect.left() + labels, rect.top()), size: cell, rows };
        let colours = tokens(ui);
        for likelihood in 1..=rows {
            let name = self.method.likelihood.get(usize::from(likelihood) - 1).map_or("", |level| level.name.as_str());
            let y = grid.cell(likelihood, 1).center().y;
            let at = pos2(grid.origin.x - 8.0, y);
            ui.painter().text(
                at,
                Align2::RIGHT_CENTER,
                format!("{name}  {likelihood}"),
                Type::Meta.font(),
                colours.text2,
            );
        }
        let below = rect.bottom() - 30.0;
        for impact in 1..=columns {
            let x = grid.cell(1, impact).center().x;
            ui.painter().text(
                pos2(x, below),
                Align2::CENTER_CENTER,
                impact.to_string(),
                Type::Meta.font(),
                colours.text2,
            );
        }
        let end = |index: usize| self.method.impact.get(index).map_or("", |level| level.name.as_str());
        let y = below + 18.0;
        let font = Type::Meta.font();
        ui.painter().text(
            pos2(grid.origin.x - 8.0, below),
            Align2::RIGHT_CENTER,
            tr!("Likelihood"),
            font.clone(),
            colours.text3,
        );
        ui.painter().text(pos2(grid.origin.x, y), Align2::LEFT_CENTER, end(0), font.clone(), colours.text2);
        let middle = grid.origin.x + cell.x * f32::from(columns) / 2.0;
        ui.painter().text(pos2(middle, y), Align2::CENTER_CENTER, tr!("Impact"), font.clone(), colours.text3);
        ui.painter().text(
            pos2(rect.right(), y),
            Align2::RIGHT_CENTER,
            end(usize::from(columns).saturating_sub(1)),
            font,
            colours.text2,
        );
        grid
    }

    /// Without names, as a picture.
    pub fn small(&self, ui: &mut Ui) {
        let (rows, columns) = self.levels();
        let cell = vec2(29.0, 23.0);
        let (rect, response) =
            ui.allocate_exact_size(vec2(cell.x * f32::from(columns), cell.y * f32::from(rows)), Sense::hover());
        let spoken = tr!("Heat map, {0}: {1} risks", self.name, self.cells.len());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &spoken));
        self.draw(ui, &Grid { origin: rect.min, size: cell, rows }, false);
    }

    fn draw(&self, ui: &Ui, grid: &Grid, chosen: bool) -> Option<(u8, u8)> {
        let (rows, columns) = self.levels();
        let mut clicked = None;
        let mut counts = [[0_usize; 8]; 8];
        for (likelihood, impact) in self.cells {
            if let Some(count) =
                counts.get_mut(usize::from(*likelihood)).and_then(|row| row.get_mut(usize::from(*impact)))
            {
                *count += 1;
            }
        }
        for likelihood in 1..=rows {
            for impact in 1..=columns {
                let count = counts[usize::from(likelihood)][usize::from(impact)];
                let response = self.cell(ui, grid, (likelihood, impact), count, chosen);
                if response {
                    clicked = Some((likelihood, impact));
                }
            }
        }
        stepped_line(ui, self.method, |likelihood, impact| grid.cell(likelihood, impact));
        clicked
    }

    fn cell(&self, ui: &Ui, grid: &Grid, (likelihood, impact): (u8, u8), count: usize, live: bool) -> bool {
        let colours = tokens(ui);
        let rect = grid.cell(likelihood, impact).shrink(1.0);
        let (fill, ink) = self.colour(ui, (likelihood, impact));
        let pale = if count == 0 && live { fill.gamma_multiply(0.62) } else { fill };
        ui.painter().rect_filled(rect, CornerRadius::same(3), pale);
        if count > 0 {
            let mut font = Type::Card.font();
            font.size = 12.5;
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, count.to_string(), font, ink);
        }
        if !live {
            return false;
        }
        let sense = if count > 0 { Sense::click() } else { Sense::hover() };
        let response = ui.interact(rect, ui.scope_id().with(("heat", likelihood, impact)), sense);
        let spoken = tr!("Likelihood {0}, impact {1}: {2} risks", likelihood, impact, count);
        let is_chosen = self.chosen == Some((likelihood, impact));
        response.widget_info(|| {
            WidgetInfo::selected(if count > 0 { Role::Button } else { Role::Label }, true, is_chosen, &spoken)
        });
        if is_chosen || response.hovered() && count > 0 {
            ui.painter().rect_stroke(
                rect,
                CornerRadius::same(3),
                Stroke::new(2.0, colours.accent),
                StrokeKind::Outside,
            );
        }
        focus_ring(ui, &response, 3);
        response.clicked()
    }

    /// Fill and ink of a cell.
    fn colour(&self, ui: &Ui, (likelihood, impact): (u8, u8)) -> (Color32, Color32) {
        let score = self.method.score(Some(likelihood), Some(impact));
        let step = score.and_then(|score| self.method.band(score)).map_or(1, |band| self.method.colour_step(band));
        tokens(ui).risk[step.clamp(1, 5) - 1]
    }
}

/// Steps between what may be accepted and what may not; nothing while nobody has set the line. `cell` is the place
/// of a likelihood and an impact, both from 1.
pub(in crate::ui::steps) fn stepped_line(ui: &Ui, method: &Method, cell: impl Fn(u8, u8) -> Rect) {
    if method.acceptable_up_to.is_none() {
        return;
    }
    let count = |n: usize| u8::try_from(n).unwrap_or(7).min(7);
    let (rows, columns) = (count(method.likelihood.len()), count(method.impact.len()));
    let over = |likelihood: u8, impact: u8| {
        method.score(Some(likelihood), Some(impact)).and_then(|score| method.is_above(score)) == Some(true)
    };
    let ink: Color32 = tokens(ui).text;
    let stroke = Stroke::new(1.8, ink);
    let draw = |from: Pos2, to: Pos2| {
        ui.painter().add(Shape::line_segment([from, to], stroke));
    };
    for likelihood in 1..=rows {
        for impact in 1..=columns {
            let rect = cell(likelihood, impact);
            if impact < columns && over(likelihood, impact) != over(likelihood, impact + 1) {
                draw(rect.right_top(), rect.right_bottom());
            }
            if likelihood < rows && over(likelihood, impact) != over(likelihood + 1, impact) {
                draw(rect.left_top(), rect.right_top());
            }
        }
    }
}
