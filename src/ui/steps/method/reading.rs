//! An approved version, to be read: it never changes.

use eframe::egui::{Label, Ui};
use tr::tr;

use super::numeral;
use crate::isms::RegisterName;
use crate::isms::method::{Level, Method, Scale};
use crate::ui::Cx;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets;

/// Draws the cards of a version.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    for scale in [Scale::Likelihood, Scale::Impact] {
        widgets::card(ui, |ui| levels(ui, method, scale));
    }
    widgets::card(ui, |ui| bands(ui, method));
    widgets::card(ui, |ui| {
        widgets::heading(ui, &tr!("When risks are assessed again"), "8.2", |ui| {
            let title = tr!("version {} of the method", method.version);
            widgets::history_button(ui, cx, RegisterName::Methods, method.id.0, &title);
        });
        widgets::paragraph(ui, &reassessed(method));
    });
}

/// When risks are assessed again, in a sentence or two.
fn reassessed(method: &Method) -> String {
    let months = method.reassess_months.map(|months| tr!("Every {} months.", months));
    let when = Some(method.reassess_when.trim()).filter(|when| !when.is_empty()).map(str::to_owned);
    let said: Vec<String> = months.into_iter().chain(when).collect();
    if said.is_empty() { tr!("Undecided.") } else { said.join(" ") }
}

fn levels(ui: &mut Ui, method: &Method, scale: Scale) {
    widgets::heading(ui, &scale.label(), &tr!("{} levels", method.scale(scale).len()), |_| {});
    for (index, level) in method.scale(scale).iter().enumerate() {
        ui.horizontal_top(|ui| {
            numeral(ui, index + 1);
            ui.vertical(|ui| level_words(ui, method, scale, level));
        });
    }
}

fn level_words(ui: &mut Ui, method: &Method, scale: Scale, level: &Level) {
    let colours = tokens(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.spacing_mut().interact_size.y = 18.0;
    ui.add_space(7.0);
    ui.horizontal(|ui| {
        ui.label(Type::BodyStrong.text(&level.name).color(colours.text));
        if !level.hint.is_empty() {
            ui.label(Type::Meta.text(&level.hint).color(colours.text3));
        }
    });
    if !level.words.is_empty() {
        ui.add(Label::new(Type::Body.text(&level.words).color(colours.text2)).wrap());
    }
    if scale == Scale::Impact {
        for (index, area) in method.impact_areas.iter().enumerate() {
            let words = level.words_for(index);
            let words = if words.is_empty() { tr!("undecided") } else { words.to_owned() };
            ui.add(Label::new(Type::Body.text(format!("{area}: {words}")).color(colours.text2)).wrap());
        }
    }
}

fn bands(ui: &mut Ui, method: &Method) {
    widgets::heading(ui, &tr!("What happens in each band"), "", |_| {});
    let colours = tokens(ui);
    for (index, band) in method.bands.iter().enumerate() {
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(eframe::egui::vec2(58.0, 22.0), eframe::egui::Sense::hover());
            let (fill, ink) = colours.risk[method.colour_step(index).clamp(1, 5) - 1];
            ui.painter().rect_filled(rect, 4.0, fill);
            let centre = eframe::egui::Align2::CENTER_CENTER;
            widgets::painted_text(ui, rect, centre, &method.band_range(index), Type::BodyStrong, ink);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.label(Type::BodyStrong.text(&band.name).color(colours.text));
                ui.add(Label::new(Type::Body.text(&band.words).color(colours.text2)).wrap());
            });
        });
    }
}
