//! What printing costs: the sample's Statement of Applicability, and a register of 10,000 rows with the same words.
//!
//! `cargo bench --bench printing` prints medians. With words behind it, it does one thing and ends, so that another
//! program can take its time and memory (`against_typst.py` does):
//! `printing soa|register pdf|typst|outline FILE`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods, missing_docs)]

mod typst;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use octavo::content::Content;
use octavo::content::sample::story;
use octavo::documents::outline::{Block, Outline, Row, RowKind, Span, Table};
use octavo::documents::{Request, by_name};
use octavo::formats::pdf;
use octavo::isms::Isms;

const ROWS: usize = 10_000;

fn soa() -> Outline {
    let content = Content::load().unwrap();
    let isms = story(&content).unwrap().iter().fold(Isms::default(), |isms, chapter| isms.with(&chapter.edit));
    let date = jiff::civil::date(2026, 3, 12);
    let request = Request { isms: &isms, content: &content, date, fingerprint: "B6C7 A2FC 30D2 2DBE" };
    (by_name("soa").unwrap().outline)(&request)
}

/// The rows of the statement's tables again and again, each with a reference of its own, in one table.
fn register() -> Outline {
    let soa = soa();
    let mut rows: Vec<&Row> = Vec::new();
    let mut widest: Option<&Table> = None;
    let mut heading = None;
    for pair in soa.blocks.windows(2) {
        if let [Block::Heading(above), Block::Table(table)] = pair
            && table.columns.len() > 6
        {
            heading.get_or_insert(above);
            widest.get_or_insert(table);
            rows.extend(table.rows.iter().filter(|row| matches!(row.kind, RowKind::Body | RowKind::Muted)));
        }
    }
    let numbered = |(number, row): (usize, &&Row)| {
        let mut row = (*row).clone();
        row.cells[0].text = vec![Span::strong(format!("R-{:05}", number + 1))];
        row
    };
    let columns = widest.expect("the statement has a wide table").columns.clone();
    let table = Table { columns, rows: rows.iter().cycle().take(ROWS).enumerate().map(numbered).collect() };
    let heading = Block::Heading(heading.expect("with a heading").clone());
    Outline { title: "Register".to_owned(), blocks: vec![heading, Block::Table(table)], ..soa.clone() }
}

fn print(outline: &Outline, path: &str) {
    let mut out = BufWriter::new(File::create(path).unwrap());
    let written = pdf::write(outline, &mut out, &mut |_| ControlFlow::Continue(())).unwrap();
    out.flush().unwrap();
    println!("{} pages", written.pages);
}

fn median(name: &str, runs: usize, outline: &Outline) {
    let mut size = 0;
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            size = pdf::to_bytes(outline).unwrap().len();
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("{name:<40} {:>9.1} ms {:>9} bytes", times[runs / 2].as_secs_f64() * 1000.0, size);
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outline = |name: &str| match name {
        "soa" => soa(),
        "register" => register(),
        other => panic!("no document {other}: soa or register"),
    };
    match words[..] {
        [name, "pdf", path] => print(&outline(name), path),
        [name, "typst", path] => std::fs::write(path, typst::source(&outline(name))).unwrap(),
        // What the words alone cost: to be taken off the others.
        [name, "outline", _] => println!("{} blocks", outline(name).blocks.len()),
        [] => {
            median("the SoA as tagged PDF", 40, &soa());
            median("a register of 10,000 rows as tagged PDF", 5, &register());
        }
        _ => panic!("printing soa|register pdf|typst|outline FILE"),
    }
}
