//! The risk assessment report (6.1.2, 8.2): how risks are judged, where they stand, what changed, what is still open.

mod changes;
mod maps;
mod method;
mod numbers;
mod register;

use tr::tr;

use super::Request;
use super::furniture::{Furniture, heading, prose};
use super::outline::{Block, Cover, Orientation, Outline, Span};
use super::wording::by_reference;
use crate::isms::RegisterName;
use crate::isms::method::Method;
use crate::isms::risks::{Risk, RiskStatus, statuses};
use crate::isms::steps::Step;

/// The document's title.
pub fn title() -> String {
    tr!("Risk assessment report")
}

/// What all pages are made from: each risk is looked at once.
struct Report<'a> {
    furniture: Furniture<'a>,
    request: &'a Request<'a>,
    /// The method in use.
    method: Option<&'a Method>,
    /// The risks, highest level first; what cannot be compared comes last.
    lines: Vec<Line<'a>>,
}

/// A risk with what was worked out about it.
struct Line<'a> {
    risk: &'a Risk,
    /// The method its levels belong to.
    method: Option<&'a Method>,
    /// Whether that is the method in use.
    is_current: bool,
    status: RiskStatus,
    /// Its score today.
    today: Option<u32>,
    /// Its score after treatment.
    after: Option<u32>,
}

impl Line<'_> {
    /// Today's score, when it can be compared with the line of the method in use.
    fn comparable(&self) -> Option<u32> {
        self.today.filter(|_| self.is_current)
    }

    fn is_above(&self, score: Option<u32>) -> bool {
        score
            .filter(|_| self.is_current)
            .zip(self.method)
            .is_some_and(|(score, method)| method.is_above(score) == Some(true))
    }
}

impl<'a> Report<'a> {
    fn new(request: &'a Request<'a>) -> Self {
        let isms = request.isms;
        let current = isms.current_method();
        let line = |(risk, status): (&'a Risk, RiskStatus)| {
            let method = isms.method_of(risk);
            Line {
                risk,
                method,
                is_current: method.map(|method| method.id) == current.map(|method| method.id),
                status,
                today: risk.current.score(method),
                after: risk.residual().score(method),
            }
        };
        let mut lines: Vec<Line<'_>> = isms.risks.iter().zip(statuses(isms)).map(line).collect();
        lines.sort_by(|a, b| {
            let order = |line: &Line<'_>| std::cmp::Reverse((line.comparable(), line.today));
            order(a).cmp(&order(b)).then_with(|| by_reference(&a.risk.reference).cmp(&by_reference(&b.risk.reference)))
        });
        Self { furniture: Furniture::new(request, "risk-assessment", title()), request, method: current, lines }
    }

    fn count(&self, test: impl Fn(&Line<'a>) -> bool) -> usize {
        self.lines.iter().filter(|line| test(line)).count()
    }
}

/// The outline of the report.
pub fn outline(request: &Request<'_>) -> Outline {
    let report = Report::new(request);
    let mut blocks = vec![Block::Cover(cover(&report))];
    blocks.extend(maps::pages(&report));
    blocks.extend(method::pages(&report));
    if !report.lines.is_empty() {
        blocks.push(Block::PageBreak);
        blocks.extend(register::pages(&report));
    }
    blocks.extend(changes::pages(&report));
    blocks.extend(numbers::pages(&report));
    blocks.extend(report.furniture.still_open(Step::Risk, |check| {
        matches!(check.target.register, RegisterName::Risks | RegisterName::Methods | RegisterName::RiskSnapshots)
    }));
    report.furniture.report(Orientation::Landscape, None, blocks)
}

fn cover(report: &Report<'_>) -> Cover {
    let furniture = &report.furniture;
    let mut control = furniture.report_control(tr!("Report of the risk register as it stands"), Vec::new());
    let based = tr!("Risk register, {0} risks; {1}", report.lines.len(), method::words(report.method));
    control.insert(control.len().saturating_sub(1), (tr!("Based on"), based));
    Cover {
        organisation: furniture.organisation(),
        classification: furniture.classification(),
        title: title(),
        subtitle: tr!("ISO/IEC 27001:2022, clauses 6.1.2 and 8.2"),
        about: Some((tr!("In brief"), vec![Span::plain(in_brief(report))])),
        control_title: tr!("Document control"),
        control,
        versions_title: String::new(),
        versions: Vec::new(),
    }
}

/// The few sentences that a manager needs.
fn in_brief(report: &Report<'_>) -> String {
    let all = report.lines.len();
    if all == 0 {
        return tr!(
            "No risk is recorded yet. Begin with what would hurt most: lost data, a stolen laptop, a supplier that fails."
        );
    }
    let assessed = report.count(|line| line.comparable().is_some());
    let mut sentences = vec![if assessed == all {
        tr!("The register holds {} risks, and every one is assessed.", all)
    } else {
        tr!("The register holds {0} risks. {1} of them are assessed under the method in use.", all, assessed)
    }];
    match report.method {
        None => sentences.push(tr!("No risk method is chosen yet, so that no level says anything.")),
        Some(method) if method.acceptable_up_to.is_none() => {
            sentences.push(tr!("The acceptance line is undecided, so that nothing says which risks are too high."));
        }
        Some(_) => {
            let today = report.count(|line| line.is_above(line.today));
            let after = report.count(|line| line.is_above(line.after));
            sentences.push(tr!(
                "{0} lie above the acceptance line today. After the planned treatment {1} would remain above it.",
                today,
                after
            ));
        }
    }
    let accepted = report.count(|line| line.status == RiskStatus::Accepted);
    let stale = report.count(|line| line.status == RiskStatus::AcceptanceStale);
    sentences.push(tr!("Their owners have accepted what remains of {} risks.", accepted));
    if stale > 0 {
        sentences.push(tr!("{} changed after that and have to be accepted again.", stale));
    }
    sentences.join(" ")
}

/// A chapter of its own with one sentence, for what is not there yet.
fn not_yet(title: String, sentence: String) -> Vec<Block> {
    vec![heading(1, title, String::new()), prose(sentence)]
}
