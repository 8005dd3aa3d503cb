//! The canvas that writes printpdf pages. The traps of printpdf 0.12 that it steps around: one text
//! cursor for each text section, an explicit paint mode for rectangles, fonts already cut down.

use printpdf::{
    Color, DictItem, FontId, Line, LineDashPattern, LinePoint, Op, PaintMode, PdfFontHandle, PdfPage, Point, Polygon,
    PolygonRing, Pt, Rect, Rgb, TextItem, TextMatrix, TextRenderingMode, WindingOrder,
};

use super::canvas::{Area, At, Canvas, Dash, Node, Step, Stroke};
use super::curves::{self, Handle};
use super::fonts::Face;
use super::sheet::{Colour, Sheet, Style};
use super::text::Run;
use crate::documents::outline::Orientation;

/// Marked content: a part of the structure on a page.
#[derive(Debug, Clone, Copy)]
pub struct Content {
    /// The part.
    pub node: Node,
    /// The page, counted from 0.
    pub page: u32,
    /// Its number on that page.
    pub number: u32,
}

/// A link on a page.
#[derive(Debug, Clone)]
pub struct PlacedLink {
    /// The part of the structure that it is.
    pub node: Node,
    /// The page, counted from 0.
    pub page: usize,
    /// Left, bottom, right and top edge, measured as the file does: from the lower left corner.
    pub edges: [f32; 4],
    /// The page that it leads to.
    pub to: usize,
    /// How far above the lower edge of that page.
    pub height: f32,
    /// Its words.
    pub text: String,
}

/// Where a figure stands.
#[derive(Debug, Clone, Copy)]
pub struct PlacedFigure {
    /// The part of the structure that it is.
    pub node: Node,
    /// The page, counted from 0.
    pub page: usize,
    /// Left, bottom, right and top edge, measured as the file does: from the lower left corner.
    pub edges: [f32; 4],
}

/// What was drawn where: all that is known of the pages beside their content.
#[derive(Debug, Default)]
pub struct Drawn {
    /// Width and height of each page.
    pub papers: Vec<[f32; 2]>,
    /// Parts of the structure in the order in which they were drawn.
    pub content: Vec<Content>,
    /// Links in the order in which they were drawn.
    pub links: Vec<PlacedLink>,
    /// Figures in the order in which they were drawn.
    pub figures: Vec<PlacedFigure>,
}

impl Drawn {
    /// Adds what was drawn on the pages that follow.
    pub fn append(&mut self, mut next: Self) {
        self.papers.append(&mut next.papers);
        self.content.append(&mut next.content);
        self.links.append(&mut next.links);
        self.figures.append(&mut next.figures);
    }
}

/// Collects pages that follow each other.
pub struct Printer {
    pages: Vec<PdfPage>,
    first: usize,
    ops: Vec<Op>,
    sheet: Sheet,
    drawn: Drawn,
    node: Node,
    open: Option<Node>,
    next: u32,
    state: State,
}

/// What the page's graphics state already is.
#[derive(Default)]
struct State {
    font: Option<(Face, f32)>,
    fill: Option<Colour>,
    stroke: Option<Stroke>,
}

impl Printer {
    /// Nothing drawn yet; the next page has this number in the file.
    pub fn new(first: usize) -> Self {
        Self {
            pages: Vec::new(),
            first,
            ops: Vec::new(),
            sheet: Sheet::new(Orientation::Portrait),
            drawn: Drawn::default(),
            node: Node::ARTIFACT,
            open: None,
            next: 0,
            state: State::default(),
        }
    }

    /// The pages, and what was drawn where.
    pub fn finish(mut self) -> (Vec<PdfPage>, Drawn) {
        self.close_page();
        (self.pages, self.drawn)
    }

    fn close_page(&mut self) {
        self.close_content();
        if !self.ops.is_empty() {
            // The next page will have about as many.
            let room = Vec::with_capacity(self.ops.len());
            let ops = std::mem::replace(&mut self.ops, room);
            let paper = [self.sheet.width, self.sheet.height].map(|side| pt(side).0);
            let whole = Rect::from_wh(Pt(paper[0]), Pt(paper[1]));
            self.pages.push(PdfPage { media_box: whole.clone(), trim_box: whole.clone(), crop_box: whole, ops });
            self.drawn.papers.push(paper);
        }
        self.next = 0;
        self.state = State::default();
    }

    /// The page that is being drawn, counted from 0.
    fn page_number(&self) -> usize {
        self.first + self.drawn.papers.len()
    }

