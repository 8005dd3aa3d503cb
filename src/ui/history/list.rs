//! The entries, newest first under their days: one line each, drawn on demand.

use eframe::egui::{Frame, Margin, Ui};
use jiff::ToSpan;
use jiff::civil::Date;
use tr::tr;

use super::view::{Filter, Row};
use crate::isms::Isms;
use crate::isms::history::words::title_in;
use crate::isms::history::{Entry, EntryKind};
use crate::ui::register::{CellView, Col, Grid, GridRow, Scroll, grid};
use crate::ui::theme::{ROW, tokens};
use crate::ui::widgets::{Button, format_date};
use crate::ui::{Cx, icons};

/// Draws the list.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let today = cx.now.today;
    let rows = cx.state.history.rows(today).rows;
    if rows.is_empty() {
        none(ui, cx);
        return;
    }
    let columns = [
        Col::new(tr!("Time"), 62.0, 0),
        Col::new(tr!("What changed"), 0.0, 0),
        Col::new(tr!("Record"), (ui.available_width() * 0.3).max(180.0), 3),
        Col::new(tr!("Who"), 130.0, 1),
        Col::new(tr!("Entry"), 62.0, 2),
    ];
    let layout = Grid {
        salt: "history",
        columns: &columns,
        count: rows.len(),
        row_height: ROW,
        scrolls: Scroll::Fill,
        sorting: None,
        marks: None,
    };
    let (view, isms) = (&cx.state.history, cx.isms);
    let row = |index: usize| {
        Some(match rows.get(index)? {
            Row::Day(day, count) => GridRow { group: Some(day_words(*day, *count, today)), ..GridRow::default() },
            Row::Entry(place) => entry_row(isms, view.lines().get(*place)?, view),
        })
    };
    let ground = Frame::new().fill(tokens(ui).surface).inner_margin(Margin::symmetric(8, 0));
    let answer = ground.show(ui, |ui| grid(ui, &layout, isms, row)).inner;
    let opened = answer.opened.and_then(|index| rows.get(index));
    if let Some(Row::Entry(place)) = opened {
        let seq = cx.state.history.lines().get(*place).map(|line| line.entry.seq);
        let again = seq.is_some_and(|seq| cx.state.history.is_chosen(seq));
        cx.state.history.choose(seq.filter(|_| !again));
    }
}

/// Why the list is empty, and the way out.
fn none(ui: &mut Ui, cx: &mut Cx<'_>) {
    if !cx.state.history.is_complete() {
        let text = tr!("The entries are read from the file, the newest first.");
        return super::nothing(ui, icons::CLOCK_COUNTER_CLOCKWISE, &tr!("Reading the history"), &text);
    }
    let text = tr!("Widen the days, choose everybody, or look for other words.");
    super::nothing(ui, icons::FUNNEL_SIMPLE, &tr!("No entry matches these filters."), &text);
    ui.vertical_centered(|ui| {
        if Button::secondary(&tr!("Clear filters")).show(ui).clicked() {
            cx.state.history.filter = Filter::default();
        }
    });
}

fn entry_row(isms: &Isms, line: &super::Line, view: &super::HistoryView) -> GridRow {
    let entry = &line.entry;
    let what = match entry.kind {
        EntryKind::Edit => CellView::Text(entry.label.clone()),
        EntryKind::Undo | EntryKind::Redo => CellView::Text(format!("{}: {}", entry.kind.label(), entry.label)),
    };
    let day = line.day.map(format_date).unwrap_or_default();
    let what_kind = entry.kind.label();
    let name = tr!("{0} {1}, {2}, {3}: {4}, entry {5}", day, line.time, entry.by, what_kind, entry.label, entry.seq);
    GridRow {
        name,
        chosen: view.is_chosen(entry.seq),
        muted: entry.kind == EntryKind::Undo,
        cells: vec![
            CellView::Muted(line.time.clone()),
            what,
            CellView::Muted(records(isms, entry)),
            CellView::Text(entry.by.clone()),
            CellView::Muted(entry.seq.to_string()),
        ],
        ..GridRow::default()
    }
}

/// The record that an entry is about, and how many others it touched.
fn records(isms: &Isms, entry: &Entry) -> String {
    let Some(first) = entry.changes.first() else { return String::new() };
    let title = title_in(isms, first);
    match entry.changes.len() - 1 {
        0 => title,
        more => tr!("{0}, and {1} more", title, more),
    }
}

/// `Today, 12 Mar 2026: 14 entries`.
fn day_words(day: Option<Date>, count: usize, today: Date) -> String {
    let Some(day) = day else { return tr!("Without a date") };
    let date = format_date(day);
    let words = if day == today {
        tr!("Today, {}", date)
    } else if today.checked_sub(1.day()).ok() == Some(day) {
        tr!("Yesterday, {}", date)
    } else {
        date
    };
    if count == 1 { tr!("{}: one entry", words) } else { tr!("{0}: {1} entries", words, count) }
}
