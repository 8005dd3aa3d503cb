//! Erasing a person: the history entries that name them are rewritten into a marked redaction, and the chain is
//! computed anew from the first of them on. What each entry's hash was before is kept, so that a fingerprint printed
//! earlier is still known; the entry that records the erasure names the chain's old end.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Connection, TransactionBehavior};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::history::{self, Draft, EntryKind, Head};
use super::{IsmsFile, RecordChange, Stamp, StoreError, neighbours, read_tables, rows};
use crate::isms::approval::hex;
use crate::isms::erasure::Erasing;
use crate::isms::organisation::PersonId;
use crate::isms::{AnyRecord, RegisterName};

/// What an erasure did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Erased {
    /// History entries that were rewritten.
    pub entries: usize,
    /// Records that were changed.
    pub records: usize,
    /// Entries whose hash is another one now, because they come after the first that was rewritten.
    pub rehashed: usize,
    /// Why the file could not be written anew without the space that nothing uses, where parts of what went may lie.
    pub left_behind: Option<String>,
}

/// A person as the file knows them.
struct Known {
    erasing: Erasing,
    reference: String,
    /// The present name, or the last one.
    name: String,
}

/// An entry as it will be.
struct Rewritten {
    seq: i64,
    at: String,
    by: String,
    label: String,
    kind: EntryKind,
    target: Option<i64>,
    changes: String,
    old: String,
    touched: bool,
}

impl Rewritten {
    fn old_head(&self) -> Head {
        Head { seq: self.seq, hash: self.old.clone() }
    }
}

/// Binds the hashes that entries had before an erasure to the entry that tells of it.
pub(super) fn proof(kept: &[Head]) -> String {
    let all: Vec<String> = kept.iter().map(|head| format!("{} {}", head.seq, head.hash)).collect();
    let digest = hex(&Sha256::digest(all.join("\n").as_bytes()));
    Head { seq: 0, hash: digest }.fingerprint()
}

/// The hashes that entries had before each erasure, in the order of the entries, by the entry that tells of it.
pub(super) fn kept_hashes(connection: &Connection) -> rusqlite::Result<BTreeMap<i64, Vec<Head>>> {
    let mut statement = connection.prepare("SELECT erased, seq, hash FROM earlier_hashes ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let mut kept: BTreeMap<i64, Vec<Head>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        kept.entry(row.get(0)?).or_default().push(Head { seq: row.get(1)?, hash: row.get(2)? });
    }
    Ok(kept)
}

/// Whether an entry tells of an erasure: the one kind of entry that changes nothing.
pub(super) fn tells_of_an_erasure(kind: EntryKind, changes: &str) -> bool {
    kind == EntryKind::Edit && changes == "[]"
}

/// Whether the hashes kept from before an erasure are those that the entry telling of it speaks of.
pub(super) fn kept_is_whole(erased: i64, label: &str, kept: &[Head]) -> bool {
    kept.last().is_none_or(|head| head.seq.checked_add(1) == Some(erased)) && label.ends_with(&proof(kept))
}

