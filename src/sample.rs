//! Makes the sample company's file: every chapter of its story becomes an edit of its own, so its history is real.

use std::path::Path;

use uuid::Uuid;

use crate::content::sample::{Chapter, story};
use crate::content::{Content, ContentError};
use crate::isms::Edit;
use crate::isms::documents::{DocumentVersion, Frame};
use crate::store::{Head, IsmsFile, Opening, Stamp, StoreError};

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
    create_as(path, content, &Opening::default())
}

/// The same, opened by somebody, or encrypted.
///
/// # Errors
/// As for [`create`].
pub fn create_as(path: &Path, content: &Content, opening: &Opening) -> Result<IsmsFile, SampleError> {
    let chapters = story(content)?;
    let stamped = |chapter: &Chapter| Stamp { at: chapter.at, by: chapter.by.clone() };
    let edits: Vec<_> = chapters.iter().map(|chapter| (chapter.edit.clone(), stamped(chapter))).collect();
    // As on the screen: a version that is approved keeps the head of the history of that moment.
    let ready = |edit: &Edit, head: &Head| {
        edit.clone().map(|version: DocumentVersion| {
            let frame = version.frame.map(|frame| Frame { fingerprint: head.fingerprint(), ..frame });
            DocumentVersion { frame, ..version }
        })
    };
    Ok(IsmsFile::create_with_story(path, &edits, Uuid::now_v7(), &ready, opening)?)
}
