//! The first page: who, what, and the control block.

use std::ops::ControlFlow;

use super::{Atom, Body, Frame, Measure};
use crate::documents::outline::{Align, Block, Cell, Column, Cover, ParagraphStyle, Row, RowKind, Span, Table};
use crate::formats::pdf::canvas::{Area, At, Mark, Node, Shape, Stroke};
use crate::formats::pdf::fonts::Face;
use crate::formats::pdf::passage::Passage;
use crate::formats::pdf::sheet::{ACCENT, INK, LABEL, PROSE, RULE, SMALL, Setting, Style, TEXT2, WHITE, baseline};
use crate::formats::pdf::tags::Role;

/// Padding of the control block's rows, from comfortable to tight, with the scale of the type.
const DENSITIES: [(f32, f32); 5] = [(4.0, 1.0), (3.0, 1.0), (2.0, 1.0), (1.5, 0.94), (1.0, 0.88)];

/// Finished shapes and where they end.
pub(super) struct Piece {
    pub marks: Vec<Mark>,
    pub height: f32,
}

/// A table of the control block, with the places of its columns as shares of the width.
pub(super) struct Part<'a> {
    pub title: &'a (String, Node),
    pub rows: &'a [Vec<String>],
    pub nodes: &'a [Vec<Node>],
    pub starts: &'a [f32],
}

impl Piece {
    pub fn draw(mut self, down: f32, out: &mut Vec<Mark>) {
        for mark in &mut self.marks {
            mark.shape.move_down(down);
        }
        out.append(&mut self.marks);
    }
}

