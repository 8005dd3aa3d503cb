//! Acceptance sheets: what each owner has accepted, can accept, and cannot accept yet (6.1.3 f).

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{RiskId, acceptance_gaps, is_above_line};
use crate::isms::Isms;
use crate::isms::approval::Standing;
use crate::isms::organisation::PersonId;

/// The risks of one owner by what acceptance asks of them. Each risk stands in one list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnerSheet {
    /// The owner; `None` gathers risks that nobody owns.
    pub owner: Option<PersonId>,
    /// Accepted once and changed since.
    pub again: Vec<RiskId>,
    /// Above the acceptance line, or with no line to measure by: accepted one by one.
    pub above: Vec<RiskId>,
    /// At or below the line: accepted together.
    pub below: Vec<RiskId>,
    /// Something is missing first.
    pub missing: Vec<RiskId>,
    /// Accepted as they stand.
    pub accepted: Vec<RiskId>,
}

impl OwnerSheet {
    /// Whether something can be accepted today.
    pub fn is_open(&self) -> bool {
        !(self.again.is_empty() && self.above.is_empty() && self.below.is_empty())
    }
}

/// The sheets of all owners, by name; risks without an owner last.
pub fn acceptance_sheets(isms: &Isms, today: Date) -> Vec<OwnerSheet> {
    let mut sheets: BTreeMap<Option<PersonId>, OwnerSheet> = BTreeMap::new();
    for risk in isms.risks.iter() {
        let sheet = sheets.entry(risk.owner).or_insert_with(|| OwnerSheet { owner: risk.owner, ..Default::default() });
        let list = match risk.acceptance_standing() {
            Standing::Valid => &mut sheet.accepted,
            Standing::Stale => &mut sheet.again,
            Standing::Missing if !acceptance_gaps(isms, risk, today).is_empty() => &mut sheet.missing,
            Standing::Missing if is_above_line(isms, risk) == Some(false) => &mut sheet.below,
            Standing::Missing => &mut sheet.above,
        };
        list.push(risk.id);
    }
    let mut sheets: Vec<OwnerSheet> = sheets.into_values().collect();
    sheets.sort_by_cached_key(|sheet| (sheet.owner.is_none(), isms.person_name(sheet.owner).to_lowercase()));
    sheets
}
