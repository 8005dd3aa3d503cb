//! The list of everything that a text may name, in words and with what it says today.

use eframe::egui::{
    Align2, CornerRadius, Margin, Popup, PopupCloseBehavior, Rect, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo,
    pos2, vec2,
};
use tr::tr;

use super::ops::Act;
use crate::isms::tailoring::Offer;
use crate::ui::icons;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{Button, focus_ring, painted_text};

const ROW: f32 = 44.0;

/// The button with its list. Answers what is to be put in.
pub(super) fn button(ui: &mut Ui, offers: &[Offer]) -> Option<Act> {
    let word = tr!("Field");
    let button = Button::quiet(&word).icon(icons::BRACKETS_CURLY).small().named(tr!("Put in a field")).show(ui);
    let mut chosen = None;
    let popup = Popup::menu(&button).width(420.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        chosen = list(ui, offers);
        if chosen.is_some() {
            ui.close();
        }
    });
    chosen
}

fn list(ui: &mut Ui, offers: &[Offer]) -> Option<Act> {
    let id = ui.scope_id().with("filter fields");
    let pass = ui.ctx().cumulative_pass_nr();
    let (mut filter, was_there) = match ui.data(|data| data.get_temp::<(String, u64)>(id)) {
        Some((text, last)) => (text, pass <= last + 1),
        None => (String::new(), false),
    };
    if !was_there {
        filter.clear();
    }
    let field = TextEdit::singleline(&mut filter)
        .id(id.with("field"))
        .hint_text(tr!("Search: backup, role, headcount"))
        .margin(Margin::symmetric(10, 7))
        .desired_width(ui.available_width() - 20.0);
    let field = ui.add(field);
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(tr!("Search the fields")));
    if !was_there {
        field.request_focus();
    }
    let words: Vec<String> = filter.to_lowercase().split_whitespace().map(str::to_owned).collect();
    ui.data_mut(|data| data.insert_temp(id, (filter, pass)));
    let matches = |offer: &&Offer| {
        let text = format!("{} {}", offer.name, offer.words).to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let found: Vec<&Offer> = offers.iter().filter(matches).collect();
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(6.0);
    if found.is_empty() {
        ui.label(Type::Body.text(tr!("No field matches. Try another word.")).color(tokens(ui).text3));
    }
    let mut chosen = None;
    ScrollArea::vertical().max_height(ROW * 7.0).show_rows(ui, ROW, found.len(), |ui, rows| {
        for offer in found.get(rows).unwrap_or_default() {
            if row(ui, offer) {
                let (lead, tail) = offer.written();
                chosen = Some(Act::Insert(lead, tail));
            }
        }
    });
    chosen
}

fn row(ui: &mut Ui, offer: &Offer) -> bool {
    let colours = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let today = offer.today.clone().unwrap_or_else(|| tr!("not answered"));
    let spoken = format!("{}: {today}", offer.words);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, false, &spoken));
    if ui.is_rect_visible(rect) {
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, CornerRadius::same(5), colours.hover);
        }
        let inner = rect.shrink2(vec2(8.0, 4.0));
        let upper = Rect::from_min_max(inner.min, pos2(inner.right(), inner.center().y));
        let lower = Rect::from_min_max(pos2(inner.left(), inner.center().y), inner.max);
        painted_text(ui, upper, Align2::LEFT_CENTER, &offer.words, Type::Body, colours.text);
        let half = Rect::from_min_max(lower.min, pos2(lower.center().x, lower.bottom()));
        painted_text(ui, half, Align2::LEFT_CENTER, &offer.name, Type::Meta, colours.accent);
        let rest = Rect::from_min_max(pos2(lower.center().x + 8.0, lower.top()), lower.max);
        let ink = if offer.today.is_some() { colours.text2 } else { colours.warn };
        painted_text(ui, rest, Align2::RIGHT_CENTER, &today, Type::Meta, ink);
    }
    focus_ring(ui, &response, 5);
    response.on_hover_text(spoken).clicked()
}
