//! Killed at any instant: what was acknowledged is there, what was half done is not, and nothing needs repair.
//!
//! `cargo test` kills some dozens of times. Five hundred times, plain and encrypted, which takes half an hour or more:
//! `cargo test --test store -- --ignored --nocapture kill_500`

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use octavo::isms::{FieldRef, RegisterName, set_field};
use octavo::store::{IsmsFile, Opening, Passphrase, StoreError};
use serde_json::json;
use uuid::Uuid;

use crate::tools::{add_person, founding, names_in, quick_folder, small_file, stamp};

/// Tells a copy of this test program which file to work on.
const FILE: &str = "OCTAVO_TEST_CHILD_FILE";
/// Tells it the passphrase, when the file has one.
const PASSPHRASE: &str = "OCTAVO_TEST_CHILD_PASSPHRASE";
/// The child's words: a line with this and a number is an acknowledged edit.
const DONE: &str = "done ";

#[test]
#[ignore = "the victim of the tests below: runs only as their child"]
fn child_that_writes_until_it_is_killed() {
    let Some(path) = std::env::var_os(FILE).map(PathBuf::from) else { return };
    let mut file = IsmsFile::open_as(&path, &opening(&std::env::var(PASSPHRASE).unwrap_or_default())).unwrap();
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

/// Goes from one passphrase to another and back, until it is killed.
#[test]
#[ignore = "the victim of the tests below: runs only as their child"]
fn child_that_changes_the_passphrase_until_it_is_killed() {
    let Some(path) = std::env::var_os(FILE).map(PathBuf::from) else { return };
    let (first, second) = (std::env::var(PASSPHRASE).unwrap(), format!("{} two", std::env::var(PASSPHRASE).unwrap()));
    let mut file = IsmsFile::open_as(&path, &opening(&first)).unwrap();
    loop {
        tell(&format!("\n{DONE}0\n"));
        file.set_passphrase(Passphrase::new(second.as_str()), Uuid::now_v7()).unwrap();
        file.set_passphrase(Passphrase::new(first.as_str()), Uuid::now_v7()).unwrap();
    }
}

fn opening(passphrase: &str) -> Opening {
    Opening { passphrase: Passphrase::new(passphrase), ..Opening::default() }
}

/// One write, so that a line is whole or not there.
fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(line.as_bytes()).unwrap();
    out.flush().unwrap();
}

pub fn start(child: &str, path: &Path, passphrase: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", child, "--ignored", "--nocapture", "--test-threads=1"])
        .env(FILE, path)
        .env(PASSPHRASE, passphrase)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets the child acknowledge some edits, kills it a little later, and answers the last number it told.
pub fn kill_after(mut child: Child, lines: usize, later: u32) -> i64 {
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

fn killed_while_writing(rounds: u32, passphrase: &str) {
    // On a real disk: there an edit spends most of its time inside its transaction.
    let folder = tempfile::tempdir().unwrap();
    let path = small_file(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    let edit = add_person(&file, "edit 2");
    file.apply(&edit, &stamp()).unwrap();
    file.set_passphrase(Passphrase::new(passphrase), Uuid::now_v7()).unwrap();
    drop(file);
    let (mut interrupted, mut unheard) = (0, 0);
    for round in 0..rounds {
        let child = start("crash::child_that_writes_until_it_is_killed", &path, passphrase);
        let acknowledged = kill_after(child, 1 + round as usize % 2, round * 37 % 100 * 100_000);
        // A journal with its mark in place: SQLite has something to roll back.
        let journal = std::fs::read(folder.path().join("client.isms-journal")).unwrap_or_default();
        interrupted += u32::from(journal.starts_with(&[0xD9, 0xD5, 0x05, 0xF9]));
        let file = IsmsFile::open_as(&path, &opening(passphrase));
        let file = file.unwrap_or_else(|error| panic!("round {round}: {error}"));
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
    println!(
        "{rounds} killed, encrypted: {}: {interrupted} died within a transaction, {unheard} after it and before they \
         could tell",
        !passphrase.is_empty()
    );
}

#[test]
fn killed_while_writing_and_no_acknowledged_edit_is_lost() {
    killed_while_writing(40, "");
}

#[cfg(feature = "encryption")]
#[test]
fn killed_while_writing_an_encrypted_file_and_no_acknowledged_edit_is_lost() {
    killed_while_writing(20, "harbour at dawn");
}

#[test]
#[ignore = "takes minutes: see the top of this file"]
fn kill_500_times_while_writing_a_plain_file() {
    killed_while_writing(500, "");
}

#[cfg(feature = "encryption")]
#[test]
#[ignore = "takes minutes: see the top of this file"]
fn kill_500_times_while_writing_an_encrypted_file() {
    killed_while_writing(500, "harbour at dawn");
}

#[cfg(feature = "encryption")]
#[test]
fn killed_while_the_passphrase_changes_it_opens_with_the_old_or_the_new_one_and_nothing_stays_beside() {
    let folder = quick_folder();
    let path = small_file(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    let edit = add_person(&file, "Ada Lovelace");
    file.apply(&edit, &stamp()).unwrap();
    let head = file.head().clone();
    let (mut old, mut new, mut halves) = (0, 0, 0);
    file.set_passphrase(Passphrase::new("one"), Uuid::now_v7()).unwrap();
    drop(file);
    for round in 0..24_u32 {
        let child = start("crash::child_that_changes_the_passphrase_until_it_is_killed", &path, "one");
        kill_after(child, 1, round * 53 % 24 * 4_000_000);
        halves += usize::from(names_in(folder.path()).iter().any(|name| name.ends_with(".part")));
        let mut file = match IsmsFile::open_as(&path, &opening("one")) {
            Ok(file) => {
                old += 1;
                file
            }
            Err(StoreError::WrongPassphrase { .. }) => {
                new += 1;
                IsmsFile::open_as(&path, &opening("one two")).unwrap()
            }
            Err(error) => panic!("round {round}: {error}"),
        };
        assert_eq!(*file.head(), head, "round {round}");
        assert_eq!(file.check().unwrap().problems, Vec::<String>::new(), "round {round}");
        assert_eq!(names_in(folder.path()), [".client.isms.lock", "client.isms"], "round {round}");
        file.set_passphrase(Passphrase::new("one"), Uuid::now_v7()).unwrap();
    }
    println!(
        "{old} had the old passphrase, {new} the new one; {halves} left a half-made file that the opening removed"
    );
    assert!(
        old > 0 && new > 0 && halves > 0,
        "{old} old, {new} new, {halves} halves: the times fit this machine badly"
    );
}

#[test]
fn killed_while_a_file_is_made_it_is_there_whole_or_not_at_all() {
    let (mut there, mut absent) = (0, 0);
    for round in 0..30_u32 {
        let folder = quick_folder();
        let path = folder.path().join("new.isms");
        let child = start("crash::child_that_is_killed_while_it_makes_a_file", &path, "");
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
