//! The overview's cards.

use eframe::egui::{Align2, CornerRadius, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use tr::tr;

use crate::isms::controls::ControlTheme;
use crate::isms::readiness::{Check, Severity};
use crate::ui::intent::{Intent, Screen};
use crate::ui::steps::{self, HeatMap};
use crate::ui::theme::{Type, icon_font, tokens};
use crate::ui::widgets::{self, Button, coverage_bar, focus_ring, format_date};
use crate::ui::{Cx, icons};

/// How many questions are shown at once.
const QUESTIONS: usize = 5;

/// What the auditor would ask next.
pub(super) fn questions(ui: &mut Ui, cx: &mut Cx<'_>) {
    let open: Vec<Check> = cx.derived.readiness.questions().into_iter().take(QUESTIONS).cloned().collect();
    let (met, all) = cx.derived.readiness.total();
    widgets::card(ui, |ui| {
        widgets::heading(ui, &tr!("What the auditor would ask next"), "", |ui| {
            let text = tr!("Worked out from your file, {0} of {1} open", open.len(), all - met);
            ui.label(Type::Meta.text(text).color(tokens(ui).text3));
        });
        ui.spacing_mut().item_spacing.y = 0.0;
        if open.is_empty() {
            widgets::paragraph(ui, &tr!("Nothing. Every check is met."));
        }
        for check in &open {
            if question(ui, check) {
                cx.send(steps::target_intent(check));
            }
        }
    });
}

fn question(ui: &mut Ui, check: &Check) -> bool {
    let colours = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 46.0), Sense::click());
    let spoken = format!("{} {}", check.question, check.sentence);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, colours.border));
    if response.hovered() {
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), CornerRadius::same(4), colours.hover);
    }
    let (icon, ink) = match check.severity {
        Severity::Blocks => (icons::WARNING_CIRCLE_FILL, colours.danger),
        Severity::Finding => (icons::WARNING_FILL, colours.warn),
        Severity::Practice => (icons::INFO_FILL, colours.info),
    };
    ui.painter().text(pos2(rect.left() + 9.0, rect.center().y), Align2::CENTER_CENTER, icon, icon_font(17.0), ink);
    let right = rect.right() - 150.0;
    let upper = Rect::from_min_max(pos2(rect.left() + 30.0, rect.top() + 5.0), pos2(right, rect.center().y + 1.0));
    widgets::painted_text(ui, upper, Align2::LEFT_CENTER, &check.question, Type::BodyStrong, colours.text);
    let lower = Rect::from_min_max(pos2(rect.left() + 30.0, rect.center().y), pos2(right, rect.bottom() - 4.0));
    widgets::painted_text(ui, lower, Align2::LEFT_CENTER, &check.sentence, Type::Meta, colours.text3);
    let tag = Rect::from_center_size(pos2(right + 42.0, rect.center().y), vec2(66.0, 22.0));
    widgets::boxed(ui, tag, 5, colours.sunken, colours.border);
    widgets::painted_text(ui, tag.shrink(2.0), Align2::CENTER_CENTER, check.clause, Type::Meta, colours.text2);
    let step = Rect::from_min_max(pos2(tag.right() + 12.0, rect.top()), rect.max);
    let text = tr!("Step {}", check.step.number());
    widgets::painted_text(ui, step, Align2::LEFT_CENTER, &text, Type::Body, colours.text2);
    ui.painter().text(
        pos2(rect.right() - 2.0, rect.center().y),
        Align2::RIGHT_CENTER,
        icons::ARROW_RIGHT,
        icon_font(14.0),
        colours.text2,
    );
    focus_ring(ui, &response, 4);
    response.clicked()
}

