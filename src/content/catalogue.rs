//! The reference tables under `assets/controls`, one type for each.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use super::ContentError;
use crate::isms::controls::ControlTheme;
use crate::isms::organisation::Profile;
use crate::isms::steps::Step;

/// A control of Annex A with the attributes of ISO/IEC 27002:2022.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ControlEntry {
    /// `A.8.13`.
    pub id: String,
    /// Short title.
    pub title: String,
    /// One of the four themes.
    #[serde(deserialize_with = "theme")]
    pub theme: ControlTheme,
    /// Preventive, detective, corrective.
    #[serde(deserialize_with = "list")]
    pub control_type: Vec<String>,
    /// Confidentiality, integrity, availability.
    #[serde(deserialize_with = "list")]
    pub properties: Vec<String>,
    /// Identify, protect, detect, respond, recover.
    #[serde(deserialize_with = "list")]
    pub concepts: Vec<String>,
    /// Operational capabilities.
    #[serde(deserialize_with = "list")]
    pub capabilities: Vec<String>,
    /// Security domains.
    #[serde(deserialize_with = "list")]
    pub domains: Vec<String>,
    /// Whether it came with the 2022 edition.
    #[serde(deserialize_with = "yes_no")]
    pub is_new_2022: bool,
    /// Its predecessors of the 2013 edition.
    #[serde(deserialize_with = "list")]
    pub iso2013: Vec<String>,
    /// The wording of ISO/IEC 27001 where it differs.
    pub title_variant_27001: String,
}

impl ControlEntry {
    /// The attributes in a line: `Corrective, integrity and availability, recover, continuity`.
    pub fn attributes_line(&self) -> String {
        let words = |list: &[String]| list.join(", ").replace('_', " ").to_lowercase();
        let kind = words(&self.control_type);
        let mut letters = kind.chars();
        let kind: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        [kind, words(&self.properties), words(&self.concepts), words(&self.capabilities)].join(" · ")
    }
}

/// A clause of ISO/IEC 27001:2022.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Clause {
    /// `6.1.2`.
    pub id: String,
    /// Depth, 1 for a main clause.
    pub level: u8,
    /// The clause above, empty for a main clause.
    pub parent: String,
    /// Short title.
    pub title: String,
    /// Whether documented information is asked for.
    #[serde(deserialize_with = "yes_no")]
    pub requires_documented_information: bool,
    /// The documents it asks for.
    pub document_name: String,
}

/// A control for cloud services.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CloudControl {
    /// Unique id.
    pub id: String,
    /// The standard with its edition.
    pub standard: String,
    /// The id as printed in the standard.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Short title.
    pub title: String,
    /// The section of the standard it stands in.
    pub section: String,
    /// Related controls of Annex A.
    #[serde(deserialize_with = "list")]
    pub related_controls: Vec<String>,
}

impl CloudControl {
    /// Whether an organisation with this profile may need it. ISO/IEC 27017 is for those who use or offer cloud
    /// services; ISO/IEC 27018 for those who process personal data on behalf of others in a public cloud they offer.
    /// A fact nobody has decided calls for nothing.
    pub fn is_called_for(&self, profile: &Profile) -> bool {
        let provider = profile.cloud_provider == Some(true);
        if self.standard.starts_with("ISO/IEC 27018") {
            provider && profile.personal_data_processor == Some(true)
        } else {
            provider || profile.cloud_customer == Some(true)
        }
    }
}

/// A threat to start a risk from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Threat {
    /// `G0.18`.
    pub id: String,
    /// Short name.
    pub name: String,
    /// Group.
    pub category: String,
    /// C, I, A.
    #[serde(deserialize_with = "list")]
    pub affects: Vec<String>,
    /// The kinds of assets it acts on.
    #[serde(deserialize_with = "list")]
    pub asset_types: Vec<String>,
    /// Controls that help.
    #[serde(deserialize_with = "list")]
    pub related_controls: Vec<String>,
}

