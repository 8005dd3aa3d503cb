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
mod justify;
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
mod volume;

use std::io::Write;
use std::mem::take;
use std::ops::ControlFlow;
use std::rc::Rc;

use crate::documents::outline::{Binder, Orientation, Outline, Ragged, Running};
use emit::{Edition, Numbers, RunningLines, Section};
use finish::Finish;
use fonts::Fonts;
use measure::Measure;
pub use own::is_as_written;
use paginate::Landed;
use printer::Printer;
use tags::{Role, Tree};
use text::Setter;
use volume::Volume;

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
    print(&Volume::of(outline), out, progress)
}

/// Writes the documents of a binder as one PDF with continuous page numbers. The same binder gives the same bytes.
///
/// # Errors
/// As for [`write()`].
pub fn write_binder(
    binder: &Binder,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Written, PdfError> {
    if binder.parts.is_empty() {
        // A file has at least one page.
        return write(&nothing(binder), out, progress);
    }
    print(&Volume::bound(binder), out, progress)
}

fn print(
    volume: &Volume<'_>,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Written, PdfError> {
    let stopped = |flow: ControlFlow<()>| if flow.is_break() { Err(PdfError::Cancelled) } else { Ok(()) };
    let work = work(volume);
    let mut tick = |done: usize| progress(Progress(0.45 * (done as f32 / work).min(1.0)));
    let mut measure = Measure::new(Setter::new(Fonts::new()?, Rc::clone(&volume.targets)), &mut tick);
    let (sections, landing) = lay_out(volume, &mut measure)?;
    let Measure { mut setter, tree, listed, .. } = measure;

    let count = sections.iter().map(|section| section.pages.len()).sum();
    let running = volume.outlines.iter().zip(&sections);
    let running: Vec<_> =
        running.map(|(outline, section)| RunningLines::new(&mut setter, outline, section, count)).collect();
    let numbers = Numbers::new(&mut setter, &listed, &landing);
    let replaced = setter.fonts.replaced();
    let fonts = setter.fonts.embed()?;
    drop(setter);

    let mut printer = Printer::new(volume.title);
    let mut tick = |page: usize| progress(Progress(0.45 + 0.25 * page as f32 / count.max(1) as f32));
    for (section, lines) in sections.iter().zip(&running) {
        let edition = Edition { section, lines, landing: &landing, numbers: &numbers };
        stopped(edition.draw(&mut printer, &mut tick))?;
    }
    drop((sections, running));

    stopped(progress(Progress(0.7)))?;
    let document = printer.finish(&fonts);
    stopped(progress(Progress(0.85)))?;
    let finish = Finish { volume, fonts: &fonts, landing: &landing, tree: &tree };
    finish.write(document, &printer, out)?;
    stopped(progress(Progress(1.0)))?;
    Ok(Written { pages: count, replaced })
}

/// Sets all documents and puts them on pages; tells where every target landed.
fn lay_out(volume: &Volume<'_>, measure: &mut Measure<'_>) -> Result<(Vec<Section>, Vec<Landed>), PdfError> {
    let mut landing = vec![Landed::default(); volume.targets.all().len()];
    let mut sections = Vec::with_capacity(volume.outlines.len());
    let mut first = 0;
    for (part, outline) in volume.outlines.iter().enumerate() {
        let document = volume.targets.document(part);
        let parent = match document {
            Some(_) => measure.tree.add_document(own_language(outline, volume)),
            None => Tree::ROOT,
        };
        let stamp = measure.tree.add(parent, Role::Paragraph);
        if measure.document(part, outline, parent).is_break() {
            return Err(PdfError::Cancelled);
        }
        let (sheet, atoms, tables) = (measure.sheet, take(&mut measure.atoms), take(&mut measure.tables));
        if let Some(landed) = document.and_then(|document| landing.get_mut(document)) {
            *landed = Landed { page: first, y: 0.0, paper: sheet.height };
        }
        let pages = paginate::paginate(&atoms, &tables, &sheet, first, &mut landing);
        let count = pages.len();
        sections.push(Section { sheet, atoms, tables, pages, first, stamp });
        first += count;
    }
    Ok((sections, landing))
}

/// The language of a document that is not that of its binder.
fn own_language(outline: &Outline, volume: &Volume<'_>) -> Option<String> {
    let own = metadata::language(&outline.language);
    (own != metadata::language(volume.language)).then_some(own)
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

/// A binder that nothing was put into.
fn nothing(binder: &Binder) -> Outline {
    Outline {
        title: binder.title.clone(),
        organisation: binder.organisation.clone(),
        author: binder.author.clone(),
        language: binder.language.clone(),
        date: binder.date.clone(),
        orientation: Orientation::Portrait,
        running: Running::default(),
        ragged: Ragged::Right,
        mark: None,
        blocks: Vec::new(),
    }
}

/// Blocks and rows, for the share of work that is done.
fn work(volume: &Volume<'_>) -> f32 {
    use crate::documents::outline::Block;
    let rows = |block: &Block| if let Block::Table(table) = block { 1 + table.rows.len() } else { 1 };
    let blocks = volume.outlines.iter().flat_map(|outline| &outline.blocks);
    blocks.map(rows).sum::<usize>().max(1) as f32
}
