//! Somebody changes the file with another tool: the check names what was changed.

use std::path::Path;

use octavo::isms::RegisterName;
use octavo::store::IsmsFile;

use crate::tools::{file_with_people, octavo_on, outside};

/// Does something to the file behind the program's back, and expects the check to say these words about it.
#[track_caller]
fn tampering_is_named(sql: &str, says: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    octavo_on("check", &path).ends_with(0);
    tamper(&path, sql);
    let report = IsmsFile::open(&path).unwrap().check().unwrap();
    assert!(!report.is_sound());
    for words in says {
        assert!(report.problems.iter().any(|problem| problem.contains(words)), "{words}: {:?}", report.problems);
    }
    let answer = octavo_on("check", &path).ends_with(1);
    assert_eq!(answer.out.lines().collect::<Vec<_>>(), report.problems, "the program says the same, a line each");
    assert!(answer.err.contains("Open a backup"), "{answer:?}");
}

fn tamper(path: &Path, sql: &str) {
    outside(path).execute_batch(sql).unwrap();
}

#[test]
fn a_changed_row_is_named_with_its_field() {
    tampering_is_named(
        "UPDATE people SET job_title = 'Director' WHERE reference = 'P-02'",
        &["P-02 in People: “Job title” was changed outside Octavo."],
    );
}

#[test]
fn a_changed_decision_is_named_with_its_field() {
    tampering_is_named(
        "UPDATE controls SET applicable = 0 WHERE reference = 'A.5.3'",
        &["A.5.3 in Controls: “Applies” was changed outside Octavo."],
    );
}

#[test]
fn a_deleted_row_is_missed() {
    tampering_is_named(
        "DELETE FROM people WHERE reference = 'P-02'",
        &["P-02 is missing from People: it was removed outside Octavo."],
    );
}

#[test]
fn an_inserted_row_is_not_in_the_history() {
    tampering_is_named(
        "INSERT INTO people SELECT '01890000-0000-7000-8000-000000000001', 'P-77', name, notes, job_title, roles,
         deputy, team, email, joined, left FROM people WHERE reference = 'P-01'",
        &["P-77 in People is not in the history."],
    );
}

#[test]
fn an_inserted_link_is_named_with_its_field() {
    tampering_is_named(
        "INSERT INTO sites VALUES ('01890000-0000-7000-8000-000000000002', 'S-01', '', '', '', '');
         UPDATE people SET deputy = (SELECT id FROM people WHERE reference = 'P-03') WHERE reference = 'P-01'",
        &["P-01 in People: “Deputy” was changed", "S-01 in Sites is not in the history."],
    );
}

#[test]
fn a_link_to_nothing_is_named() {
    tampering_is_named(
        "UPDATE people SET deputy = '01890000-0000-7000-8000-000000000003' WHERE reference = 'P-01'",
        &["A row of people links to a record that is not there.", "P-01 in People: “Deputy” was changed"],
    );
}

#[test]
fn a_changed_label_author_time_or_value_breaks_its_entry() {
    for column in ["label = 'Nothing happened'", "by = 'Somebody else'", "at = '2026-01-01T00:00:00Z'", "target = 1"] {
        let sql = format!("UPDATE history SET {column} WHERE seq = 3");
        tampering_is_named(&sql, &["History entry 3 was changed after it was written."]);
    }
    tampering_is_named(
        "UPDATE history SET changes = replace(changes, 'Grace Hopper', 'Grace Jones') WHERE seq = 3",
        &["History entry 3 was changed after it was written.", "P-02 in People: “Name” was changed"],
    );
    tampering_is_named(
        "UPDATE history SET changes = 'gone' WHERE seq = 3",
        &["History entry 3 was changed after it was written.", "History entry 3 cannot be read"],
    );
}

#[test]
fn a_changed_entry_with_a_hash_of_its_own_does_not_fit_the_next_one() {
    tampering_is_named(
        "UPDATE history SET hash = lower(hex(randomblob(32))) WHERE seq = 3",
        &["History entry 3 was changed", "History entry 4 does not follow the entry before it."],
    );
}

#[test]
fn an_entry_taken_out_of_the_middle_is_missed() {
    tampering_is_named(
        "DELETE FROM history WHERE seq = 3",
        &[
            "History entry 3 is missing.",
            "History entry 4 does not follow the entry before it.",
            "P-02 in People is not in the history.",
        ],
    );
}

#[test]
fn an_entry_taken_off_the_end_is_missed_through_what_it_made() {
    tampering_is_named("DELETE FROM history WHERE seq = 4", &["P-03 in People is not in the history."]);
}

#[test]
fn an_invented_entry_is_found_out() {
    tampering_is_named(
        "INSERT INTO history SELECT 5, at, by, 'Invented', kind, target, changes, hash, 'made up' FROM history
         WHERE seq = 4",
        &["History entry 5 was changed after it was written."],
    );
}

#[test]
fn a_forgotten_reference_is_named_before_it_can_be_given_twice() {
    tampering_is_named(
        "UPDATE highest_references SET number = 1 WHERE register = 'people'",
        &["highest reference", "people"],
    );
    tampering_is_named("DELETE FROM highest_references WHERE register = 'people'", &["highest reference", "people"]);
}

#[test]
fn a_value_that_no_field_can_hold_is_refused_at_the_door() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    tamper(&path, "UPDATE people SET joined = 'some day' WHERE reference = 'P-02'");
    let error = IsmsFile::open(&path).unwrap_err().to_string();
    assert!(error.contains("is damaged: people"), "{error}");
    let answer = octavo_on("check", &path).ends_with(1);
    assert_eq!(answer.err.trim_end(), error);
}

#[test]
fn a_highest_reference_beyond_all_counting_is_refused_at_the_door() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    tamper(&path, "UPDATE highest_references SET number = 99999999999 WHERE register = 'people'");
    let answer = octavo_on("status", &path).ends_with(1);
    assert!(answer.err.contains("is damaged"), "{answer:?}");
    tamper(&path, "UPDATE highest_references SET number = -1 WHERE register = 'people'");
    let answer = octavo_on("status", &path).ends_with(1);
    assert!(answer.err.contains("is damaged"), "{answer:?}");
    tamper(&path, "UPDATE highest_references SET number = 3 WHERE register = 'people'");
    assert_eq!(IsmsFile::open(&path).unwrap().next_reference(RegisterName::People), "P-04");
}
