//! A disk that fails: full, broken or forbidden, at any one call or from any call on. What was acknowledged stays,
//! what failed says so in a sentence, and once the cause is gone work goes on.
//!
//! `faults.c` stands between a copy of this test program and the C library and lets calls fail.
//!
//! `cargo test` lets every call of an edit fail, and some calls of everything else. Many more, which takes minutes:
//! `OCTAVO_FAULTS_THOROUGH=1 cargo test --test store -- --nocapture failing_disk`

use std::fs;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use octavo::store::backup::{Keeping, back_up, list, restore};
use octavo::store::{IsmsFile, Opening, StoreError};
use uuid::Uuid;

use crate::tools::{add_person, file_with_people, founding, names_in, quick_folder, stamp};

const FOLDER: &str = "OCTAVO_FAULT_FOLDER";
const CONTROL: &str = "OCTAVO_FAULT_CONTROL";
const THOROUGH: &str = "OCTAVO_FAULTS_THOROUGH";

/// What can fail, as `faults.c` counts it, and how the system puts it.
const KINDS: [(&str, i32, &[i32]); 8] = [
    ("write", 1, &[ENOSPC, EIO]),
    ("sync", 2, &[EIO]),
    ("truncate", 4, &[EIO]),
    ("create", 8, &[EACCES, ENOSPC]),
    ("remove", 16, &[EACCES, EIO]),
    ("rename", 32, &[EIO]),
    ("link", 64, &[EIO]),
    ("any", 127, &[EIO]),
];
const EIO: i32 = 5;
const EACCES: i32 = 13;
const ENOSPC: i32 = 28;

/// The disk as the test wants it.
struct Disk {
    control: PathBuf,
}

impl Disk {
    fn set(&self, numbers: [i32; 6]) {
        // Not cut first: the failing library looks into it all the time.
        let mut control = fs::OpenOptions::new().write(true).open(&self.control).unwrap();
        control.write_all(&numbers.map(i32::to_ne_bytes).concat()).unwrap();
    }

    /// Carries something out while calls fail, and answers how many such calls there were.
    fn failing<T>(&self, fault: &Fault, work: impl FnOnce() -> T) -> (T, i32) {
        self.set([1, fault.mask, fault.first, i32::from(fault.all), fault.error, 0]);
        let done = work();
        let count = fs::read(&self.control).unwrap()[20..24].try_into().map(i32::from_ne_bytes).unwrap();
        self.set([0; 6]);
        (done, count)
    }
}

#[derive(Debug, Clone)]
struct Fault {
    kind: &'static str,
    mask: i32,
    first: i32,
    all: bool,
    error: i32,
}

/// Something that is done with a file, told as a story in a fresh folder each time. Answers how many calls could fail,
/// and whether it failed.
type Story = fn(&Disk, &Path, &Fault) -> (i32, bool);

#[test]
#[ignore = "runs only as the child of the tests below, on a disk that fails"]
fn child_on_a_failing_disk() {
    let (Some(folder), Some(control)) = (std::env::var_os(FOLDER), std::env::var_os(CONTROL)) else { return };
    let (root, disk) = (PathBuf::from(folder), Disk { control: control.into() });
    let name = std::env::var("OCTAVO_FAULT_STORY").unwrap();
    let (_, story) = STORIES.into_iter().find(|(known, _)| *known == name).unwrap();
    let (mut cases, mut failed, mut number) = (0, 0, 0);
    let mut tell = |fault: &Fault| {
        number += 1;
        let folder = root.join(number.to_string());
        fs::create_dir(&folder).unwrap();
        // The last words of a child that panics.
        println!("{name}: {} {fault:?}", fault.kind);
        let answer = story(&disk, &folder, fault);
        // What cannot be removed on such a disk stays; nothing else does, in whatever folder.
        let left: Vec<PathBuf> = half_made(&folder);
        assert!(
            fault.all || matches!(fault.kind, "remove" | "any") || left.is_empty(),
            "{name}: {fault:?} left {left:?}"
        );
        fs::remove_dir_all(&folder).unwrap();
        answer
    };
    for (kind, mask, errors) in KINDS {
        let (calls, _) = tell(&Fault { kind, mask, first: i32::MAX, all: false, error: EIO });
        // A copy has hundreds of writes that are all alike.
        // The calls of a copy are all alike in the middle.
        let some = [1, 2, 3, calls / 2, calls - 1, calls];
        let thorough = name == "edit" || std::env::var_os(THOROUGH).is_some();
        let alike = |first: &i32| name != "edit" && *first > 8 && first % 61 != 0 && calls - first > 2;
        for first in (1..=calls).filter(|first| some.contains(first) || (thorough && !alike(first))) {
            let errors = if thorough { errors } else { &errors[..1] };
            for (all, error) in [false, true].into_iter().flat_map(|all| errors.iter().map(move |error| (all, *error)))
            {
                let (_, has_failed) = tell(&Fault { kind, mask, first, all, error });
                cases += 1;
                failed += usize::from(has_failed);
            }
        }
    }
    println!("TOLD {name}: {cases} failing disks, {failed} of them told of");
    assert!(cases > 12 && failed > 0);
}

