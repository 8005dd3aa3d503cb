//! The banner over the past: which moment is shown, that nothing can be changed here, and the way back.

use eframe::egui::{Align, Frame, Label, Layout, Margin, Panel, RichText, Role, Stroke, Ui};
use tr::tr;

use crate::ui::intent::Intent;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::Button;
use crate::ui::{Cx, icons};

/// Height of the banner.
const HEIGHT: f32 = 44.0;

/// Draws it over the whole width while a past moment is shown.
pub(super) fn banner(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(past) = cx.past else { return };
    let colours = tokens(ui);
    Panel::top("past")
        .exact_size(HEIGHT)
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().fill(colours.past).inner_margin(Margin::symmetric(16, 0)))
        .show(ui, |ui| {
            let rect = ui.max_rect().expand2(eframe::egui::vec2(16.0, 0.0));
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, colours.past_line));
            ui.horizontal_centered(|ui| {
                ui.label(RichText::new(icons::CLOCK_COUNTER_CLOCKWISE).size(18.0).color(colours.on_past));
                let words = tr!("The file as it was on {}.", past.words);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let word = tr!("Back to now");
                    if Button::secondary(&word).icon(icons::ARROW_RIGHT).small().show(ui).clicked() {
                        cx.send(Intent::BackToNow);
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        let strong =
                            ui.add(Label::new(Type::BodyStrong.text(&words).color(colours.on_past)).truncate());
                        ui.ctx().accesskit_node_builder(strong.id, |node| {
                            node.set_role(Role::Status);
                            node.set_label(words.clone());
                        });
                        let rest = tr!("Nothing can be changed here. What you print carries this moment.");
                        if ui.available_width() > 380.0 {
                            ui.label(Type::Body.text(rest).color(colours.on_past));
                        }
                    });
                });
            });
        });
}
