//! The risk documents of an ISMS in which nobody has decided anything, and of one with 10,000 of everything.

use octavo::isms::assets::Asset;
use octavo::isms::risks::Risk;
use octavo::isms::{Edit, Isms, Record};
use uuid::Uuid;

use super::reading::{headings_have_something_below, tables};
use super::{content, founded, pages, printed, signatures, squeezed, still_open, words};

const NAMES: [&str; 4] = ["assets", "risk-assessment", "treatment-plan", "risk-acceptance"];

fn id(group: u128, number: u32) -> Uuid {
    Uuid::from_u128(group << 64 | u128::from(number))
}

/// A company with so many assets and as many risks, nothing about them decided.
fn large(count: u32, isms: &Isms) -> Isms {
    let mut edit = Edit::new("Many");
    for number in 1..=count {
        let asset = Asset {
            name: format!("Asset number {number}"),
            ..Asset::blank(id(2, number).into(), format!("AS-{number:05}"))
        };
        let risk = Risk {
            name: format!("Something happens to asset number {number}"),
            assets: vec![asset.id],
            ..Risk::blank(id(3, number).into(), format!("R-{number:05}"))
        };
        edit = edit.put(asset).put(risk);
    }
    isms.with(&edit)
}

#[test]
fn a_new_file_prints_short_pages_that_say_what_to_do_first() {
    let content = content();
    let isms = founded("Harbour", &content);
    for name in NAMES {
        let outline = printed(name, &isms, &content);
        headings_have_something_below(&outline, name);
        for table in tables(&outline) {
            assert!(!table.rows.is_empty(), "{name}: a table without rows");
        }
        assert!(signatures(&outline).is_empty(), "{name}");
        let pages = pages(&outline);
        assert!(pages.len() <= 3, "{name} has {} pages", pages.len());
        let text = squeezed(&pages.concat());
        assert!(text.contains("notnamed") && text.contains("notclassified"), "{name}");
        assert!(text.contains("isrecordedyet"), "{name}");
        let open = still_open(&outline);
        let different: std::collections::BTreeSet<_> = open.iter().collect();
        assert_eq!(different.len(), open.len(), "{name} says the same twice: {open:?}");
        for invented in ["Acceptedby", "approvedversion", "Low", "High"] {
            assert!(!text.contains(invented), "{name} says {invented}");
        }
        assert_eq!(outline.author, "", "{name}");
    }
}

#[test]
fn undecided_is_printed_as_undecided() {
    let content = content();
    let isms = large(3, &founded("Harbour", &content));
    let expected = [
        ("assets", &["undecided", "no owner yet", "Values for confidentiality"][..]),
        ("risk-assessment", &["undecided", "no owner yet", "Not assessed yet", "To assess"]),
        ("treatment-plan", &["Treatment undecided", "undecided", "no action", "DRAFT"]),
        ("risk-acceptance", &["Risks without an owner", "R\u{2011}00001"]),
    ];
    for (name, sayings) in expected {
        let outline = printed(name, &isms, &content);
        headings_have_something_below(&outline, name);
        let text = squeezed(&pages(&outline).concat());
        for saying in sayings {
            assert!(text.contains(&squeezed(saying)), "{name} does not say {saying}");
        }
        let blank = tables(&outline)
            .iter()
            .flat_map(|table| &table.rows)
            .flat_map(|row| &row.cells)
            .any(|cell| matches!(cell.mark, Some(octavo::documents::outline::Mark::BlankLine)));
        assert!(!blank, "{name}: nobody can sign what is undecided");
    }
}

#[test]
fn ten_thousand_assets_and_risks_are_a_normal_document() {
    let content = content();
    let isms = large(10_000, &founded("Harbour", &content));
    for name in NAMES {
        let outline = printed(name, &isms, &content);
        let printed = |letter: &str| {
            let first = tables(&outline).into_iter().flat_map(|table| &table.rows).filter_map(|row| row.cells.first());
            first.map(words).filter(|text| text.starts_with(letter)).collect::<std::collections::BTreeSet<_>>().len()
        };
        let letter = if name == "assets" { "AS\u{2011}" } else { "R\u{2011}" };
        assert_eq!(printed(letter), 10_000, "{name}");
    }
    for name in ["assets", "risk-assessment"] {
        let register = printed(name, &isms, &content);
        let mut bytes = Vec::new();
        let go_on = &mut |_| std::ops::ControlFlow::Continue(());
        let written = octavo::formats::pdf::write(&register, &mut bytes, go_on).unwrap();
        assert!(written.pages > 200, "{name}: {} pages", written.pages);
        let pages = lopdf::Document::load_mem(&bytes).unwrap().get_pages().len();
        assert_eq!(pages, written.pages, "{name}: every page is in the file");
    }
}
