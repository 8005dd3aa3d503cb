//! Text with a look: spans become inlines, inlines become measured runs on lines.

use std::ops::Range;
use std::rc::Rc;

use hypher::Lang;
use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::fonts::{Face, Fonts};
use super::lines::Breaker;
use super::sheet::{ACCENT, INK, Setting, Style, TEXT3};
use super::volume::Targets;
use crate::documents::outline::Span;
pub use crate::formats::letters::clean;

/// A stretch of text with one look.
#[derive(Debug, Clone)]
pub struct Inline {
    /// The text; `\n` ends a line.
    pub text: String,
    /// Its look.
    pub style: Style,
    /// The number of the target that it leads to.
    pub link: Option<usize>,
}

/// Text that is drawn with one font, size and colour.
#[derive(Debug, Clone)]
pub struct Run {
    /// Distance from the start of the line.
    pub x: f32,
    /// Its look.
    pub style: Style,
    /// Exactly one character for each glyph.
    pub text: String,
    /// Before the character at this byte the pen moves by so many thousandths of an em.
    pub kerns: Vec<(u32, i16)>,
    /// Its width in points.
    pub width: f32,
    /// Which of the inlines it came from.
    pub inline: u16,
}

/// A line of text.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// Left to right.
    pub runs: Vec<Run>,
    /// Without the spaces at its end.
    pub width: f32,
}

/// Sets text: the fonts, the language that decides about hyphens, and where links may lead.
pub struct Setter {
    /// The fonts.
    pub fonts: Fonts,
    /// Where links may lead.
    pub targets: Rc<Targets>,
    /// The number of the document that is set.
    pub part: usize,
    language: Option<Lang>,
}

/// A piece between two places where a line may end.
pub struct Chunk {
    /// The letters.
    pub word: Range<usize>,
    /// Where the spaces after them end.
    pub end: usize,
    /// The line ends here whatever room is left.
    pub forced: bool,
    /// A break here shows a hyphen.
    pub soft: bool,
}

impl Setter {
    /// Ready for the first document.
    pub fn new(fonts: Fonts, targets: Rc<Targets>) -> Self {
        Self { fonts, targets, part: 0, language: None }
    }

    /// Turns to a document in a language such as `de` or `pt-BR`.
    pub fn turn_to(&mut self, part: usize, language: &str) {
        self.part = part;
        let code = match language.as_bytes() {
            [a, b] | [a, b, b'-' | b'_', ..] => Some([a.to_ascii_lowercase(), b.to_ascii_lowercase()]),
            _ => None,
        };
        self.language = code.and_then(|code| Lang::from_iso(if code == *b"no" { *b"nb" } else { code }));
    }

    /// The width of text on one line.
    pub fn width(&mut self, style: Style, text: &str) -> f32 {
        let pieces = self.fonts.shape(style.face, text);
        pieces.iter().map(|piece| piece.width).sum::<i32>() as f32 * style.size / 1000.0
    }

    /// The widest piece that cannot be broken without a hyphen.
    pub fn longest_word(&mut self, inlines: &[Inline]) -> f32 {
        let mut longest = 0.0_f32;
        for inline in inlines {
            for chunk in chunks(&inline.text) {
                let word = inline.text.get(chunk.word).unwrap_or_default();
                longest = longest.max(self.width(inline.style, word));
            }
        }
        longest
    }

    /// One line, cut with an ellipsis where it would be wider than `width`.
    pub fn one_line(&mut self, style: Style, text: &str, width: f32) -> Line {
        let text = clean(text).replace('\n', " ");
        if self.width(style, &text) <= width {
            return self.unbroken(style, &text);
        }
        let mut kept = String::new();
        let mut used = self.width(style, "…");
        for c in text.chars() {
            used += self.width(style, c.encode_utf8(&mut [0; 4]));
            if used > width {
                break;
            }
            kept.push(c);
        }
        self.unbroken(style, &format!("{}…", kept.trim_end()))
    }

