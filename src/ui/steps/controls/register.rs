//! The rows of the control register: grouped by theme as they come, or sorted by a column, with marks.

use eframe::egui::{Frame, Margin, Ui};
use tr::tr;
use uuid::Uuid;

use crate::isms::controls::{Control, ControlTheme};
use crate::isms::scope::ObligationKind;
use crate::isms::steps::Step;
use crate::isms::{Isms, RegisterName as R};
use crate::ui::Cx;
use crate::ui::derived::Derived;
use crate::ui::intent::{Intent, Screen};
use crate::ui::register::{CellView, Col, Grid, GridRow, Scroll, Sorting, bulk_bar, grid};
use crate::ui::theme::{ROW, Type, tokens};

/// Which reasons a control has: risk, law, contract, practice.
fn reasons(isms: &Isms, control: &Control) -> [bool; 4] {
    let obligations = || control.reason_obligations.iter().filter_map(|id| isms.obligations.get(*id));
    [
        !control.reason_risks.is_empty(),
        obligations().any(|o| o.kind != Some(ObligationKind::Contract)),
        obligations().any(|o| o.kind == Some(ObligationKind::Contract)),
        !control.reason_business.trim().is_empty(),
    ]
}

/// Where a control stands in the order of a column: words for some, numbers for others. Undecided comes first.
pub(super) fn place(isms: &Isms, derived: &Derived, control: &Control, column: usize) -> (usize, String) {
    let decided = |yes: Option<bool>| yes.map_or(0, |yes| if yes { 2 } else { 1 });
    match column {
        1 => (0, control.name.to_lowercase()),
        2 => (decided(control.applicable), String::new()),
        3 => (reasons(isms, control).iter().filter(|given| **given).count(), String::new()),
        4 => (decided(control.applicable) * 10 + control.status.map_or(0, |status| status as usize + 1), String::new()),
        5 => (0, isms.person_name(control.owner).to_lowercase()),
        6 => (derived.control_use(control.id).evidence, String::new()),
        _ => (0, String::new()),
    }
}

fn columns() -> [Col; 7] {
    [
        Col::new(tr!("Ref"), 76.0, 0),
        Col::new(tr!("Control"), 0.0, 0),
        Col::new(tr!("Applies"), 82.0, 2),
        Col::new(tr!("Reason"), 96.0, 4),
        Col::new(tr!("Status"), 118.0, 0),
        Col::new(tr!("Owner"), 62.0, 3),
        Col::new(tr!("Evidence"), 76.0, 5),
    ]
}

/// What stands in a row: the heading of a theme, or a control.
enum Line {
    Theme(ControlTheme),
    Control(Uuid),
}

/// The controls with a heading over each theme, when they stand in their own order.
fn lines(isms: &Isms, ids: &[Uuid], grouped: bool) -> Vec<Line> {
    let mut lines = Vec::with_capacity(ids.len() + 6);
    let mut last = None;
    for id in ids {
        let theme = isms.controls.get((*id).into()).and_then(|control| control.theme).unwrap_or(ControlTheme::Own);
        if grouped && last != Some(theme) {
            lines.push(Line::Theme(theme));
            last = Some(theme);
        }
        lines.push(Line::Control(*id));
    }
    lines
}

/// Draws the rows.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, ids: &[Uuid]) {
    let (isms, derived, selected) = (cx.isms, cx.derived, cx.selected(R::Controls));
    let marks = cx.state.marks.of(R::Controls, isms);
    let sorting = cx.state.views.controls.filter.sorting;
    let grouped = sorting.is_none() && cx.state.views.controls.filter.theme.is_none();
    let lines = lines(isms, ids, grouped);
    let columns = columns();
    let row = |index: usize| match lines.get(index)? {
        Line::Theme(theme) => {
            let count = derived.themes.get(theme).copied().unwrap_or_default();
            let heading = tr!("{0}, {1} of {2} in place", theme.label(), count.done, count.applied);
            Some(GridRow { group: Some(heading), ..GridRow::default() })
        }
        Line::Control(id) => {
            let control = isms.controls.get((*id).into())?;
            let chosen = selected == Some(*id);
            Some(GridRow { chosen, marked: marks.contains(id), ..line(isms, derived, control) })
        }
    };
    let answer = Frame::new()
        .fill(tokens(ui).surface)
        .inner_margin(Margin { left: 12, right: 10, top: 0, bottom: 0 })
        .show(ui, |ui| {
            bulk_bar(ui, cx, R::Controls);
            let layout = Grid {
                salt: "controls",
                columns: &columns,
                count: lines.len(),
                row_height: ROW,
                scrolls: Scroll::Fill,
                sorting: Some(sorting),
                marks: Some(!ids.is_empty() && marks.len() >= ids.len()),
            };
            grid(ui, &layout, isms, row)
        })
        .inner;
    let id_of =
        |index: usize| lines.get(index).map(|line| if let Line::Control(id) = line { *id } else { Uuid::nil() });
    if let Some(id) = answer.opened.and_then(id_of) {
        cx.send(Intent::Reveal(Screen::Step(Step::Controls), R::Controls, Some(id)));
    }
    if let Some(column) = answer.sorted {
        cx.state.views.controls.filter.sorting = Sorting::after_click(sorting, column);
    }
    if answer.marked.is_some() || answer.all.is_some() {
        let rows: Vec<Uuid> = (0..lines.len()).filter_map(id_of).collect();
        cx.state.marks.take(R::Controls, &answer, &rows);
    }
    if ids.is_empty() {
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.label(Type::Body.text(tr!("No control matches the filters.")).color(tokens(ui).text3));
        });
    }
}

fn line(isms: &Isms, derived: &Derived, control: &Control) -> GridRow {
    let excluded = control.applicable == Some(false);
    let applies = match control.applicable {
        Some(true) => CellView::Text(tr!("Yes")),
        Some(false) => CellView::Muted(tr!("No")),
        None => CellView::Muted(tr!("Undecided")),
    };
    let status = CellView::Control(control.applicable, control.status);
    let evidence = derived.control_use(control.id).evidence;
    let title = if control.name.trim().is_empty() { tr!("Without a title yet") } else { control.name.clone() };
    GridRow {
        name: format!("{} {}, {}", control.reference, title, status.words(isms)),
        muted: excluded,
        cells: vec![
            CellView::Muted(control.reference.clone()),
            CellView::Strong(title),
            applies,
            if excluded { CellView::Muted(tr!("Stated")) } else { CellView::Reasons(reasons(isms, control)) },
            status,
            CellView::Person(control.owner),
            CellView::Text(if evidence == 0 { "–".to_owned() } else { evidence.to_string() }),
        ],
        ..GridRow::default()
    }
}
