//! Several documents in one PDF, with a front page that lists them and pages numbered through.

use super::{PrintItem, PrintOrder, PrintResult, PrintedFile, file_name};
use crate::documents::outline::{Binder, BinderPart, Outline};
use crate::documents::{Request, binder_front};
use crate::formats::{self, Format, WriteError};
use crate::isms::documents::record_of;

/// Prints the order as one PDF. Files written elsewhere are no pages of ours: they are copied beside it.
pub(super) fn print(order: &PrintOrder, progress: &mut dyn FnMut(f32) -> bool) -> PrintResult {
    let request =
        Request { isms: &order.isms, content: &order.content, date: order.date, fingerprint: &order.fingerprint };
    let (copies, pages): (Vec<&PrintItem>, Vec<&PrintItem>) =
        order.items.iter().partition(|item| matches!(item, PrintItem::File(..) | PrintItem::Lost(..)));
    let part = |item: &PrintItem| Some(BinderPart::new(reference(item, order), item.outline(&request)?));
    let parts: Vec<BinderPart> = pages.into_iter().filter_map(part).collect();
    let mut result = PrintResult::default();
    if !parts.is_empty() {
        bind(order, &request, parts, progress, &mut result);
    }
    for item in copies {
        if let PrintItem::Lost(title, why) = item {
            result.failures.push((title.clone(), WriteError::Lost(why.clone())));
        }
        let PrintItem::File(title, name, bytes) = item else { continue };
        match formats::copy(bytes, &order.folder.join(name)) {
            Ok(path) => {
                result.files.push(PrintedFile { title: title.clone(), path, pages: 0, replaced: Vec::new() });
            }
            Err(error) => result.failures.push((title.clone(), error)),
        }
    }
    result
}

fn bind(
    order: &PrintOrder,
    request: &Request<'_>,
    parts: Vec<BinderPart>,
    progress: &mut dyn FnMut(f32) -> bool,
    result: &mut PrintResult,
) {
    let front = binder_front::outline(request, parts.len());
    let Outline { title, organisation, author, language, date, .. } = front.clone();
    let parts = std::iter::once(BinderPart::new("", front)).chain(parts).collect();
    let binder = Binder { title: title.clone(), organisation, author, language, date, parts };
    let name = order.entry.map_or_else(|| "binder".to_owned(), |seq| format!("binder-entry-{seq}"));
    let path = order.folder.join(file_name(order.isms.organisation_name(), &name, order.date, Format::Pdf));
    match formats::write_binder_pdf(&binder, &path, progress) {
        Ok((path, pages, replaced)) => result.files.push(PrintedFile { title, path, pages, replaced }),
        Err(WriteError::Stopped) => result.stopped = true,
        Err(error) => result.failures.push((title, error)),
    }
}

/// The reference that contents and bookmarks show; empty for a report that is not under document control.
fn reference(item: &PrintItem, order: &PrintOrder) -> String {
    let isms = &order.isms;
    let of = |id| isms.documents.get(id).map(|document| document.reference.clone()).unwrap_or_default();
    match item {
        PrintItem::Document(printed) | PrintItem::Version(printed, _) => {
            record_of(isms, printed.name).map(|record| record.reference.clone()).unwrap_or_default()
        }
        PrintItem::Paper(id) => of(*id),
        PrintItem::PaperVersion(id) => {
            isms.document_versions.get(*id).and_then(|version| version.document).map(of).unwrap_or_default()
        }
        PrintItem::Changes(..)
        | PrintItem::WhatChanged(_)
        | PrintItem::PaperChanges(..)
        | PrintItem::File(..)
        | PrintItem::Lost(..) => String::new(),
    }
}
