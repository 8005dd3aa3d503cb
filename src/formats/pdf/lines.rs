//! Breaking text into lines, one after the other. A word is hyphenated only when it is wider than a whole
//! line, and cut between characters only when it has no hyphenation point that helps.

use std::ops::Range;

use super::fonts::Shaped;
use super::sheet::Style;
use super::text::{Chunk, Inline, Line, Run, Setter, chunks};

/// One text on its way to lines.
pub struct Breaker<'a> {
    pub(super) setter: &'a mut Setter,
    inlines: &'a [Inline],
    /// All inlines in one string, and where each begins.
    pub(super) text: String,
    starts: Vec<usize>,
    pub(super) width: f32,
    pub(super) lines: Vec<Line>,
    pub(super) line: Line,
    pub(super) pen: f32,
    /// Spaces that are printed when another word follows on the line.
    spaces: Range<usize>,
    /// The last word ends at a soft hyphen.
    soft: bool,
}

impl<'a> Breaker<'a> {
    /// Ready to break `inlines` into lines of `width`.
    pub fn new(setter: &'a mut Setter, inlines: &'a [Inline], width: f32) -> Self {
        let mut starts = Vec::with_capacity(inlines.len());
        let mut text = String::new();
        for inline in inlines {
            starts.push(text.len());
            text.push_str(&inline.text);
        }
        let (lines, line) = (Vec::new(), Line::default());
        Self { setter, inlines, text, starts, width, lines, line, pen: 0.0, spaces: 0..0, soft: false }
    }

    /// The lines; always at least one.
    pub fn run(mut self) -> Vec<Line> {
        let text = std::mem::take(&mut self.text);
        let mut ended = false;
        for chunk in chunks(&text) {
            ended = chunk.forced;
            self.place(&text, &chunk);
            if ended {
                self.end_with_space();
                self.finish();
            }
        }
        if !ended || self.lines.is_empty() {
            self.finish();
        }
        self.lines
    }

    fn place(&mut self, text: &str, chunk: &Chunk) {
        let mut word = chunk.word.clone();
        if word.is_empty() {
            if self.spaces.is_empty() {
                self.spaces.start = chunk.word.start;
            }
            self.spaces.end = chunk.end;
            return;
        }
        let needed = self.extent(text, word.clone()) + if chunk.soft { self.hyphen(word.end) } else { 0.0 };
        let space = self.extent(text, self.spaces.clone());
        if self.pen > 0.0 && self.pen + space + needed > self.width {
            self.wrap(text, word.start);
        }
        let spaces = std::mem::replace(&mut self.spaces, chunk.word.end..chunk.end);
        self.push(text, spaces);
        if self.pen + needed > self.width {
            word.start = self.cut(text, word.clone());
        }
        self.push(text, word);
        self.soft = chunk.soft;
        if chunk.soft {
            self.spaces = chunk.end..chunk.end;
        }
    }

    /// A word wider than the line: filled up syllable by syllable. Gives where the part begins that
    /// stays for the last line.
    fn cut(&mut self, text: &str, word: Range<usize>) -> usize {
        let mut start = word.start;
        let mut fits = start;
        let letters = text.get(word.clone()).unwrap_or_default();
        let mut cuts: Vec<usize> = self.setter.cuts(letters).into_iter().map(|at| word.start + at).collect();
        cuts.push(word.end);
        for cut in cuts {
            loop {
                let hyphen = if cut < word.end { self.hyphen(cut) } else { 0.0 };
                if self.pen + self.extent(text, start..cut) + hyphen <= self.width {
                    fits = cut;
                    break;
                }
                if fits > start {
                    self.push(text, start..fits);
                    self.soft = true;
                    self.wrap(text, fits);
                    start = fits;
                } else {
                    start = self.cut_characters(text, start..cut);
                    fits = start.max(cut);
                    break;
                }
            }
        }
        start
    }

