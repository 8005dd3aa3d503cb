//! Checks of step 3 on the values of assets, their own and those they inherit.

use std::collections::BTreeSet;

use tr::tr;

use super::super::{CheckState, List, Severity, every};
use super::about;
use crate::isms::RegisterName;
use crate::isms::assets::{Asset, AssetId, AssetKind, HIGH_VALUE, Inheritance, Inherited, circle_sentence, inherit};
use crate::isms::steps::Step;

pub(super) fn look(list: &mut List) {
    let found = inherit(list.isms);
    valued(list, &found);
    explained(list, &found);
    risked(list, &found);
}

fn empty() -> String {
    tr!("No assets yet. Risks need something to happen to.")
}

fn values<'f>(found: &'f Inherited, asset: &Asset) -> &'f [Inheritance] {
    found.values.get(&asset.id).map_or(&[], |values| &values[..])
}

fn valued(list: &mut List, found: &Inherited) {
    let in_scope = list.isms.assets.iter().filter(|asset| asset.in_scope != Some(false));
    list.add(
        Step::Risk,
        about(
            "assets/valued",
            "6.1.2",
            Severity::Finding,
            RegisterName::Assets,
            tr!("Every asset in scope valued for C, I and A"),
            tr!("What would it cost to lose this?"),
        ),
        every(
            in_scope,
            empty(),
            |a| values(found, a).iter().all(|value| value.effective().is_some()),
            |names| tr!("Not valued yet: {}.", names),
        )
        .in_state(CheckState::Undecided),
    );
}

fn explained(list: &mut List, found: &Inherited) {
    let isms = list.isms;
    list.add(
        Step::Risk,
        about(
            "assets/override-explained",
            "6.1.2",
            Severity::Finding,
            RegisterName::Assets,
            tr!("A value below the inherited one has its reason"),
            tr!("Why is this worth less than the information it holds?"),
        ),
        every(
            isms.assets.iter(),
            empty(),
            |a| !a.override_reason.trim().is_empty() || !values(found, a).iter().any(Inheritance::is_lower),
            |names| tr!("Valued lower than what they depend on, without a reason: {}.", names),
        ),
    );
    let in_circle: BTreeSet<AssetId> = found.circles.iter().flatten().copied().collect();
    let first = found.circles.first().map_or(&[][..], Vec::as_slice);
    list.add(
        Step::Risk,
        about(
            "assets/circle",
            "6.1.2",
            Severity::Practice,
            RegisterName::Assets,
            tr!("No asset depends on itself in a circle"),
            tr!("Which asset hands its value on to which?"),
        ),
        every(isms.assets.iter(), empty(), |a| !in_circle.contains(&a.id), |_| circle_sentence(isms, first)),
    );
}

fn risked(list: &mut List, found: &Inherited) {
    let isms = list.isms;
    let in_scope = isms.assets.iter().filter(|asset| asset.in_scope != Some(false));
    let is_valuable = |asset: &&Asset| {
        let is_high = |value: &Inheritance| value.effective().is_some_and(|number| number >= HIGH_VALUE);
        asset.kind == Some(AssetKind::Information) && values(found, asset).iter().any(is_high)
    };
    let risked: BTreeSet<AssetId> = isms.risks.iter().flat_map(|risk| risk.assets.iter().copied()).collect();
    list.add(
        Step::Risk,
        about(
            "assets/risked",
            "6.1.2",
            Severity::Finding,
            RegisterName::Assets,
            tr!("Valuable information has at least one risk"),
            tr!("What can happen to your most valuable information?"),
        ),
        every(
            in_scope.filter(is_valuable),
            tr!("No information of high value is recorded yet."),
            |asset| risked.contains(&asset.id),
            |names| tr!("No risk yet for {}.", names),
        ),
    );
}
