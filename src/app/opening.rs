//! Opening files, those that do not simply open among them: encrypted, in use, damaged, or no longer what was opened.

use std::path::{Path, PathBuf};

use super::{App, fresh_id};
use crate::store::{Holder, IsmsFile, Opening, Passphrase, StoreError, backup, salvage};
use crate::ui::dialogs::{Dialog, Help, Trouble};
use crate::ui::intent::FileWish;
use crate::ui::widgets::format_date;

impl App {
    /// Carries out a wish about a file as a whole.
    pub(super) fn file_wish(&mut self, wish: FileWish) {
        match wish {
            FileWish::Unlock { path, typed, to_read } => self.unlock(&path, typed.text(), to_read),
            FileWish::OpenToRead(path) => self.open_to_read(&path, None),
            FileWish::OpenAnyway(path) => self.open_anyway(&path),
            FileWish::Reopen => self.reopen(),
            FileWish::Restore { path, backup } => self.restore(&path, &backup, None),
            FileWish::RestoreHere(backup) => self.restore_here(&backup),
            FileWish::Salvage { path, target } => self.salvage(&path, &target),
            FileWish::Reload => self.reload(),
            FileWish::SaveMine(path) => self.save_mine(&path),
            FileWish::SetPassphrase(typed) => self.set_passphrase(typed.as_ref()),
            FileWish::BackUpNow => {
                self.flush(true);
                self.back_up();
            }
            FileWish::CheckFile => self.check_file(),
            FileWish::AskErase(person) => self.ask_erase(person),
            FileWish::Erase { person, backups } => self.erase(person, backups),
        }
    }

    /// Opens a file, or says in the window why not.
    pub fn open(&mut self, path: &Path) {
        self.open_with(path, None);
    }

    /// The same, with the passphrase of an encrypted file when it is known already.
    pub fn open_with(&mut self, path: &Path, passphrase: Option<Passphrase>) {
        let opening = Opening { passphrase, ..self.opening() };
        match IsmsFile::open_as(path, &opening) {
            Ok(file) => self.take(file),
            Err(error) => self.not_opened(path, &error, false),
        }
    }

    /// Opens a file that another computer left its mark on.
    pub(super) fn open_anyway(&mut self, path: &Path) {
        match IsmsFile::open_as(path, &Opening { anyway: true, ..self.opening() }) {
            Ok(file) => self.take(file),
            Err(error) => self.not_opened(path, &error, false),
        }
    }

    /// Opens a file to read only.
    pub(super) fn open_to_read(&mut self, path: &Path, passphrase: Option<&Passphrase>) {
        match IsmsFile::read(path, passphrase) {
            Ok(file) => self.take(file),
            Err(error) => self.not_opened(path, &error, true),
        }
    }

    /// Opens the file that is open to read only, for work; it stays as it is when that cannot be.
    pub(super) fn reopen(&mut self) {
        let Some(open) = &self.open else { return };
        let (path, passphrase) = (open.file.path().to_path_buf(), open.file.passphrase().cloned());
        self.open_with(&path, passphrase);
        if let Some(why) = self.open.as_ref().and_then(|open| open.file.read_only()) {
            self.state.notices.fail(why.sentence());
        }
    }

    /// Opens an encrypted file.
    pub(super) fn unlock(&mut self, path: &Path, typed: &str, to_read: bool) {
        let passphrase = Passphrase::new(typed);
        if to_read {
            self.open_to_read(path, passphrase.as_ref());
        } else {
            self.open_with(path, passphrase);
        }
    }

    /// How this person opens a file.
    pub(super) fn opening(&self) -> Opening {
        let since = self.now().strftime("%-d %B %Y, %H:%M").to_string();
        Opening { holder: Holder { since, ..super::holder(self.settings.my_name.trim()) }, ..Opening::default() }
    }

    /// What helps with a file that did not open.
    fn not_opened(&mut self, path: &Path, error: &StoreError, to_read: bool) {
        let sentence = error.to_string();
        let help = match error {
            StoreError::NeedsPassphrase { .. } => {
                self.state.dialog = Some(Dialog::unlock(path, to_read, None));
                return;
            }
            StoreError::WrongPassphrase { .. } => {
                self.state.dialog = Some(Dialog::unlock(path, to_read, Some(sentence)));
                return;
            }
            StoreError::Locked { .. } if !to_read => Help::Read,
            StoreError::LeftOpen { .. } => Help::ReadOrTake,
            StoreError::Damaged { .. }
            | StoreError::Truncated { .. }
            | StoreError::Foreign { .. }
            | StoreError::Empty { .. } => self.mend(path),
            _ => return self.state.notices.fail(sentence),
        };
        self.state.dialog = Some(Dialog::Trouble(Trouble { path: path.to_path_buf(), sentence, help }));
    }

    fn mend(&self, path: &Path) -> Help {
        let folder = self.backups_of(path);
        let newest = backup::list(path, &folder).into_iter().next();
        let words = |at: jiff::civil::DateTime| tr::tr!("{0}, {1}", format_date(at.date()), at.strftime("%H:%M"));
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let target = self.unused(path, &tr::tr!("{} salvaged", stem));
        Help::Mend { backup: newest.map(|backup| (backup.path, words(backup.at))), target }
    }

