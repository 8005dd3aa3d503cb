//! The history as plain data: one entry for each edit, with every changed field before and after.
//!
//! The chain of hashes and the table it is kept in are the store's business.

pub mod back;
mod changes;
pub mod compare;
pub mod fields;
pub mod words;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{RegisterName, dates};
pub use changes::{difference, differences, object, replay};

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
    /// The name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }

    /// The kind with this name in files.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Edit, Self::Undo, Self::Redo].into_iter().find(|kind| kind.as_str() == text)
    }

    /// What people read.
    pub fn label(self) -> String {
        match self {
            Self::Edit => tr::tr!("Change"),
            Self::Undo => tr::tr!("Undone"),
            Self::Redo => tr::tr!("Done again"),
        }
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

impl Entry {
    /// The moment right after it.
    pub fn moment(&self) -> Moment {
        Moment { seq: self.seq, at: self.at.parse().ok(), fingerprint: fingerprint(&self.hash) }
    }

    /// Whether it touched this record.
    pub fn touches(&self, register: RegisterName, id: Uuid) -> bool {
        self.changes.iter().any(|change| change.id == id && change.register == register)
    }
}

/// A moment in the life of a file: right after one of its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The number of that entry.
    pub seq: i64,
    /// When it was entered; `None` only when the entry holds no time.
    pub at: Option<Timestamp>,
    /// The short form of its hash, as documents carry it.
    pub fingerprint: String,
}

impl Moment {
    /// The day of the entry, by the clock of Greenwich.
    pub fn day(&self) -> Option<Date> {
        self.at.map(|at| at.to_zoned(TimeZone::UTC).date())
    }

    /// `12 Mar 2026, 09:05 UTC, entry 214`.
    pub fn words(&self) -> String {
        match self.at {
            Some(at) => tr::tr!("{0}, entry {1}", dates::short_moment(at), self.seq),
            None => tr::tr!("entry {}", self.seq),
        }
    }
}

/// The short form of a hash that is printed on documents: `9F3A 61C2 E07B 44D8`.
pub fn fingerprint(hash: &str) -> String {
    let upper: Vec<char> = hash.chars().take(16).flat_map(char::to_uppercase).collect();
    upper.chunks(4).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
