//! Atoms onto pages. Nothing is drawn here: the result says what stands where, so that page numbers
//! and the targets of links are known before the first page is written.

use super::measure::{Atom, Body, Part, SetTable};
use super::sheet::Sheet;
use crate::documents::outline::RowKind;

/// A page to be drawn.
#[derive(Debug, Default)]
pub struct Page {
    /// The table whose heading and head are repeated at the top.
    pub repeated: Option<usize>,
    /// What stands on it, top to bottom.
    pub items: Vec<Item>,
    /// Without a running header.
    pub cover: bool,
}

/// One atom, or a part of one, at its place.
#[derive(Debug)]
pub struct Item {
    /// Its number.
    pub atom: usize,
    /// Its top.
    pub y: f32,
    /// Which lines, for a row that is split.
    pub part: Option<Part>,
}

/// Where a target landed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Landed {
    /// Its page in the file, counted from 0.
    pub page: usize,
    /// Its top.
    pub y: f32,
    /// The height of the paper.
    pub paper: f32,
}

impl Landed {
    /// The height above the lower edge of the paper that is `lift` above its top.
    pub fn above(self, lift: f32) -> f32 {
        (self.paper - self.y + lift).min(self.paper)
    }
}

/// Lines of a split row that make it worth starting at the foot of a page.
const WORTH: usize = 3;

/// Rows that fill so much of a page stand together well enough: tall ones would leave half of it blank.
const TOGETHER: f32 = 0.3;

/// Puts the atoms of a document on pages, in order; `first` is the number of its first page. Tells in `landing`
/// where its headings are.
pub fn paginate(atoms: &[Atom], tables: &[SetTable], sheet: &Sheet, first: usize, landing: &mut [Landed]) -> Vec<Page> {
    let mut press = Press { sheet, tables, pages: vec![Page::default()], y: sheet.top, first, landing, promised: 0 };
    for (number, atom) in atoms.iter().enumerate() {
        match &atom.body {
            Body::Break => press.next_page_unless_fresh(),
            Body::Cover(_) => {
                press.next_page_unless_fresh();
                press.put(number, atom, None, 0.0);
                if let Some(page) = press.pages.last_mut() {
                    page.cover = true;
                }
                press.next_page(None);
            }
            Body::Masthead(_) => {
                press.next_page_unless_fresh();
                press.put(number, atom, None, 0.0);
                if let Some(page) = press.pages.last_mut() {
                    page.cover = true;
                }
                press.y = atom.height;
            }
            Body::Marks(_) | Body::Row(_) | Body::Head | Body::Stack(_) => press.flow(number, atoms),
        }
    }
    // A cover or a break at the very end leaves a page without content behind.
    if press.pages.len() > 1 && press.is_fresh() {
        press.pages.pop();
    }
    press.pages
}

struct Press<'a> {
    sheet: &'a Sheet,
    tables: &'a [SetTable],
    pages: Vec<Page>,
    y: f32,
    first: usize,
    landing: &'a mut [Landed],
    /// The last atom of those that were found room for together.
    promised: usize,
}

