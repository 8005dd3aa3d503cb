//! What can be saved of a damaged file, in a new one: the history as far as its chain holds, then everything that the
//! tables, or later entries, still say, as one more entry. The damaged file is only read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension};
use serde_json::Value;
use uuid::Uuid;

use super::history::{self, Draft, Entry, object};
use super::neighbours::Written;
use super::opening::Access;
use super::replay::Replayed;
use super::{IsmsFile, Passphrase, Stamp, StoreError, contents, encryption, files, rows, schema};
use crate::isms::{AnyRecord, Edit, Isms, RegisterName};

/// What was saved, and what was not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Salvage {
    /// History entries that came over as they were.
    pub entries: usize,
    /// Entries after the break whose effects came over, but not they themselves.
    pub loose: usize,
    /// Records in the new file.
    pub records: usize,
    /// Registers whose table could not be read whole: their records come from the history.
    pub from_history: Vec<RegisterName>,
    /// Links that led to records which are gone.
    pub links_cut: usize,
    /// Records that could not be kept without what they linked to.
    pub dropped: Vec<String>,
    /// Contents of evidence that came over.
    pub contents: usize,
    /// Pieces of evidence and documents whose content is lost.
    pub contents_lost: Vec<String>,
}

impl Salvage {
    /// What is missing, sentence by sentence. Empty when everything came over.
    pub fn missing(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        if self.loose > 0 {
            sentences.push(tr::tr!(
                "After history entry {0} the chain is broken. What {1} later entries said is kept as one entry; the entries themselves are not.",
                self.entries,
                self.loose
            ));
        }
        for register in &self.from_history {
            sentences.push(tr::tr!(
                "The table {} could not be read whole. Its records are as the history has them.",
                register.as_str()
            ));
        }
        if self.links_cut > 0 {
            sentences.push(tr::tr!("Links to records that are gone were taken out: {}.", self.links_cut));
        }
        if !self.dropped.is_empty() {
            sentences
                .push(tr::tr!("Records that made no sense without one that is gone: {}.", self.dropped.join(", ")));
        }
        if !self.contents_lost.is_empty() {
            sentences.push(tr::tr!("The files of these are lost: {}. Add them again.", self.contents_lost.join(", ")));
        }
        sentences
    }
}

/// Saves what can be read of a damaged file into a new one.
///
/// # Errors
/// When nothing at all can be read, or the new file not be written.
pub fn salvage(
    path: &Path,
    passphrase: Option<&Passphrase>,
    target: &Path,
    stamp: &Stamp,
    unique: Uuid,
) -> Result<Salvage, StoreError> {
    let connection = connect(path, passphrase)?;
    let ours = schema::tables_as_made(&connection).unwrap_or_default();
    let (entries, complete) = if ours.contains("history") { readable(&connection) } else { Default::default() };
    let mut layouts = rows::layouts(&connection).unwrap_or_default();
    layouts.retain(|register, layout| layout.tables(*register).all(|table| ours.contains(&table)));
    let layouts = Some(layouts).filter(|layouts| !layouts.is_empty());
    if entries.is_empty() && layouts.is_none() {
        return Err(StoreError::Damaged { path: path.to_path_buf(), what: tr::tr!("nothing in it can be read") });
    }
    let sound = sound_prefix(&entries);
    let mut result = Salvage { entries: sound, loose: entries.len() - sound, ..Salvage::default() };
    // A whole chain is proof; without one the tables know more than what is left of the history.
    let layouts = layouts.filter(|_| !(complete && sound == entries.len() && sound > 0));
    let mut state = tables(&connection, layouts.as_ref(), &entries, &mut result);
    if complete && sound == result.entries && result.loose == 0 {
        result.from_history.clear();
    }
    files::appear(target, unique, |temporary| {
        let mut file = empty(temporary, target, passphrase)?;
        let links = rows::links(&file.connection, &file.layouts);
        mend(&mut state, &links.map_err(|error| StoreError::from_sqlite(target, error))?, &mut result);
        for entry in entries.into_values().take(sound) {
            file.append(entry)?;
        }
        let edit = difference(&file.isms, &state);
        file.apply(&edit, stamp)?;
        result.records = RegisterName::ALL.iter().map(|register| file.isms.all(*register).len()).sum();
        if ours.contains("contents") {
            result.contents = copy_contents(&connection, &file)?;
        }
        result.contents_lost =
            contents::missing(&file.connection, &file.isms).map_err(|error| StoreError::from_sqlite(target, error))?;
        file.connection.close().map_err(|(_, error)| StoreError::from_sqlite(target, error))
    })?;
    Ok(result)
}

