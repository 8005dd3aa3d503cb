//! An entry of the history in words: which records it touched, and of each changed field its name on the screen, the
//! value before and the value after.

mod said;
mod walk;

use uuid::Uuid;

use super::{Entry, RecordChange};
use crate::isms::{Isms, RegisterName};
use said::Names;

/// What happened to one record.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordWords {
    /// The register.
    pub register: RegisterName,
    /// The record.
    pub id: Uuid,
    /// Its reference and title: `R-07 A laptop is lost`.
    pub title: String,
    /// Whether it came, went or changed.
    pub what: What,
    /// Every changed field. Of a record that came or went: every field that says something.
    pub fields: Vec<FieldWords>,
}

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// It was added.
    Came,
    /// It was removed.
    Went,
    /// Fields of it changed.
    Changed,
}

impl What {
    /// The word for it.
    pub fn label(self) -> String {
        match self {
            Self::Came => tr::tr!("Added"),
            Self::Went => tr::tr!("Removed"),
            Self::Changed => tr::tr!("Changed"),
        }
    }
}

/// What happened to one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldWords {
    /// Its name on the screen.
    pub name: String,
    /// What it held before.
    pub before: String,
    /// What it held after.
    pub after: String,
}

impl FieldWords {
    /// What it holds, of a record that came or went: the one side that says something.
    pub fn value(&self, what: What) -> &str {
        match what {
            What::Came | What::Changed => &self.after,
            What::Went => &self.before,
        }
    }
}

/// The words for a field that holds nothing.
pub fn not_set() -> String {
    tr::tr!("not set")
}

/// An entry in words. Linked records are named as they are called in the present snapshot, or as the entry has them.
pub fn entry_words(isms: &Isms, entry: &Entry) -> Vec<RecordWords> {
    let names = Names { snapshots: vec![isms], changes: &entry.changes };
    entry.changes.iter().map(|change| record_words(&names, change)).collect()
}

/// One record's part of the difference between two snapshots.
pub(super) fn words_between(before: &Isms, after: &Isms, change: &RecordChange) -> RecordWords {
    record_words(&Names { snapshots: vec![after, before], changes: &[] }, change)
}

/// Reference and title of a record that an entry touched.
pub fn title_in(isms: &Isms, change: &RecordChange) -> String {
    Names { snapshots: vec![isms], changes: std::slice::from_ref(change) }.title_of(change)
}

fn record_words(names: &Names<'_>, change: &RecordChange) -> RecordWords {
    let what = match (&change.before, &change.after) {
        (None, _) => What::Came,
        (Some(_), None) => What::Went,
        (Some(_), Some(_)) => What::Changed,
    };
    RecordWords {
        register: change.register,
        id: change.id,
        title: names.title_of(change),
        what,
        fields: walk::fields(names, change),
    }
}

/// What one field holds, in words; for sentences about it.
pub(super) fn value_words(isms: &Isms, register: RegisterName, name: &str, value: &serde_json::Value) -> String {
    let names = Names { snapshots: vec![isms], changes: &[] };
    let word = super::fields::field(register, name).and_then(|field| field.word);
    names.say_whole(word, value)
}
