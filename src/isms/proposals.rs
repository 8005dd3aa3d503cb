//! Proposals for what nobody has decided yet (6.1.3 b to d): does a control apply? Each stands on grounds that a
//! person can look at, and nothing is decided before a person confirms it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::controls::{Control, ControlId, check_justification, users};
use super::organisation::Profile;
use super::risks::RiskId;
use super::scope::ObligationId;
use super::{Edit, Isms, RuleError};

/// What a fact of the profile says about one control: a row of a table that is data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct FactRule {
    /// The field of the profile: `own_development`.
    pub fact: String,
    /// The answer that calls for the rule.
    pub answer: bool,
    /// The control by its reference.
    pub control: String,
    /// Whether it then applies.
    pub applies: bool,
    /// The fact as a sentence: the reason for including it, or the drafted justification for leaving it out.
    pub words: String,
}

/// What proposals need from outside the file, as plain data.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mapping {
    /// The controls that answer a provision, by the provision's id: `GDPR Art. 32(1)(b)`.
    pub provisions: BTreeMap<String, Vec<String>>,
    /// What facts of the profile say.
    pub facts: Vec<FactRule>,
}

/// Why something is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// A risk relies on it today.
    Relies(RiskId),
    /// A risk plans it.
    Plans(RiskId),
    /// An obligation names it among the controls that answer it.
    Obligation(ObligationId),
    /// A provision of an obligation maps to it: the obligation, and the provision's id.
    Provision(ObligationId, String),
    /// A fact of the profile, as a sentence.
    Fact(String),
}

/// A proposal for one undecided control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The control.
    pub control: ControlId,
    /// Whether it is proposed that it applies.
    pub applies: bool,
    /// On what it stands; never empty.
    pub grounds: Vec<Ground>,
    /// The drafted justification of an exclusion, to be edited by a person; empty when it applies.
    pub exclusion: String,
}

impl Ground {
    /// The ground in words: "R-03 relies on it".
    pub fn words(&self, isms: &Isms) -> String {
        let risk = |id: &RiskId| isms.risks.get(*id).map_or("", |risk| risk.reference.as_str());
        let obligation = |id: &ObligationId| isms.obligations.get(*id).map_or("", |o| o.reference.as_str());
        match self {
            Self::Relies(id) => tr::tr!("{} relies on it", risk(id)),
            Self::Plans(id) => tr::tr!("{} plans it", risk(id)),
            Self::Obligation(id) => tr::tr!("{} names it", obligation(id)),
            Self::Provision(id, provision) => tr::tr!("{0} rests on it ({1})", obligation(id), provision),
            Self::Fact(words) => tr::tr!("the profile says: {}", words.trim_end_matches('.')),
        }
    }
}

impl Proposal {
    /// The proposal as a sentence with all its grounds.
    pub fn sentence(&self, isms: &Isms) -> String {
        let grounds: Vec<String> = self.grounds.iter().map(|ground| ground.words(isms)).collect();
        if self.applies {
            tr::tr!("Proposed: applies, because {}.", grounds.join("; "))
        } else {
            tr::tr!("Proposed: exclude, because {}.", grounds.join("; "))
        }
    }
}

/// A proposal for every undecided control that has grounds for one, in the order of the register.
/// Records weigh more than facts: what a risk or an obligation needs is never proposed for exclusion.
pub fn proposals(isms: &Isms, mapping: &Mapping) -> Vec<Proposal> {
    let by_record = record_grounds(isms, mapping);
    let undecided = isms.controls.iter().filter(|control| control.applicable.is_none());
    undecided.filter_map(|control| proposal(isms, mapping, control, by_record.get(&control.id))).collect()
}

fn proposal(isms: &Isms, mapping: &Mapping, control: &Control, records: Option<&Vec<Ground>>) -> Option<Proposal> {
    let facts = |applies: bool| facts_about(isms, mapping, &control.reference, applies);
    let mut grounds = records.cloned().unwrap_or_default();
    grounds.extend(facts(true).map(|rule| Ground::Fact(rule.words.clone())));
    if !grounds.is_empty() {
        return Some(Proposal { control: control.id, applies: true, grounds, exclusion: String::new() });
    }
    let against: Vec<&FactRule> = facts(false).collect();
    let exclusion = against.first()?.words.clone();
    let grounds = against.iter().map(|rule| Ground::Fact(rule.words.clone())).collect();
    Some(Proposal { control: control.id, applies: false, grounds, exclusion })
}

