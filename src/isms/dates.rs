//! How days and moments are written on the screen and in the history.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use tr::tr;

/// `12 Mar 2026`.
pub fn short_date(date: Date) -> String {
    format!("{} {} {}", date.day(), short_month(date.month()), date.year())
}

/// `12 Mar 2026, 09:05 UTC`.
pub fn short_moment(moment: Timestamp) -> String {
    let there = moment.to_zoned(TimeZone::UTC);
    tr!("{0}, {1} UTC", short_date(there.date()), there.strftime("%H:%M"))
}

/// The first letters of a month's name, 1 to 12.
pub fn short_month(month: i8) -> String {
    match month {
        1 => tr!("Jan"),
        2 => tr!("Feb"),
        3 => tr!("Mar"),
        4 => tr!("Apr"),
        5 => tr!("May"),
        6 => tr!("Jun"),
        7 => tr!("Jul"),
        8 => tr!("Aug"),
        9 => tr!("Sep"),
        10 => tr!("Oct"),
        11 => tr!("Nov"),
        _ => tr!("Dec"),
    }
}