/// Temporary files in a folder and in those below.
fn half_made(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(half_made(&path));
        } else if path.to_string_lossy().contains(".part") {
            found.push(path);
        }
    }
    found
}

const STORIES: [(&str, Story); 7] = [
    ("edit", edit),
    ("create", create),
    ("content", content),
    ("passphrase", passphrase),
    ("backup", backup),
    ("restore", put_back),
    ("copy", copy),
];

fn told(name: &str) {
    let folder = quick_folder();
    let library = folder.path().join("faults.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/store/faults.c");
    let compiled = Command::new("cc").args(["-shared", "-fPIC", "-o"]).args([&library, &source]).arg("-ldl").status();
    assert!(compiled.unwrap().success());
    let (disk, control) = (folder.path().join("disk"), folder.path().join("control"));
    fs::create_dir(&disk).unwrap();
    fs::write(&control, [0_u8; 24]).unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "faults::child_on_a_failing_disk", "--ignored", "--nocapture", "--test-threads=1"])
        .env("LD_PRELOAD", &library)
        .env(FOLDER, &disk)
        .env(CONTROL, &control)
        .env("OCTAVO_FAULT_STORY", name)
        .process_group(0)
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let last: Vec<&str> = out.lines().filter(|line| line.starts_with(name)).collect();
    assert!(output.status.success(), "{:?}\n{err}", last.last());
    println!("{}", out.lines().find(|line| line.starts_with("TOLD")).unwrap());
}

/// What a person reads, whatever the disk did.
#[track_caller]
fn is_a_sentence(error: &StoreError) {
    let words = error.to_string();
    assert!(words.ends_with('.') && words.len() > 20 && !words.contains('\n'), "{words}");
}

#[track_caller]
fn sound(path: &Path) -> IsmsFile {
    let file = IsmsFile::open(path).unwrap();
    assert_eq!(file.check().unwrap().problems, Vec::<String>::new());
    file
}

fn has(file: &IsmsFile, name: &str) -> bool {
    file.isms().people.iter().any(|person| person.name == name)
}

/// After a failure: the next edit goes through, or says to open the file again. Then everything acknowledged is there.
#[track_caller]
fn goes_on(mut file: IsmsFile, path: &Path, acknowledged: &[&str]) {
    let next = add_person(&file, "The next one");
    let goes_on = match file.apply(&next, &stamp()) {
        Ok(_) => true,
        Err(error) => {
            assert!(error.to_string().contains("Open it again"), "{error}");
            false
        }
    };
    drop(file);
    let file = sound(path);
    assert_eq!(has(&file, "The next one"), goes_on);
    for name in acknowledged {
        assert!(has(&file, name), "{name} was acknowledged and is lost");
    }
    drop(file);
    let stays = names_in(path.parent().unwrap());
    assert!(!stays.iter().any(|name| name.ends_with("-journal")), "{stays:?}");
}

fn edit(disk: &Disk, folder: &Path, fault: &Fault) -> (i32, bool) {
    let path = file_with_people(folder);
    let mut file = IsmsFile::open(&path).unwrap();
    let (head, isms) = (file.head().clone(), file.isms().clone());
    let edit = add_person(&file, "The failing one");
    let (result, calls) = disk.failing(fault, || file.apply(&edit, &stamp()).map(drop));
    let mut acknowledged = vec!["Ada Lovelace", "Grace Hopper", "Edsger Dijkstra"];
    match &result {
        Ok(()) => acknowledged.push("The failing one"),
        Err(error) => {
            is_a_sentence(error);
            assert_eq!((file.head(), file.isms()), (&head, &isms), "what failed does not show");
        }
    }
    goes_on(file, &path, &acknowledged);
    (calls, result.is_err())
}

fn create(disk: &Disk, folder: &Path, fault: &Fault) -> (i32, bool) {
    let path = folder.join("new.isms");
    let make = || IsmsFile::create(&path, &founding(), &stamp(), Uuid::now_v7());
    let (result, calls) = disk.failing(fault, || make().map(drop));
    if let Err(error) = &result {
        is_a_sentence(error);
        if !path.exists() {
            drop(make().unwrap());
        }
    }
    assert_eq!(sound(&path).head().seq, 1, "whole or not at all");
    (calls, result.is_err())
}

fn content(disk: &Disk, folder: &Path, fault: &Fault) -> (i32, bool) {
    let path = file_with_people(folder);
    let report = folder.join("report.txt");
    let bytes = "restored at nine ".repeat(3000).into_bytes();
    fs::write(&report, &bytes).unwrap();
    let mut file = IsmsFile::open(&path).unwrap();
    let (result, calls) = disk.failing(fault, || file.put_content(&report));
    if let Err(error) = &result {
        is_a_sentence(error);
    }
    match file.put_content(&report) {
        Ok(stored) => assert!(file.content(&stored.sha256).unwrap() == bytes),
        Err(error) => assert!(error.to_string().contains("Open it again"), "{error}"),
    }
    if let Ok(stored) = &result {
        assert!(file.content(&stored.sha256).unwrap() == bytes);
    }
    goes_on(file, &path, &["Ada Lovelace"]);
    (calls, result.is_err())
}

