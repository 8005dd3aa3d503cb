//! The templates as three companies print them: whole, without a variable, and without a word about what they lack.

use octavo::content::Content;
use octavo::documents::outline::{Block, Cell, Outline, Span};
use octavo::documents::{Request, paper};
use octavo::formats::pdf;
use octavo::isms::Isms;
use octavo::isms::documents::{Document, in_force, proposed};

use super::companies::{COMPANIES, answered, company, with_approval, with_documents};
use super::{DAY, FINGERPRINT, content, founded};

fn request<'a>(isms: &'a Isms, content: &'a Content) -> Request<'a> {
    Request { isms, content, date: DAY, fingerprint: FINGERPRINT }
}

fn words(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// Everything that a page says, one block to a line.
pub fn text(outline: &Outline) -> String {
    fn of(block: &Block, out: &mut Vec<String>) {
        match block {
            Block::Heading(heading) => out.push(heading.text.clone()),
            Block::Paragraph { text, .. } | Block::Callout(text) => out.push(words(text)),
            Block::List { items, .. } => out.extend(items.iter().map(|item| words(item))),
            Block::Definitions { rows, .. } => {
                out.extend(rows.iter().map(|(term, meaning)| format!("{}: {}", words(term), words(meaning))));
            }
            Block::Table(table) => {
                out.push(table.columns.iter().map(|column| column.title.as_str()).collect::<Vec<_>>().join(" | "));
                let row = |cells: &[Cell]| cells.iter().map(|cell| words(&cell.text)).collect::<Vec<_>>().join(" | ");
                out.extend(table.rows.iter().map(|line| row(&line.cells)));
            }
            Block::Masthead(masthead) => {
                out.push(masthead.title.clone());
                out.extend(masthead.control.iter().map(|(label, value)| format!("{label}: {value}")));
            }
            Block::Signatures(all) => {
                out.extend(all.iter().map(|one| format!("{} {} {}", one.act, one.name, one.date)));
            }
            other => panic!("a policy has no {other:?}"),
        }
    }
    let mut out = Vec::new();
    outline.blocks.iter().for_each(|block| of(block, &mut out));
    out.join("\n")
}

fn of_template<'a>(isms: &'a Isms, name: &str) -> &'a Document {
    isms.documents.iter().find(|document| document.template == name).unwrap()
}

#[test]
fn every_template_reads_whole_for_three_companies() {
    let content = content();
    let mut found = Vec::new();
    for one in &COMPANIES {
        let mut isms = with_documents(&content, &answered(&content, &company(&content, one)));
        assert!(isms.documents.len() >= 20, "{} has {} documents", one.name, isms.documents.len());
        let ids: Vec<_> = isms.documents.iter().map(|document| document.id).collect();
        for id in ids {
            isms = with_approval(&content, &isms, id);
            let document = isms.documents.get(id).unwrap();
            let here = format!("{}, {}", one.name, document.template);
            let version = in_force(&isms, id).unwrap();
            let outline = paper::version(&request(&isms, &content), version.id).unwrap();
            assert_eq!(outline.mark, None, "{here}");
            let text = text(&outline);
            let line_with =
                |word: &str| text.lines().find(|line| line.to_lowercase().contains(word)).map(str::to_owned);
            let left = ["{{", "}}", "{%", "%}", "undecided", ": not named", "not classified", "⟦", "["];
            let wrong = left.iter().chain(one.absent).filter_map(|word| Some((word, line_with(&word.to_lowercase())?)));
            let gap = text.lines().find(|line| !line.contains('|') && line.contains("  "));
            found.extend(gap.map(|line| format!("{here}: two spaces in: {line}")));
            found.extend(wrong.map(|(word, line)| format!("{here}: “{word}” in: {line}")));
            let parts = &version.sections;
            assert!(parts.len() >= 2 && parts.iter().all(|part| part.text.split_whitespace().count() > 3), "{here}");
            let lines = text.lines().map(str::trim);
            assert!(lines.clone().all(|line| line.chars().any(char::is_alphanumeric) || line.contains('|')), "{here}");
            assert!(text.contains(one.name) || document.template.contains("record") || text.len() > 400, "{here}");
            assert!(!pdf::to_bytes(&outline).unwrap().is_empty());
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_company_is_called_to_have_what_fits_it() {
    let content = content();
    let called = |index: usize| -> Vec<String> {
        let isms = company(&content, &COMPANIES[index]);
        let list = proposed(&isms, &content.policies).into_iter();
        list.filter(|one| one.called_for).map(|one| one.template).collect()
    };
    let has = |list: &[String], name: &str| list.iter().any(|one| one == name);
    let (software, accountants, maker) = (called(0), called(1), called(2));
    assert!(has(&software, "secure-development") && has(&software, "cloud-services") && has(&software, "backup"));
    assert!(!has(&accountants, "secure-development") && has(&accountants, "cloud-services"));
    assert!(!has(&maker, "cloud-services") && has(&maker, "remote-working") && has(&maker, "physical-security"));
    for list in [&software, &accountants, &maker] {
        for name in ["information-security-policy", "document-control", "risk-management", "incident-management"] {
            assert!(has(list, name), "{name}");
        }
    }
}

#[test]
fn what_nobody_has_decided_is_printed_as_undecided_and_listed() {
    let content = content();
    let isms = with_documents(&content, &company(&content, &COMPANIES[0]));
    let backup = of_template(&isms, "backup");
    let outline = paper::draft(&request(&isms, &content), backup.id).unwrap();
    assert_eq!(outline.mark.as_deref(), Some("DRAFT"));
    let text = text(&outline);
    assert!(text.contains("[undecided: hours]"), "{text}");
    // No proposal is printed as if somebody had decided it.
    let asked = content.policies.template("backup").unwrap().fields.clone();
    for id in asked {
        let ask = &content.policies.field(&id).unwrap().ask;
        assert!(text.contains(ask.as_str()), "“{ask}” is not among what is still open:\n{text}");
    }
    assert!(text.contains("Approver: not named") && text.contains("Class: not classified"), "{text}");
}

#[test]
fn a_new_company_prints_every_template_as_a_draft() {
    let content = content();
    let mut isms = founded("Neu GmbH", &content);
    let names: Vec<String> = content.policies.templates.iter().map(|template| template.name.clone()).collect();
    let edit = super::companies::decided(&isms, |outside| {
        octavo::isms::documents::adopt(&isms, &content.policies, &names, outside)
    });
    isms = isms.with(&edit.unwrap());
    for document in isms.documents.iter() {
        let outline = paper::draft(&request(&isms, &content), document.id).unwrap();
        let text = text(&outline);
        assert!(!text.contains("{{") && !text.contains("{%"), "{}: {text}", document.template);
        assert!(outline.mark.is_some());
        assert!(!text.contains("cannot be read") && !text.contains("no field"), "{}: {text}", document.template);
    }
}
