//! Pages onto a canvas: the running lines, the mark of a draft, and what stands on the page.

use std::collections::BTreeMap;
use std::ops::Range;

use super::canvas::{Area, At, Canvas, Dash, Mark, Node, Shape, Step, Stroke};
use super::fonts::{Face, Fonts};
use super::measure::{Atom, Body, SetTable, draw_row};
use super::paginate::{Landed, Page};
use super::sheet::{INK, MARK, PROSE, RULE_STRONG, RUNNING, Sheet, Style, TEXT2, TEXT3};
use super::text::{Line, Setter};
use crate::documents::outline::Outline;

/// Top of the running header.
const TOP: f32 = 28.0;

/// A document that is laid out.
pub struct Section {
    /// The paper.
    pub sheet: Sheet,
    /// The pieces.
    pub atoms: Vec<Atom>,
    /// The tables.
    pub tables: Vec<SetTable>,
    /// The pages.
    pub pages: Vec<Page>,
    /// The number of its first page in the file.
    pub first: usize,
    /// Where the mark of a draft belongs on the first page, where it is read out.
    pub stamp: Node,
}

/// Draws the pages of a document.
pub struct Edition<'a> {
    /// The document.
    pub section: Section,
    /// Its running lines.
    pub lines: RunningLines,
    /// Where all targets of the file landed.
    pub landing: &'a [Landed],
    /// The page numbers that its lists of contents print.
    pub numbers: &'a Numbers,
}

/// The page numbers of lists of contents.
pub struct Numbers {
    lines: BTreeMap<usize, Line>,
    widest: f32,
}

impl Numbers {
    /// Sets the numbers of these targets.
    pub fn new(setter: &mut Setter, listed: &[usize], landing: &[Landed]) -> Self {
        let mut lines = BTreeMap::new();
        for &target in listed {
            let page = landing.get(target).map_or(0, |landed| landed.page);
            lines.insert(target, setter.unbroken(PROSE.plain, &(page + 1).to_string()));
        }
        let widest = lines.values().map(|line| line.width).fold(0.0, f32::max);
        Self { lines, widest }
    }
}

/// The running lines of all pages, set before the fonts are cut down to what is used.
pub struct RunningLines {
    head: Vec<(f32, Line)>,
    foot: Vec<(f32, Line)>,
    numbers: Vec<Line>,
    stamp: Option<Line>,
    behind: Vec<Step>,
}

impl RunningLines {
    /// Sets the lines of a document in a file of so many pages.
    pub fn new(setter: &mut Setter, outline: &Outline, section: &Section, pages: usize) -> Self {
        let sheet = &section.sheet;
        let style = RUNNING.plain.in_colour(TEXT2);
        let running = &outline.running;
        let third = sheet.inner() * 0.31;
        let mark = outline.mark.as_deref().map(str::trim).filter(|mark| !mark.is_empty());
        let stamp = mark.map(|mark| stamp(setter, mark, sheet.inner() * 0.4));
        let stamped = stamp.as_ref().map_or(0.0, |stamp| stamp.width + 24.0);
        let head = row(setter, style, &running.head, sheet, stamped);
        let foot = row(setter, style, &running.foot, sheet, 0.0);
        let number = |page: usize| {
            let text = running.page.replace("{pages}", &pages.to_string());
            text.replace("{page}", &(section.first + page + 1).to_string())
        };
        let numbers = (0..section.pages.len()).map(|page| setter.one_line(style, &number(page), third)).collect();
        let behind = mark.map(|mark| diagonal(&setter.fonts, mark, sheet)).unwrap_or_default();
        Self { head, foot, numbers, stamp, behind }
    }
}

