//! Looking after the open file: backups beside the work, the check, the passphrase, erasing a person.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::opening::name_of;
use super::waiting::Stopping;
use super::{App, fresh_id};
use crate::isms::organisation::PersonId;
use crate::jobs::aside::{Answer, Aside};
use crate::store::backup::{self, Rewrapped};
use crate::store::{IsmsFile, Passphrase, ReadOnly, Recognised, StoreError, digits_of};
use crate::ui::dialogs::{Dialog, Erasing};
use crate::ui::file::{BackupLine, FileView, Kept};
use crate::ui::secret::Secret;
use crate::ui::widgets::format_date;

/// Seconds between two backups of a file that is being worked in.
const EVERY: f64 = 600.0;

/// What runs beside the window for the file's sake.
#[derive(Debug, Default)]
pub(super) struct Care {
    /// When it was last looked whether somebody else touched the file.
    pub looked: f64,
    /// The person knows that the file is no longer what was opened, and has not decided yet what to do.
    pub told_changed: bool,
    /// When the last backup began, and the newest entry then.
    backed_up: Option<(f64, i64)>,
    pub backing_up: Option<Aside<Result<bool, String>>>,
    /// The person asked for it, and wants to know what came of it.
    pub asked: bool,
    checking: Option<Aside<Vec<String>>>,
}

impl Care {
    /// Nothing done yet for a file that was opened just now.
    pub fn since(now: f64) -> Self {
        Self { looked: now, ..Self::default() }
    }

    /// Whether something runs.
    pub fn is_busy(&self) -> bool {
        self.backing_up.is_some() || self.checking.is_some()
    }
}

impl App {
    /// Where the backups of a file lie.
    pub(super) fn backups_of(&self, path: &Path) -> PathBuf {
        backup::folder_of(path, self.settings.backups.as_deref())
    }

    /// A backup when the file was opened, and from time to time while it changes.
    pub(super) fn look_after(&mut self) {
        self.collect_care();
        let Some(open) = &self.open else { return };
        let head = open.file.head().seq;
        let due = self.care.backed_up.is_none_or(|(at, seq)| seq != head && self.state_time >= at + EVERY);
        if due && open.file.read_only() != Some(ReadOnly::Folder) && open.file.read_only() != Some(ReadOnly::Asked) {
            self.back_up();
        }
    }

    /// Makes a backup beside the window, unless one is being made.
    pub(super) fn back_up(&mut self) {
        let Some(open) = &self.open else { return };
        if self.care.backing_up.is_some() {
            return;
        }
        self.care.backed_up = Some((self.state_time, open.file.head().seq));
        let (path, passphrase) = (open.file.path().to_path_buf(), open.file.passphrase().cloned());
        let (folder, keeping, now) = (self.backups_of(&path), self.settings.keeping, self.now().datetime());
        self.care.backing_up = Some(Aside::start(self.waker(), move || {
            let done = backup::back_up(&path, passphrase.as_ref(), &folder, keeping, now, fresh_id());
            done.map(|done| done.made.is_some()).map_err(|error| tr::tr!("The last backup failed. {}", error))
        }));
        self.state.file.busy = true;
    }

    /// Waits for the backup that is being made before the window goes. Answers whether there is one. The window stays
    /// when it fails: nobody would hear of it otherwise.
    pub(super) fn finish_backup(&mut self) -> bool {
        let Some(backup) = self.care.backing_up.take() else { return false };
        self.stop_waiting();
        self.quit_after = true;
        let what = tr::tr!("Finishing the backup");
        let finish = move || backup.wait().unwrap_or_else(|| Err(backup_died()));
        self.wait_for(what, Stopping::Never, finish, |app, done| {
            app.care.asked = false;
            if let Err(sentence) = done {
                app.quit_after = false;
                app.state.notices.fail(tr::tr!("{} Close the window once more to go without it.", sentence));
                app.state.file.failure = Some(sentence);
                app.list_backups();
            }
        });
        true
    }

    /// Proves the file as it lies on the disk, beside the window.
    pub(super) fn check_file(&mut self) {
        self.flush(true);
        let Some(open) = self.open.as_ref().filter(|_| self.care.checking.is_none()) else { return };
        let (path, passphrase) = (open.file.path().to_path_buf(), open.file.passphrase().cloned());
        self.care.checking = Some(Aside::start(self.waker(), move || {
            let report = IsmsFile::read(&path, passphrase.as_ref()).and_then(|file| file.check());
            report.map_or_else(|error| vec![error.to_string()], |report| report.problems)
        }));
        self.state.file.busy = true;
    }

