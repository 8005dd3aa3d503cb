//! What has been typed but is not an edit yet. Drafts outlive the screen they were typed on: leaving a screen,
//! closing the file or printing sends them first, so that no typed word is lost.

use std::collections::BTreeMap;

use serde_json::Value;
use tr::tr;

use super::widgets::parse_date;
use crate::isms::{FieldRef, RegisterName};

/// Seconds after the last key before a draft becomes an edit.
const PAUSE: f64 = 0.8;

/// How typed text becomes a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftKind {
    /// Text as it is.
    Text,
    /// A whole number; empty is nothing.
    Number,
    /// A number with or without decimals; empty is nothing.
    Decimal,
    /// A day; empty is nothing.
    Date,
}

#[derive(Debug, Clone, PartialEq)]
struct Draft {
    field: FieldRef,
    text: String,
    kind: DraftKind,
    label: String,
    changed: f64,
    left: bool,
    problem: Option<String>,
}

/// A draft whose text is a value: ready to become an edit.
#[derive(Debug, Clone, PartialEq)]
pub struct Ready {
    /// The value.
    pub value: Value,
    draft: Draft,
}

impl Ready {
    /// The field it is for.
    pub fn field(&self) -> &FieldRef {
        &self.draft.field
    }

    /// The field's name as the person sees it.
    pub fn label(&self) -> &str {
        &self.draft.label
    }
}

/// All drafts, by field.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drafts {
    by_field: BTreeMap<(RegisterName, uuid::Uuid, String), Draft>,
}

fn key(field: &FieldRef) -> (RegisterName, uuid::Uuid, String) {
    (field.register, field.id, field.pointer.to_string())
}

impl Drafts {
    /// What stands in a field that is being written in.
    pub fn text(&self, field: &FieldRef) -> Option<&str> {
        self.by_field.get(&key(field)).map(|draft| draft.text.as_str())
    }

    /// What is wrong with it.
    pub fn problem(&self, field: &FieldRef) -> Option<&str> {
        self.by_field.get(&key(field)).and_then(|draft| draft.problem.as_deref())
    }

    /// Keeps what was typed. A field that was wrong once is judged anew with every key.
    pub fn put(&mut self, field: FieldRef, text: String, kind: DraftKind, label: &str, time: f64) {
        let was_wrong = self.problem(&field).is_some();
        let problem = if was_wrong { value(kind, &text).err() } else { None };
        let draft =
            Draft { field: field.clone(), text, kind, label: label.to_owned(), changed: time, left: false, problem };
        self.by_field.insert(key(&field), draft);
    }

    /// The person has left the field: send it with the next frame.
    pub fn leave(&mut self, field: &FieldRef) {
        if let Some(draft) = self.by_field.get_mut(&key(field)) {
            draft.left = true;
        }
    }

    /// Drops a draft, because the field got its value another way.
    pub fn forget(&mut self, field: &FieldRef) {
        self.by_field.remove(&key(field));
    }

    /// Takes out what is ready (or everything). Text that is no value stays with its problem.
    pub fn ready(&mut self, time: f64, everything: bool) -> Vec<Ready> {
        let mut ready = Vec::new();
        self.by_field.retain(|_, draft| {
            // A typed date or number is half a value until the field is left.
            let paused = draft.kind == DraftKind::Text && draft.problem.is_none() && time - draft.changed >= PAUSE;
            if !(everything || draft.left || paused) {
                return true;
            }
            draft.left = false;
            match value(draft.kind, &draft.text) {
                Ok(value) => {
                    ready.push(Ready { value, draft: draft.clone() });
                    false
                }
                Err(problem) => {
                    draft.problem = Some(problem);
                    true
                }
            }
        });
        ready
    }

    /// Takes back what could not be saved, so that not a word is lost; it is tried again when the screen is left.
    pub fn keep(&mut self, ready: Ready, problem: String) {
        let draft = Draft { problem: Some(problem), left: false, ..ready.draft };
        self.by_field.insert(key(&draft.field), draft);
    }

    /// Throws everything away that could not be saved. Only a person may ask for this.
    pub fn discard(&mut self) {
        self.by_field.clear();
    }

    /// Whether something waits to be sent, and nothing stands in its way.
    pub fn is_waiting(&self) -> bool {
        self.by_field.values().any(|draft| draft.problem.is_none())
    }

