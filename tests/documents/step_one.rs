//! Business case, commitment, project plan, roles and objectives, held against the records behind them.

use jiff::civil::date;
use octavo::documents::outline::{Block, Mark, RowKind};
use octavo::isms::organisation::{IsmsRole, Person, PersonId};
use octavo::isms::readiness;
use octavo::isms::risks::Risk;
use octavo::isms::steps::Step;
use octavo::isms::support::{Commitment, CostKind, CostLine, Objective, PlanStep, Reading};
use octavo::isms::{Isms, Record};
use uuid::Uuid;

use super::reading::{below, callouts, cell, fact, headings_have_something_below, row_of, said, table_with, tables};
use super::{DAY, content, founded, pages, printed, printed_on, sample, signatures, squeezed, still_open, with, words};

fn id(number: u128) -> Uuid {
    Uuid::from_u128(1 << 100 | number)
}

fn commitment(isms: &Isms, change: impl FnOnce(&mut Commitment)) -> Isms {
    let mut commitment = isms.commitment().unwrap().clone();
    change(&mut commitment);
    with(isms, commitment)
}

#[test]
fn the_business_case_adds_up_by_year_and_kind() {
    let content = content();
    let isms = sample(&content);
    let outline = printed("business-case", &isms, &content);
    let table = table_with(&outline, "Certification fee");
    let amount = |text: String| text.replace(',', "").parse::<u64>().unwrap();
    let mut all = 0;
    for year in [2026, 2027] {
        let of_year = || isms.cost_lines.iter().filter(|line| line.year == Some(year));
        let total: u64 = of_year().map(|line| line.total().unwrap()).sum();
        assert_eq!(amount(said(table, &year.to_string(), "Total")), total, "{year}");
        let training = of_year().filter(|line| line.kind == Some(CostKind::Training));
        let training: u64 = training.map(|line| line.total().unwrap()).sum();
        assert_eq!(amount(said(table, &year.to_string(), "Training")), training, "{year}");
        all += total;
    }
    let last = table.rows.last().unwrap();
    assert_eq!((last.kind, amount(words(last.cells.last().unwrap()))), (RowKind::Total, all));
    assert!(below(&outline, "In brief").ends_with("From 2026 to 2027 it costs GBP\u{a0}73,100."));
    let reasons = table_with(&outline, "What proves it");
    for reason in isms.business_reasons.iter() {
        assert_eq!(said(reasons, &reason.reference, "What proves it"), reason.evidence);
    }
}

#[test]
fn an_approved_business_case_loses_its_approval_with_a_new_cost() {
    let content = content();
    let isms = sample(&content);
    let outline = printed("business-case", &isms, &content);
    assert_eq!((outline.mark.as_deref(), fact(&outline, "Status")), (None, "Approved"));
    assert_eq!(fact(&outline, "Approved on"), "19 January 2026");
    assert_eq!(signatures(&outline)[0].date, "19 January 2026");
    assert!(below(&outline, "Approval").contains("On record: approved by Maya Lindqvist on 19 January 2026"));
    let line = CostLine {
        name: "Second consultant".to_owned(),
        year: Some(2027),
        kind: Some(CostKind::Consultant),
        ..CostLine::blank(id(1).into(), "CO-99".to_owned())
    };
    let outline = printed("business-case", &with(&isms, line), &content);
    assert_eq!(outline.mark.as_deref(), Some("CHANGED SINCE APPROVAL"));
    assert_eq!(
        (fact(&outline, "Status"), fact(&outline, "Approved on")),
        ("Changed since its approval", "not approved")
    );
    assert_eq!(signatures(&outline)[0].date, "", "the old day is no signature under the new costs");
    let told = callouts(&outline).concat();
    assert!(told.starts_with("Maya Lindqvist approved an earlier state on 19 January 2026."), "{told}");
    assert!(!below(&outline, "Approval").contains("On record"));
    assert_eq!(said(table_with(&outline, "Per day"), "CO-99", "Amount"), "not known");
    assert!(below(&outline, "In brief").contains("without an amount, which count nothing here: 1."));
    assert!(below(&outline, "In brief").contains("73,100"), "the sum is of what is known");
}

#[test]
fn costs_without_year_kind_or_currency_are_printed_as_undecided() {
    let content = content();
    let isms = founded("Kladno Labs", &content);
    let line = |number: u128, year, amount| CostLine {
        name: format!("Thing {number}"),
        year,
        amount,
        ..CostLine::blank(id(number).into(), format!("CO-{number:02}"))
    };
    let isms = with(&with(&isms, line(1, None, Some(700))), line(2, Some(2027), Some(1300)));
    let outline = printed("business-case", &isms, &content);
    let table = table_with(&outline, "Kind undecided");
    let years: Vec<String> = table.rows.iter().map(|row| words(&row.cells[0])).collect();
    assert_eq!(years, ["2027", "Year undecided", "Together"]);
    assert_eq!(words(&table.rows[2].cells[2]), "2,000");
    assert!(below(&outline, "In brief").contains("It costs 2,000. The currency is not chosen yet."));
    assert_eq!(outline.mark.as_deref(), Some("DRAFT"));
    assert!(signatures(&outline).is_empty(), "without a reason there is nothing to approve");
}

