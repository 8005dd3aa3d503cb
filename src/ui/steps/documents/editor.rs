//! The text of a document, section by section, written where it stands.

mod section;

use std::collections::BTreeMap;
use std::ops::Range;

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{Context, Frame, Id, Key, Margin, Modifiers, ScrollArea, Ui};
use tr::tr;

use super::find::{Find, Hit};
use super::ops::{self, Act};
use super::setting::Kept;
use super::{acts, tools};
use crate::isms::documents::{Document, DocumentId, Section, in_force, versions};
use crate::isms::{FieldRef, RegisterName, Rule, set_field};
use crate::ui::Cx;
use crate::ui::drafts::DraftKind;
use crate::ui::icons;
use crate::ui::intent::Intent;
use crate::ui::widgets::{self, Button, Tone, format_date};

/// The widest a text is set: longer lines are hard to follow.
const WIDEST: f32 = 720.0;

/// What the editor remembers.
#[derive(Debug, Default)]
pub(super) struct Editor {
    of: Option<(DocumentId, bool)>,
    kept: BTreeMap<usize, Kept>,
    /// The section that was written in last, with what was selected in it.
    cursor: Option<(usize, Range<usize>)>,
    /// What is looked for in the text.
    pub(super) find: Find,
    reveal: Option<Hit>,
    /// The section whose heading is to be written.
    begin: Option<usize>,
}

/// The sections of a document as they are shown: as typed, or as they were approved.
pub(super) struct Texts {
    /// Heading and text of each.
    pub(super) sections: Vec<(String, String)>,
    /// Whether they can be changed.
    pub(super) is_open: bool,
}

/// What is shown as the text of a document; `None` when it has none here.
pub(super) fn texts(cx: &Cx<'_>, document: &Document) -> Option<Texts> {
    if !document.is_written_here() {
        return None;
    }
    let is_open = document.is_open();
    if !is_open {
        let held = in_force(cx.isms, document.id).or_else(|| versions(cx.isms, document.id).next_back());
        let sections = held.map_or(&document.sections, |version| &version.sections);
        let pair = |section: &Section| (section.title.clone(), section.text.clone());
        return Some(Texts { sections: sections.iter().map(pair).collect(), is_open });
    }
    let typed = |pointer: String, kept: &str| {
        let field = field(document.id, pointer);
        cx.state.drafts.text(&field).unwrap_or(kept).to_owned()
    };
    let pair = |(index, section): (usize, &Section)| {
        let title = typed(format!("/sections/{index}/title"), &section.title);
        (title, typed(format!("/sections/{index}/text"), &section.text))
    };
    Some(Texts { sections: document.sections.iter().enumerate().map(pair).collect(), is_open })
}

/// A field of a document.
pub(super) fn field(document: DocumentId, pointer: impl Into<std::borrow::Cow<'static, str>>) -> FieldRef {
    FieldRef { register: RegisterName::Documents, id: document.0, pointer: pointer.into() }
}

fn text_id(document: DocumentId, section: usize) -> Id {
    Id::unique(("text of a section", document, section))
}

/// What the text of a section is called.
fn text_label(index: usize, title: &str) -> String {
    if title.trim().is_empty() { tr!("Text of section {}", index + 1) } else { tr!("Text of {}", title.trim()) }
}

impl Editor {
    /// Shows this section with the next frame.
    pub(super) fn lead_to(&mut self, section: usize) {
        self.reveal = Some(Hit { section, in_title: false, chars: 0..0 });
    }

    /// How many words the text has, as it was drawn last.
    pub(super) fn words(&self) -> usize {
        self.kept.values().map(|kept| kept.marked.words).sum()
    }

    /// Does something to the text that was written in last.
    pub(super) fn act(&mut self, ui: &Ui, cx: &mut Cx<'_>, document: DocumentId, texts: &Texts, act: &Act) {
        let last = texts.sections.len().saturating_sub(1);
        let (section, chars) = match &self.cursor {
            Some((section, chars)) if *section <= last => (*section, chars.clone()),
            Some(_) | None => {
                let end = texts.sections.last().map_or(0, |(_, text)| text.chars().count());
                (last, end..end)
            }
        };
        let Some((title, text)) = texts.sections.get(section) else { return };
        let edited = ops::apply(act, text, &chars);
        self.put(ui, cx, document, (section, title), edited);
    }

