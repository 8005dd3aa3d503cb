//! The list of fields a writer chooses from: it holds what templates use, and whatever it holds can be written.

use std::collections::BTreeSet;

use super::content;
use super::story::told;
use crate::isms::documents::Section;
use crate::isms::tailoring::{OfferKind, OpenQuestion, UNDECIDED_BEGIN, names, offers, tailor};

#[test]
fn every_field_that_a_template_names_is_offered_once() {
    let (isms, library) = (told(), content().policies);
    let list = offers(&isms, &library);
    let offered: BTreeSet<&str> = list.iter().map(|offer| offer.name.as_str()).collect();
    assert_eq!(offered.len(), list.len(), "each once");
    assert!(list.iter().all(|offer| !offer.words.trim().is_empty()));
    for section in library.templates.iter().flat_map(|template| &template.sections) {
        let functions = ["applies", "table"];
        let named = names(&section.text).unwrap();
        let missing: Vec<&String> = named
            .iter()
            .filter(|name| !functions.contains(&name.as_str()) && !offered.contains(name.as_str()))
            .collect();
        assert!(missing.is_empty(), "{}: {missing:?}", section.title);
    }
}

#[test]
fn whatever_is_offered_can_be_written_and_says_what_the_list_says() {
    let (isms, library) = (told(), content().policies);
    for offer in offers(&isms, &library) {
        let (lead, tail) = offer.written();
        let words = if offer.kind == OfferKind::Condition { "Words." } else { "" };
        let section = Section { title: "Test".to_owned(), text: format!("{lead}{words}{tail}") };
        let tailored = tailor(&isms, &library, &[section]);
        let wrong =
            |question: &&OpenQuestion| matches!(question, OpenQuestion::Unknown { .. } | OpenQuestion::Wrong { .. });
        assert_eq!(tailored.open.iter().find(wrong), None, "{}", offer.name);
        let text = tailored.sections.first().map(|section| section.text.clone()).unwrap_or_default();
        match (offer.kind, offer.today.as_deref()) {
            (OfferKind::Value, Some(today)) => assert_eq!(text, today, "{}", offer.name),
            (OfferKind::Value | OfferKind::Table, None) => {
                assert!(text.contains(UNDECIDED_BEGIN), "{}: {text}", offer.name);
            }
            (OfferKind::Table, Some(rows)) => {
                let lines = text.lines().count() - 2;
                assert_eq!(rows, format!("{lines} rows"), "{}: {text}", offer.name);
            }
            (OfferKind::Condition, today) => {
                assert_eq!(text == "Words.", today == Some("yes"), "{}: {text}", offer.name);
                assert_eq!(tailored.open.is_empty(), today.is_some(), "{}: undecided is asked about", offer.name);
            }
        }
    }
}
