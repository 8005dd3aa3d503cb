//! The history in the window: its entries loaded piece by piece, what was before one brought back, past moments opened
//! and compared. A long history is replayed on a thread.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::App;
use super::waiting::Stopping;
use crate::isms::approval::Now;
use crate::isms::documents::Library;
use crate::isms::history::back::bring_back;
use crate::isms::history::compare::{Between, compare, snapshot_after};
use crate::isms::history::{Entry, Moment};
use crate::isms::{Isms, RegisterName, dates};
use crate::jobs::aside::{Answer, Aside};
use crate::ui::derived::Derived;
use crate::ui::history::{Compared, Line};
use crate::ui::intent::{Screen, Sought};
use crate::ui::{PastMoment, SaveInfo};

/// So many entries are read between two frames.
const PAGE: usize = 2_000;

/// A history up to this long is replayed between two frames.
const SHORT: usize = 400;

/// A past moment that the whole window shows.
#[derive(Debug)]
pub(super) struct Past {
    pub info: PastMoment,
    pub fingerprint: String,
    pub isms: Arc<Isms>,
    pub derived: Derived,
    /// That day and moment: what was overdue then is overdue here.
    pub now: Now,
    /// Nothing can be saved or undone here.
    pub save: SaveInfo,
}

/// The past that is shown, and the one that is being made.
#[derive(Debug, Default)]
pub(super) struct Times {
    pub past: Option<Box<Past>>,
    wanted: Option<Wish>,
    running: Option<Aside<Made>>,
}

impl Times {
    /// Whether a past moment is being made.
    pub fn is_busy(&self) -> bool {
        self.wanted.is_some() || self.running.is_some()
    }
}

#[derive(Debug, Clone, Copy)]
enum Wish {
    Look(i64),
    Compare(Sought, Option<Sought>),
}

#[derive(Debug)]
enum Made {
    Past(Box<Past>),
    Compared(Compared),
    Failed(String),
}

/// Why nothing changes while the past is shown.
fn past_is_fixed() -> String {
    tr::tr!("You are looking at the past. Go back to now to change anything.")
}

impl App {
    /// Reads the next entries that the history screen has not got yet.
    pub(super) fn load_history(&mut self) {
        let looks = self.state.screen == Screen::History || self.times.wanted.is_some();
        let zone = self.now().time_zone().clone();
        let Some(open) = self.open.as_ref().filter(|_| looks) else { return };
        let view = &mut self.state.history;
        let (head, newest) = (open.file.head().seq, view.newest());
        let (below, limit) = if newest > head || usize::try_from(head - newest).is_ok_and(|new| new > PAGE) {
            view.forget();
            (None, PAGE)
        } else if newest < head {
            (None, usize::try_from(head - newest).unwrap_or(PAGE))
        } else if view.is_complete() {
            return;
        } else {
            (view.loaded_down_to(), PAGE)
        };
        let page = match open.file.history_page(below, limit) {
            Ok(page) => page.into_iter().map(|entry| line(open.file.isms(), entry, &zone)).collect(),
            Err(error) => {
                self.times.wanted = None;
                return self.state.notices.fail(error.to_string());
            }
        };
        let view = &mut self.state.history;
        if below.is_none() && newest > 0 && !view.lines().is_empty() {
            view.take_newer(page);
        } else {
            view.take_older(page);
        }
        if !view.is_complete()
            && let Some(ctx) = &self.wake
        {
            ctx.request_repaint();
        }
    }

    /// Shows what happened to one record.
    pub(super) fn what_happened(&mut self, register: RegisterName, id: Uuid) {
        let record = self.shown().and_then(|(isms, _)| isms.get(register, id));
        let title = record.map(|record| crate::ui::widgets::LinkItem::of(&record).words()).unwrap_or_default();
        let title = if title.trim().is_empty() { register.label() } else { title };
        self.go(Screen::History);
        self.state.history.follow(register, id, title);
    }

    /// Brings back what was before an entry.
    pub(super) fn bring_back(&mut self, seq: i64) {
        self.flush(true);
        let Some(open) = &self.open else { return };
        let page = match open.file.history_page(Some(seq + 1), 1) {
            Ok(page) => page,
            Err(error) => return self.state.notices.fail(error.to_string()),
        };
        let Some(entry) = page.first().filter(|entry| entry.seq == seq) else { return };
        let wish = bring_back(open.file.isms(), entry);
        let label = wish.as_ref().map(|edit| edit.label.clone()).unwrap_or_default();
        if self.edit(wish) {
            self.state.notices.tell_undoable(label);
        }
    }

