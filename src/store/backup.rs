//! Backups: whole copies in a folder of their own, each read back before an older one goes. Their names say when they
//! were made and up to which history entry they reach, so that they can be listed without being opened.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, DateTime};
use uuid::Uuid;

use super::lock::{Holder, Lock, Refused};
use super::{Head, IsmsFile, Passphrase, StoreError, encryption, files};

/// A backup as it lies in its folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Where it lies.
    pub path: PathBuf,
    /// When it was made, by the clock on the wall.
    pub at: DateTime,
    /// The last history entry in it.
    pub seq: i64,
    /// The beginning of that entry's hash, in capitals.
    pub mark: String,
    /// Its size in bytes.
    pub size: u64,
}

/// How many backups are kept. What several rules keep is kept once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Keeping {
    /// The newest ones.
    pub recent: usize,
    /// The last of a day, for so many days.
    pub daily: usize,
    /// The last of a week, for so many weeks.
    pub weekly: usize,
    /// The last of a month, for so many months.
    pub monthly: usize,
}

impl Default for Keeping {
    fn default() -> Self {
        Self { recent: 10, daily: 7, weekly: 5, monthly: 12 }
    }
}

/// Length of the mark in a name.
const MARK: usize = 8;
/// How a time stands in a name: no colons, which not every file system has.
const TIME: &str = "%Y-%m-%d %H.%M.%S";

/// Where the backups of a file lie: beside it, or in a folder of the person's choice.
pub fn folder_of(path: &Path, chosen: Option<&Path>) -> PathBuf {
    let path = super::opening::real(path);
    let beside = path.parent().unwrap_or(Path::new("."));
    chosen.unwrap_or(beside).join(tr::tr!("{} backups", stem(&path)))
}

/// The backups in a folder that bear the name of a file, newest first.
pub fn list(path: &Path, folder: &Path) -> Vec<Backup> {
    let stem = stem(&super::opening::real(path));
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut backups: Vec<Backup> = entries.filter_map(|entry| parse(&entry.path(), &stem)).collect();
    backups.sort_by_key(|backup| std::cmp::Reverse((backup.at, backup.seq)));
    backups
}

/// What a round of backing up did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BackedUp {
    /// The new one; `None` when the newest holds the same already.
    pub made: Option<Backup>,
    /// The older ones that went.
    pub removed: Vec<PathBuf>,
}

/// Makes a backup of a file as it lies on the disk, reads it back, and only then lets older ones go.
///
/// # Errors
/// When the file cannot be read, or the folder not be written. No older one has gone then.
pub fn back_up(
    path: &Path,
    passphrase: Option<&Passphrase>,
    folder: &Path,
    keeping: Keeping,
    now: DateTime,
    unique: Uuid,
) -> Result<BackedUp, StoreError> {
    let file = IsmsFile::read(path, passphrase)?;
    let mut backups = list(path, folder);
    let newest = backups.first();
    if newest.is_some_and(|newest| newest.seq == file.head().seq && newest.mark == mark_of(file.head())) {
        return Ok(BackedUp::default());
    }
    std::fs::create_dir_all(folder).map_err(|error| StoreError::from_io(folder, error))?;
    let made = copy_and_prove(&file, &stem(&super::opening::real(path)), folder, now, unique)?;
    backups.insert(0, made.clone());
    if file.is_encrypted() {
        encrypt_forgotten(&file, &backups, unique);
    }
    let mut removed = Vec::new();
    for old in superfluous(&backups, keeping) {
        // Only what is an earlier state of this very file: another client's may bear the same name.
        if file.knows(old.seq, &old.mark)? && std::fs::remove_file(&old.path).is_ok() {
            removed.push(old.path.clone());
        }
    }
    Ok(BackedUp { made: Some(made), removed })
}

