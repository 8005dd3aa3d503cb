//! What a rule needs from outside: ids, references, the day, the person. Rules ask no clock and make no ids.

use std::collections::BTreeMap;
use std::fmt;

use uuid::Uuid;

use super::approval::Now;
use super::edit::numbered;
use super::{Edit, Isms, RecordId, RegisterName, RuleError, next_reference, reference_number};

/// What comes from outside while a rule makes its edit.
pub struct Outside<'a> {
    /// The day and the moment.
    pub now: Now,
    /// The name under which the edit is recorded.
    pub me: &'a str,
    /// The short form of the history's head, which pages of a frozen version keep; empty where there is no file.
    pub fingerprint: String,
    /// Fresh ids.
    ids: &'a mut dyn FnMut() -> Uuid,
    /// The next free reference of a register.
    free: &'a dyn Fn(RegisterName) -> String,
    /// The last number given by this rule.
    given: BTreeMap<RegisterName, u32>,
}

impl<'a> Outside<'a> {
    /// From a clock, a person, a source of ids and the file's memory of references.
    pub fn new(
        now: Now,
        me: &'a str,
        ids: &'a mut dyn FnMut() -> Uuid,
        free: &'a dyn Fn(RegisterName) -> String,
    ) -> Self {
        Self { now, me, fingerprint: String::new(), ids, free, given: BTreeMap::new() }
    }

    /// With the head of the file's history.
    #[must_use]
    pub fn at(self, fingerprint: String) -> Self {
        Self { fingerprint, ..self }
    }

    /// A fresh id.
    pub fn id<I: RecordId>(&mut self) -> I {
        (self.ids)().into()
    }

    /// The next free reference of a register; each is given once.
    pub fn reference(&mut self, register: RegisterName) -> String {
        let next = match self.given.get(&register) {
            Some(last) => numbered(register, last + 1),
            None => (self.free)(register),
        };
        if let Some(number) = reference_number(register, &next) {
            self.given.insert(register, number);
        }
        next
    }
}

impl fmt::Debug for Outside<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Outside").field("now", &self.now).field("me", &self.me).finish_non_exhaustive()
    }
}

type Wish = dyn FnOnce(&Isms, &mut Outside<'_>) -> Result<Edit, RuleError>;

/// A rule that still needs something from outside before it can answer with its edit.
pub struct Rule(Box<Wish>);

impl Rule {
    /// A rule to be carried out on the snapshot of that moment.
    pub fn new(wish: impl FnOnce(&Isms, &mut Outside<'_>) -> Result<Edit, RuleError> + 'static) -> Self {
        Self(Box::new(wish))
    }

    /// The edit it answers with.
    ///
    /// # Errors
    /// Whatever the rule refuses with.
    pub fn decide(self, isms: &Isms, outside: &mut Outside<'_>) -> Result<Edit, RuleError> {
        (self.0)(isms, outside)
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Rule")
    }
}

/// What rules get in tests and in the sample: ids that count up, and references without a memory of removed ones.
pub fn counted<T>(
    isms: &Isms,
    now: Now,
    me: &str,
    ids: &mut dyn FnMut() -> Uuid,
    work: impl FnOnce(&mut Outside<'_>) -> T,
) -> T {
    let free = |register| next_reference(isms, register, 0);
    work(&mut Outside::new(now, me, ids, &free))
}
