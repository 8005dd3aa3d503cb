//! The house rules as tests: who may use whom, where SQL, colours and clocks live, and how long things get.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "architecture/reading.rs"]
mod reading;

use std::fs;

use reading::{Source, closing_brace, files, line_of, name_of, read, root, sources};

/// Longest file and longest function; house.md says "about 400" and "about 60".
const FILE_LINES: usize = 450;
const FUNCTION_LINES: usize = 75;

/// Generated lists: long because the world is, not because anybody wrote too much.
const GENERATED: [(&str, &str); 1] = [("src/ui/icons.rs", "the codepoints of the icon font, one constant each")];

/// What each room may name besides itself. `app` stands for app, cli, settings and sample.
const MAY_USE: [(&str, &[&str]); 8] = [
    ("isms", &[]),
    ("content", &["isms"]),
    ("store", &["isms"]),
    ("documents", &["isms", "content"]),
    ("formats", &["documents", "isms"]),
    ("jobs", &["isms", "content", "documents", "formats", "store"]),
    ("ui", &["isms", "content"]),
    ("app", &["isms", "content", "documents", "formats", "store", "jobs", "ui"]),
];

/// Whole words and paths only: `R::` is not found in `PdfError::`.
fn places<'a>(bare: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    let (first, last) = (word.starts_with(letter), word.ends_with(letter));
    bare.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let open = !first || !bare[..*at].ends_with(letter);
        open && (!last || !bare[at + word.len()..].starts_with(letter))
    })
}

/// Every place in the program where one of these words stands, outside the allowed files.
fn offences(words: &[&str], allowed: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test && !allowed(&source.path)) {
        for word in words {
            found.extend(places(&source.bare, word).map(|at| {
                let line = line_of(&source.bare, at);
                format!("{}:{line} {word}", source.path)
            }));
        }
    }
    found
}

fn assert_none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}\n  {}", found.join("\n  "));
}

fn room_of(path: &str) -> &str {
    let first = path.trim_start_matches("src/").split('/').next().unwrap().trim_end_matches(".rs");
    match first {
        "cli" | "settings" | "sample" => "app",
        room => room,
    }
}

/// Everything of ours that a file names: `crate::x`, `crate::{x, y}`, and `super::` paths that leave the room.
fn named_rooms(source: &Source) -> Vec<(usize, String)> {
    let bare = &source.bare;
    let mut found = Vec::new();
    let head = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut take = |at: usize, rest: &str| match rest.strip_prefix('{') {
        Some(group) => {
            let group = &group[..closing_brace(rest, 0) - 1];
            let mut depth = 0;
            let top = |c: char| {
                depth += i32::from(c == '{') - i32::from(c == '}');
                c == ',' && depth == 0
            };
            found.extend(group.split(top).map(|part| (at, head(part.trim()))).filter(|(_, name)| !name.is_empty()));
        }
        None => found.push((at, head(rest))),
    };
    for (at, word) in bare.match_indices("crate::") {
        take(at, &bare[at + word.len()..]);
    }
    let inner = source.path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    let depth = inner.split('/').count();
    for (at, _) in bare.match_indices("super::").filter(|(at, _)| !bare[..*at].ends_with("super::")) {
        let rest = bare[at..].trim_start_matches("super::");
        if (bare.len() - at - rest.len()) / "super::".len() >= depth {
            take(at, rest);
        }
    }
    found
}

#[test]
fn imports_only_go_down() {
    let mut found = Vec::new();
    let mut rooms = std::collections::BTreeSet::new();
    for source in sources() {
        if source.is_test || ["src/lib.rs", "src/main.rs"].contains(&source.path.as_str()) {
            continue;
        }
        let room = room_of(&source.path);
        rooms.insert(room.to_owned());
        let allowed = MAY_USE.iter().find(|(name, _)| *name == room).map(|(_, allowed)| *allowed);
        let allowed = allowed.unwrap_or_else(|| panic!("{} is in no room of house.md", source.path));
        for (at, name) in named_rooms(&source) {
            let used = room_of(&name);
            if used != room && !allowed.contains(&used) {
                found.push(format!("{}:{} uses {name}", source.path, line_of(&source.bare, at)));
            }
        }
    }
    assert_none(&found, "A room uses one that house.md keeps from it:");
    assert_eq!(rooms.len(), MAY_USE.len(), "a room of the table is gone: {rooms:?}");
}

