//! Risks assessed under an earlier version: converted by a mapping that somebody states. The originals are kept.

use std::collections::{BTreeMap, BTreeSet};

use tr::tr;

use super::{Level, Method, MethodId, Scale};
use crate::isms::risks::{Assessment, EarlierAssessment, Risk, RiskId};
use crate::isms::{Edit, Isms, Outside, RuleError};

/// For each level of an earlier version the level of the method in use; `None` is undecided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conversion {
    /// The version that the risks were assessed under.
    pub from: MethodId,
    /// The new level of likelihood for each old one, lowest first.
    pub likelihood: Vec<Option<u8>>,
    /// The new level of impact for each old one, lowest first.
    pub impact: Vec<Option<u8>>,
}

/// A level of risk as a method sees it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Judged {
    /// The score.
    pub score: Option<u32>,
    /// Its band, counted from 0.
    pub band: Option<usize>,
    /// Whether it lies above the acceptance line.
    pub above: Option<bool>,
}

/// What a conversion does to one risk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversionRow {
    /// The risk.
    pub risk: RiskId,
    /// Its reference.
    pub reference: String,
    /// Its scenario.
    pub name: String,
    /// Today's level under the earlier version, and under the one in use.
    pub current: (Judged, Judged),
    /// The level after treatment, likewise.
    pub target: (Judged, Judged),
}

impl Conversion {
    /// The mapping of one scale.
    pub fn scale(&self, scale: Scale) -> &[Option<u8>] {
        match scale {
            Scale::Likelihood => &self.likelihood,
            Scale::Impact => &self.impact,
        }
    }

    /// Decides what an old level (from 1) becomes, or takes that back.
    pub fn set(&mut self, scale: Scale, old: u8, new: Option<u8>) {
        let levels = match scale {
            Scale::Likelihood => &mut self.likelihood,
            Scale::Impact => &mut self.impact,
        };
        if let Some(slot) = usize::from(old).checked_sub(1).and_then(|index| levels.get_mut(index)) {
            *slot = new;
        }
    }

    fn map(&self, scale: Scale, old: Option<u8>) -> Option<u8> {
        *self.scale(scale).get(usize::from(old?).checked_sub(1)?)?
    }

    fn carried(&self, old: &Assessment) -> Assessment {
        Assessment {
            likelihood: self.map(Scale::Likelihood, old.likelihood),
            impact: self.map(Scale::Impact, old.impact),
            rationale: old.rationale.clone(),
        }
    }

    /// The first level that a risk under the earlier version has and nobody has decided, as a sentence.
    pub fn missing(&self, isms: &Isms) -> Option<String> {
        for scale in [Scale::Likelihood, Scale::Impact] {
            for old in used(isms, self.from, scale) {
                if self.map(scale, Some(old)).is_none() {
                    let name = isms.methods.get(self.from).and_then(|method| method.level(scale, old));
                    let name = name.map(|level| level.name.clone()).unwrap_or_default();
                    return Some(tr!("Decide what {0} {1}, “{2}”, becomes.", scale.word(), old, name));
                }
            }
        }
        None
    }

    /// The decided part of the mapping: `Likelihood 1→1, 2→1; impact 1→1, 2→3`.
    pub fn in_words(&self) -> String {
        let part = |scale: Scale| {
            let levels = (1_u8..).zip(self.scale(scale));
            levels.filter_map(|(old, new)| Some(format!("{old}→{}", (*new)?))).collect::<Vec<_>>().join(", ")
        };
        tr!("Likelihood {0}; impact {1}", part(Scale::Likelihood), part(Scale::Impact))
    }
}

/// The levels of a scale that risks assessed under this version have, at any moment.
pub fn used(isms: &Isms, from: MethodId, scale: Scale) -> BTreeSet<u8> {
    let level = |assessment: &Assessment| match scale {
        Scale::Likelihood => assessment.likelihood,
        Scale::Impact => assessment.impact,
    };
    let risks = isms.risks.iter().filter(|risk| risk.method == Some(from));
    risks.flat_map(|risk| [&risk.before, &risk.current, &risk.target].into_iter().filter_map(level)).collect()
}

/// The risks whose levels belong to a version that is no longer in use, by version.
pub fn older_risks(isms: &Isms) -> BTreeMap<MethodId, Vec<RiskId>> {
    let mut older: BTreeMap<MethodId, Vec<RiskId>> = BTreeMap::new();
    let in_use = isms.current_method().map(|method| method.id);
    for risk in isms.risks.iter() {
        let judged = [&risk.before, &risk.current, &risk.target];
        let has_levels = judged.iter().any(|moment| moment.likelihood.is_some() || moment.impact.is_some());
        if let Some(method) = risk.method.filter(|method| Some(*method) != in_use && has_levels) {
            older.entry(method).or_default().push(risk.id);
        }
    }
    older
}

