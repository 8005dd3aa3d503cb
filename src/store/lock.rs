//! One writer for a file: a small file beside it, held by a lock of the system, that says who and since when.
//!
//! The lock belongs to the open handle. It falls with the program however that ends, so a leftover on this computer
//! locks nobody out. A leftover of another computer may come with a synced folder while the file is still open there:
//! nobody here can tell, so the person decides.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::StoreError;

/// Who has a file open, as they told when they opened it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Holder {
    /// The name the person chose for themselves in the program.
    pub by: String,
    /// The computer's name.
    pub machine: String,
    /// When it was opened, as a person reads it.
    pub since: String,
}

impl Holder {
    /// Who, where and since when, as part of a sentence.
    pub fn words(&self) -> String {
        let by = if self.by.is_empty() { tr::tr!("somebody") } else { self.by.clone() };
        match (self.machine.is_empty(), self.since.is_empty()) {
            (true, true) => by,
            (true, false) => tr::tr!("{0}, since {1}", by, self.since),
            (false, true) => tr::tr!("{0} on {1}", by, self.machine),
            (false, false) => tr::tr!("{0} on {1}, since {2}", by, self.machine, self.since),
        }
    }
}

/// What stands in the small file.
#[derive(Debug, Serialize, Deserialize)]
struct Mark {
    #[serde(flatten)]
    holder: Holder,
    /// The number of the program that has it open, on its computer.
    #[serde(default)]
    process: u32,
}

/// The right to write a file. Given back when it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    place: PathBuf,
    handle: File,
}

/// Longest mark that is read: anything longer was not written by this program.
const LONGEST: u64 = 4096;

/// Why there is no lock.
pub(super) enum Refused {
    /// Somebody has it.
    Held(Option<Holder>),
    /// Another computer left its mark, and may still have the file open.
    LeftElsewhere(Holder),
    /// No file can be made in this folder.
    Folder(std::io::Error),
}

impl Lock {
    /// Takes the right to write a file. `anyway` takes it over a mark that another computer left.
    pub fn take(path: &Path, holder: &Holder, anyway: bool) -> Result<Self, Refused> {
        let place = place_of(path);
        // Whoever gives it back removes the file: a handle of a removed file locks nothing, so it is tried again.
        for _ in 0..16 {
            if !is_only_a_mark(&place) {
                // A link that came with the folder: what it leads to is not ours to write.
                std::fs::remove_file(&place).map_err(Refused::Folder)?;
            }
            let mut options = OpenOptions::new();
            let opened = options.read(true).write(true).create(true).truncate(false).open(&place);
            let handle = opened.map_err(|error| not_opened(&place, error))?;
            match handle.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(Refused::Held(read(&place))),
                // A file system without locks: the mark alone has to do.
                Err(TryLockError::Error(_)) => {}
            }
            if !is_there(&handle, &place) {
                continue;
            }
            // A mark without a computer's name is of work that takes a moment, and that was killed.
            let elsewhere = |other: &Holder| !other.machine.is_empty() && other.machine != holder.machine;
            if let Some(other) = read(&place).filter(|other| !anyway && elsewhere(other)) {
                return Err(Refused::LeftElsewhere(other));
            }
            let lock = Self { place, handle };
            lock.mark(holder).map_err(Refused::Folder)?;
            return Ok(lock);
        }
        Err(Refused::Held(read(&place)))
    }

    /// The right to replace a file that nobody has open, for as long as that takes.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when somebody has it open. Where no mark can be left, there is nobody to tell.
    pub fn for_a_moment(path: &Path) -> Result<Option<Self>, StoreError> {
        match Self::take(path, &Holder::default(), true) {
            Ok(lock) => Ok(Some(lock)),
            Err(Refused::Held(who)) => Err(StoreError::Locked { path: path.to_path_buf(), who }),
            Err(Refused::LeftElsewhere(_) | Refused::Folder(_)) => Ok(None),
        }
    }

    fn mark(&self, holder: &Holder) -> std::io::Result<()> {
        let mark = Mark { holder: holder.clone(), process: std::process::id() };
        let text = serde_json::to_string(&mark).map_err(std::io::Error::other)?;
        let mut handle = &self.handle;
        handle.set_len(0)?;
        handle.rewind()?;
        handle.write_all(text.as_bytes())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is still held, so that nobody else's mark goes. A leftover locks nobody out.
        if is_there(&self.handle, &self.place) {
            let _ = std::fs::remove_file(&self.place);
        }
    }
}

/// Where the mark of a file lies: `.client.isms.lock`, beside the file that a link leads to.
fn place_of(path: &Path) -> PathBuf {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    path.with_file_name(format!(".{name}.lock"))
}

fn read(place: &Path) -> Option<Holder> {
    read_mark(place).map(|mark| mark.holder)
}

fn read_mark(place: &Path) -> Option<Mark> {
    let mut text = String::new();
    File::open(place).ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

/// Whether this very program has the file open for work. Then nobody here may open it past SQLite: on Unix, closing
/// any handle of a file gives up every lock the program has on it, in the middle of a write as well.
pub(super) fn is_ours(path: &Path) -> bool {
    let place = place_of(path);
    read_mark(&place).is_some_and(|mark| mark.process == std::process::id())
        && File::open(&place).is_ok_and(|handle| matches!(handle.try_lock(), Err(TryLockError::WouldBlock)))
}

/// Whether nothing lies there, or a file that has no other name.
fn is_only_a_mark(place: &Path) -> bool {
    let Ok(facts) = std::fs::symlink_metadata(place) else { return true };
    #[cfg(unix)]
    let alone = std::os::unix::fs::MetadataExt::nlink(&facts) == 1;
    #[cfg(not(unix))]
    let alone = true;
    facts.is_file() && alone
}

/// Why a mark could not be opened: somebody else on this computer may have made it, and hold it.
fn not_opened(place: &Path, error: std::io::Error) -> Refused {
    let held = || File::open(place).is_ok_and(|mark| matches!(mark.try_lock(), Err(TryLockError::WouldBlock)));
    if error.kind() == std::io::ErrorKind::PermissionDenied && held() {
        return Refused::Held(read(place));
    }
    Refused::Folder(error)
}

/// Whether the file behind a handle still has this name.
fn is_there(handle: &File, place: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let facts = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
        handle.metadata().ok().map(facts) == std::fs::metadata(place).ok().map(facts)
    }
    #[cfg(not(unix))]
    {
        let _ = handle;
        place.exists()
    }
}
