//! Hands the command line to [`octavo::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    octavo::cli::run()
}