    fn collect_care(&mut self) {
        match self.care.backing_up.as_ref().map(Aside::poll) {
            None | Some(Answer::NotYet) => {}
            Some(Answer::Lost) => self.backed_up(Err(backup_died())),
            Some(Answer::Ready(done)) => self.backed_up(done),
        }
        match self.care.checking.as_ref().map(Aside::poll) {
            None | Some(Answer::NotYet) => {}
            Some(Answer::Lost) => {
                self.care.checking = None;
                self.state.notices.fail(tr::tr!("The check could not be finished. The file is as it was. Try again."));
            }
            Some(Answer::Ready(problems)) => {
                self.care.checking = None;
                self.state.file.checked = Some(problems);
            }
        }
        self.state.file.busy = self.care.is_busy();
    }

    /// Takes in what came of a backup.
    pub(super) fn backed_up(&mut self, done: Result<bool, String>) {
        self.care.backing_up = None;
        if std::mem::take(&mut self.care.asked) {
            match &done {
                Ok(true) => self.state.notices.tell(tr::tr!("Backed up, and read back.")),
                Ok(false) => {
                    let same = tr::tr!("Nothing has changed since the newest backup: it holds the same.");
                    self.state.notices.tell(same);
                }
                Err(sentence) => self.state.notices.fail(sentence.clone()),
            }
        }
        self.state.file.failure = done.err();
        self.list_backups();
    }

    /// What the window shows about the file, after anything that changes it.
    pub(super) fn describe_file(&mut self) {
        let Some(open) = &self.open else { return };
        let keeping = self.settings.keeping;
        let before = std::mem::take(&mut self.state.file);
        let head = open.file.head().seq;
        let same = before.entries == head;
        let backups = before.backups.into_iter();
        let backups = backups.map(|line| BackupLine { since: line.since.map(|_| head - line.seq), ..line }).collect();
        self.state.file = FileView {
            encrypted: open.file.is_encrypted(),
            read_only: open.file.read_only().map(ReadOnly::sentence),
            entries: head,
            fingerprint: open.file.head().fingerprint(),
            folder: self.backups_of(open.file.path()).display().to_string(),
            chosen: self.settings.backups.as_ref().map(|folder| folder.display().to_string()).unwrap_or_default(),
            kept: Kept {
                recent: keeping.recent,
                daily: keeping.daily,
                weekly: keeping.weekly,
                monthly: keeping.monthly,
            },
            checked: before.checked.filter(|_| same),
            backups,
            busy: before.busy,
            failure: before.failure,
            typed: before.typed,
            recognised: before.recognised.filter(|_| same),
        };
    }

    /// Reads the folder of the backups anew.
    pub(super) fn list_backups(&mut self) {
        let Some(open) = &self.open else { return };
        let path = open.file.path();
        let head = open.file.head().seq;
        let lines = backup::list(path, &self.backups_of(path)).into_iter().map(|backup| {
            let ours = open.file.knows(backup.seq, &backup.mark).unwrap_or(false);
            BackupLine {
                when: moment(backup.at),
                seq: backup.seq,
                since: ours.then(|| head - backup.seq),
                size: tr::tr!("{} MB", format!("{:.1}", backup.size as f64 / 1_048_576.0)),
                path: backup.path,
            }
        });
        self.state.file.backups = lines.collect();
    }

    /// Sets, changes or removes the passphrase, of the backups too.
    pub(super) fn set_passphrase(&mut self, typed: Option<&Secret>) {
        let Some(open) = &self.open else { return };
        let chosen = self.settings.backups.clone();
        let new = typed.and_then(|typed| Passphrase::new(typed.text()));
        let encrypts = new.is_some();
        let what = if encrypts {
            tr::tr!("Encrypting {} and its backups", name_of(open.file.path()))
        } else {
            tr::tr!("Taking the passphrase off {} and its backups", name_of(open.file.path()))
        };
        let work = move |file: &mut IsmsFile| {
            let old = file.passphrase().cloned();
            file.set_passphrase(new.clone(), fresh_id())?;
            Ok(backup::rewrap_all(file, chosen.as_deref(), old.as_ref(), new.as_ref(), fresh_id))
        };
        self.wait_for_file(what, work, move |app, done: Result<_, StoreError>| {
            match done {
                Ok(rewrapped) => {
                    app.tell_rewrapped(&rewrapped, encrypts);
                    // The settings may know nothing of what is in an encrypted file, from now on.
                    app.remember();
                }
                Err(error) if app.tell_changed(&error) => {}
                Err(error) => app.state.notices.fail(error.to_string()),
            }
            app.describe_file();
            app.list_backups();
        });
    }

    fn tell_rewrapped(&mut self, rewrapped: &Rewrapped, encrypts: bool) {
        if !rewrapped.left.is_empty() {
            let left = tr::tr!(
                "Done, but these open as before: {}. Remove them if they must not stay.",
                names_of(&rewrapped.left)
            );
            self.state.notices.fail(left);
        } else {
            self.state.notices.tell(match (encrypts, rewrapped.done) {
                (true, 0) => tr::tr!("The file is encrypted."),
                (true, 1) => tr::tr!("Encrypted, and its backup with it."),
                (true, count) => tr::tr!("Encrypted, and {} backups with it.", count),
                (false, 0) => tr::tr!("The passphrase is gone."),
                (false, 1) => tr::tr!("The passphrase is gone, from its backup too."),
                (false, count) => tr::tr!("The passphrase is gone, from {} backups too.", count),
            });
        }
    }

