//! A document of the organisation: a policy, a procedure, a plan, a form, as its text says it.
//!
//! A draft is printed as the snapshot has it, with what is undecided marked and listed. An approved version is printed
//! from what was frozen at its approval, and from nothing else.

use tr::tr;

use super::Request;
use super::furniture::{Letterhead, heading, label, small};
use super::markdown;
use super::outline::{BinderPart, Block, Masthead, Orientation, Outline, Signature, Span};
use super::wording::{long_date, or_missing};
use crate::isms::approval::Approval;
use crate::isms::assets::Classification;
use crate::isms::documents::{
    Answers, Document, DocumentId, DocumentKind, DocumentStatus, DocumentVersion, DocumentVersionId, Frame, Section,
};
use crate::isms::tailoring::tailor;

/// A document as it stands: a draft with its mark. `None` when it is gone.
pub fn draft(request: &Request<'_>, id: DocumentId) -> Option<Outline> {
    let document = request.isms.documents.get(id)?;
    let library = &request.content.policies;
    let tailored = tailor(request.isms, library, &document.sections);
    let open: Vec<String> = tailored.open.iter().map(|question| question.sentence(library)).collect();
    let frame = Frame::of(request.isms, document, request.fingerprint);
    let paper = Paper { frame: &frame, kind: document.kind, state: State::Draft { document, open }, request };
    Some(paper.outline(&tailored.sections))
}

/// An approved version as it was approved, whatever has become of the document since. `None` when it is gone.
pub fn version(request: &Request<'_>, id: DocumentVersionId) -> Option<Outline> {
    approved(request, id, false)
}

/// The same as a reader gets it today: with the mark of a document that was retired.
pub fn version_today(request: &Request<'_>, id: DocumentVersionId) -> Option<Outline> {
    approved(request, id, true)
}

fn approved(request: &Request<'_>, id: DocumentVersionId, today: bool) -> Option<Outline> {
    let version = request.isms.document_versions.get(id)?;
    let document = version.document.and_then(|id| request.isms.documents.get(id));
    let frame = version.frame.as_ref()?;
    let retired = document.filter(|document| today && document.status == Some(DocumentStatus::Retired));
    let paper = Paper { frame, kind: None, state: State::Approved { version, retired }, request };
    Some(paper.outline(&version.sections))
}

struct Paper<'a> {
    frame: &'a Frame,
    kind: Option<DocumentKind>,
    state: State<'a>,
    request: &'a Request<'a>,
}

enum State<'a> {
    Draft { document: &'a Document, open: Vec<String> },
    Approved { version: &'a DocumentVersion, retired: Option<&'a Document> },
}

impl Paper<'_> {
    fn outline(&self, sections: &[Section]) -> Outline {
        let frame = self.frame;
        let class = class(frame.classification);
        let mut blocks = vec![self.masthead(&class)];
        for (index, section) in sections.iter().enumerate() {
            blocks.push(markdown::numbered(index + 1, &section.title, format!("section-{}", index + 1)));
            blocks.extend(markdown::blocks(&section.text, 1));
        }
        cross_references(&mut blocks, self.request, &frame.reference);
        blocks.extend(answers(&frame.answers));
        blocks.extend(self.ending());
        Letterhead {
            organisation: &frame.organisation,
            title: &frame.title,
            class,
            author: frame.author.clone(),
            language: &frame.language,
            date: self.date(),
            fingerprint: &frame.fingerprint,
        }
        .outline(Orientation::Portrait, self.foot(), self.mark(), blocks)
    }

    /// The day a draft is printed for; of a version, the day of its approval.
    fn date(&self) -> jiff::civil::Date {
        match &self.state {
            State::Draft { .. } => self.request.date,
            State::Approved { version, .. } => version.on.unwrap_or(self.request.date),
        }
    }

    fn mark(&self) -> Option<String> {
        match &self.state {
            State::Draft { document, .. } if document.status == Some(DocumentStatus::Retired) => Some(tr!("RETIRED")),
            State::Draft { .. } => Some(tr!("DRAFT")),
            State::Approved { retired: Some(_), .. } => Some(tr!("RETIRED")),
            State::Approved { retired: None, .. } => None,
        }
    }

    fn status(&self) -> String {
        match &self.state {
            State::Draft { document, .. } => match document.status {
                Some(DocumentStatus::InReview) => tr!("In review"),
                Some(DocumentStatus::Retired) => tr!("Retired"),
                Some(DocumentStatus::Draft | DocumentStatus::Approved) | None => tr!("Draft"),
            },
            State::Approved { version, retired } => {
                let approval = version.approval.as_ref();
                let approved = match approval.and_then(|approval| approval.on) {
                    Some(day) => tr!("Approved on {}", long_date(day)),
                    None => tr!("Approved"),
                };
                match retired.map(|document| (document.retired_on, &document.retired_why)) {
                    Some((Some(day), why)) => tr!("{0}, retired on {1}: {2}", approved, long_date(day), why),
                    Some((None, why)) => tr!("{0}, retired: {1}", approved, why),
                    None => approved,
                }
            }
        }
    }

    fn version_words(&self) -> String {
        match &self.state {
            State::Draft { document, .. } => draft_version(self.request.isms, document),
            State::Approved { version, .. } => version.version.clone(),
        }
    }

    fn foot(&self) -> String {
        let frame = self.frame;
        match &self.state {
            State::Draft { .. } => {
                tr!("{0}, {1}, {2}", frame.reference, self.version_words(), long_date(self.request.date))
            }
            State::Approved { version, .. } => tr!("{0}, version {1}", frame.reference, version.version),
        }
    }

    fn masthead(&self, class: &str) -> Block {
        let frame = self.frame;
        let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| tr!("not set"), long_date);
        let named = |name: &str| or_missing(name, tr!("not named"));
        let mut control = vec![
            (tr!("Document"), frame.reference.clone()),
            (tr!("Version"), self.version_words()),
            (tr!("Status"), self.status()),
            (tr!("Class"), class.to_owned()),
            (tr!("Owner"), named(&frame.owner)),
            (tr!("Author"), named(&frame.author)),
        ];
        control.push(match &frame.approval {
            Some(approval) => (tr!("Approved by"), approved_by(approval)),
            None => (tr!("Approver"), named(&frame.approver)),
        });
        control.push((tr!("In force from"), day(frame.effective.filter(|_| frame.approval.is_some()))));
        control.push((tr!("Next review"), day(frame.next_review)));
        let row = |row: &crate::isms::documents::HistoryRow| [row.version.clone(), day(row.on), row.change.clone()];
        Block::Masthead(Masthead {
            organisation: frame.organisation.clone(),
            classification: class.to_owned(),
            title: frame.title.clone(),
            subtitle: String::new(),
            control,
            versions_title: tr!("Approved versions"),
            versions: frame.history.iter().map(row).collect(),
        })
    }

    /// Signature lines or what is still open.
    fn ending(&self) -> Vec<Block> {
        let frame = self.frame;
        match &self.state {
            State::Approved { .. } => {
                let Some(approval) = &frame.approval else { return Vec::new() };
                let mut blocks = vec![signatures(approval)];
                if !approval.reason.is_empty() {
                    blocks.push(small(tr!("Author and approver are the same person, because: {}", approval.reason)));
                }
                blocks
            }
            State::Draft { open, .. } => {
                if open.is_empty() && self.kind == Some(DocumentKind::Form) {
                    return Vec::new();
                }
                if open.is_empty() {
                    return vec![blank_signature(&frame.approver)];
                }
                let items = open.iter().map(|sentence| vec![Span::plain(sentence)]).collect();
                vec![heading(1, tr!("Still open"), String::new()), Block::List { ordered: false, items }]
            }
        }
    }
}

