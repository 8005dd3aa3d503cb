//! The scope of the ISMS (4.3): the statement for the certificate, what is inside, what is outside and why, where
//! others take over, and the approval of exactly this.

use tr::tr;

use super::Request;
use super::approval::{Act, Words, sponsor};
use super::cells::{reference, said, titled};
use super::commitment::paragraphs;
use super::furniture::{Furniture, body, column, group, heading, prose};
use super::outline::{Block, Orientation, Outline, Row, Table};
use super::wording::{by_reference, long_date};
use crate::isms::RegisterName;
use crate::isms::approval::Standing;
use crate::isms::scope::{Interface, ScopeItem, ScopeStatement, ScopeSubject, scope_digest};
use crate::isms::steps::Step;

/// The document's title.
pub fn title() -> String {
    tr!("Scope of the ISMS")
}

/// The outline of the document.
pub fn outline(request: &Request<'_>) -> Outline {
    let isms = request.isms;
    let furniture = Furniture::new(request, "scope", title());
    let scope = isms.scope().ok();
    let expected = furniture.person(|record| record.approver).or_else(|| sponsor(isms));
    let approval = scope.and_then(|scope| scope.approval.as_ref());
    let act = Act::new(Words::Approved, approval, &scope_digest(isms), expected);
    let version = version_text(scope, &act);
    let mut control = act.control(&furniture);
    control.insert(1, (tr!("Version"), version.clone()));
    let mut blocks = vec![furniture.masthead(tr!("ISO/IEC 27001:2022, clause 4.3"), control)];
    blocks.extend(act.lapsed());
    blocks.extend(statement(scope));
    blocks.extend(boundary(request));
    blocks.extend(interfaces(request));
    blocks.push(heading(1, tr!("Approval"), String::new()));
    if scope.is_none_or(|scope| scope.statement.trim().is_empty()) && act.standing() == Standing::Missing {
        blocks.push(prose(tr!("There is nothing to approve yet. Write the scope statement first.")));
    } else {
        blocks.extend(act.blocks(tr!(
            "With this signature the management of {} sets this scope: the statement, what is inside, what is outside for the reasons given, and the interfaces.",
            furniture.organisation()
        )));
    }
    blocks.extend(furniture.still_open(Step::Scope, |check| {
        matches!(
            check.target.register,
            RegisterName::ScopeItems | RegisterName::Interfaces | RegisterName::ScopeStatements
        )
    }));
    let reference = furniture.record.map_or_else(title, |record| record.reference.clone());
    let foot = format!("{reference}, {version}, {}", long_date(request.date));
    let author = furniture.person(|record| record.author).map(|person| person.name.clone()).unwrap_or_default();
    furniture.outline(Orientation::Portrait, author, foot, act.mark(), blocks)
}

fn version_text(scope: Option<&ScopeStatement>, act: &Act<'_>) -> String {
    match scope.filter(|_| act.valid().is_some()) {
        Some(scope) => tr!("version {}", scope.version),
        None => tr!("draft"),
    }
}

fn statement(scope: Option<&ScopeStatement>) -> Vec<Block> {
    let text = scope.map_or("", |scope| scope.statement.trim());
    let mut blocks = vec![heading(1, tr!("Scope statement"), tr!("as it is to stand on the certificate"))];
    if text.is_empty() {
        blocks.push(prose(tr!("The scope statement is not written yet.")));
    }
    blocks.extend(paragraphs(text));
    blocks
}

/// Inside by kind, outside with reasons, and what nobody has decided.
fn boundary(request: &Request<'_>) -> Vec<Block> {
    let mut items: Vec<&ScopeItem> = request.isms.scope_items.iter().collect();
    items.sort_by_key(|item| by_reference(&item.reference));
    let of = |inside| items.iter().copied().filter(|item| item.inside == inside).collect::<Vec<_>>();
    let mut blocks = vec![heading(1, tr!("What is inside"), String::new())];
    match of(Some(true)).as_slice() {
        [] => blocks.push(prose(tr!("Nothing is listed as in scope yet. Begin with your sites and services."))),
        inside => blocks.push(Block::Table(inside_table(request, inside))),
    }
    blocks.push(heading(1, tr!("What is outside"), String::new()));
    match of(Some(false)).as_slice() {
        [] => blocks.push(prose(tr!("Nothing is listed as out of scope."))),
        outside => blocks.push(Block::Table(outside_table(outside))),
    }
    let open = of(None);
    if !open.is_empty() {
        blocks.push(heading(1, tr!("In or out: undecided"), String::new()));
        blocks.push(Block::Table(inside_table(request, &open)));
    }
    blocks
}

