//! New files appear whole or not at all, and never over something that is there.

use std::fs;
use std::path::Path;

use octavo::isms::organisation::Person;
use octavo::isms::{Edit, Record, RegisterName};
use octavo::store::{IsmsFile, StoreError};
use uuid::Uuid;

use crate::tools::{add_person, file_with_people, founding, look_at, names_in, octavo_on, outside, small_file, stamp};

fn create(path: &Path) -> Result<IsmsFile, StoreError> {
    IsmsFile::create(path, &founding(), &stamp(), Uuid::now_v7())
}

#[test]
fn a_new_file_is_there_alone_with_one_entry_and_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Größe & co.isms");
    let file = create(&path).unwrap();
    assert_eq!(file.head().seq, 1);
    assert_eq!(file.isms().organisation_name(), "Harbour Analytics");
    assert_eq!(file.path(), path);
    assert!(file.check().unwrap().is_sound());
    assert_eq!(file.can_undo_redo(), (false, false), "the founding entry cannot be undone");
    drop(file);
    assert_eq!(names_in(folder.path()), ["Größe & co.isms"]);
}

#[test]
fn while_a_file_is_written_and_after_it_is_closed_nothing_of_it_stays_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    let edit = add_person(&file, "Ada Lovelace");
    file.apply(&edit, &stamp()).unwrap();
    file.undo(&stamp()).unwrap();
    drop(file);
    assert_eq!(names_in(folder.path()), ["client.isms"]);
}

#[test]
fn a_file_that_another_tool_put_into_wal_mode_comes_back_to_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    outside(&path).pragma_update(None, "journal_mode", "WAL").unwrap();
    let mut file = IsmsFile::open(&path).unwrap();
    let edit = add_person(&file, "Barbara Liskov");
    file.apply(&edit, &stamp()).unwrap();
    octavo_on("status", &path).ends_with(0);
    assert!(!names_in(folder.path()).iter().any(|name| name.ends_with("-wal") || name.ends_with("-shm")));
    drop(file);
    assert_eq!(names_in(folder.path()), ["client.isms"]);
    octavo_on("check", &path).ends_with(0);
}

#[test]
fn a_taken_name_is_never_overwritten_whatever_bears_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("taken.isms");
    let refused = |path: &Path| {
        let before = look_at(folder.path());
        let error = create(path).unwrap_err();
        assert!(matches!(error, StoreError::Exists { .. }), "{error}");
        assert!(error.to_string().contains("already exists and is not overwritten"), "{error}");
        assert_eq!(look_at(folder.path()), before);
    };
    fs::write(&path, "a letter to a client").unwrap();
    refused(&path);
    fs::write(&path, "").unwrap();
    refused(&path);
    fs::remove_file(&path).unwrap();
    drop(create(&path).unwrap());
    refused(&path);
    fs::create_dir(folder.path().join("folder.isms")).unwrap();
    refused(&folder.path().join("folder.isms"));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_a_taken_name_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("link.isms");
    std::os::unix::fs::symlink(folder.path().join("gone.isms"), &path).unwrap();
    let error = create(&path).unwrap_err();
    assert!(matches!(error, StoreError::Exists { .. }), "{error}");
    assert_eq!(names_in(folder.path()), ["link.isms"]);
}

#[test]
fn a_file_that_cannot_be_filled_leaves_no_part_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.isms");
    let twice = |reference: &str| Person::blank(Uuid::now_v7().into(), reference.to_owned());
    let clash = founding().put(twice("P-01")).put(twice("P-01"));
    assert!(IsmsFile::create(&path, &clash, &stamp(), Uuid::now_v7()).is_err());
    let dangling = founding().put(Person { deputy: Some(Uuid::now_v7().into()), ..twice("P-01") });
    assert!(IsmsFile::create(&path, &dangling, &stamp(), Uuid::now_v7()).is_err());
    let late = [(founding(), stamp()), (Edit::new("Clash").put(twice("P-01")).put(twice("P-01")), stamp())];
    assert!(IsmsFile::create_with_history(&path, &late, Uuid::now_v7()).is_err());
    assert_eq!(names_in(folder.path()), Vec::<String>::new());
}

