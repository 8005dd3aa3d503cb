//! Step 5: the control register by theme, and what proves it: suppliers, evidence, incidents.

mod filters;
mod further;
mod pane;
mod proposals;
mod statement;
mod view;

use eframe::egui::{Frame, Margin, Ui};
use tr::tr;
use uuid::Uuid;

use crate::isms::RegisterName as R;
use crate::isms::controls::Control;
use crate::isms::scope::ObligationKind;
use crate::isms::steps::Step;
use crate::ui::Cx;
use crate::ui::intent::{Intent, Screen};
use crate::ui::register::{CellView, Col, Grid, GridRow, Scroll, grid, register_screen};
use crate::ui::theme::{ROW, tokens};
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
            Self::Controls | Self::Statement | Self::Guide => None,
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
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            further::add_own(ui, cx);
            proposals::line(ui, cx);
        });
        further::offers(ui, cx);
    });
    let rows = cx.state.views.controls.rows(cx.isms, cx.content, cx.derived);
    register(ui, cx, &rows);
}

/// Which reasons a control has: risk, law, contract, practice.
fn reasons(isms: &crate::isms::Isms, control: &Control) -> [bool; 4] {
    let obligations = || control.reason_obligations.iter().filter_map(|id| isms.obligations.get(*id));
    [
        !control.reason_risks.is_empty(),
        obligations().any(|o| o.kind != Some(ObligationKind::Contract)),
        obligations().any(|o| o.kind == Some(ObligationKind::Contract)),
        !control.reason_business.trim().is_empty(),
    ]
}

fn register(ui: &mut Ui, cx: &mut Cx<'_>, rows: &[Uuid]) {
    let columns = [
        Col::new(tr!("Ref"), 66.0, 0),
        Col::new(tr!("Control"), 0.0, 0),
        Col::new(tr!("Applies"), 82.0, 2),
        Col::new(tr!("Reason"), 100.0, 4),
        Col::new(tr!("Status"), 118.0, 0),
        Col::new(tr!("Owner"), 62.0, 3),
        Col::new(tr!("Evidence"), 70.0, 5),
    ];
    let (isms, derived, selected) = (cx.isms, cx.derived, cx.selected(R::Controls));
    let surface = tokens(ui).surface;
    let line = |index: usize| {
        let id = *rows.get(index)?;
        let control = isms.controls.get(id.into())?;
        let excluded = control.applicable == Some(false);
        let applies = match control.applicable {
            Some(true) => CellView::Text(tr!("Yes")),
            Some(false) => CellView::Muted(tr!("No")),
            None => CellView::Muted(tr!("Undecided")),
        };
        let status = CellView::Control(control.applicable, control.status);
        let evidence = derived.control_use(control.id).evidence;
        let name = format!("{} {}, {}", control.reference, control.name, status.words(isms));
        Some(GridRow {
            name,
            chosen: selected == Some(id),
            muted: excluded,
            cells: vec![
                CellView::Muted(control.reference.clone()),
                CellView::Strong(control.name.clone()),
                applies,
                if excluded { CellView::Muted(tr!("Stated")) } else { CellView::Reasons(reasons(isms, control)) },
                status,
                CellView::Person(control.owner),
                CellView::Text(if evidence == 0 { "–".to_owned() } else { evidence.to_string() }),
            ],
            ..GridRow::default()
        })
    };
    let clicked = Frame::new()
        .fill(surface)
        .inner_margin(Margin { left: 18, right: 10, top: 0, bottom: 0 })
        .show(ui, |ui| {
            let layout = Grid {
                salt: "controls",
                columns: &columns,
                count: rows.len(),
                row_height: ROW,
                scrolls: Scroll::Fill,
                sorting: None,
                marks: None,
            };
            grid(ui, &layout, isms, line)
        })
        .inner;
    if let Some(id) = clicked.opened.and_then(|index| rows.get(index)) {
        cx.send(Intent::Reveal(Screen::Step(Step::Controls), R::Controls, Some(*id)));
    }
}
