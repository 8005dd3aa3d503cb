//! What stands in the cells of each register's rows.

use tr::tr;

use crate::isms::controls::ImplementationStatus;
use crate::isms::documents::DocumentStatus;
use crate::isms::organisation::PersonId;
use crate::isms::risks::RiskStatus;
use crate::isms::{AnyRecord, Isms};
use crate::ui::widgets::{ValueBox, format_date};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum CellView {
    /// Body text.
    Text(String),
    /// A name.
    Strong(String),
    /// A reference, a date.
    Muted(String),
    /// A day.
    Day(Option<jiff::civil::Date>),
    /// A name with something smaller below.
    TwoLines(String, String),
    /// Initials, and the name when there is room.
    Person(Option<PersonId>),
    /// A document's status.
    Document(Option<DocumentStatus>),
    /// A control's decision and status.
    Control(Option<bool>, Option<ImplementationStatus>),
    /// A risk's status.
    Risk(RiskStatus),
    /// Score, colour step, name of the band.
    Level(String, usize, String),
    /// Reasons R, L, C, P.
    Reasons([bool; 4]),
    /// A value of an asset.
    Value(ValueBox),
    /// What is missing, with the sign of a warning.
    Missing(String),
}

impl CellView {
    /// The cell in words, for filter and screen reader.
    pub fn words(&self, isms: &Isms) -> String {
        match self {
            Self::Text(text) | Self::Strong(text) | Self::Muted(text) => text.clone(),
            Self::TwoLines(first, second) => format!("{first} {second}").trim_end().to_owned(),
            Self::Day(day) => day.map(format_date).unwrap_or_default(),
            Self::Person(id) => isms.person_name(*id).to_owned(),
            Self::Document(status) => status.map_or_else(|| tr!("Undecided"), DocumentStatus::label),
            Self::Control(None, _) => tr!("Undecided"),
            Self::Control(Some(false), _) => tr!("Excluded"),
            Self::Control(_, status) => status.map_or_else(|| tr!("Not assessed"), ImplementationStatus::label),
            Self::Risk(status) => status.label(),
            Self::Level(score, _, word) => format!("{score} {word}"),
            Self::Reasons(_) => String::new(),
            Self::Value(value) => value.spoken.clone(),
            Self::Missing(text) => text.clone(),
        }
    }

    /// What rows are sorted by: days by the calendar, everything else by its words.
    pub fn sort_key(&self, isms: &Isms) -> String {
        match self {
            Self::Day(day) => day.map(|day| day.to_string()).unwrap_or_default(),
            other => other.words(isms).to_lowercase(),
        }
    }
}

fn yes_no(value: Option<bool>, yes: String, no: String) -> CellView {
    CellView::Text(match value {
        Some(true) => yes,
        Some(false) => no,
        None => tr!("Undecided"),
    })
}

fn day(date: Option<jiff::civil::Date>) -> CellView {
    CellView::Day(date)
}

fn label<T: Copy>(value: Option<T>, word: fn(T) -> String) -> CellView {
    CellView::Text(value.map(word).unwrap_or_default())
}

/// What stands in a record's row.
pub fn cells(isms: &Isms, record: &AnyRecord) -> Vec<CellView> {
    let mut row = vec![CellView::Muted(record.reference().to_owned())];
    row.extend(further_cells(isms, record));
    row
}

fn further_cells(isms: &Isms, record: &AnyRecord) -> Vec<CellView> {
    use AnyRecord as A;
    let strong = |text: &str| CellView::Strong(text.to_owned());
    let text = |text: &str| CellView::Text(text.to_owned());
    match record {
        A::People(p) => {
            let roles: Vec<String> = p.roles.iter().map(|role| role.label()).collect();
            vec![strong(&p.name), text(&p.job_title), CellView::Text(roles.join(", "))]
        }
        A::Assets(a) => {
            let value = |v: Option<u8>| v.map_or_else(|| "–".to_owned(), |v| v.to_string());
            let cia = [a.confidentiality, a.integrity, a.availability].map(value).join(" ");
            vec![
                strong(&a.name),
                label(a.kind, crate::isms::assets::AssetKind::label),
                CellView::Person(a.owner),
                CellView::Text(cia),
                yes_no(a.in_scope, tr!("Yes"), tr!("No")),
            ]
        }
        A::Suppliers(s) => vec![
            strong(&s.name),
            label(s.criticality, crate::isms::suppliers::Criticality::label),
            CellView::Person(s.owner),
            day(s.next_review),
        ],
        A::Documents(d) => vec![
            strong(&d.name),
            text(&d.version),
            CellView::Person(d.owner),
            CellView::Document(d.status),
            day(d.next_review),
        ],
        A::Evidence(e) => {
            let shown: Vec<&str> =
                e.controls.iter().filter_map(|id| isms.controls.get(*id)).map(|c| c.reference.as_str()).collect();
            vec![strong(&e.name), CellView::Text(shown.join(", ")), day(e.effective)]
        }
        A::Actions(a) => vec![
            strong(&a.name),
            CellView::Person(a.owner),
            day(a.due),
            label(a.status, crate::isms::actions::ActionStatus::label),
        ],
        A::Objectives(o) => vec![strong(&o.name), text(&o.target), CellView::Person(o.owner), day(o.due)],
        _ => planning_cells(isms, record),
    }
}

