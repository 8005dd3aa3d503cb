//! Controls: excluding them needs words, and words that name a fact.

use std::borrow::Cow;

use super::super::controls::{self, Control, ControlId, ControlTheme, is_justified};
use super::super::founding::ControlFact;
use super::super::risks::Risk;
use super::super::{Edit, FieldRef, RegisterName, RuleError, counted, next_reference, set_field};
use super::{World, now, refusal};

#[test]
fn words_that_only_say_no_are_no_justification() {
    for empty in [
        "not relevant",
        "Not Relevant.",
        "n/a",
        "N.A.",
        "NA",
        "not applicable!",
        "None",
        "none.",
        "-",
        "…",
        "Not relevant for us",
        "This control isn’t needed.",
        "We don't need it",
        "irrelevant",
        "  Out of scope ",
        "TBD",
        "nicht relevant",
        "1",
    ] {
        assert!(!is_justified(empty), "{empty}");
    }
    for fact in [
        "We write no software and commission none.",
        "Our landlord runs the doors.",
        "No cables: we rent a serviced office.",
        "None of our people works at night",
    ] {
        assert!(is_justified(fact), "{fact}");
    }
}

#[test]
fn excluding_asks_for_the_fact_behind_it() {
    let mut world = World::founded();
    let id = world.control("A.7.4");
    let exclude = |world: &World, words: &str| controls::exclude(&world.isms, id, words, "Priya", now());
    assert!(refusal(exclude(&world, "  ")).contains("Say why the control is not needed"));
    let said = refusal(exclude(&world, "n/a"));
    assert!(said.contains("“n/a”") && said.contains("What is it in your company"), "{said}");

    let field = FieldRef { register: RegisterName::Controls, id: id.0, pointer: Cow::Borrowed("/exclusion") };
    let typed = |words: &str| set_field(&world.isms, &field, words.into(), "Why it is excluded");
    assert!(refusal(typed("Not applicable.")).contains("What is it in your company"), "typing it is no way around");
    assert!(typed("").is_ok(), "nothing is an open point, not a mistake");
    let typed = typed("The landlord films the entrance.").unwrap();
    world.enter(typed);

    world.act(|isms| controls::exclude(isms, id, "The landlord films the entrance.", "Priya", now()));
    let control = world.get::<Control>(id);
    assert_eq!((control.applicable, control.decided_by.as_str()), (Some(false), "Priya"));
}

fn cloud() -> Vec<ControlFact> {
    let fact = |reference: &str| ControlFact {
        reference: reference.to_owned(),
        title: "Shared roles".to_owned(),
        theme: ControlTheme::Cloud,
    };
    vec![fact("CLD.6.3.1"), fact("CLD.8.1.5")]
}

fn add_cloud(world: &World) -> Result<Edit, RuleError> {
    let mut number = 5000_u128;
    let mut ids = || {
        number += 1;
        uuid::Uuid::from_u128(number)
    };
    counted(&world.isms, now(), "Priya", &mut ids, |outside| controls::add_catalogue(&world.isms, &cloud(), outside))
}

#[test]
fn cloud_controls_are_added_once_and_undecided() {
    let mut world = World::founded();
    let edit = add_cloud(&world).unwrap();
    world.enter(edit);
    let added = world.get::<Control>(world.control("CLD.6.3.1"));
    assert_eq!((added.theme, added.applicable), (Some(ControlTheme::Cloud), None));
    assert!(refusal(add_cloud(&world)).contains("already"), "never twice");
    let second = world.control("CLD.8.1.5");
    world.act(|isms| controls::remove(isms, second));
    let again = add_cloud(&world).unwrap();
    assert_eq!(again.changes.len(), 1, "only what is missing");
}

#[test]
fn own_controls_come_and_go_unless_something_links_to_them() {
    let mut world = World::founded();
    let id = ControlId(uuid::Uuid::from_u128(6000));
    let reference = next_reference(&world.isms, RegisterName::Controls, 0);
    assert_eq!(reference, "OC-01");
    world.enter(controls::add_own(id, reference));
    let rename = |world: &World, to: &str| {
        let field = FieldRef { register: RegisterName::Controls, id: id.0, pointer: Cow::Borrowed("/reference") };
        set_field(&world.isms, &field, to.into(), "Id")
    };
    assert!(refusal(rename(&world, "A.5.1")).contains("already in use"), "ids stay unique");
    let edit = rename(&world, "HA-7").unwrap();
    world.enter(edit);
    let risk = world.add::<Risk>(|risk| risk.controls_planned = vec![id]);
    let said = refusal(controls::remove(&world.isms, id));
    assert!(said.contains("HA-7") && said.contains("R-01"), "{said}");
    world.alter::<Risk>(risk, |risk| risk.controls_planned.clear());
    world.act(|isms| controls::remove(isms, id));
    assert!(world.isms.controls.get(id).is_none());
    assert!(refusal(controls::remove(&world.isms, world.control("A.5.1"))).contains("Annex A"));
}
