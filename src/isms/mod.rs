//! The ISMS itself: plain data and pure rules. No SQL, no windows, no files, no clock.
//!
//! [`Isms`] is one snapshot of everything a file holds except evidence contents. A rule looks at a
//! snapshot and answers with an [`Edit`]; only the store turns an edit into a new snapshot.

pub mod actions;
pub mod approval;
pub mod assets;
pub mod audits;
pub mod certification;
pub mod controls;
pub mod coverage;
pub mod dates;
pub mod documents;
mod edit;
pub mod erasure;
mod error;
pub mod estimate;
pub mod evidence;
pub mod facts;
pub mod finding;
pub mod founding;
pub mod history;
pub mod incidents;
pub mod method;
pub mod organisation;
mod outside;
pub mod passphrase;
pub mod proposals;
pub mod readiness;
pub mod record;
pub mod risks;
pub mod scope;
pub mod statement;
pub mod steps;
pub mod suppliers;
pub mod support;
pub mod tailoring;
#[cfg(test)]
mod tests;
pub mod training;

use serde_json::Value;
use uuid::Uuid;

pub use edit::{
    Change, Edit, FieldRef, delete, next_reference, reference_after, reference_number, set_field, set_fields,
    unlink_and_delete,
};
pub use error::RuleError;
pub use outside::{Outside, Rule, counted};
pub use record::{Record, RecordId, Register};

/// Declares the list of registers. A new register is one line here, one struct, one migration, one screen.
macro_rules! registers {
    ($( $variant:ident $field:ident : $record:ty = $words:literal, )*) => {
        /// The name of a register.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum RegisterName { $( #[doc = $words] $variant, )* }

        impl RegisterName {
            /// Every register, in a fixed order.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )* ];

            /// The name in files: of its table and in the history.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => stringify!($field), )* }
            }

            /// The register with this name in files.
            pub fn parse(name: &str) -> Option<Self> {
                match name { $( stringify!($field) => Some(Self::$variant), )* _ => None }
            }

            /// What people call it.
            pub fn label(self) -> String {
                match self { $( Self::$variant => tr::tr!($words), )* }
            }

            /// The letters before the number in its references.
            pub fn prefix(self) -> &'static str {
                match self { $( Self::$variant => <$record as Record>::PREFIX, )* }
            }
        }

        /// One snapshot of everything a file holds, except evidence contents.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct Isms { $( #[doc = $words] pub $field: Register<$record>, )* }

        /// A record of any register.
        #[derive(Debug, Clone, PartialEq)]
        pub enum AnyRecord { $( #[doc = $words] $variant(Box<$record>), )* }

        $( impl From<$record> for AnyRecord {
            fn from(record: $record) -> Self { Self::$variant(Box::new(record)) }
        }
        impl AsRecord<$record> for AnyRecord {
            fn as_record(&self) -> Option<&$record> {
                match self { Self::$variant(record) => Some(record), _ => None }
            }
        } )*

        impl AnyRecord {
            /// The register it belongs to.
            pub fn register(&self) -> RegisterName {
                match self { $( Self::$variant(_) => RegisterName::$variant, )* }
            }
            /// Its id.
            pub fn id(&self) -> Uuid {
                match self { $( Self::$variant(record) => record.id().into(), )* }
            }
            /// The reference people use, or the name where there is none.
            pub fn title(&self) -> &str {
                match self { $( Self::$variant(record) => title(record.as_ref()), )* }
            }
            /// Its reference; empty where the register has none.
            pub fn reference(&self) -> &str {
                match self { $( Self::$variant(record) => record.reference(), )* }
            }
            /// What people call it; empty where it has no name.
            pub fn name(&self) -> &str {
                match self { $( Self::$variant(record) => record.name(), )* }
            }
            /// Its fields as JSON: what tables and history hold.
            pub fn to_json(&self) -> Value {
                match self { $( Self::$variant(record) => serde_json::to_value(record).unwrap_or_default(), )* }
            }
            /// A record from its fields as JSON.
            ///
            /// # Errors
            /// When a field holds what its type cannot.
            pub fn from_json(register: RegisterName, fields: Value) -> Result<Self, serde_json::Error> {
                Ok(match register { $( RegisterName::$variant => Self::$variant(Box::new(serde_json::from_value(fields)?)), )* })
            }
            /// A record from any serde source, such as a row.
            ///
            /// # Errors
            /// Whatever the source answers when a field holds what its type cannot.
            pub fn deserialize<'de, D: serde::Deserializer<'de>>(register: RegisterName, source: D) -> Result<Self, D::Error> {
                use serde::Deserialize;
                Ok(match register { $( RegisterName::$variant => Self::$variant(Box::new(<$record>::deserialize(source)?)), )* })
            }
            /// A new record with nothing decided.
            pub fn blank(register: RegisterName, id: Uuid, reference: String) -> Self {
                match register { $( RegisterName::$variant => Self::$variant(Box::new(<$record>::blank(id.into(), reference))), )* }
            }
        }

        impl Isms {
            /// The record with this id in this register.
            pub fn get(&self, register: RegisterName, id: Uuid) -> Option<AnyRecord> {
                match register { $( RegisterName::$variant => self.$field.get(id.into()).map(|record| AnyRecord::from(record.clone())), )* }
            }
            /// Whether the record is there.
            pub fn has(&self, register: RegisterName, id: Uuid) -> bool {
                match register { $( RegisterName::$variant => self.$field.get(id.into()).is_some(), )* }
            }
            /// All records of a register.
            pub fn all(&self, register: RegisterName) -> Vec<AnyRecord> {
                match register { $( RegisterName::$variant => self.$field.iter().map(|record| AnyRecord::from(record.clone())).collect(), )* }
            }
            /// The records of a register that another snapshot has not, or has otherwise, and those only it has, by id.
            pub fn differing(&self, other: &Self, register: RegisterName) -> Vec<Uuid> {
                match register { $( RegisterName::$variant => self.$field.differing(&other.$field), )* }
            }
            /// How many records a register holds.
            pub fn count(&self, register: RegisterName) -> usize {
                match register { $( RegisterName::$variant => self.$field.len(), )* }
            }
            /// The references given in a register.
            pub fn references(&self, register: RegisterName) -> Vec<&str> {
                match register { $( RegisterName::$variant => self.$field.iter().map(Record::reference).collect(), )* }
            }
            /// Puts a loaded record in; the store fills a snapshot with it before anybody sees it.
            pub fn load(&mut self, record: AnyRecord) {
                match record { $( AnyRecord::$variant(record) => self.$field.put(*record), )* }
            }
            fn remove(&mut self, register: RegisterName, id: Uuid) {
                match register { $( RegisterName::$variant => self.$field.remove(id), )* }
            }
        }
    };
}

