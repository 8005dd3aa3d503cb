//! The parts every screen is made of.

mod button;
mod card;
mod choice;
mod date;
mod field;
mod links;
mod marks;
mod rings;
mod toggle;
mod values;

pub use button::{Button, history_button, icon_button};
pub use card::{
    Tone, card, divider, done_when_row, empty_state, heading, note, painted_text, paragraph, section_label,
};
pub use choice::{ChoiceItem, filter_select, segmented, select, tabs};
pub use date::{date_edit, format_date, parse_date};
pub use field::{Bare, Form, amount, field_label, hint, people, people_on};
pub use links::{LinkItem, chip, link_picker};
pub use marks::{avatar, coverage_bar, level_badge, level_word, status_mark, tag};
pub use rings::{readiness_ring, step_ring};
pub use toggle::toggle_chip;
pub use values::{ValueBox, inherited_from, value_words};

use eframe::egui::{Color32, CornerRadius, Rect, Response, Stroke, StrokeKind, Ui};

use super::theme::tokens;

/// The accent ring around whatever has the keyboard, 2 px outside.
pub fn focus_ring(ui: &Ui, response: &Response, radius: u8) {
    if response.has_focus() {
        let rect = response.rect.expand(3.0);
        ui.painter().rect_stroke(
            rect,
            CornerRadius::same(radius.saturating_add(3)),
            Stroke::new(2.0, tokens(ui).accent),
            StrokeKind::Inside,
        );
    }
}

/// A filled, outlined rectangle.
pub fn boxed(ui: &Ui, rect: Rect, radius: u8, fill: Color32, line: Color32) {
    ui.painter().rect(rect, CornerRadius::same(radius), fill, Stroke::new(1.0, line), StrokeKind::Inside);
}
