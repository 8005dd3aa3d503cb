//! One incident on a page: what is known about it, its course, what was learned, and what it is tied to.

use jiff::Timestamp;
use tr::tr;

use super::clock::clock;
use super::moment;
use crate::documents::Request;
use crate::documents::cells::said;
use crate::documents::furniture::{body, column, heading, prose};
use crate::documents::outline::{Block, Cell, Row, Span, Table};
use crate::documents::wording::unbroken;
use crate::isms::incidents::{Incident, Severity};
use crate::isms::risks::Property;

pub(super) fn blocks(request: &Request<'_>, incident: &Incident) -> Vec<Block> {
    let note = incident.severity.map(Severity::label).unwrap_or_default();
    let mut blocks = vec![
        heading(1, format!("{} {}", unbroken(&incident.reference), incident.name), note),
        Block::Columns { left: facts(request, incident), right: effect(request, incident), share: 0.5 },
        heading(2, tr!("What happened"), tr!("times in UTC")),
    ];
    blocks.push(timeline(incident));
    blocks.push(heading(2, tr!("What we learned"), String::new()));
    let lesson = incident.lesson.trim();
    blocks.push(prose(if lesson.is_empty() { tr!("Nobody has written that down yet.") } else { lesson.to_owned() }));
    blocks.extend(links(request, incident));
    blocks
}

type Fact = (Vec<Span>, Vec<Span>);

fn fact(label: String, value: Option<String>, missing: String) -> Fact {
    let value = value.filter(|value| !value.trim().is_empty());
    (vec![Span::strong(label)], vec![value.map_or_else(|| Span::muted(missing), Span::plain)])
}

fn facts(request: &Request<'_>, incident: &Incident) -> Vec<Block> {
    let missing = || tr!("not entered");
    let reported = incident.reported.map(|at| match incident.noticed.and_then(|from| later(from, at)) {
        Some(after) => format!("{}, {after}", moment(at)),
        None => moment(at),
    });
    let closed = incident.closed.map(|at| match incident.noticed.and_then(|from| later(from, at)) {
        Some(after) => format!("{}, {after}", moment(at)),
        None => moment(at),
    });
    let rows = vec![
        fact(tr!("Kind"), Some(incident.kind.clone()), missing()),
        fact(tr!("Severity"), incident.severity.map(Severity::label), tr!("undecided")),
        fact(tr!("Handled by"), Some(request.isms.person_name(incident.owner).to_owned()), tr!("nobody yet")),
        fact(tr!("Noticed"), incident.noticed.map(moment), missing()),
        fact(tr!("Reported"), reported, missing()),
        fact(tr!("Closed"), closed, tr!("not closed")),
    ];
    vec![Block::Definitions { title: tr!("What is known"), rows }]
}

fn effect(request: &Request<'_>, incident: &Incident) -> Vec<Block> {
    let touched = |property: &Property| {
        let words = incident.affects.contains(property).then(|| tr!("touched"));
        fact(property.label(), words, if incident.affects.is_empty() { tr!("undecided") } else { tr!("not touched") })
    };
    let mut rows: Vec<Fact> = Property::ALL.iter().map(touched).collect();
    let breached = match incident.personal_data_breach {
        Some(true) => Some(tr!("breached")),
        Some(false) => Some(tr!("not breached")),
        None => None,
    };
    rows.push(fact(tr!("Personal data"), breached, tr!("undecided")));
    rows.push(fact(tr!("72 hours"), Some(clock(incident).words(request.date)), String::new()));
    vec![Block::Definitions { title: tr!("What it touched"), rows }]
}

/// How much later something was, in the largest unit that says it; `None` when it was not later.
fn later(from: Timestamp, at: Timestamp) -> Option<String> {
    let minutes = at.duration_since(from).as_mins();
    match minutes {
        ..1 => None,
        1..120 => Some(tr!("one minute later" | "{n} minutes later" % minutes)),
        120..2880 => Some(tr!("one hour later" | "{n} hours later" % minutes / 60)),
        2880.. => Some(tr!("one day later" | "{n} days later" % minutes / 1440)),
    }
}

fn timeline(incident: &Incident) -> Block {
    if incident.timeline.is_empty() {
        return prose(tr!("No moment of its course is written down yet."));
    }
    let mut entries: Vec<_> = incident.timeline.iter().collect();
    entries.sort_by_key(|entry| (entry.at.is_none(), entry.at));
    let row = |entry: &&crate::isms::incidents::TimelineEntry| {
        let at = entry.at.map_or_else(|| Cell::muted(tr!("time not entered")), |at| Cell::strong(moment(at)));
        body(vec![at, said(&entry.what, tr!("not described"))])
    };
    let columns = vec![column(tr!("When"), 36.0), column(tr!("What"), 230.0)];
    Block::Table(Table { columns, rows: entries.iter().map(row).collect() })
}

/// Risks, controls and nonconformities that it belongs to, a row for each kind.
fn links(request: &Request<'_>, incident: &Incident) -> Vec<Block> {
    let isms = request.isms;
    let told = |reference: &str, name: &str| format!("{} {name}", unbroken(reference));
    let risks = incident.risks.iter().filter_map(|id| isms.risks.get(*id));
    let mut ids = incident.controls.clone();
    ids.sort_unstable();
    let controls = ids.iter().filter_map(|id| isms.controls.get(*id));
    let found = isms.nonconformities.iter().filter(|found| found.incident == Some(incident.id));
    let kinds: [(String, Vec<String>); 3] = [
        (tr!("Risks"), risks.map(|risk| told(&risk.reference, &risk.name)).collect()),
        (tr!("Controls"), controls.map(|control| told(&control.reference, &control.name)).collect()),
        (tr!("Nonconformities"), found.map(|found| told(&found.reference, &found.name)).collect()),
    ];
    let rows: Vec<Row> = kinds
        .into_iter()
        .filter(|(_, records)| !records.is_empty())
        .map(|(kind, records)| body(vec![Cell::strong(kind), Cell::plain(records.join("; "))]))
        .collect();
    let mut blocks = vec![heading(2, tr!("What it is tied to"), String::new())];
    if rows.is_empty() {
        blocks.push(prose(tr!("No risk, control or nonconformity is tied to it yet.")));
        return blocks;
    }
    let columns = vec![column(tr!("Kind"), 36.0), column(tr!("Which"), 230.0)];
    blocks.push(Block::Table(Table { columns, rows }));
    blocks
}
