//! Runs of text with their emphasis.

use super::escape::{at_start, escape};
use crate::documents::outline::Span;

/// Runs of text as Markdown. Lines are parted by `line_break`, which begins with a backslash and a new line where the
/// text stands as a block, so that a line that looks like a list is still text. `target` answers the name that a link
/// leads to; without one it is plain text.
pub fn spans(spans: &[Span], line_break: &str, target: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = spans.iter().filter(|span| !span.text.is_empty()).peekable();
    while let Some(span) = rest.next() {
        // Neighbours of one look are one run: signs that touch would close each other.
        let mut text = span.text.clone();
        let alike = |next: &&Span| look(next) == look(span) && next.link.is_none() && span.link.is_none();
        while let Some(next) = rest.next_if(|next| alike(next)) {
            text.push_str(&next.text);
        }
        let words = text.trim();
        if words.is_empty() {
            out.push_str(space(&text));
            continue;
        }
        let (before, after) = text.split_once(words).unwrap_or(("", ""));
        let inner = words.lines().map(|line| escape(line.trim())).collect::<Vec<_>>().join("\n");
        let inner = match span.link.as_deref().and_then(target) {
            Some(name) => format!("[{inner}](#{name})"),
            None => inner,
        };
        out.push_str(space(before));
        let previous = out.chars().last();
        let next = if after.is_empty() { rest.peek().and_then(|next| next.text.chars().next()) } else { Some(' ') };
        out.push_str(&emphasis(&inner, words, look(span), previous, next));
        out.push_str(space(after));
    }
    let in_block = line_break.contains('\n');
    let lines = out.trim().split('\n').map(str::trim).filter(|line| !line.is_empty()).enumerate();
    let lines = lines.map(|(index, line)| if in_block && index > 0 { at_start(line) } else { line.to_owned() });
    lines.collect::<Vec<_>>().join(line_break)
}

/// Strong and emphasised.
fn look(span: &Span) -> (bool, bool) {
    (span.strong, span.emphasis)
}

/// White space around emphasised words stands outside of the signs.
fn space(text: &str) -> &'static str {
    match text {
        "" => "",
        text if text.contains('\n') => "\n",
        _ => " ",
    }
}

/// Asterisks around words; where Markdown would not take them for emphasis, tags.
fn emphasis(inner: &str, words: &str, look: (bool, bool), before: Option<char>, after: Option<char>) -> String {
    let (sign, tag) = match look {
        (false, false) => return inner.to_owned(),
        (true, false) => ("**", "strong"),
        (false, true) => ("*", "em"),
        (true, true) => ("***", "strong"),
    };
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let opens = letter(words.chars().next()) || !letter(before);
    let closes = letter(words.chars().last()) || !letter(after);
    // Signs that touch other signs outside would grow together with them.
    let touches = before == Some('*') || after == Some('*');
    if opens && closes && !touches { format!("{sign}{inner}{sign}") } else { format!("<{tag}>{inner}</{tag}>") }
}
