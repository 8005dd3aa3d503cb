//! A Word file, put together from its parts.

use super::archive::Archive;
use super::numbering::Lists;
use super::sections::sections;
use super::styles::Styles;
use super::walk::{Piece, Walk};
use super::{MOST_SECTIONS, ReadError, Reading};

/// Reads it.
pub fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    let mut archive = Archive::open(bytes)?;
    let main = archive.main_part()?;
    let document = archive.text(&main)?.ok_or(ReadError::Damaged)?;
    let beside = |name: &str| match main.rfind('/') {
        Some(at) => format!("{}/{name}", main.get(..at).unwrap_or_default()),
        None => name.to_owned(),
    };
    let styles = match archive.text(&beside("styles.xml"))? {
        Some(text) => Styles::read(&text)?,
        None => Styles::default(),
    };
    let lists = match archive.text(&beside("numbering.xml"))? {
        Some(text) => Lists::read(&text)?,
        None => Lists::default(),
    };
    let (pieces, mut left_out) = Walk::new(&styles, &lists).through(&document)?;
    let headings = pieces.iter().filter(|piece| matches!(piece, Piece::Heading(..)));
    if headings.count() > MOST_SECTIONS {
        return Err(ReadError::TooMuch);
    }
    left_out.running = archive.has(&beside("header")) || archive.has(&beside("footer"));
    let (title, sections) = sections(pieces);
    if sections.is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(Reading { title, sections, left_out: left_out.sentences() })
}
