//! A person who left is erased: their words are in no byte of the file, and what was printed is still recognised.

use std::fs;
use std::path::{Path, PathBuf};

use memchr::memmem;
use octavo::content::Content;
use octavo::isms::assets::Asset;
use octavo::isms::controls::SoaVersion;
use octavo::isms::organisation::{Person, PersonId};
use octavo::isms::{Edit, FieldRef, Record, RegisterName, set_field};
use octavo::store::{Erased, IsmsFile, Stamp};
use serde_json::json;
use uuid::Uuid;

use crate::tools::{add_person, file_with_people, octavo, octavo_on, outside, stamp};

/// Everything that tells of her.
const WORDS: [&str; 5] =
    ["Wilhelmina Oosterhuis", "Wilhelmina Brandt", "w.oosterhuis@example.com", "Oosterhuis", "keeps bees"];

fn set(file: &mut IsmsFile, register: RegisterName, id: Uuid, pointer: &'static str, value: &str, by: &str) {
    let field = FieldRef { register, id, pointer: pointer.into() };
    let edit = set_field(file.isms(), &field, json!(value), "a field").unwrap();
    // A label of the program names a person at most, never what is in their notes.
    let label = if pointer == "/notes" { "Change a note".to_owned() } else { format!("Set to {value}") };
    file.apply(&Edit { label, ..edit }, &Stamp { by: by.to_owned(), ..stamp() }).unwrap();
}

/// A file in which a person has a name, had another, wrote entries, and is named in the texts of others.
fn file_with_a_leaver(folder: &Path) -> (PathBuf, PersonId) {
    let path = file_with_people(folder);
    let mut file = IsmsFile::open(&path).unwrap();
    let id: PersonId = Uuid::now_v7().into();
    let reference = file.next_reference(RegisterName::People);
    let person = Person { name: "Wilhelmina Brandt".to_owned(), ..Person::blank(id, reference) };
    file.apply(&Edit::new("Add Wilhelmina Brandt").put(person), &stamp()).unwrap();
    for (field, value) in [
        ("/name", "Wilhelmina Oosterhuis"),
        ("/email", "w.oosterhuis@example.com"),
        ("/notes", "She keeps bees and leaves at four."),
    ] {
        set(&mut file, RegisterName::People, id.0, field, value, "Wilhelmina Oosterhuis");
    }
    let asset = Asset { owner: Some(id), ..Asset::blank(Uuid::now_v7().into(), "AS-01".to_owned()) };
    let asset_id = asset.id.into();
    file.apply(&Edit::new("Add an asset").put(asset), &stamp()).unwrap();
    set(&mut file, RegisterName::Assets, asset_id, "/notes", "Ask Wilhelmina Oosterhuis for the key.", "Ada");
    // A long text and its removal leave pages behind that nobody looks at any more.
    let long = "Wilhelmina Oosterhuis knows. ".repeat(600);
    set(&mut file, RegisterName::Assets, asset_id, "/notes", &long, "Ada");
    file.undo(&stamp()).unwrap();
    (path, id)
}

fn nowhere(path: &Path) {
    let bytes = fs::read(path).unwrap();
    for words in WORDS {
        assert!(memmem::find(&bytes, words.as_bytes()).is_none(), "{words}");
    }
}

#[test]
fn the_words_are_in_no_byte_and_the_file_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let (path, id) = file_with_a_leaver(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    let before: Vec<_> = file.history().unwrap();
    let would = file.would_erase(id).unwrap();
    let done = file.erase(id, &stamp()).unwrap();
    assert_eq!(done, would, "what was said before is what was done");
    assert!(done.entries >= 7 && done.records == 2 && done.rehashed >= done.entries, "{done:?}");
    let report = file.check().unwrap();
    assert_eq!((report.problems, report.rehashed), (vec![], done.rehashed));
    let person = file.isms().people.get(id).unwrap().clone();
    assert_eq!((person.name.as_str(), person.email.as_str(), person.notes.as_str()), ("[erased: P-04]", "", ""));
    let asset = file.isms().assets.iter().next().unwrap();
    assert_eq!((asset.owner, asset.notes.as_str()), (Some(id), "Ask [erased: P-04] for the key."));
    // Whatever was never about her is as it was, the entries before her to the letter.
    let after = file.history().unwrap();
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(after[..4], before[..4]);
    assert!(
        after.iter().zip(&before).all(|(now, then)| (now.seq, &now.at, now.kind) == (then.seq, &then.at, then.kind))
    );
    assert!(after.last().unwrap().label.starts_with("Erased the personal data of P-04."));
    drop(file);
    nowhere(&path);
    let out = octavo_on("check", &path).ends_with(0).out;
    assert!(out.contains("A person was erased"), "{out}");
    assert_eq!(IsmsFile::open(&path).unwrap().history().unwrap(), after);
}

