//! Texts that a company has already, read section by section: Word files and Markdown.
//!
//! What comes in is somebody else's file. It is read within limits, nothing in it is followed or carried out, and
//! what is not taken over is told. docx-rs could read Word files too, but it trusts what it reads and stops the
//! program on a damaged file; so the text is read here, part by part.

mod archive;
mod markdown;
mod numbering;
mod sections;
mod styles;
mod walk;
mod word;
mod xml;

use tr::tr;

/// A file may be so large.
pub const LARGEST_FILE: usize = 32 << 20;
/// The text taken over may be so long, in bytes. It is a policy of a thousand pages.
const LONGEST_TEXT: usize = 4 << 20;

/// No text has more headings.
const MOST_SECTIONS: usize = 2000;

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The document's own title, when it states one above its sections.
    pub title: Option<String>,
    /// The sections in order; text before the first heading is a section too.
    pub sections: Vec<Section>,
    /// What was not taken over, a sentence each.
    pub left_out: Vec<String>,
}

/// A part of a document under its heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading, without marks.
    pub title: String,
    /// The text as Markdown; a heading within begins with `##`. Braces that the templates would take for theirs are
    /// escaped, so that they are printed as they stood.
    pub text: String,
}

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Larger than [`LARGEST_FILE`].
    #[error("{}", tr!("This file is larger than {0} MB. Remove its pictures, or split it, then choose it again.", LARGEST_FILE >> 20))]
    TooLarge,
    /// No ZIP, or a ZIP of something else.
    #[error("{}", tr!("This is not a Word file. Save the text in Word as “Word document (.docx)”, then choose it again."))]
    NotWord,
    /// The binary format before 2007, or a file with a password: both look the same from outside.
    #[error("{}", tr!("This file has a password or the old format .doc. Save it in Word as .docx without a password."))]
    OldOrLocked,
    /// A part is missing or cut off.
    #[error("{}", tr!("This Word file is damaged. Open it in Word, let Word repair it, save it, then choose it again."))]
    Damaged,
    /// More than any document needs: made to fill the memory.
    #[error("{}", tr!("This file unpacks to more text than a document has, so it was not read. Copy its text into a new file."))]
    TooMuch,
    /// Tables in tables in tables.
    #[error("{}", tr!("The tables of this file are nested too deeply. Take the inner tables apart in Word, then choose it again."))]
    TooDeep,
    /// Nothing but pictures, or nothing at all.
    #[error("{}", tr!("There is no text in this file. A scanned page is a picture: type its text, or attach the file as it is."))]
    Empty,
}

/// Reads a Word file.
///
/// # Errors
/// [`ReadError`]: a sentence that says what to do.
pub fn docx_to_markdown(bytes: &[u8]) -> Result<Reading, ReadError> {
    word::read(bytes)
}

/// Reads Markdown (CommonMark with the tables of GitHub).
///
/// # Errors
/// When it is too long, or has no text.
pub fn markdown_sections(text: &str) -> Result<Reading, ReadError> {
    markdown::read(text)
}

/// Text that a template prints as it stands: where it opens a variable, a block or a remark, the signs are quoted.
pub fn printed_literally(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let opens = ["{{", "{%", "{#"].into_iter().find(|opens| from.starts_with(opens));
        match opens {
            Some(opens) => {
                out.push_str("{{ \"");
                out.push_str(opens);
                out.push_str("\" }}");
                rest = from.get(opens.len()..).unwrap_or_default();
            }
            None => {
                out.push('{');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out + rest
}

/// A heading as the title of a section: one line that a template has nothing to do with.
fn as_title(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace("{{", "{ {").replace("{%", "{ %").replace("{#", "{ #")
}

/// A section for what stands before the first heading.
fn introduction() -> String {
    tr!("Introduction")
}

/// What was met and not taken over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct LeftOut {
    pictures: u32,
    comments: u32,
    notes: u32,
    text_boxes: u32,
    formulas: u32,
    embedded: u32,
    hidden: u32,
    deletions: u32,
    links: u32,
    contents: bool,
    running: bool,
    front_matter: bool,
}

impl LeftOut {
    /// A sentence for each kind.
    fn sentences(self) -> Vec<String> {
        let counted = [
            (self.pictures, tr!("Pictures left out: {0}.", self.pictures)),
            (self.comments, tr!("Comments left out: {0}.", self.comments)),
            (self.notes, tr!("Footnotes left out: {0}. Put what matters into the text.", self.notes)),
            (self.text_boxes, tr!("Text boxes left out: {0}. Copy what matters from them by hand.", self.text_boxes)),
            (self.formulas, tr!("Formulas left out: {0}.", self.formulas)),
            (self.embedded, tr!("Embedded files left out: {0}.", self.embedded)),
            (self.hidden, tr!("Hidden passages left out: {0}.", self.hidden)),
            (self.deletions, tr!("Tracked deletions left out: {0}. Tracked insertions were taken.", self.deletions)),
            (self.links, tr!("Links that kept their words but not their address: {0}.", self.links)),
        ];
        let mut out: Vec<String> =
            counted.into_iter().filter(|(count, _)| *count > 0).map(|(_, sentence)| sentence).collect();
        let told = [
            (self.contents, tr!("The list of contents was left out: Octavo makes its own.")),
            (self.running, tr!("Header and footer were left out: Octavo prints its own.")),
            (self.front_matter, tr!("The data above the text was left out.")),
        ];
        out.extend(told.into_iter().filter(|(met, _)| *met).map(|(_, sentence)| sentence));
        out
    }
}
