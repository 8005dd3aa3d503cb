//! What a text may name: the profile, roles, facts, controls, tables. Whatever it asks that nobody has decided is noted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Object, ObjectRepr, Value};
use minijinja::{Environment, Error, ErrorKind};

use super::OpenQuestion;
use super::question::marked;
use super::tables::{self, TableName};
use crate::isms::documents::Library;
use crate::isms::organisation::IsmsRole;
use crate::isms::{Isms, facts};

/// The questions that came up while a text was made.
#[derive(Debug, Clone, Default)]
pub(super) struct Questions(Arc<Mutex<BTreeSet<OpenQuestion>>>);

impl Questions {
    pub(super) fn add(&self, question: OpenQuestion) {
        // A panic elsewhere does not spoil a set.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(question);
    }

    pub(super) fn all(&self) -> Vec<OpenQuestion> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

/// What stands where something is undecided: in a condition it does not hold, in a text it says so.
#[derive(Debug)]
struct Undecided(String);

impl Object for Undecided {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        false
    }

    fn render(self: &Arc<Self>, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn undecided(words: &str) -> Value {
    Value::from_object(Undecided(marked(words)))
}

/// A value, or the question to note once a text asks for it.
#[derive(Debug, Clone)]
enum Entry {
    Known(Value),
    Open(OpenQuestion, Value),
}

impl Entry {
    fn of<T: Into<Value>>(value: Option<T>, question: OpenQuestion) -> Self {
        match value {
            Some(value) => Self::Known(value.into()),
            None => Self::Open(question, undecided(&tr::tr!("undecided"))),
        }
    }

    fn text(value: &str, question: OpenQuestion) -> Self {
        Self::of(Some(value.trim().to_owned()).filter(|value| !value.is_empty()), question)
    }
}

/// A group of names such as `profile`; also the root.
#[derive(Debug)]
struct Group {
    entries: BTreeMap<String, Entry>,
    open: Questions,
}

impl Object for Group {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match self.entries.get(key.as_str()?)? {
            Entry::Known(value) => Some(value.clone()),
            Entry::Open(question, value) => {
                self.open.add(question.clone());
                Some(value.clone())
            }
        }
    }
}

/// The roles of 5.3 as texts name them.
pub(super) const ROLES: [(&str, IsmsRole); 6] = [
    ("top_management", IsmsRole::TopManagement),
    ("isms_manager", IsmsRole::IsmsManager),
    ("risk_owner", IsmsRole::RiskOwner),
    ("control_owner", IsmsRole::ControlOwner),
    ("internal_auditor", IsmsRole::InternalAuditor),
    ("data_protection", IsmsRole::DataProtection),
];

/// Names of the root that are no groups.
pub(super) const PLAIN: [&str; 5] = ["company", "legal_name", "headcount", "sector", "sites"];

/// Names under `profile`.
pub(super) const FACTS: [(&str, &str); 11] = [
    ("remote_work", "/remote_work"),
    ("own_development", "/own_development"),
    ("cloud_customer", "/cloud_customer"),
    ("cloud_provider", "/cloud_provider"),
    ("controller", "/personal_data_controller"),
    ("processor", "/personal_data_processor"),
    ("health_data", "/health_data"),
    ("sec_listed", "/sec_listed"),
    ("card_data", "/card_data"),
    ("industrial_systems", "/industrial_systems"),
    ("outsourced_it", "/outsourced_it"),
];

/// Whether a text may name this.
pub(super) fn is_known(library: &Library, name: &str) -> bool {
    match name.split_once('.') {
        None => {
            PLAIN.contains(&name)
                || matches!(name, "applies" | "table" | "profile" | "role" | "range" | "loop")
                || library.fields.keys().any(|id| id.split_once('.').is_some_and(|(group, _)| group == name))
        }
        Some(("profile", fact)) => fact == "personal_data" || FACTS.iter().any(|(known, _)| *known == fact),
        Some(("role", role)) => ROLES.iter().any(|(known, _)| *known == role) || library.fields.contains_key(name),
        Some(("loop", _)) => true,
        Some(_) => library.fields.contains_key(name),
    }
}

/// Every name that a text may use as a field, with what it stands for today, for the list of fields.
pub(super) fn root(isms: &Isms, library: &Library, open: &Questions) -> Value {
    let mut groups: BTreeMap<String, BTreeMap<String, Entry>> = BTreeMap::new();
    groups.insert("profile".to_owned(), profile(isms));
    groups.insert("role".to_owned(), roles(isms));
    for field in library.fields.values() {
        let Some((group, name)) = field.id.split_once('.') else { continue };
        let question = OpenQuestion::Fact(field.id.clone());
        let entry = match (facts::answer(isms, &field.id), &field.unit) {
            (Some(answer), _) => Entry::Known(Value::from(field.with_unit(answer))),
            (None, Some([_, many])) => Entry::Open(question, undecided(&tr::tr!("undecided: {}", many))),
            (None, None) => Entry::Open(question, undecided(&tr::tr!("undecided"))),
        };
        groups.entry(group.to_owned()).or_default().insert(name.to_owned(), entry);
    }
    let group = |(name, entries)| {
        let value = Value::from_object(Group { entries, open: open.clone() });
        (name, Entry::Known(value))
    };
    let mut entries: BTreeMap<String, Entry> = groups.into_iter().map(group).collect();
    let known = isms.profile().ok();
    let text = |pick: fn(&crate::isms::organisation::Profile) -> &str| known.map(pick).unwrap_or_default();
    entries.insert("company".into(), Entry::text(text(|p| &p.name), OpenQuestion::Profile("/name")));
    entries.insert("legal_name".into(), Entry::text(text(|p| &p.legal_name), OpenQuestion::Profile("/legal_name")));
    entries.insert("sector".into(), Entry::text(text(|p| &p.sector), OpenQuestion::Profile("/sector")));
    let headcount = known.and_then(|profile| profile.headcount);
    entries.insert("headcount".into(), Entry::of(headcount, OpenQuestion::Profile("/headcount")));
    entries.insert("sites".into(), Entry::Known(Value::from(isms.sites.len())));
    Value::from_object(Group { entries, open: open.clone() })
}

fn profile(isms: &Isms) -> BTreeMap<String, Entry> {
    let facts: BTreeMap<&str, Option<bool>> =
        isms.profile().map(|profile| profile.facts().into_iter().collect()).unwrap_or_default();
    let of = |pointer: &str| facts.get(pointer).copied().flatten();
    let mut entries: BTreeMap<String, Entry> = FACTS
        .iter()
        .map(|(name, pointer)| ((*name).to_owned(), Entry::of(of(pointer), OpenQuestion::Profile(pointer))))
        .collect();
    // One yes is enough to know; two times no as well.
    let (controller, processor) = (of("/personal_data_controller"), of("/personal_data_processor"));
    let either = match (controller, processor) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        (None, Some(false) | None) | (Some(false), None) => None,
    };
    let missing = if controller.is_none() { "/personal_data_controller" } else { "/personal_data_processor" };
    entries.insert("personal_data".to_owned(), Entry::of(either, OpenQuestion::Profile(missing)));
    entries
}

