//! Values that assets inherit, circles of dependencies, groups, assets without a risk, and many added at once.

use std::collections::BTreeSet;

use serde_json::json;
use uuid::Uuid;

use super::super::assets::{
    Asset, AssetGrouping, AssetId, AssetKind, Classification, add_lines, depend, effective_all, group_of,
    groups_in_use, inherit, no_risk_yet, place, read_lines, risks_by_asset,
};
use super::super::organisation::{Person, Site};
use super::super::risks::Risk;
use super::super::{Edit, FieldRef, Isms, Record, RegisterName, RuleError, counted, set_field};
use super::{TODAY, World, ago, now, refusal};

/// An asset with a value for confidentiality, perhaps, that depends on others.
fn asset(w: &mut World, name: &str, confidentiality: Option<u8>, on: &[AssetId]) -> AssetId {
    w.add::<Asset>(|a| {
        (a.name, a.confidentiality, a.depends_on) = (name.to_owned(), confidentiality, on.to_vec());
    })
}

fn effective(w: &World, id: AssetId) -> Option<u8> {
    effective_all(&w.isms)[&id][0].effective()
}

#[test]
fn an_application_inherits_the_highest_value_along_every_way() {
    let mut w = World::founded();
    let clients = asset(&mut w, "Client data", Some(4), &[]);
    let prices = asset(&mut w, "Price list", Some(1), &[]);
    let database = asset(&mut w, "Database", None, &[clients, prices]);
    let store = asset(&mut w, "File store", None, &[clients]);
    let portal = asset(&mut w, "Portal", None, &[database, store, prices]);
    let value = effective_all(&w.isms)[&portal][0].clone();
    assert_eq!((value.own, value.inherited, value.effective()), (None, Some(4), Some(4)));
    assert_eq!(value.from, [database, store], "both hand it on, the price list does not");
    assert_eq!(value.origin, Some(clients));
    assert!(value.is_inherited() && !value.differs() && !value.is_lower());
    assert_eq!(effective_all(&w.isms)[&portal][1].effective(), None, "nobody valued integrity anywhere");
}

#[test]
fn a_value_of_its_own_counts_from_there_on() {
    let mut w = World::founded();
    let clients = asset(&mut w, "Client data", Some(4), &[]);
    let totals = asset(&mut w, "Totals", Some(2), &[clients]);
    let screen = asset(&mut w, "Screen in the lobby", None, &[totals]);
    let safe = asset(&mut w, "Key safe", Some(4), &[totals]);
    let values = effective_all(&w.isms);
    assert!(values[&totals][0].is_lower() && values[&totals][0].differs());
    assert_eq!((values[&screen][0].effective(), values[&screen][0].origin), (Some(2), Some(totals)));
    assert!(values[&safe][0].differs() && !values[&safe][0].is_lower(), "higher is different, and needs no reason");
    w.alter::<Asset>(totals, |a| a.confidentiality = None);
    assert_eq!((effective(&w, totals), effective(&w, screen)), (Some(4), Some(4)));
}

#[test]
fn a_link_that_closes_a_circle_is_refused_with_its_way() {
    let mut w = World::founded();
    let data = asset(&mut w, "Client data", Some(4), &[]);
    let database = asset(&mut w, "Database", None, &[data]);
    let portal = asset(&mut w, "Portal", None, &[]);
    w.act(|isms| depend(isms, portal, &[database, database]));
    assert_eq!(w.get::<Asset>(portal).depends_on, [database], "a link stands once");
    let sentence = refusal(depend(&w.isms, data, &[portal]));
    assert_eq!(
        sentence,
        "AS-001 cannot depend on AS-003: that closes a circle, AS-001 → AS-003 → AS-002 → AS-001. \
         Remove one of these links first."
    );
    assert_eq!(refusal(depend(&w.isms, data, &[data])), "AS-001 cannot depend on itself. Choose another asset.");
    let gone = AssetId(Uuid::from_u128(9_999_999));
    assert!(matches!(depend(&w.isms, data, &[gone]), Err(RuleError::Gone { .. })));
    assert!(depend(&w.isms, portal, &[data]).is_ok(), "a second way to the same asset is no circle");

    let field = FieldRef { register: RegisterName::Assets, id: data.0, pointer: "/depends_on".into() };
    let typed = set_field(&w.isms, &field, json!([portal]), "Depends on");
    assert_eq!(refusal(typed), sentence, "a circle is refused whichever way the link comes");
}

