//! Assets in groups, and which of them no risk names yet.

use std::collections::{BTreeMap, BTreeSet};

use tr::tr;

use super::{Asset, AssetId, AssetKind, Classification};
use crate::isms::Isms;
use crate::isms::record::choices;
use crate::isms::risks::RiskId;

choices! {
    /// What assets are put into groups by.
    AssetGrouping {
        /// What they are.
        Kind = "Kind",
        /// Who answers for them.
        Owner = "Owner",
        /// The organisation's own groups.
        Group = "Group",
        /// The site, or the place in words.
        Location = "Location",
        /// How widely they may be known.
        Classification = "Classification",
        /// Who runs them.
        Supplier = "Supplier",
    }
}

/// A group of assets. Groups sort in the order in which they are shown; what is undecided comes last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AssetGroup {
    rank: usize,
    key: String,
    /// What it is called.
    pub name: String,
}

impl AssetGroup {
    fn named(name: &str, undecided: String) -> Self {
        let name = name.trim();
        if name.is_empty() {
            return Self { rank: usize::MAX, key: String::new(), name: undecided };
        }
        Self { rank: 0, key: name.to_lowercase(), name: name.to_owned() }
    }

    fn ranked(rank: Option<usize>, name: String, undecided: String) -> Self {
        rank.map_or_else(|| Self::named("", undecided), |rank| Self { rank, key: String::new(), name })
    }
}

/// The group an asset belongs to.
pub fn group_of(isms: &Isms, asset: &Asset, by: AssetGrouping) -> AssetGroup {
    match by {
        AssetGrouping::Kind => {
            let rank = AssetKind::ALL.iter().position(|kind| Some(*kind) == asset.kind);
            AssetGroup::ranked(rank, asset.kind.map(AssetKind::label).unwrap_or_default(), tr!("Kind undecided"))
        }
        AssetGrouping::Owner => AssetGroup::named(isms.person_name(asset.owner), tr!("No owner yet")),
        AssetGrouping::Group => AssetGroup::named(&asset.grouping, tr!("In no group")),
        AssetGrouping::Location => AssetGroup::named(place(isms, asset), tr!("No location yet")),
        AssetGrouping::Classification => {
            let rank = Classification::ALL.iter().position(|class| Some(*class) == asset.classification);
            let name = asset.classification.map(Classification::label).unwrap_or_default();
            AssetGroup::ranked(rank, name, tr!("Classification undecided"))
        }
        AssetGrouping::Supplier => {
            let supplier = asset.supplier.and_then(|id| isms.suppliers.get(id));
            AssetGroup::named(supplier.map_or("", |supplier| &supplier.name), tr!("No supplier"))
        }
    }
}

/// Where an asset is: the site it stands at, else the place in words.
pub fn place<'a>(isms: &'a Isms, asset: &'a Asset) -> &'a str {
    let site = asset.site.and_then(|id| isms.sites.get(id)).map(|site| site.name.trim());
    site.filter(|name| !name.is_empty()).unwrap_or(asset.location.trim())
}

/// The organisation's own groups that are in use, by name.
pub fn groups_in_use(isms: &Isms) -> Vec<String> {
    let names: BTreeSet<&str> = isms.assets.iter().map(|asset| asset.grouping.trim()).collect();
    names.into_iter().filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The risks that name each asset; assets without any are left out.
pub fn risks_by_asset(isms: &Isms) -> BTreeMap<AssetId, Vec<RiskId>> {
    let mut risks: BTreeMap<AssetId, Vec<RiskId>> = BTreeMap::new();
    for risk in isms.risks.iter() {
        for asset in &risk.assets {
            let named = risks.entry(*asset).or_default();
            if named.last() != Some(&risk.id) {
                named.push(risk.id);
            }
        }
    }
    risks
}

/// The assets that no risk names. An asset that lies out of scope needs none.
pub fn no_risk_yet(isms: &Isms) -> BTreeSet<AssetId> {
    let named: BTreeSet<AssetId> = isms.risks.iter().flat_map(|risk| risk.assets.iter().copied()).collect();
    let needing = isms.assets.iter().filter(|asset| asset.in_scope != Some(false)).map(|asset| asset.id);
    needing.filter(|id| !named.contains(id)).collect()
}
