//! `octavo export`: documents of the present state, or a version of the statement as it was approved.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use jiff::civil::Date;
use tr::tr;

use super::{Failure, Outcome, complain, load_content, say, today};
use crate::content::Content;
use crate::documents;
use crate::formats::Format;
use crate::isms::documents::{Document, DocumentStatus, DocumentVersion, DocumentVersionId, versions};
use crate::isms::{Isms, RegisterName};
use crate::jobs::{self, PrintItem, PrintOrder, PrintResult};
use crate::store::IsmsFile;

/// The word for every document.
const ALL: &str = "all";

/// How many entries of the history are read at a time.
const PAGE: usize = 500;

/// Where to, and as what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target<'a> {
    pub folder: &'a Path,
    pub format: Format,
    /// All in one PDF.
    pub binder: bool,
}

/// A past moment: right after an entry, or at the end of a day.
#[derive(Debug, Clone, Copy)]
pub(super) enum AsOf {
    Entry(i64),
    Day(Date),
}

impl std::str::FromStr for AsOf {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let entry = || text.parse().ok().filter(|seq| *seq > 0).map(Self::Entry);
        let found = entry().or_else(|| super::day(text).ok().map(Self::Day));
        found.ok_or_else(|| tr!("neither the number of an entry nor a day such as 2026-03-12"))
    }
}

/// Prints documents of the present state.
pub(super) fn run(opened: &IsmsFile, names: &[String], target: Target<'_>, date: Date) -> Outcome {
    let items = items_named(opened, opened.isms(), names)?;
    tell(&print(opened, &Arc::new(load_content()?), items, target, date))
}

/// Prints documents as they were at a past moment, for the day of that moment unless another is named.
pub(super) fn run_as_of(
    opened: &IsmsFile,
    names: &[String],
    moment: AsOf,
    target: Target<'_>,
    date: Option<Date>,
) -> Outcome {
    if let AsOf::Day(day) = moment
        && day > today()
    {
        return Err(Failure::wrong_use(tr!(
            "{} has not come yet. Name a day that is over, or leave --as-of out.",
            day
        )));
    }
    let (seq, day) = entry_of(opened, moment)?;
    let (isms, head) = opened.as_of(seq).map_err(Failure::problem)?;
    let items = items_named(opened, &isms, names)?;
    let order = PrintOrder {
        items,
        isms: Arc::new(isms),
        content: Arc::new(load_content()?),
        date: date.unwrap_or(day),
        fingerprint: head.fingerprint(),
        folder: target.folder.to_path_buf(),
        format: target.format,
        binder: target.binder,
        entry: Some(seq),
    };
    tell(&written(&order))
}

/// The entry after which a moment lies, and the day to print for.
fn entry_of(file: &IsmsFile, moment: AsOf) -> Result<(i64, Date), Failure> {
    let mut below = None;
    loop {
        let page = file.history_page(below, PAGE).map_err(Failure::problem)?;
        let Some(oldest) = page.last() else { break };
        below = Some(oldest.seq);
        for entry in &page {
            let day = entry.moment().day();
            match (moment, day) {
                (AsOf::Entry(seq), Some(day)) if entry.seq == seq => return Ok((seq, day)),
                (AsOf::Day(until), Some(day)) if day <= until => return Ok((entry.seq, until)),
                (AsOf::Entry(_) | AsOf::Day(_), _) => {}
            }
        }
    }
    Err(Failure::wrong_use(match moment {
        AsOf::Entry(seq) => tr!("There is no entry {0}. The newest is {1}.", seq, file.head().seq),
        AsOf::Day(day) => tr!("The file has no entry on or before {}. Name a later day.", day),
    }))
}

/// Prints an approved version as it was: of the statement, or of a document.
pub(super) fn reprint(opened: &IsmsFile, names: &[String], version: &str, target: Target<'_>, date: Date) -> Outcome {
    let [name] = names else {
        return Err(Failure::wrong_use(tr!("A version belongs to one document. Name only one beside --version.")));
    };
    let content = Arc::new(load_content()?);
    if name != "soa" {
        let id = version_of(opened.isms(), name, version)?;
        // What is said to be exactly as it was approved has to be what the history tells of.
        opened.prove(RegisterName::DocumentVersions, id.0).map_err(Failure::problem)?;
        let item = crate::app::version_item(opened, opened.isms(), id);
        return tell(&print(opened, &content, vec![item], target, date));
    }
    let Some(printed) = documents::by_name("soa") else { return Ok(ExitCode::SUCCESS) };
    let known: Vec<&str> = opened.isms().soa_versions.iter().map(|known| known.version.as_str()).collect();
    let found = opened.isms().soa_versions.iter().find(|known| known.version == version);
    let found = found.ok_or_else(|| no_version(version, &known))?;
    let order = crate::app::reprint_order(opened, &content, printed, found.id, target.folder);
    let order = PrintOrder { format: target.format, ..order.map_err(Failure::problem)? };
    tell(&written(&order))
}

