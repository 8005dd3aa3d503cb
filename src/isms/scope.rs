//! Step 2, context and scope: issues, interested parties, obligations, what is in and what is out.

use jiff::civil::Date;

use super::approval::{Approval, Now, digest};
use super::assets::AssetId;
use super::controls::ControlId;
use super::organisation::{PersonId, ProcessId, SiteId, TeamId};
use super::record::{choices, record};
use super::{Edit, Isms, RuleError};

choices! {
    /// Where an issue comes from (4.1).
    IssueSide {
        /// From inside the organisation.
        Internal = "Internal",
        /// From outside.
        External = "External",
    }
}

choices! {
    /// What an issue is about.
    IssueArea {
        /// People, skills, culture.
        People = "People",
        /// Technology in use.
        Technology = "Technology",
        /// Structure and processes.
        Organisation = "Organisation",
        /// Money.
        Finance = "Finance",
        /// Law and regulation.
        Legal = "Law and regulation",
        /// Customers, competitors, suppliers.
        Market = "Market and suppliers",
        /// Threats in the world outside.
        Threats = "Threat landscape",
        /// Climate change, whose relevance must be decided (Amendment 1:2024).
        Climate = "Climate change",
    }
}

record! {
    /// An internal or external issue that touches the ISMS (4.1).
    Issue(IssueId) in Issues as "IS" {
        /// Inside or outside.
        side: Option<IssueSide>,
        /// What it is about.
        area: Option<IssueArea>,
        /// Whether it matters to the ISMS. For climate change, no is an answer too.
        relevant: Option<bool>,
        /// What it does to the ISMS.
        effect: String,
    }
}

record! {
    /// An interested party (4.2).
    InterestedParty(PartyId) in Parties as "IP" {
        /// What the party needs or expects.
        requirements: String,
        /// Whether the ISMS addresses it.
        addressed: Option<bool>,
        /// Which of the requirements the ISMS addresses, or why none.
        how: String,
    }
}

choices! {
    /// The kind of an obligation (A.5.31).
    ObligationKind {
        /// An act of parliament or regulation that applies directly.
        Law = "Law",
        /// A regulator's rule.
        Regulation = "Regulation",
        /// A contract.
        Contract = "Contract",
        /// A standard the organisation has bound itself to.
        Standard = "Standard",
    }
}

record! {
    /// A legal, regulatory or contractual requirement (A.5.31).
    Obligation(ObligationId) in Obligations as "OB" {
        /// What kind it is.
        kind: Option<ObligationKind>,
        /// The provision: `GDPR Art. 32`, section 7 of the contract.
        provision: String,
        /// Provisions of the catalogue that it stands for, by their ids: `GDPR Art. 32(1)(b)`.
        provisions: Vec<String>,
        /// What it asks of us.
        requirement: String,
        /// The controls that answer it.
        controls: Vec<ControlId>,
        /// Who keeps an eye on it.
        owner: Option<PersonId>,
        /// When it is looked at again.
        next_review: Option<Date>,
    }
}

impl Obligation {
    /// The provisions it stands for, each once: those taken from the catalogue, and the one that is written down.
    pub fn cites(&self) -> impl Iterator<Item = &str> {
        let written = Some(self.provision.trim()).filter(|text| !text.is_empty());
        let written = written.filter(|text| !self.provisions.iter().any(|id| id == text));
        self.provisions.iter().map(String::as_str).chain(written)
    }

    /// How it is cited beside its reference: the provision, or the name while there is none.
    pub fn citation(&self) -> &str {
        if self.provision.is_empty() { &self.name } else { &self.provision }
    }
}

choices! {
    /// What a line of the scope refers to.
    ScopeSubject {
        /// A place.
        Site = "Site",
        /// A process or service.
        Process = "Process or service",
        /// A group of people.
        Team = "Team",
        /// A system.
        System = "System",
        /// Anything else, in words.
        Other = "Other",
    }
}

record! {
    /// One line of the scope: something that is inside, or outside with a reason (4.3).
    ScopeItem(ScopeItemId) in ScopeItems as "SC" {
        /// Inside (`true`), outside (`false`), not decided.
        inside: Option<bool>,
        /// What kind of thing it is.
        subject: Option<ScopeSubject>,
        /// Why it is outside.
        reason: String,
        /// The site, when it is one of the register.
        site: Option<SiteId>,
        /// The process, when it is one of the register.
        process: Option<ProcessId>,
        /// The team, when it is one of the register.
        team: Option<TeamId>,
        /// The system, when it is one of the register.
        asset: Option<AssetId>,
    }
}

record! {
    /// Where the scope ends: a connection to somebody else and who does what (4.3 c).
    Interface(InterfaceId) in Interfaces as "IF" {
        /// Who is on the other side.
        counterpart: String,
        /// What we do.
        ours: String,
        /// What they do.
        theirs: String,
    }
}

record! {
    /// The scope statement (4.3): one text under version and approval.
    ScopeStatement(ScopeStatementId) in ScopeStatements as "" {
        /// The statement that goes on the certificate.
        statement: String,
        /// The version people cite; empty until first approved.
        version: String,
        /// The approval of exactly this statement with its inclusions and exclusions.
        approval: Option<Approval>,
    }
}

/// The hash of the whole scope: statement, inclusions, exclusions, interfaces.
pub fn scope_digest(isms: &Isms) -> String {
    let items: Vec<_> = isms.scope_items.iter().collect();
    let interfaces: Vec<_> = isms.interfaces.iter().collect();
    let statement = isms.scope_statements.iter().next().map_or("", |scope| scope.statement.as_str());
    digest(&(statement, items, interfaces))
}

/// Top management approves the scope as it stands (4.3).
///
/// # Errors
/// When there is no statement, or an exclusion gives no reason.
pub fn approve(isms: &Isms, by: PersonId, on: Date, now: Now) -> Result<Edit, RuleError> {
    let scope = isms.scope()?;
    if scope.statement.trim().is_empty() {
        return Err(RuleError::Incomplete(tr::tr!("Write the scope statement before it is approved.")));
    }
    let silent = |item: &&ScopeItem| item.inside == Some(false) && item.reason.trim().is_empty();
    if let Some(item) = isms.scope_items.iter().find(silent) {
        return Err(RuleError::Incomplete(tr::tr!(
            "Say why “{}” is out of scope before the scope is approved.",
            item.name
        )));
    }
    let person = isms.people.require(by)?;
    let approval = Approval::new(person, on, scope_digest(isms), now)?;
    let version = super::approval::next_version(&scope.version, scope.approval.as_ref(), &approval.digest);
    Ok(Edit::new(tr::tr!("Approve the scope as version {}", version)).put(ScopeStatement {
        approval: Some(approval),
        version,
        ..scope.clone()
    }))
}
