//! The eight steps in order: each with its guidance, its forms or registers, and its computed "done when".

mod acts;
mod controls;
mod documents;
mod method;
mod risks;
mod step1;
mod step2;

use eframe::egui::{Align, Frame, Layout, Margin, Panel, RichText, ScrollArea, Stroke, Ui};
use tr::tr;

use super::Cx;
use super::intent::{Intent, Screen};
use super::register::register_card;
use super::theme::{CHECKLIST, GUIDANCE, Type, tokens};
use super::widgets::{self, done_when_row};
use crate::isms::RegisterName;
use crate::isms::readiness::{Check, CheckState};
use crate::isms::steps::Step;
pub use controls::{ControlTab, control_pane};
pub use documents::DocumentTab;
pub(in crate::ui) use documents::{changes, confirm_rule, document_acts, follow, lead_intent, lead_words};
pub(in crate::ui) use risks::assets_screen;
pub use risks::{HeatMap, Numbers, RiskTab, find_button, risk_pane};

/// What the screens remember while the file is open.
#[derive(Debug, Default)]
pub struct Views {
    /// Tab and filters of step 3.
    pub risks: risks::RiskView,
    /// What is being painted, converted and compared in the risk method.
    pub method: method::MethodView,
    /// Filters and groups of assets.
    pub assets: risks::AssetView,
    /// Tab, text and pages of step 4.
    pub documents: documents::DocumentView,
    /// Tab and filters of step 5.
    pub controls: controls::ControlView,
}

/// The screen on which a register is kept; `None` for registers that are only shown with others.
pub fn home(register: RegisterName) -> Option<Screen> {
    use RegisterName as R;
    Some(match register {
        R::Profiles | R::Commitments | R::BusinessReasons | R::CostLines | R::Objectives | R::PlanSteps => {
            Screen::Step(Step::ManagementSupport)
        }
        R::Issues
        | R::Parties
        | R::Obligations
        | R::ScopeItems
        | R::Interfaces
        | R::ScopeStatements
        | R::Sites
        | R::Processes
        | R::Teams => Screen::Step(Step::Scope),
        R::Methods | R::Risks => Screen::Step(Step::Risk),
        R::Controls => Screen::Step(Step::Controls),
        R::Courses | R::Sessions | R::Attendances | R::Acknowledgements | R::Communications => {
            Screen::Step(Step::Training)
        }
        R::Metrics | R::AuditProgrammes | R::Audits | R::Nonconformities | R::ManagementReviews => {
            Screen::Step(Step::InternalAudit)
        }
        R::Bodies | R::Quotes | R::ExternalAudits | R::Certificates | R::ChangeTriggers => {
            Screen::Step(Step::Certification)
        }
        // Answers are given beside the texts that ask for them.
        R::Documents | R::Facts => Screen::Step(Step::Documents),
        R::People | R::Assets | R::Suppliers | R::Evidence | R::Actions | R::Incidents => Screen::Register(register),
        R::RiskSnapshots | R::SoaVersions | R::DocumentVersions | R::Cycles => return None,
    })
}

/// The wish to go where a check can be met.
pub fn target_intent(check: &Check) -> Intent {
    let target = check.target;
    let screen = match target.register {
        // The decisions of the Statement of Applicability belong to step 3 and are taken on step 5's register.
        RegisterName::Controls => Screen::Step(Step::Controls),
        other => home(other).unwrap_or(Screen::Step(target.step)),
    };
    Intent::Reveal(screen, target.register, target.record)
}

/// Draws a step.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, step: Step) {
    match step {
        Step::Risk => risks::show(ui, cx),
        Step::Controls => controls::show(ui, cx),
        Step::Documents => documents::show(ui, cx),
        Step::ManagementSupport | Step::Scope | Step::Training | Step::InternalAudit | Step::Certification => {
            three_columns(ui, cx, step);
        }
    }
}

/// Guidance, work, checks side by side; where it gets narrow, guidance goes above and checks below.
fn three_columns(ui: &mut Ui, cx: &mut Cx<'_>, step: Step) {
    let colours = tokens(ui);
    let width = ui.available_width();
    let pane = cx.state.pane.is_some();
    let with_guidance = width > if pane { 800.0 } else { 1000.0 };
    let with_checks = !pane && width > 700.0;
    if with_guidance {
        Panel::left("guidance")
            .exact_size(GUIDANCE)
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().inner_margin(Margin::symmetric(20, 20)))
            .show(ui, |ui| {
                let rect = ui.max_rect();
                ui.painter().vline(rect.right() + 20.0, rect.expand(20.0).y_range(), Stroke::new(1.0, colours.border));
                ScrollArea::vertical()
                    .id_salt(("guidance", step))
                    .auto_shrink([false, false])
                    .show(ui, |ui| guidance(ui, cx, step));
            });
    }
    if with_checks {
        Panel::right("checks")
            .exact_size(CHECKLIST + 16.0)
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().inner_margin(Margin { left: 0, right: 16, top: 20, bottom: 0 }))
            .show(ui, |ui| {
                ScrollArea::vertical()
                    .id_salt(("checks", step))
                    .auto_shrink([false, false])
                    .show(ui, |ui| done_when(ui, cx, step));
            });
    }
    let mut area = ScrollArea::vertical().id_salt(("step", step)).auto_shrink([false, false]);
    if cx.state.fresh {
        area = area.vertical_scroll_offset(0.0);
    }
    area.show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 20, right: 16, top: 20, bottom: 24 }).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 14.0;
            if !with_guidance {
                first_hint(ui, cx, step);
            }
            work(ui, cx, step);
            if !with_checks && !pane {
                done_when(ui, cx, step);
            }
            if !with_guidance && !pane {
                widgets::card(ui, |ui| guidance(ui, cx, step));
            }
        });
    });
}

