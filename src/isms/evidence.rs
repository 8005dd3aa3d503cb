//! Evidence: files and links that show something was done.

use jiff::Timestamp;
use jiff::civil::Date;

use super::audits::NonconformityId;
use super::controls::ControlId;
use super::record::record;
use super::training::SessionId;
use super::{Edit, Isms, RuleError};

record! {
    /// A file kept in the ISMS file, or a link. Two dates: what it shows was true then, and when it was added.
    Evidence(EvidenceId) in Evidence as "EV" {
        /// SHA-256 of the content kept in the file; empty for a link.
        content: String,
        /// Size of the content in bytes.
        size: u64,
        /// The name that the file had.
        file_name: String,
        /// IANA media type of the content.
        media_type: String,
        /// Where it is, when it is not kept here.
        link: String,
        /// The day it is evidence for.
        effective: Option<Date>,
        /// When it was added, set by the program.
        recorded: Option<Timestamp>,
        /// The last day it counts.
        valid_until: Option<Date>,
        /// The controls it shows.
        controls: Vec<ControlId>,
        /// The clauses it shows.
        clauses: Vec<String>,
        /// The training sessions it shows.
        sessions: Vec<SessionId>,
        /// The nonconformities whose correction it shows.
        nonconformities: Vec<NonconformityId>,
    }
}

/// A file whose content is kept: what is known about it before anybody says anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptFile {
    /// The name it had.
    pub file_name: String,
    /// SHA-256 of its content.
    pub content: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its media type, empty when its ending tells none.
    pub media_type: String,
}

/// Makes a kept file a piece of evidence for a control. For which day it is evidence stays undecided.
pub fn add_file(
    id: EvidenceId,
    reference: String,
    file: KeptFile,
    control: Option<ControlId>,
    recorded: Timestamp,
) -> Edit {
    let name = match file.file_name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        _ => file.file_name.clone(),
    };
    Edit::new(tr::tr!("Add {0} as evidence {1}", file.file_name, reference)).put(Evidence {
        id,
        reference,
        name,
        controls: control.into_iter().collect(),
        ..Evidence::default().with_file(file, recorded)
    })
}

impl Evidence {
    /// The record with this content, added at this moment.
    #[must_use]
    pub fn with_file(self, file: KeptFile, recorded: Timestamp) -> Self {
        let KeptFile { file_name, content, size, media_type } = file;
        Self { file_name, content, size, media_type, recorded: Some(recorded), ..self }
    }
}

/// Puts a kept file into a record that has none.
///
/// # Errors
/// When the record is gone, or has a content already: what proves something is never exchanged.
pub fn fill(isms: &Isms, id: EvidenceId, file: KeptFile, recorded: Timestamp) -> Result<Edit, RuleError> {
    let evidence = isms.evidence.require(id)?;
    if !evidence.content.is_empty() {
        return Err(RuleError::Incomplete(tr::tr!(
            "{} has its file already. Add the new one as evidence of its own.",
            evidence.reference
        )));
    }
    let label = tr::tr!("Add the file {0} to {1}", file.file_name, evidence.reference);
    Ok(Edit::new(label).put(evidence.clone().with_file(file, recorded)))
}
