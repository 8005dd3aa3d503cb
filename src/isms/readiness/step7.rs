//! Checks of step 7: measuring, internal audit, management review, nonconformities.

use super::{About, CheckState, List, Severity, Verdict, every, none_bad};
use crate::isms::RegisterName;
use crate::isms::audits::{Audit, Nonconformity, REVIEW_INPUTS};
use crate::isms::steps::Step;
use jiff::civil::Date;
use std::collections::BTreeSet;
use tr::tr;

/// The main clauses that an audit programme has to cover.
const CLAUSES: [&str; 7] = ["4", "5", "6", "7", "8", "9", "10"];

pub(super) fn look(list: &mut List) {
    metrics(list);
    programme(list);
    audits(list);
    auditors(list);
    nonconformities(list);
    review(list);
}

fn about(
    id: &'static str,
    clause: &'static str,
    severity: Severity,
    register: RegisterName,
    title: String,
    question: String,
) -> About {
    About { id, clause, severity, register, title, question }
}

/// Whether something was held: a day in the future is a plan.
fn has_passed(held: Option<Date>, today: Date) -> bool {
    held.is_some_and(|on| on <= today)
}

fn metrics(list: &mut List) {
    let isms = list.isms;
    let empty = || tr!("Nothing is measured yet.");
    list.add(
        Step::InternalAudit,
        about(
            "metrics/defined",
            "9.1",
            Severity::Finding,
            RegisterName::Metrics,
            tr!("Each metric says how, who, how often and what is good"),
            tr!("What do you measure, and who looks at it?"),
        ),
        every(
            isms.metrics.iter(),
            empty(),
            |m| {
                !m.method.trim().is_empty()
                    && m.owner.is_some()
                    && m.every_months.is_some()
                    && !m.target.trim().is_empty()
            },
            |names| tr!("Method, owner, interval or target is missing: {}.", names),
        ),
    );
    list.add(
        Step::InternalAudit,
        about(
            "metrics/read",
            "9.1",
            Severity::Blocks,
            RegisterName::Metrics,
            tr!("Each metric has been read"),
            tr!("What did you measure in the last months?"),
        ),
        every(isms.metrics.iter(), empty(), |m| !m.readings.is_empty(), |names| tr!("No reading yet: {}.", names)),
    );
}

fn programme(list: &mut List) {
    let isms = list.isms;
    let period = isms.audit_programmes.iter().any(|p| p.from.is_some() && p.until.is_some());
    list.add(
        Step::InternalAudit,
        about(
            "programme/period",
            "9.2.2",
            Severity::Blocks,
            RegisterName::AuditProgrammes,
            tr!("Audit programme has a period"),
            tr!("Show me your audit programme."),
        ),
        Verdict::when(period, tr!("There is no audit programme with first and last day.")),
    );
    let covered = |clause: &str| {
        isms.audits.iter().flat_map(|a| &a.clauses).any(|c| c == clause || c.starts_with(&format!("{clause}.")))
    };
    let missing: Vec<&str> = CLAUSES.into_iter().filter(|clause| !covered(clause)).collect();
    list.add(
        Step::InternalAudit,
        about(
            "programme/clauses",
            "9.2.2",
            Severity::Blocks,
            RegisterName::Audits,
            tr!("Audits cover every clause from 4 to 10"),
            tr!("When is each clause audited?"),
        ),
        Verdict::when(missing.is_empty(), tr!("No audit covers clause {}.", missing.join(", "))),
    );
    let audited: BTreeSet<_> = isms.audits.iter().flat_map(|a| a.controls.iter().copied()).collect();
    let applied = isms.controls.iter().filter(|c| c.applicable == Some(true));
    list.add(
        Step::InternalAudit,
        about(
            "programme/controls",
            "9.2.2",
            Severity::Finding,
            RegisterName::Audits,
            tr!("Audits cover every applicable control"),
            tr!("When is each control audited?"),
        ),
        every(
            applied,
            tr!("No control applies yet."),
            |c| audited.contains(&c.id),
            |names| tr!("In no audit: {}.", names),
        ),
    );
}

fn audits(list: &mut List) {
    let (isms, today) = (list.isms, list.today);
    let held = || isms.audits.iter().filter(|a| has_passed(a.held, today));
    list.add(
        Step::InternalAudit,
        about(
            "audits/held",
            "9.2.1",
            Severity::Blocks,
            RegisterName::Audits,
            tr!("At least one internal audit complete"),
            tr!("When was your first internal audit, and what did it find?"),
        ),
        every(
            held(),
            tr!("No internal audit has been held."),
            |a| !a.conclusion.trim().is_empty() && a.checklist.iter().all(|row| row.finding.is_some()),
            |names| tr!("Conclusion or findings are missing: {}.", names),
        ),
    );
    list.add(
        Step::InternalAudit,
        about(
            "audits/criteria",
            "9.2.2",
            Severity::Finding,
            RegisterName::Audits,
            tr!("Each audit names criteria and scope"),
            tr!("What was audited, against what?"),
        ),
        every(
            isms.audits.iter(),
            tr!("No audit is planned yet."),
            |a| !a.criteria.trim().is_empty() && !a.scope.trim().is_empty(),
            |names| tr!("Criteria or scope is missing: {}.", names),
        ),
    );
}

