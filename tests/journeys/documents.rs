//! The documents of step 4: written section by section, with fields, a search, a word count and the pages beside.

use std::path::{Path, PathBuf};

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use octavo::content::Content;
use octavo::isms::approval::Now;
use octavo::isms::assets::Classification;
use octavo::isms::documents::{
    ApproveDocument, Document, DocumentId, DocumentStatus, NewDocument, add, adopt, approve,
};
use octavo::isms::{Edit, Isms, Outside, RegisterName, RuleError};
use octavo::store::{IsmsFile, Stamp};
use uuid::Uuid;

use crate::every_screen::{SIZES, everything_is_named};
use crate::person::{Person, story_day};

/// Lets a rule decide on a file, as the window would.
fn decide(file: &mut IsmsFile, rule: impl FnOnce(&Isms, &mut Outside<'_>) -> Result<Edit, RuleError>) {
    let now = Now { today: story_day().date(), at: story_day().timestamp() };
    let edit = {
        let (mut ids, free) = (Uuid::now_v7, |register: RegisterName| file.next_reference(register));
        let mut outside = Outside::new(now, "Priya Nair", &mut ids, &free).at(file.head().fingerprint());
        rule(file.isms(), &mut outside).unwrap()
    };
    file.apply(&edit, &Stamp { at: story_day().timestamp(), by: "Priya Nair".to_owned() }).unwrap();
}

/// The sample company with access control and backup begun from their templates, and a handbook approved as 1.0.
fn company(folder: &Path) -> PathBuf {
    let content = Content::load().unwrap();
    let path = folder.join("documents.isms");
    let mut file = octavo::sample::create(&path, &content).unwrap();
    let names = ["access-control".to_owned(), "backup".to_owned()];
    decide(&mut file, |isms, _| Ok(untouched(isms, &names)));
    decide(&mut file, |isms, outside| adopt(isms, &content.policies, &names, outside));
    let sections = vec![
        ("Purpose".to_owned(), "This handbook holds for all {{ headcount }} of us.".to_owned()),
        ("Doors".to_owned(), "- The last one out **locks** the door.\n- Keys are counted *every* Monday.".to_owned()),
    ];
    let wish = NewDocument { title: "Office handbook".to_owned(), sections, ..NewDocument::default() };
    decide(&mut file, |isms, outside| add(isms, wish, outside));
    let handbook = find(file.isms(), "Office handbook").clone();
    let people: Vec<_> = file.isms().people.iter().map(|person| person.id).take(3).collect();
    let named = Document {
        owner: Some(people[0]),
        author: Some(people[1]),
        classification: Some(Classification::Internal),
        readers: people.clone(),
        ..handbook.clone()
    };
    decide(&mut file, |_, _| Ok(Edit::new("Name people".to_owned()).put(named)));
    let day = story_day().date();
    let wish = ApproveDocument {
        document: handbook.id,
        by: people[2],
        on: day,
        effective: day,
        next_review: Some(jiff::civil::date(2027, 3, 1)),
        major: false,
        change: "First version.".to_owned(),
        reason: String::new(),
    };
    decide(&mut file, |isms, outside| approve(isms, &content.policies, &wish, outside));
    path
}

/// The sample as if nobody had begun these documents yet, nor answered what they ask.
fn untouched(isms: &Isms, templates: &[String]) -> Edit {
    let mut edit = Edit::new("Begin anew".to_owned());
    for document in isms.documents.iter().filter(|document| templates.contains(&document.template)) {
        edit = edit.put(Document { template: String::new(), sections: Vec::new(), ..document.clone() });
    }
    for fact in isms.facts.iter() {
        edit = edit.delete(RegisterName::Facts, fact.id.0);
    }
    edit
}

fn find<'a>(isms: &'a Isms, name: &str) -> &'a Document {
    isms.documents.iter().find(|document| document.name == name).expect("the document")
}

/// Sits down at the documents of that company.
fn at_the_documents(width: f32, height: f32) -> Person {
    let mut person = Person::new(width, height);
    let path = company(person.folder.path());
    person.window.state_mut().open(&path);
    person.look();
    person.keys(Modifiers::COMMAND, Key::Num4);
    person
}

