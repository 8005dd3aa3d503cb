//! Dialogs around a file that does not simply open, or is no longer what was opened.

use std::path::{Path, PathBuf};

use eframe::egui::{DragValue, Id, Label, Margin, ScrollArea, TextEdit, Ui};
use tr::tr;

use super::parts::{buttons, foot, path_field, path_field_that_waits, place, place_of_isms, room, title};
use super::{Around, Dialog};
use crate::isms::passphrase::Strength;
use crate::ui::file::Kept;
use crate::ui::intent::{Browse, FileWish, Intent, Preference};
use crate::ui::secret::Secret;
use crate::ui::theme::Type;
use crate::ui::widgets::{Button, Tone, field_label, hint, note};

/// A file that asks for its passphrase.
#[derive(Debug, Clone, PartialEq)]
pub struct Unlocking {
    /// The file.
    pub path: PathBuf,
    /// What is typed.
    pub typed: Secret,
    /// Why it did not open.
    pub problem: Option<String>,
    /// Open it to read only.
    pub to_read: bool,
}

/// A new passphrase.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Locking {
    typed: Secret,
    again: Secret,
}

/// A file that could not be opened, and what can be done about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Trouble {
    /// The file.
    pub path: PathBuf,
    /// What is the matter.
    pub sentence: String,
    /// What helps.
    pub help: Help,
}

/// What helps with a file that does not open.
#[derive(Debug, Clone, PartialEq)]
pub enum Help {
    /// Somebody has it open: it can be read.
    Read,
    /// Another computer left its mark: it can be read, or taken over.
    ReadOrTake,
    /// It is damaged: the newest good backup, with its words, or what is left of it under this name.
    Mend {
        /// The newest backup and when it was made.
        backup: Option<(PathBuf, String)>,
        /// Where what is left would go.
        target: PathBuf,
    },
}

fn secret(ui: &mut Ui, label: &str, typed: &mut Secret) {
    let name = field_label(ui, label);
    let edit = TextEdit::singleline(typed.edit())
        .id(Id::unique(("dialog field", label)))
        .password(true)
        .margin(Margin::symmetric(10, 7))
        .desired_width(ui.available_width());
    let response = ui.add(edit).labelled_by(name.id);
    let enter = ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
    let here = Id::unique("the secret that was typed last");
    if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(here, response.id));
    } else if ui.memory(|memory| memory.focused().is_none()) && !enter {
        // Where the person was: what is typed to mend one of two does not go unseen into the other.
        let last = ui.data(|data| data.get_temp::<Id>(here));
        let elsewhere = last.is_some_and(|last| last != response.id && ui.ctx().read_response(last).is_some());
        if !elsewhere {
            response.request_focus();
        }
    }
}

pub(super) fn unlock(ui: &mut Ui, unlocking: &mut Unlocking, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("Passphrase"));
    let words = tr!(
        "{} needs its passphrase. If it never had one, it is damaged, or no Octavo file.",
        unlocking.path.display()
    );
    hint(ui, &words);
    secret(ui, &tr!("Passphrase"), &mut unlocking.typed);
    if let Some(problem) = &unlocking.problem {
        note(ui, Tone::Danger, problem);
    }
    let why = unlocking.typed.is_empty().then(|| tr!("Enter the passphrase first."));
    let action = if unlocking.to_read { tr!("Open to read only") } else { tr!("Open") };
    let (path, typed, to_read) = (unlocking.path.clone(), unlocking.typed.clone(), unlocking.to_read);
    buttons(ui, &action, why, || Intent::File(FileWish::Unlock { path, typed, to_read }), around)
}

pub(super) fn lock(ui: &mut Ui, locking: &mut Locking, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("A passphrase for this file"));
    locking.fields(ui);
    hint(
        ui,
        &tr!(
            "The backups are encrypted with it as well. What was written before may stay readable in traces on the disk itself."
        ),
    );
    let (why, typed) = (locking.why_not(), locking.secret());
    buttons(ui, &tr!("Encrypt this file"), why, || Intent::File(FileWish::SetPassphrase(Some(typed))), around)
}

impl Locking {
    /// The fields, with how well the passphrase would hold out.
    pub(super) fn fields(&mut self, ui: &mut Ui) {
        let warning =
            tr!("Nobody can recover it, neither we nor anybody else. Keep it where you keep your other passphrases.");
        note(ui, Tone::Warn, &warning);
        secret(ui, &tr!("New passphrase"), &mut self.typed);
        let advice =
            || tr!("Four or five words that do not belong together are easy to keep in mind and hard to guess.");
        hint(ui, &Strength::of(self.typed.text()).map_or_else(advice, Strength::sentence));
        secret(ui, &tr!("The same again"), &mut self.again);
    }

