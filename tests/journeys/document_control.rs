//! A document's life: begun from a template, answered, reviewed, approved, touched by a changed fact, approved again,
//! compared on paper, read by its readers, retired.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use octavo::isms::documents::{Document, DocumentStatus, DocumentVersion, Section, in_force, versions};
use octavo::isms::{Isms, facts};

use crate::every_screen::{everything_is_named, open_sample};
use crate::person::{Person, pdf_text};

/// The template of the story, and a question that its text asks.
const CONTROL: &str = "document-control";
const COMMENTS: &str = "How long do those who are asked about a draft have to answer?";

fn isms(person: &Person) -> Isms {
    person.window.state().file().unwrap().isms().as_ref().clone()
}

/// The document that was begun from this template.
fn begun(person: &Person, template: &str) -> Document {
    isms(person).documents.iter().find(|document| document.template == template).expect("it was begun").clone()
}

fn held(person: &Person, template: &str) -> DocumentVersion {
    in_force(&isms(person), begun(person, template).id).expect("a version is in force").clone()
}

fn text_of(sections: &[Section]) -> String {
    sections.iter().map(|section| section.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn run(person: &mut Person, command: &str) {
    person.keys(Modifiers::COMMAND, Key::K);
    person.type_into("Search or run", command);
    person.keys(Modifiers::NONE, Key::Enter);
    person.look();
}

/// Shows a document as the palette does: by its name.
fn show(person: &mut Person, template: &str) {
    let reference = begun(person, template).reference;
    person.keys(Modifiers::COMMAND, Key::Num0);
    run(person, &reference);
}

fn begin(person: &mut Person, title: &str) {
    run(person, "> new document");
    person.click(title);
    person.click("Begin the document");
}

/// Writes on in a section of the text that is shown.
fn write_into(person: &mut Person, template: &str, section: &str, add: &str) {
    person.tab("Text");
    let document = begun(person, template);
    let text = document.sections.iter().find(|one| one.title == section).expect("the section is there").text.clone();
    person.fill(&format!("Text of {section}"), &format!("{text}{add}"));
    person.look();
}

/// Does what is done rarely with a document.
fn more(person: &mut Person, reference: &str, act: &str) {
    person.click(&format!("More to do with {reference}"));
    person.click(&format!("{act} {reference}"));
}

/// Answers every question of the text that is shown: the words first, then all proposals together.
fn answer_everything(priya: &mut Person) {
    priya.tab("Questions");
    assert!(priya.sees_part("A proposal is no answer yet."), "{:#?}", priya.labels());
    let before = isms(priya).facts.len();
    priya.fill("Where does everybody find the current policies and procedures?", "the shelf “Policies” of the wiki");
    priya.click("Confirm: Where does everybody find the current policies and procedures?");
    // Two weeks suit a company whose people travel; what is proposed stays a proposal until somebody confirms it.
    assert_eq!(priya.value_of(&format!("{COMMENTS}, proposed")).as_deref(), Some("5"));
    assert_eq!(isms(priya).facts.len(), before + 1, "a proposal is no answer");
    let seq = priya.window.state().file().unwrap().head().seq;
    priya.click_starting("Confirm all ");
    assert!(priya.sees_part(COMMENTS) && priya.sees_part("5 working days"), "{:#?}", priya.labels());
    confirm_all(priya);
    assert_eq!(priya.window.state().file().unwrap().head().seq, seq + 1, "one edit for all of them");
    assert_eq!(facts::answer(&isms(priya), "docs.comment_days"), Some("5"));
    assert!(priya.sees_part("Nothing is open"), "{:#?}", priya.labels());
    assert!(priya.sees_part("Confirmed by Priya Nair on 12 Mar 2026."), "who confirmed it, and when");
}

/// Confirms what the dialog lists.
pub fn confirm_all(person: &mut Person) {
    let is_it = |label: &String| {
        label.strip_prefix("Confirm all ").is_some_and(|count| count.bytes().all(|b| b.is_ascii_digit()))
    };
    let button = person.labels().into_iter().find(is_it).expect("the dialog has its button");
    person.click(&button);
}

fn name_people(priya: &mut Person, author: &str) {
    priya.tab("Details");
    priya.choose("Owner", "Priya Nair");
    priya.choose("Author", author);
    priya.choose("Approver", "Maya Lindqvist");
    priya.choose("Classification", "Internal");
}

fn approve(priya: &mut Person, reference: &str, change: &str, button: &str) {
    priya.click(&format!("Approve {reference}"));
    if !change.is_empty() {
        priya.fill("What changed", change);
    }
    if priya.value_of("Approval: next review").is_some_and(|text| text.is_empty()) {
        assert!(priya.sees_part("Say when it is looked at again."));
        priya.fill("Approval: next review", "12 Mar 2027");
    }
    priya.click(button);
}

#[test]
fn a_document_from_its_template_to_its_second_version_on_paper() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    begin(&mut priya, "Document control");
    let document = begun(&priya, CONTROL);
    let reference = document.reference.clone();
    assert_eq!(document.status, Some(DocumentStatus::Draft));
    assert!(document.owner.is_none() && document.classification.is_none(), "nothing about it is decided");
    open_points_keep_it_from_approval(&mut priya, &reference);
    answer_everything(&mut priya);
    name_people(&mut priya, "Priya Nair");
    write_into(&mut priya, CONTROL, "What we write down", "\n4. We write nothing down twice.");
    reviewed_and_approved(&mut priya, &reference);
    let first = held(&priya, CONTROL);
    assert!(text_of(&first.sections).contains("within 5 working days"), "{:#?}", first.sections);
    assert!(text_of(&first.sections).contains("We write nothing down twice."));
    it_cannot_be_edited(&mut priya, &reference);
    a_fact_changes(&mut priya, &reference);
    assert_eq!(held(&priya, CONTROL), first, "what was approved stays as it was");
    taken_into_the_next_version(&mut priya, &reference);
    let second = held(&priya, CONTROL);
    assert_eq!(second.version, "1.1");
    assert!(text_of(&second.sections).contains("within 10 working days"));
    assert!(second.change.contains("“5” becomes “10” in From draft to approval"), "{}", second.change);
    differences_on_paper(&mut priya, &reference);
    acknowledged(&mut priya, &reference);
    retired(&mut priya, &reference, &first, &second);
}

fn open_points_keep_it_from_approval(priya: &mut Person, reference: &str) {
    priya.click(&format!("Approve {reference}"));
    assert!(priya.sees_part("points are open"), "{:#?}", priya.labels());
    everything_is_named(priya, "the approval");
    assert!(priya.sees_part("Nobody owns it.") && priya.sees_part("Close the open points first."));
    priya.click("Approve as version 1.0");
    assert!(priya.sees("Approve as version 1.0"), "nothing happens while a point is open");
    priya.click("Show the document: Nobody owns it.");
    assert!(!priya.sees("Approve as version 1.0"), "it leads to the document");
    assert!(held_none(priya));
}

fn held_none(priya: &Person) -> bool {
    in_force(&isms(priya), begun(priya, CONTROL).id).is_none()
}

fn reviewed_and_approved(priya: &mut Person, reference: &str) {
    priya.click(&format!("Send {reference} to review"));
    assert_eq!(begun(priya, CONTROL).status, Some(DocumentStatus::InReview));
    priya.click(&format!("Request changes to {reference}"));
    assert!(priya.sees_part("Say what is to be changed."));
    priya.fill("What is to be changed", "Say who keeps the register while Priya is away.");
    priya.click("Request changes");
    let document = begun(priya, CONTROL);
    assert_eq!(document.status, Some(DocumentStatus::Draft));
    assert!(priya.sees_part("Say who keeps the register while Priya is away."), "its author sees what is wanted");
    write_into(priya, CONTROL, "What we write down", "\n5. The deputy keeps the register meanwhile.");
    priya.click(&format!("Send {reference} to review"));
    approve(priya, reference, "First version", "Approve as version 1.0");
    let approval = held(priya, CONTROL).approval.expect("it is recorded");
    assert_eq!((approval.name.as_str(), approval.role.as_str()), ("Maya Lindqvist", "Chief executive"));
    assert!(approval.reason.is_empty());
    let document = begun(priya, CONTROL);
    assert_eq!((document.version.as_str(), document.status), ("1.0", Some(DocumentStatus::Approved)));
    assert!(document.requested.is_empty());
}

fn it_cannot_be_edited(priya: &mut Person, reference: &str) {
    assert!(!priya.sees(&format!("Approve {reference}")), "there is nothing to approve");
    priya.tab("Text");
    assert!(priya.sees(&format!("Start the next version of {reference}")), "{:#?}", priya.labels());
    let before = begun(priya, CONTROL);
    let text = priya.window.query_by_label("Text of What we write down").expect("the text is there to be read");
    text.focus();
    text.type_text("We may forget all of this.");
    priya.look();
    assert_eq!(begun(priya, CONTROL), before, "an approved text takes nothing that is typed");
}

/// An answer changes beside the very text that uses it.
fn a_fact_changes(priya: &mut Person, reference: &str) {
    show(priya, CONTROL);
    priya.tab("Questions");
    assert!(priya.sees_part("A new answer leaves this approved text as it is."), "{:#?}", priya.labels());
    priya.fill(COMMENTS, "40");
    assert!(priya.sees_part("Enter a whole number from 2 to 20."), "{:#?}", priya.labels());
    priya.fill(COMMENTS, "10");
    priya.click(&format!("Confirm: {COMMENTS}"));
    priya.tab("Proposed and due");
    everything_is_named(priya, "what the documents ask for");
    assert!(priya.sees("Before: That person answers within 5 working days."), "{:#?}", priya.labels());
    assert!(priya.sees("After: That person answers within 10 working days."));
    assert!(priya.sees_part("Version 1.0 is in force. Version 1.1 would read:"));
    priya.click(&format!("Show {reference}"));
    priya.tab("Proposed and due");
}

fn taken_into_the_next_version(priya: &mut Person, reference: &str) {
    priya.click(&format!("Take the change into a new draft of {reference}"));
    let document = begun(priya, CONTROL);
    assert_eq!(document.status, Some(DocumentStatus::Draft));
    assert_eq!(held(priya, CONTROL).version, "1.0", "1.0 holds until 1.1 is approved");
    assert!(
        !priya.sees("Before: That person answers within 5 working days."),
        "its author sees the text as it will be"
    );
    show(priya, CONTROL);
    priya.click(&format!("Approve {reference}"));
    assert!(priya.sees("Before: That person answers within 5 working days."), "against what it is approved");
    assert!(priya.sees("Version: Small change: 1.1") && priya.sees("Version: Large change: 2.0"));
    priya.click("Version: Large change: 2.0");
    assert!(priya.sees("Approve as version 2.0"));
    priya.click("Version: Small change: 1.1");
    priya.fill("Approval: next review", "12 Mar 2027");
    priya.click("Approve as version 1.1");
}

fn differences_on_paper(priya: &mut Person, reference: &str) {
    more(priya, reference, "Differences between versions of");
    everything_is_named(priya, "the differences");
    assert!(priya.sees_part("One sentence differs."), "{:#?}", priya.labels());
    priya.choose("Compare to", "Version 1.0, 12 Mar 2026");
    assert!(priya.sees_part("The two texts are the same."), "{:#?}", priya.labels());
    priya.choose("Compare to", "Version 1.1, 12 Mar 2026");
    priya.click("Print differences…");
    let folder = priya.path("differences");
    priya.fill("Folder", &folder.display().to_string());
    priya.click("Show the folder afterwards");
    priya.click("Print to PDF");
    priya.wait_for("the PDF", |app| app.notice().is_some_and(|notice| notice.starts_with("Printed")));
    priya.click("Close this message");
    let page = pdf_text(&priya.printed(&folder).expect("a PDF in the folder"));
    assert!(page.contains("From draft to approval") && page.contains("[5]") && page.contains("10"), "{page}");
    assert!(page.contains("1.0, approved on") && page.contains("1.1, approved on"), "{page}");
}

fn acknowledged(priya: &mut Person, reference: &str) {
    priya.click(&format!("Readers of {reference}"));
    everything_is_named(priya, "the readers");
    assert!(priya.sees_part("No reader is named yet."), "{:#?}", priya.labels());
    priya.choose("Add a reader", "Tom Okafor");
    priya.choose("Add a reader", "Jonas Weber");
    assert_eq!(begun(priya, CONTROL).readers.len(), 2);
    assert!(priya.sees_part("Tick who has read it."));
    priya.click("Tom Okafor");
    priya.fill("Read on", "13 Mar 2026");
    assert!(priya.sees_part("The day lies in the future."), "{:#?}", priya.labels());
    priya.fill("Read on", "11 Mar 2026");
    priya.click("Record the reading");
    let isms = isms(priya);
    let read = isms.acknowledgements.iter().next_back().unwrap();
    assert_eq!((read.version.as_str(), read.name.as_str()), ("1.1", &*format!("Tom Okafor, {reference} 1.1")));
    priya.click(&format!("Readers of {reference}"));
    assert!(priya.sees_part("has read it on 11 Mar 2026") && priya.sees_part("has not read it"));
    priya.click("Cancel");
    priya.tab("Proposed and due");
    assert!(priya.sees_part("One reader has not acknowledged it yet."), "{:#?}", priya.labels());
}

fn retired(priya: &mut Person, reference: &str, first: &DocumentVersion, second: &DocumentVersion) {
    show(priya, CONTROL);
    more(priya, reference, "Retire");
    assert!(priya.sees_part("Its 2 approved versions are kept"), "{:#?}", priya.labels());
    priya.fill("Why it goes, or what replaces it", "Now part of POL-01");
    priya.click("Retire the document");
    let document = begun(priya, CONTROL);
    assert_eq!(document.status, Some(DocumentStatus::Retired));
    assert!(held_none(priya), "nothing of it is in force");
    let kept = isms(priya);
    let kept: Vec<&DocumentVersion> = versions(&kept, document.id).collect();
    assert_eq!(kept, [first, second]);
    more(priya, reference, "Print");
    everything_is_named(priya, "the print of one document");
    priya.choose("What is printed", "Version 1.0 as approved on 12 Mar 2026");
    let folder = priya.path("retired");
    priya.fill("Folder", &folder.display().to_string());
    priya.click("Print to PDF");
    priya.wait_for("the PDF", |app| app.notice().is_some_and(|notice| notice.starts_with("Printed")));
    let page = pdf_text(&priya.printed(&folder).expect("a PDF in the folder"));
    assert!(page.contains("within 5 working days") && page.contains("Maya Lindqvist"), "{page}");
}

#[test]
fn who_wrote_a_document_approves_it_only_with_a_reason() {
    let mut priya = Person::new(1024.0, 640.0);
    open_sample(&mut priya);
    begin(&mut priya, "Document control");
    let reference = begun(&priya, CONTROL).reference;
    answer_everything(&mut priya);
    name_people(&mut priya, "Maya Lindqvist");
    priya.click(&format!("Approve {reference}"));
    assert!(priya.sees_part("The same person wrote it."), "{:#?}", priya.labels());
    priya.fill("What changed", "First version");
    priya.fill("Approval: next review", "12 Mar 2027");
    assert!(priya.sees_part("Say why author and approver are the same person."));
    priya.click("Approve as version 1.0");
    assert!(held_none(&priya));
    priya.fill("Why author and approver are the same", "Priya is ill; Tom has read it first.");
    priya.click("Approve as version 1.0");
    let approval = held(&priya, CONTROL).approval.expect("it is recorded");
    assert_eq!(approval.reason, "Priya is ill; Tom has read it first.");
    // A reason nobody needed any more is not kept.
    priya.keys(Modifiers::COMMAND, Key::Z);
    priya.click(&format!("Approve {reference}"));
    priya.choose("Approved by", "Tom Okafor");
    assert!(!priya.sees_part("The same person wrote it."));
    priya.fill("What changed", "First version");
    priya.fill("Approval: next review", "12 Mar 2027");
    priya.click("Approve as version 1.0");
    assert_eq!(held(&priya, CONTROL).approval.unwrap().reason, "");
}

#[test]
fn proposed_documents_are_begun_together_and_lead_to_their_controls() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    priya.keys(Modifiers::COMMAND, Key::Num4);
    priya.tab("Proposed and due");
    let before = isms(&priya).documents.len();
    priya.click("Change management");
    priya.click("Network security");
    priya.click("Begin 2 documents");
    assert_eq!(isms(&priya).documents.len(), before + 2);
    priya.click_starting("Begun: ");
    let backup = begun(&priya, "change-management");
    priya.click(&format!("Show {0} {1}, begun", backup.reference, backup.name));
    assert!(priya.sees(&format!("Approve {}", backup.reference)), "{:#?}", priya.labels());
    // The rest at once, from the palette.
    run(&mut priya, "> begin proposed");
    priya.click_starting("Begin ");
    let left = priya.window.state().file().unwrap().isms().documents.len();
    assert!(left > before + 15, "{left}");
    priya.click_starting("Undo: Begin ");
    assert_eq!(isms(&priya).documents.len(), before + 2, "one edit for all");
}