/// Copies a file, which may be written meanwhile, and gives the copy its name once it has been read back.
fn copy_and_prove(
    file: &IsmsFile,
    stem: &str,
    folder: &Path,
    now: DateTime,
    unique: Uuid,
) -> Result<Backup, StoreError> {
    let copy = files::beside(&folder.join(format!("{stem}.isms")), unique);
    file.save_copy(&copy, unique)?;
    let named = prove(file, &copy).and_then(|head| {
        let name = format!("{stem} {} entry {} {}.isms", now.strftime(TIME), head.seq, mark_of(&head));
        let target = folder.join(name);
        files::take_place(&copy, &target)?;
        let size = std::fs::metadata(&target).map_or(0, |facts| facts.len());
        Ok(Backup { path: target, at: now, seq: head.seq, mark: mark_of(&head), size })
    });
    if named.is_err() {
        // It is useless: the error is what matters.
        let _ = std::fs::remove_file(&copy);
    }
    named
}

/// A backup is one when it opens and says the same, or what was written since and the same before.
fn prove(file: &IsmsFile, copy: &Path) -> Result<Head, StoreError> {
    let read = IsmsFile::read(copy, file.passphrase())?;
    let head = file.head();
    let same = if read.head() == head {
        read.isms() == file.isms()
    } else {
        read.knows(head.seq, &head.hash.to_uppercase())? && read.check()?.is_sound()
    };
    let damaged = || StoreError::Damaged { path: copy.to_path_buf(), what: tr::tr!("the copy could not be read back") };
    if same { Ok(read.head().clone()) } else { Err(damaged()) }
}

/// Backups that lie open although the file is encrypted: its passphrase was set, and the program killed before they
/// had it too. One that fails now is tried again with the next backup.
fn encrypt_forgotten(file: &IsmsFile, backups: &[Backup], unique: Uuid) {
    let ours = backups.iter().filter(|backup| file.knows(backup.seq, &backup.mark).unwrap_or(false));
    for path in ours.map(|backup| backup.path.clone()).chain(kept_beside(file.path())) {
        if super::needs_passphrase(&path).is_ok_and(|encrypted| !encrypted) {
            let _ = encryption::rewrap(&path, None, file.passphrase(), unique);
        }
    }
}

fn mark_of(head: &Head) -> String {
    head.hash.chars().take(MARK).flat_map(char::to_uppercase).collect()
}

/// The backups that no rule keeps. `backups` is newest first.
fn superfluous(backups: &[Backup], keeping: Keeping) -> Vec<&Backup> {
    let mut kept: BTreeSet<usize> = (0..backups.len().min(keeping.recent.max(1))).collect();
    let mut last_of = |many: usize, period: fn(Date) -> (i16, i16)| {
        let mut seen = BTreeSet::new();
        for (index, backup) in backups.iter().enumerate() {
            if seen.len() == many && !seen.contains(&period(backup.at.date())) {
                break;
            }
            if seen.insert(period(backup.at.date())) && seen.len() <= many {
                kept.insert(index);
            }
        }
    };
    last_of(keeping.daily, |day| (day.year(), day.day_of_year()));
    last_of(keeping.weekly, |day| (day.iso_week_date().year(), day.iso_week_date().week().into()));
    last_of(keeping.monthly, |day| (day.year(), day.month().into()));
    backups.iter().enumerate().filter(|(index, _)| !kept.contains(index)).map(|(_, backup)| backup).collect()
}

/// Puts a backup in the place of a closed file. The file as it is now stays beside; answers where.
///
/// # Errors
/// When the backup cannot be read, somebody has the file open, or the disk refuses. The file is as it was then.
pub fn restore(
    path: &Path,
    backup: &Path,
    passphrase: Option<&Passphrase>,
    now: DateTime,
    unique: Uuid,
) -> Result<PathBuf, StoreError> {
    let place = super::opening::real(path);
    let good = IsmsFile::read(backup, passphrase)?;
    let _lock = match Lock::take(&place, &Holder::default(), true) {
        Ok(lock) => lock,
        Err(Refused::Held(who)) => return Err(StoreError::Locked { path: path.to_path_buf(), who }),
        Err(Refused::LeftElsewhere(who)) => return Err(StoreError::LeftOpen { path: path.to_path_buf(), who }),
        Err(Refused::Folder(error)) => return Err(StoreError::from_io(path, error)),
    };
    let new = files::beside(&place, unique);
    good.save_copy(&new, unique)?;
    drop(good);
    let swapped = swap(&place, &new, now);
    if swapped.is_err() {
        // The backup is still where it was.
        let _ = std::fs::remove_file(&new);
    }
    swapped
}

