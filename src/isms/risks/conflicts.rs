//! Where a risk contradicts its treatment, its controls or its people: what an auditor would ask about.

use jiff::civil::Date;
use uuid::Uuid;

use super::{Risk, TreatmentOption, is_above_line};
use crate::isms::actions::Action;
use crate::isms::approval::Standing;
use crate::isms::controls::{Control, ControlId, ImplementationStatus};
use crate::isms::{Isms, RegisterName};

/// What kind of contradiction it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConflictKind {
    /// The owner no longer works here.
    OwnerLeft,
    /// A control that the Statement of Applicability excludes is used.
    ExcludedControl,
    /// A control that is relied on today is not in place.
    ReliedNotInPlace,
    /// A control that is planned for later is in place already.
    PlannedInPlace,
    /// Reduced or shared, but no level comes down.
    TargetNotLower,
    /// Reduced, shared or avoided, but nobody does anything.
    NoAction,
    /// Reduced, but by no control.
    NoControls,
    /// Avoided, yet controls are planned for it.
    AvoidedWithControls,
    /// Avoided and all actions done, yet it stands where it stood.
    AvoidedButThere,
    /// An action is late.
    ActionOverdue,
    /// Kept above the line without its owner's acceptance.
    RetainedAboveLine,
}

/// A contradiction and the records that can end it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// What kind.
    pub kind: ConflictKind,
    /// What contradicts what, and what to do, in a sentence.
    pub sentence: String,
    /// Where to go: controls, actions, people. Empty when the risk itself is the place.
    pub records: Vec<(RegisterName, Uuid)>,
}

/// Everything about a risk that contradicts itself, the people first.
pub fn conflicts(isms: &Isms, risk: &Risk, today: Date) -> Vec<Conflict> {
    let actions: Vec<&Action> = isms.actions_of(risk.id).filter(|action| !action.is_cancelled()).collect();
    let mut found = Vec::new();
    owner(isms, risk, today, &mut found);
    controls(isms, risk, &mut found);
    treatment(isms, risk, &actions, &mut found);
    overdue(&actions, today, &mut found);
    found
}

fn conflict(kind: ConflictKind, sentence: String, records: Vec<(RegisterName, Uuid)>) -> Conflict {
    Conflict { kind, sentence, records }
}

fn owner(isms: &Isms, risk: &Risk, today: Date, found: &mut Vec<Conflict>) {
    if let Some(owner) = risk.owner.and_then(|id| isms.people.get(id)).filter(|owner| !owner.is_with_us(today)) {
        let sentence = tr::tr!("{} has left and still owns this risk. Choose another owner.", owner.name);
        found.push(conflict(ConflictKind::OwnerLeft, sentence, vec![(RegisterName::People, owner.id.0)]));
    }
}

fn controls(isms: &Isms, risk: &Risk, found: &mut Vec<Conflict>) {
    let link = |control: &Control| vec![(RegisterName::Controls, control.id.0)];
    let known =
        |ids: &[ControlId]| -> Vec<Control> { ids.iter().filter_map(|id| isms.controls.get(*id)).cloned().collect() };
    let (relied, planned) = (known(&risk.controls_relied), known(&risk.controls_planned));
    for control in relied.iter().chain(&planned).filter(|control| control.applicable == Some(false)) {
        let sentence = tr::tr!(
            "Uses {0}, which the Statement of Applicability excludes. Include it, or take it off this risk.",
            control.reference
        );
        found.push(conflict(ConflictKind::ExcludedControl, sentence, link(control)));
    }
    let wanted = |control: &&Control| control.applicable != Some(false);
    for control in relied.iter().filter(wanted).filter(|c| c.status != Some(ImplementationStatus::Implemented)) {
        let sentence = match control.status {
            None => tr::tr!("Relies on {}, whose status nobody has assessed.", control.reference),
            Some(ImplementationStatus::NotStarted) => {
                tr::tr!("Relies on {}, which is not started.", control.reference)
            }
            Some(ImplementationStatus::Planned) => tr::tr!("Relies on {}, which is only planned.", control.reference),
            Some(ImplementationStatus::Partly | ImplementationStatus::Implemented) => {
                tr::tr!("Relies on {}, which works only in part.", control.reference)
            }
        };
        found.push(conflict(ConflictKind::ReliedNotInPlace, sentence, link(control)));
    }
    for control in planned.iter().filter(wanted).filter(|c| c.status == Some(ImplementationStatus::Implemented)) {
        let sentence =
            tr::tr!("{} is planned for later, but in place already. Count it as relied on.", control.reference);
        found.push(conflict(ConflictKind::PlannedInPlace, sentence, link(control)));
    }
}

