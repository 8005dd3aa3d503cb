//! An optional estimate of a risk in numbers: how often it happens, what it costs each time, and what rests on that.
//!
//! A person who wants numbers beside the levels (ISO/IEC 27005 calls this quantitative analysis) gives two ranges,
//! each as two values between which they are 90 % sure the true number lies. From these:
//!
//! * The number of events in a year is Poisson with a mean that is itself uncertain: lognormal, with the given low and
//!   high as its 5 % and 95 % points.
//! * The loss of one event is lognormal with its own low and high as 5 % and 95 % points.
//! * Low and high may be equal; the number then has that one value. Zero is possible only so.
//! * The loss of a year is the sum over its events. [`simulate`] lives through many years and counts; the mean needs no
//!   simulation: [`expected_yearly_loss`].
//!
//! The uncertainty of the frequency is drawn anew for each year, so the results hold both kinds of doubt: what chance
//! does, and what the person does not know.
//!
//! **Never mixed into the qualitative level.** Nothing here knows a method, a scale or a level, and nothing decides.

mod draws;
mod help;
mod range;
mod simulation;
mod yearly;

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

pub use help::Topic;
pub use range::{Quantity, Range, WIDEST};
pub use simulation::{CurvePoint, Outcome, Percentiles, Reduction, Simulation, Worth, simulate, worth};

use yearly::Yearly;

/// How many years may be simulated: fewer leave nothing to count for the worst year in a hundred.
pub const TRIALS: RangeInclusive<u32> = 1_000..=1_000_000;

/// What a person believes of one risk, in numbers. Nothing is filled in for them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Estimate {
    /// Events per year today, with the controls in place.
    pub frequency: Range,
    /// Loss per event today, in the profile's currency.
    pub loss: Range,
    /// Events per year after treatment; without it, as today.
    pub treated_frequency: Option<Range>,
    /// Loss per event after treatment, in the profile's currency; without it, as today.
    pub treated_loss: Option<Range>,
    /// What the numbers rest on: incidents, published figures, or whose judgement.
    pub basis: String,
    /// How many years are simulated, within [`TRIALS`]; `None` is undecided.
    pub trials: Option<u32>,
}

impl Estimate {
    /// The first thing that is still missing or contradictory, as a sentence; `None` when the estimate is complete.
    /// Beyond [`Self::numbers_gap`] it asks for the number of years and for the basis, without which nobody can
    /// judge the result.
    pub fn gap(&self) -> Option<String> {
        self.numbers_gap().or_else(|| self.trials_gap()).or_else(|| {
            self.basis.trim().is_empty().then(|| {
                tr::tr!("Write down what these numbers rest on: past incidents, published figures, or whose judgement.")
            })
        })
    }

    /// The first fault of the ranges: while there is one, nothing can be worked out or simulated.
    pub fn numbers_gap(&self) -> Option<String> {
        let treated_frequency = given(self.treated_frequency.as_ref());
        let treated_loss = given(self.treated_loss.as_ref());
        (self.frequency.gap(Quantity::Frequency))
            .or_else(|| self.loss.gap(Quantity::Loss))
            .or_else(|| treated_frequency?.gap(Quantity::TreatedFrequency))
            .or_else(|| treated_loss?.gap(Quantity::TreatedLoss))
    }

    fn trials_gap(&self) -> Option<String> {
        let Some(trials) = self.trials else {
            return Some(tr::tr!("Choose how many years to simulate: more years make rare bad years steadier."));
        };
        (!TRIALS.contains(&trials))
            .then(|| tr::tr!("Choose between {0} and {1} years to simulate.", TRIALS.start(), TRIALS.end()))
    }

    /// Whether anything is estimated at all.
    pub fn is_blank(&self) -> bool {
        self.frequency.is_blank() && self.loss.is_blank() && !self.has_treatment() && self.basis.trim().is_empty()
    }

    /// Whether at least one range is given for the time after treatment. A range with two empty fields is not given.
    pub fn has_treatment(&self) -> bool {
        given(self.treated_frequency.as_ref()).is_some() || given(self.treated_loss.as_ref()).is_some()
    }

    fn today(&self) -> Option<Yearly> {
        Yearly::new(&self.frequency, &self.loss)
    }

    /// With treatment, when it is given; whatever of the two ranges is not given stays as today.
    fn treated(&self) -> Option<Yearly> {
        let frequency = given(self.treated_frequency.as_ref());
        let loss = given(self.treated_loss.as_ref());
        (frequency.is_some() || loss.is_some()).then_some(())?;
        Yearly::new(frequency.unwrap_or(&self.frequency), loss.unwrap_or(&self.loss))
    }
}

fn given(range: Option<&Range>) -> Option<&Range> {
    range.filter(|range| !range.is_blank())
}

/// The expected loss of a year today, in the profile's currency: mean events per year × mean loss per event. Exact;
/// `None` while one of today's two ranges has a gap.
pub fn expected_yearly_loss(estimate: &Estimate) -> Option<f64> {
    Some(estimate.today()?.mean())
}

/// The same with treatment; `None` while no treated range is given, or one that counts has a gap.
pub fn expected_treated_loss(estimate: &Estimate) -> Option<f64> {
    Some(estimate.treated()?.mean())
}

/// The seed under which a risk's years are simulated: its own id, so that screen and paper tell the same numbers.
pub fn seed(risk: super::risks::RiskId) -> u64 {
    risk.0.as_u64_pair().1
}
