//! Checks of step 3, risk assessment and treatment, with the decisions of the Statement of Applicability.

mod applicability;
mod over_time;
mod treatment;
mod values;

use super::step1::approved;
use super::{About, CheckState, List, Severity, Verdict, every, none_bad};
use crate::isms::RegisterName;
use crate::isms::approval::Approval;
use crate::isms::risks::Risk;
use crate::isms::steps::Step;
use tr::tr;

pub(super) fn look(list: &mut List) {
    method(list);
    assets(list);
    values::look(list);
    assessment(list);
    ownership(list);
    over_time::look(list);
    treatment::look(list);
    applicability::look(list);
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

fn method(list: &mut List) {
    let method = list.isms.current_method();
    let standing = Approval::standing(
        method.and_then(|m| m.approval.as_ref()),
        &method.map(super::super::method::Method::digest).unwrap_or_default(),
    );
    let gap = method.map_or_else(|| Some(tr!("No risk method is chosen yet.")), super::super::method::Method::gap);
    list.add(
        Step::Risk,
        about(
            "method/complete",
            "6.1.2",
            Severity::Blocks,
            RegisterName::Methods,
            tr!("Risk method complete"),
            tr!("How do you score a risk, and where is the line of acceptance?"),
        ),
        gap.map_or(Verdict::Met, Verdict::open),
    );
    list.add(
        Step::Risk,
        about(
            "method/approved",
            "6.1.2",
            Severity::Blocks,
            RegisterName::Methods,
            tr!("Risk method approved"),
            tr!("Were the criteria set before the scoring?"),
        ),
        approved(
            standing,
            tr!("The risk method is not approved. Criteria come before scores."),
            tr!("The method changed after it was approved. Have it approved again."),
        ),
    );
}

fn assets(list: &mut List) {
    let isms = list.isms;
    let in_scope = || isms.assets.iter().filter(|asset| asset.in_scope != Some(false));
    let empty = || tr!("No assets yet. Risks need something to happen to.");
    list.add(
        Step::Risk,
        about(
            "assets/owned",
            "A.5.9",
            Severity::Finding,
            RegisterName::Assets,
            tr!("Every asset in scope has an owner"),
            tr!("Who answers for each asset?"),
        ),
        every(in_scope(), empty(), |a| a.owner.is_some(), |names| tr!("No owner: {}.", names)),
    );
    list.add(
        Step::Risk,
        about(
            "assets/scoped",
            "4.3",
            Severity::Finding,
            RegisterName::Assets,
            tr!("Decided for each asset whether it is in scope"),
            tr!("Which assets lie in the scope?"),
        ),
        every(
            isms.assets.iter(),
            empty(),
            |a| a.in_scope.is_some(),
            |names| tr!("In or out of scope is undecided: {}.", names),
        )
        .in_state(CheckState::Undecided),
    );
}

fn assessment(list: &mut List) {
    let isms = list.isms;
    let method = isms.current_method();
    let empty = || tr!("No risks yet.");
    list.add(
        Step::Risk,
        about(
            "risks/assessed",
            "6.1.2",
            Severity::Blocks,
            RegisterName::Risks,
            tr!("Every risk assessed"),
            tr!("How likely is it, and how bad?"),
        ),
        every(
            isms.risks.iter(),
            empty(),
            |r| r.current.score(method).is_some(),
            |names| tr!("Likelihood or impact is undecided: {}.", names),
        )
        .in_state(CheckState::Undecided),
    );
    list.add(
        Step::Risk,
        about(
            "risks/method-current",
            "6.1.2",
            Severity::Finding,
            RegisterName::Risks,
            tr!("All risks assessed under the method in use"),
            tr!("Were all risks scored by the same rules?"),
        ),
        every(
            isms.risks.iter(),
            empty(),
            |r| r.method.is_some() && r.method == method.map(|m| m.id),
            |names| tr!("Assessed under another method, or none: {}.", names),
        ),
    );
}

fn ownership(list: &mut List) {
    let (isms, today) = (list.isms, list.today);
    let empty = || tr!("No risks yet.");
    let owned =
        |risk: &Risk| risk.owner.and_then(|id| isms.people.get(id)).is_some_and(|person| person.is_with_us(today));
    list.add(
        Step::Risk,
        about(
            "risks/owned",
            "6.1.2",
            Severity::Blocks,
            RegisterName::Risks,
            tr!("Every risk has an owner who still works here"),
            tr!("Who owns this risk?"),
        ),
        every(isms.risks.iter(), empty(), owned, |names| tr!("No owner, or the owner has left: {}.", names)),
    );
    list.add(
        Step::Risk,
        about(
            "risks/scenario",
            "6.1.2",
            Severity::Practice,
            RegisterName::Risks,
            tr!("Every risk names assets and what it affects"),
            tr!("What would be lost: confidentiality, integrity or availability?"),
        ),
        every(
            isms.risks.iter(),
            empty(),
            |r| !r.assets.is_empty() && !r.affects.is_empty(),
            |names| tr!("Assets or C, I, A are missing: {}.", names),
        ),
    );
    list.add(
        Step::Risk,
        about(
            "risks/reviewed",
            "8.2",
            Severity::Finding,
            RegisterName::Risks,
            tr!("No risk past its review"),
            tr!("When did you last look at this risk?"),
        ),
        if isms.risks.is_empty() {
            Verdict::open(empty())
        } else {
            none_bad(
                isms.risks.iter().filter(|r| r.next_review.is_some_and(|next| next < today)),
                CheckState::Overdue,
                |names| tr!("The review is overdue: {}.", names),
            )
        },
    );
}
