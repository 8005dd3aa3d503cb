//! Any list of history entries: read, put into words, brought back, replayed, looked back at, salvaged and erased.
//!
//! The input is JSON, a list of entries, each a list of the changes in it. What is no such list goes into the history
//! as the text of one entry's changes.
#![no_main]

mod common;

use std::path::Path;

use common::random::Random;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use octavo::isms::history::back::{bring_back, reverse};
use octavo::isms::history::compare::{compare, snapshot_after};
use octavo::isms::history::words::entry_words;
use octavo::isms::history::{self, Entry, EntryKind, RecordChange};
use octavo::isms::{AnyRecord, Isms, RegisterName};
use rusqlite::Connection;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// More entries than this take longer without reaching more.
const MOST: usize = 40;

fuzz_target!(|data: &[u8]| {
    let folder = common::folder();
    let path = folder.join("client.isms");
    let Ok(text) = std::str::from_utf8(data) else { return };
    let texts: Vec<String> = match serde_json::from_str::<Vec<Value>>(text) {
        Ok(entries) => entries.iter().take(MOST).map(Value::to_string).collect(),
        Err(_) => vec![text.to_owned()],
    };
    let entries: Vec<Entry> = texts.iter().enumerate().filter_map(|(index, text)| entry(index, text)).collect();
    common::in_proportion(common::SMALL.len() + data.len(), || {
        rules(&entries);
        write(&path, &texts, data.len().is_multiple_of(3));
        common::exercise(&folder, &path, !data.len().is_multiple_of(4));
    });
});

fn entry(index: usize, changes: &str) -> Option<Entry> {
    let changes: Vec<RecordChange> = serde_json::from_str(changes).ok()?;
    let seq = i64::try_from(index).ok()? + 1;
    let at = if index.is_multiple_of(7) { "never" } else { "2026-03-12T09:00:00Z" }.to_owned();
    let (by, label) = ("Ada".to_owned(), "Change".to_owned());
    let (previous, hash) = (String::new(), "ä9F3A".repeat(index % 5));
    Some(Entry { seq, at, by, label, kind: EntryKind::Edit, target: None, changes, previous, hash })
}

/// The pure half, which the store and the screens use.
fn rules(entries: &[Entry]) {
    let mut now = Isms::default();
    for entry in entries {
        let _ = entry_words(&now, entry);
        let Ok(edit) = history::replay(&now, entry.label.clone(), &entry.changes, false) else { continue };
        let left = history::differences(&now, &edit);
        let next = now.with(&edit);
        let _ = compare(&now, &next);
        let _ = (entry.moment().words(), entry.moment().day());
        // What an edit leaves, taken back in reverse, is what was before: undo rests on it.
        let back = history::replay(&next, String::new(), &left, true).expect("what was there can be there again");
        assert!(next.with(&back) == now, "undo is the reverse");
        for earlier in entries.iter().take(3).chain([entry]) {
            if let Ok(edit) = bring_back(&next, earlier) {
                let _ = next.with(&edit);
            }
            let _ = reverse(&next, earlier);
        }
        now = next;
    }
    if let Ok(whole) = snapshot_after(entries.iter()) {
        let _ = compare(&now, &whole);
    }
}

/// The small file with these entries at the end of its history, in an unbroken chain unless asked otherwise.
fn write(path: &Path, texts: &[String], broken: bool) {
    std::fs::write(path, common::SMALL).unwrap();
    let tool = Connection::open(path).unwrap();
    tool.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; BEGIN").unwrap();
    let (mut seq, mut previous): (i64, String) = tool
        .query_row("SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    for text in texts {
        seq += 1;
        let (at, by, label) = ("2026-03-12T09:00:00Z", "Ada", "Change");
        // Some take back an earlier one, as far as their word goes.
        let (kind, target) = match text.len() % 11 {
            0 => ("undo", Some(seq - 1)),
            1 => ("redo", Some(seq - 2)),
            2 => ("undo", Some(seq + 5)),
            _ => ("edit", None),
        };
        let fields = json!([previous, seq, at, by, label, kind, target, text]);
        let mut hash: String = Sha256::digest(fields.to_string().as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
        if broken && text.len().is_multiple_of(5) {
            hash = format!("{seq:064}");
        }
        tool.execute(
            "INSERT INTO history (seq, at, by, label, kind, target, changes, previous, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            rusqlite::params![seq, at, by, label, kind, target, text, previous, hash],
        )
        .unwrap();
        previous = hash;
    }
    tool.execute_batch("COMMIT").unwrap();
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut random = Random::new(seed);
    let parsed = serde_json::from_slice::<Value>(&data[..size]);
    let Ok(mut value) = parsed else { return fuzzer_mutate(data, size, max_size) };
    if random.one_in(20) {
        return fuzzer_mutate(data, size, max_size);
    }
    for _ in 0..=random.below(3) {
        mutate(&mut value, &mut random);
    }
    let text = value.to_string();
    if text.len() > max_size {
        return fuzzer_mutate(data, size, max_size);
    }
    data[..text.len()].copy_from_slice(text.as_bytes());
    text.len()
});

