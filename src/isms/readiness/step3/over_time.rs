//! Checks of assessments that are repeated and kept (8.2).

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::{CheckState, List, Severity, Verdict};
use super::about;
use crate::isms::risks::{newest_snapshot, next_assessment};
use crate::isms::steps::Step;
use crate::isms::{Isms, RegisterName};
use tr::tr;

pub(super) fn look(list: &mut List) {
    let (isms, today) = (list.isms, list.today);
    list.add(
        Step::Risk,
        about(
            "risks/snapshot",
            "8.2",
            Severity::Finding,
            RegisterName::RiskSnapshots,
            tr!("The last risk assessment is kept as a dated snapshot"),
            tr!("What did your risks look like when you last assessed them?"),
        ),
        kept(isms, today),
    );
    let next = next_assessment(isms, today);
    let verdict = match next.due {
        _ if isms.risk_snapshots.is_empty() => Verdict::open(next.because),
        None => {
            Verdict::open(tr!("Nobody has said when the risks are assessed again.")).in_state(CheckState::Undecided)
        }
        Some(due) if next.overdue => {
            Verdict::open(tr!("The risks were to be assessed again by {}.", due)).in_state(CheckState::Overdue)
        }
        Some(_) => Verdict::Met,
    };
    list.add(
        Step::Risk,
        about(
            "risks/next-assessment",
            "8.2",
            Severity::Finding,
            RegisterName::RiskSnapshots,
            tr!("The next risk assessment is dated and not overdue"),
            tr!("When do you assess your risks again?"),
        ),
        verdict,
    );
}

/// Whether the newest snapshot is younger than the months between assessments.
fn kept(isms: &Isms, today: Date) -> Verdict {
    let Some(on) = newest_snapshot(isms).and_then(|snapshot| snapshot.on) else {
        return Verdict::open(tr!("No snapshot yet. Freeze the risks once all of them are assessed."));
    };
    let months = isms.current_method().and_then(|method| method.reassess_months).filter(|months| *months > 0);
    let until = months.and_then(|months| on.checked_add(i64::from(months).months()).ok());
    match until.filter(|until| *until < today) {
        None => Verdict::Met,
        Some(_) => Verdict::open(tr!("The newest snapshot is of {}, which is longer ago than your method allows.", on))
            .in_state(CheckState::Overdue),
    }
}
