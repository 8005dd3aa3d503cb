//! The editor of one control: guidance, decision in three states, reasons, status, how, owner, what is linked.

use eframe::egui::{CornerRadius, Frame, Label, Margin, RichText, Ui};
use tr::tr;
use uuid::Uuid;

use crate::isms::RegisterName as R;
use crate::isms::controls::{self, Control, ImplementationStatus, Reason};
use crate::isms::risks::RiskId;
use crate::isms::scope::ObligationId;
use crate::isms::steps::Step;
use crate::ui::forms::Sheet;
use crate::ui::intent::{Intent, Screen};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, ChoiceItem, LinkItem, Tone, hint, link_picker, segmented};
use crate::ui::{Cx, icons};

/// Below this height of the window the decision stands above the guidance.
const LOW: f32 = 720.0;

/// Draws the editor.
pub fn control_pane(ui: &mut Ui, cx: &mut Cx<'_>, control: &Control) {
    super::further::identity(ui, cx, control);
    // In a low window the decision would lie below the fold.
    let low = ui.ctx().content_rect().height() < LOW;
    if low {
        decision(ui, cx, control);
    }
    guidance(ui, cx, control);
    if !low {
        decision(ui, cx, control);
    }
    match control.applicable {
        Some(true) => {
            reasons(ui, cx, control);
            implementation(ui, cx, control);
        }
        Some(false) => exclusion(ui, cx, control),
        None => {
            hint(ui, &tr!("Nothing is decided. The Statement of Applicability prints this control as undecided."));
            reasons(ui, cx, control);
        }
    }
    super::linked::show(ui, cx, control);
    super::further::removal(ui, cx, control);
}

fn guidance(ui: &mut Ui, cx: &Cx<'_>, control: &Control) {
    let colours = tokens(ui);
    if let Some(entry) = cx.content.control(&control.reference) {
        ui.add(Label::new(Type::Meta.text(entry.attributes_line()).color(colours.text3)).wrap());
        if !entry.iso2013.is_empty() {
            ui.label(Type::Meta.text(tr!("2013 edition: {}", entry.iso2013.join(", "))).color(colours.text3));
        }
    }
    let Some(text) = cx.content.guidance.control(&control.reference) else { return };
    ui.add_space(6.0);
    Frame::new().fill(colours.sunken).corner_radius(CornerRadius::same(8)).inner_margin(Margin::same(12)).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            widgets::section_label(ui, &tr!("In plain words"));
            widgets::paragraph(ui, &text.plain);
            ui.add_space(4.0);
            ui.collapsing(Type::BodyStrong.text(tr!("What the auditor asks")), |ui| {
                bullets(ui, icons::CHAT_TEXT, &text.asks);
            });
            ui.collapsing(Type::BodyStrong.text(tr!("Typical evidence")), |ui| {
                bullets(ui, icons::PAPERCLIP, &text.evidence);
            });
            if !text.tip.is_empty() {
                ui.collapsing(Type::BodyStrong.text(tr!("Small-company tip")), |ui| widgets::paragraph(ui, &text.tip));
            }
        },
    );
    ui.add_space(8.0);
}

fn bullets(ui: &mut Ui, icon: &str, items: &[String]) {
    let colours = tokens(ui);
    for item in items {
        ui.horizontal_top(|ui| {
            ui.label(RichText::new(icon).size(14.0).line_height(Some(18.0)).color(colours.accent));
            ui.add(Label::new(Type::Body.text(item).color(colours.text2)).wrap());
        });
    }
}

fn decision(ui: &mut Ui, cx: &mut Cx<'_>, control: &Control) {
    widgets::field_label(ui, &tr!("Applies to us"));
    let items = [ChoiceItem::new(true, tr!("Yes")), ChoiceItem::new(false, tr!("No"))];
    let width = ui.available_width();
    let name = tr!("{} applies", control.reference);
    if let Some(answer) = segmented(ui, &name, &items, control.applicable.as_ref(), width) {
        let edit = controls::decide(cx.isms, control.id, answer, cx.me, cx.now.today);
        cx.send(Intent::Edit(edit));
    }
    if let Some(on) = control.decided_on {
        let by = if control.decided_by.is_empty() { tr!("somebody") } else { control.decided_by.clone() };
        let on = widgets::format_date(on);
        let text = if control.decided_in_bulk {
            tr!("Confirmed in bulk by {0} on {1}. Click the answer again to take it back.", by, on)
        } else {
            tr!("Decided by {0} on {1}. Click the answer again to take it back.", by, on)
        };
        hint(ui, &text);
    }
    ui.add_space(8.0);
    if control.applicable.is_none() {
        super::proposals::in_pane(ui, cx, control);
    }
}

