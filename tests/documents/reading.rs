//! Reading an outline: its tables, rows and cells, its control block, what stands under a heading.

use octavo::documents::outline::{Block, Cell, Masthead, Outline, Row, Span, Table};

use super::words;

/// Every table of an outline, those in columns included.
pub fn tables(outline: &Outline) -> Vec<&Table> {
    fn of<'a>(blocks: &'a [Block], found: &mut Vec<&'a Table>) {
        for block in blocks {
            match block {
                Block::Table(table) => found.push(table),
                Block::Columns { left, right, .. } => {
                    of(left, found);
                    of(right, found);
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    of(&outline.blocks, &mut found);
    found
}

/// The table with this column.
pub fn table_with<'a>(outline: &'a Outline, column: &str) -> &'a Table {
    let found = tables(outline).into_iter().find(|table| table.columns.iter().any(|found| found.title == column));
    found.unwrap_or_else(|| panic!("no table has a column {column}"))
}

/// The row whose first cell is this reference.
pub fn row_of<'a>(table: &'a Table, reference: &str) -> &'a Row {
    let unbroken = reference.replace('-', "\u{2011}");
    let found: Vec<&Row> = table.rows.iter().filter(|row| words(&row.cells[0]) == unbroken).collect();
    assert_eq!(found.len(), 1, "{reference} has not exactly one row");
    found[0]
}

/// The cell of a row under a column.
pub fn cell<'a>(table: &'a Table, row: &'a Row, column: &str) -> &'a Cell {
    let at = table.columns.iter().position(|found| found.title == column);
    &row.cells[at.unwrap_or_else(|| panic!("there is no column {column}"))]
}

/// What a cell of the row with this reference says.
pub fn said(table: &Table, reference: &str, column: &str) -> String {
    words(cell(table, row_of(table, reference), column))
}

/// The control block on top of the first page.
pub fn masthead(outline: &Outline) -> &Masthead {
    let found = outline.blocks.iter().find_map(|block| match block {
        Block::Masthead(masthead) => Some(masthead),
        _ => None,
    });
    found.unwrap()
}

/// A line of the control block.
pub fn fact<'a>(outline: &'a Outline, label: &str) -> &'a str {
    let line = masthead(outline).control.iter().find(|(name, _)| name == label);
    &line.unwrap_or_else(|| panic!("the control block has no {label}")).1
}

/// What stands in the boxes that must not be overlooked.
pub fn callouts(outline: &Outline) -> Vec<String> {
    let boxes = outline.blocks.iter().filter_map(|block| match block {
        Block::Callout(spans) => Some(spans.iter().map(|span| span.text.as_str()).collect()),
        _ => None,
    });
    boxes.collect()
}

/// The paragraphs, callouts and list items between a heading of this text and the next heading.
pub fn below(outline: &Outline, heading: &str) -> String {
    let spans = |spans: &[Span]| spans.iter().map(|span| span.text.as_str()).collect::<String>();
    let (mut inside, mut found) = (false, Vec::new());
    for block in &outline.blocks {
        match block {
            Block::Heading(one) => inside = one.text == heading,
            Block::Paragraph { text, .. } | Block::Callout(text) if inside => found.push(spans(text)),
            Block::List { items, .. } if inside => found.extend(items.iter().map(|item| spans(item))),
            _ => {}
        }
    }
    assert!(!found.is_empty(), "nothing is said below {heading}");
    found.join("\n")
}

/// Nothing stands under a heading that has nothing to say.
pub fn headings_have_something_below(outline: &Outline, name: &str) {
    let (mut title, mut level) = (None::<&str>, 0);
    for block in &outline.blocks {
        match block {
            Block::Heading(heading) => {
                let nested = title.is_some() && heading.level > level;
                assert!(title.is_none() || nested, "{name}: nothing stands under “{}”", title.unwrap_or_default());
                (title, level) = (Some(heading.text.as_str()), heading.level);
            }
            Block::PageBreak => {}
            _ => title = None,
        }
    }
    assert!(title.is_none(), "{name}: nothing stands under “{}”", title.unwrap_or_default());
}
