//! The tables of the index: by control in the order of the catalogue, by clause in the order of the standard.

use tr::tr;

use super::Index;
use crate::documents::Request;
use crate::documents::cells::{controls, day, reference, said, term, titled};
use crate::documents::furniture::{body, column, group, heading, prose};
use crate::documents::outline::{Block, Cell, Column, Row, Span, Table};
use crate::documents::wording::{listed, unbroken};
use crate::isms::controls::{Control, ControlId, ImplementationStatus};
use crate::isms::evidence::Evidence;

/// So many digits of a hash are printed.
const DIGITS: usize = 12;

pub(super) fn has_expired(request: &Request<'_>, evidence: &Evidence) -> bool {
    evidence.valid_until.is_some_and(|until| until < request.date)
}

pub(super) fn by_control(index: &Index<'_>) -> Vec<Block> {
    let isms = index.request.isms;
    let mut rows: Vec<Row> = Vec::new();
    for control in isms.controls.iter() {
        if let Some(list) = index.controls.get(&control.id) {
            rows.push(group(format!("{} {}", unbroken(&control.reference), control.name), standing(control)));
            rows.extend(list.iter().map(|evidence| row(index, evidence, Under::Control(control.id))));
        }
    }
    let mut blocks = vec![heading(1, tr!("By control"), String::new())];
    if rows.is_empty() {
        blocks.push(prose(tr!("No evidence is tied to a control yet.")));
    } else {
        blocks.push(Block::Table(Table { columns: index.shape.columns(), rows }));
    }
    blocks
}

fn standing(control: &Control) -> String {
    match (control.applicable, control.status) {
        (None, _) => tr!("undecided"),
        (Some(false), _) => tr!("excluded"),
        (Some(true), None) => tr!("not assessed"),
        (Some(true), Some(status)) => ImplementationStatus::label(status).to_lowercase(),
    }
}

pub(super) fn by_clause(index: &Index<'_>) -> Vec<Block> {
    let catalogue = &index.request.content.clauses;
    let place = |id: &str| catalogue.iter().position(|clause| clause.id == id);
    let mut clauses: Vec<_> = index.clauses.iter().collect();
    // What the catalogue does not know comes last.
    clauses.sort_by_key(|(id, _)| (place(id).is_none(), place(id), **id));
    let mut rows: Vec<Row> = Vec::new();
    for (id, list) in clauses {
        let title = catalogue.iter().find(|clause| clause.id == **id).map_or("", |clause| clause.title.as_str());
        rows.push(group(format!("{id} {title}").trim().to_owned(), String::new()));
        rows.extend(list.iter().map(|evidence| row(index, evidence, Under::Clause(id))));
    }
    let mut blocks = vec![heading(1, tr!("By clause"), String::new())];
    if rows.is_empty() {
        blocks.push(prose(tr!("No evidence is tied to a clause yet.")));
    } else {
        blocks.push(Block::Table(Table { columns: index.shape.columns(), rows }));
    }
    blocks
}

/// What is tied to neither, such as the list of a training session.
pub(super) fn others(index: &Index<'_>) -> Vec<Block> {
    if index.others.is_empty() {
        return Vec::new();
    }
    let rows = index.others.iter().map(|evidence| row(index, evidence, Under::Neither)).collect();
    vec![
        heading(1, tr!("Tied to no control and no clause"), String::new()),
        Block::Table(Table { columns: index.shape.columns(), rows }),
    ]
}

/// The heading a row stands under; it is not repeated in the row.
#[derive(Debug, Clone, Copy)]
enum Under<'a> {
    Control(ControlId),
    Clause(&'a str),
    Neither,
}

/// Which columns are worth their place: those in which at least one row says something.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    hash: bool,
    also: bool,
}

impl Shape {
    pub fn of(request: &Request<'_>) -> Self {
        let ties = |e: &Evidence| e.controls.len() + e.clauses.len() + e.sessions.len() + e.nonconformities.len();
        let all = &request.isms.evidence;
        let others = |e: &Evidence| ties(e) > usize::from(!(e.controls.is_empty() && e.clauses.is_empty()));
        Self { hash: all.iter().any(|e| !e.content.is_empty()), also: all.iter().any(others) }
    }

    fn columns(self) -> Vec<Column> {
        let mut columns = vec![
            column(tr!("Ref"), 15.0),
            column(tr!("What it shows"), 70.0),
            column(tr!("Of the day"), 21.0),
            column(tr!("Valid until"), 21.0),
        ];
        columns.extend(self.hash.then(|| column(tr!("SHA-256"), 25.0)));
        let spare = if self.hash { 0.0 } else { 25.0 } + if self.also { 0.0 } else { 31.0 };
        columns.push(column(tr!("Where it is"), 84.0 + spare));
        columns.extend(self.also.then(|| column(tr!("Shows also"), 31.0)));
        columns
    }
}

fn row(index: &Index<'_>, evidence: &Evidence, under: Under<'_>) -> Row {
    let until = match evidence.valid_until {
        None => Cell::plain("–"),
        until => term(until, index.request.date, String::new(), tr!("expired")),
    };
    let mut cells = vec![
        reference(&evidence.reference),
        titled(&evidence.name, []),
        day(evidence.effective, tr!("undecided")),
        until,
    ];
    if index.shape.hash {
        let hash: String = evidence.content.chars().take(DIGITS).collect();
        cells.push(Cell::plain(if hash.is_empty() { "–".to_owned() } else { hash }));
    }
    cells.push(place(evidence));
    if index.shape.also {
        cells.push(Cell::plain(also(index, evidence, under)));
    }
    body(cells)
}

/// The kept file with its size, and the link.
fn place(evidence: &Evidence) -> Cell {
    let mut text = Vec::new();
    if !evidence.content.is_empty() {
        text.push(Span::plain(&evidence.file_name));
        text.push(Span::muted(format!(" {}", tr!("kept, {}", size(evidence.size)))));
    }
    if !evidence.link.trim().is_empty() {
        let start = if text.is_empty() { "" } else { "\n" };
        text.push(Span::plain(format!("{start}{}", evidence.link.trim())));
    }
    if text.is_empty() { said("", tr!("nowhere yet")) } else { Cell { mark: None, text } }
}

fn size(bytes: u64) -> String {
    match bytes {
        ..1_000 => tr!("{} bytes", bytes),
        1_000..1_000_000 => tr!("{} kB", bytes.div_ceil(1_000)),
        1_000_000.. => tr!("{} MB", bytes.div_ceil(1_000_000)),
    }
}

/// Everything else that it shows.
fn also(index: &Index<'_>, evidence: &Evidence, under: Under<'_>) -> String {
    let isms = index.request.isms;
    let (this_control, this_clause) = match under {
        Under::Control(id) => (Some(id), None),
        Under::Clause(id) => (None, Some(id)),
        Under::Neither => (None, None),
    };
    let ids: Vec<ControlId> = evidence.controls.iter().copied().filter(|id| Some(*id) != this_control).collect();
    let clauses = evidence.clauses.iter().map(|clause| clause.trim()).filter(|clause| Some(*clause) != this_clause);
    let sessions = evidence.sessions.iter().filter_map(|id| isms.sessions.get(*id));
    let found = evidence.nonconformities.iter().filter_map(|id| isms.nonconformities.get(*id));
    let parts = [
        controls(isms, &ids),
        clauses.collect::<Vec<_>>().join(", "),
        listed(sessions.map(|session| session.reference.as_str())),
        listed(found.map(|found| found.reference.as_str())),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
