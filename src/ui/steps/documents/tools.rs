//! The tools over a text: headings, emphasis, lists, links, tables, fields; words counted; the search.

use eframe::egui::{Align, Frame, Layout, Margin, Sense, Stroke, Ui, vec2};
use tr::tr;

use super::editor::{Editor, Texts};
use super::fields;
use super::ops::Act;
use crate::isms::documents::Document;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::icon_button;
use crate::ui::{Cx, icons};

/// Draws the tools; over a text that stays as it is, what it is and how long.
pub(super) fn bar(ui: &mut Ui, cx: &mut Cx<'_>, editor: &mut Editor, document: &Document, texts: &Texts) {
    let colours = tokens(ui);
    Frame::new().inner_margin(Margin { left: 16, right: 16, top: 5, bottom: 5 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            if texts.is_open {
                let act = buttons(ui, cx);
                if let Some(act) = act {
                    editor.act(ui, cx, document.id, texts, &act);
                }
            } else {
                ui.add_space(8.0);
                let words = tr!("Approved text, as it was frozen");
                ui.label(Type::Meta.text(words).color(colours.text3));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, icons::MAGNIFYING_GLASS, &tr!("Find in the text"), 28.0).clicked() {
                    editor.find.toggle();
                }
                let words = match editor.words() {
                    1 => tr!("1 word"),
                    count => tr!("{} words", count),
                };
                ui.label(Type::Body.text(words).color(colours.text3));
            });
        });
    });
    let rect = ui.min_rect();
    let across = ui.max_rect().x_range();
    ui.painter().hline(across, rect.bottom(), Stroke::new(1.0, colours.border));
    ui.add_space(1.0);
}

fn buttons(ui: &mut Ui, cx: &Cx<'_>) -> Option<Act> {
    let colours = tokens(ui);
    let tools = [
        (icons::TEXT_H, tr!("Heading inside the section"), Act::Heading),
        (icons::TEXT_B, tr!("Strong words"), Act::Strong),
        (icons::TEXT_ITALIC, tr!("Emphasised words"), Act::Emphasis),
        (icons::LIST_BULLETS, tr!("List with dashes"), Act::Bullets),
        (icons::LIST_NUMBERS, tr!("Numbered list"), Act::Numbers),
        (icons::LINK_SIMPLE, tr!("Link"), Act::Link),
        (icons::TABLE, tr!("Table"), Act::Table),
    ];
    let mut chosen = None;
    for (icon, name, act) in tools {
        if icon_button(ui, icon, &name, 28.0).clicked() {
            chosen = Some(act);
        }
    }
    let (rect, _) = ui.allocate_exact_size(vec2(12.0, 20.0), Sense::hover());
    ui.painter().vline(rect.center().x, rect.y_range(), Stroke::new(1.0, colours.border));
    chosen.or(fields::button(ui, &cx.derived.documents.offers))
}