/// The next dates.
pub(super) fn coming_up(ui: &mut Ui, cx: &mut Cx<'_>) {
    widgets::card(ui, |ui| {
        widgets::heading(ui, &tr!("Coming up"), "", |_| {});
        ui.spacing_mut().item_spacing.y = 0.0;
        if cx.derived.upcoming.is_empty() {
            widgets::paragraph(
                ui,
                &tr!("No date is set yet. Give actions, reviews and audits a day, and they appear here."),
            );
        }
        let colours = tokens(ui);
        for item in cx.derived.upcoming.iter().take(QUESTIONS) {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 46.0), Sense::click());
            let spoken = format!("{}: {}, {}", format_date(item.on), item.what, item.who);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
            ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, colours.border));
            let date = format_date(item.on);
            let mut words = date.split(' ');
            let (day, month) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            let x = rect.left() + 16.0;
            ui.painter().text(pos2(x, rect.top() + 15.0), Align2::CENTER_CENTER, day, Type::Card.font(), colours.text);
            ui.painter().text(
                pos2(x, rect.top() + 33.0),
                Align2::CENTER_CENTER,
                month,
                Type::Caption.font(),
                colours.text3,
            );
            let upper = Rect::from_min_max(
                pos2(rect.left() + 44.0, rect.top() + 5.0),
                pos2(rect.right(), rect.center().y + 1.0),
            );
            widgets::painted_text(ui, upper, Align2::LEFT_CENTER, &item.what, Type::BodyStrong, colours.text);
            let lower =
                Rect::from_min_max(pos2(upper.left(), rect.center().y), pos2(rect.right(), rect.bottom() - 4.0));
            widgets::painted_text(ui, lower, Align2::LEFT_CENTER, &item.who, Type::Meta, colours.text3);
            focus_ring(ui, &response, 4);
            if response.clicked() {
                cx.intents.push(Intent::Go(Screen::Step(item.step)));
            }
        }
    });
}

/// Residual risk, controls in place.
pub(super) fn pictures(ui: &mut Ui, cx: &mut Cx<'_>) {
    let whole = ui.available_width();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        ui.vertical(|ui| {
            ui.set_width(((whole - 16.0) * 0.45).floor());
            residual(ui, cx);
        });
        ui.vertical(|ui| in_place(ui, cx));
    });
}

fn residual(ui: &mut Ui, cx: &mut Cx<'_>) {
    widgets::card(ui, |ui| {
        let colours = tokens(ui);
        let count = cx.isms.risks.len();
        widgets::heading(ui, &tr!("Risk after treatment"), "", |ui| {
            ui.label(Type::Meta.text(tr!("{} risks", count)).color(colours.text3));
        });
        let Some(method) = cx.isms.current_method() else {
            widgets::paragraph(ui, &tr!("No risk method yet. It is the first thing to choose in step 3."));
            if Button::secondary(&tr!("Go to step 3")).show(ui).clicked() {
                cx.send(Intent::Go(Screen::Step(crate::isms::steps::Step::Risk)));
            }
            return;
        };
        let derived = cx.derived;
        ui.horizontal_top(|ui| {
            HeatMap { method, cells: &derived.risks.target.cells, chosen: None, name: &tr!("After treatment") }
                .small(ui);
            ui.add_space(12.0);
            ui.vertical(|ui| {
                let (all, accepted) = (derived.risks.target.above, derived.risks.target.above_accepted);
                ui.label(Type::Headline.text(all.to_string()).color(colours.text));
                ui.label(Type::Body.text(tr!("above the line")).color(colours.text2));
                for (icon, ink, text) in [
                    (icons::SEAL_CHECK_FILL, colours.success, tr!("{} accepted", accepted)),
                    (icons::WARNING_FILL, colours.warn, tr!("{} to accept", all - accepted)),
                ] {
                    ui.horizontal(|ui| {
                        ui.spacing_mut().item_spacing.x = 6.0;
                        ui.label(eframe::egui::RichText::new(icon).size(15.0).color(ink));
                        ui.label(Type::Body.text(text).color(colours.text));
                    });
                }
            });
        });
    });
}

fn in_place(ui: &mut Ui, cx: &mut Cx<'_>) {
    widgets::card(ui, |ui| {
        let colours = tokens(ui);
        let themes: Vec<(ControlTheme, crate::isms::controls::ControlCounts)> =
            cx.derived.themes.iter().map(|(theme, count)| (*theme, *count)).collect();
        let applied: usize = themes.iter().map(|(_, count)| count.applied).sum();
        let undecided: usize = themes.iter().map(|(_, count)| count.undecided).sum();
        widgets::heading(ui, &tr!("Controls in place"), "", |ui| {
            let text = if undecided > 0 {
                tr!("{0} apply, {1} undecided", applied, undecided)
            } else {
                tr!("{0} of {1} apply", applied, cx.isms.controls.len())
            };
            ui.label(Type::Meta.text(text).color(colours.text3));
        });
        ui.spacing_mut().item_spacing.y = 5.0;
        for (theme, count) in themes {
            let text = tr!("{0} of {1}", count.done, count.applied);
            ui.horizontal(|ui| {
                ui.label(Type::Body.text(theme.label()).color(colours.text));
                ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
                    ui.label(Type::Meta.text(&text).color(colours.text2));
                });
            });
            let width = ui.available_width();
            coverage_bar(ui, width, count.parts(), count.applied, &format!("{}: {text}", theme.label()));
        }
    });
}
