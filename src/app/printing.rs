//! Printing: the present state, an approved version exactly as it was, and what changed between two.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::App;
use crate::content::Content;
use crate::documents::{self, Printed};
use crate::isms::RegisterName;
use crate::isms::controls::SoaVersionId;
use crate::jobs::{Job, PrintOrder};
use crate::store::{IsmsFile, StoreError};

/// What to print an approved version from: the file as it was right after the approval, for the day of the approval.
///
/// # Errors
/// When the history does not tell any more how the version came about.
pub(crate) fn reprint_order(
    file: &IsmsFile,
    content: &Arc<Content>,
    printed: &'static Printed,
    id: SoaVersionId,
    folder: &Path,
) -> Result<PrintOrder, StoreError> {
    let damaged = |what: String| StoreError::Damaged { path: file.path().to_path_buf(), what };
    let seq = file.entry_that_added(RegisterName::SoaVersions, id.0)?;
    let seq = seq.ok_or_else(|| damaged(tr::tr!("the history does not hold the approval of this version")))?;
    let (isms, head) = file.as_of(seq)?;
    let version = isms.soa_versions.get(id).cloned().unwrap_or_default();
    let date = version.on.ok_or_else(|| damaged(tr::tr!("version {} has no date", version.version)))?;
    Ok(PrintOrder {
        printed,
        version: version.version,
        compared: None,
        isms: Arc::new(isms),
        content: Arc::clone(content),
        date,
        fingerprint: head.fingerprint(),
        folder: folder.to_path_buf(),
    })
}

impl App {
    /// Prints a document of the present state.
    pub(super) fn export(&mut self, name: &str, folder: PathBuf) {
        self.flush(true);
        let (Some(order), Some(printed)) = (self.present(folder), documents::by_name(name)) else { return };
        self.print(PrintOrder { printed, ..order });
    }

    /// Prints an approved version of the statement as it was.
    pub(super) fn reprint(&mut self, id: SoaVersionId, folder: &Path) {
        let (Some(open), Some(printed)) = (&self.open, documents::by_name("soa")) else { return };
        match reprint_order(&open.file, &self.content, printed, id, folder) {
            Ok(order) => self.print(order),
            Err(error) => self.state.notices.fail(error.to_string()),
        }
    }

    /// Prints what changed between two versions, or since one.
    pub(super) fn print_changes(&mut self, from: SoaVersionId, to: Option<SoaVersionId>, folder: PathBuf) {
        self.flush(true);
        let Some(order) = self.present(folder) else { return };
        self.print(PrintOrder { compared: Some((from, to)), ..order });
    }

    fn present(&self, folder: PathBuf) -> Option<PrintOrder> {
        let open = self.open.as_ref()?;
        Some(PrintOrder {
            printed: documents::by_name("soa")?,
            version: String::new(),
            compared: None,
            isms: open.file.isms().clone(),
            content: self.content.clone(),
            date: self.now().date(),
            fingerprint: open.file.head().fingerprint(),
            folder,
        })
    }

    fn print(&mut self, order: PrintOrder) {
        let wake = self.wake.clone();
        self.job = Some(Job::print(order, move || {
            if let Some(ctx) = &wake {
                ctx.request_repaint();
            }
        }));
    }
}
