//! Whatever a person does, in whatever order: it can be undone, redone, closed, opened, explained and proven.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use octavo::isms::history::back::bring_back;
use octavo::isms::history::compare::snapshot_after;
use octavo::isms::organisation::{Person, PersonId};
use octavo::isms::{Edit, FieldRef, Isms, Record, RegisterName, set_field};
use octavo::store::{Entry, EntryKind, IsmsFile, StoreError};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value};
use tempfile::TempDir;
use uuid::Uuid;

use crate::tools::{quick_folder, small_file, stamp};
use crate::wishes::{REGISTERS, Wish, any_wish};

/// One thing a person does at the window.
#[derive(Debug, Clone)]
pub enum Step {
    Do(Wish),
    Undo,
    Redo,
    CloseAndOpen,
}

pub fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => any_wish().prop_map(Step::Do),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
        1 => Just(Step::CloseAndOpen),
    ]
}

pub fn new_file() -> (TempDir, IsmsFile) {
    let folder = quick_folder();
    let path = small_file(folder.path());
    let file = IsmsFile::open(&path).unwrap();
    (folder, file)
}

pub fn close_and_open(file: IsmsFile) -> IsmsFile {
    let path = file.path().to_path_buf();
    drop(file);
    IsmsFile::open(&path).unwrap()
}

fn assert_sound(file: &IsmsFile) {
    let report = file.check().unwrap();
    assert_eq!(report.problems, Vec::<String>::new());
    assert_eq!(i64::try_from(report.entries).unwrap(), file.head().seq);
}

