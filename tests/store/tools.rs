//! What every story here needs: a small file, the program itself, and a way to see that nothing was touched.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::time::SystemTime;

use jiff::Timestamp;
use octavo::isms::controls::ControlTheme;
use octavo::isms::founding::{ControlFact, found};
use octavo::isms::organisation::{Person, PersonId};
use octavo::isms::{Edit, Record, RegisterName};
use octavo::store::{IsmsFile, Stamp};
use tempfile::TempDir;
use uuid::Uuid;

/// The same moment for everybody: stories do not depend on the clock.
pub fn stamp() -> Stamp {
    Stamp { at: "2026-03-12T09:00:00Z".parse::<Timestamp>().unwrap(), by: "Ada".to_owned() }
}

/// The first edit of a file with five controls, enough for every story.
pub fn founding() -> Edit {
    let controls: Vec<ControlFact> = (1..=5)
        .map(|number| ControlFact {
            reference: format!("A.5.{number}"),
            title: format!("Control {number}"),
            theme: ControlTheme::Organizational,
        })
        .collect();
    found("Harbour Analytics", &controls, Uuid::now_v7)
}

/// A folder in memory where there is one: for stories with thousands of edits that do not hang on the disk.
pub fn quick_folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

/// Makes `client.isms` in this folder, closed. Made once and copied, because making one waits for the disk.
pub fn small_file(folder: &Path) -> PathBuf {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = BYTES.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("first.isms");
        drop(IsmsFile::create(&path, &founding(), &stamp(), Uuid::now_v7()).unwrap());
        fs::read(path).unwrap()
    });
    let path = folder.join("client.isms");
    fs::write(&path, bytes).unwrap();
    path
}

/// The edit that adds a person under the next reference.
pub fn add_person(file: &IsmsFile, name: &str) -> Edit {
    let id: PersonId = Uuid::now_v7().into();
    let person = Person { name: name.to_owned(), ..Person::blank(id, file.next_reference(RegisterName::People)) };
    Edit::new(format!("Add {name}")).put(person)
}

/// `client.isms` with Ada, Grace and Edsger in it: four history entries, closed.
pub fn file_with_people(folder: &Path) -> PathBuf {
    let path = small_file(folder);
    let mut file = IsmsFile::open(&path).unwrap();
    for name in ["Ada Lovelace", "Grace Hopper", "Edsger Dijkstra"] {
        let edit = add_person(&file, name);
        file.apply(&edit, &stamp()).unwrap();
    }
    path
}

/// The file as another program sees it, with none of Octavo's care.
pub fn outside(path: &Path) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open(path).unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    connection
}

/// What the program answered.
#[derive(Debug)]
pub struct Answer {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Answer {
    /// Fails unless the program ended with this code, and said exactly one sentence on stderr if it failed.
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
        if code != 0 {
            assert_eq!(self.err.lines().count(), 1, "{self:?}");
        }
        self
    }
}

/// The program, without any display.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_octavo"));
    // Nor the settings of whoever runs the tests.
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env("LC_ALL", "C").env("XDG_DATA_HOME", "/nowhere");
    command
}

/// Runs the program to its end.
pub fn octavo<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Answer {
    answer(&program().args(arguments).output().unwrap())
}

/// Runs one of its commands on a file.
pub fn octavo_on(command: &str, path: &Path) -> Answer {
    octavo([OsStr::new(command), path.as_os_str()])
}

pub fn answer(output: &Output) -> Answer {
    Answer {
        code: output.status.code().expect("the program ends by itself"),
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        err: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

/// A folder as it was: every name, with bytes and modification time.
#[derive(PartialEq)]
pub struct Seen(Vec<(PathBuf, SystemTime, Option<Vec<u8>>)>);

/// Looks at everything in a folder. Only for closed files: reading an open one would give up its lock.
pub fn look_at(folder: &Path) -> Seen {
    let mut all: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let modified = fs::metadata(&path).unwrap().modified().unwrap();
            let bytes = path.is_file().then(|| fs::read(&path).unwrap());
            (path, modified, bytes)
        })
        .collect();
    all.sort();
    Seen(all)
}

impl std::fmt::Debug for Seen {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let brief = self.0.iter().map(|(path, at, bytes)| (path, at, bytes.as_ref().map(Vec::len)));
        formatter.debug_list().entries(brief).finish()
    }
}

/// The names in a folder.
pub fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
