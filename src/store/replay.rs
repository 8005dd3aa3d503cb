//! The history carried out on an empty file: what the tables have to hold now, and what they held at any entry.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::history::{self, Head};
use super::{Entry, Highest, IsmsFile, RecordChange, StoreError};
use crate::isms::{AnyRecord, Isms, RegisterName, reference_number};

/// What the history says the file holds.
#[derive(Default)]
pub(super) struct Replayed {
    pub records: BTreeMap<(RegisterName, Uuid), Map<String, Value>>,
    pub highest: Highest,
    /// Records whose first entry is not among those carried out: only what was changed later is known of them.
    pub fragments: BTreeSet<(RegisterName, Uuid)>,
}

/// The number in the reference that a change gives.
pub(super) fn given(change: &RecordChange) -> Option<(RegisterName, u32)> {
    let reference = change.after.as_ref()?.get("reference")?.as_str()?;
    Some((change.register, reference_number(change.register, reference)?))
}

impl Replayed {
    /// Carries out one entry's changes.
    pub fn carry_out(&mut self, changes: Vec<RecordChange>) {
        for change in changes {
            if let Some((register, number)) = given(&change) {
                let highest = self.highest.entry(register).or_default();
                *highest = number.max(*highest);
            }
            let key = (change.register, change.id);
            let Some(fields) = change.after else {
                self.fragments.remove(&key);
                self.records.remove(&key);
                continue;
            };
            if fields.contains_key("id") {
                self.fragments.remove(&key);
            } else if !self.records.contains_key(&key) {
                self.fragments.insert(key);
            }
            let record = self.records.entry(key).or_default();
            record.extend(fields);
            // Whatever the fields say: no change turns a record into another one.
            record.insert("id".to_owned(), change.id.to_string().into());
        }
    }

    /// The snapshot it comes to. Fields added by a later version have their first value.
    fn into_isms(self) -> Result<Isms, serde_json::Error> {
        self.records.into_iter().try_fold(Isms::default(), |mut isms, ((register, _), fields)| {
            isms.load(AnyRecord::from_json(register, Value::Object(fields))?);
            Ok(isms)
        })
    }
}

impl IsmsFile {
    /// The file as it was after a history entry, with the head it had then: what is printed from it is what was
    /// printed that day.
    ///
    /// # Errors
    /// When there is no such entry, or one up to it cannot be read.
    pub fn as_of(&self, seq: i64) -> Result<(Isms, Head), StoreError> {
        let sqlite = |error| StoreError::from_sqlite(self.path(), error);
        let damaged = |what: String| StoreError::Damaged { path: self.path().to_path_buf(), what };
        let mut replayed = Replayed::default();
        let head = walk(&self.connection, seq, |changes| replayed.carry_out(changes)).map_err(sqlite)?;
        let head = head.filter(|head| head.seq == seq);
        let head = head.ok_or_else(|| damaged(tr::tr!("history entry {} is missing", seq)))?;
        let isms = replayed.into_isms().map_err(|error| damaged(error.to_string()))?;
        Ok((isms, self.head_as_printed(head)?))
    }

    /// A page of the history, newest first: at most `limit` entries below a number, or from the newest on. An empty
    /// page is the end.
    ///
    /// # Errors
    /// When an entry cannot be read.
    pub fn history_page(&self, below: Option<i64>, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let sqlite = |error| StoreError::from_sqlite(self.path(), error);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let sql = "SELECT * FROM history WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2";
        let mut statement = self.connection.prepare_cached(sql).map_err(sqlite)?;
        let entries = statement.query_map([below.unwrap_or(i64::MAX), limit], history::read).map_err(sqlite)?;
        entries.collect::<Result<_, _>>().map_err(sqlite)
    }

    /// The number of the newest entry that put a record into the file; `None` when none did.
    ///
    /// # Errors
    /// When an entry cannot be read.
    pub fn entry_that_added(&self, register: RegisterName, id: Uuid) -> Result<Option<i64>, StoreError> {
        let entries = self.history()?;
        let adds = |change: &RecordChange| {
            change.register == register && change.id == id && change.before.is_none() && change.after.is_some()
        };
        Ok(entries.iter().rev().find(|entry| entry.changes.iter().any(adds)).map(|entry| entry.seq))
    }
}

/// Walks the entries up to one, oldest first. Answers the last that was there.
fn walk(
    connection: &Connection,
    until: i64,
    mut each: impl FnMut(Vec<RecordChange>),
) -> rusqlite::Result<Option<Head>> {
    let mut statement = connection.prepare("SELECT * FROM history WHERE seq <= ?1 ORDER BY seq")?;
    let mut last = None;
    for entry in statement.query_map([until], history::read)? {
        let entry = entry?;
        last = Some(Head { seq: entry.seq, hash: entry.hash });
        each(entry.changes);
    }
    Ok(last)
}
