//! The tables, the matrix and the sentences of the risk method.

use tr::tr;

use crate::documents::outline::{
    self, Align, BandKey, Block, Cell, Column, HeatMap, Matrix, MatrixCell, MatrixLegend, Row, RowKind, ScaleLevel,
    Table,
};
use crate::isms::method::{Combination, Level, Method, Scale};

fn undecided(text: &str) -> Cell {
    if text.trim().is_empty() { Cell::muted(tr!("undecided")) } else { Cell::plain(text.trim()) }
}

fn column(title: String, width: f32, align: Align) -> Column {
    Column { title, group: String::new(), width, align }
}

fn row(cells: Vec<Cell>) -> Row {
    Row { cells, kind: RowKind::Body }
}

/// The levels of a scale, the lowest first.
pub(super) fn scale(method: &Method, scale: Scale) -> Block {
    let levels = method.scale(scale);
    let in_numbers = match scale {
        Scale::Likelihood => tr!("How often"),
        Scale::Impact => tr!("How much"),
    };
    let hints = levels.iter().any(|level| !level.hint.trim().is_empty());
    let mut columns = vec![column(tr!("Level"), 10.0, Align::Centre), column(tr!("Name"), 24.0, Align::Left)];
    if hints {
        columns.push(column(in_numbers, 40.0, Align::Left));
    }
    columns.push(column(tr!("In words"), if hints { 90.0 } else { 130.0 }, Align::Left));
    let line = |(number, level): (usize, &Level)| {
        let name = if level.name.trim().is_empty() { undecided("") } else { Cell::strong(level.name.trim()) };
        let mut cells = vec![Cell::plain((number + 1).to_string()), name];
        if hints {
            cells.push(Cell::plain(level.hint.trim()));
        }
        let in_areas = !level.by_area.is_empty() && level.words.trim().is_empty();
        cells.push(if in_areas { Cell::plain(tr!("See by area below.")) } else { undecided(&level.words) });
        row(cells)
    };
    Block::Table(Table { columns, rows: levels.iter().enumerate().map(line).collect() })
}

/// What each level of impact means in each area.
pub(super) fn areas(method: &Method) -> Block {
    let mut columns = vec![column(tr!("Level"), 26.0, Align::Left)];
    columns.extend(method.impact_areas.iter().map(|area| column(area.clone(), 46.0, Align::Left)));
    let line = |(number, level): (usize, &Level)| {
        let mut cells = vec![Cell::strong(format!("{} {}", number + 1, level.name).trim_end())];
        cells.extend((0..method.impact_areas.len()).map(|area| undecided(level.words_for(area))));
        row(cells)
    };
    Block::Table(Table { columns, rows: method.impact.iter().enumerate().map(line).collect() })
}

/// How the two scales combine, in a sentence.
pub(super) fn combination(method: &Method) -> String {
    match method.combination {
        None => tr!("How likelihood and impact combine is undecided."),
        Some(Combination::Product) => tr!("The score is the level of likelihood times the level of impact."),
        Some(Combination::Sum) => tr!("The score is the level of likelihood plus the level of impact."),
        Some(Combination::Matrix) => tr!("The score of each pair of levels is set in the matrix."),
    }
}

/// The matrix with a score in each cell, and the acceptance line.
pub(super) fn matrix(method: &Method) -> HeatMap {
    let numbers = |scale: Scale| 1..=u8::try_from(method.scale(scale).len()).unwrap_or(u8::MAX);
    let cell = |likelihood: u8, impact: u8| {
        let score = method.score(Some(likelihood), Some(impact));
        let step = score.and_then(|score| method.band(score)).map(|band| method.colour_step(band));
        MatrixCell {
            // The number that a cell carries is here the score itself: no risk is counted in a method.
            count: score.unwrap_or(0),
            step: step.and_then(|step| u8::try_from(step).ok()),
            above: score.and_then(|score| method.is_above(score)) == Some(true),
        }
    };
    let level = |(number, level): (usize, &Level)| ScaleLevel::new((number + 1).to_string(), level.name.clone());
    let levels = |scale: Scale| method.scale(scale).iter().enumerate().map(level).collect::<Vec<_>>();
    let mut rows = levels(Scale::Likelihood);
    rows.reverse();
    let line: fn(u32) -> String = |line| tr!("acceptance line: up to {}", line);
    HeatMap {
        description: description(method),
        matrices: vec![Matrix {
            title: String::new(),
            rows: outline::Scale { name: Scale::Likelihood.label(), levels: rows },
            columns: outline::Scale { name: Scale::Impact.label(), levels: levels(Scale::Impact) },
            cells: numbers(Scale::Likelihood)
                .rev()
                .map(|likelihood| numbers(Scale::Impact).map(|impact| cell(likelihood, impact)).collect())
                .collect(),
        }],
        legend: MatrixLegend {
            bands: (0..method.bands.len()).map(|band| key(method, band)).collect(),
            line: method.acceptable_up_to.map(line).unwrap_or_default(),
        },
    }
}

