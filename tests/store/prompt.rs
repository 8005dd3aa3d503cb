//! A passphrase typed at a terminal: a real one, which `script` of util-linux makes.

#![cfg(target_os = "linux")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use octavo::store::{IsmsFile, Passphrase, needs_passphrase};

use crate::tools::{answer, program};

/// Runs the program on a terminal where these lines are typed. Answers how it ended, and what stands there.
fn typed(lines: &str, words: &[&str], path: &Path) -> (i32, String) {
    let words = words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" ");
    let line = format!("'{}' {words} '{}'", program().get_program().to_str().unwrap(), path.display());
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--command", &line, "/dev/null"]).env("LC_ALL", "C");
    let mut running = script.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("script of util-linux");
    running.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let answer = answer(&running.wait_with_output().unwrap());
    (answer.code, answer.out)
}

#[test]
fn a_new_passphrase_is_typed_twice_or_there_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("client.isms");
    let new = ["new", "--name", "Harbour", "--encrypt"];
    let (code, said) = typed("\n\n", &new, &path);
    assert!(code == 2 && said.contains("an empty passphrase is none"), "{said}");
    let (code, said) = typed("four ferries\nfour fairies\n", &new, &path);
    assert!(code == 2 && said.contains("The two differ. Nothing was changed"), "{said}");
    assert!(!path.exists());
    let (code, said) = typed("four ferries\nfour ferries\n", &new, &path);
    assert_eq!(code, 0, "{said}");
    assert!(needs_passphrase(&path).unwrap());
    IsmsFile::read(&path, Passphrase::new("four ferries").as_ref()).unwrap();

    let (code, said) = typed("four ferries\n", &["history"], &path);
    assert!(code == 0 && said.contains("Start the ISMS of Harbour"), "{said}");
    let (code, said) = typed("four fairies\n", &["history"], &path);
    assert!(code == 1 && !said.contains("Start the ISMS"), "{said}");
}
