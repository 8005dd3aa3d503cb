//! How small documents open and what acceptance sheets need: mastheads, badges, lines to write on.

use super::*;

fn masthead() -> Masthead {
    let fact = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    Masthead {
        organisation: "Harbour Analytics Ltd".into(),
        classification: "Secret".into(),
        title: "Acceptance of residual risks".into(),
        subtitle: "Clause 6.1.3 f".into(),
        control: vec![fact("Document", "RAS-01"), fact("Based on", "register\nmethod"), fact("Status", "Draft")],
        versions_title: "Versions".into(),
        versions: vec![["1.0".into(), "12 March".into(), "Reviewed".into()]],
    }
}

#[test]
fn text_follows_a_masthead_on_the_same_page() {
    for orientation in [Orientation::Portrait, Orientation::Landscape] {
        let blocks =
            vec![Block::Masthead(masthead()), heading(1, "What we ask"), prose("Please sign."), long_table(60)];
        let texts = texts(&read(&Outline { orientation, ..outline(blocks) }));
        for word in ["Harbour", "Secret", "residual", "6.1.3 f", "RAS-01", "method", "Versions", "Reviewed", "Please"] {
            assert!(texts[0].contains(word), "{word} in {}", texts[0]);
        }
        assert!(!texts[0].contains("Internal") && texts[0].contains("Page 1 of"), "no running header");
        assert!(texts[1].contains("Internal") && !texts[1].contains("RAS-01"));
    }
}

#[test]
fn a_masthead_begins_a_page_and_is_no_bookmark() {
    let blocks = vec![heading(1, "Before"), Block::Masthead(masthead()), heading(1, "After")];
    let document = read(&outline(blocks));
    let texts = texts(&document);
    assert!(texts[0].contains("Before") && texts[1].contains("RAS-01") && texts[1].contains("After"));
    let root = follow(&document, catalog(&document), "Outlines");
    assert_eq!(bookmarks(&document, root), "Before After");
}

#[test]
fn a_masthead_without_versions_and_facts_prints_nothing_in_their_place() {
    let bare = Masthead { control: Vec::new(), versions: Vec::new(), ..masthead() };
    let document = read(&outline(vec![Block::Masthead(bare), prose("Text")]));
    let text = texts(&document).concat();
    assert!(!text.contains("Versions") && text.contains("Text"));
    assert!(elements(&document, b"Table").is_empty() && elements(&document, b"L").is_empty());
}

#[test]
fn a_crowded_masthead_keeps_every_word_and_leaves_room_for_text() {
    let long = "a value that is long enough to wrap over several lines in a narrow column of the control block";
    for orientation in [Orientation::Portrait, Orientation::Landscape] {
        for facts in [12, 60] {
            let crowded = Masthead {
                title: "Acceptance of the residual risks of a company with a long name ".repeat(2),
                control: (0..facts).map(|at| (format!("Label{at:02}"), format!("v{at:02} {long}"))).collect(),
                versions: (0..9).map(|at| [format!("0.{at}"), "1 May".into(), format!("change{at}")]).collect(),
                ..masthead()
            };
            let document = read(&Outline { orientation, ..outline(vec![Block::Masthead(crowded), prose("after")]) });
            let text = squeezed(&texts(&document).concat());
            for at in 0..facts {
                assert_eq!(text.matches(&format!("v{at:02}a")).count(), 1, "value {at}");
            }
            for at in 0..9 {
                assert!(text.contains(&format!("change{at}")), "version {at}");
            }
            assert!(text.contains("after"));
        }
    }
}

#[test]
fn a_level_is_read_as_its_score_and_then_its_band() {
    let row = body(vec![Cell::level(4, 16, "High"), Cell::level(9, 25, ""), Cell::plain("after")]);
    let columns = vec![column("Level", 1.0), column("Bare", 1.0), column("Rest", 1.0)];
    let document = read(&outline(vec![Block::Table(Table { columns, rows: vec![row] })]));
    let text = texts(&document).concat();
    let place = |word: &str| text.find(word).unwrap_or_else(|| panic!("{word} in {text}"));
    assert!(place("16 ") < place("High") && place("High") < place("25") && place("25") < place("after"));
}

#[test]
fn a_row_with_a_line_to_write_on_is_at_least_nine_millimetres_high() {
    let rows_on_first_page = |blank: Cell| {
        let row = |at: usize| body(vec![Cell::plain(format!("row{at:02}")), blank.clone()]);
        let columns = vec![column("Risk", 1.0), column("Signature", 1.0)];
        let table = Block::Table(Table { columns, rows: (0..60).map(row).collect() });
        texts(&read(&outline(vec![table])))[0].matches("row").count()
    };
    // The body of the page is 171 mm high.
    let blank = rows_on_first_page(Cell::blank_line());
    assert!((14..=18).contains(&blank), "{blank}");
    assert!(rows_on_first_page(Cell::plain("")) > 20);
    let named = rows_on_first_page(Cell { mark: Some(Mark::BlankLine), text: vec![Span::muted("Tom Okafor")] });
    assert!(named < blank, "the name below the line takes room of its own");
}
