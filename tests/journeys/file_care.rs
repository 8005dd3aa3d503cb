//! What the window promises about the file: nothing is undone that was not meant, nothing is said that is not so.

use std::fs;

use eframe::egui::{Key, Modifiers};
use octavo::isms::RegisterName;
use octavo::store::IsmsFile;
use octavo::store::backup::{folder_of, list};

use crate::every_screen::{everything_is_named, open_sample};
use crate::file::{click_row, head, path, refused, rename, secret, this_file};
use crate::person::Person;

fn opened() -> Person {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    priya
}

#[test]
fn undo_in_a_message_is_of_what_the_message_says() {
    let mut priya = opened();
    priya.keys(Modifiers::COMMAND, Key::Num5);
    priya.fill("Filter controls", "A.8.13");
    priya.click_starting("A.8.13 Information backup");
    let report = priya.path("report.txt");
    fs::write(&report, "Restored.").unwrap();
    priya.drop_file(&report);
    assert!(priya.labels().iter().any(|label| label.starts_with("Undo: Add report.txt")), "{:#?}", priya.labels());
    rename(&mut priya, "Somebody else");
    assert!(!priya.labels().iter().any(|label| label.starts_with("Undo: ")), "{:#?}", priya.labels());
}

#[test]
fn what_is_behind_a_dialog_waits() {
    let mut priya = opened();
    rename(&mut priya, "Stays");
    let before = head(&priya);
    this_file(&mut priya);
    priya.click("Set a passphrase");
    secret(&mut priya, "New passphrase", "four ferries");
    priya.keys(Modifiers::COMMAND, Key::Z);
    priya.keys(Modifiers::COMMAND, Key::Num3);
    assert_eq!(head(&priya), before, "nothing was undone");
    assert!(priya.sees("A passphrase for this file"));
    // What was typed is taken back in the field, and nothing else. Enter with two that differ stays where it is.
    secret(&mut priya, "New passphrase", "four ferries");
    secret(&mut priya, "The same again", "four fairies");
    priya.keys(Modifiers::NONE, Key::Enter);
    priya.keys(Modifiers::COMMAND, Key::A);
    priya.window.event(eframe::egui::Event::Text("four ferries".to_owned()));
    priya.look();
    priya.click("Encrypt this file");
    assert!(priya.window.state().file().unwrap().is_encrypted(), "{:#?}", priya.labels());
}

#[test]
fn whoever_decides_later_is_not_asked_again_until_the_next_change() {
    let mut priya = opened();
    let file = path(&priya);
    let other = priya.path("other.isms");
    fs::copy(&file, &other).unwrap();
    rename(&mut priya, "Mine");
    fs::rename(&other, &file).unwrap();
    refused(&mut priya);
    assert!(priya.sees("The file was changed elsewhere"), "{:#?}", priya.labels());
    // What was typed meanwhile is a change of its own.
    for _ in 0..3 {
        if priya.sees("The file was changed elsewhere") {
            priya.click("Decide later");
        }
        priya.look();
    }
    for _ in 0..20 {
        priya.look();
        assert!(!priya.sees("The file was changed elsewhere"));
    }
    assert!(priya.sees_part("Not saved: "), "{:#?}", priya.labels());
    priya.fill("Job title", "Again");
    assert!(priya.sees("The file was changed elsewhere"), "{:#?}", priya.labels());
}

#[test]
fn no_state_is_let_go_for_a_file_that_does_not_open() {
    let mut priya = opened();
    rename(&mut priya, "Mine");
    let (file, mine) = (path(&priya), head(&priya));
    let other = priya.path("other.isms");
    fs::write(&other, "half of something that a sync client brought").unwrap();
    fs::rename(&other, &file).unwrap();
    refused(&mut priya);
    priya.click("Let my state go and open the file");
    assert!(priya.sees("The file was changed elsewhere"), "{:?}", priya.window.state().notice());
    assert_eq!(head(&priya), mine);
    priya.click("Save my state and go on in it");
    assert!(head(&priya) >= mine && path(&priya) != file);
}

