//! Whole stories through the real window, driven by what a screen reader hears.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod acceptance;
mod every_screen;
mod first_certificate;
mod person;
mod promises;
#[cfg(feature = "snapshots")]
mod snapshots;
mod statement;
