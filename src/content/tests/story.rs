//! The sample company: its story agrees with every rule and is the same each time.

use super::content;
use crate::content::sample::story;
use crate::isms::approval::{Approval, Standing};
use crate::isms::documents::STATEMENT;
use crate::isms::readiness::{CheckState, look};
use crate::isms::scope::scope_digest;
use crate::isms::{Change, Isms, RegisterName};

pub(super) fn told() -> Isms {
    story(&content()).unwrap().iter().fold(Isms::default(), |isms, chapter| isms.with(&chapter.edit))
}

#[test]
fn the_story_is_the_same_each_time() {
    let (first, second) = (story(&content()).unwrap(), story(&content()).unwrap());
    assert_eq!(first.len(), second.len());
    for (one, two) in first.iter().zip(&second) {
        assert_eq!((one.at, &one.by, &one.edit), (two.at, &two.by, &two.edit));
    }
}

#[test]
fn every_chapter_changes_something_and_time_goes_forward() {
    let mut isms = Isms::default();
    let mut clock = None;
    for chapter in story(&content()).unwrap() {
        let label = chapter.edit.label.clone();
        assert!(!label.trim().is_empty() && !chapter.by.trim().is_empty(), "{label}");
        assert!(!chapter.edit.changes.is_empty(), "{label} holds no change");
        let next = isms.with(&chapter.edit);
        assert!(next != isms, "{label} changes nothing");
        assert!(clock.is_none_or(|clock| clock < chapter.at), "{label} comes before what it follows");
        (isms, clock) = (next, Some(chapter.at));
    }
}

#[test]
fn ids_are_given_once() {
    let mut isms = Isms::default();
    let mut seen = std::collections::BTreeMap::new();
    for chapter in story(&content()).unwrap() {
        for change in &chapter.edit.changes {
            if let Change::Put(record) = change {
                let register = *seen.entry(record.id()).or_insert(record.register());
                assert_eq!(register, record.register(), "{} has the id of another", record.title());
            }
        }
        isms = isms.with(&chapter.edit);
    }
    for register in RegisterName::ALL {
        let mut references = isms.references(*register);
        references.retain(|reference| !reference.is_empty());
        let count = references.len();
        references.sort_unstable();
        references.dedup();
        assert_eq!(references.len(), count, "{register:?} gives a reference twice");
    }
}

#[test]
fn the_company_is_as_large_as_promised() {
    let isms = told();
    let counts = [
        (RegisterName::Risks, 31),
        (RegisterName::Controls, 93),
        (RegisterName::Assets, 46),
        (RegisterName::Suppliers, 14),
        (RegisterName::People, 24),
    ];
    for (register, count) in counts {
        assert_eq!(isms.count(register), count, "{register:?}");
    }
    let written = isms.documents.iter().filter(|document| document.template != STATEMENT).count();
    assert_eq!((written, isms.documents.len()), (18, 19), "and the record of the Statement of Applicability");
    assert_eq!(isms.profile().unwrap().headcount, Some(24));
    assert!(isms.controls.iter().all(|control| control.applicable.is_some()), "every control is decided");
    assert!(
        isms.risks.iter().all(|risk| risk.current.score(isms.current_method()).is_some()),
        "every risk is assessed"
    );
}

#[test]
fn links_of_the_story_lead_to_records() {
    let isms = told();
    let all: std::collections::BTreeSet<String> = RegisterName::ALL
        .iter()
        .flat_map(|register| isms.all(*register))
        .map(|record| record.id().to_string())
        .collect();
    fn check(value: &serde_json::Value, all: &std::collections::BTreeSet<String>, title: &str) {
        match value {
            serde_json::Value::String(text) if uuid::Uuid::try_parse(text).is_ok() && text.len() == 36 => {
                assert!(all.contains(text), "{title} links to nothing");
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| check(item, all, title)),
            serde_json::Value::Object(fields) => fields.values().for_each(|field| check(field, all, title)),
            _ => {}
        }
    }
    for register in RegisterName::ALL {
        for record in isms.all(*register) {
            check(&record.to_json(), &all, record.title());
        }
    }
}

#[test]
fn the_sample_contradicts_no_rule_it_shows() {
    let isms = told();
    let scope = isms.scope().unwrap();
    assert_eq!(Approval::standing(scope.approval.as_ref(), &scope_digest(&isms)), Standing::Valid);
    let method = isms.current_method().unwrap();
    assert_eq!(Approval::standing(method.approval.as_ref(), &method.digest()), Standing::Valid);
    let readiness = look(&isms, jiff::civil::date(2026, 3, 12));
    let state = |id: &str| readiness.checks.iter().find(|check| check.id == id).map(|check| check.state).unwrap();
    for id in ["soa/conflict", "soa/decided", "soa/reasons", "soa/justified", "risks/assessed", "risks/owned"] {
        assert_eq!(state(id), CheckState::Met, "{id}");
    }
    let (met, all) = readiness.total();
    assert!(met > all / 3 && met < all, "a company under way: {met} of {all}");
}