    fn close_content(&mut self) {
        if self.open.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    /// Everything drawn stands between the marks of the part that it belongs to.
    fn draw(&mut self, op: Op) {
        if self.open != Some(self.node) {
            self.close_content();
            self.open = Some(self.node);
            let begin = if self.node == Node::ARTIFACT {
                Op::BeginMarkedContent { tag: "Artifact".to_owned() }
            } else {
                let number = self.next;
                self.next += 1;
                let page = u32::try_from(self.page_number()).unwrap_or(0);
                self.drawn.content.push(Content { node: self.node, page, number });
                let map = [("MCID".to_owned(), DictItem::Int(i64::from(number)))].into();
                Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties: DictItem::Dict { map } }
            };
            self.ops.push(begin);
        }
        self.ops.push(op);
    }

    fn fill(&mut self, colour: Colour) {
        if self.state.fill != Some(colour) {
            self.state.fill = Some(colour);
            self.draw(Op::SetFillColor { col: rgb(colour) });
        }
    }

    fn stroke(&mut self, stroke: Stroke) {
        if self.state.stroke == Some(stroke) {
            return;
        }
        let before = self.state.stroke.replace(stroke);
        if before.map(|b| b.colour) != Some(stroke.colour) {
            self.draw(Op::SetOutlineColor { col: rgb(stroke.colour) });
        }
        if before.map(|b| b.width) != Some(stroke.width) {
            self.draw(Op::SetOutlineThickness { pt: pt(stroke.width) });
        }
        if before.map_or(Dash::None, |b| b.dash) != stroke.dash {
            let dash = match stroke.dash {
                Dash::None => LineDashPattern::solid(),
                Dash::Short => LineDashPattern::new(0.0, &[1.8, 1.4]),
                Dash::Long => LineDashPattern::new(0.0, &[5.2, 2.6]),
                Dash::Dots => LineDashPattern::new(0.0, &[0.8, 3.4]),
            };
            self.draw(Op::SetLineDashPattern { dash });
        }
    }

    fn polygon(&mut self, rings: Vec<PolygonRing>, fill: Option<Colour>, stroke: Option<Stroke>) {
        let mode = match (fill, stroke) {
            (Some(_), Some(_)) => PaintMode::FillStroke,
            (Some(_), None) => PaintMode::Fill,
            (None, Some(_)) => PaintMode::Stroke,
            (None, None) => return,
        };
        if let Some(colour) = fill {
            self.fill(colour);
        }
        if let Some(stroke) = stroke {
            self.stroke(stroke);
        }
        self.draw(Op::DrawPolygon { polygon: Polygon { rings, mode, winding_order: WindingOrder::NonZero } });
    }

    fn write(&mut self, at: At, run: &Run, seen: bool) {
        if run.text.is_empty() {
            return;
        }
        self.fill(run.style.colour);
        let Style { face, size, slant, .. } = run.style;
        self.draw(Op::StartTextSection);
        if self.state.font != Some((face, size)) {
            self.state.font = Some((face, size));
            let font = PdfFontHandle::External(FontId(face.names().1.to_owned()));
            self.ops.push(Op::SetFont { font, size: pt(size) });
        }
        if !seen {
            self.ops.push(Op::SetTextRenderingMode { mode: TextRenderingMode::Invisible });
        }
        let pos = self.point(at);
        if slant {
            let matrix = TextMatrix::Raw([1.0, 0.0, 0.19, 1.0, pos.x.0, pos.y.0]);
            self.ops.push(Op::SetTextMatrix { matrix });
        } else {
            self.ops.push(Op::SetTextCursor { pos });
        }
        self.ops.push(Op::ShowText { items: items(run) });
        if !seen {
            self.ops.push(Op::SetTextRenderingMode { mode: TextRenderingMode::Fill });
        }
        self.ops.push(Op::EndTextSection);
    }

    fn point(&self, at: At) -> Point {
        Point { x: pt(at.x), y: pt(self.sheet.height - at.y) }
    }

    fn corner(&self, x: f32, y: f32, bezier: bool) -> LinePoint {
        LinePoint { p: self.point(At { x, y }), bezier }
    }

    /// A curve through the points: each step is a corner or two handles and an end.
    fn round(&self, points: &[Handle]) -> Vec<PolygonRing> {
        let points = points.iter().map(|&(x, y, bezier)| self.corner(x, y, bezier)).collect();
        vec![PolygonRing { points }]
    }
}

impl Canvas for Printer {
    fn page(&mut self, sheet: &Sheet) {
        self.close_page();
        self.sheet = *sheet;
    }

    fn belongs_to(&mut self, node: Node) {
        self.node = node;
    }

