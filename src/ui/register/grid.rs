//! The table itself: rows drawn on demand, marks, sorting, group rows, names for the keyboard and the screen reader.

use eframe::egui::{Align, Align2, Layout, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use egui_extras::{Column, TableBuilder};
use tr::tr;

use super::{CellView, Col};
use crate::isms::Isms;
use crate::ui::icons;
use crate::ui::theme::{TABLE_HEAD, Type, icon_font, tokens};
use crate::ui::widgets::{self, avatar, focus_ring, painted_text, status_mark};

/// Rows a register shows inside a card before it scrolls by itself.
pub(super) const CARD_ROWS: usize = 12;

/// Width of the column of marks.
const MARKS: f32 = 30.0;

/// A row of a grid.
#[derive(Debug, Default)]
pub struct GridRow {
    /// What a screen reader says.
    pub name: String,
    /// Shown in the pane.
    pub chosen: bool,
    /// Set paler.
    pub muted: bool,
    /// Marked for an edit of many records.
    pub marked: bool,
    /// A heading over the rows below instead of a record; the cells are not drawn then.
    pub group: Option<String>,
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

/// By which column rows are sorted, and in which direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sorting {
    /// The column.
    pub column: usize,
    /// Highest first.
    pub descending: bool,
}

impl Sorting {
    /// The sorting after a click on a column's title: ascending, descending, as it came.
    pub fn after_click(now: Option<Self>, column: usize) -> Option<Self> {
        match now {
            Some(sorting) if sorting.column == column && sorting.descending => None,
            Some(sorting) if sorting.column == column => Some(Self { column, descending: true }),
            _ => Some(Self { column, descending: false }),
        }
    }
}

/// How a grid is laid out.
#[derive(Debug)]
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
    /// How rows are sorted now; `Some` makes titles buttons.
    pub sorting: Option<Option<Sorting>>,
    /// Whether rows can be marked, and whether all are.
    pub marks: Option<bool>,
}

/// What a person did in a grid.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GridAnswer {
    /// This row was opened.
    pub opened: Option<usize>,
    /// This column's title was clicked.
    pub sorted: Option<usize>,
    /// This row's mark was switched; with Shift, the rows since the last one too.
    pub marked: Option<(usize, bool)>,
    /// All rows are to be marked (`true`) or none.
    pub all: Option<bool>,
}

/// Draws rows on demand. Columns drop out when the width does not suffice.
pub fn grid(ui: &mut Ui, grid: &Grid<'_>, isms: &Isms, row: impl Fn(usize) -> Option<GridRow>) -> GridAnswer {
    let marks = if grid.marks.is_some() { MARKS } else { 0.0 };
    let shown = fitting(grid.columns, ui.available_width() - marks);
    let mut answer = GridAnswer::default();
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        let mut table = table_of(ui, grid);
        if grid.marks.is_some() {
            table = table.column(Column::exact(MARKS).clip(false));
        }
        for index in &shown {
            let width = grid.columns[*index].width;
            table = table.column(if width > 0.0 {
                Column::exact(width).clip(false)
            } else {
                Column::remainder().at_least(90.0).clip(false)
            });
        }
        table
            .header(TABLE_HEAD, |mut head| {
                if let Some(all) = grid.marks {
                    head.col(|ui| {
                        if grid.count > 0 && check_box(ui, (grid.salt, "all"), all, &tr!("Mark all")).clicked() {
                            answer.all = Some(!all);
                        }
                        let line = Stroke::new(1.0, tokens(ui).border);
                        ui.painter().hline(ui.max_rect().x_range(), ui.max_rect().bottom(), line);
                    });
                }
                for index in &shown {
                    head.col(|ui| {
                        if title(ui, grid, *index) {
                            answer.sorted = Some(*index);
                        }
                    });
                }
            })
            .body(|body| {
                let full: f32 = body.widths().iter().sum();
                body.rows(grid.row_height, grid.count, |mut line| {
                    let index = line.index();
                    let Some(content) = row(index) else { return };
                    draw_row(&mut line, grid, &shown, full, &content, isms, &mut answer);
                });
            });
    });
    answer
}

fn table_of<'u>(ui: &'u mut Ui, grid: &Grid<'_>) -> TableBuilder<'u> {
    let window = f32::from(u16::try_from(grid.count.min(CARD_ROWS)).unwrap_or(12)) * grid.row_height;
    let (least_height, max_height) = match grid.scrolls {
        Scroll::Page => (0.0, f32::INFINITY),
        Scroll::Window => (window, window),
        Scroll::Fill => (200.0, f32::INFINITY),
    };
    let scrolls = grid.scrolls != Scroll::Page;
    TableBuilder::new(ui)
        .id_salt(grid.salt)
        .vscroll(scrolls)
        .max_scroll_height(max_height)
        .min_scrolled_height(least_height)
        .auto_shrink([false, !scrolls])
        .cell_layout(Layout::left_to_right(Align::Center))
}

