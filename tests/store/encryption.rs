//! A file with a passphrase: made, opened, worked in, given another one; a wrong one costs nothing.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use octavo::store::backup::{self, Keeping, back_up};
use octavo::store::{FORMAT, IsmsFile, Opening, Passphrase, StoreError, needs_passphrase};
use uuid::Uuid;

use crate::tools::{
    Answer, add_person, answer, file_with_people, founding, look_at, names_in, outside, program, small_file, stamp,
};

pub fn opening(passphrase: &str) -> Opening {
    Opening { passphrase: Passphrase::new(passphrase), ..Opening::default() }
}

/// `client.isms` with three people, under a passphrase, closed.
pub fn encrypted_file(folder: &Path, passphrase: &str) -> PathBuf {
    let path = file_with_people(folder);
    let mut file = IsmsFile::open(&path).unwrap();
    file.set_passphrase(Passphrase::new(passphrase), Uuid::now_v7()).unwrap();
    path
}

/// Runs the program in a session without a terminal, with the passphrase as the first line of its input.
fn octavo_with<S: AsRef<OsStr>>(passphrase: Option<&str>, words: impl IntoIterator<Item = S>) -> Answer {
    let mut command = std::process::Command::new("setsid");
    command.arg("--wait").arg(program().get_program()).args(words).env("LC_ALL", "C").env_remove("DISPLAY");
    command.env("XDG_DATA_HOME", "/nowhere");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if passphrase.is_some() {
        command.args(["--passphrase-fd", "0"]).stdin(Stdio::piped());
    }
    let mut child = command.spawn().unwrap();
    if let Some(passphrase) = passphrase {
        // A program that ends without reading it closes the pipe.
        let _ = writeln!(child.stdin.take().unwrap(), "{passphrase}");
    }
    answer(&child.wait_with_output().unwrap())
}

fn on(words: &[&str], path: &Path, more: &[&str]) -> Vec<std::ffi::OsString> {
    let words = words.iter().map(std::ffi::OsString::from);
    words.chain([path.as_os_str().to_owned()]).chain(more.iter().map(std::ffi::OsString::from)).collect()
}

#[test]
fn a_file_is_encrypted_from_its_first_byte_and_worked_in_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.isms");
    let opening = opening("harbour at dawn");
    let mut file = IsmsFile::create_as(&path, &founding(), &stamp(), Uuid::now_v7(), &opening).unwrap();
    let edit = add_person(&file, "Ada Lovelace");
    file.apply(&edit, &stamp()).unwrap();
    file.undo(&stamp()).unwrap();
    file.redo(&stamp()).unwrap();
    assert!(file.is_encrypted() && needs_passphrase(&path).unwrap());
    let copy = folder.path().join("copy.isms");
    file.save_copy(&copy, Uuid::now_v7()).unwrap();
    let (head, isms) = (file.head().clone(), file.isms().clone());
    drop(file);
    assert_eq!(names_in(folder.path()), ["copy.isms", "new.isms"]);
    for path in [&path, &copy] {
        let file = IsmsFile::open_as(path, &opening).unwrap();
        assert_eq!((file.head(), file.isms()), (&head, &isms));
        assert_eq!(file.check().unwrap().problems, Vec::<String>::new());
        drop(file);
        let bytes = fs::read(path).unwrap();
        assert!(!bytes.starts_with(b"SQLite format 3"), "not even the header is plain");
        for words in ["Lovelace", "CREATE TABLE", "Harbour"] {
            assert!(memchr::memmem::find(&bytes, words.as_bytes()).is_none(), "{words}");
        }
    }
}

#[test]
fn a_passphrase_is_set_changed_and_removed_and_nothing_else_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let mut file = IsmsFile::open(&path).unwrap();
    let (mut head, mut undo) = (file.head().clone(), file.can_undo_redo());
    let mut old = None::<&str>;
    for new in [Some("one"), Some("two"), None, Some("three")] {
        file.set_passphrase(new.and_then(Passphrase::new), Uuid::now_v7()).unwrap();
        assert_eq!((file.head(), file.can_undo_redo(), file.is_encrypted()), (&head, undo, new.is_some()));
        assert!(!file.looks_changed());
        // Work goes on in the file that is there now, still locked.
        let edit = add_person(&file, "Margaret Hamilton");
        file.apply(&edit, &stamp()).unwrap();
        assert!(matches!(IsmsFile::open_as(&path, &opening("one")), Err(StoreError::Locked { .. })));
        assert_eq!(names_in(folder.path()), [".client.isms.lock", "client.isms"]);
        (head, undo) = (file.head().clone(), file.can_undo_redo());
        drop(file);
        assert_eq!(needs_passphrase(&path).unwrap(), new.is_some());
        if new.is_some() {
            let refused = IsmsFile::open_as(&path, &old.map_or_else(|| opening("none"), opening)).unwrap_err();
            assert!(matches!(refused, StoreError::WrongPassphrase { .. }), "{refused}");
        }
        file = IsmsFile::open_as(&path, &new.map_or_else(Opening::default, opening)).unwrap();
        assert_eq!(file.head(), &head);
        assert_eq!(file.check().unwrap().problems, Vec::<String>::new());
        old = new;
    }
}

