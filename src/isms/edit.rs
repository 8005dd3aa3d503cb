//! Edits: the one way in which content changes. A label and a list of records put and removed.

use std::borrow::Cow;

use serde_json::Value;
use uuid::Uuid;

use super::assets::Asset;
use super::documents::Document;
use super::method::{self, Method};
use super::{AnyRecord, AsRecord, Isms, RegisterName, RuleError};

/// One record put or removed.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Add the record, or replace the one with its id.
    Put(AnyRecord),
    /// Remove the record.
    Delete(RegisterName, Uuid),
}

/// What a rule decided: applied whole or not at all, undone in one go.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// What was done, in words, for history and undo.
    pub label: String,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

impl Edit {
    /// An edit that changes nothing yet.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), changes: Vec::new() }
    }

    /// Adds or replaces a record.
    #[must_use]
    pub fn put(mut self, record: impl Into<AnyRecord>) -> Self {
        self.changes.push(Change::Put(record.into()));
        self
    }

    /// Removes a record.
    #[must_use]
    pub fn delete(mut self, register: RegisterName, id: Uuid) -> Self {
        self.changes.push(Change::Delete(register, id));
        self
    }

    /// All changes of another edit after this one's.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.changes.extend(other.changes);
        self
    }

    /// Changes every record of one kind that the edit puts.
    #[must_use]
    pub fn map<T>(mut self, change: impl Fn(T) -> T) -> Self
    where
        T: Clone,
        AnyRecord: AsRecord<T> + From<T>,
    {
        for item in &mut self.changes {
            if let Change::Put(record) = item
                && let Some(inner) = record.as_record()
            {
                *record = AnyRecord::from(change(inner.clone()));
            }
        }
        self
    }
}

impl Isms {
    /// The snapshot after an edit. Records that the edit does not touch are shared, not copied.
    #[must_use]
    pub fn with(&self, edit: &Edit) -> Self {
        let mut next = self.clone();
        for change in &edit.changes {
            match change {
                Change::Put(record) => next.load(record.clone()),
                Change::Delete(register, id) => next.remove(*register, *id),
            }
        }
        next
    }
}

/// One field of one record, by its place in the record's JSON.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FieldRef {
    /// The register.
    pub register: RegisterName,
    /// The record.
    pub id: Uuid,
    /// JSON pointer into the record: `/name`, `/current/rationale`.
    pub pointer: Cow<'static, str>,
}

/// Gives one field a value. `label` is the field's name as the person sees it.
///
/// # Errors
/// When the record is gone, has no such field, or the field cannot hold the value.
pub fn set_field(isms: &Isms, field: &FieldRef, value: Value, label: &str) -> Result<Edit, RuleError> {
    let record = isms.get(field.register, field.id).ok_or(RuleError::Gone { register: field.register })?;
    if field.pointer == "/reference" {
        check_reference(isms, field, &value)?;
    }
    if field.register == RegisterName::RiskSnapshots && field.pointer != "/notes" {
        return Err(RuleError::BadValue {
            reason: tr::tr!("a snapshot stays as it was taken. Write what you know today into its notes"),
        });
    }
    if field.register == RegisterName::Controls && field.pointer == "/exclusion" {
        super::controls::check_justification(value.as_str().unwrap_or_default())?;
    }
    if let Some(document) = AsRecord::<Document>::as_record(&record) {
        super::documents::refuse_field(document, &field.pointer, &value)?;
    }
    if is_beyond_fields(&field.pointer) {
        return Err(RuleError::BadValue { reason: tr::tr!("{} is made by the program, not typed", field.pointer) });
    }
    let mut json = record.to_json();
    let missing = || RuleError::BadValue { reason: tr::tr!("there is no field {}", field.pointer) };
    let optional = json.pointer(&field.pointer).is_none();
    *place(&mut json, &field.pointer).ok_or_else(missing)? = value.clone();
    let changed = AnyRecord::from_json(field.register, json)
        .map_err(|error| RuleError::BadValue { reason: error.to_string() })?;
    // Some fields are left out of the JSON while they say nothing; one that nobody reads is no field.
    if optional && value != Value::String(String::new()) && changed.to_json().pointer(&field.pointer) != Some(&value) {
        return Err(missing());
    }
    if field.register == RegisterName::Assets
        && field.pointer == "/depends_on"
        && let Some(after) = AsRecord::<Asset>::as_record(&changed)
    {
        // Whichever way a link comes, it may not close a circle.
        super::assets::depend(isms, after.id, &after.depends_on)?;
    }
    if let (Some(before), Some(after)) = (AsRecord::<Method>::as_record(&record), changed.as_record()) {
        method::refuse_field(before, after)?;
    }
    let title = if record.title().is_empty() { field.register.label() } else { record.title().to_owned() };
    Ok(Edit::new(tr::tr!("{0}: {1}", title, label)).put(changed))
}

