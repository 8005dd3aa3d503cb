//! The estimate in numbers: ranges that are refused, chance that repeats, treatment beside today.

mod on_paper;

use super::super::estimate::{
    Estimate, Outcome, Quantity, Range, Simulation, TRIALS, Topic, WIDEST, expected_treated_loss, expected_yearly_loss,
    simulate, worth,
};
use proptest::prelude::*;

/// Events per year and loss per event, each from low to high.
type Ranges = ((f64, f64), (f64, f64));

/// Rare, frequent, heavy-tailed, known, and busy enough for the small events to be summed at once.
const CASES: [Ranges; 8] = [
    ((0.05, 0.2), (1_000.0, 50_000.0)),
    ((0.2, 0.2), (400.0, 400.0)),
    ((5.0, 50.0), (500.0, 5_000.0)),
    ((0.5, 2.0), (10.0, 100_000.0)),
    ((0.001, 1.0), (100.0, 1_000_000.0)),
    ((100.0, 1_500.0), (50.0, 500.0)),
    ((3_000.0, 3_000.0), (1.0, 10_000.0)),
    ((100_000.0, 100_000.0), (1.0, 100.0)),
];

fn estimate(((from, to), (low, high)): Ranges) -> Estimate {
    Estimate {
        frequency: Range::new(from, to),
        loss: Range::new(low, high),
        basis: "Three incidents since 2021".to_owned(),
        trials: Some(10_000),
        ..Estimate::default()
    }
}

fn treated(ranges: Ranges, frequency: Option<Range>, loss: Option<Range>) -> Estimate {
    Estimate { treated_frequency: frequency, treated_loss: loss, ..estimate(ranges) }
}

fn run(estimate: &Estimate, seed: u64, trials: u32) -> Simulation {
    simulate(estimate, seed, trials, &mut |_| true).unwrap()
}

fn close(left: f64, right: f64, share: f64) -> bool {
    (left - right).abs() <= share * left.abs().max(right.abs())
}

#[test]
fn the_same_seed_gives_the_same_bits() {
    let estimate = treated(CASES[5], Some(Range::new(10.0, 90.0)), None);
    let first = run(&estimate, 42, 1_000);
    assert_eq!(bits(&first), bits(&run(&estimate, 42, 1_000)));
    assert_ne!(bits(&first), bits(&run(&estimate, 43, 1_000)));
    assert_ne!(bits(&first), bits(&run(&estimate, 42 + (1 << 40), 1_000)), "the whole seed counts");
}

fn bits(simulation: &Simulation) -> Vec<u64> {
    let of = |outcome: &Outcome| {
        let p = outcome.percentiles;
        let mut numbers =
            vec![outcome.mean, outcome.standard_error, outcome.event_probability, p.p50, p.p90, p.p95, p.p99];
        numbers.extend(outcome.curve.iter().flat_map(|point| [point.loss, point.probability]));
        numbers
    };
    let all = std::iter::once(&simulation.today).chain(&simulation.treated).flat_map(of);
    all.chain(simulation.reduction.iter().flat_map(|saved| [saved.mean, saved.standard_error]))
        .map(f64::to_bits)
        .collect()
}

/// What was simulated once has to come out the same on every machine and in every later version: a printed estimate
/// is checked by simulating it again. When this fails, a library rounds differently or the order of chance changed.
#[test]
fn a_seed_gives_these_bits_for_ever() {
    let few = run(&estimate(CASES[2]), 27_001, 1_000).today;
    let many = run(&estimate(CASES[5]), 27_001, 1_000).today;
    let found =
        [few.mean, few.percentiles.p50, few.percentiles.p99, many.mean, many.percentiles.p50, many.percentiles.p99];
    let kept: [f64; 6] = [
        42_396.126_797_346_755,
        32_435.871_527_625_74,
        161_018.346_623_728_34,
        113_753.724_703_046_27,
        80_302.954_855_764_9,
        539_991.189_802_707,
    ];
    assert_eq!(found.map(f64::to_bits), kept.map(f64::to_bits), "{found:?}");
}

