//! The reference tables: complete, and every cross reference leads somewhere.

use std::collections::BTreeSet;

use super::content;
use crate::isms::controls::ControlTheme;
use crate::isms::organisation::Profile;
use crate::isms::steps::Step;

/// No id twice.
fn unique<'a>(ids: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for id in ids {
        assert!(!id.trim().is_empty() && found.insert(id), "{id} is empty or there twice");
    }
    found
}

#[test]
fn the_ninety_three_controls_are_all_there() {
    let content = content();
    unique(content.controls.iter().map(|c| c.id.as_str()));
    for (theme, prefix, count) in [
        (ControlTheme::Organizational, "A.5", 37),
        (ControlTheme::People, "A.6", 8),
        (ControlTheme::Physical, "A.7", 14),
        (ControlTheme::Technological, "A.8", 34),
    ] {
        let ids: Vec<&str> = content.controls.iter().filter(|c| c.theme == theme).map(|c| c.id.as_str()).collect();
        let expected: Vec<String> = (1..=count).map(|number| format!("{prefix}.{number}")).collect();
        assert_eq!(ids, expected, "in the order of the annex");
    }
    assert_eq!(content.controls.len(), 93);
    assert_eq!(content.controls.iter().filter(|c| c.is_new_2022).count(), 11, "eleven came with the 2022 edition");
}

#[test]
fn every_control_has_its_attributes() {
    let content = content();
    let allowed = |values: &[String], words: &[&str], id: &str| {
        assert!(!values.is_empty() && values.iter().all(|v| words.contains(&v.as_str())), "{id}: {values:?}");
    };
    for control in &content.controls {
        let id = control.id.as_str();
        assert!(!control.title.is_empty() && control.title == control.title.trim(), "{id}");
        allowed(&control.control_type, &["Preventive", "Detective", "Corrective"], id);
        allowed(&control.properties, &["Confidentiality", "Integrity", "Availability"], id);
        allowed(&control.concepts, &["Identify", "Protect", "Detect", "Respond", "Recover"], id);
        assert!(!control.capabilities.is_empty() && !control.domains.is_empty(), "{id}");
        assert_eq!(control.is_new_2022, control.iso2013.is_empty(), "{id}: what is not new has a predecessor");
        let line = control.attributes_line();
        assert!(line.starts_with(char::is_uppercase) && !line.contains('_'), "{line}");
    }
    let backup = content.control("A.8.13").unwrap();
    assert_eq!(backup.attributes_line(), "Corrective · integrity, availability · recover · continuity");
    assert!(content.control("A.8.35").is_none());
}

#[test]
fn every_related_record_exists() {
    let content = content();
    let controls: BTreeSet<&str> = content.controls.iter().map(|c| c.id.as_str()).collect();
    let threats = unique(content.threats.iter().map(|t| t.id.as_str()));
    let related = |kind: &str, id: &str, list: &[String], known: &BTreeSet<&str>| {
        for name in list {
            assert!(known.contains(name.as_str()), "{kind} {id} points to {name}, which does not exist");
        }
    };
    unique(content.vulnerabilities.iter().map(|v| v.id.as_str()));
    unique(content.cloud_controls.iter().map(|c| c.id.as_str()));
    unique(content.provisions.iter().map(|p| p.id.as_str()));
    for threat in &content.threats {
        related("threat", &threat.id, &threat.related_controls, &controls);
        assert!(!threat.related_controls.is_empty() && !threat.asset_types.is_empty(), "{}", threat.id);
        let letters = ["C", "I", "A"];
        assert!(threat.affects.iter().all(|a| letters.contains(&a.as_str())) && !threat.affects.is_empty());
    }
    for vulnerability in &content.vulnerabilities {
        related("vulnerability", &vulnerability.id, &vulnerability.related_controls, &controls);
        related("vulnerability", &vulnerability.id, &vulnerability.related_threats, &threats);
        assert!(!vulnerability.related_threats.is_empty(), "{}", vulnerability.id);
    }
    for cloud in &content.cloud_controls {
        related("cloud control", &cloud.id, &cloud.related_controls, &controls);
        assert!(cloud.standard.starts_with("ISO/IEC 270") && !cloud.reference.is_empty(), "{}", cloud.id);
    }
    for provision in &content.provisions {
        related("provision", &provision.id, &provision.related_controls, &controls);
        assert!(["GDPR", "HIPAA", "SOX"].contains(&provision.regulation.as_str()), "{}", provision.id);
    }
}

