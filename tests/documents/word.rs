//! Every document of the sample as a Word file: what its outline says stands in the file, heading by heading, table by
//! table, word by word.

use octavo::documents::outline::{Block, Cell, Outline, Span, Table};
use octavo::documents::{self, soa_changes};
use octavo::formats::docx;

use super::word_file::{Element, parts, tree};
use super::{content, printed, sample, squeezed};

/// Letters and figures: symbols are drawn in one format and written in the other.
fn bare(text: &str) -> String {
    squeezed(text).chars().filter(|c| c.is_alphanumeric() && *c != '½').collect()
}

fn said(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// All blocks in reading order.
fn flat(blocks: &[Block]) -> Vec<&Block> {
    let mut out = Vec::new();
    for block in blocks {
        if let Block::Columns { left, right, .. } = block {
            out.extend(flat(left));
            out.extend(flat(right));
        } else {
            out.push(block);
        }
    }
    out
}

fn tables(outline: &Outline) -> Vec<&Table> {
    flat(&outline.blocks)
        .into_iter()
        .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
        .collect()
}

/// The text of everything that is neither a heading nor a table.
fn passages(outline: &Outline) -> Vec<String> {
    let mut out = Vec::new();
    for block in flat(&outline.blocks) {
        match block {
            Block::Paragraph { text, .. } | Block::Callout(text) => out.push(said(text)),
            Block::List { items, .. } => out.extend(items.iter().map(|item| said(item))),
            Block::Definitions { title, rows } => {
                out.push(title.clone());
                out.extend(rows.iter().map(|(term, meaning)| said(term) + &said(meaning)));
            }
            Block::Cover(cover) => {
                out.extend([cover.title.clone(), cover.subtitle.clone()]);
                out.extend(cover.about.iter().map(|(_, text)| said(text)));
                out.extend(cover.control.iter().map(|(label, value)| format!("{label}{value}")));
                out.extend(cover.versions.iter().map(|version| version.concat()));
            }
            Block::Masthead(masthead) => {
                out.extend([masthead.title.clone(), masthead.subtitle.clone()]);
                out.extend(masthead.control.iter().map(|(label, value)| format!("{label}{value}")));
                out.extend(masthead.versions.iter().map(|version| version.concat()));
            }
            Block::Signatures(signatures) => {
                out.extend(signatures.iter().flat_map(|s| [s.act.clone(), s.name.clone(), s.role.clone()]));
            }
            Block::Bars(bars) => out.extend(bars.rows.iter().flat_map(|bar| [bar.label.clone(), bar.note.clone()])),
            Block::HeatMap(map) => {
                let levels = map.matrices.iter().flat_map(|matrix| &matrix.rows.levels);
                out.extend(levels.map(|level| format!("{}{}", level.number, level.name)));
            }
            Block::Movement(movement) => out.push(movement.description.clone()),
            Block::Curve(curve) => out.push(curve.description.clone()),
            Block::Heading(heading) => out.push(heading.note.clone()),
            Block::Table(_) | Block::PageBreak | Block::Contents { .. } | Block::Columns { .. } => {}
        }
    }
    out
}

/// The tables of text in the file: not those that stand for a picture, nor those that put things side by side.
fn tables_of_text(body: &Element) -> Vec<&Element> {
    let styles = ["OctavoTable", "OctavoPlain"];
    body.all("w:tbl").into_iter().filter(|table| styles.contains(&table.value("w:tblStyle"))).collect()
}

fn cell_stands_there(cell: &Cell, found: &str) -> bool {
    found.ends_with(&bare(&said(&cell.text)))
}

fn holds_table(table: &Table, found: &Element, name: &str) {
    let head = table.columns.iter().any(|column| !column.title.is_empty() || !column.group.is_empty());
    let repeated: Vec<&Element> =
        found.children.iter().filter(|row| row.name == "w:tr" && !row.all("w:tblHeader").is_empty()).collect();
    assert_eq!(!repeated.is_empty(), head, "{name}: a table with a head repeats it");
    let titles: String = repeated.iter().map(|row| bare(&row.text())).collect();
    for column in &table.columns {
        assert!(titles.contains(&bare(&column.title)), "{name}: the column {} is missing", column.title);
    }
    let rows: Vec<&Element> =
        found.children.iter().filter(|row| row.name == "w:tr" && row.all("w:tblHeader").is_empty()).collect();
    assert_eq!(rows.len(), table.rows.len(), "{name}: rows");
    for (row, found) in table.rows.iter().zip(rows) {
        let cells: Vec<String> =
            found.children.iter().filter(|cell| cell.name == "w:tc").map(|cell| bare(&cell.text())).collect();
        for (cell, found) in row.cells.iter().zip(&cells) {
            assert!(cell_stands_there(cell, found), "{name}: {} is printed as {found}", said(&cell.text));
        }
    }
}

pub fn holds(outline: &Outline, name: &str) {
    let bytes = docx::to_bytes(outline).unwrap();
    let parts = parts(&bytes);
    let body = tree(&parts["word/document.xml"]);
    let styled = body.all("w:p").into_iter().filter_map(|paragraph| {
        let level = paragraph.value("w:pStyle").strip_prefix("Heading")?.parse().ok()?;
        Some((level, paragraph.text()))
    });
    let wanted: Vec<_> = outline.headings().iter().map(|heading| (heading.level, heading.text.clone())).collect();
    assert_eq!(styled.collect::<Vec<(u8, String)>>(), wanted, "{name}: headings");
    let (wanted, found) = (tables(outline), tables_of_text(&body));
    // The control block and the versions of a cover or masthead are tables too.
    let front = found.len() - wanted.len();
    assert!(front <= 2 * outline.blocks.len() && found.len() >= wanted.len(), "{name}: tables");
    let mut rest = found.into_iter();
    for table in wanted {
        let titles: Vec<&str> = table.columns.iter().map(|column| column.title.as_str()).collect();
        let is_this = |found: &&Element| {
            let columns = found.child("w:tblGrid").unwrap().children.len();
            let rows = || found.children.iter().filter(|row| row.name == "w:tr");
            let head: String = rows().filter(|row| !row.all("w:tblHeader").is_empty()).map(|row| row.text()).collect();
            let body = rows().filter(|row| row.all("w:tblHeader").is_empty());
            let headed = titles.iter().all(|title| bare(&head).contains(&bare(title)));
            columns == titles.len() && body.count() == table.rows.len() && headed
        };
        let found = rest.find(is_this).unwrap_or_else(|| panic!("{name}: the table {titles:?} is missing"));
        holds_table(table, found, name);
    }
    let whole = bare(&body.text());
    for passage in passages(outline) {
        assert!(whole.contains(&bare(&passage)), "{name}: {passage}");
    }
    let header = tree(&parts["word/header1.xml"]).text();
    for words in outline.running.head.iter().chain(outline.mark.as_ref()) {
        assert!(bare(&header).contains(&bare(words)), "{name}: {words} is not in the header: {header}");
    }
    let footer = tree(&parts["word/footer1.xml"]);
    for words in &outline.running.foot {
        assert!(bare(&footer.text()).contains(&bare(words)), "{name}: {words}");
    }
    let fields: Vec<String> = footer.all("w:instrText").iter().map(|field| format!("{field:?}")).collect();
    assert_eq!(fields.len(), 2, "{name}: page and number of pages are fields");
}

#[test]
fn every_document_of_the_sample_says_in_word_what_its_outline_says() {
    let content = content();
    let isms = sample(&content);
    for document in documents::ALL {
        holds(&printed(document.name, &isms, &content), document.name);
    }
    let versions: Vec<_> = isms.soa_versions.iter().map(|version| version.id).collect();
    if let Some(first) = versions.first() {
        let request = documents::Request { isms: &isms, content: &content, date: super::DAY, fingerprint: "7f3a" };
        holds(&soa_changes::outline(&request, *first, None), "soa-changes");
    }
}

#[test]
fn an_empty_company_has_word_files_too() {
    let content = content();
    let isms = super::founded("Harbour", &content);
    for document in documents::ALL {
        holds(&printed(document.name, &isms, &content), document.name);
    }
}

#[test]
fn the_same_outline_gives_the_same_bytes_whatever_was_written_before_and_on_every_thread() {
    let content = content();
    let isms = sample(&content);
    let outline = printed("risk-assessment", &isms, &content);
    let first = docx::to_bytes(&outline).unwrap();
    docx::to_bytes(&printed("assets", &isms, &content)).unwrap();
    assert_eq!(first, docx::to_bytes(&outline).unwrap(), "after another document");
    let beside = outline;
    let other = std::thread::spawn(move || docx::to_bytes(&beside).unwrap()).join().unwrap();
    assert_eq!(first, other, "on another thread");
}
