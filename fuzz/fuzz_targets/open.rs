//! Any bytes as a file: refused with a sentence or opened, never a panic, a hang or memory out of proportion.
//!
//! Three kinds of input, so that a small corpus reaches deep code:
//! - bytes that begin like SQLite are the file itself;
//! - `P` and patches (three bytes of place, one of length, so many bytes) change the small file;
//! - `S` and statements, one a line, are run on the small file by a tool without any of our care.
#![no_main]

mod common;
use common::random::Random;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use rusqlite::Connection;

const MARK: &[u8] = b"SQLite format 3\0";

fuzz_target!(|data: &[u8]| {
    let folder = common::folder();
    let path = folder.join("client.isms");
    let size = match data.first() {
        Some(b'P') => patched(&path, &data[1..]),
        Some(b'S') => changed(&path, &data[1..]),
        _ => std::fs::write(&path, data).map(|()| data.len()).unwrap(),
    };
    // To salvage takes as long as all the rest.
    let also_salvage = data.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte)).is_multiple_of(2);
    common::in_proportion(size, || common::exercise(&folder, &path, also_salvage));
});

/// The small file with bytes of it changed.
fn patched(path: &std::path::Path, mut patches: &[u8]) -> usize {
    let mut bytes = common::SMALL.to_vec();
    while let [a, b, c, length, rest @ ..] = patches {
        let place = (usize::from(*a) << 16 | usize::from(*b) << 8 | usize::from(*c)) % bytes.len();
        // No length at all cuts the file off.
        if *length == 0 {
            bytes.truncate(place.max(1));
        }
        let (patch, after) = rest.split_at(usize::from(*length).min(rest.len()));
        for (byte, new) in bytes.iter_mut().skip(place).zip(patch) {
            *byte = *new;
        }
        patches = after;
    }
    std::fs::write(path, &bytes).unwrap();
    bytes.len()
}

/// The small file after another tool has been at it.
fn changed(path: &std::path::Path, statements: &[u8]) -> usize {
    std::fs::write(path, common::SMALL).unwrap();
    {
        let mut tool = Connection::open(path).unwrap();
        use rusqlite::limits::Limit;
        let _ = tool.set_limit(Limit::SQLITE_LIMIT_LENGTH, 1 << 20);
        let _ = tool.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0);
        let _ = tool.execute_batch(
            "PRAGMA foreign_keys = OFF; PRAGMA writable_schema = ON; PRAGMA ignore_check_constraints = ON;
             PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;",
        );
        // What takes the tool itself too long is no question to us.
        let _ = tool.progress_handler(100_000, Some(|| true));
        for statement in String::from_utf8_lossy(statements).lines() {
            let _ = tool.execute_batch(statement);
        }
    }
    for beside in ["-journal", "-wal", "-shm"] {
        let _ = std::fs::remove_file(path.with_file_name(format!("client.isms{beside}")));
    }
    usize::try_from(std::fs::metadata(path).unwrap().len()).unwrap()
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut random = Random::new(seed);
    if data[..size].starts_with(MARK) && !random.one_in(16) {
        return page(data, size, max_size, &mut random);
    }
    if data.first() == Some(&b'S') && !random.one_in(3) {
        return statement(data, size, max_size, &mut random);
    }
    fuzzer_mutate(data, size, max_size)
});

/// Changes the inside of one page and keeps the header such that SQLite goes on reading.
fn page(data: &mut [u8], size: usize, max_size: usize, random: &mut Random) -> usize {
    let page = match u16::from_be_bytes([data[16], *data.get(17).unwrap_or(&0)]) {
        size @ (512 | 1024 | 2048 | 4096 | 8192 | 16384 | 32768) => usize::from(size),
        _ => 512,
    };
    let pages = size / page;
    if pages == 0 {
        return fuzzer_mutate(data, size, max_size);
    }
    let mut size = pages * page;
    let (from, to) = (random.below(pages) * page, random.below(pages) * page);
    match random.below(8) {
        // One page over another: links that lead in circles.
        0 => data.copy_within(from..from + page, to),
        // The file is shorter or has a page more.
        1 if pages > 2 => size -= page,
        1 | 2 if size + page <= max_size => {
            data.copy_within(from..from + page, size);
            size += page;
        }
        // The page's own header and its list of cells.
        3 => {
            let place = from + if from == 0 { 100 } else { 0 } + random.below(24);
            data[place] = *random.pick(&[0, 1, 2, 5, 10, 13, 127, 128, 255]);
        }
        // A number of one to four bytes anywhere.
        4 => {
            let place = from + random.below(page - 4);
            let number = *random.pick(&[0, 1, 2, pages as u32, pages as u32 + 1, 0x7FFF_FFFF, 0xFFFF_FFFF]);
            let bytes = 1 + random.below(4);
            data[place..place + bytes].copy_from_slice(&number.to_be_bytes()[4 - bytes..]);
        }
        _ => {
            fuzzer_mutate(&mut data[from..from + page], page, page);
        }
    }
    header(&mut data[..size], page);
    size
}

