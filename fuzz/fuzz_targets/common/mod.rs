//! What both targets share: a place in memory for files, a watch over memory, and everything that is done with a file.

#![allow(dead_code)]

pub mod random;

use std::alloc::{GlobalAlloc, Layout, System};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use octavo::isms::{Edit, Record, RegisterName};
use octavo::isms::history::back::bring_back;
use octavo::isms::history::compare::{compare, snapshot_after};
use octavo::isms::history::words::entry_words;
use octavo::isms::organisation::Person;
use octavo::store::{IsmsFile, Stamp, salvage};
use uuid::Uuid;

/// A small sound file with a record of many registers, two contents, an undo and a redo: what inputs are made from.
pub const SMALL: &[u8] = include_bytes!("../../seeds/small.isms");

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

/// Counts what Rust code holds: without a sanitizer libFuzzer sees no single allocation.
struct Counting;

// SAFETY: every call goes to the system's allocator unchanged; only numbers are kept beside it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        MOST.fetch_max(now, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// Runs something and fails when it takes memory out of proportion to its input, in Rust or in SQLite.
pub fn in_proportion(input: usize, work: impl FnOnce()) {
    let before = NOW.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    // SAFETY: both only read and reset counters of SQLite.
    unsafe { rusqlite::ffi::sqlite3_memory_highwater(1) };
    work();
    let rust = MOST.load(Ordering::Relaxed) - before;
    let sqlite = usize::try_from(unsafe { rusqlite::ffi::sqlite3_memory_highwater(1) }).unwrap_or(0);
    // A record in memory, with its JSON beside it, takes many times the bytes that say it.
    let allowed = (32 << 20) + 200 * input;
    assert!(rust + sqlite < allowed, "{rust} bytes in Rust and {sqlite} in SQLite for an input of {input}");
}

/// A folder in memory of this process, emptied.
pub fn folder() -> PathBuf {
    let base = if Path::new("/dev/shm").is_dir() { PathBuf::from("/dev/shm") } else { std::env::temp_dir() };
    let folder = base.join(format!("octavo-fuzz-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

pub fn stamp() -> Stamp {
    Stamp { at: "2026-03-12T09:00:00Z".parse().unwrap(), by: "Ada".to_owned() }
}

/// Everything that is asked of a file that may not be one.
pub fn exercise(folder: &Path, path: &Path, also_salvage: bool) {
    let unchanged = std::fs::read(path).unwrap();
    if let Ok(file) = IsmsFile::read(path, None) {
        look(&file);
    }
    if also_salvage {
        let target = folder.join("salvaged.isms");
        if salvage(path, None, &target, &stamp(), Uuid::from_u128(7)).is_ok() {
            let saved = IsmsFile::open(&target).expect("a salvaged file opens");
            let report = saved.check().expect("a salvaged file can be checked");
            let lost = |problem: &String| problem.contains("content of");
            assert!(report.problems.iter().all(lost), "a salvaged file is sound: {:?}", report.problems);
        }
    }
    // What another tool left in a mode with files beside it is put right at the first opening.
    let settled = unchanged.get(18..20) != Some(&[2, 2]);
    assert!(!settled || std::fs::read(path).unwrap() == unchanged, "to read a file leaves it as it is");
    let opened = IsmsFile::open(path);
    if settled && opened.is_err() && octavo::store::FORMAT == format_in(&unchanged) {
        assert!(std::fs::read(path).unwrap() == unchanged, "a refused file stays as it is");
    }
    if let Ok(mut file) = opened {
        work(&mut file);
    }
}

fn format_in(bytes: &[u8]) -> u32 {
    bytes.get(60..64).map_or(0, |four| u32::from_be_bytes(four.try_into().unwrap()))
}

/// Every way to read.
fn look(file: &IsmsFile) {
    let _ = file.check();
    let seq = file.head().seq;
    let _ = file.as_of(seq);
    let _ = file.as_of(seq / 2);
    let _ = file.history_page(None, 3);
    let _ = file.recognise(&file.head().fingerprint());
    let _ = file.recognise("00000000");
    for register in RegisterName::ALL {
        let _ = file.next_reference(*register);
    }
    if let Some(person) = file.isms().people.iter().next() {
        let _ = file.would_erase(person.id);
    }
    let Ok(history) = file.history() else { return };
    let past = snapshot_after(history[..history.len() / 2].iter());
    if let Ok(past) = past {
        let _ = compare(&past, file.isms());
    }
    for entry in &history {
        let _ = entry.moment().words();
        let _ = entry_words(file.isms(), entry);
        let _ = bring_back(file.isms(), entry);
    }
}

/// Every way to write.
fn work(file: &mut IsmsFile) {
    let _ = file.undo(&stamp());
    let _ = file.undo(&stamp());
    let _ = file.redo(&stamp());
    let id = Uuid::from_u128(0x0189_0000_0000_7000_8000_0000_0000_0042);
    let reference = file.next_reference(RegisterName::People);
    let person = Person { name: "Ada".to_owned(), ..Person::blank(id.into(), reference) };
    let before = file.isms().clone();
    if file.apply(&Edit::new("Add Ada").put(person), &stamp()).is_ok() {
        assert!(file.isms().people.len() <= before.people.len() + 1);
        if file.undo(&stamp()).is_ok() && !before.has(RegisterName::People, id) {
            assert!(*file.isms() == before, "what was added is gone again");
        }
    }
    let somebody = file.isms().people.iter().next().map(|person| person.id);
    if let Some(person) = somebody {
        let _ = file.erase(person, &stamp());
    }
    let _ = file.check();
}
