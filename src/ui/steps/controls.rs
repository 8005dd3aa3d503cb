//! Step 5: the control register by theme, and what proves it: suppliers, evidence, incidents.

mod pane;
mod statement;

use eframe::egui::{Frame, Margin, RichText, Ui};
use tr::tr;
use uuid::Uuid;

use crate::isms::RegisterName as R;
use crate::isms::controls::{Control, ControlTheme, ImplementationStatus};
use crate::isms::scope::ObligationKind;
use crate::isms::steps::Step;
use crate::ui::intent::{Intent, Screen};
use crate::ui::register::{CellView, Col, Grid, GridRow, Scroll, grid, register_screen};
use crate::ui::theme::{ROW, Type, tokens};
use crate::ui::widgets::{ChoiceItem, coverage_bar, select, tabs};
use crate::ui::{Cx, icons};
pub use pane::control_pane;

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

/// Which controls are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Show {
    Undecided,
    NotFinished,
    InPlace,
    Excluded,
    WithoutEvidence,
}

impl Show {
    const ALL: [Self; 5] = [Self::Undecided, Self::NotFinished, Self::InPlace, Self::Excluded, Self::WithoutEvidence];

    fn label(self) -> String {
        match self {
            Self::Undecided => tr!("Undecided"),
            Self::NotFinished => tr!("Not finished"),
            Self::InPlace => tr!("In place"),
            Self::Excluded => tr!("Excluded"),
            Self::WithoutEvidence => tr!("In place without evidence"),
        }
    }

    fn passes(self, control: &Control, evidence: usize) -> bool {
        let done = control.status == Some(ImplementationStatus::Implemented);
        match self {
            Self::Undecided => control.applicable.is_none(),
            Self::NotFinished => control.applicable == Some(true) && !done,
            Self::InPlace => control.applicable == Some(true) && done,
            Self::Excluded => control.applicable == Some(false),
            Self::WithoutEvidence => control.applicable == Some(true) && done && evidence == 0,
        }
    }
}

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct ControlView {
    /// The tab.
    pub tab: ControlTab,
    theme: Option<ControlTheme>,
    show: Option<Show>,
    query: String,
    shown: Option<(i64, Filter, Vec<Uuid>)>,
}

type Filter = (Option<ControlTheme>, Option<Show>, String);

impl ControlView {
    /// The controls in the order in which they were drawn last.
    pub fn drawn(&self) -> &[Uuid] {
        self.shown.as_ref().map_or(&[], |(_, _, shown)| shown)
    }

    /// The controls that pass the filters, found anew only when snapshot or filter change.
    fn rows(&mut self, isms: &crate::isms::Isms, derived: &crate::ui::derived::Derived) -> Vec<Uuid> {
        let filter = (self.theme, self.show, self.query.trim().to_lowercase());
        if let Some((of, with, shown)) = &self.shown
            && *of == derived.seq
            && *with == filter
        {
            return shown.clone();
        }
        let shown: Vec<Uuid> = isms
            .controls
            .iter()
            .filter(|c| filter.0.is_none_or(|theme| c.theme == Some(theme)))
            .filter(|c| filter.1.is_none_or(|show| show.passes(c, derived.control_use(c.id).evidence)))
            .filter(|c| {
                filter.2.is_empty()
                    || format!("{} {} {}", c.reference, c.name, c.how).to_lowercase().contains(&filter.2)
            })
            .map(|c| c.id.0)
            .collect();
        self.shown = Some((derived.seq, filter, shown.clone()));
        shown
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
        themes(ui, cx);
        filters(ui, cx);
    });
    let rows = cx.state.views.controls.rows(cx.isms, cx.derived);
    register(ui, cx, &rows);
}

fn themes(ui: &mut Ui, cx: &mut Cx<'_>) {
    let colours = tokens(ui);
    ui.horizontal(|ui| {
        let wide = ui.available_width() > 760.0;
        let mut items = vec![(None, tr!("All"), cx.isms.controls.len().to_string())];
        for (theme, count) in &cx.derived.themes {
            let word = theme.label();
            items.push((Some(*theme), word, if wide { count.all.to_string() } else { String::new() }));
        }
        if let Some(theme) = tabs(ui, &items, cx.state.views.controls.theme) {
            cx.state.views.controls.theme = theme;
        }
        ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
            if !wide {
                return;
            }
            let sum = |part: fn(&crate::isms::controls::ControlCounts) -> usize| {
                cx.derived.themes.values().map(part).sum::<usize>()
            };
            let totals = [
                (icons::QUESTION, colours.warn, sum(|c| c.undecided), tr!("undecided")),
                (icons::MINUS_CIRCLE, colours.text3, sum(|c| c.excluded), tr!("excluded")),
                (icons::CIRCLE_DASHED, colours.warn, sum(|c| c.planned), tr!("planned or not started")),
                (icons::CIRCLE_HALF_FILL, colours.info, sum(|c| c.partly), tr!("partial")),
                (icons::CHECK_CIRCLE_FILL, colours.success, sum(|c| c.done), tr!("in place")),
            ];
            ui.spacing_mut().item_spacing.x = 5.0;
            for (icon, ink, count, word) in totals {
                ui.label(Type::BodyStrong.text(count.to_string()).color(colours.text)).on_hover_text(&word);
                ui.label(RichText::new(icon).size(15.0).color(ink)).on_hover_text(word);
                ui.add_space(5.0);
            }
        });
    });
}

fn filters(ui: &mut Ui, cx: &mut Cx<'_>) {
    let colours = tokens(ui);
    ui.horizontal(|ui| {
        let items: Vec<ChoiceItem<Show>> = Show::ALL.iter().map(|show| ChoiceItem::new(*show, show.label())).collect();
        let view = &mut cx.state.views.controls;
        if let Some(answer) = select(ui, &tr!("Show controls"), &items, view.show.as_ref(), &tr!("All states"), 190.0) {
            view.show = answer;
        }
        let field = ui.add(
            eframe::egui::TextEdit::singleline(&mut view.query)
                .id(ui.scope_id().with("filter controls"))
                .hint_text(tr!("Filter"))
                .margin(Margin::symmetric(10, 7))
                .desired_width(150.0),
        );
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(tr!("Filter controls")));
        if ui.input_mut(|i| i.consume_key(eframe::egui::Modifiers::COMMAND, eframe::egui::Key::F)) {
            field.request_focus();
        }
        let shown = view.rows(cx.isms, cx.derived).len();
        if let Some(count) = view.theme.and_then(|theme| cx.derived.themes.get(&theme)) {
            let text = tr!("{0} of {1} in place", count.done, count.applied);
            coverage_bar(ui, 110.0, count.parts(), count.applied, &text);
            ui.label(Type::Meta.text(text).color(colours.text2));
        }
        ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
            let text = tr!("{0} of {1}", shown, cx.isms.controls.len());
            ui.label(Type::Meta.text(text).color(colours.text3));
        });
    });
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
