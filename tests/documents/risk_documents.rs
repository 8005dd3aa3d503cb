//! The asset register, the risk report, the treatment plan and the acceptance sheets of the sample company, held
//! against its records.

use octavo::documents::outline::{Block, Mark, Outline, Row, RowKind};
use octavo::isms::approval::Standing;
use octavo::isms::assets::{Classification, effective_all};
use octavo::isms::documents::Document;
use octavo::isms::risks::{Risk, RiskStatus, statuses};
use octavo::isms::{Isms, Record};
use uuid::Uuid;

use super::reading::{cell, row_of, table_with, tables};
use super::{DAY, FINGERPRINT, content, pages, printed, sample, squeezed, still_open, with, words};

const NAMES: [&str; 4] = ["assets", "risk-assessment", "treatment-plan", "risk-acceptance"];

fn all_words(outline: &Outline) -> String {
    format!("{:?}", outline.blocks)
}

#[test]
fn every_asset_has_one_row_that_says_what_its_record_says() {
    let content = content();
    let isms = sample(&content);
    let outline = printed("assets", &isms, &content);
    let table = table_with(&outline, "Where it is");
    let values = effective_all(&isms);
    for asset in isms.assets.iter() {
        let row = row_of(table, &asset.reference);
        assert!(words(cell(table, row, "Asset")).starts_with(&asset.name));
        assert_eq!(words(cell(table, row, "Owner")), isms.person_name(asset.owner));
        let class = asset.classification.map_or_else(|| "undecided".to_owned(), Classification::label);
        assert_eq!(words(cell(table, row, "Class")), class);
        for (column, value) in ["C", "I", "A"].into_iter().zip(&values[&asset.id]) {
            let printed = cell(table, row, column);
            match value.effective() {
                Some(level) => {
                    assert!(words(printed).starts_with(&level.to_string()), "{} {column}", asset.reference);
                    assert_eq!(words(printed).contains('↓'), value.is_inherited(), "{} {column}", asset.reference);
                }
                None => assert_eq!(printed.mark, Some(Mark::Open), "{} {column}", asset.reference),
            }
        }
        let named = isms.risks.iter().filter(|risk| risk.assets.contains(&asset.id));
        let named: Vec<String> = named.map(|risk| risk.reference.replace('-', "\u{2011}")).collect();
        let printed = words(cell(table, row, "Risks"));
        if named.is_empty() {
            assert_eq!(printed, "no risk yet");
        }
        assert!(named.iter().all(|reference| printed.contains(reference)), "{} {printed}", asset.reference);
        assert_eq!(row.kind == RowKind::Muted, asset.in_scope == Some(false));
    }
    let rows = table.rows.iter().filter(|row| row.kind != RowKind::Group).count();
    assert_eq!(rows, isms.assets.len());
}