#[test]
fn the_profile_decides_which_cloud_controls_are_called_for() {
    let content = content();
    let called = |profile: Profile| {
        let controls = content.cloud_controls_for(&profile);
        let of = |standard: &str| controls.iter().filter(|control| control.standard.starts_with(standard)).count();
        (of("ISO/IEC 27017"), of("ISO/IEC 27018"))
    };
    assert_eq!(called(Profile::default()), (0, 0), "what nobody has decided calls for nothing");
    let customer = Profile { cloud_customer: Some(true), cloud_provider: Some(false), ..Profile::default() };
    assert_eq!(called(customer.clone()), (7, 0));
    let processor = Profile { personal_data_processor: Some(true), ..customer };
    assert_eq!(called(processor.clone()), (7, 0), "27018 is for those who offer the cloud themselves");
    assert_eq!(called(Profile { cloud_provider: Some(true), ..processor.clone() }), (7, 25));
    assert_eq!(called(Profile { cloud_provider: None, ..processor }), (7, 0));
    let provider = Profile { cloud_provider: Some(true), personal_data_processor: Some(false), ..Profile::default() };
    assert_eq!(called(provider), (7, 0));
    assert!(content.cloud_controls.iter().all(|control| !control.section.is_empty()));
}

#[test]
fn clauses_form_a_tree() {
    let content = content();
    let ids = unique(content.clauses.iter().map(|c| c.id.as_str()));
    let mains: Vec<&str> = content.clauses.iter().filter(|c| c.level == 1).map(|c| c.id.as_str()).collect();
    assert_eq!(mains, ["4", "5", "6", "7", "8", "9", "10"]);
    for clause in &content.clauses {
        assert_eq!(clause.parent.is_empty(), clause.level == 1, "{}", clause.id);
        assert!(clause.parent.is_empty() || ids.contains(clause.parent.as_str()), "{} hangs in the air", clause.id);
        assert!(clause.parent.is_empty() || clause.id.starts_with(&format!("{}.", clause.parent)), "{}", clause.id);
        assert_eq!(clause.requires_documented_information, !clause.document_name.is_empty(), "{}", clause.id);
    }
}

#[test]
fn every_document_an_auditor_asks_for_has_its_place() {
    let content = content();
    unique(content.mandatory_documents.iter().map(|d| d.id.as_str()));
    let clauses: BTreeSet<&str> = content.clauses.iter().map(|c| c.id.as_str()).collect();
    for document in &content.mandatory_documents {
        assert!(!document.reference.is_empty(), "{} says not where it is asked for", document.id);
        for reference in &document.reference {
            let known = clauses.contains(reference.as_str()) || content.control(reference).is_some();
            assert!(known, "{} cites {reference}, which does not exist", document.id);
        }
    }
    for clause in content.clauses.iter().filter(|clause| clause.requires_documented_information) {
        let asked = content.mandatory_documents.iter().any(|document| {
            document.reference.iter().any(|r| *r == clause.id || clause.id.starts_with(&format!("{r}.")))
        });
        assert!(asked, "clause {} asks for a document that is not on the list", clause.id);
    }
    assert!(content.mandatory_documents.iter().any(|document| document.step == Step::Risk));
}

#[test]
fn checks_cite_clauses_and_controls_that_exist() {
    let content = content();
    let today = jiff::civil::date(2026, 3, 12);
    for check in crate::isms::readiness::look(&crate::isms::Isms::default(), today).checks {
        let number = check.clause.split(' ').next().unwrap_or_default();
        let known = content.clauses.iter().any(|clause| clause.id == number)
            || content.control(number).is_some()
            || ["Stage", "Surveillance"].contains(&number);
        assert!(known, "{} cites {}", check.id, check.clause);
    }
}

#[test]
fn a_new_isms_starts_with_the_facts_of_the_annex() {
    let content = content();
    let facts = content.control_facts();
    assert_eq!(facts.len(), 93);
    for (fact, entry) in facts.iter().zip(&content.controls) {
        assert_eq!((&fact.reference, &fact.title, fact.theme), (&entry.id, &entry.title, entry.theme));
    }
}

#[test]
fn rules_about_facts_name_facts_and_controls_that_exist() {
    let content = content();
    let profile = crate::isms::organisation::Profile::default();
    let facts: Vec<&str> = profile.facts().iter().map(|(pointer, _)| &pointer[1..]).collect();
    for rule in &content.fact_rules {
        assert!(facts.contains(&rule.fact.as_str()), "{rule:?}");
        assert!(content.control(&rule.control).is_some(), "{rule:?}");
        assert!(crate::isms::controls::is_justified(&rule.words), "{rule:?}");
    }
    assert!(content.fact_rules.iter().any(|rule| !rule.applies), "some facts make a control unnecessary");
}
