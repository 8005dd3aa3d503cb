//! The small file and the first inputs of the fuzzers in `fuzz/`. The file holds one record of every register, taken
//! from the sample company, so that every kind of field is in it.

use std::collections::BTreeSet;
use std::path::Path;

use octavo::content::Content;
use octavo::isms::{AnyRecord, Edit, Isms, RegisterName};
use octavo::sample;
use octavo::store::{Entry, IsmsFile, Stamp};
use rusqlite::Connection;
use serde_json::Value;
use uuid::Uuid;

use crate::tools::{quick_folder, stamp};

/// `cargo test --test store make_the_fuzzers -- --ignored`, after a change of the schema; commit what it writes.
#[test]
#[ignore = "writes into fuzz/"]
fn make_the_fuzzers_first_inputs() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let (small, history) = small();
    for folder in ["seeds", "corpus/open", "corpus/replay"] {
        std::fs::create_dir_all(here.join(folder)).unwrap();
    }
    std::fs::write(here.join("seeds/small.isms"), &small).unwrap();
    for (name, bytes) in open_seeds(&small) {
        std::fs::write(here.join("corpus/open").join(name), bytes).unwrap();
    }
    for (name, text) in replay_seeds(&history) {
        std::fs::write(here.join("corpus/replay").join(name), text).unwrap();
    }
}

#[test]
fn the_fuzzers_small_file_holds_every_register_that_a_file_begins_or_grows_with() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/small.isms");
    let folder = quick_folder();
    let copy = folder.path().join("small.isms");
    std::fs::copy(path, &copy).unwrap();
    let file = IsmsFile::read(&copy, None).unwrap();
    assert!(file.check().unwrap().is_sound());
    let empty: Vec<_> = RegisterName::ALL.iter().filter(|register| file.isms().count(**register) == 0).collect();
    assert!(empty.len() < 8, "make the first inputs anew, as above: nothing in {empty:?}");
}

/// The small file, and its history.
fn small() -> (Vec<u8>, Vec<Entry>) {
    let folder = quick_folder();
    let folder = folder.path();
    let whole = sample::create(&folder.join("sample.isms"), &Content::load().unwrap()).unwrap();
    let records = few(whole.isms());
    let path = folder.join("small.isms");
    let all = records.iter().cloned().fold(Edit::new("Start"), Edit::put);
    let changed = records.chunks(12).map(|some| some.iter().map(with_notes).fold(Edit::new("Change"), Edit::put));
    let edits: Vec<(Edit, Stamp)> = std::iter::once(all).chain(changed).map(|edit| (edit, stamp())).collect();
    let mut file = IsmsFile::create_with_history(&path, &edits, Uuid::from_u128(1)).unwrap();
    for (name, bytes) in [("a.txt", vec![b'a'; 300]), ("b.txt", vec![b'b'; 2000])] {
        std::fs::write(folder.join(name), bytes).unwrap();
        file.put_content(&folder.join(name)).unwrap();
    }
    file.undo(&stamp()).unwrap();
    file.redo(&stamp()).unwrap();
    file.undo(&stamp()).unwrap();
    file.redo(&stamp()).unwrap();
    let person = file.isms().people.iter().next().unwrap().id;
    file.erase(person, &stamp()).unwrap();
    let history = file.history().unwrap();
    drop(file);
    // Small pages: an empty table takes one.
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch("PRAGMA page_size = 512; VACUUM").unwrap();
    drop(connection);
    assert!(IsmsFile::read(&path, None).unwrap().check().unwrap().is_sound());
    (std::fs::read(&path).unwrap(), history)
}

fn replay_seeds(history: &[Entry]) -> Vec<(String, String)> {
    let json = |entries: &[Vec<&octavo::store::RecordChange>]| serde_json::to_string(entries).unwrap();
    let mut seeds: Vec<(String, String)> = vec![("no-list".to_owned(), "{\"register\":\"people\"".to_owned())];
    for (index, entry) in history.iter().enumerate() {
        for (part, changes) in entry.changes.chunks(6).enumerate() {
            seeds.push((format!("entry-{index}-{part}"), json(&[changes.iter().collect()])));
        }
    }
    let few: Vec<Vec<_>> = history.iter().map(|entry| entry.changes.iter().take(2).collect()).collect();
    seeds.push(("history".to_owned(), json(&few)));
    seeds
}

fn with_notes(record: &AnyRecord) -> AnyRecord {
    let mut json = record.to_json();
    json["notes"] = "Seen by Ada".into();
    AnyRecord::from_json(record.register(), json).unwrap()
}

