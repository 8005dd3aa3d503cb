//! The eframe shell: carries out intents, collects finished jobs. No rules, no widgets.

mod care;
mod carry_out;
mod clock;
mod documents;
mod evidence;
mod history;
mod opening;
mod preferences;
mod preview;
mod printing;
mod waiting;
mod working;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use eframe::egui::{Context, CornerRadius, Frame, Ui, ViewportCommand};
use jiff::Zoned;
use uuid::Uuid;

pub use clock::{Clock, SystemClock};
pub(crate) use printing::{paper_item, reprint_order, version_item};

use crate::content::Content;
use crate::isms::approval::Now;
use crate::jobs::Job;
use crate::jobs::aside::Aside;
use crate::jobs::simulation::Simulating;
use crate::settings::{Settings, documents_folder};
use crate::store::{Holder, IsmsFile, Passphrase, Stamp, StoreError};
use crate::ui::derived::Derived;
use crate::ui::dialogs::{AfterLeaving, Dialog};
use crate::ui::welcome::Welcome;
use crate::ui::{Cx, Printable, SaveInfo, State, theme};

/// An open file and what was worked out from its snapshot.
struct Open {
    file: IsmsFile,
    derived: Derived,
    /// Views of a large file are made on a thread; until they are there, the ones before are shown.
    deriving: Option<Aside<Derived>>,
    /// The day the derived views are for: they are made anew when it passes.
    day: jiff::civil::Date,
    save: SaveInfo,
}

/// The program's window.
pub struct App {
    content: Arc<Content>,
    printable: Vec<Printable>,
    settings: Settings,
    state: State,
    open: Option<Open>,
    job: Option<Job>,
    /// The folder is shown once the job has printed into it.
    show_folder: bool,
    simulating: Option<Simulating>,
    pages: preview::Pages,
    times: history::Times,
    care: care::Care,
    /// What is being done with a file as a whole: the window shows that it waits, and nothing else.
    waiting: Option<waiting::Wait>,
    /// Close the window as soon as that is done.
    quit_after: bool,
    /// The passphrase of a file that did not open, while the window asks what to do with it.
    tried: Option<(PathBuf, Passphrase)>,
    clock: Box<dyn Clock>,
    documents: PathBuf,
    /// The answer of a file chooser that is open.
    chosen: Option<Receiver<Chosen>>,
    applied_theme: Option<eframe::egui::ThemePreference>,
    window_title: String,
    /// Time of the frame, in seconds, for drafts.
    state_time: f64,
    /// The window is to be closed with the next frame.
    quit: bool,
    /// Wakes the window from other threads.
    wake: Option<Context>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("App")
            .field("open", &self.open.as_ref().map(|open| open.file.path()))
            .finish_non_exhaustive()
    }
}

impl App {
    /// A window without a file. `settings_folder` is where preferences are kept; `None` keeps none.
    pub fn new(ctx: &Context, content: Content, clock: Box<dyn Clock>, settings_folder: Option<&Path>) -> Self {
        theme::install(ctx);
        let settings = Settings::load(settings_folder);
        ctx.set_zoom_factor(settings.zoom.clamp(0.5, 2.5));
        Self {
            content: Arc::new(content),
            printable: printing::printable(),
            state: State { rail_pinned: settings.rail_pinned, ..State::default() },
            settings,
            open: None,
            job: None,
            show_folder: false,
            simulating: None,
            pages: preview::Pages::default(),
            times: history::Times::default(),
            care: care::Care::default(),
            waiting: None,
            quit_after: false,
            tried: None,
            clock,
            documents: documents_folder(),
            chosen: None,
            applied_theme: None,
            window_title: String::new(),
            state_time: 0.0,
            quit: false,
            wake: Some(ctx.clone()),
        }
    }

    /// Proposes this folder for new files.
    #[must_use]
    pub fn with_documents(mut self, folder: &Path) -> Self {
        folder.clone_into(&mut self.documents);
        self
    }

    /// What the window last told the person.
    pub fn notice(&self) -> Option<&str> {
        self.state.notices.text()
    }

    /// The open file, for whoever drives the window.
    pub fn file(&self) -> Option<&IsmsFile> {
        self.open.as_ref().map(|open| &open.file)
    }

    fn now(&self) -> Zoned {
        self.clock.now()
    }

    fn moment(&self) -> Now {
        let now = self.now();
        Now { today: now.date(), at: now.timestamp() }
    }

    fn stamp(&self) -> Stamp {
        let name = self.settings.my_name.trim();
        let by = if name.is_empty() { tr::tr!("Somebody without a name") } else { name.to_owned() };
        Stamp { at: self.now().timestamp(), by }
    }

