//! Words and dates that all documents share.

use jiff::civil::Date;
use tr::tr;

/// `12 March 2026`.
pub(super) fn long_date(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// `12 Mar 2026`.
pub(super) fn short_date(date: Date) -> String {
    let month: String = month(date).chars().take(3).collect();
    format!("{} {month} {}", date.day(), date.year())
}

fn month(date: Date) -> String {
    match date.month() {
        1 => tr!("January"),
        2 => tr!("February"),
        3 => tr!("March"),
        4 => tr!("April"),
        5 => tr!("May"),
        6 => tr!("June"),
        7 => tr!("July"),
        8 => tr!("August"),
        9 => tr!("September"),
        10 => tr!("October"),
        11 => tr!("November"),
        _ => tr!("December"),
    }
}

/// The text, or the word for what nobody has entered.
pub(super) fn or_missing(text: &str, missing: String) -> String {
    if text.trim().is_empty() { missing } else { text.trim().to_owned() }
}

/// Reference with a hyphen that never breaks: `R‑07`.
pub(super) fn unbroken(reference: &str) -> String {
    reference.replace('-', "\u{2011}")
}
