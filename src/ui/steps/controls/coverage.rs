//! Coverage: how far the controls are by theme, by attribute, and by what law and contracts ask for.

use std::collections::BTreeSet;

use eframe::egui::{Align, CornerRadius, Frame, Layout, Margin, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};
use tr::tr;

use super::view::Filter;
use crate::content::Attribute;
use crate::isms::controls::{ControlCounts, ControlId, ImplementationStatus};
use crate::isms::coverage::{Cover, CoverState, Regulation};
use crate::ui::Cx;
use crate::ui::register::{CellView, Col, Grid, GridRow, Scroll, grid};
use crate::ui::theme::{ROW, Type, tokens};
use crate::ui::widgets::{self, coverage_bar, focus_ring, hint, tabs};

/// By what coverage is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum By {
    /// The themes.
    #[default]
    Theme,
    /// The attributes of ISO/IEC 27002.
    Attribute,
    /// This regulation, by its place in the list.
    Regulation(usize),
}

/// Draws the tab "Coverage".
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let study = cx.state.views.controls.study(cx.isms, cx.content, cx.derived.seq);
    let all = cx.state.views.controls.all_regulations;
    let by = cx.state.views.controls.by;
    Frame::new().inner_margin(Margin { left: 24, right: 24, top: 8, bottom: 8 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            let mut items =
                vec![(By::Theme, tr!("By theme"), String::new()), (By::Attribute, tr!("By attribute"), String::new())];
            for (index, regulation) in study.regulations.iter().enumerate() {
                if regulation.called_for || all {
                    items.push((By::Regulation(index), name_of(regulation), String::new()));
                }
            }
            if let Some(by) = tabs(ui, &items, by) {
                cx.state.views.controls.by = by;
            }
            if study.regulations.iter().any(|regulation| !regulation.called_for) {
                let mut on = all;
                let text = Type::Body.text(tr!("All regulations"));
                if ui.checkbox(&mut on, text).clicked() {
                    cx.state.views.controls.all_regulations = on;
                }
            }
        });
    });
    match by {
        By::Theme => page(ui, |ui| themes(ui, cx)),
        By::Attribute => page(ui, |ui| attributes(ui, cx, &study.attributes)),
        By::Regulation(index) => match study.regulations.get(index) {
            Some(regulation) => provisions(ui, cx, regulation),
            None => cx.state.views.controls.by = By::Theme,
        },
    }
}

/// What a regulation is called.
fn name_of(regulation: &Regulation) -> String {
    if regulation.name.is_empty() { tr!("Other obligations") } else { regulation.name.clone() }
}

fn page(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt("coverage").auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 24, right: 24, top: 4, bottom: 24 }).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(860.0));
            ui.spacing_mut().item_spacing.y = 12.0;
            content(ui);
        });
    });
}

/// A word, a bar, numbers: the whole line is a button to the register. Answers whether it was clicked.
fn line(ui: &mut Ui, word: &str, counts: ControlCounts) -> bool {
    let colours = tokens(ui);
    let said = said(counts);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::click());
    let spoken = format!("{word}: {said}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(5), colours.hover);
    }
    focus_ring(ui, &response, 5);
    let layout = Layout::left_to_right(Align::Center);
    let mut inside = ui.new_child(eframe::egui::UiBuilder::new().max_rect(rect.shrink2(vec2(8.0, 0.0))).layout(layout));
    let ui = &mut inside;
    let room = ui.available_width();
    let (name, _) = ui.allocate_exact_size(vec2((room * 0.36).min(230.0), 20.0), Sense::hover());
    widgets::painted_text(ui, name, eframe::egui::Align2::LEFT_CENTER, word, Type::Body, colours.text);
    coverage_bar(ui, (room * 0.24).min(170.0), counts.parts(), counts.applied, &spoken);
    ui.add_space(8.0);
    let rest = ui.available_rect_before_wrap();
    widgets::painted_text(ui, rest, eframe::egui::Align2::LEFT_CENTER, &said, Type::Meta, colours.text2);
    response.clicked()
}

fn said(counts: ControlCounts) -> String {
    let mut parts = vec![tr!("{0} of {1} in place", counts.done, counts.applied)];
    if counts.undecided > 0 {
        parts.push(tr!("{} undecided", counts.undecided));
    }
    if counts.not_assessed > 0 {
        parts.push(tr!("{} not assessed", counts.not_assessed));
    }
    if counts.excluded > 0 {
        parts.push(tr!("{} excluded", counts.excluded));
    }
    parts.join(", ")
}

