//! The command line: `octavo [FILE]` opens the window, everything else works without one.
//!
//! Exit codes: 0 good, 1 the file has a problem, 2 wrong use. Errors are one sentence on stderr.

mod access;
mod care;
mod demo;
mod export;
mod report;
mod window;

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::Zoned;
use jiff::civil::Date;
use tr::tr;

use access::Source;

use crate::content::Content;
use crate::documents;
use crate::isms::founding;
use crate::sample;
use crate::store::{IsmsFile, Opening, Passphrase, Stamp};

/// The file, or the place for one, has a problem.
const PROBLEM: u8 = 1;
/// The command line makes no sense.
const WRONG_USE: u8 = 2;

/// Build an ISMS to ISO/IEC 27001:2022, offline, in one file.
#[derive(Debug, Parser)]
#[command(name = "octavo", version, about, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// The file to open in the window.
    file: Option<PathBuf>,
    /// Read the passphrase of an encrypted file from the first line of this file descriptor instead of asking.
    #[arg(long, global = true, value_name = "N")]
    passphrase_fd: Option<u32>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a new file. Never overwrites.
    New {
        /// The file to make.
        file: PathBuf,
        /// The organisation's name.
        #[arg(long, conflicts_with = "sample")]
        name: Option<String>,
        /// Fill it with the sample company.
        #[arg(long)]
        sample: bool,
        /// Your name, for the history.
        #[arg(long, default_value = "Command line")]
        by: String,
        /// Encrypt it: the passphrase is asked for, or read with --passphrase-fd.
        #[arg(long)]
        encrypt: bool,
    },
    /// Show what is met and what is open, by step.
    Status {
        /// The file.
        file: PathBuf,
        /// As JSON.
        #[arg(long)]
        json: bool,
        /// The day that decides what is overdue; today when left out.
        #[arg(long, value_parser = day)]
        date: Option<Date>,
    },
    /// Prove the file: integrity, history chain, replay.
    Check {
        /// The file.
        file: PathBuf,
    },
    /// List the history.
    History {
        /// The file.
        file: PathBuf,
        /// As JSON, with every field before and after.
        #[arg(long)]
        json: bool,
        /// Say whether a fingerprint from a printed page belongs to this file, and when.
        #[arg(long, value_name = "FINGERPRINT", conflicts_with = "json")]
        verify: Option<String>,
    },
    /// Set, change or remove the passphrase, of the backups as well.
    Passphrase {
        /// The file.
        file: PathBuf,
        /// Take the passphrase away.
        #[arg(long)]
        remove: bool,
        /// Read the new passphrase from the first line of this file descriptor instead of asking.
        #[arg(long, value_name = "N", conflicts_with = "remove")]
        new_passphrase_fd: Option<u32>,
        /// The folder that holds the folder of its backups, when it is not beside the file.
        #[arg(long)]
        backups: Option<PathBuf>,
        /// Although another computer left its mark on the file: nobody works in it there.
        #[arg(long)]
        anyway: bool,
    },
    /// List the backups of a file, or make one now.
    Backups {
        /// The file.
        file: PathBuf,
        /// Make one now, unless the newest holds the same.
        #[arg(long)]
        make: bool,
        /// The folder that holds the folder of its backups, when it is not beside the file.
        #[arg(long)]
        backups: Option<PathBuf>,
    },
    /// Put a backup in the place of a file; the file as it is stays beside.
    Restore {
        /// The file.
        file: PathBuf,
        /// The backup; the newest when left out.
        backup: Option<PathBuf>,
        /// The folder that holds the folder of its backups, when it is not beside the file.
        #[arg(long)]
        backups: Option<PathBuf>,
        /// Although another computer left its mark on the file: nobody works in it there.
        #[arg(long)]
        anyway: bool,
    },
    /// Save what can be read of a damaged file into a new one.
    Salvage {
        /// The damaged file. It is only read.
        file: PathBuf,
        /// The new file. Never overwrites.
        target: PathBuf,
    },
    /// Print documents.
    Export {
        /// The file.
        file: PathBuf,
        /// The documents: see `octavo documents`; `all` for every one.
        #[arg(required = true)]
        document: Vec<String>,
        /// The format.
        #[arg(long, value_enum, default_value_t = Format::Pdf)]
        format: Format,
        /// The folder to write into.
        #[arg(long, default_value = ".")]
        out: PathBuf,
        /// The day to print for; today when left out.
        #[arg(long, conflicts_with = "of_version", value_parser = day)]
        date: Option<Date>,
        /// All in one PDF with a list of contents and pages numbered through.
        #[arg(long, conflicts_with = "of_version")]
        binder: bool,
        /// An approved version of the statement or of one document, exactly as it was approved: 1.0.
        #[arg(long = "version", id = "of_version", value_name = "VERSION")]
        of_version: Option<String>,
        /// What was true then: after the entry with this number, or at the end of this day (2026-03-12, by UTC).
        /// It is printed for that day, unless --date names another.
        #[arg(long, conflicts_with = "of_version", value_name = "SEQ|DATE")]
        as_of: Option<export::AsOf>,
    },
    /// List the documents that can be exported.
    Documents,
    /// Make the sample company, print its documents, open the window on it.
    Demo {
        /// The folder to make. Never overwrites.
        #[arg(long, default_value = "octavo-demo")]
        out: PathBuf,
        /// Do not open the window.
        #[arg(long)]
        no_window: bool,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Portable document format: what is signed and handed over.
    Pdf,
    /// Word, for editing further.
    Docx,
    /// Markdown, for a wiki or a repository.
    Md,
}

