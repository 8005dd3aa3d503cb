//! The marks in a text: which characters are words, and which only say how the words beside them look.
//!
//! Nothing here changes a text. Every character keeps its place, so that a cursor stands where it seems to stand.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// How a piece of a line is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Words, perhaps strong, perhaps emphasised.
    Words {
        /// Between two pairs of asterisks.
        strong: bool,
        /// Between two asterisks.
        emphasis: bool,
    },
    /// The words of a heading.
    Heading,
    /// The words of a link.
    Link,
    /// A sign that shapes the words beside it: `**`, `###`, the bars of a table.
    Sign,
    /// What begins an item of a list: `- `, `3. `.
    Marker,
    /// The name of a variable.
    Field,
    /// The words of a condition.
    Condition,
    /// Braces and blanks around either.
    Brace,
}

/// A piece of a line that looks the same throughout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Bytes of the line.
    pub(super) bytes: Range<usize>,
    /// How it looks.
    pub(super) look: Look,
}

/// A line of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its bytes in the text, without the line break.
    pub(super) bytes: Range<usize>,
    /// Its pieces in order, without gaps; empty for an empty line.
    pub(super) pieces: Vec<Piece>,
    /// The bytes of the blanks and the marker that begin an item of a list.
    pub(super) marker: Option<Range<usize>>,
}

/// A variable or a condition in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chip {
    /// Its characters in the text, braces included.
    pub(super) chars: Range<usize>,
    /// What stands between the braces.
    pub(super) name: String,
    /// Whether it is a variable; otherwise it belongs to a condition.
    pub(super) is_field: bool,
}

/// A text with its marks found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marked {
    /// Its lines.
    pub(super) lines: Vec<Line>,
    /// Its variables and conditions.
    pub(super) chips: Vec<Chip>,
    /// How many words it has; a variable is one, a condition none.
    pub(super) words: usize,
}

impl Marked {
    /// Finds the marks of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut marked = Self::default();
        let (mut start, mut chars) = (0, 0);
        for line in text.split('\n') {
            let found = line_of(line);
            for piece in &found.pieces {
                marked.words += words_of(line, piece);
            }
            marked.chips.extend(chips(line, chars));
            let bytes = start..start + line.len();
            marked.lines.push(Line { bytes, ..found });
            start += line.len() + 1;
            chars += line.chars().count() + 1;
        }
        marked
    }
}

fn words_of(line: &str, piece: &Piece) -> usize {
    match piece.look {
        Look::Words { .. } | Look::Heading | Look::Link => {
            line.get(piece.bytes.clone()).unwrap_or_default().unicode_words().count()
        }
        Look::Field => 1,
        Look::Sign | Look::Marker | Look::Condition | Look::Brace => 0,
    }
}

/// `{{ … }}`, `{% … %}` or `{# … #}` at the beginning of this text: how long it is, and whether it is a variable.
fn tag(text: &str) -> Option<(usize, bool)> {
    let (end, is_field) = match text.as_bytes().get(..2)? {
        b"{{" => ("}}", true),
        b"{%" => ("%}", false),
        b"{#" => ("#}", false),
        _ => return None,
    };
    let inside = text.get(2..)?.find(end)?;
    Some((inside + 4, is_field))
}

/// The tags of a line, as bytes.
fn tags(line: &str) -> Vec<(Range<usize>, bool)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = line.get(at..).and_then(|rest| rest.find('{')) {
        match line.get(at + next..).and_then(tag) {
            Some((length, is_field)) => {
                found.push((at + next..at + next + length, is_field));
                at += next + length;
            }
            None => at += next + 1,
        }
    }
    found
}

/// A condition may stand before the marker of the item that it is for: where the line itself begins.
fn after_conditions(tags: &[(Range<usize>, bool)]) -> usize {
    let mut start = 0;
    while let Some((tag, false)) = tags.iter().find(|(tag, _)| tag.start == start) {
        start = tag.end;
    }
    start
}

/// Where a line begins behind the conditions before it, in bytes.
pub(super) fn beginning(line: &str) -> usize {
    after_conditions(&tags(line))
}

