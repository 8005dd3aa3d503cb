//! Proposals for undecided controls, each with its grounds: one by one in the pane, many at once as a list.

use eframe::egui::{CornerRadius, Frame, Label, Margin, ScrollArea, TextEdit, Ui};
use tr::tr;

use crate::isms::RegisterName as R;
use crate::isms::Rule;
use crate::isms::controls::Control;
use crate::isms::proposals::{Ground, Proposal, confirm};
use crate::isms::steps::Step;
use crate::ui::intent::{Intent, Screen};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, hint, tag};
use crate::ui::{Cx, icons};

/// The card that leads to the list.
pub(super) fn card(ui: &mut Ui, cx: &mut Cx<'_>) {
    let study = cx.state.views.controls.study(cx.isms, cx.content, cx.derived.seq);
    let undecided: usize = cx.derived.themes.values().map(|count| count.undecided).sum();
    if undecided == 0 {
        return;
    }
    widgets::card(ui, |ui| {
        widgets::heading(ui, &tr!("Proposals"), "6.1.3 b, c", |_| {});
        let count = study.proposals.len();
        if count == 0 {
            hint(
                ui,
                &tr!(
                    "Nothing speaks for or against the undecided controls yet. Link risks and obligations to controls, or answer the facts of the profile."
                ),
            );
            return;
        }
        let text = tr!(
            "Risks, obligations and the profile speak for or against {0} of {1} undecided controls. Nothing is decided before you confirm it.",
            count,
            undecided
        );
        ui.add(Label::new(Type::Body.text(text).color(tokens(ui).text2)).wrap());
        if Button::secondary(&tr!("Look at the proposals")).icon(icons::LIST_CHECKS).show(ui).clicked() {
            cx.state.views.controls.proposing = true;
        }
    });
}

/// The list of all proposals.
pub(super) fn list(ui: &mut Ui, cx: &mut Cx<'_>) {
    let study = cx.state.views.controls.study(cx.isms, cx.content, cx.derived.seq);
    Frame::new().inner_margin(Margin { left: 24, right: 24, top: 8, bottom: 8 }).show(ui, |ui| {
        head(ui, cx, &study.proposals);
    });
    ScrollArea::vertical().id_salt("proposals").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 24, right: 24, top: 0, bottom: 24 }).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(900.0));
            widgets::card(ui, |ui| {
                if study.proposals.is_empty() {
                    hint(ui, &tr!("No proposal is left. Every other control needs a decision of its own."));
                }
                for (index, proposal) in study.proposals.iter().enumerate() {
                    if index > 0 {
                        widgets::divider(ui);
                    }
                    row(ui, cx, proposal);
                }
            });
        });
    });
}

/// Back, all, confirm.
fn head(ui: &mut Ui, cx: &mut Cx<'_>, all: &[Proposal]) {
    ui.horizontal(|ui| {
        if Button::quiet(&tr!("Statement"))
            .icon(icons::ARROW_LEFT)
            .named(tr!("Back to the statement"))
            .show(ui)
            .clicked()
        {
            cx.state.views.controls.proposing = false;
        }
        let view = &mut cx.state.views.controls;
        let mut every = !all.is_empty() && view.ticked.len() == all.len();
        if ui.checkbox(&mut every, Type::Body.text(tr!("All {}", all.len()))).clicked() {
            view.ticked =
                if every { all.iter().map(|proposal| proposal.control).collect() } else { Default::default() };
        }
        let wanted: Vec<Proposal> =
            all.iter().filter(|p| view.ticked.contains(&p.control)).map(|p| view.worded(p)).collect();
        let why_not = wanted.is_empty().then(|| tr!("Tick the proposals you agree with first."));
        let text = tr!("Confirm {}", wanted.len());
        let button = Button::primary(&text).named(tr!("Confirm the ticked proposals"));
        if button.disabled_because(why_not.as_deref()).show(ui).clicked() {
            send(cx, wanted);
        }
        if ui.available_width() > 260.0 {
            let text = tr!("Several at once are recorded as confirmed in bulk.");
            ui.label(Type::Meta.text(text).color(tokens(ui).text3));
        }
    });
}

fn send(cx: &mut Cx<'_>, wanted: Vec<Proposal>) {
    cx.send(Intent::DecideAndTell(Rule::new(move |isms, outside| {
        confirm(isms, &wanted, outside.me, outside.now.today)
    })));
}

