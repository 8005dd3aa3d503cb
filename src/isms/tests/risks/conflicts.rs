//! Contradictions: each is found, says where to go, and ends when it is put right.

use super::super::super::RegisterName as R;
use super::super::super::actions::{Action, ActionStatus};
use super::super::super::controls::{Control, ImplementationStatus};
use super::super::super::organisation::Person;
use super::super::super::risks::{self, ConflictKind as K, Risk, RiskId, TreatmentOption, conflicts};
use super::super::{TODAY, ago, ahead, now};
use super::{Company, level};

/// A risk on which everything agrees.
fn sound() -> (Company, RiskId) {
    let mut company = Company::new();
    let owner = company.amira;
    let id = company.risk(owner, (3, 4), (1, 4));
    let relied = company.world.control("A.8.13");
    company.world.alter::<Control>(relied, |control| {
        (control.applicable, control.status) = (Some(true), Some(ImplementationStatus::Implemented));
    });
    company.world.add::<Action>(|action| {
        (action.name, action.risks) = ("Test a restore".to_owned(), vec![id]);
        (action.owner, action.due) = (Some(owner), Some(ahead(30)));
    });
    (company, id)
}

fn found(company: &Company, id: RiskId) -> Vec<risks::Conflict> {
    conflicts(&company.world.isms, &company.world.get::<Risk>(id), TODAY)
}

fn kinds(company: &Company, id: RiskId) -> Vec<K> {
    found(company, id).iter().map(|conflict| conflict.kind).collect()
}

#[test]
fn a_sound_risk_has_none() {
    let (company, id) = sound();
    assert_eq!(found(&company, id), []);
}

type Change = fn(&mut Company, RiskId);

#[test]
fn each_contradiction_is_found_and_leads_to_its_record() {
    let changes: [(K, Option<R>, &str, Change); 11] = [
        (K::OwnerLeft, Some(R::People), "Amira Haddad has left", |c, _| {
            let owner = c.amira;
            c.world.alter::<Person>(owner, |person| person.left = Some(ago(1)));
        }),
        (K::ExcludedControl, Some(R::Controls), "excludes", |c, _| {
            let control = c.world.control("A.8.13");
            c.world.alter::<Control>(control, |control| control.applicable = Some(false));
        }),
        (K::ReliedNotInPlace, Some(R::Controls), "Relies on A.8.13, which is only planned.", |c, _| {
            let control = c.world.control("A.8.13");
            c.world.alter::<Control>(control, |control| control.status = Some(ImplementationStatus::Planned));
        }),
        (K::PlannedInPlace, Some(R::Controls), "Count it as relied on", |c, id| {
            let control = c.world.control("A.8.13");
            c.world.alter::<Risk>(id, |risk| {
                (risk.controls_relied, risk.controls_planned) = (Vec::new(), vec![control]);
            });
        }),
        (K::TargetNotLower, None, "not lower than today's 12", |c, id| {
            c.world.alter::<Risk>(id, |risk| risk.target = level(4, 3));
        }),
        (K::NoAction, None, "no action", |c, _| {
            c.world.each::<Action>(|action| action.status = Some(ActionStatus::Cancelled));
        }),
        (K::NoControls, None, "by no control", |c, id| c.world.alter::<Risk>(id, |risk| risk.controls_relied.clear())),
        (K::AvoidedWithControls, Some(R::Controls), "yet it plans A.5.15", |c, id| {
            let control = c.world.control("A.5.15");
            c.world.alter::<Risk>(id, |risk| {
                (risk.option, risk.controls_planned) = (Some(TreatmentOption::Avoid), vec![control]);
            });
        }),
        (K::AvoidedButThere, None, "level is unchanged", |c, id| {
            c.world.alter::<Risk>(id, |risk| risk.option = Some(TreatmentOption::Avoid));
            c.world.each::<Action>(|action| action.status = Some(ActionStatus::Done));
        }),
        (K::ActionOverdue, Some(R::Actions), "“Test a restore” is overdue", |c, _| {
            c.world.each::<Action>(|action| action.due = Some(ago(1)));
        }),
        (K::RetainedAboveLine, None, "above the acceptance line", |c, id| {
            c.world.alter::<Risk>(id, |risk| {
                (risk.option, risk.target) = (Some(TreatmentOption::Retain), level(3, 4));
            });
        }),
    ];
    for (kind, leads_to, words, change) in changes {
        let (mut company, id) = sound();
        change(&mut company, id);
        let found = found(&company, id);
        assert_eq!(found.iter().map(|conflict| conflict.kind).collect::<Vec<_>>(), [kind]);
        assert!(found[0].sentence.contains(words), "{}", found[0].sentence);
        assert_eq!(found[0].records.first().map(|(register, _)| *register), leads_to, "{kind:?}");
        for (register, record) in &found[0].records {
            assert!(company.world.isms.has(*register, *record), "{kind:?} leads nowhere");
        }
    }
}

#[test]
fn a_retained_risk_may_stay_where_its_owner_accepted_it() {
    let (mut company, id) = sound();
    company.world.alter::<Risk>(id, |r| (r.option, r.target) = (Some(TreatmentOption::Retain), level(3, 4)));
    let owner = company.amira;
    company.world.act(|isms| risks::accept(isms, id, owner, TODAY, now()));
    assert_eq!(kinds(&company, id), []);
}

#[test]
fn an_undecided_target_is_missing_not_wrong() {
    let (mut company, id) = sound();
    company.world.alter::<Risk>(id, |risk| risk.target = risks::Assessment::default());
    assert_eq!(kinds(&company, id), []);
}
