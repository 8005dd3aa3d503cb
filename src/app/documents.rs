//! Documents that come from files: their text is taken over, or the file itself is kept.

use std::path::Path;
use std::sync::Arc;

use super::App;
use super::opening::name_of;
use super::waiting::Stopping;
use crate::formats::reading::{self, LARGEST_FILE, Reading};
use crate::isms::documents::{DocumentId, NewDocument, add, adopt, attach};
use crate::isms::steps::Step;
use crate::isms::{RegisterName, Rule};
use crate::ui::intent::{DocumentSource, Screen};

impl App {
    /// Begins a document of the organisation's own, and shows it.
    pub(super) fn add_document(&mut self, wish: NewDocument, source: DocumentSource) {
        self.flush(true);
        match source {
            DocumentSource::Nothing => self.add_new_document(wish, &[]),
            DocumentSource::Text(path) => {
                let what = tr::tr!("Reading {}", name_of(&path));
                self.wait_for(
                    what,
                    Stopping::LetGo,
                    move || read_text(&path),
                    move |app, read| match read {
                        Ok(read) => {
                            let section = |part: reading::Section| (part.title, part.text);
                            let sections = read.sections.into_iter().map(section).collect();
                            app.add_new_document(NewDocument { sections, ..wish }, &read.left_out);
                        }
                        Err(sentence) => app.state.notices.fail(sentence),
                    },
                );
            }
            DocumentSource::File(path) => self.keep(vec![path], move |app, kept| {
                if let Some(file) = kept.into_iter().next() {
                    app.add_new_document(NewDocument { file: Some(file), ..wish }, &[]);
                }
            }),
        }
    }

    fn add_new_document(&mut self, wish: NewDocument, left_out: &[String]) {
        let before = self.documents_there();
        let label = self.decide(Rule::new(move |isms, outside| add(isms, wish, outside)));
        if label.is_some() {
            self.show_new_document(&before);
            if !left_out.is_empty() {
                self.state.notices.tell(left_out.join(" "));
            }
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
        self.keep(vec![path.to_path_buf()], move |app, kept| {
            for file in kept {
                let Some(open) = &app.open else { return };
                let wish = attach(open.file.isms(), id, file);
                app.edit(wish);
            }
        });
    }
}

/// The text of a Word or Markdown file, or the sentence why it cannot be read.
fn read_text(path: &Path) -> Result<Reading, String> {
    let failed =
        |error: std::io::Error| tr::tr!("{0} cannot be read: {1}. Choose another file.", path.display(), error);
    let size = std::fs::metadata(path).map_err(failed)?.len();
    if size > LARGEST_FILE as u64 {
        return Err(reading::ReadError::TooLarge.to_string());
    }
    let bytes = std::fs::read(path).map_err(failed)?;
    let is_markdown = path
        .extension()
        .is_some_and(|ending| ["md", "markdown", "txt"].iter().any(|known| ending.eq_ignore_ascii_case(known)));
    let read = if is_markdown {
        reading::markdown_sections(&String::from_utf8_lossy(&bytes))
    } else {
        reading::docx_to_markdown(&bytes)
    };
    read.map_err(|error| format!("{}: {error}", path.display()))
}
