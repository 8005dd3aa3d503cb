//! The history at the window: who changed what, brought back, looked back at, compared and printed.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use jiff::Timestamp;
use octavo::content::Content;
use octavo::isms::Edit;
use octavo::isms::founding::found;
use octavo::isms::organisation::Person as Somebody;
use octavo::store::{IsmsFile, Stamp};
use uuid::Uuid;

use crate::every_screen::{SIZES, everything_is_named, open_sample};
use crate::person::{Person, pdf_text};

fn rows(person: &Person) -> Vec<String> {
    person.window.query_all_by_role(Role::Row).filter_map(|node| node.accesskit_node().label()).collect()
}

/// The sample, with its history on the screen.
fn history(person: &mut Person) {
    person.keys(Modifiers::COMMAND, Key::H);
    assert!(person.window.query_all_by_role_and_label(Role::Heading, "History").next().is_some());
}

/// Gives somebody another job title.
fn retitle(person: &mut Person, title: &str) {
    person.click("People");
    person.click_starting("P-01");
    person.fill("Job title", title);
    person.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(somebody(person).job_title, title);
}

fn somebody(person: &Person) -> Somebody {
    let file = person.window.state().file().unwrap();
    file.isms().people.by_reference("P-01").unwrap().clone()
}

fn head(person: &Person) -> i64 {
    person.window.state().file().unwrap().head().seq
}

#[test]
fn the_history_is_narrowed_by_person_register_words_and_time() {
    for (width, height) in SIZES {
        let mut priya = Person::new(width, height);
        open_sample(&mut priya);
        history(&mut priya);
        let all = rows(&priya);
        assert!(all.len() > 8, "{all:#?}");
        everything_is_named(&priya, "the history");
        let names: Vec<&str> = all.iter().filter_map(|row| row.split(", ").nth(1)).collect();
        let name = names[0].to_owned();
        priya.choose("Changed by", &name);
        assert!(rows(&priya).iter().all(|row| row.contains(&name)), "{:#?}", rows(&priya));
        priya.choose("Changed by", "Everybody");
        priya.choose("Changes in", "Risks");
        assert!(!rows(&priya).is_empty());
        priya.choose("Changes in", "All registers");
        priya.fill("Filter the history", "no change has these words");
        assert!(priya.sees("No entry matches these filters."), "{:#?}", priya.labels());
        priya.fill("Filter the history", "p-01");
        retitle(&mut priya, "Head of everything");
        history(&mut priya);
        priya.choose("Time of the changes", "Today");
        let today = rows(&priya);
        assert_eq!(today.len(), 1, "{today:#?}");
        assert!(today[0].contains("P-01") && today[0].contains("Job title"), "{today:?}");
        assert!(priya.sees_part("Today, 12 Mar 2026: one entry"));
    }
}

#[test]
fn a_day_that_is_none_is_named_and_not_silently_left_out() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    history(&mut priya);
    priya.choose("Time of the changes", "From … to");
    priya.fill("First day of the history shown", "sometime in may");
    assert!(priya.sees_part("“sometime in may” is no day that Octavo understands."), "{:#?}", priya.labels());
    everything_is_named(&priya, "days of the history");
    priya.fill("First day of the history shown", "12 March 2026");
    assert!(!priya.sees_part("is no day"));
    priya.fill("Last day of the history shown", "1 March 2026");
    assert!(priya.sees("The first day is after the last one, so nothing is shown."), "{:#?}", priya.labels());
    assert!(rows(&priya).is_empty());
}

#[test]
fn what_happened_to_a_record_is_told_from_its_pane_and_from_a_document() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    retitle(&mut priya, "Head of everything");
    priya.click_starting("P-01");
    priya.click("What happened to P-01");
    assert!(priya.sees("What happened to"));
    let found = rows(&priya);
    assert!(!found.is_empty() && found[0].contains("Job title"), "{found:#?}");
    let of_all = head(&priya);
    assert!(priya.sees_part(&format!("of {of_all}")), "{:#?}", priya.labels());
    priya.click_starting(&found[0]);
    for words in ["Job title", "Head of everything", "P-01"] {
        assert!(priya.sees_part(words), "{words}: {:#?}", priya.labels());
    }
    everything_is_named(&priya, "an entry");
    priya.click("Show everything");
    assert!(rows(&priya).len() > found.len());
    priya.keys(Modifiers::COMMAND, Key::Num4);
    priya.click_starting("POL-02 ");
    priya.click("More to do with POL-02");
    priya.click("What happened to POL-02");
    assert!(priya.sees_part("Stop showing only POL-02"), "{:#?}", priya.labels());
}