/// What is looked at before anything else.
fn header(data: &mut [u8], page: usize) {
    data[..16].copy_from_slice(MARK);
    data[16..18].copy_from_slice(&u16::try_from(page).unwrap_or(512).to_be_bytes());
    data[18..24].copy_from_slice(&[1, 1, 0, 64, 32, 32]);
    let pages = u32::try_from(data.len() / page).unwrap_or(1);
    data[28..32].copy_from_slice(&pages.to_be_bytes());
    data[56..60].copy_from_slice(&1_u32.to_be_bytes());
    data[60..64].copy_from_slice(&octavo::store::FORMAT.to_be_bytes());
    data[68..72].copy_from_slice(&octavo::store::APPLICATION_ID.to_be_bytes());
    data.copy_within(24..28, 92);
}

/// Adds one statement that changes a value somewhere, or the schema.
fn statement(data: &mut [u8], size: usize, max_size: usize, random: &mut Random) -> usize {
    let register = random.pick(octavo::isms::RegisterName::ALL).as_str();
    let fields = octavo::isms::AnyRecord::blank(
        octavo::isms::RegisterName::parse(register).unwrap(),
        uuid::Uuid::nil(),
        String::new(),
    )
    .to_json();
    let names: Vec<&String> = fields.as_object().unwrap().keys().collect();
    let field = random.pick(&names);
    let value = *random.pick(&[
        "NULL", "''", "0", "1", "-1", "255", "256", "4294967295", "9223372036854775807", "-9223372036854775808", "1e308",
        "'[]'", "'{}'", "'null'", "'[[[[[[[[1]]]]]]]]'", "'0001-01-01'", "'9999-12-31'", "'-009999-01-01'",
        "'2026-02-30'", "x'00FF'", "'\u{0}'", "'00000000-0000-0000-0000-000000000000'", "(SELECT id FROM people)",
        "(SELECT id FROM risks)", "'{\"text\":\"ä\"}'", "'edit'", "'P-4294967295'", "'R-999999'", "printf('%2000c', 'x')",
        "replace(printf('%200c', 'x'), 'x', '[')",
    ]);
    let number = random.below(20);
    let sql = match random.below(14) {
        0 => format!("UPDATE history SET seq = {value} WHERE seq = {number}"),
        1 => format!("UPDATE history SET target = {value}, kind = 'undo' WHERE seq = {number}"),
        2 => format!("UPDATE history SET changes = {value} WHERE seq = {number}"),
        3 => format!("UPDATE history SET changes = json_set(changes, '$[0].after.{field}', {value}) WHERE seq = {number}"),
        4 => format!("UPDATE highest_references SET number = {value}"),
        5 => format!("INSERT INTO earlier_hashes SELECT hash, seq, {value} FROM history"),
        6 => format!("UPDATE contents SET data = {value}"),
        7 => format!("UPDATE sqlite_schema SET sql = replace(sql, '{field}', {value}) WHERE name = '{register}'"),
        8 => format!("UPDATE history SET changes = json_set(changes, '$[0].id', {value}) WHERE seq = {number}"),
        9 => format!("DELETE FROM history WHERE seq = {number}"),
        10 => format!("INSERT INTO {register} DEFAULT VALUES"),
        _ => format!("UPDATE {register} SET \"{field}\" = {value}"),
    };
    let line = format!("\n{sql}");
    if size + line.len() > max_size {
        return fuzzer_mutate(data, size, max_size);
    }
    data[size..size + line.len()].copy_from_slice(line.as_bytes());
    size + line.len()
}