    /// Text on one line, however wide.
    pub fn unbroken(&mut self, style: Style, text: &str) -> Line {
        let inline = [Inline { text: text.replace('\n', " "), style, link: None }];
        Breaker::new(self, &inline, f32::MAX).run().into_iter().next().unwrap_or_default()
    }

    /// One line that ends with a space of no width: copied and read aloud, it does not grow together
    /// with what is drawn after it.
    pub fn apart(&mut self, style: Style, text: &str) -> Line {
        let inline = [Inline { text: format!("{}\n", text.replace('\n', " ")), style, link: None }];
        Breaker::new(self, &inline, f32::MAX).run().into_iter().next().unwrap_or_default()
    }

    /// Lines of plain text that end with a space of no width, like [`Setter::apart`].
    pub fn plain_apart(&mut self, setting: Setting, text: &str, width: f32) -> Vec<Line> {
        self.plain(setting, &format!("{}\n", text.trim()), width)
    }

    /// Breaks text into lines no wider than `width`. Always at least one line.
    pub fn lines(&mut self, inlines: &[Inline], width: f32) -> Vec<Line> {
        let width = if width.is_finite() { width.max(6.0) } else { 6.0 };
        Breaker::new(self, inlines, width).run()
    }

    /// Lines with straight edges at both sides, but for the last one.
    pub fn justified(&mut self, inlines: &[Inline], width: f32) -> Vec<Line> {
        let width = if width.is_finite() { width.max(6.0) } else { 6.0 };
        Breaker::new(self, inlines, width).justified()
    }

    /// Lines of plain text in one setting.
    pub fn plain(&mut self, setting: Setting, text: &str, width: f32) -> Vec<Line> {
        self.lines(&[Inline { text: clean(text), style: setting.plain, link: None }], width)
    }

    /// Spans with the looks of a setting. A link that leads nowhere is plain text.
    pub fn inlines(&self, spans: &[Span], setting: Setting) -> Vec<Inline> {
        let inline = |span: &Span| {
            let mut style = setting.plain;
            if span.strong {
                style.face = setting.strong;
                style.colour = INK;
            }
            if span.emphasis {
                if style.face == Face::Serif {
                    style.face = Face::SerifItalic;
                } else {
                    style.slant = true;
                }
            }
            if span.muted {
                style.colour = TEXT3;
            }
            let link = span.link.as_ref().and_then(|anchor| self.targets.find(self.part, anchor));
            if link.is_some() {
                style.colour = ACCENT;
            }
            Inline { text: clean(&span.text), style, link }
        };
        spans.iter().map(inline).collect()
    }

    /// Where a word may be cut with a hyphen, in bytes.
    pub fn cuts(&self, word: &str) -> Vec<usize> {
        let letters = word.trim_matches(|c: char| !c.is_alphabetic());
        let Some(language) = self.language else { return Vec::new() };
        if letters.is_empty() || letters.len() > 200 || !letters.chars().all(char::is_alphabetic) {
            return Vec::new();
        }
        let mut at = word.find(letters).unwrap_or(0);
        let mut cuts = Vec::new();
        for syllable in hypher::hyphenate(letters, language) {
            at += syllable.len();
            cuts.push(at);
        }
        cuts.pop();
        cuts
    }
}

/// The pieces of a text between the places where a line may or must end.
pub fn chunks(text: &str) -> impl Iterator<Item = Chunk> + '_ {
    let mut start = 0;
    linebreaks(text).map(move |(end, opportunity)| {
        let piece = text.get(start..end).unwrap_or_default();
        let forced = opportunity == BreakOpportunity::Mandatory && piece.ends_with('\n');
        let soft = piece.ends_with('\u{AD}');
        let piece = piece.trim_end_matches('\n');
        let word = start..start + piece.trim_end_matches([' ', '\u{AD}']).len();
        let chunk = Chunk { end: start + piece.len(), word, forced, soft };
        start = end;
        chunk
    })
}
