//! Headings, with the note at the right and the rule that a table hangs from.

use super::{Around, Atom, Body, Frame, Measure};
use crate::documents::outline::{Align, Block, Heading};
use crate::formats::pdf::canvas::{At, Mark, Node, Shape, Stroke};
use crate::formats::pdf::fonts::Face;
use crate::formats::pdf::passage::Passage;
use crate::formats::pdf::sheet::{INK, SMALL, Style, TEXT2, heading as setting_of};
use crate::formats::pdf::tags::Role;
use crate::formats::pdf::text::clean;

/// A set heading without its place.
pub struct HeadingShape {
    /// Its height, the rule included.
    pub height: f32,
    /// Its shapes.
    pub marks: Vec<Mark>,
}

impl Measure<'_> {
    /// Sets a heading; it stays with what follows.
    pub(super) fn heading(&mut self, heading: &Heading, around: &Around<'_>, frame: Frame, parent: Node) {
        let number = self.next;
        self.next += 1;
        let node = self.heading_node(heading, parent);
        let ruled = self.is_ruled(heading, around);
        let note = self.tree.add(parent, Role::Paragraph);
        let shape = self.heading_shape(heading, ruled, false, frame, [node, note]);
        self.atoms.push(Atom {
            gap: around.gap(&Block::Heading(heading.clone())),
            height: shape.height,
            keep: true,
            body: Body::Marks(shape.marks),
            table: None,
            headings: vec![(number, 0.0)],
        });
    }

    /// The part of the structure that a heading is.
    pub(super) fn heading_node(&mut self, heading: &Heading, parent: Node) -> Node {
        // A heading that prints nothing must not be missed between two levels.
        let role = if self.setter.width(setting_of(1, false).plain, heading.text.trim()) <= 0.0 {
            Role::Paragraph
        } else {
            self.level = heading.level.clamp(1, 6).min(self.level + 1);
            Role::Heading(self.level)
        };
        self.tree.add(parent, role)
    }

    /// A chapter that a table hangs from has a rule below.
    fn is_ruled(&self, heading: &Heading, around: &Around<'_>) -> bool {
        let over_table = matches!(around.after, Some(Block::Table(table)) if !table.columns.is_empty());
        heading.level <= 1 && self.depth == 0 && (over_table || !heading.note.is_empty())
    }

    /// The heading again, on a later page of the table below it.
    pub(super) fn continued(&mut self, heading: &Heading, frame: Frame) -> Option<HeadingShape> {
        if heading.continued.is_empty() {
            return None;
        }
        let ruled = heading.level <= 1 && self.depth == 0;
        Some(self.heading_shape(heading, ruled, true, frame, [Node::ARTIFACT; 2]))
    }

    pub(super) fn heading_shape(
        &mut self,
        heading: &Heading,
        ruled: bool,
        continued: bool,
        frame: Frame,
        [node, note_node]: [Node; 2],
    ) -> HeadingShape {
        let setting = setting_of(heading.level, ruled);
        let mut marks = Vec::new();
        let muted = SMALL.in_colour(TEXT2);
        let note = self.setter.unbroken(muted.plain, &clean(&heading.note));
        // A note that would crowd the heading stands below it.
        let beside = note.width <= frame.width * 0.45;
        let room = if note.width > 0.0 && beside { frame.width - note.width - 16.0 } else { frame.width };
        let text = Passage::plain(&mut self.setter, node, &heading.text, setting, room);
        let mut height = text.height(setting);
        text.draw_all(At { x: frame.x, y: 0.0 }, setting, &mut marks);
        let last = text.lines.last().map_or(0.0, |line| line.width);
        let last_top = height - setting.leading;
        if continued {
            let style = Style::new(Face::SerifItalic, setting.plain.size * 0.77).in_colour(TEXT2);
            let room = room - last;
            let tail = self.setter.one_line(style, &format!(", {}", heading.continued), room.max(0.0));
            for run in tail.runs {
                let at = At { x: frame.x + last + run.x, y: last_top + setting.baseline() };
                marks.push(Mark { node, shape: Shape::Text(at, run) });
            }
        }
        if !beside {
            let note = Passage::plain(&mut self.setter, note_node, &heading.note, muted, frame.width);
            note.draw_all(At { x: frame.x, y: height }, muted, &mut marks);
            height += note.height(muted);
        } else if !heading.note.is_empty() {
            let mut setting = setting;
            setting.plain.size = setting.plain.size.min(15.0);
            let note = Passage::line(note_node, note);
            note.draw(0..1, At { x: frame.x, y: last_top }, frame.width, Align::Right, setting, &mut marks);
        }
        if ruled {
            height += 2.0;
            let line = Shape::Line(
                At { x: frame.x, y: height },
                At { x: frame.x + frame.width, y: height },
                Stroke::solid(INK, 0.9),
            );
            marks.push(Mark { node: Node::ARTIFACT, shape: line });
        }
        HeadingShape { height, marks }
    }
}
