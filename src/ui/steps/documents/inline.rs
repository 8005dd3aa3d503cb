//! One line of text that is written where it stands, without a box around it: titles and headings.

use eframe::egui::{Align2, Frame, Id, Label, Margin, Response, Stroke, TextEdit, Ui};

use crate::isms::FieldRef;
use crate::ui::Cx;
use crate::ui::drafts::DraftKind;
use crate::ui::theme::{Type, tokens};

/// A line that stands for one field.
pub(super) struct Inline<'a> {
    /// The field.
    pub(super) field: FieldRef,
    /// What a screen reader says.
    pub(super) label: &'a str,
    /// What stands in it.
    pub(super) value: &'a str,
    /// How it looks.
    pub(super) style: Type,
    /// Pale words while it is empty.
    pub(super) hint: &'a str,
    /// How wide it is.
    pub(super) width: f32,
    /// Whether it can be changed.
    pub(super) is_open: bool,
}

/// Where the line of a field keeps its cursor.
pub(super) fn id(field: &FieldRef) -> Id {
    Id::unique(("inline", field.id, field.pointer.as_ref()))
}

impl Inline<'_> {
    /// Draws it.
    pub(super) fn show(self, ui: &mut Ui, cx: &mut Cx<'_>) -> Response {
        let colours = tokens(ui);
        if !self.is_open {
            let words = if self.value.trim().is_empty() { self.hint } else { self.value };
            return ui.add(Label::new(self.style.text(words).color(colours.text)).wrap().selectable(true));
        }
        let mut text = cx.state.drafts.text(&self.field).unwrap_or(self.value).to_owned();
        let problem = cx.state.drafts.problem(&self.field).is_some();
        let edit = TextEdit::singleline(&mut text)
            .id(id(&self.field))
            .font(self.style.font())
            .text_color(colours.text)
            .frame(Frame::NONE)
            .margin(Margin::ZERO)
            .align(Align2::LEFT_CENTER)
            .hint_text(self.style.text(self.hint).color(colours.text3))
            .desired_width(self.width);
        let response = ui.add(edit);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(self.label));
        if response.has_focus() || problem {
            let ink = if problem { colours.danger } else { colours.accent };
            let rect = response.rect;
            ui.painter().hline(rect.x_range(), rect.bottom() + 1.0, Stroke::new(2.0, ink));
        }
        if response.changed() {
            let time = ui.input(|input| input.time);
            cx.state.drafts.put(self.field.clone(), text, DraftKind::Text, self.label, time);
        }
        if response.lost_focus() {
            cx.state.drafts.leave(&self.field);
        }
        response
    }
}
