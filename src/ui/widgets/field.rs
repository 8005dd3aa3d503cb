//! The fields of a form. Each one stands for one field of one record; what is typed becomes a draft and then an edit.

use std::borrow::Cow;

use eframe::egui::{CornerRadius, Id, Margin, Response, RichText, Stroke, StrokeKind, TextEdit, Ui, vec2};
use jiff::civil::Date;
use serde::Serialize;
use tr::tr;
use uuid::Uuid;

use super::{ChoiceItem, LinkItem, date_edit, format_date, link_picker, segmented, select};
use crate::isms::organisation::PersonId;
use crate::isms::{FieldRef, Isms, Record, RegisterName};
use crate::ui::Cx;
use crate::ui::drafts::DraftKind;
use crate::ui::icons;
use crate::ui::intent::Intent;
use crate::ui::theme::{CONTROL, Type, tokens};

/// A field without its name above it: what stands in it and how it looks.
#[derive(Debug, Clone, Copy)]
pub struct Bare<'a> {
    /// What stands in it.
    pub value: &'a str,
    /// How typed text becomes a value.
    pub kind: DraftKind,
    /// Lines of text.
    pub rows: usize,
    /// Pale words while it is empty.
    pub example: &'a str,
    /// How wide it is.
    pub width: f32,
}

/// The form of one record.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    register: RegisterName,
    id: Uuid,
}

impl Form {
    /// The form of this record.
    pub fn of<T: Record>(record: &T) -> Self {
        Self { register: T::REGISTER, id: record.id().into() }
    }

    fn field(self, pointer: impl Into<Cow<'static, str>>) -> FieldRef {
        FieldRef { register: self.register, id: self.id, pointer: pointer.into() }
    }

    /// Sends the wish to give a field a value.
    pub fn set(self, cx: &mut Cx<'_>, label: &str, pointer: &'static str, value: &impl Serialize) {
        let value = serde_json::to_value(value).unwrap_or_default();
        cx.intents.push(Intent::Set(self.field(pointer), value, label.to_owned()));
    }

    /// One line of text.
    pub fn text(self, ui: &mut Ui, cx: &mut Cx<'_>, label: &str, pointer: &'static str, value: &str) -> Response {
        self.typed(ui, cx, label, pointer, value.to_owned(), DraftKind::Text, 1)
    }