/// The same road with and without a passphrase; without one it is hundreds of times quicker.
fn passphrase(disk: &Disk, folder: &Path, fault: &Fault) -> (i32, bool) {
    let path = file_with_people(folder);
    let mut file = IsmsFile::open(&path).unwrap();
    let head = file.head().clone();
    let (result, calls) = disk.failing(fault, || file.set_passphrase(None, Uuid::now_v7()));
    if let Err(error) = &result {
        is_a_sentence(error);
    }
    assert!(path.exists());
    assert_eq!(file.head(), &head);
    goes_on(file, &path, &["Ada Lovelace", "Grace Hopper", "Edsger Dijkstra"]);
    (calls, result.is_err())
}

fn noon() -> jiff::civil::DateTime {
    jiff::civil::date(2026, 3, 12).at(12, 0, 0, 0)
}

fn backup(disk: &Disk, folder: &Path, fault: &Fault) -> (i32, bool) {
    let path = file_with_people(folder);
    let backups = folder.join("backups");
    let keeping = Keeping { recent: 1, daily: 0, weekly: 0, monthly: 0 };
    let first = back_up(&path, None, &backups, keeping, jiff::civil::date(2026, 1, 1).at(8, 0, 0, 0), Uuid::now_v7());
    let first = first.unwrap().made.unwrap().path;
    let mut file = IsmsFile::open(&path).unwrap();
    let edit = add_person(&file, "Since the backup");
    file.apply(&edit, &stamp()).unwrap();
    let again = || back_up(&path, None, &backups, keeping, noon(), Uuid::now_v7());
    let (result, calls) = disk.failing(fault, again);
    match &result {
        Ok(done) => assert!(has(&sound(&done.made.as_ref().unwrap().path), "Since the backup")),
        Err(error) => {
            is_a_sentence(error);
            assert!(first.exists(), "an older one went although the new one is none");
        }
    }
    for listed in list(&path, &backups) {
        drop(sound(&listed.path));
    }
    if result.is_err() {
        let done = again().unwrap();
        assert!(done.made.is_none() || has(&sound(&done.made.unwrap().path), "Since the backup"));
    }
    goes_on(file, &path, &["Since the backup"]);
    (calls, result.is_err())
}

fn put_back(disk: &Disk, folder: &Path, fault: &Fault) -> (i32, bool) {
    let path = file_with_people(folder);
    let good = folder.join("good.isms");
    let mut file = IsmsFile::open(&path).unwrap();
    file.save_copy(&good, Uuid::now_v7()).unwrap();
    let edit = add_person(&file, "Since the backup");
    file.apply(&edit, &stamp()).unwrap();
    drop(file);
    let again = || restore(&path, &good, &Opening::default(), noon(), Uuid::now_v7());
    let (result, calls) = disk.failing(fault, again);
    match &result {
        Ok(aside) => {
            assert!(has(&sound(aside), "Since the backup"));
            assert!(!has(&sound(&path), "Since the backup"));
        }
        Err(error) => {
            is_a_sentence(error);
            assert!(has(&sound(&path), "Since the backup"), "as it was");
            assert!(has(&sound(&again().unwrap()), "Since the backup"));
        }
    }
    assert!(!has(&sound(&path), "Since the backup"));
    (calls, result.is_err())
}

fn copy(disk: &Disk, folder: &Path, fault: &Fault) -> (i32, bool) {
    let path = file_with_people(folder);
    let target = folder.join("copy.isms");
    let file = IsmsFile::open(&path).unwrap();
    let (result, calls) = disk.failing(fault, || file.save_copy(&target, Uuid::now_v7()));
    if let Err(error) = &result {
        is_a_sentence(error);
        if !target.exists() {
            file.save_copy(&target, Uuid::now_v7()).unwrap();
        }
    }
    assert_eq!(sound(&target).head(), file.head());
    goes_on(file, &path, &["Ada Lovelace"]);
    (calls, result.is_err())
}

#[test]
fn an_edit_on_a_failing_disk() {
    told("edit");
}

#[test]
fn a_new_file_on_a_failing_disk() {
    told("create");
}

#[test]
fn evidence_on_a_failing_disk() {
    told("content");
}

#[test]
fn a_file_written_anew_on_a_failing_disk() {
    told("passphrase");
}

#[test]
fn a_backup_on_a_failing_disk() {
    told("backup");
}

#[test]
fn a_restored_file_on_a_failing_disk() {
    told("restore");
}

#[test]
fn a_copy_on_a_failing_disk() {
    told("copy");
}
