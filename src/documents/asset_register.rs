//! The asset register (A.5.9): what the organisation has, who answers for it, what it is worth, what can happen to it.

mod rows;

use std::collections::{BTreeMap, BTreeSet};

use tr::tr;

use super::Request;
use super::furniture::{Furniture, column, count, heading, number, prose};
use super::outline::{Block, Cell, Orientation, Outline, Row, RowKind, Span, Table};
use crate::isms::RegisterName;
use crate::isms::assets::{Asset, AssetId, AssetKind, Inheritance, effective_all};
use crate::isms::steps::Step;

/// The document's title.
pub fn title() -> String {
    tr!("Asset register")
}

/// What all pages are made from: each register is walked through once.
struct Assets<'a> {
    furniture: Furniture<'a>,
    request: &'a Request<'a>,
    /// Assets by group, each with its name; groups in the order in which they are printed.
    groups: Vec<(String, Vec<&'a Asset>)>,
    /// The references of the risks of each asset.
    risks: BTreeMap<AssetId, Vec<&'a str>>,
    /// The values that count: its own, or inherited ones.
    values: BTreeMap<AssetId, [Value; 3]>,
}

/// A value for confidentiality, integrity or availability.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Value {
    level: Option<u8>,
    inherited: bool,
}

impl<'a> Assets<'a> {
    fn new(request: &'a Request<'a>) -> Self {
        let isms = request.isms;
        let mut risks: BTreeMap<AssetId, Vec<&str>> = BTreeMap::new();
        for risk in isms.risks.iter() {
            for asset in &risk.assets {
                risks.entry(*asset).or_default().push(&risk.reference);
            }
        }
        let value = |value: &Inheritance| Value { level: value.effective(), inherited: value.is_inherited() };
        let values = effective_all(isms).into_iter().map(|(id, values)| (id, values.each_ref().map(value))).collect();
        Self { furniture: Furniture::new(request, "assets", title()), request, groups: groups(request), risks, values }
    }

    fn all(&self) -> impl Iterator<Item = &'a Asset> + '_ {
        self.request.isms.assets.iter()
    }

    fn values(&self, asset: &Asset) -> [Value; 3] {
        self.values.get(&asset.id).copied().unwrap_or_default()
    }

    fn is_valued(&self, asset: &Asset) -> bool {
        self.values(asset).iter().all(|value| value.level.is_some())
    }

    fn has_risk(&self, asset: &Asset) -> bool {
        self.risks.contains_key(&asset.id)
    }
}

/// By the organisation's own groups when it uses any, else by kind.
fn groups<'a>(request: &'a Request<'a>) -> Vec<(String, Vec<&'a Asset>)> {
    let own = request.isms.assets.iter().any(|asset| !asset.grouping.trim().is_empty());
    let mut groups: BTreeMap<(bool, String, Option<AssetKind>), Vec<&Asset>> = BTreeMap::new();
    for asset in request.isms.assets.iter() {
        let name = if own { asset.grouping.trim() } else { "" };
        // Whatever is in no group comes last.
        let last = if own { name.is_empty() } else { asset.kind.is_none() };
        let kind = if own { None } else { asset.kind };
        groups.entry((last, name.to_owned(), kind)).or_default().push(asset);
    }
    let named = |((last, name, kind), mut assets): ((bool, String, Option<AssetKind>), Vec<&'a Asset>)| {
        assets.sort_by_key(|asset| super::wording::by_reference(&asset.reference));
        let name = match (kind, last) {
            (Some(kind), _) => kind.label(),
            (None, false) => name,
            (None, true) if own => tr!("In no group"),
            (None, true) => tr!("Kind undecided"),
        };
        (name, assets)
    };
    groups.into_iter().map(named).collect()
}

/// The outline of the register.
pub fn outline(request: &Request<'_>) -> Outline {
    let assets = Assets::new(request);
    let status = tr!("Register as it stands on that day");
    let control = assets.furniture.report_control(status, Vec::new());
    let mut blocks = vec![assets.furniture.masthead(tr!("ISO/IEC 27001:2022, control A.5.9"), control)];
    if request.isms.assets.is_empty() {
        blocks.push(heading(1, tr!("In brief"), String::new()));
        blocks.push(prose(tr!(
            "No asset is recorded yet. Begin with the information that clients and staff trust you with."
        )));
    } else {
        blocks.push(Block::Columns { left: in_brief(&assets), right: by_kind(&assets), share: 0.4 });
        blocks.push(Block::PageBreak);
        blocks.push(heading(1, tr!("The assets"), String::new()));
        blocks.push(Block::Table(rows::table(&assets)));
        blocks.extend(assets.furniture.still_open(Step::Risk, |check| check.target.register == RegisterName::Assets));
    }
    assets.furniture.report(Orientation::Landscape, None, blocks)
}

