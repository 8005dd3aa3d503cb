//! One owner's sheet.

use tr::tr;

use super::{Owner, Sheets, subtitle};
use crate::documents::furniture::{body, column, heading, level, name_and_role, named, prose, small};
use crate::documents::outline::{Block, Cell, Column, Row, Span, Table};
use crate::documents::wording::{listed, long_date, short_date, unbroken};
use crate::isms::approval::Standing;
use crate::isms::risks::{Risk, what_changed};

pub(super) fn blocks(sheets: &Sheets<'_>, owner: &Owner<'_>) -> Vec<Block> {
    let mut blocks = vec![masthead(sheets, owner)];
    let ready = || owner.above.iter().chain(&owner.within);
    let open = ready().filter(|risk| is_open(risk)).count();
    blocks.push(prose(statement(owner, open)));
    if !owner.above.is_empty() {
        blocks.push(heading(1, tr!("Above the acceptance line"), tr!("each is accepted by itself")));
        for risk in &owner.above {
            blocks.extend(single(sheets, owner, risk));
        }
    }
    if !owner.within.is_empty() {
        blocks.push(heading(1, tr!("Within the acceptance line"), tr!("accepted together")));
        blocks.push(Block::Table(together(sheets, &owner.within)));
        if owner.within.iter().any(|risk| is_open(risk)) {
            blocks.push(signature(sheets, owner));
        }
    }
    if !owner.unready.is_empty() {
        blocks.push(heading(1, tr!("Not ready to be accepted"), String::new()));
        blocks.push(Block::Table(unready(owner)));
    }
    blocks
}

/// Whether it is still to be accepted, or to be accepted again.
fn is_open(risk: &Risk) -> bool {
    risk.acceptance_standing() != Standing::Valid
}

fn masthead(sheets: &Sheets<'_>, owner: &Owner<'_>) -> Block {
    let furniture = &sheets.furniture;
    let method = sheets.method.map(|method| match method.version.as_str() {
        "" => tr!("not approved"),
        version => tr!("version {}", version),
    });
    let line = sheets.method.and_then(|method| method.acceptable_up_to);
    let control = vec![
        (tr!("Risk owner"), named(Some(name_and_role(owner.person)))),
        (tr!("State of"), long_date(sheets.request.date)),
        (
            tr!("Document"),
            furniture.record.map_or_else(|| tr!("not under document control"), |record| record.reference.clone()),
        ),
        (tr!("Class"), furniture.classification()),
        (tr!("Risk method"), method.unwrap_or_else(|| tr!("none yet"))),
        (tr!("Acceptance line"), line.map_or_else(|| tr!("undecided"), |line| tr!("up to {}", line))),
        (tr!("Prepared by"), furniture.named(|record| record.author)),
        (tr!("History"), sheets.request.fingerprint.to_owned()),
    ];
    furniture.masthead(subtitle(), control)
}

/// What the signature means.
fn statement(owner: &Owner<'_>, open: usize) -> String {
    let all = owner.above.len() + owner.within.len();
    if all == 0 {
        return tr!(
            "None of the risks of {} is ready to be accepted. The table says what is missing.",
            owner.person.name
        );
    }
    if open == 0 {
        return tr!(
            "{0} has accepted all {1} risks on this sheet as they stand. Nothing is left to sign.",
            owner.person.name,
            all
        );
    }
    tr!(
        "I answer for the risks on this sheet. I know what can still happen after the treatment described here, and I accept it. I approve the treatment as planned. My acceptance ends when one of these assessments changes: then I am asked again."
    )
}

/// A risk above the line: what remains and why, and a place to sign.
fn single(sheets: &Sheets<'_>, owner: &Owner<'_>, risk: &Risk) -> Vec<Block> {
    let isms = sheets.request.isms;
    let method = isms.method_of(risk);
    let mut blocks = vec![heading(2, format!("{} {}", unbroken(&risk.reference), risk.name), String::new())];
    if !risk.consequence.trim().is_empty() {
        blocks.push(prose(risk.consequence.trim()));
    }
    let planned = risk.controls_planned.iter().filter_map(|id| isms.controls.get(*id));
    let mut treatment = vec![Span::plain(risk.option.map_or_else(|| tr!("undecided"), |option| option.label()))];
    if !risk.plan.trim().is_empty() {
        treatment.push(Span::plain(format!(": {}", risk.plan.trim())));
    }
    let planned = listed(planned.map(|control| control.reference.as_str()));
    if !planned.is_empty() {
        treatment.push(Span::muted(format!("\n{}", tr!("Controls planned: {}", planned))));
    }
    let why = risk.residual().rationale.trim();
    let why = if why.is_empty() { Cell::muted(tr!("no reason given")) } else { Cell::plain(why) };
    blocks.push(Block::Table(Table {
        columns: vec![
            column(tr!("Today"), 25.0),
            column(tr!("Treatment"), 70.0),
            column(tr!("What remains"), 25.0),
            column(tr!("Why it cannot be lower"), 50.0),
        ],
        rows: vec![body(vec![
            level(method, &risk.current),
            Cell { mark: None, text: treatment },
            level(method, risk.residual()),
            why,
        ])],
    }));
    if is_open(risk) {
        blocks.extend(changed(sheets, risk).map(small));
        blocks.push(signature(sheets, owner));
    } else {
        blocks.push(small(recorded(risk)));
    }
    blocks
}