/// Puts a new file in the place of another, which stays beside. When it fails everything is as it was.
fn swap(place: &Path, new: &Path, now: DateTime) -> Result<PathBuf, StoreError> {
    let aside = free_name(place, &tr::tr!("{0} before restoring {1}", stem(place), now.strftime(TIME)));
    let io = |error| StoreError::from_io(place, error);
    match std::fs::hard_link(place, &aside) {
        Ok(()) => swap_linked(place, new, &aside).map_err(io)?,
        // What was lost altogether can be restored as well.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            move_journal(place, &aside).map_err(io)?;
            files::take_place(new, place)?;
        }
        // File systems without hard links.
        Err(_) => {
            std::fs::rename(place, &aside).map_err(io)?;
            let placed = move_journal(place, &aside).map_err(io).and_then(|()| files::take_place(new, place));
            if placed.is_err() {
                // Back again, the journal first: the file is worth nothing without it.
                let _ = move_journal(&aside, place);
                let _ = std::fs::rename(&aside, place);
            }
            placed?;
        }
    }
    Ok(aside)
}

/// The same where a file can have two names: then there is no moment in which its place is empty.
fn swap_linked(place: &Path, new: &Path, aside: &Path) -> std::io::Result<()> {
    // A journal belongs to the file that goes aside, not to the one that comes.
    let placed = move_journal(place, aside).and_then(|()| std::fs::rename(new, place));
    if placed.is_err() {
        let _ = move_journal(aside, place);
        let _ = std::fs::remove_file(aside);
        return placed;
    }
    // The file that was there has its name aside whatever becomes of this.
    let _ = files::sync_folder(place);
    Ok(())
}

fn move_journal(from: &Path, to: &Path) -> std::io::Result<()> {
    let journal = |path: &Path| {
        let mut name = path.as_os_str().to_owned();
        name.push("-journal");
        PathBuf::from(name)
    };
    match std::fs::rename(journal(from), journal(to)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Backups and kept copies under another passphrase.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rewrapped {
    /// How many were written anew.
    pub done: usize,
    /// Those that could not be: they still open as before.
    pub left: Vec<PathBuf>,
}

/// Writes every backup of a file, and the copies that Octavo kept beside it, anew under another passphrase, or none.
pub fn rewrap_all(
    path: &Path,
    folder: &Path,
    old: Option<&Passphrase>,
    new: Option<&Passphrase>,
    fresh: impl Fn() -> Uuid,
) -> Rewrapped {
    let mut result = Rewrapped::default();
    files::sweep(&folder.join(format!("{}.isms", stem(&super::opening::real(path)))));
    let all = list(path, folder).into_iter().map(|backup| backup.path).chain(kept_beside(path));
    for copy in all {
        match encryption::rewrap(&copy, old, new, fresh()) {
            Ok(()) => result.done += 1,
            Err(_) => result.left.push(copy),
        }
    }
    result
}

/// Removes the backups of a file: after an erasure they would still hold what was erased. Answers those that stayed.
pub fn remove_all(path: &Path, folder: &Path) -> Vec<PathBuf> {
    let all = list(path, folder).into_iter().map(|backup| backup.path).chain(kept_beside(path));
    all.filter(|copy| std::fs::remove_file(copy).is_err()).collect()
}

/// Copies that Octavo kept beside a file before it raised its format or restored a backup.
pub fn kept_beside(path: &Path) -> Vec<PathBuf> {
    let path = super::opening::real(path);
    let beginnings = [format!("{} before format ", stem(&path)), tr::tr!("{} before restoring ", stem(&path))];
    let entries = path.parent().and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let is_kept = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.ends_with(".isms") && beginnings.iter().any(|beginning| name.starts_with(beginning))
    };
    let mut kept: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_kept).collect();
    kept.sort();
    kept
}

