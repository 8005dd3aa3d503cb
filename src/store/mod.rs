//! The .isms file: the only SQL in the house.
//!
//! One edit is one transaction with one history entry. What [`IsmsFile::apply`] has returned is on disk.
//! The store asks no clock and makes no ids: both come from outside.

pub mod backup;
mod check;
mod contents;
mod encryption;
mod erase;
mod error;
mod exact;
mod files;
mod history;
mod identity;
mod lock;
mod neighbours;
mod opening;
mod replay;
mod rows;
mod salvage;
mod schema;
#[cfg(test)]
mod tests;
mod undo;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};
use uuid::Uuid;

pub use check::CheckReport;
pub use contents::{LARGEST, StoredContent};
pub use encryption::{AVAILABLE as ENCRYPTION, Passphrase};
pub use erase::{Erased, Recognised, digits_of};
pub use error::StoreError;
pub use history::{Entry, EntryKind, Head, RecordChange, Stamp};
pub use lock::Holder;
pub use neighbours::Saved;
pub use opening::{Opening, ReadOnly, needs_passphrase, needs_passphrase_damaged};
pub use salvage::{Salvage, salvage};
pub use schema::{APPLICATION_ID, FORMAT};

use crate::isms::{Change, Edit, Isms, RegisterName, reference_after};
use history::Draft;
use identity::Identity;
use neighbours::Written;
use opening::Access;
use undo::UndoState;

/// The highest number ever given in each register's references, those present included: so that a new one needs no
/// search.
type Highest = BTreeMap<RegisterName, u32>;

/// An open file. While it lives, nobody else can write it.
pub struct IsmsFile {
    connection: Connection,
    path: PathBuf,
    /// Where it lies: another name than `path` only while it is made.
    place: PathBuf,
    layouts: rows::Layouts,
    isms: Arc<Isms>,
    head: Head,
    undo: UndoState,
    highest: Highest,
    /// The file as it was after the last thing done with it here.
    seen: Identity,
    /// Changes whenever another connection commits: see [`neighbours::version_of`].
    version: i64,
    passphrase: Option<Passphrase>,
    /// What was written since it was opened, so that it outlives whatever happens to the file.
    session: Vec<Written>,
    /// Given back last: see [`lock`].
    access: Access,
}

impl std::fmt::Debug for IsmsFile {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("IsmsFile").field("path", &self.path).field("head", &self.head).finish_non_exhaustive()
    }
}

impl IsmsFile {
    /// Makes a new file with a first edit in it. The file appears whole or not at all.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when the name is taken; otherwise what the disk answers.
    pub fn create(path: &Path, founding: &Edit, stamp: &Stamp, unique: Uuid) -> Result<Self, StoreError> {
        Self::create_as(path, founding, stamp, unique, &Opening::default())
    }

    /// The same, opened by somebody, and encrypted from the first byte on when there is a passphrase.
    ///
    /// # Errors
    /// As for [`IsmsFile::create`].
    pub fn create_as(
        path: &Path,
        founding: &Edit,
        stamp: &Stamp,
        unique: Uuid,
        opening: &Opening,
    ) -> Result<Self, StoreError> {
        let edits = [(founding.clone(), stamp.clone())];
        Self::create_with_story(path, &edits, unique, &|edit, _| edit.clone(), opening)
    }

    /// Makes a new file with a whole history in it, each edit an entry of its own.
    /// Nobody sees the file before the last edit is in it, so the disk is only waited for at the end.
    ///
    /// # Errors
    /// As for [`IsmsFile::create`].
    pub fn create_with_history(path: &Path, edits: &[(Edit, Stamp)], unique: Uuid) -> Result<Self, StoreError> {
        Self::create_with_story(path, edits, unique, &|edit, _| edit.clone(), &Opening::default())
    }

    /// The same, with each edit made ready right before it goes in: it may hold the head of the history until then.
    /// With a passphrase in `opening` the file is encrypted from its first byte on.
    ///
    /// # Errors
    /// As for [`IsmsFile::create`].
    pub fn create_with_story(
        path: &Path,
        edits: &[(Edit, Stamp)],
        unique: Uuid,
        ready: &dyn Fn(&Edit, &Head) -> Edit,
        opening: &Opening,
    ) -> Result<Self, StoreError> {
        files::appear(path, unique, |temporary| {
            let sqlite = |error| StoreError::from_sqlite(path, error);
            let flags =
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(temporary, flags).map_err(sqlite)?;
            encryption::unlock(&connection, opening.passphrase.as_ref()).map_err(sqlite)?;
            schema::harden(&connection).map_err(sqlite)?;
            schema::settle(&connection).map_err(sqlite)?;
            schema::create(&connection).map_err(sqlite)?;
            let passphrase = opening.passphrase.clone();
            let mut file = Self::load(connection, path, temporary, Access::Write(None), passphrase)?;
            let (last, before) = edits.split_last().map_or((None, &[][..]), |(last, before)| (Some(last), before));
            file.connection.pragma_update(None, "synchronous", "OFF").map_err(sqlite)?;
            for (edit, stamp) in before {
                let edit = ready(edit, file.head());
                file.apply(&edit, stamp)?;
            }
            file.connection.pragma_update(None, "synchronous", "EXTRA").map_err(sqlite)?;
            if let Some((edit, stamp)) = last {
                let edit = ready(edit, file.head());
                file.apply(&edit, stamp)?;
            }
            file.connection.close().map_err(|(_, error)| sqlite(error))
        })?;
        Self::open_as(path, opening)
    }

