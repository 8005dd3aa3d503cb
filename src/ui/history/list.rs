//! The entries, newest first under their days: one line each, drawn on demand.

use eframe::egui::Ui;
use jiff::ToSpan;
use jiff::civil::Date;
use tr::tr;

use super::view::Row;
use crate::isms::history::EntryKind;
use crate::ui::Cx;
use crate::ui::register::{CellView, Col, Grid, GridRow, Scroll, grid};
use crate::ui::theme::{ROW, Type, tokens};
use crate::ui::widgets::format_date;

/// Draws the list.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let today = cx.now.today;
    let rows = cx.state.history.rows(today).to_vec();
    if rows.is_empty() {
        let text = if cx.state.history.is_complete() {
            tr!("No entry matches these filters.")
        } else {
            tr!("Reading the history …")
        };
        let colour = tokens(ui).text3;
        ui.add_space(12.0);
        ui.label(Type::Body.text(text).color(colour));
        return;
    }
    let columns = [
        Col::new(tr!("Time"), 62.0, 0),
        Col::new(tr!("What changed"), 0.0, 0),
        Col::new(tr!("Who"), 150.0, 1),
        Col::new(tr!("Records"), 70.0, 3),
        Col::new(tr!("No."), 62.0, 2),
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
    let view = &cx.state.history;
    let answer = grid(ui, &layout, cx.isms, |index| {
        Some(match rows.get(index)? {
            Row::Day(day, count) => GridRow { group: Some(day_words(*day, *count, today)), ..GridRow::default() },
            Row::Entry(place) => entry_row(view.lines().get(*place)?, view),
        })
    });
    let opened = answer.opened.and_then(|index| rows.get(index));
    if let Some(Row::Entry(place)) = opened {
        let seq = cx.state.history.lines().get(*place).map(|line| line.entry.seq);
        let again = seq.is_some_and(|seq| cx.state.history.is_chosen(seq));
        cx.state.history.choose(seq.filter(|_| !again));
    }
}

fn entry_row(line: &super::Line, view: &super::HistoryView) -> GridRow {
    let entry = &line.entry;
    let what = match entry.kind {
        EntryKind::Edit => CellView::Text(entry.label.clone()),
        EntryKind::Undo | EntryKind::Redo => CellView::Text(format!("{}: {}", entry.kind.label(), entry.label)),
    };
    let day = line.day.map(format_date).unwrap_or_default();
    let name = format!("{} {}, {}, {}: {}", day, line.time, entry.by, entry.kind.label(), entry.label);
    GridRow {
        name,
        chosen: view.is_chosen(entry.seq),
        muted: entry.kind == EntryKind::Undo,
        cells: vec![
            CellView::Muted(line.time.clone()),
            what,
            CellView::Text(entry.by.clone()),
            CellView::Muted(entry.changes.len().to_string()),
            CellView::Muted(entry.seq.to_string()),
        ],
        ..GridRow::default()
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
