//! The file of a piece of evidence: what is kept, and the ways in and out.

use eframe::egui::{CornerRadius, Frame, Label, Margin, RichText};
use tr::tr;

use super::Sheet;
use crate::isms::evidence::Evidence;
use crate::ui::dialogs::Dialog;
use crate::ui::icons;
use crate::ui::intent::{AttachTo, Intent};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{Button, hint};

/// A size as people say it: `1.4 MB`.
pub fn size_words(bytes: u64) -> String {
    match bytes {
        0..1_000 => tr!("{} bytes", bytes),
        1_000..1_000_000 => tr!("{} kB", bytes.div_ceil(1_000)),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            tr!("{} MB", format!("{}.{}", tenths / 10, tenths % 10))
        }
    }
}

/// The kept file, or the way to add one.
pub(super) fn show(sheet: &mut Sheet<'_, '_>, evidence: &Evidence) {
    let colours = tokens(sheet.ui);
    if evidence.content.is_empty() {
        if evidence.link.trim().is_empty()
            && Button::secondary(&tr!("Add the file")).icon(icons::PAPERCLIP).show(sheet.ui).clicked()
        {
            sheet.cx.send(Intent::Show(Dialog::attach(AttachTo::Evidence(evidence.id))));
        }
        return;
    }
    let frame = Frame::new().fill(colours.sunken).corner_radius(CornerRadius::same(8)).inner_margin(Margin::same(10));
    frame.show(sheet.ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.label(RichText::new(icons::PAPERCLIP).size(16.0).color(colours.text2));
            ui.add(Label::new(Type::BodyStrong.text(&evidence.file_name).color(colours.text)).truncate());
        });
        let short: String = evidence.content.chars().take(16).collect();
        hint(ui, &tr!("{0}, kept inside this file, check value {1}…", size_words(evidence.size), short));
        if Button::secondary(&tr!("Save a copy of the file")).small().icon(icons::DOWNLOAD_SIMPLE).show(ui).clicked() {
            sheet.cx.send(Intent::Show(Dialog::save_content(evidence, &sheet.cx.save.path)));
        }
    });
}