#[test]
fn every_risk_has_one_row_with_its_level_and_the_counts_add_up() {
    let content = content();
    let isms = sample(&content);
    let outline = printed("risk-assessment", &isms, &content);
    let table = table_with(&outline, "Controls in use");
    for (risk, status) in isms.risks.iter().zip(statuses(&isms)) {
        let row = row_of(table, &risk.reference);
        let printed = words(cell(table, row, "Risk"));
        for part in [&risk.name, &risk.threat, &risk.vulnerability, &risk.consequence] {
            assert!(printed.contains(part.trim().trim_end_matches('.')), "{}: {part}", risk.reference);
        }
        let score = risk.current.score(isms.method_of(risk)).unwrap();
        let mark = cell(table, row, "Today").mark;
        assert!(matches!(mark, Some(Mark::Level { score: printed, .. }) if printed == score), "{}", risk.reference);
        assert!(words(cell(table, row, "Why")).contains(risk.current.rationale.trim()));
        let stands = words(cell(table, row, "Status"));
        assert!(stands.starts_with(&status.label()), "{}: {stands}", risk.reference);
        let accepted = matches!(status, RiskStatus::Accepted | RiskStatus::AcceptanceStale);
        let by = risk.acceptance.as_ref().map_or("", |approval| approval.name.as_str());
        assert_eq!(stands.contains(by) && !by.is_empty(), accepted, "{}: {stands}", risk.reference);
    }
    let Some(Block::HeatMap(map)) = outline.blocks.iter().find(|block| matches!(block, Block::HeatMap(_))) else {
        panic!("there is no heat map");
    };
    assert_eq!(map.matrices.len(), 2);
    let counted = |matrix: usize| map.matrices[matrix].cells.iter().flatten().map(|cell| cell.count as usize).sum();
    let in_it: usize = counted(0);
    assert_eq!(in_it, isms.risks.len(), "the sample assessed every risk");
    let method = isms.current_method().unwrap();
    let above = |score: Option<u32>| score.and_then(|score| method.is_above(score)) == Some(true);
    for (matrix, residual) in [(0, false), (1, true)] {
        let expected = isms.risks.iter().filter(|risk| {
            let judged = if residual { risk.residual() } else { &risk.current };
            above(judged.score(Some(method)))
        });
        let cells = map.matrices[matrix].cells.iter().flatten().filter(|cell| cell.above);
        let drawn: usize = cells.map(|cell| cell.count as usize).sum();
        assert_eq!(drawn, expected.count(), "above the line, matrix {matrix}");
    }
    let bands = table_with(&outline, "What has to happen");
    let number = |row: &Row| words(cell(bands, row, "Today")).parse::<usize>().unwrap_or(0);
    let (total, rows) = bands.rows.split_last().unwrap();
    assert_eq!(rows.iter().map(number).sum::<usize>(), number(total));
}

#[test]
fn the_plan_has_every_action_once_in_its_sum_and_marks_what_is_late() {
    let content = content();
    let isms = sample(&content);
    let later = jiff::civil::date(2027, 1, 1);
    let outline = super::printed_on("treatment-plan", &isms, &content, later);
    let table = table_with(&outline, "Why this remains");
    let text = all_words(&outline);
    let mut sum = 0;
    for action in isms.actions.iter().filter(|action| !action.risks.is_empty()) {
        assert!(text.contains(&action.reference.replace('-', "\u{2011}")), "{} is missing", action.reference);
        sum += if action.is_cancelled() { 0 } else { action.cost.unwrap_or(0) };
    }
    let total = words(&table.rows.last().unwrap().cells[table.columns.len() - 2]);
    let digits: String = total.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(digits, sum.to_string(), "{total}");
    assert!(total.starts_with(&isms.profile().unwrap().currency));
    let late = isms.actions.iter().filter(|action| action.is_overdue(later)).count();
    assert!(late > 0);
    let marked: std::collections::BTreeSet<String> = table
        .rows
        .iter()
        .filter(|row| row.cells.len() > 1 && words(cell(table, row, "Status")).contains("overdue"))
        .map(|row| words(cell(table, row, "What")))
        .collect();
    assert_eq!(marked.len(), late);
    let callouts = outline.blocks.iter().filter(|block| matches!(block, Block::Callout(_))).count();
    assert_eq!(callouts, 1, "what is late stands on top");
    for risk in isms.risks.iter() {
        let rows = table.rows.iter().filter(|row| words(&row.cells[0]) == risk.reference.replace('-', "\u{2011}"));
        assert_eq!(rows.count(), 1, "{}", risk.reference);
    }
}

#[test]
fn every_risk_stands_on_its_owners_sheet_and_only_open_ones_are_signed() {
    let content = content();
    let isms = sample(&content);
    let outline = printed("risk-acceptance", &isms, &content);
    let sheets: Vec<&[Block]> = outline.blocks.split(|block| matches!(block, Block::PageBreak)).collect();
    let owners: std::collections::BTreeSet<_> = isms.risks.iter().filter_map(|risk| risk.owner).collect();
    assert_eq!(sheets.len(), owners.len());
    for owner in owners {
        let name = isms.person_name(Some(owner));
        let theirs: Vec<&Risk> = isms.risks.iter().filter(|risk| risk.owner == Some(owner)).collect();
        let sheet = sheets.iter().find(|sheet| format!("{:?}", sheet[0]).contains(name)).unwrap();
        let text = format!("{sheet:?}");
        for risk in isms.risks.iter() {
            let on_it = text.contains(&format!("\"{}\"", risk.reference.replace('-', "\u{2011}")))
                || text.contains(&format!("\"{} ", risk.reference.replace('-', "\u{2011}")));
            assert_eq!(
                on_it,
                theirs.iter().any(|other| other.id == risk.id),
                "{} on the sheet of {name}",
                risk.reference
            );
        }
        let open = theirs.iter().any(|risk| risk.acceptance_standing() != Standing::Valid);
        assert_eq!(text.contains("BlankLine"), open, "{name}");
    }
}

