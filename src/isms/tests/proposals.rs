//! Proposals of applicability: never without grounds, confirmed by a person, singly or in bulk.

use std::collections::BTreeMap;

use super::super::controls::{self, Control};
use super::super::organisation::Profile;
use super::super::proposals::{FactRule, Ground, Mapping, Proposal, confirm, proposals};
use super::super::risks::Risk;
use super::super::scope::Obligation;
use super::{TODAY, World, refusal};

fn mapping() -> Mapping {
    let fact = |fact: &str, answer, control: &str, applies, words: &str| FactRule {
        fact: fact.to_owned(),
        answer,
        control: control.to_owned(),
        applies,
        words: words.to_owned(),
    };
    Mapping {
        provisions: BTreeMap::from([("GDPR Art. 32(1)(c)".to_owned(), vec!["A.8.13".to_owned(), "A.5.30".to_owned()])]),
        facts: vec![
            fact("remote_work", true, "A.6.3", true, "People work away from our offices."),
            fact("own_development", false, "A.7.4", false, "We write no software."),
            fact("own_development", false, "A.8.13", false, "We write no software."),
        ],
    }
}

fn profile(world: &mut World, change: impl FnOnce(&mut Profile)) {
    let id = world.isms.profile().unwrap().id;
    world.alter::<Profile>(id, change);
}

fn of(world: &World, reference: &str) -> Option<Proposal> {
    let id = world.control(reference);
    proposals(&world.isms, &mapping()).into_iter().find(|proposal| proposal.control == id)
}

#[test]
fn nothing_is_proposed_without_grounds() {
    let mut world = World::founded();
    assert!(proposals(&world.isms, &mapping()).is_empty());
    profile(&mut world, |profile| profile.own_development = Some(true));
    assert!(proposals(&world.isms, &mapping()).is_empty(), "the other answer says nothing");
}

#[test]
fn risks_obligations_and_provisions_are_grounds() {
    let mut world = World::founded();
    let (backup, access) = (world.control("A.8.13"), world.control("A.5.15"));
    let relies = world.add::<Risk>(|risk| risk.controls_relied = vec![backup]);
    let plans = world.add::<Risk>(|risk| risk.controls_planned = vec![backup]);
    let law = world.add::<Obligation>(|law| {
        law.provisions = vec!["GDPR Art. 32(1)(c)".to_owned()];
        law.controls = vec![access];
    });
    let proposal = of(&world, "A.8.13").unwrap();
    let provision = Ground::Provision(law, "GDPR Art. 32(1)(c)".to_owned());
    assert_eq!(proposal.grounds, [Ground::Relies(relies), Ground::Plans(plans), provision]);
    assert_eq!(
        proposal.sentence(&world.isms),
        "Proposed: applies, because R-01 relies on it; R-02 plans it; OB-01 rests on it (GDPR Art. 32(1)(c))."
    );
    assert_eq!(of(&world, "A.5.15").unwrap().grounds, [Ground::Obligation(law)]);

    world.act(|isms| controls::decide(isms, backup, Some(true), "Priya", TODAY));
    assert_eq!(of(&world, "A.8.13"), None, "what is decided needs no proposal");
}

#[test]
fn a_fact_proposes_an_exclusion_unless_a_record_needs_the_control() {
    let mut world = World::founded();
    profile(&mut world, |profile| profile.own_development = Some(false));
    let proposal = of(&world, "A.7.4").unwrap();
    assert_eq!((proposal.applies, proposal.exclusion.as_str()), (false, "We write no software."));
    assert!(!of(&world, "A.8.13").unwrap().applies);
    let backup = world.control("A.8.13");
    world.add::<Risk>(|risk| risk.controls_planned = vec![backup]);
    assert!(of(&world, "A.8.13").unwrap().applies, "a risk weighs more than a fact");
}

#[test]
fn one_proposal_is_confirmed_with_its_reasons() {
    let mut world = World::founded();
    let backup = world.control("A.8.13");
    let risk = world.add::<Risk>(|risk| risk.controls_relied = vec![backup]);
    let proposal = of(&world, "A.8.13").unwrap();
    world.act(|isms| confirm(isms, std::slice::from_ref(&proposal), "Priya Nair", TODAY));
    let control = world.get::<Control>(backup);
    assert_eq!((control.applicable, control.reason_risks.as_slice()), (Some(true), &[risk][..]));
    assert_eq!((control.decided_by.as_str(), control.decided_on), ("Priya Nair", Some(TODAY)));
    assert!(!control.decided_in_bulk);
    assert!(refusal(confirm(&world.isms, &[proposal], "Priya", TODAY)).contains("A.8.13 has been decided meanwhile"));
}

#[test]
fn many_are_confirmed_in_one_edit_and_recorded_as_such() {
    let mut world = World::founded();
    profile(&mut world, |profile| {
        profile.own_development = Some(false);
        profile.remote_work = Some(true);
    });
    let all = proposals(&world.isms, &mapping());
    assert_eq!(all.len(), 3);
    world.act(|isms| confirm(isms, &all, "Priya Nair", TODAY));
    let awareness = world.get::<Control>(world.control("A.6.3"));
    assert_eq!(awareness.reason_business, "People work away from our offices.");
    let excluded = world.get::<Control>(world.control("A.7.4"));
    assert_eq!((excluded.applicable, excluded.exclusion.as_str()), (Some(false), "We write no software."));
    assert!(awareness.decided_in_bulk && excluded.decided_in_bulk);
    assert_eq!(world.get::<Control>(world.control("A.5.1")).applicable, None, "the others stay undecided");
}

#[test]
fn an_exclusion_is_never_confirmed_without_its_words() {
    let mut world = World::founded();
    profile(&mut world, |profile| profile.own_development = Some(false));
    let mut all = proposals(&world.isms, &mapping());
    all[0].exclusion = " ".to_owned();
    assert!(refusal(confirm(&world.isms, &all, "Priya", TODAY)).contains("Say in words why A.7.4 is not needed"));
    all[0].exclusion = "Not relevant".to_owned();
    assert!(refusal(confirm(&world.isms, &all, "Priya", TODAY)).contains("What is it in your company"));
    assert!(confirm(&world.isms, &[], "Priya", TODAY).is_err());
}
