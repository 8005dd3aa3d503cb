//! What the window promises: nothing typed is lost, everything can be undone, bad files are refused with a sentence.

use std::path::Path;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use octavo::app::App;
use octavo::content::Content;
use octavo::store::{FORMAT, IsmsFile};

use crate::every_screen::open_sample;
use crate::person::{Person, StoryClock, story_day};

fn legal_name(person: &Person) -> String {
    person.window.state().file().unwrap().isms().profile().unwrap().legal_name.clone()
}

#[test]
fn words_typed_and_left_behind_by_a_key_are_saved() {
    let mut person = Person::new(1280.0, 800.0);
    open_sample(&mut person);
    person.keys(Modifiers::COMMAND, Key::Num1);
    person.fill("Legal name", "Harbour Analytics Limited");
    assert_eq!(legal_name(&person), "Harbour Analytics Limited");
    // Typed, and the screen changed at once, without leaving the field first.
    person.type_into("Legal name", "Harbour Analytics plc");
    person.keys(Modifiers::COMMAND, Key::Num4);
    assert_eq!(legal_name(&person), "Harbour Analytics plc");
}

#[test]
fn words_typed_are_saved_when_the_file_is_closed() {
    let mut person = Person::new(1280.0, 800.0);
    open_sample(&mut person);
    person.keys(Modifiers::COMMAND, Key::Num1);
    person.type_into("Sector", "Sailing");
    person.click("Harbour Analytics: close this file");
    let file = IsmsFile::open(&person.path("harbour-analytics.isms")).unwrap();
    assert_eq!(file.isms().profile().unwrap().sector, "Sailing");
}

#[test]
fn undo_and_redo_by_keys_and_buttons() {
    let mut person = Person::new(1280.0, 800.0);
    open_sample(&mut person);
    person.keys(Modifiers::COMMAND, Key::Num1);
    person.fill("Legal name", "Somebody else Ltd");
    person.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(legal_name(&person), "Harbour Analytics Ltd");
    assert_eq!(person.value_of("Legal name").as_deref(), Some("Harbour Analytics Ltd"), "the field shows it too");
    person.click("Redo");
    assert_eq!(legal_name(&person), "Somebody else Ltd");
    person.click("Undo");
    assert_eq!(legal_name(&person), "Harbour Analytics Ltd");
}

#[test]
fn a_date_that_is_none_says_what_to_enter_and_costs_nothing() {
    let mut person = Person::new(1280.0, 800.0);
    open_sample(&mut person);
    person.keys(Modifiers::COMMAND, Key::Num1);
    let before = person.window.state().file().unwrap().head().seq;
    person.fill("Step 8 done by", "31 Feb 2026");
    assert!(person.sees_part("Enter a date. For example: 31 Mar 2026."), "{:#?}", person.labels());
    assert_eq!(person.window.state().file().unwrap().head().seq, before, "nothing was written");
    person.fill("Step 8 done by", "28 Feb 2026");
    assert!(!person.sees_part("Enter a date. For example"));
    assert_eq!(person.window.state().file().unwrap().head().seq, before + 1);
}

#[test]
fn removing_what_others_use_asks_and_comes_back_whole() {
    let mut person = Person::new(1280.0, 800.0);
    open_sample(&mut person);
    let before = person.window.state().file().unwrap().isms().clone();
    person.click("Suppliers");
    person.click_starting("SU-01");
    person.click("Remove SU-01");
    assert!(person.sees("Remove SU-01?"), "{:#?}", person.labels());
    person.click("Remove it and its links");
    assert_ne!(*person.window.state().file().unwrap().isms(), before);
    person.click_starting("Undo: Remove SU-01");
    assert_eq!(*person.window.state().file().unwrap().isms(), before, "one undo brings back the record and its links");
}

#[test]
fn insert_adds_and_delete_removes_without_the_mouse() {
    let mut person = Person::new(1280.0, 800.0);
    open_sample(&mut person);
    person.click("Incidents");
    let before = person.window.state().file().unwrap().isms().incidents.len();
    person.keys(Modifiers::NONE, Key::Insert);
    assert_eq!(person.window.state().file().unwrap().isms().incidents.len(), before + 1);
    person.keys(Modifiers::NONE, Key::Delete);
    assert_eq!(person.window.state().file().unwrap().isms().incidents.len(), before);
    assert!(person.window.state().notice().unwrap().starts_with("Remove IN-"), "one can undo it");
    person.keys(Modifiers::COMMAND, Key::Plus);
    person.keys(Modifiers::COMMAND, Key::Num0);
    assert!(person.sees("Continue with step 1"), "Ctrl+0 leads to the overview");
}

