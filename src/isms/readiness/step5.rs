//! Checks of step 5, security controls in practice.

use super::{About, CheckState, List, Severity, Verdict, every, none_bad};
use crate::isms::controls::{Control, ImplementationStatus};
use crate::isms::evidence::Evidence;
use crate::isms::steps::Step;
use crate::isms::{Isms, RegisterName};
use jiff::ToSpan;
use std::collections::BTreeSet;
use tr::tr;

pub(super) fn look(list: &mut List) {
    implementation(list);
    dates(list);
    proof(list);
    suppliers(list);
}

fn about(
    id: &'static str,
    clause: &'static str,
    severity: Severity,
    register: RegisterName,
    title: String,
    question: String,
) -> About {
    About { id, clause, severity, register, title, question }
}

/// The controls that apply.
fn applied(isms: &Isms) -> impl Iterator<Item = &Control> {
    isms.controls.iter().filter(|control| control.applicable == Some(true))
}

fn is_in_place(control: &Control) -> bool {
    control.status == Some(ImplementationStatus::Implemented)
}

fn empty() -> String {
    tr!("No control applies yet.")
}

fn implementation(list: &mut List) {
    let (isms, today) = (list.isms, list.today);
    let controls = RegisterName::Controls;
    list.add(
        Step::Controls,
        about(
            "controls/assessed",
            "6.1.3 d",
            Severity::Blocks,
            controls,
            tr!("Status of every applicable control assessed"),
            tr!("How far is this control?"),
        ),
        every(applied(isms), empty(), |c| c.status.is_some(), |names| tr!("Not assessed: {}.", names))
            .in_state(CheckState::Undecided),
    );
    list.add(
        Step::Controls,
        about(
            "controls/how",
            "8.1",
            Severity::Finding,
            controls,
            tr!("Described how each control is met"),
            tr!("How do you do this here?"),
        ),
        every(applied(isms), empty(), |c| !c.how.trim().is_empty(), |names| tr!("Not described: {}.", names)),
    );
    list.add(
        Step::Controls,
        about(
            "controls/owned",
            "8.1",
            Severity::Finding,
            controls,
            tr!("Every applicable control has an owner"),
            tr!("Who answers for this control?"),
        ),
        every(
            applied(isms),
            empty(),
            |c| c.owner.and_then(|id| isms.people.get(id)).is_some_and(|p| p.is_with_us(today)),
            |names| tr!("No owner, or the owner has left: {}.", names),
        ),
    );
}

fn dates(list: &mut List) {
    let (isms, today) = (list.isms, list.today);
    let controls = RegisterName::Controls;
    let dated = |c: &Control| {
        is_in_place(c)
            || c.due.is_some()
            || isms
                .actions
                .iter()
                .any(|a| a.control == Some(c.id) && a.owner.is_some() && a.due.is_some() && !a.is_cancelled())
    };
    list.add(
        Step::Controls,
        about(
            "controls/planned",
            "6.1.3 e",
            Severity::Finding,
            controls,
            tr!("Every unfinished control has a date"),
            tr!("When will this be in place?"),
        ),
        every(applied(isms), empty(), dated, |names| tr!("Unfinished and without a date: {}.", names)),
    );
    list.add(
        Step::Controls,
        about(
            "controls/overdue",
            "8.1",
            Severity::Finding,
            controls,
            tr!("No control overdue"),
            tr!("Why is this control late?"),
        ),
        if applied(isms).next().is_none() {
            Verdict::open(empty())
        } else {
            none_bad(
                applied(isms).filter(|c| !is_in_place(c) && c.due.is_some_and(|due| due < today)),
                CheckState::Overdue,
                |names| tr!("Overdue: {}.", names),
            )
        },
    );
    let future: BTreeSet<_> = isms.risks.iter().flat_map(|r| r.controls_planned.iter().copied()).collect();
    list.add(
        Step::Controls,
        about(
            "controls/contradiction",
            "6.1.3",
            Severity::Finding,
            controls,
            tr!("Risks and controls agree on what is in place"),
            tr!("The risk plans this control; the statement says it is in place. Which is true?"),
        ),
        if applied(isms).next().is_none() {
            Verdict::open(empty())
        } else {
            none_bad(applied(isms).filter(|c| is_in_place(c) && future.contains(&c.id)), CheckState::Open, |names| {
                tr!("In place, but a risk still plans it for later: {}.", names)
            })
        },
    );
}

