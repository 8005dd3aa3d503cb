//! A company builds its own method, scores by it, changes it, and carries its risks over.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use octavo::isms::Isms;
use octavo::isms::method::Combination;
use octavo::isms::risks::RiskStatus;

use crate::person::{Person, pdf_text};

/// A new file with Anna in it, who may approve.
fn new_file(anna: &mut Person) {
    anna.click("New ISMS");
    anna.fill("Organisation", "Kladno Labs");
    anna.fill("Your name", "Anna Nowak");
    anna.click("Create");
    anna.click("Continue with step 1");
    anna.click("Add the first person");
    anna.fill("Name", "Anna Nowak");
    anna.fill("Job title", "Chief executive");
    anna.click("Close the pane");
}

fn isms(anna: &Person) -> &Isms {
    anna.window.state().file().unwrap().isms()
}

fn step_three(anna: &mut Person) {
    anna.keys(Modifiers::COMMAND, Key::Num3);
}

fn name_levels(anna: &mut Person, scale: &str, names: &[&str]) {
    for (index, name) in names.iter().enumerate() {
        let level = format!("{scale} {}", index + 1);
        anna.fill(&level, name);
        anna.fill(&format!("{level} in words"), &format!("{name}, as the partners agreed it."));
    }
}

fn cell(likelihood: u8, impact: u8, score: u32, band: &str) -> String {
    format!("Likelihood {likelihood}, impact {impact}: score {score}, {band}")
}

/// Four by four, painted by hand: by number keys, by the brush, and by dragging.
fn build(anna: &mut Person) {
    step_three(anna);
    anna.tab("Method");
    anna.click("Start with an empty method");
    anna.fill("Name of the method", "Kladno four by four");
    for scale in ["likelihood", "impact"] {
        anna.click(&format!("One more level of {scale}"));
    }
    name_levels(anna, "Likelihood", &["Hardly", "Now and then", "Yearly", "Monthly"]);
    anna.fill("Likelihood 4 in numbers", "about 12 times a year");
    name_levels(anna, "Impact", &["Shrug", "Nuisance", "Blow", "Disaster"]);
    anna.click("Add the area Clients");
    for (level, words) in ["Nobody notices.", "One calls.", "Several call.", "They leave."].iter().enumerate() {
        anna.fill(&format!("Impact {} for Clients", level + 1), words);
    }
    anna.click("How likelihood and impact combine: Likelihood + impact");
    for (index, name) in ["Live with it", "Plan", "Act now"].iter().enumerate() {
        anna.click("Add a band");
        anna.fill(&format!("Band {} name", index + 1), name);
        anna.fill(&format!("Band {} in words", index + 1), "See the partners’ minutes.");
    }
    anna.click("How likelihood and impact combine: Free matrix");
    anna.fill("Band 3 from", "3");
    assert!(anna.sees_part("Each band begins above the one before"), "{:#?}", anna.labels());
    for (index, from) in ["1", "2", "3"].iter().enumerate() {
        anna.fill(&format!("Band {} from", index + 1), from);
    }
}

fn paint(anna: &mut Person) {
    // The free matrix began with the sums that stood there.
    assert!(anna.sees(&cell(4, 4, 8, "Act now")), "{:#?}", anna.labels());
    anna.click("Paint 1, Live with it");
    for (likelihood, impact, was) in [(1, 1, 2), (1, 2, 3), (2, 1, 3)] {
        let band = if was == 2 { "Plan" } else { "Act now" };
        anna.click(&cell(likelihood, impact, was, band));
        assert!(anna.sees(&cell(likelihood, impact, 1, "Live with it")), "{:#?}", anna.labels());
    }
    // With the keyboard: up to likelihood 2, right to impact 2, then numbers.
    anna.window.get_by_label(&cell(1, 2, 1, "Live with it")).focus();
    anna.look();
    anna.keys(Modifiers::NONE, Key::ArrowUp);
    for score in ["2", "2", "3"] {
        anna.window.event(eframe::egui::Event::Text(score.to_owned()));
        anna.look();
        anna.keys(Modifiers::NONE, Key::ArrowRight);
    }
    for (impact, score, band) in [(2, 2, "Plan"), (3, 2, "Plan"), (4, 3, "Act now")] {
        assert!(anna.sees(&cell(2, impact, score, band)), "{:#?}", anna.labels());
    }
    drag(anna);
}

/// One stroke of the brush over the lowest row, from impact 3 to impact 4.
fn drag(anna: &mut Person) {
    anna.click("Paint 2, Plan");
    let at = |anna: &Person, label: &str| anna.window.get_by_label(label).rect().center();
    let from = at(anna, &cell(1, 3, 4, "Act now"));
    let to = at(anna, &cell(1, 4, 5, "Act now"));
    anna.window.drag_at(from);
    anna.window.run_steps(1);
    anna.window.hover_at(to);
    anna.window.run_steps(1);
    anna.window.drop_at(to);
    anna.look();
    for impact in [3, 4] {
        assert!(anna.sees(&cell(1, impact, 2, "Plan")), "{:#?}", anna.labels());
    }
}

fn approve(anna: &mut Person) {
    anna.choose("Method approved: by whom", "Anna Nowak");
    anna.click("Approve the method");
}

