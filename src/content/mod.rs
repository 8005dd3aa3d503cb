//! The embedded catalogue as typed values: reference data, guidance, the sample company. Read once at the start.
//!
//! Reference data are facts (ids, short titles, attributes). Every sentence is our own and lives in a file whose
//! path names its language, so that a second language is data.

mod applicability;
mod attributes;
mod catalogue;
mod guidance;
mod policies;
mod produced;
pub mod sample;
mod scenarios;
pub mod suggest;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use applicability::CloudOffer;
pub use attributes::Attribute;
pub use catalogue::{Clause, CloudControl, ControlEntry, MandatoryDocument, Provision, Threat, Vulnerability};
pub use guidance::{ControlGuidance, EmptyText, Guidance, ReadyKind, ReadyMethod, StepGuidance};
pub use produced::{PRODUCED, Produced, produced};
pub use scenarios::{ScenarioWords, Scenarios};

use crate::isms::documents::Library;
use crate::isms::founding::ControlFact;
use crate::isms::organisation::Profile;
use crate::isms::proposals::FactRule;

/// Why the embedded content could not be read. It means the program itself is broken.
#[derive(Debug, thiserror::Error)]
#[error("Octavo's built-in file {file} cannot be read: {reason}. Install Octavo again.")]
pub struct ContentError {
    /// The built-in file.
    pub file: &'static str,
    /// What is wrong with it.
    pub reason: String,
}

/// Everything that is built in.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// The 93 controls of Annex A, in its order.
    pub controls: Vec<ControlEntry>,
    /// The clauses 4 to 10.
    pub clauses: Vec<Clause>,
    /// Controls of ISO/IEC 27017 and 27018.
    pub cloud_controls: Vec<CloudControl>,
    /// Threats to start from.
    pub threats: Vec<Threat>,
    /// Vulnerabilities to start from.
    pub vulnerabilities: Vec<Vulnerability>,
    /// Provisions of GDPR, HIPAA and SOX.
    pub provisions: Vec<Provision>,
    /// Documents an auditor asks for.
    pub mandatory_documents: Vec<MandatoryDocument>,
    /// What facts of the profile say about controls.
    pub fact_rules: Vec<FactRule>,
    /// Templates of policies, procedures, plans and forms, with the questions they ask. Rules own a share of it.
    pub policies: Arc<Library>,
    /// Guidance in the language of the screen.
    pub guidance: Guidance,
}

impl Content {
    /// Reads the embedded files.
    ///
    /// # Errors
    /// [`ContentError`] names the file; a test holds that it never happens.
    pub fn load() -> Result<Self, ContentError> {
        Ok(Self {
            controls: catalogue::controls()?,
            clauses: catalogue::clauses()?,
            cloud_controls: catalogue::cloud_controls()?,
            threats: catalogue::threats()?,
            vulnerabilities: catalogue::vulnerabilities()?,
            provisions: catalogue::provisions()?,
            mandatory_documents: catalogue::mandatory_documents()?,
            fact_rules: applicability::english()?,
            policies: Arc::new(policies::load()?),
            guidance: guidance::english()?,
        })
    }

    /// The entry of a control by its printed id, `A.8.13`.
    pub fn control(&self, reference: &str) -> Option<&ControlEntry> {
        self.controls.iter().find(|control| control.id == reference)
    }

    /// The controls of ISO/IEC 27017 and 27018 that the profile calls for, in the order of the standards. In the
    /// register and in the guidance each stands under its `id`, which no other control has.
    pub fn cloud_controls_for(&self, profile: &Profile) -> Vec<&CloudControl> {
        self.cloud_controls.iter().filter(|control| control.is_called_for(profile)).collect()
    }

    /// The facts a new ISMS starts with: the controls of Annex A.
    pub fn control_facts(&self) -> Vec<ControlFact> {
        self.controls
            .iter()
            .map(|control| ControlFact {
                reference: control.id.clone(),
                title: control.title.clone(),
                theme: control.theme,
            })
            .collect()
    }
}