#[test]
fn the_binary_only_hands_over() {
    let main = read(&root().join("src/main.rs"));
    assert!(main.text.lines().count() < 20, "main.rs hands the command line to cli.rs and does nothing else");
}

#[test]
fn only_the_store_speaks_sql() {
    let in_store = |path: &str| path.starts_with("src/store/");
    assert_none(&offences(&["rusqlite", "libsqlite3_sys"], &in_store), "rusqlite is named outside src/store:");
    let sql = |text: &str| {
        let has = |word: &str| text.contains(word);
        ["CREATE TABLE", "INSERT INTO", "DELETE FROM", "PRAGMA ", "create table", "insert into"].iter().any(|w| has(w))
            || (has("SELECT ") && has(" FROM "))
            || (has("UPDATE ") && has(" SET "))
    };
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| !in_store(&source.path)) {
        found.extend(source.strings.iter().filter(|text| sql(text)).map(|text| format!("{}: {text}", source.path)));
    }
    let stray = files("src").into_iter().chain(files("assets")).map(|path| name_of(&path));
    found.extend(stray.filter(|path| path.ends_with(".sql") && !path.starts_with("src/store/schema/")));
    assert_none(&found, "SQL outside src/store:");
}

#[test]
fn colours_live_in_the_theme() {
    let theme = |path: &str| path == "src/ui/theme.rs";
    let makers = [
        "from_rgb",
        "from_rgb_additive",
        "from_rgba_unmultiplied",
        "from_rgba_premultiplied",
        "from_black_alpha",
        "from_white_alpha",
        "from_additive_luminance",
        "from_gray",
        "from_hex",
        "hex_color!",
        "Hsva",
        "Rgba",
    ];
    let mut found = offences(&makers, &theme);
    // These two say "no colour" and "whoever draws it chooses"; every other constant is a colour.
    let none = ["TRANSPARENT", "PLACEHOLDER"];
    for source in sources().iter().filter(|source| !theme(&source.path)) {
        for (at, word) in source.bare.match_indices("Color32::") {
            let rest = &source.bare[at + word.len()..];
            let constant = rest.starts_with(|c: char| c.is_ascii_uppercase());
            if constant && !none.iter().any(|name| rest.starts_with(name)) {
                let line = line_of(&source.bare, at);
                found.push(format!("{}:{line} {word}{}", source.path, rest.lines().next().unwrap_or_default()));
            }
        }
    }
    assert_none(&found, "A colour outside ui/theme.rs:");
}

#[test]
fn no_network_no_globals_no_async() {
    let words = [
        "std::net",
        "TcpStream",
        "TcpListener",
        "UdpSocket",
        "ToSocketAddrs",
        "reqwest",
        "ureq",
        "hyper",
        "tokio",
        "async_std",
        "smol",
        "futures",
        "async fn",
        "async move",
        "async {",
        ".await",
        "static mut",
        "OnceLock",
        "LazyLock",
        "lazy_static",
        "once_cell",
        "thread_local!",
        "pollster",
    ];
    assert_none(&offences(&words, &|_| false), "Network, a global or async in the program:");
    let cells = ["Mutex", "RwLock", "Cell", "Atomic", "Once", "Lazy"];
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test) {
        for line in source.bare.lines().map(str::trim) {
            let item =
                line.trim_start_matches("pub ").trim_start_matches("pub(crate) ").trim_start_matches("pub(super) ");
            if item.starts_with("static ") && cells.iter().any(|cell| item.contains(cell)) {
                found.push(format!("{}: {line}", source.path));
            }
        }
    }
    assert_none(&found, "A static that changes:");
    let refused = ["reqwest", "ureq", "hyper", "tokio", "async-std", "smol", "curl", "isahc", "attohttpc", "sentry"];
    let used: Vec<String> = dependencies().keys().filter(|name| refused.contains(&name.as_str())).cloned().collect();
    assert_none(&used, "A network client or async runtime among our dependencies:");
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let clients = ["reqwest", "ureq", "hyper", "rustls", "native-tls", "openssl", "curl", "isahc", "h2"];
    let linked: Vec<String> = clients
        .iter()
        .filter(|name| lock.contains(&format!("\nname = \"{name}\"\n")))
        .map(ToString::to_string)
        .collect();
    assert_none(&linked, "An HTTP or TLS library came in through a dependency:");
}

