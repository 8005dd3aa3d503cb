//! Assets: a list is pasted, grouped and given an owner; values are inherited, and a lower one asks for its reason.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use octavo::isms::assets::{Asset, AssetKind};

use crate::every_screen::open_sample;
use crate::person::Person;

fn assets(person: &Person) -> Vec<Asset> {
    person.window.state().file().unwrap().isms().assets.iter().cloned().collect()
}

fn named(person: &Person, name: &str) -> Asset {
    assets(person).into_iter().find(|asset| asset.name == name).unwrap_or_else(|| panic!("no asset {name}"))
}

fn seq(person: &Person) -> i64 {
    person.window.state().file().unwrap().head().seq
}

/// The names of the rows of assets, in the order in which they are drawn.
fn rows(person: &Person) -> Vec<String> {
    person.labels().into_iter().filter(|label| label.starts_with("AS-") && label.contains(", C")).collect()
}

fn open_assets(person: &mut Person) {
    open_sample(person);
    person.keys(Modifiers::COMMAND, Key::Num3);
    person.tab("Assets");
}

/// Types several lines into the box of "Add several".
fn write_lines(person: &mut Person, text: &str) {
    person.window.get_by_role_and_label(Role::MultilineTextInput, "Lines").focus();
    person.look();
    person.window.event(Event::Paste(text.to_owned()));
    person.look();
}

#[test]
fn a_pasted_list_becomes_assets_in_one_edit() {
    let mut priya = Person::new(1280.0, 800.0);
    open_assets(&mut priya);
    let (before, count) = (seq(&priya), assets(&priya).len());
    priya.click("Add several assets");
    write_lines(
        &mut priya,
        "Badge printer; Hardware; Priya Nair; Bristol\n\nTill roll; paper; Nobody Known\nClient data lake",
    );
    assert!(priya.sees_part("“paper” is no kind of asset, so the kind stays undecided."), "{:#?}", priya.labels());
    assert!(priya.sees_part("Nobody here is called Nobody Known, so the owner stays undecided."));
    assert!(priya.sees_part("AS-001 has this name already, so it is left out."));
    assert_eq!(assets(&priya).len(), count, "nothing is added before somebody says so");
    priya.click("Add 2 assets");
    assert_eq!((seq(&priya), assets(&priya).len()), (before + 1, count + 2), "one edit");
    let printer = named(&priya, "Badge printer");
    assert_eq!((printer.kind, printer.location.as_str()), (Some(AssetKind::Hardware), "Bristol"));
    assert!(printer.owner.is_some() && printer.in_scope.is_none() && printer.own_values() == [None; 3]);
    assert_eq!((named(&priya, "Till roll").kind, named(&priya, "Till roll").owner), (None, None));
    priya.click_starting("Undo: Add 2 assets");
    assert_eq!(assets(&priya).len(), count, "one undo takes all of them back");
}

#[test]
fn assets_stand_in_groups_and_marked_ones_get_an_owner_together() {
    let mut priya = Person::new(1280.0, 800.0);
    open_assets(&mut priya);
    priya.click("Add several assets");
    write_lines(&mut priya, "Desk one; Hardware\nDesk two; Hardware\nDesk plan; Information");
    priya.click("Add 3 assets");
    priya.click("Close this message");
    priya.fill("Filter assets", "desk");
    assert!(priya.sees("3 of 40") || priya.sees_part("3 of "), "{:#?}", priya.labels());
    priya.choose("Group by", "By kind");
    assert!(priya.sees("Information: 1") && priya.sees("Hardware: 2"), "{:#?}", priya.labels());
    let shown = rows(&priya);
    assert!(shown[0].contains("Desk plan") && shown[1].contains("Desk one"), "information stands first: {shown:#?}");
    // Next and previous in the pane follow what is drawn, past the titles of groups.
    priya.click(&shown[0]);
    priya.click("Next record");
    assert_eq!(priya.value_of("Asset").as_deref(), Some("Desk one"));
    priya.click("Close the pane");

    priya.click("Mark all");
    assert!(priya.sees("3 marked"), "{:#?}", priya.labels());
    let before = seq(&priya);
    priya.choose("Field to change", "Owner");
    priya.choose("New value: Owner", "Priya Nair");
    let owners: Vec<_> = ["Desk one", "Desk two", "Desk plan"].map(|name| named(&priya, name).owner).into();
    assert!(owners[0].is_some() && owners.iter().all(|owner| *owner == owners[0]));
    assert_eq!(seq(&priya), before + 1, "one edit for all of them");
    priya.choose("Group by", "By owner");
    assert!(priya.sees("Priya Nair: 3"), "{:#?}", priya.labels());
}