fn document(person: &Person, id: DocumentId) -> Document {
    person.window.state().file().unwrap().isms().documents.get(id).unwrap().clone()
}

fn id_of(person: &Person, name: &str) -> DocumentId {
    find(person.window.state().file().unwrap().isms(), name).id
}

/// Opens a document by the end of its row.
fn open(person: &mut Person, name: &str) -> DocumentId {
    let row = person.labels().into_iter().find(|label| label.contains(&format!(" {name}, ")));
    let row = row.unwrap_or_else(|| panic!("{name} is not listed: {:#?}", person.labels()));
    person.click(&row);
    id_of(person, name)
}

/// Types at the cursor of the field that has the keyboard.
fn write(person: &mut Person, text: &str) {
    person.window.event(eframe::egui::Event::Text(text.to_owned()));
    person.look();
}

fn into_text(person: &mut Person, label: &str) {
    person.window.get_by_role_and_label(Role::MultilineTextInput, label).focus();
    person.look();
}

#[test]
fn a_text_is_written_section_by_section() {
    let mut person = at_the_documents(1280.0, 800.0);
    let id = open(&mut person, "Access control");
    let before = document(&person, id);

    // A text and a heading, found by their names.
    person.fill("Text of Purpose", "Nobody gets in without a reason.");
    assert_eq!(document(&person, id).sections[0].text, "Nobody gets in without a reason.");
    person.fill("Heading of section 1", "Why");
    let after = document(&person, id);
    assert_eq!(after.sections[0].title, "Why");
    assert_eq!(after.sections[1..], before.sections[1..], "nothing else has changed");

    // A list goes on by itself and ends with an empty item.
    into_text(&mut person, "Text of Why");
    person.keys(Modifiers::COMMAND, Key::A);
    write(&mut person, "- one");
    for text in ["two", ""] {
        person.keys(Modifiers::NONE, Key::Enter);
        write(&mut person, text);
    }
    person.keys(Modifiers::NONE, Key::Enter);
    write(&mut person, "three");
    person.keys(Modifiers::COMMAND, Key::A);
    person.click("Numbered list");
    person.keys(Modifiers::NONE, Key::Tab);
    assert_eq!(document(&person, id).sections[0].text, "1. one\n2. two\n3. three");

    // What is typed and left by a key is saved, and Ctrl Z takes it back.
    into_text(&mut person, "Text of Why");
    write(&mut person, " and more");
    person.keys(Modifiers::COMMAND, Key::Num3);
    assert!(document(&person, id).sections[0].text.ends_with("three and more"));
    person.keys(Modifiers::COMMAND, Key::Z);
    assert!(document(&person, id).sections[0].text.ends_with("three"));
}

#[test]
fn sections_are_added_moved_and_removed() {
    let mut person = at_the_documents(1280.0, 800.0);
    let id = open(&mut person, "Backup and restore");
    let titles = |person: &Person| {
        document(person, id).sections.iter().map(|section| section.title.clone()).collect::<Vec<String>>()
    };
    let before = titles(&person);
    // Typed and not yet saved: it stays with its section, wherever that goes.
    into_text(&mut person, "Text of Purpose");
    person.keys(Modifiers::COMMAND, Key::A);
    write(&mut person, "Copies are there to be restored.");
    person.click("Section 1: move, add, remove");
    person.click("Move it down");
    let moved = document(&person, id);
    assert_eq!(
        (&moved.sections[1].title, moved.sections[1].text.as_str()),
        (&before[0], "Copies are there to be restored.")
    );

    person.click("Section 1: move, add, remove");
    person.click("Add a section below");
    assert_eq!(titles(&person).len(), before.len() + 1);
    write(&mut person, "Words we use");
    person.keys(Modifiers::NONE, Key::Enter);
    write(&mut person, "A copy is not a backup.");
    person.keys(Modifiers::NONE, Key::Tab);
    let added = document(&person, id).sections[1].clone();
    assert_eq!((added.title.as_str(), added.text.as_str()), ("Words we use", "A copy is not a backup."));

    person.click("Section 2: move, add, remove");
    person.click("Remove the section");
    assert_eq!(titles(&person).len(), before.len());
    person.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(titles(&person)[1], "Words we use", "it can be undone");
}

