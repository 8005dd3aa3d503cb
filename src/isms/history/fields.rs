//! What people call the fields of each register: the names on the screen, by the field's place in a record's JSON.
//!
//! Fields that no form shows have honest names of their own, so that an entry of the history never speaks of one by
//! its technical name. A test walks every register and fails when a field has none.

mod nested;
mod plan;
mod practice;

use serde_json::Value;

use crate::isms::RegisterName;
use crate::isms::record::Worded;
pub(super) use nested::{item, nested, register_of};

/// A field as people know it.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// Its name on the screen.
    pub name: String,
    /// How its value is said, where the value is one of a closed list.
    pub word: Option<fn(&Value) -> Option<String>>,
}

/// A field whose value speaks for itself: text, number, day, yes or no, link.
pub(super) fn plain(name: String) -> Field {
    Field { name, word: None }
}

/// A field that holds one of a closed list, or several.
pub(super) fn choice<T: Worded>(name: String) -> Field {
    let word = |value: &Value| serde_json::from_value::<T>(value.clone()).ok().map(Worded::word);
    Field { name, word: Some(word) }
}

/// The field of a register with this name in its JSON.
pub(super) fn field(register: RegisterName, name: &str) -> Option<Field> {
    own(register, name).or_else(|| shared(name))
}

/// What people call a field of a register; `None` when there is no such field.
pub fn field_name(register: RegisterName, name: &str) -> Option<String> {
    field(register, name).map(|field| field.name)
}

/// Fields that carry the same name wherever they stand.
fn shared(name: &str) -> Option<Field> {
    Some(plain(match name {
        "id" => tr::tr!("Identity inside the file"),
        "reference" => tr::tr!("Reference"),
        "name" => tr::tr!("Name"),
        "notes" => tr::tr!("Notes"),
        "owner" => tr::tr!("Owner"),
        "author" => tr::tr!("Author"),
        "approval" => tr::tr!("Approval"),
        "body" => tr::tr!("Certification body"),
        "change" => tr::tr!("What changed, and why"),
        "clauses" => tr::tr!("Clauses"),
        "controls" => tr::tr!("Controls"),
        "content" => tr::tr!("Fingerprint of the file"),
        "done_on" => tr::tr!("Done on"),
        "due" => tr::tr!("Due"),
        "file_name" => tr::tr!("Name of the file"),
        "from" => tr::tr!("First day"),
        "held" => tr::tr!("Held on"),
        "link" => tr::tr!("Where it is"),
        "media_type" => tr::tr!("Kind of file"),
        "next_review" => tr::tr!("Next review"),
        "on" => tr::tr!("On"),
        "person" => tr::tr!("Person"),
        "planned" => tr::tr!("Planned for"),
        "readings" => tr::tr!("Readings"),
        "resources" => tr::tr!("Resources"),
        "result" => tr::tr!("Result"),
        "risks" => tr::tr!("Risks"),
        "site" => tr::tr!("Site"),
        "size" => tr::tr!("Size in bytes"),
        "supplier" => tr::tr!("Supplier"),
        "target" => tr::tr!("Target"),
        "team" => tr::tr!("Team"),
        "until" => tr::tr!("Last day"),
        "valid_until" => tr::tr!("Valid until"),
        "version" => tr::tr!("Version"),
        _ => return None,
    }))
}

/// Fields that carry a name of their own in one register.
fn own(register: RegisterName, name: &str) -> Option<Field> {
    use RegisterName as R;
    match register {
        R::Profiles => plan::profile(name),
        R::People => plan::person(name),
        R::Sites => plan::site(name),
        R::Processes => plan::process(name),
        R::Teams => plan::team(name),
        R::BusinessReasons => plan::business_reason(name),
        R::CostLines => plan::cost_line(name),
        R::Commitments => plan::commitment(name),
        R::Objectives => plan::objective(name),
        R::PlanSteps => plan::plan_step(name),
        R::Issues => plan::issue(name),
        R::Parties => plan::party(name),
        R::Obligations => plan::obligation(name),
        R::ScopeItems => plan::scope_item(name),
        R::Interfaces => plan::interface(name),
        R::ScopeStatements => plan::scope_statement(name),
        R::Methods => plan::method(name),
        R::Assets => plan::asset(name),
        R::Risks => plan::risk(name),
        R::Actions => practice::action(name),
        R::RiskSnapshots => practice::risk_snapshot(name),
        R::Controls => practice::control(name),
        R::SoaVersions => practice::soa_version(name),
        R::Documents => practice::document(name),
        R::DocumentVersions => practice::document_version(name),
        R::Facts => practice::fact(name),
        R::Acknowledgements => practice::acknowledgement(name),
        R::Evidence => practice::evidence(name),
        R::Suppliers => practice::supplier(name),
        R::Incidents => practice::incident(name),
        R::Courses => practice::course(name),
        R::Sessions => practice::session(name),
        R::Attendances => practice::attendance(name),
        R::Communications => practice::communication(name),
        R::Metrics => practice::metric(name),
        // Every field of theirs has the name that it has everywhere.
        R::AuditProgrammes => None,
        R::Audits => practice::audit(name),
        R::Nonconformities => practice::nonconformity(name),
        R::ManagementReviews => practice::review(name),
        R::Bodies => practice::body(name),
        R::Quotes => practice::quote(name),
        R::ExternalAudits => practice::external_audit(name),
        R::Certificates => practice::certificate(name),
        R::ChangeTriggers => practice::change_trigger(name),
        R::Cycles => None,
    }
}
