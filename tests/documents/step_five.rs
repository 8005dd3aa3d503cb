//! Suppliers, incidents and the evidence index, held against the records behind them.

use jiff::civil::date;
use octavo::content::Content;
use octavo::documents::outline::{Block, Mark, Outline, RowKind};
use octavo::isms::audits::Nonconformity;
use octavo::isms::evidence::Evidence;
use octavo::isms::incidents::{Incident, TimelineEntry};
use octavo::isms::suppliers::{Supplier, SupplierCertificate};
use octavo::isms::{Isms, Record};
use uuid::Uuid;

use super::reading::{below, cell, headings_have_something_below, row_of, said, table_with, tables};
use super::{
    content, control, founded, pages, printed, printed_on, sample, signatures, squeezed, still_open, with, words,
};

fn id(number: u128) -> Uuid {
    Uuid::from_u128(1 << 100 | number)
}

/// Terms and meanings of an incident's page.
fn facts(outline: &Outline) -> Vec<(String, String)> {
    let text = |spans: &[octavo::documents::outline::Span]| spans.iter().map(|span| span.text.clone()).collect();
    let columns = outline.blocks.iter().filter_map(|block| match block {
        Block::Columns { left, right, .. } => Some(left.iter().chain(right)),
        _ => None,
    });
    let rows = columns.flatten().filter_map(|block| match block {
        Block::Definitions { rows, .. } => Some(rows),
        _ => None,
    });
    rows.flatten().map(|(term, meaning)| (text(term), text(meaning))).collect()
}

fn told(outline: &Outline, term: &str) -> String {
    facts(outline).into_iter().find(|(found, _)| found == term).unwrap_or_else(|| panic!("no {term}")).1
}

fn incident(change: impl FnOnce(&mut Incident)) -> Incident {
    let mut incident =
        Incident { name: "Laptop left on a train".to_owned(), ..Incident::blank(id(1).into(), "IN-09".to_owned()) };
    change(&mut incident);
    incident
}

fn report(content: &Content, change: impl FnOnce(&mut Incident)) -> Outline {
    let isms = with(&founded("Kladno Labs", content), incident(change));
    printed("incidents", &isms, content)
}

#[test]
fn every_supplier_has_a_row_under_how_much_hangs_on_it() {
    let content = content();
    let isms = sample(&content);
    let outline = printed("suppliers", &isms, &content);
    let table = table_with(&outline, "Contract");
    for supplier in isms.suppliers.iter() {
        let of = |column: &str| said(table, &supplier.reference, column);
        assert!(of("Supplier and service").contains(&supplier.service));
        assert_eq!(of("Security clauses"), supplier.security_clauses);
        assert_eq!(of("Personal data") == "Yes", supplier.personal_data == Some(true));
        assert_eq!(of("Last review") == "never", supplier.reviewed.is_none());
        for held in &supplier.certificates {
            assert!(of("Certificates").contains(&held.standard) && of("Certificates").contains(&held.number));
        }
    }
    let groups = table.rows.iter().filter(|row| row.kind == RowKind::Group).map(|row| words(&row.cells[0]));
    assert_eq!(groups.collect::<Vec<_>>(), ["Critical  3", "High  5", "Medium  4", "Low  2"]);
    assert!(still_open(&outline).is_empty());
}

#[test]
fn an_expired_certificate_and_a_missed_review_are_not_silent() {
    let content = content();
    let held = |standard: &str, until| SupplierCertificate {
        standard: standard.to_owned(),
        valid_until: until,
        ..SupplierCertificate::default()
    };
    let supplier = Supplier {
        name: "Attic Hosting".to_owned(),
        certificates: vec![held("ISO/IEC 27001", Some(date(2026, 3, 11))), held("SOC 2", None)],
        next_review: Some(date(2026, 3, 11)),
        ..Supplier::blank(id(1).into(), "SU-01".to_owned())
    };
    let outline = printed("suppliers", &with(&founded("Kladno Labs", &content), supplier), &content);
    let table = table_with(&outline, "Contract");
    let of = |column: &str| said(table, "SU-01", column);
    assert_eq!(of("Certificates"), "ISO/IEC 27001\nexpired on 11\u{a0}Mar\u{a0}2026\nSOC 2\nlast day not entered");
    assert!(of("Next review").ends_with("overdue"));
    assert_eq!((of("Personal data").as_str(), of("Contract").as_str()), ("undecided", "not entered"));
    assert_eq!(words(&table.rows[0].cells[0]), "Not rated yet  1");
    let brief = format!("{:?}", outline.blocks);
    assert!(brief.contains("With an expired certificate: 1.") && brief.contains("Past their review: 1."));
    assert_eq!(still_open(&outline).len(), 2, "{:?}", still_open(&outline));
}

