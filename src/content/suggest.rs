//! Suggestions: risks to look for, out of the catalogue of threats and vulnerabilities, by the company's facts and
//! assets; and controls that answer a risk. They propose words and links, never a judgement.

mod matching;
mod reasons;

use std::collections::BTreeSet;

use crate::content::{Content, ScenarioWords, Threat, Vulnerability};
use crate::isms::Isms;
use crate::isms::assets::AssetId;
use crate::isms::finding::NewScenario;
use crate::isms::risks::{Property, Risk};
pub use matching::kinds_of;
use matching::{Found, Stock, holds, words};
use reasons::{Case, Facts, Past, weigh_assets};

/// A scenario worth looking at, with its reasons. Nothing in it is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The threat's id in the catalogue.
    pub threat: String,
    /// The threat's short name.
    pub threat_name: String,
    /// The threat's group.
    pub category: String,
    /// The vulnerability's id in the catalogue; `None` where the threat stands alone.
    pub vulnerability: Option<String>,
    /// The vulnerability's short name; empty where the threat stands alone.
    pub vulnerability_name: String,
    /// The assets in scope that it would happen to: at most eight, those of the highest value first.
    pub assets: Vec<AssetId>,
    /// How many assets in scope are of this kind.
    pub matching: usize,
    /// The properties it touches.
    pub affects: Vec<Property>,
    /// What could happen, in a sentence without its full stop.
    pub scenario: String,
    /// What would follow, in a sentence.
    pub consequence: String,
    /// Why it is suggested, in sentences.
    pub reasons: Vec<String>,
    /// References of the risks that already tell it; empty while it is new.
    pub covered_by: Vec<String>,
    /// Its place in the list, from 1.
    pub rank: usize,
}

impl Suggestion {
    /// What the register takes of it.
    pub fn to_take(&self) -> NewScenario {
        NewScenario {
            name: self.scenario.clone(),
            threat: self.threat_name.clone(),
            vulnerability: self.vulnerability_name.clone(),
            catalogue_threat: self.threat.clone(),
            catalogue_vulnerability: self.vulnerability.clone().unwrap_or_default(),
            consequence: self.consequence.clone(),
            assets: self.assets.clone(),
            affects: self.affects.clone(),
        }
    }
}

/// A vulnerability with the threat it is told for, or a threat alone.
struct Entry<'a> {
    threat: &'a Threat,
    of_threat: &'a ScenarioWords,
    vulnerability: Option<&'a Vulnerability>,
    of_vulnerability: Option<&'a ScenarioWords>,
}

impl<'a> Entry<'a> {
    /// The words of the threat, and those of the vulnerability where there is one.
    fn words(&self) -> impl Iterator<Item = &'a ScenarioWords> {
        std::iter::once(self.of_threat).chain(self.of_vulnerability)
    }

    /// The words that tell the scenario.
    fn told(&self) -> &'a ScenarioWords {
        self.of_vulnerability.unwrap_or(self.of_threat)
    }

    fn asset_types(&self) -> &'a [String] {
        self.vulnerability.map_or(&self.threat.asset_types, |vulnerability| &vulnerability.asset_types)
    }

    fn affects(&self) -> Vec<Property> {
        let letter = |property: &Property| match property {
            Property::Confidentiality => "C",
            Property::Integrity => "I",
            Property::Availability => "A",
        };
        let named = |property: &&Property| self.threat.affects.iter().any(|name| name == letter(property));
        Property::ALL.iter().filter(named).copied().collect()
    }
}

/// Every vulnerability with the threat it is told for.
fn weaknesses(content: &Content) -> impl Iterator<Item = Entry<'_>> {
    let scenarios = &content.guidance.scenarios;
    content.vulnerabilities.iter().filter_map(|vulnerability| {
        let words = scenarios.vulnerability(&vulnerability.id)?;
        Some(Entry {
            threat: content.threats.iter().find(|threat| threat.id == words.threat)?,
            of_threat: scenarios.threat(&words.threat)?,
            vulnerability: Some(vulnerability),
            of_vulnerability: Some(words),
        })
    })
}

/// Every threat by itself.
fn threats(content: &Content) -> impl Iterator<Item = Entry<'_>> {
    content.threats.iter().filter_map(|threat| {
        let of_threat = content.guidance.scenarios.threat(&threat.id)?;
        Some(Entry { threat, of_threat, vulnerability: None, of_vulnerability: None })
    })
}

/// Scenarios worth looking at, the nearest first (6.1.2 c). What no asset in scope can suffer, and what the facts of
/// the profile rule out, is left out; a fact nobody has decided neither raises nor rules out. Order: new before what
/// the register already tells; then number and value of assets, facts, incidents and gaps; then the catalogue.
pub fn suggest(isms: &Isms, content: &Content) -> Vec<Suggestion> {
    about(isms, content, None)
}

