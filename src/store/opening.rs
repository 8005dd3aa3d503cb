//! Opening a file: for work, which keeps other writers out, or to read only.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::encryption::unlock;
use super::identity::Identity;
use super::lock::{Holder, Lock, Refused};
use super::schema::Inspected;
use super::undo::UndoState;
use super::{
    EntryKind, FORMAT, Head, Highest, IsmsFile, Passphrase, StoreError, files, neighbours, read_highest, read_tables,
    rows, schema,
};
use crate::isms::{Isms, RegisterName, reference_number};

/// Length of an empty list of changes.
const EMPTY_LIST: i64 = "[]".len() as i64;

/// How long an edit waits for somebody who reads the file meanwhile: a backup, or a command beside the window.
pub(super) const READERS_TAKE: Duration = Duration::from_secs(3);

/// The highest number that a history entry may have: more than anybody makes, and one can be added to it.
const HIGHEST_ENTRY: i64 = u32::MAX as i64;

/// Who opens a file, and with what.
#[derive(Debug, Clone, Default)]
pub struct Opening {
    /// Told to whoever wants the file meanwhile.
    pub holder: Holder,
    /// Needed for an encrypted file only.
    pub passphrase: Option<Passphrase>,
    /// Take it although another computer left its mark on it.
    pub anyway: bool,
}

/// Whether a file may be changed.
#[derive(Debug)]
pub(super) enum Access {
    /// Nobody else may, while this lasts.
    Write(#[expect(dead_code, reason = "held until it is dropped")] Option<Lock>),
    /// Nothing is written.
    Read(ReadOnly),
}

/// Why a file cannot be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadOnly {
    /// It was asked for.
    Asked,
    /// The file may not be written.
    File,
    /// Nothing may be written into its folder, and no change can be saved safely without.
    Folder,
}

impl ReadOnly {
    /// Why, as a sentence, and what to do.
    pub fn sentence(self) -> String {
        match self {
            Self::Asked => tr::tr!("This file is open to read only. Open it again to change it."),
            Self::File => {
                tr::tr!(
                    "This file is write-protected, so it is open to read only. Save a copy where you may write to change it."
                )
            }
            Self::Folder => {
                tr::tr!(
                    "Nothing may be written into this file's folder, so it is open to read only. Save a copy elsewhere to change it."
                )
            }
        }
    }
}

