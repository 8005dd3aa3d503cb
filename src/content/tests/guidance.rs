//! Guidance: there for everything the screen asks about, in the voice of the house.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::content;
use crate::content::Content;
use crate::isms::RegisterName;
use crate::isms::method::{Method, MethodId};
use crate::isms::steps::Step;

const VAGUE: [&str; 10] = [
    "appropriate",
    "as necessary",
    "as needed",
    "robust",
    "ensure",
    "leverage",
    "holistic",
    "should",
    "shall",
    "best practice",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut left = vec![root().join(folder)];
    while let Some(next) = left.pop() {
        if next.is_dir() {
            left.extend(fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()));
        } else if next.extension().is_some_and(|found| found == ending) {
            let text = fs::read_to_string(&next).unwrap();
            found.push((next, text));
        }
    }
    assert!(!found.is_empty(), "nothing in {folder}");
    found
}

/// Every string of a TOML value.
fn strings(value: &toml::Value, found: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => found.push(text.clone()),
        toml::Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        toml::Value::Table(fields) => fields.values().for_each(|field| strings(field, found)),
        _ => {}
    }
}

fn sentences(text: &str) -> usize {
    let mut letters = text.chars().peekable();
    let mut count = 0;
    while let Some(letter) = letters.next() {
        let ends = matches!(letter, '.' | '?') && letters.peek().is_none_or(|next| next.is_whitespace());
        count += usize::from(ends);
    }
    count
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The controls of Annex A and those for cloud services.
fn control_ids(content: &Content) -> Vec<&str> {
    let cloud = content.cloud_controls.iter().map(|control| control.id.as_str());
    content.controls.iter().map(|control| control.id.as_str()).chain(cloud).collect()
}

#[test]
fn every_control_is_explained_asked_about_and_proven() {
    let content = content();
    let ids = control_ids(&content);
    for id in ids.iter().copied() {
        let guidance = content.guidance.control(id).unwrap_or_else(|| panic!("{id} has no guidance"));
        assert!((2..=4).contains(&sentences(&guidance.plain)), "{id}: {} sentences", sentences(&guidance.plain));
        assert!(guidance.plain.ends_with(['.', '?']), "{id}");
        assert!((2..=4).contains(&guidance.asks.len()), "{id} has {} questions", guidance.asks.len());
        assert!((2..=4).contains(&guidance.evidence.len()), "{id} has {} kinds of evidence", guidance.evidence.len());
        for ask in &guidance.asks {
            assert!(ask.ends_with('?') || ask.ends_with('.'), "{id}: {ask}");
            assert!(ask.starts_with(char::is_uppercase), "{id}: {ask}");
        }
        for item in &guidance.evidence {
            assert!(!item.is_empty() && !item.ends_with('.'), "{id}: {item}");
        }
        let all: BTreeSet<&String> = guidance.asks.iter().chain(&guidance.evidence).collect();
        assert_eq!(all.len(), guidance.asks.len() + guidance.evidence.len(), "{id} repeats itself");
    }
    let plain: BTreeSet<&str> = ids.iter().map(|id| content.guidance.control(id).unwrap().plain.as_str()).collect();
    assert_eq!(plain.len(), 93 + 32, "two controls have the same text");
    assert!(content.guidance.control("A.9.1").is_none());
}

#[test]
fn guidance_is_of_controls_that_exist() {
    let content = content();
    let known = control_ids(&content);
    for (path, text) in files("assets/guidance/en/controls", "toml") {
        let table: toml::Table = text.parse().unwrap();
        for id in table.keys() {
            assert!(known.contains(&id.as_str()), "{} explains {id}", path.display());
        }
    }
}

#[test]
fn no_vague_word_and_no_shout_in_any_guidance() {
    let mut found = Vec::new();
    for (path, text) in files("assets/guidance", "toml") {
        let mut all = Vec::new();
        strings(&toml::Value::Table(text.parse().unwrap()), &mut all);
        for text in all {
            let lower = format!(" {} ", text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
            let vague = VAGUE.iter().find(|word| lower.contains(&format!(" {word}")));
            if let Some(word) = vague.copied().or(text.contains('!').then_some("!")) {
                found.push(format!("{}: “{word}” in: {text}", path.file_name().unwrap().to_string_lossy()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_step_is_explained() {
    let content = content();
    for step in Step::ALL {
        let text = content.guidance.step(*step).unwrap_or_else(|| panic!("{step:?} has no guidance"));
        for part in [&text.title, &text.why_title, &text.why, &text.duration, &text.first] {
            assert!(!part.trim().is_empty(), "{step:?}");
        }
        assert!((2..=6).contains(&text.auditor.len()), "{step:?}: {}", text.auditor.len());
        assert!(text.why.ends_with('.') && text.first.ends_with('.'), "{step:?}");
    }
}

/// The string literals in the program's screens, each with its file.
fn literals() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (path, text) in files("src/ui", "rs") {
        let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let name = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        found.extend(code.join("\n").split('"').skip(1).step_by(2).map(|text| (name.clone(), text.to_owned())));
    }
    found
}

fn fields() -> BTreeMap<String, String> {
    let table: toml::Table =
        fs::read_to_string(root().join("assets/guidance/en/fields.toml")).unwrap().parse().unwrap();
    table.into_iter().map(|(key, value)| (key, value.as_str().unwrap().to_owned())).collect()
}

#[test]
fn every_hint_on_the_screen_has_its_sentence() {
    let content = content();
    let fields = fields();
    let groups: BTreeSet<&str> = fields.keys().filter_map(|key| key.split('.').next()).collect();
    let mut used = 0;
    for (file, text) in literals() {
        let Some((group, field)) = text.split_once('.') else { continue };
        let name = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit())
        };
        if groups.contains(group) && name(field) {
            assert!(!content.guidance.field(&text).is_empty(), "{file} asks for {text}, which fields.toml lacks");
            used += 1;
        }
    }
    assert!(used > 40, "hints are not found where they are looked for: {used}");
    for (file, text) in files("src/ui", "rs") {
        for call in [".hint(\"", "guidance.field(\""] {
            for (at, _) in text.match_indices(call) {
                let key = text[at + call.len()..].split('"').next().unwrap_or_default();
                assert!(!content.guidance.field(key).is_empty(), "{}: {key}", file.display());
            }
        }
    }
    assert_eq!(content.guidance.field("profile.shoe_size"), "");
}

#[test]
fn a_hint_is_one_short_sentence() {
    for (key, text) in fields() {
        assert!(text.ends_with('.') && words(&text) <= 25, "{key} has {} words: {text}", words(&text));
    }
}

/// The key of the empty text of each register, read from the one place that decides it.
fn empty_keys() -> BTreeMap<RegisterName, String> {
    let code = fs::read_to_string(root().join("src/ui/register/columns.rs")).unwrap();
    let body = code.split("fn empty_key").nth(1).unwrap().split("\n}").next().unwrap();
    let name = |variant: &str| RegisterName::ALL.iter().find(|register| format!("{register:?}") == variant).copied();
    let mut keys: BTreeMap<RegisterName, String> =
        RegisterName::ALL.iter().map(|register| (*register, register.as_str().to_owned())).collect();
    for line in body.lines().filter(|line| line.contains("=> \"")) {
        let (registers, key) = line.split_once("=>").unwrap();
        let key = key.split('"').nth(1).unwrap();
        for register in registers.split(" | ").filter_map(|part| name(part.trim().rsplit("::").next().unwrap())) {
            keys.insert(register, key.to_owned());
        }
    }
    keys
}

#[test]
fn every_register_on_a_screen_says_what_to_do_when_it_is_empty() {
    let content = content();
    let keys = empty_keys();
    let mut shown: BTreeSet<RegisterName> =
        ["People", "Documents", "Assets", "Suppliers", "Evidence", "Actions", "Incidents", "Risks"]
            .iter()
            .map(|name| RegisterName::parse(&name.to_lowercase()).unwrap())
            .collect();
    for (_, text) in files("src/ui", "rs") {
        for (at, call) in text.match_indices("register_card(ui, cx, R::") {
            let variant: String = text[at + call.len()..].chars().take_while(|c| c.is_alphanumeric()).collect();
            shown.extend(RegisterName::ALL.iter().filter(|register| format!("{register:?}") == variant));
        }
    }
    assert!(shown.len() > 20, "cards are not found where they are looked for: {shown:?}");
    for register in shown {
        let key = &keys[&register];
        let text = content.guidance.empty(key).unwrap_or_else(|| panic!("{register:?} has no empty text {key}"));
        assert!(!text.title.is_empty() && !text.title.ends_with('.'), "{key}");
        assert!(text.text.ends_with('.') && !text.action.is_empty(), "{key}");
    }
}

#[test]
fn the_standard_method_leaves_only_the_acceptance_line_open() {
    let content = content();
    let method = content.guidance.standard_method(MethodId::default(), "RM-01".to_owned());
    assert!(method.gap().unwrap().contains("acceptance line"));
    assert_eq!((method.acceptable_up_to, method.approval.is_some(), method.version.as_str()), (None, false, ""));
    assert_eq!((method.reassess_months, method.reassess_when.as_str()), (None, ""), "nothing is decided for anybody");
    let decided = Method { acceptable_up_to: Some(6), ..method };
    assert_eq!(decided.gap(), None);
    assert_eq!((decided.likelihood.len(), decided.impact.len(), decided.asset_value.len()), (5, 5, 4));
}

#[test]
fn the_standard_method_gives_every_score_a_band_of_its_own_range() {
    let text = fs::read_to_string(root().join("assets/guidance/en/methods/standard_5x5.toml")).unwrap();
    let scales: toml::Table = text.parse().unwrap();
    let method = content().guidance.standard_method(MethodId::default(), String::new());
    for likelihood in 1..=5_u8 {
        for impact in 1..=5_u8 {
            let score = method.score(Some(likelihood), Some(impact)).unwrap();
            assert!(method.band(score).is_some(), "{score} falls into no band");
        }
    }
    let levels = scales["bands"].as_array().unwrap();
    for (index, level) in levels.iter().enumerate() {
        let (from, to) = (level["from"].as_integer().unwrap(), level["to"].as_integer().unwrap());
        assert_eq!(method.band_range(index), format!("{from}–{to}"), "the words of a band and its scores differ");
        assert!(!method.bands[index].words.is_empty());
    }
}

#[test]
fn every_level_of_value_has_words_for_each_property() {
    let content = content();
    let method = content.guidance.standard_method(MethodId::default(), String::new());
    for property in ["confidentiality", "integrity", "availability"] {
        let found = content.guidance.asset_words(property);
        assert_eq!(found.len(), method.asset_value.len(), "{property}");
        assert!(found.iter().all(|text| text.ends_with('.')), "{property}");
    }
}

#[test]
fn each_ready_method_is_whole_but_for_the_acceptance_line() {
    let content = content();
    let names: Vec<&str> = content.guidance.ready_methods().iter().map(|ready| ready.method.name.as_str()).collect();
    assert_eq!(names, ["Simple 3 × 3", "Standard 5 × 5", "C/I/A maximum"]);
    for ready in content.guidance.ready_methods() {
        let method = content.guidance.ready_method(ready.kind, MethodId::default(), "RM-01".to_owned());
        assert_eq!(method.gaps().len(), 1, "{}: {:?}", method.name, method.gaps());
        assert!(method.gap().unwrap().contains("acceptance line"));
        let remarks = method.remarks();
        assert!(remarks.len() == 1 && remarks[0].contains("assessed again"), "{}: {remarks:?}", method.name);
        assert!(ready.good_for.ends_with('.'));
        for level in method.likelihood.iter().chain(&method.impact) {
            assert!(!level.hint.is_empty() && level.words.ends_with('.'), "{}: {}", method.name, level.name);
            assert!(level.by_area.len() == method.impact_areas.len() || method.likelihood.contains(level));
        }
    }
}