#[test]
fn in_a_folder_that_is_not_there_a_sentence_names_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing");
    let path = missing.join("new.isms");
    let sentence = create(&path).unwrap_err().to_string();
    assert!(sentence.contains("There is no folder") && sentence.contains(missing.to_str().unwrap()), "{sentence}");
    assert!(!sentence.contains(".part"), "a name that nobody gave helps nobody: {sentence}");
    let file = IsmsFile::open(&small_file(folder.path())).unwrap();
    assert_eq!(file.save_copy(&path, Uuid::now_v7()).unwrap_err().to_string(), sentence);
    let answer = octavo_on("new", &path).ends_with(1);
    assert_eq!(answer.err.trim_end(), sentence);
    drop(file);
    assert_eq!(names_in(folder.path()), ["client.isms"]);
}

#[test]
fn a_history_made_in_one_go_is_the_same_as_one_made_edit_by_edit() {
    let folder = tempfile::tempdir().unwrap();
    let person = |number: u32| Person::blank(Uuid::now_v7().into(), format!("P-{number:02}"));
    let edits: Vec<_> = std::iter::once(founding())
        .chain((1..=3).map(|number| Edit::new(format!("Add {number}")).put(person(number))))
        .map(|edit| (edit, stamp()))
        .collect();
    let mut slow = IsmsFile::create(&folder.path().join("slow.isms"), &edits[0].0, &stamp(), Uuid::now_v7()).unwrap();
    for (edit, stamp) in &edits[1..] {
        slow.apply(edit, stamp).unwrap();
    }
    let fast = IsmsFile::create_with_history(&folder.path().join("fast.isms"), &edits, Uuid::now_v7()).unwrap();
    assert_eq!(fast.isms(), slow.isms());
    assert_eq!(fast.head(), slow.head());
    assert_eq!(fast.history().unwrap(), slow.history().unwrap());
    assert_eq!(fast.next_reference(RegisterName::People), "P-04");
    assert!(fast.check().unwrap().is_sound());
}

#[test]
fn a_copy_has_the_same_content_and_the_same_history_and_stands_on_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = IsmsFile::open(&file_with_people(folder.path())).unwrap();
    file.undo(&stamp()).unwrap();
    let copied = folder.path().join("copy.isms");
    file.save_copy(&copied, Uuid::now_v7()).unwrap();
    let mut copy = IsmsFile::open(&copied).unwrap();
    assert_eq!(copy.head(), file.head());
    assert_eq!(copy.isms(), file.isms());
    assert_eq!(copy.history().unwrap(), file.history().unwrap());
    assert_eq!(copy.can_undo_redo(), (true, true));
    assert_eq!(copy.next_reference(RegisterName::People), file.next_reference(RegisterName::People));
    assert!(copy.check().unwrap().is_sound());
    copy.redo(&stamp()).unwrap();
    assert_eq!(copy.isms().people.len(), file.isms().people.len() + 1, "the original does not follow");
    drop((file, copy));
    assert_eq!(names_in(folder.path()), ["client.isms", "copy.isms"]);
}

#[test]
fn a_copy_never_overwrites_not_even_its_own_original() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let other = folder.path().join("other.isms");
    fs::write(&other, "a letter to a client").unwrap();
    let before = look_at(folder.path());
    let file = IsmsFile::open(&path).unwrap();
    for taken in [&other, &path] {
        let error = file.save_copy(taken, Uuid::now_v7()).unwrap_err();
        assert!(matches!(error, StoreError::Exists { .. }), "{error}");
    }
    drop(file);
    assert_eq!(look_at(folder.path()), before);
}

#[test]
fn a_copy_that_cannot_be_proven_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    // Damage that opening cannot see but a copy has to carry over: an index that contradicts its table.
    outside(&path)
        .execute_batch(
            "PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET sql = replace(sql, 'CREATE TABLE people (', 'CREATE TABLE people (x,')
             WHERE name = 'people';",
        )
        .unwrap();
    let copied = folder.path().join("copy.isms");
    if let Ok(file) = IsmsFile::open(&path) {
        assert!(file.save_copy(&copied, Uuid::now_v7()).is_err());
    }
    assert_eq!(names_in(folder.path()), ["client.isms"]);
}
