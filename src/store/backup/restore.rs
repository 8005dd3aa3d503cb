//! A backup put in the place of the file, which stays beside.

use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use uuid::Uuid;

use super::{TIME, stem};
use crate::store::lock::{Holder, Lock, Refused};
use crate::store::{IsmsFile, Passphrase, StoreError, files, opening};

/// Puts a backup in the place of a closed file. The file as it is now stays beside; answers where.
///
/// # Errors
/// When the backup cannot be read, somebody has the file open, or the disk refuses. The file is as it was then.
pub fn restore(
    path: &Path,
    backup: &Path,
    passphrase: Option<&Passphrase>,
    now: DateTime,
    unique: Uuid,
) -> Result<PathBuf, StoreError> {
    let place = opening::real(path);
    let good = IsmsFile::read(backup, passphrase)?;
    let _lock = match Lock::take(&place, &Holder::default(), true) {
        Ok(lock) => lock,
        Err(Refused::Held(who)) => return Err(StoreError::Locked { path: path.to_path_buf(), who }),
        Err(Refused::LeftElsewhere(who)) => return Err(StoreError::LeftOpen { path: path.to_path_buf(), who }),
        Err(Refused::Folder(error)) => return Err(StoreError::from_io(path, error)),
    };
    let new = files::beside(&place, unique);
    good.save_copy(&new, unique)?;
    drop(good);
    let swapped = swap(&place, &new, now);
    if swapped.is_err() {
        // The backup is still where it was.
        let _ = std::fs::remove_file(&new);
    }
    swapped
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

fn move_journal(from: &Path, to: &Path) -> std::io::Result<()> {
    let journal = |path: &Path| {
        let mut name = path.as_os_str().to_owned();
        name.push("-journal");
        PathBuf::from(name)
    };
    match std::fs::rename(journal(from), journal(to)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A name beside a file that nobody has.
fn free_name(path: &Path, name: &str) -> PathBuf {
    let numbered = (2..).map(|number| format!("{name} ({number})"));
    let names = std::iter::once(name.to_owned()).chain(numbered);
    let mut paths = names.map(|name| path.with_file_name(format!("{name}.isms")));
    paths.find(|path| !path.exists()).unwrap_or_else(|| path.with_file_name(name))
}
