//! The regulation coverage report: which provision rests on which controls, how far they are, and where is nothing.

use tr::tr;

use super::Request;
use super::furniture::{Furniture, body, column, heading, number, prose};
use super::outline::{Bar, Bars, Block, Cell, Fill, Mark, Orientation, Outline, Table};
use super::wording::unbroken;
use crate::isms::controls::Control;
use crate::isms::coverage::{Cover, CoverState, Regulation, regulations};

/// The document's title.
pub fn title() -> String {
    tr!("Regulation coverage report")
}

/// The outline of the report: what the profile or an obligation calls for, and nothing else.
pub fn outline(request: &Request<'_>) -> Outline {
    let found = regulations(request.isms, &request.content.provision_facts());
    let called: Vec<&Regulation> = found.iter().filter(|regulation| regulation.called_for).collect();
    let furniture = Furniture::new(request, "regulations", title());
    let subtitle = tr!("ISO/IEC 27001:2022, A.5.31 and A.5.34");
    let mut blocks = vec![furniture.masthead(subtitle, furniture.report_control(tr!("Report"), Vec::new()))];
    if called.is_empty() {
        blocks.push(prose(tr!(
            "Neither the profile nor the register of obligations calls for a regulation yet, so there is nothing to report."
        )));
    } else {
        blocks.push(prose(tr!(
            "For each provision this report says which obligations of the register stand for it, which controls answer it and how far they are. The relation between provisions and controls is a help to work with and no legal advice."
        )));
        blocks.push(bars(&called));
        blocks.extend(nothing(&called));
        for regulation in &called {
            let note = tr!("{0} of {1} in place", regulation.count(CoverState::InPlace), regulation.covers.len());
            blocks.push(heading(1, name_of(regulation), note));
            blocks.push(Block::Table(table(request, regulation)));
        }
    }
    furniture.report(Orientation::Landscape, None, blocks)
}

fn name_of(regulation: &Regulation) -> String {
    if regulation.name.is_empty() { tr!("Other obligations") } else { regulation.name.clone() }
}

fn bars(called: &[&Regulation]) -> Block {
    let states =
        [CoverState::InPlace, CoverState::Partly, CoverState::Planned, CoverState::Undecided, CoverState::Nothing];
    let fills = [Fill::Solid, Fill::Grey, Fill::Outline, Fill::Dashed, Fill::Pale];
    let row = |regulation: &&Regulation| {
        let done = regulation.count(CoverState::InPlace);
        let percent = (done * 100).checked_div(regulation.covers.len());
        Bar {
            label: name_of(regulation),
            values: states.map(|state| u32::try_from(regulation.count(state)).unwrap_or(u32::MAX)).to_vec(),
            note: percent.map(|percent| format!("{percent} %")).unwrap_or_default(),
        }
    };
    Block::Bars(Bars {
        legend: fills.into_iter().zip(states.map(CoverState::label)).collect(),
        rows: called.iter().map(row).collect(),
    })
}

/// Provisions without any control: the first thing to look at.
fn nothing(called: &[&Regulation]) -> Vec<Block> {
    let bare: Vec<&Cover> =
        called.iter().flat_map(|r| &r.covers).filter(|cover| cover.state == CoverState::Nothing).collect();
    let mut blocks = vec![heading(1, tr!("Where is nothing"), String::new())];
    if bare.is_empty() {
        blocks.push(prose(tr!("Every provision rests on at least one control that applies or is still undecided.")));
        return blocks;
    }
    blocks.push(prose(tr!("No control answers these, or every control that could is excluded.")));
    blocks.push(Block::Table(Table {
        columns: vec![column(tr!("Provision"), 1.6), column(tr!("What it asks for"), 4.0)],
        rows: bare.iter().map(|c| body(vec![Cell::strong(&c.id), Cell::plain(&c.title)])).collect(),
    }));
    blocks
}

fn table(request: &Request<'_>, regulation: &Regulation) -> Table {
    let row = |cover: &Cover| {
        let obligations = cover.obligations.iter().filter_map(|id| request.isms.obligations.get(*id));
        let obligations: Vec<String> = obligations.map(|o| unbroken(&o.reference)).collect();
        let controls = cover.controls.iter().filter_map(|id| request.isms.controls.get(*id));
        let controls: Vec<String> = controls.map(standing).collect();
        body(vec![
            Cell::strong(&cover.id),
            Cell::plain(&cover.title),
            if obligations.is_empty() { Cell::muted(tr!("none")) } else { Cell::plain(obligations.join(", ")) },
            if controls.is_empty() { Cell::muted(tr!("none")) } else { Cell::plain(controls.join(", ")) },
            Cell::plain(tr!("{0} of {1}", cover.counts.done, cover.counts.applied)),
            state(cover.state),
        ])
    };
    Table {
        columns: vec![
            column(tr!("Provision"), 46.0),
            column(tr!("What it asks for"), 68.0),
            column(tr!("Obligations"), 26.0),
            column(tr!("Controls and their status"), 82.0),
            number(tr!("In place"), 18.0),
            column(tr!("Standing"), 26.0),
        ],
        rows: regulation.covers.iter().map(row).collect(),
    }
}

/// `A.8.13 (in place)`.
fn standing(control: &Control) -> String {
    let word = match (control.applicable, control.status) {
        (None, _) => tr!("undecided"),
        (Some(false), _) => tr!("excluded"),
        (Some(true), None) => tr!("not assessed"),
        (Some(true), Some(status)) => status.label().to_lowercase(),
    };
    format!("{} ({word})", control.reference)
}

fn state(state: CoverState) -> Cell {
    let mark = match state {
        CoverState::Nothing => Mark::Dash,
        CoverState::Undecided => Mark::Open,
        CoverState::Planned => Mark::Empty,
        CoverState::Partly => Mark::Half,
        CoverState::InPlace => Mark::Full,
    };
    Cell::marked(mark, state.label())
}
