//! The business case (5.1): why the organisation wants an ISMS, what proves it, what it costs in each year, and who
//! approved that.

mod costs;

use tr::tr;

use super::Request;
use super::approval::{Act, Words, sponsor};
use super::cells::{reference, said, titled};
use super::furniture::{Furniture, body, column, group, heading, prose};
use super::outline::{Block, Orientation, Outline, Row, Table};
use crate::isms::approval::Standing;
use crate::isms::steps::Step;
use crate::isms::support::{BenefitFamily, BusinessReason, business_case_digest};

/// The document's title.
pub fn title() -> String {
    tr!("Business case")
}

/// The outline of the business case.
pub fn outline(request: &Request<'_>) -> Outline {
    let isms = request.isms;
    let furniture = Furniture::new(request, "business-case", title());
    let approval = isms.commitment().ok().and_then(|commitment| commitment.business_case_approval.as_ref());
    let act = Act::new(Words::Approved, approval, &business_case_digest(isms), sponsor(isms));
    let costs = costs::Costs::of(isms);
    let mut blocks = vec![furniture.masthead(tr!("ISO/IEC 27001:2022, clause 5.1"), act.control(&furniture))];
    blocks.extend(act.lapsed());
    blocks.push(heading(1, tr!("In brief"), String::new()));
    blocks.push(prose([reasons_words(request), costs.words()].join(" ")));
    if !isms.business_reasons.is_empty() {
        blocks.push(heading(1, tr!("Why we do this"), String::new()));
        blocks.push(Block::Table(reasons(request)));
    }
    blocks.extend(costs.blocks());
    blocks.push(heading(1, tr!("Approval"), String::new()));
    if isms.business_reasons.is_empty() && act.standing() == Standing::Missing {
        blocks.push(prose(tr!("There is nothing to approve yet. Add at least one reason first.")));
    } else {
        blocks.extend(act.blocks(tr!(
            "With this signature top management accepts the reasons above and approves what the ISMS costs."
        )));
    }
    blocks.extend(furniture.still_open(Step::ManagementSupport, |check| check.id.starts_with("business-case/")));
    furniture.report(Orientation::Portrait, act.mark(), blocks)
}

fn reasons_words(request: &Request<'_>) -> String {
    let reasons = &request.isms.business_reasons;
    let bare = reasons.iter().filter(|reason| reason.evidence.trim().is_empty()).count();
    match (reasons.len(), bare) {
        (0, _) => {
            tr!("No reason for the ISMS is given yet. Write down what it is to bring, each with a fact that proves it.")
        }
        (all, 0) => {
            tr!(
                "This business case gives one reason for an information security management system, with a fact that proves it."
                    | "This business case gives {n} reasons for an information security management system, each with a fact that proves it."
                        % all
            )
        }
        (all, bare) => tr!(
            "Reasons given for an information security management system: {0}. Without a fact that proves it: {1}.",
            all,
            bare
        ),
    }
}

/// Reason by reason, by the benefit they promise.
fn reasons(request: &Request<'_>) -> Table {
    let mut rows: Vec<Row> = Vec::new();
    for family in BenefitFamily::ALL.iter().map(|family| Some(*family)).chain([None]) {
        let members: Vec<&BusinessReason> =
            request.isms.business_reasons.iter().filter(|reason| reason.family == family).collect();
        if members.is_empty() {
            continue;
        }
        rows.push(group(family.map_or_else(|| tr!("Benefit undecided"), BenefitFamily::label), String::new()));
        rows.extend(members.iter().map(|reason| {
            body(vec![
                reference(&reason.reference),
                titled(&reason.name, []),
                said(&reason.evidence, tr!("no fact given yet")),
            ])
        }));
    }
    let columns = vec![column(tr!("Ref"), 14.0), column(tr!("Reason"), 56.0), column(tr!("What proves it"), 100.0)];
    Table { columns, rows }
}
