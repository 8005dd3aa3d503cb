//! Context, obligations and scope, held against the records behind them.

use jiff::civil::date;
use octavo::documents::outline::{RowKind, Table};
use octavo::isms::Record;
use octavo::isms::scope::{Interface, Issue, IssueArea, Obligation, ScopeItem, ScopeStatement, ScopeSubject};
use octavo::isms::steps::Step;
use uuid::Uuid;

use super::reading::{below, callouts, fact, headings_have_something_below, said, table_with, tables};
use super::{content, founded, pages, printed, printed_on, sample, signatures, squeezed, still_open, with, words};

fn id(number: u128) -> Uuid {
    Uuid::from_u128(1 << 100 | number)
}

/// The names of the groups in a table, in their order.
fn groups(table: &Table) -> Vec<String> {
    table.rows.iter().filter(|row| row.kind == RowKind::Group).map(|row| words(&row.cells[0])).collect()
}

#[test]
fn every_issue_and_every_party_has_a_row() {
    let content = content();
    let isms = sample(&content);
    let outline = printed("context", &isms, &content);
    let issues = table_with(&outline, "What it does to the ISMS");
    for issue in isms.issues.iter() {
        assert_eq!(said(issues, &issue.reference, "What it does to the ISMS"), issue.effect);
        assert_eq!(said(issues, &issue.reference, "Matters"), "Yes");
    }
    assert_eq!(groups(issues), ["Internal issues", "External issues", "Climate change"]);
    let parties = table_with(&outline, "What they require");
    for party in isms.parties.iter() {
        assert_eq!(said(parties, &party.reference, "What they require"), party.requirements);
        let addressed = if party.addressed == Some(true) { "Yes" } else { "No" };
        assert_eq!(said(parties, &party.reference, "Addressed"), addressed);
    }
    let steps = table_with(&outline, "Takes in");
    assert_eq!(steps.rows.len(), Step::ALL.len());
    let processes =
        tables(&outline).into_iter().find(|table| table.columns.iter().any(|c| c.title == "Scope")).unwrap();
    for process in isms.processes.iter() {
        assert_eq!(said(processes, &process.reference, "Scope"), "In scope");
        assert_eq!(said(processes, &process.reference, "Owner"), isms.person_name(process.owner));
    }
    assert!(still_open(&outline).is_empty());
}

#[test]
fn climate_change_is_undecided_until_somebody_decides() {
    let content = content();
    let isms = founded("Kladno Labs", &content);
    let climate = |relevant| Issue {
        name: "Heat in the server room".to_owned(),
        area: Some(IssueArea::Climate),
        relevant,
        ..Issue::blank(id(1).into(), "IS-07".to_owned())
    };
    let brief = |relevant| {
        let outline = printed("context", &with(&isms, climate(relevant)), &content);
        (below(&outline, "In brief"), still_open(&outline).join(" ").contains("climate"))
    };
    assert!(below(&printed("context", &isms, &content), "In brief").contains("undecided"));
    assert!(brief(None).0.contains("undecided") && brief(None).1, "a line in the register is no decision");
    let (no, open) = brief(Some(false));
    assert!(no.contains("decided as not relevant to the ISMS, see IS\u{2011}07.") && !open, "{no}");
    assert!(brief(Some(true)).0.contains("decided as relevant to the ISMS, see IS\u{2011}07."));
    let outline = printed("context", &with(&isms, climate(None)), &content);
    assert_eq!(said(table_with(&outline, "Matters"), "IS-07", "Matters"), "undecided");
}

#[test]
fn every_obligation_says_what_it_asks_and_what_answers_it() {
    let content = content();
    let isms = sample(&content);
    let outline = printed("obligations", &isms, &content);
    let table = table_with(&outline, "What it asks of us");
    for obligation in isms.obligations.iter() {
        let of = |column: &str| said(table, &obligation.reference, column);
        assert_eq!(of("What it asks of us"), obligation.requirement);
        assert_eq!(of("Owner"), isms.person_name(obligation.owner));
        assert!(of("Provision").contains(obligation.citation()));
        let controls = isms.controls.iter().filter(|control| obligation.controls.contains(&control.id));
        let expected: Vec<&str> = controls.map(|control| control.reference.as_str()).collect();
        assert_eq!(of("Controls"), expected.join(", "), "in the order of the catalogue");
    }
    let later = printed_on("obligations", &isms, &content, date(2026, 7, 1));
    let overdue = isms.obligations.iter().filter(|o| o.next_review.is_some_and(|next| next < date(2026, 7, 1)));
    let overdue: Vec<&Obligation> = overdue.collect();
    assert!(!overdue.is_empty());
    assert!(below(&later, "Still open").contains("The review is overdue"));
    for obligation in overdue {
        let table = table_with(&later, "What it asks of us");
        assert!(said(table, &obligation.reference, "Next review").ends_with("overdue"));
    }
}

#[test]
fn an_obligation_of_no_kind_stands_last_and_says_what_is_missing() {
    let content = content();
    let isms = sample(&content);
    let bare = Obligation {
        name: "Something with taxes".to_owned(),
        provisions: vec!["GDPR Art. 32(1)(a)".to_owned()],
        ..Obligation::blank(id(1).into(), "OB-99".to_owned())
    };
    let outline = printed("obligations", &with(&isms, bare), &content);
    let table = table_with(&outline, "What it asks of us");
    assert_eq!(groups(table).last().unwrap(), "Kind undecided  1");
    let of = |column: &str| said(table, "OB-99", column);
    assert_eq!(of("Provision"), "GDPR Art. 32(1)(a)");
    assert_eq!((of("Controls").as_str(), of("Owner").as_str()), ("no control yet", "no owner yet"));
    assert_eq!((of("Next review").as_str(), of("What it asks of us").as_str()), ("no date yet", "not described"));
}

