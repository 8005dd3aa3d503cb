//! Which columns each register shows, and what stands in them.

use tr::tr;

use crate::isms::controls::ImplementationStatus;
use crate::isms::documents::DocumentStatus;
use crate::isms::organisation::PersonId;
use crate::isms::risks::RiskStatus;
use crate::isms::{AnyRecord, Isms, RegisterName};
use crate::ui::icons;
use crate::ui::widgets::format_date;

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Col {
    /// Its title.
    pub title: String,
    /// Its width; 0 takes what is left.
    pub width: f32,
    /// The higher, the sooner it drops out; 0 stays.
    pub rank: u8,
}

impl Col {
    /// A column of this title, width and rank.
    pub fn new(title: String, width: f32, rank: u8) -> Self {
        Self { title, width, rank }
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum CellView {
    /// Body text.
    Text(String),
    /// A name.
    Strong(String),
    /// A reference, a date.
    Muted(String),
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
}

impl CellView {
    /// The cell in words, for filter and screen reader.
    pub fn words(&self, isms: &Isms) -> String {
        match self {
            Self::Text(text) | Self::Strong(text) | Self::Muted(text) => text.clone(),
            Self::TwoLines(first, second) => format!("{first} {second}").trim_end().to_owned(),
            Self::Person(id) => isms.person_name(*id).to_owned(),
            Self::Document(status) => status.map_or_else(|| tr!("Undecided"), DocumentStatus::label),
            Self::Control(None, _) => tr!("Undecided"),
            Self::Control(Some(false), _) => tr!("Excluded"),
            Self::Control(_, status) => status.map_or_else(|| tr!("Not assessed"), ImplementationStatus::label),
            Self::Risk(status) => status.label(),
            Self::Level(score, _, word) => format!("{score} {word}"),
            Self::Reasons(_) => String::new(),
        }
    }
}

/// The key of the register's empty text.
pub fn empty_key(register: RegisterName) -> &'static str {
    match register {
        RegisterName::BusinessReasons | RegisterName::CostLines => "business_case",
        RegisterName::ScopeItems => "scope_inclusions",
        RegisterName::ManagementReviews => "reviews",
        other => other.as_str(),
    }
}

/// The register's icon.
pub fn icon(register: RegisterName) -> &'static str {
    use RegisterName as R;
    match register {
        R::People | R::Teams => icons::USERS_THREE,
        R::Documents | R::Acknowledgements => icons::FILES,
        R::Assets => icons::STACK,
        R::Suppliers | R::Interfaces | R::Parties | R::Bodies => icons::HANDSHAKE,
        R::Evidence => icons::PAPERCLIP,
        R::Actions | R::Nonconformities | R::ChangeTriggers => icons::LIST_CHECKS,
        R::Courses | R::Sessions | R::Attendances => icons::GRADUATION_CAP,
        R::Risks | R::RiskSnapshots | R::Methods | R::Issues => icons::WARNING_DIAMOND,
        R::Sites | R::ScopeItems | R::ScopeStatements => icons::MAP_PIN,
        R::Processes => icons::TREE_STRUCTURE,
        R::BusinessReasons | R::CostLines | R::Quotes => icons::MONEY,
        R::Objectives => icons::TARGET,
        R::Obligations => icons::SCALES,
        R::Incidents => icons::SIREN,
        R::Metrics => icons::CHART_BAR,
        R::Certificates | R::ExternalAudits => icons::CERTIFICATE,
        R::Communications => icons::ENVELOPE_SIMPLE,
        R::Profiles => icons::BUILDINGS,
        R::Controls | R::SoaVersions => icons::SHIELD_CHECK,
        R::Commitments | R::PlanSteps | R::AuditProgrammes | R::Audits | R::ManagementReviews | R::Cycles => {
            icons::CALENDAR_BLANK
        }
    }
}

/// The register's columns.
pub fn columns(register: RegisterName) -> Vec<Col> {
    use RegisterName as R;
    let mut columns = vec![Col::new(tr!("Ref"), 70.0, 0)];
    columns.extend(match register {
        R::People | R::Assets | R::Suppliers | R::Documents | R::Evidence | R::Actions | R::Incidents => {
            shared_columns(register)
        }
        R::Objectives
        | R::BusinessReasons
        | R::CostLines
        | R::Issues
        | R::Parties
        | R::Obligations
        | R::ScopeItems
        | R::Interfaces => planning_columns(register),
        R::Courses | R::Sessions | R::Attendances | R::Acknowledgements | R::Communications => {
            training_columns(register)
        }
        R::Metrics
        | R::Audits
        | R::Nonconformities
        | R::ManagementReviews
        | R::ExternalAudits
        | R::Certificates
        | R::Bodies
        | R::AuditProgrammes
        | R::Cycles => checking_columns(register),
        R::Profiles
        | R::Sites
        | R::Processes
        | R::Teams
        | R::Commitments
        | R::PlanSteps
        | R::ScopeStatements
        | R::Methods
        | R::Risks
        | R::RiskSnapshots
        | R::Controls
        | R::SoaVersions
        | R::Quotes
        | R::ChangeTriggers => vec![name(tr!("Name"))],
    });
    columns
}

fn name(title: String) -> Col {
    Col::new(title, 0.0, 0)
}

fn date(title: String) -> Col {
    Col::new(title, 100.0, 2)
}

fn owner() -> Col {
    Col::new(tr!("Owner"), 140.0, 3)
}

