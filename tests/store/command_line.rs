//! Without a window: every command, what it prints, and how it ends (0 good, 1 the file has a problem, 2 wrong use).

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use octavo::documents;
use octavo::isms::documents::Document;
use octavo::isms::{Edit, Record, RegisterName};
use octavo::store::IsmsFile;
use serde_json::Value;
use uuid::Uuid;

use crate::tools::{Answer, file_with_people, look_at, names_in, octavo, octavo_on, outside, stamp};

/// Runs a command with a path among its words.
fn run(words: &[&str], path: &Path, more: &[&str]) -> Answer {
    let words = words.iter().map(OsStr::new);
    octavo(words.chain([path.as_os_str()]).chain(more.iter().map(OsStr::new)))
}

fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.out).unwrap()
}

#[test]
fn new_makes_a_file_that_bears_the_name_and_the_author() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("client.isms");
    let answer = run(&["new", "--name", "Zoë & Søn A/S", "--by", "Ada"], &path, &[]).ends_with(0);
    assert!(answer.out.contains(path.to_str().unwrap()) && answer.out.contains("Zoë & Søn A/S"), "{answer:?}");
    assert_eq!(answer.err, "");
    assert_eq!(names_in(folder.path()), ["client.isms"]);
    let file = IsmsFile::open(&path).unwrap();
    assert_eq!(file.isms().organisation_name(), "Zoë & Søn A/S");
    assert_eq!(file.isms().controls.len(), 93);
    assert_eq!(file.history().unwrap()[0].by, "Ada");
    assert!(file.check().unwrap().is_sound());
}

#[test]
fn new_without_a_name_takes_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("harbour.isms");
    run(&["new"], &path, &[]).ends_with(0);
    assert_eq!(IsmsFile::open(&path).unwrap().isms().organisation_name(), "harbour");
}

#[test]
fn new_without_any_name_asks_for_one_and_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("client.isms");
    let answer = run(&["new", "--name", "  "], &path, &[]).ends_with(2);
    assert!(answer.err.contains("--name"), "{answer:?}");
    assert_eq!(names_in(folder.path()), Vec::<String>::new());
}

#[test]
fn new_refuses_a_taken_name_and_leaves_it_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("client.isms");
    run(&["new", "--name", "First"], &path, &[]).ends_with(0);
    let before = look_at(folder.path());
    for more in [&["--name", "Second"][..], &["--sample"][..]] {
        let answer = run(&["new"], &path, more).ends_with(1);
        assert!(answer.err.contains("already exists and is not overwritten"), "{answer:?}");
    }
    assert_eq!(look_at(folder.path()), before);
}

#[test]
fn status_counts_the_checks_by_step() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let answer = run(&["status"], &path, &["--date", "2026-03-12"]).ends_with(0);
    assert!(answer.out.starts_with("Harbour Analytics: "), "{answer:?}");
    assert_eq!(answer.out.lines().filter(|line| line.starts_with("Step ")).count(), 8);
}

#[test]
fn status_as_json_has_the_counts_and_they_add_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let before = look_at(folder.path());
    let status = json(&run(&["status", "--json"], &path, &["--date", "2026-03-12"]).ends_with(0));
    assert_eq!(look_at(folder.path()), before, "looking changes nothing");
    assert_eq!(status["organisation"], "Harbour Analytics");
    assert_eq!(status["date"], "2026-03-12");
    assert_eq!(status["history"]["entries"], 4);
    let head = IsmsFile::open(&path).unwrap().head().clone();
    assert_eq!(status["history"]["fingerprint"], head.fingerprint());
    let steps = status["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 8);
    let mut all = 0;
    for state in ["met", "open", "undecided", "overdue", "stale"] {
        let total = status["counts"][state].as_u64().unwrap();
        let by_step: u64 = steps.iter().map(|step| step["counts"][state].as_u64().unwrap()).sum();
        assert_eq!(total, by_step, "{state}");
        let listed = steps.iter().flat_map(|step| step["checks"].as_array().unwrap());
        assert_eq!(listed.filter(|check| check["state"] == state).count() as u64, total, "{state}");
        all += total;
    }
    assert!(all >= 8, "at least one check for each step");
}

#[test]
fn check_says_what_it_has_proven() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let answer = octavo_on("check", &path).ends_with(0);
    let fingerprint = IsmsFile::open(&path).unwrap().head().fingerprint();
    assert!(answer.out.contains("is sound"), "{answer:?}");
    assert!(answer.out.contains("an unbroken chain of 4") && answer.out.contains(&fingerprint), "{answer:?}");
    assert_eq!(answer.err, "");
}