    /// Why it cannot be taken yet.
    pub(super) fn why_not(&self) -> Option<String> {
        if self.typed.is_empty() {
            return Some(tr!("Enter a passphrase first."));
        }
        (self.typed != self.again).then(|| tr!("The two passphrases differ. Type the second one again."))
    }

    /// What was typed.
    pub(super) fn secret(&self) -> Secret {
        self.typed.clone()
    }
}

pub(super) fn unlock_for_good(ui: &mut Ui, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("Remove the passphrase?"));
    let text = tr!("From then on, whoever gets hold of the file or one of its backups can read it.");
    ui.add(Label::new(Type::Body.text(text)).wrap());
    foot(ui, &tr!("Remove it"), None, false, || Intent::File(FileWish::SetPassphrase(None)), around)
}

pub(super) fn trouble(ui: &mut Ui, trouble: &Trouble, around: &mut Around<'_>) -> bool {
    let path = trouble.path.clone();
    match &trouble.help {
        Help::Read | Help::ReadOrTake => {
            let take = trouble.help == Help::ReadOrTake;
            title(ui, &if take { tr!("It may still be open elsewhere") } else { tr!("It is open elsewhere") });
            ui.add(Label::new(Type::Body.text(&trouble.sentence)).wrap());
            hint(ui, &tr!("Opened to read only, it shows the state of this moment. Printing and copying work."));
            let also = if take {
                (tr!("Open it for work"), Intent::File(FileWish::OpenAnyway(path.clone())))
            } else {
                (tr!("Try again"), Intent::Open(path.clone()))
            };
            choices(ui, &tr!("Open to read only"), Intent::File(FileWish::OpenToRead(path)), Some(also), around)
        }
        Help::Mend { backup, target } => {
            title(ui, &tr!("This file does not open"));
            ui.add(Label::new(Type::Body.text(&trouble.sentence)).wrap());
            let salvage = Intent::File(FileWish::Salvage { path: path.clone(), target: target.clone() });
            let saved = tr!("What can still be read goes into {}.", target.display());
            match backup {
                Some((backup, when)) => {
                    hint(ui, &tr!("The newest backup is of {}. The damaged file stays beside it.", when));
                    hint(ui, &saved);
                    let restore = Intent::File(FileWish::Restore { path, backup: backup.clone() });
                    let also = Some((tr!("Save what can be read"), salvage));
                    choices(ui, &tr!("Restore the backup"), restore, also, around)
                }
                None => {
                    hint(ui, &tr!("There is no backup beside it. Perhaps another computer or a drive has a copy."));
                    hint(ui, &saved);
                    choices(ui, &tr!("Save what can be read"), salvage, None, around)
                }
            }
        }
    }
}

/// One way out, perhaps a second, and the way back.
fn choices(ui: &mut Ui, action: &str, wish: Intent, also: Option<(String, Intent)>, around: &mut Around<'_>) -> bool {
    choices_or(ui, action, wish, also, &tr!("Cancel"), around)
}

/// The same, with another word for the way back.
fn choices_or(
    ui: &mut Ui,
    action: &str,
    wish: Intent,
    also: Option<(String, Intent)>,
    back: &str,
    around: &mut Around<'_>,
) -> bool {
    let mut finished = false;
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        if Button::primary(action).show(ui).clicked() {
            around.intents.push(wish);
            finished = true;
        }
        if let Some((words, wish)) = also
            && Button::secondary(&words).show(ui).clicked()
        {
            around.intents.push(wish);
            finished = true;
        }
        finished |= Button::quiet(back).show(ui).clicked();
    });
    finished
}

pub(super) fn changed(ui: &mut Ui, sentence: &str, path: &mut String, gone: bool, around: &mut Around<'_>) -> bool {
    title(ui, &if gone { tr!("The file is not there any more") } else { tr!("The file was changed elsewhere") });
    ui.add(Label::new(Type::Body.text(sentence)).wrap());
    path_field_that_waits(ui, &tr!("Save my state as"), path, Browse::Save, around);
    let mine = Intent::File(FileWish::SaveMine(place_of_isms(path, around)));
    let also = (!gone).then(|| (tr!("Let my state go and open the file"), Intent::File(FileWish::Reload)));
    hint(ui, &tr!("Until you decide, nothing is saved into the file."));
    choices_or(ui, &tr!("Save my state and go on in it"), mine, also, &tr!("Decide later"), around)
}

