//! Tables out of the registers, as Markdown, for documents that list what the organisation has.

use crate::isms::assets::{Asset, AssetKind, Classification};
use crate::isms::organisation::{IsmsRole, PersonId};
use crate::isms::record::choices;
use crate::isms::{Isms, RegisterName};

choices! {
    /// A table that a text may ask for.
    TableName {
        /// ISMS role, who holds it, deputy.
        Roles = "ISMS roles",
        /// System, owner, class, where.
        Systems = "Systems",
        /// System, owner, how much may be lost, how soon it must be back, where the copies are.
        Recovery = "Recovery of systems",
        /// Supplier, service, criticality, personal data, next review.
        Suppliers = "Suppliers",
        /// Site, address, purpose.
        Sites = "Sites",
        /// Class, who may know it.
        Classes = "Classes of information",
        /// Level, scores, whether it is acceptable.
        RiskLevels = "Levels of risk",
        /// Objective, measure, target, owner, due.
        Objectives = "Objectives",
        /// Obligation, kind, owner.
        Obligations = "Obligations",
        /// Process, owner.
        Processes = "Processes",
    }
}

impl TableName {
    /// The table with this name in a text: `risk_levels`.
    pub fn parse(name: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
    }

    /// What texts call it: `risk_levels`.
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// The register whose records are its rows.
    pub fn register(self) -> RegisterName {
        match self {
            Self::Roles => RegisterName::People,
            Self::Systems | Self::Recovery | Self::Classes => RegisterName::Assets,
            Self::Suppliers => RegisterName::Suppliers,
            Self::Sites => RegisterName::Sites,
            Self::RiskLevels => RegisterName::Methods,
            Self::Objectives => RegisterName::Objectives,
            Self::Obligations => RegisterName::Obligations,
            Self::Processes => RegisterName::Processes,
        }
    }
}

/// The table as Markdown; `None` when it would have no rows.
pub(super) fn table(isms: &Isms, name: TableName) -> Option<String> {
    let (head, rows) = match name {
        TableName::Roles => roles(isms),
        TableName::Systems => systems(isms),
        TableName::Recovery => recovery(isms),
        TableName::Suppliers => suppliers(isms),
        TableName::Sites => sites(isms),
        TableName::Classes => classes(),
        TableName::RiskLevels => risk_levels(isms),
        TableName::Objectives => objectives(isms),
        TableName::Obligations => obligations(isms),
        TableName::Processes => processes(isms),
    };
    if rows.is_empty() {
        return None;
    }
    let line =
        |cells: &[String]| format!("| {} |", cells.iter().map(|cell| escaped(cell)).collect::<Vec<_>>().join(" | "));
    let rule = format!("|{}", "---|".repeat(head.len()));
    // Blank lines around it, so that it is a table wherever the text puts it.
    let body: Vec<String> = rows.iter().map(|row| line(row)).collect();
    Some(format!("\n{}\n{rule}\n{}\n", line(&head), body.join("\n")))
}

type Grid = (Vec<String>, Vec<Vec<String>>);

