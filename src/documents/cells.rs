//! Cells that several registers share. What nobody entered says so in pale words.

use jiff::civil::Date;
use tr::tr;

use super::outline::{Cell, Span};
use super::wording::{short_date, unbroken};
use crate::isms::Isms;
use crate::isms::controls::ControlId;

/// A reference that never breaks.
pub(super) fn reference(text: &str) -> Cell {
    Cell::strong(unbroken(text))
}

/// The text as it was entered, or the words for nothing.
pub(super) fn said(text: &str, missing: String) -> Cell {
    if text.trim().is_empty() { Cell::muted(missing) } else { Cell::plain(text.trim()) }
}

/// A name with remarks below it, each on a line of its own. Empty remarks are left out.
pub(super) fn titled(name: &str, remarks: impl IntoIterator<Item = String>) -> Cell {
    let name = name.trim();
    let mut text = vec![if name.is_empty() { Span::muted(tr!("not named")) } else { Span::strong(name) }];
    let remarks = remarks.into_iter().filter(|remark| !remark.trim().is_empty());
    text.extend(remarks.map(|remark| Span::muted(format!("\n{}", remark.trim()))));
    Cell { mark: None, text }
}

/// Yes, no, or that nobody has decided it.
pub(super) fn yes_no(answer: Option<bool>) -> Cell {
    match answer {
        Some(true) => Cell::plain(tr!("Yes")),
        Some(false) => Cell::plain(tr!("No")),
        None => undecided(),
    }
}

/// The word for a judgement that nobody has made.
pub(super) fn undecided() -> Cell {
    Cell::muted(tr!("undecided"))
}

/// A day in one piece: `12 Mar 2026`.
pub(super) fn day_text(day: Date) -> String {
    short_date(day).replace(' ', "\u{a0}")
}

/// A day, or the words for none.
pub(super) fn day(day: Option<Date>, missing: String) -> Cell {
    day.map_or_else(|| Cell::muted(missing), |day| Cell::plain(day_text(day)))
}

/// A day that should not have passed; `late` stands below it when it has.
pub(super) fn term(day: Option<Date>, today: Date, missing: String, late: String) -> Cell {
    let mut cell = self::day(day, missing);
    if day.is_some_and(|day| day < today) {
        cell.text.push(Span::strong(format!("\n{late}")));
    }
    cell
}

/// References of controls in the order of the catalogue, which is the order in which they were made.
pub(super) fn controls(isms: &Isms, ids: &[ControlId]) -> String {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let references = ids.iter().filter_map(|id| isms.controls.get(*id)).map(|control| unbroken(&control.reference));
    references.collect::<Vec<_>>().join(", ")
}