#[test]
fn an_earlier_change_is_brought_back_and_a_conflict_is_explained() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    let before = somebody(&priya).job_title;
    retitle(&mut priya, "Head of everything");
    let first = head(&priya);
    history(&mut priya);
    priya.click_starting(&rows(&priya)[0].clone());
    priya.click("Bring back what was before");
    assert_eq!(somebody(&priya).job_title, before);
    assert_eq!(head(&priya), first + 1, "it is an entry of its own");
    assert!(priya.window.state().notice().unwrap().starts_with("Bring back what was before"));

    retitle(&mut priya, "Head of one thing");
    retitle(&mut priya, "Head of nothing");
    history(&mut priya);
    let second = rows(&priya)[1].clone();
    assert!(second.contains("Job title"), "{second}");
    priya.click_starting(&second);
    let conflict = "“Job title” was changed later. It says “Head of nothing” now";
    assert!(priya.sees_part(conflict), "{:#?}", priya.labels());
    let now = head(&priya);
    let button = priya.window.get_by_role_and_label(Role::Button, "Bring back what was before");
    assert!(button.accesskit_node().is_disabled());
    assert_eq!(head(&priya), now);
}

#[test]
fn the_past_is_looked_at_and_nothing_is_changed_there() {
    for (width, height) in SIZES {
        let mut priya = Person::new(width, height);
        open_sample(&mut priya);
        let before = somebody(&priya).job_title;
        let then = head(&priya);
        retitle(&mut priya, "Head of everything");
        let now = head(&priya);
        history(&mut priya);
        priya.fill("Filter the history", &then.to_string());
        let entry = rows(&priya)[0].clone();
        priya.click_starting(&entry);
        priya.click("Look at the file as it was then");
        priya.wait_for("the past", |app| !app.is_busy());
        assert!(priya.sees_part("The file as it was on"), "{:#?}", priya.labels());
        assert!(priya.sees("Read only") || priya.sees_part("Read only"));
        everything_is_named(&priya, "the past");

        priya.click("People");
        priya.click_starting("P-01");
        assert_eq!(priya.value_of("Job title").unwrap(), before);
        priya.fill("Job title", "Head of yesterday");
        priya.keys(Modifiers::NONE, Key::Escape);
        let sentence = "You are looking at the past. Go back to now to change anything.";
        assert_eq!(priya.window.state().notice(), Some(sentence));
        priya.click("Close this message");
        priya.keys(Modifiers::COMMAND, Key::Z);
        assert_eq!(priya.window.state().notice(), Some(sentence));
        assert_eq!((head(&priya), somebody(&priya).job_title.as_str()), (now, "Head of everything"));

        // What is printed is that moment, with its fingerprint.
        priya.keys(Modifiers::COMMAND, Key::P);
        priya.click("Choose none");
        priya.click("Roles and responsibilities");
        let folder = priya.path("then");
        priya.fill("Folder", &folder.display().to_string());
        priya.click("Print to PDF");
        priya.wait_for("the PDF", |app| app.notice().is_some_and(|notice| notice.starts_with("Printed")));
        let text = pdf_text(&priya.printed(&folder).unwrap());
        let fingerprint = priya.window.state().file().unwrap().as_of(then).unwrap().1.fingerprint();
        assert!(text.contains(&fingerprint) && !text.contains("Head of everything"), "{text}");

        priya.click("Back to now");
        assert!(!priya.sees_part("The file as it was on"));
        priya.click("People");
        priya.click_starting("P-01");
        assert_eq!(priya.value_of("Job title").unwrap(), "Head of everything");
    }
}

