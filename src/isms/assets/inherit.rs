//! What an asset inherits from the assets it depends on: an application, the value of the information it holds.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use tr::tr;

use super::{Asset, AssetId};
use crate::isms::{Edit, Isms, RuleError};

/// One value of an asset: for confidentiality, integrity or availability.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inheritance {
    /// What was decided for the asset itself.
    pub own: Option<u8>,
    /// The highest value of the assets it depends on, directly or through others.
    pub inherited: Option<u8>,
    /// The assets it depends on directly that hand this value on.
    pub from: Vec<AssetId>,
    /// The asset for which the inherited value was decided; several steps away, perhaps.
    pub origin: Option<AssetId>,
}

impl Inheritance {
    /// The value that counts: the asset's own where one is decided, else the inherited one.
    pub fn effective(&self) -> Option<u8> {
        self.own.or(self.inherited)
    }

    /// Whether the value that counts is inherited.
    pub fn is_inherited(&self) -> bool {
        self.own.is_none() && self.inherited.is_some()
    }

    /// Whether its own value is another than the inherited one.
    pub fn differs(&self) -> bool {
        matches!((self.own, self.inherited), (Some(own), Some(inherited)) if own != inherited)
    }

    /// Whether its own value is lower than the inherited one: that needs a reason.
    pub fn is_lower(&self) -> bool {
        matches!((self.own, self.inherited), (Some(own), Some(inherited)) if own < inherited)
    }
}

/// The three values of an asset: confidentiality, integrity, availability.
pub type AssetValues = [Inheritance; 3];

/// What follows from all dependencies together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inherited {
    /// The values of every asset.
    pub values: BTreeMap<AssetId, AssetValues>,
    /// Assets that depend on each other in a circle. They hand nothing on to each other.
    pub circles: Vec<Vec<AssetId>>,
}

/// The values of every asset, found in one pass over assets and links.
pub fn effective_all(isms: &Isms) -> BTreeMap<AssetId, AssetValues> {
    inherit(isms).values
}

/// Values and circles of all assets, in one pass over assets and links.
///
/// Where an asset has a value of its own, assets that depend on it inherit that one: an override counts from there on.
pub fn inherit(isms: &Isms) -> Inherited {
    let assets: Vec<&Asset> = isms.assets.iter().collect();
    let places: BTreeMap<AssetId, usize> = (0..).zip(&assets).map(|(place, asset)| (asset.id, place)).collect();
    let links: Vec<Vec<usize>> =
        assets.iter().map(|asset| asset.depends_on.iter().filter_map(|id| places.get(id).copied()).collect()).collect();
    let groups = Finder::groups(&links);
    let mut found: Vec<AssetValues> = vec![AssetValues::default(); assets.len()];
    let mut circles = Vec::new();
    for group in &groups {
        let members: BTreeSet<usize> = group.iter().copied().collect();
        for place in group {
            let outside = || links[*place].iter().copied().filter(|to| !members.contains(to));
            found[*place] = [0, 1, 2].map(|property| value(&assets, &found, *place, property, outside()));
        }
        if group.len() > 1 || group.iter().any(|place| links[*place].contains(place)) {
            circles.push(members.iter().map(|place| assets[*place].id).collect());
        }
    }
    circles.sort();
    Inherited { values: assets.iter().map(|asset| asset.id).zip(found).collect(), circles }
}

fn value(
    assets: &[&Asset],
    found: &[AssetValues],
    place: usize,
    property: usize,
    on: impl Iterator<Item = usize>,
) -> Inheritance {
    let mut value = Inheritance { own: assets[place].own_values()[property], ..Inheritance::default() };
    for to in on {
        let below = &found[to][property];
        let Some(number) = below.effective() else { continue };
        if value.inherited.is_none_or(|highest| number > highest) {
            value.inherited = Some(number);
            value.from.clear();
            value.origin = if below.is_inherited() { below.origin } else { Some(assets[to].id) };
        }
        if value.inherited == Some(number) && !value.from.contains(&assets[to].id) {
            value.from.push(assets[to].id);
        }
    }
    value
}

/// Finds what depends on each other in a circle, after Tarjan, with a path of its own instead of the stack.
struct Finder<'l> {
    links: &'l [Vec<usize>],
    /// When a place was seen first; 0 for not yet.
    seen: Vec<usize>,
    /// The earliest place that can be reached from it.
    low: Vec<usize>,
    is_open: Vec<bool>,
    open: Vec<usize>,
    count: usize,
    groups: Vec<Vec<usize>>,
}

