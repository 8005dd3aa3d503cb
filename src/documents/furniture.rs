//! What every document carries: the record it stands under, its control block, running lines and mark.
//!
//! Only what is recorded is printed. Nobody is guessed from a role, and no version is made up.

use jiff::civil::Date;
use tr::tr;

use super::Request;
use super::outline::{
    Align, Block, Cell, Column, Fill, Heading, Masthead, Orientation, Outline, ParagraphStyle, Ragged, Row, RowKind,
    Running, Span,
};
use super::wording::{long_date, or_missing};
use crate::isms::assets::Classification;
use crate::isms::documents::{Document, record_of};
use crate::isms::method::Method;
use crate::isms::organisation::{Person, PersonId};
use crate::isms::readiness::{self, Check};
use crate::isms::risks::Assessment;
use crate::isms::steps::Step;

/// A document's frame, filled from its record under document control.
#[derive(Clone)]
pub(super) struct Furniture<'a> {
    pub request: &'a Request<'a>,
    /// The document that controls it: id, class, owner, author, approver, next review. Only what it says is printed.
    pub record: Option<&'a Document>,
    pub title: String,
}

impl<'a> Furniture<'a> {
    /// The frame of the printed document with this name.
    pub fn new(request: &'a Request<'a>, name: &str, title: String) -> Self {
        Self { request, record: record_of(request.isms, name), title }
    }

    pub fn person(&self, pick: impl Fn(&Document) -> Option<PersonId>) -> Option<&'a Person> {
        self.record.and_then(|record| self.request.isms.people.get(pick(record)?))
    }

    /// How widely it may be known, when somebody decided that.
    pub fn classification(&self) -> String {
        self.record
            .and_then(|record| record.classification)
            .map_or_else(|| tr!("not classified"), Classification::label)
    }

    /// Name and role of a person the record names.
    pub fn named(&self, pick: impl Fn(&Document) -> Option<PersonId>) -> String {
        named(self.person(pick).map(name_and_role))
    }

    pub fn next_review(&self) -> String {
        self.record.and_then(|record| record.next_review).map_or_else(|| tr!("not set"), long_date)
    }

    pub fn organisation(&self) -> String {
        self.request.isms.profile().map(|profile| profile.printed_name().to_owned()).unwrap_or_default()
    }

    /// The control block of a report: it states how the registers stand on a day and has no version of its own.
    pub fn report_control(&self, status: String, more: Vec<(String, String)>) -> Vec<(String, String)> {
        let id = self.record.map_or_else(|| tr!("not under document control"), |record| record.reference.clone());
        let mut rows = vec![
            (tr!("Document"), id),
            (tr!("State of"), long_date(self.request.date)),
            (tr!("Status"), status),
            (tr!("Class"), self.classification()),
            (tr!("Owner"), self.named(|record| record.owner)),
            (tr!("Prepared by"), self.named(|record| record.author)),
            (tr!("Approver"), self.named(|record| record.approver)),
            (tr!("Next review"), self.next_review()),
        ];
        rows.extend(more);
        rows.push((tr!("History"), self.request.fingerprint.to_owned()));
        rows
    }

    /// Title and control block on top of a report's first page.
    pub fn masthead(&self, subtitle: String, control: Vec<(String, String)>) -> Block {
        Block::Masthead(Masthead {
            organisation: self.organisation(),
            classification: self.classification(),
            title: self.title.clone(),
            subtitle,
            control,
            ..Masthead::default()
        })
    }

    /// A report of how things stand on a day, around these blocks.
    pub fn report(&self, orientation: Orientation, mark: Option<String>, blocks: Vec<Block>) -> Outline {
        let state = tr!("state of {}", long_date(self.request.date));
        let foot = self.record.map_or_else(
            || tr!("State of {}", long_date(self.request.date)),
            |record| format!("{}, {state}", record.reference),
        );
        let author = self.person(|record| record.author).map(|person| person.name.clone()).unwrap_or_default();
        self.outline(orientation, author, foot, mark, blocks)
    }

    /// The outline with its running lines: organisation, title, class; `foot`, fingerprint, page.
    pub fn outline(
        &self,
        orientation: Orientation,
        author: String,
        foot: String,
        mark: Option<String>,
        blocks: Vec<Block>,
    ) -> Outline {
        let language = self.request.isms.profile().map_or("", |profile| profile.document_language.as_str());
        Letterhead {
            organisation: &self.organisation(),
            title: &self.title,
            class: self.classification(),
            author,
            language,
            date: self.request.date,
            fingerprint: self.request.fingerprint,
        }
        .outline(orientation, foot, mark, blocks)
    }

    /// The checks of a step that are open and of this kind, under a heading; nothing when all are met.
    pub fn still_open(&self, step: Step, wanted: impl Fn(&Check) -> bool) -> Vec<Block> {
        let readiness = readiness::look(self.request.isms, self.request.date);
        let open = readiness.of(step).filter(|check| !check.is_met() && wanted(check));
        // Where nothing is recorded yet, many checks say the same.
        let mut said = std::collections::BTreeSet::new();
        let open = open.filter(|check| said.insert(check.sentence.as_str()));
        let items: Vec<Vec<Span>> = open.map(|check| vec![Span::plain(&check.sentence)]).collect();
        if items.is_empty() {
            return Vec::new();
        }
        vec![heading(1, tr!("Still open"), String::new()), Block::List { ordered: false, items }]
    }
}

