//! Two moments compared: what came, went and changed, register by register, and the way to print it.

use std::sync::Arc;

use eframe::egui::{Align, Frame, Layout, Margin, Ui};
use tr::tr;

use super::view::Compared;
use crate::isms::history::compare::{Between, RegisterComparison};
use crate::ui::dialogs::Dialog;
use crate::ui::intent::{Intent, Sought, Wanted};
use crate::ui::register::{CellView, Col, Grid, GridRow, Scroll, grid};
use crate::ui::theme::{ROW, Type, tokens};
use crate::ui::widgets::{Button, Tone, date_edit, format_date, hint, note, parse_date};
use crate::ui::{Cx, icons};

/// A row of the comparison.
#[derive(Debug, Clone)]
pub(super) enum Item {
    /// A register with its counts.
    Register(String),
    /// A record that came, went or changed.
    Record(String, String),
    /// A field of the record above.
    Field(String, String, String),
}

/// Draws the part of the screen.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    choose(ui, cx);
    if cx.state.history.busy {
        hint(ui, &tr!("Going back through the history …"));
    }
    let Some(Compared { between, .. }) = cx.state.history.compared.clone() else {
        let text = tr!("Choose two days above, or open an entry and compare its moment with now.");
        return super::nothing(ui, icons::CLOCK_COUNTER_CLOCKWISE, &tr!("Nothing is compared yet"), &text);
    };
    head(ui, cx, &between);
    if between.found.is_empty() {
        note(ui, Tone::Success, &tr!("Nothing differs between the two moments."));
        return;
    }
    table(ui, cx, &between);
}

/// Two days: the end of each counts.
fn choose(ui: &mut Ui, cx: &mut Cx<'_>) {
    let colours = tokens(ui);
    let today = cx.now.today;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (from, until) = &mut cx.state.history.days;
        for (word, name, text) in
            [(tr!("End of"), tr!("Compare the end of"), from), (tr!("with end of"), tr!("with the end of"), until)]
        {
            ui.label(Type::Body.text(word).color(colours.text2));
            if let Some(day) = date_edit(ui, &name, text, today, 168.0, false).picked {
                *text = format_date(day);
            }
        }
        let (from, until) = (parse_date(&cx.state.history.days.0), cx.state.history.days.1.trim().to_owned());
        let to = parse_date(&until);
        let why_not = match (from, to) {
            (None, _) => Some(tr!("Enter the earlier day first. For example: 12 Mar 2026.")),
            (Some(_), None) if !until.is_empty() => Some(tr!("The later day is none. Leave it empty for now.")),
            (Some(from), Some(to)) if to < from => Some(tr!("The later day lies before the earlier one.")),
            (Some(_), _) => None,
        };
        let word = if until.is_empty() { tr!("Compare with now") } else { tr!("Compare") };
        if Button::secondary(&word).disabled_because(why_not.as_deref()).show(ui).clicked()
            && let Some(from) = from
        {
            cx.send(Intent::Compare(Sought::Day(from), to.map(Sought::Day)));
        }
    });
}

/// The two moments, what they come to, and print.
fn head(ui: &mut Ui, cx: &mut Cx<'_>, between: &Between) {
    let colours = tokens(ui);
    let (came, went, changed) = between.found.counts();
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let moments = tr!("From {0} to {1}", between.from.words(), between.to.words());
            ui.label(Type::BodyStrong.text(moments).color(colours.text));
            let counts = tr!("{0} added, {1} removed, {2} changed", came, went, changed);
            ui.label(Type::Meta.text(counts).color(colours.text2));
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = tr!("Print what changed");
            if Button::secondary(&tr!("Print…")).icon(icons::PRINTER).named(name.clone()).show(ui).clicked() {
                let folder = cx.save.path.parent().map(std::path::Path::to_path_buf).unwrap_or_default();
                cx.send(Intent::Show(Dialog::print_wanted(name, Wanted::WhatChanged, &folder)));
            }
        });
    });
    ui.add_space(4.0);
}

fn table(ui: &mut Ui, cx: &mut Cx<'_>, between: &Arc<Between>) {
    // The same comparison has the same place in memory for as long as it is kept.
    let key = Arc::as_ptr(between) as usize;
    let made = cx.state.history.lines_of_comparison.take().filter(|(of, _)| *of == key);
    let (_, items) = made.unwrap_or_else(|| (key, between.found.registers.iter().flat_map(items).collect()));
    let width = ui.available_width();
    let side = (width * 0.29).max(150.0);
    let columns =
        [Col::new(tr!("Record or field"), 0.0, 0), Col::new(tr!("Before"), side, 0), Col::new(tr!("After"), side, 0)];
    let layout = Grid {
        salt: "comparison",
        columns: &columns,
        count: items.len(),
        row_height: ROW,
        scrolls: Scroll::Fill,
        sorting: None,
        marks: None,
    };
    let ground = Frame::new().fill(tokens(ui).surface).inner_margin(Margin::symmetric(8, 0));
    ground.show(ui, |ui| grid(ui, &layout, cx.isms, |index| items.get(index).map(row)));
    cx.state.history.lines_of_comparison = Some((key, items));
}

fn items(one: &RegisterComparison) -> Vec<Item> {
    let title = tr!(
        "{0}: {1} added, {2} removed, {3} changed",
        one.register.label(),
        one.came.len(),
        one.went.len(),
        one.changed.len()
    );
    let mut items = vec![Item::Register(title)];
    items.extend(one.came.iter().map(|title| Item::Record(title.clone(), tr!("Added"))));
    items.extend(one.went.iter().map(|title| Item::Record(title.clone(), tr!("Removed"))));
    for words in &one.changed {
        items.push(Item::Record(words.title.clone(), tr!("Changed")));
        let field = |field: &crate::isms::history::words::FieldWords| {
            Item::Field(field.name.clone(), line(&field.before), line(&field.after))
        };
        items.extend(words.fields.iter().map(field));
    }
    items
}

/// A text in one line; print has it whole.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn row(item: &Item) -> GridRow {
    match item {
        Item::Register(title) => GridRow { group: Some(title.clone()), ..GridRow::default() },
        Item::Record(title, what) => GridRow {
            name: format!("{what}: {title}"),
            cells: vec![CellView::Strong(title.clone()), CellView::Muted(what.clone())],
            ..GridRow::default()
        },
        Item::Field(name, before, after) => GridRow {
            name: tr!("{0}: before {1}, after {2}", name, before, after),
            cells: vec![
                CellView::Text(format!("    {name}")),
                CellView::Muted(before.clone()),
                CellView::Text(after.clone()),
            ],
            ..GridRow::default()
        },
    }
}
