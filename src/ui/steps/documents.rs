//! Step 4: the documents, each with its text, its properties and its pages; what they ask for today; the guide.

mod acts;
mod affected;
mod details;
mod differences;
mod editor;
mod fields;
mod find;
mod head;
mod inline;
mod list;
mod markup;
mod ops;
mod other;
mod pages;
mod paint;
mod questions;
mod setting;
mod tools;
mod upkeep;

use eframe::egui::{CentralPanel, Frame, Margin, Panel, Ui};
use tr::tr;

use crate::isms::RegisterName as R;
use crate::isms::documents::{Document, DocumentId};
use crate::isms::steps::Step;
use crate::ui::dialogs::Dialog;
use crate::ui::intent::{Intent, Screen};
use crate::ui::theme::{DOCUMENTS, PREVIEW, tokens};
use crate::ui::widgets::{self, tabs};
use crate::ui::{Cx, icons};
pub(in crate::ui) use differences::changes;
pub(in crate::ui) use questions::{confirm_rule, follow, lead_intent, lead_words};

/// The parts of step 4.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DocumentTab {
    /// The documents.
    #[default]
    Documents,
    /// What is called for and not begun, what would change, what comes up.
    Upkeep,
    /// Guidance and checks.
    Guide,
}

/// What is shown of a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Part {
    /// Its text.
    #[default]
    Text,
    /// What its text still asks.
    Questions,
    /// Its properties.
    Details,
    /// Its pages, where there is no room for them beside the text.
    Pages,
}

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct DocumentView {
    /// The tab.
    pub tab: DocumentTab,
    part: Part,
    list: list::List,
    editor: editor::Editor,
    pages: pages::Pages,
}

/// A text narrower than this reads badly; then the pages give way.
const LEAST_TEXT: f32 = 420.0;

/// The wish to show a document.
fn show_document(id: DocumentId) -> Intent {
    Intent::Reveal(Screen::Step(Step::Documents), R::Documents, Some(id.0))
}

/// Draws step 4.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    Frame::new().inner_margin(Margin { left: 24, right: 24, top: 12, bottom: 8 }).show(ui, |ui| {
        let views = &cx.derived.documents;
        let upkeep = views.due.len() + views.affected.len();
        let upkeep = if upkeep > 0 { upkeep.to_string() } else { String::new() };
        let items = [
            (DocumentTab::Documents, tr!("Documents"), cx.isms.count(R::Documents).to_string()),
            (DocumentTab::Upkeep, tr!("Proposed and due"), upkeep),
            (DocumentTab::Guide, tr!("Guide"), String::new()),
        ];
        if let Some(tab) = tabs(ui, &items, cx.state.views.documents.tab) {
            cx.state.views.documents.tab = tab;
        }
    });
    match cx.state.views.documents.tab {
        DocumentTab::Documents => documents(ui, cx),
        DocumentTab::Upkeep => upkeep::show(ui, cx),
        DocumentTab::Guide => super::guide(ui, cx, Step::Documents),
    }
}

/// The acts on the shown document, in the header; drawn from the right.
pub(in crate::ui) fn document_acts(ui: &mut Ui, cx: &mut Cx<'_>) {
    let isms = cx.isms;
    let view = &cx.state.views.documents;
    if view.tab != DocumentTab::Documents {
        return;
    }
    let Some(document) = view.list.current(cx).and_then(|id| isms.documents.get(id)) else { return };
    acts::approve_button(ui, cx, document);
    head::start_button(ui, cx, document);
    if document.is_approved() && !document.is_report() {
        acts::readers_button(ui, cx, document);
    }
    acts::review_buttons(ui, cx, document);
}

fn documents(ui: &mut Ui, cx: &mut Cx<'_>) {
    if cx.isms.documents.is_empty() {
        return nothing_yet(ui, cx);
    }
    let colours = tokens(ui);
    let panel = |panel: Panel, width: f32, fill| {
        panel.exact_size(width).resizable(false).show_separator_line(false).frame(Frame::new().fill(fill))
    };
    panel(Panel::left("documents list"), DOCUMENTS, colours.surface).show(ui, |ui| list::show(ui, cx));
    let isms = cx.isms;
    let shown = cx.state.views.documents.list.shown;
    let Some(document) = shown.and_then(|id| isms.documents.get(id)) else { return };
    let room = ui.available_width();
    let beside = pages::has_pages(document) && room >= LEAST_TEXT + PREVIEW;
    if beside {
        let width = (room / 2.0).clamp(PREVIEW, 760.0);
        panel(Panel::right("document pages"), width, colours.rail).show(ui, |ui| pages::show(ui, cx, document));
    }
    CentralPanel::default().frame(Frame::new().fill(colours.surface)).show(ui, |ui| {
        ui.push_id(document.id, |ui| column(ui, cx, document, beside));
    });
}

/// Head and one part of a document.
fn column(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document, beside: bool) {
    ui.spacing_mut().item_spacing.y = 0.0;
    take_place(ui, cx, document);
    head::show(ui, cx, document, beside);
    let part = cx.state.views.documents.part;
    match part {
        Part::Pages if !beside && pages::has_pages(document) => {
            ui.painter().rect_filled(ui.available_rect_before_wrap(), 0.0, tokens(ui).rail);
            pages::show(ui, cx, document);
        }
        Part::Text | Part::Pages => match editor::texts(cx, document) {
            Some(texts) => editor::show(ui, cx, document, &texts),
            None => other::show(ui, cx, document),
        },
        Part::Questions => head::scroll(ui, "questions", |ui| questions::show(ui, cx, document)),
        Part::Details => head::scroll(ui, "details", |ui| details::show(ui, cx, document)),
    }
}

/// Turns to the place beside the text to which a person was led.
fn take_place(ui: &Ui, cx: &mut Cx<'_>, document: &Document) {
    let view = &mut cx.state.views.documents;
    match questions::asked_place(ui.ctx()) {
        None => {}
        Some(questions::Place::Questions) => view.part = Part::Questions,
        Some(questions::Place::Details) => view.part = Part::Details,
        Some(questions::Place::Section(title)) => {
            view.part = Part::Text;
            let at = document.sections.iter().position(|section| section.title == title);
            view.editor.lead_to(at.unwrap_or(0));
        }
    }
}

fn nothing_yet(ui: &mut Ui, cx: &mut Cx<'_>) {
    Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
        widgets::card(ui, |ui| {
            let text = cx.content.guidance.empty("documents").cloned().unwrap_or_default();
            if widgets::empty_state(ui, icons::FILES, &text) {
                cx.send(Intent::Show(Dialog::new_document()));
            }
        });
    });
}
