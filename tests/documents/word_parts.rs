//! The build of a Word file: what Word would repair, or ask about, is not there.

use std::ops::ControlFlow;

use octavo::documents::outline::*;
use octavo::formats::docx::{self, DocxError};

use super::word_file::{Element, package, parts, tree};

fn outline(blocks: Vec<Block>) -> Outline {
    Outline {
        title: "Backup & restore".into(),
        organisation: "Harbour Analytics Ltd".into(),
        author: "Priya Nair".into(),
        language: "de".into(),
        date: "2026-03-12".into(),
        orientation: Orientation::Portrait,
        ragged: Ragged::Justified,
        running: Running {
            head: ["Harbour".into(), "Backup".into(), "Internal".into()],
            foot: ["POL-04, 1.0".into(), "History 9F3A".into()],
            page: "Page {page} of {pages}".into(),
        },
        mark: Some("DRAFT".into()),
        blocks,
    }
}

fn heading(level: u8, text: &str) -> Block {
    let anchor = text.to_lowercase();
    Block::Heading(Heading { level, text: text.into(), note: "a note".into(), continued: String::new(), anchor })
}

fn prose(text: Vec<Span>) -> Block {
    Block::Paragraph { text, style: ParagraphStyle::Prose }
}

fn plain(text: &str) -> Block {
    prose(vec![Span::plain(text)])
}

fn link(text: &str, anchor: &str) -> Span {
    Span { link: Some(anchor.into()), ..Span::plain(text) }
}

fn table(rows: Vec<Row>) -> Block {
    let column =
        |title: &str, group: &str, align| Column { title: title.into(), group: group.into(), width: 1.0, align };
    Block::Table(Table {
        columns: vec![
            column("Ref", "", Align::Left),
            column("R", "Reason", Align::Centre),
            column("L", "Reason", Align::Centre),
            column("Cost", "", Align::Right),
        ],
        rows,
    })
}

fn row(kind: RowKind, cells: Vec<Cell>) -> Row {
    Row { cells, kind }
}

fn matrix() -> Matrix {
    let scale = |name: &str| Scale {
        name: name.into(),
        levels: vec![ScaleLevel::new("2", "High"), ScaleLevel::new("1", "Low")],
    };
    let cell = |count, step, above| MatrixCell { count, step: Some(step), above };
    Matrix {
        title: "Today".into(),
        rows: scale("Likelihood"),
        columns: scale("Impact"),
        cells: vec![vec![cell(7, 3, false), cell(9, 5, true)], vec![cell(0, 1, false), cell(8, 2, false)]],
    }
}

fn pictures() -> Vec<Block> {
    let place = |row, column| Place { row, column };
    vec![
        Block::Bars(Bars {
            legend: vec![(Fill::Solid, "In place".into()), (Fill::Dashed, "Open".into())],
            rows: vec![Bar { label: "People".into(), values: vec![6, 0], note: "75 %".into() }],
        }),
        Block::HeatMap(HeatMap {
            description: "Nine risks are high.".into(),
            matrices: vec![matrix(), Matrix { title: "After".into(), ..matrix() }],
            legend: MatrixLegend { bands: Vec::new(), line: "acceptance line".into() },
        }),
        Block::Movement(Movement {
            description: "Three risks fell.".into(),
            matrix: matrix(),
            arrows: vec![Arrow { from: place(0, 0), to: place(1, 1), count: 3 }],
            moved: "How many".into(),
            ..Movement::default()
        }),
        Block::Curve(Curve {
            description: "One year in ten costs more than 56,000.".into(),
            amounts: Axis { name: "Loss".into(), ticks: vec![Tick::new(10.0, "10"), Tick::new(20.0, "20")] },
            lines: vec![CurveLine { name: "Now".into(), look: LineLook::Solid, points: vec![(0.0, 0.5), (20.0, 0.1)] }],
            ..Curve::default()
        }),
    ]
}

