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

/// Every screen once in full size and light; in the dark and small, the ones with the most on them.
fn is_kept(theme: &str, width: f32, screen: &str) -> bool {
    (theme == "Light" && width > 1200.0)
        || matches!(
            screen,
            "overview" | "management" | "risk-pane" | "control-pane" | "document" | "history-entry" | "past"
        )
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
            let mut keep = |person: &mut Person, screen: &str| {
                if is_kept(theme, width, screen) {
                    person.window.remove_cursor();
                    person.look();
                    let name = format!("{}/{width}-{screen}", theme.to_lowercase());
                    results.add(person.window.try_snapshot(name));
                }
            };
            keep(&mut person, "welcome");
            open_sample(&mut person);
            for (key, title) in KEYS {
                person.keys(Modifiers::COMMAND, key);
                person.wait_for("pages beside a text", |app| !app.is_busy());
                keep(&mut person, &stem(title));
            }
            person.keys(Modifiers::COMMAND, Key::Num3);
            person.click_starting("R-07");
            keep(&mut person, "risk-pane");
            person.keys(Modifiers::NONE, Key::Escape);
            for (tab, name) in [("Acceptance", "acceptance"), ("Over time", "over-time"), ("Method", "method")] {
                person.tab(tab);
                keep(&mut person, name);
            }
            person.click("Find risks in the catalogue");
            keep(&mut person, "finding");
            person.keys(Modifiers::COMMAND, Key::Num4);
            person.click_starting("POL-02 ");
            person.wait_for("its pages", |app| !app.is_busy());
            keep(&mut person, "document");
            person.tab("Details");
            keep(&mut person, "document-details");
            person.tab("Text");
            person.keys(Modifiers::COMMAND, Key::Num5);
            person.click_starting("A.5.1 Policies");
            keep(&mut person, "control-pane");
            person.tab("Statement");
            person.keys(Modifiers::NONE, Key::Escape);
            keep(&mut person, "statement");
            person.keys(Modifiers::COMMAND, Key::H);
            keep(&mut person, "history");
            person.click_starting("12 Mar 2026 09:10");
            keep(&mut person, "history-entry");
            person.click("Look at the file as it was then");
            person.wait_for("the past", |app| !app.is_busy());
            keep(&mut person, "past");
        }
    }
}
