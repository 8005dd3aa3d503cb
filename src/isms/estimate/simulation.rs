//! Many years of one risk, lived through by chance, and what can be read off them.

use super::draws::Draws;
use super::yearly::Yearly;
use super::{Estimate, TRIALS};

/// After how many years progress is reported.
const REPORT_EVERY: u32 = 250;

/// A point of the curve rests on at least this many simulated years, unless there are fewer with any loss.
const FEWEST_YEARS: usize = 10;

/// Evenly spaced points of the curve; the rest crowd towards rare years. Together they stay under 120.
const EVEN_STEPS: usize = 55;

/// What the simulated years tell, today and with treatment. Amounts are in the profile's currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulation {
    /// How many years were simulated.
    pub trials: u32,
    /// The seed they came from.
    pub seed: u64,
    /// As things are.
    pub today: Outcome,
    /// After treatment, where a treated range is given.
    pub treated: Option<Outcome>,
    /// What treatment saves, where a treated range is given.
    pub reduction: Option<Reduction>,
}

/// What the simulated years of one situation tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The mean loss of a year. [`super::expected_yearly_loss`] is what it tends to.
    pub mean: f64,
    /// How far the mean may be off because the years are finite: one standard deviation. It comes from the exact
    /// variance, not from the simulated years, which hold too few of the worst ones to show it.
    pub standard_error: f64,
    /// The share of years in which it happened at least once, 0 to 1.
    pub event_probability: f64,
    /// Losses that so many years stay within.
    pub percentiles: Percentiles,
    /// The loss exceedance curve, smallest loss first: at most 120 points, amounts rising, probabilities falling.
    /// Empty when no year had a loss. It ends where fewer than ten simulated years are as bad.
    pub curve: Vec<CurvePoint>,
}

/// Yearly losses in order: so many years in a hundred lose this much or less.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Percentiles {
    /// Every second year.
    pub p50: f64,
    /// Nine years in ten.
    pub p90: f64,
    /// Nineteen years in twenty.
    pub p95: f64,
    /// Ninety-nine years in a hundred.
    pub p99: f64,
}

/// One point of the loss exceedance curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// A yearly loss, greater than zero.
    pub loss: f64,
    /// The share of years that lose at least this much, 0 to 1.
    pub probability: f64,
}

/// How much less a year costs with treatment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reduction {
    /// The mean loss of a year today less that with treatment; below zero where treatment makes it worse.
    pub mean: f64,
    /// How far it may be off because the years are finite: one standard deviation, from the simulated pairs of years.
    pub standard_error: f64,
}

/// Simulates years today and, where a treated range is given, the same years with treatment.
///
/// The same years: both use the same chance (common random numbers), so that the difference shows the treatment and
/// not luck. Where treatment changes nothing, the two are equal to the last bit. Busy years of more than 250 expected
/// events share it only in part. The same estimate, seed and number of years give the same bits everywhere.
///
/// `progress` hears how much is done, 0 to 1, and answers whether to go on. `None` when it answers no, while
/// [`Estimate::numbers_gap`] has something to say, or when `trials` lies outside [`TRIALS`].
pub fn simulate(
    estimate: &Estimate,
    seed: u64,
    trials: u32,
    progress: &mut dyn FnMut(f32) -> bool,
) -> Option<Simulation> {
    (TRIALS.contains(&trials) && estimate.numbers_gap().is_none()).then_some(())?;
    let mut draws = Draws::new(seed);
    let mut today = Years::new(estimate.today()?, trials);
    let mut treated = estimate.treated().map(|yearly| Years::new(yearly, trials));
    for year in 0..trials {
        if year % REPORT_EVERY == 0 && !progress(year as f32 / trials as f32) {
            return None;
        }
        today.live(&mut draws);
        if let Some(treated) = &mut treated {
            draws.rewind();
            treated.live(&mut draws);
        }
        draws.next_year();
    }
    let reduction = treated.as_ref().map(|treated| reduction(&today.losses, &treated.losses));
    let simulation =
        Simulation { trials, seed, today: today.outcome(), treated: treated.map(Years::outcome), reduction };
    progress(1.0).then_some(simulation)
}

