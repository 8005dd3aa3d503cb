//! What a person meets around the file itself: locked, in use, changed elsewhere, damaged, backed up, a leaver erased.

use std::fs;
use std::path::PathBuf;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use octavo::app::App;
use octavo::store::{Holder, IsmsFile, Opening};

use crate::every_screen::{everything_is_named, open_sample};
use crate::person::Person;

/// Types a passphrase into a field.
pub fn secret(person: &mut Person, label: &str, text: &str) {
    person.window.get_by_role_and_label(Role::PasswordInput, label).focus();
    person.look();
    person.keys(Modifiers::COMMAND, Key::A);
    person.window.event(eframe::egui::Event::Text(text.to_owned()));
    person.look();
}

pub fn path(person: &Person) -> PathBuf {
    person.window.state().file().unwrap().path().to_path_buf()
}

pub fn head(person: &Person) -> i64 {
    person.window.state().file().unwrap().head().seq
}

pub fn rename(person: &mut Person, title: &str) {
    person.click("People");
    person.click_starting("P-01");
    person.fill("Job title", title);
    person.keys(Modifiers::NONE, Key::Escape);
}

fn title(app: &App) -> String {
    app.file().unwrap().isms().people.by_reference("P-01").unwrap().job_title.clone()
}

pub fn this_file(person: &mut Person) {
    person.click("This file");
    person.wait_for("the backup", |app| !app.is_busy());
}

/// Changes something in a file that is no longer what was opened.
pub fn refused(person: &mut Person) {
    person.click("People");
    person.click_starting("P-01");
    // It may have been noticed before anything was typed.
    if !person.sees("The file was changed elsewhere") {
        person.fill("Job title", "Refused");
    }
}

/// Opens the entry of the history whose row says this.
pub fn click_row(person: &mut Person, words: &str) {
    let row = person.labels().into_iter().find(|label| label.contains(words));
    person.click(&row.unwrap_or_else(|| panic!("no row says “{words}”: {:#?}", person.labels())));
}

#[test]
fn a_passphrase_is_set_asked_for_changed_and_removed() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    this_file(&mut priya);
    everything_is_named(&priya, "this file");
    let file = path(&priya);
    priya.click("Set a passphrase");
    secret(&mut priya, "New passphrase", "summer26");
    assert!(priya.sees_part("Weak: a program guesses it"), "{:#?}", priya.labels());
    secret(&mut priya, "New passphrase", "four ferries leave at dawn");
    secret(&mut priya, "The same again", "four ferries leave at noon");
    assert!(priya.sees("The two passphrases differ. Type the second one again."));
    secret(&mut priya, "The same again", "four ferries leave at dawn");
    let settings = priya.path("settings").join("settings.json");
    assert!(fs::read_to_string(&settings).unwrap().contains("Harbour Analytics"));
    priya.click("Encrypt this file");
    assert!(priya.sees_part("Encrypted, and its backup with it."), "{:?}", priya.window.state().notice());
    let known = fs::read_to_string(&settings).unwrap();
    assert!(known.contains("Encrypted") && !known.contains("Harbour Analytics"), "{known}");
    rename(&mut priya, "Kept under lock");
    priya.click_starting("Harbour Analytics: close this file");
    assert!(!fs::read(&file).unwrap().starts_with(b"SQLite"), "no plain header");

    priya.window.state_mut().open(&file);
    priya.look();
    everything_is_named(&priya, "the question for the passphrase");
    secret(&mut priya, "Passphrase", "four ferries leave at noon");
    priya.click("Open");
    assert!(priya.sees_part("This passphrase does not open"), "{:#?}", priya.labels());
    assert!(priya.window.state().file().is_none());
    secret(&mut priya, "Passphrase", "four ferries leave at dawn");
    priya.click("Open");
    assert_eq!(title(priya.window.state()), "Kept under lock");
    this_file(&mut priya);
    priya.click("Remove it");
    priya.click_last("Remove it");
    priya.click_starting("Harbour Analytics: close this file");
    let plain = IsmsFile::open(&file).unwrap();
    assert!(!plain.is_encrypted());
    assert_eq!(plain.check().unwrap().problems, Vec::<String>::new());
}