    /// Text or a number without its name above, for rows of a table; the name is spoken.
    pub fn bare(
        self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        label: &str,
        pointer: impl Into<Cow<'static, str>>,
        bare: Bare<'_>,
    ) -> Response {
        let field = self.field(pointer);
        ui.vertical(|ui| {
            ui.set_width(bare.width);
            ui.spacing_mut().item_spacing.y = 4.0;
            let response = self.line(ui, cx, label, &field, bare);
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(label));
            response
        })
        .inner
    }

    /// Several lines of text.
    pub fn long_text(
        self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        label: &str,
        pointer: &'static str,
        value: &str,
        rows: usize,
    ) -> Response {
        self.typed(ui, cx, label, pointer, value.to_owned(), DraftKind::Text, rows)
    }

    /// A whole number, or nothing.
    pub fn number(
        self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        label: &str,
        pointer: &'static str,
        value: Option<u32>,
    ) -> Response {
        let text = value.map(|value| value.to_string()).unwrap_or_default();
        self.typed(ui, cx, label, pointer, text, DraftKind::Number, 1)
    }

    /// A number with or without decimals, or nothing. `shown` stands above the field, `label` is spoken.
    pub fn decimal(
        self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        label: &str,
        shown: &str,
        pointer: &'static str,
        value: Option<f64>,
    ) -> Response {
        let text = value.map(amount_field).unwrap_or_default();
        let response = self.typed(ui, cx, shown, pointer, text, DraftKind::Decimal, 1);
        let name = label.to_owned();
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
        response
    }

    #[expect(clippy::too_many_arguments, reason = "what a field is: where it stands, its name, its place, its value")]
    fn typed(
        self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        label: &str,
        pointer: &'static str,
        value: String,
        kind: DraftKind,
        rows: usize,
    ) -> Response {
        ui.vertical(|ui| {
            let name = field_label(ui, label);
            let width = ui.available_width();
            let bare = Bare { value: &value, kind, rows, example: "", width };
            self.line(ui, cx, label, &self.field(pointer), bare).labelled_by(name.id)
        })
        .inner
    }

    /// The line to write in, with what is wrong below it.
    fn line(self, ui: &mut Ui, cx: &mut Cx<'_>, label: &str, field: &FieldRef, bare: Bare<'_>) -> Response {
        let id = Id::unique(("field", &field.register, field.id, field.pointer.as_ref()));
        let mut text = cx.state.drafts.text(field).unwrap_or(bare.value).to_owned();
        let problem = cx.state.drafts.problem(field).map(str::to_owned);
        let edit = if bare.rows > 1 {
            TextEdit::multiline(&mut text).desired_rows(bare.rows)
        } else {
            TextEdit::singleline(&mut text)
        };
        let example = Type::Body.text(bare.example).color(tokens(ui).text3);
        let edit = edit.hint_text(example).margin(Margin::symmetric(10, 7)).min_size(vec2(0.0, CONTROL));
        let response = ui.add(edit.id(id).desired_width(bare.width));
        frame(ui, &response, problem.is_some());
        if response.changed() {
            let time = ui.input(|input| input.time);
            cx.state.drafts.put(field.clone(), text, bare.kind, label, time);
        }
        if response.lost_focus() {
            cx.state.drafts.leave(field);
        }
        if let Some(problem) = problem {
            problem_line(ui, &problem);
        }
        response
    }

    /// A day.
    pub fn date(self, ui: &mut Ui, cx: &mut Cx<'_>, label: &str, pointer: &'static str, value: Option<Date>) {
        ui.vertical(|ui| {
            field_label(ui, label);
            let width = ui.available_width().min(200.0);
            self.bare_date(ui, cx, label, pointer, value, width);
        });
    }

    /// A day without its label above, for rows of a table; the label is spoken.
    pub fn bare_date(
        self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        label: &str,
        pointer: &'static str,
        value: Option<Date>,
        width: f32,
    ) {
        let field = self.field(pointer);
        let shown = value.map(format_date).unwrap_or_default();
        let mut text = cx.state.drafts.text(&field).map_or(shown, str::to_owned);
        let problem = cx.state.drafts.problem(&field).map(str::to_owned);
        ui.push_id((&field.register, field.id, pointer), |ui| {
            let edited = date_edit(ui, label, &mut text, cx.now.today, width, problem.is_some());
            if edited.typed {
                let time = ui.input(|input| input.time);
                cx.state.drafts.put(field.clone(), text, DraftKind::Date, label, time);
            }
            if edited.left {
                cx.state.drafts.leave(&field);
            }
            if let Some(day) = edited.picked {
                cx.state.drafts.forget(&field);
                self.set(cx, label, pointer, &day);
            }
            if let Some(problem) = problem {
                problem_line(ui, &problem);
            }
        });
    }

    /// One of a closed list of values, or nothing yet.
    pub fn choice<T: Clone + PartialEq + Serialize>(
        self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        label: &str,
        pointer: &'static str,
        items: &[ChoiceItem<T>],
        value: Option<&T>,
    ) {
        ui.vertical(|ui| {
            field_label(ui, label);
            let width = ui.available_width();
            ui.push_id((self.id, pointer), |ui| {
                if let Some(answer) = select(ui, label, items, value, &tr!("Undecided"), width) {
                    self.set(cx, label, pointer, &answer);
                }
            });
        });
    }

    /// Few values side by side, or none of them yet.
    pub fn segments<T: Clone + PartialEq + Serialize>(
        self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        label: &str,
        pointer: &'static str,
        items: &[ChoiceItem<T>],
        value: Option<&T>,
    ) {
        ui.vertical(|ui| {
            field_label(ui, label);
            let width = ui.available_width();
            ui.push_id((self.id, pointer), |ui| {
                if let Some(answer) = segmented(ui, label, items, value, width) {
                    self.set(cx, label, pointer, &answer);
                }
            });
        });
    }

    /// Yes, no, or undecided, in a row with its question.
    pub fn yes_no(self, ui: &mut Ui, cx: &mut Cx<'_>, label: &str, pointer: &'static str, value: Option<bool>) {
        let items = [ChoiceItem::new(true, tr!("Yes")), ChoiceItem::new(false, tr!("No"))];
        ui.horizontal(|ui| {
            let tokens = tokens(ui);
            let width = ui.available_width() - 226.0;
            ui.allocate_ui(vec2(width, CONTROL), |ui| {
                ui.set_width(width);
                ui.add(eframe::egui::Label::new(Type::Body.text(label).color(tokens.text)).wrap());
            });
            ui.push_id((self.id, pointer), |ui| {
                if let Some(answer) = segmented(ui, label, &items, value.as_ref(), 128.0) {
                    self.set(cx, label, pointer, &answer);
                }
            });
            if value.is_none() {
                ui.label(Type::Meta.text(tr!("Undecided")).color(tokens.warn));
            }
        });
    }

    /// A person out of the register.
    pub fn person(self, ui: &mut Ui, cx: &mut Cx<'_>, label: &str, pointer: &'static str, value: Option<PersonId>) {
        let items = people(cx);
        ui.vertical(|ui| {
            field_label(ui, label);
            let width = ui.available_width();
            ui.push_id((self.id, pointer), |ui| {
                if let Some(answer) = select(ui, label, &items, value.as_ref(), &tr!("Nobody yet"), width) {
                    self.set(cx, label, pointer, &answer);
                }
            });
        });
    }

    /// Records of another register.
    pub fn links(
        self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        label: &str,
        pointer: &'static str,
        chosen: &[Uuid],
        register: RegisterName,
    ) {
        let isms = cx.isms;
        let candidates = move || isms.all(register).iter().map(LinkItem::of).collect::<Vec<_>>();
        let describe = move |id: Uuid| isms.get(register, id).map(|record| LinkItem::of(&record));
        ui.vertical(|ui| {
            field_label(ui, label);
            ui.push_id((self.id, pointer), |ui| {
                if let Some(answer) = link_picker(ui, label, chosen, &describe, &candidates) {
                    self.set(cx, label, pointer, &answer);
                }
            });
        });
    }
}

