//! What changed between two versions of a document, or since one: sentence by sentence, and on paper.

use eframe::egui::{ScrollArea, Ui};
use tr::tr;

use super::parts::{room, title};
use super::{Around, Dialog, OpenFile};
use crate::isms::Isms;
use crate::isms::documents::{
    Document, DocumentId, DocumentVersion, DocumentVersionId, SentenceChange, compare, in_force, versions,
};
use crate::isms::tailoring::tailor;
use crate::ui::icons;
use crate::ui::intent::{Intent, Wanted};
use crate::ui::steps::changes;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{Button, ChoiceItem, format_date, hint, select};

/// How many differing sentences are drawn; the print has them all.
const SHOWN: usize = 200;

/// What is compared with what.
type Pair = (DocumentVersionId, Option<DocumentVersionId>);

/// What is chosen, and what was found for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Differences {
    document: DocumentId,
    pair: Pair,
    found: Option<(i64, Pair, Vec<SentenceChange>)>,
}

impl Dialog {
    /// What a draft changes, or what the newest version changed. Without any version there is nothing to compare.
    pub fn differences(isms: &Isms, document: &Document) -> Self {
        let mut newest = versions(isms, document.id).rev().map(|version| version.id);
        let last = newest.next().unwrap_or_default();
        let pair = match newest.next() {
            Some(before) if !document.is_open() => (before, Some(last)),
            Some(_) | None => (last, None),
        };
        Self::Differences(Differences { document: document.id, pair, found: None })
    }
}

/// Draws the dialog. Answers whether it is finished.
pub(super) fn show(ui: &mut Ui, state: &mut Differences, around: &mut Around<'_>) -> bool {
    let Some(file) = around.file else { return true };
    let Some(document) = file.isms.documents.get(state.document) else { return true };
    title(ui, &tr!("Differences in {0} {1}", document.reference, document.name));
    choose(ui, state, file, document);
    let found = match state.found.take() {
        Some((seq, pair, found)) if seq == file.derived.seq && pair == state.pair => found,
        Some(_) | None => work_out(file, document, state.pair),
    };
    ui.add_space(4.0);
    let count = match found.len() {
        0 => tr!("The two texts are the same."),
        1 => tr!("One sentence differs."),
        count => tr!("{} sentences differ.", count),
    };
    hint(ui, &count);
    ScrollArea::vertical().id_salt("differences").max_height(room(ui, 200.0)).show(ui, |ui| {
        ui.set_width(ui.available_width() - 8.0);
        changes(ui, &found, SHOWN);
    });
    let none = found.is_empty().then(|| tr!("There is nothing to print: the two texts are the same."));
    state.found = Some((file.derived.seq, state.pair, found));
    ui.add_space(12.0);
    let mut finished = false;
    ui.horizontal(|ui| {
        let print = tr!("Print differences…");
        let button = Button::primary(&print).icon(icons::PRINTER).disabled_because(none.as_deref());
        if button.show(ui).clicked() {
            let (from, to) = state.pair;
            let name = tr!("Print what changed in {}", document.reference);
            let dialog = Dialog::print_wanted(name, Wanted::Changes(from, to), around.documents);
            around.intents.push(Intent::Show(dialog));
            finished = true;
        }
        finished |= Button::quiet(&tr!("Close")).show(ui).clicked();
    });
    finished
}

fn choose(ui: &mut Ui, state: &mut Differences, file: OpenFile<'_>, document: &Document) {
    let words = |version: &DocumentVersion| match version.on.map(format_date) {
        Some(day) => tr!("Version {0}, {1}", version.version, day),
        None => tr!("Version {}", version.version),
    };
    let all: Vec<&DocumentVersion> = versions(file.isms, document.id).rev().collect();
    let from: Vec<ChoiceItem<DocumentVersionId>> =
        all.iter().map(|version| ChoiceItem::new(version.id, words(version))).collect();
    let mut to = vec![ChoiceItem::new(None, present(file.isms, document))];
    to.extend(all.iter().map(|version| ChoiceItem::new(Some(version.id), words(version))));
    let colour = tokens(ui).text2;
    ui.horizontal(|ui| {
        let width = ((ui.available_width() - 80.0) / 2.0).min(260.0);
        ui.label(Type::Body.text(tr!("From")).color(colour));
        if let Some(Some(id)) = select(ui, &tr!("Compare from"), &from, Some(&state.pair.0), "", width) {
            state.pair.0 = id;
        }
        ui.label(Type::Body.text(tr!("to")).color(colour));
        if let Some(Some(id)) = select(ui, &tr!("Compare to"), &to, Some(&state.pair.1), "", width) {
            state.pair.1 = id;
        }
    });
}

/// What the present text is called.
fn present(isms: &Isms, document: &Document) -> String {
    if document.is_open() {
        tr!("The draft")
    } else if in_force(isms, document.id).is_some() {
        tr!("As it would read today")
    } else {
        tr!("Its text today")
    }
}

fn work_out(file: OpenFile<'_>, document: &Document, (from, to): Pair) -> Vec<SentenceChange> {
    let Some(before) = file.isms.document_versions.get(from) else { return Vec::new() };
    match to.and_then(|id| file.isms.document_versions.get(id)) {
        Some(after) => compare(&before.sections, &after.sections),
        None => {
            let today = tailor(file.isms, &file.content.policies, &document.sections);
            compare(&before.sections, &today.sections)
        }
    }
}
