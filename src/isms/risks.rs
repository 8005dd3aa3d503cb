//! Risks: identified, analysed, evaluated (6.1.2), treated and accepted (6.1.3).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::actions::Action;
use super::approval::{Approval, Now, Standing, digest};
use super::assets::AssetId;
use super::controls::ControlId;
use super::estimate::Estimate;
use super::method::{Method, MethodId};
use super::organisation::PersonId;
use super::record::{choices, record};
use super::{Edit, Isms, RuleError};

choices! {
    /// What security property a risk touches.
    Property {
        /// Known only to those who may.
        Confidentiality = "Confidentiality",
        /// Correct and complete.
        Integrity = "Integrity",
        /// There when needed.
        Availability = "Availability",
    }
}

choices! {
    /// What is done with a risk (6.1.3 a). The words are the screen's; the names are the standard's.
    TreatmentOption {
        /// Change likelihood or impact with controls.
        Modify = "Reduce",
        /// Let others carry part of it.
        Share = "Share",
        /// Stop doing what causes it.
        Avoid = "Avoid",
        /// Keep it by an informed decision.
        Retain = "Accept",
    }
}

/// One judgement of a risk: two levels and why.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Assessment {
    /// Level of likelihood, from 1; `None` is undecided.
    pub likelihood: Option<u8>,
    /// Level of impact, from 1; `None` is undecided.
    pub impact: Option<u8>,
    /// Why these levels.
    pub rationale: String,
}

impl Assessment {
    /// The score under a method, when both levels are decided.
    pub fn score(&self, method: Option<&Method>) -> Option<u32> {
        method?.score(self.likelihood, self.impact)
    }
}

/// A judgement of a risk under an earlier version of the method, kept as it was.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EarlierAssessment {
    /// The method that the levels belong to.
    pub method: Option<MethodId>,
    /// Before any control.
    pub before: Assessment,
    /// As it was then.
    pub current: Assessment,
    /// After treatment.
    pub target: Assessment,
    /// The day it was assessed.
    pub assessed_on: Option<Date>,
    /// How the levels were carried over to the next version, in words; empty when they were assessed anew.
    pub mapping: String,
}

record! {
    /// A risk: a threat uses a vulnerability of assets, with a consequence. `name` is the scenario in a sentence.
    Risk(RiskId) in Risks as "R" {
        /// What could act: out of the catalogue or in words.
        threat: String,
        /// What it would use: out of the catalogue or in words.
        vulnerability: String,
        /// The threat's id in the catalogue; empty for the organisation's own words.
        catalogue_threat: String,
        /// The vulnerability's id in the catalogue; empty for the organisation's own words.
        catalogue_vulnerability: String,
        /// What would follow for the organisation.
        consequence: String,
        /// The assets it would happen to.
        assets: Vec<AssetId>,
        /// The properties it touches.
        affects: Vec<Property>,
        /// Who may accept it (6.1.2 c 2).
        owner: Option<PersonId>,
        /// Before any control; optional.
        before: Assessment,
        /// Now, with the controls in place.
        current: Assessment,
        /// After treatment.
        target: Assessment,
        /// The method the levels belong to.
        method: Option<MethodId>,
        /// The day it was assessed.
        assessed_on: Option<Date>,
        /// Who assessed it.
        assessed_by: String,
        /// Assessments under earlier versions of the method, oldest first, as they were.
        earlier: Vec<EarlierAssessment>,
        /// What is done with it.
        option: Option<TreatmentOption>,
        /// Controls that hold it down today.
        controls_relied: Vec<ControlId>,
        /// Controls that will.
        controls_planned: Vec<ControlId>,
        /// The treatment in words.
        plan: String,
        /// The owner's acceptance of what remains (6.1.3 f).
        acceptance: Option<Approval>,
        /// The risk as it was when it was accepted, so that a later change can be told.
        accepted_as: Option<Box<Risk>>,
        /// Accepted together with others on one sheet.
        accepted_in_bulk: bool,
        /// Frequency and loss in numbers, where somebody wants them. They never change a level.
        estimate: Option<Estimate>,
        /// When it is looked at again.
        next_review: Option<Date>,
    }
}

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

impl Risk {
    /// The hash of the assessment an acceptance is for: changing any of it makes the acceptance stale.
    pub fn assessment_digest(&self) -> String {
        digest(&(
            (&self.name, &self.threat, &self.vulnerability, &self.consequence, &self.assets, &self.affects),
            (&self.before, &self.current, &self.target, self.method, self.owner),
            (self.option, &self.controls_relied, &self.controls_planned, &self.plan),
        ))
    }

    /// What remains: the target when treatment changes something, else the present level.
    pub fn residual(&self) -> &Assessment {
        if self.option == Some(TreatmentOption::Retain) && self.target == Assessment::default() {
            &self.current
        } else {
            &self.target
        }
    }

