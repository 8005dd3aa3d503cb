//! What a person might wish for, in any order: the random edits of the property tests.

use std::collections::BTreeSet;

use jiff::civil::Date;
use octavo::isms::assets::{Asset, AssetId};
use octavo::isms::controls::{self, ControlId, Reason};
use octavo::isms::organisation::{Person, PersonId};
use octavo::isms::risks::{Risk, RiskId};
use octavo::isms::{
    AnyRecord, Edit, FieldRef, Isms, Record, RecordId, Register, RegisterName, delete, set_field, unlink_and_delete,
};
use octavo::store::IsmsFile;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use uuid::Uuid;

/// One wish. Indices point into whatever the registers hold when it comes to be carried out.
#[derive(Debug, Clone)]
pub enum Wish {
    Person { name: String, deputy: Option<Index> },
    Asset { name: String, owner: Option<Index>, depends_on: Vec<Index> },
    Risk { name: String, owner: Option<Index>, assets: Vec<Index>, relied: Vec<Index>, planned: Vec<Index> },
    Decide { control: Index, applicable: Option<bool> },
    Relate { risk: Index, control: Index, given: bool },
    Link { risk: Index, relied: Vec<Index>, planned: Vec<Index> },
    Field { field: Index, record: Index, text: String, number: u8, yes: Option<bool> },
    Remove { register: Index, record: Index },
    Unlink { register: Index, record: Index },
    Both(Box<Wish>, Box<Wish>),
}

/// The registers in which the wishes work.
pub const REGISTERS: [RegisterName; 4] =
    [RegisterName::People, RegisterName::Assets, RegisterName::Risks, RegisterName::Controls];

#[derive(Debug, Clone, Copy)]
enum Holds {
    Text,
    Number,
    YesNo,
    Date,
    Roles,
    Properties,
    Reference,
}

/// Fields of every shape that a column can have: text, number, yes or no, date, list, part of a record.
const FIELDS: [(RegisterName, &str, Holds); 16] = [
    (RegisterName::People, "/name", Holds::Text),
    (RegisterName::People, "/reference", Holds::Reference),
    (RegisterName::People, "/roles", Holds::Roles),
    (RegisterName::People, "/joined", Holds::Date),
    (RegisterName::Assets, "/notes", Holds::Text),
    (RegisterName::Assets, "/reference", Holds::Reference),
    (RegisterName::Assets, "/confidentiality", Holds::Number),
    (RegisterName::Assets, "/personal_data", Holds::YesNo),
    (RegisterName::Risks, "/plan", Holds::Text),
    (RegisterName::Risks, "/reference", Holds::Reference),
    (RegisterName::Risks, "/current/rationale", Holds::Text),
    (RegisterName::Risks, "/current/likelihood", Holds::Number),
    (RegisterName::Risks, "/affects", Holds::Properties),
    (RegisterName::Risks, "/next_review", Holds::Date),
    (RegisterName::Controls, "/how", Holds::Text),
    (RegisterName::Controls, "/decided_in_bulk", Holds::YesNo),
];

/// Any wish, with any text a keyboard or a clipboard can give.
pub fn any_wish() -> impl Strategy<Value = Wish> {
    single_wish().prop_flat_map(|first| {
        prop_oneof![
            6 => Just(first.clone()),
            1 => single_wish().prop_map(move |second| Wish::Both(Box::new(first.clone()), Box::new(second))),
        ]
    })
}

fn single_wish() -> impl Strategy<Value = Wish> {
    let text = || prop_oneof![3 => "[a-z ]{0,8}", 1 => "\\PC{0,8}", 1 => any::<String>()];
    let one = any::<Index>;
    let some = || proptest::option::of(any::<Index>());
    let few = || proptest::collection::vec(any::<Index>(), 0..4);
    prop_oneof![
        (text(), some()).prop_map(|(name, deputy)| Wish::Person { name, deputy }),
        (text(), some(), few()).prop_map(|(name, owner, depends_on)| Wish::Asset { name, owner, depends_on }),
        (text(), some(), few(), few(), few()).prop_map(|(name, owner, assets, relied, planned)| Wish::Risk {
            name,
            owner,
            assets,
            relied,
            planned
        }),
        (one(), any::<Option<bool>>()).prop_map(|(control, applicable)| Wish::Decide { control, applicable }),
        (one(), one(), any::<bool>()).prop_map(|(risk, control, given)| Wish::Relate { risk, control, given }),
        (one(), few(), few()).prop_map(|(risk, relied, planned)| Wish::Link { risk, relied, planned }),
        (one(), one(), text(), any::<u8>(), any::<Option<bool>>())
            .prop_map(|(field, record, text, number, yes)| Wish::Field { field, record, text, number, yes }),
        (one(), one()).prop_map(|(register, record)| Wish::Remove { register, record }),
        (one(), one()).prop_map(|(register, record)| Wish::Unlink { register, record }),
    ]
}