fn proof(list: &mut List) {
    let (isms, today) = (list.isms, list.today);
    let proven: BTreeSet<_> = isms.evidence.iter().flat_map(|e| e.controls.iter().copied()).collect();
    let done = || applied(isms).filter(|c| is_in_place(c));
    list.add(
        Step::Controls,
        about(
            "controls/evidence",
            "8.1",
            Severity::Finding,
            RegisterName::Controls,
            tr!("Evidence for each control in place"),
            tr!("Show me that this works."),
        ),
        every(
            done(),
            tr!("No control is in place yet."),
            |c| proven.contains(&c.id),
            |names| tr!("In place, but without evidence: {}.", names),
        ),
    );
    let expired = isms.evidence.iter().filter(|e| e.valid_until.is_some_and(|until| until < today));
    list.add(
        Step::Controls,
        about(
            "evidence/valid",
            "8.1",
            Severity::Finding,
            RegisterName::Evidence,
            tr!("No evidence has expired"),
            tr!("Is this still true today?"),
        ),
        if isms.evidence.is_empty() {
            Verdict::open(tr!("No evidence yet."))
        } else {
            none_bad(expired, CheckState::Overdue, |names| tr!("Expired: {}.", names))
        },
    );
    restore_test(list);
}

fn restore_test(list: &mut List) {
    let (isms, today) = (list.isms, list.today);
    let backup = isms.controls.by_reference("A.8.13");
    let year_ago = today.checked_sub(1.year()).unwrap_or(today);
    let recent = |e: &Evidence| e.effective.is_some_and(|on| (year_ago..=today).contains(&on));
    let verdict = match backup {
        Some(control) if control.applicable == Some(true) => {
            let fresh = isms.evidence.iter().any(|e| e.controls.contains(&control.id) && recent(e));
            match Verdict::when(
                fresh,
                tr!("No evidence for backups is newer than 12 months. Attach the last restore test, or plan one."),
            ) {
                Verdict::Not { state, sentence, .. } => Verdict::Not { state, sentence, record: Some(control.id.0) },
                Verdict::Met => Verdict::Met,
            }
        }
        Some(control) if control.applicable == Some(false) => {
            Verdict::when(!control.exclusion.trim().is_empty(), tr!("Backup is excluded without a reason."))
        }
        _ => Verdict::open(tr!("Decide first whether A.8.13 applies.")).in_state(CheckState::Undecided),
    };
    list.add(
        Step::Controls,
        about(
            "A.8.13/restore-evidence",
            "A.8.13",
            Severity::Finding,
            RegisterName::Controls,
            tr!("A restore test is on record"),
            tr!("When did you last restore a backup?"),
        ),
        verdict,
    );
}

fn suppliers(list: &mut List) {
    let (isms, today) = (list.isms, list.today);
    list.add(
        Step::Controls,
        about(
            "suppliers/rated",
            "A.5.19",
            Severity::Finding,
            RegisterName::Suppliers,
            tr!("Every supplier rated, with an owner"),
            tr!("Which suppliers could hurt you, and who looks after them?"),
        ),
        every(
            isms.suppliers.iter(),
            tr!("No suppliers yet. List everyone who can see or stop your data."),
            |s| s.criticality.is_some() && s.owner.is_some(),
            |names| tr!("Not rated, or no owner: {}.", names),
        ),
    );
    list.add(
        Step::Controls,
        about(
            "suppliers/reviewed",
            "A.5.22",
            Severity::Finding,
            RegisterName::Suppliers,
            tr!("No supplier past its review"),
            tr!("When did you last look at this supplier?"),
        ),
        if isms.suppliers.is_empty() {
            Verdict::open(tr!("No suppliers yet."))
        } else {
            none_bad(
                isms.suppliers.iter().filter(|s| s.next_review.is_some_and(|next| next < today)),
                CheckState::Overdue,
                |names| tr!("The review is overdue: {}.", names),
            )
        },
    );
}
