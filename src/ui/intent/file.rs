//! What a person can ask for that is about a file as a whole, not about what is in it.

use std::path::PathBuf;

use crate::isms::organisation::PersonId;
use crate::ui::secret::Secret;

/// A wish about a file.
#[derive(Debug)]
pub enum FileWish {
    /// Open an encrypted file.
    Unlock {
        /// Which one.
        path: PathBuf,
        /// Its passphrase.
        typed: Secret,
        /// To read only.
        to_read: bool,
    },
    /// Open a file to read only, whoever has it open.
    OpenToRead(PathBuf),
    /// Open a file for work although another computer left its mark on it.
    OpenAnyway(PathBuf),
    /// Want no answer any more from what the window waits for.
    StopWaiting,
    /// Open the file that is open to read only, for work.
    Reopen,
    /// Put a backup in the place of a file that does not open, and open it.
    Restore {
        /// The file.
        path: PathBuf,
        /// The backup.
        backup: PathBuf,
    },
    /// Put a backup in the place of the open file.
    RestoreHere(PathBuf),
    /// Save what can be read of a damaged file, and open that.
    Salvage {
        /// The damaged file.
        path: PathBuf,
        /// The new one.
        target: PathBuf,
    },
    /// Let go of the state that is open, and open the file as it is now.
    Reload,
    /// Save the state that is open under another name, and go on in it.
    SaveMine(PathBuf),
    /// Set or change the passphrase; nothing removes it.
    SetPassphrase(Option<Secret>),
    /// Make a backup.
    BackUpNow,
    /// Prove the file.
    CheckFile,
    /// Say what a fingerprint from a printed page belongs to.
    Recognise(String),
    /// Count what erasing a person would do, and ask.
    AskErase(PersonId),
    /// Erase a person's data for good.
    Erase {
        /// Who.
        person: PersonId,
        /// The backups and kept copies go too.
        backups: bool,
    },
}

impl FileWish {
    /// Whether it would change the open file: refused where nothing can be changed.
    pub fn changes_the_file(&self) -> bool {
        match self {
            Self::RestoreHere(_) | Self::SetPassphrase(_) | Self::AskErase(_) | Self::Erase { .. } => true,
            Self::Unlock { .. }
            | Self::OpenToRead(_)
            | Self::OpenAnyway(_)
            | Self::StopWaiting
            | Self::Reopen
            | Self::Restore { .. }
            | Self::Salvage { .. }
            | Self::Reload
            | Self::SaveMine(_)
            | Self::BackUpNow
            | Self::Recognise(_)
            | Self::CheckFile => false,
        }
    }
}
