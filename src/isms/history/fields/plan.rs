//! The fields of the registers of steps 1 to 3, by their names on the screen.

use tr::tr;

use super::{Field, choice, plain};
use crate::isms::assets::{AssetKind, Classification};
use crate::isms::method::Combination;
use crate::isms::organisation::IsmsRole;
use crate::isms::risks::{Property, TreatmentOption};
use crate::isms::scope::{IssueArea, IssueSide, ObligationKind, ScopeSubject};
use crate::isms::steps::Step;
use crate::isms::support::{BenefitFamily, CostKind};

/// The organisation.
pub(super) fn profile(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Everyday name")),
        "legal_name" => plain(tr!("Legal name")),
        "sector" => plain(tr!("Sector")),
        "headcount" => plain(tr!("Headcount")),
        "currency" => plain(tr!("Currency")),
        "document_language" => plain(tr!("Language of documents")),
        "logo" => plain(tr!("Logo")),
        "remote_work" => plain(tr!("People work away from the offices")),
        "own_development" => plain(tr!("We develop software")),
        "cloud_customer" => plain(tr!("We use cloud services")),
        "cloud_provider" => plain(tr!("We offer a cloud service")),
        "personal_data_controller" => plain(tr!("We decide how personal data is used")),
        "personal_data_processor" => plain(tr!("We process personal data for others")),
        "health_data" => plain(tr!("We handle health data under HIPAA")),
        "sec_listed" => plain(tr!("We are listed in the US, or supply a listed company")),
        "card_data" => plain(tr!("We handle payment card data")),
        "industrial_systems" => plain(tr!("We run industrial control systems")),
        "outsourced_it" => plain(tr!("An outside company runs our IT")),
        _ => return None,
    })
}

/// A person.
pub(super) fn person(name: &str) -> Option<Field> {
    Some(match name {
        "job_title" => plain(tr!("Job title")),
        "roles" => choice::<IsmsRole>(tr!("ISMS roles")),
        "deputy" => plain(tr!("Deputy")),
        "email" => plain(tr!("E-mail")),
        "joined" => plain(tr!("Joined")),
        "left" => plain(tr!("Left")),
        _ => return None,
    })
}

/// A site.
pub(super) fn site(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Site")),
        "address" => plain(tr!("Address")),
        "purpose" => plain(tr!("What is done there")),
        _ => return None,
    })
}

/// A process or service.
pub(super) fn process(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Process or service")),
        "description" => plain(tr!("What it delivers, and to whom")),
        _ => return None,
    })
}

/// A team.
pub(super) fn team(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Team")),
        "lead" => plain(tr!("Led by")),
        _ => return None,
    })
}

/// A reason of the business case.
pub(super) fn business_reason(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Reason")),
        "family" => choice::<BenefitFamily>(tr!("Family")),
        "evidence" => plain(tr!("Evidence")),
        _ => return None,
    })
}

/// A cost of the business case.
pub(super) fn cost_line(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("What it pays for")),
        "kind" => choice::<CostKind>(tr!("Kind")),
        "year" => plain(tr!("Year")),
        "days" => plain(tr!("Days")),
        "day_rate" => plain(tr!("Rate per day")),
        "amount" => plain(tr!("Fixed amount")),
        _ => return None,
    })
}

/// Top management's commitment.
pub(super) fn commitment(name: &str) -> Option<Field> {
    Some(match name {
        "signatory" => plain(tr!("Sponsor")),
        "statement" => plain(tr!("Commitment, in the sponsor’s words")),
        "resources" => plain(tr!("Time and money")),
        "business_case_approval" => plain(tr!("Approval of the business case")),
        _ => return None,
    })
}

/// An objective.
pub(super) fn objective(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("What should improve")),
        "measure" => plain(tr!("Measure")),
        "evaluation" => plain(tr!("How it is evaluated")),
        "due" => plain(tr!("To be reached by")),
        _ => return None,
    })
}

/// A line of the project plan.
pub(super) fn plan_step(name: &str) -> Option<Field> {
    Some(match name {
        "step" => choice::<Step>(tr!("Step")),
        "target" => plain(tr!("To be done by")),
        _ => return None,
    })
}

/// An issue of the context.
pub(super) fn issue(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Issue")),
        "side" => choice::<IssueSide>(tr!("Side")),
        "area" => choice::<IssueArea>(tr!("Area")),
        "relevant" => plain(tr!("Relevant to the ISMS")),
        "effect" => plain(tr!("Effect on the ISMS")),
        _ => return None,
    })
}

