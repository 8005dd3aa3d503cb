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