/// A vulnerability to start a risk from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Vulnerability {
    /// `V1`.
    pub id: String,
    /// Short name.
    pub name: String,
    /// The kinds of assets that have it.
    #[serde(deserialize_with = "list")]
    pub asset_types: Vec<String>,
    /// Threats that use it.
    #[serde(deserialize_with = "list")]
    pub related_threats: Vec<String>,
    /// Controls that help.
    #[serde(deserialize_with = "list")]
    pub related_controls: Vec<String>,
}

/// A provision of a law and the controls that answer it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Provision {
    /// `GDPR Art. 32(1)(b)`.
    pub id: String,
    /// GDPR, HIPAA, SOX.
    pub regulation: String,
    /// Short title.
    pub title: String,
    /// Controls that answer it.
    #[serde(deserialize_with = "list")]
    pub related_controls: Vec<String>,
}

/// A document that an auditor asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MandatoryDocument {
    /// `D05`.
    pub id: String,
    /// Its name.
    pub document: String,
    /// Document or record.
    pub kind: String,
    /// Clauses and controls that ask for it.
    #[serde(deserialize_with = "list")]
    pub reference: Vec<String>,
    /// How binding it is.
    pub obligation: String,
    /// The step that produces it.
    #[serde(rename = "implementation_step", deserialize_with = "step")]
    pub step: Step,
}

pub(super) fn controls() -> Result<Vec<ControlEntry>, ContentError> {
    read("annex_a.csv", include_str!("../../assets/controls/annex_a.csv"))
}

pub(super) fn clauses() -> Result<Vec<Clause>, ContentError> {
    read("clauses.csv", include_str!("../../assets/controls/clauses.csv"))
}

pub(super) fn cloud_controls() -> Result<Vec<CloudControl>, ContentError> {
    read("cloud_controls.csv", include_str!("../../assets/controls/cloud_controls.csv"))
}

pub(super) fn threats() -> Result<Vec<Threat>, ContentError> {
    read("threats.csv", include_str!("../../assets/controls/threats.csv"))
}

pub(super) fn vulnerabilities() -> Result<Vec<Vulnerability>, ContentError> {
    read("vulnerabilities.csv", include_str!("../../assets/controls/vulnerabilities.csv"))
}

pub(super) fn provisions() -> Result<Vec<Provision>, ContentError> {
    read("regulation_map.csv", include_str!("../../assets/controls/regulation_map.csv"))
}

pub(super) fn mandatory_documents() -> Result<Vec<MandatoryDocument>, ContentError> {
    read("mandatory_documents.csv", include_str!("../../assets/controls/mandatory_documents.csv"))
}

fn read<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<Vec<T>, ContentError> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error| ContentError { file, reason: error.to_string() })
}

/// Lists inside a cell are separated by semicolons.
fn list<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<String>, D::Error> {
    let text = String::deserialize(source)?;
    Ok(text.split(';').filter(|part| !part.is_empty()).map(str::to_owned).collect())
}

fn yes_no<'de, D: Deserializer<'de>>(source: D) -> Result<bool, D::Error> {
    match String::deserialize(source)?.as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(serde::de::Error::custom(format!("neither yes nor no: {other}"))),
    }
}

fn theme<'de, D: Deserializer<'de>>(source: D) -> Result<ControlTheme, D::Error> {
    match String::deserialize(source)?.as_str() {
        "Organizational" => Ok(ControlTheme::Organizational),
        "People" => Ok(ControlTheme::People),
        "Physical" => Ok(ControlTheme::Physical),
        "Technological" => Ok(ControlTheme::Technological),
        other => Err(serde::de::Error::custom(format!("no theme: {other}"))),
    }
}

fn step<'de, D: Deserializer<'de>>(source: D) -> Result<Step, D::Error> {
    let number = usize::deserialize(source)?;
    number
        .checked_sub(1)
        .and_then(|index| Step::ALL.get(index))
        .copied()
        .ok_or_else(|| serde::de::Error::custom(format!("no step: {number}")))
}
