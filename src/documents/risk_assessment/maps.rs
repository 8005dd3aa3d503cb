//! Where the risks stand: both matrices, the counts by band, and the highest risks.

use tr::tr;

use super::{Line, Report, not_yet};
use crate::documents::furniture::{body, column, count, heading, level, number, owner, prose, small};
use crate::documents::outline::{
    BandKey, Block, Cell, HeatMap, Matrix, MatrixCell, MatrixLegend, Row, RowKind, Scale, ScaleLevel, Span, Table,
};
use crate::documents::wording::unbroken;
use crate::isms::method::{Level, Method};
use crate::isms::risks::{Assessment, Risk};

/// So many risks are named on the first page; the register has them all.
const HIGHEST: usize = 7;

pub(super) fn pages(report: &Report<'_>) -> Vec<Block> {
    if report.lines.is_empty() {
        return Vec::new();
    }
    let Some(method) = report.method else {
        let sentence = tr!("Choose a risk method first: levels mean nothing without their words.");
        return not_yet(tr!("Where the risks stand"), sentence);
    };
    let mut blocks = vec![heading(1, tr!("Where the risks stand"), String::new())];
    if method.combination.is_some() {
        blocks.push(Block::HeatMap(heat_map(report, method)));
        blocks.extend(left_out(report));
    }
    blocks.extend(highest(report));
    blocks.push(Block::Columns { left: by_band(report, method), right: by_owner(report), share: 0.48 });
    blocks
}

fn heat_map(report: &Report<'_>, method: &Method) -> HeatMap {
    let (today, after) =
        (report.count(|line| line.is_above(line.today)), report.count(|line| line.is_above(line.after)));
    let description = match method.acceptable_up_to {
        Some(_) => tr!(
            "Two matrices of likelihood and impact with the number of risks in each cell. Today {0} risks lie above the acceptance line, after treatment {1}.",
            today,
            after
        ),
        None => tr!(
            "Two matrices of likelihood and impact with the number of risks in each cell. No acceptance line is set."
        ),
    };
    let placed = |pick: fn(&Risk) -> &Assessment| {
        let places = report.lines.iter().filter(|line| line.is_current).map(move |line| pick(line.risk));
        places.filter_map(|judged| judged.likelihood.zip(judged.impact))
    };
    HeatMap {
        description,
        matrices: vec![
            matrix(method, tr!("Today"), placed(|risk| &risk.current)),
            matrix(method, tr!("After treatment"), placed(Risk::residual)),
        ],
        legend: legend(method),
    }
}

/// The matrix of a method with so many risks in each cell.
pub(super) fn matrix(method: &Method, title: String, places: impl Iterator<Item = (u8, u8)>) -> Matrix {
    let mut counts = vec![vec![0_u32; method.impact.len()]; method.likelihood.len()];
    for (likelihood, impact) in places {
        let row = counts.get_mut(usize::from(likelihood).wrapping_sub(1));
        if let Some(cell) = row.and_then(|row| row.get_mut(usize::from(impact).wrapping_sub(1))) {
            *cell += 1;
        }
    }
    let cell = |likelihood: usize, (impact, count): (usize, u32)| {
        let level = |index: usize| u8::try_from(index + 1).ok();
        let score = method.score(level(likelihood), level(impact));
        let band = score.and_then(|score| method.band(score));
        MatrixCell {
            count,
            step: band.and_then(|band| u8::try_from(method.colour_step(band)).ok()),
            above: score.and_then(|score| method.is_above(score)) == Some(true),
        }
    };
    let cells = counts.into_iter().enumerate().rev();
    let cells =
        cells.map(|(likelihood, row)| row.into_iter().enumerate().map(|place| cell(likelihood, place)).collect());
    let names = |levels: &[Level]| -> Vec<ScaleLevel> {
        (1..)
            .zip(levels)
            .map(|(number, level): (u32, &Level)| ScaleLevel::new(number.to_string(), &level.name))
            .collect()
    };
    Matrix {
        title,
        rows: Scale { name: tr!("Likelihood"), levels: names(&method.likelihood).into_iter().rev().collect() },
        columns: Scale { name: tr!("Impact"), levels: names(&method.impact) },
        cells: cells.collect(),
    }
}

pub(super) fn legend(method: &Method) -> MatrixLegend {
    let key = |(index, band): (usize, &crate::isms::method::Band)| BandKey {
        name: band.name.clone(),
        range: method.band_range(index),
        step: u8::try_from(method.colour_step(index)).ok(),
    };
    let line = method.acceptable_up_to.map_or_else(String::new, |line| tr!("Acceptance line: above {}", line));
    MatrixLegend { bands: method.bands.iter().enumerate().map(key).collect(), line }
}

/// The risks that no cell of the matrices holds.
fn left_out(report: &Report<'_>) -> Option<Block> {
    let earlier = report.count(|line| !line.is_current);
    let undecided = report.count(|line| line.is_current && line.today.is_none());
    let untreated = report.count(|line| line.comparable().is_some() && line.after.is_none());
    let mut sentences = Vec::new();
    if undecided > 0 {
        sentences.push(tr!("Not in the matrices, because likelihood or impact is undecided: {}.", undecided));
    }
    if earlier > 0 {
        sentences.push(tr!("Assessed under an earlier version of the method and not shown: {}.", earlier));
    }
    if untreated > 0 {
        sentences.push(tr!("Not in the matrix after treatment, because the target is undecided: {}.", untreated));
    }
    (!sentences.is_empty()).then(|| small(sentences.join(" ")))
}

