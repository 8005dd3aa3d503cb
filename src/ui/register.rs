//! The table that all registers share: rows with a reference, a bar on the chosen one, keys and names for all.

mod cells;
mod columns;

use std::collections::BTreeMap;

use eframe::egui::{Align, Align2, Layout, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use egui_extras::{Column, TableBuilder};
use tr::tr;
use uuid::Uuid;

use super::Cx;
use super::icons;
use super::intent::Intent;
use super::theme::{ROW, TABLE_HEAD, Type, tokens};
use super::widgets::{self, Button, avatar, empty_state, painted_text, status_mark};
use crate::isms::{AnyRecord, Isms, RegisterName};
pub use cells::{CellView, cells};
pub use columns::{Col, columns, empty_key, icon};

/// Rows a register shows inside a card before it scrolls by itself.
const CARD_ROWS: usize = 12;

/// Rows of registers for one snapshot and filter.
#[derive(Debug, Default)]
pub struct RowCache {
    seq: i64,
    rows: BTreeMap<RegisterName, (String, Vec<Uuid>)>,
}

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
        let stale = self.rows.get(&register).is_none_or(|(of, _)| of != filter);
        if stale {
            self.rows.insert(register, (filter.to_owned(), find(isms, register, filter)));
        }
        self.rows.get(&register).map_or(&[], |(_, ids)| ids)
    }
}

/// Records whose cells hold the filter's words, by reference.
fn find(isms: &Isms, register: RegisterName, filter: &str) -> Vec<Uuid> {
    let wanted = filter.trim().to_lowercase();
    let matches = |record: &AnyRecord| {
        wanted.is_empty() || cells(isms, record).iter().any(|cell| cell.words(isms).to_lowercase().contains(&wanted))
    };
    let mut found: Vec<(String, Uuid)> = isms
        .all(register)
        .iter()
        .filter(|record| matches(record))
        .map(|record| (natural(record.reference()), record.id()))
        .collect();
    found.sort();
    found.into_iter().map(|(_, id)| id).collect()
}

/// A key under which R-9 comes before R-10, and A.5.9 before A.5.10.
fn natural(reference: &str) -> String {
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
    let layout = Grid { salt: register.as_str(), columns: &columns, count: ids.len(), row_height: ROW, scrolls };
    let clicked = grid(ui, &layout, isms, |index| {
        let id = ids.get(index)?;
        let record = isms.get(register, *id)?;
        let cells = cells(isms, &record);
        let words = cells.iter().map(|cell| cell.words(isms)).filter(|word| !word.is_empty());
        let name = words.collect::<Vec<_>>().join(", ");
        Some(GridRow { name, chosen: selected == Some(*id), muted: false, cells })
    });
    if let Some(id) = clicked.and_then(|index| ids.get(index)) {
        cx.send(Intent::Select(register, Some(*id)));
    }
    if ids.is_empty() {
        let colour = tokens(ui).text3;
        ui.label(Type::Body.text(tr!("Nothing matches the filter.")).color(colour));
    }
}

/// A row of a grid.
pub struct GridRow {
    /// What a screen reader says.
    pub name: String,
    /// Shown in the pane.
    pub chosen: bool,
    /// Set paler.
    pub muted: bool,
    /// Its cells.
    pub cells: Vec<CellView>,
}

/// How a grid scrolls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scroll {
    /// All rows stand in the page, which scrolls.
    Page,
    /// The page scrolls, and a long grid has a window of its own in it.
    Window,
    /// The grid fills what is left of the screen.
    Fill,
}

/// How a grid is laid out.
pub struct Grid<'a> {
    /// Tells one grid from another.
    pub salt: &'a str,
    /// Its columns.
    pub columns: &'a [Col],
    /// How many rows there are.
    pub count: usize,
    /// The height of each.
    pub row_height: f32,
    /// How it scrolls.
    pub scrolls: Scroll,
}

/// Draws rows on demand. Columns drop out when the width does not suffice. Answers the row that was clicked.
pub fn grid(ui: &mut Ui, grid: &Grid<'_>, isms: &Isms, row: impl Fn(usize) -> Option<GridRow>) -> Option<usize> {
    let Grid { salt, columns, count, row_height, scrolls } = *grid;
    let shown = fitting(columns, ui.available_width());
    let mut clicked = None;
    let window = f32::from(u16::try_from(count.min(CARD_ROWS)).unwrap_or(12)) * row_height;
    let (least_height, max_height) = match scrolls {
        Scroll::Page => (0.0, f32::INFINITY),
        Scroll::Window => (window, window),
        Scroll::Fill => (200.0, f32::INFINITY),
    };
    let scrolls = scrolls != Scroll::Page;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        let mut table = TableBuilder::new(ui)
            .id_salt(salt)
            .vscroll(scrolls)
            .max_scroll_height(max_height)
            .min_scrolled_height(least_height)
            .auto_shrink([false, !scrolls])
            .cell_layout(Layout::left_to_right(Align::Center));
        for index in &shown {
            let width = columns[*index].width;
            table = table.column(if width > 0.0 {
                Column::exact(width).clip(false)
            } else {
                Column::remainder().at_least(90.0).clip(false)
            });
        }
        table
            .header(TABLE_HEAD, |mut head| {
                for index in &shown {
                    head.col(|ui| {
                        let colour = tokens(ui).text2;
                        let rect = ui.max_rect().shrink2(vec2(6.0, 0.0));
                        painted_text(ui, rect, Align2::LEFT_CENTER, &columns[*index].title, Type::Body, colour);
                        let line = Stroke::new(1.0, tokens(ui).border);
                        ui.painter().hline(ui.max_rect().x_range(), ui.max_rect().bottom(), line);
                    });
                }
            })
            .body(|body| {
                let full: f32 = body.widths().iter().sum();
                body.rows(row_height, count, |mut line| {
                    let index = line.index();
                    let Some(content) = row(index) else { return };
                    for (place, column) in shown.iter().enumerate() {
                        line.col(|ui| {
                            let cell = ui.max_rect();
                            if place == 0 && row_ground(ui, salt, index, full, &content).clicked() {
                                clicked = Some(index);
                            }
                            let inner = cell.shrink2(vec2(6.0, 0.0));
                            if let Some(view) = content.cells.get(*column) {
                                paint(ui, inner, view, isms, content.muted);
                            }
                        });
                    }
                });
            });
    });
    clicked
}

