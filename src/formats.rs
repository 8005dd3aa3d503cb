//! Outlines to bytes.

mod counts;
pub mod docx;
mod letters;
pub mod markdown;
mod palette;
pub mod pdf;
mod place;
pub mod reading;

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::documents::outline::{Binder, Outline};

/// Why a document was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A person stopped it.
    #[error("{}", tr::tr!("Printing was stopped. Nothing was written."))]
    Stopped,
    /// The PDF could not be made.
    #[error("{}", tr::tr!("The document could not be made: {}", _0))]
    Pdf(pdf::PdfError),
    /// The Word file could not be made.
    #[error("{}", _0)]
    Docx(docx::DocxError),
    /// What was to be copied could not be read.
    #[error("{}", _0)]
    Lost(String),
    /// The folder or the file could not be written.
    #[error("{}", tr::tr!("{0} could not be written: {1}. Choose another folder, or free some space.", path.display(), source))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system answered.
        source: std::io::Error,
    },
}

/// What a document is written as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// Pages that look the same everywhere: what is signed and handed over.
    #[default]
    Pdf,
    /// A Word file that is edited further.
    Docx,
    /// Plain text with marks, for a wiki or a repository.
    Markdown,
}

impl Format {
    /// The ending of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Markdown => "md",
        }
    }
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where it is: not always where it was wanted, see [`write()`].
    pub path: PathBuf,
    /// How many pages it has, for formats that have pages of their own.
    pub pages: Option<usize>,
    /// Characters that no bundled font has, and that are printed as boxes.
    pub replaced: Vec<char>,
}

/// Writes an outline under a temporary name, then gives it its name: a reader never sees half of it.
/// Only a file that Octavo wrote, and that nobody changed since, is replaced; anything else that bears the name stays,
/// and the new file gets a number behind its name.
/// `progress` gets 0 to 1 and answers whether to go on.
///
/// # Errors
/// [`WriteError`]; then no file is left.
pub fn write(
    outline: &Outline,
    format: Format,
    path: &Path,
    progress: &mut dyn FnMut(f32) -> bool,
) -> Result<Written, WriteError> {
    match format {
        Format::Pdf => {
            let (path, pages, replaced) = write_pdf(outline, path, progress)?;
            Ok(Written { path, pages: Some(pages), replaced })
        }
        Format::Docx => {
            let mut flow = flow(progress);
            let (path, ()) = place::put(path, docx::is_as_written, |out| {
                docx::write(outline, out, &mut flow).map_err(|error| match error {
                    docx::DocxError::Cancelled => WriteError::Stopped,
                    docx::DocxError::Write(source) => WriteError::Io { path: path.to_path_buf(), source },
                    made @ docx::DocxError::Made => WriteError::Docx(made),
                })
            })?;
            Ok(Written { path, pages: None, replaced: Vec::new() })
        }
        Format::Markdown => {
            if !progress(0.0) {
                return Err(WriteError::Stopped);
            }
            let text = markdown::write(outline);
            let failed = |source| WriteError::Io { path: path.to_path_buf(), source };
            let (path, ()) =
                place::put(path, markdown::is_as_written, |out| out.write_all(text.as_bytes()).map_err(failed))?;
            Ok(Written { path, pages: None, replaced: Vec::new() })
        }
    }
}

/// Writes an outline as PDF; see [`write()`] for what it promises. Answers path, pages, and characters no font has.
///
/// # Errors
/// [`WriteError`]; then no file is left.
pub fn write_pdf(
    outline: &Outline,
    path: &Path,
    progress: &mut dyn FnMut(f32) -> bool,
) -> Result<(PathBuf, usize, Vec<char>), WriteError> {
    place_pdf(path, progress, |out, flow| pdf::write(outline, out, flow))
}

/// Writes a binder as one PDF, as [`write_pdf`] writes a document.
///
/// # Errors
/// [`WriteError`]; then no file is left.
pub fn write_binder_pdf(
    binder: &Binder,
    path: &Path,
    progress: &mut dyn FnMut(f32) -> bool,
) -> Result<(PathBuf, usize, Vec<char>), WriteError> {
    place_pdf(path, progress, |out, flow| pdf::write_binder(binder, out, flow))
}

/// What a writer of PDF tells its progress to.
type Flow<'a> = &'a mut dyn FnMut(pdf::Progress) -> ControlFlow<()>;

fn place_pdf(
    path: &Path,
    progress: &mut dyn FnMut(f32) -> bool,
    write: impl Fn(&mut dyn Write, Flow<'_>) -> Result<pdf::Written, pdf::PdfError>,
) -> Result<(PathBuf, usize, Vec<char>), WriteError> {
    let mut flow = flow(progress);
    let (place, written) = place::put(path, pdf::is_as_written, |out: &mut dyn Write| {
        write(out, &mut |share: pdf::Progress| flow(share.0)).map_err(|error| match error {
            pdf::PdfError::Cancelled => WriteError::Stopped,
            pdf::PdfError::Write(source) => WriteError::Io { path: path.to_path_buf(), source },
            damaged @ pdf::PdfError::Font(_) => WriteError::Pdf(damaged),
        })
    })?;
    Ok((place, written.pages, written.replaced))
}

/// Copies a file that was kept as it is. One that is there with the same bytes stays; with others, the new one gets a
/// number behind its name.
///
/// # Errors
/// [`WriteError::Io`]; then no file is left.
pub fn copy(bytes: &[u8], path: &Path) -> Result<PathBuf, WriteError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|source| WriteError::Io { path: folder.to_path_buf(), source })?;
    }
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let numbered = (2..).map(|number: u32| path.with_file_name(format!("{stem}-{number}{ending}")));
    let fits = |path: &PathBuf| match std::fs::symlink_metadata(path) {
        Ok(found) => found.is_file() && std::fs::read(path).is_ok_and(|there| there == bytes),
        Err(_) => true,
    };
    let place = std::iter::once(path.to_path_buf()).chain(numbered).find(fits).unwrap_or_else(|| path.to_path_buf());
    let failed = |source| WriteError::Io { path: place.clone(), source };
    let (part, mut file) = place::part_beside(&place).map_err(failed)?;
    let written = file.write_all(bytes).and_then(|()| std::fs::rename(&part, &place));
    written.map(|()| place.clone()).map_err(|source| {
        // The first error is the one that matters.
        let _ = std::fs::remove_file(&part);
        failed(source)
    })
}

fn flow(progress: &mut dyn FnMut(f32) -> bool) -> impl FnMut(f32) -> ControlFlow<()> {
    move |share| if progress(share) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
}
