//! Names of what lies inside a field: the parts of a list's items, of levels, of recorded acts, of frozen records.

use tr::tr;

use super::{Field, choice, plain};
use crate::isms::RegisterName;
use crate::isms::assets::Classification;
use crate::isms::audits::{Finding, review_input_word};

/// A part of the field `parent`.
pub(in crate::isms::history) fn nested(parent: &str, name: &str) -> Option<Field> {
    match parent {
        "sections" => section(name),
        "likelihood" | "impact" | "asset_value" => level(name),
        "bands" => band(name),
        "readings" => reading(name),
        "certificates" => certificate(name),
        "timeline" => timeline(name),
        "checklist" => checklist(name),
        "inputs" => input(name),
        "before" | "current" | "target" => assessment(name),
        "earlier" => earlier(name),
        "estimate" => estimate(name),
        "frequency" | "loss" | "treated_frequency" | "treated_loss" => range(name),
        "approval" | "business_case_approval" | "acceptance" => approval(name),
        "frame" => frame(name),
        "answers" => answers(name),
        "history" => row(name),
        _ => None,
    }
}

/// One item of the list that is called `name`, by its place from 1.
pub(in crate::isms::history) fn item(parent: &str, name: &str, number: usize) -> String {
    match parent {
        "sections" => tr!("Section {}", number),
        "bands" => tr!("Band {}", number),
        "readings" => tr!("Reading {}", number),
        "certificates" => tr!("Certificate {}", number),
        "timeline" => tr!("Timeline, line {}", number),
        "checklist" => tr!("Checklist, line {}", number),
        "inputs" => tr!("Input {}", number),
        "earlier" => tr!("Earlier assessment {}", number),
        "likelihood" | "impact" | "asset_value" => tr!("{0}: level {1}", name, number),
        _ => tr!("{0}: no. {1}", name, number),
    }
}

/// The register of the frozen records that a field keeps.
pub(in crate::isms::history) fn register_of(parent: &str) -> Option<RegisterName> {
    match parent {
        "accepted_as" | "risks" => Some(RegisterName::Risks),
        "controls" => Some(RegisterName::Controls),
        "methods" => Some(RegisterName::Methods),
        _ => None,
    }
}

/// A section of a text.
fn section(name: &str) -> Option<Field> {
    Some(match name {
        "title" => plain(tr!("Heading")),
        "text" => plain(tr!("Text")),
        _ => return None,
    })
}

/// A level of a scale.
fn level(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Name")),
        "words" => plain(tr!("Meaning")),
        "hint" => plain(tr!("Frequency or amount")),
        "by_area" => plain(tr!("Meaning in each area")),
        _ => return None,
    })
}

/// A band of scores.
fn band(name: &str) -> Option<Field> {
    Some(match name {
        "name" => plain(tr!("Name")),
        "from" => plain(tr!("Begins at")),
        "words" => plain(tr!("What it asks for")),
        _ => return None,
    })
}

/// A reading.
fn reading(name: &str) -> Option<Field> {
    Some(match name {
        "on" => plain(tr!("On")),
        "value" => plain(tr!("Value")),
        "remark" => plain(tr!("Remark")),
        "recorded" => plain(tr!("Entered at")),
        _ => return None,
    })
}

/// A supplier's certificate.
fn certificate(name: &str) -> Option<Field> {
    Some(match name {
        "standard" => plain(tr!("Standard")),
        "number" => plain(tr!("Number")),
        "valid_until" => plain(tr!("Valid until")),
        _ => return None,
    })
}

/// A line of an incident's timeline.
fn timeline(name: &str) -> Option<Field> {
    Some(match name {
        "at" => plain(tr!("At")),
        "what" => plain(tr!("What happened")),
        _ => return None,
    })
}