/// The same for one asset: only what can happen to it, and only it is named.
pub fn suggest_for(isms: &Isms, content: &Content, asset: AssetId) -> Vec<Suggestion> {
    about(isms, content, Some(asset))
}

fn about(isms: &Isms, content: &Content, asset: Option<AssetId>) -> Vec<Suggestion> {
    let Ok(profile) = isms.profile() else { return Vec::new() };
    let (facts, past, mut stock) = (Facts::of(profile), Past::of(isms), Stock::of(isms, asset));
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut ranked: Vec<(usize, Suggestion)> = Vec::new();
    for entry in weaknesses(content).chain(threats(content)) {
        // A threat stands alone only where no weakness tells it.
        let is_told = entry.vulnerability.is_none() && told.contains(entry.threat.id.as_str());
        if is_told || facts.rule_out(&entry) {
            continue;
        }
        let affects = entry.affects();
        let found = stock.find(entry.asset_types(), &affects, &entry.told().about);
        if found.count == 0 {
            continue;
        }
        told.insert(&entry.threat.id);
        let mut case = Case::default();
        facts.weigh(&entry, &mut case);
        weigh_assets(&found, &mut case);
        past.weigh(&entry, &mut case);
        ranked.push((case.points, suggestion(isms, &entry, found, affects, case.reasons, &past)));
    }
    ranked.sort_by_key(|(points, suggestion)| (!suggestion.covered_by.is_empty(), std::cmp::Reverse(*points)));
    let numbered = (1..).zip(ranked).map(|(rank, (_, suggestion))| Suggestion { rank, ..suggestion });
    numbered.collect()
}

fn suggestion(
    isms: &Isms,
    entry: &Entry<'_>,
    found: Found,
    affects: Vec<Property>,
    reasons: Vec<String>,
    past: &Past<'_>,
) -> Suggestion {
    let told = entry.told();
    let names: Vec<&str> =
        found.assets.iter().filter_map(|id| isms.assets.get(*id)).map(|asset| asset.name.as_str()).collect();
    let assets = match names.as_slice() {
        [one] => (*one).to_owned(),
        [one, other] => tr::tr!("{0} and {1}", one, other),
        [first, ..] => tr::tr!("{} and others", first),
        [] => String::new(),
    };
    Suggestion {
        threat: entry.threat.id.clone(),
        threat_name: entry.threat.name.clone(),
        category: entry.threat.category.clone(),
        vulnerability: entry.vulnerability.map(|vulnerability| vulnerability.id.clone()),
        vulnerability_name: entry.vulnerability.map_or_else(String::new, |vulnerability| vulnerability.name.clone()),
        assets: found.assets,
        matching: found.count,
        affects,
        scenario: told.how.replace("{assets}", &assets).trim_end_matches('.').to_owned(),
        consequence: told.consequence.clone(),
        reasons,
        covered_by: past.telling(entry).iter().map(|risk| risk.reference.clone()).collect(),
        rank: 0,
    }
}

/// Controls that answer a risk: those of its vulnerability, then those of its threat, each once with the reason.
/// A risk in the organisation's own words gets none, unless they are the catalogue's.
pub fn controls_for(content: &Content, risk: &Risk) -> Vec<(String, String)> {
    let is = |id: &str, name: &str, of_risk: &str, words: &str| {
        if of_risk.is_empty() { !name.is_empty() && name == words.trim() } else { id == of_risk }
    };
    let vulnerability = content.vulnerabilities.iter().find(|vulnerability| {
        is(&vulnerability.id, &vulnerability.name, &risk.catalogue_vulnerability, &risk.vulnerability)
    });
    let threat =
        content.threats.iter().find(|threat| is(&threat.id, &threat.name, &risk.catalogue_threat, &risk.threat));
    let mut found: Vec<(String, String)> = Vec::new();
    let weak = vulnerability.iter().flat_map(|vulnerability| {
        let reason = tr::tr!("Answers the weakness “{}”.", vulnerability.name);
        vulnerability.related_controls.iter().map(move |control| (control, reason.clone()))
    });
    let acting = threat.iter().flat_map(|threat| {
        let reason = tr::tr!("Helps against the threat “{}”.", threat.name);
        threat.related_controls.iter().map(move |control| (control, reason.clone()))
    });
    for (control, reason) in weak.chain(acting) {
        if !found.iter().any(|(known, _)| known == control) {
            found.push((control.clone(), reason));
        }
    }
    found
}
