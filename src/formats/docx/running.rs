//! What stands on every page: header, footer with the page numbers, and the mark of a draft.

use docx_rs::{InstrNUMPAGES, InstrPAGE, InstrText, Paragraph, Run};

use super::DocxError;
use super::parts::W;
use super::text::{field, of_text, paragraph, plain};
use super::xml::Element;
use crate::documents::outline::Outline;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The parts: header, header of a first page, footer, footer of a first page. A first page has a letterhead of its
/// own, so that its header carries only the mark.
pub fn lines(outline: &Outline) -> Result<[String; 4], DocxError> {
    let [left, centre, right] = &outline.running.head;
    let mut header = of_text("Header", left).add_run(Run::new().add_tab()).add_run(plain(centre));
    header = add_mark(header.add_run(Run::new().add_tab()), outline, "  ").add_run(plain(right));
    let first = add_mark(paragraph("FirstHeader").add_run(Run::new().add_tab().add_tab()), outline, "");
    let [left, centre] = &outline.running.foot;
    let footer = of_text("Footer", left).add_run(Run::new().add_tab()).add_run(plain(centre));
    let footer = add_page(footer.add_run(Run::new().add_tab()), &outline.running.page);
    let footer = part("w:ftr", &footer)?;
    Ok([part("w:hdr", &header)?, part("w:hdr", &first)?, footer.clone(), footer])
}

fn part(name: &str, line: &Paragraph) -> Result<String, DocxError> {
    let mut out = DECLARATION.to_owned();
    Element::new(name).with("xmlns:w", W).child(Element::of(line)?).write(&mut out);
    Ok(out)
}

fn add_mark(paragraph: Paragraph, outline: &Outline, after: &str) -> Paragraph {
    let Some(mark) = outline.mark.as_deref().filter(|mark| !mark.trim().is_empty()) else { return paragraph };
    let boxed = plain(&format!("\u{A0}{}\u{A0}", mark.trim())).style("Mark");
    let paragraph = paragraph.add_run(boxed);
    if after.is_empty() { paragraph } else { paragraph.add_run(plain(after)) }
}

/// The page number's sentence with fields in the place of `{page}` and `{pages}`.
fn add_page(mut paragraph: Paragraph, sentence: &str) -> Paragraph {
    let mut rest = sentence;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        if !before.is_empty() {
            paragraph = paragraph.add_run(plain(before));
        }
        let (instruction, length) = if from.starts_with("{pages}") {
            (InstrText::NUMPAGES(InstrNUMPAGES::new()), "{pages}".len())
        } else if from.starts_with("{page}") {
            (InstrText::PAGE(InstrPAGE::new()), "{page}".len())
        } else {
            paragraph = paragraph.add_run(plain("{"));
            rest = from.get(1..).unwrap_or_default();
            continue;
        };
        for run in field(instruction, "1") {
            paragraph = paragraph.add_run(run);
        }
        rest = from.get(length..).unwrap_or_default();
    }
    if rest.is_empty() { paragraph } else { paragraph.add_run(plain(rest)) }
}
