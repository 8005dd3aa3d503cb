//! A company that has done everything: the one world in which every check is met.

use super::super::actions::Action;
use super::super::assets::{Asset, AssetKind};
use super::super::audits::{Audit, AuditProgramme, ChecklistRow, Finding, ManagementReview, Metric};
use super::super::audits::{REVIEW_INPUTS, ReviewInput};
use super::super::certification::{Body, Certificate, ChangeTrigger, ExternalAudit, ExternalAuditKind};
use super::super::controls::{Control, ImplementationStatus};
use super::super::documents::{Acknowledgement, Document};
use super::super::evidence::Evidence;
use super::super::method::{self, Method};
use super::super::organisation::{IsmsRole, Person, PersonId, Profile};
use super::super::risks::{self, Assessment, Property, Risk, TreatmentOption};
use super::super::scope::{self, InterestedParty, Interface, Issue, IssueArea, IssueSide, Obligation};
use super::super::scope::{ObligationKind, ScopeItem, ScopeStatement};
use super::super::suppliers::{Criticality, Supplier};
use super::super::support::{self, BenefitFamily, BusinessReason, Commitment, Objective, PlanStep, Reading};
use super::super::training::{Attendance, Communication, Course, Session};
use super::method::five_by_five;
use super::{TODAY, World, ago, ahead, now};

fn text(words: &str) -> String {
    words.to_owned()
}

/// Does everything the eight steps ask for.
pub(super) fn complete(w: &mut World) {
    let (top, manager) = (w.person("Tom Okafor"), w.person("Priya Nair"));
    w.alter::<Person>(top, |p| p.roles = vec![IsmsRole::TopManagement]);
    w.alter::<Person>(manager, |p| (p.roles, p.deputy) = (vec![IsmsRole::IsmsManager], Some(top)));
    support_step(w, top, manager);
    scope_step(w, top, manager);
    risk_step(w, top, manager);
    controls_step(w, manager);
    documents_and_training(w, top, manager);
    checking(w, top, manager);
    certification(w);
}

fn support_step(w: &mut World, top: PersonId, manager: PersonId) {
    w.each::<Profile>(|p| {
        (p.legal_name, p.sector, p.headcount) = (text("Harbour Ltd"), text("Software"), Some(2));
        for answer in [
            &mut p.remote_work,
            &mut p.own_development,
            &mut p.cloud_customer,
            &mut p.cloud_provider,
            &mut p.personal_data_controller,
            &mut p.personal_data_processor,
            &mut p.health_data,
            &mut p.sec_listed,
            &mut p.card_data,
            &mut p.industrial_systems,
            &mut p.outsourced_it,
        ] {
            *answer = Some(false);
        }
    });
    w.add::<BusinessReason>(|r| {
        (r.family, r.evidence) = (Some(BenefitFamily::CustomerTrust), text("Two tenders lost."));
    });
    w.each::<Commitment>(|c| {
        (c.signatory, c.statement, c.resources) = (Some(top), text("We mean it."), text("60 days."));
    });
    w.act(|isms| support::approve_business_case(isms, ago(90), now()));
    w.act(|isms| support::sign_commitment(isms, ago(90), now()));
    w.add::<Objective>(|o| {
        (o.measure, o.target, o.evaluation) = (text("Laptops encrypted"), text("100 %"), text("Monthly report."));
        (o.owner, o.due) = (Some(manager), Some(ahead(90)));
    });
    w.each::<PlanStep>(|line| line.target = Some(TODAY));
}

fn scope_step(w: &mut World, top: PersonId, manager: PersonId) {
    for (side, area) in [
        (IssueSide::Internal, IssueArea::People),
        (IssueSide::External, IssueArea::Market),
        (IssueSide::External, IssueArea::Climate),
    ] {
        w.add::<Issue>(|i| {
            (i.side, i.area, i.relevant, i.effect) =
                (Some(side), Some(area), Some(true), text("Heat stops the racks."));
        });
    }
    w.add::<InterestedParty>(|p| (p.requirements, p.addressed) = (text("Their data stays theirs."), Some(true)));
    w.add::<Obligation>(|o| {
        (o.kind, o.owner, o.requirement) = (Some(ObligationKind::Law), Some(manager), text("Protect personal data."));
    });
    w.add::<ScopeItem>(|i| i.inside = Some(true));
    w.add::<Interface>(|i| (i.ours, i.theirs) = (text("We set rights."), text("They run the racks.")));
    w.each::<ScopeStatement>(|s| s.statement = text("Everything we do."));
    w.act(|isms| scope::approve(isms, top, ago(60), now()));
}

