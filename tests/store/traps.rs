//! What lies in wait around a file: another client's backups, journals of files that are gone, links, rights, and
//! whoever changed the history without Octavo.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::{DateTime, date};
use octavo::store::backup::{self, Keeping, back_up, list, remove_all, restore};
use octavo::store::{IsmsFile, Opening, StoreError};
use uuid::Uuid;

use crate::tools::{
    add_person, answer, file_with_people, founding, names_in, octavo, octavo_on, outside, program, small_file, stamp,
};

fn at(hour: i8) -> DateTime {
    date(2026, 3, 12).at(hour, 0, 0, 0)
}

/// A file of its own with this name, and a person in it.
fn client(folder: &Path, name: &str) -> PathBuf {
    fs::create_dir_all(folder).unwrap();
    let path = folder.join("isms.isms");
    let mut file = IsmsFile::create(&path, &founding(), &stamp(), Uuid::now_v7()).unwrap();
    let edit = add_person(&file, name);
    file.apply(&edit, &stamp()).unwrap();
    path
}

fn has(path: &Path, name: &str) -> bool {
    IsmsFile::read(path, None).unwrap().isms().people.iter().any(|person| person.name == name)
}

#[test]
fn in_one_folder_for_all_backups_another_clients_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (alpha, beta) = (client(&folder.path().join("a"), "Alpha Ada"), client(&folder.path().join("b"), "Beta Bob"));
    let shared = folder.path().join("nas");
    fs::create_dir(&shared).unwrap();
    let all = backup::folder_of(&alpha, Some(&shared));
    assert_eq!(all, backup::folder_of(&beta, Some(&shared)), "both files have one name");
    let make = |path: &Path, keeping, hour| back_up(path, None, &all, keeping, at(hour), Uuid::now_v7()).unwrap();
    let of_alpha = make(&alpha, Keeping::default(), 8).made.unwrap();
    let of_beta = make(&beta, Keeping::default(), 9).made.unwrap();
    assert_eq!(list(&alpha, &all).len(), 2);

    // The newest is the other's.
    assert_eq!(backup::newest(&alpha, &all, None), Some(of_alpha.clone()));
    let refused = restore(&alpha, &of_beta.path, &Opening::default(), at(10), Uuid::now_v7()).unwrap_err();
    assert!(matches!(refused, StoreError::Stranger { .. }), "{refused}");
    assert!(refused.to_string().contains("made of another one. Nothing was changed"), "{refused}");
    let restored = octavo([Path::new("restore"), &alpha, Path::new("--backups"), &shared]).ends_with(0).out;
    assert!(restored.contains(&of_alpha.path.display().to_string()), "{restored}");
    assert!(has(&alpha, "Alpha Ada"));
    let named = octavo([Path::new("restore"), &alpha, &of_beta.path]).ends_with(1);
    assert!(named.err.contains("made of another one"), "{named:?}");

    // Damaged, it still tells which backups are its own.
    let bytes = fs::read(&alpha).unwrap();
    let page: i64 = outside(&alpha)
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'people'", [], |row| row.get(0))
        .unwrap();
    let mut damaged = bytes.clone();
    damaged[usize::try_from(page - 1).unwrap() * 4096..][..4096].fill(0xFF);
    fs::write(&alpha, damaged).unwrap();
    assert!(IsmsFile::read(&alpha, None).is_err());
    assert_eq!(backup::newest(&alpha, &all, None), Some(of_alpha.clone()));
    let refused = restore(&alpha, &of_beta.path, &Opening::default(), at(10), Uuid::now_v7()).unwrap_err();
    assert!(matches!(refused, StoreError::Stranger { .. }), "{refused}");
    fs::write(&alpha, &bytes).unwrap();

    // Thinning: with one to keep, each keeps its own.
    let mut file = IsmsFile::open(&alpha).unwrap();
    let edit = add_person(&file, "Alpha Eve");
    file.apply(&edit, &stamp()).unwrap();
    let one = Keeping { recent: 1, daily: 0, weekly: 0, monthly: 0 };
    assert_eq!(make(&alpha, one, 11).removed, [of_alpha.path]);
    assert!(of_beta.path.exists());
    // After an erasure its own go, and no other.
    assert_eq!(remove_all(&file, Some(&shared)), Vec::<PathBuf>::new());
    assert_eq!(list(&alpha, &all), [of_beta]);
}

