//! Every kind of printed document is sound as PDF/A-2a, to be archived, and as PDF/UA-1, to be read aloud: a program
//! that is not ours judges them.

use std::path::{Path, PathBuf};
use std::process::Command;

use octavo::documents::ALL;
use octavo::documents::outline::*;
use octavo::formats::{write_binder_pdf, write_pdf};

use super::{content, founded, printed, sample};

/// The judge says PASS for every file, one line each.
fn judge(files: &[PathBuf]) {
    let python = std::env::var_os("OCTAVO_PDF_JUDGE").expect("OCTAVO_PDF_JUDGE names a Python with page-validation");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/judge_pdf.py");
    let judged = Command::new(python).arg(script).args(files).output().expect("the judge starts");
    let said = String::from_utf8_lossy(&judged.stdout).into_owned();
    println!("{said}{}", String::from_utf8_lossy(&judged.stderr));
    assert!(judged.status.success(), "{said}");
    let passed = said.lines().filter(|line| line.starts_with("PASS ")).count();
    assert_eq!(passed, files.len(), "{said}");
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading(Heading {
        level,
        text: text.into(),
        note: String::new(),
        continued: String::new(),
        anchor: text.into(),
    })
}

/// What a policy is made of: contents, justified prose, lists, links that lead somewhere and nowhere.
fn policy(orientation: Orientation) -> Outline {
    let link = |anchor: &str| Span { link: Some(anchor.into()), ..Span::plain(format!("see {anchor}")) };
    let words = "Copies are kept apart from the original: another account, another place, another password. ";
    let text = vec![Span::plain(words.repeat(6)), link("Rules"), link("doc:POL-02"), link("nowhere")];
    let mut blocks = vec![Block::Contents { title: "Contents".into(), depth: 3 }, Block::PageBreak];
    for chapter in ["Purpose", "Rules", "Records"] {
        blocks.push(heading(1, chapter));
        blocks.push(Block::Paragraph { text: text.clone(), style: ParagraphStyle::Prose });
        blocks.push(heading(2, &format!("{chapter} in detail")));
        blocks.push(Block::List { ordered: true, items: vec![text.clone(), text.clone()] });
        blocks.push(heading(3, &format!("{chapter} in more detail")));
        blocks.push(Block::Callout(text.clone()));
    }
    Outline {
        title: "Backup and restore".into(),
        organisation: "Harbour Analytics Ltd".into(),
        author: "Priya Nair".into(),
        language: "en".into(),
        date: "2026-03-12".into(),
        orientation,
        running: Running { page: "Page {page} of {pages}".into(), ..Running::default() },
        ragged: Ragged::Justified,
        mark: Some("DRAFT".into()),
        blocks,
    }
}

#[test]
#[ignore = "needs a Python with page-validation, named by OCTAVO_PDF_JUDGE; .ci/run makes one and runs this"]
fn every_kind_of_printed_document_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let content = content();
    let mut files = Vec::new();
    let mut go_on = |_: f32| true;
    // Full, and of a company that has decided nothing yet.
    for (company, isms) in [("full", sample(&content)), ("new", founded("Harbour", &content))] {
        for document in ALL {
            let path = folder.path().join(format!("{company}-{}.pdf", document.name));
            files.push(write_pdf(&printed(document.name, &isms, &content), &path, &mut go_on).unwrap().0);
        }
    }
    for (name, orientation) in [("upright", Orientation::Portrait), ("wide", Orientation::Landscape)] {
        let path = folder.path().join(format!("policy-{name}.pdf"));
        files.push(write_pdf(&policy(orientation), &path, &mut go_on).unwrap().0);
    }
    judge(&files);
}

#[test]
#[ignore = "needs a Python with page-validation, named by OCTAVO_PDF_JUDGE; .ci/run makes one and runs this"]
fn a_binder_of_everything_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let content = content();
    let isms = sample(&content);
    let front = Outline {
        blocks: vec![Block::Contents { title: "In this binder".into(), depth: 0 }],
        mark: None,
        ..policy(Orientation::Portrait)
    };
    let mut parts = vec![BinderPart::new("", front)];
    parts.extend(ALL.iter().map(|document| BinderPart::new(document.name, printed(document.name, &isms, &content))));
    let german = Outline { language: "de".into(), ..policy(Orientation::Portrait) };
    parts.push(BinderPart::new("POL-01", german));
    parts.push(BinderPart::new("POL-02", policy(Orientation::Landscape)));
    let binder = Binder {
        title: "Audit pack".into(),
        organisation: "Harbour Analytics Ltd".into(),
        author: "Priya Nair".into(),
        language: "en".into(),
        date: "2026-03-12".into(),
        parts,
    };
    let path = folder.path().join("binder.pdf");
    let (path, pages, replaced) = write_binder_pdf(&binder, &path, &mut |_| true).unwrap();
    assert!(pages > 40 && replaced.is_empty(), "{pages} pages, {replaced:?}");
    judge(&[path]);
}
