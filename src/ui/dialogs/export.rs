//! Print: reports and documents, several or all, as which kind of file, into which folder.

use std::path::Path;

use eframe::egui::{Align, Checkbox, Id, ScrollArea, Ui};
use tr::tr;

use super::parts::{buttons, no_folder, path_field, place, room, title};
use super::{Around, Dialog, OpenFile};
use crate::isms::Isms;
use crate::isms::documents::{Document, DocumentId, DocumentStatus, in_force, versions};
use crate::ui::Printable;
use crate::ui::intent::{Browse, Intent, PrintFormat, PrintWish, Wanted};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{
    Button, ChoiceItem, field_label, focus_ring, format_date, hint, section_label, segmented, select,
};

/// So many documents are named in a sentence.
const NAMED: usize = 4;

/// As which files, and where to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Target {
    pub(super) folder: String,
    format: PrintFormat,
    /// All in one PDF with a list of contents.
    binder: bool,
}

/// Several reports and documents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Export {
    pub(super) target: Target,
    /// What is ticked.
    chosen: Vec<Wanted>,
}

/// One document, one of its versions, or what changed.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintOne {
    pub(super) target: Target,
    name: String,
    /// The document whose versions can be chosen from.
    document: Option<DocumentId>,
    what: Wanted,
}

fn beside(path: &Path) -> Target {
    let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    Target { folder, ..Target::default() }
}

impl Dialog {
    /// Print beside the file; the report of this name is ticked.
    pub fn export(path: &Path, name: &'static str) -> Self {
        Self::Export(Export { target: beside(path), chosen: vec![Wanted::Report(name)] })
    }

    /// Print beside the file; everything is ticked.
    pub fn export_all(isms: &Isms, printable: &[Printable], path: &Path) -> Self {
        Self::Export(Export { target: beside(path), chosen: everything(isms, printable) })
    }

    /// Print a document, or one of its versions. A report is printed from the registers.
    pub fn print_document(document: &Document, printable: &[Printable], path: &Path) -> Self {
        if document.is_report() {
            let report = printable.iter().find(|one| one.name == document.template);
            let chosen = report.map(|one| Wanted::Report(one.name)).into_iter().collect();
            return Self::Export(Export { target: beside(path), chosen });
        }
        Self::PrintOne(PrintOne {
            target: beside(path),
            name: tr!("Print {0} {1}", document.reference, document.name),
            document: Some(document.id),
            what: Wanted::Document(document.id),
        })
    }

    /// Print one thing, under this heading, into this folder.
    pub fn print_wanted(name: String, what: Wanted, folder: &Path) -> Self {
        let target = Target { folder: folder.display().to_string(), ..Target::default() };
        Self::PrintOne(PrintOne { target, name, document: None, what })
    }
}

/// Every report, and every document with pages of its own that is not retired.
fn everything(isms: &Isms, printable: &[Printable]) -> Vec<Wanted> {
    let reports = printable.iter().map(|one| Wanted::Report(one.name));
    reports.chain(papers(isms).map(|document| Wanted::Document(document.id))).collect()
}

/// Documents with pages of their own that are not retired.
fn papers(isms: &Isms) -> impl Iterator<Item = &Document> {
    let has_pages = |document: &&Document| document.is_written_here() || !document.content.is_empty();
    isms.documents.iter().filter(has_pages).filter(|document| document.status != Some(DocumentStatus::Retired))
}

/// Draws the dialog for several. Answers whether it is finished.
pub(super) fn show(ui: &mut Ui, state: &mut Export, around: &mut Around<'_>) -> bool {
    let Some(file) = around.file else { return true };
    title(ui, &tr!("Print"));
    hint(ui, &tr!("Each becomes a file in this folder. What nobody has decided is printed as undecided."));
    list(ui, &mut state.chosen, file, around.printable);
    choose_many(ui, &mut state.chosen, file, around.printable);
    if control(ui, &state.chosen, file, around) {
        return true;
    }
    let several = state.chosen.len() > 1;
    target(ui, &mut state.target, several, around);
    let none = state.chosen.is_empty().then(|| tr!("Choose at least one document."));
    // In the order of the list, whatever was ticked first.
    let all = everything(file.isms, around.printable);
    let what = all.into_iter().filter(|one| state.chosen.contains(one)).collect();
    finish(ui, &state.target, what, none, around)
}