/// A mapping to begin with: only levels of the same name, or scales of the same length, are proposed.
pub fn propose(old: &Method, new: &Method) -> Conversion {
    let scale = |scale: Scale| proposed(old.scale(scale), new.scale(scale));
    Conversion { from: old.id, likelihood: scale(Scale::Likelihood), impact: scale(Scale::Impact) }
}

fn proposed(old: &[Level], new: &[Level]) -> Vec<Option<u8>> {
    let number = |index: usize| u8::try_from(index + 1).ok();
    let same = |name: &str| {
        let name = name.trim().to_lowercase();
        let mut found = new.iter().enumerate().filter(|(_, level)| level.name.trim().to_lowercase() == name);
        // Two levels of one name decide nothing.
        found.next().filter(|_| !name.is_empty() && found.next().is_none()).and_then(|(index, _)| number(index))
    };
    let by_place = |index: usize| (old.len() == new.len()).then(|| number(index)).flatten();
    old.iter().enumerate().map(|(index, level)| same(&level.name).or_else(|| by_place(index))).collect()
}

fn judged(method: Option<&Method>, assessment: &Assessment) -> Judged {
    let Some((method, score)) = method.zip(assessment.score(method)) else { return Judged::default() };
    Judged { score: Some(score), band: method.band(score), above: method.is_above(score) }
}

/// What the conversion would do to each risk under the earlier version, before anything is done.
pub fn preview(isms: &Isms, conversion: &Conversion) -> Vec<ConversionRow> {
    let (old, new) = (isms.methods.get(conversion.from), isms.current_method());
    let both = |assessment: &Assessment| (judged(old, assessment), judged(new, &conversion.carried(assessment)));
    let risks = isms.risks.iter().filter(|risk| risk.method == Some(conversion.from));
    risks
        .map(|risk| ConversionRow {
            risk: risk.id,
            reference: risk.reference.clone(),
            name: risk.name.clone(),
            current: both(&risk.current),
            target: both(risk.residual()),
        })
        .collect()
}

/// Carries risks over to the method in use. The originals stay with each risk, with the mapping in words; an
/// acceptance stays too, and no longer stands for what changed under it.
///
/// # Errors
/// When a level that one of them has is undecided, lies off the new scale, or a risk is not under that version.
pub fn convert(isms: &Isms, conversion: &Conversion, ids: &[RiskId], outside: &Outside<'_>) -> Result<Edit, RuleError> {
    let old = isms.methods.require(conversion.from)?;
    let new = isms.current_method().filter(|method| method.id != old.id).ok_or_else(|| {
        RuleError::Incomplete(tr!("These risks are assessed under the method in use. There is nothing to convert."))
    })?;
    for scale in [Scale::Likelihood, Scale::Impact] {
        let off = |level: &u8| new.level(scale, *level).is_none();
        if conversion.scale(scale).iter().flatten().any(off) {
            return Err(RuleError::Incomplete(tr!("A level of {} is not on the scale of the method.", scale.word())));
        }
    }
    let when = tr!("Converted on {0} by {1}", outside.now.today, outside.me);
    let mapping = format!("{}. {when}.", conversion.in_words());
    let label = tr!("Convert {0} risks from version {1} to {2}", ids.len(), old.version, new.version);
    ids.iter().try_fold(Edit::new(label), |edit, id| {
        let risk = isms.risks.require(*id)?;
        Ok(edit.put(converted(risk, conversion, new.id, &mapping)?))
    })
}

fn converted(risk: &Risk, conversion: &Conversion, to: MethodId, mapping: &str) -> Result<Risk, RuleError> {
    if risk.method != Some(conversion.from) {
        return Err(RuleError::Incomplete(tr!("{} is not assessed under this version.", risk.reference)));
    }
    let mut next = risk.clone();
    next.keep_earlier(mapping);
    next.method = Some(to);
    for (old, slot) in
        [(&risk.before, &mut next.before), (&risk.current, &mut next.current), (&risk.target, &mut next.target)]
    {
        let new = conversion.carried(old);
        if new.likelihood.is_some() != old.likelihood.is_some() || new.impact.is_some() != old.impact.is_some() {
            return Err(RuleError::Incomplete(tr!(
                "Decide what each level of {} becomes before it is converted.",
                risk.reference
            )));
        }
        *slot = new;
    }
    Ok(next)
}

impl Risk {
    /// Keeps the present levels as an earlier assessment, with the mapping in words or none, and leaves nothing
    /// decided: levels of two versions never mix.
    pub(in crate::isms) fn keep_earlier(&mut self, mapping: &str) {
        self.earlier.push(EarlierAssessment {
            method: self.method,
            before: std::mem::take(&mut self.before),
            current: std::mem::take(&mut self.current),
            target: std::mem::take(&mut self.target),
            assessed_on: self.assessed_on,
            mapping: mapping.to_owned(),
        });
    }
}