fn treatment(isms: &Isms, risk: &Risk, actions: &[&Action], found: &mut Vec<Conflict>) {
    let Some(option) = risk.option else { return };
    match option {
        TreatmentOption::Modify => {
            not_lower(isms, risk, found);
            no_action(actions, tr::tr!("To be reduced, but no action says who does what. Add one."), found);
            if risk.controls().next().is_none() {
                let sentence = tr::tr!("To be reduced, but by no control. Name the controls that bring it down.");
                found.push(conflict(ConflictKind::NoControls, sentence, Vec::new()));
            }
        }
        TreatmentOption::Share => {
            not_lower(isms, risk, found);
            no_action(actions, tr::tr!("To be shared, but no action says with whom and by when. Add one."), found);
        }
        TreatmentOption::Avoid => avoided(isms, risk, actions, found),
        TreatmentOption::Retain => {
            if is_above_line(isms, risk) == Some(true) && risk.acceptance_standing() != Standing::Valid {
                let sentence = tr::tr!("Kept above the acceptance line without a valid acceptance by its owner.");
                found.push(conflict(ConflictKind::RetainedAboveLine, sentence, Vec::new()));
            }
        }
    }
}

fn not_lower(isms: &Isms, risk: &Risk, found: &mut Vec<Conflict>) {
    let method = isms.method_of(risk);
    if let (Some(now), Some(then)) = (risk.current.score(method), risk.target.score(method))
        && then >= now
    {
        let sentence = tr::tr!(
            "The target of {0} is not lower than today's {1}. Lower the target, or accept the risk.",
            then,
            now
        );
        found.push(conflict(ConflictKind::TargetNotLower, sentence, Vec::new()));
    }
}

fn no_action(actions: &[&Action], sentence: String, found: &mut Vec<Conflict>) {
    if actions.is_empty() {
        found.push(conflict(ConflictKind::NoAction, sentence, Vec::new()));
    }
}

fn avoided(isms: &Isms, risk: &Risk, actions: &[&Action], found: &mut Vec<Conflict>) {
    no_action(actions, tr::tr!("To be avoided, but no action stops what causes it. Add one."), found);
    let planned: Vec<&Control> = risk.controls_planned.iter().filter_map(|id| isms.controls.get(*id)).collect();
    if !planned.is_empty() {
        let names: Vec<&str> = planned.iter().map(|control| control.reference.as_str()).collect();
        let records = planned.iter().map(|control| (RegisterName::Controls, control.id.0)).collect();
        let sentence =
            tr::tr!("To be avoided, yet it plans {}. Choose “Reduce”, or take the controls off.", names.join(", "));
        found.push(conflict(ConflictKind::AvoidedWithControls, sentence, records));
    }
    let done = !actions.is_empty() && actions.iter().all(|action| !action.is_open());
    if done && risk.current != risk.target && risk.current.likelihood.is_some() {
        let sentence = tr::tr!("Every action that avoids it is done, yet today's level is unchanged. Assess it again.");
        found.push(conflict(ConflictKind::AvoidedButThere, sentence, Vec::new()));
    }
}

fn overdue(actions: &[&Action], today: Date, found: &mut Vec<Conflict>) {
    for action in actions.iter().filter(|action| action.is_overdue(today)) {
        let name = if action.name.trim().is_empty() { &action.reference } else { &action.name };
        let sentence = tr::tr!("The action “{}” is overdue. Finish it, or agree another date.", name);
        found.push(conflict(ConflictKind::ActionOverdue, sentence, vec![(RegisterName::Actions, action.id.0)]));
    }
}