/// The words of the mark, whole: smaller letters where the paper is narrow. Only what no reader could take in at a
/// glance is cut.
fn stamp(setter: &mut Setter, mark: &str, width: f32) -> Line {
    const SMALLEST: f32 = 5.0;
    let style = Style::new(Face::SansSemiBold, 7.6);
    let share = width / setter.width(style, mark).max(1.0);
    setter.one_line(style.sized((style.size * share.min(1.0)).max(SMALLEST)), mark, width + 0.1)
}

/// Sets a running line: left, centre and, in the head, right. The left part may use what the others
/// leave; `stamped` is kept free beside the right one, and the centre gives way to it.
fn row(setter: &mut Setter, style: Style, texts: &[String], sheet: &Sheet, stamped: f32) -> Vec<(f32, Line)> {
    const GAP: f32 = 14.0;
    let inner = sheet.inner();
    let text = |index: usize| texts.get(index).map_or("", |text| text.trim());
    let right = setter.one_line(style, text(2), (inner * 0.31 - stamped).max(inner * 0.14));
    // The foot has the page number at the right.
    let taken = if texts.len() > 2 { right.width + stamped } else { inner * 0.22 };
    // A long title may use what the sides leave free.
    let beside = setter.width(style, text(0)).min(inner * 0.31).max(taken);
    let most = (inner * 0.36).max(inner - 2.0 * (beside + GAP)).min(inner - taken - 2.0 * GAP).max(20.0);
    let centre = setter.one_line(style, text(1), most);
    let middle = ((sheet.width - centre.width) / 2.0).min(sheet.right() - taken - GAP - centre.width);
    let room = if centre.width > 0.0 { middle - sheet.side } else { inner - taken };
    let left = setter.one_line(style, text(0), room - GAP);
    let end = sheet.right() - right.width;
    vec![(sheet.side, left), (middle, centre), (end, right)]
}

