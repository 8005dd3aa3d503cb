//! The history on disk: its entries in a SHA-256 chain, and what an edit leaves in it.

use jiff::Timestamp;
use rusqlite::{Connection, Row};
use sha2::{Digest, Sha256};

use crate::isms::approval::hex;
pub use crate::isms::history::{Entry, EntryKind, RecordChange};
pub(super) use crate::isms::history::{differences, object, replay};

/// Who did something, and when. Both come from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The moment.
    pub at: Timestamp,
    /// The name the user chose for themselves in the program, never the login name.
    pub by: String,
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
        crate::isms::history::fingerprint(&self.hash)
    }
}

/// Follows the chain of the history from its first entry on.
pub(super) struct Chain {
    previous: String,
    next: i64,
}

/// An entry as it lies in the file, held against the chain.
pub(super) struct Link {
    pub seq: i64,
    pub label: String,
    pub changes: String,
    pub hash: String,
    /// What is wrong with it, as sentences.
    pub problems: Vec<String>,
}

impl Chain {
    pub fn new() -> Self {
        Self { previous: String::new(), next: 1 }
    }

    /// Takes the next row of the history table.
    pub fn take(&mut self, row: &Row<'_>) -> rusqlite::Result<Link> {
        let seq: i64 = row.get("seq")?;
        // Bytes that are no text any more are a changed entry, not the end of the check.
        let text = |column: &str| -> rusqlite::Result<String> {
            let bytes = row.get_ref(column)?.as_bytes_or_null()?.unwrap_or_default();
            Ok(String::from_utf8_lossy(bytes).into_owned())
        };
        let (at, by, label, kind) = (text("at")?, text("by")?, text("label")?, text("kind")?);
        let (changes, linked, hash) = (text("changes")?, text("previous")?, text("hash")?);
        let mut problems = Vec::new();
        if seq != self.next {
            problems.push(tr::tr!("History entry {} is missing.", self.next));
        }
        if linked != self.previous {
            problems.push(tr::tr!("History entry {} does not follow the entry before it.", seq));
        }
        let computed = EntryKind::parse(&kind).map(|kind| {
            let target = row.get("target").ok().flatten();
            let (at, by, label) = (&at, &by, &label);
            Draft { seq, at, by, label, kind, target, changes: &changes, previous: &linked }.hash()
        });
        if computed.as_deref() != Some(hash.as_str()) {
            problems.push(tr::tr!("History entry {} was changed after it was written.", seq));
        }
        self.previous.clone_from(&hash);
        self.next = seq.saturating_add(1);
        Ok(Link { seq, label, changes, hash, problems })
    }
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
