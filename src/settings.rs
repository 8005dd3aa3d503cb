//! What the program remembers about its user, outside any ISMS file: name, theme, size, recent files.

use std::path::{Path, PathBuf};

use eframe::egui::ThemePreference;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::store::backup::Keeping;
use crate::ui::RecentFile;

/// How many recent files are kept.
const RECENT: usize = 12;

/// Preferences of the person at this computer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The name edits are recorded under; empty until chosen.
    pub my_name: String,
    /// Light, dark or as the system.
    pub theme: ThemePreference,
    /// Size of everything, 1 is as it came.
    pub zoom: f32,
    /// Files that were open, newest first.
    pub recent: Vec<RecentFile>,
    /// Whether the rail is kept open or slim; `None` follows the width.
    pub rail_pinned: Option<bool>,
    /// Where the backups of all files go; `None` keeps them beside each.
    pub backups: Option<PathBuf>,
    /// How many are kept.
    pub keeping: Keeping,
    #[serde(skip)]
    place: Option<PathBuf>,
    /// What they were when they were last read or written: another window may have changed the rest meanwhile.
    #[serde(skip)]
    known: Value,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            my_name: String::new(),
            theme: ThemePreference::System,
            zoom: 1.0,
            recent: Vec::new(),
            rail_pinned: None,
            backups: None,
            keeping: Keeping::default(),
            place: None,
            known: Value::Null,
        }
    }
}

impl Settings {
    /// Reads the settings from a folder. What is unreadable is not worth a failure: it starts as it came, and the rest
    /// stays.
    pub fn load(folder: Option<&Path>) -> Self {
        let mut read = Self::default();
        let place = folder.map(|folder| folder.join("settings.json"));
        for (name, value) in place.as_deref().map(object_in).unwrap_or_default() {
            let mut with = object(&read);
            with.insert(name, value);
            if let Ok(better) = serde_json::from_value(Value::Object(with)) {
                read = better;
            }
        }
        let known = Value::Object(object(&read));
        Self { place, known, ..read }
    }

    /// Writes what has changed here since the settings were read, beside a temporary name, then over the old ones. What
    /// another window changed meanwhile stays.
    ///
    /// # Errors
    /// What the disk answers.
    pub fn save(&mut self) -> std::io::Result<()> {
        let Some(place) = &self.place else { return Ok(()) };
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let ours = object(self);
        let mut all = object_in(place);
        for (name, value) in &ours {
            if self.known.get(name) != Some(value) || !all.contains_key(name) {
                let value = if name == "recent" { self.recent_with(&all) } else { value.clone() };
                all.insert(name.clone(), value);
            }
        }
        let text = serde_json::to_string_pretty(&all).map_err(std::io::Error::other)?;
        let part = place.with_extension(format!("{}.part", std::process::id()));
        std::fs::write(&part, text)?;
        std::fs::rename(part, place)?;
        self.known = Value::Object(ours);
        Ok(())
    }

    /// The recent files, and those that another window opened meanwhile.
    fn recent_with(&self, all: &Map<String, Value>) -> Value {
        let list = |value: Option<&Value>| -> Vec<RecentFile> {
            value.and_then(|value| serde_json::from_value(value.clone()).ok()).unwrap_or_default()
        };
        let known = list(self.known.get("recent"));
        let mut recent = self.recent.clone();
        for other in list(all.get("recent")) {
            let is_new = [&recent, &known].iter().all(|files| files.iter().all(|file| file.path != other.path));
            if is_new {
                recent.push(other);
            }
        }
        recent.truncate(RECENT);
        serde_json::to_value(recent).unwrap_or_default()
    }

    /// Puts a file at the head of the recent ones.
    pub fn remember(&mut self, file: RecentFile) {
        self.recent.retain(|other| other.path != file.path);
        self.recent.insert(0, file);
        self.recent.truncate(RECENT);
    }
}

fn object(settings: &Settings) -> Map<String, Value> {
    match serde_json::to_value(settings) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

/// What a file of settings says; nothing when it cannot be read.
fn object_in(place: &Path) -> Map<String, Value> {
    std::fs::read_to_string(place).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// The folder new files are proposed in: the user's documents, else the home folder.
pub fn documents_folder() -> PathBuf {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from);
    let home = home.unwrap_or_else(|| PathBuf::from("."));
    let documents = home.join("Documents");
    if documents.is_dir() { documents } else { home }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> RecentFile {
        RecentFile {
            path: PathBuf::from(name),
            name: name.to_owned(),
            about: String::new(),
            steps: Vec::new(),
            opened: String::new(),
        }
    }

    fn names(settings: &Settings) -> Vec<&str> {
        settings.recent.iter().map(|file| file.name.as_str()).collect()
    }

    #[test]
    fn one_bad_value_costs_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let bad =
            r#"{"my_name": "Priya", "zoom": "large", "keeping": {"recent": 3}, "rail_pinned": true, "recent": 7}"#;
        std::fs::write(folder.path().join("settings.json"), bad).unwrap();
        let read = Settings::load(Some(folder.path()));
        assert_eq!((read.my_name.as_str(), read.keeping.recent, read.rail_pinned), ("Priya", 3, Some(true)));
        assert!((read.zoom - 1.0).abs() < f32::EPSILON && read.recent.is_empty());
        std::fs::write(folder.path().join("settings.json"), "half a fi").unwrap();
        assert_eq!(Settings::load(Some(folder.path())).my_name, "");
    }

    #[test]
    fn two_windows_keep_what_each_has_changed() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = Settings::load(Some(folder.path()));
        first.remember(file("old"));
        first.save().unwrap();
        let mut second = Settings::load(Some(folder.path()));
        first.my_name = "Priya".to_owned();
        first.remember(file("one"));
        first.save().unwrap();
        second.backups = Some(PathBuf::from("/mnt/backups"));
        second.remember(file("two"));
        second.recent.retain(|file| file.name != "old");
        second.save().unwrap();
        let both = Settings::load(Some(folder.path()));
        assert_eq!((both.my_name.as_str(), both.backups.as_deref()), ("Priya", Some(Path::new("/mnt/backups"))));
        assert_eq!(names(&both), ["two", "one"], "what was forgotten stays so");
        // What a newer Octavo wrote is not lost.
        let place = folder.path().join("settings.json");
        let with = std::fs::read_to_string(&place).unwrap().replacen('{', "{\"of_a_newer_octavo\": 1,", 1);
        std::fs::write(&place, with).unwrap();
        second.zoom = 1.25;
        second.save().unwrap();
        assert!(std::fs::read_to_string(&place).unwrap().contains("of_a_newer_octavo"));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing half made stays");
    }
}
