//! The register of obligations (A.5.31): laws, regulations, contracts and standards, what each asks for, which
//! controls answer it, and who keeps an eye on it.

use tr::tr;

use super::Request;
use super::cells::{controls, reference, said, term, titled};
use super::furniture::{Furniture, body, column, count, group, heading, number, owner, prose};
use super::outline::{Block, Cell, Orientation, Outline, Row, RowKind, Table};
use super::wording::by_reference;
use crate::isms::RegisterName;
use crate::isms::scope::{Obligation, ObligationKind};
use crate::isms::steps::Step;

/// The document's title.
pub fn title() -> String {
    tr!("Register of obligations")
}

/// The outline of the register.
pub fn outline(request: &Request<'_>) -> Outline {
    let furniture = Furniture::new(request, "obligations", title());
    let control = furniture.report_control(tr!("As it stands on that day"), Vec::new());
    let mut blocks = vec![furniture.masthead(tr!("ISO/IEC 27001:2022, control A.5.31"), control)];
    if request.isms.obligations.is_empty() {
        blocks.push(heading(1, tr!("In brief"), String::new()));
        blocks.push(prose(tr!(
            "No law or contract is listed yet. Begin with data protection law and the contract of your largest client."
        )));
    } else {
        let kinds = by_kind(request);
        blocks.push(Block::Columns { left: in_brief(request), right: summary(request, &kinds), share: 0.42 });
        blocks.push(heading(1, tr!("The obligations"), String::new()));
        blocks.push(Block::Table(table(request, &kinds)));
    }
    blocks.extend(furniture.still_open(Step::Scope, |check| check.target.register == RegisterName::Obligations));
    furniture.report(Orientation::Landscape, None, blocks)
}

/// Kinds that occur, each with its obligations in the order of references; undecided ones come last.
type Kinds<'a> = Vec<(Option<ObligationKind>, Vec<&'a Obligation>)>;

fn by_kind<'a>(request: &Request<'a>) -> Kinds<'a> {
    let kinds = ObligationKind::ALL.iter().map(|kind| Some(*kind)).chain([None]);
    let of = |kind: Option<ObligationKind>| {
        let mut members: Vec<&Obligation> = request.isms.obligations.iter().filter(|o| o.kind == kind).collect();
        members.sort_by_key(|obligation| by_reference(&obligation.reference));
        (kind, members)
    };
    kinds.map(of).filter(|(_, members)| !members.is_empty()).collect()
}

fn label(kind: Option<ObligationKind>) -> String {
    kind.map_or_else(|| tr!("Kind undecided"), ObligationKind::label)
}

fn is_late(request: &Request<'_>, obligation: &Obligation) -> bool {
    obligation.next_review.is_some_and(|next| next < request.date)
}

fn in_brief(request: &Request<'_>) -> Vec<Block> {
    let all = &request.isms.obligations;
    let of = |test: &dyn Fn(&Obligation) -> bool| all.iter().filter(|obligation| test(obligation)).count();
    let mut sentences = vec![
        tr!("This register lists one law, contract or standard that binds us."
            | "This register lists {n} laws, regulations, contracts and standards that bind us." % all.len()),
        tr!("For each it says what it asks for, which controls answer it and who keeps an eye on it."),
    ];
    let bare = of(&|obligation| obligation.controls.is_empty());
    let (unowned, late) = (of(&|obligation| obligation.owner.is_none()), of(&|o| is_late(request, o)));
    for (number, words) in [
        (bare, tr!("Without a control: {}.", bare)),
        (unowned, tr!("Without an owner: {}.", unowned)),
        (late, tr!("Past their review: {}.", late)),
    ] {
        if number > 0 {
            sentences.push(words);
        }
    }
    vec![heading(1, tr!("In brief"), String::new()), prose(sentences.join(" "))]
}

fn summary(request: &Request<'_>, kinds: &Kinds<'_>) -> Vec<Block> {
    let line = |label: Cell, list: &[&Obligation], kind: RowKind| {
        let of = |test: &dyn Fn(&Obligation) -> bool| count(list.iter().filter(|o| test(o)).count());
        let cells = vec![
            label,
            count(list.len()),
            of(&|obligation| !obligation.controls.is_empty()),
            of(&|obligation| obligation.owner.is_some()),
            of(&|obligation| is_late(request, obligation)),
        ];
        Row { cells, kind }
    };
    let mut rows: Vec<Row> =
        kinds.iter().map(|(kind, members)| line(Cell::strong(label(*kind)), members, RowKind::Body)).collect();
    let all: Vec<&Obligation> = request.isms.obligations.iter().collect();
    rows.push(line(Cell::strong(tr!("All")), &all, RowKind::Total));
    let columns = vec![
        column(tr!("Kind"), 1.6),
        number(tr!("Obligations"), 1.0),
        number(tr!("With controls"), 1.2),
        number(tr!("Owned"), 1.0),
        number(tr!("Review overdue"), 1.3),
    ];
    vec![heading(1, tr!("By kind"), String::new()), Block::Table(Table { columns, rows })]
}

fn table(request: &Request<'_>, kinds: &Kinds<'_>) -> Table {
    let columns = vec![
        column(tr!("Ref"), 14.0),
        column(tr!("Obligation"), 50.0),
        column(tr!("Provision"), 46.0),
        column(tr!("What it asks of us"), 70.0),
        column(tr!("Controls"), 38.0),
        column(tr!("Owner"), 27.0),
        column(tr!("Next review"), 22.0),
    ];
    let mut rows: Vec<Row> = Vec::new();
    for (kind, members) in kinds {
        rows.push(group(label(*kind), members.len().to_string()));
        rows.extend(members.iter().map(|obligation| row(request, obligation)));
    }
    Table { columns, rows }
}

fn row(request: &Request<'_>, obligation: &Obligation) -> Row {
    let isms = request.isms;
    let provisions: Vec<&str> = obligation.cites().collect();
    body(vec![
        reference(&obligation.reference),
        titled(&obligation.name, []),
        said(&provisions.join("\n"), tr!("not cited")),
        said(&obligation.requirement, tr!("not described")),
        said(&controls(isms, &obligation.controls), tr!("no control yet")),
        owner(isms.person_name(obligation.owner)),
        term(obligation.next_review, request.date, tr!("no date yet"), tr!("overdue")),
    ])
}
