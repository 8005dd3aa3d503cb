//! The head of a table, with a common head above neighbouring columns that share one.

use super::SetColumn;
use crate::documents::outline::{Align, Column};
use crate::formats::pdf::canvas::{At, Mark, Node, Shape, Stroke};
use crate::formats::pdf::measure::{Frame, Measure};
use crate::formats::pdf::passage::Passage;
use crate::formats::pdf::sheet::{HEAD, INK, RULE_STRONG};
use crate::formats::pdf::tags::Role;

/// Below the last line of the head.
const BELOW: f32 = 4.0;
/// Height of the common heads: the line, the thin rule and the space around it.
const GROUP: f32 = HEAD.leading + 5.6;

impl Measure<'_> {
    /// The shapes of the head and its height; only a rule when no column has a title.
    pub(super) fn head(
        &mut self,
        columns: &[Column],
        set: &[SetColumn],
        frame: Frame,
        hangs: bool,
        table: Node,
    ) -> (Vec<Mark>, f32) {
        let mut marks = Vec::new();
        if columns.iter().all(|column| column.title.is_empty() && column.group.is_empty()) {
            if !hangs {
                marks.push(rule(frame.x, frame.width, 0.0, Stroke::solid(INK, 0.6)));
            }
            return (marks, 0.0);
        }
        let grouped = columns.iter().any(|column| !column.group.is_empty());
        let mut y = if hangs { 6.0 } else { 0.0 };
        let upper = if grouped { self.tree.add(table, Role::Row) } else { Node::ARTIFACT };
        let lower = self.tree.add(table, Role::Row);
        let mut nodes = Vec::new();
        let mut last_group = "";
        for (index, column) in columns.iter().enumerate() {
            if grouped && !column.group.is_empty() && column.group != last_group {
                let run = columns.iter().skip(index).take_while(|next| next.group == column.group).count();
                let span = u16::try_from(run).unwrap_or(1);
                let node = self.tree.add(upper, Role::ColumnHead { columns: span, rows: 1 });
                self.group(&column.group, group_place(set, index, run), y, node, &mut marks);
            }
            let alone = grouped && column.group.is_empty();
            let (row, rows) = if alone { (upper, 2) } else { (lower, 1) };
            nodes.push(self.tree.add(row, Role::ColumnHead { columns: 1, rows }));
            last_group = &column.group;
        }
        if grouped {
            y += GROUP;
        }
        y += self.titles(columns, set, &nodes, y, &mut marks) + BELOW;
        marks.push(rule(frame.x, frame.width, y, Stroke::solid(INK, 0.6)));
        (marks, y)
    }

    fn group(&mut self, text: &str, (x, width): (f32, f32), y: f32, node: Node, marks: &mut Vec<Mark>) {
        let line = self.setter.one_line(HEAD.plain, text, width);
        let passage = Passage::line(node, line);
        passage.draw(0..1, At { x, y }, width, Align::Centre, HEAD, marks);
        marks.push(rule(x, width, y + HEAD.leading + 2.6, Stroke::solid(RULE_STRONG, 0.5)));
    }

    /// Titles stand on the rule below them, however many lines they have. Gives their height.
    fn titles(
        &mut self,
        columns: &[Column],
        set: &[SetColumn],
        nodes: &[Node],
        top: f32,
        marks: &mut Vec<Mark>,
    ) -> f32 {
        let mut passages = Vec::new();
        for ((column, place), &node) in columns.iter().zip(set).zip(nodes) {
            passages.push(Passage::plain(&mut self.setter, node, &column.title, HEAD, place.width));
        }
        let tallest = passages.iter().map(|passage| passage.height(HEAD)).fold(HEAD.leading, f32::max);
        for (passage, place) in passages.iter().zip(set) {
            let at = At { x: place.x, y: top + tallest - passage.height(HEAD) };
            passage.draw(0..passage.lines.len(), at, place.width, place.align, HEAD, marks);
        }
        tallest
    }
}

/// From the left edge of the first to the right edge of the last column of a group.
fn group_place(set: &[SetColumn], first: usize, count: usize) -> (f32, f32) {
    let columns = set.get(first..first + count).unwrap_or_default();
    let start = columns.first().map_or(0.0, |column| column.x);
    let end = columns.last().map_or(start, |column| column.x + column.width);
    (start, end - start)
}

fn rule(x: f32, width: f32, y: f32, stroke: Stroke) -> Mark {
    let shape = Shape::Line(At { x, y }, At { x: x + width, y }, stroke);
    Mark { node: Node::ARTIFACT, shape }
}
