//! Incidents (A.5.24 to A.5.28), with the clock of a personal data breach.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::controls::ControlId;
use super::organisation::PersonId;
use super::record::{choices, record};
use super::risks::{Property, RiskId};

choices! {
    /// How bad it was.
    Severity {
        /// Noticed, no harm.
        Minor = "Minor",
        /// Harm that stayed inside.
        Serious = "Serious",
        /// Harm to clients or the public.
        Grave = "Grave",
    }
}

/// A moment in the course of an incident.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TimelineEntry {
    /// When.
    pub at: Option<Timestamp>,
    /// What.
    pub what: String,
}

record! {
    /// An information security incident.
    Incident(IncidentId) in Incidents as "IN" {
        /// When somebody noticed it.
        noticed: Option<Timestamp>,
        /// When it was reported inside the organisation.
        reported: Option<Timestamp>,
        /// What kind it was, in words.
        kind: String,
        /// What it touched.
        affects: Vec<Property>,
        /// How bad it was.
        severity: Option<Severity>,
        /// Whether personal data was breached; yes starts the 72 hours of GDPR Art. 33.
        personal_data_breach: Option<bool>,
        /// When the authority was told.
        authority_told: Option<Timestamp>,
        /// What happened when.
        timeline: Vec<TimelineEntry>,
        /// What was learned (A.5.27).
        lesson: String,
        /// Who handles it.
        owner: Option<PersonId>,
        /// Risks it belongs to.
        risks: Vec<RiskId>,
        /// Controls it says something about.
        controls: Vec<ControlId>,
        /// When it was closed.
        closed: Option<Timestamp>,
    }
}
