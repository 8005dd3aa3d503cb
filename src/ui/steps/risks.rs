//! Step 3: heat map, register and editor of risks; assets, actions and method beside them.

mod finding;
mod heatmap;
mod pane;
mod suggested;

use std::collections::BTreeSet;

use eframe::egui::{Frame, Margin, Popup, PopupCloseBehavior, RichText, Stroke, Ui, vec2};
use tr::tr;

use crate::isms::RegisterName as R;
use crate::isms::method::Method;
use crate::isms::risks::{Moment, RiskStatus};
use crate::isms::steps::Step;
use crate::ui::derived::RiskRow;
use crate::ui::intent::{Intent, Screen};
use crate::ui::register::{CellView, Col, Grid, GridRow, Scroll, grid, register_screen};
use crate::ui::theme::{ROW_TALL, Type, tokens};
use crate::ui::widgets::{self, Button, ChoiceItem, level_word, segmented, select, tabs};
use crate::ui::{Cx, icons};
pub use finding::find_button;
pub use heatmap::HeatMap;
pub use pane::risk_pane;

/// The parts of step 3.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RiskTab {
    /// The register with its heat map.
    #[default]
    Risks,
    /// Suggestions to take into the register, in its place.
    Finding,
    /// What can be hurt.
    Assets,
    /// The treatment plan.
    Actions,
    /// How risks are scored.
    Method,
    /// Guidance and checks.
    Guide,
}

impl RiskTab {
    /// The register the tab shows.
    pub fn register(self) -> Option<R> {
        match self {
            Self::Risks => Some(R::Risks),
            Self::Assets => Some(R::Assets),
            Self::Actions => Some(R::Actions),
            Self::Finding | Self::Method | Self::Guide => None,
        }
    }
}

/// What the screen remembers.
#[derive(Debug)]
pub struct RiskView {
    /// The tab.
    pub tab: RiskTab,
    moment: Moment,
    bands: BTreeSet<usize>,
    cell: Option<(u8, u8)>,
    status: Option<RiskStatus>,
    shown: Option<(i64, Filter, Vec<usize>)>,
    finding: finding::FindingView,
}

type Filter = (bool, BTreeSet<usize>, Option<(u8, u8)>, Option<RiskStatus>);

impl Default for RiskView {
    fn default() -> Self {
        Self {
            tab: RiskTab::default(),
            moment: Moment::Current,
            bands: BTreeSet::new(),
            cell: None,
            status: None,
            shown: None,
            finding: finding::FindingView::default(),
        }
    }
}

impl RiskView {
    fn score(&self, row: &RiskRow) -> Option<u32> {
        if self.moment == Moment::Current { row.current } else { row.target }
    }

    fn cell_of(&self, row: &RiskRow) -> Option<(u8, u8)> {
        if self.moment == Moment::Current { row.current_cell } else { row.target_cell }
    }

    /// The risks in the order in which they were drawn last.
    pub fn drawn(&self, derived: &crate::ui::derived::Derived) -> Vec<uuid::Uuid> {
        let shown = self.shown.as_ref().map_or(&[][..], |(_, _, shown)| shown);
        shown.iter().filter_map(|index| derived.risks.get(*index)).map(|row| row.id.0).collect()
    }

    /// The rows that pass the filters, found anew only when snapshot or filter change.
    fn rows(&mut self, rows: &[RiskRow], method: &Method, seq: i64) -> Vec<usize> {
        let filter = (self.moment == Moment::Current, self.bands.clone(), self.cell, self.status);
        if let Some((of, with, shown)) = &self.shown
            && *of == seq
            && *with == filter
        {
            return shown.clone();
        }
        let passes = |row: &RiskRow| {
            (self.bands.is_empty()
                || self.score(row).and_then(|score| method.band(score)).is_some_and(|band| self.bands.contains(&band)))
                && self.cell.is_none_or(|cell| self.cell_of(row) == Some(cell))
                && self.status.is_none_or(|status| row.status == status)
        };
        let shown: Vec<usize> =
            rows.iter().enumerate().filter(|(_, row)| passes(row)).map(|(index, _)| index).collect();
        self.shown = Some((seq, filter, shown.clone()));
        shown
    }
}

