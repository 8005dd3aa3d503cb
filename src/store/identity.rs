//! Whether the file is still the one that was opened: a sync client, a restore or another program may have put a
//! different one in its place. Asked without opening it: closing a handle would give up SQLite's locks on Unix.

use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

/// What tells one state of a file from another at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    /// Device and number of the file, where the system has them.
    file: Option<(u64, u64)>,
    length: u64,
    /// Since 1970.
    modified: Option<Duration>,
}

impl Identity {
    /// Looks at what lies there now.
    pub fn of(path: &Path) -> std::io::Result<Self> {
        let facts = std::fs::metadata(path)?;
        #[cfg(unix)]
        let file = {
            use std::os::unix::fs::MetadataExt;
            Some((facts.dev(), facts.ino()))
        };
        #[cfg(not(unix))]
        let file = None;
        Ok(Self {
            file,
            length: facts.len(),
            modified: facts.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok()),
        })
    }

    /// Whether both are states of one and the same file.
    pub fn is_same_file(&self, other: &Self) -> bool {
        self.file == other.file
    }
}
