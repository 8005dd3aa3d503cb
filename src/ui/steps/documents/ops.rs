//! What the buttons over a text do to it. Each answers the new text and what is selected in it, in characters.

use std::ops::Range;

use super::markup::{beginning, marker};

/// What is to be done to a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    /// Makes lines headings, or takes that back.
    Heading,
    /// Makes words strong, or takes that back.
    Strong,
    /// Emphasises words, or takes that back.
    Emphasis,
    /// Makes lines items with a dash, or takes that back.
    Bullets,
    /// Numbers lines, or takes that back.
    Numbers,
    /// Makes words a link.
    Link,
    /// Puts in a small table.
    Table,
    /// Puts something in before and after what is selected.
    Insert(String, &'static str),
}

/// A text and what is selected in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edited {
    /// The text.
    pub(super) text: String,
    /// The characters that are selected; empty is where the cursor stands.
    pub(super) chars: Range<usize>,
}

/// A selection in bytes, with what stands before, in and after it.
struct Parts<'t> {
    before: &'t str,
    inside: &'t str,
    after: &'t str,
}

fn byte_at(text: &str, char: usize) -> usize {
    text.char_indices().nth(char).map_or(text.len(), |(at, _)| at)
}

fn parts<'t>(text: &'t str, chars: &Range<usize>) -> Parts<'t> {
    let (from, to) = (byte_at(text, chars.start), byte_at(text, chars.end));
    let (before, rest) = text.split_at(from.min(to));
    let (inside, after) = rest.split_at(to.max(from) - from.min(to));
    Parts { before, inside, after }
}

/// A text out of three pieces, of which the middle one is selected.
fn joined(before: &str, inside: &str, after: &str) -> Edited {
    let start = before.chars().count();
    Edited { text: format!("{before}{inside}{after}"), chars: start..start + inside.chars().count() }
}

/// Does it.
pub(super) fn apply(act: &Act, text: &str, chars: &Range<usize>) -> Edited {
    match act {
        Act::Heading => on_lines(text, chars, &|_| "### ".to_owned(), &|line| heading(line)),
        Act::Bullets => {
            on_lines(text, chars, &|_| "- ".to_owned(), &|line| marker(line).filter(|_| !is_numbered(line)))
        }
        Act::Numbers => on_lines(text, chars, &|index| format!("{}. ", index + 1), &|line| {
            marker(line).filter(|_| is_numbered(line))
        }),
        Act::Strong => around(text, chars, "**"),
        Act::Emphasis => around(text, chars, "*"),
        Act::Link => {
            let Parts { before, inside, after } = parts(text, chars);
            let words = if inside.is_empty() { tr::tr!("words") } else { inside.to_owned() };
            joined(&format!("{before}[{words}]("), "https://", &format!("){after}"))
        }
        Act::Table => {
            let Parts { before, inside, after } = parts(text, chars);
            let (first, second) = (tr::tr!("First column"), tr::tr!("Second column"));
            let lead = format!("{before}{inside}{}| ", parting(&format!("{before}{inside}")));
            joined(&lead, &first, &format!(" | {second} |\n|---|---|\n|  |  |\n{after}"))
        }
        Act::Insert(lead, tail) => insert(text, chars, lead, tail),
    }
}

/// What has to stand between a text and a block that needs lines of its own.
fn parting(before: &str) -> &'static str {
    match before {
        "" => "",
        text if text.ends_with("\n\n") => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    }
}

fn insert(text: &str, chars: &Range<usize>, lead: &str, tail: &str) -> Edited {
    let Parts { before, inside, after } = parts(text, chars);
    if let Some(block) = lead.strip_prefix("\n\n") {
        let block = block.trim_end();
        let lead = format!("{before}{inside}{}{block}", parting(&format!("{before}{inside}")));
        let rest = after.trim_start_matches('\n');
        let end = if rest.is_empty() { "" } else { "\n\n" };
        return joined(&format!("{lead}{end}"), "", rest);
    }
    if tail.is_empty() {
        // What was selected gives way to the field, as it would to a typed word.
        return joined(&format!("{before}{lead}"), "", after);
    }
    joined(&format!("{before}{lead}"), inside, &format!("{tail}{after}"))
}

