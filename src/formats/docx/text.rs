//! Spans to runs, hyperlinks and the breaks between lines.

use docx_rs::{
    BreakType, FieldCharType, Hyperlink, HyperlinkType, InstrText, Paragraph, ParagraphChild, Run, Shading, ShdType,
};

use super::body::Anchors;
use super::look::{ACCENT, Colour, risk};
use crate::documents::outline::{Mark, Span};
use crate::formats::letters;

/// A paragraph of a style.
pub fn paragraph(style: &str) -> Paragraph {
    Paragraph::new().style(style)
}

/// A run of plain text.
pub fn plain(text: &str) -> Run {
    add_lines(Run::new(), text)
}

/// A paragraph of a style with plain text.
pub fn of_text(style: &str, text: &str) -> Paragraph {
    paragraph(style).add_run(plain(text))
}

/// A fill behind text or a cell.
pub fn fill(colour: Colour) -> Shading {
    Shading::new().shd_type(ShdType::Clear).color("auto").fill(colour)
}

/// Adds spans to a paragraph: what leads to a heading of the document becomes a link to its bookmark.
pub fn add_spans(mut paragraph: Paragraph, spans: &[Span], anchors: &Anchors) -> Paragraph {
    for span in spans.iter().filter(|span| !span.text.is_empty()) {
        let mut run = plain(&span.text);
        if span.strong {
            run = run.bold();
        }
        if span.emphasis {
            run = run.italic();
        }
        let target = span.link.as_deref().and_then(|link| anchors.bookmark(link));
        paragraph = match target {
            Some(bookmark) => {
                let link = Hyperlink::new(bookmark, HyperlinkType::Anchor).add_run(run.style("Hyperlink"));
                paragraph.add_hyperlink(link)
            }
            None if span.muted => paragraph.add_run(run.style("Muted")),
            None => paragraph.add_run(run),
        };
    }
    paragraph
}

/// A symbol that every font of Word has, or the words in its place. A reason is read as its column's title.
pub fn add_mark(paragraph: Paragraph, mark: Mark, title: &str) -> Paragraph {
    let run = match mark {
        // The dot of the picture says nothing to somebody who listens; a short title says it all.
        Mark::Reason if (1..=2).contains(&title.chars().count()) => plain(title).bold().color(ACCENT),
        Mark::Reason => plain("●").color(ACCENT),
        Mark::Full => plain("●"),
        Mark::Half => plain("½"),
        Mark::Empty => plain("○"),
        Mark::Dash => plain("–"),
        Mark::Open => plain("?").bold(),
        Mark::Level { step, score } => {
            let (back, front) = risk(step);
            plain(&format!("\u{A0}{score}\u{A0}")).bold().color(front).shading(fill(back))
        }
        Mark::BlankLine => return paragraph,
    };
    paragraph.add_run(run)
}

/// A field with the text that stands for it until Word works it out.
pub fn field(instruction: InstrText, shown: &str) -> [Run; 5] {
    [
        Run::new().add_field_char(FieldCharType::Begin, false),
        Run::new().add_instr_text(instruction),
        Run::new().add_field_char(FieldCharType::Separate, false),
        plain(shown),
        Run::new().add_field_char(FieldCharType::End, false),
    ]
}

/// Adds text line by line. Word writes its own hyphens; a soft one would be printed by some fonts.
fn add_lines(mut run: Run, text: &str) -> Run {
    for (index, line) in clean(text).split('\n').enumerate() {
        if index > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        if !line.is_empty() {
            run = run.add_text(line);
        }
    }
    run
}

/// Whether a paragraph would be printed empty.
pub fn is_empty(paragraph: &Paragraph) -> bool {
    !paragraph.children().iter().any(|child| match child {
        ParagraphChild::Run(run) => !run.children.is_empty(),
        _ => true,
    })
}

/// Text as Word takes it: it writes its own hyphens, and XML has no room for what is no character.
pub fn clean(text: &str) -> String {
    letters::clean(text).replace(['\u{AD}', '\u{FFFE}', '\u{FFFF}'], "")
}