/// What risks and obligations say, by control, in one pass over each register.
fn record_grounds(isms: &Isms, mapping: &Mapping) -> BTreeMap<ControlId, Vec<Ground>> {
    let mut found: BTreeMap<ControlId, Vec<Ground>> = BTreeMap::new();
    for risk in isms.risks.iter() {
        for id in &risk.controls_relied {
            found.entry(*id).or_default().push(Ground::Relies(risk.id));
        }
        for id in risk.controls_planned.iter().filter(|id| !risk.controls_relied.contains(id)) {
            found.entry(*id).or_default().push(Ground::Plans(risk.id));
        }
    }
    let ids: BTreeMap<&str, ControlId> = isms.controls.iter().map(|c| (c.reference.as_str(), c.id)).collect();
    for obligation in isms.obligations.iter() {
        for id in &obligation.controls {
            found.entry(*id).or_default().push(Ground::Obligation(obligation.id));
        }
        for provision in obligation.cites() {
            let controls = mapping.provisions.get(provision).into_iter().flatten();
            for id in controls.filter_map(|reference| ids.get(reference.as_str())) {
                let grounds = found.entry(*id).or_default();
                let named = grounds.iter().any(
                    |ground| matches!(ground, Ground::Obligation(o) | Ground::Provision(o, _) if *o == obligation.id),
                );
                if !named {
                    grounds.push(Ground::Provision(obligation.id, provision.to_owned()));
                }
            }
        }
    }
    found
}

fn facts_about<'a>(
    isms: &'a Isms,
    mapping: &'a Mapping,
    reference: &'a str,
    applies: bool,
) -> impl Iterator<Item = &'a FactRule> {
    let answers: BTreeMap<&str, Option<bool>> =
        isms.profile().map(Profile::facts).into_iter().flatten().map(|(p, answer)| (&p[1..], answer)).collect();
    let holds = move |rule: &&FactRule| answers.get(rule.fact.as_str()).copied().flatten() == Some(rule.answer);
    mapping.facts.iter().filter(move |rule| rule.control == reference && rule.applies == applies).filter(holds)
}

/// Confirms proposals: one edit, decided by this person. More than one are recorded as confirmed in bulk.
/// The reasons are tied to the records behind them; an exclusion keeps the words the person let stand.
///
/// # Errors
/// When none is given, when a control has been decided meanwhile, when a risk uses what is to be excluded, or when an
/// exclusion has no justification in words that names a fact.
pub fn confirm(isms: &Isms, wanted: &[Proposal], by: &str, today: Date) -> Result<Edit, RuleError> {
    let first = wanted.first().ok_or_else(|| RuleError::Incomplete(tr::tr!("Choose at least one proposal.")))?;
    let label = if wanted.len() == 1 {
        let control = isms.controls.require(first.control)?;
        tr::tr!("Confirm the proposal for {}", control.reference)
    } else {
        tr::tr!("Confirm {} proposals", wanted.len())
    };
    wanted.iter().try_fold(Edit::new(label), |edit, proposal| {
        let confirmed = confirmed(isms, proposal)?;
        Ok(edit.put(Control {
            decided_by: by.to_owned(),
            decided_on: Some(today),
            decided_in_bulk: wanted.len() > 1,
            ..confirmed
        }))
    })
}

fn confirmed(isms: &Isms, proposal: &Proposal) -> Result<Control, RuleError> {
    let control = isms.controls.require(proposal.control)?;
    if control.applicable.is_some() {
        return Err(RuleError::Incomplete(tr::tr!(
            "{} has been decided meanwhile. Look at it first.",
            control.reference
        )));
    }
    if proposal.applies { Ok(included(isms, control, &proposal.grounds)) } else { excluded(isms, control, proposal) }
}

fn included(isms: &Isms, control: &Control, grounds: &[Ground]) -> Control {
    let mut control = Control { applicable: Some(true), ..control.clone() };
    let mut facts: Vec<&str> = Vec::new();
    for ground in grounds {
        match ground {
            Ground::Relies(id) | Ground::Plans(id) if isms.risks.get(*id).is_some() => {
                once(&mut control.reason_risks, *id);
            }
            Ground::Obligation(id) | Ground::Provision(id, _) if isms.obligations.get(*id).is_some() => {
                once(&mut control.reason_obligations, *id);
            }
            Ground::Relies(_) | Ground::Plans(_) | Ground::Obligation(_) | Ground::Provision(..) => {}
            Ground::Fact(words) => facts.push(words),
        }
    }
    if control.reason_business.trim().is_empty() {
        control.reason_business = facts.join(" ");
    }
    control
}

fn excluded(isms: &Isms, control: &Control, proposal: &Proposal) -> Result<Control, RuleError> {
    let words = proposal.exclusion.trim();
    if words.is_empty() {
        return Err(RuleError::Incomplete(tr::tr!("Say in words why {} is not needed.", control.reference)));
    }
    check_justification(words)?;
    let risks: Vec<&str> = users(isms, control.id).map(|risk| risk.reference.as_str()).collect();
    if !risks.is_empty() {
        return Err(RuleError::Incomplete(tr::tr!(
            "{0} cannot be excluded: {1} uses it. Take it out of the risk first.",
            control.reference,
            risks.join(", ")
        )));
    }
    Ok(Control { applicable: Some(false), exclusion: words.to_owned(), ..control.clone() })
}

fn once<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
