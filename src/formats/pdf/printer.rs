//! The canvas that writes printpdf pages. The traps of printpdf 0.12 that it steps around: one text
//! cursor for each text section, an explicit paint mode for rectangles, fonts already cut down.

use printpdf::{
    Actions, BorderArray, Color, ColorArray, Destination, DictItem, FontId, FontMetrics, HighlightingMode, Line,
    LineDashPattern, LinePoint, LinkAnnotation, Op, PaintMode, ParsedFont, PdfDocument, PdfFont, PdfFontHandle,
    PdfFontMetricsStub, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, Rect, Rgb, TextItem, TextMatrix,
    TextRenderingMode, WindingOrder,
};

use super::canvas::{Area, At, Canvas, Dash, Node, Step, Stroke};
use super::fonts::{Embedded, Face};
use super::sheet::{Colour, Sheet, Style};
use super::text::Run;
use crate::documents::outline::Orientation;

/// The part of a circle's radius at which the handles of its curves stand.
const ROUND: f32 = 0.552_285;

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

/// Collects pages.
pub struct Printer {
    document: PdfDocument,
    ops: Vec<Op>,
    sheet: Sheet,
    /// Parts of the structure in the order in which they were drawn.
    pub content: Vec<Content>,
    /// Links in the order in which they were drawn.
    pub links: Vec<PlacedLink>,
    /// Figures in the order in which they were drawn.
    pub figures: Vec<PlacedFigure>,
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
    /// A document without pages.
    pub fn new(title: &str) -> Self {
        Self {
            document: PdfDocument::new(title),
            ops: Vec::new(),
            sheet: Sheet::new(Orientation::Portrait),
            content: Vec::new(),
            links: Vec::new(),
            figures: Vec::new(),
            node: Node::ARTIFACT,
            open: None,
            next: 0,
            state: State::default(),
        }
    }

    /// Puts the fonts into the document and hands it over as PDF objects.
    pub fn finish(&mut self, fonts: &[Embedded]) -> lopdf::Document {
        self.close_page();
        for font in fonts {
            let id = FontId(font.face.names().1.to_owned());
            self.document.resources.fonts.map.insert(id, PdfFont::new(parsed(font)));
        }
        let options = PdfSaveOptions { optimize: false, subset_fonts: false, ..PdfSaveOptions::default() };
        let document = std::mem::replace(&mut self.document, PdfDocument::new(""));
        document.to_lopdf_document(&options, &mut Vec::new())
    }

