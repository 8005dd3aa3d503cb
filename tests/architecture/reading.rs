//! Reads the sources as text: code without comments, strings by themselves, braces.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file in two readings.
pub struct Source {
    /// From the root of the package.
    pub path: String,
    /// As it stands.
    pub text: String,
    /// Comments and the insides of strings blanked out; lines stay where they are.
    pub bare: String,
    /// The insides of its strings.
    pub strings: Vec<String>,
    /// Whether it is part of a test module.
    pub is_test: bool,
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut left = vec![root().join(folder)];
    while let Some(next) = left.pop() {
        if next.is_dir() {
            left.extend(fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()));
        } else if next.is_file() {
            found.push(next);
        }
    }
    found.sort();
    found
}

pub fn name_of(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")
}

pub fn sources() -> Vec<Source> {
    let rust = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "rs");
    let found: Vec<Source> = files("src").iter().filter(|path| rust(path)).map(|path| read(path)).collect();
    assert!(found.len() > 50, "the sources are not where they are looked for");
    found
}

pub fn read(path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap();
    let path = name_of(path);
    let (mut bare, strings) = split(&text);
    for test in blocks_after(&bare, "#[cfg(test)]\nmod ") {
        let blank: String = bare[test.0..test.1].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        bare.replace_range(test.0..test.1, &blank);
    }
    let is_test = path.ends_with("/tests.rs") || path.contains("/tests/");
    Source { path, text, bare, strings, is_test }
}

/// The text with comments and strings blanked out, and the strings by themselves. All are ASCII spaces, one per byte.
fn split(text: &str) -> (String, Vec<String>) {
    let bytes = text.as_bytes();
    let mut bare = bytes.to_vec();
    let mut strings = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let (skip, end) = if rest.starts_with("//") {
            (0, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            (0, rest.find("*/").map_or(rest.len(), |end| end + 2))
        } else if let Some(hashes) = raw_string(text, at) {
            let close = format!("\"{}", "#".repeat(hashes));
            (hashes + 2, rest[hashes + 2..].find(&close).unwrap() + hashes + 2)
        } else if rest.starts_with('"') {
            (1, closing_quote(rest))
        } else if let Some(length) = character(rest) {
            (0, length)
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        if skip > 0 {
            strings.push(rest[skip..end].to_owned());
        }
        for byte in bare.iter_mut().take(at + end).skip(at + skip).filter(|byte| **byte != b'\n') {
            *byte = b' ';
        }
        at += end + usize::from(skip > 0);
    }
    (String::from_utf8(bare).unwrap(), strings)
}

/// The number of hashes when a raw string starts here.
fn raw_string(text: &str, at: usize) -> Option<usize> {
    let starts = text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric() && before != '_');
    let rest = text[at..].strip_prefix('r').filter(|_| starts)?;
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    rest[hashes..].starts_with('"').then_some(hashes)
}

fn closing_quote(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    rest.len()
}

/// The length of a character literal, which is not a lifetime.
fn character(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    let mut letters = inside.char_indices();
    let (_, first) = letters.next()?;
    if first == '\\' {
        return inside[2..].find('\'').map(|end| end + 4);
    }
    let (next, quote) = letters.next()?;
    (quote == '\'').then_some(next + 2)
}

/// Start and end of each braced block after a marker: from the marker to behind its closing brace.
fn blocks_after(bare: &str, marker: &str) -> Vec<(usize, usize)> {
    let block = |(at, _): (usize, &str)| {
        let open = at + bare[at..].find(['{', ';'])?;
        (bare.as_bytes()[open] == b'{').then(|| (at, closing_brace(bare, open) + 1))
    };
    bare.match_indices(marker).filter_map(block).collect()
}

pub fn closing_brace(bare: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in bare.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return at,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    bare.len() - 1
}

pub fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}
