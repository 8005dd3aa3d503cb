//! Loss exceedance charts: axes, curves and the lines that mark what matters.

use super::drawing::Drawing;
use super::heatmap::Beside;
use super::legend::Sample;
use super::{Frame, Measure};
use crate::documents::outline::{Align, Axis, Curve, CurveLine, LineLook, MarkerAt};
use crate::formats::pdf::canvas::{Area, At, Dash, Node, Step, Stroke};
use crate::formats::pdf::sheet::{ACCENT, FIGURE, HEAD, INK, RULE, TEXT2, TICK, WHITE};

mod plot;

use plot::Plot;

/// The widest that the space between the axes becomes.
const WIDEST: f32 = 424.0;
/// Height of a line of labels above the chart.
const FLAG: f32 = 11.0;
/// Lines across the chart.
const MARKER: Stroke = Stroke::dashed(TEXT2, 0.8, Dash::Short);

/// How a curve is drawn.
pub fn stroke(look: LineLook) -> Stroke {
    match look {
        LineLook::Solid => Stroke::solid(INK, 1.6),
        LineLook::Dashed => Stroke::dashed(ACCENT, 1.6, Dash::Long),
    }
}

/// A marker of an amount with its label: the line rises up to the label, which stands at its right or left.
struct Flag<'a> {
    x: f32,
    text: &'a str,
    from: f32,
    to: f32,
    row: usize,
}

