//! A statement is approved, changed, found stale and approved again; the page tells the difference.

use eframe::egui::{Key, Modifiers};

use crate::every_screen::open_sample;
use crate::person::{Person, pdf_text};

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
    assert!(
        second.contains("First version") && second.contains("Threat intelligence described"),
        "both stand in the history"
    );
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