/// Draws the dialog for one. Answers whether it is finished.
pub(super) fn one(ui: &mut Ui, state: &mut PrintOne, around: &mut Around<'_>) -> bool {
    let Some(file) = around.file else { return true };
    title(ui, &state.name);
    if let Some(document) = state.document.and_then(|id| file.isms.documents.get(id)) {
        which(ui, &mut state.what, file.isms, document);
    }
    target(ui, &mut state.target, false, around);
    let what = vec![state.what];
    finish(ui, &state.target, what, None, around)
}

/// The document as it is, or one of its versions as it was.
fn which(ui: &mut Ui, what: &mut Wanted, isms: &Isms, document: &Document) {
    let present = if document.is_open() {
        tr!("The draft")
    } else {
        match in_force(isms, document.id) {
            Some(version) => tr!("Version {}, in force", version.version),
            None => tr!("As it was when it was retired"),
        }
    };
    let mut items = vec![ChoiceItem::new(Wanted::Document(document.id), present)];
    items.extend(versions(isms, document.id).rev().map(|version| {
        let words = match version.on.map(format_date) {
            Some(day) => tr!("Version {0} as approved on {1}", version.version, day),
            None => tr!("Version {} as approved", version.version),
        };
        ChoiceItem::new(Wanted::Version(version.id), words)
    }));
    if items.len() == 1 {
        return;
    }
    field_label(ui, &tr!("What is printed"));
    let width = ui.available_width();
    if let Some(Some(chosen)) = select(ui, &tr!("What is printed"), &items, Some(&*what), "", width) {
        *what = chosen;
    }
}

/// Format, binder, folder.
fn target(ui: &mut Ui, target: &mut Target, several: bool, around: &mut Around<'_>) {
    field_label(ui, &tr!("Kind of file"));
    let items = [
        ChoiceItem::new(PrintFormat::Pdf, tr!("PDF")),
        ChoiceItem::new(PrintFormat::Word, tr!("Word")),
        ChoiceItem::new(PrintFormat::Markdown, tr!("Markdown")),
    ];
    let width = ui.available_width();
    if let Some(Some(format)) = segmented(ui, &tr!("Kind of file"), &items, Some(&target.format), width) {
        target.format = format;
    }
    let about = match target.format {
        PrintFormat::Pdf => tr!("As it looks, for reading, signing and keeping."),
        PrintFormat::Word => tr!("For changing in a word processor. What is changed there does not come back here."),
        PrintFormat::Markdown => tr!("Plain text with marks for headings, lists and tables."),
    };
    hint(ui, &about);
    let can_bind = several && target.format == PrintFormat::Pdf;
    if can_bind {
        switch(ui, &mut target.binder, &tr!("One binder PDF with contents"));
    }
    target.binder &= can_bind;
    path_field(ui, &tr!("Folder"), &mut target.folder, Browse::Folder, around);
    let id = show_folder_id();
    let mut show = ui.data(|data| data.get_temp(id)).unwrap_or(true);
    if switch(ui, &mut show, &tr!("Show the folder afterwards")) {
        ui.data_mut(|data| data.insert_temp(id, show));
    }
}

/// Whether the folder is shown is asked once and remembered while the window is open.
fn show_folder_id() -> Id {
    Id::unique("show the folder after printing")
}

fn switch(ui: &mut Ui, on: &mut bool, words: &str) -> bool {
    let colour = tokens(ui).text;
    let response = ui.add(Checkbox::new(on, Type::Body.text(words).color(colour)));
    focus_ring(ui, &response, 4);
    response.changed()
}

fn finish(ui: &mut Ui, target: &Target, what: Vec<Wanted>, none: Option<String>, around: &mut Around<'_>) -> bool {
    let show_folder = ui.data(|data| data.get_temp(show_folder_id())).unwrap_or(true);
    let word = match target.format {
        PrintFormat::Pdf => tr!("Print to PDF"),
        PrintFormat::Word => tr!("Write for Word"),
        PrintFormat::Markdown => tr!("Write as Markdown"),
    };
    let folder = place(&target.folder, around);
    let wish = || Intent::Print(PrintWish { what, format: target.format, binder: target.binder, folder, show_folder });
    buttons(ui, &word, none.or_else(|| no_folder(&target.folder)), wish, around)
}

