//! A range that a person is 90 % sure of, what can be wrong with it, and the distribution fitted to it.

use serde::{Deserialize, Serialize};

/// The 95 % point of the standard normal distribution: a 90 % range reaches this far to either side.
const NINETY: f64 = 1.644_853_626_951_472_2;

/// How many times its low value a high value may be, exp(4 · 1.645²) ≈ 50 119. In a wider range the mean of the
/// lognormal lies above the very value that its author is 95 % sure it stays under.
pub const WIDEST: f64 = 50_119.0;

/// Two values between which a person is 90 % sure the true number lies. Equal values mean a number that is known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Range {
    /// Only one time in twenty is the true number lower.
    pub low: Option<f64>,
    /// Only one time in twenty is the true number higher.
    pub high: Option<f64>,
}

/// What a range of an estimate is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Events per year today.
    Frequency,
    /// Loss per event today.
    Loss,
    /// Events per year after treatment.
    TreatedFrequency,
    /// Loss per event after treatment.
    TreatedLoss,
}

impl Quantity {
    /// Every quantity, in the order of the screen.
    pub const ALL: &'static [Self] = &[Self::Frequency, Self::Loss, Self::TreatedFrequency, Self::TreatedLoss];

    /// What people call it.
    pub fn label(self) -> String {
        match self {
            Self::Frequency => tr::tr!("Events per year"),
            Self::Loss => tr::tr!("Loss per event"),
            Self::TreatedFrequency => tr::tr!("Events per year after treatment"),
            Self::TreatedLoss => tr::tr!("Loss per event after treatment"),
        }
    }

    /// The smallest and largest value above zero that can be worked with, in its unit.
    fn bounds(self) -> (f64, f64) {
        match self {
            Self::Frequency | Self::TreatedFrequency => (1e-6, 1e6),
            Self::Loss | Self::TreatedLoss => (0.01, 1e15),
        }
    }

    fn too_small(self) -> String {
        match self {
            Self::Frequency | Self::TreatedFrequency => {
                tr::tr!(
                    "{0}: nobody can judge less than once in a million years. Enter more, or zero in both fields.",
                    self.label()
                )
            }
            Self::Loss | Self::TreatedLoss => {
                tr::tr!("{0}: the smallest loss that counts is 0.01. Enter more, or zero in both fields.", self.label())
            }
        }
    }

    fn too_large(self) -> String {
        match self {
            Self::Frequency | Self::TreatedFrequency => {
                tr::tr!("{0}: more than a million events a year cannot be simulated. Check the number.", self.label())
            }
            Self::Loss | Self::TreatedLoss => {
                tr::tr!("{0}: the number has more than fifteen zeros. Check how it was typed.", self.label())
            }
        }
    }
}

impl Range {
    /// A range from its two values.
    pub fn new(low: f64, high: f64) -> Self {
        Self { low: Some(low), high: Some(high) }
    }

    /// Whether neither value is given.
    pub fn is_blank(&self) -> bool {
        self.low.is_none() && self.high.is_none()
    }

    /// What is missing or contradictory, as a sentence; `None` when the range can be worked with.
    pub fn gap(&self, quantity: Quantity) -> Option<String> {
        let label = quantity.label();
        let (low, high) = match (self.low, self.high) {
            (None, None) => return Some(tr::tr!("{0}: enter a low and a high value.", label)),
            (None, Some(_)) => return Some(tr::tr!("{0}: the low value is missing.", label)),
            (Some(_), None) => return Some(tr::tr!("{0}: the high value is missing.", label)),
            (Some(low), Some(high)) => (low, high),
        };
        let (least, most) = quantity.bounds();
        if !low.is_finite() || !high.is_finite() {
            Some(tr::tr!("{0}: one of the values is not a number. Type it again.", label))
        } else if low < 0.0 || high < 0.0 {
            Some(tr::tr!("{0}: a value lies below zero. Enter zero or more.", label))
        } else if low > high {
            Some(tr::tr!("{0}: the low value lies above the high value. Correct one of them.", label))
        } else if high > most {
            Some(quantity.too_large())
        } else if low == 0.0 && high > 0.0 {
            Some(tr::tr!("{0}: a range cannot begin at zero. Enter a small number, or zero in both fields.", label))
        } else if high > 0.0 && low < least {
            Some(quantity.too_small())
        } else if high > low * WIDEST {
            Some(tr::tr!("{0}: the range is so wide that its mean lies above its high value. Narrow it.", label))
        } else {
            None
        }
    }

    /// The distribution whose 5 % and 95 % points are low and high; `None` while the range has a gap.
    pub(super) fn spread(&self, quantity: Quantity) -> Option<Spread> {
        let (low, high) = self.gap(quantity).is_none().then_some(self.low.zip(self.high))??;
        Some(if low < high {
            Spread { median: (low * high).sqrt(), sigma: libm::log(high / low) / (2.0 * NINETY) }
        } else {
            Spread { median: low, sigma: 0.0 }
        })
    }
}

/// A lognormal number, or a known one where `sigma` is zero: `median · exp(sigma · z)` with a standard normal `z`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spread {
    median: f64,
    sigma: f64,
}

impl Spread {
    /// The value at a standard normal number.
    pub(super) fn at(&self, z: f64) -> f64 {
        self.median * libm::exp(self.sigma * z)
    }

    /// The mean of its square, or of another whole power.
    pub(super) fn moment(&self, power: i32) -> f64 {
        let sigma = self.sigma * f64::from(power);
        libm::pow(self.median, f64::from(power)) * libm::exp(sigma * sigma / 2.0)
    }

    /// The part of [`Self::moment`] that comes from values whose standard normal number lies below `cut`.
    pub(super) fn moment_below(&self, power: i32, cut: f64) -> f64 {
        self.moment(power) * share_above(self.sigma * f64::from(power) - cut)
    }
}

/// How much of the standard normal distribution lies above a number.
pub(super) fn share_above(z: f64) -> f64 {
    libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2) / 2.0
}
