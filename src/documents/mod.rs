//! What is printed: a snapshot becomes an [`outline::Outline`], one file per document.
//!
//! A document is a pure function of its [`Request`]: the same request gives the same outline.

mod approval;
pub mod asset_register;
pub mod binder_front;
pub mod business_case;
mod cells;
pub mod commitment;
pub mod context;
pub mod control_report;
pub mod document_register;
pub mod evidence;
mod furniture;
pub mod incidents;
mod list;
mod markdown;
pub mod objectives;
pub mod obligations;
pub mod outline;
pub mod paper;
pub mod paper_changes;
pub mod project_plan;
pub mod regulation_report;
pub mod risk_acceptance;
pub mod risk_assessment;
pub mod risk_method;
pub mod roles;
pub mod scope;
pub mod soa;
pub mod soa_changes;
pub mod suppliers;
pub mod treatment_plan;
pub mod what_changed;
mod wording;

use jiff::civil::Date;

use crate::content::Content;
use crate::isms::Isms;
use crate::isms::steps::Step;
pub use list::ALL;
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
    /// The command that prints it: "Print the asset register".
    pub wish: fn() -> String,
    /// What it is and for whom, in a line.
    pub about: fn() -> String,
    /// Makes the outline.
    pub outline: fn(&Request<'_>) -> Outline,
}

impl std::fmt::Debug for Printed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Printed").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The document with this name.
pub fn by_name(name: &str) -> Option<&'static Printed> {
    ALL.iter().find(|printed| printed.name == name)
}
