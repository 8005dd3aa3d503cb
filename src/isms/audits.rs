//! Step 7: metrics (9.1), internal audits (9.2), management reviews (9.3), nonconformities (10.2).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::actions::ActionId;
use super::approval::Approval;
use super::certification::ExternalAuditId;
use super::controls::ControlId;
use super::incidents::IncidentId;
use super::organisation::PersonId;
use super::record::{choices, record};
use super::support::Reading;

record! {
    /// Something that is measured (9.1).
    Metric(MetricId) in Metrics as "ME" {
        /// How it is measured.
        method: String,
        /// Who measures.
        owner: Option<PersonId>,
        /// How often, in months.
        every_months: Option<u32>,
        /// The value that is good, with its unit.
        target: String,
        /// What was read, oldest first; appended, never overwritten.
        readings: Vec<Reading>,
    }
}

record! {
    /// The programme of internal audits for a cycle (9.2.2).
    AuditProgramme(AuditProgrammeId) in AuditProgrammes as "AP" {
        /// First day of the cycle.
        from: Option<Date>,
        /// Last day of the cycle.
        until: Option<Date>,
        /// Who approved it.
        approval: Option<Approval>,
    }
}

choices! {
    /// What an auditor concludes on one point.
    Finding {
        /// As it has to be.
        Conforms = "Conforms",
        /// Could be better.
        Opportunity = "Opportunity for improvement",
        /// A single lapse.
        Minor = "Minor nonconformity",
        /// The system does not work here.
        Major = "Major nonconformity",
        /// Does not apply.
        NotApplicable = "Not applicable",
    }
}

/// One line of an audit checklist.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChecklistRow {
    /// The clause or control: `6.1.3`, `A.8.13`.
    pub criterion: String,
    /// The question.
    pub question: String,
    /// What was looked at.
    pub seen: String,
    /// The conclusion; `None` is undecided.
    pub finding: Option<Finding>,
}

record! {
    /// An internal audit (9.2).
    Audit(AuditId) in Audits as "AU" {
        /// The programme it belongs to.
        programme: Option<AuditProgrammeId>,
        /// What it is held against.
        criteria: String,
        /// What it covers, in words.
        scope: String,
        /// The clauses it covers.
        clauses: Vec<String>,
        /// The controls it covers.
        controls: Vec<ControlId>,
        /// Who audits, when it is one of us.
        auditor: Option<PersonId>,
        /// Who audits, when it is somebody from outside.
        external_auditor: String,
        /// Why the auditor is impartial, or what makes up for it.
        independence: String,
        /// The day it is planned for.
        planned: Option<Date>,
        /// The day it was held.
        held: Option<Date>,
        /// The checklist.
        checklist: Vec<ChecklistRow>,
        /// The result in words.
        conclusion: String,
    }
}

choices! {
    /// Where a nonconformity was found.
    NonconformitySource {
        /// Internal audit.
        Audit = "Internal audit",
        /// An incident.
        Incident = "Incident",
        /// Management review.
        Review = "Management review",
        /// The certification body.
        Certification = "Certification audit",
        /// Anywhere else.
        Other = "Other",
    }
}

record! {
    /// A nonconformity and its corrective action (10.2).
    Nonconformity(NonconformityId) in Nonconformities as "NC" {
        /// Where it was found.
        source: Option<NonconformitySource>,
        /// The audit, when it came from one.
        audit: Option<AuditId>,
        /// The incident, when it came from one.
        incident: Option<IncidentId>,
        /// The management review, when it came from one.
        review: Option<ManagementReviewId>,
        /// The certification body's audit, when it came from one.
        external_audit: Option<ExternalAuditId>,
        /// Major or minor; `None` is undecided.
        major: Option<bool>,
        /// What was done at once.
        correction: String,
        /// Why it could happen.
        root_cause: String,
        /// What keeps it from happening again.
        corrective_action: String,
        /// Who answers for it.
        owner: Option<PersonId>,
        /// By when.
        due: Option<Date>,
        /// Whether the action worked; `None` is undecided.
        effective: Option<bool>,
        /// Who checked that.
        checked_by: Option<PersonId>,
        /// When that was checked.
        checked_on: Option<Date>,
        /// When it was closed.
        closed: Option<Date>,
    }
}

/// The inputs a management review has to take (9.3.2), in the order of the clause.
pub const REVIEW_INPUTS: [&str; 10] = [
    "previous_actions",
    "issues",
    "interested_parties",
    "nonconformities",
    "measurements",
    "audits",
    "objectives",
    "feedback",
    "risks",
    "improvement",
];

/// An input of the review (9.3.2) in our words.
pub fn review_input_word(topic: &str) -> String {
    match topic {
        "previous_actions" => tr::tr!("Actions of the last review"),
        "issues" => tr::tr!("Changes of issues inside and outside"),
        "interested_parties" => tr::tr!("Changes of what interested parties require"),
        "nonconformities" => tr::tr!("Nonconformities and corrective actions"),
        "measurements" => tr::tr!("Results of measuring"),
        "audits" => tr::tr!("Results of audits"),
        "objectives" => tr::tr!("How far the objectives are"),
        "feedback" => tr::tr!("Feedback from interested parties"),
        "risks" => tr::tr!("Risk assessment and treatment plan"),
        _ => tr::tr!("What could be improved"),
    }
}

/// One input of a management review and what was said about it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewInput {
    /// One of [`REVIEW_INPUTS`].
    pub topic: String,
    /// What was said.
    pub discussion: String,
}

record! {
    /// A management review (9.3).
    ManagementReview(ManagementReviewId) in ManagementReviews as "MR" {
        /// The day it is planned for.
        planned: Option<Date>,
        /// The day it was held.
        held: Option<Date>,
        /// Who took part.
        attendees: Vec<PersonId>,
        /// The inputs that were taken.
        inputs: Vec<ReviewInput>,
        /// What was decided (9.3.3).
        decisions: String,
        /// What has to be done because of it.
        actions: Vec<ActionId>,
        /// The approval of the minutes.
        approval: Option<Approval>,
    }
}
