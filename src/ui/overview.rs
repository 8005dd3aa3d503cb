//! The overview: the eight steps as a path, what the auditor would ask next, what comes up, and three pictures.

mod cards;

use eframe::egui::{
    Align, Align2, Frame, Layout, Margin, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use tr::tr;

use super::intent::{Intent, Screen};
use super::theme::{NARROW_BELOW, Type, tokens};
use super::widgets::{self, Button, focus_ring, readiness_ring, step_ring};
use super::{Cx, icons};
use crate::isms::steps::{Phase, Step};

/// Draws the overview.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    ScrollArea::vertical().id_salt("overview").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 14.0;
            headline(ui, cx);
            widgets::card(ui, |ui| path(ui, cx));
            let narrow = ui.available_width() + 232.0 < NARROW_BELOW - 60.0;
            if narrow {
                cards::questions(ui, cx);
                cards::coming_up(ui, cx);
            } else {
                let whole = ui.available_width();
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 16.0;
                    ui.vertical(|ui| {
                        ui.set_width(((whole - 16.0) * 0.655).floor());
                        cards::questions(ui, cx);
                    });
                    ui.vertical(|ui| cards::coming_up(ui, cx));
                });
            }
            cards::pictures(ui, cx);
        });
    });
}

fn headline(ui: &mut Ui, cx: &mut Cx<'_>) {
    let colours = tokens(ui);
    let readiness = &cx.derived.readiness;
    let (met, all) = readiness.total();
    let next = readiness.next_step();
    ui.horizontal(|ui| {
        readiness_ring(ui, 68.0, &cx.derived.step_shares(), &format!("{}%", cx.derived.percent()));
        ui.add_space(8.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.add_space(8.0);
            ui.label(Type::Headline.text(title(cx)).color(colours.text));
            let mut text = tr!("{0} of {1} checks met.", met, all);
            if let Some(step) = next {
                text.push(' ');
                let (done, of) = readiness.progress(step);
                text.push_str(&tr!(
                    "Step {0} comes next: {1} of its {2} checks are open.",
                    step.number(),
                    of - done,
                    of
                ));
            }
            ui.label(Type::Body.text(text).color(colours.text2));
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(step) = next {
                let text = tr!("Continue with step {}", step.number());
                if Button::primary(&text).trailing(icons::ARROW_RIGHT).show(ui).clicked() {
                    cx.send(Intent::Go(Screen::Step(step)));
                }
            }
        });
    });
}

/// The next audit with its distance, or the name of the organisation.
fn title(cx: &Cx<'_>) -> String {
    let next = cx.derived.upcoming.iter().find(|item| item.step == Step::Certification);
    let days = next.and_then(|item| item.on.since(cx.now.today).ok()).map(|span| span.get_days());
    match (next, days) {
        (Some(item), Some(0)) => tr!("{} is today", item.what),
        (Some(item), Some(1)) => tr!("{} is tomorrow", item.what),
        (Some(item), Some(days)) => tr!("{0} in {1} days", item.what, days),
        _ => tr!("The ISMS of {}", cx.isms.organisation_name()),
    }
}

/// The eight steps side by side, under the names of their phases.
fn path(ui: &mut Ui, cx: &mut Cx<'_>) {
    let colours = tokens(ui);
    // Narrow cells break the longest name over three lines.
    let tall = if ui.available_width() < 960.0 { 152.0 } else { 134.0 };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), tall), Sense::hover());
    let part = rect.width() / 8.0;
    let left = |index: usize| rect.left() + part * u16::try_from(index).map_or(0.0, f32::from);
    let mut first = 0;
    for phase in Phase::ALL {
        let count = Step::ALL.iter().filter(|step| step.phase() == *phase).count();
        let font = Type::Meta.font();
        let galley = ui.painter().layout_no_wrap(phase.label(), font, colours.text2);
        let x = left(first) + 4.0;
        let width = galley.size().x;
        ui.painter().galley(pos2(x, rect.top()), galley, colours.text2);
        ui.painter().hline(
            x + width + 10.0..=left(first + count) - 12.0,
            rect.top() + 8.0,
            Stroke::new(1.0, colours.border_strong),
        );
        first += count;
    }
    let current = cx.derived.readiness.next_step();
    for (index, step) in Step::ALL.iter().enumerate() {
        let cell = Rect::from_min_size(pos2(left(index), rect.top() + 24.0), vec2(part, tall - 24.0));
        let progress = cx.derived.readiness.progress(*step);
        if index < 7 {
            let done = progress.0 == progress.1;
            let line =
                Stroke::new(if done { 2.0 } else { 1.5 }, if done { colours.success } else { colours.border_strong });
            ui.painter().hline(cell.center().x + 24.0..=cell.center().x + part - 24.0, cell.top() + 20.0, line);
        }
        step_cell(ui, cx, cell, *step, progress, current == Some(*step));
    }
}

fn step_cell(ui: &Ui, cx: &mut Cx<'_>, cell: Rect, step: Step, progress: (usize, usize), current: bool) {
    let colours = tokens(ui);
    let response = ui.interact(cell, ui.scope_id().with(("path", step.number())), Sense::click());
    let (met, all) = progress;
    let done = met == all;
    let state = match met {
        _ if done => tr!("Done"),
        0 => tr!("Not started"),
        met => tr!("{0} of {1} met", met, all),
    };
    let spoken = tr!("Step {0}: {1}, {2}", step.number(), step.label(), state);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    if response.hovered() {
        ui.painter().rect_filled(cell, 8.0, colours.hover);
    }
    let ring = Rect::from_center_size(pos2(cell.center().x, cell.top() + 20.0), vec2(38.0, 38.0));
    if response.hovered() || current {
        ui.painter().circle_filled(ring.center(), 18.0, colours.surface);
    }
    step_ring(ui, ring, step.number(), progress, done, current);
    let style = if current { Type::BodyStrong } else { Type::Body };
    let ink = if met == 0 && !current { colours.text2 } else { colours.text };
    let mut job = eframe::egui::text::LayoutJob::simple(step.label(), style.font(), ink, cell.width() - 10.0);
    job.halign = Align::Center;
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(cell.center().x, cell.top() + 46.0), galley, ink);
    let ink = if done { colours.success } else { colours.text3 };
    ui.painter().text(
        pos2(cell.center().x, cell.bottom() - 12.0),
        Align2::CENTER_CENTER,
        state,
        Type::Meta.font(),
        ink,
    );
    focus_ring(ui, &response, 8);
    if response.clicked() {
        cx.send(Intent::Go(Screen::Step(step)));
    }
}
