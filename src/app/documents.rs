//! Documents that come from files: their text is taken over, or the file itself is kept.

use std::path::Path;

use super::App;
use crate::isms::documents::{DocumentId, NewDocument, add, attach};
use crate::isms::steps::Step;
use crate::isms::{RegisterName, Rule};
use crate::ui::intent::{DocumentSource, Screen};

impl App {
    /// Begins a document of the organisation's own, and shows it.
    pub(super) fn add_document(&mut self, mut wish: NewDocument, source: &DocumentSource) {
        self.flush(true);
        match source {
            DocumentSource::Nothing => {}
            DocumentSource::Text(path) => match read_text(path) {
                Ok(sections) => wish.sections = sections,
                Err(sentence) => return self.state.notices.fail(sentence),
            },
            DocumentSource::File(path) => {
                let Some(kept) = self.keep(path) else { return };
                wish.file = Some(kept);
            }
        }
        let before = self.documents_there();
        let label = self.decide(Rule::new(move |isms, outside| add(isms, wish, outside)));
        if label.is_none() {
            return;
        }
        let new = self.documents_there().into_iter().find(|id| !before.contains(id));
        self.state.screen = Screen::Step(Step::Documents);
        self.state.pane = new.map(|id| (RegisterName::Documents, id.0));
    }

    fn documents_there(&self) -> Vec<DocumentId> {
        let open = self.open.as_ref();
        open.map(|open| open.file.isms().documents.iter().map(|document| document.id).collect()).unwrap_or_default()
    }

    /// Puts a file into a draft that is a file written elsewhere.
    pub(super) fn attach_document(&mut self, id: DocumentId, path: &Path) {
        self.flush(true);
        let Some(kept) = self.keep(path) else { return };
        let Some(open) = &self.open else { return };
        let wish = attach(open.file.isms(), id, kept);
        self.edit(wish);
    }
}

/// The sections of a Markdown file, or the sentence why it cannot be read.
fn read_text(path: &Path) -> Result<Vec<(String, String)>, String> {
    let failed =
        |error: std::io::Error| tr::tr!("{0} cannot be read: {1}. Choose another file.", path.display(), error);
    let text = std::fs::read_to_string(path).map_err(failed)?;
    Ok(vec![(tr::tr!("Introduction"), text)])
}
