//! A backup put in the place of the file, which stays beside.

use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use uuid::Uuid;

use super::{TIME, stem};
use crate::store::lock::{Lock, Refused};
use crate::store::{IsmsFile, Opening, StoreError, encryption, files, opening, salvage, schema};

/// Puts a backup in the place of a closed file. The file as it is now stays beside; answers where. An encrypted file
/// stays encrypted: a backup that is not takes over the passphrase.
///
/// # Errors
/// When the backup cannot be read, is of another file, somebody has the file open, or the disk refuses. The file is
/// as it was then.
pub fn restore(path: &Path, backup: &Path, how: &Opening, now: DateTime, unique: Uuid) -> Result<PathBuf, StoreError> {
    let place = opening::real(path);
    let facts = std::fs::metadata(&place).ok();
    if facts.as_ref().is_some_and(|facts| !facts.is_file()) {
        return Err(StoreError::NotAFile { path: path.to_path_buf() });
    }
    let passphrase = how.passphrase.as_ref();
    let good = IsmsFile::read(backup, passphrase)?;
    if !good.began_as(&salvage::beginnings(&place, passphrase))? {
        return Err(StoreError::Stranger { path: backup.to_path_buf() });
    }
    let encrypts = !good.is_encrypted() && opening::needs_passphrase_damaged(&place);
    if encrypts && passphrase.is_none() {
        return Err(StoreError::NeedsPassphrase { path: path.to_path_buf() });
    }
    let _lock = match Lock::take(&place, &how.holder, how.anyway) {
        Ok(lock) => lock,
        Err(Refused::Held(who)) => return Err(StoreError::Locked { path: path.to_path_buf(), who }),
        Err(Refused::LeftElsewhere(who)) => return Err(StoreError::LeftOpen { path: path.to_path_buf(), who }),
        Err(Refused::Folder(error)) => return Err(StoreError::from_io(path, error)),
    };
    let new = files::beside(&place, unique);
    // Whoever could not read the file that was there cannot read the one that comes.
    let original = if facts.is_some() { &place } else { backup };
    let copied = if encrypts {
        files::with_rights_of(original, &new).and_then(|()| {
            // For writing, although nothing is written to it: what is attached may do what the connection may.
            let open = opening::connect(backup, schema::inspect(backup)?, None, true)?;
            let written = encryption::write_under(&open, &new, passphrase);
            written.map_err(|error| StoreError::from_sqlite(path, error))?;
            IsmsFile::read(&new, passphrase).map(drop)
        })
    } else {
        files::copy_to(&good.connection, original, &new, path, good.passphrase())
    };
    drop(good);
    let swapped = copied.and_then(|()| swap(&place, &new, now));
    if swapped.is_err() {
        // The backup is still where it was.
        files::discard(&new);
    }
    swapped
}

impl IsmsFile {
    /// Whether the history begins with one of these hashes, or began so before an erasure. Nothing known is no reason
    /// to say no.
    pub(super) fn began_as(&self, beginnings: &[String]) -> Result<bool, StoreError> {
        let mut same = beginnings.is_empty();
        for hash in beginnings {
            same = same || self.knows(1, &hash.to_uppercase())?;
        }
        Ok(same)
    }
}

/// Puts a new file in the place of another, which stays beside. When it fails everything is as it was.
fn swap(place: &Path, new: &Path, now: DateTime) -> Result<PathBuf, StoreError> {
    let aside = free_name(place, &tr::tr!("{0} before restoring {1}", stem(place), now.strftime(TIME)));
    let io = |error| StoreError::from_io(place, error);
    match std::fs::hard_link(place, &aside) {
        Ok(()) => swap_linked(place, new, &aside).map_err(io)?,
        // What was lost altogether can be restored as well.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            move_journal(place, &aside).map_err(io)?;
            files::take_place(new, place)?;
        }
        // File systems without hard links.
        Err(_) => {
            std::fs::rename(place, &aside).map_err(io)?;
            let placed = move_journal(place, &aside).map_err(io).and_then(|()| files::take_place(new, place));
            if placed.is_err() {
                // Back again, the journal first: the file is worth nothing without it.
                let _ = move_journal(&aside, place);
                let _ = std::fs::rename(&aside, place);
            }
            placed?;
        }
    }
    Ok(aside)
}

/// The same where a file can have two names: then there is no moment in which its place is empty.
fn swap_linked(place: &Path, new: &Path, aside: &Path) -> std::io::Result<()> {
    // A journal belongs to the file that goes aside, not to the one that comes.
    let placed = move_journal(place, aside).and_then(|()| std::fs::rename(new, place));
    if placed.is_err() {
        let _ = move_journal(aside, place);
        let _ = std::fs::remove_file(aside);
        return placed;
    }
    // The file that was there has its name aside whatever becomes of this.
    let _ = files::sync_folder(place);
    Ok(())
}

/// Moves what SQLite left beside a file along with it: a journal, or the log of another way of writing.
fn move_journal(from: &Path, to: &Path) -> std::io::Result<()> {
    for (from, to) in files::with_ending(from).iter().zip(files::with_ending(to)) {
        match std::fs::rename(from, to) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// A name beside a file that nobody has.
fn free_name(path: &Path, name: &str) -> PathBuf {
    let numbered = (2..).map(|number| format!("{name} ({number})"));
    let names = std::iter::once(name.to_owned()).chain(numbered);
    let mut paths = names.map(|name| path.with_file_name(format!("{name}.isms")));
    paths.find(|path| !path.exists()).unwrap_or_else(|| path.with_file_name(name))
}