#[test]
fn a_field_is_chosen_by_its_words_and_says_what_it_is_today() {
    let mut person = at_the_documents(1280.0, 800.0);
    let id = open(&mut person, "Access control");
    into_text(&mut person, "Text of Purpose");
    person.keys(Modifiers::COMMAND, Key::A);
    write(&mut person, "It holds for all  of us.");
    for _ in 0.." of us.".len() {
        person.keys(Modifiers::NONE, Key::ArrowLeft);
    }
    person.click("Put in a field");
    person.type_into("Search the fields", "idle");
    person.look();
    assert!(person.sees_part("blocked?: not answered"), "{:#?}", person.labels());
    person.type_into("Search the fields", "people work");
    person.look();
    person.click("How many people work here: 24");
    write(&mut person, " people");
    person.keys(Modifiers::NONE, Key::Tab);
    assert_eq!(document(&person, id).sections[0].text, "It holds for all {{ headcount }} people of us.");

    // A condition goes around the words that are selected.
    into_text(&mut person, "Text of Purpose");
    person.keys(Modifiers::COMMAND, Key::A);
    person.click("Put in a field");
    person.type_into("Search the fields", "A.8.4 applies");
    person.look();
    person.click_starting("Only if A.8.4 ");
    person.keys(Modifiers::NONE, Key::Tab);
    let text = document(&person, id).sections[0].text.clone();
    assert_eq!(text, "{% if applies('A.8.4') %}It holds for all {{ headcount }} people of us.{% endif %}");
}

#[test]
fn words_are_counted_and_found_in_the_whole_document() {
    let mut person = at_the_documents(1280.0, 800.0);
    open(&mut person, "Office handbook");
    assert!(person.sees("20 words"), "{:#?}", person.labels());
    person.keys(Modifiers::COMMAND, Key::F);
    write(&mut person, "the");
    assert!(person.sees("1 of 2"), "{:#?}", person.labels());
    person.keys(Modifiers::NONE, Key::Enter);
    assert!(person.sees("2 of 2"));
    person.click("Next place");
    assert!(person.sees("1 of 2"), "after the last comes the first");
    person.type_into("Find in the text", "doors");
    person.look();
    assert!(person.sees("1 of 1"), "headings are searched too: {:#?}", person.labels());
    person.type_into("Find in the text", "windows");
    person.look();
    assert!(person.sees("Not found"));
    person.keys(Modifiers::NONE, Key::Escape);
    assert!(!person.sees("Next place"));
}

#[test]
fn an_approved_text_stays_as_it_is_until_its_next_version_is_started() {
    let mut person = at_the_documents(1280.0, 800.0);
    let id = open(&mut person, "Office handbook");
    assert!(person.sees_part("v1.0 since 12 Mar 2026"), "{:#?}", person.labels());
    assert!(person.value_of("Text of Purpose").unwrap().contains("all 24 of us"), "the text as it was approved");
    into_text(&mut person, "Text of Purpose");
    write(&mut person, "No.");
    assert!(!person.sees("Add a section") && !person.sees("Strong words"), "there is nothing to write with");
    assert!(!document(&person, id).sections[0].text.contains("No."));

    person.click("Start the next version of DOC-01");
    assert!(person.sees_part("v1.0 in force, v1.1 in work"), "{:#?}", person.labels());
    assert_eq!(document(&person, id).status, Some(DocumentStatus::Draft));
    let text = person.value_of("Text of Purpose").unwrap();
    assert!(text.contains("{{ headcount }}"), "the draft has its fields: {text:?}");
    person.fill("Text of Doors", "Doors are shut.");
    assert_eq!(document(&person, id).sections[1].text, "Doors are shut.");
}