#[test]
fn the_log_leads_to_a_page_for_each_incident() {
    let content = content();
    let isms = sample(&content);
    let outline = printed("incidents", &isms, &content);
    let log = table_with(&outline, "Handled by");
    let breaks = outline.blocks.iter().filter(|block| matches!(block, Block::PageBreak)).count();
    assert_eq!((log.rows.len(), breaks), (isms.incidents.len(), isms.incidents.len()));
    for incident in isms.incidents.iter() {
        let row = row_of(log, &incident.reference);
        assert_eq!(words(cell(log, row, "What we learned")), incident.lesson);
        let dots = ["C", "I", "A"].map(|column| cell(log, row, column).mark == Some(Mark::Reason));
        assert_eq!(dots.iter().filter(|dot| **dot).count(), incident.affects.len());
        let risk = isms.risks.get(incident.risks[0]).unwrap();
        assert_eq!(words(cell(log, row, "Risks")), risk.reference.replace('-', "\u{2011}"));
    }
    assert_eq!(pages(&outline).len(), 1 + isms.incidents.len());
    let facts = facts(&outline);
    assert!(facts.contains(&("Reported".to_owned(), "18\u{a0}Nov\u{a0}2025, 10:55, 13 minutes later".to_owned())));
    assert!(facts.contains(&("Closed".to_owned(), "21\u{a0}Nov\u{a0}2025, 16:00, 3 days later".to_owned())));
    assert!(still_open(&outline).is_empty());
}

#[test]
fn the_clock_of_a_breach_says_until_when_and_whether_it_was_kept() {
    let content = content();
    let noticed = "2026-03-10T08:00:00Z".parse().ok();
    let clock = |breach, told_at: Option<&str>, on| {
        let record = incident(|incident| {
            (incident.noticed, incident.personal_data_breach) = (noticed, breach);
            incident.authority_told = told_at.map(|at| at.parse().unwrap());
        });
        let isms = with(&founded("Kladno Labs", &content), record);
        let outline = printed_on("incidents", &isms, &content, on);
        (told(&outline, "72 hours"), outline.blocks.iter().any(|block| matches!(block, Block::Callout(_))))
    };
    let day = date(2026, 3, 13);
    let (running, called) = clock(Some(true), None, day);
    assert_eq!(running, "The authority has to be told by 13\u{a0}Mar\u{a0}2026, 08:00.");
    assert!(called, "a running clock is not overlooked");
    let (ended, called) = clock(Some(true), None, date(2026, 3, 14));
    assert_eq!(ended, "The 72 hours ended on 13\u{a0}Mar\u{a0}2026, 08:00. No notice to the authority is recorded.");
    assert!(called);
    let (undecided, called) = clock(None, None, day);
    assert!(undecided.ends_with("If it was, the 72 hours end on 13\u{a0}Mar\u{a0}2026, 08:00.") && called);
    assert_eq!(
        clock(Some(false), None, day),
        ("No personal data was breached, so no notice is due.".to_owned(), false)
    );
    let (kept, called) = clock(Some(true), Some("2026-03-13T08:00:00Z"), day);
    assert!(kept.ends_with("within the 72 hours.") && !called, "{kept}");
    let (late, _) = clock(Some(true), Some("2026-03-13T13:30:00Z"), day);
    assert!(late.ends_with("13:30, 5 hours after the 72 hours."), "{late}");
    let unknown = report(&content, |incident| incident.personal_data_breach = Some(true));
    assert_eq!(told(&unknown, "72 hours"), "Personal data was breached. Nobody has entered when that was noticed.");
}

#[test]
fn an_incident_of_which_little_is_known_says_so() {
    let content = content();
    let outline = report(&content, |incident| {
        let moment = |at: Option<&str>, what: &str| TimelineEntry {
            at: at.map(|at| at.parse().unwrap()),
            what: what.to_owned(),
        };
        incident.timeline = vec![
            moment(None, "Somebody remembers more."),
            moment(Some("2026-03-02T10:00:00Z"), "The laptop is found."),
            moment(Some("2026-03-01T17:30:00Z"), "The train arrives."),
        ];
    });
    for (term, expected) in [("Severity", "undecided"), ("Confidentiality", "undecided"), ("Noticed", "not entered")] {
        assert_eq!(told(&outline, term), expected, "{term}");
    }
    assert_eq!(told(&outline, "Closed"), "not closed");
    let course = table_with(&outline, "When");
    let when: Vec<String> = course.rows.iter().map(|row| words(&row.cells[0])).collect();
    assert_eq!(when, ["1\u{a0}Mar\u{a0}2026, 17:30", "2\u{a0}Mar\u{a0}2026, 10:00", "time not entered"]);
    assert_eq!(still_open(&outline).len(), 4, "{:?}", still_open(&outline));
    assert!(still_open(&outline).iter().all(|line| line.ends_with("IN\u{2011}09.")));
}

#[test]
fn a_corrective_action_stands_on_the_page_of_its_incident() {
    let content = content();
    let isms = sample(&content);
    let incident = isms.incidents.iter().next().unwrap().id;
    let found = Nonconformity {
        name: "Warnings reach nobody at night".to_owned(),
        incident: Some(incident),
        ..Nonconformity::blank(id(1).into(), "NC-42".to_owned())
    };
    let outline = printed("incidents", &with(&isms, found), &content);
    assert!(squeezed(&pages(&outline)[1]).contains("Warningsreachnobodyatnight"));
}

