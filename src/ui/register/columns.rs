//! Which columns each register shows, its icon, and where its empty text is.

use tr::tr;

use crate::isms::RegisterName;
use crate::ui::icons;

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
        R::Documents | R::DocumentVersions | R::Acknowledgements | R::Facts => icons::FILES,
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
        | R::DocumentVersions
        | R::Facts
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
