//! A damaged file gives up what it still has, in a new one that is sound, and the report names what is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use octavo::content::Content;
use octavo::isms::evidence::{KeptFile, add_file};
use octavo::isms::{AnyRecord, Isms, RegisterName};
use octavo::store::{IsmsFile, Opening, Passphrase, Salvage, StoreError, salvage};
use uuid::Uuid;

use crate::tools::{look_at, octavo, outside, stamp};

const PAGE: usize = 4096;

/// The sample company with pieces of evidence in it: several pages of everything.
fn whole_file(folder: &Path) -> PathBuf {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = BYTES.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("first.isms");
        let mut file = octavo::sample::create(&path, &Content::load().unwrap()).unwrap();
        for number in 0..3_u8 {
            let report = folder.path().join(format!("report {number}.txt"));
            fs::write(&report, vec![b'a' + number; 60_000]).unwrap();
            let stored = file.put_content(&report).unwrap();
            let kept = KeptFile {
                file_name: format!("report {number}.txt"),
                content: stored.sha256,
                size: stored.size,
                media_type: String::new(),
            };
            let reference = file.next_reference(RegisterName::Evidence);
            file.apply(&add_file(Uuid::now_v7().into(), reference, kept, None, stamp().at), &stamp()).unwrap();
        }
        drop(file);
        fs::read(path).unwrap()
    });
    let path = folder.join("client.isms");
    fs::write(&path, bytes).unwrap();
    path
}

/// The pages of a table, as SQLite counts them.
fn pages(path: &Path, table: &str, kind: &str) -> Vec<usize> {
    let connection = outside(path);
    let mut statement =
        connection.prepare("SELECT pageno FROM dbstat WHERE name = ?1 AND pagetype = ?2 ORDER BY path").unwrap();
    let pages = statement.query_map([table, kind], |row| row.get::<_, i64>(0)).unwrap();
    pages.map(|page| usize::try_from(page.unwrap()).unwrap()).collect()
}

fn destroy(path: &Path, pages: &[usize]) {
    let mut bytes = fs::read(path).unwrap();
    for page in pages {
        bytes[(page - 1) * PAGE..page * PAGE].fill(0xA5);
    }
    fs::write(path, bytes).unwrap();
}

struct Saved {
    report: Salvage,
    file: IsmsFile,
}

/// Salvages a file that does not open. The new one is sound, and the damaged one is only read.
#[track_caller]
fn saved(path: &Path, passphrase: Option<&Passphrase>) -> Saved {
    let folder = path.parent().unwrap();
    assert!(IsmsFile::read(path, passphrase).map_or(true, |file| !file.check().is_ok_and(|report| report.is_sound())));
    let before = fs::read(path).unwrap();
    let target = folder.join("saved.isms");
    let report = salvage(path, passphrase, &target, &stamp(), Uuid::now_v7()).unwrap();
    assert!(fs::read(path).unwrap() == before);
    let opening = octavo::store::Opening { passphrase: passphrase.cloned(), ..Default::default() };
    let file = IsmsFile::open_as(&target, &opening).unwrap();
    // Of what is lost the check knows as well as the report.
    let lost = report.contents_lost.iter().map(|lost| format!("The content of {lost} is missing."));
    let problems: BTreeSet<String> = file.check().unwrap().problems.into_iter().collect();
    assert_eq!(problems, lost.collect(), "{report:?}");
    Saved { report, file }
}

fn records(isms: &Isms) -> BTreeMap<(RegisterName, Uuid), AnyRecord> {
    let all = RegisterName::ALL.iter().flat_map(|register| isms.all(*register));
    all.map(|record| ((record.register(), record.id()), record)).collect()
}

fn original(folder: &Path) -> (PathBuf, Isms, octavo::store::Head) {
    let path = whole_file(folder);
    let file = IsmsFile::read(&path, None).unwrap();
    (path, file.isms().as_ref().clone(), file.head().clone())
}

#[test]
fn with_a_whole_history_nothing_is_missing_whatever_became_of_the_tables() {
    let folder = tempfile::tempdir().unwrap();
    let (path, isms, head) = original(folder.path());
    let mut gone = pages(&path, "risks", "leaf");
    gone.extend(pages(&path, "people", "leaf"));
    gone.extend(pages(&path, "risks__assets", "leaf"));
    destroy(&path, &gone);
    let Saved { report, file } = saved(&path, None);
    assert_eq!(report.missing(), Vec::<String>::new());
    assert!((file.isms().as_ref(), file.head()) == (&isms, &head));
    assert_eq!(report.contents, 3);
}

