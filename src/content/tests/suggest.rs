//! Suggestions: every entry has its words, facts rule in and out, and nothing is decided for anybody.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::content;
use super::story::told;
use crate::content::Content;
use crate::content::suggest::{Suggestion, controls_for, kinds_of, suggest, suggest_for};
use crate::isms::approval::Now;
use crate::isms::assets::{Asset, AssetId, AssetKind};
use crate::isms::finding::take;
use crate::isms::incidents::{Incident, IncidentId};
use crate::isms::organisation::Profile;
use crate::isms::risks::{Assessment, Risk, RiskId, RiskStatus, status};
use crate::isms::{Change, Edit, Isms, Record, RuleError, counted};

const NOW: Now = Now { today: jiff::civil::date(2026, 3, 12), at: jiff::Timestamp::UNIX_EPOCH };

fn asset(number: u128, name: &str, kind: AssetKind) -> Asset {
    let id = AssetId(Uuid::from_u128(number));
    Asset { name: name.to_owned(), kind: Some(kind), ..Asset::blank(id, format!("AS-{number:03}")) }
}

fn company(profile: Profile, assets: Vec<Asset>) -> Isms {
    let start = Edit::new("Start").put(profile);
    Isms::default().with(&assets.into_iter().fold(start, Edit::put))
}

/// A company that has one asset of each kind.
fn one_of_each(profile: Profile) -> Isms {
    let assets = (1..).zip(AssetKind::ALL).map(|(number, kind)| asset(number, &format!("Thing {number}"), *kind));
    company(profile, assets.collect())
}

fn every_fact(answer: Option<bool>) -> Profile {
    Profile {
        remote_work: answer,
        own_development: answer,
        cloud_customer: answer,
        cloud_provider: answer,
        personal_data_controller: answer,
        personal_data_processor: answer,
        health_data: answer,
        sec_listed: answer,
        card_data: answer,
        industrial_systems: answer,
        outsourced_it: answer,
        ..Profile::default()
    }
}

fn ids(list: &[Suggestion]) -> BTreeSet<&str> {
    list.iter().map(|one| one.vulnerability.as_deref().unwrap_or(&one.threat)).collect()
}

fn of<'a>(list: &'a [Suggestion], id: &str) -> &'a Suggestion {
    list.iter().find(|one| one.vulnerability.as_deref().unwrap_or(&one.threat) == id).unwrap()
}

#[test]
fn every_threat_and_vulnerability_has_its_sentences() {
    let content = content();
    let scenarios = &content.guidance.scenarios;
    let facts: Vec<&str> = Profile::default().facts().map(|(name, _)| name.trim_start_matches('/')).to_vec();
    let mut seen = BTreeSet::new();
    let threats = content.threats.iter().map(|threat| (&threat.id, scenarios.threat(&threat.id), None));
    let weak = content.vulnerabilities.iter().map(|one| (&one.id, scenarios.vulnerability(&one.id), Some(one)));
    for (id, words, vulnerability) in threats.chain(weak) {
        let words = words.unwrap_or_else(|| panic!("{id} has no scenario"));
        for sentence in [&words.how, &words.consequence] {
            let count = sentence.split_whitespace().count();
            assert!((5..=20).contains(&count), "{id} has {count} words: {sentence}");
            assert!(sentence.starts_with(char::is_uppercase) && sentence.ends_with('.'), "{id}: {sentence}");
            assert!(seen.insert(sentence.as_str()), "{id} repeats: {sentence}");
            let lower = sentence.to_lowercase();
            for level in ["unlikely", "likelihood", "severe", "critical", "catastrophic", "high risk", "low risk"] {
                assert!(!lower.contains(level), "{id} judges before people do: {sentence}");
            }
        }
        assert!(!words.how.replace("{assets}", "").contains(['{', '}']), "{id}: an unknown placeholder");
        for fact in words.raised_by.iter().chain(&words.only_if) {
            assert!(facts.contains(&fact.as_str()), "{id} names {fact}, which is no fact of the profile");
        }
        match vulnerability {
            Some(one) => assert!(one.related_threats.contains(&words.threat), "{id} is told for {}", words.threat),
            None => assert!(words.threat.is_empty(), "{id} is a threat itself"),
        }
    }
    let text: toml::Table = include_str!("../../../assets/guidance/en/scenarios.toml").parse().unwrap();
    for (group, known) in [("threats", content.threats.len()), ("vulnerabilities", content.vulnerabilities.len())] {
        assert_eq!(text[group].as_table().unwrap().len(), known, "words for {group} that do not exist");
    }
}