#[test]
fn a_new_file_needs_no_mouse() {
    let mut person = Person::new(1280.0, 800.0);
    person.keys(Modifiers::COMMAND, Key::N);
    person.look();
    person.window.event(eframe::egui::Event::Text("Kestrel".into()));
    person.look();
    person.keys(Modifiers::NONE, Key::Tab);
    person.window.event(eframe::egui::Event::Text("Ada".into()));
    person.look();
    person.keys(Modifiers::NONE, Key::Enter);
    assert!(person.path("kestrel.isms").exists(), "{:#?}", person.labels());
    assert_eq!(person.window.state().file().unwrap().isms().organisation_name(), "Kestrel");
}

#[test]
fn a_decision_can_be_taken_back_to_undecided() {
    let mut person = Person::new(1280.0, 800.0);
    open_sample(&mut person);
    person.keys(Modifiers::COMMAND, Key::Num5);
    person.click_starting("A.5.1 Policies");
    person.click("A.5.1 applies: Yes");
    assert!(person.sees_part("prints this control as undecided"), "{:#?}", person.labels());
    assert_eq!(person.window.state().file().unwrap().isms().controls.by_reference("A.5.1").unwrap().applicable, None);
}

#[test]
fn an_excluded_control_that_a_risk_uses_is_refused_with_both_names() {
    let mut person = Person::new(1280.0, 800.0);
    open_sample(&mut person);
    person.keys(Modifiers::COMMAND, Key::Num5);
    person.fill("Filter controls", "A.8.13");
    person.click_starting("A.8.13 Information backup");
    person.click("A.8.13 applies: No");
    let notice = person.window.state().notice().unwrap().to_owned();
    assert!(notice.contains("A.8.13") && notice.contains("R-07"), "{notice}");
}

#[test]
fn the_theme_and_the_name_outlive_the_window() {
    let mut person = Person::new(1280.0, 800.0);
    person.click("Settings");
    person.fill("Your name", "Maya Lindqvist");
    person.click("Theme: Dark");
    person.click("Done");
    open_sample(&mut person);
    let settings = person.path("settings");
    drop(person.window);
    let again = egui_kittest::Harness::builder().with_size(eframe::egui::vec2(1280.0, 800.0)).build_eframe(move |cc| {
        App::new(&cc.egui_ctx, Content::load().unwrap(), Box::new(StoryClock(story_day())), Some(&settings))
    });
    assert!(again.query_by_label("Light theme").is_some(), "the window comes up dark");
    assert!(again.query_by_label("Open Harbour Analytics").is_some(), "the file is among the recent ones");
}

/// Opens a file by typing its path and answers what the window says.
fn try_to_open(person: &mut Person, path: &Path) -> String {
    person.click("Open file…");
    person.fill("File", &path.display().to_string());
    person.click("Open");
    assert!(person.window.state().file().is_none(), "{} was opened", path.display());
    if person.sees("This file does not open") || person.sees("It is open elsewhere") {
        // What can be mended is asked about.
        let start = path.display().to_string();
        let said = person.window.query_all_by_label_contains(&start).next();
        let sentence = said.and_then(|node| node.accesskit_node().value().or(node.accesskit_node().label()));
        person.click("Cancel");
        return sentence.expect("the window says why");
    }
    let notice = person
        .window
        .state()
        .notice()
        .unwrap_or_else(|| panic!("{}: {:#?}", path.display(), person.labels()))
        .to_owned();
    assert!(person.sees(&notice), "the sentence can be read");
    person.click("Close this message");
    notice
}