#[test]
fn a_fingerprint_is_looked_up() {
    let mut priya = opened();
    let file = priya.window.state().file().unwrap();
    let (now, then) = (file.head().fingerprint(), file.as_of(100).unwrap().1.fingerprint());
    this_file(&mut priya);
    priya.fill("Fingerprint from a printed page", &format!("History {then}"));
    priya.click("Look it up");
    assert!(priya.sees_part("This page shows the file as it was after entry 100"), "{:#?}", priya.labels());
    priya.fill("Fingerprint from a printed page", &now);
    priya.click("Look it up");
    assert!(priya.sees_part("Nothing has changed since."), "{:#?}", priya.labels());
    priya.fill("Fingerprint from a printed page", "9F3A");
    priya.click("Look it up");
    assert!(priya.sees_part("A fingerprint has 16 digits"), "{:#?}", priya.labels());
    priya.fill("Fingerprint from a printed page", "0000 1111 2222 3333");
    priya.click("Look it up");
    assert!(priya.sees_part("No state of this file ever had this fingerprint"), "{:#?}", priya.labels());
}

#[test]
fn a_person_who_is_gone_is_erased_from_the_history() {
    let mut priya = opened();
    priya.click("People");
    let before = head(&priya);
    // Somebody who was entered and taken out again.
    let file = priya.window.state().file().unwrap();
    let reference = file.next_reference(RegisterName::People);
    priya.keys(Modifiers::NONE, Key::Insert);
    assert_eq!(head(&priya), before + 1);
    priya.fill("Name", "Wilhelmina Quist");
    priya.fill("Filter People", &reference);
    priya.click_starting(&reference);
    priya.keys(Modifiers::NONE, Key::Delete);
    let file = priya.window.state().file().unwrap();
    assert!(file.isms().people.by_reference(&reference).is_none(), "{:#?}", priya.labels());
    priya.keys(Modifiers::COMMAND, Key::H);
    click_row(&mut priya, &reference);
    priya.click("Erase personal data");
    assert!(priya.sees(&format!("Erase {reference} Wilhelmina Quist")), "{:#?}", priya.labels());
    priya.click("Go on");
    priya.fill(&format!("Type {reference} to confirm"), &reference);
    priya.click("Erase for good");
    let file = priya.window.state().file().unwrap();
    let told = serde_json::to_string(&file.history().unwrap()).unwrap();
    assert!(!told.contains("Wilhelmina"));
    assert_eq!(file.check().unwrap().problems, Vec::<String>::new());
}

#[test]
fn where_nothing_may_be_changed_it_says_so() {
    let mut priya = opened();
    priya.keys(Modifiers::COMMAND, Key::H);
    click_row(&mut priya, "Add CH-02");
    priya.click("Look at the file as it was then");
    priya.wait_for("the past", |app| !app.is_busy());
    priya.click("This file");
    priya.click("Set a passphrase");
    assert!(!priya.sees("A passphrase for this file"), "it cannot be set in the past");
    let file = path(&priya);
    priya.click_starting("Harbour Analytics: close this file");
    let mut rights = fs::metadata(&file).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&file, rights).unwrap();
    // Whoever runs this as an administrator may write everything.
    if fs::File::options().append(true).open(&file).is_ok() {
        return;
    }
    priya.window.state_mut().open(&file);
    priya.look();
    assert!(priya.sees("Read only") && !priya.sees("Saved"), "{:#?}", priya.labels());
    drop(IsmsFile::read(&file, None).unwrap());
}