#[test]
fn every_asset_type_of_the_catalogue_is_mapped_and_every_kind_is_reached() {
    let content = content();
    let threats = content.threats.iter().flat_map(|threat| &threat.asset_types);
    let weak = content.vulnerabilities.iter().flat_map(|vulnerability| &vulnerability.asset_types);
    let mut reached: BTreeSet<AssetKind> = BTreeSet::new();
    for asset_type in threats.chain(weak) {
        let kinds = kinds_of(asset_type).unwrap_or_else(|| panic!("{asset_type} is not mapped"));
        assert!(!kinds.is_empty());
        reached.extend(kinds);
    }
    assert_eq!(reached.len(), AssetKind::ALL.len(), "an asset of some kind would never get a suggestion");
    assert!(kinds_of("Spacecraft").is_none());
    let plain = AssetKind::ALL.len();
    let found = suggest(&one_of_each(every_fact(None)), &content);
    let named: BTreeSet<AssetId> = found.iter().flat_map(|one| one.assets.iter().copied()).collect();
    assert_eq!(named.len(), plain, "an asset of each kind gets its suggestions");
}

#[test]
fn what_the_facts_deny_is_not_suggested_and_what_is_undecided_is_said() {
    let content = content();
    let (denied, affirmed, open) = (every_fact(Some(false)), every_fact(Some(true)), every_fact(None));
    let lists = [denied, affirmed, open].map(|profile| suggest(&one_of_each(profile), &content));
    let [denied, affirmed, open] = &lists;
    assert!(ids(denied).contains("S8"), "a threat stands alone where the facts deny every weakness that tells it");
    assert!(!ids(affirmed).contains("S8") && ids(affirmed).contains("V71"));
    for id in ["V58", "V67", "V38", "V63", "V36"] {
        assert!(!ids(denied).contains(id), "{id} needs a fact that is denied");
        assert!(ids(affirmed).contains(id) && ids(open).contains(id), "{id}");
    }
    assert!(ids(denied).contains("V42"), "people everywhere can be deceived");
    assert_eq!(ids(affirmed), ids(open), "what nobody has decided rules nothing out");
    let remote = |list: &[Suggestion]| of(list, "V58").reasons.clone();
    assert!(remote(affirmed).contains(&"You work remotely.".to_owned()));
    assert!(remote(open).contains(&"Not decided whether you work remotely.".to_owned()), "{:?}", remote(open));
    let either = Profile { cloud_customer: Some(true), ..every_fact(Some(false)) };
    let list = suggest(&one_of_each(either), &content);
    assert!(ids(&list).contains("V63"), "one of several facts is enough");
    assert!(of(&list, "V63").reasons.iter().all(|reason| !reason.starts_with("Not decided")));
}

#[test]
fn assets_decide_what_is_suggested_and_their_values_the_order() {
    let content = content();
    let profile = every_fact(Some(false));
    assert!(suggest(&company(profile.clone(), Vec::new()), &content).is_empty(), "nothing can happen to nothing");
    let outside = Asset { in_scope: Some(false), ..asset(1, "Old office", AssetKind::Site) };
    assert!(suggest(&company(profile.clone(), vec![outside]), &content).is_empty(), "out of scope");
    let kindless = Asset { kind: None, ..asset(1, "Something", AssetKind::Site) };
    assert!(suggest(&company(profile.clone(), vec![kindless]), &content).is_empty());

    let office = asset(1, "Head office", AssetKind::Site);
    let list = suggest(&company(profile.clone(), vec![office.clone()]), &content);
    let fire = of(&list, "V54");
    assert_eq!((fire.threat.as_str(), fire.assets.as_slice()), ("G0.1", &[office.id][..]));
    assert!(fire.scenario.contains("Head office") && !fire.scenario.ends_with('.'), "{}", fire.scenario);
    assert!(fire.reasons.contains(&"1 asset is of this kind; its value is not decided.".to_owned()), "{fire:?}");
    assert!(!ids(&list).contains("V67"), "an office has no program code");

    let people = asset(2, "On-call team", AssetKind::People);
    let valued = Asset { availability: Some(4), ..people.clone() };
    let place = |team: Asset| {
        let list = suggest(&company(profile.clone(), vec![office.clone(), team]), &content);
        assert!(list.iter().zip(1..).all(|(one, rank)| one.rank == rank));
        of(&list, "V49").rank
    };
    assert!(place(valued.clone()) < place(people), "a decided value brings a scenario forward");
    let list = suggest(&company(profile, vec![office.clone(), valued]), &content);
    assert!(of(&list, "V49").reasons.contains(&"1 asset is of this kind, of value 4.".to_owned()));
    let one = suggest_for(&company(every_fact(None), vec![office.clone()]), &content, office.id);
    assert!(!one.is_empty() && one.iter().all(|suggestion| suggestion.assets == [office.id]));
}

