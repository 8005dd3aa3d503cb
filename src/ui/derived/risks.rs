//! Risks as register, heat map and bands show them, worked out once for each snapshot.

use crate::isms::Isms;
use crate::isms::method::Method;
use crate::isms::risks::{Moment, Risk, RiskId, RiskStatus, TreatmentOption, statuses};
use crate::ui::register::natural;

/// A risk as the register shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskRow {
    /// The risk.
    pub id: RiskId,
    /// Assessed under a version of the method that is no longer in use: its levels are not on today's map.
    pub older: bool,
    /// Score now, under its own method.
    pub current: Option<u32>,
    /// Score after treatment.
    pub target: Option<u32>,
    /// Levels now: likelihood, impact.
    pub current_cell: Option<(u8, u8)>,
    /// Levels after treatment.
    pub target_cell: Option<(u8, u8)>,
    /// What is done with it.
    pub option: Option<TreatmentOption>,
    /// Where it stands.
    pub status: RiskStatus,
    /// Names of its assets.
    pub assets: String,
    /// Its place when sorted by reference, by scenario, by owner.
    pub places: [u32; 3],
}

impl RiskRow {
    /// The score at a moment.
    pub fn score(&self, moment: Moment) -> Option<u32> {
        if moment == Moment::Target { self.target } else { self.current }
    }

    /// The cell of the heat map at a moment.
    pub fn cell(&self, moment: Moment) -> Option<(u8, u8)> {
        if moment == Moment::Target { self.target_cell } else { self.current_cell }
    }
}

/// What the text filter looks through: the words of all rows beside each other, so that one pass finds every row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// Reference, scenario, assets, owner, threat and vulnerability of each row, in lower case.
    text: String,
    /// Where each row's words end.
    ends: Vec<usize>,
}

impl Words {
    fn add(&mut self, parts: [&str; 6]) {
        for part in parts {
            self.text.push_str(&part.to_lowercase());
            // Nobody types this, so nothing is found across two fields or two rows.
            self.text.push('\0');
        }
        self.ends.push(self.text.len());
    }

    /// For each row whether these words, in lower case, stand in it.
    pub fn rows_with(&self, words: &str) -> Vec<bool> {
        let mut found = vec![false; self.ends.len()];
        let mut row = 0;
        for at in memchr::memmem::find_iter(self.text.as_bytes(), words.as_bytes()) {
            while self.ends.get(row).is_some_and(|end| *end <= at) {
                row += 1;
            }
            if let Some(found) = found.get_mut(row) {
                *found = true;
            }
        }
        found
    }
}

/// How many risks lie where at one moment, under the method in use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MomentView {
    /// The cell of each risk that has one.
    pub cells: Vec<(u8, u8)>,
    /// How many risks lie in each band, lowest band first.
    pub bands: Vec<usize>,
    /// How many lie above the acceptance line.
    pub above: usize,
    /// How many of those are accepted as they stand.
    pub above_accepted: usize,
}

/// Everything the screens show of all risks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RiskViews {
    /// The rows: unassessed first, then the highest first.
    pub rows: Vec<RiskRow>,
    /// Their words, in the same order.
    pub words: Words,
    /// Today.
    pub current: MomentView,
    /// After treatment.
    pub target: MomentView,
    /// How many risks have each status, in the order of [`RiskStatus::ALL`].
    pub statuses: Vec<usize>,
}

impl RiskViews {
    /// Works everything out.
    pub fn of(isms: &Isms) -> Self {
        let mut rows: Vec<RiskRow> = isms.risks.iter().zip(statuses(isms)).map(|pair| row(isms, pair)).collect();
        place(isms, &mut rows);
        // Stable: equal scores stay in the order of their references. Unassessed risks come first, they need a person.
        rows.sort_by_key(|row| (std::cmp::Reverse(row.current.unwrap_or(u32::MAX)), row.places[0]));
        let method = isms.current_method();
        let moment = |moment| method.map(|method| view(method, &rows, moment)).unwrap_or_default();
        let (current, target) = (moment(Moment::Current), moment(Moment::Target));
        let mut counts = vec![0; RiskStatus::ALL.len()];
        for row in &rows {
            counts[row.status as usize] += 1;
        }
        let words = words(isms, &rows);
        Self { rows, words, current, target, statuses: counts }
    }