impl IsmsFile {
    /// Counts what [`IsmsFile::erase`] would rewrite.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn would_erase(&self, person: PersonId) -> Result<Erased, StoreError> {
        let sqlite = |error| StoreError::from_sqlite(&self.path, error);
        let Some(Known { erasing, .. }) = self.erasing(person)? else { return Ok(Erased::default()) };
        let entries = rewrite(&self.connection, &erasing).map_err(sqlite)?;
        Ok(self.count(&entries, &self.redacted(&erasing)?))
    }

    /// The reference and the latest name of a person, who may have been taken out of the register; `None` when there
    /// was never such a person, or nothing is left of them.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn called(&self, person: PersonId) -> Result<Option<(String, String)>, StoreError> {
        Ok(self.erasing(person)?.map(|known| (known.reference, known.name)))
    }

    /// Erases a person's name, address and notes from the records and from the whole history.
    /// Approvals and approved versions keep the name: they prove who decided.
    ///
    /// # Errors
    /// When the file may not be changed or the disk refuses. Nothing has changed then.
    pub fn erase(&mut self, person: PersonId, stamp: &Stamp) -> Result<Erased, StoreError> {
        self.still_ours()?;
        let path = self.path.clone();
        let sqlite = |error| StoreError::from_sqlite(&path, error);
        let Some(Known { erasing, reference, .. }) = self.erasing(person)? else { return Ok(Erased::default()) };
        let records = self.redacted(&erasing)?;
        // What goes has to leave the free pages too.
        self.connection.pragma_update(None, "secure_delete", true).map_err(sqlite)?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sqlite)?;
        let same = neighbours::still_the_same(&transaction, self.version, &self.head, &self.isms, &self.layouts)
            .map_err(sqlite)?;
        if !same.1 {
            return Err(StoreError::Changed { path });
        }
        let entries = rewrite(&transaction, &erasing).map_err(sqlite)?;
        let first = entries.iter().position(|entry| entry.touched);
        if first.is_none() && records.is_empty() {
            drop(transaction);
            // The time before, the disk may have been full.
            return Ok(Erased { left_behind: self.scrub(), ..Erased::default() });
        }
        transaction.pragma_update(None, "defer_foreign_keys", true).map_err(sqlite)?;
        for record in &records {
            rows::put(&transaction, &self.layouts, record).map_err(sqlite)?;
        }
        let old: Vec<Head> = entries[first.unwrap_or(entries.len())..].iter().map(Rewritten::old_head).collect();
        let label = tr::tr!(
            "Erased the personal data of {0}. The history before ended with fingerprint {1}; its hashes are kept: {2}",
            reference,
            self.head.fingerprint(),
            proof(&old)
        );
        let erased = Self::counted(&entries, first, records.len());
        rechain(&transaction, &entries, first, &label, stamp).map_err(sqlite)?;
        let isms = read_tables(&transaction, &self.layouts).map_err(sqlite)?;
        let isms = isms.map_err(|what| StoreError::Damaged { path: path.clone(), what })?;
        let head = neighbours::head_of(&transaction).map_err(sqlite)?;
        transaction.commit().map_err(sqlite)?;
        (self.isms, self.head) = (Arc::new(isms), head);
        // They hold what was erased.
        self.session.clear();
        self.noted()?;
        Ok(Erased { left_behind: self.scrub(), ..erased })
    }

    /// Writes the file without the space that nothing uses any more, where parts of what went may lie. Answers why it
    /// could not be.
    fn scrub(&mut self) -> Option<String> {
        let scrubbed = self.connection.execute_batch("VACUUM; PRAGMA secure_delete = OFF");
        let scrubbed = scrubbed.map_err(|error| StoreError::from_sqlite(&self.path, error));
        scrubbed.and_then(|()| self.noted()).err().map(|error| error.to_string())
    }

    fn count(&self, entries: &[Rewritten], records: &[AnyRecord]) -> Erased {
        Self::counted(entries, entries.iter().position(|entry| entry.touched), records.len())
    }

    fn counted(entries: &[Rewritten], first: Option<usize>, records: usize) -> Erased {
        Erased {
            entries: entries.iter().filter(|entry| entry.touched).count(),
            records,
            rehashed: first.map_or(0, |first| entries.len() - first),
            left_behind: None,
        }
    }

    /// Everything this person was ever called here, and their reference; `None` when there was never such a person.
    /// One who was taken out of the register is still in the history.
    fn erasing(&self, person: PersonId) -> Result<Option<Known>, StoreError> {
        let record = self.isms.people.get(person);
        let mut known_as: Vec<String> =
            record.map(|record| vec![record.name.clone(), record.email.clone()]).unwrap_or_default();
        let mut reference = record.map(|record| record.reference.clone());
        let mut latest = None;
        for entry in self.history()? {
            let hers = |change: &&RecordChange| change.register == RegisterName::People && change.id == person.0;
            for fields in entry.changes.iter().filter(hers).flat_map(|change| [&change.before, &change.after]).flatten()
            {
                let words = ["name", "email"].into_iter().filter_map(|field| fields.get(field)?.as_str());
                known_as.extend(words.map(str::to_owned));
                let given = fields.get("reference").and_then(Value::as_str);
                reference = reference.or_else(|| given.map(str::to_owned));
                let name = fields.get("name").and_then(Value::as_str).filter(|name| !name.is_empty());
                latest = name.map(str::to_owned).or(latest);
            }
        }
        let name = record.map(|record| record.name.clone()).or(latest).unwrap_or_default();
        Ok(reference.map(|reference| Known { erasing: Erasing::new(person.0, &reference, known_as), reference, name }))
    }

    /// The records that change, as they will be.
    fn redacted(&self, erasing: &Erasing) -> Result<Vec<AnyRecord>, StoreError> {
        let mut changed = Vec::new();
        for register in RegisterName::ALL {
            for record in self.isms.all(*register) {
                let mut json = record.to_json();
                if erasing.record(*register, record.id(), &mut json) > 0 {
                    let record = AnyRecord::from_json(*register, json)
                        .map_err(|error| StoreError::Damaged { path: self.path.clone(), what: error.to_string() })?;
                    changed.push(record);
                }
            }
        }
        Ok(changed)
    }
}

