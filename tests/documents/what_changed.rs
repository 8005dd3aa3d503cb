//! What changed between two moments, printed and read back.

use jiff::Timestamp;
use octavo::documents::Request;
use octavo::documents::outline::Outline;
use octavo::documents::what_changed::outline;
use octavo::isms::controls::Control;
use octavo::isms::history::Moment;
use octavo::isms::history::compare::{Between, compare};
use octavo::isms::organisation::{Person, PersonId};
use octavo::isms::{Edit, Isms, RegisterName};
use uuid::Uuid;

use super::{DAY, FINGERPRINT, alter, content, pages, sample, squeezed, with};

fn moment(seq: i64, at: &str, fingerprint: &str) -> Moment {
    Moment { seq, at: Some(at.parse::<Timestamp>().unwrap()), fingerprint: fingerprint.to_owned() }
}

fn printed(before: &Isms, after: &Isms) -> Outline {
    let between = Between {
        from: moment(12, "2026-01-09T08:30:00Z", "9F3A 61C2 E07B 44D8"),
        to: moment(40, "2026-03-12T17:05:00Z", FINGERPRINT),
        found: compare(before, after),
    };
    let content = content();
    outline(&Request { isms: after, content: &content, date: DAY, fingerprint: FINGERPRINT }, &between)
}

#[test]
fn the_pages_name_both_moments_and_every_difference() {
    let content = content();
    let before = sample(&content);
    let person = Person {
        id: PersonId(Uuid::from_u128(1 << 90)),
        reference: "P-77".to_owned(),
        name: "Zelda Fitz".to_owned(),
        ..Person::default()
    };
    let id = person.id;
    let after = alter(&with(&before, person), "A.8.13", |control: &mut Control| {
        control.owner = Some(id);
        control.how = "Copies go to a second account each night.".to_owned();
    });
    let gone = after.incidents.iter().next().unwrap().clone();
    let after = after.with(&Edit::new("Remove").delete(RegisterName::Incidents, gone.id.0));
    let text = squeezed(&pages(&printed(&before, &after)).concat());
    let expected = [
        "What changed",
        "9 Jan 2026, 08:30 UTC, entry 12",
        "9F3A 61C2 E07B 44D8",
        "12 Mar 2026, 17:05 UTC, entry 40",
        FINGERPRINT,
        "1 added",
        "P-77 Zelda Fitz",
        "A.8.13 Information backup",
        "Control owner",
        "How we do it",
        "Copies go to a second account each night.",
        "1 removed",
        &format!("{} {}", gone.reference, gone.name),
    ];
    for words in expected {
        assert!(text.contains(&squeezed(words)), "{words} is missing in {text}");
    }
    assert!(!text.contains("control_owner") && !text.contains(&id.0.to_string()), "{text}");
}

#[test]
fn two_equal_moments_say_so() {
    let isms = sample(&content());
    let text = squeezed(&pages(&printed(&isms, &isms)).concat());
    assert!(text.contains(&squeezed("Nothing differs between the two moments.")), "{text}");
}
