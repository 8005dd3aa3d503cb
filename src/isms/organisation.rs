//! The organisation: its profile, its people, sites, processes and teams.

use jiff::civil::Date;

use super::record::{choices, record};
use super::{Edit, Isms, RuleError};

record! {
    /// The one organisation this ISMS is for. `name` is what it is called in everyday speech.
    /// Every working fact is undecided (`None`) until a person says yes or no.
    Profile(ProfileId) in Profiles as "" {
        /// The name in the commercial register, printed on documents.
        legal_name: String,
        /// The line of business, in words.
        sector: String,
        /// Number of people who work for the organisation.
        headcount: Option<u32>,
        /// Three-letter currency code (ISO 4217) used for costs.
        currency: String,
        /// Language of printed documents as BCP 47 tag; empty until chosen.
        document_language: String,
        /// SHA-256 of the logo among the evidence contents; empty for none.
        logo: String,
        /// People work away from the offices.
        remote_work: Option<bool>,
        /// The organisation develops software itself.
        own_development: Option<bool>,
        /// It uses cloud services.
        cloud_customer: Option<bool>,
        /// It offers cloud services to others.
        cloud_provider: Option<bool>,
        /// It decides why and how personal data is processed (controller).
        personal_data_controller: Option<bool>,
        /// It processes personal data on behalf of others (processor).
        personal_data_processor: Option<bool>,
        /// It handles health data within reach of HIPAA.
        health_data: Option<bool>,
        /// It is listed in the United States or supplies a listed company (SOX).
        sec_listed: Option<bool>,
        /// It handles payment card data.
        card_data: Option<bool>,
        /// It runs industrial control systems.
        industrial_systems: Option<bool>,
        /// Its IT is run by an outside company.
        outsourced_it: Option<bool>,
    }
}

impl Profile {
    /// The working facts that tailor everything, each with its JSON pointer and present answer.
    pub fn facts(&self) -> [(&'static str, Option<bool>); 11] {
        [
            ("/remote_work", self.remote_work),
            ("/own_development", self.own_development),
            ("/cloud_customer", self.cloud_customer),
            ("/cloud_provider", self.cloud_provider),
            ("/personal_data_controller", self.personal_data_controller),
            ("/personal_data_processor", self.personal_data_processor),
            ("/health_data", self.health_data),
            ("/sec_listed", self.sec_listed),
            ("/card_data", self.card_data),
            ("/industrial_systems", self.industrial_systems),
            ("/outsourced_it", self.outsourced_it),
        ]
    }

    /// The name to print: the legal name, or the everyday one while no legal name is entered.
    pub fn printed_name(&self) -> &str {
        if self.legal_name.is_empty() { &self.name } else { &self.legal_name }
    }
}

choices! {
    /// The ISMS roles a person can hold (clause 5.3).
    IsmsRole {
        /// Directs the organisation and answers for the ISMS (5.1).
        TopManagement = "Top management",
        /// Runs the ISMS from day to day.
        IsmsManager = "ISMS manager",
        /// May accept risks (6.1.2 c).
        RiskOwner = "Risk owner",
        /// Answers for controls.
        ControlOwner = "Control owner",
        /// Audits the ISMS (9.2).
        InternalAuditor = "Internal auditor",
        /// The contact for data protection questions.
        DataProtection = "Data protection contact",
    }
}

record! {
    /// Somebody who works for or with the organisation.
    Person(PersonId) in People as "P" {
        /// What the person does, in the organisation's own words: "Chief executive".
        job_title: String,
        /// The ISMS roles held (5.3).
        roles: Vec<IsmsRole>,
        /// The person who stands in for them.
        deputy: Option<PersonId>,
        /// The team the person belongs to.
        team: Option<TeamId>,
        /// Where to write to.
        email: String,
        /// First day.
        joined: Option<Date>,
        /// Last day; a person who has left owns nothing any more.
        left: Option<Date>,
    }
}

impl Person {
    /// Whether the person is with the organisation on this day.
    pub fn is_with_us(&self, today: Date) -> bool {
        self.left.is_none_or(|left| left >= today)
    }

    /// Whether the person holds this ISMS role.
    pub fn has_role(&self, role: IsmsRole) -> bool {
        self.roles.contains(&role)
    }

    /// Up to two letters that stand for the name.
    pub fn initials(&self) -> String {
        let mut words = self.name.split_whitespace();
        let first = words.next().and_then(|word| word.chars().next());
        let last = words.next_back().and_then(|word| word.chars().next());
        first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
    }
}

/// Gives a person an ISMS role or takes it away (5.3).
///
/// # Errors
/// [`RuleError::Gone`] when the person is not in the register.
pub fn set_role(isms: &Isms, id: PersonId, role: IsmsRole, held: bool) -> Result<Edit, RuleError> {
    let mut person = isms.people.require(id)?.clone();
    person.roles.retain(|other| *other != role);
    if held {
        person.roles.push(role);
        person.roles.sort();
    }
    let label = if held {
        tr::tr!("{} is now {}", person.name, role.label())
    } else {
        tr::tr!("{} is no longer {}", person.name, role.label())
    };
    Ok(Edit::new(label).put(person))
}

record! {
    /// A place where the organisation works.
    Site(SiteId) in Sites as "SI" {
        /// Postal address.
        address: String,
        /// What is done there.
        purpose: String,
    }
}

record! {
    /// A business process or a service to customers.
    Process(ProcessId) in Processes as "PR" {
        /// What it delivers and to whom.
        description: String,
        /// Who answers for it.
        owner: Option<PersonId>,
    }
}

record! {
    /// A group of people in the organisation chart.
    Team(TeamId) in Teams as "TE" {
        /// Who leads it.
        lead: Option<PersonId>,
    }
}
