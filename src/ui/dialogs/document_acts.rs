//! Short acts on a document: changes requested, proposals confirmed, read by its readers, retired (7.5.2, 7.5.3, 7.3).

use std::collections::BTreeSet;

use eframe::egui::{Checkbox, Label, RichText, ScrollArea, Ui};
use jiff::civil::Date;
use tr::tr;

use super::parts::{buttons, day, day_field, foot, room, text_field, title, words_field};
use super::{Around, Dialog, OpenFile};
use crate::isms::documents::{
    self, Document, DocumentId, DocumentVersion, acknowledge, in_force, request_changes, versions,
};
use crate::isms::organisation::{Person, PersonId};
use crate::isms::{FieldRef, RegisterName, Rule};
use crate::ui::icons;
use crate::ui::intent::Intent;
use crate::ui::steps::confirm_rule;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{Button, ChoiceItem, field_label, focus_ring, format_date, hint, people_on, select};

/// Who has read a document, and who is recorded now.
#[derive(Debug, Clone, PartialEq)]
pub struct Readers {
    document: DocumentId,
    ticked: BTreeSet<PersonId>,
    on: String,
}

impl Dialog {
    /// Say what is to be changed.
    pub fn request_changes(document: &Document) -> Self {
        Self::RequestChanges { document: document.id, wish: String::new() }
    }

    /// Take a document out of force.
    pub fn retire(document: &Document, today: Date) -> Self {
        Self::Retire { document: document.id, why: String::new(), on: format_date(today) }
    }

    /// Record who has read a document.
    pub fn readers(document: &Document, today: Date) -> Self {
        Self::Readers(Readers { document: document.id, ticked: BTreeSet::new(), on: format_date(today) })
    }

    /// Confirm proposals together: each as the id of its question and what stands in its field.
    pub fn confirm_proposals(document: &Document, answers: Vec<(String, String)>) -> Self {
        Self::Proposals { document: document.id, answers }
    }
}

/// What the reviewer wants.
pub(super) fn request(ui: &mut Ui, id: DocumentId, wish: &mut String, around: &mut Around<'_>) -> bool {
    let Some(file) = around.file else { return true };
    let Some(document) = file.isms.documents.get(id) else { return true };
    title(ui, &tr!("Request changes to {0} {1}", document.reference, document.name));
    hint(ui, &tr!("It goes back to its author as a draft, with these words above its text."));
    words_field(ui, &tr!("What is to be changed"), wish, 4);
    let why = wish.trim().is_empty().then(|| tr!("Say what is to be changed. For example: Name who restores."));
    let edit = || Intent::Edit(request_changes(file.isms, id, wish));
    foot(ui, &tr!("Request changes"), why, false, edit, around)
}

/// Why a document goes.
pub(super) fn retire(ui: &mut Ui, id: DocumentId, why: &mut String, on: &mut String, around: &mut Around<'_>) -> bool {
    let Some(file) = around.file else { return true };
    let Some(document) = file.isms.documents.get(id) else { return true };
    title(ui, &tr!("Retire {0} {1}", document.reference, document.name));
    let count = versions(file.isms, id).count();
    let kept = match count {
        0 => tr!("It was never approved. Its text is kept and marked as retired."),
        1 => tr!("It is no longer in force from then on. Its approved version is kept and can be printed again."),
        _ => tr!(
            "It is no longer in force from then on. Its {} approved versions are kept and can be printed again.",
            count
        ),
    };
    hint(ui, &kept);
    text_field(ui, &tr!("Why it goes, or what replaces it"), why);
    let label = tr!("Out of force from");
    day_field(ui, (&label, &label), on, file.now.today, 200.0);
    let day = day(on);
    let problem = if why.trim().is_empty() {
        Some(tr!("Say why it goes, or what replaces it. For example: Now part of POL-02."))
    } else {
        day.is_none().then(|| tr!("Enter a date. For example: 31 Mar 2026."))
    };
    let wish = || {
        let (why, on) = (why.clone(), day.unwrap_or(file.now.today));
        Intent::DecideAndTell(Rule::new(move |isms, _| documents::retire(isms, id, &why, on)))
    };
    foot(ui, &tr!("Retire the document"), problem, false, wish, around)
}

/// The proposals one below the other, before they become answers.
pub(super) fn proposals(ui: &mut Ui, id: DocumentId, answers: &[(String, String)], around: &mut Around<'_>) -> bool {
    let Some(file) = around.file else { return true };
    let Some(document) = file.isms.documents.get(id) else { return true };
    let colours = tokens(ui);
    title(ui, &tr!("Confirm {} proposals", answers.len()));
    hint(
        ui,
        &tr!(
            "From then on {} says so, and so does every other document that asks the same. Read each one first.",
            document.reference
        ),
    );
    ScrollArea::vertical().id_salt("proposals").max_height(room(ui, 190.0)).show(ui, |ui| {
        ui.set_width(ui.available_width() - 8.0);
        ui.spacing_mut().item_spacing.y = 4.0;
        for (id, value) in answers {
            let Some(field) = file.content.policies.field(id) else { continue };
            ui.add(Label::new(Type::Body.text(&field.ask).color(colours.text2)).wrap());
            ui.add(Label::new(Type::BodyStrong.text(field.with_unit(value)).color(colours.text)).wrap());
            ui.add_space(4.0);
        }
    });
    let wish = || Intent::DecideAndTell(confirm_rule(&file.content.policies, answers.to_vec()));
    foot(ui, &tr!("Confirm all {}", answers.len()), None, false, wish, around)
}

