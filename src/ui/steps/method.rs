//! The risk method: its scales in words, bands, acceptance line, and its approval.

use eframe::egui::{Frame, Label, Margin, ScrollArea, Ui};
use tr::tr;

use super::acts::{act_by_person, standing_note};
use super::risks::HeatMap;
use crate::isms::approval::Approval;
use crate::isms::method::{self, Level, Method};
use crate::ui::forms::Sheet;
use crate::ui::intent::Intent;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, Form, hint};
use crate::ui::{Cx, icons};

/// Draws the tab "Method".
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    ScrollArea::vertical().id_salt("method").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 14.0;
            ui.set_max_width(860.0);
            match cx.isms.current_method() {
                None => {
                    widgets::card(ui, |ui| choose(ui, cx));
                }
                Some(method) => {
                    widgets::card(ui, |ui| criteria(ui, cx, method));
                    widgets::card(ui, |ui| scale(ui, cx, method, &tr!("Likelihood"), true));
                    widgets::card(ui, |ui| scale(ui, cx, method, &tr!("Impact"), false));
                    widgets::card(ui, |ui| bands(ui, method));
                    widgets::card(ui, |ui| approval(ui, cx, method));
                }
            }
        });
    });
}

fn choose(ui: &mut Ui, cx: &mut Cx<'_>) {
    widgets::heading(ui, &tr!("Choose a risk method"), "6.1.2", |_| {});
    widgets::paragraph(
        ui,
        &tr!(
            "The method says what “likely” and “severe” mean in your company, and which risks may simply be accepted. It comes before the first score. The standard method has five levels of likelihood and five of impact, each described in words. You can change every word, and nothing counts until it is approved."
        ),
    );
    ui.add_space(6.0);
    if Button::primary(&tr!("Start from the standard 5 × 5")).icon(icons::GRID_FOUR).show(ui).clicked() {
        cx.send(Intent::StartMethod);
    }
}

fn criteria(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    widgets::heading(ui, &tr!("Criteria"), "6.1.2 a", |_| {});
    ui.horizontal_top(|ui| {
        let name = tr!("Levels of the method");
        HeatMap { method, cells: &[], chosen: None, name: &name }.small(ui);
        ui.add_space(16.0);
        ui.vertical(|ui| {
            let mut sheet = Sheet::new(ui, cx, method);
            sheet.text(tr!("Name of the method"), "/name", &method.name);
            sheet.number(tr!("Acceptable up to"), "/acceptable_up_to", method.acceptable_up_to);
            sheet.hint("method.acceptance");
            sheet.number(tr!("Assess again after months"), "/reassess_months", method.reassess_months);
            sheet.long(tr!("And whenever"), "/reassess_when", &method.reassess_when);
            sheet.hint("method.reassess");
        });
    });
}

/// The fields of a scale's levels: name and words.
type Pointers = [(&'static str, &'static str); 7];

macro_rules! level_pointers {
    ($scale:literal) => {
        [
            (concat!("/", $scale, "/0/name"), concat!("/", $scale, "/0/words")),
            (concat!("/", $scale, "/1/name"), concat!("/", $scale, "/1/words")),
            (concat!("/", $scale, "/2/name"), concat!("/", $scale, "/2/words")),
            (concat!("/", $scale, "/3/name"), concat!("/", $scale, "/3/words")),
            (concat!("/", $scale, "/4/name"), concat!("/", $scale, "/4/words")),
            (concat!("/", $scale, "/5/name"), concat!("/", $scale, "/5/words")),
            (concat!("/", $scale, "/6/name"), concat!("/", $scale, "/6/words")),
        ]
    };
}

const LIKELIHOOD: Pointers = level_pointers!("likelihood");
const IMPACT: Pointers = level_pointers!("impact");

fn scale(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method, title: &str, likelihood: bool) {
    widgets::heading(ui, title, "", |_| {});
    let (levels, pointers): (&[Level], _) =
        if likelihood { (&method.likelihood, LIKELIHOOD) } else { (&method.impact, IMPACT) };
    let key = if likelihood { "method.likelihood" } else { "method.impact" };
    hint(ui, cx.content.guidance.field(key));
    for ((number, level), (name, words)) in levels.iter().enumerate().zip(pointers) {
        let form = Form::of(method);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            ui.allocate_ui(eframe::egui::vec2(150.0, 60.0), |ui| {
                ui.set_width(150.0);
                form.text(ui, cx, &tr!("{0} {1}", title, number + 1), name, &level.name);
            });
            let label = tr!("{0} {1} in words", title, number + 1);
            form.long_text(ui, cx, &label, words, &level.words, 2);
        });
    }
}

fn bands(ui: &mut Ui, method: &Method) {
    widgets::heading(ui, &tr!("Bands"), "", |_| {});
    let colours = tokens(ui);
    for (index, band) in method.bands.iter().enumerate() {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(eframe::egui::vec2(34.0, 24.0), eframe::egui::Sense::hover());
            widgets::level_badge(ui, rect.left_center(), &band.from.to_string(), method.colour_step(index));
            ui.add_sized(
                [150.0, 24.0],
                Label::new(
                    Type::BodyStrong.text(format!("{} {}", method.band_range(index), band.name)).color(colours.text),
                )
                .halign(eframe::egui::Align::LEFT),
            );
            ui.add(Label::new(Type::Body.text(&band.words).color(colours.text2)).wrap());
        });
    }
}

fn approval(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    widgets::heading(ui, &tr!("Approval"), "6.1.2", |_| {});
    let standing = Approval::standing(method.approval.as_ref(), &method.digest());
    standing_note(
        ui,
        method.approval.as_ref(),
        standing,
        &tr!("The method changed afterwards. Have it approved again."),
    );
    let gap = method.gap();
    let name = tr!("Method approved");
    if let Some((by, on)) = act_by_person(ui, cx, &name, &tr!("Approve the method"), gap.as_deref()) {
        let edit = method::approve(cx.isms, method.id, by, on, cx.now);
        cx.send(Intent::Edit(edit));
    }
}
