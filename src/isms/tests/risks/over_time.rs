//! Snapshots: frozen, compared, and followed by the next assessment.

use super::super::super::certification::ChangeTrigger;
use super::super::super::edit::set_field;
use super::super::super::method::{Band, Method};
use super::super::super::risks::{
    self, Direction, Moment, Picture, Risk, RiskSnapshot, TakeSnapshot, compare, next_assessment,
};
use super::super::super::{Edit, FieldRef, RegisterName};
use super::super::method::five_by_five;
use super::super::{TODAY, ago, ahead, now, refusal};
use super::{Company, level};

fn wish(name: &str, days_ago: i64) -> TakeSnapshot {
    TakeSnapshot {
        name: name.to_owned(),
        on: ago(days_ago),
        occasion: "The yearly date".to_owned(),
        next_assessment: None,
    }
}

fn taken(company: &mut Company, wish: &TakeSnapshot) -> RiskSnapshot {
    let edit = company.snapshot(wish).unwrap();
    company.world.enter(edit);
    company.world.isms.risk_snapshots.iter().next_back().unwrap().clone()
}

#[test]
fn a_snapshot_freezes_risks_and_their_methods() {
    let mut company = Company::new();
    let owner = company.amira;
    let id = company.risk(owner, (3, 4), (1, 4));
    company.world.act(|isms| risks::accept(isms, id, owner, TODAY, now()));
    let snapshot = taken(&mut company, &wish("Yearly 2026", 3));
    assert_eq!((snapshot.reference.as_str(), snapshot.on), ("RS-01", Some(ago(3))));
    assert_eq!(snapshot.methods.iter().map(|method| method.id).collect::<Vec<_>>(), [company.method]);
    let frozen = &snapshot.risks[0];
    assert!(frozen.acceptance.is_some() && frozen.accepted_as.is_none());
    company.set_level(id, Moment::Current, Some(5), Some(5));
    let kept = company.world.get::<RiskSnapshot>(snapshot.id);
    assert_eq!(kept.risks[0].current, level(3, 4), "what is frozen stays frozen");
}

#[test]
fn a_snapshot_is_never_edited_but_may_be_commented() {
    let mut company = Company::new();
    let owner = company.amira;
    company.risk(owner, (3, 4), (1, 4));
    let snapshot = taken(&mut company, &wish("Yearly 2026", 3));
    let set = |pointer: &'static str, value: serde_json::Value| {
        let field = FieldRef { register: RegisterName::RiskSnapshots, id: snapshot.id.0, pointer: pointer.into() };
        set_field(&company.world.isms, &field, value, "Field")
    };
    for pointer in
        ["/name", "/on", "/occasion", "/next_assessment", "/risks", "/risks/0/name", "/methods", "/reference"]
    {
        assert!(refusal(set(pointer, "x".into())).contains("stays as it was taken"), "{pointer}");
    }
    assert!(set("/notes", "The board saw it.".into()).is_ok());
}

#[test]
fn a_snapshot_needs_a_name_an_occasion_and_days_that_agree() {
    let mut company = Company::new();
    assert!(refusal(company.snapshot(&wish("Yearly 2026", 3))).contains("no risk"));
    let owner = company.amira;
    company.risk(owner, (3, 4), (1, 4));
    assert!(refusal(company.snapshot(&wish(" ", 3))).contains("name"));
    let silent = TakeSnapshot { occasion: String::new(), ..wish("Yearly 2026", 3) };
    assert!(refusal(company.snapshot(&silent)).contains("gave rise"));
    assert!(refusal(company.snapshot(&wish("Yearly 2026", -1))).contains("future"));
    let backwards = TakeSnapshot { next_assessment: Some(ago(4)), ..wish("Yearly 2026", 3) };
    assert!(refusal(company.snapshot(&backwards)).contains("come after"));
    taken(&mut company, &wish("Yearly 2026", 3));
    assert!(refusal(company.snapshot(&wish("Earlier", 4))).contains("before the last snapshot"));
    assert!(refusal(company.snapshot(&wish("Yearly 2026", 1))).contains("already"));
}

#[test]
fn a_comparison_tells_new_gone_moved_changed_accepted_and_unchanged() {
    let mut company = Company::new();
    let owner = company.amira;
    let [gone, moved, changed, accepted, same] =
        [(3, 4), (3, 4), (2, 2), (2, 2), (1, 1)].map(|today| company.risk(owner, today, (1, 1)));
    let before = taken(&mut company, &wish("Before", 9));
    company.world.enter(Edit::new("Remove").delete(RegisterName::Risks, gone.0));
    company.set_level(moved, Moment::Current, Some(1), Some(4));
    let access = company.world.control("A.5.15");
    company.world.alter::<Risk>(moved, |risk| risk.controls_relied.push(access));
    company.world.alter::<Risk>(changed, |risk| risk.plan = "Do more.".to_owned());
    company.world.act(|isms| risks::accept(isms, accepted, owner, TODAY, now()));
    let new = company.risk(owner, (2, 2), (1, 1));

    let isms = &company.world.isms;
    let found = compare(isms, &Picture::of(&before), &Picture::today(isms));
    let ids = |list: &[risks::Named]| list.iter().map(|named| named.id).collect::<Vec<_>>();
    assert_eq!((ids(&found.gone), ids(&found.new)), (vec![gone], vec![new]));
    assert_eq!((ids(&found.accepted_since), ids(&found.unchanged)), (vec![accepted], vec![accepted, same]));
    assert_eq!(found.changed.len(), 1);
    assert_eq!(
        (found.changed[0].0.id, &found.changed[0].1[..]),
        (changed, &["Plan: nothing → “Do more.”".to_owned()][..])
    );
    let step = &found.moved[0];
    assert_eq!((step.risk.id, step.direction()), (moved, Direction::Down));
    assert_eq!(step.words(), "12 Medium → 4 Low, now within the line");
    assert_eq!(step.arrow(), Some(((3, 4), (1, 4))));
    assert_eq!(step.why, ["Controls relied on: + A.5.15"], "the levels are in the words already");
    let all = found.new.len() + found.moved.len() + found.changed.len() + found.unchanged.len();
    assert_eq!(all, isms.risks.len(), "every risk of today is told once");
}

