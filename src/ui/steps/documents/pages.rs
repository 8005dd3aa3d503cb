//! The pages beside the text, as they would be printed.

use std::fmt;
use std::sync::Arc;

use eframe::egui::{
    Align, ColorImage, CornerRadius, Frame, Image, Label, Layout, Margin, Rect, ScrollArea, Sense, Spinner, Stroke,
    StrokeKind, TextureHandle, TextureOptions, Ui, pos2, vec2,
};
use tr::tr;

use super::acts;
use crate::isms::documents::Document;
use crate::ui::preview::{Preview, PreviewOf, PreviewWish};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, Tone, icon_button};
use crate::ui::{Cx, icons};

/// Points across a page of A4.
const A4: f32 = 595.0;
/// Height of a page of A4 for its width.
const TALL: f32 = 842.0 / 595.0;
/// Between pages, and around them.
const GAP: f32 = 20.0;

/// What the pages remember: how large they are, which is looked at, and their pictures on the graphics card.
pub(super) struct Pages {
    zoom: f32,
    at: usize,
    jump: Option<usize>,
    revision: u64,
    of: Option<PreviewOf>,
    textures: Vec<Option<(Arc<ColorImage>, TextureHandle)>>,
}

impl Default for Pages {
    fn default() -> Self {
        Self { zoom: 1.0, at: 0, jump: None, revision: 0, of: None, textures: Vec::new() }
    }
}

impl fmt::Debug for Pages {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").field("zoom", &self.zoom).field("at", &self.at).finish_non_exhaustive()
    }
}

/// Whether there is something to show: a text written here, or a file.
pub(super) fn has_pages(document: &Document) -> bool {
    document.is_written_here() || !document.content.is_empty()
}

impl Pages {
    /// Makes textures of the pictures that are new, once for each revision.
    fn take(&mut self, ui: &Ui, preview: &Preview, of: PreviewOf) {
        if self.of != Some(of) {
            self.textures.clear();
            (self.of, self.at, self.jump) = (Some(of), 0, Some(0));
            self.revision = 0;
        }
        if preview.of != Some(of) || self.revision == preview.revision {
            return;
        }
        self.revision = preview.revision;
        self.textures.resize_with(preview.pages.len(), || None);
        for (number, (kept, page)) in self.textures.iter_mut().zip(&preview.pages).enumerate() {
            // Until a page is drawn anew, its older picture stays.
            let Some(picture) = page else { continue };
            if kept.as_ref().is_some_and(|(shown, _)| Arc::ptr_eq(shown, picture)) {
                continue;
            }
            let name = format!("page {number}");
            let texture = ui.ctx().load_texture(name, Arc::clone(picture), TextureOptions::LINEAR);
            *kept = Some((Arc::clone(picture), texture));
        }
        self.at = self.at.min(self.textures.len().saturating_sub(1));
    }
}

/// Draws the pages with their tools.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    let mut pages = std::mem::take(&mut cx.state.views.documents.pages);
    let of = PreviewOf::Document(document.id);
    pages.take(ui, &cx.state.preview, of);
    let rect = ui.max_rect();
    ui.painter().vline(rect.left() + 0.5, rect.y_range(), Stroke::new(1.0, tokens(ui).border));
    ui.spacing_mut().item_spacing.y = 0.0;
    bar(ui, cx, document, &mut pages);
    let width = (ui.available_width() - 2.0 * GAP - 4.0).max(120.0) * pages.zoom;
    let scale = width * ui.pixels_per_point() / A4;
    // In steps, so that pages are not made anew for every pixel that the window grows.
    let scale = ((scale * 20.0).ceil() / 20.0).clamp(0.3, 4.0);
    cx.state.preview.wish = Some(PreviewWish { of, scale });
    let preview = &cx.state.preview;
    if let Some(problem) = preview.problem.as_ref().filter(|_| preview.of == Some(of)) {
        Frame::new().inner_margin(Margin::symmetric(16, 8)).show(ui, |ui| widgets::note(ui, Tone::Info, problem));
    }
    sheets(ui, &mut pages, width);
    cx.state.views.documents.pages = pages;
}