#[test]
fn a_circle_that_is_there_already_hands_nothing_on_and_is_named() {
    let mut w = World::founded();
    let data = asset(&mut w, "Client data", Some(3), &[]);
    let one = asset(&mut w, "One", None, &[data]);
    let two = asset(&mut w, "Two", Some(4), &[one]);
    let after = asset(&mut w, "After", None, &[two]);
    let itself = asset(&mut w, "Itself", Some(1), &[]);
    w.alter::<Asset>(one, |a| a.depends_on = vec![data, two]);
    w.alter::<Asset>(itself, |a| a.depends_on = vec![itself]);
    let found = inherit(&w.isms);
    assert_eq!(found.circles, [vec![one, two], vec![itself]]);
    assert_eq!(found.values[&one][0].effective(), Some(3), "from outside the circle it still inherits");
    assert_eq!(found.values[&after][0].effective(), Some(4));
    assert_eq!(found.values[&itself][0].inherited, None);
    let check = super::super::readiness::look(&w.isms, TODAY);
    let check = check.checks.iter().find(|check| check.id == "assets/circle").unwrap();
    assert!(check.sentence.contains("AS-002, AS-003."), "{}", check.sentence);
}

/// Long chains are walked without recursion, and in one pass: a hundred thousand take no more than a moment.
#[test]
fn a_chain_of_many_thousands_ends_well() {
    const LENGTH: u32 = 100_000;
    let id = |number: u32| AssetId(Uuid::from_u128(u128::from(number)));
    let mut edit = Edit::new("Add");
    for number in 0..LENGTH {
        let mut asset = Asset::blank(id(number), format!("AS-{number}"));
        if number == 0 {
            asset.integrity = Some(3);
        } else {
            asset.depends_on = vec![id(number - 1)];
        }
        edit = edit.put(asset);
    }
    let mut isms = Isms::default().with(&edit);
    let end = id(LENGTH - 1);
    let value = effective_all(&isms)[&end][1].clone();
    assert_eq!((value.effective(), value.origin), (Some(3), Some(id(0))));
    assert!(refusal(depend(&isms, id(0), &[end])).contains("closes a circle"));
    let first = Asset { depends_on: vec![end], ..isms.assets.get(id(0)).unwrap().clone() };
    isms = isms.with(&Edit::new("Close the circle").put(first));
    assert_eq!(inherit(&isms).circles[0].len(), LENGTH as usize);
}

#[test]
fn assets_stand_in_groups_with_the_undecided_last() {
    let mut w = World::founded();
    let owner = w.person("Priya Nair");
    let site = w.add::<Site>(|s| s.name = "Bristol office".to_owned());
    let data = w.add::<Asset>(|a| {
        (a.kind, a.owner, a.site) = (Some(AssetKind::Information), Some(owner), Some(site));
        (a.grouping, a.classification) = (" Platform ".to_owned(), Some(Classification::Internal));
        a.location = "Cupboard".to_owned();
    });
    let laptop = w.add::<Asset>(|a| (a.kind, a.location) = (Some(AssetKind::Hardware), "At home".to_owned()));
    let blank = w.add::<Asset>(|_| {});
    let group = |id: AssetId, by| group_of(&w.isms, w.isms.assets.get(id).unwrap(), by);
    let names = |by| {
        let groups: BTreeSet<_> = [blank, laptop, data].into_iter().map(|id| group(id, by)).collect();
        groups.into_iter().map(|group| group.name).collect::<Vec<_>>()
    };
    assert_eq!(names(AssetGrouping::Kind), ["Information", "Hardware", "Kind undecided"]);
    assert_eq!(names(AssetGrouping::Owner), ["Priya Nair", "No owner yet"]);
    assert_eq!(names(AssetGrouping::Group), ["Platform", "In no group"]);
    assert_eq!(names(AssetGrouping::Location), ["At home", "Bristol office", "No location yet"]);
    assert_eq!(names(AssetGrouping::Classification), ["Internal", "Classification undecided"]);
    assert_eq!(names(AssetGrouping::Supplier), ["No supplier"]);
    assert_eq!(groups_in_use(&w.isms), ["Platform"]);
    assert_eq!(place(&w.isms, w.isms.assets.get(data).unwrap()), "Bristol office");
}

