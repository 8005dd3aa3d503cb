//! `octavo export`: documents of the present state, or a version of the statement as it was approved.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use jiff::civil::Date;
use tr::tr;

use super::{Failure, Outcome, complain, load_content, say};
use crate::content::Content;
use crate::documents::{self, Printed};
use crate::formats::Format;
use crate::jobs::{self, PrintItem, PrintOrder, PrintResult};
use crate::store::IsmsFile;

/// The word for every document.
const ALL: &str = "all";

/// Prints documents of the present state.
pub(super) fn run(file: &Path, names: &[String], format: Format, out: &Path, date: Date) -> Outcome {
    let chosen = documents_named(names)?;
    let opened = IsmsFile::open(file).map_err(Failure::problem)?;
    tell(&written(&order(&opened, &Arc::new(load_content()?), chosen, out, date), format))
}

/// Prints an approved version of the statement as it was.
pub(super) fn reprint(file: &Path, names: &[String], format: Format, version: &str, out: &Path) -> Outcome {
    let other = names.iter().find(|name| *name != "soa");
    let (None, Some(printed)) = (other, documents::by_name("soa")) else {
        let other = other.map_or("", String::as_str);
        return Err(Failure::wrong_use(tr!(
            "Only the Statement of Applicability (soa) has versions to print, not “{0}”.",
            other
        )));
    };
    let opened = IsmsFile::open(file).map_err(Failure::problem)?;
    let known: Vec<&str> = opened.isms().soa_versions.iter().map(|known| known.version.as_str()).collect();
    let found = opened.isms().soa_versions.iter().find(|known| known.version == version).ok_or_else(|| {
        Failure::wrong_use(if known.is_empty() {
            tr!("There is no approved version {} yet, nor any other.", version)
        } else {
            tr!("There is no approved version {0}. Versions: {1}.", version, known.join(", "))
        })
    })?;
    let order = crate::app::reprint_order(&opened, &Arc::new(load_content()?), printed, found.id, out)
        .map_err(Failure::problem)?;
    tell(&written(&order, format))
}

/// The documents with these names, each once, in the order in which they are listed.
fn documents_named(names: &[String]) -> Result<Vec<&'static Printed>, Failure> {
    if let Some(unknown) = names.iter().find(|name| *name != ALL && documents::by_name(name).is_none()) {
        let known: Vec<&str> = documents::ALL.iter().map(|printed| printed.name).collect();
        return Err(Failure::wrong_use(tr!(
            "There is no document “{0}”. Documents: {1}, or {2} for every one.",
            unknown,
            known.join(", "),
            ALL
        )));
    }
    let asked = |printed: &&Printed| names.iter().any(|name| name == ALL || name == printed.name);
    Ok(documents::ALL.iter().filter(asked).collect())
}

/// Prints documents of the present state as PDF and warns of characters that no font has.
pub(super) fn print(
    file: &IsmsFile,
    content: &Arc<Content>,
    printed: Vec<&'static Printed>,
    out: &Path,
    date: Date,
) -> PrintResult {
    written(&order(file, content, printed, out, date), Format::Pdf)
}

fn order(
    file: &IsmsFile,
    content: &Arc<Content>,
    printed: Vec<&'static Printed>,
    out: &Path,
    date: Date,
) -> PrintOrder {
    PrintOrder {
        items: printed.into_iter().map(PrintItem::Document).collect(),
        isms: Arc::clone(file.isms()),
        content: Arc::clone(content),
        date,
        fingerprint: file.head().fingerprint(),
        folder: out.to_path_buf(),
    }
}

fn written(order: &PrintOrder, format: Format) -> PrintResult {
    let result = jobs::print_as(order, format, &mut |_| true);
    for file in result.files.iter().filter(|file| !file.replaced.is_empty()) {
        let characters: String = file.replaced.iter().collect();
        complain(&tr!(
            "{0}: these characters are in no bundled font and are printed as boxes: {1}",
            file.title,
            characters
        ));
    }
    result
}

/// Lists the files that were printed, then says what failed.
fn tell(result: &PrintResult) -> Outcome {
    for file in &result.files {
        say(&file.path.display().to_string());
    }
    printed_well(result)?;
    Ok(ExitCode::SUCCESS)
}

/// The first failure is the command's; any other one is told beside it.
pub(super) fn printed_well(result: &PrintResult) -> Result<(), Failure> {
    let mut failures = result.failures.iter().map(|(title, error)| format!("{title}: {error}"));
    let Some(first) = failures.next() else { return Ok(()) };
    failures.for_each(|sentence| complain(&sentence));
    Err(Failure::problem(first))
}