/// Titles of other documents, which texts set in italics, lead to them where both are in one binder.
fn cross_references(blocks: &mut [Block], request: &Request<'_>, own: &str) {
    let documents = &request.isms.documents;
    let title_of = |name: &str| request.content.policies.template(name).map(|template| template.title.as_str());
    let lead = |span: &mut Span| {
        if !span.emphasis || span.link.is_some() {
            return;
        }
        let text = span.text.trim();
        let named = |document: &&Document| document.name == text || title_of(&document.template) == Some(text);
        let lives = documents.iter().filter(|document| document.status != Some(DocumentStatus::Retired));
        let found = lives.filter(|document| document.reference != own).find(named);
        span.link = found.map(|document| BinderPart::anchor_of(&document.reference));
    };
    for block in blocks {
        match block {
            Block::Paragraph { text, .. } | Block::Callout(text) => text.iter_mut().for_each(lead),
            Block::List { items, .. } => items.iter_mut().flatten().for_each(lead),
            Block::Table(table) => {
                table.rows.iter_mut().flat_map(|row| &mut row.cells).flat_map(|cell| &mut cell.text).for_each(lead);
            }
            _ => {}
        }
    }
}

/// What a draft is called: `1.1, draft`, or `draft` before the first approval.
pub fn draft_version(isms: &crate::isms::Isms, document: &Document) -> String {
    match crate::isms::documents::versions(isms, document.id).next_back() {
        Some(_) => tr!("{}, draft", crate::isms::documents::next_number(isms, document.id, false)),
        None if document.version.is_empty() => tr!("draft"),
        None => tr!("{}, draft", document.version),
    }
}

fn class(classification: Option<Classification>) -> String {
    classification.map_or_else(|| tr!("not classified"), Classification::label)
}

fn approved_by(approval: &Approval) -> String {
    let role = approval.role.trim();
    if role.is_empty() { approval.name.clone() } else { format!("{}, {role}", approval.name) }
}

/// A line for the approver to sign on paper. Who that is stays open while nobody is named.
fn blank_signature(approver: &str) -> Block {
    let (name, role) = approver.split_once(", ").unwrap_or((approver, ""));
    Block::Signatures(vec![Signature {
        act: tr!("Approved"),
        name: name.to_owned(),
        role: role.to_owned(),
        date_label: tr!("Date"),
        date: String::new(),
    }])
}

fn signatures(approval: &Approval) -> Block {
    Block::Signatures(vec![Signature {
        act: tr!("Approved"),
        name: approval.name.clone(),
        role: approval.role.clone(),
        date_label: tr!("Date"),
        date: approval.on.map(long_date).unwrap_or_default(),
    }])
}

/// What the document answers to, in a closing list.
fn answers(answers: &Answers) -> Vec<Block> {
    let mut rows = Vec::new();
    let mut row = |term: String, items: &[String], between: &str| {
        if !items.is_empty() {
            rows.push((vec![Span::plain(term)], vec![Span::plain(items.join(between))]));
        }
    };
    row(tr!("Clauses"), &answers.clauses, ", ");
    row(tr!("Controls"), &answers.controls, ", ");
    row(tr!("Risks"), &answers.risks, ", ");
    row(tr!("Evidence"), &answers.evidence, "; ");
    if rows.is_empty() {
        return Vec::new();
    }
    vec![label(tr!("Answers to")), Block::Definitions { title: String::new(), rows }]
}