/// One record of each register, the one that says most, with links among themselves only.
fn few(isms: &Isms) -> Vec<AnyRecord> {
    let fullest = |register: &RegisterName| {
        let all = isms.all(*register).into_iter();
        // Whole frozen registers would be most of the file.
        all.filter(|record| record.to_json().to_string().len() < 3000)
            .max_by_key(|record| record.to_json().to_string().len())
    };
    let mut chosen: Vec<AnyRecord> = RegisterName::ALL.iter().filter_map(fullest).collect();
    // What a record cannot be without comes along.
    loop {
        let ids: BTreeSet<Uuid> = chosen.iter().map(AnyRecord::id).collect();
        let cut = |record: &AnyRecord| {
            let mut json = record.to_json();
            keep_links(&mut json, &ids);
            AnyRecord::from_json(record.register(), json).ok()
        };
        let Some(needy) = chosen.iter().find(|record| cut(record).is_none()) else {
            return chosen.iter().filter_map(cut).collect();
        };
        let text = needy.to_json().to_string();
        let all = RegisterName::ALL.iter().flat_map(|register| isms.all(*register));
        let needed: Vec<_> =
            all.filter(|record| !ids.contains(&record.id()) && text.contains(&record.id().to_string())).collect();
        assert!(!needed.is_empty(), "{text}");
        chosen.extend(needed);
    }
}

fn keep_links(value: &mut Value, ids: &BTreeSet<Uuid>) {
    let away = |value: &Value| {
        let id = value.as_str().filter(|text| text.len() == 36).and_then(|text| Uuid::parse_str(text).ok());
        id.is_some_and(|id| !ids.contains(&id))
    };
    match value {
        Value::Array(items) => {
            items.retain(|item| !away(item));
            items.iter_mut().for_each(|item| keep_links(item, ids));
        }
        Value::Object(fields) => {
            for field in fields.values_mut() {
                if away(field) { *field = Value::Null } else { keep_links(field, ids) }
            }
        }
        _ => {}
    }
}

/// Inputs of all three kinds; the whole file is there once, since it is most of the corpus.
fn open_seeds(small: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let patch = |place: usize, bytes: &[u8]| {
        let place = u32::try_from(place).unwrap().to_be_bytes();
        [b"P", &place[1..], &[u8::try_from(bytes.len()).unwrap()], bytes].concat()
    };
    let sql = |text: &str| format!("S{text}").into_bytes();
    vec![
        ("whole", small.to_vec()),
        ("header", small[..100].to_vec()),
        ("cut", patch(small.len() / 2, &[])),
        ("header-only", patch(100, &[])),
        ("first-page", patch(100, &[13, 0, 0, 255, 255])),
        ("middle", patch(small.len() / 2, &[0xFF; 16])),
        ("late", patch(small.len() - 512, &[5, 0, 0, 0, 1])),
        ("text", b"Dear client,\n".to_vec()),
        ("empty", Vec::new()),
        ("other", sql("PRAGMA application_id = 1")),
        ("newer", sql("PRAGMA user_version = 99")),
        ("older", sql("PRAGMA user_version = 1")),
        ("wal", sql("PRAGMA journal_mode = WAL")),
        ("row", sql("UPDATE risks SET name = 'x'")),
        ("number", sql("UPDATE highest_references SET number = 4294967295")),
        ("last-number", sql("UPDATE history SET seq = 9223372036854775807 WHERE seq = 8")),
        ("json", sql("UPDATE history SET changes = '[[[[[[[[[[' WHERE seq = 2")),
        ("kind", sql("UPDATE history SET kind = 'undo', target = 1 WHERE seq = 2")),
        ("gone", sql("DELETE FROM history WHERE seq = 3")),
        ("erased", sql("UPDATE earlier_hashes SET erased = 9223372036854775807")),
        ("view", sql("DROP TABLE cycles\nCREATE VIEW cycles AS SELECT 1 AS id")),
        ("trigger", sql("CREATE TRIGGER t AFTER UPDATE ON risks BEGIN DELETE FROM history; END")),
        ("check", sql("CREATE TABLE x (a CHECK (length(hex(zeroblob(50000000))) > 0))\nINSERT INTO x VALUES (1)")),
        ("generated", sql("CREATE TABLE x (a, b AS (hex(zeroblob(50000000))))\nINSERT INTO x VALUES (1)")),
        (
            "recursive",
            sql("CREATE VIEW x AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c) SELECT * FROM c"),
        ),
    ]
}