registers! {
    Profiles profiles: organisation::Profile = "Profile",
    People people: organisation::Person = "People",
    Sites sites: organisation::Site = "Sites",
    Processes processes: organisation::Process = "Processes and services",
    Teams teams: organisation::Team = "Teams",
    BusinessReasons business_reasons: support::BusinessReason = "Business case reasons",
    CostLines cost_lines: support::CostLine = "Costs",
    Commitments commitments: support::Commitment = "Commitment",
    Objectives objectives: support::Objective = "Objectives",
    PlanSteps plan_steps: support::PlanStep = "Project plan",
    Issues issues: scope::Issue = "Issues",
    Parties parties: scope::InterestedParty = "Interested parties",
    Obligations obligations: scope::Obligation = "Obligations",
    ScopeItems scope_items: scope::ScopeItem = "Scope lines",
    Interfaces interfaces: scope::Interface = "Interfaces",
    ScopeStatements scope_statements: scope::ScopeStatement = "Scope statement",
    Methods methods: method::Method = "Risk methods",
    Assets assets: assets::Asset = "Assets",
    Risks risks: risks::Risk = "Risks",
    Actions actions: actions::Action = "Actions",
    RiskSnapshots risk_snapshots: risks::RiskSnapshot = "Risk snapshots",
    Controls controls: controls::Control = "Controls",
    SoaVersions soa_versions: controls::SoaVersion = "Statement of Applicability versions",
    Documents documents: documents::Document = "Documents",
    DocumentVersions document_versions: documents::DocumentVersion = "Document versions",
    Facts facts: facts::Fact = "Facts",
    Acknowledgements acknowledgements: documents::Acknowledgement = "Acknowledgements",
    Evidence evidence: evidence::Evidence = "Evidence",
    Suppliers suppliers: suppliers::Supplier = "Suppliers",
    Incidents incidents: incidents::Incident = "Incidents",
    Courses courses: training::Course = "Courses",
    Sessions sessions: training::Session = "Training sessions",
    Attendances attendances: training::Attendance = "Attendance",
    Communications communications: training::Communication = "Communication plan",
    Metrics metrics: audits::Metric = "Metrics",
    AuditProgrammes audit_programmes: audits::AuditProgramme = "Audit programme",
    Audits audits: audits::Audit = "Internal audits",
    Nonconformities nonconformities: audits::Nonconformity = "Nonconformities",
    ManagementReviews management_reviews: audits::ManagementReview = "Management reviews",
    Bodies bodies: certification::Body = "Certification bodies",
    Quotes quotes: certification::Quote = "Quotes",
    ExternalAudits external_audits: certification::ExternalAudit = "External audits",
    Certificates certificates: certification::Certificate = "Certificates",
    ChangeTriggers change_triggers: certification::ChangeTrigger = "Changes",
    Cycles cycles: certification::Cycle = "Cycles",
}

