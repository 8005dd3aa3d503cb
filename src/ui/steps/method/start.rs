//! Choosing a method to start from: three ready ones, each with its small matrix, or an empty one.

use eframe::egui::{Align, Layout, Ui, vec2};
use tr::tr;

use super::super::risks::HeatMap;
use crate::content::{ReadyKind, ReadyMethod};
use crate::isms::method::Method;
use crate::ui::intent::Intent;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button};
use crate::ui::{Cx, icons};

/// Draws the choice.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    widgets::heading(ui, &tr!("Choose a risk method"), "6.1.2", |_| {});
    ui.scope(|ui| {
        ui.set_max_width(820.0);
        widgets::paragraph(
            ui,
            &tr!(
                "The method says what “likely” and “severe” mean in your company, and which risks may simply be accepted. It comes before the first score. Start from one of these and change every word of it. Nothing counts until it is approved."
            ),
        );
    });
    let content = cx.content;
    let ready = content.guidance.ready_methods();
    let columns = if ui.available_width() > 820.0 { 3 } else { 1 };
    ui.columns(columns, |columns| {
        let count = columns.len();
        for (index, ready) in ready.iter().enumerate() {
            let ui = &mut columns[index % count];
            ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
                widgets::card(ui, |ui| card(ui, cx, ready, count > 1));
                ui.add_space(6.0);
            });
        }
    });
    ui.horizontal(|ui| {
        ui.label(Type::Body.text(tr!("Your company scores risks in its own way already?")).color(tokens(ui).text2));
        if Button::link(&tr!("Start with an empty method")).show(ui).clicked() {
            cx.send(Intent::StartMethod(None));
        }
    });
}

fn card(ui: &mut Ui, cx: &mut Cx<'_>, ready: &ReadyMethod, tall: bool) {
    let colours = tokens(ui);
    let method = &ready.method;
    ui.label(Type::Card.text(&method.name).color(colours.text));
    ui.label(Type::Meta.text(facts(method)).color(colours.text2));
    ui.add_space(4.0);
    let picture = vec2(ui.available_width(), if tall { 118.0 } else { 23.0 * 5.0 });
    let (_, rect) = ui.allocate_space(picture);
    let mut inside = ui.new_child(eframe::egui::UiBuilder::new().max_rect(rect));
    HeatMap { method, cells: &[], chosen: None, name: &method.name }.small(&mut inside);
    ui.scope(|ui| {
        if tall {
            ui.set_min_height(84.0);
        }
        ui.add(eframe::egui::Label::new(Type::Body.text(&ready.good_for).color(colours.text)).wrap());
    });
    let text = match ready.kind {
        ReadyKind::Simple => tr!("Start from the simple 3 × 3"),
        ReadyKind::Standard => tr!("Start from the standard 5 × 5"),
        ReadyKind::CiaMaximum => tr!("Start from the C/I/A maximum"),
    };
    let standard = ready.kind == ReadyKind::Standard;
    let button = if standard { Button::primary(&text) } else { Button::secondary(&text) };
    if button.icon(icons::GRID_FOUR).show(ui).clicked() {
        cx.send(Intent::StartMethod(Some(ready.kind)));
    }
}

/// What it is made of, in a line.
fn facts(method: &Method) -> String {
    let scales = tr!("{0} × {1} levels, {2} bands", method.likelihood.len(), method.impact.len(), method.bands.len());
    if method.impact_areas.is_empty() {
        scales
    } else {
        tr!("{0}, impact in {1} areas", scales, method.impact_areas.len())
    }
}
