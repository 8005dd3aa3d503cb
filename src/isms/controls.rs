//! Controls and their applicability: the substance of the Statement of Applicability (6.1.3 d).

mod exclusion;
mod further;

use jiff::civil::Date;

use super::approval::{Approval, Now};
use super::organisation::PersonId;
use super::record::{choices, record};
use super::risks::{Risk, RiskId};
use super::scope::ObligationId;
use super::{Edit, Isms, RuleError};
pub use exclusion::{check_justification, is_justified};
pub use further::{add_catalogue, add_own, is_removable, missing, remove};

choices! {
    /// Where a control comes from; the four themes of Annex A first.
    ControlTheme {
        /// A.5.
        Organizational = "Organizational",
        /// A.6.
        People = "People",
        /// A.7.
        Physical = "Physical",
        /// A.8.
        Technological = "Technological",
        /// ISO/IEC 27017 and 27018.
        Cloud = "Cloud",
        /// The organisation's own.
        Own = "Own controls",
    }
}

choices! {
    /// How far a control is implemented.
    ImplementationStatus {
        /// Nothing has begun.
        NotStarted = "Not started",
        /// Owner and date are set.
        Planned = "Planned",
        /// Works in part.
        Partly = "Partial",
        /// Works.
        Implemented = "In place",
    }
}

record! {
    /// A control and what was decided about it. `reference` is the printed id, `name` the short title.
    Control(ControlId) in Controls as "OC-" {
        /// The theme it belongs to.
        theme: Option<ControlTheme>,
        /// Whether it is needed: `None` is undecided and stays so until a person decides.
        applicable: Option<bool>,
        /// Risks it is included for.
        reason_risks: Vec<RiskId>,
        /// Laws, regulations and contracts it is included for.
        reason_obligations: Vec<ObligationId>,
        /// A business reason in words.
        reason_business: String,
        /// Why it is excluded, in words.
        exclusion: String,
        /// Who decided.
        decided_by: String,
        /// When it was decided.
        decided_on: Option<Date>,
        /// Confirmed together with others in one go.
        decided_in_bulk: bool,
        /// Who answers for it.
        owner: Option<PersonId>,
        /// How far it is implemented; `None` is not assessed.
        status: Option<ImplementationStatus>,
        /// How it is met here, in words.
        how: String,
        /// When it is to be in place.
        due: Option<Date>,
    }
}

impl Control {
    /// Whether at least one reason stands behind it.
    pub fn has_reason(&self) -> bool {
        !self.reason_risks.is_empty() || !self.reason_obligations.is_empty() || !self.reason_business.trim().is_empty()
    }
}

/// How many controls stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ControlCounts {
    /// All of them.
    pub all: usize,
    /// Those that apply.
    pub applied: usize,
    /// Applied and in place.
    pub done: usize,
    /// Applied and working in part.
    pub partly: usize,
    /// Applied, and planned or not started.
    pub planned: usize,
    /// Applied, but nobody has judged how far they are.
    pub not_assessed: usize,
    /// Excluded.
    pub excluded: usize,
    /// Not decided.
    pub undecided: usize,
}

impl ControlCounts {
    /// Counts these controls.
    pub fn of<'a>(controls: impl IntoIterator<Item = &'a Control>) -> Self {
        let mut counts = Self::default();
        for control in controls {
            counts.add(control);
        }
        counts
    }

    /// Counts one more.
    pub fn add(&mut self, control: &Control) {
        self.all += 1;
        match control.applicable {
            None => self.undecided += 1,
            Some(false) => self.excluded += 1,
            Some(true) => {
                self.applied += 1;
                match control.status {
                    Some(ImplementationStatus::Implemented) => self.done += 1,
                    Some(ImplementationStatus::Partly) => self.partly += 1,
                    Some(ImplementationStatus::Planned | ImplementationStatus::NotStarted) => self.planned += 1,
                    None => self.not_assessed += 1,
                }
            }
        }
    }

    /// In place, partial, planned: the parts of a bar.
    pub fn parts(&self) -> [usize; 3] {
        [self.done, self.partly, self.planned]
    }
}

/// The risks that rely on a control or plan it.
pub fn users(isms: &Isms, id: ControlId) -> impl Iterator<Item = &Risk> {
    isms.risks.iter().filter(move |risk| risk.controls().any(|used| used == id))
}

