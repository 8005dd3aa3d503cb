//! What the profile's facts say about controls, and which controls answer which provision: data for proposals.

use serde::Deserialize;
use tr::tr;

use super::{CloudControl, Content, ContentError};
use crate::isms::controls::ControlTheme;
use crate::isms::founding::ControlFact;
use crate::isms::organisation::Profile;
use crate::isms::proposals::{FactRule, Mapping};

const FILE: &str = "applicability.toml";

#[derive(Deserialize)]
struct Table {
    rule: Vec<FactRule>,
}

pub(super) fn english() -> Result<Vec<FactRule>, ContentError> {
    let text = include_str!("../../assets/guidance/en/applicability.toml");
    let table: Table = toml::from_str(text).map_err(|error| ContentError { file: FILE, reason: error.to_string() })?;
    Ok(table.rule)
}

impl Content {
    /// What proposals of applicability are worked out from.
    pub fn applicability(&self) -> Mapping {
        let provisions = self.provisions.iter().map(|p| (p.id.clone(), p.related_controls.clone())).collect();
        Mapping { provisions, facts: self.fact_rules.clone() }
    }
}

/// Controls beside Annex A that the profile calls for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloudOffer {
    /// Why they are offered, as a sentence.
    pub reason: String,
    /// The standard they come from.
    pub standard: String,
    /// The controls.
    pub facts: Vec<ControlFact>,
}

impl Content {
    /// The cloud controls that the profile calls for: ISO/IEC 27017 for customers and providers of cloud services,
    /// ISO/IEC 27018 for those who process personal data for clients in a public cloud of their own.
    pub fn cloud_offers(&self, profile: &Profile) -> Vec<CloudOffer> {
        let (uses, offers) = (profile.cloud_customer == Some(true), profile.cloud_provider == Some(true));
        let processes = offers && profile.personal_data_processor == Some(true);
        let uses_or_offers = if offers { tr!("You offer cloud services.") } else { tr!("You use cloud services.") };
        let for_others = tr!("You process personal data for clients on cloud services of yours.");
        [("ISO/IEC 27017", uses || offers, uses_or_offers), ("ISO/IEC 27018", processes, for_others)]
            .into_iter()
            .filter(|(_, called_for, _)| *called_for)
            .map(|(standard, _, reason)| CloudOffer {
                reason,
                standard: standard.to_owned(),
                facts: self.cloud_controls.iter().filter(|c| c.standard.starts_with(standard)).map(fact).collect(),
            })
            .collect()
    }
}

fn fact(control: &CloudControl) -> ControlFact {
    ControlFact { reference: control.id.clone(), title: control.title.clone(), theme: ControlTheme::Cloud }
}