/// The cards of a step.
fn work(ui: &mut Ui, cx: &mut Cx<'_>, step: Step) {
    use RegisterName as R;
    match step {
        Step::ManagementSupport => step1::cards(ui, cx),
        Step::Scope => step2::cards(ui, cx),
        Step::Training => {
            register_card(ui, cx, R::Courses, &tr!("Courses"), "7.2");
            register_card(ui, cx, R::Sessions, &tr!("Training sessions"), "7.2");
            register_card(ui, cx, R::Attendances, &tr!("Attendance"), "7.2");
            register_card(ui, cx, R::Acknowledgements, &tr!("Acknowledgements"), "7.3");
            register_card(ui, cx, R::Communications, &tr!("Communication plan"), "7.4");
        }
        Step::InternalAudit => {
            register_card(ui, cx, R::Metrics, &tr!("Metrics"), "9.1");
            register_card(ui, cx, R::AuditProgrammes, &tr!("Audit programme"), "9.2.2");
            register_card(ui, cx, R::Audits, &tr!("Internal audits"), "9.2");
            register_card(ui, cx, R::Nonconformities, &tr!("Nonconformities"), "10.2");
            register_card(ui, cx, R::ManagementReviews, &tr!("Management reviews"), "9.3");
        }
        Step::Certification => {
            register_card(ui, cx, R::Bodies, &tr!("Certification bodies"), "");
            register_card(ui, cx, R::Quotes, &tr!("Quotes"), "");
            register_card(ui, cx, R::ExternalAudits, &tr!("External audits"), "");
            register_card(ui, cx, R::Certificates, &tr!("Certificates"), "");
            register_card(ui, cx, R::ChangeTriggers, &tr!("Changes"), "6.3");
        }
        Step::Risk | Step::Documents | Step::Controls => {}
    }
}

/// What to do first, where there is no room for the whole guidance.
fn first_hint(ui: &mut Ui, cx: &Cx<'_>, step: Step) {
    if let Some(text) = cx.content.guidance.step(step) {
        widgets::note(ui, widgets::Tone::Info, &text.first);
    }
}

/// Why, what the auditor wants, how long it takes.
fn guidance(ui: &mut Ui, cx: &Cx<'_>, step: Step) {
    let colours = tokens(ui);
    let Some(text) = cx.content.guidance.step(step) else { return };
    widgets::section_label(ui, &text.why_title);
    widgets::paragraph(ui, &text.why);
    ui.add_space(10.0);
    widgets::section_label(ui, &tr!("What to do first"));
    widgets::paragraph(ui, &text.first);
    ui.add_space(10.0);
    widgets::section_label(ui, &tr!("What the auditor wants"));
    for item in &text.auditor {
        ui.horizontal_top(|ui| {
            ui.label(RichText::new("•").size(14.0).line_height(Some(22.0)).color(colours.accent));
            widgets::paragraph(ui, item);
        });
    }
    ui.add_space(10.0);
    widgets::section_label(ui, &tr!("How long it takes"));
    widgets::paragraph(ui, &text.duration);
}

/// The checks of a step, computed.
fn done_when(ui: &mut Ui, cx: &mut Cx<'_>, step: Step) {
    let checks: Vec<Check> = cx.derived.readiness.of(step).cloned().collect();
    let (met, all) = cx.derived.readiness.progress(step);
    widgets::card(ui, |ui| {
        let colours = tokens(ui);
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(eframe::egui::vec2(34.0, 34.0), eframe::egui::Sense::hover());
            widgets::step_ring(ui, rect, step.number(), (met, all), met == all, true);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.label(Type::Card.text(tr!("Done when")).color(colours.text));
                ui.label(Type::Meta.text(tr!("{0} of {1}, checked as you type", met, all)).color(colours.text2));
            });
        });
        ui.spacing_mut().item_spacing.y = 0.0;
        for check in &checks {
            let late = matches!(check.state, CheckState::Overdue | CheckState::Stale);
            if done_when_row(ui, check.is_met(), late, &check.title, &check.sentence) {
                cx.send(target_intent(check));
            }
        }
    });
}

/// Guidance and checks beside each other: the tab "Guide" of the steps that are registers.
fn guide(ui: &mut Ui, cx: &mut Cx<'_>, step: Step) {
    let wide = ui.available_width() > 720.0;
    ScrollArea::vertical().id_salt(("guide", step)).auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
            if wide {
                ui.columns(2, |columns| {
                    let ragged = Layout::top_down(Align::LEFT);
                    columns[0].with_layout(ragged, |ui| widgets::card(ui, |ui| guidance(ui, cx, step)));
                    columns[1].with_layout(ragged, |ui| done_when(ui, cx, step));
                });
            } else {
                widgets::card(ui, |ui| guidance(ui, cx, step));
                done_when(ui, cx, step);
            }
        });
    });
}
