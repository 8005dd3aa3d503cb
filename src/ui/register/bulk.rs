//! Many records at once: marks on rows, and the bar that gives one field of all marked records one value.

use std::collections::{BTreeMap, BTreeSet};

use eframe::egui::{Frame, Margin, Ui};
use serde_json::{Value, json};
use tr::tr;
use uuid::Uuid;

use super::GridAnswer;
use crate::isms::actions::ActionStatus;
use crate::isms::assets::{AssetKind, Classification};
use crate::isms::controls::ImplementationStatus;
use crate::isms::risks::TreatmentOption;
use crate::isms::{Isms, RegisterName, Rule, delete, set_fields};
use crate::ui::Cx;
use crate::ui::intent::Intent;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, ChoiceItem, date_edit, format_date, parse_date, select};

/// Which records are marked, by register.
#[derive(Debug, Default)]
pub struct Marks {
    ids: BTreeMap<RegisterName, BTreeSet<Uuid>>,
    /// The row marked last, where Shift goes on from.
    last: Option<(RegisterName, usize)>,
    /// The field chosen in the bar.
    field: Option<(RegisterName, usize)>,
    /// The day typed in the bar.
    day: String,
}

impl Marks {
    /// The marked records of a register that are still there.
    pub fn of(&self, register: RegisterName, isms: &Isms) -> BTreeSet<Uuid> {
        let marked = self.ids.get(&register).into_iter().flatten().copied();
        marked.filter(|id| isms.has(register, *id)).collect()
    }

    /// Takes over what a person did in the grid that shows these rows.
    pub fn take(&mut self, register: RegisterName, answer: &GridAnswer, rows: &[Uuid]) {
        let marks = self.ids.entry(register).or_default();
        if let Some(all) = answer.all {
            marks.clear();
            if all {
                marks.extend(rows.iter().copied());
            }
        }
        let Some((index, extend)) = answer.marked else { return };
        let Some(id) = rows.get(index) else { return };
        let from = self.last.filter(|(of, _)| extend && *of == register).map_or(index, |(_, from)| from);
        let on = !marks.contains(id);
        for id in rows.iter().take(index.max(from) + 1).skip(index.min(from)) {
            if on {
                marks.insert(*id);
            } else {
                marks.remove(id);
            }
        }
        self.last = Some((register, index));
    }

    /// Takes all marks of a register away.
    pub fn clear(&mut self, register: RegisterName) {
        self.ids.remove(&register);
        self.last = None;
    }

    /// Marks these records and no others.
    pub fn set(&mut self, register: RegisterName, ids: impl IntoIterator<Item = Uuid>) {
        self.ids.insert(register, ids.into_iter().collect());
    }
}

/// What a field of many records can be given.
enum Kind {
    Person,
    Day,
    YesNo,
    Words(Vec<(String, Value)>),
    Link(RegisterName),
    Level,
}

/// A field that can be set in many records at once.
struct Field {
    label: String,
    pointer: &'static str,
    kind: Kind,
}

fn field(label: String, pointer: &'static str, kind: Kind) -> Field {
    Field { label, pointer, kind }
}

fn words<T: Copy + serde::Serialize>(all: &[T], word: fn(T) -> String) -> Kind {
    Kind::Words(all.iter().map(|value| (word(*value), json!(value))).collect())
}

/// Whether records of a register can be marked.
pub(super) fn has_fields(register: RegisterName) -> bool {
    !fields(register).is_empty()
}

/// A register with the fields that many of its records may share.
type Shared = (RegisterName, fn() -> Vec<Field>);

/// The registers whose records can be marked, each with the fields that many records may share.
const SHARED: [Shared; 8] = [
    (RegisterName::Assets, asset_fields),
    (RegisterName::Risks, risk_fields),
    (RegisterName::Actions, action_fields),
    (RegisterName::Controls, control_fields),
    (RegisterName::Obligations, watched_fields),
    (RegisterName::Suppliers, watched_fields),
    (RegisterName::Documents, document_fields),
    (RegisterName::Evidence, evidence_fields),
];

fn fields(register: RegisterName) -> Vec<Field> {
    SHARED.iter().find(|(of, _)| *of == register).map(|(_, fields)| fields()).unwrap_or_default()
}

fn owner() -> Field {
    field(tr!("Owner"), "/owner", Kind::Person)
}

fn next_review() -> Field {
    field(tr!("Next review"), "/next_review", Kind::Day)
}

fn asset_fields() -> Vec<Field> {
    vec![
        owner(),
        field(tr!("In scope"), "/in_scope", Kind::YesNo),
        field(tr!("Classification"), "/classification", words(Classification::ALL, Classification::label)),
        field(tr!("Kind"), "/kind", words(AssetKind::ALL, AssetKind::label)),
        field(tr!("Confidentiality"), "/confidentiality", Kind::Level),
        field(tr!("Integrity"), "/integrity", Kind::Level),
        field(tr!("Availability"), "/availability", Kind::Level),
        field(tr!("Holds personal data"), "/personal_data", Kind::YesNo),
        field(tr!("Site"), "/site", Kind::Link(RegisterName::Sites)),
        field(tr!("Supplier"), "/supplier", Kind::Link(RegisterName::Suppliers)),
    ]
}

fn risk_fields() -> Vec<Field> {
    let option = field(tr!("Treatment"), "/option", words(TreatmentOption::ALL, TreatmentOption::label));
    vec![owner(), option, next_review()]
}

fn action_fields() -> Vec<Field> {
    let status = field(tr!("Status"), "/status", words(ActionStatus::ALL, ActionStatus::label));
    vec![owner(), field(tr!("Due"), "/due", Kind::Day), status]
}

