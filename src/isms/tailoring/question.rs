//! What a text still needs to know.

use uuid::Uuid;

use super::tables::TableName;
use crate::isms::documents::Library;
use crate::isms::organisation::IsmsRole;
use crate::isms::{Isms, RegisterName};

/// Begins a place in a text that is undecided. No keyboard has it, so it cannot be mistaken for typed text.
pub const UNDECIDED_BEGIN: char = '\u{27E6}';
/// Ends such a place.
pub const UNDECIDED_END: char = '\u{27E7}';

/// Something that has to be answered before a text is whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum OpenQuestion {
    /// A field of the profile is empty: its JSON pointer.
    Profile(&'static str),
    /// Nobody holds a role of 5.3.
    Role(IsmsRole),
    /// A question of the library is not answered, by its id.
    Fact(String),
    /// Whether a control applies is undecided, by its printed id.
    Control(String),
    /// A table would be empty.
    Table(TableName),
    /// The text names something that does not exist.
    Unknown {
        /// The section.
        section: String,
        /// The name.
        name: String,
    },
    /// The text cannot be read.
    Wrong {
        /// The section.
        section: String,
        /// What is wrong with it.
        what: String,
    },
}

/// Where an open question is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    /// Beside the text: a question of the library.
    Fact(String),
    /// In a register, perhaps at one record.
    Register(RegisterName, Option<Uuid>),
    /// In the section of the text itself.
    Section(String),
}

impl OpenQuestion {
    /// The question as a sentence that says what to do.
    pub fn sentence(&self, library: &Library) -> String {
        match self {
            Self::Profile(pointer) => tr::tr!("The profile does not say: {}.", profile_words(pointer)),
            Self::Role(role) => tr::tr!("Nobody holds the role “{}” yet.", role.label()),
            Self::Fact(id) => match library.field(id) {
                Some(field) => field.ask.clone(),
                None => tr::tr!("There is no answer for “{}”.", id),
            },
            Self::Control(reference) => tr::tr!("Whether {} applies is undecided.", reference),
            Self::Table(table) => tr::tr!("The table “{}” has no rows yet.", table.label()),
            Self::Unknown { section, name } => {
                tr::tr!("“{0}”: there is no field {1}. Choose one from the list of fields.", section, name)
            }
            Self::Wrong { section, what } => tr::tr!("“{0}” cannot be read: {1}.", section, what),
        }
    }

    /// Where it is answered.
    pub fn lead(&self, isms: &Isms) -> Lead {
        match self {
            Self::Profile(_) => Lead::Register(RegisterName::Profiles, isms.profile().ok().map(|p| p.id.0)),
            Self::Role(_) => Lead::Register(RegisterName::People, None),
            Self::Fact(id) => Lead::Fact(id.clone()),
            Self::Control(reference) => {
                Lead::Register(RegisterName::Controls, isms.controls.by_reference(reference).map(|c| c.id.0))
            }
            Self::Table(table) => Lead::Register(table.register(), None),
            Self::Unknown { section, .. } | Self::Wrong { section, .. } => Lead::Section(section.clone()),
        }
    }

    /// What stands in the text meanwhile.
    pub(super) fn mark(&self) -> String {
        let words = match self {
            Self::Unknown { name, .. } => tr::tr!("no field {}", name),
            Self::Wrong { .. } => tr::tr!("this section cannot be read"),
            Self::Table(table) => tr::tr!("table “{}”: no rows yet", table.label()),
            Self::Profile(_) | Self::Role(_) | Self::Fact(_) | Self::Control(_) => tr::tr!("undecided"),
        };
        marked(&words)
    }
}

/// Words as an undecided place.
pub(super) fn marked(words: &str) -> String {
    format!("{UNDECIDED_BEGIN}{words}{UNDECIDED_END}")
}

/// A field of the profile in words.
pub(super) fn profile_words(pointer: &str) -> String {
    match pointer {
        "/name" => tr::tr!("the organisation's name"),
        "/legal_name" => tr::tr!("the legal name"),
        "/headcount" => tr::tr!("how many people work here"),
        "/sector" => tr::tr!("the line of business"),
        "/remote_work" => tr::tr!("whether people work away from the offices"),
        "/own_development" => tr::tr!("whether you develop software"),
        "/cloud_customer" => tr::tr!("whether you use cloud services"),
        "/cloud_provider" => tr::tr!("whether you offer cloud services"),
        "/personal_data_controller" => tr::tr!("whether you decide how personal data is processed"),
        "/personal_data_processor" => tr::tr!("whether you process personal data for others"),
        "/health_data" => tr::tr!("whether you handle health data under HIPAA"),
        "/sec_listed" => tr::tr!("whether you are listed in the United States or supply a listed company"),
        "/card_data" => tr::tr!("whether you handle card data"),
        "/industrial_systems" => tr::tr!("whether you run industrial systems"),
        "/outsourced_it" => tr::tr!("whether an outside company runs your IT"),
        other => other.trim_start_matches('/').replace('_', " "),
    }
}
