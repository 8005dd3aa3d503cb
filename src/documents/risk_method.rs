//! The risk method as a document (6.1.2): scales in words, the matrix with its line, bands, criteria, versions.
//!
//! It prints the version in use. Before the first approval that is the draft, and every page says so.

mod parts;

use tr::tr;

use super::Request;
use super::furniture::{Furniture, heading, label, named, prose};
use super::outline::{Block, Orientation, Outline, Span};
use super::soa::mark;
use super::wording::{long_date, or_missing, short_date};
use crate::isms::approval::{Approval, Standing};
use crate::isms::method::{Method, Scale, differences, first_version, history};

/// The document's title.
pub fn title() -> String {
    tr!("Risk method")
}

/// The name of this document, and the template of its record under document control.
const NAME: &str = "risk-method";

/// The outline of the risk method.
pub fn outline(request: &Request<'_>) -> Outline {
    let isms = request.isms;
    let method = isms.current_method();
    let furniture = Furniture::new(request, NAME, title());
    let subtitle = tr!("ISO/IEC 27001:2022, clause 6.1.2");
    let mut head = furniture.masthead(subtitle, control(&furniture, method));
    if let Block::Masthead(masthead) = &mut head {
        masthead.versions_title = tr!("Versions");
        masthead.versions = versions(request, method);
    }
    let mut blocks = vec![head];
    match method {
        Some(method) => blocks.extend(body(request, method)),
        None => blocks.push(prose(tr!("No risk method is chosen yet."))),
    }
    let foot = format!("{}, {}, {}", reference(&furniture, method), version_text(method), long_date(request.date));
    let author = furniture.person(|record| record.author).map(|person| person.name.clone()).unwrap_or_default();
    furniture.outline(Orientation::Portrait, author, foot, mark(standing(method)), blocks)
}

/// What people cite: the record under document control, else the method itself.
fn reference(furniture: &Furniture<'_>, method: Option<&Method>) -> String {
    let own = |method: &Method| first_version(furniture.request.isms, method).reference.clone();
    let record = furniture.record.map(|record| record.reference.clone());
    record.or_else(|| method.map(own)).unwrap_or_else(|| tr!("not set"))
}

fn standing(method: Option<&Method>) -> Standing {
    method.map_or(Standing::Missing, |method| Approval::standing(method.approval.as_ref(), &method.digest()))
}

fn version_text(method: Option<&Method>) -> String {
    match (method, standing(method)) {
        (Some(method), Standing::Valid) => tr!("version {}", method.version),
        (_, Standing::Valid | Standing::Stale | Standing::Missing) => tr!("draft"),
    }
}

/// The control block: the approval is the method's own, everything else is what its record says.
fn control(furniture: &Furniture<'_>, method: Option<&Method>) -> Vec<(String, String)> {
    let standing = standing(method);
    let status = match standing {
        Standing::Valid => tr!("Approved"),
        Standing::Stale => tr!("Changed since its approval"),
        Standing::Missing => tr!("Draft, not approved"),
    };
    let approval = method.and_then(|method| method.approval.as_ref()).filter(|_| standing == Standing::Valid);
    let approver = match approval {
        Some(approval) => named(Some((&approval.name, &approval.role))),
        None => furniture.named(|record| record.approver),
    };
    let on = approval.and_then(|approval| approval.on).map_or_else(|| tr!("not approved"), long_date);
    let mut control = vec![
        (tr!("Document"), reference(furniture, method)),
        (tr!("Version"), version_text(method)),
        (tr!("Status"), status),
        (tr!("Date"), long_date(furniture.request.date)),
        (tr!("Class"), furniture.classification()),
        (tr!("Owner"), furniture.named(|record| record.owner)),
        (tr!("Prepared by"), furniture.named(|record| record.author)),
        (tr!("Approver"), approver),
        (tr!("Approved on"), on),
        (tr!("Next review"), furniture.next_review()),
        (tr!("Method"), or_missing(method.map_or("", |method| method.name.as_str()), tr!("not named"))),
        (tr!("History"), furniture.request.fingerprint.to_owned()),
    ];
    if let Some(approval) = approval.filter(|approval| !approval.reason.is_empty()) {
        control.push((tr!("Author approves"), approval.reason.clone()));
    }
    control
}

/// Approved versions only: number, day, what changed.
fn versions(request: &Request<'_>, method: Option<&Method>) -> Vec<[String; 3]> {
    let row = |version: &&Method| {
        let approval = version.approval.as_ref()?;
        let change = or_missing(&version.change, tr!("First version"));
        Some([version.version.clone(), short_date(approval.on?), change])
    };
    method.map(|method| history(request.isms, method)).unwrap_or_default().iter().filter_map(row).collect()
}

fn body(request: &Request<'_>, method: &Method) -> Vec<Block> {
    let isms = request.isms;
    let mut blocks = vec![heading(1, tr!("What it is for"), String::new())];
    blocks.push(prose(tr!(
        "Every information security risk of {} within the scope of the ISMS is scored by this method. Likelihood and impact are judged on the scales below, together they give a score, and the score says what has to happen.",
        or_missing(isms.organisation_name(), tr!("the organisation"))
    )));
    let assessed = isms.risks.iter().filter(|risk| risk.method == Some(method.id)).count();
    let earlier = isms.risks.iter().filter(|risk| risk.method.is_some_and(|id| id != method.id)).count();
    if earlier > 0 {
        blocks.push(prose(tr!(
            "{0} risks are assessed under this version. {1} still stand under an earlier one and are converted or assessed again.",
            assessed,
            earlier
        )));
    }
    for scale in [Scale::Likelihood, Scale::Impact] {
        blocks.push(heading(1, scale.label(), String::new()));
        blocks.push(parts::scale(method, scale));
    }
    if !method.impact_areas.is_empty() {
        blocks.push(label(tr!("Impact by area")));
        blocks.push(prose(tr!("A risk gets the level of the area that is hit worst.")));
        blocks.push(parts::areas(method));
    }
    blocks.push(heading(1, tr!("The matrix"), String::new()));
    blocks.push(prose(parts::combination(method)));
    blocks.push(Block::HeatMap(parts::matrix(method)));
    blocks.push(heading(1, tr!("What happens with a risk"), String::new()));
    blocks.push(parts::bands(method));
    blocks.push(heading(1, tr!("When a risk may be accepted"), String::new()));
    blocks.push(prose(parts::acceptance(method)));
    blocks.push(heading(1, tr!("When risks are assessed again"), String::new()));
    blocks.push(prose(parts::reassessment(method)));
    blocks.extend(closing(request, method));
    blocks
}

/// What is still open in a draft, and what a next version would change.
fn closing(request: &Request<'_>, method: &Method) -> Vec<Block> {
    let mut blocks = Vec::new();
    let plain = |texts: Vec<String>| texts.into_iter().map(|text| vec![Span::plain(text)]).collect::<Vec<_>>();
    let mut open = method.gaps();
    if method.approval.is_none() {
        open.push(tr!("Top management has not approved the method."));
    }
    if standing(Some(method)) != Standing::Valid && !open.is_empty() {
        blocks.push(heading(1, tr!("Still open"), String::new()));
        blocks.push(Block::List { ordered: false, items: plain(open) });
    }
    if let Some(next) = request.isms.draft_method() {
        blocks.push(heading(1, tr!("In preparation"), String::new()));
        blocks.push(prose(tr!(
            "A next version is being prepared. It is not approved, and this one stays in use until it is."
        )));
        let list = differences(method, next);
        if !list.is_empty() {
            blocks.push(Block::List { ordered: false, items: plain(list) });
        }
    }
    blocks
}
