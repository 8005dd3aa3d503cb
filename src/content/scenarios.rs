//! The words for scenarios: what a threat or a weakness looks like here, what follows, and which facts matter.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What an entry of the catalogue says to somebody who looks for risks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioWords {
    /// The threat for which a vulnerability's scenario is told, by its id; empty for a threat.
    #[serde(default)]
    pub threat: String,
    /// What happens, in a sentence; `{assets}` stands for the assets.
    pub how: String,
    /// What follows for a small company, in a sentence.
    pub consequence: String,
    /// Facts of the profile that bring it nearer, by their names.
    #[serde(default)]
    pub raised_by: Vec<String>,
    /// Facts of which at least one has to hold; empty for an entry that concerns everybody.
    #[serde(default)]
    pub only_if: Vec<String>,
    /// Where an asset's name holds one of these words, only such assets are meant.
    #[serde(default)]
    pub about: Vec<String>,
}

/// The words for the whole catalogue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Scenarios {
    threats: BTreeMap<String, ScenarioWords>,
    vulnerabilities: BTreeMap<String, ScenarioWords>,
}

impl Scenarios {
    /// The words for a threat by its id.
    pub fn threat(&self, id: &str) -> Option<&ScenarioWords> {
        self.threats.get(id)
    }

    /// The words for a vulnerability by its id.
    pub fn vulnerability(&self, id: &str) -> Option<&ScenarioWords> {
        self.vulnerabilities.get(id)
    }
}
