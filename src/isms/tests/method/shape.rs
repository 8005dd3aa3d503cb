//! Levels, combination, painted matrix, bands and areas stay in step with each other.

use serde_json::{Value, json};

use super::super::super::method::{
    self, Combination, Method, MethodId, Scale, add_area, add_band, combine, name_area, paint, remove_area,
    remove_band, set_levels, set_line,
};
use super::super::super::{Edit, FieldRef, Isms, RegisterName, RuleError, set_field};
use super::super::{TODAY, World, now, refusal};
use super::five_by_five;

fn drafting() -> (World, MethodId) {
    let mut world = World::founded();
    let id = world.add::<Method>(|method| *method = Method { id: method.id, ..five_by_five() });
    (world, id)
}

fn field(isms: &Isms, id: MethodId, pointer: &'static str, value: Value) -> Result<Edit, RuleError> {
    let field = FieldRef { register: RegisterName::Methods, id: id.0, pointer: pointer.into() };
    set_field(isms, &field, value, "Field")
}

#[test]
fn levels_come_and_go_at_the_top_and_the_rest_stays() {
    let (mut world, id) = drafting();
    world.act(|isms| set_levels(isms, id, Scale::Impact, 3));
    assert_eq!(world.get::<Method>(id).impact, five_by_five().impact[..3]);
    world.act(|isms| set_levels(isms, id, Scale::Impact, 4));
    let method = world.get::<Method>(id);
    assert_eq!(method.impact[..3], five_by_five().impact[..3]);
    assert!(method.impact[3].name.is_empty() && method.impact[3].words.is_empty(), "nothing is said for anybody");
    assert!(method.gap().unwrap().contains("level 4 of impact"));
    for count in [0, 2, 8] {
        assert!(refusal(set_levels(&world.isms, id, Scale::Likelihood, count)).contains("3 to 7"));
    }
}

#[test]
fn a_free_matrix_starts_from_the_scores_that_were_there() {
    let (mut world, id) = drafting();
    world.act(|isms| combine(isms, id, Some(Combination::Matrix)));
    let method = world.get::<Method>(id);
    assert_eq!(method.score(Some(3), Some(4)), Some(12), "as the product was");
    assert_eq!((method.matrix.len(), method.matrix[0].len()), (5, 5));
    world.act(|isms| set_levels(isms, id, Scale::Likelihood, 6));
    world.act(|isms| set_levels(isms, id, Scale::Impact, 4));
    let method = world.get::<Method>(id);
    assert!(method.matrix.iter().all(|row| row.len() == 4) && method.matrix.len() == 6);
    assert_eq!((method.score(Some(3), Some(4)), method.score(Some(6), Some(1))), (Some(12), None));
    world.act(|isms| combine(isms, id, Some(Combination::Sum)));
    assert!(world.get::<Method>(id).matrix.is_empty(), "a sum keeps no painted cells");
}

#[test]
fn a_free_matrix_without_scores_before_it_is_blank() {
    let (mut world, id) = drafting();
    world.act(|isms| combine(isms, id, None));
    world.act(|isms| combine(isms, id, Some(Combination::Matrix)));
    let method = world.get::<Method>(id);
    assert!(method.matrix.iter().flatten().all(Option::is_none) && method.matrix.len() == 5);
    assert!(method.gap().unwrap().contains("every cell"));
}

#[test]
fn cells_are_painted_and_blanked_together() {
    let (mut world, id) = drafting();
    assert!(refusal(paint(&world.isms, id, &[(1, 1)], Some(1))).contains("free matrix"));
    world.act(|isms| combine(isms, id, Some(Combination::Matrix)));
    let row: Vec<(u8, u8)> = (1..=5).map(|impact| (2, impact)).collect();
    world.act(|isms| paint(isms, id, &row, Some(7)));
    let method = world.get::<Method>(id);
    assert!(method.matrix[1].iter().all(|cell| *cell == Some(7)), "the whole row");
    assert_eq!(method.score(Some(3), Some(1)), Some(3), "and no other");
    world.act(|isms| paint(isms, id, &[(2, 5)], None));
    assert_eq!(world.get::<Method>(id).score(Some(2), Some(5)), None);
    for (cell, score) in [((0, 1), 1), ((6, 1), 1), ((1, 6), 1), ((1, 1), 0), ((1, 1), 100)] {
        assert!(paint(&world.isms, id, &[cell], Some(score)).is_err(), "{cell:?} {score}");
    }
}