impl Edition<'_> {
    /// Draws some of its pages.
    pub fn draw(&self, pages: Range<usize>, canvas: &mut dyn Canvas) {
        let Section { atoms, tables, .. } = &self.section;
        let some = self.section.pages.iter().enumerate().take(pages.end).skip(pages.start);
        for (number, page) in some {
            canvas.page(&self.section.sheet);
            self.running_lines(number, page, canvas);
            let mut marks = Vec::new();
            if let Some(table) = page.repeated.and_then(|table| tables.get(table)) {
                self.repeat(table, &mut marks);
                self.show(&marks, 0.0, canvas);
            }
            for item in &page.items {
                let Some(atom) = atoms.get(item.atom) else { continue };
                marks.clear();
                match (&atom.body, &item.part, atom.table.and_then(|table| tables.get(table))) {
                    (Body::Row(row), Some(part), Some(table)) => draw_row(table, row, part, item.y, &mut marks),
                    _ => self.collect(atom, item.y, &mut marks),
                }
                self.show(&marks, 0.0, canvas);
                if let Body::Marks(own) | Body::Cover(own) | Body::Masthead(own) = &atom.body {
                    self.show(own, item.y, canvas);
                }
            }
        }
    }

    /// Draws what needs its tables to be drawn; finished shapes within columns are copied.
    fn collect(&self, atom: &Atom, y: f32, marks: &mut Vec<Mark>) {
        let table = atom.table.and_then(|table| self.section.tables.get(table));
        match (&atom.body, table) {
            (Body::Row(row), Some(table)) => draw_row(table, row, &row.whole(), y, marks),
            (Body::Head, Some(table)) => copy(&table.head, y, marks),
            (Body::Stack(stack), _) => {
                for (down, atom) in stack {
                    self.collect(atom, y + down, marks);
                    if let Body::Marks(own) = &atom.body {
                        copy(own, y + down, marks);
                    }
                }
            }
            (Body::Row(_) | Body::Head | Body::Marks(_) | Body::Cover(_) | Body::Masthead(_) | Body::Break, _) => {}
        }
    }

    /// Heading and head again, as decoration: they were read on the first page.
    fn repeat(&self, table: &SetTable, marks: &mut Vec<Mark>) {
        copy(&table.continued, self.section.sheet.top, marks);
        copy(&table.head, self.section.sheet.top + table.continued_height, marks);
        for mark in marks {
            mark.node = Node::ARTIFACT;
        }
    }

    fn show(&self, marks: &[Mark], down: f32, canvas: &mut dyn Canvas) {
        let at = |at: At| At { x: at.x, y: at.y + down };
        let area = |area: Area| Area { y: area.y + down, ..area };
        for mark in marks {
            canvas.belongs_to(mark.node);
            match &mark.shape {
                Shape::Text(from, run) => canvas.text(at(*from), run),
                Shape::Unseen(from, run) => canvas.unseen(at(*from), run),
                Shape::Rect(place, radius, fill, stroke) => canvas.rect(area(*place), *radius, *fill, *stroke),
                Shape::Line(from, to, stroke) => canvas.line(at(*from), at(*to), *stroke),
                Shape::Circle(centre, radius, fill, stroke) => canvas.circle(at(*centre), *radius, *fill, *stroke),
                Shape::HalfDisc(centre, radius, fill) => canvas.half_disc(at(*centre), *radius, *fill),
                Shape::Outline(steps, fill) => canvas.outline(&moved(steps, &at), *fill),
                Shape::Path(steps, stroke) => canvas.path(&moved(steps, &at), *stroke),
                Shape::Figure(place) => canvas.figure(area(*place)),
                Shape::Link(place, target, text) => self.link(area(*place), *target, text, canvas),
                Shape::PageOf(end, words, target) => self.page_of(at(*end), *words, *target, canvas),
            }
        }
    }

    fn link(&self, area: Area, target: usize, text: &str, canvas: &mut dyn Canvas) {
        if let Some(landed) = self.landing.get(target) {
            canvas.link(area, landed.page, landed.above(8.0), text);
        }
    }

    /// A page number that ends at a point, and the dots that lead to it. Dots of all lines stand below each other.
    fn page_of(&self, end: At, words: f32, target: usize, canvas: &mut dyn Canvas) {
        const GAP: f32 = 6.0;
        let Some(line) = self.numbers.lines.get(&target) else { return };
        draw_line(line, end.x - line.width, end.y, canvas);
        let at = |x: f32| At { x, y: end.y - 0.8 };
        let (from, to) = (end.x - self.numbers.widest - GAP, words + GAP);
        if from - to > GAP {
            canvas.belongs_to(Node::ARTIFACT);
            canvas.line(at(from), at(to), Stroke::dashed(TEXT3, 0.8, Dash::Dots));
        }
    }

    fn running_lines(&self, number: usize, page: &Page, canvas: &mut dyn Canvas) {
        let (sheet, lines) = (&self.section.sheet, &self.lines);
        canvas.belongs_to(Node::ARTIFACT);
        if !lines.behind.is_empty() {
            canvas.outline(&lines.behind, MARK);
        }
        let rule = Stroke::solid(RULE_STRONG, 0.5);
        let across = |y: f32| (At { x: sheet.side, y }, At { x: sheet.right(), y });
        if !page.cover {
            draw_lines(&lines.head, TOP, canvas);
            let (from, to) = across(TOP + 15.2);
            canvas.line(from, to, rule);
        }
        if let Some(stamp) = &lines.stamp {
            let node = if number == 0 { self.section.stamp } else { Node::ARTIFACT };
            self.stamp(stamp, page.cover, node, canvas);
            canvas.belongs_to(Node::ARTIFACT);
        }
        let foot = sheet.height - 41.4;
        let (from, to) = across(foot);
        canvas.line(from, to, rule);
        draw_lines(&lines.foot, foot + 4.4, canvas);
        if let Some(line) = lines.numbers.get(number) {
            draw_line(line, sheet.right() - line.width, foot + 4.4 + RUNNING.baseline(), canvas);
        }
    }

    /// The mark as framed words beside the classification; they are also what is found by searching.
    fn stamp(&self, stamp: &Line, cover: bool, node: Node, canvas: &mut dyn Canvas) {
        let (sheet, head) = (&self.section.sheet, &self.lines.head);
        let pad = 5.0;
        let width = stamp.width + 2.0 * pad;
        let taken = head.last().map_or(0.0, |(_, line)| if line.width > 0.0 { line.width + 9.0 } else { 0.0 });
        let right = if cover { sheet.right() } else { sheet.right() - taken };
        let area = Area { x: right - width, y: TOP - 1.2, width, height: 12.0 };
        canvas.rect(area, 2.0, None, Some(Stroke::solid(INK, 0.9)));
        canvas.belongs_to(node);
        draw_line(stamp, area.x + pad, TOP + RUNNING.baseline() + 0.15, canvas);
    }
}

