//! `octavo demo`: the sample company with its printed documents, then the window on it.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use tr::tr;

use super::access::Source;
use super::export::{Target, everything, print, printed_well};
use super::{Failure, Outcome, complain, load_content, say, today, window};
use crate::formats::Format;
use crate::sample;

pub(super) fn run(out: &Path, no_window: bool) -> Outcome {
    if out.exists() {
        return Err(Failure::problem(tr!(
            "{} already exists and is not overwritten. Remove it, or choose another folder with --out.",
            out.display()
        )));
    }
    std::fs::create_dir_all(out)
        .map_err(|error| Failure::problem(tr!("{0} could not be made: {1}.", out.display(), error)))?;
    let content = Arc::new(load_content()?);
    let path = out.join("harbour-analytics.isms");
    let file = sample::create(&path, &content).map_err(Failure::problem)?;
    say(&tr!("The sample company Harbour Analytics is in {}", path.display()));
    let target = Target { folder: out, format: Format::Pdf, binder: false };
    let result = print(&file, &content, everything(&file)?, target, today());
    for file in &result.files {
        say(&format!("{}: {}", file.title, file.path.display()));
    }
    printed_well(&result)?;
    drop(file);
    if no_window {
        return Ok(ExitCode::SUCCESS);
    }
    if !window::has_display() {
        say(&tr!("There is no display, so no window was opened. Look at the PDF instead."));
        return Ok(ExitCode::SUCCESS);
    }
    // The files are made: a window that cannot open is told, but is no failure of the demo.
    if let Err(failure) = window::open(Some(&path), Source::default()) {
        complain(&failure.sentence);
    }
    Ok(ExitCode::SUCCESS)
}
