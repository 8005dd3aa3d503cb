//! One file, one window: a second opener gets a sentence, and whoever has the file keeps it.

use std::path::Path;

use octavo::store::{IsmsFile, StoreError};
use uuid::Uuid;

use crate::tools::{add_person, file_with_people, octavo_on, outside, small_file, stamp};

const SENTENCE: &str = "is open in another window or program. Close it there, then try again.";

/// Another program tries every command that needs the file.
#[track_caller]
fn another_program_is_kept_out(path: &Path) {
    for command in ["status", "check", "history"] {
        let answer = octavo_on(command, path).ends_with(1);
        assert!(answer.err.contains(SENTENCE), "{answer:?}");
        assert!(answer.err.contains(path.to_str().unwrap()), "{answer:?}");
        assert_eq!(answer.out, "");
    }
}

#[test]
fn a_file_that_is_open_here_cannot_be_opened_by_another_program_until_it_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    another_program_is_kept_out(&path);
    let edit = add_person(&file, "Ada Lovelace");
    file.apply(&edit, &stamp()).unwrap();
    another_program_is_kept_out(&path);
    drop(file);
    octavo_on("status", &path).ends_with(0);
}

#[test]
fn a_file_that_is_open_here_cannot_be_opened_here_a_second_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let first = IsmsFile::open(&path).unwrap();
    let error = IsmsFile::open(&path).unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    assert!(error.to_string().contains(SENTENCE), "{error}");
    drop(first);
    assert!(IsmsFile::open(&path).unwrap().check().unwrap().is_sound());
}

/// On Unix, closing any handle of a file gives up every lock the process has on it.
#[test]
fn a_second_try_here_does_not_let_another_program_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let mut first = IsmsFile::open(&path).unwrap();
    assert!(IsmsFile::open(&path).is_err());
    another_program_is_kept_out(&path);
    let edit = add_person(&first, "Barbara Liskov");
    first.apply(&edit, &stamp()).unwrap();
    assert!(IsmsFile::open(&path).is_err());
    another_program_is_kept_out(&path);
    drop(first);
    octavo_on("check", &path).ends_with(0);
}

#[test]
fn a_file_stays_locked_while_and_after_a_copy_of_it_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let file = IsmsFile::open(&path).unwrap();
    let copy = folder.path().join("copy.isms");
    file.save_copy(&copy, Uuid::now_v7()).unwrap();
    assert!(file.save_copy(&path, Uuid::now_v7()).is_err());
    assert!(file.check().unwrap().is_sound());
    another_program_is_kept_out(&path);
    octavo_on("check", &copy).ends_with(0);
}

#[cfg(unix)]
#[test]
fn by_another_name_it_is_still_the_same_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    let link = folder.path().join("link.isms");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let file = IsmsFile::open(&path).unwrap();
    another_program_is_kept_out(&link);
    let error = IsmsFile::open(&link).unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    another_program_is_kept_out(&path);
    drop(file);
    drop(IsmsFile::open(&link).unwrap());
}

#[test]
fn a_file_that_another_program_writes_is_left_alone_until_it_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let other = outside(&path);
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let answer = octavo_on("status", &path).ends_with(1);
    assert!(answer.err.contains(SENTENCE), "{answer:?}");
    other.execute_batch("COMMIT").unwrap();
    octavo_on("status", &path).ends_with(0);
}

#[test]
fn an_edit_that_another_reader_holds_up_is_refused_whole_and_works_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    let reader = outside(&path);
    reader.execute_batch("BEGIN; SELECT count(*) FROM history").unwrap();
    match IsmsFile::open(&path) {
        Err(error) => assert!(matches!(error, StoreError::Locked { .. }), "{error}"),
        Ok(mut file) => {
            let edit = add_person(&file, "Ada Lovelace");
            let error = file.apply(&edit, &stamp()).unwrap_err();
            assert!(matches!(error, StoreError::Locked { .. }), "{error}");
            assert!(file.isms().people.is_empty());
            reader.execute_batch("COMMIT").unwrap();
            file.apply(&edit, &stamp()).unwrap();
            assert!(file.check().unwrap().is_sound());
        }
    }
}
