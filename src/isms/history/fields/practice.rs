//! The fields of the registers of steps 4 to 8, and of what all steps share, by their names on the screen.

use tr::tr;

use super::{Field, choice, plain};
use crate::isms::actions::ActionStatus;
use crate::isms::assets::Classification;
use crate::isms::audits::NonconformitySource;
use crate::isms::certification::ExternalAuditKind;
use crate::isms::controls::{ControlTheme, ImplementationStatus};
use crate::isms::documents::{DocumentKind, DocumentStatus};
use crate::isms::incidents::Severity;
use crate::isms::organisation::IsmsRole;
use crate::isms::risks::Property;
use crate::isms::suppliers::Criticality;

/// An action of the treatment plan.
pub(super) fn action(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Action")),
        "risks" => plain(tr!("Risks it treats")),
        "control" => plain(tr!("Control it puts in place")),
        "cost" => plain(tr!("Cost")),
        "status" => choice::<ActionStatus>(tr!("Status")),
        _ => return None,
    })
}

/// A kept state of the risks.
pub(super) fn risk_snapshot(name: &str) -> Option<Field> {
    Some(match name {
        "on" => plain(tr!("Taken on")),
        "occasion" => plain(tr!("Occasion")),
        "next_assessment" => plain(tr!("Next assessment")),
        "methods" => plain(tr!("Methods as they were")),
        "risks" => plain(tr!("Risks as they were")),
        _ => return None,
    })
}

/// A control.
pub(super) fn control(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Title of the control")),
        "theme" => choice::<ControlTheme>(tr!("Theme")),
        "applicable" => plain(tr!("Applies")),
        "reason_risks" => plain(tr!("Risks it is included for")),
        "reason_obligations" => plain(tr!("Obligations it is included for")),
        "reason_business" => plain(tr!("Business reason, in words")),
        "exclusion" => plain(tr!("Why it is excluded")),
        "decided_by" => plain(tr!("Decided by")),
        "decided_on" => plain(tr!("Decided on")),
        "decided_in_bulk" => plain(tr!("Decided together with others")),
        "owner" => plain(tr!("Control owner")),
        "status" => choice::<ImplementationStatus>(tr!("Status")),
        "how" => plain(tr!("How we do it")),
        _ => return None,
    })
}

/// A version of the Statement of Applicability.
pub(super) fn soa_version(name: &str) -> Option<Field> {
    Some(match name {
        "on" => plain(tr!("Approved on")),
        "author" => plain(tr!("Prepared by")),
        "controls" => plain(tr!("Controls as they were")),
        _ => return None,
    })
}

/// A document.
pub(super) fn document(name: &str) -> Option<Field> {
    Some(match name {
        "reference" => plain(tr!("Document id")),
        "name" => plain(tr!("Document")),
        "kind" => choice::<DocumentKind>(tr!("Kind")),
        "template" => plain(tr!("Template it came from")),
        "sections" => plain(tr!("Text")),
        "classification" => choice::<Classification>(tr!("Classification")),
        "approver" => plain(tr!("Approver")),
        "status" => choice::<DocumentStatus>(tr!("Status")),
        "effective" => plain(tr!("In force from")),
        "readers" => plain(tr!("Readers")),
        "evidence" => plain(tr!("What shows that it is lived")),
        "review_months" => plain(tr!("Looked at again after months")),
        "change" => plain(tr!("What the next version changes")),
        "requested" => plain(tr!("What the reviewer asked for")),
        "retired_on" => plain(tr!("Retired on")),
        "retired_why" => plain(tr!("Why it was retired")),
        "external" => plain(tr!("Comes from outside")),
        _ => return None,
    })
}

/// A version of a document.
pub(super) fn document_version(name: &str) -> Option<Field> {
    Some(match name {
        "document" => plain(tr!("Document")),
        "on" => plain(tr!("Approved on")),
        "sections" => plain(tr!("Text")),
        "frame" => plain(tr!("Pages as they were")),
        _ => return None,
    })
}

/// A fact of the organisation.
pub(super) fn fact(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Question")),
        "key" => plain(tr!("Field it fills")),
        "value" => plain(tr!("Answer")),
        "confirmed_by" => plain(tr!("Confirmed by")),
        "confirmed_on" => plain(tr!("Confirmed on")),
        _ => return None,
    })
}

/// An acknowledgement.
pub(super) fn acknowledgement(name: &str) -> Option<Field> {
    Some(match name {
        "document" => plain(tr!("Document")),
        "on" => plain(tr!("Acknowledged on")),
        _ => return None,
    })
}

/// A piece of evidence.
pub(super) fn evidence(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Evidence")),
        "effective" => plain(tr!("Evidence for")),
        "recorded" => plain(tr!("Kept since")),
        "valid_until" => plain(tr!("Counts until")),
        "controls" => plain(tr!("Controls it shows")),
        "clauses" => plain(tr!("Clauses it shows")),
        "sessions" => plain(tr!("Training sessions it shows")),
        "nonconformities" => plain(tr!("Nonconformities it shows corrected")),
        _ => return None,
    })
}

