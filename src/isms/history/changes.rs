//! What an edit changes, field by field, and the edit that carries recorded changes out again.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::RecordChange;
use crate::isms::{AnyRecord, Change, Edit, Isms, RegisterName};

/// What an edit changes, field by field, against the snapshot it is applied to.
pub fn differences(before: &Isms, edit: &Edit) -> Vec<RecordChange> {
    // The last change of a record in an edit wins; order of first mention is kept.
    let mut order = Vec::new();
    let mut wanted: BTreeMap<(RegisterName, Uuid), Option<&AnyRecord>> = BTreeMap::new();
    for change in &edit.changes {
        let (key, record) = match change {
            Change::Put(record) => ((record.register(), record.id()), Some(record)),
            Change::Delete(register, id) => ((*register, *id), None),
        };
        if wanted.insert(key, record).is_none() {
            order.push(key);
        }
    }
    order
        .into_iter()
        .filter_map(|(register, id)| {
            let old = before.get(register, id).map(|record| object(record.to_json()));
            let new = wanted.get(&(register, id)).copied().flatten().map(|record| object(record.to_json()));
            difference(register, id, old, new)
        })
        .collect()
}

/// What differs between a record before and after; `None` when nothing does.
pub fn difference(
    register: RegisterName,
    id: Uuid,
    old: Option<Map<String, Value>>,
    new: Option<Map<String, Value>>,
) -> Option<RecordChange> {
    match (old, new) {
        (None, None) => None,
        (Some(old), Some(new)) => {
            let changed = |from: &Map<String, Value>, other: &Map<String, Value>| {
                from.iter()
                    .filter(|(field, value)| other.get(*field) != Some(value))
                    .map(|(f, v)| (f.clone(), v.clone()))
                    .collect::<Map<_, _>>()
            };
            let (before, after) = (changed(&old, &new), changed(&new, &old));
            (!after.is_empty() || !before.is_empty()).then_some(RecordChange {
                register,
                id,
                before: Some(before),
                after: Some(after),
            })
        }
        (before, after) => Some(RecordChange { register, id, before, after }),
    }
}

/// The fields of a record as a JSON object.
pub fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// The edit that carries out recorded changes, forwards or backwards, on the present snapshot.
///
/// # Errors
/// When a recorded value does not fit its field any more.
pub fn replay(
    isms: &Isms,
    label: String,
    changes: &[RecordChange],
    backwards: bool,
) -> Result<Edit, serde_json::Error> {
    let mut edit = Edit::new(label);
    let ordered: Box<dyn Iterator<Item = &RecordChange>> =
        if backwards { Box::new(changes.iter().rev()) } else { Box::new(changes.iter()) };
    for change in ordered {
        let wanted = if backwards { &change.before } else { &change.after };
        let Some(fields) = wanted else {
            edit = edit.delete(change.register, change.id);
            continue;
        };
        let mut all = isms.get(change.register, change.id).map(|record| object(record.to_json())).unwrap_or_default();
        all.extend(fields.clone());
        // Whatever the fields say: no change turns a record into another one.
        all.insert("id".to_owned(), change.id.to_string().into());
        edit = edit.put(AnyRecord::from_json(change.register, Value::Object(all))?);
    }
    Ok(edit)
}
