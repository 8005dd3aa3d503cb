//! One section: its heading with what can be done to it, and its text.

use eframe::egui::{Align, Frame, Key, Layout, Margin, Modifiers, Popup, Rect, Shape, TextBuffer, TextEdit, Ui, vec2};
use tr::tr;

use super::{Editor, add_section, change_sections, field, select, text_id, text_label};
use crate::isms::documents::{Document, DocumentId};
use crate::isms::tailoring::Offer;
use crate::ui::drafts::DraftKind;
use crate::ui::steps::documents::inline::{self, Inline};
use crate::ui::steps::documents::paint::{self, Under};
use crate::ui::steps::documents::{ops, setting};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{Button, icon_button};
use crate::ui::{Cx, icons};

/// Draws a section: its place and its heading and text.
pub(super) fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    editor: &mut Editor,
    document: &Document,
    (index, pair): (usize, &(String, String)),
    across: Rect,
) {
    heading(ui, cx, editor, document, (index, &pair.0));
    ui.add_space(4.0);
    text(ui, cx, editor, document, (index, pair), across);
}

fn heading(ui: &mut Ui, cx: &mut Cx<'_>, editor: &mut Editor, document: &Document, (index, title): (usize, &str)) {
    let colours = tokens(ui);
    let is_open = document.is_open();
    let found = editor.find.in_text(index, true);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let sign = ui.label(Type::Screen.text("##").color(colours.disabled));
        ui.label(Type::Screen.text((index + 1).to_string()).color(colours.text));
        let field = field(document.id, format!("/sections/{index}/title"));
        let id = inline::id(&field);
        let label = tr!("Heading of section {}", index + 1);
        let menu = if is_open { 34.0 } else { 0.0 };
        let line = Inline {
            field,
            label: &label,
            value: title,
            style: Type::Screen,
            hint: &tr!("Heading"),
            width: ui.available_width() - menu,
            is_open,
        };
        let response = line.show(ui, cx);
        if !found.is_empty() {
            let ink = if found.iter().any(|(here, _)| *here) { colours.warn } else { colours.accent_line };
            let rect = response.rect;
            ui.painter().hline(rect.x_range(), rect.bottom() + 1.0, eframe::egui::Stroke::new(2.0, ink));
        }
        if editor.begin == Some(index) {
            // The new section is there with the next snapshot.
            if document.sections.len() > index {
                editor.begin = None;
                ui.memory_mut(|memory| memory.request_focus(id));
                response.scroll_to_me(Some(Align::Center));
            }
        }
        if editor.reveal.as_ref().is_some_and(|hit| hit.section == index && hit.in_title) {
            editor.reveal = None;
            sign.scroll_to_me(Some(Align::Center));
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            // The text has the keyboard from here on, and is not to take the same key for a new line.
            ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
            select(ui.ctx(), text_id(document.id, index), &(0..0));
        }
        if is_open {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| menu_button(ui, cx, editor, document, index));
        }
    });
}

fn menu_button(ui: &mut Ui, cx: &mut Cx<'_>, editor: &mut Editor, document: &Document, index: usize) {
    let button = icon_button(ui, icons::DOTS_THREE, &tr!("Section {}: move, add, remove", index + 1), 26.0);
    let count = document.sections.len();
    let id = document.id;
    Popup::menu(&button).width(210.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let first = (index == 0).then(|| tr!("It is the first section."));
        if item(ui, icons::ARROW_UP, &tr!("Move it up"), first.as_deref()) {
            move_section(cx, id, index, index - 1);
        }
        let last = (index + 1 >= count).then(|| tr!("It is the last section."));
        if item(ui, icons::ARROW_DOWN, &tr!("Move it down"), last.as_deref()) {
            move_section(cx, id, index, index + 1);
        }
        if item(ui, icons::PLUS, &tr!("Add a section below"), None) {
            editor.begin = Some(index + 1);
            add_section(cx, id, index + 1);
        }
        let only = (count < 2).then(|| tr!("A document needs at least one section."));
        if item(ui, icons::TRASH, &tr!("Remove the section"), only.as_deref()) {
            change_sections(cx, id, (tr!("section removed"), true), move |sections| {
                if index < sections.len() {
                    sections.remove(index);
                }
            });
        }
    });
}

fn item(ui: &mut Ui, icon: &str, word: &str, why_not: Option<&str>) -> bool {
    let clicked = Button::quiet(word).icon(icon).width(198.0).disabled_because(why_not).show(ui).clicked();
    if clicked {
        ui.close();
    }
    clicked
}

fn move_section(cx: &mut Cx<'_>, document: DocumentId, from: usize, to: usize) {
    change_sections(cx, document, (tr!("section moved"), false), move |sections| {
        if from < sections.len() && to < sections.len() {
            sections.swap(from, to);
        }
    });
}

