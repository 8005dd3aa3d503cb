//! Assessing a risk: levels of likelihood and impact, with who and when (6.1.2 d).

use super::{Assessment, Risk, RiskId};
use crate::isms::method::Level;
use crate::isms::{Edit, Isms, Outside, RuleError};

/// The moments at which a risk is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Before any control; optional.
    Before,
    /// Now.
    Current,
    /// After treatment.
    Target,
}

impl Risk {
    /// The judgement at a moment.
    pub fn at(&self, moment: Moment) -> &Assessment {
        match moment {
            Moment::Before => &self.before,
            Moment::Current => &self.current,
            Moment::Target => &self.target,
        }
    }

    fn at_mut(&mut self, moment: Moment) -> &mut Assessment {
        match moment {
            Moment::Before => &mut self.before,
            Moment::Current => &mut self.current,
            Moment::Target => &mut self.target,
        }
    }
}

/// Sets the levels of one moment, ties the risk to the method in use and notes who judged it and when.
/// A risk assessed under an earlier version keeps that assessment and starts anew: levels of two versions never mix.
///
/// # Errors
/// When there is no method yet, or the level lies outside its scale.
pub fn set_level(
    isms: &Isms,
    id: RiskId,
    moment: Moment,
    likelihood: Option<u8>,
    impact: Option<u8>,
    outside: &Outside<'_>,
) -> Result<Edit, RuleError> {
    let mut risk = isms.risks.require(id)?.clone();
    let Some(method) = isms.current_method() else {
        return Err(RuleError::Incomplete(tr::tr!(
            "Choose a risk method first: levels mean nothing without their words."
        )));
    };
    if !fits(likelihood, &method.likelihood) || !fits(impact, &method.impact) {
        return Err(RuleError::Incomplete(tr::tr!("This level is not on the scale of the method.")));
    }
    if risk.method.is_some_and(|earlier| earlier != method.id) {
        risk.keep_earlier("");
    }
    let assessment = risk.at_mut(moment);
    assessment.likelihood = likelihood;
    assessment.impact = impact;
    risk.method = Some(method.id);
    risk.assessed_on = Some(outside.now.today);
    outside.me.clone_into(&mut risk.assessed_by);
    let label = match moment {
        Moment::Before => tr::tr!("Set the level of {} before controls", risk.reference),
        Moment::Current => tr::tr!("Assess {}", risk.reference),
        Moment::Target => tr::tr!("Set the target of {}", risk.reference),
    };
    Ok(Edit::new(label).put(risk))
}

fn fits(level: Option<u8>, scale: &[Level]) -> bool {
    level.is_none_or(|level| level >= 1 && usize::from(level) <= scale.len())
}
