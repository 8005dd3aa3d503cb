//! What can be saved of a damaged file, in a new one: the history as far as its chain holds, then everything that the
//! tables, or later entries, still say, as one more entry. The damaged file is only read.

mod chain;
mod mend;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use serde_json::Value;
use uuid::Uuid;

use super::history::object;
use super::neighbours::Written;
use super::opening::Access;
use super::replay::Replayed;
use super::{IsmsFile, Passphrase, Stamp, StoreError, contents, encryption, files, rows, schema};
use crate::isms::{AnyRecord, Edit, Isms, RegisterName};

/// What was saved, and what was not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Salvage {
    /// History entries that came over as they were.
    pub entries: usize,
    /// Entries after the break whose effects came over, but not they themselves.
    pub loose: usize,
    /// Whether the history could not be read to its end.
    pub broken_off: bool,
    /// Records in the new file.
    pub records: usize,
    /// Registers whose table could not be read whole: their records come from the history.
    pub from_history: Vec<RegisterName>,
    /// Links that led to records which are gone.
    pub links_cut: usize,
    /// Records that could not be kept without what they linked to.
    pub dropped: Vec<String>,
    /// Records of which only single later changes could be read. They are lost.
    pub fragments: usize,
    /// Contents of evidence that came over.
    pub contents: usize,
    /// Pieces of evidence and documents whose content is lost.
    pub contents_lost: Vec<String>,
}

impl Salvage {
    /// What is missing, sentence by sentence. Empty when everything came over.
    pub fn missing(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        if self.loose > 0 {
            sentences.push(tr::tr!(
                "After history entry {0} the chain is broken. What {1} later entries said is kept as one entry; the entries themselves are not.",
                self.entries,
                self.loose
            ));
        } else if self.broken_off {
            sentences.push(tr::tr!(
                "The history could not be read after entry {}. What the tables say is kept as one entry.",
                self.entries
            ));
        }
        if !self.from_history.is_empty() {
            let registers: Vec<String> = self.from_history.iter().map(|register| register.label()).collect();
            sentences.push(tr::tr!(
                "These registers could not be read whole: {}. Their records are as the readable part of the history has them; what was changed in them later is lost.",
                registers.join(", ")
            ));
        }
        if self.fragments > 0 {
            sentences.push(tr::tr!(
                "Records of which only single changes can be read, and which are lost: {}.",
                self.fragments
            ));
        }
        if self.links_cut > 0 {
            sentences.push(tr::tr!("Links to records that are gone were taken out: {}.", self.links_cut));
        }
        if !self.dropped.is_empty() {
            sentences
                .push(tr::tr!("Records that made no sense without one that is gone: {}.", self.dropped.join(", ")));
        }
        if !self.contents_lost.is_empty() {
            sentences.push(tr::tr!("The files of these are lost: {}. Add them again.", self.contents_lost.join(", ")));
        }
        sentences
    }
}

/// Saves what can be read of a damaged file into a new one.
///
/// # Errors
/// When nothing at all can be read, or the new file not be written.
pub fn salvage(
    path: &Path,
    passphrase: Option<&Passphrase>,
    target: &Path,
    stamp: &Stamp,
    unique: Uuid,
) -> Result<Salvage, StoreError> {
    let facts = std::fs::metadata(path).map_err(|error| StoreError::from_io(path, error))?;
    if facts.is_dir() {
        return Err(StoreError::Folder { path: path.to_path_buf() });
    }
    let mut source = Source { path, passphrase, connection: connect(path, passphrase)?, renewed: 0 };
    refuse_newer(&source)?;
    let ours = schema::tables_as_made(&source.connection).unwrap_or_default();
    let (entries, complete) = if ours.contains("history") { chain::readable(&mut source) } else { Default::default() };
    let mut layouts = rows::layouts(&source.connection).unwrap_or_default();
    layouts.retain(|register, layout| layout.tables(*register).all(|table| ours.contains(&table)));
    let layouts = Some(layouts).filter(|layouts| !layouts.is_empty());
    if entries.is_empty() && layouts.is_none() {
        let what = if ours.is_empty() {
            tr::tr!("the part that says where its records lie cannot be read, so none of them could be found")
        } else {
            tr::tr!("nothing in it can be read")
        };
        return Err(StoreError::Damaged { path: path.to_path_buf(), what });
    }
    let (sound, erasures) = chain::sound_prefix(&entries, &source.connection);
    let loose = entries.len() - sound;
    let mut result = Salvage { entries: sound, loose, broken_off: !complete, ..Salvage::default() };
    // A whole chain is proof; without one the tables know more than what is left of the history.
    let layouts = layouts.filter(|_| !(complete && sound == entries.len() && sound > 0));
    let mut state = tables(&mut source, layouts.as_ref(), &entries, &mut result);
    if complete && sound == result.entries && result.loose == 0 {
        result.from_history.clear();
    }
    files::appear(target, unique, |temporary| {
        files::with_rights_of(path, temporary)?;
        let mut file = empty(temporary, target, passphrase)?;
        let links = rows::links(&file.connection, &file.layouts);
        mend::mend(&mut state, &links.map_err(|error| StoreError::from_sqlite(target, error))?, &mut result);
        for entry in entries.into_values().take(sound) {
            file.append(entry)?;
        }
        chain::keep_earlier_hashes(&file.connection, &erasures)
            .map_err(|error| StoreError::from_sqlite(target, error))?;
        let edit = difference(&file.isms, &state);
        file.apply(&edit, stamp)?;
        result.records = RegisterName::ALL.iter().map(|register| file.isms.all(*register).len()).sum();
        if ours.contains("contents") {
            result.contents = copy_contents(&mut source, &file)?;
        }
        result.contents_lost =
            contents::missing(&file.connection, &file.isms).map_err(|error| StoreError::from_sqlite(target, error))?;
        file.connection.close().map_err(|(_, error)| StoreError::from_sqlite(target, error))
    })?;
    Ok(result)
}

