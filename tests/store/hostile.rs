//! A file that somebody made to do harm is refused with a sentence, without running anything of theirs and without
//! taking more memory than it deserves.

use std::fs;
use std::path::Path;

use octavo::store::{IsmsFile, StoreError};

use crate::tools::{Answer, answer, file_with_people, look_at, octavo_on, outside, program};

/// Runs a command that may use one gigabyte of memory at most.
fn in_little_memory(command: &str, path: &Path) -> Answer {
    let script = "ulimit -v 1048576; exec \"$0\" \"$@\"";
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", script]).arg(program().get_program()).arg(command).arg(path).env("LC_ALL", "C");
    answer(&shell.output().unwrap())
}

/// Refused in a sentence that names the thing, and left as it is.
#[track_caller]
fn foreign(sql: &str, named: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    outside(&path).execute_batch(sql).unwrap();
    let before = look_at(folder.path());
    for result in [IsmsFile::open(&path), IsmsFile::read(&path, None)] {
        let error = result.unwrap_err();
        assert!(matches!(&error, StoreError::Foreign { what, .. } if what == named), "{error}");
        assert!(error.to_string().contains("Open a backup"), "{error}");
    }
    for command in ["status", "check", "history"] {
        assert!(octavo_on(command, &path).ends_with(1).err.contains(named));
    }
    assert_eq!(look_at(folder.path()), before);
}

#[test]
fn what_octavo_did_not_make_is_named_and_keeps_the_file_closed() {
    foreign("CREATE TABLE notes (text TEXT)", "table notes");
    foreign("CREATE TRIGGER harm AFTER UPDATE ON people BEGIN DELETE FROM risks; END", "trigger harm");
    foreign("CREATE VIEW everybody AS SELECT * FROM people", "view everybody");
    foreign("CREATE INDEX names ON people (name)", "index names");
    foreign("DROP INDEX people_reference", "index people_reference");
    foreign(
        "DROP INDEX people_reference; CREATE UNIQUE INDEX people_reference ON people (reference, id)",
        "index people_reference",
    );
    foreign("ALTER TABLE people ADD COLUMN salary INTEGER", "table people");
    foreign("CREATE VIRTUAL TABLE found USING fts5(text)", "table found");
}

#[test]
fn a_view_in_the_place_of_a_table_is_never_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    outside(&path)
        .execute_batch(
            "ALTER TABLE risks RENAME TO other;
             CREATE VIEW risks AS WITH RECURSIVE endless(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM endless)
             SELECT o.* FROM other o, endless",
        )
        .unwrap();
    let error = IsmsFile::open(&path).unwrap_err();
    assert!(error.to_string().ends_with('.'), "{error}");
    in_little_memory("status", &path).ends_with(1);
}

#[test]
fn a_history_as_deep_as_a_well_is_named_and_harms_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    for deep in [format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000)), "{\"a\":".repeat(1_000_000)] {
        outside(&path).execute("UPDATE history SET changes = ?1 WHERE seq = 3", [&deep]).unwrap();
        let problems = IsmsFile::read(&path, None).unwrap().check().unwrap().problems;
        assert!(problems.iter().any(|problem| problem.starts_with("History entry 3 cannot be read")), "{problems:?}");
        in_little_memory("status", &path).ends_with(0);
        in_little_memory("check", &path).ends_with(1);
        in_little_memory("history", &path).ends_with(1);
    }
    outside(&path)
        .execute("UPDATE people SET roles = ?1 WHERE reference = 'P-02'", ["[".repeat(1_000_000)])
        .unwrap_err();
    let deep = format!("{}{}", "[".repeat(900), "]".repeat(900));
    outside(&path).execute("UPDATE people SET roles = ?1 WHERE reference = 'P-02'", [deep]).unwrap();
    assert!(in_little_memory("status", &path).ends_with(1).err.contains("is damaged: people"));
}

#[test]
fn a_value_larger_than_any_of_ours_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    outside(&path)
        .execute_batch("UPDATE people SET notes = CAST(zeroblob(140000000) AS TEXT) WHERE reference = 'P-02'")
        .unwrap();
    let answer = in_little_memory("status", &path).ends_with(1);
    assert!(answer.err.contains(path.to_str().unwrap()), "{answer:?}");
}

#[test]
fn a_length_that_cannot_be_true_is_refused_without_taking_the_memory_it_asks_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let good = fs::read(&path).unwrap();
    let (mut refused, mut cells) = (0, 0);
    for page in 1..good.len() / 4096 {
        let begin = page * 4096;
        // Leaf pages of tables: their cells begin with the length of what is in them.
        if good[begin] != 0x0D || good[begin + 4] == 0 {
            continue;
        }
        let cell = begin + usize::from(u16::from_be_bytes([good[begin + 8], good[begin + 9]]));
        for length in [&[0x87, 0xFF, 0xFF, 0xFF, 0x7F][..], &[0xFF; 9], &[0x81, 0x80, 0x80, 0x80, 0x00]] {
            let mut bytes = good.clone();
            bytes[cell..cell + length.len()].copy_from_slice(length);
            fs::write(&path, bytes).unwrap();
            cells += 1;
            if cells % 5 == 0 {
                let answer = in_little_memory("check", &path).ends_with(1);
                assert!(!answer.err.contains("memory"), "{answer:?}");
            }
            refused += usize::from(IsmsFile::open(&path).is_err());
        }
    }
    assert!(cells > 10 && refused == cells, "{refused} of {cells} were refused");
}

#[test]
fn a_file_of_holes_that_claims_to_be_enormous_is_refused_in_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let pages: u32 = 1 << 20;
    let mut bytes = fs::read(&path).unwrap();
    bytes[28..32].copy_from_slice(&pages.to_be_bytes());
    fs::write(&path, bytes).unwrap();
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(u64::from(pages) * 4096).unwrap();
    in_little_memory("status", &path).ends_with(1);
}