#[test]
fn a_plain_file_opened_with_a_passphrase_is_still_a_plain_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    for file in [
        IsmsFile::open_as(&path, &opening("in vain")).unwrap(),
        IsmsFile::read(&path, Passphrase::new("in vain").as_ref()).unwrap(),
    ] {
        assert!(!file.is_encrypted() && file.passphrase().is_none());
        let copy = folder.path().join(format!("{}.isms", Uuid::now_v7()));
        file.save_copy(&copy, Uuid::now_v7()).unwrap();
        assert!(!needs_passphrase(&copy).unwrap());
    }
}

#[test]
fn a_wrong_passphrase_or_none_says_so_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = encrypted_file(folder.path(), "harbour at dawn");
    let before = look_at(folder.path());
    for wrong in ["Harbour at dawn", "harbour at dawn ", "x"] {
        let error = IsmsFile::open_as(&path, &opening(wrong)).unwrap_err();
        assert!(matches!(error, StoreError::WrongPassphrase { .. }), "{error}");
        let error = IsmsFile::read(&path, Passphrase::new(wrong).as_ref()).unwrap_err();
        assert!(matches!(error, StoreError::WrongPassphrase { .. }), "{error}");
    }
    for error in [IsmsFile::open(&path).unwrap_err(), IsmsFile::read(&path, None).unwrap_err()] {
        assert!(matches!(error, StoreError::NeedsPassphrase { .. }), "{error}");
    }
    assert_eq!(look_at(folder.path()), before);
    // A backup of the right name, so that restore gets as far as asking.
    let out = folder.path().join("out");
    let target = folder.path().join("saved.isms");
    for words in [
        on(&["status"], &path, &[]),
        on(&["check"], &path, &[]),
        on(&["history"], &path, &[]),
        on(&["history"], &path, &["--verify", "9F3A 61C2"]),
        on(&["export"], &path, &["soa", "--out", out.to_str().unwrap()]),
        on(&["backups"], &path, &["--make"]),
        on(&["restore"], &path, &[path.to_str().unwrap()]),
        on(&["salvage"], &path, &[target.to_str().unwrap()]),
        on(&["passphrase"], &path, &["--remove"]),
    ] {
        let wrong = octavo_with(Some("wrong"), &words).ends_with(1);
        assert!(wrong.err.contains("This passphrase does not open"), "{words:?}: {wrong:?}");
        let none = octavo_with(None, &words).ends_with(1);
        assert!(
            none.err.contains("needs its passphrase") && none.err.contains("--passphrase-fd"),
            "{words:?}: {none:?}"
        );
        assert_eq!((wrong.out.as_str(), none.out.as_str()), ("", ""));
        assert_eq!(look_at(folder.path()), before, "{words:?}");
    }
}

#[test]
fn the_first_line_of_a_descriptor_is_the_passphrase_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = encrypted_file(folder.path(), "harbour at dawn");
    for typed in ["harbour at dawn\nand more", "harbour at dawn\r", "\u{feff}harbour at dawn"] {
        octavo_with(Some(typed), on(&["status"], &path, &[])).ends_with(0);
    }
    let zero = octavo_with(Some("harbour\0at dawn"), on(&["status"], &path, &[])).ends_with(2);
    assert!(zero.err.contains("it holds a zero byte") && !zero.err.contains("harbour"), "{zero:?}");
    let endless = octavo_with(Some(&"x".repeat(100_000)), on(&["status"], &path, &[])).ends_with(2);
    assert!(endless.err.contains("its first line is too long"), "{endless:?}");
    // Whoever hands one over for a new file wants it encrypted.
    let new = folder.path().join("new.isms");
    let made = octavo_with(Some("harbour at dawn"), on(&["new", "--name", "New"], &new, &[])).ends_with(0);
    assert!(needs_passphrase(&new).unwrap() && made.out.contains("Nobody can recover the passphrase"), "{made:?}");
    let other = folder.path().join("other.isms");
    octavo_with(Some(""), on(&["new", "--name", "New", "--encrypt"], &other, &[])).ends_with(2);
    assert!(!other.exists());
    // A pipe that stays open is no reason to wait.
    let mut child = program()
        .args(on(&["status"], &path, &["--passphrase-fd", "0"]))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut open = child.stdin.take().unwrap();
    writeln!(open, "harbour at dawn").unwrap();
    assert!(child.wait().unwrap().success());
    drop(open);
}

