//! Checks of the Statement of Applicability's decisions.

use super::super::{CheckState, List, Severity, Verdict, every, none_bad};
use super::about;
use crate::isms::RegisterName;
use crate::isms::controls::{Control, is_justified, users};
use crate::isms::statement::conflict_words;
use crate::isms::steps::Step;
use tr::tr;

pub(super) fn look(list: &mut List) {
    let isms = list.isms;
    let empty = || tr!("The file holds no controls.");
    list.add(
        Step::Risk,
        about(
            "soa/decided",
            "6.1.3 d",
            Severity::Blocks,
            RegisterName::Controls,
            tr!("Decided for every control whether it applies"),
            tr!("Does this control apply to you?"),
        ),
        every(isms.controls.iter(), empty(), |c| c.applicable.is_some(), |names| tr!("Undecided: {}.", names))
            .in_state(CheckState::Undecided),
    );
    let applied = isms.controls.iter().filter(|c| c.applicable == Some(true));
    list.add(
        Step::Risk,
        about(
            "soa/reasons",
            "6.1.3 d",
            Severity::Blocks,
            RegisterName::Controls,
            tr!("Every applicable control has a reason"),
            tr!("Why is this control in the Statement of Applicability?"),
        ),
        every(applied, tr!("No control applies yet."), Control::has_reason, |names| {
            tr!("No reason is given: {}.", names)
        }),
    );
    let unexplained = isms.controls.iter().filter(|c| c.applicable == Some(false) && !is_justified(&c.exclusion));
    list.add(
        Step::Risk,
        about(
            "soa/justified",
            "6.1.3 d",
            Severity::Blocks,
            RegisterName::Controls,
            tr!("Every exclusion is justified"),
            tr!("Why do you not need this control?"),
        ),
        if isms.controls.iter().all(|c| c.applicable.is_none()) {
            Verdict::open(tr!("No control is decided yet."))
        } else {
            none_bad(unexplained, CheckState::Open, |names| {
                tr!("Excluded without a fact that makes it unnecessary: {}.", names)
            })
        },
    );
    let used: Vec<&Control> =
        isms.controls.iter().filter(|c| c.applicable == Some(false) && users(isms, c.id).next().is_some()).collect();
    let both = |_: &str| {
        let words = used.iter().map(|control| conflict_words(control, &users(isms, control.id).collect::<Vec<_>>()));
        tr!("Excluded, but a risk uses it: {}.", words.collect::<Vec<_>>().join(", "))
    };
    list.add(
        Step::Risk,
        about(
            "soa/conflict",
            "6.1.3 c",
            Severity::Blocks,
            RegisterName::Controls,
            tr!("No excluded control is used by a risk"),
            tr!("How can a risk rely on a control that you excluded?"),
        ),
        if isms.risks.is_empty() {
            Verdict::open(tr!("No risks yet."))
        } else {
            none_bad(used.iter().copied(), CheckState::Open, both)
        },
    );
}
