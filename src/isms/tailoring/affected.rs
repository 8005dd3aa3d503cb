//! What would change in approved documents, because something that they name has changed.

use super::{OpenQuestion, tailor};
use crate::isms::Isms;
use crate::isms::documents::{DocumentId, DocumentVersionId, Library, SentenceChange, compare, in_force};

/// An approved document whose text would read differently today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affected {
    /// The document.
    pub document: DocumentId,
    /// The version in force, which stays as it is.
    pub version: DocumentVersionId,
    /// The sentences that would change.
    pub changes: Vec<SentenceChange>,
    /// What is undecided now and was not then.
    pub open: Vec<OpenQuestion>,
}

/// The approved documents that say something today that no longer holds. One whose next version is being written is
/// not among them: its author sees the text as it will be.
pub fn affected(isms: &Isms, library: &Library) -> Vec<Affected> {
    let written = isms.documents.iter().filter(|document| document.is_approved() && document.is_written_here());
    let look = |document: &crate::isms::documents::Document| {
        let version = in_force(isms, document.id)?;
        let now = tailor(isms, library, &document.sections);
        let changes = compare(&version.sections, &now.sections);
        let (document, version) = (document.id, version.id);
        (!changes.is_empty()).then_some(Affected { document, version, changes, open: now.open })
    };
    written.filter_map(look).collect()
}