pub(super) fn restore(ui: &mut Ui, backup: &Path, words: &str, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("Restore the backup of {}?", words));
    let text = tr!(
        "The file as it is now is kept beside it, with “before restoring” and the time in its name. Nothing is lost."
    );
    ui.add(Label::new(Type::Body.text(text)).wrap());
    let wish = Intent::File(FileWish::RestoreHere(backup.to_path_buf()));
    foot(ui, &tr!("Restore it"), None, false, || wish, around)
}

pub(super) fn backups(ui: &mut Ui, folder: &mut String, kept: &mut Kept, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("Backups"));
    path_field(ui, &tr!("Folder for the backups of all files"), folder, Browse::Folder, around);
    hint(ui, &tr!("Empty keeps them beside each file. A folder on another disk survives the loss of this one."));
    for (label, number) in [
        (tr!("Newest backups"), &mut kept.recent),
        (tr!("The last of a day, for days"), &mut kept.daily),
        (tr!("The last of a week, for weeks"), &mut kept.weekly),
        (tr!("The last of a month, for months"), &mut kept.monthly),
    ] {
        ui.horizontal(|ui| {
            ui.set_min_height(30.0);
            let name = ui.label(Type::Body.text(&label));
            ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
                ui.add(DragValue::new(number).range(0..=60)).labelled_by(name.id);
            });
        });
    }
    let why = (kept.recent == 0).then(|| tr!("At least the newest one has to be kept."));
    let chosen = (!folder.trim().is_empty()).then(|| place(folder, around));
    let wish = Intent::Prefer(Preference::Backups(chosen, *kept));
    buttons(ui, &tr!("Keep them so"), why, || wish, around)
}

/// What erasing a person would do, and what was typed to confirm it.
#[derive(Debug, Clone, PartialEq)]
pub struct Erasing {
    /// Who.
    pub person: crate::isms::organisation::PersonId,
    /// Their reference and name.
    pub reference: String,
    /// See above.
    pub name: String,
    /// History entries that would be rewritten.
    pub entries: usize,
    /// Records that would change.
    pub records: usize,
    /// What has to be typed: the reference.
    pub typed: String,
    /// Whether the backups go too.
    pub backups: bool,
    /// The first question was answered.
    pub sure: bool,
}

pub(super) fn erase(ui: &mut Ui, erasing: &mut Erasing, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("Erase {0} {1}", erasing.reference, erasing.name));
    let text = tr!(
        "Name, e-mail address and notes go from {0} records and from {1} entries of the history. “[erased: {2}]” stands in their place.",
        erasing.records,
        erasing.entries,
        erasing.reference
    );
    ui.add(Label::new(Type::Body.text(text)).wrap());
    hint(
        ui,
        &tr!(
            "Approvals, acceptances and approved versions keep the name: they prove who decided. Files of evidence are not looked into."
        ),
    );
    hint(
        ui,
        &tr!(
            "The history gets a new chain that is linked to the old one. Fingerprints on printed pages are still recognised."
        ),
    );
    note(ui, Tone::Danger, &tr!("This cannot be undone."));
    ui.checkbox(&mut erasing.backups, tr!("Remove the backups and kept copies: they still hold the name"));
    if !erasing.sure {
        let mut finished = false;
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            erasing.sure = Button::primary(&tr!("Go on")).show(ui).clicked();
            finished = Button::quiet(&tr!("Cancel")).show(ui).clicked();
        });
        return finished;
    }
    super::parts::text_field(ui, &tr!("Type {} to confirm", erasing.reference), &mut erasing.typed);
    let matches = erasing.typed.trim().eq_ignore_ascii_case(&erasing.reference);
    let why = (!matches).then(|| tr!("Type the reference first."));
    let wish = Intent::File(FileWish::Erase { person: erasing.person, backups: erasing.backups });
    foot(ui, &tr!("Erase for good"), why, false, || wish, around)
}

impl Dialog {
    /// Asks for the passphrase of a file.
    pub fn unlock(path: &Path, to_read: bool, problem: Option<String>) -> Self {
        let typed = Secret::default();
        Self::Unlock(Unlocking { path: path.to_path_buf(), typed, problem, to_read })
    }
}

/// What has to be read. Answers whether it was.
pub(super) fn told(ui: &mut Ui, words: &str, sentences: &[String]) -> bool {
    title(ui, words);
    ScrollArea::vertical().max_height(room(ui, 140.0)).show(ui, |ui| {
        // The bar stands beside the words.
        ui.set_width(ui.available_width() - 12.0);
        for sentence in sentences {
            ui.add(Label::new(Type::Body.text(sentence)).wrap());
            ui.add_space(4.0);
        }
    });
    ui.add_space(8.0);
    Button::primary(&tr!("Close")).show(ui).clicked()
}
