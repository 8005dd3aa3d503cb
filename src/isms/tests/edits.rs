//! Fields, references and removals.

use serde_json::{Value, json};
use uuid::Uuid;

use super::super::assets::Asset;
use super::super::controls::{Control, SoaVersion, link_risk};
use super::super::founding::file_stem;
use super::super::method::Method;
use super::super::organisation::{Person, Profile};
use super::super::risks::{self, Assessment, Risk, RiskSnapshot, TreatmentOption};
use super::super::{
    Change, FieldRef, RegisterName, delete, next_reference, reference_number, set_field, unlink_and_delete,
};
use super::method::five_by_five;
use super::{TODAY, World, now, refusal};

fn field(register: RegisterName, id: impl Into<Uuid>, pointer: &'static str) -> FieldRef {
    FieldRef { register, id: id.into(), pointer: pointer.into() }
}

#[test]
fn one_field_changes_and_nothing_else() {
    let mut world = World::founded();
    let risk = world.add::<Risk>(|risk| risk.name = "Ransomware".to_owned());
    let before = world.get::<Risk>(risk);
    let wish = field(RegisterName::Risks, risk, "/current/rationale");
    world.act(|isms| set_field(isms, &wish, json!("We have seen it twice."), "Why"));
    let mut expected = before;
    expected.current.rationale = "We have seen it twice.".to_owned();
    assert_eq!(world.get::<Risk>(risk), expected);
    let edit = set_field(&world.isms, &wish, json!(""), "Why").unwrap();
    assert_eq!((edit.label.as_str(), edit.changes.len()), ("R-01: Why", 1));
}

#[test]
fn a_field_that_is_not_there_or_cannot_hold_the_value_is_refused() {
    let mut world = World::founded();
    let risk = world.add::<Risk>(|risk| risk.name = "Ransomware".to_owned());
    let profile = world.isms.profile().unwrap().id;
    let wishes: [(FieldRef, Value); 10] = [
        (field(RegisterName::Risks, risk, "/colour"), json!("red")),
        (field(RegisterName::Risks, risk, "/current/colour"), json!("red")),
        (field(RegisterName::Risks, risk, "name"), json!("no slash")),
        (field(RegisterName::Risks, risk, "/current/likelihood"), json!("often")),
        (field(RegisterName::Risks, risk, "/current/likelihood"), json!(-1)),
        (field(RegisterName::Risks, risk, "/current/likelihood"), json!(300)),
        (field(RegisterName::Risks, risk, "/next_review"), json!("2026-02-30")),
        (field(RegisterName::Risks, risk, "/option"), json!("ignore")),
        (field(RegisterName::Risks, risk, "/owner"), json!("Amira")),
        (field(RegisterName::Profiles, profile, "/headcount"), json!(1.5)),
    ];
    for (wish, value) in wishes {
        let sentence = refusal(set_field(&world.isms, &wish, value.clone(), "Field"));
        assert!(sentence.contains("does not fit"), "{wish:?} took {value}: {sentence}");
    }
    let gone = field(RegisterName::Risks, Uuid::from_u128(999), "/name");
    assert!(refusal(set_field(&world.isms, &gone, json!("x"), "Name")).contains("no longer"));
    let wrong = field(RegisterName::Assets, risk, "/name");
    assert!(refusal(set_field(&world.isms, &wrong, json!("x"), "Name")).contains("no longer"));
}

#[test]
fn null_takes_an_answer_back_and_a_list_takes_links() {
    let mut world = World::founded();
    let profile = world.isms.profile().unwrap().id;
    let wish = field(RegisterName::Profiles, profile, "/remote_work");
    for (value, expected) in [(json!(true), Some(true)), (json!(false), Some(false)), (json!(null), None)] {
        world.act(|isms| set_field(isms, &wish, value, "Remote work"));
        assert_eq!(world.get::<Profile>(profile).remote_work, expected);
    }
    let asset = world.add::<Asset>(|asset| asset.name = "Laptop".to_owned());
    let risk = world.add::<Risk>(|risk| risk.name = "Theft".to_owned());
    let wish = field(RegisterName::Risks, risk, "/assets");
    world.act(|isms| set_field(isms, &wish, json!([asset.0]), "Assets"));
    assert_eq!(world.get::<Risk>(risk).assets, vec![asset]);
}

