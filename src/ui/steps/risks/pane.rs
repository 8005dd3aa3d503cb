//! The editor of one risk: scenario, levels now and after treatment, treatment, controls, actions, acceptance.

use eframe::egui::{Label, Ui};
use tr::tr;
use uuid::Uuid;

use super::super::acts::{act_on_day, standing_note};
use super::earlier;
use crate::isms::controls::{self, ControlId};
use crate::isms::method::{Level, Method};
use crate::isms::risks::{self, Assessment, Moment, Property, Risk, TreatmentOption};
use crate::isms::{RegisterName as R, Rule};
use crate::ui::Cx;
use crate::ui::forms::Sheet;
use crate::ui::intent::{Intent, Screen};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{
    self, Button, ChoiceItem, LinkItem, Tone, hint, level_badge, level_word, link_picker, segmented,
};

/// Draws the editor.
pub fn risk_pane(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk) {
    let mut sheet = Sheet::new(ui, cx, risk);
    sheet.long(tr!("Scenario"), "/name", &risk.name);
    sheet.hint("risk.scenario");
    sheet.links(tr!("Assets"), "/assets", &risk.assets, R::Assets);
    sheet.person(tr!("Risk owner"), "/owner", risk.owner);
    sheet.several(tr!("Affects"), "/affects", Property::ALL, Property::label, &risk.affects);
    divide(ui);
    if let Some(method) = cx.isms.current_method() {
        earlier::to_replace(ui, cx, risk, method);
        levels(ui, cx, risk, method, Moment::Current);
        levels(ui, cx, risk, method, Moment::Target);
        divide(ui);
    }
    let mut sheet = Sheet::new(ui, cx, risk);
    sheet.segments(tr!("Treatment"), "/option", TreatmentOption::ALL, TreatmentOption::label, risk.option);
    sheet.hint("risk.option");
    sheet.long(tr!("Plan"), "/plan", &risk.plan);
    control_links(ui, cx, risk);
    actions(ui, cx, risk);
    divide(ui);
    acceptance(ui, cx, risk);
    divide(ui);
    super::numbers::section(ui, cx, risk);
    divide(ui);
    details(ui, cx, risk);
}

fn divide(ui: &mut Ui) {
    ui.add_space(8.0);
    widgets::divider(ui);
    ui.add_space(8.0);
}

fn levels(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk, method: &Method, moment: Moment) {
    let colours = tokens(ui);
    let assessment = risk.at(moment);
    let title = match moment {
        Moment::Before => tr!("Before controls"),
        Moment::Current => tr!("Current"),
        Moment::Target => tr!("Target"),
    };
    // Levels of an earlier version mean something else on today's scale: they are never shown on it.
    let older = earlier::is_older(risk, method);
    let blank = Assessment::default();
    let assessment = if older { &blank } else { assessment };
    let score = assessment.score(Some(method));
    ui.horizontal(|ui| {
        widgets::section_label(ui, &title);
        let Some(score) = score else {
            ui.label(Type::Meta.text(tr!("Undecided")).color(colours.warn));
            return;
        };
        let (step, word) = level_word(method, score);
        let (rect, _) = ui.allocate_exact_size(eframe::egui::vec2(30.0, 20.0), eframe::egui::Sense::hover());
        level_badge(ui, rect.left_center(), &score.to_string(), step);
        ui.label(Type::BodyStrong.text(word).color(colours.text));
    });
    let likelihood = picker(ui, &tr!("{}: likelihood", title), &method.likelihood, assessment.likelihood);
    let impact = picker(ui, &tr!("{}: impact", title), &method.impact, assessment.impact);
    if likelihood.is_some() || impact.is_some() {
        let levels = (likelihood.unwrap_or(assessment.likelihood), impact.unwrap_or(assessment.impact));
        let id = risk.id;
        let rule = Rule::new(move |isms, outside| risks::set_level(isms, id, moment, levels.0, levels.1, outside));
        cx.send(Intent::Decide(rule));
    }
    if older {
        return;
    }
    let mut sheet = Sheet::new(ui, cx, risk);
    match moment {
        Moment::Before => sheet.long(tr!("Why before any control"), "/before/rationale", &risk.before.rationale),
        Moment::Current => sheet.long(tr!("Why these levels"), "/current/rationale", &risk.current.rationale),
        Moment::Target => sheet.long(tr!("Why it comes down to this"), "/target/rationale", &risk.target.rationale),
    }
}

