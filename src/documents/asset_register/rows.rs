//! The register's table: one row for each asset, by group.

use tr::tr;

use super::{Assets, Value};
use crate::documents::furniture::{centred, column, group, owner};
use crate::documents::outline::{Cell, Mark, Row, RowKind, Span, Table};
use crate::documents::wording::{listed, unbroken};
use crate::isms::assets::{Asset, Classification};

/// The whole table.
pub(super) fn table(assets: &Assets<'_>) -> Table {
    let columns = vec![
        column(tr!("Ref"), 14.0),
        column(tr!("Asset"), 58.0),
        column(tr!("Owner"), 28.0),
        column(tr!("Where it is"), 34.0),
        column(tr!("Class"), 21.0),
        centred(tr!("C"), 8.0),
        centred(tr!("I"), 8.0),
        centred(tr!("A"), 8.0),
        column(tr!("Personal data"), 17.0),
        column(tr!("Supplier"), 28.0),
        column(tr!("Risks"), 37.0),
    ];
    let mut rows = Vec::with_capacity(assets.groups.len() + assets.request.isms.assets.len());
    for (name, members) in &assets.groups {
        rows.push(group(name.clone(), members.len().to_string()));
        rows.extend(members.iter().map(|asset| row(assets, asset)));
    }
    Table { columns, rows }
}

fn row(assets: &Assets<'_>, asset: &Asset) -> Row {
    let isms = assets.request.isms;
    let [c, i, a] = assets.values(asset).map(value);
    Row {
        cells: vec![
            Cell::strong(unbroken(&asset.reference)),
            name(assets, asset),
            owner(isms.person_name(asset.owner)),
            Cell::plain(place(assets, asset)),
            asset.classification.map_or_else(undecided, |class| Cell::plain(Classification::label(class))),
            c,
            i,
            a,
            yes_or_no(asset.personal_data),
            Cell::plain(asset.supplier.and_then(|id| isms.suppliers.get(id)).map_or("", |supplier| &supplier.name)),
            risks(assets, asset),
        ],
        kind: if asset.in_scope == Some(false) { RowKind::Muted } else { RowKind::Body },
    }
}

/// The name, and below it what else has to be known: scope, what it inherits from, why it differs.
fn name(assets: &Assets<'_>, asset: &Asset) -> Cell {
    let mut text = vec![Span::strong(&asset.name)];
    let mut below = |remark: String| text.push(Span::muted(format!("\n{remark}")));
    match asset.in_scope {
        Some(true) => {}
        Some(false) => below(tr!("Outside the scope")),
        None => below(tr!("In or out of scope: undecided")),
    }
    let on = asset.depends_on.iter().filter_map(|id| assets.request.isms.assets.get(*id));
    let on = listed(on.map(|other| other.reference.as_str()));
    if !on.is_empty() {
        below(tr!("Depends on {}", on));
    }
    if !asset.override_reason.trim().is_empty() {
        below(tr!("Own value: {}", asset.override_reason.trim()));
    }
    Cell { mark: None, text }
}

/// The site and the place in words.
fn place(assets: &Assets<'_>, asset: &Asset) -> String {
    let site = asset.site.and_then(|id| assets.request.isms.sites.get(id)).map_or("", |site| site.name.as_str());
    let location = asset.location.trim();
    // People often write the site into the place as well.
    let site = if location.contains(site) { "" } else { site };
    let parts = [site, location];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn value(value: Value) -> Cell {
    match value.level {
        Some(level) if value.inherited => Cell::plain(format!("{level}\u{a0}↓")),
        Some(level) => Cell::plain(level.to_string()),
        None => Cell { mark: Some(Mark::Open), text: Vec::new() },
    }
}

fn yes_or_no(answer: Option<bool>) -> Cell {
    match answer {
        Some(true) => Cell::plain(tr!("Yes")),
        Some(false) => Cell::plain(tr!("No")),
        None => undecided(),
    }
}

fn risks(assets: &Assets<'_>, asset: &Asset) -> Cell {
    match assets.risks.get(&asset.id) {
        Some(risks) => Cell::plain(listed(risks.iter().copied())),
        None => Cell::muted(tr!("no risk yet")),
    }
}

fn undecided() -> Cell {
    Cell::muted(tr!("undecided"))
}