fn reasons(ui: &mut Ui, cx: &mut Cx<'_>, control: &Control) {
    widgets::heading(ui, &tr!("Why it is included"), "6.1.3 d", |_| {});
    if control.applicable == Some(true) && !control.has_reason() {
        widgets::note(
            ui,
            Tone::Warn,
            &tr!("No reason yet. Tie it to a risk, a law or a contract, or say the business reason in words."),
        );
    }
    let isms = cx.isms;
    let risks: Vec<Uuid> = control.reason_risks.iter().map(|id| id.0).collect();
    let obligations: Vec<Uuid> = control.reason_obligations.iter().map(|id| id.0).collect();
    let describe = |register: R| move |id: Uuid| isms.get(register, id).map(|record| LinkItem::of(&record));
    let candidates = |register: R| move || isms.all(register).iter().map(LinkItem::of).collect::<Vec<_>>();
    widgets::field_label(ui, &tr!("Risks it treats"));
    let answer = ui
        .push_id("risks", |ui| {
            link_picker(ui, &tr!("Risks it treats"), &risks, &describe(R::Risks), &candidates(R::Risks))
        })
        .inner;
    if let Some((id, given)) = answer.and_then(|list| difference(&risks, &list)) {
        cx.send(Intent::Edit(controls::set_reason(isms, control.id, Reason::Risk(RiskId(id)), given)));
    }
    ui.add_space(4.0);
    widgets::field_label(ui, &tr!("Laws and contracts that require it"));
    let answer = ui
        .push_id("laws", |ui| {
            link_picker(
                ui,
                &tr!("Laws and contracts that require it"),
                &obligations,
                &describe(R::Obligations),
                &candidates(R::Obligations),
            )
        })
        .inner;
    if let Some((id, given)) = answer.and_then(|list| difference(&obligations, &list)) {
        cx.send(Intent::Edit(controls::set_reason(isms, control.id, Reason::Obligation(ObligationId(id)), given)));
    }
    ui.add_space(4.0);
    let mut sheet = Sheet::new(ui, cx, control);
    sheet.text(tr!("Business reason, in words"), "/reason_business", &control.reason_business);
    sheet.hint("control.reasons");
}

/// The one id that was added or taken away.
fn difference(before: &[Uuid], after: &[Uuid]) -> Option<(Uuid, bool)> {
    let added = after.iter().find(|id| !before.contains(id)).map(|id| (*id, true));
    added.or_else(|| before.iter().find(|id| !after.contains(id)).map(|id| (*id, false)))
}

fn implementation(ui: &mut Ui, cx: &mut Cx<'_>, control: &Control) {
    ui.add_space(4.0);
    widgets::divider(ui);
    ui.add_space(6.0);
    let mut sheet = Sheet::new(ui, cx, control);
    sheet.segments(tr!("Status"), "/status", ImplementationStatus::ALL, ImplementationStatus::label, control.status);
    sheet.long(tr!("How we do it"), "/how", &control.how);
    sheet.hint("control.how");
    sheet.person(tr!("Control owner"), "/owner", control.owner);
    if control.status != Some(ImplementationStatus::Implemented) {
        sheet.date(tr!("Due"), "/due", control.due);
        sheet.hint("control.due");
    }
    sheet.long(tr!("Notes"), "/notes", &control.notes);
}

fn exclusion(ui: &mut Ui, cx: &mut Cx<'_>, control: &Control) {
    let mut sheet = Sheet::new(ui, cx, control);
    sheet.long(tr!("Why it is excluded"), "/exclusion", &control.exclusion);
    sheet.hint("control.exclusion");
    if control.exclusion.trim().is_empty() {
        widgets::note(ui, Tone::Warn, &tr!("An exclusion needs a reason in words."));
    } else if let Err(question) = controls::check_justification(&control.exclusion) {
        widgets::note(ui, Tone::Warn, &question.to_string());
    }
    conflict(ui, cx, control);
}

/// An excluded control that a risk uses: the way to each of them.
fn conflict(ui: &mut Ui, cx: &mut Cx<'_>, control: &Control) {
    let risks = cx.derived.control_use(control.id).risks;
    if risks.is_empty() {
        return;
    }
    ui.add_space(4.0);
    let text = tr!("A risk uses this control. Decide that it applies, or take it out of each of these risks.");
    widgets::note(ui, Tone::Danger, &text);
    let isms = cx.isms;
    ui.horizontal_wrapped(|ui| {
        for risk in risks.iter().filter_map(|id| isms.risks.get(*id)) {
            let name = tr!("Go to risk {}", risk.reference);
            if Button::secondary(&risk.reference).small().named(name).show(ui).clicked() {
                cx.send(Intent::Reveal(Screen::Step(Step::Risk), R::Risks, Some(risk.id.0)));
            }
        }
    });
}
