//! The information security objectives (6.2): what is measured, what counts as reached, what it takes, who and by
//! when, how it is evaluated, and what was read so far.

use tr::tr;

use super::Request;
use super::approval::lines;
use super::cells::{day, day_text, reference, said, term, titled};
use super::furniture::{Furniture, body, column, group, heading, owner, prose};
use super::outline::{Block, Cell, Orientation, Outline, Row, Span, Table};
use super::wording::by_reference;
use crate::isms::RegisterName;
use crate::isms::steps::Step;
use crate::isms::support::Objective;

/// The document's title.
pub fn title() -> String {
    tr!("Information security objectives")
}

/// The outline of the document.
pub fn outline(request: &Request<'_>) -> Outline {
    let furniture = Furniture::new(request, "objectives", title());
    let control = furniture.report_control(tr!("As they stand on that day"), Vec::new());
    let mut objectives: Vec<&Objective> = request.isms.objectives.iter().collect();
    objectives.sort_by_key(|objective| by_reference(&objective.reference));
    let mut blocks = vec![furniture.masthead(tr!("ISO/IEC 27001:2022, clause 6.2"), control)];
    blocks.push(heading(1, tr!("In brief"), String::new()));
    blocks.push(prose(in_brief(request, &objectives)));
    if !objectives.is_empty() {
        blocks.push(heading(1, tr!("The objectives"), String::new()));
        blocks.push(Block::Table(table(request, &objectives)));
        blocks.extend(readings(&objectives));
        blocks.push(heading(1, tr!("Approval"), String::new()));
        blocks.push(prose(tr!("With this signature top management sets these objectives and gives what they take.")));
        blocks.push(lines(&furniture));
    }
    blocks.extend(
        furniture.still_open(Step::ManagementSupport, |check| check.target.register == RegisterName::Objectives),
    );
    furniture.report(Orientation::Landscape, None, blocks)
}

fn in_brief(request: &Request<'_>, objectives: &[&Objective]) -> String {
    if objectives.is_empty() {
        return tr!("There is no security objective yet. Begin with one number that somebody can read every month.");
    }
    let of = |test: &dyn Fn(&Objective) -> bool| objectives.iter().filter(|objective| test(objective)).count();
    let mut sentences = vec![tr!("Objectives: {}.", objectives.len())];
    let read = of(&|objective| !objective.readings.is_empty());
    sentences.push(tr!("Read at least once: {}.", read));
    let untargeted = of(&|objective| objective.target.trim().is_empty());
    if untargeted > 0 {
        sentences.push(tr!("Without a target: {}.", untargeted));
    }
    let passed = of(&|objective| objective.due.is_some_and(|due| due < request.date));
    if passed > 0 {
        sentences.push(tr!("Their day has passed: {}.", passed));
    }
    sentences.join(" ")
}

fn table(request: &Request<'_>, objectives: &[&Objective]) -> Table {
    let columns = vec![
        column(tr!("Ref"), 11.0),
        column(tr!("Objective"), 34.0),
        column(tr!("What is measured"), 48.0),
        column(tr!("Target"), 20.0),
        column(tr!("How it is evaluated"), 46.0),
        column(tr!("What it takes"), 40.0),
        column(tr!("Owner"), 22.0),
        column(tr!("Due"), 20.0),
        column(tr!("Latest reading"), 27.0),
    ];
    let row = |objective: &&Objective| {
        body(vec![
            reference(&objective.reference),
            titled(&objective.name, []),
            said(&objective.measure, tr!("undecided")),
            said(&objective.target, tr!("undecided")),
            said(&objective.evaluation, tr!("not described")),
            said(&objective.resources, tr!("not named")),
            owner(request.isms.person_name(objective.owner)),
            term(objective.due, request.date, tr!("no date yet"), tr!("has passed")),
            latest(objective),
        ])
    };
    Table { columns, rows: objectives.iter().map(row).collect() }
}

fn latest(objective: &Objective) -> Cell {
    let Some(reading) = objective.readings.last() else { return Cell::muted(tr!("none yet")) };
    let on = reading.on.map_or_else(|| tr!("day not entered"), day_text);
    Cell { mark: None, text: vec![Span::strong(&reading.value), Span::muted(format!("\n{on}"))] }
}

/// Every reading in the order in which it was made, when an objective has more than the latest.
fn readings(objectives: &[&Objective]) -> Vec<Block> {
    let told = |objective: &&&Objective| {
        objective.readings.len() > 1 || objective.readings.iter().any(|reading| !reading.remark.trim().is_empty())
    };
    let mut rows: Vec<Row> = Vec::new();
    for objective in objectives.iter().filter(told) {
        rows.push(group(
            format!("{} {}", super::wording::unbroken(&objective.reference), objective.name),
            String::new(),
        ));
        rows.extend(objective.readings.iter().map(|reading| {
            body(vec![
                day(reading.on, tr!("day not entered")),
                said(&reading.value, tr!("no value")),
                Cell::plain(reading.remark.trim()),
            ])
        }));
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = vec![column(tr!("Read for"), 30.0), column(tr!("Value"), 50.0), column(tr!("What it means"), 180.0)];
    vec![heading(1, tr!("What was read so far"), String::new()), Block::Table(Table { columns, rows })]
}
