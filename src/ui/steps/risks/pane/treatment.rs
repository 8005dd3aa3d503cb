//! The treatment of one risk: what contradicts itself, controls, actions.

use eframe::egui::{Frame, Label, Margin, RichText, Ui};
use tr::tr;
use uuid::Uuid;

use crate::isms::RegisterName as R;
use crate::isms::actions::{Action, ActionStatus};
use crate::isms::controls::{self, ControlId};
use crate::isms::risks::{Conflict, Risk, conflicts};
use crate::ui::intent::{Intent, Screen};
use crate::ui::steps::home;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, ChoiceItem, Form, LinkItem, format_date, hint, icon_button, link_picker};
use crate::ui::{Cx, icons};

/// What contradicts itself about the risk, each with the way to what can end it.
pub(super) fn contradictions(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk) {
    let found = conflicts(cx.isms, risk, cx.now.today);
    for conflict in &found {
        contradiction(ui, cx, conflict);
    }
    if !found.is_empty() {
        ui.add_space(6.0);
    }
}

fn contradiction(ui: &mut Ui, cx: &mut Cx<'_>, conflict: &Conflict) {
    let colours = tokens(ui);
    Frame::new().fill(colours.warn_tint).corner_radius(8).inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            ui.label(RichText::new(icons::WARNING_FILL).size(16.0).color(colours.warn));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add(Label::new(Type::Body.text(&conflict.sentence).color(colours.text)).wrap());
                ui.horizontal_wrapped(|ui| {
                    for (register, id) in &conflict.records {
                        go_to(ui, cx, *register, *id);
                    }
                });
            });
        });
    });
}

fn go_to(ui: &mut Ui, cx: &mut Cx<'_>, register: R, id: Uuid) {
    let Some(record) = cx.isms.get(register, id) else { return };
    if Button::link(&tr!("Go to {}", record.title())).show(ui).clicked()
        && let Some(screen) = home(register)
    {
        cx.send(Intent::Reveal(screen, register, Some(id)));
    }
}

/// Controls relied on and planned.
pub(super) fn control_links(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk) {
    let isms = cx.isms;
    let describe = |id: Uuid| isms.get(R::Controls, id).map(|record| LinkItem::of(&record));
    let candidates = || {
        isms.controls
            .iter()
            .filter(|c| c.applicable != Some(false))
            .map(|c| LinkItem { id: c.id.0, short: c.reference.clone(), long: c.name.clone() })
            .collect()
    };
    let ids = |list: &[ControlId]| list.iter().map(|id| id.0).collect::<Vec<Uuid>>();
    let back = |list: &[Uuid]| list.iter().copied().map(ControlId).collect::<Vec<ControlId>>();
    widgets::field_label(ui, &tr!("Controls relied on now"));
    let relied = ui
        .push_id("relied", |ui| {
            link_picker(ui, &tr!("Controls relied on now"), &ids(&risk.controls_relied), &describe, &candidates)
        })
        .inner;
    ui.add_space(4.0);
    widgets::field_label(ui, &tr!("Controls planned"));
    let planned = ui
        .push_id("planned", |ui| {
            link_picker(ui, &tr!("Controls planned"), &ids(&risk.controls_planned), &describe, &candidates)
        })
        .inner;
    hint(ui, cx.content.guidance.field("risk.controls"));
    super::super::suggested::suggested_controls(ui, cx, risk);
    if relied.is_some() || planned.is_some() {
        let relied = relied.map_or_else(|| risk.controls_relied.clone(), |list| back(&list));
        let planned = planned.map_or_else(|| risk.controls_planned.clone(), |list| back(&list));
        let edit = controls::link_risk(isms, risk.id, &relied, &planned);
        cx.send(Intent::Edit(edit));
    }
    ui.add_space(6.0);
}

/// The actions of the treatment plan for this risk: a line each, editable where it stands.
pub(super) fn actions(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk) {
    let isms = cx.isms;
    widgets::heading(ui, &tr!("Actions"), "6.1.3 e", |ui| {
        if Button::link(&tr!("Add an action")).show(ui).clicked() {
            let fields = vec![("/risks", serde_json::json!([risk.id.0]))];
            cx.send(Intent::Add(R::Actions, fields));
        }
    });
    for action in isms.actions_of(risk.id) {
        ui.push_id(action.id.0, |ui| action_lines(ui, cx, action));
    }
}

fn action_lines(ui: &mut Ui, cx: &mut Cx<'_>, action: &Action) {
    let colours = tokens(ui);
    let id = ui.scope_id().with("open");
    let mut open = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    ui.horizontal(|ui| {
        let (icon, word) = if open {
            (icons::CARET_DOWN, tr!("Close {}", action.reference))
        } else {
            (icons::CARET_RIGHT, tr!("Change {} here", action.reference))
        };
        if icon_button(ui, icon, &word, 24.0).clicked() {
            open = !open;
        }
        if Button::link(&action.reference).show(ui).clicked() {
            cx.send(Intent::Reveal(Screen::Register(R::Actions), R::Actions, Some(action.id.0)));
        }
        let name = if action.name.trim().is_empty() { tr!("Without a name yet") } else { action.name.clone() };
        ui.add(Label::new(Type::Body.text(name).color(colours.text)).truncate());
    });
    ui.data_mut(|data| data.insert_temp(id, open));
    if open {
        action_fields(ui, cx, action);
    } else {
        summary(ui, cx, action);
    }
}

/// Who, by when, how far, for how much; what nobody entered is left out.
fn summary(ui: &mut Ui, cx: &Cx<'_>, action: &Action) {
    let colours = tokens(ui);
    let status = action.status.map_or_else(|| tr!("Status undecided"), ActionStatus::label);
    let who = cx.isms.person_name(action.owner).to_owned();
    let due = action.due.map(|due| tr!("by {}", format_date(due))).unwrap_or_default();
    let currency = cx.isms.profile().map_or("", |profile| profile.currency.as_str());
    let cost = action.cost.map(|cost| format!("{currency} {cost}").trim().to_owned()).unwrap_or_default();
    let parts: Vec<String> = [who, due, status, cost].into_iter().filter(|part| !part.is_empty()).collect();
    ui.horizontal(|ui| {
        ui.add_space(32.0);
        if action.is_overdue(cx.now.today) {
            ui.label(Type::Meta.text(tr!("Overdue")).color(colours.warn));
        }
        hint(ui, &parts.join(", "));
    });
}

fn action_fields(ui: &mut Ui, cx: &mut Cx<'_>, action: &Action) {
    let form = Form::of(action);
    let statuses: Vec<ChoiceItem<ActionStatus>> =
        ActionStatus::ALL.iter().map(|status| ChoiceItem::new(*status, status.label())).collect();
    form.text(ui, cx, &tr!("What is done"), "/name", &action.name);
    ui.columns(2, |columns| {
        if let [left, right] = columns {
            form.person(left, cx, &tr!("Owner of {}", action.reference), "/owner", action.owner);
            form.choice(left, cx, &tr!("Status"), "/status", &statuses, action.status.as_ref());
            form.date(right, cx, &tr!("Due"), "/due", action.due);
            form.number(right, cx, &tr!("Cost"), "/cost", action.cost);
        }
    });
    ui.add_space(6.0);
}
