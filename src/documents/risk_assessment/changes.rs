//! What changed since the last snapshot (8.2), and when the next assessment is due.

use tr::tr;

use super::{Report, maps};
use crate::documents::furniture::{body, column, heading, label, prose};
use crate::documents::outline::{Arrow, Block, Cell, Movement, Place as OnMatrix, Row, Span, Table};
use crate::documents::wording::{long_date, short_date, unbroken};
use crate::isms::method::Method;
use crate::isms::risks::{
    Comparison, Moved, Named, Picture, Place, RiskSnapshot, compare, newest_snapshot, next_assessment,
};

pub(super) fn pages(report: &Report<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(snapshot) = newest_snapshot(report.request.isms) {
        blocks.push(Block::PageBreak);
        blocks.extend(since(report, snapshot));
    }
    if !report.lines.is_empty() {
        blocks.extend(next(report));
    }
    blocks
}

fn since(report: &Report<'_>, snapshot: &RiskSnapshot) -> Vec<Block> {
    let isms = report.request.isms;
    let found = compare(isms, &Picture::of(snapshot), &Picture::today(isms));
    let on = snapshot.on.map(long_date).unwrap_or_default();
    let mut blocks =
        vec![heading(1, tr!("What changed since “{}”", snapshot.name), on), prose(in_sentences(&found, snapshot))];
    if let Some(method) = report.method.filter(|method| method.combination.is_some()) {
        blocks.extend(movement(report, method, &found));
    }
    let rows = rows(&found);
    if !rows.is_empty() {
        let columns = vec![
            column(tr!("Ref"), 12.0),
            column(tr!("Risk"), 84.0),
            column(tr!("What happened"), 56.0),
            column(tr!("What else changed"), 110.0),
        ];
        blocks.push(Block::Table(Table { columns, rows }));
    }
    blocks
}

fn in_sentences(found: &Comparison, snapshot: &RiskSnapshot) -> String {
    let Comparison { new, gone, moved, changed, accepted_since, unchanged } = found;
    let occasion = snapshot.occasion.trim();
    let mut sentences = Vec::new();
    if !occasion.is_empty() {
        sentences.push(tr!("Occasion of that assessment: {}.", occasion.trim_end_matches('.')));
    }
    if new.is_empty() && gone.is_empty() && moved.is_empty() && changed.is_empty() {
        sentences.push(tr!("Nothing that is judged has changed since then."));
    } else {
        sentences.push(tr!(
            "Since then {0} risks are new and {1} are gone. {2} stand at another level, {3} changed in something else and {4} are as they were.",
            new.len(),
            gone.len(),
            moved.len(),
            changed.len(),
            unchanged.len()
        ));
    }
    if !accepted_since.is_empty() {
        sentences.push(tr!("Accepted since: {}.", accepted_since.len()));
    }
    sentences.join(" ")
}

/// The arrows of what moved within the method in use; nothing when no arrow can be drawn.
fn movement(report: &Report<'_>, method: &Method, found: &Comparison) -> Option<Block> {
    let place = |(likelihood, impact): (u8, u8)| {
        let row = method.likelihood.len().checked_sub(usize::from(likelihood))?;
        Some(OnMatrix { row, column: usize::from(impact).checked_sub(1)? })
    };
    let under_it = |moved: &&Moved| moved.to.method == Some(method.id);
    let arrow = |moved: &Moved| {
        let (from, to) = moved.arrow()?;
        Some(Arrow { from: place(from)?, to: place(to)?, count: 1 })
    };
    let arrows: Vec<Arrow> = found.moved.iter().filter(under_it).filter_map(arrow).collect();
    if arrows.is_empty() {
        return None;
    }
    let current = report.lines.iter().filter(|line| line.is_current).map(|line| &line.risk.current);
    let places = current.filter_map(|judged| judged.likelihood.zip(judged.impact));
    Some(Block::Movement(Movement {
        description: tr!("A matrix with an arrow for each risk that moved: {}.", listed(&found.moved)),
        matrix: maps::matrix(method, String::new(), places),
        arrows,
        moved: tr!("How many risks went this way"),
        stayed: String::new(),
        legend: maps::legend(method),
    }))
}