/// What a person typed into a register is text here, never Markdown.
fn escaped(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    for c in cell.trim().chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '|' | '*' | '_' | '`' | '[' | ']' | '<' | '\\' | '#' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

fn person(isms: &Isms, id: Option<PersonId>) -> String {
    let name = isms.person_name(id);
    if name.is_empty() { tr::tr!("not named") } else { name.to_owned() }
}

fn or_dash(text: &str) -> String {
    if text.trim().is_empty() { "–".to_owned() } else { text.to_owned() }
}

fn day(day: Option<jiff::civil::Date>) -> String {
    day.map_or_else(|| tr::tr!("not set"), |day| day.strftime("%-d %B %Y").to_string())
}

fn roles(isms: &Isms) -> Grid {
    let row = |role: &IsmsRole| -> Vec<Vec<String>> {
        let holders = isms.people.iter().filter(|person| person.has_role(*role) && person.left.is_none());
        let deputy = |id| isms.people.get(id).map(|deputy| deputy.name.clone());
        holders
            .map(|holder| {
                let stand_in = holder.deputy.and_then(deputy).unwrap_or_else(|| "–".to_owned());
                vec![role.label(), holder.name.clone(), or_dash(&holder.job_title), stand_in]
            })
            .collect()
    };
    let head = vec![tr::tr!("ISMS role"), tr::tr!("Who"), tr::tr!("Position"), tr::tr!("Deputy")];
    (head, IsmsRole::ALL.iter().flat_map(row).collect())
}

/// Assets that somebody would call a system, in scope.
fn in_scope(isms: &Isms) -> impl Iterator<Item = &Asset> {
    isms.assets.iter().filter(|asset| {
        asset.in_scope == Some(true)
            && matches!(
                asset.kind,
                Some(AssetKind::Software | AssetKind::Hardware | AssetKind::Network | AssetKind::SupplierService)
            )
    })
}

fn systems(isms: &Isms) -> Grid {
    let row = |asset: &Asset| {
        let class = asset.classification.map_or_else(|| tr::tr!("not classified"), Classification::label);
        vec![asset.name.clone(), person(isms, asset.owner), class, or_dash(&asset.location)]
    };
    let head = vec![tr::tr!("System"), tr::tr!("Owner"), tr::tr!("Class"), tr::tr!("Where")];
    (head, in_scope(isms).map(row).collect())
}

/// Only systems somebody has decided a limit for: the rest is a question on the screen, not a row of dashes.
fn recovery(isms: &Isms) -> Grid {
    let hours = |hours: Option<u32>| match hours {
        None => tr::tr!("undecided"),
        Some(1) => tr::tr!("1 hour"),
        Some(hours) => tr::tr!("{} hours", hours),
    };
    let decided = |asset: &&Asset| asset.back_within.is_some() || asset.lose_at_most.is_some();
    let row = |asset: &Asset| {
        vec![
            asset.name.clone(),
            person(isms, asset.owner),
            hours(asset.lose_at_most),
            hours(asset.back_within),
            or_dash(&asset.copies),
        ]
    };
    let head = vec![
        tr::tr!("System"),
        tr::tr!("Owner"),
        tr::tr!("May lose at most"),
        tr::tr!("Back within"),
        tr::tr!("Where the copies are"),
    ];
    (head, isms.assets.iter().filter(decided).map(row).collect())
}

fn suppliers(isms: &Isms) -> Grid {
    let row = |supplier: &crate::isms::suppliers::Supplier| {
        let criticality = supplier.criticality.map_or_else(|| tr::tr!("undecided"), |found| found.label());
        let personal = match supplier.personal_data {
            Some(true) => tr::tr!("yes"),
            Some(false) => tr::tr!("no"),
            None => tr::tr!("undecided"),
        };
        vec![supplier.name.clone(), or_dash(&supplier.service), criticality, personal, day(supplier.next_review)]
    };
    let head = vec![
        tr::tr!("Supplier"),
        tr::tr!("Service"),
        tr::tr!("How much hangs on it"),
        tr::tr!("Personal data"),
        tr::tr!("Next review"),
    ];
    (head, isms.suppliers.iter().map(row).collect())
}

fn sites(isms: &Isms) -> Grid {
    let row = |site: &crate::isms::organisation::Site| {
        vec![site.name.clone(), or_dash(&site.address), or_dash(&site.purpose)]
    };
    (vec![tr::tr!("Site"), tr::tr!("Address"), tr::tr!("What is done there")], isms.sites.iter().map(row).collect())
}

fn classes() -> Grid {
    let row = |class: &Classification| vec![class.label(), class.meaning()];
    (vec![tr::tr!("Class"), tr::tr!("Who may know it")], Classification::ALL.iter().map(row).collect())
}

fn risk_levels(isms: &Isms) -> Grid {
    let Some(method) = isms.current_method() else { return (Vec::new(), Vec::new()) };
    let row = |(index, band): (usize, &crate::isms::method::Band)| {
        let acceptable = match method.acceptable_up_to {
            None => tr::tr!("undecided"),
            Some(line) if band.from > line => tr::tr!("no, it needs treatment or a decision"),
            Some(_) => tr::tr!("yes"),
        };
        vec![band.name.clone(), method.band_range(index), acceptable]
    };
    let head = vec![tr::tr!("Level"), tr::tr!("Scores"), tr::tr!("May be accepted without treatment")];
    (head, method.bands.iter().enumerate().map(row).collect())
}

fn objectives(isms: &Isms) -> Grid {
    let row = |objective: &crate::isms::support::Objective| {
        vec![
            objective.name.clone(),
            or_dash(&objective.measure),
            or_dash(&objective.target),
            person(isms, objective.owner),
            day(objective.due),
        ]
    };
    let head = vec![tr::tr!("Objective"), tr::tr!("Measure"), tr::tr!("Target"), tr::tr!("Owner"), tr::tr!("By when")];
    (head, isms.objectives.iter().map(row).collect())
}

fn obligations(isms: &Isms) -> Grid {
    let row = |obligation: &crate::isms::scope::Obligation| {
        let kind = obligation.kind.map_or_else(|| tr::tr!("undecided"), |kind| kind.label());
        vec![obligation.name.clone(), kind, person(isms, obligation.owner)]
    };
    (vec![tr::tr!("Obligation"), tr::tr!("Kind"), tr::tr!("Owner")], isms.obligations.iter().map(row).collect())
}

fn processes(isms: &Isms) -> Grid {
    let row = |process: &crate::isms::organisation::Process| vec![process.name.clone(), person(isms, process.owner)];
    (vec![tr::tr!("Process"), tr::tr!("Owner")], isms.processes.iter().map(row).collect())
}