fn everything() -> Vec<Block> {
    let control = vec![("Document".into(), "POL-04".into()), ("Owner".into(), "Tom\nOkafor".into())];
    let item = |text: &str| vec![Span::plain(text)];
    let versions = vec![["1.0".into(), "1 Mar".into(), "First".into()]];
    let mut blocks = vec![
        Block::Cover(Cover {
            organisation: "Harbour".into(),
            classification: "Internal".into(),
            title: "Backup & restore".into(),
            subtitle: "A.8.13".into(),
            about: Some(("Scope".into(), item("All systems"))),
            control_title: "Document control".into(),
            control: control.clone(),
            versions_title: "Versions".into(),
            versions: versions.clone(),
        }),
        Block::PageBreak,
        Block::Contents { title: "Contents".into(), depth: 2 },
        heading(1, "Rules"),
        prose(vec![
            Span::plain("See "),
            link("purpose", "purpose"),
            link(" and nothing", "gone"),
            Span::muted(" below"),
        ]),
        Block::List { ordered: true, items: vec![item("One"), item("Two")] },
        Block::List { ordered: true, items: vec![item("Again one")] },
        Block::List { ordered: false, items: vec![item("A dash")] },
        Block::Definitions { title: "Words".into(), rows: vec![(item("RPO"), item("Work lost"))] },
        Block::Callout(item("Do not overlook")),
        Block::Columns { left: vec![heading(2, "Purpose"), plain("Left")], right: vec![plain("Right")], share: 0.4 },
        table(vec![
            row(RowKind::Group, vec![Cell::plain("Organizational")]),
            row(
                RowKind::Body,
                vec![Cell::strong("A.5.1"), Cell::marked(Mark::Reason, ""), Cell::default(), Cell::plain("120")],
            ),
            row(
                RowKind::Muted,
                vec![Cell::plain("A.7.11"), Cell::default(), Cell::level(4, 12, "High"), Cell::blank_line()],
            ),
            row(RowKind::Total, vec![Cell::plain("All"), Cell::default(), Cell::default(), Cell::plain("240")]),
        ]),
        table(Vec::new()),
        Block::PageBreak,
        Block::Masthead(Masthead { title: "Sheet".into(), control, versions, ..Masthead::default() }),
        heading(3, "Deep"),
    ];
    blocks.extend(pictures());
    let signature = |name: &str| Signature {
        act: "Approved".into(),
        name: name.into(),
        role: "Chief executive".into(),
        date_label: "Date".into(),
        date: "12 March 2026".into(),
    };
    blocks.push(Block::Signatures(["Maya", "Priya", "Tom"].map(signature).to_vec()));
    blocks
}

fn document(outline: &Outline) -> Element {
    tree(&parts(&docx::to_bytes(outline).unwrap())["word/document.xml"])
}

/// The order of Word's schema for what we write.
const ORDER: [(&str, &str); 5] = [
    (
        "w:pPr",
        "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs suppressAutoHyphens spacing ind jc \
         outlineLvl rPr sectPr",
    ),
    ("w:rPr", "rStyle rFonts b bCs i iCs color sz szCs bdr shd lang"),
    ("w:tblPr", "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription"),
    ("w:tcPr", "tcW gridSpan vMerge tcBorders shd tcMar vAlign"),
    ("w:sectPr", "headerReference footerReference type pgSz pgMar cols titlePg"),
];

fn in_order(element: &Element) {
    if let Some((_, order)) = ORDER.iter().find(|(name, _)| *name == element.name) {
        let order: Vec<&str> = order.split(' ').collect();
        let places: Vec<usize> = element
            .children
            .iter()
            .map(|child| {
                let name = child.name.trim_start_matches("w:");
                order.iter().position(|known| *known == name).unwrap_or_else(|| panic!("{name} in {}", element.name))
            })
            .collect();
        assert!(places.is_sorted(), "{} is out of order: {element:?}", element.name);
    }
    element.children.iter().for_each(in_order);
}

#[test]
fn every_part_is_xml_in_the_order_that_word_wants() {
    for orientation in [Orientation::Portrait, Orientation::Landscape] {
        let outline = Outline { orientation, ..outline(everything()) };
        let parts = parts(&docx::to_bytes(&outline).unwrap());
        for (name, text) in &parts {
            in_order(&tree(text));
            assert!(!text.contains("paraId") && !text.contains("w:dirty"), "{name}");
        }
        assert!(!parts.contains_key("word/comments.xml"), "an empty part makes Word repair the file");
        let types = &parts["[Content_Types].xml"];
        for name in parts.keys().filter(|name| !name.starts_with("[") && !name.ends_with(".rels")) {
            assert!(types.contains(&format!("PartName=\"/{name}\"")), "{name} has no type");
        }
    }
}