impl IsmsFile {
    /// Opens a file for work and keeps other writers out while it is open.
    ///
    /// # Errors
    /// As for [`IsmsFile::open_as`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_as(path, &Opening::default())
    }

    /// Opens a file for work and keeps other writers out while it is open. Where nothing may be written it is opened
    /// to read only, and [`IsmsFile::read_only`] says why.
    ///
    /// # Errors
    /// Each kind of unusable file has its own sentence; the file is left untouched.
    pub fn open_as(path: &Path, opening: &Opening) -> Result<Self, StoreError> {
        let inspected = schema::inspect(path)?;
        if !may_write(path) {
            return Self::open_to_read(path, opening.passphrase.as_ref(), ReadOnly::File);
        }
        let lock = match Lock::take(path, &opening.holder, opening.anyway) {
            Ok(lock) => lock,
            Err(Refused::Held(who)) => return Err(StoreError::Locked { path: path.to_path_buf(), who }),
            Err(Refused::LeftElsewhere(who)) => return Err(StoreError::LeftOpen { path: path.to_path_buf(), who }),
            Err(Refused::Folder(error)) if is_forbidden(&error) => {
                return Self::open_to_read(path, opening.passphrase.as_ref(), ReadOnly::Folder);
            }
            Err(Refused::Folder(error)) => return Err(StoreError::from_io(path, error)),
        };
        // Somebody who was killed while making a copy or changing the passphrase may have left half of it.
        files::sweep(&real(path));
        let passphrase = inspected.key(opening.passphrase.as_ref());
        let connection = connect(path, inspected, passphrase, true)?;
        let connection = raise(connection, path, passphrase)?;
        // From here on only readers can be in the way, and they are soon done.
        connection.busy_timeout(READERS_TAKE).map_err(|error| StoreError::from_sqlite(path, error))?;
        let access = Access::Write(Some(lock));
        Self::load(connection, path, path, access, passphrase.cloned())
    }

    /// Opens a file to read only, whoever else has it open. What is written meanwhile does not show.
    ///
    /// # Errors
    /// As for [`IsmsFile::open_as`].
    pub fn read(path: &Path, passphrase: Option<&Passphrase>) -> Result<Self, StoreError> {
        Self::open_to_read(path, passphrase, ReadOnly::Asked)
    }

    fn open_to_read(path: &Path, passphrase: Option<&Passphrase>, why: ReadOnly) -> Result<Self, StoreError> {
        let inspected = schema::inspect(path)?;
        let sqlite = |error| StoreError::from_sqlite(path, error);
        let passphrase = inspected.key(passphrase);
        let mut connection = connect(path, inspected, passphrase, false)?;
        let found = schema::format_of(&connection).map_err(sqlite)?;
        if found < FORMAT {
            connection = raised_in_memory(&connection, path, passphrase, found).map_err(sqlite)?;
        }
        // One moment for everything that is read.
        connection.execute_batch("BEGIN").map_err(sqlite)?;
        let file = Self::load(connection, path, path, Access::Read(why), passphrase.cloned())?;
        file.connection.execute_batch("COMMIT").map_err(sqlite)?;
        Ok(file)
    }

    /// Reads everything of an open connection. `place` is where the file lies, `path` what it is called.
    pub(super) fn load(
        connection: Connection,
        path: &Path,
        place: &Path,
        access: Access,
        passphrase: Option<Passphrase>,
    ) -> Result<Self, StoreError> {
        let sqlite = |error| StoreError::from_sqlite(path, error);
        let damaged = |what: String| StoreError::Damaged { path: path.to_path_buf(), what };
        let layouts = layouts(&connection, path)?;
        let isms = read_tables(&connection, &layouts).map_err(sqlite)?.map_err(damaged)?;
        let (mut undo, mut head) = (UndoState::default(), Head::default());
        let mut statement = connection
            .prepare("SELECT seq, kind, target, hash, octet_length(changes) FROM history ORDER BY seq")
            .map_err(sqlite)?;
        let mut rows = statement.query([]).map_err(sqlite)?;
        while let Some(row) = rows.next().map_err(sqlite)? {
            let seq = row.get(0).map_err(sqlite)?;
            if !(1..=HIGHEST_ENTRY).contains(&seq) {
                return Err(damaged(tr::tr!("no history entry can have the number {}", seq)));
            }
            let kind: String = row.get(1).map_err(sqlite)?;
            let kind =
                EntryKind::parse(&kind).ok_or_else(|| damaged(tr::tr!("history entry {} is of no known kind", seq)))?;
            // An erasure changes no record by itself: there is nothing to take back.
            if row.get::<_, i64>(4).map_err(sqlite)? > EMPTY_LIST {
                undo.push(seq, kind, row.get(2).map_err(sqlite)?);
            }
            head = Head { seq, hash: row.get(3).map_err(sqlite)? };
        }
        drop(rows);
        drop(statement);
        let highest = highest(&connection, &isms).map_err(sqlite)?;
        let seen = Identity::of(place).map_err(|error| StoreError::from_io(path, error))?;
        let version = neighbours::version_of(&connection).map_err(sqlite)?;
        Ok(Self {
            version,
            connection,
            path: path.to_path_buf(),
            place: place.to_path_buf(),
            layouts,
            isms: Arc::new(isms),
            head,
            undo,
            highest,
            seen,
            passphrase,
            session: Vec::new(),
            access,
        })
    }

    /// Why the file cannot be changed; `None` when it can.
    pub fn read_only(&self) -> Option<ReadOnly> {
        match &self.access {
            Access::Write(_) => None,
            Access::Read(why) => Some(*why),
        }
    }

    /// Whether a passphrase is needed to open it.
    pub fn is_encrypted(&self) -> bool {
        self.passphrase.is_some()
    }

    /// The passphrase it was opened with, for work beside the window.
    pub fn passphrase(&self) -> Option<&Passphrase> {
        self.passphrase.as_ref()
    }
}