/// The readers of the version in force.
pub(super) fn readers(ui: &mut Ui, state: &mut Readers, around: &mut Around<'_>) -> bool {
    let Some(file) = around.file else { return true };
    let Some(document) = file.isms.documents.get(state.document) else { return true };
    let Some(version) = in_force(file.isms, document.id) else { return true };
    let today = file.now.today;
    title(ui, &tr!("Readers of {0} {1}", document.reference, document.name));
    hint(ui, &tr!("Version {} is in force. Tick who has read it, and enter the day they name.", version.version));
    let of = |id: &PersonId| file.isms.people.get(*id).filter(|person| person.is_with_us(today));
    let named: Vec<&Person> = document.readers.iter().filter_map(of).collect();
    let missing: Vec<PersonId> =
        named.iter().filter(|person| read_on(file, version, person.id).is_none()).map(|person| person.id).collect();
    state.ticked.retain(|id| missing.contains(id));
    ScrollArea::vertical().id_salt("readers").max_height(room(ui, 330.0)).show(ui, |ui| {
        ui.set_width(ui.available_width() - 8.0);
        if named.is_empty() {
            hint(ui, &tr!("No reader is named yet. Name everybody who has to know this document."));
        }
        for person in &named {
            reader(ui, state, file, version, person);
        }
    });
    if missing.len() > 1 && Button::link(&tr!("Tick all who are missing")).show(ui).clicked() {
        state.ticked = missing.iter().copied().collect();
    }
    add_reader(ui, file, document, &named, around);
    let label = tr!("Read on");
    day_field(ui, (&label, &label), &mut state.on, today, 200.0);
    record(ui, state, document, today, around)
}

/// A reader with a tick, or with the day of the reading.
fn reader(ui: &mut Ui, state: &mut Readers, file: OpenFile<'_>, version: &DocumentVersion, person: &Person) {
    let colours = tokens(ui);
    let name = if person.name.is_empty() { &person.reference } else { &person.name };
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        if let Some(on) = read_on(file, version, person.id) {
            ui.label(RichText::new(icons::CHECK_CIRCLE_FILL).size(16.0).color(colours.success));
            ui.label(Type::Body.text(name).color(colours.text));
            let words = on.map_or_else(|| tr!("has read it"), |day| tr!("has read it on {}", format_date(day)));
            ui.label(Type::Meta.text(words).color(colours.text3));
            return;
        }
        let mut on = state.ticked.contains(&person.id);
        let response = ui.add(Checkbox::new(&mut on, Type::Body.text(name).color(colours.text)));
        focus_ring(ui, &response, 4);
        if response.changed() {
            if on {
                state.ticked.insert(person.id);
            } else {
                state.ticked.remove(&person.id);
            }
        }
        let words = match earlier(file, version, person.id) {
            Some(older) => tr!("has read {} and not this one", older),
            None => tr!("has not read it"),
        };
        ui.label(Type::Meta.text(words).color(colours.text3));
    });
}

/// Whether a person has read this version, and on which day.
fn read_on(file: OpenFile<'_>, version: &DocumentVersion, person: PersonId) -> Option<Option<Date>> {
    let mut read = file.isms.acknowledgements.iter();
    let found = read.find(|read| {
        read.person == Some(person) && read.document == version.document && read.version == version.version
    });
    found.map(|read| read.on)
}

/// The newest other version that a person has read.
fn earlier(file: OpenFile<'_>, version: &DocumentVersion, person: PersonId) -> Option<String> {
    let mut read = file.isms.acknowledgements.iter().rev();
    let found = read.find(|read| read.person == Some(person) && read.document == version.document);
    found.map(|read| read.version.clone())
}

/// Names a further reader, or everybody.
fn add_reader(ui: &mut Ui, file: OpenFile<'_>, document: &Document, named: &[&Person], around: &mut Around<'_>) {
    let others: Vec<ChoiceItem<PersonId>> = people_on(file.isms, file.now.today)
        .into_iter()
        .filter(|item| named.iter().all(|person| person.id != item.value))
        .collect();
    if others.is_empty() {
        return;
    }
    field_label(ui, &tr!("Further readers"));
    let mut added: Vec<PersonId> = Vec::new();
    ui.horizontal(|ui| {
        if let Some(Some(one)) = select(ui, &tr!("Add a reader"), &others, None, &tr!("Add a reader"), 220.0) {
            added.push(one);
        }
        if Button::quiet(&tr!("Add everybody")).icon(icons::USERS_THREE).show(ui).clicked() {
            added.extend(others.iter().map(|item| item.value));
        }
    });
    if !added.is_empty() {
        let readers: Vec<PersonId> = document.readers.iter().copied().chain(added).collect();
        let field = FieldRef { register: RegisterName::Documents, id: document.id.0, pointer: "/readers".into() };
        let value = serde_json::to_value(readers).unwrap_or_default();
        around.intents.push(Intent::Set(field, value, tr!("Readers")));
    }
}

fn record(ui: &mut Ui, state: &Readers, document: &Document, today: Date, around: &mut Around<'_>) -> bool {
    let on = day(&state.on);
    let problem = if state.ticked.is_empty() {
        Some(tr!("Tick who has read it."))
    } else if on.is_some_and(|on| on > today) {
        Some(tr!("The day lies in the future. Enter the day on which it was read."))
    } else {
        on.is_none().then(|| tr!("Enter a date. For example: 31 Mar 2026."))
    };
    let word = match state.ticked.len() {
        0 | 1 => tr!("Record the reading"),
        count => tr!("Record {} readings", count),
    };
    let (id, people) = (document.id, state.ticked.iter().copied().collect::<Vec<_>>());
    let wish = || {
        let on = on.unwrap_or(today);
        Intent::DecideAndTell(Rule::new(move |isms, outside| acknowledge(isms, id, &people, on, outside)))
    };
    buttons(ui, &word, problem, wish, around)
}