    /// Keeps an edited text as typed, with the cursor where the edit left it.
    fn put(
        &mut self,
        ui: &Ui,
        cx: &mut Cx<'_>,
        document: DocumentId,
        (section, title): (usize, &str),
        edited: ops::Edited,
    ) {
        let time = ui.input(|input| input.time);
        let field = field(document, format!("/sections/{section}/text"));
        cx.state.drafts.put(field, edited.text, DraftKind::Text, &text_label(section, title), time);
        select(ui.ctx(), text_id(document, section), &edited.chars);
        self.cursor = Some((section, edited.chars));
    }

    /// Forgets what belongs to another text.
    fn turn_to(&mut self, document: DocumentId, is_open: bool) {
        if self.of != Some((document, is_open)) {
            // Where a person was led to, and what was just begun, belong to the text that comes.
            let (reveal, begin) = (self.reveal.take(), self.begin.take());
            *self = Self { of: Some((document, is_open)), reveal, begin, ..Self::default() };
        }
    }

    /// The words that are selected, to look for them elsewhere.
    fn selected(&self, texts: &Texts) -> String {
        let Some((section, chars)) = &self.cursor else { return String::new() };
        let text = texts.sections.get(*section).map_or("", |(_, text)| text);
        text.chars().skip(chars.start).take(chars.len()).collect()
    }
}

/// Puts the cursor into a field, with these characters selected.
fn select(ctx: &Context, id: Id, chars: &Range<usize>) {
    let mut state = TextEditState::load(ctx, id).unwrap_or_default();
    let range = CCursorRange::two(CCursor::new(chars.start), CCursor::new(chars.end));
    state.cursor.set_char_range(Some(range));
    state.store(ctx, id);
    ctx.memory_mut(|memory| memory.request_focus(id));
}

/// Draws the tools and the text.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, document: &Document, texts: &Texts) {
    let mut editor = std::mem::take(&mut cx.state.views.documents.editor);
    editor.turn_to(document.id, texts.is_open);
    if cx.state.dialog.is_none() && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::F)) {
        let words = editor.selected(texts);
        editor.find.open(&words);
    }
    editor.find.look(&texts.sections);
    tools::bar(ui, cx, &mut editor, document, texts);
    if let Some(hit) = editor.find.bar(ui) {
        editor.reveal = Some(hit);
    }
    ScrollArea::vertical().id_salt("text").auto_shrink([false, false]).show(ui, |ui| {
        let across = ui.max_rect();
        Frame::new().inner_margin(Margin { left: 24, right: 16, top: 16, bottom: 48 }).show(ui, |ui| {
            ui.set_width(ui.available_width().min(WIDEST));
            notes(ui, document, texts);
            for (index, pair) in texts.sections.iter().enumerate() {
                section::show(ui, cx, &mut editor, document, (index, pair), across);
                ui.add_space(18.0);
            }
            if texts.is_open {
                let word = tr!("Add a section");
                if Button::quiet(&word).icon(icons::PLUS).show(ui).clicked() {
                    editor.begin = Some(texts.sections.len());
                    add_section(cx, document.id, texts.sections.len());
                }
            }
        });
    });
    cx.state.views.documents.editor = editor;
}

/// What has to be known before the text is read.
fn notes(ui: &mut Ui, document: &Document, texts: &Texts) {
    let before = ui.cursor().top();
    acts::requested_note(ui, document);
    if let Some(day) = document.retired_on.filter(|_| !texts.is_open) {
        let text = tr!("Out of force since {0}. {1}", format_date(day), document.retired_why);
        widgets::note(ui, Tone::Warn, text.trim());
    }
    if ui.cursor().top() > before {
        ui.add_space(14.0);
    }
}

/// Changes the list of sections as it is once everything typed has been saved.
fn change_sections(
    cx: &mut Cx<'_>,
    document: DocumentId,
    (label, tell): (String, bool),
    change: impl FnOnce(&mut Vec<Section>) + 'static,
) {
    let rule = Rule::new(move |isms, _| {
        let mut sections = isms.documents.require(document)?.sections.clone();
        change(&mut sections);
        let value = serde_json::to_value(&sections).unwrap_or_default();
        set_field(isms, &field(document, "/sections"), value, &label)
    });
    cx.send(if tell { Intent::DecideAndTell(rule) } else { Intent::Decide(rule) });
}

/// Adds an empty section before the one at this place.
fn add_section(cx: &mut Cx<'_>, document: DocumentId, at: usize) {
    change_sections(cx, document, (tr!("section added"), false), move |sections| {
        sections.insert(at.min(sections.len()), Section::default());
    });
}

/// Begins the text of a document that has none: one section, to be written.
pub(super) fn begin_text(cx: &mut Cx<'_>, document: DocumentId) {
    cx.state.views.documents.editor.begin = Some(0);
    add_section(cx, document, 0);
}
