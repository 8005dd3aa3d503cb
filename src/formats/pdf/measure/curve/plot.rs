//! From amounts and probabilities to places between the axes.

use crate::documents::outline::{Axis, Curve};
use crate::formats::pdf::canvas::{Area, At};

/// Points closer than this on paper are one.
const NEAR: f32 = 0.35;

/// The space between the axes and what it stands for.
pub struct Plot {
    /// Where it is.
    pub area: Area,
    amounts: (f64, f64),
    probabilities: (f64, f64),
    logarithmic: bool,
}

impl Plot {
    /// As far as the ticks reach; where there are none, as far as the points do.
    pub fn new(curve: &Curve, area: Area) -> Self {
        let logarithmic = curve.logarithmic;
        let spread = |amount: f64| if logarithmic { amount.ln() } else { amount };
        let own = |axis: &Axis| axis.ticks.iter().map(|tick| tick.at).collect::<Vec<_>>();
        let points = curve.lines.iter().flat_map(|line| line.points.iter().map(|point| point.0)).collect();
        let sides = |values: Vec<f64>| range(values.into_iter().map(spread));
        let amounts = sides(own(&curve.amounts)).or_else(|| sides(points)).unwrap_or((0.0, 1.0));
        let probabilities = range(own(&curve.probabilities).into_iter().chain([0.0])).unwrap_or((0.0, 1.0));
        Self { area, amounts, probabilities, logarithmic }
    }

    /// The place of an amount; `None` outside the axis.
    pub fn x(&self, amount: f64) -> Option<f32> {
        let share = self.across(amount)?;
        within(share).then_some(self.area.x + share as f32 * self.area.width)
    }

    /// The place of a probability; `None` outside the axis.
    pub fn y(&self, probability: f64) -> Option<f32> {
        let share = self.up(probability)?;
        within(share).then_some(self.area.y + (1.0 - share as f32) * self.area.height)
    }

    /// How far along the axis; what has no logarithm stands left of everything.
    fn across(&self, amount: f64) -> Option<f64> {
        let amount = match self.logarithmic {
            true if amount <= 0.0 => return Some(0.0),
            true => amount.ln(),
            false => amount,
        };
        let share = (amount - self.amounts.0) / (self.amounts.1 - self.amounts.0);
        share.is_finite().then_some(share)
    }

    fn up(&self, probability: f64) -> Option<f64> {
        let share = (probability - self.probabilities.0) / (self.probabilities.1 - self.probabilities.0);
        share.is_finite().then_some(share)
    }

    /// A line through the points, cut where it leaves the space between the axes.
    pub fn pieces(&self, points: &[(f64, f64)]) -> Vec<Vec<At>> {
        let shares = points.iter().filter_map(|(amount, chance)| Some((self.across(*amount)?, self.up(*chance)?)));
        let shares: Vec<(f64, f64)> = shares.collect();
        let mut pieces: Vec<Vec<At>> = Vec::new();
        if let [(x, y)] = shares[..]
            && within(x)
            && within(y)
        {
            return vec![vec![self.place((x, y))]];
        }
        let mut last: Option<(f64, f64)> = None;
        for pair in shares.windows(2) {
            let Some((from, to)) = cut(pair[0], pair[1]) else { continue };
            if last != Some(from) || pieces.is_empty() {
                pieces.push(vec![self.place(from)]);
            }
            last = Some(to);
            let place = self.place(to);
            if let Some(piece) = pieces.last_mut() {
                let near = piece.last().is_some_and(|end| (end.x - place.x).hypot(end.y - place.y) < NEAR);
                if !near {
                    piece.push(place);
                }
            }
        }
        pieces
    }

    /// Whether an area lies between the axes.
    pub fn holds(&self, area: Area) -> bool {
        area.y >= self.area.y && area.y + area.height <= self.area.y + self.area.height
    }

    fn place(&self, (x, y): (f64, f64)) -> At {
        let Area { x: left, y: top, width, height } = self.area;
        At { x: left + x as f32 * width, y: top + (1.0 - y as f32) * height }
    }
}

/// Lowest and highest of the finite values; `None` when they are not two.
fn range(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let (mut low, mut high) = (f64::MAX, f64::MIN);
    for value in values.filter(|value| value.is_finite()) {
        low = low.min(value);
        high = high.max(value);
    }
    (low < high && (high - low).is_finite()).then_some((low, high))
}

fn within(share: f64) -> bool {
    (-1.0e-9..=1.0 + 1.0e-9).contains(&share)
}

/// The part of a line that lies within the unit square.
fn cut(from: (f64, f64), to: (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut first, mut last) = (0.0_f64, 1.0_f64);
    for (step, room) in [(-dx, from.0), (dx, 1.0 - from.0), (-dy, from.1), (dy, 1.0 - from.1)] {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            first = first.max(room / step);
        } else {
            last = last.min(room / step);
        }
    }
    // The ends themselves stay exact, so that a line that goes on is one line.
    let at = |t: f64| match t {
        0.0 => from,
        1.0 => to,
        _ => (from.0 + t * dx, from.1 + t * dy),
    };
    (first < last).then(|| (at(first), at(last)))
}