#[test]
fn an_approved_scope_prints_its_version_and_every_line() {
    let content = content();
    let isms = sample(&content);
    let outline = printed("scope", &isms, &content);
    assert_eq!((outline.mark.as_deref(), fact(&outline, "Version")), (None, "version 1.0"));
    assert_eq!(fact(&outline, "Approved on"), "28 January 2026");
    assert!(outline.running.foot[0].contains("version 1.0"));
    assert_eq!(below(&outline, "Scope statement"), isms.scope().unwrap().statement);
    let inside = table_with(&outline, "In the registers");
    let outside = table_with(&outline, "Why it is outside");
    for item in isms.scope_items.iter() {
        if item.inside == Some(true) {
            assert!(said(inside, &item.reference, "What").starts_with(&item.name));
        } else {
            assert_eq!(said(outside, &item.reference, "Why it is outside"), item.reason);
        }
    }
    assert_eq!(groups(inside), ["Site", "Process or service", "Team", "System", "Other"]);
    assert!(said(inside, "SC-01", "In the registers").contains("14 Narrow Wharf"), "the certificate needs the address");
    let interfaces = table_with(&outline, "What they do");
    for interface in isms.interfaces.iter() {
        assert_eq!(said(interfaces, &interface.reference, "What they do"), interface.theirs);
    }
    assert_eq!(signatures(&outline)[0].date, "28 January 2026");
}

#[test]
fn a_scope_that_changed_is_a_draft_again_and_says_who_approved_what() {
    let content = content();
    let isms = sample(&content);
    let interface = Interface { name: "Payment".to_owned(), ..Interface::blank(id(1).into(), "IF-99".to_owned()) };
    let outline = printed("scope", &with(&isms, interface), &content);
    assert_eq!(outline.mark.as_deref(), Some("CHANGED SINCE APPROVAL"));
    assert_eq!(fact(&outline, "Version"), "draft");
    assert!(callouts(&outline)[0].starts_with("Maya Lindqvist approved an earlier state on 28 January 2026."));
    assert!(signatures(&outline)[0].date.is_empty());
    let table = table_with(&outline, "What they do");
    assert_eq!(said(table, "IF-99", "What we do"), "not described");
    assert!(said(table, "IF-99", "Interface").ends_with("nobody named"));
    assert!(below(&outline, "Still open").contains("Say who does what: IF-99."));
}

#[test]
fn what_is_neither_in_nor_out_stands_by_itself() {
    let content = content();
    let isms = founded("Kladno Labs", &content);
    let item = |number: u128, name: &str, inside| ScopeItem {
        name: name.to_owned(),
        inside,
        subject: Some(ScopeSubject::System),
        ..ScopeItem::blank(id(number).into(), format!("SC-{number:02}"))
    };
    let isms = with(&with(&isms, item(1, "Shop", None)), item(2, "Blog", Some(false)));
    let outline = printed("scope", &isms, &content);
    assert_eq!(
        below(&outline, "What is inside"),
        "Nothing is listed as in scope yet. Begin with your sites and services."
    );
    let undecided = table_with(&outline, "In the registers");
    assert!(said(undecided, "SC-01", "What").starts_with("Shop"));
    let outside = table_with(&outline, "Why it is outside");
    assert_eq!(said(outside, "SC-02", "Why it is outside"), "no reason given");
    assert!(signatures(&outline).is_empty());
    let statement = isms.scope().unwrap().clone();
    let isms = with(&isms, ScopeStatement { statement: "All we do.".to_owned(), ..statement });
    let outline = printed("scope", &isms, &content);
    assert_eq!(signatures(&outline)[0].name, "", "nobody is named, so the line stays open");
    assert_eq!(outline.mark.as_deref(), Some("DRAFT"));
}

#[test]
fn a_new_company_gets_sentences_instead_of_empty_registers() {
    let content = content();
    let isms = founded("Kladno Labs", &content);
    for name in ["context", "obligations", "scope"] {
        let outline = printed(name, &isms, &content);
        headings_have_something_below(&outline, name);
        assert!(!still_open(&outline).is_empty() && signatures(&outline).is_empty(), "{name}");
        assert!(tables(&outline).iter().all(|table| !table.rows.is_empty()), "{name}");
        for cell in tables(&outline).iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells) {
            assert!(!["Yes", "No", "In scope"].contains(&words(cell).as_str()), "{name}: nobody entered that");
        }
        assert_eq!(outline.mark.is_some(), name == "scope");
    }
}

#[test]
fn the_pages_of_steps_one_and_two_lose_no_word() {
    let content = content();
    let isms = sample(&content);
    let names =
        ["business-case", "commitment", "project-plan", "roles", "objectives", "context", "obligations", "scope"];
    for name in names {
        let outline = printed(name, &isms, &content);
        let text = squeezed(&pages(&outline).concat());
        for cell in tables(&outline).iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells) {
            for line in words(cell).lines() {
                assert!(text.contains(&squeezed(line)), "{name} does not print: {line}");
            }
        }
    }
}
