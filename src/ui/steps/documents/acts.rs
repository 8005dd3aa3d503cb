//! The buttons of a document's life: sent to review, approved, read, compared, printed, retired (7.5.2, 7.5.3).

use eframe::egui::Ui;
use tr::tr;

use crate::isms::RegisterName;
use crate::isms::documents::{Document, DocumentStatus, in_force, next_number, submit, unread, versions};
use crate::ui::dialogs::Dialog;
use crate::ui::intent::Intent;
use crate::ui::widgets::{self, Button, Tone};
use crate::ui::{Cx, icons};

/// Approve, with the number it gets: for whatever is being written and has a text or a file.
pub(super) fn approve_button(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    if !document.is_open() || document.is_report() {
        return;
    }
    let word = tr!("Approve as v{}", next_number(cx.isms, document.id, false));
    let name = tr!("Approve {}", document.reference);
    let button = Button::primary(&word).icon(icons::SEAL_CHECK).named(name);
    if button.show(ui).clicked() {
        let dialog = Dialog::approve(cx.isms, document, cx.now.today);
        cx.send(Intent::Show(dialog));
    }
}

/// Send a draft to review, or send it back with what is to be changed.
pub(super) fn review_buttons(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    if document.is_report() {
        return;
    }
    match document.status {
        None | Some(DocumentStatus::Draft) => {
            let nobody = document.approver.is_none();
            let why_not = nobody.then(|| tr!("Name who approves {} first.", document.reference));
            let name = tr!("Send {} to review", document.reference);
            let word = tr!("Send to review");
            let button =
                Button::secondary(&word).icon(icons::ENVELOPE_SIMPLE).named(name).disabled_because(why_not.as_deref());
            if button.show(ui).clicked() {
                let edit = submit(cx.isms, document.id);
                cx.send(Intent::Edit(edit));
            }
        }
        Some(DocumentStatus::InReview) => {
            let name = tr!("Request changes to {}", document.reference);
            let word = tr!("Request changes");
            let button = Button::secondary(&word).icon(icons::CHAT_TEXT).named(name);
            if button.show(ui).clicked() {
                cx.send(Intent::Show(Dialog::request_changes(document)));
            }
        }
        Some(DocumentStatus::Approved | DocumentStatus::Retired) => {}
    }
}

/// What the reviewer asked for, while the document is being reworked.
pub(super) fn requested_note(ui: &mut Ui, document: &Document) {
    if document.is_open() && !document.requested.trim().is_empty() {
        widgets::note(ui, Tone::Warn, &tr!("Changes requested: {}", document.requested.trim()));
    }
}

/// Who has read it.
pub(super) fn readers_button(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    if document.status == Some(DocumentStatus::Retired) {
        return;
    }
    let held = in_force(cx.isms, document.id).is_some();
    let why_not = (!held).then(|| tr!("Nothing is in force yet. Readers confirm a version that is approved."));
    let missing = unread(cx.isms, document, cx.now.today).len();
    let word = match missing {
        0 => tr!("Readers"),
        count => tr!("Readers: {} to go", count),
    };
    let name = tr!("Readers of {}", document.reference);
    let button = Button::secondary(&word).icon(icons::USERS_THREE).named(name).disabled_because(why_not.as_deref());
    if button.show(ui).clicked() {
        let dialog = Dialog::readers(document, cx.now.today);
        cx.send(Intent::Show(dialog));
    }
}

/// What changed between versions.
pub(super) fn differences_button(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    if !document.is_written_here() {
        return;
    }
    let none = versions(cx.isms, document.id).next().is_none();
    let why_not = none.then(|| tr!("There is nothing to compare before the first approval."));
    let name = tr!("Differences between versions of {}", document.reference);
    let word = tr!("Differences");
    let button =
        Button::secondary(&word).icon(icons::CLOCK_COUNTER_CLOCKWISE).named(name).disabled_because(why_not.as_deref());
    if button.show(ui).clicked() {
        let dialog = Dialog::differences(cx.isms, document);
        cx.send(Intent::Show(dialog));
    }
}

/// Print it, or one of its versions. What is only kept track of has no pages.
pub(super) fn print_button(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    let name = tr!("Print {}", document.reference);
    let pages = document.is_report() || document.is_written_here() || !document.content.is_empty();
    let why_not = (!pages).then(|| tr!("Its text is not kept here, so there is nothing to print."));
    let word = tr!("Print");
    let button = Button::secondary(&word).icon(icons::PRINTER).named(name).disabled_because(why_not.as_deref());
    if button.show(ui).clicked() {
        let dialog = Dialog::print_document(document, cx.printable, &cx.save.path);
        cx.send(Intent::Show(dialog));
    }
}

/// Take it out of force for good.
pub(super) fn retire_button(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    if document.status == Some(DocumentStatus::Retired) {
        return;
    }
    let name = tr!("Retire {}", document.reference);
    if Button::quiet(&tr!("Retire")).icon(icons::MINUS_CIRCLE).named(name).show(ui).clicked() {
        cx.send(Intent::Show(Dialog::retire(document, cx.now.today)));
    }
}

/// Everything that was ever changed about it.
pub(super) fn history_button(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    let name = tr!("What happened to {}", document.reference);
    let word = tr!("What happened to it");
    if Button::quiet(&word).icon(icons::CLOCK_COUNTER_CLOCKWISE).named(name).show(ui).clicked() {
        cx.send(Intent::WhatHappened(RegisterName::Documents, document.id.0));
    }
}
