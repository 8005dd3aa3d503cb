//! Many records at once: sorted, filtered, marked, changed in one edit, taken back in one.

use eframe::egui::{Key, Modifiers};

use crate::every_screen::open_sample;
use crate::person::Person;

/// The references of the rows, in the order in which they stand.
fn rows(person: &Person) -> Vec<String> {
    let marks = person.labels().into_iter().filter_map(|label| label.strip_prefix("Mark ").map(str::to_owned));
    marks.filter_map(|label| label.split(' ').next().map(str::to_owned)).filter(|word| word.starts_with("R-")).collect()
}

fn owner_of(person: &Person, reference: &str) -> String {
    let isms = person.window.state().file().unwrap().isms().clone();
    isms.person_name(isms.risks.by_reference(reference).unwrap().owner).to_owned()
}

#[test]
fn three_risks_get_a_new_owner_in_one_edit_and_lose_it_in_one() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    priya.keys(Modifiers::COMMAND, Key::Num3);
    priya.click("Sort by Ref");
    let sorted = rows(&priya);
    assert_eq!(sorted[..3], ["R-01", "R-02", "R-03"], "the references in their order");
    let before: Vec<String> = sorted[..3].iter().map(|reference| owner_of(&priya, reference)).collect();
    let entries = priya.window.state().file().unwrap().head().seq;

    for reference in &sorted[..3] {
        priya.click_starting(&format!("Mark {reference} "));
    }
    assert!(priya.sees("3 marked"), "{:#?}", priya.labels());
    priya.choose("Field to change", "Owner");
    priya.choose("New value: Owner", "Jonas Weber");
    assert!(sorted[..3].iter().all(|reference| owner_of(&priya, reference) == "Jonas Weber"));
    assert_eq!(priya.window.state().file().unwrap().head().seq, entries + 1, "one edit, one entry");

    priya.keys(Modifiers::COMMAND, Key::Z);
    let after: Vec<String> = sorted[..3].iter().map(|reference| owner_of(&priya, reference)).collect();
    assert_eq!(after, before, "and one undo");

    priya.click("Clear marks");
    priya.fill("Filter risks", "laptop");
    let found = rows(&priya);
    assert!(!found.is_empty() && found.len() < sorted.len(), "the words filter: {found:?}");
    priya.click("Mark all");
    assert!(priya.sees(&format!("{} marked", found.len())), "only what is shown is marked");
}
