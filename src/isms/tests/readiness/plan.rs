//! Steps 1 and 2: how each check is met and lost.

use super::super::super::approval::Approval;
use super::super::super::organisation::{IsmsRole, Person, Profile};
use super::super::super::readiness::CheckState::{Open, Overdue, Stale, Undecided};
use super::super::super::scope::{self, InterestedParty, Interface, Issue, IssueArea, IssueSide, Obligation};
use super::super::super::scope::{ObligationKind, ScopeItem, ScopeStatement};
use super::super::super::support::{self, BenefitFamily, BusinessReason, Commitment, CostLine, Objective, PlanStep};
use super::super::{TODAY, World, ago, ahead, now};
use super::Case;

/// A person who holds a role.
pub(super) fn holder(w: &mut World, role: IsmsRole) -> super::super::super::organisation::PersonId {
    let id = w.person("Tom Okafor");
    w.alter::<Person>(id, |p| p.roles = vec![role]);
    id
}

fn leave(w: &mut World) {
    w.each::<Person>(|p| p.left = Some(ago(1)));
}

fn sponsor(w: &mut World) {
    let id = holder(w, IsmsRole::TopManagement);
    w.each::<Commitment>(|c| {
        c.signatory = Some(id);
        c.statement = "We protect what clients trust us with.".to_owned();
    });
}

fn reason(w: &mut World) {
    w.add::<BusinessReason>(|r| {
        r.name = "Tenders".to_owned();
        r.family = Some(BenefitFamily::CustomerTrust);
        r.evidence = "Two tenders lost in 2025.".to_owned();
    });
}

fn objective(w: &mut World) {
    let owner = w.person("Priya Nair");
    w.add::<Objective>(|o| {
        (o.measure, o.target) = ("Laptops encrypted".to_owned(), "100 %".to_owned());
        (o.evaluation, o.owner, o.due) = ("Report of the first Monday.".to_owned(), Some(owner), Some(ahead(90)));
    });
}

fn issue(w: &mut World, side: IssueSide, area: IssueArea) {
    w.add::<Issue>(|i| {
        (i.side, i.area, i.relevant) = (Some(side), Some(area), Some(true));
        i.effect = "Makes leavers a risk.".to_owned();
    });
}

fn obligation(w: &mut World) {
    let owner = w.person("Joana Reis");
    w.add::<Obligation>(|o| {
        (o.kind, o.owner) = (Some(ObligationKind::Law), Some(owner));
        o.requirement = "Protect personal data.".to_owned();
        o.next_review = Some(TODAY);
    });
}

fn approved_scope(w: &mut World) {
    let by = holder(w, IsmsRole::TopManagement);
    w.each::<ScopeStatement>(|s| s.statement = "Everything we do in Bristol.".to_owned());
    w.act(|isms| scope::approve(isms, by, TODAY, now()));
}

