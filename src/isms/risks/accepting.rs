//! Acceptance of residual risks by their owners (6.1.3 f): one by one above the line, on one sheet below it.

use jiff::civil::Date;

use super::{Risk, RiskId};
use crate::isms::approval::{Approval, Now, Standing};
use crate::isms::organisation::{Person, PersonId};
use crate::isms::{Edit, Isms, RuleError};

/// What stands between a risk and its acceptance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AcceptanceGap {
    /// Nobody answers for it.
    NoOwner,
    /// Its owner has left the organisation.
    OwnerLeft,
    /// Likelihood or impact is undecided.
    NotAssessed,
    /// The levels belong to a version of the method that is no longer in use.
    OlderMethod,
    /// What remains after treatment is undecided.
    NoTarget,
    /// Nothing is decided about its treatment.
    NoOption,
}

impl AcceptanceGap {
    /// What to do about it, as a sentence about this risk.
    pub fn sentence(self, isms: &Isms, risk: &Risk) -> String {
        let reference = &risk.reference;
        match self {
            Self::NoOwner => tr::tr!("{} has no owner. Only the risk owner may accept it.", reference),
            Self::OwnerLeft => tr::tr!(
                "{0} has left, and {1} needs another owner. Only the risk owner may accept it.",
                isms.person_name(risk.owner),
                reference
            ),
            Self::NotAssessed => tr::tr!("Assess {} first: decide likelihood and impact.", reference),
            Self::OlderMethod => {
                tr::tr!("Assess {} first: its levels belong to an earlier version of the method.", reference)
            }
            Self::NoTarget => tr::tr!("Assess {} first: decide the levels after treatment.", reference),
            Self::NoOption => tr::tr!("Decide how {} is treated before it is accepted.", reference),
        }
    }

    /// The same in a few words, for a list that names the risk already.
    pub fn label(self) -> String {
        match self {
            Self::NoOwner => tr::tr!("no owner"),
            Self::OwnerLeft => tr::tr!("the owner has left"),
            Self::NotAssessed => tr::tr!("not assessed"),
            Self::OlderMethod => tr::tr!("assessed under an earlier method"),
            Self::NoTarget => tr::tr!("no level after treatment"),
            Self::NoOption => tr::tr!("treatment undecided"),
        }
    }
}

/// Everything that is missing before the owner can accept a risk; empty when nothing is.
pub fn acceptance_gaps(isms: &Isms, risk: &Risk, today: Date) -> Vec<AcceptanceGap> {
    let method = isms.current_method();
    let mut gaps = Vec::new();
    match risk.owner.and_then(|id| isms.people.get(id)) {
        None => gaps.push(AcceptanceGap::NoOwner),
        Some(owner) if !owner.is_with_us(today) => gaps.push(AcceptanceGap::OwnerLeft),
        Some(_) => {}
    }
    if risk.current.score(method).is_none() {
        gaps.push(AcceptanceGap::NotAssessed);
    } else if risk.method != method.map(|method| method.id) {
        gaps.push(AcceptanceGap::OlderMethod);
    } else if risk.residual().score(method).is_none() {
        gaps.push(AcceptanceGap::NoTarget);
    }
    if risk.option.is_none() {
        gaps.push(AcceptanceGap::NoOption);
    }
    gaps
}

/// Whether what remains of a risk lies above the acceptance line; `None` while either is undecided.
pub fn is_above_line(isms: &Isms, risk: &Risk) -> Option<bool> {
    let method = isms.current_method()?;
    method.is_above(risk.residual().score(Some(method))?)
}

/// Records that the risk's owner accepts what remains, and with it the treatment (6.1.3 f).
/// The acceptance binds to this very assessment: changing it later makes the acceptance stale.
///
/// # Errors
/// When the risk has no owner, no assessment or no decision on treatment, or belongs to somebody else.
pub fn accept(isms: &Isms, id: RiskId, by: PersonId, on: Date, now: Now) -> Result<Edit, RuleError> {
    let risk = isms.risks.require(id)?;
    if let Some(gap) = acceptance_gaps(isms, risk, on).first() {
        return Err(RuleError::Incomplete(gap.sentence(isms, risk)));
    }
    if risk.owner != Some(by) {
        return Err(RuleError::Incomplete(tr::tr!(
            "{} belongs to {}. Only the risk owner may accept it.",
            risk.reference,
            isms.person_name(risk.owner)
        )));
    }
    let accepted = accepted(risk, isms.people.require(by)?, on, now, false)?;
    Ok(Edit::new(tr::tr!("Accept {}", risk.reference)).put(accepted))
}

/// Records that one owner accepts several risks at or below the line on one sheet (6.1.3 f).
///
/// # Errors
/// When the list is empty, or with every risk that does not belong on the sheet and why: above the line, unassessed,
/// untreated, not theirs. Then none of them is accepted.
pub fn accept_below(isms: &Isms, ids: &[RiskId], by: PersonId, on: Date, now: Now) -> Result<Edit, RuleError> {
    let owner = isms.people.require(by)?;
    if ids.is_empty() {
        return Err(RuleError::Incomplete(tr::tr!("Tick at least one risk for the sheet of {}.", owner.name)));
    }
    let mut edit = Edit::new(tr::tr!("Acceptance of {0} risks by {1}", ids.len(), owner.name));
    let mut refused = Vec::new();
    for id in ids {
        let risk = isms.risks.require(*id)?;
        match off_the_sheet(isms, risk, by, on) {
            Some(reason) => refused.push(format!("{} ({reason})", risk.reference)),
            None => edit = edit.put(accepted(risk, owner, on, now, true)?),
        }
    }
    if refused.is_empty() {
        return Ok(edit);
    }
    Err(RuleError::Incomplete(tr::tr!(
        "Nothing was accepted, because some risks do not belong on this sheet: {}.",
        refused.join(", ")
    )))
}

/// Why a risk cannot be accepted on its owner's sheet.
fn off_the_sheet(isms: &Isms, risk: &Risk, by: PersonId, on: Date) -> Option<String> {
    if let Some(gap) = acceptance_gaps(isms, risk, on).first() {
        return Some(gap.label());
    }
    if risk.owner != Some(by) {
        return Some(tr::tr!("belongs to {}", isms.person_name(risk.owner)));
    }
    match is_above_line(isms, risk) {
        None => Some(tr::tr!("the acceptance line is undecided")),
        Some(true) => Some(tr::tr!("above the line, so it is accepted on its own")),
        Some(false) if risk.acceptance_standing() == Standing::Valid => Some(tr::tr!("accepted already")),
        Some(false) => None,
    }
}

fn accepted(risk: &Risk, owner: &Person, on: Date, now: Now, in_bulk: bool) -> Result<Risk, RuleError> {
    let acceptance = Approval::new(owner, on, risk.assessment_digest(), now)?;
    let accepted_as = Some(Box::new(Risk { acceptance: None, accepted_in_bulk: false, ..risk.frozen() }));
    Ok(Risk { acceptance: Some(acceptance), accepted_as, accepted_in_bulk: in_bulk, ..risk.clone() })
}
