//! Contents of evidence: kept inside the file, addressed by their SHA-256, each stored once.
//!
//! A content is written before the record that names it. When the record then fails, the content stays behind
//! unused: harmless, and found again when the same file is added anew.

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::Path;

use rusqlite::blob::ZeroBlob;
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::check::CheckReport;
use super::{IsmsFile, StoreError, files};
use crate::isms::Isms;
use crate::isms::approval::hex;

/// The largest file that is kept, in bytes: 100 MB. Larger ones belong on a shared drive, with a link.
pub const LARGEST: u64 = 100 * 1024 * 1024;

/// How much is in memory at once.
const PIECE: usize = 256 * 1024;

/// A content that lies in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredContent {
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
}

impl IsmsFile {
    /// Keeps the content of a file. What is there already is not written again.
    ///
    /// # Errors
    /// When it is a folder, empty, too large, this very file, changes while it is read, or cannot be read or written.
    pub fn put_content(&mut self, path: &Path) -> Result<StoredContent, StoreError> {
        self.put_content_while(path, &mut |_| true)
    }

    /// The same for a person who waits: `going` gets the share that is done, 0 to 1, and answers whether to go on.
    ///
    /// # Errors
    /// As [`IsmsFile::put_content`], and [`StoreError::Stopped`]: then nothing was kept.
    pub fn put_content_while(
        &mut self,
        path: &Path,
        going: &mut dyn FnMut(f32) -> bool,
    ) -> Result<StoredContent, StoreError> {
        let io = |error| StoreError::from_io(path, error);
        let length = self.may_be_kept(path)?;
        // Read twice: the first time tells whether it is here already and under which name it goes in.
        let mut first = |done: f32| going(done / 2.0);
        let mut source = Watched::new(File::open(path).map_err(io)?, length, &mut first);
        let (sha256, size) = copy(&mut source, &mut std::io::sink()).map_err(io)?;
        source.not_stopped(path)?;
        self.still_ours()?;
        let sqlite = |error| StoreError::from_sqlite(&self.path, error);
        if rowid(&self.connection, &sha256).map_err(sqlite)?.is_some() {
            return Ok(StoredContent { sha256, size });
        }
        let transaction = self.connection.transaction().map_err(|error| StoreError::from_sqlite(&self.path, error))?;
        let row = insert(&transaction, &sha256, size).map_err(|error| StoreError::from_sqlite(&self.path, error))?;
        let mut blob = transaction
            .blob_open("main", "contents", "data", row, false)
            .map_err(|error| StoreError::from_sqlite(&self.path, error))?;
        let mut second = |done: f32| going(0.5 + done / 2.0);
        let mut source = Watched::new(File::open(path).map_err(io)?.take(size + 1), size, &mut second);
        let again = copy(&mut source, &mut blob);
        drop(blob);
        let again = again.map_err(|error| not_written(path, &self.path, error))?;
        source.not_stopped(path)?;
        if again != (sha256.clone(), size) {
            return Err(StoreError::Changing { path: path.to_path_buf() });
        }
        transaction.commit().map_err(|error| StoreError::from_sqlite(&self.path, error))?;
        self.noted()?;
        Ok(StoredContent { sha256, size })
    }

    /// The size of a file whose content may be kept.
    fn may_be_kept(&self, path: &Path) -> Result<u64, StoreError> {
        let facts = std::fs::metadata(path).map_err(|error| StoreError::from_io(path, error))?;
        let path = path.to_path_buf();
        if facts.is_dir() {
            return Err(StoreError::NoFile { path });
        }
        if is_same_file(&path, self.path()) {
            return Err(StoreError::Itself { path });
        }
        match facts.len() {
            0 => Err(StoreError::EmptyContent { path }),
            size if size > LARGEST => Err(StoreError::TooLarge { path, megabytes: size.div_ceil(1024 * 1024) }),
            size => Ok(size),
        }
    }

    /// The bytes of a content, checked against its SHA-256.
    ///
    /// # Errors
    /// When it is not there, or not what its name says.
    pub fn content(&self, sha256: &str) -> Result<Vec<u8>, StoreError> {
        let mut bytes = Vec::new();
        self.write_content(sha256, &mut bytes)?;
        Ok(bytes)
    }