#[test]
fn cells_end_with_paragraphs_tables_stand_apart_and_columns_add_up() {
    let body = document(&Outline { orientation: Orientation::Landscape, ..outline(everything()) });
    let cells = body.all("w:tc");
    assert!(cells.iter().all(|cell| cell.children.last().unwrap().name == "w:p"), "a cell without a paragraph");
    for holder in body.all("w:tc").into_iter().chain([&body.children[0]]) {
        let touching = holder.children.windows(2).any(|pair| pair[0].name == "w:tbl" && pair[1].name == "w:tbl");
        assert!(!touching, "two tables that touch would be one");
    }
    for table in body.all("w:tbl") {
        let grid: Vec<u32> = table
            .child("w:tblGrid")
            .unwrap()
            .children
            .iter()
            .map(|column| column.attribute("w:w").parse().unwrap())
            .collect();
        let whole: u32 = table.all("w:tblW")[0].attribute("w:w").parse().unwrap();
        assert_eq!(grid.iter().sum::<u32>(), whole, "the columns are as wide as the table");
        for row in table.children.iter().filter(|child| child.name == "w:tr") {
            let span = |cell: &&Element| {
                cell.child("w:tcPr")
                    .unwrap()
                    .child("w:gridSpan")
                    .map_or(1, |span| span.attribute("w:val").parse().unwrap())
            };
            let columns: usize = row.children.iter().filter(|cell| cell.name == "w:tc").map(|cell| span(&cell)).sum();
            assert_eq!(columns, grid.len(), "a row has a cell for each column: {}", row.text());
        }
    }
    assert_eq!(body.children[0].children.last().unwrap().name, "w:sectPr");
}

#[test]
fn links_lead_to_bookmarks_and_the_contents_are_filled_in() {
    let parts = parts(&docx::to_bytes(&outline(everything())).unwrap());
    let body = tree(&parts["word/document.xml"]);
    let bookmarks: Vec<&str> = body.all("w:bookmarkStart").iter().map(|mark| mark.attribute("w:name")).collect();
    assert_eq!(bookmarks, ["_Toc000001", "_Toc000002", "_Toc000003"], "one for each heading");
    let links = body.all("w:hyperlink");
    let of_text: Vec<(String, &str)> = links
        .iter()
        .map(|link| (link.text(), link.attribute("w:anchor")))
        .filter(|(text, _)| text == "purpose")
        .collect();
    assert_eq!(of_text, [("purpose".to_owned(), "_Toc000002")]);
    assert!(body.text().contains(" and nothing"), "a link that leads nowhere keeps its words");
    assert!(links.iter().all(|link| bookmarks.contains(&link.attribute("w:anchor"))));
    let contents = body.child("w:body").unwrap().child("w:sdt").unwrap();
    let entries: Vec<String> = contents.all("w:hyperlink").iter().map(|entry| entry.text()).collect();
    assert_eq!(entries, ["Rules\t–", "Purpose\t–"], "two levels, and no page number that nobody knows");
    let fields = |kind: &str| contents.all("w:fldChar").iter().filter(|c| c.attribute("w:fldCharType") == kind).count();
    assert_eq!((fields("begin"), fields("separate"), fields("end")), (3, 3, 3));
    assert!(!parts["word/settings.xml"].contains("updateFields"), "nobody is greeted with a question");
}

#[test]
fn every_numbered_list_begins_at_one() {
    let parts = parts(&docx::to_bytes(&outline(everything())).unwrap());
    let body = tree(&parts["word/document.xml"]);
    let numbered: Vec<(String, String)> = body
        .all("w:p")
        .iter()
        .filter(|paragraph| paragraph.value("w:pStyle") == "ListNumber")
        .map(|paragraph| (paragraph.text(), paragraph.value("w:numId").to_owned()))
        .collect();
    let list = |text: &str| numbered.iter().find(|(found, _)| found == text).unwrap().1.clone();
    assert_eq!(list("One"), list("Two"));
    assert_ne!(list("One"), list("Again one"));
    let numbering = tree(&parts["word/numbering.xml"]);
    for id in [list("One"), list("Again one")] {
        let found = numbering.all("w:num").into_iter().find(|num| num.attribute("w:numId") == id).unwrap();
        assert_eq!(found.value("w:startOverride"), "1");
    }
}

#[test]
fn rows_are_set_as_they_are_meant() {
    let tall = "word ".repeat(9000);
    let rows = vec![
        row(RowKind::Group, vec![Cell::plain("Group")]),
        row(
            RowKind::Muted,
            vec![Cell::plain("Muted"), Cell::marked(Mark::Reason, ""), Cell::default(), Cell::plain("1")],
        ),
        row(RowKind::Body, vec![Cell::plain("Tall"), Cell::default(), Cell::default(), Cell::plain(tall)]),
    ];
    let body = document(&outline(vec![table(rows)]));
    let rows = body.all("w:tr");
    let find = |text: &str| *rows.iter().find(|row| row.text().starts_with(text)).unwrap();
    assert_eq!(rows.iter().filter(|row| !row.all("w:tblHeader").is_empty()).count(), 2, "both rows of the head");
    assert_eq!(find("Group").value("w:gridSpan"), "4");
    assert_eq!(find("Muted").all("w:shd").len(), 4, "every cell is tinted");
    assert!(find("Muted").text().contains('R'), "a reason is read as its column's title");
    assert_eq!(find("Muted").all("w:tc")[3].value("w:jc"), "right");
    assert!(!find("Muted").all("w:cantSplit").is_empty(), "a row that fits on a page is not split");
    assert!(find("Tall").all("w:cantSplit").is_empty(), "one that does not would be cut off");
}

