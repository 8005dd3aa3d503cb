//! Backups: made when something changed, read back, thinned among their own, and put back without losing anything.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::{DateTime, date};
use octavo::store::backup::{BackedUp, Keeping, back_up, folder_of, kept_beside, list, remove_all, restore};
use octavo::store::{IsmsFile, Opening, StoreError};
use uuid::Uuid;

use crate::crash::{kill_after, start};
use crate::tools::{add_person, file_with_people, look_at, names_in, octavo_on, quick_folder, small_file, stamp};

const ONE: Keeping = Keeping { recent: 1, daily: 0, weekly: 0, monthly: 0 };

fn at(day: i8, hour: i8) -> DateTime {
    date(2026, 3, day).at(hour, 0, 0, 0)
}

fn make(path: &Path, keeping: Keeping, now: DateTime) -> Result<BackedUp, StoreError> {
    back_up(path, None, &folder_of(path, None), keeping, now, Uuid::now_v7())
}

fn edited(path: &Path, name: &str) {
    let mut file = IsmsFile::open(path).unwrap();
    let edit = add_person(&file, name);
    file.apply(&edit, &stamp()).unwrap();
}

fn has(path: &Path, name: &str) -> bool {
    let file = IsmsFile::read(path, None).unwrap();
    assert_eq!(file.check().unwrap().problems, Vec::<String>::new());
    file.isms().people.iter().any(|person| person.name == name)
}

#[test]
fn a_backup_is_made_when_something_changed_and_only_then() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let before = look_at(folder.path());
    let backups = folder_of(&path, None);
    assert_eq!(backups, folder.path().join("client backups"));
    let made = make(&path, Keeping::default(), at(1, 9)).unwrap().made.unwrap();
    assert_eq!((made.seq, made.at), (4, at(1, 9)));
    let head = IsmsFile::read(&path, None).unwrap().head().clone();
    let mark = head.fingerprint().replace(' ', "")[..8].to_owned();
    assert_eq!(names_in(&backups), [format!("client 2026-03-01 09.00.00 entry 4 {mark}.isms")]);
    assert_eq!(make(&path, Keeping::default(), at(1, 10)).unwrap(), BackedUp::default(), "nothing changed");
    edited(&path, "Barbara Liskov");
    let second = make(&path, Keeping::default(), at(1, 11)).unwrap().made.unwrap();
    assert!(has(&second.path, "Barbara Liskov") && !has(&made.path, "Barbara Liskov"));
    assert_eq!(list(&path, &backups), [second, made]);
    fs::remove_dir_all(&backups).unwrap();
    assert_ne!(look_at(folder.path()), before);
    let chosen = tempfile::tempdir().unwrap();
    let elsewhere = folder_of(&path, Some(chosen.path()));
    back_up(&path, None, &elsewhere, Keeping::default(), at(2, 9), Uuid::now_v7()).unwrap();
    assert_eq!(list(&path, &elsewhere).len(), 1);
    assert_eq!(names_in(folder.path()), ["client.isms"]);
}

#[test]
fn older_ones_go_after_the_new_one_is_there_and_only_those_of_this_very_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let backups = folder_of(&path, None);
    let first = make(&path, ONE, at(1, 9)).unwrap().made.unwrap();
    // Another client's file of the same name, backed up into the same folder, and what only looks like a backup.
    let other = tempfile::tempdir().unwrap();
    let others = file_with_people(other.path());
    let strange = back_up(&others, None, &backups, ONE, at(1, 10), Uuid::now_v7()).unwrap();
    assert_eq!(strange.removed, Vec::<PathBuf>::new());
    let strange = strange.made.unwrap().path;
    let letter = backups.join("client 2026-03-01 08.00.00 entry 1 00000000.isms");
    fs::write(&letter, "a letter to a client").unwrap();
    edited(&path, "Barbara Liskov");
    let second = make(&path, ONE, at(1, 11)).unwrap();
    assert_eq!(second.removed, std::slice::from_ref(&first.path));
    assert!(strange.exists() && letter.exists() && second.made.unwrap().path.exists() && !first.path.exists());
    // An undone entry is in the history too: a backup from before is an earlier state all the same.
    let mut file = IsmsFile::open(&path).unwrap();
    file.undo(&stamp()).unwrap();
    drop(file);
    assert_eq!(make(&path, ONE, at(1, 12)).unwrap().removed.len(), 1);
    let mut expected = vec![letter, strange];
    expected.extend(list(&path, &backups).into_iter().take(1).map(|backup| backup.path));
    expected.sort();
    let mut there: Vec<PathBuf> = names_in(&backups).iter().map(|name| backups.join(name)).collect();
    there.sort();
    assert_eq!(there, expected);
}

#[test]
fn a_file_that_cannot_be_read_makes_no_backup_and_no_older_one_goes() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    make(&path, ONE, at(1, 9)).unwrap();
    let before = look_at(&folder_of(&path, None));
    let good = fs::read(&path).unwrap();
    fs::write(&path, &good[..good.len() / 2]).unwrap();
    assert!(matches!(make(&path, ONE, at(1, 10)), Err(StoreError::Truncated { .. })));
    fs::write(&path, "").unwrap();
    assert!(matches!(make(&path, ONE, at(1, 10)), Err(StoreError::Empty { .. })));
    fs::remove_file(&path).unwrap();
    assert!(matches!(make(&path, ONE, at(1, 10)), Err(StoreError::NotFound { .. })));
    assert_eq!(look_at(&folder_of(&path, None)), before);
}

