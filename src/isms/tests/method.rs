//! The risk method: scores, bands, ranges, and the number of a version.

mod conversion;
mod gaps;
mod shape;
mod versions;

use super::super::approval::{Approval, next_version};
use super::super::method::{Band, Combination, Level, Method, approve};
use super::{TODAY, World, now, refusal};

fn levels(count: usize) -> Vec<Level> {
    (1..=count)
        .map(|n| Level { name: format!("Level {n}"), words: format!("Words for {n}"), ..Level::default() })
        .collect()
}

fn band(name: &str, from: u32) -> Band {
    Band { name: name.to_owned(), from, words: String::new() }
}

fn painted(rows: &[&[u32]]) -> Vec<Vec<Option<u32>>> {
    rows.iter().map(|row| row.iter().copied().map(Some).collect()).collect()
}

/// Five by five, low from 1, medium from 8, high from 15; the line lies at 7.
pub(super) fn five_by_five() -> Method {
    Method {
        name: "Five by five".to_owned(),
        likelihood: levels(5),
        impact: levels(5),
        asset_value: levels(4),
        combination: Some(Combination::Product),
        bands: vec![band("Low", 1), band("Medium", 8), band("High", 15)],
        acceptable_up_to: Some(7),
        ..Method::default()
    }
}

#[test]
fn a_product_scores_and_falls_into_bands() {
    let method = five_by_five();
    assert_eq!(method.score(Some(3), Some(4)), Some(12));
    assert_eq!(method.score(Some(5), Some(5)), Some(25));
    assert_eq!([1, 7, 8, 14, 15, 25].map(|score| method.band(score)), [0, 0, 1, 1, 2, 2].map(Some));
    assert_eq!(method.band(0), None);
    assert_eq!([0, 1, 2].map(|band| method.band_range(band)), ["1–6", "8–12", "15–25"], "only scores that exist");
    assert_eq!(method.band_range(3), "");
    assert_eq!([0, 1, 2].map(|band| method.colour_step(band)), [1, 3, 5]);
}

#[test]
fn a_sum_scores_and_falls_into_bands() {
    let bands = vec![band("Low", 2), band("High", 6)];
    let method = Method { combination: Some(Combination::Sum), likelihood: levels(3), bands, ..five_by_five() };
    assert_eq!(method.score(Some(3), Some(5)), Some(8));
    assert_eq!(method.score(Some(4), Some(1)), None, "there are three levels of likelihood");
    assert_eq!((method.band_range(0).as_str(), method.band_range(1).as_str()), ("2–5", "6–8"));
    assert_eq!([0, 1].map(|band| method.colour_step(band)), [1, 5]);
}

#[test]
fn a_free_matrix_says_each_score_itself() {
    let matrix = painted(&[&[1, 1, 2], &[1, 3, 5], &[4, 5, 9]]);
    let bands = vec![band("Low", 1), band("High", 4), band("Never", 10)];
    let method = Method {
        combination: Some(Combination::Matrix),
        likelihood: levels(3),
        impact: levels(3),
        matrix,
        bands,
        ..five_by_five()
    };
    assert_eq!(method.score(Some(3), Some(1)), Some(4), "likelihood is the row, impact the column");
    assert_eq!(method.score(Some(1), Some(3)), Some(2));
    assert_eq!([0, 1, 2].map(|band| method.band_range(band)), ["1–3", "4–9", "10"]);
    assert_eq!(method.gap(), None);
    let torn = Method { matrix: painted(&[&[1, 1, 2], &[1, 3]]), ..method };
    assert_eq!(torn.score(Some(2), Some(3)), None);
    assert!(torn.gap().unwrap().contains("matrix"), "a matrix with holes cannot be approved");
}

#[test]
fn no_score_without_both_levels_and_a_rule() {
    let method = five_by_five();
    for (likelihood, impact) in [(None, Some(1)), (Some(1), None), (Some(0), Some(1)), (Some(6), Some(1))] {
        assert_eq!(method.score(likelihood, impact), None);
    }
    let undecided = Method { combination: None, ..method };
    assert_eq!(undecided.score(Some(1), Some(1)), None);
}

#[test]
fn the_line_is_undecided_until_set() {
    let method = five_by_five();
    assert_eq!((method.is_above(7), method.is_above(8)), (Some(false), Some(true)));
    let open = Method { acceptable_up_to: None, ..method };
    assert_eq!(open.is_above(25), None);
}

#[test]
fn each_gap_is_named_in_turn() {
    let full = five_by_five();
    let gaps = [
        (Method { likelihood: levels(2), ..full.clone() }, "3 to 7 levels"),
        (Method { impact: levels(8), ..full.clone() }, "3 to 7 levels"),
        (Method { impact: vec![Level::default(); 3], ..full.clone() }, "in words"),
        (Method { combination: None, ..full.clone() }, "combine"),
        (Method { bands: Vec::new(), ..full.clone() }, "band"),
        (Method { acceptable_up_to: None, ..full.clone() }, "acceptance line"),
    ];
    for (method, word) in gaps {
        assert!(method.gap().unwrap().contains(word), "{word}");
    }
    assert_eq!(full.gap(), None);
}

#[test]
fn a_method_with_a_gap_is_not_approved() {
    let mut world = World::founded();
    let person = world.person("Tom Okafor");
    let id = world.add::<Method>(|method| *method = Method { id: method.id, acceptable_up_to: None, ..five_by_five() });
    assert!(refusal(approve(&world.isms, id, person, TODAY, now())).contains("acceptance line"));
    world.alter::<Method>(id, |method| method.acceptable_up_to = Some(7));
    world.act(|isms| approve(isms, id, person, TODAY, now()));
    assert_eq!(world.get::<Method>(id).version, "1.0");
    world.act(|isms| approve(isms, id, person, TODAY, now()));
    assert_eq!(world.get::<Method>(id).version, "1.0", "nothing changed, so the version stays");
    world.alter::<Method>(id, |method| method.notes = "Talked it over.".to_owned());
    world.act(|isms| approve(isms, id, person, TODAY, now()));
    assert_eq!(world.get::<Method>(id).version, "1.0", "notes are not part of the method");
    world.alter::<Method>(id, |method| method.acceptable_up_to = Some(6));
    world.act(|isms| approve(isms, id, person, TODAY, now()));
    assert_eq!(world.get::<Method>(id).version, "1.1");
}

#[test]
fn versions_count_up_only_when_something_changed() {
    let approval = Approval { digest: "aa".to_owned(), ..Approval::default() };
    assert_eq!(next_version("", None, "aa"), "1.0");
    assert_eq!(next_version("soon", Some(&approval), "aa"), "1.0");
    assert_eq!(next_version("1.0", Some(&approval), "aa"), "1.0");
    assert_eq!(next_version("1.0", Some(&approval), "bb"), "1.1");
    assert_eq!(next_version("2.9", Some(&approval), "bb"), "2.10");
    assert_eq!(next_version("1.4", None, "aa"), "1.5");
}
