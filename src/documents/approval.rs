//! How an approval is printed: the recorded one, what became of it, or a line to sign on.

use tr::tr;

use super::furniture::{Furniture, name_and_role, named, prose, small};
use super::outline::{Block, Signature, Span};
use super::soa::mark;
use super::wording::long_date;
use crate::isms::Isms;
use crate::isms::approval::{Approval, Standing};
use crate::isms::organisation::Person;

/// What is approved or signed, and how that stands for the present content.
pub(super) struct Act<'a> {
    approval: Option<&'a Approval>,
    standing: Standing,
    /// Who is to do it while nobody has.
    expected: Option<&'a Person>,
    words: Words,
}

/// What the act is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// A document is approved.
    Approved,
    /// A statement is signed.
    Signed,
}

impl<'a> Act<'a> {
    /// The act for content with this digest.
    pub fn new(words: Words, approval: Option<&'a Approval>, digest: &str, expected: Option<&'a Person>) -> Self {
        Self { approval, standing: Approval::standing(approval, digest), expected, words }
    }

    /// The approval, when it stands for exactly what is printed.
    pub fn valid(&self) -> Option<&'a Approval> {
        self.approval.filter(|_| self.standing == Standing::Valid)
    }

    /// How the approval stands.
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// The mark on every page: none once exactly this content is approved.
    pub fn mark(&self) -> Option<String> {
        mark(self.standing)
    }

    pub fn status(&self) -> String {
        match (self.words, self.standing) {
            (Words::Approved, Standing::Valid) => tr!("Approved"),
            (Words::Approved, Standing::Stale) => tr!("Changed since its approval"),
            (Words::Approved, Standing::Missing) => tr!("Draft, not approved"),
            (Words::Signed, Standing::Valid) => tr!("Signed"),
            (Words::Signed, Standing::Stale) => tr!("Changed since it was signed"),
            (Words::Signed, Standing::Missing) => tr!("Draft, not signed"),
        }
    }

    /// Name and role of who did it; before that, of who is to do it.
    fn person(&self) -> Option<(&'a str, &'a str)> {
        match self.valid() {
            Some(approval) => Some((&approval.name, &approval.role)),
            None => self.expected.map(name_and_role),
        }
    }

    /// The control block of a document with an approval of its own; everything else is what its record says.
    pub fn control(&self, furniture: &Furniture<'_>) -> Vec<(String, String)> {
        let on = self.valid().and_then(|approval| approval.on);
        let (by, day, none) = match self.words {
            Words::Approved => (tr!("Approver"), tr!("Approved on"), tr!("not approved")),
            Words::Signed => (tr!("Signatory"), tr!("Signed on"), tr!("not signed")),
        };
        let record = furniture.record;
        vec![
            (tr!("Document"), record.map_or_else(|| tr!("not under document control"), |r| r.reference.clone())),
            (tr!("State of"), long_date(furniture.request.date)),
            (tr!("Status"), self.status()),
            (tr!("Class"), furniture.classification()),
            (tr!("Owner"), furniture.named(|record| record.owner)),
            (tr!("Prepared by"), furniture.named(|record| record.author)),
            (by, named(self.person())),
            (day, on.map_or(none, long_date)),
            (tr!("Next review"), furniture.next_review()),
            (tr!("History"), furniture.request.fingerprint.to_owned()),
        ]
    }

    /// What the signature means, and the recorded act or a line for it.
    pub fn blocks(&self, meaning: String) -> Vec<Block> {
        let mut blocks = vec![prose(meaning)];
        let (name, role) = self.person().unwrap_or_default();
        blocks.push(Block::Signatures(vec![Signature {
            act: match self.words {
                Words::Approved => tr!("Approved"),
                Words::Signed => tr!("Signed"),
            },
            name: name.to_owned(),
            role: role.to_owned(),
            date_label: tr!("Date"),
            date: self.valid().and_then(|approval| approval.on).map(long_date).unwrap_or_default(),
        }]));
        blocks.extend(self.valid().map(|approval| recorded(self.words, approval)));
        blocks
    }

    /// That the content changed after somebody approved it: to be read before anything else.
    pub fn lapsed(&self) -> Option<Block> {
        let approval = self.approval.filter(|_| self.standing == Standing::Stale)?;
        let on = approval.on.map_or_else(|| tr!("a day not recorded"), long_date);
        let text = match self.words {
            Words::Approved => tr!("{0} approved an earlier state on {1}.", approval.name, on),
            Words::Signed => tr!("{0} signed an earlier text on {1}.", approval.name, on),
        };
        let what = match self.words {
            Words::Approved => tr!("It changed afterwards and has to be approved again."),
            Words::Signed => tr!("It changed afterwards and has to be signed again."),
        };
        Some(Block::Callout(vec![Span::strong(text), Span::plain(format!(" {what}"))]))
    }
}

/// Below the line: that the act is on record, so that nobody takes the empty line for a missing signature.
fn recorded(words: Words, approval: &Approval) -> Block {
    let on = approval.on.map_or_else(|| tr!("a day not recorded"), long_date);
    small(match words {
        Words::Approved => tr!("On record: approved by {0} on {1}, and unchanged since.", approval.name, on),
        Words::Signed => tr!("On record: signed by {0} on {1}, and unchanged since.", approval.name, on),
    })
}

/// Top management's sponsor, who signs the commitment and approves what the ISMS costs.
pub(super) fn sponsor(isms: &Isms) -> Option<&Person> {
    isms.people.get(isms.commitment().ok()?.signatory?)
}

/// Lines for approver and author of a report whose approval is not recorded in any register: the approver of its
/// record, else the sponsor. A line without a name stays open.
pub(super) fn lines(furniture: &Furniture<'_>) -> Block {
    let approver = furniture.person(|record| record.approver).or_else(|| sponsor(furniture.request.isms));
    let line = |act: String, person: Option<&Person>| {
        let (name, role) = person.map(name_and_role).unwrap_or_default();
        let (name, role) = (name.to_owned(), role.to_owned());
        Signature { act, name, role, date_label: tr!("Date"), date: String::new() }
    };
    let mut lines = vec![line(tr!("Approved"), approver)];
    if let Some(author) = furniture.person(|record| record.author) {
        lines.push(line(tr!("Prepared"), Some(author)));
    }
    Block::Signatures(lines)
}
