//! Acceptance: by its owner alone, one by one above the line, on a sheet below it, and what changed since.

use super::super::super::actions::Action;
use super::super::super::approval::Standing;
use super::super::super::method::Method;
use super::super::super::organisation::Person;
use super::super::super::risks::{
    self, AcceptanceGap, Assessment, Moment, Risk, RiskStatus, TreatmentOption, acceptance_gaps, what_changed,
};
use super::super::super::{Edit, RegisterName};
use super::super::method::five_by_five;
use super::super::{TODAY, ago, now, refusal};
use super::{Company, level};

#[test]
fn an_acceptance_keeps_the_risk_as_it_was() {
    let mut company = Company::new();
    let owner = company.amira;
    let id = company.risk(owner, (3, 4), (2, 4));
    let before = company.world.get::<Risk>(id);
    company.world.act(|isms| risks::accept(isms, id, owner, TODAY, now()));
    let accepted = company.world.get::<Risk>(id);
    assert_eq!(accepted.accepted_as.as_deref(), Some(&before));
    assert!(!accepted.accepted_in_bulk);
    assert!(what_changed(&accepted, &company.world.isms).is_empty());

    company.world.alter::<Risk>(id, |risk| risk.current.likelihood = Some(4));
    company.world.act(|isms| risks::accept(isms, id, owner, TODAY, now()));
    let again = company.world.get::<Risk>(id).accepted_as.unwrap();
    assert_eq!(again.current.likelihood, Some(4));
    assert!(again.accepted_as.is_none() && again.acceptance.is_none(), "no acceptance is kept inside another");
}

#[test]
fn a_stale_acceptance_says_what_changed() {
    let mut company = Company::new();
    let (amira, jonas) = (company.amira, company.jonas);
    let id = company.risk(amira, (2, 4), (1, 4));
    company.world.act(|isms| risks::accept(isms, id, amira, TODAY, now()));
    let access = company.world.control("A.5.15");
    company.world.alter::<Risk>(id, |risk| {
        risk.current.likelihood = Some(4);
        risk.owner = Some(jonas);
        risk.controls_planned = vec![access];
        risk.controls_relied.clear();
        risk.plan = "Move the copies.".to_owned();
        risk.option = Some(TreatmentOption::Share);
        risk.target = Assessment { rationale: risk.target.rationale.clone(), ..Assessment::default() };
    });
    let risk = company.world.get::<Risk>(id);
    assert_eq!(
        what_changed(&risk, &company.world.isms),
        [
            "Owner: Amira Haddad → Jonas Weber",
            "Likelihood: 2 → 4",
            "Likelihood after treatment: 1 → undecided",
            "Impact after treatment: 4 → undecided",
            "Treatment: Reduce → Share",
            "Controls relied on: − A.8.13",
            "Controls planned: + A.5.15",
            "Plan: nothing → “Move the copies.”",
        ]
    );
}

#[test]
fn every_change_that_makes_an_acceptance_stale_has_words() {
    type Change = fn(&mut Risk);
    let changes: [Change; 12] = [
        |r| r.name.push_str(" in the office"),
        |r| r.threat = "Theft".to_owned(),
        |r| r.vulnerability = "Open door".to_owned(),
        |r| r.consequence = "We close.".to_owned(),
        |r| r.assets.clear(),
        |r| r.affects.clear(),
        |r| r.before = level(5, 5),
        |r| r.current.rationale.push(' '),
        |r| r.target.impact = Some(1),
        |r| r.method = None,
        |r| r.plan = "  ".to_owned(),
        |r| r.option = None,
    ];
    for (number, change) in changes.iter().enumerate() {
        let mut company = Company::new();
        let owner = company.amira;
        let id = company.risk(owner, (3, 4), (1, 4));
        company.world.act(|isms| risks::accept(isms, id, owner, TODAY, now()));
        company.world.alter::<Risk>(id, change);
        let risk = company.world.get::<Risk>(id);
        assert_eq!(risk.acceptance_standing(), Standing::Stale, "change {number}");
        assert!(!what_changed(&risk, &company.world.isms).is_empty(), "change {number} has no words");
    }
}

#[test]
fn an_acceptance_from_before_states_were_kept_says_so() {
    let mut company = Company::new();
    let owner = company.amira;
    let id = company.risk(owner, (3, 4), (1, 4));
    company.world.act(|isms| risks::accept(isms, id, owner, TODAY, now()));
    company.world.alter::<Risk>(id, |risk| (risk.accepted_as, risk.current.impact) = (None, Some(5)));
    let lines = what_changed(&company.world.get::<Risk>(id), &company.world.isms);
    assert!(lines.len() == 1 && lines[0].contains("does not hold"), "{lines:?}");
}

#[test]
fn one_sheet_accepts_all_of_an_owner_below_the_line_in_one_edit() {
    let mut company = Company::new();
    let owner = company.amira;
    let ids: Vec<_> = (1..=3).map(|impact| company.risk(owner, (3, 4), (1, impact))).collect();
    let edit = risks::accept_below(&company.world.isms, &ids, owner, ago(2), now()).unwrap();
    assert_eq!(edit.changes.len(), 3);
    assert_eq!(edit.label, "Acceptance of 3 risks by Amira Haddad");
    company.world.enter(edit);
    for id in ids {
        let risk = company.world.get::<Risk>(id);
        assert_eq!(risk.acceptance_standing(), Standing::Valid);
        assert!(risk.accepted_in_bulk && risk.accepted_as.is_some());
        assert_eq!(risk.acceptance.unwrap().on, Some(ago(2)));
    }
}