/// Enter in a list begins its next item; it is taken before the field would see it.
fn list_key(
    ui: &Ui,
    cx: &mut Cx<'_>,
    editor: &mut Editor,
    document: DocumentId,
    (index, title): (usize, &str),
    text: &mut String,
) {
    let id = text_id(document, index);
    let cursor = match &editor.cursor {
        Some((section, chars)) if *section == index && chars.is_empty() => chars.start,
        Some(_) | None => return,
    };
    let enter = |input: &eframe::egui::InputState| input.key_pressed(Key::Enter) && input.modifiers.is_none();
    if !ui.memory(|memory| memory.has_focus(id)) || !ui.input(enter) {
        return;
    }
    let Some(edited) = ops::next_item(text, cursor) else { return };
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    text.clone_from(&edited.text);
    editor.put(ui, cx, document, (index, title), edited);
}

fn text(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    editor: &mut Editor,
    document: &Document,
    (index, (title, shown)): (usize, &(String, String)),
    across: Rect,
) {
    let field = field(document.id, format!("/sections/{index}/text"));
    let (id, is_open, label) = (text_id(document.id, index), document.is_open(), text_label(index, title));
    let mut text = cx.state.drafts.text(&field).filter(|_| is_open).unwrap_or(shown).to_owned();
    if is_open {
        list_key(ui, cx, editor, document.id, (index, title), &mut text);
    }
    let (seq, derived) = (cx.derived.seq, cx.derived);
    let offers: &[Offer] = &derived.documents.offers;
    let kept = editor.kept.entry(index).or_default();
    let place = ui.painter().add(Shape::Noop);
    let mut layouter = |ui: &Ui, buffer: &dyn TextBuffer, width: f32| {
        kept.look(buffer.as_str(), seq, offers);
        setting::set(ui, buffer.as_str(), kept, width)
    };
    let mut fixed = shown.as_str();
    let hint = Type::Writing.text(tr!("Write here.")).color(tokens(ui).text3);
    let width = ui.available_width();
    let edit = if is_open { TextEdit::multiline(&mut text) } else { TextEdit::multiline(&mut fixed) };
    let output = edit
        .id(id)
        .font(Type::Writing.font())
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .hint_text(hint)
        .desired_rows(1)
        .min_size(vec2(width, Type::Writing.line()))
        .desired_width(width)
        .layouter(&mut layouter)
        .show(ui);
    let response = &output.response.response;
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(label.clone()));
    if let Some(range) = output.cursor_range {
        let chars = range.as_sorted_char_range();
        editor.cursor = Some((index, chars.start.0..chars.end.0));
    }
    let cursor = output.cursor_range.map(|range| range.primary.index.0).filter(|_| is_open);
    let found = editor.find.in_text(index, false);
    let under = Under { cursor, found: &found, across };
    let kept = editor.kept.entry(index).or_default();
    paint::under(ui, place, &output.galley, output.galley_pos, kept, &under);
    if let Some(hit) = editor.reveal.take_if(|hit| hit.section == index && !hit.in_title) {
        let line = output.galley.pos_from_cursor(eframe::egui::text::CCursor::new(hit.chars.start));
        ui.scroll_to_rect(line.translate(output.galley_pos.to_vec2()).expand(40.0), Some(Align::Center));
    }
    let pointer = ui.input(|input| input.pointer.hover_pos()).filter(|_| response.hovered());
    let chip = pointer.and_then(|pointer| paint::chip_at(&output.galley, output.galley_pos, kept, pointer));
    if let Some(words) = chip.and_then(|chip| explained(kept, chip, offers)) {
        response.clone().on_hover_text_at_pointer(words);
    }
    // A key counts as a change even where there is nothing to write in.
    if response.changed() && is_open {
        let time = ui.input(|input| input.time);
        cx.state.drafts.put(field.clone(), text, DraftKind::Text, &label, time);
    }
    if response.lost_focus() {
        cx.state.drafts.leave(&field);
    }
}

/// What a variable stands for and says today.
fn explained(kept: &setting::Kept, chip: usize, offers: &[Offer]) -> Option<String> {
    let chip = kept.marked.chips.get(chip)?;
    let name = chip.name.trim_start_matches("if ").trim();
    match offers.iter().find(|offer| offer.name == name) {
        Some(offer) => {
            let today = offer.today.clone().unwrap_or_else(|| tr!("not answered yet"));
            Some(tr!("{0}: {1}", offer.words, today))
        }
        None if chip.is_field => Some(tr!("There is no field {}. Choose one from the list of fields.", chip.name)),
        None => None,
    }
}