impl<'l> Finder<'l> {
    /// The places in groups that reach each other, what is depended on first.
    fn groups(links: &'l [Vec<usize>]) -> Vec<Vec<usize>> {
        let all = links.len();
        let mut finder = Self {
            links,
            seen: vec![0; all],
            low: vec![0; all],
            is_open: vec![false; all],
            open: Vec::new(),
            count: 0,
            groups: Vec::new(),
        };
        for start in 0..all {
            if finder.seen[start] == 0 {
                finder.walk(start);
            }
        }
        finder.groups
    }

    fn walk(&mut self, start: usize) {
        let mut path = vec![(start, 0)];
        while let Some((at, link)) = path.last_mut() {
            let at = *at;
            if self.seen[at] == 0 {
                self.count += 1;
                self.seen[at] = self.count;
                self.low[at] = self.count;
                self.is_open[at] = true;
                self.open.push(at);
            }
            if let Some(to) = self.links[at].get(*link).copied() {
                *link += 1;
                if self.seen[to] == 0 {
                    path.push((to, 0));
                } else if self.is_open[to] {
                    self.low[at] = self.low[at].min(self.seen[to]);
                }
                continue;
            }
            path.pop();
            if let Some((before, _)) = path.last() {
                self.low[*before] = self.low[*before].min(self.low[at]);
            }
            if self.low[at] == self.seen[at] {
                self.close(at);
            }
        }
    }

    fn close(&mut self, first: usize) {
        let from = self.open.iter().rposition(|place| *place == first).unwrap_or(0);
        let group = self.open.split_off(from);
        group.iter().for_each(|place| self.is_open[*place] = false);
        self.groups.push(group);
    }
}

/// Lets an asset inherit from these assets, and from no others.
///
/// # Errors
/// When one of them is gone, is the asset itself, or already depends on it: then each would inherit from itself.
pub fn depend(isms: &Isms, id: AssetId, on: &[AssetId]) -> Result<Edit, RuleError> {
    let asset = isms.assets.require(id)?;
    let mut wanted: Vec<AssetId> = Vec::new();
    for other in on {
        if wanted.contains(other) {
            continue;
        }
        let named = isms.assets.require(*other)?;
        if *other == id {
            return Err(RuleError::Incomplete(tr!(
                "{} cannot depend on itself. Choose another asset.",
                asset.reference
            )));
        }
        if let Some(path) = path(isms, *other, id) {
            let path: Vec<&str> =
                path.iter().filter_map(|id| isms.assets.get(*id)).map(|asset| asset.reference.as_str()).collect();
            return Err(RuleError::Incomplete(tr!(
                "{0} cannot depend on {1}: that closes a circle, {2}. Remove one of these links first.",
                asset.reference,
                named.reference,
                format!("{} → {}", asset.reference, path.join(" → "))
            )));
        }
        wanted.push(*other);
    }
    let label = tr!("{}: depends on", asset.reference);
    Ok(Edit::new(label).put(Asset { depends_on: wanted, ..asset.clone() }))
}

/// The shortest way along dependencies from one asset to another, both included.
fn path(isms: &Isms, from: AssetId, to: AssetId) -> Option<Vec<AssetId>> {
    let mut before: BTreeMap<AssetId, AssetId> = BTreeMap::from([(from, from)]);
    let mut next = VecDeque::from([from]);
    while let Some(at) = next.pop_front() {
        if at == to {
            let mut path = vec![to];
            let mut at = to;
            while at != from {
                at = before.get(&at).copied().unwrap_or(from);
                path.push(at);
            }
            path.reverse();
            return Some(path);
        }
        for further in isms.assets.get(at).map_or(&[][..], |asset| &asset.depends_on) {
            before.entry(*further).or_insert_with(|| {
                next.push_back(*further);
                at
            });
        }
    }
    None
}

/// What is wrong with a circle of dependencies, and what to do.
pub fn circle_sentence(isms: &Isms, circle: &[AssetId]) -> String {
    const SHOWN: usize = 4;
    let names: Vec<&str> =
        circle.iter().filter_map(|id| isms.assets.get(*id)).map(|asset| asset.reference.as_str()).take(SHOWN).collect();
    let more = circle.len().saturating_sub(SHOWN);
    let names = if more == 0 { names.join(", ") } else { tr!("{0} and {1} more", names.join(", "), more) };
    tr!("These assets depend on each other in a circle: {}. Remove one of the links.", names)
}
