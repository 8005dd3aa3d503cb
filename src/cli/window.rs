//! Opens the window, or says in one sentence why there is none.

use std::path::Path;
use std::process::ExitCode;

use eframe::egui::{ViewportBuilder, vec2};
use tr::tr;

use super::access::Source;
use super::{Failure, Outcome, load_content};
use crate::app::{App, SystemClock};

/// Whether a display can be expected: on Linux the environment says so.
pub(super) fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// Runs the window until it is closed.
///
/// A passphrase comes from a file descriptor when there is one; else the window asks for it.
pub(super) fn open(file: Option<&Path>, source: Source) -> Outcome {
    if !has_display() {
        return Err(Failure::problem(tr!(
            "There is no display to open a window on. The commands work without one: octavo --help lists them."
        )));
    }
    let content = load_content()?;
    let given = match (file, source.descriptor) {
        (Some(file), Some(_)) => source.of(file)?,
        (None, _) | (_, None) => None,
    };
    let file = file.map(Path::to_path_buf);
    let mut options = eframe::NativeOptions {
        renderer: eframe::Renderer::Glow,
        viewport: ViewportBuilder::default()
            .with_app_id("octavo")
            .with_title("Octavo")
            .with_inner_size(vec2(1280.0, 800.0))
            .with_min_inner_size(vec2(1024.0, 640.0)),
        ..eframe::NativeOptions::default()
    };
    options.centered = true;
    let folder = eframe::storage_dir("octavo");
    let started = eframe::run_native(
        "octavo",
        options,
        Box::new(move |cc| {
            let mut app = App::new(&cc.egui_ctx, content, Box::new(SystemClock), folder.as_deref());
            if let Some(file) = file {
                app.open_with(&file, given);
            }
            Ok(Box::new(app))
        }),
    );
    match started {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) => Err(Failure::problem(tr!(
            "The window could not be opened: {}. Octavo needs OpenGL 2.1 or newer; a software driver will do.",
            error
        ))),
    }
}
