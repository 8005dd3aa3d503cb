//! Approval is an act, not a field: who, in which role, when, of exactly which content.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::RuleError;
use super::organisation::{Person, PersonId};

/// The moment an act is recorded. It is passed in: rules ask no clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The calendar day where the person sits.
    pub today: Date,
    /// The exact moment.
    pub at: Timestamp,
}

/// A recorded approval, acceptance or signature.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Approval {
    /// Who.
    pub by: PersonId,
    /// The name as it was then, so that print does not depend on the register.
    pub name: String,
    /// In which role, in the organisation's own words.
    pub role: String,
    /// The day the person states.
    pub on: Option<Date>,
    /// When it was entered, set by the program.
    pub recorded: Option<Timestamp>,
    /// SHA-256 of what was approved, in hexadecimal.
    pub digest: String,
    /// Why author and approver may be the same person; empty when they are not.
    pub reason: String,
}

/// Whether an approval still stands for what it was given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has approved it.
    Missing,
    /// Approved, and unchanged since.
    Valid,
    /// Approved, but the content changed afterwards. Neither erased nor valid.
    Stale,
}

impl Approval {
    /// An approval by this person of the content with this digest.
    ///
    /// # Errors
    /// When the day lies in the future, or the person has no name.
    pub fn new(person: &Person, on: Date, digest: String, now: Now) -> Result<Self, RuleError> {
        if on > now.today {
            return Err(RuleError::Incomplete(tr::tr!(
                "{} lies in the future. Enter the day on which it was signed.",
                on
            )));
        }
        if person.name.trim().is_empty() {
            return Err(RuleError::Incomplete(tr::tr!("Enter the name of {} first.", person.reference)));
        }
        Ok(Self {
            by: person.id,
            name: person.name.clone(),
            role: person.job_title.clone(),
            on: Some(on),
            recorded: Some(now.at),
            digest,
            reason: String::new(),
        })
    }

    /// Whether `approval` still stands for content with this digest.
    pub fn standing(approval: Option<&Self>, digest: &str) -> Standing {
        match approval {
            None => Standing::Missing,
            Some(approval) if approval.digest == digest => Standing::Valid,
            Some(_) => Standing::Stale,
        }
    }
}

/// SHA-256 of a value's JSON, in hexadecimal: what an approval binds to.
pub fn digest(value: &impl Serialize) -> String {
    // A value tree sorts its keys, so that the order of fields in a struct never changes a digest.
    let json = serde_json::to_value(value).unwrap_or_default();
    hex(&Sha256::digest(json.to_string().as_bytes()))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The version to give now: `1.0` first, the same when nothing changed, else one minor step up.
pub fn next_version(current: &str, approval: Option<&Approval>, digest: &str) -> String {
    let parts = current.split_once('.').and_then(|(a, b)| Some((a.parse::<u32>().ok()?, b.parse::<u32>().ok()?)));
    match parts {
        None => "1.0".to_owned(),
        Some(_) if approval.is_some_and(|approval| approval.digest == digest) => current.to_owned(),
        Some((major, minor)) => format!("{major}.{}", minor + 1),
    }
}
