//! The risk method as a page: what was decided is printed, what was not is printed as undecided.

use octavo::content::Content;
use octavo::documents::outline::{Block, HeatMap, Outline, Table};
use octavo::documents::{Request, by_name};
use octavo::isms::method::{Combination, Level, Method, MethodId};
use octavo::isms::{Isms, Record};
use uuid::Uuid;

use super::reading::{fact, masthead};
use super::{DAY, FINGERPRINT, content, founded, pages, sample, squeezed, still_open, with, words};

fn printed(isms: &Isms, content: &Content) -> Outline {
    (by_name("risk-method").unwrap().outline)(&Request { isms, content, date: DAY, fingerprint: FINGERPRINT })
}

fn map(outline: &Outline) -> &HeatMap {
    let found = outline.blocks.iter().find_map(|block| match block {
        Block::HeatMap(map) => Some(map),
        _ => None,
    });
    found.unwrap()
}

/// The table below a heading.
fn table<'a>(outline: &'a Outline, heading: &str) -> &'a Table {
    let pairs = outline.blocks.iter().zip(outline.blocks.iter().skip(1));
    let mut found = pairs.filter_map(|pair| match pair {
        (Block::Heading(found), Block::Table(table)) if found.text == heading => Some(table),
        _ => None,
    });
    found.next_back().unwrap_or_else(|| panic!("no table below {heading}"))
}

/// The sentence below a heading.
fn sentence(outline: &Outline, heading: &str) -> String {
    let pairs = outline.blocks.iter().zip(outline.blocks.iter().skip(1));
    let mut found = pairs.filter_map(|pair| match pair {
        (Block::Heading(found), Block::Paragraph { text, .. }) if found.text == heading => {
            Some(text.iter().map(|span| span.text.as_str()).collect())
        }
        _ => None,
    });
    found.next_back().unwrap_or_else(|| panic!("no sentence below {heading}"))
}

/// Three by three, free, with one cell, one name and the words of one area open.
fn half_made() -> Method {
    let level = |name: &str| Level {
        name: name.to_owned(),
        words: if name.is_empty() { String::new() } else { format!("{name} in our words.") },
        ..Level::default()
    };
    let mut impact: Vec<Level> = ["Slight", "Bad", "Grave"].map(level).to_vec();
    for (index, level) in impact.iter_mut().enumerate() {
        level.by_area = vec![if index == 1 { String::new() } else { format!("Clients feel it {index}.") }];
    }
    Method {
        likelihood: ["Seldom", "", "Often"].map(level).to_vec(),
        impact,
        impact_areas: vec!["Clients".to_owned()],
        combination: Some(Combination::Matrix),
        matrix: vec![vec![Some(1), Some(2), Some(3)], vec![Some(2), None, Some(4)], vec![Some(3), Some(4), Some(9)]],
        ..Method::blank(MethodId(Uuid::from_u128(7)), "RM-01".to_owned())
    }
}

#[test]
fn an_approved_method_carries_who_when_and_every_word() {
    let content = content();
    let isms = sample(&content);
    let outline = printed(&isms, &content);
    assert_eq!(outline.mark, None);
    assert_eq!(fact(&outline, "Document"), "PRO-01", "the record under document control");
    assert_eq!(fact(&outline, "Owner"), "Priya Nair, ISMS manager");
    assert_eq!(fact(&outline, "Class"), "Internal");
    assert_eq!(fact(&outline, "Version"), "version 1.0");
    assert_eq!(fact(&outline, "Approver"), "Maya Lindqvist, Chief executive");
    assert_eq!(fact(&outline, "Approved on"), "28 January 2026");
    assert_eq!(masthead(&outline).versions.len(), 1, "real versions only");
    assert!(sentence(&outline, "When a risk may be accepted").contains("6 or less"));
    assert!(still_open(&outline).is_empty());
    let text = squeezed(&pages(&outline).join(" "));
    let method = isms.current_method().unwrap();
    for level in method.likelihood.iter().chain(&method.impact) {
        for said in [&level.name, &level.words, &level.hint] {
            assert!(text.contains(&squeezed(said)), "{said}");
        }
    }
    for band in &method.bands {
        assert!(text.contains(&squeezed(&band.words)), "{}", band.words);
    }
}

