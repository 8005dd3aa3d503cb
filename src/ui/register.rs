//! The table that all registers share: rows with a reference, a bar on the chosen one, keys and names for all.

mod bulk;
mod cells;
mod columns;
mod grid;

use std::collections::BTreeMap;

use eframe::egui::{Align, Layout, Response, Ui};
use tr::tr;
use uuid::Uuid;

use super::Cx;
use super::icons;
use super::intent::Intent;
use super::theme::{ROW, Type, tokens};
use super::widgets::{self, Button, empty_state};
use crate::isms::{Isms, RegisterName};
pub use bulk::{Marks, bulk_bar};
pub use cells::{CellView, cells};
pub use columns::{Col, columns, empty_key, icon};
use grid::CARD_ROWS;
pub use grid::{Grid, GridAnswer, GridRow, Scroll, Sorting, grid};

/// Rows of registers for one snapshot, filter and sorting.
#[derive(Debug, Default)]
pub struct RowCache {
    seq: i64,
    rows: BTreeMap<RegisterName, (Wanted, Vec<Uuid>)>,
    sorting: BTreeMap<RegisterName, Sorting>,
}

/// What decides which rows are shown, and in which order.
type Wanted = (String, Option<Sorting>);

impl RowCache {
    /// The rows of a register as it was drawn last.
    pub fn drawn(&self, register: RegisterName) -> &[Uuid] {
        self.rows.get(&register).map_or(&[], |(_, ids)| ids)
    }

    fn ids(&mut self, isms: &Isms, seq: i64, register: RegisterName, filter: &str) -> &[Uuid] {
        if self.seq != seq {
            self.rows.clear();
            self.seq = seq;
        }
        let sorting = self.sorting.get(&register).copied();
        let stale = self.rows.get(&register).is_none_or(|((of, by), _)| of != filter || *by != sorting);
        if stale {
            self.rows.insert(register, ((filter.to_owned(), sorting), find(isms, register, filter, sorting)));
        }
        self.rows.get(&register).map_or(&[], |(_, ids)| ids)
    }
}

/// Records whose cells hold the filter's words, sorted by a column, or by reference.
fn find(isms: &Isms, register: RegisterName, filter: &str, sorting: Option<Sorting>) -> Vec<Uuid> {
    let wanted = filter.trim().to_lowercase();
    let matches = |cells: &[CellView]| {
        wanted.is_empty() || cells.iter().any(|cell| cell.words(isms).to_lowercase().contains(&wanted))
    };
    let mut found: Vec<(String, String, Uuid)> = isms
        .all(register)
        .iter()
        .filter_map(|record| {
            let cells = cells(isms, record);
            let column = sorting.and_then(|sorting| cells.get(sorting.column));
            let key = column.map(|cell| natural(&cell.sort_key(isms))).unwrap_or_default();
            matches(&cells).then(|| (key, natural(record.reference()), record.id()))
        })
        .collect();
    found.sort();
    if sorting.is_some_and(|sorting| sorting.descending) {
        // Equal cells stay in the order of their references.
        found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    }
    found.into_iter().map(|(_, _, id)| id).collect()
}

/// A key under which R-9 comes before R-10, and A.5.9 before A.5.10.
pub fn natural(reference: &str) -> String {
    let mut key = String::new();
    let mut digits = String::new();
    for c in reference.chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            key.push_str(&format!("{digits:0>9}"));
            digits.clear();
        }
        key.push(c);
    }
    key
}

/// A register inside a card of a step: title, rows, add. The chosen row opens in the pane.
pub fn register_card(ui: &mut Ui, cx: &mut Cx<'_>, register: RegisterName, title: &str, clause: &str) {
    widgets::card(ui, |ui| {
        let count = cx.isms.count(register);
        widgets::heading(ui, title, clause, |ui| {
            if count > 0 && add_button(ui, register).clicked() {
                cx.send(Intent::Add(register, Vec::new()));
            }
        });
        if count == 0 {
            empty(ui, cx, register);
            return;
        }
        table(ui, cx, register, "", if count > CARD_ROWS { Scroll::Window } else { Scroll::Page });
    });
}

