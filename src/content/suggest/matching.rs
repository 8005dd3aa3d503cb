//! Which assets an entry of the catalogue is about: its asset types against the kinds and names of the register.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::isms::Isms;
use crate::isms::assets::{Asset, AssetId, AssetKind};
use crate::isms::risks::Property;

/// How many assets a suggestion names; the rest are only counted.
pub(super) const NAMED: usize = 8;

/// The asset types of the catalogue.
const TYPES: [&str; 14] = [
    "Information",
    "Documents_paper",
    "Process",
    "Software_application",
    "Cloud_service",
    "Supplier",
    "Server",
    "Endpoint",
    "Mobile_device",
    "Storage_media",
    "Network",
    "People",
    "Premises",
    "Utilities",
];

/// The kinds in the register that an asset type of the catalogue stands for; `None` for a type nobody has mapped.
pub fn kinds_of(asset_type: &str) -> Option<&'static [AssetKind]> {
    Some(match asset_type {
        "Information" | "Documents_paper" => &[AssetKind::Information],
        "Process" => &[AssetKind::Process],
        "Software_application" => &[AssetKind::Software],
        "Cloud_service" => &[AssetKind::SupplierService, AssetKind::Software],
        "Supplier" => &[AssetKind::SupplierService],
        "Server" | "Endpoint" | "Mobile_device" | "Storage_media" => &[AssetKind::Hardware],
        "Network" => &[AssetKind::Network],
        "People" => &[AssetKind::People],
        "Premises" | "Utilities" => &[AssetKind::Site],
        _ => return None,
    })
}

/// Words in the name or group of a device that say which of the four types it is.
const DEVICES: [(&str, &[&str]); 4] = [
    ("Endpoint", &["laptop", "notebook", "desktop", "workstation", "computer", "pc", "macbook", "thin client"]),
    ("Mobile_device", &["phone", "smartphone", "tablet", "ipad", "iphone", "mobile"]),
    ("Server", &["server", "nas", "rack", "virtualisation", "hypervisor"]),
    ("Storage_media", &["usb", "disk", "tape", "stick", "media"]),
];

/// Words in the name or location of information that say it is on paper.
const PAPER: [&str; 6] = ["paper", "cabinet", "binder", "folder", "printed", "safe"];

/// Whether a text holds this word: itself, in its plural, or as the beginning of a longer one.
pub(super) fn holds(words: &[String], wanted: &str) -> bool {
    words.iter().any(|word| match word.strip_prefix(wanted) {
        Some(rest) => rest.is_empty() || rest == "s" || wanted.len() > 3,
        None => false,
    })
}

/// The words of a text in small letters; `Wi-Fi` and `E-mail` are one word each.
pub(super) fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace('-', "");
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A bit for each type of the catalogue; a type nobody has mapped has none.
fn bits(types: &[impl AsRef<str>]) -> u16 {
    let is_in = |one: &str| types.iter().any(|wanted| wanted.as_ref() == one);
    TYPES.iter().zip(0..16).filter(|(one, _)| is_in(one)).fold(0, |bits, (_, place)| bits | 1 << place)
}

/// The types that each kind of asset can be of.
fn by_kind() -> BTreeMap<AssetKind, u16> {
    let of = |kind: &AssetKind| {
        let reaching = |one: &&&str| kinds_of(one).is_some_and(|kinds| kinds.contains(kind));
        bits(&TYPES.iter().filter(reaching).collect::<Vec<_>>())
    };
    AssetKind::ALL.iter().map(|kind| (*kind, of(kind))).collect()
}