fn themes(ui: &mut Ui, cx: &mut Cx<'_>) {
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let derived = cx.derived;
        for (theme, counts) in &derived.themes {
            if line(ui, &theme.label(), *counts) {
                let filter = Filter { theme: Some(*theme), ..Filter::default() };
                cx.state.views.controls.show_filtered(filter);
            }
        }
    });
}

fn attributes(ui: &mut Ui, cx: &mut Cx<'_>, found: &[(Attribute, Vec<(String, ControlCounts)>)]) {
    for (kind, values) in found {
        widgets::card(ui, |ui| {
            widgets::section_label(ui, &kind.label());
            ui.spacing_mut().item_spacing.y = 0.0;
            for (value, counts) in values {
                if line(ui, &Attribute::word(value), *counts) {
                    let mut filter = Filter::default();
                    filter.toggle(*kind, value);
                    cx.state.views.controls.show_filtered(filter);
                }
            }
        });
    }
}

/// A row for each provision: what it is, what it rests on, how far that is.
fn provisions(ui: &mut Ui, cx: &mut Cx<'_>, regulation: &Regulation) {
    let isms = cx.isms;
    let count = |state| regulation.count(state);
    Frame::new().inner_margin(Margin { left: 24, right: 24, top: 0, bottom: 6 }).show(ui, |ui| {
        hint(
            ui,
            &tr!(
                "{0} provisions: {1} in place, {2} partial, {3} planned, {4} undecided, {5} with nothing. A row leads to its controls.",
                regulation.covers.len(),
                count(CoverState::InPlace),
                count(CoverState::Partly),
                count(CoverState::Planned),
                count(CoverState::Undecided),
                count(CoverState::Nothing)
            ),
        );
    });
    let columns = [
        Col::new(tr!("Provision"), 190.0, 0),
        Col::new(tr!("What it asks for"), 0.0, 3),
        Col::new(tr!("Obligations"), 100.0, 4),
        Col::new(tr!("Controls"), 220.0, 2),
        Col::new(tr!("In place"), 70.0, 1),
        Col::new(tr!("Standing"), 118.0, 0),
    ];
    let row = |index: usize| {
        let cover = regulation.covers.get(index)?;
        let obligations = cover.obligations.iter().filter_map(|id| isms.obligations.get(*id));
        let obligations: Vec<&str> = obligations.map(|o| o.reference.as_str()).collect();
        let references = references(cx, &cover.controls);
        let state = state(cover.state);
        Some(GridRow {
            name: format!("{} {}, {}", cover.id, cover.title, cover.state.label()),
            cells: vec![
                CellView::Strong(cover.id.clone()),
                CellView::Text(cover.title.clone()),
                CellView::Muted(obligations.join(", ")),
                CellView::Muted(references.join(", ")),
                CellView::Text(tr!("{0} of {1}", cover.counts.done, cover.counts.applied)),
                state,
            ],
            ..GridRow::default()
        })
    };
    let answer = Frame::new()
        .fill(tokens(ui).surface)
        .inner_margin(Margin { left: 18, right: 10, top: 0, bottom: 0 })
        .show(ui, |ui| {
            let layout = Grid {
                salt: "coverage",
                columns: &columns,
                count: regulation.covers.len(),
                row_height: ROW,
                scrolls: Scroll::Fill,
                sorting: None,
                marks: None,
            };
            grid(ui, &layout, isms, row)
        })
        .inner;
    if let Some(cover) = answer.opened.and_then(|index| regulation.covers.get(index)) {
        open(cx, cover);
    }
}

fn references(cx: &Cx<'_>, controls: &[ControlId]) -> Vec<String> {
    controls.iter().filter_map(|id| cx.isms.controls.get(*id)).map(|control| control.reference.clone()).collect()
}

/// A state with the mark that controls have; nothing is a word of its own.
fn state(state: CoverState) -> CellView {
    match state {
        CoverState::Nothing => CellView::Strong(state.label()),
        CoverState::Undecided => CellView::Control(None, None),
        CoverState::Planned => CellView::Control(Some(true), Some(ImplementationStatus::Planned)),
        CoverState::Partly => CellView::Control(Some(true), Some(ImplementationStatus::Partly)),
        CoverState::InPlace => CellView::Control(Some(true), Some(ImplementationStatus::Implemented)),
    }
}

fn open(cx: &mut Cx<'_>, cover: &Cover) {
    let only: BTreeSet<String> = references(cx, &cover.controls).into_iter().collect();
    cx.state.views.controls.show_only(cover.id.clone(), only);
}