#[test]
fn an_encrypted_file_stays_so_when_a_plain_backup_takes_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    let all = backup::folder_of(&path, None);
    let now = jiff::civil::date(2026, 3, 12).at(9, 0, 0, 0);
    let plain = back_up(&path, None, &all, Keeping::default(), now, Uuid::now_v7()).unwrap().made.unwrap().path;
    let key = Passphrase::new("harbour at dawn");
    IsmsFile::open(&path).unwrap().set_passphrase(key.clone(), Uuid::now_v7()).unwrap();
    let without = backup::restore(&path, &plain, &Opening::default(), now, Uuid::now_v7()).unwrap_err();
    assert!(matches!(without, StoreError::NeedsPassphrase { .. }), "{without}");
    let opening = opening("harbour at dawn");
    backup::restore(&path, &plain, &opening, now, Uuid::now_v7()).unwrap();
    assert!(needs_passphrase(&path).unwrap());
    let file = IsmsFile::read(&path, key.as_ref()).unwrap();
    assert_eq!(file.check().unwrap().problems, Vec::<String>::new());
    assert_eq!(file.isms().people.len(), 3);
    // The next look at the backups takes the plain one along, although it holds the same.
    let done = back_up(&path, key.as_ref(), &all, Keeping::default(), now, Uuid::now_v7()).unwrap();
    assert_eq!(done.made, None);
    assert!(needs_passphrase(&plain).unwrap());
}

#[test]
fn every_command_takes_the_passphrase_from_a_file_descriptor() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("client.isms");
    let with = |words: Vec<std::ffi::OsString>| {
        let answer = octavo_with(Some("harbour at dawn"), words).ends_with(0);
        assert_eq!(answer.err, "", "nothing of SQLCipher's own words");
        answer.out
    };
    with(on(&["new", "--name", "Harbour", "--encrypt"], &path, &[]));
    assert!(needs_passphrase(&path).unwrap());
    assert!(with(on(&["status"], &path, &[])).starts_with("Harbour: "));
    assert!(with(on(&["check"], &path, &[])).contains("It is encrypted"));
    assert_eq!(with(on(&["history"], &path, &[])).lines().count(), 1);
    let fingerprint = IsmsFile::read(&path, Passphrase::new("harbour at dawn").as_ref()).unwrap().head().fingerprint();
    assert!(with(on(&["history", "--verify", &fingerprint], &path, &[])).contains("belongs to"));
    let printed = with(on(&["export"], &path, &["soa", "--out", folder.path().to_str().unwrap()]));
    assert!(Path::new(printed.trim_end()).is_file(), "{printed}");
    let made = PathBuf::from(with(on(&["backups", "--make"], &path, &[])).trim_end());
    assert!(needs_passphrase(&made).unwrap());
    assert!(with(on(&["backups"], &path, &[])).contains(made.to_str().unwrap()));
    with(on(&["restore"], &path, &[]));
    assert!(needs_passphrase(&path).unwrap());
    let saved = folder.path().join("saved.isms");
    with(on(&["salvage"], &path, &[saved.to_str().unwrap()]));
    assert!(needs_passphrase(&saved).unwrap());
    // Another one, from a second descriptor; the backups and what restoring kept get it too.
    let new = folder.path().join("new passphrase");
    fs::write(&new, "café 9\nsecond line").unwrap();
    let script = r#"new="$1"; shift; exec "$0" "$@" 3<"$new""#;
    let mut command = std::process::Command::new("setsid");
    command.args(["--wait", "sh", "-c", script]).arg(program().get_program()).arg(&new);
    command.args(on(&["passphrase"], &path, &["--passphrase-fd", "0", "--new-passphrase-fd", "3"]));
    command.stdin(
        fs::File::open({
            fs::write(folder.path().join("old"), "harbour at dawn\n").unwrap();
            folder.path().join("old")
        })
        .unwrap(),
    );
    let changed = answer(&command.output().unwrap()).ends_with(0);
    assert!(changed.out.contains("Backups and kept copies written anew: 2"), "{changed:?}");
    for path in [&path, &made] {
        drop(IsmsFile::read(path, Passphrase::new("café 9").as_ref()).unwrap());
    }
    octavo_with(Some("harbour at dawn"), on(&["status"], &path, &[])).ends_with(1);
    octavo_with(Some("café 9"), on(&["passphrase", "--remove"], &path, &[])).ends_with(0);
    assert!(!needs_passphrase(&path).unwrap() && !needs_passphrase(&made).unwrap());
    assert_eq!(IsmsFile::open(&path).unwrap().check().unwrap().problems, Vec::<String>::new());
}