/// A damaged file as it is read.
struct Source<'a> {
    path: &'a Path,
    passphrase: Option<&'a Passphrase>,
    connection: Connection,
    renewed: usize,
}

/// How often a connection is made anew: each time costs the time that a passphrase takes.
const MOST_RENEWED: usize = 100;

impl Source<'_> {
    /// After a page that could not be read. SQLCipher reads nothing more on a connection that met one.
    fn renew(&mut self) {
        if self.passphrase.is_some() && self.renewed < MOST_RENEWED {
            self.renewed += 1;
            if let Ok(connection) = connect(self.path, self.passphrase) {
                self.connection = connection;
            }
        }
    }
}

fn open(path: &Path, name: &Path, passphrase: Option<&Passphrase>) -> Result<Connection, StoreError> {
    let sqlite = |error| StoreError::from_sqlite(path, error);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(name, flags).map_err(sqlite)?;
    encryption::unlock(&connection, passphrase).map_err(sqlite)?;
    schema::guard(&connection).map_err(sqlite)?;
    connection.pragma_update(None, "query_only", true).map_err(sqlite)?;
    // SQLite reads nothing of a file that is shorter than it says, unless its schema may be repaired.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false).map_err(sqlite)?;
    connection.pragma_update(None, "writable_schema", true).map_err(sqlite)?;
    // What cannot be read is found out entry by entry and table by table.
    let _ = schema::careful(&connection);
    Ok(connection)
}

/// Opens a file as it lies there. Where a program died while it wrote, and nobody may repair that, the journal beside
/// it is left out.
fn connect(path: &Path, passphrase: Option<&Passphrase>) -> Result<Connection, StoreError> {
    let connection = open(path, path, passphrase)?;
    let answer = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
    match answer.map_err(|error| error.sqlite_error_code()) {
        Err(Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen)) => {
            let real = super::opening::real(path);
            let name = real.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
            open(path, Path::new(&format!("file:{name}?immutable=1")), passphrase)
        }
        Err(Some(ErrorCode::NotADatabase)) if passphrase.is_some() => {
            Err(StoreError::WrongPassphrase { path: path.to_path_buf() })
        }
        Ok(_) | Err(_) => Ok(connection),
    }
}

/// A whole file of a newer format needs a newer Octavo: here what that one added would be lost without a word.
fn refuse_newer(source: &Source<'_>) -> Result<(), StoreError> {
    let found = schema::format_of(&source.connection).unwrap_or(0);
    if found <= schema::FORMAT {
        return Ok(());
    }
    let sound = source.connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
    if sound.is_ok_and(|answer| answer == "ok") {
        let path = source.path.to_path_buf();
        return Err(StoreError::Newer { path, found, known: schema::FORMAT });
    }
    Ok(())
}

/// The hashes that the first entry of a file's history has, and had before an erasure, as far as they can be read.
pub(super) fn beginnings(path: &Path, passphrase: Option<&Passphrase>) -> Vec<String> {
    let passphrase = passphrase.filter(|_| schema::begins_encrypted(path));
    let Ok(connection) = connect(path, passphrase) else { return Vec::new() };
    let all = |table: &str| -> rusqlite::Result<Vec<String>> {
        let mut statement = connection.prepare(&format!("SELECT hash FROM {table} WHERE seq = 1"))?;
        statement.query_map([], |row| row.get(0))?.collect()
    };
    ["history", "earlier_hashes"].into_iter().flat_map(|table| all(table).unwrap_or_default()).collect()
}

fn empty(temporary: &Path, path: &Path, passphrase: Option<&Passphrase>) -> Result<IsmsFile, StoreError> {
    let sqlite = |error| StoreError::from_sqlite(path, error);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(temporary, flags).map_err(sqlite)?;
    encryption::unlock(&connection, passphrase).map_err(sqlite)?;
    schema::harden(&connection).map_err(sqlite)?;
    schema::settle(&connection).map_err(sqlite)?;
    schema::create(&connection).map_err(sqlite)?;
    // Nobody sees the file before it is whole; the last entry waits for the disk.
    connection.pragma_update(None, "foreign_keys", false).map_err(sqlite)?;
    IsmsFile::load(connection, path, temporary, Access::Write(None), passphrase.cloned())
}

