//! Risks assessed under an earlier version: what each old level becomes, what that does, and the conversion itself.

use eframe::egui::{Align2, CornerRadius, Rect, ScrollArea, Sense, Ui, pos2, vec2};
use tr::tr;

use super::numeral;
use crate::isms::Rule;
use crate::isms::method::{self, Conversion, ConversionRow, Judged, Method, Scale, preview, propose, used};
use crate::isms::risks::{RiskId, RiskStatus};
use crate::ui::intent::Intent;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, ChoiceItem, hint, painted_text, select};
use crate::ui::{Cx, icons};

/// Draws a card for each earlier version that risks are still assessed under.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, current: &Method) {
    if current.approval.is_none() {
        return;
    }
    let derived = cx.derived;
    for (from, risks) in &derived.older {
        if let Some(old) = cx.isms.methods.get(*from) {
            widgets::card(ui, |ui| ui.push_id(from.0, |ui| card(ui, cx, old, current, risks)));
        }
    }
}

fn card(ui: &mut Ui, cx: &mut Cx<'_>, old: &Method, new: &Method, risks: &[RiskId]) {
    let title = if risks.len() == 1 {
        tr!("1 risk was assessed under version {}", old.version)
    } else {
        tr!("{0} risks were assessed under version {1}", risks.len(), old.version)
    };
    widgets::heading(ui, &title, "6.1.2", |_| {});
    hint(
        ui,
        &tr!(
            "Say what each level became. Levels of the same name are proposed; check them. The original assessments stay with each risk, and acceptances have to be given again."
        ),
    );
    let mut conversion = match cx.state.views.method.conversion.take() {
        Some(conversion) if conversion.from == old.id && conversion.impact.len() == old.impact.len() => conversion,
        _ => propose(old, new),
    };
    for scale in [Scale::Likelihood, Scale::Impact] {
        mapping(ui, cx, &mut conversion, (old, new), scale);
    }
    let missing = conversion.missing(cx.isms);
    let rows = previewed(cx, &conversion);
    list(ui, old, new, &rows);
    if let Some(missing) = &missing {
        hint(ui, missing);
    }
    ui.horizontal_wrapped(|ui| {
        let text = if risks.len() == 1 { tr!("Convert 1 risk") } else { tr!("Convert {} risks", risks.len()) };
        if Button::primary(&text).disabled_because(missing.as_deref()).show(ui).clicked() {
            let (wish, ids) = (conversion.clone(), risks.to_vec());
            let rule = Rule::new(move |isms, outside| method::convert(isms, &wish, &ids, outside));
            cx.send(Intent::DecideAndTell(rule));
        }
        if Button::quiet(&tr!("Assess them again instead")).show(ui).clicked() {
            cx.state.views.risks.only(RiskStatus::OlderMethod);
        }
    });
    cx.state.views.method.conversion = Some(conversion);
}

/// One scale: each old level with a list of the new ones.
fn mapping(ui: &mut Ui, cx: &Cx<'_>, conversion: &mut Conversion, (old, new): (&Method, &Method), scale: Scale) {
    let colours = tokens(ui);
    widgets::section_label(ui, &scale.label());
    let items: Vec<ChoiceItem<u8>> = (1..)
        .zip(new.scale(scale))
        .map(|(number, level)| ChoiceItem::new(number, format!("{number} {}", level.name)))
        .collect();
    let in_use = used(cx.isms, old.id, scale);
    for (number, level) in (1_u8..).zip(old.scale(scale)) {
        ui.horizontal(|ui| {
            numeral(ui, usize::from(number));
            let (rect, _) = ui.allocate_exact_size(vec2(150.0, 32.0), Sense::hover());
            painted_text(ui, rect, Align2::LEFT_CENTER, &level.name, Type::Body, colours.text);
            ui.label(Type::Body.text(icons::ARROW_RIGHT).color(colours.text3));
            let name = tr!("{0} {1} becomes", scale.label(), number);
            let chosen = conversion.scale(scale).get(usize::from(number) - 1).copied().flatten();
            let width = ui.available_width().min(220.0);
            if let Some(answer) = select(ui, &name, &items, chosen.as_ref(), &tr!("Undecided"), width) {
                conversion.set(scale, number, answer);
            }
            if !in_use.contains(&number) && ui.available_width() > 90.0 {
                ui.label(Type::Meta.text(tr!("no risk has it")).color(colours.text3));
            }
        });
    }
}