#[test]
fn treatment_is_compared_under_the_same_chance() {
    let ranges = CASES[2];
    let same = run(&treated(ranges, Some(Range::new(5.0, 50.0)), None), 9, 2_000);
    assert_eq!(same.treated.as_ref(), Some(&same.today), "a treatment that changes nothing shows no difference");
    let saved = same.reduction.unwrap();
    assert!(saved.mean == 0.0 && saved.standard_error == 0.0);

    let halved = run(&treated(ranges, None, Some(Range::new(250.0, 2_500.0))), 9, 2_000);
    assert!(close(halved.reduction.unwrap().mean, halved.today.mean / 2.0, 1e-9), "half the loss in each year");

    let rarer = treated(ranges, Some(Range::new(1.0, 10.0)), None);
    let run = run(&rarer, 9, 2_000);
    let (with, saved) = (run.treated.unwrap(), run.reduction.unwrap());
    assert!(with.percentiles.p50 < run.today.percentiles.p50 && with.percentiles.p99 < run.today.percentiles.p99);
    assert!(close(saved.mean, run.today.mean - with.mean, 1e-9));
    let apart = run.today.standard_error.hypot(with.standard_error);
    assert!(saved.standard_error < apart, "independent years would say less: {} {apart}", saved.standard_error);
    let exact = expected_yearly_loss(&rarer).unwrap() - expected_treated_loss(&rarer).unwrap();
    assert!((saved.mean - exact).abs() < 4.0 * saved.standard_error, "{} is not {exact}", saved.mean);
}

#[test]
fn a_risk_that_is_avoided_costs_nothing() {
    let avoided = treated(CASES[0], Some(Range::new(0.0, 0.0)), None);
    assert_eq!(avoided.gap(), None);
    let simulation = run(&avoided, 1, 5_000);
    let after = simulation.treated.clone().unwrap();
    assert_eq!((after.mean, after.event_probability, after.percentiles.p99), (0.0, 0.0, 0.0));
    assert!(after.curve.is_empty());
    assert_eq!(expected_treated_loss(&avoided), Some(0.0));
    assert!(close(simulation.reduction.unwrap().mean, simulation.today.mean, 1e-12));
}

#[test]
fn without_treated_ranges_nothing_is_said_about_treatment() {
    let blank = Some(Range::default());
    let estimate = treated(CASES[0], blank.clone(), blank);
    assert!(!estimate.has_treatment());
    assert_eq!(estimate.gap(), None, "a range left empty is not given");
    let simulation = run(&estimate, 1, 1_000);
    assert_eq!((simulation.treated.as_ref(), simulation.reduction), (None, None));
    assert_eq!(expected_treated_loss(&estimate), None);
    assert_eq!(worth(&simulation, Some(5_000), Some(3)), None);
}

#[test]
fn worth_puts_two_numbers_side_by_side() {
    let simulation = run(&treated(CASES[2], Some(Range::new(1.0, 10.0)), None), 2, 1_000);
    let saved = simulation.reduction.unwrap();
    let told = worth(&simulation, Some(5_000), Some(3)).unwrap();
    assert_eq!((told.yearly, told.cost, told.years), (saved, Some(5_000), Some(3)));
    assert!(close(told.over_years.unwrap(), 3.0 * saved.mean, 1e-12));
    let undecided = worth(&simulation, None, None).unwrap();
    assert_eq!((undecided.cost, undecided.years, undecided.over_years), (None, None, None));
}

