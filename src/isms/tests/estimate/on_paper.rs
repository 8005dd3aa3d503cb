//! Simulated years against what can be worked out on paper: means, errors, quiet years, quantiles and the curve.

use super::super::super::estimate::{CurvePoint, Outcome, expected_yearly_loss};
use super::{CASES, Ranges, assert_sound, close, estimate, run};

/// Mean and variance of a lognormal number, worked out from its textbook form and not from the program's.
fn moments((low, high): (f64, f64)) -> (f64, f64) {
    let mu = f64::midpoint(low.ln(), high.ln());
    let square = ((high / low).ln() / 3.289_707_253_902_945).powi(2);
    let mean = (mu + square / 2.0).exp();
    (mean, mean * mean * square.exp_m1())
}

/// Mean and standard deviation of a year: the law of total variance over an uncertain Poisson mean.
fn on_paper((frequency, loss): Ranges) -> (f64, f64) {
    let ((events, doubt), (size, scatter)) = (moments(frequency), moments(loss));
    (events * size, (events * (scatter + size * size) + doubt * size * size).sqrt())
}

#[test]
fn the_simulated_mean_is_the_one_on_paper() {
    for (seed, ranges) in (1..).zip(CASES) {
        let (mean, deviation) = on_paper(ranges);
        let estimate = estimate(ranges);
        assert!(close(expected_yearly_loss(&estimate).unwrap(), mean, 1e-9), "{ranges:?}");
        let today = run(&estimate, seed, 10_000).today;
        assert!(close(today.standard_error, deviation / 100.0, 1e-6), "{ranges:?}: {}", today.standard_error);
        let off = (today.mean - mean) / today.standard_error;
        assert!(off.abs() < 4.0, "{ranges:?}: {off} standard errors off {mean}");
    }
}

#[test]
fn means_of_many_simulations_scatter_as_the_standard_error_says() {
    for ranges in [((0.5, 3.0), (1_000.0, 5_000.0)), ((150.0, 600.0), (100.0, 500.0))] {
        let estimate = estimate(ranges);
        let runs: Vec<Outcome> = (0..100).map(|seed| run(&estimate, seed, 1_000).today).collect();
        let count = runs.len() as f64;
        let mean = runs.iter().map(|run| run.mean).sum::<f64>() / count;
        let scatter = (runs.iter().map(|run| (run.mean - mean).powi(2)).sum::<f64>() / (count - 1.0)).sqrt();
        // The standard deviation of 100 numbers is itself known to about 7 %.
        assert!(close(scatter, runs[0].standard_error, 0.28), "{scatter} is not {}", runs[0].standard_error);
        let (expected, _) = on_paper(ranges);
        assert!((mean - expected).abs() < 4.0 * runs[0].standard_error / count.sqrt(), "{mean} is not {expected}");
    }
}

#[test]
fn the_chance_of_a_quiet_year_is_the_one_on_paper() {
    let trials = 40_000;
    let within = |simulated: f64, exact: f64| {
        let error = (exact * (1.0 - exact) / f64::from(trials)).sqrt();
        assert!((simulated - exact).abs() < 4.0 * error, "{simulated} is not {exact} ± {error}");
    };
    for known in [0.02, 0.3, 1.0, 4.0] {
        let today = run(&estimate(((known, known), (10.0, 100.0))), 5, trials).today;
        within(1.0 - today.event_probability, (-known).exp());
        within(today.curve[0].probability, 1.0 - (-known).exp());
    }
    // An uncertain mean: the average of exp(-mean) over its lognormal distribution, by the midpoint rule.
    let (low, high): (f64, f64) = (0.1, 2.0);
    let sigma = (high / low).ln() / 3.289_707_253_902_945;
    let (step, mut quiet) = (1e-3, 0.0);
    for place in -8_000..8_000 {
        let z = (f64::from(place) + 0.5) * step;
        let mean = (low * high).sqrt() * (sigma * z).exp();
        quiet += step * (-z * z / 2.0 - mean).exp() / std::f64::consts::TAU.sqrt();
    }
    let today = run(&estimate(((low, high), (10.0, 100.0))), 6, trials).today;
    within(1.0 - today.event_probability, quiet);
}

