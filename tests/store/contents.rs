//! Evidence inside the file: stored once, given back as it was, and never taken on trust.

use std::fs;
use std::path::{Path, PathBuf};

use octavo::isms::evidence::{Evidence, KeptFile, add_file, fill};
use octavo::isms::{Edit, RegisterName};
use octavo::store::{IsmsFile, LARGEST, StoreError};
use uuid::Uuid;

use crate::tools::{octavo_on, outside, small_file, stamp};

fn written(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// Adds a file as evidence, as the window does.
fn add(file: &mut IsmsFile, path: &Path) -> Edit {
    let stored = file.put_content(path).unwrap();
    let kept = KeptFile {
        file_name: path.file_name().unwrap().to_string_lossy().into_owned(),
        content: stored.sha256,
        size: stored.size,
        media_type: String::new(),
    };
    let edit = add_file(Uuid::now_v7().into(), file.next_reference(RegisterName::Evidence), kept, None, stamp().at);
    file.apply(&edit, &stamp()).unwrap();
    edit
}

fn newest(file: &IsmsFile) -> Evidence {
    file.isms().evidence.iter().next_back().unwrap().clone()
}

#[test]
fn a_file_goes_in_and_comes_out_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let bytes: Vec<u8> = (0..700_000_u32).flat_map(u32::to_le_bytes).collect();
    let report = written(folder.path(), "restore report.pdf", &bytes);
    let mut file = IsmsFile::open(&small_file(folder.path())).unwrap();
    add(&mut file, &report);
    let evidence = newest(&file);
    assert_eq!((evidence.name.as_str(), evidence.file_name.as_str()), ("restore report", "restore report.pdf"));
    assert_eq!((evidence.size, evidence.effective), (2_800_000, None), "nobody has said for which day it counts");
    assert_eq!(evidence.recorded, Some(stamp().at));
    drop(file);

    let mut file = IsmsFile::open(&folder.path().join("client.isms")).unwrap();
    assert!(file.content(&evidence.content).unwrap() == bytes);
    let out = folder.path().join("copy.pdf");
    file.save_content(&evidence.content, &out, Uuid::now_v7()).unwrap();
    assert!(fs::read(&out).unwrap() == bytes);
    let again = file.save_content(&evidence.content, &out, Uuid::now_v7());
    assert!(matches!(again, Err(StoreError::Exists { .. })), "{again:?}");
    assert_eq!(file.check().unwrap().problems, Vec::<String>::new());

    let before = fs::metadata(file.path()).unwrap().len();
    let same = written(folder.path(), "renamed.pdf", &bytes);
    assert_eq!(file.put_content(&same).unwrap().sha256, evidence.content);
    assert_eq!(fs::metadata(file.path()).unwrap().len(), before, "the same content is stored once");
}

#[test]
fn undo_takes_the_record_and_redo_finds_its_content_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = IsmsFile::open(&small_file(folder.path())).unwrap();
    add(&mut file, &written(folder.path(), "log.txt", b"restored at nine"));
    let content = newest(&file).content;
    file.undo(&stamp()).unwrap();
    assert!(file.isms().evidence.is_empty());
    file.redo(&stamp()).unwrap();
    assert_eq!(file.content(&content).unwrap(), b"restored at nine");
    let kept = KeptFile { file_name: "other.txt".to_owned(), ..KeptFile::default() };
    let refused = fill(file.isms(), newest(&file).id, kept, stamp().at).unwrap_err().to_string();
    assert!(refused.contains("EV-01 has its file already"), "{refused}");
}

#[test]
fn what_cannot_be_evidence_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    let mut refused = |path: &Path| file.put_content(path).unwrap_err().to_string();
    assert!(refused(folder.path()).contains("is a folder. Add the files in it one by one"));
    assert!(refused(&folder.path().join("gone.pdf")).contains("is not there"));
    assert!(refused(&written(folder.path(), "empty.pdf", b"")).contains("proves nothing"));
    assert!(refused(&path).contains("is the file you are working in"));
    let large = folder.path().join("film.mp4");
    fs::File::create(&large).unwrap().set_len(LARGEST + 1).unwrap();
    assert!(refused(&large).contains("has 101 MB. Files up to 100 MB are kept inside"));
    // None of it cost the lock.
    assert!(matches!(IsmsFile::open(&path), Err(StoreError::Locked { .. })));
    assert!(file.check().unwrap().is_sound());
}

#[test]
fn a_content_that_is_stopped_on_its_way_in_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = IsmsFile::open(&small_file(folder.path())).unwrap();
    let report = written(folder.path(), "report.pdf", &vec![7; 3 << 20]);
    let before = file.head().clone();
    // Stopped while it is looked at, and while it is written.
    for last in [0.2, 0.8] {
        let mut shares = Vec::new();
        let mut going = |done: f32| {
            shares.push(done);
            done < last
        };
        let stopped = file.put_content_while(&report, &mut going).unwrap_err();
        assert!(matches!(stopped, StoreError::Stopped { .. }), "{stopped}");
        assert!(stopped.to_string().contains("report.pdf was not added"), "{stopped}");
        assert!(shares.is_sorted() && shares[0] == 0.0 && *shares.last().unwrap() >= last, "{shares:?}");
    }
    assert_eq!(*file.head(), before);
    assert!(file.check().unwrap().is_sound());
    drop(file);
    let count =
        outside(&folder.path().join("client.isms")).query_row("SELECT count(*) FROM contents", [], |row| row.get(0));
    assert_eq!(count, Ok(0_i64));
    // Nothing is in the way of the next try.
    let mut file = IsmsFile::open(&folder.path().join("client.isms")).unwrap();
    let mut last = 0.0;
    file.put_content_while(&report, &mut |done| {
        last = done;
        true
    })
    .unwrap();
    assert_eq!(last, 1.0);
}

#[test]
fn a_content_that_was_changed_or_taken_out_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    add(&mut file, &written(folder.path(), "log.txt", b"restored at nine"));
    let content = newest(&file).content;
    drop(file);
    outside(&path).execute_batch("UPDATE contents SET data = CAST('restored at ten!' AS BLOB)").unwrap();
    let file = IsmsFile::open(&path).unwrap();
    assert_eq!(file.check().unwrap().problems, ["The content of EV-01 was changed outside Octavo."]);
    let out = folder.path().join("log copy.txt");
    let refused = file.save_content(&content, &out, Uuid::now_v7()).unwrap_err().to_string();
    assert!(refused.contains("is not what it was when it was added") && !out.exists(), "{refused}");
    drop(file);
    octavo_on("check", &path).ends_with(1);
    outside(&path).execute_batch("DELETE FROM contents").unwrap();
    let file = IsmsFile::open(&path).unwrap();
    assert_eq!(file.check().unwrap().problems, ["The content of EV-01 is missing."]);
}

#[test]
fn the_file_as_of_an_entry_is_what_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = IsmsFile::open(&small_file(folder.path())).unwrap();
    let mut then = vec![(file.isms().as_ref().clone(), file.head().clone())];
    for name in ["one.txt", "two.txt", "three.txt"] {
        add(&mut file, &written(folder.path(), name, name.as_bytes()));
        then.push((file.isms().as_ref().clone(), file.head().clone()));
    }
    file.undo(&stamp()).unwrap();
    then.push((file.isms().as_ref().clone(), file.head().clone()));
    for (isms, head) in then {
        assert!(file.as_of(head.seq).unwrap() == (isms, head));
    }
    assert!(file.as_of(99).unwrap_err().to_string().contains("history entry 99 is missing"));
}
