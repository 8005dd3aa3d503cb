//! Suppliers and what is agreed with them (A.5.19 to A.5.23).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::organisation::PersonId;
use super::record::{choices, record};

choices! {
    /// How much hangs on a supplier.
    Criticality {
        /// We would hardly notice.
        Low = "Low",
        /// Work slows down.
        Medium = "Medium",
        /// Work stops within days.
        High = "High",
        /// Work stops at once, or clients' data is at stake.
        Critical = "Critical",
    }
}

record! {
    /// A supplier.
    Supplier(SupplierId) in Suppliers as "SU" {
        /// What they do for us.
        service: String,
        /// How much hangs on them.
        criticality: Option<Criticality>,
        /// Whether they see or hold personal data.
        personal_data: Option<bool>,
        /// The contract: number, date, where it is kept.
        contract: String,
        /// The security clauses of the contract.
        security_clauses: String,
        /// Certificates they hold, with expiry.
        certificates: Vec<SupplierCertificate>,
        /// Who looks after them.
        owner: Option<PersonId>,
        /// When they were last reviewed.
        reviewed: Option<Date>,
        /// When they are reviewed next.
        next_review: Option<Date>,
    }
}

/// A certificate a supplier holds; it counts as evidence while it is valid.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SupplierCertificate {
    /// The standard: `ISO/IEC 27001`.
    pub standard: String,
    /// Its number.
    pub number: String,
    /// The last day it is valid.
    pub valid_until: Option<Date>,
}
