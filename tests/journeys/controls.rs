//! Step 5: proposals, exclusions, conflicts, further controls, filters, evidence.

use eframe::egui::{Key, Modifiers};
use octavo::isms::Isms;
use octavo::isms::controls::Control;

use crate::every_screen::{everything_is_named, open_sample};
use crate::person::Person;

fn isms(person: &Person) -> Isms {
    person.window.state().file().unwrap().isms().as_ref().clone()
}

fn control(person: &Person, reference: &str) -> Control {
    isms(person).controls.by_reference(reference).unwrap().clone()
}

/// The sample company with one of its controls open in the pane.
fn at_control(reference: &str, row: &str) -> Person {
    let mut person = Person::new(1280.0, 800.0);
    open_sample(&mut person);
    person.keys(Modifiers::COMMAND, Key::Num5);
    person.fill("Filter controls", reference);
    person.click_starting(row);
    person
}

#[test]
fn a_proposal_is_confirmed_in_the_pane_and_many_in_the_list() {
    let mut priya = at_control("A.6.7", "A.6.7 Remote working");
    // Somebody takes three decisions back.
    priya.click("A.6.7 applies: Yes");
    assert!(priya.sees_part("Proposed: applies, because"), "{:#?}", priya.labels());
    priya.click("Confirm the proposal for A.6.7");
    let confirmed = control(&priya, "A.6.7");
    assert!(confirmed.applicable == Some(true) && !confirmed.decided_in_bulk && confirmed.has_reason());

    for (reference, row) in [("A.8.13", "A.8.13 Information backup"), ("A.5.23", "A.5.23 Information security")] {
        priya.fill("Filter controls", reference);
        priya.click_starting(row);
        priya.click(&format!("{reference} applies: Yes"));
    }
    priya.tab("Statement");
    priya.click("Look at the proposals");
    priya.click("All 2");
    priya.click("Confirm the ticked proposals");
    for reference in ["A.8.13", "A.5.23"] {
        let control = control(&priya, reference);
        assert!(control.applicable == Some(true) && control.decided_in_bulk && control.has_reason(), "{control:?}");
    }
    priya.click("Back to the statement");
    priya.tab("Controls");
    priya.fill("Filter controls", "A.8.13");
    priya.click_starting("A.8.13 Information backup");
    assert!(priya.sees_part("Confirmed in bulk by"), "{:#?}", priya.labels());
    priya.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(control(&priya, "A.5.23").applicable, None, "one edit, taken back in one go");
}

#[test]
fn an_exclusion_says_a_fact_or_is_asked_for_one() {
    let mut priya = at_control("A.7.12", "A.7.12 Cabling security");
    let before = control(&priya, "A.7.12");
    assert_eq!(before.applicable, Some(false), "the sample excludes it");
    priya.fill("Why it is excluded", "N/A");
    assert!(priya.sees_part("What is it in your company that makes the control unnecessary?"), "{:#?}", priya.labels());
    assert_eq!(control(&priya, "A.7.12").exclusion, before.exclusion, "nothing is saved yet");
    priya.fill("Why it is excluded", "The landlord runs and repairs every cable in the building.");
    assert!(control(&priya, "A.7.12").exclusion.starts_with("The landlord"));
}

#[test]
fn a_file_dropped_on_the_window_is_evidence_of_the_open_control() {
    let mut priya = at_control("A.8.13", "A.8.13 Information backup");
    let before = isms(&priya).evidence.len();
    let path = priya.path("restore test.txt");
    std::fs::write(&path, "Restored in 41 minutes, complete.").unwrap();
    priya.drop_file(&path);
    assert!(priya.sees_part("Add restore test.txt as evidence"), "{:#?}", priya.labels());
    let evidence = isms(&priya).evidence.iter().next_back().unwrap().clone();
    assert_eq!(isms(&priya).evidence.len(), before + 1);
    assert_eq!(evidence.controls, [control(&priya, "A.8.13").id]);
    assert_eq!((evidence.effective, evidence.media_type.as_str()), (None, "text/plain"));
    let file = priya.window.state().file().unwrap();
    assert_eq!(file.content(&evidence.content).unwrap(), b"Restored in 41 minutes, complete.");

    priya.click(&evidence.reference);
    priya.click("Save a copy of the file");
    let copy = priya.path("taken out.txt");
    priya.fill("Copy to", &copy.display().to_string());
    priya.click_last("Save a copy");
    assert_eq!(std::fs::read(&copy).unwrap(), b"Restored in 41 minutes, complete.");
    priya.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(isms(&priya).evidence.len(), before, "taken back");

    priya.keys(Modifiers::COMMAND, Key::Num0);
    priya.drop_file(&path);
    assert!(priya.sees_part("Open a control first"), "{:#?}", priya.labels());
}

#[test]
fn several_files_are_dropped_at_once_and_one_that_is_refused_is_named() {
    let mut priya = at_control("A.8.13", "A.8.13 Information backup");
    let before = isms(&priya).evidence.len();
    let paths = ["june.txt", "july.txt", "august.txt"].map(|name| priya.path(name));
    for (path, text) in paths.iter().zip(["Restored in June.", "", "Restored in August."]) {
        std::fs::write(path, text).unwrap();
    }
    priya.drop_files(&paths);
    assert!(priya.sees_part("july.txt is empty, so it proves nothing"), "{:#?}", priya.labels());
    let names: Vec<String> = isms(&priya).evidence.iter().skip(before).map(|evidence| evidence.name.clone()).collect();
    assert_eq!(names, ["june", "august"]);
    std::fs::write(&paths[1], "Restored in July.").unwrap();
    priya.drop_files(&paths[1..]);
    assert!(priya.sees_part("2 files were added as evidence"), "{:#?}", priya.labels());
    assert_eq!(isms(&priya).evidence.len(), before + 4);
}

