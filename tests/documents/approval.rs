//! The statement under approval: what counts, what is stale, and whose name stands there.

use octavo::content::Content;
use octavo::isms::Isms;
use octavo::isms::approval::Approval;
use octavo::isms::controls::{Control, ImplementationStatus, SoaVersion};
use octavo::isms::documents::{Document, STATEMENT};
use octavo::isms::organisation::{Person, PersonId};
use octavo::isms::scope::ScopeStatement;
use octavo::isms::statement::statement_digest;
use uuid::Uuid;

use super::{alter, content, cover, fact, founded, pages, signatures, soa, squeezed, still_open, with};

fn person(number: u128, name: &str, title: &str) -> Person {
    let id = PersonId(Uuid::from_u128(1 << 90 | number));
    Person { id, name: name.to_owned(), job_title: title.to_owned(), ..Person::default() }
}

/// Everything decided, in place and explained; Tom is to approve what Priya prepared.
fn decided(content: &Content) -> (Isms, Person, Person) {
    let (tom, priya) = (person(1, "Tom Okafor", "Chief executive"), person(2, "Priya Nair", "ISMS manager"));
    let mut isms = with(&with(&founded("Harbour", content), tom.clone()), priya.clone());
    for control in founded("Harbour", content).controls.iter() {
        isms = with(
            &isms,
            Control {
                applicable: Some(true),
                reason_business: "Clients ask for it.".to_owned(),
                status: Some(ImplementationStatus::Implemented),
                how: "Every Monday.".to_owned(),
                ..control.clone()
            },
        );
    }
    let record = Document {
        id: Uuid::from_u128(1 << 91).into(),
        reference: "SOA-01".to_owned(),
        template: STATEMENT.to_owned(),
        author: Some(priya.id),
        approver: Some(tom.id),
        ..Document::default()
    };
    (with(&isms, record), tom, priya)
}

fn approved(isms: &Isms, by: &Person, author: PersonId) -> Isms {
    let controls: Vec<&Control> = isms.controls.iter().collect();
    let digest = statement_digest(isms);
    let approval = Approval {
        by: by.id,
        name: by.name.clone(),
        role: by.job_title.clone(),
        on: Some(jiff::civil::date(2026, 3, 2)),
        digest,
        ..Approval::default()
    };
    let version = SoaVersion {
        id: Uuid::from_u128(1 << 92).into(),
        reference: "SOA-01".to_owned(),
        version: "1.0".to_owned(),
        change: "First version.".to_owned(),
        author: Some(author),
        approval: Some(approval),
        controls: controls.into_iter().cloned().collect(),
        ..SoaVersion::default()
    };
    with(isms, version)
}

#[test]
fn a_finished_draft_has_lines_to_sign_and_no_date() {
    let content = content();
    let (isms, ..) = decided(&content);
    let outline = soa(&isms, &content);
    assert_eq!(outline.mark.as_deref(), Some("DRAFT"));
    assert!(still_open(&outline).is_empty());
    assert_eq!(fact(&outline, "Status"), "Draft, not approved");
    let lines: Vec<(&str, &str, &str)> =
        signatures(&outline).iter().map(|s| (s.act.as_str(), s.name.as_str(), s.date.as_str())).collect();
    assert_eq!(lines, [("Approved", "Tom Okafor", ""), ("Prepared", "Priya Nair", "")]);
    assert!(cover(&outline).versions.is_empty());
}

