//! Several documents in one file, as in a ring binder.

use serde::{Deserialize, Serialize};

use super::Outline;

/// Documents under one cover: pages are numbered through, every document has a bookmark, and keeps its own
/// orientation, running lines and mark. The first one may be a front page whose [`super::Block::Contents`] of depth 0
/// lists the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Binder {
    /// Title for the file's metadata.
    pub title: String,
    /// Who issues the binder.
    pub organisation: String,
    /// The author for the metadata; empty when nobody is named.
    pub author: String,
    /// BCP 47 language of the whole. A document in another language says so in its [`Outline::language`].
    pub language: String,
    /// The date the binder was made for, ISO 8601.
    pub date: String,
    /// The documents, in order.
    pub parts: Vec<BinderPart>,
}

/// A document in a binder. Its anchors are its own: two documents may both have a heading `scope`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BinderPart {
    /// Its reference as contents and bookmarks show it before the title: POL-02. Empty for none.
    pub reference: String,
    /// What [`super::Span::link`] in any document of the binder may name to lead to its first page. Empty for none.
    pub anchor: String,
    /// The document; its title is what contents and bookmarks show.
    pub outline: Outline,
}

impl BinderPart {
    /// A document that others link to as `doc:` and its reference: `doc:POL-02`.
    pub fn new(reference: impl Into<String>, outline: Outline) -> Self {
        let reference = reference.into();
        let anchor = if reference.is_empty() { String::new() } else { Self::anchor_of(&reference) };
        Self { reference, anchor, outline }
    }

    /// The anchor of the document with this reference.
    pub fn anchor_of(reference: &str) -> String {
        format!("doc:{reference}")
    }
}
