//! Every template as three unlike companies hold it in their hands: approved, written as PDF and as Word file, and
//! read back from both files. Nothing of the template's own language is left, no section is empty, nothing speaks of
//! what the company does not have.
//!
//! With `OCTAVO_KEEP_PAGES=DIR` the files stay in `DIR/<company>/{pdf,docx}`, to be read by eye and to be judged by
//! `tests/tools/judge_docx.py`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use octavo::content::Content;
use octavo::documents::outline::Outline;
use octavo::documents::{Request, paper};
use octavo::formats::{docx, pdf};
use octavo::isms::Isms;
use octavo::isms::documents::in_force;

use super::companies::{COMPANIES, Company, answered, company, with_approval, with_documents};
use super::word_file::{Element, parts, tree};
use super::{DAY, FINGERPRINT, content, squeezed};

/// What is left of a template that was not filled in, or of a fact that nobody decided.
const LEFT: [&str; 10] = ["---", "{{", "}}", "{%", "%}", "⟦", "⟧", "[undecided", ": not named", "not classified"];

/// What a slip in a template leaves behind once its words are put in.
const SLIPS: [&str; 12] =
    ["..", " .", " ,", ",,", ";.", ":.", "()", " the the ", " a a ", " of of ", " to to ", " and and "];

/// One document in force, as its readers get it.
struct Printed {
    template: String,
    outline: Outline,
    pdf: Vec<u8>,
    docx: Vec<u8>,
}

/// The company with all documents that it is called to have, each approved today.
fn approved(content: &Content, one: &Company) -> Isms {
    let mut isms = with_documents(content, &answered(content, &company(content, one)));
    let ids: Vec<_> = isms.documents.iter().map(|document| document.id).collect();
    for id in ids {
        isms = with_approval(content, &isms, id);
    }
    isms
}

fn printed(content: &Content, one: &Company) -> Vec<Printed> {
    let isms = approved(content, one);
    let request = Request { isms: &isms, content, date: DAY, fingerprint: FINGERPRINT };
    let document = |id, template: &str| {
        let outline = paper::version(&request, in_force(&isms, id).unwrap().id).unwrap();
        let (pdf, docx) = (pdf::to_bytes(&outline).unwrap(), docx::to_bytes(&outline).unwrap());
        Printed { template: template.to_owned(), outline, pdf, docx }
    };
    isms.documents.iter().map(|one| document(one.id, &one.template)).collect()
}

fn keep(folder: &Path, kind: &str, template: &str, bytes: &[u8]) {
    let folder = folder.join(kind);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{template}.{kind}")), bytes).unwrap();
}

/// The level of a heading, none for everything else.
fn level(paragraph: &Element) -> Option<u8> {
    paragraph.value("w:pStyle").strip_prefix("Heading")?.parse().ok()
}

/// The paragraphs and tables of the Word file, in order; those without height only keep tables apart.
fn blocks(body: &Element) -> Vec<&Element> {
    let body = body.child("w:body").unwrap();
    let is_block =
        |block: &&Element| block.name == "w:tbl" || (block.name == "w:p" && block.value("w:pStyle") != "Spacing");
    body.children.iter().filter(is_block).collect()
}

/// Headings that nothing stands under: the next block is a heading of the same or a higher level, or there is none.
fn empty_sections(body: &Element) -> Vec<String> {
    let all = blocks(body);
    let mut found = Vec::new();
    for (at, block) in all.iter().enumerate() {
        let Some(here) = level(block) else { continue };
        let has_something = all.get(at + 1).is_some_and(|next| match level(next) {
            Some(below) => below > here,
            None => !next.text().trim().is_empty(),
        });
        if !has_something {
            found.push(block.text());
        }
    }
    found
}

/// Every paragraph of the Word file, those in tables included, a line each.
fn lines(body: &Element) -> Vec<String> {
    body.all("w:p").iter().map(|paragraph| paragraph.text()).filter(|text| !text.trim().is_empty()).collect()
}

/// List items without words.
fn empty_items(body: &Element) -> usize {
    let items = body.all("w:p").into_iter().filter(|paragraph| !paragraph.all("w:numPr").is_empty());
    items.filter(|item| !item.text().chars().any(char::is_alphanumeric)).count()
}

