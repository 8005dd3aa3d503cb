//! Levels: which, at which moment, by whom and when.

use super::super::super::edit::set_field;
use super::super::super::risks::{Moment, Risk};
use super::super::super::{FieldRef, RegisterName};
use super::super::{TODAY, refusal};
use super::{Company, set_level};

#[test]
fn each_moment_is_set_by_itself_with_who_and_when() {
    let mut company = Company::new();
    let id = company.world.add::<Risk>(|risk| risk.name = "Fire".to_owned());
    company.set_level(id, Moment::Before, Some(5), Some(5));
    company.set_level(id, Moment::Current, Some(3), None);
    company.set_level(id, Moment::Target, None, Some(2));
    let risk = company.world.get::<Risk>(id);
    let levels = |moment: Moment| (risk.at(moment).likelihood, risk.at(moment).impact);
    assert_eq!(levels(Moment::Before), (Some(5), Some(5)));
    assert_eq!(levels(Moment::Current), (Some(3), None), "half a judgement stays half");
    assert_eq!(levels(Moment::Target), (None, Some(2)));
    assert_eq!((risk.assessed_by.as_str(), risk.assessed_on), ("Priya Nair", Some(TODAY)));
    assert_eq!(risk.method, Some(company.method));
}

#[test]
fn a_level_off_the_scale_is_refused_at_every_moment() {
    let mut company = Company::new();
    let id = company.world.add::<Risk>(|_| ());
    for moment in [Moment::Before, Moment::Current, Moment::Target] {
        for wrong in [0, 6] {
            assert!(refusal(set_level(&company.world.isms, id, moment, Some(wrong), None)).contains("scale"));
            assert!(refusal(set_level(&company.world.isms, id, moment, None, Some(wrong))).contains("scale"));
        }
    }
}

#[test]
fn a_level_can_be_taken_back_to_undecided() {
    let mut company = Company::new();
    let owner = company.amira;
    let id = company.risk(owner, (3, 4), (1, 4));
    company.set_level(id, Moment::Current, None, Some(4));
    assert_eq!(company.world.get::<Risk>(id).current.likelihood, None);
}

#[test]
fn acts_and_frozen_states_are_not_typed() {
    let mut company = Company::new();
    let owner = company.amira;
    let id = company.risk(owner, (3, 4), (1, 4));
    for pointer in ["/acceptance", "/accepted_as", "/accepted_in_bulk", "/earlier"] {
        let field = FieldRef { register: RegisterName::Risks, id: id.0, pointer: pointer.into() };
        let answer = set_field(&company.world.isms, &field, serde_json::Value::Null, "Field");
        assert!(refusal(answer).contains("made by the program"), "{pointer}");
    }
}
