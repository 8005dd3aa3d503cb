//! Acceptance sheets (6.1.3 f): one for each risk owner, to be signed, or with the acceptance that is recorded.
//!
//! What lies above the line after treatment has a place to sign of its own; the rest is one table and one signature.

mod sheet;

use std::collections::BTreeMap;

use tr::tr;

use super::Request;
use super::furniture::{Furniture, body, column, heading, prose};
use super::outline::{Block, Cell, Orientation, Outline, Table};
use super::wording::{by_reference, unbroken};
use crate::isms::approval::Standing;
use crate::isms::method::Method;
use crate::isms::organisation::Person;
use crate::isms::risks::{Risk, acceptance_gaps, is_above_line};

/// The document's title.
pub fn title() -> String {
    tr!("Acceptance of residual risks")
}

/// What all sheets are made from.
struct Sheets<'a> {
    furniture: Furniture<'a>,
    request: &'a Request<'a>,
    method: Option<&'a Method>,
    /// By name of the owner.
    owners: Vec<Owner<'a>>,
    /// Risks that nobody answers for.
    unowned: Vec<&'a Risk>,
}

/// A risk owner with the risks on the sheet, each list in the order of references.
struct Owner<'a> {
    person: &'a Person,
    /// What remains lies above the line: each is accepted by itself.
    above: Vec<&'a Risk>,
    /// Within the line.
    within: Vec<&'a Risk>,
    /// Not ready to be accepted, and why.
    unready: Vec<(&'a Risk, String)>,
}

impl<'a> Sheets<'a> {
    fn new(request: &'a Request<'a>) -> Self {
        let isms = request.isms;
        let mut risks: Vec<&Risk> = isms.risks.iter().collect();
        risks.sort_by_key(|risk| by_reference(&risk.reference));
        let mut owners: BTreeMap<(&str, uuid::Uuid), Owner<'_>> = BTreeMap::new();
        let mut unowned = Vec::new();
        for risk in risks {
            let Some(person) = risk.owner.and_then(|id| isms.people.get(id)) else {
                unowned.push(risk);
                continue;
            };
            let owner = owners.entry((&person.name, person.id.0)).or_insert_with(|| Owner {
                person,
                above: Vec::new(),
                within: Vec::new(),
                unready: Vec::new(),
            });
            owner.add(request, risk);
        }
        Self {
            furniture: Furniture::new(request, "risk-acceptance", title()),
            request,
            method: isms.current_method(),
            owners: owners.into_values().collect(),
            unowned,
        }
    }
}

impl<'a> Owner<'a> {
    fn add(&mut self, request: &Request<'_>, risk: &'a Risk) {
        let gaps = acceptance_gaps(request.isms, risk, request.date);
        let accepted = risk.acceptance_standing() == Standing::Valid;
        match is_above_line(request.isms, risk) {
            // What is accepted as it stands needs nothing more, whoever left since.
            Some(above) if gaps.is_empty() || accepted => {
                if above {
                    self.above.push(risk);
                } else {
                    self.within.push(risk);
                }
            }
            above => {
                let mut reasons: Vec<String> = gaps.into_iter().map(|gap| gap.label()).collect();
                if reasons.is_empty() && above.is_none() {
                    reasons.push(tr!("the acceptance line is undecided"));
                }
                self.unready.push((risk, reasons.join(", ")));
            }
        }
    }
}

/// The outline of all sheets.
pub fn outline(request: &Request<'_>) -> Outline {
    let sheets = Sheets::new(request);
    let mut blocks = Vec::new();
    for owner in &sheets.owners {
        if !blocks.is_empty() {
            blocks.push(Block::PageBreak);
        }
        blocks.extend(sheet::blocks(&sheets, owner));
    }
    if sheets.owners.is_empty() {
        let control = sheets.furniture.report_control(tr!("No sheet to sign"), Vec::new());
        blocks.push(sheets.furniture.masthead(subtitle(), control));
        blocks.push(prose(if request.isms.risks.is_empty() {
            tr!("No risk is recorded yet, so there is nothing to accept.")
        } else {
            tr!("No risk has an owner yet. Only the owner of a risk may accept what remains of it.")
        }));
    }
    blocks.extend(unowned(&sheets));
    // A sheet becomes a record by its signature; it is no draft of anything.
    sheets.furniture.report(Orientation::Portrait, None, blocks)
}

fn subtitle() -> String {
    tr!("ISO/IEC 27001:2022, clause 6.1.3 f")
}

/// Risks for which nobody can sign.
fn unowned(sheets: &Sheets<'_>) -> Vec<Block> {
    if sheets.unowned.is_empty() {
        return Vec::new();
    }
    let row = |risk: &&Risk| body(vec![Cell::strong(unbroken(&risk.reference)), Cell::plain(&risk.name)]);
    let mut blocks = Vec::new();
    if !sheets.owners.is_empty() {
        blocks.push(Block::PageBreak);
    }
    blocks.extend([
        heading(1, tr!("Risks without an owner"), String::new()),
        prose(tr!("Nobody can accept these risks before each has an owner who works here.")),
        Block::Table(Table {
            columns: vec![column(tr!("Ref"), 1.0), column(tr!("Risk"), 9.0)],
            rows: sheets.unowned.iter().map(row).collect(),
        }),
    ]);
    blocks
}
