//! Approval of the method, what differs from the version before, and the way to the next version.

use eframe::egui::{Frame, Label, Margin, Ui};
use tr::tr;

use super::super::acts::{act_by_person, standing_note};
use super::decide;
use crate::isms::Rule;
use crate::isms::approval::{Approval, Standing};
use crate::isms::method::{self, Method, differences, discard, history, revise};
use crate::ui::dialogs::Dialog;
use crate::ui::forms::Sheet;
use crate::ui::intent::Intent;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, format_date, hint};
use crate::ui::{Cx, icons};

/// How many differences are shown before the rest is counted.
const SHOWN: usize = 12;

/// Draws the cards below the method.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    let approved = method.approval.is_some();
    if approved {
        widgets::card(ui, |ui| approve(ui, cx, method));
    }
    if let Some(before) = method.previous.and_then(|id| cx.isms.methods.get(id)) {
        widgets::card(ui, |ui| compare(ui, cx, before, method));
    }
    if !approved {
        widgets::card(ui, |ui| approve(ui, cx, method));
    }
    let versions = history(cx.isms, method);
    if versions.len() > 1 {
        widgets::card(ui, |ui| past(ui, &versions));
    }
}

fn compare(ui: &mut Ui, cx: &mut Cx<'_>, before: &Method, method: &Method) {
    widgets::heading(ui, &tr!("What differs from version {}", before.version), "", |_| {});
    let list = differences(before, method);
    let colours = tokens(ui);
    if list.is_empty() {
        hint(ui, &tr!("Nothing yet. Change what has to change above; version {} stays in use.", before.version));
    }
    ui.spacing_mut().item_spacing.y = 4.0;
    for line in list.iter().take(SHOWN) {
        ui.horizontal_top(|ui| {
            ui.label(Type::Body.text("•").color(colours.accent));
            ui.add(Label::new(Type::Body.text(line).color(colours.text)).wrap());
        });
    }
    if list.len() > SHOWN {
        hint(ui, &tr!("And {} more.", list.len() - SHOWN));
    }
    ui.add_space(4.0);
    if method.approval.is_none() {
        Sheet::new(ui, cx, method).long(tr!("What changed, and why"), "/change", &method.change);
        hint(ui, &tr!("One sentence for the version history, for example: Four levels of impact are enough for us."));
    } else {
        widgets::paragraph(ui, &method.change);
    }
}

fn approve(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    let title = if method.approval.is_some() && !method.name.is_empty() {
        tr!("{0}, version {1}", method.name, method.version)
    } else {
        tr!("Approval")
    };
    widgets::heading(ui, &title, "6.1.2", |ui| {
        // The document prints the version in use, and says what the next one would change.
        if cx.isms.current_method().is_some_and(|current| current.id == method.id) {
            print(ui, cx);
        }
    });
    let standing = Approval::standing(method.approval.as_ref(), &method.digest());
    let stale = tr!("The method changed afterwards. Have it approved again.");
    standing_note(ui, method.approval.as_ref(), standing, &stale);
    if standing == Standing::Valid {
        next_version(ui, cx, method);
        return;
    }
    let gap = cx.isms.method_gap(method);
    let name = tr!("Method approved");
    if let Some((by, on)) = act_by_person(ui, cx, &name, &tr!("Approve the method"), gap.as_deref()) {
        let (id, now) = (method.id, cx.now);
        cx.send(Intent::Decide(Rule::new(move |isms, _| method::approve(isms, id, by, on, now))));
        cx.state.views.method.in_use = false;
    }
    let used = cx.isms.risks.iter().any(|risk| risk.method == Some(method.id));
    if method.approval.is_none() && !used {
        ui.add_space(4.0);
        if Button::quiet(&tr!("Discard this draft")).icon(icons::TRASH).show(ui).clicked() {
            decide(cx, true, method.id, discard);
        }
    }
}

fn next_version(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    if cx.isms.draft_method().is_some() {
        hint(ui, &tr!("The next version is being prepared. This one stays in use until that is approved."));
        return;
    }
    if cx.isms.current_method().is_none_or(|current| current.id != method.id) {
        return;
    }
    hint(
        ui,
        &tr!(
            "An approved version never changes. The next one starts as its copy, and this one stays in use until then."
        ),
    );
    if Button::secondary(&tr!("Change the method")).icon(icons::PENCIL_SIMPLE).show(ui).clicked() {
        let id = method.id;
        cx.state.views.method.in_use = false;
        cx.send(Intent::Decide(Rule::new(move |isms, outside| revise(isms, id, outside))));
    }
}

fn print(ui: &mut Ui, cx: &mut Cx<'_>) {
    let print = tr!("Print");
    let button = Button::secondary(&print).icon(icons::PRINTER).small().named(tr!("Print the method"));
    if button.show(ui).clicked() {
        let dialog = Dialog::export(&cx.save.path, "risk-method");
        cx.send(Intent::Show(dialog));
    }
}

/// The approved versions, the newest first.
fn past(ui: &mut Ui, versions: &[&Method]) {
    widgets::heading(ui, &tr!("Versions"), "", |_| {});
    let colours = tokens(ui);
    for version in versions {
        let Some(approval) = &version.approval else { continue };
        Frame::new().inner_margin(Margin::symmetric(0, 2)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let on = approval.on.map(format_date).unwrap_or_default();
            let who = tr!("{0}, approved by {1} on {2}", version.version, approval.name, on);
            ui.label(Type::BodyStrong.text(who).color(colours.text));
            let change = if version.change.is_empty() { tr!("The first version.") } else { version.change.clone() };
            ui.add(Label::new(Type::Body.text(change).color(colours.text2)).wrap());
        });
    }
}
