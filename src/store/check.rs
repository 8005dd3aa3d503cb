//! Proves what the file promises: SQLite's own integrity, the chain of the history, and that replaying the
//! history gives exactly what the tables hold. A row changed behind the program's back is named.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use crate::isms::history::fields::field_name;
use crate::isms::{AnyRecord, Isms, RegisterName};

use super::Highest;
use super::history::{Chain, object};
use super::replay::Replayed;
use super::rows::Layouts;

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Entries in the history.
    pub entries: usize,
    /// Records in the tables.
    pub records: usize,
    /// Contents of evidence and documents, each still what its hash says.
    pub contents: usize,
    /// Entries whose hash changed when a person was erased, each linked to the entry that says so.
    pub rehashed: usize,
    /// Every problem, as a sentence. Empty when all is well.
    pub problems: Vec<String>,
}

impl CheckReport {
    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

pub(super) fn check(connection: &Connection, layouts: &Layouts, tables: &Isms) -> rusqlite::Result<CheckReport> {
    let mut report = CheckReport::default();
    let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
    let answers = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    for answer in answers.into_iter().filter(|answer| answer != "ok") {
        report.problems.push(tr::tr!("The database is damaged: {}.", super::schema::what_sqlite_says(&answer)));
    }
    let foreign: Vec<String> = connection
        .prepare("SELECT \"table\" FROM pragma_foreign_key_check")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for table in foreign {
        report.problems.push(tr::tr!("A row of {} links to a record that is not there.", table));
    }
    let replayed = replay(connection, &mut report)?;
    highest(connection, &replayed.highest, &mut report)?;
    compare(tables, replayed, &mut report);
    super::exact::check(connection, layouts, tables, &mut report)?;
    super::contents::check(connection, tables, &mut report)?;
    earlier_hashes(connection, &mut report)?;
    Ok(report)
}

/// The highest numbers have to be exactly those that the history has given.
fn highest(connection: &Connection, given: &Highest, report: &mut CheckReport) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("SELECT register, number FROM highest_references")?;
    let stored = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut stored = stored.collect::<rusqlite::Result<BTreeMap<String, i64>>>()?;
    for (register, number) in given {
        if stored.remove(register.as_str()) != Some(i64::from(*number)) {
            report.problems.push(tr::tr!(
                "The highest reference of {0} was changed outside Octavo: number {1} has been given.",
                register.as_str(),
                number
            ));
        }
    }
    for register in stored.into_keys() {
        report.problems.push(tr::tr!(
            "The highest reference of {} was added outside Octavo: the history has given none.",
            register
        ));
    }
    Ok(())
}

/// After an erasure the chain's old end stands in the entry that tells of it: the one kind of entry that changes nothing.
fn earlier_hashes(connection: &Connection, report: &mut CheckReport) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("SELECT seq FROM history WHERE kind = 'edit' AND changes = '[]'")?;
    let erasures = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut all = super::erase::kept_hashes(connection)?;
    for erased in erasures {
        all.entry(erased).or_default();
    }
    for (erased, kept) in all {
        let label: Option<String> =
            connection.query_row("SELECT label FROM history WHERE seq = ?1", [erased], |row| row.get(0)).optional()?;
        if label.is_none_or(|label| !super::erase::kept_is_whole(erased, &label, &kept)) {
            report.problems.push(tr::tr!("The hashes kept from before entry {} were changed outside Octavo.", erased));
        }
        report.rehashed += kept.len();
    }
    Ok(())
}

/// Walks the chain from the start, and carries out every change on an empty file.
fn replay(connection: &Connection, report: &mut CheckReport) -> rusqlite::Result<Replayed> {
    let (mut state, mut chain) = (Replayed::default(), Chain::new());
    let mut statement = connection.prepare("SELECT * FROM history ORDER BY seq")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        report.entries += 1;
        let link = chain.take(row)?;
        report.problems.extend(link.problems);
        if let Err(reason) = carry_out(&link.changes, &mut state) {
            report.problems.push(tr::tr!("History entry {0} cannot be read: {1}.", link.seq, reason));
        }
    }
    Ok(state)
}

fn carry_out(changes: &str, state: &mut Replayed) -> Result<(), String> {
    state.carry_out(serde_json::from_str(changes).map_err(|error| error.to_string())?);
    Ok(())
}

fn compare(tables: &Isms, replayed: Replayed, report: &mut CheckReport) {
    let mut left = replayed.records;
    for register in RegisterName::ALL {
        for record in tables.all(*register) {
            report.records += 1;
            let Some(fields) = left.remove(&(*register, record.id())) else {
                report.problems.push(tr::tr!("{0} in {1} is not in the history.", record.title(), register.label()));
                continue;
            };
            // Through the type and back, so that fields added by a later version have their first value.
            let expected =
                AnyRecord::from_json(*register, Value::Object(fields)).map(|record| object(record.to_json()));
            let found = object(record.to_json());
            let Ok(expected) = expected else {
                report.problems.push(tr::tr!(
                    "The history of {0} in {1} cannot be read.",
                    record.title(),
                    register.as_str()
                ));
                continue;
            };
            for (field, value) in &found {
                if expected.get(field) != Some(value) {
                    report.problems.push(tr::tr!(
                        "{0} in {1}: “{2}” was changed outside Octavo.",
                        record.title(),
                        register.label(),
                        field_name(*register, field).unwrap_or_else(|| field.clone())
                    ));
                }
            }
        }
    }
    for ((register, _), fields) in left {
        let name =
            ["reference", "name"].iter().find_map(|field| fields.get(*field)?.as_str().filter(|text| !text.is_empty()));
        report.problems.push(tr::tr!(
            "{0} is missing from {1}: it was removed outside Octavo.",
            name.unwrap_or("?"),
            register.label()
        ));
    }
}
