//! What changed between two versions of the Statement of Applicability, or since one of them.

use tr::tr;

use super::Request;
use super::furniture::{Furniture, body, column, prose};
use super::outline::{Block, Cell, Orientation, Outline, Table};
use super::wording::short_date;
use crate::isms::controls::SoaVersionId;
use crate::isms::documents::STATEMENT;
use crate::isms::statement::{Difference, controls_of, differences};

/// The document's title.
pub fn title() -> String {
    tr!("Changes in the Statement of Applicability")
}

/// The outline. Without a second version the first is compared with the present state.
pub fn outline(request: &Request<'_>, from: SoaVersionId, to: Option<SoaVersionId>) -> Outline {
    let isms = request.isms;
    let (before, after) = (controls_of(isms, Some(from)), controls_of(isms, to));
    let found = differences(&before.unwrap_or_default(), after.unwrap_or_default().iter());
    let between = tr!("From {0} to {1}", state(request, Some(from)), state(request, to));
    let block = if found.is_empty() {
        prose(tr!("Nothing in the statement differs between the two."))
    } else {
        Block::Table(table(found))
    };
    let furniture = Furniture::new(request, STATEMENT, title());
    let head = furniture.masthead(between, furniture.report_control(tr!("Comparison"), Vec::new()));
    furniture.report(Orientation::Portrait, None, vec![head, block])
}

/// `version 1.0 of 12 Mar 2026`, or the present state.
fn state(request: &Request<'_>, version: Option<SoaVersionId>) -> String {
    match version.and_then(|id| request.isms.soa_versions.get(id)) {
        Some(version) => {
            let on = version.on.map(short_date).unwrap_or_default();
            tr!("version {0} of {1}", version.version, on)
        }
        None => tr!("the present state of {}", short_date(request.date)),
    }
}

fn table(found: Vec<Difference>) -> Table {
    let row = |difference: Difference| {
        body(vec![
            Cell::strong(difference.reference),
            Cell::strong(difference.name),
            Cell::plain(difference.changes.join("; ")),
        ])
    };
    Table {
        columns: vec![column(tr!("Ref"), 0.7), column(tr!("Control"), 1.8), column(tr!("What changed"), 4.0)],
        rows: found.into_iter().map(row).collect(),
    }
}
