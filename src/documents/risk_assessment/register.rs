//! The risk register: every risk with its levels, why, what holds it down, and where it stands.

use std::fmt::Write;

use tr::tr;

use super::{Line, Report};
use crate::documents::furniture::{column, group, heading, level, owner};
use crate::documents::outline::{Block, Cell, Row, RowKind, Span, Table};
use crate::documents::wording::{listed, short_date, unbroken};
use crate::isms::approval::Approval;
use crate::isms::controls::ControlId;
use crate::isms::method::{Combination, Method};
use crate::isms::risks::{Assessment, Property, Risk, RiskStatus};

pub(super) fn pages(report: &Report<'_>) -> Vec<Block> {
    let columns = vec![
        column(tr!("Ref"), 12.0),
        column(tr!("Risk"), 76.0),
        column(tr!("Affects"), 13.0),
        column(tr!("Owner"), 22.0),
        column(tr!("Today"), 25.0),
        column(tr!("Why"), 46.0),
        column(tr!("Controls in use"), 22.0),
        column(tr!("Treatment"), 22.0),
        column(tr!("After treatment"), 25.0),
        column(tr!("Status"), 27.0),
    ];
    let mut rows = Vec::with_capacity(report.lines.len() + 8);
    let mut lines = report.lines.iter().peekable();
    while let Some(first) = lines.peek() {
        let place = Place::of(report, first);
        let mut members = Vec::new();
        while let Some(line) = lines.next_if(|line| Place::of(report, line) == place) {
            members.push(row(report, line));
        }
        rows.push(group(place.title(report), tr!("{} risks", members.len())));
        rows.append(&mut members);
    }
    vec![heading(1, tr!("The risk register"), String::new()), Block::Table(Table { columns, rows })]
}

/// The group that a risk stands in; the lines come in the order of the groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Band(Option<usize>),
    OlderMethod,
    NotAssessed,
}

impl Place {
    fn of(report: &Report<'_>, line: &Line<'_>) -> Self {
        match (line.comparable(), line.today) {
            (Some(score), _) => Self::Band(report.method.and_then(|method| method.band(score))),
            (None, Some(_)) => Self::OlderMethod,
            (None, None) => Self::NotAssessed,
        }
    }

    fn title(self, report: &Report<'_>) -> String {
        match self {
            Self::Band(Some(index)) => {
                let bands = report.method.map_or(&[][..], |method| &method.bands);
                let name = bands.get(index).map(|band| band.name.clone()).unwrap_or_default();
                let range = report.method.map(|method| method.band_range(index)).unwrap_or_default();
                format!("{name}, {range}")
            }
            Self::Band(None) => tr!("In no band"),
            Self::OlderMethod => tr!("Assessed under an earlier version of the method, to be assessed again"),
            Self::NotAssessed => tr!("Not assessed yet"),
        }
    }
}

fn row(report: &Report<'_>, line: &Line<'_>) -> Row {
    let isms = report.request.isms;
    let risk = line.risk;
    Row {
        cells: vec![
            Cell::strong(unbroken(&risk.reference)),
            scenario(report, risk),
            affects(risk),
            owner(isms.person_name(risk.owner)),
            judged(line.method, &risk.current),
            why(line),
            Cell::plain(controls(report, &risk.controls_relied)),
            treatment(report, risk),
            judged(line.method, risk.residual()),
            status(line),
        ],
        kind: RowKind::Body,
    }
}

/// The scenario, and smaller what could act, what it would use, what follows, and on what.
fn scenario(report: &Report<'_>, risk: &Risk) -> Cell {
    let mut text = vec![Span::strong(&risk.name)];
    let mut below = |label: String, words: &str| {
        if !words.trim().is_empty() {
            text.push(Span::muted(format!("\n{label}: {}", words.trim())));
        }
    };
    let cause = [&risk.threat, &risk.vulnerability].map(|words| words.trim().trim_end_matches('.'));
    below(tr!("Cause"), &cause.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("; "));
    below(tr!("Consequence"), &risk.consequence);
    let assets = risk.assets.iter().filter_map(|id| report.request.isms.assets.get(*id));
    let assets: Vec<String> =
        assets.map(|asset| format!("{}\u{a0}{}", unbroken(&asset.reference), asset.name)).collect();
    below(tr!("Assets"), &assets.join(", "));
    Cell { mark: None, text }
}

