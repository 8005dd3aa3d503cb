//! The register of risks with its filters: text, status, level, cell; sorted by any column; rows can be marked.

use std::collections::BTreeSet;

use eframe::egui::{Align, Frame, Key, Layout, Margin, Modifiers, TextEdit, Ui};
use tr::tr;
use uuid::Uuid;

use super::RiskView;
use crate::isms::RegisterName as R;
use crate::isms::method::Method;
use crate::isms::risks::RiskStatus;
use crate::isms::steps::Step;
use crate::ui::derived::{RiskRow, RiskViews};
use crate::ui::intent::{Intent, Screen};
use crate::ui::register::{CellView, Col, Grid, GridRow, Scroll, Sorting, bulk_bar, grid};
use crate::ui::theme::{CONTROL, ROW_TALL, Type, tokens};
use crate::ui::widgets::{self, Button, ChoiceItem, filter_select, level_word};
use crate::ui::{Cx, icons};

/// What decides which risks are shown, and in which order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Wanted {
    target: bool,
    bands: BTreeSet<usize>,
    cell: Option<(u8, u8)>,
    status: Option<RiskStatus>,
    query: String,
    sorting: Option<Sorting>,
}

/// The risks shown: for one snapshot and one wish, found anew only when either changes.
#[derive(Debug, Default)]
pub(super) struct Shown {
    seq: Option<i64>,
    wanted: Wanted,
    rows: std::rc::Rc<[usize]>,
}

impl RiskView {
    /// The risks in the order in which they were drawn last.
    pub fn drawn(&self, derived: &crate::ui::derived::Derived) -> Vec<Uuid> {
        self.shown.rows.iter().filter_map(|index| derived.risks.rows.get(*index)).map(|row| row.id.0).collect()
    }

    /// The rows that pass the filters.
    pub(super) fn rows(&mut self, views: &RiskViews, method: &Method, seq: i64) -> std::rc::Rc<[usize]> {
        let wanted = Wanted {
            target: self.moment == crate::isms::risks::Moment::Target,
            bands: self.bands.clone(),
            cell: self.cell,
            status: self.status,
            query: self.query.trim().to_lowercase(),
            sorting: self.sorting,
        };
        if self.shown.seq != Some(seq) || self.shown.wanted != wanted {
            let rows = found(views, method, self.moment, &wanted);
            self.shown = Shown { seq: Some(seq), wanted, rows: rows.into() };
        }
        self.shown.rows.clone()
    }
}

fn found(views: &RiskViews, method: &Method, moment: crate::isms::risks::Moment, wanted: &Wanted) -> Vec<usize> {
    let in_bands = |row: &RiskRow| {
        row.score(moment).and_then(|score| method.band(score)).is_some_and(|band| wanted.bands.contains(&band))
    };
    let with_words = if wanted.query.is_empty() { Vec::new() } else { views.words.rows_with(&wanted.query) };
    let passes = |index: usize, row: &RiskRow| {
        (wanted.bands.is_empty() || in_bands(row))
            && wanted.cell.is_none_or(|cell| row.cell(moment) == Some(cell))
            && wanted.status.is_none_or(|status| row.status == status)
            && (wanted.query.is_empty() || with_words.get(index) == Some(&true))
    };
    let passing = views.rows.iter().enumerate().filter(|(index, row)| passes(*index, row));
    let Some(Sorting { column, descending }) = wanted.sorting else {
        return passing.map(|(index, _)| index).collect();
    };
    // The keys stand beside each other, so that sorting looks nothing up.
    let key = |row: &RiskRow| {
        let key = place(row, column);
        // Ties keep the order of their references, whichever way the column is sorted.
        (if descending { u32::MAX - key } else { key }, row.places[0])
    };
    let mut keyed: Vec<((u32, u32), usize)> = passing.map(|(index, row)| (key(row), index)).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, index)| index).collect()
}

/// Where a row stands in the order of a column. Undecided comes first.
fn place(row: &RiskRow, column: usize) -> u32 {
    let score = |score: Option<u32>| score.map_or(0, |score| score + 1);
    match column {
        0..=2 => row.places[column],
        3 => score(row.current),
        4 => row.option.map_or(0, |option| option as u32 + 1),
        5 => score(row.target),
        _ => row.status as u32,
    }
}

