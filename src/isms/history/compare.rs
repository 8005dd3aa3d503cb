//! What differs between two moments, register by register: what came, what went, what changed and how.

use serde_json::Value;

use super::words::{FieldWords, RecordWords, What, words_between};
use super::{Moment, difference, object};
use crate::isms::{Isms, RegisterName};

/// What differs in one register.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisterComparison {
    /// The register.
    pub register: RegisterName,
    /// Records that are only in the later moment, by title.
    pub came: Vec<String>,
    /// Records that are only in the earlier moment, by title.
    pub went: Vec<String>,
    /// Records that are in both and differ.
    pub changed: Vec<RecordWords>,
}

/// Every register in which two moments differ, in the order of the registers. Empty when they do not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// The registers.
    pub registers: Vec<RegisterComparison>,
}

impl Comparison {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.registers.is_empty()
    }

    /// How many records came, went and changed.
    pub fn counts(&self) -> (usize, usize, usize) {
        self.registers.iter().fold((0, 0, 0), |(came, went, changed), one| {
            (came + one.came.len(), went + one.went.len(), changed + one.changed.len())
        })
    }
}

/// Two moments and what differs between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Between {
    /// The earlier one.
    pub from: Moment,
    /// The later one.
    pub to: Moment,
    /// What differs.
    pub found: Comparison,
}

/// Compares two moments.
pub fn compare(before: &Isms, after: &Isms) -> Comparison {
    let registers = RegisterName::ALL.iter().map(|register| compare_register(before, after, *register));
    let differs = |one: &RegisterComparison| !(one.came.is_empty() && one.went.is_empty() && one.changed.is_empty());
    Comparison { registers: registers.filter(differs).collect() }
}

fn compare_register(before: &Isms, after: &Isms, register: RegisterName) -> RegisterComparison {
    let mut found = RegisterComparison { register, came: Vec::new(), went: Vec::new(), changed: Vec::new() };
    for id in before.differing(after, register) {
        let side = |isms: &Isms| isms.get(register, id).map(|record| object(record.to_json()));
        let Some(change) = difference(register, id, side(before), side(after)) else { continue };
        let mut words = words_between(before, after, &change);
        match words.what {
            What::Came => found.came.push(words.title),
            What::Went => found.went.push(words.title),
            What::Changed => {
                words.fields.retain(|field: &FieldWords| field.before != field.after);
                if words.fields.is_empty() {
                    // A value that is said the same, such as a text that was empty and is now missing.
                    continue;
                }
                found.changed.push(words);
            }
        }
    }
    found
}

/// The snapshot after a number of entries, oldest first: what [`super::differences`] left, carried out on nothing.
///
/// # Errors
/// When a recorded value does not fit its field any more.
pub fn snapshot_after<'a>(entries: impl Iterator<Item = &'a super::Entry>) -> Result<Isms, serde_json::Error> {
    let mut records = std::collections::BTreeMap::new();
    for change in entries.flat_map(|entry| &entry.changes) {
        let key = (change.register, change.id);
        match &change.after {
            Some(fields) => {
                let record: &mut serde_json::Map<String, Value> = records.entry(key).or_default();
                record.extend(fields.iter().map(|(name, value)| (name.clone(), value.clone())));
                record.insert("id".to_owned(), change.id.to_string().into());
            }
            None => {
                records.remove(&key);
            }
        }
    }
    records.into_iter().try_fold(Isms::default(), |mut isms, ((register, _), fields)| {
        isms.load(crate::isms::AnyRecord::from_json(register, Value::Object(fields))?);
        Ok(isms)
    })
}