#[test]
fn a_backup_that_somebody_went_on_working_in_is_not_thinned_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let one = Keeping { recent: 1, daily: 0, weekly: 0, monthly: 0 };
    let all = backup::folder_of(&path, None);
    let old = back_up(&path, None, &all, one, at(8), Uuid::now_v7()).unwrap().made.unwrap();
    for (open, name) in [(&old.path, "Written into the backup"), (&path, "Barbara Liskov")] {
        let mut file = IsmsFile::open(open).unwrap();
        let edit = add_person(&file, name);
        file.apply(&edit, &stamp()).unwrap();
    }
    assert_eq!(back_up(&path, None, &all, one, at(9), Uuid::now_v7()).unwrap().removed, Vec::<PathBuf>::new());
    assert!(has(&old.path, "Written into the backup"));
    // The clock was wrong once: what is held by any backup is not backed up again.
    let future = date(2031, 1, 1).at(0, 0, 0, 0);
    assert_eq!(back_up(&path, None, &all, one, future, Uuid::now_v7()).unwrap().made, None);
}

#[test]
fn a_backup_is_trusted_for_what_it_holds_and_not_for_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let all = backup::folder_of(&path, None);
    let make = || back_up(&path, None, &all, Keeping::default(), at(8), Uuid::now_v7()).unwrap().made;
    let first = make().unwrap();
    assert_eq!(make(), None);
    let mut file = IsmsFile::open(&first.path).unwrap();
    let edit = add_person(&file, "Written into the backup");
    file.apply(&edit, &stamp()).unwrap();
    drop(file);
    // Its name still says the present state, and within the same second the name is taken.
    let second = make().unwrap();
    assert!(has(&first.path, "Written into the backup") && !has(&second.path, "Written into the backup"));
    assert_eq!(make(), None);

    // For a file that is lost, the newest that can be read.
    let newest = list(&path, &all).remove(0);
    assert_eq!(newest, second);
    let whole = fs::metadata(&second.path).unwrap().len();
    fs::OpenOptions::new().write(true).open(&second.path).unwrap().set_len(whole / 2).unwrap();
    fs::write(&path, "").unwrap();
    assert_eq!(backup::newest(&path, &all, None), Some(backup_at(&first.path, &path, &all)));
}

/// The same backup as it lies there now: somebody worked in it.
fn backup_at(at: &Path, path: &Path, folder: &Path) -> backup::Backup {
    list(path, folder).into_iter().find(|backup| backup.path == at).unwrap()
}

#[test]
fn what_a_killed_backup_left_is_swept_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let all = backup::folder_of(&path, None);
    fs::create_dir(&all).unwrap();
    let (one, two) = (Uuid::now_v7().simple(), Uuid::now_v7().simple());
    for left in [format!(".client.isms.{one}.part"), format!("..client.isms.{one}.part.{two}.part-journal")] {
        fs::copy(&path, all.join(left)).unwrap();
    }
    let own = format!(".notes.{one}.part");
    fs::write(all.join(&own), "somebody else's").unwrap();
    let made = back_up(&path, None, &all, Keeping::default(), at(8), Uuid::now_v7()).unwrap().made.unwrap();
    let name = made.path.file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(names_in(&all), [own, name]);
}

#[test]
fn beside_the_journal_of_a_file_that_is_gone_no_new_one_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let from = small_file(folder.path());
    for ending in ["-journal", "-wal", "-shm"] {
        let path = folder.path().join("new.isms");
        let left = folder.path().join(format!("new.isms{ending}"));
        fs::write(&left, "pages of another file").unwrap();
        let file = IsmsFile::read(&from, None).unwrap();
        let refused = [
            file.save_copy(&path, Uuid::now_v7()).unwrap_err().to_string(),
            octavo_on("new", &path).ends_with(1).err,
            octavo([Path::new("salvage"), &from, &path]).ends_with(1).err,
        ];
        for sentence in refused {
            assert!(sentence.contains(&format!("new.isms{ending} is left from another file")), "{sentence}");
        }
        assert!(!path.exists());
        fs::remove_file(left).unwrap();
    }
}

