//! Finding risks (6.1.2 c): scenarios taken into the register as undecided risks, one by one or many at once.

use std::collections::BTreeSet;

use super::assets::AssetId;
use super::record::Record;
use super::risks::{Property, Risk};
use super::{Edit, Isms, Outside, RegisterName, RuleError};

/// A scenario that somebody wants in the register. It carries no judgement: levels, owner, treatment and method are
/// decided by people afterwards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewScenario {
    /// What could happen, in a sentence.
    pub name: String,
    /// What acts, in words.
    pub threat: String,
    /// What it uses, in words.
    pub vulnerability: String,
    /// The threat's id in the catalogue; empty for the organisation's own words.
    pub catalogue_threat: String,
    /// The vulnerability's id in the catalogue; empty for the organisation's own words.
    pub catalogue_vulnerability: String,
    /// What would follow for the organisation.
    pub consequence: String,
    /// The assets it would happen to.
    pub assets: Vec<AssetId>,
    /// The properties it touches.
    pub affects: Vec<Property>,
}

impl NewScenario {
    /// A scenario in the organisation's own words, with nothing else said.
    pub fn own(name: &str) -> Self {
        Self { name: name.trim().to_owned(), ..Self::default() }
    }

    /// Whether a risk already tells this: in the same words, or from the same entries of the catalogue about the
    /// same assets.
    fn is_told_by(&self, risk: &Risk) -> bool {
        let from_catalogue = !self.catalogue_threat.is_empty() || !self.catalogue_vulnerability.is_empty();
        let same_entries = from_catalogue
            && self.catalogue_threat == risk.catalogue_threat
            && self.catalogue_vulnerability == risk.catalogue_vulnerability;
        let set = |assets: &[AssetId]| assets.iter().copied().collect::<BTreeSet<AssetId>>();
        risk.name.trim() == self.name.trim() || (same_entries && set(&self.assets) == set(&risk.assets))
    }

    fn risk(self, blank: Risk) -> Risk {
        Risk {
            name: self.name.trim().to_owned(),
            threat: self.threat,
            vulnerability: self.vulnerability,
            catalogue_threat: self.catalogue_threat,
            catalogue_vulnerability: self.catalogue_vulnerability,
            consequence: self.consequence,
            assets: self.assets,
            affects: self.affects,
            ..blank
        }
    }
}

/// Takes scenarios into the register of risks, all in one edit. Each risk starts undecided (6.1.2 c; the levels of
/// 6.1.2 d are judged later by people).
///
/// # Errors
/// When nothing is chosen, a scenario says nothing, an asset is gone, or a risk already tells the same; then none of
/// them is taken.
pub fn take(isms: &Isms, scenarios: Vec<NewScenario>, outside: &mut Outside<'_>) -> Result<Edit, RuleError> {
    if scenarios.is_empty() {
        return Err(RuleError::Incomplete(tr::tr!("Choose at least one scenario first.")));
    }
    let mut taken: Vec<Risk> = Vec::new();
    for scenario in scenarios {
        if scenario.name.trim().is_empty() {
            return Err(RuleError::Incomplete(tr::tr!("Say in a sentence what could happen.")));
        }
        for asset in &scenario.assets {
            isms.assets.require(*asset)?;
        }
        if let Some(risk) = isms.risks.iter().find(|risk| scenario.is_told_by(risk)) {
            return Err(RuleError::Incomplete(tr::tr!(
                "{0} is already in the register: “{1}”. Take the others without it.",
                risk.reference,
                risk.name
            )));
        }
        if let Some(twin) = taken.iter().find(|risk| scenario.is_told_by(risk)) {
            return Err(RuleError::Incomplete(tr::tr!("“{}” is chosen twice. Take it once.", twin.name)));
        }
        let blank = Risk::blank(outside.id(), outside.reference(RegisterName::Risks));
        taken.push(scenario.risk(blank));
    }
    let label = match (taken.as_slice(), taken.first(), taken.last()) {
        ([risk], ..) => tr::tr!("Take {} as an undecided risk", risk.reference),
        (_, Some(first), Some(last)) => {
            tr::tr!("Take {0} undecided risks, {1} to {2}", taken.len(), first.reference, last.reference)
        }
        _ => String::new(),
    };
    Ok(taken.into_iter().fold(Edit::new(label), Edit::put))
}
