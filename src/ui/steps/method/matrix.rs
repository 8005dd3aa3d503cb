//! The matrix as it will be used: every cell with its score, the stepped acceptance line, and a brush for free ones.

use eframe::egui::{
    Align2, CornerRadius, EventFilter, Id, Key, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};
use tr::tr;

use super::super::risks::stepped_line;
use super::MethodView;
use crate::isms::method::{HIGHEST_SCORE, Method};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{boxed, focus_ring, level_word, painted_text};

/// What a click on a cell does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Nothing: it is looked at.
    Look,
    /// It draws the acceptance line above the cell's score.
    Line,
    /// It paints the cell.
    Paint,
}

/// What was done in the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Done {
    /// The acceptance line is to lie above this score.
    Line(u32),
    /// These cells get this score, or none.
    Paint(Vec<(u8, u8)>, Option<u32>),
}

/// Seconds in which the next digit belongs to the same number.
const DIGITS: f64 = 1.2;
/// Width of the names of likelihood.
const NAMES: f32 = 96.0;

struct Place {
    origin: Pos2,
    cell: Vec2,
    rows: u8,
    columns: u8,
}

impl Place {
    fn cell(&self, likelihood: u8, impact: u8) -> Rect {
        let x = self.origin.x + self.cell.x * f32::from(impact - 1);
        let y = self.origin.y + self.cell.y * f32::from(self.rows - likelihood);
        Rect::from_min_size(pos2(x, y), self.cell)
    }

    fn at(&self, point: Pos2) -> Option<(u8, u8)> {
        let all = (1..=self.rows).flat_map(|likelihood| (1..=self.columns).map(move |impact| (likelihood, impact)));
        all.into_iter().find(|(likelihood, impact)| self.cell(*likelihood, *impact).contains(point))
    }
}

