//! An estimate in numbers: ranges are typed, years are simulated beside the window, and the level does not move.

use eframe::egui::{Key, Modifiers};

use crate::every_screen::open_sample;
use crate::person::Person;

#[test]
fn numbers_are_given_simulated_and_never_touch_the_level() {
    let mut priya = Person::new(1280.0, 800.0);
    open_sample(&mut priya);
    priya.keys(Modifiers::COMMAND, Key::Num3);
    priya.click_starting("R-02 Stolen laptop");
    let level = |person: &Person| {
        let isms = person.window.state().file().unwrap().isms().clone();
        let risk = isms.risks.by_reference("R-02").unwrap().clone();
        (risk.acceptance_standing(), risk.current, risk.target)
    };
    let before = level(&priya);
    priya.click("Give an estimate in numbers");
    priya.fill("How often could it happen? between", "0,1");
    priya.fill("How often could it happen? and", "0.5");
    priya.fill("What would it cost each time? between", "20.000");
    assert!(priya.sees_part("Is this 20000 or 20.000?"), "{:#?}", priya.labels());
    priya.fill("What would it cost each time? between", "20000");
    priya.fill("What would it cost each time? and", "180 000");
    priya.fill("What do these numbers rest on?", "Two incidents in four years, and the invoice of the last one.");
    priya.choose("Simulated years", "10,000");
    priya.click("Simulate");
    priya.wait_for("the simulation", |app| !app.is_busy());
    assert!(priya.sees_part("10,000 years simulated"), "{:#?}", priya.labels());
    assert!(priya.sees_part("Loss exceedance curve"), "the curve has a name");
    assert_eq!(level(&priya), before, "numbers never change a level or an acceptance");

    priya.fill("How often could it happen? and", "2");
    assert!(!priya.sees_part("years simulated"), "a result is never shown for other numbers");
    priya.keys(Modifiers::COMMAND, Key::Z);
    assert!(priya.sees_part("10,000 years simulated"), "and comes back with the numbers it belongs to");
}
