//! How an ISMS begins: one edit with the singletons, the plan's eight lines and the controls, all undecided.

use uuid::Uuid;

use super::controls::{Control, ControlTheme};
use super::organisation::Profile;
use super::scope::ScopeStatement;
use super::steps::Step;
use super::support::{Commitment, PlanStep};
use super::{Edit, Record};

/// A control as the catalogue knows it: id, short title, theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlFact {
    /// The printed id: `A.8.13`.
    pub reference: String,
    /// The short title.
    pub title: String,
    /// The theme.
    pub theme: ControlTheme,
}

/// The first edit of a new file. Nothing in it is decided; `new_id` gives a fresh id each time it is asked.
pub fn found(name: &str, controls: &[ControlFact], mut new_id: impl FnMut() -> Uuid) -> Edit {
    let name = name.trim();
    let mut edit = Edit::new(tr::tr!("Start the ISMS of {}", name))
        .put(Profile { name: name.to_owned(), ..Profile::blank(new_id().into(), String::new()) })
        .put(Commitment::blank(new_id().into(), String::new()))
        .put(ScopeStatement::blank(new_id().into(), String::new()));
    for step in Step::ALL {
        edit = edit.put(PlanStep {
            name: format!("step-{}", step.number()),
            step: Some(*step),
            ..PlanStep::blank(new_id().into(), String::new())
        });
    }
    for fact in controls {
        edit = edit.put(Control {
            name: fact.title.clone(),
            theme: Some(fact.theme),
            ..Control::blank(new_id().into(), fact.reference.clone())
        });
    }
    edit
}

/// A file name out of a name: letters, digits and hyphens.
pub fn file_stem(name: &str) -> String {
    let words: Vec<String> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    if words.is_empty() { "isms".to_owned() } else { words.join("-") }
}