/// A company with three pieces of evidence: kept, linked, and nowhere.
fn with_evidence(content: &Content) -> Isms {
    let isms = founded("Kladno Labs", content);
    let evidence = |number: u128, name: &str| Evidence {
        name: name.to_owned(),
        ..Evidence::blank(id(number).into(), format!("EV-{number:02}"))
    };
    let kept = Evidence {
        content: "3f9a12bc77de0011223344556677889900aabbccddeeff00112233445566778899".to_owned(),
        file_name: "restore.pdf".to_owned(),
        size: 48_200,
        effective: Some(date(2026, 2, 1)),
        valid_until: Some(date(2026, 3, 11)),
        controls: vec![control(&isms, "A.8.13").id, control(&isms, "A.5.29").id],
        clauses: vec!["10.2".to_owned(), "9.1".to_owned()],
        ..evidence(1, "Restore test")
    };
    let linked = Evidence {
        link: "Shared drive/minutes.pdf".to_owned(),
        clauses: vec!["9.3.3".to_owned(), "5.1".to_owned()],
        ..evidence(2, "Minutes")
    };
    with(&with(&with(&isms, kept), linked), evidence(3, "Something"))
}

#[test]
fn evidence_stands_under_each_control_and_clause_it_shows() {
    let content = content();
    let outline = printed("evidence", &with_evidence(&content), &content);
    let found = tables(&outline);
    assert_eq!(found.len(), 3, "by control, by clause, and what is tied to neither");
    let groups = |at: usize| -> Vec<String> {
        found[at].rows.iter().filter(|row| row.kind == RowKind::Group).map(|row| words(&row.cells[0])).collect()
    };
    assert_eq!(groups(0).iter().map(|g| g.split(' ').next().unwrap()).collect::<Vec<_>>(), ["A.5.29", "A.8.13"]);
    let clauses = groups(1);
    let clauses: Vec<&str> = clauses.iter().map(|group| group.split(' ').next().unwrap()).collect();
    assert_eq!(clauses, ["5.1", "9.1", "9.3.3", "10.2"], "in the order of the standard");
    let under = |at: usize, column: &str| {
        let row = found[at].rows.iter().find(|row| row.kind == RowKind::Body).unwrap();
        words(cell(found[at], row, column))
    };
    assert_eq!(under(0, "SHA-256"), "3f9a12bc77de");
    assert_eq!(under(0, "Where it is"), "restore.pdf kept, 49 kB");
    assert_eq!(under(0, "Valid until"), "11\u{a0}Mar\u{a0}2026\nexpired");
    assert_eq!(under(0, "Shows also"), "A.8.13, 10.2, 9.1");
    assert_eq!(under(1, "Where it is"), "Shared drive/minutes.pdf");
    assert_eq!(under(1, "SHA-256"), "–");
    assert_eq!((under(2, "Where it is").as_str(), under(2, "Of the day").as_str()), ("nowhere yet", "undecided"));
    let brief = below(&outline, "In brief");
    for part in ["lists 3 pieces", "file: 1. Links to other places: 1.", "Neither kept nor linked: 1.", "Expired: 1."] {
        assert!(brief.contains(part), "{part}: {brief}");
    }
}

#[test]
fn what_is_in_place_without_evidence_is_named_in_full() {
    let content = content();
    let isms = sample(&content);
    let mut bare = isms.clone();
    for evidence in isms.evidence.iter() {
        bare = with(&bare, Evidence { controls: Vec::new(), clauses: vec!["8.1".to_owned()], ..evidence.clone() });
    }
    let in_place: Vec<&str> = isms
        .controls
        .iter()
        .filter(|control| control.status == Some(octavo::isms::controls::ImplementationStatus::Implemented))
        .filter(|control| control.applicable == Some(true))
        .map(|control| control.reference.as_str())
        .collect();
    let outline = printed("evidence", &bare, &content);
    assert_eq!(below(&outline, "In place, and nothing shows it"), in_place.join(", "));
    assert_eq!(below(&outline, "By control"), "No evidence is tied to a control yet.");
    let listed = tables(&outline)[0].rows.iter().filter(|row| row.kind == RowKind::Body).count();
    assert_eq!(listed, isms.evidence.len());
}

#[test]
fn a_new_company_gets_sentences_instead_of_empty_registers() {
    let content = content();
    let isms = founded("Kladno Labs", &content);
    for name in ["suppliers", "incidents", "evidence"] {
        let outline = printed(name, &isms, &content);
        headings_have_something_below(&outline, name);
        assert!(tables(&outline).is_empty() && signatures(&outline).is_empty(), "{name}");
        assert!(below(&outline, "In brief").contains("yet"), "{name}");
        assert_eq!(pages(&outline).len(), 1, "{name}");
    }
}

#[test]
fn the_pages_of_step_five_lose_no_word() {
    let content = content();
    let isms = sample(&content);
    for name in ["suppliers", "incidents", "evidence"] {
        let outline = printed(name, &isms, &content);
        let text = squeezed(&pages(&outline).concat());
        for cell in tables(&outline).iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells) {
            for line in words(cell).lines() {
                assert!(text.contains(&squeezed(line)), "{name} does not print: {line}");
            }
        }
    }
}
