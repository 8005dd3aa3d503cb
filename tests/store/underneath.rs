//! The file is changed, replaced or removed underneath an open window: it is noticed before the next write, nothing
//! of the other state is overwritten, and one's own state can be saved.

use std::fs;
use std::path::{Path, PathBuf};

use octavo::isms::{FieldRef, RegisterName, set_field};
use octavo::store::backup::{Keeping, back_up};
use octavo::store::{IsmsFile, Saved, StoreError};
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

use crate::tools::{add_person, file_with_people, outside, stamp};

struct Story {
    folder: TempDir,
    path: PathBuf,
    file: IsmsFile,
}

/// A file with three people and one more that was added since it was opened.
fn open_window() -> Story {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    let edit = add_person(&file, "Barbara Liskov");
    file.apply(&edit, &stamp()).unwrap();
    assert!(!file.looks_changed());
    Story { folder, path, file }
}

/// The same file as somebody else continued it.
fn theirs(story: &Story) -> PathBuf {
    let other = story.folder.path().join("theirs.isms");
    story.file.save_copy(&other, Uuid::now_v7()).unwrap();
    let mut file = IsmsFile::open(&other).unwrap();
    let edit = add_person(&file, "Somebody else");
    file.apply(&edit, &stamp()).unwrap();
    other
}

/// No write goes through, whatever it is, and what lies there stays as it is, byte for byte.
#[track_caller]
fn nothing_is_written_over(story: &mut Story, is_gone: bool) {
    let before = fs::read(&story.path).ok();
    let (head, isms) = (story.file.head().clone(), story.file.isms().clone());
    let edit = add_person(&story.file, "Lost and found");
    let evidence = story.folder.path().join("report.txt");
    fs::write(&evidence, "restored at nine").unwrap();
    let person = story.file.isms().people.iter().next().unwrap().id;
    let file = &mut story.file;
    assert!(file.looks_changed());
    for (what, result) in [
        ("edit", file.apply(&edit, &stamp()).map(drop)),
        ("undo", file.undo(&stamp()).map(drop)),
        ("content", file.put_content(&evidence).map(drop)),
        ("erase", file.erase(person, &stamp()).map(drop)),
        ("passphrase", file.set_passphrase(octavo::store::Passphrase::new("secret"), Uuid::now_v7())),
        ("edit again", file.apply(&edit, &stamp()).map(drop)),
    ] {
        match result {
            Err(StoreError::Changed { .. }) if !is_gone => {}
            Err(StoreError::Gone { .. }) if is_gone => {}
            other => panic!("{what}: {other:?}"),
        }
    }
    assert_eq!((file.head(), file.isms()), (&head, &isms), "one's own state is what it was");
    assert!(fs::read(&story.path).ok() == before, "what lies there was touched");
}

/// One's own state as it was saved beside.
#[track_caller]
fn saved(story: &Story, backup: Option<&Path>, how: Saved) {
    let mine = story.folder.path().join("mine.isms");
    let saved = story.file.save_mine(&mine, backup, &stamp(), Uuid::now_v7()).unwrap();
    assert_eq!(saved, how);
    let file = IsmsFile::open(&mine).unwrap();
    assert_eq!(file.isms(), story.file.isms());
    assert_eq!(file.check().unwrap().problems, Vec::<String>::new());
    match how {
        Saved::Whole => assert_eq!(file.head(), story.file.head()),
        Saved::Records => assert_eq!(file.head().seq, 1),
    }
    let taken = story.file.save_mine(&mine, backup, &stamp(), Uuid::now_v7());
    assert!(matches!(taken, Err(StoreError::Exists { .. })), "{taken:?}");
}

fn backup_of(story: &Story) -> PathBuf {
    let folder = story.folder.path().join("backups");
    let now = jiff::civil::date(2026, 3, 12).at(10, 0, 0, 0);
    back_up(&story.path, None, &folder, Keeping::default(), now, Uuid::now_v7()).unwrap().made.unwrap().path
}

#[test]
fn another_file_in_its_place_is_noticed_and_ones_own_is_saved_whole() {
    let mut story = open_window();
    fs::rename(theirs(&story), &story.path).unwrap();
    nothing_is_written_over(&mut story, false);
    saved(&story, None, Saved::Whole);
}

#[test]
fn a_file_that_was_removed_or_moved_is_noticed_and_ones_own_is_saved_whole() {
    let mut story = open_window();
    fs::rename(&story.path, story.folder.path().join("moved.isms")).unwrap();
    nothing_is_written_over(&mut story, true);
    saved(&story, None, Saved::Whole);
    let mut story = open_window();
    fs::remove_file(&story.path).unwrap();
    nothing_is_written_over(&mut story, true);
    saved(&story, None, Saved::Whole);
}

#[test]
fn another_file_written_into_it_is_noticed_and_ones_own_comes_from_the_backup_and_the_session() {
    let mut story = open_window();
    let backup = backup_of(&story);
    let edit = add_person(&story.file, "After the backup");
    story.file.apply(&edit, &stamp()).unwrap();
    story.file.undo(&stamp()).unwrap();
    let other = theirs(&story);
    fs::copy(other, &story.path).unwrap();
    nothing_is_written_over(&mut story, false);
    saved(&story, Some(&backup), Saved::Whole);
}

#[test]
fn without_a_backup_that_fits_the_records_are_saved() {
    let mut story = open_window();
    let other = theirs(&story);
    fs::copy(&other, &story.path).unwrap();
    nothing_is_written_over(&mut story, false);
    saved(&story, None, Saved::Records);
    fs::remove_file(story.folder.path().join("mine.isms")).unwrap();
    saved(&story, Some(&other), Saved::Records);
    fs::remove_file(story.folder.path().join("mine.isms")).unwrap();
    saved(&story, Some(&story.folder.path().join("gone.isms")), Saved::Records);
}

