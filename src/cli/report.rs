//! `status`, `check`, `history`: what a file holds, as text or JSON.

use std::process::ExitCode;

use jiff::civil::Date;
use serde_json::json;
use tr::tr;

use super::{Failure, Outcome, PROBLEM, say};
use crate::isms::readiness::{Check, CheckState, Readiness, look};
use crate::isms::steps::Step;
use crate::store::IsmsFile;

/// Counts of checks: met, open, undecided, overdue, stale.
fn counts<'a>(checks: impl Iterator<Item = &'a Check>) -> [usize; 5] {
    let mut counts = [0; 5];
    for check in checks {
        counts[check.state as usize] += 1;
    }
    counts
}

pub(super) fn status(file: &IsmsFile, as_json: bool, today: Date) -> Outcome {
    let readiness = look(file.isms(), today);
    if as_json {
        say(&status_json(file, &readiness, today).to_string());
    } else {
        status_text(file, &readiness);
    }
    Ok(ExitCode::SUCCESS)
}

fn status_json(file: &IsmsFile, readiness: &Readiness, today: Date) -> serde_json::Value {
    let numbers = |[met, open, undecided, overdue, stale]: [usize; 5]| json!({ "met": met, "open": open, "undecided": undecided, "overdue": overdue, "stale": stale });
    let check = |check: &Check| {
        json!({
            "id": check.id,
            "clause": check.clause,
            "severity": check.severity,
            "state": check.state,
            "title": check.title,
            "sentence": check.sentence,
        })
    };
    let steps: Vec<_> = Step::ALL
        .iter()
        .map(|step| {
            json!({
                "step": step.number(),
                "title": step.label(),
                "done": readiness.is_done(*step),
                "counts": numbers(counts(readiness.of(*step))),
                "checks": readiness.of(*step).map(check).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "organisation": file.isms().organisation_name(),
        "date": today.to_string(),
        "history": { "entries": file.head().seq, "fingerprint": file.head().fingerprint() },
        "counts": numbers(counts(readiness.checks.iter())),
        "steps": steps,
    })
}

fn status_text(file: &IsmsFile, readiness: &Readiness) {
    let (met, all) = readiness.total();
    say(&tr!("{0}: {1} of {2} checks met", file.isms().organisation_name(), met, all));
    for step in Step::ALL {
        let [met, open, undecided, overdue, stale] = counts(readiness.of(*step));
        say("");
        say(&tr!(
            "Step {0}, {1}: {2} met, {3} open, {4} undecided, {5} overdue, {6} stale",
            step.number(),
            step.label(),
            met,
            open,
            undecided,
            overdue,
            stale
        ));
        for check in readiness.of(*step).filter(|check| check.state != CheckState::Met) {
            say(&format!("  {:<10} {:<8} {} ({})", check.state.label(), check.clause, check.sentence, check.id));
        }
    }
}

pub(super) fn check(file: &IsmsFile) -> Outcome {
    let report = file.check().map_err(Failure::problem)?;
    if report.is_sound() {
        say(&tr!("{} is sound.", file.path().display()));
        say(&tr!("The database passes its own integrity check."));
        say(&tr!(
            "The history is an unbroken chain of {0}, fingerprint {1}.",
            report.entries,
            file.head().fingerprint()
        ));
        say(&tr!("Replaying the history gives exactly the {} records in the tables.", report.records));
        say(&tr!("Every link leads to a record that is there, and no reference can be given twice."));
        say(&tr!(
            "Files of evidence and documents that are still what they were when they were added: {}.",
            report.contents
        ));
        say(&tr!("Tables, indexes and nothing else: no trigger, view or table of another program."));
        if report.rehashed > 0 {
            say(&tr!(
                "A person was erased: {} entries have another hash since, and the old ones are kept.",
                report.rehashed
            ));
        }
        say(&if file.is_encrypted() {
            tr!("It is encrypted: without the passphrase nobody reads it.")
        } else {
            tr!("It is not encrypted: whoever has the file can read it.")
        });
        return Ok(ExitCode::SUCCESS);
    }
    for problem in &report.problems {
        say(problem);
    }
    let count = report.problems.len();
    Err(Failure {
        code: PROBLEM,
        sentence: tr!(
            "{0} has a problem that was listed above ({1} in all). Open a backup.",
            file.path().display(),
            count
        ),
    })
}

pub(super) fn history(file: &IsmsFile, as_json: bool) -> Outcome {
    let entries = file.history().map_err(Failure::problem)?;
    if as_json {
        let text = serde_json::to_string_pretty(&entries).map_err(Failure::problem)?;
        say(&text);
    } else {
        for entry in &entries {
            say(&format!("{:>6}  {}  {}  {}", entry.seq, entry.at, entry.by, entry.label));
        }
    }
    Ok(ExitCode::SUCCESS)
}
