//! Guidance in our own words: for each control, each step, each field, each empty place.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{ContentError, Scenarios};
use crate::isms::method::{Band, Combination, Level, Method, MethodId};
use crate::isms::steps::Step;

/// What a person needs to know about a control.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct ControlGuidance {
    /// What it wants, in plain words: 2 to 4 sentences.
    pub plain: String,
    /// What the auditor asks: 2 to 4 questions.
    pub asks: Vec<String>,
    /// Typical evidence: 2 to 4 items.
    pub evidence: Vec<String>,
    /// A tip for small companies; empty for none.
    #[serde(default)]
    pub tip: String,
}

/// What a person needs to know about a step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct StepGuidance {
    /// Its name in full.
    pub title: String,
    /// Heading of the reason.
    pub why_title: String,
    /// Why the step is there.
    pub why: String,
    /// What the auditor wants.
    pub auditor: Vec<String>,
    /// How long it takes.
    pub duration: String,
    /// What to do first.
    pub first: String,
}

/// What an empty register says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct EmptyText {
    /// What is missing.
    pub title: String,
    /// Why it matters.
    pub text: String,
    /// The first action.
    pub action: String,
}

/// All guidance of one language.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Guidance {
    controls: BTreeMap<String, ControlGuidance>,
    steps: BTreeMap<String, StepGuidance>,
    fields: BTreeMap<String, String>,
    empty: BTreeMap<String, EmptyText>,
    scales: Scales,
    /// The words for scenarios, by entry of the catalogue of threats and vulnerabilities.
    pub scenarios: Scenarios,
}

impl Guidance {
    /// Guidance for a control by its printed id; for a control of ISO/IEC 27017 or 27018 by the catalogue's id.
    pub fn control(&self, reference: &str) -> Option<&ControlGuidance> {
        self.controls.get(reference)
    }

    /// Guidance for a step.
    pub fn step(&self, step: Step) -> Option<&StepGuidance> {
        self.steps.get(&format!("step{}", step.number()))
    }

    /// The sentence under a field, by a name such as `profile.headcount`; empty when there is none.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// What an empty register says.
    pub fn empty(&self, name: &str) -> Option<&EmptyText> {
        self.empty.get(name)
    }

    /// The words for the levels of one security property of an asset: `confidentiality`, `integrity`, `availability`.
    pub fn asset_words(&self, property: &str) -> &[String] {
        match property {
            "confidentiality" => &self.scales.asset_value.confidentiality,
            "integrity" => &self.scales.asset_value.integrity,
            _ => &self.scales.asset_value.availability,
        }
    }

    /// The standard 5×5 method as a draft to start from. Its acceptance line is left undecided.
    pub fn standard_method(&self, id: MethodId, reference: String) -> Method {
        Method {
            id,
            reference,
            name: tr::tr!("Standard 5 × 5"),
            likelihood: self.scales.likelihood.levels.clone(),
            impact: self.scales.impact.levels.clone(),
            asset_value: self
                .scales
                .asset_value
                .levels
                .iter()
                .map(|name| Level { name: name.clone(), ..Level::default() })
                .collect(),
            combination: Some(Combination::Product),
            bands: self.scales.bands.levels.clone(),
            ..Method::default()
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
struct Scales {
    likelihood: Scale,
    impact: Scale,
    asset_value: AssetScale,
    bands: BandScale,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
struct Scale {
    levels: Vec<Level>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
struct BandScale {
    levels: Vec<Band>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
struct AssetScale {
    levels: Vec<String>,
    confidentiality: Vec<String>,
    integrity: Vec<String>,
    availability: Vec<String>,
}

macro_rules! english {
    ($file:literal) => {
        read($file, include_str!(concat!("../../assets/guidance/en/", $file)))
    };
}

pub(super) fn english() -> Result<Guidance, ContentError> {
    let mut controls = BTreeMap::new();
    let themes: [BTreeMap<String, ControlGuidance>; 5] = [
        english!("controls/organizational.toml")?,
        english!("controls/people.toml")?,
        english!("controls/physical.toml")?,
        english!("controls/technological.toml")?,
        english!("controls/cloud.toml")?,
    ];
    for theme in themes {
        controls.extend(theme);
    }
    Ok(Guidance {
        controls,
        steps: english!("steps.toml")?,
        fields: english!("fields.toml")?,
        empty: english!("empty.toml")?,
        scales: english!("scales.toml")?,
        scenarios: english!("scenarios.toml")?,
    })
}

fn read<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, ContentError> {
    toml::from_str(text).map_err(|error| ContentError { file, reason: error.to_string() })
}
