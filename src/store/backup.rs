//! Backups: whole copies in a folder of their own, each read back before an older one goes. Their names say when they
//! were made and up to which history entry they reach, so that they can be listed without being opened.

mod restore;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, DateTime};
use uuid::Uuid;

use super::opening::{Glanced, glance};
use super::{Head, IsmsFile, Passphrase, StoreError, encryption, files, neighbours, salvage};

pub use restore::restore;

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

/// The backups in a folder that bear the name of a file, newest first. In a folder for the backups of all files some
/// may be of another file with the same name: see [`IsmsFile::knows`].
pub fn list(path: &Path, folder: &Path) -> Vec<Backup> {
    let stem = stem(&super::opening::real(path));
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut backups: Vec<Backup> = entries.filter_map(|entry| parse(&entry.path(), &stem)).collect();
    backups.sort_by_key(|backup| std::cmp::Reverse((backup.at, backup.seq)));
    backups
}

/// The newest backup that is an earlier state of a file. Of a file that cannot be read, the newest that can, and that
/// began as what is left of the file; whatever began otherwise is of another file with the same name.
pub fn newest(path: &Path, folder: &Path, passphrase: Option<&Passphrase>) -> Option<Backup> {
    let mut all = list(path, folder).into_iter();
    match IsmsFile::read(path, passphrase) {
        Ok(file) => all.find(|backup| is_of(&file, backup)),
        Err(_) => {
            let began = salvage::beginnings(&super::opening::real(path), passphrase);
            all.find(|backup| match IsmsFile::read(&backup.path, passphrase) {
                Ok(good) => good.began_as(&began).unwrap_or(false),
                // Nothing is known of it yet; whoever restores it is asked.
                Err(StoreError::NeedsPassphrase { .. }) => passphrase.is_none(),
                Err(_) => false,
            })
        }
    }
}

/// The backups of a file: those beside it, and those in the folder of the person's choice.
fn all_of(file: &IsmsFile, chosen: Option<&Path>) -> Vec<Backup> {
    let folders = BTreeSet::from([folder_of(file.path(), None), folder_of(file.path(), chosen)]);
    let named = folders.iter().flat_map(|folder| list(file.path(), folder));
    named.filter(|backup| is_of(file, backup)).collect()
}

fn is_of(file: &IsmsFile, backup: &Backup) -> bool {
    file.knows(backup.seq, &backup.mark).unwrap_or(false)
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
    let source = Source::of(path, passphrase)?;
    let head = source.head(path)?;
    let named = list(path, folder);
    let mut same = named.iter().filter(|backup| backup.seq == head.seq && backup.mark == mark_of(&head));
    if same.any(|backup| is_as_named(backup, passphrase)) {
        if passphrase.is_some() && named.iter().any(|backup| lies_open(&backup.path)) {
            encrypt_forgotten(path, &IsmsFile::read(path, passphrase)?, &named, unique);
        }
        return Ok(BackedUp::default());
    }
    std::fs::create_dir_all(folder).map_err(|error| StoreError::from_io(folder, error))?;
    let place = folder.join(format!("{}.isms", stem(&super::opening::real(path))));
    files::sweep(&place);
    let copy = files::beside(&place, unique);
    let made = source.copy(path, &copy).and_then(|()| {
        let proven = prove(path, passphrase, &head, &copy)?;
        Ok((take_name(path, folder, &copy, proven.head(), now)?, proven))
    });
    let (made, proven) = made.inspect_err(|_| files::discard(&copy))?;
    if proven.is_encrypted() {
        encrypt_forgotten(path, &proven, &named, unique);
    }
    // Only what is an earlier state of this very file: another client's may bear the same name.
    let ours = named.into_iter().filter(|backup| is_of(&proven, backup));
    let backups: Vec<Backup> = std::iter::once(made.clone()).chain(ours).collect();
    let mut removed = Vec::new();
    for old in superfluous(&backups, keeping) {
        if is_as_named(old, passphrase) && std::fs::remove_file(&old.path).is_ok() {
            removed.push(old.path.clone());
        }
    }
    Ok(BackedUp { made: Some(made), removed })
}

/// A file that is copied. It may be written meanwhile, so that as little as possible is done with it itself.
enum Source {
    Glanced(Glanced),
    /// One of an earlier format, or whose last writer died: it has to be read before it can be copied.
    Read(Box<IsmsFile>),
}

impl Source {
    fn of(path: &Path, passphrase: Option<&Passphrase>) -> Result<Self, StoreError> {
        match glance(path, passphrase)? {
            Some(glanced) => Ok(Self::Glanced(glanced)),
            None => Ok(Self::Read(Box::new(IsmsFile::read(path, passphrase)?))),
        }
    }

    fn head(&self, path: &Path) -> Result<Head, StoreError> {
        match self {
            Self::Read(file) => Ok(file.head().clone()),
            Self::Glanced(file) => {
                neighbours::head_of(&file.connection).map_err(|error| StoreError::from_sqlite(path, error))
            }
        }
    }