#[test]
fn references_are_neither_empty_nor_given_twice() {
    let mut world = World::founded();
    let first = world.add::<Risk>(|risk| risk.name = "Fire".to_owned());
    let second = world.add::<Risk>(|risk| risk.name = "Flood".to_owned());
    world.add::<Asset>(|asset| asset.reference = "R-09".to_owned());
    let wish = |id| field(RegisterName::Risks, id, "/reference");
    for empty in [json!(""), json!("  "), json!(null)] {
        assert!(refusal(set_field(&world.isms, &wish(second), empty, "Reference")).contains("empty"));
    }
    for taken in ["R-01", " R-01 "] {
        assert!(refusal(set_field(&world.isms, &wish(second), json!(taken), "Reference")).contains("R-01"));
    }
    world.act(|isms| set_field(isms, &wish(first), json!("R-01"), "Reference"));
    world.act(|isms| set_field(isms, &wish(second), json!("R-09"), "Reference"));
    assert_eq!(world.get::<Risk>(second).reference, "R-09", "unique in its register, not in the file");
}

#[test]
fn the_next_reference_is_one_above_the_highest_ever_given() {
    let mut world = World::founded();
    let next = |world: &World, register, highest| next_reference(&world.isms, register, highest);
    assert_eq!(next(&world, RegisterName::Risks, 0), "R-01");
    assert_eq!(next(&world, RegisterName::Assets, 0), "AS-001");
    assert_eq!(next(&world, RegisterName::Objectives, 0), "O-1");
    assert_eq!(next(&world, RegisterName::Controls, 0), "OC-01", "A.8.13 is not of our making");
    assert_eq!(next(&world, RegisterName::Profiles, 7), "", "there is one profile and nobody cites it");
    for reference in ["R-07", "R-x", "fire", "AS-900", "R-0041"] {
        world.add::<Risk>(|risk| risk.reference = reference.to_owned());
    }
    assert_eq!(next(&world, RegisterName::Risks, 0), "R-42");
    assert_eq!(next(&world, RegisterName::Risks, 99), "R-100", "one that was removed is not given again");
    assert_eq!(reference_number(RegisterName::Risks, "R-07"), Some(7));
    assert_eq!(reference_number(RegisterName::Controls, "OC-03"), Some(3));
    for foreign in ["R07", "AS-07", "R-", ""] {
        assert_eq!(reference_number(RegisterName::Risks, foreign), None, "{foreign}");
    }
    for register in RegisterName::ALL.iter().filter(|register| !register.prefix().is_empty()) {
        let first = next_reference(&super::super::Isms::default(), *register, 0);
        assert_eq!(reference_number(*register, &first), Some(1), "{first}");
    }
}

#[test]
fn prefixes_tell_registers_apart() {
    let mut prefixes: Vec<&str> = RegisterName::ALL.iter().map(|r| r.prefix()).filter(|p| !p.is_empty()).collect();
    let count = prefixes.len();
    prefixes.sort_unstable();
    prefixes.dedup();
    assert_eq!(prefixes.len(), count, "two registers give the same references");
    for register in RegisterName::ALL {
        assert_eq!(RegisterName::parse(register.as_str()), Some(*register));
    }
}

/// Amira owns R-01, which she accepted, and A.8.13, on which it relies; both are frozen in versions.
fn linked() -> (World, [Uuid; 3]) {
    let mut world = World::founded();
    let owner = world.person("Amira Haddad");
    let deputy = world.person("Joana Reis");
    world.alter::<Person>(deputy, |person| person.deputy = Some(owner));
    let method = world.add::<Method>(|method| *method = Method { id: method.id, ..five_by_five() });
    let asset = world.add::<Asset>(|asset| (asset.name, asset.owner) = ("Database".to_owned(), Some(owner)));
    let risk = world.add::<Risk>(|risk| {
        (risk.owner, risk.assets, risk.method) = (Some(owner), vec![asset], Some(method));
        risk.option = Some(TreatmentOption::Retain);
        risk.current = Assessment { likelihood: Some(1), impact: Some(1), rationale: String::new() };
    });
    let control = world.control("A.8.13");
    world.alter::<Control>(control, |control| control.owner = Some(owner));
    world.act(|isms| link_risk(isms, risk, &[control], &[]));
    world.act(|isms| risks::accept(isms, risk, owner, TODAY, now()));
    let frozen = world.get::<Risk>(risk);
    world.add::<RiskSnapshot>(|snapshot| snapshot.risks = vec![frozen]);
    let frozen = world.get::<Control>(control);
    world.add::<SoaVersion>(|version| version.controls = vec![frozen]);
    (world, [owner.0, asset.0, risk.0])
}

