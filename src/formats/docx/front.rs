//! How a document opens, and where it is signed: letterhead, title, control block, versions, lines to sign on.

use docx_rs::{
    BorderType, LineSpacing, Paragraph, ParagraphBorder, ParagraphBorderPosition, Run, Tab, TabValueType, TableRow,
};

use super::DocxError;
use super::body::Writer;
use super::look::{ACCENT, INK, WHITE};
use super::table::{Opening, cell, write_row};
use super::text::{add_spans, fill, of_text, paragraph, plain};
use crate::documents::outline::{
    Cell, Column, Cover, Masthead, Orientation, ParagraphStyle, Row, Signature, Span, Table,
};

impl Writer<'_> {
    /// The first page: alone on its page, in a landscape document with the control block at the right.
    pub(super) fn cover(&mut self, cover: &Cover) -> Result<(), DocxError> {
        self.begin_section(true)?;
        self.letterhead(&cover.organisation, &cover.classification)?;
        if self.page.orientation == Orientation::Landscape && !self.is_narrow() {
            self.beside(0.6, |writer| writer.cover_title(cover), |writer| writer.cover_control(cover, true))?;
        } else {
            self.cover_title(cover)?;
            self.cover_control(cover, false)?;
        }
        self.begin_section(false)
    }

    fn letterhead(&mut self, organisation: &str, classification: &str) -> Result<(), DocxError> {
        let mut line = paragraph("Organisation");
        if let Some(letter) = organisation.chars().find(|c| c.is_alphanumeric()) {
            let square = format!("\u{A0}{}\u{A0}", letter.to_uppercase());
            let square = plain(&square).style("OrganisationName").size(28).color(WHITE).shading(fill(ACCENT));
            line = line.add_run(square).add_run(plain("\u{2002}"));
        }
        line = line.add_run(plain(organisation).style("OrganisationName"));
        self.spaced(line.add_run(Run::new().add_tab()).add_run(plain(classification)))
    }

    fn cover_title(&mut self, cover: &Cover) -> Result<(), DocxError> {
        self.spaced(of_text("Title", &cover.title))?;
        if !cover.subtitle.is_empty() {
            self.spaced(of_text("Subtitle", &cover.subtitle))?;
        }
        let stroke = ParagraphBorder::new(ParagraphBorderPosition::Top).val(BorderType::Single).size(6).color(INK);
        let borders = docx_rs::ParagraphBorders::with_empty().set(stroke);
        let mut rule = paragraph("Spacing");
        rule.property = rule.property.set_borders(borders);
        let short = self.width.saturating_sub(1360) as i32;
        self.spaced(rule.indent(Some(0), None, Some(short), None).line_spacing(LineSpacing::new().before(200)))?;
        if let Some((heading, text)) = &cover.about {
            self.spaced(of_text("Label", heading))?;
            self.prose(text, ParagraphStyle::Prose, false)?;
        }
        Ok(())
    }

    fn cover_control(&mut self, cover: &Cover, at_the_right: bool) -> Result<(), DocxError> {
        let rows = cover.control.iter().map(|(label, value)| vec![Cell::muted(label), Cell::plain(value)]).collect();
        // At the right it begins as high as the title.
        let above = at_the_right.then_some(2700);
        self.titled_table(&cover.control_title, above, &[0.3, 0.7], rows)?;
        self.versions(&cover.versions_title, &cover.versions)
    }

    fn versions(&mut self, title: &str, versions: &[[String; 3]]) -> Result<(), DocxError> {
        let rows = versions.iter().map(|version| version.iter().map(Cell::plain).collect()).collect();
        self.titled_table(title, None, &[0.14, 0.26, 0.6], rows)
    }

    /// A small table without a head, under its title.
    fn titled_table(
        &mut self,
        title: &str,
        above: Option<u32>,
        shares: &[f32],
        rows: Vec<Vec<Cell>>,
    ) -> Result<(), DocxError> {
        if rows.is_empty() {
            return Ok(());
        }
        if !title.is_empty() {
            let label = of_text("Label", title);
            let label = match above {
                Some(above) => label.line_spacing(LineSpacing::new().before(above)),
                None => label,
            };
            self.text(label)?;
            title.clone_into(&mut self.heading);
        }
        let columns = shares.iter().map(|&width| Column { width, ..Column::default() }).collect();
        let rows = rows.into_iter().map(|cells| Row { cells, ..Row::default() }).collect();
        self.table(&Table { columns, rows })
    }

    /// Title and control block on top of a page of their own section; the text follows below.
    pub(super) fn masthead(&mut self, masthead: &Masthead) -> Result<(), DocxError> {
        self.begin_section(true)?;
        self.letterhead(&masthead.organisation, &masthead.classification)?;
        self.spaced(of_text("Title", &masthead.title))?;
        if !masthead.subtitle.is_empty() {
            self.spaced(of_text("Subtitle", &masthead.subtitle))?;
        }
        masthead.title.clone_into(&mut self.heading);
        self.facts(&masthead.control)?;
        self.versions(&masthead.versions_title, &masthead.versions)
    }

    /// The control block in columns, labels above facts.
    fn facts(&mut self, facts: &[(String, String)]) -> Result<(), DocxError> {
        if facts.is_empty() {
            return Ok(());
        }
        let columns = if self.page.orientation == Orientation::Landscape { 4 } else { 3 };
        let width = self.width / columns;
        let mut widths = vec![width; columns as usize];
        if let Some(last) = widths.last_mut() {
            *last = self.width - width * (columns - 1);
        }
        let about = self.heading.clone();
        let opening = Opening { style: "OctavoFacts", widths: &widths, head: false, about: &about, description: "" };
        let opening = opening.element()?;
        opening.open_only(self.table_place()?);
        for row in facts.chunks(columns as usize) {
            let cells = widths.iter().enumerate().map(|(index, width)| match row.get(index) {
                Some((label, value)) => {
                    cell(*width).add_paragraph(of_text("FactLabel", label)).add_paragraph(of_text("Fact", value))
                }
                None => cell(*width).add_paragraph(paragraph("Fact")),
            });
            write_row(TableRow::new(cells.collect()).cant_split(), false, self.out())?;
        }
        opening.close(self.out());
        Ok(())
    }

    /// Lines to sign on, two in a row, each with what the signature means above.
    pub(super) fn signatures(&mut self, signatures: &[Signature]) -> Result<(), DocxError> {
        if signatures.is_empty() {
            return Ok(());
        }
        let (line, gap) = (self.width * 43 / 100, self.width * 7 / 100);
        let widths = [line, gap, line];
        let about = self.heading.clone();
        let opening = Opening { style: "OctavoPlain", widths: &widths, head: false, about: &about, description: "" };
        let opening = opening.element()?;
        opening.open_only(self.table_place()?);
        for pair in signatures.chunks(2) {
            let mut cells = Vec::new();
            for (index, signature) in pair.iter().enumerate() {
                if index > 0 {
                    cells.push(cell(gap).add_paragraph(paragraph("TableText")));
                }
                let lines = signature_lines(signature, line);
                cells.push(lines.into_iter().fold(cell(line), docx_rs::TableCell::add_paragraph));
            }
            if let [_] = pair {
                let rest = gap + line;
                cells.push(cell(rest).grid_span(2).add_paragraph(paragraph("TableText")));
            }
            write_row(TableRow::new(cells).cant_split(), false, self.out())?;
        }
        opening.close(self.out());
        Ok(())
    }
}

/// What stands around a line to sign on; the date has a place of its own.
fn signature_lines(signature: &Signature, width: u32) -> Vec<Paragraph> {
    let at = (width * 62 / 100) as usize;
    let tab = || Tab::new().val(TabValueType::Left).pos(at);
    let act = of_text("Label", &signature.act).line_spacing(LineSpacing::new().before(500).after(700));
    let mut lines = vec![act];
    if !signature.date.is_empty() {
        let date = paragraph("TableText").keep_next(true).add_tab(tab());
        lines.push(date.add_run(Run::new().add_tab()).add_run(plain(&signature.date)));
    }
    let line = paragraph("SignatureLine").add_tab(tab()).add_run(plain(&signature.name));
    let label = Span::muted(&signature.date_label);
    lines.push(add_spans(line.add_run(Run::new().add_tab()), &[label], &Default::default()));
    if !signature.role.is_empty() {
        lines.push(add_spans(paragraph("TableText"), &[Span::muted(&signature.role)], &Default::default()));
    }
    lines
}
