//! Versions of the method. An approved version never changes: the next one starts as its copy.

use jiff::civil::Date;
use tr::tr;

use super::{Level, Method, MethodId, Scale};
use crate::isms::approval::{Approval, Now, next_version};
use crate::isms::organisation::PersonId;
use crate::isms::{Edit, Isms, Outside, RegisterName, RuleError};

/// Takes a ready method as this organisation's draft. Nothing of it is approved by that.
pub fn start_from(method: Method) -> Edit {
    Edit::new(tr!("Start from the method “{}”", method.name)).put(method)
}

/// Starts with an empty method: three levels of each scale, nothing said about any of them.
pub fn start_new(id: MethodId, reference: String) -> Edit {
    let scale = || vec![Level::default(); super::FEWEST_LEVELS];
    let method = Method { id, reference, likelihood: scale(), impact: scale(), ..Method::default() };
    Edit::new(tr!("Start with an empty risk method")).put(method)
}

/// Starts the next version as a draft: a copy of the approved one, which stays in use until the draft is approved.
///
/// # Errors
/// When the method is not approved yet, or a next version is being prepared already.
pub fn revise(isms: &Isms, id: MethodId, outside: &mut Outside<'_>) -> Result<Edit, RuleError> {
    let method = isms.methods.require(id)?;
    if method.approval.is_none() {
        return Err(RuleError::Incomplete(tr!("This version is not approved yet. Change it as it is.")));
    }
    if isms.draft_method().is_some() {
        return Err(RuleError::Incomplete(tr!("The next version is being prepared already. Finish or discard it.")));
    }
    let next = Method {
        id: outside.id(),
        reference: outside.reference(RegisterName::Methods),
        version: String::new(),
        previous: Some(method.id),
        change: String::new(),
        approval: None,
        notes: String::new(),
        ..method.clone()
    };
    Ok(Edit::new(tr!("Prepare the version after {} of the risk method", method.version)).put(next))
}

/// Throws a draft away. The approved version stays in use.
///
/// # Errors
/// When it is approved, or risks are assessed under it.
pub fn discard(isms: &Isms, id: MethodId) -> Result<Edit, RuleError> {
    let method = draft(isms, id)?;
    let used: Vec<&str> =
        isms.risks.iter().filter(|risk| risk.method == Some(id)).map(|risk| risk.reference.as_str()).collect();
    if !used.is_empty() {
        return Err(RuleError::StillLinked {
            reference: method.reference,
            users: used.into_iter().map(str::to_owned).collect(),
        });
    }
    Ok(Edit::new(tr!("Discard the draft of the risk method")).delete(RegisterName::Methods, id.0))
}

/// Top management approves the method as it stands (6.1.2). A later version says what changed.
///
/// # Errors
/// When the method is incomplete, or a later version differs in nothing or does not say in what.
pub fn approve(isms: &Isms, id: MethodId, by: PersonId, on: Date, now: Now) -> Result<Edit, RuleError> {
    let method = isms.methods.require(id)?;
    if let Some(gap) = method.gap().or_else(|| change_gap(isms, method)) {
        return Err(RuleError::Incomplete(gap));
    }
    let approval = Approval::new(isms.people.require(by)?, on, method.digest(), now)?;
    let before = if method.version.is_empty() { previous(isms, method) } else { None };
    let version = match before {
        Some(before) => next_version(&before.version, None, &approval.digest),
        None => next_version(&method.version, method.approval.as_ref(), &approval.digest),
    };
    Ok(Edit::new(tr!("Approve the risk method as version {}", version)).put(Method {
        approval: Some(approval),
        version,
        ..method.clone()
    }))
}

impl Isms {
    /// What stands between a draft and its approval, as a sentence: the method's own gaps, then what changed.
    pub fn method_gap(&self, method: &Method) -> Option<String> {
        method.gap().or_else(|| change_gap(self, method))
    }
}

/// The approved version that this one replaces.
fn previous<'a>(isms: &'a Isms, method: &Method) -> Option<&'a Method> {
    isms.methods.get(method.previous?)
}

fn change_gap(isms: &Isms, method: &Method) -> Option<String> {
    let before = previous(isms, method).filter(|_| method.approval.is_none())?;
    if differences(before, method).is_empty() {
        return Some(tr!("Nothing differs from version {} yet.", before.version));
    }
    method.change.trim().is_empty().then(|| tr!("Say what changed and why, in a sentence."))
}

/// The first version of the chain that this one belongs to: its reference names the method for good.
pub fn first_version<'a>(isms: &'a Isms, method: &'a Method) -> &'a Method {
    let mut first = method;
    // A chain is never longer than the register, so a damaged file cannot lead in a circle.
    for _ in 0..isms.methods.len() {
        match previous(isms, first) {
            Some(before) => first = before,
            None => break,
        }
    }
    first
}

