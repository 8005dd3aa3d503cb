//! Checks of risk treatment and of the acceptance of what remains.

use std::collections::BTreeSet;

use super::super::{CheckState, List, Severity, Verdict, every, none_bad};
use super::about;
use crate::isms::approval::Standing;
use crate::isms::controls::ImplementationStatus;
use crate::isms::risks::{Risk, TreatmentOption};
use crate::isms::steps::Step;
use crate::isms::{Isms, RegisterName};
use tr::tr;

pub(super) fn look(list: &mut List) {
    decision(list);
    controls(list);
    plan(list);
    actions(list);
    acceptance(list);
    approval_of_the_plan(list);
}

fn decision(list: &mut List) {
    let isms = list.isms;
    list.add(
        Step::Risk,
        about(
            "risks/option",
            "6.1.3",
            Severity::Blocks,
            RegisterName::Risks,
            tr!("Treatment decided for every risk"),
            tr!("What do you do about this risk?"),
        ),
        every(
            isms.risks.iter(),
            tr!("No risks yet."),
            |r| r.option.is_some(),
            |names| tr!("Treatment is undecided: {}.", names),
        )
        .in_state(CheckState::Undecided),
    );
}

fn controls(list: &mut List) {
    let isms = list.isms;
    let undecided = isms.risks.iter().all(|risk| risk.option.is_none());
    let bare = |risk: &&Risk| risk.option == Some(TreatmentOption::Modify) && risk.controls().next().is_none();
    list.add(
        Step::Risk,
        about(
            "risks/controls",
            "6.1.3 b",
            Severity::Finding,
            RegisterName::Risks,
            tr!("Each risk to be reduced names the controls that do it"),
            tr!("Which controls bring this risk down?"),
        ),
        if undecided {
            Verdict::open(tr!("Decide the treatment of the risks first."))
        } else {
            none_bad(isms.risks.iter().filter(bare), CheckState::Open, |names| {
                tr!("To be reduced, but by no control: {}.", names)
            })
        },
    );
    let in_place: BTreeSet<_> = isms
        .controls
        .iter()
        .filter(|control| control.status == Some(ImplementationStatus::Implemented))
        .map(|control| control.id)
        .collect();
    let hollow = |risk: &&Risk| risk.controls_relied.iter().any(|id| !in_place.contains(id));
    list.add(
        Step::Risk,
        about(
            "risks/relied",
            "6.1.3 b",
            Severity::Finding,
            RegisterName::Risks,
            tr!("Risks rely only on controls that are in place"),
            tr!("The risk counts on this control today. Does it work today?"),
        ),
        if isms.risks.is_empty() {
            Verdict::open(tr!("No risks yet."))
        } else {
            none_bad(isms.risks.iter().filter(hollow), CheckState::Open, |names| {
                tr!("Relies on a control that is not in place: {}.", names)
            })
        },
    );
}

fn plan(list: &mut List) {
    let isms = list.isms;
    let method = isms.current_method();
    let above = |risk: &&Risk| method.and_then(|m| m.is_above(risk.current.score(Some(m))?)) == Some(true);
    let actions = isms.actions_by_risk();
    let assessed = |risk: &Risk| risk.current.score(method).is_some();
    let planned = |risk: &Risk| {
        risk.option == Some(TreatmentOption::Retain)
            || actions
                .get(&risk.id)
                .into_iter()
                .flatten()
                .any(|a| a.owner.is_some() && (a.due.is_some() || !a.is_open()) && !a.is_cancelled())
    };
    list.add(
        Step::Risk,
        about(
            "risks/action",
            "6.1.3",
            Severity::Blocks,
            RegisterName::Risks,
            tr!("Each risk above the line has an action with owner and date"),
            tr!("Who does what about it, by when?"),
        ),
        once_judged(isms, assessed, isms.risks.iter().filter(above).filter(|r| !planned(r)), |names| {
            tr!("Above the line with no action that has owner and date: {}.", names)
        }),
    );
    let lower = |risk: &Risk| {
        risk.option == Some(TreatmentOption::Retain)
            || matches!((risk.current.score(method), risk.target.score(method)), (Some(now), Some(then)) if then < now)
    };
    list.add(
        Step::Risk,
        about(
            "risks/target",
            "6.1.3",
            Severity::Finding,
            RegisterName::Risks,
            tr!("Treatment brings each risk above the line down"),
            tr!("How far does the treatment bring it down?"),
        ),
        once_judged(isms, assessed, isms.risks.iter().filter(above).filter(|r| !lower(r)), |names| {
            tr!("The target is missing or not lower than today: {}.", names)
        }),
    );
}