    fn close_page(&mut self) {
        self.close_content();
        let ops = std::mem::take(&mut self.ops);
        if !ops.is_empty() {
            let whole = Rect::from_wh(pt(self.sheet.width), pt(self.sheet.height));
            let page = PdfPage { media_box: whole.clone(), trim_box: whole.clone(), crop_box: whole, ops };
            self.document.pages.push(page);
        }
        self.next = 0;
        self.state = State::default();
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
                let page = u32::try_from(self.document.pages.len()).unwrap_or(0);
                self.content.push(Content { node: self.node, page, number });
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
    fn round(&self, points: &[(f32, f32, bool)]) -> Vec<PolygonRing> {
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
        let (left, top) = (area.x, area.y);
        let (right, bottom) = (area.x + area.width, area.y + area.height);
        let r = radius.min(area.width / 2.0).min(area.height / 2.0).max(0.0);
        let h = r * (1.0 - ROUND);
        if r == 0.0 {
            let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
            let points: Vec<_> = corners.iter().map(|&(x, y)| (x, y, false)).collect();
            let rings = self.round(&points);
            return self.polygon(rings, fill, stroke);
        }
        let rings = self.round(&[
            (left + r, top, false),
            (right - r, top, false),
            (right - h, top, true),
            (right, top + h, true),
            (right, top + r, false),
            (right, bottom - r, false),
            (right, bottom - h, true),
            (right - h, bottom, true),
            (right - r, bottom, false),
            (left + r, bottom, false),
            (left + h, bottom, true),
            (left, bottom - h, true),
            (left, bottom - r, false),
            (left, top + r, false),
            (left, top + h, true),
            (left + h, top, true),
            (left + r, top, false),
        ]);
        self.polygon(rings, fill, stroke);
    }

    fn line(&mut self, from: At, to: At, stroke: Stroke) {
        self.stroke(stroke);
        let points = vec![self.corner(from.x, from.y, false), self.corner(to.x, to.y, false)];
        self.draw(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    fn circle(&mut self, centre: At, radius: f32, fill: Option<Colour>, stroke: Option<Stroke>) {
        let At { x, y } = centre;
        let (r, h) = (radius, radius * ROUND);
        let rings = self.round(&[
            (x + r, y, false),
            (x + r, y + h, true),
            (x + h, y + r, true),
            (x, y + r, false),
            (x - h, y + r, true),
            (x - r, y + h, true),
            (x - r, y, false),
            (x - r, y - h, true),
            (x - h, y - r, true),
            (x, y - r, false),
            (x + h, y - r, true),
            (x + r, y - h, true),
            (x + r, y, false),
        ]);
        self.polygon(rings, fill, stroke);
    }

    fn half_disc(&mut self, centre: At, radius: f32, fill: Colour) {
        let At { x, y } = centre;
        let (r, h) = (radius, radius * ROUND);
        let rings = self.round(&[
            (x, y + r, false),
            (x - h, y + r, true),
            (x - r, y + h, true),
            (x - r, y, false),
            (x - r, y - h, true),
            (x - h, y - r, true),
            (x, y - r, false),
        ]);
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
        self.figures.push(PlacedFigure { node: self.node, page: self.document.pages.len(), edges });
    }

    fn link(&mut self, area: Area, page: usize, height: f32, text: &str) {
        let low = self.point(At { x: area.x, y: area.y + area.height });
        let destination = Destination::Xyz { page: page + 1, left: Some(0.0), top: Some(pt(height).0), zoom: None };
        let link = LinkAnnotation::new(
            Rect::from_xywh(low.x, low.y, pt(area.width), pt(area.height)),
            Actions::go_to(destination),
            Some(BorderArray::Solid([0.0, 0.0, 0.0])),
            Some(ColorArray::Transparent),
            Some(HighlightingMode::Invert),
        );
        self.links.push(PlacedLink { node: self.node, page: self.document.pages.len(), text: text.to_owned() });
        self.ops.push(Op::LinkAnnotation { link });
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

/// A font the way printpdf wants it: everything per mille, text codes instead of glyph numbers.
fn parsed(font: &Embedded) -> ParsedFont {
    let codes = font.codes.iter().map(|&(c, code, _, _)| (u32::from(c), code)).collect();
    let widths = font.codes.iter().map(|&(_, code, _, width)| (code, width)).collect();
    let letter = char::from(b'A' + font.face as u8);
    let name = format!("OCTAV{letter}+{}", font.face.names().0);
    let [ascent, descent, _] = font.vertical;
    let metrics = FontMetrics { ascent, descent };
    let mut parsed = ParsedFont::with_glyph_data(font.program.clone(), 0, Some(name), codes, widths, 1000, metrics);
    let [x_min, y_min, x_max, y_max] = font.bbox;
    parsed.pdf_font_metrics = PdfFontMetricsStub {
        units_per_em: 1000,
        x_min,
        y_min,
        x_max,
        y_max,
        caret_slope_rise: 1000,
        caret_slope_run: (-font.angle.to_radians().tan() * 1000.0).round() as i16,
        us_weight_class: font.weight,
    };
    parsed
}

fn rgb(colour: Colour) -> Color {
    let [r, g, b] = colour.parts().map(|part| (part * 1000.0).round() / 1000.0);
    Color::Rgb(Rgb { r, g, b, icc_profile: None })
}

/// Hundredths of a point are finer than any printer, and keep the file small.
fn pt(value: f32) -> Pt {
    if value.is_finite() { Pt((value * 100.0).round() / 100.0) } else { Pt(0.0) }
}
