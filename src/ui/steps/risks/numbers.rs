//! The optional estimate of a risk in numbers: four ranges, the years simulated from them, and what they tell.

use eframe::egui::{Grid, Label, Ui};
use tr::tr;

use super::curve;
use crate::isms::estimate::{Estimate, Outcome, Range, Simulation, TRIALS, Topic, worth};
use crate::isms::risks::Risk;
use crate::ui::Cx;
use crate::ui::intent::Intent;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, ChoiceItem, Form, amount, hint};

/// What the window remembers of simulations: results belong to an estimate, not to the file.
#[derive(Debug, Default)]
pub struct Numbers {
    /// The newest result, with the risk and the estimate it is for.
    pub done: Option<(crate::isms::risks::RiskId, Estimate, Simulation)>,
    /// The risk whose years are being simulated, and how far that is, 0 to 1.
    pub running: Option<(crate::isms::risks::RiskId, f32)>,
}

/// Draws the section of the pane.
pub(super) fn section(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk) {
    widgets::heading(ui, &Topic::Purpose.title(), "", |_| {});
    hint(ui, &Topic::Purpose.words());
    match &risk.estimate {
        None => {
            if Button::secondary(&tr!("Give an estimate in numbers")).small().show(ui).clicked() {
                set(cx, risk, Some(&Estimate::default()));
            }
        }
        Some(estimate) => {
            fields(ui, cx, risk, estimate);
            results(ui, cx, risk, estimate);
        }
    }
}

fn set(cx: &mut Cx<'_>, risk: &Risk, estimate: Option<&Estimate>) {
    Form::of(risk).set(cx, &tr!("Estimate in numbers"), "/estimate", &estimate);
}

fn fields(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk, estimate: &Estimate) {
    let per_year = tr!("times a year");
    range(
        ui,
        cx,
        risk,
        Topic::Frequency,
        ["/estimate/frequency/low", "/estimate/frequency/high"],
        &estimate.frequency,
        &per_year,
    );
    let currency = cx.isms.profile().map(|profile| profile.currency.clone()).unwrap_or_default();
    range(ui, cx, risk, Topic::Loss, ["/estimate/loss/low", "/estimate/loss/high"], &estimate.loss, &currency);
    match (&estimate.treated_frequency, &estimate.treated_loss) {
        (Some(frequency), Some(loss)) => {
            widgets::section_label(ui, &Topic::Treatment.title());
            hint(ui, &Topic::Treatment.words());
            let frequency_pointers = ["/estimate/treated_frequency/low", "/estimate/treated_frequency/high"];
            bare_range(ui, cx, risk, &tr!("How often after treatment"), frequency_pointers, frequency, &per_year);
            let loss_pointers = ["/estimate/treated_loss/low", "/estimate/treated_loss/high"];
            bare_range(ui, cx, risk, &tr!("Loss after treatment"), loss_pointers, loss, &currency);
        }
        _ => {
            if Button::link(&tr!("Add numbers for the time after treatment")).show(ui).clicked() {
                let blank = Some(Range::default());
                let changed = Estimate { treated_frequency: blank.clone(), treated_loss: blank, ..estimate.clone() };
                set(cx, risk, Some(&changed));
            }
        }
    }
    let form = Form::of(risk);
    form.long_text(ui, cx, &Topic::Basis.title(), "/estimate/basis", &estimate.basis, 2);
    hint(ui, &Topic::Basis.words());
    let trials: Vec<ChoiceItem<u32>> =
        [10_000, 100_000, *TRIALS.end()].map(|years| ChoiceItem::new(years, amount(f64::from(years)))).into();
    form.choice(ui, cx, &Topic::Trials.title(), "/estimate/trials", &trials, estimate.trials.as_ref());
    hint(ui, &Topic::Trials.words());
}

fn range(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    risk: &Risk,
    topic: Topic,
    pointers: [&'static str; 2],
    range: &Range,
    unit: &str,
) {
    widgets::section_label(ui, &topic.title());
    hint(ui, &topic.words());
    bare_range(ui, cx, risk, &topic.title(), pointers, range, unit);
}

/// Two fields beside each other: between this and that.
fn bare_range(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    risk: &Risk,
    name: &str,
    pointers: [&'static str; 2],
    range: &Range,
    unit: &str,
) {
    let form = Form::of(risk);
    let width = (ui.available_width() - 12.0) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let ends = [(tr!("between"), range.low), (tr!("and"), range.high)];
        for ((word, value), pointer) in ends.into_iter().zip(pointers) {
            ui.allocate_ui(eframe::egui::vec2(width, 56.0), |ui| {
                ui.set_width(width);
                let label = format!("{name} {word}");
                let shown = if unit.is_empty() { word } else { format!("{word}, {unit}") };
                form.decimal(ui, cx, &label, &shown, pointer, value);
            });
        }
    });
    ui.add_space(4.0);
}

