//! Step 3: heat map, register and editor of risks; assets, actions and method beside them.

mod accept;
mod arrows;
mod assets;
mod band;
mod curve;
mod earlier;
mod finding;
mod heatmap;
mod list;
mod numbers;
mod over_time;
mod pane;
mod quick;
mod rows;
mod suggested;

use std::collections::BTreeSet;

use eframe::egui::{Frame, Margin, Ui};
use tr::tr;

use crate::isms::RegisterName as R;
use crate::isms::risks::{Moment, RiskStatus};
use crate::isms::steps::Step;
use crate::ui::intent::Intent;
use crate::ui::register::{Sorting, register_screen};
use crate::ui::widgets::{self, Button, tabs};
use crate::ui::{Cx, icons};
pub use assets::AssetView;
pub(in crate::ui) use assets::show as assets_screen;
pub use finding::find_button;
pub use heatmap::HeatMap;
pub(super) use heatmap::stepped_line;
pub use numbers::Numbers;
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
    /// What owners accept.
    Acceptance,
    /// Snapshots and what moved between them.
    OverTime,
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
            Self::Finding | Self::Acceptance | Self::OverTime | Self::Method | Self::Guide => None,
        }
    }
}

/// What the tab of risks shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RiskPart {
    /// The register with its heat map.
    #[default]
    Register,
    /// One risk at a time, judged by keys.
    Quick,
}

/// What the screen remembers.
#[derive(Debug)]
pub struct RiskView {
    /// The tab.
    pub tab: RiskTab,
    /// What the tab of risks shows.
    pub part: RiskPart,
    moment: Moment,
    bands: BTreeSet<usize>,
    cell: Option<(u8, u8)>,
    status: Option<RiskStatus>,
    query: String,
    sorting: Option<Sorting>,
    shown: list::Shown,
    quick: quick::Quick,
    sheets: accept::Sheets,
    time: over_time::OverTime,
    finding: finding::FindingView,
}

impl Default for RiskView {
    fn default() -> Self {
        Self {
            tab: RiskTab::default(),
            part: RiskPart::default(),
            moment: Moment::Current,
            bands: BTreeSet::new(),
            cell: None,
            status: None,
            query: String::new(),
            sorting: None,
            shown: list::Shown::default(),
            quick: quick::Quick::default(),
            sheets: accept::Sheets::default(),
            time: over_time::OverTime::default(),
            finding: finding::FindingView::default(),
        }
    }
}

impl RiskView {
    /// Shows the risks of one status, and nothing else filtered.
    pub fn only(&mut self, status: RiskStatus) {
        *self = Self { tab: RiskTab::Risks, status: Some(status), ..Self::default() };
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
            (RiskTab::Acceptance, tr!("Acceptance"), String::new()),
            (RiskTab::OverTime, tr!("Over time"), String::new()),
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
        RiskTab::Assets => assets::show(ui, cx),
        RiskTab::Actions => inset(ui, cx, R::Actions),
        RiskTab::Acceptance => accept::show(ui, cx),
        RiskTab::OverTime => over_time::show(ui, cx),
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
    if cx.state.views.risks.part == RiskPart::Quick {
        quick::show(ui, cx, method);
        return;
    }
    let roomy = ui.available_width() > 690.0 && ui.available_height() > 480.0;
    let margin = Margin { left: 24, right: 24, top: 4, bottom: 8 };
    Frame::new()
        .inner_margin(margin)
        .show(ui, |ui| if roomy { band::wide(ui, cx, method) } else { band::narrow(ui, cx, method) });
    let derived = cx.derived;
    let rows = cx.state.views.risks.rows(&derived.risks, method, derived.seq);
    Frame::new().inner_margin(margin).show(ui, |ui| list::filters(ui, cx, method, rows.len()));
    list::register(ui, cx, method, &rows);
}
