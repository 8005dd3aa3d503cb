//! Tests of the PDF writer: what is in the file, read back with lopdf.
#![allow(clippy::unwrap_used)]

use std::ops::ControlFlow;

use lopdf::{Dictionary, Document, Object};

use super::{PdfError, Progress, to_bytes, write};
use crate::documents::outline::*;

mod binder;
mod contents;
mod figures;
mod front;
mod justified;
mod odd;
mod pages;

/// An outline with these blocks.
fn outline(blocks: Vec<Block>) -> Outline {
    Outline {
        title: "Statement of Applicability".into(),
        organisation: "Harbour Analytics Ltd".into(),
        author: "Priya Nair".into(),
        language: "en".into(),
        date: "2026-03-12".into(),
        orientation: Orientation::Landscape,
        ragged: Ragged::Right,
        running: Running {
            head: ["Harbour Analytics Ltd".into(), "Statement".into(), "Internal".into()],
            foot: ["SOA-01".into(), "History 9F3A".into()],
            page: "Page {page} of {pages}".into(),
        },
        mark: None,
        blocks,
    }
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading(Heading {
        level,
        text: text.into(),
        note: String::new(),
        continued: "continued".into(),
        anchor: text.to_lowercase(),
    })
}

fn prose(text: &str) -> Block {
    Block::Paragraph { text: vec![Span::plain(text)], style: ParagraphStyle::Prose }
}

fn column(title: &str, width: f32) -> Column {
    Column { title: title.into(), width, ..Column::default() }
}

fn body(cells: Vec<Cell>) -> Row {
    Row { cells, kind: RowKind::Body }
}

/// A table whose rows say `row0001`, `text0001`.
fn long_table(rows: usize) -> Block {
    let row = |index: usize| body(vec![Cell::strong(format!("row{index:04}")), Cell::plain(format!("text{index:04}"))]);
    Block::Table(Table {
        columns: vec![column("Reference", 1.0), column("Meaning", 3.0)],
        rows: (0..rows).map(row).collect(),
    })
}

fn read(outline: &Outline) -> Document {
    Document::load_mem(&to_bytes(outline).unwrap()).unwrap()
}

/// The text of each page.
fn texts(document: &Document) -> Vec<String> {
    document.get_pages().keys().map(|&page| document.extract_text(&[page]).unwrap()).collect()
}

fn catalog(document: &Document) -> &Dictionary {
    document.catalog().unwrap()
}

fn follow<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &str) -> &'a Dictionary {
    let value = dictionary.get(key.as_bytes()).unwrap();
    match value {
        Object::Reference(id) => document.get_dictionary(*id).unwrap(),
        other => other.as_dict().unwrap(),
    }
}

/// Text without spaces: lopdf ends a line after every run.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Titles of the bookmarks below an entry, each with those below it in brackets.
fn bookmarks(document: &Document, entry: &Dictionary) -> String {
    let mut out = String::new();
    let mut next = entry.get(b"First").ok().and_then(|first| first.as_reference().ok());
    while let Some(id) = next {
        let entry = document.get_dictionary(id).unwrap();
        out += &format!("{} ", String::from_utf8_lossy(entry.get(b"Title").unwrap().as_str().unwrap()));
        let below = bookmarks(document, entry);
        if !below.is_empty() {
            out += &format!("({below}) ");
        }
        next = entry.get(b"Next").ok().and_then(|next| next.as_reference().ok());
    }
    out.trim_end().to_owned()
}

/// All parts of the structure with this tag.
fn elements<'a>(document: &'a Document, kind: &[u8]) -> Vec<&'a Dictionary> {
    let all = document.objects.values().filter_map(|object| object.as_dict().ok());
    all.filter(|dictionary| dictionary.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == kind)).collect()
}

fn kids<'a>(document: &'a Document, element: &Dictionary) -> Vec<&'a Dictionary> {
    let kids = element.get(b"K").unwrap().as_array().unwrap();
    kids.iter().filter_map(|kid| document.get_dictionary(kid.as_reference().ok()?).ok()).collect()
}

#[test]
fn bookmarks_are_nested_by_level_and_lead_to_the_page() {
    let blocks = vec![
        heading(1, "One"),
        heading(2, "Two"),
        prose("text"),
        heading(3, "Three"),
        Block::PageBreak,
        heading(2, "Four"),
        heading(1, "Five"),
    ];
    let document = read(&outline(blocks));
    let root = follow(&document, catalog(&document), "Outlines");
    assert_eq!(bookmarks(&document, root), "One (Two (Three) Four) Five");
    assert_eq!(root.get(b"Count").unwrap().as_i64().unwrap(), 5);
    let last = document.get_dictionary(root.get(b"Last").unwrap().as_reference().unwrap()).unwrap();
    let place = last.get(b"Dest").unwrap().as_array().unwrap();
    assert_eq!(place[0].as_reference().unwrap(), document.get_pages()[&2]);
    assert_eq!(catalog(&document).get(b"PageMode").unwrap().as_name().unwrap(), b"UseOutlines");
}

