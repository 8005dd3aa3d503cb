//! The format of the file: its mark, its versions, and what is looked at before SQLite may touch it.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::StoreError;

/// SQLite's `application_id` of an .isms file: the letters "ISMS".
pub const APPLICATION_ID: u32 = u32::from_be_bytes(*b"ISMS");

/// Every version of the schema, oldest first. `user_version` counts them.
const MIGRATIONS: [&str; 3] = [
    include_str!("schema/0001_foundation.sql"),
    include_str!("schema/0002_risk.sql"),
    include_str!("schema/0003_documents.sql"),
];

/// The newest format this program reads and the one it writes.
pub const FORMAT: u32 = MIGRATIONS.len() as u32;

/// Length of SQLite's header.
const HEADER: usize = 100;

/// Looks at the file's first bytes without opening it as a database, so that a strange file stays untouched:
/// SQLite itself would roll back another program's journal. The handle that was used comes back, because on
/// Unix closing it gives up all locks this process has on the file: see [`super::IsmsFile::open`].
pub(super) fn inspect(path: &Path) -> Result<File, StoreError> {
    // Before opening: to open a pipe is to wait for its other end.
    let metadata = std::fs::metadata(path).map_err(|error| StoreError::from_io(path, error))?;
    let path = path.to_path_buf();
    if metadata.is_dir() {
        return Err(StoreError::Folder { path });
    }
    if !metadata.is_file() {
        return Err(StoreError::NotOctavo { path });
    }
    if metadata.len() == 0 {
        return Err(StoreError::Empty { path });
    }
    let mut file = File::open(&path).map_err(|error| StoreError::from_io(&path, error))?;
    let mut header = [0_u8; HEADER];
    if let Err(error) = file.read_exact(&mut header) {
        return Err(match error.kind() {
            std::io::ErrorKind::UnexpectedEof if begins_like_sqlite(&path) => StoreError::Truncated { path },
            std::io::ErrorKind::UnexpectedEof => StoreError::NotOctavo { path },
            _ => StoreError::from_io(&path, error),
        });
    }
    if &header[..16] != b"SQLite format 3\0" {
        return Err(StoreError::NotOctavo { path });
    }
    let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    if number(68) != APPLICATION_ID {
        return Err(StoreError::OtherProgram { path });
    }
    let found = number(60);
    if found > FORMAT {
        return Err(StoreError::Newer { path, found, known: FORMAT });
    }
    let page_size = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    if metadata.len() < page_size * u64::from(number(28)) && !journal_beside(&path) {
        return Err(StoreError::Truncated { path });
    }
    Ok(file)
}

fn begins_like_sqlite(path: &Path) -> bool {
    std::fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"SQLite format 3\0"))
}

/// A rollback journal of our own file may still have to restore pages.
fn journal_beside(path: &Path) -> bool {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    Path::new(&name).exists()
}

/// Settings that make a strange schema harmless and a commit durable.
pub(super) fn harden(connection: &Connection) -> rusqlite::Result<()> {
    for (setting, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
    ] {
        connection.set_db_config(setting, on)?;
    }
    // Whoever has the file open keeps it open: waiting longer would only freeze the window.
    connection.busy_timeout(Duration::from_millis(200))?;
    connection.pragma_update(None, "synchronous", "EXTRA")?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(())
}

/// Takes the file for this connection alone, until it is closed.
pub(super) fn claim(connection: &Connection) -> rusqlite::Result<()> {
    // A program that was killed between two edits leaves its spent journal; SQLite removes it on this change.
    connection.pragma_update(None, "journal_mode", "TRUNCATE")?;
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    // In exclusive mode the lock taken here stays.
    connection.execute_batch("BEGIN IMMEDIATE; COMMIT")
}

/// Brings a file of an earlier version to this one, in one transaction. The caller has kept a copy of it.
pub(super) fn migrate(connection: &mut Connection, from: u32) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    for migration in MIGRATIONS.iter().skip(from as usize) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", FORMAT)?;
    transaction.commit()
}

/// The format of an open file.
pub(super) fn format_of(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Makes the tables of a new file.
pub(super) fn create(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    for migration in MIGRATIONS {
        connection.execute_batch(migration)?;
    }
    connection.pragma_update(None, "user_version", FORMAT)
}
