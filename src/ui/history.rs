//! The history of the file: who changed what and when, in words; what was before brought back; past moments looked at
//! and compared.

mod compare;
mod detail;
mod filters;
mod list;
mod view;

use eframe::egui::{Align, Frame, Label, Margin, Panel, RichText, Stroke, Ui};
use tr::tr;

use super::Cx;
use super::theme::{PANE, Type, tokens};
use super::widgets::tabs;
pub use view::{Compared, HistoryView, Line};

/// From this width on, an entry has more room beside the list.
const WIDE: f32 = 1100.0;

/// Draws the screen.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let chosen = cx.state.history.chosen().filter(|_| !cx.state.history.comparing);
    if let Some(entry) = chosen {
        let width = if ui.available_width() > WIDE { PANE + 76.0 } else { PANE };
        let colours = tokens(ui);
        Panel::right("entry")
            .exact_size(width)
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().fill(colours.surface))
            .show(ui, |ui| {
                let rect = ui.max_rect();
                ui.painter().vline(rect.left() + 0.5, rect.y_range(), Stroke::new(1.0, colours.border));
                detail::show(ui, cx, &entry);
            });
    }
    Frame::new().inner_margin(Margin { left: 24, right: 16, top: 14, bottom: 0 }).show(ui, |ui| {
        head(ui, cx);
        ui.add_space(4.0);
        if cx.state.history.comparing {
            compare::show(ui, cx);
        } else {
            filters::show(ui, cx);
            ui.add_space(2.0);
            list::show(ui, cx);
        }
    });
}

/// A place with nothing to show: why, and what to do.
fn nothing(ui: &mut Ui, icon: &str, title: &str, text: &str) {
    let colours = tokens(ui);
    ui.vertical_centered(|ui| {
        ui.add_space(64.0);
        ui.label(RichText::new(icon).size(26.0).color(colours.text3));
        ui.label(Type::Card.text(title).color(colours.text));
        ui.scope(|ui| {
            ui.set_max_width(420.0);
            ui.add(Label::new(Type::Body.text(text).color(colours.text2)).wrap().halign(Align::Center));
        });
        ui.add_space(8.0);
    });
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>) {
    let count = cx.state.history.newest();
    let items = [
        (false, tr!("Entries"), if count > 0 { count.to_string() } else { String::new() }),
        (true, tr!("Compare two moments"), String::new()),
    ];
    if let Some(comparing) = tabs(ui, &items, cx.state.history.comparing) {
        cx.state.history.comparing = comparing;
    }
}
