//! The control implementation report: by theme, how far each control is, how it is met, who does what until when,
//! what proves it, and what is late.

use std::collections::BTreeMap;

use tr::tr;

use super::Request;
use super::furniture::{Furniture, body, column, coverage_legend, heading, prose};
use super::outline::{Bar, Bars, Block, Cell, Mark, Orientation, Outline, Row, RowKind, Table};
use super::wording::{or_missing, short_date, unbroken};
use crate::isms::actions::Action;
use crate::isms::controls::{Control, ControlCounts, ControlId, ControlTheme, ImplementationStatus};
use crate::isms::evidence::Evidence;

/// The document's title.
pub fn title() -> String {
    tr!("Control implementation report")
}

/// What is linked to each control, gathered in one pass.
struct Linked<'a> {
    evidence: BTreeMap<ControlId, Vec<&'a Evidence>>,
    tasks: BTreeMap<ControlId, Vec<&'a Action>>,
}

impl<'a> Linked<'a> {
    fn of(request: &Request<'a>) -> Self {
        let mut linked = Self { evidence: BTreeMap::new(), tasks: BTreeMap::new() };
        for evidence in request.isms.evidence.iter() {
            for control in &evidence.controls {
                linked.evidence.entry(*control).or_default().push(evidence);
            }
        }
        for action in request.isms.actions.iter() {
            if let Some(control) = action.control {
                linked.tasks.entry(control).or_default().push(action);
            }
        }
        linked
    }
}

/// The outline of the report.
pub fn outline(request: &Request<'_>) -> Outline {
    let linked = Linked::of(request);
    let controls: Vec<&Control> = request.isms.controls.iter().collect();
    let themes: Vec<(ControlTheme, Vec<&Control>)> = ControlTheme::ALL
        .iter()
        .map(|theme| {
            let of_theme = |c: &&Control| c.theme.unwrap_or(ControlTheme::Own) == *theme;
            (*theme, controls.iter().copied().filter(of_theme).collect::<Vec<_>>())
        })
        .filter(|(_, controls)| !controls.is_empty())
        .collect();
    let furniture = Furniture::new(request, "controls", title());
    let subtitle = tr!("ISO/IEC 27001:2022, clauses 6.1.3 and 8.3");
    let head = furniture.masthead(subtitle, furniture.report_control(tr!("Report"), Vec::new()));
    let mut blocks = vec![head, prose(summary(&controls)), bars(&themes)];
    blocks.extend(late(request, &controls, &linked));
    for (theme, controls) in &themes {
        let count = ControlCounts::of(controls.iter().copied());
        let note = tr!("{0} of {1} applicable controls in place", count.done, count.applied);
        blocks.push(heading(1, theme.label(), note));
        blocks.push(Block::Table(table(request, controls, &linked)));
    }
    furniture.report(Orientation::Landscape, None, blocks)
}

fn summary(controls: &[&Control]) -> String {
    let count = ControlCounts::of(controls.iter().copied());
    tr!(
        "{0} controls: {1} apply, {2} are excluded, {3} are undecided. Of those that apply, {4} are in place, {5} work in part, {6} are planned or not started, and {7} are not assessed.",
        count.all,
        count.applied,
        count.excluded,
        count.undecided,
        count.done,
        count.partly,
        count.planned,
        count.not_assessed
    )
}

fn bars(themes: &[(ControlTheme, Vec<&Control>)]) -> Block {
    let bar = |(theme, controls): &(ControlTheme, Vec<&Control>)| {
        let count = ControlCounts::of(controls.iter().copied());
        let parts = [count.done, count.partly, count.planned, count.excluded, count.undecided + count.not_assessed];
        let percent = (count.done * 100).checked_div(count.applied);
        Bar {
            label: theme.label(),
            values: parts.map(|part| u32::try_from(part).unwrap_or(u32::MAX)).to_vec(),
            note: percent.map(|percent| format!("{percent} %")).unwrap_or_default(),
        }
    };
    Block::Bars(Bars { legend: coverage_legend(), rows: themes.iter().map(bar).collect() })
}