#[test]
fn the_window_goes_when_the_backup_is_made_and_stays_to_say_that_it_failed() {
    let mut priya = opened();
    this_file(&mut priya);
    let folder = folder_of(&path(&priya), None);
    let before = list(&path(&priya), &folder);
    rename(&mut priya, "Once more");
    let file = path(&priya);
    assert!(priya.closes(700.0), "the backup that is due is made first: {:?}", priya.window.state().notice());
    assert!(list(&file, &folder).len() > before.len());

    let mut priya = opened();
    this_file(&mut priya);
    let folder = folder_of(&path(&priya), None);
    rename(&mut priya, "Once more");
    fs::remove_dir_all(&folder).unwrap();
    fs::write(&folder, "Something that is no folder.").unwrap();
    assert!(!priya.closes(700.0), "nobody would hear of it");
    let said = priya.window.state().notice().unwrap_or_default();
    assert!(said.starts_with("The last backup failed."), "{said}");
    assert!(said.ends_with("Close the window once more to go without it."), "{said}");
    assert!(priya.closes(0.1));
}

#[test]
fn an_isms_among_other_files_is_not_opened_while_the_others_vanish() {
    let mut priya = opened();
    let (file, before) = (path(&priya), head(&priya));
    priya.keys(Modifiers::COMMAND, Key::Num5);
    priya.fill("Filter controls", "A.8.13");
    priya.click_starting("A.8.13 Information backup");
    let (report, other) = (priya.path("report.txt"), priya.path("other client.isms"));
    fs::write(&report, "Restored.").unwrap();
    fs::copy(&file, &other).unwrap();
    priya.drop_files(&[report.clone(), other]);
    let said = priya.window.state().notice().unwrap_or_default();
    assert!(said.contains("Drop other client.isms by itself"), "{said}");
    assert_eq!((path(&priya), head(&priya)), (file, before));
    priya.drop_file(&report);
    assert_eq!(head(&priya), before + 1);
}

#[test]
fn whoever_has_no_name_is_asked_for_one_as_long_as_changes_are_recorded_without() {
    let by = |person: &Person| person.window.state().file().unwrap().history().unwrap().last().unwrap().by.clone();
    for (width, height) in [(1280.0, 800.0), (1024.0, 640.0)] {
        let mut nobody = Person::stranger(width, height);
        open_sample(&mut nobody);
        rename(&mut nobody, "Changed by nobody in particular");
        assert_eq!(by(&nobody), "Somebody without a name");
        nobody.click("Add your name");
        everything_is_named(&nobody, "the question for the name");
        nobody.click("Cancel");
        nobody.click("Add your name");
        let before = head(&nobody);
        nobody.type_into("Your name", "Ada Winter");
        nobody.keys(Modifiers::NONE, Key::Enter);
        assert!(!nobody.sees("Add your name") && !nobody.sees("Who works in this file?"), "{:#?}", nobody.labels());
        assert_eq!(head(&nobody), before, "the name is the person's, not the file's");
        rename(&mut nobody, "Head of operations");
        assert_eq!(by(&nobody), "Ada Winter");
    }
}

#[test]
fn what_is_being_typed_does_not_go_into_a_dialog_that_comes_up_by_itself() {
    let mut priya = opened();
    let file = path(&priya);
    let other = priya.path("other.isms");
    fs::copy(&file, &other).unwrap();
    rename(&mut priya, "Mine");
    priya.click_starting("P-01");
    fs::rename(&other, &file).unwrap();
    priya.type_into("Job title", "Head of ");
    for _ in 0..200 {
        if priya.sees("The file was changed elsewhere") {
            break;
        }
        priya.look();
    }
    let proposed = priya.value_of("Save my state as").unwrap();
    for text in ["every", "thing"] {
        priya.window.event(eframe::egui::Event::Text(text.to_owned()));
        priya.look();
    }
    priya.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(priya.value_of("Save my state as").as_deref(), Some(proposed.as_str()), "{:#?}", priya.labels());
    assert_eq!(path(&priya), file, "nothing was decided");
    // A name alone is beside the file, and ends as all of them do; not where the program was started.
    priya.fill("Save my state as", "Mine v1.2");
    priya.click("Save my state and go on in it");
    assert_eq!(path(&priya), priya.path("Mine v1.2.isms"));
}
