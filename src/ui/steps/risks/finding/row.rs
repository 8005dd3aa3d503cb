//! One suggestion: what could happen, what follows, to which assets, and why it is suggested.

use eframe::egui::{Align, Checkbox, Frame, Label, Layout, Margin, Stroke, Ui, vec2};
use tr::tr;

use crate::content::suggest::Suggestion;
use crate::isms::Isms;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{Button, chip};

/// How many assets a row names; the rest are counted.
const CHIPS: usize = 3;
/// The longest name on a chip, in letters.
const LONGEST: usize = 32;

/// What a person did with the row.
pub(super) struct Answer {
    /// The choice changed.
    pub changed: bool,
    /// It is to be taken by itself.
    pub taken: bool,
}

/// Draws the row.
pub(super) fn show(ui: &mut Ui, isms: &Isms, suggestion: &Suggestion, chosen: &mut bool) -> Answer {
    let colours = tokens(ui);
    let mut answer = Answer { changed: false, taken: false };
    let fill = if *chosen { colours.accent_tint } else { colours.surface };
    let drawn =
        Frame::new().fill(fill).inner_margin(Margin { left: 38, right: 24, top: 10, bottom: 10 }).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                ui.spacing_mut().interact_size.y = 20.0;
                let response = ui.add(Checkbox::without_text(chosen));
                let spoken = tr!("Choose: {}", suggestion.scenario);
                ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(spoken));
                answer.changed = response.changed();
                let width = ui.available_width() - 84.0;
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = 4.0;
                    words(ui, isms, suggestion);
                });
                ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
                    let name = tr!("Take: {}", suggestion.scenario);
                    answer.taken = Button::secondary(&tr!("Take")).small().named(name).show(ui).clicked();
                });
            });
        });
    let rect = drawn.response.rect;
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, colours.border));
    answer
}

fn words(ui: &mut Ui, isms: &Isms, suggestion: &Suggestion) {
    let colours = tokens(ui);
    ui.add(Label::new(Type::BodyStrong.text(&suggestion.scenario).color(colours.text)).wrap());
    ui.add(Label::new(Type::Body.text(&suggestion.consequence).color(colours.text2)).wrap());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        for asset in suggestion.assets.iter().take(CHIPS).filter_map(|id| isms.assets.get(*id)) {
            let name: String = asset.name.chars().take(LONGEST).collect();
            let name = if name.len() < asset.name.len() { format!("{name}…") } else { name };
            chip(ui, &name, &format!("{} {}", asset.reference, asset.name), None);
        }
        let rest = suggestion.assets.len().saturating_sub(CHIPS);
        if rest > 0 {
            ui.label(Type::Meta.text(tr!("and {} more", rest)).color(colours.text2));
        }
        ui.label(Type::Meta.text(&suggestion.category).color(colours.text3));
    });
    ui.add(Label::new(Type::Meta.text(suggestion.reasons.join(" ")).color(colours.text3)).wrap());
}