fn chips(line: &str, chars_before: usize) -> Vec<Chip> {
    let count = |to: usize| line.get(..to).map_or(0, |before| before.chars().count());
    let chip = |(bytes, is_field): (Range<usize>, bool)| {
        let inside = line.get(bytes.start + 2..bytes.end - 2).unwrap_or_default();
        let name = inside.trim_matches('-').trim().to_owned();
        Chip { chars: chars_before + count(bytes.start)..chars_before + count(bytes.end), name, is_field }
    };
    tags(line).into_iter().map(chip).collect()
}

fn line_of(line: &str) -> Line {
    let tags = tags(line);
    let start = after_conditions(&tags);
    let rest = line.get(start..).unwrap_or_default();
    let mut reader = Reader { line, tags: &tags, pieces: Vec::new(), strong: false, emphasis: false, heading: false };
    reader.read(0..start);
    let marker = marker(rest).map(|length| start..start + length);
    let mut at = start;
    if let Some(marker) = &marker {
        reader.push(marker.clone(), Look::Marker);
        at = marker.end;
    } else if let Some(length) = heading(rest) {
        reader.push(start..start + length, Look::Sign);
        reader.heading = true;
        at = start + length;
    }
    if rest.starts_with('|') {
        reader.row(at..line.len());
    } else {
        reader.read(at..line.len());
    }
    Line { bytes: 0..0, pieces: reader.pieces, marker }
}

/// How many bytes begin an item of a list: blanks, then `- `, `* ` or `12. `.
pub(super) fn marker(line: &str) -> Option<usize> {
    let text = line.trim_start_matches(' ');
    let blanks = line.len() - text.len();
    if text.starts_with("- ") || text.starts_with("* ") {
        return Some(blanks + 2);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    ((1..4).contains(&digits) && text.get(digits..)?.starts_with(". ")).then_some(blanks + digits + 2)
}

/// How many bytes make a line a heading: `## `.
fn heading(line: &str) -> Option<usize> {
    let signs = line.bytes().take_while(|byte| *byte == b'#').count();
    ((1..7).contains(&signs) && line.get(signs..)?.starts_with(' ')).then_some(signs + 1)
}

/// Reads a line from left to right.
struct Reader<'a> {
    line: &'a str,
    tags: &'a [(Range<usize>, bool)],
    pieces: Vec<Piece>,
    strong: bool,
    emphasis: bool,
    heading: bool,
}

impl Reader<'_> {
    fn push(&mut self, bytes: Range<usize>, look: Look) {
        if bytes.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(last) if last.look == look && look != Look::Field => last.bytes.end = bytes.end,
            _ => self.pieces.push(Piece { bytes, look }),
        }
    }

    fn words(&self) -> Look {
        if self.heading {
            return Look::Heading;
        }
        Look::Words { strong: self.strong, emphasis: self.emphasis }
    }

    /// The row of a table: its bars are signs; the row of dashes is nothing else.
    fn row(&mut self, bytes: Range<usize>) {
        let row = self.line.get(bytes.clone()).unwrap_or_default();
        if row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) {
            return self.push(bytes, Look::Sign);
        }
        let mut at = bytes.start;
        for (bar, _) in row.match_indices('|') {
            let bar = bytes.start + bar;
            if self.tags.iter().any(|(tag, _)| tag.contains(&bar)) {
                continue;
            }
            self.read(at..bar);
            self.push(bar..bar + 1, Look::Sign);
            at = bar + 1;
        }
        self.read(at..bytes.end);
    }

    /// Words with tags, emphasis and links.
    fn read(&mut self, bytes: Range<usize>) {
        let mut at = bytes.start;
        while at < bytes.end {
            if let Some((tag, is_field)) = self.tags.iter().find(|(tag, _)| tag.start == at).cloned() {
                self.tag(tag.clone(), is_field);
                at = tag.end;
                continue;
            }
            at = self.step(at, bytes.end);
        }
    }

    fn tag(&mut self, tag: Range<usize>, is_field: bool) {
        let inside = self.line.get(tag.start + 2..tag.end - 2).unwrap_or_default();
        let lead = inside.len() - inside.trim_start().len();
        let name = tag.start + 2 + lead;
        let end = (name + inside.trim().len()).min(tag.end - 2);
        self.push(tag.start..name, Look::Brace);
        self.push(name..end, if is_field { Look::Field } else { Look::Condition });
        self.push(end..tag.end, Look::Brace);
    }

    /// One sign, one link, or the words up to the next of either. Answers where it ends.
    fn step(&mut self, at: usize, end: usize) -> usize {
        let rest = self.line.get(at..end).unwrap_or_default();
        if rest.starts_with("**") && turns(self.strong, rest, "**") {
            self.strong = !self.strong;
            self.push(at..at + 2, Look::Sign);
            return at + 2;
        }
        if rest.starts_with('*') && !rest.starts_with("**") && turns(self.emphasis, rest, "*") {
            self.emphasis = !self.emphasis;
            self.push(at..at + 1, Look::Sign);
            return at + 1;
        }
        if let Some((words, whole)) = link(rest) {
            self.push(at..at + 1, Look::Sign);
            self.push(at + 1..at + 1 + words, Look::Link);
            self.push(at + 1 + words..at + whole, Look::Sign);
            return at + whole;
        }
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let next = rest.get(first..).and_then(|rest| rest.find(['*', '[', '{'])).map_or(end, |next| at + first + next);
        self.push(at..next, self.words());
        next
    }
}

