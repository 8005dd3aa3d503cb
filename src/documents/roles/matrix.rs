//! The matrix: for each person the roles held and how much they answer for; then which records these are.

use tr::tr;

use super::{Owned, gone};
use crate::documents::Request;
use crate::documents::cells::titled;
use crate::documents::furniture::{body, centred, column, count, heading, number, prose, small};
use crate::documents::outline::{Block, Cell, Column, Mark, Row, RowKind, Table};
use crate::documents::wording::unbroken;
use crate::isms::organisation::{IsmsRole, Person};

/// How many registers have a column of their own in the list of records.
const LISTED: usize = 4;
/// So many references are printed of one register for one person.
const NAMED: usize = 40;

pub(super) fn blocks(request: &Request<'_>, registers: &[Owned<'_>]) -> Vec<Block> {
    let (shown, others) = people(request, registers);
    let mut blocks =
        vec![heading(1, tr!("Who answers for what"), String::new()), Block::Table(matrix(request, registers, &shown))];
    if others > 0 {
        blocks.push(small(tr!("People without a role who answer for nothing in the registers: {}.", others)));
    }
    let owners: Vec<&Person> =
        shown.iter().copied().filter(|person| registers.iter().any(|r| !r.of_person(person.id).is_empty())).collect();
    blocks.push(heading(1, tr!("Which records these are"), String::new()));
    if owners.is_empty() {
        blocks.push(prose(tr!("Nobody answers for any record yet.")));
    } else {
        blocks.push(Block::Table(records(registers, &owners)));
    }
    blocks
}

/// Those with a role or something to answer for, in the order of their roles; and how many others are with us.
fn people<'a>(request: &Request<'a>, registers: &[Owned<'_>]) -> (Vec<&'a Person>, usize) {
    let concerned = |person: &&Person| {
        !person.roles.is_empty() || registers.iter().any(|register| !register.of_person(person.id).is_empty())
    };
    let (mut shown, rest): (Vec<&Person>, Vec<&Person>) = request.isms.people.iter().partition(concerned);
    shown.sort_by_key(|person| {
        let first = IsmsRole::ALL.iter().position(|role| person.has_role(*role));
        (first.is_none(), first, &person.name)
    });
    (shown, rest.iter().filter(|person| person.is_with_us(request.date)).count())
}

fn matrix(request: &Request<'_>, registers: &[Owned<'_>], people: &[&Person]) -> Table {
    let grouped = |group: String, column: Column| Column { group, ..column };
    let mut columns = vec![column(tr!("Person"), 50.0)];
    columns.extend(IsmsRole::ALL.iter().map(|role| grouped(tr!("Role in the ISMS"), centred(role.label(), 15.0))));
    columns.extend(registers.iter().map(|r| grouped(tr!("Answers for"), number(r.title.clone(), 14.2))));
    let mut rows: Vec<Row> = people.iter().map(|person| row(request, registers, person)).collect();
    let mut nobody = vec![Cell::muted(tr!("Nobody answers for"))];
    nobody.resize(1 + IsmsRole::ALL.len(), Cell::default());
    nobody.extend(registers.iter().map(|register| count(register.nobody)));
    rows.push(Row { cells: nobody, kind: RowKind::Muted });
    let mut all = vec![Cell::strong(tr!("All"))];
    all.resize(1 + IsmsRole::ALL.len(), Cell::default());
    all.extend(registers.iter().map(|register| count(register.all)));
    rows.push(Row { cells: all, kind: RowKind::Total });
    Table { columns, rows }
}

fn row(request: &Request<'_>, registers: &[Owned<'_>], person: &Person) -> Row {
    let left = gone(request, person).unwrap_or_default();
    let mut cells = vec![titled(&person.name, [person.job_title.clone(), left])];
    // A dot without a word: whoever hears the page gets the column's title.
    let dot = |role: &IsmsRole| Cell { mark: person.has_role(*role).then_some(Mark::Reason), text: Vec::new() };
    cells.extend(IsmsRole::ALL.iter().map(dot));
    cells.extend(registers.iter().map(|register| count(register.of_person(person.id).len())));
    body(cells)
}

/// The references, so that the counts can be followed.
fn records(registers: &[Owned<'_>], people: &[&Person]) -> Table {
    let (own, rest) = registers.split_at(LISTED.min(registers.len()));
    let mut columns = vec![column(tr!("Person"), 32.0)];
    let widths = [40.0, 58.0, 50.0, 40.0];
    columns.extend(own.iter().zip(widths).map(|(register, width)| column(register.title.clone(), width)));
    columns.push(column(tr!("Processes, objectives, obligations, suppliers, actions"), 48.0));
    let row = |person: &&Person| {
        let mut cells = vec![Cell::strong(&person.name)];
        cells.extend(own.iter().map(|register| named(register.of_person(person.id))));
        let rest: Vec<&str> = rest.iter().flat_map(|register| register.of_person(person.id)).copied().collect();
        cells.push(named(&rest));
        body(cells)
    };
    Table { columns, rows: people.iter().map(row).collect() }
}

/// References in the order of their register; a long list says how many more there are.
fn named(references: &[&str]) -> Cell {
    let joined = |some: &[&str]| some.iter().map(|one| unbroken(one)).collect::<Vec<_>>().join(", ");
    match references.split_at_checked(NAMED) {
        Some((first, more)) if !more.is_empty() => Cell::plain(tr!("{0} and {1} more", joined(first), more.len())),
        Some(_) | None => Cell::plain(joined(references)),
    }
}
