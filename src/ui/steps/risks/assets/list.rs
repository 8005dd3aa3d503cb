//! The rows of assets: filtered, grouped and sorted once for each snapshot and wish.

use std::collections::BTreeMap;
use std::rc::Rc;

use eframe::egui::{Frame, Margin, Ui};
use tr::tr;
use uuid::Uuid;

use super::AssetView;
use crate::isms::assets::{Asset, AssetGroup, AssetGrouping, AssetId, AssetKind, Classification, group_of, place};
use crate::isms::organisation::PersonId;
use crate::isms::risks::Property;
use crate::isms::{Isms, RegisterName as R};
use crate::ui::Cx;
use crate::ui::derived::{AssetViews, Derived};
use crate::ui::intent::Intent;
use crate::ui::register::{CellView, Col, Grid, GridRow, Scroll, Sorting, grid, natural};
use crate::ui::theme::{ROW_TALL, Type, tokens};
use crate::ui::widgets::ValueBox;

/// Which assets are shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Wanted {
    /// Words in name, reference, group, place or owner.
    pub(super) query: String,
    /// Of this kind.
    pub(super) kind: Option<AssetKind>,
    /// Of this owner, or of nobody.
    pub(super) owner: Option<Option<PersonId>>,
    /// Those no risk names.
    pub(super) unrisked: bool,
    /// Those with a value neither decided nor inherited.
    pub(super) unvalued: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Line {
    Group(String),
    Asset(AssetId),
}

type Wish = (Wanted, Option<AssetGrouping>, Option<Sorting>);

/// The lines shown, for one snapshot and one wish.
#[derive(Debug, Default)]
pub(super) struct Shown {
    of: Option<(i64, Wish)>,
    lines: Rc<[Line]>,
    count: usize,
}

impl AssetView {
    /// The assets in the order in which they were drawn last.
    pub fn drawn(&self) -> Vec<Uuid> {
        let id = |line: &Line| match line {
            Line::Group(_) => None,
            Line::Asset(id) => Some(id.0),
        };
        self.shown.lines.iter().filter_map(id).collect()
    }

    /// How many assets pass the filters.
    pub(super) fn count(&mut self, isms: &Isms, derived: &Derived) -> usize {
        self.lines(isms, derived);
        self.shown.count
    }

    /// The lines, found anew only when snapshot or wish change.
    fn lines(&mut self, isms: &Isms, derived: &Derived) -> Rc<[Line]> {
        let wish = (self.wanted.clone(), self.by, self.sorting);
        if self.shown.of.as_ref().is_none_or(|(seq, of)| *seq != derived.seq || *of != wish) {
            let found = found(isms, &derived.assets, &wish);
            let count = found.iter().map(|(_, assets)| assets.len()).sum();
            let lines = found.into_iter().flat_map(|(group, assets)| {
                let title = group.map(|group| Line::Group(tr!("{0}: {1}", group.name, assets.len())));
                title.into_iter().chain(assets.into_iter().map(Line::Asset))
            });
            self.shown = Shown { lines: lines.collect(), count, of: Some((derived.seq, wish)) };
        }
        self.shown.lines.clone()
    }
}

/// The assets that pass, sorted, by group.
fn found(isms: &Isms, views: &AssetViews, (wanted, by, sorting): &Wish) -> Vec<(Option<AssetGroup>, Vec<AssetId>)> {
    let query = wanted.query.trim().to_lowercase();
    let mut groups: BTreeMap<Option<AssetGroup>, Vec<(String, String, AssetId)>> = BTreeMap::new();
    for asset in isms.assets.iter().filter(|asset| passes(isms, views, asset, wanted, &query)) {
        let key = sorting.map(|sorting| natural(&sort_key(isms, views, asset, sorting.column))).unwrap_or_default();
        let line = (key, natural(&asset.reference), asset.id);
        groups.entry(by.map(|by| group_of(isms, asset, by))).or_default().push(line);
    }
    let descending = sorting.is_some_and(|sorting| sorting.descending);
    let sorted = |mut lines: Vec<(String, String, AssetId)>| {
        lines.sort();
        if descending {
            // Equal cells stay in the order of their references.
            lines.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        }
        lines.into_iter().map(|(_, _, id)| id).collect()
    };
    groups.into_iter().map(|(group, lines)| (group, sorted(lines))).collect()
}

fn passes(isms: &Isms, views: &AssetViews, asset: &Asset, wanted: &Wanted, query: &str) -> bool {
    let says = |text: &str| text.to_lowercase().contains(query);
    wanted.kind.is_none_or(|kind| asset.kind == Some(kind))
        && wanted.owner.is_none_or(|owner| asset.owner == owner)
        && (!wanted.unrisked || views.unrisked.contains(&asset.id))
        && (!wanted.unvalued || views.lacks_value(asset))
        && (query.is_empty()
            || says(&asset.reference)
            || says(&asset.name)
            || says(&asset.grouping)
            || says(place(isms, asset))
            || says(isms.person_name(asset.owner)))
}

/// What rows are sorted by. Undecided comes first: it needs a person.
fn sort_key(isms: &Isms, views: &AssetViews, asset: &Asset, column: usize) -> String {
    let number = |property: usize| {
        views.values(asset)[property].effective().map(|number| number.to_string()).unwrap_or_default()
    };
    match column {
        0 => asset.reference.clone(),
        1 => asset.name.to_lowercase(),
        2 => asset.kind.map(AssetKind::label).unwrap_or_default(),
        3 => isms.person_name(asset.owner).to_lowercase(),
        4..=6 => number(column - 4),
        7 => Classification::ALL
            .iter()
            .position(|class| Some(*class) == asset.classification)
            .map(|rank| rank.to_string())
            .unwrap_or_default(),
        8 => views.risks(asset.id).len().to_string(),
        _ => asset.in_scope.map(|inside| inside.to_string()).unwrap_or_default(),
    }
}

