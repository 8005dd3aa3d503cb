//! Rings: how far a step is, and all eight at once. Drawn from points, since there is no arc.

use std::f32::consts::TAU;

use eframe::egui::{Align2, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use crate::ui::icons;
use crate::ui::theme::{Type, icon_font, tokens};

/// Part of a circle from `from` to `to`, in turns from the top, clockwise.
fn arc(ui: &Ui, centre: Pos2, radius: f32, from: f32, to: f32, stroke: Stroke) {
    const POINTS: u16 = 48;
    if to <= from {
        return;
    }
    let points = (0..=POINTS)
        .map(|i| {
            let turn = from + (to - from) * f32::from(i) / f32::from(POINTS);
            let angle = turn * TAU - TAU / 4.0;
            pos2(centre.x + radius * angle.cos(), centre.y + radius * angle.sin())
        })
        .collect();
    ui.painter().add(Shape::line(points, stroke));
}

/// How a share is drawn: met and all. Ratios of small counts are exact enough in `f32`.
fn share(done: usize, of: usize) -> f32 {
    let small = |n: usize| u16::try_from(n).map_or(f32::from(u16::MAX), f32::from);
    if of == 0 { 0.0 } else { small(done) / small(of) }
}

/// A step's number in its ring; a tick once it is done.
pub fn step_ring(ui: &Ui, rect: Rect, number: usize, progress: (usize, usize), done: bool, current: bool) {
    let tokens = tokens(ui);
    let centre = rect.center();
    let width = (rect.width() / 14.0).max(2.0);
    let radius = rect.width() / 2.0 - width / 2.0;
    if done {
        ui.painter().circle_filled(centre, rect.width() / 2.0, tokens.success);
        let ink = if ui.visuals().dark_mode { tokens.bg } else { tokens.on_accent };
        ui.painter().text(centre, Align2::CENTER_CENTER, icons::CHECK, icon_font(rect.width() * 0.5), ink);
        return;
    }
    if current {
        ui.painter().circle_filled(centre, radius, tokens.accent_tint);
    }
    ui.painter().circle_stroke(centre, radius, Stroke::new(width, tokens.border_strong));
    arc(ui, centre, radius, 0.0, share(progress.0, progress.1), Stroke::new(width, tokens.accent));
    let mut font = Type::BodyStrong.font();
    font.size = (rect.width() * 0.42).clamp(11.0, 16.0);
    let ink = if progress.0 == 0 { tokens.text3 } else { tokens.text };
    ui.painter().text(centre, Align2::CENTER_CENTER, number.to_string(), font, ink);
}

/// Eight arcs, one for each step, and what it comes to in the middle.
pub fn readiness_ring(ui: &mut Ui, size: f32, steps: &[(usize, usize, bool)], text: &str) {
    let tokens = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(size, size), eframe::egui::Sense::hover());
    let width = size / 11.0;
    let radius = size / 2.0 - width / 2.0;
    let count = share(steps.len().max(1), 1);
    let gap = 0.022;
    for (index, (met, all, done)) in steps.iter().enumerate() {
        let from = share(index, 1) / count + gap / 2.0;
        let to = share(index + 1, 1) / count - gap / 2.0;
        arc(ui, rect.center(), radius, from, to, Stroke::new(width, tokens.border_strong));
        let colour = if *done { tokens.success } else { tokens.accent };
        let share = if *done { 1.0 } else { share(*met, *all) };
        arc(ui, rect.center(), radius, from, from + (to - from) * share, Stroke::new(width, colour));
    }
    let mut font = Type::Card.font();
    font.size = size * 0.22;
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, text, font, tokens.text);
}
