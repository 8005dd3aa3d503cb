//! Documents on the command line: by reference, by version, all in one binder, and an approved version for ever.

use std::fs;
use std::path::{Path, PathBuf};

use octavo::isms::documents::{Document, DocumentKind, DocumentStatus, DocumentVersion};
use octavo::isms::organisation::{Person, Profile};
use octavo::isms::{Edit, Record};
use octavo::store::{IsmsFile, Stamp};

use super::tools::{Answer, octavo};

/// The sample in a folder.
fn sample(folder: &Path) -> PathBuf {
    let path = folder.join("sample.isms");
    octavo(["new", path.to_str().unwrap(), "--sample"]).ends_with(0);
    path
}

fn export(path: &Path, words: &[&str], out: &Path) -> Answer {
    let head = ["export", path.to_str().unwrap()];
    let tail = ["--out", out.to_str().unwrap()];
    octavo(head.iter().chain(words).chain(&tail))
}

/// The only file that was printed.
fn printed(answer: &Answer) -> Vec<u8> {
    let mut lines = answer.out.lines();
    let (Some(path), None) = (lines.next(), lines.next()) else { panic!("{answer:?}") };
    fs::read(path).unwrap()
}

#[test]
fn an_approved_version_is_printed_the_same_whatever_has_changed_since() {
    let folder = tempfile::tempdir().unwrap();
    let path = sample(folder.path());
    let day = ["pol-01", "--version", "1.0"];
    let before = printed(&export(&path, &day, &folder.path().join("before")).ends_with(0));
    let by_name = printed(&export(&path, &["POL-01", "--date", "2031-01-01"], &folder.path().join("now")).ends_with(0));
    assert!(before == by_name, "what is in force is the version, whichever day it is printed on");
    let mut file = IsmsFile::open(&path).unwrap();
    let isms = file.isms().clone();
    let mut edit = Edit::new("Everything is different now");
    for person in isms.people.iter() {
        edit = edit.put(Person { name: format!("Dr {}", person.name), ..person.clone() });
    }
    let profile = isms.profile().unwrap().clone();
    edit = edit.put(Profile { legal_name: "Another Name Ltd".to_owned(), headcount: Some(99), ..profile });
    for control in isms.controls.iter() {
        edit = edit.put(octavo::isms::controls::Control { applicable: None, ..control.clone() });
    }
    let policy = isms.documents.by_reference("POL-01").unwrap().clone();
    edit = edit.put(Document {
        name: "Renamed policy".to_owned(),
        kind: Some(DocumentKind::Form),
        status: Some(DocumentStatus::Retired),
        retired_why: "Replaced".to_owned(),
        ..policy
    });
    let stamp = Stamp { at: "2026-04-02T09:00:00Z".parse().unwrap(), by: "Somebody".to_owned() };
    file.apply(&edit, &stamp).unwrap();
    drop(file);
    let after = export(&path, &day, &folder.path().join("after")).ends_with(0);
    assert!(before == printed(&after), "the bytes of an approved version changed");
    assert!(after.out.contains("pol-01-information-security-policy-1.0-"), "it is called what it was: {after:?}");
    let today = printed(&export(&path, &["POL-01"], &folder.path().join("today")).ends_with(0));
    assert!(before != today, "a reader of today sees that it was retired");
    // What the history does not tell of is not vouched for.
    crate::tools::outside(&path)
        .execute_batch("UPDATE document_versions SET sections = replace(sections, 'security', 'insecurity')")
        .unwrap();
    let altered = export(&path, &day, &folder.path().join("altered")).ends_with(1);
    assert!(altered.err.contains("was altered behind Octavo's back"), "{altered:?}");
}

