//! Roles and responsibilities (5.3, A.5.2): who holds which role in the ISMS, who stands in, and what each person
//! answers for in the registers.

mod matrix;

use std::collections::BTreeMap;

use tr::tr;

use super::Request;
use super::approval::lines;
use super::cells::day_text;
use super::furniture::{Furniture, body, column, heading, prose};
use super::outline::{Block, Cell, Orientation, Outline, Row, Span, Table};
use crate::isms::controls::Control;
use crate::isms::documents::DocumentStatus;
use crate::isms::organisation::{IsmsRole, Person, PersonId};
use crate::isms::steps::Step;
use crate::isms::{Isms, Record, RegisterName};

/// The document's title.
pub fn title() -> String {
    tr!("Roles and responsibilities")
}

/// A register in which records have owners, as a column of the matrix.
struct Owned<'a> {
    title: String,
    by: BTreeMap<PersonId, Vec<&'a str>>,
    /// Records that nobody answers for.
    nobody: usize,
    /// How many records there are, whoever answers for them.
    all: usize,
}

impl<'a> Owned<'a> {
    /// Sorts records by who answers for them. Somebody who is no longer in the register is nobody.
    fn of<T: Record>(
        title: String,
        isms: &'a Isms,
        records: impl Iterator<Item = &'a T>,
        owner: fn(&T) -> Option<PersonId>,
    ) -> Self {
        let mut owned = Self { title, by: BTreeMap::new(), nobody: 0, all: 0 };
        for record in records {
            owned.all += 1;
            match owner(record).filter(|id| isms.people.get(*id).is_some()) {
                Some(person) => owned.by.entry(person).or_default().push(record.reference()),
                None => owned.nobody += 1,
            }
        }
        owned
    }

    fn of_person(&self, person: PersonId) -> &[&'a str] {
        self.by.get(&person).map_or(&[], Vec::as_slice)
    }
}

/// What each person answers for, in the order of the matrix: risks, controls, assets, documents, then the rest.
fn registers(isms: &Isms) -> Vec<Owned<'_>> {
    let needed = |control: &&Control| control.applicable != Some(false);
    let in_force = isms.documents.iter().filter(|document| document.status != Some(DocumentStatus::Retired));
    vec![
        Owned::of(tr!("Risks"), isms, isms.risks.iter(), |risk| risk.owner),
        Owned::of(tr!("Controls"), isms, isms.controls.iter().filter(needed), |control| control.owner),
        Owned::of(tr!("Assets"), isms, isms.assets.iter(), |asset| asset.owner),
        Owned::of(tr!("Documents"), isms, in_force, |document| document.owner),
        Owned::of(tr!("Processes"), isms, isms.processes.iter(), |process| process.owner),
        Owned::of(tr!("Objectives"), isms, isms.objectives.iter(), |objective| objective.owner),
        Owned::of(tr!("Obligations"), isms, isms.obligations.iter(), |obligation| obligation.owner),
        Owned::of(tr!("Suppliers"), isms, isms.suppliers.iter(), |supplier| supplier.owner),
        Owned::of(tr!("Open actions"), isms, isms.actions.iter().filter(|a| a.is_open()), |action| action.owner),
    ]
}

/// What a role is there for, in a line.
fn duty(role: IsmsRole) -> String {
    match role {
        IsmsRole::TopManagement => tr!("Directs the organisation, gives time and money, assigns these roles."),
        IsmsRole::IsmsManager => tr!("Runs the ISMS from day to day and reports to top management how it performs."),
        IsmsRole::RiskOwner => tr!("Decides how a risk is treated and accepts what remains of it."),
        IsmsRole::ControlOwner => tr!("Keeps a control in place and can show that it works."),
        IsmsRole::InternalAuditor => tr!("Audits the ISMS, never their own work."),
        IsmsRole::DataProtection => tr!("Answers questions about personal data, from inside and outside."),
    }
}

/// The outline of the document.
pub fn outline(request: &Request<'_>) -> Outline {
    let furniture = Furniture::new(request, "roles", title());
    let control = furniture.report_control(tr!("As they stand on that day"), Vec::new());
    let mut blocks = vec![furniture.masthead(tr!("ISO/IEC 27001:2022, clause 5.3 and control A.5.2"), control)];
    blocks.push(heading(1, tr!("In brief"), String::new()));
    blocks.push(prose(in_brief(request)));
    blocks.push(heading(1, tr!("Roles in the ISMS"), String::new()));
    blocks.push(Block::Table(roles(request)));
    if !request.isms.people.is_empty() {
        blocks.push(heading(1, tr!("Approval"), String::new()));
        blocks.push(prose(tr!(
            "With this signature top management assigns these roles and the authority that goes with them."
        )));
        blocks.push(lines(&furniture));
        blocks.extend(matrix::blocks(request, &registers(request.isms)));
    }
    blocks.extend(furniture.still_open(Step::ManagementSupport, |check| check.target.register == RegisterName::People));
    furniture.report(Orientation::Landscape, None, blocks)
}

fn in_brief(request: &Request<'_>) -> String {
    let people = &request.isms.people;
    if people.is_empty() {
        return tr!("Nobody is listed yet. Begin with the person at the top and the one who runs the ISMS.");
    }
    let holds = |role: IsmsRole| people.iter().any(|p| p.has_role(role) && p.is_with_us(request.date));
    let open: Vec<String> = IsmsRole::ALL.iter().filter(|role| !holds(**role)).map(|role| role.label()).collect();
    if open.is_empty() {
        tr!("Every role of the ISMS is held by somebody.")
    } else {
        tr!("Nobody holds these roles yet: {}.", open.join(", "))
    }
}

/// Role by role: what it is there for, who holds it, who stands in.
fn roles(request: &Request<'_>) -> Table {
    let columns = vec![
        column(tr!("Role"), 42.0),
        column(tr!("What it is there for"), 92.0),
        column(tr!("Held by"), 74.0),
        column(tr!("Deputy"), 59.0),
    ];
    let mut rows: Vec<Row> = Vec::new();
    for role in IsmsRole::ALL {
        let mut head = vec![Cell::strong(role.label()), Cell::plain(duty(*role))];
        let holders: Vec<&Person> = request.isms.people.iter().filter(|person| person.has_role(*role)).collect();
        if holders.is_empty() {
            head.extend([Cell::muted(tr!("nobody yet")), Cell::default()]);
            rows.push(body(head));
            continue;
        }
        for person in holders {
            let mut cells = std::mem::take(&mut head);
            cells.resize(2, Cell::default());
            cells.extend([holder(request, person), deputy(request, person)]);
            rows.push(body(cells));
        }
    }
    Table { columns, rows }
}

fn holder(request: &Request<'_>, person: &Person) -> Cell {
    let mut text = vec![Span::strong(&person.name)];
    if !person.job_title.is_empty() {
        text.push(Span::plain(format!(", {}", person.job_title)));
    }
    text.extend(gone(request, person).map(|words| Span::muted(format!("\n{words}"))));
    Cell { mark: None, text }
}

/// That somebody has left, when they have.
fn gone(request: &Request<'_>, person: &Person) -> Option<String> {
    let left = person.left.filter(|_| !person.is_with_us(request.date))?;
    Some(tr!("left on {}", day_text(left)))
}

fn deputy(request: &Request<'_>, person: &Person) -> Cell {
    match person.deputy.and_then(|id| request.isms.people.get(id)) {
        Some(deputy) => holder(request, deputy),
        None => Cell::muted(tr!("no deputy")),
    }
}
