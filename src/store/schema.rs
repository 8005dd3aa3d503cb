//! The format of the file: its mark, its versions, and what is looked at before SQLite may touch it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use sha2::{Digest, Sha256};

use super::{Passphrase, StoreError};
use crate::isms::approval::hex;

/// SQLite's `application_id` of an .isms file: the letters "ISMS".
pub const APPLICATION_ID: u32 = u32::from_be_bytes(*b"ISMS");

/// Every version of the schema, oldest first. `user_version` counts them.
const MIGRATIONS: [&str; 4] = [
    include_str!("schema/0001_foundation.sql"),
    include_str!("schema/0002_risk.sql"),
    include_str!("schema/0003_documents.sql"),
    include_str!("schema/0004_promises.sql"),
];

/// The SHA-256 of what each version's schema defines, so that a file as it was made is known without making another.
const AS_MADE: [&str; MIGRATIONS.len()] = [
    "a6e67470e127fe70879f6a77ed148c79f52ee7b60f565f91a2cbcf5b48662116",
    "23879dd94315134211cc48d6150f83f1090ffc8d59516c03df1f1e984c41a822",
    "d50d1e43a7928537610093767957f39aa9153411bf2ef6646beb00ee4f96f973",
    "48622e6c29c7ce6a1bc19217bcc5ee718757927a8525a73f955dcdff067458a9",
];

/// The newest format this program reads and the one it writes.
pub const FORMAT: u32 = MIGRATIONS.len() as u32;

/// Length of SQLite's header, what it begins with, and the size of an encrypted page.
const HEADER: usize = 100;
const MARK: &[u8] = b"SQLite format 3\0";
const PAGE: usize = 4096;

/// The largest text or content that is read, in bytes: a content and what its row takes beside it.
const LARGEST_VALUE: i32 = 128 * 1024 * 1024;

/// Nobody reads further.
const LONGEST_ANSWER: usize = 200;

/// What a file's first bytes say about it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inspected {
    /// It looks encrypted: only the passphrase can tell whether it is ours.
    pub encrypted: bool,
    /// Another tool left it in a mode with files beside it.
    pub wal: bool,
}

impl Inspected {
    /// The passphrase that it needs, if this is one that does.
    pub fn key(self, passphrase: Option<&Passphrase>) -> Option<&Passphrase> {
        passphrase.filter(|_| self.encrypted)
    }
}

/// Looks at the file's first bytes without opening it as a database, so that a strange file stays untouched:
/// SQLite itself would roll back another program's journal.
pub(super) fn inspect(path: &Path) -> Result<Inspected, StoreError> {
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
    if super::lock::is_ours(&path) {
        return Ok(Inspected { encrypted: !is_plain(&path), wal: false });
    }
    let mut beginning = Vec::with_capacity(PAGE);
    let file = File::open(&path).map_err(|error| StoreError::from_io(&path, error))?;
    file.take(PAGE as u64).read_to_end(&mut beginning).map_err(|error| StoreError::from_io(&path, error))?;
    if !beginning.starts_with(MARK) {
        // Encrypted pages come whole and look like noise; a text or a picture does not. One that does not end with a
        // page was cut off, if its name says that it is ours: its passphrase tells.
        let ours = || path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("isms"));
        let whole = metadata.len().is_multiple_of(PAGE as u64) || (beginning.len() == PAGE && ours());
        return if whole && is_noise(&beginning) {
            Ok(Inspected { encrypted: true, wal: false })
        } else {
            Err(StoreError::NotOctavo { path })
        };
    }
    let Some(header) = beginning.get(..HEADER) else { return Err(StoreError::Truncated { path }) };
    let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    judge(&path, number(68), number(60))?;
    let page_size = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    if metadata.len() < page_size * u64::from(number(28)) && !journal_beside(&path) {
        return Err(StoreError::Truncated { path });
    }
    Ok(Inspected { encrypted: false, wal: header[18] == 2 || header[19] == 2 })
}

/// Whether SQLite reads a file without a passphrase. Asked of SQLite where no other handle may be opened and closed:
/// see [`super::lock::is_ours`].
fn is_plain(path: &Path) -> bool {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let read = Connection::open_with_flags(path, flags)
        .and_then(|connection| connection.pragma_query_value(None, "schema_version", |row| row.get::<_, i64>(0)));
    read.map_or_else(|error| error.sqlite_error_code() != Some(ErrorCode::NotADatabase), |_| true)
}

/// Whether a file that may be damaged, or cut off, begins like an encrypted one.
pub(super) fn begins_encrypted(path: &Path) -> bool {
    let mut beginning = Vec::with_capacity(PAGE);
    let read = File::open(path).and_then(|file| file.take(PAGE as u64).read_to_end(&mut beginning));
    read.is_ok() && !beginning.starts_with(MARK) && is_noise(&beginning)
}

/// Whether a file with these marks is one that this program reads.
pub(super) fn judge(path: &Path, application: u32, found: u32) -> Result<(), StoreError> {
    let path = path.to_path_buf();
    if application != APPLICATION_ID {
        return Err(StoreError::OtherProgram { path });
    }
    if found > FORMAT {
        return Err(StoreError::Newer { path, found, known: FORMAT });
    }
    Ok(())
}

