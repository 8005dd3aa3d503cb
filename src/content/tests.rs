//! The embedded content holds together.
