//! The history: one entry for each edit, with every changed field before and after, in a SHA-256 chain.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::isms::approval::hex;
use crate::isms::{AnyRecord, Change, Edit, Isms, RegisterName};

/// Who did something, and when. Both come from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The moment.
    pub at: Timestamp,
    /// The name the user chose for themselves in the program, never the login name.
    pub by: String,
}

/// What kind of entry it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A person's edit.
    Edit,
    /// An earlier entry taken back.
    Undo,
    /// An undone entry done again.
    Redo,
}

impl EntryKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        [Self::Edit, Self::Undo, Self::Redo].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// One record's part of an entry: only the fields that changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordChange {
    /// The register.
    pub register: RegisterName,
    /// The record.
    pub id: Uuid,
    /// The fields before; `None` when the record did not exist.
    pub before: Option<Map<String, Value>>,
    /// The fields after; `None` when it does not exist any more.
    pub after: Option<Map<String, Value>>,
}

/// An entry of the history.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// Its number, from 1.
    pub seq: i64,
    /// When.
    pub at: String,
    /// By whom.
    pub by: String,
    /// What, in words.
    pub label: String,
    /// What kind.
    pub kind: EntryKind,
    /// The entry that was undone or redone.
    pub target: Option<i64>,
    /// Every changed field.
    pub changes: Vec<RecordChange>,
    /// The hash of the entry before.
    pub previous: String,
    /// The hash of this entry.
    pub hash: String,
}

/// An entry before it is written: what the chain is computed from.
pub(super) struct Draft<'a> {
    pub seq: i64,
    pub at: &'a str,
    pub by: &'a str,
    pub label: &'a str,
    pub kind: EntryKind,
    pub target: Option<i64>,
    pub changes: &'a str,
    pub previous: &'a str,
}

impl Draft<'_> {
    /// The hash: SHA-256 over a JSON list of all fields, so that no two entries can read the same.
    pub fn hash(&self) -> String {
        let fields = serde_json::json!([
            self.previous,
            self.seq,
            self.at,
            self.by,
            self.label,
            self.kind.as_str(),
            self.target,
            self.changes
        ]);
        hex(&Sha256::digest(fields.to_string().as_bytes()))
    }

    pub fn insert(&self, connection: &Connection) -> rusqlite::Result<String> {
        let hash = self.hash();
        connection
            .prepare_cached(
                "INSERT INTO history (seq, at, by, label, kind, target, changes, previous, hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(rusqlite::params![
                self.seq,
                self.at,
                self.by,
                self.label,
                self.kind.as_str(),
                self.target,
                self.changes,
                self.previous,
                hash
            ])?;
        Ok(hash)
    }
}

/// The end of the chain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Number of the newest entry; 0 in a file without any.
    pub seq: i64,
    /// Its hash; empty in a file without any.
    pub hash: String,
}

impl Head {
    /// The short form printed on documents: `9F3A 61C2 E07B 44D8`.
    pub fn fingerprint(&self) -> String {
        let upper: Vec<char> = self.hash.chars().take(16).flat_map(char::to_uppercase).collect();
        upper.chunks(4).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }
}

/// What an edit changes, field by field, against the snapshot it is applied to.
pub(super) fn differences(before: &Isms, edit: &Edit) -> Vec<RecordChange> {
    // The last change of a record in an edit wins; order of first mention is kept.
    let mut order = Vec::new();
    let mut wanted: BTreeMap<(RegisterName, Uuid), Option<&AnyRecord>> = BTreeMap::new();
    for change in &edit.changes {
        let (key, record) = match change {
            Change::Put(record) => ((record.register(), record.id()), Some(record)),
            Change::Delete(register, id) => ((*register, *id), None),
        };
        if wanted.insert(key, record).is_none() {
            order.push(key);
        }
    }
    order
        .into_iter()
        .filter_map(|(register, id)| {
            let old = before.get(register, id).map(|record| object(record.to_json()));
            let new = wanted.get(&(register, id)).copied().flatten().map(|record| object(record.to_json()));
            difference(register, id, old, new)
        })
        .collect()
}

fn difference(
    register: RegisterName,
    id: Uuid,
    old: Option<Map<String, Value>>,
    new: Option<Map<String, Value>>,
) -> Option<RecordChange> {
    match (old, new) {
        (None, None) => None,
        (Some(old), Some(new)) => {
            let changed = |from: &Map<String, Value>, other: &Map<String, Value>| {
                from.iter()
                    .filter(|(field, value)| other.get(*field) != Some(value))
                    .map(|(f, v)| (f.clone(), v.clone()))
                    .collect::<Map<_, _>>()
            };
            let (before, after) = (changed(&old, &new), changed(&new, &old));
            (!after.is_empty() || !before.is_empty()).then_some(RecordChange {
                register,
                id,
                before: Some(before),
                after: Some(after),
            })
        }
        (before, after) => Some(RecordChange { register, id, before, after }),
    }
}

/// The fields of a record as a JSON object.
pub(super) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// The edit that carries out recorded changes, forwards or backwards, on the present snapshot.
///
/// # Errors
/// When a recorded value does not fit its field any more.
pub(super) fn replay(
    isms: &Isms,
    label: String,
    changes: &[RecordChange],
    backwards: bool,
) -> Result<Edit, serde_json::Error> {
    let mut edit = Edit::new(label);
    let ordered: Box<dyn Iterator<Item = &RecordChange>> =
        if backwards { Box::new(changes.iter().rev()) } else { Box::new(changes.iter()) };
    for change in ordered {
        let wanted = if backwards { &change.before } else { &change.after };
        let Some(fields) = wanted else {
            edit = edit.delete(change.register, change.id);
            continue;
        };
        let mut all = isms.get(change.register, change.id).map(|record| object(record.to_json())).unwrap_or_default();
        all.extend(fields.clone());
        edit = edit.put(AnyRecord::from_json(change.register, Value::Object(all))?);
    }
    Ok(edit)
}

/// Reads an entry from a row of the history table in the table's column order.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let kind: String = row.get("kind")?;
    let changes: String = row.get("changes")?;
    let broken = |what: String| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, what.into());
    Ok(Entry {
        seq: row.get("seq")?,
        at: row.get("at")?,
        by: row.get("by")?,
        label: row.get("label")?,
        kind: EntryKind::parse(&kind).ok_or_else(|| broken(kind))?,
        target: row.get("target")?,
        changes: serde_json::from_str(&changes).map_err(|error| broken(error.to_string()))?,
        previous: row.get("previous")?,
        hash: row.get("hash")?,
    })
}