/// A number as it stands in a field: no grouping, no decimals it does not have.
fn amount_field(value: f64) -> String {
    format!("{value}")
}

/// An amount for reading: `18,000`, with decimals only below ten.
pub fn amount(value: f64) -> String {
    if value.abs() < 10.0 && (value - value.round()).abs() > 0.004 {
        return format!("{value:.2}");
    }
    let digits = format!("{:.0}", value.abs());
    let grouped: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|part| std::str::from_utf8(part).unwrap_or_default()).collect();
    format!("{}{}", if value < 0.0 { "−" } else { "" }, grouped.join(","))
}

/// Everyone who is with the organisation, as choices.
pub fn people(cx: &Cx<'_>) -> Vec<ChoiceItem<PersonId>> {
    people_on(cx.isms, cx.now.today)
}

/// Everyone who is with the organisation on this day, as choices.
pub fn people_on(isms: &Isms, today: Date) -> Vec<ChoiceItem<PersonId>> {
    let with_us = isms.people.iter().filter(|person| person.is_with_us(today));
    let mut items: Vec<_> = with_us
        .map(|person| {
            ChoiceItem::new(person.id, if person.name.is_empty() { &person.reference } else { &person.name }.clone())
        })
        .collect();
    items.sort_by(|a, b| a.word.cmp(&b.word));
    items
}

/// The name above a field.
pub fn field_label(ui: &mut Ui, label: &str) -> Response {
    let colour = tokens(ui).text2;
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.label(Type::Body.text(label).color(colour))
}

/// The sentence below a field that says what to enter.
pub fn hint(ui: &mut Ui, text: &str) {
    if !text.is_empty() {
        let colour = tokens(ui).text3;
        ui.add(eframe::egui::Label::new(Type::Meta.text(text).color(colour)).wrap());
    }
}

fn problem_line(ui: &mut Ui, problem: &str) {
    let colour = tokens(ui).danger;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(RichText::new(icons::WARNING_CIRCLE_FILL).size(14.0).color(colour));
        ui.add(eframe::egui::Label::new(Type::Meta.text(problem).color(colour)).wrap());
    });
}

/// The outline of a field: accent while it is written in, danger while something is wrong.
pub(super) fn frame(ui: &Ui, response: &Response, wrong: bool) {
    let tokens = tokens(ui);
    let colour = match (wrong, response.has_focus()) {
        (true, _) => tokens.danger,
        (false, true) => tokens.accent,
        (false, false) => return,
    };
    ui.painter().rect_stroke(response.rect, CornerRadius::same(6), Stroke::new(2.0, colour), StrokeKind::Inside);
}
