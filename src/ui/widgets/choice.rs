//! Choosing: segments for few values, a list for many, tabs for parts of a screen. Nothing chosen is a state too.

use eframe::egui::{
    Align2, Color32, CornerRadius, Popup, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
    pos2, vec2,
};

use super::{boxed, focus_ring, painted_text};
use crate::ui::icons;
use crate::ui::theme::{CONTROL, Type, icon_font, tokens};

/// A value with its word.
#[derive(Debug, Clone, PartialEq)]
pub struct ChoiceItem<T> {
    /// The value.
    pub value: T,
    /// The word.
    pub word: String,
}

impl<T> ChoiceItem<T> {
    /// A value with its word.
    pub fn new(value: T, word: impl Into<String>) -> Self {
        Self { value, word: word.into() }
    }
}

/// Segments side by side. Answers a new choice; choosing the chosen one again takes the decision back (`Some(None)`).
pub fn segmented<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    items: &[ChoiceItem<T>],
    chosen: Option<&T>,
    width: f32,
) -> Option<Option<T>> {
    let tokens = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(width, CONTROL), Sense::hover());
    boxed(ui, rect, 6, tokens.track, tokens.border);
    let count = u16::try_from(items.len().max(1)).map_or(1.0, f32::from);
    let part = rect.width() / count;
    let mut answer = None;
    let mut x = rect.left();
    for item in items {
        let cell = eframe::egui::Rect::from_min_size(pos2(x, rect.top()), vec2(part, CONTROL)).shrink(2.0);
        x += part;
        let is_chosen = chosen == Some(&item.value);
        let id = ui.scope_id().with((name, &item.word));
        let response = ui.interact(cell, id, Sense::click());
        let spoken = format!("{name}: {}", item.word);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, &spoken));
        if is_chosen {
            boxed(ui, cell, 5, tokens.raised, tokens.border_strong);
        } else if response.hovered() {
            ui.painter().rect_filled(cell, CornerRadius::same(5), tokens.hover);
        }
        let (style, ink) = if is_chosen { (Type::BodyStrong, tokens.text) } else { (Type::Body, tokens.text2) };
        painted_text(ui, cell.shrink(2.0), Align2::CENTER_CENTER, &item.word, style, ink);
        focus_ring(ui, &response, 5);
        if response.clicked() {
            answer = Some((!is_chosen).then(|| item.value.clone()));
        }
    }
    answer
}

/// A list that opens. `None` at the top takes the decision back. Answers a new choice.
pub fn select<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    items: &[ChoiceItem<T>],
    chosen: Option<&T>,
    placeholder: &str,
    width: f32,
) -> Option<Option<T>> {
    opening_list(ui, name, items, chosen, (placeholder, &tr::tr!("Not decided")), width)
}

/// A list that filters. The placeholder says that nothing is left out, and stands at the top to go back to that.
pub fn filter_select<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    items: &[ChoiceItem<T>],
    chosen: Option<&T>,
    placeholder: &str,
    width: f32,
) -> Option<Option<T>> {
    opening_list(ui, name, items, chosen, (placeholder, placeholder), width)
}

fn opening_list<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    items: &[ChoiceItem<T>],
    chosen: Option<&T>,
    (placeholder, none): (&str, &str),
    width: f32,
) -> Option<Option<T>> {
    let shown = chosen.and_then(|value| items.iter().find(|item| item.value == *value));
    let word = shown.map_or(placeholder, |item| item.word.as_str());
    let response = closed_list(ui, name, word, shown.is_some(), width);
    let mut answer = None;
    Popup::menu(&response).width(width.max(180.0)).show(|ui| {
        ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if shown.is_some() && option(ui, none, false, true) {
                answer = Some(None);
                ui.close();
            }
            for item in items {
                if option(ui, &item.word, chosen == Some(&item.value), false) {
                    answer = Some(Some(item.value.clone()));
                    ui.close();
                }
            }
            if items.is_empty() {
                ui.label(Type::Meta.text(tr::tr!("Nothing to choose from yet.")));
            }
        });
    });
    answer
}

