//! Justified prose: the breaks of a paragraph are chosen together, so that its spaces are as even as can be (the method
//! of Knuth and Plass), then the spaces of each line but the last are stretched.

use std::ops::Range;

use super::lines::Breaker;
use super::text::{Chunk, Line, chunks};

/// A space may become narrower by this share of itself.
const SHRINK: f32 = 0.14;
/// A space is comfortable up to this much wider.
const STRETCH: f32 = 0.5;
/// What a line that ends with a hyphen costs, against a badness that is 100 when spaces are stretched comfortably.
const HYPHEN: f32 = 70.0;
/// What a second hyphen right below the first costs, in demerits.
const LADDER: f32 = 6_000.0;
/// What a last line costs that is a piece of a word.
const STUMP: f32 = 60_000.0;
/// So many letters of a word stand at least before and behind a hyphen.
const LETTERS: usize = 3;
/// A line is left ragged rather than that its spaces become wider by more than this share of the size.
const WIDEST: f32 = 1.2;

/// A piece of text that a line may end behind.
struct Piece {
    /// The letters.
    word: Range<usize>,
    /// Where the spaces after them end.
    end: usize,
    /// Where it begins and ends on a line without end.
    from: f32,
    to: f32,
    /// How wide the spaces after it are.
    space: f32,
    /// The width of a hyphen when a line that ends here shows one.
    hyphen: f32,
    /// The text itself ends a line here.
    forced: bool,
}

/// The best way to break all lines up to a piece.
#[derive(Clone, Copy)]
struct Best {
    demerits: f32,
    /// The first piece of the line that ends here.
    start: usize,
}

impl Breaker<'_> {
    /// Justified lines; ragged ones when a word is wider than the line. Always at least one.
    pub fn justified(mut self) -> Vec<Line> {
        let pieces = self.pieces();
        if pieces.iter().any(|piece| piece.to - piece.from + piece.hyphen > self.width) {
            return self.run();
        }
        let text = std::mem::take(&mut self.text);
        let mut rest = pieces.as_slice();
        while !rest.is_empty() {
            let count = rest.iter().position(|piece| piece.forced).map_or(rest.len(), |at| at + 1);
            let (paragraph, after) = rest.split_at(count);
            let ends = breaks(paragraph, self.width);
            let mut start = 0;
            for (index, &end) in ends.iter().enumerate() {
                let is_last = index + 1 == ends.len();
                self.set(&text, paragraph.get(start..=end).unwrap_or_default(), is_last);
                start = end + 1;
            }
            rest = after;
        }
        if self.lines.is_empty() {
            self.finish();
        }
        self.lines
    }

    /// The text cut wherever a line may end.
    fn pieces(&mut self) -> Vec<Piece> {
        let text = std::mem::take(&mut self.text);
        let mut pieces = Vec::new();
        let mut pen = 0.0;
        for Chunk { word, end, forced, soft } in chunks(&text) {
            let letters = text.get(word.clone()).unwrap_or_default();
            let mut from = (word.start, pen);
            for cut in self.setter.cuts(letters) {
                let (before, behind) = letters.split_at_checked(cut).unwrap_or_default();
                if before.chars().count() < LETTERS || behind.chars().count() < LETTERS {
                    continue;
                }
                let at = word.start + cut;
                let to = pen + self.extent(&text, word.start..at);
                let hyphen = self.hyphen(at);
                let (word, end) = (from.0..at, at);
                pieces.push(Piece { word, end, from: from.1, to, space: 0.0, hyphen, forced: false });
                from = (at, to);
            }
            let to = pen + self.extent(&text, word.clone());
            let hyphen = if soft { self.hyphen(word.end) } else { 0.0 };
            // A soft hyphen takes no room.
            let space = if soft { 0.0 } else { self.extent(&text, word.end..end) };
            let end = if soft { word.end } else { end };
            pieces.push(Piece { word: from.0..word.end, end, from: from.1, to, space, hyphen, forced });
            pen = to + space;
        }
        self.text = text;
        pieces
    }

    /// Sets one line.
    fn set(&mut self, text: &str, pieces: &[Piece], is_last: bool) {
        let Some(last) = pieces.last() else { return };
        let mut start = pieces.first().map_or(0, |first| first.word.start);
        for (index, piece) in pieces.iter().enumerate() {
            let Some(next) = pieces.get(index + 1) else {
                self.push(text, start..piece.word.end);
                break;
            };
            // Pieces of one word are shaped together.
            if next.word.start > piece.word.end {
                self.push(text, start..piece.word.end);
                self.push(text, piece.word.end..piece.end);
                start = next.word.start;
            }
        }
        if !is_last && last.hyphen > 0.0 {
            self.print_hyphen(last.word.end);
        }
        if !is_last && stretch(&mut self.line, self.width - self.pen) {
            self.pen = self.width;
        }
        let width = self.pen;
        if last.forced {
            self.end_with_space();
        } else {
            self.push(text, last.word.end..last.end);
        }
        self.pen = width;
        self.finish();
    }
}