/// Draws step 3.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    Frame::new().inner_margin(Margin { left: 24, right: 24, top: 12, bottom: 4 }).show(ui, |ui| {
        let count = |register| cx.isms.count(register).to_string();
        let items = [
            (RiskTab::Risks, tr!("Risks"), count(R::Risks)),
            (RiskTab::Assets, tr!("Assets"), count(R::Assets)),
            (RiskTab::Actions, tr!("Treatment plan"), count(R::Actions)),
            (RiskTab::Method, tr!("Method"), String::new()),
            (RiskTab::Guide, tr!("Guide"), String::new()),
        ];
        let tab = cx.state.views.risks.tab;
        let chosen = if tab == RiskTab::Finding { RiskTab::Risks } else { tab };
        if let Some(tab) = tabs(ui, &items, chosen) {
            cx.state.views.risks.tab = tab;
        }
    });
    match cx.state.views.risks.tab {
        RiskTab::Risks => risks(ui, cx),
        RiskTab::Finding => finding::show(ui, cx),
        RiskTab::Assets => inset(ui, cx, R::Assets),
        RiskTab::Actions => inset(ui, cx, R::Actions),
        RiskTab::Method => super::method::show(ui, cx),
        RiskTab::Guide => super::guide(ui, cx, Step::Risk),
    }
}

fn inset(ui: &mut Ui, cx: &mut Cx<'_>, register: R) {
    Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| register_screen(ui, cx, register));
}

fn risks(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(method) = cx.isms.current_method() else {
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            widgets::card(ui, |ui| {
                widgets::heading(ui, &tr!("First the method, then the risks"), "6.1.2", |_| {});
                widgets::paragraph(ui, &tr!("A score means nothing before its words are agreed. Choose how you score risks, then add the first one."));
                if Button::primary(&tr!("Choose a risk method")).show(ui).clicked() {
                    cx.state.views.risks.tab = RiskTab::Method;
                }
            });
        });
        return;
    };
    if cx.isms.risks.is_empty() {
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            widgets::card(ui, |ui| {
                let text = cx.content.guidance.empty("risks").cloned().unwrap_or_default();
                if widgets::empty_state(ui, icons::WARNING_DIAMOND, &text) {
                    cx.send(Intent::Add(R::Risks, Vec::new()));
                }
                ui.vertical_centered(|ui| find_button(ui, cx));
            });
        });
        return;
    }
    let roomy = ui.available_width() > 690.0 && ui.available_height() > 480.0;
    Frame::new()
        .inner_margin(Margin { left: 24, right: 24, top: 4, bottom: 8 })
        .show(ui, |ui| if roomy { band_wide(ui, cx, method) } else { band_narrow(ui, cx, method) });
    let rows = cx.state.views.risks.rows(&cx.derived.risks, method, cx.derived.seq);
    Frame::new()
        .inner_margin(Margin { left: 24, right: 24, top: 4, bottom: 8 })
        .show(ui, |ui| filters(ui, cx, method, rows.len()));
    register(ui, cx, method, &rows);
}

fn cells(cx: &Cx<'_>) -> Vec<(u8, u8)> {
    let view = &cx.state.views.risks;
    cx.derived.risks.iter().filter_map(|row| view.cell_of(row)).collect()
}

fn heat_map(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    let cells = cells(cx);
    let chosen = cx.state.views.risks.cell;
    let name = if cx.state.views.risks.moment == Moment::Current { tr!("Today") } else { tr!("After treatment") };
    if let Some(cell) = (HeatMap { method, cells: &cells, chosen, name: &name }).large(ui) {
        cx.state.views.risks.cell = if chosen == Some(cell) { None } else { Some(cell) };
    }
}