    /// Says what a fingerprint from a printed page belongs to.
    pub(super) fn recognise(&mut self, typed: String) {
        if digits_of(&typed).is_none() {
            let words = tr::tr!("A fingerprint has 16 digits and letters from A to F, such as 9F3A 61C2 E07B 44D8.");
            self.state.file.recognised = Some((false, words));
            return;
        }
        let zone = self.now().time_zone().clone();
        let what = tr::tr!("Proving the history");
        let look = move |file: &mut IsmsFile| file.recognise(&typed);
        self.wait_with_file(what, Stopping::Never, look, move |app, found| {
            app.state.file.recognised = Some(match found {
                Ok(Some(found)) => (true, known_words(&found, &zone)),
                Ok(None) => (
                    false,
                    tr::tr!(
                        "No state of this file ever had this fingerprint: the page is of another file, or of none."
                    ),
                ),
                Err(error) => (false, error.to_string()),
            });
        });
    }

    /// Counts what erasing a person would do, and asks.
    pub(super) fn ask_erase(&mut self, person: PersonId) {
        let what = tr::tr!("Looking for this person in the history");
        self.wait_for_file(
            what,
            move |file| Ok((file.would_erase(person)?, file.called(person)?)),
            move |app, found: Result<_, StoreError>| match found {
                Ok((counts, _)) if counts.entries + counts.records == 0 => {
                    app.state.notices.tell(tr::tr!("There is nothing left to erase of this person."));
                }
                Ok((counts, called)) => {
                    let (reference, name) = called.unwrap_or_default();
                    app.state.dialog = Some(Dialog::Erase(Erasing {
                        person,
                        reference,
                        name,
                        entries: counts.entries,
                        records: counts.records,
                        typed: String::new(),
                        backups: true,
                        sure: false,
                    }));
                }
                Err(error) => app.state.notices.fail(error.to_string()),
            },
        );
    }

    /// Erases a person's data for good.
    pub(super) fn erase(&mut self, person: PersonId, backups: bool) {
        let Some(open) = &self.open else { return };
        let (chosen, stamp) = (self.settings.backups.clone(), self.stamp());
        let what = tr::tr!("Erasing from {}", name_of(open.file.path()));
        let work = move |file: &mut IsmsFile| {
            let erased = file.erase(person, &stamp)?;
            let left = if backups { backup::remove_all(file, chosen.as_deref()) } else { Vec::new() };
            Ok((erased, left))
        };
        self.wait_for_file(what, work, |app, done: Result<_, StoreError>| {
            let (erased, left) = match done {
                Ok(done) => done,
                Err(error) if app.tell_changed(&error) => return,
                Err(error) => return app.refused(&error),
            };
            app.state.history = crate::ui::history::HistoryView::default();
            app.refresh();
            app.list_backups();
            // The file is not left without a backup.
            app.back_up();
            let told = tr::tr!("Erased. Records changed: {0}. History entries: {1}.", erased.records, erased.entries);
            match (left.as_slice(), &erased.left_behind) {
                ([], None) => app.state.notices.tell(told),
                ([], Some(why)) => app.state.notices.fail(tr::tr!(
                    "{0} Parts may still lie in space of the file that nothing uses. Erase once more when this is mended: {1}",
                    told,
                    why
                )),
                (left, _) => {
                    app.state.notices.fail(tr::tr!("{0} These could not be removed: {1}", told, names_of(left)));
                }
            }
        });
    }
}

/// Why there is no backup when the work on it ended without an answer.
pub(super) fn backup_died() -> String {
    tr::tr!("The last backup failed. It ended before it was done; the file itself is as it was.")
}

/// What a page with a known fingerprint shows.
fn known_words(found: &Recognised, zone: &TimeZone) -> String {
    let at = found.at.parse::<Timestamp>().map(|at| at.to_zoned(zone.clone()).datetime());
    let when = at.map_or_else(|_| found.at.clone(), moment);
    let shows =
        tr::tr!("This page shows the file as it was after entry {0}, on {1}: {2}.", found.seq, when, found.label);
    let since = match found.later {
        0 => tr::tr!("Nothing has changed since."),
        1 => tr::tr!("One entry came since."),
        later => tr::tr!("{} entries came since.", later),
    };
    match found.erased {
        None => format!("{shows} {since}"),
        Some(seq) => {
            let erased =
                tr::tr!("With entry {} a person's data was erased, so that state reads differently today.", seq);
            format!("{shows} {since} {erased}")
        }
    }
}

fn names_of(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    names.join(", ")
}

/// A moment by the clock on the wall, in words.
fn moment(at: DateTime) -> String {
    tr::tr!("{0}, {1}", format_date(at.date()), at.strftime("%H:%M"))
}
