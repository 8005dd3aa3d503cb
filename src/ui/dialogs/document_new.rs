//! A new document: from templates, blank, out of a text, a file from elsewhere, or one from outside (7.5.2, 7.5.3).

use std::collections::BTreeSet;
use std::path::PathBuf;

use eframe::egui::{Checkbox, ScrollArea, Ui};
use tr::tr;

use super::parts::{buttons, path_field, place, room, text_field, title};
use super::{Around, Dialog, OpenFile};
use crate::isms::documents::{DocumentKind, NewDocument, Template};
use crate::ui::derived::Derived;
use crate::ui::intent::{Browse, DocumentSource, Intent};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{Button, ChoiceItem, field_label, focus_ring, hint, section_label, segmented, select, tag};

/// How a document begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Way {
    #[default]
    Templates,
    Blank,
    Text,
    File,
    External,
}

/// What is chosen and typed so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beginning {
    way: Way,
    /// Names of the templates that are ticked.
    ticked: BTreeSet<String>,
    title: String,
    kind: Option<DocumentKind>,
    pub(super) path: String,
    link: String,
}

impl Dialog {
    /// A new document; nothing is chosen yet.
    pub fn new_document() -> Self {
        Self::NewDocument(Beginning::default())
    }

    /// The same with every template ticked that is called for and not begun.
    pub fn begin_proposed(derived: &Derived) -> Self {
        let called = derived.documents.proposed.iter().filter(|one| one.called_for && one.begun.is_none());
        Self::NewDocument(Beginning {
            ticked: called.map(|one| one.template.clone()).collect(),
            ..Beginning::default()
        })
    }
}

/// Draws the dialog. Answers whether it is finished.
pub(super) fn show(ui: &mut Ui, state: &mut Beginning, around: &mut Around<'_>) -> bool {
    let Some(file) = around.file else { return true };
    title(ui, &tr!("New document"));
    let items = [
        ChoiceItem::new(Way::Templates, tr!("From a template")),
        ChoiceItem::new(Way::Blank, tr!("Blank")),
        ChoiceItem::new(Way::Text, tr!("Import text")),
        ChoiceItem::new(Way::File, tr!("Upload a file")),
        ChoiceItem::new(Way::External, tr!("External document")),
    ];
    let width = ui.available_width();
    if let Some(Some(way)) = segmented(ui, &tr!("Begin"), &items, Some(&state.way), width) {
        state.way = way;
    }
    ui.add_space(2.0);
    hint(ui, &about(state.way));
    if state.way == Way::Templates {
        return templates(ui, state, file, around);
    }
    own(ui, state, around)
}

fn about(way: Way) -> String {
    match way {
        Way::Templates => {
            tr!("Texts with your company’s own facts filled in. What nobody has decided stays an open question.")
        }
        Way::Blank => tr!("It begins with one empty section. You write it here, with the same fields as a template."),
        Way::Text => tr!("A Markdown or Word file. Its text becomes sections, and from then on it is written here."),
        Way::File => {
            tr!("A PDF or any other file that is the document. A copy is kept inside your ISMS file, up to 100 MB.")
        }
        Way::External => tr!("Not written by you and only kept track of: a law, a client’s rules, a maker’s manual."),
    }
}

