//! The project plan (6.2, 5.1): the eight steps with their day, who drives each, and how far it is.

use tr::tr;

use super::Request;
use super::approval::{lines, sponsor};
use super::cells::{term, titled};
use super::commitment::paragraphs;
use super::furniture::{Furniture, body, column, heading, name_and_role, named, owner, prose};
use super::outline::{Bar, Bars, Block, Cell, Fill, Mark, Orientation, Outline, Row, Table};
use super::wording::long_date;
use crate::isms::organisation::{IsmsRole, Person};
use crate::isms::readiness::{self, Readiness};
use crate::isms::steps::Step;
use crate::isms::support::PlanStep;

/// The document's title.
pub fn title() -> String {
    tr!("Project plan")
}

/// The outline of the plan.
pub fn outline(request: &Request<'_>) -> Outline {
    let furniture = Furniture::new(request, "project-plan", title());
    let readiness = readiness::look(request.isms, request.date);
    let holders: Vec<String> = managers(request).map(|person| named(Some(name_and_role(person)))).collect();
    let manager = if holders.is_empty() { tr!("nobody yet") } else { holders.join("\n") };
    let control = furniture.report_control(
        tr!("As it stands on that day"),
        vec![(tr!("Sponsor"), named(sponsor(request.isms).map(name_and_role))), (tr!("ISMS manager"), manager)],
    );
    let mut blocks = vec![furniture.masthead(tr!("ISO/IEC 27001:2022, clauses 5.1 and 6.2"), control)];
    blocks.push(heading(1, tr!("In brief"), String::new()));
    blocks.push(prose(in_brief(request, &readiness)));
    let resources = request.isms.commitment().map_or("", |commitment| commitment.resources.trim());
    if !resources.is_empty() {
        blocks.push(heading(1, tr!("Time and money given"), String::new()));
        blocks.extend(paragraphs(resources));
    }
    blocks.push(heading(1, tr!("The eight steps"), String::new()));
    blocks.push(Block::Table(table(request, &readiness)));
    blocks.push(Block::PageBreak);
    blocks.push(heading(1, tr!("How far each step is"), tr!("points met of those an auditor looks for")));
    blocks.push(bars(&readiness));
    if request.isms.plan_steps.iter().any(|line| line.target.is_some()) {
        blocks.push(heading(1, tr!("Approval"), String::new()));
        blocks.push(prose(tr!("With this signature the plan is agreed: the days, and who drives each step.")));
        blocks.push(lines(&furniture));
    }
    blocks.extend(furniture.still_open(Step::ManagementSupport, |check| {
        check.id.starts_with("plan/") || check.id == "resources/named" || check.id == "people/isms-manager"
    }));
    furniture.report(Orientation::Portrait, None, blocks)
}

fn managers<'a>(request: &Request<'a>) -> impl Iterator<Item = &'a Person> {
    let today = request.date;
    request.isms.people.iter().filter(move |person| person.has_role(IsmsRole::IsmsManager) && person.is_with_us(today))
}

fn line<'a>(request: &Request<'a>, step: Step) -> Option<&'a PlanStep> {
    request.isms.plan_steps.iter().find(|line| line.step == Some(step))
}

fn in_brief(request: &Request<'_>, readiness: &Readiness) -> String {
    let all = Step::ALL.len();
    let done = Step::ALL.iter().filter(|step| readiness.is_done(**step)).count();
    let mut sentences = vec![tr!("The way to the certificate has {0} steps. Done: {1}.", all, done)];
    if let Some(next) = readiness.next_step() {
        let target = line(request, next).and_then(|line| line.target);
        sentences.push(match target {
            Some(target) => tr!("Now at step {0}, {1}, due on {2}.", next.number(), next.label(), long_date(target)),
            None => tr!("Now at step {0}, {1}, without a target date.", next.number(), next.label()),
        });
    }
    let late = Step::ALL.iter().filter(|step| is_late(request, readiness, **step)).count();
    if late > 0 {
        sentences.push(tr!("Past their day and not done: {}.", late));
    }
    let last = Step::ALL.iter().filter_map(|step| line(request, *step)?.target).max();
    if let Some(last) = last {
        sentences.push(tr!("The last target date is {}.", long_date(last)));
    }
    sentences.join(" ")
}

fn is_late(request: &Request<'_>, readiness: &Readiness, step: Step) -> bool {
    let target = line(request, step).and_then(|line| line.target);
    !readiness.is_done(step) && target.is_some_and(|target| target < request.date)
}

fn table(request: &Request<'_>, readiness: &Readiness) -> Table {
    let columns = vec![
        column(tr!("No."), 10.0),
        column(tr!("Step"), 62.0),
        column(tr!("Target date"), 26.0),
        column(tr!("Driven by"), 36.0),
        column(tr!("State"), 36.0),
    ];
    Table { columns, rows: Step::ALL.iter().map(|step| row(request, readiness, *step)).collect() }
}

fn row(request: &Request<'_>, readiness: &Readiness, step: Step) -> Row {
    let line = line(request, step);
    let target = line.and_then(|line| line.target);
    let day = if readiness.is_done(step) {
        super::cells::day(target, tr!("no date yet"))
    } else {
        term(target, request.date, tr!("no date yet"), tr!("overdue"))
    };
    body(vec![
        Cell::strong(step.number().to_string()),
        titled(&step.label(), [format!("{}, {}", step.phase().label(), step.clauses())]),
        day,
        owner(request.isms.person_name(line.and_then(|line| line.owner))),
        state(readiness, step),
    ])
}

/// Done, how many points of the step are met, or not begun.
fn state(readiness: &Readiness, step: Step) -> Cell {
    let (met, all) = readiness.progress(step);
    match (readiness.is_done(step), met) {
        (true, _) => Cell::marked(Mark::Full, tr!("Done")),
        (false, 0) => Cell::marked(Mark::Empty, tr!("Not begun")),
        (false, met) => Cell::marked(Mark::Half, tr!("{0} of {1} points met", met, all)),
    }
}

fn bars(readiness: &Readiness) -> Block {
    let bar = |step: &Step| {
        let (met, all) = readiness.progress(*step);
        let parts = [met, all - met].map(|part| u32::try_from(part).unwrap_or(u32::MAX));
        Bar {
            label: format!("{}  {}", step.number(), step.label()),
            values: parts.to_vec(),
            note: tr!("{0} of {1}", met, all),
        }
    };
    Block::Bars(Bars {
        legend: vec![(Fill::Solid, tr!("Met")), (Fill::Outline, tr!("Open"))],
        rows: Step::ALL.iter().map(bar).collect(),
    })
}
