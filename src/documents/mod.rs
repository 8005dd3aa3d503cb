//! What is printed: a snapshot becomes an [`outline::Outline`], one file per document.
//!
//! A document is a pure function of its [`Request`]: the same request gives the same outline.

pub mod control_report;
pub mod outline;
pub mod regulation_report;
mod report;
pub mod soa;
pub mod soa_changes;
mod wording;

use jiff::civil::Date;

use crate::content::Content;
use crate::isms::Isms;
use crate::isms::steps::Step;
use outline::Outline;

/// Everything a document may know.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The snapshot it prints.
    pub isms: &'a Isms,
    /// The built-in catalogue.
    pub content: &'a Content,
    /// The day it is printed for.
    pub date: Date,
    /// The short form of the history's head, so that a page can be held against its file.
    pub fingerprint: &'a str,
}

/// A document that can be printed.
#[derive(Clone, Copy)]
pub struct Printed {
    /// The name on the command line.
    pub name: &'static str,
    /// The step that writes it.
    pub step: Step,
    /// The title, in the language that is set.
    pub title: fn() -> String,
    /// Makes the outline.
    pub outline: fn(&Request<'_>) -> Outline,
}

impl std::fmt::Debug for Printed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Printed").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Every document that can be printed, by step.
pub const ALL: &[Printed] = &[
    Printed { name: "soa", step: Step::Risk, title: soa::title, outline: soa::outline },
    Printed { name: "controls", step: Step::Controls, title: control_report::title, outline: control_report::outline },
    Printed {
        name: "regulations",
        step: Step::Controls,
        title: regulation_report::title,
        outline: regulation_report::outline,
    },
];

/// The document with this name.
pub fn by_name(name: &str) -> Option<&'static Printed> {
    ALL.iter().find(|printed| printed.name == name)
}