#[test]
fn whatever_a_keyboard_gives_can_be_a_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    let long = "Zwölf Boxkämpfer ".repeat(12);
    assert!(long.chars().count() > 200);
    for words in [
        "it's \"quoted\" \\; DROP TABLE people; --",
        "  Größe ß ñ 漢字 🔑🚢 ☕ ",
        &long,
        "x'2DD29CA851E7B56E4697B0E1F08507293D761A05CE4D1B628663F411A8086D99'",
        "%s%n",
    ] {
        let path = small_file(folder.path());
        let mut file = IsmsFile::open(&path).unwrap();
        file.set_passphrase(Passphrase::new(words), Uuid::now_v7()).unwrap();
        let copy = folder.path().join("copy.isms");
        file.save_copy(&copy, Uuid::now_v7()).unwrap();
        drop(file);
        for path in [&path, &copy] {
            drop(IsmsFile::open_as(path, &opening(words)).unwrap_or_else(|error| panic!("{words}: {error}")));
        }
        let near = format!("{words}.");
        let refused = IsmsFile::open_as(&path, &opening(&near));
        assert!(matches!(refused, Err(StoreError::WrongPassphrase { .. })), "{words}: {refused:?}");
        fs::remove_file(copy).unwrap();
    }
    assert_eq!(Passphrase::new(""), None);
}

#[test]
fn noise_as_long_as_an_encrypted_file_is_not_opened_by_any_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("client.isms");
    let mut noise = fs::File::open("/dev/urandom").unwrap();
    let mut bytes = vec![0; 40_960];
    std::io::Read::read_exact(&mut noise, &mut bytes).unwrap();
    fs::write(&path, &bytes).unwrap();
    let before = look_at(folder.path());
    let error = IsmsFile::open_as(&path, &opening("anything")).unwrap_err();
    assert!(matches!(error, StoreError::WrongPassphrase { .. }), "{error}");
    let error = IsmsFile::open(&path).unwrap_err();
    assert!(error.to_string().contains("If it never had one, it is not an Octavo file"), "{error}");
    // One that does not end with a page may have been cut off, if its name says that it is ours.
    let picture = folder.path().join("picture.jpg");
    fs::write(&picture, &bytes[..40_000]).unwrap();
    let error = IsmsFile::open_as(&picture, &opening("anything")).unwrap_err();
    assert!(matches!(error, StoreError::NotOctavo { .. }), "{error}");
    fs::rename(&picture, &path).unwrap();
    let error = IsmsFile::open_as(&path, &opening("anything")).unwrap_err();
    assert!(matches!(error, StoreError::WrongPassphrase { .. }), "{error}");
    fs::write(&path, &bytes).unwrap();
    assert_eq!(names_in(folder.path()), ["client.isms"]);
    drop(before);
}

#[test]
fn another_programs_encrypted_database_is_told_apart_once_it_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("client.isms");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.pragma_update(None, "key", "harbour at dawn").unwrap();
    other.execute_batch("CREATE TABLE history (url TEXT); INSERT INTO history VALUES ('about:blank')").unwrap();
    drop(other);
    let error = IsmsFile::open_as(&path, &opening("harbour at dawn")).unwrap_err();
    assert!(matches!(error, StoreError::OtherProgram { .. }), "{error}");
}

#[test]
fn a_flipped_bit_in_an_encrypted_file_is_noticed_wherever_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = encrypted_file(folder.path(), "harbour at dawn");
    let good = fs::read(&path).unwrap();
    let pages = good.len() / 4096;
    for round in 0..24 {
        let at = round * pages / 24 * 4096 + round * 173 % 4096;
        let mut bytes = good.clone();
        bytes[at] ^= 1 << (round % 8);
        fs::write(&path, &bytes).unwrap();
        if let Ok(file) = IsmsFile::open_as(&path, &opening("harbour at dawn")) {
            assert!(!file.check().is_ok_and(|report| report.is_sound()), "byte {at}: nobody says so");
        }
    }
}

