//! Two days compared (8.2): which risks are new, gone, moved, changed, accepted since.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Risk, RiskId, RiskSnapshot, differences};
use crate::isms::Isms;
use crate::isms::method::{Method, MethodId};

/// All risks of one day, with the methods they were assessed under.
#[derive(Debug, Clone)]
pub struct Picture<'a> {
    /// What the day is called.
    pub name: String,
    /// The day; `None` for today's register.
    pub on: Option<Date>,
    risks: BTreeMap<RiskId, &'a Risk>,
    methods: BTreeMap<MethodId, &'a Method>,
}

impl<'a> Picture<'a> {
    /// The day of a snapshot.
    pub fn of(snapshot: &'a RiskSnapshot) -> Self {
        Self {
            name: snapshot.name.clone(),
            on: snapshot.on,
            risks: snapshot.risks.iter().map(|risk| (risk.id, risk)).collect(),
            methods: snapshot.methods.iter().map(|method| (method.id, method)).collect(),
        }
    }

    /// The register as it stands.
    pub fn today(isms: &'a Isms) -> Self {
        Self {
            name: tr::tr!("Today"),
            on: None,
            risks: isms.risks.iter().map(|risk| (risk.id, risk)).collect(),
            methods: isms.methods.iter().map(|method| (method.id, method)).collect(),
        }
    }

    fn place(&self, risk: &Risk) -> Place {
        let method = risk.method.and_then(|id| self.methods.get(&id).copied());
        let cell = risk.current.likelihood.zip(risk.current.impact).filter(|_| method.is_some());
        let score = risk.current.score(method);
        let band = score.and_then(|score| method?.band(score));
        Place {
            method: risk.method,
            cell,
            score,
            step: band.and_then(|band| Some(method?.colour_step(band))),
            band: band.and_then(|band| method?.bands.get(band)).map_or_else(String::new, |band| band.name.clone()),
            above: score.and_then(|score| method?.is_above(score)),
        }
    }
}

/// A risk as it is named in a comparison; it may be gone from the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The risk.
    pub id: RiskId,
    /// Its reference.
    pub reference: String,
    /// The scenario.
    pub name: String,
}

impl Named {
    fn of(risk: &Risk) -> Self {
        Self { id: risk.id, reference: risk.reference.clone(), name: risk.name.clone() }
    }
}

/// Where a risk stood on a day, under the method of that day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The method its levels belong to.
    pub method: Option<MethodId>,
    /// Likelihood and impact; `None` while undecided.
    pub cell: Option<(u8, u8)>,
    /// The score.
    pub score: Option<u32>,
    /// The band's step of colour, 1 to 5.
    pub step: Option<usize>,
    /// The band's name; empty while undecided.
    pub band: String,
    /// Whether it lies above the acceptance line.
    pub above: Option<bool>,
}

impl Place {
    /// “12 High”, or that it is undecided.
    pub fn words(&self) -> String {
        match self.score {
            Some(score) => format!("{score} {}", self.band).trim().to_owned(),
            None => tr::tr!("undecided"),
        }
    }
}

/// Which way a risk moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To a higher level.
    Up,
    /// To a lower level.
    Down,
    /// To another cell of the same score, or from or to undecided.
    Aside,
}

/// A risk that stands somewhere else than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The risk.
    pub risk: Named,
    /// Where it stood.
    pub from: Place,
    /// Where it stands.
    pub to: Place,
    /// What else changed about it, each as a line.
    pub why: Vec<String>,
}

impl Moved {
    /// Which way. Across two methods the acceptance line decides, then the band.
    pub fn direction(&self) -> Direction {
        let order = if self.from.method == self.to.method {
            self.from.score.zip(self.to.score).map(|(from, to)| to.cmp(&from))
        } else {
            let rank = |place: &Place| place.above.zip(place.step);
            rank(&self.from).zip(rank(&self.to)).map(|(from, to)| to.cmp(&from))
        };
        match order {
            Some(std::cmp::Ordering::Greater) => Direction::Up,
            Some(std::cmp::Ordering::Less) => Direction::Down,
            Some(std::cmp::Ordering::Equal) | None => Direction::Aside,
        }
    }

    /// Whether both cells lie in one matrix, so that an arrow can join them.
    pub fn arrow(&self) -> Option<((u8, u8), (u8, u8))> {
        if self.from.method == self.to.method { self.from.cell.zip(self.to.cell) } else { None }
    }

    /// From where to where, in words: “12 High → 6 Low, now within the line”.
    pub fn words(&self) -> String {
        let path = format!("{} → {}", self.from.words(), self.to.words());
        let line = match (self.from.above, self.to.above) {
            (Some(true), Some(false)) => tr::tr!("now within the line"),
            (Some(false), Some(true)) => tr::tr!("now above the line"),
            _ => String::new(),
        };
        let method = if self.from.method == self.to.method {
            String::new()
        } else {
            tr::tr!("compared by band: the method changed")
        };
        [path, line, method].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// What happened from one day to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Risks that were not there before.
    pub new: Vec<Named>,
    /// Risks that are no longer there.
    pub gone: Vec<Named>,
    /// Risks at another level.
    pub moved: Vec<Moved>,
    /// Risks at the same level with something else changed, and what.
    pub changed: Vec<(Named, Vec<String>)>,
    /// Risks accepted since; they may stand in another list too.
    pub accepted_since: Vec<Named>,
    /// Risks with nothing changed that was judged.
    pub unchanged: Vec<Named>,
}

/// Compares two days, each in the order of the register.
pub fn compare(isms: &Isms, before: &Picture<'_>, after: &Picture<'_>) -> Comparison {
    let mut found = Comparison::default();
    for (id, old) in &before.risks {
        if !after.risks.contains_key(id) {
            found.gone.push(Named::of(old));
        }
    }
    for (id, new) in &after.risks {
        let named = Named::of(new);
        let old = before.risks.get(id);
        let accepted_before = old.and_then(|old| old.acceptance.as_ref());
        if new.acceptance.is_some() && new.acceptance.as_ref() != accepted_before {
            found.accepted_since.push(named.clone());
        }
        let Some(old) = old else {
            found.new.push(named);
            continue;
        };
        let (from, to) = (before.place(old), after.place(new));
        let why = differences(&without_levels(old, new), new, isms);
        let same = if from.method == to.method {
            from.cell == to.cell
        } else {
            (&from.band, from.above) == (&to.band, to.above)
        };
        if !same {
            found.moved.push(Moved { risk: named, from, to, why });
        } else if why.is_empty() {
            found.unchanged.push(named);
        } else {
            found.changed.push((named, why));
        }
    }
    found
}

/// The old state with the new levels of today: what is different then is what else changed.
fn without_levels(old: &Risk, new: &Risk) -> Risk {
    let mut bare = old.clone();
    bare.current.likelihood = new.current.likelihood;
    bare.current.impact = new.current.impact;
    bare
}
