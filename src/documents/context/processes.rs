//! The processes of the ISMS with what each takes in and gives (4.4), and the processes of the business.

use tr::tr;

use crate::documents::Request;
use crate::documents::cells::{reference, titled};
use crate::documents::furniture::{body, column, heading, owner, prose};
use crate::documents::outline::{Block, Cell, Row, Table};
use crate::documents::wording::by_reference;
use crate::isms::organisation::{Process, ProcessId};
use crate::isms::steps::Step;

pub(super) fn blocks(request: &Request<'_>) -> Vec<Block> {
    let mut blocks = vec![
        heading(1, tr!("The processes of the ISMS"), tr!("clause 4.4")),
        Block::Table(of_the_isms(request)),
        prose(tr!(
            "What one of these processes gives, the next ones take in. What audits, reviews and incidents bring to light goes back into the assessment of risks."
        )),
        heading(1, tr!("The processes of the business"), String::new()),
    ];
    let mut processes: Vec<&Process> = request.isms.processes.iter().collect();
    processes.sort_by_key(|process| by_reference(&process.reference));
    if processes.is_empty() {
        blocks.push(prose(tr!("No process of the business is listed yet. Begin with what your clients pay you for.")));
    } else {
        blocks.push(Block::Table(of_the_business(request, &processes)));
    }
    blocks
}

/// What a process of the ISMS takes in, and what it gives.
fn exchange(step: Step) -> (String, String) {
    match step {
        Step::ManagementSupport => (
            tr!("Reasons for the ISMS, what clients and owners ask for"),
            tr!("Commitment, roles, objectives, time and money, plan"),
        ),
        Step::Scope => (
            tr!("Commitment, issues, interested parties, laws and contracts"),
            tr!("Scope, register of obligations, interfaces"),
        ),
        Step::Risk => (
            tr!("Scope, assets, obligations, incidents, results of audits and reviews"),
            tr!("Risk assessment, treatment plan, Statement of Applicability, accepted risks"),
        ),
        Step::Documents => {
            (tr!("Treatment plan, controls that apply, obligations"), tr!("Policies and procedures, approved and read"))
        }
        Step::Controls => (
            tr!("Policies, treatment plan, contracts with suppliers"),
            tr!("Controls in place, evidence, incident log"),
        ),
        Step::Training => (
            tr!("Roles, policies, lessons from incidents"),
            tr!("People who know the rules, records of attendance and of reading"),
        ),
        Step::InternalAudit => (
            tr!("Objectives, measurements, evidence, incidents"),
            tr!("Findings, corrective actions, decisions of the management review"),
        ),
        Step::Certification => (
            tr!("Audit results, management review, corrective actions"),
            tr!("Certificate, planned changes, next cycle: back to scope and risk"),
        ),
    }
}

fn of_the_isms(request: &Request<'_>) -> Table {
    let row = |step: &Step| {
        let line = request.isms.plan_steps.iter().find(|line| line.step == Some(*step));
        let (takes, gives) = exchange(*step);
        body(vec![
            Cell::strong(step.number().to_string()),
            titled(&step.label(), [step.clauses().to_owned()]),
            Cell::plain(takes),
            Cell::plain(gives),
            owner(request.isms.person_name(line.and_then(|line| line.owner))),
        ])
    };
    let columns = vec![
        column(tr!("No."), 8.0),
        column(tr!("Process"), 45.0),
        column(tr!("Takes in"), 45.0),
        column(tr!("Gives"), 46.0),
        column(tr!("Driven by"), 27.0),
    ];
    Table { columns, rows: Step::ALL.iter().map(row).collect() }
}

fn of_the_business(request: &Request<'_>, processes: &[&Process]) -> Table {
    let row = |process: &&Process| -> Row {
        body(vec![
            reference(&process.reference),
            titled(&process.name, [process.description.clone()]),
            owner(request.isms.person_name(process.owner)),
            scope(request, process.id),
        ])
    };
    let columns = vec![
        column(tr!("Ref"), 14.0),
        column(tr!("Process"), 96.0),
        column(tr!("Owner"), 32.0),
        column(tr!("Scope"), 28.0),
    ];
    Table { columns, rows: processes.iter().map(row).collect() }
}

/// What the lines of the scope say about a process.
fn scope(request: &Request<'_>, process: ProcessId) -> Cell {
    let line = request.isms.scope_items.iter().find(|item| item.process == Some(process));
    match line.map(|item| item.inside) {
        Some(Some(true)) => Cell::plain(tr!("In scope")),
        Some(Some(false)) => Cell::plain(tr!("Outside")),
        Some(None) => Cell::muted(tr!("undecided")),
        None => Cell::muted(tr!("in no line of the scope")),
    }
}