fn connect(path: &Path, passphrase: Option<&Passphrase>) -> Result<Connection, StoreError> {
    let sqlite = |error| StoreError::from_sqlite(path, error);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(sqlite)?;
    encryption::unlock(&connection, passphrase).map_err(sqlite)?;
    schema::harden(&connection).map_err(sqlite)?;
    connection.pragma_update(None, "query_only", true).map_err(sqlite)?;
    Ok(connection)
}

fn empty(temporary: &Path, path: &Path, passphrase: Option<&Passphrase>) -> Result<IsmsFile, StoreError> {
    let sqlite = |error| StoreError::from_sqlite(path, error);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(temporary, flags).map_err(sqlite)?;
    encryption::unlock(&connection, passphrase).map_err(sqlite)?;
    schema::harden(&connection).map_err(sqlite)?;
    schema::settle(&connection).map_err(sqlite)?;
    schema::create(&connection).map_err(sqlite)?;
    // Nobody sees the file before it is whole; the last entry waits for the disk.
    connection.pragma_update(None, "foreign_keys", false).map_err(sqlite)?;
    IsmsFile::load(connection, path, temporary, Access::Write(None), passphrase.cloned())
}

/// Every entry that can be read, around the pages that cannot.
/// Also whether nothing stood in the way.
fn readable(connection: &Connection) -> (BTreeMap<i64, Written>, bool) {
    let mut complete = false;
    let mut found: BTreeMap<i64, Written> = BTreeMap::new();
    for order in ["ASC", "DESC"] {
        let Ok(mut statement) = connection.prepare(&format!("SELECT * FROM history ORDER BY seq {order}")) else {
            continue;
        };
        let Ok(mut rows) = statement.query([]) else { continue };
        // The first page that cannot be read ends a walk; the other direction comes from behind it.
        loop {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => {
                    complete = order == "ASC";
                    break;
                }
                Err(_) => break,
            };
            let Ok(entry) = written(row) else { continue };
            if found.insert(entry.seq, entry).is_some() && order == "DESC" {
                break;
            }
        }
        if complete {
            break;
        }
    }
    let last = found.keys().next_back().copied().unwrap_or(0);
    let gaps: Vec<i64> = (1..=last).filter(|seq| !found.contains_key(seq)).take(MOST_GAPS).collect();
    for seq in gaps {
        let entry = connection
            .prepare_cached("SELECT * FROM history WHERE seq = ?1")
            .and_then(|mut statement| statement.query_row([seq], written).optional());
        if let Ok(Some(entry)) = entry {
            found.insert(seq, entry);
        }
    }
    (found, complete)
}

/// Entries that are looked for one by one at most.
const MOST_GAPS: usize = 100_000;

fn written(row: &rusqlite::Row<'_>) -> rusqlite::Result<Written> {
    let Entry { seq, at, by, label, kind, target, .. } = history::read(row)?;
    Ok(Written { seq, at, by, label, kind, target, changes: row.get("changes")?, hash: row.get("hash")? })
}

/// How many entries from the first on follow each other in an unbroken chain.
fn sound_prefix(entries: &BTreeMap<i64, Written>) -> usize {
    let mut previous = String::new();
    let follows = |(expected, entry): &(i64, &Written)| {
        let draft = Draft {
            seq: entry.seq,
            at: &entry.at,
            by: &entry.by,
            label: &entry.label,
            kind: entry.kind,
            target: entry.target,
            changes: &entry.changes,
            previous: &previous,
        };
        // One that takes back what does not come before it was never written here.
        let possible = entry.target.is_none_or(|target| (1..entry.seq).contains(&target));
        let sound = possible && entry.seq == *expected && draft.hash() == entry.hash;
        previous.clone_from(&entry.hash);
        sound
    };
    (1..).zip(entries.values()).take_while(follows).count()
}

/// The records as the tables have them; of a table that cannot be read, as the history has them.
fn tables(
    connection: &Connection,
    layouts: Option<&rows::Layouts>,
    entries: &BTreeMap<i64, Written>,
    result: &mut Salvage,
) -> BTreeMap<(RegisterName, Uuid), Value> {
    let mut replayed = Replayed::default();
    for entry in entries.values() {
        if let Ok(changes) = serde_json::from_str(&entry.changes) {
            replayed.carry_out(changes);
        }
    }
    let mut state: BTreeMap<(RegisterName, Uuid), Value> = BTreeMap::new();
    for register in RegisterName::ALL {
        let mut read = Vec::new();
        let whole = layouts.filter(|layouts| layouts.contains_key(register)).is_some_and(|layouts| {
            rows::load(connection, layouts, *register, |r| read.push(r)).is_ok_and(|r| r.is_ok())
        });
        let known = replayed.records.iter().filter(|((of, _), _)| of == register);
        if !whole {
            result.from_history.push(*register);
            state.extend(known.map(|(key, fields)| (*key, Value::Object(fields.clone()))));
        }
        state.extend(read.into_iter().map(|record| ((*register, record.id()), record.to_json())));
    }
    state
}