#[test]
fn the_commitment_is_one_page_in_the_words_of_the_sponsor() {
    let content = content();
    let isms = sample(&content);
    let outline = printed("commitment", &isms, &content);
    assert_eq!((outline.mark.as_deref(), fact(&outline, "Status")), (None, "Signed"));
    assert_eq!(fact(&outline, "Signatory"), "Maya Lindqvist, Chief executive");
    assert_eq!(fact(&outline, "Signed on"), "3 February 2026");
    assert!(still_open(&outline).is_empty());
    let pages = pages(&outline);
    assert_eq!(pages.len(), 1);
    let commitment = isms.commitment().unwrap();
    for text in [&commitment.statement, &commitment.resources] {
        assert!(squeezed(&pages[0]).contains(&squeezed(text)), "{text}");
    }
}

#[test]
fn a_commitment_that_changed_is_signed_again_and_promises_nothing_that_nobody_wrote() {
    let content = content();
    let isms = commitment(&sample(&content), |commitment| commitment.resources = String::new());
    let outline = printed("commitment", &isms, &content);
    assert_eq!(outline.mark.as_deref(), Some("CHANGED SINCE APPROVAL"));
    assert!(below(&outline, "Time and money given").starts_with("Undecided"));
    let told = callouts(&outline).concat();
    assert!(told.starts_with("Maya Lindqvist signed an earlier text on 3 February 2026."), "{told}");
    let signature = below(&outline, "Signature");
    assert!(!signature.contains("time and money"), "{signature}");
    assert_eq!(still_open(&outline).len(), 2, "signed again, resources named: {:?}", still_open(&outline));
}

#[test]
fn the_plan_says_of_each_step_what_the_checks_say() {
    let content = content();
    let isms = sample(&content);
    let outline = printed("project-plan", &isms, &content);
    let found = readiness::look(&isms, DAY);
    let table = table_with(&outline, "Target date");
    assert_eq!(table.rows.len(), 8);
    for step in Step::ALL {
        let row = row_of(table, &step.number().to_string());
        let state = cell(table, row, "State");
        let (met, all) = found.progress(*step);
        let expected = if found.is_done(*step) { "Done".to_owned() } else { format!("{met} of {all} points met") };
        assert_eq!(words(state), expected);
        assert_eq!(state.mark == Some(Mark::Full), found.is_done(*step));
        let line = isms.plan_steps.iter().find(|line| line.step == Some(*step)).unwrap();
        assert_eq!(words(cell(table, row, "Driven by")), isms.person_name(line.owner));
    }
    assert_eq!(fact(&outline, "Sponsor"), "Maya Lindqvist, Chief executive");
    assert_eq!(fact(&outline, "ISMS manager"), "Priya Nair, ISMS manager");
}

#[test]
fn a_step_is_overdue_only_while_it_is_not_done() {
    let content = content();
    let isms = sample(&content);
    let found = readiness::look(&isms, DAY);
    let mut late = isms.clone();
    for line in isms.plan_steps.iter() {
        late = with(&late, PlanStep { target: Some(date(2026, 3, 11)), ..line.clone() });
    }
    let outline = printed("project-plan", &late, &content);
    let table = table_with(&outline, "Target date");
    for step in Step::ALL {
        let said = said(table, &step.number().to_string(), "Target date");
        assert_eq!(said.contains("overdue"), !found.is_done(*step), "{step:?}");
    }
    let undated = founded("Kladno Labs", &content);
    let outline = printed("project-plan", &undated, &content);
    assert_eq!(said(table_with(&outline, "Target date"), "1", "Target date"), "no date yet");
    assert!(signatures(&outline).is_empty(), "a plan without a date is nobody's to sign");
}

#[test]
fn the_matrix_counts_what_each_person_answers_for() {
    let content = content();
    let isms = sample(&content);
    let outline = printed("roles", &isms, &content);
    let matrix = table_with(&outline, "Open actions");
    for person in isms.people.iter() {
        let row = matrix.rows.iter().find(|row| words(&row.cells[0]).starts_with(&person.name));
        let owned = |column: &str| match row.map(|row| words(cell(matrix, row, column))) {
            Some(text) if text != "–" => text.parse::<usize>().unwrap(),
            _ => 0,
        };
        let mine = |owner: Option<PersonId>| owner == Some(person.id);
        assert_eq!(owned("Risks"), isms.risks.iter().filter(|r| mine(r.owner)).count(), "{}", person.name);
        assert_eq!(owned("Assets"), isms.assets.iter().filter(|a| mine(a.owner)).count(), "{}", person.name);
        let controls = isms.controls.iter().filter(|c| mine(c.owner) && c.applicable != Some(false));
        assert_eq!(owned("Controls"), controls.count(), "{}", person.name);
        for role in IsmsRole::ALL {
            let dot = row.and_then(|row| cell(matrix, row, &role.label()).mark) == Some(Mark::Reason);
            assert_eq!(dot, person.has_role(*role), "{} {role:?}", person.name);
        }
    }
    let total = matrix.rows.last().unwrap();
    assert_eq!(words(cell(matrix, total, "Risks")), isms.risks.len().to_string());
    let records = table_with(&outline, "Processes, objectives, obligations, suppliers, actions");
    let tom = records.rows.iter().find(|row| words(&row.cells[0]) == "Tom Okafor").unwrap();
    assert!(words(cell(records, tom, "Risks")).starts_with("R\u{2011}02, "));
}

