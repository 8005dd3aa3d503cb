//! Bringing back what was before an earlier entry: when it agrees, and the sentence when it does not.

use proptest::prelude::*;

use super::super::super::assets::Asset;
use super::super::super::controls::{self, Control};
use super::super::super::documents::{self, Document, DocumentId};
use super::super::super::history::back::bring_back;
use super::super::super::history::{Entry, replay};
use super::super::super::organisation::{Person, PersonId};
use super::super::super::risks::{self, Property, Risk, RiskId};
use super::super::super::{Edit, RegisterName, unlink_and_delete};
use super::super::{TODAY, World, refusal};
use super::entered;

/// Changes a risk in one entry.
fn change(world: &mut World, id: RiskId, change: impl FnOnce(&mut Risk)) -> Entry {
    let mut risk: Risk = world.get(id);
    change(&mut risk);
    entered(world, Edit::new("Change a risk").put(risk))
}

fn brought_back(world: &mut World, entry: &Entry) {
    let edit = bring_back(&world.isms, entry).unwrap();
    world.enter(edit);
}

fn risk(world: &mut World) -> RiskId {
    world.add::<Risk>(|risk| risk.name = "A laptop is lost".to_owned())
}

#[test]
fn what_was_before_comes_back_and_later_changes_elsewhere_stay() {
    let mut world = World::founded();
    let id = risk(&mut world);
    let plan = change(&mut world, id, |risk| risk.plan = "Encrypt the disks".to_owned());
    change(&mut world, id, |risk| risk.threat = "Theft".to_owned());
    brought_back(&mut world, &plan);
    let risk = world.get::<Risk>(id);
    assert_eq!((risk.plan.as_str(), risk.threat.as_str()), ("", "Theft"));
    let edit = bring_back(&world.isms, &plan);
    assert!(refusal(edit).contains("“Plan” was changed later. It says “not set” now"));
}

#[test]
fn a_conflict_names_record_field_and_both_values() {
    let mut world = World::founded();
    let id = risk(&mut world);
    let first = change(&mut world, id, |risk| risk.plan = "Encrypt the disks".to_owned());
    change(&mut world, id, |risk| risk.plan = "Buy locks".to_owned());
    assert_eq!(
        refusal(bring_back(&world.isms, &first)),
        "R-01 A laptop is lost: “Plan” was changed later. It says “Buy locks” now, and this entry left “Encrypt the disks”."
    );
}

#[test]
fn a_record_that_is_used_or_changed_since_does_not_go() {
    let mut world = World::founded();
    let id = risk(&mut world);
    let asset = Asset { id: uuid::Uuid::from_u128(900).into(), reference: "A-001".to_owned(), ..Asset::default() };
    let added = entered(&mut world, Edit::new("Add A-001").put(asset.clone()));
    change(&mut world, id, |risk| risk.assets = vec![asset.id]);
    assert_eq!(refusal(bring_back(&world.isms, &added)), "A-001 is still used by R-01.");
    change(&mut world, id, |risk| risk.assets = Vec::new());
    world.alter::<Asset>(asset.id, |asset| asset.name = "Laptop".to_owned());
    assert!(refusal(bring_back(&world.isms, &added)).contains("“Asset” was changed later"));
    world.alter::<Asset>(asset.id, |asset| asset.name = String::new());
    brought_back(&mut world, &added);
    assert!(world.isms.assets.is_empty());
}

#[test]
fn a_removed_record_comes_back_with_its_links_unless_its_place_is_taken() {
    let mut world = World::founded();
    let person = world.person("Amira Haddad");
    let asset = world.add::<Asset>(|asset| (asset.name, asset.owner) = ("Laptop".to_owned(), Some(person)));
    let edit = unlink_and_delete(&world.isms, RegisterName::People, person.0).unwrap();
    let removed = entered(&mut world, edit);
    let before = world.isms.clone();
    brought_back(&mut world, &removed);
    assert_eq!(world.get::<Asset>(asset).owner, Some(person));
    world.isms = before;
    let other = Person { id: PersonId(uuid::Uuid::from_u128(901)), reference: "P-01".to_owned(), ..Person::default() };
    world.enter(Edit::new("Add").put(other));
    assert!(refusal(bring_back(&world.isms, &removed)).starts_with("P-01 is in use again."));
}

#[test]
fn a_link_never_comes_back_to_a_record_that_is_gone() {
    let mut world = World::founded();
    let (id, person) = (risk(&mut world), world.person("Amira Haddad"));
    change(&mut world, id, |risk| risk.owner = Some(person));
    let cleared = change(&mut world, id, |risk| risk.owner = None);
    world.enter(Edit::new("Remove").delete(RegisterName::People, person.0));
    assert_eq!(refusal(bring_back(&world.isms, &cleared)), "R-01: “Risk owner” would lead to a record that is gone.");
}

