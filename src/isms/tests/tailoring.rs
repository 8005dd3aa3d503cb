//! Tailoring: what a text becomes for one organisation, and what it leaves open.

use super::super::documents::{Field, Library, Section, compare, sentences};
use super::super::facts;
use super::super::organisation::{IsmsRole, Person, Profile};
use super::super::tailoring::{OpenQuestion, Tailored, names, tailor};
use super::super::{RegisterName, RuleError};
use super::World;

fn library() -> Library {
    let field = |id: &str, unit: Option<[&str; 2]>, proposal: &str| Field {
        id: id.to_owned(),
        ask: format!("What is {id}?"),
        unit: unit.map(|words| words.map(str::to_owned)),
        proposal: proposal.to_owned(),
        least: 1,
        most: 72,
        why: "Because.".to_owned(),
    };
    let fields =
        [field("backup.alert_time", Some(["hour", "hours"]), "24"), field("role.it_operations", None, "IT lead")];
    Library { templates: Vec::new(), fields: fields.into_iter().map(|field| (field.id.clone(), field)).collect() }
}

fn made(world: &World, text: &str) -> Tailored {
    tailor(&world.isms, &library(), &[Section { title: "Rules".to_owned(), text: text.to_owned() }])
}

fn text(world: &World, source: &str) -> String {
    made(world, source).sections.first().map(|part| part.text.clone()).unwrap_or_default()
}

fn confirm(world: &mut World, key: &str, value: &str) -> Result<(), RuleError> {
    let library = library();
    let field = library.field(key).unwrap();
    world.rule(|isms, outside| facts::confirm(isms, &[(field, value.to_owned())], outside))
}

fn profile(world: &mut World, change: impl Fn(&mut Profile)) {
    world.each::<Profile>(change);
}

#[test]
fn a_number_is_printed_with_its_unit_once_a_person_has_confirmed_it() {
    let mut world = World::founded();
    let source = "A failed copy is told within {{ backup.alert_time }}.";
    assert_eq!(text(&world, source), "A failed copy is told within ⟦undecided: hours⟧.");
    assert_eq!(made(&world, source).open, [OpenQuestion::Fact("backup.alert_time".to_owned())]);
    for wrong in ["", "  ", "soon", "0", "73", "-1", "1.5"] {
        confirm(&mut world, "backup.alert_time", wrong).unwrap_err();
    }
    confirm(&mut world, "backup.alert_time", " 04 ").unwrap();
    assert_eq!(text(&world, source), "A failed copy is told within 4 hours.");
    confirm(&mut world, "backup.alert_time", "1").unwrap();
    assert_eq!(text(&world, source), "A failed copy is told within 1 hour.");
    assert_eq!(world.isms.facts.len(), 1, "the answer was given anew, not twice");
    let fact = world.isms.facts.iter().next().unwrap();
    assert_eq!((fact.confirmed_by.as_str(), fact.confirmed_on), ("Priya Nair", Some(super::TODAY)));
}

#[test]
fn a_condition_on_something_undecided_does_not_hold_and_is_asked() {
    let mut world = World::founded();
    let source = "{% if profile.remote_work %}Work is saved away from the laptop.{% endif %}";
    assert_eq!(made(&world, source).sections, []);
    assert_eq!(made(&world, source).open, [OpenQuestion::Profile("/remote_work")]);
    profile(&mut world, |profile| profile.remote_work = Some(true));
    assert_eq!(text(&world, source), "Work is saved away from the laptop.");
    profile(&mut world, |profile| profile.remote_work = Some(false));
    assert_eq!((made(&world, source).sections.len(), made(&world, source).open.len()), (0, 0));
}

#[test]
fn an_excluded_control_leaves_nothing_behind_and_lists_count_on() {
    let mut world = World::founded();
    let source = "1. First.\n2. {% if applies('A.5.15') %}Access.{% endif %}\n3. Last.";
    let better = "1. First.\n{% if applies('A.5.15') %}2. Access.{% endif %}\n3. Last.";
    world.each::<super::super::controls::Control>(|control| control.applicable = Some(true));
    assert_eq!(text(&world, better), "1. First.\n2. Access.\n3. Last.");
    assert!(text(&world, source).contains("Access."));
    let id = world.control("A.5.15");
    world.alter::<super::super::controls::Control>(id, |control| control.applicable = Some(false));
    assert_eq!(text(&world, better), "1. First.\n2. Last.");
    world.alter::<super::super::controls::Control>(id, |control| control.applicable = None);
    assert_eq!(made(&world, better).open, [OpenQuestion::Control("A.5.15".to_owned())]);
}

