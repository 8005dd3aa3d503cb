//! One writer and any number of readers: a second writer hears who has the file, and readers hold nobody up.

use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;

use octavo::store::{Holder, IsmsFile, Opening, ReadOnly, StoreError};
use uuid::Uuid;

use crate::tools::{add_person, file_with_people, names_in, octavo, octavo_on, outside, small_file, stamp};

const SENTENCE: &str = "is open in another window or program";

fn ada() -> Holder {
    Holder { by: "Ada".to_owned(), machine: here(), since: "12 March 2026, 09:14".to_owned() }
}

fn here() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    name.trim().to_owned()
}

fn open_as(path: &Path, holder: Holder) -> Result<IsmsFile, StoreError> {
    IsmsFile::open_as(path, &Opening { holder, ..Opening::default() })
}

/// Another program may look, and may not write; then it hears who has the file, where and since when.
#[track_caller]
fn another_program_may_only_look(path: &Path) {
    for command in ["status", "check", "history"] {
        octavo_on(command, path).ends_with(0);
    }
    let passphrase = octavo(["passphrase".as_ref(), path.as_os_str(), "--remove".as_ref()]).ends_with(1);
    let backup = path.with_file_name("backup.isms");
    if !backup.exists() {
        IsmsFile::read(path, None).unwrap().save_copy(&backup, Uuid::now_v7()).unwrap();
    }
    let restore = octavo(["restore".as_ref(), path.as_os_str(), backup.as_os_str()]).ends_with(1);
    for answer in [passphrase, restore] {
        assert!(answer.err.contains(SENTENCE), "{answer:?}");
        assert!(answer.err.contains(&format!("Ada on {}, since 12 March 2026, 09:14", here())), "{answer:?}");
        assert!(answer.err.contains(path.to_str().unwrap()), "{answer:?}");
        assert_eq!(answer.out, "");
    }
}

#[test]
fn a_file_that_is_open_here_can_be_read_and_not_written_by_another_program_until_it_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    let mut file = open_as(&path, ada()).unwrap();
    another_program_may_only_look(&path);
    let edit = add_person(&file, "Ada Lovelace");
    file.apply(&edit, &stamp()).unwrap();
    another_program_may_only_look(&path);
    assert!(octavo_on("history", &path).ends_with(0).out.contains("Add Ada Lovelace"), "a reader sees what is saved");
    drop(file);
    octavo(["passphrase".as_ref(), path.as_os_str(), "--remove".as_ref()]).ends_with(0);
}

#[test]
fn a_file_that_is_open_here_cannot_be_opened_here_a_second_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let first = open_as(&path, ada()).unwrap();
    let error = open_as(&path, Holder { by: "Grace".to_owned(), ..ada() }).unwrap_err();
    let StoreError::Locked { who: Some(who), .. } = &error else { panic!("{error}") };
    assert_eq!(*who, ada());
    assert!(error.to_string().contains(SENTENCE) && error.to_string().contains("Ada on "), "{error}");
    let beside = IsmsFile::read(&path, None).unwrap();
    assert_eq!(beside.read_only(), Some(ReadOnly::Asked));
    assert_eq!(beside.isms(), first.isms());
    drop((first, beside));
    assert_eq!(names_in(folder.path()), ["client.isms"], "no mark stays");
    assert!(open_as(&path, ada()).unwrap().check().unwrap().is_sound());
}

/// On Unix, closing any handle of a file gives up every lock the process has on it.
#[test]
fn a_second_try_here_does_not_let_another_program_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let mut first = open_as(&path, ada()).unwrap();
    assert!(open_as(&path, ada()).is_err());
    another_program_may_only_look(&path);
    let edit = add_person(&first, "Barbara Liskov");
    first.apply(&edit, &stamp()).unwrap();
    assert!(open_as(&path, ada()).is_err());
    drop(IsmsFile::read(&path, None).unwrap());
    another_program_may_only_look(&path);
    drop(first);
    octavo_on("check", &path).ends_with(0);
}

#[test]
fn a_file_stays_locked_while_and_after_a_copy_of_it_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let file = open_as(&path, ada()).unwrap();
    let copy = folder.path().join("copy.isms");
    file.save_copy(&copy, Uuid::now_v7()).unwrap();
    assert!(file.save_copy(&path, Uuid::now_v7()).is_err());
    assert!(file.check().unwrap().is_sound());
    another_program_may_only_look(&path);
    octavo_on("check", &copy).ends_with(0);
}