/// Controls and tasks whose day has passed. Nothing is late silently.
fn late(request: &Request<'_>, controls: &[&Control], linked: &Linked<'_>) -> Vec<Block> {
    let mut rows = Vec::new();
    for control in controls.iter().filter(|control| control.applicable == Some(true)) {
        let unfinished = control.status != Some(ImplementationStatus::Implemented);
        if let Some(due) = control.due.filter(|due| unfinished && *due < request.date) {
            let owner = or_missing(request.isms.person_name(control.owner), tr!("nobody named"));
            rows.push((due, [unbroken(&control.reference), control.name.clone(), owner]));
        }
        for task in linked.tasks.get(&control.id).into_iter().flatten() {
            if let Some(due) = task.due.filter(|_| task.is_overdue(request.date)) {
                let owner = or_missing(request.isms.person_name(task.owner), tr!("nobody named"));
                let name = format!("{}, {}", unbroken(&task.reference), task.name);
                rows.push((due, [unbroken(&control.reference), name, owner]));
            }
        }
    }
    rows.sort();
    let mut blocks = vec![heading(1, tr!("What is late"), String::new())];
    if rows.is_empty() {
        blocks.push(prose(tr!("No control and no task is past its date.")));
        return blocks;
    }
    let line = |(due, [reference, name, owner]): (jiff::civil::Date, [String; 3])| {
        body(vec![Cell::strong(reference), Cell::plain(name), Cell::plain(owner), Cell::plain(short_date(due))])
    };
    blocks.push(Block::Table(Table {
        columns: vec![
            column(tr!("Ref"), 0.6),
            column(tr!("Control or task"), 3.6),
            column(tr!("Owner"), 1.4),
            column(tr!("Was due"), 0.9),
        ],
        rows: rows.into_iter().map(line).collect(),
    }));
    blocks
}

fn table(request: &Request<'_>, controls: &[&Control], linked: &Linked<'_>) -> Table {
    Table {
        columns: vec![
            column(tr!("Ref"), 14.0),
            column(tr!("Control"), 42.0),
            column(tr!("Status"), 25.0),
            column(tr!("How it is met, or why it is excluded"), 72.0),
            column(tr!("Owner"), 24.0),
            column(tr!("Due"), 19.0),
            column(tr!("Evidence"), 38.0),
            column(tr!("Tasks"), 36.0),
        ],
        rows: controls.iter().map(|control| row(request, control, linked)).collect(),
    }
}

fn row(request: &Request<'_>, control: &Control, linked: &Linked<'_>) -> Row {
    let excluded = control.applicable == Some(false);
    let how = match control.applicable {
        Some(false) => or_missing(&control.exclusion, tr!("No reason given")),
        Some(true) => or_missing(&control.how, tr!("Not described")),
        None => control.how.trim().to_owned(),
    };
    let done = control.status == Some(ImplementationStatus::Implemented);
    let due = control.due.filter(|_| control.applicable == Some(true) && !done);
    let evidence = linked.evidence.get(&control.id).into_iter().flatten().map(|item| shown(item));
    let tasks = linked.tasks.get(&control.id).into_iter().flatten().map(|task| planned(task));
    Row {
        cells: vec![
            Cell::strong(&control.reference),
            Cell::strong(&control.name),
            status(control),
            Cell::plain(how),
            Cell::plain(request.isms.person_name(control.owner)),
            Cell::plain(due.map(short_date).unwrap_or_default()),
            Cell::plain(evidence.collect::<Vec<_>>().join("\n")),
            Cell::plain(tasks.collect::<Vec<_>>().join("\n")),
        ],
        kind: if excluded { RowKind::Muted } else { RowKind::Body },
    }
}

fn status(control: &Control) -> Cell {
    let (mark, word) = match (control.applicable, control.status) {
        (None, _) => (Mark::Open, tr!("Undecided")),
        (Some(false), _) => (Mark::Dash, tr!("Excluded")),
        (Some(true), None) => (Mark::Open, tr!("Not assessed")),
        (Some(true), Some(status)) => {
            let mark = match status {
                ImplementationStatus::Implemented => Mark::Full,
                ImplementationStatus::Partly => Mark::Half,
                ImplementationStatus::Planned | ImplementationStatus::NotStarted => Mark::Empty,
            };
            (mark, status.label())
        }
    };
    Cell::marked(mark, word)
}

/// `EV‑03, 12 Mar 2026`: the day it is evidence for, or that nobody has said.
fn shown(evidence: &Evidence) -> String {
    let on = evidence.effective.map_or_else(|| tr!("day undecided"), short_date);
    format!("{}, {on}", unbroken(&evidence.reference))
}

fn planned(task: &Action) -> String {
    let status = task.status.map_or_else(|| tr!("no status"), |status| status.label());
    let due = task.due.map_or_else(|| tr!("no date"), short_date);
    format!("{}, {}, {due}", unbroken(&task.reference), status.to_lowercase())
}
