//! The Statement of Applicability as a whole: how far it is, what is still open, its approval and its versions.

use eframe::egui::{Frame, Margin, ScrollArea, TextEdit, Ui};
use tr::tr;

use super::super::acts::{act_by_person, standing_note};
use super::versions;
use crate::isms::RegisterName as R;
use crate::isms::approval::Standing;
use crate::isms::controls::ControlId;
use crate::isms::documents::statement_record;
use crate::isms::risks::RiskId;
use crate::isms::statement::{Gap, StatementApproval, newest_version};
use crate::isms::steps::Step;
use crate::ui::dialogs::Dialog;
use crate::ui::intent::{Intent, Screen};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, Tone, hint};
use crate::ui::{Cx, icons};

/// How many controls of a point are shown as links.
const LINKS: usize = 8;

/// Draws the tab "Statement".
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    ScrollArea::vertical().id_salt("statement").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 14.0;
            ui.set_max_width(ui.available_width().min(860.0));
            widgets::card(ui, |ui| standing(ui, cx));
            super::proposals::card(ui, cx);
            widgets::card(ui, |ui| open_points(ui, cx));
            widgets::card(ui, |ui| approval(ui, cx));
            if !cx.isms.soa_versions.is_empty() {
                widgets::card(ui, |ui| versions::list(ui, cx));
                widgets::card(ui, |ui| versions::compare(ui, cx));
            }
        });
    });
}

fn standing(ui: &mut Ui, cx: &mut Cx<'_>) {
    widgets::heading(ui, &tr!("Statement of Applicability"), "6.1.3 d", |ui| {
        if Button::secondary(&tr!("Print"))
            .icon(icons::PRINTER)
            .small()
            .named(tr!("Print the statement"))
            .show(ui)
            .clicked()
        {
            cx.send(Intent::Show(Dialog::export(&cx.save.path, "soa")));
        }
    });
    let version = newest_version(cx.isms);
    match (version, cx.derived.statement) {
        (Some(version), Some(standing)) => {
            ui.label(Type::Body.text(tr!("Version {}", version.version)).color(tokens(ui).text2));
            let stale = tr!("The controls changed afterwards. Approve a new version.");
            standing_note(ui, version.approval.as_ref(), standing, &stale);
        }
        _ => {
            widgets::note(ui, Tone::Info, &tr!("A draft: nobody has approved it yet, and every printed page says so."));
        }
    }
    if let Some(record) = statement_record(cx.isms) {
        if Button::link(&tr!("Document control: {}", record.reference)).show(ui).clicked() {
            cx.send(Intent::Reveal(Screen::Step(Step::Documents), R::Documents, Some(record.id.0)));
        }
    } else if Button::link(&tr!("Put it under document control")).show(ui).clicked() {
        cx.send(Intent::ControlStatement);
    }
}

fn open_points(ui: &mut Ui, cx: &mut Cx<'_>) {
    widgets::heading(ui, &tr!("Still open"), "", |_| {});
    if cx.derived.open_points.is_empty() {
        widgets::note(ui, Tone::Success, &tr!("Nothing is open. The statement can be approved."));
        return;
    }
    hint(
        ui,
        &tr!("Every point has to be closed before the statement can be approved. A reference leads to its control."),
    );
    for point in cx.derived.open_points.clone() {
        ui.add_space(2.0);
        let count = point.controls.len();
        widgets::section_label(ui, &format!("{} {count}", point.gap.label()));
        if point.gap == Gap::Conflict {
            point.controls.iter().for_each(|(id, risks)| conflict(ui, cx, *id, risks));
            continue;
        }
        ui.horizontal_wrapped(|ui| {
            point.controls.iter().take(LINKS).for_each(|(id, _)| to_control(ui, cx, *id));
            if count > LINKS {
                ui.label(Type::Body.text(tr!("and {} more", count - LINKS)).color(tokens(ui).text3));
            }
        });
    }
}

fn to_control(ui: &mut Ui, cx: &mut Cx<'_>, id: ControlId) {
    let Some(control) = cx.isms.controls.get(id) else { return };
    if Button::link(&control.reference).named(tr!("Go to {}", control.reference)).show(ui).clicked() {
        cx.intents.push(Intent::Reveal(Screen::Step(Step::Controls), R::Controls, Some(id.0)));
    }
}

/// An excluded control beside every risk that uses it: one of the two has to change.
fn conflict(ui: &mut Ui, cx: &mut Cx<'_>, id: ControlId, risks: &[RiskId]) {
    let isms = cx.isms;
    ui.horizontal_wrapped(|ui| {
        to_control(ui, cx, id);
        ui.label(Type::Body.text(tr!("is used by")).color(tokens(ui).text2));
        for risk in risks.iter().filter_map(|id| isms.risks.get(*id)) {
            if Button::link(&risk.reference).named(tr!("Go to risk {}", risk.reference)).show(ui).clicked() {
                cx.send(Intent::Reveal(Screen::Step(Step::Risk), R::Risks, Some(risk.id.0)));
            }
        }
    });
}

fn approval(ui: &mut Ui, cx: &mut Cx<'_>) {
    widgets::heading(ui, &tr!("Approval"), "6.1.3 d", |_| {});
    // A new version starts with empty fields; a refused one keeps what was typed.
    let version = cx.isms.soa_versions.len();
    let change = local_text(ui, &tr!("What changed"), ("change", version));
    hint(ui, &tr!("A few words for the version history. For example: first version."));
    let reason = local_text(ui, &tr!("Why the author approves it"), ("reason", version));
    hint(ui, &tr!("Only when nobody else can. It is printed beside the approval."));
    let why_not = if !cx.derived.open_points.is_empty() {
        Some(tr!("Close the open points first."))
    } else if cx.derived.statement == Some(Standing::Valid) {
        Some(tr!("Nothing has changed since the last approved version."))
    } else {
        None
    };
    let name = tr!("Statement approved");
    if let Some((by, on)) = act_by_person(ui, cx, &name, &tr!("Approve the statement"), why_not.as_deref()) {
        cx.send(Intent::ApproveStatement(StatementApproval { by, on, change, reason }));
    }
}

/// A line of text that belongs to an act, not to a record.
fn local_text(ui: &mut Ui, label: &str, salt: (&str, usize)) -> String {
    let id = ui.scope_id().with(salt);
    let mut text = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
    let name = widgets::field_label(ui, label);
    let width = ui.available_width();
    ui.add(TextEdit::singleline(&mut text).id(id.with("field")).margin(Margin::symmetric(10, 7)).desired_width(width))
        .labelled_by(name.id);
    ui.data_mut(|data| data.insert_temp(id, text.clone()));
    text
}
