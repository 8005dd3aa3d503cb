//! The plan's table: each risk with what is done about it, and a row for each action.

use std::collections::BTreeSet;

use tr::tr;

use super::{Line, Plan};
use crate::documents::furniture::{body, column, group, level, number, owner};
use crate::documents::outline::{Cell, Column, Mark, Row, RowKind, Span, Table};
use crate::documents::wording::{listed, money, short_date, unbroken};
use crate::isms::actions::{Action, ActionId, ActionStatus};

/// The whole table.
pub(super) fn table(plan: &Plan<'_>) -> Table {
    let of_action = |column: Column| Column { group: tr!("Action"), ..column };
    let columns = vec![
        column(tr!("Ref"), 12.0),
        column(tr!("Risk and treatment"), 74.0),
        column(tr!("Today"), 24.0),
        column(tr!("After treatment"), 36.0),
        of_action(column(tr!("What"), 50.0)),
        of_action(column(tr!("Control"), 14.0)),
        of_action(column(tr!("Who"), 22.0)),
        of_action(column(tr!("Due"), 20.0)),
        of_action(number(tr!("Cost"), 18.0)),
        of_action(column(tr!("Status"), 26.0)),
    ];
    let mut rows = Vec::with_capacity(plan.lines.len() * 2);
    let mut seen = BTreeSet::new();
    let mut place = None;
    for line in &plan.lines {
        if place.replace(line.above) != Some(line.above) {
            let members = plan.lines.iter().filter(|other| other.above == line.above).count();
            rows.push(group(place_title(line.above), tr!("{} risks", members)));
        }
        rows.extend(risk(plan, line, &mut seen));
    }
    rows.extend(total(plan, columns.len()));
    Table { columns, rows }
}

fn place_title(above: Option<bool>) -> String {
    match above {
        Some(true) => tr!("Above the acceptance line today"),
        Some(false) => tr!("Within the acceptance line"),
        None => tr!("Not assessed under the method in use, or no acceptance line set"),
    }
}

/// The rows of a risk: the first one says what it is, each has an action.
fn risk(plan: &Plan<'_>, line: &Line<'_>, seen: &mut BTreeSet<ActionId>) -> Vec<Row> {
    let actions = plan.actions(line.risk.id);
    let mut head = vec![
        Cell::strong(unbroken(&line.risk.reference)),
        treatment(plan, line),
        level(line.method, &line.risk.current),
        target(line),
    ];
    if actions.is_empty() {
        let mut none = vec![Cell::muted(tr!("no action"))];
        none.resize(6, Cell::default());
        head.extend(none);
        return vec![body(head)];
    }
    let rows = actions.iter().map(|action| {
        let mut cells = std::mem::take(&mut head);
        cells.resize(4, Cell::default());
        cells.extend(action_cells(plan, action, seen.insert(action.id)));
        body(cells)
    });
    rows.collect()
}

/// The scenario; option, plan and controls in words; who answers for it.
fn treatment(plan: &Plan<'_>, line: &Line<'_>) -> Cell {
    let isms = plan.request.isms;
    let risk = line.risk;
    let mut text = vec![Span::strong(&risk.name)];
    let option =
        risk.option.map_or_else(|| Span::muted(tr!("Treatment undecided")), |option| Span::plain(option.label()));
    text.push(Span::plain("\n"));
    text.push(option);
    if !risk.plan.trim().is_empty() {
        text.push(Span::plain(format!(": {}", risk.plan.trim())));
    }
    let planned = risk.controls_planned.iter().filter_map(|id| isms.controls.get(*id));
    let planned = listed(planned.map(|control| control.reference.as_str()));
    let mut below = |words: String| text.push(Span::muted(format!("\n{words}")));
    if !planned.is_empty() {
        below(tr!("Controls planned: {}", planned));
    }
    match isms.person_name(risk.owner) {
        "" => below(tr!("No owner yet")),
        name => below(tr!("Owner: {}", name)),
    }
    Cell { mark: None, text }
}

/// The level after treatment and why it is expected.
fn target(line: &Line<'_>) -> Cell {
    let mut cell = level(line.method, line.risk.residual());
    let why = line.risk.residual().rationale.trim();
    if !why.is_empty() && cell.mark.is_some() {
        cell.text.push(Span::muted(format!("\n{why}")));
    }
    cell
}

fn action_cells(plan: &Plan<'_>, action: &Action, first: bool) -> Vec<Cell> {
    let isms = plan.request.isms;
    let control = action.control.and_then(|id| isms.controls.get(id)).map_or("", |control| control.reference.as_str());
    let what = vec![Span::muted(format!("{} ", unbroken(&action.reference))), Span::plain(&action.name)];
    let cost = match action.cost {
        Some(_) if !first => Cell::muted(tr!("see above")),
        Some(cost) => Cell::plain(money(u64::from(cost), "")),
        None => Cell::muted(tr!("not known")),
    };
    vec![
        Cell { mark: None, text: what },
        Cell::plain(unbroken(control)),
        owner(isms.person_name(action.owner)),
        action
            .due
            .map_or_else(|| Cell::muted(tr!("no date")), |due| Cell::plain(short_date(due).replace(' ', "\u{a0}"))),
        cost,
        status(plan, action),
    ]
}

/// How far it is; whatever is late says so.
fn status(plan: &Plan<'_>, action: &Action) -> Cell {
    let (mark, word) = match action.status {
        Some(status @ ActionStatus::Done) => (Mark::Full, status.label()),
        Some(status @ ActionStatus::InProgress) => (Mark::Half, status.label()),
        Some(status @ ActionStatus::Open) => (Mark::Empty, status.label()),
        Some(status @ ActionStatus::Cancelled) => (Mark::Dash, status.label()),
        None => (Mark::Open, tr!("Undecided")),
    };
    let mut cell = Cell::marked(mark, word);
    if let Some(done) = action.done_on.filter(|_| action.status == Some(ActionStatus::Done)) {
        cell.text.push(Span::muted(format!("\n{}", short_date(done).replace(' ', "\u{a0}"))));
    }
    if action.is_overdue(plan.request.date) {
        cell.text.push(Span::strong(format!("\n{}", tr!("overdue"))));
    }
    cell
}

/// What the actions cost together: each once, those given up not at all. Nothing while no cost is known.
fn total(plan: &Plan<'_>, columns: usize) -> Option<Row> {
    let counted = || plan.all_actions().filter(|action| !action.is_cancelled());
    counted().any(|action| action.cost.is_some()).then(|| {
        let sum: u64 = counted().filter_map(|action| action.cost).map(u64::from).sum();
        let mut cells = vec![Cell::default(); columns];
        if let [_, name, .., cost, _] = cells.as_mut_slice() {
            *name = Cell::strong(tr!("All actions, each counted once"));
            *cost = Cell::strong(money(sum, &plan.currency));
        }
        Row { cells, kind: RowKind::Total }
    })
}
