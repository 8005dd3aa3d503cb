//! What a text still asks.

use eframe::egui::{Context, Ui};
use tr::tr;

use crate::isms::documents::Document;
use crate::ui::Cx;
use crate::ui::widgets::{self, hint};

/// A place beside a document's text that a person was led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui) enum Place {
    /// The questions.
    #[expect(dead_code, reason = "nothing leads here yet")]
    Questions,
    /// The section with this title.
    #[expect(dead_code, reason = "nothing leads here yet")]
    Section(String),
}

/// Draws the questions of a draft.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    let open = cx.derived.documents.open.get(&document.id).map_or(&[][..], Vec::as_slice);
    widgets::card(ui, |ui| {
        widgets::heading(ui, &tr!("Open questions"), "", |_| {});
        if open.is_empty() {
            hint(ui, &tr!("Nothing is open: every question that this text asks has its answer."));
        }
        for question in open {
            widgets::paragraph(ui, &question.sentence(&cx.content.policies));
        }
    });
}

/// The place to which a person was led, once.
pub(super) fn asked_place(_: &Context) -> Option<Place> {
    None
}
