//! Step 3: how each check is met and lost.

use super::super::super::actions::{Action, ActionStatus};
use super::super::super::assets::{Asset, AssetKind};
use super::super::super::controls::{self, Control, ImplementationStatus};
use super::super::super::method::{self, Method};
use super::super::super::organisation::Person;
use super::super::super::readiness::CheckState::{Open, Overdue, Stale, Undecided};
use super::super::super::risks::{self, Assessment, Property, Risk, RiskSnapshot, TreatmentOption};
use super::super::super::{Edit, RegisterName};
use super::super::method::five_by_five;
use super::super::{TODAY, World, ago, ahead, now};
use super::Case;

fn approved_method(w: &mut World) {
    let by = w.person("Tom Okafor");
    let id = w.add::<Method>(|m| *m = Method { id: m.id, ..five_by_five() });
    w.act(|isms| method::approve(isms, id, by, TODAY, now()));
}

fn asset(w: &mut World) {
    let owner = w.person("Priya Nair");
    w.add::<Asset>(|a| {
        (a.kind, a.owner, a.in_scope) = (Some(AssetKind::Information), Some(owner), Some(true));
        (a.confidentiality, a.integrity, a.availability) = (Some(4), Some(2), Some(1));
    });
}

/// Information of value, and an application with no value of its own that holds it.
fn holding(w: &mut World) {
    asset(w);
    let information = w.last::<Asset>();
    w.add::<Asset>(|a| {
        (a.kind, a.in_scope, a.depends_on) = (Some(AssetKind::Software), Some(true), vec![information]);
    });
}

fn level(likelihood: u8, impact: u8) -> Assessment {
    Assessment { likelihood: Some(likelihood), impact: Some(impact), rationale: String::new() }
}

/// A risk above the line (12), brought below it (4) by an action, and accepted.
fn treated(w: &mut World) {
    approved_method(w);
    asset(w);
    let (owner, asset, method) = (w.last::<Person>(), w.last::<Asset>(), w.last::<Method>());
    let risk = w.add::<Risk>(|r| {
        (r.owner, r.assets, r.affects) = (Some(owner), vec![asset], vec![Property::Confidentiality]);
        (r.current, r.target, r.method) = (level(3, 4), level(1, 4), Some(method));
        (r.option, r.next_review) = (Some(TreatmentOption::Modify), Some(TODAY));
    });
    w.add::<Action>(|a| (a.risks, a.owner, a.due) = (vec![risk], Some(owner), Some(TODAY)));
    w.act(|isms| risks::accept(isms, risk, owner, TODAY, now()));
}

/// Treated, and frozen a month ago under a method that asks for a new assessment every year.
fn frozen(w: &mut World) {
    treated(w);
    w.each::<Method>(|m| m.reassess_months = Some(12));
    w.freeze("First assessment", ago(30));
}

/// Every control applies for a reason but one, which is excluded for one.
fn decided(w: &mut World) {
    let excluded = w.control("A.7.4");
    w.each::<Control>(|c| (c.applicable, c.reason_business) = (Some(true), "Clients ask for it.".to_owned()));
    w.act(|isms| controls::exclude(isms, excluded, "We have no rooms of our own.", "Priya Nair", now()));
}

