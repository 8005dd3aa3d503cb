//! What every record of every register has in common, and the register that holds them.

use std::fmt;
use std::sync::Arc;

use imbl::OrdMap;
use imbl::ordmap::DiffItem;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{RegisterName, RuleError};

/// A row of a register: plain data with a stable id and a short reference that people use.
pub trait Record: Clone + PartialEq + Default + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The id's own type, so that a risk's id is never taken for an asset's.
    type Id: RecordId;
    /// The register this record belongs to.
    const REGISTER: RegisterName;
    /// The letters before the number in a reference (`R` in `R-07`); empty where references are given.
    const PREFIX: &'static str;

    /// The stable id (UUIDv7).
    fn id(&self) -> Self::Id;
    /// The reference people use, unique in its register and never given twice.
    fn reference(&self) -> &str;
    /// What people call it.
    fn name(&self) -> &str;
    /// A new record with an id, a reference and nothing decided.
    fn blank(id: Self::Id, reference: String) -> Self;
}

/// A typed id.
pub trait RecordId: Copy + Ord + fmt::Debug + Send + Sync + From<Uuid> + Into<Uuid> {}

/// Declares a typed id over a UUIDv7.
macro_rules! record_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);
        impl From<uuid::Uuid> for $name {
            fn from(id: uuid::Uuid) -> Self { Self(id) }
        }
        impl From<$name> for uuid::Uuid {
            fn from(id: $name) -> Self { id.0 }
        }
        impl $crate::isms::record::RecordId for $name {}
    };
}
pub(crate) use record_id;

/// Declares a record: the four fields that all have (id, reference, name, notes), its own fields,
/// its id type and its place in the list of registers.
macro_rules! record {
    (
        $(#[$doc:meta])*
        $name:ident($id:ident) in $register:ident as $prefix:literal {
            $( $(#[$field_doc:meta])* $field:ident : $type:ty, )*
        }
    ) => {
        $crate::isms::record::record_id! {
            #[doc = concat!("Identifies a [`", stringify!($name), "`].")]
            $id
        }
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct $name {
            /// Stable id (UUIDv7).
            pub id: $id,
            /// The short reference that people use.
            pub reference: String,
            /// What people call it.
            pub name: String,
            /// Anything worth keeping that no other field asks for.
            pub notes: String,
            $( $(#[$field_doc])* pub $field: $type, )*
        }
        impl $crate::isms::record::Record for $name {
            type Id = $id;
            const REGISTER: $crate::isms::RegisterName = $crate::isms::RegisterName::$register;
            const PREFIX: &'static str = $prefix;
            fn id(&self) -> $id { self.id }
            fn reference(&self) -> &str { &self.reference }
            fn name(&self) -> &str { &self.name }
            fn blank(id: $id, reference: String) -> Self { Self { id, reference, ..Self::default() } }
        }
    };
}
pub(crate) use record;

/// A value of a closed list, with the word people read for it.
pub trait Worded: DeserializeOwned {
    /// The word for the screen and for print, in the language that is set.
    fn word(self) -> String;
}

/// Declares a closed list of values with the words that people read for each.
macro_rules! choices {
    (
        $(#[$doc:meta])*
        $name:ident { $( $(#[$variant_doc:meta])* $variant:ident = $words:literal, )* }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $( $(#[$variant_doc])* $variant, )* }
        impl $name {
            /// Every value, in the order in which people choose from them.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )* ];
            /// The word for the screen and for print, in the language that is set.
            pub fn label(self) -> String {
                match self { $( Self::$variant => tr::tr!($words), )* }
            }
        }
        impl $crate::isms::record::Worded for $name {
            fn word(self) -> String { self.label() }
        }
    };
}
pub(crate) use choices;

/// All records of one kind, in the order in which they were made. Cloning is cheap: records are shared.
#[derive(Debug, Clone, PartialEq)]
pub struct Register<T: Record> {
    records: OrdMap<Uuid, Arc<T>>,
}

impl<T: Record> Default for Register<T> {
    fn default() -> Self {
        Self { records: OrdMap::new() }
    }
}

impl<T: Record> Register<T> {
    /// The record with this id, if it is there.
    pub fn get(&self, id: T::Id) -> Option<&T> {
        self.records.get(&id.into()).map(Arc::as_ref)
    }

    /// The record with this id, or the sentence that it is gone.
    ///
    /// # Errors
    /// [`RuleError::Gone`] when no such record exists (any more).
    pub fn require(&self, id: T::Id) -> Result<&T, RuleError> {
        self.get(id).ok_or(RuleError::Gone { register: T::REGISTER })
    }

    /// All records, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.records.values().map(Arc::as_ref)
    }

    /// The record that people call by this reference.
    pub fn by_reference(&self, reference: &str) -> Option<&T> {
        self.iter().find(|record| record.reference() == reference)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The ids under which another register holds something else, or only one of the two holds anything.
    pub fn differing(&self, other: &Self) -> Vec<Uuid> {
        let id = |item: DiffItem<'_, '_, Uuid, Arc<T>>| match item {
            DiffItem::Add(id, _) | DiffItem::Remove(id, _) => *id,
            DiffItem::Update { new: (id, _), .. } => *id,
        };
        self.records.diff(&other.records).map(id).collect()
    }

    /// Adds or replaces a record. Only edits and loading come here.
    pub(super) fn put(&mut self, record: T) {
        self.records.insert(record.id().into(), Arc::new(record));
    }

    /// Takes a record out. Only edits come here.
    pub(super) fn remove(&mut self, id: Uuid) {
        self.records.remove(&id);
    }
}