#[test]
fn bands_rise_from_one_to_the_next() {
    let (mut world, id) = drafting();
    world.act(|isms| add_band(isms, id));
    assert_eq!(world.get::<Method>(id).bands[3].from, 16, "the next score above 15 that a product reaches");
    world.act(|isms| remove_band(isms, id, 0));
    let froms: Vec<u32> = world.get::<Method>(id).bands.iter().map(|band| band.from).collect();
    assert_eq!(froms, [1, 15, 16], "the lowest band takes over where the removed one began");
    assert!(refusal(field(&world.isms, id, "/bands/1/from", json!(1))).contains("begins above"));
    assert!(refusal(field(&world.isms, id, "/bands/1/from", json!(16))).contains("begins above"));
    world.act(|isms| field(isms, id, "/bands/1/from", json!(12)));
    assert_eq!(world.get::<Method>(id).bands[1].from, 12);
    world.act(|isms| field(isms, id, "/bands/2/from", json!(25)));
    assert!(refusal(add_band(&world.isms, id)).contains("No score lies above"));
    assert!(remove_band(&world.isms, id, 3).is_err());
    world.act(|isms| set_line(isms, id, Some(6)));
    assert_eq!(world.get::<Method>(id).acceptable_up_to, Some(6));
}

#[test]
fn every_level_of_impact_has_a_place_for_each_area() {
    let (mut world, id) = drafting();
    world.act(|isms| add_area(isms, id, " Clients "));
    world.act(|isms| add_area(isms, id, "Money"));
    assert!(refusal(add_area(&world.isms, id, "clients")).contains("already"));
    assert!(refusal(add_area(&world.isms, id, " ")).contains("Name the area"));
    world.act(|isms| field(isms, id, "/impact/4/by_area/1", json!("More than we earn in a month.")));
    world.act(|isms| set_levels(isms, id, Scale::Impact, 6));
    let method = world.get::<Method>(id);
    assert!(method.impact.iter().all(|level| level.by_area.len() == 2), "new levels have the places too");
    assert_eq!(method.impact[4].words_for(1), "More than we earn in a month.");
    world.act(|isms| name_area(isms, id, 1, "Money lost"));
    world.act(|isms| remove_area(isms, id, 0));
    let method = world.get::<Method>(id);
    assert_eq!(method.impact_areas, ["Money lost"]);
    assert_eq!(method.impact[4].words_for(0), "More than we earn in a month.", "words move with their area");
    assert!(name_area(&world.isms, id, 3, "Law").is_err() && remove_area(&world.isms, id, 3).is_err());
}

#[test]
fn a_hint_that_says_nothing_yet_is_a_field_all_the_same() {
    let (mut world, id) = drafting();
    world.act(|isms| field(isms, id, "/likelihood/0/hint", json!("once in 10 years")));
    assert_eq!(world.get::<Method>(id).likelihood[0].hint, "once in 10 years");
    assert!(field(&world.isms, id, "/likelihood/0/colour", json!("red")).is_err());
    assert!(field(&world.isms, id, "/likelihood/7/name", json!("Never")).is_err());
}

#[test]
fn nothing_of_an_approved_version_changes_but_its_notes() {
    let (mut world, id) = drafting();
    let person = world.person("Tom Okafor");
    world.act(|isms| method::approve(isms, id, person, TODAY, now()));
    let isms = &world.isms;
    let refused = [
        set_levels(isms, id, Scale::Impact, 4),
        combine(isms, id, None),
        paint(isms, id, &[(1, 1)], Some(1)),
        add_band(isms, id),
        remove_band(isms, id, 0),
        set_line(isms, id, Some(8)),
        add_area(isms, id, "Money"),
        field(&world.isms, id, "/acceptable_up_to", json!(25)),
        field(&world.isms, id, "/likelihood/0/words", json!("Never.")),
        field(&world.isms, id, "/version", json!("9.9")),
    ];
    for answer in refused {
        assert!(refusal(answer).contains("Start a new version"));
    }
    world.act(|isms| field(isms, id, "/notes", json!("Agreed over lunch.")));
    assert_eq!(world.get::<Method>(id).notes, "Agreed over lunch.");
}
