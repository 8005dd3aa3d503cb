//! Risks: identified, analysed, evaluated (6.1.2), treated and accepted (6.1.3).

mod accepting;
mod assessing;
mod changes;
mod comparison;
mod conflicts;
mod sheets;
mod snapshots;
mod status;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use accepting::{AcceptanceGap, accept, accept_below, acceptance_gaps, is_above_line};
pub use assessing::{Moment, set_level};
pub use changes::{differences, what_changed};
pub use comparison::{Comparison, Direction, Moved, Named, Picture, Place, compare};
pub use conflicts::{Conflict, ConflictKind, conflicts};
pub use sheets::{OwnerSheet, acceptance_sheets};
pub use snapshots::{NextAssessment, TakeSnapshot, newest_snapshot, next_assessment, take_snapshot};
pub use status::{RiskStatus, status, statuses};

use super::Isms;
use super::approval::{Approval, Standing, digest};
use super::assets::AssetId;
use super::controls::ControlId;
use super::estimate::Estimate;
use super::method::{Method, MethodId};
use super::organisation::PersonId;
use super::record::{choices, record};

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

    /// The risk as it is kept with an act or in a snapshot: without what it keeps itself of earlier days.
    pub fn frozen(&self) -> Self {
        Self { accepted_as: None, earlier: Vec::new(), ..self.clone() }
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
