//! What is printed: a snapshot becomes an [`outline::Outline`], one file per document.
//!
//! A document is a pure function of its [`Request`]: the same request gives the same outline.

pub mod asset_register;
pub mod control_report;
mod furniture;
mod markdown;
pub mod outline;
pub mod paper;
pub mod paper_changes;
pub mod regulation_report;
pub mod risk_acceptance;
pub mod risk_assessment;
pub mod risk_method;
pub mod soa;
pub mod soa_changes;
pub mod treatment_plan;
mod wording;

use jiff::civil::Date;
use tr::tr;

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

/// Every document that can be printed, by step.
pub const ALL: &[Printed] = &[
    Printed {
        name: "risk-method",
        step: Step::Risk,
        title: risk_method::title,
        wish: || tr!("Print the risk method"),
        about: || tr!("How risks are scored and which may be accepted. For everybody who assesses, and the auditor."),
        outline: risk_method::outline,
    },
    Printed {
        name: "assets",
        step: Step::Risk,
        title: asset_register::title,
        wish: || tr!("Print the asset register"),
        about: || tr!("What we have, who answers for it and what it is worth. For owners and the auditor."),
        outline: asset_register::outline,
    },
    Printed {
        name: "risk-assessment",
        step: Step::Risk,
        title: risk_assessment::title,
        wish: || tr!("Print the risk assessment report"),
        about: || tr!("Where the risks stand, why, and what changed. For management and the auditor."),
        outline: risk_assessment::outline,
    },
    Printed {
        name: "treatment-plan",
        step: Step::Risk,
        title: treatment_plan::title,
        wish: || tr!("Print the risk treatment plan"),
        about: || tr!("What is done about each risk, by whom, by when, at what cost. For owners and management."),
        outline: treatment_plan::outline,
    },
    Printed {
        name: "risk-acceptance",
        step: Step::Risk,
        title: risk_acceptance::title,
        wish: || tr!("Print the risk acceptance sheets"),
        about: || tr!("One sheet for each risk owner: what remains of their risks, with lines to sign."),
        outline: risk_acceptance::outline,
    },
    Printed {
        name: "soa",
        step: Step::Risk,
        title: soa::title,
        wish: || tr!("Print the Statement of Applicability"),
        about: || tr!("Every control: whether it applies, why, and how far it is. For the auditor, line by line."),
        outline: soa::outline,
    },
    Printed {
        name: "controls",
        step: Step::Controls,
        title: control_report::title,
        wish: || tr!("Print the control implementation report"),
        about: || {
            tr!("How far each control is, who does what by when, what proves it. For management and the auditor.")
        },
        outline: control_report::outline,
    },
    Printed {
        name: "regulations",
        step: Step::Controls,
        title: regulation_report::title,
        wish: || tr!("Print the regulation coverage report"),
        about: || {
            tr!("Which provision rests on which controls, and where is nothing. For whoever answers for the law.")
        },
        outline: regulation_report::outline,
    },
];

/// The document with this name.
pub fn by_name(name: &str) -> Option<&'static Printed> {
    ALL.iter().find(|printed| printed.name == name)
}
