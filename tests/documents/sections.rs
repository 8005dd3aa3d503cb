//! Which rows stand where: themes, own and cloud controls, due dates, half-made decisions.

use octavo::documents::outline::Mark;
use octavo::isms::controls::{Control, ControlTheme, ImplementationStatus};
use octavo::isms::risks::Risk;
use octavo::isms::scope::{Obligation, ObligationKind};
use uuid::Uuid;

use super::{alter, cell, content, control, fact, founded, fresh, row, soa, still_open, text_of, themes, with, words};

#[test]
fn themes_follow_each_other_and_empty_ones_are_left_out() {
    let content = content();
    let isms = founded("Harbour", &content);
    let titles =
        |isms| themes(&soa(isms, &content)).iter().map(|(title, _, _)| (*title).to_owned()).collect::<Vec<_>>();
    let annex =
        ["A.5 Organizational controls", "A.6 People controls", "A.7 Physical controls", "A.8 Technological controls"];
    assert_eq!(titles(&isms), annex);
    let own = |number, reference: &str, theme| Control {
        id: fresh(number),
        reference: reference.to_owned(),
        name: "Shared duties in the cloud".to_owned(),
        theme,
        ..Control::default()
    };
    let isms = with(&isms, own(1, "OC-01", Some(ControlTheme::Own)));
    let isms = with(&isms, own(2, "CLD.6.3.1", Some(ControlTheme::Cloud)));
    assert_eq!(titles(&isms), [&annex[..], &["Controls for cloud services", "Our own controls"]].concat());
    let outline = soa(&isms, &content);
    let sizes: Vec<usize> = themes(&outline).iter().map(|(_, _, table)| table.rows.len()).collect();
    assert_eq!(sizes, [37, 8, 14, 34, 1, 1]);
    assert_eq!(words(&themes(&outline)[4].2.rows[0].cells[0]), "CLD.6.3.1");
    assert_eq!(words(&themes(&outline)[5].2.rows[0].cells[0]), "OC-01");
}

#[test]
fn a_control_without_a_theme_is_not_lost() {
    let content = content();
    let isms = founded("Harbour", &content);
    let isms = with(&isms, Control { id: fresh(1), reference: "OC-01".to_owned(), ..Control::default() });
    let outline = soa(&isms, &content);
    assert_eq!(text_of(&outline, "OC-01", "Applies"), "Undecided");
    assert_eq!(themes(&outline).last().unwrap().0, "Our own controls");
    assert!(still_open(&outline)[0].contains("OC-01"), "it keeps the statement open");
    assert_eq!(fact(&outline, "Status"), "Draft, 94 controls undecided");
}

#[test]
fn a_due_date_stands_beside_the_status() {
    let content = content();
    let isms = alter(&founded("Harbour", &content), "A.8.13", |control| {
        (control.applicable, control.status) = (Some(true), Some(ImplementationStatus::Planned));
        control.due = Some(jiff::civil::date(2026, 9, 30));
    });
    let outline = soa(&isms, &content);
    let status = text_of(&outline, "A.8.13", "Status").split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(status, "Planned, due 30 Sep 2026");
    assert_eq!(cell(&outline, "A.8.13", "Status").mark, Some(Mark::Empty));
    let half =
        alter(&isms, "A.8.13", |control| (control.status, control.due) = (Some(ImplementationStatus::Partly), None));
    let outline = soa(&half, &content);
    assert_eq!(text_of(&outline, "A.8.13", "Status"), "Partial");
    assert_eq!(cell(&outline, "A.8.13", "Status").mark, Some(Mark::Half));
    let place = alter(&isms, "A.8.13", |control| control.status = Some(ImplementationStatus::Implemented));
    assert_eq!(text_of(&soa(&place, &content), "A.8.13", "Status"), "In place", "what is in place is not due");
}

#[test]
fn what_is_half_decided_is_open_by_name() {
    let content = content();
    let isms = founded("Harbour", &content);
    let isms = alter(&isms, "A.5.1", |c| c.applicable = Some(true));
    let isms = alter(&isms, "A.5.2", |c| c.applicable = Some(false));
    let isms = alter(&isms, "A.5.3", |c| {
        (c.applicable, c.status) = (Some(true), Some(ImplementationStatus::Planned));
        c.reason_business = "Clients ask for it.".to_owned();
    });
    let used = control(&isms, "A.5.2").id;
    let id = Uuid::from_u128(7).into();
    let isms = with(
        &isms,
        Risk { controls_relied: vec![used], ..<Risk as octavo::isms::Record>::blank(id, "R-01".to_owned()) },
    );
    let outline = soa(&isms, &content);
    let open = still_open(&outline);
    let expected = [
        "It applies, but no reason is given: A.5.1.",
        "Excluded without a reason in words: A.5.2.",
        "Excluded, but a risk uses it: A.5.2 (R-01).",
        "Status not assessed: A.5.1.",
        "Not in place, and without an owner or a date: A.5.3.",
    ];
    assert!(open[0].starts_with("Whether it applies is undecided: A.5.4, A.5.5, "), "{open:?}");
    assert_eq!(open[1..], expected);
    assert_eq!(text_of(&outline, "A.5.1", "How it is met, or why it is excluded"), "Not described");
    assert_eq!(text_of(&outline, "A.5.1", "Reasons and risks"), "No reason given");
    assert_eq!(text_of(&outline, "A.5.1", "Status"), "Not assessed");
    assert_eq!(text_of(&outline, "A.5.2", "How it is met, or why it is excluded"), "No reason given");
    assert_eq!(text_of(&outline, "A.5.2", "Status"), "Excluded");
    assert_eq!(fact(&outline, "Status"), "Draft, 90 controls undecided");
}

#[test]
fn the_letters_of_a_reason_follow_what_was_entered() {
    let content = content();
    let isms = founded("Harbour", &content);
    let kinds = [
        (None, [false, false]),
        (Some(ObligationKind::Law), [true, false]),
        (Some(ObligationKind::Regulation), [true, false]),
        (Some(ObligationKind::Standard), [true, false]),
        (Some(ObligationKind::Contract), [false, true]),
    ];
    for (kind, expected) in kinds {
        let law = Obligation {
            id: Uuid::from_u128(9).into(),
            reference: "OB-01".to_owned(),
            name: "Data protection".to_owned(),
            kind,
            ..Obligation::default()
        };
        let isms = with(&isms, law.clone());
        let isms = alter(&isms, "A.5.34", |c| (c.applicable, c.reason_obligations) = (Some(true), vec![law.id]));
        let outline = soa(&isms, &content);
        let marked = ["L", "C"].map(|letter| cell(&outline, "A.5.34", letter).mark == Some(Mark::Reason));
        assert_eq!(marked, expected, "{kind:?}");
        assert_eq!(text_of(&outline, "A.5.34", "Reasons and risks"), "OB\u{2011}01 Data protection");
        assert_eq!(row(&outline, "A.5.34").cells[3].mark, None);
    }
}
