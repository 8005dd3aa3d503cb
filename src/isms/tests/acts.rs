//! Approvals and acceptances: who may, when they are refused, and what makes them stale.

use jiff::civil::Date;

use super::super::approval::Standing;
use super::super::assets::Asset;
use super::super::controls::{self, Control};
use super::super::method::Method;
use super::super::organisation::{Person, PersonId};
use super::super::risks::{self, Assessment, Moment, Property, Risk, RiskId, RiskStatus, TreatmentOption};
use super::super::scope::{self, Interface, ScopeItem, ScopeStatement};
use super::super::support::{self, BusinessReason, Commitment, CostLine};
use super::super::{Edit, Isms, actions};
use super::method::five_by_five;
use super::{TODAY, World, ago, ahead, now, refusal};

/// A risk that its owner may accept: 12 now, 4 after treatment.
fn ready() -> (World, RiskId, PersonId) {
    let mut world = World::founded();
    let owner = world.person("Amira Haddad");
    let method = world.add::<Method>(|method| *method = Method { id: method.id, ..five_by_five() });
    let asset = world.add::<Asset>(|asset| asset.name = "Client database".to_owned());
    let relied = world.control("A.8.13");
    let risk = world.add::<Risk>(|risk| {
        risk.name = "Ransomware".to_owned();
        risk.assets = vec![asset];
        risk.affects = vec![Property::Availability];
        risk.owner = Some(owner);
        risk.method = Some(method);
        risk.current = Assessment { likelihood: Some(3), impact: Some(4), rationale: String::new() };
        risk.target = Assessment { likelihood: Some(1), impact: Some(4), rationale: String::new() };
        risk.option = Some(TreatmentOption::Modify);
        risk.controls_relied = vec![relied];
    });
    (world, risk, owner)
}

fn accepted() -> (World, RiskId, PersonId) {
    let (mut world, risk, owner) = ready();
    world.act(|isms| risks::accept(isms, risk, owner, ago(1), now()));
    (world, risk, owner)
}

fn standing(world: &World, risk: RiskId) -> Standing {
    world.get::<Risk>(risk).acceptance_standing()
}

#[test]
fn an_acceptance_keeps_who_when_and_of_what() {
    let (world, risk, owner) = accepted();
    let risk = world.get::<Risk>(risk);
    let acceptance = risk.acceptance.clone().unwrap();
    assert_eq!((acceptance.by, acceptance.name.as_str()), (owner, "Amira Haddad"));
    assert_eq!((acceptance.on, acceptance.recorded), (Some(ago(1)), Some(now().at)));
    assert_eq!((acceptance.digest, acceptance.role.as_str()), (risk.assessment_digest(), "Head of things"));
    assert_eq!(risks::status(&world.isms, &risk), RiskStatus::Accepted);
}

#[test]
fn an_acceptance_goes_stale_with_anything_it_was_given_for() {
    type Change = fn(&mut World, RiskId);
    let changes: [(&str, Change); 12] = [
        ("likelihood", |w, id| {
            w.act(|isms| risks::set_level(isms, id, Moment::Current, Some(4), Some(4), TODAY, "Anna Nowak"));
        }),
        ("impact", |w, id| w.alter::<Risk>(id, |r| r.current.impact = Some(5))),
        ("rationale", |w, id| w.alter::<Risk>(id, |r| r.current.rationale = "We looked again.".to_owned())),
        ("target", |w, id| {
            w.act(|isms| risks::set_level(isms, id, Moment::Target, Some(2), Some(4), TODAY, "Anna Nowak"));
        }),
        ("before controls", |w, id| w.alter::<Risk>(id, |r| r.before.likelihood = Some(5))),
        ("owner", |w, id| {
            let other = w.person("Joana Reis");
            w.alter::<Risk>(id, |r| r.owner = Some(other));
        }),
        ("controls", |w, id| {
            let (relied, planned) = (w.control("A.8.13"), w.control("A.5.15"));
            w.act(|isms| controls::link_risk(isms, id, &[relied], &[planned]));
        }),
        ("assets", |w, id| w.alter::<Risk>(id, |r| r.assets.clear())),
        ("properties", |w, id| w.alter::<Risk>(id, |r| r.affects.push(Property::Integrity))),
        ("option", |w, id| w.alter::<Risk>(id, |r| r.option = Some(TreatmentOption::Share))),
        ("scenario", |w, id| w.alter::<Risk>(id, |r| r.name = "Ransomware in the office".to_owned())),
        ("plan", |w, id| w.alter::<Risk>(id, |r| r.plan = "Move the copies.".to_owned())),
    ];
    for (what, change) in changes {
        let (mut world, risk, _) = accepted();
        assert_eq!(standing(&world, risk), Standing::Valid);
        change(&mut world, risk);
        assert_eq!(standing(&world, risk), Standing::Stale, "{what}");
        let changed = world.get::<Risk>(risk);
        assert!(changed.acceptance.is_some(), "{what}: what was done stays on record");
        assert_eq!(risks::status(&world.isms, &changed), RiskStatus::AcceptanceStale, "{what}");
    }
}

