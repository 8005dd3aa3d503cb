//! Which document or form produces each row of `mandatory_documents.csv`: what an auditor asks for, and where it
//! comes from here.
//!
//! Printed documents stand here by their names, since `content` may not know how they are printed. A test in
//! `tests/documents` holds that every row is here and that nothing is named that does not exist.

use crate::isms::steps::Step;

/// Where a document or record that an auditor asks for comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Produced {
    /// Printed from the registers: its name on the command line.
    Printed(&'static str),
    /// Written from a template, or filled in by hand on one: the name of its file in `assets/policies`, without ending.
    Template(&'static str),
    /// What this later step produces, or the rest of it beside a template. Nothing prints it yet.
    LaterStep(Step),
}

use Produced::{LaterStep, Printed, Template};

/// What the later steps produce.
const TRAINING: &[Produced] = &[LaterStep(Step::Training)];
const AUDIT: &[Produced] = &[LaterStep(Step::InternalAudit)];
const CERTIFICATION: &[Produced] = &[LaterStep(Step::Certification)];

/// The topics on which an organisation is likely to have a policy of its own (A.5.1).
const TOPICS: &[Produced] = &[
    Template("acceptable-use"),
    Template("access-control"),
    Template("asset-management"),
    Template("backup"),
    Template("classification"),
    Template("cloud-services"),
    Template("cryptography"),
    Template("incident-management"),
    Template("network-security"),
    Template("physical-security"),
    Template("remote-working"),
    Template("secure-development"),
    Template("supplier-security"),
    Template("vulnerability-management"),
];

/// Every row by its id, in the order of the table, with all that produces it.
pub const PRODUCED: &[(&str, &[Produced])] = &[
    ("D01", &[Printed("scope")]),
    ("D02", &[Template("information-security-policy")]),
    ("D03", &[Printed("risk-method"), Template("risk-management")]),
    ("D04", &[Printed("risk-method"), Template("risk-management")]),
    ("D05", &[Printed("soa")]),
    ("D06", &[Printed("treatment-plan")]),
    ("D07", &[Printed("objectives")]),
    ("D08", TRAINING),
    ("D09", &[Template("document-control")]),
    ("D10", &[Printed("controls"), Printed("treatment-plan")]),
    ("D11", &[Printed("risk-assessment")]),
    ("D12", &[Printed("treatment-plan"), Printed("risk-acceptance")]),
    ("D13", AUDIT),
    ("D14", AUDIT),
    ("D15", AUDIT),
    ("D16", AUDIT),
    ("D17", AUDIT),
    ("D18", TOPICS),
    ("D19", &[Printed("assets")]),
    ("D20", &[Template("acceptable-use")]),
    ("D21", &[Template("incident-management")]),
    ("D22", &[Printed("obligations")]),
    ("D23", &[Template("it-operations")]),
    ("D24", TRAINING),
    ("D25", TRAINING),
    ("D26", &[Template("configuration-baseline")]),
    ("D27", &[Template("secure-development")]),
    ("D28", &[Template("logging"), Template("log-review-record")]),
    ("D29", &[Printed("commitment"), Printed("project-plan"), Printed("business-case")]),
    ("D30", &[Printed("context")]),
    ("D31", &[Printed("context")]),
    ("D32", &[Printed("context")]),
    ("D33", &[Printed("roles"), Template("roles-and-responsibilities")]),
    ("D34", &[Printed("risk-acceptance")]),
    ("D35", CERTIFICATION),
    ("D36", TRAINING),
    ("D37", TRAINING),
    ("D38", &[Template("document-control"), Printed("document-register")]),
    ("D39", AUDIT),
    ("D40", &[Template("improvement"), LaterStep(Step::InternalAudit)]),
    ("D41", &[Template("improvement"), LaterStep(Step::InternalAudit)]),
    ("D42", AUDIT),
    ("D43", &[Template("threat-notes"), Template("vulnerability-management")]),
    ("D44", &[Template("classification")]),
    ("D45", &[Template("classification")]),
    ("D46", &[Template("access-control")]),
    ("D47", &[Template("authentication")]),
    ("D48", &[Template("access-review-record")]),
    ("D49", &[Printed("suppliers"), Template("supplier-security")]),
    ("D50", &[Template("cloud-services")]),
    ("D51", &[Printed("incidents")]),
    ("D52", &[Template("continuity")]),
    ("D53", &[Template("continuity")]),
    ("D54", &[Template("data-protection")]),
    ("D55", &[Template("data-protection")]),
    ("D56", &[Template("human-resources")]),
    ("D57", &[Template("leaver-checklist")]),
    ("D58", &[Template("remote-working")]),
    ("D59", &[Template("physical-security"), Template("visitor-log")]),
    ("D60", &[Template("physical-security")]),
    ("D61", &[Template("asset-management"), Template("media-disposal-record")]),
    ("D62", &[Template("malware")]),
    ("D63", &[Template("vulnerability-management"), Template("patch-record")]),
    ("D64", &[Template("backup"), Template("restore-test-record")]),
    ("D65", &[Template("network-security")]),
    ("D66", &[Template("cryptography")]),
    ("D67", &[Template("secure-development")]),
    ("D68", &[Template("change-management"), Template("change-record")]),
];

/// What produces the row with this id; nothing when there is no such row.
pub fn produced(id: &str) -> &'static [Produced] {
    PRODUCED.iter().find(|(row, _)| *row == id).map_or(&[], |(_, produced)| produced)
}
