//! The 72 hours within which the authority has to be told of a personal data breach (GDPR Art. 33).

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use tr::tr;

use super::moment;
use crate::isms::incidents::Incident;

/// The hours from noticing a breach to telling the authority.
const HOURS: i64 = 72;

/// Where the clock of an incident stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// No personal data was breached.
    NotNeeded,
    /// Nobody has decided whether personal data was breached; the end, if it was.
    Undecided(Option<Timestamp>),
    /// The authority is to be told by this moment; `None` while nobody has entered when it was noticed.
    Running(Option<Timestamp>),
    /// The authority was told then; and the end, when it is known.
    Told(Timestamp, Option<Timestamp>),
}

pub(super) fn clock(incident: &Incident) -> Clock {
    let end = incident.noticed.and_then(|at| at.checked_add(HOURS.hours()).ok());
    match (incident.personal_data_breach, incident.authority_told) {
        (_, Some(told)) => Clock::Told(told, end),
        (Some(false), None) => Clock::NotNeeded,
        (None, None) => Clock::Undecided(end),
        (Some(true), None) => Clock::Running(end),
    }
}

impl Clock {
    /// How it stands on this day, in a sentence.
    pub fn words(self, today: Date) -> String {
        let ended = |end: Timestamp| end.to_zoned(TimeZone::UTC).date() < today;
        match self {
            Self::NotNeeded => tr!("No personal data was breached, so no notice is due."),
            Self::Undecided(None) => tr!("Whether personal data was breached is undecided."),
            Self::Undecided(Some(end)) => {
                tr!("Whether personal data was breached is undecided. If it was, the 72 hours end on {}.", moment(end))
            }
            Self::Running(None) => tr!("Personal data was breached. Nobody has entered when that was noticed."),
            Self::Running(Some(end)) if ended(end) => {
                tr!("The 72 hours ended on {}. No notice to the authority is recorded.", moment(end))
            }
            Self::Running(Some(end)) => tr!("The authority has to be told by {}.", moment(end)),
            Self::Told(told, None) => tr!("The authority was told on {}.", moment(told)),
            Self::Told(told, Some(end)) if told <= end => {
                tr!("The authority was told on {}, within the 72 hours.", moment(told))
            }
            Self::Told(told, Some(end)) => {
                let late = told.duration_since(end).as_hours();
                tr!("The authority was told on {0}, {1} hours after the 72 hours.", moment(told), late.max(1))
            }
        }
    }
}
