//! What the history screen remembers: the entries loaded so far, how they are narrowed, which one is open.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use crate::isms::history::compare::Between;
use crate::isms::history::words::title_in;
use crate::isms::history::{Entry, Moment};
use crate::isms::{Isms, RegisterName};
use crate::ui::widgets::parse_date;

/// So many records of an entry are found by their titles; an import of thousands is found by its own words.
const NAMED: usize = 6;

/// An entry as the list shows it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The entry.
    pub entry: Arc<Entry>,
    /// The day it was entered on, where the person sits.
    pub day: Option<Date>,
    /// The time of day.
    pub time: String,
    /// Its words in small letters, for the filter.
    pub words: String,
}

impl Line {
    /// An entry, entered on this day at this time of day. The filter finds it by its records' titles of today too.
    pub fn new(isms: &Isms, entry: Entry, day: Option<Date>, time: String) -> Self {
        let titles: Vec<String> = entry.changes.iter().take(NAMED).map(|change| title_in(isms, change)).collect();
        let words = format!("{} {} {} {}", entry.seq, entry.label, entry.by, titles.join(" ")).to_lowercase();
        Self { entry: Arc::new(entry), day, time, words }
    }
}

/// Two moments compared.
#[derive(Debug, Clone)]
pub struct Compared {
    /// What differs.
    pub between: Arc<Between>,
    /// The later of the two, for print.
    pub later: Arc<Isms>,
}

/// Which days are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Days {
    Today,
    Week,
    Month,
    Range,
}

/// How the list is narrowed.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Filter {
    pub person: Option<String>,
    pub register: Option<RegisterName>,
    /// One record, with its title.
    pub record: Option<(RegisterName, Uuid, String)>,
    pub days: Option<Days>,
    pub from: String,
    pub until: String,
    pub query: String,
}

impl Filter {
    fn first_day(&self, today: Date) -> Option<Date> {
        match self.days? {
            Days::Today => Some(today),
            Days::Week => today.checked_sub(6.days()).ok(),
            Days::Month => today.checked_sub(29.days()).ok(),
            Days::Range => parse_date(&self.from),
        }
    }

    fn last_day(&self) -> Option<Date> {
        if self.days == Some(Days::Range) { parse_date(&self.until) } else { None }
    }

    fn shows(&self, line: &Line, (from, until): (Option<Date>, Option<Date>), query: &str) -> bool {
        let entry = &line.entry;
        let in_register = |register| entry.changes.iter().any(|change| change.register == register);
        self.person.as_ref().is_none_or(|person| entry.by == *person)
            && self.register.is_none_or(in_register)
            && self.record.as_ref().is_none_or(|(register, id, _)| entry.touches(*register, *id))
            && from.is_none_or(|from| line.day.is_some_and(|day| day >= from))
            && until.is_none_or(|until| line.day.is_some_and(|day| day <= until))
            && (query.is_empty() || line.words.contains(query))
    }
}

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    /// A day, with how many entries of it are shown.
    Day(Option<Date>, usize),
    /// An entry, by its place among the lines.
    Entry(usize),
}

/// What the list was worked out for: the newest entry, how many are loaded, the filter, the day.
type Key = (i64, usize, Filter, Date);

/// The rows for a filter.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// Days, and under each its entries.
    pub rows: Arc<[Row]>,
    /// How many of them are entries.
    pub entries: usize,
}

/// Everything the screen remembers while the file is open.
#[derive(Debug, Default)]
pub struct HistoryView {
    /// The entries loaded so far, newest first.
    lines: Vec<Line>,
    complete: bool,
    people: BTreeSet<String>,
    rows: Option<(Key, Found)>,
    chosen: Option<i64>,
    pub(super) filter: Filter,
    pub(super) detail: Option<super::detail::Detail>,
    /// The part that compares is shown.
    pub comparing: bool,
    /// A moment that others are compared with.
    pub(super) marked: Option<Moment>,
    /// The two days typed to compare.
    pub(super) days: (String, String),
    /// What was compared last.
    pub compared: Option<Compared>,
    pub(super) lines_of_comparison: Option<(usize, Vec<super::compare::Item>)>,
    /// A moment is being made in the background.
    pub busy: bool,
}