/// The approved versions up to this one, the newest first.
pub fn history<'a>(isms: &'a Isms, method: &'a Method) -> Vec<&'a Method> {
    let mut versions = Vec::new();
    let mut next = Some(method);
    while let Some(version) = next.filter(|_| versions.len() <= isms.methods.len()) {
        versions.push(version);
        next = previous(isms, version);
    }
    versions.retain(|version| version.approval.is_some());
    versions
}

/// The draft with this id, to be changed.
///
/// # Errors
/// When it is gone or approved.
pub(super) fn draft(isms: &Isms, id: MethodId) -> Result<Method, RuleError> {
    let method = isms.methods.require(id)?;
    if method.approval.is_some() {
        return Err(refuse_approved(method));
    }
    Ok(method.clone())
}

fn refuse_approved(method: &Method) -> RuleError {
    RuleError::Incomplete(tr!(
        "Version {} is approved and never changes. Start a new version to change the method.",
        method.version
    ))
}

/// Whether a field of a method may change from `before` to `after`: nothing of an approved version but its notes,
/// and bands only so that each begins above the one before.
///
/// # Errors
/// The sentence that says what to do instead.
pub(in crate::isms) fn refuse_field(before: &Method, after: &Method) -> Result<(), RuleError> {
    let but_notes = Method { notes: before.notes.clone(), ..after.clone() };
    if before.approval.is_some() && but_notes != *before {
        return Err(refuse_approved(before));
    }
    let falling = |method: &Method| method.bands.array_windows().position(|[lower, higher]| lower.from >= higher.from);
    if before.bands != after.bands
        && let Some(index) = falling(after)
        && falling(before).is_none()
    {
        let lower = &after.bands[index];
        let name = if lower.name.is_empty() { tr!("the band below") } else { format!("“{}”", lower.name) };
        return Err(RuleError::Incomplete(tr!(
            "Each band begins above the one before: {0} begins at {1}.",
            name,
            lower.from
        )));
    }
    Ok(())
}

/// What differs between two versions, in sentences. Empty when both say the same.
pub fn differences(before: &Method, after: &Method) -> Vec<String> {
    let combination = |method: &Method| method.combination.map(super::Combination::label).unwrap_or_default();
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let bands = |method: &Method| {
        let words = method.bands.iter().map(|band| format!("{} {}", band.name, tr!("from {}", band.from)));
        words.collect::<Vec<_>>().join(", ")
    };
    let mut facts = vec![
        (tr!("Name"), before.name.clone(), after.name.clone()),
        (tr!("Combination"), combination(before), combination(after)),
        (tr!("Acceptable up to"), number(before.acceptable_up_to), number(after.acceptable_up_to)),
        (tr!("Months between assessments"), number(before.reassess_months), number(after.reassess_months)),
        (tr!("Assessed again whenever"), before.reassess_when.clone(), after.reassess_when.clone()),
        (tr!("Areas of impact"), before.impact_areas.join(", "), after.impact_areas.join(", ")),
        (tr!("Bands"), bands(before), bands(after)),
    ];
    for scale in [Scale::Likelihood, Scale::Impact] {
        let (was, is) = (before.scale(scale).len().to_string(), after.scale(scale).len().to_string());
        facts.push((tr!("Levels of {}", scale.word()), was, is));
    }
    let differs = facts.into_iter().filter(|(_, was, is)| was != is);
    let mut list: Vec<String> =
        differs.map(|(what, was, is)| tr!("{0}: {1}, was {2}.", what, or_nothing(is), or_nothing(was))).collect();
    if before.matrix != after.matrix && before.combination == after.combination {
        list.push(tr!("Scores in the matrix changed."));
    }
    for scale in [Scale::Likelihood, Scale::Impact] {
        list.extend(level_differences(scale, before.scale(scale), after.scale(scale)));
    }
    let words = before.bands.iter().zip(&after.bands).filter(|(was, is)| was.words != is.words);
    list.extend(words.map(|(_, is)| tr!("The words of the band “{}” changed.", is.name)));
    if before.asset_value != after.asset_value {
        list.push(tr!("The values of assets changed."));
    }
    list
}

fn level_differences(scale: Scale, before: &[Level], after: &[Level]) -> Vec<String> {
    let mut list = Vec::new();
    for (index, level) in after.iter().enumerate() {
        let what = tr!("{0} {1}", scale.label(), index + 1);
        match before.get(index) {
            None => list.push(tr!("{0}: “{1}” is new.", what, level.name)),
            Some(was) if was.name != level.name => {
                list.push(tr!("{0}: “{1}”, was “{2}”.", what, level.name, was.name));
            }
            Some(was) if was != level => list.push(tr!("{0}: the words of “{1}” changed.", what, level.name)),
            Some(_) => {}
        }
    }
    for (index, was) in before.iter().enumerate().skip(after.len()) {
        list.push(tr!("{0} {1}: “{2}” is gone.", scale.label(), index + 1, was.name));
    }
    list
}

fn or_nothing(text: String) -> String {
    if text.trim().is_empty() { tr!("nothing") } else { text }
}