/// Whether these bytes have no order: of 4096 random ones nearly every value occurs.
fn is_noise(bytes: &[u8]) -> bool {
    let mut seen = [false; 256];
    for byte in bytes {
        seen[usize::from(*byte)] = true;
    }
    bytes.len() == PAGE && seen.into_iter().filter(|seen| *seen).count() > 240
}

/// A rollback journal of our own file may still have to restore pages.
fn journal_beside(path: &Path) -> bool {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    Path::new(&name).exists()
}

/// What SQLite says of a damaged file, without its heading and its line breaks, as part of a sentence.
pub(super) fn what_sqlite_says(answer: &str) -> String {
    tr::tr!("parts of it cannot be read. SQLite says “{}”", in_one_line(answer))
}

fn in_one_line(answer: &str) -> String {
    let lines = answer.lines().filter(|line| !line.starts_with("***"));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ").chars().take(LONGEST_ANSWER).collect()
}

/// Settings that make a strange schema harmless and a commit durable.
pub(super) fn harden(connection: &Connection) -> rusqlite::Result<()> {
    guard(connection)?;
    careful(connection)
}

/// The settings of the first kind. They read nothing of the file.
pub(super) fn guard(connection: &Connection) -> rusqlite::Result<()> {
    for (setting, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
    ] {
        connection.set_db_config(setting, on)?;
    }
    for (limit, most) in [
        (Limit::SQLITE_LIMIT_LENGTH, LARGEST_VALUE),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
        (Limit::SQLITE_LIMIT_COLUMN, 500),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 50),
        (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 10),
        (Limit::SQLITE_LIMIT_ATTACHED, 1),
        (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    ] {
        connection.set_limit(limit, most)?;
    }
    // Whoever has the file open keeps it open: waiting longer would only freeze the window.
    connection.busy_timeout(Duration::from_millis(200))
}

/// The settings of the second kind. They read the schema.
pub(super) fn careful(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "synchronous", "EXTRA")?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    // Nothing of an encrypted file may reach a temporary one.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(())
}

/// Leaves no journal of an earlier life beside the file, and no other kind than the one that is removed.
pub(super) fn settle(connection: &Connection) -> rusqlite::Result<()> {
    // A program that was killed between two edits leaves its spent journal; SQLite removes it on this change.
    connection.pragma_update(None, "journal_mode", "TRUNCATE")?;
    connection.pragma_update(None, "journal_mode", "DELETE")
}

/// The one thing in a file that a file of this format does not have, or lacks: its name. `None` when all is as made.
///
/// Foreign triggers and views could change what an edit does; a foreign table would travel with the file unseen.
pub(super) fn difference(connection: &Connection, format: u32) -> rusqlite::Result<Option<String>> {
    let mut found = objects(connection)?;
    if (format as usize).checked_sub(1).and_then(|at| AS_MADE.get(at)).is_some_and(|hash| digest(&found) == *hash) {
        return Ok(None);
    }
    let expected = objects(&made(format)?)?;
    for (name, sql) in expected {
        match found.remove(&name) {
            Some(other) if other == sql => {}
            Some(_) | None => return Ok(Some(name)),
        }
    }
    Ok(found.into_keys().next())
}

/// The schema of a format, in memory.
fn made(format: u32) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    let transaction = connection.transaction()?;
    for migration in MIGRATIONS.iter().take(format as usize) {
        transaction.execute_batch(migration)?;
    }
    transaction.commit()?;
    Ok(connection)
}

fn digest(objects: &Objects) -> String {
    let mut hash = Sha256::new();
    for (name, sql) in objects {
        for text in [name.as_str(), sql.as_deref().unwrap_or_default()] {
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
    }
    hex(&hash.finalize())
}

/// The tables that are as some version of this program made them. Any other may compute more than it holds: by
/// generated columns, by values for what a row lacks.
pub(super) fn tables_as_made(connection: &Connection) -> rusqlite::Result<BTreeSet<String>> {
    let found = objects(connection)?;
    let mut same = BTreeSet::new();
    for format in 1..=FORMAT {
        let alike = objects(&made(format)?)?.into_iter().filter(|(name, sql)| found.get(name) == Some(sql));
        same.extend(alike.filter_map(|(name, _)| name.strip_prefix("table ").map(str::to_owned)));
    }
    Ok(same)
}

/// Statements by the kind and name of what they made.
type Objects = BTreeMap<String, Option<String>>;

/// Everything that the schema defines, by kind and name, with the statement that made it.
fn objects(connection: &Connection) -> rusqlite::Result<Objects> {
    let mut statement = connection.prepare("SELECT type || ' ' || name, sql FROM sqlite_schema")?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
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

/// The marks of an open file: its `application_id` and format.
pub(super) fn marks(connection: &Connection) -> rusqlite::Result<(u32, u32)> {
    let application = connection.pragma_query_value(None, "application_id", |row| row.get::<_, i64>(0))?;
    Ok((u32::try_from(application).unwrap_or(0), format_of(connection)?))
}

/// Makes the tables of a new file.
pub(super) fn create(connection: &Connection) -> rusqlite::Result<()> {
    // In one go: each statement by itself would wait for the disk.
    let transaction = connection.unchecked_transaction()?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    for migration in MIGRATIONS {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", FORMAT)?;
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_of_each_format_is_known_by_its_hash() {
        let hashes = (1..=FORMAT).map(|format| digest(&objects(&made(format).unwrap()).unwrap()));
        assert_eq!(hashes.collect::<Vec<_>>(), AS_MADE);
    }
}