#[test]
fn a_sheet_with_a_risk_that_does_not_belong_on_it_is_refused_whole() {
    let mut company = Company::new();
    let (amira, jonas) = (company.amira, company.jonas);
    let fine = company.risk(amira, (3, 4), (1, 4));
    let above = company.risk(amira, (3, 4), (2, 4));
    let theirs = company.risk(jonas, (3, 4), (1, 4));
    let unassessed = company.risk(amira, (3, 4), (1, 4));
    company.world.alter::<Risk>(unassessed, |risk| risk.current.likelihood = None);
    let untreated = company.risk(amira, (3, 4), (1, 4));
    company.world.alter::<Risk>(untreated, |risk| risk.option = None);
    let done = company.risk(amira, (3, 4), (1, 4));
    company.world.act(|isms| risks::accept(isms, done, amira, TODAY, now()));

    let all = [fine, above, theirs, unassessed, untreated, done];
    let sentence = refusal(risks::accept_below(&company.world.isms, &all, amira, TODAY, now()));
    for part in [
        "R-02 (above the line, so it is accepted on its own)",
        "R-03 (belongs to Jonas Weber)",
        "R-04 (not assessed)",
        "R-05 (treatment undecided)",
        "R-06 (accepted already)",
    ] {
        assert!(sentence.contains(part), "{part} is not in: {sentence}");
    }
    assert!(!sentence.contains("R-01"), "what is fine is not blamed: {sentence}");
    assert!(refusal(risks::accept_below(&company.world.isms, &[], amira, TODAY, now())).contains("Tick"));
}

#[test]
fn nothing_is_below_a_line_that_nobody_drew() {
    let mut company = Company::new();
    let owner = company.amira;
    let id = company.risk(owner, (3, 4), (1, 4));
    company.world.each::<Method>(|method| method.acceptable_up_to = None);
    assert!(refusal(risks::accept_below(&company.world.isms, &[id], owner, TODAY, now())).contains("undecided"));
}

#[test]
fn what_is_missing_is_named_before_anybody_signs() {
    let mut company = Company::new();
    let id = company.world.add::<Risk>(|risk| risk.name = "Fire".to_owned());
    let gaps = |company: &Company| acceptance_gaps(&company.world.isms, &company.world.get::<Risk>(id), TODAY);
    assert_eq!(gaps(&company), [AcceptanceGap::NoOwner, AcceptanceGap::NotAssessed, AcceptanceGap::NoOption]);
    let owner = company.amira;
    company.world.alter::<Risk>(id, |risk| (risk.owner, risk.option) = (Some(owner), Some(TreatmentOption::Modify)));
    company.set_level(id, Moment::Current, Some(2), Some(2));
    assert_eq!(gaps(&company), [AcceptanceGap::NoTarget]);
    company.set_level(id, Moment::Target, Some(1), Some(2));
    assert_eq!(gaps(&company), []);
    company.world.alter::<Person>(owner, |person| person.left = Some(ago(1)));
    assert_eq!(gaps(&company), [AcceptanceGap::OwnerLeft]);
    let risk = company.world.get::<Risk>(id);
    assert!(AcceptanceGap::OwnerLeft.sentence(&company.world.isms, &risk).starts_with("Amira Haddad has left"));
}

#[test]
fn levels_of_an_older_method_are_not_accepted() {
    let mut company = Company::new();
    let owner = company.amira;
    let id = company.risk(owner, (3, 4), (1, 4));
    let newer = company.world.add::<Method>(|method| *method = Method { id: method.id, ..five_by_five() });
    let by = company.jonas;
    company.world.act(|isms| super::super::super::method::approve(isms, newer, by, TODAY, now()));
    assert_eq!(risks::status(&company.world.isms, &company.world.get::<Risk>(id)), RiskStatus::OlderMethod);
    assert!(refusal(risks::accept(&company.world.isms, id, owner, TODAY, now())).contains("earlier version"));
}

#[test]
fn removing_an_action_leaves_the_acceptance_alone() {
    let mut company = Company::new();
    let owner = company.amira;
    let id = company.risk(owner, (3, 4), (1, 4));
    let action = company.world.add::<Action>(|action| action.risks = vec![id]);
    company.world.act(|isms| risks::accept(isms, id, owner, TODAY, now()));
    company.world.enter(Edit::new("Remove").delete(RegisterName::Actions, action.0));
    assert_eq!(company.world.get::<Risk>(id).acceptance_standing(), Standing::Valid);
}

#[test]
fn every_risk_stands_on_one_sheet_in_one_list() {
    let mut company = Company::new();
    let (amira, jonas) = (company.amira, company.jonas);
    let below = company.risk(amira, (3, 4), (1, 4));
    let above = company.risk(amira, (3, 4), (2, 4));
    let again = company.risk(amira, (3, 4), (1, 4));
    company.world.act(|isms| risks::accept(isms, again, amira, TODAY, now()));
    company.world.alter::<Risk>(again, |risk| risk.current.impact = Some(5));
    let accepted = company.risk(jonas, (3, 4), (1, 4));
    company.world.act(|isms| risks::accept(isms, accepted, jonas, TODAY, now()));
    let missing = company.world.add::<Risk>(|risk| risk.owner = Some(jonas));
    let orphan = company.world.add::<Risk>(|risk| risk.name = "Fire".to_owned());
    let sheets = risks::acceptance_sheets(&company.world.isms, TODAY);
    let [first, second, last] = &sheets[..] else { panic!("{sheets:?}") };
    assert_eq!(
        (first.owner, &first.below, &first.above, &first.again),
        (Some(amira), &vec![below], &vec![above], &vec![again])
    );
    assert_eq!((second.owner, &second.accepted, &second.missing), (Some(jonas), &vec![accepted], &vec![missing]));
    assert_eq!((last.owner, &last.missing), (None, &vec![orphan]), "what nobody owns comes last");
    assert!(first.is_open() && !second.is_open() && !last.is_open());
}
