//! Versions: an approved one stays, the next starts as its copy and says what changed.

use uuid::Uuid;

use super::super::super::method::{
    self, Method, MethodId, Scale, approve, differences, discard, first_version, history, revise, set_levels, set_line,
    start_new,
};
use super::super::super::organisation::PersonId;
use super::super::super::outside::counted;
use super::super::super::risks::Risk;
use super::super::super::{Edit, FieldRef, Isms, RegisterName, RuleError, set_field};
use super::super::{TODAY, World, now, refusal};
use super::five_by_five;

pub(super) fn revised(isms: &Isms, id: MethodId, fresh: u128) -> Result<Edit, RuleError> {
    counted(isms, now(), "Anna Nowak", &mut || Uuid::from_u128(fresh), |outside| revise(isms, id, outside))
}

pub(super) fn approved() -> (World, MethodId, PersonId) {
    let mut world = World::founded();
    let person = world.person("Tom Okafor");
    let id = world.add::<Method>(|m| *m = Method { id: m.id, reference: "RM-01".to_owned(), ..five_by_five() });
    world.act(|isms| approve(isms, id, person, TODAY, now()));
    (world, id, person)
}

pub(super) fn say(world: &mut World, id: MethodId, change: &str) {
    let field = FieldRef { register: RegisterName::Methods, id: id.0, pointer: "/change".into() };
    world.act(|isms| set_field(isms, &field, change.into(), "What changed"));
}

#[test]
fn the_next_version_is_a_copy_beside_the_one_in_use() {
    let (mut world, first, person) = approved();
    assert!(world.isms.draft_method().is_none());
    world.act(|isms| revised(isms, first, 900));
    let next = MethodId(Uuid::from_u128(900));
    let draft = world.get::<Method>(next);
    assert_eq!((draft.previous, draft.reference.as_str(), draft.version.as_str()), (Some(first), "RM-02", ""));
    assert_eq!((draft.approval, draft.likelihood), (None, five_by_five().likelihood));
    assert_eq!(world.isms.current_method().unwrap().id, first, "the approved one stays in use");
    assert_eq!(world.isms.draft_method().unwrap().id, next);
    assert!(refusal(revised(&world.isms, first, 901)).contains("being prepared"));
    assert!(refusal(approve(&world.isms, next, person, TODAY, now())).contains("Nothing differs from version 1.0"));
    world.act(|isms| set_line(isms, next, Some(6)));
    assert!(refusal(approve(&world.isms, next, person, TODAY, now())).contains("what changed"));
    say(&mut world, next, "We accept less than last year.");
    world.act(|isms| approve(isms, next, person, TODAY, now()));
    assert_eq!(world.get::<Method>(next).version, "1.1");
    assert_eq!(world.get::<Method>(first).version, "1.0", "the old version is as it was");
    assert_eq!(world.isms.current_method().unwrap().id, next);
}

#[test]
fn versions_count_up_along_their_chain() {
    let (mut world, first, person) = approved();
    let mut last = first;
    for (fresh, line, expected) in [(900, 6, "1.1"), (901, 5, "1.2"), (902, 4, "1.3")] {
        world.act(|isms| revised(isms, last, fresh));
        last = MethodId(Uuid::from_u128(fresh));
        world.act(|isms| set_line(isms, last, Some(line)));
        say(&mut world, last, "Stricter.");
        world.act(|isms| approve(isms, last, person, TODAY, now()));
        assert_eq!(world.get::<Method>(last).version, expected);
    }
    let method = world.get::<Method>(last);
    assert_eq!(first_version(&world.isms, &method).reference, "RM-01", "one document, whichever version");
    let versions: Vec<String> = history(&world.isms, &method).iter().map(|m| m.version.clone()).collect();
    assert_eq!(versions, ["1.3", "1.2", "1.1", "1.0"]);
}

#[test]
fn a_draft_is_discarded_and_an_approved_version_is_not() {
    let (mut world, first, _) = approved();
    assert!(refusal(discard(&world.isms, first)).contains("never changes"));
    world.act(|isms| revised(isms, first, 900));
    world.act(|isms| discard(isms, MethodId(Uuid::from_u128(900))));
    assert!(world.isms.draft_method().is_none() && world.isms.methods.len() == 1);
    let mut fresh = World::founded();
    fresh.enter(start_new(MethodId(Uuid::from_u128(800)), "RM-01".to_owned()));
    let id = fresh.isms.current_method().unwrap().id;
    assert_eq!(fresh.isms.current_method().unwrap().gaps().len(), 5, "an empty method has everything left to say");
    let risk = fresh.add::<Risk>(|risk| risk.method = Some(id));
    assert!(refusal(discard(&fresh.isms, id)).contains(&fresh.get::<Risk>(risk).reference));
}

#[test]
fn what_differs_is_said_in_sentences() {
    let (mut world, first, _) = approved();
    world.act(|isms| revised(isms, first, 900));
    let next = MethodId(Uuid::from_u128(900));
    assert_eq!(differences(&world.get(first), &world.get(next)), Vec::<String>::new());
    world.act(|isms| set_line(isms, next, Some(6)));
    world.act(|isms| set_levels(isms, next, Scale::Impact, 4));
    world.alter::<Method>(next, |m| {
        m.likelihood[0].name = "Rare".to_owned();
        m.likelihood[1].words = "Other words".to_owned();
        m.bands[2].from = 12;
        m.reassess_when = "After a move".to_owned();
    });
    let said = differences(&world.get::<Method>(first), &world.get(next)).join(" ");
    for part in [
        "Acceptable up to: 6, was 7.",
        "Levels of impact: 4, was 5.",
        "Impact 5: “Level 5” is gone.",
        "Likelihood 1: “Rare”, was “Level 1”.",
        "the words of “Level 2” changed",
        "High from 12, was",
        "After a move, was nothing.",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(method::older_risks(&world.isms).is_empty());
}