#[test]
fn a_name_that_says_what_it_is_narrows_the_match() {
    let content = content();
    let laptops = asset(1, "Laptops", AssetKind::Hardware);
    let server = asset(2, "File server", AssetKind::Hardware);
    let box_ = asset(3, "Grey box", AssetKind::Hardware);
    let domain = asset(4, "Domain names", AssetKind::SupplierService);
    let mail = asset(5, "E-mail", AssetKind::SupplierService);
    let all = vec![laptops.clone(), server.clone(), box_.clone(), domain.clone(), mail];
    let list = suggest(&company(every_fact(None), all), &content);
    assert_eq!(of(&list, "V37").assets, [laptops.id, box_.id], "a server is no device to carry");
    assert!(of(&list, "V12").assets.contains(&server.id) && !of(&list, "V12").assets.contains(&laptops.id));
    assert_eq!(of(&list, "V78").assets, [domain.id]);
    assert!(of(&list, "V62").assets.len() == 2, "an exit is needed from both services");
}

#[test]
fn incidents_and_existing_risks_are_reasons() {
    let content = content();
    let isms = one_of_each(every_fact(None));
    let before = suggest(&isms, &content);
    let fresh = of(&before, "V42");
    assert!(fresh.reasons.contains(&"No risk names this threat yet.".to_owned()) && fresh.covered_by.is_empty());

    let incident = Incident {
        kind: "Phishing".to_owned(),
        ..Incident::blank(IncidentId(Uuid::from_u128(90)), "IN-02".to_owned())
    };
    let struck = suggest(&isms.with(&Edit::new("Record").put(incident)), &content);
    assert!(of(&struck, "V42").reasons.contains(&"Incident IN-02 was of this kind.".to_owned()));
    assert!(of(&struck, "V42").rank < fresh.rank, "what happened before comes forward");

    let by_id = Risk { catalogue_threat: "S1".to_owned(), catalogue_vulnerability: "V42".to_owned(), ..risk(91) };
    let by_name = Risk {
        threat: "Phishing and credential harvesting".to_owned(),
        vulnerability: "Staff not trained in security awareness".to_owned(),
        ..risk(91)
    };
    for known in [by_id, by_name] {
        let after = suggest(&isms.with(&Edit::new("Add").put(known)), &content);
        let told = of(&after, "V42");
        assert_eq!(told.covered_by, ["R-91"]);
        assert!(after[told.rank - 1..].iter().all(|one| !one.covered_by.is_empty()), "what is told comes last");
        let neighbour = of(&after, "V1");
        assert!(neighbour.covered_by.is_empty() && neighbour.reasons.iter().any(|reason| reason.contains("R-91")));
    }
}

fn risk(number: u128) -> Risk {
    Risk::blank(RiskId(Uuid::from_u128(number)), format!("R-{number}"))
}

fn taken(isms: &Isms, list: &[Suggestion]) -> Result<Edit, RuleError> {
    let mut next = 1000_u128;
    let mut fresh = || {
        next += 1;
        Uuid::from_u128(next)
    };
    let scenarios = list.iter().map(Suggestion::to_take).collect();
    counted(isms, NOW, "Ada", &mut fresh, |outside| take(isms, scenarios, outside))
}

