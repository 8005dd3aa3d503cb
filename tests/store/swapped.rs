//! Another program puts a file of its own there, or opens a backup, while a passphrase is changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::date;
use octavo::store::backup::{self, Keeping, back_up, rewrap_all};
use octavo::store::{IsmsFile, Passphrase, StoreError, needs_passphrase};
use uuid::Uuid;

use crate::tools::{add_person, file_with_people, names_in, stamp};

fn key() -> Option<Passphrase> {
    Passphrase::new("harbour at dawn")
}

/// A copy of a file in which somebody else went on working.
fn theirs(path: &Path, name: &str) -> PathBuf {
    let theirs = path.with_file_name(name);
    IsmsFile::read(path, None).unwrap().save_copy(&theirs, Uuid::now_v7()).unwrap();
    let mut newer = IsmsFile::open(&theirs).unwrap();
    let edit = add_person(&newer, "Written elsewhere");
    newer.apply(&edit, &stamp()).unwrap();
    theirs
}

/// Does something, while a sync client moves a file to a place as soon as something half made lies in a folder there.
/// Answers `None` when the sync client came too late.
fn while_another_comes<T>(from: &Path, place: &Path, watched: &Path, work: impl FnOnce() -> T) -> Option<T> {
    let ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let swapping = scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                if names_in(watched).iter().any(|name| name.contains(".part")) {
                    fs::rename(from, place).unwrap();
                    return !ended.load(Ordering::Relaxed);
                }
                std::thread::yield_now();
            }
            false
        });
        let done = work();
        ended.store(true, Ordering::Relaxed);
        swapping.join().unwrap().then_some(done)
    })
}

/// Tries until the sync client comes in time.
fn in_time(mut story: impl FnMut(&Path) -> bool) {
    let met = (0..20).any(|_| story(tempfile::tempdir().unwrap().path()));
    assert!(met, "the sync client was late twenty times");
}

#[test]
fn another_file_that_is_put_there_while_the_passphrase_changes_stays() {
    in_time(|folder| {
        let path = file_with_people(folder);
        let theirs = theirs(&path, "theirs.isms");
        let bytes = fs::read(&theirs).unwrap();
        let mut file = IsmsFile::open(&path).unwrap();
        let work = || file.set_passphrase(key(), Uuid::now_v7());
        let Some(done) = while_another_comes(&theirs, &path, folder, work) else { return false };
        drop(file);
        match done {
            Err(refused) => {
                assert!(matches!(refused, StoreError::Changed { .. }), "{refused}");
                assert_eq!(fs::read(&path).unwrap(), bytes, "theirs is what was put there");
                assert_eq!(names_in(folder), ["client.isms"]);
                true
            }
            // It came between the last look and the end.
            Ok(()) => false,
        }
    });
}

#[test]
fn a_backup_that_is_replaced_while_it_gets_the_passphrase_stays() {
    in_time(|folder| {
        let path = file_with_people(folder);
        let all = backup::folder_of(&path, None);
        let now = date(2026, 3, 12).at(9, 0, 0, 0);
        let made = back_up(&path, None, &all, Keeping::default(), now, Uuid::now_v7()).unwrap().made.unwrap().path;
        let theirs = theirs(&path, "theirs.isms");
        let bytes = fs::read(&theirs).unwrap();
        let mut file = IsmsFile::open(&path).unwrap();
        file.set_passphrase(key(), Uuid::now_v7()).unwrap();
        let work = || rewrap_all(&file, None, None, key().as_ref(), Uuid::now_v7);
        let Some(rewrapped) = while_another_comes(&theirs, &made, &all, work) else { return false };
        if rewrapped.left.is_empty() {
            return false;
        }
        assert_eq!((rewrapped.done, rewrapped.left), (0, vec![made.clone()]));
        assert_eq!(fs::read(&made).unwrap(), bytes, "theirs is what was put there");
        true
    });
}

#[test]
fn a_backup_that_somebody_works_in_is_left_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let all = backup::folder_of(&path, None);
    let now = date(2026, 3, 12).at(9, 0, 0, 0);
    let made = back_up(&path, None, &all, Keeping::default(), now, Uuid::now_v7()).unwrap().made.unwrap().path;
    let mut file = IsmsFile::open(&path).unwrap();
    file.set_passphrase(key(), Uuid::now_v7()).unwrap();
    let mut busy = IsmsFile::open(&made).unwrap();
    let rewrapped = rewrap_all(&file, None, None, key().as_ref(), Uuid::now_v7);
    assert_eq!((rewrapped.done, rewrapped.left), (0, vec![made.clone()]));
    // Whoever works there goes on.
    let edit = add_person(&busy, "Written into the backup");
    busy.apply(&edit, &stamp()).unwrap();
    drop(busy);
    assert!(!needs_passphrase(&made).unwrap());
    let rewrapped = rewrap_all(&file, None, None, key().as_ref(), Uuid::now_v7);
    assert_eq!((rewrapped.done, rewrapped.left), (1, Vec::new()));
    let read = IsmsFile::read(&made, key().as_ref()).unwrap();
    assert!(read.isms().people.iter().any(|person| person.name == "Written into the backup"));
}
