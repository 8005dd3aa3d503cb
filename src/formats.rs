//! Outlines to bytes.

pub mod pdf;

use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::documents::outline::{Binder, Outline};

/// Told how far a writer is, and answers whether to go on.
type Flow<'a> = &'a mut dyn FnMut(pdf::Progress) -> ControlFlow<()>;

/// Why a document was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A person stopped it.
    #[error("{}", tr::tr!("Printing was stopped. Nothing was written."))]
    Stopped,
    /// The PDF could not be made.
    #[error("{}", tr::tr!("The document could not be made: {}", _0))]
    Pdf(pdf::PdfError),
    /// The folder or the file could not be written.
    #[error("{}", tr::tr!("{0} could not be written: {1}. Choose another folder, or free some space.", path.display(), source))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system answered.
        source: std::io::Error,
    },
}

/// Writes an outline as PDF under a temporary name, then gives it its name: a reader never sees half of it.
/// Only a PDF that Octavo wrote, and that nobody changed since, is replaced; anything else that bears the name stays,
/// and the new file gets a number behind its name.
/// `progress` gets 0 to 1 and answers whether to go on. Answers path, pages, and characters no font has.
///
/// # Errors
/// [`WriteError`]; then no file is left.
pub fn write_pdf(
    outline: &Outline,
    path: &Path,
    progress: &mut dyn FnMut(f32) -> bool,
) -> Result<(PathBuf, usize, Vec<char>), WriteError> {
    place(path, progress, |out, flow| pdf::write(outline, out, flow))
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
    place(path, progress, |out, flow| pdf::write_binder(binder, out, flow))
}

/// Lets `write` make the file and gives it its name.
fn place(
    path: &Path,
    progress: &mut dyn FnMut(f32) -> bool,
    write: impl Fn(&mut dyn Write, Flow<'_>) -> Result<pdf::Written, pdf::PdfError>,
) -> Result<(PathBuf, usize, Vec<char>), WriteError> {
    let failed = |source| WriteError::Io { path: path.to_path_buf(), source };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|source| WriteError::Io { path: folder.to_path_buf(), source })?;
    }
    let part = path.with_extension("pdf.part");
    let written = write_part(&part, progress, write);
    let place = free_place(path);
    let named = written.and_then(|written| std::fs::rename(&part, &place).map(|()| written).map_err(failed));
    match named {
        Ok(written) => Ok((place, written.pages, written.replaced)),
        Err(error) => {
            // The first error is the one that matters.
            let _ = std::fs::remove_file(&part);
            Err(error)
        }
    }
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
    let part = place.with_extension("part");
    let written = std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, &place));
    written.map(|()| place.clone()).map_err(|source| {
        // The first error is the one that matters.
        let _ = std::fs::remove_file(&part);
        WriteError::Io { path: place, source }
    })
}

/// This path, or one with a number behind its name, that is free or holds a PDF of ours as we wrote it.
fn free_place(path: &Path) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let numbered = (2..).map(|number: u32| path.with_file_name(format!("{stem}-{number}.pdf")));
    // What cannot be read is not ours to replace; what cannot be looked for is told when the name is given.
    let is_free = |path: &Path| match std::fs::symlink_metadata(path) {
        Ok(found) => found.is_file() && std::fs::read(path).is_ok_and(|bytes| pdf::is_as_written(&bytes)),
        Err(_) => true,
    };
    std::iter::once(path.to_path_buf()).chain(numbered).find(|path| is_free(path)).unwrap_or_else(|| path.to_path_buf())
}

fn write_part(
    part: &Path,
    progress: &mut dyn FnMut(f32) -> bool,
    write: impl Fn(&mut dyn Write, Flow<'_>) -> Result<pdf::Written, pdf::PdfError>,
) -> Result<pdf::Written, WriteError> {
    let failed = |source| WriteError::Io { path: part.to_path_buf(), source };
    let mut out = BufWriter::new(std::fs::File::create(part).map_err(failed)?);
    let mut flow = |p: pdf::Progress| if progress(p.0) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    let written = write(&mut out, &mut flow).map_err(|error| match error {
        pdf::PdfError::Cancelled => WriteError::Stopped,
        pdf::PdfError::Write(source) => failed(source),
        damaged @ pdf::PdfError::Font(_) => WriteError::Pdf(damaged),
    })?;
    out.flush().map_err(failed)?;
    out.get_ref().sync_all().map_err(failed)?;
    Ok(written)
}
