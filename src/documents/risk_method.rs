//! The risk method as a document (6.1.2): scales in words, the matrix with its line, bands, criteria, versions.
//!
//! It prints the version in use. Before the first approval that is the draft, and every page says so.

mod parts;

use tr::tr;

use super::Request;
use super::outline::{Block, Heading, Masthead, Orientation, Outline, ParagraphStyle, Running, Span};
use super::wording::{long_date, or_missing, short_date};
use crate::isms::approval::{Approval, Standing};
use crate::isms::method::{Method, Scale, differences, first_version, history};

/// The document's title.
pub fn title() -> String {
    tr!("Risk method")
}

/// The outline of the risk method.
pub fn outline(request: &Request<'_>) -> Outline {
    let isms = request.isms;
    let method = isms.current_method();
    let profile = isms.profile().ok();
    let organisation = profile.map_or("", |profile| profile.printed_name()).to_owned();
    let language = profile.map_or("", |profile| profile.document_language.as_str());
    let standing = standing(method);
    let mut blocks = vec![Block::Masthead(masthead(request, method, organisation.clone()))];
    match method {
        Some(method) => blocks.extend(body(request, method)),
        None => blocks.push(prose(tr!("No risk method is chosen yet."))),
    }
    let reference = method.map_or_else(|| "RM".to_owned(), |method| first_version(isms, method).reference.clone());
    Outline {
        title: title(),
        organisation: organisation.clone(),
        author: String::new(),
        language: if language.is_empty() { "en".to_owned() } else { language.to_owned() },
        date: request.date.to_string(),
        orientation: Orientation::Portrait,
        running: Running {
            head: [organisation, title(), tr!("not classified")],
            foot: [
                format!("{reference}, {}, {}", version_text(method), long_date(request.date)),
                tr!("History {}", request.fingerprint),
            ],
            page: tr!("Page {0} of {1}", "{page}", "{pages}"),
        },
        mark: match standing {
            Standing::Valid => None,
            Standing::Missing => Some(tr!("DRAFT")),
            Standing::Stale => Some(tr!("CHANGED SINCE APPROVAL")),
        },
        blocks,
    }
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

fn masthead(request: &Request<'_>, method: Option<&Method>, organisation: String) -> Masthead {
    let isms = request.isms;
    let standing = standing(method);
    let status = match standing {
        Standing::Valid => tr!("Approved"),
        Standing::Stale => tr!("Changed since its approval"),
        Standing::Missing => tr!("Draft, not approved"),
    };
    let approval = method.and_then(|method| method.approval.as_ref()).filter(|_| standing == Standing::Valid);
    let approver = approval.map_or_else(|| tr!("not named"), |approval| named(&approval.name, &approval.role));
    let on = approval.and_then(|approval| approval.on).map_or_else(|| tr!("not approved"), long_date);
    let reference = method.map_or("", |method| first_version(isms, method).reference.as_str());
    let mut control = vec![
        (tr!("Document"), or_missing(reference, tr!("not set"))),
        (tr!("Version"), version_text(method)),
        (tr!("Status"), status),
        (tr!("Date"), long_date(request.date)),
        (tr!("Approver"), approver),
        (tr!("Approved on"), on),
        (tr!("Method"), or_missing(method.map_or("", |method| method.name.as_str()), tr!("not named"))),
        (tr!("History"), request.fingerprint.to_owned()),
    ];
    if let Some(approval) = approval.filter(|approval| !approval.reason.is_empty()) {
        control.push((tr!("Author approves"), approval.reason.clone()));
    }
    let versions = method.map(|method| history(isms, method)).unwrap_or_default();
    let row = |version: &&Method| {
        let approval = version.approval.as_ref()?;
        let change = or_missing(&version.change, tr!("First version"));
        Some([version.version.clone(), short_date(approval.on?), change])
    };
    Masthead {
        organisation,
        classification: tr!("not classified"),
        title: title(),
        subtitle: tr!("ISO/IEC 27001:2022, clause 6.1.2"),
        control,
        versions_title: tr!("Versions"),
        versions: versions.iter().filter_map(row).collect(),
    }
}

fn named(name: &str, role: &str) -> String {
    if role.is_empty() { name.to_owned() } else { format!("{name}, {role}") }
}

fn body(request: &Request<'_>, method: &Method) -> Vec<Block> {
    let isms = request.isms;
    let mut blocks = vec![heading(tr!("What it is for"))];
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
        blocks.push(heading(scale.label()));
        blocks.push(parts::scale(method, scale));
    }
    if !method.impact_areas.is_empty() {
        blocks.push(label(tr!("Impact by area")));
        blocks.push(prose(tr!("A risk gets the level of the area that is hit worst.")));
        blocks.push(parts::areas(method));
    }
    blocks.push(heading(tr!("The matrix")));
    blocks.push(prose(parts::combination(method)));
    blocks.push(Block::HeatMap(parts::matrix(method)));
    blocks.push(heading(tr!("What happens with a risk")));
    blocks.push(parts::bands(method));
    blocks.push(heading(tr!("When a risk may be accepted")));
    blocks.push(prose(parts::acceptance(method)));
    blocks.push(heading(tr!("When risks are assessed again")));
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
        blocks.push(heading(tr!("Still open")));
        blocks.push(Block::List { ordered: false, items: plain(open) });
    }
    if let Some(next) = request.isms.draft_method() {
        blocks.push(heading(tr!("In preparation")));
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

fn heading(text: String) -> Block {
    Block::Heading(Heading { level: 1, text, note: String::new(), continued: tr!("continued"), anchor: String::new() })
}

fn prose(text: String) -> Block {
    Block::Paragraph { text: vec![Span::plain(text)], style: ParagraphStyle::Prose }
}

fn label(text: String) -> Block {
    Block::Paragraph { text: vec![Span::plain(text)], style: ParagraphStyle::Label }
}
