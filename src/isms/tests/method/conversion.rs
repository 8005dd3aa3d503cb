//! Risks under an earlier version: a stated mapping carries them over, and the originals are kept.

use uuid::Uuid;

use super::super::super::approval::Standing;
use super::super::super::method::{
    Conversion, Level, Method, MethodId, Scale, approve, convert, older_risks, preview, propose, set_levels,
};
use super::super::super::outside::counted;
use super::super::super::risks::{self, Moment, Risk, RiskId, RiskStatus, TreatmentOption};
use super::super::super::{Edit, Isms, RuleError};
use super::super::{TODAY, World, ago, now, refusal};
use super::versions::{approved, revised, say};

const NEXT: MethodId = MethodId(Uuid::from_u128(900));

fn carried(isms: &Isms, conversion: &Conversion, ids: &[RiskId]) -> Result<Edit, RuleError> {
    let mut ids_left = || Uuid::from_u128(0);
    counted(isms, now(), "Anna Nowak", &mut ids_left, |outside| convert(isms, conversion, ids, outside))
}

/// Sets levels as this person would have on that day.
fn levels(
    isms: &Isms,
    id: RiskId,
    moment: Moment,
    likelihood: Option<u8>,
    impact: Option<u8>,
    on: jiff::civil::Date,
    by: &str,
) -> Result<Edit, RuleError> {
    let then = crate::isms::approval::Now { today: on, ..now() };
    let set = |outside: &mut crate::isms::Outside<'_>| risks::set_level(isms, id, moment, likelihood, impact, outside);
    counted(isms, then, by, &mut || Uuid::from_u128(0), set)
}

/// An accepted risk under version 1.0, and version 1.1 with four levels of impact in use.
fn between_versions() -> (World, MethodId, RiskId) {
    let (mut world, first, person) = approved();
    let risk = world.add::<Risk>(|risk| {
        risk.name = "A laptop is stolen".to_owned();
        risk.owner = Some(person);
        risk.option = Some(TreatmentOption::Modify);
        risk.current.rationale = "Two last year.".to_owned();
    });
    world.act(|isms| levels(isms, risk, Moment::Current, Some(4), Some(5), ago(90), "Anna Nowak"));
    world.act(|isms| levels(isms, risk, Moment::Target, Some(1), Some(5), ago(90), "Anna Nowak"));
    world.act(|isms| risks::accept(isms, risk, person, ago(80), now()));
    world.act(|isms| revised(isms, first, 900));
    world.act(|isms| set_levels(isms, NEXT, Scale::Impact, 4));
    world.alter::<Method>(NEXT, |method| method.impact[3].name = "Level 5".to_owned());
    say(&mut world, NEXT, "Four levels of impact are enough.");
    world.act(|isms| approve(isms, NEXT, person, TODAY, now()));
    (world, first, risk)
}

#[test]
fn only_equal_names_or_equal_lengths_are_proposed() {
    let (world, first, _) = between_versions();
    let proposal = propose(&world.get(first), &world.get(NEXT));
    assert_eq!(proposal.likelihood, [Some(1), Some(2), Some(3), Some(4), Some(5)]);
    assert_eq!(proposal.impact, [Some(1), Some(2), Some(3), None, Some(4)], "“Level 4” is gone: nobody guesses");
    let renamed = |count: usize| {
        let level = |n: usize| Level { name: format!("Other {n}"), ..Level::default() };
        Method { impact: (1..=count).map(level).collect(), ..world.get(first) }
    };
    assert_eq!(propose(&world.get(first), &renamed(5)).impact, [Some(1), Some(2), Some(3), Some(4), Some(5)]);
    assert_eq!(propose(&world.get(first), &renamed(4)).impact, [None; 5]);
    let twins = Method { impact: vec![Level { name: "Level 1".to_owned(), ..Level::default() }; 4], ..renamed(4) };
    assert_eq!(propose(&world.get(first), &twins).impact, [None; 5], "two levels of one name decide nothing");
}