/// How many risks lie in each band, highest first.
fn by_band(report: &Report<'_>, method: &Method) -> Vec<Block> {
    let in_band = |pick: fn(&Line<'_>) -> Option<u32>, band: Option<usize>| {
        let of = |line: &&Line<'_>| line.is_current && pick(line).and_then(|score| method.band(score)) == band;
        count(report.lines.iter().filter(of).count())
    };
    let mut rows: Vec<Row> = method
        .bands
        .iter()
        .enumerate()
        .rev()
        .map(|(index, band)| {
            let cells = vec![
                Cell::strong(&band.name),
                Cell::plain(method.band_range(index)),
                in_band(|line| line.today, Some(index)),
                in_band(|line| line.after, Some(index)),
                Cell::muted(band.words.trim()),
            ];
            body(cells)
        })
        .collect();
    let undecided = [in_band(|line| line.today, None), in_band(|line| line.after, None)];
    if undecided.iter().any(|cell| cell.text.iter().any(|span| span.text != "–")) {
        let [today, after] = undecided;
        rows.push(body(vec![Cell::muted(tr!("Undecided")), Cell::default(), today, after, Cell::default()]));
    }
    let all = report.count(|line| line.is_current);
    let cells = vec![Cell::strong(tr!("All")), Cell::default(), count(all), count(all), Cell::default()];
    rows.push(Row { cells, kind: RowKind::Total });
    let columns = vec![
        column(tr!("Band"), 1.1),
        column(tr!("Scores"), 0.8),
        number(tr!("Today"), 0.7),
        number(tr!("After"), 0.7),
        column(tr!("What has to happen"), 3.0),
    ];
    vec![heading(2, tr!("By band"), String::new()), Block::Table(Table { columns, rows })]
}

/// How many risks each owner answers for. Many owners are left to the register.
fn by_owner(report: &Report<'_>) -> Vec<Block> {
    const AT_A_GLANCE: usize = 14;
    let isms = report.request.isms;
    let mut owners: std::collections::BTreeMap<(bool, &str), [usize; 4]> = std::collections::BTreeMap::new();
    for line in &report.lines {
        let name = isms.person_name(line.risk.owner);
        let [all, today, after, accepted] = owners.entry((name.is_empty(), name)).or_default();
        *all += 1;
        *today += usize::from(line.is_above(line.today));
        *after += usize::from(line.is_above(line.after));
        *accepted += usize::from(line.status == crate::isms::risks::RiskStatus::Accepted);
    }
    if owners.len() > AT_A_GLANCE {
        return Vec::new();
    }
    let row = |((nobody, name), counts): ((bool, &str), [usize; 4])| {
        let name = if nobody { Cell::muted(tr!("No owner yet")) } else { Cell::strong(name) };
        body(std::iter::once(name).chain(counts.map(count)).collect())
    };
    let columns = vec![
        column(tr!("Risk owner"), 2.2),
        number(tr!("Risks"), 0.8),
        number(tr!("Above the line"), 1.2),
        number(tr!("After"), 0.8),
        number(tr!("Accepted"), 1.0),
    ];
    vec![
        heading(2, tr!("By owner"), String::new()),
        Block::Table(Table { columns, rows: owners.into_iter().map(row).collect() }),
    ]
}

/// The highest risks, those above the line first.
fn highest(report: &Report<'_>) -> Vec<Block> {
    let above: Vec<&Line<'_>> = report.lines.iter().filter(|line| line.is_above(line.today)).collect();
    let shown: Vec<&Line<'_>> = above.iter().copied().take(HIGHEST).collect();
    if shown.is_empty() {
        return Vec::new();
    }
    let isms = report.request.isms;
    let row = |line: &&Line<'_>| {
        let risk = line.risk;
        body(vec![
            Cell::strong(unbroken(&risk.reference)),
            Cell { mark: None, text: vec![Span::strong(&risk.name)] },
            owner(isms.person_name(risk.owner)),
            level(line.method, &risk.current),
            risk.option.map_or_else(|| Cell::muted(tr!("undecided")), |option| Cell::plain(option.label())),
            level(line.method, risk.residual()),
            Cell::plain(line.status.label()),
        ])
    };
    let columns = vec![
        column(tr!("Ref"), 13.0),
        column(tr!("Risk"), 96.0),
        column(tr!("Owner"), 34.0),
        column(tr!("Today"), 28.0),
        column(tr!("Treatment"), 22.0),
        column(tr!("After treatment"), 28.0),
        column(tr!("Status"), 28.0),
    ];
    let note = match above.len().saturating_sub(shown.len()) {
        0 => String::new(),
        more => tr!("{} more above the line stand in the register", more),
    };
    let mut blocks = vec![heading(2, tr!("The highest risks"), note)];
    blocks.push(Block::Table(Table { columns, rows: shown.iter().map(row).collect() }));
    if report.count(|line| line.risk.option.is_none()) > 0 {
        blocks.push(prose(tr!("Where the treatment is undecided, what remains is undecided too.")));
    }
    blocks
}