fn actions(list: &mut List) {
    let (isms, today) = (list.isms, list.today);
    list.add(
        Step::Risk,
        about(
            "actions/planned",
            "6.1.3 e",
            Severity::Finding,
            RegisterName::Actions,
            tr!("Every action of the treatment plan has an owner and a date"),
            tr!("Who does this, and by when?"),
        ),
        every(
            isms.actions.iter().filter(|action| !action.is_cancelled()),
            tr!("No treatment action is planned yet."),
            |action| action.owner.is_some() && (action.due.is_some() || !action.is_open()),
            |names| tr!("No owner, or no date: {}.", names),
        ),
    );
    list.add(
        Step::Risk,
        about(
            "actions/overdue",
            "8.3",
            Severity::Finding,
            RegisterName::Actions,
            tr!("No treatment action overdue"),
            tr!("Why is this action late?"),
        ),
        if isms.actions.is_empty() && isms.risks.is_empty() {
            Verdict::open(tr!("No treatment action is planned yet."))
        } else {
            none_bad(isms.actions.iter().filter(|a| a.is_overdue(today)), CheckState::Overdue, |names| {
                tr!("Overdue: {}.", names)
            })
        },
    );
}

fn acceptance(list: &mut List) {
    let isms = list.isms;
    let method = isms.current_method();
    let residual_above = |risk: &&Risk| {
        risk.acceptance_standing() == Standing::Missing
            && method.and_then(|m| m.is_above(risk.residual().score(Some(m))?)) == Some(true)
    };
    let remains = |risk: &Risk| risk.residual().score(method).is_some();
    list.add(
        Step::Risk,
        about(
            "risks/accepted-above",
            "6.1.3 f",
            Severity::Blocks,
            RegisterName::Risks,
            tr!("Each risk that stays above the line is accepted by its owner"),
            tr!("Who accepted what stays above the line?"),
        ),
        once_judged(isms, remains, isms.risks.iter().filter(residual_above), |names| {
            tr!("Above the line after treatment and not accepted: {}.", names)
        }),
    );
    list.add(
        Step::Risk,
        about(
            "risks/accepted",
            "6.1.3 f",
            Severity::Blocks,
            RegisterName::Risks,
            tr!("Residual risks accepted by their owners"),
            tr!("Which owner accepted the residual risk, and when?"),
        ),
        every(
            isms.risks.iter(),
            tr!("No risks yet."),
            |r| r.acceptance.is_some(),
            |names| tr!("Not accepted by the owner yet: {}.", names),
        ),
    );
    list.add(
        Step::Risk,
        about(
            "risks/acceptance-current",
            "6.1.3 f",
            Severity::Finding,
            RegisterName::Risks,
            tr!("No acceptance is stale"),
            tr!("Does the assessment still look as it did on the day of acceptance?"),
        ),
        if isms.risks.iter().all(|r| r.acceptance.is_none()) {
            Verdict::open(tr!("No risk is accepted yet."))
        } else {
            none_bad(
                isms.risks.iter().filter(|r| r.acceptance_standing() == Standing::Stale),
                CheckState::Stale,
                |names| tr!("Changed after acceptance: {}.", names),
            )
        },
    );
}

/// Accepting what remains approves the treatment that leads to it, so a stale acceptance approves neither.
fn approval_of_the_plan(list: &mut List) {
    let isms = list.isms;
    let treated = || isms.risks.iter().filter(|r| r.option.is_some_and(|option| option != TreatmentOption::Retain));
    let approved = |risk: &Risk| {
        risk.acceptance_standing() == Standing::Valid && risk.acceptance.as_ref().map(|a| a.by) == risk.owner
    };
    list.add(
        Step::Risk,
        about(
            "risks/plan-approved",
            "6.1.3 f",
            Severity::Blocks,
            RegisterName::Risks,
            tr!("Treatment plan approved by the risk owners"),
            tr!("Did each owner approve the treatment as it stands today?"),
        ),
        every(treated(), tr!("No risk is treated yet."), approved, |names| {
            tr!("The owner has not approved this treatment as it stands: {}.", names)
        }),
    );
}

/// Judges risks against the acceptance line: undecided while a risk has no score or the line is not set.
fn once_judged<'a>(
    isms: &'a Isms,
    has_score: impl Fn(&Risk) -> bool,
    bad: impl Iterator<Item = &'a Risk>,
    say: impl Fn(&str) -> String,
) -> Verdict {
    let line = isms.current_method().and_then(|method| method.acceptable_up_to);
    match none_bad(bad, CheckState::Open, say) {
        _ if isms.risks.is_empty() => Verdict::open(tr!("No risks yet.")),
        Verdict::Met if line.is_none() || !isms.risks.iter().all(has_score) => {
            Verdict::open(tr!("Set the acceptance line and assess every risk first.")).in_state(CheckState::Undecided)
        }
        verdict => verdict,
    }
}
