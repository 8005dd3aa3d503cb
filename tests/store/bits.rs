//! One flipped bit: refused, named by the check, or of no consequence. Never a panic, never a silent change.

use std::fs;
use std::path::Path;

use octavo::isms::RegisterName;
use octavo::store::IsmsFile;

use crate::tools::{file_with_people, octavo_on};

/// What the program makes of the file: nothing, or all that a person could see of it and the check's findings.
fn look_into(path: &Path) -> Option<(String, Vec<String>)> {
    let file = IsmsFile::open(path).ok()?;
    let entries = file.history().map_err(|error| error.to_string());
    let references: Vec<String> = RegisterName::ALL.iter().map(|register| file.next_reference(*register)).collect();
    let seen = format!("{:?} {:?} {entries:?} {references:?}", file.isms(), file.head());
    let problems = file.check().map_or_else(|error| vec![error.to_string()], |report| report.problems);
    Some((seen, problems))
}

fn places_of(needle: &[u8], bytes: &[u8]) -> Vec<usize> {
    bytes.windows(needle.len()).enumerate().filter(|(_, window)| *window == needle).map(|(at, _)| at).collect()
}

#[test]
fn a_flipped_bit_in_a_name_is_named_wherever_the_name_stands() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let good = fs::read(&path).unwrap();
    let places = places_of(b"Grace Hopper", &good);
    assert!(places.len() >= 2, "in the table and in the history");
    for place in places {
        for bit in 0..8 {
            let mut bytes = good.clone();
            bytes[place + 1] ^= 1 << bit;
            fs::write(&path, &bytes).unwrap();
            match IsmsFile::open(&path) {
                Err(error) => {
                    assert!(error.to_string().contains("is damaged"), "byte {place}, bit {bit}: {error}");
                }
                Ok(file) => {
                    let problems = file.check().unwrap().problems;
                    let named = problems.iter().any(|problem| {
                        problem.contains("P-02 in People") || problem.contains("History entry 3 was changed")
                    });
                    assert!(named, "byte {place}, bit {bit}: {problems:?}");
                }
            }
        }
    }
    let mut bytes = good.clone();
    bytes[places_of(b"Grace Hopper", &good)[0]] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let answer = octavo_on("check", &path).ends_with(1);
    assert!(answer.err.contains("Open a backup"), "{answer:?}");
}

#[test]
fn a_flipped_bit_anywhere_is_refused_named_or_without_consequence() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let good = fs::read(&path).unwrap();
    let (as_it_was, problems) = look_into(&path).unwrap();
    assert_eq!(problems, Vec::<String>::new());
    // Empty space is most of a young file: look where something is written.
    let written: Vec<usize> = (0..good.len()).filter(|at| good[*at] != 0).collect();
    let (mut refused, mut named) = (0, 0);
    for (round, at) in (0..100).map(|at| at / 2).chain(written.iter().copied().step_by(written.len() / 250)).enumerate()
    {
        let mut bytes = good.clone();
        bytes[at] ^= 1 << (round % 8);
        fs::write(&path, &bytes).unwrap();
        match look_into(&path) {
            None => refused += 1,
            Some((_, problems)) if !problems.is_empty() => named += 1,
            Some((seen, _)) => assert!(seen == as_it_was, "byte {at}, bit {}: changed, and nobody says so", round % 8),
        }
        let _ = fs::remove_file(folder.path().join("client.isms-journal"));
    }
    assert!(refused > 0 && named > 0, "{refused} refused, {named} named");
}