#[test]
fn no_picture_is_dropped() {
    let body = document(&outline(pictures()));
    let text = body.text();
    for words in [
        "In place",
        "75 %",
        "Today",
        "After",
        "Three risks fell.",
        "High × High",
        "Low × Low",
        "One year in ten",
        "30\u{A0}%",
    ] {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
    let cells = body.all("w:tc");
    let hot = cells.iter().find(|cell| cell.text() == "9").unwrap();
    assert_eq!(hot.all("w:tcPr")[0].child("w:shd").unwrap().attribute("w:fill"), "761A2C", "the colour of its band");
    let thick: Vec<&str> = hot.all("w:tcBorders")[0]
        .children
        .iter()
        .filter(|side| side.attribute("w:sz") == "18")
        .map(|side| side.name.as_str())
        .collect();
    assert_eq!(thick, ["w:left", "w:bottom"], "the acceptance line");
    assert!(body.all("w:tblDescription").iter().any(|words| words.attribute("w:val") == "Nine risks are high."));
}

#[test]
fn the_file_says_what_it_is() {
    let parts = parts(&docx::to_bytes(&outline(everything())).unwrap());
    let core = &parts["docProps/core.xml"];
    for words in
        ["<dc:title>Backup &amp; restore<", "<dc:creator>Priya Nair<", "<dc:language>de-DE<", ">2026-03-12T00:00:00Z<"]
    {
        assert!(core.contains(words), "{words} is not in {core}");
    }
    assert!(parts["word/styles.xml"].contains("<w:lang w:val=\"de-DE\""), "Word hyphenates and checks in German");
    assert!(parts["word/settings.xml"].contains("<w:autoHyphenation/>"));
    assert!(parts["word/styles.xml"].contains("<w:jc w:val=\"both\"/>"), "justified, as the outline says");
    assert!(tree(&parts["word/header1.xml"]).text().contains("DRAFT"));
    assert!(tree(&parts["word/header2.xml"]).text().contains("DRAFT"), "on a first page too");
    let silent = Outline { author: String::new(), mark: None, date: "soon".into(), ..outline(Vec::new()) };
    let parts = super::word_file::parts(&docx::to_bytes(&silent).unwrap());
    assert!(
        !parts["docProps/core.xml"].contains("dc:creator") && !parts["docProps/core.xml"].contains("dcterms:created")
    );
    assert!(!parts["word/header1.xml"].contains("Mark"));
}

#[test]
fn hostile_words_are_words() {
    let words = "a<b> & \"c\" ]]> \u{0}\u{8}\u{1F} \u{FFFE}\u{FFFF} {page} \u{202E}rtl {{x}} é\u{301} 😀";
    let mut outline = outline(vec![heading(1, words), plain(words), plain("one\r\ntwo\u{2028}three")]);
    outline.title = words.into();
    outline.organisation = words.into();
    outline.author = words.into();
    outline.language = "\"><x>".into();
    outline.running.page = "{page} {of} {pages} {".into();
    let parts = parts(&docx::to_bytes(&outline).unwrap());
    parts.values().for_each(|text| drop(tree(text)));
    let text = tree(&parts["word/document.xml"]).text();
    assert!(text.contains("a<b> & \"c\" ]]>") && text.contains("{{x}}") && text.contains("one\ntwo\nthree"), "{text}");
    assert!(tree(&parts["word/footer1.xml"]).text().contains("1 {of} 1 {"));
}

#[test]
fn who_stops_it_gets_nothing() {
    let rows = (0..400).map(|n| row(RowKind::Body, vec![Cell::plain(n.to_string())])).collect();
    let outline = outline(vec![table(rows)]);
    for stop in 0..6 {
        let (mut told, mut out) = (0, Vec::new());
        let result = docx::write(&outline, &mut out, &mut |_| {
            told += 1;
            if told > stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(matches!(result, Err(DocxError::Cancelled)), "stopped after {stop}");
        assert!(out.is_empty());
    }
}

#[test]
fn our_own_file_is_known_until_somebody_saves_it() {
    let bytes = docx::to_bytes(&outline(everything())).unwrap();
    assert!(docx::is_as_written(&bytes));
    let mut parts = parts(&bytes);
    let text = parts["word/document.xml"].replace("Do not overlook", "Never mind");
    parts.insert("word/document.xml".into(), text);
    assert!(!docx::is_as_written(&package(&parts)), "edited");
    assert!(!docx::is_as_written(&bytes[..bytes.len() - 1]), "cut off");
    assert!(!docx::is_as_written(b"") && !docx::is_as_written(b"PK\x03\x04 something else"));
}