    /// Where the file lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The present snapshot.
    pub fn isms(&self) -> &Arc<Isms> {
        &self.isms
    }

    /// The end of the history.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The next free reference of a register.
    pub fn next_reference(&self, register: RegisterName) -> String {
        reference_after(register, self.highest.get(&register).copied().unwrap_or(0))
    }

    /// Carries out an edit in one transaction with one history entry. An edit that changes nothing leaves none.
    ///
    /// # Errors
    /// When the disk or SQLite refuses; then nothing has changed.
    pub fn apply(&mut self, edit: &Edit, stamp: &Stamp) -> Result<Arc<Isms>, StoreError> {
        self.commit(edit, stamp, EntryKind::Edit, None)
    }

    /// Takes back the newest edit that stands, and says what it was.
    ///
    /// # Errors
    /// [`StoreError::NothingToUndo`], or what the disk answers.
    pub fn undo(&mut self, stamp: &Stamp) -> Result<String, StoreError> {
        self.still_ours()?;
        let seq = self.undo.next_undo().ok_or(StoreError::NothingToUndo)?;
        self.travel(seq, stamp, EntryKind::Undo)
    }

    /// Does again what was undone last, and says what it was.
    ///
    /// # Errors
    /// [`StoreError::NothingToUndo`], or what the disk answers.
    pub fn redo(&mut self, stamp: &Stamp) -> Result<String, StoreError> {
        self.still_ours()?;
        let seq = self.undo.next_redo().ok_or(StoreError::NothingToUndo)?;
        self.travel(seq, stamp, EntryKind::Redo)
    }

    /// Whether something can be undone and redone.
    pub fn can_undo_redo(&self) -> (bool, bool) {
        (self.undo.next_undo().is_some(), self.undo.next_redo().is_some())
    }

    /// The whole history, oldest first.
    ///
    /// # Errors
    /// When an entry cannot be read.
    pub fn history(&self) -> Result<Vec<Entry>, StoreError> {
        let sqlite = |error| StoreError::from_sqlite(&self.path, error);
        let mut statement = self.connection.prepare("SELECT * FROM history ORDER BY seq").map_err(sqlite)?;
        let entries = statement.query_map([], history::read).map_err(sqlite)?;
        entries.collect::<Result<_, _>>().map_err(sqlite)
    }

    /// Proves integrity, chain, and that the replayed history equals the tables, read anew from disk.
    ///
    /// # Errors
    /// When the file cannot be read at all; what is wrong inside it is in the report.
    pub fn check(&self) -> Result<CheckReport, StoreError> {
        let sqlite = |error| StoreError::from_sqlite(&self.path, error);
        // One moment for everything that is compared: somebody may be writing meanwhile.
        let _moment = self.connection.unchecked_transaction().map_err(sqlite)?;
        match read_tables(&self.connection, &self.layouts).map_err(sqlite)? {
            Ok(tables) => check::check(&self.connection, &self.layouts, &tables).map_err(sqlite),
            Err(what) => Err(StoreError::Damaged { path: self.path.clone(), what }),
        }
    }

    /// Writes a verified copy under another name, which must be free.
    ///
    /// # Errors
    /// [`StoreError::Exists`], or what the disk answers.
    pub fn save_copy(&self, path: &Path, unique: Uuid) -> Result<(), StoreError> {
        files::copy(&self.connection, &self.place, path, unique, self.passphrase.as_ref())
    }

    fn travel(&mut self, seq: i64, stamp: &Stamp, kind: EntryKind) -> Result<String, StoreError> {
        let entry = self
            .connection
            .query_row("SELECT * FROM history WHERE seq = ?1", [seq], history::read)
            .optional()
            .map_err(|error| StoreError::from_sqlite(&self.path, error))?
            .ok_or(StoreError::NothingToUndo)?;
        let edit = history::replay(&self.isms, entry.label.clone(), &entry.changes, kind == EntryKind::Undo)
            .map_err(|error| StoreError::Damaged { path: self.path.clone(), what: error.to_string() })?;
        self.commit(&edit, stamp, kind, Some(seq))?;
        Ok(entry.label)
    }

