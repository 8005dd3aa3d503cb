//! How wide text is, roughly: Word sets the lines, but the widths of columns have to be given.

use crate::documents::outline::{Cell, Column, Mark, Row, RowKind};

/// Left and right of the text in a cell.
pub const CELL_MARGINS: u32 = 140;

/// The width of text in twips at a size in half points. Widths are those of Inter, which is wider than its fallback.
pub fn text(words: &str, half_points: u32) -> u32 {
    let thousandths: u32 = words.chars().map(thousandth).sum();
    // A half point is ten twips.
    thousandths * half_points * 10 / 1000
}

fn thousandth(c: char) -> u32 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ';' | ':' | '\'' | '|' | '!' | '’' => 280,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | ' ' | '\u{A0}' | '-' | 'I' => 380,
        'm' | 'w' | 'M' | 'W' | '—' | '%' | '@' => 900,
        'A'..='Z' | '0'..='9' => 680,
        c if c.is_ascii() => 600,
        c if c.is_alphabetic() && (c as u32) < 0x2E80 => 640,
        c if c.is_alphanumeric() => 1000,
        _ => 640,
    }
}

/// The widest piece that Word does not break.
fn longest_word(words: &str, half_points: u32) -> u32 {
    let pieces = words.split(|c: char| c.is_whitespace() && c != '\u{A0}');
    let pieces = pieces.flat_map(|piece| piece.split_inclusive(['-', '–', '—']));
    pieces.map(|piece| text(piece, half_points)).max().unwrap_or(0)
}

/// The words of a cell.
fn words(cell: &Cell) -> String {
    cell.text.iter().map(|span| span.text.as_str()).collect()
}

/// The width that a mark takes with the space to the text beside it.
pub fn mark(mark: Mark) -> u32 {
    match mark {
        // One figure and two are equally far from their words.
        Mark::Level { score, .. } => 210 + text(&score.to_string(), 16).max(text("00", 16)),
        Mark::Reason | Mark::Full | Mark::Half | Mark::Empty | Mark::Dash | Mark::Open => 210,
        Mark::BlankLine => 0,
    }
}

/// The widths of the columns: the shares that were asked for, corrected so that words fit where possible.
/// They add up to `whole`.
pub fn columns(columns: &[Column], rows: &[Row], size: u32, whole: u32) -> Vec<u32> {
    let share = |column: &Column| if column.width.is_finite() { f64::from(column.width).max(0.01) } else { 1.0 };
    let total: f64 = columns.iter().map(share).sum();
    let mut widths: Vec<f64> = columns.iter().map(|column| share(column) / total * f64::from(whole)).collect();
    let mut least: Vec<f64> =
        columns.iter().map(|column| f64::from(longest_word(&column.title, 14) + CELL_MARGINS)).collect();
    for row in rows.iter().filter(|row| row.kind != RowKind::Group && row.cells.len() > 1) {
        for (cell, least) in row.cells.iter().zip(&mut least) {
            let wanted = longest_word(&words(cell), size) + cell.mark.map_or(0, mark) + CELL_MARGINS;
            *least = least.max(f64::from(wanted));
        }
    }
    let needed: f64 = least.iter().sum();
    if needed > f64::from(whole) {
        // Not every word fits: then everybody gives in the same proportion.
        widths = least.iter().map(|least| least / needed * f64::from(whole)).collect();
    } else {
        let missing: f64 = widths.iter().zip(&least).map(|(width, least)| (least - width).max(0.0)).sum();
        let spare: f64 = widths.iter().zip(&least).map(|(width, least)| (width - least).max(0.0)).sum();
        for (width, least) in widths.iter_mut().zip(&least) {
            *width = if *width < *least || spare <= 0.0 {
                least.max(*width)
            } else {
                *width - missing * (*width - least) / spare
            };
        }
    }
    whole_numbers(&widths, whole)
}

/// Rounded so that the sum is exact.
fn whole_numbers(widths: &[f64], whole: u32) -> Vec<u32> {
    let mut edge = 0.0;
    let mut before = 0;
    let mut out = Vec::with_capacity(widths.len());
    for width in widths {
        edge += width;
        let next = (edge.round() as u32).min(whole);
        out.push(next.saturating_sub(before).max(1));
        before = next;
    }
    out
}

/// About how many lines text takes in a column.
pub fn lines(cell: &Cell, size: u32, width: u32) -> u32 {
    let width = width.saturating_sub(CELL_MARGINS).max(100);
    words(cell).split('\n').map(|line| text(line, size) / width + 1).sum()
}
