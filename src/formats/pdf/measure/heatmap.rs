//! Heat maps: matrices side by side, the levels that have no room beside them, and the legend.

use super::drawing::Drawing;
use super::legend::{Flow, Sample, of_matrix};
use super::matrix::{SetMatrix, is_empty, number};
use super::{Atom, Frame, Measure};
use crate::documents::outline::{HeatMap, Matrix, Scale, Span};
use crate::formats::pdf::canvas::{Area, Node};
use crate::formats::pdf::passage::Passage;
use crate::formats::pdf::sheet::{FIGURE, TEXT2};
use crate::formats::pdf::tags::Role;

/// A legend narrower than this stands below the matrix instead of at its right.
const ROOM: f32 = 128.0;
/// How much of its colour a cell without risks shows.
const EMPTY: f32 = 0.5;
/// Between a matrix and the legend at its right.
const GUTTER: f32 = 34.0;

/// What may stand at the right of a figure.
pub struct Beside<'a> {
    /// The right edge of the figure.
    pub right: f32,
    /// Where the legend begins.
    pub top: f32,
    /// The legend.
    pub entries: &'a [(Sample, String)],
}

impl Measure<'_> {
    /// One matrix large, or two side by side; whatever belongs together stays on one page.
    pub(super) fn heat_map(&mut self, map: &HeatMap, gap: f32, frame: Frame, parent: Node) {
        let matrices: Vec<&Matrix> = map.matrices.iter().filter(|matrix| !is_empty(matrix)).collect();
        let entries = of_matrix(&map.legend, 1.0);
        let node = self.tree.add_figure(parent, &map.description);
        let start = self.atoms.len();
        let mut listed: Vec<(Scale, bool)> = Vec::new();
        let mut entries_left = entries.as_slice();
        for pair in matrices.chunks(2) {
            let largest = if pair.len() > 1 { (60.0, 35.0) } else { (62.0, 36.0) };
            let rows = match self.set_matrices(pair, largest, frame) {
                Some(set) => vec![set],
                None => pair.iter().filter_map(|matrix| self.set_matrices(&[*matrix], largest, frame)).collect(),
            };
            for set in rows {
                for (scale, upwards) in set.iter().flat_map(SetMatrix::listed) {
                    if !listed.iter().any(|(known, _)| known == scale) {
                        listed.push((scale.clone(), upwards));
                    }
                }
                let alone = if matrices.len() == 1 { entries_left } else { &[] };
                if self.matrix_row(&set, alone, node, frame, parent) {
                    entries_left = &[];
                }
            }
        }
        self.below(&listed, entries_left, frame, parent);
        self.keep_whole(start, gap);
    }

    /// Matrices side by side as one piece. Gives whether the legend stands at the right of the last.
    fn matrix_row(
        &mut self,
        set: &[SetMatrix<'_>],
        entries: &[(Sample, String)],
        node: Node,
        frame: Frame,
        parent: Node,
    ) -> bool {
        let mut drawing = Drawing::new(node);
        let mut height = 0.0_f32;
        for matrix in set {
            height = height.max(self.draw_matrix(matrix, EMPTY, &mut drawing));
        }
        let (right, top) = set.last().map_or((frame.x, 0.0), |last| (last.right(), last.top() + 1.0));
        self.figure(drawing, height, &Beside { right, top, entries }, frame, parent)
    }

    /// A finished drawing with the legend at its right, if there is room. Gives whether there was.
    pub(super) fn figure(
        &mut self,
        mut drawing: Drawing,
        height: f32,
        beside: &Beside<'_>,
        frame: Frame,
        parent: Node,
    ) -> bool {
        let Beside { right, top, entries } = *beside;
        drawing.fills(Area { x: frame.x, y: 0.0, width: right - frame.x, height });
        let mut marks = drawing.marks;
        let legend = Frame { x: right + GUTTER, width: frame.x + frame.width - right - GUTTER };
        let beside = !entries.is_empty() && legend.width >= ROOM;
        let mut foot = height;
        if beside {
            let (mut shapes, end) = self.sampled(&highest_first(entries), Flow::Down, legend, top, parent);
            marks.append(&mut shapes);
            foot = foot.max(end);
        }
        self.atoms.push(Atom::marks(16.0, foot, marks));
        beside
    }

    /// The levels that are named below, and the legend.
    pub(super) fn below(&mut self, listed: &[(Scale, bool)], entries: &[(Sample, String)], frame: Frame, parent: Node) {
        for (scale, upwards) in listed {
            let words = names(scale, *upwards);
            if words.is_empty() {
                continue;
            }
            let node = self.tree.add(parent, Role::Paragraph);
            let setting = FIGURE.in_colour(TEXT2);
            let passage = Passage::set(&mut self.setter, &mut self.tree, node, &words, setting, frame.width);
            self.line_atoms(&passage, setting, 7.0, frame.x, &[]);
        }
        if !entries.is_empty() {
            let (marks, height) = self.sampled(entries, Flow::Across, frame, 0.0, parent);
            self.atoms.push(Atom::marks(11.0, height, marks));
        }
    }

    /// All atoms from `start` on stay together and stand below what is above them.
    pub(super) fn keep_whole(&mut self, start: usize, gap: f32) {
        let count = self.atoms.len();
        for (index, atom) in self.atoms.iter_mut().enumerate().skip(start) {
            atom.keep = index + 1 < count;
            if index == start {
                atom.gap = gap;
            }
        }
    }
}

/// One below the other bands stand like the rows of the matrix: the highest on top.
fn highest_first(entries: &[(Sample, String)]) -> Vec<(Sample, String)> {
    let is_band = |entry: &&(Sample, String)| matches!(entry.0, Sample::Band(..));
    let mut bands = entries.iter().filter(is_band).rev();
    let next = |entry| if is_band(&entry) { bands.next().unwrap_or(entry) } else { entry };
    entries.iter().map(next).cloned().collect()
}

/// The levels of a scale in words, lowest first: `Impact  1 Minor, 2 Major`.
fn names(scale: &Scale, upwards: bool) -> Vec<Span> {
    let count = scale.levels.len();
    let named = |index: usize| {
        let name = scale.levels.get(index).map_or("", |level| level.name.trim());
        (!name.is_empty()).then(|| format!("{}\u{A0}{name}", number(scale, index, count, upwards)))
    };
    let words: Vec<String> =
        if upwards { (0..count).rev().filter_map(named).collect() } else { (0..count).filter_map(named).collect() };
    if words.is_empty() {
        return Vec::new();
    }
    let title = if scale.name.trim().is_empty() { String::new() } else { format!("{}:  ", scale.name.trim()) };
    vec![Span::strong(title), Span::plain(words.join(",  "))]
}