fn in_brief(assets: &Assets<'_>) -> Vec<Block> {
    let all = assets.all().count();
    let of = |test: &dyn Fn(&Asset) -> bool| assets.all().filter(|asset| test(asset)).count();
    let (unvalued, unowned) = (of(&|asset| !assets.is_valued(asset)), of(&|asset| asset.owner.is_none()));
    let (outside, unscoped) = (of(&|asset| asset.in_scope == Some(false)), of(&|asset| asset.in_scope.is_none()));
    let without = of(&|asset| !assets.has_risk(asset));
    let mut sentences = vec![tr!(
        "This register lists {0} assets: what the organisation has that something can happen to. For each one it says who answers for it, where it is and what its loss would mean.",
        all
    )];
    sentences.push(match (unowned, unvalued) {
        (0, 0) => tr!("Every asset has an owner and is valued."),
        (0, unvalued) => tr!("Every asset has an owner. Not valued yet: {}.", unvalued),
        (unowned, 0) => tr!("Every asset is valued. Without an owner: {}.", unowned),
        (unowned, unvalued) => tr!("Without an owner: {0}. Not valued yet: {1}.", unowned, unvalued),
    });
    if without > 0 {
        sentences.push(tr!("No risk names {} of them yet.", without));
    }
    if outside > 0 {
        sentences.push(tr!("Outside the scope: {}.", outside));
    }
    if unscoped > 0 {
        sentences.push(tr!("Whether they lie in the scope is undecided for {}.", unscoped));
    }
    let mut blocks = vec![heading(1, tr!("In brief"), String::new()), prose(sentences.join(" "))];
    blocks.extend(legend(assets));
    blocks
}

/// What the values mean, in the words of the method.
fn legend(assets: &Assets<'_>) -> Vec<Block> {
    let term = |term: String, words: String| (vec![Span::strong(term)], vec![Span::plain(words)]);
    let scale = assets.request.isms.current_method().map_or(&[][..], |method| &method.asset_value);
    let mut rows: Vec<_> = (1..)
        .zip(scale)
        .map(|(number, level): (u32, _)| {
            let words = [level.name.trim(), level.words.trim()].into_iter().filter(|part| !part.is_empty());
            term(number.to_string(), words.collect::<Vec<_>>().join(": "))
        })
        .collect();
    let used: BTreeSet<bool> = assets.values.values().flatten().map(|value| value.inherited).collect();
    if used.contains(&true) {
        rows.push(term(tr!("4 ↓"), tr!("The arrow says that it is inherited from what the asset holds or runs")));
    }
    rows.push(term(tr!("?"), tr!("Nobody has decided it yet")));
    vec![Block::Definitions { title: tr!("Values for confidentiality (C), integrity (I), availability (A)"), rows }]
}

/// How many there are of each kind, and how far they are looked at.
fn by_kind(assets: &Assets<'_>) -> Vec<Block> {
    let kinds = AssetKind::ALL.iter().map(|kind| Some(*kind)).chain([None]);
    let line = |label: Cell, list: &[&Asset], kind: RowKind| {
        let of = |test: &dyn Fn(&Asset) -> bool| count(list.iter().filter(|asset| test(asset)).count());
        let cells = vec![
            label,
            count(list.len()),
            of(&|asset| asset.in_scope == Some(true)),
            of(&|asset| asset.owner.is_some()),
            of(&|asset| assets.is_valued(asset)),
            of(&|asset| asset.personal_data == Some(true)),
            of(&|asset| !assets.has_risk(asset)),
        ];
        Row { cells, kind }
    };
    let of_kind = |kind: Option<AssetKind>| {
        let list: Vec<&Asset> = assets.all().filter(|asset| asset.kind == kind).collect();
        let label = kind.map_or_else(|| Cell::muted(tr!("Kind undecided")), |kind| Cell::strong(kind.label()));
        (!list.is_empty()).then(|| line(label, &list, RowKind::Body))
    };
    let mut rows: Vec<Row> = kinds.filter_map(of_kind).collect();
    rows.push(line(Cell::strong(tr!("All")), &assets.all().collect::<Vec<_>>(), RowKind::Total));
    let columns = vec![
        column(tr!("Kind"), 1.8),
        number(tr!("Assets"), 1.0),
        number(tr!("In scope"), 1.0),
        number(tr!("Owned"), 1.0),
        number(tr!("Valued"), 1.0),
        number(tr!("Personal data"), 1.3),
        number(tr!("No risk yet"), 1.1),
    ];
    vec![heading(1, tr!("By kind"), String::new()), Block::Table(Table { columns, rows })]
}
