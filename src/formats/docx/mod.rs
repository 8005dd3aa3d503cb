//! Outline to a Word file that a client opens and edits.
//!
//! docx-rs makes paragraphs, runs and tables; `xml` puts what it writes into the order of Word's schema and makes
//! the few elements it has no words for; `package` zips the parts. Looks live in the styles of
//! `assets/word/styles.xml`, so that a person changes a style and not a thousand paragraphs. The same outline always
//! gives the same bytes: ids count from 1 within the document, dates come out of the outline.
//!
//! # What Word has no drawing for
//! Bars, matrices, movements and curves become tables of their numbers, with their description as text or as the
//! table's alternative text. Nothing is left out.

mod body;
mod figures;
mod front;
mod look;
mod package;
mod parts;
mod prose;
mod running;
mod table;
mod text;
mod widths;
mod xml;

use std::io::Write;
use std::ops::ControlFlow;

use tr::tr;

use crate::documents::outline::Outline;
pub use package::is_as_written;

/// Why no Word file was written.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// The caller asked to stop.
    #[error("{}", tr!("Writing the Word file was stopped."))]
    Cancelled,
    /// The program made something that is no Word file: its own mistake.
    #[error("{}", tr!("Octavo could not make this Word file. Print the PDF instead, and report the mistake."))]
    Made,
    /// The disk is full, or the place cannot be written to.
    #[error("{}", tr!("The Word file could not be written: {0}.", _0))]
    Write(#[from] std::io::Error),
}

/// Writes the outline as a Word file (WordprocessingML, ISO/IEC 29500). The same outline gives the same bytes.
///
/// `progress` is told how far the work is, from 0 to 1, and stops it with `Break`.
///
/// # Errors
/// When `out` refuses the bytes, or `progress` stops the work.
pub fn write(
    outline: &Outline,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(f32) -> ControlFlow<()>,
) -> Result<(), DocxError> {
    let body = body::write(outline, &mut |share| progress(0.8 * share))?;
    if progress(0.8).is_break() {
        return Err(DocxError::Cancelled);
    }
    let bytes = package::pack(outline, &body)?;
    if progress(0.95).is_break() {
        return Err(DocxError::Cancelled);
    }
    out.write_all(&bytes)?;
    if progress(1.0).is_break() {
        return Err(DocxError::Cancelled);
    }
    Ok(())
}

/// The whole Word file in memory.
///
/// # Errors
/// As for [`write()`].
pub fn to_bytes(outline: &Outline) -> Result<Vec<u8>, DocxError> {
    let mut bytes = Vec::new();
    write(outline, &mut bytes, &mut |_| ControlFlow::Continue(()))?;
    Ok(bytes)
}
