//! What changed between two texts, sentence by sentence and word by word.

use similar::{ChangeTag, TextDiff, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::Section;

/// A stretch of words that stayed, went or came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Only before.
    Gone(String),
    /// Only after.
    Came(String),
}

/// A sentence that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceChange {
    /// The section it stands in.
    pub section: String,
    /// As it was; empty when it is new.
    pub before: String,
    /// As it is; empty when it is gone.
    pub after: String,
    /// Word by word.
    pub words: Vec<Piece>,
}

/// The sentences that differ between two texts, section by section in the order of the later one, then sections that
/// are gone.
pub fn compare(before: &[Section], after: &[Section]) -> Vec<SentenceChange> {
    let mut changes = Vec::new();
    for section in after {
        let old = before.iter().find(|old| old.title == section.title).map_or("", |old| old.text.as_str());
        changes.extend(section_changes(&section.title, old, &section.text));
    }
    for gone in before.iter().filter(|old| !after.iter().any(|new| new.title == old.title)) {
        changes.extend(section_changes(&gone.title, &gone.text, ""));
    }
    changes
}

fn section_changes(title: &str, before: &str, after: &str) -> Vec<SentenceChange> {
    if before == after {
        return Vec::new();
    }
    let (old, new) = (sentences(before), sentences(after));
    let mut changes = Vec::new();
    for op in capture_diff_slices(similar::Algorithm::Myers, &old, &new) {
        let (old_range, new_range) = (op.old_range(), op.new_range());
        if op.tag() == similar::DiffTag::Equal {
            continue;
        }
        let gone = old.get(old_range).unwrap_or_default();
        let came = new.get(new_range).unwrap_or_default();
        // Sentences that were replaced are told pair by pair; what is left over on one side stands alone.
        for index in 0..gone.len().max(came.len()) {
            let (before, after) = (gone.get(index).copied(), came.get(index).copied());
            changes.push(change(title, before.unwrap_or_default(), after.unwrap_or_default()));
        }
    }
    changes
}

fn change(section: &str, before: &str, after: &str) -> SentenceChange {
    let diff = TextDiff::from_unicode_words(before, after);
    let mut words: Vec<Piece> = Vec::new();
    for part in diff.iter_all_changes() {
        let text = part.value();
        match (part.tag(), words.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Same(last)))
            | (ChangeTag::Delete, Some(Piece::Gone(last)))
            | (ChangeTag::Insert, Some(Piece::Came(last))) => last.push_str(text),
            (ChangeTag::Equal, _) => words.push(Piece::Same(text.to_owned())),
            (ChangeTag::Delete, _) => words.push(Piece::Gone(text.to_owned())),
            (ChangeTag::Insert, _) => words.push(Piece::Came(text.to_owned())),
        }
    }
    SentenceChange { section: section.to_owned(), before: before.to_owned(), after: after.to_owned(), words }
}

/// The sentences of a Markdown text, without the signs that begin list items and headings. A table's row is one.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with('|') {
            let is_rule = line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
            if !is_rule {
                found.push(line);
            }
            continue;
        }
        let sentences = without_sign(line).unicode_sentences().map(str::trim);
        found.extend(sentences.filter(|sentence| !sentence.is_empty()));
    }
    found
}

/// A line without `- `, `3. `, `### `.
fn without_sign(line: &str) -> &str {
    let line = line.trim_start_matches('#').trim_start();
    if let Some(rest) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        return rest.trim_start();
    }
    match line.split_once(". ") {
        Some((number, rest)) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => rest.trim_start(),
        _ => line,
    }
}
