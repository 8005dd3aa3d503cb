//! One entry: who, when and what, each field before and after, and what can be done from here.

use eframe::egui::{Align, Frame, Label, Layout, Margin, RichText, ScrollArea, Stroke, Ui, vec2};
use tr::tr;

use super::Line;
use crate::isms::RegisterName;
use crate::isms::history::back::reverse;
use crate::isms::history::words::{FieldWords, RecordWords, What, entry_words, not_set};
use crate::isms::history::{Entry, fingerprint};
use crate::isms::organisation::PersonId;
use crate::ui::intent::{FileWish, Intent, Sought};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, format_date, hint, icon_button};
use crate::ui::{Cx, icons, steps};

/// So many records of an entry are put into words; a whole import would take too long to read and to draw.
const SHOWN: usize = 60;

/// Up to so many records it is worked out beforehand whether an entry can be brought back.
const AT_ONCE: usize = 1_000;

/// Values up to this length stand side by side.
const SHORT: usize = 26;

/// An entry in words, and whether what was before it can come back.
#[derive(Debug)]
pub(super) struct Detail {
    of: (i64, i64),
    records: Vec<RecordWords>,
    conflict: Option<String>,
}

impl Detail {
    fn of(cx: &Cx<'_>, entry: &Entry) -> Self {
        let changes = entry.changes.iter().take(SHOWN).cloned().collect();
        let some = Entry { changes, ..entry.clone() };
        // Of a whole import it is worked out when somebody asks for it, not while it is drawn.
        let small = entry.changes.len() <= AT_ONCE;
        let conflict = small.then(|| reverse(cx.isms, entry).err()).flatten().map(|error| error.to_string());
        Self { of: key(cx, entry), records: entry_words(cx.isms, &some), conflict }
    }
}

/// What the words are for: the moment that is shown, and the entry.
fn key(cx: &Cx<'_>, entry: &Entry) -> (i64, i64) {
    (cx.past.map_or(cx.state.history.newest(), |past| -past.seq), entry.seq)
}

/// Draws the open entry.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, line: &Line) {
    let entry = &line.entry;
    let key = key(cx, entry);
    let made = cx.state.history.detail.take().filter(|detail| detail.of == key);
    let detail = made.unwrap_or_else(|| Detail::of(cx, entry));
    Frame::new().inner_margin(Margin { left: 17, right: 16, top: 12, bottom: 0 }).show(ui, |ui| {
        head(ui, cx, line);
        acts(ui, cx, line, &detail);
        ui.add_space(6.0);
        widgets::divider(ui);
        ScrollArea::vertical().id_salt(("entry", entry.seq)).auto_shrink([false, false]).show(ui, |ui| {
            ui.set_width(ui.available_width() - 4.0);
            ui.spacing_mut().item_spacing.y = 2.0;
            for words in &detail.records {
                record(ui, cx, words);
            }
            let more = entry.changes.len().saturating_sub(SHOWN);
            if more > 0 {
                ui.add_space(8.0);
                hint(ui, &tr!("And {} more records. Compare the moments before and after to see them all.", more));
            }
            if entry.changes.is_empty() {
                ui.add_space(8.0);
                hint(ui, &tr!("A person's data was taken out of the records and of the entries before. What it was is not kept."));
            }
            ui.add_space(24.0);
        });
    });
    cx.state.history.detail = Some(detail);
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, line: &Line) {
    let colours = tokens(ui);
    let entry = &line.entry;
    ui.horizontal(|ui| {
        ui.label(Type::Meta.text(tr!("Entry {}", entry.seq)).color(colours.text3));
        ui.label(Type::Meta.text(entry.kind.label()).color(colours.text3));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, icons::X, &tr!("Close the entry"), 28.0).clicked() {
                cx.state.history.choose(None);
            }
        });
    });
    ui.add(Label::new(Type::Screen.text(&entry.label).color(colours.text)).wrap());
    let day = line.day.map(format_date).unwrap_or_default();
    ui.label(Type::Body.text(tr!("{0}, {1}, by {2}", day, line.time, entry.by)).color(colours.text2));
    let print = fingerprint(&entry.hash);
    ui.label(Type::Meta.text(tr!("Fingerprint {}", print)).color(colours.text3))
        .on_hover_text(tr!("It stands on every document that was printed right after this entry."));
    ui.add_space(4.0);
}

