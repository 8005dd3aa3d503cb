//! The auditor's eye: nothing counts as done unless somebody did it, and every check can be met and lost again.

mod plan;
mod practice;
mod proof;
mod risk;

use std::collections::BTreeSet;

use super::super::readiness::{Check, CheckState, Severity, look};
use super::super::steps::Step;
use super::super::{AnyRecord, Edit, Isms, RegisterName};
use super::complete::complete;
use super::{TODAY, World};

/// What happens to a world.
type Turn = fn(&mut World);

/// How one check is met, and how it is lost again. Both start from a founded ISMS.
struct Case {
    id: &'static str,
    /// The least that meets it.
    met: Turn,
    /// What then spoils it, and the state it falls into.
    spoilt: &'static [(CheckState, Turn)],
}

fn cases() -> Vec<&'static Case> {
    [plan::CASES, risk::CASES, practice::CASES, proof::CASES].into_iter().flatten().collect()
}

fn check(isms: &Isms, id: &str) -> Check {
    look(isms, TODAY)
        .checks
        .into_iter()
        .find(|check| check.id == id)
        .unwrap_or_else(|| panic!("there is no check {id}"))
}

fn met(isms: &Isms) -> Vec<&'static str> {
    look(isms, TODAY).checks.iter().filter(|check| check.is_met()).map(|check| check.id).collect()
}

#[test]
fn a_new_isms_has_nothing_done() {
    assert_eq!(met(&World::founded().isms), Vec::<&str>::new());
    assert_eq!(met(&Isms::default()), Vec::<&str>::new(), "an empty register never makes a check true");
    let readiness = look(&World::founded().isms, TODAY);
    assert!(Step::ALL.iter().all(|step| !readiness.is_done(*step)));
    assert_eq!(readiness.next_step(), Some(Step::ManagementSupport));
}

/// Blank records in every register: somebody pressed "Add" everywhere and filled in nothing.
/// Only checks may be met that say "nothing is late or contradicts itself", because nothing is there that could.
#[test]
fn blank_records_meet_only_what_looks_for_mistakes() {
    let mut world = World::founded();
    for register in RegisterName::ALL {
        world.ids += 1;
        let id = uuid::Uuid::from_u128(world.ids);
        let blank = AnyRecord::blank(*register, id, format!("X-{}", world.ids));
        world.enter(Edit::new("Add").put(blank));
    }
    let looks_for_mistakes = [
        "obligations/reviewed",
        "assets/override-explained",
        "assets/circle",
        "risks/reviewed",
        "risks/relied",
        "actions/overdue",
        "soa/conflict",
        "documents/review",
        "evidence/valid",
        "suppliers/reviewed",
        "training/dates",
        "audits/overdue",
        "nonconformities/effective",
        "nonconformities/overdue",
        "changes/reviewed",
    ];
    assert_eq!(met(&world.isms), looks_for_mistakes);
}

#[test]
fn every_check_is_met_and_lost_as_described() {
    for case in cases() {
        let mut world = World::founded();
        assert!(!check(&world.isms, case.id).is_met(), "{} is met in a new ISMS", case.id);
        (case.met)(&mut world);
        let found = check(&world.isms, case.id);
        assert!(found.is_met(), "{} is not met: {}", case.id, found.sentence);
        assert!(found.sentence.is_empty(), "{} is met and still complains: {}", case.id, found.sentence);
        assert!(!case.spoilt.is_empty(), "{} is never lost", case.id);
        for (number, (state, spoil)) in case.spoilt.iter().enumerate() {
            let mut world = world.clone();
            spoil(&mut world);
            let found = check(&world.isms, case.id);
            assert_eq!(found.state, *state, "{}, spoilt in way {number}: {}", case.id, found.sentence);
        }
    }
}

#[test]
fn every_check_has_a_case() {
    let described: Vec<&str> = cases().iter().map(|case| case.id).collect();
    let looked: Vec<&str> = look(&Isms::default(), TODAY).checks.iter().map(|check| check.id).collect();
    let (unique, all): (BTreeSet<&str>, BTreeSet<&str>) =
        (described.iter().copied().collect(), looked.iter().copied().collect());
    assert_eq!(unique.len(), described.len(), "a check has two cases");
    assert_eq!(all.len(), looked.len(), "two checks have the same name");
    assert_eq!(unique, all, "a check without a case, or a case without a check");
}

#[test]
fn a_company_that_did_everything_meets_everything() {
    let mut world = World::founded();
    complete(&mut world);
    let readiness = look(&world.isms, TODAY);
    let open: Vec<String> = readiness.questions().iter().map(|c| format!("{}: {}", c.id, c.sentence)).collect();
    assert!(open.is_empty(), "{open:#?}");
    assert!(Step::ALL.iter().all(|step| readiness.is_done(*step)));
    assert_eq!((readiness.next_step(), readiness.total().0), (None, readiness.total().1));
}

#[test]
fn an_open_check_says_what_to_do_and_where() {
    let mut blank = World::founded();
    blank.add::<super::super::risks::Risk>(|risk| risk.name = "Fire".to_owned());
    for isms in [&World::founded().isms, &blank.isms] {
        for found in look(isms, TODAY).checks.iter().filter(|check| !check.is_met()) {
            let id = found.id;
            assert!(found.sentence.ends_with('.'), "{id} does not end its sentence: {}", found.sentence);
            assert!(found.question.ends_with('?') || found.question.ends_with('.'), "{id}: {}", found.question);
            assert!(!found.title.is_empty() && !found.title.ends_with('.'), "{id}: {}", found.title);
            assert!(!found.clause.is_empty() && found.target.step == found.step, "{id}");
            if let Some(record) = found.target.record {
                assert!(isms.get(found.target.register, record).is_some(), "{id} leads to a record that is not there");
            }
        }
    }
    let risk = blank.last::<super::super::risks::Risk>();
    assert_eq!(check(&blank.isms, "risks/owned").target.record, Some(risk.0));
}

#[test]
fn a_long_list_names_three_and_counts_the_rest() {
    let mut world = World::founded();
    for _ in 0..5 {
        world.add::<super::super::risks::Risk>(|risk| risk.name = "Fire".to_owned());
    }
    assert!(check(&world.isms, "risks/owned").sentence.ends_with("R-01, R-02, R-03 and 2 more."));
}

#[test]
fn questions_come_in_the_order_of_an_auditor() {
    let readiness = look(&World::founded().isms, TODAY);
    let order: Vec<(Severity, Step)> = readiness.questions().iter().map(|check| (check.severity, check.step)).collect();
    assert!(order.is_sorted() && order.len() == readiness.checks.len());
    let has_hard_check = |step| readiness.of(step).filter(|check| check.severity != Severity::Practice).count() > 0;
    assert!(Step::ALL.iter().all(|step| has_hard_check(*step)), "a step that is done with nothing done");
}