impl Wish {
    /// The edit that carries the wish out on the file as it is, or nothing when a rule says no.
    pub fn edit(&self, file: &IsmsFile) -> Option<Edit> {
        let isms = file.isms();
        match self {
            Self::Person { name, deputy } => {
                let id: PersonId = Uuid::now_v7().into();
                let deputy = deputy.and_then(|index| pick(&isms.people, &index));
                let blank = Person::blank(id, file.next_reference(RegisterName::People));
                Some(Edit::new("Add a person").put(Person { name: name.clone(), deputy, ..blank }))
            }
            Self::Asset { name, owner, depends_on } => {
                let id: AssetId = Uuid::now_v7().into();
                let owner = owner.and_then(|index| pick(&isms.people, &index));
                let depends_on = pick_few(&isms.assets, depends_on);
                let blank = Asset::blank(id, file.next_reference(RegisterName::Assets));
                Some(Edit::new("Add an asset").put(Asset { name: name.clone(), owner, depends_on, ..blank }))
            }
            Self::Risk { name, owner, assets, relied, planned } => {
                let id: RiskId = Uuid::now_v7().into();
                let risk = Risk {
                    name: name.clone(),
                    owner: owner.and_then(|index| pick(&isms.people, &index)),
                    assets: pick_few(&isms.assets, assets),
                    controls_relied: pick_few(&isms.controls, relied),
                    controls_planned: pick_few(&isms.controls, planned),
                    ..Risk::blank(id, file.next_reference(RegisterName::Risks))
                };
                Some(Edit::new("Add a risk").put(risk))
            }
            Self::Decide { control, applicable } => {
                let control = pick(&isms.controls, control)?;
                controls::decide(isms, control, *applicable, "Ada", Date::constant(2026, 3, 12)).ok()
            }
            Self::Relate { risk, control, given } => {
                let (risk, control) = (pick(&isms.risks, risk)?, pick(&isms.controls, control)?);
                controls::set_reason(isms, control, Reason::Risk(risk), *given).ok()
            }
            Self::Link { risk, relied, planned } => {
                let relied: Vec<ControlId> = pick_few(&isms.controls, relied);
                let mut planned: Vec<ControlId> = pick_few(&isms.controls, planned);
                planned.retain(|control| !relied.contains(control));
                controls::link_risk(isms, pick(&isms.risks, risk)?, &relied, &planned).ok()
            }
            Self::Field { field, record, text, number, yes } => {
                let (register, pointer, holds) = FIELDS[field.index(FIELDS.len())];
                let value = value(register, holds, text, *number, *yes);
                let field = FieldRef { register, id: any_id(isms, register, record)?, pointer: pointer.into() };
                set_field(isms, &field, value, "a field").ok()
            }
            Self::Remove { register, record } => {
                let register = REGISTERS[register.index(REGISTERS.len())];
                delete(isms, register, any_id(isms, register, record)?).ok()
            }
            Self::Unlink { register, record } => {
                let register = REGISTERS[register.index(REGISTERS.len())];
                unlink_and_delete(isms, register, any_id(isms, register, record)?).ok()
            }
            Self::Both(first, second) => both(first.edit(file), second.edit(file)),
        }
    }
}

/// Two wishes in one edit, unless the second was made for what the first has changed.
fn both(first: Option<Edit>, second: Option<Edit>) -> Option<Edit> {
    let (Some(first), Some(second)) = (first.clone(), second.clone()) else { return first.or(second) };
    let removes = |edit: &Edit| edit.changes.iter().any(|change| matches!(change, octavo::isms::Change::Delete(..)));
    let references = |edit: &Edit| -> BTreeSet<String> {
        edit.changes
            .iter()
            .filter_map(|change| match change {
                octavo::isms::Change::Put(record) => Some(record.reference().to_owned()),
                octavo::isms::Change::Delete(..) => None,
            })
            .collect()
    };
    let clash = removes(&first) || removes(&second) || !references(&first).is_disjoint(&references(&second));
    Some(if clash { first } else { first.and(second) })
}

fn value(register: RegisterName, holds: Holds, text: &str, number: u8, yes: Option<bool>) -> Value {
    match holds {
        Holds::Text => json!(text),
        Holds::Number => yes.map_or(Value::Null, |_| json!(number)),
        Holds::YesNo => json!(yes),
        Holds::Date => {
            yes.map_or(Value::Null, |_| json!(format!("2026-{:02}-{:02}", 1 + number % 12, 1 + number % 28)))
        }
        Holds::Roles => json!(["top_management", "risk_owner"][..usize::from(number % 3)].to_vec()),
        Holds::Properties => json!(["integrity", "availability"][..usize::from(number % 3)].to_vec()),
        // Sometimes one of the register's own kind, sometimes anything.
        Holds::Reference => match yes {
            Some(_) => json!(format!("{}-{number}", register.prefix())),
            None => json!(format!("x{text}")),
        },
    }
}

fn pick<T: Record>(register: &Register<T>, index: &Index) -> Option<T::Id> {
    let ids: Vec<T::Id> = register.iter().map(Record::id).collect();
    (!ids.is_empty()).then(|| *index.get(&ids))
}

fn pick_few<T: Record>(register: &Register<T>, indices: &[Index]) -> Vec<T::Id>
where
    T::Id: RecordId,
{
    let mut seen = BTreeSet::new();
    indices.iter().filter_map(|index| pick(register, index)).filter(|id| seen.insert(*id)).collect()
}

fn any_id(isms: &Isms, register: RegisterName, index: &Index) -> Option<Uuid> {
    let all = isms.all(register);
    (!all.is_empty()).then(|| AnyRecord::id(index.get(&all)))
}
