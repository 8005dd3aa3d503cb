//! How one value is said: closed lists by their words, links by reference and title, days as everywhere else.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value};
use tr::tr;
use uuid::Uuid;

use super::super::RecordChange;
use super::not_set;
use crate::isms::dates::{short_date, short_moment};
use crate::isms::{Isms, RegisterName};

/// Where linked records are looked up, in this order.
pub(super) struct Names<'a> {
    pub snapshots: Vec<&'a Isms>,
    pub changes: &'a [RecordChange],
}

/// How a closed list is said.
pub(super) type Word = Option<fn(&Value) -> Option<String>>;

impl Names<'_> {
    /// Reference and title of the record that a change is about: as it was right after, or before it went.
    pub fn title_of(&self, change: &RecordChange) -> String {
        let whole = match (&change.before, &change.after) {
            (None, Some(fields)) | (Some(fields), None) => Some(fields),
            (Some(_) | None, _) => None,
        };
        let told = whole.map(title_in).filter(|title| !title.is_empty());
        told.or_else(|| self.present(change.register, change.id))
            .or_else(|| change.after.as_ref().map(title_in).filter(|title| !title.is_empty()))
            .unwrap_or_else(|| tr!("{}: a record that is gone", change.register.label()))
    }

    fn present(&self, register: RegisterName, id: Uuid) -> Option<String> {
        let record = self.snapshots.iter().find_map(|isms| isms.get(register, id))?;
        let title = format!("{} {}", record.reference().trim(), record.name().trim()).trim().to_owned();
        Some(if title.is_empty() { register.label() } else { title })
    }

    /// A linked record by reference and title.
    fn linked(&self, id: Uuid) -> String {
        let here = |isms: &&&Isms| RegisterName::ALL.iter().copied().find(|register| isms.has(*register, id));
        let found = self.snapshots.iter().find_map(|isms| here(&isms).and_then(|of| self.present(of, id)));
        let told = || {
            let mut sides = self.changes.iter().filter(|change| change.id == id);
            let title = |change: &RecordChange| change.after.as_ref().or(change.before.as_ref()).map(title_in);
            sides.find_map(title).filter(|title| !title.is_empty())
        };
        found.or_else(told).unwrap_or_else(|| tr!("a record that is gone"))
    }

    /// A value without parts, or a list of such values.
    pub fn say(&self, word: Word, value: &Value) -> String {
        if let Some(said) = word.and_then(|word| word(value)) {
            return said;
        }
        match value {
            Value::Null => not_set(),
            Value::Bool(true) => tr!("Yes"),
            Value::Bool(false) => tr!("No"),
            Value::Number(number) => number.to_string(),
            Value::String(text) => self.say_text(text),
            Value::Array(items) if items.is_empty() => not_set(),
            Value::Array(items) if items.iter().any(Value::is_array) => {
                let rows = items.iter().map(|row| self.say_row(row));
                rows.collect::<Vec<_>>().join(" / ")
            }
            Value::Array(items) => items.iter().map(|item| self.say(word, item)).collect::<Vec<_>>().join(", "),
            Value::Object(fields) => said_record(fields),
        }
    }

    /// The whole value, objects as well, in one line: for sentences.
    pub fn say_whole(&self, word: Word, value: &Value) -> String {
        match value {
            Value::Array(items) if items.iter().any(Value::is_object) => tr!("{} items", items.len()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                self.say(word, value)
            }
        }
    }

    fn say_row(&self, row: &Value) -> String {
        let cell = |cell: &Value| if cell.is_null() { "–".to_owned() } else { self.say(None, cell) };
        row.as_array().map(|cells| cells.iter().map(cell).collect::<Vec<_>>().join(" ")).unwrap_or_default()
    }

    fn say_text(&self, text: &str) -> String {
        if text.trim().is_empty() {
            return not_set();
        }
        if text.len() == 36
            && let Ok(id) = Uuid::parse_str(text)
        {
            return if id.is_nil() { not_set() } else { self.linked(id) };
        }
        if text.len() == 10
            && let Ok(day) = text.parse::<Date>()
        {
            return short_date(day);
        }
        if text.ends_with('Z')
            && let Ok(moment) = text.parse::<Timestamp>()
        {
            return short_moment(moment);
        }
        if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            let parts: Vec<String> = (0..4).map(|part| text[part * 4..part * 4 + 4].to_uppercase()).collect();
            return format!("{} …", parts.join(" "));
        }
        text.to_owned()
    }
}

/// Reference and title out of a record's fields; what is not there is left out.
pub(super) fn title_in(fields: &Map<String, Value>) -> String {
    let part = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let (reference, name) = (part("reference"), part("name"));
    format!("{reference} {name}").trim().to_owned()
}

/// Whether an object is a whole record, kept as it was.
pub(super) fn is_frozen(fields: &Map<String, Value>) -> bool {
    fields.contains_key("id") && fields.contains_key("reference")
}

/// Whether an object is a recorded act: an approval, acceptance or signature.
pub(super) fn is_act(fields: &Map<String, Value>) -> bool {
    fields.contains_key("digest") && fields.contains_key("recorded")
}

/// An object in one line: a record by its title, an act by who and when.
pub(super) fn said_record(fields: &Map<String, Value>) -> String {
    if is_frozen(fields) {
        return title_in(fields);
    }
    let part = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
    if is_act(fields) {
        let day = part("on").and_then(|day| day.parse::<Date>().ok()).map(short_date);
        let parts = [part("name"), part("role"), day].into_iter().flatten().filter(|part| !part.is_empty());
        return parts.collect::<Vec<_>>().join(", ");
    }
    tr!("{} values", fields.values().filter(|value| !value.is_null()).count())
}