#[test]
fn progress_rises_and_a_no_ends_it() {
    let estimate = estimate(CASES[0]);
    let mut heard = Vec::new();
    let whole = simulate(&estimate, 1, 1_100, &mut |done| {
        heard.push(done);
        true
    });
    assert!(whole.is_some());
    assert_eq!((heard.first(), heard.last()), (Some(&0.0), Some(&1.0)));
    assert!(heard.len() > 3 && heard.windows(2).all(|pair| pair[0] < pair[1]), "{heard:?}");
    for stop_at in 0..heard.len() {
        let mut calls = 0;
        let stopped = simulate(&estimate, 1, 1_100, &mut |_| {
            calls += 1;
            calls <= stop_at
        });
        assert_eq!((stopped, calls), (None, stop_at + 1), "nobody is asked again after a no");
    }
}

fn assert_sound(outcome: &Outcome) {
    let p = outcome.percentiles;
    for number in [outcome.mean, outcome.standard_error, outcome.event_probability, p.p50, p.p90, p.p95, p.p99] {
        assert!(number.is_finite() && number >= 0.0, "{outcome:?}");
    }
    assert!(p.p50 <= p.p90 && p.p90 <= p.p95 && p.p95 <= p.p99, "{p:?}");
    assert!(outcome.curve.len() <= 120, "{} points", outcome.curve.len());
    assert!(outcome.curve.iter().all(|point| point.loss.is_finite() && point.loss > 0.0));
    assert!(outcome.curve.iter().all(|point| point.probability > 0.0 && point.probability <= 1.0));
    for pair in outcome.curve.windows(2) {
        assert!(pair[0].loss < pair[1].loss && pair[0].probability > pair[1].probability, "{pair:?}");
    }
}

#[test]
fn every_bad_range_has_its_own_sentence() {
    let range = |low: f64, high: f64| Range::new(low, high);
    let bad = [
        Range::default(),
        Range { low: Some(1.0), high: None },
        Range { low: None, high: Some(1.0) },
        range(f64::NAN, 1.0),
        range(-1.0, 1.0),
        range(2.0, 1.0),
        range(0.0, 1.0),
        range(1e-9, 2e-9),
        range(1.0, 1e18),
        range(1.0, 2.0 * WIDEST),
    ];
    let mut seen = Vec::new();
    for quantity in Quantity::ALL {
        for range in &bad {
            let sentence = range.gap(*quantity).unwrap_or_else(|| panic!("{range:?} passes as {quantity:?}"));
            assert!(sentence.starts_with(&quantity.label()), "it says which field: {sentence}");
            assert!(!seen.contains(&sentence), "{range:?}: {sentence}");
            seen.push(sentence);
        }
        for same in [range(1.0, f64::INFINITY), range(1.0, f64::NAN)] {
            assert_eq!(same.gap(*quantity), bad[3].gap(*quantity));
        }
        assert_eq!(range(-2.0, -1.0).gap(*quantity), bad[4].gap(*quantity));
        for good in [range(0.0, 0.0), range(1.0, 1.0), range(0.05, 1.0), range(1.0, WIDEST)] {
            assert_eq!(good.gap(*quantity), None);
        }
    }
}

#[test]
fn nothing_is_worked_out_from_a_bad_range() {
    let bad = Range::new(5.0, 1.0);
    let whole = estimate(CASES[0]);
    for (broken, today) in [
        (Estimate { frequency: bad.clone(), ..whole.clone() }, false),
        (Estimate { loss: bad.clone(), ..whole.clone() }, false),
        (Estimate { treated_frequency: Some(bad.clone()), ..whole.clone() }, true),
        (Estimate { treated_loss: Some(bad), ..whole.clone() }, true),
    ] {
        assert!(broken.gap().is_some());
        assert_eq!(broken.gap(), broken.numbers_gap());
        assert_eq!(simulate(&broken, 1, 1_000, &mut |_| panic!("nothing begins")), None);
        assert_eq!(expected_yearly_loss(&broken).is_some(), today);
        assert_eq!(expected_treated_loss(&broken), None);
    }
}