#[test]
fn recorded_acts_are_neither_removed_nor_written_anew() {
    let mut world = World::founded();
    let person = world.person("Amira Haddad");
    let id: DocumentId = world.add::<Document>(|document| document.name = "Backups".to_owned());
    world.approve(id, person);
    let approved = world.isms.clone();
    let version = approved.document_versions.iter().next().unwrap().clone();
    let mut without = world.isms.clone();
    without.remove(RegisterName::DocumentVersions, version.id.0);
    let entry = super::entry(&without, 9, &Edit::new("Approve").put(version));
    assert!(refusal(bring_back(&world.isms, &entry)).contains("is a recorded act and stays in the file"));
    let started = documents::start_draft(&world.isms, id, "More copies").unwrap();
    let started = entered(&mut world, started);
    assert!(refusal(bring_back(&world.isms, &started)).contains("approved or retired by its own act"));
}

#[test]
fn the_text_of_an_approved_document_stays_as_it_was_approved() {
    let mut world = World::founded();
    let person = world.person("Amira Haddad");
    let id: DocumentId = world.add::<Document>(|document| document.name = "Backups".to_owned());
    let edit = Edit::new("Rename").put(Document { name: "Backup".to_owned(), ..world.get(id) });
    let renamed = entered(&mut world, edit);
    world.approve(id, person);
    assert!(refusal(bring_back(&world.isms, &renamed)).contains("is approved and stays as it is"));
}

#[test]
fn an_acceptance_is_not_taken_back_this_way() {
    let mut world = World::founded();
    super::complete(&mut world);
    let accepted = world.isms.risks.iter().find(|risk| risk.acceptance.is_some()).unwrap().clone();
    let before = Risk { acceptance: None, accepted_as: None, ..accepted.clone() };
    let mut earlier = world.isms.clone();
    earlier.load(before.into());
    let entry = super::entry(&earlier, 9, &Edit::new("Accept").put(accepted));
    assert!(refusal(bring_back(&world.isms, &entry)).contains("is a recorded act"));
}

#[test]
fn a_control_that_a_risk_uses_since_is_not_excluded_again() {
    let mut world = World::founded();
    let (id, control) = (risk(&mut world), world.control("A.8.13"));
    world.act(|isms| controls::decide(isms, control, Some(false), "Priya", TODAY));
    let applies = controls::decide(&world.isms, control, Some(true), "Priya", TODAY).unwrap();
    let applies = entered(&mut world, applies);
    world.alter::<Risk>(id, |risk| risk.controls_planned = vec![control]);
    assert!(refusal(bring_back(&world.isms, &applies)).starts_with("A.8.13 is used by R-01 since."));
    assert_eq!(world.get::<Control>(control).applicable, Some(true));
}

#[test]
fn the_first_entry_stays() {
    let world = World::founded();
    let founding = super::entry(&super::Isms::default(), 1, &Edit::new("Found"));
    assert!(refusal(bring_back(&world.isms, &founding)).contains("made the file"));
}

#[test]
fn levels_that_were_judged_come_back_together() {
    let mut world = World::founded();
    super::complete(&mut world);
    let id = world.isms.risks.iter().next().unwrap().id;
    let before = world.isms.clone();
    let mut edit = Edit::new("none");
    world
        .rule(|isms, outside| {
            let decided = risks::set_level(isms, id, risks::Moment::Target, Some(2), Some(1), outside)?;
            edit = decided.clone();
            Ok(decided)
        })
        .unwrap();
    let entry = super::entry(&before, 9, &edit);
    if let Ok(back) = bring_back(&world.isms, &entry) {
        assert_eq!(world.isms.with(&back), before);
    } else {
        panic!("{}", refusal(bring_back(&world.isms, &entry)));
    }
}

/// One small wish about the one risk: its number says which field.
fn wish(risk: &mut Risk, (field, value): (u8, u8)) {
    let text = format!("value {value}");
    match field % 6 {
        0 => risk.plan = text,
        1 => risk.threat = text,
        2 => risk.vulnerability = text,
        3 => risk.current.likelihood = Some(value),
        4 => risk.affects = Property::ALL.iter().copied().take(usize::from(value % 4)).collect(),
        _ => risk.notes = text,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_newest_entry_brought_back_is_the_newest_entry_undone(wishes in proptest::collection::vec((0_u8..6, 1_u8..5), 1..8)) {
        let mut world = World::founded();
        let id = risk(&mut world);
        for one in wishes {
            let before = world.isms.clone();
            let entry = change(&mut world, id, |risk| wish(risk, one));
            if entry.changes.is_empty() {
                continue;
            }
            let undone = world.isms.with(&replay(&world.isms, String::new(), &entry.changes, true).unwrap());
            let back = world.isms.with(&bring_back(&world.isms, &entry).unwrap());
            prop_assert_eq!(&back, &undone);
            prop_assert_eq!(&back, &before);
        }
    }

    #[test]
    fn entries_on_different_fields_come_back_in_any_order(order in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let mut world = World::founded();
        let id = risk(&mut world);
        let start = world.isms.clone();
        let entries: Vec<Entry> = (0..6_u8).map(|field| change(&mut world, id, |risk| wish(risk, (field, 3)))).collect();
        for index in order {
            brought_back(&mut world, &entries[index]);
        }
        prop_assert_eq!(&world.isms, &start);
    }
}
