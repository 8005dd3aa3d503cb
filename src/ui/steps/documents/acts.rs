//! The buttons of a document's life: sent to review, approved, printed (7.5.2, 7.5.3).

use eframe::egui::Ui;
use tr::tr;

use crate::isms::documents::{Document, DocumentStatus, next_number, submit, unread, versions};
use crate::ui::intent::{Intent, PrintFormat, PrintWish, Wanted};
use crate::ui::widgets::{self, Button, Tone};
use crate::ui::{Cx, icons};

/// Approve, with the number it gets.
pub(super) fn approve_button(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    if !document.is_open() || document.is_report() {
        return;
    }
    let word = tr!("Approve as v{}", next_number(cx.isms, document.id, false));
    let why_not = tr!("Who approves it and when is asked for in a dialog that is still being built.");
    let name = tr!("Approve {}", document.reference);
    Button::primary(&word).icon(icons::SEAL_CHECK).named(name).disabled_because(Some(&why_not)).show(ui);
}

/// Send a draft to review.
pub(super) fn review_buttons(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    if document.is_report() || !matches!(document.status, None | Some(DocumentStatus::Draft)) {
        return;
    }
    let why_not = document.approver.is_none().then(|| tr!("Name who approves {} first.", document.reference));
    let name = tr!("Send {} to review", document.reference);
    let word = tr!("Send to review");
    let button = Button::secondary(&word).icon(icons::ENVELOPE_SIMPLE).named(name);
    if button.disabled_because(why_not.as_deref()).show(ui).clicked() {
        cx.send(Intent::Edit(submit(cx.isms, document.id)));
    }
}

/// What the reviewer asked for, while the document is being reworked.
pub(super) fn requested_note(ui: &mut Ui, document: &Document) {
    if document.is_open() && !document.requested.trim().is_empty() {
        widgets::note(ui, Tone::Warn, &tr!("Changes requested: {}", document.requested.trim()));
    }
}

/// Who has not read it.
pub(super) fn readers_button(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    let missing = unread(cx.isms, document, cx.now.today).len();
    if missing > 0 {
        ui.label(tr!("Readers: {} to go", missing));
    }
}

/// What changed since the last version.
pub(super) fn differences_button(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    let last = versions(cx.isms, document.id).next_back().map(|version| version.id);
    let Some(last) = last.filter(|_| document.is_written_here()) else { return };
    if Button::secondary(&tr!("Differences")).icon(icons::CLOCK_COUNTER_CLOCKWISE).show(ui).clicked() {
        cx.send(print(cx, Wanted::Changes(last, None)));
    }
}

/// Print it beside the file.
pub(super) fn print_button(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    let name = tr!("Print {}", document.reference);
    if Button::secondary(&tr!("Print")).icon(icons::PRINTER).named(name).show(ui).clicked() {
        cx.send(print(cx, Wanted::Document(document.id)));
    }
}

/// Take it out of force for good.
pub(super) fn retire_button(_: &mut Ui, _: &mut Cx<'_>, _: &Document) {}

fn print(cx: &Cx<'_>, what: Wanted) -> Intent {
    let folder = cx.save.path.parent().map(std::path::Path::to_path_buf).unwrap_or_default();
    let (what, format) = (vec![what], PrintFormat::Pdf);
    Intent::Print(PrintWish { what, format, binder: false, folder, show_folder: false })
}