#[test]
fn restoring_takes_everything_of_the_old_file_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let all = backup::folder_of(&path, None);
    let made = back_up(&path, None, &all, Keeping::default(), at(8), Uuid::now_v7()).unwrap().made.unwrap();
    for ending in ["-wal", "-shm"] {
        fs::write(folder.path().join(format!("client.isms{ending}")), "of a program that was killed").unwrap();
    }
    let aside = restore(&path, &made.path, &Opening::default(), at(9), Uuid::now_v7()).unwrap();
    let aside = aside.file_name().unwrap().to_string_lossy().into_owned();
    let with = |ending: &str| format!("{aside}{ending}");
    assert_eq!(names_in(folder.path()), ["client backups", &aside, &with("-shm"), &with("-wal"), "client.isms"]);
    assert_eq!(IsmsFile::read(&path, None).unwrap().check().unwrap().problems, Vec::<String>::new());
    // A folder is no file to be replaced.
    let refused = restore(folder.path(), &made.path, &Opening::default(), at(9), Uuid::now_v7()).unwrap_err();
    assert!(refused.to_string().contains("is not a file. Nothing was changed"), "{refused}");
}

#[test]
fn a_mark_of_another_computer_is_respected_by_commands_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let all = backup::folder_of(&path, None);
    back_up(&path, None, &all, Keeping::default(), at(8), Uuid::now_v7()).unwrap();
    let mark = r#"{"by":"Grace","machine":"another computer","since":"yesterday"}"#;
    fs::write(folder.path().join(".client.isms.lock"), mark).unwrap();
    let refused = octavo_on("restore", &path).ends_with(1);
    assert!(refused.err.contains("Grace on another computer"), "{refused:?}");
    octavo([Path::new("restore"), &path, Path::new("--anyway")]).ends_with(0);
    assert!(!folder.path().join(".client.isms.lock").exists());
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_mark_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    let precious = folder.path().join("precious.txt");
    fs::write(&precious, "the only copy").unwrap();
    let mark = folder.path().join(".client.isms.lock");
    std::os::unix::fs::symlink(&precious, &mark).unwrap();
    drop(IsmsFile::open(&path).unwrap());
    fs::hard_link(&precious, &mark).unwrap();
    let file = IsmsFile::open(&path).unwrap();
    assert!(matches!(IsmsFile::open(&path), Err(StoreError::Locked { .. })), "it is locked all the same");
    drop(file);
    assert_eq!(fs::read_to_string(&precious).unwrap(), "the only copy");
    assert_eq!(names_in(folder.path()), ["client.isms", "precious.txt"]);
}

#[cfg(unix)]
#[test]
fn what_only_its_owner_reads_stays_so_in_every_copy() {
    use std::os::unix::fs::PermissionsExt;
    let rights = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("client.isms");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/format-3.isms"), &path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    let all = backup::folder_of(&path, None);
    let made = back_up(&path, None, &all, Keeping::default(), at(8), Uuid::now_v7()).unwrap().made.unwrap();
    assert_eq!(rights(&made.path), 0o600, "of a file of an earlier format");
    fs::set_permissions(&made.path, fs::Permissions::from_mode(0o777)).unwrap();
    restore(&path, &made.path, &Opening::default(), at(9), Uuid::now_v7()).unwrap();
    assert_eq!(rights(&path), 0o600, "of the file that was replaced");
    let saved = folder.path().join("saved.isms");
    octavo::store::salvage(&path, None, &saved, &stamp(), Uuid::now_v7()).unwrap();
    assert_eq!(rights(&saved), 0o600, "of the damaged file");
}