fn inside_table(request: &Request<'_>, items: &[&ScopeItem]) -> Table {
    let mut rows: Vec<Row> = Vec::new();
    for subject in ScopeSubject::ALL.iter().map(|subject| Some(*subject)).chain([None]) {
        let members: Vec<&&ScopeItem> = items.iter().filter(|item| item.subject == subject).collect();
        if !members.is_empty() {
            rows.push(group(subject_words(subject), String::new()));
        }
        let row = |item: &&&ScopeItem| {
            body(vec![
                reference(&item.reference),
                titled(&item.name, []),
                said(&register_words(request, item), "–".to_owned()),
            ])
        };
        rows.extend(members.iter().map(row));
    }
    let columns = vec![column(tr!("Ref"), 14.0), column(tr!("What"), 66.0), column(tr!("In the registers"), 90.0)];
    Table { columns, rows }
}

fn subject_words(subject: Option<ScopeSubject>) -> String {
    subject.map_or_else(|| tr!("Kind undecided"), ScopeSubject::label)
}

/// What the registers say about the site, process, team or system that a line stands for.
fn register_words(request: &Request<'_>, item: &ScopeItem) -> String {
    let isms = request.isms;
    let told = |reference: &str, name: &str, words: &str| {
        let name = if name.trim() == item.name.trim() { "" } else { name.trim() };
        let head = [super::wording::unbroken(reference), name.to_owned()];
        let head = head.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        [head.as_str(), words.trim()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
    };
    let site = item.site.and_then(|id| isms.sites.get(id)).map(|s| told(&s.reference, &s.name, &s.address));
    let process =
        item.process.and_then(|id| isms.processes.get(id)).map(|p| told(&p.reference, &p.name, &p.description));
    let team = item.team.and_then(|id| isms.teams.get(id)).map(|t| told(&t.reference, &t.name, ""));
    let asset = item.asset.and_then(|id| isms.assets.get(id)).map(|a| told(&a.reference, &a.name, &a.location));
    [site, process, team, asset].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn outside_table(items: &[&ScopeItem]) -> Table {
    let row = |item: &&ScopeItem| {
        body(vec![
            reference(&item.reference),
            titled(&item.name, [subject_words(item.subject)]),
            said(&item.reason, tr!("no reason given")),
        ])
    };
    let columns = vec![column(tr!("Ref"), 14.0), column(tr!("What"), 56.0), column(tr!("Why it is outside"), 100.0)];
    Table { columns, rows: items.iter().map(row).collect() }
}

fn interfaces(request: &Request<'_>) -> Vec<Block> {
    let mut interfaces: Vec<&Interface> = request.isms.interfaces.iter().collect();
    interfaces.sort_by_key(|interface| by_reference(&interface.reference));
    let mut blocks = vec![heading(1, tr!("Interfaces and dependencies"), String::new())];
    if interfaces.is_empty() {
        blocks.push(prose(tr!("No interface to a provider or partner is described. Say where your work ends.")));
        return blocks;
    }
    let row = |interface: &&Interface| {
        let counterpart = interface.counterpart.trim();
        let other = if counterpart.is_empty() { tr!("nobody named") } else { tr!("with {}", counterpart) };
        body(vec![
            reference(&interface.reference),
            titled(&interface.name, [other]),
            said(&interface.ours, tr!("not described")),
            said(&interface.theirs, tr!("not described")),
        ])
    };
    let columns = vec![
        column(tr!("Ref"), 14.0),
        column(tr!("Interface"), 44.0),
        column(tr!("What we do"), 58.0),
        column(tr!("What they do"), 54.0),
    ];
    blocks.push(Block::Table(Table { columns, rows: interfaces.iter().map(row).collect() }));
    blocks
}
