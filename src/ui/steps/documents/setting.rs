//! Sets a text for writing: fonts and colours by its marks, items of lists hanging behind their markers.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{ByteIndex, LayoutJob, LayoutSection, TextFormat, TextWrapping};
use eframe::egui::{Color32, FontId, Galley, Rect, Stroke, Ui, pos2};

use super::markup::{Line, Look, Marked};
use crate::isms::tailoring::Offer;
use crate::ui::theme::{Tokens, Type, tokens};

/// Height of an empty line between two others: it parts paragraphs, and is no line of its own.
const PARTING: f32 = 10.0;

/// Between a condition and the number of the item that it is for.
const AFTER_CONDITION: f32 = 5.0;

/// A dash is narrower than a number, and yet its words stand in about as far.
const DASH: f32 = 3.0;

/// What is known about a variable or a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// It says something today.
    Said,
    /// Nobody has decided it yet.
    Open,
    /// There is no such field.
    Unknown,
}

/// A text with its marks, kept until it changes.
#[derive(Debug, Default)]
pub(super) struct Kept {
    text: String,
    seq: Option<i64>,
    /// The marks.
    pub(super) marked: Marked,
    /// What is known about each of its chips.
    pub(super) known: Vec<Known>,
}

impl Kept {
    /// Finds marks anew where the text or the snapshot is another one.
    pub(super) fn look(&mut self, text: &str, seq: i64, offers: &[Offer]) {
        if self.seq == Some(seq) && self.text == text {
            return;
        }
        self.marked = Marked::of(text);
        text.clone_into(&mut self.text);
        self.seq = Some(seq);
        self.known = self.marked.chips.iter().map(|chip| known(&chip.name, chip.is_field, offers)).collect();
    }
}

/// A plain name is looked up; an expression is left to whoever reads the pages.
fn known(name: &str, is_field: bool, offers: &[Offer]) -> Known {
    let quoted = name.replace('"', "'");
    match offers.iter().find(|offer| offer.name == quoted) {
        Some(offer) if offer.today.is_some() => Known::Said,
        Some(_) => Known::Open,
        None if is_field && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) => Known::Unknown,
        None => Known::Said,
    }
}

/// The ink of a variable.
pub(super) fn field_ink(colours: &Tokens, known: Known) -> Color32 {
    match known {
        Known::Said => colours.accent,
        Known::Open => colours.warn,
        Known::Unknown => colours.danger,
    }
}

/// Sets a text in lines of this width.
pub(super) fn set(ui: &Ui, text: &str, kept: &Kept, width: f32) -> Arc<Galley> {
    let colours = tokens(ui);
    let mut known =
        kept.marked.chips.iter().zip(&kept.known).filter(|(chip, _)| chip.is_field).map(|(_, known)| *known);
    let lines = &kept.marked.lines;
    let galleys: Vec<Arc<Galley>> = lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let words = text.get(line.bytes.clone()).unwrap_or_default();
            let parts =
                words.is_empty() && index > 0 && lines.get(index + 1).is_some_and(|next| !next.bytes.is_empty());
            set_line(ui, words, line, (width, parts), &mut known, colours)
        })
        .collect();
    let whole = LayoutJob {
        text: text.to_owned(),
        sections: vec![LayoutSection {
            leading_space: 0.0,
            byte_range: ByteIndex(0)..ByteIndex(text.len()),
            format: TextFormat::default(),
        }],
        wrap: TextWrapping::wrap_at_width(width),
        ..LayoutJob::default()
    };
    Arc::new(Galley::concat(Arc::new(whole), &galleys, ui.pixels_per_point()))
}

