//! The properties of a document: what it is, who answers for it, what it covers, who reads it, what shows that it is lived.

use eframe::egui::Ui;
use tr::tr;

use super::{editor, other};
use crate::isms::assets::Classification;
use crate::isms::documents::{Document, DocumentKind, DocumentStatus, versions};
use crate::isms::{RegisterName as R, Rule, set_field};
use crate::ui::drafts::DraftKind;
use crate::ui::forms::Sheet;
use crate::ui::intent::Intent;
use crate::ui::widgets::{self, Bare, Button, Form, icon_button};
use crate::ui::{Cx, icons};

/// Draws the form.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    what(ui, cx, document);
    let mut sheet = Sheet::new(ui, cx, document);
    sheet.person(tr!("Owner"), "/owner", document.owner);
    sheet.person(tr!("Author"), "/author", document.author);
    sheet.person(tr!("Approver"), "/approver", document.approver);
    sheet.hint("document.approver");
    sheet.number(tr!("Looked at again after months"), "/review_months", document.review_months);
    sheet.date(tr!("Next review"), "/next_review", document.next_review);
    sheet.hint("document.review");
    sheet.links(tr!("Controls"), "/controls", &document.controls, R::Controls);
    sheet.clauses(tr!("Clauses"), "/clauses", &document.clauses);
    sheet.links(tr!("Readers"), "/readers", &document.readers, R::People);
    evidence(ui, cx, document);
    let mut sheet = Sheet::new(ui, cx, document);
    sheet.long(tr!("Notes"), "/notes", &document.notes);
}

fn what(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    let follows = document.is_open() && versions(cx.isms, document.id).next().is_some();
    let mut sheet = Sheet::new(ui, cx, document);
    if follows {
        sheet.text(tr!("What the next version changes"), "/change", &document.change);
    }
    sheet.text(tr!("Document id"), "/reference", &document.reference);
    sheet.choice(tr!("Kind"), "/kind", DocumentKind::ALL, DocumentKind::label, document.kind);
    sheet.choice(
        tr!("Classification"),
        "/classification",
        Classification::ALL,
        Classification::label,
        document.classification,
    );
    if document.is_report() {
        // A report is approved with its register; here it is said how it stands.
        sheet.choice(tr!("Status"), "/status", DocumentStatus::ALL, DocumentStatus::label, document.status);
        sheet.text(tr!("Version"), "/version", &document.version);
        sheet.date(tr!("In force from"), "/effective", document.effective);
    }
    if document.external || !document.link.is_empty() {
        sheet.text(tr!("Where it is"), "/link", &document.link);
    }
    if !document.content.is_empty() {
        widgets::field_label(ui, &tr!("File"));
        other::fact(ui, icons::FILE_TEXT, &document.file_name);
        other::replace_button(ui, cx, document);
    }
}

/// What shows that it is lived, a line each.
fn evidence(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    ui.add_space(2.0);
    widgets::field_label(ui, &tr!("What shows that it is lived"));
    let id = document.id;
    let mut change: Option<(Option<usize>, String)> = None;
    for (index, line) in document.evidence.iter().enumerate() {
        ui.horizontal(|ui| {
            let label = tr!("Evidence {}", index + 1);
            let width = ui.available_width() - 40.0;
            let example = tr!("Record of the last restore test");
            let bare = Bare { value: line, kind: DraftKind::Text, rows: 1, example: &example, width };
            Form::of(document).bare(ui, cx, &label, format!("/evidence/{index}"), bare);
            if icon_button(ui, icons::X, &tr!("Remove evidence {}", index + 1), 28.0).clicked() {
                change = Some((Some(index), tr!("evidence removed")));
            }
        });
    }
    let word = tr!("Add a line");
    if Button::quiet(&word).icon(icons::PLUS).small().named(tr!("Add evidence")).show(ui).clicked() {
        change = Some((None, tr!("evidence added")));
    }
    if let Some((removed, label)) = change {
        // The list is taken as it is once everything typed has been saved.
        cx.send(Intent::Decide(Rule::new(move |isms, _| {
            let mut lines = isms.documents.require(id)?.evidence.clone();
            match removed {
                Some(index) if index < lines.len() => {
                    lines.remove(index);
                }
                Some(_) => {}
                None => lines.push(String::new()),
            }
            let value = serde_json::to_value(&lines).unwrap_or_default();
            set_field(isms, &editor::field(id, "/evidence"), value, &label)
        })));
    }
}