    /// What is wrong with the first draft that cannot be sent.
    pub fn first_problem(&self) -> Option<String> {
        self.by_field
            .values()
            .find_map(|draft| draft.problem.as_ref().map(|problem| format!("{}: {problem}", draft.label)))
    }
}

/// The value of typed text, or what to enter instead.
fn value(kind: DraftKind, text: &str) -> Result<Value, String> {
    let trimmed = text.trim();
    match kind {
        DraftKind::Text => Ok(Value::String(text.to_owned())),
        _ if trimmed.is_empty() => Ok(Value::Null),
        DraftKind::Number => {
            whole_number(trimmed).map(Value::from).ok_or_else(|| tr!("Enter a whole number. For example: 24."))
        }
        DraftKind::Decimal => decimal(trimmed).map(Value::from),
        DraftKind::Date => parse_date(trimmed)
            .map(|day| Value::String(day.to_string()))
            .ok_or_else(|| tr!("Enter a date. For example: 31 Mar 2026.")),
    }
}

/// Reads `18000`, `18 000`, `18'000`, `18,000` and `18.000`; a comma or point elsewhere is no whole number.
fn whole_number(text: &str) -> Option<u32> {
    let compact: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'')).collect();
    let mut groups = compact.split([',', '.']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped =
        rest.is_empty() || (!first.is_empty() && first.len() <= 3 && rest.iter().all(|group| group.len() == 3));
    if grouped { format!("{first}{}", rest.concat()).parse().ok() } else { None }
}

/// Reads `0.1`, `0,1`, `18000`, `18 000` and `1,250,000.50`. One separator before exactly three digits could mean
/// either, so it is asked about.
fn decimal(text: &str) -> Result<f64, String> {
    let wrong = || tr!("Enter a number. For example: 0.5 or 12000.");
    let compact: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'')).collect();
    let separators: Vec<(usize, char)> = compact.char_indices().filter(|(_, c)| matches!(c, ',' | '.')).collect();
    let plain =
        |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0).ok_or_else(wrong);
    match separators.as_slice() {
        [] => plain(&compact),
        [(at, _)] => {
            let (whole, part) = (&compact[..*at], &compact[at + 1..]);
            if part.len() == 3 && whole.len() <= 3 && !whole.is_empty() && whole != "0" {
                return Err(tr!("Is this {0}{1} or {0}.{1}? Write {0}{1}, or {0}.{1}0.", whole, part));
            }
            plain(&format!("{whole}.{part}"))
        }
        [.., (last, decimal)] => {
            let repeated = separators.iter().filter(|(_, c)| c == decimal).count() > 1;
            let (whole, part) =
                if repeated { (compact.as_str(), "0") } else { (&compact[..*last], &compact[last + 1..]) };
            match whole_number(whole) {
                Some(whole) => plain(&format!("{whole}.{part}")),
                None => Err(wrong()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_group_them() {
        for (typed, read) in [
            ("24", Some(24)),
            ("18,000", Some(18_000)),
            ("18.000", Some(18_000)),
            ("18 000", Some(18_000)),
            ("1'000'000", Some(1_000_000)),
            ("1.5", None),
            ("1,50", None),
            ("abc", None),
            ("-3", None),
        ] {
            assert_eq!(whole_number(typed), read, "{typed}");
        }
    }

    #[test]
    fn decimals_are_read_in_both_ways_of_writing_and_asked_about_when_unclear() {
        for (typed, read) in [
            ("0.1", 0.1),
            ("0,125", 0.125),
            ("12", 12.0),
            ("18 000", 18_000.0),
            ("1.250.000", 1_250_000.0),
            ("1,250,000.50", 1_250_000.5),
            ("1.250.000,5", 1_250_000.5),
            ("2.5", 2.5),
            ("20000.0", 20_000.0),
        ] {
            assert_eq!(decimal(typed), Ok(read), "{typed}");
        }
        assert!(decimal("20.000").is_err_and(|sentence| sentence.contains("20000 or 20.000")));
        for typed in ["abc", "-1", "1.2.3", "inf", "NaN", "1e999"] {
            assert!(decimal(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn dates_are_read_day_first() {
        for typed in ["2026-03-12", "12.3.2026", "12/03/26", "12 Mar 2026", "12 march 2026"] {
            assert_eq!(value(DraftKind::Date, typed), Ok(Value::String("2026-03-12".into())), "{typed}");
        }
        assert!(value(DraftKind::Date, "31.2.2026").is_err());
        assert_eq!(value(DraftKind::Date, " "), Ok(Value::Null));
    }
}