#[test]
fn an_application_inherits_and_a_lower_value_asks_for_its_reason() {
    let mut priya = Person::new(1280.0, 800.0);
    open_assets(&mut priya);
    priya.click("Add to Assets");
    priya.fill("Asset", "Totals page");
    priya.click("Add to Depends on");
    priya.click("AS-001 Client data lake");
    assert!(priya.sees("Inherits 4 Very high from AS-001 Client data lake."), "{:#?}", priya.labels());
    let page = named(&priya, "Totals page");
    assert_eq!(page.own_values(), [None; 3], "what is inherited is shown, and written nowhere");
    assert!(priya.sees("Confidentiality: 4 Very high, inherited from AS-001 Client data lake"), "beside its row too");
    assert!(!priya.sees("Why its own value counts"));

    priya.click("Confidentiality: 2 Medium");
    assert!(
        priya.sees("Lower than the 4 Very high it inherits from AS-001 Client data lake."),
        "{:#?}",
        priya.labels()
    );
    assert!(priya.sees_part("A value below the inherited one needs its reason."));
    priya.keys(Modifiers::COMMAND, Key::Num3);
    priya.tab("Guide");
    assert!(priya.sees_part("Valued lower than what they depend on, without a reason: AS-"), "{:#?}", priya.labels());
    priya.tab("Assets");
    priya.fill("Filter assets", "totals");
    priya.click(&rows(&priya)[0].clone());
    priya.fill("Why its own value counts", "It shows sums, never a client.");
    assert!(!priya.sees_part("A value below the inherited one needs its reason."));
    priya.tab("Guide");
    assert!(!priya.sees_part("Valued lower than what they depend on"), "{:#?}", priya.labels());

    // What it depends on cannot depend on it in turn.
    priya.tab("Assets");
    priya.fill("Filter assets", "client data lake");
    priya.click_starting("AS-001 Client data lake");
    priya.click("Add to Depends on");
    priya.fill("Filter Depends on", "totals");
    let option = format!("{} Totals page", page.reference);
    priya.click(&option);
    let notice = priya.window.state().notice().unwrap().to_owned();
    assert!(notice.contains("closes a circle, AS-001 →"), "{notice}");
    assert!(named(&priya, "Client data lake").depends_on.is_empty());
}

#[test]
fn no_risk_yet_goes_once_there_is_one() {
    let mut priya = Person::new(1280.0, 800.0);
    open_assets(&mut priya);
    priya.click("Add to Assets");
    priya.fill("Asset", "Meeting room screen");
    priya.click("No risk yet");
    let row = rows(&priya).into_iter().find(|row| row.contains("Meeting room screen")).expect("its row");
    assert!(row.contains("No risk yet"), "{row}");
    assert!(priya.sees_part("No risk yet. Think of what could happen to it"));
    priya.click("Add a risk for this asset");
    let isms = priya.window.state().file().unwrap().isms().clone();
    let risk = isms.risks.iter().next_back().unwrap();
    assert_eq!(risk.assets, [named(&priya, "Meeting room screen").id]);
    assert_eq!(risk.current.likelihood, None, "the risk is undecided");
    priya.tab("Assets");
    assert!(rows(&priya).iter().all(|row| !row.contains("Meeting room screen")), "the filter lets it go");
    priya.click("No risk yet");
    priya.fill("Filter assets", "meeting room");
    priya.click(&rows(&priya)[0].clone());
    assert!(priya.sees(&format!("Go to {}", risk.reference)), "{:#?}", priya.labels());
}
