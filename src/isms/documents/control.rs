//! The life of a document (7.5.2, 7.5.3): sent to review, approved, begun anew, retired, read.

use jiff::civil::Date;

use super::{
    Acknowledgement, AcknowledgementId, Document, DocumentId, DocumentStatus, DocumentVersion, Frame, Library, Section,
    digest_of, in_force,
};
use crate::isms::approval::Approval;
use crate::isms::organisation::PersonId;
use crate::isms::tailoring::{OpenQuestion, tailor};
use crate::isms::{Edit, Isms, Outside, RegisterName, RuleError};

/// The document, while its text may still change.
pub(super) fn open(isms: &Isms, id: DocumentId) -> Result<&Document, RuleError> {
    let document = isms.documents.require(id)?;
    if document.is_open() {
        return Ok(document);
    }
    Err(RuleError::Incomplete(match document.status {
        Some(DocumentStatus::Retired) => tr::tr!("{} is retired. It stays as it was.", document.reference),
        _ => tr::tr!("{} is approved and stays as it is. Start its next version first.", document.reference),
    }))
}

/// Sends a draft to its approver.
///
/// # Errors
/// When it is no draft, or nobody is named who approves it.
pub fn submit(isms: &Isms, id: DocumentId) -> Result<Edit, RuleError> {
    let document = open(isms, id)?;
    let Some(approver) = document.approver.and_then(|id| isms.people.get(id)) else {
        return Err(RuleError::Incomplete(tr::tr!("Name who approves {} first.", document.reference)));
    };
    let label = tr::tr!("Send {0} to {1} for review", document.reference, approver.name);
    let status = Some(DocumentStatus::InReview);
    Ok(Edit::new(label).put(Document { status, requested: String::new(), ..document.clone() }))
}

/// Sends a document back to its author, with what is to be changed.
///
/// # Errors
/// When it is not in review, or the wish is empty.
pub fn request_changes(isms: &Isms, id: DocumentId, wish: &str) -> Result<Edit, RuleError> {
    let document = isms.documents.require(id)?;
    if document.status != Some(DocumentStatus::InReview) {
        return Err(RuleError::Incomplete(tr::tr!("{} is not in review.", document.reference)));
    }
    let wish = wish.trim();
    if wish.is_empty() {
        return Err(RuleError::Incomplete(tr::tr!("Say what is to be changed. For example: name who restores.")));
    }
    let label = tr::tr!("Request changes to {}", document.reference);
    let status = Some(DocumentStatus::Draft);
    Ok(Edit::new(label).put(Document { status, requested: wish.to_owned(), ..document.clone() }))
}

/// Starts the next version of an approved document. The approved one holds until the next is approved.
///
/// # Errors
/// When it is not approved.
pub fn start_draft(isms: &Isms, id: DocumentId, change: &str) -> Result<Edit, RuleError> {
    let document = isms.documents.require(id)?;
    if !document.is_approved() {
        return Err(RuleError::Incomplete(tr::tr!("{} is a draft already.", document.reference)));
    }
    let label = tr::tr!("Start the next version of {}", document.reference);
    let status = Some(DocumentStatus::Draft);
    Ok(Edit::new(label).put(Document { status, change: change.trim().to_owned(), ..document.clone() }))
}

/// Takes a document out of force for good; its versions are kept and marked.
///
/// # Errors
/// When it is retired already, or no reason is given.
pub fn retire(isms: &Isms, id: DocumentId, why: &str, on: Date) -> Result<Edit, RuleError> {
    let document = isms.documents.require(id)?;
    if document.status == Some(DocumentStatus::Retired) {
        return Err(RuleError::Incomplete(tr::tr!("{} is retired already.", document.reference)));
    }
    if why.trim().is_empty() {
        return Err(RuleError::Incomplete(tr::tr!(
            "Say why it goes, or what replaces it. For example: now part of POL-02."
        )));
    }
    Ok(Edit::new(tr::tr!("Retire {}", document.reference)).put(Document {
        status: Some(DocumentStatus::Retired),
        retired_on: Some(on),
        retired_why: why.trim().to_owned(),
        ..document.clone()
    }))
}

