//! Nothing of an encrypted file lies open anywhere beside it, whatever was done with it and however that ended.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use memchr::memmem;
use octavo::content::Content;
use octavo::isms::evidence::{KeptFile, add_file};
use octavo::isms::{Isms, RegisterName};
use octavo::store::backup::{self, Keeping, back_up};
use octavo::store::{IsmsFile, Passphrase};
use uuid::Uuid;

use crate::crash::{kill_after, start};
use crate::encryption::opening;
use crate::tools::{add_person, names_in, stamp};

const SECRET: &str = "harbour at dawn";
const EVIDENCE: &str = "The restore of the twelfth of March took forty-one minutes, and nobody had to be called.";

/// What people wrote into a file: names and titles of its records, long enough to be told from noise.
fn words_of(isms: &Isms) -> Vec<String> {
    let all = RegisterName::ALL.iter().flat_map(|register| isms.all(*register));
    let words = all.filter_map(|record| Some(record.to_json().get("name")?.as_str()?.to_owned()));
    let words = words.filter(|words| words.len() >= 8);
    let words: BTreeSet<String> = words.chain([EVIDENCE.to_owned(), "CREATE TABLE".to_owned()]).collect();
    assert!(words.len() > 100, "too few to prove anything: {}", words.len());
    words.into_iter().collect()
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] }).collect()
}

/// The files below a folder in which one of the words stands.
fn telling(folder: &Path, words: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for path in files_in(folder) {
        let bytes = fs::read(&path).unwrap();
        found.extend(
            words
                .iter()
                .find(|words| memmem::find(&bytes, words.as_bytes()).is_some())
                .map(|words| format!("{}: {words}", path.display())),
        );
    }
    found
}

/// Edits, evidence, undo, a backup and a copy, as in an afternoon at the window.
fn work(path: &Path, file: &mut IsmsFile, hour: i8, elsewhere: &Path) {
    let edit = add_person(file, "Margaret Hamilton");
    file.apply(&edit, &stamp()).unwrap();
    let report = elsewhere.join("report.txt");
    fs::write(&report, EVIDENCE.repeat(200)).unwrap();
    let stored = file.put_content(&report).unwrap();
    let kept = KeptFile {
        file_name: "report.txt".into(),
        content: stored.sha256,
        size: stored.size,
        media_type: String::new(),
    };
    let reference = file.next_reference(RegisterName::Evidence);
    file.apply(&add_file(Uuid::now_v7().into(), reference, kept, None, stamp().at), &stamp()).unwrap();
    file.undo(&stamp()).unwrap();
    let folder = backup::folder_of(path, None);
    let now = jiff::civil::date(2026, 3, 12).at(hour, 0, 0, 0);
    back_up(path, file.passphrase(), &folder, Keeping::default(), now, Uuid::now_v7()).unwrap();
    file.save_copy(&path.with_file_name(format!("copy {hour}.isms")), Uuid::now_v7()).unwrap();
}

#[test]
fn a_file_that_was_always_encrypted_leaves_no_word_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let path = folder.path().join("client.isms");
    let content = Content::load().unwrap();
    let mut file = octavo::sample::create_as(&path, &content, &opening(SECRET)).unwrap();
    let words = words_of(file.isms());
    let look = |when: &str| assert_eq!(telling(folder.path(), &words), Vec::<String>::new(), "{when}");
    look("made and open");
    work(&path, &mut file, 9, elsewhere.path());
    look("worked in and open");
    file.set_passphrase(Passphrase::new("another one"), Uuid::now_v7()).unwrap();
    let (old, new) = (Passphrase::new(SECRET), Passphrase::new("another one"));
    backup::rewrap_all(&file, None, old.as_ref(), new.as_ref(), Uuid::now_v7);
    work(&path, &mut file, 10, elsewhere.path());
    let person = file.isms().people.iter().next().unwrap().id;
    file.erase(person, &stamp()).unwrap();
    drop(file);
    look("closed");
    let salvaged = folder.path().join("salvaged.isms");
    octavo::store::salvage(&path, new.as_ref(), &salvaged, &stamp(), Uuid::now_v7()).unwrap();
    let newest = backup::list(&path, &backup::folder_of(&path, None)).remove(0).path;
    let now = jiff::civil::date(2026, 3, 12).at(11, 0, 0, 0);
    backup::restore(&path, &newest, &opening("another one"), now, Uuid::now_v7()).unwrap();
    look("salvaged and restored");
    // Killed in the middle of a write: its journal stays beside it.
    let mut journals = 0;
    for round in 0..12 {
        let child = start("crash::child_that_writes_until_it_is_killed", &path, "another one");
        kill_after(child, 1, round * 5_000_000);
        journals += usize::from(names_in(folder.path()).contains(&"client.isms-journal".to_owned()));
        look("killed");
    }
    assert!(journals > 0, "no journal was left to look into");
    for round in 0..4 {
        let child = start("crash::child_that_changes_the_passphrase_until_it_is_killed", &path, "another one");
        kill_after(child, 1, round * 30_000_000);
        look("killed while the passphrase changed");
        let two = IsmsFile::open_as(&path, &opening("another one two"));
        if let Ok(mut two) = two {
            two.set_passphrase(new.clone(), Uuid::now_v7()).unwrap();
        }
    }
    // The proof of the proof: without the passphrase every one of the words is there to be read.
    let mut file = IsmsFile::open_as(&path, &opening("another one")).unwrap();
    let words: Vec<String> = words_of(file.isms());
    file.set_passphrase(None, Uuid::now_v7()).unwrap();
    let bytes = fs::read(&path).unwrap();
    let there = words.iter().filter(|words| memmem::find(&bytes, words.as_bytes()).is_some()).count();
    assert!(there * 10 > words.len() * 9, "only {there} of {} words are found in a plain file", words.len());
}

#[test]
fn a_plain_file_that_gets_a_passphrase_takes_its_backups_and_kept_copies_along() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let path = folder.path().join("Harbour.isms");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/format-3.isms"), &path).unwrap();
    let mut file = IsmsFile::open(&path).unwrap();
    work(&path, &mut file, 9, elsewhere.path());
    let words = words_of(file.isms());
    // A copy of the person's own making is theirs to look after.
    fs::rename(folder.path().join("copy 9.isms"), elsewhere.path().join("copy 9.isms")).unwrap();
    assert_eq!(telling(folder.path(), &words).len(), 3, "the file, its backup and the kept copy");
    file.set_passphrase(Passphrase::new(SECRET), Uuid::now_v7()).unwrap();
    let done = backup::rewrap_all(&file, None, None, Passphrase::new(SECRET).as_ref(), Uuid::now_v7);
    assert_eq!((done.done, done.left), (2, vec![]));
    assert_eq!(telling(folder.path(), &words), Vec::<String>::new());
    work(&path, &mut file, 10, elsewhere.path());
    drop(file);
    assert_eq!(telling(folder.path(), &words), Vec::<String>::new());
}
