//! Which assets an entry of the catalogue is about: its asset types against the kinds and names of the register.

use std::collections::BTreeMap;

use crate::isms::Isms;
use crate::isms::assets::{Asset, AssetId, AssetKind};
use crate::isms::risks::Property;

/// How many assets a suggestion names; the rest are only counted.
pub(super) const NAMED: usize = 8;

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

/// Whether a text holds one of these words: a word itself, its plural, or the beginning of a longer one.
pub(super) fn holds(words: &[String], wanted: &str) -> bool {
    words.iter().any(|word| {
        word == wanted
            || word.strip_suffix('s') == Some(wanted)
            || (wanted.chars().count() > 3 && word.starts_with(wanted))
    })
}

/// The words of a text in small letters; `Wi-Fi` and `E-mail` are one word each.
pub(super) fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace('-', "");
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether an asset is of a type of the catalogue. A device whose name says what it is counts as that alone;
/// information counts as paper where it stands at a site or its words say so; software counts as a cloud service
/// where a supplier runs it.
fn is_of(asset: &Asset, name: &[String], asset_type: &str) -> bool {
    let Some(kind) = asset.kind else { return false };
    if !kinds_of(asset_type).is_some_and(|kinds| kinds.contains(&kind)) {
        return false;
    }
    match (kind, asset_type) {
        (AssetKind::Hardware, _) => {
            let says = |list: &[&str]| list.iter().any(|word| holds(name, word));
            let said: Vec<&str> = DEVICES.iter().filter(|(_, list)| says(list)).map(|(name, _)| *name).collect();
            said.is_empty() || said.contains(&asset_type)
        }
        (AssetKind::Information, "Documents_paper") => {
            let location = words(&asset.location);
            asset.site.is_some() || PAPER.iter().any(|word| holds(name, word) || holds(&location, word))
        }
        (AssetKind::Software, "Cloud_service") => asset.supplier.is_some(),
        _ => true,
    }
}

/// An asset with what matching needs, worked out once.
struct Item {
    id: AssetId,
    name: Vec<String>,
    types: Vec<usize>,
    values: [Option<u8>; 3],
}

/// The assets in scope, ready to be matched.
pub(super) struct Stock<'a> {
    types: Vec<&'a str>,
    items: Vec<Item>,
    found: BTreeMap<(Vec<usize>, [bool; 3]), Vec<usize>>,
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

impl<'a> Stock<'a> {
    /// The assets of the register that nobody has put out of scope. `types` are all types of the catalogue;
    /// `only` leaves a single asset.
    pub(super) fn of(isms: &Isms, types: Vec<&'a str>, only: Option<AssetId>) -> Self {
        let item = |asset: &Asset| {
            let name = words(&format!("{} {}", asset.name, asset.grouping));
            let of = types.iter().enumerate().filter(|(_, one)| is_of(asset, &name, one)).map(|(index, _)| index);
            let values = [asset.confidentiality, asset.integrity, asset.availability];
            Item { id: asset.id, types: of.collect(), name, values }
        };
        let is_meant = |asset: &&Asset| asset.in_scope != Some(false) && only.is_none_or(|only| asset.id == only);
        let items = isms.assets.iter().filter(is_meant).map(item).collect();
        Self { types, items, found: BTreeMap::new() }
    }

    /// The assets of these types, for a threat to these properties; `about` narrows them to what is meant.
    pub(super) fn find(&mut self, types: &[String], affects: &[Property], about: &[String]) -> Found {
        let wanted: Vec<usize> =
            self.types.iter().enumerate().filter(|(_, one)| types.iter().any(|t| t == *one)).map(|(i, _)| i).collect();
        let properties = Property::ALL.iter().map(|property| affects.contains(property));
        let mut touched = [false; 3];
        touched.iter_mut().zip(properties).for_each(|(slot, is)| *slot = is);
        let items = &self.items;
        let value = |index: &usize| value_of(&items[*index], touched);
        let matching = self.found.entry((wanted, touched)).or_insert_with_key(|(wanted, _)| {
            let is_meant = |item: &Item| item.types.iter().any(|one| wanted.contains(one));
            let mut found: Vec<usize> =
                items.iter().enumerate().filter(|(_, item)| is_meant(item)).map(|(index, _)| index).collect();
            found.sort_by_key(|index| std::cmp::Reverse(value(index)));
            found
        });
        let named = |index: &&usize| about.iter().any(|word| holds(&items[**index].name, word));
        let narrowed: Vec<usize> =
            if about.is_empty() { Vec::new() } else { matching.iter().filter(named).copied().collect() };
        let chosen: &[usize] = if narrowed.is_empty() { matching } else { &narrowed };
        let highest = chosen.first().and_then(value);
        let carrying = |best: u8| (chosen.iter().take_while(|index| value(index) == Some(best)).count(), best);
        Found {
            assets: chosen.iter().take(NAMED).map(|index| items[*index].id).collect(),
            count: chosen.len(),
            highest: highest.map(carrying),
        }
    }
}

/// The highest decided value among the properties that are touched.
fn value_of(item: &Item, touched: [bool; 3]) -> Option<u8> {
    item.values.iter().zip(touched).filter(|(_, is)| *is).filter_map(|(value, _)| *value).max()
}
