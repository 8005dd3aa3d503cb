//! How the register is narrowed: theme, state, owner, attributes, words, and the chips of what is chosen.

use eframe::egui::style::StyleModifier;
use eframe::egui::{
    Align, Key, Layout, Margin, Modifiers, Popup, PopupCloseBehavior, RichText, ScrollArea, TextEdit, Ui, vec2,
};
use tr::tr;

use super::view::{OwnedBy, Show};
use crate::content::Attribute;
use crate::isms::controls::ControlCounts;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, ChoiceItem, chip, coverage_bar, filter_select, tabs};
use crate::ui::{Cx, icons};

/// Themes with their counts, and the totals.
pub(super) fn themes(ui: &mut Ui, cx: &mut Cx<'_>) {
    let colours = tokens(ui);
    ui.horizontal(|ui| {
        let wide = ui.available_width() > 760.0;
        let mut items = vec![(None, tr!("All"), cx.isms.controls.len().to_string())];
        for (theme, count) in &cx.derived.themes {
            let word = theme.label();
            items.push((Some(*theme), word, if wide { count.all.to_string() } else { String::new() }));
        }
        if let Some(theme) = tabs(ui, &items, cx.state.views.controls.filter.theme) {
            cx.state.views.controls.filter.theme = theme;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.available_width() < 200.0 {
                return;
            }
            let sum = |part: fn(&ControlCounts) -> usize| cx.derived.themes.values().map(part).sum::<usize>();
            let totals = [
                (icons::QUESTION, colours.warn, sum(|c| c.undecided), tr!("undecided")),
                (icons::MINUS_CIRCLE, colours.text3, sum(|c| c.excluded), tr!("excluded")),
                (icons::CIRCLE_DASHED, colours.warn, sum(|c| c.planned), tr!("planned or not started")),
                (icons::CIRCLE_HALF_FILL, colours.info, sum(|c| c.partly), tr!("partial")),
                (icons::CHECK_CIRCLE_FILL, colours.success, sum(|c| c.done), tr!("in place")),
            ];
            ui.spacing_mut().item_spacing.x = 5.0;
            for (icon, ink, count, word) in totals {
                ui.label(Type::BodyStrong.text(count.to_string()).color(colours.text)).on_hover_text(&word);
                ui.label(RichText::new(icon).size(15.0).color(ink)).on_hover_text(word);
                ui.add_space(5.0);
            }
        });
    });
}

/// The row of filters, and below it what is chosen.
pub(super) fn filters(ui: &mut Ui, cx: &mut Cx<'_>) {
    let colours = tokens(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        words(ui, cx);
        let narrow = ui.available_width() < 520.0;
        let items: Vec<ChoiceItem<Show>> = Show::ALL.iter().map(|show| ChoiceItem::new(*show, show.label())).collect();
        let view = &mut cx.state.views.controls;
        let width = if narrow { 118.0 } else { 150.0 };
        if let Some(answer) =
            filter_select(ui, &tr!("Show controls"), &items, view.filter.show.as_ref(), &tr!("All states"), width)
        {
            view.filter.show = answer;
        }
        owner(ui, cx, width);
        attributes(ui, cx);
        let view = &mut cx.state.views.controls;
        let shown = view.rows(cx.isms, cx.content, cx.derived).len();
        if let Some(count) = view.filter.theme.and_then(|theme| cx.derived.themes.get(&theme))
            && ui.available_width() > 300.0
        {
            let text = tr!("{0} of {1} in place", count.done, count.applied);
            coverage_bar(ui, 90.0, count.parts(), count.applied, &text);
            ui.label(Type::Meta.text(text).color(colours.text2));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.available_width() > 60.0 {
                let text = tr!("{0} of {1}", shown, cx.isms.controls.len());
                ui.label(Type::Meta.text(text).color(colours.text3));
            }
            super::further::add_own(ui, cx);
        });
    });
    chosen(ui, cx);
}

fn words(ui: &mut Ui, cx: &mut Cx<'_>) {
    let field = ui.add(
        TextEdit::singleline(&mut cx.state.views.controls.filter.query)
            .id(ui.scope_id().with("filter controls"))
            .hint_text(tr!("Filter"))
            .margin(Margin::symmetric(10, 7))
            .desired_width(130.0),
    );
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(tr!("Filter controls")));
    if ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::F)) {
        field.request_focus();
    }
    field.on_hover_text(tr!("Reference, title, how it is met, or an id of the 2013 edition such as A.12.3.1"));
}

fn owner(ui: &mut Ui, cx: &mut Cx<'_>, width: f32) {
    let mut items: Vec<ChoiceItem<OwnedBy>> = vec![ChoiceItem::new(OwnedBy::Nobody, tr!("Nobody yet"))];
    let people = widgets::people(cx);
    items.extend(people.into_iter().map(|person| ChoiceItem::new(OwnedBy::Person(person.value), person.word)));
    let filter = &mut cx.state.views.controls.filter;
    if let Some(answer) =
        filter_select(ui, &tr!("Owner of the controls"), &items, filter.owner.as_ref(), &tr!("All owners"), width)
    {
        filter.owner = answer;
    }
}

/// One popup for the five kinds of attributes.
fn attributes(ui: &mut Ui, cx: &mut Cx<'_>) {
    let count: usize = cx.state.views.controls.filter.attributes.values().map(std::collections::BTreeSet::len).sum();
    let text = if count == 0 { tr!("Attributes") } else { tr!("Attributes {}", count) };
    let button = Button::secondary(&text).trailing(icons::CARET_DOWN).named(tr!("Attributes")).show(ui);
    let popup = Popup::menu(&button)
        .width(430.0)
        // The look of menus hides the boxes of check boxes.
        .style(StyleModifier::default())
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        ScrollArea::vertical().max_height(ui.ctx().content_rect().height() - 240.0).show(ui, |ui| {
            ui.set_width(430.0);
            ui.spacing_mut().interact_size.y = 20.0;
            Attribute::ALL.iter().for_each(|kind| values(ui, cx, *kind));
        });
    });
}

/// The values of one kind, each to be ticked.
fn values(ui: &mut Ui, cx: &mut Cx<'_>, kind: Attribute) {
    widgets::section_label(ui, &kind.label());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
        for value in kind.values(&cx.content.controls) {
            let filter = &mut cx.state.views.controls.filter;
            let mut on = filter.attributes.get(&kind).is_some_and(|values| values.contains(value));
            if ui.checkbox(&mut on, Type::Body.text(Attribute::word(value))).clicked() {
                filter.toggle(kind, value);
            }
        }
    });
    ui.add_space(4.0);
}

/// What is chosen beside theme and state, each with the way to drop it.
fn chosen(ui: &mut Ui, cx: &mut Cx<'_>) {
    let filter = &mut cx.state.views.controls.filter;
    if filter.attributes.is_empty() && filter.only.is_none() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        if let Some((why, _)) = filter.only.clone()
            && chip(ui, &why, &why, Some(&tr!("Stop showing only {}", why)))
        {
            filter.only = None;
        }
        for (kind, values) in filter.attributes.clone() {
            for value in values {
                let word = Attribute::word(&value);
                let tooltip = format!("{}: {word}", kind.label());
                if chip(ui, &word, &tooltip, Some(&tr!("Remove the filter {}", tooltip))) {
                    filter.toggle(kind, &value);
                }
            }
        }
        if Button::link(&tr!("Clear filters")).show(ui).clicked() {
            *filter = super::view::Filter { theme: filter.theme, ..Default::default() };
        }
    });
}