#[cfg(unix)]
#[test]
fn by_another_name_it_is_still_the_same_file() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    let link = elsewhere.path().join("link.isms");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let file = open_as(&path, ada()).unwrap();
    another_program_may_only_look(&link);
    let error = open_as(&link, ada()).unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    drop(file);
    let mut through = open_as(&link, ada()).unwrap();
    assert!(matches!(open_as(&path, ada()), Err(StoreError::Locked { .. })));
    let edit = add_person(&through, "Ada Lovelace");
    through.apply(&edit, &stamp()).unwrap();
    drop(through);
    assert_eq!(IsmsFile::open(&path).unwrap().head().seq, 2, "it went into the file that the link leads to");
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
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
fn an_edit_waits_for_a_reader_and_is_refused_whole_when_that_takes_too_long() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    let reader = outside(&path);
    let hold = || reader.execute_batch("BEGIN; SELECT count(*) FROM history").unwrap();
    hold();
    let edit = add_person(&file, "Ada Lovelace");
    let error = file.apply(&edit, &stamp()).unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    assert!(file.isms().people.is_empty());
    reader.execute_batch("COMMIT").unwrap();
    // A backup reads for a moment: nobody notices.
    hold();
    let (done, wait) = mpsc::channel();
    let slow = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(700));
        reader.execute_batch("COMMIT").unwrap();
        done.send(()).unwrap();
    });
    file.apply(&edit, &stamp()).unwrap();
    assert!(wait.try_recv().is_ok() || wait.recv_timeout(Duration::from_secs(1)).is_ok());
    slow.join().unwrap();
    assert!(file.check().unwrap().is_sound());
}

#[test]
#[ignore = "the victim of the test below: runs only as its child"]
fn child_that_dies_with_the_file_open() {
    let Some(path) = std::env::var_os("OCTAVO_TEST_LOCKED") else { return };
    let _file = open_as(Path::new(&path), ada()).unwrap();
    std::fs::write(Path::new(&path).with_file_name("open"), "").unwrap();
    loop {
        std::thread::park();
    }
}

#[test]
fn a_mark_left_by_a_program_that_was_killed_here_locks_nobody_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    let child = ["--exact", "locking::child_that_dies_with_the_file_open", "--ignored", "--nocapture"];
    let mut child =
        Command::new(std::env::current_exe().unwrap()).args(child).env("OCTAVO_TEST_LOCKED", &path).spawn().unwrap();
    while !folder.path().join("open").exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let error = open_as(&path, Holder { by: "Grace".to_owned(), ..ada() }).unwrap_err();
    assert!(error.to_string().contains("Ada on "), "another process hears who has it: {error}");
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(names_in(folder.path()).contains(&".client.isms.lock".to_owned()));
    let file = open_as(&path, Holder { by: "Grace".to_owned(), ..ada() }).unwrap();
    drop(file);
    assert_eq!(names_in(folder.path()), ["client.isms", "open"]);
}

#[test]
fn a_mark_of_another_computer_asks_first_and_opens_anyway() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    let mark = folder.path().join(".client.isms.lock");
    let left = r#"{"by":"Grace","machine":"harbour-7","since":"11 March 2026, 17:02"}"#;
    std::fs::write(&mark, left).unwrap();
    let error = open_as(&path, ada()).unwrap_err();
    let StoreError::LeftOpen { who, .. } = &error else { panic!("{error}") };
    assert_eq!(who.words(), "Grace on harbour-7, since 11 March 2026, 17:02");
    assert!(error.to_string().contains(&who.words()), "{error}");
    assert_eq!(std::fs::read_to_string(&mark).unwrap(), left, "the mark stays until somebody decides");
    assert_eq!(IsmsFile::read(&path, None).unwrap().head().seq, 1, "to read it nobody is asked");
    octavo_on("status", &path).ends_with(0);
    let mut file = IsmsFile::open_as(&path, &Opening { holder: ada(), anyway: true, ..Opening::default() }).unwrap();
    let edit = add_person(&file, "Ada Lovelace");
    file.apply(&edit, &stamp()).unwrap();
    drop(file);
    assert_eq!(names_in(folder.path()), ["client.isms"]);
}

#[test]
fn a_mark_that_makes_no_sense_is_no_mark() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    let mark = folder.path().join(".client.isms.lock");
    for nonsense in [&b"{"[..], b"", b"[1,2]", &[0xFF; 9000]] {
        std::fs::write(&mark, nonsense).unwrap();
        drop(open_as(&path, ada()).unwrap());
        assert!(!mark.exists());
    }
}
