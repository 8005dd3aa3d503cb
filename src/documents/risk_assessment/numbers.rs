//! Estimates in numbers, for the risks that have one. They stand apart: no level rests on them.

use tr::tr;

use super::Report;
use crate::documents::furniture::{body, column, heading, number, prose, small};
use crate::documents::outline::{Axis, Block, Cell, Curve, CurveLine, LineLook, Row, RowKind, Table, Tick};
use crate::documents::wording::{by_reference, money, unbroken};
use crate::isms::estimate::{
    CurvePoint, Estimate, Range, Simulation, expected_treated_loss, expected_yearly_loss, seed, simulate,
};
use crate::isms::risks::Risk;

/// So many years are simulated for one document, those of the highest losses first; a mean needs no simulation.
const YEARS: u32 = 3_000_000;
/// So many curves are drawn.
const CURVES: usize = 4;

/// A risk with a complete estimate.
struct Estimated<'a> {
    risk: &'a Risk,
    estimate: &'a Estimate,
    today: f64,
    treated: Option<f64>,
    simulation: Option<Simulation>,
}

pub(super) fn pages(report: &Report<'_>) -> Vec<Block> {
    let entered = || report.lines.iter().filter_map(|line| Some((line.risk, given(line.risk)?)));
    let mut estimated: Vec<Estimated<'_>> = entered()
        .filter_map(|(risk, estimate)| {
            let today = expected_yearly_loss(estimate)?;
            Some(Estimated { risk, estimate, today, treated: expected_treated_loss(estimate), simulation: None })
        })
        .collect();
    let incomplete: Vec<&str> = entered()
        .filter(|(_, estimate)| expected_yearly_loss(estimate).is_none())
        .map(|(risk, _)| risk.reference.as_str())
        .collect();
    if estimated.is_empty() {
        return Vec::new();
    }
    estimated.sort_by(|a, b| {
        b.today.total_cmp(&a.today).then_with(|| by_reference(&a.risk.reference).cmp(&by_reference(&b.risk.reference)))
    });
    let mut left = YEARS;
    for one in &mut estimated {
        // Nobody chose how many years: then none are lived through.
        let Some(years) = one.estimate.trials.filter(|years| *years <= left) else { continue };
        one.simulation = simulate(one.estimate, seed(one.risk.id), years, &mut |_| true);
        left -= years;
    }
    let currency = report.request.isms.profile().map(|profile| profile.currency.clone()).unwrap_or_default();
    let mut blocks = vec![
        Block::PageBreak,
        heading(1, tr!("Estimates in numbers"), String::new()),
        prose(tr!(
            "For these risks somebody estimated how often they happen and what they cost. The numbers stand beside the levels and change none of them. Each pair is a range in which the true number lies with 90 % certainty."
        )),
        Block::Table(table(&estimated, &currency)),
    ];
    if !incomplete.is_empty() {
        blocks.push(small(tr!("Left out, because their estimate is not complete: {}.", incomplete.join(", "))));
    }
    blocks.push(small(tr!(
        "The expected loss is exact. What is not exceeded in nine or nineteen years out of twenty comes from simulated years with a fixed seed: the same estimate gives the same numbers. A dash stands where nobody chose how many years to simulate."
    )));
    blocks.extend(curves(&estimated, &currency));
    blocks
}

/// The estimate, when somebody entered anything in it.
fn given(risk: &Risk) -> Option<&Estimate> {
    risk.estimate.as_ref().filter(|estimate| !estimate.is_blank())
}

fn table(estimated: &[Estimated<'_>], currency: &str) -> Table {
    let unit = |title: String| if currency.trim().is_empty() { title } else { format!("{title}, {}", currency.trim()) };
    let columns = vec![
        column(tr!("Ref"), 12.0),
        column(tr!("Risk"), 58.0),
        number(tr!("Times a year"), 24.0),
        number(unit(tr!("Loss each time")), 34.0),
        number(unit(tr!("Expected a year")), 28.0),
        number(tr!("After treatment"), 26.0),
        number(tr!("9 years in 10 below"), 26.0),
        number(tr!("19 in 20 below"), 26.0),
        column(tr!("What it rests on"), 48.0),
    ];
    let amount = |value: f64| money(value.max(0.0).round() as u64, "");
    let row = |one: &Estimated<'_>| {
        let at = |pick: fn(&Simulation) -> f64| {
            one.simulation.as_ref().map_or_else(|| Cell::muted("–"), |simulation| Cell::plain(amount(pick(simulation))))
        };
        let basis = one.estimate.basis.trim();
        body(vec![
            Cell::strong(unbroken(&one.risk.reference)),
            Cell::strong(&one.risk.name),
            Cell::plain(frequencies(&one.estimate.frequency)),
            Cell::plain(between(&one.estimate.loss, amount)),
            Cell::strong(amount(one.today)),
            one.treated.map_or_else(|| Cell::muted(tr!("not estimated")), |treated| Cell::plain(amount(treated))),
            at(|simulation| simulation.today.percentiles.p90),
            at(|simulation| simulation.today.percentiles.p95),
            if basis.is_empty() { Cell::muted(tr!("not written down")) } else { Cell::plain(basis) },
        ])
    };
    let mut rows: Vec<Row> = estimated.iter().map(row).collect();
    if estimated.len() > 1 {
        let total: f64 = estimated.iter().map(|one| one.today).sum();
        let mut cells = vec![Cell::default(); columns.len()];
        if let [_, name, _, _, sum, ..] = cells.as_mut_slice() {
            *name = Cell::strong(tr!("Expected together"));
            *sum = Cell::strong(amount(total));
        }
        rows.push(Row { cells, kind: RowKind::Total });
    }
    Table { columns, rows }
}

