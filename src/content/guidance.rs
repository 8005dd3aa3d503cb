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
    methods: Vec<ReadyMethod>,
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

    /// The three ready methods, the simplest first.
    pub fn ready_methods(&self) -> &[ReadyMethod] {
        &self.methods
    }

    /// A ready method as a draft to start from. Its acceptance line is left undecided.
    pub fn ready_method(&self, kind: ReadyKind, id: MethodId, reference: String) -> Method {
        let ready = self.methods.iter().find(|ready| ready.kind == kind);
        Method { id, reference, ..ready.map(|ready| ready.method.clone()).unwrap_or_default() }
    }

    /// The standard 5×5 method as a draft to start from. Its acceptance line is left undecided.
    pub fn standard_method(&self, id: MethodId, reference: String) -> Method {
        self.ready_method(ReadyKind::Standard, id, reference)
    }
}

/// Which of the ready methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadyKind {
    /// Three by three.
    Simple,
    /// Five by five.
    Standard,
    /// Impact by confidentiality, integrity, availability: the worst counts.
    CiaMaximum,
}

/// A method to start from, and when to.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadyMethod {
    /// Which one.
    pub kind: ReadyKind,
    /// When to choose it, in a sentence or two.
    pub good_for: String,
    /// The method, without id, reference and acceptance line.
    pub method: Method,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct MethodFile {
    name: String,
    good_for: String,
    combination: Combination,
    #[serde(default)]
    impact_areas: Vec<String>,
    asset_value: Vec<String>,
    likelihood: Vec<Level>,
    impact: Vec<Level>,
    bands: Vec<Band>,
}

impl MethodFile {
    fn ready(self, kind: ReadyKind) -> ReadyMethod {
        let value = |name| Level { name, ..Level::default() };
        let method = Method {
            name: self.name,
            likelihood: self.likelihood,
            impact: self.impact,
            impact_areas: self.impact_areas,
            asset_value: self.asset_value.into_iter().map(value).collect(),
            combination: Some(self.combination),
            bands: self.bands,
            ..Method::default()
        };
        ReadyMethod { kind, good_for: self.good_for, method }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
struct Scales {
    asset_value: AssetScale,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
struct AssetScale {
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
    let simple: MethodFile = english!("methods/simple_3x3.toml")?;
    let standard: MethodFile = english!("methods/standard_5x5.toml")?;
    let maximum: MethodFile = english!("methods/cia_maximum.toml")?;
    let methods = vec![
        simple.ready(ReadyKind::Simple),
        standard.ready(ReadyKind::Standard),
        maximum.ready(ReadyKind::CiaMaximum),
    ];
    Ok(Guidance {
        controls,
        steps: english!("steps.toml")?,
        fields: english!("fields.toml")?,
        empty: english!("empty.toml")?,
        scales: english!("scales.toml")?,
        methods,
        scenarios: english!("scenarios.toml")?,
    })
}

fn read<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, ContentError> {
    toml::from_str(text).map_err(|error| ContentError { file, reason: error.to_string() })
}