/// Reads the history, with the words taken out.
fn rewrite(connection: &Connection, erasing: &Erasing) -> rusqlite::Result<Vec<Rewritten>> {
    let mut statement = connection.prepare("SELECT * FROM history ORDER BY seq")?;
    let entries = statement.query_map([], |row| {
        let entry = history::read(row)?;
        let text: String = row.get("changes")?;
        let mut changes = entry.changes;
        let mut found = 0;
        for change in &mut changes {
            for fields in [&mut change.before, &mut change.after].into_iter().flatten() {
                let mut value = Value::Object(std::mem::take(fields));
                found += erasing.record(change.register, change.id, &mut value);
                *fields = history::object(value);
            }
        }
        let (by, label) = (erasing.text(&entry.by), erasing.text(&entry.label));
        let touched = found > 0 || by.is_some() || label.is_some();
        let fail = |error: serde_json::Error| rusqlite::Error::ToSqlConversionFailure(error.into());
        Ok(Rewritten {
            seq: entry.seq,
            at: entry.at,
            by: by.unwrap_or(entry.by),
            label: label.unwrap_or(entry.label),
            kind: entry.kind,
            target: entry.target,
            changes: if found > 0 { serde_json::to_string(&changes).map_err(fail)? } else { text },
            old: entry.hash,
            touched,
        })
    })?;
    entries.collect()
}

/// Computes the chain anew from the first entry that changes, keeps the old hashes, and adds the entry that says so.
fn rechain(
    connection: &Connection,
    entries: &[Rewritten],
    first: Option<usize>,
    label: &str,
    stamp: &Stamp,
) -> rusqlite::Result<()> {
    let erased = entries.last().map_or(0, |entry| entry.seq) + 1;
    let first = first.unwrap_or(entries.len());
    let mut previous =
        first.checked_sub(1).and_then(|before| entries.get(before)).map_or("", |entry| &entry.old).to_owned();
    let mut update = connection
        .prepare("UPDATE history SET by = ?2, label = ?3, changes = ?4, previous = ?5, hash = ?6 WHERE seq = ?1")?;
    let mut keep = connection.prepare("INSERT INTO earlier_hashes (hash, seq, erased) VALUES (?1, ?2, ?3)")?;
    for entry in &entries[first..] {
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
        let hash = draft.hash();
        update.execute(rusqlite::params![entry.seq, entry.by, entry.label, entry.changes, previous, hash])?;
        keep.execute(rusqlite::params![entry.old, entry.seq, erased])?;
        previous = hash;
    }
    let at = stamp.at.to_string();
    let draft = Draft {
        seq: erased,
        at: &at,
        by: &stamp.by,
        label,
        kind: EntryKind::Edit,
        target: None,
        changes: "[]",
        previous: &previous,
    };
    draft.insert(connection).map(drop)
}

