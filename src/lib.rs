//! Octavo builds an information security management system to ISO/IEC 27001:2022, offline, in one file.
//!
//! # Where things are
//! Two questions find any line: *what noun is it about* and *what is done with it* (decided, stored, printed, shown).
//!
//! | room | what it is | may use |
//! |---|---|---|
//! | [`isms`] | the registers as plain data, the rules, and [`isms::readiness`], the auditor's eye | nothing of ours |
//! | [`content`] | the embedded catalogue, guidance and sample company as typed values | `isms` |
//! | [`store`] | the `.isms` file: the only SQL in the house | `isms` |
//! | [`documents`] | a snapshot becomes an outline, one file per document | `isms`, `content` |
//! | [`formats`] | an outline becomes bytes | `documents` |
//! | [`jobs`] | work that takes longer than a frame | all of the above |
//! | [`ui`] | the window: draws a snapshot, sends intents | `isms`, `content` |
//! | [`app`], [`cli`], [`settings`], [`sample`] | carry out intents and commands | everything |
//!
//! `tests/architecture.rs` holds this table.
//!
//! # How a change travels
//! A screen draws from `&Isms` and sends an [`ui::intent::Intent`]. A rule in [`isms`] answers the wish with an
//! [`isms::Edit`], or with a sentence a person can act on. [`store::IsmsFile::apply`] carries the edit out in one
//! transaction with one history entry and gives back the next snapshot, which the next frame draws. Undo and redo
//! are the same road: the history's fields before and after, swapped. A rule that needs ids, references or the day asks
//! [`isms::Outside`] for them: the screen sends it as an [`isms::Rule`], and the app answers.
//!
//! # The past
//! An entry of the history is plain data ([`isms::history`]). What it says in words, how what was before it comes back
//! as a new edit, and what differs between two moments are pure rules there. The names of fields stand in
//! [`isms::history::fields`]: a new field needs its line there, and a test asks for it. A past moment is the entries
//! before it carried out on nothing: by the store ([`store::IsmsFile::as_of`]), or beside the window for a long history.
//! While the window shows one, the screens draw from it as from any snapshot, and the app refuses every edit.
//!
//! # The file
//! Readers need no lock: they look at one moment ([`store::IsmsFile::read`]), so commands, backups and the check work
//! beside a window. One writer holds a lock of the system on a small file beside, which says who and since when; SQLite
//! holds none between two edits. Before each write the store looks whether the file is still the one that was opened,
//! by its identity and by the head of its history; if not, nothing is written, and what was done here can be saved
//! elsewhere with its whole history. A passphrase is one road: the file is written anew and takes its own place.
//! [`store::backup`] lists, makes, proves, thins and restores, and touches only earlier states of the same history: in
//! one folder for all backups another file may have the same name. What is printed or said of the past is proven first:
//! the store recomputes the chain whenever it looks back. [`store::salvage`] saves what is left of a damaged file:
//! the history as far as its chain holds, then what the tables still say as one more entry. Erasing a person rewrites
//! history into a marked redaction; the hashes from before are kept, so that printed fingerprints are still known.
//!
//! # A new register
//! One struct by the `record!` macro, one line in the list of registers in `isms/mod.rs`, one `CREATE TABLE` in a new
//! file under `store/schema`, the names of its fields in `isms/history/fields`, one form and one row of columns in `ui`.
//! The store finds columns and link tables by their names; undo, history, check and replay need nothing further.
//!
//! # Invariants
//! 1. The content of a file changes only through `IsmsFile::{apply, undo, redo}`: one edit, one transaction, one entry.
//!    The one exception is `erase`, which rewrites what names a person, and adds the entry that says so.
//! 2. `isms` does no I/O and asks no clock; days and ids come in as arguments.
//! 3. Only `store` contains SQL or names rusqlite.
//! 4. Drawing does no I/O, takes no lock and sorts nothing large: see [`ui::derived`], made once per snapshot.
//! 5. A document is a pure function of [`documents::Request`]: the same input gives the same bytes.
//! 6. Jobs work on a snapshot they own, report progress and can be cancelled.
//! 7. No network, no telemetry, no async runtime, no globals of ours (the translation macro keeps its own).
//! 8. A file from a newer version is refused untouched.
//! 9. Sentences that people read go through `tr!`; colours live in `ui/theme.rs` alone.
//! 10. Nothing is decided by default: every judgement starts as `None`, prints as undecided and keeps its check open.
//!
//! # Where this departs from the first drawing of the house
//! * Records are addressed field by field through their JSON ([`isms::FieldRef`]), so that typed text can outlive the
//!   screen it was typed on ([`ui::drafts`]) and every form field is one line.
//! * `settings` and `sample` stand beside `app` and `cli`: both are used by the window and the command line alike.
//! * Suggestions of risks ([`content::suggest`]) and of applicability ([`isms::proposals`]) are pure functions of the
//!   snapshot; what a person takes of them is an ordinary edit.
//! * An approved risk method never changes: its next version is a record of its own, so that a risk's levels always
//!   belong to one method ([`isms::Isms::method_of`]).
//! * A document's text is tailored in [`isms::tailoring`], because an approval freezes the tailored text and what a
//!   fact would change is a rule like any other. Templates are data of [`content`]; rules get them as
//!   [`isms::documents::Library`].
//! * An approved version keeps its text and its [`isms::documents::Frame`]: it is printed from nothing else. Only the
//!   Statement of Applicability is printed again by replaying the history, since its pages are made of registers.
//! * Pictures of pages reach the window as [`ui::preview::Preview`]: plain data, made on a thread from the very PDF.
//! * Views of a large file are made on a thread ([`ui::derived::Derived::is_large`]); the window shows the ones before.
//! * The store has one file more for each promise than was drawn (`opening`, `identity`, `neighbours`, `erase`,
//!   `salvage`), and does not hold SQLite's exclusive lock: with it, nobody could look into an open file, not even the
//!   backup beside the window.
//! * Names and words of a person in approvals and approved versions outlive an erasure: they prove who decided.
//! * Plurals in checks are avoided by wording, so that a translation needs no plural rules there.

pub mod app;
pub mod cli;
pub mod content;
pub mod documents;
pub mod formats;
pub mod isms;
pub mod jobs;
pub mod sample;
pub mod settings;
pub mod store;
pub mod ui;
