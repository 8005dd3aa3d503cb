//! The risk treatment plan (6.1.3 e): what is done about each risk, by whom, by when, at what cost, and who approved it.
//!
//! A risk owner approves the plan by accepting what remains of the risk: the acceptance binds to option, plan and
//! controls (6.1.3 f). The pages carry DRAFT until every risk is accepted as it stands.

mod approval;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use tr::tr;

use super::Request;
use super::furniture::{Furniture, column, count, heading, number, prose};
use super::outline::{Block, Cell, Orientation, Outline, Row, RowKind, Span, Table};
use super::soa::mark;
use super::wording::{by_reference, long_date, money, short_date};
use crate::isms::RegisterName;
use crate::isms::actions::Action;
use crate::isms::approval::Standing;
use crate::isms::method::Method;
use crate::isms::risks::{Risk, RiskId, TreatmentOption};
use crate::isms::steps::Step;

/// The checks whose answer stands in this plan.
const TREATMENT: [&str; 6] =
    ["risks/option", "risks/controls", "risks/relied", "risks/action", "risks/target", "risks/plan-approved"];

/// The document's title.
pub fn title() -> String {
    tr!("Risk treatment plan")
}

/// What all pages are made from: each risk and each action is looked at once.
struct Plan<'a> {
    furniture: Furniture<'a>,
    request: &'a Request<'a>,
    /// The risks, above the line first, highest first.
    lines: Vec<Line<'a>>,
    actions: BTreeMap<RiskId, Vec<&'a Action>>,
    currency: String,
}

struct Line<'a> {
    risk: &'a Risk,
    method: Option<&'a Method>,
    /// Whether it lies above the acceptance line of the method in use today; `None` while that is undecided.
    above: Option<bool>,
    standing: Standing,
}

