//! The embedded content holds together: reference tables, guidance, the sample's story.
#![allow(clippy::unwrap_used, clippy::panic)]

mod catalogue;
mod guidance;
mod offers;
mod story;
mod suggest;

use super::Content;

fn content() -> Content {
    Content::load().unwrap()
}
