//! Assessments over time (8.2): dated freezes of all risks, and when the next assessment is due.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Risk, RiskSnapshot};
use crate::isms::certification::ChangeTrigger;
use crate::isms::method::{Method, MethodId};
use crate::isms::{Edit, Isms, Outside, RegisterName, RuleError};

/// What a person says about a snapshot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakeSnapshot {
    /// What it is called: "First assessment 2026".
    pub name: String,
    /// The day it stands for.
    pub on: Date,
    /// What gave rise to the assessment: the yearly date, a change, an incident.
    pub occasion: String,
    /// When the next assessment is due; `None` leaves it to the method's months.
    pub next_assessment: Option<Date>,
}

/// Freezes all risks as they are, with the methods they were assessed under (8.2).
///
/// # Errors
/// When there is no risk, name or occasion is missing, or the days contradict each other.
pub fn take_snapshot(isms: &Isms, wish: &TakeSnapshot, outside: &mut Outside<'_>) -> Result<Edit, RuleError> {
    if let Some(problem) = problem(isms, wish, outside.now.today) {
        return Err(RuleError::Incomplete(problem));
    }
    let mut methods: BTreeMap<MethodId, &Method> = BTreeMap::new();
    let used = isms.risks.iter().filter_map(|risk| isms.method_of(risk)).chain(isms.current_method());
    methods.extend(used.map(|method| (method.id, method)));
    let snapshot = RiskSnapshot {
        id: outside.id(),
        reference: outside.reference(RegisterName::RiskSnapshots),
        name: wish.name.trim().to_owned(),
        notes: String::new(),
        on: Some(wish.on),
        occasion: wish.occasion.trim().to_owned(),
        next_assessment: wish.next_assessment,
        methods: methods.into_values().cloned().collect(),
        risks: isms.risks.iter().map(Risk::frozen).collect(),
    };
    Ok(Edit::new(tr::tr!("Freeze {0} risks as “{1}”", snapshot.risks.len(), snapshot.name)).put(snapshot))
}

fn problem(isms: &Isms, wish: &TakeSnapshot, today: Date) -> Option<String> {
    let last = newest_snapshot(isms).and_then(|snapshot| snapshot.on);
    if isms.risks.is_empty() {
        Some(tr::tr!("There is no risk to freeze yet."))
    } else if wish.name.trim().is_empty() {
        Some(tr::tr!("Give the snapshot a name. For example: Yearly assessment 2026."))
    } else if wish.occasion.trim().is_empty() {
        Some(tr::tr!("Say what gave rise to the assessment: the yearly date, a change, an incident."))
    } else if wish.on > today {
        Some(tr::tr!("{} lies in the future. Enter the day the assessment stands for.", wish.on))
    } else if let Some(last) = last.filter(|last| wish.on < *last) {
        Some(tr::tr!("{0} lies before the last snapshot of {1}. A later day comes after it.", wish.on, last))
    } else if isms.risk_snapshots.iter().any(|other| other.name.trim() == wish.name.trim()) {
        Some(tr::tr!("A snapshot is called “{}” already. Choose another name.", wish.name.trim()))
    } else {
        let next = wish.next_assessment.filter(|next| *next <= wish.on);
        next.map(|next| tr::tr!("The next assessment on {} has to come after this one.", next))
    }
}

/// The snapshot with the latest day.
pub fn newest_snapshot(isms: &Isms) -> Option<&RiskSnapshot> {
    isms.risk_snapshots.iter().max_by_key(|snapshot| (snapshot.on, snapshot.id))
}

/// When the risks are assessed again, and what asks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct NextAssessment<'a> {
    /// The day; `None` while neither a snapshot nor the method says one.
    pub due: Option<Date>,
    /// Why that day, in a sentence.
    pub because: String,
    /// Whether the day has passed.
    pub overdue: bool,
    /// Changes since the last snapshot that nobody has finished reviewing: each may ask for an assessment at once.
    pub triggers: Vec<&'a ChangeTrigger>,
}

/// When the next assessment is due (8.2): the day stated with the last snapshot, else so many months after it.
pub fn next_assessment(isms: &Isms, today: Date) -> NextAssessment<'_> {
    let last = newest_snapshot(isms);
    let months = isms.current_method().and_then(|method| method.reassess_months).filter(|months| *months > 0);
    let on = last.and_then(|snapshot| snapshot.on);
    let stated = last.and_then(|snapshot| snapshot.next_assessment);
    let counted = on.zip(months).and_then(|(on, months)| on.checked_add(i64::from(months).months()).ok());
    let because = match (last, stated, months) {
        (None, ..) => tr::tr!("No assessment is kept as a snapshot yet, so nothing says when the next one is due."),
        (Some(last), Some(_), _) => tr::tr!("The day was set with the snapshot “{}”.", last.name),
        (Some(last), None, Some(months)) => {
            tr::tr!("The method asks for it {0} months after “{1}”.", months, last.name)
        }
        (Some(_), None, None) => tr::tr!("Neither the last snapshot nor the method says when."),
    };
    let due = stated.or(counted);
    let since = |trigger: &&ChangeTrigger| on.is_none_or(|on| trigger.on.is_none_or(|day| day >= on));
    let triggers = isms.change_triggers.iter().filter(|trigger| trigger.done_on.is_none()).filter(since).collect();
    NextAssessment { due, because, overdue: due.is_some_and(|due| due < today), triggers }
}