#[test]
fn an_older_state_written_into_it_is_noticed_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let yesterday = fs::read(&path).unwrap();
    let mut file = IsmsFile::open(&path).unwrap();
    let edit = add_person(&file, "Barbara Liskov");
    file.apply(&edit, &stamp()).unwrap();
    fs::write(&path, &yesterday).unwrap();
    let mut story = Story { folder, path, file };
    nothing_is_written_over(&mut story, false);
    saved(&story, None, Saved::Records);
}

#[test]
fn a_row_that_another_program_changed_is_noticed_and_stays() {
    for (sql, how) in [
        ("UPDATE people SET job_title = 'Director' WHERE reference = 'P-02'", Saved::Records),
        ("DELETE FROM history WHERE seq = 5", Saved::Records),
        ("CREATE TABLE notes (text TEXT)", Saved::Records),
        ("CREATE TRIGGER ours AFTER UPDATE ON people BEGIN DELETE FROM risks; END", Saved::Records),
    ] {
        let mut story = open_window();
        outside(&story.path).execute_batch(sql).unwrap();
        nothing_is_written_over(&mut story, false);
        saved(&story, None, how);
    }
}

#[test]
fn a_change_within_the_same_tick_of_the_clock_and_of_the_same_size_is_noticed() {
    let mut story = open_window();
    let before = fs::metadata(&story.path).unwrap();
    outside(&story.path).execute_batch("UPDATE people SET job_title = 'Director' WHERE reference = 'P-02'").unwrap();
    fs::File::options().write(true).open(&story.path).unwrap().set_modified(before.modified().unwrap()).unwrap();
    assert_eq!(fs::metadata(&story.path).unwrap().len(), before.len());
    assert!(!story.file.looks_changed(), "at a glance nothing is different");
    let edit = add_person(&story.file, "Lost and found");
    let refused = story.file.apply(&edit, &stamp());
    assert!(matches!(refused, Err(StoreError::Changed { .. })), "{refused:?}");
}

#[test]
fn a_file_that_was_cut_or_filled_with_something_else_is_noticed() {
    let cuts: [fn(&Path); 4] = [
        |path| fs::OpenOptions::new().write(true).open(path).unwrap().set_len(8192).unwrap(),
        |path| fs::OpenOptions::new().write(true).open(path).unwrap().set_len(0).unwrap(),
        |path| fs::write(path, "Dear client,\n").unwrap(),
        |path| {
            fs::remove_file(path).unwrap();
            fs::create_dir(path).unwrap();
        },
    ];
    for cut in cuts {
        let mut story = open_window();
        let backup = backup_of(&story);
        cut(&story.path);
        nothing_is_written_over(&mut story, false);
        saved(&story, Some(&backup), Saved::Whole);
    }
}

#[test]
fn a_touched_file_and_an_identical_copy_in_its_place_are_taken_up_without_a_word() {
    let mut story = open_window();
    let later = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(2_000_000_000);
    let works = |story: &mut Story| {
        assert!(story.file.looks_changed());
        let edit = add_person(&story.file, "Margaret Hamilton");
        story.file.apply(&edit, &stamp()).unwrap();
        story.file.undo(&stamp()).unwrap();
        assert!(!story.file.looks_changed());
        assert!(story.file.check().unwrap().is_sound());
        assert_eq!(
            IsmsFile::read(&story.path, None).unwrap().head(),
            story.file.head(),
            "it went into what lies there"
        );
        let locked = IsmsFile::open(&story.path);
        assert!(matches!(locked, Err(StoreError::Locked { .. })), "{locked:?}");
    };
    fs::File::options().write(true).open(&story.path).unwrap().set_modified(later).unwrap();
    works(&mut story);
    let copy = story.folder.path().join("copy");
    fs::copy(&story.path, &copy).unwrap();
    fs::rename(&copy, &story.path).unwrap();
    works(&mut story);
    let bytes = fs::read(&story.path).unwrap();
    fs::write(&story.path, bytes).unwrap();
    works(&mut story);
}

#[test]
fn work_goes_on_when_the_file_is_put_back() {
    let mut story = open_window();
    let aside = story.folder.path().join("aside.isms");
    fs::rename(&story.path, &aside).unwrap();
    let edit = add_person(&story.file, "Margaret Hamilton");
    assert!(matches!(story.file.apply(&edit, &stamp()), Err(StoreError::Gone { .. })));
    fs::rename(&aside, &story.path).unwrap();
    story.file.apply(&edit, &stamp()).unwrap();
    assert!(story.file.check().unwrap().is_sound());
}

#[test]
fn a_long_session_after_the_backup_comes_along_whole() {
    let mut story = open_window();
    let backup = backup_of(&story);
    let id = story.file.isms().people.iter().next().unwrap().id.into();
    for number in 0..20 {
        let title = FieldRef { register: RegisterName::People, id, pointer: "/job_title".into() };
        let edit = set_field(story.file.isms(), &title, json!(format!("title {number}")), "title").unwrap();
        story.file.apply(&edit, &stamp()).unwrap();
        if number % 3 == 0 {
            story.file.undo(&stamp()).unwrap();
        }
        if number % 6 == 0 {
            story.file.redo(&stamp()).unwrap();
        }
    }
    fs::write(&story.path, "").unwrap();
    nothing_is_written_over(&mut story, false);
    let undoable = story.file.can_undo_redo();
    saved(&story, Some(&backup), Saved::Whole);
    let mut mine = IsmsFile::open(&story.folder.path().join("mine.isms")).unwrap();
    assert_eq!(mine.can_undo_redo(), undoable);
    mine.undo(&stamp()).unwrap();
    assert!(mine.check().unwrap().is_sound());
}