#[test]
fn a_company_builds_its_own_method_changes_it_and_carries_its_risks_over() {
    let mut anna = Person::new(1280.0, 1000.0);
    new_file(&mut anna);
    build(&mut anna);
    paint(&mut anna);
    assert!(anna.sees_part("Set the acceptance line"), "nobody sets it for them: {:#?}", anna.labels());
    anna.click("Accept up to 1, Live with it");
    assert_eq!(anna.value_of("Acceptable up to").as_deref(), Some("1"));
    approve(&mut anna);
    assert!(anna.sees_part("Anna Nowak, Chief executive, on 12 Mar 2026."), "{:#?}", anna.labels());
    let method = isms(&anna).current_method().unwrap();
    assert_eq!((method.version.as_str(), method.combination), ("1.0", Some(Combination::Matrix)));
    assert_eq!((method.likelihood.len(), method.impact.len(), method.acceptable_up_to), (4, 4, Some(1)));
    assert!(!anna.sees("Likelihood 1"), "an approved version is read, not written");

    assess(&mut anna);
    change(&mut anna);
    convert(&mut anna);
    print(&mut anna);
}

fn assess(anna: &mut Person) {
    anna.click("Add risk");
    anna.fill("Scenario", "A van with samples is broken into");
    anna.choose("Risk owner", "Anna Nowak");
    anna.click("Current: likelihood: 4");
    anna.click("Current: impact: 4");
    anna.click("Target: likelihood: 2");
    anna.click("Target: impact: 2");
    anna.click("Close the pane");
}

/// Version 1.1 has five levels of impact. It is a draft beside the one in use until it is approved.
fn change(anna: &mut Person) {
    anna.tab("Method");
    anna.click("Change the method");
    assert!(anna.sees("Show: In use: version 1.0") && anna.sees_part("Nothing yet."), "{:#?}", anna.labels());
    anna.click("One more level of impact");
    anna.fill("Impact 4", "Heavy blow");
    anna.fill("Impact 5", "Disaster");
    anna.fill("Impact 5 in words", "The company may not survive it.");
    anna.click("Clients: 4 of 5 levels described");
    anna.fill("Impact 5 for Clients", "They leave and sue.");
    for likelihood in 1..=4 {
        let blank = format!("Likelihood {likelihood}, impact 5: no score yet");
        anna.click("Paint 3, Act now");
        anna.click(&blank);
    }
    assert!(anna.sees_part("Levels of impact: 5, was 4."), "{:#?}", anna.labels());
    anna.choose("Method approved: by whom", "Anna Nowak");
    assert!(anna.sees_part("Say what changed and why"), "{:#?}", anna.labels());
    anna.fill("What changed, and why", "A heavy blow is not yet a disaster.");
    anna.click("Approve the method");
    let isms = isms(anna);
    assert_eq!(isms.current_method().unwrap().version, "1.1");
    assert_eq!(isms.methods.len(), 2, "version 1.0 is kept as it was");
}

fn convert(anna: &mut Person) {
    assert!(anna.sees("1 risk was assessed under version 1.0"), "{:#?}", anna.labels());
    let risk = isms(anna).risks.iter().next().unwrap();
    assert_eq!(octavo::isms::risks::status(isms(anna), risk), RiskStatus::OlderMethod);
    // “Disaster” was level 4 and is level 5 by its name; nobody proposes what “Shrug” … “Blow” do not say.
    assert!(anna.sees("R-01: 8 Act now becomes 3 Act now"), "{:#?}", anna.labels());
    anna.choose("Impact 4 becomes", "4 Heavy blow");
    assert!(anna.sees("R-01: 8 Act now becomes 8 Act now"), "{:#?}", anna.labels());
    anna.click("Assess them again instead");
    assert!(anna.sees("1 of 1 risks") && anna.sees_part("A van with samples"), "{:#?}", anna.labels());
    anna.tab("Method");
    anna.click("Convert 1 risk");
    assert!(!anna.sees("1 risk was assessed under version 1.0"), "{:#?}", anna.labels());
    let isms = isms(anna);
    let risk = isms.risks.iter().next().unwrap();
    assert_eq!((risk.current.likelihood, risk.current.impact), (Some(4), Some(4)));
    assert_eq!((risk.earlier[0].current.impact, risk.method), (Some(4), isms.current_method().map(|m| m.id)));
    anna.tab("Risks");
    anna.choose("Filter by status", "Any status");
    anna.click_starting("R-01 A van with samples");
    assert!(anna.sees("Earlier assessments"), "{:#?}", anna.labels());
    assert!(anna.sees_part("Version 1.0: likelihood 4, impact 4, 8 Act now."), "{:#?}", anna.labels());
    assert!(
        anna.sees_part("impact 1→1, 2→2, 3→3, 4→4. Converted on 2026-03-12 by Anna Nowak."),
        "{:#?}",
        anna.labels()
    );
    anna.click("Close the pane");
}

fn print(anna: &mut Person) {
    anna.tab("Method");
    anna.click("Print the method");
    anna.click("Print to PDF");
    anna.wait_for("the PDF", |app| app.notice().is_some_and(|notice| notice.starts_with("Printed")));
    let folder = anna.folder.path().to_path_buf();
    let text = pdf_text(&anna.printed(&folder).expect("a PDF beside the file"));
    for part in ["Risk method", "version 1.1", "A heavy blow is not yet a disaster.", "They leave and sue."] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("DRAFT"), "an approved method is no draft");
}

#[test]
fn three_ready_methods_are_offered_and_nothing_is_decided_by_taking_one() {
    for (button, levels) in [("Start from the simple 3 × 3", 3), ("Start from the C/I/A maximum", 4)] {
        let mut anna = Person::new(1024.0, 640.0);
        new_file(&mut anna);
        step_three(&mut anna);
        anna.tab("Method");
        anna.click(button);
        let method = isms(&anna).current_method().unwrap().clone();
        assert_eq!((method.likelihood.len(), method.acceptable_up_to, method.approval), (levels, None, None));
        anna.click("Discard this draft");
        assert!(isms(&anna).methods.is_empty());
        assert!(anna.sees(button), "the choice is open again: {:#?}", anna.labels());
    }
}