#[test]
fn the_matrix_holds_the_scores_and_the_line() {
    let content = content();
    let outline = printed(&sample(&content), &content);
    let map = map(&outline);
    let matrix = &map.matrices[0];
    assert_eq!(
        (matrix.rows.levels[0].name.as_str(), matrix.columns.levels[0].name.as_str()),
        ("Almost certain", "Negligible")
    );
    let top: Vec<u32> = matrix.cells[0].iter().map(|cell| cell.count).collect();
    assert_eq!(top, [5, 10, 15, 20, 25]);
    let above: Vec<bool> = matrix.cells[2].iter().map(|cell| cell.above).collect();
    assert_eq!(above, [false, false, true, true, true], "likelihood 3: 3 and 6 lie below the line");
    assert_eq!(
        map.legend.bands.iter().map(|band| band.range.as_str()).collect::<Vec<_>>(),
        ["1–3", "4–6", "8–10", "12–16", "20–25"]
    );
    assert!(map.description.contains("Likelihood 3, Possible: 3, 6, 9, 12, 15.") && map.legend.line.contains('6'));
}

#[test]
fn what_nobody_decided_is_printed_as_undecided() {
    let content = content();
    let isms = with(&founded("Kladno Labs", &content), half_made());
    let outline = printed(&isms, &content);
    assert_eq!(outline.mark.as_deref(), Some("DRAFT"));
    assert_eq!((fact(&outline, "Approver"), fact(&outline, "Approved on")), ("not named", "not approved"));
    assert_eq!(fact(&outline, "Version"), "draft");
    assert!(masthead(&outline).versions.is_empty());
    assert_eq!(words(&table(&outline, "Likelihood").rows[1].cells[1]), "undecided");
    let areas = outline.blocks.iter().find_map(|block| match block {
        Block::Table(table) if table.columns.iter().any(|column| column.title == "Clients") => Some(table),
        _ => None,
    });
    let said: Vec<String> = areas.unwrap().rows.iter().map(|row| words(&row.cells[1])).collect();
    assert_eq!(said, ["Clients feel it 0.", "undecided", "Clients feel it 2."]);
    assert!(map(&outline).description.contains("2, undecided, 4") && map(&outline).legend.line.is_empty());
    assert!(map(&outline).matrices[0].cells.iter().flatten().all(|cell| !cell.above), "no line is drawn for anybody");
    assert!(sentence(&outline, "When a risk may be accepted").starts_with("Undecided"));
    assert!(sentence(&outline, "When risks are assessed again").starts_with("Undecided"));
    let open = still_open(&outline).join(" ");
    for part in ["level 2 of likelihood", "every cell", "band", "acceptance line", "has not approved"] {
        assert!(open.contains(part), "{part}: {open}");
    }
}

#[test]
fn a_next_version_is_announced_and_not_printed_as_in_use() {
    let content = content();
    let isms = sample(&content);
    let current = isms.current_method().unwrap();
    let next = Method {
        id: MethodId(Uuid::from_u128(u128::MAX)),
        reference: "RM-02".to_owned(),
        version: String::new(),
        previous: Some(current.id),
        approval: None,
        acceptable_up_to: Some(4),
        ..current.clone()
    };
    let outline = printed(&with(&isms, next), &content);
    assert_eq!((outline.mark.as_deref(), fact(&outline, "Version")), (None, "version 1.0"));
    assert!(sentence(&outline, "In preparation").contains("not approved"));
    assert!(still_open(&outline).contains(&"Acceptable up to: 4, was 6.".to_owned()), "the differences are listed");
    assert!(sentence(&outline, "When a risk may be accepted").contains("6 or less"));
}

#[test]
fn without_a_method_the_page_says_so() {
    let content = content();
    let outline = printed(&founded("Kladno Labs", &content), &content);
    assert_eq!(outline.mark.as_deref(), Some("DRAFT"));
    assert_eq!(fact(&outline, "Document"), "not set");
    assert!(pages(&outline).join(" ").contains("No risk method is chosen yet."));
}
