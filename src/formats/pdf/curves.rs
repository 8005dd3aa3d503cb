//! Round shapes as points: each is a corner, or one of the two handles before the next corner.

use super::canvas::{Area, At};

/// The part of a circle's radius at which the handles of its curves stand.
const ROUND: f32 = 0.552_285;

/// A point with whether it is a handle.
pub type Handle = (f32, f32, bool);

/// A rectangle; with round corners when `radius` is not 0.
pub fn rectangle(area: Area, radius: f32) -> Vec<Handle> {
    let (left, top) = (area.x, area.y);
    let (right, bottom) = (area.x + area.width, area.y + area.height);
    let r = radius.min(area.width / 2.0).min(area.height / 2.0).max(0.0);
    let h = r * (1.0 - ROUND);
    if r == 0.0 {
        return vec![(left, top, false), (right, top, false), (right, bottom, false), (left, bottom, false)];
    }
    vec![
        (left + r, top, false),
        (right - r, top, false),
        (right - h, top, true),
        (right, top + h, true),
        (right, top + r, false),
        (right, bottom - r, false),
        (right, bottom - h, true),
        (right - h, bottom, true),
        (right - r, bottom, false),
        (left + r, bottom, false),
        (left + h, bottom, true),
        (left, bottom - h, true),
        (left, bottom - r, false),
        (left, top + r, false),
        (left, top + h, true),
        (left + h, top, true),
        (left + r, top, false),
    ]
}

/// A circle.
pub fn circle(At { x, y }: At, r: f32) -> [Handle; 13] {
    let h = r * ROUND;
    [
        (x + r, y, false),
        (x + r, y + h, true),
        (x + h, y + r, true),
        (x, y + r, false),
        (x - h, y + r, true),
        (x - r, y + h, true),
        (x - r, y, false),
        (x - r, y - h, true),
        (x - h, y - r, true),
        (x, y - r, false),
        (x + h, y - r, true),
        (x + r, y - h, true),
        (x + r, y, false),
    ]
}

/// The left half of a disc.
pub fn half_disc(At { x, y }: At, r: f32) -> [Handle; 7] {
    let h = r * ROUND;
    [
        (x, y + r, false),
        (x - h, y + r, true),
        (x - r, y + h, true),
        (x - r, y, false),
        (x - r, y - h, true),
        (x - h, y - r, true),
        (x, y - r, false),
    ]
}
