//! What lands on which page.

use super::*;

fn pages_of(texts: &[String], word: &str) -> Vec<usize> {
    (0..texts.len()).filter(|&page| texts[page].contains(word)).collect()
}

fn reason_table() -> Block {
    let grouped = |title: &str| Column { align: Align::Centre, group: "Reason".into(), ..column(title, 0.3) };
    let reason = || Cell { mark: Some(Mark::Reason), text: Vec::new() };
    let row =
        body(vec![Cell::strong("A.5.1"), reason(), Cell::default(), reason(), Cell::marked(Mark::Half, "Partial")]);
    let columns = vec![column("Ref", 1.0), grouped("Risk"), grouped("Law"), grouped("Contract"), column("Status", 1.0)];
    Block::Table(Table { columns, rows: vec![row] })
}

#[test]
fn a_long_table_repeats_its_heading_and_its_head_and_loses_no_row() {
    let document = read(&outline(vec![heading(1, "Controls"), long_table(200)]));
    let texts = texts(&document);
    assert!(texts.len() > 5);
    for (page, text) in texts.iter().enumerate() {
        assert!(text.contains("Reference") && text.contains("Meaning"), "head on page {page}");
        assert_eq!(text.contains("continued"), page > 0);
        assert!(text.contains(&format!("Page {} of {}", page + 1, texts.len())));
    }
    for row in 0..200 {
        let pages = pages_of(&texts, &format!("row{row:04}"));
        assert_eq!(pages.len(), 1, "row {row}");
        assert_eq!(pages, pages_of(&texts, &format!("text{row:04}")), "row {row} is not split");
    }
    let root = follow(&document, catalog(&document), "Outlines");
    assert_eq!(bookmarks(&document, root), "Controls", "the repeated heading is no bookmark");
}

#[test]
fn a_cell_longer_than_pages_is_split_without_loss() {
    let words: String = (0..4000).map(|word| format!("word{word:04} ")).collect();
    let row = body(vec![Cell::strong("A.5.1"), Cell::plain(words), Cell::plain("short")]);
    let columns = vec![column("Ref", 1.0), column("How", 3.0), column("Rest", 1.0)];
    let table = Block::Table(Table { columns, rows: vec![row, body(vec![Cell::plain("after")])] });
    let texts = texts(&read(&outline(vec![heading(1, "Controls"), table])));
    assert!(texts.len() > 3);
    for word in 0..4000 {
        assert_eq!(pages_of(&texts, &format!("word{word:04}")).len(), 1, "word {word}");
    }
    assert_eq!(pages_of(&texts, "A.5.1"), [0], "the row begins under its heading");
    assert_eq!(pages_of(&texts, "after"), [texts.len() - 1]);
    assert!(texts.iter().all(|text| text.contains("How")));
}

#[test]
fn no_heading_stands_alone_at_the_foot_of_a_page() {
    for filler in 20..60 {
        let mut blocks: Vec<Block> = (0..filler).map(|_| prose("A line of text.")).collect();
        blocks.push(heading(1, "Lonely"));
        blocks.push(long_table(40));
        let texts = texts(&read(&outline(blocks)));
        let page = texts.iter().position(|text| text.contains("Lonely")).unwrap();
        for row in ["row0000", "row0001", "row0002"] {
            assert!(texts[page].contains(row), "{filler} lines, {row}");
        }
        let last = texts.last().unwrap();
        assert!(["row0037", "row0038", "row0039"].iter().all(|row| last.contains(row)), "{filler} lines");
    }
}

#[test]
fn a_group_keeps_three_rows_and_a_sum_its_last_row() {
    for before in 10..40 {
        let row = |name: String| body(vec![Cell::plain(name), Cell::plain("x")]);
        let mut rows: Vec<Row> = (0..before).map(|index| row(format!("before{index}"))).collect();
        rows.push(Row { cells: vec![Cell::strong("Group")], kind: RowKind::Group });
        rows.extend((0..10).map(|index| row(format!("in{index:02}"))));
        rows.push(Row { cells: vec![Cell::plain("Sum"), Cell::plain("10")], kind: RowKind::Total });
        let columns = vec![column("Name", 1.0), column("Value", 1.0)];
        let texts = texts(&read(&outline(vec![Block::Table(Table { columns, rows })])));
        let page = pages_of(&texts, "Group");
        for name in ["in00", "in01", "in02"] {
            assert_eq!(pages_of(&texts, name), page, "{before} rows before, {name}");
        }
        assert_eq!(pages_of(&texts, "Sum"), pages_of(&texts, "in09"));
    }
}

