//! Stories about the .isms file and the command line, told to the library and to the real program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod bad_files;
mod bits;
mod command_line;
mod contents;
mod crash;
mod exporting;
mod files;
mod fuzz_seeds;
mod hostile;
mod locking;
mod older;
mod properties;
mod tamper;
mod tools;
mod wishes;
