//! Arrow maps: curves from the cell before to the cell after, kept apart from each other.

use std::collections::BTreeMap;
use std::f32::consts::TAU;

use super::drawing::Drawing;
use super::heatmap::Beside;
use super::legend::{Sample, of_matrix};
use super::matrix::{SetMatrix, is_empty};
use super::{Frame, Measure};
use crate::documents::outline::{Align, Arrow, Matrix, MatrixCell, Movement, Place};
use crate::formats::pdf::canvas::{Area, At, Node, Step, Stroke};
use crate::formats::pdf::sheet::{HEAD, INK, Style, WHITE};

/// How much of their colour cells show below arrows.
const SHARE: f32 = 0.45;
/// Height of a number's badge.
const BADGE: f32 = 9.8;
/// The ends of two arrows in one cell are at least this far apart, seen from its middle, if there is room.
const APART: f32 = 0.62;
/// Where on an arrow its number may stand: the first free place is taken.
const STATIONS: [f32; 9] = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.22, 0.78];
/// The type of numbers.
const NUMBER: Style = HEAD.plain.sized(6.9);

/// An arrow at its place.
#[derive(Debug, Clone, Copy)]
struct Flight {
    from: Place,
    to: Place,
    count: u32,
    start: At,
    handle: At,
    end: At,
}

impl Flight {
    /// A point on the curve.
    fn at(&self, t: f32) -> At {
        let mix = |a: f32, b: f32, c: f32| (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c;
        At { x: mix(self.start.x, self.handle.x, self.end.x), y: mix(self.start.y, self.handle.y, self.end.y) }
    }

    fn length(&self) -> f32 {
        (self.end.x - self.start.x).hypot(self.end.y - self.start.y)
    }

    /// More risks, a stronger line.
    fn weight(&self) -> f32 {
        (0.85 + 0.35 * (self.count.max(1) as f32).ln()).min(2.2)
    }

    fn draw(&self, drawing: &mut Drawing) {
        let weight = self.weight();
        let (x, y) = (self.end.x - self.handle.x, self.end.y - self.handle.y);
        let length = x.hypot(y).max(0.01);
        let (x, y) = (x / length, y / length);
        let (long, broad) = (5.0 + weight, 2.1 + weight * 0.7);
        let neck = At { x: self.end.x - x * long * 0.8, y: self.end.y - y * long * 0.8 };
        // A quadratic curve as the cubic one that it is.
        let third = |a: f32, b: f32| a + (b - a) * 2.0 / 3.0;
        let towards = |a: At| At { x: third(a.x, self.handle.x), y: third(a.y, self.handle.y) };
        let steps = vec![Step::Move(self.start), Step::Curve(towards(self.start), towards(neck), neck)];
        drawing.path(steps.clone(), Stroke::solid(WHITE, weight + 1.8));
        drawing.circle(self.start, weight * 0.7 + 0.9, Some(INK), None);
        drawing.path(steps, Stroke::solid(INK, weight));
        let back = At { x: self.end.x - x * long, y: self.end.y - y * long };
        let side = |way: f32| Step::Line(At { x: back.x - y * broad * way, y: back.y + x * broad * way });
        drawing.outline(vec![Step::Move(self.end), side(1.0), side(-1.0), Step::Line(self.end)], INK);
    }
}

impl Measure<'_> {
    /// A matrix with arrows, and the legend.
    pub(super) fn movement(&mut self, movement: &Movement, gap: f32, frame: Frame, parent: Node) {
        if is_empty(&movement.matrix) {
            return;
        }
        let quiet = quiet(&movement.matrix);
        let Some(set) = self.set_matrices(&[&quiet], (68.0, 46.0), frame) else { return };
        let Some(matrix) = set.first() else { return };
        let node = self.tree.add_figure(parent, &movement.description);
        let start = self.atoms.len();
        let mut drawing = Drawing::new(node);
        let height = self.draw_matrix(matrix, SHARE, &mut drawing);
        let (stayed, flights) = flights(&movement.arrows, matrix);
        for flight in &flights {
            flight.draw(&mut drawing);
        }
        self.numbers(matrix, &stayed, &flights, &mut drawing);
        let mut entries = Vec::new();
        for (sample, words) in [(Sample::Arrow, &movement.moved), (Sample::Ring, &movement.stayed)] {
            if !words.trim().is_empty() {
                entries.push((sample, words.clone()));
            }
        }
        entries.extend(of_matrix(&movement.legend, SHARE));
        let beside = Beside { right: matrix.right(), top: matrix.top() + 1.0, entries: &entries };
        let done = self.figure(drawing, height, &beside, frame, parent);
        let listed: Vec<_> = matrix.listed().into_iter().map(|(scale, upwards)| (scale.clone(), upwards)).collect();
        self.below(&listed, if done { &[] } else { &entries }, frame, parent);
        self.keep_whole(start, gap);
    }

