//! The supplier register (A.5.19 to A.5.23): what each supplier does for us, how much hangs on it, what is agreed,
//! which certificates it holds and when it was reviewed.

use tr::tr;

use super::Request;
use super::cells::{day, day_text, reference, said, term, titled, yes_no};
use super::furniture::{Furniture, body, column, count, group, heading, number, owner, prose};
use super::outline::{Block, Cell, Orientation, Outline, Row, RowKind, Span, Table};
use super::wording::by_reference;
use crate::isms::RegisterName;
use crate::isms::steps::Step;
use crate::isms::suppliers::{Criticality, Supplier};

/// The document's title.
pub fn title() -> String {
    tr!("Supplier register")
}

/// The outline of the register.
pub fn outline(request: &Request<'_>) -> Outline {
    let furniture = Furniture::new(request, "suppliers", title());
    let control = furniture.report_control(tr!("As it stands on that day"), Vec::new());
    let mut blocks = vec![furniture.masthead(tr!("ISO/IEC 27001:2022, controls A.5.19 to A.5.23"), control)];
    if request.isms.suppliers.is_empty() {
        blocks.push(heading(1, tr!("In brief"), String::new()));
        blocks.push(prose(tr!(
            "No supplier is listed yet. Begin with everyone who can see your data or stop your work."
        )));
    } else {
        let ranks = by_criticality(request);
        blocks.push(Block::Columns { left: in_brief(request), right: summary(request, &ranks), share: 0.4 });
        blocks.push(heading(1, tr!("The suppliers"), String::new()));
        blocks.push(Block::Table(table(request, &ranks)));
    }
    blocks.extend(furniture.still_open(Step::Controls, |check| check.target.register == RegisterName::Suppliers));
    furniture.report(Orientation::Landscape, None, blocks)
}

/// The most critical first, those nobody has rated last.
type Ranks<'a> = Vec<(Option<Criticality>, Vec<&'a Supplier>)>;

fn by_criticality<'a>(request: &Request<'a>) -> Ranks<'a> {
    let of = |rank: Option<Criticality>| {
        let mut members: Vec<&Supplier> = request.isms.suppliers.iter().filter(|s| s.criticality == rank).collect();
        members.sort_by_key(|supplier| by_reference(&supplier.reference));
        (rank, members)
    };
    let ranks = Criticality::ALL.iter().rev().map(|rank| Some(*rank)).chain([None]);
    ranks.map(of).filter(|(_, members)| !members.is_empty()).collect()
}

fn label(rank: Option<Criticality>) -> String {
    rank.map_or_else(|| tr!("Not rated yet"), Criticality::label)
}

fn is_late(request: &Request<'_>, supplier: &Supplier) -> bool {
    supplier.next_review.is_some_and(|next| next < request.date)
}

fn has_expired(request: &Request<'_>, supplier: &Supplier) -> bool {
    supplier.certificates.iter().any(|held| held.valid_until.is_some_and(|until| until < request.date))
}

fn in_brief(request: &Request<'_>) -> Vec<Block> {
    let all = &request.isms.suppliers;
    let of = |test: &dyn Fn(&Supplier) -> bool| all.iter().filter(|supplier| test(supplier)).count();
    let unreviewed = of(&|supplier| supplier.reviewed.is_none());
    let (late, expired) = (of(&|supplier| is_late(request, supplier)), of(&|s| has_expired(request, s)));
    let unasked = of(&|supplier| supplier.personal_data.is_none());
    let mut sentences = vec![
        tr!("This register lists one supplier." | "This register lists {n} suppliers." % all.len()),
        tr!("With personal data: {}.", of(&|supplier| supplier.personal_data == Some(true))),
    ];
    for (number, words) in [
        (unasked, tr!("Personal data undecided: {}.", unasked)),
        (unreviewed, tr!("Never reviewed: {}.", unreviewed)),
        (late, tr!("Past their review: {}.", late)),
        (expired, tr!("With an expired certificate: {}.", expired)),
    ] {
        if number > 0 {
            sentences.push(words);
        }
    }
    vec![heading(1, tr!("In brief"), String::new()), prose(sentences.join(" "))]
}

