//! What was found is made to fit together: links to what is gone are taken out, and records that make no sense without.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use uuid::Uuid;

use super::{Salvage, rows};
use crate::isms::{AnyRecord, RegisterName};

/// Takes out links that lead nowhere, and records that cannot be without what they linked to.
pub(super) fn mend(state: &mut BTreeMap<(RegisterName, Uuid), Value>, links: &rows::Links, result: &mut Salvage) {
    loop {
        let keys: BTreeSet<(RegisterName, Uuid)> = state.keys().copied().collect();
        let ids: BTreeSet<Uuid> = keys.iter().map(|(_, id)| *id).collect();
        let mut gone = Vec::new();
        for ((register, id), value) in state.iter_mut() {
            let whole = value.clone();
            result.links_cut += cut_links(*register, value, links, &keys) + cut(value, &ids);
            // Where the entry that made a record is lost, later ones know only some of its fields: that is no record.
            let read = AnyRecord::from_json(*register, value.clone());
            if read.is_err() || read.is_ok_and(|record| record.id() != *id) {
                gone.push((*register, *id));
                let name = ["reference", "name"].iter().find_map(|field| whole.get(field)?.as_str());
                let unnamed = || tr::tr!("one of {}", register.as_str());
                result.dropped.push(name.filter(|name| !name.is_empty()).map_or_else(unnamed, str::to_owned));
            }
        }
        if gone.is_empty() {
            return;
        }
        for key in gone {
            state.remove(&key);
        }
    }
}

/// Takes out of a record's fields the links to records that are not in the register they have to be in.
fn cut_links(
    register: RegisterName,
    record: &mut Value,
    links: &rows::Links,
    keys: &BTreeSet<(RegisterName, Uuid)>,
) -> usize {
    let mut count = 0;
    for (name, field) in record.as_object_mut().into_iter().flatten() {
        let Some(parent) = links.get(&(register, name.clone())) else { continue };
        let leads_nowhere = |value: &Value| {
            let id = value.as_str().map(Uuid::parse_str);
            id.is_some_and(|id| id.map_or(true, |id| !keys.contains(&(*parent, id))))
        };
        if let Value::Array(items) = field {
            let before = items.len();
            items.retain(|item| !leads_nowhere(item));
            count += before - items.len();
        } else if leads_nowhere(field) {
            *field = Value::Null;
            count += 1;
        }
    }
    count
}

/// Takes ids of records that are not there out of a value. Answers how many.
fn cut(value: &mut Value, ids: &BTreeSet<Uuid>) -> usize {
    let leads_nowhere = |value: &Value| {
        let id = value.as_str().filter(|text| text.len() == 36).and_then(|text| Uuid::parse_str(text).ok());
        id.is_some_and(|id| !id.is_nil() && !ids.contains(&id))
    };
    match value {
        Value::Array(items) => {
            let before = items.len();
            items.retain(|item| !leads_nowhere(item));
            before - items.len() + items.iter_mut().map(|item| cut(item, ids)).sum::<usize>()
        }
        Value::Object(fields) => {
            let each = fields.values_mut().map(|field| match field {
                // A recorded act inside a record names who did it, whether that person is still there or not.
                Value::Object(act) if act.contains_key("digest") && act.contains_key("recorded") => 0,
                field if leads_nowhere(field) => {
                    *field = Value::Null;
                    1
                }
                field => cut(field, ids),
            });
            each.sum()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}
