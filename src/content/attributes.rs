//! The attributes of ISO/IEC 27002:2022 by which controls are sorted.

use std::collections::BTreeSet;

use tr::tr;

use super::catalogue::ControlEntry;

/// A kind of attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attribute {
    /// Preventive, detective, corrective.
    Type,
    /// Confidentiality, integrity, availability.
    Property,
    /// Identify, protect, detect, respond, recover.
    Concept,
    /// Operational capabilities.
    Capability,
    /// Security domains.
    Domain,
}

impl Attribute {
    /// Every kind, in the order of the standard.
    pub const ALL: [Self; 5] = [Self::Type, Self::Property, Self::Concept, Self::Capability, Self::Domain];

    /// What people call it.
    pub fn label(self) -> String {
        match self {
            Self::Type => tr!("Control type"),
            Self::Property => tr!("Property"),
            Self::Concept => tr!("Concept"),
            Self::Capability => tr!("Capability"),
            Self::Domain => tr!("Domain"),
        }
    }

    /// The values a control has.
    pub fn of(self, control: &ControlEntry) -> &[String] {
        match self {
            Self::Type => &control.control_type,
            Self::Property => &control.properties,
            Self::Concept => &control.concepts,
            Self::Capability => &control.capabilities,
            Self::Domain => &control.domains,
        }
    }

    /// Every value that some control has, in the order of the catalogue's first mention.
    pub fn values(self, controls: &[ControlEntry]) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        controls.iter().flat_map(|control| self.of(control)).map(String::as_str).filter(|v| seen.insert(*v)).collect()
    }

    /// A value as people read it: `Identity and access management`.
    pub fn word(value: &str) -> String {
        value.replace('_', " ")
    }
}
