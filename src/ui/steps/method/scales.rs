//! The levels of likelihood and impact as rows: number, name, hint, words, and the words for each area of impact.

use eframe::egui::{CollapsingHeader, TextEdit, Ui, vec2};
use tr::tr;

use super::{decide, numeral};
use crate::isms::method::{FEWEST_LEVELS, MOST_LEVELS, Method, Scale, add_area, name_area, remove_area, set_levels};
use crate::ui::drafts::DraftKind;
use crate::ui::theme::{CONTROL, Type, tokens};
use crate::ui::widgets::{self, Bare, Button, Form, hint, icon_button};
use crate::ui::{Cx, icons};

/// The card of likelihood.
pub(super) fn likelihood(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    head(ui, cx, method, Scale::Likelihood);
    hint(ui, cx.content.guidance.field("method.likelihood"));
    rows(ui, cx, method, Scale::Likelihood);
}

/// The card of impact, with its areas.
pub(super) fn impact(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    head(ui, cx, method, Scale::Impact);
    hint(ui, cx.content.guidance.field("method.impact"));
    rows(ui, cx, method, Scale::Impact);
    ui.add_space(2.0);
    widgets::divider(ui);
    areas(ui, cx, method);
}

/// The title with the number of levels and its two buttons.
fn head(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method, scale: Scale) {
    let count = method.scale(scale).len();
    widgets::heading(ui, &scale.label(), "", |ui| {
        let mut wanted = None;
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.add_enabled_ui(count < MOST_LEVELS, |ui| {
            if icon_button(ui, icons::PLUS, &tr!("One more level of {}", scale.word()), 28.0).clicked() {
                wanted = Some(count + 1);
            }
        });
        ui.label(Type::BodyStrong.text(tr!("{} levels", count)).color(tokens(ui).text));
        ui.add_enabled_ui(count > FEWEST_LEVELS, |ui| {
            if icon_button(ui, icons::MINUS, &tr!("One level of {} less", scale.word()), 28.0).clicked() {
                wanted = Some(count - 1);
            }
        });
        if let Some(wanted) = wanted {
            decide(cx, wanted < count, method.id, move |isms, id| set_levels(isms, id, scale, wanted));
        }
    });
}

fn rows(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method, scale: Scale) {
    let wide = ui.available_width() > 600.0;
    let measure = match scale {
        Scale::Likelihood => tr!("How often, in numbers"),
        Scale::Impact => tr!("How much, in numbers"),
    };
    if wide {
        titles(ui, &[(32.0, String::new()), (132.0, tr!("Name")), (172.0, measure.clone()), (0.0, tr!("In words"))]);
    }
    for index in 0..method.scale(scale).len() {
        row(ui, cx, method, (scale, index), &measure, wide);
    }
}

/// One level: number, name, numbers, words; where it is narrow, the words stand below.
fn row(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method, (scale, index): (Scale, usize), measure: &str, wide: bool) {
    let Some(level) = method.scale(scale).get(index) else { return };
    let key = match scale {
        Scale::Likelihood => "likelihood",
        Scale::Impact => "impact",
    };
    let form = Form::of(method);
    let label = tr!("{0} {1}", scale.label(), index + 1);
    let pointer = |field: &str| format!("/{key}/{index}/{field}");
    let bare = |width| Bare { value: &level.name, kind: DraftKind::Text, rows: 1, example: "", width };
    let words = |ui: &mut Ui, cx: &mut Cx<'_>| {
        let bare = Bare { value: &level.words, rows: 2, ..bare(ui.available_width()) };
        form.bare(ui, cx, &tr!("{} in words", label), pointer("words"), bare);
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        numeral(ui, index + 1);
        let half = (ui.available_width() - 8.0) / 2.0;
        let (name, hint) = if wide { (124.0, 164.0) } else { (half, half) };
        form.bare(ui, cx, &label, pointer("name"), Bare { example: &tr!("Name"), ..bare(name) });
        let bare = Bare { value: &level.hint, example: measure, ..bare(hint) };
        form.bare(ui, cx, &tr!("{} in numbers", label), pointer("hint"), bare);
        if wide {
            words(ui, cx);
        }
    });
    if !wide {
        ui.horizontal_top(|ui| {
            ui.add_space(32.0);
            words(ui, cx);
        });
    }
}

