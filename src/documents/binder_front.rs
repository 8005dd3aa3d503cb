//! The front page of a binder: what is in it, and for which day it was put together.

use tr::tr;

use super::Request;
use super::furniture::{Letterhead, small};
use super::outline::{Block, Masthead, Orientation, Outline};
use super::wording::long_date;

/// The title of a binder.
pub fn title() -> String {
    tr!("ISMS documents")
}

/// The front page: the documents that follow, each with its page.
pub fn outline(request: &Request<'_>, count: usize) -> Outline {
    let profile = request.isms.profile().ok();
    let organisation = profile.map(|profile| profile.printed_name().to_owned()).unwrap_or_default();
    let language = profile.map_or("", |profile| profile.document_language.as_str());
    let day = long_date(request.date);
    let masthead = Masthead {
        organisation: organisation.clone(),
        title: title(),
        subtitle: tr!("Put together on {}", day),
        control: vec![
            (tr!("Documents"), count.to_string()),
            (tr!("Printed for"), day.clone()),
            (tr!("History"), request.fingerprint.to_owned()),
        ],
        ..Masthead::default()
    };
    let blocks = vec![
        Block::Masthead(masthead),
        Block::Contents { title: tr!("Contents"), depth: 0 },
        small(tr!("Each document keeps its own version, class and approval. The binder itself is none of them.")),
    ];
    Letterhead {
        organisation: &organisation,
        title: &title(),
        class: String::new(),
        author: String::new(),
        language,
        date: request.date,
        fingerprint: request.fingerprint,
    }
    .outline(Orientation::Portrait, day, None, blocks)
}
