//! What all reports share: they tell the state of a day and are approved by nobody, so they carry no mark.

use tr::tr;

use super::Request;
use super::outline::{
    Align, Block, Cell, Column, Heading, Masthead, Orientation, Outline, ParagraphStyle, Row, RowKind, Running, Span,
};
use super::wording::long_date;

/// A report with its head, from its blocks.
pub(super) fn outline(
    request: &Request<'_>,
    title: String,
    subtitle: String,
    orientation: Orientation,
    blocks: Vec<Block>,
) -> Outline {
    let profile = request.isms.profile().ok();
    let organisation = profile.map_or("", |profile| profile.printed_name()).to_owned();
    let language = profile.map_or("", |profile| profile.document_language.as_str());
    let head = Masthead {
        organisation: organisation.clone(),
        title: title.clone(),
        subtitle,
        control: vec![(tr!("State of"), long_date(request.date)), (tr!("History"), request.fingerprint.to_owned())],
        ..Masthead::default()
    };
    Outline {
        title: title.clone(),
        organisation: organisation.clone(),
        author: String::new(),
        language: if language.is_empty() { "en".to_owned() } else { language.to_owned() },
        date: request.date.to_string(),
        orientation,
        running: Running {
            head: [organisation, title, String::new()],
            foot: [tr!("State of {}", long_date(request.date)), tr!("History {}", request.fingerprint)],
            page: tr!("Page {0} of {1}", "{page}", "{pages}"),
        },
        mark: None,
        blocks: std::iter::once(Block::Masthead(head)).chain(blocks).collect(),
    }
}

/// A heading.
pub(super) fn heading(level: u8, text: String, note: String) -> Block {
    Block::Heading(Heading { level, text, note, continued: tr!("continued"), anchor: String::new() })
}

/// A paragraph of prose.
pub(super) fn prose(text: String) -> Block {
    Block::Paragraph { text: vec![Span::plain(text)], style: ParagraphStyle::Prose }
}

/// A column of text.
pub(super) fn column(title: String, width: f32) -> Column {
    Column { title, width, ..Column::default() }
}

/// A column of numbers.
pub(super) fn number(title: String, width: f32) -> Column {
    Column { title, width, align: Align::Right, ..Column::default() }
}

/// An ordinary row.
pub(super) fn row(cells: Vec<Cell>) -> Row {
    Row { cells, kind: RowKind::Body }
}