fn summary(request: &Request<'_>, ranks: &Ranks<'_>) -> Vec<Block> {
    let line = |label: Cell, list: &[&Supplier], kind: RowKind| {
        let of = |test: &dyn Fn(&Supplier) -> bool| count(list.iter().filter(|s| test(s)).count());
        let cells = vec![
            label,
            count(list.len()),
            of(&|supplier| supplier.personal_data == Some(true)),
            of(&|supplier| !supplier.security_clauses.trim().is_empty()),
            of(&|supplier| !supplier.certificates.is_empty()),
            of(&|supplier| supplier.reviewed.is_some()),
            of(&|supplier| is_late(request, supplier)),
        ];
        Row { cells, kind }
    };
    let mut rows: Vec<Row> =
        ranks.iter().map(|(rank, members)| line(Cell::strong(label(*rank)), members, RowKind::Body)).collect();
    let all: Vec<&Supplier> = request.isms.suppliers.iter().collect();
    rows.push(line(Cell::strong(tr!("All")), &all, RowKind::Total));
    let columns = vec![
        column(tr!("Criticality"), 1.4),
        number(tr!("Suppliers"), 1.0),
        number(tr!("Personal data"), 1.0),
        number(tr!("Security clauses"), 1.1),
        number(tr!("Certificates"), 1.1),
        number(tr!("Reviewed"), 1.0),
        number(tr!("Review overdue"), 1.1),
    ];
    vec![heading(1, tr!("By criticality"), String::new()), Block::Table(Table { columns, rows })]
}

fn table(request: &Request<'_>, ranks: &Ranks<'_>) -> Table {
    let columns = vec![
        column(tr!("Ref"), 14.0),
        column(tr!("Supplier and service"), 52.0),
        column(tr!("Personal data"), 17.0),
        column(tr!("Contract"), 40.0),
        column(tr!("Security clauses"), 50.0),
        column(tr!("Certificates"), 34.0),
        column(tr!("Owner"), 22.0),
        column(tr!("Last review"), 19.0),
        column(tr!("Next review"), 19.0),
    ];
    let mut rows: Vec<Row> = Vec::new();
    for (rank, members) in ranks {
        rows.push(group(label(*rank), members.len().to_string()));
        rows.extend(members.iter().map(|supplier| row(request, supplier)));
    }
    Table { columns, rows }
}

fn row(request: &Request<'_>, supplier: &Supplier) -> Row {
    body(vec![
        reference(&supplier.reference),
        titled(&supplier.name, [supplier.service.clone()]),
        yes_no(supplier.personal_data),
        said(&supplier.contract, tr!("not entered")),
        said(&supplier.security_clauses, tr!("none entered")),
        certificates(request, supplier),
        owner(request.isms.person_name(supplier.owner)),
        day(supplier.reviewed, tr!("never")),
        term(supplier.next_review, request.date, tr!("no date yet"), tr!("overdue")),
    ])
}

/// Standard, number and last day of each certificate; whatever has expired says so.
fn certificates(request: &Request<'_>, supplier: &Supplier) -> Cell {
    let mut text = Vec::new();
    for held in &supplier.certificates {
        let start = if text.is_empty() { "" } else { "\n" };
        let standard = held.standard.trim();
        let standard = if standard.is_empty() { tr!("standard not entered") } else { standard.to_owned() };
        text.push(Span::plain(format!("{start}{standard}")));
        if !held.number.trim().is_empty() {
            text.push(Span::muted(format!("\n{}", held.number.trim())));
        }
        match held.valid_until {
            Some(until) if until < request.date => {
                text.push(Span::strong(format!("\n{}", tr!("expired on {}", day_text(until)))));
            }
            Some(until) => text.push(Span::muted(format!("\n{}", tr!("until {}", day_text(until))))),
            None => text.push(Span::muted(format!("\n{}", tr!("last day not entered")))),
        }
    }
    if text.is_empty() { Cell::muted(tr!("none")) } else { Cell { mark: None, text } }
}