/// The last piece of each line.
fn breaks(pieces: &[Piece], width: f32) -> Vec<usize> {
    // The spaces before each piece.
    let mut spaces = Vec::with_capacity(pieces.len());
    let mut sum = 0.0;
    for piece in pieces {
        spaces.push(sum);
        sum += piece.space;
    }
    let last = pieces.len().saturating_sub(1);
    let mut best: Vec<Best> = Vec::with_capacity(pieces.len());
    for (end, piece) in pieces.iter().enumerate() {
        let mut found = Best { demerits: f32::INFINITY, start: end };
        for start in (0..=end).rev() {
            let before = start.checked_sub(1);
            let natural = piece.to - pieces[start].from + if end < last { piece.hyphen } else { 0.0 };
            let Some(own) = badness(width - natural, spaces[end] - spaces[start], end == last) else { break };
            let mut demerits = before.and_then(|before| best.get(before)).map_or(0.0, |best| best.demerits);
            let hyphened = before.is_some_and(|before| pieces[before].hyphen > 0.0);
            let hyphen = piece.hyphen > 0.0 && end < last;
            demerits += (10.0 + own + if hyphen { HYPHEN } else { 0.0 }).powi(2);
            demerits += if hyphen && hyphened { LADDER } else { 0.0 };
            demerits += if hyphened && end == last { STUMP } else { 0.0 };
            if demerits < found.demerits {
                found = Best { demerits, start };
            }
        }
        best.push(found);
    }
    let mut ends = Vec::new();
    let mut next = pieces.len();
    while let Some(end) = next.checked_sub(1) {
        ends.push(end);
        next = best[end].start.min(end);
    }
    ends.reverse();
    ends
}

/// How much worse a line looks for the room that is left on it, 0 to 10,000; `None` when it does not fit.
fn badness(room: f32, spaces: f32, is_last: bool) -> Option<f32> {
    let ratio = if room < 0.0 {
        // Somewhat more than it may be: widths are sums of many small floats.
        Some(-room / (spaces * SHRINK + 0.01)).filter(|ratio| *ratio <= 1.0)?
    } else if is_last {
        0.0
    } else {
        room / (spaces * STRETCH + 0.01)
    };
    Some((100.0 * ratio.powi(3)).min(10_000.0))
}

/// Makes the spaces of a line wider or narrower by so much in all. Says whether it did.
fn stretch(line: &mut Line, room: f32) -> bool {
    let count: usize = line.runs.iter().map(|run| run.text.matches(' ').count()).sum();
    let each = room / count.max(1) as f32;
    if count == 0 || line.runs.iter().any(|run| each > run.style.size * WIDEST) {
        return false;
    }
    // Where the pen should have moved to so far, and where it did in whole thousandths.
    let (mut wanted, mut moved) = (0.0, 0.0);
    for run in &mut line.runs {
        run.x += moved;
        let before = moved;
        let unit = run.style.size / 1000.0;
        let mut kerns: Vec<(u32, i16)> = std::mem::take(&mut run.kerns);
        for (at, _) in run.text.match_indices(' ') {
            wanted += each;
            let at = at + 1;
            if at == run.text.len() {
                // The next run begins further to the right.
                moved = wanted;
                continue;
            }
            let by = ((wanted - moved) / unit).round().clamp(-30_000.0, 30_000.0);
            moved += by * unit;
            kerns.push((u32::try_from(at).unwrap_or(u32::MAX), by as i16));
        }
        kerns.sort_by_key(|&(at, _)| at);
        run.kerns = kerns;
        run.width += moved - before;
    }
    true
}
