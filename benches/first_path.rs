//! What a person waits for on the first path, as medians over repeated runs: `cargo bench`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

use std::time::{Duration, Instant};

use octavo::content::Content;
use octavo::content::suggest::suggest;
use octavo::documents::{Request, by_name};
use octavo::formats::pdf;
use octavo::isms::assets::{Asset, AssetId, AssetKind};
use octavo::isms::risks::{Assessment, Risk};
use octavo::isms::{Edit, Isms, Record, readiness};
use octavo::sample;
use octavo::store::{IsmsFile, Stamp};
use octavo::ui::derived::Derived;

fn median(name: &str, runs: usize, mut work: impl FnMut()) {
    work();
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("{name:<52} {:>9.2} ms", times[runs / 2].as_secs_f64() * 1000.0);
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let content = Content::load().unwrap();
    let path = folder.path().join("sample.isms");
    drop(sample::create(&path, &content).unwrap());
    let today = jiff::civil::date(2026, 3, 12);

    median("content: read everything that is built in", 20, || drop(Content::load().unwrap()));
    median("store: open the sample", 20, || drop(IsmsFile::open(&path).unwrap()));
    let mut file = IsmsFile::open(&path).unwrap();
    let stamp = Stamp { at: "2026-03-12T10:00:00Z".parse().unwrap(), by: "Bench".to_owned() };
    let mut count = 0;
    median("store: one edit, on disk", 60, || {
        let mut person = file.isms().people.iter().next().unwrap().clone();
        count += 1;
        person.notes = format!("note {count}");
        file.apply(&Edit::new("Change a note").put(person), &stamp).unwrap();
    });
    median("store: undo, on disk", 40, || drop(file.undo(&stamp).unwrap()));
    median("store: check (integrity, chain, replay)", 10, || assert!(file.check().unwrap().is_sound()));
    let isms = file.isms().clone();
    median("readiness: every check of the sample", 40, || drop(readiness::look(&isms, today)));
    median("window: all derived views of the sample", 40, || drop(Derived::of(&isms, &content.policies, 1, today)));
    let many = with_risks(&isms, 20_000);
    median("window: all derived views with 20,000 risks", 5, || drop(Derived::of(&many, &content.policies, 1, today)));
    let wide = with_assets(&isms, 2_000);
    median("finding: suggestions for 2,000 assets", 20, || drop(suggest(&wide, &content)));
    let request = Request { isms: &isms, content: &content, date: today, fingerprint: "B6C7 A2FC 30D2 2DBE" };
    let outline = (by_name("soa").unwrap().outline)(&request);
    median("documents: outline of the SoA", 40, || drop((by_name("soa").unwrap().outline)(&request)));
    median("formats: the SoA as tagged PDF", 20, || drop(pdf::to_bytes(&outline).unwrap()));
}

/// The sample with this many assets more, of every kind.
fn with_assets(isms: &Isms, count: u16) -> Isms {
    let asset = |number: u16| {
        let id = AssetId(uuid::Uuid::from_u128(u128::from(number)));
        let kind = AssetKind::ALL[usize::from(number) % AssetKind::ALL.len()];
        let name = format!("Asset {number} of the second site");
        Asset { name, kind: Some(kind), ..Asset::blank(id, format!("AS-{number}")) }
    };
    isms.with(&(1..=count).map(asset).fold(Edit::new("Many assets"), Edit::put))
}

/// The sample with this many risks more.
fn with_risks(isms: &Isms, count: u16) -> Isms {
    let mut edit = Edit::new("Many risks");
    for number in 0..count {
        let level = Some(u8::try_from(number % 5).unwrap() + 1);
        let current = Assessment { likelihood: level, impact: level, rationale: String::new() };
        let id = uuid::Uuid::from_u128(u128::from(number) + 1);
        edit = edit.put(Risk {
            name: format!("Risk {number}"),
            current,
            ..Risk::blank(id.into(), format!("R-{}", number + 100))
        });
    }
    isms.with(&edit)
}
