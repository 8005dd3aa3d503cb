//! This file: where it lies, whether it is proven and locked, and its backups.

use std::path::PathBuf;

use eframe::egui::{
    Align, Frame, Id, Label, Layout, Margin, Role, ScrollArea, Sense, Stroke, TextEdit, Ui, WidgetInfo, vec2,
};
use tr::tr;

use super::Cx;
use super::dialogs::{Dialog, Locking};
use super::intent::{FileWish, Intent, Sought};
use super::theme::{Type, tokens};
use super::widgets::{Button, Tone, card, divider, field_label, heading, hint, note, paragraph};

/// A backup as the window lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupLine {
    /// Where it lies.
    pub path: PathBuf,
    /// When it was made, in words.
    pub when: String,
    /// Its last history entry.
    pub seq: i64,
    /// Entries written since; `None` when it is not an earlier state of this file.
    pub since: Option<i64>,
    /// Its size, in words.
    pub size: String,
}

/// How many backups are kept: the newest, and the last of a day, a week and a month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// The newest ones.
    pub recent: usize,
    /// Days.
    pub daily: usize,
    /// Weeks.
    pub weekly: usize,
    /// Months.
    pub monthly: usize,
}

/// What the window knows about the file besides its content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileView {
    /// Whether a passphrase opens it.
    pub encrypted: bool,
    /// Why it cannot be changed; `None` when it can.
    pub read_only: Option<String>,
    /// The number of the newest history entry.
    pub entries: i64,
    /// The fingerprint that documents printed now bear.
    pub fingerprint: String,
    /// The folder of the backups.
    pub folder: String,
    /// The folder that was chosen for all backups; empty when they lie beside their files.
    pub chosen: String,
    /// The backups, newest first.
    pub backups: Vec<BackupLine>,
    /// How many are kept.
    pub kept: Kept,
    /// What the last check found: nothing when all is well.
    pub checked: Option<Vec<String>>,
    /// Whether something is being done with the file beside the window.
    pub busy: bool,
    /// Why the last backup failed.
    pub failure: Option<String>,
    /// A fingerprint that is being typed off a printed page.
    pub typed: String,
    /// Whether the last one that was looked for is of this file, and what it says.
    pub recognised: Option<(bool, String)>,
}

/// So many problems of a check are shown.
const SHOWN: usize = 10;

/// Draws the screen.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 24, right: 24, top: 16, bottom: 24 }).show(ui, |ui| {
            ui.set_max_width(860.0);
            ui.spacing_mut().item_spacing.y = 14.0;
            let view = cx.state.file.clone();
            place(ui, cx, &view);
            passphrase(ui, cx, &view);
            backups(ui, cx, &view);
        });
    });
}

fn place(ui: &mut Ui, cx: &mut Cx<'_>, view: &FileView) {
    card(ui, |ui| {
        heading(ui, &tr!("Where it lies, and whether it is sound"), "", |ui| {
            if Button::secondary(&tr!("Save a copy")).show(ui).clicked() {
                cx.send(Intent::Show(Dialog::copy_of(&cx.save.path)));
            }
            let busy = view.busy.then(|| tr!("Wait until the work that is going on is done."));
            if Button::secondary(&tr!("Check this file")).disabled_because(busy.as_deref()).show(ui).clicked() {
                cx.send(Intent::File(FileWish::CheckFile));
            }
        });
        let colours = tokens(ui);
        ui.add(Label::new(Type::Body.text(cx.save.path.display().to_string()).color(colours.text)).wrap());
        let words = match cx.past {
            None => tr!(
                "{0} history entries. Fingerprint {1}: every page printed now bears it.",
                view.entries,
                view.fingerprint
            ),
            Some(_) => tr!(
                "{0} history entries. You are looking at the past: pages printed now bear the fingerprint of that moment.",
                view.entries
            ),
        };
        paragraph(ui, &words);
        match &view.checked {
            None => hint(
                ui,
                &tr!(
                    "A check reads everything, recomputes the chain of the history, replays it, and compares it with the records."
                ),
            ),
            Some(problems) if problems.is_empty() => {
                note(
                    ui,
                    Tone::Success,
                    &tr!("Sound: the chain is unbroken, and replaying the history gives exactly these records."),
                );
            }
            Some(problems) => {
                for problem in problems.iter().take(SHOWN) {
                    note(ui, Tone::Danger, problem);
                }
                if problems.len() > SHOWN {
                    hint(ui, &tr!("And {} more: octavo check lists them all.", problems.len() - SHOWN));
                }
                paragraph(
                    ui,
                    &tr!("Restore a backup from before this happened. The file as it is now is kept beside it."),
                );
            }
        }
        ui.add_space(2.0);
        divider(ui);
        fingerprint(ui, cx);
    });
}

