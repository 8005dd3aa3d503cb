//! Outline to Markdown: CommonMark with the tables of GitHub, for a wiki or a repository.
//!
//! The same outline always gives the same text. Its last line is a comment with a hash, by which a file of ours that
//! nobody changed is known.

mod escape;
mod write;

pub use escape::escape;
pub use write::write;

use sha2::{Digest, Sha256};

/// What the last line begins with.
const SEAL: &str = "<!-- octavo ";

/// The text with the line that says what it was when it was written.
fn sealed(mut text: String) -> String {
    let hash: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    text.push_str(SEAL);
    text.push_str(&hash);
    text.push_str(" -->\n");
    text
}

/// Whether these bytes are a Markdown file as [`write()`] wrote it.
pub fn is_as_written(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let Some(at) = text.rfind(SEAL) else { return false };
    text.get(..at).is_some_and(|before| sealed(before.to_owned()) == text)
}