/// Puts signs around what is selected, or around the word at the cursor; takes them away where they stand already.
fn around(text: &str, chars: &Range<usize>, sign: &str) -> Edited {
    let chars = if chars.is_empty() { word_at(text, chars.start) } else { chars.clone() };
    let Parts { before, inside, after } = parts(text, &chars);
    let strong = sign.len() == 1 && (before.ends_with("**") && !before.ends_with("***"));
    if let (Some(outer), Some(rest), false) = (before.strip_suffix(sign), after.strip_prefix(sign), strong) {
        return joined(outer, inside, rest);
    }
    joined(&format!("{before}{sign}"), inside, &format!("{sign}{after}"))
}

/// The word at the cursor; nothing where there is none.
fn word_at(text: &str, char: usize) -> Range<usize> {
    let letters: Vec<char> = text.chars().collect();
    let is_word = |at: usize| letters.get(at).is_some_and(|c| c.is_alphanumeric());
    let mut start = char.min(letters.len());
    while start > 0 && is_word(start - 1) {
        start -= 1;
    }
    let mut end = char.min(letters.len());
    while is_word(end) {
        end += 1;
    }
    start..end
}

fn is_numbered(line: &str) -> bool {
    line.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

fn heading(line: &str) -> Option<usize> {
    line.starts_with("### ").then_some(4)
}

/// Gives every line of the selection what `begins` makes for its place, or takes it from all when all have it.
fn on_lines(
    text: &str,
    chars: &Range<usize>,
    begins: &dyn Fn(usize) -> String,
    has: &dyn Fn(&str) -> Option<usize>,
) -> Edited {
    let (from, to) = (byte_at(text, chars.start), byte_at(text, chars.end));
    let start = text.get(..from).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = text.get(to..).and_then(|after| after.find('\n')).map_or(text.len(), |at| to + at);
    let lines: Vec<&str> = text.get(start..end).unwrap_or_default().split('\n').collect();
    let body = |line: &'_ str| line.split_at(beginning(line)).1.to_owned();
    let all = lines.iter().all(|line| has(&body(line)).is_some());
    let mut number = 0;
    let change = |line: &&str| {
        let (conditions, rest) = line.split_at(beginning(line));
        if all {
            return format!("{conditions}{}", rest.get(has(rest).unwrap_or(0)..).unwrap_or_default());
        }
        if rest.trim().is_empty() && lines.len() > 1 {
            return (*line).to_owned();
        }
        let bare = rest.get(marker(rest).or_else(|| heading(rest)).unwrap_or(0)..).unwrap_or_default();
        number += 1;
        format!("{conditions}{}{bare}", begins(number - 1))
    };
    let changed = lines.iter().map(change).collect::<Vec<String>>().join("\n");
    let edited = joined(text.get(..start).unwrap_or_default(), &changed, text.get(end..).unwrap_or_default());
    if chars.is_empty() {
        // The cursor stays at its distance from the end of the line.
        let behind = text.get(to..end).unwrap_or_default().chars().count();
        let at = (edited.chars.end - behind.min(edited.chars.end)).max(edited.chars.start);
        return Edited { chars: at..at, ..edited };
    }
    edited
}

/// A new line at the cursor of a list: the next item, or the end of the list where the item is empty. `None` where
/// there is no list.
pub(super) fn next_item(text: &str, cursor: usize) -> Option<Edited> {
    let Parts { before, after, .. } = parts(text, &(cursor..cursor));
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.get(start..)?;
    let lead = beginning(line);
    let rest = line.get(lead..)?;
    let length = marker(rest)?;
    let (sign, words) = rest.split_at(length);
    if words.trim().is_empty() && after.split('\n').next().is_some_and(|rest| rest.trim().is_empty()) {
        return Some(joined(before.get(..start + lead)?, "", after));
    }
    let blanks: String = sign.chars().take_while(|c| *c == ' ').collect();
    let next = match sign.trim().strip_suffix('.').and_then(|number| number.parse::<u32>().ok()) {
        Some(number) => format!("{blanks}{}. ", number + 1),
        None => sign.to_owned(),
    };
    Some(joined(&format!("{before}\n{next}"), "", after))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text whose selection stands between `‹` and `›`, or whose cursor is at `|`.
    fn marked(text: &str) -> (String, Range<usize>) {
        let place = |sign: char| text.chars().filter(|c| *c != '‹').position(|c| c == sign);
        let bare = text.replace(['‹', '›', '|'], "");
        match text.chars().position(|c| c == '‹') {
            Some(start) => (bare, start..place('›').expect("an end")),
            None => {
                let at = place('|').expect("a cursor");
                (bare, at..at)
            }
        }
    }

    fn after(act: &Act, text: &str) -> String {
        let (text, chars) = marked(text);
        shown(&apply(act, &text, &chars))
    }

    fn shown(edited: &Edited) -> String {
        let Parts { before, inside, after } = parts(&edited.text, &edited.chars);
        if inside.is_empty() { format!("{before}|{after}") } else { format!("{before}‹{inside}›{after}") }
    }

    #[test]
    fn words_become_strong_and_plain_again() {
        assert_eq!(after(&Act::Strong, "Every ‹person› signs"), "Every **‹person›** signs");
        assert_eq!(after(&Act::Strong, "Every **‹person›** signs"), "Every ‹person› signs");
        assert_eq!(after(&Act::Strong, "Every per|son signs"), "Every **‹person›** signs");
        assert_eq!(after(&Act::Emphasis, "Every **‹person›** signs"), "Every ***‹person›*** signs");
        assert_eq!(after(&Act::Strong, "Die |"), "Die **|**");
    }

    #[test]
    fn lines_become_items_numbers_and_headings() {
        assert_eq!(after(&Act::Bullets, "a\n‹b\n\nc›\nd"), "a\n‹- b\n\n- c›\nd");
        assert_eq!(after(&Act::Numbers, "‹- b\n- c›"), "‹1. b\n2. c›");
        assert_eq!(after(&Act::Numbers, "‹1. b\n2. c›"), "‹b\nc›");
        assert_eq!(after(&Act::Heading, "a\nWo|rds"), "a\n### Wo|rds");
        assert_eq!(after(&Act::Heading, "a\n### Wo|rds"), "a\nWo|rds");
        let condition = "{% if profile.remote_work %}Wo|rds";
        assert_eq!(after(&Act::Bullets, condition), "{% if profile.remote_work %}- Wo|rds");
        assert_eq!(after(&Act::Bullets, "|"), "- |");
    }

    #[test]
    fn fields_go_in_at_the_cursor_and_conditions_around_the_words() {
        let field = Act::Insert("{{ company }}".to_owned(), "");
        assert_eq!(after(&field, "At | we"), "At {{ company }}| we");
        let condition = Act::Insert("{% if profile.remote_work %}".to_owned(), "{% endif %}");
        assert_eq!(after(&condition, "a ‹b› c"), "a {% if profile.remote_work %}‹b›{% endif %} c");
        let table = Act::Insert("\n\n{{ table('systems') }}\n\n".to_owned(), "");
        assert_eq!(after(&table, "Our systems:|"), "Our systems:\n\n{{ table('systems') }}|");
        assert_eq!(after(&table, "One.|\nTwo."), "One.\n\n{{ table('systems') }}\n\n|Two.");
    }

    #[test]
    fn a_new_line_in_a_list_is_its_next_item() {
        let next = |text: &str| {
            let (text, chars) = marked(text);
            next_item(&text, chars.start).map(|edited| shown(&edited))
        };
        assert_eq!(next("- one|"), Some("- one\n- |".to_owned()));
        assert_eq!(next("9. nine| and more"), Some("9. nine\n10. | and more".to_owned()));
        assert_eq!(next("- one\n- |"), Some("- one\n|".to_owned()));
        assert_eq!(next("words|"), None);
    }
}
