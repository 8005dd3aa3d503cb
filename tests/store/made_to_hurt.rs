//! Files made to hurt: what they ask SQLite to compute is not computed, and numbers at the end of their range are not
//! added to.

use std::fs;
use std::path::{Path, PathBuf};

use octavo::isms::RegisterName;
use octavo::store::{IsmsFile, salvage};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use uuid::Uuid;

use crate::tools::{file_with_people, outside, quick_folder, stamp};

/// A good file, and what another tool did to it.
fn altered(sql: &str) -> (TempDir, PathBuf) {
    let folder = quick_folder();
    let path = file_with_people(folder.path());
    let tool = outside(&path);
    tool.execute_batch("PRAGMA writable_schema = ON; PRAGMA ignore_check_constraints = ON").unwrap();
    tool.execute_batch(sql).unwrap();
    (folder, path)
}

#[track_caller]
fn refused(path: &Path, says: &str) {
    let before = fs::read(path).unwrap();
    for opened in [IsmsFile::open(path), IsmsFile::read(path, None)] {
        let sentence = opened.expect_err("this file must not open").to_string();
        assert!(sentence.contains(says), "{sentence}");
    }
    assert!(fs::read(path).unwrap() == before, "a refused file stays as it is");
}

/// SQLite's own check computes such a condition for each row. It does not hold, so the check would say so.
#[test]
fn a_condition_in_a_strange_table_is_never_computed() {
    let (_folder, path) = altered("CREATE TABLE x (a CHECK (a > 1)); INSERT INTO x VALUES (1)");
    refused(&path, "table x is not as Octavo made it");
}

#[test]
fn a_condition_in_a_strange_table_of_an_earlier_format_is_never_computed() {
    let folder = quick_folder();
    let path = folder.path().join("client.isms");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/format-1.isms"), &path).unwrap();
    let sql = "PRAGMA ignore_check_constraints = ON; CREATE TABLE x (a CHECK (a > 1)); INSERT INTO x VALUES (1)";
    outside(&path).execute_batch(sql).unwrap();
    refused(&path, "table x is not as Octavo made it");
}

#[test]
fn a_table_that_computes_its_values_is_not_salvaged_but_the_history_is() {
    let (folder, path) = altered(
        "UPDATE sqlite_schema SET sql = replace(sql, 'job_title TEXT NOT NULL',
           'job_title TEXT NOT NULL, more TEXT AS (hex(zeroblob(1000)))') WHERE name = 'people';
         UPDATE history SET by = 'Nobody' WHERE seq = 4",
    );
    refused(&path, "table people is not as Octavo made it");
    let target = folder.path().join("salvaged.isms");
    let salvaged = salvage(&path, None, &target, &stamp(), Uuid::now_v7()).unwrap();
    assert_eq!(salvaged.from_history, [RegisterName::People]);
    assert_eq!(IsmsFile::open(&target).unwrap().isms().people.len(), 3);
}

#[test]
fn a_history_that_computes_its_entries_is_not_read_but_the_tables_are() {
    let (folder, path) = altered(
        "UPDATE sqlite_schema SET sql = replace(sql, 'changes  TEXT NOT NULL', 'changes TEXT NOT NULL DEFAULT ''[]''')
         WHERE name = 'history'",
    );
    refused(&path, "table history is not as Octavo made it");
    let target = folder.path().join("salvaged.isms");
    let salvaged = salvage(&path, None, &target, &stamp(), Uuid::now_v7()).unwrap();
    assert_eq!(salvaged.entries, 0);
    let file = IsmsFile::open(&target).unwrap();
    assert_eq!(file.isms().people.len(), 3);
    assert!(file.check().unwrap().is_sound());
}

#[test]
fn a_history_that_reads_as_empty_is_no_proof_that_nothing_was_there() {
    let (folder, path) = altered("DELETE FROM history");
    let target = folder.path().join("salvaged.isms");
    salvage(&path, None, &target, &stamp(), Uuid::now_v7()).unwrap();
    assert_eq!(IsmsFile::open(&target).unwrap().isms().people.len(), 3);
}

#[test]
fn an_entry_that_takes_back_what_never_was_ends_what_is_salvaged_as_it_was() {
    let (folder, path) = altered("UPDATE history SET kind = 'undo', target = 9 WHERE seq = 4");
    let hash = recomputed(&path, 4);
    outside(&path).execute("UPDATE history SET hash = ?1 WHERE seq = 4", [hash]).unwrap();
    let target = folder.path().join("salvaged.isms");
    let salvaged = salvage(&path, None, &target, &stamp(), Uuid::now_v7()).unwrap();
    assert_eq!((salvaged.entries, salvaged.loose), (3, 1));
    let file = IsmsFile::open(&target).unwrap();
    assert!(file.check().unwrap().is_sound(), "{:?}", file.check().unwrap().problems);
    assert_eq!(file.isms().people.len(), 3, "what it did is kept");
}

