//! Legends of figures: a sample and its words, side by side or one below the other.

use super::drawing::{Drawing, pale};
use super::{Frame, Measure};
use crate::documents::outline::{Align, BandKey, LineLook, MatrixLegend};
use crate::formats::pdf::canvas::{Area, At, Mark, Node, Step, Stroke};
use crate::formats::pdf::passage::Passage;
use crate::formats::pdf::sheet::{FIGURE, HEAD, INK, TEXT2, WHITE, risk};
use crate::formats::pdf::tags::{Numbering, Role};

/// Height of a sample.
const SAMPLE: f32 = 11.2;
/// Between a sample and its words.
const BESIDE: f32 = 5.0;
/// Between an entry and the next on the same line.
const BETWEEN: f32 = 16.0;
/// Width of a sample without words of its own.
const WIDTH: f32 = 22.0;

/// What a legend explains.
#[derive(Debug, Clone)]
pub enum Sample {
    /// A badge in the colour of a step of risk, with scores in it; and how much of the colour is printed.
    Band(String, Option<u8>, f32),
    /// The acceptance line.
    Line,
    /// An arrow with its number.
    Arrow,
    /// Risks that stayed.
    Ring,
    /// A curve.
    Curve(LineLook),
}

/// How the entries follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Side by side, in lines.
    Across,
    /// One below the other.
    Down,
}

/// The entries below a matrix; `share` of the colours is printed.
pub fn of_matrix(legend: &MatrixLegend, share: f32) -> Vec<(Sample, String)> {
    let band = |band: &BandKey| (Sample::Band(band.range.trim().to_owned(), band.step, share), band.name.clone());
    let mut entries: Vec<_> = legend.bands.iter().map(band).collect();
    if !legend.line.trim().is_empty() {
        entries.push((Sample::Line, legend.line.clone()));
    }
    entries
}

impl Measure<'_> {
    /// Sets a legend with its top at `top`. Gives its shapes and where it ends.
    pub(super) fn sampled(
        &mut self,
        entries: &[(Sample, String)],
        flow: Flow,
        frame: Frame,
        top: f32,
        parent: Node,
    ) -> (Vec<Mark>, f32) {
        let mut marks = Vec::new();
        if entries.is_empty() {
            return (marks, top);
        }
        let list = self.tree.add(parent, Role::List(Numbering::None));
        let badge = self.badge_width(entries);
        let widest = if entries.iter().all(|(sample, _)| matches!(sample, Sample::Band(..))) { badge } else { WIDTH };
        let (mut x, mut y, mut line) = (frame.x, top, SAMPLE);
        let mut bands_before = false;
        for (index, (sample, words)) in entries.iter().enumerate() {
            let is_band = matches!(sample, Sample::Band(..));
            let own = if is_band { badge } else { WIDTH };
            let width = if flow == Flow::Down { widest.max(badge) } else { own };
            let item = self.tree.add(list, Role::Item);
            let nodes = [self.tree.add(item, Role::Label), self.tree.add(item, Role::ItemBody)];
            let room = frame.width - width - BESIDE;
            let passage = Passage::plain(&mut self.setter, nodes[1], words, FIGURE, room);
            let wide = width + BESIDE + passage.width();
            // The bands stay on one line if they fit on one.
            let run = if is_band && !bands_before { self.bands_width(&entries[index..], badge) } else { wide };
            let needed = if run <= frame.width { run } else { wide };
            bands_before = is_band;
            if x > frame.x && (flow == Flow::Down || x + needed > frame.x + frame.width) {
                x = frame.x;
                y += line + 5.4;
                line = SAMPLE;
            }
            let place = Area { x, y, width: own, height: SAMPLE };
            self.sample(sample, place, nodes[0], &mut marks);
            let at = At { x: x + width + BESIDE, y: y + (SAMPLE - FIGURE.leading) / 2.0 };
            passage.draw_all(at, FIGURE, &mut marks);
            line = line.max(passage.height(FIGURE) + (SAMPLE - FIGURE.leading) / 2.0);
            x += wide + BETWEEN;
        }
        (marks, y + line)
    }

    /// The width of the bands at the head of these entries.
    fn bands_width(&mut self, entries: &[(Sample, String)], badge: f32) -> f32 {
        let bands = entries.iter().take_while(|(sample, _)| matches!(sample, Sample::Band(..)));
        let widths = bands.map(|(_, words)| badge + BESIDE + self.setter.width(FIGURE.plain, words) + BETWEEN);
        widths.sum::<f32>() - BETWEEN
    }

    /// The width of all badges: the widest scores have room in it.
    fn badge_width(&mut self, entries: &[(Sample, String)]) -> f32 {
        let mut width = 13.0_f32;
        for (sample, _) in entries {
            if let Sample::Band(scores, ..) = sample {
                width = width.max(self.setter.width(HEAD.plain, scores) + 8.0);
            }
        }
        width
    }

    fn sample(&mut self, sample: &Sample, area: Area, node: Node, marks: &mut Vec<Mark>) {
        let mut drawing = Drawing::new(Node::ARTIFACT);
        let centre = At { x: area.x + area.width / 2.0, y: area.y + area.height / 2.0 };
        let (left, right) = (At { x: area.x, ..centre }, At { x: area.x + area.width, ..centre });
        match sample {
            Sample::Band(scores, step, share) => {
                let fill = step.map_or(WHITE, |step| pale(step, *share));
                let edge = step.is_none().then(|| Stroke::solid(TEXT2, 0.5));
                drawing.rect(area, 2.2, Some(fill), edge);
                let colour = step.filter(|_| *share > 0.9).map_or(INK, |step| risk(step).1);
                let mut words = Drawing::new(node);
                words.words(&mut self.setter, HEAD.plain.in_colour(colour), scores, centre, Align::Centre);
                drawing.marks.append(&mut words.marks);
            }
            Sample::Line => {
                let (low, high) = (centre.y + 3.2, centre.y - 3.2);
                let corner = |x: f32, y: f32| Step::Line(At { x, y });
                let begin = Step::Move(At { x: left.x + 1.0, y: high });
                let steps = vec![begin, corner(centre.x, high), corner(centre.x, low), corner(right.x - 1.0, low)];
                drawing.path(steps, Stroke::solid(INK, 1.4));
            }
            Sample::Arrow => super::movement::sample(left, right, &mut drawing),
            Sample::Ring => super::movement::ring(centre, &mut drawing),
            Sample::Curve(look) => drawing.line(left, right, super::curve::stroke(*look)),
        }
        marks.append(&mut drawing.marks);
    }
}
