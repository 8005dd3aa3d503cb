//! The rail: the company, the eight steps with their rings by phase, the registers.

use eframe::egui::{
    Align2, CentralPanel, CornerRadius, Frame, Margin, Panel, Rect, Response, Role, ScrollArea, Sense, Stroke,
    ThemePreference, Ui, WidgetInfo, pos2, vec2,
};
use tr::tr;

use crate::isms::RegisterName;
use crate::isms::steps::{Phase, Step};
use crate::ui::dialogs::Dialog;
use crate::ui::intent::{Intent, Preference, Screen};
use crate::ui::theme::{Type, icon_font, tokens};
use crate::ui::widgets::{self, focus_ring, icon_button, step_ring};
use crate::ui::{Cx, icons, register, steps};

/// Registers that the rail leads to.
const REGISTERS: [RegisterName; 7] = [
    RegisterName::People,
    RegisterName::Documents,
    RegisterName::Assets,
    RegisterName::Suppliers,
    RegisterName::Evidence,
    RegisterName::Actions,
    RegisterName::Incidents,
];

/// A window lower than this has no room for every icon at its usual distance.
const LOW: f32 = 720.0;

/// And one lower than this none for every line with its name.
const MIDDLE: f32 = 860.0;

/// Draws the rail.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, slim: bool) {
    let colours = tokens(ui);
    let whole = ui.max_rect();
    ui.painter().vline(whole.right() - 0.5, whole.y_range(), Stroke::new(1.0, colours.border));
    Panel::bottom("rail-foot").exact_size(44.0).show_separator_line(false).resizable(false).frame(Frame::new()).show(
        ui,
        |ui| {
            rail_foot(ui, cx, slim);
        },
    );
    CentralPanel::default().frame(Frame::new().inner_margin(Margin::symmetric(8, 8))).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            // On a small screen it is drawn closer, so that its last lines are there without scrolling.
            ui.spacing_mut().interact_size.y = match slim {
                true if whole.height() < LOW => 24.0,
                false if whole.height() < MIDDLE => 29.0,
                true | false => 31.0,
            };
            company(ui, cx, slim);
            ui.add_space(8.0);
            let here = cx.state.screen == Screen::Overview;
            if rail_item(ui, Lead::Icon(icons::COMPASS), &tr!("Overview"), "", here, slim).clicked() {
                cx.send(Intent::Go(Screen::Overview));
            }
            for phase in Phase::ALL {
                rail_group(ui, &phase.label(), slim);
                for step in Step::ALL.iter().filter(|step| step.phase() == *phase) {
                    let (met, all) = cx.derived.readiness.progress(*step);
                    let done = met == all;
                    let count = if done { String::new() } else { format!("{met}/{all}") };
                    let here = cx.state.screen == Screen::Step(*step);
                    let lead = Lead::Ring(step.number(), (met, all), done);
                    if rail_item(ui, lead, &short_name(*step), &count, here, slim).clicked() {
                        cx.send(Intent::Go(Screen::Step(*step)));
                    }
                }
            }
            rail_group(ui, &tr!("Registers"), slim);
            for name in REGISTERS {
                // Documents are written and kept where step 4 is.
                let step = steps::home(name).filter(|_| name == RegisterName::Documents);
                let screen = step.unwrap_or(Screen::Register(name));
                let here = step.is_none() && cx.state.screen == screen;
                let count = cx.isms.count(name).to_string();
                if rail_item(ui, Lead::Icon(register::icon(name)), &name.label(), &count, here, slim).clicked() {
                    cx.send(Intent::Go(screen));
                }
            }
            let here = cx.state.screen == Screen::History;
            let lead = Lead::Icon(icons::CLOCK_COUNTER_CLOCKWISE);
            if rail_item(ui, lead, &tr!("History"), "", here, slim).clicked() {
                cx.send(Intent::Go(Screen::History));
            }
            let here = cx.state.screen == Screen::File;
            if rail_item(ui, Lead::Icon(icons::LOCK_SIMPLE), &tr!("This file"), "", here, slim).clicked() {
                cx.send(Intent::Go(Screen::File));
            }
        });
    });
}

/// The step's name as it fits the rail.
fn short_name(step: Step) -> String {
    match step {
        Step::Risk => tr!("Risk assessment"),
        other => other.label(),
    }
}

