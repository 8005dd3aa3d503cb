//! The Statement of Applicability as a whole: what is still open in it, its approval, and what changed between versions.

use jiff::civil::Date;

use super::approval::{Approval, Now, digest, next_version};
use super::controls::{Control, ControlId, ImplementationStatus, SoaVersion, SoaVersionId, is_justified, users};
use super::documents::statement_record;
use super::organisation::PersonId;
use super::record::choices;
use super::risks::{Risk, RiskId};
use super::{Edit, Isms, RuleError};

choices! {
    /// Why a statement cannot be approved yet.
    Gap {
        /// Nobody has decided.
        Undecided = "Whether it applies is undecided:",
        /// Included for no reason.
        NoReason = "It applies, but no reason is given:",
        /// Excluded for no reason.
        NoJustification = "Excluded without a reason in words:",
        /// Excluded, but needed.
        Conflict = "Excluded, but a risk uses it:",
        /// Nobody has judged how far it is.
        NotAssessed = "Status not assessed:",
        /// Unfinished, and nobody is to finish it.
        NotPlanned = "Not in place, and without an owner or a date:",
    }
}

impl Gap {
    /// Whether a control has this gap.
    fn is_in(self, isms: &Isms, control: &Control) -> bool {
        let applied = control.applicable == Some(true);
        let unfinished = control.status.is_some_and(|status| status != ImplementationStatus::Implemented);
        match self {
            Self::Undecided => control.applicable.is_none(),
            Self::NoReason => applied && !control.has_reason(),
            Self::NoJustification => control.applicable == Some(false) && !is_justified(&control.exclusion),
            Self::Conflict => control.applicable == Some(false) && users(isms, control.id).next().is_some(),
            Self::NotAssessed => applied && control.status.is_none(),
            Self::NotPlanned => applied && unfinished && (control.owner.is_none() || control.due.is_none()),
        }
    }
}

/// Controls that share a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPoint {
    /// The gap.
    pub gap: Gap,
    /// The controls, in the order of the register, each with the risks that stand against its exclusion.
    pub controls: Vec<(ControlId, Vec<RiskId>)>,
    /// The gap with every reference, as a sentence: nobody has to search.
    pub sentence: String,
}

/// Everything that stands between the statement and its approval.
pub fn open_points(isms: &Isms) -> Vec<OpenPoint> {
    let point = |gap: &Gap| {
        let found: Vec<&Control> = isms.controls.iter().filter(|control| gap.is_in(isms, control)).collect();
        let against = |control: &Control| -> Vec<&Risk> {
            if *gap == Gap::Conflict { users(isms, control.id).collect() } else { Vec::new() }
        };
        let reference = |control: &&Control| conflict_words(control, &against(control));
        let references: Vec<String> = found.iter().map(reference).collect();
        let sentence = format!("{} {}.", gap.label(), references.join(", "));
        let ids = |control: &&Control| (control.id, against(control).iter().map(|risk| risk.id).collect());
        let controls = found.iter().map(ids).collect();
        (!found.is_empty()).then_some(OpenPoint { gap: *gap, controls, sentence })
    };
    Gap::ALL.iter().filter_map(point).collect()
}

/// `A.8.13 (R-03, R-07)`: a control with the risks that use it.
pub fn conflict_words(control: &Control, risks: &[&Risk]) -> String {
    if risks.is_empty() {
        return control.reference.clone();
    }
    let risks: Vec<&str> = risks.iter().map(|risk| risk.reference.as_str()).collect();
    format!("{} ({})", control.reference, risks.join(", "))
}

/// The hash of what an approval of the statement is for. Notes are nobody's decision and do not count.
pub fn statement_digest(isms: &Isms) -> String {
    let controls: Vec<Control> =
        isms.controls.iter().map(|control| Control { notes: String::new(), ..control.clone() }).collect();
    digest(&controls)
}

/// The newest approved version.
pub fn newest_version(isms: &Isms) -> Option<&SoaVersion> {
    isms.soa_versions.iter().next_back()
}

/// Who approves, when, and what a version needs besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementApproval {
    /// Who approves.
    pub by: PersonId,
    /// The day that the person states.
    pub on: Date,
    /// What changed, in words; printed in the version history.
    pub change: String,
    /// Why author and approver are the same person; empty when they are not.
    pub reason: String,
}

