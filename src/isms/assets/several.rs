//! Many new assets at once, from lines that a person typed or pasted out of a spreadsheet.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tr::tr;

use super::{Asset, AssetKind};
use crate::isms::organisation::PersonId;
use crate::isms::{Edit, Isms, Outside, Record, RegisterName, RuleError};

/// How many cells of a line are read: name, kind, owner, location.
const CELLS: usize = 4;

/// An asset as a line describes it. What the line does not say, or says in unknown words, stays undecided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssetLine {
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: Option<AssetKind>,
    /// Who answers for it.
    pub owner: Option<PersonId>,
    /// Where it is.
    pub location: String,
    /// What could not be read, in sentences.
    pub remarks: Vec<String>,
    /// It is there already, so the line adds nothing.
    pub is_known: bool,
}

/// Reads one asset a line: `name; kind; owner; location`, parted by tabs or semicolons. Empty lines are passed over,
/// and so is a first line of titles. `today` decides who is still with the organisation.
pub fn read_lines(isms: &Isms, text: &str, today: Date) -> Vec<AssetLine> {
    let mut known: BTreeMap<String, String> =
        isms.assets.iter().map(|asset| (key(&asset.name), asset.reference.clone())).collect();
    let owners = owners(isms, today);
    let mut lines = Vec::new();
    for (number, text) in text.lines().enumerate() {
        let parting = if text.contains('\t') { '\t' } else { ';' };
        let cells: Vec<&str> = text.split(parting).map(|cell| cell.trim().trim_matches('"').trim()).collect();
        let name = cells.first().copied().unwrap_or_default();
        if cells.iter().all(|cell| cell.is_empty()) || (number == 0 && are_titles(&cells)) {
            continue;
        }
        let mut line = AssetLine { name: name.to_owned(), ..AssetLine::default() };
        fill(&mut line, &cells, &owners);
        if name.is_empty() {
            line.is_known = true;
            line.remarks = vec![tr!("This line has no name, so it is left out.")];
        } else if let Some(reference) = known.get(&key(name)) {
            line.is_known = true;
            line.remarks = vec![if reference.is_empty() {
                tr!("An earlier line has this name, so it is left out.")
            } else {
                tr!("{} has this name already, so it is left out.", reference)
            }];
        }
        known.entry(key(name)).or_default();
        lines.push(line);
    }
    lines
}

fn key(words: &str) -> String {
    words.trim().to_lowercase()
}

/// People by the words that may stand for them; `None` where the words stand for more than one.
fn owners(isms: &Isms, today: Date) -> BTreeMap<String, Option<PersonId>> {
    let mut owners: BTreeMap<String, Option<PersonId>> = BTreeMap::new();
    for person in isms.people.iter().filter(|person| person.is_with_us(today)) {
        for words in [&person.name, &person.email, &person.reference] {
            let same = |known: &mut Option<PersonId>| *known = known.filter(|id| *id == person.id);
            owners.entry(key(words)).and_modify(same).or_insert(Some(person.id));
        }
    }
    owners
}

fn are_titles(cells: &[&str]) -> bool {
    let is_title = |cell: &&str, words: &[String]| words.iter().any(|word| key(cell) == key(word));
    let first = cells.first().is_some_and(|cell| is_title(cell, &[tr!("Name"), tr!("Asset")]));
    first && cells.get(1).is_none_or(|cell| is_title(cell, &[tr!("Kind"), tr!("Type")]))
}

fn fill(line: &mut AssetLine, cells: &[&str], owners: &BTreeMap<String, Option<PersonId>>) {
    let cell = |place: usize| cells.get(place).copied().unwrap_or_default();
    line.kind = AssetKind::ALL.iter().copied().find(|kind| key(&kind.label()) == key(cell(1)));
    if line.kind.is_none() && !cell(1).is_empty() {
        line.remarks.push(tr!("“{}” is no kind of asset, so the kind stays undecided.", cell(1)));
    }
    if !cell(2).is_empty() {
        match owners.get(&key(cell(2))) {
            Some(Some(owner)) => line.owner = Some(*owner),
            Some(None) => {
                line.remarks.push(tr!("More than one person is called {}, so the owner stays undecided.", cell(2)));
            }
            None => line.remarks.push(tr!("Nobody here is called {}, so the owner stays undecided.", cell(2))),
        }
    }
    cell(3).clone_into(&mut line.location);
    if cells.iter().skip(CELLS).any(|cell| !cell.is_empty()) {
        line.remarks.push(tr!("Only name, kind, owner and location are read; the rest of the line is left out."));
    }
}

/// Adds an asset for every line that is new, in one edit. Nothing is decided that the lines do not say.
///
/// # Errors
/// When no line names a new asset.
pub fn add_lines(isms: &Isms, text: &str, outside: &mut Outside<'_>) -> Result<Edit, RuleError> {
    let lines: Vec<AssetLine> =
        read_lines(isms, text, outside.now.today).into_iter().filter(|line| !line.is_known).collect();
    if lines.is_empty() {
        return Err(RuleError::Incomplete(tr!("There is no new asset in these lines. Write one name on each line.")));
    }
    let label = if lines.len() == 1 { tr!("Add 1 asset") } else { tr!("Add {} assets", lines.len()) };
    Ok(lines.into_iter().fold(Edit::new(label), |edit, line| {
        let blank = Asset::blank(outside.id(), outside.reference(RegisterName::Assets));
        edit.put(Asset { name: line.name, kind: line.kind, owner: line.owner, location: line.location, ..blank })
    }))
}