    /// Opens a past moment. What is typed is saved first; what cannot be saved keeps the person here.
    pub(super) fn look_at(&mut self, seq: i64) {
        self.flush(true);
        match self.state.drafts.first_problem() {
            Some(problem) => self.state.notices.fail(problem),
            None => self.prove_then(Wish::Look(seq)),
        }
    }

    /// Goes to the past, or compares, when the history is what it was: nothing is shown as true then that is not proven.
    fn prove_then(&mut self, wish: Wish) {
        let what = tr::tr!("Proving the history");
        self.wait_with_file(
            what,
            Stopping::Never,
            |file| file.prove_history(),
            move |app, proven| match proven {
                Ok(()) => app.times.wanted = Some(wish),
                Err(error) => {
                    app.state.history.busy = false;
                    app.state.notices.fail(error.to_string());
                }
            },
        );
    }

    pub(super) fn compare_moments(&mut self, from: Sought, to: Option<Sought>) {
        self.flush(true);
        self.state.history.busy = true;
        self.prove_then(Wish::Compare(from, to));
        self.go(Screen::History);
        self.state.history.comparing = true;
    }

    pub(super) fn back_to_now(&mut self) {
        self.flush(true);
        self.times.past = None;
        // Nothing that was said about the past is true of now.
        self.state.notices.clear();
        self.pages = super::preview::Pages::default();
    }

    /// Why nothing can be changed: the past is shown, or the file is open to read only.
    pub(super) fn fixed(&self) -> Option<String> {
        if self.times.past.is_some() {
            return Some(past_is_fixed());
        }
        self.open.as_ref()?.file.read_only().map(|why| why.sentence())
    }

    /// What is typed into the past goes nowhere, and the person is told.
    pub(super) fn refuse_typed(&mut self, time: f64, everything: bool, why: String) {
        if !self.state.drafts.ready(time, everything).is_empty() || self.state.drafts.first_problem().is_some() {
            self.state.drafts.discard();
            self.state.notices.fail(why);
        }
    }

    /// The window's title: whose file it is, and which past moment is shown.
    pub(super) fn title(&self, organisation: &str) -> String {
        match &self.times.past {
            Some(past) => tr::tr!("{0}, as it was on {1} – Octavo", organisation, past.info.words),
            None => format!("{organisation} – Octavo"),
        }
    }

    /// The snapshot that is shown, and its views.
    pub(super) fn shown(&self) -> Option<(&Arc<Isms>, &Derived)> {
        let open = self.open.as_ref()?;
        Some(self.times.past.as_ref().map_or((open.file.isms(), &open.derived), |past| (&past.isms, &past.derived)))
    }

    /// The entry of the past moment that is shown.
    pub(super) fn shown_entry(&self) -> Option<i64> {
        self.times.past.as_ref().map(|past| past.info.seq)
    }

    /// The fingerprint of what is shown, and the day to print it for.
    pub(super) fn shown_moment(&self) -> (String, Date) {
        match (&self.times.past, &self.open) {
            (Some(past), _) => (past.fingerprint.clone(), past.now.today),
            (None, Some(open)) => (open.file.head().fingerprint(), self.now().date()),
            (None, None) => (String::new(), self.now().date()),
        }
    }

    /// Goes on with the moment that is wanted once its entries are loaded, and takes over what is ready.
    pub(super) fn travel_in_time(&mut self) {
        match self.times.running.as_ref().map(Aside::poll) {
            None | Some(Answer::NotYet) => {}
            Some(Answer::Lost) => self.times.running = None,
            Some(Answer::Ready(made)) => {
                self.times.running = None;
                self.take_made(made);
            }
        }
        let Some(wish) = self.times.wanted.filter(|_| self.state.history.is_complete()) else { return };
        if self.open.as_ref().is_none_or(|open| self.state.history.newest() != open.file.head().seq) {
            return;
        }
        self.times.wanted = None;
        let Some(making) = self.making() else { return };
        if making.lines.len() <= SHORT {
            let made = making.make(wish);
            return self.take_made(made);
        }
        self.times.running = Some(Aside::start(self.waker(), move || making.make(wish)));
    }

