//! Paragraphs, lists, definitions and callouts.

use super::rows::{SetCell, SetRow};
use super::table::{Look, SetColumn, SetTable};
use super::{Atom, Body, Frame, Measure};
use crate::documents::outline::{Align, ParagraphStyle, Ragged, RowKind, Span};
use crate::formats::pdf::canvas::{Area, At, Mark, Node, Shape};
use crate::formats::pdf::passage::Passage;
use crate::formats::pdf::sheet::{ACCENT, LABEL, LEGEND, PROSE, SMALL, Setting, TEXT2, TINT};
use crate::formats::pdf::tags::Role;

impl Measure<'_> {
    /// A paragraph; its first two and last two lines stay together.
    pub(super) fn paragraph(&mut self, text: &[Span], style: ParagraphStyle, gap: f32, frame: Frame, parent: Node) {
        let (setting, frame) = match style {
            ParagraphStyle::Prose => (PROSE, frame.for_prose()),
            ParagraphStyle::Label => (LABEL, frame),
            ParagraphStyle::Small => (SMALL.in_colour(TEXT2), frame.for_prose()),
        };
        let node = self.tree.add(parent, Role::Paragraph);
        let ragged = if style == ParagraphStyle::Prose { self.ragged } else { Ragged::Right };
        let width = (frame.width, ragged);
        let passage = Passage::prose(&mut self.setter, &mut self.tree, node, text, setting, width);
        self.line_atoms(&passage, setting, gap, frame.x, &[]);
        if style == ParagraphStyle::Label
            && let Some(last) = self.atoms.last_mut()
        {
            last.keep = true;
        }
    }

    /// One atom a line. `first` is drawn beside the first line.
    pub(super) fn line_atoms(&mut self, passage: &Passage, setting: Setting, gap: f32, x: f32, first: &[Mark]) {
        let count = passage.lines.len();
        for index in 0..count {
            let mut marks = Vec::new();
            if index == 0 {
                marks.extend_from_slice(first);
            }
            passage.draw(index..index + 1, At { x, y: 0.0 }, 0.0, Align::Left, setting, &mut marks);
            let gap = if index == 0 { gap } else { 0.0 };
            let mut atom = Atom::marks(gap, setting.leading, marks);
            atom.keep = index + 1 < count && (index == 0 || index + 2 == count);
            self.atoms.push(atom);
        }
    }

    /// A list with dashes or numbers.
    pub(super) fn list(&mut self, ordered: bool, items: &[Vec<Span>], gap: f32, frame: Frame, parent: Node) {
        let frame = frame.for_prose();
        let list = self.tree.add(parent, Role::List(if ordered { "Decimal" } else { "Disc" }));
        let label_of = |index: usize| if ordered { format!("{}.", index + 1) } else { "–".to_owned() };
        let widest = self.setter.width(PROSE.plain, &label_of(items.len().saturating_sub(1)));
        let (hang, indent) = (4.0, 4.0 + widest.max(6.0) + 5.5);
        for (index, item) in items.iter().enumerate() {
            let node = self.tree.add(list, Role::Item);
            let label = self.tree.add(node, Role::Label);
            let body = self.tree.add(node, Role::ItemBody);
            let mut first = Vec::new();
            let line = self.setter.unbroken(PROSE.plain, &label_of(index));
            let x = if ordered { frame.x + hang + widest - line.width } else { frame.x + hang };
            Passage::line(label, line).draw_all(At { x, y: 0.0 }, PROSE, &mut first);
            let width = (frame.width - indent, self.ragged);
            let passage = Passage::prose(&mut self.setter, &mut self.tree, body, item, PROSE, width);
            let gap = if index == 0 { gap } else { 2.2 };
            self.line_atoms(&passage, PROSE, gap, frame.x + indent, &first);
        }
    }

    /// Terms at the left, meanings at the right.
    pub(super) fn definitions(
        &mut self,
        title: &str,
        rows: &[(Vec<Span>, Vec<Span>)],
        gap: f32,
        frame: Frame,
        parent: Node,
    ) {
        if !title.is_empty() {
            self.paragraph(&[Span::plain(title)], ParagraphStyle::Label, gap, frame, parent);
        }
        let mut term = 0.0_f32;
        for (name, _) in rows {
            let inlines = self.setter.inlines(name, LEGEND);
            let width: f32 = inlines.iter().map(|inline| self.setter.width(inline.style, &inline.text)).sum();
            term = term.max(width);
        }
        let term = (term + 14.0).max(25.0).min(frame.width * 0.35);
        let column = |x: f32, width: f32| SetColumn { x, width, align: Align::Left, title: None };
        let set = SetTable {
            columns: vec![column(frame.x, term - 8.0), column(frame.x + term, (frame.width - term).max(20.0))],
            frame,
            look: Look { setting: LEGEND, pad: 2.1, ruled: false },
            head: Vec::new(),
            head_height: 0.0,
            continued: Vec::new(),
            continued_height: 0.0,
        };
        let number = self.tables.len();
        let list = self.tree.add(parent, Role::List("None"));
        for (index, (name, meaning)) in rows.iter().enumerate() {
            let item = self.tree.add(list, Role::Item);
            let nodes = [self.tree.add(item, Role::Label), self.tree.add(item, Role::ItemBody)];
            let mut cells = Vec::new();
            for ((text, node), column) in [name, meaning].into_iter().zip(nodes).zip(&set.columns) {
                let passage = Passage::set(&mut self.setter, &mut self.tree, node, text, LEGEND, column.width);
                cells.push(SetCell { mark: None, passage, node });
            }
            let row = SetRow::new(RowKind::Body, cells);
            let gap = match (index, title.is_empty()) {
                (0, true) => gap,
                (0, false) => 3.0,
                _ => 0.6,
            };
            let height = row.height(set.look);
            let keep = index == 0 && rows.len() > 1;
            let body = Body::Row(row);
            self.atoms.push(Atom { gap, height, keep, body, table: Some(number), headings: Vec::new() });
        }
        self.tables.push(set);
    }

    /// A remark with a bar at its left.
    pub(super) fn callout(&mut self, text: &[Span], gap: f32, frame: Frame, parent: Node) {
        const PAD: f32 = 9.0;
        const BAR: f32 = 2.4;
        let frame = frame.for_prose();
        let setting = LEGEND;
        let node = self.tree.add(parent, Role::Note);
        let node = self.tree.add(node, Role::Paragraph);
        let width = frame.width - 2.0 * PAD - BAR;
        let passage = Passage::set(&mut self.setter, &mut self.tree, node, text, setting, width);
        let count = passage.lines.len();
        let whole = passage.height(setting) + 2.0 * PAD < self.sheet.body() * 0.6;
        let step = if whole { count } else { 1 };
        let mut index = 0;
        while index < count {
            let end = (index + step).min(count);
            let top = if index == 0 { PAD } else { 0.0 };
            let below = if end == count { PAD } else { 0.0 };
            let height = top + (end - index) as f32 * setting.leading + below;
            let overlap = if end == count { 0.0 } else { 0.3 };
            let area = |x: f32, width: f32| Area { x, y: 0.0, width, height: height + overlap };
            let fill = |area: Area, colour| Shape::Rect(area, 0.0, Some(colour), None);
            let mut marks = vec![
                Mark { node: Node::ARTIFACT, shape: fill(area(frame.x, frame.width), TINT) },
                Mark { node: Node::ARTIFACT, shape: fill(area(frame.x, BAR), ACCENT) },
            ];
            let at = At { x: frame.x + BAR + PAD, y: top };
            passage.draw(index..end, at, width, Align::Left, setting, &mut marks);
            let mut atom = Atom::marks(if index == 0 { gap } else { 0.0 }, height, marks);
            atom.keep = end < count && (index == 0 || end + 1 == count);
            self.atoms.push(atom);
            index = end;
        }
    }
}
