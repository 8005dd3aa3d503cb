//! Documented information: policies, procedures, plans, records and forms under control (7.5).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::approval::{Approval, Standing, digest};
use super::assets::Classification;
use super::controls::ControlId;
use super::organisation::PersonId;
use super::record::{choices, record};
use super::{Edit, Isms, RuleError};

choices! {
    /// What a document is.
    DocumentKind {
        /// What holds.
        Policy = "Policy",
        /// How it is done.
        Procedure = "Procedure",
        /// What will be done when.
        Plan = "Plan",
        /// What was done.
        Record = "Record",
        /// Something to fill in.
        Form = "Form",
        /// A list kept up to date.
        Register = "Register",
    }
}

choices! {
    /// Where a document stands.
    DocumentStatus {
        /// Being written.
        Draft = "Draft",
        /// Being read by the approver.
        InReview = "In review",
        /// In force.
        Approved = "Approved",
        /// No longer in force; kept.
        Retired = "Retired",
    }
}

/// A section of a document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// Text in Markdown with variables.
    pub text: String,
}

record! {
    /// A document under control (7.5). `reference` is the document id people cite: POL-02.
    Document(DocumentId) in Documents as "DOC" {
        /// What it is.
        kind: Option<DocumentKind>,
        /// The template it came from; empty for the organisation's own.
        template: String,
        /// The text.
        sections: Vec<Section>,
        /// How widely it may be known.
        classification: Option<Classification>,
        /// Who answers for it.
        owner: Option<PersonId>,
        /// Who wrote it.
        author: Option<PersonId>,
        /// Who approves it.
        approver: Option<PersonId>,
        /// The version people cite.
        version: String,
        /// Where it stands.
        status: Option<DocumentStatus>,
        /// The approval of exactly this text.
        approval: Option<Approval>,
        /// In force from.
        effective: Option<Date>,
        /// When it is looked at again.
        next_review: Option<Date>,
        /// The clauses it answers to.
        clauses: Vec<String>,
        /// The controls it answers to.
        controls: Vec<ControlId>,
        /// Who must read and acknowledge it.
        readers: Vec<PersonId>,
    }
}

/// The template of the document under whose control the Statement of Applicability stands.
pub const STATEMENT: &str = "soa";

/// The document under whose control the Statement of Applicability stands: it holds its id, class, owner, author,
/// approver and next review. `None` until somebody adds it.
pub fn statement_record(isms: &Isms) -> Option<&Document> {
    record_of(isms, STATEMENT)
}

/// The document under whose control a printed document of this name stands (7.5.2). `None` until somebody adds it.
pub fn record_of<'a>(isms: &'a Isms, name: &str) -> Option<&'a Document> {
    isms.documents.iter().rev().find(|document| document.template == name)
}

/// Puts a printed document under document control (7.5.2). Nothing about it is decided by that.
///
/// # Errors
/// When it is under control already.
pub fn control_printed(
    isms: &Isms,
    id: DocumentId,
    reference: String,
    name: &str,
    title: String,
) -> Result<Edit, RuleError> {
    if let Some(record) = record_of(isms, name) {
        return Err(RuleError::Incomplete(tr::tr!(
            "{0} is under document control already, as {1}.",
            title,
            record.reference
        )));
    }
    let label = tr::tr!("Put under document control: {}", title);
    let template = name.to_owned();
    Ok(Edit::new(label).put(Document { id, reference, name: title, template, ..Document::default() }))
}

/// Puts the Statement of Applicability under document control (7.5.2). Nothing about it is decided by that.
///
/// # Errors
/// When it is under control already.
pub fn control_statement(isms: &Isms, id: DocumentId) -> Result<Edit, RuleError> {
    if let Some(record) = statement_record(isms) {
        return Err(RuleError::Incomplete(tr::tr!(
            "The statement is under document control already, as {}.",
            record.reference
        )));
    }
    let taken = isms.documents.by_reference("SOA-01").is_some();
    let reference =
        if taken { super::next_reference(isms, super::RegisterName::Documents, 0) } else { "SOA-01".to_owned() };
    let name = tr::tr!("Statement of Applicability");
    let document = Document {
        id,
        reference,
        name,
        template: STATEMENT.to_owned(),
        clauses: vec!["6.1.3".to_owned()],
        ..Document::default()
    };
    Ok(Edit::new(tr::tr!("Put the Statement of Applicability under document control")).put(document))
}

impl Document {
    /// The hash of what an approval is for.
    pub fn digest(&self) -> String {
        digest(&(&self.name, &self.sections, &self.version))
    }

    /// Whether an approval stands for the present text.
    pub fn standing(&self) -> Standing {
        Approval::standing(self.approval.as_ref(), &self.digest())
    }

    /// Whether the next review lies in the past.
    pub fn is_review_overdue(&self, today: Date) -> bool {
        self.status != Some(DocumentStatus::Retired) && self.next_review.is_some_and(|next| next < today)
    }
}

record! {
    /// A version of a document: what was approved, frozen, so that it can be printed again as it was.
    DocumentVersion(DocumentVersionId) in DocumentVersions as "DV" {
        /// The document.
        document: Option<DocumentId>,
        /// The version people cite.
        version: String,
        /// What changed, in words.
        change: String,
        /// The day it was made.
        on: Option<Date>,
        /// Who wrote it.
        author: Option<PersonId>,
        /// The approval of exactly this content.
        approval: Option<Approval>,
        /// The text as it was.
        sections: Vec<Section>,
        /// SHA-256 of the file's content, when the document is a file from elsewhere.
        content: String,
    }
}

record! {
    /// One person has read one version of one document.
    Acknowledgement(AcknowledgementId) in Acknowledgements as "AK" {
        /// Who.
        person: Option<PersonId>,
        /// What.
        document: Option<DocumentId>,
        /// Which version.
        version: String,
        /// The day the person states.
        on: Option<Date>,
    }
}
