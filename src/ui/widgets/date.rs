//! Dates: typed in the ways people write them, or picked from a small calendar.

use eframe::egui::{
    Align2, CornerRadius, Margin, Popup, PopupCloseBehavior, Role, Sense, TextEdit, Ui, WidgetInfo, vec2,
};
use jiff::ToSpan;
use jiff::civil::Date;
use tr::tr;

use super::{focus_ring, icon_button};
use crate::isms::dates::{short_date, short_month};
use crate::ui::icons;
use crate::ui::theme::{CONTROL, Type, tokens};

/// `12 Mar 2026`.
pub fn format_date(date: Date) -> String {
    short_date(date)
}

/// Reads `2026-03-12`, `12.3.2026`, `12/3/2026`, `12 Mar 2026` and `12 March 2026`. Day before month.
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let parts: Vec<&str> =
        text.split(|c: char| c == '.' || c == '/' || c.is_whitespace()).filter(|p| !p.is_empty()).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let month = month.parse().ok().or_else(|| {
        let wanted = month.to_lowercase();
        (wanted.chars().count() >= 3).then(|| (1..=12).find(|m| wanted.starts_with(&short_month(*m).to_lowercase())))?
    })?;
    let year: i16 = year.parse().ok()?;
    let year = if (0..100).contains(&year) { year + 2000 } else { year };
    Date::new(year, month, day.parse().ok()?).ok()
}

/// What a date field reports.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct DateEdited {
    /// The text was changed by typing.
    pub typed: bool,
    /// The field lost the keyboard.
    pub left: bool,
    /// A day was picked from the calendar.
    pub picked: Option<Date>,
}

/// The field with its calendar. `text` is what stands in it.
pub fn date_edit(ui: &mut Ui, name: &str, text: &mut String, today: Date, width: f32, wrong: bool) -> DateEdited {
    let tokens = tokens(ui);
    let mut edited = DateEdited::default();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let id = ui.scope_id().with(("date", name));
        let response = ui.add(
            TextEdit::singleline(text)
                .id(id)
                .hint_text(Type::Body.text(tr!("Not set")).color(tokens.text3))
                .margin(Margin::symmetric(10, 7))
                .min_size(vec2(0.0, CONTROL))
                .desired_width(width - CONTROL - 4.0 - 20.0),
        );
        ui.ctx().accesskit_node_builder(id, |node| node.set_label(name));
        super::field::frame(ui, &response, wrong);
        edited.typed = response.changed();
        edited.left = response.lost_focus();
        let open = icon_button(ui, icons::CALENDAR_BLANK, &tr!("{}: calendar", name), CONTROL);
        Popup::menu(&open).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
            if let Some(day) = calendar(ui, parse_date(text), today) {
                edited.picked = Some(day);
                ui.close();
            }
        });
    });
    edited
}

/// A month of days, Monday first.
fn calendar(ui: &mut Ui, chosen: Option<Date>, today: Date) -> Option<Date> {
    let id = ui.scope_id().with("month");
    let start = chosen.unwrap_or(today).first_of_month();
    let mut month = ui.data(|data| data.get_temp::<Date>(id)).unwrap_or(start);
    ui.horizontal(|ui| {
        if icon_button(ui, icons::CARET_LEFT, &tr!("Previous month"), 26.0).clicked() {
            month = month.checked_sub(1.month()).unwrap_or(month);
        }
        ui.add_sized(
            [130.0, 26.0],
            eframe::egui::Label::new(Type::BodyStrong.text(format!("{} {}", short_month(month.month()), month.year()))),
        );
        if icon_button(ui, icons::CARET_RIGHT, &tr!("Next month"), 26.0).clicked() {
            month = month.checked_add(1.month()).unwrap_or(month);
        }
    });
    ui.data_mut(|data| data.insert_temp(id, month));
    let mut picked = None;
    let lead = month.weekday().to_monday_zero_offset();
    let mut day = month.checked_sub(i32::from(lead).days()).unwrap_or(month);
    ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
    for _ in 0..6 {
        ui.horizontal(|ui| {
            for _ in 0..7 {
                if day_cell(ui, day, day.month() == month.month(), chosen == Some(day), day == today) {
                    picked = Some(day);
                }
                day = day.tomorrow().unwrap_or(day);
            }
        });
    }
    picked
}

fn day_cell(ui: &mut Ui, day: Date, inside: bool, chosen: bool, today: bool) -> bool {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(28.0, 26.0), Sense::click());
    let name = format_date(day);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
    let fill = if chosen {
        tokens.accent_fill
    } else if response.hovered() {
        tokens.hover
    } else {
        tokens.raised
    };
    ui.painter().rect_filled(rect, CornerRadius::same(5), fill);
    let ink = match (chosen, today, inside) {
        (true, ..) => tokens.on_accent,
        (_, true, _) => tokens.accent,
        (_, _, true) => tokens.text,
        _ => tokens.disabled,
    };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, day.day().to_string(), Type::Body.font(), ink);
    focus_ring(ui, &response, 5);
    response.clicked()
}
