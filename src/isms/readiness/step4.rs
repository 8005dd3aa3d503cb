//! Checks of step 4, policies and procedures.

use super::{About, CheckState, List, Severity, Verdict, every, none_bad};
use crate::isms::documents::{Document, DocumentStatus, DocumentVersion, in_force, is_in_force};
use crate::isms::steps::Step;
use crate::isms::tailoring::UNDECIDED_BEGIN;
use crate::isms::{Isms, RegisterName};
use tr::tr;

/// Controls that ask for a written document once they apply (A.5.10 and so on).
const WRITTEN: [&str; 9] = ["A.5.1", "A.5.10", "A.5.14", "A.5.15", "A.5.24", "A.5.26", "A.5.31", "A.5.37", "A.8.27"];

pub(super) fn look(list: &mut List) {
    coverage(list);
    approval(list);
    upkeep(list);
}

fn about(id: &'static str, clause: &'static str, severity: Severity, title: String, question: String) -> About {
    About { id, clause, severity, register: RegisterName::Documents, title, question }
}

/// Documents that are not retired.
fn in_use(isms: &Isms) -> impl Iterator<Item = &Document> {
    isms.documents.iter().filter(|document| document.status != Some(DocumentStatus::Retired))
}

fn empty() -> String {
    tr!("No document is registered yet.")
}

fn coverage(list: &mut List) {
    let isms = list.isms;
    let policy = isms.documents.iter().any(|d| is_in_force(isms, d) && d.clauses.iter().any(|clause| clause == "5.2"));
    list.add(
        Step::Documents,
        about(
            "documents/policy",
            "5.2",
            Severity::Blocks,
            tr!("Information security policy approved"),
            tr!("Show me the information security policy."),
        ),
        Verdict::when(policy, tr!("No approved document answers to clause 5.2.")),
    );
    let written = |reference: &str| {
        let Some(control) = isms.controls.by_reference(reference) else { return true };
        control.applicable != Some(true)
            || isms.documents.iter().any(|d| is_in_force(isms, d) && d.controls.contains(&control.id))
    };
    let missing: Vec<&str> = WRITTEN.into_iter().filter(|reference| !written(reference)).collect();
    let undecided =
        WRITTEN.iter().any(|reference| isms.controls.by_reference(reference).is_some_and(|c| c.applicable.is_none()))
            || isms.controls.is_empty();
    list.add(
        Step::Documents,
        about(
            "documents/controls",
            "7.5.1",
            Severity::Blocks,
            tr!("Controls that need a document have an approved one"),
            tr!("Where is this written down?"),
        ),
        if !missing.is_empty() {
            Verdict::open(tr!("No approved document covers {}.", missing.join(", ")))
        } else {
            Verdict::when(!undecided, tr!("Decide first which controls apply.")).in_state(CheckState::Undecided)
        },
    );
}

fn approval(list: &mut List) {
    let isms = list.isms;
    list.add(
        Step::Documents,
        about(
            "documents/approved",
            "7.5.2",
            Severity::Finding,
            tr!("Every document approved"),
            tr!("Who approved this, and which version?"),
        ),
        every(
            in_use(isms),
            empty(),
            |d| is_in_force(isms, d) || d.external,
            |names| tr!("Not approved yet: {}.", names),
        ),
    );
    list.add(
        Step::Documents,
        about(
            "documents/owned",
            "7.5.2",
            Severity::Finding,
            tr!("Every document has an owner and a next review"),
            tr!("Who keeps this document up to date?"),
        ),
        every(
            in_use(isms),
            empty(),
            |d| d.owner.is_some() && d.next_review.is_some(),
            |names| tr!("No owner or no review date: {}.", names),
        ),
    );
    let whole = |version: &DocumentVersion| {
        version.sections.iter().all(|part| !part.text.contains("{{") && !part.text.contains(UNDECIDED_BEGIN))
    };
    let held = || in_use(isms).filter(|d| in_force(isms, d.id).is_some());
    list.add(
        Step::Documents,
        about(
            "documents/whole",
            "7.5.2",
            Severity::Finding,
            tr!("No document in force leaves something open in its text"),
            tr!("What stands here, where it says undecided?"),
        ),
        every(
            held(),
            tr!("No document is in force yet."),
            |d| in_force(isms, d.id).is_some_and(whole),
            |names| tr!("Something is undecided in the text of: {}.", names),
        ),
    );
    let explained = |d: &Document| d.approval.as_ref().is_some_and(|a| !a.reason.trim().is_empty());
    let other_approver = |d: &Document| d.external || d.approver.is_some() && (d.approver != d.author || explained(d));
    list.add(
        Step::Documents,
        about(
            "documents/approver",
            "7.5.2",
            Severity::Finding,
            tr!("Approver is somebody other than the author, or a reason is given"),
            tr!("Did anybody but the author read it?"),
        ),
        every(in_use(isms), empty(), other_approver, |names| {
            tr!("No approver, or the author approves without a reason: {}.", names)
        }),
    );
}

fn upkeep(list: &mut List) {
    let (isms, today) = (list.isms, list.today);
    list.add(
        Step::Documents,
        about(
            "documents/review",
            "7.5.3",
            Severity::Finding,
            tr!("No document past its review"),
            tr!("Is this still how you work?"),
        ),
        if isms.documents.is_empty() {
            Verdict::open(empty())
        } else {
            none_bad(isms.documents.iter().filter(|d| d.is_review_overdue(today)), CheckState::Overdue, |names| {
                tr!("The review is overdue: {}.", names)
            })
        },
    );
    list.add(
        Step::Documents,
        about(
            "documents/readers",
            "7.3",
            Severity::Practice,
            tr!("Every policy names its readers"),
            tr!("Who has to know this?"),
        ),
        every(in_use(isms), empty(), |d| !d.readers.is_empty(), |names| tr!("No readers are named: {}.", names)),
    );
}
