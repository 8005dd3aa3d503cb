//! The incident log with its lessons (A.5.24 to A.5.28, A.6.8), and a page for each incident. All times are UTC.

mod clock;
mod page;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tr::tr;

use super::Request;
use super::cells::{controls, reference, said, titled, undecided, yes_no};
use super::furniture::{Furniture, body, centred, column, heading, owner, prose, small};
use super::outline::{Block, Cell, Column, Mark, Orientation, Outline, Row, Span, Table};
use super::wording::{by_reference, listed, short_date};
use crate::isms::incidents::{Incident, Severity};
use crate::isms::risks::Property;
use clock::{Clock, clock};

/// The document's title.
pub fn title() -> String {
    tr!("Incident report")
}

/// The outline of log and pages.
pub fn outline(request: &Request<'_>) -> Outline {
    let furniture = Furniture::new(request, "incidents", title());
    let control = furniture.report_control(tr!("As it stands on that day"), Vec::new());
    let mut blocks = vec![furniture.masthead(tr!("ISO/IEC 27001:2022, controls A.5.24 to A.5.28"), control)];
    let mut incidents: Vec<&Incident> = request.isms.incidents.iter().collect();
    incidents.sort_by_key(|incident| (incident.noticed.is_none(), incident.noticed, by_reference(&incident.reference)));
    blocks.push(heading(1, tr!("In brief"), String::new()));
    blocks.push(prose(in_brief(&incidents)));
    blocks.extend(waiting(request, &incidents));
    if !incidents.is_empty() {
        blocks.push(heading(1, tr!("Incident log"), String::new()));
        blocks.push(Block::Table(log(request, &incidents)));
        blocks.push(small(tr!("All times are UTC.")));
    }
    blocks.extend(still_open(&incidents));
    for incident in &incidents {
        blocks.push(Block::PageBreak);
        blocks.extend(page::blocks(request, incident));
    }
    furniture.report(Orientation::Landscape, None, blocks)
}

fn in_brief(incidents: &[&Incident]) -> String {
    if incidents.is_empty() {
        return tr!(
            "No incident is recorded yet. An empty log needs a channel that people use: small events count too, and near misses teach most."
        );
    }
    let of = |test: &dyn Fn(&Incident) -> bool| incidents.iter().filter(|incident| test(incident)).count();
    let mut sentences = vec![
        tr!("The log holds one incident." | "The log holds {n} incidents." % incidents.len()),
        tr!("Not closed: {}.", of(&|incident| incident.closed.is_none())),
        tr!("With personal data breached: {}.", of(&|incident| incident.personal_data_breach == Some(true))),
    ];
    for severity in Severity::ALL.iter().rev() {
        let number = of(&|incident| incident.severity == Some(*severity));
        if number > 0 {
            sentences.push(format!("{}: {number}.", severity.label()));
        }
    }
    sentences.join(" ")
}

/// Incidents for which somebody waits for a decision or a notice.
fn waiting(request: &Request<'_>, incidents: &[&Incident]) -> Option<Block> {
    let open = incidents.iter().filter_map(|incident| {
        let clock = clock(incident);
        let urgent = matches!(clock, Clock::Running(_) | Clock::Undecided(_));
        urgent.then(|| format!("{}: {}", super::wording::unbroken(&incident.reference), clock.words(request.date)))
    });
    let open: Vec<String> = open.collect();
    let text = vec![Span::strong(tr!("The 72 hours of GDPR Art. 33.")), Span::plain(format!(" {}", open.join(" ")))];
    (!open.is_empty()).then_some(Block::Callout(text))
}

fn log(request: &Request<'_>, incidents: &[&Incident]) -> Table {
    let touched = |title: String| Column { group: tr!("Touched"), ..centred(title, 8.0) };
    let columns = vec![
        column(tr!("Ref"), 13.0),
        column(tr!("Incident"), 42.0),
        column(tr!("Noticed"), 23.0),
        column(tr!("Severity"), 18.0),
        touched(tr!("C")),
        touched(tr!("I")),
        touched(tr!("A")),
        column(tr!("Personal data"), 17.0),
        column(tr!("What we learned"), 50.0),
        column(tr!("Risks"), 15.0),
        column(tr!("Controls"), 24.0),
        column(tr!("Handled by"), 21.0),
        column(tr!("Closed"), 20.0),
    ];
    Table { columns, rows: incidents.iter().map(|incident| row(request, incident)).collect() }
}

fn row(request: &Request<'_>, incident: &Incident) -> Row {
    let isms = request.isms;
    let risks = incident.risks.iter().filter_map(|id| isms.risks.get(*id));
    let closed = incident.closed.map_or_else(|| Cell::muted(tr!("open")), |at| Cell::plain(day_of(at)));
    // A dot without a word: whoever hears the page gets the column's title.
    let dot = |property| Cell { mark: incident.affects.contains(&property).then_some(Mark::Reason), text: Vec::new() };
    body(vec![
        reference(&incident.reference),
        titled(&incident.name, [incident.kind.clone()]),
        said(&incident.noticed.map(moment).unwrap_or_default(), tr!("not entered")),
        incident.severity.map_or_else(undecided, |severity| Cell::plain(severity.label())),
        dot(Property::Confidentiality),
        dot(Property::Integrity),
        dot(Property::Availability),
        yes_no(incident.personal_data_breach),
        said(&incident.lesson, tr!("not written down yet")),
        Cell::plain(listed(risks.map(|risk| risk.reference.as_str()))),
        Cell::plain(controls(isms, &incident.controls)),
        owner(isms.person_name(incident.owner)),
        closed,
    ])
}

/// What the log itself leaves open; no step checks it.
fn still_open(incidents: &[&Incident]) -> Vec<Block> {
    type Gap = (fn(&Incident) -> bool, fn(&str) -> String);
    let gaps: [Gap; 5] = [
        (|incident| incident.severity.is_none(), |names| tr!("How bad it was is undecided: {}.", names)),
        (
            |incident| incident.personal_data_breach.is_none(),
            |names| tr!("Whether personal data was breached is undecided: {}.", names),
        ),
        (
            |incident| matches!(clock(incident), Clock::Running(_)),
            |names| tr!("Personal data was breached, and no notice to the authority is recorded: {}.", names),
        ),
        (|incident| incident.owner.is_none(), |names| tr!("Nobody handles it: {}.", names)),
        (|incident| incident.lesson.trim().is_empty(), |names| tr!("Write down what was learned: {}.", names)),
    ];
    let say = |(test, words): &Gap| {
        let found = incidents.iter().filter(|incident| test(incident));
        let names = listed(found.map(|incident| incident.reference.as_str()));
        (!names.is_empty()).then(|| vec![Span::plain(words(&names))])
    };
    let items: Vec<Vec<Span>> = gaps.iter().filter_map(say).collect();
    if items.is_empty() {
        return Vec::new();
    }
    vec![heading(1, tr!("Still open"), String::new()), Block::List { ordered: false, items }]
}

/// `18 Nov 2025, 10:42`, in UTC.
fn moment(at: Timestamp) -> String {
    let at = at.to_zoned(TimeZone::UTC);
    let day = short_date(at.date()).replace(' ', "\u{a0}");
    format!("{day}, {:02}:{:02}", at.hour(), at.minute())
}

/// The day of a moment, in UTC.
fn day_of(at: Timestamp) -> String {
    super::cells::day_text(at.to_zoned(TimeZone::UTC).date())
}