/// Takes out links that lead nowhere, and records that cannot be without what they linked to.
fn mend(state: &mut BTreeMap<(RegisterName, Uuid), Value>, links: &rows::Links, result: &mut Salvage) {
    loop {
        let keys: BTreeSet<(RegisterName, Uuid)> = state.keys().copied().collect();
        let ids: BTreeSet<Uuid> = keys.iter().map(|(_, id)| *id).collect();
        let mut gone = Vec::new();
        for ((register, id), value) in state.iter_mut() {
            let whole = value.clone();
            result.links_cut += cut_links(*register, value, links, &keys) + cut(value, &ids);
            // A record that a later version of itself cannot be read from is kept as it was, or not at all.
            if AnyRecord::from_json(*register, value.clone()).is_err() {
                gone.push((*register, *id));
                let name = ["reference", "name"].iter().find_map(|field| whole.get(field)?.as_str());
                result.dropped.push(name.unwrap_or_default().to_owned());
            }
        }
        if gone.is_empty() {
            return;
        }
        for key in gone {
            state.remove(&key);
        }
    }
}

/// Takes out of a record's fields the links to records that are not in the register they have to be in.
fn cut_links(
    register: RegisterName,
    record: &mut Value,
    links: &rows::Links,
    keys: &BTreeSet<(RegisterName, Uuid)>,
) -> usize {
    let mut count = 0;
    for (name, field) in record.as_object_mut().into_iter().flatten() {
        let Some(parent) = links.get(&(register, name.clone())) else { continue };
        let leads_nowhere = |value: &Value| {
            let id = value.as_str().map(Uuid::parse_str);
            id.is_some_and(|id| id.map_or(true, |id| !keys.contains(&(*parent, id))))
        };
        if let Value::Array(items) = field {
            let before = items.len();
            items.retain(|item| !leads_nowhere(item));
            count += before - items.len();
        } else if leads_nowhere(field) {
            *field = Value::Null;
            count += 1;
        }
    }
    count
}

/// Takes ids of records that are not there out of a value. Answers how many.
fn cut(value: &mut Value, ids: &BTreeSet<Uuid>) -> usize {
    let leads_nowhere = |value: &Value| {
        let id = value.as_str().filter(|text| text.len() == 36).and_then(|text| Uuid::parse_str(text).ok());
        id.is_some_and(|id| !id.is_nil() && !ids.contains(&id))
    };
    match value {
        Value::Array(items) => {
            let before = items.len();
            items.retain(|item| !leads_nowhere(item));
            before - items.len() + items.iter_mut().map(|item| cut(item, ids)).sum::<usize>()
        }
        // A recorded act names who did it, whether that record is still there or not.
        Value::Object(fields) if fields.contains_key("digest") && fields.contains_key("recorded") => 0,
        Value::Object(fields) => fields
            .values_mut()
            .map(|field| {
                if leads_nowhere(field) {
                    *field = Value::Null;
                    1
                } else {
                    cut(field, ids)
                }
            })
            .sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

/// The edit from what the history came to, to what was found.
fn difference(isms: &Isms, state: &BTreeMap<(RegisterName, Uuid), Value>) -> Edit {
    let mut edit = Edit::new(tr::tr!("Salvaged from a damaged file"));
    for register in RegisterName::ALL {
        let gone = isms.all(*register).into_iter().filter(|record| !state.contains_key(&(*register, record.id())));
        edit = gone.fold(edit, |edit, record| edit.delete(*register, record.id()));
    }
    for ((register, id), value) in state {
        let Ok(record) = AnyRecord::from_json(*register, Value::Object(object(value.clone()))) else { continue };
        if isms.get(*register, *id).as_ref() != Some(&record) {
            edit = edit.put(record);
        }
    }
    edit
}

/// Copies every content that is still what its name says.
fn copy_contents(from: &Connection, to: &IsmsFile) -> Result<usize, StoreError> {
    let Ok(mut statement) = from.prepare("SELECT rowid, sha256 FROM contents") else { return Ok(0) };
    let Ok(mut rows) = statement.query([]) else { return Ok(0) };
    let mut copied = 0;
    while let Ok(Some(row)) = rows.next() {
        let (Ok(id), Ok(sha256)) = (row.get::<_, i64>(0), row.get::<_, String>(1)) else { continue };
        if contents::copy_over(from, id, &sha256, &to.connection)
            .map_err(|error| StoreError::from_sqlite(&to.path, error))?
        {
            copied += 1;
        }
    }
    Ok(copied)
}
