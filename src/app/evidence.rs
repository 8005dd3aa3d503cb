//! Files as evidence: dropped on the window or chosen, kept inside the ISMS file, and written out again.

use std::path::{Path, PathBuf};

use eframe::egui::Context;

use super::opening::name_of;
use super::waiting::Stopping;
use super::{App, fresh_id};
use crate::isms::evidence::{EvidenceId, KeptFile, add_file, fill};
use crate::isms::{Edit, RegisterName, RuleError};
use crate::jobs::aside::Progress;
use crate::store::{IsmsFile, StoreError};
use crate::ui::intent::{AttachTo, Intent};

impl App {
    /// Takes what was dropped on the window: an ISMS is opened, anything else is evidence of what the pane shows.
    pub(super) fn take_dropped(&mut self, ctx: &Context) {
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect());
        let is_isms = |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("isms"));
        if dropped.is_empty() || self.waits_already() {
            return;
        }
        if let Some(isms) = dropped.iter().find(|path| is_isms(path)) {
            if dropped.len() > 1 {
                // To open it and leave the others out would look as if they had been taken in.
                return self.state.notices.fail(tr::tr!(
                    "Drop {} by itself to open it. Other files came with it, so nothing was opened and nothing added.",
                    name_of(isms)
                ));
            }
            return self.carry_out(Intent::Open(isms.clone()));
        }
        match self.drop_target() {
            Ok(target) => self.attach(dropped, target),
            Err(sentence) => self.state.notices.fail(sentence),
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

    /// Keeps files as evidence. Their contents go in before the records.
    pub(super) fn attach(&mut self, paths: Vec<PathBuf>, target: AttachTo) {
        self.keep(paths, move |app, kept| {
            let count = kept.len();
            let added: Vec<String> = kept.into_iter().filter_map(|file| app.attach_kept(file, target)).collect();
            match added.as_slice() {
                [label] => app.state.notices.tell_undoable(label),
                several if count > 1 && several.len() == count => {
                    app.state.notices.tell(tr::tr!("{} files were added as evidence.", count));
                }
                // What was refused has been said.
                _ => {}
            }
        });
    }

    /// Records a kept file as evidence. Answers what was done, when it was.
    fn attach_kept(&mut self, kept: KeptFile, target: AttachTo) -> Option<String> {
        let now = self.moment();
        let open = self.open.as_ref()?;
        let isms = open.file.isms();
        let wish: Result<Edit, RuleError> = match target {
            AttachTo::Control(control) => {
                let reference = open.file.next_reference(RegisterName::Evidence);
                let control = isms.controls.require(control);
                control.map(|control| add_file(fresh_id().into(), reference, kept, Some(control.id), now.at))
            }
            AttachTo::Evidence(id) => fill(isms, id, kept, now.at),
        };
        let label = wish.as_ref().map(|edit| edit.label.clone()).unwrap_or_default();
        self.edit(wish).then_some(label)
    }

    /// Keeps the contents of files inside the ISMS file, and goes on with those that went in. Of the others it is said
    /// why they did not.
    pub(super) fn keep(&mut self, paths: Vec<PathBuf>, then: impl FnOnce(&mut Self, Vec<KeptFile>) + Send + 'static) {
        if let Some(why) = self.fixed() {
            return self.state.notices.fail(why);
        }
        let what = match paths.as_slice() {
            [path] => tr::tr!("Adding {}", name_of(path)),
            several => tr::tr!("Adding {} files", several.len()),
        };
        let progress = Progress::default();
        let seen = progress.clone();
        let work = move |file: &mut IsmsFile| put_contents(file, &paths, &seen);
        self.wait_with_file(what, Stopping::Told(progress), work, |app, (kept, refused)| {
            then(app, kept);
            if !refused.is_empty() {
                app.state.notices.fail(refused.join(" "));
            }
        });
    }

    /// Writes the file of a piece of evidence out again.
    pub(super) fn save_content(&mut self, id: EvidenceId, path: &Path) {
        let Some((isms, _)) = self.shown() else { return };
        let Some(content) = isms.evidence.get(id).map(|evidence| evidence.content.clone()) else { return };
        let (path, what) = (path.to_path_buf(), tr::tr!("Copying to {}", name_of(path)));
        let copy = move |file: &mut IsmsFile| file.save_content(&content, &path, fresh_id()).map(|()| path);
        self.wait_with_file(what, Stopping::Never, copy, |app, copied| match copied {
            Ok(path) => app.state.notices.tell(tr::tr!("Copied to {}", path.display())),
            Err(error) => app.state.notices.fail(error.to_string()),
        });
    }
}

/// Keeps the contents of files one after the other, until it is stopped. One that is refused costs no other.
fn put_contents(file: &mut IsmsFile, paths: &[PathBuf], progress: &Progress) -> (Vec<KeptFile>, Vec<String>) {
    let (mut kept, mut refused) = (Vec::new(), Vec::new());
    for (place, path) in paths.iter().enumerate() {
        let share = |done: f32| progress.report((place as f32 + done) / paths.len() as f32);
        match file.put_content_while(path, &mut { share }) {
            Ok(stored) => kept.push(KeptFile {
                file_name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
                content: stored.sha256,
                size: stored.size,
                media_type: mime_guess::from_path(path).first_raw().unwrap_or_default().to_owned(),
            }),
            Err(StoreError::Stopped { .. }) if paths.len() > 1 => {
                refused.push(tr::tr!("Stopped. {0} of {1} files were added.", kept.len(), paths.len()));
                break;
            }
            Err(error) => refused.push(error.to_string()),
        }
    }
    (kept, refused)
}