fn bar(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document, pages: &mut Pages) {
    let colours = tokens(ui);
    let count = pages.textures.len();
    let busy = cx.state.preview.busy;
    Frame::new().inner_margin(Margin { left: 16, right: 12, top: 6, bottom: 6 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_min_height(32.0);
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.label(Type::Body.text(tr!("Preview")).color(colours.text2));
            if busy {
                let mark = ui.add(Spinner::new().size(14.0).color(colours.text3));
                mark.on_hover_text(tr!("Newer pages are being made"));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                acts::print_button(ui, cx, document);
                separator(ui);
                let (before, after) = (pages.at.checked_sub(1), (pages.at + 1 < count).then_some(pages.at + 1));
                turn(ui, icons::CARET_DOWN, &tr!("Next page"), after, pages);
                let place = if count == 0 { String::new() } else { tr!("{0} of {1}", pages.at + 1, count) };
                ui.label(Type::Body.text(place).color(colours.text2));
                turn(ui, icons::CARET_UP, &tr!("Previous page"), before, pages);
                separator(ui);
                if icon_button(ui, icons::PLUS, &tr!("Larger pages"), 28.0).clicked() {
                    pages.zoom = (pages.zoom * 1.25).min(4.0);
                }
                let fit = tr!("Fit");
                if Button::quiet(&fit).small().named(tr!("Fit the pages to the width")).show(ui).clicked() {
                    pages.zoom = 1.0;
                }
                if icon_button(ui, icons::MINUS, &tr!("Smaller pages"), 28.0).clicked() {
                    pages.zoom = (pages.zoom / 1.25).max(0.4);
                }
            });
        });
    });
}

fn separator(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(9.0, 20.0), Sense::hover());
    ui.painter().vline(rect.center().x, rect.y_range(), Stroke::new(1.0, tokens(ui).border_strong));
}

fn turn(ui: &mut Ui, icon: &str, name: &str, to: Option<usize>, pages: &mut Pages) {
    let button = ui.add_enabled_ui(to.is_some(), |ui| icon_button(ui, icon, name, 28.0)).inner;
    if let Some(to) = to.filter(|_| button.clicked()) {
        pages.jump = Some(to);
    }
}

fn sheets(ui: &mut Ui, pages: &mut Pages, width: f32) {
    let colours = tokens(ui);
    let tall = |page: &Option<(Arc<ColorImage>, TextureHandle)>| match page {
        Some((picture, _)) => {
            let [w, h] = picture.size.map(|side| u16::try_from(side).map_or(1.0, f32::from).max(1.0));
            width * h / w
        }
        None => width * TALL,
    };
    let heights: Vec<f32> = pages.textures.iter().map(tall).collect();
    let all = heights.iter().map(|height| height + GAP).sum::<f32>() + GAP;
    let jump = pages.jump.take();
    let count = heights.len();
    // A fading edge would look like a shadow on the paper.
    ui.spacing_mut().scroll.fade.strength = 0.0;
    ScrollArea::both().id_salt("pages").auto_shrink([false, false]).show_viewport(ui, |ui, view| {
        let left = ((view.width() - width) / 2.0).max(GAP);
        ui.set_min_size(vec2(width + 2.0 * GAP, all));
        let corner = ui.max_rect().min;
        let mut y = GAP / 2.0;
        let mut nearest = f32::INFINITY;
        for (number, (page, height)) in pages.textures.iter().zip(&heights).enumerate() {
            let rect = Rect::from_min_size(pos2(corner.x + left, corner.y + y), vec2(width, *height));
            if jump == Some(number) {
                ui.scroll_to_rect(rect.expand(GAP / 2.0), Some(Align::Min));
            }
            // The page at the upper third is the one that is read.
            let reading = view.top() + view.height() / 3.0;
            let far = if (y..y + height).contains(&reading) { 0.0 } else { (y - reading).abs() };
            if far < nearest {
                (nearest, pages.at) = (far, number);
            }
            y += height + GAP;
            if !view.translate(corner.to_vec2()).expand(GAP).intersects(rect) {
                continue;
            }
            ui.painter().rect_filled(rect.translate(vec2(0.0, 2.0)).expand(1.0), CornerRadius::same(2), colours.shadow);
            ui.painter().rect_filled(rect, CornerRadius::ZERO, colours.surface);
            if let Some((_, texture)) = page {
                let name = tr!("Page {0} of {1}", number + 1, count);
                ui.put(rect, Image::from_texture((texture.id(), rect.size())).alt_text(name));
            }
            let line = Stroke::new(1.0, colours.border_strong);
            ui.painter().rect_stroke(rect, CornerRadius::ZERO, line, StrokeKind::Outside);
        }
        if count == 0 {
            let rect = Rect::from_min_size(pos2(corner.x + left, corner.y + GAP / 2.0), vec2(width, width * TALL));
            ui.painter().rect_filled(rect, CornerRadius::ZERO, colours.surface);
            let words = Type::Meta.text(tr!("The pages are being made.")).color(colours.text3);
            ui.put(Rect::from_min_size(rect.min + vec2(16.0, 16.0), vec2(width - 32.0, 20.0)), Label::new(words));
        }
    });
}
