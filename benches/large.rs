//! A file with 100,000 assets, 20,000 risks and 50,000 history entries, beside a nearly empty one, both on the disk:
//! `cargo bench --bench large`. An edit of the large one may take twice what the empty one's takes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods, missing_docs)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use octavo::isms::assets::{Asset, AssetId, AssetKind};
use octavo::isms::controls::ControlTheme;
use octavo::isms::evidence::Evidence;
use octavo::isms::founding::{ControlFact, found};
use octavo::isms::organisation::{Person, PersonId};
use octavo::isms::risks::{Assessment, Risk, RiskId};
use octavo::isms::{Edit, Isms, Record, RegisterName};
use octavo::store::{IsmsFile, Opening, Stamp, backup};
use uuid::Uuid;

const ASSETS: usize = 100_000;
const RISKS: usize = 20_000;
const ENTRIES: usize = 50_000;
/// Records in one of the edits that fill the file.
const BULK: usize = 10_000;
const PEOPLE: usize = 200;
const MEGABYTES: usize = 10;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let start = Instant::now();
    let large = make(folder.path(), "large", ASSETS, RISKS, ENTRIES);
    let small = make(folder.path(), "small", 2, 2, 0);
    println!("made in {:.1} s, {} MB", start.elapsed().as_secs_f64(), std::fs::metadata(&large).unwrap().len() >> 20);

    let mut worst_ratio = Vec::new();
    let (empty, full) = (edits("small", &small), edits("large", &large));
    for ((name, empty), (_, full)) in empty.iter().zip(&full) {
        let ratio = full.as_secs_f64() / empty.as_secs_f64();
        println!("{name:<52} {ratio:>9.2} times as long in the large file");
        worst_ratio.push(ratio);
    }
    whole(&large, folder.path());
    let over = worst_ratio.iter().filter(|ratio| **ratio > 2.0).count();
    println!("{over} of {} kinds of edit take more than twice as long", worst_ratio.len());
    println!("most memory held: {} MB", peak().unwrap_or(0) >> 10);
}

/// Median and worst of repeated runs. Answers the median.
fn median(name: &str, runs: usize, mut work: impl FnMut(usize)) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|round| {
            let start = Instant::now();
            work(round);
            start.elapsed()
        })
        .collect();
    times.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!("{name:<52} median {:>9.2} ms   worst {:>9.2} ms", ms(times[runs / 2]), ms(times[runs - 1]));
    times[runs / 2]
}

/// What a person does one at a time.
fn edits(which: &str, path: &Path) -> Vec<(&'static str, Duration)> {
    let mut file = IsmsFile::open(path).unwrap();
    let stamp = stamp();
    let (assets, risks) = (file.isms().assets.len(), file.isms().risks.len());
    let mut found = Vec::new();
    let mut measure = |name: &'static str, work: &mut dyn FnMut(usize)| {
        found.push((name, median(&format!("{which}: {name}"), 100, work)));
    };
    measure("a field of an asset", &mut |round| {
        let asset = file.isms().assets.get(asset_id(round * 977 % assets)).unwrap().clone();
        let notes = format!("Seen in round {round}");
        file.apply(&Edit::new("Change the notes").put(Asset { notes, ..asset }), &stamp).unwrap();
    });
    measure("a field of a risk", &mut |round| {
        let risk = file.isms().risks.get(risk_id(round * 977 % risks)).unwrap().clone();
        let notes = format!("Seen in round {round}");
        file.apply(&Edit::new("Change the notes").put(Risk { notes, ..risk }), &stamp).unwrap();
    });
    measure("undo", &mut |_| drop(file.undo(&stamp).unwrap()));
    measure("redo", &mut |_| drop(file.redo(&stamp).unwrap()));
    measure("a new asset, with its reference", &mut |round| {
        let reference = file.next_reference(RegisterName::Assets);
        let id = AssetId(Uuid::from_u128(0xA_0000_0000 + round as u128));
        let owner = Some(person_id(round % 2));
        file.apply(&Edit::new("Add an asset").put(Asset { owner, ..Asset::blank(id, reference) }), &stamp).unwrap();
    });
    measure("undo a new asset", &mut |_| drop(file.undo(&stamp).unwrap()));
    let mut number = 0;
    measure("a new person, and undo", &mut |_| {
        number += 1;
        let reference = file.next_reference(RegisterName::People);
        let person = Person::blank(PersonId(Uuid::from_u128(0xB_0000_0000 + number)), reference);
        file.apply(&Edit::new("Add a person").put(person), &stamp).unwrap();
        file.undo(&stamp).unwrap();
    });
    found
}