    fn copy(&self, path: &Path, to: &Path) -> Result<(), StoreError> {
        let (connection, passphrase) = match self {
            Self::Read(file) => (&file.connection, file.passphrase.as_ref()),
            Self::Glanced(file) => (&file.connection, file.passphrase.as_ref()),
        };
        files::copy_to(connection, path, to, to, passphrase)
    }
}

/// A backup is one when it opens, reaches as far as the file did, or further, and its history gives exactly its
/// records. Where it does not, because somebody changed the file behind our back, it has to say what the file says.
fn prove(path: &Path, passphrase: Option<&Passphrase>, head: &Head, copy: &Path) -> Result<IsmsFile, StoreError> {
    let read = IsmsFile::read(copy, passphrase)?;
    let same = if read.head() == head || read.knows(head.seq, &head.hash.to_uppercase())? {
        read.check()?.is_sound() || {
            let file = IsmsFile::read(path, passphrase)?;
            file.head() == read.head() && file.isms() == read.isms()
        }
    } else {
        false
    };
    let damaged = || StoreError::Damaged { path: copy.to_path_buf(), what: tr::tr!("the copy could not be read back") };
    if same { Ok(read) } else { Err(damaged()) }
}

/// Gives a proven copy its name.
fn take_name(path: &Path, folder: &Path, copy: &Path, head: &Head, now: DateTime) -> Result<Backup, StoreError> {
    let stem = stem(&super::opening::real(path));
    let named = |at: DateTime| {
        (at, folder.join(format!("{stem} {} entry {} {}.isms", at.strftime(TIME), head.seq, mark_of(head))))
    };
    // A name is taken when somebody went on working in the backup of the same second.
    let mut later = (0..60).filter_map(|seconds| now.checked_add(jiff::Span::new().seconds(seconds)).ok()).map(named);
    let (at, target) = later.find(|(_, target)| !target.exists()).unwrap_or_else(|| named(now));
    files::take_place(copy, &target)?;
    let size = std::fs::metadata(&target).map_or(0, |facts| facts.len());
    Ok(Backup { path: target, at, seq: head.seq, mark: mark_of(head), size })
}

/// Backups that lie open although the file is encrypted: its passphrase was set, and the program killed before they
/// had it too. One that fails now is tried again with the next backup.
fn encrypt_forgotten(path: &Path, file: &IsmsFile, backups: &[Backup], unique: Uuid) {
    let ours = backups.iter().filter(|backup| is_of(file, backup));
    for path in ours.map(|backup| backup.path.clone()).chain(kept_beside(path)) {
        if lies_open(&path) {
            let _ = encryption::rewrap(&path, None, file.passphrase(), unique);
        }
    }
}

fn lies_open(path: &Path) -> bool {
    super::needs_passphrase(path).is_ok_and(|encrypted| !encrypted)
}

/// Whether a backup still holds what its name says. Somebody may have opened it and gone on working in it.
fn is_as_named(backup: &Backup, passphrase: Option<&Passphrase>) -> bool {
    let head = Source::of(&backup.path, passphrase).and_then(|source| source.head(&backup.path));
    head.is_ok_and(|head| head.seq == backup.seq && mark_of(&head) == backup.mark)
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

/// Backups and kept copies under another passphrase.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rewrapped {
    /// How many were written anew.
    pub done: usize,
    /// Those that could not be: they still open as before.
    pub left: Vec<PathBuf>,
}

/// Writes every backup of a file, and the copies that Octavo kept beside it, anew under another passphrase, or none:
/// those beside the file, and those in the folder of the person's choice.
pub fn rewrap_all(
    file: &IsmsFile,
    chosen: Option<&Path>,
    old: Option<&Passphrase>,
    new: Option<&Passphrase>,
    fresh: impl Fn() -> Uuid,
) -> Rewrapped {
    let mut result = Rewrapped::default();
    sweep_folders(file.path(), chosen);
    for copy in copies_of(file, chosen) {
        match encryption::rewrap(&copy, old, new, fresh()) {
            Ok(()) => result.done += 1,
            Err(_) => result.left.push(copy),
        }
    }
    result
}

/// Removes the backups of a file: after an erasure they would still hold what was erased. Answers those that stayed.
pub fn remove_all(file: &IsmsFile, chosen: Option<&Path>) -> Vec<PathBuf> {
    sweep_folders(file.path(), chosen);
    copies_of(file, chosen).filter(|copy| std::fs::remove_file(copy).is_err()).collect()
}

fn copies_of(file: &IsmsFile, chosen: Option<&Path>) -> impl Iterator<Item = PathBuf> {
    all_of(file, chosen).into_iter().map(|backup| backup.path).chain(kept_beside(file.path()))
}

/// What a program that was killed left half made is a copy as well.
fn sweep_folders(path: &Path, chosen: Option<&Path>) {
    for folder in [folder_of(path, None), folder_of(path, chosen)] {
        files::sweep(&folder.join(format!("{}.isms", stem(&super::opening::real(path)))));
    }
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
