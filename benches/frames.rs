//! CPU time of one frame of the risk screen with 20,000 risks: `cargo bench --bench frames`.
//! The real window without its graphics card: layout, painting, names for the screen reader.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods, missing_docs)]

use std::time::{Duration, Instant};

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use octavo::app::{App, SystemClock};
use octavo::content::Content;
use octavo::isms::risks::{Assessment, Risk, TreatmentOption};
use octavo::isms::{Edit, Isms, Record};
use octavo::sample;
use octavo::store::{IsmsFile, Stamp};

const RISKS: u16 = 20_000;

/// The sample with 20,000 risks more, of all levels, owners and assets.
fn many(isms: &Isms) -> Edit {
    let people: Vec<_> = isms.people.iter().map(|person| person.id).collect();
    let assets: Vec<_> = isms.assets.iter().map(|asset| asset.id).collect();
    let method = isms.current_method().map(|method| method.id);
    let mut edit = Edit::new("Many risks");
    for number in 0..RISKS {
        let place = usize::from(number);
        let level = |by: u16| Some(u8::try_from(number / by % 5).unwrap() + 1);
        edit = edit.put(Risk {
            name: format!(
                "Somebody {} reads what is not meant for them, case {number}",
                ["outside", "inside"][place % 2]
            ),
            assets: vec![assets[place % assets.len()], assets[(place / 7) % assets.len()]],
            owner: Some(people[place % people.len()]),
            current: Assessment { likelihood: level(1), impact: level(5), rationale: String::new() },
            target: Assessment { likelihood: Some(1), impact: level(5), rationale: String::new() },
            option: TreatmentOption::ALL.get(place % 5).copied(),
            method,
            ..Risk::blank(uuid::Uuid::from_u128(u128::from(number) + 1).into(), format!("R-{}", number + 100))
        });
    }
    edit
}

/// Median and worst of what single frames take, each after its own event.
fn frames(
    window: &mut Harness<'_, App>,
    name: &str,
    count: usize,
    mut event: impl FnMut(&mut Harness<'_, App>, usize),
) {
    let mut times: Vec<Duration> = (0..count)
        .map(|round| {
            event(window, round);
            let start = Instant::now();
            window.step();
            start.elapsed()
        })
        .collect();
    times.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!("{name:<58} median {:>6.2} ms   worst {:>6.2} ms", ms(times[count / 2]), ms(times[count - 1]));
}

fn button(window: &mut Harness<'_, App>, label: &str) {
    let node =
        [Role::Button, Role::CheckBox].iter().find_map(|role| window.query_all_by_role_and_label(*role, label).next());
    node.unwrap_or_else(|| panic!("no button {label}")).click_accesskit();
}

fn starting(window: &Harness<'_, App>, start: &str) -> String {
    use egui_kittest::kittest::NodeT;
    window
        .root()
        .children_recursive()
        .filter_map(|node| node.accesskit_node().label())
        .find(|label| label.starts_with(start))
        .unwrap_or_else(|| panic!("nothing begins with {start}"))
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let content = Content::load().unwrap();
    let path = folder.path().join("many.isms");
    let mut file = sample::create(&path, &content).unwrap();
    let stamp = Stamp { at: "2026-03-12T10:00:00Z".parse().unwrap(), by: "Bench".to_owned() };
    let edit = many(file.isms());
    file.apply(&edit, &stamp).unwrap();
    drop(file);
    println!("{} risks", IsmsFile::open(&path).unwrap().isms().risks.len());

    let mut window = Harness::builder()
        .with_size(Vec2::new(1280.0, 800.0))
        .build_eframe(|cc| App::new(&cc.egui_ctx, Content::load().unwrap(), Box::new(SystemClock), None));
    window.state_mut().open(&path);
    window.run_steps(3);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num3);
    window.run_steps(4);

    frames(&mut window, "still, with heat map", 60, |_, _| {});
    window.event(Event::PointerMoved(pos2(600.0, 600.0)));
    window.run_steps(2);
    frames(&mut window, "scrolling, 900 points a frame", 120, |window, round| {
        let delta = vec2(0.0, if round % 60 < 50 { -900.0 } else { 4000.0 });
        window.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta,
            modifiers: Modifiers::NONE,
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
        });
    });
    frames(&mut window, "sort by another column", 40, |window, round| {
        let column = ["Ref", "Scenario and asset", "Current", "Status"][round % 4];
        let label = starting(window, &format!("Sort by {column}"));
        button(window, &label);
    });
    frames(&mut window, "filter by a band", 20, |window, _| {
        let label = starting(window, "Show High");
        button(window, &label);
    });
    frames(&mut window, "filter by a cell of the heat map", 20, |window, _| {
        let label = starting(window, "Likelihood 3, impact 4");
        button(window, &label);
    });
    window.get_by_role_and_label(Role::TextInput, "Filter risks").focus();
    window.run_steps(2);
    frames(&mut window, "type into the filter", 30, |window, round| {
        let text = ["c", "a", "s", "e", " ", "7"][round % 6];
        if round % 6 == 0 {
            // Frames of their own: what was typed before is marked, and the letter replaces it.
            window.key_press_modifiers(Modifiers::COMMAND, Key::A);
            window.run_steps(2);
        }
        window.event(Event::Text(text.to_owned()));
    });
}
