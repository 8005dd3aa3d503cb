//! A bad file is refused with its own sentence, by the library and by the program, and stays as it is.

use std::fs;
use std::path::Path;

use octavo::store::{FORMAT, IsmsFile};

use crate::tools::{file_with_people, look_at, octavo_on, outside};

/// A file that is not a good one: how it came about, and the words that must be said about it.
struct Bad {
    make: fn(&Path),
    says: &'static str,
}

const TEXT: Bad =
    Bad { make: |path| fs::write(path, "Dear client,\n".repeat(100)).unwrap(), says: "is not an Octavo file" };
const SHORT_TEXT: Bad = Bad { make: |path| fs::write(path, "SQLite").unwrap(), says: "is not an Octavo file" };
/// Too short to be an encrypted one that was cut off, of which only a passphrase can tell.
const RANDOM: Bad = Bad { make: |path| fs::write(path, noise(3_000)).unwrap(), says: "is not an Octavo file" };
const EMPTY: Bad = Bad { make: |path| fs::write(path, "").unwrap(), says: "is empty" };
const MISSING: Bad = Bad { make: |path| fs::remove_file(path).unwrap(), says: "is not there" };
const CUT_TO_60: Bad = Bad { make: |path| cut(path, |_| 60), says: "is cut off" };
const CUT_TO_HALF: Bad = Bad { make: |path| cut(path, |all| all / 2), says: "is cut off" };
const CUT_BY_1000: Bad = Bad { make: |path| cut(path, |all| all - 1000), says: "is cut off" };
const NOISE_INSIDE: Bad = Bad { make: noise_inside, says: "is damaged" };
const OTHER_PROGRAM: Bad = Bad { make: other_program, says: "is a database of another program" };
const NEWER: Bad = Bad {
    make: |path| outside(path).pragma_update(None, "user_version", FORMAT + 1).unwrap(),
    says: "was made by a newer Octavo",
};
const FOLDER: Bad = Bad { make: folder, says: "is a folder" };
const NO_REGISTER: Bad =
    Bad { make: |path| drop_table(path, "risks"), says: "is damaged: a table or column is missing" };
const NO_LINKS: Bad =
    Bad { make: |path| drop_table(path, "risks__assets"), says: "is damaged: a table or column is missing" };
const NO_HISTORY: Bad =
    Bad { make: |path| drop_table(path, "history"), says: "is damaged: a table or column is missing" };
const NO_COLUMN: Bad = Bad {
    make: |path| outside(path).execute_batch("ALTER TABLE risks DROP COLUMN plan").unwrap(),
    says: "is damaged: a table or column is missing",
};

/// Bytes without order, the same each time.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    };
    std::iter::repeat_with(next).take(count).collect()
}

fn cut(path: &Path, to: fn(u64) -> u64) {
    let file = fs::OpenOptions::new().write(true).open(path).unwrap();
    let all = file.metadata().unwrap().len();
    file.set_len(to(all)).unwrap();
}

/// A header that is right, and nothing but noise after the first page.
fn noise_inside(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let rest = bytes.len() - 4096;
    bytes[4096..].copy_from_slice(&noise(rest));
    fs::write(path, bytes).unwrap();
}

fn other_program(path: &Path) {
    fs::remove_file(path).unwrap();
    let connection = rusqlite::Connection::open(path).unwrap();
    connection.execute_batch("CREATE TABLE history (url TEXT); INSERT INTO history VALUES ('about:blank')").unwrap();
}

fn folder(path: &Path) {
    fs::remove_file(path).unwrap();
    fs::create_dir(path).unwrap();
}

fn drop_table(path: &Path, table: &str) {
    outside(path).execute_batch(&format!("DROP TABLE \"{table}\"")).unwrap();
}

/// Refused by the library and by every command, in one and the same sentence, with everything left as it was.
#[track_caller]
fn refused(bad: &Bad) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    (bad.make)(&path);
    let before = look_at(folder.path());
    let sentence = IsmsFile::open(&path).expect_err("this file must not open").to_string();
    assert!(sentence.contains(bad.says), "{sentence}");
    assert!(sentence.contains(path.to_str().unwrap()), "{sentence}");
    assert!(sentence.ends_with('.') && !sentence.contains('\n'), "{sentence}");
    assert_eq!(look_at(folder.path()), before, "the library touched it");
    for command in ["status", "check", "history"] {
        let answer = octavo_on(command, &path).ends_with(1);
        assert_eq!(answer.err.trim_end(), sentence);
        assert_eq!(answer.out, "");
    }
    assert_eq!(look_at(folder.path()), before, "the program touched it");
    sentence.replace(path.to_str().unwrap(), "it")
}

