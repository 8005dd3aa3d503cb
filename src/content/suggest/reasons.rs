//! Why a scenario is suggested, in sentences: facts of the profile, assets, incidents, what the register lacks.

use std::collections::BTreeMap;

use tr::tr;

use super::matching::{Found, NAMED};
use super::{Entry, holds, words};
use crate::isms::Isms;
use crate::isms::controls::ControlId;
use crate::isms::incidents::Incident;
use crate::isms::organisation::Profile;
use crate::isms::risks::{Risk, RiskId};

/// Reasons and the points they give. Points order the list and are never shown.
#[derive(Debug, Default)]
pub(super) struct Case {
    pub(super) points: usize,
    pub(super) reasons: Vec<String>,
}

impl Case {
    fn add(&mut self, points: usize, reason: String) {
        self.points += points;
        self.reasons.push(reason);
    }
}

/// A fact as a sentence about the reader; the second is for when nobody has decided it.
fn fact_sentences(fact: &str) -> Option<(String, String)> {
    Some(match fact {
        "remote_work" => (tr!("You work remotely."), tr!("Not decided whether you work remotely.")),
        "own_development" => (tr!("You develop software."), tr!("Not decided whether you develop software.")),
        "cloud_customer" => (tr!("You use cloud services."), tr!("Not decided whether you use cloud services.")),
        "cloud_provider" => (tr!("You offer cloud services."), tr!("Not decided whether you offer cloud services.")),
        "personal_data_controller" => (
            tr!("You decide how personal data is used."),
            tr!("Not decided whether you decide how personal data is used."),
        ),
        "personal_data_processor" => (
            tr!("You process personal data for others."),
            tr!("Not decided whether you process personal data for others."),
        ),
        "health_data" => {
            (tr!("You handle health data under HIPAA."), tr!("Not decided whether you handle health data under HIPAA."))
        }
        "sec_listed" => (
            tr!("You are listed in the United States or supply such a company."),
            tr!("Not decided whether you are listed in the United States or supply such a company."),
        ),
        "card_data" => (tr!("You handle card data."), tr!("Not decided whether you handle card data.")),
        "industrial_systems" => {
            (tr!("You run industrial systems."), tr!("Not decided whether you run industrial systems."))
        }
        "outsourced_it" => {
            (tr!("An outside company runs your IT."), tr!("Not decided whether an outside company runs your IT."))
        }
        _ => return None,
    })
}

