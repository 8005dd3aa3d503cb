//! The evidence index: what shows that a control or a clause is lived, of which day, valid how long, and where it is.
//! The first digits of its SHA-256 tell whether a file in a binder is the one that is kept.

mod rows;

use std::collections::{BTreeMap, BTreeSet};

use tr::tr;

use super::Request;
use super::cells::controls;
use super::furniture::{Furniture, heading, prose};
use super::outline::{Orientation, Outline};
use super::wording::by_reference;
use crate::isms::controls::{Control, ControlId, ImplementationStatus};
use crate::isms::evidence::Evidence;
use crate::isms::steps::Step;

/// The checks whose answer stands in this index.
const EVIDENCE: [&str; 3] = ["controls/evidence", "evidence/valid", "A.8.13/restore-evidence"];

/// The document's title.
pub fn title() -> String {
    tr!("Evidence index")
}

/// Every piece of evidence under what it shows, gathered in one pass.
struct Index<'a> {
    request: &'a Request<'a>,
    controls: BTreeMap<ControlId, Vec<&'a Evidence>>,
    clauses: BTreeMap<&'a str, Vec<&'a Evidence>>,
    shape: rows::Shape,
    /// Tied to neither a control nor a clause.
    others: Vec<&'a Evidence>,
}

impl<'a> Index<'a> {
    fn of(request: &'a Request<'a>) -> Self {
        let mut all: Vec<&Evidence> = request.isms.evidence.iter().collect();
        all.sort_by_key(|evidence| by_reference(&evidence.reference));
        let shape = rows::Shape::of(request);
        let (controls, clauses) = (BTreeMap::new(), BTreeMap::new());
        let mut index = Self { request, controls, clauses, shape, others: Vec::new() };
        for evidence in all {
            // The same control twice in a record is one line.
            for control in evidence.controls.iter().collect::<BTreeSet<_>>() {
                index.controls.entry(*control).or_default().push(evidence);
            }
            for clause in evidence.clauses.iter().map(|clause| clause.trim()).collect::<BTreeSet<_>>() {
                index.clauses.entry(clause).or_default().push(evidence);
            }
            if evidence.controls.is_empty() && evidence.clauses.is_empty() {
                index.others.push(evidence);
            }
        }
        index
    }

    /// Controls in place that no evidence shows.
    fn bare(&self) -> Vec<ControlId> {
        let bare = |control: &&Control| {
            control.applicable == Some(true)
                && control.status == Some(ImplementationStatus::Implemented)
                && !self.controls.contains_key(&control.id)
        };
        self.request.isms.controls.iter().filter(bare).map(|control| control.id).collect()
    }
}

/// The outline of the index.
pub fn outline(request: &Request<'_>) -> Outline {
    let furniture = Furniture::new(request, "evidence", title());
    let control = furniture.report_control(tr!("As it stands on that day"), Vec::new());
    let mut blocks = vec![furniture.masthead(tr!("ISO/IEC 27001:2022, clauses 4 to 10 and Annex A"), control)];
    let index = Index::of(request);
    blocks.push(heading(1, tr!("In brief"), String::new()));
    blocks.push(prose(in_brief(request)));
    let bare = index.bare();
    if !bare.is_empty() && !request.isms.evidence.is_empty() {
        blocks.push(heading(1, tr!("In place, and nothing shows it"), String::new()));
        blocks.push(prose(controls(request.isms, &bare)));
    }
    if !request.isms.evidence.is_empty() {
        blocks.extend(rows::by_control(&index));
        blocks.extend(rows::by_clause(&index));
        blocks.extend(rows::others(&index));
    }
    blocks.extend(furniture.still_open(Step::Controls, |check| EVIDENCE.contains(&check.id)));
    furniture.report(Orientation::Landscape, None, blocks)
}

fn in_brief(request: &Request<'_>) -> String {
    let all = &request.isms.evidence;
    if all.is_empty() {
        return tr!("No evidence is kept yet. Begin with the last restore test and the last review of access rights.");
    }
    let of = |test: &dyn Fn(&Evidence) -> bool| all.iter().filter(|evidence| test(evidence)).count();
    let kept = of(&|evidence| !evidence.content.is_empty());
    let links = of(&|evidence| evidence.content.is_empty() && !evidence.link.trim().is_empty());
    let nowhere = all.len() - kept - links;
    let undated = of(&|evidence| evidence.effective.is_none());
    let expired = of(&|evidence| rows::has_expired(request, evidence));
    let mut sentences = vec![
        tr!("This index lists one piece of evidence." | "This index lists {n} pieces of evidence." % all.len()),
        tr!("Kept in this ISMS file: {0}. Links to other places: {1}.", kept, links),
    ];
    for (number, words) in [
        (nowhere, tr!("Neither kept nor linked: {}.", nowhere)),
        (undated, tr!("The day it is evidence for is undecided: {}.", undated)),
        (expired, tr!("Expired: {}.", expired)),
    ] {
        if number > 0 {
            sentences.push(words);
        }
    }
    if kept > 0 {
        sentences.push(tr!("The first twelve digits of the SHA-256 stand beside what is kept."));
    }
    sentences.join(" ")
}
