//! Facts: the numbers and names that documents use, each confirmed by a person.
//!
//! A template asks a question and proposes an answer; a proposal is never printed as a fact. Once a person has
//! confirmed an answer, every document that uses it says the same.

use jiff::civil::Date;

use super::documents::Field;
use super::record::record;
use super::{Edit, Isms, Outside, RegisterName, RuleError};

record! {
    /// One answer that documents use. `name` is the question in words.
    Fact(FactId) in Facts as "FA" {
        /// What texts call it: `backup.alert_time`.
        key: String,
        /// The answer: a whole number without its unit, or words. Empty while nobody has answered.
        value: String,
        /// Who confirmed it.
        confirmed_by: String,
        /// When.
        confirmed_on: Option<Date>,
    }
}

/// The confirmed answer to a question; `None` while nobody has answered.
pub fn answer<'a>(isms: &'a Isms, key: &str) -> Option<&'a str> {
    isms.facts.iter().rev().find(|fact| fact.key == key).map(|fact| fact.value.trim()).filter(|value| !value.is_empty())
}

/// Confirms answers, each as its question and what the person entered; all in one edit.
///
/// # Errors
/// When a number is none, or lies outside the bounds that catch typing errors; then none is confirmed.
pub fn confirm(isms: &Isms, answers: &[(&Field, String)], outside: &mut Outside<'_>) -> Result<Edit, RuleError> {
    let label = match answers {
        [] => return Err(RuleError::Incomplete(tr::tr!("There is nothing to confirm."))),
        [(field, value)] => tr::tr!("Confirm: {0} {1}", field.ask, field.with_unit(value.trim())),
        many => tr::tr!("Confirm {} answers", many.len()),
    };
    answers.iter().try_fold(Edit::new(label), |edit, (field, value)| {
        let value = field.check(value)?;
        let known = isms.facts.iter().rev().find(|fact| fact.key == field.id).cloned();
        let fact = known.unwrap_or_else(|| Fact {
            id: outside.id(),
            reference: outside.reference(RegisterName::Facts),
            key: field.id.clone(),
            ..Fact::default()
        });
        Ok(edit.put(Fact {
            name: field.ask.clone(),
            value,
            confirmed_by: outside.me.to_owned(),
            confirmed_on: Some(outside.now.today),
            ..fact
        }))
    })
}
