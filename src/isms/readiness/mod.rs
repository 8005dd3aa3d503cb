//! The auditor's eye: one pure function looks at the whole ISMS and answers with checks.
//!
//! Every "done when" list, the overview and the gap list are views of [`look`]. Nothing else decides
//! whether something is done, and an empty register never makes a check true.

mod step1;
mod step2;
mod step3;
mod step4;
mod step5;
mod step6;
mod step7;
mod step8;

use jiff::civil::Date;
use uuid::Uuid;

use super::record::choices;
use super::steps::Step;
use super::{Isms, Record, RegisterName};

choices! {
    /// What an auditor would make of an open check.
    Severity {
        /// No certificate while this is open.
        Blocks = "Blocks certification",
        /// A finding is likely.
        Finding = "Finding likely",
        /// Others do it, and it helps.
        Practice = "Good practice",
    }
}

choices! {
    /// Where a check stands.
    CheckState {
        /// As it has to be.
        Met = "Met",
        /// Something is missing.
        Open = "Open",
        /// A judgement has not been made.
        Undecided = "Undecided",
        /// A date has passed.
        Overdue = "Overdue",
        /// It was approved, but changed since.
        Stale = "Stale",
    }
}

/// The place where a person can do something about a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The step's screen.
    pub step: Step,
    /// The register on it.
    pub register: RegisterName,
    /// The record, when one stands out.
    pub record: Option<Uuid>,
}

/// One thing an auditor looks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Stable name: `risks/owned`.
    pub id: &'static str,
    /// The clause or control it comes from.
    pub clause: &'static str,
    /// The step it belongs to.
    pub step: Step,
    /// What is at stake.
    pub severity: Severity,
    /// Where it stands.
    pub state: CheckState,
    /// What is true once it is met: the line of "done when".
    pub title: String,
    /// The auditor's question.
    pub question: String,
    /// What is missing, in plain words; empty when met.
    pub sentence: String,
    /// Where to go.
    pub target: Target,
}

impl Check {
    /// Whether it is met.
    pub fn is_met(&self) -> bool {
        self.state == CheckState::Met
    }
}

/// What [`look`] found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Readiness {
    /// Every check, by step.
    pub checks: Vec<Check>,
}

impl Readiness {
    /// The checks of a step.
    pub fn of(&self, step: Step) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(move |check| check.step == step)
    }

    /// How many checks of a step are met, and how many there are.
    pub fn progress(&self, step: Step) -> (usize, usize) {
        (self.of(step).filter(|check| check.is_met()).count(), self.of(step).count())
    }

    /// Whether a step is done: all its checks but good practice are met.
    pub fn is_done(&self, step: Step) -> bool {
        self.of(step).all(|check| check.is_met() || check.severity == Severity::Practice)
    }

    /// How many checks are met, and how many there are.
    pub fn total(&self) -> (usize, usize) {
        (self.checks.iter().filter(|check| check.is_met()).count(), self.checks.len())
    }

    /// The open checks in the order in which an auditor would raise them: what blocks first, then by step.
    pub fn questions(&self) -> Vec<&Check> {
        let mut open: Vec<&Check> = self.checks.iter().filter(|check| !check.is_met()).collect();
        open.sort_by_key(|check| (check.severity, check.step));
        open
    }

    /// The first step that is not done.
    pub fn next_step(&self) -> Option<Step> {
        Step::ALL.iter().copied().find(|step| !self.is_done(*step))
    }
}

/// Looks at everything. `today` decides what is overdue.
pub fn look(isms: &Isms, today: Date) -> Readiness {
    let mut list = List { isms, today, checks: Vec::with_capacity(80) };
    step1::look(&mut list);
    step2::look(&mut list);
    step3::look(&mut list);
    step4::look(&mut list);
    step5::look(&mut list);
    step6::look(&mut list);
    step7::look(&mut list);
    step8::look(&mut list);
    Readiness { checks: list.checks }
}

/// The fixed part of a check.
struct About {
    id: &'static str,
    clause: &'static str,
    severity: Severity,
    register: RegisterName,
    title: String,
    question: String,
}

/// The judgement of a check.
enum Verdict {
    Met,
    Not { state: CheckState, sentence: String, record: Option<Uuid> },
}

impl Verdict {
    fn open(sentence: String) -> Self {
        Self::Not { state: CheckState::Open, sentence, record: None }
    }

    /// Met when `good`; else open with this sentence.
    fn when(good: bool, sentence: String) -> Self {
        if good { Self::Met } else { Self::open(sentence) }
    }

    /// The same verdict with another state, when it is not met.
    fn in_state(self, state: CheckState) -> Self {
        match self {
            Self::Met => Self::Met,
            Self::Not { sentence, record, .. } => Self::Not { state, sentence, record },
        }
    }
}

/// The checks collected so far, and what they are judged from.
struct List<'a> {
    isms: &'a Isms,
    today: Date,
    checks: Vec<Check>,
}

impl List<'_> {
    fn add(&mut self, step: Step, about: About, verdict: Verdict) {
        let (state, sentence, record) = match verdict {
            Verdict::Met => (CheckState::Met, String::new(), None),
            Verdict::Not { state, sentence, record } => (state, sentence, record),
        };
        let target = Target { step, register: about.register, record };
        self.checks.push(Check {
            id: about.id,
            clause: about.clause,
            step,
            severity: about.severity,
            state,
            title: about.title,
            question: about.question,
            sentence,
            target,
        });
    }
}

/// Judges records one by one: open with `empty` when there are none, open with `say(references)` when some fail.
fn every<'a, T: Record>(
    records: impl Iterator<Item = &'a T>,
    empty: String,
    good: impl Fn(&T) -> bool,
    say: impl Fn(&str) -> String,
) -> Verdict {
    let mut any = false;
    let mut bad: Vec<&T> = Vec::new();
    for record in records {
        any = true;
        if !good(record) {
            bad.push(record);
        }
    }
    match bad.first() {
        None if any => Verdict::Met,
        None => Verdict::open(empty),
        Some(first) => {
            Verdict::Not { state: CheckState::Open, sentence: say(&some_of(&bad)), record: Some(first.id().into()) }
        }
    }
}

/// Judges records that need not exist: met when none fails, and when there are none.
fn none_bad<'a, T: Record>(
    bad: impl Iterator<Item = &'a T>,
    state: CheckState,
    say: impl Fn(&str) -> String,
) -> Verdict {
    let bad: Vec<&T> = bad.collect();
    match bad.first() {
        None => Verdict::Met,
        Some(first) => Verdict::Not { state, sentence: say(&some_of(&bad)), record: Some(first.id().into()) },
    }
}

/// The first references, and how many more: "AS-001, AS-004, AS-009 and 5 more".
fn some_of<T: Record>(records: &[&T]) -> String {
    const SHOWN: usize = 3;
    let names: Vec<&str> = records.iter().take(SHOWN).map(|record| super::title(*record)).collect();
    match records.len().saturating_sub(SHOWN) {
        0 => names.join(", "),
        more => tr::tr!("{0} and {1} more", names.join(", "), more),
    }
}
