//! A set piece of text with its place in the structure, ready to be drawn line by line.

use std::ops::Range;

use super::canvas::{Area, At, Mark, Node, Shape};
use super::sheet::Setting;
use super::tags::{Role, Tree};
use super::text::{Inline, Line, Setter};
use crate::documents::outline::{Align, Ragged, Span};

/// Lines of text that belong together. A long table has more than a hundred thousand of them.
#[derive(Debug, Clone, Default)]
pub struct Passage {
    /// Top to bottom; never empty once set.
    pub lines: Vec<Line>,
    parts: Parts,
}

/// What the text is part of.
#[derive(Debug, Clone)]
enum Parts {
    /// All of it is one.
    One(Node),
    /// Every inline is one of its own: a link with its words and target, or what stands between.
    Each(Box<[(Node, Option<Link>)]>),
}

/// The words of a link and the number of its target.
type Link = (String, usize);

impl Default for Parts {
    fn default() -> Self {
        Self::One(Node::ARTIFACT)
    }
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
        Self { lines: setter.plain(setting, text, width), parts: Parts::One(node) }
    }

    /// Lines that are already set.
    pub fn of_lines(node: Node, lines: Vec<Line>) -> Self {
        Self { lines, parts: Parts::One(node) }
    }

    /// One line that is already set.
    pub fn line(node: Node, line: Line) -> Self {
        Self { lines: vec![line], parts: Parts::One(node) }
    }

    fn of(tree: &mut Tree, node: Node, inlines: &[Inline], lines: Vec<Line>) -> Self {
        if inlines.iter().all(|inline| inline.link.is_none()) {
            return Self { lines, parts: Parts::One(node) };
        }
        let part = |inline: &Inline| {
            let role = if inline.link.is_some() { Role::Link } else { Role::Span };
            (tree.add(node, role), inline.link.map(|target| (inline.text.clone(), target)))
        };
        Self { lines, parts: Parts::Each(inlines.iter().map(part).collect()) }
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
            let at = At { x: x + run.x, y: baseline };
            let (node, link) = match &self.parts {
                Parts::One(node) => (*node, None),
                Parts::Each(parts) => match parts.get(usize::from(run.inline)) {
                    Some((node, link)) => (*node, link.as_ref()),
                    None => (Node::ARTIFACT, None),
                },
            };
            if let Some((text, target)) = link {
                let area = Area { x: at.x, y: top, width: run.width, height: setting.leading };
                out.push(Mark { node, shape: Shape::Link(area, *target, text.clone()) });
            }
            out.push(Mark { node, shape: Shape::Text(at, run.clone()) });
        }
    }
}
