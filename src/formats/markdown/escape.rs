//! Text that Markdown takes for text.

/// One line of text with every sign escaped that Markdown would take for something else within a line.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' => true,
            // Only what looks like the name of a character is taken for one.
            '&' => chars.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#'),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A line of text at the place where a block begins: no heading, list or rule is made of it.
pub fn at_start(line: &str) -> String {
    let trimmed = line.trim_start();
    let digits = trimmed.chars().take_while(char::is_ascii_digit).count();
    let rest = trimmed.get(digits..).unwrap_or_default();
    if digits > 0 && digits < 10 && rest.starts_with(['.', ')']) {
        let number = trimmed.get(..digits).unwrap_or_default();
        return format!("{number}\\{rest}");
    }
    if trimmed.starts_with(['#', '+', '-', '=', ':']) { format!("\\{trimmed}") } else { trimmed.to_owned() }
}