/// Carries a wish out, and says whether it changed anything.
pub fn carry_out(file: &mut IsmsFile, wish: &Wish) -> bool {
    let Some(edit) = wish.edit(file) else { return false };
    let before = file.head().seq;
    file.apply(&edit, &stamp()).unwrap();
    file.head().seq > before
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_edits_all_undone_are_the_start_and_all_redone_are_the_end(wishes in vec(any_wish(), 1..14)) {
        let (_folder, mut file) = new_file();
        let mut moments: Vec<Arc<Isms>> = vec![Arc::clone(file.isms())];
        for wish in &wishes {
            if carry_out(&mut file, wish) {
                moments.push(Arc::clone(file.isms()));
            }
        }
        assert_sound(&file);
        for before in moments.iter().rev().skip(1) {
            file.undo(&stamp()).unwrap();
            prop_assert_eq!(file.isms(), before);
        }
        prop_assert!(matches!(file.undo(&stamp()), Err(StoreError::NothingToUndo)));
        assert_sound(&file);
        file = close_and_open(file);
        prop_assert_eq!(file.isms(), &moments[0]);
        for after in moments.iter().skip(1) {
            file.redo(&stamp()).unwrap();
            prop_assert_eq!(file.isms(), after);
        }
        prop_assert!(matches!(file.redo(&stamp()), Err(StoreError::NothingToUndo)));
        assert_sound(&file);
        file = close_and_open(file);
        prop_assert_eq!(Some(file.isms()), moments.last());
    }

    #[test]
    fn undo_and_redo_walk_one_line_and_a_new_edit_cuts_off_what_was_undone(steps in vec(any_step(), 1..20)) {
        let (_folder, mut file) = new_file();
        // The model: moments one can go back to, and moments one can go forward to.
        let (mut past, mut future): (Vec<Arc<Isms>>, Vec<Arc<Isms>>) = (Vec::new(), Vec::new());
        for step in &steps {
            let now = Arc::clone(file.isms());
            match step {
                Step::Do(wish) => {
                    if carry_out(&mut file, wish) {
                        past.push(now);
                        future.clear();
                    }
                }
                Step::Undo => match past.pop() {
                    Some(before) => {
                        file.undo(&stamp()).unwrap();
                        prop_assert_eq!(file.isms(), &before);
                        future.push(now);
                    }
                    None => prop_assert!(matches!(file.undo(&stamp()), Err(StoreError::NothingToUndo))),
                },
                Step::Redo => match future.pop() {
                    Some(after) => {
                        file.redo(&stamp()).unwrap();
                        prop_assert_eq!(file.isms(), &after);
                        past.push(now);
                    }
                    None => prop_assert!(matches!(file.redo(&stamp()), Err(StoreError::NothingToUndo))),
                },
                Step::CloseAndOpen => {
                    let head = file.head().clone();
                    file = close_and_open(file);
                    prop_assert_eq!(file.isms(), &now);
                    prop_assert_eq!(file.head(), &head);
                }
            }
            prop_assert_eq!(file.can_undo_redo(), (!past.is_empty(), !future.is_empty()));
        }
        assert_sound(&file);
    }

    #[test]
    fn the_newest_entry_brought_back_is_the_newest_entry_undone(wishes in vec(any_wish(), 1..12)) {
        let (_folder, mut file) = new_file();
        for wish in &wishes {
            if !carry_out(&mut file, wish) {
                continue;
            }
            let newest = file.history_page(None, 1).unwrap().remove(0);
            // Where a rule of its own stands against it, such as a control that is used, it says so instead.
            let Ok(edit) = bring_back(file.isms(), &newest) else { continue };
            let brought_back = file.isms().with(&edit);
            file.undo(&stamp()).unwrap();
            prop_assert_eq!(&brought_back, file.isms().as_ref());
            file.redo(&stamp()).unwrap();
        }
    }

    #[test]
    fn pages_of_the_history_are_the_history_and_every_moment_is_made_out_of_them(
        steps in vec(any_step(), 1..16), size in 1_usize..6
    ) {
        let (_folder, mut file) = new_file();
        for step in &steps {
            match step {
                Step::Do(wish) => { carry_out(&mut file, wish); }
                Step::Undo => { let _ = file.undo(&stamp()); }
                Step::Redo => { let _ = file.redo(&stamp()); }
                Step::CloseAndOpen => file = close_and_open(file),
            }
        }
        let mut paged = Vec::new();
        loop {
            let page = file.history_page(paged.last().map(|entry: &Entry| entry.seq), size).unwrap();
            prop_assert!(page.len() <= size);
            if page.is_empty() {
                break;
            }
            paged.extend(page);
        }
        paged.reverse();
        prop_assert_eq!(&paged, &file.history().unwrap());
        for count in 1..=paged.len() {
            let (isms, head) = file.as_of(paged[count - 1].seq).unwrap();
            prop_assert_eq!(&snapshot_after(paged[..count].iter()).unwrap(), &isms);
            prop_assert_eq!(head.fingerprint(), paged[count - 1].moment().fingerprint);
        }
    }

    #[test]
    fn a_reference_is_never_given_twice_whatever_was_removed_or_undone(steps in vec(any_step(), 1..24)) {
        let (_folder, mut file) = new_file();
        let mut given: BTreeMap<RegisterName, BTreeSet<String>> = BTreeMap::new();
        for step in &steps {
            match step {
                Step::Do(wish) => { carry_out(&mut file, wish); }
                Step::Undo => { let _ = file.undo(&stamp()); }
                Step::Redo => { let _ = file.redo(&stamp()); }
                Step::CloseAndOpen => file = close_and_open(file),
            }
            for register in REGISTERS {
                let known = given.entry(register).or_default();
                known.extend(file.isms().references(register).into_iter().map(str::to_owned));
                let next = file.next_reference(register);
                prop_assert!(!known.contains(&next), "{} was given before: {:?}", next, known);
            }
        }
    }

    #[test]
    fn an_edit_that_changes_nothing_leaves_no_entry(
        wishes in vec(any_wish(), 1..10), register in any::<Index>(), record in any::<Index>()
    ) {
        let (_folder, mut file) = new_file();
        for wish in &wishes {
            carry_out(&mut file, wish);
        }
        let (head, before) = (file.head().clone(), Arc::clone(file.isms()));
        let register = *register.get(&REGISTERS);
        let all = file.isms().all(register);
        if !all.is_empty() {
            let same = record.get(&all).clone();
            let name = FieldRef { register, id: same.id(), pointer: "/name".into() };
            let set = set_field(file.isms(), &name, same.to_json()["name"].clone(), "Name").unwrap();
            file.apply(&Edit::new("Put the same").put(same), &stamp()).unwrap();
            file.apply(&set, &stamp()).unwrap();
        }
        let passing: PersonId = Uuid::now_v7().into();
        let visit = Edit::new("Come and go")
            .put(Person::blank(passing, "P-99".to_owned()))
            .delete(RegisterName::People, passing.into());
        file.apply(&visit, &stamp()).unwrap();
        file.apply(&Edit::new("Nothing at all"), &stamp()).unwrap();
        prop_assert_eq!(file.head(), &head);
        prop_assert_eq!(file.isms(), &before);
        assert_sound(&file);
    }

    #[test]
    fn a_refused_edit_changes_nothing_and_the_next_one_works(wishes in vec(any_wish(), 1..8), which in 0..2) {
        let (_folder, mut file) = new_file();
        for wish in &wishes {
            carry_out(&mut file, wish);
        }
        let (head, before) = (file.head().clone(), Arc::clone(file.isms()));
        let undoable = file.can_undo_redo();
        let reference = file.next_reference(RegisterName::People);
        let person = || Person::blank(Uuid::now_v7().into(), reference.clone());
        let good = Edit::new("Add two people").put(person());
        let bad = if which == 0 {
            good.put(person())
        } else {
            good.put(Person { deputy: Some(Uuid::now_v7().into()), reference: "P-888".to_owned(), ..person() })
        };
        prop_assert!(file.apply(&bad, &stamp()).is_err());
        prop_assert_eq!(file.head(), &head);
        prop_assert_eq!(file.isms(), &before);
        prop_assert_eq!(file.can_undo_redo(), undoable);
        prop_assert_eq!(&file.next_reference(RegisterName::People), &reference);
        file.apply(&Edit::new("Add a person").put(person()), &stamp()).unwrap();
        assert_sound(&file);
        let after = Arc::clone(file.isms());
        file = close_and_open(file);
        prop_assert_eq!(file.isms(), &after);
    }

    #[test]
    fn each_entry_names_exactly_the_fields_that_changed(steps in vec(any_step(), 1..12)) {
        let (_folder, mut file) = new_file();
        for step in &steps {
            let (before, seq) = (records(file.isms()), file.head().seq);
            match step {
                Step::Do(wish) => { carry_out(&mut file, wish); }
                Step::Undo => { let _ = file.undo(&stamp()); }
                Step::Redo => { let _ = file.redo(&stamp()); }
                Step::CloseAndOpen => file = close_and_open(file),
            }
            let history = file.history().unwrap();
            prop_assert_eq!(i64::try_from(history.len()).unwrap(), file.head().seq);
            prop_assert!(file.head().seq <= seq + 1, "one step, one entry");
            let after = records(file.isms());
            let Some(entry) = history.last().filter(|entry| entry.seq > seq) else {
                prop_assert_eq!(before, after);
                continue;
            };
            prop_assert_eq!(entry.kind == EntryKind::Edit, matches!(step, Step::Do(_)));
            let told: BTreeMap<_, _> = entry
                .changes
                .iter()
                .map(|change| ((change.register, change.id), (change.before.clone(), change.after.clone())))
                .collect();
            prop_assert_eq!(told, differences(&before, &after));
        }
    }
}

type Records = BTreeMap<(RegisterName, Uuid), Map<String, Value>>;
type Differences = BTreeMap<(RegisterName, Uuid), (Option<Map<String, Value>>, Option<Map<String, Value>>)>;

fn records(isms: &Isms) -> Records {
    RegisterName::ALL
        .iter()
        .flat_map(|register| isms.all(*register))
        .map(|record| ((record.register(), record.id()), record.to_json().as_object().unwrap().clone()))
        .collect()
}

/// The same as the store works out, by another road: whole snapshots are compared.
fn differences(before: &Records, after: &Records) -> Differences {
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).copied().collect();
    keys.into_iter()
        .filter_map(|key| match (before.get(&key), after.get(&key)) {
            (Some(old), Some(new)) if old == new => None,
            (Some(old), Some(new)) => {
                let changed = |from: &Map<String, Value>| {
                    let fields = from.iter().filter(|(field, _)| old[*field] != new[*field]);
                    Some(fields.map(|(field, value)| (field.clone(), value.clone())).collect())
                };
                Some((key, (changed(old), changed(new))))
            }
            (old, new) => Some((key, (old.cloned(), new.cloned()))),
        })
        .collect()
}
