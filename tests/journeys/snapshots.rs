//! Pictures of real screens, compared with the ones that were looked at. They need a (software) Vulkan driver;
//! `UPDATE_SNAPSHOTS=true` renews them.

use eframe::egui::{Key, Modifiers};
use egui_kittest::SnapshotResults;

use crate::every_screen::{KEYS, SIZES, open_sample};
use crate::person::Person;

/// A short name for a file.
fn stem(title: &str) -> String {
    title.split_whitespace().next().unwrap_or("screen").to_lowercase()
}

#[test]
fn snapshots_of_every_screen_in_both_themes_and_sizes() {
    let mut results = SnapshotResults::new();
    for (width, height) in SIZES {
        for theme in ["Light", "Dark"] {
            let mut person = Person::new(width, height);
            person.click("Settings");
            person.click(&format!("Theme: {theme}"));
            person.click("Cancel");
            let name = |screen: &str| format!("{}/{}-{screen}", theme.to_lowercase(), width as u32);
            results.add(person.window.try_snapshot(name("welcome")));
            open_sample(&mut person);
            for (key, title) in KEYS {
                person.keys(Modifiers::COMMAND, key);
                person.window.remove_cursor();
                person.look();
                results.add(person.window.try_snapshot(name(&stem(title))));
            }
            person.keys(Modifiers::COMMAND, Key::Num3);
            person.click_starting("R-07");
            results.add(person.window.try_snapshot(name("risk-pane")));
            person.keys(Modifiers::COMMAND, Key::Num5);
            person.click_starting("A.5.1 Policies");
            results.add(person.window.try_snapshot(name("control-pane")));
        }
    }
}
