//! The passphrase of a file: SQLCipher encrypts every page, the journal's included.
//!
//! Setting, changing and removing it go one road: the file is written anew under the new passphrase, read back, and
//! takes the old one's place in one step. Nobody can recover a passphrase: there is no second way in.

use std::path::Path;

use rusqlite::Connection;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::identity::Identity;
use super::lock::Lock;
use super::opening::{connect, real};
use super::{IsmsFile, StoreError, files, neighbours, schema};

/// What a person types to open an encrypted file. Wiped from memory when it is dropped, and never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// A passphrase; `None` when nothing was typed, or something that nobody can type: a zero byte.
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = Zeroizing::new(text.into());
        (!text.is_empty() && !text.contains('\0')).then_some(Self(text))
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Passphrase")
    }
}

/// Whether this build can read and write encrypted files.
pub const AVAILABLE: bool = cfg!(feature = "encryption");

/// Gives a connection its passphrase. Has to come before anything else on the connection.
pub(super) fn unlock(connection: &Connection, passphrase: Option<&Passphrase>) -> rusqlite::Result<()> {
    let Some(passphrase) = passphrase else { return Ok(()) };
    // SQLCipher writes to stderr what it thinks of a wrong key.
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    connection.pragma_update(None, "key", passphrase.0.as_str()).map_err(|error| match error {
        rusqlite::Error::SqliteFailure(code, _) => rusqlite::Error::SqliteFailure(code, None),
        // Whatever else it says may hold the statement, and the passphrase in it.
        _ => rusqlite::Error::InvalidQuery,
    })
}

impl IsmsFile {
    /// Sets, changes or removes the passphrase. The file is written anew, read back, and takes its own place in one
    /// step: until then nothing has changed.
    ///
    /// # Errors
    /// When the file may not be changed, or the disk refuses. Nothing has changed then.
    pub fn set_passphrase(&mut self, passphrase: Option<Passphrase>, unique: Uuid) -> Result<(), StoreError> {
        self.still_ours()?;
        let (place, path) = (real(&self.place), self.path.clone());
        let sqlite = |error| StoreError::from_sqlite(&path, error);
        let temporary = files::beside(&place, unique);
        let made = files::with_rights_of(&place, &temporary);
        let made = made.and_then(|()| write_under(&self.connection, &temporary, passphrase.as_ref()).map_err(sqlite));
        let made = made.and_then(|()| {
            let written = Self::read(&temporary, passphrase.as_ref())?;
            if written.head == self.head && written.isms == self.isms {
                return Ok(());
            }
            Err(StoreError::Damaged { path: path.clone(), what: tr::tr!("it could not be read back whole") })
        });
        // That took its time: whoever put another file in this place meanwhile must find it there.
        let made = made.and_then(|()| self.still_ours());
        if let Err(error) = made {
            // What was half made holds nothing that the file does not.
            files::discard(&temporary);
            // The half-made one may still hang on the connection, and every later edit on it would fail.
            let _ = self.reconnect(&place);
            return Err(error);
        }
        // Closed before it is replaced: not every system replaces an open file.
        let nowhere = Connection::open_in_memory().map_err(sqlite)?;
        drop(std::mem::replace(&mut self.connection, nowhere));
        let replaced = std::fs::rename(&temporary, &place).map_err(|error| StoreError::from_io(&place, error));
        match &replaced {
            Ok(()) => self.passphrase = passphrase,
            // It may lie open where the file does not.
            Err(_) => files::discard(&temporary),
        }
        self.reconnect(&place)?;
        self.seen = Identity::of(&self.place).map_err(|error| StoreError::from_io(&self.path, error))?;
        replaced?;
        // It is done, and its backups have to follow: a folder that does not answer is no reason to say it is not.
        let _ = files::sync_folder(&place);
        Ok(())
    }