#[test]
fn a_text_file_is_not_an_octavo_file() {
    refused(&TEXT);
    refused(&SHORT_TEXT);
}

#[test]
fn random_bytes_are_not_an_octavo_file() {
    refused(&RANDOM);
}

#[test]
fn an_empty_file_is_called_empty() {
    refused(&EMPTY);
}

#[test]
fn a_file_that_is_gone_is_called_gone() {
    refused(&MISSING);
}

#[test]
fn a_file_that_was_cut_is_called_cut_off_wherever_it_ends() {
    refused(&CUT_TO_60);
    refused(&CUT_TO_HALF);
    refused(&CUT_BY_1000);
}

#[test]
fn a_file_with_noise_in_its_pages_is_called_damaged() {
    refused(&NOISE_INSIDE);
}

#[test]
fn a_database_of_another_program_is_told_apart() {
    refused(&OTHER_PROGRAM);
}

#[test]
fn a_file_of_a_newer_version_asks_for_an_update() {
    let sentence = refused(&NEWER);
    assert!(sentence.contains(&(FORMAT + 1).to_string()), "{sentence}");
    assert!(sentence.contains("Update Octavo"), "{sentence}");
}

#[test]
fn a_folder_is_called_a_folder() {
    refused(&FOLDER);
}

#[test]
fn a_file_without_one_of_its_tables_or_columns_is_called_damaged() {
    refused(&NO_REGISTER);
    refused(&NO_LINKS);
    refused(&NO_HISTORY);
    refused(&NO_COLUMN);
}

#[test]
fn each_kind_of_bad_file_has_a_sentence_of_its_own() {
    let mut sentences: Vec<String> =
        [TEXT, EMPTY, MISSING, CUT_TO_HALF, NOISE_INSIDE, OTHER_PROGRAM, NEWER, FOLDER, NO_HISTORY]
            .iter()
            .map(refused)
            .collect();
    let all = sentences.len();
    sentences.sort();
    sentences.dedup();
    assert_eq!(sentences.len(), all, "{sentences:#?}");
}

#[cfg(unix)]
#[test]
fn what_is_neither_file_nor_folder_is_not_an_octavo_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("client.isms");
    let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let sentence = IsmsFile::open(&path).unwrap_err().to_string();
    assert!(sentence.contains("is not an Octavo file"), "{sentence}");
    let answer = octavo_on("status", &path).ends_with(1);
    assert_eq!(answer.err.trim_end(), sentence);
}

#[test]
fn a_cut_file_with_an_old_journal_beside_it_is_still_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_with_people(folder.path());
    cut(&path, |all| all / 2);
    fs::write(folder.path().join("client.isms-journal"), [0_u8; 512]).unwrap();
    let sentence = IsmsFile::open(&path).unwrap_err().to_string();
    assert!(sentence.contains("is damaged") || sentence.contains("is cut off"), "{sentence}");
    octavo_on("status", &path).ends_with(1);
}

#[cfg(unix)]
mod read_only {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    use octavo::store::{Passphrase, ReadOnly, StoreError};

    use super::*;
    use crate::tools::{Answer, add_person, answer, program, stamp};

    fn allow(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_read_only_file_says_so_to_whoever_may_not_write_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = file_with_people(folder.path());
        allow(&path, 0o444);
        let before = look_at(folder.path());
        // The administrator may write everything: so let nobody in particular try it.
        let answer = as_nobody("status", &path, &[]).ends_with(0);
        assert!(answer.out.starts_with("Harbour Analytics"), "{answer:?}");
        as_nobody("check", &path, &[]).ends_with(0);
        let answer = as_nobody("passphrase", &path, &["--remove"]).ends_with(1);
        assert!(answer.err.contains("write-protected") && answer.err.contains("Save a copy"), "{answer:?}");
        assert_eq!(look_at(folder.path()), before);
    }

    /// Runs a program that was written a moment ago: another thread may have started one meanwhile, which then holds
    /// it open for writing for an instant.
    fn run(command: &mut std::process::Command) -> std::process::Output {
        loop {
            match command.output() {
                Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => std::thread::yield_now(),
                output => return output.unwrap(),
            }
        }
    }