/// A line of an audit's checklist.
fn checklist(name: &str) -> Option<Field> {
    Some(match name {
        "criterion" => plain(tr!("Clause or control")),
        "question" => plain(tr!("Question")),
        "seen" => plain(tr!("What was looked at")),
        "finding" => choice::<Finding>(tr!("Finding")),
        _ => return None,
    })
}

/// An input of a management review.
fn input(name: &str) -> Option<Field> {
    Some(match name {
        "topic" => Field { name: tr!("Topic"), word: Some(|value| value.as_str().map(review_input_word)) },
        "discussion" => plain(tr!("Discussion")),
        _ => return None,
    })
}

/// Levels at one moment.
fn assessment(name: &str) -> Option<Field> {
    Some(match name {
        "likelihood" => plain(tr!("Likelihood")),
        "impact" => plain(tr!("Impact")),
        "rationale" => plain(tr!("Why these levels")),
        _ => return None,
    })
}

/// An assessment under an earlier method.
fn earlier(name: &str) -> Option<Field> {
    Some(match name {
        "method" => plain(tr!("Method of its levels")),
        "before" => plain(tr!("Before controls")),
        "current" => plain(tr!("Current")),
        "target" => plain(tr!("Target")),
        "assessed_on" => plain(tr!("Assessed on")),
        "mapping" => plain(tr!("How the levels were carried over")),
        _ => return None,
    })
}

/// An estimate in numbers.
fn estimate(name: &str) -> Option<Field> {
    Some(match name {
        "frequency" => plain(tr!("Events per year")),
        "loss" => plain(tr!("Loss per event")),
        "treated_frequency" => plain(tr!("Events per year after treatment")),
        "treated_loss" => plain(tr!("Loss per event after treatment")),
        "basis" => plain(tr!("What the numbers rest on")),
        "trials" => plain(tr!("Years to simulate")),
        _ => return None,
    })
}

/// A range.
fn range(name: &str) -> Option<Field> {
    Some(match name {
        "low" => plain(tr!("At least")),
        "high" => plain(tr!("At most")),
        _ => return None,
    })
}

/// A recorded act.
fn approval(name: &str) -> Option<Field> {
    Some(match name {
        "by" => plain(tr!("Person")),
        "name" => plain(tr!("Name at the time")),
        "role" => plain(tr!("Role at the time")),
        "on" => plain(tr!("On")),
        "recorded" => plain(tr!("Entered at")),
        "digest" => plain(tr!("Fingerprint of what was signed")),
        "reason" => plain(tr!("Why author and approver are the same")),
        _ => return None,
    })
}

/// What the pages of a version say besides its text.
fn frame(name: &str) -> Option<Field> {
    Some(match name {
        "organisation" => plain(tr!("Organisation")),
        "reference" => plain(tr!("Document id")),
        "title" => plain(tr!("Title")),
        "version" => plain(tr!("Version")),
        "language" => plain(tr!("Language")),
        "classification" => choice::<Classification>(tr!("Classification")),
        "owner" => plain(tr!("Owner")),
        "author" => plain(tr!("Author")),
        "approver" => plain(tr!("Approver")),
        "approval" => plain(tr!("Approval")),
        "effective" => plain(tr!("In force from")),
        "next_review" => plain(tr!("Next review")),
        "answers" => plain(tr!("Answers to")),
        "history" => plain(tr!("Versions before")),
        "fingerprint" => plain(tr!("Fingerprint of the file")),
        _ => return None,
    })
}

/// What a version answers to.
fn answers(name: &str) -> Option<Field> {
    Some(match name {
        "clauses" => plain(tr!("Clauses")),
        "controls" => plain(tr!("Controls")),
        "risks" => plain(tr!("Risks")),
        "evidence" => plain(tr!("Evidence")),
        _ => return None,
    })
}

/// A row of the versions before.
fn row(name: &str) -> Option<Field> {
    Some(match name {
        "version" => plain(tr!("Version")),
        "on" => plain(tr!("On")),
        "change" => plain(tr!("What changed")),
        _ => return None,
    })
}
