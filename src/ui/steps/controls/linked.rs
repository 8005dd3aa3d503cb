//! What belongs to a control: risks, documents, tasks, and the evidence, with the place to drop it.

use eframe::egui::{CornerRadius, Frame, Key, Label, Margin, Modifiers, RichText, Sense, Ui, vec2};
use serde_json::json;
use tr::tr;

use crate::isms::RegisterName as R;
use crate::isms::actions::Action;
use crate::isms::controls::Control;
use crate::isms::evidence::Evidence;
use crate::isms::steps::Step;
use crate::ui::dialogs::Dialog;
use crate::ui::intent::{AttachTo, Intent, Screen};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, format_date, hint, level_badge, level_word};
use crate::ui::{Cx, icons};

/// Draws all of it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, control: &Control) {
    risks_and_documents(ui, cx, control);
    if control.applicable != Some(false) {
        tasks(ui, cx, control);
        evidence(ui, cx, control);
    }
}

fn section(ui: &mut Ui, title: &str, right: impl FnOnce(&mut Ui)) {
    ui.add_space(6.0);
    widgets::divider(ui);
    ui.add_space(6.0);
    widgets::heading(ui, title, "", right);
}

/// A reference that leads to its record, and its name.
fn line(ui: &mut Ui, cx: &mut Cx<'_>, reference: &str, name: &str, to: Intent, between: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        if Button::link(reference).show(ui).clicked() {
            cx.send(to);
        }
        between(ui);
        ui.add(Label::new(Type::Body.text(name).color(tokens(ui).text)).truncate());
    });
}

fn risks_and_documents(ui: &mut Ui, cx: &mut Cx<'_>, control: &Control) {
    let used = cx.derived.control_use(control.id);
    section(ui, &tr!("Linked"), |_| {});
    let isms = cx.isms;
    for risk in used.risks.iter().filter_map(|id| isms.risks.get(*id)) {
        let to = Intent::Reveal(Screen::Step(Step::Risk), R::Risks, Some(risk.id.0));
        line(ui, cx, &risk.reference, &risk.name, to, |ui| {
            let method = isms.method_of(risk);
            if let (Some(method), Some(score)) = (method, risk.current.score(method)) {
                let (rect, _) = ui.allocate_exact_size(vec2(30.0, 20.0), Sense::hover());
                level_badge(ui, rect.left_center(), &score.to_string(), level_word(method, score).0);
            }
        });
    }
    for document in used.documents.iter().filter_map(|id| isms.documents.get(*id)) {
        let to = Intent::Reveal(Screen::Step(Step::Documents), R::Documents, Some(document.id.0));
        line(ui, cx, &document.reference, &document.name, to, |_| {});
    }
    if used.risks.is_empty() && used.documents.is_empty() {
        hint(ui, &tr!("No risk or document is linked yet."));
    }
}

/// Actions that put the control in place.
fn tasks(ui: &mut Ui, cx: &mut Cx<'_>, control: &Control) {
    section(ui, &tr!("Tasks"), |ui| {
        let name = tr!("Add a task to {}", control.reference);
        if Button::link(&tr!("Add")).named(name).show(ui).clicked() {
            cx.send(Intent::Add(R::Actions, vec![("/control", json!(control.id.0))]));
        }
    });
    let isms = cx.isms;
    let tasks: Vec<&Action> = isms.actions.iter().filter(|action| action.control == Some(control.id)).collect();
    for task in &tasks {
        let to = Intent::Reveal(Screen::Register(R::Actions), R::Actions, Some(task.id.0));
        let name = if task.name.trim().is_empty() { tr!("Without a name yet") } else { task.name.clone() };
        line(ui, cx, &task.reference, &name, to, |_| {});
        let late = task.is_overdue(cx.now.today);
        let status = task.status.map_or_else(|| tr!("no status"), |status| status.label());
        let due = task.due.map_or_else(|| tr!("no date"), |due| tr!("due {}", format_date(due)));
        let who = isms.person_name(task.owner);
        let who = if who.is_empty() { tr!("nobody named") } else { who.to_owned() };
        let ink = if late { tokens(ui).danger } else { tokens(ui).text3 };
        ui.label(Type::Meta.text(format!("{status}, {due}, {who}")).color(ink));
    }
    if tasks.is_empty() {
        hint(ui, &tr!("No task yet. Add one for each thing that is still to be done."));
    }
}

fn evidence(ui: &mut Ui, cx: &mut Cx<'_>, control: &Control) {
    section(ui, &tr!("Evidence"), |ui| {
        let name = tr!("Add evidence that lies elsewhere");
        if Button::link(&tr!("Add a link")).named(name).show(ui).clicked() {
            cx.send(Intent::Add(R::Evidence, vec![("/controls", json!([control.id.0]))]));
        }
    });
    let isms = cx.isms;
    let found: Vec<&Evidence> = isms.evidence.iter().filter(|e| e.controls.contains(&control.id)).collect();
    for item in &found {
        let to = Intent::Reveal(Screen::Register(R::Evidence), R::Evidence, Some(item.id.0));
        let icon = if item.content.is_empty() { icons::LINK_SIMPLE } else { icons::PAPERCLIP };
        line(ui, cx, &item.reference, &item.name, to, |ui| {
            ui.label(RichText::new(icon).size(14.0).color(tokens(ui).text3));
        });
        let (text, ink) = match item.effective {
            Some(on) => (tr!("for {}", format_date(on)), tokens(ui).text3),
            None => (tr!("Nobody has said yet for which day it counts."), tokens(ui).warn),
        };
        ui.label(Type::Meta.text(text).color(ink));
    }
    drop_zone(ui, cx, control, found.is_empty());
}

/// The place to drop a file, with the button beside it. The whole window takes files; this says so.
fn drop_zone(ui: &mut Ui, cx: &mut Cx<'_>, control: &Control, none: bool) {
    let colours = tokens(ui);
    let hovering = ui.input(|input| !input.raw.hovered_files.is_empty());
    let (fill, line) =
        if hovering { (colours.accent_tint, colours.accent) } else { (colours.surface, colours.border_strong) };
    let frame = Frame::new().fill(fill).corner_radius(CornerRadius::same(8)).inner_margin(Margin::symmetric(12, 10));
    ui.add_space(4.0);
    let key = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::E));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.label(RichText::new(icons::PAPERCLIP).size(18.0).color(colours.text2));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let title = if none { tr!("No evidence yet") } else { tr!("More evidence") };
                ui.label(Type::BodyStrong.text(title).color(colours.text));
                ui.label(Type::Meta.text(tr!("Drop a file on the window")).color(colours.text3));
            });
            ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
                Button::secondary(&tr!("Add a file")).shortcut("Ctrl E").show(ui).clicked()
            })
            .inner
        })
        .inner
    });
    dashed(ui, shown.response.rect, line);
    if shown.inner || key {
        cx.send(Intent::Show(Dialog::attach(AttachTo::Control(control.id))));
    }
}

/// A dashed outline: there is none in the painter, so it is drawn as four dashed lines.
fn dashed(ui: &Ui, rect: eframe::egui::Rect, colour: eframe::egui::Color32) {
    let rect = rect.shrink(0.5);
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    let stroke = eframe::egui::Stroke::new(1.0, colour);
    ui.painter().extend(eframe::egui::Shape::dashed_line(&corners, stroke, 5.0, 4.0));
}