    /// Writes a content into a new file, checked against its SHA-256. Nothing is overwritten.
    ///
    /// # Errors
    /// [`StoreError::Exists`], when the content is not there or not what its name says, or what the disk answers.
    pub fn save_content(&self, sha256: &str, path: &Path, unique: Uuid) -> Result<(), StoreError> {
        files::appear(path, unique, |temporary| {
            let io = |error| StoreError::from_io(path, error);
            let mut file = File::create_new(temporary).map_err(io)?;
            self.write_content(sha256, &mut file)?;
            file.sync_all().map_err(io)
        })
    }

    fn write_content(&self, sha256: &str, target: &mut dyn Write) -> Result<(), StoreError> {
        let sqlite = |error| StoreError::from_sqlite(&self.path, error);
        let damaged = |what: String| StoreError::Damaged { path: self.path.clone(), what };
        let row = rowid(&self.connection, sha256).map_err(sqlite)?;
        let row = row.ok_or_else(|| damaged(tr::tr!("the content of a piece of evidence is missing")))?;
        let mut blob = self.connection.blob_open("main", "contents", "data", row, true).map_err(sqlite)?;
        let (found, _) = copy(&mut blob, target).map_err(|error| StoreError::from_io(&self.path, error))?;
        if found == sha256 {
            return Ok(());
        }
        Err(damaged(tr::tr!("the content of a piece of evidence is not what it was when it was added")))
    }
}

fn rowid(connection: &Connection, sha256: &str) -> rusqlite::Result<Option<i64>> {
    connection.query_row("SELECT rowid FROM contents WHERE sha256 = ?1", [sha256], |row| row.get(0)).optional()
}

fn insert(connection: &Connection, sha256: &str, length: u64) -> rusqlite::Result<i64> {
    let zero = ZeroBlob(length);
    connection.execute("INSERT INTO contents (sha256, data) VALUES (?1, ?2)", rusqlite::params![sha256, zero])?;
    Ok(connection.last_insert_rowid())
}

/// Why a content did not go in whole: its source grew meanwhile, it could not be read, or the ISMS file not written.
fn not_written(source: &Path, isms: &Path, error: std::io::Error) -> StoreError {
    if error.kind() == std::io::ErrorKind::WriteZero {
        return StoreError::Changing { path: source.to_path_buf() };
    }
    match error.downcast::<rusqlite::Error>() {
        Ok(error) => StoreError::from_sqlite(isms, error),
        Err(error) => StoreError::from_io(source, error),
    }
}

/// A source that says how much of it was read, and that ends when nobody wants more.
struct Watched<'a, R> {
    source: R,
    read: u64,
    length: u64,
    going: &'a mut dyn FnMut(f32) -> bool,
    stopped: bool,
}

impl<'a, R: Read> Watched<'a, R> {
    fn new(source: R, length: u64, going: &'a mut dyn FnMut(f32) -> bool) -> Self {
        Self { source, read: 0, length, going, stopped: false }
    }

    fn not_stopped(&self, path: &Path) -> Result<(), StoreError> {
        if self.stopped { Err(StoreError::Stopped { path: path.to_path_buf() }) } else { Ok(()) }
    }
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, piece: &mut [u8]) -> std::io::Result<usize> {
        let done = self.read as f32 / self.length.max(1) as f32;
        self.stopped = self.stopped || !(self.going)(done.min(1.0));
        if self.stopped {
            return Ok(0);
        }
        let read = self.source.read(piece)?;
        self.read += u64::try_from(read).unwrap_or(0);
        Ok(read)
    }
}

/// Copies piece by piece. Answers the SHA-256 and the size of what was read.
fn copy(source: &mut dyn Read, target: &mut dyn Write) -> std::io::Result<(String, u64)> {
    let mut hash = Sha256::new();
    let mut piece = vec![0_u8; PIECE];
    let mut size = 0_u64;
    loop {
        let read = source.read(&mut piece)?;
        if read == 0 {
            return Ok((hex(&hash.finalize()), size));
        }
        hash.update(&piece[..read]);
        target.write_all(&piece[..read])?;
        size += u64::try_from(read).unwrap_or(0);
    }
}