/// The line of filters over the rows.
pub(super) fn filters(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method, shown: usize) {
    ui.horizontal(|ui| {
        let items: Vec<ChoiceItem<RiskStatus>> =
            RiskStatus::ALL.iter().map(|status| ChoiceItem::new(*status, status.label())).collect();
        let view = &mut cx.state.views.risks;
        let field = ui.add(
            TextEdit::singleline(&mut view.query)
                .id(ui.scope_id().with("filter risks"))
                .hint_text(tr!("Filter"))
                .margin(Margin::symmetric(10, 7))
                .min_size(eframe::egui::vec2(0.0, CONTROL))
                .desired_width(140.0),
        );
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(tr!("Filter risks")));
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::F)) {
            field.request_focus();
        }
        if let Some(answer) =
            filter_select(ui, &tr!("Filter by status"), &items, view.status.as_ref(), &tr!("Any status"), 140.0)
        {
            view.status = answer;
        }
        let names: Vec<&str> =
            view.bands.iter().filter_map(|band| method.bands.get(*band)).map(|band| band.name.as_str()).collect();
        if !names.is_empty() {
            let text = tr!("Level: {}", names.join(", "));
            if widgets::chip(ui, &text, &text, Some(&tr!("Show every level"))) {
                view.bands.clear();
            }
        }
        if let Some((likelihood, impact)) = view.cell {
            let text = tr!("Likelihood {0}, impact {1}", likelihood, impact);
            if widgets::chip(ui, &text, &text, Some(&tr!("Show every cell"))) {
                view.cell = None;
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let text = tr!("{0} of {1} risks", shown, cx.derived.risks.rows.len());
            ui.label(Type::Meta.text(text).color(tokens(ui).text3));
            assess_by_keys(ui, cx);
        });
    });
}

/// Leads into the quick assessment of the marked risks, or of those shown.
fn assess_by_keys(ui: &mut Ui, cx: &mut Cx<'_>) {
    let word = tr!("Assess by keys");
    let button = Button::secondary(&word).icon(icons::LIST_NUMBERS).small();
    if button.named(tr!("Assess by keys: one risk at a time")).show(ui).clicked() {
        let marked = cx.state.marks.of(R::Risks, cx.isms);
        let mut ids = cx.state.views.risks.drawn(cx.derived);
        if !marked.is_empty() {
            ids.retain(|id| marked.contains(id));
        }
        super::quick::start(cx, ids);
    }
}

/// Draws the rows.
pub(super) fn register(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method, rows: &[usize]) {
    let columns = columns();
    let (isms, derived, selected) = (cx.isms, cx.derived, cx.selected(R::Risks));
    let marks = cx.state.marks.of(R::Risks, isms);
    let id_of = |index: usize| rows.get(index).and_then(|index| derived.risks.rows.get(*index)).map(|row| row.id.0);
    let sorting = cx.state.views.risks.sorting;
    let answer = Frame::new()
        .fill(tokens(ui).surface)
        .inner_margin(Margin { left: 12, right: 10, top: 0, bottom: 0 })
        .show(ui, |ui| {
            bulk_bar(ui, cx, R::Risks);
            let layout = Grid {
                salt: "risks",
                columns: &columns,
                count: rows.len(),
                row_height: ROW_TALL,
                scrolls: Scroll::Fill,
                sorting: Some(sorting),
                marks: Some(!rows.is_empty() && marks.len() >= rows.len()),
            };
            grid(ui, &layout, isms, |index| {
                let row = derived.risks.rows.get(*rows.get(index)?)?;
                let mut line = line(cx.isms, row, method)?;
                line.chosen = selected == Some(row.id.0);
                line.marked = marks.contains(&row.id.0);
                Some(line)
            })
        })
        .inner;
    if let Some(id) = answer.opened.and_then(id_of) {
        cx.send(Intent::Reveal(Screen::Step(Step::Risk), R::Risks, Some(id)));
    }
    if let Some(column) = answer.sorted {
        cx.state.views.risks.sorting = Sorting::after_click(sorting, column);
    }
    if answer.marked.is_some() || answer.all.is_some() {
        let ids: Vec<Uuid> = (0..rows.len()).filter_map(id_of).collect();
        cx.state.marks.take(R::Risks, &answer, &ids);
    }
    if rows.is_empty() {
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.label(Type::Body.text(tr!("No risk matches the filters.")).color(tokens(ui).text3));
        });
    }
}

fn columns() -> [Col; 7] {
    [
        Col::new(tr!("Ref"), 64.0, 0),
        Col::new(tr!("Scenario and asset"), 0.0, 0),
        Col::new(tr!("Owner"), 62.0, 2),
        Col::new(tr!("Current"), 100.0, 0),
        Col::new(tr!("Treatment"), 86.0, 4),
        Col::new(tr!("Target"), 100.0, 3),
        Col::new(tr!("Status"), 126.0, 0),
    ]
}

/// One row. Levels of an older version of the method are shown in its own words.
fn line(isms: &crate::isms::Isms, row: &RiskRow, method: &Method) -> Option<GridRow> {
    let risk = isms.risks.get(row.id)?;
    let own = if row.older { isms.method_of(risk).unwrap_or(method) } else { method };
    let level = |score: Option<u32>| match score {
        Some(score) => {
            let (step, word) = level_word(own, score);
            CellView::Level(score.to_string(), step, word)
        }
        None => CellView::Muted(tr!("Undecided")),
    };
    let option = risk.option.map_or_else(|| CellView::Muted(tr!("Undecided")), |option| CellView::Text(option.label()));
    Some(GridRow {
        name: format!("{} {}, {}", risk.reference, risk.name, row.status.label()),
        muted: row.older,
        cells: vec![
            CellView::Muted(risk.reference.clone()),
            CellView::TwoLines(risk.name.clone(), row.assets.clone()),
            CellView::Person(risk.owner),
            level(row.current),
            option,
            level(row.target),
            CellView::Risk(row.status),
        ],
        ..GridRow::default()
    })
}
