//! Files of earlier formats open, keep what was decided, and are copied before they are raised.

use std::path::Path;

use octavo::isms::approval::{Approval, Standing};
use octavo::store::{FORMAT, IsmsFile};

fn fixture(name: &str, folder: &Path) -> std::path::PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    let to = folder.join("Harbour.isms");
    std::fs::copy(from, &to).unwrap();
    to
}

#[test]
fn a_file_of_format_1_opens_with_every_approval_still_standing() {
    let folder = tempfile::tempdir().unwrap();
    let path = fixture("format-1.isms", folder.path());
    let before = std::fs::read(&path).unwrap();
    let file = IsmsFile::open(&path).unwrap();
    let isms = file.isms();
    let method = isms.current_method().unwrap();
    assert_eq!(Approval::standing(method.approval.as_ref(), &method.digest()), Standing::Valid);
    let accepted: Vec<_> = isms.risks.iter().filter(|risk| risk.acceptance.is_some()).collect();
    assert!(!accepted.is_empty());
    assert!(accepted.iter().all(|risk| risk.acceptance_standing() == Standing::Valid));
    assert!(file.check().unwrap().is_sound(), "{:?}", file.check().unwrap().problems);
    let kept = folder.path().join(format!("Harbour before format {FORMAT}.isms"));
    assert_eq!(std::fs::read(&kept).unwrap().len(), before.len(), "the file as it was lies beside");
    drop(file);

    let again = IsmsFile::open(&path).unwrap();
    assert!(again.check().unwrap().is_sound());
    drop(again);
    let names = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 2, "the second opening raises nothing and keeps no further copy");
}
