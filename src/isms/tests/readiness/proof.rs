//! Steps 6 to 8: how each check is met and lost.

use super::super::super::approval::Approval;
use super::super::super::audits::{Audit, AuditProgramme, ChecklistRow, Finding, ManagementReview, Metric};
use super::super::super::audits::{Nonconformity, REVIEW_INPUTS, ReviewInput};
use super::super::super::certification::{Body, Certificate, ChangeTrigger, ExternalAudit, ExternalAuditKind};
use super::super::super::controls::Control;
use super::super::super::documents::{Acknowledgement, Document, DocumentVersion};
use super::super::super::organisation::{IsmsRole, Person};
use super::super::super::readiness::CheckState::{Open, Overdue};
use super::super::super::scope::ScopeStatement;
use super::super::super::support::{Commitment, Reading};
use super::super::super::training::{Attendance, Communication, Course, Session};
use super::super::complete::complete;
use super::super::{TODAY, World, ago, ahead};
use super::Case;

/// One course for everyone, taken by the one person there is, 300 days ago; it lasts a year.
fn trained(w: &mut World) {
    let person = w.person("Joana Reis");
    let course = w.add::<Course>(|c| (c.for_everyone, c.valid_months) = (Some(true), Some(12)));
    let session = w.add::<Session>(|s| (s.course, s.on) = (Some(course), Some(ago(300))));
    w.add::<Attendance>(|a| (a.person, a.session) = (Some(person), Some(session)));
}

fn acknowledged(w: &mut World) {
    let reader = w.person("Joana Reis");
    let document = w.add::<Document>(|d| d.readers = vec![reader]);
    w.approve(document, reader);
    w.add::<Acknowledgement>(|a| {
        (a.person, a.document, a.version) = (Some(reader), Some(document), "1.0".to_owned());
    });
}

fn metric(w: &mut World) {
    let owner = w.person("Priya Nair");
    w.add::<Metric>(|m| {
        (m.method, m.target) = ("Count of tickets".to_owned(), "below 5".to_owned());
        (m.owner, m.every_months) = (Some(owner), Some(3));
        m.readings = vec![Reading { on: Some(ago(9)), value: "3".to_owned(), ..Reading::default() }];
    });
}

/// An audit of everything, held yesterday by somebody from outside.
fn audited(w: &mut World) {
    w.each::<Control>(|c| c.applicable = Some(true));
    let controls: Vec<_> = w.isms.controls.iter().map(|c| c.id).collect();
    w.add::<Audit>(|a| {
        a.clauses = ["4.1", "5", "6.1.2", "7.5", "8", "9.2.1", "10"].map(str::to_owned).to_vec();
        (a.controls, a.external_auditor) = (controls, "Ines Vogel".to_owned());
        (a.criteria, a.scope) = ("ISO/IEC 27001:2022".to_owned(), "Everything.".to_owned());
        (a.planned, a.held, a.conclusion) = (Some(ago(1)), Some(ago(1)), "It lives.".to_owned());
        a.checklist = vec![ChecklistRow { finding: Some(Finding::Conforms), ..ChecklistRow::default() }];
    });
}

fn nonconformity(w: &mut World) {
    let owner = w.person("Joana Reis");
    w.add::<Nonconformity>(|n| {
        (n.root_cause, n.corrective_action) = ("Nobody was asked.".to_owned(), "Ask every Monday.".to_owned());
        (n.owner, n.due) = (Some(owner), Some(TODAY));
        (n.closed, n.effective, n.checked_by) = (Some(ago(1)), Some(true), Some(owner));
    });
}

fn review(w: &mut World) {
    let person = w.person("Tom Okafor");
    w.add::<ManagementReview>(|r| {
        (r.held, r.attendees, r.decisions) = (Some(ago(1)), vec![person], "Hire a tester.".to_owned());
        r.inputs = REVIEW_INPUTS
            .map(|topic| ReviewInput { topic: topic.to_owned(), discussion: "As last year.".to_owned() })
            .to_vec();
    });
}