/// A supplier.
pub(super) fn supplier(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Supplier")),
        "service" => plain(tr!("Service")),
        "criticality" => choice::<Criticality>(tr!("Criticality")),
        "personal_data" => plain(tr!("Sees or holds personal data")),
        "contract" => plain(tr!("Contract")),
        "security_clauses" => plain(tr!("Security clauses")),
        "certificates" => plain(tr!("Certificates")),
        "reviewed" => plain(tr!("Reviewed on")),
        _ => return None,
    })
}

/// An incident.
pub(super) fn incident(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Incident")),
        "noticed" => plain(tr!("Noticed")),
        "reported" => plain(tr!("Reported")),
        "kind" => plain(tr!("Kind")),
        "affects" => choice::<Property>(tr!("It touched")),
        "severity" => choice::<Severity>(tr!("Severity")),
        "personal_data_breach" => plain(tr!("Personal data was breached")),
        "authority_told" => plain(tr!("Authority told")),
        "timeline" => plain(tr!("Timeline")),
        "lesson" => plain(tr!("What we learned")),
        "owner" => plain(tr!("Handled by")),
        "closed" => plain(tr!("Closed")),
        _ => return None,
    })
}

/// A course.
pub(super) fn course(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Course")),
        "for_everyone" => plain(tr!("Everyone needs it")),
        "for_roles" => choice::<IsmsRole>(tr!("Roles that need it")),
        "valid_months" => plain(tr!("Repeat after months")),
        "content" => plain(tr!("What it teaches")),
        _ => return None,
    })
}

/// A training session.
pub(super) fn session(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Session")),
        "course" => plain(tr!("Course")),
        "on" => plain(tr!("Held on")),
        "trainer" => plain(tr!("Trainer")),
        _ => return None,
    })
}

/// An attendance.
pub(super) fn attendance(name: &str) -> Option<Field> {
    Some(match name {
        "session" => plain(tr!("Session")),
        "on" => plain(tr!("Attended on")),
        "evidence" => plain(tr!("Evidence")),
        _ => return None,
    })
}

/// A line of the communication plan.
pub(super) fn communication(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("What")),
        "occasion" => plain(tr!("When")),
        "audience" => plain(tr!("To whom")),
        "sender" => plain(tr!("By whom")),
        "channel" => plain(tr!("How")),
        _ => return None,
    })
}

/// A metric.
pub(super) fn metric(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Metric")),
        "method" => plain(tr!("How it is measured")),
        "every_months" => plain(tr!("Every so many months")),
        _ => return None,
    })
}

/// An internal audit.
pub(super) fn audit(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Audit")),
        "programme" => plain(tr!("Programme")),
        "criteria" => plain(tr!("Criteria")),
        "scope" => plain(tr!("Audit scope")),
        "auditor" => plain(tr!("Auditor")),
        "external_auditor" => plain(tr!("Outside auditor")),
        "independence" => plain(tr!("Why the auditor is impartial")),
        "checklist" => plain(tr!("Checklist")),
        "conclusion" => plain(tr!("Conclusion")),
        _ => return None,
    })
}

/// A nonconformity.
pub(super) fn nonconformity(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Nonconformity")),
        "source" => choice::<NonconformitySource>(tr!("Found in")),
        "audit" => plain(tr!("Audit")),
        "incident" => plain(tr!("Incident")),
        "review" => plain(tr!("Review")),
        "external_audit" => plain(tr!("External audit")),
        "major" => plain(tr!("Major")),
        "correction" => plain(tr!("Correction")),
        "root_cause" => plain(tr!("Root cause")),
        "corrective_action" => plain(tr!("Corrective action")),
        "effective" => plain(tr!("The action works")),
        "checked_by" => plain(tr!("Checked by")),
        "checked_on" => plain(tr!("Checked on")),
        "closed" => plain(tr!("Closed on")),
        _ => return None,
    })
}

/// A management review.
pub(super) fn review(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Review")),
        "attendees" => plain(tr!("Attendees")),
        "inputs" => plain(tr!("Inputs")),
        "decisions" => plain(tr!("Decisions")),
        "actions" => plain(tr!("Actions")),
        _ => return None,
    })
}

/// A certification body.
pub(super) fn body(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Certification body")),
        "accreditation" => plain(tr!("Accredited by")),
        "chosen" => plain(tr!("Chosen")),
        "contact" => plain(tr!("Contact")),
        _ => return None,
    })
}

/// A quote.
pub(super) fn quote(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Quote")),
        "half_days" => plain(tr!("Half days")),
        "price" => plain(tr!("Price")),
        "valid_until" => plain(tr!("Holds until")),
        _ => return None,
    })
}

/// An external audit.
pub(super) fn external_audit(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Audit")),
        "kind" => choice::<ExternalAuditKind>(tr!("Kind")),
        "starts" => plain(tr!("First day")),
        "ends" => plain(tr!("Last day")),
        "auditors" => plain(tr!("Auditors")),
        "findings_closed" => plain(tr!("All findings closed")),
        _ => return None,
    })
}

/// A certificate.
pub(super) fn certificate(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Certificate")),
        "number" => plain(tr!("Number")),
        "scope" => plain(tr!("Scope on the certificate")),
        "issued" => plain(tr!("Issued on")),
        _ => return None,
    })
}

/// A change that asks for a review.
pub(super) fn change_trigger(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Change")),
        "on" => plain(tr!("Came up on")),
        "review" => plain(tr!("What has to be reviewed")),
        _ => return None,
    })
}
