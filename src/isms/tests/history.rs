//! The history in words: every field has a name, and every value is said as people know it.

mod back;
mod compare;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::super::assets::{Asset, AssetKind};
use super::super::documents::{Document, DocumentVersion, Frame, HistoryRow, Section};
use super::super::history::words::{FieldWords, RecordWords, What, entry_words};
use super::super::history::{Entry, EntryKind, RecordChange, differences, fields, object};
use super::super::incidents::{Incident, TimelineEntry};
use super::super::organisation::{IsmsRole, Person};
use super::super::risks::{Property, Risk, TreatmentOption};
use super::super::suppliers::{Supplier, SupplierCertificate};
use super::super::{AnyRecord, Edit, Isms, RegisterName, controls};
use super::complete::complete;
use super::{TODAY, World};

/// The entry that an edit leaves.
fn entry(isms: &Isms, seq: i64, edit: &Edit) -> Entry {
    Entry {
        seq,
        at: "2026-03-12T09:05:00Z".to_owned(),
        by: "Priya Nair".to_owned(),
        label: edit.label.clone(),
        kind: EntryKind::Edit,
        target: None,
        changes: differences(isms, edit),
        previous: String::new(),
        hash: String::new(),
    }
}

/// Carries an edit out and gives back its entry.
fn entered(world: &mut World, edit: Edit) -> Entry {
    let entry = entry(&world.isms, 2, &edit);
    world.enter(edit);
    entry
}

fn said<'a>(words: &'a [RecordWords], name: &str) -> (&'a str, &'a str) {
    let field = words.iter().flat_map(|record| &record.fields).find(|field| field.name == name);
    let field: &FieldWords = field.unwrap_or_else(|| panic!("no {name} in {words:#?}"));
    (&field.before, &field.after)
}

/// Every name inside a value that has none on the screen.
fn nameless(register: RegisterName, value: &Value) -> Vec<String> {
    let change = |after| RecordChange { register, id: Uuid::nil(), before: Some(Map::new()), after: Some(after) };
    let words = |after: Map<String, Value>| {
        let entry = Entry { changes: vec![change(after)], ..entry(&Isms::default(), 2, &Edit::new("Test")) };
        entry_words(&Isms::default(), &entry)
    };
    // A technical name is told by its underscore or by standing in the names as it is in the JSON.
    let technical = |name: &str| {
        name.split(": ").any(|part| part.contains('_') || (part.starts_with(char::is_lowercase) && !part.contains(' ')))
    };
    let rows = words(object(value.clone())).remove(0).fields;
    let mut found: Vec<String> = rows.into_iter().map(|row| row.name).filter(|name| technical(name)).collect();
    let missing = object(value.clone()).into_iter().map(|(name, _)| name);
    found.extend(missing.filter(|name| fields::field_name(register, name).is_none()));
    found.into_iter().map(|name| format!("{}: {name}", register.as_str())).collect()
}

