//! Looking after the open file: backups beside the work, the check, the passphrase, erasing a person.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

use jiff::civil::DateTime;

use super::{App, fresh_id};
use crate::isms::organisation::PersonId;
use crate::store::{IsmsFile, Passphrase, ReadOnly, backup};
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
    /// When the last backup began, and the newest entry then.
    backed_up: Option<(f64, i64)>,
    backing_up: Option<Receiver<Result<(), String>>>,
    checking: Option<Receiver<Vec<String>>>,
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
        let (sender, receiver) = channel();
        let wake = self.wake.clone();
        std::thread::spawn(move || {
            let done = backup::back_up(&path, passphrase.as_ref(), &folder, keeping, now, fresh_id());
            let done = done.map(drop).map_err(|error| tr::tr!("The last backup failed. {}", error));
            // The window may be gone meanwhile.
            let _ = sender.send(done);
            if let Some(ctx) = wake {
                ctx.request_repaint();
            }
        });
        self.care.backing_up = Some(receiver);
        self.state.file.busy = true;
    }

    /// Proves the file as it lies on the disk, beside the window.
    pub(super) fn check_file(&mut self) {
        self.flush(true);
        let Some(open) = self.open.as_ref().filter(|_| self.care.checking.is_none()) else { return };
        let (path, passphrase) = (open.file.path().to_path_buf(), open.file.passphrase().cloned());
        let (sender, receiver) = channel();
        let wake = self.wake.clone();
        std::thread::spawn(move || {
            let report = IsmsFile::read(&path, passphrase.as_ref()).and_then(|file| file.check());
            let problems = report.map_or_else(|error| vec![error.to_string()], |report| report.problems);
            // As above.
            let _ = sender.send(problems);
            if let Some(ctx) = wake {
                ctx.request_repaint();
            }
        });
        self.care.checking = Some(receiver);
        self.state.file.busy = true;
    }

    fn collect_care(&mut self) {
        if let Some(done) = self.care.backing_up.as_ref().and_then(|news| news.try_recv().ok()) {
            self.care.backing_up = None;
            self.state.file.failure = done.err();
            self.list_backups();
        }
        if let Some(problems) = self.care.checking.as_ref().and_then(|news| news.try_recv().ok()) {
            self.care.checking = None;
            self.state.file.checked = Some(problems);
        }
        self.state.file.busy = self.care.is_busy();
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
        self.flush(true);
        let folder = self.open.as_ref().map(|open| self.backups_of(open.file.path())).unwrap_or_default();
        let Some(open) = &mut self.open else { return };
        let old = open.file.passphrase().cloned();
        let new = typed.and_then(|typed| Passphrase::new(typed.text()));
        if let Err(error) = open.file.set_passphrase(new.clone(), fresh_id()) {
            if !self.tell_changed(&error) {
                self.state.notices.fail(error.to_string());
            }
            return;
        }
        let path = open.file.path().to_path_buf();
        let rewrapped = backup::rewrap_all(&path, &folder, old.as_ref(), new.as_ref(), fresh_id);
        if rewrapped.left.is_empty() {
            self.state.notices.tell(if new.is_some() {
                tr::tr!("Encrypted, and {} backups with it.", rewrapped.done)
            } else {
                tr::tr!("The passphrase is gone, from {} backups too.", rewrapped.done)
            });
        } else {
            let left: Vec<String> = rewrapped.left.iter().map(|path| path.display().to_string()).collect();
            let left = left.join(", ");
            self.state
                .notices
                .fail(tr::tr!("Done, but these open as before: {}. Remove them if they must not stay.", left));
        }
        self.describe_file();
        self.list_backups();
    }

    /// Counts what erasing a person would do, and asks.
    pub(super) fn ask_erase(&mut self, person: PersonId) {
        self.flush(true);
        let Some(open) = &self.open else { return };
        let Some(record) = open.file.isms().people.get(person) else { return };
        let (reference, name) = (record.reference.clone(), record.name.clone());
        match open.file.would_erase(person) {
            Ok(counts) => {
                self.state.dialog = Some(Dialog::Erase(Erasing {
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
            Err(error) => self.state.notices.fail(error.to_string()),
        }
    }

    /// Erases a person's data for good.
    pub(super) fn erase(&mut self, person: PersonId, backups: bool) {
        self.flush(true);
        let stamp = self.stamp();
        let folder = self.open.as_ref().map(|open| self.backups_of(open.file.path())).unwrap_or_default();
        let Some(open) = &mut self.open else { return };
        let erased = match open.file.erase(person, &stamp) {
            Ok(erased) => erased,
            Err(error) => {
                if !self.tell_changed(&error) {
                    self.refused(&error);
                }
                return;
            }
        };
        let path = open.file.path().to_path_buf();
        let left = if backups { backup::remove_all(&path, &folder) } else { Vec::new() };
        self.state.history = crate::ui::history::HistoryView::default();
        self.refresh();
        self.list_backups();
        let told = tr::tr!("Erased from {0} records and {1} history entries.", erased.records, erased.entries);
        if left.is_empty() {
            self.state.notices.tell(told);
        } else {
            let left: Vec<String> = left.iter().map(|path| path.display().to_string()).collect();
            self.state.notices.fail(tr::tr!("{0} These could not be removed: {1}", told, left.join(", ")));
        }
    }
}

/// A moment by the clock on the wall, in words.
fn moment(at: DateTime) -> String {
    tr::tr!("{0}, {1}", format_date(at.date()), at.strftime("%H:%M"))
}
