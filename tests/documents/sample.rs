//! The statement of the sample company, held against its records.

use std::collections::BTreeSet;

use octavo::documents::outline::{Block, Mark, RowKind};
use octavo::isms::controls::{Control, ControlTheme, ImplementationStatus};
use octavo::isms::scope::ObligationKind;

use super::{
    FINGERPRINT, cell, content, cover, fact, pages, row, rows, sample, signatures, soa, soa_on, squeezed, still_open,
    text_of, themes, words,
};

const HOW: &str = "How it is met, or why it is excluded";

/// As the records say it, in the words of print.
fn expected_status(control: &Control) -> String {
    if control.applicable == Some(false) {
        return "Excluded".to_owned();
    }
    let word = match control.status {
        Some(ImplementationStatus::Implemented) => return "In place".to_owned(),
        Some(ImplementationStatus::Partly) => "Partial",
        Some(ImplementationStatus::Planned) => "Planned",
        Some(ImplementationStatus::NotStarted) => "Not started",
        None => return "Not assessed".to_owned(),
    };
    match control.due {
        Some(due) => format!("{word}, due {} {} {}", due.day(), due.strftime("%b"), due.year()),
        None => word.to_owned(),
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_control_has_one_row_that_says_what_its_record_says() {
    let content = content();
    let isms = sample(&content);
    let outline = soa(&isms, &content);
    assert_eq!(rows(&outline).len(), isms.controls.len());
    for control in isms.controls.iter() {
        let reference = control.reference.as_str();
        let cells = &row(&outline, reference).cells;
        assert_eq!(words(&cells[1]), control.name);
        let decision = ["No", "Yes"][usize::from(control.applicable.unwrap())];
        assert_eq!(text_of(&outline, reference, "Applies"), decision);
        assert_eq!(plain(&text_of(&outline, reference, "Status")), expected_status(control), "{reference}");
        assert_eq!(text_of(&outline, reference, "Owner"), isms.person_name(control.owner));
        let text = if control.applicable == Some(true) { &control.how } else { &control.exclusion };
        assert!(!text.trim().is_empty(), "the sample leaves {reference} without a text");
        assert_eq!(text_of(&outline, reference, HOW), text.trim());
        let documents: Vec<String> = isms
            .documents
            .iter()
            .filter(|document| document.controls.contains(&control.id))
            .map(|document| document.reference.replace('-', "\u{2011}"))
            .collect();
        assert_eq!(text_of(&outline, reference, "Documents"), documents.join(", "));
    }
    assert_eq!(themes(&outline).len(), 4);
}

#[test]
fn reasons_cite_their_records() {
    let content = content();
    let isms = sample(&content);
    let outline = soa(&isms, &content);
    let unbroken = |reference: &str| reference.replace('-', "\u{2011}");
    let (mut risks, mut laws, mut contracts, mut practices) = (0, 0, 0, 0);
    for control in isms.controls.iter().filter(|control| control.applicable == Some(true)) {
        let reference = control.reference.as_str();
        let printed = text_of(&outline, reference, "Reasons and risks");
        for id in &control.reason_risks {
            assert!(printed.contains(&unbroken(&isms.risks.get(*id).unwrap().reference)), "{reference}: {printed}");
        }
        let obligations: Vec<_> =
            control.reason_obligations.iter().map(|id| isms.obligations.get(*id).unwrap()).collect();
        for law in &obligations {
            let cited = format!("{} {}", unbroken(&law.reference), law.citation());
            assert!(printed.contains(&cited), "{reference}: {printed}");
        }
        assert!(printed.contains(control.reason_business.trim()), "{reference}: {printed}");
        let contract = obligations.iter().any(|law| law.kind == Some(ObligationKind::Contract));
        let law = obligations.iter().any(|law| law.kind != Some(ObligationKind::Contract));
        let expected = [!control.reason_risks.is_empty(), law, contract, !control.reason_business.is_empty()];
        let marked = ["R", "L", "C", "P"].map(|letter| cell(&outline, reference, letter).mark == Some(Mark::Reason));
        assert_eq!(marked, expected, "{reference}");
        risks += usize::from(expected[0]);
        laws += usize::from(expected[1]);
        contracts += usize::from(expected[2]);
        practices += usize::from(expected[3]);
    }
    assert!(risks > 0 && laws > 0 && contracts > 0 && practices > 0, "the sample shows every kind of reason");
    let backup = text_of(&outline, "A.8.13", "Reasons and risks");
    assert!(backup.contains("R\u{2011}0"), "{backup}");
}

#[test]
fn an_excluded_control_keeps_its_row_and_its_reason() {
    let content = content();
    let isms = sample(&content);
    let outline = soa(&isms, &content);
    let excluded: Vec<&Control> = isms.controls.iter().filter(|c| c.applicable == Some(false)).collect();
    assert!(!excluded.is_empty());
    for control in excluded {
        let row = row(&outline, &control.reference);
        assert_eq!(row.kind, RowKind::Muted);
        assert_eq!(text_of(&outline, &control.reference, HOW), control.exclusion);
        assert_eq!(text_of(&outline, &control.reference, "Evidence"), "");
        assert!(row.cells.iter().all(|cell| cell.mark != Some(Mark::Reason)));
    }
}

#[test]
fn the_summary_counts_what_the_records_hold() {
    let content = content();
    let isms = sample(&content);
    let outline = soa(&isms, &content);
    let Some(Block::Columns { right, .. }) = outline.blocks.iter().find(|b| matches!(b, Block::Columns { .. })) else {
        panic!("there is no summary");
    };
    let Some(Block::Table(table)) = right.iter().find(|block| matches!(block, Block::Table(_))) else {
        panic!("the summary has no table");
    };
    let count = |theme: Option<ControlTheme>, test: &dyn Fn(&Control) -> bool| {
        let found =
            isms.controls.iter().filter(|c| theme.is_none_or(|theme| c.theme == Some(theme)) && test(c)).count();
        if found == 0 { "–".to_owned() } else { found.to_string() }
    };
    let is = |status| move |c: &Control| c.applicable == Some(true) && c.status == Some(status);
    let planned = |c: &Control| is(ImplementationStatus::Planned)(c) || is(ImplementationStatus::NotStarted)(c);
    let lines = [
        ("Organizational", Some(ControlTheme::Organizational)),
        ("People", Some(ControlTheme::People)),
        ("Physical", Some(ControlTheme::Physical)),
        ("Technological", Some(ControlTheme::Technological)),
        ("All", None),
    ];
    assert_eq!(table.rows.len(), lines.len());
    for (row, (label, theme)) in table.rows.iter().zip(lines) {
        let printed: Vec<String> = row.cells.iter().map(words).collect();
        let expected = [
            label.to_owned(),
            count(theme, &|_| true),
            count(theme, &|c| c.applicable == Some(true)),
            count(theme, &is(ImplementationStatus::Implemented)),
            count(theme, &is(ImplementationStatus::Partly)),
            count(theme, &planned),
            count(theme, &|c| c.applicable == Some(true) && c.status.is_none()),
            count(theme, &|c| c.applicable == Some(false)),
            count(theme, &|c| c.applicable.is_none()),
        ];
        assert_eq!(printed, expected);
    }
    let all = |test: &dyn Fn(&Control) -> bool| isms.controls.iter().filter(|c| test(c)).count();
    let (applied, excluded) = (all(&|c| c.applicable == Some(true)), all(&|c| c.applicable == Some(false)));
    let text = squeezed(&pages(&outline).concat());
    assert!(text.contains(&squeezed("lists 93 controls")));
    assert!(text.contains(&squeezed(&format!("{applied} controls apply and {excluded} are excluded"))));
    for (theme, (title, note, _)) in
        [ControlTheme::Organizational, ControlTheme::People, ControlTheme::Physical, ControlTheme::Technological]
            .into_iter()
            .zip(themes(&outline))
    {
        let of = |test: &dyn Fn(&Control) -> bool| all(&|c| c.theme == Some(theme) && test(c));
        let done = of(&is(ImplementationStatus::Implemented));
        let applied = of(&|c| c.applicable == Some(true));
        assert_eq!(note, format!("{done} of {applied} applicable controls in place"), "{title}");
    }
}

#[test]
fn the_control_block_names_who_the_record_names() {
    let content = content();
    let isms = sample(&content);
    let outline = soa(&isms, &content);
    let record = octavo::isms::documents::statement_record(&isms).unwrap();
    let named = |id| {
        let person = isms.people.get(id).unwrap();
        format!("{}, {}", person.name, person.job_title)
    };
    assert_eq!(fact(&outline, "Document"), record.reference);
    assert_eq!(fact(&outline, "Owner"), named(record.owner.unwrap()));
    assert_eq!(fact(&outline, "Prepared by"), named(record.author.unwrap()));
    assert_eq!(fact(&outline, "Approver"), named(record.approver.unwrap()));
    assert_eq!(fact(&outline, "Approved on"), "not approved", "nobody approved it in the story");
    assert_eq!(fact(&outline, "Date"), "12 March 2026");
    assert_eq!(fact(&outline, "Next review"), "12 March 2027");
    assert_eq!(fact(&outline, "Based on"), "Risk register, 31 risks; scope statement, version 1.0");
    assert_eq!((outline.organisation.as_str(), outline.language.as_str()), ("Harbour Analytics Ltd", "en"));
    assert!(cover(&outline).versions.is_empty(), "no version was approved, so none is printed");
    assert_eq!(outline.mark.as_deref(), Some("DRAFT"));
    let later = soa_on(&isms, &content, "2026-04-01".parse().unwrap());
    assert_eq!(fact(&later, "Date"), "1 April 2026");
}

#[test]
fn what_is_open_is_named_or_else_there_is_a_line_to_sign() {
    let content = content();
    let isms = sample(&content);
    let outline = soa(&isms, &content);
    assert_eq!(still_open(&outline).is_empty(), !signatures(&outline).is_empty());
    for signature in signatures(&outline) {
        assert!(signature.date.is_empty(), "nobody signed on any day: {signature:?}");
        assert!(isms.people.iter().any(|person| person.name == signature.name), "{signature:?}");
    }
}

#[test]
fn every_page_carries_fingerprint_and_number() {
    let content = content();
    let outline = soa(&sample(&content), &content);
    let pages = pages(&outline);
    for (number, page) in pages.iter().enumerate() {
        let text = squeezed(page);
        let number = number + 1;
        assert!(text.contains(&squeezed(&format!("History {FINGERPRINT}"))), "page {number}");
        assert!(text.contains(&format!("Page{number}of{}", pages.len())), "page {number}");
        assert!(text.contains("HarbourAnalyticsLtd"), "page {number}");
        assert_eq!(text.matches("DRAFT").count(), 1, "page {number}");
    }
}

#[test]
fn the_pages_lose_no_word_of_the_outline() {
    let content = content();
    let outline = soa(&sample(&content), &content);
    let pages: Vec<String> = pages(&outline).iter().map(|page| squeezed(page)).collect();
    let mut missing = BTreeSet::new();
    for row in rows(&outline) {
        let reference = words(&row.cells[0]);
        let page: Vec<&String> =
            pages.iter().filter(|page| row.cells.iter().all(|cell| page.contains(&squeezed(&words(cell))))).collect();
        if page.is_empty() {
            missing.insert(reference);
        }
    }
    assert!(missing.is_empty(), "no page holds the whole row of {missing:?}");
}

#[test]
fn the_same_file_prints_the_same_bytes() {
    let content = content();
    let isms = sample(&content);
    let print = |date: &str| octavo::formats::pdf::to_bytes(&soa_on(&isms, &content, date.parse().unwrap())).unwrap();
    let first = print("2026-03-12");
    assert!(first == print("2026-03-12"), "the same file on the same day");
    assert!(first != print("2026-03-13"), "the date is part of the page");
    assert!(sample(&content) == isms, "the story is the same each time");
}