#[test]
fn bad_files_are_refused_each_with_its_own_sentence_and_left_alone() {
    let mut person = Person::new(1280.0, 800.0);
    let content = Content::load().unwrap();
    let good = person.path("good.isms");
    drop(octavo::sample::create(&good, &content).unwrap());
    let bytes = std::fs::read(&good).unwrap();
    let mut newer = bytes.clone();
    newer[60..64].copy_from_slice(&(FORMAT + 1).to_be_bytes());
    let other = person.path("other.isms");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE notes (text TEXT)").unwrap();
    let mut noise = vec![0_u8; 9000];
    noise
        .iter_mut()
        .zip((0_u32..).map(|i| i.wrapping_mul(2_654_435_761) >> 13))
        .for_each(|(byte, value)| *byte = value as u8);
    let files: [(&str, Vec<u8>, &str); 6] = [
        ("text.isms", b"Dear auditor, this is a letter.".repeat(40), "is not an Octavo file"),
        ("noise.jpg", noise, "is not an Octavo file"),
        ("empty.isms", Vec::new(), "is empty"),
        ("cut.isms", bytes[..bytes.len() / 2].to_vec(), "is cut off"),
        ("newer.isms", newer, "was made by a newer Octavo"),
        ("other.isms", std::fs::read(&other).unwrap(), "is a database of another program"),
    ];
    for (name, content, sentence) in files {
        let path = person.path(name);
        std::fs::write(&path, &content).unwrap();
        let said = try_to_open(&mut person, &path);
        assert!(said.contains(name) && said.contains(sentence), "{name}: {said}");
        assert_eq!(std::fs::read(&path).unwrap(), content, "{name} was touched");
    }
    let missing = person.path("missing.isms");
    assert!(try_to_open(&mut person, &missing).contains("is not there"));
    let held = IsmsFile::open(&good).unwrap();
    assert!(try_to_open(&mut person, &good).contains("is open in another window"));
    drop(held);
}

#[test]
fn a_copy_is_whole_and_never_overwrites() {
    let mut person = Person::new(1280.0, 800.0);
    open_sample(&mut person);
    let copy = person.path("copy.isms");
    for expected in ["Copied to", "already exists"] {
        person.keys(Modifiers::COMMAND, Key::Num1);
        person.click("Save a copy");
        person.fill("Copy to", &copy.display().to_string());
        person.click_last("Save a copy");
        assert!(person.window.state().notice().unwrap().contains(expected), "{:?}", person.window.state().notice());
    }
    let file = IsmsFile::open(&copy).unwrap();
    assert_eq!(file.head(), person.window.state().file().unwrap().head());
    assert!(file.check().unwrap().is_sound());
}

#[test]
fn what_cannot_be_saved_stays_in_its_field_and_is_asked_about_before_it_is_lost() {
    let mut person = Person::new(1280.0, 800.0);
    open_sample(&mut person);
    person.click("Documents");
    person.click_starting("POL-01 ");
    person.tab("Details");
    person.fill("Document id", "POL-02");
    assert!(person.sees_part("POL-02 is already in use"), "{:#?}", person.labels());
    assert_eq!(person.value_of("Document id").as_deref(), Some("POL-02"), "what was typed is still there");
    person.click("Harbour Analytics: close this file");
    assert!(person.sees("Something is not saved yet"), "{:#?}", person.labels());
    person.click("Cancel");
    person.fill("Document id", "POL-99");
    assert!(person.window.state().file().unwrap().isms().documents.by_reference("POL-99").is_some());
    person.click("Harbour Analytics: close this file");
    assert!(person.window.state().file().is_none(), "nothing stands in the way any more");
}

#[test]
fn a_full_disk_costs_no_word() {
    let mut person = Person::new(1280.0, 800.0);
    open_sample(&mut person);
    person.keys(Modifiers::COMMAND, Key::Num1);
    // The folder takes no journal any more: every write fails from here on.
    let journal = person.path("harbour-analytics.isms-journal");
    std::fs::create_dir(&journal).unwrap();
    person.fill("Legal name", "Typed while the disk was full");
    assert_eq!(legal_name(&person), "Harbour Analytics Ltd", "nothing half-done is shown as saved");
    assert_eq!(person.value_of("Legal name").as_deref(), Some("Typed while the disk was full"));
    assert!(person.sees_part("Not saved"), "{:#?}", person.labels());
    std::fs::remove_dir(&journal).unwrap();
    person.keys(Modifiers::COMMAND, Key::Num4);
    assert_eq!(legal_name(&person), "Typed while the disk was full", "it is tried again when the screen is left");
}
