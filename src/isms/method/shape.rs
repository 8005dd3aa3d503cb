//! The shape of a method: how many levels, how they combine, the painted matrix, bands, areas, the line.
//! Each rule keeps the parts in step with each other and refuses to touch an approved version.

use tr::tr;

use super::versions::draft;
use super::{Band, Combination, FEWEST_LEVELS, HIGHEST_SCORE, Level, MOST_BANDS, MOST_LEVELS, Method, MethodId};
use crate::isms::{Edit, Isms, RuleError};

/// The two scales of a matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// How often: the rows.
    Likelihood,
    /// How bad: the columns.
    Impact,
}

impl Scale {
    /// Its name as a title.
    pub fn label(self) -> String {
        match self {
            Self::Likelihood => tr!("Likelihood"),
            Self::Impact => tr!("Impact"),
        }
    }

    /// Its name inside a sentence.
    pub fn word(self) -> String {
        match self {
            Self::Likelihood => tr!("likelihood"),
            Self::Impact => tr!("impact"),
        }
    }
}

/// Gives a scale this many levels. What is there stays; new levels come on top, with nothing said about them.
///
/// # Errors
/// When the method is approved, or the number is not 3 to 7.
pub fn set_levels(isms: &Isms, id: MethodId, scale: Scale, count: usize) -> Result<Edit, RuleError> {
    let mut method = draft(isms, id)?;
    if !(FEWEST_LEVELS..=MOST_LEVELS).contains(&count) {
        return Err(RuleError::Incomplete(tr!("A scale has 3 to 7 levels.")));
    }
    let areas = method.impact_areas.len();
    match scale {
        Scale::Likelihood => method.likelihood.resize_with(count, Level::default),
        Scale::Impact => {
            let blank = || Level { by_area: vec![String::new(); areas], ..Level::default() };
            method.impact.resize_with(count, blank);
        }
    }
    fit_matrix(&mut method);
    Ok(Edit::new(tr!("{0}: {1} levels of {2}", method.reference, count, scale.word())).put(method))
}

/// Chooses how likelihood and impact combine. A free matrix starts from the scores of the rule before it, or blank.
///
/// # Errors
/// When the method is approved.
pub fn combine(isms: &Isms, id: MethodId, how: Option<Combination>) -> Result<Edit, RuleError> {
    let mut method = draft(isms, id)?;
    method.matrix = match how {
        Some(Combination::Matrix) => present_scores(&method),
        Some(Combination::Product | Combination::Sum) | None => Vec::new(),
    };
    method.combination = how;
    let word = how.map_or_else(|| tr!("undecided"), Combination::label);
    Ok(Edit::new(tr!("{0}: combination {1}", method.reference, word)).put(method))
}

fn present_scores(method: &Method) -> Vec<Vec<Option<u32>>> {
    let levels = |count: usize| 1..=u8::try_from(count).unwrap_or(u8::MAX);
    let row = |likelihood: u8| {
        levels(method.impact.len()).map(move |impact| method.score(Some(likelihood), Some(impact))).collect()
    };
    levels(method.likelihood.len()).map(row).collect()
}

fn fit_matrix(method: &mut Method) {
    if method.combination == Some(Combination::Matrix) {
        method.matrix = present_scores(method);
    }
}

/// Writes one score into cells of a free matrix (likelihood, impact, both from 1), or takes theirs away.
///
/// # Errors
/// When the method is approved or has no free matrix, a cell lies outside it, or the score is not 1 to 99.
pub fn paint(isms: &Isms, id: MethodId, cells: &[(u8, u8)], score: Option<u32>) -> Result<Edit, RuleError> {
    let mut method = draft(isms, id)?;
    if method.combination != Some(Combination::Matrix) {
        return Err(RuleError::Incomplete(tr!("Choose the free matrix first. Only its cells are painted by hand.")));
    }
    if score.is_some_and(|score| score == 0 || score > HIGHEST_SCORE) {
        return Err(RuleError::Incomplete(tr!("A score is a number from 1 to {}.", HIGHEST_SCORE)));
    }
    fit_matrix(&mut method);
    for (likelihood, impact) in cells {
        let row = usize::from(*likelihood).checked_sub(1).and_then(|row| method.matrix.get_mut(row));
        let cell = usize::from(*impact).checked_sub(1).and_then(|column| row?.get_mut(column));
        *cell.ok_or_else(|| RuleError::Incomplete(tr!("This cell is not in the matrix.")))? = score;
    }
    Ok(Edit::new(tr!("{}: paint the matrix", method.reference)).put(method))
}

