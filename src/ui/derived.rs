//! Views worked out once per snapshot, so that drawing sorts and counts nothing.

mod assets;
mod documents;
mod risks;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::isms::Isms;
use crate::isms::approval::{Approval, Standing};
use crate::isms::controls::{ControlCounts, ControlId, ControlTheme};
use crate::isms::documents::{DocumentId, Library};
use crate::isms::method::{MethodId, older_risks};
use crate::isms::readiness::{Readiness, look};
use crate::isms::risks::RiskId;
use crate::isms::statement::{OpenPoint, newest_version, open_points, statement_digest};
use crate::isms::steps::Step;
pub use assets::AssetViews;
pub use documents::DocumentViews;
pub use risks::{RiskRow, RiskViews};

/// What links to a control.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ControlUse {
    /// Risks that rely on it or plan it.
    pub risks: Vec<RiskId>,
    /// Documents that cover it.
    pub documents: Vec<DocumentId>,
    /// Pieces of evidence.
    pub evidence: usize,
}

/// A date that comes up.
#[derive(Debug, Clone, PartialEq)]
pub struct Upcoming {
    /// The day.
    pub on: Date,
    /// What.
    pub what: String,
    /// Who, or where.
    pub who: String,
    /// The step it belongs to.
    pub step: Step,
}

/// Everything worked out from one snapshot.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Derived {
    /// Number of the history entry the snapshot belongs to.
    pub seq: i64,
    /// The auditor's eye.
    pub readiness: Readiness,
    /// Risks as register, heat map and bands show them.
    pub risks: RiskViews,
    /// Risks assessed under a version of the method that is no longer in use, by version.
    pub older: BTreeMap<MethodId, Vec<RiskId>>,
    /// Assets with what they inherit, and the risks that name them.
    pub assets: AssetViews,
    /// Templates, what is affected, what comes up, what drafts still ask.
    pub documents: DocumentViews,
    /// What links to each control.
    pub uses: BTreeMap<ControlId, ControlUse>,
    /// Counts of each theme that has controls.
    pub themes: BTreeMap<ControlTheme, ControlCounts>,
    /// The next dates, soonest first.
    pub upcoming: Vec<Upcoming>,
    /// What stands between the Statement of Applicability and its approval.
    pub open_points: Vec<OpenPoint>,
    /// Whether the newest approval of the statement still stands.
    pub statement: Option<Standing>,
}

/// From this many records on, the views are made beside the window: they would be felt between two frames.
const LARGE: usize = 3_000;

impl Derived {
    /// Whether making the views takes longer than a person should wait for a frame.
    pub fn is_large(isms: &Isms) -> bool {
        isms.risks.len() + isms.assets.len() + isms.actions.len() + isms.evidence.len() > LARGE
    }

    /// Works everything out.
    pub fn of(isms: &Isms, library: &Library, seq: i64, today: Date) -> Self {
        Self {
            seq,
            readiness: look(isms, today),
            risks: RiskViews::of(isms),
            older: older_risks(isms),
            assets: AssetViews::of(isms),
            documents: DocumentViews::of(isms, library, today),
            uses: uses(isms),
            themes: themes(isms),
            upcoming: upcoming(isms, today),
            open_points: open_points(isms),
            statement: newest_version(isms)
                .map(|version| Approval::standing(version.approval.as_ref(), &statement_digest(isms))),
        }
    }

    /// Met, all and done for each step.
    pub fn step_shares(&self) -> Vec<(usize, usize, bool)> {
        Step::ALL
            .iter()
            .map(|step| {
                let (met, all) = self.readiness.progress(*step);
                (met, all, met == all && all > 0)
            })
            .collect()
    }

    /// How many per cent of the checks are met, rounded down.
    pub fn percent(&self) -> usize {
        let (met, all) = self.readiness.total();
        (met * 100).checked_div(all).unwrap_or(0)
    }

    /// What links to a control.
    pub fn control_use(&self, id: ControlId) -> ControlUse {
        self.uses.get(&id).cloned().unwrap_or_default()
    }
}

fn uses(isms: &Isms) -> BTreeMap<ControlId, ControlUse> {
    let mut uses: BTreeMap<ControlId, ControlUse> = BTreeMap::new();
    for risk in isms.risks.iter() {
        for id in risk.controls() {
            uses.entry(id).or_default().risks.push(risk.id);
        }
    }
    for document in isms.documents.iter() {
        for id in &document.controls {
            uses.entry(*id).or_default().documents.push(document.id);
        }
    }
    for evidence in isms.evidence.iter() {
        for id in &evidence.controls {
            uses.entry(*id).or_default().evidence += 1;
        }
    }
    uses
}

fn themes(isms: &Isms) -> BTreeMap<ControlTheme, ControlCounts> {
    let mut themes: BTreeMap<ControlTheme, ControlCounts> = BTreeMap::new();
    for control in isms.controls.iter() {
        let Some(theme) = control.theme else { continue };
        themes.entry(theme).or_default().add(control);
    }
    themes
}

fn upcoming(isms: &Isms, today: Date) -> Vec<Upcoming> {
    let mut list = Vec::new();
    let mut push = |on: Option<Date>, what: &str, who: &str, step: Step| {
        if let Some(on) = on.filter(|on| *on >= today) {
            list.push(Upcoming { on, what: what.to_owned(), who: who.to_owned(), step });
        }
    };
    for action in isms.actions.iter().filter(|action| action.is_open()) {
        push(action.due, &action.name, isms.person_name(action.owner), Step::Risk);
    }
    for document in isms.documents.iter() {
        let what = tr::tr!("{}, review", document.name);
        push(document.next_review, &what, isms.person_name(document.owner), Step::Documents);
    }
    for audit in isms.audits.iter().filter(|audit| audit.held.is_none()) {
        push(audit.planned, &audit.name, isms.person_name(audit.auditor), Step::InternalAudit);
    }
    for review in isms.management_reviews.iter().filter(|review| review.held.is_none()) {
        push(review.planned, &tr::tr!("Management review"), &review.name, Step::InternalAudit);
    }
    for audit in isms.external_audits.iter() {
        let kind = audit.kind.map(|kind| tr::tr!("{} audit", kind.label())).unwrap_or_default();
        push(audit.starts, &kind, &tr::tr!("Certification body"), Step::Certification);
    }
    for session in isms.sessions.iter() {
        push(session.on, &session.name, &session.trainer, Step::Training);
    }
    list.sort_by(|a, b| (a.on, &a.what).cmp(&(b.on, &b.what)));
    list
}