    fn commit(
        &mut self,
        edit: &Edit,
        stamp: &Stamp,
        kind: EntryKind,
        target: Option<i64>,
    ) -> Result<Arc<Isms>, StoreError> {
        let changes = history::differences(&self.isms, edit);
        if changes.is_empty() && kind == EntryKind::Edit {
            return Ok(Arc::clone(&self.isms));
        }
        self.still_ours()?;
        let next = self.isms.with(edit);
        let highest = self.raised_references(&changes);
        let text = serde_json::to_string(&changes).map_err(|error| {
            StoreError::from_sqlite(&self.path, rusqlite::Error::ToSqlConversionFailure(error.into()))
        })?;
        let written = Written {
            seq: self.head.seq + 1,
            at: stamp.at.to_string(),
            by: stamp.by.clone(),
            label: edit.label.clone(),
            kind,
            target,
            changes: text,
            hash: String::new(),
        };
        let head = self.write(edit, &highest, &written)?;
        self.session.push(written);
        self.undo.push(head.seq, kind, target);
        self.head = head;
        self.highest.extend(highest);
        self.isms = Arc::new(next);
        // Last: what was written is part of the state here even when the file was replaced at that very moment.
        self.noted()?;
        Ok(Arc::clone(&self.isms))
    }

    /// Writes an entry as another file has it: with the same words, so that the chain comes out the same.
    fn append(&mut self, written: Written) -> Result<(), StoreError> {
        let damaged =
            |error: serde_json::Error| StoreError::Damaged { path: self.path.clone(), what: error.to_string() };
        let changes: Vec<RecordChange> = serde_json::from_str(&written.changes).map_err(damaged)?;
        let edit = history::replay(&self.isms, written.label.clone(), &changes, false).map_err(damaged)?;
        let next = self.isms.with(&edit);
        let highest = self.raised_references(&changes);
        let head = self.write(&edit, &highest, &written)?;
        self.undo.push(head.seq, written.kind, written.target);
        self.session.push(written);
        self.head = head;
        self.highest.extend(highest);
        self.isms = Arc::new(next);
        self.noted()
    }

    /// One transaction: rows, references, history. Dropping it on an error rolls everything back.
    fn write(&mut self, edit: &Edit, highest: &[(RegisterName, u32)], written: &Written) -> Result<Head, StoreError> {
        let path = self.path.clone();
        let sqlite = |error| StoreError::from_sqlite(&path, error);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sqlite)?;
        let (version, same) =
            neighbours::still_the_same(&transaction, self.version, &self.head, &self.isms, &self.layouts)
                .map_err(sqlite)?;
        if !same {
            return Err(StoreError::Changed { path });
        }
        self.version = version;
        let hash = fill(&transaction, &self.layouts, edit, highest, written, &self.head.hash).map_err(sqlite)?;
        transaction.commit().map_err(sqlite)?;
        Ok(Head { seq: written.seq, hash })
    }

    /// The references given that are higher than any before, by what goes into the history: see [`replay::given`].
    fn raised_references(&self, changes: &[RecordChange]) -> Vec<(RegisterName, u32)> {
        let mut raised = Highest::new();
        for (register, number) in changes.iter().filter_map(replay::given) {
            if number > self.highest.get(&register).copied().unwrap_or(0) {
                let top = raised.entry(register).or_insert(0);
                *top = number.max(*top);
            }
        }
        raised.into_iter().collect()
    }
}

/// What one edit writes. Answers the hash of its history entry.
fn fill(
    transaction: &Connection,
    layouts: &rows::Layouts,
    edit: &Edit,
    highest: &[(RegisterName, u32)],
    written: &Written,
    previous: &str,
) -> rusqlite::Result<String> {
    transaction.pragma_update(None, "defer_foreign_keys", true)?;
    for change in &edit.changes {
        match change {
            Change::Put(record) => rows::put(transaction, layouts, record)?,
            Change::Delete(register, id) => rows::delete(transaction, layouts, *register, *id)?,
        }
    }
    for (register, number) in highest {
        transaction
            .prepare_cached(
                "INSERT INTO highest_references (register, number) VALUES (?1, ?2)
                 ON CONFLICT (register) DO UPDATE SET number = max(number, excluded.number)",
            )?
            .execute(rusqlite::params![register.as_str(), number])?;
    }
    let draft = Draft {
        seq: written.seq,
        at: &written.at,
        by: &written.by,
        label: &written.label,
        kind: written.kind,
        target: written.target,
        changes: &written.changes,
        previous,
    };
    draft.insert(transaction)
}

fn read_tables(connection: &Connection, layouts: &rows::Layouts) -> rusqlite::Result<Result<Isms, String>> {
    let mut isms = Isms::default();
    for register in RegisterName::ALL {
        if let Err(what) = rows::load(connection, layouts, *register, |record| isms.load(record))? {
            return Ok(Err(what));
        }
    }
    Ok(Ok(isms))
}

fn read_highest(connection: &Connection) -> rusqlite::Result<Highest> {
    let mut statement = connection.prepare("SELECT register, number FROM highest_references")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    let mut highest = Highest::new();
    for row in rows {
        let (register, number) = row?;
        if let Some(register) = RegisterName::parse(&register) {
            highest.insert(register, number);
        }
    }
    Ok(highest)
}