pub(super) const CASES: &[Case] = &[
    Case {
        id: "profile/filled",
        met: |w| {
            w.each::<Profile>(|p| {
                (p.legal_name, p.sector, p.headcount) = ("Harbour Ltd".to_owned(), "Software".to_owned(), Some(24));
            });
        },
        spoilt: &[
            (Open, |w| w.each::<Profile>(|p| p.legal_name = " ".to_owned())),
            (Open, |w| w.each::<Profile>(|p| p.sector.clear())),
            (Open, |w| w.each::<Profile>(|p| p.headcount = None)),
        ],
    },
    Case {
        id: "profile/facts",
        met: |w| {
            w.each::<Profile>(|p| {
                let facts: Vec<&str> = p.facts().iter().map(|(pointer, _)| &pointer[1..]).collect();
                let mut json = serde_json::to_value(&*p).unwrap();
                for fact in facts {
                    json[fact] = serde_json::Value::Bool(false);
                }
                *p = serde_json::from_value(json).unwrap();
            });
        },
        spoilt: &[(Undecided, |w| w.each::<Profile>(|p| p.card_data = None))],
    },
    Case {
        id: "people/top-management",
        met: |w| _ = holder(w, IsmsRole::TopManagement),
        spoilt: &[(Open, leave), (Open, |w| w.each::<Person>(|p| p.roles = vec![IsmsRole::IsmsManager]))],
    },
    Case {
        id: "people/isms-manager",
        met: |w| _ = holder(w, IsmsRole::IsmsManager),
        spoilt: &[(Open, leave), (Open, |w| w.each::<Person>(|p| p.roles.clear()))],
    },
    Case {
        id: "people/deputy",
        met: |w| {
            let deputy = w.person("Joana Reis");
            let manager = holder(w, IsmsRole::IsmsManager);
            w.alter::<Person>(manager, |p| p.deputy = Some(deputy));
        },
        spoilt: &[(Open, |w| w.each::<Person>(|p| p.deputy = None))],
    },
    Case {
        id: "business-case/reasons",
        met: reason,
        spoilt: &[
            (Open, |w| w.each::<BusinessReason>(|r| r.evidence.clear())),
            (Open, |w| w.each::<BusinessReason>(|r| r.family = None)),
        ],
    },
    Case {
        id: "business-case/approved",
        met: |w| {
            sponsor(w);
            reason(w);
            w.act(|isms| support::approve_business_case(isms, TODAY, now()));
        },
        spoilt: &[
            (Stale, |w| _ = w.add::<CostLine>(|c| c.amount = Some(900))),
            (Stale, |w| w.each::<BusinessReason>(|r| r.evidence = "Three tenders.".to_owned())),
            (Open, |w| w.each::<Commitment>(|c| c.business_case_approval = None)),
        ],
    },
    Case {
        id: "commitment/signed",
        met: |w| {
            sponsor(w);
            w.act(|isms| support::sign_commitment(isms, TODAY, now()));
        },
        spoilt: &[
            (Stale, |w| w.each::<Commitment>(|c| c.statement.push_str(" Perhaps."))),
            (Open, |w| w.each::<Commitment>(|c| c.approval = None)),
        ],
    },
    Case {
        id: "resources/named",
        met: |w| w.each::<Commitment>(|c| c.resources = "60 days and 20,000 GBP.".to_owned()),
        spoilt: &[(Open, |w| w.each::<Commitment>(|c| c.resources = "  ".to_owned()))],
    },
    Case {
        id: "objectives/measurable",
        met: objective,
        spoilt: &[
            (Open, |w| w.each::<Objective>(|o| o.measure.clear())),
            (Open, |w| w.each::<Objective>(|o| o.target.clear())),
            (Open, |w| w.each::<Objective>(|o| o.owner = None)),
            (Open, |w| w.each::<Objective>(|o| o.due = None)),
        ],
    },
    Case {
        id: "objectives/evaluated",
        met: objective,
        spoilt: &[(Open, |w| w.each::<Objective>(|o| o.evaluation.clear()))],
    },
    Case {
        id: "plan/dates",
        met: |w| w.each::<PlanStep>(|line| line.target = Some(ahead(30))),
        spoilt: &[(Open, |w| {
            let last = w.last::<PlanStep>();
            w.alter::<PlanStep>(last, |line| line.target = None);
        })],
    },
    Case {
        id: "issues/both-sides",
        met: |w| {
            issue(w, IssueSide::Internal, IssueArea::People);
            issue(w, IssueSide::External, IssueArea::Market);
        },
        spoilt: &[
            (Open, |w| w.each::<Issue>(|i| i.side = Some(IssueSide::Internal))),
            (Open, |w| w.each::<Issue>(|i| i.side = Some(IssueSide::External))),
            (Open, |w| w.each::<Issue>(|i| i.area = Some(IssueArea::Climate))),
        ],
    },
    Case {
        id: "issues/effect",
        met: |w| issue(w, IssueSide::Internal, IssueArea::People),
        spoilt: &[
            (Open, |w| w.each::<Issue>(|i| i.effect.clear())),
            (Open, |w| w.each::<Issue>(|i| i.relevant = Some(false))),
        ],
    },
    Case {
        id: "issues/climate",
        met: |w| {
            issue(w, IssueSide::External, IssueArea::Climate);
            w.each::<Issue>(|i| i.relevant = Some(false));
        },
        spoilt: &[
            (Undecided, |w| w.each::<Issue>(|i| i.relevant = None)),
            (Undecided, |w| w.each::<Issue>(|i| i.area = Some(IssueArea::Legal))),
        ],
    },
    Case {
        id: "parties/requirements",
        met: |w| _ = w.add::<InterestedParty>(|p| p.requirements = "Their data stays theirs.".to_owned()),
        spoilt: &[(Open, |w| w.each::<InterestedParty>(|p| p.requirements.clear()))],
    },
    Case {
        id: "parties/addressed",
        met: |w| _ = w.add::<InterestedParty>(|p| p.addressed = Some(false)),
        spoilt: &[(Undecided, |w| w.each::<InterestedParty>(|p| p.addressed = None))],
    },
    Case {
        id: "obligations/identified",
        met: obligation,
        spoilt: &[
            (Open, |w| w.each::<Obligation>(|o| o.kind = None)),
            (Open, |w| w.each::<Obligation>(|o| o.owner = None)),
            (Open, |w| w.each::<Obligation>(|o| o.requirement.clear())),
        ],
    },
    Case {
        id: "obligations/reviewed",
        met: obligation,
        spoilt: &[(Overdue, |w| w.each::<Obligation>(|o| o.next_review = Some(ago(1))))],
    },
    Case {
        id: "scope/inclusions",
        met: |w| _ = w.add::<ScopeItem>(|i| i.inside = Some(true)),
        spoilt: &[
            (Open, |w| w.each::<ScopeItem>(|i| i.inside = None)),
            (Open, |w| w.each::<ScopeItem>(|i| i.inside = Some(false))),
        ],
    },
    Case {
        id: "scope/exclusions",
        met: |w| {
            w.add::<ScopeItem>(|i| i.inside = Some(true));
            w.add::<ScopeItem>(|i| (i.inside, i.reason) = (Some(false), "Rented out since May.".to_owned()));
        },
        spoilt: &[
            (Open, |w| w.each::<ScopeItem>(|i| i.reason.clear())),
            (Open, |w| w.each::<ScopeItem>(|i| i.inside = None)),
        ],
    },
    Case {
        id: "scope/interfaces",
        met: |w| {
            w.add::<Interface>(|i| (i.ours, i.theirs) = ("We set the rules.".to_owned(), "They run it.".to_owned()));
        },
        spoilt: &[
            (Open, |w| w.each::<Interface>(|i| i.ours.clear())),
            (Open, |w| w.each::<Interface>(|i| i.theirs.clear())),
        ],
    },
    Case {
        id: "scope/approved",
        met: approved_scope,
        spoilt: &[
            (Stale, |w| w.each::<ScopeStatement>(|s| s.statement.push_str(" And Porto."))),
            (Stale, |w| _ = w.add::<ScopeItem>(|i| i.inside = Some(true))),
            (Open, |w| w.each::<ScopeStatement>(|s| s.approval = None::<Approval>)),
        ],
    },
];