#[test]
fn a_file_in_use_is_opened_to_read_and_for_work_once_it_is_free() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    let file = path(&priya);
    priya.click_starting("Harbour Analytics: close this file");
    let holder = Holder { by: "Tom Berg".into(), machine: "quay-3".into(), since: "12 March 2026, 09:12".into() };
    let other = IsmsFile::open_as(&file, &Opening { holder, ..Opening::default() }).unwrap();
    priya.window.state_mut().open(&file);
    priya.look();
    assert!(priya.sees_part("Tom Berg on quay-3, since 12 March 2026, 09:12"), "{:#?}", priya.labels());
    everything_is_named(&priya, "a file in use");
    priya.click("Open to read only");
    assert!(priya.sees_part("open to read only"), "{:#?}", priya.labels());
    let before = head(&priya);
    rename(&mut priya, "Nobody saves this");
    assert!(priya.window.state().notice().unwrap().contains("open to read only"));
    assert_eq!(head(&priya), before);
    priya.click("Open for work");
    assert!(priya.sees_part("Tom Berg"), "still in use: {:#?}", priya.labels());
    priya.click_last("Cancel");
    drop(other);
    priya.click("Open for work");
    rename(&mut priya, "Saved after all");
    assert_eq!(head(&priya), before + 1);
}

#[test]
fn a_file_that_another_computer_left_open_is_taken_over_knowingly() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    let file = path(&priya);
    priya.click_starting("Harbour Analytics: close this file");
    let name = format!(".{}.lock", file.file_name().unwrap().to_str().unwrap());
    let mark = r#"{"by":"Tom Berg","machine":"another computer","since":"yesterday"}"#;
    fs::write(file.with_file_name(name), mark).unwrap();
    priya.window.state_mut().open(&file);
    priya.look();
    assert!(priya.sees_part("Tom Berg on another computer, since yesterday"), "{:#?}", priya.labels());
    priya.click("Open it for work");
    rename(&mut priya, "Taken over");
    assert_eq!(title(priya.window.state()), "Taken over");
}

#[test]
fn a_file_that_was_swapped_underneath_costs_nothing() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    this_file(&mut priya);
    let file = path(&priya);
    let other = priya.path("other.isms");
    fs::copy(&file, &other).unwrap();
    rename(&mut priya, "Mine");
    let mine = head(&priya);
    // A sync client brings the older state back, over what was saved meanwhile.
    fs::copy(&other, &file).unwrap();
    refused(&mut priya);
    assert!(priya.sees("The file was changed elsewhere"), "{:#?}", priya.labels());
    everything_is_named(&priya, "a changed file");
    priya.click("Save my state and go on in it");
    assert!(
        priya.window.state().notice().unwrap().contains("with its whole history"),
        "{:?}",
        priya.window.state().notice()
    );
    assert_ne!(path(&priya), file);
    let saved = priya.window.state().file().unwrap();
    assert!(saved.head().seq >= mine, "every change that was saved is there");
    assert_eq!(saved.check().unwrap().problems, Vec::<String>::new());
    let theirs = IsmsFile::open(&file).unwrap();
    assert_eq!(theirs.head().seq, mine - 1, "and theirs was not written over");
}

#[test]
fn a_file_that_was_swapped_can_be_taken_as_it_is() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    let file = path(&priya);
    let (other, before) = (priya.path("other.isms"), head(&priya));
    fs::copy(&file, &other).unwrap();
    rename(&mut priya, "Mine");
    fs::rename(&other, &file).unwrap();
    refused(&mut priya);
    priya.click("Let my state go and open the file");
    assert_eq!(head(&priya), before);
    rename(&mut priya, "On top of theirs");
    assert_eq!(title(priya.window.state()), "On top of theirs");
}