fn moments(ui: &mut Ui, cx: &mut Cx<'_>) {
    let items = [ChoiceItem::new(Moment::Current, tr!("Current")), ChoiceItem::new(Moment::Target, tr!("Target"))];
    let view = &mut cx.state.views.risks;
    if let Some(Some(moment)) = segmented(ui, &tr!("Levels"), &items, Some(&view.moment), 148.0) {
        view.moment = moment;
        view.cell = None;
    }
}

fn band_wide(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 18.0;
        heat_map(ui, cx, method);
        ui.vertical(|ui| {
            ui.set_width(220.0);
            moments(ui, cx);
            legend(ui, cx, method);
        });
        if ui.available_width() > 120.0 {
            let rect = ui.available_rect_before_wrap();
            ui.painter().vline(rect.left(), rect.top()..=rect.top() + 170.0, Stroke::new(1.0, tokens(ui).border));
            ui.add_space(16.0);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                above(ui, cx, method);
            });
        }
    });
}

fn band_narrow(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    ui.horizontal(|ui| {
        let open = Button::secondary(&tr!("Heat map")).icon(icons::GRID_FOUR).show(ui);
        Popup::menu(&open).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
            ui.set_width(430.0);
            heat_map(ui, cx, method);
        });
        moments(ui, cx);
        let (now, then) = above_counts(cx, method);
        let text = tr!("Above the line: {0}, target {1}", now, then);
        ui.label(Type::Body.text(text).color(tokens(ui).text2));
    });
}

/// The bands with their counts; ticking some filters the register.
fn legend(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method) {
    let colours = tokens(ui);
    let mut counts = vec![0_usize; method.bands.len()];
    for row in &cx.derived.risks {
        if let Some(band) = cx.state.views.risks.score(row).and_then(|score| method.band(score)) {
            counts[band] += 1;
        }
    }
    ui.spacing_mut().item_spacing.y = 4.0;
    for (index, band) in method.bands.iter().enumerate().rev() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            ui.spacing_mut().interact_size.y = 20.0;
            let mut on = cx.state.views.risks.bands.contains(&index);
            let (fill, ink) = colours.risk[method.colour_step(index) - 1];
            let response = ui.checkbox(&mut on, "");
            let spoken = tr!("Show {0}: {1} risks", band.name, counts[index]);
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(spoken));
            if response.changed() {
                let bands = &mut cx.state.views.risks.bands;
                if on {
                    bands.insert(index)
                } else {
                    bands.remove(&index)
                };
            }
            let (rect, _) = ui.allocate_exact_size(vec2(50.0, 22.0), eframe::egui::Sense::hover());
            ui.painter().rect_filled(rect, 4.0, fill);
            widgets::painted_text(
                ui,
                rect,
                eframe::egui::Align2::CENTER_CENTER,
                &method.band_range(index),
                Type::BodyStrong,
                ink,
            );
            ui.label(Type::Body.text(&band.name).color(colours.text));
            ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
                ui.label(Type::Body.text(counts[index].to_string()).color(colours.text2));
            });
        });
    }
}

fn above_counts(cx: &Cx<'_>, method: &Method) -> (usize, usize) {
    let over = |score: Option<u32>| score.and_then(|score| method.is_above(score)) == Some(true);
    let now = cx.derived.risks.iter().filter(|row| over(row.current)).count();
    let then = cx.derived.risks.iter().filter(|row| over(row.target)).count();
    (now, then)
}