fn set_line(
    ui: &Ui,
    words: &str,
    line: &Line,
    (width, parts): (f32, bool),
    known: &mut dyn Iterator<Item = Known>,
    colours: &Tokens,
) -> Arc<Galley> {
    let indent = line.marker.clone().map_or(0.0, |marker| indent(ui, words.get(marker).unwrap_or_default()));
    let mut job = LayoutJob { wrap: TextWrapping::wrap_at_width((width - indent).max(40.0)), ..LayoutJob::default() };
    for (index, piece) in line.pieces.iter().enumerate() {
        let mut format = format_of(piece.look, colours);
        let text = words.get(piece.bytes.clone()).unwrap_or_default();
        if piece.look == Look::Marker && text.trim_start().starts_with(['-', '*']) {
            format.extra_letter_spacing = DASH;
        }
        if piece.look == Look::Field {
            format.color = field_ink(colours, known.next().unwrap_or(Known::Said));
        }
        let before = index.checked_sub(1).and_then(|before| line.pieces.get(before));
        let lead = match before {
            // What begins an item stands out to the left; the words of all its lines then begin at the same place.
            None => -indent,
            Some(tag) if tag.look == Look::Brace && piece.look == Look::Marker => AFTER_CONDITION,
            Some(_) => 0.0,
        };
        job.append(text, lead, format);
    }
    if line.pieces.is_empty() {
        let height = if parts { PARTING } else { Type::Writing.line() };
        let format = TextFormat { line_height: Some(height), ..format_of(PLAIN, colours) };
        job.append("", 0.0, format);
    }
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    if indent == 0.0 {
        return galley;
    }
    let mut moved = (*galley).clone();
    for row in &mut moved.rows {
        row.pos.x += indent;
    }
    Arc::new(moved)
}

const PLAIN: Look = Look::Words { strong: false, emphasis: false };

/// How far the words of an item stand in from the left.
fn indent(ui: &Ui, marker: &str) -> f32 {
    let mut job = LayoutJob::default();
    let mut format = format_of(Look::Marker, tokens(ui));
    if marker.trim_start().starts_with(['-', '*']) {
        format.extra_letter_spacing = DASH;
    }
    job.append(marker, 0.0, format);
    ui.fonts_mut(|fonts| fonts.layout_job(job)).rows.first().map_or(0.0, |row| row.size.x)
}

fn format_of(look: Look, colours: &Tokens) -> TextFormat {
    let with = |style: Type, color: Color32| TextFormat {
        font_id: style.font(),
        color,
        line_height: Some(Type::Writing.line()),
        ..TextFormat::default()
    };
    let smaller = |size: f32, color: Color32| TextFormat {
        font_id: FontId::new(size, Type::Writing.font().family),
        ..with(Type::Writing, color)
    };
    match look {
        Look::Words { strong, emphasis } => {
            let style = if strong { Type::WritingStrong } else { Type::Writing };
            TextFormat { italics: emphasis, ..with(style, colours.text) }
        }
        Look::Heading => with(Type::WritingStrong, colours.text),
        Look::Link => {
            TextFormat { underline: Stroke::new(1.0, colours.accent_line), ..with(Type::Writing, colours.accent) }
        }
        Look::Sign => with(Type::Writing, colours.disabled),
        Look::Marker => with(Type::Writing, colours.text2),
        Look::Field => smaller(14.0, colours.accent),
        Look::Condition => smaller(11.0, colours.text3),
        // Too small and too pale to be seen, and yet a cursor can stand between them.
        Look::Brace => TextFormat { extra_letter_spacing: 2.0, ..smaller(1.0, Color32::TRANSPARENT) },
    }
}

/// Where the characters of a range stand, one rectangle for each row, as seen from the galley's corner.
pub(super) fn places(galley: &Galley, chars: &Range<usize>) -> Vec<Rect> {
    let mut found = Vec::new();
    let mut at = 0;
    for row in &galley.rows {
        let count = row.glyphs.len();
        let (from, to) = (chars.start.max(at), chars.end.min(at + count));
        if from < to {
            let left = row.glyphs.get(from - at).map_or(0.0, |glyph| glyph.pos.x);
            let right = row.glyphs.get(to - at - 1).map_or(left, |glyph| glyph.max_x());
            let rect = row.rect();
            found.push(Rect::from_min_max(pos2(row.pos.x + left, rect.top()), pos2(row.pos.x + right, rect.bottom())));
        }
        at += count + usize::from(row.ends_with_newline);
    }
    found
}

/// From top to bottom of the line, as written and however many rows it takes, in which this character stands.
pub(super) fn line_at(galley: &Galley, char: usize) -> Option<(f32, f32)> {
    let (mut at, mut top) = (0, None);
    for row in &galley.rows {
        let rect = row.rect();
        let from = top.get_or_insert(rect.top());
        at += row.glyphs.len();
        if row.ends_with_newline {
            if char <= at {
                return Some((*from, rect.bottom()));
            }
            at += 1;
            top = None;
        }
    }
    let last = galley.rows.last()?.rect();
    Some((top.unwrap_or(last.top()), last.bottom()))
}
