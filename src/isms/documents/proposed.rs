//! Which templates an organisation like this one is called to have, and which it has begun.

use super::begin::in_use;
use super::{DocumentId, Library};
use crate::isms::Isms;
use crate::isms::tailoring::holds;

/// What is known about one template in this organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// The template's name.
    pub template: String,
    /// Profile and controls call for it; `false` also while what they depend on is undecided.
    pub called_for: bool,
    /// The document that was begun from it.
    pub begun: Option<DocumentId>,
}

/// Every template with what this organisation has to do with it, in the library's order.
pub fn proposed(isms: &Isms, library: &Library) -> Vec<Proposed> {
    let look = |template: &super::Template| Proposed {
        template: template.name.clone(),
        called_for: holds(isms, library, &template.needs),
        begun: in_use(isms, &template.name).map(|document| document.id),
    };
    library.templates.iter().map(look).collect()
}