#[test]
fn adding_large_files_says_how_far_it_is_and_can_be_stopped() {
    let mut priya = at_control("A.8.13", "A.8.13 Information backup");
    let before = isms(&priya).evidence.len();
    let paths = [1, 2, 3].map(|number| priya.path(&format!("recording {number}.mp4")));
    for (path, head) in paths.iter().zip(["first", "second", "third"]) {
        std::fs::write(path, head).unwrap();
        std::fs::File::options().write(true).open(path).unwrap().set_len(60 << 20).unwrap();
    }
    priya.hand_over(&paths);
    priya.window.step();
    assert!(priya.sees("Adding 3 files"), "{:#?}", priya.labels());
    everything_is_named(&priya, "waiting");
    priya.click("Cancel");
    let added = isms(&priya).evidence.len() - before;
    assert!(added < 3 && priya.sees_part(&format!("Stopped. {added} of 3 files were added")), "{:#?}", priya.labels());
    assert!(priya.sees_part("A.8.13 Information backup"));
    assert!(priya.window.state().file().unwrap().check().unwrap().is_sound());
}

#[test]
fn a_file_is_added_by_its_path() {
    let mut priya = at_control("A.8.13", "A.8.13 Information backup");
    let path = priya.path("schedule.pdf");
    std::fs::write(&path, "%PDF").unwrap();
    priya.keys(Modifiers::COMMAND, Key::E);
    priya.fill("File", &path.display().to_string());
    priya.click_last("Add the file");
    let evidence = isms(&priya).evidence.iter().next_back().unwrap().clone();
    assert_eq!((evidence.name.as_str(), evidence.media_type.as_str()), ("schedule", "application/pdf"));
}

#[test]
fn attributes_owner_and_old_ids_narrow_the_register() {
    let mut priya = at_control("A.12.3.1", "A.8.13 Information backup");
    priya.fill("Filter controls", "");
    priya.click("Attributes");
    priya.click("Corrective");
    priya.click("Availability");
    priya.keys(Modifiers::NONE, Key::Escape);
    assert!(priya.sees_part("Remove the filter Control type: Corrective"), "{:#?}", priya.labels());
    priya.choose("Owner of the controls", "Nobody yet");
    assert!(priya.sees_part("No control matches the filters."), "every control of the sample has an owner");
    priya.click("Clear filters");
    assert!(priya.sees_part("A.5.1 Policies for information security"), "{:#?}", priya.labels());
}

#[test]
fn cloud_controls_are_offered_and_own_ones_added() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    priya.keys(Modifiers::COMMAND, Key::Num5);
    priya.click_starting("Add the 7 controls of ISO/IEC 27017");
    assert_eq!(control(&priya, "CLD.6.3.1").applicable, None, "nothing is decided by adding them");
    assert!(!priya.sees_part("Add the 7 controls of ISO/IEC 27017"), "never twice");
    priya.click("Add your own control");
    priya.fill("Title of the control", "Client data stays in Europe");
    let own = control(&priya, "OC-01");
    assert_eq!(own.name, "Client data stays in Europe");
    priya.fill("Id of the control", "A.5.1");
    assert!(priya.sees_part("A.5.1 is already in use"), "{:#?}", priya.labels());
    priya.fill("Id of the control", "HA-01");
    priya.click("Remove HA-01 from the register");
    assert!(isms(&priya).controls.get(own.id).is_none());
}

#[test]
fn coverage_leads_to_the_controls_behind_a_provision() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    priya.keys(Modifiers::COMMAND, Key::Num5);
    priya.tab("Coverage");
    priya.click_starting("Technological: ");
    assert!(priya.sees_part("A.8.1 User endpoint devices") && !priya.sees_part("A.5.1 Policies"), "by theme");
    priya.tab("Coverage");
    priya.tab("By attribute");
    priya.click_starting("Corrective: ");
    assert!(priya.sees_part("Remove the filter Control type: Corrective"), "{:#?}", priya.labels());
    priya.tab("Coverage");
    assert!(!priya.sees("HIPAA"), "nothing calls for it");
    priya.click("All regulations");
    assert!(priya.sees("HIPAA"));
    priya.tab("GDPR");
    priya.click_starting("GDPR Art. 5(1)(e)");
    assert!(priya.sees("Stop showing only GDPR Art. 5(1)(e)"), "{:#?}", priya.labels());
    assert!(priya.sees_part("A.8.10 Information deletion"));
}

#[test]
fn an_obligation_takes_provisions_from_the_catalogue_and_proposes_their_controls() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    let before = isms(&priya).obligations.by_reference("OB-01").unwrap().clone();
    priya.keys(Modifiers::COMMAND, Key::Num2);
    priya.click_starting("OB-01");
    priya.click("Add to Provisions it stands for");
    priya.type_into("Filter Provisions it stands for", "Art. 33(5)");
    priya.look();
    priya.click_starting("GDPR Art. 33(5)");
    assert_eq!(isms(&priya).obligations.get(before.id).unwrap().provisions, ["GDPR Art. 33(5)"]);
    priya.click("Add the proposed controls");
    let named = isms(&priya).obligations.get(before.id).unwrap().controls.len();
    assert!(named > before.controls.len(), "{:#?}", priya.labels());
}