#[test]
fn links_into_another_register_and_to_nobody_are_cut_when_a_file_is_salvaged() {
    let links = [
        ("deputy", "(SELECT id FROM controls WHERE reference = 'A.5.1')"),
        ("team", "'00000000-0000-0000-0000-000000000000'"),
        ("deputy", "'nobody'"),
    ];
    for (field, link) in links {
        let sql =
            format!("UPDATE people SET {field} = {link} WHERE reference = 'P-01'; DELETE FROM history WHERE seq = 3");
        let (folder, path) = altered(&sql);
        let target = folder.path().join("salvaged.isms");
        let Ok(salvaged) = salvage(&path, None, &target, &stamp(), Uuid::now_v7()) else { panic!("{link}") };
        let file = IsmsFile::open(&target).unwrap();
        assert!(file.check().unwrap().is_sound(), "{link}: {:?}", file.check().unwrap().problems);
        assert!(salvaged.links_cut == 1 || salvaged.from_history == [RegisterName::People], "{link}: {salvaged:?}");
        assert_eq!(file.isms().people.len(), 3, "{link}");
    }
}

#[test]
fn no_entry_turns_a_record_into_another_one() {
    let (folder, path) = altered(
        "UPDATE history SET changes = json_set(changes, '$[0].after.id', '01890000-0000-7000-8000-000000000009')
         WHERE seq = 4",
    );
    let hash = recomputed(&path, 4);
    outside(&path).execute("UPDATE history SET hash = ?1 WHERE seq = 4", [hash]).unwrap();
    let target = folder.path().join("salvaged.isms");
    salvage(&path, None, &target, &stamp(), Uuid::now_v7()).unwrap();
    let file = IsmsFile::open(&target).unwrap();
    assert!(file.check().unwrap().is_sound(), "{:?}", file.check().unwrap().problems);
    assert_eq!(file.as_of(4).unwrap().0.people.len(), 3);
}

/// The hash that an entry as it lies there has to have.
fn recomputed(path: &Path, seq: i64) -> String {
    let sql = "SELECT previous, seq, at, by, label, kind, target, changes FROM history WHERE seq = ?1";
    let fields: serde_json::Value = outside(path)
        .query_row(sql, [seq], |row| {
            let text = |at: usize| row.get::<_, String>(at);
            let (seq, target): (i64, Option<i64>) = (row.get(1)?, row.get(6)?);
            Ok(serde_json::json!([text(0)?, seq, text(2)?, text(3)?, text(4)?, text(5)?, target, text(7)?]))
        })
        .unwrap();
    Sha256::digest(fields.to_string().as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn an_entry_with_the_last_of_all_numbers_is_refused() {
    for number in [i64::MAX, i64::from(u32::MAX) + 1, 0, -1, i64::MIN] {
        let (_folder, path) = altered(&format!("UPDATE history SET seq = {number} WHERE seq = 4"));
        refused(&path, &format!("no history entry can have the number {number}"));
    }
}

#[test]
fn the_last_of_all_references_is_followed_by_none_higher() {
    let sql = format!("UPDATE highest_references SET number = {} WHERE register = 'people'", u32::MAX);
    let (_folder, path) = altered(&sql);
    assert_eq!(IsmsFile::open(&path).unwrap().next_reference(RegisterName::People), format!("P-{}", u32::MAX));
}

#[test]
fn no_reference_is_given_twice_although_the_highest_was_lowered() {
    let (_folder, path) = altered("UPDATE highest_references SET number = 1 WHERE register = 'people'");
    assert_eq!(IsmsFile::open(&path).unwrap().next_reference(RegisterName::People), "P-04");
}

#[test]
fn kept_hashes_of_an_erasure_at_the_end_of_all_numbers_are_named() {
    let sql = format!("INSERT INTO earlier_hashes VALUES ('00', {0}, {0}), ('01', {1}, {1})", i64::MAX, i64::MIN);
    let (_folder, path) = altered(&sql);
    let report = IsmsFile::open(&path).unwrap().check().unwrap();
    assert_eq!(report.problems.len(), 2, "{:?}", report.problems);
}