/// What the running lines and the metadata of every document say, whatever it is made of.
pub(super) struct Letterhead<'a> {
    pub organisation: &'a str,
    pub title: &'a str,
    /// As printed; empty where the pages have no class.
    pub class: String,
    pub author: String,
    /// Empty where nobody chose one: then it is English.
    pub language: &'a str,
    pub date: Date,
    pub fingerprint: &'a str,
}

impl Letterhead<'_> {
    /// The outline with its running lines: organisation, title, class; `foot`, fingerprint, page.
    pub fn outline(self, orientation: Orientation, foot: String, mark: Option<String>, blocks: Vec<Block>) -> Outline {
        let (organisation, title) = (self.organisation.to_owned(), self.title.to_owned());
        Outline {
            title: title.clone(),
            organisation: organisation.clone(),
            author: self.author,
            language: if self.language.is_empty() { "en".to_owned() } else { self.language.to_owned() },
            date: self.date.to_string(),
            orientation,
            ragged: Ragged::Right,
            running: Running {
                head: [organisation, title, self.class],
                foot: [foot, tr!("History {}", self.fingerprint)],
                page: tr!("Page {0} of {1}", "{page}", "{pages}"),
            },
            mark,
            blocks,
        }
    }
}

pub(super) fn heading(level: u8, text: String, note: String) -> Block {
    Block::Heading(Heading { level, text, note, continued: tr!("continued"), anchor: String::new() })
}

pub(super) fn prose(text: impl Into<String>) -> Block {
    Block::Paragraph { text: vec![Span::plain(text)], style: ParagraphStyle::Prose }
}

/// A small heading above a list; not a bookmark.
pub(super) fn label(text: impl Into<String>) -> Block {
    Block::Paragraph { text: vec![Span::plain(text)], style: ParagraphStyle::Label }
}

pub(super) fn small(text: impl Into<String>) -> Block {
    Block::Paragraph { text: vec![Span::muted(text)], style: ParagraphStyle::Small }
}

pub(super) fn column(title: String, width: f32) -> Column {
    Column { title, width, ..Column::default() }
}

pub(super) fn centred(title: String, width: f32) -> Column {
    Column { align: Align::Centre, ..column(title, width) }
}

pub(super) fn number(title: String, width: f32) -> Column {
    Column { align: Align::Right, ..column(title, width) }
}

pub(super) fn body(cells: Vec<Cell>) -> Row {
    Row { cells, kind: RowKind::Body }
}

/// A group's heading with a muted remark behind it.
pub(super) fn group(text: impl Into<String>, remark: String) -> Row {
    let mut spans = vec![Span::strong(text)];
    if !remark.is_empty() {
        spans.push(Span::muted(format!("  {remark}")));
    }
    Row { cells: vec![Cell { mark: None, text: spans }], kind: RowKind::Group }
}

/// What the parts of a bar of controls mean, wherever one is printed.
pub(super) fn coverage_legend() -> Vec<(Fill, String)> {
    vec![
        (Fill::Solid, tr!("In place")),
        (Fill::Grey, tr!("Partial")),
        (Fill::Outline, tr!("Planned")),
        (Fill::Pale, tr!("Excluded")),
        (Fill::Dashed, tr!("Undecided or not assessed")),
    ]
}

/// The name of who answers, or that nobody does.
pub(super) fn owner(name: &str) -> Cell {
    if name.is_empty() { Cell::muted(tr!("no owner yet")) } else { Cell::plain(name) }
}

/// A count, with a dash for none.
pub(super) fn count(number: usize) -> Cell {
    Cell::plain(if number == 0 { "–".to_owned() } else { number.to_string() })
}

pub(super) fn name_and_role(person: &Person) -> (&str, &str) {
    (&person.name, &person.job_title)
}

/// A name with the role, or the words for nobody.
pub(super) fn named(person: Option<(&str, &str)>) -> String {
    match person {
        Some((name, "")) => or_missing(name, tr!("not named")),
        Some((name, role)) => format!("{name}, {role}"),
        None => tr!("not named"),
    }
}

/// A level as a badge with the name of its band, or that it is undecided.
pub(super) fn level(method: Option<&Method>, assessment: &Assessment) -> Cell {
    let scored = method.and_then(|method| Some((method, assessment.score(Some(method))?)));
    match scored {
        Some((method, score)) => {
            let band = method.band(score);
            let step = band.map_or(1, |band| u8::try_from(method.colour_step(band)).unwrap_or(5));
            let name = band.and_then(|band| method.bands.get(band)).map_or("", |band| band.name.as_str());
            Cell::level(step, score, name)
        }
        None => Cell::muted(tr!("undecided")),
    }
}
