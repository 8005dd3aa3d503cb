//! Looking after a file: its passphrase, its backups, a fingerprint from a printed page, and what is left of a
//! damaged one.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::Zoned;
use tr::tr;

use super::access::Source;
use super::{Failure, Outcome, PROBLEM, say};
use crate::app::fresh_id;
use crate::settings::Settings;
use crate::store::{IsmsFile, Opening, Stamp, StoreError, backup, digits_of};

/// How the passphrase changes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change<'a> {
    /// It is taken away.
    pub remove: bool,
    /// The folder that holds the folder of the backups.
    pub folder: Option<&'a Path>,
    /// Whatever mark another computer left.
    pub anyway: bool,
}

/// The folder for the backups of all files: the one that was named, or the one that is set in the window.
fn chosen(named: Option<&Path>) -> Option<PathBuf> {
    named.map(Path::to_path_buf).or_else(|| settings().backups)
}

fn settings() -> Settings {
    Settings::load(eframe::storage_dir("octavo").as_deref())
}

/// Sets, changes or removes the passphrase, of the backups as well.
pub(super) fn passphrase(file: &Path, source: Source, new: Source, change: Change<'_>) -> Outcome {
    let Change { remove, folder, anyway } = change;
    let mut opened = source.open(file, anyway)?;
    if let Some(why) = opened.read_only() {
        return Err(Failure::problem(format!("{}: {}", file.display(), why.sentence())));
    }
    let old = opened.passphrase().cloned();
    let wanted = if remove { None } else { new.new_one()? };
    if wanted.is_none() && !remove {
        return Err(Failure::wrong_use(tr!("Nothing was typed. To take the passphrase away, say --remove.")));
    }
    opened.set_passphrase(wanted.clone(), fresh_id()).map_err(Failure::problem)?;
    let chosen = chosen(folder);
    let rewrapped = backup::rewrap_all(&opened, chosen.as_deref(), old.as_ref(), wanted.as_ref(), fresh_id);
    say(&if remove {
        tr!("{} opens without a passphrase from now on.", file.display())
    } else {
        tr!("{} is encrypted. Nobody can recover the passphrase: keep it where you keep the others.", file.display())
    });
    say(&tr!("Backups and kept copies written anew: {}.", rewrapped.done));
    if rewrapped.left.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let left: Vec<String> = rewrapped.left.iter().map(|path| path.display().to_string()).collect();
    Err(Failure::problem(tr!(
        "These could not be written anew and open as before: {}. Remove them if they must not stay.",
        left.join(", ")
    )))
}

/// Lists the backups of a file, newest first.
pub(super) fn backups(file: &Path, folder: Option<&Path>) -> Outcome {
    let folder = backup::folder_of(file, chosen(folder).as_deref());
    let all = backup::list(file, &folder);
    if all.is_empty() {
        if !file.exists() {
            return Err(Failure::problem(StoreError::NotFound { path: file.to_path_buf() }));
        }
        say(&tr!("There is no backup in {}.", folder.display()));
    }
    for backup in all {
        let at = backup.at.strftime("%Y-%m-%d %H:%M");
        say(&format!("{at}  {:>6}  {:>9}  {}", backup.seq, kilobytes(backup.size), backup.path.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes a backup now.
pub(super) fn back_up(file: &Path, source: Source, folder: Option<&Path>) -> Outcome {
    let passphrase = source.of(file)?;
    let folder = backup::folder_of(file, chosen(folder).as_deref());
    let now = Zoned::now().datetime();
    let done = backup::back_up(file, passphrase.as_ref(), &folder, settings().keeping, now, fresh_id());
    let done = done.map_err(Failure::problem)?;
    match done.made {
        Some(made) => say(&made.path.display().to_string()),
        None => say(&tr!("A backup holds the same already.")),
    }
    for old in done.removed {
        say(&tr!("Removed, as older ones are: {}", old.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// Puts a backup in the place of a file, which stays beside.
pub(super) fn restore(
    file: &Path,
    named: Option<PathBuf>,
    folder: Option<&Path>,
    source: Source,
    anyway: bool,
) -> Outcome {
    let folder = backup::folder_of(file, chosen(folder).as_deref());
    let no_backup = || Failure::problem(tr!("{0} has no backup in {1}.", file.display(), folder.display()));
    let newest = || backup::list(file, &folder).into_iter().next().map(|backup| backup.path);
    let first = named.clone().or_else(newest).ok_or_else(no_backup)?;
    let passphrase = source.of_either(file, &first)?;
    let ours = || backup::newest(file, &folder, passphrase.as_ref()).map(|backup| backup.path);
    let from = &named.or_else(ours).ok_or_else(no_backup)?;
    let now = Zoned::now().datetime();
    let opening = Opening { holder: crate::app::holder(""), passphrase, anyway };
    let aside = backup::restore(file, from, &opening, now, fresh_id()).map_err(Failure::problem)?;
    say(&tr!("{0} is what {1} was.", file.display(), from.display()));
    if aside.exists() {
        say(&tr!("The file as it was before lies in {}.", aside.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// Saves what can be read of a damaged file into a new one, and says what is missing.
pub(super) fn salvage(file: &Path, target: &Path, source: Source) -> Outcome {
    let passphrase = source.of_damaged(file)?;
    let stamp = Stamp { at: Zoned::now().timestamp(), by: tr!("Command line") };
    let saved = crate::store::salvage(file, passphrase.as_ref(), target, &stamp, fresh_id());
    let saved = saved.map_err(Failure::problem)?;
    say(&tr!(
        "Made {0}: {1} history entries, {2} records, {3} files of evidence and documents.",
        target.display(),
        saved.entries,
        saved.records,
        saved.contents
    ));
    let missing = saved.missing();
    if missing.is_empty() {
        say(&tr!("Nothing is missing."));
        return Ok(ExitCode::SUCCESS);
    }
    for sentence in &missing {
        say(sentence);
    }
    Err(Failure::problem(tr!("Something is missing from what was saved; it is listed above.")))
}

/// Says whether a printed fingerprint belongs to a file, and when it was its state.
pub(super) fn verify(file: &IsmsFile, fingerprint: &str) -> Outcome {
    if digits_of(fingerprint).is_none() {
        return Err(Failure::wrong_use(tr!(
            "“{}” is no fingerprint. It has 16 digits and letters from A to F, as they stand at the foot of a page: 9F3A 61C2 E07B 44D8.",
            fingerprint
        )));
    }
    let Some(found) = file.recognise(fingerprint).map_err(Failure::problem)? else {
        return Err(Failure {
            code: PROBLEM,
            sentence: tr!(
                "{0} does not belong to {1}: no state of its history had this fingerprint.",
                fingerprint,
                file.path().display()
            ),
        });
    };
    say(&tr!("{0} belongs to {1}.", fingerprint, file.path().display()));
    say(&tr!("It was its state after entry {0}, {1}, by {2}: {3}", found.seq, found.at, found.by, found.label));
    if let Some(erased) = found.erased {
        say(&tr!("A person was erased in entry {}, so this state has another fingerprint today.", erased));
    }
    say(&match found.later {
        0 => tr!("Nothing has changed since."),
        later => tr!("Entries since then: {}.", later),
    });
    Ok(ExitCode::SUCCESS)
}

fn kilobytes(size: u64) -> String {
    tr!("{} KB", size.div_ceil(1024))
}