#[test]
fn a_whole_history_wins_over_tables_that_somebody_changed() {
    let folder = tempfile::tempdir().unwrap();
    let (path, isms, head) = original(folder.path());
    outside(&path)
        .execute_batch("UPDATE people SET name = 'Somebody else'; DELETE FROM risks__assets; DROP TABLE audits")
        .unwrap();
    let Saved { report, file } = saved(&path, None);
    assert_eq!(report.missing(), Vec::<String>::new());
    assert!((file.isms().as_ref(), file.head()) == (&isms, &head));
}

#[test]
fn with_a_hole_in_the_history_the_tables_say_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let (path, isms, head) = original(folder.path());
    let leaves = pages(&path, "history", "leaf");
    assert!(leaves.len() > 3);
    destroy(&path, &[leaves[leaves.len() / 2]]);
    let Saved { report, file } = saved(&path, None);
    assert!(file.isms().as_ref() == &isms, "every record is there");
    assert!(report.entries > 0 && i64::try_from(report.entries).unwrap() < head.seq, "{report:?}");
    assert!(report.loose > 0, "entries behind the hole were seen: {report:?}");
    assert!(report.missing()[0].contains("the chain is broken"), "{:?}", report.missing());
    let history = file.history().unwrap();
    assert_eq!(history.len(), report.entries + 1, "what the history does not tell any more is one entry");
    assert!(history.last().unwrap().label.contains("Salvaged"));
}

#[test]
fn a_lost_content_is_named_by_the_evidence_it_belonged_to() {
    let folder = tempfile::tempdir().unwrap();
    let (path, isms, head) = original(folder.path());
    let overflow = pages(&path, "contents", "overflow");
    destroy(&path, &[overflow[20]]);
    let Saved { report, file } = saved(&path, None);
    assert!((file.isms().as_ref(), file.head()) == (&isms, &head));
    assert_eq!((report.contents, report.contents_lost.len()), (2, 1), "{report:?}");
    assert!(report.missing()[0].contains(&report.contents_lost[0]), "{:?}", report.missing());
    let lost = file.isms().evidence.iter().find(|evidence| evidence.reference == report.contents_lost[0]).unwrap();
    assert!(lost.file_name.starts_with("report "));
}

/// Every record that the file ever had.
fn ever() -> BTreeSet<(RegisterName, Uuid)> {
    let folder = tempfile::tempdir().unwrap();
    let file = IsmsFile::read(&whole_file(folder.path()), None).unwrap();
    let changes = file.history().unwrap().into_iter().flat_map(|entry| entry.changes);
    changes.map(|change| (change.register, change.id)).collect()
}

/// What came over is what it was, and most of it came over.
#[track_caller]
fn partly(saved: &Saved, isms: &Isms, at_least: usize) {
    let (before, after) = (records(isms), records(saved.file.isms()));
    // What was removed may come back when the entry that removed it is lost; nothing else does.
    let ever = ever();
    assert!(after.keys().all(|key| ever.contains(key)), "nothing is invented");
    let same = after.iter().filter(|(key, record)| before.get(key) == Some(record)).count();
    assert!(same >= at_least, "{same} of {} came over as they were: {:?}", before.len(), saved.report);
    assert_eq!(saved.report.records, after.len());
    let nowhere = Uuid::nil();
    assert!(after.values().all(|record| record.id() != nowhere));
    if after.len() < before.len() {
        assert!(!saved.report.missing().is_empty());
    }
}

#[test]
fn a_file_whose_middle_is_gone_gives_up_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let (path, isms, _) = original(folder.path());
    let all = fs::metadata(&path).unwrap().len() as usize / PAGE;
    destroy(&path, &(all / 2..all / 2 + all / 20).collect::<Vec<_>>());
    partly(&saved(&path, None), &isms, records(&isms).len() / 2);
}

#[test]
fn a_file_that_was_cut_off_gives_up_what_came_before() {
    for (part, at_least) in [(9, 60), (7, 40), (5, 10)] {
        let folder = tempfile::tempdir().unwrap();
        let (path, isms, _) = original(folder.path());
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() / 10 * part + 100]).unwrap();
        assert!(matches!(IsmsFile::open(&path), Err(StoreError::Truncated { .. })));
        let saved = saved(&path, None);
        partly(&saved, &isms, records(&isms).len() * at_least / 100);
        drop(saved);
        let target = folder.path().join("again.isms");
        let answer = octavo(["salvage".as_ref(), path.as_os_str(), target.as_os_str()]);
        assert_eq!(answer.code, 1, "something is missing: {answer:?}");
        assert!(answer.out.starts_with("Made ") && answer.err.lines().count() == 1, "{answer:?}");
    }
}