    /// Whether the acceptance still stands.
    pub fn acceptance_standing(&self) -> Standing {
        Approval::standing(self.acceptance.as_ref(), &self.assessment_digest())
    }

    /// Every control the risk relies on or plans.
    pub fn controls(&self) -> impl Iterator<Item = ControlId> + '_ {
        self.controls_relied.iter().chain(&self.controls_planned).copied()
    }
}

impl Isms {
    /// The method that a risk's levels belong to; for a risk that nobody has assessed, the one in use.
    pub fn method_of(&self, risk: &Risk) -> Option<&Method> {
        risk.method.and_then(|id| self.methods.get(id)).or_else(|| self.current_method())
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

/// The two moments at which a risk is judged on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Now.
    Current,
    /// After treatment.
    Target,
}

/// Sets the levels of one moment and ties the risk to the method in use; both levels belong to that method.
/// A risk assessed under an earlier version keeps that assessment and starts anew: levels of two versions never mix.
///
/// # Errors
/// When there is no method yet, or the level lies outside its scale.
pub fn set_level(
    isms: &Isms,
    id: RiskId,
    moment: Moment,
    likelihood: Option<u8>,
    impact: Option<u8>,
    today: Date,
    by: &str,
) -> Result<Edit, RuleError> {
    let mut risk = isms.risks.require(id)?.clone();
    let Some(method) = isms.current_method() else {
        return Err(RuleError::Incomplete(tr::tr!(
            "Choose a risk method first: levels mean nothing without their words."
        )));
    };
    let fits = |level: Option<u8>, scale: &[super::method::Level]| {
        level.is_none_or(|level| level >= 1 && usize::from(level) <= scale.len())
    };
    if !fits(likelihood, &method.likelihood) || !fits(impact, &method.impact) {
        return Err(RuleError::Incomplete(tr::tr!("This level is not on the scale of the method.")));
    }
    if risk.method.is_some_and(|earlier| earlier != method.id) {
        risk.keep_earlier("");
    }
    let assessment = match moment {
        Moment::Current => &mut risk.current,
        Moment::Target => &mut risk.target,
    };
    assessment.likelihood = likelihood;
    assessment.impact = impact;
    risk.method = Some(method.id);
    risk.assessed_on = Some(today);
    by.clone_into(&mut risk.assessed_by);
    let label = match moment {
        Moment::Current => tr::tr!("Assess {}", risk.reference),
        Moment::Target => tr::tr!("Set the target of {}", risk.reference),
    };
    Ok(Edit::new(label).put(risk))
}

/// Records that the risk's owner accepts what remains (6.1.3 f).
/// The acceptance binds to this very assessment: changing it later makes the acceptance stale.
///
/// # Errors
/// When the risk has no owner, no assessment or no decision on treatment.
pub fn accept(isms: &Isms, id: RiskId, by: PersonId, on: Date, now: Now) -> Result<Edit, RuleError> {
    let risk = isms.risks.require(id)?;
    let Some(owner) = risk.owner else {
        return Err(RuleError::Incomplete(tr::tr!(
            "{} has no owner. Only the risk owner may accept it.",
            risk.reference
        )));
    };
    let owner = isms.people.require(owner)?;
    if owner.id != by {
        return Err(RuleError::Incomplete(tr::tr!(
            "{} belongs to {}. Only the risk owner may accept it.",
            risk.reference,
            owner.name
        )));
    }
    let method = isms.current_method();
    if risk.current.score(method).is_none() || risk.residual().score(method).is_none() {
        return Err(RuleError::Incomplete(tr::tr!(
            "Assess {} first: likelihood and impact now, and the target after treatment.",
            risk.reference
        )));
    }
    if risk.option.is_none() {
        return Err(RuleError::Incomplete(tr::tr!("Decide how {} is treated before it is accepted.", risk.reference)));
    }
    let approval = Approval::new(owner, on, risk.assessment_digest(), now)?;
    Ok(Edit::new(tr::tr!("Accept {}", risk.reference)).put(Risk { acceptance: Some(approval), ..risk.clone() }))
}

record! {
    /// A named, dated freeze of all risks (8.2), to compare later ones with.
    RiskSnapshot(RiskSnapshotId) in RiskSnapshots as "RS" {
        /// The day it stands for.
        on: Option<Date>,
        /// What gave rise to the assessment: the yearly date, a change, an incident.
        occasion: String,
        /// When the next assessment is due.
        next_assessment: Option<Date>,
        /// The methods that the frozen risks were assessed under, as they were.
        methods: Vec<Method>,
        /// The risks as they were.
        risks: Vec<Risk>,
    }
}