/// A register over the whole screen.
pub fn register_screen(ui: &mut Ui, cx: &mut Cx<'_>, register: RegisterName) {
    let filter_id = ui.scope_id().with(("filter", register));
    let mut filter = ui.data(|data| data.get_temp::<String>(filter_id)).unwrap_or_default();
    ui.horizontal(|ui| {
        let field = ui.add(
            eframe::egui::TextEdit::singleline(&mut filter)
                .id(filter_id.with("field"))
                .hint_text(tr!("Filter"))
                .margin(eframe::egui::Margin::symmetric(10, 7))
                .desired_width(220.0),
        );
        let name = tr!("Filter {}", register.label());
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(name));
        if ui.input_mut(|i| i.consume_key(eframe::egui::Modifiers::COMMAND, eframe::egui::Key::F)) {
            field.request_focus();
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if add_button(ui, register).clicked() {
                cx.send(Intent::Add(register, Vec::new()));
            }
        });
    });
    ui.data_mut(|data| data.insert_temp(filter_id, filter.clone()));
    ui.add_space(4.0);
    bulk_bar(ui, cx, register);
    if cx.isms.count(register) == 0 {
        widgets::card(ui, |ui| empty(ui, cx, register));
    } else {
        table(ui, cx, register, &filter, Scroll::Fill);
    }
}

fn add_button(ui: &mut Ui, register: RegisterName) -> Response {
    let name = tr!("Add to {}", register.label());
    Button::secondary(&tr!("Add")).icon(icons::PLUS).small().named(name).show(ui)
}

fn empty(ui: &mut Ui, cx: &mut Cx<'_>, register: RegisterName) {
    let text = cx.content.guidance.empty(empty_key(register)).cloned().unwrap_or_else(|| crate::content::EmptyText {
        title: tr!("Nothing here yet"),
        text: String::new(),
        action: tr!("Add the first"),
    });
    if empty_state(ui, icon(register), &text) {
        cx.send(Intent::Add(register, Vec::new()));
    }
}

fn table(ui: &mut Ui, cx: &mut Cx<'_>, register: RegisterName, filter: &str, scrolls: Scroll) {
    let seq = cx.derived.seq;
    let ids = cx.state.rows.ids(cx.isms, seq, register, filter).to_vec();
    let selected = cx.selected(register);
    let isms = cx.isms;
    let columns = columns(register);
    let marks = cx.state.marks.of(register, isms);
    let layout = Grid {
        salt: register.as_str(),
        columns: &columns,
        count: ids.len(),
        row_height: ROW,
        scrolls,
        sorting: Some(cx.state.rows.sorting.get(&register).copied()),
        marks: bulk::has_fields(register).then(|| !ids.is_empty() && ids.iter().all(|id| marks.contains(id))),
    };
    let answer = grid(ui, &layout, isms, |index| {
        let id = ids.get(index)?;
        let record = isms.get(register, *id)?;
        let cells = cells(isms, &record);
        let words = cells.iter().map(|cell| cell.words(isms)).filter(|word| !word.is_empty());
        let name = words.collect::<Vec<_>>().join(", ");
        let (chosen, marked) = (selected == Some(*id), marks.contains(id));
        Some(GridRow { name, chosen, marked, cells, ..GridRow::default() })
    });
    if let Some(id) = answer.opened.and_then(|index| ids.get(index)) {
        cx.send(Intent::Select(register, Some(*id)));
    }
    cx.state.marks.take(register, &answer, &ids);
    if let Some(column) = answer.sorted {
        match Sorting::after_click(cx.state.rows.sorting.get(&register).copied(), column) {
            Some(sorting) => cx.state.rows.sorting.insert(register, sorting),
            None => cx.state.rows.sorting.remove(&register),
        };
    }
    if ids.is_empty() {
        let colour = tokens(ui).text3;
        ui.label(Type::Body.text(tr!("Nothing matches the filter.")).color(colour));
    }
}