fn between(range: &Range, words: impl Fn(f64) -> String) -> String {
    match (range.low, range.high) {
        (Some(low), Some(high)) if low < high => format!("{}–{}", words(low), words(high)),
        (Some(one), _) | (None, Some(one)) => words(one),
        (None, None) => String::new(),
    }
}

/// Rare events in decimals, as they were entered.
fn frequencies(range: &Range) -> String {
    between(range, |value| value.to_string())
}

/// The curves of the highest risks, two beside each other.
fn curves(estimated: &[Estimated<'_>], currency: &str) -> Vec<Block> {
    let of = |one: &Estimated<'_>| {
        let simulation = one.simulation.as_ref().filter(|simulation| !simulation.today.curve.is_empty())?;
        let title = heading(3, format!("{} {}", unbroken(&one.risk.reference), one.risk.name), String::new());
        Some(vec![title, Block::Curve(curve(one, simulation, currency))])
    };
    let mut found = estimated.iter().filter_map(of).take(CURVES);
    let mut blocks = Vec::new();
    while let Some(left) = found.next() {
        if blocks.is_empty() {
            blocks.push(heading(2, tr!("How probable it is to lose more in a year"), String::new()));
        }
        match found.next() {
            Some(right) => blocks.push(Block::Columns { left, right, share: 0.5 }),
            None => blocks.extend(left),
        }
    }
    blocks
}

fn curve(one: &Estimated<'_>, simulation: &Simulation, currency: &str) -> Curve {
    let line = |name: String, look: LineLook, points: &[CurvePoint]| CurveLine {
        name,
        look,
        points: points.iter().map(|point| (point.loss, point.probability)).collect(),
    };
    let mut lines = vec![line(tr!("Today"), LineLook::Solid, &simulation.today.curve)];
    let treated = simulation.treated.as_ref().filter(|outcome| !outcome.curve.is_empty());
    lines.extend(treated.map(|outcome| line(tr!("With treatment"), LineLook::Dashed, &outcome.curve)));
    let points = || lines.iter().flat_map(|line| line.points.iter().copied());
    let (low, high) = points().fold((f64::MAX, 0.0_f64), |(low, high), (loss, _)| (low.min(loss), high.max(loss)));
    let likeliest = points().map(|(_, probability)| probability).fold(0.0, f64::max);
    let unit = if currency.trim().is_empty() { String::new() } else { format!(", {}", currency.trim()) };
    Curve {
        description: tr!(
            "Loss exceedance of {0}. Expected loss a year {1}; one year in ten loses more than {2}, one in twenty more than {3}.",
            one.risk.reference,
            money(one.today.round() as u64, currency),
            money(simulation.today.percentiles.p90.round() as u64, currency),
            money(simulation.today.percentiles.p95.round() as u64, currency)
        ),
        amounts: Axis { name: format!("{}{unit}", tr!("Loss in a year")), ticks: powers(low, high) },
        logarithmic: true,
        probabilities: Axis { name: tr!("Probability of more"), ticks: shares(likeliest) },
        lines,
        markers: Vec::new(),
    }
}

/// Powers of ten around what is drawn.
fn powers(low: f64, high: f64) -> Vec<Tick> {
    let exponent = |value: f64| value.max(1.0).log10();
    let (first, last) = (exponent(low).floor() as i32, exponent(high).ceil() as i32);
    let tick =
        |exponent: i32| Tick::new(10_f64.powi(exponent), money(10_u64.saturating_pow(exponent.unsigned_abs()), ""));
    (first..=last.max(first + 1)).map(tick).collect()
}

/// Four even steps up to a round share above the likeliest.
fn shares(likeliest: f64) -> Vec<Tick> {
    let rounds = [0.02, 0.04, 0.08, 0.2, 0.4, 0.6, 0.8, 1.0];
    let top = rounds.into_iter().find(|top| likeliest <= *top).unwrap_or(1.0);
    let label = |share: f64| format!("{} %", (share * 1000.0).round() / 10.0);
    (0..=4).map(|step| top * f64::from(step) / 4.0).map(|share| Tick::new(share, label(share))).collect()
}
