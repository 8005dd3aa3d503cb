//! What the screen of documents shows, worked out once per snapshot.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::isms::Isms;
use crate::isms::documents::{DocumentId, Due, Library, Proposed, due, proposed};
use crate::isms::tailoring::{Affected, Offer, OpenQuestion, affected, offers, tailor};

/// Views of the documents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocumentViews {
    /// Templates with whether they are called for and begun, in the library's order.
    pub proposed: Vec<Proposed>,
    /// Approved documents that would read differently today.
    pub affected: Vec<Affected>,
    /// What comes up, most urgent first.
    pub due: Vec<Due>,
    /// What drafts written here still ask, by document.
    pub open: BTreeMap<DocumentId, Vec<OpenQuestion>>,
    /// What a text may name, with what it says today.
    pub offers: Vec<Offer>,
}

impl DocumentViews {
    /// Works them out.
    pub fn of(isms: &Isms, library: &Library, today: Date) -> Self {
        let drafts = isms.documents.iter().filter(|document| document.is_open() && document.is_written_here());
        let ask =
            |document: &crate::isms::documents::Document| (document.id, tailor(isms, library, &document.sections).open);
        Self {
            proposed: proposed(isms, library),
            affected: affected(isms, library),
            due: due(isms, today),
            open: drafts.map(ask).collect(),
            offers: offers(isms, library),
        }
    }
}
