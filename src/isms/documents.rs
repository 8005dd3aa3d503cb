//! Documented information: policies, procedures, plans, records and forms under control (7.5).

mod begin;
mod control;
mod differences;
mod due;
mod frame;
mod proposed;
mod template;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::approval::{Approval, Standing, digest};
use super::assets::Classification;
use super::controls::ControlId;
use super::organisation::PersonId;
use super::record::{choices, record};
use super::{Edit, Isms, RuleError};
pub use begin::{NewDocument, add, adopt, attach};
pub use control::{
    ApproveDocument, acknowledge, approve, gaps, next_number, request_changes, retire, start_draft, submit,
};
pub use differences::{Piece, SentenceChange, compare, sentences};
pub use due::{Due, DueReason, due};
pub use frame::{Answers, Frame, HistoryRow};
pub use proposed::{Proposed, proposed};
pub use template::{Field, Library, Template};

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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
        /// What shows that it is lived, in words.
        evidence: Vec<String>,
        /// After how many months it is looked at again; the next review is counted from it at each approval.
        review_months: Option<u32>,
        /// What the present draft changes, in words; printed in the history of versions.
        change: String,
        /// What the reviewer asked for, while it is being reworked.
        requested: String,
        /// The day it went out of force for good.
        retired_on: Option<Date>,
        /// Why, or what replaces it.
        retired_why: String,
        /// It comes from outside the organisation and is only kept track of: a law, a client's rules (7.5.3).
        external: bool,
        /// Where it is, when neither its text nor its file is kept here.
        link: String,
        /// SHA-256 of the file that is the document, when it was written elsewhere.
        content: String,
        /// Size of that file in bytes.
        size: u64,
        /// Its name.
        file_name: String,
        /// Its IANA media type.
        media_type: String,
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
    // What the standard asks of a report is known for the statement alone.
    let clauses = if name == STATEMENT { vec!["6.1.3".to_owned()] } else { Vec::new() };
    Ok(Edit::new(label).put(Document { id, reference, name: title, template, clauses, ..Document::default() }))
}

/// The same for the Statement of Applicability, which is known everywhere as `SOA-01` where that is free.
///
/// # Errors
/// When it is under control already.
pub fn control_statement(isms: &Isms, id: DocumentId) -> Result<Edit, RuleError> {
    let taken = isms.documents.by_reference("SOA-01").is_some();
    let reference =
        if taken { super::next_reference(isms, super::RegisterName::Documents, 0) } else { "SOA-01".to_owned() };
    control_printed(isms, id, reference, STATEMENT, tr::tr!("Statement of Applicability"))
}

impl Document {
    /// Whether it has a text of its own, written here.
    pub fn is_written_here(&self) -> bool {
        self.content.is_empty() && !self.external && !self.sections.is_empty()
    }

    /// Whether it stands for a report that the program prints from the registers, and has no text of its own.
    pub fn is_report(&self) -> bool {
        !self.template.is_empty() && self.sections.is_empty() && self.content.is_empty()
    }

    /// Whether text and title can be changed: a draft, or something nobody has put a status to yet.
    pub fn is_open(&self) -> bool {
        match self.status {
            None | Some(DocumentStatus::Draft | DocumentStatus::InReview) => true,
            Some(DocumentStatus::Approved | DocumentStatus::Retired) => false,
        }
    }

    /// Whether it has ever been called approved.
    pub fn is_approved(&self) -> bool {
        self.status == Some(DocumentStatus::Approved)
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
        /// The name of that file.
        file_name: String,
        /// Everything a page of it says besides its text; `None` in versions from before format 3.
        frame: Option<Frame>,
    }
}

/// What cannot be typed into a document: the text of an approved one, and a status that only an act gives.
///
/// # Errors
/// With the act that does it.
pub(super) fn refuse_field(document: &Document, pointer: &str, value: &serde_json::Value) -> Result<(), RuleError> {
    let first = pointer.split('/').nth(1).unwrap_or_default();
    let is_text = matches!(first, "sections" | "name" | "content" | "file_name" | "size" | "media_type");
    if is_text && !document.is_open() {
        return Err(RuleError::Incomplete(tr::tr!(
            "{} is approved and stays as it is. Start its next version first.",
            document.reference
        )));
    }
    let by_act = matches!(value.as_str(), Some("approved" | "retired"));
    if first == "status" && by_act && !document.is_report() {
        return Err(RuleError::Incomplete(tr::tr!(
            "{} is approved or retired by its own act, so that who and when are kept. Use the buttons above its text.",
            document.reference
        )));
    }
    Ok(())
}

/// The hash of what an approval of a document is for: its title, its text as it is printed, its file.
pub fn digest_of(name: &str, sections: &[Section], content: &str) -> String {
    digest(&(name, sections, content))
}

/// The versions of a document, oldest first.
pub fn versions(isms: &Isms, id: DocumentId) -> impl DoubleEndedIterator<Item = &DocumentVersion> {
    isms.document_versions.iter().filter(move |version| version.document == Some(id))
}

/// The version that holds: the newest approved one, also while the next is being written. `None` before the first
/// approval and after retirement.
pub fn in_force(isms: &Isms, id: DocumentId) -> Option<&DocumentVersion> {
    let retired = isms.documents.get(id)?.status == Some(DocumentStatus::Retired);
    if retired { None } else { versions(isms, id).next_back() }
}

/// Whether a document is in force by a recorded approval of exactly its text. A report of the registers has no text:
/// its own approval, where there is one, belongs to the register; here its status counts.
pub fn is_in_force(isms: &Isms, document: &Document) -> bool {
    if document.is_report() {
        return document.is_approved();
    }
    in_force(isms, document.id).is_some_and(|version| version.standing() == Standing::Valid)
}

impl DocumentVersion {
    /// Whether the approval stands for exactly what this version holds.
    pub fn standing(&self) -> Standing {
        Approval::standing(self.approval.as_ref(), &digest_of(&self.name, &self.sections, &self.content))
    }
}

/// Readers who have not acknowledged the version in force and are still with the organisation (7.3).
pub fn unread<'a>(isms: &'a Isms, document: &'a Document, today: Date) -> Vec<&'a super::organisation::Person> {
    let held = in_force(isms, document.id).map(|version| version.version.as_str());
    // A report of the registers is called by the number in its record.
    let by_number = || Some(document.version.as_str()).filter(|_| document.is_report() && document.is_approved());
    let Some(version) = held.or_else(by_number) else { return Vec::new() };
    let has_read = |person: PersonId| {
        isms.acknowledgements
            .iter()
            .any(|read| read.person == Some(person) && read.document == Some(document.id) && read.version == version)
    };
    let readers = document.readers.iter().filter_map(|id| isms.people.get(*id));
    readers.filter(|person| person.is_with_us(today) && !has_read(person.id)).collect()
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
