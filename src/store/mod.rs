//! The .isms file: the only SQL in the house.
//!
//! One edit is one transaction with one history entry. What [`IsmsFile::apply`] has returned is on disk.
//! The store asks no clock and makes no ids: both come from outside.

mod check;
mod contents;
mod error;
mod files;
mod history;
mod replay;
mod rows;
mod schema;
#[cfg(test)]
mod tests;
mod undo;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, OpenFlags, OptionalExtension};
use uuid::Uuid;

pub use check::CheckReport;
pub use contents::{LARGEST, StoredContent};
pub use error::StoreError;
pub use history::{Entry, EntryKind, Head, RecordChange, Stamp};
pub use schema::{APPLICATION_ID, FORMAT};

use crate::isms::{Change, Edit, Isms, RegisterName, next_reference, reference_number};
use history::Draft;
use undo::UndoState;

/// The highest number ever given in each register's references.
type Highest = BTreeMap<RegisterName, u32>;

/// An open file. While it lives, nobody else can open it.
pub struct IsmsFile {
    connection: Connection,
    path: PathBuf,
    layouts: rows::Layouts,
    isms: Arc<Isms>,
    head: Head,
    undo: UndoState,
    highest: Highest,
    /// Closed after the connection, never before: see [`IsmsFile::open`].
    _inspected: Option<File>,
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
        Self::create_with_history(path, &[(founding.clone(), stamp.clone())], unique)
    }

    /// Makes a new file with a whole history in it, each edit an entry of its own.
    /// Nobody sees the file before the last edit is in it, so the disk is only waited for at the end.
    ///
    /// # Errors
    /// As for [`IsmsFile::create`].
    pub fn create_with_history(path: &Path, edits: &[(Edit, Stamp)], unique: Uuid) -> Result<Self, StoreError> {
        Self::create_with_story(path, edits, unique, &|edit, _| edit.clone())
    }

    /// The same, with each edit made ready right before it goes in: it may hold the head of the history until then.
    ///
    /// # Errors
    /// As for [`IsmsFile::create`].
    pub fn create_with_story(
        path: &Path,
        edits: &[(Edit, Stamp)],
        unique: Uuid,
        ready: &dyn Fn(&Edit, &Head) -> Edit,
    ) -> Result<Self, StoreError> {
        files::appear(path, unique, |temporary| {
            let sqlite = |error| StoreError::from_sqlite(path, error);
            let flags =
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(temporary, flags).map_err(sqlite)?;
            schema::harden(&connection).map_err(sqlite)?;
            schema::claim(&connection).map_err(sqlite)?;
            schema::create(&connection).map_err(sqlite)?;
            let mut file = Self::load(connection, path)?;
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
        Self::open(path)
    }

    /// Opens a file for work and keeps others out while it is open.
    ///
    /// # Errors
    /// Each kind of unusable file has its own sentence; the file is left untouched.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let inspected = schema::inspect(path)?;
        match Self::open_inspected(path) {
            Ok(file) => Ok(Self { _inspected: Some(inspected), ..file }),
            Err(error) => {
                // On Unix, closing any handle of a file gives up every lock the process has on it. If it is this
                // very program that has the file open, its lock has to outlive this second try.
                if matches!(error, StoreError::Locked { .. }) {
                    std::mem::forget(inspected);
                }
                Err(error)
            }
        }
    }

    fn open_inspected(path: &Path) -> Result<Self, StoreError> {
        let sqlite = |error| StoreError::from_sqlite(path, error);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(sqlite)?;
        schema::harden(&connection).map_err(sqlite)?;
        if connection.is_readonly("main").map_err(sqlite)? {
            return Err(StoreError::ReadOnly { path: path.to_path_buf() });
        }
        let sound: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(sqlite)?;
        if sound != "ok" {
            return Err(StoreError::Damaged { path: path.to_path_buf(), what: sound });
        }
        schema::claim(&connection).map_err(sqlite)?;
        let mut connection = connection;
        let found = schema::format_of(&connection).map_err(sqlite)?;
        if found < FORMAT {
            files::keep_before_migration(&connection, path, FORMAT)?;
            schema::migrate(&mut connection, found).map_err(sqlite)?;
        }
        Self::load(connection, path)
    }

    fn load(connection: Connection, path: &Path) -> Result<Self, StoreError> {
        let sqlite = |error| StoreError::from_sqlite(path, error);
        let damaged = |what: String| StoreError::Damaged { path: path.to_path_buf(), what };
        let layouts = rows::layouts(&connection).map_err(|error| match error {
            rusqlite::Error::QueryReturnedNoRows => damaged(tr::tr!("a table or column is missing")),
            other => sqlite(other),
        })?;
        let isms = read_tables(&connection, &layouts).map_err(sqlite)?.map_err(damaged)?;
        let (mut undo, mut head) = (UndoState::default(), Head::default());
        let mut statement =
            connection.prepare("SELECT seq, kind, target, hash FROM history ORDER BY seq").map_err(sqlite)?;
        let mut rows = statement.query([]).map_err(sqlite)?;
        while let Some(row) = rows.next().map_err(sqlite)? {
            let seq = row.get(0).map_err(sqlite)?;
            let kind: String = row.get(1).map_err(sqlite)?;
            let kind =
                EntryKind::parse(&kind).ok_or_else(|| damaged(tr::tr!("history entry {} is of no known kind", seq)))?;
            undo.push(seq, kind, row.get(2).map_err(sqlite)?);
            head = Head { seq, hash: row.get(3).map_err(sqlite)? };
        }
        drop(rows);
        drop(statement);
        let highest = read_highest(&connection).map_err(sqlite)?;
        let (path, isms) = (path.to_path_buf(), Arc::new(isms));
        Ok(Self { connection, path, layouts, isms, head, undo, highest, _inspected: None })
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
        next_reference(&self.isms, register, self.highest.get(&register).copied().unwrap_or(0))
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
        let seq = self.undo.next_undo().ok_or(StoreError::NothingToUndo)?;
        self.travel(seq, stamp, EntryKind::Undo)
    }

    /// Does again what was undone last, and says what it was.
    ///
    /// # Errors
    /// [`StoreError::NothingToUndo`], or what the disk answers.
    pub fn redo(&mut self, stamp: &Stamp) -> Result<String, StoreError> {
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
        match read_tables(&self.connection, &self.layouts).map_err(sqlite)? {
            Ok(tables) => check::check(&self.connection, &tables, &read_highest(&self.connection).map_err(sqlite)?)
                .map_err(sqlite),
            Err(what) => Err(StoreError::Damaged { path: self.path.clone(), what }),
        }
    }

    /// Writes a verified copy under another name, which must be free.
    ///
    /// # Errors
    /// [`StoreError::Exists`], or what the disk answers.
    pub fn save_copy(&self, path: &Path, unique: Uuid) -> Result<(), StoreError> {
        files::copy(&self.connection, path, unique)
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
        let next = self.isms.with(edit);
        let highest = self.raised_references(edit);
        let head = self
            .write(edit, &changes, &highest, stamp, kind, target)
            .map_err(|error| StoreError::from_sqlite(&self.path, error))?;
        self.undo.push(head.seq, kind, target);
        self.head = head;
        self.highest.extend(highest);
        self.isms = Arc::new(next);
        Ok(Arc::clone(&self.isms))
    }

    /// One transaction: rows, references, history. Dropping it on an error rolls everything back.
    fn write(
        &mut self,
        edit: &Edit,
        changes: &[RecordChange],
        highest: &[(RegisterName, u32)],
        stamp: &Stamp,
        kind: EntryKind,
        target: Option<i64>,
    ) -> rusqlite::Result<Head> {
        let transaction = self.connection.transaction()?;
        transaction.pragma_update(None, "defer_foreign_keys", true)?;
        for change in &edit.changes {
            match change {
                Change::Put(record) => rows::put(&transaction, &self.layouts, record)?,
                Change::Delete(register, id) => rows::delete(&transaction, &self.layouts, *register, *id)?,
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
        let seq = self.head.seq + 1;
        let text =
            serde_json::to_string(changes).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        let at = stamp.at.to_string();
        let draft = Draft {
            seq,
            at: &at,
            by: &stamp.by,
            label: &edit.label,
            kind,
            target,
            changes: &text,
            previous: &self.head.hash,
        };
        let hash = draft.insert(&transaction)?;
        transaction.commit()?;
        Ok(Head { seq, hash })
    }

    /// The references an edit gives that are higher than any before.
    fn raised_references(&self, edit: &Edit) -> Vec<(RegisterName, u32)> {
        let mut raised = Highest::new();
        for change in &edit.changes {
            let Change::Put(record) = change else { continue };
            let register = record.register();
            let Some(number) = reference_number(register, record.reference()) else { continue };
            if number > self.highest.get(&register).copied().unwrap_or(0) {
                let top = raised.entry(register).or_insert(0);
                *top = number.max(*top);
            }
        }
        raised.into_iter().collect()
    }
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