/// Draws the matrix over the full width. Answers what was done in it.
pub(super) fn show(ui: &mut Ui, view: &mut MethodView, method: &Method, what: Use) -> Option<Done> {
    let count = |n: usize| u8::try_from(n).unwrap_or(7).min(7);
    let (rows, columns) = (count(method.likelihood.len()), count(method.impact.len()));
    let width = ui.available_width();
    let cell = vec2((width - NAMES) / f32::from(columns.max(1)), if rows > 5 { 30.0 } else { 36.0 });
    let size = vec2(width, 20.0 + cell.y * f32::from(rows) + 52.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let place = Place { origin: rect.min + vec2(NAMES, 20.0), cell, rows, columns };
    names(ui, method, &place, rect);
    // While the button is down, the cells under the brush already show what they will be.
    let shown = with_stroke(method, view);
    let mut done = None;
    for likelihood in (1..=rows).rev() {
        for impact in 1..=columns {
            let response = one_cell(ui, &shown, &place, (likelihood, impact), what);
            if response.has_focus() {
                done = keys(ui, view, &place, (likelihood, impact), what).or(done);
            }
            let clicked = response.clicked() && view.stroke.is_empty();
            done = clicked.then(|| click(view, method, (likelihood, impact), what)).flatten().or(done);
        }
    }
    stepped_line(ui, &shown, |likelihood, impact| place.cell(likelihood, impact));
    if what == Use::Paint { stroke(ui, view, &place).or(done) } else { done }
}

fn with_stroke(method: &Method, view: &MethodView) -> Method {
    let mut shown = method.clone();
    for (likelihood, impact) in &view.stroke {
        let row = shown.matrix.get_mut(usize::from(*likelihood) - 1);
        if let Some(slot) = row.and_then(|row| row.get_mut(usize::from(*impact) - 1)) {
            *slot = view.brush;
        }
    }
    shown
}

fn names(ui: &Ui, method: &Method, place: &Place, rect: Rect) {
    let colours = tokens(ui);
    let top = Rect::from_min_size(rect.min, vec2(NAMES - 8.0, 18.0));
    painted_text(ui, top, Align2::RIGHT_CENTER, &tr!("Likelihood"), Type::Caption, colours.text3);
    for likelihood in 1..=place.rows {
        let line = place.cell(likelihood, 1);
        let number =
            Rect::from_min_max(pos2(place.origin.x - 20.0, line.top()), pos2(place.origin.x - 8.0, line.bottom()));
        painted_text(ui, number, Align2::RIGHT_CENTER, &likelihood.to_string(), Type::BodyStrong, colours.text2);
        let name = Rect::from_min_max(pos2(rect.left(), line.top()), pos2(number.left() - 2.0, line.bottom()));
        let level = method.likelihood.get(usize::from(likelihood) - 1).map_or("", |level| level.name.as_str());
        painted_text(ui, name, Align2::RIGHT_CENTER, level, Type::Meta, colours.text2);
    }
    let foot = place.origin.y + place.cell.y * f32::from(place.rows);
    for impact in 1..=place.columns {
        let line = place.cell(1, impact);
        let number = Rect::from_min_size(pos2(line.left(), foot + 3.0), vec2(line.width(), 16.0));
        painted_text(ui, number, Align2::CENTER_CENTER, &impact.to_string(), Type::BodyStrong, colours.text2);
        let name = Rect::from_min_size(pos2(line.left() + 1.0, foot + 18.0), vec2(line.width() - 2.0, 16.0));
        let level = method.impact.get(usize::from(impact) - 1).map_or("", |level| level.name.as_str());
        painted_text(ui, name, Align2::CENTER_CENTER, level, Type::Caption, colours.text2);
    }
    let axis = Rect::from_min_max(pos2(place.origin.x, foot + 34.0), rect.max);
    painted_text(ui, axis, Align2::CENTER_CENTER, &tr!("Impact"), Type::Caption, colours.text3);
}

fn cell_id(ui: &Ui, likelihood: u8, impact: u8) -> Id {
    ui.scope_id().with(("matrix", likelihood, impact))
}

fn one_cell(ui: &Ui, method: &Method, place: &Place, (likelihood, impact): (u8, u8), what: Use) -> Response {
    let colours = tokens(ui);
    let rect = place.cell(likelihood, impact).shrink(1.5);
    let score = method.score(Some(likelihood), Some(impact));
    let sense = match what {
        Use::Look => Sense::hover(),
        Use::Line => Sense::click(),
        Use::Paint => Sense::click_and_drag(),
    };
    let response = ui.interact(rect, cell_id(ui, likelihood, impact), sense);
    let spoken = match score {
        Some(score) => {
            tr!("Likelihood {0}, impact {1}: score {2}, {3}", likelihood, impact, score, level_word(method, score).1)
        }
        None => tr!("Likelihood {0}, impact {1}: no score yet", likelihood, impact),
    };
    let role = if what == Use::Look { Role::Label } else { Role::Button };
    response.widget_info(|| WidgetInfo::labeled(role, true, &spoken));
    let band = score.and_then(|score| method.band(score));
    match (score, band) {
        (Some(score), Some(band)) => {
            let (fill, ink) = colours.risk[method.colour_step(band).clamp(1, 5) - 1];
            ui.painter().rect_filled(rect, CornerRadius::same(4), fill);
            painted_text(ui, rect, Align2::CENTER_CENTER, &score.to_string(), Type::Card, ink);
        }
        (Some(score), None) => {
            boxed(ui, rect, 4, colours.surface, colours.border_strong);
            painted_text(ui, rect, Align2::CENTER_CENTER, &score.to_string(), Type::Card, colours.text2);
        }
        (None, _) => boxed(ui, rect, 4, colours.sunken, colours.border),
    }
    if what != Use::Look && response.hovered() {
        let ring = Stroke::new(2.0, colours.accent);
        ui.painter().rect_stroke(rect, CornerRadius::same(4), ring, StrokeKind::Outside);
    }
    focus_ring(ui, &response, 4);
    response
}

fn click(view: &MethodView, method: &Method, cell: (u8, u8), what: Use) -> Option<Done> {
    match what {
        Use::Look => None,
        Use::Line => method.score(Some(cell.0), Some(cell.1)).map(Done::Line),
        Use::Paint => view.brush.map(|score| Done::Paint(vec![cell], Some(score))),
    }
}

/// Arrows move from cell to cell; digits write a score, Delete takes it away.
fn keys(ui: &Ui, view: &mut MethodView, place: &Place, cell: (u8, u8), what: Use) -> Option<Done> {
    if what == Use::Look {
        return None;
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    let id = cell_id(ui, cell.0, cell.1);
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let (likelihood, impact) = cell;
    let pressed = |key| ui.input_mut(|input| input.consume_key(eframe::egui::Modifiers::NONE, key));
    let next = if pressed(Key::ArrowUp) {
        (likelihood + 1, impact)
    } else if pressed(Key::ArrowDown) {
        (likelihood - 1, impact)
    } else if pressed(Key::ArrowRight) {
        (likelihood, impact + 1)
    } else if pressed(Key::ArrowLeft) {
        (likelihood, impact - 1)
    } else {
        cell
    };
    let inside = (1..=place.rows).contains(&next.0) && (1..=place.columns).contains(&next.1);
    if next != cell && inside {
        ui.memory_mut(|memory| memory.request_focus(cell_id(ui, next.0, next.1)));
        view.typed = None;
        return None;
    }
    if what != Use::Paint {
        return None;
    }
    if pressed(Key::Delete) || pressed(Key::Backspace) {
        view.typed = None;
        return Some(Done::Paint(vec![cell], None));
    }
    let digit = typed_digit(ui)?;
    let time = ui.input(|input| input.time);
    let so_far = view.typed.filter(|(of, _, at)| *of == cell && time - at < DIGITS).map_or(0, |(_, number, _)| number);
    let longer = so_far * 10 + digit;
    let number = if longer > HIGHEST_SCORE { digit } else { longer };
    view.typed = Some((cell, number, time));
    (number > 0).then(|| Done::Paint(vec![cell], Some(number)))
}

fn typed_digit(ui: &Ui) -> Option<u32> {
    ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            eframe::egui::Event::Text(text) => text.trim().parse::<u32>().ok().filter(|digit| *digit < 10),
            _ => None,
        })
    })
}

/// Painting with the button held down: the cells are collected and written in one go when it is let go.
fn stroke(ui: &Ui, view: &mut MethodView, place: &Place) -> Option<Done> {
    let (pressed, down, at) =
        ui.input(|input| (input.pointer.primary_pressed(), input.pointer.primary_down(), input.pointer.interact_pos()));
    let cell = at.filter(|at| ui.clip_rect().contains(*at)).and_then(|at| place.at(at));
    let free = at.is_some_and(|at| ui.ctx().layer_id_at(at) == Some(ui.layer_id()));
    if view.brush.is_some()
        && let Some(cell) = cell
        && free
        && (pressed || down && !view.stroke.is_empty())
        && !view.stroke.contains(&cell)
    {
        view.stroke.push(cell);
        ui.ctx().request_repaint();
    }
    if down || view.stroke.is_empty() {
        return None;
    }
    Some(Done::Paint(std::mem::take(&mut view.stroke), view.brush))
}
