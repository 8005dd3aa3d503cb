//! A statement is approved, changed, found stale and approved again; the page tells the difference.

use eframe::egui::{Key, Modifiers};

use octavo::content::Content;
use octavo::isms::Edit;
use octavo::isms::controls::Control;
use octavo::store::Stamp;

use crate::every_screen::open_sample;
use crate::person::{Person, pdf_text, story_day};

fn print(person: &mut Person, folder: &str) -> String {
    person.tab("Statement");
    person.click("Print the statement");
    let folder = person.path(folder);
    person.fill("Folder", &folder.display().to_string());
    person.click("Print to PDF");
    person.wait_for("the PDF", |app| app.notice().is_some_and(|notice| notice.starts_with("Printed")));
    person.click("Close this message");
    pdf_text(&person.printed(&folder).expect("a PDF in the folder"))
}

fn approve(person: &mut Person, change: &str) {
    person.tab("Statement");
    person.fill("What changed", change);
    person.choose("Statement approved: by whom", "Maya Lindqvist");
    person.click("Approve the statement");
}

#[test]
fn a_statement_is_approved_changed_and_approved_again() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    priya.keys(Modifiers::COMMAND, Key::Num5);
    priya.tab("Statement");
    assert!(priya.sees_part("Nothing is open. The statement can be approved."), "{:#?}", priya.labels());
    assert!(print(&mut priya, "draft").contains("DRAFT"));

    approve(&mut priya, "First version");
    assert!(priya.sees_part("Maya Lindqvist, Chief executive, on 12 Mar 2026."), "{:#?}", priya.labels());
    let first = print(&mut priya, "first");
    assert!(!first.contains("DRAFT") && first.contains("version 1.0") && first.contains("First version"));

    priya.tab("Controls");
    priya.fill("Filter controls", "A.5.7");
    priya.click_starting("A.5.7 Threat intelligence");
    priya.fill("How we do it", "Read every Monday by the platform team.");
    let changed = print(&mut priya, "changed");
    assert!(changed.contains("CHANGED SINCE APPROVAL") && changed.contains("Changes since version 1.0"));
    assert!(changed.contains("Read every Monday by the platform team."));

    approve(&mut priya, "Threat intelligence described");
    let second = print(&mut priya, "second");
    assert!(!second.contains("CHANGED SINCE APPROVAL") && second.contains("version 1.1"));
    assert!(
        second.contains("Changes since version 1.0") && second.contains("Read every Monday"),
        "the page tells them"
    );
    versions_are_compared_and_printed_again(&mut priya);
    assert!(
        second.contains("First version") && second.contains("Threat intelligence described"),
        "both stand in the history"
    );
}

/// The first version comes out byte for byte as it did right after its approval.
fn versions_are_compared_and_printed_again(priya: &mut Person) {
    priya.choose("Compare from", "Version 1.0");
    priya.choose("Compare to", "Version 1.1");
    assert!(priya.sees_part("Read every Monday by the platform team."), "{:#?}", priya.labels());
    priya.click("Print version 1.0 as it was");
    let folder = priya.path("again");
    priya.fill("Folder", &folder.display().to_string());
    priya.click("Print to PDF");
    priya.wait_for("the PDF", |app| app.notice().is_some_and(|notice| notice.starts_with("Printed")));
    priya.click("Close this message");
    let bytes = |folder: &str| std::fs::read(priya.printed(&priya.path(folder)).expect("a PDF in the folder")).unwrap();
    assert!(bytes("first") == bytes("again"), "the same bytes");
    assert!(bytes("second") != bytes("again"));
}

#[test]
fn an_excluded_control_that_a_risk_uses_leads_to_both() {
    let mut priya = Person::new(1280.0, 800.0);
    // No rule lets this happen; a file from elsewhere may hold it all the same.
    let path = priya.path("from elsewhere.isms");
    let mut file = octavo::sample::create(&path, &Content::load().unwrap()).unwrap();
    let isms = file.isms().as_ref().clone();
    let risk = isms.risks.iter().find(|risk| risk.controls().next().is_some()).unwrap();
    let used = isms.controls.get(risk.controls().next().unwrap()).unwrap().clone();
    let exclusion = "We keep nothing worth it.".to_owned();
    let edit = Edit::new("Import").put(Control { applicable: Some(false), exclusion, ..used.clone() });
    file.apply(&edit, &Stamp { at: story_day().timestamp(), by: "Somebody".to_owned() }).unwrap();
    drop(file);
    priya.window.state_mut().open(&path);
    priya.look();
    priya.keys(Modifiers::COMMAND, Key::Num5);
    priya.tab("Statement");
    assert!(priya.sees_part("Close the open points first."), "it cannot be approved");
    assert!(priya.sees_part("Excluded, but a risk uses it: 1"), "{:#?}", priya.labels());
    priya.click(&format!("Go to {}", used.reference));
    assert!(priya.sees(&format!("{} applies: Yes", used.reference)));
    priya.click(&format!("Go to risk {}", risk.reference));
    assert!(priya.sees_part(&risk.name), "{:#?}", priya.labels());
    priya.keys(Modifiers::COMMAND, Key::Num5);
    priya.tab("Statement");
    priya.click(&format!("Go to risk {}", risk.reference));
    assert!(priya.sees_part(&risk.name), "straight from the statement too");
}

#[test]
fn an_open_point_leads_to_its_control() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    priya.keys(Modifiers::COMMAND, Key::Num5);
    priya.fill("Filter controls", "A.5.7");
    priya.click_starting("A.5.7 Threat intelligence");
    priya.click("A.5.7 applies: Yes");
    priya.tab("Statement");
    assert!(priya.sees_part("Close the open points first."), "{:#?}", priya.labels());
    priya.click("Go to A.5.7");
    assert!(priya.sees("A.5.7 applies: Yes"), "the control is open beside the register");
}