/// Decides whether a control applies (6.1.3 b, c). Undecided is a decision that can be taken back to.
///
/// # Errors
/// When a risk relies on a control that is to be excluded; the sentence names the risks.
pub fn decide(isms: &Isms, id: ControlId, applicable: Option<bool>, by: &str, today: Date) -> Result<Edit, RuleError> {
    let control = isms.controls.require(id)?;
    if applicable == Some(false) {
        let users: Vec<&str> = users(isms, id).map(|risk| risk.reference.as_str()).collect();
        if !users.is_empty() {
            return Err(RuleError::Incomplete(tr::tr!(
                "{} cannot be excluded: {} uses it. Take it out of the risk first.",
                control.reference,
                users.join(", ")
            )));
        }
    }
    let label = match applicable {
        Some(true) => tr::tr!("{} applies", control.reference),
        Some(false) => tr::tr!("Exclude {}", control.reference),
        None => tr::tr!("{} is undecided again", control.reference),
    };
    let decided = applicable.is_some();
    Ok(Edit::new(label).put(Control {
        applicable,
        decided_by: if decided { by.to_owned() } else { String::new() },
        decided_on: decided.then_some(today),
        decided_in_bulk: false,
        ..control.clone()
    }))
}

/// A reason for including a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It treats this risk.
    Risk(RiskId),
    /// This law or contract asks for it.
    Obligation(ObligationId),
}

/// Ties a control to a risk or obligation as the reason for including it, or takes the tie away.
///
/// # Errors
/// [`RuleError::Gone`] when one of the two is no longer there.
pub fn set_reason(isms: &Isms, id: ControlId, reason: Reason, given: bool) -> Result<Edit, RuleError> {
    let mut control = isms.controls.require(id)?.clone();
    let reference = match reason {
        Reason::Risk(risk) => {
            toggle(&mut control.reason_risks, risk, given);
            isms.risks.require(risk)?.reference.clone()
        }
        Reason::Obligation(obligation) => {
            toggle(&mut control.reason_obligations, obligation, given);
            isms.obligations.require(obligation)?.reference.clone()
        }
    };
    let label = if given {
        tr::tr!("{0} is a reason for {1}", reference, control.reference)
    } else {
        tr::tr!("{0} is no longer a reason for {1}", reference, control.reference)
    };
    Ok(Edit::new(label).put(control))
}

fn toggle<T: PartialEq>(list: &mut Vec<T>, item: T, given: bool) {
    list.retain(|other| *other != item);
    if given {
        list.push(item);
    }
}

/// Says which controls a risk relies on or plans. Linking a risk makes it a reason of the control (6.1.3 b);
/// unlinking takes that reason away again.
///
/// # Errors
/// When a control that is excluded would be used.
pub fn link_risk(isms: &Isms, risk: RiskId, relied: &[ControlId], planned: &[ControlId]) -> Result<Edit, RuleError> {
    let risk = isms.risks.require(risk)?;
    let before: Vec<ControlId> = risk.controls().collect();
    let after: Vec<ControlId> = relied.iter().chain(planned).copied().collect();
    let mut edit = Edit::new(tr::tr!("Change the controls of {}", risk.reference));
    for id in after.iter().filter(|id| !before.contains(id)) {
        let mut control = isms.controls.require(*id)?.clone();
        if control.applicable == Some(false) {
            return Err(RuleError::Incomplete(tr::tr!(
                "{} is excluded from the Statement of Applicability. Decide that it applies before {} uses it.",
                control.reference,
                risk.reference
            )));
        }
        toggle(&mut control.reason_risks, risk.id, true);
        edit = edit.put(control);
    }
    for id in before.iter().filter(|id| !after.contains(id)) {
        let mut control = isms.controls.require(*id)?.clone();
        toggle(&mut control.reason_risks, risk.id, false);
        edit = edit.put(control);
    }
    let changed = Risk { controls_relied: relied.to_vec(), controls_planned: planned.to_vec(), ..risk.clone() };
    Ok(edit.put(changed))
}

record! {
    /// A version of the Statement of Applicability: what was approved, frozen.
    SoaVersion(SoaVersionId) in SoaVersions as "SOA" {
        /// The version people cite.
        version: String,
        /// What changed, in words.
        change: String,
        /// The day it was made.
        on: Option<Date>,
        /// Who prepared it.
        author: Option<PersonId>,
        /// The approval of exactly this content.
        approval: Option<Approval>,
        /// The controls as they were.
        controls: Vec<Control>,
    }
}

/// Excludes a control with its justification in one step.
///
/// # Errors
/// When no reason is given or the words name no fact, or a risk uses the control.
pub fn exclude(isms: &Isms, id: ControlId, reason: &str, by: &str, now: Now) -> Result<Edit, RuleError> {
    if reason.trim().is_empty() {
        return Err(RuleError::Incomplete(tr::tr!(
            "Say why the control is not needed. An auditor accepts facts, not “not relevant”."
        )));
    }
    check_justification(reason)?;
    decide(isms, id, Some(false), by, now.today)
        .map(|edit| edit.map::<Control>(|control| Control { exclusion: reason.trim().to_owned(), ..control }))
}
