//! New files appear whole or not at all, and never over something that is there.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use uuid::Uuid;

use super::encryption::unlock;
use super::{Passphrase, StoreError, schema};

/// Makes a file under a temporary name beside its place, then gives it its name.
/// Whatever goes wrong, the temporary file goes too.
pub(super) fn appear(
    path: &Path,
    unique: Uuid,
    make: impl FnOnce(&Path) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    if path.exists() {
        return Err(StoreError::Exists { path: path.to_path_buf() });
    }
    if !folder_of(path).is_dir() {
        return Err(StoreError::NoFolder { folder: folder_of(path).to_path_buf() });
    }
    let temporary = beside(path, unique);
    let made = make(&temporary).and_then(|()| take_place(&temporary, path));
    if made.is_err() {
        // The first error is the one that matters; a leftover is harmless and has a telling name.
        let _ = std::fs::remove_file(&temporary);
    }
    made
}

pub(super) fn beside(path: &Path, unique: Uuid) -> PathBuf {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    path.with_file_name(format!(".{name}.{}.part", unique.simple()))
}

/// A hard link fails when the name is taken, unlike a rename, which would overwrite.
/// When it fails nothing has the name.
pub(super) fn take_place(temporary: &Path, path: &Path) -> Result<(), StoreError> {
    match std::fs::hard_link(temporary, path) {
        // Its first name may stay: the next opening takes it away.
        Ok(()) => drop(std::fs::remove_file(temporary)),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(StoreError::Exists { path: path.to_path_buf() });
        }
        // File systems without hard links, such as FAT: claim the name first, then rename over our own claim.
        Err(_) => {
            std::fs::File::create_new(path).map_err(|error| StoreError::from_io(path, error))?;
            std::fs::rename(temporary, path).map_err(|error| {
                // An empty claim would stand in the way of the next try.
                let _ = std::fs::remove_file(path);
                StoreError::from_io(path, error)
            })?;
        }
    }
    sync_folder(path).inspect_err(|_| {
        // It was made here a moment ago, and whoever is told that it failed tries again.
        let _ = std::fs::remove_file(path);
    })
}

/// Takes away what a program that was killed left beside a file: half-made copies under their temporary names.
/// Only for whoever holds the right to write it.
pub(super) fn sweep(path: &Path) {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let is_leftover = |found: &str| {
        let rest = found.strip_suffix("-journal").unwrap_or(found).strip_suffix(".part");
        let middle = rest.and_then(|rest| rest.strip_prefix(&format!(".{name}.")));
        middle.is_some_and(|middle| middle.len() == 32 && Uuid::try_parse(middle).is_ok())
    };
    for entry in std::fs::read_dir(folder_of(path)).into_iter().flatten().flatten() {
        if is_leftover(&entry.file_name().to_string_lossy()) {
            // One that stays is harmless, and the next opening tries again.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Makes an empty file with the rights of another one, so that nobody who may not read that one reads its copy.
pub(super) fn with_rights_of(original: &Path, place: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    if let Ok(facts) = std::fs::metadata(original) {
        use std::os::unix::fs::PermissionsExt;
        let io = |error| StoreError::from_io(place, error);
        drop(std::fs::File::create(place).map_err(io)?);
        // It has to be filled, even when the other one is protected.
        let rights = std::fs::Permissions::from_mode(facts.permissions().mode() & 0o777 | 0o200);
        std::fs::set_permissions(place, rights).map_err(io)?;
    }
    #[cfg(not(unix))]
    let _ = (original, place);
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The new name itself has to reach the disk.
pub(super) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        let folder = folder_of(path);
        std::fs::File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|error| StoreError::from_io(folder, error))?;
    }
    Ok(())
}

/// Keeps a copy of a file beside it before its format is raised: `Harbour before format 2.isms`.
pub(super) fn keep_before_migration(
    from: &Connection,
    path: &Path,
    format: u32,
    passphrase: Option<&Passphrase>,
) -> Result<(), StoreError> {
    let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let unique = Uuid::from_u128(format.into());
    let names = std::iter::once(String::new()).chain((2..).map(|number| format!(" ({number})")));
    for name in names {
        let copy_path = path.with_file_name(format!("{stem} before format {format}{name}.isms"));
        match copy(from, &copy_path, unique, passphrase) {
            Err(StoreError::Exists { .. }) => {}
            done => return done,
        }
    }
    Ok(())
}

/// Copies the whole database, while it is open, into a new file, under the same passphrase.
pub(super) fn copy(
    from: &Connection,
    path: &Path,
    unique: Uuid,
    passphrase: Option<&Passphrase>,
) -> Result<(), StoreError> {
    appear(path, unique, |temporary| {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let sqlite = |error| StoreError::from_sqlite(path, error);
        if let Some(original) = from.path().filter(|original| !original.is_empty()) {
            with_rights_of(Path::new(original), temporary)?;
        }
        let mut target = Connection::open_with_flags(temporary, flags).map_err(sqlite)?;
        unlock(&target, passphrase).map_err(sqlite)?;
        target.pragma_update(None, "synchronous", "EXTRA").map_err(sqlite)?;
        let backup = Backup::new(from, &mut target).map_err(sqlite)?;
        backup.run_to_completion(1000, Duration::ZERO, None).map_err(sqlite)?;
        drop(backup);
        // A copy that cannot be read back is worse than none.
        let sound: String = target.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(sqlite)?;
        if sound != "ok" {
            return Err(StoreError::Damaged { path: path.to_path_buf(), what: schema::in_one_line(&sound) });
        }
        target.close().map_err(|(_, error)| sqlite(error))?;
        schema::inspect(temporary).map(drop)
    })
}
