//! The history as plain data: one entry for each edit, with every changed field before and after.
//!
//! The chain of hashes and the table it is kept in are the store's business.

pub mod back;
mod changes;
pub mod compare;
pub mod fields;
pub mod words;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::RegisterName;
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
