//! The editor of one risk: scenario, levels now and after treatment, treatment, controls, actions, acceptance.

mod acceptance;
mod treatment;

use eframe::egui::Ui;
use tr::tr;

use super::earlier;
use crate::isms::method::{Level, Method};
use crate::isms::risks::{self, Assessment, Moment, Property, Risk, TreatmentOption};
use crate::isms::{RegisterName as R, Rule};
use crate::ui::Cx;
use crate::ui::forms::Sheet;
use crate::ui::intent::Intent;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, ChoiceItem, format_date, hint, level_badge, level_word, segmented};

/// Draws the editor.
pub fn risk_pane(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk) {
    treatment::contradictions(ui, cx, risk);
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
        judged(ui, risk);
        levels(ui, cx, risk, method, Moment::Target);
        before_controls(ui, cx, risk, method);
        divide(ui);
    }
    let mut sheet = Sheet::new(ui, cx, risk);
    sheet.segments(tr!("Treatment"), "/option", TreatmentOption::ALL, TreatmentOption::label, risk.option);
    sheet.hint("risk.option");
    sheet.long(tr!("Plan"), "/plan", &risk.plan);
    treatment::control_links(ui, cx, risk);
    treatment::actions(ui, cx, risk);
    divide(ui);
    acceptance::show(ui, cx, risk);
    divide(ui);
    super::numbers::section(ui, cx, risk);
    divide(ui);
    details(ui, cx, risk);
}

/// Who judged it, and when.
fn judged(ui: &mut Ui, risk: &Risk) {
    let Some(on) = risk.assessed_on.map(format_date) else { return };
    let by = risk.assessed_by.trim();
    hint(ui, &if by.is_empty() { tr!("Assessed on {}.", on) } else { tr!("Assessed by {0} on {1}.", by, on) });
}

/// The level before any control is optional, so it is folded away until somebody wants it.
fn before_controls(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk, method: &Method) {
    let id = ui.scope_id().with(("before", risk.id.0));
    let decided = risk.before.likelihood.is_some() || risk.before.impact.is_some();
    let mut open = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(decided);
    let word = if open { tr!("Hide the level before controls") } else { tr!("Judge it before controls too") };
    if Button::link(&word).show(ui).clicked() {
        open = !open;
    }
    ui.data_mut(|data| data.insert_temp(id, open));
    if open {
        levels(ui, cx, risk, method, Moment::Before);
    }
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

fn details(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk) {
    let mut sheet = Sheet::new(ui, cx, risk);
    sheet.text(tr!("Threat"), "/threat", &risk.threat);
    sheet.text(tr!("Vulnerability"), "/vulnerability", &risk.vulnerability);
    sheet.long(tr!("Consequence"), "/consequence", &risk.consequence);
    sheet.date(tr!("Next review"), "/next_review", risk.next_review);
    sheet.long(tr!("Notes"), "/notes", &risk.notes);
    earlier::kept(ui, cx, risk);
}