#[test]
fn rows_that_tailoring_empties_do_not_split_a_table() {
    let mut world = World::founded();
    profile(&mut world, |profile| profile.card_data = Some(false));
    let source = "| a | b |\n|---|---|\n| 1 | 2 |\n{% if profile.card_data %}| cards | 3 |{% endif %}\n| 4 | 5 |";
    assert_eq!(text(&world, source), "| a | b |\n|---|---|\n| 1 | 2 |\n| 4 | 5 |");
}

#[test]
fn two_tables_one_below_the_other_stay_two() {
    let world = World::founded();
    let source = "| Check | Answer |\n|---|---|\n| Copy | ___ |\n{% if profile.health_data %}| Ward | ___ |{% endif %}\n\n\
                  | Name | Role | Signature |\n|:--|:-:|---|\n| ___ | ___ | ___ |";
    let wanted = "| Check | Answer |\n|---|---|\n| Copy | ___ |\n\n\
                  | Name | Role | Signature |\n|:--|:-:|---|\n| ___ | ___ | ___ |";
    assert_eq!(text(&world, source), wanted);
}

#[test]
fn a_role_is_named_once_somebody_holds_it() {
    let mut world = World::founded();
    let source = "The {{ role.isms_manager }} tells {{ role.top_management }}.";
    assert_eq!(made(&world, source).open.len(), 2);
    world.add::<Person>(|person| person.roles = vec![IsmsRole::IsmsManager, IsmsRole::TopManagement]);
    assert_eq!(text(&world, source), "The ISMS manager tells top management.");
    assert_eq!(text(&world, "The {{ role.it_operations }} looks."), "The ⟦undecided⟧ looks.");
}

#[test]
fn what_people_type_wrong_is_told_and_never_runs_on() {
    let world = World::founded();
    let told = |source: &str| made(&world, source).open.first().unwrap().sentence(&library());
    assert!(told("{{ backup.hours }}").contains("there is no field backup.hours"));
    assert!(told("{{ password }}").contains("there is no field password"));
    assert!(told("{% if profile.remote_work %}never ended").contains("“Rules” cannot be read: line 1"));
    assert!(told("{{ table('secrets') }}").contains("there is no table secrets"));
    assert!(told("{{ applies('A.9.99') }}").contains("there is no control A.9.99"));
    assert!(told("{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}").contains("fuel"));
    for source in ["{{ backup.hours }}", "{% if x %}", "{{"] {
        let text = text(&world, source);
        assert!(text.starts_with('⟦') && !text.contains("{{") && !text.contains("{%"), "{text}");
    }
}

#[test]
fn a_table_says_what_the_register_says_and_nothing_more() {
    let mut world = World::founded();
    assert_eq!(made(&world, "{{ table('sites') }}").open.len(), 1);
    world.add::<super::super::organisation::Site>(|site| {
        site.name = "Porto | annex".to_owned();
        site.address = "Rua *Nova*\n12".to_owned();
    });
    let table = text(&world, "Our sites:\n{{ table('sites') }}\nThat is all.");
    assert!(table.contains("| Porto \\| annex | Rua \\*Nova\\* 12 | – |"), "{table}");
    assert!(table.contains("Our sites:\n\n|") && table.ends_with("|\n\nThat is all."), "{table}");
}

#[test]
fn names_in_a_text_are_known_without_making_it() {
    let found = names("{{ backup.alert_time }} {% if applies('A.8.13') %}{{ role.it_operations }}{% endif %}").unwrap();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["applies", "backup.alert_time", "role.it_operations"]);
    names("{% if %}").unwrap_err();
}

#[test]
fn sentences_are_compared_one_by_one() {
    let part = |title: &str, text: &str| Section { title: title.to_owned(), text: text.to_owned() };
    let before = [
        part("Rules", "We copy daily. A failed copy is told within 4 hours.\n- Keys are kept apart."),
        part("Old", "Gone."),
    ];
    let after =
        [part("Rules", "We copy daily. A failed copy is told within 2 hours.\n- Keys are kept apart.\n- New one.")];
    let changes = compare(&before, &after);
    let told: Vec<(&str, &str)> =
        changes.iter().map(|change| (change.before.as_str(), change.after.as_str())).collect();
    assert_eq!(
        told,
        [
            ("A failed copy is told within 4 hours.", "A failed copy is told within 2 hours."),
            ("", "New one."),
            ("Gone.", ""),
        ]
    );
    assert_eq!(compare(&after, &after), []);
    assert_eq!(sentences("## Head\n1. One. Two.\n\n| a | b |\n|---|---|"), ["Head", "One.", "Two.", "| a | b |"]);
}

#[test]
fn every_table_leads_to_a_register_that_people_fill_in() {
    use super::super::tailoring::TableName;
    assert!(TableName::ALL.iter().all(|table| table.register() != RegisterName::Facts && !table.label().is_empty()));
}