fn affects(risk: &Risk) -> Cell {
    let letter = |property: &Property| match property {
        Property::Confidentiality => tr!("C"),
        Property::Integrity => tr!("I"),
        Property::Availability => tr!("A"),
    };
    if risk.affects.is_empty() {
        return Cell::muted(tr!("undecided"));
    }
    Cell::plain(risk.affects.iter().map(letter).collect::<Vec<_>>().join(" "))
}

/// The badge with its band, and below it likelihood and impact by number.
fn judged(method: Option<&Method>, assessment: &Assessment) -> Cell {
    let mut cell = level(method, assessment);
    let number = |level: Option<u8>| level.map_or_else(|| "?".to_owned(), |level| level.to_string());
    if assessment.likelihood.is_some() || assessment.impact.is_some() {
        let sign = match method.and_then(|method| method.combination) {
            Some(Combination::Product) => "×",
            Some(Combination::Sum) => "+",
            Some(Combination::Matrix) | None => "/",
        };
        let pair = format!("\n{}\u{a0}{sign}\u{a0}{}", number(assessment.likelihood), number(assessment.impact));
        cell.text.push(Span::muted(pair));
    }
    cell
}

/// The rationale; who assessed it and when.
fn why(line: &Line<'_>) -> Cell {
    let risk = line.risk;
    let mut text = vec![match risk.current.rationale.trim() {
        "" if line.today.is_some() => Span::muted(tr!("no reason given")),
        reason => Span::plain(reason),
    }];
    let mut by = String::new();
    if line.today.is_some() {
        if let Some(on) = risk.assessed_on {
            by = tr!("Assessed {}", short_date(on)).replace(' ', "\u{a0}");
        }
        if !risk.assessed_by.trim().is_empty() {
            let _ = write!(by, " {}", tr!("by {}", risk.assessed_by.trim()));
        }
    }
    if let Some(method) = line.method.filter(|_| line.today.is_some() && !line.is_current) {
        let _ = write!(by, " {}", tr!("under method version {}", method.version));
    }
    if !by.trim().is_empty() {
        text.push(Span::muted(format!("\n{}", by.trim())));
    }
    Cell { mark: None, text }
}

fn controls(report: &Report<'_>, ids: &[ControlId]) -> String {
    let controls = ids.iter().filter_map(|id| report.request.isms.controls.get(*id));
    listed(controls.map(|control| control.reference.as_str()))
}

/// The option, and the controls that are planned.
fn treatment(report: &Report<'_>, risk: &Risk) -> Cell {
    let Some(option) = risk.option else { return Cell::muted(tr!("undecided")) };
    let mut text = vec![Span::plain(option.label())];
    let planned = controls(report, &risk.controls_planned);
    if !planned.is_empty() {
        text.push(Span::muted(format!("\n+ {planned}")));
    }
    Cell { mark: None, text }
}

/// Where it stands; accepted by whom and when.
fn status(line: &Line<'_>) -> Cell {
    let mut text = vec![Span::plain(line.status.label())];
    let says_who = matches!(line.status, RiskStatus::Accepted | RiskStatus::AcceptanceStale);
    if let Some(approval) = line.risk.acceptance.as_ref().filter(|_| says_who) {
        text.push(Span::muted(format!("\n{}", accepted_by(approval, line.risk.accepted_in_bulk))));
    }
    Cell { mark: None, text }
}

/// `Maya Lindqvist, 12 Mar 2026, on one sheet with others`.
fn accepted_by(approval: &Approval, in_bulk: bool) -> String {
    let mut words = approval.name.clone();
    if let Some(on) = approval.on {
        let _ = write!(words, ", {}", short_date(on).replace(' ', "\u{a0}"));
    }
    if in_bulk {
        let _ = write!(words, ", {}", tr!("on one sheet with others"));
    }
    words
}