fn results(ui: &mut Ui, cx: &mut Cx<'_>, risk: &Risk, estimate: &Estimate) {
    ui.add_space(6.0);
    let running = cx.state.numbers.running.filter(|(id, _)| *id == risk.id);
    let fresh = cx.state.numbers.done.as_ref().filter(|(id, of, _)| *id == risk.id && of == estimate);
    let simulation = fresh.map(|(_, _, simulation)| simulation.clone());
    let gap = estimate.gap();
    ui.horizontal(|ui| {
        if let Some((_, progress)) = running {
            let text = tr!("Simulating, {} %", (progress * 100.0).round());
            ui.label(Type::Body.text(text).color(tokens(ui).text2));
            if Button::quiet(&tr!("Stop")).small().named(tr!("Stop the simulation")).show(ui).clicked() {
                cx.send(Intent::StopSimulation);
            }
        } else if simulation.is_none()
            && Button::primary(&tr!("Simulate")).small().disabled_because(gap.as_deref()).show(ui).clicked()
        {
            cx.send(Intent::Simulate(risk.id));
        }
        if Button::quiet(&tr!("Remove the estimate")).small().show(ui).clicked() {
            set(cx, risk, None);
        }
    });
    if let Some(gap) = &gap {
        hint(ui, gap);
    }
    if let Some(simulation) = &simulation {
        tell(ui, cx, risk, simulation);
    }
}

/// A line of the results: its name, and how it reads from an outcome.
type Told = (String, fn(&Outcome) -> String);

fn tell(ui: &mut Ui, cx: &Cx<'_>, risk: &Risk, simulation: &Simulation) {
    let currency = cx.isms.profile().map(|profile| profile.currency.clone()).unwrap_or_default();
    let treated = simulation.treated.as_ref();
    let rows: [Told; 5] = [
        (Topic::Expected.title(), |outcome| amount(outcome.mean)),
        (Topic::Chance.title(), |outcome| percent(outcome.event_probability)),
        (tr!("9 years in 10 stay within"), |outcome| amount(outcome.percentiles.p90)),
        (tr!("19 years in 20 stay within"), |outcome| amount(outcome.percentiles.p95)),
        (tr!("99 years in 100 stay within"), |outcome| amount(outcome.percentiles.p99)),
    ];
    let colours = tokens(ui);
    Grid::new(("simulated", risk.id.0)).num_columns(3).spacing([14.0, 4.0]).show(ui, |ui| {
        ui.label(Type::Meta.text(currency).color(colours.text3));
        ui.label(Type::Meta.text(tr!("Today")).color(colours.text3));
        ui.label(Type::Meta.text(if treated.is_some() { tr!("Treated") } else { String::new() }).color(colours.text3));
        ui.end_row();
        for (name, value) in rows {
            ui.add(Label::new(Type::Body.text(name).color(colours.text2)).wrap());
            ui.label(Type::BodyStrong.text(value(&simulation.today)).color(colours.text));
            ui.label(Type::BodyStrong.text(treated.map(value).unwrap_or_default()).color(colours.text));
            ui.end_row();
        }
    });
    hint(
        ui,
        &tr!(
            "{0} years simulated; the mean may be off by {1}.",
            amount(f64::from(simulation.trials)),
            amount(2.0 * simulation.today.standard_error)
        ),
    );
    curve::draw(ui, simulation);
    hint(ui, &Topic::Curve.words());
    let costs: Vec<u32> = cx.isms.actions_of(risk.id).filter(|a| a.is_open()).filter_map(|a| a.cost).collect();
    let cost = (!costs.is_empty()).then(|| costs.iter().fold(0_u32, |sum, cost| sum.saturating_add(*cost)));
    if let Some(worth) = worth(simulation, cost, None) {
        widgets::section_label(ui, &Topic::Worth.title());
        let cost = worth.cost.map_or_else(|| tr!("not entered"), |cost| amount(f64::from(cost)));
        let text = tr!("{0} a year less; the open actions cost {1}.", amount(worth.yearly.mean), cost);
        ui.add(Label::new(Type::Body.text(text).color(colours.text)).wrap());
        hint(ui, &Topic::Worth.words());
    }
}

fn percent(share: f64) -> String {
    let hundredths = share * 100.0;
    if hundredths > 0.0 && hundredths < 1.0 { tr!("below 1 %") } else { format!("{hundredths:.0} %") }
}
