//! Everything that an auditor asks for is produced by something that exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use octavo::content::{PRODUCED, Produced, produced};
use octavo::documents::by_name;
use octavo::isms::steps::Step;

use super::content;

/// The templates that are there, by the names of their files; `None` where no template has come in yet.
fn templates() -> Option<BTreeSet<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/policies/en");
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let files = fs::read_dir(folder).ok()?.map(|entry| entry.unwrap().path());
    Some(files.filter(|path| path.extension().is_some_and(|ending| ending == "md")).map(|path| name(&path)).collect())
}

/// The rows that a template itself says it produces: `rows = ["D44", "D45"]` in its head.
fn claimed(template: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/policies/en/{template}.md"));
    let text = fs::read_to_string(path).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("rows = ["));
    let line = line.unwrap_or_else(|| panic!("{template} does not say which rows it produces"));
    line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_table_names_every_row_once_and_in_order() {
    let rows: Vec<String> = content().mandatory_documents.iter().map(|row| row.id.clone()).collect();
    let named: Vec<&str> = PRODUCED.iter().map(|(id, _)| *id).collect();
    assert_eq!(named, rows);
    assert!(produced("D99").is_empty());
}

#[test]
fn steps_one_to_five_produce_their_rows_and_later_ones_are_named() {
    for row in &content().mandatory_documents {
        let produced = produced(&row.id);
        assert!(!produced.is_empty(), "nothing produces {} {}", row.id, row.document);
        if row.step <= Step::Controls {
            let later = produced.iter().any(|by| matches!(by, Produced::LaterStep(_)));
            assert!(!later, "{} {} belongs to step {}", row.id, row.document, row.step.number());
        } else {
            // A template may hold the rules already; what the step itself records is still to come.
            let (last, before) = produced.split_last().unwrap();
            assert_eq!(*last, Produced::LaterStep(row.step), "{} {}", row.id, row.document);
            let templates = before.iter().all(|by| matches!(by, Produced::Template(_)));
            assert!(templates, "{} {} is printed before its step", row.id, row.document);
        }
    }
}

#[test]
fn what_is_printed_exists_and_belongs_to_no_later_step() {
    for (id, producers) in PRODUCED {
        for by in *producers {
            if let Produced::Printed(name) = by {
                let printed = by_name(name).unwrap_or_else(|| panic!("{id} names {name}, which nothing prints"));
                assert!(printed.step <= Step::Controls, "{id} {name}");
            }
        }
    }
}

#[test]
fn every_template_that_is_named_exists_and_what_it_claims_stands_in_the_table() {
    let templates = templates().expect("the folder of the templates is there");
    for (id, producers) in PRODUCED {
        for by in *producers {
            if let Produced::Template(name) = by {
                assert!(templates.contains(*name), "{id} names the template {name}, which does not exist");
            }
        }
    }
    for template in &templates {
        for row in &claimed(template) {
            let named = produced(row).iter().any(|by| matches!(by, Produced::Template(name) if name == template));
            assert!(named, "{template} says that it produces {row}, the table does not");
        }
    }
}
