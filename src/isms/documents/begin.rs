//! How a document begins: from a template, blank, from a text or a file, or as one from outside.

use super::control::open;
use super::{Document, DocumentId, DocumentKind, DocumentStatus, Library, Section, Template};
use crate::isms::controls::ControlId;
use crate::isms::evidence::KeptFile;
use crate::isms::{Edit, Isms, Outside, RuleError};

/// A document that does not begin with a template.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewDocument {
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: Option<DocumentKind>,
    /// Its text; empty for a blank one.
    pub sections: Vec<(String, String)>,
    /// The file that it is, when it was written elsewhere.
    pub file: Option<KeptFile>,
    /// It comes from outside and is only kept track of (7.5.3).
    pub external: bool,
    /// Where an external document is.
    pub link: String,
}

/// Begins documents from templates, in one edit. Each starts as a draft; who owns, writes and approves it is undecided.
///
/// # Errors
/// When a name is no template, or its document is there already.
pub fn adopt(isms: &Isms, library: &Library, names: &[String], outside: &mut Outside<'_>) -> Result<Edit, RuleError> {
    let label = match names {
        [] => return Err(RuleError::Incomplete(tr::tr!("Choose at least one template."))),
        [one] => tr::tr!("Begin {}", library.template(one).map_or(one.as_str(), |template| &template.title)),
        many => tr::tr!("Begin {} documents from templates", many.len()),
    };
    let mut edit = Edit::new(label);
    let mut after = isms.clone();
    for name in names {
        let template =
            library.template(name).ok_or_else(|| RuleError::Incomplete(tr::tr!("There is no template “{}”.", name)))?;
        if let Some(there) = in_use(&after, name) {
            return Err(RuleError::Incomplete(tr::tr!(
                "{0} is there already, as {1}.",
                template.title,
                there.reference
            )));
        }
        let document = from_template(&after, template, outside);
        let step = Edit::new(String::new()).put(document);
        after = after.with(&step);
        edit = edit.and(step);
    }
    Ok(edit)
}

/// The document that was begun from this template and is not retired.
pub(in crate::isms) fn in_use<'a>(isms: &'a Isms, template: &str) -> Option<&'a Document> {
    let lives = |document: &&Document| document.status != Some(DocumentStatus::Retired);
    isms.documents.iter().filter(lives).find(|document| document.template == template)
}

fn from_template(isms: &Isms, template: &Template, outside: &mut Outside<'_>) -> Document {
    let control = |reference: &String| isms.controls.by_reference(reference).map(|control| control.id);
    let controls: Vec<ControlId> = template.controls.iter().filter_map(control).collect();
    Document {
        id: outside.id(),
        reference: free_reference(isms, Some(template.kind)),
        name: template.title.clone(),
        kind: Some(template.kind),
        template: template.name.clone(),
        sections: template.sections.clone(),
        status: Some(DocumentStatus::Draft),
        clauses: template.clauses.clone(),
        evidence: template.evidence.clone(),
        controls,
        ..Document::default()
    }
}

/// Begins a document of the organisation's own: blank, imported, a file from elsewhere, or an external one.
///
/// # Errors
/// When it has no title.
pub fn add(isms: &Isms, wish: NewDocument, outside: &mut Outside<'_>) -> Result<Edit, RuleError> {
    let title = wish.title.trim().to_owned();
    if title.is_empty() {
        return Err(RuleError::Incomplete(tr::tr!("Give the document a title. For example: Backup and restore.")));
    }
    let section = |(title, text): (String, String)| Section { title, text };
    let mut sections: Vec<Section> = wish.sections.into_iter().map(section).collect();
    if sections.is_empty() && wish.file.is_none() && !wish.external {
        sections.push(Section { title: tr::tr!("Purpose"), text: String::new() });
    }
    let file = wish.file.unwrap_or_default();
    let document = Document {
        id: outside.id(),
        reference: free_reference(isms, wish.kind),
        name: title.clone(),
        kind: wish.kind,
        sections,
        status: Some(DocumentStatus::Draft),
        external: wish.external,
        link: wish.link.trim().to_owned(),
        content: file.content,
        size: file.size,
        file_name: file.file_name,
        media_type: file.media_type,
        ..Document::default()
    };
    Ok(Edit::new(tr::tr!("Add the document {}", title)).put(document))
}

/// Puts a file into a draft that is a file, in place of the one before.
///
/// # Errors
/// When the document is gone, has a text of its own, or is not a draft.
pub fn attach(isms: &Isms, id: DocumentId, file: KeptFile) -> Result<Edit, RuleError> {
    let document = open(isms, id)?;
    if !document.sections.is_empty() {
        return Err(RuleError::Incomplete(tr::tr!(
            "{} is written here. Add the file as a document of its own.",
            document.reference
        )));
    }
    let label = tr::tr!("{0}: the file {1}", document.reference, file.file_name);
    let KeptFile { file_name, content, size, media_type } = file;
    Ok(Edit::new(label).put(Document { file_name, content, size, media_type, ..document.clone() }))
}

/// `POL-03`: the next number after the highest that bears these letters.
fn free_reference(isms: &Isms, kind: Option<DocumentKind>) -> String {
    let letters = match kind {
        Some(DocumentKind::Policy) => "POL",
        Some(DocumentKind::Procedure) => "PRO",
        Some(DocumentKind::Plan) => "PLN",
        Some(DocumentKind::Record) => "REC",
        Some(DocumentKind::Form) => "FRM",
        Some(DocumentKind::Register) => "REG",
        None => "DOC",
    };
    let number = |document: &Document| {
        document.reference.strip_prefix(letters)?.strip_prefix('-')?.parse::<u32>().ok().filter(|n| *n < 1_000_000)
    };
    let highest = isms.documents.iter().filter_map(number).max().unwrap_or(0);
    format!("{letters}-{:02}", highest + 1)
}
