//! What stands in the way of an approval, and what is only good practice.

use super::super::super::method::{Combination, Level, Method};
use super::{band, five_by_five, levels, painted};

fn gap(change: impl FnOnce(&mut Method)) -> String {
    let mut method = five_by_five();
    change(&mut method);
    method.gap().unwrap_or_default()
}

#[test]
fn names_bands_and_line_are_asked_for() {
    assert!(gap(|m| m.likelihood[1].name.clear()).contains("Name level 2 of likelihood"));
    assert!(gap(|m| m.bands[1].name.clear()).contains("begins at 8"));
    assert!(gap(|m| m.bands[2].from = 8).contains("not above the band before"));
    assert!(gap(|m| m.bands[0].from = 2).contains("The lowest score is 1"));
    assert!(gap(|m| m.acceptable_up_to = Some(26)).contains("from 1 to 25"));
    assert!(gap(|m| m.acceptable_up_to = Some(0)).contains("outside"));
    assert_eq!(gap(|m| m.acceptable_up_to = Some(25)), "", "to accept everything is a decision, if an odd one");
}

#[test]
fn words_for_each_area_stand_for_the_words_of_a_level() {
    let by_area = |words: &[&str]| Level {
        name: "Severe".to_owned(),
        by_area: words.iter().map(ToString::to_string).collect(),
        ..Level::default()
    };
    let areas = vec!["Money".to_owned(), "Clients".to_owned()];
    let half = Method { impact_areas: areas, ..five_by_five() };
    assert!(
        gap(|m| *m = Method { impact: [levels(2), vec![by_area(&["A lot", ""])]].concat(), ..half.clone() })
            .contains("Severe")
    );
    let full = Method { impact: [levels(2), vec![by_area(&["A lot", "All of them"])]].concat(), ..half };
    assert_eq!(full.gap(), None);
    assert!(full.remarks().iter().any(|remark| remark.contains("“Level 1” means for Money")), "{:?}", full.remarks());
}

#[test]
fn good_practice_is_remarked_and_stops_nobody() {
    let method = Method {
        combination: Some(Combination::Matrix),
        likelihood: levels(3),
        impact: levels(3),
        matrix: painted(&[&[1, 2, 3], &[2, 5, 4], &[3, 6, 9]]),
        bands: vec![band("Low", 1), band("Never", 10)],
        acceptable_up_to: Some(9),
        ..five_by_five()
    };
    assert_eq!(method.gap(), None);
    let remarks = method.remarks();
    for part in
        ["Likelihood 2, impact 3 scores less than likelihood 2, impact 2", "“Never”", "No score lies above", "again"]
    {
        assert!(remarks.iter().any(|remark| remark.contains(part)), "{part}: {remarks:?}");
    }
    let mut good = five_by_five();
    good.reassess_months = Some(12);
    good.bands.iter_mut().for_each(|band| band.words = "Treat it.".to_owned());
    assert_eq!(good.remarks(), Vec::<String>::new());
}