#[test]
fn an_acceptance_survives_what_it_was_not_given_for() {
    let (mut world, risk, _) = accepted();
    world.alter::<Risk>(risk, |r| {
        r.notes = "Mentioned to the board.".to_owned();
        r.next_review = Some(ahead(90));
        r.reference = "R-77".to_owned();
    });
    world.each::<Asset>(|asset| asset.location = "Porto".to_owned());
    world.each::<Control>(|control| control.how = "Nightly.".to_owned());
    world.add::<actions::Action>(|action| action.risks = vec![risk]);
    assert_eq!(standing(&world, risk), Standing::Valid);
}

#[test]
fn a_change_taken_back_makes_the_acceptance_stand_again() {
    let (mut world, risk, _) = accepted();
    let before = world.get::<Risk>(risk);
    world.alter::<Risk>(risk, |r| r.current.impact = Some(1));
    assert_eq!(standing(&world, risk), Standing::Stale);
    world.enter(Edit::new("Undo").put(before));
    assert_eq!(standing(&world, risk), Standing::Valid);
}

#[test]
fn only_the_owner_accepts() {
    let (mut world, risk, owner) = ready();
    let other = world.person("Joana Reis");
    let sentence = refusal(risks::accept(&world.isms, risk, other, TODAY, now()));
    assert!(sentence.contains("R-01") && sentence.contains("Amira Haddad"), "{sentence}");
    world.alter::<Risk>(risk, |r| r.owner = None);
    assert!(refusal(risks::accept(&world.isms, risk, owner, TODAY, now())).contains("no owner"));
}

#[test]
fn nothing_is_accepted_before_it_is_assessed_and_decided() {
    type Spoil = fn(&mut Risk);
    let spoil: [(&str, Spoil); 4] = [
        ("Assess", |r| r.current.likelihood = None),
        ("Assess", |r| r.target.impact = None),
        ("Assess", |r| r.current.impact = Some(9)),
        ("Decide", |r| r.option = None),
    ];
    for (word, change) in spoil {
        let (mut world, risk, owner) = ready();
        world.alter::<Risk>(risk, change);
        assert!(refusal(risks::accept(&world.isms, risk, owner, TODAY, now())).contains(word));
    }
}

#[test]
fn a_retained_risk_needs_no_target() {
    let (mut world, risk, owner) = ready();
    world.alter::<Risk>(risk, |r| (r.option, r.target) = (Some(TreatmentOption::Retain), Assessment::default()));
    assert_eq!(risks::status(&world.isms, &world.get::<Risk>(risk)), RiskStatus::ToAccept);
    world.act(|isms| risks::accept(isms, risk, owner, TODAY, now()));
    assert_eq!(standing(&world, risk), Standing::Valid);
}

#[test]
fn a_cancelled_action_treats_nothing() {
    let (mut world, risk, _) = ready();
    assert_eq!(risks::status(&world.isms, &world.get::<Risk>(risk)), RiskStatus::Open);
    let action = world.add::<actions::Action>(|action| action.risks = vec![risk]);
    let mut status = |to| {
        world.alter::<actions::Action>(action, |action| action.status = Some(to));
        risks::status(&world.isms, &world.get::<Risk>(risk))
    };
    assert_eq!(status(actions::ActionStatus::InProgress), RiskStatus::InTreatment);
    assert_eq!(status(actions::ActionStatus::Done), RiskStatus::Treated);
    assert_eq!(status(actions::ActionStatus::Cancelled), RiskStatus::Open);
}

#[test]
fn levels_outside_the_scale_are_refused() {
    let (mut world, risk, _) = ready();
    for level in [0, 6] {
        let answer = risks::set_level(&world.isms, risk, Moment::Current, Some(level), Some(1), TODAY, "Anna Nowak");
        assert!(refusal(answer).contains("scale"));
    }
    let method = world.last::<Method>();
    world.enter(Edit::new("Remove").delete(super::super::RegisterName::Methods, method.0));
    assert!(
        refusal(risks::set_level(&world.isms, risk, Moment::Current, Some(1), None, TODAY, "Anna Nowak"))
            .contains("method")
    );
}

/// Carries out an act on a day and says why it was refused.
type Act = Box<dyn Fn(&Isms, Date) -> Option<String>>;