/// What takes the whole file.
fn whole(path: &Path, folder: &Path) {
    median("open", 7, |_| drop(IsmsFile::open(path).unwrap()));
    median("open to read", 7, |_| drop(IsmsFile::read(path, None).unwrap()));
    let file = IsmsFile::read(path, None).unwrap();
    let middle = file.head().seq / 2;
    median("as of the middle of the history", 5, |_| drop(file.as_of(middle).unwrap()));
    median("a page of the history", 50, |_| drop(file.history_page(Some(middle), 100).unwrap()));
    median("check (integrity, chain, replay)", 3, |_| assert!(file.check().unwrap().is_sound()));
    drop(file);
    let mut file = IsmsFile::open(path).unwrap();
    let mut keep = |round: usize| {
        let now = jiff::civil::date(2026, 3, 12).at(9, 0, i8::try_from(round).unwrap(), 0);
        // Something new each time: what is backed up already is not written again.
        let asset = file.isms().assets.get(asset_id(round)).unwrap().clone();
        file.apply(&Edit::new("Change").put(Asset { notes: format!("Backup {round}"), ..asset }), &stamp()).unwrap();
        let start = Instant::now();
        let unique = Uuid::from_u128(round as u128);
        let done = backup::back_up(path, None, &folder.join("backups"), backup::Keeping::default(), now, unique);
        assert!(done.unwrap().made.is_some());
        start.elapsed()
    };
    let mut times: Vec<Duration> = (0..3).map(&mut keep).collect();
    times.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!("{:<52} median {:>9.2} ms   worst {:>9.2} ms", "back up, read back", ms(times[1]), ms(times[2]));
    let source = folder.join("report.pdf");
    let bytes =
        |round: usize| -> Vec<u8> { (0..MEGABYTES << 20).map(|place| (place * (round + 3) / 7) as u8).collect() };
    let contents: Vec<Vec<u8>> = (0..5).map(bytes).collect();
    let mut times = Vec::new();
    for (round, bytes) in contents.iter().enumerate() {
        std::fs::write(&source, bytes).unwrap();
        let start = Instant::now();
        let stored = file.put_content(&source).unwrap();
        let evidence = Evidence {
            content: stored.sha256,
            size: stored.size,
            ..Evidence::blank(Uuid::from_u128(0xC_0000_0000 + round as u128).into(), format!("E-{}", round + 1))
        };
        file.apply(&Edit::new("Add evidence").put(evidence), &stamp()).unwrap();
        times.push(start.elapsed());
    }
    times.sort();
    let name = format!("evidence with a file of {MEGABYTES} MB");
    println!("{name:<52} median {:>9.2} ms   worst {:>9.2} ms", ms(times[2]), ms(times[4]));
}

fn stamp() -> Stamp {
    Stamp { at: "2026-03-12T10:00:00Z".parse().unwrap(), by: "Bench".to_owned() }
}

fn asset_id(number: usize) -> AssetId {
    AssetId(Uuid::from_u128(0x1_0000_0000 + number as u128))
}

fn risk_id(number: usize) -> RiskId {
    RiskId(Uuid::from_u128(0x2_0000_0000 + number as u128))
}

fn person_id(number: usize) -> PersonId {
    PersonId(Uuid::from_u128(0x3_0000_0000 + number as u128))
}

fn asset(number: usize, people: usize) -> Asset {
    Asset {
        name: format!("Server {number} of the second site"),
        kind: AssetKind::ALL.get(number % AssetKind::ALL.len()).copied(),
        owner: Some(person_id(number % people)),
        depends_on: if number % 10 == 9 { vec![asset_id(number - 1)] } else { Vec::new() },
        ..Asset::blank(asset_id(number), format!("AS-{}", number + 1))
    }
}

fn risk(number: usize, assets: usize, people: usize) -> Risk {
    let level = |by: usize| u8::try_from(number / by % 5 + 1).ok();
    Risk {
        name: format!("Somebody outside reads what is not meant for them, case {number}"),
        assets: vec![asset_id(number * 5 % assets)],
        owner: Some(person_id(number % people)),
        current: Assessment { likelihood: level(1), impact: level(5), rationale: String::new() },
        ..Risk::blank(risk_id(number), format!("R-{}", number + 1))
    }
}

/// A file with so many records, in a history of so many entries at least.
fn make(folder: &Path, name: &str, assets: usize, risks: usize, entries: usize) -> PathBuf {
    let mut next = 0_u128;
    let controls: Vec<ControlFact> = (1..=93)
        .map(|number| ControlFact {
            reference: format!("A.5.{number}"),
            title: format!("Control {number}"),
            theme: ControlTheme::Organizational,
        })
        .collect();
    let founding = found("Large", &controls, || {
        next += 1;
        Uuid::from_u128(next)
    });
    let people = if entries > 0 { PEOPLE } else { 2 };
    let person = |number: usize| Person {
        name: format!("Person {number}"),
        ..Person::blank(person_id(number), format!("P-{:02}", number + 1))
    };
    let mut edits = vec![founding, (0..people).map(person).fold(Edit::new("Import people"), Edit::put)];
    let numbers: Vec<usize> = (0..assets.max(risks)).collect();
    for part in numbers[..assets].chunks(BULK) {
        edits.push(part.iter().map(|number| asset(*number, people)).fold(Edit::new("Import assets"), Edit::put));
    }
    for part in numbers[..risks].chunks(BULK) {
        edits.push(part.iter().map(|number| risk(*number, assets, people)).fold(Edit::new("Import risks"), Edit::put));
    }
    let mut round = 0;
    while edits.len() < entries {
        round += 1;
        let location = format!("Rack {round}");
        edits.push(Edit::new("Change Location").put(Asset { location, ..asset(round * 977 % assets, people) }));
    }
    let path = folder.join(format!("{name}.isms"));
    let story: Vec<(Edit, Stamp)> = edits.into_iter().map(|edit| (edit, stamp())).collect();
    let as_is = |edit: &Edit, _: &_| edit.clone();
    let file = IsmsFile::create_with_story(&path, &story, Uuid::from_u128(9), &as_is, &Opening::default()).unwrap();
    let counted = |isms: &Isms| (isms.assets.len(), isms.risks.len());
    assert_eq!(counted(file.isms()), (assets, risks));
    path
}

/// The most memory this process ever held, in KB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}