#[test]
fn documents_of_ones_own_from_a_text_a_file_and_from_outside() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    let text = priya.path("rules.md");
    std::fs::write(&text, "Nobody lends a key.\n").unwrap();
    run(&mut priya, "> new document");
    everything_is_named(&priya, "a new document");
    priya.click("Begin: Import text");
    priya.fill("Title", "Keys");
    priya.choose("Kind", "Procedure");
    assert!(priya.sees_part("Enter or choose a file first."));
    priya.fill("File", &text.display().to_string());
    priya.click("Add the document");
    let keys = isms(&priya).documents.iter().find(|one| one.name == "Keys").expect("it is there").clone();
    assert!(keys.reference.starts_with("PRO-") && text_of(&keys.sections).contains("Nobody lends a key."));

    let file = priya.path("handbook.pdf");
    std::fs::write(&file, "%PDF-1.4 a handbook\n").unwrap();
    run(&mut priya, "> new document");
    priya.click("Begin: Upload a file");
    priya.fill("Title", "Handbook");
    priya.fill("File", &file.display().to_string());
    priya.click("Add the document");
    let handbook = isms(&priya).documents.iter().find(|one| one.name == "Handbook").expect("it is there").clone();
    assert_eq!((handbook.file_name.as_str(), handbook.external), ("handbook.pdf", false));

    let newer = priya.path("handbook-2.pdf");
    std::fs::write(&newer, "%PDF-1.4 a longer handbook\n").unwrap();
    for part in ["Text", "Details"] {
        priya.click(part);
        priya.click(&format!("Replace the file of {}", handbook.reference));
        everything_is_named(&priya, "another file");
        assert!(priya.sees_part("Enter or choose a file first."));
        priya.fill("File", &newer.display().to_string());
        priya.click("Replace the file");
        let replaced = isms(&priya).documents.get(handbook.id).expect("it is there").clone();
        assert_eq!((replaced.file_name.as_str(), &replaced.name), ("handbook-2.pdf", &handbook.name));
        assert_ne!(replaced.content, handbook.content);
        priya.click("Undo");
        let back = isms(&priya).documents.get(handbook.id).expect("it is there").clone();
        assert_eq!(back.file_name, "handbook.pdf", "the file before is one undo away");
    }

    run(&mut priya, "> new document");
    priya.click("Begin: External document");
    priya.fill("Title", "NIS2 directive");
    priya.fill("Where it is", "https://eur-lex.europa.eu/eli/dir/2022/2555");
    priya.click("Add the document");
    let outside = isms(&priya).documents.iter().find(|one| one.external).expect("it is there").clone();
    assert!(outside.link.contains("2022/2555") && outside.kind.is_none(), "what it is stays undecided");
    more(&mut priya, &outside.reference, "Print");
    assert!(!priya.sees("Print to PDF"), "there is nothing to print");
}