#[test]
fn two_moments_are_compared_and_printed() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    let before = somebody(&priya);
    retitle(&mut priya, "Head of everything");
    history(&mut priya);
    priya.click_starting(&rows(&priya)[1].clone());
    priya.click("Compare with now");
    priya.wait_for("the comparison", |app| !app.is_busy());
    assert!(priya.sees("0 added, 0 removed, 1 changed"), "{:#?}", priya.labels());
    assert!(priya.sees("People: 0 added, 0 removed, 1 changed"));
    let field = format!("Job title: before {}, after Head of everything", before.job_title);
    assert!(priya.sees(&field), "{:#?}", priya.labels());
    everything_is_named(&priya, "the comparison");
    priya.click("Print what changed");
    let folder = priya.path("changes");
    priya.fill("Folder", &folder.display().to_string());
    priya.click_starting("Print to PDF");
    priya.wait_for("the PDF", |app| app.notice().is_some_and(|notice| notice.starts_with("Printed")));
    let text = pdf_text(&priya.printed(&folder).unwrap());
    let fingerprint = priya.window.state().file().unwrap().head().fingerprint();
    for words in ["What changed", "Job title", "Head of everything", &before.job_title, &fingerprint] {
        assert!(text.contains(words), "{words}: {text}");
    }

    // Two entries, the later one chosen last.
    priya.tab("Entries");
    let (early, late) = (rows(&priya)[3].clone(), rows(&priya)[1].clone());
    priya.click_starting(&early);
    priya.click("Compare with another entry…");
    priya.click_starting(&late);
    let number = early.rsplit(' ').next().unwrap();
    priya.click(&format!("Compare with entry {number}"));
    priya.wait_for("the comparison", |app| !app.is_busy());
    assert!(priya.sees_part(&format!("entry {number} to")), "{:#?}", priya.labels());
    assert!(priya.sees("1 added, 0 removed, 1 changed"), "{:#?}", priya.labels());
    assert!(priya.sees("Added: CH-03 New version of the build system") && priya.sees("Answer: before 5, after 3"));

    // Two days, of which nothing happened between.
    priya.fill("Compare the end of", "1 Jan 1999");
    priya.click("Compare with now");
    priya.wait_for("the answer", |app| !app.is_busy());
    assert!(priya.window.state().notice().unwrap().contains("Nothing was in the file yet at the end of 1 Jan 1999"));
    priya.fill("Compare the end of", "12 Mar 2026");
    priya.fill("with the end of", "13 Mar 2026");
    priya.click("Compare");
    priya.wait_for("the answer", |app| !app.is_busy());
    assert!(priya.sees("Nothing differs between the two moments."), "{:#?}", priya.labels());
}

/// A file whose history has so many entries.
fn long_history(path: &std::path::Path, entries: i64) {
    let content = Content::load().unwrap();
    let mut ids = 0_u128;
    let founding = found("Long Ltd", &content.control_facts(), || {
        ids += 1;
        Uuid::from_u128(ids)
    });
    let somebody = Somebody {
        id: Uuid::from_u128(1 << 90).into(),
        reference: "P-01".to_owned(),
        name: "Amira Haddad".to_owned(),
        ..Somebody::default()
    };
    let start: Timestamp = "2024-01-01T08:00:00Z".parse().unwrap();
    let stamp = |seq: i64| Stamp { at: start + jiff::Span::new().hours(seq), by: "Amira Haddad".to_owned() };
    let later = (2..=entries).map(|seq| {
        let changed = Somebody { job_title: format!("Title {seq}"), ..somebody.clone() };
        (Edit::new(format!("Change number {seq}")).put(changed), stamp(seq))
    });
    let edits: Vec<(Edit, Stamp)> = std::iter::once((founding, stamp(1))).chain(later).collect();
    IsmsFile::create_with_history(path, &edits, Uuid::from_u128(7)).unwrap();
}

#[test]
fn a_long_history_is_read_in_pieces_and_its_past_is_made_beside_the_window() {
    let mut priya = Person::new(1280.0, 800.0);
    let path = priya.path("long.isms");
    long_history(&path, 4_500);
    priya.window.state_mut().open(&path);
    priya.look();
    priya.keys(Modifiers::COMMAND, Key::H);
    priya.window.run_steps(4);
    assert!(priya.sees("4500 of 4500"), "{:#?}", priya.labels());
    let drawn = rows(&priya);
    assert!(drawn.len() < 40, "only what is in sight is drawn: {}", drawn.len());
    priya.fill("Filter the history", "number 1234");
    priya.click_starting(&rows(&priya)[0].clone());
    priya.click("Look at the file as it was then");
    assert!(priya.window.state().is_busy() || priya.sees_part("after entry 1234"));
    priya.wait_for("the past", |app| !app.is_busy());
    assert!(priya.sees_part("after entry 1234"), "{:#?}", priya.labels());
    priya.click("People");
    priya.click_starting("P-01");
    assert_eq!(priya.value_of("Job title").unwrap(), "Title 1234");
}
