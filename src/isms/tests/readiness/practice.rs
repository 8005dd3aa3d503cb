//! Steps 4 and 5: how each check is met and lost.

use super::super::super::actions::{Action, ActionStatus};
use super::super::super::approval::Approval;
use super::super::super::controls::{self, Control, ImplementationStatus};
use super::super::super::documents::{Document, DocumentStatus, DocumentVersion};
use super::super::super::evidence::Evidence;
use super::super::super::organisation::Person;
use super::super::super::readiness::CheckState::{Open, Overdue, Undecided};
use super::super::super::risks::Risk;
use super::super::super::suppliers::{Criticality, Supplier};
use super::super::{TODAY, World, ago, ahead, now};
use super::Case;

/// An approved policy under control, for A.5.1 and A.5.15.
fn policy(w: &mut World) {
    let (author, approver) = (w.person("Priya Nair"), w.person("Tom Okafor"));
    let controls = vec![w.control("A.5.1"), w.control("A.5.15")];
    let policy = w.add::<Document>(|d| {
        (d.clauses, d.controls, d.readers) = (vec!["5.2".to_owned()], controls, vec![author]);
        (d.owner, d.author, d.approver) = (Some(author), Some(author), Some(approver));
        d.next_review = Some(TODAY);
    });
    w.approve(policy, approver);
}

/// The text that was approved is no longer the text that is kept.
pub(super) fn tampered(w: &mut World) {
    w.each::<DocumentVersion>(|v| v.sections.clear());
}

fn retire(w: &mut World) {
    w.each::<Document>(|d| d.status = Some(DocumentStatus::Retired));
}

/// Every control applies and is in place, with owner and evidence of today.
fn in_place(w: &mut World) {
    let owner = w.person("Priya Nair");
    w.each::<Control>(|c| {
        (c.applicable, c.status) = (Some(true), Some(ImplementationStatus::Implemented));
        (c.owner, c.how) = (Some(owner), "We do it every Monday.".to_owned());
    });
    let all: Vec<_> = w.isms.controls.iter().map(|c| c.id).collect();
    w.add::<Evidence>(|e| (e.controls, e.effective, e.valid_until) = (all, Some(TODAY), Some(TODAY)));
}

fn planned(w: &mut World) {
    in_place(w);
    w.each::<Control>(|c| (c.status, c.due) = (Some(ImplementationStatus::Planned), Some(TODAY)));
}

fn none_applies(w: &mut World) {
    w.each::<Control>(|c| c.applicable = None);
}

fn supplier(w: &mut World) {
    let owner = w.person("Joana Reis");
    w.add::<Supplier>(|s| {
        (s.criticality, s.owner, s.next_review) = (Some(Criticality::High), Some(owner), Some(TODAY));
    });
}