#[test]
fn the_gap_walks_through_what_is_missing() {
    let mut growing = Estimate::default();
    assert!(growing.is_blank());
    let mut sentences = vec![growing.gap().unwrap()];
    growing.frequency = Range::new(0.1, 1.0);
    assert!(!growing.is_blank());
    sentences.push(growing.gap().unwrap());
    growing.loss = Range::new(1_000.0, 9_000.0);
    assert_eq!(growing.numbers_gap(), None);
    sentences.push(growing.gap().unwrap());
    growing.trials = Some(TRIALS.end() + 1);
    sentences.push(growing.gap().unwrap());
    growing.trials = Some(10_000);
    growing.basis = "  ".to_owned();
    sentences.push(growing.gap().unwrap());
    growing.basis = "The insurer's figures for 2025".to_owned();
    assert_eq!(growing.gap(), None);
    let mut different = sentences.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), 5, "{sentences:#?}");
    for trials in [0, TRIALS.start() - 1, TRIALS.end() + 1] {
        assert_eq!(simulate(&growing, 1, trials, &mut |_| true), None);
    }
}

#[test]
fn an_estimate_survives_its_json_and_an_empty_one_is_undecided() {
    let whole = treated(CASES[0], Some(Range::new(0.01, 0.1)), None);
    let text = serde_json::to_string(&whole).unwrap();
    assert_eq!(serde_json::from_str::<Estimate>(&text).unwrap(), whole);
    let empty: Estimate = serde_json::from_str("{}").unwrap();
    assert_eq!(empty, Estimate::default());
    assert_eq!((empty.trials, empty.frequency.low, empty.treated_loss), (None, None, None));
}

#[test]
fn each_field_and_result_is_explained_in_short_sentences() {
    for topic in Topic::ALL {
        assert!(!topic.title().is_empty());
        for sentence in topic.words().split(['.', '?', ';']).filter(|sentence| sentence.contains(' ')) {
            let words = sentence.split_whitespace().count();
            assert!(words <= 20, "{words} words: {sentence}");
        }
    }
}

/// A range that may be used: a low value over the whole scale, and a high one up to the widest.
fn any_range(from: f64, to: f64) -> impl Strategy<Value = Range> {
    (0.0..1.0_f64, prop_oneof![Just(0.0), 0.0..1.0_f64]).prop_map(move |(place, width)| {
        let low = from * (to / from).powf(place);
        Range::new(low, low * (to / low).min(WIDEST).powf(width * 0.999_999))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_valid_estimate_gives_ordinary_numbers(
        frequency in any_range(1e-6, 1e6),
        loss in any_range(0.01, 1e15),
        after in proptest::option::of(any_range(1e-6, 1e6)),
        seed in any::<u64>(),
    ) {
        let estimate = Estimate { frequency, loss, treated_frequency: after, ..Estimate::default() };
        prop_assert_eq!(estimate.numbers_gap(), None);
        prop_assert!(expected_yearly_loss(&estimate).unwrap().is_finite());
        let simulation = run(&estimate, seed, 1_000);
        assert_sound(&simulation.today);
        simulation.treated.iter().for_each(assert_sound);
        if let Some(saved) = simulation.reduction {
            prop_assert!(saved.mean.is_finite() && saved.standard_error.is_finite());
        }
    }

    #[test]
    fn any_two_numbers_are_refused_with_a_sentence_or_work(low in any::<f64>(), high in any::<f64>()) {
        for (frequency, loss) in [((low, high), (1.0, 2.0)), ((1.0, 2.0), (low, high)), ((low.abs(), low.abs()), (1.0, 2.0))] {
            let estimate = estimate((frequency, loss));
            let worked = simulate(&estimate, 7, 1_000, &mut |_| true);
            prop_assert_eq!(worked.is_none(), estimate.gap().is_some());
            worked.iter().for_each(|worked| assert_sound(&worked.today));
        }
    }
}
