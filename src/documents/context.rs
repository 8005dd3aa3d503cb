//! The context of the organisation: issues with the decision on climate change (4.1), interested parties and which of
//! their requirements are addressed (4.2), the processes of the ISMS and how they work together (4.4).

mod processes;

use tr::tr;

use super::Request;
use super::cells::{reference, said, titled, yes_no};
use super::furniture::{Furniture, body, column, group, heading, prose};
use super::outline::{Block, Cell, Orientation, Outline, Row, Span, Table};
use super::wording::{by_reference, listed};
use crate::isms::RegisterName;
use crate::isms::scope::{InterestedParty, Issue, IssueArea, IssueSide};
use crate::isms::steps::Step;

/// The document's title.
pub fn title() -> String {
    tr!("Context of the organisation")
}

/// The outline of the document.
pub fn outline(request: &Request<'_>) -> Outline {
    let furniture = Furniture::new(request, "context", title());
    let control = furniture.report_control(tr!("As it stands on that day"), Vec::new());
    let mut blocks = vec![furniture.masthead(tr!("ISO/IEC 27001:2022, clauses 4.1, 4.2 and 4.4"), control)];
    blocks.push(heading(1, tr!("In brief"), String::new()));
    blocks.push(climate(request));
    blocks.extend(issues(request));
    blocks.extend(parties(request));
    blocks.extend(processes::blocks(request));
    blocks.extend(furniture.still_open(Step::Scope, |check| {
        matches!(check.target.register, RegisterName::Issues | RegisterName::Parties)
    }));
    furniture.report(Orientation::Portrait, None, blocks)
}

/// Where an issue stands in the table. Climate change has a place of its own: an auditor asks for it by name.
fn place(issue: &Issue) -> (u8, String) {
    match (issue.area, issue.side) {
        (Some(IssueArea::Climate), _) => (2, tr!("Climate change")),
        (_, Some(IssueSide::Internal)) => (0, tr!("Internal issues")),
        (_, Some(IssueSide::External)) => (1, tr!("External issues")),
        (_, None) => (3, tr!("Inside or outside: undecided")),
    }
}

fn issues(request: &Request<'_>) -> Vec<Block> {
    let mut issues: Vec<&Issue> = request.isms.issues.iter().collect();
    issues.sort_by_key(|issue| (place(issue).0, by_reference(&issue.reference)));
    let mut blocks = vec![heading(1, tr!("Issues inside and outside"), tr!("clause 4.1"))];
    if issues.is_empty() {
        blocks
            .push(prose(tr!("No issue is listed yet. Begin with what makes security harder for you than for others.")));
        return blocks;
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut last = None;
    for issue in issues {
        let (number, words) = place(issue);
        if last.replace(number) != Some(number) {
            rows.push(group(words, String::new()));
        }
        let area = issue.area.map_or_else(|| tr!("area undecided"), IssueArea::label);
        rows.push(body(vec![
            reference(&issue.reference),
            titled(&issue.name, [area]),
            yes_no(issue.relevant),
            effect(issue),
        ]));
    }
    let columns = vec![
        column(tr!("Ref"), 14.0),
        column(tr!("Issue"), 54.0),
        column(tr!("Matters"), 18.0),
        column(tr!("What it does to the ISMS"), 84.0),
    ];
    blocks.push(Block::Table(Table { columns, rows }));
    blocks
}

/// An issue that does not matter needs no effect.
fn effect(issue: &Issue) -> Cell {
    match issue.relevant {
        Some(false) => Cell::plain(issue.effect.trim()),
        Some(true) | None => said(&issue.effect, tr!("not described")),
    }
}

/// The decision on climate change in a sentence (Amendment 1:2024).
fn climate(request: &Request<'_>) -> Block {
    let of = |answer: Option<bool>| {
        let found = request
            .isms
            .issues
            .iter()
            .filter(|issue| issue.area == Some(IssueArea::Climate) && issue.relevant == answer);
        listed(found.map(|issue| issue.reference.as_str()))
    };
    let (yes, no) = (of(Some(true)), of(Some(false)));
    let words = match (yes.as_str(), no.as_str()) {
        ("", "") => tr!("undecided. Nobody has decided whether it matters to the ISMS."),
        (yes, "") => tr!("decided as relevant to the ISMS, see {}.", yes),
        ("", no) => tr!("decided as not relevant to the ISMS, see {}.", no),
        (yes, no) => tr!("relevant in part, see {0}; not relevant, see {1}.", yes, no),
    };
    Block::Paragraph {
        text: vec![Span::strong(tr!("Climate change:")), Span::plain(format!(" {words}"))],
        style: super::outline::ParagraphStyle::Prose,
    }
}

fn parties(request: &Request<'_>) -> Vec<Block> {
    let mut parties: Vec<&InterestedParty> = request.isms.parties.iter().collect();
    parties.sort_by_key(|party| by_reference(&party.reference));
    let mut blocks = vec![heading(1, tr!("Interested parties"), tr!("clause 4.2"))];
    if parties.is_empty() {
        blocks.push(prose(tr!("No interested party is listed yet. Begin with clients, staff and the authorities.")));
        return blocks;
    }
    let row = |party: &&InterestedParty| {
        body(vec![
            reference(&party.reference),
            titled(&party.name, []),
            said(&party.requirements, tr!("not entered")),
            yes_no(party.addressed),
            said(&party.how, tr!("not described")),
        ])
    };
    let columns = vec![
        column(tr!("Ref"), 14.0),
        column(tr!("Who"), 32.0),
        column(tr!("What they require"), 52.0),
        column(tr!("Addressed"), 19.0),
        column(tr!("Which of it and how, or why not"), 53.0),
    ];
    blocks.push(Block::Table(Table { columns, rows: parties.iter().map(row).collect() }));
    blocks
}