    /// Goes on in a file with its views, which are for today.
    fn take_with(&mut self, file: IsmsFile, derived: Derived) {
        self.leave();
        let day = self.now().date();
        let (can_undo, can_redo) = file.can_undo_redo();
        let save = SaveInfo { path: file.path().to_path_buf(), saved_at: None, failure: None, can_undo, can_redo };
        self.state = State { rail_pinned: self.settings.rail_pinned, ..State::default() };
        self.pages = preview::Pages::default();
        self.times = history::Times::default();
        self.open = Some(Open { file, derived, deriving: None, day, save });
        self.care = care::Care::since(self.state_time);
        self.describe_file();
        self.list_backups();
        self.remember();
    }

    /// Whether nothing typed would be lost by leaving the file now; asks when something would.
    fn may_leave(&mut self, after: AfterLeaving) -> bool {
        self.flush(true);
        match self.state.drafts.first_problem() {
            None => true,
            Some(problem) => {
                self.state.dialog = Some(Dialog::Unsaved { problem, after });
                false
            }
        }
    }

    /// Sends what is typed, notes the file among the recent ones, and lets go of it.
    fn leave(&mut self) {
        self.flush(true);
        self.remember();
        self.open = None;
        self.times = history::Times::default();
        self.state.pane = None;
    }

    fn keep_settings(&mut self) {
        if let Err(error) = self.settings.save() {
            self.state.notices.fail(tr::tr!("Your settings could not be kept: {}.", error));
        }
    }

    /// Turns drafts that are ready into edits; all of them when the screen is left.
    fn flush(&mut self, everything: bool) {
        let time = if everything { f64::MAX } else { self.state_time };
        if let Some(why) = self.fixed() {
            return self.refuse_typed(time, everything, why);
        }
        for ready in self.state.drafts.ready(time, everything) {
            let done = self.set(ready.field(), ready.value.clone(), ready.label());
            if let Err(problem) = done {
                self.state.drafts.keep(ready, problem);
            }
        }
    }

    /// After each edit: new views, and how saving went.
    fn refresh(&mut self) {
        self.derive();
        self.state.notices.something_else_was_done();
        self.care.told_changed = false;
        let now = self.now();
        if let Some(open) = &mut self.open {
            if open.save.failure.is_some() {
                // Whatever it said about saving is not true any more.
                self.state.notices.clear();
            }
            open.save.saved_at = Some(now.strftime("%H:%M").to_string());
            open.save.failure = None;
        }
    }

    /// New views of the snapshot, for today. A new day alone says nothing about saving.
    fn derive(&mut self) {
        let (day, wake) = (self.now().date(), self.waker());
        if let Some(open) = &mut self.open {
            if Derived::is_large(open.file.isms()) {
                let (isms, seq) = (open.file.isms().clone(), open.file.head().seq);
                let library = Arc::clone(&self.content.policies);
                open.deriving = Some(working::derive_aside(isms, library, seq, day, wake));
            } else {
                open.derived = Derived::of(open.file.isms(), &self.content.policies, open.file.head().seq, day);
                open.deriving = None;
            }
            open.day = day;
            (open.save.can_undo, open.save.can_redo) = open.file.can_undo_redo();
        }
        self.describe_file();
    }

    fn refused(&mut self, error: &StoreError) {
        self.tell_changed(error);
        if let Some(open) = &mut self.open {
            open.save.failure = Some(error.to_string());
        }
        self.state.notices.fail(error.to_string());
    }

