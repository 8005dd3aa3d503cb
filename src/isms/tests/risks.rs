//! Risks: assessed, treated, accepted, compared over time. A small company with two owners to try it on.

mod accepting;
mod assessing;
mod conflicts;
mod over_time;

use super::super::assets::Asset;
use super::super::method::{Method, MethodId};
use super::super::organisation::PersonId;
use super::super::risks::{self, Assessment, Moment, Property, Risk, RiskId, TakeSnapshot, TreatmentOption};
use super::super::{Edit, Isms, Outside, RuleError, counted};
use super::method::five_by_five;
use super::{TODAY, World, now};

pub(super) fn level(likelihood: u8, impact: u8) -> Assessment {
    Assessment { likelihood: Some(likelihood), impact: Some(impact), rationale: "Seen before.".to_owned() }
}

/// A company with two risk owners, a method whose line lies at 7, and an asset.
struct Company {
    world: World,
    amira: PersonId,
    jonas: PersonId,
    method: MethodId,
}

impl Company {
    fn new() -> Self {
        let mut world = World::founded();
        let (amira, jonas) = (world.person("Amira Haddad"), world.person("Jonas Weber"));
        let method = world.add::<Method>(|method| {
            *method = Method { id: method.id, reference: "RM-01".to_owned(), ..five_by_five() }
        });
        world.act(|isms| super::super::method::approve(isms, method, jonas, TODAY, now()));
        world.add::<Asset>(|asset| asset.name = "Client database".to_owned());
        Self { world, amira, jonas, method }
    }

    /// A risk that its owner may accept: so much today, so much after treatment.
    fn risk(&mut self, owner: PersonId, today: (u8, u8), target: (u8, u8)) -> RiskId {
        let (method, asset, relied) = (self.method, self.world.last::<Asset>(), self.world.control("A.8.13"));
        self.world.add::<Risk>(|risk| {
            risk.name = "Ransomware".to_owned();
            (risk.assets, risk.affects, risk.owner) = (vec![asset], vec![Property::Availability], Some(owner));
            (risk.current, risk.target) = (level(today.0, today.1), level(target.0, target.1));
            (risk.method, risk.option) = (Some(method), Some(TreatmentOption::Modify));
            risk.controls_relied = vec![relied];
        })
    }

    fn set_level(&mut self, id: RiskId, moment: Moment, likelihood: Option<u8>, impact: Option<u8>) {
        let edit = set_level(&self.world.isms, id, moment, likelihood, impact).unwrap();
        self.world.enter(edit);
    }

    fn snapshot(&mut self, wish: &TakeSnapshot) -> Result<Edit, RuleError> {
        self.world.ids += 1;
        let id = uuid::Uuid::from_u128(self.world.ids);
        counted(&self.world.isms, now(), "Priya Nair", &mut || id, |outside| {
            risks::take_snapshot(&self.world.isms, wish, outside)
        })
    }
}

/// Sets a level as Priya Nair would on the screen.
pub(super) fn set_level(
    isms: &Isms,
    id: RiskId,
    moment: Moment,
    likelihood: Option<u8>,
    impact: Option<u8>,
) -> Result<Edit, RuleError> {
    let set = |outside: &mut Outside<'_>| risks::set_level(isms, id, moment, likelihood, impact, outside);
    counted(isms, now(), "Priya Nair", &mut uuid::Uuid::nil, set)
}