#[test]
fn a_change_after_acceptance_is_to_be_accepted_again_and_says_what_changed() {
    let content = content();
    let isms = sample(&content);
    let accepted = isms.risks.iter().find(|risk| risk.accepted_as.is_some() || risk.acceptance.is_some()).unwrap();
    let mut risk = accepted.clone();
    risk.accepted_as = Some(Box::new(Risk { acceptance: None, accepted_as: None, ..accepted.clone() }));
    risk.plan = "Something else altogether.".to_owned();
    let changed = with(&isms, risk);
    let text = all_words(&printed("risk-acceptance", &changed, &content));
    assert!(text.contains("Something else altogether.") && text.contains("Plan:"), "{text}");
    assert!(text.contains("again"));
    let report = printed("risk-assessment", &changed, &content);
    let table = table_with(&report, "Controls in use");
    let status = words(cell(table, row_of(table, &accepted.reference), "Status"));
    assert!(status.starts_with(&RiskStatus::AcceptanceStale.label()), "{status}");
}

#[test]
fn the_plan_is_a_draft_until_every_owner_accepted_and_says_when_it_changed() {
    let content = content();
    let isms = sample(&content);
    assert_eq!(printed("treatment-plan", &isms, &content).mark.as_deref(), Some("DRAFT"));
    let approve = |isms: &Isms| {
        isms.risks.iter().cloned().collect::<Vec<_>>().into_iter().fold(isms.clone(), |isms, mut risk| {
            let digest = risk.assessment_digest();
            let on = Some(DAY);
            let name = "Maya Lindqvist".to_owned();
            risk.acceptance = Some(octavo::isms::approval::Approval { name, on, digest, ..Default::default() });
            with(&isms, risk)
        })
    };
    let approved = approve(&isms);
    let outline = printed("treatment-plan", &approved, &content);
    assert_eq!(outline.mark, None);
    assert!(!all_words(&outline).contains("BlankLine"), "nothing is left to sign");
    let mut risk = approved.risks.iter().next().unwrap().clone();
    risk.plan.push_str(" And more.");
    let outline = printed("treatment-plan", &with(&approved, risk), &content);
    assert_eq!(outline.mark.as_deref(), Some("CHANGED SINCE APPROVAL"));
}

#[test]
fn an_estimate_in_numbers_stands_apart_and_changes_no_level() {
    use octavo::isms::estimate::{Estimate, Range, expected_yearly_loss};
    let content = content();
    let isms = isms_without_estimates(&sample(&content));
    let text = |isms: &Isms| all_words(&printed("risk-assessment", isms, &content));
    assert!(!text(&isms).contains("Estimates in numbers"), "nobody asked for numbers");
    let mut risk = isms.risks.iter().next().unwrap().clone();
    let estimate = Estimate {
        frequency: Range { low: Some(0.1), high: Some(2.0) },
        loss: Range { low: Some(1_000.0), high: Some(50_000.0) },
        treated_frequency: Some(Range { low: Some(0.05), high: Some(0.5) }),
        trials: Some(2_000),
        basis: "Three incidents since 2020".to_owned(),
        ..Estimate::default()
    };
    let expected = expected_yearly_loss(&estimate).unwrap().round() as u64;
    risk.estimate = Some(estimate);
    let outline = printed("risk-assessment", &with(&isms, risk.clone()), &content);
    let table = table_with(&outline, "What it rests on");
    let row = row_of(table, &risk.reference);
    let digits: String = words(&row.cells[4]).chars().filter(char::is_ascii_digit).collect();
    assert_eq!(digits, expected.to_string());
    assert!(words(&row.cells[6]) != "–" && words(&row.cells[8]) == "Three incidents since 2020");
    assert!(outline.blocks.iter().any(|block| matches!(block, Block::Curve(curve) if curve.lines.len() == 2)));
    let level = |outline: &Outline| {
        let table = table_with(outline, "Controls in use");
        cell(table, row_of(table, &risk.reference), "Today").clone()
    };
    assert_eq!(level(&outline), level(&printed("risk-assessment", &isms, &content)));
    // Nobody chose how many years: the mean is exact, the rest is not made up.
    risk.estimate.as_mut().unwrap().trials = None;
    let outline = printed("risk-assessment", &with(&isms, risk.clone()), &content);
    let table = table_with(&outline, "What it rests on");
    assert_eq!(words(&row_of(table, &risk.reference).cells[6]), "–");
}

