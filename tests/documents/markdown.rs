//! Documents as Markdown: another program reads in them what the outline says.

use octavo::documents;
use octavo::documents::outline::*;
use octavo::formats::markdown;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{content, founded, printed, sample};

fn outline(blocks: Vec<Block>) -> Outline {
    let content = content();
    let isms = founded("Harbour", &content);
    Outline { mark: None, running: Running::default(), blocks, ..printed("assets", &isms, &content) }
}

fn paragraph(text: Vec<Span>) -> Block {
    Block::Paragraph { text, style: ParagraphStyle::Prose }
}

fn events(text: &str) -> Vec<Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).collect()
}

/// What a reader of Markdown sees of a single paragraph: runs of text with strong and emphasis.
fn runs(text: &str) -> Vec<(String, bool, bool)> {
    let (mut strong, mut emphasis) = (0, 0);
    let mut out: Vec<(String, bool, bool)> = Vec::new();
    for event in events(text) {
        match event {
            Event::Start(Tag::Strong) => strong += 1,
            Event::End(TagEnd::Strong) => strong -= 1,
            Event::Start(Tag::Emphasis) => emphasis += 1,
            Event::End(TagEnd::Emphasis) => emphasis -= 1,
            Event::InlineHtml(tag) if tag.contains("strong") => strong += if tag.starts_with("</") { -1 } else { 1 },
            Event::InlineHtml(tag) if tag.contains("em") => emphasis += if tag.starts_with("</") { -1 } else { 1 },
            Event::Text(words) => match out.last_mut() {
                Some((last, s, e)) if *s == (strong > 0) && *e == (emphasis > 0) => last.push_str(&words),
                _ => out.push((words.to_string(), strong > 0, emphasis > 0)),
            },
            Event::HardBreak => out.push(("\n".into(), false, false)),
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            Event::Html(_) | Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            other => panic!("{other:?} in {text}"),
        }
    }
    out
}

/// The Markdown of one paragraph, without title and seal.
fn only(spans: Vec<Span>) -> String {
    let text = markdown::write(&outline(vec![paragraph(spans)]));
    text.split("\n\n").nth(2).unwrap().to_owned()
}

#[test]
fn signs_in_a_text_stay_text() {
    for words in [
        "# no heading",
        "- no list",
        "+ none",
        "1. none",
        "12) none",
        "*not* _emphasised_ `code` ~~struck~~",
        "[no](link) <b>no tag</b> ![no](picture)",
        "> no quote",
        "a | b",
        "--- ",
        "=== ",
        "&amp; &copy; & you",
        "\\ backslash \\",
        "trailing \\",
        "<!-- no comment -->",
        "http://example.org",
        ": a",
        "{{ owner }}",
    ] {
        let seen: String = runs(&only(vec![Span::plain(words)])).into_iter().map(|(text, ..)| text).collect();
        assert_eq!(seen, words.trim(), "{}", only(vec![Span::plain(words)]));
    }
}

#[test]
fn emphasis_survives_wherever_it_begins_and_ends() {
    let strong = |text: &str| Span::strong(text);
    let emphasis = |text: &str| Span { emphasis: true, ..Span::plain(text) };
    let cases = vec![
        vec![Span::plain("a "), strong("bold "), Span::plain("b")],
        vec![Span::plain("a"), strong("bold"), Span::plain("b")],
        vec![Span::plain("a"), strong("(bold)"), Span::plain("b")],
        vec![strong("bold"), emphasis("slanted"), strong("bold")],
        vec![strong("one"), strong(" two"), Span::plain(".")],
        vec![Span { strong: true, ..emphasis("both") }, Span::plain(" end")],
        vec![strong("*"), Span::plain("*")],
    ];
    for spans in cases {
        let marked: String = spans.iter().filter(|span| span.strong).map(|span| span.text.trim()).collect();
        let whole: String = spans.iter().map(|span| span.text.as_str()).collect();
        let text = only(spans);
        let seen = runs(&text);
        let bold: String = seen.iter().filter(|run| run.1).map(|run| run.0.replace(' ', "")).collect();
        assert_eq!(bold, marked.replace(' ', ""), "{text}");
        assert_eq!(seen.iter().map(|run| run.0.as_str()).collect::<String>(), whole, "{text}");
    }
    let lines = runs(&only(vec![Span::plain("one\n- two\n# three")]));
    assert_eq!(lines.iter().map(|run| run.0.as_str()).collect::<String>(), "one\n- two\n# three");
}

#[test]
fn every_document_of_the_sample_has_its_headings_and_tables() {
    let content = content();
    let isms = sample(&content);
    for document in documents::ALL {
        let outline = printed(document.name, &isms, &content);
        let text = markdown::write(&outline);
        assert_eq!(text, markdown::write(&outline), "the same text each time");
        let events = events(&text);
        let headings = events.iter().filter(|event| matches!(event, Event::Start(Tag::Heading { .. }))).count();
        let wanted =
            flat(&outline.blocks, &|block| matches!(block, Block::Heading(_) | Block::Cover(_) | Block::Masthead(_)));
        assert_eq!(headings, wanted, "{}", document.name);
        let rows = events.iter().filter(|event| matches!(event, Event::Start(Tag::TableRow))).count();
        let least: usize = rows_of(&outline.blocks);
        assert!(rows >= least && rows > 0, "{}: {rows} rows of {least}", document.name);
        assert!(text.contains("7f3a 91c2"), "{}: the fingerprint is in it", document.name);
    }
}

fn flat(blocks: &[Block], wanted: &dyn Fn(&Block) -> bool) -> usize {
    let inner = |block: &Block| match block {
        Block::Columns { left, right, .. } => flat(left, wanted) + flat(right, wanted),
        _ => 0,
    };
    blocks.iter().map(|block| usize::from(wanted(block)) + inner(block)).sum()
}

fn rows_of(blocks: &[Block]) -> usize {
    let rows = |block: &Block| match block {
        Block::Table(table) => table.rows.len(),
        Block::Columns { left, right, .. } => rows_of(left) + rows_of(right),
        _ => 0,
    };
    blocks.iter().map(rows).sum()
}

#[test]
fn links_and_contents_lead_to_headings() {
    let heading = |text: &str, anchor: &str| {
        let anchor = anchor.to_owned();
        Block::Heading(Heading { level: 1, text: text.into(), note: String::new(), continued: String::new(), anchor })
    };
    let link = Span { link: Some("b".into()), ..Span::plain("there") };
    let text = markdown::write(&outline(vec![
        Block::Contents { title: "Contents".into(), depth: 1 },
        heading("Who & why", "a"),
        paragraph(vec![link]),
        heading("Who & why", "b"),
    ]));
    assert!(text.contains("- [Who & why](#who--why)\n- [Who & why](#who--why-1)"), "{text}");
    assert!(text.contains("[there](#who--why-1)"), "{text}");
}

#[test]
fn our_own_text_is_known_until_somebody_changes_it() {
    let text = markdown::write(&outline(vec![paragraph(vec![Span::plain("We copy what we cannot lose.")])]));
    assert!(markdown::is_as_written(text.as_bytes()));
    assert!(!markdown::is_as_written(text.replace("cannot", "can").as_bytes()));
    assert!(!markdown::is_as_written(format!("{text}\nMore.").as_bytes()));
    assert!(!markdown::is_as_written(b"") && !markdown::is_as_written(&[0xFF]));
}
