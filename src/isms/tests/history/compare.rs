//! Two moments compared: what came, what went, what changed; and moments made out of entries.

use super::super::super::assets::Asset;
use super::super::super::history::compare::{compare, snapshot_after};
use super::super::super::history::{Entry, differences};
use super::super::super::organisation::Person;
use super::super::super::risks::Risk;
use super::super::super::{Edit, Isms, RegisterName};
use super::super::World;
use super::entry;

#[test]
fn registers_tell_what_came_went_and_changed() {
    let mut world = World::founded();
    let person = world.person("Amira Haddad");
    let risk = world.add::<Risk>(|risk| risk.name = "A laptop is lost".to_owned());
    let asset = world.add::<Asset>(|asset| asset.name = "Laptop".to_owned());
    let before = world.isms.clone();
    world.alter::<Risk>(risk, |risk| risk.owner = Some(person));
    world.alter::<Person>(person, |person| person.job_title = "Head of finance".to_owned());
    world.enter(Edit::new("Remove").delete(RegisterName::Assets, asset.0));
    world.add::<Asset>(|asset| asset.name = "Phone".to_owned());
    let found = compare(&before, &world.isms);
    assert_eq!(found.counts(), (1, 1, 2));
    let names: Vec<RegisterName> = found.registers.iter().map(|one| one.register).collect();
    assert_eq!(names, [RegisterName::People, RegisterName::Assets, RegisterName::Risks]);
    assert_eq!(found.registers[1].came, ["AS-001 Phone"]);
    assert_eq!(found.registers[1].went, ["AS-001 Laptop"]);
    let owner = &found.registers[2].changed[0];
    assert_eq!(owner.title, "R-01 A laptop is lost");
    let field = &owner.fields[0];
    assert_eq!((field.name.as_str(), field.before.as_str()), ("Risk owner", "not set"));
    assert_eq!(field.after, "P-01 Amira Haddad");
}

#[test]
fn two_equal_moments_differ_in_nothing_and_the_two_sides_swap() {
    let mut world = World::founded();
    let before = world.isms.clone();
    assert!(compare(&before, &before.clone()).is_empty());
    world.add::<Asset>(|asset| asset.name = "Phone".to_owned());
    let (forth, back) = (compare(&before, &world.isms), compare(&world.isms, &before));
    assert_eq!(forth.registers[0].came, back.registers[0].went);
}

#[test]
fn a_moment_is_made_out_of_the_entries_before_it() {
    let empty = Isms::default();
    let mut world = World { isms: empty.clone(), ids: 500 };
    let mut entries: Vec<Entry> = Vec::new();
    let founded = World::founded();
    let mut founding = Edit::new("Found");
    for change in differences(&empty, &all_of(&founded.isms)) {
        let record = founded.isms.get(change.register, change.id).unwrap();
        founding = founding.put(record);
    }
    entries.push(entry(&world.isms, 1, &founding));
    world.enter(founding);
    let person = world.person("Amira Haddad");
    let added = Edit::new("Add").put(world.get::<Person>(person));
    entries.push(entry(&entries_snapshot(&entries), 2, &added));
    let middle = world.isms.clone();
    let removed = Edit::new("Remove").delete(RegisterName::People, person.0);
    entries.push(entry(&world.isms, 3, &removed));
    world.enter(removed);
    assert_eq!(entries_snapshot(&entries[..2]), middle);
    assert_eq!(entries_snapshot(&entries), world.isms);
    assert_ne!(middle, world.isms);
}

fn entries_snapshot(entries: &[Entry]) -> Isms {
    snapshot_after(entries.iter()).unwrap()
}

fn all_of(isms: &Isms) -> Edit {
    let records = RegisterName::ALL.iter().flat_map(|register| isms.all(*register));
    records.fold(Edit::new("All"), Edit::put)
}
