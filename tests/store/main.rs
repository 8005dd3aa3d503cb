//! Stories about the .isms file and the command line, told to the library and to the real program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod backups;
mod bad_files;
mod bits;
mod command_line;
mod contents;
mod crash;
#[cfg(feature = "encryption")]
mod encryption;
mod erasing;
mod exporting;
#[cfg(target_os = "linux")]
mod faults;
mod files;
mod fuzz_seeds;
mod hostile;
mod locking;
mod made_to_hurt;
mod older;
mod prompt;
mod properties;
mod proven;
mod salvaging;
#[cfg(feature = "encryption")]
mod secrets;
mod swapped;
mod tamper;
mod tools;
mod traps;
mod underneath;
mod wishes;