/// Looks into an [`AnyRecord`] for a record of one kind.
pub trait AsRecord<T> {
    /// The record, when it is of this kind.
    fn as_record(&self) -> Option<&T>;
}

/// The reference people use, or the name where there is none.
fn title<T: Record>(record: &T) -> &str {
    if record.reference().is_empty() { record.name() } else { record.reference() }
}

impl Isms {
    /// The organisation's profile.
    ///
    /// # Errors
    /// When the file holds none: it was not made by Octavo or is damaged.
    pub fn profile(&self) -> Result<&organisation::Profile, RuleError> {
        self.profiles.iter().next().ok_or(RuleError::Gone { register: RegisterName::Profiles })
    }

    /// Top management's commitment.
    ///
    /// # Errors
    /// When the file holds none.
    pub fn commitment(&self) -> Result<&support::Commitment, RuleError> {
        self.commitments.iter().next().ok_or(RuleError::Gone { register: RegisterName::Commitments })
    }

    /// The scope statement.
    ///
    /// # Errors
    /// When the file holds none.
    pub fn scope(&self) -> Result<&scope::ScopeStatement, RuleError> {
        self.scope_statements.iter().next().ok_or(RuleError::Gone { register: RegisterName::ScopeStatements })
    }

    /// The risk method in use: the newest that is approved; before the first approval, the newest.
    pub fn current_method(&self) -> Option<&method::Method> {
        self.methods.iter().rev().find(|method| method.approval.is_some()).or_else(|| self.methods.iter().next_back())
    }

    /// The next version of the method while it is being prepared: nothing is scored under it yet.
    pub fn draft_method(&self) -> Option<&method::Method> {
        let newest = self.methods.iter().next_back()?;
        (self.current_method()?.id != newest.id).then_some(newest)
    }

    /// The actions that treat a risk, those given up included.
    pub fn actions_of(&self, risk: risks::RiskId) -> impl Iterator<Item = &actions::Action> {
        self.actions.iter().filter(move |action| action.risks.contains(&risk))
    }

    /// The actions of every risk that has some.
    pub fn actions_by_risk(&self) -> std::collections::BTreeMap<risks::RiskId, Vec<&actions::Action>> {
        let mut by_risk = std::collections::BTreeMap::new();
        for action in self.actions.iter() {
            for risk in &action.risks {
                by_risk.entry(*risk).or_insert_with(Vec::new).push(action);
            }
        }
        by_risk
    }

    /// What the organisation is called, for titles.
    pub fn organisation_name(&self) -> &str {
        self.profile().map_or("", |profile| profile.name.as_str())
    }

    /// The name of a person, empty when nobody is named.
    pub fn person_name(&self, id: Option<organisation::PersonId>) -> &str {
        id.and_then(|id| self.people.get(id)).map_or("", |person| person.name.as_str())
    }
}
