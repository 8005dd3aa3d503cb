//! What is printed: a snapshot becomes an [`outline::Outline`], one file per document.
//!
//! A document is a pure function of its [`Request`]: the same request gives the same outline.

pub mod outline;
pub mod risk_method;
pub mod soa;
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
    Printed { name: "risk-method", step: Step::Risk, title: risk_method::title, outline: risk_method::outline },
];

/// The document with this name.
pub fn by_name(name: &str) -> Option<&'static Printed> {
    ALL.iter().find(|printed| printed.name == name)
}
