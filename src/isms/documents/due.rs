//! What comes up in document control: reviews, approvals, readers (7.5.2, 7.5.3).

use jiff::civil::Date;

use super::{Document, DocumentId, DocumentStatus, in_force, unread};
use crate::isms::Isms;

/// A review this many days ahead is worth a line.
const AHEAD: i32 = 60;

/// Why a document is on the due list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueReason {
    /// Its review lies in the past, since this day.
    ReviewOverdue(Date),
    /// Somebody is to read and approve it.
    InReview,
    /// Its review comes up on this day.
    ReviewSoon(Date),
    /// So many readers have not acknowledged the version in force.
    Unread(usize),
}

impl DueReason {
    /// The reason in a sentence, with its day as the reader writes days.
    pub fn sentence(&self, written: impl Fn(Date) -> String) -> String {
        match self {
            Self::ReviewOverdue(day) => tr::tr!("Its review was due on {}.", written(*day)),
            Self::InReview => tr::tr!("It waits for its approver."),
            Self::ReviewSoon(day) => tr::tr!("Its review is due on {}.", written(*day)),
            Self::Unread(1) => tr::tr!("One reader has not acknowledged it yet."),
            Self::Unread(count) => tr::tr!("{} readers have not acknowledged it yet.", count),
        }
    }
}

/// A line of the due list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The document.
    pub document: DocumentId,
    /// Why it is there.
    pub reason: DueReason,
}

/// What comes up, most urgent first.
pub fn due(isms: &Isms, today: Date) -> Vec<Due> {
    let mut list: Vec<Due> = isms.documents.iter().flat_map(|document| reasons(isms, document, today)).collect();
    list.sort_by(|a, b| a.reason.cmp(&b.reason));
    list
}

fn reasons(isms: &Isms, document: &Document, today: Date) -> Vec<Due> {
    let mut found = Vec::new();
    if document.status == Some(DocumentStatus::Retired) {
        return found;
    }
    let mut add = |reason| found.push(Due { document: document.id, reason });
    if document.status == Some(DocumentStatus::InReview) {
        add(DueReason::InReview);
    }
    // What was never in force has nothing to be reviewed.
    let holds = document.is_approved() || in_force(isms, document.id).is_some();
    if let Some(next) = document.next_review.filter(|_| holds) {
        let days = today.until(next).map_or(i32::MAX, |span| span.get_days());
        if next < today {
            add(DueReason::ReviewOverdue(next));
        } else if days <= AHEAD {
            add(DueReason::ReviewSoon(next));
        }
    }
    let missing = unread(isms, document, today).len();
    if missing > 0 {
        add(DueReason::Unread(missing));
    }
    found
}