impl Measure<'_> {
    /// A chart with its legend, kept whole.
    pub(super) fn curve(&mut self, curve: &Curve, gap: f32, frame: Frame, parent: Node) {
        let node = self.tree.add_figure(parent, &curve.description);
        let start = self.atoms.len();
        let mut drawing = Drawing::new(node);
        let labels = self.widest(&curve.probabilities) + 7.0;
        let last = curve.amounts.ticks.last().map_or(0.0, |tick| self.setter.width(TICK.plain, &tick.label) / 2.0);
        let left = frame.x + labels;
        let width = (frame.width - labels - last).clamp(20.0, WIDEST);
        let top = self.axis_name(&curve.probabilities.name, Align::Left, (frame.x, left + width), 0.0, &mut drawing);
        let height = (width * 0.47).clamp(120.0, 200.0);
        let mut plot = Plot::new(curve, Area { x: left, y: top, width, height });
        let flags = self.flags(curve, &plot);
        let rows = flags.iter().map(|flag| flag.row + 1).max().unwrap_or(0);
        plot.area.y += rows as f32 * FLAG + if rows > 0 { 2.0 } else { 4.0 };
        self.grid(curve, &plot, &mut drawing);
        self.draw_flags(&flags, &plot, &mut drawing);
        self.levels(curve, &plot, &mut drawing);
        for line in &curve.lines {
            draw_line(line, &plot, &mut drawing);
        }
        let foot = plot.area.y + height + 5.0 + TICK.leading;
        let foot = self.axis_name(&curve.amounts.name, Align::Right, (frame.x, left + width), foot + 2.0, &mut drawing);
        let named = curve.lines.iter().filter(|line| !line.name.trim().is_empty());
        let entries: Vec<_> = named.map(|line| (Sample::Curve(line.look), line.name.clone())).collect();
        let right = left + width + last;
        let beside = Beside { right, top: plot.area.y + 1.0, entries: &entries };
        let done = self.figure(drawing, foot, &beside, frame, parent);
        self.below(&[], if done { &[] } else { &entries }, Frame { x: left, width: frame.width - labels }, parent);
        self.keep_whole(start, gap);
    }

    fn widest(&mut self, axis: &Axis) -> f32 {
        axis.ticks.iter().map(|tick| self.setter.width(TICK.plain, &tick.label)).fold(0.0, f32::max)
    }

    /// The name of an axis in as many lines as it takes. Gives where they end.
    fn axis_name(&mut self, name: &str, align: Align, (left, right): (f32, f32), top: f32, to: &mut Drawing) -> f32 {
        if name.trim().is_empty() {
            return top;
        }
        let setting = HEAD.in_colour(TEXT2);
        let lines = self.setter.plain_apart(setting, name, right - left);
        let x = if align == Align::Right { right } else { left };
        for (index, line) in lines.iter().enumerate() {
            to.set(line, At { x, y: top + (index as f32 + 0.5) * setting.leading }, align);
        }
        top + lines.len() as f32 * setting.leading
    }

    /// The axes with their ticks. A label that would touch its neighbour is left out, its tick is not.
    fn grid(&mut self, curve: &Curve, plot: &Plot, drawing: &mut Drawing) {
        let Area { x, y, width, height } = plot.area;
        let (right, foot) = (x + width, y + height);
        for tick in &curve.probabilities.ticks {
            let Some(at) = plot.y(tick.at) else { continue };
            drawing.line(At { x, y: at }, At { x: right, y: at }, Stroke::solid(RULE, 0.5));
            drawing.words(&mut self.setter, TICK.plain, &tick.label, At { x: x - 6.0, y: at }, Align::Right);
        }
        let mut free = f32::MIN;
        for tick in &curve.amounts.ticks {
            let Some(at) = plot.x(tick.at) else { continue };
            drawing.line(At { x: at, y }, At { x: at, y: foot }, Stroke::solid(RULE, 0.3));
            drawing.line(At { x: at, y: foot }, At { x: at, y: foot + 3.0 }, Stroke::solid(INK, 0.6));
            let half = self.setter.width(TICK.plain, &tick.label) / 2.0;
            if at - half > free {
                let place = At { x: at, y: foot + 5.0 + TICK.leading / 2.0 };
                drawing.words(&mut self.setter, TICK.plain, &tick.label, place, Align::Centre);
                free = at + half + 4.0;
            }
        }
        drawing.line(At { x, y: foot }, At { x: right, y: foot }, Stroke::solid(INK, 0.8));
    }

    /// Labels of amounts in lines above the chart, so that no line crosses a label.
    fn flags<'a>(&mut self, curve: &'a Curve, plot: &Plot) -> Vec<Flag<'a>> {
        let mut found = Vec::new();
        for marker in &curve.markers {
            if let MarkerAt::Amount(amount) = marker.at
                && let Some(x) = plot.x(amount)
            {
                found.push((x, marker.label.trim()));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut flags: Vec<Flag<'a>> = Vec::new();
        for (x, text) in found {
            let width = self.setter.width(FIGURE.plain, text) + 4.0;
            let leftwards = x + width > plot.area.x + plot.area.width;
            let (from, to) = if leftwards { (x - width, x) } else { (x, x + width) };
            let crosses = |row: usize| {
                flags.iter().any(|other| {
                    let label = other.row == row && from < other.to + 5.0 && other.from < to + 5.0;
                    let its_line = other.row > row && from - 2.0 < other.x && other.x < to + 2.0;
                    let own_line = other.row < row && other.from - 2.0 < x && x < other.to + 2.0;
                    label || its_line || own_line
                })
            };
            let row = (0..=flags.len()).find(|row| !crosses(*row)).unwrap_or(flags.len());
            flags.push(Flag { x, text, from, to, row });
        }
        flags
    }

    fn draw_flags(&mut self, flags: &[Flag<'_>], plot: &Plot, drawing: &mut Drawing) {
        let foot = plot.area.y + plot.area.height;
        for flag in flags {
            let middle = plot.area.y - 2.0 - FLAG * (flag.row as f32 + 0.5);
            drawing.line(At { x: flag.x, y: middle - 4.0 }, At { x: flag.x, y: foot }, MARKER);
            let leftwards = flag.from < flag.x;
            let (x, align) = if leftwards { (flag.x - 4.0, Align::Right) } else { (flag.x + 4.0, Align::Left) };
            drawing.words(&mut self.setter, FIGURE.plain, flag.text, At { x, y: middle }, align);
        }
    }

    /// Markers of probabilities, with the label at an end of the line.
    fn levels(&mut self, curve: &Curve, plot: &Plot, drawing: &mut Drawing) {
        let right = plot.area.x + plot.area.width;
        let pieces: Vec<Vec<At>> = curve.lines.iter().flat_map(|line| plot.pieces(&line.points)).collect();
        for marker in &curve.markers {
            let MarkerAt::Probability(probability) = marker.at else { continue };
            let Some(y) = plot.y(probability) else { continue };
            drawing.line(At { x: plot.area.x, y }, At { x: right, y }, MARKER);
            let width = self.setter.width(FIGURE.plain, marker.label.trim());
            if width <= 0.0 {
                continue;
            }
            let paper = |x: f32, y: f32| Area { x, y, width: width + 4.0, height: 10.2 };
            let ends = [right - width - 4.5, plot.area.x + 0.6];
            let places = ends.into_iter().flat_map(|x| [paper(x, y - 11.2), paper(x, y + 1.0)]);
            let places = places.filter(|place| plot.holds(*place));
            // Where no curve runs through the words; the first place when there is none such.
            let free = places.min_by_key(|place| crossed(&pieces, *place));
            let place = free.unwrap_or(paper(right - width - 4.5, y - 11.2));
            drawing.rect(place, 0.0, Some(WHITE), None);
            let at = At { x: place.x + 2.0, y: place.y + place.height / 2.0 };
            drawing.words(&mut self.setter, FIGURE.plain, marker.label.trim(), at, Align::Left);
        }
    }
}

/// How much of the curves runs through an area.
fn crossed(pieces: &[Vec<At>], area: Area) -> usize {
    let inside = |at: At| {
        (area.x..=area.x + area.width).contains(&at.x) && (area.y - 1.0..=area.y + area.height + 1.0).contains(&at.y)
    };
    let mut count = 0;
    for pair in pieces.iter().flat_map(|piece| piece.windows(2)) {
        let steps = ((pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y) / 2.0).ceil().max(1.0) as usize;
        let at = |from: f32, to: f32, step: usize| from + (to - from) * step as f32 / steps as f32;
        let along = (0..=steps).map(|step| At { x: at(pair[0].x, pair[1].x, step), y: at(pair[0].y, pair[1].y, step) });
        count += along.filter(|place| inside(*place)).count();
    }
    count
}

/// A curve as far as it lies between the axes; a dot where it is no more than a point.
fn draw_line(line: &CurveLine, plot: &Plot, drawing: &mut Drawing) {
    let stroke = stroke(line.look);
    for piece in plot.pieces(&line.points) {
        let steps = piece.iter().enumerate();
        let steps: Vec<Step> =
            steps.map(|(at, place)| if at == 0 { Step::Move(*place) } else { Step::Line(*place) }).collect();
        match (steps.len(), piece.first()) {
            (1, Some(place)) => {
                let fill = if line.look == LineLook::Solid { INK } else { WHITE };
                drawing.circle(*place, 2.2, Some(fill), Some(Stroke::solid(stroke.colour, 1.2)));
            }
            _ => drawing.path(steps, stroke),
        }
    }
}