pub(super) const CASES: &[Case] = &[
    Case {
        id: "method/complete",
        met: approved_method,
        spoilt: &[
            (Open, |w| w.each::<Method>(|m| m.acceptable_up_to = None)),
            (Open, |w| w.each::<Method>(|m| m.combination = None)),
            (Open, |w| w.each::<Method>(|m| m.likelihood.truncate(2))),
        ],
    },
    Case {
        id: "method/approved",
        met: approved_method,
        spoilt: &[
            (Stale, |w| w.each::<Method>(|m| m.acceptable_up_to = Some(9))),
            (Open, |w| w.each::<Method>(|m| m.approval = None)),
        ],
    },
    Case {
        id: "assets/owned",
        met: asset,
        spoilt: &[
            (Open, |w| w.each::<Asset>(|a| a.owner = None)),
            (Open, |w| w.each::<Asset>(|a| (a.in_scope, a.owner) = (None, None))),
            (Open, |w| w.each::<Asset>(|a| a.in_scope = Some(false))),
        ],
    },
    Case { id: "assets/scoped", met: asset, spoilt: &[(Undecided, |w| w.each::<Asset>(|a| a.in_scope = None))] },
    Case {
        id: "assets/valued",
        met: holding,
        spoilt: &[
            (Undecided, |w| w.each::<Asset>(|a| a.availability = None)),
            (Undecided, |w| w.each::<Asset>(|a| a.depends_on.clear())),
        ],
    },
    Case {
        id: "assets/override-explained",
        met: |w| {
            holding(w);
            let application = w.last::<Asset>();
            w.alter::<Asset>(application, |a| {
                (a.confidentiality, a.override_reason) = (Some(2), "It shows totals only.".to_owned());
            });
        },
        spoilt: &[(Open, |w| w.each::<Asset>(|a| a.override_reason = " ".to_owned()))],
    },
    Case {
        id: "assets/circle",
        met: holding,
        spoilt: &[(Open, |w| {
            let application = w.last::<Asset>();
            w.each::<Asset>(|a| a.depends_on = vec![application]);
        })],
    },
    Case {
        id: "assets/risked",
        met: treated,
        spoilt: &[
            (Open, |w| w.each::<Risk>(|r| r.assets.clear())),
            (Open, asset),
            (Open, |w| {
                let valuable = w.last::<Asset>();
                w.add::<Asset>(|a| (a.kind, a.depends_on) = (Some(AssetKind::Information), vec![valuable]));
            }),
        ],
    },
    Case {
        id: "risks/assessed",
        met: treated,
        spoilt: &[
            (Undecided, |w| w.each::<Risk>(|r| r.current.impact = None)),
            (Undecided, |w| w.each::<Risk>(|r| r.current.likelihood = Some(6))),
            (Undecided, |w| w.each::<Method>(|m| m.combination = None)),
        ],
    },
    Case {
        id: "risks/method-current",
        met: treated,
        spoilt: &[
            (Open, |w| w.each::<Risk>(|r| r.method = None)),
            // A next version counts from its approval on; as a draft it changes nothing.
            (Open, approved_method),
        ],
    },
    Case {
        id: "risks/owned",
        met: treated,
        spoilt: &[
            (Open, |w| w.each::<Risk>(|r| r.owner = None)),
            (Open, |w| w.each::<Person>(|p| p.left = Some(ago(1)))),
        ],
    },
    Case {
        id: "risks/scenario",
        met: treated,
        spoilt: &[(Open, |w| w.each::<Risk>(|r| r.assets.clear())), (Open, |w| w.each::<Risk>(|r| r.affects.clear()))],
    },
    Case {
        id: "risks/reviewed",
        met: treated,
        spoilt: &[(Overdue, |w| w.each::<Risk>(|r| r.next_review = Some(ago(1))))],
    },
    Case {
        id: "risks/snapshot",
        met: frozen,
        spoilt: &[
            (Overdue, |w| w.each::<RiskSnapshot>(|s| s.on = Some(ago(400)))),
            (Open, |w| {
                let id = w.last::<RiskSnapshot>();
                w.enter(Edit::new("Remove").delete(RegisterName::RiskSnapshots, id.0));
            }),
        ],
    },
    Case {
        id: "risks/next-assessment",
        met: frozen,
        spoilt: &[
            (Overdue, |w| w.each::<RiskSnapshot>(|s| s.next_assessment = Some(ago(1)))),
            (Undecided, |w| w.each::<Method>(|m| m.reassess_months = None)),
        ],
    },
    Case {
        id: "risks/controls",
        met: |w| {
            treated(w);
            let control = w.control("A.8.13");
            w.each::<Risk>(|r| r.controls_planned = vec![control]);
        },
        spoilt: &[
            (Open, |w| w.each::<Risk>(|r| r.controls_planned.clear())),
            (Open, |w| w.each::<Risk>(|r| r.option = None)),
        ],
    },
    Case {
        id: "risks/relied",
        met: |w| {
            treated(w);
            let control = w.control("A.8.13");
            w.each::<Risk>(|r| r.controls_relied = vec![control]);
            w.each::<Control>(|c| c.status = Some(ImplementationStatus::Implemented));
        },
        spoilt: &[
            (Open, |w| w.each::<Control>(|c| c.status = Some(ImplementationStatus::Planned))),
            (Open, |w| w.each::<Control>(|c| c.status = None)),
        ],
    },
    Case {
        id: "risks/plan-approved",
        met: treated,
        spoilt: &[
            (Open, |w| w.each::<Risk>(|r| r.acceptance = None)),
            (Open, |w| w.each::<Risk>(|r| r.plan = "Something else.".to_owned())),
            (Open, |w| w.each::<Risk>(|r| r.option = None)),
        ],
    },
    Case {
        id: "actions/planned",
        met: treated,
        spoilt: &[
            (Open, |w| w.each::<Action>(|a| a.owner = None)),
            (Open, |w| w.each::<Action>(|a| a.due = None)),
            (Open, |w| w.each::<Action>(|a| a.status = Some(ActionStatus::Cancelled))),
        ],
    },
    Case { id: "risks/option", met: treated, spoilt: &[(Undecided, |w| w.each::<Risk>(|r| r.option = None))] },
    Case {
        id: "risks/action",
        met: treated,
        spoilt: &[
            (Open, |w| w.each::<Action>(|a| a.owner = None)),
            (Open, |w| w.each::<Action>(|a| a.due = None)),
            (Open, |w| w.each::<Action>(|a| a.status = Some(ActionStatus::Cancelled))),
            (Undecided, |w| w.each::<Risk>(|r| r.current.impact = None)),
            (Undecided, |w| w.each::<Method>(|m| m.acceptable_up_to = None)),
        ],
    },
    Case {
        id: "risks/target",
        met: treated,
        spoilt: &[
            (Open, |w| w.each::<Risk>(|r| r.target = r.current.clone())),
            (Open, |w| w.each::<Risk>(|r| r.target.impact = None)),
            (Undecided, |w| w.each::<Risk>(|r| r.current.impact = None)),
        ],
    },
    Case { id: "actions/overdue", met: treated, spoilt: &[(Overdue, |w| w.each::<Action>(|a| a.due = Some(ago(1))))] },
    Case {
        id: "risks/accepted-above",
        met: |w| {
            treated(w);
            let (risk, owner) = (w.last::<Risk>(), w.last::<Person>());
            w.alter::<Risk>(risk, |r| r.target = level(2, 4));
            w.act(|isms| risks::accept(isms, risk, owner, TODAY, now()));
        },
        spoilt: &[
            (Open, |w| w.each::<Risk>(|r| r.acceptance = None)),
            (Undecided, |w| w.each::<Risk>(|r| (r.acceptance, r.target) = (None, Assessment::default()))),
            (Undecided, |w| w.each::<Method>(|m| m.acceptable_up_to = None)),
        ],
    },
    Case { id: "risks/accepted", met: treated, spoilt: &[(Open, |w| w.each::<Risk>(|r| r.acceptance = None))] },
    Case {
        id: "risks/acceptance-current",
        met: treated,
        spoilt: &[
            (Stale, |w| w.each::<Risk>(|r| r.current = level(5, 5))),
            (Open, |w| w.each::<Risk>(|r| r.acceptance = None)),
        ],
    },
    Case {
        id: "soa/decided",
        met: decided,
        spoilt: &[(Undecided, |w| {
            let backup = w.control("A.8.13");
            w.act(|isms| controls::decide(isms, backup, None, "Priya Nair", TODAY));
        })],
    },
    Case {
        id: "soa/reasons",
        met: decided,
        spoilt: &[
            (Open, |w| w.each::<Control>(|c| c.reason_business = " ".to_owned())),
            (Open, |w| w.each::<Control>(|c| c.applicable = None)),
        ],
    },
    Case {
        id: "soa/justified",
        met: decided,
        spoilt: &[
            (Open, |w| w.each::<Control>(|c| c.exclusion.clear())),
            (Open, |w| w.each::<Control>(|c| c.applicable = None)),
        ],
    },
    Case {
        id: "soa/conflict",
        met: |w| {
            decided(w);
            let access = w.control("A.5.15");
            w.add::<Risk>(|r| (r.controls_planned, r.next_review) = (vec![access], Some(ahead(9))));
        },
        spoilt: &[
            (Open, |w| w.each::<Control>(|c| c.applicable = Some(false))),
            (Open, |w| {
                let excluded = w.control("A.7.4");
                w.each::<Risk>(|r| r.controls_relied = vec![excluded]);
            }),
        ],
    },
];
