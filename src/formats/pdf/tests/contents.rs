//! Lists of contents: what they name, where they lead, what they are to a screen reader.

use super::*;

fn contents(depth: u8) -> Block {
    Block::Contents { title: "In this document".into(), depth }
}

/// Chapters of three pages with two sections each, after some pages that are not listed.
fn report(depth: u8) -> Outline {
    let mut blocks = vec![heading(1, "Preface"), prose("Before."), Block::PageBreak, contents(depth)];
    for chapter in 1..=4 {
        blocks.push(Block::PageBreak);
        blocks.push(heading(1, &format!("{chapter} Chapter")));
        for section in 1..=2 {
            blocks.extend([heading(2, &format!("{chapter}.{section} Section")), long_table(40)]);
            blocks.extend([heading(3, &format!("{chapter}.{section}.1 Detail")), prose("Text.")]);
        }
    }
    Outline { orientation: Orientation::Portrait, ..outline(blocks) }
}

/// The pages (from 1) that the links on a page lead to, each with the words it is known by.
pub(super) fn links(document: &Document, page: u32) -> Vec<(String, usize)> {
    let pages = document.get_pages();
    let dictionary = document.get_dictionary(pages[&page]).unwrap();
    let annotations = dictionary.get(b"Annots").and_then(Object::as_array).cloned().unwrap_or_default();
    let link = |annotation: &Object| {
        let link = document.get_dictionary(annotation.as_reference().unwrap()).unwrap();
        let words = String::from_utf8_lossy(link.get(b"Contents").unwrap().as_str().unwrap()).into_owned();
        let place = follow(document, link, "A").get(b"D").unwrap().as_array().unwrap();
        let id = place[0].as_reference().unwrap();
        (words, *pages.iter().find(|(_, page)| **page == id).unwrap().0 as usize)
    };
    annotations.iter().map(link).collect()
}

#[test]
fn headings_are_listed_with_the_pages_they_stand_on() {
    let document = read(&report(2));
    let texts = texts(&document);
    let listed = squeezed(&texts[1]);
    let mut seen = 0;
    for (words, page) in links(&document, 2) {
        assert!(texts[page - 1].contains(&words), "{words} is on page {page}");
        assert!(listed.contains(&squeezed(&format!("{words}{page}"))), "{words} {page} in {listed}");
        seen += 1;
    }
    assert_eq!(seen, 4 + 8);
    assert!(!listed.contains("Detail") && !listed.contains("Preface"));
    assert_eq!(listed.matches("Inthisdocument").count(), 1);
    let root = follow(&document, catalog(&document), "Outlines");
    assert!(!bookmarks(&document, root).contains("In this"), "the list is no bookmark");
    assert_eq!(links(&read(&report(1)), 2).len(), 4);
    assert_eq!(links(&read(&report(9)), 2).len(), 4 + 8 + 8);
}

#[test]
fn a_list_longer_than_a_page_goes_on_and_numbers_every_page_right() {
    let mut blocks = vec![contents(2)];
    for number in 0..150 {
        blocks
            .push(heading(1, &format!("Part{number:03} of a long report, which says in many words what it is about")));
        blocks.push(prose(&"Words and words. ".repeat(60)));
    }
    let document = read(&Outline { orientation: Orientation::Portrait, ..outline(blocks) });
    let texts = texts(&document);
    let mut seen = 0;
    let mut pages = 0;
    for list in 1..=texts.len() {
        let links = links(&document, list as u32);
        pages += usize::from(!links.is_empty());
        for (words, page) in links {
            let name = words.get(..7).unwrap();
            assert!(texts[page - 1].contains(name), "{name} is on page {page}");
            assert!(squeezed(&texts[list - 1]).contains(&format!("whatitisabout{page}")), "{name} {page}");
            seen += 1;
        }
    }
    assert_eq!(seen, 150);
    assert!(pages > 2, "{pages}");
}

#[test]
fn a_list_of_contents_is_tagged_as_one_with_lists_within() {
    let document = read(&report(3));
    let lists = elements(&document, b"TOC");
    let items: usize = lists.iter().map(|list| kids(&document, list).len()).sum();
    let inner = lists.len() - 1;
    assert_eq!((lists.len(), items), (1 + 4 + 8, 4 + 8 + 8 + inner));
    let kind =
        |element: &Dictionary| String::from_utf8_lossy(element.get(b"S").unwrap().as_name().unwrap()).into_owned();
    for item in elements(&document, b"TOCI") {
        assert_eq!(kind(document.get_dictionary(item.get(b"P").unwrap().as_reference().unwrap()).unwrap()), "TOC");
        let [reference] = kids(&document, item)[..] else { panic!("one reference in each") };
        let [link] = kids(&document, reference)[..] else { panic!("one link in each") };
        assert_eq!([kind(reference), kind(link)], ["Reference", "Link"]);
        let parts = link.get(b"K").unwrap().as_array().unwrap();
        let places = parts.iter().filter(|part| part.as_dict().is_ok_and(|part| part.has(b"Obj"))).count();
        assert!(places == 1 && parts.len() >= 2, "words and a place to click: {parts:?}");
    }
    let levels = [b"H1".as_slice(), b"H2", b"H3"].map(|level| elements(&document, level).len());
    assert_eq!(levels, [1 + 1 + 4, 8, 8], "the list's own title is read as a heading");
}

#[test]
fn where_nothing_follows_nothing_is_printed() {
    let blocks = vec![heading(1, "Only"), prose("text"), contents(3)];
    let document = read(&outline(blocks));
    assert!(!texts(&document).concat().contains("In this document") && elements(&document, b"TOC").is_empty());
    // Documents are listed in a binder only.
    assert!(!texts(&read(&outline(vec![contents(0), heading(1, "One")]))).concat().contains("In this document"));
}

#[test]
fn contents_beside_a_text_and_without_a_title_list_what_follows() {
    let bare = Block::Contents { title: String::new(), depth: 2 };
    let columns = Block::Columns { left: vec![heading(1, "Left"), bare], right: vec![heading(2, "Right")], share: 0.5 };
    let document = read(&outline(vec![columns, Block::PageBreak, heading(2, ""), heading(1, "After")]));
    assert_eq!(links(&document, 1), [("Right".to_owned(), 1), ("After".to_owned(), 2)]);
}