#[test]
fn what_nobody_answers_for_and_who_has_left_are_named() {
    let content = content();
    let isms = sample(&content);
    let risk = isms.risks.iter().next().unwrap().clone();
    let mut isms = with(&isms, Risk { owner: None, ..risk });
    let claire = isms.people.iter().find(|person| person.has_role(IsmsRole::InternalAuditor)).unwrap().clone();
    isms = with(&isms, Person { left: Some(date(2026, 2, 28)), ..claire });
    let outline = printed("roles", &isms, &content);
    let matrix = table_with(&outline, "Open actions");
    let nobody = matrix.rows.iter().find(|row| words(&row.cells[0]) == "Nobody answers for").unwrap();
    assert_eq!(words(cell(matrix, nobody, "Risks")), "1");
    assert_eq!(below(&outline, "In brief"), "Nobody holds these roles yet: Internal auditor.");
    let roles = table_with(&outline, "Held by");
    let auditor = roles.rows.iter().find(|row| words(&row.cells[0]) == "Internal auditor").unwrap();
    assert!(words(&auditor.cells[2]).ends_with("left on 28\u{a0}Feb\u{a0}2026"));
}

#[test]
fn a_long_list_of_records_says_how_many_more_there_are() {
    let content = content();
    let isms = sample(&content);
    let owner = isms.people.iter().next().unwrap().id;
    let mut edit = octavo::isms::Edit::new("Many");
    for number in 100..150_u128 {
        let risk = Risk { owner: Some(owner), ..Risk::blank(id(number).into(), format!("R-{number}")) };
        edit = edit.put(risk);
    }
    let outline = printed("roles", &isms.with(&edit), &content);
    let said = tables(&outline).into_iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells).map(words);
    assert_eq!(said.filter(|text| text.ends_with(" and 11 more")).count(), 1, "51 risks, of which 40 are named");
}

#[test]
fn objectives_print_what_is_set_and_what_is_not() {
    let content = content();
    let isms = sample(&content);
    let outline = printed("objectives", &isms, &content);
    let table = table_with(&outline, "Latest reading");
    for objective in isms.objectives.iter() {
        assert_eq!(said(table, &objective.reference, "What is measured"), objective.measure);
        let target = if objective.target.is_empty() { "undecided" } else { &objective.target };
        assert_eq!(said(table, &objective.reference, "Target"), target);
        let last = objective.readings.last().map_or("none yet", |reading| &reading.value);
        assert!(said(table, &objective.reference, "Latest reading").starts_with(last));
    }
    assert!(still_open(&outline)[0].contains("O-3"), "{:?}", still_open(&outline));
    let objective = isms.objectives.iter().next().unwrap().clone();
    let reading = |on, value: &str, remark: &str| Reading {
        on: Some(on),
        value: value.to_owned(),
        remark: remark.to_owned(),
        ..Reading::default()
    };
    let readings = vec![reading(date(2026, 1, 31), "9 hours", "First try."), reading(date(2026, 2, 28), "5 hours", "")];
    let isms = with(&isms, Objective { readings, ..objective.clone() });
    let outline = printed_on("objectives", &isms, &content, date(2026, 7, 1));
    let told = table_with(&outline, "What it means");
    let values: Vec<String> =
        told.rows.iter().filter(|row| row.cells.len() == 3).map(|row| words(&row.cells[1])).collect();
    assert_eq!(values[..2], ["9 hours", "5 hours"], "oldest first");
    assert!(said(table_with(&outline, "Latest reading"), &objective.reference, "Due").contains("has passed"));
}

#[test]
fn a_new_company_gets_pages_that_say_what_to_do_first() {
    let content = content();
    let isms = founded("Kladno Labs", &content);
    for name in ["business-case", "commitment", "project-plan", "roles", "objectives"] {
        let outline = printed(name, &isms, &content);
        headings_have_something_below(&outline, name);
        assert!(!still_open(&outline).is_empty(), "{name}");
        assert!(signatures(&outline).is_empty(), "{name}: nobody is asked to sign what is not there");
        assert!(tables(&outline).iter().all(|table| !table.rows.is_empty()), "{name}");
        let text = format!("{:?}", outline.blocks);
        assert!(text.contains("yet") || text.contains("Undecided"), "{name}");
        let draft = ["business-case", "commitment"].contains(&name);
        assert_eq!(outline.mark.is_some(), draft, "{name}");
        assert!(pages(&outline).len() <= 2, "{name}");
        assert!(outline.blocks.iter().any(|block| matches!(block, Block::Masthead(_))), "{name}");
    }
}