/// What keeps a document from being approved, each in a sentence; empty when nothing does.
pub fn gaps(isms: &Isms, library: &Library, document: &Document) -> Vec<String> {
    let mut gaps = Vec::new();
    if document.is_report() {
        gaps.push(tr::tr!("It is printed from the registers and has no text of its own to approve here."));
        return gaps;
    }
    if document.content.is_empty() && document.link.trim().is_empty() {
        let tailored = tailor(isms, library, &document.sections);
        if tailored.sections.is_empty() {
            gaps.push(tr::tr!("It has no text yet."));
        }
        gaps.extend(tailored.open.iter().map(|question: &OpenQuestion| question.sentence(library)));
    }
    if document.owner.is_none() {
        gaps.push(tr::tr!("Nobody owns it."));
    }
    if document.author.is_none() {
        gaps.push(tr::tr!("Nobody is named as its author."));
    }
    if document.classification.is_none() {
        gaps.push(tr::tr!("How widely it may be known is undecided."));
    }
    gaps
}

/// Who approves, when, and what a version needs besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApproveDocument {
    /// The document.
    pub document: DocumentId,
    /// Who approves.
    pub by: PersonId,
    /// The day that the person states.
    pub on: Date,
    /// In force from.
    pub effective: Date,
    /// Looked at again by; `None` counts the review cycle from `effective` when there is one.
    pub next_review: Option<Date>,
    /// A new first number, for a change that readers must learn anew.
    pub major: bool,
    /// What changed, in words; printed in the version history.
    pub change: String,
    /// Why author and approver are the same person; empty when they are not.
    pub reason: String,
}

/// The number that the next approval gives: 1.0 first, then 1.1, or 2.0. A document that people knew by a
/// number before it came here keeps that number for its first approval.
pub fn next_number(isms: &Isms, id: DocumentId, major: bool) -> String {
    let own = isms.documents.get(id);
    let begun = own.and_then(|document| number(&document.version));
    let newest = super::versions(isms, id).next_back().map(|version| number(&version.version));
    // What was approved before versions were kept here counts on too.
    let before = || own.filter(|document| document.is_approved()).map(|document| number(&document.version));
    match (newest.or_else(before).flatten(), begun) {
        (Some((first, _)), _) if major => format!("{}.0", first + 1),
        (Some((first, second)), _) => format!("{first}.{}", second + 1),
        (None, Some((first, second))) if first > 0 => format!("{first}.{second}"),
        (None, _) => "1.0".to_owned(),
    }
}

/// Both parts of a number such as `2.1`.
fn number(version: &str) -> Option<(u32, u32)> {
    let (first, second) = version.split_once('.')?;
    Some((first.parse().ok()?, second.parse().ok()?))
}

/// Approves a document as it is printed now, and freezes that as a version (7.5.2 c).
///
/// # Errors
/// With what is open; when nothing says what changed; when the author approves without a reason.
pub fn approve(
    isms: &Isms,
    library: &Library,
    wish: &ApproveDocument,
    outside: &mut Outside<'_>,
) -> Result<Edit, RuleError> {
    let document = open(isms, wish.document)?;
    let open = gaps(isms, library, document);
    if !open.is_empty() {
        return Err(RuleError::Incomplete(tr::tr!(
            "{0} cannot be approved yet. {1}",
            document.reference,
            open.join(" ")
        )));
    }
    if wish.change.trim().is_empty() {
        return Err(RuleError::Incomplete(tr::tr!("Say in a few words what changed. For example: first version.")));
    }
    let person = isms.people.require(wish.by)?;
    let own = document.author == Some(wish.by);
    if own && wish.reason.trim().is_empty() {
        return Err(RuleError::Incomplete(tr::tr!(
            "{} wrote the document. Let somebody else approve it, or say why not.",
            person.name
        )));
    }
    let sections = tailor(isms, library, &document.sections).sections;
    let digest = digest_of(&document.name, &sections, &document.content);
    let same = in_force(isms, document.id).and_then(|version| version.approval.as_ref());
    if same.is_some_and(|approval| approval.digest == digest) {
        return Err(RuleError::Incomplete(tr::tr!("Nothing has changed since the version in force.")));
    }
    // A reason nobody needed is not kept: it would be printed as if the author had approved.
    let reason = if own { wish.reason.trim().to_owned() } else { String::new() };
    let approval = Approval { reason, ..Approval::new(person, wish.on, digest, outside.now)? };
    let version = next_number(isms, document.id, wish.major);
    let document = approved(document, wish, &version, &approval)?;
    let frozen = frozen(isms, &document, wish, sections, outside);
    let label = tr::tr!("Approve {0} as version {1}", document.reference, version);
    Ok(Edit::new(label).put(document).put(frozen))
}