/// Reports by step and documents by status, each with its tick.
fn list(ui: &mut Ui, chosen: &mut Vec<Wanted>, file: OpenFile<'_>, printable: &[Printable]) {
    let opens = just_opened(ui);
    ui.data_mut(|data| data.insert_temp(Id::unique("printable-opens"), opens));
    ScrollArea::vertical().id_salt("printable").max_height(room(ui, 390.0).min(320.0)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        let mut step = None;
        for one in printable {
            if step.replace(one.step) != Some(one.step) {
                ui.add_space(6.0);
                section_label(ui, &tr!("Step {0}: {1}", one.step.number(), one.step.label()));
            }
            tick(ui, chosen, Wanted::Report(one.name), &one.title, &one.about);
        }
        let order = [DocumentStatus::InReview, DocumentStatus::Draft, DocumentStatus::Approved];
        for status in order.into_iter().map(Some).chain([None]) {
            let part: Vec<&Document> = papers(file.isms).filter(|document| document.status == status).collect();
            if part.is_empty() {
                continue;
            }
            ui.add_space(6.0);
            let head = status.map_or_else(|| tr!("without a status"), |status| status.label());
            section_label(ui, &tr!("Documents: {}", head));
            for document in part {
                let words = format!("{} {}", document.reference, document.name);
                tick(ui, chosen, Wanted::Document(document.id), &words, &about(file.isms, document));
            }
        }
    });
    ui.add_space(4.0);
}

/// What is printed of a document.
fn about(isms: &Isms, document: &Document) -> String {
    match in_force(isms, document.id) {
        Some(version) if document.is_approved() => tr!("Version {}", version.version),
        Some(version) => tr!("The draft; version {} stays in force meanwhile", version.version),
        None if !document.content.is_empty() => tr!("The file {}, as it is", document.file_name),
        None => String::new(),
    }
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

fn tick(ui: &mut Ui, chosen: &mut Vec<Wanted>, what: Wanted, words: &str, about: &str) {
    let colour = tokens(ui).text;
    let mut on = chosen.contains(&what);
    let response = ui.add(Checkbox::new(&mut on, Type::BodyStrong.text(words).color(colour)));
    focus_ring(ui, &response, 4);
    if chosen.first() == Some(&what)
        && ui.data(|data| data.get_temp::<bool>(Id::unique("printable-opens")).unwrap_or(false))
    {
        response.scroll_to_me(Some(Align::Center));
    }
    if !about.is_empty() {
        ui.indent(("about", words), |ui| hint(ui, about));
    }
    if response.changed() {
        chosen.retain(|other| *other != what);
        chosen.extend(on.then_some(what));
    }
}

fn choose_many(ui: &mut Ui, chosen: &mut Vec<Wanted>, file: OpenFile<'_>, printable: &[Printable]) {
    ui.horizontal(|ui| {
        if Button::link(&tr!("Choose all")).show(ui).clicked() {
            *chosen = everything(file.isms, printable);
        }
        if papers(file.isms).next().is_some() && Button::link(&tr!("Choose all documents")).show(ui).clicked() {
            *chosen = papers(file.isms).map(|document| Wanted::Document(document.id)).collect();
        }
        if Button::link(&tr!("Choose all reports")).show(ui).clicked() {
            *chosen = printable.iter().map(|one| Wanted::Report(one.name)).collect();
        }
        if Button::link(&tr!("Choose none")).show(ui).clicked() {
            chosen.clear();
        }
        let count = tr!("{} chosen", chosen.len());
        ui.label(Type::Meta.text(count).color(tokens(ui).text3));
    });
}

/// Where class, owner and approver of the chosen reports come from. Answers whether one is to be put under control.
fn control(ui: &mut Ui, chosen: &[Wanted], file: OpenFile<'_>, around: &mut Around<'_>) -> bool {
    let record = |one: &Printable| file.isms.documents.iter().rev().find(|document| document.template == one.name);
    let wanted: Vec<&Printable> =
        around.printable.iter().filter(|one| chosen.contains(&Wanted::Report(one.name))).collect();
    if let ([one], true) = (wanted.as_slice(), chosen.len() == 1) {
        if let Some(record) = record(one) {
            let text = tr!("Class, owner, approver and next review come from the document {}.", record.reference);
            hint(ui, &text);
            return false;
        }
        hint(ui, &tr!("It is not under document control yet: class, owner and approver are printed as not named."));
        if Button::link(&tr!("Put it under document control")).show(ui).clicked() {
            // The statement's record has an id and a clause of its own.
            around.intents.push(match one.name {
                "soa" => Intent::ControlStatement,
                name => Intent::ControlPrinted(name, one.title.clone()),
            });
            return true;
        }
        return false;
    }
    let mut without: Vec<String> =
        wanted.iter().filter(|one| record(one).is_none()).map(|one| one.title.clone()).collect();
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
