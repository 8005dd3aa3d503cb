//! What the program remembers about its user, outside any ISMS file: name, theme, size, recent files.

use std::path::{Path, PathBuf};

use eframe::egui::ThemePreference;
use serde::{Deserialize, Serialize};

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
        }
    }
}

impl Settings {
    /// Reads the settings from a folder. Unreadable settings are not worth a failure: it starts with none.
    pub fn load(folder: Option<&Path>) -> Self {
        let place = folder.map(|folder| folder.join("settings.json"));
        let text = place.as_ref().and_then(|place| std::fs::read_to_string(place).ok());
        let read: Option<Self> = text.and_then(|text| serde_json::from_str(&text).ok());
        Self { place, ..read.unwrap_or_default() }
    }

    /// Writes the settings beside a temporary name, then over the old ones.
    ///
    /// # Errors
    /// What the disk answers.
    pub fn save(&self) -> std::io::Result<()> {
        let Some(place) = &self.place else { return Ok(()) };
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let text = serde_json::to_string_pretty(self).map_err(std::io::Error::other)?;
        let part = place.with_extension("part");
        std::fs::write(&part, text)?;
        std::fs::rename(part, place)
    }

    /// Puts a file at the head of the recent ones.
    pub fn remember(&mut self, file: RecentFile) {
        self.recent.retain(|other| other.path != file.path);
        self.recent.insert(0, file);
        self.recent.truncate(RECENT);
    }
}

/// The folder new files are proposed in: the user's documents, else the home folder.
pub fn documents_folder() -> PathBuf {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from);
    let home = home.unwrap_or_else(|| PathBuf::from("."));
    let documents = home.join("Documents");
    if documents.is_dir() { documents } else { home }
}