/// Registers that every step uses. [`columns`] lists which they are.
fn shared_columns(register: RegisterName) -> Vec<Col> {
    use RegisterName as R;
    match register {
        R::People => {
            vec![name(tr!("Name")), Col::new(tr!("Job title"), 190.0, 2), Col::new(tr!("ISMS roles"), 190.0, 1)]
        }
        R::Assets => vec![
            name(tr!("Asset")),
            Col::new(tr!("Kind"), 120.0, 2),
            owner(),
            Col::new(tr!("C I A"), 64.0, 1),
            Col::new(tr!("In scope"), 84.0, 4),
        ],
        R::Suppliers => {
            vec![name(tr!("Supplier")), Col::new(tr!("Criticality"), 96.0, 1), owner(), date(tr!("Next review"))]
        }
        R::Documents => vec![
            name(tr!("Document")),
            Col::new(tr!("Version"), 66.0, 3),
            owner(),
            Col::new(tr!("Status"), 112.0, 0),
            date(tr!("Next review")),
        ],
        R::Evidence => {
            vec![name(tr!("Evidence")), Col::new(tr!("Shows"), 170.0, 1), date(tr!("Effective"))]
        }
        R::Actions => {
            vec![name(tr!("Action")), owner(), date(tr!("Due")), Col::new(tr!("Status"), 96.0, 1)]
        }
        R::Incidents => vec![name(tr!("Incident")), Col::new(tr!("Severity"), 90.0, 1), owner()],
        _ => Vec::new(),
    }
}

/// Registers of steps 1 and 2. [`columns`] lists which they are.
fn planning_columns(register: RegisterName) -> Vec<Col> {
    use RegisterName as R;
    match register {
        R::Objectives => {
            vec![name(tr!("What should improve")), Col::new(tr!("Target"), 120.0, 1), owner(), date(tr!("By"))]
        }
        R::BusinessReasons => vec![name(tr!("Reason")), Col::new(tr!("Family"), 190.0, 1)],
        R::CostLines => {
            vec![name(tr!("Cost")), Col::new(tr!("Year"), 60.0, 1), Col::new(tr!("Amount"), 100.0, 0)]
        }
        R::Issues => vec![
            name(tr!("Issue")),
            Col::new(tr!("Side"), 84.0, 1),
            Col::new(tr!("Area"), 130.0, 2),
            Col::new(tr!("Relevant"), 84.0, 1),
        ],
        R::Parties => vec![
            name(tr!("Interested party")),
            Col::new(tr!("Requirements"), 230.0, 2),
            Col::new(tr!("Addressed"), 90.0, 1),
        ],
        R::Obligations => {
            vec![name(tr!("Obligation")), Col::new(tr!("Provision"), 150.0, 2), Col::new(tr!("Kind"), 84.0, 1), owner()]
        }
        R::ScopeItems => {
            vec![name(tr!("What")), Col::new(tr!("Kind"), 130.0, 2), Col::new(tr!("In or out"), 90.0, 0)]
        }
        R::Interfaces => vec![name(tr!("Interface")), Col::new(tr!("On the other side"), 180.0, 1)],
        _ => Vec::new(),
    }
}

/// Registers of step 6. [`columns`] lists which they are.
fn training_columns(register: RegisterName) -> Vec<Col> {
    use RegisterName as R;
    match register {
        R::Courses => {
            vec![name(tr!("Course")), Col::new(tr!("For"), 190.0, 1), Col::new(tr!("Valid for"), 90.0, 2)]
        }
        R::Sessions => vec![name(tr!("Session")), Col::new(tr!("Course"), 180.0, 1), date(tr!("Held on"))],
        R::Attendances => {
            vec![Col::new(tr!("Person"), 0.0, 0), Col::new(tr!("Session"), 200.0, 1), date(tr!("On"))]
        }
        R::Acknowledgements => vec![
            Col::new(tr!("Person"), 0.0, 0),
            Col::new(tr!("Document"), 200.0, 1),
            Col::new(tr!("Version"), 70.0, 2),
            date(tr!("On")),
        ],
        R::Communications => {
            vec![name(tr!("What")), Col::new(tr!("When"), 150.0, 1), Col::new(tr!("To whom"), 150.0, 2)]
        }
        _ => Vec::new(),
    }
}

/// Registers of steps 7 and 8. [`columns`] lists which they are.
fn checking_columns(register: RegisterName) -> Vec<Col> {
    use RegisterName as R;
    match register {
        R::Metrics => vec![
            name(tr!("Metric")),
            Col::new(tr!("Target"), 120.0, 1),
            Col::new(tr!("Last reading"), 130.0, 1),
            owner(),
        ],
        R::Audits => vec![name(tr!("Audit")), date(tr!("Planned")), date(tr!("Held")), owner()],
        R::Nonconformities => {
            vec![name(tr!("Nonconformity")), Col::new(tr!("Grade"), 80.0, 1), owner(), date(tr!("Due"))]
        }
        R::ManagementReviews => vec![name(tr!("Review")), date(tr!("Planned")), date(tr!("Held"))],
        R::ExternalAudits => vec![name(tr!("Audit")), Col::new(tr!("Kind"), 110.0, 0), date(tr!("From"))],
        R::Certificates => {
            vec![name(tr!("Certificate")), Col::new(tr!("Number"), 130.0, 1), date(tr!("Valid until"))]
        }
        R::Bodies => vec![
            name(tr!("Certification body")),
            Col::new(tr!("Accreditation"), 140.0, 1),
            Col::new(tr!("Chosen"), 84.0, 0),
        ],
        R::AuditProgrammes | R::Cycles => vec![name(tr!("Name")), date(tr!("From")), date(tr!("Until"))],
        _ => Vec::new(),
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
    CellView::Muted(date.map(format_date).unwrap_or_default())
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