#[test]
fn what_is_taken_is_undecided_and_taken_once() {
    let content = content();
    let isms = one_of_each(every_fact(Some(true)));
    let list = suggest(&isms, &content);
    let edit = taken(&isms, &list).unwrap();
    assert_eq!(edit.changes.len(), list.len(), "one edit for all");
    for (change, suggestion) in edit.changes.iter().zip(&list) {
        let Change::Put(record) = change else { panic!("nothing is removed") };
        let found: &Risk = crate::isms::AsRecord::as_record(record).unwrap();
        assert_eq!((found.name.as_str(), &found.assets), (suggestion.scenario.as_str(), &suggestion.assets));
        assert_eq!((&found.threat, &found.catalogue_threat), (&suggestion.threat_name, &suggestion.threat));
        assert_eq!(found.affects, suggestion.affects);
        let nothing = Assessment::default();
        assert_eq!((&found.before, &found.current, &found.target), (&nothing, &nothing, &nothing));
        assert_eq!((found.owner, found.option, found.method, found.assessed_on), (None, None, None, None));
        assert!(found.controls().next().is_none() && found.acceptance.is_none() && found.estimate.is_none());
        assert_eq!(status(&isms.with(&edit), found), RiskStatus::ToAssess);
    }
    let after = isms.with(&edit);
    assert!(suggest(&after, &content).iter().all(|one| !one.covered_by.is_empty()), "nothing is left to take");
    let again = taken(&after, &list[..1]).unwrap_err().to_string();
    assert!(again.contains("R-01 is already in the register"), "{again}");
    let twice = [list[0].clone(), list[0].clone()];
    assert!(taken(&isms, &twice).unwrap_err().to_string().contains("chosen twice"));
    assert!(taken(&isms, &[]).is_err());
    let silent = Suggestion { scenario: " ".to_owned(), ..list[0].clone() };
    assert!(taken(&isms, &[silent]).is_err());
    let gone = Suggestion { assets: vec![AssetId(Uuid::from_u128(777))], ..list[0].clone() };
    assert!(matches!(taken(&isms, &[gone]), Err(RuleError::Gone { .. })));
}

#[test]
fn a_company_gets_a_list_one_can_read_and_always_the_same() {
    let content = content();
    let isms = told();
    let list = suggest(&isms, &content);
    assert_eq!(list, suggest(&isms, &content));
    assert_eq!(ids(&list).len(), list.len(), "each entry once");
    let new = list.iter().filter(|one| one.covered_by.is_empty()).count();
    assert!((30..=80).contains(&new) && new < list.len(), "{new} of {}", list.len());
    for one in &list {
        assert!(!one.scenario.contains('{') && !one.reasons.is_empty() && (1..=8).contains(&one.assets.len()));
        assert!(one.assets.iter().all(|id| isms.assets.get(*id).is_some()) && one.matching >= one.assets.len());
    }
    let many: Vec<Asset> = (1..=2000)
        .map(|n| asset(n, &format!("Thing {n}"), AssetKind::ALL[n as usize % AssetKind::ALL.len()]))
        .collect();
    let large = suggest(&company(every_fact(Some(true)), many), &content);
    assert!(large.len() <= 100, "a large company gets a list of the same length: {}", large.len());
    assert!(large.iter().all(|one| one.assets.len() <= 8));
    assert!(large.iter().any(|one| one.reasons.iter().any(|reason| reason.contains("The first 8 are named."))));
}

#[test]
fn controls_are_suggested_by_weakness_first_and_each_once() {
    let content: Content = content();
    let chosen = Risk { catalogue_threat: "S1".to_owned(), catalogue_vulnerability: "V1".to_owned(), ..risk(1) };
    let found = controls_for(&content, &chosen);
    let references: Vec<&str> = found.iter().map(|(reference, _)| reference.as_str()).collect();
    assert_eq!(references, ["A.5.17", "A.8.5", "A.6.3", "A.6.8", "A.8.23"]);
    assert!(found[1].1.contains("No multi-factor authentication") && found[2].1.contains("Phishing"), "{found:?}");
    assert!(controls_for(&content, &risk(2)).is_empty(), "nothing named, nothing suggested");
    let own = Risk { threat: "Gulls on the roof".to_owned(), ..risk(3) };
    assert!(controls_for(&content, &own).is_empty());
    let in_words = Risk { threat: " Fire ".to_owned(), ..risk(4) };
    assert!(controls_for(&content, &in_words).iter().any(|(reference, _)| reference == "A.7.5"));
}
