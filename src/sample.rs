//! Makes the sample company's file: every chapter of its story becomes an edit of its own, so its history is real.

use std::path::Path;

use uuid::Uuid;

use crate::content::sample::{Chapter, story};
use crate::content::{Content, ContentError};
use crate::store::{IsmsFile, Stamp, StoreError};

/// Why the sample could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The built-in data are broken.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// The file could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes the file. The same program makes the same content with the same history, whenever and wherever.
///
/// # Errors
/// When the name is taken or the disk refuses.
pub fn create(path: &Path, content: &Content) -> Result<IsmsFile, SampleError> {
    let chapters = story(content)?;
    let stamped = |chapter: &Chapter| Stamp { at: chapter.at, by: chapter.by.clone() };
    let edits: Vec<_> = chapters.iter().map(|chapter| (chapter.edit.clone(), stamped(chapter))).collect();
    Ok(IsmsFile::create_with_history(path, &edits, Uuid::now_v7())?)
}
