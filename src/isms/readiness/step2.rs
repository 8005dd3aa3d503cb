//! Checks of step 2, scope.

use super::step1::approved;
use super::{About, CheckState, List, Severity, Verdict, every, none_bad};
use crate::isms::RegisterName;
use crate::isms::approval::Approval;
use crate::isms::scope::{IssueArea, IssueSide, scope_digest};
use crate::isms::steps::Step;
use tr::tr;

pub(super) fn look(list: &mut List) {
    issues(list);
    parties_and_obligations(list);
    boundary(list);
}

fn issues(list: &mut List) {
    let isms = list.isms;
    let about = |id, severity, title, question| About {
        id,
        clause: "4.1",
        severity,
        register: RegisterName::Issues,
        title,
        question,
    };
    let on_side = |side| isms.issues.iter().any(|i| i.side == Some(side) && i.area != Some(IssueArea::Climate));
    let (inside, outside) = (on_side(IssueSide::Internal), on_side(IssueSide::External));
    let sentence = match (inside, outside) {
        (false, false) => tr!("No issue is listed yet."),
        (true, false) => tr!("No external issue is listed."),
        (false, true) => tr!("No internal issue is listed."),
        (true, true) => String::new(),
    };
    list.add(
        Step::Scope,
        about(
            "issues/both-sides",
            Severity::Finding,
            tr!("Internal and external issues listed"),
            tr!("What inside and outside makes security harder for you?"),
        ),
        Verdict::when(inside && outside, sentence),
    );
    list.add(
        Step::Scope,
        about(
            "issues/effect",
            Severity::Finding,
            tr!("Effect of each issue described"),
            tr!("What does each issue do to the ISMS?"),
        ),
        every(
            isms.issues.iter().filter(|issue| issue.relevant != Some(false)),
            tr!("No issue is listed yet."),
            |issue| !issue.effect.trim().is_empty(),
            |names| tr!("Say what these do to the ISMS: {}.", names),
        ),
    );
    let climate = isms.issues.iter().filter(|i| i.area == Some(IssueArea::Climate)).any(|i| i.relevant.is_some());
    list.add(
        Step::Scope,
        about(
            "issues/climate",
            Severity::Finding,
            tr!("Climate change decided"),
            tr!("Is climate change relevant to your ISMS, and why?"),
        ),
        Verdict::when(climate, tr!("Decide whether climate change is relevant. No is an answer, but silence is not."))
            .in_state(CheckState::Undecided),
    );
}

fn parties_and_obligations(list: &mut List) {
    let isms = list.isms;
    list.add(
        Step::Scope,
        About {
            id: "parties/requirements",
            clause: "4.2",
            severity: Severity::Finding,
            register: RegisterName::Parties,
            title: tr!("Interested parties listed with what they require"),
            question: tr!("Who expects security from you, and what exactly?"),
        },
        every(
            isms.parties.iter(),
            tr!("No interested party is listed yet."),
            |party| !party.requirements.trim().is_empty(),
            |names| tr!("Requirements are missing: {}.", names),
        ),
    );
    list.add(
        Step::Scope,
        About {
            id: "parties/addressed",
            clause: "4.2",
            severity: Severity::Finding,
            register: RegisterName::Parties,
            title: tr!("Decided which requirements the ISMS addresses"),
            question: tr!("Which of these requirements does the ISMS address?"),
        },
        every(
            isms.parties.iter(),
            tr!("No interested party is listed yet."),
            |party| party.addressed.is_some(),
            |names| tr!("Not decided for: {}.", names),
        )
        .in_state(CheckState::Undecided),
    );
    list.add(
        Step::Scope,
        About {
            id: "obligations/identified",
            clause: "A.5.31",
            severity: Severity::Finding,
            register: RegisterName::Obligations,
            title: tr!("Laws and contracts identified, each with an owner"),
            question: tr!("Which laws and contracts bind you, and who watches them?"),
        },
        every(
            isms.obligations.iter(),
            tr!("No law or contract is listed yet."),
            |o| o.kind.is_some() && o.owner.is_some() && !o.requirement.trim().is_empty(),
            |names| tr!("Kind, requirement or owner is missing: {}.", names),
        ),
    );
    let today = list.today;
    list.add(
        Step::Scope,
        About {
            id: "obligations/reviewed",
            clause: "A.5.31",
            severity: Severity::Practice,
            register: RegisterName::Obligations,
            title: tr!("No obligation past its review"),
            question: tr!("When did you last look at these obligations?"),
        },
        if isms.obligations.is_empty() {
            Verdict::open(tr!("No law or contract is listed yet."))
        } else {
            let late = isms.obligations.iter().filter(|o| o.next_review.is_some_and(|next| next < today));
            none_bad(late, CheckState::Overdue, |names| tr!("The review is overdue: {}.", names))
        },
    );
}

fn boundary(list: &mut List) {
    let isms = list.isms;
    list.add(
        Step::Scope,
        About {
            id: "scope/inclusions",
            clause: "4.3",
            severity: Severity::Blocks,
            register: RegisterName::ScopeItems,
            title: tr!("What is in scope listed"),
            question: tr!("Which places, processes and systems are in scope?"),
        },
        Verdict::when(
            isms.scope_items.iter().any(|i| i.inside == Some(true)),
            tr!("Nothing is listed as in scope yet."),
        ),
    );
    list.add(
        Step::Scope,
        About {
            id: "scope/exclusions",
            clause: "4.3",
            severity: Severity::Finding,
            register: RegisterName::ScopeItems,
            title: tr!("Each scope line decided, exclusions with a reason"),
            question: tr!("What is out of scope, and why?"),
        },
        every(
            isms.scope_items.iter(),
            tr!("Nothing is listed as in or out of scope yet."),
            |item| match item.inside {
                Some(true) => true,
                Some(false) => !item.reason.trim().is_empty(),
                None => false,
            },
            |names| tr!("Decide in or out, and give exclusions a reason: {}.", names),
        ),
    );
    list.add(
        Step::Scope,
        About {
            id: "scope/interfaces",
            clause: "4.3",
            severity: Severity::Finding,
            register: RegisterName::Interfaces,
            title: tr!("Interfaces described: who does what"),
            question: tr!("Where does your work end and your providers' begin?"),
        },
        every(
            isms.interfaces.iter(),
            tr!("No interface to a provider or partner is described."),
            |i| !i.ours.trim().is_empty() && !i.theirs.trim().is_empty(),
            |names| tr!("Say who does what: {}.", names),
        ),
    );
    let approval = isms.scope().ok().and_then(|scope| scope.approval.as_ref());
    list.add(
        Step::Scope,
        About {
            id: "scope/approved",
            clause: "4.3",
            severity: Severity::Blocks,
            register: RegisterName::ScopeStatements,
            title: tr!("Scope statement approved"),
            question: tr!("Show me the approved scope statement."),
        },
        approved(
            Approval::standing(approval, &scope_digest(isms)),
            tr!("The scope statement is not approved."),
            tr!("The scope changed after it was approved. Have it approved again."),
        ),
    );
}
