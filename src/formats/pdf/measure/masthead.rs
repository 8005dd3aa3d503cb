//! The upper part of the first page of a small document.

use std::ops::ControlFlow;

use super::{Frame, Measure};
use crate::documents::outline::{Block, Cell, Column, Heading, Masthead, ParagraphStyle, Row, RowKind, Span, Table};
use crate::formats::pdf::canvas::Node;

impl Measure<'_> {
    /// Title and control block as ordinary blocks.
    pub(super) fn masthead(&mut self, masthead: &Masthead, frame: Frame, parent: Node) -> ControlFlow<()> {
        let small = |text: &str| Block::Paragraph { text: vec![Span::plain(text)], style: ParagraphStyle::Small };
        let title = Heading {
            level: 1,
            text: masthead.title.clone(),
            note: String::new(),
            continued: String::new(),
            anchor: String::new(),
        };
        let facts = |(label, value): &(String, String)| (vec![Span::muted(label)], vec![Span::plain(value)]);
        let mut blocks = vec![small(&masthead.organisation), Block::Heading(title), small(&masthead.subtitle)];
        blocks.push(Block::Definitions { title: String::new(), rows: masthead.control.iter().map(facts).collect() });
        if !masthead.versions.is_empty() {
            let columns = [0.15, 0.25, 0.6].map(|width| Column { width, ..Column::default() }).into();
            let row =
                |version: &[String; 3]| Row { cells: version.iter().map(Cell::plain).collect(), kind: RowKind::Body };
            blocks.push(small(&masthead.versions_title));
            blocks.push(Block::Table(Table { columns, rows: masthead.versions.iter().map(row).collect() }));
        }
        self.blocks(&blocks, frame, parent)
    }
}
