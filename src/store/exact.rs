//! Whether each stored value is written exactly as this program writes it: a value that another tool wrote differently
//! may mean the same today, and something else, or nothing, to the next query.

use rusqlite::types::{Value as SqlValue, ValueRef};
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;
use uuid::Uuid;

use super::check::CheckReport;
use super::history::object;
use super::rows::{self, Layouts};
use crate::isms::{Isms, RegisterName};

/// Adds to a report every field and link that is not written as this program writes it.
pub(super) fn check(
    connection: &Connection,
    layouts: &Layouts,
    tables: &Isms,
    report: &mut CheckReport,
) -> rusqlite::Result<()> {
    for register in RegisterName::ALL {
        let Some(layout) = layouts.get(register) else { continue };
        fields(connection, layout, *register, tables, report)?;
        for link in &layout.links {
            let table = format!("{}__{link}", register.as_str());
            if !in_order(connection, &table)? {
                report.problems.push(tr::tr!("The order of links in {} was changed outside Octavo.", table));
            }
        }
    }
    Ok(())
}

fn fields(
    connection: &Connection,
    layout: &rows::Layout,
    register: RegisterName,
    tables: &Isms,
    report: &mut CheckReport,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(&format!("SELECT * FROM \"{}\"", register.as_str()))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: String = row.get("id")?;
        let Some(record) = Uuid::parse_str(&id).ok().and_then(|id| tables.get(register, id)) else { continue };
        let expected = object(record.to_json());
        for (index, column) in layout.columns.iter().enumerate() {
            if is_exact(row.get_ref(index)?, expected.get(column)) {
                continue;
            }
            let problem = tr::tr!(
                "{0} in {1}: the field {2} was changed outside Octavo.",
                record.title(),
                register.as_str(),
                column
            );
            // Named already when it means something else as well.
            if !report.problems.contains(&problem) {
                report.problems.push(problem);
            }
        }
    }
    Ok(())
}

/// Whether a stored value is what this program writes for a field.
fn is_exact(stored: ValueRef<'_>, field: Option<&Value>) -> bool {
    match (stored, rows::to_sql(field)) {
        (ValueRef::Null, SqlValue::Null) => true,
        (ValueRef::Integer(found), SqlValue::Integer(wanted)) => found == wanted,
        (ValueRef::Real(found), SqlValue::Real(wanted)) => found.to_bits() == wanted.to_bits(),
        (ValueRef::Text(found), SqlValue::Text(wanted)) => found == wanted.as_bytes() || is_part(found, field),
        (_, SqlValue::Null | SqlValue::Integer(_) | SqlValue::Real(_) | SqlValue::Text(_) | SqlValue::Blob(_)) => false,
    }
}

/// Whether a stored list or part of a record is what an earlier version wrote: without what was added since.
fn is_part(stored: &[u8], field: Option<&Value>) -> bool {
    let Some(field @ (Value::Array(_) | Value::Object(_))) = field else { return false };
    let Ok(found) = serde_json::from_slice::<Value>(stored) else { return false };
    found.to_string().as_bytes() == stored && is_within(&found, field)
}

fn is_within(found: &Value, wanted: &Value) -> bool {
    match (found, wanted) {
        (Value::Object(found), Value::Object(wanted)) => {
            found.iter().all(|(key, value)| wanted.get(key).is_some_and(|wanted| is_within(value, wanted)))
        }
        (Value::Array(found), Value::Array(wanted)) => {
            found.len() == wanted.len() && found.iter().zip(wanted).all(|(found, wanted)| is_within(found, wanted))
        }
        (found, wanted) => found == wanted,
    }
}

/// Whether the links of each record are counted from 0 without a gap.
fn in_order(connection: &Connection, table: &str) -> rusqlite::Result<bool> {
    let sql = format!(
        "SELECT 1 FROM (SELECT position, row_number() OVER (PARTITION BY record ORDER BY position) - 1 AS wanted
         FROM \"{table}\") WHERE position <> wanted LIMIT 1"
    );
    connection.query_row(&sql, [], |_| Ok(())).optional().map(|found| found.is_none())
}
