//! Whether the file is still the one that was opened: a sync client, a restore or another program may have put a
//! different one in its place. Asked without opening it: closing a handle would give up SQLite's locks on Unix.

use std::path::Path;

/// What tells one state of a file from another at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    /// Device and number of the file, where the system has them.
    file: Option<(u64, u64)>,
    length: u64,
    /// When it was last written, in the system's own count.
    modified: (i64, i64),
}

impl Identity {
    /// Looks at what lies there now.
    pub fn of(path: &Path) -> std::io::Result<Self> {
        let facts = std::fs::metadata(path)?;
        #[cfg(unix)]
        let (file, modified) = {
            use std::os::unix::fs::MetadataExt;
            (Some((facts.dev(), facts.ino())), (facts.mtime(), facts.mtime_nsec()))
        };
        #[cfg(windows)]
        let (file, modified) = {
            use std::os::windows::fs::MetadataExt;
            (None, (0, i64::try_from(facts.last_write_time()).unwrap_or(i64::MAX)))
        };
        Ok(Self { file, length: facts.len(), modified })
    }

    /// Whether both are states of one and the same file.
    pub fn is_same_file(&self, other: &Self) -> bool {
        self.file == other.file
    }
}
