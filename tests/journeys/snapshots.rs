//! Pictures
