//! How a command gets at its file: read only, with the passphrase from a file descriptor or asked for at the prompt,
//! never from an argument, where every program on the computer could read it.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use tr::tr;

use super::Failure;
use crate::store::{IsmsFile, Opening, Passphrase, StoreError, needs_passphrase, needs_passphrase_damaged};

/// Where a passphrase is read from.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Source {
    /// An open file descriptor; the terminal when there is none.
    pub descriptor: Option<u32>,
}

impl Source {
    /// Opens a file to read only: a window may have it open meanwhile.
    pub fn read(self, path: &Path) -> Result<IsmsFile, Failure> {
        let passphrase = self.of(path)?;
        IsmsFile::read(path, passphrase.as_ref()).map_err(Failure::problem)
    }

    /// Opens a file for work. `anyway` takes it over a mark that another computer left.
    pub fn open(self, path: &Path, anyway: bool) -> Result<IsmsFile, Failure> {
        let opening = Opening { holder: crate::app::holder(""), passphrase: self.of(path)?, anyway };
        IsmsFile::open_as(path, &opening).map_err(Failure::problem)
    }

    /// The passphrase of a file, when it needs one.
    pub fn of(self, path: &Path) -> Result<Option<Passphrase>, Failure> {
        if needs_passphrase(path).map_err(Failure::problem)? { self.wanted(path).map(Some) } else { Ok(None) }
    }

    /// The passphrase of a file that may be damaged, when it needs one.
    pub fn of_damaged(self, path: &Path) -> Result<Option<Passphrase>, Failure> {
        if needs_passphrase_damaged(path) { self.wanted(path).map(Some) } else { Ok(None) }
    }

    /// The passphrase of a file that needs one, or of the backup that is to replace it.
    pub fn of_either(self, path: &Path, backup: &Path) -> Result<Option<Passphrase>, Failure> {
        let needed = needs_passphrase(backup).map_err(Failure::problem)? || needs_passphrase_damaged(path);
        if needed { self.wanted(path).map(Some) } else { Ok(None) }
    }

    fn wanted(self, path: &Path) -> Result<Passphrase, Failure> {
        let given = match self.descriptor {
            Some(descriptor) => from_descriptor(descriptor)?,
            // Without a terminal the file's own sentence says best what is missing.
            None => {
                rpassword::prompt_password(tr!("Passphrase of {}: ", path.display())).ok().and_then(Passphrase::new)
            }
        };
        let missing = || {
            let sentence = StoreError::NeedsPassphrase { path: path.to_path_buf() };
            Failure::problem(tr!("{} Give it with --passphrase-fd.", sentence))
        };
        given.ok_or_else(missing)
    }

    /// A new passphrase: asked for twice at the prompt. `None` when nothing was typed.
    pub fn new_one(self) -> Result<Option<Passphrase>, Failure> {
        if let Some(descriptor) = self.descriptor {
            return from_descriptor(descriptor);
        }
        let ask = |what: String| {
            rpassword::prompt_password(what).map_err(|_| {
                Failure::wrong_use(tr!("There is no terminal to ask for a new passphrase. Give it with --new-passphrase-fd, or for a new file with --passphrase-fd."))
            })
        };
        let first = ask(tr!("New passphrase: "))?;
        if ask(tr!("The same again: "))? != first {
            return Err(Failure::wrong_use(tr!("The two differ. Nothing was changed; try again.")));
        }
        Ok(Passphrase::new(first))
    }
}

/// The first line that a descriptor gives.
fn from_descriptor(descriptor: u32) -> Result<Option<Passphrase>, Failure> {
    let unreadable = |reason: String| {
        Failure::wrong_use(tr!("The passphrase could not be read from file descriptor {0}: {1}.", descriptor, reason))
    };
    if !cfg!(unix) {
        return Err(unreadable(tr!("this system has none")));
    }
    let line = File::open(format!("/dev/fd/{descriptor}")).and_then(first_line);
    let line = line.map_err(|error| unreadable(error.to_string()))?;
    let text = std::str::from_utf8(&line).map_err(|_| unreadable(tr!("its first line is no text")))?;
    // Some programs begin every text with this mark.
    let text = text.trim_start_matches('\u{feff}').trim_end_matches('\r');
    if text.contains('\0') {
        return Err(unreadable(tr!("it holds a zero byte, which nobody can type")));
    }
    Passphrase::new(text).map(Some).ok_or_else(|| unreadable(tr!("its first line is empty")))
}

/// The bytes before the first line break, one by one: what comes after may be for somebody else, or never come.
fn first_line(mut from: impl Read) -> std::io::Result<zeroize::Zeroizing<Vec<u8>>> {
    // Made as large as it may get: a vector that grows leaves what it held behind.
    let mut line = zeroize::Zeroizing::new(Vec::with_capacity(LONGEST));
    let mut byte = [0];
    while from.read(&mut byte)? == 1 && byte != *b"\n" {
        if line.len() == LONGEST {
            return Err(std::io::Error::other(tr!("its first line is too long")));
        }
        line.push(byte[0]);
    }
    Ok(line)
}

/// Longer passphrases are none.
const LONGEST: usize = 4096;
