//! Texts that a company has already: Word files of several programs and Markdown, read as sections; and files made to
//! do harm, which are refused with a sentence.

use std::collections::BTreeMap;

use minijinja::{Environment, context};
use octavo::formats::docx;
use octavo::formats::reading::{ReadError, Reading, docx_to_markdown, markdown_sections, printed_literally};

use super::word_file::{package, parts};
use super::{content, printed, sample};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/word/{name}.docx", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn titles(reading: &Reading) -> Vec<&str> {
    reading.sections.iter().map(|section| section.title.as_str()).collect()
}

/// A Word file with this body.
fn with_body(body: &str) -> Vec<u8> {
    with_document(&format!("<w:document xmlns:w=\"{W}\" xmlns:r=\"r\"><w:body>{body}</w:body></w:document>"))
}

fn with_document(document: &str) -> Vec<u8> {
    let relationships = "<Relationships><Relationship Id=\"1\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let mut parts = BTreeMap::new();
    parts.insert("_rels/.rels".to_owned(), relationships.to_owned());
    parts.insert("word/document.xml".to_owned(), document.to_owned());
    package(&parts)
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn a_file_of_libreoffice_becomes_sections() {
    let reading = docx_to_markdown(&fixture("libreoffice")).unwrap();
    assert_eq!(titles(&reading), ["Introduction", "Purpose", "Rules", "What we keep"]);
    let [first, purpose, rules, _] = reading.sections.as_slice() else { panic!("{reading:#?}") };
    assert_eq!(first.text, "This text stands before the first heading.");
    assert!(purpose.text.contains("We copy what we **cannot** lose, and we test *every month*"), "{}", purpose.text);
    assert!(purpose.text.contains("\n\n## Scope\n\n"), "{}", purpose.text);
    assert!(purpose.text.contains("A \\* B \\_ C."), "signs stay text: {}", purpose.text);
    assert!(purpose.text.contains("- Client data\n- Source code\n  - Repositories\n- E-mail"), "{}", purpose.text);
    assert!(rules.text.starts_with("1. Copies are kept apart.\n2. Copies are encrypted."), "{}", rules.text);
    let table = "| System | Kept for |\n| --- | --- |\n| Database | 35 days |\n| Mail \\| archive | **10** years |";
    assert!(rules.text.contains(table), "{}", rules.text);
    assert_eq!(reading.left_out, ["Pictures left out: 1.", "Links that kept their words but not their address: 1."]);
}

#[test]
fn a_file_of_another_program_becomes_sections_under_its_title() {
    let reading = docx_to_markdown(&fixture("python-docx")).unwrap();
    assert_eq!(reading.title.as_deref(), Some("Access control"));
    assert_eq!(titles(&reading), ["Introduction", "Accounts", "Rights"]);
    let accounts = &reading.sections[1].text;
    assert!(accounts.starts_with("Every person has **one** account. *Nobody shares it.*"), "{accounts}");
    let nested = "- Administrators have a second one.\n  - It is used for nothing else.\n- Service accounts";
    assert!(accounts.contains(nested), "{accounts}");
    assert!(accounts.contains("## Leavers\n\n1. The manager tells IT.\n2. IT closes"), "{accounts}");
    let rights = &reading.sections[2].text;
    assert!(rights.contains("| Sales reads nothing of finance |  | CRM |"), "a merged cell: {rights}");
    assert_eq!(reading.left_out.len(), 3, "a picture, a comment, the header: {:?}", reading.left_out);
}

#[test]
fn braces_of_a_text_are_printed_as_they_stood() {
    let environment = Environment::new();
    for text in
        ["{{ owner }}", "{% if x %}", "{# remark #}", "{{{", "{ {{%{#", "a {b} c", "{{\"{{\"}}", "}} %} #}", "{"]
    {
        let printed = environment.render_str(&printed_literally(text), context! {}).unwrap();
        assert_eq!(printed, text);
    }
    for reading in [
        docx_to_markdown(&fixture("libreoffice")).unwrap(),
        markdown_sections("# A {{ b }}\n\nText {% raw %} and {{ owner }}\n").unwrap(),
    ] {
        for section in reading.sections {
            let printed = environment.render_str(&section.text, context! {}).unwrap();
            assert!(printed.contains("{{ owner }}") == section.text.contains("owner"), "{}", section.text);
            assert!(!section.title.contains("{{"), "{}", section.title);
        }
    }
}

#[test]
fn what_is_not_text_is_left_out_and_told() {
    let run = |inner: &str| format!("<w:p><w:r>{inner}</w:r></w:p>");
    let body = [
        "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>Rules</w:t></w:r></w:p>".to_owned(),
        "<w:p><w:r><w:t xml:space=\"preserve\">Kept </w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>\
         <w:ins><w:r><w:t>and new</w:t></w:r></w:ins></w:p>"
            .to_owned(),
        run("<w:rPr><w:vanish/></w:rPr><w:t>secret</w:t>"),
        run(
            "<w:drawing><wps:txbx xmlns:wps=\"x\"><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing>",
        ),
        run("<w:pict/>") + &run("<w:object/>"),
        run("<w:t>note</w:t><w:footnoteReference w:id=\"2\"/><w:commentReference w:id=\"1\"/>"),
        "<w:p><m:oMath xmlns:m=\"m\"><m:r><m:t>x+y</m:t></m:r></m:oMath></w:p>".to_owned(),
        run("<w:fldChar w:fldCharType=\"begin\"/><w:instrText>DATE</w:instrText><w:t>12 March</w:t>"),
        run("<w:t>a</w:t><w:br/><w:t>- b</w:t><w:tab/><w:t>c&#x41;&amp;&unknown;</w:t>"),
    ];
    let reading = docx_to_markdown(&with_body(&body.concat())).unwrap();
    assert_eq!(titles(&reading), ["Rules"]);
    assert_eq!(reading.sections[0].text, "Kept and new\n\nnote\n\n12 March\n\na\\\n\\- b cA&");
    let told = reading.left_out.join(" ");
    for words in [
        "Pictures left out: 1",
        "Comments left out: 1",
        "Footnotes left out: 1",
        "Text boxes left out: 1",
        "Formulas left out: 1",
        "Embedded files left out: 1",
        "Hidden passages left out: 1",
        "Tracked deletions left out: 1",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn what_we_write_we_can_read() {
    let content = content();
    let outline = printed("risk-method", &sample(&content), &content);
    let reading = docx_to_markdown(&docx::to_bytes(&outline).unwrap()).unwrap();
    let heads = ["Introduction", "What it is for", "Likelihood", "Impact", "The matrix", "What happens with a risk"];
    assert_eq!(titles(&reading)[..6], heads);
    assert!(reading.sections[2].text.contains("| 1 | **Rare** | less than once in 10 years |"), "{reading:#?}");
    let text = octavo::formats::markdown::write(&outline);
    let again = markdown_sections(&text).unwrap();
    assert_eq!(again.title.as_deref(), Some("Risk method"));
    assert_eq!(titles(&again)[..6], heads);
    assert!(again.left_out.is_empty(), "our own last line is no comment: {:?}", again.left_out);
}

#[test]
fn markdown_is_cut_at_its_highest_headings() {
    let text = "Before.\r\n\r\n## Purpose\r\nWhy *we* do it.\n\n#### Deep `code` #\n- # not a heading\n\n```\n## nor this {{ x }}\n```\n\
                Scope\n-----\n![a picture](x.png) and text<!-- hidden -->\n\n<!-- long\n\n## hidden too\n-->\nAfter.\n";
    let reading = markdown_sections(text).unwrap();
    assert_eq!(titles(&reading), ["Introduction", "Purpose", "Scope"]);
    let [before, purpose, scope] = reading.sections.as_slice() else { panic!("{reading:#?}") };
    assert_eq!(before.text, "Before.");
    assert!(purpose.text.contains("Why *we* do it.\n\n### Deep `code`\n"), "{}", purpose.text);
    assert!(purpose.text.contains("## nor this {{ \"{{\" }} x }}"), "{}", purpose.text);
    assert_eq!(scope.text.split_whitespace().collect::<Vec<_>>().join(" "), "and text After.");
    assert_eq!(reading.left_out, ["Pictures left out: 1.", "Comments left out: 2."]);
    let titled = markdown_sections("---\ntitle: x\n---\n# Policy\n\nIntro.\n\n## One\n\na\n\n## Two\n\nb\n").unwrap();
    assert_eq!((titled.title.as_deref(), titles(&titled)), (Some("Policy"), vec!["Introduction", "One", "Two"]));
    assert_eq!(titles(&markdown_sections("# One\n\na\n\n# Two\n\n## b\n").unwrap()), ["One", "Two"]);
    assert_eq!(titles(&markdown_sections("Only text.").unwrap()), ["Introduction"]);
    assert_eq!(markdown_sections(" \n\n"), Err(ReadError::Empty));
}

#[test]
fn files_made_to_do_harm_are_refused_with_a_sentence() {
    let refused = |bytes: &[u8]| docx_to_markdown(bytes).unwrap_err();
    assert_eq!(refused(b""), ReadError::NotWord);
    assert_eq!(refused(b"%PDF-1.7"), ReadError::NotWord);
    assert_eq!(refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old or locked"), ReadError::OldOrLocked);
    assert_eq!(refused(b"PK\x03\x04"), ReadError::Damaged);
    assert_eq!(refused(&package(&BTreeMap::from([("a.txt".to_owned(), "x".to_owned())]))), ReadError::NotWord);
    assert_eq!(refused(&with_document("<html/>")), ReadError::NotWord);
    assert_eq!(refused(&with_body("<w:p>")), ReadError::Damaged);
    assert_eq!(refused(&with_body("")), ReadError::Empty);
    assert_eq!(refused(&with_body(&" ".repeat(65 << 20))), ReadError::TooMuch, "it unpacks to 65 MB");
    assert_eq!(refused(&with_body(&paragraph(&"long ".repeat(1 << 20)))), ReadError::TooMuch);
    let cells = format!(
        "<w:tbl><w:tr>{}</w:tr></w:tbl>",
        "<w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr></w:tc>".repeat(9000)
    );
    assert_eq!(refused(&with_body(&cells)), ReadError::TooMuch);
    let nested = "<w:tbl><w:tr><w:tc>".repeat(200) + &"</w:tc></w:tr></w:tbl>".repeat(200);
    assert_eq!(refused(&with_body(&nested)), ReadError::TooDeep);
    let headings = "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>".repeat(3000);
    assert_eq!(refused(&with_body(&headings)), ReadError::TooMuch);
    assert_eq!(refused(&vec![b' '; 33 << 20]), ReadError::TooLarge);
    assert_eq!(markdown_sections(&"# a\n".repeat(3000)), Err(ReadError::TooMuch));
    let bomb = format!(
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:document xmlns:w=\"{W}\"><w:body>{}</w:body></w:document>",
        paragraph("safe &b; text")
    );
    assert_eq!(docx_to_markdown(&with_document(&bomb)).unwrap().sections[0].text, "safe  text", "nothing is expanded");
    for error in [ReadError::TooMuch, ReadError::TooDeep, ReadError::Damaged, ReadError::OldOrLocked, ReadError::Empty]
    {
        assert!(error.to_string().ends_with('.'), "{error}");
    }
}

#[test]
fn a_damaged_file_never_stops_the_program() {
    let whole = fixture("python-docx");
    for end in (0..whole.len()).step_by(whole.len() / 60) {
        assert!(docx_to_markdown(&whole[..end]).is_err(), "cut off at {end}");
    }
    // A simple sequence that is the same in every run.
    let mut state = 7_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..60 {
        let mut bytes = whole.clone();
        for _ in 0..4 {
            let at = next(bytes.len());
            bytes[at] = next(256) as u8;
        }
        drop(docx_to_markdown(&bytes));
    }
    let parts = parts(&fixture("libreoffice"));
    for name in ["word/document.xml", "word/numbering.xml", "word/styles.xml", "_rels/.rels"] {
        for _ in 0..60 {
            let mut text: Vec<char> = parts[name].chars().collect();
            let at = next(text.len());
            let signs = ['<', '>', '/', '"', '&', '\u{0}', '9', 'w', ':', ' '];
            text[at] = signs[next(signs.len())];
            let mut changed = parts.clone();
            changed.insert(name.to_owned(), text.into_iter().collect());
            drop(docx_to_markdown(&package(&changed)));
        }
    }
    for _ in 0..200 {
        let signs =
            ["# ", "\n", "```", "<!--", "-->", "![", "](", ")", "---\n", "> ", "- ", "a", "{{", "|", "\u{0}", "é"];
        let text: String = (0..next(60)).map(|_| signs[next(signs.len())]).collect();
        drop(markdown_sections(&text));
    }
}