#[test]
fn older_risks_are_found_and_previewed_before_anything_is_done() {
    let (world, first, risk) = between_versions();
    assert_eq!(older_risks(&world.isms).get(&first), Some(&vec![risk]));
    assert_eq!(risks::status(&world.isms, &world.get(risk)), RiskStatus::OlderMethod);
    let conversion = propose(&world.get(first), &world.get(NEXT));
    let rows = preview(&world.isms, &conversion);
    assert_eq!(rows.len(), 1);
    let (before, after) = rows[0].current;
    assert_eq!((before.score, before.band, before.above), (Some(20), Some(2), Some(true)));
    assert_eq!((after.score, after.band, after.above), (Some(16), Some(2), Some(true)));
    assert_eq!((rows[0].target.0.score, rows[0].target.1.score), (Some(5), Some(4)));
    let mut open = conversion;
    open.set(Scale::Impact, 5, None);
    assert!(open.missing(&world.isms).unwrap().contains("impact 5, “Level 5”"));
    assert_eq!(preview(&world.isms, &open)[0].current.1.score, None, "undecided stays undecided");
}

#[test]
fn converting_keeps_the_originals_with_the_mapping_in_words() {
    let (mut world, first, risk) = between_versions();
    let before = world.get::<Risk>(risk);
    let conversion = propose(&world.get(first), &world.get(NEXT));
    assert_eq!(conversion.missing(&world.isms), None, "impact 4 is undecided, and no risk has it");
    world.act(|isms| carried(isms, &conversion, &[risk]));
    let after = world.get::<Risk>(risk);
    assert_eq!((after.method, after.current.likelihood, after.current.impact), (Some(NEXT), Some(4), Some(4)));
    assert_eq!((after.target.likelihood, after.target.impact), (Some(1), Some(4)));
    assert_eq!(after.current.rationale, "Two last year.");
    let kept = &after.earlier[0];
    assert_eq!((kept.method, &kept.current, &kept.target), (Some(first), &before.current, &before.target));
    assert_eq!(kept.assessed_on, Some(ago(90)));
    assert_eq!(
        kept.mapping,
        "Likelihood 1→1, 2→2, 3→3, 4→4, 5→5; impact 1→1, 2→2, 3→3, 5→4. Converted on 2026-03-12 by Anna Nowak."
    );
    assert!(after.acceptance.is_some() && after.acceptance_standing() == Standing::Stale, "accepted, but not this");
    assert!(older_risks(&world.isms).is_empty());
    assert!(refusal(carried(&world.isms, &conversion, &[risk])).contains("not assessed under this version"));
}

#[test]
fn an_undecided_or_impossible_level_converts_nothing() {
    let (world, first, risk) = between_versions();
    let mut conversion = propose(&world.get(first), &world.get(NEXT));
    conversion.set(Scale::Impact, 5, None);
    assert!(refusal(carried(&world.isms, &conversion, &[risk])).contains("Decide what each level"));
    conversion.set(Scale::Impact, 5, Some(5));
    assert!(refusal(carried(&world.isms, &conversion, &[risk])).contains("not on the scale"));
    let back = Conversion { from: NEXT, ..conversion };
    assert!(refusal(carried(&world.isms, &back, &[risk])).contains("nothing to convert"));
}

#[test]
fn assessing_again_keeps_the_original_and_mixes_no_levels() {
    let (mut world, first, risk) = between_versions();
    let before = world.get::<Risk>(risk);
    world.act(|isms| levels(isms, risk, Moment::Current, Some(2), None, TODAY, "Priya Raman"));
    let after = world.get::<Risk>(risk);
    assert_eq!((after.method, after.current.likelihood, after.current.impact), (Some(NEXT), Some(2), None));
    assert_eq!((after.target.likelihood, after.target.impact), (None, None), "the old target is not a level of 1.1");
    assert_eq!((after.assessed_on, after.assessed_by.as_str()), (Some(TODAY), "Priya Raman"));
    let kept = &after.earlier[0];
    assert_eq!((kept.method, &kept.current, kept.mapping.as_str()), (Some(first), &before.current, ""));
    assert_eq!(risks::status(&world.isms, &after), RiskStatus::ToAssess);
    world.act(|isms| levels(isms, risk, Moment::Current, Some(2), Some(4), TODAY, "Priya Raman"));
    assert_eq!(world.get::<Risk>(risk).earlier.len(), 1, "the original is kept once");
}
