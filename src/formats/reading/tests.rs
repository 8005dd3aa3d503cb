//! t
use super::*;
#[test]
fn show() {
    for f in ["libreoffice", "python-docx"] {
        let b = std::fs::read(format!("{}/tests/fixtures/word/{f}.docx", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let r = docx_to_markdown(&b).unwrap();
        println!("=== {f} {:?} {:#?}", r.title, r.left_out);
        for s in r.sections {
            println!("## [{}]\n{}\n--", s.title, s.text);
        }
    }
}
