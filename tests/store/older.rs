//! Files of earlier formats open, keep what was decided, and are copied before they are raised.

use std::path::{Path, PathBuf};

use octavo::isms::approval::{Approval, Standing};
use octavo::store::{FORMAT, IsmsFile};

use crate::tools::{look_at, octavo_on};

const FIXTURES: [&str; 2] = ["format-1.isms", "format-3.isms"];

fn fixture(name: &str, folder: &Path) -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    let to = folder.join("Harbour.isms");
    std::fs::copy(from, &to).unwrap();
    to
}

#[test]
fn a_file_of_an_earlier_format_opens_with_every_approval_still_standing() {
    for name in FIXTURES {
        let folder = tempfile::tempdir().unwrap();
        let path = fixture(name, folder.path());
        let before = std::fs::read(&path).unwrap();
        let file = IsmsFile::open(&path).unwrap();
        let isms = file.isms();
        let method = isms.current_method().unwrap();
        assert_eq!(Approval::standing(method.approval.as_ref(), &method.digest()), Standing::Valid);
        let accepted: Vec<_> = isms.risks.iter().filter(|risk| risk.acceptance.is_some()).collect();
        assert!(!accepted.is_empty());
        assert!(accepted.iter().all(|risk| risk.acceptance_standing() == Standing::Valid));
        assert_eq!(file.check().unwrap().problems, Vec::<String>::new(), "{name}");
        let kept = folder.path().join(format!("Harbour before format {FORMAT}.isms"));
        assert_eq!(std::fs::read(&kept).unwrap().len(), before.len(), "the file as it was lies beside");
        drop(file);

        let again = IsmsFile::open(&path).unwrap();
        assert!(again.check().unwrap().is_sound());
        drop(again);
        let names = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(names, 2, "the second opening raises nothing and keeps no further copy");
        assert_eq!(octavo::store::backup::kept_beside(&path), [kept]);
    }
}

#[test]
fn looking_into_a_file_of_an_earlier_format_leaves_it_as_it_is() {
    for name in FIXTURES {
        let folder = tempfile::tempdir().unwrap();
        let path = fixture(name, folder.path());
        let before = look_at(folder.path());
        for command in ["status", "check", "history"] {
            octavo_on(command, &path).ends_with(0);
        }
        let read = IsmsFile::read(&path, None).unwrap();
        assert_eq!(read.check().unwrap().problems, Vec::<String>::new(), "{name}");
        drop(read);
        assert_eq!(look_at(folder.path()), before, "{name}");
    }
}
