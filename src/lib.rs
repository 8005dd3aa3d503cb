//! Octavo
pub mod content;
pub mod documents;
pub mod isms;
pub mod store;
