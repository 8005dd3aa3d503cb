//! What step 5 remembers: tab, filters, and what was worked out for one snapshot.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tr::tr;
use uuid::Uuid;

use super::ControlTab;
use super::coverage::By;
use crate::content::{Attribute, CloudOffer, Content};
use crate::isms::Isms;
use crate::isms::controls::{
    Control, ControlCounts, ControlId, ControlTheme, ImplementationStatus, SoaVersionId, missing,
};
use crate::isms::coverage::{Regulation, regulations};
use crate::isms::organisation::PersonId;
use crate::isms::proposals::{Proposal, proposals};
use crate::isms::statement::{Difference, controls_of, differences};
use crate::ui::derived::Derived;
use crate::ui::register::Sorting;

/// Which controls are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    Undecided,
    NotFinished,
    InPlace,
    Excluded,
    WithoutEvidence,
}

impl Show {
    pub(super) const ALL: [Self; 5] =
        [Self::Undecided, Self::NotFinished, Self::InPlace, Self::Excluded, Self::WithoutEvidence];

    pub(super) fn label(self) -> String {
        match self {
            Self::Undecided => tr!("Undecided"),
            Self::NotFinished => tr!("Not finished"),
            Self::InPlace => tr!("In place"),
            Self::Excluded => tr!("Excluded"),
            Self::WithoutEvidence => tr!("In place without evidence"),
        }
    }

    fn passes(self, control: &Control, evidence: usize) -> bool {
        let done = control.status == Some(ImplementationStatus::Implemented);
        match self {
            Self::Undecided => control.applicable.is_none(),
            Self::NotFinished => control.applicable == Some(true) && !done,
            Self::InPlace => control.applicable == Some(true) && done,
            Self::Excluded => control.applicable == Some(false),
            Self::WithoutEvidence => control.applicable == Some(true) && done && evidence == 0,
        }
    }
}

/// Which owner is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OwnedBy {
    /// This person.
    Person(PersonId),
    /// Nobody yet.
    Nobody,
}

/// Everything by which the register is narrowed.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Filter {
    pub theme: Option<ControlTheme>,
    pub show: Option<Show>,
    pub owner: Option<OwnedBy>,
    /// Within a kind one of the values suffices; every kind with a value has to agree.
    pub attributes: BTreeMap<Attribute, BTreeSet<String>>,
    /// Only these controls, by reference, with the words that say why: set by coverage views.
    pub only: Option<(String, BTreeSet<String>)>,
    pub query: String,
    /// How the rows are sorted.
    pub sorting: Option<Sorting>,
}

impl Filter {
    /// Takes a value of an attribute in or out.
    pub fn toggle(&mut self, kind: Attribute, value: &str) {
        let values = self.attributes.entry(kind).or_default();
        if !values.remove(value) {
            values.insert(value.to_owned());
        }
        self.attributes.retain(|_, values| !values.is_empty());
    }

    fn passes(&self, control: &Control, content: &Content, derived: &Derived) -> bool {
        self.theme.is_none_or(|theme| control.theme == Some(theme))
            && self.show.is_none_or(|show| show.passes(control, derived.control_use(control.id).evidence))
            && self.owner.is_none_or(|owner| match owner {
                OwnedBy::Person(id) => control.owner == Some(id),
                OwnedBy::Nobody => control.owner.is_none(),
            })
            && self.only.as_ref().is_none_or(|(_, only)| only.contains(&control.reference))
            && self.agrees(control, content)
    }

    fn agrees(&self, control: &Control, content: &Content) -> bool {
        let entry = content.control(&control.reference);
        let words = self.query.trim().to_lowercase();
        let text = || {
            let before = entry.map(|entry| entry.iso2013.join(" ")).unwrap_or_default();
            format!("{} {} {} {before}", control.reference, control.name, control.how).to_lowercase()
        };
        (words.is_empty() || text().contains(&words))
            && self.attributes.iter().all(|(kind, values)| {
                entry.is_some_and(|entry| kind.of(entry).iter().any(|value| values.contains(value)))
            })
    }
}

/// What is worked out once for a snapshot and needs the catalogue.
#[derive(Debug, Default)]
pub(super) struct Study {
    /// Proposals for undecided controls.
    pub proposals: Vec<Proposal>,
    /// Counts by attribute.
    pub attributes: Vec<(Attribute, Vec<(String, ControlCounts)>)>,
    /// What provisions and obligations rest on.
    pub regulations: Vec<Regulation>,
    /// Catalogues the profile calls for, with what is missing of them.
    pub offers: Vec<(CloudOffer, usize)>,
}

impl Study {
    fn of(isms: &Isms, content: &Content) -> Self {
        let offers = isms.profile().map(|profile| content.cloud_offers(profile)).unwrap_or_default();
        let offers = offers.into_iter().map(|offer| {
            let missing = missing(isms, &offer.facts).len();
            (offer, missing)
        });
        Self {
            attributes: Attribute::ALL.map(|kind| (kind, by_attribute(isms, content, kind))).to_vec(),
            regulations: regulations(isms, &content.provision_facts()),
            proposals: proposals(isms, &content.applicability()),
            offers: offers.filter(|(_, missing)| *missing > 0).collect(),
        }
    }