#[test]
fn a_backup_is_listed_with_what_changed_since_and_restored() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    this_file(&mut priya);
    assert!(priya.sees_part("nothing has changed since"), "{:#?}", priya.labels());
    let (file, before) = (path(&priya), head(&priya));
    let original = title(priya.window.state());
    rename(&mut priya, "A mistake");
    priya.click("This file");
    assert!(priya.sees_part("one change since"), "{:#?}", priya.labels());
    priya.click_starting("What changed since the backup of");
    priya.wait_for("the comparison", |app| !app.is_busy());
    assert!(priya.sees_part("A mistake"), "{:#?}", priya.labels());
    priya.click("This file");
    priya.click_starting("Restore the backup of");
    priya.click("Restore it");
    assert_eq!(head(&priya), before);
    assert_eq!(title(priya.window.state()), original);
    assert_eq!(path(&priya), file);
    let aside: Vec<String> = fs::read_dir(file.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("before restoring"))
        .collect();
    assert_eq!(aside.len(), 1, "{aside:?}");
    let kept = IsmsFile::open(&file.with_file_name(&aside[0])).unwrap();
    assert_eq!(kept.head().seq, before + 1);
    this_file(&mut priya);
    priya.click("Check this file");
    priya.wait_for("the check", |app| !app.is_busy());
    assert!(priya.sees_part("Sound: the chain is unbroken"), "{:#?}", priya.labels());
}

#[test]
fn a_damaged_file_leads_to_its_backup_or_to_what_is_left() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    this_file(&mut priya);
    let (file, before) = (path(&priya), head(&priya));
    priya.click_starting("Harbour Analytics: close this file");
    let mut bytes = fs::read(&file).unwrap();
    // Half of it: more than the history and the tables can make good for each other.
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..].fill(0xAA);
    fs::write(&file, &bytes).unwrap();
    priya.window.state_mut().open(&file);
    priya.look();
    assert!(priya.sees("This file does not open"), "{:#?}", priya.labels());
    everything_is_named(&priya, "a damaged file");
    priya.click("Save what can be read");
    let saved = priya.window.state().file().unwrap();
    assert!(saved.path().to_str().unwrap().contains("salvaged"));
    assert_eq!(saved.check().unwrap().problems, Vec::<String>::new());
    assert_eq!(saved.isms().organisation_name(), "Harbour Analytics");
    // What is missing stays on the screen until it was read.
    assert!(priya.sees("Not everything could be saved"), "{:#?}", priya.labels());
    assert!(
        priya.sees_part("What could be read is in ") && priya.sees_part("The history could not be read after entry"),
        "{:#?}",
        priya.labels()
    );
    everything_is_named(&priya, "what is missing");
    priya.click("Close");
    assert!(!priya.sees("Not everything could be saved"));
    priya.window.state_mut().open(&file);
    priya.look();
    priya.click("Restore the backup");
    assert_eq!(path(&priya), file);
    assert_eq!(head(&priya), before);
}

#[test]
fn a_leaver_is_erased_after_two_questions() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    this_file(&mut priya);
    priya.click("People");
    let isms = priya.window.state().file().unwrap().isms().clone();
    let leaver = isms.people.by_reference("P-05").unwrap().clone();
    priya.click_starting(&leaver.reference);
    priya.fill("Left", "1 Mar 2026");
    priya.click("Erase personal data");
    assert!(priya.sees("This cannot be undone."), "{:#?}", priya.labels());
    priya.click("Go on");
    everything_is_named(&priya, "erasing");
    priya.fill(&format!("Type {} to confirm", leaver.reference), &leaver.reference);
    priya.click("Erase for good");
    let file = priya.window.state().file().unwrap();
    let erased = file.isms().people.get(leaver.id).unwrap();
    assert_eq!(erased.name, format!("[erased: {}]", leaver.reference));
    assert_eq!(file.check().unwrap().problems, Vec::<String>::new());
    assert!(file.history().unwrap().iter().all(|entry| !entry.label.contains(&leaver.name)));
    let folder = octavo::store::backup::folder_of(file.path(), None);
    let path = file.path().to_path_buf();
    priya.wait_for("a backup of what is left", |app| !app.is_busy());
    let backups = octavo::store::backup::list(&path, &folder);
    assert_eq!(backups.len(), 1, "those that held the name are gone, and a new one is there");
    let history = IsmsFile::read(&backups[0].path, None).unwrap().history().unwrap();
    assert!(history.iter().all(|entry| !entry.label.contains(&leaver.name)));
    // It is for good.
    this_file(&mut priya);
    priya.click("History");
    click_row(&mut priya, "Erased the personal data of P-05");
    assert!(priya.sees_part("An erasure stays. What it removed is gone for good."), "{:#?}", priya.labels());
}