#[test]
fn an_approved_file_from_elsewhere_is_handed_out_as_it_was_approved() {
    let folder = tempfile::tempdir().unwrap();
    let path = sample(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    let written = folder.path().join("policy.docx");
    std::fs::write(&written, "the approved bytes").unwrap();
    let content = file.put_content(&written).unwrap().sha256;
    let id = uuid::Uuid::now_v7().into();
    let document = Document { name: "From elsewhere".to_owned(), ..Document::blank(id, "POL-77".to_owned()) };
    let version = DocumentVersion {
        document: Some(id),
        name: "From elsewhere".to_owned(),
        version: "1.0".to_owned(),
        content,
        file_name: "policy.docx".to_owned(),
        ..DocumentVersion::blank(uuid::Uuid::now_v7().into(), "DV-77".to_owned())
    };
    let stamp = Stamp { at: "2026-04-02T09:00:00Z".parse().unwrap(), by: "Somebody".to_owned() };
    file.apply(&Edit::new("Approve it").put(document).put(version), &stamp).unwrap();
    drop(file);
    let out = export(&path, &["POL-77", "--version", "1.0"], &folder.path().join("out")).ends_with(0).out;
    assert!(out.trim_end().ends_with("1.0 policy.docx"), "{out}");
    assert_eq!(std::fs::read_to_string(out.trim_end()).unwrap(), "the approved bytes");
    crate::tools::outside(&path).execute_batch("DELETE FROM contents").unwrap();
    let lost = export(&path, &["POL-77", "--version", "1.0"], &folder.path().join("lost")).ends_with(1);
    assert!(lost.err.contains("From elsewhere: ") && lost.out.is_empty(), "{lost:?}");
}

#[test]
fn what_has_nothing_to_print_is_told_and_a_report_goes_by_its_reference() {
    let folder = tempfile::tempdir().unwrap();
    let path = sample(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    let report = file.isms().documents.iter().find(|document| document.is_report()).unwrap().reference.clone();
    let empty = Document::blank(uuid::Uuid::now_v7().into(), "POL-88".to_owned());
    let stamp = Stamp { at: "2026-04-02T09:00:00Z".parse().unwrap(), by: "Somebody".to_owned() };
    file.apply(&Edit::new("An empty one").put(empty), &stamp).unwrap();
    drop(file);
    let printed = export(&path, &[&report], &folder.path().join("report")).ends_with(0);
    assert_eq!(printed.out.lines().count(), 1, "{printed:?}");
    let nothing = export(&path, &["POL-88"], &folder.path().join("nothing")).ends_with(2);
    assert!(nothing.err.contains("there is nothing to print"), "{nothing:?}");
    let version = export(&path, &["roles", "--version", "1.0"], folder.path()).ends_with(2);
    assert!(version.err.contains("“roles” is a report") && version.err.contains("has no versions"), "{version:?}");
}

#[test]
fn documents_go_by_reference_and_by_template_and_unknown_ones_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = sample(folder.path());
    let by_reference = export(&path, &["PRO-05", "--date", "2026-03-12"], &folder.path().join("a")).ends_with(0);
    let by_template = export(&path, &["backup", "--date", "2026-03-12"], &folder.path().join("b")).ends_with(0);
    assert!(by_reference.out.contains("pro-05-backup-and-recovery-2026-03-12.pdf"), "{by_reference:?}");
    assert!(printed(&by_reference) == printed(&by_template));
    let unknown = export(&path, &["POL-99"], folder.path()).ends_with(2);
    assert!(unknown.err.contains("no document “POL-99”") && unknown.err.contains("PRO-05"), "{unknown:?}");
    let version = export(&path, &["PRO-05", "--version", "1.0"], folder.path()).ends_with(2);
    assert!(version.err.contains("no approved version 1.0 yet"), "{version:?}");
    let version = export(&path, &["POL-03", "--version", "9.9"], folder.path()).ends_with(2);
    assert!(version.err.contains("Versions: 2.1."), "{version:?}");
}

#[test]
fn everything_is_one_binder_with_pages_numbered_through() {
    let folder = tempfile::tempdir().unwrap();
    let path = sample(folder.path());
    let bytes =
        printed(&export(&path, &["all", "--binder", "--date", "2026-03-12"], &folder.path().join("one")).ends_with(0));
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    assert!(pages.len() > 100, "{}", pages.len());
    let text = |page: u32| document.extract_text(&[page]).unwrap();
    for page in [1, 2, 40, pages.len() as u32] {
        assert!(text(page).contains(&format!("Page {page} of {}", pages.len())), "{}", text(page));
    }
    let contents = text(1);
    for title in ["Business case", "Statement of Applicability", "POL-01", "Information security policy"] {
        assert!(contents.contains(title), "{title} in {contents}");
    }
    let again =
        printed(&export(&path, &["all", "--binder", "--date", "2026-03-12"], &folder.path().join("two")).ends_with(0));
    assert!(bytes == again);
}

/// Renames everybody, on a later day.
fn rename_everybody(path: &Path) -> (i64, i64) {
    let mut file = IsmsFile::open(path).unwrap();
    let before = file.head().seq;
    let edit = file.isms().people.iter().fold(Edit::new("Everybody is a doctor now"), |edit, person| {
        edit.put(Person { name: format!("Dr {}", person.name), ..person.clone() })
    });
    file.apply(&edit, &Stamp { at: "2026-04-02T09:00:00Z".parse().unwrap(), by: "Somebody".to_owned() }).unwrap();
    (before, file.head().seq)
}

#[test]
fn what_was_true_then_is_printed_byte_for_byte_as_it_was_printed_then() {
    let folder = tempfile::tempdir().unwrap();
    let path = sample(folder.path());
    let out = |name: &str| folder.path().join(name);
    let names = ["roles", "--date", "2026-03-12"];
    let then = printed(&export(&path, &names, &out("then")).ends_with(0));
    let (before, after) = rename_everybody(&path);
    let now = printed(&export(&path, &names, &out("now")).ends_with(0));
    assert!(then != now, "the change is not on the page");
    let by_entry = ["roles", "--date", "2026-03-12", "--as-of", &before.to_string()];
    assert!(printed(&export(&path, &by_entry, &out("entry")).ends_with(0)) == then);
    let newest = ["roles", "--date", "2026-03-12", "--as-of", &after.to_string()];
    assert!(printed(&export(&path, &newest, &out("newest")).ends_with(0)) == now);
    // A day stands for its last entry, and the pages are for that day unless another is named.
    let by_day = export(&path, &["roles", "--as-of", "2026-04-01"], &out("day")).ends_with(0);
    // Its number is in the file's name: two moments of one day are two files.
    assert!(by_day.out.contains(&format!("roles-entry-{before}-2026-04-01.pdf")), "{by_day:?}");
    let same_day = ["roles", "--date", "2026-03-12", "--as-of", "2026-04-01"];
    assert!(printed(&export(&path, &same_day, &out("same")).ends_with(0)) == then);
    let the_day = ["roles", "--date", "2026-03-12", "--as-of", "2026-04-02"];
    assert!(printed(&export(&path, &the_day, &out("the")).ends_with(0)) == now);
}

#[test]
fn a_moment_that_never_was_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = sample(folder.path());
    let late = export(&path, &["roles", "--as-of", "99999"], folder.path()).ends_with(2);
    assert!(late.err.contains("There is no entry 99999. The newest is"), "{late:?}");
    let early = export(&path, &["roles", "--as-of", "1999-01-01"], folder.path()).ends_with(2);
    assert!(early.err.contains("no entry on or before 1999-01-01"), "{early:?}");
    let neither = export(&path, &["roles", "--as-of", "yesterday"], folder.path()).ends_with(2);
    assert!(neither.err.contains("neither the number of an entry nor a day"), "{neither:?}");
    let future = export(&path, &["roles", "--as-of", "2999-01-01"], folder.path()).ends_with(2);
    assert!(future.err.contains("2999-01-01 has not come yet"), "{future:?}");
    for odd in ["2026-03-12T10:00", "2026-03-12[Europe/Berlin]", "-009999-01-01", "2026-02-30"] {
        let odd = export(&path, &["roles", &format!("--as-of={odd}")], folder.path()).ends_with(2);
        assert!(odd.err.contains("neither the number of an entry nor a day"), "{odd:?}");
    }
    let both = export(&path, &["soa", "--as-of", "3", "--version", "1.0"], folder.path()).ends_with(2);
    assert!(both.err.contains("cannot be used with"), "{both:?}");
}
