//! Opening files, those that do not simply open among them: encrypted, in use, damaged, or no longer what was opened.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::waiting::Stopping;
use super::{App, fresh_id};
use crate::store::backup::Backup;
use crate::store::{
    Holder, IsmsFile, Opening, Passphrase, Saved, StoreError, backup, needs_passphrase_damaged, salvage,
};
use crate::ui::derived::Derived;
use crate::ui::dialogs::{Dialog, Help, Trouble};
use crate::ui::intent::FileWish;
use crate::ui::widgets::format_date;

/// How a file is opened.
#[derive(Debug)]
pub(super) enum How {
    /// For work.
    Work(Opening),
    /// To read only.
    Read(Option<Passphrase>),
}

impl How {
    fn open(&self, path: &Path) -> Result<IsmsFile, StoreError> {
        match self {
            Self::Work(opening) => IsmsFile::open_as(path, opening),
            Self::Read(passphrase) => IsmsFile::read(path, passphrase.as_ref()),
        }
    }

    fn passphrase(&self) -> Option<&Passphrase> {
        match self {
            Self::Work(opening) => opening.passphrase.as_ref(),
            Self::Read(passphrase) => passphrase.as_ref(),
        }
    }
}

/// A file that did not open, and what may help with it.
struct Unopened {
    error: StoreError,
    path: PathBuf,
    how: How,
    /// Of a damaged one.
    newest: Option<Backup>,
}

/// Whether a backup, or what is left of the file, may take its place.
fn can_be_mended(error: &StoreError) -> bool {
    use StoreError::{Damaged, Empty, Foreign, Truncated};
    matches!(error, Damaged { .. } | Truncated { .. } | Foreign { .. } | Empty { .. })
}