#[test]
fn a_fingerprint_printed_before_is_still_recognised_and_a_strange_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let (path, id) = file_with_a_leaver(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    let printed: Vec<_> = file.history().unwrap().iter().map(|entry| (entry.seq, entry.hash.clone())).collect();
    let then: Vec<_> = printed.iter().map(|(seq, _)| file.as_of(*seq).unwrap().1).collect();
    file.erase(id, &stamp()).unwrap();
    let edit = add_person(&file, "Barbara Liskov");
    file.apply(&edit, &stamp()).unwrap();
    // A second person erased: what was printed before, between and after is known.
    let ada = file.isms().people.iter().next().unwrap().id;
    let between = file.head().clone();
    file.erase(ada, &stamp()).unwrap();
    assert_eq!(file.check().unwrap().problems, Vec::<String>::new());
    for ((seq, hash), head) in printed.iter().zip(&then) {
        let fingerprint = octavo::store::Head { seq: *seq, hash: hash.clone() }.fingerprint();
        let found = file.recognise(&fingerprint).unwrap().unwrap();
        assert_eq!((found.seq, found.later), (*seq, file.head().seq - seq));
        assert_eq!(&file.as_of(*seq).unwrap().1, head, "printed again it bears what it bore");
    }
    assert_eq!(file.recognise(&between.fingerprint()).unwrap().unwrap().seq, between.seq);
    let now = file.recognise(&file.head().fingerprint().to_lowercase()).unwrap().unwrap();
    assert_eq!((now.seq, now.erased, now.later), (file.head().seq, None, 0));
    assert!(file.recognise("0000 0000 0000 0000").unwrap().is_none());
    assert!(file.recognise("9F3A").unwrap().is_none(), "too short to tell");
    let old = octavo::store::Head { seq: 6, hash: printed[5].1.clone() }.fingerprint();
    drop(file);
    let verify =
        |fingerprint: &str| octavo(["history".as_ref(), path.as_os_str(), "--verify".as_ref(), fingerprint.as_ref()]);
    let answer = verify(&old).ends_with(0);
    assert!(answer.out.contains("after entry 6") && answer.out.contains("A person was erased in entry"), "{answer:?}");
    assert!(verify("0000 0000 0000 0000").ends_with(1).err.contains("does not belong"));
    nowhere(&path);
}

