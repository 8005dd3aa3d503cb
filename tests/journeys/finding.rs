//! Risks are found in the catalogue, taken undecided, and taken back.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use octavo::isms::risks::{Risk, RiskStatus, status};

use crate::every_screen::{everything_is_named, open_sample};
use crate::person::Person;

/// The labels of the suggestions on the screen, in their order.
fn suggested(person: &Person) -> Vec<String> {
    let boxes = person.window.query_all_by_role(Role::CheckBox);
    boxes.filter_map(|node| node.accesskit_node().label()).filter(|label| label.starts_with("Choose: ")).collect()
}

fn risks(person: &Person) -> Vec<Risk> {
    person.window.state().file().unwrap().isms().risks.iter().cloned().collect()
}

fn look_for_risks(person: &mut Person) {
    open_sample(person);
    person.keys(Modifiers::COMMAND, Key::Num3);
    person.click("Find risks in the catalogue");
}

#[test]
fn three_scenarios_are_taken_undecided_and_taken_back() {
    let mut priya = Person::new(1280.0, 800.0);
    look_for_risks(&mut priya);
    let before = risks(&priya);
    let all = suggested(&priya);
    assert!(all.len() > 20, "{all:#?}");

    priya.choose("Filter by kind of threat", "Supplier and cloud");
    let cloud = suggested(&priya);
    assert!((3..all.len()).contains(&cloud.len()) && cloud.iter().all(|label| all.contains(label)), "{cloud:#?}");
    for label in &cloud[..3] {
        priya.click(label);
    }
    priya.click("Take 3 as undecided risks");
    assert_eq!(priya.window.state().notice(), Some("Take 3 undecided risks, R-32 to R-34"));
    assert!(priya.sees_part("3 undecided risks are in the register."), "{:#?}", priya.labels());
    let left = suggested(&priya);
    assert!(cloud[..3].iter().all(|label| !left.contains(label)), "what is taken is no longer offered");

    let isms = priya.window.state().file().unwrap().isms().clone();
    let new: Vec<&Risk> = isms.risks.iter().skip(before.len()).collect();
    assert_eq!(new.len(), 3);
    for (risk, label) in new.iter().zip(&cloud) {
        assert_eq!(format!("Choose: {}", risk.name), *label);
        assert_eq!(status(&isms, risk), RiskStatus::ToAssess);
        assert!(risk.owner.is_none() && risk.option.is_none() && risk.method.is_none() && !risk.assets.is_empty());
    }
    priya.click("Assess now");
    assert!(priya.sees_part("3 of 34 risks"), "{:#?}", priya.labels());
    priya.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(risks(&priya), before, "one step back takes all three away");
    priya.click("Find risks in the catalogue");
    assert_eq!(suggested(&priya), cloud, "they are offered again");
    assert!(!priya.sees_part("undecided risks are in the register"));
}

#[test]
fn all_shown_are_chosen_at_once_and_one_is_taken_by_itself() {
    let mut priya = Person::new(1280.0, 800.0);
    look_for_risks(&mut priya);
    priya.choose("Filter by asset", "Laptops");
    let shown = suggested(&priya);
    assert!(!shown.is_empty() && shown.iter().any(|label| label.contains("Laptops")), "{shown:#?}");
    priya.click(&format!("Select all {} shown", shown.len()));
    assert!(priya.sees(&format!("Take {} as undecided risks", shown.len())), "{:#?}", priya.labels());
    priya.click(&format!("Select all {} shown", shown.len()));
    assert!(priya.sees("Take as undecided risks"));
    let count = risks(&priya).len();
    priya.click(&shown[0].replace("Choose: ", "Take: "));
    let found = risks(&priya);
    assert_eq!(found.len(), count + 1);
    assert_eq!(format!("Choose: {}", found.last().unwrap().name), shown[0]);
    let covered = suggested(&priya).len();
    priya.click("Only what is not covered");
    assert!(suggested(&priya).len() > covered, "what the register tells can be looked at too");
}

#[test]
fn a_scenario_in_own_words_stands_beside_them() {
    let mut priya = Person::new(1024.0, 640.0);
    look_for_risks(&mut priya);
    everything_is_named(&priya, "Find risks");
    priya.fill("Scenario in your own words", "Gulls nest on the roof and block the cooling");
    priya.click("Add your own scenario");
    let found = risks(&priya);
    let last = found.last().unwrap();
    assert_eq!(last.name, "Gulls nest on the roof and block the cooling");
    assert!(last.assets.is_empty() && last.catalogue_threat.is_empty() && last.current.likelihood.is_none());
    assert_eq!(priya.value_of("Scenario in your own words").unwrap_or_default(), "");
    priya.click("Back to the register of risks");
    assert!(priya.sees_part("of 32 risks"), "{:#?}", priya.labels());
}

#[test]
fn a_suggested_control_is_planned_by_a_click_and_an_excluded_one_leads_to_its_decision() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    priya.keys(Modifiers::COMMAND, Key::Num3);
    priya.click_starting("R-03");
    priya.click_starting("Plan A.6.8:");
    let isms = priya.window.state().file().unwrap().isms().clone();
    let control = isms.controls.by_reference("A.6.8").unwrap();
    let risk = isms.risks.by_reference("R-03").unwrap();
    assert!(risk.controls_planned.contains(&control.id), "{:?}", risk.controls_planned);
    assert!(control.reason_risks.contains(&risk.id), "the risk is a reason for the control");
    assert!(priya.sees_part("A.6.8 is used"), "{:#?}", priya.labels());

    priya.keys(Modifiers::COMMAND, Key::K);
    priya.window.event(eframe::egui::Event::Text("R-22".into()));
    priya.look();
    priya.keys(Modifiers::NONE, Key::Enter);
    let before = risks(&priya);
    priya.click("A.7.11 is excluded: go to its decision");
    assert_eq!(risks(&priya), before, "an excluded control is not planned by a click");
    assert!(priya.sees("A.7.11 applies: No"), "{:#?}", priya.labels());
}

#[test]
fn a_company_without_assets_is_told_what_comes_first() {
    let mut ada = Person::new(1280.0, 800.0);
    ada.click("New ISMS");
    ada.fill("Organisation", "Kestrel");
    ada.fill("Your name", "Ada");
    ada.click("Create");
    ada.keys(Modifiers::COMMAND, Key::Num3);
    ada.click("Choose a risk method");
    ada.click("Start from the standard 5 × 5");
    ada.tab("Risks");
    ada.click("Find risks in the catalogue");
    assert!(ada.sees("No assets yet"), "{:#?}", ada.labels());
    ada.click("Add the first asset");
    assert!(ada.sees("Close the pane"), "{:#?}", ada.labels());
}