#[test]
fn only_the_shell_asks_the_clock() {
    let shell = |path: &str| ["src/app", "src/cli"].iter().any(|room| path.starts_with(room));
    let clocks = ["Zoned::now", "Timestamp::now", "SystemTime", "Instant::now", "UNIX_EPOCH", "elapsed()"];
    assert_none(&offences(&clocks, &shell), "The clock is asked outside app and cli:");
    // A new id carries the time of day and chance, so it is made where the clock is.
    let makers = |path: &str| shell(path) || room_of(path) == "app" || path.starts_with("src/store/");
    assert_none(&offences(&["now_v7", "new_v4", "new_v7"], &makers), "An id is made where rules are pure:");
}

#[test]
fn files_say_what_they_are_and_stay_short() {
    let mut found = Vec::new();
    for source in sources() {
        if !source.text.starts_with("//! ") {
            found.push(format!("{} does not open with a //! line", source.path));
        }
        let lines = source.text.lines().count();
        if lines >= FILE_LINES && !GENERATED.iter().any(|(path, _)| *path == source.path) {
            found.push(format!("{} has {lines} lines", source.path));
        }
    }
    assert_none(&found, "Files without a first line, or too long:");
    for (path, reason) in GENERATED {
        assert!(root().join(path).is_file() && !reason.is_empty(), "{path} is excused but gone");
    }
}

#[test]
fn functions_stay_short() {
    let mut found = Vec::new();
    for source in sources() {
        let bare = &source.bare;
        for at in places(bare, "fn") {
            let name: String =
                bare[at + 2..].trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let (body, end) = (next_at_top(bare, at, "{"), next_at_top(bare, at, ";").unwrap_or(bare.len()));
            let Some(body) = body.filter(|body| *body < end && !name.is_empty()) else { continue };
            let lines = bare[at..closing_brace(bare, body)].matches('\n').count() + 1;
            if lines >= FUNCTION_LINES {
                found.push(format!("{}:{} {name} has {lines} lines", source.path, line_of(bare, at)));
            }
        }
    }
    assert_none(&found, "Functions that want to be split:");
}

/// The patterns of a match, given what stands between its braces.
fn patterns(inside: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(arrow) = next_at_top(inside, from, "=>") {
        found.push(inside[from..arrow].trim().trim_start_matches(',').trim().to_owned());
        let body = arrow + 2 + (inside[arrow + 2..].len() - inside[arrow + 2..].trim_start().len());
        from = if inside[body..].starts_with('{') {
            closing_brace(inside, body) + 1
        } else {
            next_at_top(inside, body, ",").map_or(inside.len(), |comma| comma + 1)
        };
    }
    found
}

/// Where something stands next, outside every bracket that is opened on the way.
fn next_at_top(text: &str, from: usize, wanted: &str) -> Option<usize> {
    let mut depth = 0_i32;
    text.bytes().enumerate().skip(from).find_map(|(at, byte)| {
        depth -= i32::from(b")]}".contains(&byte));
        let here = depth == 0 && text.as_bytes()[at..].starts_with(wanted.as_bytes());
        depth += i32::from(b"([{".contains(&byte));
        here.then_some(at)
    })
}

