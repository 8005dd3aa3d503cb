//! What lies under the letters of a text: variables as chips, the line that is written in, what was found.

use std::ops::Range;

use eframe::egui::layers::ShapeIdx;
use eframe::egui::{Color32, CornerRadius, Galley, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, vec2};

use super::setting::{Kept, Known, line_at, places};
use crate::ui::theme::{Tokens, tokens};

/// What else is to be seen under a text.
pub(super) struct Under<'a> {
    /// Where the cursor stands, in characters.
    pub(super) cursor: Option<usize>,
    /// What was found, in characters; the first of the pair is whether it is the one that is looked at.
    pub(super) found: &'a [(bool, Range<usize>)],
    /// From where to where the line that is written in is tinted.
    pub(super) across: Rect,
}

/// The ground of a chip.
fn ground(colours: &Tokens, is_field: bool, known: Known) -> Color32 {
    match (is_field, known) {
        (false, _) => colours.track,
        (true, Known::Said) => colours.accent_tint,
        (true, Known::Open) => colours.warn_tint,
        (true, Known::Unknown) => colours.danger_tint,
    }
}

/// Fills the place that was kept below the letters.
pub(super) fn under(ui: &Ui, place: ShapeIdx, galley: &Galley, corner: Pos2, kept: &Kept, under: &Under<'_>) {
    let colours = tokens(ui);
    let offset = corner.to_vec2();
    let clip = ui.clip_rect();
    let mut shapes = Vec::new();
    if let Some((top, bottom)) = under.cursor.and_then(|cursor| line_at(galley, cursor)) {
        let line = Rect::from_x_y_ranges(under.across.x_range(), corner.y + top..=corner.y + bottom);
        shapes.push(Shape::rect_filled(line, CornerRadius::ZERO, colours.hover));
    }
    for (chip, known) in kept.marked.chips.iter().zip(&kept.known) {
        for rect in places(galley, &chip.chars) {
            let rect = rect.translate(offset).shrink2(vec2(0.0, 1.5));
            // Where a line ends between the braces, only they would be left on it.
            if rect.width() > 9.0 && clip.intersects(rect) {
                shapes.push(Shape::rect_filled(rect, CornerRadius::same(5), ground(colours, chip.is_field, *known)));
            }
        }
    }
    for (here, chars) in under.found {
        for rect in places(galley, chars) {
            let rect = rect.translate(offset).expand2(vec2(1.0, -1.0));
            shapes.push(Shape::rect_filled(rect, CornerRadius::same(3), colours.warn_tint));
            if *here {
                let stroke = Stroke::new(1.5, colours.warn);
                shapes.push(Shape::rect_stroke(rect, CornerRadius::same(3), stroke, StrokeKind::Inside));
            }
        }
    }
    ui.painter().set(place, Shape::Vec(shapes));
}

/// The chip under the pointer.
pub(super) fn chip_at(galley: &Galley, corner: Pos2, kept: &Kept, pointer: Pos2) -> Option<usize> {
    let at = pointer - corner.to_vec2();
    kept.marked.chips.iter().position(|chip| places(galley, &chip.chars).iter().any(|rect| rect.contains(at)))
}