fn copy(from: &[Mark], down: f32, to: &mut Vec<Mark>) {
    for mark in from {
        let mut mark = mark.clone();
        mark.shape.move_down(down);
        to.push(mark);
    }
}

fn moved(steps: &[Step], place: &impl Fn(At) -> At) -> Vec<Step> {
    steps.iter().map(|step| step.map(place)).collect()
}

fn draw_lines(lines: &[(f32, Line)], top: f32, canvas: &mut dyn Canvas) {
    for (x, line) in lines {
        draw_line(line, *x, top + RUNNING.baseline(), canvas);
    }
}

fn draw_line(line: &Line, x: f32, baseline: f32, canvas: &mut dyn Canvas) {
    for run in &line.runs {
        canvas.text(At { x: x + run.x, y: baseline }, run);
    }
}

/// The mark as large pale letters across the page. They are drawn, not written, so that they are not
/// mixed into the text that a reader copies.
fn diagonal(fonts: &Fonts, mark: &str, sheet: &Sheet) -> Vec<Step> {
    let face = Face::SansSemiBold;
    let mut pen = Pen { steps: Vec::new(), x: 0.0, last: (0.0, 0.0) };
    let spacing = fonts.units(face) * 0.06;
    for c in mark.to_uppercase().chars().take(40) {
        pen.x += fonts.outline(face, c, &mut pen) as f32 + spacing;
    }
    let length = (pen.x - spacing).max(1.0);
    let rise = (sheet.height / sheet.width).atan();
    let diagonal = (sheet.width.powi(2) + sheet.height.powi(2)).sqrt();
    let scale = (diagonal * 0.62 / length).min(150.0 / fonts.units(face));
    let cap = fonts.units(face) * 0.727;
    let (sin, cos) = rise.sin_cos();
    let place = |at: At| {
        let (x, y) = ((at.x - length / 2.0) * scale, (at.y - cap / 2.0) * scale);
        At { x: sheet.width / 2.0 + x * cos - y * sin, y: sheet.height / 2.0 - (x * sin + y * cos) }
    };
    moved(&pen.steps, &place)
}

/// Collects the outline of letters in the font's own units.
struct Pen {
    steps: Vec<Step>,
    x: f32,
    last: (f32, f32),
}

impl Pen {
    fn at(&mut self, x: f32, y: f32) -> At {
        self.last = (x, y);
        At { x: self.x + x, y }
    }
}

impl rustybuzz::ttf_parser::OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let at = self.at(x, y);
        self.steps.push(Step::Move(at));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let at = self.at(x, y);
        self.steps.push(Step::Line(at));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (x0, y0) = self.last;
        let third = |a: f32, b: f32| a + (b - a) * 2.0 / 3.0;
        self.curve_to(third(x0, x1), third(y0, y1), third(x, x1), third(y, y1), x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (a, b) = (self.at(x1, y1), self.at(x2, y2));
        let c = self.at(x, y);
        self.steps.push(Step::Curve(a, b, c));
    }

    fn close(&mut self) {}
}