/// The version with this number of the document that goes by this name.
fn version_of(isms: &Isms, name: &str, version: &str) -> Result<DocumentVersionId, Failure> {
    if documents::by_name(name).is_some() {
        return Err(Failure::wrong_use(tr!(
            "“{}” is a report: it is printed as the file is now, or was (--as-of), and has no versions.",
            name
        )));
    }
    let document = document_named(isms, name).ok_or_else(|| unknown(isms, name))?;
    let known: Vec<&DocumentVersion> = versions(isms, document.id).collect();
    let found = known.iter().find(|known| known.version == version);
    let numbers: Vec<&str> = known.iter().map(|known| known.version.as_str()).collect();
    found.map(|found| found.id).ok_or_else(|| no_version(version, &numbers))
}

fn no_version(version: &str, known: &[&str]) -> Failure {
    Failure::wrong_use(if known.is_empty() {
        tr!("There is no approved version {} yet, nor any other.", version)
    } else {
        tr!("There is no approved version {0}. Versions: {1}.", version, known.join(", "))
    })
}

/// A document of the file by its reference (POL-02) or its template (access-control), in capitals or not.
fn document_named<'a>(isms: &'a Isms, name: &str) -> Option<&'a Document> {
    let by_reference = isms.documents.iter().find(|document| document.reference.eq_ignore_ascii_case(name));
    by_reference.or_else(|| {
        let lives = |document: &&Document| document.status != Some(DocumentStatus::Retired) && !document.is_report();
        isms.documents.iter().filter(lives).find(|document| document.template.eq_ignore_ascii_case(name))
    })
}

fn unknown(isms: &Isms, name: &str) -> Failure {
    let reports = documents::ALL.iter().map(|printed| printed.name);
    let written = isms.documents.iter().filter(|document| !document.is_report());
    let known: Vec<&str> = reports.chain(written.map(|document| document.reference.as_str())).collect();
    Failure::wrong_use(tr!(
        "There is no document “{0}”. Documents: {1}, or {2} for every one.",
        name,
        known.join(", "),
        ALL
    ))
}

/// What these names stand for, each once: reports in the order in which they are listed, then documents.
fn items_named(file: &IsmsFile, isms: &Isms, names: &[String]) -> Result<Vec<PrintItem>, Failure> {
    let is_named = |document: &Document, name: &str| document_named(isms, name).is_some_and(|d| d.id == document.id);
    let is_known =
        |name: &&String| *name == ALL || documents::by_name(name).is_some() || document_named(isms, name).is_some();
    if let Some(name) = names.iter().find(|name| !is_known(name)) {
        return Err(unknown(isms, name));
    }
    // A report goes by its own name, and by the reference of its record where it is under document control.
    let is_report = |printed: &documents::Printed, name: &str| {
        let of_record = |document: &Document| document.is_report() && document.template == printed.name;
        name == ALL || name == printed.name || document_named(isms, name).is_some_and(of_record)
    };
    let asked = |printed: &&documents::Printed| names.iter().any(|name| is_report(printed, name));
    let reports: Vec<PrintItem> = documents::ALL.iter().filter(asked).map(PrintItem::Document).collect();
    let wanted = |document: &&Document| {
        let lives = document.status != Some(DocumentStatus::Retired);
        names
            .iter()
            .any(|name| (name == ALL && lives) || (documents::by_name(name).is_none() && is_named(document, name)))
    };
    let written = isms.documents.iter().filter(wanted).filter(|document| !document.is_report());
    let papers = written.filter_map(|document| crate::app::paper_item(file, isms, document.id));
    let items: Vec<PrintItem> = reports.into_iter().chain(papers).collect();
    if items.is_empty() {
        return Err(Failure::wrong_use(tr!(
            "{} has no text yet, and no file: there is nothing to print.",
            names.join(", ")
        )));
    }
    Ok(items)
}

/// Everything that can be printed of a file.
pub(super) fn everything(file: &IsmsFile) -> Result<Vec<PrintItem>, Failure> {
    items_named(file, file.isms(), &[ALL.to_owned()])
}

/// Prints what stands in the file now and warns of characters that no font has.
pub(super) fn print(
    file: &IsmsFile,
    content: &Arc<Content>,
    items: Vec<PrintItem>,
    target: Target<'_>,
    date: Date,
) -> PrintResult {
    written(&PrintOrder {
        items,
        isms: Arc::clone(file.isms()),
        content: Arc::clone(content),
        date,
        fingerprint: file.head().fingerprint(),
        folder: target.folder.to_path_buf(),
        format: target.format,
        binder: target.binder,
        entry: None,
    })
}

fn written(order: &PrintOrder) -> PrintResult {
    let result = jobs::print(order, &mut |_| true);
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
