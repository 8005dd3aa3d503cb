//! Controls beside Annex A: those of other catalogues, such as the cloud standards, and the organisation's own.

use super::super::edit::linking;
use super::super::founding::ControlFact;
use super::super::outside::Outside;
use super::super::{Edit, Isms, Record, RegisterName, RuleError};
use super::{Control, ControlId, ControlTheme};

/// The controls of a catalogue that the file does not hold yet.
pub fn missing<'a>(isms: &Isms, facts: &'a [ControlFact]) -> Vec<&'a ControlFact> {
    facts.iter().filter(|fact| isms.controls.by_reference(&fact.reference).is_none()).collect()
}

/// Adds the controls of a catalogue that are not there yet, all of them undecided.
///
/// # Errors
/// When every one of them is there already.
pub fn add_catalogue(isms: &Isms, facts: &[ControlFact], outside: &mut Outside<'_>) -> Result<Edit, RuleError> {
    let missing = missing(isms, facts);
    if missing.is_empty() {
        return Err(RuleError::Incomplete(tr::tr!("These controls are in the register already.")));
    }
    let label = tr::tr!("Add {} controls from the catalogue", missing.len());
    Ok(missing.into_iter().fold(Edit::new(label), |edit, fact| {
        edit.put(Control {
            name: fact.title.clone(),
            theme: Some(fact.theme),
            ..Control::blank(outside.id(), fact.reference.clone())
        })
    }))
}

/// Adds a control of the organisation's own with this id, undecided and without a title yet.
pub fn add_own(id: ControlId, reference: String) -> Edit {
    let label = tr::tr!("Add the own control {}", reference);
    Edit::new(label).put(Control { theme: Some(ControlTheme::Own), ..Control::blank(id, reference) })
}

/// Whether a control may be taken out of the register: those of Annex A stay, each has to be decided.
pub fn is_removable(control: &Control) -> bool {
    matches!(control.theme, Some(ControlTheme::Own | ControlTheme::Cloud) | None)
}

/// Takes an own control, or one of another catalogue, out of the register. Approved versions keep theirs.
///
/// # Errors
/// When it belongs to Annex A, and when something links to it: the sentence names what.
pub fn remove(isms: &Isms, id: ControlId) -> Result<Edit, RuleError> {
    let control = isms.controls.require(id)?;
    if !is_removable(control) {
        return Err(RuleError::Incomplete(tr::tr!(
            "{} belongs to Annex A and stays. Exclude it with a reason when you do not need it.",
            control.reference
        )));
    }
    let users: Vec<String> = linking(isms, id.0)
        .iter()
        .filter(|record| record.register() != RegisterName::SoaVersions)
        .map(|record| record.title().to_owned())
        .collect();
    if !users.is_empty() {
        return Err(RuleError::Incomplete(tr::tr!(
            "{0} is still used by {1}. Take the links away first, then remove it.",
            control.reference,
            users.join(", ")
        )));
    }
    Ok(Edit::new(tr::tr!("Remove {}", control.reference)).delete(RegisterName::Controls, id.0))
}