    /// A new connection to the file that lies there now.
    fn reconnect(&mut self, place: &Path) -> Result<(), StoreError> {
        let sqlite = |error| StoreError::from_sqlite(&self.path, error);
        let connection = connect(place, schema::inspect(place)?, self.passphrase.as_ref(), true)?;
        connection.busy_timeout(super::opening::READERS_TAKE).map_err(sqlite)?;
        self.version = neighbours::version_of(&connection).map_err(sqlite)?;
        self.connection = connection;
        Ok(())
    }
}

/// Writes a closed file anew under another passphrase, or none, in its own place. Used for backups and copies.
///
/// # Errors
/// When it cannot be opened with the old passphrase, or the disk refuses. Nothing has changed then.
pub(super) fn rewrap(
    path: &Path,
    old: Option<&Passphrase>,
    new: Option<&Passphrase>,
    unique: Uuid,
) -> Result<(), StoreError> {
    // Somebody may have opened it for work, although it is a backup.
    let _lock = Lock::for_a_moment(path)?;
    let before = Identity::of(path).map_err(|error| StoreError::from_io(path, error))?;
    let inspected = schema::inspect(path)?;
    let sqlite = |error| StoreError::from_sqlite(path, error);
    files::sweep(path);
    let temporary = files::beside(path, unique);
    // For writing, although nothing is written to it: what is attached to a connection may do what the connection may.
    let connection = connect(path, inspected, old, true)?;
    let made = files::with_rights_of(path, &temporary);
    let made = made.and_then(|()| write_under(&connection, &temporary, new).map_err(sqlite)).and_then(|()| {
        connect(&temporary, schema::inspect(&temporary)?, new, false)?;
        drop(connection);
        if !Identity::of(path).is_ok_and(|now| now == before) {
            return Err(StoreError::Changed { path: path.to_path_buf() });
        }
        std::fs::rename(&temporary, path).map_err(|error| StoreError::from_io(path, error))?;
        files::sync_folder(path)
    });
    if made.is_err() {
        files::discard(&temporary);
    }
    made
}

/// Writes the content of an open file under another passphrase, or none, to a place where nothing is yet.
pub(super) fn write_under(from: &Connection, to: &Path, passphrase: Option<&Passphrase>) -> rusqlite::Result<()> {
    let key = passphrase.map_or("", |passphrase| passphrase.0.as_str());
    let name = to.to_string_lossy();
    from.execute("ATTACH DATABASE ?1 AS other KEY ?2", rusqlite::params![name, key])?;
    from.pragma_update(Some("other"), "synchronous", "EXTRA")?;
    let copied = fill(from);
    let detached = from.execute_batch("DETACH DATABASE other");
    copied.and(detached)
}

/// Reads an encrypted file into an empty connection that is not.
pub(super) fn read_into(to: &Connection, path: &Path, passphrase: &Passphrase) -> rusqlite::Result<()> {
    let name = path.to_string_lossy();
    to.execute("ATTACH DATABASE ?1 AS source KEY ?2", rusqlite::params![name, passphrase.0.as_str()])?;
    let format = to.pragma_query_value(Some("source"), "user_version", |row| row.get::<_, u32>(0))?;
    to.query_row("SELECT sqlcipher_export('main', 'source')", [], |_| Ok(()))?;
    to.execute_batch("DETACH DATABASE source")?;
    to.pragma_update(None, "user_version", format)
}

fn fill(from: &Connection) -> rusqlite::Result<()> {
    let number = |name: &str| from.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
    let (application, format) = (number("application_id")?, number("user_version")?);
    from.query_row("SELECT sqlcipher_export('other')", [], |_| Ok(()))?;
    from.pragma_update(Some("other"), "application_id", application)?;
    from.pragma_update(Some("other"), "user_version", format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_never_shown() {
        assert_eq!(format!("{:?}", Passphrase::new("secret")), "Some(Passphrase)");
        let typed = Some(Passphrase(Zeroizing::new("geheim\0".to_owned())));
        let connection = Connection::open_in_memory().unwrap();
        let refused = unlock(&connection, typed.as_ref()).unwrap_err();
        assert!(!refused.to_string().contains("geheim") && !format!("{refused:?}").contains("geheim"), "{refused:?}");
        assert_eq!(Passphrase::new("geheim\0"), None);
    }
}
