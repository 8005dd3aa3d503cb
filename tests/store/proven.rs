//! The past is what it was, and nothing in the file can be changed behind the program's back without being named.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use octavo::isms::assets::Asset;
use octavo::isms::controls::SoaVersion;
use octavo::isms::documents::{Document, DocumentVersion, Section};
use octavo::isms::evidence::{KeptFile, add_file};
use octavo::isms::risks::Risk;
use octavo::isms::{Edit, Isms, Record, RegisterName};
use octavo::store::IsmsFile;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use rusqlite::types::Value;
use uuid::Uuid;

use crate::properties::{Step, any_step, carry_out, close_and_open, new_file};
use crate::tools::{add_person, outside, quick_folder, small_file, stamp};

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_file_as_of_any_entry_is_the_snapshot_of_that_time(steps in vec(any_step(), 1..16)) {
        let (_folder, mut file) = new_file();
        let mut then: Vec<(Arc<Isms>, octavo::store::Head)> = vec![(Arc::clone(file.isms()), file.head().clone())];
        for step in &steps {
            match step {
                Step::Do(wish) => { carry_out(&mut file, wish); }
                Step::Undo => { let _ = file.undo(&stamp()); }
                Step::Redo => { let _ = file.redo(&stamp()); }
                Step::CloseAndOpen => file = close_and_open(file),
            }
            if file.head().seq > i64::try_from(then.len()).unwrap() {
                then.push((Arc::clone(file.isms()), file.head().clone()));
            }
        }
        for (isms, head) in &then {
            let (was, its_head) = file.as_of(head.seq).unwrap();
            prop_assert_eq!(&was, isms.as_ref());
            prop_assert_eq!(&its_head, head);
        }
        prop_assert!(file.as_of(file.head().seq + 1).is_err());
        prop_assert!(file.as_of(0).is_err());
    }
}

/// A small file in which every kind of table has rows: links, contents, undone entries, an erased person.
fn rich_file(folder: &Path) -> PathBuf {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = BYTES.get_or_init(|| {
        let folder = quick_folder();
        let path = small_file(folder.path());
        let mut file = IsmsFile::open(&path).unwrap();
        let evidence = folder.path().join("report.txt");
        fs::write(&evidence, "restored at nine").unwrap();
        for name in ["Ada Lovelace", "Grace Hopper", "Edsger Dijkstra"] {
            let edit = add_person(&file, name);
            file.apply(&edit, &stamp()).unwrap();
        }
        let people: Vec<_> = file.isms().people.iter().map(|person| person.id).collect();
        let asset = |reference: &str, depends_on| Asset {
            owner: Some(people[0]),
            depends_on,
            ..Asset::blank(Uuid::now_v7().into(), reference.to_owned())
        };
        let (first, second) = (asset("AS-01", vec![]), asset("AS-02", vec![]));
        let third = asset("AS-03", vec![first.id, second.id]);
        let risk = Risk {
            owner: Some(people[1]),
            assets: vec![third.id, first.id],
            controls_relied: file.isms().controls.iter().map(|control| control.id).take(2).collect(),
            ..Risk::blank(Uuid::now_v7().into(), "R-01".to_owned())
        };
        file.apply(&Edit::new("Add assets and a risk").put(first).put(second).put(third).put(risk), &stamp()).unwrap();
        let stored = file.put_content(&evidence).unwrap();
        let kept = KeptFile {
            file_name: "report.txt".to_owned(),
            content: stored.sha256,
            size: stored.size,
            media_type: "text/plain".to_owned(),
        };
        let reference = file.next_reference(RegisterName::Evidence);
        file.apply(&add_file(Uuid::now_v7().into(), reference, kept, None, stamp().at), &stamp()).unwrap();
        let document = Document {
            name: "Backup policy".to_owned(),
            owner: Some(people[0]),
            sections: vec![Section { title: "Rules".to_owned(), text: "Back up daily.".to_owned() }],
            ..Document::blank(Uuid::now_v7().into(), "POL-01".to_owned())
        };
        let version = DocumentVersion {
            document: Some(document.id),
            name: document.name.clone(),
            version: "1.0".to_owned(),
            sections: document.sections.clone(),
            content: file.put_content(&evidence).unwrap().sha256,
            ..DocumentVersion::blank(Uuid::now_v7().into(), "DV-01".to_owned())
        };
        let statement =
            SoaVersion { version: "1.0".to_owned(), ..SoaVersion::blank(Uuid::now_v7().into(), "SOA-01".to_owned()) };
        file.apply(&Edit::new("Approve").put(document).put(version).put(statement), &stamp()).unwrap();
        file.erase(people[2], &stamp()).unwrap();
        let edit = add_person(&file, "Barbara Liskov");
        file.apply(&edit, &stamp()).unwrap();
        file.undo(&stamp()).unwrap();
        assert_eq!(file.check().unwrap().problems, Vec::<String>::new());
        drop(file);
        fs::read(path).unwrap()
    });
    let path = folder.join("client.isms");
    fs::write(&path, bytes).unwrap();
    path
}