#[test]
fn erasing_twice_or_nobody_leaves_no_second_entry() {
    let folder = tempfile::tempdir().unwrap();
    let (path, id) = file_with_a_leaver(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    assert_eq!(file.erase(Uuid::now_v7().into(), &stamp()).unwrap(), Erased::default());
    file.erase(id, &stamp()).unwrap();
    let head = file.head().clone();
    assert_eq!(file.erase(id, &stamp()).unwrap(), Erased::default());
    assert_eq!(file.would_erase(id).unwrap(), Erased::default());
    assert_eq!(file.head(), &head);
    assert_eq!(file.check().unwrap().problems, Vec::<String>::new());
}

#[test]
fn undo_and_redo_walk_past_an_erasure_and_bring_no_word_back() {
    let folder = tempfile::tempdir().unwrap();
    let (path, id) = file_with_a_leaver(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    let undoable = file.can_undo_redo();
    file.erase(id, &stamp()).unwrap();
    assert_eq!(file.can_undo_redo(), undoable, "an erasure cannot be undone, and cuts nothing off");
    let mut steps = 0;
    while file.can_undo_redo().0 {
        file.undo(&stamp()).unwrap();
        steps += 1;
        assert_eq!(file.check().unwrap().problems, Vec::<String>::new());
    }
    assert!(file.isms().people.is_empty());
    for _ in 0..steps {
        file.redo(&stamp()).unwrap();
    }
    assert_eq!(file.isms().people.get(id).unwrap().name, "[erased: P-04]");
    assert_eq!(file.check().unwrap().problems, Vec::<String>::new());
    let again = file.can_undo_redo();
    drop(file);
    let file = IsmsFile::open(&path).unwrap();
    assert_eq!(file.can_undo_redo(), again);
    drop(file);
    nowhere(&path);
}

/// What somebody may do to the hashes kept from before an erasure.
const MEDDLING: [&str; 9] = [
    "DELETE FROM earlier_hashes",
    "DELETE FROM earlier_hashes WHERE seq = 6",
    "DELETE FROM earlier_hashes WHERE seq = (SELECT max(seq) FROM earlier_hashes)",
    "UPDATE earlier_hashes SET hash = lower(hex(randomblob(32))) WHERE seq = 6",
    "UPDATE earlier_hashes SET seq = 60 WHERE seq = 6",
    "UPDATE earlier_hashes SET erased = erased + 1 WHERE seq = 6",
    "UPDATE earlier_hashes SET erased = 9223372036854775807",
    "INSERT INTO earlier_hashes VALUES ('00ff', 2, (SELECT max(erased) FROM earlier_hashes))",
    "INSERT INTO earlier_hashes VALUES ('00ff', 2, 3)",
];

#[test]
fn the_kept_hashes_cannot_be_changed_or_taken_away_unnoticed() {
    for sql in MEDDLING {
        let folder = tempfile::tempdir().unwrap();
        let (path, id) = file_with_a_leaver(folder.path());
        IsmsFile::open(&path).unwrap().erase(id, &stamp()).unwrap();
        assert!(outside(&path).execute(sql, []).unwrap() > 0, "{sql}");
        let problems = IsmsFile::open(&path).unwrap().check().unwrap().problems;
        assert!(
            problems.iter().any(|problem| problem.contains("hashes kept from before entry")),
            "{sql}: {problems:?}"
        );
    }
}

#[test]
fn a_salvaged_file_still_knows_the_fingerprints_from_before_an_erasure() {
    let folder = tempfile::tempdir().unwrap();
    let (path, id) = file_with_a_leaver(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    let old = file.head().clone();
    file.erase(id, &stamp()).unwrap();
    drop(file);
    outside(&path).execute("UPDATE people SET job_title = 'Director'", []).unwrap();
    let target = folder.path().join("saved.isms");
    octavo::store::salvage(&path, None, &target, &stamp(), Uuid::now_v7()).unwrap();
    let saved = IsmsFile::open(&target).unwrap();
    assert_eq!(saved.check().unwrap().problems, Vec::<String>::new());
    assert_eq!(saved.recognise(&old.fingerprint()).unwrap().unwrap().seq, old.seq);
    drop(saved);
    nowhere(&target);
}

#[test]
fn an_erasure_whose_kept_hashes_were_changed_ends_the_history_that_is_salvaged_as_it_was() {
    for sql in MEDDLING {
        let folder = tempfile::tempdir().unwrap();
        let (path, id) = file_with_a_leaver(folder.path());
        let mut file = IsmsFile::open(&path).unwrap();
        file.erase(id, &stamp()).unwrap();
        let (erasure, isms) = (file.head().seq, file.isms().clone());
        drop(file);
        outside(&path).execute(sql, []).unwrap();
        let target = folder.path().join("saved.isms");
        let salvaged = octavo::store::salvage(&path, None, &target, &stamp(), Uuid::now_v7()).unwrap();
        let saved = IsmsFile::open(&target).unwrap();
        assert_eq!(saved.check().unwrap().problems, Vec::<String>::new(), "{sql}");
        assert_eq!(saved.isms().people, isms.people, "{sql}");
        // What was added to another entry is left out, and the erasure itself is whole.
        let whole = sql == "INSERT INTO earlier_hashes VALUES ('00ff', 2, 3)";
        let last = i64::try_from(salvaged.entries).unwrap();
        assert_eq!((last, salvaged.loose), if whole { (erasure, 0) } else { (erasure - 1, 1) }, "{sql}");
        drop(saved);
        nowhere(&target);
    }
}

#[test]
fn an_approved_statement_is_printed_again_with_the_fingerprint_it_had() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.isms");
    let mut file = octavo::sample::create(&path, &Content::load().unwrap()).unwrap();
    let version = SoaVersion {
        id: Uuid::now_v7().into(),
        reference: "SOA-01".to_owned(),
        version: "1.0".to_owned(),
        on: Some(jiff::civil::date(2026, 3, 12)),
        ..SoaVersion::default()
    };
    file.apply(&Edit::new("Approve the statement").put(version.clone()), &stamp()).unwrap();
    let print = |out: &str| {
        let out = folder.path().join(out);
        let words = ["soa", "--version", "1.0", "--format", "md", "--out"].map(std::ffi::OsStr::new);
        let words = [std::ffi::OsStr::new("export"), path.as_os_str()].into_iter().chain(words);
        let printed = octavo(words.chain([out.as_os_str()])).ends_with(0).out;
        fs::read_to_string(printed.trim_end()).unwrap()
    };
    let before = print("before");
    assert!(before.contains(&file.head().fingerprint()), "{before}");
    let entry = file.entry_that_added(RegisterName::SoaVersions, version.id.into()).unwrap().unwrap();
    let heads: Vec<_> = (1..=file.head().seq).step_by(7).map(|seq| file.as_of(seq).unwrap().1).collect();
    // Somebody who is in the file from its beginning on, so that the statement's entry is rehashed too.
    let person = file.isms().people.iter().next().unwrap().id;
    let done = file.erase(person, &stamp()).unwrap();
    assert!(done.rehashed as i64 > file.head().seq - 1 - entry, "the statement's own entry has another hash now");
    for head in heads {
        assert_eq!(file.as_of(head.seq).unwrap().1, head);
    }
    assert_eq!(file.check().unwrap().problems, Vec::<String>::new());
    let fingerprint = file.as_of(entry).unwrap().1.fingerprint();
    assert!(print("after").contains(&fingerprint) && before.contains(&fingerprint));
}