/// What is wrong with the Word file of one document.
fn wrong_in_word(one: &Company, document: &Printed) -> Vec<String> {
    let parts = parts(&document.docx);
    let body = tree(&parts["word/document.xml"]);
    let mut wrong: Vec<String> =
        empty_sections(&body).into_iter().map(|title| format!("nothing stands under “{title}”")).collect();
    let read = body.all("w:p").into_iter().filter_map(|found| Some((level(found)?, found.text())));
    let drawn = document.outline.headings().into_iter().map(|heading| (heading.level, heading.text.clone()));
    if read.collect::<Vec<_>>() != drawn.collect::<Vec<_>>() {
        wrong.push("other headings than in the PDF".to_owned());
    }
    let items = empty_items(&body);
    wrong.extend((items > 0).then(|| format!("{items} list items without words")));
    let running = ["word/header1.xml", "word/footer1.xml"].map(|part| lines(&tree(&parts[part])));
    for line in lines(&body).iter().chain(running.iter().flatten()) {
        let small = line.to_lowercase();
        let said = LEFT.iter().chain(&SLIPS).chain(one.absent).filter(|word| small.contains(&word.to_lowercase()));
        wrong.extend(said.map(|word| format!("“{word}” in: {line}")));
        wrong.extend(small.contains("  ").then(|| format!("two spaces in: {line}")));
    }
    wrong
}

/// What is wrong with the pages of one document, as a reader would copy them.
fn wrong_on_pages(one: &Company, document: &Printed) -> Vec<String> {
    let pages = lopdf::Document::load_mem(&document.pdf).unwrap();
    let text: String = pages.get_pages().keys().map(|page| pages.extract_text(&[*page]).unwrap()).collect();
    let page = squeezed(&text).to_lowercase();
    // Marks may consist of hyphens; words may be cut by one at the end of a line.
    let marks: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let left = LEFT.iter().filter(|mark| marks.contains(&mark.replace(' ', "")));
    let said = left.chain(one.absent.iter().filter(|word| page.contains(&squeezed(word).to_lowercase())));
    let mut wrong: Vec<String> = said.map(|word| format!("“{word}” on the pages")).collect();
    let headings = document.outline.headings().into_iter();
    let lost = headings.filter(|heading| !page.contains(&squeezed(&heading.text).to_lowercase()));
    wrong.extend(lost.map(|heading| format!("the heading “{}” is not on the pages", heading.text)));
    wrong
}

#[test]
fn every_template_is_a_whole_word_file_and_a_whole_pdf_for_three_companies() {
    let content = content();
    let place = std::env::var_os("OCTAVO_KEEP_PAGES").map(PathBuf::from);
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for one in &COMPANIES {
        let documents = printed(&content, one);
        eprintln!("{}: {} documents, each as PDF and as Word file", one.name, documents.len());
        for document in &documents {
            if let Some(place) = &place {
                let folder = place.join(one.name.to_lowercase().replace(" & ", "-").replace(' ', "-"));
                keep(&folder, "pdf", &document.template, &document.pdf);
                keep(&folder, "docx", &document.template, &document.docx);
            }
            assert_eq!(document.outline.mark, None, "{}, {}", one.name, document.template);
            let found = wrong_in_word(one, document).into_iter().map(|what| format!("Word: {what}"));
            let found = found.chain(wrong_on_pages(one, document).into_iter().map(|what| format!("PDF: {what}")));
            wrong.extend(found.map(|what| format!("{}, {}, {what}", one.name, document.template)));
            super::word::holds(&document.outline, &document.template);
        }
        seen.extend(documents.into_iter().map(|document| document.template));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let all: BTreeSet<_> = content.policies.templates.iter().map(|template| template.name.clone()).collect();
    assert_eq!(seen, all, "every template was printed by one of the three");
}

/// The reading itself can fail: it sees a section without text, a list item without words and a word left over.
#[test]
fn a_word_file_with_a_hole_is_seen() {
    let heading =
        |text: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>");
    let text = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let item = "<w:p><w:pPr><w:numPr/></w:pPr></w:p>";
    let body = |inside: String| tree(&format!("<w:document><w:body>{inside}</w:body></w:document>"));
    let whole = body([heading("Purpose"), text("We keep copies."), heading("Rules"), text("Daily.")].concat());
    assert!(empty_sections(&whole).is_empty());
    let hole = body([heading("Purpose"), heading("Rules"), text("Daily."), heading("Records")].concat());
    assert_eq!(empty_sections(&hole), ["Purpose", "Records"]);
    assert_eq!(empty_items(&body(item.to_owned())), 1);
    assert_eq!(lines(&body(text("{{ left }}"))), ["{{ left }}"]);
}