    /// A name beside a file that is free.
    pub(super) fn unused(&self, path: &Path, name: &str) -> PathBuf {
        let numbered = (2..100).map(|number| format!("{name} {number}.isms"));
        let mut names = std::iter::once(format!("{name}.isms")).chain(numbered).map(|name| path.with_file_name(name));
        names.find(|path| !path.exists()).unwrap_or_else(|| path.with_file_name(format!("{name}.isms")))
    }

    /// Puts a backup in the place of a file that does not open, and opens it.
    pub(super) fn restore(&mut self, path: &Path, from: &Path, passphrase: Option<&Passphrase>) {
        match backup::restore(path, from, passphrase, self.now().datetime(), fresh_id()) {
            Ok(aside) => {
                self.open_with(path, passphrase.cloned());
                if aside.exists() {
                    self.state.notices.tell(tr::tr!("Restored. The file as it was lies in {}", aside.display()));
                }
            }
            Err(StoreError::NeedsPassphrase { .. }) => {
                self.state.notices.fail(tr::tr!(
                    "This backup is encrypted. Open it with its passphrase, and save a copy under the file's name."
                ));
            }
            Err(error) => self.state.notices.fail(error.to_string()),
        }
    }

    /// Puts a backup in the place of the open file.
    pub(super) fn restore_here(&mut self, from: &Path) {
        self.flush(true);
        let Some(open) = &self.open else { return };
        let (path, passphrase) = (open.file.path().to_path_buf(), open.file.passphrase().cloned());
        if let Err(error) = IsmsFile::read(from, passphrase.as_ref()) {
            return self.state.notices.fail(error.to_string());
        }
        self.leave();
        self.restore(&path, from, passphrase.as_ref());
        if self.open.is_none() {
            // The backup could not take its place: the file is as it was, and goes on being open.
            let problem = self.state.notices.text().map(str::to_owned);
            self.open_with(&path, passphrase);
            problem.into_iter().for_each(|problem| self.state.notices.fail(problem));
        }
    }

    /// Saves what can be read of a damaged file, opens it, and says what is missing.
    pub(super) fn salvage(&mut self, path: &Path, target: &Path) {
        match salvage(path, None, target, &self.stamp(), fresh_id()) {
            Ok(saved) => {
                self.open(target);
                let missing = saved.missing();
                if missing.is_empty() {
                    self.state.notices.tell(tr::tr!("Everything could be read. It is in {}", target.display()));
                } else {
                    self.state.notices.fail(tr::tr!("It is in {0}. {1}", target.display(), missing.join(" ")));
                }
            }
            Err(error) => self.state.notices.fail(error.to_string()),
        }
    }

    /// Looks whether somebody else touched the open file, and asks what to do then.
    pub(super) fn watch(&mut self) {
        if self.state_time < self.care.looked + 2.0 || self.state.dialog.is_some() {
            return;
        }
        self.care.looked = self.state_time;
        let Some(open) = &mut self.open else { return };
        if open.file.read_only().is_some() || !open.file.looks_changed() {
            return;
        }
        if let Err(error) = open.file.verify_ours() {
            self.tell_changed(&error);
        }
    }

    /// Asks what to do about a file that is no longer the one that was opened. Answers whether that was it.
    pub(super) fn tell_changed(&mut self, error: &StoreError) -> bool {
        let gone = matches!(error, StoreError::Gone { .. });
        if !gone && !matches!(error, StoreError::Changed { .. }) {
            return false;
        }
        let Some(open) = &self.open else { return false };
        let path = open.file.path();
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let when = self.now().strftime("%Y-%m-%d %H.%M").to_string();
        let mine = self.unused(path, &tr::tr!("{0} my state {1}", stem, when));
        let dialog = Dialog::Changed { sentence: error.to_string(), path: mine.display().to_string(), gone };
        self.state.dialog = Some(dialog);
        true
    }

    /// Lets go of the state that is open, and opens the file as it is now.
    pub(super) fn reload(&mut self) {
        let Some(open) = self.open.take() else { return };
        let (path, passphrase) = (open.file.path().to_path_buf(), open.file.passphrase().cloned());
        self.state.drafts.discard();
        drop(open);
        self.open_with(&path, passphrase);
    }

    /// Saves the state that is open under another name, and goes on in it.
    pub(super) fn save_mine(&mut self, target: &Path) {
        let Some(open) = &self.open else { return };
        let path = open.file.path();
        let newest = backup::list(path, &self.backups_of(path)).into_iter().next().map(|backup| backup.path);
        match open.file.save_mine(target, newest.as_deref(), &self.stamp(), fresh_id()) {
            Ok(saved) => {
                let passphrase = open.file.passphrase().cloned();
                // Typed text goes along: it belongs to the same records.
                let drafts = std::mem::take(&mut self.state.drafts);
                self.open = None;
                self.open_with(target, passphrase);
                self.state.drafts = drafts;
                self.state.notices.tell(match saved {
                    crate::store::Saved::Whole => {
                        tr::tr!("Your state is in {}, with its whole history. You go on in it.", target.display())
                    }
                    crate::store::Saved::Records => tr::tr!(
                        "Your state is in {}. Its history begins anew; the one before is in the backups.",
                        target.display()
                    ),
                });
            }
            Err(error) => {
                self.state.notices.fail(error.to_string());
                self.tell_changed(&StoreError::Changed { path: path_of(&self.open) });
            }
        }
    }
}

fn path_of(open: &Option<super::Open>) -> PathBuf {
    open.as_ref().map(|open| open.file.path().to_path_buf()).unwrap_or_default()
}