fn control_fields() -> Vec<Field> {
    let status = field(tr!("Status"), "/status", words(ImplementationStatus::ALL, ImplementationStatus::label));
    vec![owner(), status, field(tr!("Due"), "/due", Kind::Day)]
}

fn watched_fields() -> Vec<Field> {
    vec![owner(), next_review()]
}

fn document_fields() -> Vec<Field> {
    let author = field(tr!("Author"), "/author", Kind::Person);
    vec![owner(), author, field(tr!("Approver"), "/approver", Kind::Person), next_review()]
}

fn evidence_fields() -> Vec<Field> {
    vec![field(tr!("Evidence of"), "/effective", Kind::Day), field(tr!("Valid until"), "/valid_until", Kind::Day)]
}

/// The bar over the rows while some are marked: which field, which value; or remove them, or let go of them.
pub fn bulk_bar(ui: &mut Ui, cx: &mut Cx<'_>, register: RegisterName) {
    let marked = cx.state.marks.of(register, cx.isms);
    if marked.is_empty() {
        return;
    }
    let colours = tokens(ui);
    let fields = fields(register);
    let ids: Vec<Uuid> = marked.into_iter().collect();
    Frame::new()
        .fill(colours.accent_tint)
        .corner_radius(eframe::egui::CornerRadius::same(8))
        .inner_margin(Margin::symmetric(10, 5))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                let count = tr!("{} marked", ids.len());
                ui.label(Type::BodyStrong.text(count).color(colours.text));
                let names = (0..).zip(&fields).map(|(index, field)| ChoiceItem::new(index, field.label.clone()));
                let chosen = cx.state.marks.field.filter(|(of, _)| *of == register).map(|(_, index)| index);
                let names: Vec<ChoiceItem<usize>> = names.collect();
                let name = tr!("Field to change");
                if let Some(answer) = select(ui, &name, &names, chosen.as_ref(), &tr!("Change…"), 150.0) {
                    cx.state.marks.field = answer.map(|index| (register, index));
                }
                if let Some(field) = chosen.and_then(|index| fields.get(index))
                    && let Some(value) = value(ui, cx, field)
                {
                    let (ids, pointer, label) = (ids.clone(), field.pointer, field.label.clone());
                    cx.send(Intent::DecideAndTell(Rule::new(move |isms, _| {
                        set_fields(isms, register, &ids, pointer, &value, &label)
                    })));
                }
                if Button::quiet(&tr!("Remove")).small().named(tr!("Remove the marked records")).show(ui).clicked() {
                    cx.send(Intent::DecideAndTell(remove(register, ids.clone())));
                }
                if Button::quiet(&tr!("Clear marks")).small().show(ui).clicked() {
                    cx.state.marks.clear(register);
                }
            });
        });
    ui.add_space(4.0);
}

/// Removes all marked records in one edit, when nothing links to any of them.
fn remove(register: RegisterName, ids: Vec<Uuid>) -> Rule {
    Rule::new(move |isms, _| {
        let name = tr!("Remove {0} records from {1}", ids.len(), register.label());
        ids.iter().try_fold(crate::isms::Edit::new(name), |edit, id| Ok(edit.and(delete(isms, register, *id)?)))
    })
}

/// The value for the chosen field. Answers it once it is chosen; an undecided value is a value too.
fn value(ui: &mut Ui, cx: &mut Cx<'_>, field: &Field) -> Option<Value> {
    let name = tr!("New value: {}", field.label);
    let pick = |ui: &mut Ui, items: Vec<ChoiceItem<String>>, values: &[Value]| {
        let answer = select(ui, &name, &items, None, &tr!("Choose"), 180.0)??;
        let place = items.iter().position(|item| item.value == answer)?;
        values.get(place).cloned()
    };
    let of_words = |words: Vec<(String, Value)>| {
        let items: Vec<ChoiceItem<String>> =
            words.iter().map(|(word, value)| ChoiceItem::new(value.to_string(), word.clone())).collect();
        let values: Vec<Value> = words.into_iter().map(|(_, value)| value).collect();
        (items, values)
    };
    let options = match &field.kind {
        Kind::Day => {
            let mut text = cx.state.marks.day.clone();
            let wrong = !text.is_empty() && parse_date(&text).is_none();
            let edited = date_edit(ui, &name, &mut text, cx.now.today, 150.0, wrong);
            if let Some(day) = edited.picked {
                text = format_date(day);
            }
            let day = parse_date(&text);
            cx.state.marks.day = text;
            let why = day.is_none().then(|| tr!("Enter a date. For example: 31 Mar 2026."));
            let button = Button::primary(&tr!("Set"))
                .small()
                .named(tr!("Set {}", field.label))
                .disabled_because(why.as_deref())
                .show(ui);
            return button.clicked().then(|| json!(day)).filter(|_| day.is_some());
        }
        Kind::Person => widgets::people(cx).into_iter().map(|item| (item.word, json!(item.value))).collect(),
        Kind::YesNo => vec![(tr!("Yes"), json!(true)), (tr!("No"), json!(false))],
        Kind::Words(words) => words.clone(),
        Kind::Link(register) => cx
            .isms
            .all(*register)
            .iter()
            .map(|record| (widgets::LinkItem::of(record).words(), json!(record.id())))
            .collect(),
        Kind::Level => {
            let scale = cx.isms.current_method().map_or(&[][..], |method| &method.asset_value);
            (1_u8..).zip(scale).map(|(number, level)| (format!("{number} {}", level.name), json!(number))).collect()
        }
    };
    let (items, values) = of_words(options);
    pick(ui, items, &values)
}