fn isms_without_estimates(isms: &Isms) -> Isms {
    isms.risks.iter().fold(isms.clone(), |bare, risk| with(&bare, Risk { estimate: None, ..risk.clone() }))
}

#[test]
fn the_frame_comes_from_the_record_under_document_control() {
    let content = content();
    let isms = sample(&content);
    let owner = isms.people.iter().next().unwrap();
    for name in NAMES {
        let record = Document {
            name: "Anything".to_owned(),
            template: name.to_owned(),
            classification: Some(Classification::Confidential),
            owner: Some(owner.id),
            author: Some(owner.id),
            ..Document::blank(Uuid::from_u128(1 << 100).into(), "REC-77".to_owned())
        };
        let outline = printed(name, &with(&isms, record), &content);
        assert_eq!(outline.running.head[2], "Confidential", "{name}");
        assert_eq!(outline.running.foot[0], "REC-77, state of 12 March 2026", "{name}");
        assert_eq!(outline.author, owner.name, "{name}");
        assert!(all_words(&outline).contains("REC-77"), "{name}");
        let without = printed(name, &isms, &content);
        assert_eq!(without.running.head[2], "not classified", "{name}");
        assert_eq!(without.running.foot[0], "State of 12 March 2026", "{name}: no id is made up");
        assert!(without.author.is_empty(), "{name}");
    }
}

#[test]
fn every_page_can_be_held_against_its_file_and_loses_no_word() {
    let content = content();
    let isms = sample(&content);
    for name in NAMES {
        let outline = printed(name, &isms, &content);
        let pages: Vec<String> = pages(&outline).iter().map(|page| squeezed(page)).collect();
        for (number, page) in pages.iter().enumerate() {
            let number = number + 1;
            assert!(page.contains(&squeezed(&format!("History {FINGERPRINT}"))), "{name} page {number}");
            assert!(page.contains(&format!("Page{number}of{}", pages.len())), "{name} page {number}");
            assert_eq!(page.matches("DRAFT").count(), usize::from(name == "treatment-plan"), "{name} page {number}");
        }
        let text = pages.concat();
        for table in tables(&outline) {
            for row in &table.rows {
                for cell in &row.cells {
                    for span in &cell.text {
                        assert!(text.contains(&squeezed(&span.text)), "{name}: {}", span.text);
                    }
                }
            }
        }
    }
}

#[test]
fn what_is_open_stands_at_the_end_and_the_same_snapshot_prints_the_same_bytes() {
    let content = content();
    let isms = sample(&content);
    assert!(!still_open(&printed("risk-assessment", &isms, &content)).is_empty());
    for name in NAMES {
        let bytes = || octavo::formats::pdf::to_bytes(&printed(name, &isms, &content)).unwrap();
        let (first, second) = (bytes(), bytes());
        assert!(first == second, "{name}");
        assert!(octavo::formats::pdf::is_as_written(&first), "{name}: a print of ours is known as such");
        let mut signed = first;
        signed.extend_from_slice(b"% signed\n");
        assert!(!octavo::formats::pdf::is_as_written(&signed), "{name}");
    }
}