impl App {
    /// Carries out a wish about a file as a whole.
    pub(super) fn file_wish(&mut self, wish: FileWish) {
        match wish {
            FileWish::Unlock { path, typed, to_read } => self.unlock(&path, typed.text(), to_read),
            FileWish::OpenToRead(path) => self.open_how(&path, How::Read(None), |_| ()),
            FileWish::OpenAnyway(path) => {
                let opening = Opening { anyway: true, ..self.opening() };
                self.open_how(&path, How::Work(opening), |_| ());
            }
            FileWish::StopWaiting => self.stop_waiting(),
            FileWish::Reopen => self.reopen(),
            FileWish::Restore { path, backup } => self.restore(&path, &backup),
            FileWish::RestoreHere(backup) => self.restore_here(&backup),
            FileWish::Salvage { path, target } => self.salvage(&path, &target),
            FileWish::Reload => self.reload(),
            FileWish::SaveMine(path) => self.save_mine(path),
            FileWish::SetPassphrase(typed) => self.set_passphrase(typed.as_ref()),
            FileWish::BackUpNow => {
                self.flush(true);
                self.care.asked = true;
                self.back_up();
            }
            FileWish::CheckFile => self.check_file(),
            FileWish::Recognise(typed) => self.recognise(typed),
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
        self.open_then(path, passphrase, |_| ());
    }

    /// The same, and goes on once it is open.
    fn open_then(
        &mut self,
        path: &Path,
        passphrase: Option<Passphrase>,
        then: impl FnOnce(&mut Self) + Send + 'static,
    ) {
        let opening = Opening { passphrase, ..self.opening() };
        self.open_how(path, How::Work(opening), then);
    }

    fn open_how(&mut self, path: &Path, how: How, then: impl FnOnce(&mut Self) + Send + 'static) {
        let (place, folder) = (path.to_path_buf(), self.backups_of(path));
        let what = tr::tr!("Opening {}", name_of(path));
        let work = self.with_views(move || {
            how.open(&place).map_err(|error| {
                let error = damaged_rather(error, &place, &how, &folder);
                let newest = can_be_mended(&error).then(|| backup::newest(&place, &folder, how.passphrase())).flatten();
                Box::new(Unopened { error, path: place, how, newest })
            })
        });
        self.wait_for(what, Stopping::LetGo, work, |app, opened| match opened {
            Ok((file, derived)) => {
                app.take_with(file, derived);
                then(app);
            }
            Err(unopened) => app.not_opened(*unopened),
        });
    }

    /// A file that is opened or made on a thread, and its views with it: those of a large one take their time too.
    pub(super) fn with_views<E, F: FnOnce() -> Result<IsmsFile, E> + Send>(
        &self,
        open: F,
    ) -> impl FnOnce() -> Result<(IsmsFile, Derived), E> + Send + use<E, F> {
        let (library, day) = (Arc::clone(&self.content.policies), self.now().date());
        move || {
            let file = open()?;
            let derived = Derived::of(file.isms(), &library, file.head().seq, day);
            Ok((file, derived))
        }
    }

    /// Opens the file that is open to read only, for work; it stays as it is when that cannot be.
    fn reopen(&mut self) {
        let Some(open) = &self.open else { return };
        let (path, passphrase) = (open.file.path().to_path_buf(), open.file.passphrase().cloned());
        self.open_then(&path, passphrase, |app| {
            if let Some(why) = app.open.as_ref().and_then(|open| open.file.read_only()) {
                app.state.notices.fail(why.sentence());
            }
        });
    }

    /// Opens an encrypted file.
    fn unlock(&mut self, path: &Path, typed: &str, to_read: bool) {
        let passphrase = Passphrase::new(typed);
        if to_read {
            self.open_how(path, How::Read(passphrase), |_| ());
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
    fn not_opened(&mut self, Unopened { error, path, how, newest }: Unopened) {
        let (path, sentence) = (path.as_path(), error.to_string());
        let to_read = matches!(how, How::Read(_));
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
            error if can_be_mended(&error) => self.mend(path, newest),
            _ => return self.state.notices.fail(sentence),
        };
        self.tried = how.passphrase().cloned().map(|passphrase| (path.to_path_buf(), passphrase));
        self.state.dialog = Some(Dialog::Trouble(Trouble { path: path.to_path_buf(), sentence, help }));
    }

    /// The passphrase that a file which did not open was tried with: its backups and what is left of it have the same.
    fn tried_with(&mut self, path: &Path) -> Option<Passphrase> {
        self.tried.take().filter(|(tried, _)| tried == path).map(|(_, passphrase)| passphrase)
    }

    fn mend(&self, path: &Path, newest: Option<Backup>) -> Help {
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
    fn restore(&mut self, path: &Path, from: &Path) {
        let passphrase = self.tried_with(path);
        self.put_in_place(path, from, passphrase, |app, error, _| app.state.notices.fail(error.to_string()));
    }

    /// Puts a backup in the place of the open file.
    fn restore_here(&mut self, from: &Path) {
        let from = from.to_path_buf();
        let what = tr::tr!("Reading {}", name_of(&from));
        let read = move |file: &mut IsmsFile| {
            let readable = IsmsFile::read(&from, file.passphrase()).map(drop);
            (readable, from, file.path().to_path_buf(), file.passphrase().cloned())
        };
        self.wait_for_file(what, read, |app, (readable, from, path, passphrase)| match readable {
            Err(error) => app.state.notices.fail(error.to_string()),
            Ok(()) => {
                app.leave();
                app.put_in_place(&path, &from, passphrase.clone(), move |app, error, path| {
                    // The backup could not take its place: the file is as it was, and goes on being open.
                    app.open_then(&path, passphrase, move |app| app.state.notices.fail(error.to_string()));
                });
            }
        });
    }

    /// Puts a backup in the place of a closed file, and opens it.
    fn put_in_place(
        &mut self,
        path: &Path,
        from: &Path,
        passphrase: Option<Passphrase>,
        or_else: impl FnOnce(&mut Self, StoreError, PathBuf) + Send + 'static,
    ) {
        let (path, from, now) = (path.to_path_buf(), from.to_path_buf(), self.now().datetime());
        let what = tr::tr!("Restoring {}", name_of(&path));
        // Whoever has it open on another computer notices, and finds the file as it was beside.
        let opening = Opening { passphrase: passphrase.clone(), anyway: true, ..self.opening() };
        let work = move || {
            let restored = backup::restore(&path, &from, &opening, now, fresh_id());
            (restored, path, passphrase)
        };
        let then = |app: &mut Self, (restored, path, passphrase): (Result<PathBuf, _>, PathBuf, _)| match restored {
            Ok(aside) => app.open_then(&path, passphrase, move |app| {
                if aside.exists() {
                    let words = tr::tr!("Restored. The file as it was lies in {}", aside.display());
                    app.state.notices.tell(words);
                }
            }),
            Err(StoreError::NeedsPassphrase { .. }) => app.state.notices.fail(tr::tr!(
                "This backup is encrypted. Open it with its passphrase, and save a copy under the file's name."
            )),
            Err(error) => or_else(app, error, path),
        };
        self.wait_for(what, Stopping::Never, work, then);
    }

    /// Saves what can be read of a damaged file, opens it, and says what is missing.
    fn salvage(&mut self, path: &Path, target: &Path) {
        let passphrase = self.tried_with(path);
        let (path, target, stamp) = (path.to_path_buf(), target.to_path_buf(), self.stamp());
        let what = tr::tr!("Reading what is left of {}", name_of(&path));
        let work = move || {
            let saved = salvage(&path, passphrase.as_ref(), &target, &stamp, fresh_id());
            (saved, target, passphrase)
        };
        self.wait_for(what, Stopping::Never, work, |app, (saved, target, passphrase)| match saved {
            Ok(saved) => app.open_then(&target.clone(), passphrase, move |app| {
                let missing = saved.missing();
                if missing.is_empty() {
                    app.state.notices.tell(tr::tr!("Everything could be read. It is in {}", target.display()));
                } else {
                    let open = tr::tr!("What could be read is in {}, and is open now.", target.display());
                    let sentences = std::iter::once(open).chain(missing).collect();
                    let title = tr::tr!("Not everything could be saved");
                    app.state.dialog = Some(Dialog::Told { title, sentences });
                }
            }),
            Err(error) => app.state.notices.fail(error.to_string()),
        });
    }

    /// Looks whether somebody else touched the open file, and asks what to do then.
    pub(super) fn watch(&mut self) {
        // Whoever wants to decide later is asked again with the next change.
        if self.state_time < self.care.looked + 2.0 || self.state.dialog.is_some() || self.care.told_changed {
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
        self.care.told_changed = true;
        let sentence = error.to_string();
        if let Some(open) = &mut self.open {
            open.save.failure = Some(sentence);
        }
        true
    }

    /// Lets go of the state that is open, and opens the file as it is now: once it is known that there is one.
    fn reload(&mut self) {
        let Some(open) = &self.open else { return };
        let what = tr::tr!("Reading {}", name_of(open.file.path()));
        let read = |file: &mut IsmsFile| match IsmsFile::read(file.path(), file.passphrase()) {
            Err(StoreError::NeedsPassphrase { path } | StoreError::WrongPassphrase { path })
                if !needs_passphrase_damaged(&path) =>
            {
                Err(StoreError::NotOctavo { path })
            }
            read => read.map(drop),
        };
        self.wait_for_file(what, read, |app, readable| {
            match readable {
                // Somebody gave it another passphrase: it is asked for.
                Ok(()) | Err(StoreError::NeedsPassphrase { .. } | StoreError::WrongPassphrase { .. }) => {}
                Err(error) => {
                    app.state.notices.fail(tr::tr!("Your state is still here. {}", error));
                    let path = app.open.as_ref().map(|open| open.file.path().to_path_buf()).unwrap_or_default();
                    app.tell_changed(&StoreError::Changed { path });
                    return;
                }
            }
            let Some(open) = app.open.take() else { return };
            let (path, passphrase) = (open.file.path().to_path_buf(), open.file.passphrase().cloned());
            app.state.drafts.discard();
            drop(open);
            app.open_with(&path, passphrase);
        });
    }

    /// Saves the state that is open under another name, and goes on in it.
    fn save_mine(&mut self, target: PathBuf) {
        let Some(open) = &self.open else { return };
        let folder = self.backups_of(open.file.path());
        let stamp = self.stamp();
        let what = tr::tr!("Saving your state as {}", name_of(&target));
        let save = move |file: &mut IsmsFile| {
            let newest = backup::list(file.path(), &folder).into_iter().next().map(|backup| backup.path);
            let saved = file.save_mine(&target, newest.as_deref(), &stamp, fresh_id());
            (saved, target, file.passphrase().cloned())
        };
        self.wait_for_file(what, save, |app, (saved, target, passphrase)| match saved {
            Ok(saved) => {
                // Typed text goes along: it belongs to the same records.
                let drafts = std::mem::take(&mut app.state.drafts);
                app.open = None;
                app.open_then(&target.clone(), passphrase, move |app| {
                    app.state.drafts = drafts;
                    app.state.notices.tell(words_of(saved, &target));
                });
            }
            Err(error) => {
                app.state.notices.fail(error.to_string());
                let path = app.open.as_ref().map(|open| open.file.path().to_path_buf());
                app.tell_changed(&StoreError::Changed { path: path.unwrap_or_default() });
            }
        });
    }
}

fn words_of(saved: Saved, target: &Path) -> String {
    match saved {
        Saved::Whole => {
            tr::tr!("Your state is in {}, with its whole history. You go on in it.", target.display())
        }
        Saved::Records => {
            tr::tr!("Your state is in {}. Its history begins anew; the one before is in the backups.", target.display())
        }
    }
}

/// An encrypted file whose first page is damaged looks as if the passphrase were wrong. When the newest backup opens
/// with it, the person is told so, and gets the help that a damaged file needs.
fn damaged_rather(error: StoreError, path: &Path, how: &How, backups: &Path) -> StoreError {
    if !matches!(error, StoreError::WrongPassphrase { .. }) {
        return error;
    }
    let newest = backup::list(path, backups).into_iter().next();
    match newest.map(|backup| IsmsFile::read(&backup.path, how.passphrase())) {
        Some(Ok(_)) => StoreError::Damaged {
            path: path.to_path_buf(),
            what: tr::tr!("the passphrase opens its newest backup, but not the file itself"),
        },
        Some(Err(_)) | None => error,
    }
}

/// The name of a file, for a sentence.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