fn closed_list(ui: &mut Ui, name: &str, word: &str, has_value: bool, width: f32) -> Response {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, CONTROL), Sense::click());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ComboBox, true, name);
        info.current_text_value = has_value.then(|| word.to_owned());
        info
    });
    if ui.is_rect_visible(rect) {
        let fill = if response.hovered() { tokens.hover } else { tokens.surface };
        boxed(ui, rect, 6, fill, tokens.control);
        let mut text = rect.shrink2(vec2(10.0, 0.0));
        text.max.x -= 18.0;
        let ink = if has_value { tokens.text } else { tokens.text3 };
        painted_text(ui, text, Align2::LEFT_CENTER, word, Type::Body, ink);
        let at = pos2(rect.right() - 10.0, rect.center().y);
        ui.painter().text(at, Align2::RIGHT_CENTER, icons::CARET_DOWN, icon_font(12.0), tokens.text2);
    }
    focus_ring(ui, &response, 6);
    response
}

/// A line of an open list.
pub(super) fn option(ui: &mut Ui, word: &str, chosen: bool, pale: bool) -> bool {
    let tokens = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 30.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, word));
    if ui.is_rect_visible(rect) {
        let fill = match (chosen, response.hovered() || response.has_focus()) {
            (true, _) => tokens.accent_tint,
            (false, true) => tokens.hover,
            _ => Color32::TRANSPARENT,
        };
        ui.painter().rect_filled(rect, CornerRadius::same(5), fill);
        let ink = if pale { tokens.text3 } else { tokens.text };
        painted_text(ui, rect.shrink2(vec2(8.0, 0.0)), Align2::LEFT_CENTER, word, Type::Body, ink);
    }
    response.clicked()
}

/// Tabs: the parts of a screen. Answers the tab that was clicked.
pub fn tabs<T: Copy + PartialEq>(ui: &mut Ui, items: &[(T, String, String)], chosen: T) -> Option<T> {
    let tokens = tokens(ui);
    let mut answer = None;
    // Where they do not fit, the counts go first, then the air.
    let measured = |counts: bool, air: f32| {
        let layout =
            |text: &str, style: Type| ui.painter().layout_no_wrap(text.to_owned(), style.font(), Color32::PLACEHOLDER);
        let tab = |(_, word, count): &(T, String, String)| {
            let text = layout(word, Type::BodyStrong);
            let count = layout(if counts { count } else { "" }, Type::Body);
            let extra = if count.size().x > 0.0 { count.size().x + 6.0 } else { 0.0 };
            (text.size().x + extra + 2.0 * air, text, count)
        };
        let tabs: Vec<_> = items.iter().map(tab).collect();
        (tabs.iter().map(|(width, ..)| width).sum::<f32>(), air, tabs)
    };
    let room = ui.available_width() - 4.0;
    let choices = [(true, 12.0), (false, 12.0), (false, 7.0)];
    let fitting = choices.into_iter().map(|(counts, air)| measured(counts, air)).find(|(width, ..)| *width <= room);
    let (width, air, galleys) = fitting.unwrap_or_else(|| measured(false, 7.0));
    let (rect, _) = ui.allocate_exact_size(vec2(width + 4.0, CONTROL), Sense::hover());
    boxed(ui, rect, 6, tokens.track, tokens.border);
    let mut x = rect.left() + 2.0;
    for ((value, word, _), (part, text, count)) in items.iter().zip(galleys) {
        let cell = eframe::egui::Rect::from_min_size(pos2(x, rect.top() + 2.0), vec2(part, CONTROL - 4.0));
        x += part;
        let is_chosen = *value == chosen;
        let response = ui.interact(cell, ui.scope_id().with(("tab", word)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_chosen, word));
        if is_chosen {
            ui.painter().rect(
                cell,
                CornerRadius::same(5),
                tokens.raised,
                Stroke::new(1.0, tokens.border_strong),
                StrokeKind::Inside,
            );
        } else if response.hovered() {
            ui.painter().rect_filled(cell, CornerRadius::same(5), tokens.hover);
        }
        let ink = if is_chosen { tokens.text } else { tokens.text2 };
        let at = pos2(cell.left() + air, cell.center().y - text.size().y / 2.0);
        let after = at.x + text.size().x + 6.0;
        ui.painter().galley_with_override_text_color(at, text, ink);
        ui.painter().galley_with_override_text_color(pos2(after, at.y), count, tokens.text3);
        focus_ring(ui, &response, 5);
        if response.clicked() {
            answer = Some(*value);
        }
    }
    answer
}