fn body(w: &mut World) {
    w.add::<Body>(|b| (b.chosen, b.accreditation) = (Some(true), "UKAS".to_owned()));
}

fn external(w: &mut World, kind: ExternalAuditKind) {
    w.add::<ExternalAudit>(|a| {
        (a.kind, a.starts, a.findings_closed) = (Some(kind), Some(TODAY), Some(true));
    });
}

fn undated(w: &mut World) {
    w.each::<ExternalAudit>(|a| a.starts = None);
}

pub(super) const CASES: &[Case] = &[
    Case {
        id: "courses/audience",
        met: trained,
        spoilt: &[
            (Open, |w| w.each::<Course>(|c| c.for_everyone = None)),
            (Open, |w| w.each::<Course>(|c| c.for_everyone = Some(false))),
        ],
    },
    Case {
        id: "training/complete",
        met: |w| {
            trained(w);
            w.add::<Course>(|c| c.for_roles = vec![IsmsRole::InternalAuditor]);
        },
        spoilt: &[
            (Open, |w| w.each::<Attendance>(|a| a.person = None)),
            (Open, |w| w.each::<Session>(|s| s.on = Some(ago(400)))),
            (Open, |w| w.each::<Session>(|s| s.on = Some(ahead(1)))),
            (Open, |w| w.each::<Person>(|p| p.roles = vec![IsmsRole::InternalAuditor])),
            (Open, |w| _ = w.person("Somebody new")),
            (Open, |w| w.each::<Course>(|c| (c.for_everyone, c.for_roles) = (None, Vec::new()))),
        ],
    },
    Case {
        id: "training/recorded",
        met: trained,
        spoilt: &[
            (Open, |w| w.each::<Attendance>(|a| a.person = None)),
            (Open, |w| w.each::<Attendance>(|a| a.session = None)),
            (Open, |w| w.each::<Session>(|s| s.on = None)),
        ],
    },
    Case {
        id: "training/awareness",
        met: trained,
        spoilt: &[(Open, |w| w.each::<Course>(|c| c.for_everyone = Some(false)))],
    },
    Case {
        id: "acknowledgements/complete",
        met: acknowledged,
        spoilt: &[
            (Open, |w| w.each::<DocumentVersion>(|v| v.version = "1.1".to_owned())),
            (Open, |w| w.each::<Acknowledgement>(|a| a.person = None)),
            (Open, |w| w.each::<Document>(|d| d.readers.clear())),
            (Open, super::practice::tampered),
        ],
    },
    Case {
        id: "communications/planned",
        met: |w| {
            let sender = w.person("Priya Nair");
            w.add::<Communication>(|c| {
                (c.occasion, c.audience, c.sender) = ("An incident".to_owned(), "Clients".to_owned(), Some(sender));
            });
        },
        spoilt: &[
            (Open, |w| w.each::<Communication>(|c| c.occasion.clear())),
            (Open, |w| w.each::<Communication>(|c| c.audience.clear())),
            (Open, |w| w.each::<Communication>(|c| c.sender = None)),
        ],
    },
    Case {
        id: "training/dates",
        met: trained,
        spoilt: &[
            (Open, |w| w.each::<Attendance>(|a| a.on = Some(ahead(1)))),
            (Open, |w| w.each::<Session>(|s| s.on = Some(ahead(1)))),
        ],
    },
    Case {
        id: "metrics/defined",
        met: metric,
        spoilt: &[
            (Open, |w| w.each::<Metric>(|m| m.method.clear())),
            (Open, |w| w.each::<Metric>(|m| m.owner = None)),
            (Open, |w| w.each::<Metric>(|m| m.every_months = None)),
            (Open, |w| w.each::<Metric>(|m| m.target.clear())),
        ],
    },
    Case { id: "metrics/read", met: metric, spoilt: &[(Open, |w| w.each::<Metric>(|m| m.readings.clear()))] },
    Case {
        id: "programme/period",
        met: |w| _ = w.add::<AuditProgramme>(|p| (p.from, p.until) = (Some(ago(70)), Some(ahead(295)))),
        spoilt: &[(Open, |w| w.each::<AuditProgramme>(|p| p.until = None))],
    },
    Case {
        id: "programme/clauses",
        met: audited,
        spoilt: &[
            (Open, |w| w.each::<Audit>(|a| a.clauses.truncate(6))),
            (Open, |w| w.each::<Audit>(|a| a.clauses[0] = "40".to_owned())),
        ],
    },
    Case {
        id: "programme/controls",
        met: audited,
        spoilt: &[
            (Open, |w| w.each::<Audit>(|a| a.controls.truncate(1))),
            (Open, |w| w.each::<Control>(|c| c.applicable = None)),
        ],
    },
    Case {
        id: "audits/held",
        met: audited,
        spoilt: &[
            (Open, |w| w.each::<Audit>(|a| a.held = None)),
            (Open, |w| w.each::<Audit>(|a| a.held = Some(ahead(1)))),
            (Open, |w| w.each::<Audit>(|a| a.conclusion.clear())),
            (Open, |w| w.each::<Audit>(|a| a.checklist[0].finding = None)),
        ],
    },
    Case {
        id: "audits/criteria",
        met: audited,
        spoilt: &[
            (Open, |w| w.each::<Audit>(|a| a.criteria.clear())),
            (Open, |w| w.each::<Audit>(|a| a.scope.clear())),
        ],
    },
    Case {
        id: "audits/independent",
        met: audited,
        spoilt: &[
            (Open, |w| w.each::<Audit>(|a| a.external_auditor.clear())),
            (Open, |w| {
                let person = w.person("Joana Reis");
                w.each::<Control>(|c| c.owner = Some(person));
                w.each::<Audit>(|a| a.auditor = Some(person));
            }),
        ],
    },
    Case { id: "audits/overdue", met: audited, spoilt: &[(Overdue, |w| w.each::<Audit>(|a| a.held = None))] },
    Case {
        id: "nonconformities/handled",
        met: nonconformity,
        spoilt: &[
            (Open, |w| w.each::<Nonconformity>(|n| n.root_cause.clear())),
            (Open, |w| w.each::<Nonconformity>(|n| n.corrective_action.clear())),
            (Open, |w| w.each::<Nonconformity>(|n| n.owner = None)),
            (Open, |w| w.each::<Nonconformity>(|n| n.due = None)),
        ],
    },
    Case {
        id: "nonconformities/effective",
        met: nonconformity,
        spoilt: &[
            (Open, |w| w.each::<Nonconformity>(|n| n.effective = None)),
            (Open, |w| w.each::<Nonconformity>(|n| n.effective = Some(false))),
            (Open, |w| w.each::<Nonconformity>(|n| n.checked_by = None)),
        ],
    },
    Case {
        id: "nonconformities/overdue",
        met: nonconformity,
        spoilt: &[(Overdue, |w| w.each::<Nonconformity>(|n| (n.closed, n.due) = (None, Some(ago(1)))))],
    },
    Case {
        id: "review/held",
        met: review,
        spoilt: &[
            (Open, |w| w.each::<ManagementReview>(|r| r.held = None)),
            (Open, |w| w.each::<ManagementReview>(|r| r.held = Some(ahead(1)))),
            (Open, |w| w.each::<ManagementReview>(|r| r.attendees.clear())),
            (Open, |w| w.each::<ManagementReview>(|r| r.decisions.clear())),
        ],
    },
    Case {
        id: "review/inputs",
        met: review,
        spoilt: &[
            (Open, |w| w.each::<ManagementReview>(|r| r.inputs[3].discussion.clear())),
            (Open, |w| w.each::<ManagementReview>(|r| r.held = Some(ahead(1)))),
        ],
    },
    Case { id: "body/chosen", met: body, spoilt: &[(Open, |w| w.each::<Body>(|b| b.chosen = None))] },
    Case {
        id: "body/accredited",
        met: body,
        spoilt: &[
            (Open, |w| w.each::<Body>(|b| b.accreditation.clear())),
            (Open, |w| w.each::<Body>(|b| b.chosen = Some(false))),
        ],
    },
    Case { id: "stage1/dated", met: |w| external(w, ExternalAuditKind::Stage1), spoilt: &[(Open, undated)] },
    Case { id: "stage2/dated", met: |w| external(w, ExternalAuditKind::Stage2), spoilt: &[(Open, undated)] },
    Case {
        id: "stage1/ready",
        met: complete,
        spoilt: &[
            (Open, |w| w.each::<Commitment>(|c| c.approval = None::<Approval>)),
            (Open, |w| w.each::<ScopeStatement>(|s| s.statement.push('!'))),
        ],
    },
    Case {
        id: "stage2/ready",
        met: complete,
        spoilt: &[
            (Open, |w| w.each::<Metric>(|m| m.readings.clear())),
            (Open, |w| w.each::<Commitment>(|c| c.approval = None)),
        ],
    },
    Case {
        id: "findings/closed",
        met: |w| external(w, ExternalAuditKind::Stage1),
        spoilt: &[
            (Open, |w| w.each::<ExternalAudit>(|a| a.findings_closed = None)),
            (Open, |w| w.each::<ExternalAudit>(|a| a.starts = Some(ahead(1)))),
        ],
    },
    Case {
        id: "certificate/recorded",
        met: |w| {
            w.add::<Certificate>(|c| {
                (c.number, c.issued, c.valid_until) = ("IS 1".to_owned(), Some(TODAY), Some(ahead(1095)));
            });
        },
        spoilt: &[
            (Open, |w| w.each::<Certificate>(|c| c.number.clear())),
            (Open, |w| w.each::<Certificate>(|c| c.valid_until = None)),
        ],
    },
    Case {
        id: "surveillance/dated",
        met: |w| external(w, ExternalAuditKind::Surveillance),
        spoilt: &[(Open, undated)],
    },
    Case {
        id: "changes/reviewed",
        met: |w| _ = w.add::<ChangeTrigger>(|c| (c.due, c.done_on) = (Some(ago(9)), Some(ago(10)))),
        spoilt: &[(Overdue, |w| w.each::<ChangeTrigger>(|c| c.done_on = None))],
    },
];

#[test]
fn an_audit_without_nonconformities_leaves_none_unhandled() {
    let mut world = World::founded();
    audited(&mut world);
    for id in ["nonconformities/handled", "nonconformities/effective", "nonconformities/overdue"] {
        assert!(super::check(&world.isms, id).is_met(), "{id}");
    }
}

#[test]
fn an_auditor_of_their_own_work_gives_a_reason() {
    let mut world = World::founded();
    audited(&mut world);
    let person = world.person("Joana Reis");
    world.each::<Control>(|c| c.owner = Some(person));
    world.each::<Audit>(|a| a.auditor = Some(person));
    assert!(!super::check(&world.isms, "audits/independent").is_met());
    world.each::<Audit>(|a| a.independence = "A colleague of the parent company looks on.".to_owned());
    assert!(super::check(&world.isms, "audits/independent").is_met());
}

#[test]
fn who_has_left_needs_no_training() {
    let mut world = World::founded();
    trained(&mut world);
    let gone = world.person("Somebody else");
    assert!(!super::check(&world.isms, "training/complete").is_met());
    world.alter::<Person>(gone, |p| p.left = Some(ago(1)));
    assert!(super::check(&world.isms, "training/complete").is_met());
}