impl<'a> Plan<'a> {
    fn new(request: &'a Request<'a>) -> Self {
        let isms = request.isms;
        let current = isms.current_method();
        let mut lines: Vec<(Option<u32>, Line<'a>)> = isms
            .risks
            .iter()
            .map(|risk| {
                let method = isms.method_of(risk);
                let score = risk.current.score(method).filter(|_| method.map(|m| m.id) == current.map(|m| m.id));
                let above = score.and_then(|score| method?.is_above(score));
                (score, Line { risk, method, above, standing: risk.acceptance_standing() })
            })
            .collect();
        lines.sort_by(|(a_score, a), (b_score, b)| {
            let order = |line: &Line<'_>, score: &Option<u32>| std::cmp::Reverse((line.above, *score));
            let by_name = by_reference(&a.risk.reference).cmp(&by_reference(&b.risk.reference));
            order(a, a_score).cmp(&order(b, b_score)).then(by_name)
        });
        let mut actions = isms.actions_by_risk();
        for list in actions.values_mut() {
            list.sort_by_key(|action| {
                (action.is_cancelled(), action.due.is_none(), action.due, by_reference(&action.reference))
            });
        }
        Self {
            furniture: Furniture::new(request, "treatment-plan", title()),
            request,
            lines: lines.into_iter().map(|(_, line)| line).collect(),
            actions,
            currency: isms.profile().map(|profile| profile.currency.clone()).unwrap_or_default(),
        }
    }

    fn actions(&self, risk: RiskId) -> &[&'a Action] {
        self.actions.get(&risk).map_or(&[], Vec::as_slice)
    }

    /// Every action that treats a risk, each once, in the order of the register.
    fn all_actions(&self) -> impl Iterator<Item = &'a Action> + '_ {
        let used: BTreeSet<_> = self.actions.values().flatten().map(|action| action.id).collect();
        self.request.isms.actions.iter().filter(move |action| used.contains(&action.id))
    }

    /// The owners' approval taken together.
    fn standing(&self) -> Standing {
        let of = |standing| self.lines.iter().filter(|line| line.standing == standing).count();
        match (of(Standing::Missing), of(Standing::Stale)) {
            _ if self.lines.is_empty() => Standing::Missing,
            (0, 0) => Standing::Valid,
            (_, 0) => Standing::Missing,
            (_, _) => Standing::Stale,
        }
    }

    fn status(&self) -> String {
        let accepted = self.lines.iter().filter(|line| line.standing == Standing::Valid).count();
        match self.standing() {
            Standing::Valid => tr!("Approved by the risk owners"),
            Standing::Stale => tr!("Changed since risk owners approved it"),
            Standing::Missing if accepted == 0 => tr!("Draft, not approved"),
            Standing::Missing => tr!("Draft, {0} of {1} risks accepted", accepted, self.lines.len()),
        }
    }
}

/// The outline of the plan.
pub fn outline(request: &Request<'_>) -> Outline {
    let plan = Plan::new(request);
    let control = plan.furniture.report_control(plan.status(), Vec::new());
    let mut blocks = vec![plan.furniture.masthead(tr!("ISO/IEC 27001:2022, clause 6.1.3 e"), control)];
    if plan.lines.is_empty() {
        blocks.push(heading(1, tr!("In brief"), String::new()));
        blocks.push(prose(tr!("No risk is recorded yet, so there is nothing to treat. Begin with the risk register.")));
    } else {
        blocks.push(Block::Columns { left: in_brief(&plan), right: by_option(&plan), share: 0.42 });
        blocks.extend(late(&plan));
        blocks.push(Block::PageBreak);
        blocks.push(heading(1, tr!("The plan"), String::new()));
        blocks.push(Block::Table(rows::table(&plan)));
        blocks.extend(approval::pages(&plan));
        blocks.extend(plan.furniture.still_open(Step::Risk, |check| {
            check.target.register == RegisterName::Actions || TREATMENT.contains(&check.id)
        }));
    }
    plan.furniture.report(Orientation::Landscape, mark(plan.standing()), blocks)
}

fn in_brief(plan: &Plan<'_>) -> Vec<Block> {
    let today = plan.request.date;
    let above = plan.lines.iter().filter(|line| line.above == Some(true)).count();
    let undecided = plan.lines.iter().filter(|line| line.risk.option.is_none()).count();
    let actions: Vec<&Action> = plan.all_actions().filter(|action| !action.is_cancelled()).collect();
    let done = actions.iter().filter(|action| !action.is_open()).count();
    let late = actions.iter().filter(|action| action.is_overdue(today)).count();
    let mut sentences = vec![tr!(
        "This plan says what is done about {0} risks. {1} of them lie above the acceptance line.",
        plan.lines.len(),
        above
    )];
    if undecided > 0 {
        sentences.push(tr!("For {} nothing has been decided yet.", undecided));
    }
    if actions.is_empty() {
        sentences.push(tr!("No action is planned yet."));
    } else {
        sentences.push(tr!("Of {0} actions {1} are done and {2} are overdue.", actions.len(), done, late));
    }
    sentences.extend(cost_words(plan, &actions));
    vec![heading(1, tr!("In brief"), String::new()), prose(sentences.join(" "))]
}

/// What all actions cost together, and how many have no cost yet.
fn cost_words(plan: &Plan<'_>, actions: &[&Action]) -> Option<String> {
    let known: Vec<u64> = actions.iter().filter_map(|action| action.cost).map(u64::from).collect();
    if known.is_empty() {
        return None;
    }
    let sum = money(known.iter().sum(), &plan.currency);
    Some(match actions.len().saturating_sub(known.len()) {
        0 => tr!("Together they cost {}.", sum),
        unknown => tr!("Together they cost {0}; for {1} of them nobody has entered a cost.", sum, unknown),
    })
}

fn by_option(plan: &Plan<'_>) -> Vec<Block> {
    let line = |label: Cell, wanted: &dyn Fn(&Line<'_>) -> bool, kind: RowKind| {
        let of: Vec<&Line<'_>> = plan.lines.iter().filter(|line| wanted(line)).collect();
        let with = |test: &dyn Fn(&Line<'_>) -> bool| count(of.iter().filter(|line| test(line)).count());
        let active = |line: &Line<'_>| plan.actions(line.risk.id).iter().any(|action| action.is_open());
        let cells = vec![
            label,
            count(of.len()),
            with(&|line| line.above == Some(true)),
            with(&active),
            with(&|line| line.standing == Standing::Valid),
        ];
        (!of.is_empty()).then_some(Row { cells, kind })
    };
    let mut rows: Vec<Row> = TreatmentOption::ALL
        .iter()
        .filter_map(|option| {
            line(Cell::strong(option.label()), &|line| line.risk.option == Some(*option), RowKind::Body)
        })
        .collect();
    rows.extend(line(Cell::muted(tr!("Undecided")), &|line| line.risk.option.is_none(), RowKind::Body));
    rows.extend(line(Cell::strong(tr!("All")), &|_| true, RowKind::Total));
    let columns = vec![
        column(tr!("Treatment"), 1.6),
        number(tr!("Risks"), 1.0),
        number(tr!("Above the line"), 1.3),
        number(tr!("Actions under way"), 1.5),
        number(tr!("Accepted"), 1.0),
    ];
    vec![heading(1, tr!("By treatment"), String::new()), Block::Table(Table { columns, rows })]
}

/// What is late on the day of printing. A long list is left to the table.
fn late(plan: &Plan<'_>) -> Option<Block> {
    const NAMED: usize = 8;
    let mut late: Vec<&Action> = plan.all_actions().filter(|action| action.is_overdue(plan.request.date)).collect();
    late.sort_by_key(|action| action.due);
    let words = |action: &&Action| {
        let due = action.due.map(short_date).unwrap_or_default();
        let owner = plan.request.isms.person_name(action.owner);
        let parts = [action.name.as_str(), owner, &due];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    let mut named: Vec<String> = late.iter().take(NAMED).map(words).collect();
    match late.len().saturating_sub(NAMED) {
        0 => {}
        more => named.push(tr!("{} more", more)),
    }
    let text = vec![
        Span::strong(tr!("Overdue on {}:", long_date(plan.request.date))),
        Span::plain(format!(" {}.", named.join("; "))),
    ];
    (!late.is_empty()).then_some(Block::Callout(text))
}