/// The profile's facts by name.
pub(super) struct Facts(BTreeMap<&'static str, Option<bool>>);

impl Facts {
    pub(super) fn of(profile: &Profile) -> Self {
        Self(profile.facts().into_iter().map(|(pointer, answer)| (pointer.trim_start_matches('/'), answer)).collect())
    }

    fn answer(&self, fact: &str) -> Option<bool> {
        self.0.get(fact).copied().flatten()
    }

    /// Whether the entry is ruled out: it needs one of some facts, and all of them are denied.
    pub(super) fn rule_out(&self, entry: &Entry<'_>) -> bool {
        entry
            .words()
            .any(|words| !words.only_if.is_empty() && words.only_if.iter().all(|fact| self.answer(fact) == Some(false)))
    }

    /// Facts that speak for the entry, and those nobody has decided although it depends on them.
    pub(super) fn weigh(&self, entry: &Entry<'_>, case: &mut Case) {
        let mut speaking: Vec<&str> = Vec::new();
        for fact in entry.words().flat_map(|words| words.raised_by.iter().chain(&words.only_if)) {
            if self.answer(fact) == Some(true) && !speaking.contains(&fact.as_str()) {
                speaking.push(fact);
            }
        }
        for (number, fact) in speaking.iter().enumerate() {
            // Two facts say it; further ones are told but push nothing up.
            let points = if number < 2 { 3 } else { 0 };
            fact_sentences(fact).into_iter().for_each(|(sentence, _)| case.add(points, sentence));
        }
        for words in entry.words() {
            if words.only_if.iter().all(|fact| self.answer(fact) != Some(true)) {
                let open = words.only_if.iter().filter(|fact| self.answer(fact).is_none());
                for (_, sentence) in open.filter_map(|fact| fact_sentences(fact)) {
                    if !case.reasons.contains(&sentence) {
                        case.add(0, sentence);
                    }
                }
            }
        }
    }
}

/// Number and value of the assets. A value nobody has decided gives nothing.
pub(super) fn weigh_assets(found: &Found, case: &mut Case) {
    let value = found.highest.map_or(0, |(_, value)| usize::from(value.min(5)) * 2);
    let points = value + found.count.min(4);
    let sentence = match (found.count, found.highest) {
        (1, None) => tr!("1 asset is of this kind; its value is not decided."),
        (1, Some((_, value))) => tr!("1 asset is of this kind, of value {}.", value),
        (count, None) => tr!("{} assets are of this kind; their values are not decided.", count),
        (count, Some((1, value))) => tr!("{0} assets are of this kind, one of value {1}.", count, value),
        (count, Some((some, value))) => tr!("{0} assets are of this kind, {1} of value {2}.", count, some, value),
    };
    case.add(points, sentence);
    if found.count > NAMED {
        let sentence = match found.highest {
            Some(_) => tr!("The {} most valuable are named.", NAMED),
            None => tr!("The first {} are named.", NAMED),
        };
        case.add(0, sentence);
    }
}

/// What the registers already know of each entry of the catalogue.
pub(super) struct Past<'a> {
    isms: &'a Isms,
    /// Risks by the id or the name of their threat, and by those of their vulnerability.
    threats: BTreeMap<&'a str, Vec<&'a Risk>>,
    vulnerabilities: BTreeMap<&'a str, Vec<&'a Risk>>,
    incidents: Vec<(&'a Incident, Vec<String>)>,
}

/// The id when there is one, else the words: people may have chosen the entry before ids were kept.
fn key<'a>(id: &'a str, name: &'a str) -> &'a str {
    if id.is_empty() { name.trim() } else { id }
}

impl<'a> Past<'a> {
    pub(super) fn of(isms: &'a Isms) -> Self {
        let (mut threats, mut vulnerabilities) = (BTreeMap::new(), BTreeMap::new());
        for risk in isms.risks.iter() {
            let threat = key(&risk.catalogue_threat, &risk.threat);
            threats.entry(threat).or_insert_with(Vec::new).push(risk);
            let weakness = key(&risk.catalogue_vulnerability, &risk.vulnerability);
            vulnerabilities.entry(weakness).or_insert_with(Vec::new).push(risk);
        }
        threats.remove("");
        vulnerabilities.remove("");
        let incidents = isms.incidents.iter().map(|incident| (incident, words(&incident.kind))).collect();
        Self { isms, threats, vulnerabilities, incidents }
    }

    fn naming(list: &BTreeMap<&'a str, Vec<&'a Risk>>, id: &str, name: &str) -> Vec<&'a Risk> {
        [id, name].iter().filter_map(|key| list.get(*key)).flatten().copied().collect()
    }

    fn naming_threat(&self, entry: &Entry<'_>) -> Vec<&'a Risk> {
        Self::naming(&self.threats, &entry.threat.id, &entry.threat.name)
    }

    /// The risks that already tell the entry: they name its vulnerability, or its threat where it has none.
    pub(super) fn telling(&self, entry: &Entry<'_>) -> Vec<&'a Risk> {
        match entry.vulnerability {
            Some(vulnerability) => Self::naming(&self.vulnerabilities, &vulnerability.id, &vulnerability.name),
            None => self.naming_threat(entry),
        }
    }

    /// What happened before, and what the register of risks lacks.
    pub(super) fn weigh(&self, entry: &Entry<'_>, case: &mut Case) {
        self.weigh_incidents(entry, case);
        let telling = self.telling(entry);
        let naming = self.naming_threat(entry);
        if !telling.is_empty() {
            case.add(0, tr!("Already in the register: {}.", references(&telling)));
        } else if naming.is_empty() {
            case.add(3, tr!("No risk names this threat yet."));
        } else {
            case.add(0, tr!("The same threat is named by {}, through another weakness.", references(&naming)));
        }
    }

    fn weigh_incidents(&self, entry: &Entry<'_>, case: &mut Case) {
        let threat = words(&entry.threat.name);
        let naming: Vec<RiskId> = self.naming_threat(entry).iter().map(|risk| risk.id).collect();
        let controls: Vec<ControlId> = entry
            .vulnerability
            .iter()
            .flat_map(|vulnerability| &vulnerability.related_controls)
            .filter_map(|reference| self.isms.controls.by_reference(reference).map(|control| control.id))
            .collect();
        let (mut of_kind, mut of_control) = (Vec::new(), Vec::new());
        for (incident, kind) in &self.incidents {
            let in_words = !kind.is_empty() && kind.iter().all(|word| word.len() > 3 && holds(&threat, word));
            if in_words || incident.risks.iter().any(|risk| naming.contains(risk)) {
                of_kind.push(incident.reference.as_str());
            } else if incident.controls.iter().any(|control| controls.contains(control)) {
                of_control.push(incident.reference.as_str());
            }
        }
        match of_kind.as_slice() {
            [] => {}
            [one] => case.add(5, tr!("Incident {} was of this kind.", one)),
            many => case.add(5, tr!("Incidents {} were of this kind.", many.join(", "))),
        }
        if let (true, Some(first)) = (of_kind.is_empty(), of_control.first()) {
            case.add(2, tr!("Incident {} concerned a control that helps here.", first));
        }
    }
}

fn references(risks: &[&Risk]) -> String {
    let mut all: Vec<&str> = risks.iter().map(|risk| risk.reference.as_str()).collect();
    all.dedup();
    match all.as_slice() {
        [first, second, rest @ ..] if rest.len() > 1 => tr!("{0}, {1} and {2} more", first, second, rest.len()),
        few => few.join(", "),
    }
}