fn row(ui: &mut Ui, cx: &mut Cx<'_>, proposal: &Proposal) {
    let isms = cx.isms;
    let Some(control) = isms.controls.get(proposal.control) else { return };
    ui.horizontal(|ui| {
        let view = &mut cx.state.views.controls;
        let mut on = view.ticked.contains(&control.id);
        let name = format!("{} {}", control.reference, control.name);
        let tick = ui.checkbox(&mut on, Type::BodyStrong.text(&name));
        if tick.clicked() {
            if on {
                view.ticked.insert(control.id);
            } else {
                view.ticked.remove(&control.id);
            }
        }
        tag(ui, &if proposal.applies { tr!("Applies") } else { tr!("Exclude") });
        if Button::link(&tr!("Open")).named(tr!("Open {}", control.reference)).show(ui).clicked() {
            cx.send(Intent::Reveal(Screen::Step(Step::Controls), R::Controls, Some(control.id.0)));
        }
    });
    ui.indent(("proposal", control.id.0), |ui| {
        ui.add(Label::new(Type::Body.text(proposal.sentence(isms)).color(tokens(ui).text2)).wrap());
        if !proposal.applies {
            reword(ui, cx, control, proposal);
        }
    });
}

/// The drafted justification, for a person to put right before it is confirmed.
fn reword(ui: &mut Ui, cx: &mut Cx<'_>, control: &Control, proposal: &Proposal) {
    let view = &mut cx.state.views.controls;
    let mut text = view.reworded.get(&control.id).unwrap_or(&proposal.exclusion).clone();
    let label = widgets::field_label(ui, &tr!("Why {} is excluded", control.reference));
    let width = ui.available_width().min(560.0);
    let edit = TextEdit::multiline(&mut text)
        .id(ui.scope_id().with(("reword", control.id.0)))
        .margin(Margin::symmetric(10, 7))
        .desired_rows(2)
        .desired_width(width);
    if ui.add(edit).labelled_by(label.id).changed() {
        view.reworded.insert(control.id, text);
    }
}

/// The proposal in the pane of its control.
pub(super) fn in_pane(ui: &mut Ui, cx: &mut Cx<'_>, control: &Control) {
    let study = cx.state.views.controls.study(cx.isms, cx.content, cx.derived.seq);
    let Some(proposal) = study.proposal(control.id) else { return };
    let colours = tokens(ui);
    Frame::new().fill(colours.info_tint).corner_radius(CornerRadius::same(8)).inner_margin(Margin::same(12)).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            ui.add(Label::new(Type::Body.text(proposal.sentence(cx.isms)).color(colours.text)).wrap());
            grounds(ui, cx, proposal);
            if !proposal.applies {
                reword(ui, cx, control, proposal);
            }
            let name = tr!("Confirm the proposal for {}", control.reference);
            if Button::primary(&tr!("Confirm")).small().named(name).show(ui).clicked() {
                let worded = cx.state.views.controls.worded(proposal);
                send(cx, vec![worded]);
            }
        },
    );
    ui.add_space(8.0);
}

/// The records a proposal stands on, each a way to it.
fn grounds(ui: &mut Ui, cx: &mut Cx<'_>, proposal: &Proposal) {
    let isms = cx.isms;
    ui.horizontal_wrapped(|ui| {
        for ground in &proposal.grounds {
            let (reference, intent) = match ground {
                Ground::Relies(id) | Ground::Plans(id) => (
                    isms.risks.get(*id).map(|risk| risk.reference.as_str()),
                    Intent::Reveal(Screen::Step(Step::Risk), R::Risks, Some(id.0)),
                ),
                Ground::Obligation(id) | Ground::Provision(id, _) => (
                    isms.obligations.get(*id).map(|obligation| obligation.reference.as_str()),
                    Intent::Reveal(Screen::Step(Step::Scope), R::Obligations, Some(id.0)),
                ),
                Ground::Fact(_) => (None, Intent::Go(Screen::Step(Step::ManagementSupport))),
            };
            let Some(reference) = reference else { continue };
            if Button::link(reference).named(tr!("Go to {}", reference)).show(ui).clicked() {
                cx.send(intent);
            }
        }
    });
}

/// One line above the register while there are proposals. Answers whether there are.
pub(super) fn line(ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
    let count = cx.state.views.controls.study(cx.isms, cx.content, cx.derived.seq).proposals.len();
    if count == 0 {
        return false;
    }
    let text = tr!("Look at the proposals for undecided controls: {}", count);
    if Button::link(&text).icon(icons::LIST_CHECKS).show(ui).clicked() {
        let view = &mut cx.state.views.controls;
        (view.tab, view.proposing) = (super::ControlTab::Statement, true);
    }
    true
}