/// Whether two paths lead to one file. It is asked without opening either: closing a handle of the open file would
/// give up the locks on it.
fn is_same_file(a: &Path, b: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if let (Ok(a), Ok(b)) = (std::fs::metadata(a), std::fs::metadata(b)) {
            return (a.dev(), a.ino()) == (b.dev(), b.ino());
        }
    }
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Copies a content from one file to another if it is still what its name says. Answers whether it was.
pub(super) fn copy_over(from: &Connection, row: i64, sha256: &str, to: &Connection) -> rusqlite::Result<bool> {
    let Ok(mut source) = from.blob_open("main", "contents", "data", row, true) else { return Ok(false) };
    // Looked at before it goes in: half a content helps nobody.
    let size = match copy(&mut source, &mut std::io::sink()) {
        Ok((found, size)) if found == sha256 => size,
        Ok(_) | Err(_) => return Ok(false),
    };
    source.rewind().map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let place = insert(to, sha256, size)?;
    let mut target = to.blob_open("main", "contents", "data", place, false)?;
    let copied = copy(&mut source, &mut target);
    copied.map(|_| true).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

/// The references of evidence and documents whose content is not there.
pub(super) fn missing(connection: &Connection, tables: &Isms) -> rusqlite::Result<Vec<String>> {
    let mut lost = Vec::new();
    for (reference, content) in users(tables) {
        if rowid(connection, content)?.is_none() {
            lost.push(reference.to_owned());
        }
    }
    Ok(lost)
}

/// Adds to a report every content that is not what its name says, and every piece of evidence without its content.
pub(super) fn check(connection: &Connection, tables: &Isms, report: &mut CheckReport) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("SELECT rowid, sha256 FROM contents ORDER BY sha256")?;
    let mut known = std::collections::BTreeSet::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, sha256): (i64, String) = (row.get(0)?, row.get(1)?);
        let mut blob = connection.blob_open("main", "contents", "data", id, true)?;
        let sound = copy(&mut blob, &mut std::io::sink()).is_ok_and(|(found, _)| found == sha256);
        if !sound {
            let users: Vec<&str> = users(tables).filter(|user| user.1 == sha256).map(|user| user.0).collect();
            let users = if users.is_empty() { sha256.clone() } else { users.join(", ") };
            report.problems.push(tr::tr!("The content of {} was changed outside Octavo.", users));
        }
        report.contents += usize::from(sound);
        known.insert(sha256);
    }
    for (reference, _) in users(tables).filter(|user| !known.contains(user.1)) {
        report.problems.push(tr::tr!("The content of {} is missing.", reference));
    }
    Ok(())
}

/// Every record that has a content: its reference, and the content's SHA-256.
fn users(tables: &Isms) -> impl Iterator<Item = (&str, &str)> {
    let evidence = tables.evidence.iter().map(|evidence| (evidence.reference.as_str(), evidence.content.as_str()));
    let documents = tables.documents.iter().map(|document| (document.reference.as_str(), document.content.as_str()));
    let versions = tables.document_versions.iter().map(|version| (version.name.as_str(), version.content.as_str()));
    evidence.chain(documents).chain(versions).filter(|(_, content)| !content.is_empty())
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::*;

    #[test]
    fn what_stopped_a_content_is_told_of_the_file_it_happened_to() {
        let (report, isms) = (Path::new("report.pdf"), Path::new("Harbour.isms"));
        let full = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL);
        let full = Error::other(rusqlite::Error::SqliteFailure(full, None));
        assert!(matches!(not_written(report, isms, full), StoreError::DiskFull { path } if path == isms));
        let grown = not_written(report, isms, ErrorKind::WriteZero.into());
        assert!(matches!(grown, StoreError::Changing { path } if path == report));
        let gone = not_written(report, isms, ErrorKind::NotFound.into());
        assert!(matches!(gone, StoreError::NotFound { path } if path == report));
    }
}
