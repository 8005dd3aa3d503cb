//! The history carried out on an empty file: what the tables have to hold now, and what they held at any entry.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use uuid::Uuid;

use super::history::{self, Chain, Head, Link};
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
        let damaged = |what: String| StoreError::Damaged { path: self.path().to_path_buf(), what };
        if !(1..=self.head().seq).contains(&seq) {
            return Err(damaged(tr::tr!("history entry {} is missing", seq)));
        }
        let mut replayed = Replayed::default();
        let mut unread = None;
        let head = self.walk(seq, |link| match serde_json::from_str(&link.changes) {
            Ok(changes) => replayed.carry_out(changes),
            Err(error) => unread = unread.take().or_else(|| Some(error.to_string())),
        })?;
        if let Some(what) = unread {
            return Err(damaged(what));
        }
        let isms = replayed.into_isms().map_err(|error| damaged(error.to_string()))?;
        Ok((isms, self.head_as_printed(head)?))
    }

    /// Proves the history: every entry is what its hash says, and follows the one before.
    ///
    /// # Errors
    /// [`StoreError::Altered`] names the first entry that is not.
    pub fn prove_history(&self) -> Result<(), StoreError> {
        self.walk(self.head().seq, |_| ()).map(drop)
    }

    /// Walks the entries up to one, oldest first, and proves each. Answers the last.
    pub(super) fn walk(&self, until: i64, mut each: impl FnMut(&Link)) -> Result<Head, StoreError> {
        let sqlite = |error| StoreError::from_sqlite(self.path(), error);
        let altered = |what: String| StoreError::Altered { path: self.path().to_path_buf(), what };
        let mut statement =
            self.connection.prepare("SELECT * FROM history WHERE seq <= ?1 ORDER BY seq").map_err(sqlite)?;
        let mut rows = statement.query([until]).map_err(sqlite)?;
        let (mut chain, mut last) = (Chain::new(), Head::default());
        while let Some(row) = rows.next().map_err(sqlite)? {
            let mut link = chain.take(row).map_err(sqlite)?;
            if !link.problems.is_empty() {
                return Err(altered(link.problems.swap_remove(0)));
            }
            each(&link);
            last = Head { seq: link.seq, hash: link.hash };
        }
        if last.seq == until { Ok(last) } else { Err(altered(tr::tr!("History entry {} is missing.", until))) }
    }

    /// Proves that a record is what the history says it is.
    ///
    /// # Errors
    /// [`StoreError::Altered`] when it is not, or the history is not what it was.
    pub fn prove(&self, register: RegisterName, id: Uuid) -> Result<(), StoreError> {
        let (told, _) = self.as_of(self.head().seq)?;
        let found = self.isms().get(register, id);
        if told.get(register, id) == found {
            return Ok(());
        }
        let title = found.map(|record| record.title().to_owned()).unwrap_or_default();
        let what = tr::tr!("{0} in {1} was changed outside Octavo.", title, register.label());
        Err(StoreError::Altered { path: self.path().to_path_buf(), what })
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
