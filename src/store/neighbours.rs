//! Who else touches the file: before each write it is looked at whether it is still the file that was opened, with the
//! history it had. If not, nothing is written over it, and what was done here can be saved beside it.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::identity::Identity;
use super::opening::{Access, connect};
use super::{EntryKind, Head, IsmsFile, Stamp, StoreError, rows, schema};
use crate::isms::{AnyRecord, Edit, Isms, RegisterName};

/// An entry that was written here, as the history has it.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub seq: i64,
    /// When, as the history has it.
    pub at: String,
    pub by: String,
    pub label: String,
    pub kind: EntryKind,
    pub target: Option<i64>,
    pub changes: String,
    /// Its hash; empty until it is written.
    pub hash: String,
}

/// How one's own state was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// With its whole history.
    Whole,
    /// The records alone, in a file whose history begins anew: the one before is in the last backup.
    Records,
}

impl IsmsFile {
    /// Refuses when the file is open to read only.
    pub(super) fn may_change(&self) -> Result<(), StoreError> {
        match &self.access {
            Access::Write(_) => Ok(()),
            Access::Read(_) => Err(StoreError::ReadOnly { path: self.path.clone() }),
        }
    }

    /// Refuses unless the file is still the one that was opened. One that only looks different is taken up anew.
    pub(super) fn still_ours(&mut self) -> Result<(), StoreError> {
        self.may_change()?;
        match Identity::of(&self.place) {
            Ok(now) if now == self.seen => Ok(()),
            Ok(now) => self.look_again(now),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(StoreError::Gone { path: self.path.clone() })
            }
            Err(error) => Err(StoreError::from_io(&self.path, error)),
        }
    }

    /// Reads the file that lies there now. Where it says the same, work goes on in it.
    fn look_again(&mut self, now: Identity) -> Result<(), StoreError> {
        let changed = |_| StoreError::Changed { path: self.path.clone() };
        let passphrase = self.passphrase.as_ref();
        let inspected = schema::inspect(&self.place).map_err(changed)?;
        let connection = connect(&self.place, inspected, passphrase, true).map_err(|error| match error {
            locked @ StoreError::Locked { .. } => locked,
            other => changed(other),
        })?;
        let there = Self::load(connection, &self.path, &self.place, Access::Write(None), self.passphrase.clone());
        let there = there.map_err(changed)?;
        if there.head != self.head || there.isms != self.isms {
            return Err(StoreError::Changed { path: self.path.clone() });
        }
        there
            .connection
            .busy_timeout(super::opening::READERS_TAKE)
            .map_err(|error| StoreError::from_sqlite(&self.path, error))?;
        (self.connection, self.version) = (there.connection, there.version);
        self.seen = now;
        Ok(())
    }

    /// After a write of our own: the file looks different now, and has to be the same.
    pub(super) fn noted(&mut self) -> Result<(), StoreError> {
        match Identity::of(&self.place) {
            Ok(now) if now.is_same_file(&self.seen) => {
                self.seen = now;
                Ok(())
            }
            // What was just written went into a file that nobody will ever open again.
            Ok(_) => Err(StoreError::Changed { path: self.path.clone() }),
            Err(_) => Err(StoreError::Gone { path: self.path.clone() }),
        }
    }

    /// Whether somebody else changed, replaced or removed the file since the last thing done with it here.
    /// Cheap enough to be asked every few seconds.
    pub fn looks_changed(&self) -> bool {
        Identity::of(&self.place).map_or(true, |now| now != self.seen)
    }

    /// Looks closely: what only looks different is taken up, and an error says what happened to the rest.
    ///
    /// # Errors
    /// [`StoreError::Changed`] or [`StoreError::Gone`].
    pub fn verify_ours(&mut self) -> Result<(), StoreError> {
        self.still_ours()
    }

    /// Saves the state that is open here beside a file that is no longer it. `backup` is the newest one that can be
    /// read: with it the whole history comes along.
    ///
    /// # Errors
    /// [`StoreError::Exists`], or what the disk answers.
    pub fn save_mine(
        &self,
        path: &Path,
        backup: Option<&Path>,
        stamp: &Stamp,
        unique: Uuid,
    ) -> Result<Saved, StoreError> {
        if self.still_reads_ours() {
            self.save_copy(path, unique)?;
            return Ok(Saved::Whole);
        }
        if let Some(backup) = backup
            && self.save_from(backup, path, unique).is_ok()
        {
            return Ok(Saved::Whole);
        }
        let everything = RegisterName::ALL.iter().flat_map(|register| self.isms.all(*register));
        let label = tr::tr!("Saved from a window whose file was replaced; its history is in the backups");
        let edit = everything.fold(Edit::new(label), |edit, record: AnyRecord| edit.put(record));
        let opening = super::Opening { passphrase: self.passphrase.clone(), ..Default::default() };
        let edits = [(edit, stamp.clone())];
        drop(Self::create_with_story(path, &edits, unique, &|edit, _| edit.clone(), &opening)?);
        Ok(Saved::Records)
    }

    /// Whether the handle still reads what was written here: a file that was replaced lives on behind it.
    fn still_reads_ours(&self) -> bool {
        let head = head_of(&self.connection).is_ok_and(|head| head == self.head);
        // A copy takes everything along: also a table or trigger that would keep it from being opened.
        let alone = || schema::difference(&self.connection, super::FORMAT).is_ok_and(|what| what.is_none());
        head && alone() && self.check().is_ok_and(|report| report.is_sound())
    }

    /// A backup, with what was written since.
    fn save_from(&self, backup: &Path, path: &Path, unique: Uuid) -> Result<(), StoreError> {
        let base = Self::read(backup, self.passphrase.as_ref())?;
        let stranger = || StoreError::Changed { path: backup.to_path_buf() };
        if base.is_encrypted() != self.is_encrypted() {
            // A plain copy of an encrypted file must not come of it.
            return Err(stranger());
        }
        base.save_copy(path, unique)?;
        let opening = super::Opening { passphrase: self.passphrase.clone(), ..Default::default() };
        let caught_up = Self::open_as(path, &opening).and_then(|mut file| {
            for written in self.session.iter().filter(|written| written.seq > base.head.seq) {
                file.append(written.clone())?;
            }
            // The chain tells whether it is the very same state.
            if file.head == self.head { Ok(()) } else { Err(stranger()) }
        });
        if caught_up.is_err() {
            // It was made here a moment ago.
            let _ = std::fs::remove_file(path);
        }
        caught_up
    }
}

/// A number that changes when anybody else commits to the file: also when that leaves its size and, within one tick of
/// the clock, its time as they were.
pub(super) fn version_of(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "data_version", |row| row.get(0))
}

/// Whether the file, now that nobody else can write it, holds what it held. Answers its version as well.
pub(super) fn still_the_same(
    connection: &Connection,
    version: i64,
    head: &Head,
    isms: &Isms,
    layouts: &rows::Layouts,
) -> rusqlite::Result<(i64, bool)> {
    let now = version_of(connection)?;
    if head_of(connection)? != *head {
        return Ok((now, false));
    }
    // After a write that failed the number may differ and nothing else.
    let same = now == version || super::read_tables(connection, layouts)?.is_ok_and(|tables| tables == *isms);
    Ok((now, same))
}

/// The end of the history as the file has it now.
pub(super) fn head_of(connection: &Connection) -> rusqlite::Result<Head> {
    connection
        .prepare_cached("SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok(Head { seq: row.get(0)?, hash: row.get(1)? }))
        .optional()
        .map(Option::unwrap_or_default)
}