/// `R-07 from 12 High to 6 Medium`, for those who do not see the picture. A long list is left to the table.
fn listed(moved: &[Moved]) -> String {
    const NAMED: usize = 20;
    let mut words: Vec<String> = moved
        .iter()
        .take(NAMED)
        .map(|moved| tr!("{0} from {1} to {2}", moved.risk.reference, moved.from.words(), moved.to.words()))
        .collect();
    if moved.len() > NAMED {
        words.push(tr!("{} more in the table", moved.len() - NAMED));
    }
    words.join(", ")
}

/// New, gone, moved, otherwise changed; the unchanged ones are left out.
fn rows(found: &Comparison) -> Vec<Row> {
    let line = |named: &Named, what: Cell, more: String| {
        body(vec![Cell::strong(unbroken(&named.reference)), Cell::plain(&named.name), what, Cell::muted(more)])
    };
    let accepted = |named: &Named| found.accepted_since.iter().any(|other| other.id == named.id);
    let with_acceptance =
        |named: &Named, what: String| Cell::plain(if accepted(named) { tr!("{}; accepted since", what) } else { what });
    let listed = |found: &Comparison, id| {
        let named = found.new.iter().chain(found.changed.iter().map(|(named, _)| named));
        named.chain(found.moved.iter().map(|moved| &moved.risk)).any(|named| named.id == id)
    };
    let mut rows: Vec<Row> =
        found.moved.iter().map(|moved| line(&moved.risk, way(moved), moved.why.join("\n"))).collect();
    rows.extend(found.new.iter().map(|named| line(named, with_acceptance(named, tr!("New")), String::new())));
    rows.extend(found.gone.iter().map(|named| line(named, Cell::plain(tr!("Gone")), String::new())));
    let changed = found.changed.iter();
    rows.extend(changed.map(|(named, why)| line(named, with_acceptance(named, tr!("Same level")), why.join("\n"))));
    let only_accepted = found.accepted_since.iter().filter(|named| !listed(found, named.id));
    rows.extend(only_accepted.map(|named| line(named, Cell::plain(tr!("Accepted since")), String::new())));
    rows
}

/// From where to where, with the badge of today.
fn way(moved: &Moved) -> Cell {
    let Place { score, step, .. } = &moved.to;
    let words = vec![Span::plain(moved.words())];
    match (score, step.and_then(|step| u8::try_from(step).ok())) {
        (Some(score), Some(step)) => Cell { text: words, ..Cell::level(step, *score, "") },
        _ => Cell { mark: None, text: words },
    }
}

/// When the risks are assessed again, and what asks for it before.
fn next(report: &Report<'_>) -> Vec<Block> {
    let next = next_assessment(report.request.isms, report.request.date);
    let mut sentences = Vec::new();
    match next.due {
        Some(due) if next.overdue => sentences.push(tr!("The next assessment was due on {}.", long_date(due))),
        Some(due) => sentences.push(tr!("The next assessment is due on {}.", long_date(due))),
        None => {}
    }
    sentences.push(next.because);
    let mut blocks = vec![heading(1, tr!("The next assessment"), String::new()), prose(sentences.join(" "))];
    if !next.triggers.is_empty() {
        let words = |trigger: &&crate::isms::certification::ChangeTrigger| {
            let on = trigger.on.map(short_date).map(|on| format!(", {on}")).unwrap_or_default();
            vec![Span::strong(unbroken(&trigger.reference)), Span::plain(format!(" {}{on}", trigger.name))]
        };
        blocks.push(label(tr!("Changes that nobody has finished reviewing: each may ask for an assessment before")));
        blocks.push(Block::List { ordered: false, items: next.triggers.iter().map(words).collect() });
    }
    blocks
}