    fn text(&mut self, at: At, run: &Run) {
        self.write(at, run, true);
    }

    fn unseen(&mut self, at: At, run: &Run) {
        self.write(at, run, false);
    }

    fn rect(&mut self, area: Area, radius: f32, fill: Option<Colour>, stroke: Option<Stroke>) {
        let rings = self.round(&curves::rectangle(area, radius));
        self.polygon(rings, fill, stroke);
    }

    fn line(&mut self, from: At, to: At, stroke: Stroke) {
        self.stroke(stroke);
        let points = vec![self.corner(from.x, from.y, false), self.corner(to.x, to.y, false)];
        self.draw(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    fn circle(&mut self, centre: At, radius: f32, fill: Option<Colour>, stroke: Option<Stroke>) {
        let rings = self.round(&curves::circle(centre, radius));
        self.polygon(rings, fill, stroke);
    }

    fn half_disc(&mut self, centre: At, radius: f32, fill: Colour) {
        let rings = self.round(&curves::half_disc(centre, radius));
        self.polygon(rings, Some(fill), None);
    }

    fn outline(&mut self, steps: &[Step], fill: Colour) {
        let mut rings: Vec<PolygonRing> = Vec::new();
        for step in steps {
            let corners: &[(At, bool)] = match *step {
                Step::Move(at) => {
                    rings.push(PolygonRing::default());
                    &[(at, false)]
                }
                Step::Line(at) => &[(at, false)],
                Step::Curve(a, b, c) => &[(a, true), (b, true), (c, false)],
            };
            let points = corners.iter().map(|&(at, bezier)| self.corner(at.x, at.y, bezier));
            if let Some(ring) = rings.last_mut() {
                ring.points.extend(points);
            }
        }
        if !rings.is_empty() {
            self.polygon(rings, Some(fill), None);
        }
    }

    fn path(&mut self, steps: &[Step], stroke: Stroke) {
        let mut points = Vec::with_capacity(steps.len());
        for step in steps {
            let corners: &[(At, bool)] = match *step {
                Step::Move(at) | Step::Line(at) => &[(at, false)],
                Step::Curve(a, b, c) => &[(a, true), (b, true), (c, false)],
            };
            points.extend(corners.iter().map(|&(at, bezier)| self.corner(at.x, at.y, bezier)));
        }
        self.stroke(stroke);
        self.draw(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    fn figure(&mut self, area: Area) {
        let (low, high) = (self.sheet.height - area.y - area.height, self.sheet.height - area.y);
        let edges = [area.x, low, area.x + area.width, high];
        let page = self.page_number();
        self.drawn.figures.push(PlacedFigure { node: self.node, page, edges });
    }

    fn link(&mut self, area: Area, to: usize, height: f32, text: &str) {
        let low = self.sheet.height - area.y - area.height;
        let edges = [area.x, low, area.x + area.width, low + area.height].map(|edge| pt(edge).0);
        let (page, height, text) = (self.page_number(), pt(height).0, text.to_owned());
        self.drawn.links.push(PlacedLink { node: self.node, page, edges, to, height, text });
    }
}

/// Some readers take a wider movement of the pen for a space; beside a printed one, that would make two.
const WIDE: i16 = 90;

/// Text cut where the pen moves. A positive number moves it back, hence the sign.
fn items(run: &Run) -> Vec<TextItem> {
    let mut items = Vec::with_capacity(1 + 2 * run.kerns.len());
    let mut start = 0;
    for &(at, by) in &run.kerns {
        let at = usize::try_from(at).unwrap_or(0);
        if let Some(text) = run.text.get(start..at).filter(|text| !text.is_empty()) {
            items.push(TextItem::Text(text.to_owned()));
        }
        let mut rest = by;
        while rest > WIDE {
            items.push(TextItem::Offset(-f32::from(WIDE)));
            rest -= WIDE;
        }
        items.push(TextItem::Offset(-f32::from(rest)));
        start = at;
    }
    if let Some(text) = run.text.get(start..).filter(|text| !text.is_empty()) {
        items.push(TextItem::Text(text.to_owned()));
    }
    items
}

fn rgb(colour: Colour) -> Color {
    let [r, g, b] = colour.parts().map(|part| (part * 1000.0).round() / 1000.0);
    Color::Rgb(Rgb { r, g, b, icc_profile: None })
}

/// Hundredths of a point are finer than any printer, and keep the file small.
fn pt(value: f32) -> Pt {
    if value.is_finite() { Pt((value * 100.0).round() / 100.0) } else { Pt(0.0) }
}
