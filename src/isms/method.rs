//! The risk method (6.1.2 a): scales with words, how they combine, bands, and the acceptance criterion.

mod conversion;
mod gaps;
mod shape;
mod versions;

use serde::{Deserialize, Serialize};

use super::approval::{Approval, digest};
use super::record::{choices, record};

pub use conversion::{Conversion, ConversionRow, Judged, convert, older_risks, preview, propose, used};
pub use shape::{Scale, add_area, add_band, combine, name_area, paint, remove_area, remove_band, set_levels, set_line};
pub(super) use versions::refuse_field;
pub use versions::{approve, differences, discard, first_version, history, revise, start_from, start_new};

choices! {
    /// How likelihood and impact combine to a score.
    Combination {
        /// Likelihood × impact.
        Product = "Likelihood × impact",
        /// Likelihood + impact.
        Sum = "Likelihood + impact",
        /// A score written into each cell of the matrix.
        Matrix = "Free matrix",
    }
}

/// One level of a scale: a bare number means guessing, so each has a name and words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Level {
    /// One or two words: "Likely".
    pub name: String,
    /// What it means, in a sentence.
    pub words: String,
    /// A frequency or an amount that belongs to it: "once in 3 years", "up to 20,000".
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// For a level of impact: what it means in each of the method's areas, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_area: Vec<String>,
}

impl Level {
    /// What it means in one of the method's areas, counted from 0; empty when nobody has said it.
    pub fn words_for(&self, area: usize) -> &str {
        self.by_area.get(area).map_or("", |words| words.trim())
    }
}

/// Likelihood and impact each have at least this many levels.
pub const FEWEST_LEVELS: usize = 3;
/// Likelihood and impact each have at most this many levels.
pub const MOST_LEVELS: usize = 7;
/// The highest score that a cell of a free matrix may hold.
pub const HIGHEST_SCORE: u32 = 99;
/// A method has at most this many bands.
pub const MOST_BANDS: usize = 7;

/// A band of scores with a name, such as High from 12 on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Band {
    /// The name: "High".
    pub name: String,
    /// The lowest score of the band.
    pub from: u32,
    /// What has to happen with risks in this band.
    pub words: String,
}

record! {
    /// A version of the risk method. The newest one is in use.
    Method(MethodId) in Methods as "RM" {
        /// The version people cite; empty until first approved.
        version: String,
        /// Levels of likelihood, lowest first; 3 to 7 of them.
        likelihood: Vec<Level>,
        /// Levels of impact, lowest first; 3 to 7 of them.
        impact: Vec<Level>,
        /// What impact is looked at for: confidentiality, integrity, availability, money, clients, people.
        /// Each level of impact says in its own words what it means there.
        impact_areas: Vec<String>,
        /// Levels of value of an asset for confidentiality, integrity and availability, lowest first.
        asset_value: Vec<Level>,
        /// How the two combine.
        combination: Option<Combination>,
        /// For a free matrix: the score for each likelihood (row) and impact (column); `None` is not painted yet.
        matrix: Vec<Vec<Option<u32>>>,
        /// The bands, lowest first.
        bands: Vec<Band>,
        /// The highest score that may be accepted without a decision of its own; `None` is undecided.
        acceptable_up_to: Option<u32>,
        /// When risks are assessed again, in words.
        reassess_when: String,
        /// Months between assessments.
        reassess_months: Option<u32>,
        /// The approved version that this one replaces.
        previous: Option<MethodId>,
        /// What is different from the version before, in words.
        change: String,
        /// The approval of exactly this method.
        approval: Option<Approval>,
    }
}

impl Method {
    /// The score of a pair of levels (each from 1); `None` when a level is missing or outside the scale.
    pub fn score(&self, likelihood: Option<u8>, impact: Option<u8>) -> Option<u32> {
        let (likelihood, impact) = (usize::from(likelihood?), usize::from(impact?));
        if likelihood == 0 || impact == 0 || likelihood > self.likelihood.len() || impact > self.impact.len() {
            return None;
        }
        match self.combination? {
            Combination::Product => u32::try_from(likelihood * impact).ok(),
            Combination::Sum => u32::try_from(likelihood + impact).ok(),
            Combination::Matrix => self.matrix.get(likelihood - 1)?.get(impact - 1).copied().flatten(),
        }
    }

    /// The band a score falls into, counted from 0.
    pub fn band(&self, score: u32) -> Option<usize> {
        self.bands.iter().rposition(|band| score >= band.from)
    }

    /// The colour step, 1 to 5, of a band, however many bands there are.
    pub fn colour_step(&self, band: usize) -> usize {
        match self.bands.len() {
            0 | 1 => 3,
            count => 1 + (band * 4 + (count - 1) / 2) / (count - 1),
        }
    }

    /// The scores of a band as printed: `12–16`. Upper ends are scores that the matrix can reach.
    pub fn band_range(&self, band: usize) -> String {
        let Some(from) = self.bands.get(band).map(|band| band.from) else { return String::new() };
        let below = self.bands.get(band + 1).map(|next| next.from);
        let scores = self.all_scores();
        let inside = || scores.iter().filter(|score| **score >= from && below.is_none_or(|below| **score < below));
        match (inside().min(), inside().max()) {
            (Some(low), Some(high)) if low != high => format!("{low}–{high}"),
            (Some(low), _) => low.to_string(),
            _ => from.to_string(),
        }
    }

    /// Whether a score lies above what may be accepted without a decision of its own (6.1.2 a 1).
    pub fn is_above(&self, score: u32) -> Option<bool> {
        self.acceptable_up_to.map(|line| score > line)
    }

    /// The score of every cell that has one, by rising likelihood, then impact.
    pub fn all_scores(&self) -> Vec<u32> {
        let levels = |scale: &Vec<Level>| 1..=u8::try_from(scale.len()).unwrap_or(u8::MAX);
        levels(&self.likelihood)
            .flat_map(|likelihood| {
                levels(&self.impact).filter_map(move |impact| self.score(Some(likelihood), Some(impact)))
            })
            .collect()
    }

    /// The lowest and the highest score that the matrix can reach.
    pub fn score_range(&self) -> Option<(u32, u32)> {
        let scores = self.all_scores();
        scores.iter().min().copied().zip(scores.iter().max().copied())
    }

    /// What people call this version: its number, or that it is a draft.
    pub fn version_label(&self) -> String {
        if self.version.is_empty() { tr::tr!("Draft") } else { tr::tr!("Version {}", self.version) }
    }

    /// Level of a scale by its number, from 1.
    pub fn level(&self, scale: Scale, number: u8) -> Option<&Level> {
        self.scale(scale).get(usize::from(number).checked_sub(1)?)
    }

    /// The levels of one of its scales.
    pub fn scale(&self, scale: Scale) -> &[Level] {
        match scale {
            Scale::Likelihood => &self.likelihood,
            Scale::Impact => &self.impact,
        }
    }

    /// The hash of what an approval is for: everything but version and approval.
    pub fn digest(&self) -> String {
        let bare = Self { version: String::new(), approval: None, notes: String::new(), ..self.clone() };
        let mut fields = serde_json::to_value(bare).unwrap_or_default();
        // Methods approved before these fields existed keep their approval: what says nothing does not count.
        if let Some(fields) = fields.as_object_mut() {
            for late in ["impact_areas", "previous", "change"] {
                if fields.get(late).is_some_and(says_nothing) {
                    fields.remove(late);
                }
            }
        }
        digest(&fields)
    }
}

fn says_nothing(value: &serde_json::Value) -> bool {
    value.is_null() || value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty)
}
