//! Assets: what the organisation has that a risk can happen to (A.5.9).

mod grouping;
mod inherit;
mod several;

pub use grouping::{AssetGroup, AssetGrouping, group_of, groups_in_use, no_risk_yet, place, risks_by_asset};
pub use inherit::{AssetValues, Inheritance, Inherited, circle_sentence, depend, effective_all, inherit};
pub use several::{AssetLine, add_lines, read_lines};

use super::organisation::{PersonId, SiteId};
use super::record::{choices, record};
use super::suppliers::SupplierId;

choices! {
    /// What an asset is.
    AssetKind {
        /// Data in any form.
        Information = "Information",
        /// A business process.
        Process = "Process",
        /// A program or a service built from programs.
        Software = "Software",
        /// A device.
        Hardware = "Hardware",
        /// Cables, radio, routers.
        Network = "Network",
        /// People with knowledge or rights.
        People = "People",
        /// A building or room.
        Site = "Site",
        /// Something a supplier runs.
        SupplierService = "Supplier service",
    }
}

choices! {
    /// How widely information may be known.
    Classification {
        /// Anyone.
        Public = "Public",
        /// Everyone who works here.
        Internal = "Internal",
        /// Those who need it.
        Confidential = "Confidential",
        /// Named people only.
        Restricted = "Restricted",
    }
}

record! {
    /// Something of value to the organisation.
    Asset(AssetId) in Assets as "AS" {
        /// What it is.
        kind: Option<AssetKind>,
        /// Who answers for it.
        owner: Option<PersonId>,
        /// Where it is, in words.
        location: String,
        /// The site, when it stands at one.
        site: Option<SiteId>,
        /// The supplier who runs it.
        supplier: Option<SupplierId>,
        /// How widely it may be known.
        classification: Option<Classification>,
        /// Value for confidentiality on the method's scale of asset values, from 1.
        confidentiality: Option<u8>,
        /// Value for integrity.
        integrity: Option<u8>,
        /// Value for availability.
        availability: Option<u8>,
        /// Why its own values differ from those it inherits; empty while it inherits them or nothing differs.
        override_reason: String,
        /// The group it is listed under, in the organisation's own words; empty for none.
        grouping: String,
        /// Whether it holds personal data.
        personal_data: Option<bool>,
        /// Whether it lies in the scope of the ISMS.
        in_scope: Option<bool>,
        /// The assets whose value this one inherits: an application, the information it holds.
        depends_on: Vec<AssetId>,
        /// Within how many hours it must work again after a failure (A.5.30).
        back_within: Option<u32>,
        /// How many hours of work may be lost at most (A.8.13).
        lose_at_most: Option<u32>,
        /// Where the copies of it are, in words.
        copies: String,
    }
}

impl Classification {
    /// Who may know what is classified so.
    pub fn meaning(self) -> String {
        match self {
            Self::Public => tr::tr!("Anyone may know it, inside and outside."),
            Self::Internal => tr::tr!("Everyone who works here may know it."),
            Self::Confidential => tr::tr!("Only those who need it for their work may know it."),
            Self::Restricted => tr::tr!("Only the people named for it may know it."),
        }
    }
}

/// From this value on, an asset counts as valuable: information of this value needs at least one risk.
pub const HIGH_VALUE: u8 = 3;

impl Asset {
    /// The values decided for the asset itself: confidentiality, integrity, availability.
    pub fn own_values(&self) -> [Option<u8>; 3] {
        [self.confidentiality, self.integrity, self.availability]
    }
}
