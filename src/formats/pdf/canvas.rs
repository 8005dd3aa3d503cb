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
    /// Where it is interrupted.
    pub dash: Dash,
}

/// How a stroke is interrupted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Dash {
    /// Not at all.
    #[default]
    None,
    /// In short dashes: edges, and lines that mark a value.
    Short,
    /// In long dashes: a curve.
    Long,
    /// In dots: they lead the eye.
    Dots,
}

impl Stroke {
    /// A solid stroke.
    pub const fn solid(colour: Colour, width: f32) -> Self {
        Self { colour, width, dash: Dash::None }
    }

    /// A stroke in dashes.
    pub const fn dashed(colour: Colour, width: f32, dash: Dash) -> Self {
        Self { colour, width, dash }
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

impl Step {
    /// The step with all its points moved.
    pub fn map(self, place: impl Fn(At) -> At) -> Self {
        match self {
            Self::Move(at) => Self::Move(place(at)),
            Self::Line(at) => Self::Line(place(at)),
            Self::Curve(a, b, c) => Self::Curve(place(a), place(b), place(c)),
        }
    }
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
    /// An open line through several points.
    fn path(&mut self, steps: &[Step], stroke: Stroke);
    /// The part of the structure that is drawn is a figure that fills this area.
    fn figure(&mut self, area: Area);
    /// A place to click that leads to a height above the lower edge of a page (counted from 0).
    fn link(&mut self, area: Area, page: usize, height: f32, text: &str);
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
    /// See [`Canvas::outline`].
    Outline(Vec<Step>, Colour),
    /// See [`Canvas::path`].
    Path(Vec<Step>, Stroke),
    /// See [`Canvas::figure`].
    Figure(Area),
    /// See [`Canvas::link`]; leads to the target with this number.
    Link(Area, usize, String),
    /// The number of the page of the target with this number: it ends at the point, and dots lead to it from where
    /// the words before it end.
    PageOf(At, f32, usize),
}

impl Shape {
    /// Moves the shape down the page.
    pub fn move_down(&mut self, by: f32) {
        match self {
            Self::Text(at, _)
            | Self::Unseen(at, _)
            | Self::Circle(at, ..)
            | Self::HalfDisc(at, ..)
            | Self::PageOf(at, ..) => at.y += by,
            Self::Rect(area, ..) | Self::Link(area, ..) | Self::Figure(area) => area.y += by,
            Self::Outline(steps, _) | Self::Path(steps, _) => {
                for step in steps {
                    *step = step.map(|at| At { y: at.y + by, ..at });
                }
            }
            Self::Line(from, to, _) => {
                from.y += by;
                to.y += by;
            }
        }
    }
}
