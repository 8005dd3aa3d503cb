//! Step 1, management support: why we do this, who stands behind it, what it is to achieve, by when.

use jiff::civil::Date;

use super::approval::{Approval, Now};
use super::organisation::PersonId;
use super::record::{choices, record};
use super::steps::Step;
use super::{Edit, Isms, RuleError};

choices! {
    /// The five families of benefits a business case draws on.
    BenefitFamily {
        /// Fewer surprises, known and owned.
        RiskManagement = "Risk management",
        /// Laws and contracts asked for it.
        RegulatoryCompliance = "Regulatory compliance",
        /// Customers believe it more easily.
        CustomerTrust = "Customer trust",
        /// Tenders that were closed before.
        CompetitiveAdvantage = "Competitive advantage",
        /// Fewer and shorter incidents.
        IncidentReduction = "Incident reduction",
    }
}

record! {
    /// A reason for the ISMS, with the evidence that makes it more than an opinion.
    BusinessReason(BusinessReasonId) in BusinessReasons as "BR" {
        /// The family it belongs to.
        family: Option<BenefitFamily>,
        /// What proves it: a lost tender, a fine, a question from a client.
        evidence: String,
    }
}

choices! {
    /// What a cost line pays for.
    CostKind {
        /// Days of the organisation's own people.
        InternalDays = "Internal days",
        /// Software and hardware.
        Tools = "Tools",
        /// Courses.
        Training = "Training",
        /// Outside help.
        Consultant = "Consultant",
        /// The certification body.
        CertificationFee = "Certification fee",
    }
}

record! {
    /// A line of the budget: either an amount, or days at a rate.
    CostLine(CostLineId) in CostLines as "CO" {
        /// What it pays for.
        kind: Option<CostKind>,
        /// The calendar year it falls into.
        year: Option<u16>,
        /// Working days, for internal work.
        days: Option<u32>,
        /// Price of a day in whole units of the profile's currency.
        day_rate: Option<u32>,
        /// A fixed amount in whole units of the profile's currency.
        amount: Option<u32>,
    }
}

impl CostLine {
    /// The cost in whole units of currency: the amount, else days × rate; `None` while neither is complete.
    pub fn total(&self) -> Option<u64> {
        match (self.amount, self.days, self.day_rate) {
            (Some(amount), _, _) => Some(u64::from(amount)),
            (None, Some(days), Some(rate)) => Some(u64::from(days) * u64::from(rate)),
            (None, _, _) => None,
        }
    }
}

record! {
    /// Top management's commitment (5.1): one statement in the sponsor's own words, signed by them,
    /// and the approval of the business case.
    Commitment(CommitmentId) in Commitments as "" {
        /// The sponsor out of top management.
        signatory: Option<PersonId>,
        /// The statement.
        statement: String,
        /// Time and money given (7.1), in words.
        resources: String,
        /// The signature under the statement.
        approval: Option<Approval>,
        /// The approval of the business case: reasons and costs as they were then.
        business_case_approval: Option<Approval>,
    }
}

impl Commitment {
    /// The hash of what the signature is for.
    pub fn digest(&self) -> String {
        super::approval::digest(&(&self.statement, &self.resources, self.signatory))
    }
}

/// The hash of all reasons and costs, which the approval of the business case is for.
pub fn business_case_digest(isms: &Isms) -> String {
    let reasons: Vec<_> = isms.business_reasons.iter().collect();
    let costs: Vec<_> = isms.cost_lines.iter().collect();
    super::approval::digest(&(reasons, costs))
}

/// Records that the sponsor signed the commitment statement on a day (5.1).
///
/// # Errors
/// When the sponsor or the statement is missing.
pub fn sign_commitment(isms: &Isms, on: Date, now: Now) -> Result<Edit, RuleError> {
    let commitment = isms.commitment()?;
    let Some(by) = commitment.signatory else {
        return Err(RuleError::Incomplete(tr::tr!("Choose the sponsor first: the person who signs the statement.")));
    };
    if commitment.statement.trim().is_empty() {
        return Err(RuleError::Incomplete(tr::tr!(
            "Write the statement first. A signature needs something to stand under."
        )));
    }
    let sponsor = isms.people.require(by)?;
    let approval = Approval::new(sponsor, on, commitment.digest(), now)?;
    Ok(Edit::new(tr::tr!("Record the signed commitment of {}", sponsor.name))
        .put(Commitment { approval: Some(approval), ..commitment.clone() }))
}

/// Records that top management approved the business case.
///
/// # Errors
/// When there is no reason yet, or no sponsor who could approve.
pub fn approve_business_case(isms: &Isms, on: Date, now: Now) -> Result<Edit, RuleError> {
    let commitment = isms.commitment()?;
    if isms.business_reasons.is_empty() {
        return Err(RuleError::Incomplete(tr::tr!("Add at least one reason before the business case is approved.")));
    }
    let Some(by) = commitment.signatory else {
        return Err(RuleError::Incomplete(tr::tr!(
            "Choose the sponsor first: the business case needs somebody who approves it."
        )));
    };
    let sponsor = isms.people.require(by)?;
    let approval = Approval::new(sponsor, on, business_case_digest(isms), now)?;
    Ok(Edit::new(tr::tr!("Approve the business case"))
        .put(Commitment { business_case_approval: Some(approval), ..commitment.clone() }))
}

record! {
    /// An information security objective (6.2).
    Objective(ObjectiveId) in Objectives as "O" {
        /// What is measured.
        measure: String,
        /// The value that counts as reached, with its unit.
        target: String,
        /// How and when it is evaluated.
        evaluation: String,
        /// What it takes.
        resources: String,
        /// Who answers for it.
        owner: Option<PersonId>,
        /// When it is to be reached.
        due: Option<Date>,
        /// What was read so far, oldest first; readings are appended, never overwritten.
        readings: Vec<Reading>,
    }
}

/// One reading of an objective or a metric.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Reading {
    /// The day it was read for.
    pub on: Option<Date>,
    /// The value with its unit.
    pub value: String,
    /// What it means.
    pub remark: String,
    /// When it was entered.
    pub recorded: Option<jiff::Timestamp>,
}

record! {
    /// The target date of one of the eight steps. There are always eight, one for each step.
    PlanStep(PlanStepId) in PlanSteps as "" {
        /// The step.
        step: Option<Step>,
        /// The day it is to be done.
        target: Option<Date>,
        /// Who drives it.
        owner: Option<PersonId>,
    }
}
