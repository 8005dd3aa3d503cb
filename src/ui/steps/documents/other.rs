//! Documents whose text is not written here: reports out of the registers, files from elsewhere, documents from
//! outside, and those of which only the properties are kept.

use eframe::egui::{Label, Ui};
use tr::tr;

use super::{editor, head};
use crate::isms::documents::Document;
use crate::isms::steps::Step;
use crate::ui::dialogs::Dialog;
use crate::ui::intent::{Intent, Screen};
use crate::ui::steps::{ControlTab, RiskTab};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{self, Button, heading, paragraph};
use crate::ui::{Cx, icons};

/// Says what the document is and what can be done with it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    head::scroll(ui, "what it is", |ui| {
        widgets::card(ui, |ui| {
            if document.is_report() {
                report(ui, cx, document);
            } else if !document.content.is_empty() {
                file(ui, cx, document);
            } else if document.external {
                outside(ui, document);
            } else {
                nothing(ui, cx, document);
            }
        });
        if !document.notes.trim().is_empty() {
            widgets::section_label(ui, &tr!("Notes"));
            paragraph(ui, &document.notes);
        }
    });
}

/// A report: where its content is made and approved.
fn report(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    let printed = cx.printable.iter().find(|printed| printed.name == document.template);
    heading(ui, &tr!("A report out of the registers"), "7.5", |_| {});
    if let Some(printed) = printed {
        paragraph(ui, &printed.about);
    }
    paragraph(
        ui,
        &tr!(
            "It is printed from what the registers hold that day, so it has no text to write here. Its id, people and reviews are kept under Details."
        ),
    );
    let step = printed.map_or(Step::Risk, |printed| printed.step);
    let word = tr!("Go to {}", step.label());
    if Button::secondary(&word).trailing(icons::ARROW_RIGHT).show(ui).clicked() {
        let views = &mut cx.state.views;
        // The statement belongs to step 3 and is approved beside the controls; the method has a tab of its own.
        let screen = if head::is_statement(document) {
            views.controls.tab = ControlTab::Statement;
            Screen::Step(Step::Controls)
        } else {
            if document.template == "risk-method" {
                views.risks.tab = RiskTab::Method;
            }
            Screen::Step(step)
        };
        cx.send(Intent::Go(screen));
    }
}

/// A file that is the document.
fn file(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    heading(ui, &tr!("A file written elsewhere"), "7.5", |_| {});
    fact(ui, icons::FILE_TEXT, &document.file_name);
    fact(ui, icons::INFO, &size_words(document.size));
    let text = if document.is_open() {
        tr!("The file is kept inside this ISMS. It is approved as it is; to change it, replace the file.")
    } else {
        tr!("The file was approved as it is. Start the next version to keep a new one.")
    };
    paragraph(ui, &text);
    replace_button(ui, cx, document);
}

/// Takes another file for a draft that is a file.
pub(super) fn replace_button(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    if document.content.is_empty() || !document.is_open() {
        return;
    }
    let name = tr!("Replace the file of {}", document.reference);
    if Button::secondary(&tr!("Replace the file")).icon(icons::PAPERCLIP).named(name).show(ui).clicked() {
        cx.send(Intent::Show(Dialog::replace_file(document.id)));
    }
}

fn outside(ui: &mut Ui, document: &Document) {
    heading(ui, &tr!("A document from outside"), "7.5.3", |_| {});
    paragraph(
        ui,
        &tr!("You only keep track of it: who looks after it, where it is, and when you check for a new edition."),
    );
    if document.link.trim().is_empty() {
        fact(ui, icons::LINK_SIMPLE, &tr!("Nobody has said where it is. Enter it under Details."));
    } else {
        fact(ui, icons::LINK_SIMPLE, &document.link);
    }
}

/// Neither text nor file.
fn nothing(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document) {
    heading(ui, &tr!("Its text is not kept here"), "7.5", |_| {});
    if document.is_open() {
        paragraph(ui, &tr!("Write it here, and it is printed, approved and kept with all its versions."));
        if Button::primary(&tr!("Write it here")).icon(icons::PENCIL_SIMPLE).show(ui).clicked() {
            editor::begin_text(cx, document.id);
        }
    } else {
        paragraph(ui, &tr!("It was approved elsewhere. Start its next version to write the text here."));
    }
}

pub(super) fn fact(ui: &mut Ui, icon: &str, words: &str) {
    let colours = tokens(ui);
    ui.horizontal(|ui| {
        ui.label(eframe::egui::RichText::new(icon).size(16.0).color(colours.text2));
        ui.add(Label::new(Type::BodyStrong.text(words).color(colours.text)).wrap());
    });
}

/// A size that people can read.
fn size_words(bytes: u64) -> String {
    match bytes {
        0..1024 => tr!("{} bytes", bytes),
        1024..1_048_576 => tr!("{} KB", bytes / 1024),
        _ => tr!("{} MB", bytes / 1_048_576),
    }
}
