//! Where a written file goes: under a temporary name first, then under its own, and never over somebody else's work.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::WriteError;

/// Writes a file under a temporary name, then gives it its name: a reader never sees half of it.
/// Only a file that Octavo wrote, and that nobody changed since, is replaced, which `is_ours` tells from the bytes;
/// anything else that bears the name stays, and the new file gets a number behind its name.
/// Answers the path, and what `write` answered.
///
/// # Errors
/// [`WriteError`]; then no file is left.
pub fn put<T>(
    path: &Path,
    is_ours: fn(&[u8]) -> bool,
    write: impl FnOnce(&mut dyn Write) -> Result<T, WriteError>,
) -> Result<(PathBuf, T), WriteError> {
    let failed = |source| WriteError::Io { path: path.to_path_buf(), source };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|source| WriteError::Io { path: folder.to_path_buf(), source })?;
    }
    let extension = extension(path);
    let (part, file) = part_beside(path).map_err(failed)?;
    let written = write_part(&part, file, write);
    let place = free_place(path, &extension, is_ours);
    let named = written.and_then(|written| std::fs::rename(&part, &place).map(|()| written).map_err(failed));
    match named {
        Ok(written) => Ok((place, written)),
        Err(error) => {
            // The first error is the one that matters.
            let _ = std::fs::remove_file(&part);
            Err(error)
        }
    }
}

fn extension(path: &Path) -> String {
    path.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default()
}

/// This path, or one with a number behind its name, that is free or holds a file of ours as we wrote it.
fn free_place(path: &Path, extension: &str, is_ours: fn(&[u8]) -> bool) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let numbered = (2..).map(|number: u32| path.with_file_name(format!("{stem}-{number}.{extension}")));
    // What cannot be read is not ours to replace; what cannot be looked for is told when the name is given.
    let is_free = |path: &Path| match std::fs::symlink_metadata(path) {
        Ok(found) => found.is_file() && std::fs::read(path).is_ok_and(|bytes| is_ours(&bytes)),
        Err(_) => true,
    };
    std::iter::once(path.to_path_buf()).chain(numbered).find(|path| is_free(path)).unwrap_or_else(|| path.to_path_buf())
}

/// A new file under a temporary name beside a path. What bears the name already is somebody else's: another program
/// that prints the same, or a link that leads elsewhere.
pub(super) fn part_beside(path: &Path) -> std::io::Result<(PathBuf, File)> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut number: u32 = 1;
    loop {
        let part = path.with_file_name(format!(".{name}.{}-{number}.part", std::process::id()));
        match File::create_new(&part) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && number < 1000 => number += 1,
            made => return made.map(|file| (part, file)),
        }
    }
}

fn write_part<T>(
    part: &Path,
    file: File,
    write: impl FnOnce(&mut dyn Write) -> Result<T, WriteError>,
) -> Result<T, WriteError> {
    let failed = |source| WriteError::Io { path: part.to_path_buf(), source };
    let mut out = BufWriter::new(file);
    let written = write(&mut out)?;
    out.flush().map_err(failed)?;
    out.get_ref().sync_all().map_err(failed)?;
    Ok(written)
}
