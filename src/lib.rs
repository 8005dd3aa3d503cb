//! Octavo.
#![allow(missing_docs)]
pub mod app;
pub mod cli;
pub mod content;
pub mod documents;
pub mod formats;
pub mod isms;
pub mod jobs;
pub mod sample;
pub mod settings;
pub mod store;
pub mod ui;
