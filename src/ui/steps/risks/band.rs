//! Over the register: the heat map, the bands that filter, and how many risks lie above the line.

use eframe::egui::{Popup, PopupCloseBehavior, RichText, Stroke, Ui, vec2};
use tr::tr;

use super::heatmap::HeatMap;
use crate::isms::method::Method;
use crate::isms::risks::{Moment, RiskStatus};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, ChoiceItem, segmented};
use crate::ui::{Cx, icons};

fn heat_map(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    let derived = cx.derived;
    let cells = &derived.risks.at(cx.state.views.risks.moment).cells;
    let chosen = cx.state.views.risks.cell;
    let name = if cx.state.views.risks.moment == Moment::Current { tr!("Today") } else { tr!("After treatment") };
    if let Some(cell) = (HeatMap { method, cells, chosen, name: &name }).large(ui) {
        cx.state.views.risks.cell = if chosen == Some(cell) { None } else { Some(cell) };
    }
}

fn moments(ui: &mut Ui, cx: &mut Cx<'_>) {
    let items = [ChoiceItem::new(Moment::Current, tr!("Current")), ChoiceItem::new(Moment::Target, tr!("Target"))];
    let view = &mut cx.state.views.risks;
    if let Some(Some(moment)) = segmented(ui, &tr!("Levels"), &items, Some(&view.moment), 148.0) {
        view.moment = moment;
        view.cell = None;
    }
}

/// Beside each other, where there is room.
pub(super) fn wide(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 18.0;
        heat_map(ui, cx, method);
        ui.vertical(|ui| {
            ui.set_width(220.0);
            moments(ui, cx);
            legend(ui, cx, method);
        });
        if ui.available_width() > 120.0 {
            let rect = ui.available_rect_before_wrap();
            ui.painter().vline(rect.left(), rect.top()..=rect.top() + 170.0, Stroke::new(1.0, tokens(ui).border));
            ui.add_space(16.0);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                above(ui, cx, method);
            });
        }
    });
}

/// The map behind a button, where there is not.
pub(super) fn narrow(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    ui.horizontal(|ui| {
        let open = Button::secondary(&tr!("Heat map")).icon(icons::GRID_FOUR).show(ui);
        Popup::menu(&open).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
            ui.set_width(430.0);
            heat_map(ui, cx, method);
        });
        moments(ui, cx);
        let (now, then) = (cx.derived.risks.current.above, cx.derived.risks.target.above);
        let text = tr!("Above the line: {0}, target {1}", now, then);
        ui.label(Type::Body.text(text).color(tokens(ui).text2));
    });
}

/// The bands with their counts; ticking some filters the register.
fn legend(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    let colours = tokens(ui);
    let derived = cx.derived;
    // Views of a large file are made beside the window: for a moment they may know an earlier version of the bands.
    let count = |band: usize| derived.risks.at(cx.state.views.risks.moment).bands.get(band).copied().unwrap_or(0);
    let counts: Vec<usize> = (0..method.bands.len()).map(count).collect();
    ui.spacing_mut().item_spacing.y = 4.0;
    for (index, band) in method.bands.iter().enumerate().rev() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            ui.spacing_mut().interact_size.y = 20.0;
            let mut on = cx.state.views.risks.bands.contains(&index);
            let (fill, ink) = colours.risk[method.colour_step(index) - 1];
            let response = ui.checkbox(&mut on, "");
            let spoken = tr!("Show {0}: {1} risks", band.name, counts[index]);
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(spoken));
            if response.changed() {
                let bands = &mut cx.state.views.risks.bands;
                if on {
                    bands.insert(index)
                } else {
                    bands.remove(&index)
                };
            }
            let (rect, _) = ui.allocate_exact_size(vec2(50.0, 22.0), eframe::egui::Sense::hover());
            ui.painter().rect_filled(rect, 4.0, fill);
            widgets::painted_text(
                ui,
                rect,
                eframe::egui::Align2::CENTER_CENTER,
                &method.band_range(index),
                Type::BodyStrong,
                ink,
            );
            ui.label(Type::Body.text(&band.name).color(colours.text));
            ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
                ui.label(Type::Body.text(counts[index].to_string()).color(colours.text2));
            });
        });
    }
}

fn above(ui: &mut Ui, cx: &Cx<'_>, method: &Method) {
    let colours = tokens(ui);
    let Some(line) = method.acceptable_up_to else {
        widgets::hint(ui, &tr!("The acceptance line is undecided. Set it on the tab Method."));
        return;
    };
    ui.label(Type::Body.text(tr!("Above the line of {}", line)).color(colours.text2));
    let (now, then) = (cx.derived.risks.current.above, cx.derived.risks.target.above);
    ui.horizontal(|ui| {
        ui.label(Type::Display.text(now.to_string()).color(colours.text));
        ui.label(RichText::new(icons::ARROW_RIGHT).size(16.0).color(colours.text3));
        ui.label(Type::Display.text(then.to_string()).color(colours.text));
    });
    ui.label(Type::Meta.text(tr!("today, and once every plan is done")).color(colours.text2));
    let open = cx.derived.risks.with_status(RiskStatus::ToAccept);
    let accepted = cx.derived.risks.with_status(RiskStatus::Accepted);
    for (icon, ink, text) in [
        (icons::SEAL_CHECK_FILL, colours.success, tr!("{} accepted", accepted)),
        (icons::WARNING_FILL, colours.warn, tr!("{} to accept", open)),
    ] {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.label(RichText::new(icon).size(15.0).color(ink));
            ui.label(Type::BodyStrong.text(text).color(colours.text));
        });
    }
}
