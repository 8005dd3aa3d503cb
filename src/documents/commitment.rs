//! The commitment of top management (5.1) on one page: the sponsor's own words, the time and money given (7.1), and
//! the signature. Nothing is promised here that the sponsor did not write.

use tr::tr;

use super::Request;
use super::approval::{Act, Words, sponsor};
use super::furniture::{Furniture, heading, prose};
use super::outline::{Block, Orientation, Outline};
use crate::isms::approval::Standing;
use crate::isms::steps::Step;
use crate::isms::support::Commitment;

/// The checks whose answer stands on this page.
const COMMITMENT: [&str; 3] = ["commitment/signed", "resources/named", "people/top-management"];

/// The document's title.
pub fn title() -> String {
    tr!("Commitment of top management")
}

/// The outline of the page.
pub fn outline(request: &Request<'_>) -> Outline {
    let isms = request.isms;
    let furniture = Furniture::new(request, "commitment", title());
    let commitment = isms.commitment().ok();
    let digest = commitment.map(Commitment::digest).unwrap_or_default();
    let act = Act::new(Words::Signed, commitment.and_then(|c| c.approval.as_ref()), &digest, sponsor(isms));
    let mut blocks = vec![furniture.masthead(tr!("ISO/IEC 27001:2022, clause 5.1"), act.control(&furniture))];
    blocks.extend(act.lapsed());
    let statement = commitment.map_or("", |commitment| commitment.statement.trim());
    let resources = commitment.map_or("", |commitment| commitment.resources.trim());
    blocks.push(heading(1, tr!("What we stand for"), String::new()));
    if statement.is_empty() {
        blocks.push(prose(tr!(
            "The statement is not written yet. It says in the sponsor's own words why security matters here."
        )));
    }
    blocks.extend(paragraphs(statement));
    blocks.push(heading(1, tr!("Time and money given"), String::new()));
    if resources.is_empty() {
        blocks.push(prose(tr!("Undecided: nobody has entered how many days and how much money the ISMS gets.")));
    }
    blocks.extend(paragraphs(resources));
    blocks.push(heading(1, tr!("Signature"), String::new()));
    if statement.is_empty() && act.standing() == Standing::Missing {
        blocks.push(prose(tr!("There is nothing to sign yet. A signature needs a statement to stand under.")));
    } else {
        let mut meaning = tr!("I stand behind this statement for the management of {}.", furniture.organisation());
        if !resources.is_empty() {
            meaning.push(' ');
            meaning.push_str(&tr!("The time and money named above are given."));
        }
        blocks.extend(act.blocks(meaning));
    }
    blocks.extend(furniture.still_open(Step::ManagementSupport, |check| COMMITMENT.contains(&check.id)));
    furniture.report(Orientation::Portrait, act.mark(), blocks)
}

/// Text with empty lines between its paragraphs.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = Block> {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(prose)
}
