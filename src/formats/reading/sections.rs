//! Pieces of text to sections of Markdown.

use std::collections::BTreeMap;

use super::walk::{Item, Piece};
use super::{Section, as_title, introduction, printed_literally};
use crate::documents::outline::Span;
use crate::formats::markdown::{at_start, spans};

/// The deepest heading that Markdown has.
const DEEPEST: u8 = 6;

/// The document's title, and its sections.
pub fn sections(pieces: Vec<Piece>) -> (Option<String>, Vec<Section>) {
    let levels: Vec<(bool, u8)> = pieces.iter().enumerate().filter_map(|(at, piece)| level(at, piece)).collect();
    let (split, with_title) = split_level(&levels);
    let mut title = None;
    let mut out: Vec<Section> = Vec::new();
    let mut text = Text::default();
    let mut heading = None;
    for piece in pieces {
        match piece {
            Piece::Title(words) if title.is_none() && heading.is_none() && text.is_empty() => {
                title = Some(plain(&words));
            }
            Piece::Title(words) => text.paragraph(&strong(words)),
            Piece::Heading(level, words) if with_title && level < split && title.is_none() => {
                title = Some(plain(&words));
            }
            Piece::Heading(level, words) if level <= split => {
                end(heading.replace(plain(&words)), std::mem::take(&mut text), &mut out);
            }
            Piece::Heading(level, words) => text.heading(level - split + 1, &words),
            Piece::Text(words) => text.paragraph(&words),
            Piece::Item(item) => text.item(&item),
            Piece::Table(rows) => text.table(&rows),
        }
    }
    end(heading, text, &mut out);
    (title, out)
}

fn level(at: usize, piece: &Piece) -> Option<(bool, u8)> {
    if let Piece::Heading(level, _) = piece { Some((at == 0, *level)) } else { None }
}

/// The highest level in use; or, when a single heading of that level stands on top of all others, it is the title of
/// the document, and the next level is meant. For each heading: whether nothing stands before it, and its level.
pub fn split_level(levels: &[(bool, u8)]) -> (u8, bool) {
    let highest = levels.iter().map(|(_, level)| *level).min().unwrap_or(1);
    let next = levels.iter().map(|(_, level)| *level).filter(|level| *level > highest).min();
    let alone = levels.iter().filter(|(_, level)| *level == highest).count() == 1;
    match (levels.first(), next) {
        (Some((true, first)), Some(next)) if alone && *first == highest => (next, true),
        _ => (highest, false),
    }
}

fn end(heading: Option<String>, text: Text, out: &mut Vec<Section>) {
    if heading.is_none() && text.is_empty() {
        return;
    }
    let title = heading.map_or_else(introduction, |heading| as_title(&heading));
    out.push(Section { title, text: printed_literally(&text.finish()) });
}

fn plain(words: &[Span]) -> String {
    let text: String = words.iter().map(|span| span.text.as_str()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn strong(words: Vec<Span>) -> Vec<Span> {
    words.into_iter().map(|span| Span { strong: true, ..span }).collect()
}

fn inline(words: &[Span], line_break: &str) -> String {
    spans(words, line_break, &|_| None)
}

/// Markdown that grows block by block.
#[derive(Default)]
struct Text {
    blocks: Vec<String>,
    /// The last block is a list, and of what: the width of each open item's mark, the list, and its sign.
    open: Vec<(usize, String, char)>,
    /// How far each list has been counted at each depth.
    counted: BTreeMap<String, [u32; 9]>,
}

impl Text {
    fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    fn finish(self) -> String {
        self.blocks.join("\n\n")
    }

    fn block(&mut self, text: String) {
        self.open.clear();
        if !text.trim().is_empty() {
            self.blocks.push(text);
        }
    }

    fn heading(&mut self, level: u8, words: &[Span]) {
        let line = inline(&[Span::plain(plain(words))], " ").replace('#', "\\#");
        self.block(format!("{} {line}", "#".repeat(usize::from(level.min(DEEPEST)))));
    }

    fn paragraph(&mut self, words: &[Span]) {
        self.block(at_start(&inline(words, "\\\n")));
    }

    fn item(&mut self, item: &Item) {
        let goes_on = !self.open.is_empty();
        let depth = usize::from(item.depth).min(self.open.len());
        let before = self.open.get(depth).cloned();
        self.open.truncate(depth);
        let mark = self.mark(item, before);
        let indent: usize = self.open.iter().map(|(width, ..)| *width).sum();
        let sign = mark.trim_end().chars().last().unwrap_or('-');
        let within = indent + mark.len();
        let text = at_start(&inline(&item.text, &format!("\\\n{}", " ".repeat(within))));
        let line = format!("{}{mark}{text}", " ".repeat(indent));
        self.open.push((mark.len(), item.list.clone(), sign));
        match self.blocks.last_mut() {
            Some(last) if goes_on => {
                last.push('\n');
                last.push_str(&line);
            }
            _ => self.blocks.push(line),
        }
    }

    /// The mark of an item. A list that follows another at once has another sign, so that it is not taken for the same.
    fn mark(&mut self, item: &Item, before: Option<(usize, String, char)>) -> String {
        let signs = if item.numbered { ['.', ')'] } else { ['-', '*'] };
        let sign = match before {
            Some((_, list, sign)) if list == item.list && signs.contains(&sign) => sign,
            Some((_, _, sign)) if sign == signs[0] => signs[1],
            Some(_) | None => signs[0],
        };
        if !item.numbered {
            return format!("{sign} ");
        }
        let counts = self.counted.entry(item.list.clone()).or_default();
        let (above, below) = counts.split_at_mut((usize::from(item.depth) + 1).min(9));
        below.fill(0);
        let number = above.last_mut().map_or(1, |number| {
            *number += 1;
            *number
        });
        format!("{number}{sign} ")
    }

    fn table(&mut self, rows: &[Vec<Vec<Span>>]) {
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
        let mut lines = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let cell = |at: usize| row.get(at).map(|cell| inline(cell, "<br>")).unwrap_or_default();
            lines.push(line((0..count).map(cell).collect()));
            if index == 0 {
                lines.push(line(vec!["---".to_owned(); count]));
            }
        }
        self.block(lines.join("\n"));
    }
}