    /// The numbers on arrows and in cells, where they cover each other least.
    fn numbers(&mut self, matrix: &SetMatrix<'_>, stayed: &[(Place, u32)], flights: &[Flight], drawing: &mut Drawing) {
        let mut taken: Vec<Area> = Vec::new();
        let heads = flights.iter().map(|flight| around(flight.end, 5.0, 5.0));
        taken.extend(heads);
        for (place, count) in stayed {
            let centre = centre(matrix.area(*place));
            let area = self.number(*count, centre, false, drawing);
            taken.push(area);
        }
        for flight in flights {
            let width = self.number_width(flight.count);
            let covered = |t: f32| -> f32 {
                let own = around(flight.at(t), width, BADGE);
                taken.iter().map(|other| overlap(own, *other)).sum()
            };
            let mut best = (f32::MAX, 0.5);
            for t in STATIONS {
                let covered = covered(t);
                if covered < best.0 - 0.01 {
                    best = (covered, t);
                }
            }
            let area = self.number(flight.count, flight.at(best.1), true, drawing);
            taken.push(area);
        }
    }

    fn number_width(&mut self, count: u32) -> f32 {
        (self.setter.width(NUMBER, &count.to_string()) + 5.4).max(BADGE)
    }

    /// A number in a badge: on an arrow in ink, of risks that stayed in a ring.
    fn number(&mut self, count: u32, centre: At, moved: bool, drawing: &mut Drawing) -> Area {
        let width = self.number_width(count) + if moved { 0.0 } else { 2.0 };
        let height = if moved { BADGE } else { BADGE + 2.0 };
        let area = around(centre, width, height);
        let style = if moved {
            drawing.rect(around(centre, width + 1.6, height + 1.6), (height + 1.6) / 2.0, Some(WHITE), None);
            drawing.rect(area, height / 2.0, Some(INK), None);
            NUMBER.in_colour(WHITE)
        } else {
            drawing.rect(area, height / 2.0, Some(WHITE), Some(RING));
            NUMBER
        };
        drawing.words(&mut self.setter, style, &count.to_string(), centre, Align::Centre);
        area
    }
}

/// The edge of a ring.
const RING: Stroke = Stroke::solid(INK, 0.9);

/// The matrix without its counts.
fn quiet(matrix: &Matrix) -> Matrix {
    let row = |row: &Vec<MatrixCell>| row.iter().map(|cell| MatrixCell { count: 0, ..*cell }).collect();
    Matrix { cells: matrix.cells.iter().map(row).collect(), ..matrix.clone() }
}

/// Risks that stayed, and arrows at their place; the longest first, so that short ones stay in sight.
fn flights(arrows: &[Arrow], matrix: &SetMatrix<'_>) -> (Vec<(Place, u32)>, Vec<Flight>) {
    let (rows, columns) = matrix.size();
    let within = |place: Place| place.row < rows && place.column < columns;
    let mut sums: BTreeMap<(Place, Place), u32> = BTreeMap::new();
    for arrow in arrows.iter().filter(|arrow| arrow.count > 0 && within(arrow.from) && within(arrow.to)) {
        let sum = sums.entry((arrow.from, arrow.to)).or_default();
        *sum = sum.saturating_add(arrow.count);
    }
    let mut stayed = Vec::new();
    let mut flights = Vec::new();
    for ((from, to), count) in sums {
        if from == to {
            stayed.push((from, count));
        } else {
            let [start, end] = [from, to].map(|place| centre(matrix.area(place)));
            flights.push(Flight { from, to, count, start, handle: handle(start, end, matrix), end });
        }
    }
    spread(&mut flights, &stayed, matrix);
    flights.sort_by(|a, b| b.length().total_cmp(&a.length()));
    (stayed, flights)
}