fn roles(isms: &Isms) -> BTreeMap<String, Entry> {
    let held = |role: IsmsRole| isms.people.iter().any(|person| person.has_role(role));
    let entry = |(name, role): &(&str, IsmsRole)| {
        let words = held(*role).then(|| in_a_sentence(&role.label()));
        ((*name).to_owned(), Entry::of(words, OpenQuestion::Role(*role)))
    };
    ROLES.iter().map(entry).collect()
}

/// `Risk owner` becomes `risk owner`; an abbreviation such as ISMS keeps its capitals.
fn in_a_sentence(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(label.chars().skip(1)).collect()
        }
        _ => label.to_owned(),
    }
}

/// The functions that a text may call.
pub(super) fn functions(environment: &mut Environment<'_>, isms: &Isms, open: &Questions) {
    // A snapshot shares its records, so that to own one costs next to nothing.
    let (snapshot, questions) = (isms.clone(), open.clone());
    environment.add_function("applies", move |reference: &str| -> Result<bool, Error> {
        match snapshot.controls.by_reference(reference).map(|control| control.applicable) {
            Some(Some(applies)) => Ok(applies),
            Some(None) => {
                questions.add(OpenQuestion::Control(reference.to_owned()));
                Ok(false)
            }
            None => Err(invalid(tr::tr!("there is no control {}", reference))),
        }
    });
    let (snapshot, questions) = (isms.clone(), open.clone());
    environment.add_function("table", move |name: &str| -> Result<String, Error> {
        let Some(table) = TableName::parse(name) else { return Err(invalid(tr::tr!("there is no table {}", name))) };
        match tables::table(&snapshot, table) {
            Some(markdown) => Ok(markdown),
            None => {
                let question = OpenQuestion::Table(table);
                let mark = question.mark();
                questions.add(question);
                Ok(mark)
            }
        }
    });
}

fn invalid(what: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, what)
}
