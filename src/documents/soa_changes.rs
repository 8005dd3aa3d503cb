//! What changed between two versions of the Statement of Applicability, or since one of them.

use tr::tr;

use super::Request;
use super::outline::{
    Block, Cell, Column, Heading, Orientation, Outline, ParagraphStyle, Row, RowKind, Running, Span, Table,
};
use super::wording::{long_date, short_date};
use crate::isms::controls::SoaVersionId;
use crate::isms::statement::{Difference, controls_of, differences};

/// The outline. Without a second version the first is compared with the present state.
pub fn outline(request: &Request<'_>, from: SoaVersionId, to: Option<SoaVersionId>) -> Outline {
    let isms = request.isms;
    let (before, after) = (controls_of(isms, Some(from)), controls_of(isms, to));
    let found = differences(&before.unwrap_or_default(), after.unwrap_or_default().iter());
    let title = tr!("Changes in the Statement of Applicability");
    let profile = isms.profile().ok();
    let organisation = profile.map_or("", |profile| profile.printed_name()).to_owned();
    let language = profile.map_or("", |profile| profile.document_language.as_str());
    let between = tr!("From {0} to {1}", state(request, Some(from)), state(request, to));
    let heading = Heading {
        level: 1,
        text: title.clone(),
        note: String::new(),
        continued: tr!("continued"),
        anchor: String::new(),
    };
    let mut blocks = vec![
        Block::Heading(heading),
        Block::Paragraph { text: vec![Span::plain(format!("{between}."))], style: ParagraphStyle::Prose },
    ];
    if found.is_empty() {
        let text = tr!("Nothing in the statement differs between the two.");
        blocks.push(Block::Paragraph { text: vec![Span::plain(text)], style: ParagraphStyle::Prose });
    } else {
        blocks.push(Block::Table(table(found)));
    }
    Outline {
        title: title.clone(),
        organisation: organisation.clone(),
        author: String::new(),
        language: if language.is_empty() { "en".to_owned() } else { language.to_owned() },
        date: request.date.to_string(),
        orientation: Orientation::Portrait,
        running: Running {
            head: [organisation, title, String::new()],
            foot: [tr!("State of {}", long_date(request.date)), tr!("History {}", request.fingerprint)],
            page: tr!("Page {0} of {1}", "{page}", "{pages}"),
        },
        mark: None,
        blocks,
    }
}

/// `version 1.0 of 12 Mar 2026`, or the present state.
fn state(request: &Request<'_>, version: Option<SoaVersionId>) -> String {
    match version.and_then(|id| request.isms.soa_versions.get(id)) {
        Some(version) => {
            let on = version.on.map(short_date).unwrap_or_default();
            tr!("version {0} of {1}", version.version, on)
        }
        None => tr!("the present state of {}", short_date(request.date)),
    }
}

fn table(found: Vec<Difference>) -> Table {
    let column = |title: String, width: f32| Column { title, width, ..Column::default() };
    let row = |difference: Difference| Row {
        cells: vec![
            Cell::strong(difference.reference),
            Cell::strong(difference.name),
            Cell::plain(difference.changes.join("; ")),
        ],
        kind: RowKind::Body,
    };
    Table {
        columns: vec![column(tr!("Ref"), 0.7), column(tr!("Control"), 1.8), column(tr!("What changed"), 4.0)],
        rows: found.into_iter().map(row).collect(),
    }
}
