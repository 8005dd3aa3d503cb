//! What changed between two moments of the file: by register, what came, what went, what changed and how.

use tr::tr;

use super::Request;
use super::furniture::{Furniture, body, column, group, heading, prose, small};
use super::outline::{Block, Cell, Masthead, Orientation, Outline, Row, Table};
use super::wording::long_date;
use crate::isms::history::compare::{Between, RegisterComparison};
use crate::isms::history::words::not_set;

/// The document's title.
pub fn title() -> String {
    tr!("What changed")
}

/// The pages of differences. The request holds the snapshot and the fingerprint of the later moment.
pub fn outline(request: &Request<'_>, between: &Between) -> Outline {
    let furniture = Furniture::new(request, "what-changed", title());
    let (came, went, changed) = between.found.counts();
    let mut blocks = vec![Block::Masthead(Masthead {
        organisation: furniture.organisation(),
        classification: furniture.classification(),
        title: title(),
        control: vec![
            (tr!("From"), between.from.words()),
            (tr!("Fingerprint then"), between.from.fingerprint.clone()),
            (tr!("To"), between.to.words()),
            (tr!("Fingerprint then"), between.to.fingerprint.clone()),
            (tr!("Added"), came.to_string()),
            (tr!("Removed"), went.to_string()),
            (tr!("Changed"), changed.to_string()),
            (tr!("Printed for"), long_date(request.date)),
        ],
        ..Masthead::default()
    })];
    if between.found.is_empty() {
        blocks.push(prose(tr!("Nothing differs between the two moments.")));
    } else {
        blocks.push(small(tr!("Links and people are named as they are called in the later of the two moments.")));
        blocks.extend(between.found.registers.iter().flat_map(register));
    }
    furniture.report(Orientation::Portrait, None, blocks)
}

/// One register: a heading with its counts, and its tables.
fn register(one: &RegisterComparison) -> Vec<Block> {
    let counts =
        [(one.came.len(), tr!("added")), (one.went.len(), tr!("removed")), (one.changed.len(), tr!("changed"))];
    let note: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    let mut blocks = vec![heading(1, one.register.label(), note.join(", "))];
    let mut listed = Vec::new();
    for (titles, word) in [(&one.came, tr!("Added")), (&one.went, tr!("Removed"))] {
        let row = |title: &String| body(vec![Cell::strong(word.clone()), Cell::plain(title.clone())]);
        listed.extend(titles.iter().map(row));
    }
    if !listed.is_empty() {
        let columns = vec![column(String::new(), 0.8), column(tr!("Record"), 6.0)];
        blocks.push(Block::Table(Table { columns, rows: listed }));
    }
    if !one.changed.is_empty() {
        let columns = vec![column(tr!("Field"), 1.6), column(tr!("Before"), 2.6), column(tr!("After"), 2.6)];
        let rows: Vec<Row> = one.changed.iter().flat_map(changed_rows).collect();
        blocks.push(Block::Table(Table { columns, rows }));
    }
    blocks
}

fn changed_rows(words: &crate::isms::history::words::RecordWords) -> Vec<Row> {
    let said = |text: &str| if text == not_set() { Cell::muted(text) } else { Cell::plain(text) };
    let mut rows = vec![group(words.title.clone(), String::new())];
    let fields = words.fields.iter();
    rows.extend(
        fields.map(|field| body(vec![Cell::plain(field.name.clone()), said(&field.before), said(&field.after)])),
    );
    rows
}
