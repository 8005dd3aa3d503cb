//! Dialogs that begin with a file: new, open, sample, copy.

use eframe::egui::Ui;
use tr::tr;

use super::parts::{buttons, no_folder, path_field, place, place_of_isms, text_field, title};
use super::{Around, Locking};
use crate::isms::founding::file_stem;
use crate::ui::intent::{Browse, Intent, Preference};
use crate::ui::widgets::hint;

pub(super) fn new_file(
    ui: &mut Ui,
    organisation: &mut String,
    me: &mut String,
    path: &mut String,
    locking: &mut Option<Locking>,
    around: &mut Around<'_>,
) -> bool {
    title(ui, &tr!("New ISMS"));
    text_field(ui, &tr!("Organisation"), organisation);
    hint(ui, &tr!("The name everybody uses. The legal name comes later."));
    text_field(ui, &tr!("Your name"), me);
    hint(ui, &tr!("The file’s history records every change under this name."));
    let proposed = around.documents.join(format!("{}.isms", file_stem(organisation)));
    let mut shown =
        if path.is_empty() && !organisation.trim().is_empty() { proposed.display().to_string() } else { path.clone() };
    let before = shown.clone();
    path_field(ui, &tr!("File"), &mut shown, Browse::Save, around);
    if shown != before {
        path.clone_from(&shown);
    }
    let mut encrypted = locking.is_some();
    if ui.checkbox(&mut encrypted, tr!("Encrypt it with a passphrase")).clicked() {
        *locking = encrypted.then(Locking::default);
    }
    if let Some(locking) = locking {
        locking.fields(ui);
    }
    let why = if organisation.trim().is_empty() {
        Some(tr!("Enter the organisation's name first."))
    } else if me.trim().is_empty() {
        Some(tr!("Enter your name first. The history needs to know who changed what."))
    } else {
        locking.as_ref().and_then(Locking::why_not)
    };
    let target = place_of_isms(&shown, around);
    let wish = || Intent::Create {
        organisation: organisation.trim().to_owned(),
        me: me.trim().to_owned(),
        path: target.clone(),
        passphrase: locking.as_ref().map(Locking::secret),
    };
    buttons(ui, &tr!("Create"), why, wish, around)
}

/// Asks for the name of somebody whose name is not known.
pub(super) fn who(ui: &mut Ui, name: &mut String, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("Who works in this file?"));
    text_field(ui, &tr!("Your name"), name);
    let words = tr!(
        "The file’s history records every change under this name, and it stands where you confirm or decide something."
    );
    hint(ui, &words);
    let why = name.trim().is_empty().then(|| tr!("Without one, changes are by “Somebody without a name”."));
    let wish = || Intent::Prefer(Preference::SetMyName(name.trim().to_owned()));
    buttons(ui, &tr!("Go on"), why, wish, around)
}

pub(super) fn open(ui: &mut Ui, path: &mut String, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("Open a file"));
    path_field(ui, &tr!("File"), path, Browse::Open, around);
    let why = path.trim().is_empty().then(|| tr!("Enter or choose a file first."));
    let target = place(path, around);
    buttons(ui, &tr!("Open"), why, || Intent::Open(target), around)
}

pub(super) fn sample(ui: &mut Ui, folder: &mut String, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("Try the sample company"));
    let text = tr!(
        "Harbour Analytics is a made-up company with 24 people. Its file lets you look at every screen filled in. Change what you like."
    );
    hint(ui, &text);
    path_field(ui, &tr!("Folder"), folder, Browse::Folder, around);
    let target = place(folder, around).join("harbour-analytics.isms");
    buttons(ui, &tr!("Make the sample"), no_folder(folder), || Intent::CreateSample(target), around)
}

pub(super) fn copy(ui: &mut Ui, path: &mut String, around: &mut Around<'_>) -> bool {
    title(ui, &tr!("Save a copy"));
    hint(ui, &tr!("The copy is checked before it gets its name. A file that is already there is never overwritten."));
    path_field(ui, &tr!("Copy to"), path, Browse::Save, around);
    let why = path.trim().is_empty().then(|| tr!("Enter where the copy is to lie."));
    let target = place_of_isms(path, around);
    buttons(ui, &tr!("Save a copy"), why, || Intent::SaveCopy(target), around)
}
