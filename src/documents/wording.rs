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

/// The order of references: R-12 before R-100, shorter first, then by letters and digits.
pub(super) fn by_reference(reference: &str) -> (usize, &str) {
    (reference.chars().count(), reference)
}

/// References in their order, none of which breaks: `R‑07, R‑12`.
pub(super) fn listed<'a>(references: impl Iterator<Item = &'a str>) -> String {
    let mut references: Vec<&str> = references.collect();
    references.sort_by_key(|reference| by_reference(reference));
    references.into_iter().map(unbroken).collect::<Vec<_>>().join(", ")
}

/// A whole amount with its currency: `EUR 12,000`. Without a currency the amount stands alone.
pub(super) fn money(amount: u64, currency: &str) -> String {
    let digits = amount.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if currency.trim().is_empty() { grouped } else { format!("{}\u{a0}{grouped}", currency.trim()) }
}