#[test]
fn a_given_range_holds_nine_losses_in_ten() {
    // With at most one event in nearly every year, the curve of a year is the curve of one loss.
    let (trials, chance) = (200_000, 0.02);
    let today = run(&estimate(((chance, chance), (1_000.0, 60_000.0))), 8, trials).today;
    let events = f64::from(trials) * chance;
    for (amount, expected) in [(1_000.0, 0.95), ((1_000.0_f64 * 60_000.0).sqrt(), 0.5), (60_000.0, 0.05)] {
        let share = exceedance(&today.curve, amount) / today.event_probability;
        let error = (expected * (1.0 - expected) / events).sqrt();
        // Years with two events, one in a hundred of those with any, move the share a little.
        assert!((share - expected).abs() < 4.0 * error + 0.01, "{share} of the losses reach {amount}, not {expected}");
    }
}

/// The chance of a year at least this bad, read off the curve between its points.
fn exceedance(curve: &[CurvePoint], loss: f64) -> f64 {
    let after = curve.partition_point(|point| point.loss < loss).clamp(1, curve.len() - 1);
    let (left, right) = (curve[after - 1], curve[after]);
    left.probability
        + (right.probability - left.probability) * ((loss - left.loss) / (right.loss - left.loss)).clamp(0.0, 1.0)
}

#[test]
fn one_by_one_and_summed_years_meet_without_a_step() {
    let trials = 6_000;
    for loss in [(100.0, 100.0), (10.0, 1_000.0), (1.0, 10_000.0)] {
        let one_by_one = run(&estimate(((250.0, 250.0), loss)), 11, trials).today;
        let summed = run(&estimate(((250.001, 250.001), loss)), 12, trials).today;
        let percentiles = summed.percentiles;
        let rows = [(percentiles.p50, 0.5), (percentiles.p90, 0.1), (percentiles.p95, 0.05), (percentiles.p99, 0.01)];
        for (amount, expected) in rows {
            let chance = exceedance(&one_by_one.curve, amount);
            // Two samples, and equal losses lie a fiftieth of their own probability apart.
            let error = (2.0 * expected * (1.0 - expected) / f64::from(trials)).sqrt();
            assert!((chance - expected).abs() < 4.0 * error + 0.02, "{loss:?}: {chance} is not {expected}");
        }
    }
}

#[test]
fn very_many_events_stay_quick_and_scatter_as_they_must() {
    // One by one this would be 20 thousand million events. A Poisson number this large is as good as normal.
    let (events, trials): (f64, u32) = (1e6, 20_000);
    let today = run(&estimate(((events, events), (3.0, 3.0))), 3, trials).today;
    let unit = 3.0 * events.sqrt();
    let rows = [(today.percentiles.p50, 0.0), (today.percentiles.p95, 1.644_854), (today.percentiles.p99, 2.326_348)];
    for (loss, z) in rows {
        let place = (loss - 3.0 * events) / unit;
        assert!((place - z).abs() < 0.12, "{place} standard deviations, not {z}");
    }
    assert!(close(today.event_probability, 1.0, 0.0));
    // An absurdly wide frequency reaches years with more events than can be counted.
    let wide = run(&estimate(((30.0, 1e6), (1.0, 40_000.0))), 4, 1_000).today;
    assert!(wide.mean.is_finite() && wide.percentiles.p99 > wide.percentiles.p50);
}

#[test]
fn the_curve_falls_from_any_loss_to_the_rarest_years() {
    for (seed, ranges) in (20..).zip(CASES) {
        let trials = 10_000;
        let today = run(&estimate(ranges), seed, trials).today;
        assert_sound(&today);
        let (first, last) = (today.curve[0], today.curve[today.curve.len() - 1]);
        assert!(close(first.probability, today.event_probability, 1e-12), "it begins with any loss at all");
        let p99 = today.percentiles.p99;
        assert!(last.loss >= p99, "the curve reaches past the worst year in a hundred");
        assert!(last.probability >= 10.0 / f64::from(trials), "a point rests on at least ten years");
        if p99 > first.loss && last.loss > p99 {
            assert!((exceedance(&today.curve, p99) - 0.01).abs() < 0.02, "the curve and the percentiles agree");
        }
    }
    let most = run(&estimate(CASES[3]), 1, 200_000).today;
    assert!((100..=120).contains(&most.curve.len()), "{} points for a chart", most.curve.len());
}
