//! The Statement of Applicability (6.1.3 d): which controls, why, how far, and why not.
//!
//! Undecided is printed as undecided. The page carries DRAFT until exactly this content is approved.

mod pages;
mod rows;

use tr::tr;

use super::Request;
use super::furniture::{Furniture, name_and_role};
use super::outline::{Block, Orientation, Outline};
use super::wording::long_date;
use crate::isms::approval::{Approval, Standing};
use crate::isms::controls::{Control, ControlTheme, SoaVersion};
use crate::isms::documents::STATEMENT;
use crate::isms::statement::{newest_version, statement_digest};

/// The document's title.
pub fn title() -> String {
    tr!("Statement of Applicability")
}

/// What all pages of one statement are made from.
struct Statement<'a> {
    furniture: Furniture<'a>,
    request: &'a Request<'a>,
    /// Controls by theme, in the order of their references; themes without controls are left out.
    themes: Vec<(ControlTheme, Vec<&'a Control>)>,
    /// The newest version and whether its approval stands for the present content.
    version: Option<&'a SoaVersion>,
    standing: Standing,
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
        Self { furniture: Furniture::new(request, STATEMENT, title()), request, themes, version, standing }
    }

    fn all(&self) -> impl Iterator<Item = &'a Control> + '_ {
        self.themes.iter().flat_map(|(_, controls)| controls.iter().copied())
    }

    /// The approval of exactly what is printed.
    fn approval(&self) -> Option<&'a Approval> {
        self.version.and_then(|version| version.approval.as_ref()).filter(|_| self.standing == Standing::Valid)
    }

    /// Name and role of who approved this; before that, of who may.
    fn approver(&self) -> Option<(&'a str, &'a str)> {
        match self.approval() {
            Some(approval) => Some((&approval.name, &approval.role)),
            None => self.furniture.person(|record| record.approver).map(name_and_role),
        }
    }

    /// Name and role of who prepared this.
    fn author(&self) -> Option<(&'a str, &'a str)> {
        let version = self.version.filter(|_| self.standing != Standing::Stale);
        let author = version.and_then(|version| self.request.isms.people.get(version.author?));
        author.or_else(|| self.furniture.person(|record| record.author)).map(name_and_role)
    }

    fn document_id(&self) -> &'a str {
        self.furniture.record.map_or("SOA", |record| record.reference.as_str())
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
    let mut blocks = vec![Block::Cover(pages::cover(&statement)), pages::summary(&statement), Block::PageBreak];
    for (index, (theme, controls)) in statement.themes.iter().enumerate() {
        if index > 0 {
            blocks.push(Block::PageBreak);
        }
        blocks.extend(rows::theme_pages(&statement, *theme, controls));
    }
    blocks.push(Block::PageBreak);
    blocks.extend(pages::closing(&statement));
    let author = statement.author().map(|(name, _)| name.to_owned()).unwrap_or_default();
    let foot = format!("{}, {}, {}", statement.document_id(), statement.version_text(), long_date(request.date));
    statement.furniture.outline(Orientation::Landscape, author, foot, mark(statement.standing), blocks)
}

/// The mark of content that is to be approved: none once exactly this content is.
pub(super) fn mark(standing: Standing) -> Option<String> {
    match standing {
        Standing::Valid => None,
        Standing::Missing => Some(tr!("DRAFT")),
        Standing::Stale => Some(tr!("CHANGED SINCE APPROVAL")),
    }
}
