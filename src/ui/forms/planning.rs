//! Forms of the registers of steps 1 to 3.

use tr::tr;

use super::Sheet;
use crate::isms::RegisterName as R;
use crate::isms::actions::{Action, ActionStatus};
use crate::isms::organisation::{Process, Site, Team};
use crate::isms::scope::{
    InterestedParty, Interface, Issue, IssueArea, IssueSide, Obligation, ObligationKind, ScopeItem, ScopeSubject,
};
use crate::isms::support::{BenefitFamily, BusinessReason, CostKind, CostLine, Objective};

type S<'s, 'x, 'a> = &'s mut Sheet<'x, 'a>;

pub(super) fn business_reason(sheet: S<'_, '_, '_>, r: &BusinessReason) {
    sheet.text(tr!("Reason"), "/name", &r.name);
    sheet.hint("business_case.reason");
    sheet.choice(tr!("Family"), "/family", BenefitFamily::ALL, BenefitFamily::label, r.family);
    sheet.long(tr!("Evidence"), "/evidence", &r.evidence);
    sheet.hint("business_case.evidence");
}

pub(super) fn cost_line(sheet: S<'_, '_, '_>, r: &CostLine) {
    sheet.text(tr!("What it pays for"), "/name", &r.name);
    sheet.choice(tr!("Kind"), "/kind", CostKind::ALL, CostKind::label, r.kind);
    sheet.number(tr!("Year"), "/year", r.year.map(u32::from));
    sheet.number(tr!("Days"), "/days", r.days);
    sheet.number(tr!("Rate per day"), "/day_rate", r.day_rate);
    sheet.number(tr!("Or a fixed amount"), "/amount", r.amount);
    sheet.hint("business_case.cost");
}

pub(super) fn objective(sheet: S<'_, '_, '_>, r: &Objective) {
    sheet.text(tr!("What should improve"), "/name", &r.name);
    sheet.hint("objective.statement");
    sheet.text(tr!("Measure"), "/measure", &r.measure);
    sheet.hint("objective.measure");
    sheet.text(tr!("Target"), "/target", &r.target);
    sheet.hint("objective.target");
    sheet.long(tr!("How it is evaluated"), "/evaluation", &r.evaluation);
    sheet.long(tr!("Resources"), "/resources", &r.resources);
    sheet.person(tr!("Owner"), "/owner", r.owner);
    sheet.date(tr!("To be reached by"), "/due", r.due);
}

pub(super) fn issue(sheet: S<'_, '_, '_>, r: &Issue) {
    sheet.text(tr!("Issue"), "/name", &r.name);
    sheet.segments(tr!("Side"), "/side", IssueSide::ALL, IssueSide::label, r.side);
    sheet.hint("issue.kind");
    sheet.choice(tr!("Area"), "/area", IssueArea::ALL, IssueArea::label, r.area);
    sheet.yes_no(tr!("Relevant to the ISMS"), "/relevant", r.relevant);
    if r.area == Some(IssueArea::Climate) {
        sheet.hint("issue.climate");
    }
    sheet.long(tr!("Effect on the ISMS"), "/effect", &r.effect);
    sheet.hint("issue.effect");
}

pub(super) fn party(sheet: S<'_, '_, '_>, r: &InterestedParty) {
    sheet.text(tr!("Interested party"), "/name", &r.name);
    sheet.long(tr!("Requirements"), "/requirements", &r.requirements);
    sheet.hint("party.requirements");
    sheet.yes_no(tr!("Addressed by the ISMS"), "/addressed", r.addressed);
    sheet.long(tr!("How, or why not"), "/how", &r.how);
    sheet.hint("party.addressed");
}

pub(super) fn obligation(sheet: S<'_, '_, '_>, r: &Obligation) {
    sheet.text(tr!("Obligation"), "/name", &r.name);
    sheet.choice(tr!("Kind"), "/kind", ObligationKind::ALL, ObligationKind::label, r.kind);
    sheet.text(tr!("Provision"), "/provision", &r.provision);
    sheet.hint("obligation.reference");
    sheet.long(tr!("What it asks of us"), "/requirement", &r.requirement);
    sheet.links(tr!("Controls that answer it"), "/controls", &r.controls, R::Controls);
    sheet.person(tr!("Owner"), "/owner", r.owner);
    sheet.date(tr!("Next review"), "/next_review", r.next_review);
}

pub(super) fn scope_item(sheet: S<'_, '_, '_>, r: &ScopeItem) {
    sheet.text(tr!("What"), "/name", &r.name);
    sheet.choice(tr!("Kind"), "/subject", ScopeSubject::ALL, ScopeSubject::label, r.subject);
    sheet.yes_no(tr!("In scope"), "/inside", r.inside);
    if r.inside == Some(false) {
        sheet.long(tr!("Why it is out of scope"), "/reason", &r.reason);
        sheet.hint("scope.exclusions");
    } else {
        sheet.hint("scope.inclusions");
    }
    match r.subject {
        Some(ScopeSubject::Site) => sheet.link(tr!("Site"), "/site", r.site, R::Sites),
        Some(ScopeSubject::Process) => sheet.link(tr!("Process or service"), "/process", r.process, R::Processes),
        Some(ScopeSubject::Team) => sheet.link(tr!("Team"), "/team", r.team, R::Teams),
        Some(ScopeSubject::System) => sheet.link(tr!("System"), "/asset", r.asset, R::Assets),
        Some(ScopeSubject::Other) | None => {}
    }
}

pub(super) fn interface(sheet: S<'_, '_, '_>, r: &Interface) {
    sheet.text(tr!("Interface"), "/name", &r.name);
    sheet.text(tr!("On the other side"), "/counterpart", &r.counterpart);
    sheet.long(tr!("What we do"), "/ours", &r.ours);
    sheet.long(tr!("What they do"), "/theirs", &r.theirs);
    sheet.hint("scope.interfaces");
}

pub(super) fn action(sheet: S<'_, '_, '_>, r: &Action) {
    sheet.text(tr!("Action"), "/name", &r.name);
    sheet.hint("action.name");
    sheet.links(tr!("Risks it treats"), "/risks", &r.risks, R::Risks);
    sheet.link(tr!("Control it puts in place"), "/control", r.control, R::Controls);
    sheet.person(tr!("Owner"), "/owner", r.owner);
    sheet.date(tr!("Due"), "/due", r.due);
    sheet.number(tr!("Cost"), "/cost", r.cost);
    sheet.segments(tr!("Status"), "/status", ActionStatus::ALL, ActionStatus::label, r.status);
    sheet.date(tr!("Done on"), "/done_on", r.done_on);
}

pub(super) fn site(sheet: S<'_, '_, '_>, r: &Site) {
    sheet.text(tr!("Site"), "/name", &r.name);
    sheet.text(tr!("Address"), "/address", &r.address);
    sheet.long(tr!("What is done there"), "/purpose", &r.purpose);
}

pub(super) fn process(sheet: S<'_, '_, '_>, r: &Process) {
    sheet.text(tr!("Process or service"), "/name", &r.name);
    sheet.long(tr!("What it delivers, and to whom"), "/description", &r.description);
    sheet.person(tr!("Owner"), "/owner", r.owner);
}

pub(super) fn team(sheet: S<'_, '_, '_>, r: &Team) {
    sheet.text(tr!("Team"), "/name", &r.name);
    sheet.person(tr!("Led by"), "/lead", r.lead);
}