/// Leaves out the columns with the lowest rank until the rest fits.
fn fitting(columns: &[Col], width: f32) -> Vec<usize> {
    let mut shown: Vec<usize> = (0..columns.len()).collect();
    loop {
        let need: f32 = shown.iter().map(|i| if columns[*i].width > 0.0 { columns[*i].width } else { 150.0 }).sum();
        let least = shown.iter().filter(|i| columns[**i].rank > 0).max_by_key(|i| columns[**i].rank).copied();
        match least {
            Some(index) if need > width => shown.retain(|i| *i != index),
            _ => return shown,
        }
    }
}

/// Ground, bar, hairline and the click of a whole row.
fn row_ground(ui: &Ui, salt: &str, index: usize, width: f32, row: &GridRow) -> Response {
    let tokens = tokens(ui);
    let cell = ui.max_rect();
    let rect = Rect::from_min_size(cell.min, vec2(width, cell.height()));
    let response = ui.interact(rect, ui.scope_id().with((salt, "row", index)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, row.chosen, &row.name));
    let painter = ui.painter();
    if row.chosen {
        painter.rect_filled(rect, 0.0, tokens.accent_tint);
        painter.rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0.0, tokens.accent);
    } else if response.hovered() {
        painter.rect_filled(rect, 0.0, tokens.hover);
    }
    painter.hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, tokens.border));
    if response.has_focus() {
        let inside = rect.shrink(1.0);
        painter.rect_stroke(inside, 2.0, Stroke::new(2.0, tokens.accent), eframe::egui::StrokeKind::Inside);
    }
    response
}

fn paint(ui: &Ui, rect: Rect, view: &CellView, isms: &Isms, muted: bool) {
    let tokens = tokens(ui);
    let ink = |colour| if muted { tokens.text3 } else { colour };
    match view {
        CellView::Text(text) => painted_text(ui, rect, Align2::LEFT_CENTER, text, Type::Body, ink(tokens.text)),
        CellView::Strong(text) => painted_text(ui, rect, Align2::LEFT_CENTER, text, Type::BodyStrong, ink(tokens.text)),
        CellView::Muted(text) => painted_text(ui, rect, Align2::LEFT_CENTER, text, Type::Body, tokens.text3),
        CellView::TwoLines(first, second) => {
            let upper = Rect::from_min_max(rect.min, pos2(rect.right(), rect.center().y + 1.0));
            let lower = Rect::from_min_max(pos2(rect.left(), rect.center().y), rect.max);
            painted_text(
                ui,
                upper.translate(vec2(0.0, 2.0)),
                Align2::LEFT_CENTER,
                first,
                Type::BodyStrong,
                ink(tokens.text),
            );
            painted_text(ui, lower.translate(vec2(0.0, -2.0)), Align2::LEFT_CENTER, second, Type::Meta, tokens.text3);
        }
        CellView::Person(id) => {
            if let Some(person) = id.and_then(|id| isms.people.get(id)) {
                avatar(ui, pos2(rect.left() + 12.0, rect.center().y), &person.initials());
                let mut name = rect;
                name.min.x += 30.0;
                if name.width() > 40.0 {
                    painted_text(ui, name, Align2::LEFT_CENTER, &person.name, Type::Body, ink(tokens.text));
                }
            }
        }
        CellView::Document(status) => status_mark(ui, rect, status),
        CellView::Control(applicable, status) => status_mark(ui, rect, &(*applicable, *status)),
        CellView::Risk(status) => status_mark(ui, rect, status),
        CellView::Level(score, step, word) => {
            let used = widgets::level_badge(ui, pos2(rect.left(), rect.center().y), score, *step);
            let mut text = rect;
            text.min.x += used + 8.0;
            painted_text(ui, text, Align2::LEFT_CENTER, word, Type::Body, ink(tokens.text));
        }
        CellView::Reasons(given) => reasons(ui, rect, *given),
    }
}

/// R, L, C, P where given; a dot where not.
fn reasons(ui: &Ui, rect: Rect, given: [bool; 4]) {
    let tokens = tokens(ui);
    let mut x = rect.left();
    for (letter, given) in [tr!("R"), tr!("L"), tr!("C"), tr!("P")].iter().zip(given) {
        let place = Rect::from_center_size(pos2(x + 9.0, rect.center().y), vec2(18.0, 18.0));
        if given {
            ui.painter().rect_filled(place, 4.0, tokens.accent_tint);
            painted_text(ui, place, Align2::CENTER_CENTER, letter, Type::BodyStrong, tokens.accent);
        } else {
            ui.painter().circle_filled(place.center(), 1.5, tokens.border_strong);
        }
        x += 21.0;
    }
}
