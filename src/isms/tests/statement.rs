//! The Statement of Applicability as a whole: what stands in its way, its approval, and what changed since.

use uuid::Uuid;

use super::super::controls::{Control, ImplementationStatus, SoaVersion};
use super::super::documents::{Document, control_statement, statement_record};
use super::super::organisation::PersonId;
use super::super::risks::Risk;
use super::super::statement::{self, Gap, StatementApproval, differences, newest_version, open_points};
use super::super::{Edit, Isms, RuleError};
use super::{World, ago, now, refusal};

/// Every control applies for a reason and is in place; Tom prepared it, Maya may approve.
fn finished() -> (World, PersonId, PersonId) {
    let mut world = World::founded();
    let (maya, tom) = (world.person("Maya Lindqvist"), world.person("Tom Okafor"));
    world.each::<Control>(|control| {
        control.applicable = Some(true);
        control.reason_business = "Clients ask for it.".to_owned();
        control.status = Some(ImplementationStatus::Implemented);
    });
    world.act(|isms| control_statement(isms, Uuid::from_u128(900).into()));
    let record = statement_record(&world.isms).unwrap().id;
    world.alter::<Document>(record, |document| document.author = Some(tom));
    (world, maya, tom)
}

fn approve(isms: &Isms, number: u128, by: PersonId, change: &str, reason: &str) -> Result<Edit, RuleError> {
    let wish = StatementApproval { by, on: ago(1), change: change.to_owned(), reason: reason.to_owned() };
    statement::approve(isms, Uuid::from_u128(1000 + number).into(), format!("SOA-0{number}"), &wish, now())
}

fn gaps(world: &World) -> Vec<Gap> {
    open_points(&world.isms).iter().map(|point| point.gap).collect()
}

#[test]
fn a_new_statement_is_open_on_every_control() {
    let world = World::founded();
    let points = open_points(&world.isms);
    assert_eq!(points.len(), 1);
    assert_eq!((points[0].gap, points[0].controls.len()), (Gap::Undecided, 5));
    assert!(points[0].sentence.contains("A.5.1") && points[0].sentence.contains("A.8.13"));
}

#[test]
fn each_gap_blocks_the_approval_and_names_its_control() {
    let (world, maya, _) = finished();
    assert!(gaps(&world).is_empty());
    type Spoil = fn(&mut Control);
    let spoilt: [(Gap, Spoil); 5] = [
        (Gap::Undecided, |c| c.applicable = None),
        (Gap::NoReason, |c| c.reason_business.clear()),
        (Gap::NoJustification, |c| {
            c.applicable = Some(false);
            c.exclusion = "N/A".to_owned();
        }),
        (Gap::NotAssessed, |c| c.status = None),
        (Gap::NotPlanned, |c| c.status = Some(ImplementationStatus::Planned)),
    ];
    for (gap, spoil) in spoilt {
        let mut world = world.clone();
        let control = world.control("A.6.3");
        world.alter::<Control>(control, spoil);
        assert_eq!(gaps(&world), [gap]);
        let said = refusal(approve(&world.isms, 1, maya, "First version", ""));
        assert!(said.contains("cannot be approved yet") && said.contains("A.6.3"), "{said}");
    }
}

#[test]
fn an_excluded_control_that_a_risk_uses_blocks_the_approval() {
    let (mut world, maya, _) = finished();
    let control = world.control("A.8.13");
    world.add::<Risk>(|risk| risk.controls_planned = vec![control]);
    world.alter::<Control>(control, |control| {
        control.applicable = Some(false);
        control.exclusion = "We have nothing to back up.".to_owned();
    });
    assert_eq!(gaps(&world), [Gap::Conflict]);
    let point = open_points(&world.isms).remove(0);
    assert_eq!(point.controls, [(control, vec![world.last::<Risk>()])], "it leads to both records");
    let said = refusal(approve(&world.isms, 1, maya, "First version", ""));
    assert!(said.contains("A.8.13 (R-01)"), "{said}");
}

#[test]
fn versions_count_up_and_freeze_what_was_approved() {
    let (mut world, maya, _) = finished();
    world.act(|isms| approve(isms, 1, maya, "First version", ""));
    let first = newest_version(&world.isms).unwrap().clone();
    assert_eq!((first.version.as_str(), first.controls.len()), ("1.0", 5));
    assert_eq!(first.approval.as_ref().unwrap().name, "Maya Lindqvist");
    let said = refusal(approve(&world.isms, 2, maya, "Again", ""));
    assert!(said.contains("Nothing has changed"), "{said}");

    let control = world.control("A.8.13");
    world.alter::<Control>(control, |control| control.notes = "A thought.".to_owned());
    assert!(approve(&world.isms, 2, maya, "Again", "").is_err(), "a note is nobody's decision");
    world.alter::<Control>(control, |control| control.how = "Every night, to another account.".to_owned());
    world.act(|isms| approve(isms, 2, maya, "Backup described", ""));
    assert_eq!(newest_version(&world.isms).unwrap().version, "1.1");
    assert_eq!(world.get::<SoaVersion>(first.id), first, "the first version stays as it was");

    let found = differences(&first.controls, world.isms.controls.iter());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].reference, "A.8.13");
    assert_eq!(found[0].changes, ["how it is met: nothing → Every night, to another account."]);
}

#[test]
fn the_author_approves_only_with_a_reason_and_it_is_kept() {
    let (mut world, _, tom) = finished();
    let said = refusal(approve(&world.isms, 1, tom, "First version", " "));
    assert!(said.contains("Tom Okafor prepared the statement"), "{said}");
    world.act(|isms| approve(isms, 1, tom, "First version", "We are two people; Maya was ill."));
    let approval = newest_version(&world.isms).unwrap().approval.clone().unwrap();
    assert_eq!(approval.reason, "We are two people; Maya was ill.");
}

#[test]
fn a_reason_is_not_kept_when_somebody_else_approves() {
    let (mut world, maya, _) = finished();
    world.act(|isms| approve(isms, 1, maya, "First version", "Tom was alone."));
    assert_eq!(newest_version(&world.isms).unwrap().approval.as_ref().unwrap().reason, "");
}

#[test]
fn a_version_says_what_changed() {
    let (world, maya, _) = finished();
    assert!(refusal(approve(&world.isms, 1, maya, "  ", "")).contains("what changed"));
}

#[test]
fn the_statement_is_put_under_document_control_once() {
    let (world, ..) = finished();
    let record = statement_record(&world.isms).unwrap();
    assert_eq!(record.reference, "SOA-01");
    assert_eq!((record.owner, record.classification, record.status), (None, None, None), "nothing is decided by that");
    assert!(refusal(control_statement(&world.isms, Uuid::from_u128(901).into())).contains("SOA-01"));
}
