//! Lists of contents. Their height follows from the headings alone; the page numbers come when all pages are laid out.

use super::{Around, Atom, Frame, Measure};
use crate::documents::outline::{Block, Heading};
use crate::formats::pdf::canvas::{Area, At, Mark, Node, Shape};
use crate::formats::pdf::fonts::Face;
use crate::formats::pdf::passage::Passage;
use crate::formats::pdf::sheet::{PROSE, SMALL, Setting, TEXT2};
use crate::formats::pdf::tags::Role;
use crate::formats::pdf::text::clean;

/// From one level of headings to the next.
const INDENT: f32 = 15.0;
/// Levels beyond are not set further to the right.
const DEEPEST: usize = 4;
/// Kept free at the right of the words for dots and a page number.
const NUMBER: f32 = 40.0;
/// Between a reference and the title of its document.
const BESIDE: f32 = 14.0;

/// Where an entry of a list stands among the others.
struct Entry {
    /// What it leads to.
    target: usize,
    /// How deep it is in the list, from 0.
    nest: usize,
    /// Where its words begin.
    x: f32,
    /// Space above.
    gap: f32,
    /// How its words are set.
    setting: Setting,
}

impl Measure<'_> {
    /// A list of the headings that follow, or of the documents that follow in a binder.
    pub(super) fn contents(&mut self, title: &str, depth: u8, around: &Around<'_>, frame: Frame, parent: Node) {
        let listed = self.setter.targets.listed(self.setter.part, self.next, depth);
        if listed.is_empty() {
            return;
        }
        let frame = frame.for_prose();
        let gap = around.gap(&Block::Contents { title: String::new(), depth });
        let titled = !title.trim().is_empty();
        if titled {
            self.contents_title(title, gap, frame, parent);
        }
        let start = self.atoms.len();
        let entries = self.entries(&listed, depth, frame);
        let mut lists = vec![self.tree.add(parent, Role::Contents)];
        for (index, entry) in entries.iter().enumerate() {
            lists.truncate(entry.nest + 1);
            if lists.len() <= entry.nest {
                let inner = self.tree.add(lists[lists.len() - 1], Role::Contents);
                lists.push(inner);
            }
            let space = match (index, titled) {
                (0, true) => 7.0,
                (0, false) => gap,
                _ => entry.gap,
            };
            self.entry(entry, space, frame, lists[lists.len() - 1]);
            // A chapter stays with the first of its sections.
            let opens = entries.get(index + 1).is_some_and(|next| next.nest > entry.nest);
            if let Some(atom) = self.atoms.last_mut().filter(|_| opens) {
                atom.keep = true;
            }
        }
        self.listed.extend(listed);
        // Nobody looks for a single line at the top or the foot of a page.
        let count = self.atoms.len() - start;
        for index in [0, count.saturating_sub(2)] {
            if let Some(atom) = self.atoms.get_mut(start + index).filter(|_| index + 1 < count) {
                atom.keep = true;
            }
        }
    }

    fn contents_title(&mut self, title: &str, gap: f32, frame: Frame, parent: Node) {
        let (note, continued, anchor) = (String::new(), String::new(), String::new());
        let heading = Heading { level: 1, text: title.to_owned(), note, continued, anchor };
        let node = self.heading_node(&heading, parent);
        let shape = self.heading_shape(&heading, false, false, frame, [node, Node::ARTIFACT]);
        self.atoms.push(Atom { keep: true, ..Atom::marks(gap, shape.height, shape.marks) });
    }

    /// Places the entries: how deep each is, and where its words begin.
    fn entries(&mut self, listed: &[usize], depth: u8, frame: Frame) -> Vec<Entry> {
        let targets = std::rc::Rc::clone(&self.setter.targets);
        let of = |target: usize| targets.all().get(target);
        let level = |target: usize| of(target).map_or(1, |target| target.level);
        let nested = listed.iter().any(|&target| level(target) != level(listed[0]));
        let references = listed.iter().filter_map(|&target| of(target));
        let widest = references.map(|target| self.setter.width(REFERENCE.plain, &target.reference));
        let widest = widest.fold(0.0, f32::max);
        let beside = if widest > 0.0 { (widest + BESIDE).min(frame.width * 0.3) } else { 0.0 };
        let mut levels: Vec<u8> = Vec::new();
        let mut entries = Vec::with_capacity(listed.len());
        for &target in listed {
            let level = level(target);
            while levels.len() > 1 && levels.last().is_some_and(|&last| last >= level) {
                levels.pop();
            }
            match levels.last_mut() {
                Some(last) if *last < level => levels.push(level),
                Some(last) => *last = level,
                None => levels.push(level),
            }
            let nest = levels.len() - 1;
            let chapter = nested && nest == 0;
            let mut setting = PROSE;
            if chapter {
                setting.plain.face = Face::SerifSemiBold;
            }
            let gap = match (chapter, nest, depth) {
                (true, ..) => 7.0,
                (false, 0, _) => 3.6,
                (false, ..) => 1.2,
            };
            let x = frame.x + beside + INDENT * nest.min(DEEPEST) as f32;
            entries.push(Entry { target, nest, x, gap, setting });
        }
        entries
    }

    /// One entry as an atom: all of it is one link.
    fn entry(&mut self, entry: &Entry, gap: f32, frame: Frame, list: Node) {
        let targets = std::rc::Rc::clone(&self.setter.targets);
        let Some(target) = targets.all().get(entry.target) else { return };
        let item = self.tree.add(list, Role::ContentsItem);
        let reference = self.tree.add(item, Role::Reference);
        let node = self.tree.add(reference, Role::Link);
        let setting = entry.setting;
        let right = frame.x + frame.width;
        let width = (right - entry.x - NUMBER).max(40.0);
        let mut marks = Vec::new();
        let lines = self.setter.plain_apart(setting, &target.text, width);
        let height = lines.len().max(1) as f32 * setting.leading;
        let area = Area { x: frame.x, y: 0.0, width: frame.width, height };
        let text = format!("{} {}", target.reference, clean(&target.text)).trim().to_owned();
        marks.push(Mark { node, shape: Shape::Link(area, entry.target, text) });
        if !target.reference.is_empty() {
            let line = self.setter.apart(REFERENCE.plain, &clean(&target.reference));
            // On the baseline of the title beside it.
            let at = At { x: frame.x, y: setting.baseline() - REFERENCE.baseline() };
            Passage::line(node, line).draw_all(at, REFERENCE, &mut marks);
        }
        let end = entry.x + lines.last().map_or(0.0, |line| line.width);
        let passage = Passage::of_lines(node, lines);
        passage.draw_all(At { x: entry.x, y: 0.0 }, setting, &mut marks);
        let at = At { x: right, y: height - setting.leading + setting.baseline() };
        marks.push(Mark { node, shape: Shape::PageOf(at, end, entry.target) });
        self.atoms.push(Atom::marks(gap, height, marks));
    }
}

/// The reference before the title of a document.
const REFERENCE: Setting = SMALL.in_colour(TEXT2);
