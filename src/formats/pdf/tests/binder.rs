//! Several documents in one file: pages, links and bookmarks are those of the whole.

use super::contents::links;
use super::*;
use crate::formats::pdf::write_binder;

fn link(anchor: &str, words: &str) -> Span {
    Span { link: Some(anchor.into()), ..Span::plain(words) }
}

/// A document with a chapter on every page, which says its own name on each.
fn document(reference: &str, pages: usize, orientation: Orientation, mark: Option<&str>) -> BinderPart {
    let mut blocks = vec![heading(1, &format!("{reference} opens")), prose("Text.")];
    for page in 1..pages {
        blocks.extend([Block::PageBreak, heading(1, &format!("Scope {reference} {page}"))]);
        blocks.push(heading(2, &format!("Below {reference} {page}")));
        let Some(Block::Heading(heading)) = blocks.iter_mut().rev().nth(1) else { panic!("a heading") };
        heading.anchor = "scope".into();
        let text = vec![link("scope", "own scope"), link("doc:POL-02", "other document"), link("nowhere", "nowhere")];
        blocks.push(Block::Paragraph { text, style: ParagraphStyle::Prose });
    }
    let running = Running {
        head: ["Harbour Analytics Ltd".into(), format!("head-{reference}"), "Internal".into()],
        foot: [format!("foot-{reference}"), "History 9F3A".into()],
        page: "Page {page} of {pages}".into(),
    };
    let title = format!("Title of {reference}");
    let mark = mark.map(str::to_owned);
    BinderPart::new(reference, Outline { title, orientation, running, mark, ..outline(blocks) })
}

/// A front page and five documents: 40 pages.
fn binder() -> Binder {
    let contents = Block::Contents { title: "In this binder".into(), depth: 0 };
    let title = "Audit pack".to_owned();
    let front = Outline { title, orientation: Orientation::Portrait, ..outline(vec![contents]) };
    Binder {
        title: "Audit pack".into(),
        organisation: "Harbour Analytics Ltd".into(),
        author: "Priya Nair".into(),
        language: "en".into(),
        date: "2026-03-12".into(),
        parts: vec![
            BinderPart::new("", front),
            document("SOA-01", 9, Orientation::Landscape, Some("DRAFT")),
            document("POL-01", 3, Orientation::Portrait, None),
            document("POL-02", 12, Orientation::Portrait, Some("STALE")),
            document("REG-01", 10, Orientation::Landscape, None),
            document("PRO-01", 5, Orientation::Portrait, None),
        ],
    }
}

const REFERENCES: [(&str, usize, usize); 5] =
    [("SOA-01", 1, 9), ("POL-01", 10, 3), ("POL-02", 13, 12), ("REG-01", 25, 10), ("PRO-01", 35, 5)];

fn bytes(binder: &Binder) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_binder(binder, &mut bytes, &mut |_| ControlFlow::Continue(())).unwrap();
    bytes
}

fn bound(binder: &Binder) -> Document {
    Document::load_mem(&bytes(binder)).unwrap()
}

#[test]
fn pages_count_through_and_every_document_keeps_its_own_lines_mark_and_paper() {
    let document = bound(&binder());
    let texts = texts(&document);
    assert_eq!(texts.len(), 40);
    for (page, text) in texts.iter().enumerate() {
        assert!(text.contains(&format!("Page {} of 40", page + 1)), "{text}");
    }
    for (reference, first, count) in REFERENCES {
        for page in first..first + count {
            let text = &texts[page];
            assert!(
                text.contains(&format!("head-{reference}")) && text.contains(&format!("foot-{reference}")),
                "{text}"
            );
            assert_eq!(text.contains("DRAFT"), reference == "SOA-01");
            assert_eq!(text.contains("STALE"), reference == "POL-02");
            let id = document.get_pages()[&(page as u32 + 1)];
            let paper = document.get_dictionary(id).unwrap().get(b"MediaBox").unwrap().as_array().unwrap().clone();
            let [width, height] = [2, 3].map(|at: usize| paper[at].as_float().unwrap());
            assert_eq!(width > height, ["SOA-01", "REG-01"].contains(&reference), "page {page}");
        }
        assert!(texts[first].contains(&format!("{reference} opens")));
    }
}

