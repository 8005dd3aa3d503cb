//! Outline to PDF.
//!
//! measure (blocks become atoms at their final width) → paginate (atoms get a page and a place) →
//! emit (pages are drawn on a `canvas::Canvas`) → printer (the canvas that writes printpdf pages) →
//! finish (a pass over the PDF objects: bookmarks, metadata, structure). The same outline always
//! gives the same bytes: no clock, no random numbers, no order of a hash map reaches the file.

mod canvas;
mod emit;
mod finish;
mod fonts;
mod icc;
mod lines;
mod measure;
mod metadata;
mod own;
mod paginate;
mod passage;
mod printer;
mod save;
mod sheet;
mod structure;
mod tags;
#[cfg(test)]
mod tests;
mod text;

use std::io::Write;
use std::ops::ControlFlow;

use crate::documents::outline::Outline;
use emit::{Edition, RunningLines};
use finish::Finish;
use fonts::Fonts;
use measure::Measure;
pub use own::is_as_written;
use printer::Printer;
use sheet::Sheet;
use tags::Tree;
use text::Setter;

/// How far the work is, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress(pub f32);

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Number of pages.
    pub pages: usize,
    /// Characters that no bundled font has, in order; a box was printed for each.
    pub replaced: Vec<char>,
}

/// Why no PDF was written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The caller asked to stop.
    #[error("Writing the PDF was cancelled.")]
    Cancelled,
    /// The program itself is damaged.
    #[error("The bundled font {0} is damaged; please install Octavo again.")]
    Font(&'static str),
    /// The disk is full, or the place cannot be written to.
    #[error("The PDF could not be written: {0}")]
    Write(#[from] std::io::Error),
}

/// Writes the outline as PDF. The same outline gives the same bytes.
///
/// `progress` is told how far the work is and stops it with `Break`.
///
/// # Errors
/// When `out` refuses the bytes, `progress` stops the work, or a bundled font is damaged.
pub fn write(
    outline: &Outline,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Written, PdfError> {
    let sheet = Sheet::new(outline.orientation);
    let work = work(outline);
    let stopped = |flow: ControlFlow<()>| if flow.is_break() { Err(PdfError::Cancelled) } else { Ok(()) };

    let mut tick = |done: usize| progress(Progress(0.45 * (done as f32 / work).min(1.0)));
    let mut measure = Measure::new(Setter::new(Fonts::new()?, &outline.language), sheet, &mut tick);
    let full = measure.full();
    let stamp = measure.tree.add(Tree::ROOT, tags::Role::Paragraph);
    stopped(measure.blocks(&outline.blocks, full, Tree::ROOT))?;
    let Measure { mut setter, tree, atoms, tables, headings, .. } = measure;

    let (pages, landing) = paginate::paginate(&atoms, &tables, headings.len(), &sheet);
    let lines = RunningLines::new(&mut setter, outline, &sheet, pages.len());
    let replaced = setter.fonts.replaced();
    let fonts = setter.fonts.embed()?;
    drop(setter);

    let mut printer = Printer::new(sheet, &outline.title);
    let edition =
        Edition { sheet, atoms: &atoms, tables: &tables, headings: &headings, landing: &landing, pages: &pages, stamp };
    let count = pages.len();
    let mut tick = |page: usize| progress(Progress(0.45 + 0.25 * page as f32 / count.max(1) as f32));
    stopped(edition.draw(&lines, &mut printer, &mut tick))?;
    drop((atoms, tables, pages, lines));

    stopped(progress(Progress(0.7)))?;
    let document = printer.finish(&fonts);
    stopped(progress(Progress(0.85)))?;
    let finish = Finish { outline, sheet, fonts: &fonts, headings: &headings, landing: &landing, tree: &tree };
    finish.write(document, &printer, out)?;
    stopped(progress(Progress(1.0)))?;
    Ok(Written { pages: count, replaced })
}

/// The whole PDF in memory.
///
/// # Errors
/// As for [`write()`].
pub fn to_bytes(outline: &Outline) -> Result<Vec<u8>, PdfError> {
    let mut bytes = Vec::new();
    write(outline, &mut bytes, &mut |_| ControlFlow::Continue(()))?;
    Ok(bytes)
}

/// Blocks and rows, for the share of work that is done.
fn work(outline: &Outline) -> f32 {
    use crate::documents::outline::Block;
    let rows = |block: &Block| if let Block::Table(table) = block { 1 + table.rows.len() } else { 1 };
    outline.blocks.iter().map(rows).sum::<usize>().max(1) as f32
}
