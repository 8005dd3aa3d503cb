//! The document register (7.5.2, 7.5.3): which documents are in force, in which version, who answers for them, who has
//! read them; which are being written, come from outside, or went out of force.

use jiff::civil::Date;
use tr::tr;

use super::Request;
use super::furniture::{Furniture, body, column, group, heading, number, prose};
use super::outline::{Block, Cell, Orientation, Outline, Row, Span, Table};
use super::wording::{by_reference, long_date};
use crate::isms::documents::{Document, DocumentKind, DocumentStatus, in_force, is_in_force, unread, versions};
use crate::isms::steps::Step;

/// The document's title.
pub fn title() -> String {
    tr!("Document register")
}

/// The outline of the register.
pub fn outline(request: &Request<'_>) -> Outline {
    let furniture = Furniture::new(request, "document-register", title());
    let control = furniture.report_control(tr!("As it stands on that day"), Vec::new());
    let mut blocks = vec![furniture.masthead(tr!("ISO/IEC 27001:2022, clause 7.5"), control)];
    if request.isms.documents.is_empty() {
        blocks.push(prose(tr!(
            "No document is registered yet. Begin with the information security policy: the others refer to it."
        )));
    } else {
        blocks.push(heading(1, tr!("The documents"), String::new()));
        blocks.push(Block::Table(table(request)));
    }
    blocks.extend(furniture.still_open(Step::Documents, |_| true));
    furniture.report(Orientation::Landscape, None, blocks)
}

/// Where a document stands, in the order in which it is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    InForce,
    InReview,
    Draft,
    External,
    Retired,
}

impl Standing {
    fn of(request: &Request<'_>, document: &Document) -> Self {
        match document.status {
            Some(DocumentStatus::Retired) => Self::Retired,
            _ if document.external => Self::External,
            _ if is_in_force(request.isms, document) => Self::InForce,
            Some(DocumentStatus::InReview) => Self::InReview,
            Some(DocumentStatus::Draft | DocumentStatus::Approved) | None => Self::Draft,
        }
    }

    fn label(self) -> String {
        match self {
            Self::InForce => tr!("In force"),
            Self::InReview => tr!("In review"),
            Self::Draft => tr!("Being written, not in force"),
            Self::External => tr!("From outside"),
            Self::Retired => tr!("Out of force, kept"),
        }
    }
}

fn table(request: &Request<'_>) -> Table {
    let mut documents: Vec<(Standing, &Document)> =
        request.isms.documents.iter().map(|document| (Standing::of(request, document), document)).collect();
    documents.sort_by_key(|(standing, document)| (*standing, by_reference(&document.reference)));
    let mut rows = Vec::new();
    let mut last = None;
    for (standing, document) in &documents {
        if last.replace(*standing) != Some(*standing) {
            let many = documents.iter().filter(|(other, _)| other == standing).count();
            rows.push(group(standing.label(), many.to_string()));
        }
        rows.push(row(request, *standing, document));
    }
    let columns = vec![
        column(tr!("Document"), 0.9),
        column(tr!("Title"), 3.0),
        column(tr!("Kind"), 1.1),
        column(tr!("Version"), 0.9),
        column(tr!("Class"), 1.2),
        column(tr!("Owner"), 1.7),
        column(tr!("Approved by"), 1.9),
        column(tr!("In force from"), 1.4),
        column(tr!("Next review"), 1.4),
        number(tr!("Read by"), 0.9),
    ];
    Table { columns, rows }
}

fn row(request: &Request<'_>, standing: Standing, document: &Document) -> Row {
    let isms = request.isms;
    let held = in_force(isms, document.id).or_else(|| versions(isms, document.id).next_back());
    let number = held.map_or(document.version.as_str(), |version| version.version.as_str());
    let class = document.classification.map_or_else(|| Cell::muted(tr!("undecided")), |c| Cell::plain(c.label()));
    let approval = held.and_then(|version| version.approval.as_ref()).map(|approval| approval.name.as_str());
    let is_held = matches!(standing, Standing::InForce | Standing::InReview | Standing::Draft) && held.is_some();
    let kind =
        if document.external { String::new() } else { document.kind.map_or_else(String::new, DocumentKind::label) };
    body(vec![
        Cell::plain(&document.reference),
        titled(standing, document),
        Cell::plain(kind),
        Cell::plain(number),
        class,
        owner(isms.person_name(document.owner)),
        approval.map_or_else(|| Cell::muted(tr!("nobody yet")), Cell::plain),
        day(document.effective.filter(|_| is_held)),
        day(document.next_review.filter(|_| standing != Standing::Retired)),
        readers(request, document),
    ])
}

/// The title, with why it went or where it is kept.
fn titled(standing: Standing, document: &Document) -> Cell {
    let remark = match standing {
        Standing::Retired if !document.retired_why.is_empty() => document.retired_why.clone(),
        Standing::External if !document.link.is_empty() => document.link.clone(),
        Standing::InForce | Standing::InReview | Standing::Draft if !document.content.is_empty() => {
            tr!("Kept as the file {}", document.file_name)
        }
        Standing::InForce | Standing::InReview | Standing::Draft | Standing::External | Standing::Retired => {
            String::new()
        }
    };
    let mut text = vec![Span::plain(&document.name)];
    if !remark.is_empty() {
        text.push(Span::muted(format!("\n{remark}")));
    }
    Cell { mark: None, text }
}

/// How many of the readers have acknowledged the version in force: `3 of 5`.
fn readers(request: &Request<'_>, document: &Document) -> Cell {
    let all = document.readers.iter().filter_map(|id| request.isms.people.get(*id));
    let all = all.filter(|person| person.is_with_us(request.date)).count();
    if all == 0 {
        return Cell::plain("–");
    }
    if in_force(request.isms, document.id).is_none() {
        return Cell::plain(tr!("0 of {}", all));
    }
    let missing = unread(request.isms, document, request.date).len();
    Cell::plain(tr!("{0} of {1}", all - missing, all))
}

fn owner(name: &str) -> Cell {
    super::furniture::owner(name)
}

fn day(day: Option<Date>) -> Cell {
    day.map_or_else(|| Cell::plain("–"), |day| Cell::plain(long_date(day)))
}
