//! Walks a changed field down to its leaves, so that each thing that changed has a line of its own.

use serde_json::{Map, Value};

use super::super::RecordChange;
use super::super::fields::{field, item, nested, register_of};
use super::said::{Names, Word, is_act, is_frozen, title_in};
use super::{FieldWords, not_set};
use crate::isms::RegisterName;

/// Texts longer than this are shown around the place where they differ.
const LONG: usize = 280;
/// So many letters of what stayed stand on either side of it.
const AROUND: usize = 60;

/// Every changed field of a record, its name and title first.
pub(super) fn fields(names: &Names<'_>, change: &RecordChange) -> Vec<FieldWords> {
    let empty = Map::new();
    let (before, after) = (change.before.as_ref().unwrap_or(&empty), change.after.as_ref().unwrap_or(&empty));
    let mut keys: Vec<&String> = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key))).collect();
    let place = |key: &str| match key {
        "name" => 0,
        "reference" => 1,
        "notes" => 3,
        _ => 2,
    };
    keys.sort_by_key(|key| (place(key), key.as_str()));
    let mut walk = Walk { names, register: change.register, rows: Vec::new() };
    for key in keys.into_iter().filter(|key| *key != "id") {
        let known = field(change.register, key);
        let (name, word) = known.map_or_else(|| (key.clone(), None), |field| (field.name, field.word));
        let value = |side: &Map<String, Value>| side.get(key).cloned().unwrap_or_default();
        walk.down(&name, key, word, &value(before), &value(after));
    }
    walk.rows
}

struct Walk<'n, 'a> {
    names: &'n Names<'a>,
    register: RegisterName,
    rows: Vec<FieldWords>,
}

impl Walk<'_, '_> {
    /// `key` is the field's name in the JSON, by which the names of its parts are found.
    fn down(&mut self, name: &str, key: &str, word: Word, before: &Value, after: &Value) {
        if before == after {
            return;
        }
        let has_parts = |value: &Value| value.as_array().is_some_and(|items| items.iter().any(Value::is_object));
        match (before, after) {
            (Value::Object(before), Value::Object(after)) => self.object(name, key, before, after),
            (Value::Object(fields), Value::Null) if !is_act(fields) && !is_frozen(fields) => {
                self.object(name, key, fields, &Map::new());
            }
            (Value::Null, Value::Object(fields)) if !is_act(fields) && !is_frozen(fields) => {
                self.object(name, key, &Map::new(), fields);
            }
            (before, after) if has_parts(before) || has_parts(after) => self.list(name, key, before, after),
            (before, after) => self.leaf(name, word, before, after),
        }
    }

    fn leaf(&mut self, name: &str, word: Word, before: &Value, after: &Value) {
        let (before, after) = (self.names.say(word, before), self.names.say(word, after));
        if before == not_set() && after == not_set() {
            return;
        }
        let (before, after) = around(before, after);
        self.rows.push(FieldWords { name: name.to_owned(), before, after });
    }

    fn object(&mut self, name: &str, key: &str, before: &Map<String, Value>, after: &Map<String, Value>) {
        let frozen = is_frozen(before) || is_frozen(after);
        let of = register_of(key).unwrap_or(self.register);
        let parts: Vec<&String> =
            before.keys().chain(after.keys().filter(|part| !before.contains_key(*part))).collect();
        for part in parts.into_iter().filter(|part| !frozen || *part != "id") {
            let known = if frozen { field(of, part) } else { nested(key, part) };
            let (label, word) = known.map_or_else(|| (part.clone(), None), |field| (field.name, field.word));
            let value = |side: &Map<String, Value>| side.get(part).cloned().unwrap_or_default();
            self.down(&format!("{name}: {label}"), part, word, &value(before), &value(after));
        }
    }

    fn list(&mut self, name: &str, key: &str, before: &Value, after: &Value) {
        let none = Vec::new();
        let (before, after) = (before.as_array().unwrap_or(&none), after.as_array().unwrap_or(&none));
        let all_frozen = before.iter().chain(after).all(|value| value.as_object().is_some_and(is_frozen));
        if all_frozen {
            return self.frozen(name, before, after);
        }
        // What stands unchanged at the start and at the end is left alone, so that a new line moves no other.
        let same = before.iter().zip(after).take_while(|(one, other)| one == other).count();
        let rest = (&before[same..], &after[same..]);
        let tail = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(one, other)| one == other).count();
        let (before, after) = (&rest.0[..rest.0.len() - tail], &rest.1[..rest.1.len() - tail]);
        for index in 0..before.len().max(after.len()) {
            let label = item(key, name, same + index + 1);
            let value = |side: &[Value]| side.get(index).cloned().unwrap_or_default();
            self.down(&label, key, None, &value(before), &value(after));
        }
    }

    /// Records that are kept as they were: those that came and those that went, by their titles.
    fn frozen(&mut self, name: &str, before: &[Value], after: &[Value]) {
        let titles = |list: &[Value], other: &[Value]| {
            let new = list.iter().filter(|value| !other.contains(value)).filter_map(Value::as_object);
            let titles: Vec<String> = new.map(title_in).collect();
            if titles.is_empty() { not_set() } else { titles.join(", ") }
        };
        let (before, after) = (titles(before, after), titles(after, before));
        self.rows.push(FieldWords { name: name.to_owned(), before, after });
    }
}

/// Two long texts, each around the place where they differ.
fn around(before: String, after: String) -> (String, String) {
    let (old, new): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    if old.len().min(new.len()) < LONG {
        return (before, after);
    }
    let same = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let most = old.len().min(new.len()) - same;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(one, other)| one == other).count();
    let start = same.saturating_sub(AROUND);
    let cut = |text: &[char]| {
        let end = (text.len() - tail + AROUND).min(text.len());
        let part: String = text[start..end].iter().collect();
        let (open, close) = (if start > 0 { "…" } else { "" }, if end < text.len() { "…" } else { "" });
        format!("{open}{}{close}", part.trim())
    };
    (cut(&old), cut(&new))
}
