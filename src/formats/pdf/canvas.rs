//! The seam between layout and the file format: what layout can ask to be drawn. Nothing above this
//! line knows how a PDF looks inside; nothing below it knows what a table is.

use super::sheet::{Colour, Sheet};
use super::text::Run;

/// A point on the page; y runs downwards from the top edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct At {
    /// From the left edge.
    pub x: f32,
    /// From the top edge.
    pub y: f32,
}

/// A rectangle on the page, from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// How the edge of a shape is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub colour: Colour,
    /// Its width.
    pub width: f32,
    /// Dashed instead of solid.
    pub dashed: bool,
}

impl Stroke {
    /// A solid stroke.
    pub const fn solid(colour: Colour, width: f32) -> Self {
        Self { colour, width, dashed: false }
    }
}

/// One step of an outline; the coordinates are on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// Begins a new contour.
    Move(At),
    /// A straight line.
    Line(At),
    /// A cubic curve: two control points and the end.
    Curve(At, At, At),
}

/// What one thing on the page is for a reader who does not see it. A number of the
/// [`super::tags::Tree`]; 0 is decoration and running lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node(pub u32);

impl Node {
    /// Not part of the content.
    pub const ARTIFACT: Self = Self(0);
}

/// A surface that pages are drawn on, one after the other.
pub trait Canvas {
    /// Begins the next page.
    fn page(&mut self, sheet: &Sheet);
    /// What is drawn from here on belongs to this part of the structure.
    fn belongs_to(&mut self, node: Node);
    /// A run of text whose baseline begins at the point.
    fn text(&mut self, at: At, run: &Run);
    /// Text that is found and read out but not seen.
    fn unseen(&mut self, at: At, run: &Run);
    /// A rectangle, with round corners when `radius` is not 0.
    fn rect(&mut self, area: Area, radius: f32, fill: Option<Colour>, stroke: Option<Stroke>);
    /// A straight line.
    fn line(&mut self, from: At, to: At, stroke: Stroke);
    /// A circle.
    fn circle(&mut self, centre: At, radius: f32, fill: Option<Colour>, stroke: Option<Stroke>);
    /// The left half of a disc.
    fn half_disc(&mut self, centre: At, radius: f32, fill: Colour);
    /// A filled outline.
    fn outline(&mut self, steps: &[Step], fill: Colour);
    /// A place to click that leads to a point on a page (counted from 0).
    fn link(&mut self, area: Area, page: usize, to: At, text: &str);
}

/// Something to draw, kept until the page is known that it lands on. Its y is relative to the block
/// that it belongs to.
#[derive(Debug, Clone)]
pub struct Mark {
    /// What it is part of.
    pub node: Node,
    /// What it looks like.
    pub shape: Shape,
}

/// What a [`Mark`] looks like.
#[derive(Debug, Clone)]
pub enum Shape {
    /// See [`Canvas::text`].
    Text(At, Run),
    /// See [`Canvas::unseen`].
    Unseen(At, Run),
    /// See [`Canvas::rect`].
    Rect(Area, f32, Option<Colour>, Option<Stroke>),
    /// See [`Canvas::line`].
    Line(At, At, Stroke),
    /// See [`Canvas::circle`].
    Circle(At, f32, Option<Colour>, Option<Stroke>),
    /// See [`Canvas::half_disc`].
    HalfDisc(At, f32, Colour),
    /// See [`Canvas::link`]; leads to the heading with this anchor.
    Link(Area, String, String),
}

impl Shape {
    /// Moves the shape down the page.
    pub fn move_down(&mut self, by: f32) {
        match self {
            Self::Text(at, _) | Self::Unseen(at, _) | Self::Circle(at, ..) | Self::HalfDisc(at, ..) => at.y += by,
            Self::Rect(area, ..) | Self::Link(area, ..) => area.y += by,
            Self::Line(from, to, _) => {
                from.y += by;
                to.y += by;
            }
        }
    }
}