impl Measure<'_> {
    /// Sets a cover on a page of its own. What has no room there follows on the next page.
    pub(super) fn cover(&mut self, cover: &Cover, parent: Node) -> ControlFlow<()> {
        let sheet = self.sheet;
        let landscape = sheet.width > sheet.height;
        let full = self.full();
        let mut marks = Vec::new();
        let under = self.letterhead(&cover.organisation, &cover.classification, full, parent, &mut marks);
        let (left, right) = if landscape {
            let right = Frame { x: full.x + full.width * 0.648, width: full.width * 0.352 };
            (Frame { x: full.x, width: full.width * 0.56 }, right)
        } else {
            (full, full)
        };
        let room = sheet.bottom - under - 8.0;
        let (title, about) = self.cover_title(cover, left, room, parent);
        let wanted = if landscape { 224.0 } else { (under + 40.0).max(150.0) };
        let mut late = Vec::new();
        if about.is_none() {
            late.extend(about_blocks(cover));
        }
        let about_height = about.as_ref().map_or(0.0, |about| about.height + 16.0);
        let title_height = title.height;
        let column = if landscape { room } else { room - title_height - about_height - 20.0 };
        let control = self.cover_control(cover, right, column, parent);
        if control.is_none() {
            late.extend(fact_blocks(&cover.control_title, &cover.control));
            late.extend(version_blocks(&cover.versions_title, &cover.versions));
        }
        let control_height = control.as_ref().map_or(0.0, |control| control.height);
        let used = if landscape {
            (title_height + about_height).max(control_height)
        } else {
            title_height + about_height + control_height + 20.0
        };
        let y = wanted.min(sheet.bottom - used).max(under + 8.0);
        title.draw(y, &mut marks);
        if let Some(about) = about {
            about.draw(y + title_height + 16.0, &mut marks);
        }
        if let Some(control) = control {
            let low = sheet.bottom - control.height;
            let at = if landscape { y.min(low).max(under + 8.0) } else { low };
            control.draw(at, &mut marks);
        }
        let body = Body::Cover(marks);
        self.atoms.push(Atom { body, ..Atom::marks(0.0, 0.0, Vec::new()) });
        if late.is_empty() {
            return ControlFlow::Continue(());
        }
        self.blocks(&late, full, parent)?;
        self.atoms.push(Atom { body: Body::Break, ..Atom::marks(0.0, 0.0, Vec::new()) });
        ControlFlow::Continue(())
    }

    /// The organisation with its square, and the classification. Gives where they end.
    pub(super) fn letterhead(
        &mut self,
        organisation: &str,
        classification: &str,
        frame: Frame,
        parent: Node,
        marks: &mut Vec<Mark>,
    ) -> f32 {
        const SQUARE: f32 = 25.6;
        let top = 51.0;
        let name_setting =
            Setting { plain: Style::new(Face::SansSemiBold, 11.2), strong: Face::SansSemiBold, leading: 14.5 };
        let node = self.tree.add(parent, Role::Paragraph);
        let class_node = self.tree.add(parent, Role::Paragraph);
        let class_setting = SMALL.scaled(1.03);
        let class_width = frame.width * 0.3;
        let class = Passage::plain(&mut self.setter, class_node, classification, class_setting, class_width);
        let room = frame.width - SQUARE - 9.0 - class.width() - 24.0;
        let name = Passage::plain(&mut self.setter, node, organisation, name_setting, room);
        let height = name.height(name_setting).max(SQUARE);
        let square = Area { x: frame.x, y: top, width: SQUARE, height: SQUARE };
        marks.push(Mark { node: Node::ARTIFACT, shape: Shape::Rect(square, 5.6, Some(ACCENT), None) });
        if let Some(letter) = organisation.chars().find(|c| c.is_alphanumeric()) {
            let style = Style::new(Face::SansSemiBold, 12.5).in_colour(WHITE);
            let line = self.setter.unbroken(style, &letter.to_uppercase().to_string());
            for run in line.runs {
                let x = frame.x + (SQUARE - line.width) / 2.0 + run.x;
                let at = At { x, y: top + baseline(SQUARE, 12.5) };
                marks.push(Mark { node: Node::ARTIFACT, shape: Shape::Text(at, run) });
            }
        }
        let at = At { x: frame.x + SQUARE + 9.0, y: top + (height - name.height(name_setting)) / 2.0 };
        name.draw_all(at, name_setting, marks);
        let at = At { x: frame.x + frame.width - class_width, y: top + (SQUARE - class_setting.leading) / 2.0 };
        class.draw(0..class.lines.len(), at, class_width, Align::Right, class_setting, marks);
        top + height.max(class.height(class_setting))
    }

    /// Title, subtitle and the short rule; and the passage below, if there is room for it.
    fn cover_title(&mut self, cover: &Cover, frame: Frame, room: f32, parent: Node) -> (Piece, Option<Piece>) {
        let node = self.tree.add(parent, Role::Paragraph);
        let mut marks = Vec::new();
        let setting = self.title_setting(&cover.title, frame.width, &[38.0, 33.0, 28.0, 24.0, 20.0]);
        let title = Passage::plain(&mut self.setter, node, &cover.title, setting, frame.width);
        title.draw_all(At { x: frame.x, y: 0.0 }, setting, &mut marks);
        let mut y = title.height(setting);
        if !cover.subtitle.is_empty() {
            let setting = Setting { plain: Style::new(Face::Serif, 14.5).in_colour(TEXT2), leading: 20.0, ..PROSE };
            let node = self.tree.add(parent, Role::Paragraph);
            let subtitle = Passage::plain(&mut self.setter, node, &cover.subtitle, setting, frame.width);
            y += 14.0;
            subtitle.draw_all(At { x: frame.x, y }, setting, &mut marks);
            y += subtitle.height(setting);
        }
        y += 32.0;
        let (from, to) = (At { x: frame.x, y }, At { x: frame.x + 68.0, y });
        marks.push(Mark { node: Node::ARTIFACT, shape: Shape::Line(from, to, Stroke::solid(INK, 0.8)) });
        let title = Piece { marks, height: y };
        let about = match &cover.about {
            Some((heading, text)) => self.cover_about(heading, text, frame, parent),
            None => Piece { marks: Vec::new(), height: 0.0 },
        };
        let fits = title.height + about.height + 16.0 <= room;
        (title, fits.then_some(about))
    }

    /// The first of these sizes at which no word is wider than the column and the lines are not too many.
    pub(super) fn title_setting(&mut self, title: &str, width: f32, sizes: &[f32]) -> Setting {
        let face = Face::SerifSemiBold;
        let at = |size: f32| Setting { plain: Style::new(face, size), strong: face, leading: size * 42.0 / 38.0 };
        for &size in sizes {
            let style = at(size).plain;
            let fits = title.split_whitespace().all(|word| self.setter.width(style, word) <= width);
            if fits && self.setter.plain(at(size), title, width).len() <= 4 {
                return at(size);
            }
        }
        at(sizes.last().copied().unwrap_or(20.0))
    }

    fn cover_about(&mut self, heading: &str, text: &[Span], frame: Frame, parent: Node) -> Piece {
        let mut marks = Vec::new();
        let width = frame.width.min(350.0).max(frame.width * 0.7).min(frame.width);
        let node = self.tree.add(parent, Role::Paragraph);
        let head = Passage::plain(&mut self.setter, node, heading, LABEL, width);
        head.draw_all(At { x: frame.x, y: 0.0 }, LABEL, &mut marks);
        let mut y = head.height(LABEL) + 3.0;
        let node = self.tree.add(parent, Role::Paragraph);
        let about = Passage::set(&mut self.setter, &mut self.tree, node, text, PROSE, width.min(345.0));
        about.draw_all(At { x: frame.x, y }, PROSE, &mut marks);
        y += about.height(PROSE);
        Piece { marks, height: y }
    }

    /// Control block and versions at the most comfortable density that fits into `room`.
    fn cover_control(&mut self, cover: &Cover, frame: Frame, room: f32, parent: Node) -> Option<Piece> {
        let control: Vec<Vec<String>> =
            cover.control.iter().map(|(label, value)| vec![label.clone(), value.clone()]).collect();
        let versions: Vec<Vec<String>> = cover.versions.iter().map(|version| version.to_vec()).collect();
        let mut heads = Vec::new();
        let mut places = Vec::new();
        for (title, rows) in [(&cover.control_title, &control), (&cover.versions_title, &versions)] {
            heads.push((title.clone(), self.tree.add(parent, Role::Paragraph)));
            let table = self.tree.add(parent, Role::Table);
            places.push(self.cells(table, rows));
        }
        let parts = [
            Part { title: &heads[0], rows: &control, nodes: &places[0], starts: &[0.0, 0.294] },
            Part { title: &heads[1], rows: &versions, nodes: &places[1], starts: &[0.0, 0.131, 0.371] },
        ];
        for (pad, scale) in DENSITIES {
            let mut piece = Piece { marks: Vec::new(), height: 0.0 };
            for part in parts.iter().filter(|part| !part.rows.is_empty()) {
                if piece.height > 0.0 {
                    piece.height += 16.0 + pad;
                }
                self.control_table(part, pad, scale, frame, &mut piece);
            }
            if piece.height <= room {
                return Some(piece);
            }
        }
        None
    }

    pub(super) fn cells(&mut self, table: Node, rows: &[Vec<String>]) -> Vec<Vec<Node>> {
        let mut nodes = Vec::new();
        for row in rows {
            let parent = self.tree.add(table, Role::Row);
            let cell = |at: usize| if at == 0 { Role::RowHead } else { Role::Cell { columns: 1 } };
            nodes.push((0..row.len()).map(|at| self.tree.add(parent, cell(at))).collect());
        }
        nodes
    }

    pub(super) fn control_table(&mut self, part: &Part<'_>, pad: f32, scale: f32, frame: Frame, piece: &mut Piece) {
        let (title, title_node) = part.title;
        let rule = |y: f32, stroke: Stroke| Mark {
            node: Node::ARTIFACT,
            shape: Shape::Line(At { x: frame.x, y }, At { x: frame.x + frame.width, y }, stroke),
        };
        if !title.is_empty() {
            let title = Passage::plain(&mut self.setter, *title_node, title, LABEL, frame.width);
            title.draw_all(At { x: frame.x, y: piece.height }, LABEL, &mut piece.marks);
            piece.height += title.height(LABEL) + 4.5;
        }
        piece.marks.push(rule(piece.height, Stroke::solid(INK, 0.6)));
        for (row, nodes) in part.rows.iter().zip(part.nodes) {
            let labelled = row.len() == 2;
            let setting = SMALL.scaled(scale);
            let mut height = setting.leading;
            for (index, (text, &node)) in row.iter().zip(nodes).enumerate() {
                let start = part.starts.get(index).copied().unwrap_or(0.0);
                let end = part.starts.get(index + 1).copied().unwrap_or(1.0);
                let own = if labelled && index == 0 { setting.in_colour(TEXT2) } else { setting };
                let space = if end < 1.0 { 5.0 } else { 0.0 };
                let width = (end - start) * frame.width - space;
                let cell = Passage::plain(&mut self.setter, node, text, own, width);
                let at = At { x: frame.x + start * frame.width, y: piece.height + pad };
                cell.draw_all(at, own, &mut piece.marks);
                height = height.max(cell.height(own));
            }
            piece.height += height + 2.0 * pad;
            piece.marks.push(rule(piece.height, Stroke::solid(RULE, 0.4)));
        }
    }
}

