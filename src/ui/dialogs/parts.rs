//! What dialogs are made of: title, fields, the foot with its buttons.

use std::path::PathBuf;

use eframe::egui::{Id, Key, Label, Margin, Response, TextEdit, Ui};
use jiff::civil::Date;
use tr::tr;

use super::Around;
use crate::ui::intent::{Browse, Intent};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{Button, date_edit, field_label, format_date, hint, parse_date};

pub(super) fn title(ui: &mut Ui, text: &str) {
    let colour = tokens(ui).text;
    ui.label(Type::Screen.text(text).color(colour));
    ui.add_space(4.0);
}

/// A question with one answer besides going back.
pub(super) fn question(
    ui: &mut Ui,
    name: &str,
    text: &str,
    action: &str,
    wish: Intent,
    around: &mut Around<'_>,
) -> bool {
    title(ui, name);
    ui.add(Label::new(Type::Body.text(text)).wrap());
    foot(ui, action, None, false, || wish, around)
}

pub(super) fn text_field(ui: &mut Ui, label: &str, text: &mut String) {
    let name = field_label(ui, label);
    let width = ui.available_width();
    field(ui, label, text, width, &name, true);
}

/// Several lines of text.
pub(super) fn words_field(ui: &mut Ui, label: &str, text: &mut String, rows: usize) {
    let name = field_label(ui, label);
    let edit = TextEdit::multiline(text)
        .id(Id::unique(("dialog field", label)))
        .margin(Margin::symmetric(10, 7))
        .desired_rows(rows)
        .desired_width(ui.available_width());
    let response = ui.add(edit).labelled_by(name.id);
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
}

/// A day with its calendar. `name` is spoken: the screen behind the dialog may have a field with the same label.
pub(super) fn day_field(ui: &mut Ui, (label, name): (&str, &str), text: &mut String, today: Date, width: f32) {
    ui.vertical(|ui| {
        ui.set_width(width);
        field_label(ui, label);
        let wrong = !text.trim().is_empty() && day(text).is_none();
        let edited = date_edit(ui, name, text, today, width.min(200.0), wrong);
        if let Some(picked) = edited.picked {
            *text = format_date(picked);
        }
    });
}

/// The day that was typed; `None` while it is none.
pub(super) fn day(text: &str) -> Option<Date> {
    parse_date(text)
}

/// How high a list may be so that the rest of its dialog, this high, stays on the screen.
pub(super) fn room(ui: &Ui, rest: f32) -> f32 {
    (ui.ctx().content_rect().height() - rest - 80.0).clamp(120.0, 520.0)
}

/// A line of text. The first one of a dialog has the keyboard as soon as nothing else has.
fn field(ui: &mut Ui, label: &str, text: &mut String, width: f32, name: &Response, takes_the_keyboard: bool) {
    let edit = TextEdit::singleline(text)
        .id(Id::unique(("dialog field", label)))
        .margin(Margin::symmetric(10, 7))
        .desired_width(width);
    let response = ui.add(edit).labelled_by(name.id);
    let idle = ui.memory(|memory| memory.focused().is_none()) && !enter(ui);
    if idle && takes_the_keyboard {
        response.request_focus();
    }
}

fn enter(ui: &Ui) -> bool {
    ui.input(|input| input.key_pressed(Key::Enter))
}

pub(super) fn path_field(ui: &mut Ui, label: &str, text: &mut String, browse: Browse, around: &mut Around<'_>) {
    path_field_that(true, ui, label, text, browse, around);
}

/// The same in a dialog that nobody asked for: what a person is typing when it comes up must not go into it.
pub(super) fn path_field_that_waits(
    ui: &mut Ui,
    label: &str,
    text: &mut String,
    browse: Browse,
    around: &mut Around<'_>,
) {
    path_field_that(false, ui, label, text, browse, around);
}

fn path_field_that(
    takes_the_keyboard: bool,
    ui: &mut Ui,
    label: &str,
    text: &mut String,
    browse: Browse,
    around: &mut Around<'_>,
) {
    let name = field_label(ui, label);
    ui.horizontal(|ui| {
        let width = ui.available_width() - 100.0;
        field(ui, label, text, width, &name, takes_the_keyboard);
        if Button::secondary(&tr!("Choose…")).show(ui).clicked() {
            around.intents.push(Intent::Browse(browse));
        }
    });
}

/// The place that was typed. One that does not say where it begins is beside the open file, or in the folder that new
/// files are proposed in; never where the program happened to be started.
pub(super) fn place(typed: &str, around: &Around<'_>) -> PathBuf {
    around.documents.join(typed.trim())
}

/// The same for an ISMS file, whose name ends as they all do.
pub(super) fn place_of_isms(typed: &str, around: &Around<'_>) -> PathBuf {
    let place = place(typed, around);
    if place.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("isms")) {
        return place;
    }
    let mut name = place.into_os_string();
    name.push(".isms");
    PathBuf::from(name)
}

pub(super) fn no_folder(folder: &str) -> Option<String> {
    folder.trim().is_empty().then(|| tr!("Enter or choose a folder first."))
}

/// The foot of a dialog with fields: Enter does what the button does.
pub(super) fn buttons(
    ui: &mut Ui,
    action: &str,
    why_not: Option<String>,
    wish: impl FnOnce() -> Intent,
    around: &mut Around<'_>,
) -> bool {
    // A field gives the keyboard up with Enter; a button that has it acts by itself.
    let by_key = enter(ui) && why_not.is_none() && ui.memory(|memory| memory.focused().is_none());
    foot(ui, action, why_not, by_key, wish, around)
}

/// The foot of a dialog. Answers whether it is finished, one way or the other.
pub(super) fn foot(
    ui: &mut Ui,
    action: &str,
    why_not: Option<String>,
    by_key: bool,
    wish: impl FnOnce() -> Intent,
    around: &mut Around<'_>,
) -> bool {
    let mut finished = false;
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        if Button::primary(action).disabled_because(why_not.as_deref()).show(ui).clicked() || by_key {
            around.intents.push(wish());
            finished = true;
        }
        if Button::quiet(&tr!("Cancel")).show(ui).clicked() {
            finished = true;
        }
    });
    if let Some(why) = why_not {
        hint(ui, &why);
    }
    finished
}
