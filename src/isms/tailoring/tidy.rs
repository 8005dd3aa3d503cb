//! A text after its conditions: lines that said nothing are gone, lists count on.

/// Removes what conditions left behind: blank lines inside lists and tables, and numbers with gaps.
pub(super) fn tidy(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut blank = false;
    let mut rest = text.lines().map(str::trim_end).peekable();
    while let Some(line) = rest.next() {
        if line.trim().is_empty() {
            blank = !lines.is_empty();
            continue;
        }
        let begins_table = line.starts_with('|') && rest.peek().is_some_and(|next| is_rule(next));
        if blank && (begins_table || !lines.last().is_some_and(|last| belongs_together(last, line))) {
            lines.push(String::new());
        }
        blank = false;
        lines.push(line.to_owned());
    }
    number(&mut lines);
    lines.join("\n")
}

/// Two items of one list, or two rows of one table.
fn belongs_together(before: &str, after: &str) -> bool {
    let of_list = |line: &str| is_item(line) || line.starts_with("   ");
    (of_list(before) && is_item(after)) || (before.starts_with('|') && after.starts_with('|'))
}

/// The line below the head of a table, such as `|---|:-:|`.
fn is_rule(line: &str) -> bool {
    line.starts_with('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("- ") || line.starts_with("* ") || numbered(line).is_some()
}

/// The rest of a line such as `12. text`.
fn numbered(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(". ")?;
    (!number.is_empty() && number.len() < 4 && number.bytes().all(|b| b.is_ascii_digit())).then_some(rest)
}

/// Numbers the items of each list from 1 on.
fn number(lines: &mut [String]) {
    let mut next = 1;
    for line in lines {
        if line.starts_with("   ") {
            continue;
        }
        match numbered(line) {
            Some(rest) => {
                *line = format!("{next}. {rest}");
                next += 1;
            }
            None => next = 1,
        }
    }
}
