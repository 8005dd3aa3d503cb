//! Step 4: the documents, what they ask for today, and what surrounds a text.

mod acts;
mod affected;
mod differences;
mod questions;
mod upkeep;

use eframe::egui::{Frame, Id, Margin, ScrollArea, Ui};
use tr::tr;

use crate::isms::RegisterName as R;
use crate::isms::documents::DocumentId;
use crate::isms::steps::Step;
use crate::ui::Cx;
use crate::ui::intent::{Intent, Screen};
use crate::ui::register::register_card;
use crate::ui::widgets::tabs;
pub(in crate::ui) use differences::changes;
pub(in crate::ui) use questions::{confirm_rule, follow, lead_intent, lead_words};

/// The wish to show a document.
fn show_document(id: DocumentId) -> Intent {
    Intent::Reveal(Screen::Step(Step::Documents), R::Documents, Some(id.0))
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum Tab {
    #[default]
    Documents,
    Upkeep,
}

/// Draws the step.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let id = Id::unique("documents tab");
    let (mut tab, was) = ui.data(|data| data.get_temp::<(Tab, Option<uuid::Uuid>)>(id)).unwrap_or_default();
    let selected = cx.selected(R::Documents);
    if (selected != was || cx.state.fresh) && selected.is_some() {
        tab = Tab::Documents;
    }
    Frame::new().inner_margin(Margin { left: 24, right: 24, top: 12, bottom: 4 }).show(ui, |ui| {
        let items = [
            (Tab::Documents, tr!("Documents"), cx.isms.count(R::Documents).to_string()),
            (Tab::Upkeep, tr!("Proposed and due"), String::new()),
        ];
        tab = tabs(ui, &items, tab).unwrap_or(tab);
    });
    ui.data_mut(|data| data.insert_temp(id, (tab, selected)));
    match tab {
        Tab::Upkeep => upkeep::show(ui, cx),
        Tab::Documents => {
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| documents(ui, cx));
            });
        }
    }
}

fn documents(ui: &mut Ui, cx: &mut Cx<'_>) {
    let isms = cx.isms;
    if let Some(document) = cx.selected(R::Documents).and_then(|id| isms.documents.get(id.into())) {
        ui.horizontal_wrapped(|ui| {
            acts::approve_button(ui, cx, document);
            acts::review_buttons(ui, cx, document);
            acts::readers_button(ui, cx, document);
            acts::differences_button(ui, cx, document);
            acts::print_button(ui, cx, document);
            acts::retire_button(ui, cx, document);
        });
        acts::requested_note(ui, document);
        questions::show(ui, cx, document);
        ui.add_space(12.0);
    }
    register_card(ui, cx, R::Documents, &tr!("Documents"), "7.5");
}
