//! What can go wrong with a file, as a sentence that names the file and says what to do.

use std::path::PathBuf;

use tr::tr;

use super::Holder;

/// Why an operation on a file failed. Nothing acknowledged is lost when one of these comes back.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("{}", tr!("{} is not there. It may have been moved or renamed.", path.display()))]
    NotFound {
        /// The file.
        path: PathBuf,
    },
    /// The folder that the file should lie in is not there.
    #[error("{}", tr!("There is no folder {}. Make it first, or choose another place.", folder.display()))]
    NoFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// Something with this name exists and is not overwritten.
    #[error("{}", tr!("{} already exists and is not overwritten. Choose another name.", path.display()))]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file is empty.
    #[error("{}", tr!("{} is empty. A copy may have been interrupted: open a backup, or copy it again.", path.display()))]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// A folder, not a file.
    #[error("{}", tr!("{} is a folder, not an Octavo file. Choose a file in it.", path.display()))]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// Not a database at all.
    #[error("{}", tr!("{} is not an Octavo file. It was left as it is.", path.display()))]
    NotOctavo {
        /// The file.
        path: PathBuf,
    },
    /// A database of another program.
    #[error("{}", tr!("{} is a database of another program, not an Octavo file. It was left as it is.", path.display()))]
    OtherProgram {
        /// The file.
        path: PathBuf,
    },
    /// Made by a newer version of Octavo.
    #[error("{}", tr!("{0} was made by a newer Octavo (file format {1}; this one reads up to {2}). Update Octavo to open it. The file was left as it is.", path.display(), found, known))]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest format this program knows.
        known: u32,
    },
    /// Shorter than it says it is.
    #[error("{}", tr!("{} is cut off: part of it is missing. Copy it again from where it came, or open a backup. The file was left as it is.", path.display()))]
    Truncated {
        /// The file.
        path: PathBuf,
    },
    /// The content contradicts itself.
    #[error("{}", tr!("{0} is damaged: {1}. Open a backup. The file was left as it is.", path.display(), what))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// Open elsewhere.
    #[error("{}", locked(path, who.as_ref()))]
    Locked {
        /// The file.
        path: PathBuf,
        /// Who has it open, where that is known.
        who: Option<Holder>,
    },
    /// Another computer left its mark beside the file.
    #[error("{}", tr!("{0} was opened by {1}, and was not closed there as far as can be seen here. Open it to read only, or open it for work if you know that nobody works in it.", path.display(), who.words()))]
    LeftOpen {
        /// The file.
        path: PathBuf,
        /// Who had it open.
        who: Holder,
    },
    /// It looks encrypted.
    #[error("{}", tr!("{} needs its passphrase. If it never had one, it is not an Octavo file.", path.display()))]
    NeedsPassphrase {
        /// The file.
        path: PathBuf,
    },
    /// The passphrase does not open it.
    #[error("{}", tr!("This passphrase does not open {}. Look at capitals and the keyboard's language, then try again: a wrong one costs nothing.", path.display()))]
    WrongPassphrase {
        /// The file.
        path: PathBuf,
    },
    /// This build cannot decrypt.
    #[error("{}", tr!("{} is encrypted, and this build of Octavo was made without encryption. Open it with the usual one.", path.display()))]
    NoEncryption {
        /// The file.
        path: PathBuf,
    },
    /// Something other than this program changed it while it was open.
    #[error("{}", tr!("{} was changed by another program or computer while it was open here. Nothing was written over it. Open it again as it is now, or save your own state beside it.", path.display()))]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// It was moved or removed while it was open.
    #[error("{}", tr!("{} was moved, renamed or removed while it was open here. Save your own state under a name.", path.display()))]
    Gone {
        /// The file.
        path: PathBuf,
    },
    /// It holds or lacks something that this program did not make so.
    #[error("{}", tr!("{0} was altered by another program: {1} is not as Octavo made it. Open a backup. The file was left as it is.", path.display(), what))]
    Foreign {
        /// The file.
        path: PathBuf,
        /// The kind and name of the first thing that differs.
        what: String,
    },
    /// It may be read but not written.
    #[error("{}", tr!("{} is read-only. Save a copy where you may write, or change its permissions.", path.display()))]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The disk is full.
    #[error("{}", tr!("The disk that holds {} is full. Free some space and try again: the last change was not saved.", path.display()))]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// Reading or writing failed.
    #[error("{}", tr!("{0} could not be used: {1}.", path.display(), source))]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system answered.
        source: std::io::Error,
    },
    /// SQLite refused for another reason.
    #[error("{}", tr!("{0} could not be used: {1}.", path.display(), source))]
    Database {
        /// The file.
        path: PathBuf,
        /// What SQLite answered.
        source: rusqlite::Error,
    },
    /// A folder where a file is wanted.
    #[error("{}", tr!("{} is a folder. Add the files in it one by one, or pack them into one.", path.display()))]
    NoFile {
        /// The folder.
        path: PathBuf,
    },
    /// A file without content proves nothing.
    #[error("{}", tr!("{} is empty, so it proves nothing. Look whether it is the right file.", path.display()))]
    EmptyContent {
        /// The file.
        path: PathBuf,
    },
    /// Larger than what is kept inside.
    #[error("{}", tr!("{0} has {1} MB. Files up to 100 MB are kept inside; leave this one where it is and add a link to it.", path.display(), megabytes))]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size, rounded up.
        megabytes: u64,
    },
    /// The ISMS file cannot be kept inside itself.
    #[error("{}", tr!("{} is the file you are working in. It cannot be evidence inside itself.", path.display()))]
    Itself {
        /// The file.
        path: PathBuf,
    },
    /// It is being written to.
    #[error("{}", tr!("{} changed while it was read. Wait until it is written, then add it again.", path.display()))]
    Changing {
        /// The file.
        path: PathBuf,
    },
    /// SQLite left something beside a file of this name that is gone.
    #[error("{}", tr!("{} is left from another file of this name, and would damage a new one. Move it away, or choose another name.", path.display()))]
    Leftover {
        /// What lies there.
        path: PathBuf,
    },
    /// A backup of another file than the one it is to replace.
    #[error("{}", tr!("{} is no earlier state of this file: it was made of another one. Nothing was changed. To work with it, save a copy of it under a name of its own.", path.display()))]
    Stranger {
        /// The backup.
        path: PathBuf,
    },
    /// Something that is no file.
    #[error("{}", tr!("{} is not a file. Nothing was changed.", path.display()))]
    NotAFile {
        /// What lies there.
        path: PathBuf,
    },
    /// The history, or a record that it tells of, is not what it was.
    #[error("{}", tr!("{0} was altered behind Octavo's back. {1} What it says cannot be trusted: open a backup.", path.display(), what))]
    Altered {
        /// The file.
        path: PathBuf,
        /// What was found, as a sentence.
        what: String,
    },
    /// Somebody stopped it.
    #[error("{}", tr!("Stopped. {} was not added.", path.display()))]
    Stopped {
        /// The file.
        path: PathBuf,
    },
    /// There is nothing to undo or redo.
    #[error("{}", tr!("There is nothing to undo or redo."))]
    NothingToUndo,
}

