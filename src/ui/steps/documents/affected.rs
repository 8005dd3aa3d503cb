//! Approved documents that say something that no longer holds, each with the sentences that would change.

use eframe::egui::{Align, Layout, Ui};
use tr::tr;

use super::{differences, show_document};
use crate::isms::Rule;
use crate::isms::documents::{SentenceChange, next_number, start_draft};
use crate::isms::tailoring::Affected;
use crate::ui::intent::Intent;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, hint, tag};
use crate::ui::{Cx, icons};

/// How many sentences of a document are drawn.
const SHOWN: usize = 12;

/// How many changes the note of the new draft tells one by one.
const TOLD: usize = 3;

/// Draws the card.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let derived = cx.derived;
    let affected = &derived.documents.affected;
    widgets::card(ui, |ui| {
        widgets::heading(ui, &tr!("Affected documents"), "7.5.2", |_| {});
        if affected.is_empty() {
            hint(ui, &nothing(cx));
            return;
        }
        widgets::paragraph(
            ui,
            &tr!(
                "Something that these documents name has changed. Each stays as approved until you take the change into a new draft."
            ),
        );
        for one in affected {
            widgets::divider(ui);
            ui.push_id(one.document, |ui| document(ui, cx, one));
        }
    });
}

fn nothing(cx: &Cx<'_>) -> String {
    if cx.isms.document_versions.is_empty() {
        tr!("No document is approved yet. Once one is, you see here which of its sentences a changed fact touches.")
    } else {
        tr!("Every approved document says what holds today. A changed fact or control would show its sentences here.")
    }
}

fn document(ui: &mut Ui, cx: &mut Cx<'_>, affected: &Affected) {
    let isms = cx.isms;
    let Some(document) = isms.documents.get(affected.document) else { return };
    let colours = tokens(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        tag(ui, &document.reference);
        ui.add(eframe::egui::Label::new(Type::Card.text(&document.name).color(colours.text)).truncate());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let count = affected.changes.len();
            let words = if count == 1 { tr!("1 sentence") } else { tr!("{} sentences", count) };
            ui.label(Type::Meta.text(words).color(colours.text3));
        });
    });
    let version = isms.document_versions.get(affected.version).map_or("", |version| version.version.as_str());
    hint(ui, &tr!("Version {0} is in force. Version {1} would read:", version, next_number(isms, document.id, false)));
    differences::changes(ui, &affected.changes, SHOWN);
    if !affected.open.is_empty() {
        let questions: Vec<String> =
            affected.open.iter().map(|question| question.sentence(&cx.content.policies)).collect();
        widgets::note(ui, widgets::Tone::Warn, &tr!("Undecided now: {}", questions.join(" ")));
    }
    ui.horizontal(|ui| {
        let name = tr!("Take the change into a new draft of {}", document.reference);
        let button = Button::primary(&tr!("Take into a new draft")).icon(icons::PENCIL_SIMPLE).named(name).show(ui);
        if button.clicked() {
            let (id, change) = (document.id, change_note(&affected.changes));
            cx.send(Intent::DecideAndTell(Rule::new(move |isms, _| start_draft(isms, id, &change))));
        }
        let name = tr!("Show {}", document.reference);
        if Button::secondary(&tr!("Show document")).named(name).show(ui).clicked() {
            cx.send(show_document(document.id));
        }
    });
}

/// What the new draft changes, in plain words for the history of versions. Its author can put it right.
fn change_note(changes: &[SentenceChange]) -> String {
    let told: Vec<String> = changes.iter().take(TOLD).map(differences::in_words).collect();
    let list = told.join("; ");
    match changes.len().checked_sub(TOLD).filter(|more| *more > 0) {
        None => tr!("Follows changed facts: {}.", list),
        Some(more) => tr!("Follows changed facts: {0}; and {1} more.", list, more),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isms::documents::{Section, compare};

    #[test]
    fn the_note_of_a_new_draft_is_short_and_tells_how_much_there_is() {
        let text = |days: u32| (0..5).map(|row| format!("Rule {row} lasts {days} days.\n")).collect::<String>();
        let of = |days| [Section { title: "Rules".to_owned(), text: text(days) }];
        let note = change_note(&compare(&of(5), &of(10)));
        assert_eq!(note.matches("“5” becomes “10” in Rules").count(), 3, "{note}");
        assert!(note.ends_with("; and 2 more."), "{note}");
        let note = change_note(&compare(&of(5)[..], &[]));
        assert!(note.contains("no longer in Rules"), "{note}");
    }
}