/// An interested party.
pub(super) fn party(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Interested party")),
        "requirements" => plain(tr!("Requirements")),
        "addressed" => plain(tr!("Addressed by the ISMS")),
        "how" => plain(tr!("How, or why not")),
        _ => return None,
    })
}

/// An obligation.
pub(super) fn obligation(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Obligation")),
        "kind" => choice::<ObligationKind>(tr!("Kind")),
        "provision" => plain(tr!("Provision")),
        "provisions" => plain(tr!("Provisions of the law")),
        "requirement" => plain(tr!("What it asks of us")),
        "controls" => plain(tr!("Controls that answer it")),
        _ => return None,
    })
}

/// A line of the scope.
pub(super) fn scope_item(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("What")),
        "inside" => plain(tr!("In scope")),
        "subject" => choice::<ScopeSubject>(tr!("Kind")),
        "reason" => plain(tr!("Why it is out of scope")),
        "process" => plain(tr!("Process or service")),
        "asset" => plain(tr!("System")),
        _ => return None,
    })
}

/// An interface of the scope.
pub(super) fn interface(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Interface")),
        "counterpart" => plain(tr!("On the other side")),
        "ours" => plain(tr!("What we do")),
        "theirs" => plain(tr!("What they do")),
        _ => return None,
    })
}

/// The scope statement.
pub(super) fn scope_statement(name: &str) -> Option<Field> {
    Some(match name {
        "statement" => plain(tr!("Statement")),
        _ => return None,
    })
}

/// The risk method.
pub(super) fn method(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Name of the method")),
        "likelihood" => plain(tr!("Levels of likelihood")),
        "impact" => plain(tr!("Levels of impact")),
        "impact_areas" => plain(tr!("Areas of impact")),
        "asset_value" => plain(tr!("Values of assets")),
        "combination" => choice::<Combination>(tr!("Combination")),
        "matrix" => plain(tr!("Scores of the matrix")),
        "bands" => plain(tr!("Bands")),
        "acceptable_up_to" => plain(tr!("Acceptable up to")),
        "reassess_when" => plain(tr!("Assessed again whenever")),
        "reassess_months" => plain(tr!("Months between assessments")),
        "previous" => plain(tr!("Version before")),
        _ => return None,
    })
}

/// An asset.
pub(super) fn asset(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Asset")),
        "kind" => choice::<AssetKind>(tr!("Kind")),
        "location" => plain(tr!("Location")),
        "classification" => choice::<Classification>(tr!("Classification")),
        "confidentiality" => plain(tr!("Confidentiality")),
        "integrity" => plain(tr!("Integrity")),
        "availability" => plain(tr!("Availability")),
        "override_reason" => plain(tr!("Why its own value counts")),
        "grouping" => plain(tr!("Group")),
        "personal_data" => plain(tr!("Holds personal data")),
        "in_scope" => plain(tr!("In scope")),
        "depends_on" => plain(tr!("Depends on")),
        "back_within" => plain(tr!("Back within, in hours")),
        "lose_at_most" => plain(tr!("Work that may be lost at most, in hours")),
        "copies" => plain(tr!("Where the copies are")),
        _ => return None,
    })
}

/// A risk.
pub(super) fn risk(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Scenario")),
        "threat" => plain(tr!("Threat")),
        "vulnerability" => plain(tr!("Vulnerability")),
        "catalogue_threat" => plain(tr!("Threat in the catalogue")),
        "catalogue_vulnerability" => plain(tr!("Vulnerability in the catalogue")),
        "consequence" => plain(tr!("Consequence")),
        "assets" => plain(tr!("Assets")),
        "affects" => choice::<Property>(tr!("Affects")),
        "owner" => plain(tr!("Risk owner")),
        "before" => plain(tr!("Before controls")),
        "current" => plain(tr!("Current")),
        "target" => plain(tr!("Target")),
        "method" => plain(tr!("Method of its levels")),
        "assessed_on" => plain(tr!("Assessed on")),
        "assessed_by" => plain(tr!("Assessed by")),
        "earlier" => plain(tr!("Earlier assessments")),
        "option" => choice::<TreatmentOption>(tr!("Treatment")),
        "controls_relied" => plain(tr!("Controls relied on now")),
        "controls_planned" => plain(tr!("Controls planned")),
        "plan" => plain(tr!("Plan")),
        "acceptance" => plain(tr!("Acceptance")),
        "accepted_as" => plain(tr!("The risk as it was accepted")),
        "accepted_in_bulk" => plain(tr!("Accepted on a sheet with others")),
        "estimate" => plain(tr!("Estimate in numbers")),
        _ => return None,
    })
}
