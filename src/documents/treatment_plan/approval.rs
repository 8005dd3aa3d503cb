//! Who approved the plan: each risk owner by accepting what remains, recorded or still to be signed.

use std::collections::BTreeMap;

use tr::tr;

use super::{Line, Plan};
use crate::documents::furniture::{body, column, count, heading, number, prose};
use crate::documents::outline::{Block, Cell, Row, Table};
use crate::documents::wording::long_date;
use crate::isms::approval::Standing;
use crate::isms::organisation::PersonId;
use crate::isms::risks::acceptance_gaps;

pub(super) fn pages(plan: &Plan<'_>) -> Vec<Block> {
    let mut owners: BTreeMap<PersonId, Vec<&Line<'_>>> = BTreeMap::new();
    for line in &plan.lines {
        if let Some(person) = line.risk.owner.and_then(|id| plan.request.isms.people.get(id)) {
            owners.entry(person.id).or_default().push(line);
        }
    }
    if owners.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        column(tr!("Risk owner"), 60.0),
        number(tr!("Risks"), 16.0),
        number(tr!("Accepted"), 18.0),
        number(tr!("To accept again"), 24.0),
        number(tr!("Not ready"), 18.0),
        column(tr!("Approval"), 60.0),
        column(tr!("Date"), 40.0),
    ];
    let mut rows: Vec<Row> = owners.iter().map(|(owner, lines)| row(plan, *owner, lines)).collect();
    rows.sort_by_key(words);
    vec![
        heading(1, tr!("Approval by the risk owners"), String::new()),
        prose(tr!(
            "A risk owner approves the treatment together with what remains of the risk. The acceptance sheets name every risk; here each owner stands once."
        )),
        Block::Table(Table { columns, rows }),
    ]
}

fn row(plan: &Plan<'_>, owner: PersonId, lines: &[&Line<'_>]) -> Row {
    let isms = plan.request.isms;
    let of = |standing| lines.iter().filter(|line| line.standing == standing).count();
    let (accepted, stale) = (of(Standing::Valid), of(Standing::Stale));
    let unready = |line: &&&Line<'_>| {
        line.standing != Standing::Valid && !acceptance_gaps(isms, line.risk, plan.request.date).is_empty()
    };
    let unready = lines.iter().filter(unready).count();
    let (act, date) = if accepted == lines.len() {
        let on = lines.iter().filter_map(|line| line.risk.acceptance.as_ref()?.on).max();
        (Cell::plain(tr!("All accepted")), Cell::plain(on.map_or_else(String::new, long_date)))
    } else if accepted + unready == lines.len() {
        (Cell::muted(tr!("Nothing is ready to be signed")), Cell::default())
    } else {
        (Cell::blank_line(), Cell::blank_line())
    };
    let person = isms.people.get(owner).map_or_else(String::new, |person| {
        [person.name.as_str(), person.job_title.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    });
    body(vec![Cell::strong(person), count(lines.len()), count(accepted), count(stale), count(unready), act, date])
}

fn words(row: &Row) -> String {
    row.cells.first().into_iter().flat_map(|cell| &cell.text).map(|span| span.text.as_str()).collect()
}