impl HistoryView {
    /// The number of the newest entry that is loaded; 0 before the first.
    pub fn newest(&self) -> i64 {
        self.lines.first().map_or(0, |line| line.entry.seq)
    }

    /// The number of the oldest entry that is loaded, while older ones may follow.
    pub fn loaded_down_to(&self) -> Option<i64> {
        self.lines.last().map(|line| line.entry.seq)
    }

    /// Whether every entry is loaded.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// The entries loaded so far, newest first.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Takes older entries, newest first; an empty page is the end.
    pub fn take_older(&mut self, page: Vec<Line>) {
        self.complete = page.last().is_none_or(|line| line.entry.seq <= 1);
        self.people.extend(page.iter().map(|line| line.entry.by.clone()));
        self.lines.extend(page);
    }

    /// Takes entries that were made since, newest first.
    pub fn take_newer(&mut self, page: Vec<Line>) {
        self.people.extend(page.iter().map(|line| line.entry.by.clone()));
        self.lines.splice(0..0, page);
    }

    /// Forgets what is loaded: it is not of this file any more.
    pub fn forget(&mut self) {
        self.lines.clear();
        self.complete = false;
        self.rows = None;
    }

    /// Shows what happened to one record.
    pub fn follow(&mut self, register: RegisterName, id: Uuid, title: String) {
        self.filter = Filter { record: Some((register, id, title)), ..Filter::default() };
        self.comparing = false;
        self.chosen = None;
    }

    /// The entry that is open.
    pub(super) fn chosen(&self) -> Option<Line> {
        let seq = self.chosen?;
        let at = self.lines.binary_search_by(|line| seq.cmp(&line.entry.seq)).ok()?;
        self.lines.get(at).cloned()
    }

    /// Closes the open entry. Answers whether one was open.
    pub fn close_entry(&mut self) -> bool {
        self.chosen.take().is_some()
    }

    /// Opens an entry, or closes it.
    pub(super) fn choose(&mut self, seq: Option<i64>) {
        self.chosen = seq;
    }

    pub(super) fn is_chosen(&self, seq: i64) -> bool {
        self.chosen == Some(seq)
    }

    pub(super) fn people(&self) -> &BTreeSet<String> {
        &self.people
    }

    /// The rows for the filter, worked out anew only when something changed.
    pub(super) fn rows(&mut self, today: Date) -> Found {
        let same = self.rows.as_ref().is_some_and(|((newest, count, filter, day), _)| {
            *newest == self.newest() && *count == self.lines.len() && *filter == self.filter && *day == today
        });
        if !same {
            let key = (self.newest(), self.lines.len(), self.filter.clone(), today);
            self.rows = Some((key, find(&self.lines, &self.filter, today)));
        }
        self.rows.as_ref().map(|(_, found)| found.clone()).unwrap_or_default()
    }
}

fn find(lines: &[Line], filter: &Filter, today: Date) -> Found {
    let days = (filter.first_day(today), filter.last_day());
    let query = filter.query.trim().to_lowercase();
    let (mut rows, mut entries) = (Vec::new(), 0);
    let mut head: Option<(usize, Option<Date>)> = None;
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| filter.shows(line, days, &query)) {
        let at = match head {
            Some((at, day)) if day == line.day => at,
            Some(_) | None => {
                rows.push(Row::Day(line.day, 0));
                head = Some((rows.len() - 1, line.day));
                rows.len() - 1
            }
        };
        if let Some(Row::Day(_, count)) = rows.get_mut(at) {
            *count += 1;
        }
        rows.push(Row::Entry(index));
        entries += 1;
    }
    Found { rows: rows.into(), entries }
}