/// The passage under the title as ordinary blocks.
fn about_blocks(cover: &Cover) -> Vec<Block> {
    let Some((heading, text)) = &cover.about else { return Vec::new() };
    vec![
        Block::Paragraph { text: vec![Span::plain(heading.clone())], style: ParagraphStyle::Label },
        Block::Paragraph { text: text.clone(), style: ParagraphStyle::Prose },
    ]
}

/// The control block as an ordinary table.
pub(super) fn fact_blocks(title: &str, control: &[(String, String)]) -> Vec<Block> {
    let rows = control.iter().map(|(label, value)| vec![Cell::muted(label), Cell::plain(value)]).collect();
    table_blocks(title, &[0.3, 0.7], rows)
}

/// The versions as an ordinary table.
pub(super) fn version_blocks(title: &str, versions: &[[String; 3]]) -> Vec<Block> {
    let rows = versions.iter().map(|version| version.iter().map(Cell::plain).collect()).collect();
    table_blocks(title, &[0.15, 0.25, 0.6], rows)
}

fn table_blocks(title: &str, widths: &[f32], rows: Vec<Vec<Cell>>) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = widths.iter().map(|&width| Column { width, ..Column::default() }).collect();
    let rows = rows.into_iter().map(|cells| Row { cells, kind: RowKind::Body }).collect();
    let label = Block::Paragraph { text: vec![Span::plain(title)], style: ParagraphStyle::Label };
    vec![label, Block::Table(Table { columns, rows })]
}