#[test]
fn a_new_file_is_encrypted_from_its_first_byte() {
    let mut priya = Person::new(1280.0, 800.0);
    priya.click("New ISMS");
    priya.fill("Organisation", "Quay Street Dental");
    priya.fill("Your name", "Priya Nair");
    let file = priya.path("dental.isms");
    priya.fill("File", &file.display().to_string());
    priya.click("Encrypt it with a passphrase");
    secret(&mut priya, "New passphrase", "four ferries leave at dawn");
    assert!(priya.sees("The two passphrases differ. Type the second one again."));
    secret(&mut priya, "The same again", "four ferries leave at dawn");
    everything_is_named(&priya, "a new file with a passphrase");
    priya.click("Create");
    assert!(priya.window.state().file().unwrap().is_encrypted());
    let bytes = fs::read(&file).unwrap();
    assert!(!bytes.windows(11).any(|part| part == b"Quay Street"), "nothing of it is readable");
}

#[test]
fn an_encrypted_file_with_a_damaged_first_page_is_not_taken_for_a_wrong_passphrase() {
    let words = "four ferries leave at dawn";
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    this_file(&mut priya);
    priya.click("Set a passphrase");
    secret(&mut priya, "New passphrase", words);
    secret(&mut priya, "The same again", words);
    priya.click("Encrypt this file");
    let (file, before) = (path(&priya), head(&priya));
    priya.click_starting("Harbour Analytics: close this file");
    let mut bytes = fs::read(&file).unwrap();
    bytes[100..200].fill(0xAA);
    fs::write(&file, &bytes).unwrap();
    priya.window.state_mut().open(&file);
    priya.look();
    secret(&mut priya, "Passphrase", "four ferries leave at noon");
    priya.click("Open");
    assert!(priya.sees_part("This passphrase does not open"), "{:#?}", priya.labels());
    secret(&mut priya, "Passphrase", words);
    priya.click("Open");
    assert!(priya.sees("This file does not open"), "{:#?}", priya.labels());
    assert!(priya.sees_part("the passphrase opens its newest backup, but not the file itself"));
    priya.click("Restore the backup");
    assert_eq!((path(&priya), head(&priya)), (file, before));
    assert!(priya.window.state().file().unwrap().is_encrypted());
}

#[test]
fn what_is_left_of_an_encrypted_file_is_saved_under_its_passphrase() {
    let words = "four ferries leave at dawn";
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    this_file(&mut priya);
    priya.click("Set a passphrase");
    secret(&mut priya, "New passphrase", words);
    secret(&mut priya, "The same again", words);
    priya.click("Encrypt this file");
    let file = path(&priya);
    priya.click_starting("Harbour Analytics: close this file");
    let mut bytes = fs::read(&file).unwrap();
    let end = bytes.len() / 2 / 4096 * 4096;
    bytes[end..end + 4096].fill(0xAA);
    fs::write(&file, &bytes).unwrap();
    priya.window.state_mut().open(&file);
    priya.look();
    secret(&mut priya, "Passphrase", words);
    priya.click("Open");
    assert!(priya.sees("This file does not open"), "{:#?}", priya.labels());
    priya.click("Save what can be read");
    let saved = priya.window.state().file().unwrap();
    assert!(saved.path().to_str().unwrap().contains("salvaged"));
    assert!(saved.is_encrypted());
    assert_eq!(saved.isms().organisation_name(), "Harbour Analytics");
}

#[test]
fn what_takes_long_is_shown_and_an_opening_can_be_stopped() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    let file = path(&priya);
    priya.click_starting("Harbour Analytics: close this file");
    // Another program writes, and whoever opens the file waits for it a fifth of a second.
    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let seen = (0..20).any(|_| {
        priya.window.state_mut().open(&file);
        priya.window.step();
        let seen = priya.sees("Opening harbour-analytics.isms");
        // On a busy computer the frame may come too late, and there is the answer already.
        if !seen {
            priya.look();
            priya.click("Cancel");
        }
        seen
    });
    assert!(seen, "{:#?}", priya.labels());
    everything_is_named(&priya, "waiting");
    priya.click("Cancel");
    assert!(priya.sees("Recent files"));
    priya.window.state_mut().open(&file);
    other.execute_batch("COMMIT").unwrap();
    priya.look();
    assert_eq!(path(&priya), file);
}