#[test]
fn without_its_first_page_nothing_can_be_read_and_nothing_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let (path, _, _) = original(folder.path());
    destroy(&path, &[1]);
    let target = folder.path().join("saved.isms");
    let before = look_at(folder.path());
    let error = salvage(&path, None, &target, &stamp(), Uuid::now_v7()).unwrap_err();
    assert!(error.to_string().ends_with('.'), "{error}");
    octavo(["salvage".as_ref(), path.as_os_str(), target.as_os_str()]).ends_with(1);
    fs::write(&path, "Dear client,\n".repeat(1000)).unwrap();
    octavo(["salvage".as_ref(), path.as_os_str(), target.as_os_str()]).ends_with(1);
    assert!(!target.exists());
    drop(before);
}

#[test]
fn a_taken_name_is_not_salvaged_over() {
    let folder = tempfile::tempdir().unwrap();
    let (path, _, _) = original(folder.path());
    let before = look_at(folder.path());
    let error = salvage(&path, None, &path, &stamp(), Uuid::now_v7()).unwrap_err();
    assert!(matches!(error, StoreError::Exists { .. }), "{error}");
    assert_eq!(look_at(folder.path()), before);
}

#[cfg(feature = "encryption")]
#[test]
fn an_encrypted_file_gives_up_what_its_whole_pages_hold_and_stays_encrypted() {
    let folder = tempfile::tempdir().unwrap();
    let (path, isms, head) = original(folder.path());
    let gone = pages(&path, "risks", "leaf");
    let history = pages(&path, "history", "leaf");
    let secret = Passphrase::new("harbour at dawn");
    let mut file = IsmsFile::open(&path).unwrap();
    file.set_passphrase(secret.clone(), Uuid::now_v7()).unwrap();
    drop(file);
    // Page numbers change when a file is written anew: look for them again under its passphrase.
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.pragma_update(None, "key", "harbour at dawn").unwrap();
    let page = |table: &str, nth: usize| -> usize {
        let sql = "SELECT pageno FROM dbstat WHERE name = ?1 AND pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET ?2";
        let page: i64 = connection.query_row(sql, rusqlite::params![table, nth as i64], |row| row.get(0)).unwrap();
        usize::try_from(page).unwrap()
    };
    let (risks, hole) = (page("risks", gone.len() / 2), page("history", history.len() / 2));
    drop(connection);
    let good = fs::read(&path).unwrap();
    destroy(&path, &[risks]);
    let first = saved(&path, secret.as_ref());
    assert!((first.file.isms().as_ref(), first.file.head()) == (&isms, &head), "{:?}", first.report);
    drop(first);
    let target = folder.path().join("saved.isms");
    assert!(octavo::store::needs_passphrase(&target).unwrap());
    fs::remove_file(&target).unwrap();
    fs::write(&path, &good).unwrap();
    destroy(&path, &[hole]);
    let second = saved(&path, secret.as_ref());
    assert!(second.file.isms().as_ref() == &isms, "{:?}", second.report);
    drop(second);
    fs::remove_file(&target).unwrap();
    fs::write(&path, &good[..good.len() / 10 * 7]).unwrap();
    partly(&saved(&path, secret.as_ref()), &isms, records(&isms).len() * 2 / 5);
    fs::remove_file(&target).unwrap();
    let wrong = salvage(&path, Passphrase::new("wrong").as_ref(), &target, &stamp(), Uuid::now_v7());
    assert!(matches!(wrong, Err(StoreError::WrongPassphrase { .. })), "{wrong:?}");
}

#[test]
fn an_encrypted_file_is_asked_for_its_passphrase_wherever_it_was_cut() {
    let folder = tempfile::tempdir().unwrap();
    let (path, isms, _) = original(folder.path());
    let secret = Passphrase::new("harbour at dawn");
    let mut file = IsmsFile::open(&path).unwrap();
    file.set_passphrase(secret.clone(), Uuid::now_v7()).unwrap();
    drop(file);
    let good = fs::read(&path).unwrap();
    for length in [good.len() - 1, good.len() / 10 * 7 / PAGE * PAGE, good.len() / 10 * 7 / PAGE * PAGE + 1234] {
        fs::write(&path, &good[..length]).unwrap();
        let none = IsmsFile::read(&path, None).unwrap_err();
        assert!(matches!(none, StoreError::NeedsPassphrase { .. }), "{none}");
        let wrong = IsmsFile::read(&path, Passphrase::new("wrong").as_ref()).unwrap_err();
        assert!(matches!(wrong, StoreError::WrongPassphrase { .. }), "{wrong}");
        let right =
            IsmsFile::open_as(&path, &Opening { passphrase: secret.clone(), ..Opening::default() }).unwrap_err();
        assert!(matches!(right, StoreError::Damaged { .. } | StoreError::Truncated { .. }), "{right}");
        let saved = saved(&path, secret.as_ref());
        assert_eq!(saved.file.isms().organisation_name(), isms.organisation_name(), "{:?}", saved.report);
        assert!(saved.file.is_encrypted());
        drop(saved);
        fs::remove_file(folder.path().join("saved.isms")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), good[..length], "the damaged one is only read");
    }
}
