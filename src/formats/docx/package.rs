//! The ZIP around the parts, and how a file of ours that nobody changed is known again.

use std::io::{Cursor, Read, Write};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::DocxError;
use super::body::Body;
use super::{parts, running};
use crate::documents::outline::Outline;

/// The part that holds the hash of all others; it stands last.
const SEAL: &str = "docProps/custom.xml";
/// A file with more parts is not ours.
const MOST_PARTS: usize = 32;
/// A part that is larger when unpacked is not ours.
const LARGEST_PART: u64 = 1 << 30;

/// Zips the document with all its parts.
///
/// # Errors
/// When docx-rs wrote something that is not XML.
pub fn pack(outline: &Outline, body: &Body) -> Result<Vec<u8>, DocxError> {
    let mut package = Package { zip: ZipWriter::new(Cursor::new(Vec::new())), hash: Sha256::new() };
    let [header, first_header, footer, first_footer] = running::lines(outline)?;
    package.part("[Content_Types].xml", &parts::content_types())?;
    package.part("_rels/.rels", &parts::package_relationships())?;
    package.part("word/document.xml", &body.xml)?;
    package.part("word/_rels/document.xml.rels", &parts::document_relationships())?;
    package.part("word/styles.xml", &parts::styles(outline))?;
    package.part("word/settings.xml", &parts::settings(outline))?;
    package.part("word/fontTable.xml", &parts::fonts())?;
    package.part("word/numbering.xml", &parts::numbering(body.ordered_lists))?;
    package.part("word/header1.xml", &header)?;
    package.part("word/header2.xml", &first_header)?;
    package.part("word/footer1.xml", &footer)?;
    package.part("word/footer2.xml", &first_footer)?;
    package.part("docProps/core.xml", &parts::core(outline))?;
    package.part("docProps/app.xml", &parts::application(outline))?;
    package.seal()
}

struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    hash: Sha256,
}

impl Package {
    fn part(&mut self, name: &str, content: &str) -> Result<(), DocxError> {
        take_up(&mut self.hash, name, content.as_bytes());
        self.write(name, content)
    }

    fn write(&mut self, name: &str, content: &str) -> Result<(), DocxError> {
        // Nothing of the day, the machine or the zip library's defaults may reach the file.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        self.zip.start_file(name, options).map_err(std::io::Error::other)?;
        self.zip.write_all(content.as_bytes())?;
        Ok(())
    }

    fn seal(mut self) -> Result<Vec<u8>, DocxError> {
        let hash = hex(std::mem::take(&mut self.hash));
        self.write(SEAL, &parts::custom(&hash))?;
        Ok(self.zip.finish().map_err(std::io::Error::other)?.into_inner())
    }
}

/// Whether these bytes are a Word file as [`super::write`] wrote it. Word and LibreOffice write every part anew, so
/// that a file that somebody saved is theirs.
pub fn is_as_written(bytes: &[u8]) -> bool {
    checked(bytes).unwrap_or(false)
}

fn checked(bytes: &[u8]) -> Option<bool> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if archive.len() > MOST_PARTS || archive.name_for_index(archive.len().checked_sub(1)?)? != SEAL {
        return Some(false);
    }
    let mut hash = Sha256::new();
    let last = archive.len() - 1;
    for index in 0..last {
        let part = archive.by_index(index).ok()?;
        let name = part.name().to_owned();
        let mut content = Vec::new();
        part.take(LARGEST_PART).read_to_end(&mut content).ok()?;
        take_up(&mut hash, &name, &content);
    }
    let wanted = parts::custom(&hex(hash));
    let mut seal = Vec::new();
    archive.by_index(last).ok()?.take(wanted.len() as u64 + 1).read_to_end(&mut seal).ok()?;
    Some(seal == wanted.as_bytes())
}

fn take_up(hash: &mut Sha256, name: &str, content: &[u8]) {
    hash.update((name.len() as u64).to_le_bytes());
    hash.update(name.as_bytes());
    hash.update((content.len() as u64).to_le_bytes());
    hash.update(content);
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