fn risk_step(w: &mut World, top: PersonId, manager: PersonId) {
    let method = w.add::<Method>(|m| *m = Method { id: m.id, reassess_months: Some(12), ..five_by_five() });
    w.act(|isms| method::approve(isms, method, top, ago(50), now()));
    let asset = w.add::<Asset>(|a| {
        (a.kind, a.owner, a.in_scope) = (Some(AssetKind::Information), Some(manager), Some(true));
        (a.confidentiality, a.integrity, a.availability) = (Some(3), Some(3), Some(3));
    });
    let relied = w.control("A.8.13");
    let risk = w.add::<Risk>(|r| {
        (r.owner, r.assets, r.affects) = (Some(manager), vec![asset], vec![Property::Availability]);
        r.current = Assessment { likelihood: Some(3), impact: Some(4), rationale: text("Seen twice.") };
        r.target = Assessment { likelihood: Some(1), impact: Some(4), rationale: text("Copies apart.") };
        (r.method, r.option, r.controls_relied) = (Some(method), Some(TreatmentOption::Modify), vec![relied]);
    });
    w.add::<Action>(|a| (a.risks, a.owner, a.due) = (vec![risk], Some(manager), Some(ahead(30))));
    w.act(|isms| risks::accept(isms, risk, manager, ago(40), now()));
    w.freeze("First assessment", ago(40));
}

fn controls_step(w: &mut World, manager: PersonId) {
    w.each::<Control>(|c| {
        (c.applicable, c.reason_business) = (Some(true), text("Clients ask for it."));
        (c.status, c.owner, c.how) = (Some(ImplementationStatus::Implemented), Some(manager), text("Every Monday."));
    });
    let all: Vec<_> = w.isms.controls.iter().map(|c| c.id).collect();
    w.add::<Evidence>(|e| (e.controls, e.effective) = (all, Some(ago(20))));
    w.add::<Supplier>(|s| (s.criticality, s.owner) = (Some(Criticality::High), Some(manager)));
}

fn documents_and_training(w: &mut World, top: PersonId, manager: PersonId) {
    let written = vec![w.control("A.5.1"), w.control("A.5.15")];
    let policy = w.add::<Document>(|d| {
        (d.clauses, d.controls, d.readers) = (vec![text("5.2")], written, vec![top, manager]);
        (d.owner, d.author, d.approver) = (Some(manager), Some(manager), Some(top));
        d.next_review = Some(ahead(300));
    });
    w.approve(policy, top);
    let course = w.add::<Course>(|c| c.for_everyone = Some(true));
    let session = w.add::<Session>(|s| (s.course, s.on) = (Some(course), Some(ago(15))));
    for person in [top, manager] {
        w.add::<Attendance>(|a| (a.person, a.session) = (Some(person), Some(session)));
        w.add::<Acknowledgement>(|a| (a.person, a.document, a.version) = (Some(person), Some(policy), text("1.0")));
    }
    w.add::<Communication>(|c| {
        (c.occasion, c.audience, c.sender) = (text("An incident"), text("Clients"), Some(manager));
    });
}

fn checking(w: &mut World, top: PersonId, manager: PersonId) {
    w.add::<Metric>(|m| {
        (m.method, m.target, m.owner, m.every_months) = (text("Count"), text("below 5"), Some(manager), Some(1));
        m.readings = vec![Reading { on: Some(ago(10)), value: text("3"), ..Reading::default() }];
    });
    w.add::<AuditProgramme>(|p| (p.from, p.until) = (Some(ago(70)), Some(ahead(295))));
    let controls: Vec<_> = w.isms.controls.iter().map(|c| c.id).collect();
    w.add::<Audit>(|a| {
        a.clauses = ["4", "5", "6", "7", "8", "9", "10"].map(text).to_vec();
        (a.controls, a.external_auditor) = (controls, text("Ines Vogel"));
        (a.criteria, a.scope, a.conclusion) = (text("ISO/IEC 27001:2022"), text("Everything."), text("It lives."));
        (a.planned, a.held) = (Some(ago(9)), Some(ago(9)));
        a.checklist = vec![ChecklistRow { finding: Some(Finding::Conforms), ..ChecklistRow::default() }];
    });
    w.add::<ManagementReview>(|r| {
        (r.held, r.attendees, r.decisions) = (Some(ago(5)), vec![top, manager], text("Go on."));
        r.inputs = REVIEW_INPUTS.map(|topic| ReviewInput { topic: text(topic), discussion: text("Well.") }).to_vec();
    });
}

fn certification(w: &mut World) {
    w.add::<Body>(|b| (b.chosen, b.accreditation) = (Some(true), text("UKAS")));
    for (kind, on) in [
        (ExternalAuditKind::Stage1, ago(3)),
        (ExternalAuditKind::Stage2, ago(1)),
        (ExternalAuditKind::Surveillance, ahead(360)),
    ] {
        w.add::<ExternalAudit>(|a| (a.kind, a.starts, a.findings_closed) = (Some(kind), Some(on), Some(true)));
    }
    w.add::<Certificate>(|c| {
        (c.number, c.issued, c.valid_until) = (text("IS 1"), Some(TODAY), Some(ahead(1095)));
    });
    w.add::<ChangeTrigger>(|c| c.due = Some(ahead(30)));
}
