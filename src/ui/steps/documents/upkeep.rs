//! What comes up: reviews, approvals, readers.

use eframe::egui::{Frame, Margin, ScrollArea, Ui};
use tr::tr;

use super::show_document;
use crate::ui::Cx;
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button};

/// Draws the tab.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let derived = cx.derived;
    ScrollArea::vertical().id_salt("upkeep").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            widgets::card(ui, |ui| {
                widgets::heading(ui, &tr!("Due"), "7.5.2, 7.5.3", |_| {});
                for (index, due) in derived.documents.due.iter().enumerate() {
                    let Some(document) = cx.isms.documents.get(due.document) else { continue };
                    ui.push_id(index, |ui| {
                        ui.horizontal(|ui| {
                            let words = format!("{} {}", document.reference, document.name);
                            if Button::link(&words).show(ui).clicked() {
                                cx.send(show_document(document.id));
                            }
                            ui.label(Type::Body.text(due.reason.sentence()).color(tokens(ui).text2));
                        });
                    });
                }
            });
        });
    });
}
