//! What a text may name, in words and with what it says today: the list that a writer chooses from.

use minijinja::{Environment, Value};
use tr::tr;

use super::question::{UNDECIDED_BEGIN, profile_words};
use super::tables::TableName;
use super::{context, environment};
use crate::isms::Isms;
use crate::isms::documents::Library;

/// What kind of thing a text may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferKind {
    /// A word or a number that is printed.
    Value,
    /// A table out of the registers.
    Table,
    /// Something that decides whether a passage is printed at all.
    Condition,
}

/// Something that a text may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What kind of thing it is.
    pub kind: OfferKind,
    /// What texts call it: `backup.alert_time`, `table('systems')`, `profile.remote_work`.
    pub name: String,
    /// What it is, in words.
    pub words: String,
    /// What it says today; `None` while nobody has decided it.
    pub today: Option<String>,
}

impl Offer {
    /// What is written before and after the words it is for. A value and a table have nothing after them.
    pub fn written(&self) -> (String, &'static str) {
        match self.kind {
            OfferKind::Value => (format!("{{{{ {} }}}}", self.name), ""),
            // A table needs lines of its own.
            OfferKind::Table => (format!("\n\n{{{{ {} }}}}\n\n", self.name), ""),
            OfferKind::Condition => (format!("{{% if {} %}}", self.name), "{% endif %}"),
        }
    }
}

/// Everything that a text may name: the organisation, roles, answers, tables, then conditions.
pub fn offers(isms: &Isms, library: &Library) -> Vec<Offer> {
    let open = context::Questions::default();
    let mut environment = environment();
    context::functions(&mut environment, isms, &open);
    let root = context::root(isms, library, &open);
    let now = |name: &str| said(&environment, &root, name);
    let today = |name: &str| now(name).map(|value| value.to_string());
    let value = |name: String, words: String| Offer { kind: OfferKind::Value, today: today(&name), name, words };
    let mut list: Vec<Offer> = context::PLAIN.iter().map(|name| value((*name).to_owned(), plain_words(name))).collect();
    let role = |(name, role): &(&str, crate::isms::organisation::IsmsRole)| {
        value(format!("role.{name}"), tr!("Role: {}", role.label()))
    };
    list.extend(context::ROLES.iter().map(role));
    list.extend(library.fields.values().map(|field| value(field.id.clone(), field.ask.clone())));
    let table = |table: &TableName| {
        let name = format!("table('{}')", table.name());
        let rows = today(&name).map(|text| text.lines().filter(|line| line.starts_with('|')).count());
        let today = rows.and_then(|lines| lines.checked_sub(2)).map(|rows| tr!("{} rows", rows));
        Offer { kind: OfferKind::Table, name, words: tr!("Table: {}", table.label()), today }
    };
    list.extend(TableName::ALL.iter().map(table));
    let profile = |name: &str, words: &str| {
        let name = format!("profile.{name}");
        let holds = now(&name).map(|value| value.is_true());
        condition(name, tr!("Only if the profile says yes: {}", words), holds)
    };
    list.extend(context::FACTS.iter().map(|(name, pointer)| profile(name, &profile_words(pointer))));
    list.push(profile("personal_data", &tr!("whether you process personal data at all")));
    // A reference that the text's syntax would not survive cannot be asked about.
    let askable = isms.controls.iter().filter(|control| !control.reference.contains(['\'', '\\']));
    list.extend(askable.map(|control| {
        let name = format!("applies('{}')", control.reference);
        condition(name, tr!("Only if {0} {1} applies", control.reference, control.name), control.applicable)
    }));
    list
}

fn condition(name: String, words: String, holds: Option<bool>) -> Offer {
    let today = holds.map(|holds| if holds { tr!("yes") } else { tr!("no") });
    Offer { kind: OfferKind::Condition, name, words, today }
}

/// What a name says today; `None` while it is undecided.
fn said(environment: &Environment<'_>, root: &Value, name: &str) -> Option<Value> {
    let expression = environment.compile_expression(name).ok()?;
    let value = expression.eval(root.clone()).ok()?;
    let text = value.to_string();
    (!text.is_empty() && !text.contains(UNDECIDED_BEGIN)).then_some(value)
}

fn plain_words(name: &str) -> String {
    match name {
        "company" => tr!("The organisation’s everyday name"),
        "legal_name" => tr!("The organisation’s legal name"),
        "headcount" => tr!("How many people work here"),
        "sector" => tr!("The line of business"),
        "sites" => tr!("How many sites there are"),
        other => other.replace('_', " "),
    }
}
