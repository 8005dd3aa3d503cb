//! A filter that is on or off.

use eframe::egui::{Align2, Color32, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{boxed, focus_ring};
use crate::ui::icons;
use crate::ui::theme::{Type, icon_font, tokens};

/// A chip that switches a filter. Answers whether it was clicked.
pub fn toggle_chip(ui: &mut Ui, word: &str, on: bool) -> bool {
    let colours = tokens(ui);
    let galley = ui.painter().layout_no_wrap(word.to_owned(), Type::Body.font(), Color32::PLACEHOLDER);
    let extra = if on { 20.0 } else { 0.0 };
    let (place, response) = ui.allocate_exact_size(vec2(galley.size().x + 20.0 + extra, 32.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, word));
    let rect = place.shrink2(vec2(0.0, 3.0));
    let (fill, line, ink) = match (on, response.hovered()) {
        (true, _) => (colours.accent_tint, colours.accent_line, colours.accent),
        (false, true) => (colours.hover, colours.border_strong, colours.text),
        (false, false) => (colours.surface, colours.border_strong, colours.text2),
    };
    boxed(ui, rect, 5, fill, line);
    if on {
        let at = pos2(rect.left() + 9.0, rect.center().y);
        ui.painter().text(at, Align2::LEFT_CENTER, icons::CHECK, icon_font(13.0), ink);
    }
    let at = pos2(rect.left() + 10.0 + extra, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley_with_override_text_color(at, galley, ink);
    focus_ring(ui, &response, 5);
    response.clicked()
}