/// The levels of a scale as numbers, with the words of the chosen one below. Answers a new choice.
fn picker(ui: &mut Ui, name: &str, scale: &[Level], chosen: Option<u8>) -> Option<Option<u8>> {
    let numbers: Vec<ChoiceItem<u8>> =
        (1..).zip(scale).map(|(number, _)| ChoiceItem::new(number, number.to_string())).collect();
    let colour = tokens(ui).text2;
    ui.label(Type::Body.text(name.split(": ").last().map(capital).unwrap_or_default()).color(colour));
    let width = ui.available_width();
    let answer = segmented(ui, name, &numbers, chosen.as_ref(), width);
    if let Some(level) = chosen.and_then(|number| scale.get(usize::from(number).checked_sub(1)?)) {
        hint(ui, &format!("{}. {}", level.name, level.words));
    }
    answer
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn control_links(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk) {
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
    super::suggested::suggested_controls(ui, cx, risk);
    if relied.is_some() || planned.is_some() {
        let relied = relied.map_or_else(|| risk.controls_relied.clone(), |list| back(&list));
        let planned = planned.map_or_else(|| risk.controls_planned.clone(), |list| back(&list));
        let edit = controls::link_risk(isms, risk.id, &relied, &planned);
        cx.send(Intent::Edit(edit));
    }
    ui.add_space(6.0);
}

fn actions(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk) {
    let colours = tokens(ui);
    let isms = cx.isms;
    widgets::heading(ui, &tr!("Actions"), "6.1.3 e", |ui| {
        if Button::link(&tr!("Add an action")).show(ui).clicked() {
            let fields = vec![("/risks", serde_json::json!([risk.id.0]))];
            cx.send(Intent::Add(R::Actions, fields));
        }
    });
    for action in isms.actions_of(risk.id) {
        let status = action.status.map_or_else(|| tr!("Open"), crate::isms::actions::ActionStatus::label);
        let due = action.due.map(widgets::format_date).unwrap_or_default();
        ui.horizontal(|ui| {
            if Button::link(&action.reference).show(ui).clicked() {
                cx.send(Intent::Reveal(Screen::Register(R::Actions), R::Actions, Some(action.id.0)));
            }
            ui.add(Label::new(Type::Body.text(&action.name).color(colours.text)).truncate());
        });
        let who = isms.person_name(action.owner);
        hint(
            ui,
            &[who, &due, &status]
                .iter()
                .filter(|part| !part.is_empty())
                .copied()
                .map(str::to_owned)
                .collect::<Vec<_>>()
                .join(", "),
        );
    }
}

fn acceptance(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk) {
    widgets::heading(ui, &tr!("Acceptance"), "6.1.3 f", |_| {});
    let method = cx.isms.current_method();
    let residual = risk.residual().score(method);
    if let (Some(method), Some(score)) = (method, residual)
        && method.is_above(score) == Some(true)
        && risk.acceptance.is_none()
    {
        let line = method.acceptable_up_to.unwrap_or_default();
        widgets::note(
            ui,
            Tone::Warn,
            &tr!("Target {0} is above the line of {1}, so it needs an acceptance of its own.", score, line),
        );
    }
    standing_note(
        ui,
        risk.acceptance.as_ref(),
        risk.acceptance_standing(),
        &tr!("The assessment changed afterwards. Have it accepted again."),
    );
    let owner = cx.isms.person_name(risk.owner);
    let why = if risk.owner.is_none() {
        Some(tr!("Choose the risk owner first. Only the owner may accept the risk."))
    } else if residual.is_none() {
        Some(tr!("Decide the levels now and after treatment first."))
    } else if risk.option.is_none() {
        Some(tr!("Decide the treatment first."))
    } else {
        None
    };
    if why.is_none() {
        hint(ui, &tr!("Accepted by {}, the risk owner.", owner));
    }
    let id = risk.id;
    ui.push_id(id.0, |ui| {
        if let Some(day) = act_on_day(ui, cx, &tr!("Accepted on"), &tr!("Record acceptance"), why.as_deref()) {
            let by = risk.owner.unwrap_or_default();
            let edit = risks::accept(cx.isms, id, by, day, cx.now);
            cx.send(Intent::Edit(edit));
        }
    });
}

fn details(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk) {
    let mut sheet = Sheet::new(ui, cx, risk);
    sheet.text(tr!("Threat"), "/threat", &risk.threat);
    sheet.text(tr!("Vulnerability"), "/vulnerability", &risk.vulnerability);
    sheet.long(tr!("Consequence"), "/consequence", &risk.consequence);
    sheet.date(tr!("Next review"), "/next_review", risk.next_review);
    sheet.long(tr!("Notes"), "/notes", &risk.notes);
    earlier::kept(ui, cx, risk);
}