/// Whether a sign of emphasis ends what is open, or begins something that ends later in the line.
fn turns(open: bool, rest: &str, sign: &str) -> bool {
    let after = rest.get(sign.len()..).unwrap_or_default();
    open || (!after.starts_with([' ', '*']) && after.contains(sign))
}

/// `[words](address)` at the beginning: how long the words and how long the whole is.
fn link(text: &str) -> Option<(usize, usize)> {
    let inside = text.strip_prefix('[')?;
    let words = inside.find(']')?;
    let address = inside.get(words + 1..)?.strip_prefix('(')?;
    let length = address.find(')')?;
    (words > 0).then_some((words, words + length + 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(line: &str) -> Vec<(&str, Look)> {
        line_of(line).pieces.iter().map(|piece| (&line[piece.bytes.clone()], piece.look)).collect()
    }

    const PLAIN: Look = Look::Words { strong: false, emphasis: false };

    #[test]
    fn every_character_of_a_line_belongs_to_one_piece() {
        for line in [
            "",
            "{% if applies('A.5.16') %}1. Each account belongs to **one** {{ role.owner }}.{% endif %}",
            "| System | {{ table('systems') }} | *owner* |",
            "|---|:--|",
            "### What *we* do",
            "   - [the page](https://example.org) and {{ unfinished",
            "2 * 3 * 4 = 24, a ** b, *open",
            "žluťoučký **kůň** – {{ a.b }}…",
        ] {
            let pieces = line_of(line).pieces;
            let mut at = 0;
            for piece in &pieces {
                assert_eq!(piece.bytes.start, at, "{line}: {pieces:?}");
                at = piece.bytes.end;
            }
            assert_eq!(at, line.len(), "{line}: {pieces:?}");
        }
    }

    #[test]
    fn a_condition_may_stand_before_the_marker_of_its_item() {
        let line = "{% if profile.remote_work %}6. Work is saved to {{ facts.storage }}.";
        assert_eq!(
            looks(line),
            [
                ("{% ", Look::Brace),
                ("if profile.remote_work", Look::Condition),
                (" %}", Look::Brace),
                ("6. ", Look::Marker),
                ("Work is saved to ", PLAIN),
                ("{{ ", Look::Brace),
                ("facts.storage", Look::Field),
                (" }}", Look::Brace),
                (".", PLAIN),
            ]
        );
        let marked = Marked::of(&format!("Ünder\n{line}"));
        let field = marked.chips.iter().find(|chip| chip.is_field).expect("a field");
        let text: Vec<char> = format!("Ünder\n{line}").chars().collect();
        assert_eq!(text[field.chars.clone()].iter().collect::<String>(), "{{ facts.storage }}");
        assert_eq!(marked.words, 6, "Ünder, work, is, saved, to, and the field");
    }

    #[test]
    fn emphasis_begins_only_where_it_ends() {
        assert_eq!(looks("2 * 3 * 4"), [("2 * 3 * 4", PLAIN)]);
        let strong = Look::Words { strong: true, emphasis: false };
        assert_eq!(looks("**Must** be*"), [("**", Look::Sign), ("Must", strong), ("**", Look::Sign), (" be*", PLAIN)]);
    }
}