/// Every act, ready to be carried out.
fn acts(world: &World, person: PersonId) -> Vec<(&'static str, Act)> {
    let risk = world.last::<Risk>();
    let method = world.last::<Method>();
    let said = |answer: Result<Edit, super::super::RuleError>| answer.err().map(|error| error.to_string());
    vec![
        ("acceptance", Box::new(move |i, on| said(risks::accept(i, risk, person, on, now())))),
        ("commitment", Box::new(move |i, on| said(support::sign_commitment(i, on, now())))),
        ("business case", Box::new(move |i, on| said(support::approve_business_case(i, on, now())))),
        ("scope", Box::new(move |i, on| said(scope::approve(i, person, on, now())))),
        ("method", Box::new(move |i, on| said(super::super::method::approve(i, method, person, on, now())))),
    ]
}

#[test]
fn no_act_lies_in_the_future_or_goes_unnamed() {
    let (mut world, _, person) = ready();
    world.each::<Commitment>(|c| (c.signatory, c.statement) = (Some(person), "We mean it.".to_owned()));
    world.each::<ScopeStatement>(|s| s.statement = "Everything we do.".to_owned());
    world.add::<BusinessReason>(|reason| reason.name = "Tenders".to_owned());
    for (what, act) in acts(&world, person) {
        assert!(act(&world.isms, ahead(1)).unwrap().contains("future"), "{what}");
        assert_eq!(act(&world.isms, TODAY), None, "{what}");
    }
    world.alter::<Person>(person, |p| p.name = " ".to_owned());
    for (what, act) in acts(&world, person) {
        assert!(act(&world.isms, TODAY).unwrap().contains("P-01"), "{what}");
    }
}

#[test]
fn signatures_need_something_to_stand_under() {
    let mut world = World::founded();
    let person = world.person("Tom Okafor");
    assert!(refusal(support::sign_commitment(&world.isms, TODAY, now())).contains("sponsor"));
    assert!(refusal(support::approve_business_case(&world.isms, TODAY, now())).contains("reason"));
    assert!(refusal(scope::approve(&world.isms, person, TODAY, now())).contains("scope statement"));
    world.each::<Commitment>(|c| c.signatory = Some(person));
    assert!(refusal(support::sign_commitment(&world.isms, TODAY, now())).contains("statement"));
    world.each::<ScopeStatement>(|s| s.statement = "Everything we do.".to_owned());
    world.add::<ScopeItem>(|item| (item.name, item.inside) = ("Shop".to_owned(), Some(false)));
    assert!(refusal(scope::approve(&world.isms, person, TODAY, now())).contains("“Shop”"));
}

#[test]
fn the_approval_of_the_scope_covers_its_lines() {
    let mut world = World::founded();
    let person = world.person("Tom Okafor");
    world.each::<ScopeStatement>(|s| s.statement = "Everything we do.".to_owned());
    world.act(|isms| scope::approve(isms, person, TODAY, now()));
    let valid = |world: &World| {
        let scope = world.isms.scope().unwrap();
        super::super::approval::Approval::standing(scope.approval.as_ref(), &scope::scope_digest(&world.isms))
    };
    assert_eq!((valid(&world), world.isms.scope().unwrap().version.as_str()), (Standing::Valid, "1.0"));
    let approved = world.clone();
    world.add::<ScopeItem>(|item| item.inside = Some(true));
    assert_eq!(valid(&world), Standing::Stale);
    world = approved.clone();
    world.add::<Interface>(|interface| interface.ours = "We encrypt.".to_owned());
    assert_eq!(valid(&world), Standing::Stale);
    world = approved;
    world.each::<ScopeStatement>(|s| s.statement.push_str(" And more."));
    assert_eq!(valid(&world), Standing::Stale);
    world.act(|isms| scope::approve(isms, person, TODAY, now()));
    assert_eq!((valid(&world), world.isms.scope().unwrap().version.as_str()), (Standing::Valid, "1.1"));
}

#[test]
fn the_business_case_covers_reasons_and_costs() {
    let mut world = World::founded();
    let person = world.person("Tom Okafor");
    world.each::<Commitment>(|c| c.signatory = Some(person));
    world.add::<BusinessReason>(|reason| reason.name = "Tenders".to_owned());
    world.act(|isms| support::approve_business_case(isms, TODAY, now()));
    let approved = |world: &World| {
        let approval = world.isms.commitment().unwrap().business_case_approval.clone().unwrap();
        approval.digest == support::business_case_digest(&world.isms)
    };
    assert!(approved(&world));
    world.add::<CostLine>(|line| line.amount = Some(9_000));
    assert!(!approved(&world));
}
