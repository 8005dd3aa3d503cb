//! A set piece of text with its place in the structure, ready to be drawn line by line.

use std::ops::Range;

use super::canvas::{Area, At, Mark, Node, Shape};
use super::sheet::Setting;
use super::tags::{Role, Tree};
use super::text::{Inline, Line, Setter};
use crate::documents::outline::{Align, Ragged, Span};

/// Lines of text that belong together.
#[derive(Debug, Clone, Default)]
pub struct Passage {
    /// Top to bottom; never empty once set.
    pub lines: Vec<Line>,
    /// Where each inline belongs when there are links; else one for all.
    nodes: Vec<Node>,
    /// Text and target of each inline that is a link.
    links: Vec<Option<(String, usize)>>,
}

impl Passage {
    /// Sets spans within `width` as content of `node`.
    pub fn set(setter: &mut Setter, tree: &mut Tree, node: Node, spans: &[Span], setting: Setting, width: f32) -> Self {
        let inlines = setter.inlines(spans, setting);
        let lines = setter.lines(&inlines, width);
        Self::of(tree, node, &inlines, lines)
    }

    /// Sets spans as running prose, whose lines end as the document wants it.
    pub fn prose(
        setter: &mut Setter,
        tree: &mut Tree,
        node: Node,
        spans: &[Span],
        setting: Setting,
        (width, ragged): (f32, Ragged),
    ) -> Self {
        let inlines = setter.inlines(spans, setting);
        let lines = match ragged {
            Ragged::Right => setter.lines(&inlines, width),
            Ragged::Justified => setter.justified(&inlines, width),
        };
        Self::of(tree, node, &inlines, lines)
    }

    /// Sets plain text.
    pub fn plain(setter: &mut Setter, node: Node, text: &str, setting: Setting, width: f32) -> Self {
        Self { lines: setter.plain(setting, text, width), nodes: vec![node], links: Vec::new() }
    }

    /// Lines that are already set.
    pub fn of_lines(node: Node, lines: Vec<Line>) -> Self {
        Self { lines, nodes: vec![node], links: Vec::new() }
    }

    /// One line that is already set.
    pub fn line(node: Node, line: Line) -> Self {
        Self { lines: vec![line], nodes: vec![node], links: Vec::new() }
    }

    fn of(tree: &mut Tree, node: Node, inlines: &[Inline], lines: Vec<Line>) -> Self {
        if inlines.iter().all(|inline| inline.link.is_none()) {
            return Self { lines, nodes: vec![node], links: Vec::new() };
        }
        let mut nodes = Vec::new();
        let mut links = Vec::new();
        for inline in inlines {
            let role = if inline.link.is_some() { Role::Link } else { Role::Span };
            nodes.push(tree.add(node, role));
            links.push(inline.link.map(|target| (inline.text.clone(), target)));
        }
        Self { lines, nodes, links }
    }

    /// Height of all lines.
    pub fn height(&self, setting: Setting) -> f32 {
        self.lines.len() as f32 * setting.leading
    }

    /// The width of the widest line.
    pub fn width(&self) -> f32 {
        self.lines.iter().map(|line| line.width).fold(0.0, f32::max)
    }

    /// Draws some of the lines, the first one's top at `at`, aligned within `width`.
    pub fn draw(&self, lines: Range<usize>, at: At, width: f32, align: Align, setting: Setting, out: &mut Vec<Mark>) {
        let some = self.lines.get(lines.start..lines.end.min(self.lines.len())).unwrap_or_default();
        for (index, line) in some.iter().enumerate() {
            let top = at.y + index as f32 * setting.leading;
            let x = match align {
                Align::Left => at.x,
                Align::Centre => at.x + (width - line.width) / 2.0,
                Align::Right => at.x + width - line.width,
            };
            self.draw_line(line, x, top, setting, out);
        }
    }

    /// Draws all lines flush left.
    pub fn draw_all(&self, at: At, setting: Setting, out: &mut Vec<Mark>) {
        self.draw(0..self.lines.len(), at, 0.0, Align::Left, setting, out);
    }

    fn draw_line(&self, line: &Line, x: f32, top: f32, setting: Setting, out: &mut Vec<Mark>) {
        let baseline = top + setting.baseline();
        for run in &line.runs {
            let inline = usize::from(run.inline);
            let node = self.nodes.get(inline).or(self.nodes.first()).copied().unwrap_or(Node::ARTIFACT);
            let at = At { x: x + run.x, y: baseline };
            if let Some(&Some((ref text, target))) = self.links.get(inline) {
                let area = Area { x: at.x, y: top, width: run.width, height: setting.leading };
                out.push(Mark { node, shape: Shape::Link(area, target, text.clone()) });
            }
            out.push(Mark { node, shape: Shape::Text(at, run.clone()) });
        }
    }
}