fn above(ui: &mut Ui, cx: &Cx<'_>, method: &Method) {
    let colours = tokens(ui);
    let Some(line) = method.acceptable_up_to else {
        widgets::hint(ui, &tr!("The acceptance line is undecided. Set it on the tab Method."));
        return;
    };
    ui.label(Type::Body.text(tr!("Above the line of {}", line)).color(colours.text2));
    let (now, then) = above_counts(cx, method);
    ui.horizontal(|ui| {
        ui.label(Type::Display.text(now.to_string()).color(colours.text));
        ui.label(RichText::new(icons::ARROW_RIGHT).size(16.0).color(colours.text3));
        ui.label(Type::Display.text(then.to_string()).color(colours.text));
    });
    ui.label(Type::Meta.text(tr!("today, and once every plan is done")).color(colours.text2));
    let open = cx.derived.risks.iter().filter(|row| row.status == RiskStatus::ToAccept).count();
    let accepted = cx.derived.risks.iter().filter(|row| row.status == RiskStatus::Accepted).count();
    for (icon, ink, text) in [
        (icons::SEAL_CHECK_FILL, colours.success, tr!("{} accepted", accepted)),
        (icons::WARNING_FILL, colours.warn, tr!("{} to accept", open)),
    ] {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.label(RichText::new(icon).size(15.0).color(ink));
            ui.label(Type::BodyStrong.text(text).color(colours.text));
        });
    }
}

fn filters(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method, shown: usize) {
    ui.horizontal(|ui| {
        let items: Vec<ChoiceItem<RiskStatus>> =
            RiskStatus::ALL.iter().map(|status| ChoiceItem::new(*status, status.label())).collect();
        let view = &mut cx.state.views.risks;
        if let Some(answer) =
            select(ui, &tr!("Filter by status"), &items, view.status.as_ref(), &tr!("Any status"), 150.0)
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
        ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
            let text = tr!("{0} of {1} risks", shown, cx.derived.risks.len());
            ui.label(Type::Meta.text(text).color(tokens(ui).text3));
        });
    });
}

fn register(ui: &mut Ui, cx: &mut Cx<'_>, method: &Method, rows: &[usize]) {
    let columns = [
        Col::new(tr!("Ref"), 64.0, 0),
        Col::new(tr!("Scenario and asset"), 0.0, 0),
        Col::new(tr!("Owner"), 62.0, 2),
        Col::new(tr!("Current"), 100.0, 0),
        Col::new(tr!("Treatment"), 80.0, 4),
        Col::new(tr!("Target"), 100.0, 3),
        Col::new(tr!("Status"), 126.0, 0),
    ];
    let (isms, derived, selected) = (cx.isms, cx.derived, cx.selected(R::Risks));
    let surface = tokens(ui).surface;
    let clicked = Frame::new()
        .fill(surface)
        .inner_margin(Margin { left: 18, right: 10, top: 0, bottom: 0 })
        .show(ui, |ui| {
            let line = |index: usize| {
                let row = derived.risks.get(*rows.get(index)?)?;
                let risk = isms.risks.get(row.id)?;
                let level = |score: Option<u32>| match score {
                    Some(score) => {
                        let (step, word) = level_word(method, score);
                        CellView::Level(score.to_string(), step, word)
                    }
                    None => CellView::Muted(tr!("Undecided")),
                };
                let option = risk
                    .option
                    .map_or_else(|| CellView::Muted(tr!("Undecided")), |option| CellView::Text(option.label()));
                let name = format!("{} {}, {}", risk.reference, risk.name, row.status.label());
                Some(GridRow {
                    name,
                    chosen: selected == Some(row.id.0),
                    muted: false,
                    cells: vec![
                        CellView::Muted(risk.reference.clone()),
                        CellView::TwoLines(risk.name.clone(), row.assets.clone()),
                        CellView::Person(risk.owner),
                        level(row.current),
                        option,
                        level(row.target),
                        CellView::Risk(row.status),
                    ],
                })
            };
            {
                let layout = Grid {
                    salt: "risks",
                    columns: &columns,
                    count: rows.len(),
                    row_height: ROW_TALL,
                    scrolls: Scroll::Fill,
                };
                grid(ui, &layout, isms, line)
            }
        })
        .inner;
    if let Some(row) = clicked.and_then(|index| rows.get(index)).and_then(|index| derived.risks.get(*index)) {
        cx.send(Intent::Reveal(Screen::Step(Step::Risk), R::Risks, Some(row.id.0)));
    }
}