fn company(ui: &mut Ui, cx: &mut Cx<'_>, slim: bool) {
    let colours = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), Sense::click());
    let name = cx.isms.organisation_name().to_owned();
    let spoken = tr!("{}: close this file", name);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(6), colours.hover);
    }
    let badge = Rect::from_center_size(pos2(rect.left() + 20.0, rect.center().y), vec2(28.0, 28.0));
    ui.painter().rect_filled(badge, CornerRadius::same(7), colours.accent_fill);
    let letter: String = name.chars().next().into_iter().flat_map(char::to_uppercase).collect();
    ui.painter().text(badge.center(), Align2::CENTER_CENTER, letter, Type::Card.font(), colours.on_accent);
    if !slim {
        let text = Rect::from_min_max(
            pos2(rect.left() + 42.0, rect.top() + 4.0),
            pos2(rect.right() - 20.0, rect.center().y + 2.0),
        );
        widgets::painted_text(ui, text, Align2::LEFT_CENTER, &name, Type::BodyStrong, colours.text);
        let file = cx.save.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let below =
            Rect::from_min_max(pos2(text.left(), rect.center().y + 1.0), pos2(text.right(), rect.bottom() - 4.0));
        widgets::painted_text(ui, below, Align2::LEFT_CENTER, &file, Type::Caption, colours.text3);
        let at = pos2(rect.right() - 6.0, rect.center().y);
        ui.painter().text(at, Align2::RIGHT_CENTER, icons::CARET_UP_DOWN, icon_font(14.0), colours.text3);
    }
    focus_ring(ui, &response, 6);
    if response.on_hover_text(tr!("Close this file and choose another")).clicked() {
        cx.send(Intent::Close);
    }
}

fn rail_group(ui: &mut Ui, name: &str, slim: bool) {
    let colours = tokens(ui);
    if slim {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 13.0), Sense::hover());
        let line = rect.shrink2(vec2(8.0, 0.0));
        ui.painter().hline(line.x_range(), rect.center().y, Stroke::new(1.0, colours.border_strong));
    } else {
        ui.add_space(7.0);
        ui.horizontal(|ui| {
            ui.add_space(6.0);
            ui.label(Type::Caption.text(name).color(colours.text3));
        });
    }
}

enum Lead {
    Icon(&'static str),
    Ring(usize, (usize, usize), bool),
}

fn rail_item(ui: &mut Ui, lead: Lead, name: &str, count: &str, here: bool, slim: bool) -> Response {
    let colours = tokens(ui);
    let line = ui.spacing().interact_size.y;
    let height = if matches!(lead, Lead::Icon(_)) && !slim { line - 4.0 } else { line };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let spoken = if count.is_empty() { name.to_owned() } else { format!("{name}, {count}") };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, here, name));
    if here {
        widgets::boxed(ui, rect, 6, colours.raised, colours.border);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(6), colours.hover);
    }
    let x = if slim { rect.center().x } else { rect.left() + 18.0 };
    let centre = pos2(x, rect.center().y);
    match lead {
        Lead::Icon(icon) => {
            ui.painter().text(centre, Align2::CENTER_CENTER, icon, icon_font(16.0), colours.text2);
        }
        Lead::Ring(number, progress, done) => {
            step_ring(ui, Rect::from_center_size(centre, vec2(21.0, 21.0)), number, progress, done, here);
        }
    }
    if !slim {
        let (style, ink) = if here { (Type::BodyStrong, colours.text) } else { (Type::Body, colours.text2) };
        let mut text = rect;
        text.min.x += 38.0;
        text.max.x -= 40.0;
        widgets::painted_text(ui, text, Align2::LEFT_CENTER, name, style, ink);
        let mut right = rect;
        right.max.x -= 8.0;
        widgets::painted_text(ui, right, Align2::RIGHT_CENTER, count, Type::Caption, colours.text3);
    }
    focus_ring(ui, &response, 6);
    if slim { response.on_hover_text(spoken) } else { response }
}

fn rail_foot(ui: &mut Ui, cx: &mut Cx<'_>, slim: bool) {
    let colours = tokens(ui);
    ui.painter().hline(ui.max_rect().x_range(), ui.max_rect().top(), Stroke::new(1.0, colours.border));
    ui.horizontal_centered(|ui| {
        ui.add_space(12.0);
        if icon_button(ui, icons::SIDEBAR_SIMPLE, &tr!("Widen or slim the rail"), 30.0).clicked() {
            cx.send(Intent::Prefer(Preference::PinRail(slim)));
        }
        if slim {
            return;
        }
        theme_button(ui, cx);
        if icon_button(ui, icons::GEAR, &tr!("Settings"), 30.0).clicked() {
            cx.send(Intent::Show(Dialog::Settings { name: cx.me.to_owned() }));
        }
        if icon_button(ui, icons::COPY, &tr!("Save a copy"), 30.0).clicked() {
            cx.send(Intent::Show(Dialog::copy_of(&cx.save.path)));
        }
    });
}

/// Light or dark, whichever it is not.
fn theme_button(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (icon, name, wanted) = if ui.visuals().dark_mode {
        (icons::SUN, tr!("Light theme"), ThemePreference::Light)
    } else {
        (icons::MOON, tr!("Dark theme"), ThemePreference::Dark)
    };
    if icon_button(ui, icon, &name, 30.0).clicked() {
        cx.send(Intent::Prefer(Preference::Theme(wanted)));
    }
}