    fn making(&self) -> Option<Making> {
        let open = self.open.as_ref()?;
        Some(Making {
            lines: self.state.history.lines().to_vec(),
            present: Arc::clone(open.file.isms()),
            library: Arc::clone(&self.content.policies),
            zone: self.now().time_zone().clone(),
            save: SaveInfo { path: open.save.path.clone(), ..SaveInfo::default() },
        })
    }

    fn take_made(&mut self, made: Made) {
        self.state.history.busy = false;
        match made {
            Made::Past(past) => {
                self.times.past = Some(past);
                self.pages = super::preview::Pages::default();
                self.go(Screen::Overview);
            }
            Made::Compared(compared) => self.state.history.compared = Some(compared),
            Made::Failed(sentence) => self.state.notices.fail(sentence),
        }
    }
}

fn line(isms: &Isms, entry: Entry, zone: &TimeZone) -> Line {
    let there = entry.moment().at.map(|at| at.to_zoned(zone.clone()));
    let time = there.as_ref().map(|there| there.strftime("%H:%M").to_string()).unwrap_or_default();
    Line::new(isms, entry, there.map(|there| there.date()), time)
}

/// Everything that making a past moment needs, so that it can go to a thread.
struct Making {
    /// Every entry, newest first.
    lines: Vec<Line>,
    present: Arc<Isms>,
    library: Arc<Library>,
    zone: TimeZone,
    save: SaveInfo,
}

impl Making {
    fn make(self, wish: Wish) -> Made {
        let made = match wish {
            Wish::Look(seq) => self.look(seq).map(|past| Made::Past(Box::new(past))),
            Wish::Compare(from, to) => self.compare(from, to).map(Made::Compared),
        };
        made.unwrap_or_else(Made::Failed)
    }

    fn find(&self, sought: Sought) -> Result<&Line, String> {
        let found = match sought {
            Sought::Entry(seq) => self.lines.iter().find(|line| line.entry.seq == seq),
            Sought::Day(day) => self.lines.iter().find(|line| line.day.is_some_and(|there| there <= day)),
        };
        found.ok_or_else(|| match sought {
            Sought::Entry(seq) => tr::tr!("There is no entry {}.", seq),
            Sought::Day(day) => {
                tr::tr!("Nothing was in the file yet at the end of {}. Choose a later day.", dates::short_date(day))
            }
        })
    }

    fn snapshot(&self, moment: &Moment) -> Result<Arc<Isms>, String> {
        if self.lines.first().is_some_and(|line| line.entry.seq == moment.seq) {
            return Ok(Arc::clone(&self.present));
        }
        let entries = self.lines.iter().rev().map(|line| line.entry.as_ref());
        let until = entries.take_while(|entry| entry.seq <= moment.seq);
        snapshot_after(until).map(Arc::new).map_err(|error| error.to_string())
    }

    fn look(&self, seq: i64) -> Result<Past, String> {
        let line = self.find(Sought::Entry(seq))?;
        let moment = line.entry.moment();
        let isms = self.snapshot(&moment)?;
        let at = moment.at.unwrap_or_default();
        let today = at.to_zoned(self.zone.clone()).date();
        let day = dates::short_date(today);
        Ok(Past {
            info: PastMoment { seq, words: tr::tr!("{0}, {1}, after entry {2}", day, line.time, seq) },
            fingerprint: moment.fingerprint,
            derived: Derived::of(&isms, &self.library, seq, today),
            isms,
            now: Now { today, at },
            save: self.save.clone(),
        })
    }

    fn compare(&self, from: Sought, to: Option<Sought>) -> Result<Compared, String> {
        let from = self.find(from)?.entry.moment();
        let to = match (to, self.lines.first()) {
            (Some(to), _) => self.find(to)?.entry.moment(),
            (None, Some(newest)) => newest.entry.moment(),
            (None, None) => from.clone(),
        };
        let (before, later) = (self.snapshot(&from)?, self.snapshot(&to)?);
        let found = compare(&before, &later);
        Ok(Compared { between: Arc::new(Between { from, to, found }), later })
    }
}
