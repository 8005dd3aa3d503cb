//! What each provision of a law, and each other obligation, rests on: which controls, how far they are, and where
//! there is nothing (A.5.31).

use std::collections::{BTreeMap, BTreeSet};

use super::Isms;
use super::controls::{Control, ControlCounts, ControlId};
use super::organisation::Profile;
use super::record::choices;
use super::scope::{Obligation, ObligationId};

/// A provision as the catalogue knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProvisionFact {
    /// `GDPR Art. 32(1)(b)`.
    pub id: String,
    /// `GDPR`, `HIPAA`, `SOX`.
    pub regulation: String,
    /// Short title.
    pub title: String,
    /// References of the controls that answer it.
    pub controls: Vec<String>,
}

choices! {
    /// How far a provision is answered.
    CoverState {
        /// No control answers it, or every one that could is excluded.
        Nothing = "Nothing",
        /// Nobody has decided about the controls that could answer it.
        Undecided = "Undecided",
        /// Controls apply, none of them works yet.
        Planned = "Planned",
        /// Some of it works.
        Partly = "Partial",
        /// Every control that applies is in place.
        InPlace = "In place",
    }
}

/// What a provision rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// Its id, or the citation of an obligation outside the catalogue.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The obligations of the register that stand for it.
    pub obligations: Vec<ObligationId>,
    /// The controls of the register that answer it, in the order of the register.
    pub controls: Vec<ControlId>,
    /// How they stand.
    pub counts: ControlCounts,
    /// How far it is answered.
    pub state: CoverState,
}

/// All provisions of a regulation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regulation {
    /// `GDPR`; empty for the obligations that no catalogue knows: contracts, further laws.
    pub name: String,
    /// Whether the profile or an obligation calls for it.
    pub called_for: bool,
    /// Its provisions, in the order of the catalogue.
    pub covers: Vec<Cover>,
}

impl Regulation {
    /// How many provisions are in this state.
    pub fn count(&self, state: CoverState) -> usize {
        self.covers.iter().filter(|cover| cover.state == state).count()
    }
}

/// Whether a fact of the profile calls for a regulation.
fn by_profile(profile: &Profile, regulation: &str) -> bool {
    match regulation {
        "GDPR" => profile.personal_data_controller == Some(true) || profile.personal_data_processor == Some(true),
        "HIPAA" => profile.health_data == Some(true),
        "SOX" => profile.sec_listed == Some(true),
        _ => false,
    }
}

/// What every provision of the catalogue rests on, by regulation; then the obligations that no catalogue knows.
pub fn regulations(isms: &Isms, catalogue: &[ProvisionFact]) -> Vec<Regulation> {
    let references: BTreeMap<&str, ControlId> = isms.controls.iter().map(|c| (c.reference.as_str(), c.id)).collect();
    let known: BTreeSet<&str> = catalogue.iter().map(|provision| provision.id.as_str()).collect();
    let mut citing: BTreeMap<&str, Vec<&Obligation>> = BTreeMap::new();
    for obligation in isms.obligations.iter() {
        for provision in obligation.cites() {
            citing.entry(provision).or_default().push(obligation);
        }
    }
    let mut found: Vec<Regulation> = Vec::new();
    for provision in catalogue {
        let obligations = citing.get(provision.id.as_str()).cloned().unwrap_or_default();
        let mapped = provision.controls.iter().filter_map(|reference| references.get(reference.as_str()).copied());
        let cover = cover(isms, (&provision.id, &provision.title), &obligations, mapped);
        if found.last().is_none_or(|regulation| regulation.name != provision.regulation) {
            let called_for = isms.profile().is_ok_and(|profile| by_profile(profile, &provision.regulation));
            found.push(Regulation { name: provision.regulation.clone(), called_for, covers: Vec::new() });
        }
        if let Some(regulation) = found.last_mut() {
            regulation.called_for |= !obligations.is_empty();
            regulation.covers.push(cover);
        }
    }
    let others = isms.obligations.iter().filter(|o| !o.cites().any(|provision| known.contains(provision)));
    let covers: Vec<Cover> =
        others.map(|other| cover(isms, (other.citation(), &other.name), &[other], std::iter::empty())).collect();
    if !covers.is_empty() {
        found.push(Regulation { name: String::new(), called_for: true, covers });
    }
    found
}

/// A provision with the controls of the catalogue and those that its obligations name.
fn cover(
    isms: &Isms,
    (id, title): (&str, &str),
    obligations: &[&Obligation],
    mapped: impl Iterator<Item = ControlId>,
) -> Cover {
    let named = obligations.iter().flat_map(|obligation| obligation.controls.iter().copied());
    let wanted: BTreeSet<ControlId> = mapped.chain(named).collect();
    let controls: Vec<&Control> = wanted.iter().filter_map(|id| isms.controls.get(*id)).collect();
    let counts = ControlCounts::of(controls.iter().copied());
    Cover {
        id: id.to_owned(),
        title: title.to_owned(),
        obligations: obligations.iter().map(|obligation| obligation.id).collect(),
        controls: controls.iter().map(|control| control.id).collect(),
        state: state(&counts),
        counts,
    }
}

fn state(counts: &ControlCounts) -> CoverState {
    match (counts.applied, counts.undecided) {
        (0, 0) => CoverState::Nothing,
        (0, _) => CoverState::Undecided,
        (applied, _) if counts.done == applied => CoverState::InPlace,
        _ if counts.done + counts.partly > 0 => CoverState::Partly,
        _ => CoverState::Planned,
    }
}