/// What a printed page shows: asked by the fingerprint at its foot.
fn fingerprint(ui: &mut Ui, cx: &mut Cx<'_>) {
    let name = field_label(ui, &tr!("Fingerprint from a printed page"));
    let mut looks = false;
    ui.horizontal(|ui| {
        let edit = TextEdit::singleline(&mut cx.state.file.typed)
            .id(Id::unique("fingerprint"))
            .hint_text("9F3A 61C2 E07B 44D8")
            .margin(Margin::symmetric(10, 7))
            .desired_width(240.0);
        let response = ui.add(edit).labelled_by(name.id);
        looks = response.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
        let why = cx.state.file.typed.trim().is_empty().then(|| tr!("Type the fingerprint first."));
        looks |= Button::secondary(&tr!("Look it up")).disabled_because(why.as_deref()).show(ui).clicked();
    });
    if looks && !cx.state.file.typed.trim().is_empty() {
        cx.send(Intent::File(FileWish::Recognise(cx.state.file.typed.clone())));
    }
    if let Some((good, words)) = &cx.state.file.recognised {
        note(ui, if *good { Tone::Success } else { Tone::Warn }, words);
    }
}

/// Why the file as a whole cannot be changed here.
fn fixed(cx: &Cx<'_>, view: &FileView) -> Option<String> {
    let past = cx.past.map(|_| tr!("You are looking at the past. Go back to now to change anything."));
    past.or_else(|| view.read_only.clone())
}

fn passphrase(ui: &mut Ui, cx: &mut Cx<'_>, view: &FileView) {
    card(ui, |ui| {
        let fixed = fixed(cx, view);
        let fixed = fixed.as_deref();
        heading(ui, &tr!("Passphrase"), "", |ui| {
            if view.encrypted {
                if Button::secondary(&tr!("Remove it")).disabled_because(fixed).show(ui).clicked() {
                    cx.send(Intent::Show(Dialog::RemovePassphrase));
                }
                if Button::secondary(&tr!("Change it")).disabled_because(fixed).show(ui).clicked() {
                    cx.send(Intent::Show(Dialog::SetPassphrase(Locking::default())));
                }
            } else if Button::secondary(&tr!("Set a passphrase")).disabled_because(fixed).show(ui).clicked() {
                cx.send(Intent::Show(Dialog::SetPassphrase(Locking::default())));
            }
        });
        paragraph(
            ui,
            &if view.encrypted {
                tr!(
                    "This file and its backups are encrypted. Nobody can read them without the passphrase, and nobody can recover it."
                )
            } else {
                tr!(
                    "This file is not encrypted: whoever gets hold of it can read it. A passphrase encrypts it and its backups."
                )
            },
        );
    });
}

