//! What the ISMS costs: by year and kind, then line by line.

use std::collections::BTreeMap;

use tr::tr;

use crate::documents::cells::{reference, titled};
use crate::documents::furniture::{column, group, heading, number, small};
use crate::documents::outline::{Block, Cell, Row, RowKind, Span, Table};
use crate::documents::wording::money;
use crate::isms::Isms;
use crate::isms::support::{CostKind, CostLine};

/// The budget, by year; lines without a year come last.
pub(super) struct Costs<'a> {
    currency: &'a str,
    years: BTreeMap<(bool, Option<u16>), Vec<&'a CostLine>>,
}

impl<'a> Costs<'a> {
    pub fn of(isms: &'a Isms) -> Self {
        let mut years: BTreeMap<_, Vec<&CostLine>> = BTreeMap::new();
        for line in isms.cost_lines.iter() {
            years.entry((line.year.is_none(), line.year)).or_default().push(line);
        }
        let currency = isms.profile().map_or("", |profile| profile.currency.trim());
        Self { currency, years }
    }

    fn lines(&self) -> impl Iterator<Item = &'a CostLine> + '_ {
        self.years.values().flatten().copied()
    }

    /// What is known of the cost, in a sentence or two.
    pub fn words(&self) -> String {
        let open = self.lines().filter(|line| line.total().is_none()).count();
        let known = self.lines().count() - open;
        let mut words = match (known, self.span()) {
            (0, _) if open == 0 => tr!("No cost is entered yet."),
            (0, _) => tr!("No cost line is complete yet."),
            (_, Some((from, until))) if from == until => tr!("In {0} it costs {1}.", from, self.sum(self.lines())),
            (_, Some((from, until))) => {
                tr!("From {0} to {1} it costs {2}.", from, until, self.sum(self.lines()))
            }
            (_, None) => tr!("It costs {}.", self.sum(self.lines())),
        };
        if open > 0 && known > 0 {
            words.push(' ');
            words.push_str(&tr!("Cost lines without an amount, which count nothing here: {}.", open));
        }
        if self.currency.is_empty() && known > 0 {
            words.push(' ');
            words.push_str(&tr!("The currency is not chosen yet."));
        }
        words
    }

    /// First and last year, when every line has one.
    fn span(&self) -> Option<(u16, u16)> {
        let years: Option<Vec<u16>> = self.years.keys().map(|(_, year)| *year).collect();
        let years = years?;
        Some((*years.first()?, *years.last()?))
    }

    fn sum<'b>(&self, lines: impl Iterator<Item = &'b CostLine>) -> String {
        money(lines.filter_map(CostLine::total).sum(), self.currency)
    }

    pub fn blocks(&self) -> Vec<Block> {
        if self.years.is_empty() {
            return Vec::new();
        }
        vec![
            heading(1, tr!("What it costs"), self.note()),
            Block::Table(self.by_year()),
            heading(2, tr!("Line by line"), self.note()),
            Block::Table(self.in_detail()),
            small(tr!("Days count at the price given beside them. A fixed amount stands alone.")),
        ]
    }

    /// `All amounts in GBP`.
    fn note(&self) -> String {
        if self.currency.is_empty() { String::new() } else { tr!("All amounts in {}", self.currency) }
    }

    /// A row for each year, a column for each kind that occurs.
    fn by_year(&self) -> Table {
        let kinds: Vec<Option<CostKind>> = CostKind::ALL
            .iter()
            .map(|kind| Some(*kind))
            .chain([None])
            .filter(|kind| self.lines().any(|line| line.kind == *kind))
            .collect();
        let mut columns = vec![column(tr!("Year"), 1.1)];
        columns
            .extend(kinds.iter().map(|kind| number(kind.map_or_else(|| tr!("Kind undecided"), CostKind::label), 1.0)));
        columns.push(number(tr!("Total"), 1.0));
        let row = |label: Cell, lines: &[&CostLine], kind: RowKind| {
            let mut cells = vec![label];
            for kind in &kinds {
                cells.push(cell(&lines.iter().copied().filter(|line| line.kind == *kind).collect::<Vec<_>>()));
            }
            let total = cell(lines);
            let text = total.text.into_iter().map(|span| Span { strong: true, ..span }).collect();
            cells.push(Cell { text, ..total });
            Row { cells, kind }
        };
        let mut rows: Vec<Row> = self
            .years
            .iter()
            .map(|((_, year), lines)| row(Cell::strong(year_words(*year)), lines, RowKind::Body))
            .collect();
        if rows.len() > 1 {
            rows.push(row(Cell::strong(tr!("Together")), &self.lines().collect::<Vec<_>>(), RowKind::Total));
        }
        Table { columns, rows }
    }

    fn in_detail(&self) -> Table {
        let columns = vec![
            column(tr!("Ref"), 14.0),
            column(tr!("What for"), 70.0),
            column(tr!("Kind"), 32.0),
            number(tr!("Days"), 14.0),
            number(tr!("Per day"), 18.0),
            number(tr!("Amount"), 24.0),
        ];
        let mut rows = Vec::new();
        for ((_, year), lines) in &self.years {
            let known = lines.iter().any(|line| line.total().is_some());
            let sum = if known { self.sum(lines.iter().copied()) } else { String::new() };
            rows.push(group(year_words(*year), sum));
            rows.extend(lines.iter().map(|line| detail(line)));
        }
        Table { columns, rows }
    }
}

fn year_words(year: Option<u16>) -> String {
    year.map_or_else(|| tr!("Year undecided"), |year| year.to_string())
}

/// The sum of these lines; a dash for none, and words when none of them is complete.
fn cell(lines: &[&CostLine]) -> Cell {
    let known: Vec<u64> = lines.iter().filter_map(|line| line.total()).collect();
    match (lines.len(), known.len()) {
        (0, _) => Cell::plain("–"),
        (_, 0) => Cell::muted(tr!("not known")),
        (_, _) => Cell::plain(money(known.iter().sum(), "")),
    }
}

fn detail(line: &CostLine) -> Row {
    let figure =
        |value: Option<u32>| value.map_or_else(Cell::default, |value| Cell::plain(money(u64::from(value), "")));
    let cells = vec![
        reference(&line.reference),
        titled(&line.name, []),
        line.kind.map_or_else(|| Cell::muted(tr!("undecided")), |kind| Cell::plain(kind.label())),
        figure(line.days),
        figure(line.day_rate),
        line.total().map_or_else(|| Cell::muted(tr!("not known")), |total| Cell::plain(money(total, ""))),
    ];
    Row { cells, kind: RowKind::Body }
}