#[test]
fn history_lists_every_entry_and_as_json_every_field() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let plain = octavo_on("history", &path).ends_with(0);
    assert_eq!(plain.out.lines().count(), 4);
    assert!(plain.out.lines().nth(2).unwrap().ends_with("2026-03-12T09:00:00Z  Ada  Add Grace Hopper"), "{plain:?}");
    let entries = json(&run(&["history", "--json"], &path, &[]).ends_with(0));
    let entries = entries.as_array().unwrap();
    assert_eq!(entries.len(), 4);
    assert_eq!(entries[2]["seq"], 3);
    assert_eq!(entries[2]["kind"], "edit");
    assert_eq!(entries[2]["changes"][0]["register"], "people");
    assert_eq!(entries[2]["changes"][0]["before"], Value::Null);
    assert_eq!(entries[2]["changes"][0]["after"]["name"], "Grace Hopper");
    for pair in entries.windows(2) {
        assert_eq!(pair[1]["previous"], pair[0]["hash"]);
    }
}

#[test]
fn documents_lists_what_can_be_exported_and_each_of_them_can() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let answer = octavo(["documents"]).ends_with(0);
    let names: Vec<&str> = answer.out.lines().map(|line| line.split('\t').next().unwrap()).collect();
    assert_eq!(names, documents::ALL.iter().map(|printed| printed.name).collect::<Vec<_>>());
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    for name in names {
        let more = [name, "--date", "2026-03-12", "--out", out.to_str().unwrap()];
        let answer = run(&["export"], &path, &more).ends_with(0);
        let pdf = PathBuf::from(answer.out.trim_end());
        assert_eq!(pdf, out.join(format!("harbour-analytics-{name}-2026-03-12.pdf")));
        assert!(fs::read(&pdf).unwrap().starts_with(b"%PDF-"));
    }
}

#[test]
fn export_takes_many_names_or_all_and_leaves_alone_what_somebody_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let out = folder.path().join("out");
    let more = |names: &[&'static str]| -> Vec<String> {
        let words = names.iter().copied().chain(["--date", "2026-03-12", "--out"]).map(str::to_owned);
        words.chain([out.to_str().unwrap().to_owned()]).collect()
    };
    let export = |names: &[&'static str]| {
        let words = more(names);
        run(&["export"], &path, &words.iter().map(String::as_str).collect::<Vec<_>>()).ends_with(0)
    };
    let two = export(&["soa", "assets", "soa"]);
    assert_eq!(two.out.lines().count(), 2, "each once: {two:?}");
    let all = export(&["all"]);
    assert_eq!(all.out.lines().count(), documents::ALL.len());
    assert_eq!(names_in(&out).len(), documents::ALL.len(), "our own prints of the same day are replaced");
    let assets = out.join("harbour-analytics-assets-2026-03-12.pdf");
    fs::write(&assets, "notes of somebody").unwrap();
    let again = export(&["assets"]);
    assert!(again.out.trim_end().ends_with("harbour-analytics-assets-2026-03-12-2.pdf"), "{again:?}");
    assert_eq!(fs::read_to_string(&assets).unwrap(), "notes of somebody");
}

#[test]
fn every_document_leaves_as_word_and_as_markdown_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let out = folder.path().join("out");
    for (format, begins) in [("docx", "PK"), ("md", "# ")] {
        let more = ["all", "--format", format, "--date", "2026-03-12", "--out", out.to_str().unwrap()];
        let answer = run(&["export"], &path, &more).ends_with(0);
        assert_eq!(answer.out.lines().count(), documents::ALL.len());
        for file in answer.out.lines() {
            assert!(file.ends_with(&format!("-2026-03-12.{format}")), "{file}");
            assert!(fs::read(file).unwrap().starts_with(begins.as_bytes()), "{file}");
        }
    }
}

#[test]
fn one_document_that_cannot_be_written_costs_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let out = folder.path().join("out");
    // A document that was written elsewhere, and whose content is not there any more.
    let mut file = IsmsFile::open(&path).unwrap();
    let policy = folder.path().join("policy.docx");
    fs::write(&policy, "Our policy").unwrap();
    let content = file.put_content(&policy).unwrap().sha256;
    let reference = file.next_reference(RegisterName::Documents);
    let document =
        Document { name: "Our policy".to_owned(), content, ..Document::blank(Uuid::now_v7().into(), reference) };
    file.apply(&Edit::new("Add a policy").put(document), &stamp()).unwrap();
    drop(file);
    outside(&path).execute_batch("DELETE FROM contents").unwrap();
    let answer = run(&["export"], &path, &["all", "--date", "2026-03-12", "--out", out.to_str().unwrap()]).ends_with(1);
    assert!(answer.err.starts_with("Our policy: ") && answer.err.contains("is missing"), "{answer:?}");
    assert_eq!(answer.out.lines().count(), documents::ALL.len(), "{answer:?}");
}