fn backups(ui: &mut Ui, cx: &mut Cx<'_>, view: &FileView) {
    card(ui, |ui| {
        heading(ui, &tr!("Backups"), "", |ui| {
            let busy = view.busy.then(|| tr!("Wait until the work that is going on is done."));
            if Button::secondary(&tr!("Back up now")).disabled_because(busy.as_deref()).show(ui).clicked() {
                cx.send(Intent::File(FileWish::BackUpNow));
            }
            if Button::quiet(&tr!("Where and how many")).show(ui).clicked() {
                let dialog = Dialog::Backups { folder: view.chosen.clone(), kept: view.kept };
                cx.send(Intent::Show(dialog));
            }
        });
        let words = tr!(
            "Octavo makes one when you open a changed file, and every ten minutes while you work. Each is read back and checked before an older one goes. They lie in {}",
            view.folder
        );
        paragraph(ui, &words);
        if let Some(failure) = &view.failure {
            note(ui, Tone::Warn, failure);
        }
        if view.backups.is_empty() {
            hint(ui, &tr!("There is none yet."));
        }
        for backup in &view.backups {
            divider(ui);
            line(ui, cx, view, backup);
        }
    });
}

fn line(ui: &mut Ui, cx: &mut Cx<'_>, view: &FileView, backup: &BackupLine) {
    let colours = tokens(ui);
    let since = match backup.since {
        Some(0) => tr!("nothing has changed since"),
        Some(1) => tr!("one change since"),
        Some(count) => tr!("{} changes since", count),
        None => tr!("not an earlier state of this file"),
    };
    let words = tr!("{0}, up to entry {1}, {2}: {3}", backup.when, backup.seq, backup.size, since);
    ui.horizontal(|ui| {
        let (rect, response) =
            ui.allocate_exact_size(vec2((ui.available_width() - 260.0).max(200.0), 40.0), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
        let painter = ui.painter();
        let at = |y: f32| eframe::egui::pos2(rect.left(), y);
        let top = eframe::egui::Align2::LEFT_CENTER;
        painter.text(at(rect.top() + 11.0), top, &backup.when, Type::BodyStrong.font(), colours.text);
        let below = tr!("Entry {0}, {1}, {2}", backup.seq, backup.size, since);
        painter.text(at(rect.bottom() - 10.0), top, below, Type::Meta.font(), colours.text2);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = tr!("Restore the backup of {}", backup.when);
            let fixed = fixed(cx, view);
            if Button::secondary(&tr!("Restore"))
                .small()
                .named(name)
                .disabled_because(fixed.as_deref())
                .show(ui)
                .clicked()
            {
                cx.send(Intent::Show(Dialog::Restore { backup: backup.path.clone(), words: backup.when.clone() }));
            }
            if backup.since.is_some_and(|since| since > 0) {
                let name = tr!("What changed since the backup of {}", backup.when);
                if Button::quiet(&tr!("What changed since")).small().named(name).show(ui).clicked() {
                    cx.send(Intent::Compare(Sought::Entry(backup.seq), None));
                }
            }
        });
    });
}

/// The banner over a file that is open to read only.
pub(super) fn banner(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(why) = cx.state.file.read_only.clone().filter(|_| cx.past.is_none()) else { return };
    let colours = tokens(ui);
    eframe::egui::Panel::top("read-only")
        .exact_size(44.0)
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().fill(colours.warn_tint).inner_margin(Margin::symmetric(16, 0)))
        .show(ui, |ui| {
            let rect = ui.max_rect().expand2(vec2(16.0, 0.0));
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, colours.border));
            ui.horizontal_centered(|ui| {
                let lock = eframe::egui::RichText::new(super::icons::LOCK_SIMPLE).size(18.0).color(colours.warn);
                ui.label(lock);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if Button::secondary(&tr!("Open for work")).small().show(ui).clicked() {
                        cx.send(Intent::File(FileWish::Reopen));
                    }
                    if Button::quiet(&tr!("Save a copy")).small().show(ui).clicked() {
                        cx.send(Intent::Show(Dialog::copy_of(&cx.save.path)));
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        let said = ui.add(Label::new(Type::BodyStrong.text(&why).color(colours.warn)).truncate());
                        ui.ctx().accesskit_node_builder(said.id, |node| {
                            node.set_role(Role::Status);
                            node.set_label(why.clone());
                        });
                    });
                });
            });
        });
}