#[test]
fn the_first_judgement_of_a_risk_is_a_move_without_an_arrow() {
    let mut company = Company::new();
    let id = company.world.add::<Risk>(|risk| risk.name = "Fire".to_owned());
    let before = taken(&mut company, &wish("Before", 9));
    company.set_level(id, Moment::Current, Some(2), Some(2));
    let isms = &company.world.isms;
    let found = compare(isms, &Picture::of(&before), &Picture::today(isms));
    assert_eq!(
        (found.moved[0].words().as_str(), found.moved[0].arrow()),
        ("undecided → 4 Low, compared by band: the method changed", None)
    );
}

#[test]
fn two_methods_are_compared_by_band_and_line_not_by_number() {
    let mut company = Company::new();
    let owner = company.amira;
    let [stays, falls] = [(3, 3), (3, 4)].map(|today| company.risk(owner, today, (1, 1)));
    let before = taken(&mut company, &wish("Before", 9));
    let newer = company.world.add::<Method>(|method| {
        let band = |name: &str, from| Band { name: name.to_owned(), from, words: String::new() };
        let old = five_by_five();
        *method = Method {
            id: method.id,
            reference: "RM-02".to_owned(),
            likelihood: old.likelihood[..3].to_vec(),
            impact: old.impact[..3].to_vec(),
            bands: vec![band("Low", 1), band("Medium", 4), band("High", 9)],
            acceptable_up_to: Some(3),
            ..old
        };
    });
    let by = company.jonas;
    company.world.act(|isms| super::super::super::method::approve(isms, newer, by, TODAY, now()));
    company.set_level(stays, Moment::Current, Some(2), Some(3));
    company.set_level(falls, Moment::Current, Some(1), Some(3));
    let isms = &company.world.isms;
    let found = compare(isms, &Picture::of(&before), &Picture::today(isms));
    assert_eq!(found.changed.iter().map(|(named, _)| named.id).collect::<Vec<_>>(), [stays], "9 and 6 are both Medium");
    assert!(found.changed[0].1[0].starts_with("Method: RM-01 version 1.0 → RM-02"), "{:?}", found.changed[0].1);
    let fallen = &found.moved[0];
    assert_eq!((fallen.risk.id, fallen.direction(), fallen.arrow()), (falls, Direction::Down, None));
    assert!(fallen.words().contains("now within the line") && fallen.words().contains("by band"), "{}", fallen.words());
}

#[test]
fn the_next_assessment_comes_from_the_stated_day_or_the_months() {
    let mut company = Company::new();
    let owner = company.amira;
    company.risk(owner, (3, 4), (1, 4));
    let next = next_assessment(&company.world.isms, TODAY);
    assert_eq!((next.due, next.overdue), (None, false));
    company.world.each::<Method>(|method| method.reassess_months = Some(12));
    taken(&mut company, &wish("Last year", 400));
    let next = next_assessment(&company.world.isms, TODAY);
    assert!(next.overdue && next.because.contains("12 months after “Last year”"), "{next:?}");
    taken(&mut company, &TakeSnapshot { next_assessment: Some(ahead(10)), ..wish("Now", 2) });
    let next = next_assessment(&company.world.isms, TODAY);
    assert_eq!((next.due, next.overdue), (Some(ahead(10)), false));
}

#[test]
fn open_changes_since_the_last_snapshot_ask_for_an_assessment() {
    let mut company = Company::new();
    let owner = company.amira;
    company.risk(owner, (3, 4), (1, 4));
    let old = company.world.add::<ChangeTrigger>(|change| change.on = Some(ago(20)));
    let fresh = company.world.add::<ChangeTrigger>(|change| change.on = Some(ago(2)));
    company.world.add::<ChangeTrigger>(|change| (change.on, change.done_on) = (Some(ago(2)), Some(ago(1))));
    let asks = |company: &Company| {
        next_assessment(&company.world.isms, TODAY).triggers.iter().map(|change| change.id).collect::<Vec<_>>()
    };
    assert_eq!(asks(&company), [old, fresh]);
    taken(&mut company, &wish("Now", 9));
    assert_eq!(asks(&company), [fresh]);
}