#[test]
fn reason_dots_are_found_as_the_title_of_their_column() {
    let text = texts(&read(&outline(vec![reason_table()]))).concat();
    assert_eq!(text.matches("Risk").count(), 2, "head and dot: {text}");
    assert_eq!(text.matches("Law").count(), 1, "only the head: {text}");
    assert_eq!(text.matches("Contract").count(), 2);
    assert!(text.contains("Partial") && text.contains("Reason"));
}

#[test]
fn the_mark_of_a_draft_is_on_every_page_once() {
    let mut outline = outline(vec![heading(1, "Controls"), long_table(100)]);
    outline.mark = Some("DRAFT".into());
    for text in texts(&read(&outline)) {
        assert_eq!(text.matches("DRAFT").count(), 1);
    }
}

#[test]
fn the_mark_is_whole_on_either_paper_and_leaves_the_running_head_its_words() {
    for orientation in [Orientation::Portrait, Orientation::Landscape] {
        for mark in ["CHANGED SINCE APPROVAL", "SEIT DER FREIGABE GEÄNDERT UND NICHT ERNEUT FREIGEGEBEN"] {
            let mut outline = outline(vec![heading(1, "Controls"), long_table(100)]);
            outline.orientation = orientation;
            outline.mark = Some(mark.into());
            outline.running.head = ["Harbour Analytics", "Risk treatment plan", "Internal"].map(str::to_owned);
            for text in texts(&read(&outline)) {
                for words in [mark, "Harbour Analytics", "Risk treatment plan", "Internal"] {
                    assert!(text.contains(words), "{words} is cut in {orientation:?}: {text}");
                }
            }
        }
    }
}

#[test]
fn a_link_leads_to_the_page_of_its_heading() {
    let link = Span { link: Some("target".into()), ..Span::plain("go there") };
    let missing = Span { link: Some("nowhere".into()), ..Span::plain("no way") };
    let paragraph = Block::Paragraph { text: vec![link, missing], style: ParagraphStyle::Prose };
    let document = read(&outline(vec![paragraph, Block::PageBreak, Block::PageBreak, heading(1, "Target")]));
    let pages = document.get_pages();
    assert_eq!(pages.len(), 2, "a second page break in a row adds no empty page");
    let first = document.get_dictionary(pages[&1]).unwrap();
    let links = first.get(b"Annots").unwrap().as_array().unwrap();
    assert_eq!(links.len(), 1);
    let link = document.get_dictionary(links[0].as_reference().unwrap()).unwrap();
    assert_eq!(link.get(b"F").unwrap().as_i64().unwrap(), 4);
    assert_eq!(link.get(b"Contents").unwrap().as_str().unwrap(), b"go there");
    let place = follow(&document, link, "A").get(b"D").unwrap().as_array().unwrap();
    assert_eq!(place[0].as_reference().unwrap(), pages[&2]);
}

#[test]
fn a_cover_stands_alone_without_a_running_header() {
    let cover = Cover {
        organisation: "Harbour Analytics Ltd".into(),
        classification: "Secret".into(),
        title: "Statement of Applicability".into(),
        subtitle: "ISO/IEC 27001:2022".into(),
        about: Some(("Scope".into(), vec![Span::plain("Everything.")])),
        control_title: "Document control".into(),
        control: vec![("Based on".into(), "one\ntwo".into())],
        versions_title: "Versions".into(),
        versions: Vec::new(),
    };
    let texts = texts(&read(&outline(vec![Block::Cover(cover), prose("after")])));
    assert_eq!(texts.len(), 2);
    assert!(texts[0].contains("Secret") && texts[0].contains("Page 1 of 2") && texts[0].contains("two"));
    assert!(!texts[0].contains("Internal") && !texts[0].contains("Versions"));
    assert!(texts[1].contains("Internal") && texts[1].contains("after"));
}

#[test]
fn every_row_of_a_tagged_table_covers_every_column() {
    let document = read(&outline(vec![heading(1, "Controls"), reason_table(), long_table(60)]));
    let mut tables = 0;
    for table in elements(&document, b"Table") {
        tables += 1;
        let mut widths = Vec::new();
        let mut above = 0;
        for row in kids(&document, table) {
            let cells = kids(&document, row);
            let span = |cell: &Dictionary, name: &[u8]| {
                let attributes = cell.get(b"A").and_then(Object::as_dict);
                attributes.and_then(|a| a.get(name)).and_then(Object::as_i64).unwrap_or(1)
            };
            let width: i64 = cells.iter().map(|cell| span(cell, b"ColSpan")).sum();
            widths.push(width + std::mem::take(&mut above));
            above = cells.iter().filter(|cell| span(cell, b"RowSpan") == 2).count() as i64;
        }
        assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{widths:?}");
    }
    assert_eq!(tables, 2);
    assert_eq!(elements(&document, b"H1").len(), 1);
}
