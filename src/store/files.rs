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
    // SQLite would take the journal of a file that is gone for this one's, and restore its pages into it.
    if let Some(left) = with_ending(path).into_iter().find(|left| left.exists()) {
        return Err(StoreError::Leftover { path: left });
    }
    let temporary = beside(path, unique);
    let made = make(&temporary).and_then(|()| take_place(&temporary, path));
    if made.is_err() {
        discard(&temporary);
    }
    made
}

/// What SQLite may leave beside a file.
const ENDINGS: [&str; 3] = ["-journal", "-wal", "-shm"];

/// The names of what SQLite may leave beside a file.
pub(super) fn with_ending(path: &Path) -> [PathBuf; 3] {
    ENDINGS.map(|ending| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    })
}

/// Removes what was half made. The error that led here is the one that matters; a leftover is harmless, has a telling
/// name, and is swept away later.
pub(super) fn discard(temporary: &Path) {
    for path in with_ending(temporary).iter().map(PathBuf::as_path).chain([temporary]) {
        let _ = std::fs::remove_file(path);
    }
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
    for entry in std::fs::read_dir(folder_of(path)).into_iter().flatten().flatten() {
        if is_leftover(&entry.file_name().to_string_lossy(), &name) {
            // One that stays is harmless, and the next opening tries again.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Whether this is the temporary name of a file, of one that was to become it, or what SQLite left beside either.
fn is_leftover(found: &str, name: &str) -> bool {
    let found = ENDINGS.iter().find_map(|ending| found.strip_suffix(ending)).unwrap_or(found);
    let parts = found.strip_prefix('.').and_then(|found| found.strip_suffix(".part")?.rsplit_once('.'));
    parts.is_some_and(|(of, unique)| {
        unique.len() == 32 && Uuid::try_parse(unique).is_ok() && (of == name || is_leftover(of, name))
    })
}

/// Makes an empty file with the rights of another one, so that nobody who may not read that one reads its copy.
pub(super) fn with_rights_of(original: &Path, place: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    if let Ok(facts) = std::fs::metadata(original) {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        let io = |error| StoreError::from_io(place, error);
        drop(std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(place).map_err(io)?);
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
    // Beside the file itself, whatever link led to it: there its passphrase is changed with the file's.
    let path = &super::opening::real(path);
    let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let unique = Uuid::from_u128(format.into());
    let names = std::iter::once(String::new()).chain((2..).map(|number| format!(" ({number})")));
    for name in names {
        let copy_path = path.with_file_name(format!("{stem} before format {format}{name}.isms"));
        match copy(from, path, &copy_path, unique, passphrase) {
            Err(StoreError::Exists { .. }) => {}
            done => return done,
        }
    }
    Ok(())
}

/// Copies the whole database, while it is open, into a new file, under the same passphrase, with the rights that
/// `original` has.
pub(super) fn copy(
    from: &Connection,
    original: &Path,
    path: &Path,
    unique: Uuid,
    passphrase: Option<&Passphrase>,
) -> Result<(), StoreError> {
    appear(path, unique, |temporary| copy_to(from, original, temporary, path, passphrase))
}

/// The same to a temporary name; `path` is what it is called when something fails.
pub(super) fn copy_to(
    from: &Connection,
    original: &Path,
    temporary: &Path,
    path: &Path,
    passphrase: Option<&Passphrase>,
) -> Result<(), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let sqlite = |error| StoreError::from_sqlite(path, error);
    with_rights_of(original, temporary)?;
    let mut target = Connection::open_with_flags(temporary, flags).map_err(sqlite)?;
    unlock(&target, passphrase).map_err(sqlite)?;
    target.pragma_update(None, "synchronous", "EXTRA").map_err(sqlite)?;
    let backup = Backup::new(from, &mut target).map_err(sqlite)?;
    backup.run_to_completion(1000, Duration::ZERO, None).map_err(sqlite)?;
    drop(backup);
    // A copy that cannot be read back is worse than none.
    let sound: String = target.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(sqlite)?;
    if sound != "ok" {
        return Err(StoreError::Damaged { path: path.to_path_buf(), what: schema::what_sqlite_says(&sound) });
    }
    target.close().map_err(|(_, error)| sqlite(error))?;
    schema::inspect(temporary).map(drop)
}