/// Curves bend to their left: two arrows between the same cells, there and back, bend away from each other.
fn handle(start: At, end: At, matrix: &SetMatrix<'_>) -> At {
    let (x, y) = (end.x - start.x, end.y - start.y);
    let length = x.hypot(y).max(0.01);
    let cell = matrix.area(Place { row: 0, column: 0 });
    let bend = (length * 0.21).min(cell.height * 0.8);
    At { x: (start.x + end.x) / 2.0 + y / length * bend, y: (start.y + end.y) / 2.0 - x / length * bend }
}

/// Moves the ends of arrows from the middle of their cell towards where they lead, and apart.
fn spread(flights: &mut [Flight], stayed: &[(Place, u32)], matrix: &SetMatrix<'_>) {
    let mut ends: BTreeMap<Place, Vec<(f32, usize, bool)>> = BTreeMap::new();
    for (index, flight) in flights.iter().enumerate() {
        for (place, at, begins) in [(flight.from, flight.start, true), (flight.to, flight.end, false)] {
            let angle = (flight.handle.y - at.y).atan2(flight.handle.x - at.x);
            ends.entry(place).or_default().push((angle, index, begins));
        }
    }
    for (place, ends) in &mut ends {
        ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        part(ends);
        let area = matrix.area(*place);
        let ringed = stayed.iter().any(|(stays, _)| stays == place);
        let share = match ends.len() {
            _ if ringed => 0.31,
            0 | 1 => 0.06,
            2 | 3 => 0.15,
            4 | 5 => 0.23,
            _ => 0.31,
        };
        let middle = centre(area);
        for (angle, index, begins) in ends {
            let at =
                At { x: middle.x + angle.cos() * area.width * share, y: middle.y + angle.sin() * area.height * share };
            if let Some(flight) = flights.get_mut(*index) {
                *(if *begins { &mut flight.start } else { &mut flight.end }) = at;
            }
        }
    }
    for flight in flights {
        flight.handle = handle(flight.start, flight.end, matrix);
    }
}

/// Pushes neighbouring angles apart until each has its share of the circle.
fn part(ends: &mut [(f32, usize, bool)]) {
    let count = ends.len();
    if count < 2 {
        return;
    }
    let wanted = APART.min(TAU / count as f32 * 0.95);
    for _ in 0..24 {
        for index in 0..count {
            let next = (index + 1) % count;
            let turn = if next == 0 { TAU } else { 0.0 };
            let between = ends[next].0 + turn - ends[index].0;
            if between < wanted {
                let push = (wanted - between) / 2.0;
                ends[index].0 -= push;
                ends[next].0 += push;
            }
        }
    }
}

/// A sample arrow for the legend.
pub fn sample(from: At, to: At, drawing: &mut Drawing) {
    let handle = At { x: (from.x + to.x) / 2.0, y: from.y - 3.0 };
    let place = Place { row: 0, column: 0 };
    let start = At { x: from.x + 2.0, y: from.y + 1.5 };
    Flight { from: place, to: place, count: 1, start, handle, end: At { x: to.x, y: to.y + 2.0 } }.draw(drawing);
}

/// A sample of the ring around risks that stayed.
pub fn ring(centre: At, drawing: &mut Drawing) {
    drawing.circle(centre, 5.0, Some(WHITE), Some(RING));
}

fn centre(area: Area) -> At {
    At { x: area.x + area.width / 2.0, y: area.y + area.height / 2.0 }
}

fn around(centre: At, width: f32, height: f32) -> Area {
    Area { x: centre.x - width / 2.0, y: centre.y - height / 2.0, width, height }
}

/// How much two areas cover each other.
fn overlap(a: Area, b: Area) -> f32 {
    let width = (a.x + a.width).min(b.x + b.width) - a.x.max(b.x);
    let height = (a.y + a.height).min(b.y + b.height) - a.y.max(b.y);
    width.max(0.0) * height.max(0.0)
}
