//! Brings back what was before one earlier entry, as a new edit, where nothing later stands against it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::{Map, Value};
use tr::tr;
use uuid::Uuid;

use super::words::{title_in, value_words};
use super::{Entry, RecordChange, fields, object, replay};
use crate::isms::assets::{Asset, depend};
use crate::isms::controls::{Control, users};
use crate::isms::documents::{Document, refuse_field};
use crate::isms::method::{self, Method};
use crate::isms::risks::Risk;
use crate::isms::{AnyRecord, AsRecord, Change, Edit, FieldRef, Isms, RegisterName, RuleError};

/// The reverse of one entry as a new edit. Each field has to hold still what the entry left in it.
///
/// # Errors
/// With the record and the field that stand against it: changed since, used since, taken since; or with the recorded
/// act that would be removed or altered.
pub fn bring_back(isms: &Isms, entry: &Entry) -> Result<Edit, RuleError> {
    let edit = reverse(isms, entry)?;
    let next = isms.with(&edit);
    unused(&next, &edit, entry, isms)?;
    Ok(edit)
}

/// The same without the one look that reads the whole file: whether a record that would go is used elsewhere.
///
/// # Errors
/// As for [`bring_back`].
pub fn reverse(isms: &Isms, entry: &Entry) -> Result<Edit, RuleError> {
    if entry.seq <= 1 {
        return refuse(tr!("The first entry made the file. Nothing was before it."));
    }
    if entry.changes.is_empty() {
        return refuse(tr!("An erasure stays. What it removed is gone for good."));
    }
    for change in &entry.changes {
        acts(isms, change)?;
        unchanged(isms, change)?;
    }
    let label = tr!("Bring back what was before “{}”", entry.label);
    let edit = replay(isms, label, &entry.changes, true).map_err(|_| {
        RuleError::Incomplete(tr!("This entry is of an earlier version, whose values no longer fit. Enter them anew."))
    })?;
    let next = isms.with(&edit);
    for change in &edit.changes {
        if let Change::Put(record) = change {
            fits(isms, &next, record)?;
        }
    }
    Ok(edit)
}

fn refuse<T>(sentence: String) -> Result<T, RuleError> {
    Err(RuleError::Incomplete(sentence))
}

/// Whether the record is still as the entry left it.
fn unchanged(isms: &Isms, change: &RecordChange) -> Result<(), RuleError> {
    let title = title_in(isms, change);
    let present = isms.get(change.register, change.id).map(|record| object(record.to_json()));
    match (&change.after, present) {
        (None, None) => Ok(()),
        (None, Some(_)) => refuse(tr!("{} is in the register again.", title)),
        (Some(_), None) => refuse(tr!("{} was removed later. Bring that back first.", title)),
        (Some(after), Some(present)) => {
            let whole = change.before.is_none();
            let left = |name: &str| after.get(name).unwrap_or(&Value::Null);
            let gone = change.before.iter().flat_map(Map::keys).filter(|name| !after.contains_key(*name));
            let mut names: BTreeSet<&String> = after.keys().chain(gone).collect();
            if whole {
                // A field that a later version added is empty until somebody fills it.
                names.extend(present.iter().filter(|(_, value)| !says_nothing(value)).map(|(name, _)| name));
            }
            let now = |name: &str| present.get(name).unwrap_or(&Value::Null);
            let Some(name) = names.into_iter().find(|name| now(name) != left(name)) else { return Ok(()) };
            let field = fields::field_name(change.register, name).unwrap_or_else(|| name.clone());
            refuse(tr!(
                "{0}: “{1}” was changed later. It says “{2}” now, and this entry left “{3}”.",
                title,
                field,
                short(value_words(isms, change.register, name, now(name))),
                short(value_words(isms, change.register, name, left(name)))
            ))
        }
    }
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Bool(yes) => !yes,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::Object(fields) => fields.values().all(says_nothing),
    }
}

fn short(text: String) -> String {
    if text.chars().count() <= 80 {
        return text;
    }
    let start: String = text.chars().take(78).collect();
    format!("{} …", start.trim_end())
}

/// Acts that were recorded stay recorded: nobody takes an approval back by bringing back what was before it.
fn acts(isms: &Isms, change: &RecordChange) -> Result<(), RuleError> {
    let title = || title_in(isms, change);
    let (is_new, is_gone) = (change.before.is_none(), change.after.is_none());
    if is_gone {
        return Ok(());
    }
    if is_new && keeps_acts(change.register) {
        return refuse(tr!("{} is a recorded act and stays in the file.", title()));
    }
    let touched = |name: &&String| {
        let (before, after) = (side(change.before.as_ref(), name), side(change.after.as_ref(), name));
        !(says_nothing(before) && says_nothing(after))
    };
    let keys = change.before.iter().chain(&change.after).flat_map(Map::keys);
    let act = keys.filter(|name| is_act(change.register, name)).find(touched);
    match act {
        Some(name) => {
            let field = fields::field_name(change.register, name).unwrap_or_else(|| name.clone());
            refuse(tr!(
                "{0}: “{1}” is a recorded act. It is neither removed nor written anew this way.",
                title(),
                field
            ))
        }
        None => Ok(()),
    }
}