#[test]
fn the_same_outline_gives_the_same_bytes_and_another_one_another_id() {
    let first = outline(vec![heading(1, "One"), long_table(200)]);
    assert_eq!(to_bytes(&first).unwrap(), to_bytes(&first).unwrap());
    let id = |outline: &Outline| format!("{:?}", read(outline).trailer.get(b"ID").unwrap());
    assert_ne!(id(&first), id(&outline(vec![heading(1, "Two"), long_table(200)])));
}

#[test]
fn fonts_are_embedded_cut_down_and_readable_as_text() {
    let bytes = to_bytes(&outline(vec![heading(1, "One"), prose("Some text"), long_table(3)])).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    assert!(bytes.len() < 60_000, "{}", bytes.len());
    let document = Document::load_mem(&bytes).unwrap();
    let fonts: Vec<&Dictionary> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dictionary| dictionary.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Type0"))
        .collect();
    assert!(fonts.len() >= 3);
    for font in fonts {
        assert!(font.has(b"ToUnicode"));
        let name = font.get(b"BaseFont").unwrap().as_name().unwrap();
        assert_eq!(name[6], b'+', "marked as a subset");
        let descendant = font.get(b"DescendantFonts").unwrap().as_array().unwrap()[0].as_dict().unwrap();
        let descriptor = follow(&document, descendant, "FontDescriptor");
        let program = document.get_object(descriptor.get(b"FontFile2").unwrap().as_reference().unwrap()).unwrap();
        assert!(!program.as_stream().unwrap().content.is_empty());
        assert!(matches!(descendant.get(b"CIDToGIDMap"), Ok(Object::Reference(_))));
    }
}

#[test]
fn text_of_european_languages_is_found_again() {
    let words = "Ψηφιακή μέτρα Žižka Łódź ß ő Ţării şi Ðað naïve € „Größe“ Київ";
    let blocks = vec![
        prose(words),
        Block::Table(Table { columns: vec![column("Ref", 1.0)], rows: vec![body(vec![Cell::plain(words)])] }),
    ];
    let mut outline = outline(blocks);
    let mut out = Vec::new();
    let written = write(&outline, &mut out, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(written.replaced, Vec::<char>::new());
    let text = texts(&Document::load_mem(&out).unwrap()).join(" ");
    for word in words.split(' ') {
        assert!(text.matches(word).count() >= 2, "{word} in {text}");
    }
    // A letter and its accent as two characters become the one letter that they look like.
    outline.blocks = vec![prose("Zu\u{308}rich")];
    assert!(texts(&read(&outline)).concat().contains("Zürich"));
}

#[test]
fn a_character_without_a_glyph_is_printed_as_a_box_and_reported() {
    let outline = outline(vec![prose("日本 and \u{1F600}\u{FE0F} but not \u{200D}this")]);
    let mut out = Vec::new();
    let written = write(&outline, &mut out, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(written.replaced, ['日', '本', '\u{1F600}']);
    let text = squeezed(&texts(&Document::load_mem(&out).unwrap()).concat());
    assert!(text.contains("□□and□butnotthis"), "{text}");
}

#[test]
fn references_with_unbreakable_hyphens_and_spaces_are_found_with_plain_ones() {
    let text = texts(&read(&outline(vec![prose("see R\u{2011}18 and 24\u{A0}people")]))).concat();
    assert!(text.contains("R-18") && text.contains("24 people"), "{text}");
}

#[test]
fn what_the_file_says_about_itself() {
    let mut outline = outline(vec![prose("text")]);
    outline.title = "Erklärung <1> & mehr".into();
    outline.language = "de".into();
    let document = read(&outline);
    let info = follow(&document, &document.trailer, "Info");
    assert_eq!(info.get(b"Producer").unwrap().as_str().unwrap(), b"Octavo");
    assert_eq!(info.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20260312000000+00'00'");
    let catalog = catalog(&document);
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"de");
    assert!(catalog.has(b"OutputIntents") && catalog.has(b"PageLabels") && catalog.has(b"MarkInfo"));
    let xmp = document.get_object(catalog.get(b"Metadata").unwrap().as_reference().unwrap()).unwrap();
    let xmp = String::from_utf8(xmp.as_stream().unwrap().content.clone()).unwrap();
    assert!(xmp.contains("Erklärung &lt;1&gt; &amp; mehr") && xmp.contains("2026-03-12T00:00:00+00:00"));
    outline.date = "soon".into();
    assert!(!follow(&read(&outline), &read(&outline).trailer, "Info").has(b"CreationDate"));
}

#[test]
fn the_work_can_be_stopped_and_a_full_disk_is_told() {
    let outline = outline(vec![long_table(2000)]);
    let mut seen = Vec::new();
    let mut stop = |Progress(share): Progress| {
        seen.push(share);
        if share > 0.2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    assert!(matches!(write(&outline, &mut Vec::new(), &mut stop), Err(PdfError::Cancelled)));
    assert!(seen.windows(2).all(|pair| pair[0] <= pair[1]));

    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let error = write(&outline, &mut Full, &mut |_| ControlFlow::Continue(())).unwrap_err();
    assert!(matches!(error, PdfError::Write(_)));
    assert!(error.to_string().starts_with("The PDF could not be written"));
}