#[test]
fn an_approved_statement_has_no_mark_and_the_day_it_was_signed() {
    let content = content();
    let (isms, tom, priya) = decided(&content);
    let outline = soa(&approved(&isms, &tom, priya.id), &content);
    assert_eq!(outline.mark, None);
    assert_eq!(fact(&outline, "Status"), "Approved");
    assert_eq!(fact(&outline, "Version"), "version 1.0");
    assert_eq!(fact(&outline, "Approved on"), "2 March 2026");
    assert_eq!(fact(&outline, "Approver"), "Tom Okafor, Chief executive");
    let signature = signatures(&outline)[0];
    assert_eq!((signature.name.as_str(), signature.date.as_str()), ("Tom Okafor", "2 March 2026"));
    assert_eq!(signatures(&outline)[1].date, "", "nobody recorded a day for the author");
    assert_eq!(cover(&outline).versions, [["1.0", "2 Mar 2026", "First version."].map(str::to_owned)]);
    assert!(outline.running.foot[0].contains("version 1.0"));
    for page in pages(&outline) {
        let text = squeezed(&page);
        assert!(!text.contains("DRAFT") && !text.contains("CHANGEDSINCEAPPROVAL"));
    }
}

#[test]
fn the_name_is_of_who_approved_not_of_who_would_today() {
    let content = content();
    let (isms, tom, priya) = decided(&content);
    let isms = approved(&isms, &tom, priya.id);
    let ines = person(3, "Ines Vogel", "Chief executive");
    let isms = with(&isms, ines.clone());
    let record = isms.documents.iter().next().unwrap().clone();
    let isms = with(&isms, Document { approver: Some(ines.id), ..record });
    let isms = with(&isms, Person { name: "Tom Okafor-Lind".to_owned(), ..tom });
    let outline = soa(&isms, &content);
    assert_eq!(fact(&outline, "Approver"), "Tom Okafor, Chief executive");
    assert_eq!(signatures(&outline)[0].name, "Tom Okafor", "as it was written then");
}

#[test]
fn a_change_after_approval_marks_every_page() {
    let content = content();
    let (isms, tom, priya) = decided(&content);
    let isms = approved(&isms, &tom, priya.id);
    let isms = alter(&isms, "A.8.13", |control| control.how = "Every Tuesday.".to_owned());
    let outline = soa(&isms, &content);
    assert_eq!(outline.mark.as_deref(), Some("CHANGED SINCE APPROVAL"));
    assert_eq!(fact(&outline, "Status"), "Changed since its approval");
    assert_eq!((fact(&outline, "Version"), fact(&outline, "Approved on")), ("draft", "not approved"));
    assert!(signatures(&outline).iter().all(|signature| signature.date.is_empty()));
    assert_eq!(cover(&outline).versions.len(), 1, "the version that was approved stays in the history");
    for (number, page) in pages(&outline).iter().enumerate() {
        assert_eq!(squeezed(page).matches("CHANGEDSINCEAPPROVAL").count(), 1, "page {}", number + 1);
    }
}

#[test]
fn a_version_nobody_approved_is_a_draft() {
    let content = content();
    let (isms, tom, priya) = decided(&content);
    let isms = approved(&isms, &tom, priya.id);
    let version = isms.soa_versions.iter().next().unwrap().clone();
    let outline = soa(&with(&isms, SoaVersion { approval: None, ..version }), &content);
    assert_eq!(outline.mark.as_deref(), Some("DRAFT"));
    assert!(cover(&outline).versions.is_empty(), "only real versions are printed");
}

#[test]
fn a_scope_that_changed_is_not_cited_as_approved() {
    let content = content();
    let (isms, tom, _) = decided(&content);
    let statement = isms.scope().unwrap().clone();
    let isms = with(&isms, ScopeStatement { statement: "Everything we do.".to_owned(), ..statement });
    let day = jiff::civil::date(2026, 3, 1);
    let now = octavo::isms::approval::Now { today: day, at: "2026-03-01T09:00:00Z".parse().unwrap() };
    let isms = isms.with(&octavo::isms::scope::approve(&isms, tom.id, day, now).unwrap());
    assert!(fact(&soa(&isms, &content), "Based on").ends_with("scope statement, version 1.0"));
    let statement = isms.scope().unwrap().clone();
    let isms = with(&isms, ScopeStatement { statement: "Almost everything.".to_owned(), ..statement });
    assert!(fact(&soa(&isms, &content), "Based on").ends_with("scope statement, changed since version 1.0"));
}