fn auditors(list: &mut List) {
    let (isms, today) = (list.isms, list.today);
    let own_work = |a: &Audit| {
        a.auditor.is_some_and(|id| isms.controls.iter().any(|c| c.owner == Some(id) && a.controls.contains(&c.id)))
    };
    let named = |a: &Audit| a.auditor.is_some() || !a.external_auditor.trim().is_empty();
    list.add(
        Step::InternalAudit,
        about(
            "audits/independent",
            "9.2.2",
            Severity::Finding,
            RegisterName::Audits,
            tr!("No auditor audits their own work, or a reason is given"),
            tr!("How is the auditor impartial?"),
        ),
        every(
            isms.audits.iter(),
            tr!("No audit is planned yet."),
            |a| named(a) && (!own_work(a) || !a.independence.trim().is_empty()),
            |names| tr!("No auditor, or the auditor owns what is audited: {}.", names),
        ),
    );
    list.add(
        Step::InternalAudit,
        about(
            "audits/overdue",
            "9.2.2",
            Severity::Finding,
            RegisterName::Audits,
            tr!("No planned audit overdue"),
            tr!("Why was this audit not held?"),
        ),
        if isms.audits.is_empty() {
            Verdict::open(tr!("No audit is planned yet."))
        } else {
            none_bad(
                isms.audits.iter().filter(|a| !has_passed(a.held, today) && a.planned.is_some_and(|on| on < today)),
                CheckState::Overdue,
                |names| tr!("Planned for a day that has passed: {}.", names),
            )
        },
    );
}

fn nonconformities(list: &mut List) {
    let (isms, today) = (list.isms, list.today);
    let nothing_audited = !isms.audits.iter().any(|a| has_passed(a.held, today));
    let wait = || Verdict::open(tr!("No internal audit has been held, so nothing can have been found."));
    let handled = |n: &Nonconformity| {
        !n.root_cause.trim().is_empty()
            && !n.corrective_action.trim().is_empty()
            && n.owner.is_some()
            && n.due.is_some()
    };
    let bad = |test: &dyn Fn(&Nonconformity) -> bool, state, say: &dyn Fn(&str) -> String| {
        if nothing_audited && isms.nonconformities.is_empty() {
            wait()
        } else {
            none_bad(isms.nonconformities.iter().filter(|n| test(n)), state, say)
        }
    };
    let verdicts = [
        bad(&|n| !handled(n), CheckState::Open, &|names| tr!("Cause, action, owner or date is missing: {}.", names)),
        bad(
            &|n| n.closed.is_some() && (n.effective != Some(true) || n.checked_by.is_none()),
            CheckState::Open,
            &|names| tr!("Closed without a check that the action works: {}.", names),
        ),
        bad(&|n| n.closed.is_none() && n.due.is_some_and(|due| due < today), CheckState::Overdue, &|names| {
            tr!("Overdue: {}.", names)
        }),
    ];
    let abouts = [
        about(
            "nonconformities/handled",
            "10.2",
            Severity::Blocks,
            RegisterName::Nonconformities,
            tr!("Every nonconformity has cause, action, owner and date"),
            tr!("Why did this happen, and what keeps it from happening again?"),
        ),
        about(
            "nonconformities/effective",
            "10.2",
            Severity::Finding,
            RegisterName::Nonconformities,
            tr!("Every closed nonconformity was checked for effect"),
            tr!("How do you know that the action worked?"),
        ),
        about(
            "nonconformities/overdue",
            "10.2",
            Severity::Finding,
            RegisterName::Nonconformities,
            tr!("No corrective action overdue"),
            tr!("Why is this still open?"),
        ),
    ];
    for (about, verdict) in abouts.into_iter().zip(verdicts) {
        list.add(Step::InternalAudit, about, verdict);
    }
}

fn review(list: &mut List) {
    let (isms, today) = (list.isms, list.today);
    let held = || isms.management_reviews.iter().filter(|r| has_passed(r.held, today));
    list.add(
        Step::InternalAudit,
        about(
            "review/held",
            "9.3.1",
            Severity::Blocks,
            RegisterName::ManagementReviews,
            tr!("Management review held and minuted"),
            tr!("Show me the minutes of your management review."),
        ),
        every(
            held(),
            tr!("No management review has been held."),
            |r| !r.attendees.is_empty() && !r.decisions.trim().is_empty(),
            |names| tr!("Attendees or decisions are missing: {}.", names),
        ),
    );
    let taken = |topic: &str| {
        held().any(|r| r.inputs.iter().any(|input| input.topic == topic && !input.discussion.trim().is_empty()))
    };
    let missing = REVIEW_INPUTS.into_iter().filter(|topic| !taken(topic)).count();
    list.add(
        Step::InternalAudit,
        about(
            "review/inputs",
            "9.3.2",
            Severity::Blocks,
            RegisterName::ManagementReviews,
            tr!("Management review took every input of 9.3.2"),
            tr!("Did the review look at every required input?"),
        ),
        Verdict::when(missing == 0, tr!("Inputs not discussed in any review: {}.", missing)),
    );
}
