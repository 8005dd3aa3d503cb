//! Every screen of the sample company, at both sizes and in both themes: it draws, and everything on it has a name.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::person::Person;

pub const SIZES: [(f32, f32); 2] = [(1280.0, 800.0), (1024.0, 640.0)];
pub const KEYS: [(Key, &str); 9] = [
    (Key::Num0, "Overview"),
    (Key::Num1, "Management support"),
    (Key::Num2, "Scope"),
    (Key::Num3, "Risk assessment & treatment"),
    (Key::Num4, "Policies & procedures"),
    (Key::Num5, "Security controls"),
    (Key::Num6, "Training & awareness"),
    (Key::Num7, "Internal audit"),
    (Key::Num8, "Certification"),
];
pub const REGISTERS: [&str; 7] = ["People", "Documents", "Assets", "Suppliers", "Evidence", "Actions", "Incidents"];

/// Opens the sample company from the welcome screen.
pub fn open_sample(person: &mut Person) {
    person.click("Try the sample company");
    person.click("Make the sample");
    assert!(person.sees_part("Harbour Analytics"), "{:#?}", person.labels());
}

/// Everything that can be used has a name.
pub fn everything_is_named(person: &Person, where_: &str) {
    let roles = [
        Role::Button,
        Role::TextInput,
        Role::MultilineTextInput,
        Role::ComboBox,
        Role::CheckBox,
        Role::RadioButton,
        Role::Tab,
        Role::Row,
    ];
    for role in roles {
        for node in person.window.query_all_by_role(role) {
            let label = node.accesskit_node().label().unwrap_or_default();
            assert!(!label.trim().is_empty(), "a {role:?} on {where_} has no name, at {:?}", node.rect());
        }
    }
}

#[test]
fn every_screen_draws_and_names_what_is_on_it() {
    for (width, height) in SIZES {
        let mut person = Person::new(width, height);
        everything_is_named(&person, "the welcome");
        open_sample(&mut person);
        for theme in ["Dark theme", "Light theme"] {
            person.click("Management support");
            if !person.sees(theme) {
                person.click("Widen or slim the rail");
            }
            person.click(theme);
            for (key, title) in KEYS {
                person.keys(Modifiers::COMMAND, key);
                assert!(
                    person.window.query_all_by_role_and_label(Role::Heading, title).next().is_some(),
                    "{title}: {:#?}",
                    person.labels()
                );
                everything_is_named(&person, title);
            }
            for (key, tabs) in [
                (
                    Key::Num3,
                    ["Assets", "Treatment plan", "Acceptance", "Over time", "Method", "Guide", "Assets", "Risks"]
                        .as_slice(),
                ),
                (Key::Num4, ["Proposed and due", "Guide", "Documents", "Questions", "Details", "Text"].as_slice()),
                (Key::Num5, ["Statement", "Suppliers", "Evidence", "Incidents", "Guide", "Controls"].as_slice()),
            ] {
                person.keys(Modifiers::COMMAND, key);
                for tab in tabs {
                    person.tab(tab);
                    everything_is_named(&person, tab);
                }
            }
            for screen in ["History", "This file"] {
                person.click(screen);
                everything_is_named(&person, screen);
            }
            for register in REGISTERS {
                person.click(register);
                if register == "Documents" {
                    assert!(person.sees("Policies & procedures"), "documents are kept where they are written");
                    continue;
                }
                let row = person.window.query_all_by_role(Role::Row).next().expect("the sample fills every register");
                row.click_accesskit();
                person.look();
                assert!(person.sees("Close the pane"), "{register}");
                everything_is_named(&person, register);
                person.keys(Modifiers::NONE, Key::Escape);
                assert!(!person.sees("Close the pane"), "Escape closes the pane of {register}");
            }
        }
    }
}

#[test]
fn the_keyboard_alone_reaches_every_field_of_a_form() {
    let mut person = Person::new(1280.0, 800.0);
    open_sample(&mut person);
    person.keys(Modifiers::COMMAND, Key::Num1);
    let mut wanted = vec![
        "Everyday name",
        "Legal name",
        "Sector",
        "Headcount",
        "Currency",
        "Language of documents",
        "We develop software: Yes",
        "Record the signature",
        "Step 8 done by",
    ];
    for _ in 0..400 {
        person.window.key_press(Key::Tab);
        person.window.run_steps(1);
        let focused = person
            .window
            .root()
            .children_recursive()
            .find(|node| node.is_focused())
            .and_then(|node| node.accesskit_node().label());
        if let Some(label) = focused {
            wanted.retain(|name| *name != label);
        }
        if wanted.is_empty() {
            return;
        }
    }
    panic!("the keyboard never came to {wanted:?}");
}

#[test]
fn the_palette_leads_to_a_control_by_a_word() {
    let mut person = Person::new(1280.0, 800.0);
    open_sample(&mut person);
    person.keys(Modifiers::COMMAND, Key::K);
    person.window.event(eframe::egui::Event::Text("backup".into()));
    person.look();
    person.keys(Modifiers::NONE, Key::Enter);
    assert!(person.sees("A.8.13 applies: Yes"), "{:#?}", person.labels());
    assert!(person.sees_part("Keep copies of data"), "its guidance stands beside it");
}