    /// The proposal for a control.
    pub fn proposal(&self, id: ControlId) -> Option<&Proposal> {
        self.proposals.iter().find(|proposal| proposal.control == id)
    }
}

fn by_attribute(isms: &Isms, content: &Content, kind: Attribute) -> Vec<(String, ControlCounts)> {
    let count = |value: &str| {
        let has = |control: &&Control| {
            content.control(&control.reference).is_some_and(|entry| kind.of(entry).iter().any(|other| other == value))
        };
        ControlCounts::of(isms.controls.iter().filter(has))
    };
    kind.values(&content.controls).into_iter().map(|value| (value.to_owned(), count(value))).collect()
}

/// A version, and what it is compared with: another, or the present state.
type Pair = (SoaVersionId, Option<SoaVersionId>);

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct ControlView {
    /// The tab.
    pub tab: ControlTab,
    pub(super) filter: Filter,
    /// The list of proposals is shown in place of the statement.
    pub(super) proposing: bool,
    /// Proposals that are ticked.
    pub(super) ticked: BTreeSet<ControlId>,
    /// Justifications as a person has reworded them.
    pub(super) reworded: BTreeMap<ControlId, String>,
    /// Offers that were put off.
    pub(super) put_off: BTreeSet<String>,
    /// By what coverage is looked at.
    pub(super) by: By,
    /// Regulations that nothing calls for are shown too.
    pub(super) all_regulations: bool,
    /// The versions that are compared.
    pub(super) compared: Option<Pair>,
    shown: Option<(i64, Filter, Vec<Uuid>)>,
    changes: Option<(i64, Pair, Arc<Vec<Difference>>)>,
    study: Option<(i64, Arc<Study>)>,
}

impl ControlView {
    /// The controls in the order in which they were drawn last.
    pub fn drawn(&self) -> &[Uuid] {
        self.shown.as_ref().map_or(&[], |(_, _, shown)| shown)
    }

    /// The controls that pass the filters, found anew only when snapshot or filter change.
    pub(super) fn rows(&mut self, isms: &Isms, content: &Content, derived: &Derived) -> Vec<Uuid> {
        if let Some((of, with, shown)) = &self.shown
            && *of == derived.seq
            && *with == self.filter
        {
            return shown.clone();
        }
        let passes = |control: &&Control| self.filter.passes(control, content, derived);
        let mut found: Vec<&Control> = isms.controls.iter().filter(passes).collect();
        if let Some(Sorting { column, descending }) = self.filter.sorting {
            // Stable: ties keep the order of the register, whichever way the column is sorted.
            found.sort_by_cached_key(|control| super::register::place(isms, derived, control, column));
            if descending {
                found.reverse();
            }
        } else {
            found.sort_by_key(|control| control.theme);
        }
        let shown: Vec<Uuid> = found.iter().map(|control| control.id.0).collect();
        self.shown = Some((derived.seq, self.filter.clone(), shown.clone()));
        shown
    }

    /// What is worked out from snapshot and catalogue, anew only when the snapshot changes.
    pub(super) fn study(&mut self, isms: &Isms, content: &Content, seq: i64) -> Arc<Study> {
        if let Some((of, study)) = &self.study
            && *of == seq
        {
            return Arc::clone(study);
        }
        let study = Arc::new(Study::of(isms, content));
        self.ticked.retain(|id| study.proposal(*id).is_some());
        self.reworded.retain(|id, _| study.proposal(*id).is_some());
        self.study = Some((seq, Arc::clone(&study)));
        study
    }

    /// What differs between two versions, or a version and the present state: worked out anew only when asked for
    /// another pair or the snapshot changes.
    pub(super) fn differences(
        &mut self,
        isms: &Isms,
        seq: i64,
        from: SoaVersionId,
        to: Option<SoaVersionId>,
    ) -> Arc<Vec<Difference>> {
        if let Some((of, pair, found)) = &self.changes
            && (*of, *pair) == (seq, (from, to))
        {
            return Arc::clone(found);
        }
        let state = |version| controls_of(isms, version).unwrap_or_default();
        let found = Arc::new(differences(&state(Some(from)), state(to).iter()));
        self.changes = Some((seq, (from, to), Arc::clone(&found)));
        found
    }

    /// Shows the register through this filter.
    pub(super) fn show_filtered(&mut self, filter: Filter) {
        self.filter = filter;
        self.tab = ControlTab::Controls;
    }

    /// Shows the register with nothing but these controls, and says why.
    pub(super) fn show_only(&mut self, why: String, only: BTreeSet<String>) {
        self.show_filtered(Filter { only: Some((why, only)), ..Filter::default() });
    }

    /// Shows the register so far widened that an own control is in it.
    pub fn show_own(&mut self) {
        self.show_filtered(Filter::default());
    }

    /// A proposal with the justification as the person left it.
    pub(super) fn worded(&self, proposal: &Proposal) -> Proposal {
        let exclusion = self.reworded.get(&proposal.control).unwrap_or(&proposal.exclusion).clone();
        Proposal { exclusion, ..proposal.clone() }
    }
}