#[test]
fn the_pages_stand_beside_the_text_and_follow_it() {
    for (width, height) in SIZES {
        let mut person = at_the_documents(width, height);
        let id = open(&mut person, "Access control");
        if width < 1200.0 {
            assert!(!person.sees_part("Page 1 of"), "there is no room beside the text");
            person.tab("Preview");
        }
        person.wait_for("the pages", |app| !app.is_busy());
        assert!(person.sees_part("Page 1 of"), "{width}: {:#?}", person.labels());
        everything_is_named(&person, "the pages");
        person.click("Next page");
        person.look();
        assert!(person.sees_part("2 of "), "{:#?}", person.labels());
        person.click("Larger pages");
        person.wait_for("larger pages", |app| !app.is_busy());
        person.click("Fit the pages to the width");
        if width < 1200.0 {
            person.tab("Text");
        }
        person.fill("Text of Purpose", "Short.");
        assert_eq!(document(&person, id).sections[0].text, "Short.");
        person.wait_for("the pages again", |app| !app.is_busy());
        everything_is_named(&person, "a document");
    }
}

#[test]
fn properties_are_kept_beside_the_text() {
    let mut person = at_the_documents(1280.0, 800.0);
    let id = open(&mut person, "Access control");
    person.tab("Details");
    everything_is_named(&person, "the properties");
    person.choose("Owner", "Tom Okafor");
    person.choose("Classification", "Internal");
    person.fill("Looked at again after months", "12");
    person.fill("Evidence 1", "Requests in the ticket system");
    person.click("Add evidence");
    let after = document(&person, id);
    assert!(after.owner.is_some());
    assert_eq!((after.classification, after.review_months), (Some(Classification::Internal), Some(12)));
    assert_eq!(after.evidence[0], "Requests in the ticket system");
    assert_eq!(after.evidence.last().map(String::as_str), Some(""));
    person.tab("Text");
    assert!(person.sees("Owner: Tom Okafor") && person.sees("Review: yearly"), "{:#?}", person.labels());
    person.fill("Title of the document", "Access to systems");
    assert_eq!(document(&person, id).name, "Access to systems");
}

#[test]
fn documents_are_listed_by_where_they_stand_and_filtered() {
    let mut person = at_the_documents(1280.0, 800.0);
    assert!(person.sees("In review: 2") && person.sees("Review due: 2"), "{:#?}", person.labels());
    person.type_into("Filter documents", "backup");
    person.look();
    let rows: Vec<String> = person.labels().into_iter().filter(|label| label.ends_with(", Draft")).collect();
    assert_eq!(rows.len(), 2, "the sample's and the template's: {rows:?}");
    assert!(!person.sees("In review: 2"));
    person.type_into("Filter documents", "xyzzy");
    person.look();
    assert!(!person.labels().iter().any(|label| label.ends_with(", Draft")));

    // A document whose text is not kept here says so, and what to do.
    person.keys(Modifiers::COMMAND, Key::A);
    person.keys(Modifiers::NONE, Key::Backspace);
    let id = open(&mut person, "Backup and recovery");
    person.click("Write it here");
    write(&mut person, "Purpose");
    person.keys(Modifiers::NONE, Key::Tab);
    assert_eq!(document(&person, id).sections.len(), 1);
    assert_eq!(document(&person, id).sections[0].title, "Purpose");

    // A report leads to where it is made.
    person.type_into("Filter documents", "method");
    person.look();
    open(&mut person, "Risk assessment method");
    person.click("Go to Risk assessment & treatment");
    assert!(person.window.query_all_by_role_and_label(Role::Tab, "Method").next().is_some());
}

#[test]
fn the_guide_and_what_comes_up_have_tabs_of_their_own() {
    let mut person = at_the_documents(1024.0, 640.0);
    person.tab("Guide");
    assert!(person.sees("Done when"), "{:#?}", person.labels());
    everything_is_named(&person, "the guide");
    person.tab("Proposed and due");
    assert!(person.sees_part("It waits for its approver."), "{:#?}", person.labels());
    everything_is_named(&person, "what comes up");
}