/// A column's title. Answers whether it was clicked to sort by.
fn title(ui: &Ui, grid: &Grid<'_>, column: usize) -> bool {
    let colours = tokens(ui);
    let cell = ui.max_rect();
    let name = &grid.columns[column].title;
    let rect = cell.shrink2(vec2(6.0, 0.0));
    ui.painter().hline(cell.x_range(), cell.bottom(), Stroke::new(1.0, colours.border));
    let Some(sorting) = grid.sorting else {
        painted_text(ui, rect, Align2::LEFT_CENTER, name, Type::Body, colours.text2);
        return false;
    };
    let response = ui.interact(cell, ui.scope_id().with((grid.salt, "title", column)), Sense::click());
    let here = sorting.filter(|sorting| sorting.column == column);
    let spoken = match here {
        None => tr!("Sort by {}", name),
        Some(Sorting { descending: false, .. }) => tr!("Sort by {}, now lowest first", name),
        Some(_) => tr!("Sort by {}, now highest first", name),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    let ink = if response.hovered() || here.is_some() { colours.text } else { colours.text2 };
    painted_text(ui, rect, Align2::LEFT_CENTER, name, Type::Body, ink);
    if let Some(sorting) = here {
        let width = ui.painter().layout_no_wrap(name.clone(), Type::Body.font(), ink).size().x;
        let at = pos2((rect.left() + width + 4.0).min(rect.right() - 8.0), rect.center().y);
        let icon = if sorting.descending { icons::CARET_DOWN } else { icons::CARET_UP };
        ui.painter().text(at, Align2::LEFT_CENTER, icon, icon_font(10.0), colours.accent);
    }
    focus_ring(ui, &response, 4);
    response.clicked()
}

fn draw_row(
    line: &mut egui_extras::TableRow<'_, '_>,
    grid: &Grid<'_>,
    shown: &[usize],
    full: f32,
    content: &GridRow,
    isms: &Isms,
    answer: &mut GridAnswer,
) {
    let index = line.index();
    if let Some(group) = &content.group {
        line.col(|ui| group_row(ui, full, group));
        return;
    }
    if grid.marks.is_some() {
        line.col(|ui| {
            let ground = row_ground(ui, grid.salt, index, full, content);
            let space = ground.has_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Space));
            let name = tr!("Mark {}", content.name);
            let mark = check_box(ui, (grid.salt, "mark", index), content.marked, &name);
            if mark.clicked() || space {
                answer.marked = Some((index, ui.input(|input| input.modifiers.shift)));
            } else if ground.clicked() {
                answer.opened = Some(index);
            }
        });
    }
    for (place, column) in shown.iter().enumerate() {
        line.col(|ui| {
            let cell = ui.max_rect();
            if place == 0 && grid.marks.is_none() && row_ground(ui, grid.salt, index, full, content).clicked() {
                answer.opened = Some(index);
            }
            if let Some(view) = content.cells.get(*column) {
                paint(ui, cell.shrink2(vec2(6.0, 0.0)), view, isms, content.muted);
            }
        });
    }
}

fn group_row(ui: &Ui, width: f32, title: &str) {
    let colours = tokens(ui);
    let cell = ui.max_rect();
    let rect = Rect::from_min_size(cell.min, vec2(width, cell.height()));
    ui.painter().rect_filled(rect, 0.0, colours.sunken);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, colours.border));
    let response = ui.interact(rect, ui.scope_id().with(("group", title)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, title));
    painted_text(ui, rect.shrink2(vec2(6.0, 0.0)), Align2::LEFT_CENTER, title, Type::BodyStrong, colours.text2);
}

/// A small box with or without a tick, in the middle of the cell.
fn check_box(ui: &Ui, salt: impl std::hash::Hash + std::fmt::Debug, on: bool, name: &str) -> Response {
    let colours = tokens(ui);
    let place = Rect::from_center_size(ui.max_rect().center(), vec2(16.0, 16.0));
    let response = ui.interact(place.expand(6.0), ui.scope_id().with(salt), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, name));
    let (fill, line) = if on { (colours.accent_fill, colours.accent_fill) } else { (colours.surface, colours.control) };
    widgets::boxed(ui, place, 4, fill, line);
    if on {
        let ink = colours.on_accent;
        ui.painter().text(place.center(), Align2::CENTER_CENTER, icons::CHECK, icon_font(11.0), ink);
    }
    if response.has_focus() {
        let ring = place.expand(3.0);
        let stroke = Stroke::new(2.0, colours.accent);
        ui.painter().rect_stroke(ring, 6.0, stroke, eframe::egui::StrokeKind::Inside);
    }
    response
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
        CellView::Day(day) => {
            let text = day.map(widgets::format_date).unwrap_or_default();
            painted_text(ui, rect, Align2::LEFT_CENTER, &text, Type::Body, tokens.text3);
        }
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
        CellView::Value(value) => value.show(ui, pos2(rect.left() + 5.0, rect.center().y), rect.left().to_bits()),
        CellView::Missing(text) => {
            let at = pos2(rect.left(), rect.center().y);
            ui.painter().text(at, Align2::LEFT_CENTER, icons::WARNING_FILL, icon_font(15.0), tokens.warn);
            let mut words = rect;
            words.min.x += 20.0;
            painted_text(ui, words, Align2::LEFT_CENTER, text, Type::Body, ink(tokens.text));
        }
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