/// The templates that are not begun, each with its tick.
fn templates(ui: &mut Ui, state: &mut Beginning, file: OpenFile<'_>, around: &mut Around<'_>) -> bool {
    let library = &file.content.policies;
    let free: Vec<(&Template, bool)> = file
        .derived
        .documents
        .proposed
        .iter()
        .filter(|one| one.begun.is_none())
        .filter_map(|one| Some((library.template(&one.template)?, one.called_for)))
        .collect();
    state.ticked.retain(|name| free.iter().any(|(template, _)| template.name == *name));
    if free.is_empty() {
        hint(ui, &tr!("Every template is begun already. You find its document in the list."));
    }
    let height = room(ui, 300.0);
    ScrollArea::vertical().id_salt("templates").max_height(height).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        for (called, head) in
            [(true, tr!("Called for by your profile and controls")), (false, tr!("Not called for here"))]
        {
            let part: Vec<&Template> = free.iter().filter(|(_, is)| *is == called).map(|(one, _)| *one).collect();
            if part.is_empty() {
                continue;
            }
            ui.add_space(6.0);
            section_label(ui, &head);
            for template in part {
                template_row(ui, &mut state.ticked, template);
            }
        }
    });
    ui.horizontal(|ui| {
        if Button::link(&tr!("Tick all that are called for")).show(ui).clicked() {
            state.ticked = free.iter().filter(|(_, called)| *called).map(|(one, _)| one.name.clone()).collect();
        }
        if Button::link(&tr!("Tick none")).show(ui).clicked() {
            state.ticked.clear();
        }
    });
    let names: Vec<String> =
        free.iter().map(|(one, _)| &one.name).filter(|name| state.ticked.contains(*name)).cloned().collect();
    let word = match names.len() {
        0 | 1 => tr!("Begin the document"),
        count => tr!("Begin {} documents", count),
    };
    let why = names.is_empty().then(|| tr!("Tick the template you want to begin with."));
    buttons(ui, &word, why, || Intent::BeginDocuments(names), around)
}

fn template_row(ui: &mut Ui, ticked: &mut BTreeSet<String>, template: &Template) {
    let colours = tokens(ui);
    let mut on = ticked.contains(&template.name);
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let words = Type::BodyStrong.text(&template.title).color(colours.text);
        let response = ui.add(Checkbox::new(&mut on, words));
        focus_ring(ui, &response, 4);
        tag(ui, &template.kind.label());
        if response.changed() {
            if on {
                ticked.insert(template.name.clone());
            } else {
                ticked.remove(&template.name);
            }
        }
    });
    ui.indent(&template.name, |ui| hint(ui, &template.about));
}

/// A document of the organisation's own, or one from outside.
fn own(ui: &mut Ui, state: &mut Beginning, around: &mut Around<'_>) -> bool {
    text_field(ui, &tr!("Title"), &mut state.title);
    field_label(ui, &tr!("Kind"));
    let kinds: Vec<ChoiceItem<DocumentKind>> =
        DocumentKind::ALL.iter().map(|kind| ChoiceItem::new(*kind, kind.label())).collect();
    let width = ui.available_width();
    if let Some(kind) = select(ui, &tr!("Kind"), &kinds, state.kind.as_ref(), &tr!("Undecided"), width) {
        state.kind = kind;
    }
    let needs_file = matches!(state.way, Way::Text | Way::File);
    if needs_file {
        path_field(ui, &tr!("File"), &mut state.path, Browse::Any, around);
    }
    if state.way == Way::External {
        text_field(ui, &tr!("Where it is"), &mut state.link);
        hint(ui, &tr!("An address, a shelf or a folder. Leave it empty when you keep the file here."));
        path_field(ui, &tr!("File, if you keep a copy"), &mut state.path, Browse::Any, around);
    }
    let from = place(&state.path, around);
    let no_title = state.title.trim().is_empty().then(|| tr!("Give the document a title first."));
    let no_file = (needs_file && state.path.trim().is_empty()).then(|| tr!("Enter or choose a file first."));
    buttons(ui, &tr!("Add the document"), no_title.or(no_file), || wish(state, from), around)
}

fn wish(state: &Beginning, from: PathBuf) -> Intent {
    let external = state.way == Way::External;
    let source = match state.way {
        Way::Text => DocumentSource::Text(from),
        Way::File => DocumentSource::File(from),
        Way::External if !state.path.trim().is_empty() => DocumentSource::File(from),
        Way::External | Way::Blank | Way::Templates => DocumentSource::Nothing,
    };
    let link = if external { state.link.trim().to_owned() } else { String::new() };
    let title = state.title.trim().to_owned();
    let document = NewDocument { title, kind: state.kind, external, link, ..NewDocument::default() };
    Intent::AddDocument(document, source)
}
