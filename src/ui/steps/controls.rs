//! Step 5: the control register by theme, and what proves it: suppliers, evidence, incidents.

mod coverage;
mod filters;
mod further;
mod linked;
mod pane;
mod proposals;
mod register;
mod statement;
mod versions;
mod view;

use eframe::egui::{Frame, Margin, Ui};
use tr::tr;

use crate::isms::RegisterName as R;
use crate::isms::steps::Step;
use crate::ui::Cx;
use crate::ui::register::register_screen;
use crate::ui::widgets::tabs;
pub use pane::control_pane;
pub use view::ControlView;

/// The parts of step 5.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ControlTab {
    /// The register.
    #[default]
    Controls,
    /// The Statement of Applicability: open points, approval, versions.
    Statement,
    /// How far the controls are, by theme, attribute and regulation.
    Coverage,
    /// Suppliers.
    Suppliers,
    /// Evidence.
    Evidence,
    /// Incidents.
    Incidents,
    /// Guidance and checks.
    Guide,
}

impl ControlTab {
    /// The register the tab shows, when records can be added to it.
    pub fn register(self) -> Option<R> {
        match self {
            Self::Suppliers => Some(R::Suppliers),
            Self::Evidence => Some(R::Evidence),
            Self::Incidents => Some(R::Incidents),
            Self::Controls | Self::Statement | Self::Coverage | Self::Guide => None,
        }
    }
}

/// Draws step 5.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    Frame::new().inner_margin(Margin { left: 24, right: 24, top: 12, bottom: 4 }).show(ui, |ui| {
        let count = |register| cx.isms.count(register).to_string();
        let items = [
            (ControlTab::Controls, tr!("Controls"), count(R::Controls)),
            (ControlTab::Statement, tr!("Statement"), String::new()),
            (ControlTab::Coverage, tr!("Coverage"), String::new()),
            (ControlTab::Suppliers, tr!("Suppliers"), count(R::Suppliers)),
            (ControlTab::Evidence, tr!("Evidence"), count(R::Evidence)),
            (ControlTab::Incidents, tr!("Incidents"), count(R::Incidents)),
            (ControlTab::Guide, tr!("Guide"), String::new()),
        ];
        if let Some(tab) = tabs(ui, &items, cx.state.views.controls.tab) {
            cx.state.views.controls.tab = tab;
        }
    });
    let tab = cx.state.views.controls.tab;
    let register = match tab {
        ControlTab::Controls => return controls(ui, cx),
        ControlTab::Statement if cx.state.views.controls.proposing => return proposals::list(ui, cx),
        ControlTab::Statement => return statement::show(ui, cx),
        ControlTab::Coverage => return coverage::show(ui, cx),
        ControlTab::Guide => return super::guide(ui, cx, Step::Controls),
        ControlTab::Suppliers => R::Suppliers,
        ControlTab::Evidence => R::Evidence,
        ControlTab::Incidents => R::Incidents,
    };
    Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| register_screen(ui, cx, register));
}

fn controls(ui: &mut Ui, cx: &mut Cx<'_>) {
    Frame::new().inner_margin(Margin { left: 24, right: 24, top: 4, bottom: 8 }).show(ui, |ui| {
        filters::themes(ui, cx);
        filters::filters(ui, cx);
        // What is undecided comes first; further controls would only add to it.
        if !proposals::line(ui, cx) {
            further::offer(ui, cx);
        }
    });
    let rows = cx.state.views.controls.rows(cx.isms, cx.content, cx.derived);
    register::show(ui, cx, &rows);
}
