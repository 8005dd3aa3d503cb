//! Where documents are written: a file of ours is replaced, somebody's work never.

use std::path::Path;

use octavo::formats::{self, Format, WriteError};

use super::{content, printed, sample};

const FORMATS: [Format; 3] = [Format::Pdf, Format::Docx, Format::Markdown];

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_of_ours_is_replaced_and_one_that_somebody_changed_is_kept() {
    let content = content();
    let outline = printed("assets", &sample(&content), &content);
    for format in FORMATS {
        let folder = tempfile::tempdir().unwrap();
        let (kind, inner) = (format.extension(), folder.path().join("new"));
        let path = inner.join(format!("assets-1.0.{kind}"));
        let write = || formats::write(&outline, format, &path, &mut |_| true).unwrap();
        let first = write();
        assert_eq!(first.path, path);
        assert_eq!(first.pages.is_some(), format == Format::Pdf, "only a PDF has pages of its own");
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(write().path, path, "{kind}: written again over our own");
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "{kind}: the same bytes");
        let edited = [bytes.as_slice(), b"\nnote\n"].concat();
        std::fs::write(&path, &edited).unwrap();
        assert_eq!(write().path, inner.join(format!("assets-1.0-2.{kind}")));
        assert_eq!(std::fs::read(&path).unwrap(), edited, "{kind}: the note is still there");
        assert_eq!(names(&inner), [format!("assets-1.0-2.{kind}"), format!("assets-1.0.{kind}")]);
    }
}

#[test]
fn another_format_under_the_same_name_is_not_ours() {
    let content = content();
    let outline = printed("assets", &sample(&content), &content);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("assets.docx");
    std::fs::write(&path, "a text that somebody called a Word file").unwrap();
    let written = formats::write(&outline, Format::Docx, &path, &mut |_| true).unwrap();
    assert_eq!(written.path, folder.path().join("assets-2.docx"));
}

#[test]
fn who_stops_it_finds_the_folder_as_it_was() {
    let content = content();
    let outline = printed("soa", &sample(&content), &content);
    for format in FORMATS {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("soa.{}", format.extension()));
        let result = formats::write(&outline, format, &path, &mut |_| false);
        assert!(matches!(result, Err(WriteError::Stopped)), "{format:?}");
        assert_eq!(names(folder.path()), Vec::<String>::new(), "{format:?}");
    }
}

#[test]
fn a_place_that_cannot_be_written_to_is_named() {
    let content = content();
    let outline = printed("assets", &sample(&content), &content);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    for format in FORMATS {
        let error = formats::write(&outline, format, &file.join("assets"), &mut |_| true).unwrap_err();
        assert!(error.to_string().contains("could not be written"), "{error}");
    }
}
