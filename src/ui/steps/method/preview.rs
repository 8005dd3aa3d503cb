//! The matrix beside the editor: what the method does, while it is being written.

use eframe::egui::{Align2, CornerRadius, Label, Sense, Ui, vec2};
use tr::tr;

use super::decide;
use super::matrix::{self, Done, Use};
use crate::isms::method::{Combination, HIGHEST_SCORE, Method, paint, set_line};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, Form, Tone, boxed, focus_ring, hint, icon_button, painted_text};
use crate::ui::{Cx, icons};

/// Draws the card with the matrix, and below it what is still missing.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    let is_draft = method.approval.is_none();
    widgets::card(ui, |ui| {
        widgets::heading(ui, &tr!("The matrix"), "", |ui| {
            ui.label(Type::Meta.text(method.version_label()).color(tokens(ui).text3));
        });
        let painting = is_draft && method.combination == Some(Combination::Matrix);
        if painting {
            brushes(ui, cx, method);
        }
        let what = match (is_draft, painting) {
            (false, _) => Use::Look,
            (true, true) => Use::Paint,
            (true, false) => Use::Line,
        };
        let view = &mut cx.state.views.method;
        match matrix::show(ui, view, method, what) {
            Some(Done::Line(score)) => decide(cx, false, method.id, move |isms, id| set_line(isms, id, Some(score))),
            Some(Done::Paint(cells, score)) => {
                decide(cx, false, method.id, move |isms, id| paint(isms, id, &cells, score));
            }
            None => {}
        }
        legend(ui, cx, method, is_draft);
        line(ui, cx, method, is_draft);
    });
    if is_draft {
        missing(ui, cx, method);
    }
}

/// What a click or a stroke paints: the first score of a band, or any number.
fn brushes(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    hint(ui, &tr!("Choose a score, then click or drag over cells. Or move with the arrow keys and type numbers."));
    let brush = cx.state.views.method.brush;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (index, band) in method.bands.iter().enumerate() {
            if swatch(ui, method, index, brush == Some(band.from)) {
                cx.state.views.method.brush = Some(band.from);
            }
        }
        ui.add_space(2.0);
        let now = brush.unwrap_or(0);
        if icon_button(ui, icons::MINUS, &tr!("Paint a lower score"), 28.0).clicked() && now > 1 {
            cx.state.views.method.brush = Some(now - 1);
        }
        let (rect, _) = ui.allocate_exact_size(vec2(30.0, 28.0), Sense::hover());
        boxed(ui, rect, 5, tokens(ui).surface, tokens(ui).control);
        let text = brush.map_or_else(|| "–".to_owned(), |score| score.to_string());
        painted_text(ui, rect, Align2::CENTER_CENTER, &text, Type::BodyStrong, tokens(ui).text);
        if icon_button(ui, icons::PLUS, &tr!("Paint a higher score"), 28.0).clicked() && now < HIGHEST_SCORE {
            cx.state.views.method.brush = Some(now + 1);
        }
    });
}

fn swatch(ui: &mut Ui, method: &Method, index: usize, chosen: bool) -> bool {
    let colours = tokens(ui);
    let band = &method.bands[index];
    let word = if band.name.is_empty() { tr!("Band {}", index + 1) } else { band.name.clone() };
    let text = format!("{} {word}", band.from);
    let (fill, ink) = colours.risk[method.colour_step(index).clamp(1, 5) - 1];
    let galley = ui.painter().layout_no_wrap(text, Type::BodyStrong.font(), ink);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 16.0, 28.0), Sense::click());
    let spoken = tr!("Paint {0}, {1}", band.from, word);
    response.widget_info(|| eframe::egui::WidgetInfo::selected(eframe::egui::Role::RadioButton, true, chosen, &spoken));
    ui.painter().rect_filled(rect, CornerRadius::same(5), fill);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    if chosen {
        let ring = eframe::egui::Stroke::new(2.0, colours.accent);
        ui.painter().rect_stroke(rect.expand(2.0), CornerRadius::same(7), ring, eframe::egui::StrokeKind::Inside);
    }
    focus_ring(ui, &response, 5);
    response.clicked()
}

/// The bands with their scores, the highest first; in a draft each can become the last that is accepted.
fn legend(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method, is_draft: bool) {
    let colours = tokens(ui);
    let scores = method.all_scores();
    ui.spacing_mut().item_spacing.y = 4.0;
    for (index, band) in method.bands.iter().enumerate().rev() {
        let above = method.bands.get(index + 1).map(|next| next.from);
        let top = scores.iter().filter(|s| **s >= band.from && above.is_none_or(|above| **s < above)).max().copied();
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(52.0, 24.0), Sense::hover());
            let (fill, ink) = colours.risk[method.colour_step(index).clamp(1, 5) - 1];
            ui.painter().rect_filled(rect, CornerRadius::same(4), fill);
            let range = if top.is_some() { method.band_range(index) } else { "–".to_owned() };
            painted_text(ui, rect, Align2::CENTER_CENTER, &range, Type::BodyStrong, ink);
            ui.add(Label::new(Type::Body.text(&band.name).color(colours.text)).truncate());
            ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| match top {
                Some(top) if is_draft && method.acceptable_up_to != Some(top) => {
                    let name = tr!("Accept up to {0}, {1}", top, band.name);
                    if Button::link(&tr!("Accept up to here")).small().named(name).show(ui).clicked() {
                        decide(cx, false, method.id, move |isms, id| set_line(isms, id, Some(top)));
                    }
                }
                Some(top) => {
                    if let Some(line) = method.acceptable_up_to {
                        let word = if top <= line { tr!("may be accepted") } else { tr!("treated or decided") };
                        ui.label(Type::Meta.text(word).color(colours.text3));
                    }
                }
                None => {
                    ui.label(Type::Meta.text(tr!("no score")).color(colours.warn));
                }
            });
        });
    }
}

fn line(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method, is_draft: bool) {
    ui.add_space(2.0);
    widgets::divider(ui);
    if is_draft {
        Form::of(method).number(ui, cx, &tr!("Acceptable up to"), "/acceptable_up_to", method.acceptable_up_to);
    }
    let says = match method.acceptable_up_to {
        None => tr!("The acceptance line is undecided. Enter the highest score you can live with, or click a score."),
        Some(line) => {
            let above = method.all_scores().iter().filter(|score| **score > line).count();
            tr!(
                "A risk of {0} or less may be accepted with the rest. {1} of {2} cells lie above the line.",
                line,
                above,
                method.all_scores().len()
            )
        }
    };
    hint(ui, &says);
}

/// What stands in the way of an approval, and what would make the method better.
fn missing(ui: &mut Ui, cx: &Cx<'_>, method: &Method) {
    let gaps = method.gaps();
    let remarks = method.remarks();
    if gaps.is_empty() && remarks.is_empty() {
        return;
    }
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        let open = cx.isms.method_gap(method).is_some();
        let title = if open { tr!("Before it can be approved") } else { tr!("Worth another look") };
        widgets::section_label(ui, &title);
        for gap in &gaps {
            widgets::note(ui, Tone::Warn, gap);
        }
        for remark in &remarks {
            hint(ui, remark);
        }
    });
}
