//! Frequency and loss of a risk in numbers, where somebody wants them.

use serde::{Deserialize, Serialize};

/// What a person is 90 % sure the true number lies between.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Range {
    /// The 5 % point.
    pub low: Option<f64>,
    /// The 95 % point.
    pub high: Option<f64>,
}

/// How often and how bad, today and with treatment.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Estimate {
    /// Events in a year.
    pub frequency: Range,
    /// Loss for each event, in the profile's currency.
    pub loss: Range,
    /// Events in a year with treatment.
    pub treated_frequency: Option<Range>,
    /// Loss for each event with treatment.
    pub treated_loss: Option<Range>,
    /// Where the numbers come from.
    pub basis: String,
}
