//! Whole stories through the real window, driven by what a screen reader hears.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod acceptance;
mod assets;
mod controls;
mod document_control;
mod documents;
mod every_screen;
mod file;
mod file_care;
mod finding;
mod first_certificate;
mod history;
mod many;
mod method;
mod numbers;
mod person;
mod printing;
mod promises;
#[cfg(feature = "snapshots")]
mod snapshots;
mod statement;
