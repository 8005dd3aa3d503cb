//! The statement's table: one row for each control, excluded ones included.

use tr::tr;

use super::Statement;
use crate::documents::furniture::heading;
use crate::documents::outline::{Align, Block, Cell, Column, Mark, Row, RowKind, Span, Table};
use crate::documents::wording::{short_date, unbroken};
use crate::isms::controls::{Control, ControlTheme, ImplementationStatus};
use crate::isms::risks::Risk;
use crate::isms::scope::{Obligation, ObligationKind};

/// Heading and table of one theme.
pub(super) fn theme_pages(statement: &Statement<'_>, theme: ControlTheme, controls: &[&Control]) -> Vec<Block> {
    let applied = controls.iter().filter(|c| c.applicable == Some(true));
    let (mut total, mut done) = (0, 0);
    for control in applied {
        total += 1;
        done += usize::from(control.status == Some(ImplementationStatus::Implemented));
    }
    let note = match total {
        0 => String::new(),
        total => tr!("{0} of {1} applicable controls in place", done, total),
    };
    vec![heading(1, theme_title(theme), note), Block::Table(table(statement, controls))]
}

/// `A.5 Organizational controls`.
pub(super) fn theme_title(theme: ControlTheme) -> String {
    match theme {
        ControlTheme::Organizational => tr!("A.5 Organizational controls"),
        ControlTheme::People => tr!("A.6 People controls"),
        ControlTheme::Physical => tr!("A.7 Physical controls"),
        ControlTheme::Technological => tr!("A.8 Technological controls"),
        ControlTheme::Cloud => tr!("Controls for cloud services"),
        ControlTheme::Own => tr!("Our own controls"),
    }
}

fn table(statement: &Statement<'_>, controls: &[&Control]) -> Table {
    let column = |title: String, width: f32| Column { title, width, ..Column::default() };
    let reason = |title: String| Column { title, group: tr!("Reason"), width: 5.0, align: Align::Centre };
    Table {
        columns: vec![
            column(tr!("Ref"), 13.0),
            column(tr!("Control"), 41.0),
            column(tr!("Applies"), 15.0),
            reason(tr!("R")),
            reason(tr!("L")),
            reason(tr!("C")),
            reason(tr!("P")),
            column(tr!("Status"), 27.0),
            column(tr!("How it is met, or why it is excluded"), 57.0),
            column(tr!("Reasons and risks"), 37.0),
            column(tr!("Owner"), 20.0),
            column(tr!("Documents"), 18.0),
            Column { title: tr!("Evidence"), width: 13.0, align: Align::Right, ..Column::default() },
        ],
        rows: controls.iter().map(|control| row(statement, control)).collect(),
    }
}

fn row(statement: &Statement<'_>, control: &Control) -> Row {
    let isms = statement.request.isms;
    let excluded = control.applicable == Some(false);
    let obligations: Vec<&Obligation> =
        control.reason_obligations.iter().filter_map(|id| isms.obligations.get(*id)).collect();
    let risks = risks_of(statement, control);
    let has_contract = obligations.iter().any(|o| o.kind == Some(ObligationKind::Contract));
    let has_law = obligations.iter().any(|o| o.kind.is_some_and(|kind| kind != ObligationKind::Contract));
    let practice = !control.reason_business.trim().is_empty();
    // A dot without a word: whoever hears the page gets the column's title.
    let dot = |given: bool| Cell { mark: (given && !excluded).then_some(Mark::Reason), text: Vec::new() };
    let documents: Vec<String> =
        isms.documents.iter().filter(|d| d.controls.contains(&control.id)).map(|d| unbroken(&d.reference)).collect();
    let evidence = isms.evidence.iter().filter(|e| e.controls.contains(&control.id)).count();
    Row {
        cells: vec![
            Cell::strong(&control.reference),
            Cell::strong(&control.name),
            applies(control),
            dot(!control.reason_risks.is_empty()),
            dot(has_law),
            dot(has_contract),
            dot(practice),
            status(control),
            how(control),
            if excluded { Cell::default() } else { reasons(control, &obligations, &risks) },
            Cell::plain(isms.person_name(control.owner)),
            Cell::muted(documents.join(", ")),
            if excluded { Cell::default() } else { Cell::plain(evidence.to_string()) },
        ],
        kind: if excluded { RowKind::Muted } else { RowKind::Body },
    }
}

fn applies(control: &Control) -> Cell {
    match control.applicable {
        Some(true) => Cell::plain(tr!("Yes")),
        Some(false) => Cell::plain(tr!("No")),
        None => Cell::plain(tr!("Undecided")),
    }
}

fn status(control: &Control) -> Cell {
    if control.applicable == Some(false) {
        return Cell::marked(Mark::Dash, tr!("Excluded"));
    }
    let (mark, word) = match control.status {
        Some(ImplementationStatus::Implemented) => return Cell::marked(Mark::Full, tr!("In place")),
        Some(status @ ImplementationStatus::Partly) => (Mark::Half, status.label()),
        Some(status @ (ImplementationStatus::Planned | ImplementationStatus::NotStarted)) => {
            (Mark::Empty, status.label())
        }
        None => return Cell::marked(Mark::Open, tr!("Not assessed")),
    };
    match control.due {
        Some(due) => {
            // The day stays together on its own line.
            let day = tr!("due {}", short_date(due)).replace(' ', "\u{a0}");
            Cell::marked(mark, format!("{word},\n{day}"))
        }
        None => Cell::marked(mark, word),
    }
}

fn how(control: &Control) -> Cell {
    let text = if control.applicable == Some(false) { &control.exclusion } else { &control.how };
    match (text.trim(), control.applicable) {
        ("", Some(false)) => Cell::muted(tr!("No reason given")),
        ("", Some(true)) => Cell::muted(tr!("Not described")),
        (text, _) => Cell::plain(text),
    }
}

/// The records behind the decision: risks, obligations with their provision, the business reason in words.
fn reasons(control: &Control, obligations: &[&Obligation], risks: &[&Risk]) -> Cell {
    let mut parts: Vec<String> = risks.iter().map(|risk| unbroken(&risk.reference)).collect();
    if !parts.is_empty() {
        parts = vec![parts.join(", ")];
    }
    parts.extend(obligations.iter().map(|o| format!("{} {}", unbroken(&o.reference), o.citation())));
    if !control.reason_business.trim().is_empty() {
        parts.push(control.reason_business.trim().to_owned());
    }
    if parts.is_empty() && control.applicable == Some(true) {
        return Cell::muted(tr!("No reason given"));
    }
    Cell { mark: None, text: vec![Span::plain(parts.join("; "))] }
}

fn risks_of<'a>(statement: &Statement<'a>, control: &Control) -> Vec<&'a Risk> {
    let mut risks: Vec<&Risk> =
        control.reason_risks.iter().filter_map(|id| statement.request.isms.risks.get(*id)).collect();
    // R-12 before R-100: shorter first, then by letters and digits.
    risks.sort_by_key(|risk| (risk.reference.len(), &risk.reference));
    risks
}
