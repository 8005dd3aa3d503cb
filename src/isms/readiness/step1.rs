//! Checks of step 1, management support.

use super::{About, CheckState, List, Severity, Verdict, every};
use crate::isms::RegisterName;
use crate::isms::approval::{Approval, Standing};
use crate::isms::organisation::IsmsRole;
use crate::isms::steps::Step;
use crate::isms::support::business_case_digest;
use tr::tr;

pub(super) fn look(list: &mut List) {
    profile(list);
    people(list);
    case_and_commitment(list);
    objectives_and_plan(list);
}

fn profile(list: &mut List) {
    let profile = list.isms.profile().ok();
    let filled = profile
        .is_some_and(|p| !p.legal_name.trim().is_empty() && !p.sector.trim().is_empty() && p.headcount.is_some());
    list.add(
        Step::ManagementSupport,
        About {
            id: "profile/filled",
            clause: "4.1",
            severity: Severity::Finding,
            register: RegisterName::Profiles,
            title: tr!("Profile filled"),
            question: tr!("Which organisation is this ISMS for?"),
        },
        Verdict::when(filled, tr!("Enter the legal name, the sector and how many people work here.")),
    );
    let missing = profile.map_or(11, |p| p.facts().iter().filter(|(_, fact)| fact.is_none()).count());
    list.add(
        Step::ManagementSupport,
        About {
            id: "profile/facts",
            clause: "4.1",
            severity: Severity::Practice,
            register: RegisterName::Profiles,
            title: tr!("Working facts answered"),
            question: tr!("How do you work: at home, in the cloud, with your own software?"),
        },
        Verdict::when(missing == 0, tr!("Questions about how you work are unanswered: {}.", missing))
            .in_state(CheckState::Undecided),
    );
}

fn people(list: &mut List) {
    let today = list.today;
    let holders = |role| list.isms.people.iter().filter(move |p| p.has_role(role) && p.is_with_us(today));
    let top = holders(IsmsRole::TopManagement).next().is_some();
    let manager = holders(IsmsRole::IsmsManager).next();
    let deputy = manager.is_some_and(|person| person.deputy.is_some());
    let manager = manager.is_some();
    let about = |id, severity, title, question| About {
        id,
        clause: "5.3",
        severity,
        register: RegisterName::People,
        title,
        question,
    };
    list.add(
        Step::ManagementSupport,
        about(
            "people/top-management",
            Severity::Blocks,
            tr!("Top management named"),
            tr!("Who at the top answers for the ISMS?"),
        ),
        Verdict::when(
            top,
            tr!("Nobody holds the role top management. Name the person who can say yes to time and money."),
        ),
    );
    list.add(
        Step::ManagementSupport,
        about(
            "people/isms-manager",
            Severity::Blocks,
            tr!("ISMS manager named"),
            tr!("Who runs the ISMS from day to day?"),
        ),
        Verdict::when(manager, tr!("Nobody holds the role ISMS manager.")),
    );
    list.add(
        Step::ManagementSupport,
        about(
            "people/deputy",
            Severity::Practice,
            tr!("ISMS manager has a deputy"),
            tr!("Who stands in when the ISMS manager is away?"),
        ),
        Verdict::when(deputy, tr!("The ISMS manager has no deputy.")),
    );
}

fn case_and_commitment(list: &mut List) {
    let isms = list.isms;
    let commitment = isms.commitment().ok();
    list.add(
        Step::ManagementSupport,
        About {
            id: "business-case/reasons",
            clause: "5.1",
            severity: Severity::Practice,
            register: RegisterName::BusinessReasons,
            title: tr!("Reasons given, each with its evidence"),
            question: tr!("Why does the company want this?"),
        },
        every(
            isms.business_reasons.iter(),
            tr!("The business case names no reason yet."),
            |reason| reason.family.is_some() && !reason.evidence.trim().is_empty(),
            |names| tr!("A reason without a family or evidence: {}.", names),
        ),
    );
    let approval = commitment.and_then(|c| c.business_case_approval.as_ref());
    list.add(
        Step::ManagementSupport,
        About {
            id: "business-case/approved",
            clause: "5.1",
            severity: Severity::Practice,
            register: RegisterName::Commitments,
            title: tr!("Business case approved"),
            question: tr!("Who approved the cost of the ISMS?"),
        },
        approved(
            Approval::standing(approval, &business_case_digest(isms)),
            tr!("Nobody has approved the business case."),
            tr!("Reasons or costs changed after the business case was approved. Have it approved again."),
        ),
    );
    let digest = commitment.map(super::super::support::Commitment::digest).unwrap_or_default();
    list.add(
        Step::ManagementSupport,
        About {
            id: "commitment/signed",
            clause: "5.1",
            severity: Severity::Blocks,
            register: RegisterName::Commitments,
            title: tr!("Commitment statement signed"),
            question: tr!("How does top management show its commitment?"),
        },
        approved(
            Approval::standing(commitment.and_then(|c| c.approval.as_ref()), &digest),
            tr!("The commitment statement is not signed."),
            tr!("The statement changed after it was signed. Have it signed again."),
        ),
    );
    let resources = commitment.is_some_and(|c| !c.resources.trim().is_empty());
    list.add(
        Step::ManagementSupport,
        About {
            id: "resources/named",
            clause: "7.1",
            severity: Severity::Finding,
            register: RegisterName::Commitments,
            title: tr!("Time and money named"),
            question: tr!("What time and money does the ISMS get?"),
        },
        Verdict::when(resources, tr!("Say how many days and how much money the ISMS gets.")),
    );
}

fn objectives_and_plan(list: &mut List) {
    let isms = list.isms;
    list.add(
        Step::ManagementSupport,
        About {
            id: "objectives/measurable",
            clause: "6.2",
            severity: Severity::Blocks,
            register: RegisterName::Objectives,
            title: tr!("Every objective has a measure, target, owner and date"),
            question: tr!("How do you measure your security objectives?"),
        },
        every(
            isms.objectives.iter(),
            tr!("There is no security objective yet."),
            |o| !o.measure.trim().is_empty() && !o.target.trim().is_empty() && o.owner.is_some() && o.due.is_some(),
            |names| tr!("Without a measure, target, owner or date: {}.", names),
        ),
    );
    list.add(
        Step::ManagementSupport,
        About {
            id: "objectives/evaluated",
            clause: "6.2",
            severity: Severity::Finding,
            register: RegisterName::Objectives,
            title: tr!("Evaluation of each objective described"),
            question: tr!("Who reads the objectives, and how often?"),
        },
        every(
            isms.objectives.iter(),
            tr!("There is no security objective yet."),
            |o| !o.evaluation.trim().is_empty(),
            |names| tr!("Say how these are evaluated: {}.", names),
        ),
    );
    let undated = isms.plan_steps.iter().filter(|line| line.target.is_none()).count();
    let planned = isms.plan_steps.len() >= Step::ALL.len() && undated == 0;
    list.add(
        Step::ManagementSupport,
        About {
            id: "plan/dates",
            clause: "6.2",
            severity: Severity::Practice,
            register: RegisterName::PlanSteps,
            title: tr!("Plan has a date for each step"),
            question: tr!("When is each step to be done?"),
        },
        Verdict::when(planned, tr!("Steps without a target date: {}.", undated)),
    );
}

/// The verdict on an approval.
pub(super) fn approved(standing: Standing, missing: String, stale: String) -> Verdict {
    match standing {
        Standing::Valid => Verdict::Met,
        Standing::Missing => Verdict::open(missing),
        Standing::Stale => Verdict::open(stale).in_state(CheckState::Stale),
    }
}
