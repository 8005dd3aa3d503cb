//! The parts of a Word file, unpacked within limits.

use std::io::{Cursor, Read};

use quick_xml::events::Event;
use zip::ZipArchive;

use super::xml::{Reader, value};
use super::{LARGEST_FILE, ReadError};

/// A Word file with pictures on every page has some hundred parts.
const MOST_PARTS: usize = 10_000;
/// The text of a document, unpacked.
const LARGEST_TEXT: u64 = 64 << 20;
/// What a file of the old format begins with, and one with a password.
const OLD: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// An opened Word file.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Archive<'a> {
    /// Opens it.
    ///
    /// # Errors
    /// When it is too large, or no ZIP.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        if bytes.len() > LARGEST_FILE {
            return Err(ReadError::TooLarge);
        }
        if bytes.starts_with(&OLD) {
            return Err(ReadError::OldOrLocked);
        }
        if !bytes.starts_with(b"PK") {
            return Err(ReadError::NotWord);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
        if zip.len() > MOST_PARTS { Err(ReadError::TooMuch) } else { Ok(Self { zip }) }
    }

    /// Whether there is a part whose name begins so.
    pub fn has(&self, prefix: &str) -> bool {
        self.zip.file_names().any(|name| name.starts_with(prefix))
    }

    /// A part as text; `None` when there is none of this name.
    ///
    /// # Errors
    /// When it is cut off, no UTF-8, encrypted, or unpacks to more than a document has.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let part = self.zip.by_index(index).map_err(|_| ReadError::Damaged)?;
        if part.size() > LARGEST_TEXT {
            return Err(ReadError::TooMuch);
        }
        // What the directory says about the size may be a lie.
        let mut bytes = Vec::new();
        part.take(LARGEST_TEXT + 1).read_to_end(&mut bytes).map_err(|_| ReadError::Damaged)?;
        if bytes.len() as u64 > LARGEST_TEXT {
            return Err(ReadError::TooMuch);
        }
        let text = String::from_utf8(bytes).map_err(|_| ReadError::Damaged)?;
        Ok(Some(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text)))
    }

    /// The name of the part with the text: some programs call it otherwise.
    ///
    /// # Errors
    /// As for [`Archive::text`], and when the ZIP holds something else.
    pub fn main_part(&mut self) -> Result<String, ReadError> {
        let relationships = self.text("_rels/.rels")?.ok_or(ReadError::NotWord)?;
        let mut reader = Reader::new(&relationships);
        while let Some(event) = reader.next()? {
            let (Event::Start(start) | Event::Empty(start)) = event else { continue };
            if value(&start, "Type").is_some_and(|kind| kind.ends_with("/officeDocument")) {
                let target = value(&start, "Target").unwrap_or_default();
                return Ok(target.trim_start_matches('/').to_owned());
            }
        }
        Err(ReadError::NotWord)
    }
}