/// The document after its approval.
fn approved(
    document: &Document,
    wish: &ApproveDocument,
    version: &str,
    approval: &Approval,
) -> Result<Document, RuleError> {
    let months = document.review_months.map(|months| jiff::Span::new().months(i64::from(months.min(120))));
    let counted = months.and_then(|span| wish.effective.checked_add(span).ok());
    let next_review = wish
        .next_review
        .or(counted)
        .ok_or_else(|| RuleError::Incomplete(tr::tr!("Say when {} is looked at again.", document.reference)))?;
    Ok(Document {
        status: Some(DocumentStatus::Approved),
        version: version.to_owned(),
        approval: Some(approval.clone()),
        approver: Some(wish.by),
        effective: Some(wish.effective),
        next_review: Some(next_review),
        change: String::new(),
        requested: String::new(),
        ..document.clone()
    })
}

fn frozen(
    isms: &Isms,
    document: &Document,
    wish: &ApproveDocument,
    sections: Vec<Section>,
    outside: &mut Outside<'_>,
) -> DocumentVersion {
    let approval = document.approval.clone();
    let mut frame = Frame { approval: approval.clone(), ..Frame::of(isms, document, &outside.fingerprint) };
    frame.history.push(super::HistoryRow {
        version: document.version.clone(),
        on: Some(wish.on),
        change: wish.change.trim().to_owned(),
    });
    DocumentVersion {
        id: outside.id(),
        reference: outside.reference(RegisterName::DocumentVersions),
        name: document.name.clone(),
        document: Some(document.id),
        version: document.version.clone(),
        change: wish.change.trim().to_owned(),
        on: Some(wish.on),
        author: document.author,
        approval,
        sections,
        content: document.content.clone(),
        file_name: document.file_name.clone(),
        frame: Some(frame),
        ..DocumentVersion::default()
    }
}

/// Records that people have read the version in force (7.3): who, and on which day as they state it.
///
/// # Errors
/// When nothing is in force, the day lies ahead, or a person has acknowledged this version already.
pub fn acknowledge(
    isms: &Isms,
    id: DocumentId,
    people: &[PersonId],
    on: Date,
    outside: &mut Outside<'_>,
) -> Result<Edit, RuleError> {
    let document = isms.documents.require(id)?;
    let Some(version) = in_force(isms, id) else {
        return Err(RuleError::Incomplete(tr::tr!("No version of {} is in force yet.", document.reference)));
    };
    if on > outside.now.today {
        return Err(RuleError::Incomplete(tr::tr!("{} lies in the future. Enter the day on which it was read.", on)));
    }
    let label = match people {
        [] => return Err(RuleError::Incomplete(tr::tr!("Choose who has read it."))),
        [one] => {
            let name = &isms.people.require(*one)?.name;
            tr::tr!("{0} has read {1} {2}", name, document.reference, version.version)
        }
        many => tr::tr!("{0} people have read {1} {2}", many.len(), document.reference, version.version),
    };
    people.iter().try_fold(Edit::new(label), |edit, person| {
        let name = isms.people.require(*person)?.name.clone();
        let known = isms
            .acknowledgements
            .iter()
            .any(|read| read.person == Some(*person) && read.document == Some(id) && read.version == version.version);
        if known {
            return Err(RuleError::Incomplete(tr::tr!("{} has acknowledged this version already.", name)));
        }
        Ok(edit.put(Acknowledgement {
            id: outside.id::<AcknowledgementId>(),
            reference: outside.reference(RegisterName::Acknowledgements),
            name: format!("{name}, {} {}", document.reference, version.version),
            person: Some(*person),
            document: Some(id),
            version: version.version.clone(),
            on: Some(on),
            ..Acknowledgement::default()
        }))
    })
}