/// The heads of columns; a width of 0 takes the rest.
pub(super) fn titles(ui: &mut Ui, columns: &[(f32, String)]) {
    let colour = tokens(ui).text3;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (width, title) in columns {
            let width = if *width > 0.0 { *width } else { ui.available_width() };
            let (rect, _) = ui.allocate_exact_size(vec2(width, 16.0), eframe::egui::Sense::hover());
            widgets::painted_text(ui, rect, eframe::egui::Align2::LEFT_CENTER, title, Type::Meta, colour);
        }
    });
}

/// Effects that companies look at; each is only a proposal for a name.
fn proposals() -> [String; 7] {
    [
        tr!("Confidentiality"),
        tr!("Integrity"),
        tr!("Availability"),
        tr!("Money"),
        tr!("Clients"),
        tr!("Law and contracts"),
        tr!("People"),
    ]
}

fn areas(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    widgets::section_label(ui, &tr!("Impact by area"));
    hint(
        ui,
        &tr!(
            "Say what each level means for confidentiality, integrity and availability, or for money, clients and law. The worst area sets the level."
        ),
    );
    for (index, name) in method.impact_areas.iter().enumerate() {
        area(ui, cx, method, index, name);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for name in proposals().into_iter().filter(|name| !method.impact_areas.contains(name)) {
            if Button::secondary(&name).icon(icons::PLUS).small().named(tr!("Add the area {}", name)).show(ui).clicked()
            {
                decide(cx, false, method.id, move |isms, id| add_area(isms, id, &name));
            }
        }
    });
    own_area(ui, cx, method);
}

/// A line for the name of an area that is not among the proposals.
fn own_area(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    let id = ui.scope_id().with("own area");
    let mut name = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
    ui.horizontal(|ui| {
        let example = Type::Body.text(tr!("Another area")).color(tokens(ui).text3);
        let edit = TextEdit::singleline(&mut name).hint_text(example).desired_width(180.0);
        let response = ui.add(edit.margin(eframe::egui::Margin::symmetric(10, 7)).min_size(vec2(0.0, CONTROL)));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(tr!("Another area")));
        let why = name.trim().is_empty().then(|| tr!("Name the area first, for example Reputation."));
        let add = tr!("Add the area");
        if Button::secondary(&add).disabled_because(why.as_deref()).show(ui).clicked() {
            let wanted = std::mem::take(&mut name);
            decide(cx, false, method.id, move |isms, id| add_area(isms, id, &wanted));
        }
    });
    ui.data_mut(|data| data.insert_temp(id, name));
}

/// One area: its name, and what each level means in it.
fn area(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method, index: usize, name: &str) {
    let said = method.impact.iter().filter(|level| !level.words_for(index).is_empty()).count();
    let title = tr!("{0}: {1} of {2} levels described", name, said, method.impact.len());
    let salt = ("area", method.id.0, index);
    CollapsingHeader::new(Type::BodyStrong.text(title)).id_salt(salt).default_open(said == 0).show(ui, |ui| {
        let form = Form::of(method);
        for (number, level) in method.impact.iter().enumerate() {
            ui.horizontal_top(|ui| {
                numeral(ui, number + 1);
                let label = tr!("Impact {0} for {1}", number + 1, name);
                let pointer = format!("/impact/{number}/by_area/{index}");
                let value = level.by_area.get(index).map_or("", String::as_str);
                let width = ui.available_width();
                let bare = Bare { value, kind: DraftKind::Text, rows: 1, example: &level.name, width };
                form.bare(ui, cx, &label, pointer, bare);
            });
        }
        ui.horizontal(|ui| {
            rename(ui, cx, method, index, name);
            if Button::quiet(&tr!("Remove")).named(tr!("Remove the area {}", name)).show(ui).clicked() {
                decide(cx, true, method.id, move |isms, id| remove_area(isms, id, index));
            }
        });
    });
}

fn rename(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method, index: usize, name: &str) {
    let id = ui.scope_id().with(("rename", index));
    let mut typed = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_else(|| name.to_owned());
    let edit = TextEdit::singleline(&mut typed).desired_width(180.0).margin(eframe::egui::Margin::symmetric(10, 7));
    let response = ui.add(edit.min_size(vec2(0.0, CONTROL)));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(tr!("Name of the area {}", name)));
    if response.lost_focus() && typed.trim() != name {
        let wanted = typed.clone();
        decide(cx, false, method.id, move |isms, id| name_area(isms, id, index, &wanted));
    }
    if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(id, typed));
    } else {
        ui.data_mut(|data| data.remove::<String>(id));
    }
}
