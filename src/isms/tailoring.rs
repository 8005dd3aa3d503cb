//! Tailoring: a text with variables and conditions becomes the text of this very organisation.
//!
//! Texts are Markdown with variables in the syntax of Jinja. What they may use: the profile and its working facts,
//! roles (5.3), confirmed facts, whether a control applies, and tables out of the registers. Whatever is undecided
//! becomes an open question and stays visible in the text as such; it is never filled with a proposal.

mod affected;
mod context;
mod offer;
mod question;
mod tables;
mod tidy;

use std::collections::BTreeSet;

use minijinja::{Environment, UndefinedBehavior};

use super::Isms;
use super::documents::{Library, Section};
pub use affected::{Affected, affected};
pub use offer::{Offer, OfferKind, offers};
pub use question::{Lead, OpenQuestion, UNDECIDED_BEGIN, UNDECIDED_END};
pub use tables::TableName;

/// A text made for one organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tailored {
    /// Sections in Markdown without variables. A section that says nothing here is left out.
    pub sections: Vec<Section>,
    /// What has to be answered before the text is whole, each once.
    pub open: Vec<OpenQuestion>,
}

/// Steps that a text may take: far more than any text needs, and an end for one that would never come to it.
const FUEL: u64 = 200_000;

/// Makes a text for this organisation.
pub fn tailor(isms: &Isms, library: &Library, sections: &[Section]) -> Tailored {
    let open = context::Questions::default();
    let mut environment = environment();
    context::functions(&mut environment, isms, &open);
    let root = context::root(isms, library, &open);
    let mut tailored = Tailored::default();
    for section in sections {
        let text = match render(&environment, &root, section, library) {
            Ok(text) => tidy::tidy(&text),
            Err(question) => {
                let mark = question.mark();
                open.add(question);
                mark
            }
        };
        if !text.is_empty() {
            tailored.sections.push(Section { title: section.title.clone(), text });
        }
    }
    tailored.open = open.all();
    tailored
}

/// Whether an expression such as `applies('A.8.13')` holds; an empty one always does. One that cannot be read does not.
pub fn holds(isms: &Isms, library: &Library, expression: &str) -> bool {
    if expression.trim().is_empty() {
        return true;
    }
    let open = context::Questions::default();
    let mut environment = environment();
    context::functions(&mut environment, isms, &open);
    let root = context::root(isms, library, &open);
    let compiled = environment.compile_expression(expression);
    compiled.and_then(|compiled| compiled.eval(root)).is_ok_and(|value| value.is_true())
}

/// The variables and functions that a text names, such as `backup.alert_time` and `table`.
///
/// # Errors
/// What is wrong with the text and in which line.
pub fn names(text: &str) -> Result<BTreeSet<String>, String> {
    let environment = environment();
    let template = environment.template_from_str(text).map_err(|error| words(&error))?;
    Ok(template.undeclared_variables(true).into_iter().collect())
}

fn environment<'a>() -> Environment<'a> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.set_fuel(Some(FUEL));
    environment
}

fn render(
    environment: &Environment<'_>,
    root: &minijinja::Value,
    section: &Section,
    library: &Library,
) -> Result<String, OpenQuestion> {
    let wrong = |error: &minijinja::Error| OpenQuestion::Wrong { section: section.title.clone(), what: words(error) };
    let template = environment.template_from_str(&section.text).map_err(|error| wrong(&error))?;
    let mut names: Vec<String> = template.undeclared_variables(true).into_iter().collect();
    names.sort();
    if let Some(unknown) = names.into_iter().find(|name| !context::is_known(library, name)) {
        return Err(OpenQuestion::Unknown { section: section.title.clone(), name: unknown });
    }
    template.render(root.clone()).map_err(|error| wrong(&error))
}

/// What is wrong with a text, without the name that the engine gives it.
fn words(error: &minijinja::Error) -> String {
    let what = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    match error.line() {
        Some(line) => tr::tr!("line {0}: {1}", line, what),
        None => what,
    }
}