    /// Runs the program as somebody who may write nothing here, where there is such a somebody.
    fn as_nobody(command: &str, path: &Path, more: &[&str]) -> Answer {
        let folder = path.parent().unwrap();
        let mut program = program();
        program.arg(command).arg(path).args(more);
        if fs::metadata(folder).unwrap().uid() == 0 {
            // Nobody must be able to run the program, wherever it was built.
            let copy = folder.join("octavo");
            fs::copy(env!("CARGO_BIN_EXE_octavo"), &copy).unwrap();
            allow(&copy, 0o755);
            let mut other = std::process::Command::new(&copy);
            other.arg(command).arg(path).args(more).env_remove("DISPLAY").env("LC_ALL", "C").uid(65_534).gid(65_534);
            let mode = fs::metadata(folder).unwrap().permissions().mode();
            allow(folder, 0o755);
            let output = run(&mut other);
            allow(folder, mode & 0o777);
            fs::remove_file(copy).unwrap();
            return answer(&output);
        }
        answer(&program.output().unwrap())
    }

    #[test]
    fn a_read_only_folder_says_so_to_whoever_may_not_write_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = file_with_people(folder.path());
        allow(&path, 0o666);
        let before = look_at(folder.path());
        as_nobody("status", &path, &[]).ends_with(0);
        let answer = as_nobody("passphrase", &path, &["--remove"]).ends_with(1);
        assert!(answer.err.contains("Nothing may be written into this file's folder"), "{answer:?}");
        assert_eq!(look_at(folder.path()), before);
    }

    /// Under another number, for the whole test: as root nothing is read-only. Runs as the child of the test below.
    #[test]
    #[ignore = "runs only as somebody who is not the administrator"]
    fn child_that_may_not_write() {
        let Some(path) = std::env::var_os("OCTAVO_TEST_READ_ONLY").map(std::path::PathBuf::from) else { return };
        let mut file = IsmsFile::open(&path).unwrap();
        let why = file.read_only().unwrap();
        assert_eq!(why, if path.ends_with("folder.isms") { ReadOnly::Folder } else { ReadOnly::File });
        let (head, isms) = (file.head().clone(), file.isms().clone());
        let edit = add_person(&file, "Ada Lovelace");
        let refused = |result: Result<(), StoreError>| assert!(matches!(result, Err(StoreError::ReadOnly { .. })));
        refused(file.apply(&edit, &stamp()).map(drop));
        refused(file.undo(&stamp()).map(drop));
        refused(file.redo(&stamp()).map(drop));
        refused(file.put_content(Path::new("/etc/passwd")).map(drop));
        refused(file.set_passphrase(Passphrase::new("secret"), uuid::Uuid::now_v7()));
        let person = file.isms().people.iter().next().unwrap().id;
        refused(file.erase(person, &stamp()).map(drop));
        assert_eq!((file.head(), file.isms()), (&head, &isms));
        assert!(file.check().unwrap().is_sound());
        let elsewhere = tempfile::tempdir().unwrap();
        let copy = elsewhere.path().join("copy.isms");
        file.save_copy(&copy, uuid::Uuid::now_v7()).unwrap();
        let mut copy = IsmsFile::open(&copy).unwrap();
        assert_eq!(copy.read_only(), None, "a copy where one may write can be changed");
        copy.apply(&edit, &stamp()).unwrap();
    }

    #[test]
    fn what_is_open_to_read_only_refuses_every_change_and_gives_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let path = file_with_people(folder.path());
        let test = folder.path().join("test");
        fs::copy(std::env::current_exe().unwrap(), &test).unwrap();
        allow(&test, 0o755);
        for (name, mode) in [("file.isms", 0o444), ("folder.isms", 0o666)] {
            let copied = folder.path().join(name);
            fs::copy(&path, &copied).unwrap();
            allow(&copied, mode);
        }
        allow(folder.path(), 0o555);
        let before = look_at(folder.path());
        for name in ["file.isms", "folder.isms"] {
            let mut child = std::process::Command::new(&test);
            child
                .args(["--exact", "bad_files::read_only::child_that_may_not_write", "--ignored", "--nocapture"])
                .env("OCTAVO_TEST_READ_ONLY", folder.path().join(name));
            if fs::metadata(folder.path()).unwrap().uid() == 0 {
                child.uid(65_534).gid(65_534);
            }
            let output = run(&mut child);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        assert_eq!(look_at(folder.path()), before);
        allow(folder.path(), 0o755);
    }
}
