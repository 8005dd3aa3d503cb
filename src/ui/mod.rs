//! The window: what it shows, and the wishes it sends. It never writes: see [`intent::Intent`].

pub mod derived;
pub mod dialogs;
pub mod drafts;
pub mod file;
mod forms;
pub mod history;
pub mod icons;
pub mod intent;
pub mod notices;
mod overview;
pub mod palette;
pub mod preview;
mod register;
pub mod secret;
pub mod shell;
pub mod steps;
pub mod theme;
pub mod waiting;
pub mod welcome;
pub mod widgets;

use std::path::PathBuf;

use eframe::egui::ThemePreference;
use uuid::Uuid;

use crate::content::Content;
use crate::isms::approval::Now;
use crate::isms::steps::Step;
use crate::isms::{Isms, RegisterName};
use derived::Derived;
use dialogs::Dialog;
use drafts::Drafts;
use intent::{Intent, Screen};
use notices::Notices;
use palette::PaletteState;

/// What the window remembers between frames. Nothing here is content of a file.
#[derive(Debug)]
pub struct State {
    /// What is shown.
    pub screen: Screen,
    /// The record shown in the pane.
    pub pane: Option<(RegisterName, Uuid)>,
    /// What is typed but not sent.
    pub drafts: Drafts,
    /// The dialog that is open.
    pub dialog: Option<Dialog>,
    /// What the person has to be told.
    pub notices: Notices,
    /// The palette, when it is open.
    pub palette: Option<PaletteState>,
    /// Whether the rail is kept open where it would be slim.
    pub rail_pinned: Option<bool>,
    /// What the screens remember: tabs, filters.
    pub views: steps::Views,
    /// Rows of registers, kept for as long as the snapshot and the filter stay the same.
    pub rows: register::RowCache,
    /// Simulated years of risks with an estimate in numbers.
    pub numbers: steps::Numbers,
    /// Pages beside the text of a document.
    pub preview: preview::Preview,
    /// What is known about the file besides its content.
    pub file: file::FileView,
    /// The history of the file.
    pub history: history::HistoryView,
    /// Records marked for an edit of many at once.
    pub marks: register::Marks,
    /// The screen has just changed: scroll to its top.
    pub fresh: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            screen: Screen::Overview,
            pane: None,
            drafts: Drafts::default(),
            dialog: None,
            notices: Notices::default(),
            palette: None,
            rail_pinned: None,
            views: steps::Views::default(),
            rows: register::RowCache::default(),
            numbers: steps::Numbers::default(),
            preview: preview::Preview::default(),
            file: file::FileView::default(),
            history: history::HistoryView::default(),
            marks: register::Marks::default(),
            fresh: false,
        }
    }
}

/// How saving stands, for the header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaveInfo {
    /// The file.
    pub path: PathBuf,
    /// When the last edit reached the disk, as a time of day.
    pub saved_at: Option<String>,
    /// Why the last edit did not.
    pub failure: Option<String>,
    /// Whether something can be undone, redone.
    pub can_undo: bool,
    /// See above.
    pub can_redo: bool,
}

/// A past moment that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastMoment {
    /// The number of the entry it lies right after.
    pub seq: i64,
    /// Its day and time, in words.
    pub words: String,
}

/// A document that can be printed, as the print dialog lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printable {
    /// Its name on the command line, and of the template of its record under document control.
    pub name: &'static str,
    /// The step that writes it.
    pub step: Step,
    /// Its title.
    pub title: String,
    /// The command that prints it.
    pub wish: String,
    /// What it is and for whom, in a line.
    pub about: String,
}

/// A file that was open before.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct RecentFile {
    /// Where it lies.
    pub path: PathBuf,
    /// The organisation.
    pub name: String,
    /// Sector and headcount in a line.
    pub about: String,
    /// Met, all and done for each step.
    pub steps: Vec<(usize, usize, bool)>,
    /// The day it was last open, as text.
    pub opened: String,
}

/// Everything a screen may look at, and where its wishes go.
pub struct Cx<'a> {
    /// The snapshot.
    pub isms: &'a Isms,
    /// The built-in catalogue.
    pub content: &'a Content,
    /// What was worked out from the snapshot.
    pub derived: &'a Derived,
    /// The past moment that is shown; `None` while it is the present.
    pub past: Option<&'a PastMoment>,
    /// The day and moment that is shown: the present one, or the one looked back at.
    pub now: Now,
    /// The name edits are recorded under.
    pub me: &'a str,
    /// How saving stands.
    pub save: &'a SaveInfo,
    /// Progress of work in the background, 0 to 1, with what it is.
    pub job: Option<(&'a str, f32)>,
    /// What can be printed, by step.
    pub printable: &'a [Printable],
    /// The theme that is set.
    pub theme: ThemePreference,
    /// What the window remembers.
    pub state: &'a mut State,
    /// The wishes.
    pub intents: &'a mut Vec<Intent>,
}

impl std::fmt::Debug for Cx<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Cx").field("screen", &self.state.screen).finish_non_exhaustive()
    }
}

impl Cx<'_> {
    /// Sends a wish.
    pub fn send(&mut self, intent: Intent) {
        self.intents.push(intent);
    }

    /// The record shown in the pane of a register.
    pub fn selected(&self, register: RegisterName) -> Option<Uuid> {
        self.state.pane.filter(|(of, id)| *of == register && self.isms.get(register, *id).is_some()).map(|(_, id)| id)
    }
}