impl IsmsFile {
    /// Whether an entry with this number and hash belongs to the history: a backup up to it is an earlier state.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn knows(&self, seq: i64, mark: &str) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM (SELECT seq, hash FROM history UNION ALL SELECT seq, hash FROM earlier_hashes)
                   WHERE seq = ?1 AND substr(upper(hash), 1, length(?2)) = ?2";
        let found = self.connection.query_row(sql, rusqlite::params![seq, mark], |row| row.get::<_, i64>(0));
        found.map(|count| count > 0).map_err(|error| StoreError::from_sqlite(&self.path, error))
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// A name beside a file that nobody has.
fn free_name(path: &Path, name: &str) -> PathBuf {
    let numbered = (2..).map(|number| format!("{name} ({number})"));
    let names = std::iter::once(name.to_owned()).chain(numbered);
    let mut paths = names.map(|name| path.with_file_name(format!("{name}.isms")));
    paths.find(|path| !path.exists()).unwrap_or_else(|| path.with_file_name(name))
}

/// Reads what a name says: `Harbour 2026-03-12 10.14.05 entry 412 9F3A61C2.isms`.
fn parse(path: &Path, stem: &str) -> Option<Backup> {
    let name = path.file_name()?.to_str()?.strip_suffix(".isms")?;
    let rest = name.strip_prefix(stem)?.strip_prefix(' ')?;
    let (time, rest) = rest.split_at_checked(19)?;
    let at = DateTime::strptime(TIME, time).ok()?;
    let (seq, mark) = rest.strip_prefix(" entry ")?.split_once(' ')?;
    let is_mark = mark.len() == MARK && mark.chars().all(|c| c.is_ascii_hexdigit());
    let size = std::fs::metadata(path).ok()?.len();
    Some(Backup { path: path.to_path_buf(), at, seq: seq.parse().ok()?, mark: is_mark.then(|| mark.to_owned())?, size })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A backup every `hours` hours, `count` of them back from the last evening of March.
    fn every(hours: i64, count: i64) -> Vec<Backup> {
        let last = Date::constant(2026, 3, 31).at(20, 0, 0, 0);
        let back = |number: i64| {
            let at = last.checked_sub(jiff::Span::new().hours(hours * number)).unwrap_or(last);
            Backup { path: PathBuf::from(format!("{number}")), at, seq: count - number, mark: String::new(), size: 1 }
        };
        (0..count).map(back).collect()
    }

    fn kept(backups: &[Backup], keeping: Keeping) -> Vec<DateTime> {
        let gone = superfluous(backups, keeping);
        backups.iter().filter(|backup| !gone.contains(backup)).map(|backup| backup.at).collect()
    }

    #[test]
    fn the_last_of_each_day_week_and_month_stays() {
        let backups = every(1, 24 * 365);
        let stays = kept(&backups, Keeping { recent: 3, daily: 4, weekly: 3, monthly: 3 });
        let days: Vec<String> = stays.iter().map(|at| at.strftime("%m-%d %H").to_string()).collect();
        assert_eq!(
            days,
            [
                "03-31 20", "03-31 19", "03-31 18", "03-30 23", "03-29 23", "03-28 23", "03-22 23", "02-28 23",
                "01-31 23"
            ]
        );
    }

    #[test]
    fn the_newest_always_stays() {
        let none = Keeping { recent: 0, daily: 0, weekly: 0, monthly: 0 };
        assert_eq!(kept(&every(1, 5), none).len(), 1);
        assert_eq!(kept(&every(1, 5), Keeping { recent: 9, ..none }).len(), 5);
    }

    #[test]
    fn a_name_that_is_not_a_backups_is_none() {
        for name in
            ["Harbour.isms", "Harbour 2026-03-12 10.14.05.isms", "Harbour 2026-03-12 10.14.05 entry x 9F3A61C2.isms"]
        {
            assert_eq!(parse(Path::new(name), "Harbour"), None);
        }
    }
}
