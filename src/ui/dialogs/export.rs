//! Print: which documents, into which folder.

use std::path::PathBuf;

use eframe::egui::{Align, Checkbox, Id, ScrollArea, Ui};
use tr::tr;

use super::Around;
use super::parts::{buttons, no_folder, path_field, title};
use crate::ui::Printable;
use crate::ui::intent::{Browse, Intent};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{Button, focus_ring, hint, section_label};

/// So many documents are named in a sentence.
const NAMED: usize = 4;

/// Draws the dialog. Answers whether it is finished.
pub(super) fn show(
    ui: &mut Ui,
    folder: &mut String,
    chosen: &mut Vec<&'static str>,
    records: &[(String, String)],
    around: &mut Around<'_>,
) -> bool {
    title(ui, &tr!("Print"));
    hint(ui, &tr!("Each document becomes a PDF in this folder. What nobody has decided is printed as undecided."));
    list(ui, chosen, around.printable);
    ui.horizontal(|ui| {
        if Button::link(&tr!("Choose all")).show(ui).clicked() {
            *chosen = around.printable.iter().map(|printable| printable.name).collect();
        }
        if Button::link(&tr!("Choose none")).show(ui).clicked() {
            chosen.clear();
        }
    });
    let wanted: Vec<&Printable> = around.printable.iter().filter(|one| chosen.contains(&one.name)).collect();
    if control(ui, &wanted, records, around.intents) {
        return true;
    }
    path_field(ui, &tr!("Folder"), folder, Browse::Folder, around);
    let none = wanted.is_empty().then(|| tr!("Choose at least one document."));
    let names = wanted.iter().map(|one| one.name).collect();
    let wish = || Intent::Export(names, PathBuf::from(folder.trim()));
    buttons(ui, &tr!("Print to PDF"), none.or_else(|| no_folder(folder)), wish, around)
}

/// The documents by step, each with its tick.
fn list(ui: &mut Ui, chosen: &mut Vec<&'static str>, printable: &[Printable]) {
    let colours = tokens(ui);
    let mut opens = just_opened(ui);
    ScrollArea::vertical().id_salt("printable").max_height(300.0).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        let mut step = None;
        for one in printable {
            if step.replace(one.step) != Some(one.step) {
                ui.add_space(6.0);
                section_label(ui, &tr!("Step {0}: {1}", one.step.number(), one.step.label()));
            }
            let mut ticked = chosen.contains(&one.name);
            let response = ui.add(Checkbox::new(&mut ticked, Type::BodyStrong.text(&one.title).color(colours.text)));
            focus_ring(ui, &response, 4);
            if ticked && std::mem::take(&mut opens) {
                response.scroll_to_me(Some(Align::Center));
            }
            ui.indent(one.name, |ui| hint(ui, &one.about));
            if response.changed() {
                chosen.retain(|name| *name != one.name);
                chosen.extend(ticked.then_some(one.name));
            }
        }
    });
    ui.add_space(4.0);
}

/// Whether the list was not there a moment ago: then what is ticked is brought into sight. The first passes count
/// together, because the window finds its size in them.
fn just_opened(ui: &Ui) -> bool {
    const SETTLES: u64 = 3;
    let (id, now) = (Id::unique("printable-opened"), ui.ctx().cumulative_pass_nr());
    ui.data_mut(|data| {
        let (opened, last) = data.get_temp::<(u64, u64)>(id).unwrap_or((now, now));
        let opened = if last + 1 < now { now } else { opened };
        data.insert_temp(id, (opened, now));
        now - opened < SETTLES
    })
}

/// Where class, owner and approver of what is chosen come from. Answers whether a document is to be put under control.
fn control(ui: &mut Ui, wanted: &[&Printable], records: &[(String, String)], intents: &mut Vec<Intent>) -> bool {
    let of = |one: &Printable| records.iter().rev().find(|(name, _)| name == one.name);
    if let [one] = wanted {
        if let Some((_, record)) = of(one) {
            hint(ui, &tr!("Class, owner, approver and next review come from the document {}.", record));
            return false;
        }
        hint(ui, &tr!("It is not under document control yet: class, owner and approver are printed as not named."));
        if Button::link(&tr!("Put it under document control")).show(ui).clicked() {
            // The statement's record has an id and a clause of its own.
            intents.push(match one.name {
                "soa" => Intent::ControlStatement,
                name => Intent::ControlPrinted(name, one.title.clone()),
            });
            return true;
        }
        return false;
    }
    let mut without: Vec<String> = wanted.iter().filter(|one| of(one).is_none()).map(|one| one.title.clone()).collect();
    let more = without.len().saturating_sub(NAMED);
    if more > 0 {
        without.truncate(NAMED);
        without.push(tr!("{} more", more));
    }
    if !without.is_empty() {
        let text = tr!(
            "Not under document control yet, so that class, owner and approver are printed as not named: {}. Choose one alone to put it under control.",
            without.join(", ")
        );
        hint(ui, &text);
    }
    false
}
