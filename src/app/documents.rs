//! Documents that come from files: their text is taken over, or the file itself is kept.

use std::path::Path;
use std::sync::Arc;

use super::App;
use crate::isms::documents::{DocumentId, NewDocument, add, adopt, attach};
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
        if label.is_some() {
            self.show_new_document(&before);
        }
    }

    /// Begins documents from templates in one edit. A single one is shown, of several it is said how many.
    pub(super) fn begin_documents(&mut self, names: Vec<String>) {
        let before = self.documents_there();
        let library = Arc::clone(&self.content.policies);
        let single = names.len() == 1;
        let Some(label) = self.decide(Rule::new(move |isms, outside| adopt(isms, &library, &names, outside))) else {
            return;
        };
        if single {
            self.show_new_document(&before);
        }
        self.state.notices.tell_undoable(label);
    }

    /// Shows the document that was not there before.
    fn show_new_document(&mut self, before: &[DocumentId]) {
        let new = self.documents_there().into_iter().find(|id| !before.contains(id));
        self.reveal(Screen::Step(Step::Documents), RegisterName::Documents, new.map(|id| id.0));
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