/// Where a value lies, or is to lie when its object leaves it out.
fn place<'v>(json: &'v mut Value, pointer: &str) -> Option<&'v mut Value> {
    let (parent, name) = pointer.rsplit_once('/')?;
    match json.pointer_mut(parent)? {
        Value::Object(fields) => Some(fields.entry(name).or_insert(Value::Null)),
        Value::Array(items) => items.get_mut(name.parse::<usize>().ok()?),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// Gives one field of several records the same value, in one edit.
///
/// # Errors
/// As for [`set_field`]; then none of them changes.
pub fn set_fields(
    isms: &Isms,
    register: RegisterName,
    ids: &[Uuid],
    pointer: &'static str,
    value: &Value,
    label: &str,
) -> Result<Edit, RuleError> {
    let name = tr::tr!("{0}: {1} of {2} records", register.label(), label, ids.len());
    ids.iter().try_fold(Edit::new(name), |edit, id| {
        let field = FieldRef { register, id: *id, pointer: Cow::Borrowed(pointer) };
        Ok(edit.and(set_field(isms, &field, value.clone(), label)?))
    })
}

/// Identity and recorded acts are never typed: an approval comes from its own rule or not at all.
fn is_beyond_fields(pointer: &str) -> bool {
    let first = pointer.split('/').nth(1).unwrap_or_default();
    matches!(
        first,
        "id" | "approval"
            | "business_case_approval"
            | "acceptance"
            | "accepted_as"
            | "accepted_in_bulk"
            | "earlier"
            | "decided_by"
            | "decided_on"
            | "decided_in_bulk"
            | "confirmed_by"
            | "confirmed_on"
            | "frame"
    )
}

/// A reference is what people cite, so it may be neither empty nor given twice.
fn check_reference(isms: &Isms, field: &FieldRef, value: &Value) -> Result<(), RuleError> {
    let wanted = value.as_str().unwrap_or_default().trim();
    if wanted.is_empty() {
        return Err(RuleError::Incomplete(tr::tr!("A reference cannot be empty. For example: POL-02.")));
    }
    let own = isms.get(field.register, field.id);
    let taken = own.as_ref().is_none_or(|record| record.reference().trim() != wanted)
        && isms.references(field.register).iter().any(|reference| reference.trim() == wanted);
    if taken {
        return Err(RuleError::Incomplete(tr::tr!("{} is already in use. Choose another reference.", wanted)));
    }
    Ok(())
}

/// The next reference of a register: one above the highest number ever given, so none is given twice.
/// `highest` is the store's memory of references that have been removed since.
pub fn next_reference(isms: &Isms, register: RegisterName, highest: u32) -> String {
    let present =
        isms.references(register).into_iter().filter_map(|reference| reference_number(register, reference)).max();
    reference_after(register, present.unwrap_or(0).max(highest))
}

/// The reference after the highest number that a register ever gave, when that is known: nothing is searched.
pub fn reference_after(register: RegisterName, highest: u32) -> String {
    numbered(register, highest.saturating_add(1))
}

/// The reference with this number; empty for registers that give none.
pub(super) fn numbered(register: RegisterName, number: u32) -> String {
    let prefix = register.prefix();
    if prefix.is_empty() {
        return String::new();
    }
    let separator = if prefix.ends_with('-') { "" } else { "-" };
    match register {
        RegisterName::Assets => format!("{prefix}{separator}{number:03}"),
        RegisterName::Objectives => format!("{prefix}{separator}{number}"),
        _ => format!("{prefix}{separator}{number:02}"),
    }
}

/// Numbers from here on were not given by Octavo: somebody typed them.
const HIGHEST: u32 = 1_000_000_000;

/// The number in a reference of this register's own making.
pub fn reference_number(register: RegisterName, reference: &str) -> Option<u32> {
    let prefix = register.prefix().trim_end_matches('-');
    if prefix.is_empty() {
        return None;
    }
    reference.strip_prefix(prefix)?.strip_prefix('-')?.parse().ok().filter(|number| *number < HIGHEST)
}

/// Removes a record that nothing links to.
///
/// # Errors
/// [`RuleError::StillLinked`] with the references of what links to it; ask, then [`unlink_and_delete`].
pub fn delete(isms: &Isms, register: RegisterName, id: Uuid) -> Result<Edit, RuleError> {
    if register == RegisterName::Controls {
        return super::controls::remove(isms, id.into());
    }
    let record = isms.get(register, id).ok_or(RuleError::Gone { register })?;
    let users: Vec<String> = linking(isms, id).iter().map(|user| user.title().to_owned()).collect();
    if !users.is_empty() {
        return Err(RuleError::StillLinked { reference: record.title().to_owned(), users });
    }
    Ok(Edit::new(tr::tr!("Remove {}", record.title())).delete(register, id))
}

/// Removes a record and every link to it, in one edit.
///
/// # Errors
/// When the record is gone, or a linking record cannot do without it (an approval by this person).
pub fn unlink_and_delete(isms: &Isms, register: RegisterName, id: Uuid) -> Result<Edit, RuleError> {
    let record = isms.get(register, id).ok_or(RuleError::Gone { register })?;
    if register == RegisterName::Controls {
        return super::controls::remove(isms, id.into());
    }
    let mut edit = Edit::new(tr::tr!("Remove {} and its links", record.title()));
    for user in linking(isms, id) {
        let mut json = user.to_json();
        unlink_fields(&mut json, &id.to_string());
        let changed = AnyRecord::from_json(user.register(), json).map_err(|_| {
            RuleError::Incomplete(tr::tr!(
                "{0} cannot be removed: {1} keeps it as part of a recorded act.",
                record.title(),
                user.title()
            ))
        })?;
        if changed != user {
            edit = edit.put(changed);
        }
    }
    Ok(edit.delete(register, id))
}

/// Every other record that mentions this id.
pub(super) fn linking(isms: &Isms, id: Uuid) -> Vec<AnyRecord> {
    let text = id.to_string();
    RegisterName::ALL
        .iter()
        .flat_map(|register| isms.all(*register))
        .filter(|record| record.id() != id && mentions(&record.to_json(), &text))
        .collect()
}

/// Takes an id out of the fields of a record.
fn unlink_fields(record: &mut Value, id: &str) {
    for field in record.as_object_mut().into_iter().flat_map(serde_json::Map::values_mut) {
        if field.as_str() == Some(id) {
            *field = Value::Null;
        } else {
            unlink(field, id);
        }
    }
}

fn mentions(value: &Value, id: &str) -> bool {
    match value {
        Value::String(text) => text == id,
        Value::Array(items) => items.iter().any(|item| mentions(item, id)),
        Value::Object(fields) => fields.values().any(|field| mentions(field, id)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Takes an id out of lists and single links. Approvals and frozen records keep theirs: what was done stays done.
fn unlink(value: &mut Value, id: &str) {
    match value {
        Value::Array(items) => {
            items.retain(|item| item.as_str() != Some(id));
            items.iter_mut().for_each(|item| unlink(item, id));
        }
        Value::Object(fields) => {
            let is_approval = fields.contains_key("digest") && fields.contains_key("recorded");
            let is_frozen = fields.contains_key("id") && fields.contains_key("reference");
            if !is_approval && !is_frozen {
                unlink_fields(value, id);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
