//! The history of a damaged file: what can be read of it, and how far it proves itself.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

use super::Source;
use crate::store::erase;
use crate::store::history::{self, Draft, Entry, Head};
use crate::store::neighbours::Written;

/// Every entry that can be read, around the pages that cannot.
/// Also whether nothing stood in the way.
pub(super) fn readable(source: &mut Source<'_>) -> (BTreeMap<i64, Written>, bool) {
    let mut found: BTreeMap<i64, Written> = BTreeMap::new();
    if walk(&source.connection, "ASC", &mut found) {
        return (found, true);
    }
    // The first page that cannot be read ends a walk; the other direction comes from behind it.
    source.renew();
    walk(&source.connection, "DESC", &mut found);
    source.renew();
    let last = found.keys().next_back().copied().unwrap_or(0);
    let gaps: Vec<i64> = (1..=last).filter(|seq| !found.contains_key(seq)).take(MOST_GAPS).collect();
    for seq in gaps {
        let entry = source
            .connection
            .prepare_cached("SELECT * FROM history WHERE seq = ?1")
            .and_then(|mut statement| statement.query_row([seq], written).optional());
        match entry {
            Ok(entry) => found.extend(entry.map(|entry| (seq, entry))),
            Err(_) => source.renew(),
        }
    }
    (found, false)
}

/// Walks the history in one direction, up to what is known already. Answers whether it came to the end.
fn walk(connection: &Connection, order: &str, found: &mut BTreeMap<i64, Written>) -> bool {
    let Ok(mut statement) = connection.prepare(&format!("SELECT * FROM history ORDER BY seq {order}")) else {
        return false;
    };
    let Ok(mut rows) = statement.query([]) else { return false };
    loop {
        match rows.next() {
            Ok(Some(row)) => {
                let Ok(entry) = written(row) else { continue };
                if found.insert(entry.seq, entry).is_some() {
                    return false;
                }
            }
            Ok(None) => return true,
            Err(_) => return false,
        }
    }
}

/// Entries that are looked for one by one at most.
const MOST_GAPS: usize = 100_000;

fn written(row: &rusqlite::Row<'_>) -> rusqlite::Result<Written> {
    let Entry { seq, at, by, label, kind, target, .. } = history::read(row)?;
    Ok(Written { seq, at, by, label, kind, target, changes: row.get("changes")?, hash: row.get("hash")? })
}

/// The hashes that were kept at each erasure, by the entry that tells of it.
pub(super) type Erasures = BTreeMap<i64, Vec<Head>>;

/// How many entries from the first on follow each other in an unbroken chain, and what was kept at the erasures among
/// them. An erasure whose kept hashes are not those that its entry speaks of ends the chain like a hash that is wrong.
pub(super) fn sound_prefix(entries: &BTreeMap<i64, Written>, source: &Connection) -> (usize, Erasures) {
    let mut kept = erase::kept_hashes(source).unwrap_or_default();
    let mut erasures = Erasures::new();
    let mut previous = String::new();
    let mut count = 0;
    for (expected, entry) in (1..).zip(entries.values()) {
        let draft = Draft {
            seq: entry.seq,
            at: &entry.at,
            by: &entry.by,
            label: &entry.label,
            kind: entry.kind,
            target: entry.target,
            changes: &entry.changes,
            previous: &previous,
        };
        // One that takes back what does not come before it was never written here.
        let possible = entry.target.is_none_or(|target| (1..entry.seq).contains(&target));
        if !possible || entry.seq != expected || draft.hash() != entry.hash {
            break;
        }
        if erase::tells_of_an_erasure(entry.kind, &entry.changes) {
            let hashes = kept.remove(&entry.seq).unwrap_or_default();
            if !erase::kept_is_whole(entry.seq, &entry.label, &hashes) {
                break;
            }
            erasures.insert(entry.seq, hashes);
        }
        previous.clone_from(&entry.hash);
        count += 1;
    }
    (count, erasures)
}

/// Writes down what entries' hashes were before somebody was erased: fingerprints on paper are known by them.
pub(super) fn keep_earlier_hashes(to: &Connection, erasures: &Erasures) -> rusqlite::Result<()> {
    let mut insert = to.prepare("INSERT OR IGNORE INTO earlier_hashes (hash, seq, erased) VALUES (?1, ?2, ?3)")?;
    for (erased, hashes) in erasures {
        for head in hashes {
            insert.execute(rusqlite::params![head.hash, head.seq, erased])?;
        }
    }
    Ok(())
}