/// What somebody does to a stored value.
#[derive(Debug, Clone)]
enum Tampering {
    Null,
    Number(i64),
    Letter(Index, char),
    Append(char),
    Case,
    Spaces,
    Other(String),
    FromRow(Index),
    RemoveRow,
}

fn any_tampering() -> impl Strategy<Value = Tampering> {
    prop_oneof![
        1 => Just(Tampering::Null),
        2 => (-2_i64..100).prop_map(Tampering::Number),
        3 => (any::<Index>(), prop::char::range('!', '~')).prop_map(|(at, letter)| Tampering::Letter(at, letter)),
        1 => prop::sample::select(vec![' ', '\n', '0', 'x']).prop_map(Tampering::Append),
        1 => Just(Tampering::Case),
        1 => Just(Tampering::Spaces),
        1 => "\\PC{0,12}".prop_map(Tampering::Other),
        2 => any::<Index>().prop_map(Tampering::FromRow),
        1 => Just(Tampering::RemoveRow),
    ]
}

fn tampered(old: &Value, how: &Tampering, other: &Value) -> Value {
    let text = match old {
        Value::Text(text) => text.clone(),
        Value::Blob(bytes) => String::from_utf8(bytes.clone()).unwrap(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Null => String::new(),
    };
    let wrap = |text: String| match old {
        Value::Blob(_) => Value::Blob(text.into_bytes()),
        Value::Integer(_) | Value::Real(_) => text.parse().map_or(Value::Text(text), Value::Integer),
        Value::Null | Value::Text(_) => Value::Text(text),
    };
    match how {
        Tampering::Null | Tampering::RemoveRow => Value::Null,
        Tampering::Number(number) => match old {
            Value::Text(_) => Value::Text(number.to_string()),
            Value::Blob(_) => Value::Blob(number.to_string().into_bytes()),
            Value::Null | Value::Integer(_) | Value::Real(_) => Value::Integer(*number),
        },
        Tampering::Letter(at, letter) => {
            let mut letters: Vec<char> = text.chars().collect();
            if !letters.is_empty() {
                let at = at.index(letters.len());
                letters[at] = *letter;
            }
            wrap(letters.into_iter().collect())
        }
        Tampering::Append(letter) => wrap(format!("{text}{letter}")),
        Tampering::Case if text.to_uppercase() == text => wrap(text.to_lowercase()),
        Tampering::Case => wrap(text.to_uppercase()),
        Tampering::Spaces => wrap(text.replace(',', ", ").replace("[]", "[ ]")),
        Tampering::Other(other) => wrap(other.clone()),
        Tampering::FromRow(_) => other.clone(),
    }
}

/// Tables with rows, each with its columns and what tells its rows apart.
fn tables(connection: &rusqlite::Connection) -> Vec<(String, Vec<String>, &'static str, usize)> {
    let mut names = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    names
        .into_iter()
        .filter_map(|table| {
            let count = format!("SELECT count(*) FROM \"{table}\"");
            let rows: i64 = connection.query_row(&count, [], |row| row.get(0)).unwrap();
            let mut columns = connection.prepare("SELECT name FROM pragma_table_info(?1)").unwrap();
            let columns = columns.query_map([&table], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
            let key = match table.as_str() {
                "highest_references" => "register",
                links if links.contains("__") => "record || ' ' || position",
                _ => "rowid",
            };
            (rows > 0).then(|| (table, columns, key, usize::try_from(rows).unwrap()))
        })
        .collect()
}

/// The reference of the record that a row belongs to, when it has one that stays.
fn reference_of(connection: &rusqlite::Connection, table: &str, column: &str, row: &Value) -> Option<String> {
    let (register, link) = table.split_once("__").map_or((table, false), |(register, _)| (register, true));
    let sql = match (link, column) {
        (true, _) => format!(
            "SELECT reference FROM \"{register}\" WHERE id = (SELECT record FROM \"{table}\" WHERE record || ' ' || position = ?1)"
        ),
        (false, "reference") => return None,
        (false, _) => format!("SELECT reference FROM \"{register}\" WHERE rowid = ?1"),
    };
    connection.query_row(&sql, [row], |row| row.get(0)).ok().filter(|reference: &String| !reference.is_empty())
}

/// Whether a sentence names what was changed: the record, else its register; the history; the content.
fn names(problem: &str, table: &str, reference: Option<&str>) -> bool {
    match table {
        // An entry off the end is missed through what it did.
        "history" => ["History entry", "hashes kept from before", "outside Octavo", "not in the history"]
            .iter()
            .any(|words| problem.contains(words)),
        "earlier_hashes" => problem.contains("hashes kept from before"),
        "contents" => problem.starts_with("The content of"),
        "highest_references" => problem.contains("highest reference"),
        _ => {
            let register = table.split("__").next().unwrap();
            let label = RegisterName::ALL.iter().find(|name| name.as_str() == register).map(|name| name.label());
            // Of links only their order may be wrong: then it is the table that is named.
            match reference {
                Some(reference) if problem.contains(reference) => true,
                Some(_) => table.contains("__") && problem.contains(table),
                None => problem.contains(register) || label.is_some_and(|label| problem.contains(&label)),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 700,
        max_global_rejects: 2_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_value_changed_in_any_row_is_refused_or_named(
        table in any::<Index>(), row in any::<Index>(), column in any::<Index>(), how in any_tampering()
    ) {
        let folder = quick_folder();
        let path = rich_file(folder.path());
        let connection = outside(&path);
        connection.pragma_update(None, "ignore_check_constraints", true).unwrap();
        let all = tables(&connection);
        let (table, columns, key, rows) = table.get(&all);
        let column = column.get(columns);
        let value = |number: usize| -> (Value, Value) {
            let sql = format!("SELECT {key}, \"{column}\" FROM \"{table}\" ORDER BY {key} LIMIT 1 OFFSET {number}");
            connection.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
        };
        let (row, old) = value(row.index(*rows));
        let whose = reference_of(&connection, table, column, &row);
        let other = if let Tampering::FromRow(other) = &how { value(other.index(*rows)).1 } else { Value::Null };
        let new = tampered(&old, &how, &other);
        let done = if matches!(how, Tampering::RemoveRow) {
            connection.execute(&format!("DELETE FROM \"{table}\" WHERE {key} = ?1"), [&row])
        } else if new == old {
            Ok(0)
        } else {
            connection.execute(&format!("UPDATE \"{table}\" SET \"{column}\" = ?2 WHERE {key} = ?1"), [&row, &new])
        };
        // What the table itself refuses or turns back is no tampering, and neither is the same again. Cases without
        // any are made up for by others, and too many of them are a failure.
        let refused = !done.is_ok_and(|rows| rows > 0);
        let is_back = || {
            let sql = format!("SELECT \"{column}\" FROM \"{table}\" WHERE {key} = ?1");
            connection.query_row(&sql, [&row], |row| row.get::<_, Value>(0)).is_ok_and(|now| now == old)
        };
        prop_assume!(!refused && !is_back());
        drop(connection);
        match IsmsFile::open(&path) {
            Err(error) => prop_assert!(error.to_string().contains(path.to_str().unwrap())),
            Ok(file) => if let Ok(report) = file.check() {
                prop_assert!(
                    report.problems.iter().any(|problem| names(problem, table, whose.as_deref())),
                    "{}.{} of row {:?} was {:?}, is {:?}, and this is said: {:?}", table, column, row, old, new,
                    report.problems
                );
            },
        }
    }
}
