//! What belongs to the person at this machine: name, theme, size, rail, recent files.

use super::App;
use crate::store::backup::Keeping;
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
}
