//! What changed in a document from one version to another: sentence by sentence, with the words that went and came.

use tr::tr;

use super::Request;
use super::furniture::{Letterhead, heading, prose, small};
use super::outline::{Block, Masthead, Orientation, Outline, ParagraphStyle, Span};
use super::paper::draft_version;
use super::wording::long_date;
use crate::isms::documents::{DocumentVersion, DocumentVersionId, Frame, Piece, SentenceChange, compare};
use crate::isms::tailoring::tailor;

/// The page of differences; `None` when a version or its document is gone.
pub fn outline(request: &Request<'_>, from: DocumentVersionId, to: Option<DocumentVersionId>) -> Option<Outline> {
    let isms = request.isms;
    let old = isms.document_versions.get(from)?;
    let document = isms.documents.get(old.document?)?;
    let new = to.and_then(|id| isms.document_versions.get(id));
    let (sections, later) = match new {
        Some(version) => (version.sections.clone(), version_words(version)),
        None => {
            let tailored = tailor(isms, &request.content.policies, &document.sections);
            (tailored.sections, draft_version(isms, document))
        }
    };
    let changes = compare(&old.sections, &sections);
    let frame = Frame::of(isms, document, request.fingerprint);
    let title = tr!("Changes in {}", document.name);
    let control = vec![
        (tr!("Document"), document.reference.clone()),
        (tr!("From"), version_words(old)),
        (tr!("To"), later),
        (tr!("Printed for"), long_date(request.date)),
        (tr!("History"), request.fingerprint.to_owned()),
    ];
    let class = document.classification.map_or_else(|| tr!("not classified"), |class| class.label());
    let mut blocks = vec![Block::Masthead(Masthead {
        organisation: frame.organisation.clone(),
        classification: class.clone(),
        title: title.clone(),
        control,
        ..Masthead::default()
    })];
    blocks.extend(body(&changes));
    let foot = tr!("{0}, {1}", document.reference, long_date(request.date));
    let letterhead = Letterhead {
        organisation: &frame.organisation,
        title: &title,
        class,
        author: frame.author,
        language: &frame.language,
        date: request.date,
        fingerprint: request.fingerprint,
    };
    // It compares texts and is nothing that is approved itself, so it has no mark.
    Some(letterhead.outline(Orientation::Portrait, foot, None, blocks))
}

fn version_words(version: &DocumentVersion) -> String {
    match version.on {
        Some(day) => tr!("{0}, approved on {1}", version.version, long_date(day)),
        None => version.version.clone(),
    }
}

fn body(changes: &[SentenceChange]) -> Vec<Block> {
    if changes.is_empty() {
        return vec![prose(tr!("The two texts are the same."))];
    }
    let mut blocks = vec![small(tr!("Words in brackets went; words in bold came."))];
    let mut section = "";
    for change in changes {
        if change.section != section {
            section = &change.section;
            blocks.push(heading(1, change.section.clone(), String::new()));
        }
        blocks.push(sentence(change));
    }
    blocks
}

/// A sentence with what went in brackets and what came in bold, so that it reads without colour too.
fn sentence(change: &SentenceChange) -> Block {
    let what = match (change.before.is_empty(), change.after.is_empty()) {
        (true, _) => tr!("New: "),
        (false, true) => tr!("Gone: "),
        (false, false) => tr!("Changed: "),
    };
    let piece = |piece: &Piece| match piece {
        Piece::Same(text) => Span::plain(text),
        Piece::Gone(text) => {
            let (start, word, end) = apart(text);
            Span::muted(format!("{start}[{word}]{end}"))
        }
        Piece::Came(text) => Span::strong(text),
    };
    let mut text = vec![Span { emphasis: true, ..Span::muted(what) }];
    if change.after.is_empty() {
        text.push(Span::muted(format!("[{}]", change.before)));
    } else {
        text.extend(change.words.iter().map(piece));
    }
    Block::Paragraph { text, style: ParagraphStyle::Prose }
}

/// Spaces before, the words, spaces after.
fn apart(text: &str) -> (&str, &str, &str) {
    let word = text.trim();
    let start = text.len() - text.trim_start().len();
    (text.get(..start).unwrap_or_default(), word, text.get(start + word.len()..).unwrap_or_default())
}