#[test]
fn steps_and_registers_are_matched_one_by_one() {
    let excused = [
        ("src/isms/mod.rs", 0, "its matches are made from the one list of registers"),
        ("src/isms/edit.rs", 1, "how many digits a reference has: two unless said otherwise"),
        ("src/ui/steps.rs", 1, "one register is shown on another step; every other one asks home(), which lists all"),
        ("src/ui/shell/pane.rs", 2, "risks and controls have panes of their own; forms::show() lists all others"),
        ("src/ui/shell/rail.rs", 1, "one name is too long for the rail; every other is the step's own"),
        ("src/app/carry_out.rs", 1, "three registers stand on a tab that has to be turned to; the others have none"),
        (
            "src/ui/register/columns.rs",
            5,
            "columns() lists every register by group, each group its own; and an empty text's key",
        ),
        ("src/ui/register/cells.rs", 3, "the cells in three parts, and the name for the rest"),
    ];
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test) {
        let bare = &source.bare;
        let mut names = vec!["Step::", "RegisterName::", "AnyRecord::", "CheckState::", "RiskStatus::"];
        let alias = |full: &str, short| bare.contains(&format!("{full} as {}", &short)).then_some(short);
        names.extend(alias("RegisterName", "R").map(|_| "R::"));
        names.extend(alias("AnyRecord", "A").map(|_| "A::"));
        let mut open = Vec::new();
        for at in places(bare, "match") {
            let Some(brace) = next_at_top(bare, at, "{") else { continue };
            let arms = patterns(&bare[brace + 1..closing_brace(bare, brace)]);
            let about = arms.iter().any(|arm| names.iter().any(|name| places(arm, name).next().is_some()));
            let rest = |arm: &&String| arm.chars().all(|c| c.is_lowercase() || c == '_');
            open.extend(arms.iter().filter(rest).filter(|_| about).map(|arm| (line_of(bare, at), arm.clone())));
        }
        let allowed = excused.iter().find(|(path, _, _)| *path == source.path).map_or(0, |(_, count, _)| *count);
        if open.len() != allowed {
            found.push(format!("{}: {open:?}, not {allowed}", source.path));
        }
    }
    assert_none(&found, "A wildcard hides what a new step, register or state touches:");
}

#[test]
fn no_word_of_the_workshop() {
    let words = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("crates.io/", "index"),
        concat!("artifact", "ory"),
    ];
    let rooms = ["src", "tests", "assets", "benches", "packaging", "README.md", "CHANGELOG.md", "Cargo.toml"];
    let mut found = Vec::new();
    for path in rooms.iter().flat_map(|room| files(room)) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for (number, line) in text.lines().enumerate() {
            let lower = line.to_lowercase();
            if words.iter().any(|word| lower.contains(word)) {
                found.push(format!("{}:{} {}", name_of(&path), number + 1, line.trim()));
            }
        }
    }
    assert_none(&found, "A path or host of the machine it was written on:");
}

fn dependencies() -> toml::Table {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    manifest["dependencies"].as_table().unwrap().clone()
}

#[test]
fn printpdf_is_pinned_and_lays_out_no_text() {
    let dependency = &dependencies()["printpdf"];
    assert_eq!(dependency["version"].as_str(), Some("=0.12.8"), "the writer's bytes are part of our promise");
    assert_eq!(dependency["default-features"].as_bool(), Some(false), "its defaults bring text_layout");
    let features = dependency.get("features").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    assert!(features.is_empty(), "printpdf needs no feature: {features:?}");
    let lock: toml::Table = fs::read_to_string(root().join("Cargo.lock")).unwrap().parse().unwrap();
    let locked = |name: &str| {
        let packages = lock["package"].as_array().unwrap();
        packages.iter().filter(|package| package["name"].as_str() == Some(name)).cloned().collect::<Vec<_>>()
    };
    let printpdf = locked("printpdf");
    assert_eq!(printpdf.len(), 1);
    assert_eq!(printpdf[0]["version"].as_str(), Some("0.12.8"));
    assert!(locked("azul-layout").is_empty() && locked("rust-fontconfig").is_empty(), "text_layout is on");
}
