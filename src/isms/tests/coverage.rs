//! What provisions rest on, and where there is nothing.

use super::super::controls::{Control, ImplementationStatus};
use super::super::coverage::{CoverState, ProvisionFact, Regulation, regulations};
use super::super::organisation::Profile;
use super::super::scope::Obligation;
use super::World;

fn catalogue() -> Vec<ProvisionFact> {
    let provision = |regulation: &str, id: &str, controls: &[&str]| ProvisionFact {
        id: id.to_owned(),
        regulation: regulation.to_owned(),
        title: "Security".to_owned(),
        controls: controls.iter().map(|control| (*control).to_owned()).collect(),
    };
    vec![
        provision("GDPR", "GDPR Art. 32(1)(b)", &["A.5.15", "A.8.13"]),
        provision("GDPR", "GDPR Art. 32(1)(c)", &["A.8.13", "A.5.30"]),
        provision("HIPAA", "HIPAA 164.312(a)", &["A.7.4"]),
    ]
}

fn look(world: &World) -> Vec<Regulation> {
    regulations(&world.isms, &catalogue())
}

#[test]
fn a_provision_stands_as_its_controls_stand() {
    let mut world = World::founded();
    let state = |world: &World| look(world)[0].covers[0].state;
    assert_eq!(state(&world), CoverState::Undecided);
    let (access, backup) = (world.control("A.5.15"), world.control("A.8.13"));
    world.alter::<Control>(access, |c| (c.applicable, c.status) = (Some(true), Some(ImplementationStatus::Planned)));
    assert_eq!(state(&world), CoverState::Planned);
    world
        .alter::<Control>(backup, |c| (c.applicable, c.status) = (Some(true), Some(ImplementationStatus::Implemented)));
    assert_eq!(state(&world), CoverState::Partly);
    world.alter::<Control>(access, |c| c.status = Some(ImplementationStatus::Implemented));
    assert_eq!(state(&world), CoverState::InPlace);
    for id in [access, backup] {
        world.alter::<Control>(id, |c| c.applicable = Some(false));
    }
    assert_eq!(state(&world), CoverState::Nothing, "every control that could answer it is excluded");
}

#[test]
fn a_regulation_is_called_for_by_the_profile_or_by_an_obligation() {
    let mut world = World::founded();
    let called = |world: &World| look(world).iter().map(|found| found.called_for).collect::<Vec<_>>();
    assert_eq!(called(&world), [false, false]);
    let profile = world.isms.profile().unwrap().id;
    world.alter::<Profile>(profile, |profile| profile.personal_data_processor = Some(true));
    assert_eq!(called(&world), [true, false]);
    let law = world.add::<Obligation>(|law| law.provisions = vec!["HIPAA 164.312(a)".to_owned()]);
    assert_eq!(called(&world), [true, true]);
    assert_eq!(look(&world)[1].covers[0].obligations, [law]);
}

#[test]
fn what_an_obligation_names_counts_and_contracts_stand_by_themselves() {
    let mut world = World::founded();
    let (access, awareness) = (world.control("A.5.15"), world.control("A.6.3"));
    world.add::<Obligation>(|law| {
        law.provision = "GDPR Art. 32(1)(c)".to_owned();
        law.controls = vec![access];
    });
    world.add::<Obligation>(|contract| {
        contract.name = "Master agreement".to_owned();
        contract.controls = vec![awareness];
    });
    let found = look(&world);
    assert_eq!(found[0].covers[1].controls, [access, world.control("A.8.13")]);
    let contracts = found.last().unwrap();
    assert_eq!((contracts.name.as_str(), contracts.covers[0].title.as_str()), ("", "Master agreement"));
    assert_eq!(contracts.covers[0].controls, [awareness]);
}