impl Press<'_> {
    fn flow(&mut self, number: usize, atoms: &[Atom]) {
        let Some(atom) = atoms.get(number) else { return };
        let gap = if self.is_fresh() { 0.0 } else { atom.gap };
        // What was found room for together with the atoms before is not asked again.
        let (height, last) = if number <= self.promised { (atom.height, number) } else { self.chain(number, atoms) };
        let needed = gap + height;
        // Somewhat more than the heights add up to: they are sums of many small floats.
        if self.y + needed > self.sheet.bottom + 0.01 && !self.is_fresh() {
            if self.starts_here(atom) {
                return self.split(number, atom);
            }
            self.next_page(repeated(atom));
        }
        self.promised = self.promised.max(last);
        let gap = if self.is_fresh() { 0.0 } else { atom.gap };
        if self.y + gap + atom.height > self.sheet.bottom + 0.01 && matches!(atom.body, Body::Row(_)) {
            return self.split(number, atom);
        }
        self.y += gap;
        self.put(number, atom, None, self.y);
        self.y += atom.height;
    }

    /// The height of an atom and all that must stay with it, as far as that can be had on one page; and the last
    /// atom in it.
    fn chain(&self, number: usize, atoms: &[Atom]) -> (f32, usize) {
        let (mut sum, mut last) = (0.0, number);
        let mut previous: Option<&Atom> = None;
        for (index, atom) in atoms.iter().enumerate().skip(number) {
            let step = atom.height + if previous.is_some() { atom.gap } else { 0.0 };
            let repeated = atom.table.and_then(|table| self.tables.get(table)).map_or(0.0, SetTable::repeated_height);
            if previous.is_some() && sum + step + repeated > self.sheet.body() {
                // Too much for any page: the next one is split, but not right at its first line.
                return (sum + step.min(3.0 * 14.5 + 8.0), last);
            }
            sum += step;
            last = index;
            let filled = is_ordinary_row(atom) && sum > self.sheet.body() * TOGETHER;
            if filled || !atom.keep || matches!(atom.body, Body::Break | Body::Cover(_) | Body::Masthead(_)) {
                break;
            }
            previous = Some(atom);
        }
        (sum, last)
    }

    /// A row taller than a page begins where it stands when some lines of it fit.
    fn starts_here(&self, atom: &Atom) -> bool {
        let (Body::Row(row), Some(table)) = (&atom.body, atom.table.and_then(|table| self.tables.get(table))) else {
            return false;
        };
        let page = self.sheet.body() - table.repeated_height();
        let room = self.sheet.bottom - self.y;
        let part = row.part_within(0, room, table.look);
        atom.height > page && part.lines.len() >= WORTH && row.part_height(&part, table.look) <= room
    }

    /// Puts a row on as many pages as it takes.
    fn split(&mut self, number: usize, atom: &Atom) {
        let (Body::Row(row), Some(table)) = (&atom.body, atom.table.and_then(|table| self.tables.get(table))) else {
            return;
        };
        let look = table.look;
        let mut from = 0;
        while from < row.lines {
            let part = row.part_within(from, self.sheet.bottom - self.y, look);
            from = part.lines.end;
            let height = row.part_height(&part, look);
            self.put(number, atom, Some(part), self.y);
            self.y += height;
            if from < row.lines {
                self.next_page(repeated(atom));
            }
        }
    }

    fn put(&mut self, number: usize, atom: &Atom, part: Option<Part>, y: f32) {
        let page = self.pages.len().saturating_sub(1);
        for &(heading, down) in &atom.headings {
            if let Some(landing) = self.landing.get_mut(heading) {
                *landing = Landed { page: self.first + page, y: y + down, paper: self.sheet.height };
            }
        }
        if let Some(page) = self.pages.last_mut() {
            page.items.push(Item { atom: number, y, part });
        }
    }

    fn is_fresh(&self) -> bool {
        self.pages.last().is_none_or(|page| page.items.is_empty())
    }

    fn next_page_unless_fresh(&mut self) {
        if !self.is_fresh() {
            self.next_page(None);
        }
    }

    fn next_page(&mut self, repeated: Option<usize>) {
        let height = repeated.and_then(|table| self.tables.get(table)).map_or(0.0, SetTable::repeated_height);
        // A head as tall as the page would leave no room for rows: then it is not repeated.
        let repeated = repeated.filter(|_| height < self.sheet.body() * 0.6);
        self.y = self.sheet.top + if repeated.is_some() { height } else { 0.0 };
        self.pages.push(Page { repeated, ..Page::default() });
    }
}

fn is_ordinary_row(atom: &Atom) -> bool {
    matches!(&atom.body, Body::Row(row) if row.kind != RowKind::Group)
}

/// The table whose head goes on top of the next page when this atom is the first one there.
fn repeated(atom: &Atom) -> Option<usize> {
    atom.table.filter(|_| matches!(atom.body, Body::Row(_)))
}
