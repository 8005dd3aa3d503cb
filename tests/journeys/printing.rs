//! Printing from the window: one document, several, all; and the commands of the palette.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use crate::every_screen::open_sample;
use crate::person::{Person, pdf_text};

fn names_in(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn several_documents_are_printed_in_one_go_and_a_changed_file_is_left_alone() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    priya.keys(Modifiers::COMMAND, Key::Num3);
    priya.tab("Risks");
    priya.keys(Modifiers::COMMAND, Key::P);
    assert!(priya.sees("Risk assessment report") && priya.sees("Asset register"), "{:#?}", priya.labels());
    priya.click("Asset register");
    let folder = priya.path("printed");
    priya.fill("Folder", &folder.display().to_string());
    priya.click("Print to PDF");
    priya.wait_for("two PDFs", |app| app.notice().is_some_and(|notice| notice.starts_with("Printed 2 documents")));
    priya.click("Close this message");
    let assets = "harbour-analytics-assets-2026-03-12.pdf";
    let report = "harbour-analytics-risk-assessment-2026-03-12.pdf";
    assert_eq!(names_in(&folder), [assets, report], "the one asked for, and the one ticked");
    assert!(pdf_text(&folder.join(report)).contains("Risk assessment report"));

    // Somebody signs the register. The next print takes another name.
    let mut signed = std::fs::read(folder.join(assets)).unwrap();
    signed.extend_from_slice(b"% signed by hand\n");
    std::fs::write(folder.join(assets), &signed).unwrap();
    priya.keys(Modifiers::COMMAND, Key::K);
    priya.type_into("Search or run", "print the asset register");
    priya.keys(Modifiers::NONE, Key::Enter);
    priya.fill("Folder", &folder.display().to_string());
    priya.click("Print to PDF");
    priya.wait_for("the PDF", |app| app.notice().is_some_and(|notice| notice.starts_with("Printed")));
    assert_eq!(names_in(&folder), ["harbour-analytics-assets-2026-03-12-2.pdf", assets, report]);
    assert_eq!(std::fs::read(folder.join(assets)).unwrap(), signed, "what was signed is as it was");
}

#[test]
fn what_is_ticked_is_in_sight_when_the_dialog_opens() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    // Once from the last step that prints something, and again from the first.
    let places = [
        (Key::Num5, "Statement of Applicability"),
        (Key::Num1, "Business case"),
        (Key::Num2, "Scope of the ISMS"),
        (Key::Num3, "Risk assessment report"),
    ];
    for (key, title) in places {
        priya.keys(Modifiers::COMMAND, key);
        if key == Key::Num3 {
            priya.tab("Risks");
        }
        priya.keys(Modifiers::COMMAND, Key::P);
        priya.look();
        let above = priya.window.get_by_label("Print").rect();
        let below = priya.window.get_by_label("Choose all").rect();
        let ticked = priya.window.get_by_role_and_label(Role::CheckBox, title).rect();
        assert!(above.bottom() < ticked.top() && ticked.bottom() < below.top(), "{title}: {ticked:?}");
        priya.keys(Modifiers::NONE, Key::Escape);
    }
}

#[test]
fn without_a_choice_nothing_is_printed_and_the_dialog_says_why() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    priya.keys(Modifiers::COMMAND, Key::P);
    priya.click("Choose none");
    assert!(priya.sees_part("Choose at least one document."), "{:#?}", priya.labels());
    priya.click("Choose all");
    assert!(!priya.sees_part("Choose at least one document."));
    assert!(priya.sees_part("Not under document control yet"), "the sample controls the statement alone");
}

#[test]
fn a_report_is_put_under_document_control_from_the_dialog() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    priya.keys(Modifiers::COMMAND, Key::Num3);
    priya.tab("Risks");
    priya.keys(Modifiers::COMMAND, Key::P);
    priya.click("Put it under document control");
    priya.tab("Details");
    priya.choose("Classification", "Confidential");
    priya.keys(Modifiers::COMMAND, Key::Num3);
    priya.keys(Modifiers::COMMAND, Key::P);
    assert!(priya.sees_part("come from the document DOC"), "{:#?}", priya.labels());
    let folder = priya.path("printed");
    priya.fill("Folder", &folder.display().to_string());
    priya.click("Print to PDF");
    priya.wait_for("the PDF", |app| app.notice().is_some_and(|notice| notice.starts_with("Printed")));
    let text = pdf_text(&priya.printed(&folder).unwrap());
    assert!(text.contains("Confidential") && text.contains("DOC-"), "{text}");
}

#[test]
fn documents_are_printed_together_with_reports_and_a_draft_says_that_it_is_one() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    for title in ["Change management", "Network security"] {
        priya.keys(Modifiers::COMMAND, Key::K);
        priya.type_into("Search or run", "> new document");
        priya.keys(Modifiers::NONE, Key::Enter);
        priya.click(title);
        priya.click("Begin the document");
    }
    // Where a document is shown, the same key prints that document.
    priya.keys(Modifiers::COMMAND, Key::P);
    assert!(priya.sees_part("Print POL-11 Network security"), "{:#?}", priya.labels());
    priya.click("Cancel");
    priya.keys(Modifiers::COMMAND, Key::K);
    priya.type_into("Search or run", "> print all");
    priya.keys(Modifiers::NONE, Key::Enter);
    assert!(priya.sees("Documents: Draft") && priya.sees("PRO-10 Change management"), "{:#?}", priya.labels());
    assert!(priya.sees("One binder PDF with contents"));
    priya.click("Kind of file: Word");
    assert!(priya.sees("Write for Word") && !priya.sees("One binder PDF with contents"), "a binder is a PDF");
    priya.click("Kind of file: PDF");
    priya.click("Choose all documents");
    assert!(priya.sees("One binder PDF with contents"));
    priya.click("Choose none");
    priya.click("PRO-10 Change management");
    assert!(!priya.sees("One binder PDF with contents"), "there is nothing to bind");
    priya.click("Asset register");
    let folder = priya.path("printed");
    priya.fill("Folder", &folder.display().to_string());
    priya.click("Print to PDF");
    priya.wait_for("two PDFs", |app| app.notice().is_some_and(|notice| notice.starts_with("Printed 2 documents")));
    let names = names_in(&folder);
    assert_eq!(names.len(), 2, "{names:?}");
    let draft = names.iter().find(|name| name.contains("pro-10")).expect("the document");
    let text = pdf_text(&folder.join(draft));
    assert!(text.contains("DRAFT") && text.contains("Change management"), "{text}");
}