/// The types that an asset is of. A device whose name says what it is counts as that alone; information counts as
/// paper where it stands at a site or its words say so; software counts as a cloud service where a supplier runs it.
fn types_of(asset: &Asset, kind: AssetKind, of_kind: u16, name: &[String]) -> u16 {
    let says = |list: &[&str]| list.iter().any(|word| holds(name, word));
    match kind {
        AssetKind::Hardware => {
            let said: Vec<&str> = DEVICES.iter().filter(|(_, list)| says(list)).map(|(of, _)| *of).collect();
            if said.is_empty() { of_kind } else { of_kind & bits(&said) }
        }
        AssetKind::Information => {
            let location = words(&asset.location);
            let in_words = says(&PAPER) || PAPER.iter().any(|word| holds(&location, word));
            if asset.site.is_some() || in_words { of_kind } else { of_kind & !bits(&["Documents_paper"]) }
        }
        AssetKind::Software if asset.supplier.is_none() => of_kind & !bits(&["Cloud_service"]),
        AssetKind::Software
        | AssetKind::Process
        | AssetKind::Network
        | AssetKind::People
        | AssetKind::Site
        | AssetKind::SupplierService => of_kind,
    }
}

/// An asset with what matching needs, worked out once.
struct Item {
    id: AssetId,
    name: Vec<String>,
    /// Its types, a bit for each.
    types: u16,
    values: [Option<u8>; 3],
}

/// The assets in scope, ready to be matched.
pub(super) struct Stock {
    items: Vec<Item>,
    /// What was found before, by the types that were looked for and the properties they are touched in.
    found: BTreeMap<(u16, [bool; 3]), Vec<usize>>,
}

/// What was found for an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// The assets to name: those of the highest value, then in the order of the register.
    pub assets: Vec<AssetId>,
    /// How many there are in all.
    pub count: usize,
    /// How many of them carry the highest value, and that value; `None` while no value is decided.
    pub highest: Option<(usize, u8)>,
}

impl Stock {
    /// The assets of the register that nobody has put out of scope; `only` leaves a single one.
    pub(super) fn of(isms: &Isms, only: Option<AssetId>) -> Self {
        let is_meant = |asset: &&Asset| asset.in_scope != Some(false) && only.is_none_or(|only| asset.id == only);
        let by_kind = by_kind();
        let item = |asset: &Asset| {
            let kind = asset.kind?;
            let name = words(&format!("{} {}", asset.name, asset.grouping));
            let types = types_of(asset, kind, *by_kind.get(&kind)?, &name);
            Some(Item {
                id: asset.id,
                types,
                name,
                values: [asset.confidentiality, asset.integrity, asset.availability],
            })
        };
        Self { items: isms.assets.iter().filter(is_meant).filter_map(item).collect(), found: BTreeMap::new() }
    }

    /// The assets of these types, for a threat to these properties; `about` narrows them to what is meant.
    pub(super) fn find(&mut self, types: &[String], affects: &[Property], about: &[String]) -> Found {
        let touched =
            [Property::Confidentiality, Property::Integrity, Property::Availability].map(|p| affects.contains(&p));
        let wanted = bits(types);
        let items = &self.items;
        let value = |index: &usize| value_of(&items[*index], touched);
        let matching = self.found.entry((wanted, touched)).or_insert_with(|| {
            let is_meant = |item: &Item| item.types & wanted != 0;
            let all = items.iter().enumerate();
            let mut found: Vec<usize> = all.filter(|(_, item)| is_meant(item)).map(|(index, _)| index).collect();
            found.sort_by_cached_key(|index| Reverse(value(index)));
            found
        });
        let named = |index: &&usize| about.iter().any(|word| holds(&items[**index].name, word));
        let narrowed: Vec<usize> =
            if about.is_empty() { Vec::new() } else { matching.iter().filter(named).copied().collect() };
        let chosen: &[usize] = if narrowed.is_empty() { matching } else { &narrowed };
        let carrying = |best: u8| (chosen.iter().take_while(|index| value(index) == Some(best)).count(), best);
        Found {
            assets: chosen.iter().take(NAMED).map(|index| items[*index].id).collect(),
            count: chosen.len(),
            highest: chosen.first().and_then(value).map(carrying),
        }
    }
}

/// The highest decided value among the properties that are touched.
fn value_of(item: &Item, touched: [bool; 3]) -> Option<u8> {
    item.values.iter().zip(touched).filter(|(_, is)| *is).filter_map(|(value, _)| *value).max()
}