    fn cut_characters(&mut self, text: &str, range: Range<usize>) -> usize {
        let mut start = range.start;
        let mut used = self.pen;
        let piece = text.get(range.clone()).unwrap_or_default();
        for (at, c) in piece.char_indices() {
            let at = range.start + at;
            let advance = self.extent(text, at..at + c.len_utf8());
            if used + advance > self.width && at > start {
                self.push(text, start..at);
                self.soft = false;
                self.wrap(text, at);
                start = at;
                used = 0.0;
            }
            used += advance;
        }
        start
    }

    /// Ends the line because the next word has no room.
    fn wrap(&mut self, text: &str, at: usize) {
        if std::mem::take(&mut self.soft) {
            self.print_hyphen(at);
        }
        let width = self.pen;
        // The space stays in the text, so that words do not grow together when they are read out.
        let spaces = std::mem::take(&mut self.spaces);
        self.push(text, spaces);
        self.pen = width;
        self.finish();
    }

    /// Prints a hyphen behind the letter that ends here.
    pub(super) fn print_hyphen(&mut self, at: usize) {
        let index = self.owner(at.saturating_sub(1));
        if let Some(inline) = self.inlines.get(index) {
            let hyphen = self.setter.fonts.hyphen(inline.style.face);
            self.append(index, inline.style, &hyphen);
        }
    }

    /// A space that takes no room, where the text itself ends a line.
    pub(super) fn end_with_space(&mut self) {
        let Some((style, inline)) = self.line.runs.last().map(|run| (run.style, run.inline)) else { return };
        let width = self.pen;
        self.print(usize::from(inline), style, " ");
        self.pen = width;
    }

    pub(super) fn finish(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        line.width = self.pen;
        self.lines.push(line);
        self.pen = 0.0;
        self.soft = false;
        self.spaces = 0..0;
    }

    pub(super) fn push(&mut self, text: &str, range: Range<usize>) {
        for (index, part) in self.parts(range) {
            if let (Some(inline), Some(part)) = (self.inlines.get(index), text.get(part)) {
                self.print(index, inline.style, part);
            }
        }
    }

    fn print(&mut self, index: usize, style: Style, part: &str) {
        let pieces = self.setter.fonts.shape(style.face, part);
        for piece in pieces.iter() {
            self.append(index, style, piece);
        }
    }

    fn append(&mut self, index: usize, style: Style, piece: &Shaped) {
        let style = Style { face: piece.face, ..style };
        let width = piece.width as f32 * style.size / 1000.0;
        let inline = u16::try_from(index).unwrap_or(u16::MAX);
        match self.line.runs.last_mut().filter(|run| run.style == style && run.inline == inline) {
            Some(run) => {
                let shift = u32::try_from(run.text.len()).unwrap_or(0);
                run.kerns.extend(piece.kerns.iter().map(|&(at, by)| (at + shift, by)));
                run.text.push_str(&piece.text);
                run.width += width;
            }
            None => self.line.runs.push(Run {
                x: self.pen,
                style,
                text: piece.text.to_string(),
                kerns: piece.kerns.to_vec(),
                width,
                inline,
            }),
        }
        self.pen += width;
    }

    pub(super) fn hyphen(&mut self, at: usize) -> f32 {
        let index = self.owner(at.saturating_sub(1));
        self.inlines.get(index).map_or(0.0, |inline| self.setter.width(inline.style, "-"))
    }

    pub(super) fn extent(&mut self, text: &str, range: Range<usize>) -> f32 {
        let mut width = 0.0;
        for (index, part) in self.parts(range) {
            if let (Some(inline), Some(part)) = (self.inlines.get(index), text.get(part)) {
                width += self.setter.width(inline.style, part);
            }
        }
        width
    }

    /// A range of the whole text, cut where the look changes.
    fn parts(&self, range: Range<usize>) -> Vec<(usize, Range<usize>)> {
        let mut parts = Vec::with_capacity(1);
        let mut at = range.start;
        while at < range.end {
            let index = self.owner(at);
            let next = self.starts.get(index + 1).copied().unwrap_or(range.end).min(range.end);
            parts.push((index, at..next.max(at + 1)));
            at = next.max(at + 1);
        }
        parts
    }

    fn owner(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at).saturating_sub(1)
    }
}