#[test]
fn backups_are_made_while_a_person_works_and_hold_nobody_up() {
    let folder = quick_folder();
    let path = file_with_people(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    let beside = path.clone();
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let (tell, told) = std::sync::mpsc::channel::<()>();
    let worker = std::thread::spawn(move || {
        let mut made = Vec::new();
        let mut minute = 0;
        while stopped.try_recv().is_err() || made.is_empty() {
            let now = date(2026, 3, 1).at(9, minute, 0, 0);
            let all = Keeping { recent: 1000, ..ONE };
            made.extend(back_up(&beside, None, &folder_of(&beside, None), all, now, Uuid::now_v7()).unwrap().made);
            let _ = tell.send(());
            minute = (minute + 1) % 60;
        }
        made
    });
    // At least two are made of a file that changes between them, however slow they are.
    let mut rounds = 0;
    for number in 0..2_000 {
        rounds += told.try_iter().count();
        if number >= 60 && rounds >= 3 {
            break;
        }
        let edit = add_person(&file, &format!("Person {number}"));
        file.apply(&edit, &stamp()).unwrap_or_else(|error| panic!("edit {number}: {error}"));
        if number % 10 == 0 {
            octavo_on("status", &path).ends_with(0);
        }
    }
    stop.send(()).unwrap();
    let made = worker.join().unwrap();
    assert!(made.len() > 1, "{}", made.len());
    for backup in made {
        let read = IsmsFile::read(&backup.path, None).unwrap();
        assert_eq!(read.head().seq, backup.seq, "a backup bears the number of what is in it");
        assert!(read.head().hash.to_uppercase().starts_with(&backup.mark));
        assert_eq!(read.check().unwrap().problems, Vec::<String>::new());
    }
    assert_eq!(file.check().unwrap().problems, Vec::<String>::new());
}

#[test]
fn a_backup_put_back_leaves_the_file_as_it_was_beside() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let backup = make(&path, ONE, at(1, 9)).unwrap().made.unwrap().path;
    edited(&path, "Barbara Liskov");
    let aside = restore(&path, &backup, &Opening::default(), at(2, 9), Uuid::now_v7()).unwrap();
    assert!(has(&aside, "Barbara Liskov") && !has(&path, "Barbara Liskov"));
    assert_eq!(kept_beside(&path), std::slice::from_ref(&aside));
    // A second time in the same second: nothing is overwritten.
    edited(&path, "Margaret Hamilton");
    let second = restore(&path, &backup, &Opening::default(), at(2, 9), Uuid::now_v7()).unwrap();
    assert!(second != aside && has(&second, "Margaret Hamilton") && has(&aside, "Barbara Liskov"));
    // A damaged file and one that is gone can be restored as well, and a backup that is none changes nothing.
    fs::write(&path, "Dear client,\n").unwrap();
    let letter = restore(&path, &backup, &Opening::default(), at(3, 9), Uuid::now_v7()).unwrap();
    assert_eq!(fs::read_to_string(&letter).unwrap(), "Dear client,\n");
    fs::remove_file(&path).unwrap();
    let nothing = restore(&path, &backup, &Opening::default(), at(4, 9), Uuid::now_v7()).unwrap();
    assert!(!nothing.exists() && has(&path, "Ada Lovelace"));
    let before = look_at(folder.path());
    assert!(restore(&path, &letter, &Opening::default(), at(5, 9), Uuid::now_v7()).is_err());
    assert!(restore(&path, &folder.path().join("gone.isms"), &Opening::default(), at(5, 9), Uuid::now_v7()).is_err());
    assert_eq!(look_at(folder.path()), before);
    assert!(remove_all(&IsmsFile::read(&path, None).unwrap(), None).is_empty());
    assert_eq!(names_in(folder.path()), ["client backups", "client.isms"]);
}

#[test]
fn a_journal_goes_aside_with_the_file_it_belongs_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    edited(&path, "edit 2");
    let backup = make(&path, ONE, at(1, 9)).unwrap().made.unwrap().path;
    let journal = folder.path().join("client.isms-journal");
    let acknowledged = (0..200_u32)
        .find_map(|round| {
            let child = start("crash::child_that_writes_until_it_is_killed", &path, "");
            let acknowledged = kill_after(child, 1, round * 37 % 100 * 100_000);
            fs::read(&journal).unwrap_or_default().starts_with(&[0xD9, 0xD5, 0x05, 0xF9]).then_some(acknowledged)
        })
        .unwrap();
    let aside = restore(&path, &backup, &Opening::default(), at(2, 9), Uuid::now_v7()).unwrap();
    assert!(!journal.exists(), "it would have been rolled back into the backup");
    assert_eq!(IsmsFile::open(&path).unwrap().head().seq, 2);
    let aside = IsmsFile::open(&aside).unwrap();
    assert_eq!(aside.check().unwrap().problems, Vec::<String>::new());
    assert!(aside.head().seq >= acknowledged);
}

#[cfg(unix)]
#[test]
fn through_a_link_the_file_itself_is_backed_up_and_restored() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let link = elsewhere.path().join("link.isms");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let backup = make(&link, ONE, at(1, 9)).unwrap().made.unwrap();
    assert_eq!(list(&path, &folder_of(&path, None)), std::slice::from_ref(&backup));
    edited(&link, "Barbara Liskov");
    let aside = restore(&link, &backup.path, &Opening::default(), at(2, 9), Uuid::now_v7()).unwrap();
    assert_eq!(aside.parent(), Some(folder.path()));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink() && !has(&path, "Barbara Liskov"));
    assert_eq!(names_in(elsewhere.path()), ["link.isms"]);
}