#[test]
fn the_front_page_lists_the_documents_with_reference_title_and_page() {
    let document = bound(&binder());
    let front = squeezed(&texts(&document)[0]);
    let links = links(&document, 1);
    assert_eq!(links.len(), REFERENCES.len());
    for ((reference, first, _), (words, page)) in REFERENCES.into_iter().zip(links) {
        assert_eq!((words, page), (format!("{reference} Title of {reference}"), first + 1));
        assert!(front.contains(&format!("{reference}Titleof{reference}{}", first + 1)), "{front}");
    }
    assert_eq!(elements(&document, b"TOCI").len(), REFERENCES.len());
}

#[test]
fn links_lead_to_the_own_heading_first_and_then_to_other_documents() {
    let document = bound(&binder());
    for (_, first, count) in REFERENCES {
        for page in first + 1..first + count {
            let wanted = [("own scope".to_owned(), first + 2), ("other document".to_owned(), 14)];
            assert_eq!(links(&document, page as u32 + 1), wanted, "page {page}");
        }
    }
}

#[test]
fn every_document_is_a_bookmark_above_those_of_its_headings() {
    let document = bound(&binder());
    let root = follow(&document, catalog(&document), "Outlines");
    let all = bookmarks(&document, root);
    assert!(
        all.starts_with("Audit pack SOA-01 Title of SOA-01 (SOA-01 opens Scope SOA-01 1 (Below SOA-01 1)"),
        "{all}"
    );
    assert!(all.contains(") POL-02 Title of POL-02 (POL-02 opens Scope POL-02 1 ("), "{all}");
    // Each leads to the page that it names.
    let pages = document.get_pages();
    let texts = texts(&document);
    let mut next = root.get(b"First").unwrap().as_reference().ok();
    let mut seen = 0;
    while let Some(id) = next {
        let entry = document.get_dictionary(id).unwrap();
        let place = entry.get(b"Dest").unwrap().as_array().unwrap();
        let page = pages.iter().find(|(_, page)| **page == place[0].as_reference().unwrap()).unwrap().0 - 1;
        let title = String::from_utf8_lossy(entry.get(b"Title").unwrap().as_str().unwrap()).into_owned();
        if let Some((reference, first, _)) = REFERENCES.iter().find(|(reference, ..)| title.starts_with(reference)) {
            assert_eq!(page as usize, *first);
            assert!(texts[page as usize].contains(&format!("{reference} opens")));
            // The top of that very paper, upright or not.
            let height = if ["SOA-01", "REG-01"].contains(reference) { 595.28 } else { 841.89 };
            assert!((place[3].as_float().unwrap() - height).abs() < 0.02, "{place:?}");
            seen += 1;
        }
        next = entry.get(b"Next").ok().and_then(|next| next.as_reference().ok());
    }
    assert_eq!(seen, REFERENCES.len());
}

#[test]
fn a_document_in_another_language_says_so_and_bytes_stay_the_same() {
    let mut binder = binder();
    binder.parts[2].outline.language = "de".into();
    let document = bound(&binder);
    let parts = elements(&document, b"Part");
    assert_eq!(parts.len(), 6);
    let languages: Vec<&[u8]> =
        parts.iter().filter_map(|part| part.get(b"Lang").ok()).map(|language| language.as_str().unwrap()).collect();
    assert_eq!(languages, [b"de"]);
    assert_eq!(bytes(&binder), bytes(&binder));
}

#[test]
fn a_binder_of_one_document_has_its_pages_and_an_empty_one_a_page() {
    let alone = document("POL-01", 3, Orientation::Portrait, None);
    let mut set = Binder { parts: vec![alone.clone()], ..binder() };
    assert_eq!(texts(&bound(&set)), texts(&read(&alone.outline)));
    let plain = follow(&read(&alone.outline), catalog(&read(&alone.outline)), "Outlines").clone();
    assert_eq!(plain.get(b"Count").unwrap().as_i64().unwrap(), 5, "alone it is no bookmark of its own");
    set.parts.clear();
    assert_eq!(texts(&bound(&set)).len(), 1);
}