/// What the mapping would do, worked out anew only when snapshot or mapping change.
fn previewed(cx: &mut Cx<'_>, conversion: &Conversion) -> Vec<ConversionRow> {
    let seq = cx.derived.seq;
    if let Some((of, with, rows)) = &cx.state.views.method.rows
        && *of == seq
        && with == conversion
    {
        return rows.clone();
    }
    let rows = preview(cx.isms, conversion);
    cx.state.views.method.rows = Some((seq, conversion.clone(), rows.clone()));
    rows
}

fn list(ui: &mut Ui, old: &Method, new: &Method, rows: &[ConversionRow]) {
    widgets::section_label(ui, &tr!("What that does"));
    ScrollArea::vertical()
        .id_salt("conversion")
        .max_height(220.0)
        .min_scrolled_height(220.0)
        .auto_shrink([false, true])
        .show_rows(ui, 30.0, rows.len(), |ui, range| {
            for row in &rows[range] {
                line(ui, old, new, row);
            }
        });
}

fn line(ui: &mut Ui, old: &Method, new: &Method, row: &ConversionRow) {
    let colours = tokens(ui);
    let (before, after) = row.current;
    ui.horizontal(|ui| {
        ui.set_height(30.0);
        let spoken = tr!("{0}: {1} becomes {2}", row.reference, in_words(old, before), in_words(new, after));
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::hover());
        response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, &spoken));
        let part = |from: f32, to: f32| {
            Rect::from_min_max(pos2(rect.left() + from, rect.top()), pos2(rect.left() + to, rect.bottom()))
        };
        let end = rect.width();
        painted_text(ui, part(0.0, 52.0), Align2::LEFT_CENTER, &row.reference, Type::Body, colours.text3);
        painted_text(ui, part(54.0, end - 290.0), Align2::LEFT_CENTER, &row.name, Type::Body, colours.text);
        badge(ui, part(end - 284.0, end - 170.0), old, before);
        painted_text(
            ui,
            part(end - 168.0, end - 150.0),
            Align2::LEFT_CENTER,
            icons::ARROW_RIGHT,
            Type::Body,
            colours.text3,
        );
        badge(ui, part(end - 146.0, end - 36.0), new, after);
        if before.above.is_some() && after.above.is_some() && before.above != after.above {
            let icon = if after.above == Some(true) { icons::ARROW_UP } else { icons::ARROW_DOWN };
            painted_text(ui, part(end - 28.0, end), Align2::LEFT_CENTER, icon, Type::Body, colours.warn);
            response.on_hover_text(if after.above == Some(true) {
                tr!("It rises above the acceptance line.")
            } else {
                tr!("It falls to or below the acceptance line.")
            });
        }
    });
}

fn in_words(method: &Method, judged: Judged) -> String {
    let Some(score) = judged.score else { return tr!("undecided") };
    let band = judged.band.and_then(|band| method.bands.get(band)).map_or("", |band| band.name.as_str());
    format!("{score} {band}").trim_end().to_owned()
}

fn badge(ui: &Ui, rect: Rect, method: &Method, judged: Judged) {
    let colours = tokens(ui);
    let Some(score) = judged.score else {
        painted_text(ui, rect, Align2::LEFT_CENTER, &tr!("Undecided"), Type::Body, colours.warn);
        return;
    };
    let step = judged.band.map_or(3, |band| method.colour_step(band));
    let (fill, ink) = colours.risk[step.clamp(1, 5) - 1];
    let mark = Rect::from_center_size(pos2(rect.left() + 15.0, rect.center().y), vec2(30.0, 20.0));
    ui.painter().rect_filled(mark, CornerRadius::same(4), fill);
    painted_text(ui, mark, Align2::CENTER_CENTER, &score.to_string(), Type::BodyStrong, ink);
    let name = judged.band.and_then(|band| method.bands.get(band)).map_or("", |band| band.name.as_str());
    let text = Rect::from_min_max(pos2(mark.right() + 6.0, rect.top()), rect.max);
    painted_text(ui, text, Align2::LEFT_CENTER, name, Type::Body, colours.text);
}
