//! Where a risk stands: worked out from its fields and its actions, never typed.

use super::{Risk, TreatmentOption};
use crate::isms::Isms;
use crate::isms::actions::Action;
use crate::isms::approval::Standing;
use crate::isms::method::Method;

/// Where a risk stands, worked out from its fields and its actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RiskStatus {
    /// Likelihood or impact is undecided.
    ToAssess,
    /// Assessed under a version of the method that is no longer in use.
    OlderMethod,
    /// Assessed, but nothing is decided or begun.
    Open,
    /// Actions are under way.
    InTreatment,
    /// What remains lies above the acceptance line and nobody has accepted it.
    ToAccept,
    /// Treated, waiting for the owner's sign-off with the rest.
    Treated,
    /// Accepted, but the assessment changed afterwards.
    AcceptanceStale,
    /// Accepted by its owner as it stands.
    Accepted,
}

impl RiskStatus {
    /// Every status, in the order of the work.
    pub const ALL: &'static [Self] = &[
        Self::ToAssess,
        Self::OlderMethod,
        Self::Open,
        Self::InTreatment,
        Self::ToAccept,
        Self::Treated,
        Self::AcceptanceStale,
        Self::Accepted,
    ];

    /// The word for the screen and for print.
    pub fn label(self) -> String {
        match self {
            Self::ToAssess => tr::tr!("To assess"),
            Self::OlderMethod => tr::tr!("Assess again"),
            Self::Open => tr::tr!("Open"),
            Self::InTreatment => tr::tr!("In treatment"),
            Self::ToAccept => tr::tr!("To accept"),
            Self::Treated => tr::tr!("Treated"),
            Self::AcceptanceStale => tr::tr!("Accept again"),
            Self::Accepted => tr::tr!("Accepted"),
        }
    }
}

/// Where the risk stands.
pub fn status(isms: &Isms, risk: &Risk) -> RiskStatus {
    status_with(isms.current_method(), risk, &isms.actions_of(risk.id).collect::<Vec<_>>())
}

/// Where every risk stands, in the order of the register: each action is looked at once, not once for each risk.
pub fn statuses(isms: &Isms) -> Vec<RiskStatus> {
    let method = isms.current_method();
    let actions = isms.actions_by_risk();
    isms.risks.iter().map(|risk| status_with(method, risk, actions.get(&risk.id).map_or(&[], Vec::as_slice))).collect()
}

fn status_with(method: Option<&Method>, risk: &Risk, actions: &[&Action]) -> RiskStatus {
    if risk.current.likelihood.is_none() || risk.current.impact.is_none() {
        return RiskStatus::ToAssess;
    }
    if risk.method != method.map(|method| method.id) {
        return RiskStatus::OlderMethod;
    }
    if risk.current.score(method).is_none() {
        return RiskStatus::ToAssess;
    }
    match risk.acceptance_standing() {
        Standing::Valid => return RiskStatus::Accepted,
        Standing::Stale => return RiskStatus::AcceptanceStale,
        Standing::Missing => {}
    }
    let Some(option) = risk.option else { return RiskStatus::Open };
    let mut actions = actions.iter().filter(|action| !action.is_cancelled()).peekable();
    if option != TreatmentOption::Retain && actions.peek().is_none() {
        return RiskStatus::Open;
    }
    match (method, risk.residual().score(method)) {
        (Some(method), Some(score)) if method.is_above(score) == Some(true) => RiskStatus::ToAccept,
        _ if actions.any(|action| action.is_open()) => RiskStatus::InTreatment,
        (_, Some(_)) => RiskStatus::Treated,
        (_, None) => RiskStatus::Open,
    }
}