impl From<Format> for crate::formats::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Pdf => Self::Pdf,
            Format::Docx => Self::Docx,
            Format::Md => Self::Markdown,
        }
    }
}

/// Why a command did not do its work.
#[derive(Debug)]
struct Failure {
    code: u8,
    sentence: String,
}

impl Failure {
    fn problem(error: impl std::fmt::Display) -> Self {
        Self { code: PROBLEM, sentence: error.to_string() }
    }

    fn wrong_use(sentence: impl Into<String>) -> Self {
        Self { code: WRONG_USE, sentence: sentence.into() }
    }
}

type Outcome = Result<ExitCode, Failure>;

/// Reads the command line, does what it says, and answers the exit code.
pub fn run() -> ExitCode {
    run_with(std::env::args_os())
}

fn run_with(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => {
            let text = error.to_string();
            // The first paragraph: below its first line it lists what is missing, or what would do.
            let lines: Vec<&str> = text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
            let reason = lines.join(" ");
            complain(&format!(
                "{} {}",
                reason.trim_start_matches("error: "),
                tr!("(octavo --help lists the commands)")
            ));
            return ExitCode::from(WRONG_USE);
        }
        Err(help) => {
            say(&help.to_string());
            return ExitCode::SUCCESS;
        }
    };
    let source = access::Source { descriptor: arguments.passphrase_fd };
    let done = match arguments.command {
        None => match arguments.file {
            Some(path) if !path.exists() && path.extension().is_some_and(|ending| ending == "isms") => {
                Err(Failure::problem(crate::store::StoreError::NotFound { path }))
            }
            Some(file) if !file.exists() => {
                Err(Failure::wrong_use(tr!("{} is neither a command nor a file that is there.", file.display())))
            }
            file => window::open(file.as_deref(), source),
        },
        Some(command) => carry_out(command, source),
    };
    done.unwrap_or_else(|failure| {
        complain(&failure.sentence);
        ExitCode::from(failure.code)
    })
}