#[test]
fn an_asset_in_scope_that_no_risk_names_is_told() {
    let mut w = World::founded();
    let data = asset(&mut w, "Client data", Some(4), &[]);
    let outside = w.add::<Asset>(|a| a.in_scope = Some(false));
    let portal = asset(&mut w, "Portal", None, &[data]);
    assert_eq!(no_risk_yet(&w.isms), BTreeSet::from([data, portal]));
    let risk = w.add::<Risk>(|r| r.assets = vec![data, data, outside]);
    assert_eq!(no_risk_yet(&w.isms), BTreeSet::from([portal]));
    let risks = risks_by_asset(&w.isms);
    assert_eq!((risks[&data].as_slice(), risks.get(&portal)), ([risk].as_slice(), None), "named twice, counted once");
}

#[test]
fn pasted_lines_become_assets_and_unknown_words_stay_undecided() {
    let mut w = World::founded();
    let priya = w.person("Priya Nair");
    w.person("Sam Lee");
    w.person("Sam Lee");
    w.add::<Person>(|p| (p.name, p.left) = ("Gone Gary".to_owned(), Some(ago(1))));
    asset(&mut w, "Client data", None, &[]);
    let text = "Name;Kind;Owner\n\n  ;;\nPortal; software ;priya nair;AWS Ireland\r\nLaptops\tHardware\tSam Lee\n\
                Server; machine; Gone Gary\nclient DATA\nPortal\n;Hardware\nMailbox;;;;extra";
    let lines = read_lines(&w.isms, text, TODAY);
    let told: Vec<(&str, bool, usize)> =
        lines.iter().map(|line| (line.name.as_str(), line.is_known, line.remarks.len())).collect();
    assert_eq!(
        told,
        [
            ("Portal", false, 0),
            ("Laptops", false, 1),
            ("Server", false, 2),
            ("client DATA", true, 1),
            ("Portal", true, 1),
            ("", true, 1),
            ("Mailbox", false, 1)
        ]
    );
    assert_eq!((lines[0].kind, lines[0].owner), (Some(AssetKind::Software), Some(priya)));
    assert_eq!(lines[1].owner, None, "two people have this name");
    assert_eq!(lines[2].remarks[0], "“machine” is no kind of asset, so the kind stays undecided.");
    assert_eq!(lines[3].remarks[0], "AS-001 has this name already, so it is left out.");
    let mut ids = 500_000_u128;
    let mut next = || {
        ids += 1;
        Uuid::from_u128(ids)
    };
    let edit = counted(&w.isms, now(), "Priya Nair", &mut next, |outside| add_lines(&w.isms, text, outside)).unwrap();
    assert_eq!(edit.label, "Add 4 assets");
    w.enter(edit);
    let portal = w.isms.assets.by_reference("AS-002").unwrap();
    let blank = Asset::blank(portal.id, portal.reference.clone());
    let expected = Asset {
        name: "Portal".to_owned(),
        kind: Some(AssetKind::Software),
        owner: Some(priya),
        location: "AWS Ireland".to_owned(),
        ..blank
    };
    assert_eq!(*portal, expected, "nothing else is decided");
    assert_eq!(w.isms.assets.by_reference("AS-005").map(|a| json!(a)["name"].clone()), Some(json!("Mailbox")));
    let again = counted(&w.isms, now(), "Priya Nair", &mut next, |outside| add_lines(&w.isms, text, outside));
    assert!(refusal(again).contains("no new asset"));
}