#[test]
fn what_is_linked_is_not_removed_and_the_sentence_says_by_whom() {
    let (world, [owner, asset, _]) = linked();
    let sentence = refusal(delete(&world.isms, RegisterName::People, owner));
    for user in ["P-01", "P-02", "AS-001", "R-01", "A.8.13"] {
        assert!(sentence.contains(user), "{user} is missing: {sentence}");
    }
    assert!(refusal(delete(&world.isms, RegisterName::Assets, asset)).contains("R-01"));
    let gone = Uuid::from_u128(999);
    assert!(refusal(delete(&world.isms, RegisterName::Assets, gone)).contains("no longer"));
}

#[test]
fn what_nothing_links_to_is_removed() {
    let mut world = World::founded();
    let asset = world.add::<Asset>(|asset| asset.name = "Old printer".to_owned());
    let edit = delete(&world.isms, RegisterName::Assets, asset.0).unwrap();
    assert_eq!(edit.changes, vec![Change::Delete(RegisterName::Assets, asset.0)]);
    world.enter(edit);
    assert!(world.isms.assets.is_empty());
}

#[test]
fn unlinking_removes_every_link_and_no_act() {
    let (mut world, [owner, asset, risk]) = linked();
    world.act(|isms| unlink_and_delete(isms, RegisterName::People, owner));
    assert_eq!(world.isms.people.len(), 1);
    assert_eq!(world.get::<Person>(world.last::<Person>()).deputy, None);
    assert_eq!(world.get::<Asset>(asset.into()).owner, None);
    assert_eq!(world.get::<Control>(world.control("A.8.13")).owner, None);
    let left = world.get::<Risk>(risk.into());
    assert_eq!(left.owner, None);
    let acceptance = left.acceptance.unwrap();
    assert_eq!((acceptance.by.0, acceptance.name.as_str()), (owner, "Amira Haddad"), "what was done stays done");
    world.act(|isms| unlink_and_delete(isms, RegisterName::Assets, asset));
    assert!(world.get::<Risk>(risk.into()).assets.is_empty());
}

#[test]
fn what_was_frozen_stays_as_it_was() {
    let (mut world, [owner, asset, risk]) = linked();
    let frozen = |world: &World| {
        let snapshot = world.get::<RiskSnapshot>(world.last::<RiskSnapshot>());
        (snapshot, world.get::<SoaVersion>(world.last::<SoaVersion>()))
    };
    let before = frozen(&world);
    for (register, id) in [(RegisterName::People, owner), (RegisterName::Assets, asset), (RegisterName::Risks, risk)] {
        let edit = unlink_and_delete(&world.isms, register, id).unwrap();
        let touches =
            |change: &Change| matches!(change, Change::Put(record) if record.register() == RegisterName::SoaVersions);
        assert!(!edit.changes.iter().any(touches), "an unchanged record is not written");
        world.enter(edit);
    }
    assert!(world.isms.risks.is_empty());
    assert_eq!(frozen(&world), before, "a version shows what was approved, years later too");
    assert!(world.get::<Control>(world.control("A.8.13")).reason_risks.is_empty());
}

#[test]
fn a_snapshot_shares_what_an_edit_does_not_touch() {
    let (mut world, [_, _, risk]) = linked();
    let before = world.isms.clone();
    world.alter::<Risk>(risk.into(), |risk| risk.name = "Fire".to_owned());
    assert_eq!(before.risks.get(risk.into()).unwrap().name, "", "the older snapshot is as it was");
    assert!(std::ptr::eq(before.methods.iter().next().unwrap(), world.isms.methods.iter().next().unwrap()));
}

#[test]
fn every_record_survives_its_way_through_json() {
    let (world, _) = linked();
    for register in RegisterName::ALL {
        for record in world.isms.all(*register) {
            let again = super::super::AnyRecord::from_json(*register, record.to_json()).unwrap();
            assert_eq!(again, record);
        }
        let blank = super::super::AnyRecord::blank(*register, Uuid::from_u128(5), "X-1".to_owned());
        let fields = blank.to_json();
        let decided =
            |(name, value): (&String, &Value)| !["id", "reference"].contains(&name.as_str()) && !undecided(value);
        assert!(
            !fields.as_object().unwrap().iter().any(decided),
            "{register:?} begins with something decided: {fields}"
        );
    }
}

/// Nothing a person could have meant: no text, no list, zero, no.
fn undecided(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(on) => !on,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(undecided),
    }
}

#[test]
fn a_name_becomes_a_file_name() {
    for (name, stem) in [("Harbour Analytics", "harbour-analytics"), ("Žižka & Söhne", "žižka-söhne"), (" / ", "isms")]
    {
        assert_eq!(file_stem(name), stem);
    }
}