#[test]
fn export_of_an_unknown_document_is_wrong_use_and_lists_the_known_ones() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let before = look_at(folder.path());
    let answer = run(&["export"], &path, &["poem", "--out", folder.path().to_str().unwrap()]).ends_with(2);
    assert!(answer.err.contains("poem") && answer.err.contains("soa"), "{answer:?}");
    assert_eq!(look_at(folder.path()), before);
}

#[test]
fn export_into_a_folder_that_is_not_there_is_a_problem() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let missing = folder.path().join("file").join("out");
    fs::write(folder.path().join("file"), "not a folder").unwrap();
    let answer = run(&["export"], &path, &["soa", "--out", missing.to_str().unwrap()]).ends_with(1);
    assert!(answer.err.contains(folder.path().to_str().unwrap()), "{answer:?}");
}

#[test]
fn wrong_use_ends_with_2_and_one_line_that_says_what_was_wrong() {
    for (words, says) in [
        (&["--nonsense"][..], "--nonsense"),
        (&["status", "a.isms", "--nonsense"], "--nonsense"),
        (&["status"], "<FILE>"),
        (&["export", "a.isms"], "<DOCUMENT>"),
        (&["export"], "<FILE> <DOCUMENT>"),
        (&["export", "a.isms", "soa", "--format", "papyrus"], "papyrus"),
        (&["status", "a.isms", "--date", "someday"], "someday"),
        (&["new", "a.isms", "--sample", "--name", "X"], "--name"),
        (&["a.isms", "b.isms"], "b.isms"),
    ] {
        let answer = octavo(words).ends_with(2);
        assert!(answer.err.contains(says), "{words:?}: {answer:?}");
        assert!(answer.err.contains("octavo --help"), "{words:?}: {answer:?}");
        assert_eq!(answer.out, "", "{words:?}");
    }
}

#[test]
fn help_and_version_go_to_stdout_and_end_well() {
    for words in [&["--help"][..], &["--version"], &["export", "--help"]] {
        let answer = octavo(words).ends_with(0);
        assert!(!answer.out.is_empty() && answer.err.is_empty(), "{answer:?}");
    }
}

#[test]
fn the_sample_made_twice_prints_the_same_bytes() {
    let printed: Vec<(Value, Vec<u8>)> = (0..2)
        .map(|_| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("sample.isms");
            run(&["new", "--sample"], &path, &[]).ends_with(0);
            octavo_on("check", &path).ends_with(0);
            let more = ["soa", "--date", "2026-03-12", "--out", folder.path().to_str().unwrap()];
            let pdf = run(&["export"], &path, &more).ends_with(0).out;
            (json(&run(&["history", "--json"], &path, &[]).ends_with(0)), fs::read(pdf.trim_end()).unwrap())
        })
        .collect();
    assert!(printed[0].1.starts_with(b"%PDF-") && printed[0].1.len() > 10_000);
    assert!(printed[0].0 == printed[1].0, "the histories differ");
    assert!(printed[0].1 == printed[1].1, "the printed bytes differ");
}

#[test]
fn demo_makes_the_file_and_every_document_once_and_never_again() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("demo");
    run(&["demo", "--no-window", "--out"], &out, &[]).ends_with(0);
    let pdfs = names_in(&out).iter().filter(|name| name.ends_with(".pdf")).count();
    let sample = IsmsFile::open(&out.join("harbour-analytics.isms")).unwrap();
    let written = sample.isms().documents.iter().filter(|document| document.is_written_here()).count();
    assert!(written > 10);
    assert_eq!(pdfs, documents::ALL.len() + written);
    drop(sample);
    assert_eq!(names_in(&out).len(), pdfs + 1, "{:?}", names_in(&out));
    octavo_on("check", &out.join("harbour-analytics.isms")).ends_with(0);
    let before = look_at(&out);
    let answer = run(&["demo", "--no-window", "--out"], &out, &[]).ends_with(1);
    assert!(answer.err.contains("already exists and is not overwritten"), "{answer:?}");
    assert_eq!(look_at(&out), before);
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_demo_ends_well_and_says_in_a_sentence_why_no_window_opened() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("demo");
    let answer = run(&["demo", "--out"], &out, &[]).ends_with(0);
    assert_eq!(answer.err, "");
    assert_eq!(answer.out.lines().filter(|line| line.contains("no display")).count(), 1, "{answer:?}");
    assert!(out.join("harbour-analytics.isms").is_file());
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_the_window_is_refused_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let answer = octavo([path.as_os_str()]).ends_with(1);
    assert!(answer.err.contains("no display"), "{answer:?}");
}
