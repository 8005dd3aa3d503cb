//! Headings, contents, paragraphs, lists, definitions and callouts.

use docx_rs::{
    Hyperlink, HyperlinkType, IndentLevel, InstrPAGEREF, InstrText, InstrToC, NumberingId, Run, SpecialIndentType, Tab,
    TabValueType,
};

use super::DocxError;
use super::body::{Writer, bookmark};
use super::text::{add_spans, clean, field, of_text, paragraph, plain};
use super::widths;
use super::xml::Element;
use crate::documents::outline::{Heading, ParagraphStyle, Span};

/// The deepest level that has a style.
const DEEPEST: u8 = 4;
/// What stands for a page number until Word lays out the pages. A guess would be taken for one.
const NOT_YET: &str = "–";

impl Writer<'_> {
    /// A heading with its bookmark, and its note below.
    pub(super) fn write_heading(&mut self, heading: &Heading) -> Result<(), DocxError> {
        let index = self.written_headings;
        self.written_headings += 1;
        self.heading = one_line(&heading.text);
        // A heading that prints nothing would be an empty line in Word's navigation.
        let style = match self.heading.as_str() {
            "" => "Spacing".to_owned(),
            _ => format!("Heading{}", heading.level.clamp(1, DEEPEST)),
        };
        let line = paragraph(&style)
            .add_bookmark_start(index + 1, bookmark(index))
            .add_run(plain(&self.heading))
            .add_bookmark_end(index + 1);
        self.headed(line)?;
        if heading.note.trim().is_empty() { Ok(()) } else { self.spaced(of_text("SectionNote", &heading.note)) }
    }

    /// The contents as Word makes them: a field whose entries are filled in. Word puts in the page numbers when
    /// somebody updates or prints it; it is not asked to, so that it greets nobody with a question.
    pub(super) fn contents(&mut self, title: &str, depth: u8) -> Result<(), DocxError> {
        let depth = depth.clamp(1, DEEPEST);
        let entries: Vec<(usize, u8, String)> = self
            .headings
            .iter()
            .enumerate()
            .map(|(index, heading)| (index, heading.level.clamp(1, DEEPEST), one_line(&heading.text)))
            .filter(|(_, level, text)| *level <= depth && !text.is_empty())
            .collect();
        if entries.is_empty() {
            return Ok(());
        }
        let instruction = InstrToC::new()
            .heading_styles_range(1, usize::from(depth))
            .hyperlink()
            .hide_tab_and_page_numbers_in_webview()
            .use_applied_paragraph_line_level();
        let [begin, instruction, separate, _, end] = field(InstrText::TOC(instruction), "");
        let mut opening = vec![begin, instruction, separate];
        let mut content = String::new();
        if !title.is_empty() {
            Element::of(&of_text("TOCHeading", title))?.write(&mut content);
        }
        for (index, level, text) in entries {
            let mut line = paragraph(&format!("TOC{level}"));
            for run in opening.drain(..) {
                line = line.add_run(run);
            }
            let target = bookmark(index);
            let mut link = Hyperlink::new(&target, HyperlinkType::Anchor).add_run(plain(&text));
            link = link.add_run(Run::new().add_tab());
            for run in field(InstrText::PAGEREF(InstrPAGEREF::new(target).hyperlink()), NOT_YET) {
                link = link.add_run(run);
            }
            Element::of(&line.add_hyperlink(link))?.write(&mut content);
        }
        Element::of(&paragraph("Spacing").add_run(end))?.write(&mut content);
        let kind = Element::new("w:docPartObj")
            .child(Element::val("w:docPartGallery", "Table of Contents"))
            .child(Element::new("w:docPartUnique"));
        let block = Element::new("w:sdt")
            .child(Element::new("w:sdtPr").child(kind))
            .child(Element::new("w:sdtContent").ready(content));
        self.spacing()?;
        block.write(self.out());
        Ok(())
    }

    /// A paragraph; it stays with what follows when that has to be read with it.
    pub(super) fn prose(&mut self, text: &[Span], style: ParagraphStyle, keep: bool) -> Result<(), DocxError> {
        let name = match style {
            ParagraphStyle::Prose => "Normal",
            ParagraphStyle::Label => "Label",
            ParagraphStyle::Small => "SmallText",
        };
        let line = add_spans(paragraph(name), text, &self.anchors);
        let line = if keep { line.keep_next(true) } else { line };
        if style == ParagraphStyle::Label { self.text(line) } else { self.running(line) }
    }

    /// A list. Each numbered one begins at 1.
    pub(super) fn list(&mut self, ordered: bool, items: &[Vec<Span>]) -> Result<(), DocxError> {
        let mut number = None;
        if ordered && !items.is_empty() {
            self.ordered_lists += 1;
            // Number 1 is the list of dashes.
            number = Some(self.ordered_lists as usize + 1);
        }
        for (index, item) in items.iter().enumerate() {
            let mut line = match number {
                Some(number) => paragraph("ListNumber").numbering(NumberingId::new(number), IndentLevel::new(0)),
                None => paragraph("ListBullet"),
            };
            if index + 1 == items.len() {
                line = line.line_spacing(docx_rs::LineSpacing::new().after(136));
            }
            self.running(add_spans(line, item, &self.anchors))?;
        }
        Ok(())
    }

    /// Terms and meanings: a hanging paragraph each, the meaning at a tab.
    pub(super) fn definitions(&mut self, title: &str, rows: &[(Vec<Span>, Vec<Span>)]) -> Result<(), DocxError> {
        const SIZE: u32 = 17;
        if !title.is_empty() {
            self.text(of_text("Label", title))?;
        }
        let width = |spans: &[Span]| spans.iter().map(|span| widths::text(&span.text, SIZE)).sum::<u32>();
        let widest = rows.iter().map(|(term, _)| width(term)).max().unwrap_or(0);
        let hang = (widest + 280).max(500).min(self.width * 35 / 100);
        let indent = hang as i32;
        let right = if self.is_narrow() { 0 } else { self.page.prose_indent() as i32 };
        for (term, meaning) in rows {
            let line = paragraph("Definition")
                .indent(Some(indent), Some(SpecialIndentType::Hanging(indent)), Some(right), None)
                .add_tab(Tab::new().val(TabValueType::Left).pos(hang as usize));
            let line = add_spans(line, term, &self.anchors).add_run(Run::new().add_tab());
            self.text(add_spans(line, meaning, &self.anchors))?;
        }
        Ok(())
    }

    /// A remark with a bar at its left.
    pub(super) fn callout(&mut self, text: &[Span]) -> Result<(), DocxError> {
        self.running(add_spans(paragraph("Callout"), text, &self.anchors))
    }
}

/// A heading is one line, however it was typed. Spaces of a certain width stay, such as the one behind its number.
fn one_line(text: &str) -> String {
    clean(text).split([' ', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
