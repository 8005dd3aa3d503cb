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
    /// What the text filter looks through, in lower case.
    pub words: String,
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
        Self { rows, current, target, statuses: counts }
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
    let owner = isms.person_name(risk.owner);
    let texts = [&risk.reference, &risk.name, &assets, owner, &risk.threat, &risk.vulnerability];
    RiskRow {
        id: risk.id,
        older,
        current: risk.current.score(method),
        target: risk.residual().score(method),
        current_cell: risk.current.likelihood.zip(risk.current.impact).filter(|_| !older),
        target_cell: risk.residual().likelihood.zip(risk.residual().impact).filter(|_| !older),
        option: risk.option,
        status,
        words: texts.join("\n").to_lowercase(),
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