/// What the file says is the highest, and what another tool may have put in above it.
fn highest(connection: &Connection, isms: &Isms) -> rusqlite::Result<Highest> {
    let mut highest = read_highest(connection)?;
    for register in RegisterName::ALL {
        let numbers = isms.references(*register).into_iter().filter_map(|one| reference_number(*register, one));
        if let Some(present) = numbers.max() {
            let known = highest.entry(*register).or_default();
            *known = present.max(*known);
        }
    }
    Ok(highest)
}

/// Whether a file looks encrypted, so that its passphrase has to be asked for.
///
/// # Errors
/// When it cannot be an Octavo file at all.
pub fn needs_passphrase(path: &Path) -> Result<bool, StoreError> {
    Ok(schema::inspect(path)?.encrypted)
}

/// The same of a file that may be damaged, before [`super::salvage()`]: what is left of it says so.
pub fn needs_passphrase_damaged(path: &Path) -> bool {
    schema::begins_encrypted(path)
}

/// Opens a connection that has been looked at: hardened, unlocked, of our kind, and sound.
pub(super) fn connect(
    path: &Path,
    inspected: Inspected,
    passphrase: Option<&Passphrase>,
    write: bool,
) -> Result<Connection, StoreError> {
    let sqlite = |error| StoreError::from_sqlite(path, error);
    let passphrase = inspected.key(passphrase);
    if inspected.encrypted {
        if passphrase.is_none() {
            return Err(StoreError::NeedsPassphrase { path: path.to_path_buf() });
        }
        if !super::encryption::AVAILABLE {
            return Err(StoreError::NoEncryption { path: path.to_path_buf() });
        }
    }
    // A reader waits for nobody and repairs nothing, unless a program died while it wrote: then somebody has to.
    let attempts: &[bool] = if write || inspected.wal { &[true] } else { &[false, true] };
    let mut last = None;
    for for_writing in attempts {
        let kind = if *for_writing { OpenFlags::SQLITE_OPEN_READ_WRITE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
        let connection = Connection::open_with_flags(path, kind | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(sqlite)?;
        let prepared = prepare(&connection, path, passphrase).and_then(|()| quick_check(&connection, path));
        if prepared.is_ok() && (write || inspected.wal) {
            schema::settle(&connection).map_err(sqlite)?;
        }
        match prepared {
            Ok(()) if write => return Ok(connection),
            Ok(()) => {
                connection.pragma_update(None, "query_only", true).map_err(sqlite)?;
                return Ok(connection);
            }
            Err(error @ StoreError::ReadOnly { .. }) => last = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(last.unwrap_or_else(|| StoreError::ReadOnly { path: path.to_path_buf() }))
}

/// A file that is copied without being read.
pub(super) struct Glanced {
    pub connection: Connection,
    /// Its passphrase, when it needs one.
    pub passphrase: Option<Passphrase>,
}

/// A connection for copying a file of today's format: read only, unlocked and of our kind, but not read through. It is
/// `None` where more has to be done before the file can be read.
///
/// Whoever copies a file that is being worked in must not hold up the next edit for as long as reading all of it takes.
pub(super) fn glance(path: &Path, passphrase: Option<&Passphrase>) -> Result<Option<Glanced>, StoreError> {
    let inspected = schema::inspect(path)?;
    let passphrase = inspected.key(passphrase);
    if inspected.wal || inspected.encrypted && passphrase.is_none() {
        return Ok(None);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let sqlite = |error| StoreError::from_sqlite(path, error);
    let connection = Connection::open_with_flags(path, flags).map_err(sqlite)?;
    match prepare(&connection, path, passphrase) {
        Ok(()) => {
            let today = schema::format_of(&connection).map_err(sqlite)? == FORMAT;
            Ok(today.then(|| Glanced { connection, passphrase: passphrase.cloned() }))
        }
        Err(StoreError::ReadOnly { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn prepare(connection: &Connection, path: &Path, passphrase: Option<&Passphrase>) -> Result<(), StoreError> {
    let sqlite = |error| StoreError::from_sqlite(path, error);
    unlock(connection, passphrase).map_err(sqlite)?;
    // Whatever first reads the file finds out about the passphrase.
    let marks = schema::harden(connection).and_then(|()| schema::marks(connection));
    let (application, format) = marks.map_err(|error| match (passphrase, error.sqlite_error_code()) {
        (Some(_), Some(rusqlite::ErrorCode::NotADatabase)) => StoreError::WrongPassphrase { path: path.to_path_buf() },
        _ => sqlite(error),
    })?;
    // Again, or for the first time: what was not looked into, or is not the same any more.
    schema::judge(path, application, format)?;
    // First: SQLite's own check computes whatever a strange schema asks it to.
    only_ours(connection, path, format)
}

/// Whether every page of a file that was looked at fits to the others.
fn quick_check(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let sqlite = |error| StoreError::from_sqlite(path, error);
    let sound: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(sqlite)?;
    if sound != "ok" {
        return Err(StoreError::Damaged { path: path.to_path_buf(), what: schema::what_sqlite_says(&sound) });
    }
    Ok(())
}

/// Refuses a file with anything in its schema that its format does not have, or lacks.
fn only_ours(connection: &Connection, path: &Path, format: u32) -> Result<(), StoreError> {
    let difference = schema::difference(connection, format).map_err(|error| StoreError::from_sqlite(path, error))?;
    let Some(what) = difference else { return Ok(()) };
    if format == FORMAT {
        layouts(connection, path)?;
    }
    Err(StoreError::Foreign { path: path.to_path_buf(), what })
}

fn layouts(connection: &Connection, path: &Path) -> Result<rows::Layouts, StoreError> {
    rows::layouts(connection).map_err(|error| match error {
        rusqlite::Error::QueryReturnedNoRows => {
            StoreError::Damaged { path: path.to_path_buf(), what: tr::tr!("a table or column is missing") }
        }
        other => StoreError::from_sqlite(path, other),
    })
}

/// Brings a file of an earlier format to this one; as it was it stays beside.
fn raise(mut connection: Connection, path: &Path, passphrase: Option<&Passphrase>) -> Result<Connection, StoreError> {
    let sqlite = |error| StoreError::from_sqlite(path, error);
    let found = schema::format_of(&connection).map_err(sqlite)?;
    if found < FORMAT {
        files::keep_before_migration(&connection, path, FORMAT, passphrase)?;
        schema::migrate(&mut connection, found).map_err(sqlite)?;
    }
    Ok(connection)
}

/// A file of an earlier format as this one, without touching it.
fn raised_in_memory(
    connection: &Connection,
    path: &Path,
    passphrase: Option<&Passphrase>,
    found: u32,
) -> rusqlite::Result<Connection> {
    let mut raised = Connection::open_in_memory()?;
    schema::harden(&raised)?;
    if let Some(passphrase) = passphrase {
        super::encryption::read_into(&raised, path, passphrase)?;
    } else {
        let copied = rusqlite::backup::Backup::new(connection, &mut raised)?;
        copied.run_to_completion(1000, Duration::ZERO, None)?;
    }
    schema::migrate(&mut raised, found)?;
    raised.pragma_update(None, "query_only", true)?;
    Ok(raised)
}

/// Whether this program may write to a file. Asked without opening it for SQLite.
fn may_write(path: &Path) -> bool {
    let forbidden = std::fs::OpenOptions::new().append(true).open(path).is_err_and(|error| is_forbidden(&error));
    !forbidden
}

fn is_forbidden(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem)
}

/// Where a file really lies, whatever link leads to it.
pub(super) fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}