/// The years lived so far in one situation.
struct Years {
    yearly: Yearly,
    losses: Vec<f64>,
    with_events: u32,
}

impl Years {
    fn new(yearly: Yearly, trials: u32) -> Self {
        Self { yearly, losses: Vec::with_capacity(trials as usize), with_events: 0 }
    }

    fn live(&mut self, draws: &mut Draws) {
        let year = self.yearly.year(draws);
        self.losses.push(year.loss);
        self.with_events += u32::from(year.happened);
    }

    fn outcome(mut self) -> Outcome {
        let years = self.losses.len() as f64;
        let mean = mean(&self.losses);
        self.losses.sort_unstable_by(f64::total_cmp);
        let at = |percent: usize| {
            let place = (self.losses.len() * percent).div_ceil(100).saturating_sub(1);
            self.losses.get(place).copied().unwrap_or_default()
        };
        Outcome {
            mean,
            standard_error: (self.yearly.variance() / years).sqrt(),
            event_probability: f64::from(self.with_events) / years,
            percentiles: Percentiles { p50: at(50), p90: at(90), p95: at(95), p99: at(99) },
            curve: curve(&self.losses),
        }
    }
}

/// The exceedance curve of losses in rising order. Points are chosen by rank: some evenly, some ever rarer, each time
/// by a sixth.
fn curve(losses: &[f64]) -> Vec<CurvePoint> {
    let years = losses.len();
    let with_loss = years - losses.partition_point(|loss| *loss <= 0.0);
    if with_loss == 0 {
        return Vec::new();
    }
    let fewest = FEWEST_YEARS.min(with_loss);
    let even = (0..=EVEN_STEPS).map(|step| with_loss - (with_loss - fewest) * step / EVEN_STEPS);
    let rarer = std::iter::successors(Some(with_loss), |as_bad| Some(as_bad * 5 / 6).filter(|next| *next >= fewest));
    let mut ranks: Vec<usize> = even.chain(rarer).collect();
    ranks.sort_unstable_by(|a, b| b.cmp(a));
    let mut points: Vec<CurvePoint> = Vec::new();
    for loss in ranks.into_iter().filter_map(|as_bad| losses.get(years - as_bad).copied()) {
        if points.last().is_none_or(|last| last.loss < loss) {
            let as_bad = years - losses.partition_point(|other| *other < loss);
            points.push(CurvePoint { loss, probability: as_bad as f64 / years as f64 });
        }
    }
    points
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn reduction(today: &[f64], treated: &[f64]) -> Reduction {
    let saved: Vec<f64> = today.iter().zip(treated).map(|(today, treated)| today - treated).collect();
    let years = saved.len() as f64;
    let mean = mean(&saved);
    let squares: f64 = saved.iter().map(|saved| (saved - mean) * (saved - mean)).sum();
    Reduction { mean, standard_error: (squares / (years - 1.0) / years).sqrt() }
}

/// What treatment saves beside what it costs. Two numbers side by side; whether it is worth it is for people to say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worth {
    /// The expected reduction of the yearly loss, in the profile's currency.
    pub yearly: Reduction,
    /// What the open actions cost together, in whole units of the profile's currency; `None` is unknown.
    pub cost: Option<u32>,
    /// For how many years the treatment works; `None` is undecided.
    pub years: Option<u32>,
    /// The expected reduction over these years, without interest; `None` while they are undecided.
    pub over_years: Option<f64>,
}

/// Puts what treatment saves beside what it costs; `None` where no treated range was given.
pub fn worth(simulation: &Simulation, cost: Option<u32>, years: Option<u32>) -> Option<Worth> {
    let yearly = simulation.reduction?;
    Some(Worth { yearly, cost, years, over_years: years.map(|years| f64::from(years) * yearly.mean) })
}
