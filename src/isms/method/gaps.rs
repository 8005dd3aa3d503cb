//! What a method still lacks: what stands in the way of its approval, and what good practice would add.

use tr::tr;

use super::{Combination, FEWEST_LEVELS, Level, MOST_LEVELS, Method, Scale};

impl Method {
    /// The first thing that is missing before the method can be approved, as a sentence.
    pub fn gap(&self) -> Option<String> {
        self.gaps().into_iter().next()
    }

    /// Everything that is missing before the method can be approved (6.1.2 a), in the order of the work.
    pub fn gaps(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        let count = FEWEST_LEVELS..=MOST_LEVELS;
        if !count.contains(&self.likelihood.len()) || !count.contains(&self.impact.len()) {
            gaps.push(tr!("Likelihood and impact each need 3 to 7 levels."));
        }
        for scale in [Scale::Likelihood, Scale::Impact] {
            gaps.extend(level_gap(scale, self.scale(scale)));
        }
        match self.combination {
            None => gaps.push(tr!("Choose how likelihood and impact combine.")),
            Some(Combination::Matrix) if self.all_scores().len() < self.likelihood.len() * self.impact.len() => {
                gaps.push(tr!("Write a score into every cell of the matrix."));
            }
            Some(Combination::Product | Combination::Sum | Combination::Matrix) => {}
        }
        gaps.extend(self.band_gap());
        gaps.extend(self.line_gap());
        gaps
    }

    fn band_gap(&self) -> Option<String> {
        if self.bands.is_empty() {
            return Some(tr!("Name at least one band of scores."));
        }
        if let Some(index) = self.bands.iter().position(|band| band.name.trim().is_empty()) {
            return Some(tr!("Name the band that begins at {}, for example High.", self.bands[index].from));
        }
        if let Some([_, higher]) = self.bands.array_windows().find(|[lower, higher]| lower.from >= higher.from) {
            return Some(tr!(
                "The band “{0}” begins at {1}, which is not above the band before it.",
                higher.name,
                higher.from
            ));
        }
        let (lowest, _) = self.score_range()?;
        let first = self.bands.first()?;
        (first.from > lowest).then(|| {
            tr!("The lowest score is {0}, but the first band begins at {1}. Let it begin at {0}.", lowest, first.from)
        })
    }

    fn line_gap(&self) -> Option<String> {
        let Some(line) = self.acceptable_up_to else {
            return Some(tr!(
                "Set the acceptance line: the highest score that may be accepted without a decision of its own."
            ));
        };
        let (lowest, highest) = self.score_range()?;
        (line < lowest || line > highest).then(|| {
            tr!("The acceptance line of {0} lies outside the scores, which go from {1} to {2}.", line, lowest, highest)
        })
    }

    /// What would make it better, though it does not stand in the way of an approval.
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        remarks.extend(self.falling_score());
        for (index, band) in self.bands.iter().enumerate() {
            let above = self.bands.get(index + 1).map(|next| next.from);
            let inside = |score: &u32| *score >= band.from && above.is_none_or(|above| *score < above);
            let scores = self.all_scores();
            if !scores.is_empty() && !scores.iter().any(inside) {
                remarks.push(tr!("No score falls into the band “{}”. Move its lower end or remove it.", band.name));
            } else if band.words.trim().is_empty() {
                remarks.push(tr!("Say what has to happen with a risk in the band “{}”.", band.name));
            }
        }
        if let (Some(line), Some((_, highest))) = (self.acceptable_up_to, self.score_range())
            && line >= highest
        {
            remarks.push(tr!("No score lies above the acceptance line, so no risk would ever have to be treated."));
        }
        for (area, name) in self.impact_areas.iter().enumerate() {
            if let Some(level) = self.impact.iter().find(|level| level.words_for(area).is_empty()) {
                remarks.push(tr!("Say what “{0}” means for {1}.", level.name, name));
            }
        }
        if self.reassess_months.is_none() && self.reassess_when.trim().is_empty() {
            remarks.push(tr!("Say when risks are assessed again, for example every 12 months."));
        }
        remarks
    }

    /// A free matrix in which more likelihood or more impact scores less: usually a slip of the brush.
    fn falling_score(&self) -> Option<String> {
        let levels = |scale: &[Level]| 1..=u8::try_from(scale.len()).unwrap_or(u8::MAX);
        let score = |likelihood: u8, impact: u8| self.score(Some(likelihood), Some(impact));
        for likelihood in levels(&self.likelihood) {
            for impact in levels(&self.impact) {
                let here = score(likelihood, impact);
                let lower = [(likelihood - 1, impact), (likelihood, impact - 1)];
                let falls = |&(l, i): &(u8, u8)| score(l, i).zip(here).is_some_and(|(before, here)| here < before);
                if let Some((l, i)) = lower.into_iter().find(falls) {
                    return Some(tr!(
                        "Likelihood {0}, impact {1} scores less than likelihood {2}, impact {3}. Is that meant?",
                        likelihood,
                        impact,
                        l,
                        i
                    ));
                }
            }
        }
        None
    }
}

/// A level without a name, or with nothing but its name.
fn level_gap(scale: Scale, levels: &[Level]) -> Option<String> {
    if let Some(index) = levels.iter().position(|level| level.name.trim().is_empty() && level.says_something()) {
        return Some(tr!("Name level {0} of {1}, for example Likely.", index + 1, scale.word()));
    }
    let bare = |level: &&Level| !level.says_something();
    let (index, level) = levels.iter().enumerate().find(|(_, level)| bare(level))?;
    Some(if level.name.trim().is_empty() {
        tr!("Name level {0} of {1} and describe it in words.", index + 1, scale.word())
    } else {
        tr!("Describe the level “{}” in words: a bare number means guessing.", level.name)
    })
}

impl Level {
    /// Described in words, as a whole or in each area.
    fn says_something(&self) -> bool {
        let in_each_area = !self.by_area.is_empty() && self.by_area.iter().all(|words| !words.trim().is_empty());
        !self.words.trim().is_empty() || in_each_area
    }
}