fn key(method: &Method, band: usize) -> BandKey {
    BandKey {
        name: method.bands.get(band).map(|band| band.name.clone()).unwrap_or_default(),
        range: method.band_range(band),
        step: u8::try_from(method.colour_step(band)).ok(),
    }
}

/// The scores row by row, for whoever does not see the picture.
fn description(method: &Method) -> String {
    let impacts = || 1..=u8::try_from(method.impact.len()).unwrap_or(u8::MAX);
    let mut said = vec![tr!("The score of each likelihood, for impact 1 to {}.", method.impact.len())];
    for (likelihood, level) in (1_u8..=7).zip(&method.likelihood).collect::<Vec<_>>().into_iter().rev() {
        let score = |impact| method.score(Some(likelihood), Some(impact));
        let scores: Vec<String> =
            impacts().map(|impact| score(impact).map_or_else(|| tr!("undecided"), |score| score.to_string())).collect();
        said.push(tr!("Likelihood {0}, {1}: {2}.", likelihood, level.name, scores.join(", ")));
    }
    said.push(match method.acceptable_up_to {
        Some(line) => tr!("The acceptance line lies above {}.", line),
        None => tr!("No acceptance line is set."),
    });
    said.join(" ")
}

/// The bands, the highest first: scores, name, what has to happen.
pub(super) fn bands(method: &Method) -> Block {
    let columns = vec![
        column(tr!("Scores"), 16.0, Align::Left),
        column(tr!("Band"), 26.0, Align::Left),
        column(tr!("What has to happen"), 110.0, Align::Left),
    ];
    let line = |(index, band): (usize, &crate::isms::method::Band)| {
        let name = if band.name.trim().is_empty() { undecided("") } else { Cell::strong(band.name.trim()) };
        row(vec![Cell::plain(method.band_range(index)), name, undecided(&band.words)])
    };
    let rows: Vec<Row> = method.bands.iter().enumerate().rev().map(line).collect();
    if rows.is_empty() {
        return super::prose(tr!("No bands are named yet."));
    }
    Block::Table(Table { columns, rows })
}

/// The acceptance criterion in a sentence or two (6.1.2 a 1).
pub(super) fn acceptance(method: &Method) -> String {
    match method.acceptable_up_to {
        None => tr!("Undecided. Nobody has said yet which risks may be accepted."),
        Some(line) => tr!(
            "What remains of a risk may be accepted together with others when it scores {0} or less. Above {0} the risk is treated until it scores {0} or less, or its owner accepts it by a decision of its own.",
            line
        ),
    }
}

/// When risks are assessed again (6.1.2 a 2, 8.2).
pub(super) fn reassessment(method: &Method) -> String {
    let months = method.reassess_months.map(|months| tr!("All risks are assessed again every {} months.", months));
    let when = method.reassess_when.trim();
    // Whoever wrote sentences of their own gets them as they are.
    let sentence = when.starts_with(char::is_uppercase);
    let whenever = (!when.is_empty()).then(|| if sentence { when.to_owned() } else { tr!("And whenever {}", when) });
    let said: Vec<String> = months.into_iter().chain(whenever).collect();
    if said.is_empty() { tr!("Undecided. Nobody has said yet when.") } else { said.join(" ") }
}