/// Changes one place of a list of entries.
fn mutate(value: &mut Value, random: &mut Random) {
    if random.one_in(4)
        && let Some(entries) = value.as_array_mut()
    {
        return entries_changed(entries, random);
    }
    let donor = nth(value, &mut random.below(count(value))).cloned().unwrap_or_default();
    let mut left = random.below(count(value));
    let fresh = something(random, donor);
    change(value, &mut left, &mut |place| {
        *place = match (&*place, random.below(6)) {
            (Value::Array(items), 0) => Value::Array(items.iter().chain(items).cloned().collect()),
            (Value::Array(items), 1) => Value::Array(items.iter().rev().skip(1).cloned().collect()),
            (Value::Object(fields), 0 | 1) => {
                let gone = random.below(fields.len());
                let kept = fields.iter().enumerate().filter(|(index, _)| *index != gone);
                Value::Object(kept.map(|(_, (name, value))| (name.clone(), value.clone())).collect())
            }
            (Value::String(text), 0) => Value::String(format!("{text}{text}")),
            (Value::Number(number), 0) => json!(number.as_i64().unwrap_or(0).wrapping_add(1)),
            _ => fresh.clone(),
        };
    });
}

/// Adds, repeats, removes or reverses an entry.
fn entries_changed(entries: &mut Vec<Value>, random: &mut Random) {
    let register = *random.pick(RegisterName::ALL);
    let id = uuid::Uuid::from_u128(random.below(6) as u128);
    let whole = || AnyRecord::blank(register, id, format!("{}{}", register.prefix(), 1)).to_json();
    let place = random.below(entries.len());
    match random.below(5) {
        0 => entries.push(json!([{ "register": register.as_str(), "id": id, "before": null, "after": whole() }])),
        1 => entries.push(json!([{ "register": register.as_str(), "id": id, "before": whole(), "after": null }])),
        2 if !entries.is_empty() => entries.push(entries[place].clone()),
        3 if !entries.is_empty() => drop(entries.remove(place)),
        _ => {
            // One entry taken back.
            let mut again = entries.get(place).cloned().unwrap_or_default();
            for change in again.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
                let (before, after) = (change.remove("before"), change.remove("after"));
                change.insert("before".to_owned(), after.unwrap_or_default());
                change.insert("after".to_owned(), before.unwrap_or_default());
            }
            entries.push(again);
        }
    }
}

/// A value that somebody may not have thought of.
fn something(random: &mut Random, donor: Value) -> Value {
    let register = random.pick(RegisterName::ALL);
    match random.below(24) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(*random.pick(&[0_i64, 1, -1, 5, 6, 255, 256, 65_536, i64::MAX, i64::MIN])),
        3 => json!(*random.pick(&[0.5, -0.0, 1e308, 1e-308])),
        4 => json!(u64::MAX),
        5 => json!(""),
        6 => json!([]),
        7 => json!({}),
        8 => json!(*random.pick(&["2026-02-28", "0001-01-01", "9999-12-31", "-009999-01-01", "2026-13-01"])),
        9 => json!("2026-03-12T09:00:00Z"),
        10 => json!(register.as_str()),
        11 => json!(format!("{}{}", register.prefix(), *random.pick(&["1", "999999", "4294967295", "-1", "０"]))),
        12 => json!(uuid::Uuid::from_u128(random.below(6) as u128)),
        13 => json!("ä\u{0}\u{202e}𝔸".repeat(random.below(40))),
        14 => (0..random.below(120)).fold(json!("x"), |inner, _| json!([inner])),
        15 => (0..random.below(120)).fold(json!("x"), |inner, _| json!({ "children": inner })),
        _ => donor,
    }
}

/// How many places a value has, itself included.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum::<usize>(),
        _ => 0,
    }
}

fn nth<'a>(value: &'a Value, left: &mut usize) -> Option<&'a Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter().find_map(|item| nth(item, left)),
        Value::Object(fields) => fields.values().find_map(|field| nth(field, left)),
        _ => None,
    }
}

fn change(value: &mut Value, left: &mut usize, with: &mut dyn FnMut(&mut Value)) -> bool {
    if *left == 0 {
        with(value);
        return true;
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| change(item, left, with)),
        Value::Object(fields) => fields.values_mut().any(|field| change(field, left, with)),
        _ => false,
    }
}
