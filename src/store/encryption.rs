//! The passphrase of a file: SQLCipher encrypts every page, the journal's included.
//!
//! Setting, changing and removing it go one road: the file is written anew under the new passphrase, read back, and
//! takes the old one's place in one step. Nobody can recover a passphrase: there is no second way in.

use std::path::Path;

use rusqlite::Connection;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{StoreError, files};

/// What a person types to open an encrypted file. Wiped from memory when it is dropped, and never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// A passphrase; `None` when nothing was typed.
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = Zeroizing::new(text.into());
        (!text.is_empty()).then_some(Self(text))
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
    connection.pragma_update(None, "key", passphrase.0.as_str())
}

/// Copies the whole content of an open file into a new one under another passphrase, or none.
pub(super) fn copy_under(
    from: &Connection,
    path: &Path,
    unique: Uuid,
    passphrase: Option<&Passphrase>,
) -> Result<(), StoreError> {
    files::appear(path, unique, |temporary| {
        write_under(from, temporary, passphrase).map_err(|error| StoreError::from_sqlite(path, error))
    })
}

/// Writes the content of an open file under another passphrase, or none, to a place where nothing is yet.
pub(super) fn write_under(from: &Connection, to: &Path, passphrase: Option<&Passphrase>) -> rusqlite::Result<()> {
    let key = passphrase.map_or("", |passphrase| passphrase.0.as_str());
    let name = to.to_string_lossy();
    from.execute("ATTACH DATABASE ?1 AS other KEY ?2", rusqlite::params![name, key])?;
    let copied = fill(from);
    let detached = from.execute_batch("DETACH DATABASE other");
    copied.and(detached)
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
    }
}
