//! Bars with their legend, and lines to sign on.

use super::{Atom, Body, Frame, Measure};
use crate::documents::outline::{Align, Bar, Bars, Fill, Signature};
use crate::formats::pdf::canvas::{Area, At, Dash, Mark, Node, Shape, Stroke};
use crate::formats::pdf::passage::Passage;
use crate::formats::pdf::sheet::{GREY, INK, LABEL, LEGEND, PALE, SMALL, Setting, TEXT2, WHITE};
use crate::formats::pdf::tags::{Numbering, Role};

/// Height of a bar.
const BAR: f32 = 9.2;
/// From bar to bar.
const PITCH: f32 = 16.6;
/// Between the segments of a bar.
const SLIT: f32 = 1.4;
/// The type of bars.
const SETTING: Setting = LEGEND;

/// The places of the three parts of a bar's line.
#[derive(Clone, Copy)]
struct Places {
    frame: Frame,
    label: f32,
    bar: Frame,
}

impl Measure<'_> {
    /// Stacked bars, each a line of its own, with the legend below the last.
    pub(super) fn bars(&mut self, bars: &Bars, gap: f32, frame: Frame, parent: Node) {
        if bars.rows.is_empty() && bars.legend.is_empty() {
            return;
        }
        let places = self.places(bars, frame);
        let list = self.tree.add(parent, Role::List(Numbering::None));
        for (index, bar) in bars.rows.iter().enumerate() {
            let item = self.tree.add(list, Role::Item);
            let nodes = [self.tree.add(item, Role::Label), self.tree.add(item, Role::ItemBody)];
            let mut atom = self.bar(bar, bars, places, nodes);
            atom.gap = if index == 0 { gap } else { 0.0 };
            atom.keep = index == 0 || index + 2 >= bars.rows.len();
            self.atoms.push(atom);
        }
        let gap = if bars.rows.is_empty() { gap } else { 4.0 };
        let legend = self.legend(&bars.legend, places.bar, gap, parent);
        self.atoms.push(legend);
    }

    fn places(&mut self, bars: &Bars, frame: Frame) -> Places {
        let mut label = 0.0_f32;
        let mut note = 0.0_f32;
        for bar in &bars.rows {
            label = label.max(self.setter.width(SETTING.plain, &bar.label));
            note = note.max(self.setter.width(SETTING.plain, &bar.note));
        }
        let label = (label + 14.0).max(frame.width * 0.22).min(frame.width * 0.4);
        let note = (note + 14.0).max(30.0).min(frame.width * 0.25);
        let bar = Frame { x: frame.x + label, width: (frame.width - label - note).max(20.0) };
        Places { frame, label, bar }
    }

    fn bar(&mut self, bar: &Bar, bars: &Bars, places: Places, [label_node, node]: [Node; 2]) -> Atom {
        let mut marks = Vec::new();
        let label = Passage::plain(&mut self.setter, label_node, &bar.label, SETTING, places.label - 10.0);
        label.draw_all(At { x: places.frame.x, y: 0.0 }, SETTING, &mut marks);
        self.unseen_values(bar, bars, places, node, &mut marks);
        let note = Passage::plain(&mut self.setter, node, &bar.note, SETTING, places.frame.width * 0.25);
        let lines = note.lines.len();
        let at = At { x: places.frame.x, y: 0.0 };
        note.draw(0..lines, at, places.frame.width, Align::Right, SETTING, &mut marks);
        let top = (SETTING.leading - BAR) / 2.0;
        // As in the picture every bar is as long as the longest: parts of the whole are compared.
        let sum = total(bar).max(1.0);
        let mut x = places.bar.x;
        let last = bar.values.iter().rposition(|&value| value > 0).unwrap_or(0);
        for (index, &value) in bar.values.iter().enumerate() {
            if value == 0 {
                continue;
            }
            let full = places.bar.width * value as f32 / sum;
            let width = if index == last { full } else { (full - SLIT).max(0.6) };
            let fill = bars.legend.get(index).map_or(Fill::Pale, |entry| entry.0);
            segment(fill, Area { x, y: top, width, height: BAR }, &mut marks);
            x += full;
        }
        let height = label.height(SETTING).max(note.height(SETTING));
        Atom::marks(0.0, height + PITCH - SETTING.leading, marks)
    }

    /// The numbers behind the lengths, for readers and searches: `In place 24, Partial 9`.
    fn unseen_values(&mut self, bar: &Bar, bars: &Bars, places: Places, node: Node, marks: &mut Vec<Mark>) {
        let named = bar.values.iter().zip(&bars.legend).filter(|(value, _)| **value > 0);
        let words: Vec<String> = named.map(|(value, (_, name))| format!("{name} {value}")).collect();
        if words.is_empty() {
            return;
        }
        // The stop keeps the last number apart from the note.
        let line = self.setter.unbroken(SETTING.plain, &format!("{}; ", words.join(", ")));
        for run in line.runs {
            let at = At { x: places.bar.x + run.x, y: SETTING.baseline() };
            marks.push(Mark { node, shape: Shape::Unseen(at, run) });
        }
    }

    fn legend(&mut self, entries: &[(Fill, String)], frame: Frame, gap: f32, parent: Node) -> Atom {
        let setting = SETTING.in_colour(TEXT2).scaled(0.92);
        let mut marks = Vec::new();
        let (mut x, mut y) = (frame.x, 0.0);
        for (fill, name) in entries {
            let text = self.setter.one_line(setting.plain, name, frame.width);
            let width = 18.0 + text.width;
            if x > frame.x && x + width > frame.x + frame.width {
                x = frame.x;
                y += PITCH - 2.0;
            }
            let top = y + (setting.leading - 7.4) / 2.0;
            segment(*fill, Area { x, y: top, width: 14.4, height: 7.4 }, &mut marks);
            let node = self.tree.add(parent, Role::Paragraph);
            Passage::line(node, text).draw_all(At { x: x + 18.0, y }, setting, &mut marks);
            x += width + 17.0;
        }
        Atom::marks(gap, y + setting.leading, marks)
    }

    /// Signatures, two in a row.
    pub(super) fn signatures(&mut self, signatures: &[Signature], gap: f32, frame: Frame, parent: Node) {
        // A page with nothing but signatures on it would be signed without the sentence above.
        if let Some(above) = self.atoms.last_mut().filter(|_| !signatures.is_empty())
            && matches!(above.body, Body::Marks(_) | Body::Row(_))
        {
            above.keep = true;
        }
        let rows = signatures.chunks(2);
        let count = rows.len();
        for (index, pair) in rows.enumerate() {
            let mut marks = Vec::new();
            let mut height = 0.0_f32;
            let pitch = frame.width * 0.46;
            for (place, signature) in pair.iter().enumerate() {
                let width = (frame.width * 0.383).min(pitch - 16.0).max(40.0);
                let frame = Frame { x: frame.x + place as f32 * pitch, width };
                height = height.max(self.signature(signature, frame, parent, &mut marks));
            }
            let mut atom = Atom::marks(if index == 0 { gap } else { 34.0 }, height, marks);
            atom.keep = index + 1 < count;
            self.atoms.push(atom);
        }
    }

    fn signature(&mut self, signature: &Signature, frame: Frame, parent: Node, marks: &mut Vec<Mark>) -> f32 {
        let [act_node, name_node, role_node, label_node, date_node] =
            [(); 5].map(|()| self.tree.add(parent, Role::Paragraph));
        let act = Passage::plain(&mut self.setter, act_node, &signature.act, LABEL, frame.width);
        act.draw_all(At { x: frame.x, y: 0.0 }, LABEL, marks);
        let line = act.height(LABEL) + 58.0;
        let (from, to) = (At { x: frame.x, y: line }, At { x: frame.x + frame.width, y: line });
        marks.push(Mark { node: Node::ARTIFACT, shape: Shape::Line(from, to, Stroke::solid(INK, 0.9)) });
        let muted = SMALL.in_colour(TEXT2);
        let share = frame.width * 0.62;
        let name = Passage::plain(&mut self.setter, name_node, &signature.name, SMALL, share - 10.0);
        let mut y = line + 4.0;
        if !signature.name.is_empty() {
            name.draw_all(At { x: frame.x, y }, SMALL, marks);
            y += name.height(SMALL);
        }
        let role = Passage::plain(&mut self.setter, role_node, &signature.role, muted, share - 10.0);
        if !signature.role.is_empty() {
            role.draw_all(At { x: frame.x, y }, muted, marks);
            y += role.height(muted);
        }
        let x = frame.x + share;
        let room = frame.width - share;
        let label = Passage::plain(&mut self.setter, label_node, &signature.date_label, muted, room);
        label.draw_all(At { x, y: line + 4.0 }, muted, marks);
        let mut right = line + 4.0 + label.height(muted);
        if !signature.date.is_empty() {
            let date = Passage::plain(&mut self.setter, date_node, &signature.date, SMALL, room);
            let above = line - 3.0 - date.height(SMALL);
            date.draw_all(At { x, y: above }, SMALL, marks);
            right = right.max(above);
        }
        y.max(right)
    }
}

fn total(bar: &Bar) -> f32 {
    bar.values.iter().map(|&value| value as f32).sum()
}

/// One segment; each fill is told from the others without colour.
fn segment(fill: Fill, area: Area, marks: &mut Vec<Mark>) {
    let radius = 1.6_f32.min(area.width / 2.0);
    let edge = |dash| Stroke::dashed(INK, 0.7, dash);
    let inset =
        Area { x: area.x + 0.35, y: area.y + 0.35, width: (area.width - 0.7).max(0.2), height: area.height - 0.7 };
    let shape = match fill {
        Fill::Solid => Shape::Rect(area, radius, Some(INK), None),
        Fill::Grey => Shape::Rect(area, radius, Some(GREY), None),
        Fill::Pale => Shape::Rect(area, radius, Some(PALE), None),
        Fill::Outline => Shape::Rect(inset, radius, Some(WHITE), Some(edge(Dash::None))),
        Fill::Dashed => Shape::Rect(inset, radius, Some(PALE), Some(edge(Dash::Short))),
    };
    marks.push(Mark { node: Node::ARTIFACT, shape });
}