/// Adds a band above the others, from the next score that the matrix reaches. It has no name yet.
///
/// # Errors
/// When the method is approved, has seven bands, or no score lies above the last one.
pub fn add_band(isms: &Isms, id: MethodId) -> Result<Edit, RuleError> {
    let mut method = draft(isms, id)?;
    if method.bands.len() >= MOST_BANDS {
        return Err(RuleError::Incomplete(tr!("A method has at most {} bands.", MOST_BANDS)));
    }
    let scores = method.all_scores();
    let from = match method.bands.last() {
        Some(last) => scores.iter().filter(|score| **score > last.from).min().copied(),
        None => Some(scores.iter().min().copied().unwrap_or(1)),
    };
    let from = from.ok_or_else(|| {
        RuleError::Incomplete(tr!("No score lies above the last band. Let the last band begin lower first."))
    })?;
    method.bands.push(Band { from, ..Band::default() });
    Ok(Edit::new(tr!("{0}: add a band from {1}", method.reference, from)).put(method))
}

/// Removes a band, counted from 0. Its scores fall to the band below; the lowest band's to the one above.
///
/// # Errors
/// When the method is approved or has no such band.
pub fn remove_band(isms: &Isms, id: MethodId, index: usize) -> Result<Edit, RuleError> {
    let mut method = draft(isms, id)?;
    if index >= method.bands.len() {
        return Err(RuleError::Incomplete(tr!("This band is no longer there.")));
    }
    let gone = method.bands.remove(index);
    if let Some(first) = method.bands.first_mut().filter(|_| index == 0) {
        first.from = gone.from;
    }
    Ok(Edit::new(tr!("{0}: remove the band “{1}”", method.reference, gone.name)).put(method))
}

/// Draws the acceptance line above this score, or takes it away.
///
/// # Errors
/// When the method is approved.
pub fn set_line(isms: &Isms, id: MethodId, line: Option<u32>) -> Result<Edit, RuleError> {
    let method = draft(isms, id)?;
    let label = match line {
        Some(line) => tr!("{0}: acceptable up to {1}", method.reference, line),
        None => tr!("{}: acceptance line undecided", method.reference),
    };
    Ok(Edit::new(label).put(Method { acceptable_up_to: line, ..method }))
}

/// Adds an area that impact is described for; every level of impact gets a place for its words.
///
/// # Errors
/// When the method is approved, or an area has this name already.
pub fn add_area(isms: &Isms, id: MethodId, name: &str) -> Result<Edit, RuleError> {
    let mut method = draft(isms, id)?;
    let name = free_area(&method, name, None)?;
    method.impact_areas.push(name.clone());
    let areas = method.impact_areas.len();
    for level in &mut method.impact {
        level.by_area.resize(areas, String::new());
    }
    Ok(Edit::new(tr!("{0}: impact on {1}", method.reference, name)).put(method))
}

/// Gives an area another name; its words stay.
///
/// # Errors
/// When the method is approved, the area is gone, or another one has this name.
pub fn name_area(isms: &Isms, id: MethodId, index: usize, name: &str) -> Result<Edit, RuleError> {
    let mut method = draft(isms, id)?;
    let name = free_area(&method, name, Some(index))?;
    let area = method.impact_areas.get_mut(index).ok_or_else(gone_area)?;
    let label = tr!("{0}: {1} is called {2}", method.reference, area, name);
    *area = name;
    Ok(Edit::new(label).put(method))
}

/// Removes an area and what each level says about it.
///
/// # Errors
/// When the method is approved or has no such area.
pub fn remove_area(isms: &Isms, id: MethodId, index: usize) -> Result<Edit, RuleError> {
    let mut method = draft(isms, id)?;
    if index >= method.impact_areas.len() {
        return Err(gone_area());
    }
    let gone = method.impact_areas.remove(index);
    for level in &mut method.impact {
        if index < level.by_area.len() {
            level.by_area.remove(index);
        }
    }
    Ok(Edit::new(tr!("{0}: no impact on {1}", method.reference, gone)).put(method))
}

fn gone_area() -> RuleError {
    RuleError::Incomplete(tr!("This area is no longer there."))
}

fn free_area(method: &Method, name: &str, own: Option<usize>) -> Result<String, RuleError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(RuleError::Incomplete(tr!("Name the area, for example Clients.")));
    }
    let same = |(index, area): (usize, &String)| Some(index) != own && area.trim().eq_ignore_ascii_case(name);
    if method.impact_areas.iter().enumerate().any(same) {
        return Err(RuleError::Incomplete(tr!("Impact is described for {} already.", name)));
    }
    Ok(name.to_owned())
}