#[test]
fn backups_and_kept_copies_follow_the_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/format-3.isms");
    let path = folder.path().join("Harbour.isms");
    fs::copy(from, &path).unwrap();
    let backups = backup::folder_of(&path, None);
    let mut file = IsmsFile::open(&path).unwrap();
    let now = |hour: i8| jiff::civil::date(2026, 3, 12).at(hour, 0, 0, 0);
    let back_up = |key: Option<&Passphrase>, hour| {
        back_up(&path, key, &backups, Keeping::default(), now(hour), Uuid::now_v7()).unwrap().made.unwrap()
    };
    let first = back_up(None, 9);
    let edit = add_person(&file, "Margaret Hamilton");
    file.apply(&edit, &stamp()).unwrap();
    let second = back_up(None, 10);
    let kept = folder.path().join(format!("Harbour before format {FORMAT}.isms"));
    let (one, two) = (Passphrase::new("one"), Passphrase::new("two"));
    for (old, new) in [(None, one.clone()), (one, two.clone())] {
        file.set_passphrase(new.clone(), Uuid::now_v7()).unwrap();
        let done = backup::rewrap_all(&file, None, old.as_ref(), new.as_ref(), Uuid::now_v7);
        assert_eq!((done.done, done.left), (3, vec![]));
        for copy in [&first.path, &second.path, &kept] {
            assert!(needs_passphrase(copy).unwrap());
            let read = IsmsFile::read(copy, new.as_ref()).unwrap();
            assert_eq!(read.check().unwrap().problems, Vec::<String>::new(), "{}", copy.display());
        }
    }
    // The kept copy still has its earlier format, and is raised like any other, without a plain copy of it.
    let opening = Opening { passphrase: two.clone(), ..Opening::default() };
    drop(IsmsFile::open_as(&kept, &opening).unwrap());
    let of_kept = folder.path().join(format!("Harbour before format {FORMAT} before format {FORMAT}.isms"));
    assert!(needs_passphrase(&kept).unwrap() && needs_passphrase(&of_kept).unwrap());
    assert_eq!(names_in(&backups).len(), 2, "{:?}", names_in(&backups));
    // One that was forgotten, because the program was killed in between, gets it with the next backup.
    let plain = backups.join(first.path.file_name().unwrap());
    let mut forgotten = IsmsFile::open_as(&plain, &opening).unwrap();
    forgotten.set_passphrase(None, Uuid::now_v7()).unwrap();
    drop(forgotten);
    let edit = add_person(&file, "Grace Hopper");
    file.apply(&edit, &stamp()).unwrap();
    back_up(two.as_ref(), 11);
    assert!(needs_passphrase(&plain).unwrap());
    // What cannot be written anew is named and stays as it was.
    let broken = backups.join(format!("Harbour 2026-03-12 08.00.00 entry {} {}.isms", first.seq, first.mark));
    // One of another client's, whose file has the same name, is none of ours.
    let stranger = backups.join("Harbour 2026-03-12 07.00.00 entry 1 00000000.isms");
    for none in [&broken, &stranger] {
        fs::write(none, "not a backup at all").unwrap();
    }
    let left = backup::rewrap_all(&file, None, two.as_ref(), None, Uuid::now_v7);
    assert_eq!(left.left, std::slice::from_ref(&broken));
    assert_eq!(fs::read_to_string(&broken).unwrap(), "not a backup at all");
}

#[cfg(unix)]
#[test]
fn whoever_could_not_read_the_file_cannot_read_its_copies_either() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    let mut file = IsmsFile::open(&path).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for passphrase in ["one", ""] {
        file.set_passphrase(Passphrase::new(passphrase), Uuid::now_v7()).unwrap();
        assert_eq!(mode(&path), 0o600);
    }
    let copy = folder.path().join("copy.isms");
    file.save_copy(&copy, Uuid::now_v7()).unwrap();
    let now = jiff::civil::date(2026, 3, 12).at(9, 0, 0, 0);
    let backup = back_up(&path, None, folder.path(), Keeping::default(), now, Uuid::now_v7()).unwrap().made.unwrap();
    assert_eq!((mode(&copy), mode(&backup.path)), (0o600, 0o600));
}

#[test]
fn a_tampered_encrypted_file_is_named_like_a_plain_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = encrypted_file(folder.path(), "harbour at dawn");
    let other = rusqlite::Connection::open(&path).unwrap();
    other.pragma_update(None, "key", "harbour at dawn").unwrap();
    other.execute("UPDATE people SET job_title = 'Director' WHERE reference = 'P-02'", []).unwrap();
    drop(other);
    let file = IsmsFile::open_as(&path, &opening("harbour at dawn")).unwrap();
    assert_eq!(file.check().unwrap().problems, ["P-02 in People: “Job title” was changed outside Octavo."]);
    drop(file);
    drop(outside(&path));
}