/// Approves the statement as it stands and freezes it as a version (6.1.3 d).
///
/// # Errors
/// With the list of open points while there is any; when nothing changed since the last version; when the author
/// approves without a reason.
pub fn approve(
    isms: &Isms,
    id: SoaVersionId,
    reference: String,
    wish: &StatementApproval,
    now: Now,
) -> Result<Edit, RuleError> {
    let open = open_points(isms);
    if !open.is_empty() {
        let points: Vec<&str> = open.iter().map(|point| point.sentence.as_str()).collect();
        return Err(RuleError::Incomplete(tr::tr!("The statement cannot be approved yet. {}", points.join(" "))));
    }
    if wish.change.trim().is_empty() {
        return Err(RuleError::Incomplete(tr::tr!("Say in a few words what changed. For example: first version.")));
    }
    let digest = statement_digest(isms);
    let before = newest_version(isms);
    let unchanged =
        before.and_then(|version| version.approval.as_ref()).is_some_and(|approval| approval.digest == digest);
    if unchanged {
        return Err(RuleError::Incomplete(tr::tr!("Nothing has changed since the last approved version.")));
    }
    let person = isms.people.require(wish.by)?;
    let author = statement_record(isms).and_then(|record| record.author);
    if author == Some(wish.by) && wish.reason.trim().is_empty() {
        return Err(RuleError::Incomplete(tr::tr!(
            "{} prepared the statement. Let somebody else approve it, or say why not.",
            person.name
        )));
    }
    // A reason nobody needed is not kept: it would be printed as if the author had approved.
    let reason = if author == Some(wish.by) { wish.reason.trim().to_owned() } else { String::new() };
    let approval = Approval { reason, ..Approval::new(person, wish.on, digest, now)? };
    let version = before.map_or_else(|| "1.0".to_owned(), |before| next_version(&before.version, None, ""));
    Ok(Edit::new(tr::tr!("Approve the Statement of Applicability as version {}", version)).put(SoaVersion {
        id,
        reference,
        name: tr::tr!("Version {}", version),
        version,
        change: wish.change.trim().to_owned(),
        on: Some(wish.on),
        author,
        approval: Some(approval),
        controls: isms.controls.iter().cloned().collect(),
        ..SoaVersion::default()
    }))
}

/// What is different about one control between two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The control's reference.
    pub reference: String,
    /// Its title.
    pub name: String,
    /// What changed, each as "field: before → after".
    pub changes: Vec<String>,
}

/// What changed from one state of the controls to another, in the order of the later one; then what is gone.
pub fn differences<'a>(before: &'a [Control], after: impl Iterator<Item = &'a Control>) -> Vec<Difference> {
    let after: Vec<&Control> = after.collect();
    let difference = |control: &Control, changes: Vec<String>| {
        let (reference, name) = (control.reference.clone(), control.name.clone());
        (!changes.is_empty()).then_some(Difference { reference, name, changes })
    };
    let changed = after.iter().filter_map(|control| {
        let changes = match before.iter().find(|old| old.id == control.id || old.reference == control.reference) {
            Some(old) => changes(old, control),
            None => vec![tr::tr!("new in the statement")],
        };
        difference(control, changes)
    });
    let kept = |old: &Control| after.iter().any(|new| new.id == old.id || new.reference == old.reference);
    let gone = before
        .iter()
        .filter(|old| !kept(old))
        .filter_map(|old| difference(old, vec![tr::tr!("no longer in the statement")]));
    changed.chain(gone).collect()
}

/// The controls of a version, or of the present state; `None` when there is no such version.
pub fn controls_of(isms: &Isms, version: Option<SoaVersionId>) -> Option<Vec<Control>> {
    match version {
        Some(id) => isms.soa_versions.get(id).map(|version| version.controls.clone()),
        None => Some(isms.controls.iter().cloned().collect()),
    }
}

fn changes(old: &Control, new: &Control) -> Vec<String> {
    let mut changes = Vec::new();
    let mut compare = |field: String, old: String, new: String| {
        if old != new {
            let or_nothing = |text: String| if text.trim().is_empty() { tr::tr!("nothing") } else { text };
            changes.push(format!("{field}: {} → {}", or_nothing(old), or_nothing(new)));
        }
    };
    compare(tr::tr!("id"), old.reference.clone(), new.reference.clone());
    compare(tr::tr!("title"), old.name.clone(), new.name.clone());
    compare(tr::tr!("applies"), applies(old), applies(new));
    let status =
        |control: &Control| control.status.map_or_else(|| tr::tr!("not assessed"), ImplementationStatus::label);
    compare(tr::tr!("status"), status(old), status(new));
    compare(tr::tr!("why it is excluded"), old.exclusion.clone(), new.exclusion.clone());
    compare(tr::tr!("how it is met"), old.how.clone(), new.how.clone());
    compare(tr::tr!("business reason"), old.reason_business.clone(), new.reason_business.clone());
    if (&old.reason_risks, &old.reason_obligations) != (&new.reason_risks, &new.reason_obligations) {
        changes.push(tr::tr!("other risks or obligations behind it"));
    }
    if old.owner != new.owner {
        changes.push(tr::tr!("another owner"));
    }
    if old.due != new.due {
        changes.push(tr::tr!("another due date"));
    }
    changes
}

fn applies(control: &Control) -> String {
    match control.applicable {
        Some(true) => tr::tr!("yes"),
        Some(false) => tr::tr!("no"),
        None => tr::tr!("undecided"),
    }
}