fn carry_out(command: Command, source: Source) -> Outcome {
    match command {
        Command::New { file, name, sample, by, encrypt } => {
            // Whoever hands over a passphrase wants it used.
            let encrypts = encrypt || source.descriptor.is_some();
            let passphrase = if encrypts { source.new_one()? } else { None };
            if encrypts && passphrase.is_none() {
                return Err(Failure::wrong_use(tr!(
                    "Nothing was typed, so nothing was made: an empty passphrase is none."
                )));
            }
            new(&file, name, sample, &by, passphrase)
        }
        Command::Status { file, json, date } => report::status(&source.read(&file)?, json, date.unwrap_or_else(today)),
        Command::Check { file } => report::check(&source.read(&file)?),
        Command::History { file, verify: Some(fingerprint), .. } => care::verify(&source.read(&file)?, &fingerprint),
        Command::Passphrase { file, remove, new_passphrase_fd, backups, anyway } => {
            let new = Source { descriptor: new_passphrase_fd };
            care::passphrase(&file, source, new, care::Change { remove, folder: backups.as_deref(), anyway })
        }
        Command::Backups { file, make: true, backups } => care::back_up(&file, source, backups.as_deref()),
        Command::Backups { file, make: false, backups } => care::backups(&file, backups.as_deref()),
        Command::Restore { file, backup, backups, anyway } => {
            care::restore(&file, backup, backups.as_deref(), source, anyway)
        }
        Command::Salvage { file, target } => care::salvage(&file, &target, source),
        Command::History { file, json, verify: None } => report::history(&source.read(&file)?, json),
        Command::Export { binder: true, format: Format::Docx | Format::Md, .. } => {
            Err(Failure::wrong_use(tr!("A binder is a PDF. Leave --binder or --format out.")))
        }
        Command::Export { file, document, format, out, date, binder, of_version, as_of } => {
            let target = export::Target { folder: &out, format: format.into(), binder };
            match (of_version, as_of) {
                (Some(version), _) => export::reprint(&source.read(&file)?, &document, &version, target, today()),
                (None, Some(moment)) => export::run_as_of(&source.read(&file)?, &document, moment, target, date),
                (None, None) => export::run(&source.read(&file)?, &document, target, date.unwrap_or_else(today)),
            }
        }
        Command::Documents => {
            for printed in documents::ALL {
                let step = tr!("Step {}", printed.step.number());
                say(&format!("{}\t{step}\t{}", printed.name, (printed.title)()));
            }
            Ok(ExitCode::SUCCESS)
        }
        Command::Demo { out, no_window } => demo::run(&out, no_window),
    }
}

fn new(file: &Path, name: Option<String>, with_sample: bool, by: &str, passphrase: Option<Passphrase>) -> Outcome {
    let content = load_content()?;
    let opening = Opening { holder: crate::app::holder(by), passphrase, anyway: false };
    let opened = if with_sample {
        sample::create_as(file, &content, &opening).map_err(Failure::problem)?
    } else {
        let stem = || file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let name = name.unwrap_or_else(stem);
        if name.trim().is_empty() {
            return Err(Failure::wrong_use(tr!("The organisation needs a name: --name \"Harbour Analytics\".")));
        }
        let edit = founding::found(&name, &content.control_facts(), crate::app::fresh_id);
        let stamp = Stamp { at: Zoned::now().timestamp(), by: by.to_owned() };
        IsmsFile::create_as(file, &edit, &stamp, crate::app::fresh_id(), &opening).map_err(Failure::problem)?
    };
    say(&tr!(
        "Made {0}: {1}. Entries in its history: {2}.",
        file.display(),
        opened.isms().organisation_name(),
        opened.head().seq
    ));
    if opened.is_encrypted() {
        say(&tr!("It is encrypted. Nobody can recover the passphrase: keep it where you keep the others."));
    }
    Ok(ExitCode::SUCCESS)
}

fn load_content() -> Result<Content, Failure> {
    Content::load().map_err(Failure::problem)
}

/// A day as it is typed: 2026-03-12, without a time or anything else behind it.
fn day(text: &str) -> Result<Date, String> {
    let plain = text.len() == 10 && text.chars().all(|c| c.is_ascii_digit() || c == '-');
    let parsed = text.parse().ok().filter(|_| plain);
    parsed.ok_or_else(|| tr!("it is no day of the calendar, such as 2026-03-12"))
}

fn today() -> Date {
    Zoned::now().date()
}

/// A line on stdout. A closed pipe is the reader's wish, not a failure; anything else ends the command, because
/// whoever reads its output would take half of it for all.
fn say(line: &str) {
    let mut out = std::io::stdout();
    let said = writeln!(out, "{}", line.trim_end()).and_then(|()| out.flush());
    if let Err(error) = said
        && error.kind() != std::io::ErrorKind::BrokenPipe
    {
        complain(&tr!("The output could not be written: {}.", error));
        std::process::exit(PROBLEM.into());
    }
}

/// A sentence on stderr.
fn complain(sentence: &str) {
    let _ = writeln!(std::io::stderr(), "{}", sentence.trim_end());
}
