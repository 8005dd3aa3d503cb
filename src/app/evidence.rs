//! Files as evidence: dropped on the window or chosen, kept inside the ISMS file, and written out again.

use std::path::{Path, PathBuf};

use eframe::egui::Context;

use super::{App, fresh_id};
use crate::isms::evidence::{EvidenceId, KeptFile, add_file, fill};
use crate::isms::{Edit, RegisterName, RuleError};
use crate::ui::intent::{AttachTo, Intent};

impl App {
    /// Takes what was dropped on the window: an ISMS is opened, anything else is evidence of what the pane shows.
    pub(super) fn take_dropped(&mut self, ctx: &Context) {
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect());
        for path in dropped {
            if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("isms")) {
                self.carry_out(Intent::Open(path));
                continue;
            }
            match self.drop_target() {
                Ok(target) => self.attach(&path, target),
                Err(sentence) => self.state.notices.fail(sentence),
            }
        }
    }

    /// What a dropped file is evidence for, or what to do first.
    fn drop_target(&self) -> Result<AttachTo, String> {
        let Some(open) = &self.open else {
            return Err(tr::tr!(
                "Octavo opens files that end in .isms. Open yours first, then drop evidence on a control."
            ));
        };
        let shown = self.state.pane.filter(|(register, id)| open.file.isms().has(*register, *id));
        if let Some((RegisterName::Controls, id)) = shown {
            return Ok(AttachTo::Control(id.into()));
        }
        if let Some((RegisterName::Evidence, id)) = shown {
            return Ok(AttachTo::Evidence(id.into()));
        }
        Err(tr::tr!("Open a control first, then drop the file again: it becomes evidence of that control."))
    }

    /// Keeps a file. The content goes in before the record: up to 100 MB take less than a second on a usual disk.
    pub(super) fn attach(&mut self, path: &Path, target: AttachTo) {
        if let Some(why) = self.fixed() {
            return self.state.notices.fail(why);
        }
        self.flush(true);
        let now = self.moment();
        let Some(kept) = self.keep(path) else { return };
        let Some(open) = &self.open else { return };
        let wish: Result<Edit, RuleError> = match target {
            AttachTo::Control(control) => {
                let reference = open.file.next_reference(RegisterName::Evidence);
                let id = fresh_id().into();
                open.file
                    .isms()
                    .controls
                    .require(control)
                    .map(|control| add_file(id, reference, kept, Some(control.id), now.at))
            }
            AttachTo::Evidence(id) => fill(open.file.isms(), id, kept, now.at),
        };
        let label = wish.as_ref().map(|edit| edit.label.clone()).unwrap_or_default();
        if self.edit(wish) {
            self.state.notices.tell_undoable(label);
        }
    }

    /// Keeps the content of a file inside the ISMS file, or says why not.
    pub(super) fn keep(&mut self, path: &Path) -> Option<KeptFile> {
        let open = self.open.as_mut()?;
        let stored = match open.file.put_content(path) {
            Ok(stored) => stored,
            Err(error) => {
                self.state.notices.fail(error.to_string());
                return None;
            }
        };
        let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let media_type = mime_guess::from_path(path).first_raw().unwrap_or_default().to_owned();
        Some(KeptFile { file_name, content: stored.sha256, size: stored.size, media_type })
    }

    /// Writes the file of a piece of evidence out again.
    pub(super) fn save_content(&mut self, id: EvidenceId, path: &Path) {
        let (Some(open), Some((isms, _))) = (&self.open, self.shown()) else { return };
        let Some(evidence) = isms.evidence.get(id) else { return };
        match open.file.save_content(&evidence.content, path, fresh_id()) {
            Ok(()) => self.state.notices.tell(tr::tr!("Copied to {}", path.display())),
            Err(error) => self.state.notices.fail(error.to_string()),
        }
    }
}
