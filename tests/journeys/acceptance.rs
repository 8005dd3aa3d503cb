//! Risks are judged by keys, accepted by their owners, found changed, accepted again, and compared with an earlier day.

use eframe::egui::{Key, Modifiers};
use octavo::isms::RegisterName;
use octavo::isms::approval::Standing;
use octavo::isms::risks::{Risk, RiskStatus, status};

use crate::every_screen::open_sample;
use crate::person::Person;

fn risk(person: &Person, reference: &str) -> Risk {
    person.window.state().file().unwrap().isms().risks.by_reference(reference).unwrap().clone()
}

fn at_the_risks() -> Person {
    let mut person = Person::new(1280.0, 800.0);
    open_sample(&mut person);
    person.keys(Modifiers::COMMAND, Key::Num3);
    person
}

fn open(person: &mut Person, reference: &str) {
    person.tab("Risks");
    person.fill("Filter risks", reference);
    person.click_starting(&format!("{reference} "));
}

#[test]
fn an_accepted_risk_changes_and_is_accepted_again() {
    let mut jonas = at_the_risks();
    jonas.tab("Acceptance");
    jonas.click("Accept: R-07");
    assert_eq!(risk(&jonas, "R-07").acceptance_standing(), Standing::Valid);

    open(&mut jonas, "R-07");
    jonas.click("Current: likelihood: 3");
    jonas.click("Close the pane");
    assert_eq!(risk(&jonas, "R-07").acceptance_standing(), Standing::Stale);

    jonas.tab("Acceptance");
    assert!(jonas.sees_part("Likelihood: 4 → 3"), "{:#?}", jonas.labels());
    jonas.click("Accept again: R-07");
    let again = risk(&jonas, "R-07");
    assert_eq!(again.acceptance_standing(), Standing::Valid);
    assert_eq!(again.accepted_as.unwrap().current.likelihood, Some(3));
    assert!(!jonas.sees_part("Likelihood: 4 → 3"), "what was accepted has nothing to tell any more");
}

#[test]
fn the_rest_is_accepted_on_one_sheet_in_one_edit() {
    let mut tom = at_the_risks();
    tom.tab("Acceptance");
    let before = tom.window.state().file().unwrap().head().seq;
    assert!(tom.sees("Record acceptance of 0 risks by Tom Okafor"), "{:#?}", tom.labels());
    tom.click("Tick all: Tom Okafor");
    tom.click_starting("Record acceptance of");
    // The first sheet is not Tom's: nothing is ticked there, so nothing happens.
    assert_eq!(tom.window.state().file().unwrap().head().seq, before);
    let label = tom.labels().into_iter().find(|label| label.ends_with("risks by Tom Okafor")).unwrap();
    tom.click(&label);
    let file = tom.window.state().file().unwrap();
    assert_eq!(file.head().seq, before + 1, "one edit");
    let in_bulk: Vec<&str> =
        file.isms().risks.iter().filter(|risk| risk.accepted_in_bulk).map(|risk| risk.reference.as_str()).collect();
    assert!(in_bulk.contains(&"R-02") && in_bulk.contains(&"R-14"), "{in_bulk:?}");
    assert!(label.contains(&in_bulk.len().to_string()), "the button said how many: {label}, {in_bulk:?}");
    tom.keys(Modifiers::COMMAND, Key::Z);
    assert!(risk(&tom, "R-02").acceptance.is_none(), "undone in one go");
}

#[test]
fn three_risks_are_judged_by_keys_alone() {
    let mut priya = at_the_risks();
    priya.tab("Risks");
    for scenario in ["Flood in the archive", "Courier loses a drive", "Key person leaves"] {
        priya.click("Add risk");
        priya.fill("Scenario", scenario);
        priya.click("Close the pane");
    }
    priya.click("Assess by keys: one risk at a time");
    assert!(priya.sees("1 of 34") && priya.sees("3 undecided"), "{:#?}", priya.labels());
    assert!(priya.sees("Flood in the archive"), "the undecided come first");

    let press = |priya: &mut Person, key: Key| priya.keys(Modifiers::NONE, key);
    for key in [Key::Num2, Key::Num4] {
        press(&mut priya, key);
    }
    let flood = risk(&priya, "R-32");
    assert_eq!((flood.current.likelihood, flood.current.impact), (Some(2), Some(4)));
    assert!(!flood.assessed_by.is_empty() && flood.assessed_on.is_some());
    assert_eq!((flood.target.likelihood, flood.option, flood.owner), (None, None, None), "nothing else is filled in");

    // Tab to the impact first, an owner by the beginning of a name, then back by one.
    press(&mut priya, Key::Enter);
    for key in [Key::Tab, Key::Num3, Key::Tab, Key::Num5, Key::O] {
        press(&mut priya, key);
    }
    priya.window.event(eframe::egui::Event::Text("maya".to_owned()));
    priya.look();
    press(&mut priya, Key::Enter);
    let courier = risk(&priya, "R-33");
    assert_eq!((courier.current.likelihood, courier.current.impact), (Some(5), Some(3)));
    let owner = courier.owner.unwrap();
    assert_eq!(priya.window.state().file().unwrap().isms().person_name(Some(owner)), "Maya Lindqvist");
    assert!(priya.sees("2 of 34"), "taking the owner does not leave the risk");

    press(&mut priya, Key::Enter);
    for key in [Key::Num1, Key::Num1, Key::R] {
        press(&mut priya, key);
    }
    priya.window.event(eframe::egui::Event::Text("One in ten years.".to_owned()));
    press(&mut priya, Key::Escape);
    assert!(priya.sees("3 of 34") && priya.sees("all decided"), "{:#?}", priya.labels());
    assert_eq!(risk(&priya, "R-34").current.rationale, "One in ten years.");

    press(&mut priya, Key::Num4);
    assert_eq!(risk(&priya, "R-34").current.impact, Some(4));
    priya.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(risk(&priya, "R-34").current.impact, Some(1), "Ctrl Z takes the last digit back");
    press(&mut priya, Key::Escape);
    assert!(priya.sees("Assess by keys: one risk at a time"), "Esc leads back to the register");
}

#[test]
fn a_snapshot_then_a_change_then_the_comparison_shows_it() {
    let mut priya = at_the_risks();
    priya.tab("Over time");
    assert!(priya.sees_part("First assessment 2026"), "{:#?}", priya.labels());
    priya.fill("Name of the snapshot", "After the incident");
    priya.click("Occasion: An incident");
    priya.click("Take the snapshot");
    assert_eq!(priya.window.state().file().unwrap().isms().count(RegisterName::RiskSnapshots), 2);
    assert!(priya.sees("Nothing is different between the two days."), "{:#?}", priya.labels());
    assert_eq!(priya.value_of("Name of the snapshot").as_deref(), Some(""), "the form is ready for the next one");

    open(&mut priya, "R-07");
    priya.click("Current: likelihood: 2");
    priya.click("Close the pane");
    priya.tab("Over time");
    assert!(priya.sees_part("20 Critical → 10 Medium"), "{:#?}", priya.labels());
    let arrow = "1 risks down, from likelihood 4, impact 5 to likelihood 2, impact 5";
    priya.click(arrow);
    assert!(priya.sees("Show every move"));
    priya.click("Show every move");
    priya.click("Go to R-07");
    assert!(priya.sees("Current: likelihood: 2"), "the list leads to the risk");
    let isms = priya.window.state().file().unwrap().isms().clone();
    assert_ne!(status(&isms, &risk(&priya, "R-07")), RiskStatus::Accepted);
}
