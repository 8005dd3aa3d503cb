//! Step 8: certification body, external audits, certificate, and what changes in between.

use jiff::civil::Date;

use super::organisation::PersonId;
use super::record::{choices, record};

record! {
    /// A certification body.
    Body(BodyId) in Bodies as "CB" {
        /// Who accredits it: UKAS, DAkkS.
        accreditation: String,
        /// Whether it is the one we chose.
        chosen: Option<bool>,
        /// Whom to talk to.
        contact: String,
    }
}

record! {
    /// A certification body's quote.
    Quote(QuoteId) in Quotes as "QU" {
        /// Who quotes.
        body: Option<BodyId>,
        /// Audit days, in halves of a day.
        half_days: Option<u32>,
        /// Price in whole units of the profile's currency.
        price: Option<u32>,
        /// The last day it holds.
        valid_until: Option<Date>,
    }
}

choices! {
    /// Which audit of the certification cycle.
    ExternalAuditKind {
        /// Documents and readiness.
        Stage1 = "Stage 1",
        /// Practice.
        Stage2 = "Stage 2",
        /// Yearly look.
        Surveillance = "Surveillance",
        /// Every third year.
        Recertification = "Recertification",
    }
}

record! {
    /// An audit by the certification body.
    ExternalAudit(ExternalAuditId) in ExternalAudits as "EA" {
        /// Which one.
        kind: Option<ExternalAuditKind>,
        /// Who audits.
        body: Option<BodyId>,
        /// First day.
        starts: Option<Date>,
        /// Last day.
        ends: Option<Date>,
        /// The auditors.
        auditors: String,
        /// What it came to, in words.
        result: String,
        /// Whether every finding is closed; `None` while it has not been held.
        findings_closed: Option<bool>,
    }
}

record! {
    /// The certificate.
    Certificate(CertificateId) in Certificates as "CE" {
        /// Its number.
        number: String,
        /// The scope as printed on it.
        scope: String,
        /// Who issued it.
        body: Option<BodyId>,
        /// Issued on.
        issued: Option<Date>,
        /// Valid until.
        valid_until: Option<Date>,
    }
}

record! {
    /// A change in technology, business or threats, and what has to be looked at because of it (6.3, 8.1).
    ChangeTrigger(ChangeTriggerId) in ChangeTriggers as "CH" {
        /// When it came up.
        on: Option<Date>,
        /// What has to be reviewed because of it.
        review: String,
        /// Who does that.
        owner: Option<PersonId>,
        /// By when.
        due: Option<Date>,
        /// When it was done.
        done_on: Option<Date>,
    }
}

record! {
    /// A year of the management system with its own targets.
    Cycle(CycleId) in Cycles as "CY" {
        /// First day.
        from: Option<Date>,
        /// Last day.
        until: Option<Date>,
    }
}
