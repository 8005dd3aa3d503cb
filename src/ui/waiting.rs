//! What the window shows while something is done with a file as a whole.

use eframe::egui::{Align, CentralPanel, Frame, Label, Layout, ProgressBar, Role, Spinner, Ui, vec2};
use tr::tr;

use super::intent::{FileWish, Intent};
use super::theme::{Type, tokens};
use super::widgets::Button;

/// What is waited for.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// What is done, with the file's name.
    pub what: String,
    /// Whether it may be stopped without leaving anything half done.
    pub can_stop: bool,
    /// How much is done, 0 to 1, where that is known.
    pub done: Option<f32>,
}

/// Draws it, in the middle of the window.
pub fn show(ui: &mut Ui, waiting: &Waiting, intents: &mut Vec<Intent>) {
    let colours = tokens(ui);
    CentralPanel::default().frame(Frame::new().fill(colours.bg)).show(ui, |ui| {
        let height = ui.available_height();
        ui.with_layout(Layout::top_down(Align::Center), |ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 12.0);
            ui.add_space((height / 2.0 - 70.0).max(0.0));
            ui.add(Spinner::new().size(28.0).color(colours.accent));
            ui.add_space(4.0);
            let said = ui.add(Label::new(Type::Card.text(&waiting.what).color(colours.text)));
            ui.ctx().accesskit_node_builder(said.id, |node| {
                node.set_role(Role::Status);
                node.set_label(waiting.what.clone());
            });
            if let Some(done) = waiting.done {
                ui.visuals_mut().extreme_bg_color = colours.track;
                ui.add(ProgressBar::new(done).desired_width(280.0).desired_height(6.0).fill(colours.accent));
            }
            if waiting.can_stop {
                if Button::quiet(&tr!("Cancel")).show(ui).clicked() {
                    intents.push(Intent::File(FileWish::StopWaiting));
                }
            } else {
                let words = tr!("Leave the window open until this is done.");
                ui.label(Type::Body.text(words).color(colours.text2));
            }
        });
    });
}
