//! Controls: decided, excluded, tied to risks and obligations.

use super::super::controls::{Control, Reason, decide, exclude, link_risk, set_reason};
use super::super::risks::{Risk, RiskId};
use super::super::scope::Obligation;
use super::{TODAY, World, now, refusal};

fn with_risk() -> (World, RiskId) {
    let mut world = World::founded();
    let risk = world.add::<Risk>(|risk| risk.name = "Ransomware".to_owned());
    (world, risk)
}

#[test]
fn deciding_keeps_who_and_when_and_can_be_taken_back() {
    let mut world = World::founded();
    let id = world.control("A.8.13");
    assert_eq!(world.get::<Control>(id).applicable, None);
    world.act(|isms| decide(isms, id, Some(true), "Priya Nair", TODAY));
    let control = world.get::<Control>(id);
    assert_eq!((control.applicable, control.decided_on), (Some(true), Some(TODAY)));
    assert_eq!(control.decided_by, "Priya Nair");
    world.act(|isms| decide(isms, id, None, "Priya Nair", TODAY));
    let control = world.get::<Control>(id);
    assert_eq!((control.applicable, control.decided_on, control.decided_by.as_str()), (None, None, ""));
}

#[test]
fn an_exclusion_needs_its_reason() {
    let mut world = World::founded();
    let id = world.control("A.7.4");
    assert!(refusal(exclude(&world.isms, id, "  ", "Priya Nair", now())).contains("why"));
    world.act(|isms| exclude(isms, id, " We have no rooms of our own. ", "Priya Nair", now()));
    let control = world.get::<Control>(id);
    assert_eq!((control.applicable, control.exclusion.as_str()), (Some(false), "We have no rooms of our own."));
}

#[test]
fn an_excluded_control_cannot_be_used_and_a_used_one_cannot_be_excluded() {
    let (mut world, risk) = with_risk();
    let (excluded, used) = (world.control("A.7.4"), world.control("A.8.13"));
    world.act(|isms| exclude(isms, excluded, "No rooms.", "Priya Nair", now()));
    for (relied, planned) in [(vec![excluded], vec![]), (vec![], vec![excluded])] {
        let sentence = refusal(link_risk(&world.isms, risk, &relied, &planned));
        assert!(sentence.contains("A.7.4") && sentence.contains("R-01"), "{sentence}");
    }
    for (relied, planned) in [(vec![used], vec![]), (vec![], vec![used])] {
        world.act(|isms| link_risk(isms, risk, &relied, &planned));
        let sentence =
            refusal(exclude(&world.isms, used, "Paper only: there is nothing to copy.", "Priya Nair", now()));
        assert!(sentence.contains("A.8.13") && sentence.contains("R-01"), "{sentence}");
    }
    world.act(|isms| link_risk(isms, risk, &[], &[]));
    world.act(|isms| exclude(isms, used, "Paper only: there is nothing to copy.", "Priya Nair", now()));
}

#[test]
fn linking_a_risk_gives_the_reason_and_unlinking_takes_it() {
    let (mut world, risk) = with_risk();
    let other = world.add::<Risk>(|risk| risk.name = "Fire".to_owned());
    let (backup, access) = (world.control("A.8.13"), world.control("A.5.15"));
    let reasons = |world: &World, id| world.get::<Control>(id).reason_risks;
    world.act(|isms| link_risk(isms, risk, &[backup], &[access]));
    world.act(|isms| link_risk(isms, other, &[backup], &[]));
    assert_eq!((reasons(&world, backup), reasons(&world, access)), (vec![risk, other], vec![risk]));
    assert_eq!(world.get::<Risk>(risk).controls_planned, vec![access]);
    world.act(|isms| link_risk(isms, risk, &[access], &[]));
    assert_eq!((reasons(&world, backup), reasons(&world, access)), (vec![other], vec![risk]), "planned became relied");
    world.act(|isms| link_risk(isms, risk, &[], &[]));
    assert!(reasons(&world, access).is_empty());
    assert_eq!(world.get::<Control>(backup).applicable, None, "a link decides nothing");
}

#[test]
fn reasons_are_set_once_and_taken_away() {
    let (mut world, risk) = with_risk();
    let law = world.add::<Obligation>(|law| law.provision = "GDPR Art. 32".to_owned());
    let id = world.control("A.8.13");
    for _ in 0..2 {
        world.act(|isms| set_reason(isms, id, Reason::Risk(risk), true));
        world.act(|isms| set_reason(isms, id, Reason::Obligation(law), true));
    }
    let control = world.get::<Control>(id);
    assert_eq!((control.reason_risks.clone(), control.reason_obligations.clone()), (vec![risk], vec![law]));
    assert!(control.has_reason());
    world.act(|isms| set_reason(isms, id, Reason::Risk(risk), false));
    world.act(|isms| set_reason(isms, id, Reason::Obligation(law), false));
    assert!(!world.get::<Control>(id).has_reason());
    let gone = RiskId(uuid::Uuid::from_u128(999));
    assert!(refusal(set_reason(&world.isms, id, Reason::Risk(gone), true)).contains("Risks"));
}
