//! What the printed documents say: read back from outlines and from the pages themselves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod approval;
mod companies;
mod companies_printed;
mod coverage;
mod empty;
mod judged;
mod letters;
mod markdown;
mod places;
mod policies;
mod produced;
mod reading;
mod risk_documents;
mod risk_documents_empty;
mod risk_method;
mod sample;
mod sections;
mod step_five;
mod step_one;
mod step_two;
mod texts_read;
mod what_changed;
mod word;
mod word_file;
mod word_parts;

use jiff::civil::{Date, date};
use octavo::content::Content;
use octavo::content::sample::story;
use octavo::documents::outline::{Block, Cell, Cover, Outline, Row, Signature, Table};
use octavo::documents::{Request, by_name};
use octavo::formats::pdf;
use octavo::isms::controls::{Control, ControlId};
use octavo::isms::founding::found;
use octavo::isms::{AnyRecord, Edit, Isms, Record};
use uuid::Uuid;

const DAY: Date = date(2026, 3, 12);
const FINGERPRINT: &str = "7f3a 91c2";

fn content() -> Content {
    Content::load().unwrap()
}

/// A new ISMS of this name.
fn founded(name: &str, content: &Content) -> Isms {
    let mut ids = 0_u128;
    let edit = found(name, &content.control_facts(), || {
        ids += 1;
        Uuid::from_u128(ids)
    });
    Isms::default().with(&edit)
}

/// The sample company at the end of its story.
fn sample(content: &Content) -> Isms {
    story(content).unwrap().iter().fold(Isms::default(), |isms, chapter| isms.with(&chapter.edit))
}

fn printed_on(name: &str, isms: &Isms, content: &Content, date: Date) -> Outline {
    (by_name(name).unwrap().outline)(&Request { isms, content, date, fingerprint: FINGERPRINT })
}

fn printed(name: &str, isms: &Isms, content: &Content) -> Outline {
    printed_on(name, isms, content, DAY)
}

fn soa_on(isms: &Isms, content: &Content, date: Date) -> Outline {
    printed_on("soa", isms, content, date)
}

fn soa(isms: &Isms, content: &Content) -> Outline {
    soa_on(isms, content, DAY)
}

/// The snapshot with one record changed.
fn with<T>(isms: &Isms, record: T) -> Isms
where
    T: Record,
    AnyRecord: From<T>,
{
    isms.with(&Edit::new("Change").put(record))
}

/// The snapshot with one control changed.
fn alter(isms: &Isms, reference: &str, change: impl FnOnce(&mut Control)) -> Isms {
    let mut control = control(isms, reference).clone();
    change(&mut control);
    with(isms, control)
}

fn control<'a>(isms: &'a Isms, reference: &str) -> &'a Control {
    isms.controls.by_reference(reference).unwrap()
}

fn fresh(number: u128) -> ControlId {
    ControlId(Uuid::from_u128(1 << 100 | number))
}

fn words(cell: &Cell) -> String {
    cell.text.iter().map(|span| span.text.as_str()).collect()
}

fn cover(outline: &Outline) -> &Cover {
    outline.blocks.iter().find_map(|block| if let Block::Cover(cover) = block { Some(cover) } else { None }).unwrap()
}

/// A line of the control block.
fn fact<'a>(outline: &'a Outline, label: &str) -> &'a str {
    let line = cover(outline).control.iter().find(|(name, _)| name == label);
    &line.unwrap_or_else(|| panic!("the control block has no {label}")).1
}

/// The chapters with their table: title, note, rows.
fn themes(outline: &Outline) -> Vec<(&str, &str, &Table)> {
    let pairs = outline.blocks.iter().zip(outline.blocks.iter().skip(1));
    pairs
        .filter_map(|pair| match pair {
            (Block::Heading(heading), Block::Table(table)) => {
                Some((heading.text.as_str(), heading.note.as_str(), table))
            }
            _ => None,
        })
        .collect()
}

fn rows(outline: &Outline) -> Vec<&Row> {
    themes(outline).into_iter().flat_map(|(_, _, table)| &table.rows).collect()
}

fn row<'a>(outline: &'a Outline, reference: &str) -> &'a Row {
    let found: Vec<&Row> = rows(outline).into_iter().filter(|row| words(&row.cells[0]) == reference).collect();
    assert_eq!(found.len(), 1, "{reference} has not exactly one row");
    found[0]
}

/// The cell of a control under a column.
fn cell<'a>(outline: &'a Outline, reference: &str, column: &str) -> &'a Cell {
    let (_, _, table) = themes(outline)[0];
    let index = table.columns.iter().position(|found| found.title == column);
    &row(outline, reference).cells[index.unwrap_or_else(|| panic!("there is no column {column}"))]
}

fn text_of(outline: &Outline, reference: &str, column: &str) -> String {
    words(cell(outline, reference, column))
}

/// The items of the list "Still open".
fn still_open(outline: &Outline) -> Vec<String> {
    let lists = outline.blocks.iter().filter_map(|block| match block {
        Block::List { items, .. } => Some(items),
        _ => None,
    });
    lists.flatten().map(|item| item.iter().map(|span| span.text.as_str()).collect()).collect()
}

fn signatures(outline: &Outline) -> Vec<&Signature> {
    let blocks = outline.blocks.iter().filter_map(|block| match block {
        Block::Signatures(signatures) => Some(signatures),
        _ => None,
    });
    blocks.flatten().collect()
}

/// The text of each page of the PDF, as a reader would copy it.
fn pages(outline: &Outline) -> Vec<String> {
    let document = lopdf::Document::load_mem(&pdf::to_bytes(outline).unwrap()).unwrap();
    document.get_pages().keys().map(|page| document.extract_text(&[*page]).unwrap()).collect()
}

/// Without spaces, and without hyphens, which may stand at the end of a line.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !['-', '\u{2010}', '\u{2011}', '\u{ad}'].contains(c)).collect()
}