/// Digits of a fingerprint as it is printed: 64 bits, which nobody meets by chance.
const DIGITS: usize = 16;

/// The digits of a fingerprint as somebody types it off a page, with the word before it, and with or without what
/// stands between; `None` when it is none.
pub fn digits_of(typed: &str) -> Option<String> {
    let words = typed.split_whitespace().skip_while(|word| !word.chars().all(|c| c.is_ascii_hexdigit() || c == '-'));
    let digits: String = words.flat_map(str::chars).filter(|c| *c != '-').collect::<String>().to_lowercase();
    let right = (DIGITS..=4 * DIGITS).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_hexdigit());
    right.then_some(digits)
}

/// What a printed fingerprint is, held against the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// The entry that was the newest when it was printed.
    pub seq: i64,
    /// When that entry was written.
    pub at: String,
    /// By whom.
    pub by: String,
    /// What it did.
    pub label: String,
    /// The entry that erased a person since, when the hash is another one now.
    pub erased: Option<i64>,
    /// How many entries came after.
    pub later: i64,
}

impl IsmsFile {
    /// Finds the entry that a printed fingerprint belongs to; `None` when it is not of this file. Nothing is vouched
    /// for that the history does not prove.
    ///
    /// # Errors
    /// When the history cannot be read, or is not what it was.
    pub fn recognise(&self, fingerprint: &str) -> Result<Option<Recognised>, StoreError> {
        let Some(wanted) = digits_of(fingerprint) else { return Ok(None) };
        let sql = "SELECT h.seq, h.at, h.by, h.label, k.erased FROM
                     (SELECT seq, hash, NULL AS erased FROM history
                      UNION ALL SELECT seq, hash, erased FROM earlier_hashes) k
                   JOIN history h ON h.seq = k.seq
                   WHERE substr(k.hash, 1, ?1) = ?2 ORDER BY h.seq, k.erased LIMIT 1";
        let found = rusqlite::OptionalExtension::optional(self.connection.query_row(
            sql,
            rusqlite::params![i64::try_from(wanted.len()).unwrap_or(i64::MAX), wanted],
            |row| {
                let seq = row.get(0)?;
                let later = self.head.seq - seq;
                Ok(Recognised { seq, at: row.get(1)?, by: row.get(2)?, label: row.get(3)?, erased: row.get(4)?, later })
            },
        ));
        let found = found.map_err(|error| StoreError::from_sqlite(&self.path, error))?;
        if found.is_some() {
            self.prove_with_erasures()?;
        }
        Ok(found)
    }

    /// Proves the history, and the hashes that were kept at erasures.
    fn prove_with_erasures(&self) -> Result<(), StoreError> {
        let mut kept = kept_hashes(&self.connection).map_err(|error| StoreError::from_sqlite(&self.path, error))?;
        self.walk(self.head.seq, |link| {
            if kept.get(&link.seq).is_some_and(|hashes| kept_is_whole(link.seq, &link.label, hashes)) {
                kept.remove(&link.seq);
            }
        })?;
        match kept.into_keys().next() {
            None => Ok(()),
            Some(seq) => Err(StoreError::Altered {
                path: self.path.clone(),
                what: tr::tr!("The hashes kept from before entry {} were changed outside Octavo.", seq),
            }),
        }
    }

    /// The end of the history as it was printed after an entry: before any erasure since.
    pub(super) fn head_as_printed(&self, head: Head) -> Result<Head, StoreError> {
        let sql = "SELECT hash FROM earlier_hashes WHERE seq = ?1 ORDER BY erased LIMIT 1";
        let old = self.connection.query_row(sql, [head.seq], |row| row.get(0));
        let old =
            rusqlite::OptionalExtension::optional(old).map_err(|error| StoreError::from_sqlite(&self.path, error))?;
        Ok(Head { hash: old.unwrap_or(head.hash), ..head })
    }
}
