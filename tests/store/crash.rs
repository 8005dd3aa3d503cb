//! Killed at any instant: what was acknowledged is there, what was half done is not, and nothing needs repair.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use octavo::isms::{FieldRef, RegisterName, set_field};
use octavo::store::IsmsFile;
use serde_json::json;
use uuid::Uuid;

use crate::tools::{add_person, founding, names_in, quick_folder, small_file, stamp};

/// Tells a copy of this test program which file to work on.
const FILE: &str = "OCTAVO_TEST_CHILD_FILE";
/// The child's words: a line with this and a number is an acknowledged edit.
const DONE: &str = "done ";

#[test]
#[ignore = "the victim of the tests below: runs only as their child"]
fn child_that_writes_until_it_is_killed() {
    let Some(path) = std::env::var_os(FILE).map(PathBuf::from) else { return };
    let mut file = IsmsFile::open(&path).unwrap();
    let id: Uuid = file.isms().people.iter().next().unwrap().id.into();
    loop {
        let name = FieldRef { register: RegisterName::People, id, pointer: "/name".into() };
        // A value that grows and shrinks makes pages come and go.
        let padding = "x".repeat(usize::try_from(file.head().seq * 997 % 3000).unwrap());
        let value = json!(format!("edit {} {padding}", file.head().seq + 1));
        let edit = set_field(file.isms(), &name, value, "name").unwrap();
        file.apply(&edit, &stamp()).unwrap();
        tell(&format!("\n{DONE}{}\n", file.head().seq));
    }
}

#[test]
#[ignore = "the victim of the tests below: runs only as their child"]
fn child_that_is_killed_while_it_makes_a_file() {
    let Some(path) = std::env::var_os(FILE).map(PathBuf::from) else { return };
    tell(&format!("\n{DONE}0\n"));
    IsmsFile::create(&path, &founding(), &stamp(), Uuid::now_v7()).unwrap();
    tell(&format!("\n{DONE}1\n"));
}

/// One write, so that a line is whole or not there.
fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(line.as_bytes()).unwrap();
    out.flush().unwrap();
}

fn start(child: &str, path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", child, "--ignored", "--nocapture", "--test-threads=1"])
        .env(FILE, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets the child acknowledge some edits, kills it a little later, and answers the last number it told.
fn kill_after(mut child: Child, lines: usize, later: u32) -> i64 {
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let (mut last, mut seen, mut line) = (-1, 0, String::new());
    while seen < lines && out.read_line(&mut line).unwrap() > 0 {
        if let Some(number) = line.strip_prefix(DONE) {
            last = number.trim().parse().unwrap();
            seen += 1;
        }
        line.clear();
    }
    assert_eq!(seen, lines, "the child ended before it was killed");
    // Counting passes the time: the end comes early, late or between two edits, elsewhere in each round.
    for step in 0..later {
        std::hint::black_box(step);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What it still told before it died counts as acknowledged.
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    rest.split_inclusive('\n')
        .filter(|line| line.ends_with('\n'))
        .filter_map(|line| line.strip_prefix(DONE)?.trim().parse().ok())
        .next_back()
        .unwrap_or(last)
}

#[test]
fn a_hundred_times_killed_while_writing_and_no_acknowledged_edit_is_lost() {
    // On a real disk: there an edit spends most of its time inside its transaction.
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    let edit = add_person(&file, "edit 2");
    file.apply(&edit, &stamp()).unwrap();
    drop(file);
    let (mut interrupted, mut unheard) = (0, 0);
    for round in 0..100_u32 {
        let child = start("crash::child_that_writes_until_it_is_killed", &path);
        let acknowledged = kill_after(child, 1 + round as usize % 2, round * 37 % 100 * 100_000);
        // A journal with its mark in place: SQLite has something to roll back.
        let journal = std::fs::read(folder.path().join("client.isms-journal")).unwrap_or_default();
        interrupted += u32::from(journal.starts_with(&[0xD9, 0xD5, 0x05, 0xF9]));
        let file = IsmsFile::open(&path).unwrap_or_else(|error| panic!("round {round}: {error}"));
        let head = file.head().seq;
        assert!(head >= acknowledged, "round {round}: entry {acknowledged} was acknowledged and is lost, head {head}");
        assert!(head <= acknowledged + 1, "round {round}: {acknowledged} acknowledged, yet {head} are there");
        unheard += u32::from(head > acknowledged);
        let name = &file.isms().people.iter().next().unwrap().name;
        assert!(name.starts_with(&format!("edit {head} ")), "round {round}: entry {head}, but the table says {name}");
        let report = file.check().unwrap();
        assert_eq!(report.problems, Vec::<String>::new(), "round {round}");
        drop(file);
        assert_eq!(names_in(folder.path()), ["client.isms"], "round {round}: something was left behind");
    }
    println!("{interrupted} of 100 died within a transaction, {unheard} after it and before they could tell");
}

#[test]
fn killed_while_a_file_is_made_it_is_there_whole_or_not_at_all() {
    let (mut there, mut absent) = (0, 0);
    for round in 0..30_u32 {
        let folder = quick_folder();
        let path = folder.path().join("new.isms");
        let child = start("crash::child_that_is_killed_while_it_makes_a_file", &path);
        let told = kill_after(child, 1, round * 200_000);
        if path.exists() {
            there += 1;
            let file = IsmsFile::open(&path).unwrap_or_else(|error| panic!("round {round}: {error}"));
            assert_eq!(file.head().seq, 1, "round {round}");
            assert_eq!(file.check().unwrap().problems, Vec::<String>::new(), "round {round}");
        } else {
            absent += 1;
            assert_eq!(told, 0, "round {round}: the file was acknowledged and is not there");
            // The half-made one does not stand in the way of the next try.
            IsmsFile::create(&path, &founding(), &stamp(), Uuid::now_v7()).unwrap();
        }
    }
    println!("{there} files were made before the end came, {absent} were not");
}
