//! The statement of an ISMS in which nothing has been decided.

use octavo::documents::outline::{Block, Mark};

use super::{content, cover, fact, founded, pages, row, rows, signatures, soa, squeezed, still_open, text_of, words};

#[test]
fn ninety_three_rows_say_undecided() {
    let content = content();
    let outline = soa(&founded("Harbour", &content), &content);
    assert_eq!(rows(&outline).len(), 93);
    for entry in &content.controls {
        let row = row(&outline, &entry.id);
        assert_eq!(words(&row.cells[1]), entry.title);
        assert_eq!(text_of(&outline, &entry.id, "Applies"), "Undecided");
        assert_eq!(text_of(&outline, &entry.id, "Status"), "Not assessed");
        for column in ["How it is met, or why it is excluded", "Reasons and risks", "Owner", "Documents"] {
            assert_eq!(text_of(&outline, &entry.id, column), "", "{} {column}", entry.id);
        }
        assert_eq!(text_of(&outline, &entry.id, "Evidence"), "0");
        assert!(row.cells.iter().all(|cell| cell.mark != Some(Mark::Reason) && cell.mark != Some(Mark::Full)));
    }
}

#[test]
fn no_cell_holds_what_nobody_entered() {
    let content = content();
    let outline = soa(&founded("Harbour", &content), &content);
    for row in rows(&outline) {
        for text in row.cells.iter().map(words) {
            assert!(!["Yes", "No", "In place", "Partial", "Planned", "Not started"].contains(&text.as_str()), "{text}");
        }
    }
    let Some(Block::Columns { right, .. }) = outline.blocks.iter().find(|b| matches!(b, Block::Columns { .. })) else {
        panic!("there is no summary");
    };
    for block in right {
        match block {
            Block::Table(table) => {
                for row in &table.rows {
                    let numbers: Vec<String> = row.cells.iter().skip(1).map(words).collect();
                    let (all, decided, open) = (&numbers[0], &numbers[1..7], &numbers[7]);
                    assert!(decided.iter().all(|number| number == "–"), "{numbers:?}");
                    assert_eq!(all, open);
                }
            }
            Block::Bars(bars) => {
                assert!(bars.rows.iter().all(|bar| bar.note.is_empty() && bar.values[..4] == [0; 4]), "{bars:?}");
            }
            _ => {}
        }
    }
}

#[test]
fn nobody_is_named_who_was_not_entered() {
    let content = content();
    let outline = soa(&founded("Harbour", &content), &content);
    for label in ["Owner", "Prepared by", "Approver"] {
        assert_eq!(fact(&outline, label), "not named", "{label}");
    }
    assert_eq!(fact(&outline, "Approved on"), "not approved");
    assert_eq!(fact(&outline, "Version"), "draft");
    assert_eq!(fact(&outline, "Status"), "Draft, 93 controls undecided");
    assert_eq!(fact(&outline, "Class"), "not classified");
    assert_eq!(fact(&outline, "Based on"), "Risk register, 0 risks; scope statement, not approved");
    assert_eq!(fact(&outline, "Date"), "12 March 2026");
    assert_eq!((outline.author.as_str(), cover(&outline).versions.len()), ("", 0));
    assert_eq!(cover(&outline).about.as_ref().unwrap().1[0].text, "The scope statement is not written yet.");
}

#[test]
fn the_list_of_what_is_open_names_every_control_and_there_is_no_line_to_sign() {
    let content = content();
    let outline = soa(&founded("Harbour", &content), &content);
    let open = still_open(&outline);
    assert_eq!(open.len(), 1, "{open:?}");
    let names: Vec<&str> = content.controls.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(open[0], format!("Whether it applies is undecided: {}.", names.join(", ")));
    assert!(signatures(&outline).is_empty());
}

#[test]
fn every_page_says_draft_once() {
    let content = content();
    let outline = soa(&founded("Harbour", &content), &content);
    assert_eq!(outline.mark.as_deref(), Some("DRAFT"));
    let pages = pages(&outline);
    assert!(pages.len() >= 6);
    for (number, page) in pages.iter().enumerate() {
        assert_eq!(squeezed(page).matches("DRAFT").count(), 1, "page {}", number + 1);
    }
    let last = squeezed(pages.last().unwrap());
    assert!(last.contains("Stillopen") && last.contains("A.5.1,A.5.2,") && last.contains("cannotbeapproved"));
    assert!(!last.contains("Withthissignature"));
}