#[test]
fn nothing_vouches_for_a_history_that_was_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let file = IsmsFile::read(&path, None).unwrap();
    let (now, then) = (file.head().fingerprint(), file.as_of(3).unwrap().1.fingerprint());
    drop(file);
    let verify = |fingerprint: &str| {
        answer(&program().arg("history").arg(&path).args(["--verify", fingerprint]).output().unwrap())
    };
    let as_typed = [now.clone(), format!("History {now}"), now.replace(' ', "-"), now.replace(' ', "").to_lowercase()];
    for typed in as_typed {
        assert!(verify(&typed).ends_with(0).out.contains("Nothing has changed since"), "{typed}");
    }
    assert!(verify(&then).ends_with(0).out.contains("Entries since then: 1"));
    for none in ["3FFD", "", "no fingerprint at all", "ZZZZ 61C2 E07B 44D8"] {
        assert!(verify(none).ends_with(2).err.contains("It has 16 digits and letters"), "{none}");
    }
    assert!(verify("0000 1111 2222 3333").ends_with(1).err.contains("does not belong to"));

    let export = |of: &[&str]| {
        let out = folder.path().join("out");
        answer(&program().arg("export").arg(&path).args(of).arg("--out").arg(&out).output().unwrap())
    };
    export(&["roles", "--as-of", "2"]).ends_with(0);
    let bytes = fs::read(&path).unwrap();
    let changes = [
        "UPDATE history SET by = 'Mallory' WHERE seq = 2",
        "UPDATE history SET changes = replace(changes, 'Ada', 'Eve') WHERE seq = 2",
        "DELETE FROM history WHERE seq = 2",
        "UPDATE history SET at = '2020-01-01T00:00:00Z' WHERE seq = 1",
    ];
    for change in changes {
        fs::write(&path, &bytes).unwrap();
        outside(&path).execute_batch(change).unwrap();
        for refused in [verify(&now), export(&["roles", "--as-of", "3"])] {
            let refused = refused.ends_with(1);
            assert!(refused.err.contains("was altered behind Octavo's back. History entry"), "{change}: {refused:?}");
            assert_eq!(refused.out, "", "{change}");
        }
    }
    fs::write(&path, &bytes).unwrap();
    outside(&path)
        .execute_batch("INSERT INTO earlier_hashes (hash, seq, erased) VALUES ('deadbeefdeadbeef00', 3, 3)")
        .unwrap();
    let forged = verify("DEAD BEEF DEAD BEEF").ends_with(1);
    assert!(forged.err.contains("The hashes kept from before entry 3 were changed"), "{forged:?}");
}

#[test]
fn a_whole_file_of_a_newer_octavo_is_not_saved_without_what_that_one_added() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    outside(&path).execute_batch("CREATE TABLE new_things (id TEXT); PRAGMA user_version = 99").unwrap();
    let target = folder.path().join("saved.isms");
    let refused = octavo([Path::new("salvage"), &path, &target]).ends_with(1);
    assert!(refused.err.contains("was made by a newer Octavo"), "{refused:?}");
    assert!(!target.exists());
    let gone = octavo([Path::new("salvage"), &folder.path().join("gone.isms"), &target]).ends_with(1);
    assert!(gone.err.contains("is not there"), "{gone:?}");
    let no_file = octavo([Path::new("salvage"), folder.path(), &target]).ends_with(1);
    assert!(no_file.err.contains("is a folder"), "{no_file:?}");
}

#[test]
fn output_that_cannot_be_written_is_no_success() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = program().arg("history").arg(&path).stdout(full).output().unwrap();
    assert!(answer(&output).ends_with(1).err.contains("The output could not be written"));
    let none = octavo_on("backups", &folder.path().join("gone.isms")).ends_with(1);
    assert!(none.err.contains("is not there"), "{none:?}");
}

#[test]
fn a_person_who_was_taken_out_of_the_register_can_still_be_erased() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    let person = file.isms().people.iter().find(|person| person.name == "Grace Hopper").unwrap().id;
    let removed = octavo::isms::delete(file.isms(), octavo::isms::RegisterName::People, person.0).unwrap();
    file.apply(&removed, &stamp()).unwrap();
    assert!(file.would_erase(person).unwrap().entries >= 2);
    let erased = file.erase(person, &stamp()).unwrap();
    assert_eq!((erased.records, &erased.left_behind), (0, &None));
    assert_eq!(file.check().unwrap().problems, Vec::<String>::new());
    drop(file);
    let bytes = fs::read(&path).unwrap();
    assert_eq!(memchr::memmem::find(&bytes, b"Grace Hopper"), None);
}

#[test]
fn the_approved_file_of_an_earlier_version_is_looked_for_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    let policy = folder.path().join("policy.docx");
    fs::write(&policy, "approved").unwrap();
    let stored = file.put_content(&policy).unwrap();
    let id = Uuid::now_v7().into();
    let version = octavo::isms::documents::DocumentVersion {
        name: "Our policy".to_owned(),
        version: "1.0".to_owned(),
        content: stored.sha256,
        ..octavo::isms::Record::blank(id, "DV-1".to_owned())
    };
    file.apply(&octavo::isms::Edit::new("Approve").put(version), &stamp()).unwrap();
    assert!(file.check().unwrap().is_sound());
    drop(file);
    outside(&path).execute_batch("DELETE FROM contents").unwrap();
    let report = IsmsFile::read(&path, None).unwrap().check().unwrap();
    assert_eq!(report.problems, ["The content of Our policy is missing."]);
}
