//! Figures as tables of their numbers, for formats that cannot draw them.

use std::collections::BTreeMap;

use tr::tr;

use crate::documents::outline::{
    Align, Bar, Bars, Cell, Column, Curve, CurveLine, Matrix, Movement, Place, Row, Scale, ScaleLevel, Span, Table,
    Tick,
};

fn column(title: impl Into<String>, width: f32, align: Align) -> Column {
    Column { title: title.into(), width, align, ..Column::default() }
}

fn body(cells: Vec<Cell>) -> Row {
    Row { cells, ..Row::default() }
}

/// Stacked bars: a row each, a column for every segment of the legend, and the note at the end.
pub fn bars(bars: &Bars) -> Table {
    let mut columns = vec![column("", 3.0, Align::Left)];
    columns.extend(bars.legend.iter().map(|(_, name)| column(name, 1.3, Align::Right)));
    let noted = bars.rows.iter().any(|bar| !bar.note.is_empty());
    if noted {
        columns.push(column("", 1.2, Align::Right));
    }
    let row = |bar: &Bar| {
        let value = |at: usize| bar.values.get(at).copied().unwrap_or(0);
        let shown = |value: u32| if value == 0 { Cell::plain("–") } else { Cell::plain(value.to_string()) };
        let mut cells = vec![Cell::plain(&bar.label)];
        cells.extend((0..bars.legend.len()).map(|at| shown(value(at))));
        if noted {
            cells.push(Cell::plain(&bar.note));
        }
        body(cells)
    };
    Table { columns, rows: bars.rows.iter().map(row).collect() }
}

/// A matrix: a row for each level of the vertical scale, its highest first, with the number of risks in each cell.
pub fn matrix(matrix: &Matrix) -> Table {
    let count = matrix.columns.levels.len().max(matrix.cells.iter().map(Vec::len).max().unwrap_or(0));
    let mut columns = vec![column(format!("{} × {}", matrix.rows.name, matrix.columns.name), 2.0, Align::Left)];
    let title = |at: usize| matrix.columns.levels.get(at).map(level).unwrap_or_default();
    columns.extend((0..count).map(|at| column(title(at), 1.0, Align::Centre)));
    let height = matrix.rows.levels.len().max(matrix.cells.len());
    let row = |row: usize| {
        let mut cells = vec![Cell::plain(matrix.rows.levels.get(row).map(level).unwrap_or_default())];
        cells.extend((0..count).map(|at| {
            let risks = matrix.cells.get(row).and_then(|cells| cells.get(at)).map_or(0, |cell| cell.count);
            if risks == 0 { Cell::default() } else { Cell::plain(risks.to_string()) }
        }));
        body(cells)
    };
    Table { columns, rows: (0..height).map(row).collect() }
}

fn level(level: &ScaleLevel) -> String {
    [level.number.as_str(), level.name.as_str()].join(" ").trim().to_owned()
}

/// Movements: from which cell to which, and how many risks. Without rows when nothing is known to have moved.
pub fn movement(movement: &Movement) -> Table {
    let mut ways = BTreeMap::new();
    for arrow in movement.arrows.iter().filter(|arrow| arrow.count > 0) {
        *ways.entry((arrow.from, arrow.to)).or_insert(0_u32) += arrow.count;
    }
    let matrix = &movement.matrix;
    let scales = format!("{} × {}", matrix.rows.name, matrix.columns.name);
    let columns = vec![
        column(tr!("Before: {0}", scales), 3.0, Align::Left),
        column(tr!("Now: {0}", scales), 3.0, Align::Left),
        column(tr!("Risks"), 1.0, Align::Right),
    ];
    let name = |place: Place| {
        let name = |scale: &Scale, at: usize| scale.levels.get(at).map_or_else(String::new, |level| level.name.clone());
        format!("{} × {}", name(&matrix.rows, place.row), name(&matrix.columns, place.column))
    };
    let row = |(&(from, to), &count): (&(Place, Place), &u32)| {
        let mut now = vec![Span::plain(name(to))];
        if from == to && !movement.stayed.is_empty() {
            now.push(Span::muted(format!("\n{}", movement.stayed)));
        }
        body(vec![Cell::plain(name(from)), Cell { mark: None, text: now }, Cell::plain(count.to_string())])
    };
    Table { columns, rows: ways.iter().map(row).collect() }
}

/// A loss curve: how probable it is to lose more than each amount on the axis.
pub fn curve(curve: &Curve) -> Table {
    let mut columns = vec![column(&curve.amounts.name, 1.4, Align::Left)];
    columns.extend(curve.lines.iter().map(|line| column(&line.name, 1.0, Align::Right)));
    let row = |tick: &Tick| {
        let mut cells = vec![Cell::plain(&tick.label)];
        cells.extend(curve.lines.iter().map(|line| match at(line, tick.at, curve.logarithmic) {
            Some(probability) => Cell::plain(percent(probability)),
            None => Cell::plain("–"),
        }));
        body(cells)
    };
    let rows = if curve.lines.is_empty() { Vec::new() } else { curve.amounts.ticks.iter().map(row).collect() };
    Table { columns, rows }
}

/// The words of the lines across a chart.
pub fn markers(curve: &Curve) -> String {
    curve.markers.iter().map(|marker| marker.label.as_str()).collect::<Vec<_>>().join("; ")
}

/// The probability at an amount, read between the points as the picture's line is drawn. Below the least loss it is
/// that of any loss; above the greatest nothing is known.
fn at(line: &CurveLine, amount: f64, logarithmic: bool) -> Option<f64> {
    let place = |amount: f64| if logarithmic { libm::log(amount) } else { amount };
    let after = line.points.iter().position(|point| point.0 >= amount)?;
    let next = line.points.get(after)?;
    let Some(before) = after.checked_sub(1).and_then(|before| line.points.get(before)) else { return Some(next.1) };
    let share = (place(amount) - place(before.0)) / (place(next.0) - place(before.0));
    let between = before.1 + (next.1 - before.1) * share;
    between.is_finite().then_some(between)
}

/// A probability in whole per cent.
fn percent(probability: f64) -> String {
    let share = (probability * 100.0).clamp(0.0, 100.0);
    if share > 0.0 && share < 1.0 { tr!("under 1\u{A0}%") } else { tr!("{0}\u{A0}%", share.round()) }
}
