//! A figure while it is drawn: all its shapes and words are one part of the structure.

use crate::documents::outline::Align;
use crate::formats::pdf::canvas::{Area, At, Mark, Node, Shape, Step, Stroke};
use crate::formats::pdf::sheet::{Colour, Style, WHITE, risk};
use crate::formats::pdf::text::{Line, Setter};

/// The shapes of a figure.
#[derive(Debug)]
pub struct Drawing {
    /// What it is part of.
    pub node: Node,
    /// The shapes so far.
    pub marks: Vec<Mark>,
}

impl Drawing {
    /// An empty figure.
    pub fn new(node: Node) -> Self {
        Self { node, marks: Vec::new() }
    }

    /// Says where the figure stands, once it is known.
    pub fn fills(&mut self, area: Area) {
        self.push(Shape::Figure(area));
    }

    /// A rectangle.
    pub fn rect(&mut self, area: Area, radius: f32, fill: Option<Colour>, stroke: Option<Stroke>) {
        self.push(Shape::Rect(area, radius, fill, stroke));
    }

    /// A straight line.
    pub fn line(&mut self, from: At, to: At, stroke: Stroke) {
        self.push(Shape::Line(from, to, stroke));
    }

    /// An open line through several points.
    pub fn path(&mut self, steps: Vec<Step>, stroke: Stroke) {
        self.push(Shape::Path(steps, stroke));
    }

    /// A filled outline.
    pub fn outline(&mut self, steps: Vec<Step>, fill: Colour) {
        self.push(Shape::Outline(steps, fill));
    }

    /// A circle.
    pub fn circle(&mut self, centre: At, radius: f32, fill: Option<Colour>, stroke: Option<Stroke>) {
        self.push(Shape::Circle(centre, radius, fill, stroke));
    }

    /// Words on one line, however wide: `at` is the middle of their height and, as `align` says, where they
    /// begin, their middle or where they end. Gives their width.
    pub fn words(&mut self, setter: &mut Setter, style: Style, text: &str, at: At, align: Align) -> f32 {
        if text.trim().is_empty() {
            return 0.0;
        }
        let line = setter.apart(style, text);
        self.set(&line, at, align);
        line.width
    }

    /// The same for a line that is already set.
    pub fn set(&mut self, line: &Line, at: At, align: Align) {
        let x = match align {
            Align::Left => at.x,
            Align::Centre => at.x - line.width / 2.0,
            Align::Right => at.x - line.width,
        };
        for run in &line.runs {
            let at = At { x: x + run.x, y: middle(at.y, run.style.size) };
            self.push(Shape::Text(at, run.clone()));
        }
    }

    fn push(&mut self, shape: Shape) {
        self.marks.push(Mark { node: self.node, shape });
    }
}

/// The baseline of words of this size whose middle is at `y`.
pub fn middle(y: f32, size: f32) -> f32 {
    y + size * 0.36
}

/// The colour of a step of risk as it looks when only this share of it is printed. The lightest step would
/// vanish on many printers and keeps most of itself.
pub fn pale(step: u8, share: f32) -> Colour {
    let share = if step <= 1 { share.max(0.8) } else { share };
    let mixed =
        risk(step).0.parts().into_iter().zip(WHITE.parts()).map(|(own, white)| own * share + white * (1.0 - share));
    Colour(mixed.fold(0, |sum, part| (sum << 8) | (part * 255.0).round() as u32))
}