    fn collect(&mut self, ctx: &Context) {
        self.collect_work();
        if let Some(result) = self.job.as_mut().and_then(Job::poll) {
            self.job = None;
            self.tell_printed(&result);
            self.show_folder(ctx, &result);
        }
        if let Some(chosen) = self.chosen.as_ref().and_then(|chosen| chosen.try_recv().ok()) {
            self.chosen = None;
            match (chosen, self.state.dialog.as_mut()) {
                (Chosen::Path(path), Some(dialog)) => dialog.take_path(path),
                (Chosen::NoChooser, _) => {
                    self.state
                        .notices
                        .tell(tr::tr!("This desktop opened no file chooser. Type the path into the field."));
                }
                (Chosen::Path(_) | Chosen::Nothing, _) => {}
            }
        }
        if self.applied_theme != Some(self.settings.theme) {
            ctx.set_theme(self.settings.theme);
            self.applied_theme = Some(self.settings.theme);
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _: &mut eframe::Frame) {
        self.state_time = ctx.input(|input| input.time);
        self.collect(ctx);
        self.collect_waiting();
        self.flush(false);
        self.load_history();
        self.watch();
        self.look_after();
        self.travel_in_time();
        self.preview(ctx);
        if self.state.drafts.is_waiting() {
            ctx.request_repaint_after(std::time::Duration::from_millis(200));
        }
        if self.open.as_ref().is_some_and(|open| open.day != self.now().date()) {
            self.derive();
        }
        self.take_dropped(ctx);
        if ctx.input(|input| input.viewport().close_requested()) {
            if self.waiting.as_ref().is_some_and(|wait| !wait.may_be_left()) {
                self.stop_waiting();
                self.quit_after = true;
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            } else if self.may_leave(AfterLeaving::Quit) {
                if self.finish_backup() {
                    ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                } else {
                    self.leave();
                }
            } else {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            }
        }
        if std::mem::take(&mut self.quit) {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        let title = self
            .open
            .as_ref()
            .map_or_else(|| "Octavo".to_owned(), |open| self.title(open.file.isms().organisation_name()));
        if self.window_title != title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.window_title = title;
        }
    }

    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        let mut intents = Vec::new();
        let past = self.times.past.as_deref();
        let now = past.map_or_else(|| self.moment(), |past| past.now);
        let waiting = self.waiting.as_ref().map(waiting::Wait::shown);
        Frame::new().corner_radius(CornerRadius::ZERO).show(ui, |ui| match (waiting, &self.open) {
            (Some(waiting), _) => crate::ui::waiting::show(ui, &waiting, &mut intents),
            (None, Some(open)) => {
                let mut cx = Cx {
                    isms: past.map_or(open.file.isms(), |past| &past.isms),
                    content: &self.content,
                    derived: past.map_or(&open.derived, |past| &past.derived),
                    past: past.map(|past| &past.info),
                    now,
                    me: &self.settings.my_name,
                    save: past.map_or(&open.save, |past| &past.save),
                    job: self.job.as_ref().map(|job| (job.what.as_str(), job.progress)),
                    printable: &self.printable,
                    theme: self.settings.theme,
                    state: &mut self.state,
                    intents: &mut intents,
                };
                crate::ui::shell::show(ui, &mut cx);
            }
            (None, None) => {
                let welcome = Welcome {
                    recent: &self.settings.recent,
                    me: &self.settings.my_name,
                    documents: &self.documents,
                    theme: self.settings.theme,
                };
                crate::ui::welcome::show(ui, &welcome, &mut self.state, &mut intents);
            }
        });
        let any = !intents.is_empty();
        for intent in intents {
            self.carry_out(intent);
        }
        if any {
            ui.ctx().request_repaint();
        }
    }

    fn on_exit(&mut self, _: Option<&eframe::glow::Context>) {
        self.leave();
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

/// What came of asking for a path.
enum Chosen {
    /// A path.
    Path(PathBuf),
    /// The person chose none.
    Nothing,
    /// There is no chooser: without a desktop portal the answer comes at once and says nothing.
    NoChooser,
}

/// No person closes a dialog faster than this.
const AT_ONCE: std::time::Duration = std::time::Duration::from_millis(250);

/// Asks for a path in the system's own chooser, on a thread: it may never answer.
#[expect(clippy::disallowed_methods, reason = "tells a missing chooser from a person who chose nothing")]
fn browse(what: crate::ui::intent::Browse, wake: Option<Context>) -> Receiver<Chosen> {
    use crate::ui::intent::Browse;
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let dialog = rfd::FileDialog::new().add_filter("ISMS", &["isms"]);
        let asked = std::time::Instant::now();
        let path = match what {
            Browse::Save => dialog.save_file(),
            Browse::Open => dialog.pick_file(),
            Browse::Any => rfd::FileDialog::new().pick_file(),
            Browse::SaveAny => rfd::FileDialog::new().save_file(),
            Browse::Folder => rfd::FileDialog::new().pick_folder(),
        };
        let chosen = match path {
            Some(path) => Chosen::Path(path),
            None if asked.elapsed() < AT_ONCE => Chosen::NoChooser,
            None => Chosen::Nothing,
        };
        // The window may have been closed meanwhile.
        let _ = sender.send(chosen);
        if let Some(ctx) = wake {
            ctx.request_repaint();
        }
    });
    receiver
}

/// Somebody at this computer.
pub(crate) fn holder(by: &str) -> Holder {
    let machine = gethostname::gethostname().to_string_lossy().into_owned();
    Holder { by: by.to_owned(), machine, since: String::new() }
}

/// A fresh UUIDv7.
pub(crate) fn fresh_id() -> Uuid {
    Uuid::now_v7()
}
