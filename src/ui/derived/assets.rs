//! Assets as the screens need them: values with what they inherit, risks that name each, owners and groups in use.

use std::collections::{BTreeMap, BTreeSet};

use crate::isms::Isms;
use crate::isms::assets::{Asset, AssetId, AssetValues, groups_in_use, inherit, no_risk_yet, risks_by_asset};
use crate::isms::organisation::PersonId;
use crate::isms::risks::RiskId;

/// Everything worked out about assets.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AssetViews {
    /// Values, own and inherited.
    values: BTreeMap<AssetId, AssetValues>,
    /// Assets that depend on each other in a circle.
    pub circles: Vec<Vec<AssetId>>,
    /// The risks that name each asset.
    risks: BTreeMap<AssetId, Vec<RiskId>>,
    /// Assets that need a risk and have none.
    pub unrisked: BTreeSet<AssetId>,
    /// The assets that depend directly on each.
    dependants: BTreeMap<AssetId, Vec<AssetId>>,
    /// Who owns assets, by name.
    pub owners: Vec<PersonId>,
    /// The organisation's own groups.
    pub groups: Vec<String>,
}

impl AssetViews {
    /// Works them out.
    pub(super) fn of(isms: &Isms) -> Self {
        let found = inherit(isms);
        let owners: BTreeSet<PersonId> = isms.assets.iter().filter_map(|asset| asset.owner).collect();
        let mut owners: Vec<PersonId> = owners.into_iter().filter(|id| isms.people.get(*id).is_some()).collect();
        owners.sort_by_key(|id| isms.person_name(Some(*id)).to_lowercase());
        let mut dependants: BTreeMap<AssetId, Vec<AssetId>> = BTreeMap::new();
        for asset in isms.assets.iter() {
            for on in &asset.depends_on {
                dependants.entry(*on).or_default().push(asset.id);
            }
        }
        Self {
            values: found.values,
            circles: found.circles,
            risks: risks_by_asset(isms),
            unrisked: no_risk_yet(isms),
            dependants,
            owners,
            groups: groups_in_use(isms),
        }
    }

    /// An asset's values. Its own are those of the record, which may be newer than these views.
    pub fn values(&self, asset: &Asset) -> AssetValues {
        let mut values = self.values.get(&asset.id).cloned().unwrap_or_default();
        for (value, own) in values.iter_mut().zip(asset.own_values()) {
            value.own = own;
        }
        values
    }

    /// Whether one of its values is neither decided nor inherited.
    pub fn lacks_value(&self, asset: &Asset) -> bool {
        let inherited = |property: usize| self.values.get(&asset.id).is_some_and(|v| v[property].inherited.is_some());
        asset.own_values().iter().enumerate().any(|(property, own)| own.is_none() && !inherited(property))
    }

    /// The risks that name an asset.
    pub fn risks(&self, id: AssetId) -> &[RiskId] {
        self.risks.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The assets that depend directly on an asset.
    pub fn dependants(&self, id: AssetId) -> &[AssetId] {
        self.dependants.get(&id).map_or(&[], Vec::as_slice)
    }
}