/// The records as the tables have them; of a table that cannot be read, as the history has them.
fn tables(
    source: &mut Source<'_>,
    layouts: Option<&rows::Layouts>,
    entries: &BTreeMap<i64, Written>,
    result: &mut Salvage,
) -> BTreeMap<(RegisterName, Uuid), Value> {
    let mut replayed = Replayed::default();
    for entry in entries.values() {
        if let Ok(changes) = serde_json::from_str(&entry.changes) {
            replayed.carry_out(changes);
        }
    }
    let mut state: BTreeMap<(RegisterName, Uuid), Value> = BTreeMap::new();
    for register in RegisterName::ALL {
        let mut read = Vec::new();
        let whole = layouts.filter(|layouts| layouts.contains_key(register)).is_some_and(|layouts| {
            rows::load(&source.connection, layouts, *register, |r| read.push(r)).is_ok_and(|r| r.is_ok())
        });
        let known = replayed.records.iter().filter(|((of, _), _)| of == register);
        if !whole {
            source.renew();
            if let Some(layouts) = layouts {
                read_around(source, layouts, *register, &mut read);
            }
            result.from_history.push(*register);
            // Of a record whose first entry is lost only what was changed later is known: that is no record.
            let (known, fragments): (Vec<_>, Vec<_>) = known.partition(|(key, _)| !replayed.fragments.contains(*key));
            let read: BTreeSet<Uuid> = read.iter().map(AnyRecord::id).collect();
            result.fragments += fragments.iter().filter(|((_, id), _)| !read.contains(id)).count();
            state.extend(known.into_iter().map(|(key, fields)| (*key, Value::Object(fields.clone()))));
        }
        state.extend(read.into_iter().map(|record| ((*register, record.id()), record.to_json())));
    }
    state
}

/// Reads the rows that lie on other pages than the damaged ones, one by one.
fn read_around(source: &mut Source<'_>, layouts: &rows::Layouts, register: RegisterName, read: &mut Vec<AnyRecord>) {
    let known: BTreeSet<Uuid> = read.iter().map(AnyRecord::id).collect();
    let all = ids_of(&source.connection, register);
    source.renew();
    for id in all.difference(&known) {
        // One that lies on a damaged page is left to the history.
        if rows::load_some(&source.connection, layouts, register, Some(*id), |record| read.push(record)).is_err() {
            source.renew();
        }
    }
}

/// The ids in a register's table, out of its index: that lies on other pages than the rows.
fn ids_of(connection: &Connection, register: RegisterName) -> BTreeSet<Uuid> {
    let mut ids = BTreeSet::new();
    for order in ["ASC", "DESC"] {
        let sql = format!("SELECT id FROM \"{}\" ORDER BY id {order}", register.as_str());
        let Ok(mut statement) = connection.prepare(&sql) else { return ids };
        let Ok(mut rows) = statement.query([]) else { return ids };
        while let Ok(Some(row)) = rows.next() {
            ids.extend(row.get::<_, String>(0).ok().and_then(|id| Uuid::parse_str(&id).ok()));
        }
    }
    ids
}

/// The edit from what the history came to, to what was found.
fn difference(isms: &Isms, state: &BTreeMap<(RegisterName, Uuid), Value>) -> Edit {
    let mut edit = Edit::new(tr::tr!("Salvaged from a damaged file"));
    for register in RegisterName::ALL {
        let gone = isms.all(*register).into_iter().filter(|record| !state.contains_key(&(*register, record.id())));
        edit = gone.fold(edit, |edit, record| edit.delete(*register, record.id()));
    }
    for ((register, id), value) in state {
        let Ok(record) = AnyRecord::from_json(*register, Value::Object(object(value.clone()))) else { continue };
        if isms.get(*register, *id).as_ref() != Some(&record) {
            edit = edit.put(record);
        }
    }
    edit
}

/// Copies every content that is still what its name says.
fn copy_contents(source: &mut Source<'_>, to: &IsmsFile) -> Result<usize, StoreError> {
    let mut known: BTreeMap<i64, String> = BTreeMap::new();
    for order in ["ASC", "DESC"] {
        if names(&source.connection, order, &mut known) {
            break;
        }
        source.renew();
    }
    let mut copied = 0;
    for (row, sha256) in known {
        let whole = contents::copy_over(&source.connection, row, &sha256, &to.connection);
        if whole.map_err(|error| StoreError::from_sqlite(&to.path, error))? {
            copied += 1;
        } else {
            source.renew();
        }
    }
    Ok(copied)
}

/// Adds the names of contents. Answers whether nothing stood in the way.
fn names(connection: &Connection, order: &str, known: &mut BTreeMap<i64, String>) -> bool {
    let sql = format!("SELECT rowid, sha256 FROM contents NOT INDEXED ORDER BY rowid {order}");
    let Ok(mut statement) = connection.prepare(&sql) else { return false };
    let Ok(rows) = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))) else { return false };
    for row in rows {
        let Ok((row, sha256)) = row else { return false };
        known.insert(row, sha256);
    }
    true
}