fn side<'a>(fields: Option<&'a Map<String, Value>>, name: &str) -> &'a Value {
    fields.and_then(|fields| fields.get(name)).unwrap_or(&Value::Null)
}

/// Registers whose records are acts: what was approved or kept on a day, and who stated to have read it.
fn keeps_acts(register: RegisterName) -> bool {
    let acts = [
        RegisterName::DocumentVersions,
        RegisterName::SoaVersions,
        RegisterName::RiskSnapshots,
        RegisterName::Acknowledgements,
    ];
    acts.contains(&register)
}

/// Fields that only an act fills: see `is_beyond_fields` in `isms/edit.rs`. Who decided on a control and when goes with
/// the decision, so that it may come back together with it.
fn is_act(register: RegisterName, name: &str) -> bool {
    let frozen = keeps_acts(register) && name != "notes";
    frozen
        || matches!(
            name,
            "approval"
                | "business_case_approval"
                | "acceptance"
                | "accepted_as"
                | "accepted_in_bulk"
                | "earlier"
                | "frame"
        )
}

/// Whether a record may become what it was: its links lead somewhere, its reference is free, no rule is broken.
fn fits(isms: &Isms, next: &Isms, record: &AnyRecord) -> Result<(), RuleError> {
    let before = isms.get(record.register(), record.id());
    let old = before.as_ref().map(|record| object(record.to_json())).unwrap_or_default();
    let new = object(record.to_json());
    let title = || if record.title().is_empty() { record.register().label() } else { record.title().to_owned() };
    for (name, value) in new.iter().filter(|(name, value)| *name != "id" && old.get(*name) != Some(value)) {
        if leads_nowhere(next, value) {
            let field = fields::field_name(record.register(), name).unwrap_or_else(|| name.clone());
            return refuse(tr!("{0}: “{1}” would lead to a record that is gone.", title(), field));
        }
        if let Some(AnyRecord::Documents(document)) = &before {
            refuse_text(document, name, value)?;
        }
    }
    let reference = record.reference();
    let twice = |other: &&str| *other == reference;
    if !reference.is_empty() && next.references(record.register()).iter().filter(|other| twice(other)).count() > 1 {
        return refuse(tr!("{} is in use again. Give the other record another reference first.", reference));
    }
    rules(next, record, before.as_ref())
}

/// A document's text and status are as closed to this as to typing.
fn refuse_text(document: &Document, name: &str, value: &Value) -> Result<(), RuleError> {
    let field =
        FieldRef { register: RegisterName::Documents, id: document.id.0, pointer: Cow::Owned(format!("/{name}")) };
    refuse_field(document, &field.pointer, value)
}

/// The rules that look at more than one record.
fn rules(next: &Isms, record: &AnyRecord, before: Option<&AnyRecord>) -> Result<(), RuleError> {
    if let (Some(before), Some(after)) = (before.and_then(AsRecord::<Method>::as_record), record.as_record()) {
        method::refuse_field(before, after)?;
    }
    if let Some(asset) = AsRecord::<Asset>::as_record(record) {
        depend(next, asset.id, &asset.depends_on)?;
    }
    let excluded = |control: &Control| control.applicable == Some(false);
    if let Some(control) = AsRecord::<Control>::as_record(record)
        && excluded(control)
        && let Some(risk) = users(next, control.id).next()
    {
        return refuse(tr!(
            "{0} is used by {1} since. Take it out of the risk first.",
            control.reference,
            risk.reference
        ));
    }
    if let Some(risk) = AsRecord::<Risk>::as_record(record)
        && let Some(control) = risk.controls().filter_map(|id| next.controls.get(id)).find(|control| excluded(control))
    {
        return refuse(tr!("{0} is excluded since, and {1} would use it again.", control.reference, risk.reference));
    }
    Ok(())
}

/// Whether a value links to a record that is not there. Frozen records keep what they say.
fn leads_nowhere(next: &Isms, value: &Value) -> bool {
    match value {
        Value::String(text) if text.len() == 36 => {
            let id = Uuid::parse_str(text).ok().filter(|id| !id.is_nil());
            id.is_some_and(|id| !RegisterName::ALL.iter().any(|register| next.has(*register, id)))
        }
        Value::Array(items) => items.iter().any(|item| leads_nowhere(next, item)),
        Value::Object(fields) if fields.contains_key("id") && fields.contains_key("reference") => false,
        Value::Object(fields) => fields.values().any(|field| leads_nowhere(next, field)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Whether nothing uses a record that would go.
fn unused(next: &Isms, edit: &Edit, entry: &Entry, isms: &Isms) -> Result<(), RuleError> {
    for change in &edit.changes {
        let Change::Delete(_, id) = change else { continue };
        let users: Vec<String> =
            crate::isms::edit::linking(next, *id).iter().map(|user| user.title().to_owned()).collect();
        if !users.is_empty() {
            let of = entry.changes.iter().find(|change| change.id == *id);
            let reference = of.map(|change| title_in(isms, change)).unwrap_or_default();
            return Err(RuleError::StillLinked { reference, users });
        }
    }
    Ok(())
}
