//! A person at the window: sees by label and role, clicks, types. Knows nothing of the code behind.

use std::path::{Path, PathBuf};

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Vec2, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use jiff::Zoned;
use octavo::app::{App, Clock};
use octavo::content::Content;

/// A clock that stands still on the day of the story.
pub struct StoryClock(pub Zoned);

impl Clock for StoryClock {
    fn now(&self) -> Zoned {
        self.0.clone()
    }
}

pub fn story_day() -> Zoned {
    jiff::civil::date(2026, 3, 12).at(10, 30, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap()
}

pub struct Person {
    pub window: Harness<'static, App>,
    pub folder: tempfile::TempDir,
}

impl Person {
    /// Sits down at a window of this size that knows nothing but the name of whoever works there.
    pub fn new(width: f32, height: f32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = folder.path().join("settings");
        std::fs::create_dir(&settings).unwrap();
        std::fs::write(settings.join("settings.json"), r#"{"my_name": "Priya Nair"}"#).unwrap();
        Self::at(folder, width, height)
    }

    /// Sits down at a window of this size that has never been used.
    pub fn stranger(width: f32, height: f32) -> Self {
        Self::at(tempfile::tempdir().unwrap(), width, height)
    }

    fn at(folder: tempfile::TempDir, width: f32, height: f32) -> Self {
        let documents = folder.path().to_path_buf();
        let settings = folder.path().join("settings");
        let window =
            Harness::builder().with_size(Vec2::new(width, height)).with_max_steps(40).build_eframe(move |cc| {
                let content = Content::load().unwrap();
                App::new(&cc.egui_ctx, content, Box::new(StoryClock(story_day())), Some(&settings))
                    .with_documents(&documents)
            });
        let mut person = Self { window, folder };
        person.look();
        person
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Lets the window settle, and do with the file what it shows it is doing.
    pub fn look(&mut self) {
        self.window.run_steps(3);
        for _ in 0..6_000 {
            if !self.window.state().is_waiting() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
            self.window.run_steps(3);
        }
        panic!("the file is never done: {:?}", self.labels());
    }

    /// Waits for background work.
    pub fn wait_for(&mut self, what: &str, done: impl Fn(&App) -> bool) {
        for _ in 0..600 {
            self.window.step();
            if done(self.window.state()) {
                self.look();
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        panic!("waited in vain for {what}; the window says: {:?}", self.window.state().notice());
    }

    pub fn sees(&self, label: &str) -> bool {
        self.window.query_all_by_label(label).next().is_some()
    }

    pub fn sees_part(&self, label: &str) -> bool {
        self.window.query_all_by_label_contains(label).next().is_some()
    }

    /// Everything that has a name on the screen, for messages of failing tests.
    pub fn labels(&self) -> Vec<String> {
        self.window
            .root()
            .children_recursive()
            .filter_map(|node| node.accesskit_node().label())
            .filter(|label| !label.trim().is_empty())
            .collect()
    }

    /// Clicks what carries exactly this label (a button, tab, row, option, field).
    pub fn click(&mut self, label: &str) {
        let roles = [
            Role::Button,
            Role::Tab,
            Role::Row,
            Role::ListBoxOption,
            Role::RadioButton,
            Role::ComboBox,
            Role::CheckBox,
            Role::DisclosureTriangle,
        ];
        let found = roles.iter().find_map(|role| self.window.query_all_by_role_and_label(*role, label).next());
        match found {
            Some(node) => node.click_accesskit(),
            None => panic!("nothing to click is called “{label}”. On the screen: {:#?}", self.labels()),
        }
        self.look();
    }

    /// Changes to a tab of the screen.
    pub fn tab(&mut self, label: &str) {
        self.window.get_by_role_and_label(Role::Tab, label).click_accesskit();
        self.look();
    }

    /// Clicks the first thing whose label begins so.
    pub fn click_starting(&mut self, start: &str) {
        let label = self.labels().into_iter().find(|label| label.starts_with(start));
        let label =
            label.unwrap_or_else(|| panic!("nothing begins with “{start}”. On the screen: {:#?}", self.labels()));
        self.click(&label);
    }

    /// Types into the field with this name, replacing what stood there, and leaves it.
    pub fn fill(&mut self, label: &str, text: &str) {
        let field = [Role::TextInput, Role::MultilineTextInput]
            .iter()
            .find_map(|role| self.window.query_all_by_role_and_label(*role, label).next());
        match field {
            Some(node) => node.focus(),
            None => panic!("no field is called “{label}”. On the screen: {:#?}", self.labels()),
        }
        self.look();
        self.keys(Modifiers::COMMAND, Key::A);
        self.window.event(eframe::egui::Event::Text(text.to_owned()));
        self.look();
        self.keys(Modifiers::NONE, Key::Tab);
        self.look();
    }

    /// Types into the field with this name, replacing what stood there, and stays in it.
    pub fn type_into(&mut self, label: &str, text: &str) {
        self.window.get_by_role_and_label(Role::TextInput, label).focus();
        self.look();
        self.keys(Modifiers::COMMAND, Key::A);
        self.window.event(eframe::egui::Event::Text(text.to_owned()));
        self.window.run_steps(1);
    }

    /// Clicks the last button with this label: the one of a dialog over the others.
    pub fn click_last(&mut self, label: &str) {
        self.window.query_all_by_role_and_label(Role::Button, label).last().expect("a button").click_accesskit();
        self.look();
    }

    /// Opens a list and takes an option.
    pub fn choose(&mut self, list: &str, option: &str) {
        self.click(list);
        self.click(option);
    }

    pub fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.window.key_press_modifiers(modifiers, key);
        self.look();
    }

    /// Drops a file on the window.
    pub fn drop_file(&mut self, path: &Path) {
        self.drop_files(&[path.to_path_buf()]);
    }

    /// Drops files on the window at once.
    pub fn drop_files(&mut self, paths: &[PathBuf]) {
        self.hand_over(paths);
        self.look();
    }

    /// The same, and does not look what comes of it.
    pub fn hand_over(&mut self, paths: &[PathBuf]) {
        for path in paths {
            self.window.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path.clone())));
        }
    }

    /// Closes the window by its frame, so many seconds later. Answers whether it goes.
    pub fn closes(&mut self, later: f64) -> bool {
        let now = self.window.ctx.input(|input| input.time);
        let input = self.window.input_mut();
        input.time = Some(now + later);
        input.viewports.entry(ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
        let mut goes = true;
        for _ in 0..6_000 {
            self.window.step();
            self.window.input_mut().time = None;
            for command in self.window.output().viewport_output.values().flat_map(|viewport| &viewport.commands) {
                match command {
                    ViewportCommand::CancelClose => goes = false,
                    ViewportCommand::Close => goes = true,
                    _ => {}
                }
            }
            if goes || !self.window.state().is_waiting() {
                // The frame that goes on with the answer is drawn before the one that closes.
                self.window.step();
                let last = self.window.output().viewport_output.values();
                goes |= last.flat_map(|viewport| &viewport.commands).any(|said| *said == ViewportCommand::Close);
                return goes;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("the window neither goes nor stays: {:?}", self.labels());
    }

    pub fn value_of(&self, label: &str) -> Option<String> {
        [Role::TextInput, Role::MultilineTextInput]
            .iter()
            .find_map(|role| self.window.query_all_by_role_and_label(*role, label).next())
            .and_then(|node| node.value())
    }

    /// The PDF that the window printed into a folder.
    pub fn printed(&self, folder: &Path) -> Option<PathBuf> {
        std::fs::read_dir(folder)
            .ok()?
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .find(|path| path.extension().is_some_and(|e| e == "pdf"))
    }
}

/// A file as the desktop hands it to the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl eframe::egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// All text of a PDF with single blanks, as a search would see it.
pub fn pdf_text(path: &std::path::Path) -> String {
    let document = lopdf::Document::load(path).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).unwrap();
    text.replace('\u{2011}', "-").split_whitespace().collect::<Vec<_>>().join(" ")
}