fn planning_cells(isms: &Isms, record: &AnyRecord) -> Vec<CellView> {
    use AnyRecord as A;
    let strong = |text: &str| CellView::Strong(text.to_owned());
    let text = |text: &str| CellView::Text(text.to_owned());
    match record {
        A::BusinessReasons(r) => vec![strong(&r.name), label(r.family, crate::isms::support::BenefitFamily::label)],
        A::CostLines(c) => {
            let total = c.total().map(|total| total.to_string()).unwrap_or_default();
            vec![
                strong(&c.name),
                CellView::Text(c.year.map(|y| y.to_string()).unwrap_or_default()),
                CellView::Text(total),
            ]
        }
        A::Issues(i) => vec![
            strong(&i.name),
            label(i.side, crate::isms::scope::IssueSide::label),
            label(i.area, crate::isms::scope::IssueArea::label),
            yes_no(i.relevant, tr!("Yes"), tr!("No")),
        ],
        A::Parties(p) => vec![strong(&p.name), text(&p.requirements), yes_no(p.addressed, tr!("Yes"), tr!("No"))],
        A::Obligations(o) => vec![
            strong(&o.name),
            text(&o.provision),
            label(o.kind, crate::isms::scope::ObligationKind::label),
            CellView::Person(o.owner),
        ],
        A::ScopeItems(i) => vec![
            strong(&i.name),
            label(i.subject, crate::isms::scope::ScopeSubject::label),
            yes_no(i.inside, tr!("In scope"), tr!("Out")),
        ],
        A::Interfaces(i) => vec![strong(&i.name), text(&i.counterpart)],
        _ => operation_cells(isms, record),
    }
}

fn operation_cells(isms: &Isms, record: &AnyRecord) -> Vec<CellView> {
    use AnyRecord as A;
    let strong = |text: &str| CellView::Strong(text.to_owned());
    let text = |text: &str| CellView::Text(text.to_owned());
    match record {
        A::Courses(c) => {
            let roles: Vec<String> = c.for_roles.iter().map(|role| role.label()).collect();
            let who = if c.for_everyone == Some(true) { tr!("Everyone") } else { roles.join(", ") };
            let valid = c.valid_months.map(|months| tr!("{} months", months)).unwrap_or_default();
            vec![strong(&c.name), CellView::Text(who), CellView::Text(valid)]
        }
        A::Sessions(s) => {
            let course = s.course.and_then(|id| isms.courses.get(id)).map_or("", |c| c.name.as_str());
            vec![strong(&s.name), text(course), day(s.on)]
        }
        A::Attendances(a) => {
            let session = a.session.and_then(|id| isms.sessions.get(id)).map_or("", |s| s.name.as_str());
            vec![CellView::Person(a.person), text(session), day(a.on)]
        }
        A::Acknowledgements(a) => {
            let document = a.document.and_then(|id| isms.documents.get(id)).map_or("", |d| d.name.as_str());
            vec![CellView::Person(a.person), text(document), text(&a.version), day(a.on)]
        }
        A::Communications(c) => vec![strong(&c.name), text(&c.occasion), text(&c.audience)],
        A::Metrics(m) => {
            let last = m.readings.last().map_or("", |reading| reading.value.as_str());
            vec![strong(&m.name), text(&m.target), text(last), CellView::Person(m.owner)]
        }
        A::Audits(a) => vec![strong(&a.name), day(a.planned), day(a.held), CellView::Person(a.auditor)],
        A::Nonconformities(n) => {
            vec![strong(&n.name), yes_no(n.major, tr!("Major"), tr!("Minor")), CellView::Person(n.owner), day(n.due)]
        }
        A::ManagementReviews(r) => vec![strong(&r.name), day(r.planned), day(r.held)],
        A::ExternalAudits(a) => {
            vec![strong(&a.name), label(a.kind, crate::isms::certification::ExternalAuditKind::label), day(a.starts)]
        }
        A::Certificates(c) => vec![strong(&c.name), text(&c.number), day(c.valid_until)],
        A::Bodies(b) => vec![strong(&b.name), text(&b.accreditation), yes_no(b.chosen, tr!("Yes"), tr!("No"))],
        A::Incidents(i) => {
            vec![strong(&i.name), label(i.severity, crate::isms::incidents::Severity::label), CellView::Person(i.owner)]
        }
        A::AuditProgrammes(p) => vec![strong(&p.name), day(p.from), day(p.until)],
        A::Cycles(c) => vec![strong(&c.name), day(c.from), day(c.until)],
        other => {
            let json = other.to_json();
            vec![strong(json.get("name").and_then(serde_json::Value::as_str).unwrap_or_default())]
        }
    }
}
