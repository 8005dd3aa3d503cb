//! Evidence: files and links that show something was done.

use jiff::Timestamp;
use jiff::civil::Date;

use super::audits::NonconformityId;
use super::controls::ControlId;
use super::record::record;
use super::training::SessionId;

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