/// What can be done from this entry.
fn acts(ui: &mut Ui, cx: &mut Cx<'_>, line: &Line, detail: &Detail) {
    let conflict = detail.conflict.as_deref();
    let seq = line.entry.seq;
    let in_past = cx.past.map(|_| tr!("You are looking at the past. Go back to now to change anything."));
    let why_not = in_past.as_deref().or(conflict);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        let word = tr!("Bring back what was before");
        let back = Button::secondary(&word).icon(icons::ARROW_COUNTER_CLOCKWISE).small().disabled_because(why_not);
        if back.show(ui).on_hover_text(what_comes_back(&detail.records)).clicked() {
            cx.send(Intent::BringBack(seq));
        }
        if Button::secondary(&tr!("Compare with now")).small().show(ui).clicked() {
            cx.send(Intent::Compare(Sought::Entry(seq), None));
        }
        let word = tr!("Look at the file as it was then");
        if Button::secondary(&word).icon(icons::CLOCK_COUNTER_CLOCKWISE).small().show(ui).clicked() {
            cx.send(Intent::LookAt(seq));
        }
        match cx.state.history.marked.clone().filter(|marked| marked.seq != seq) {
            Some(marked) => {
                if Button::secondary(&tr!("Compare with entry {}", marked.seq)).small().show(ui).clicked() {
                    let (from, to) = (marked.seq.min(seq), marked.seq.max(seq));
                    cx.state.history.marked = None;
                    cx.send(Intent::Compare(Sought::Entry(from), Some(Sought::Entry(to))));
                }
            }
            None => {
                let word = tr!("Compare with another entry…");
                if Button::quiet(&word).small().show(ui).clicked() {
                    cx.state.history.marked = Some(line.entry.moment());
                    cx.state.notices.tell(tr!("Now open the other entry and choose “Compare with entry {}”.", seq));
                }
            }
        }
    });
    // Whoever was taken out of the register has no pane any more, but is still in the history.
    let gone =
        line.entry.changes.iter().find(|change| {
            change.register == RegisterName::People && cx.isms.people.get(PersonId(change.id)).is_none()
        });
    if let Some(person) = gone.map(|change| PersonId(change.id)).filter(|_| in_past.is_none()) {
        let words = tr!("This person is no longer in the register. The history keeps their data.");
        hint(ui, &words);
        if Button::secondary(&tr!("Erase personal data")).small().show(ui).clicked() {
            cx.send(Intent::File(FileWish::AskErase(person)));
        }
    }
    if let Some(why) = conflict.filter(|_| in_past.is_none()) {
        ui.add_space(2.0);
        hint(ui, &tr!("It cannot be brought back. {}", why));
    }
}

/// What bringing back does, which depends on what the entry did.
fn what_comes_back(records: &[RecordWords]) -> String {
    let all = |what: What| !records.is_empty() && records.iter().all(|record| record.what == what);
    if all(What::Came) {
        tr!("What this entry added is removed again, as a new entry.")
    } else if all(What::Went) {
        tr!("What this entry removed comes back, as a new entry.")
    } else {
        tr!("What was before this entry comes back, as a new entry.")
    }
}

fn record(ui: &mut Ui, cx: &mut Cx<'_>, words: &RecordWords) {
    let colours = tokens(ui);
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        let (icon, ink) = match words.what {
            What::Came => (icons::PLUS, colours.success),
            What::Went => (icons::TRASH, colours.danger),
            What::Changed => (icons::PENCIL_SIMPLE, colours.info),
        };
        ui.label(RichText::new(icon).size(15.0).color(ink));
        ui.label(Type::Meta.text(format!("{}, {}", words.what.label(), words.register.label())).color(colours.text3));
        let there = cx.isms.has(words.register, words.id);
        let screen = steps::home(words.register).filter(|_| there);
        if let Some(screen) = screen {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let name = tr!("Go to {}", words.title);
                if Button::link(&tr!("Go there")).named(name).small().show(ui).clicked() {
                    cx.send(Intent::Reveal(screen, words.register, Some(words.id)));
                }
            });
        }
    });
    ui.add(Label::new(Type::BodyStrong.text(&words.title).color(colours.text)).wrap());
    // What the title says already is not said twice.
    let told = |one: &&FieldWords| words.what != What::Changed && words.title.contains(one.value(words.what));
    for one in words.fields.iter().filter(|one| !told(one)) {
        field(ui, one, words.what);
    }
}

/// One field: its name, what it held, what it holds.
fn field(ui: &mut Ui, words: &FieldWords, what: What) {
    let colours = tokens(ui);
    ui.add_space(6.0);
    ui.label(Type::Meta.text(&words.name).color(colours.text3));
    let ink = |text: &str, strong| match (text == not_set(), strong) {
        (true, _) => colours.text3,
        (false, true) => colours.text,
        (false, false) => colours.text2,
    };
    match what {
        What::Came | What::Went => plain(ui, words.value(what), ink(words.value(what), what == What::Came)),
        What::Changed if words.before.chars().count() <= SHORT && words.after.chars().count() <= SHORT => {
            ui.horizontal(|ui| {
                ui.label(Type::Body.text(&words.before).color(ink(&words.before, false)));
                ui.label(RichText::new(icons::ARROW_RIGHT).size(13.0).color(colours.text3));
                ui.label(Type::BodyStrong.text(&words.after).color(ink(&words.after, true)));
            });
        }
        What::Changed => {
            boxed(ui, &tr!("Before"), &words.before, (colours.sunken, ink(&words.before, false)));
            boxed(ui, &tr!("After"), &words.after, (colours.accent_tint, ink(&words.after, true)));
        }
    }
}

fn plain(ui: &mut Ui, text: &str, ink: eframe::egui::Color32) {
    ui.add(Label::new(Type::Body.text(text).color(ink)).wrap());
}

/// A long value in a box of its own.
fn boxed(ui: &mut Ui, word: &str, text: &str, (ground, ink): (eframe::egui::Color32, eframe::egui::Color32)) {
    let colours = tokens(ui);
    Frame::new()
        .fill(ground)
        .stroke(Stroke::new(1.0, colours.border))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(10, 6))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.label(Type::Caption.text(word).color(colours.text3));
            plain(ui, text, ink);
        });
}