fn locked(path: &std::path::Path, who: Option<&Holder>) -> String {
    match who {
        None => tr!("{} is open in another window or program. Close it there, then try again.", path.display()),
        Some(who) => tr!(
            "{0} is open in another window or program: {1}. Close it there, then try again.",
            path.display(),
            who.words()
        ),
    }
}

impl StoreError {
    /// Sorts SQLite's answer into the sentences above.
    pub(super) fn from_sqlite(path: &std::path::Path, source: rusqlite::Error) -> Self {
        use rusqlite::{Error, ErrorCode};
        let path = path.to_path_buf();
        if let Error::Utf8Error(..)
        | Error::FromSqlConversionFailure(..)
        | Error::InvalidColumnType(..)
        | Error::IntegralValueOutOfRange(..) = source
        {
            return Self::Damaged { path, what: super::schema::what_sqlite_says(&source.to_string()) };
        }
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { path, who: None },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { path },
            Some(ErrorCode::DiskFull) => Self::DiskFull { path },
            Some(ErrorCode::NotADatabase) => Self::NotOctavo { path },
            Some(ErrorCode::DatabaseCorrupt) => {
                Self::Damaged { path, what: super::schema::what_sqlite_says(&source.to_string()) }
            }
            _ => Self::Database { path, source },
        }
    }

    /// Sorts the system's answer.
    pub(super) fn from_io(path: &std::path::Path, source: std::io::Error) -> Self {
        let path = path.to_path_buf();
        match source.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound { path },
            std::io::ErrorKind::AlreadyExists => Self::Exists { path },
            std::io::ErrorKind::StorageFull => Self::DiskFull { path },
            std::io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            _ => Self::Io { path, source },
        }
    }
}
