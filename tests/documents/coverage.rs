//! The control and the regulation report: nothing undecided passes for decided, nothing late is silent.

use octavo::documents::by_name;
use octavo::documents::outline::{Block, Outline, Row, Table};
use octavo::documents::{Request, soa_changes};
use octavo::isms::Isms;
use octavo::isms::controls::{Control, ImplementationStatus};
use octavo::isms::evidence::Evidence;
use octavo::isms::scope::Obligation;
use uuid::Uuid;

use super::{DAY, FINGERPRINT, alter, content, control, founded, pages, sample, squeezed, with, words};

fn print(isms: &Isms, name: &str) -> Outline {
    let content = content();
    let request = Request { isms, content: &content, date: DAY, fingerprint: FINGERPRINT };
    (by_name(name).unwrap().outline)(&request)
}

/// The tables under a heading of this name, or all.
fn tables(outline: &Outline) -> Vec<(&str, &Table)> {
    let pairs = outline.blocks.iter().zip(outline.blocks.iter().skip(1));
    pairs
        .filter_map(|pair| match pair {
            (Block::Heading(heading), Block::Table(table)) => Some((heading.text.as_str(), table)),
            _ => None,
        })
        .collect()
}

fn row(outline: &Outline, first: &str) -> Vec<String> {
    let found: Vec<&Row> = tables(outline)
        .into_iter()
        .filter(|(heading, _)| *heading != "What is late" && *heading != "Where is nothing")
        .flat_map(|(_, table)| &table.rows)
        .filter(|row| words(&row.cells[0]) == first)
        .collect();
    assert_eq!(found.len(), 1, "{first} has not exactly one row");
    found[0].cells.iter().map(words).collect()
}

#[test]
fn an_undecided_control_is_reported_as_undecided() {
    let isms = founded("Harbour", &content());
    let outline = print(&isms, "controls");
    assert_eq!(row(&outline, "A.8.13")[2], "Undecided");
    assert_eq!(outline.mark, None, "a report is approved by nobody");
    assert!(outline.running.foot[1].contains(FINGERPRINT));
    assert!(!tables(&outline).iter().any(|(heading, _)| *heading == "What is late"));
}

#[test]
fn what_is_late_stands_in_front_and_evidence_carries_its_day() {
    let isms = founded("Harbour", &content());
    let isms = alter(&isms, "A.8.13", |control| {
        control.applicable = Some(true);
        control.status = Some(ImplementationStatus::Partly);
        control.due = Some(DAY.yesterday().unwrap());
    });
    let evidence = Evidence {
        id: Uuid::from_u128(1 << 93).into(),
        reference: "EV-01".to_owned(),
        controls: vec![control(&isms, "A.8.13").id],
        ..Evidence::default()
    };
    let outline = print(&with(&isms, evidence), "controls");
    let (_, late) = tables(&outline).into_iter().find(|(heading, _)| *heading == "What is late").unwrap();
    assert_eq!(words(&late.rows[0].cells[0]), "A.8.13");
    let row = row(&outline, "A.8.13");
    assert_eq!((row[2].as_str(), row[5].as_str()), ("Partial", "11 Mar 2026"));
    assert_eq!(row[6], "EV\u{2011}01, day undecided");
}

#[test]
fn a_regulation_is_reported_when_something_calls_for_it() {
    let isms = founded("Harbour", &content());
    let empty = print(&isms, "regulations");
    assert!(tables(&empty).is_empty(), "nothing is called for");
    let law = Obligation {
        id: Uuid::from_u128(1 << 94).into(),
        reference: "OB-01".to_owned(),
        provisions: vec!["SOX s.302".to_owned()],
        ..Obligation::default()
    };
    let outline = print(&with(&isms, law), "regulations");
    let headings: Vec<&str> = tables(&outline).iter().map(|(heading, _)| *heading).collect();
    assert_eq!(headings, ["SOX"]);
    let row = row(&outline, "SOX s.302");
    assert_eq!((row[2].as_str(), row[5].as_str()), ("OB\u{2011}01", "Undecided"));
    assert!(row[3].contains("(undecided)"), "{row:?}");
}

#[test]
fn both_reports_of_the_sample_fit_on_paper() {
    let content = content();
    let isms = sample(&content);
    let controls = squeezed(&pages(&print(&isms, "controls")).concat());
    assert!(controls.contains("Controlimplementationreport") && controls.contains("A.8.13"));
    let regulations = squeezed(&pages(&print(&isms, "regulations")).concat());
    assert!(regulations.contains("GDPRArt.32(1)(b)") && regulations.contains("Otherobligations"));
    assert!(!regulations.contains("HIPAA164"), "nothing of the sample calls for HIPAA");
}

#[test]
fn what_changed_between_two_versions_is_told_for_each_control() {
    let content = content();
    let isms = sample(&content);
    let first = isms.soa_versions.iter().next().cloned();
    let version = first.unwrap_or_else(|| octavo::isms::controls::SoaVersion {
        id: Uuid::from_u128(1 << 95).into(),
        version: "1.0".to_owned(),
        on: Some(DAY),
        controls: isms.controls.iter().cloned().collect::<Vec<Control>>(),
        ..Default::default()
    });
    let isms = with(&isms, version.clone());
    let isms = alter(&isms, "A.8.13", |control| control.how = "Every hour.".to_owned());
    let request = Request { isms: &isms, content: &content, date: DAY, fingerprint: FINGERPRINT };
    let outline = soa_changes::outline(&request, version.id, None);
    let text = squeezed(&pages(&outline).concat());
    assert!(text.contains("A.8.13") && text.contains("Everyhour."), "{text}");
    let same = soa_changes::outline(&request, version.id, Some(version.id));
    assert!(squeezed(&pages(&same).concat()).contains("Nothinginthestatementdiffers"));
}
