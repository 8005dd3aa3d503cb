//! The Statement of Applicability (6.1.3 d): which controls, why, how far, and why not.
//!
//! Undecided is printed as undecided. The page carries DRAFT until exactly this content is approved.

mod pages;
mod rows;

use tr::tr;

use super::Request;
use super::outline::{Block, Heading, Orientation, Outline, Running};
use super::wording::{long_date, or_missing};
use crate::isms::approval::{Approval, Standing};
use crate::isms::assets::Classification;
use crate::isms::controls::{Control, ControlTheme, SoaVersion};
use crate::isms::documents::{Document, statement_record};
use crate::isms::organisation::{Person, PersonId};
use crate::isms::statement::{newest_version, statement_digest};

/// The document's title.
pub fn title() -> String {
    tr!("Statement of Applicability")
}

/// What all pages of one statement are made from.
struct Statement<'a> {
    request: &'a Request<'a>,
    /// Controls by theme, in the order of their references; themes without controls are left out.
    themes: Vec<(ControlTheme, Vec<&'a Control>)>,
    /// The newest version and whether its approval stands for the present content.
    version: Option<&'a SoaVersion>,
    standing: Standing,
    /// The document that controls it: id, class, owner, author, approver, next review. Only what it says is printed.
    record: Option<&'a Document>,
}

impl<'a> Statement<'a> {
    fn new(request: &'a Request<'a>) -> Self {
        let isms = request.isms;
        let themes = ControlTheme::ALL
            .iter()
            .map(|theme| (*theme, isms.controls.iter().filter(|c| theme_of(c) == *theme).collect::<Vec<_>>()))
            .filter(|(_, controls)| !controls.is_empty())
            .collect();
        let version = newest_version(isms);
        let standing = Approval::standing(version.and_then(|v| v.approval.as_ref()), &statement_digest(isms));
        Self { request, themes, version, standing, record: statement_record(isms) }
    }

    fn all(&self) -> impl Iterator<Item = &'a Control> + '_ {
        self.themes.iter().flat_map(|(_, controls)| controls.iter().copied())
    }

    fn person(&self, pick: impl Fn(&Document) -> Option<PersonId>) -> Option<&'a Person> {
        self.record.and_then(|record| self.request.isms.people.get(pick(record)?))
    }

    /// How widely it may be known, when somebody decided that.
    fn classification(&self) -> String {
        self.record
            .and_then(|record| record.classification)
            .map_or_else(|| tr!("not classified"), Classification::label)
    }

    /// The approval of exactly what is printed.
    fn approval(&self) -> Option<&'a Approval> {
        self.version.and_then(|version| version.approval.as_ref()).filter(|_| self.standing == Standing::Valid)
    }

    /// Name and role of who approved this; before that, of who may.
    fn approver(&self) -> Option<(&'a str, &'a str)> {
        match self.approval() {
            Some(approval) => Some((&approval.name, &approval.role)),
            None => self.person(|record| record.approver).map(name_and_role),
        }
    }

    /// Name and role of who prepared this.
    fn author(&self) -> Option<(&'a str, &'a str)> {
        let version = self.version.filter(|_| self.standing != Standing::Stale);
        let author = version.and_then(|version| self.request.isms.people.get(version.author?));
        author.or_else(|| self.person(|record| record.author)).map(name_and_role)
    }

    fn document_id(&self) -> &'a str {
        self.record.map_or("SOA", |record| record.reference.as_str())
    }

    fn version_text(&self) -> String {
        match (self.version, self.standing) {
            (Some(version), Standing::Valid) => tr!("version {}", version.version),
            _ => tr!("draft"),
        }
    }
}

/// A control without a theme is the organisation's own: every control has its row.
fn theme_of(control: &Control) -> ControlTheme {
    control.theme.unwrap_or(ControlTheme::Own)
}

/// The outline of the statement.
pub fn outline(request: &Request<'_>) -> Outline {
    let statement = Statement::new(request);
    let profile = request.isms.profile().ok();
    let organisation = profile.map_or("", |profile| profile.printed_name()).to_owned();
    let language = profile.map_or("", |profile| profile.document_language.as_str());
    let class = statement.classification();
    let mut blocks = vec![Block::Cover(pages::cover(&statement)), pages::summary(&statement), Block::PageBreak];
    for (index, (theme, controls)) in statement.themes.iter().enumerate() {
        if index > 0 {
            blocks.push(Block::PageBreak);
        }
        blocks.extend(rows::theme_pages(&statement, *theme, controls));
    }
    blocks.push(Block::PageBreak);
    blocks.extend(pages::closing(&statement));
    Outline {
        title: title(),
        organisation: organisation.clone(),
        author: statement.author().map(|(name, _)| name.to_owned()).unwrap_or_default(),
        language: if language.is_empty() { "en".to_owned() } else { language.to_owned() },
        date: request.date.to_string(),
        orientation: Orientation::Landscape,
        running: Running {
            head: [organisation, title(), class],
            foot: [
                format!("{}, {}, {}", statement.document_id(), statement.version_text(), long_date(request.date)),
                tr!("History {}", request.fingerprint),
            ],
            page: tr!("Page {0} of {1}", "{page}", "{pages}"),
        },
        mark: mark(statement.standing),
        blocks,
    }
}

fn mark(standing: Standing) -> Option<String> {
    match standing {
        Standing::Valid => None,
        Standing::Missing => Some(tr!("DRAFT")),
        Standing::Stale => Some(tr!("CHANGED SINCE APPROVAL")),
    }
}

fn heading(level: u8, text: String, note: String) -> Block {
    Block::Heading(Heading { level, text, note, continued: tr!("continued"), anchor: String::new() })
}

fn name_and_role(person: &Person) -> (&str, &str) {
    (&person.name, &person.job_title)
}

/// A name with the role, or the words for nobody.
fn named(person: Option<(&str, &str)>) -> String {
    match person {
        Some((name, "")) => or_missing(name, tr!("not named")),
        Some((name, role)) => format!("{name}, {role}"),
        None => tr!("not named"),
    }
}