pub(super) const CASES: &[Case] = &[
    Case {
        id: "documents/policy",
        met: policy,
        spoilt: &[
            (Open, |w| w.each::<Document>(|d| d.clauses = vec!["5.20".to_owned()])),
            (Open, tampered),
            (Open, retire),
        ],
    },
    Case {
        id: "documents/controls",
        met: |w| {
            policy(w);
            w.each::<Control>(|c| c.applicable = Some(true));
        },
        spoilt: &[
            (Open, |w| w.each::<Document>(|d| d.controls.truncate(1))),
            (Open, tampered),
            (Undecided, none_applies),
        ],
    },
    Case { id: "documents/approved", met: policy, spoilt: &[(Open, tampered), (Open, retire)] },
    Case {
        id: "documents/whole",
        met: policy,
        spoilt: &[
            (Open, |w| w.each::<DocumentVersion>(|v| v.sections[0].text = "Within {{ backup.hours }}.".to_owned())),
            (Open, |w| w.each::<DocumentVersion>(|v| v.sections[0].text = "Within ⟦undecided⟧.".to_owned())),
            (Open, retire),
        ],
    },
    Case {
        id: "documents/owned",
        met: policy,
        spoilt: &[
            (Open, |w| w.each::<Document>(|d| d.owner = None)),
            (Open, |w| w.each::<Document>(|d| d.next_review = None)),
            (Open, retire),
        ],
    },
    Case {
        id: "documents/approver",
        met: |w| {
            policy(w);
            let same = w.last::<Person>();
            w.add::<Document>(|d| {
                (d.author, d.approver) = (Some(same), Some(same));
                d.approval = Some(Approval { reason: "We are two people.".to_owned(), ..Approval::default() });
            });
        },
        spoilt: &[
            (Open, |w| w.each::<Document>(|d| d.approval = None)),
            (Open, |w| w.each::<Document>(|d| d.approver = None)),
            (Open, retire),
        ],
    },
    Case {
        id: "documents/review",
        met: policy,
        spoilt: &[(Overdue, |w| w.each::<Document>(|d| d.next_review = Some(ago(1))))],
    },
    Case {
        id: "documents/readers",
        met: policy,
        spoilt: &[(Open, |w| w.each::<Document>(|d| d.readers.clear())), (Open, retire)],
    },
    Case {
        id: "controls/assessed",
        met: in_place,
        spoilt: &[(Undecided, |w| w.each::<Control>(|c| c.status = None)), (Undecided, none_applies)],
    },
    Case {
        id: "controls/how",
        met: in_place,
        spoilt: &[(Open, |w| w.each::<Control>(|c| c.how = "\n".to_owned())), (Open, none_applies)],
    },
    Case {
        id: "controls/owned",
        met: in_place,
        spoilt: &[
            (Open, |w| w.each::<Control>(|c| c.owner = None)),
            (Open, |w| w.each::<Person>(|p| p.left = Some(ago(1)))),
        ],
    },
    Case {
        id: "controls/planned",
        met: |w| {
            planned(w);
            let (backup, owner) = (w.control("A.8.13"), w.last::<Person>());
            w.alter::<Control>(backup, |c| c.due = None);
            w.add::<Action>(|a| (a.control, a.owner, a.due) = (Some(backup), Some(owner), Some(ahead(9))));
        },
        spoilt: &[
            (Open, |w| w.each::<Control>(|c| c.due = None)),
            (Open, |w| w.each::<Action>(|a| a.due = None)),
            (Open, |w| w.each::<Action>(|a| a.status = Some(ActionStatus::Cancelled))),
            (Open, none_applies),
        ],
    },
    Case {
        id: "controls/overdue",
        met: planned,
        spoilt: &[(Overdue, |w| w.each::<Control>(|c| c.due = Some(ago(1)))), (Open, none_applies)],
    },
    Case {
        id: "controls/contradiction",
        met: |w| {
            in_place(w);
            let backup = w.control("A.8.13");
            w.act(|isms| controls::decide(isms, backup, Some(true), "Priya Nair", TODAY));
            let risk = w.add::<Risk>(|_| {});
            w.act(|isms| controls::link_risk(isms, risk, &[backup], &[]));
        },
        spoilt: &[(Open, |w| {
            let (risk, backup) = (w.last::<Risk>(), w.control("A.8.13"));
            w.act(|isms| controls::link_risk(isms, risk, &[], &[backup]));
        })],
    },
    Case {
        id: "controls/evidence",
        met: in_place,
        spoilt: &[
            (Open, |w| w.each::<Evidence>(|e| e.controls.truncate(1))),
            (Open, |w| w.each::<Control>(|c| c.status = Some(ImplementationStatus::Partly))),
        ],
    },
    Case {
        id: "evidence/valid",
        met: in_place,
        spoilt: &[(Overdue, |w| w.each::<Evidence>(|e| e.valid_until = Some(ago(1))))],
    },
    Case {
        id: "A.8.13/restore-evidence",
        met: in_place,
        spoilt: &[
            (Open, |w| w.each::<Evidence>(|e| e.effective = Some(ago(400)))),
            (Open, |w| w.each::<Evidence>(|e| e.effective = Some(ahead(1)))),
            (Open, |w| w.each::<Evidence>(|e| e.controls.truncate(1))),
            (Open, |w| w.each::<Control>(|c| c.applicable = Some(false))),
            (Undecided, none_applies),
        ],
    },
    Case {
        id: "suppliers/rated",
        met: supplier,
        spoilt: &[
            (Open, |w| w.each::<Supplier>(|s| s.criticality = None)),
            (Open, |w| w.each::<Supplier>(|s| s.owner = None)),
        ],
    },
    Case {
        id: "suppliers/reviewed",
        met: supplier,
        spoilt: &[(Overdue, |w| w.each::<Supplier>(|s| s.next_review = Some(ago(1))))],
    },
];

#[test]
fn backup_may_be_excluded_with_a_reason() {
    let mut world = World::founded();
    let backup = world.control("A.8.13");
    world.act(|isms| controls::exclude(isms, backup, "We keep no data of our own.", "Priya Nair", now()));
    assert!(super::check(&world.isms, "A.8.13/restore-evidence").is_met());
}