    /// How many risks have a status.
    pub fn with_status(&self, status: RiskStatus) -> usize {
        self.statuses.get(status as usize).copied().unwrap_or(0)
    }

    /// What the heat map shows at a moment.
    pub fn at(&self, moment: Moment) -> &MomentView {
        if moment == Moment::Target { &self.target } else { &self.current }
    }
}

fn row(isms: &Isms, (risk, status): (&Risk, RiskStatus)) -> RiskRow {
    let method = isms.method_of(risk);
    let older = status == RiskStatus::OlderMethod;
    let names: Vec<&str> =
        risk.assets.iter().filter_map(|id| isms.assets.get(*id)).map(|asset| asset.name.as_str()).collect();
    let assets = names.join(", ");
    RiskRow {
        id: risk.id,
        older,
        current: risk.current.score(method),
        target: risk.residual().score(method),
        current_cell: risk.current.likelihood.zip(risk.current.impact).filter(|_| !older),
        target_cell: risk.residual().likelihood.zip(risk.residual().impact).filter(|_| !older),
        option: risk.option,
        status,
        assets,
        places: [0; 3],
    }
}

/// Finds out the place of each row in each order once, so that sorting later compares numbers.
fn place(isms: &Isms, rows: &mut [RiskRow]) {
    let keys: [fn(&Isms, &Risk) -> String; 3] = [
        |_, risk| natural(&risk.reference),
        |_, risk| risk.name.to_lowercase(),
        |isms, risk| isms.person_name(risk.owner).to_lowercase(),
    ];
    for (order, key) in keys.iter().enumerate() {
        let mut sorted: Vec<(String, usize)> = rows
            .iter()
            .enumerate()
            .map(|(index, row)| (isms.risks.get(row.id).map(|risk| key(isms, risk)).unwrap_or_default(), index))
            .collect();
        sorted.sort();
        for (place, (_, index)) in (0..).zip(sorted) {
            rows[index].places[order] = place;
        }
    }
}

fn words(isms: &Isms, rows: &[RiskRow]) -> Words {
    let mut words = Words::default();
    for row in rows {
        let Some(risk) = isms.risks.get(row.id) else { continue };
        let owner = isms.person_name(risk.owner);
        words.add([&risk.reference, &risk.name, &row.assets, owner, &risk.threat, &risk.vulnerability]);
    }
    words
}

fn view(method: &Method, rows: &[RiskRow], moment: Moment) -> MomentView {
    let mut view = MomentView { bands: vec![0; method.bands.len()], ..MomentView::default() };
    for row in rows {
        let Some(cell) = row.cell(moment) else { continue };
        view.cells.push(cell);
        let Some(score) = row.score(moment) else { continue };
        if let Some(band) = method.band(score) {
            view.bands[band] += 1;
        }
        if method.is_above(score) == Some(true) {
            view.above += 1;
            view.above_accepted += usize::from(row.status == RiskStatus::Accepted);
        }
    }
    view
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_the_rows_that_hold_them_and_nowhere_across() {
        let mut words = Words::default();
        words.add(["R-1", "Theft of a Laptop", "Laptops", "Anna", "Theft", ""]);
        words.add(["R-2", "Fire", "", "Berta", "Fire", "No alarm"]);
        words.add(["R-3", "", "", "", "", ""]);
        assert_eq!(words.rows_with("laptop"), [true, false, false]);
        assert_eq!(words.rows_with("r-"), [true, true, true]);
        assert_eq!(words.rows_with("alarm"), [false, true, false]);
        assert_eq!(words.rows_with("annatheft"), [false, false, false], "two fields are no word");
        assert_eq!(words.rows_with("alarmr-3"), [false, false, false], "nor are two rows");
    }
}
