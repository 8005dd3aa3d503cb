//! The upper part of the first page of a small document: who, what, and the control block in columns.

use std::ops::ControlFlow;

use super::cover::{Part, Piece, fact_blocks, version_blocks};
use super::{Atom, Body, Frame, Measure};
use crate::documents::outline::Masthead;
use crate::formats::pdf::canvas::{At, Mark, Node, Shape, Stroke};
use crate::formats::pdf::fonts::Face;
use crate::formats::pdf::passage::Passage;
use crate::formats::pdf::sheet::{INK, PROSE, RULE, SMALL, Setting, Style, TEXT2};
use crate::formats::pdf::tags::{Numbering, Role};

/// The label of a fact.
const FACT_LABEL: Setting =
    Setting { plain: Style::new(Face::SansMedium, 6.9).in_colour(TEXT2), strong: Face::SansSemiBold, leading: 9.4 };
/// The fact.
const FACT: Setting = Setting { plain: Style::new(Face::Sans, 8.4), strong: Face::SansSemiBold, leading: 11.4 };
/// Above and below a fact.
const PAD: f32 = 4.2;
/// Between the columns of facts.
const GUTTER: f32 = 16.0;
/// The share of the paper's height that a masthead may take.
const SHARE: f32 = 0.6;

impl Measure<'_> {
    /// Sets a masthead on top of a page. What would leave no room for text follows as ordinary tables.
    pub(super) fn masthead(&mut self, masthead: &Masthead, frame: Frame, parent: Node) -> ControlFlow<()> {
        let sheet = self.sheet;
        let full = self.full();
        let landscape = sheet.width > sheet.height;
        let (left, right) = if landscape {
            let right = Frame { x: full.x + full.width * 0.45, width: full.width * 0.55 };
            (Frame { x: full.x, width: full.width * 0.39 }, right)
        } else {
            (full, full)
        };
        let mut marks = Vec::new();
        let under = self.letterhead(&masthead.organisation, &masthead.classification, full, parent, &mut marks);
        let title = self.masthead_title(masthead, left, parent);
        let facts = self.facts(&masthead.control, right, parent);
        let top = under + 30.0;
        let most = sheet.height * SHARE - top;
        let (title_height, facts_height) = (title.height, facts.height);
        let with_facts = if landscape { title_height.max(facts_height) } else { title_height + 20.0 + facts_height };
        let facts_fit = with_facts <= most;
        title.draw(top, &mut marks);
        let mut columns = [top + title_height, top];
        if !landscape {
            columns = [top + title_height + 20.0; 2];
        }
        if facts_fit {
            facts.draw(columns[1], &mut marks);
            columns[1] += facts_height;
        }
        // Versions go where there is more room: below the facts, or below the title.
        let side = usize::from(!landscape || columns[1] < columns[0]);
        let versions = self.masthead_versions(masthead, if side == 0 { left } else { right }, parent);
        let foot = columns[side] + 18.0 + versions.height;
        let versions_fit = facts_fit && foot - top <= most;
        if versions_fit && versions.height > 0.0 {
            versions.draw(columns[side] + 18.0, &mut marks);
            columns[side] = foot;
        }
        let height = columns[0].max(columns[1]);
        self.atoms.push(Atom { body: Body::Masthead(marks), ..Atom::marks(0.0, height, Vec::new()) });
        let mut late = Vec::new();
        if !facts_fit {
            late.extend(fact_blocks("", &masthead.control));
        }
        if !versions_fit {
            late.extend(version_blocks(&masthead.versions_title, &masthead.versions));
        }
        self.blocks(&late, frame, parent)
    }

    fn masthead_title(&mut self, masthead: &Masthead, frame: Frame, parent: Node) -> Piece {
        let mut marks = Vec::new();
        let node = self.tree.add(parent, Role::Paragraph);
        let setting = self.title_setting(&masthead.title, frame.width, &[27.0, 24.0, 21.0, 18.0]);
        let title = Passage::plain(&mut self.setter, node, &masthead.title, setting, frame.width);
        title.draw_all(At { x: frame.x, y: 0.0 }, setting, &mut marks);
        let mut height = title.height(setting);
        if !masthead.subtitle.trim().is_empty() {
            let setting = Setting { plain: Style::new(Face::Serif, 12.0).in_colour(TEXT2), leading: 16.5, ..PROSE };
            let node = self.tree.add(parent, Role::Paragraph);
            let subtitle = Passage::plain(&mut self.setter, node, &masthead.subtitle, setting, frame.width);
            height += 6.0;
            subtitle.draw_all(At { x: frame.x, y: height }, setting, &mut marks);
            height += subtitle.height(setting);
        }
        Piece { marks, height }
    }

    /// Facts in three columns; in two where three would break many lines. Labels stand above.
    fn facts(&mut self, facts: &[(String, String)], frame: Frame, parent: Node) -> Piece {
        let mut piece = Piece { marks: Vec::new(), height: 0.0 };
        if facts.is_empty() {
            return piece;
        }
        let width = |columns: usize| (frame.width - GUTTER * (columns - 1) as f32) / columns as f32;
        let narrow = facts.iter().map(|(_, value)| self.setter.plain(FACT, value, width(3)).len());
        let columns = if narrow.max().unwrap_or(1) > 3 { 2 } else { 3 };
        let width = width(columns);
        let list = self.tree.add(parent, Role::List(Numbering::None));
        piece.marks.push(rule(frame, 0.0, Stroke::solid(INK, 0.6)));
        for row in facts.chunks(columns) {
            let mut height = 0.0_f32;
            for (column, (label, value)) in row.iter().enumerate() {
                let item = self.tree.add(list, Role::Item);
                let nodes = [self.tree.add(item, Role::Label), self.tree.add(item, Role::ItemBody)];
                let label = Passage::plain(&mut self.setter, nodes[0], label, FACT_LABEL, width);
                let value = Passage::plain(&mut self.setter, nodes[1], value, FACT, width);
                let at = At { x: frame.x + column as f32 * (width + GUTTER), y: piece.height + PAD };
                label.draw_all(at, FACT_LABEL, &mut piece.marks);
                let below = At { y: at.y + label.height(FACT_LABEL) + 0.6, ..at };
                value.draw_all(below, FACT, &mut piece.marks);
                height = height.max(label.height(FACT_LABEL) + 0.6 + value.height(FACT));
            }
            piece.height += height + 2.0 * PAD;
            piece.marks.push(rule(frame, piece.height, Stroke::solid(RULE, 0.4)));
        }
        piece
    }

    fn masthead_versions(&mut self, masthead: &Masthead, frame: Frame, parent: Node) -> Piece {
        let mut piece = Piece { marks: Vec::new(), height: 0.0 };
        if masthead.versions.is_empty() {
            return piece;
        }
        let rows: Vec<Vec<String>> = masthead.versions.iter().map(|version| version.to_vec()).collect();
        let title = (masthead.versions_title.clone(), self.tree.add(parent, Role::Paragraph));
        let table = self.tree.add(parent, Role::Table);
        let nodes = self.cells(table, &rows);
        // In a wide frame the first two columns keep their width.
        let most = (58.0 / frame.width).min(0.131);
        let part = Part { title: &title, rows: &rows, nodes: &nodes, starts: &[0.0, most, most * 2.83] };
        self.control_table(&part, 3.0, FACT.plain.size / SMALL.plain.size * 0.96, frame, &mut piece);
        piece
    }
}

fn rule(frame: Frame, y: f32, stroke: Stroke) -> Mark {
    let (from, to) = (At { x: frame.x, y }, At { x: frame.x + frame.width, y });
    Mark { node: Node::ARTIFACT, shape: Shape::Line(from, to, stroke) }
}