#[test]
fn every_field_of_every_register_has_a_name() {
    let blank = |register: &RegisterName| {
        let record = AnyRecord::blank(*register, Uuid::from_u128(7), "X-01".to_owned());
        nameless(*register, &record.to_json())
    };
    let found: Vec<String> = RegisterName::ALL.iter().flat_map(blank).collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn every_part_of_a_filled_record_has_a_name() {
    let mut world = World::founded();
    complete(&mut world);
    world.add::<Supplier>(|supplier| supplier.certificates = vec![SupplierCertificate::default()]);
    world.add::<Incident>(|incident| {
        incident.timeline = vec![TimelineEntry { what: "The alarm rang".to_owned(), ..TimelineEntry::default() }];
    });
    world.add::<DocumentVersion>(|version| {
        let history = vec![HistoryRow { version: "1.0".to_owned(), ..HistoryRow::default() }];
        version.frame = Some(Frame { organisation: "Harbour".to_owned(), history, ..Frame::default() });
    });
    let mut found = Vec::new();
    for register in RegisterName::ALL {
        for record in world.isms.all(*register) {
            found.extend(nameless(*register, &record.to_json()));
        }
    }
    // Forms of JSON that the complete company happens not to hold.
    let range = json!({ "low": 1.0, "high": 2.0 });
    let estimate = json!({ "frequency": range, "loss": range, "treated_frequency": range, "treated_loss": range, "basis": "x", "trials": 1000 });
    let earlier = json!([{ "method": null, "before": { "likelihood": 1, "impact": 1, "rationale": "x" }, "current": { "likelihood": 2 }, "target": { "impact": 1 }, "assessed_on": "2026-03-12", "mapping": "x" }]);
    found.extend(nameless(RegisterName::Risks, &json!({ "estimate": estimate, "earlier": earlier })));
    let level = json!([{ "name": "x", "words": "x", "hint": "x", "by_area": ["x"] }]);
    let bands = json!([{ "name": "x", "from": 3, "words": "x" }]);
    found
        .extend(nameless(RegisterName::Methods, &json!({ "likelihood": level, "asset_value": level, "bands": bands })));
    let reading = json!([{ "on": "2026-03-12", "value": "x", "remark": "x", "recorded": "2026-03-12T09:05:00Z" }]);
    found.extend(nameless(RegisterName::Metrics, &json!({ "readings": reading })));
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn values_are_said_as_people_know_them() {
    let mut world = World::founded();
    let owner = world.person("Amira Haddad");
    let asset = world.add::<Asset>(|asset| asset.name = "Client database".to_owned());
    let risk = world.add::<Risk>(|risk| risk.name = "A laptop is lost".to_owned());
    let changed = Risk {
        owner: Some(owner),
        assets: vec![asset],
        affects: vec![Property::Confidentiality, Property::Availability],
        option: Some(TreatmentOption::Modify),
        next_review: Some(TODAY),
        accepted_in_bulk: true,
        ..world.get(risk)
    };
    let entry = entered(&mut world, Edit::new("Change").put(changed));
    let words = entry_words(&world.isms, &entry);
    assert_eq!((words[0].title.as_str(), words[0].what), ("R-01 A laptop is lost", What::Changed));
    assert_eq!(said(&words, "Risk owner"), ("not set", "P-01 Amira Haddad"));
    assert_eq!(said(&words, "Assets"), ("not set", "AS-001 Client database"));
    assert_eq!(said(&words, "Affects"), ("not set", "Confidentiality, Availability"));
    assert_eq!(said(&words, "Treatment").1, TreatmentOption::Modify.label());
    assert_eq!(said(&words, "Next review"), ("not set", "12 Mar 2026"));
    assert_eq!(said(&words, "Accepted on a sheet with others"), ("No", "Yes"));
    assert_eq!(words[0].fields.len(), 6, "{words:#?}");
}

#[test]
fn closed_lists_are_said_by_their_words_also_when_several_are_chosen() {
    let mut world = World::founded();
    let person = world.person("Priya Nair");
    let roles = vec![IsmsRole::TopManagement, IsmsRole::IsmsManager];
    let edit = Edit::new("Roles").put(Person { roles: roles.clone(), ..world.get(person) });
    let entry = entered(&mut world, edit);
    let words = entry_words(&world.isms, &entry);
    let wanted: Vec<String> = roles.into_iter().map(IsmsRole::label).collect();
    assert_eq!(said(&words, "ISMS roles").1, wanted.join(", "));
    let decided = controls::decide(&world.isms, world.control("A.8.13"), Some(true), "Priya Nair", TODAY).unwrap();
    let entry = entered(&mut world, decided);
    let words = entry_words(&world.isms, &entry);
    assert_eq!(words[0].title, "A.8.13 Information backup");
    assert_eq!(said(&words, "Applies"), ("not set", "Yes"));
    assert_eq!(said(&words, "Decided by"), ("not set", "Priya Nair"));
}

#[test]
fn no_value_is_told_by_its_technical_name() {
    let mut world = World::founded();
    complete(&mut world);
    let mut found = Vec::new();
    for register in RegisterName::ALL {
        for record in world.isms.all(*register) {
            let edit = Edit::new("Add").put(record);
            let words = entry_words(&world.isms, &entry(&Isms::default(), 2, &edit));
            let technical = |text: &str| text.split(", ").any(|word| word.contains('_') && !word.contains(' '));
            let fields = words.into_iter().flat_map(|record| record.fields);
            found.extend(fields.filter(|field| technical(&field.after)).map(|field| (field.name, field.after)));
        }
    }
    assert_eq!(found, Vec::new());
}

#[test]
fn a_linked_record_that_is_gone_is_named_by_the_entry_or_said_to_be_gone() {
    let mut world = World::founded();
    let owner = world.person("Amira Haddad");
    let asset = world.add::<Asset>(|asset| (asset.name, asset.owner) = ("Laptop".to_owned(), Some(owner)));
    let edit = super::super::unlink_and_delete(&world.isms, RegisterName::People, owner.0).unwrap();
    let removal = entered(&mut world, edit);
    let words = entry_words(&world.isms, &removal);
    assert_eq!(said(&words, "Owner"), ("P-01 Amira Haddad", "not set"));
    let only_link = Entry { changes: vec![removal.changes[0].clone()], ..removal.clone() };
    assert_eq!(said(&entry_words(&world.isms, &only_link), "Owner").0, "a record that is gone");
    let gone = words.iter().find(|record| record.what == What::Went).unwrap();
    assert_eq!(gone.title, "P-01 Amira Haddad");
    assert!(gone.fields.iter().any(|field| field.before == "Head of things" && field.after == "not set"));
    assert!(world.get::<Asset>(asset).owner.is_none());
}

#[test]
fn each_section_of_a_text_has_its_own_line_and_a_new_one_moves_no_other() {
    let mut world = World::founded();
    let section = |title: &str, text: &str| Section { title: title.to_owned(), text: text.to_owned() };
    let long = format!("{}Copies go to another account.{}", "We keep copies. ".repeat(30), " Nobody waits.".repeat(30));
    let texts = vec![section("Purpose", "Why."), section("Rules", &long), section("Kept", "Lists.")];
    let document = world.add::<Document>(|document| document.sections = texts.clone());
    let mut longer = texts.clone();
    longer.insert(1, section("Scope", "Everything."));
    let edit = Edit::new("Insert").put(Document { sections: longer, ..world.get(document) });
    let entry = entered(&mut world, edit);
    let words = entry_words(&world.isms, &entry);
    let names: Vec<&str> = words[0].fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["Section 2: Text", "Section 2: Heading"]);
    let mut other = world.get::<Document>(document);
    other.sections[2].text = long.replace("another account", "a safe");
    let entry = entered(&mut world, Edit::new("Rules").put(other));
    let words = entry_words(&world.isms, &entry);
    let (before, after) = said(&words, "Section 3: Text");
    assert!(before.contains("Copies go to another account.") && after.contains("Copies go to a safe."), "{before}");
    assert!(before.chars().count() < 250 && before.starts_with('…') && before.ends_with('…'), "{before}");
}

#[test]
fn a_kind_that_is_chosen_and_taken_back_reads_both_ways() {
    let mut world = World::founded();
    let asset = world.add::<Asset>(|asset| asset.kind = Some(AssetKind::ALL[0]));
    let edit = Edit::new("Kind").put(Asset { kind: None, ..world.get(asset) });
    let entry = entered(&mut world, edit);
    let words = entry_words(&world.isms, &entry);
    assert_eq!(said(&words, "Kind"), (AssetKind::ALL[0].label().as_str(), "not set"));
}
