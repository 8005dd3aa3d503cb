//! The frame of a document: everything that its pages say besides its text. Frozen with each approved version, so that
//! the version is printed again as it was, whatever has changed since.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Document, DocumentKind, DocumentVersion, versions};
use crate::isms::Isms;
use crate::isms::approval::Approval;
use crate::isms::assets::Classification;
use crate::isms::controls::ControlId;

/// A row of a document's history: a version that was really approved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HistoryRow {
    /// The version people cite.
    pub version: String,
    /// The day of its approval.
    pub on: Option<Date>,
    /// What it changed, in words.
    pub change: String,
}

/// What a document answers to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// Clauses.
    pub clauses: Vec<String>,
    /// Applicable controls, by printed id.
    pub controls: Vec<String>,
    /// Risks that rely on these controls or plan them, by reference.
    pub risks: Vec<String>,
    /// What shows that it is lived, in words.
    pub evidence: Vec<String>,
}

/// The control block, running lines and closing lines of a document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Frame {
    /// The organisation's printed name.
    pub organisation: String,
    /// The document's id: POL-02.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// The version; empty before the first approval.
    pub version: String,
    /// BCP 47 language of the text; empty until chosen.
    pub language: String,
    /// How widely it may be known.
    pub classification: Option<Classification>,
    /// Name and role of the owner; empty while nobody is named.
    pub owner: String,
    /// Of the author.
    pub author: String,
    /// Of the approver who is to approve it, or did.
    pub approver: String,
    /// The recorded approval.
    pub approval: Option<Approval>,
    /// In force from.
    pub effective: Option<Date>,
    /// Looked at again by.
    pub next_review: Option<Date>,
    /// What it answers to.
    pub answers: Answers,
    /// Versions that were approved, oldest first.
    pub history: Vec<HistoryRow>,
    /// The short form of the file's history head it was printed or approved with.
    pub fingerprint: String,
}

impl Frame {
    /// The frame of a document as it stands.
    pub fn of(isms: &Isms, document: &Document, fingerprint: &str) -> Self {
        let profile = isms.profile().ok();
        let person = |id| {
            let person = isms.people.get(id)?;
            let role = person.job_title.trim();
            Some(if role.is_empty() { person.name.clone() } else { format!("{}, {role}", person.name) })
        };
        let row = |version: &DocumentVersion| HistoryRow {
            version: version.version.clone(),
            on: version.on,
            change: version.change.clone(),
        };
        Self {
            organisation: profile.map(|profile| profile.printed_name().to_owned()).unwrap_or_default(),
            reference: document.reference.clone(),
            title: document.name.clone(),
            version: document.version.clone(),
            language: profile.map(|profile| profile.document_language.clone()).unwrap_or_default(),
            classification: document.classification,
            owner: document.owner.and_then(person).unwrap_or_default(),
            author: document.author.and_then(person).unwrap_or_default(),
            approver: document.approver.and_then(person).unwrap_or_default(),
            approval: None,
            effective: document.effective,
            next_review: document.next_review,
            // A form is filled in: what it answers to stands in the document that asks for it.
            answers: match document.kind {
                Some(DocumentKind::Form) => Answers::default(),
                _ => answers(isms, document),
            },
            history: versions(isms, document.id).map(row).collect(),
            fingerprint: fingerprint.to_owned(),
        }
    }
}

/// Only applicable controls are named, and the risks that live on them.
fn answers(isms: &Isms, document: &Document) -> Answers {
    let applies = |id: &&ControlId| isms.controls.get(**id).is_some_and(|control| control.applicable == Some(true));
    let controls: Vec<ControlId> = document.controls.iter().filter(applies).copied().collect();
    let touched = |ids: &[ControlId]| ids.iter().any(|id| controls.contains(id));
    let risks = isms.risks.iter().filter(|risk| touched(&risk.controls_relied) || touched(&risk.controls_planned));
    Answers {
        clauses: document.clauses.clone(),
        controls: controls.iter().filter_map(|id| isms.controls.get(*id)).map(|c| c.reference.clone()).collect(),
        risks: risks.map(|risk| risk.reference.clone()).collect(),
        evidence: document.evidence.clone(),
    }
}
