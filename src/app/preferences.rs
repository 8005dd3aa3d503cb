//! What belongs to the person at this machine: name, theme, size, rail, recent files.

use super::App;
use crate::store::backup::Keeping;
use crate::ui::RecentFile;
use crate::ui::intent::Preference;

impl App {
    pub(super) fn prefer(&mut self, preference: Preference) {
        match preference {
            Preference::Forget(path) => self.settings.recent.retain(|file| file.path != path),
            Preference::SetMyName(name) => self.settings.my_name = name,
            Preference::Theme(theme) => self.settings.theme = theme,
            Preference::Zoom(step) => return self.zoom(step),
            Preference::Backups(folder, kept) => {
                self.settings.backups = folder;
                self.settings.keeping =
                    Keeping { recent: kept.recent, daily: kept.daily, weekly: kept.weekly, monthly: kept.monthly };
                self.describe_file();
                self.list_backups();
            }
            Preference::PinRail(open) => {
                self.state.rail_pinned = Some(open);
                self.settings.rail_pinned = Some(open);
            }
        }
        self.keep_settings();
    }

    fn zoom(&mut self, step: i8) {
        let zoom = match step {
            0 => 1.0,
            step => self.settings.zoom + f32::from(step) * 0.1,
        };
        self.settings.zoom = zoom.clamp(0.5, 2.5);
        if let Some(ctx) = &self.wake {
            ctx.set_zoom_factor(self.settings.zoom);
        }
        self.keep_settings();
    }

    /// Notes how the open file stands, for the welcome.
    pub(super) fn remember(&mut self) {
        let Some(open) = &self.open else { return };
        let profile = open.file.isms().profile().ok();
        let people = profile.and_then(|p| p.headcount).map(|count| tr::tr!("{} people", count));
        let sector = profile.map(|p| p.sector.clone()).filter(|sector| !sector.is_empty());
        let path = open.file.path();
        let recent = RecentFile {
            path: path.canonicalize().unwrap_or_else(|_| path.to_path_buf()),
            name: open.file.isms().organisation_name().to_owned(),
            about: sector.into_iter().chain(people).collect::<Vec<_>>().join(", "),
            steps: open.derived.step_shares(),
            opened: crate::ui::widgets::format_date(open.day),
        };
        self.settings.remember(if open.file.is_encrypted() {
            // The settings are not encrypted: of what is in the file they know nothing.
            let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            RecentFile { name, about: tr::tr!("Encrypted"), steps: Vec::new(), ..recent }
        } else {
            recent
        });
        self.keep_settings();
    }
}