/// Draws the rows.
pub(super) fn register(ui: &mut Ui, cx: &mut Cx<'_>) {
    let lines = cx.state.views.assets.lines(cx.isms, cx.derived);
    let (isms, derived, selected) = (cx.isms, cx.derived, cx.selected(R::Assets));
    let marks = cx.state.marks.of(R::Assets, isms);
    let (sorting, shown) = (cx.state.views.assets.sorting, cx.state.views.assets.shown.count);
    let columns = columns(ui.available_width());
    let answer = {
        let layout = Grid {
            salt: "assets",
            columns: &columns,
            count: lines.len(),
            row_height: ROW_TALL,
            scrolls: Scroll::Fill,
            sorting: Some(sorting),
            marks: Some(shown > 0 && marks.len() >= shown),
        };
        Frame::new()
            .fill(tokens(ui).surface)
            .outer_margin(Margin { left: -12, right: -14, top: 0, bottom: 0 })
            .inner_margin(Margin { left: 6, right: 10, top: 0, bottom: 0 })
            .show(ui, |ui| {
                grid(ui, &layout, isms, |index| match lines.get(index)? {
                    Line::Group(title) => Some(GridRow { group: Some(title.clone()), ..GridRow::default() }),
                    Line::Asset(id) => {
                        let mut row = row(isms, &derived.assets, isms.assets.get(*id)?);
                        row.chosen = selected == Some(id.0);
                        row.marked = marks.contains(&id.0);
                        Some(row)
                    }
                })
            })
            .inner
    };
    let id_of = |line: &Line| match line {
        Line::Group(_) => Uuid::nil(),
        Line::Asset(id) => id.0,
    };
    if let Some(Line::Asset(id)) = answer.opened.and_then(|index| lines.get(index)) {
        cx.send(Intent::Select(R::Assets, Some(id.0)));
    }
    if let Some(column) = answer.sorted {
        cx.state.views.assets.sorting = Sorting::after_click(sorting, column);
    }
    if answer.marked.is_some() || answer.all.is_some() {
        // Titles of groups take part with an id that no record has, so that rows keep their places.
        let ids: Vec<Uuid> = lines.iter().map(id_of).collect();
        cx.state.marks.take(R::Assets, &answer, &ids);
    }
    if lines.is_empty() {
        ui.add_space(8.0);
        ui.label(Type::Body.text(tr!("No asset matches the filters.")).color(tokens(ui).text3));
    }
}

fn columns(width: f32) -> [Col; 10] {
    let owner = if width > 1_000.0 { 150.0 } else { 62.0 };
    [
        Col::new(tr!("Ref"), 66.0, 0),
        Col::new(tr!("Asset"), 0.0, 0),
        Col::new(tr!("Kind"), 126.0, 3),
        Col::new(tr!("Owner"), owner, 1),
        Col::new(tr!("C"), 26.0, 0),
        Col::new(tr!("I"), 26.0, 0),
        Col::new(tr!("A"), 34.0, 0),
        Col::new(tr!("Class"), 106.0, 4),
        Col::new(tr!("Risks"), 114.0, 0),
        Col::new(tr!("In scope"), 84.0, 5),
    ]
}

fn row(isms: &Isms, views: &AssetViews, asset: &Asset) -> GridRow {
    let undecided = || CellView::Muted(tr!("Undecided"));
    let below: Vec<&str> =
        [asset.grouping.trim(), place(isms, asset)].into_iter().filter(|part| !part.is_empty()).collect();
    let values = views.values(asset);
    let boxes: Vec<CellView> = Property::ALL
        .iter()
        .zip(&values)
        .map(|(property, value)| CellView::Value(ValueBox::of(isms, asset, *property, value)))
        .collect();
    let risks = match views.risks(asset.id).len() {
        0 if views.unrisked.contains(&asset.id) => CellView::Missing(tr!("No risk yet")),
        0 => CellView::Muted("–".to_owned()),
        1 => CellView::Text(tr!("1 risk")),
        count => CellView::Text(tr!("{} risks", count)),
    };
    let name = if asset.name.trim().is_empty() { tr!("Without a name yet") } else { asset.name.clone() };
    let mut cells = vec![
        CellView::Muted(asset.reference.clone()),
        if below.is_empty() { CellView::Strong(name) } else { CellView::TwoLines(name, below.join(" · ")) },
        asset.kind.map_or_else(undecided, |kind| CellView::Text(kind.label())),
        CellView::Person(asset.owner),
    ];
    cells.extend(boxes);
    cells.extend([
        asset.classification.map_or_else(undecided, |class| CellView::Text(class.label())),
        risks,
        match asset.in_scope {
            Some(true) => CellView::Text(tr!("Yes")),
            Some(false) => CellView::Muted(tr!("No")),
            None => undecided(),
        },
    ]);
    let spoken: Vec<String> = cells[2..9].iter().map(|cell| cell.words(isms)).filter(|word| !word.is_empty()).collect();
    let name = format!("{} {}, {}", asset.reference, asset.name, spoken.join(", "));
    GridRow { name, muted: asset.in_scope == Some(false), cells, ..GridRow::default() }
}