/// What changed since it was accepted; nothing when it never was.
fn changed(sheets: &Sheets<'_>, risk: &Risk) -> Option<String> {
    (risk.acceptance_standing() == Standing::Stale).then(|| {
        let lines = what_changed(risk, sheets.request.isms);
        tr!("To be accepted again. {0} Changed since: {1}", recorded(risk), lines.join("; "))
    })
}

/// `Accepted by Maya Lindqvist on 12 March 2026, together with others.`
fn recorded(risk: &Risk) -> String {
    let Some(approval) = &risk.acceptance else { return String::new() };
    let on = approval.on.map_or_else(|| tr!("a day not recorded"), long_date);
    match risk.accepted_in_bulk {
        true => tr!("Accepted by {0} on {1}, together with others on one sheet.", approval.name, on),
        false => tr!("Accepted by {0} on {1}.", approval.name, on),
    }
}

fn together(sheets: &Sheets<'_>, risks: &[&Risk]) -> Table {
    let isms = sheets.request.isms;
    let row = |risk: &&Risk| {
        let method = isms.method_of(risk);
        let mut words = vec![Span::strong(&risk.name)];
        if !risk.plan.trim().is_empty() {
            words.push(Span::muted(format!("\n{}", risk.plan.trim())));
        }
        body(vec![
            Cell::strong(unbroken(&risk.reference)),
            Cell { mark: None, text: words },
            level(method, &risk.current),
            risk.option.map_or_else(|| Cell::muted(tr!("undecided")), |option| Cell::plain(option.label())),
            level(method, risk.residual()),
            acceptance(sheets, risk),
        ])
    };
    Table {
        columns: vec![
            column(tr!("Ref"), 12.0),
            column(tr!("Risk"), 68.0),
            column(tr!("Today"), 25.0),
            column(tr!("Treatment"), 18.0),
            column(tr!("Remains"), 25.0),
            column(tr!("Acceptance"), 32.0),
        ],
        rows: risks.iter().map(row).collect(),
    }
}

fn acceptance(sheets: &Sheets<'_>, risk: &Risk) -> Cell {
    let on = risk.acceptance.as_ref().and_then(|approval| approval.on);
    let on = on.map_or_else(|| tr!("a day not recorded"), |on| short_date(on).replace(' ', "\u{a0}"));
    match risk.acceptance_standing() {
        Standing::Missing => Cell::plain(tr!("with the signature below")),
        Standing::Valid if risk.accepted_in_bulk => Cell::plain(tr!("{}, on one sheet", on)),
        Standing::Valid => Cell::plain(on),
        Standing::Stale => {
            let lines = what_changed(risk, sheets.request.isms);
            let text = vec![
                Span::strong(tr!("again, with the signature below")),
                Span::muted(format!("\n{}", tr!("accepted {0}, since then: {1}", on, lines.join("; ")))),
            ];
            Cell { mark: None, text }
        }
    }
}

fn unready(owner: &Owner<'_>) -> Table {
    let row = |(risk, why): &(&Risk, String)| -> Row {
        body(vec![Cell::strong(unbroken(&risk.reference)), Cell::plain(&risk.name), Cell::plain(why)])
    };
    Table {
        columns: vec![column(tr!("Ref"), 12.0), column(tr!("Risk"), 96.0), column(tr!("What is missing"), 60.0)],
        rows: owner.unready.iter().map(row).collect(),
    }
}

/// Lines for place, date and signature.
fn signature(sheets: &Sheets<'_>, owner: &Owner<'_>) -> Block {
    let blank = |words: String| Cell { text: vec![Span::muted(words)], ..Cell::blank_line() };
    let columns = [40.0, 40.0, 88.0].map(|width| Column { width, ..Column::default() }).into();
    let signer = tr!("{0}, for {1}", owner.person.name, sheets.furniture.organisation());
    let rows = vec![body(vec![blank(tr!("Place")), blank(tr!("Date")), blank(signer)])];
    Block::Table(Table { columns, rows })
}
