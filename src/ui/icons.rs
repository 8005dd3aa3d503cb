//! The icons: one constant per Phosphor icon in the bundled fonts.
//!
//! Regular icons keep Phosphor's own code points (U+E000 to U+EFFF, `fonts/Phosphor.ttf`); filled
//! ones, named `…_FILL`, are moved to U+F000 to U+F8FF (`fonts/Phosphor-Fill.ttf`), so that both
//! fonts can stand in one family. `fonts/make_fonts.py` reads the names and code points from here.

/// A compass: Overview, and the sample company's tour.
pub const COMPASS: &str = "\u{e1c8}";
/// Two sheets of paper: the documents register.
pub const FILES: &str = "\u{e710}";
/// Two overlapping squares: copies to the clipboard, duplicates a record.
pub const COPY: &str = "\u{e1ca}";
/// Stacked layers: assets.
pub const STACK: &str = "\u{e466}";
/// Two hands shaking: suppliers.
pub const HANDSHAKE: &str = "\u{e582}";
/// A paperclip: evidence.
pub const PAPERCLIP: &str = "\u{e39a}";
/// A ticked list: actions.
pub const LIST_CHECKS: &str = "\u{eadc}";
/// A calendar page: dates, the calendar.
pub const CALENDAR_BLANK: &str = "\u{e10a}";
/// A calendar page with a plus: plans a date.
pub const CALENDAR_PLUS: &str = "\u{e714}";
/// A window with a side bar: widens or slims the rail.
pub const SIDEBAR_SIMPLE: &str = "\u{ec24}";
/// A crescent moon: switches to the dark theme.
pub const MOON: &str = "\u{e330}";
/// A sun: switches to the light theme.
pub const SUN: &str = "\u{e472}";
/// A gear wheel: settings.
pub const GEAR: &str = "\u{e270}";
/// A question mark in a circle: help.
pub const QUESTION: &str = "\u{e3e8}";
/// A magnifying glass: search, filter by text.
pub const MAGNIFYING_GLASS: &str = "\u{e30c}";
/// A plus: adds a record or a link, zooms in.
pub const PLUS: &str = "\u{e3d4}";
/// A cross: closes a pane, clears a filter.
pub const X: &str = "\u{e4f6}";
/// A tick: saved, done, ticked.
pub const CHECK: &str = "\u{e182}";
/// A caret pointing down: opens a list, an open group, the next record.
pub const CARET_DOWN: &str = "\u{e136}";
/// A caret pointing up: the previous record or page.
pub const CARET_UP: &str = "\u{e13c}";
/// A caret pointing right: a closed group, the next level of a path.
pub const CARET_RIGHT: &str = "\u{e13a}";
/// A caret pointing left: back.
pub const CARET_LEFT: &str = "\u{e138}";
/// Carets up and down: switches between files.
pub const CARET_UP_DOWN: &str = "\u{e140}";
/// An arrow pointing right: goes to a step, from current to target.
pub const ARROW_RIGHT: &str = "\u{e06c}";
/// An arrow pointing left: goes back.
pub const ARROW_LEFT: &str = "\u{e058}";
/// An arrow pointing down: sorted from the highest, moves down.
pub const ARROW_DOWN: &str = "\u{e03e}";
/// An arrow pointing up: sorted from the lowest, moves up.
pub const ARROW_UP: &str = "\u{e08e}";
/// The return key's arrow: opens the selected result, leads to the open check.
pub const ARROW_ELBOW_DOWN_LEFT: &str = "\u{e044}";
/// A printer: prints.
pub const PRINTER: &str = "\u{e3dc}";
/// A sheet with lines: one document.
pub const FILE_TEXT: &str = "\u{e23a}";
/// A sheet with a plus: a new document or file.
pub const FILE_PLUS: &str = "\u{e236}";
/// A sheet with an arrow: the place to drop a file.
pub const FILE_ARROW_DOWN: &str = "\u{e232}";
/// A sheet marked PDF: saves as PDF.
pub const FILE_PDF: &str = "\u{e702}";
/// An open folder: opens a file.
pub const FOLDER_OPEN: &str = "\u{e256}";
/// A padlock: locked with a passphrase.
pub const LOCK_SIMPLE: &str = "\u{e308}";
/// An open book: guidance, a finished example.
pub const BOOK_OPEN: &str = "\u{e0e6}";
/// An eye: shows a preview.
pub const EYE: &str = "\u{e220}";
/// A pencil: edit; the status Draft.
pub const PENCIL_SIMPLE: &str = "\u{e3b4}";
/// A bin: removes a record.
pub const TRASH: &str = "\u{e4a6}";
/// A key: access, access reviews.
pub const KEY: &str = "\u{e2d6}";
/// A graduation cap: training and awareness.
pub const GRADUATION_CAP: &str = "\u{e62c}";
/// Three people: management review, groups of people.
pub const USERS_THREE: &str = "\u{e68e}";
/// One person: an owner, a role.
pub const USER: &str = "\u{e4c2}";
/// A seal with a tick: approves; certification audits.
pub const SEAL_CHECK: &str = "\u{e606}";
/// A triangle with an exclamation mark: a warning.
pub const WARNING: &str = "\u{e4e0}";
/// A circle with an exclamation mark: something is missing.
pub const WARNING_CIRCLE: &str = "\u{e4e2}";
/// A clock: times, deadlines.
pub const CLOCK: &str = "\u{e19a}";
/// A clock running back: history, restores an earlier state.
pub const CLOCK_COUNTER_CLOCKWISE: &str = "\u{e1a0}";
/// An empty circle: the status Open, a check not done yet.
pub const CIRCLE: &str = "\u{e18a}";
/// A half-hatched circle; for states use [`CIRCLE_HALF_FILL`].
pub const CIRCLE_HALF: &str = "\u{e18c}";
/// A dashed circle: the status Planned.
pub const CIRCLE_DASHED: &str = "\u{e602}";
/// A circle with a bar: the status Excluded.
pub const MINUS_CIRCLE: &str = "\u{e32c}";
/// A bar: takes away, zooms out.
pub const MINUS: &str = "\u{e32a}";
/// An envelope: reminders, letters.
pub const ENVELOPE_SIMPLE: &str = "\u{e218}";
/// Three dots: more choices.
pub const DOTS_THREE: &str = "\u{e1fe}";
/// Shrinking lines: filters a list.
pub const FUNNEL_SIMPLE: &str = "\u{e268}";
/// Four squares: the tile view.
pub const GRID_FOUR: &str = "\u{e296}";
/// A table: the heat map's button, inserts a table.
pub const TABLE: &str = "\u{e476}";
/// Two sliders: a control.
pub const SLIDERS_HORIZONTAL: &str = "\u{e434}";
/// A letter i in a circle: explains.
pub const INFO: &str = "\u{e2ce}";
/// Buildings: the company, its sites.
pub const BUILDINGS: &str = "\u{e102}";
/// A target: objectives.
pub const TARGET: &str = "\u{e47c}";
/// A flag: milestones, findings.
pub const FLAG: &str = "\u{e244}";
/// A speech bubble: comments, requests changes.
pub const CHAT_TEXT: &str = "\u{e17a}";
/// A shield with a tick: protection in place.
pub const SHIELD_CHECK: &str = "\u{e40c}";
/// A certificate: certification.
pub const CERTIFICATE: &str = "\u{e766}";
/// A pair of scales: laws and contracts.
pub const SCALES: &str = "\u{e750}";
/// An arrow turning left: undo.
pub const ARROW_COUNTER_CLOCKWISE: &str = "\u{e038}";
/// An arrow turning right: redo, refresh.
pub const ARROW_CLOCKWISE: &str = "\u{e036}";
/// An arrow into a tray: exports, imports.
pub const DOWNLOAD_SIMPLE: &str = "\u{e20c}";
/// A floppy disk: saves.
pub const FLOPPY_DISK: &str = "\u{e248}";
/// A letter H: makes a heading.
pub const TEXT_H: &str = "\u{e6ba}";
/// A letter B: makes text bold.
pub const TEXT_B: &str = "\u{e5be}";
/// A slanted letter I: makes text italic.
pub const TEXT_ITALIC: &str = "\u{e5c0}";
/// A list with bullets: makes a bulleted list.
pub const LIST_BULLETS: &str = "\u{e2f2}";
/// A list with numbers: makes a numbered list.
pub const LIST_NUMBERS: &str = "\u{e2f6}";
/// A chain link: inserts or follows a link.
pub const LINK_SIMPLE: &str = "\u{e2e6}";
/// Curly brackets: inserts a field.
pub const BRACKETS_CURLY: &str = "\u{e860}";
/// A diamond shape: a decision, a milestone.
pub const DIAMOND: &str = "\u{e1ec}";
/// A diamond with an exclamation mark: a risk.
pub const WARNING_DIAMOND: &str = "\u{e7fc}";
/// A map pin: a place.
pub const MAP_PIN: &str = "\u{e316}";
/// A tree of boxes: structure, dependencies.
pub const TREE_STRUCTURE: &str = "\u{e67c}";
/// A banknote: budget, cost.
pub const MONEY: &str = "\u{e588}";
/// A siren: incidents.
pub const SIREN: &str = "\u{e9b8}";
/// A bar chart: measurements.
pub const CHART_BAR: &str = "\u{e150}";
/// A globe: language, the internet.
pub const GLOBE: &str = "\u{e288}";
/// A filled circle with a tick: in place, done.
pub const CHECK_CIRCLE_FILL: &str = "\u{f184}";
/// A filled warning triangle: needs attention, to accept.
pub const WARNING_FILL: &str = "\u{f4e0}";
/// A filled circle with an exclamation mark: an error, overdue.
pub const WARNING_CIRCLE_FILL: &str = "\u{f4e2}";
/// A half-filled circle: partial, in review, in treatment.
pub const CIRCLE_HALF_FILL: &str = "\u{f18c}";
/// A filled seal with a tick: approved, accepted.
pub const SEAL_CHECK_FILL: &str = "\u{f606}";
/// A filled clock with a countdown ring: review due.
pub const CLOCK_COUNTDOWN_FILL: &str = "\u{f52c}";
/// A filled circle with a cross: failed; clears a field.
pub const X_CIRCLE_FILL: &str = "\u{f4f8}";
/// A filled circle with a letter i: a note.
pub const INFO_FILL: &str = "\u{f2ce}";
/// A filled circle: a marker, a dot.
pub const CIRCLE_FILL: &str = "\u{f18a}";
/// A filled calendar page: a date that is close.
pub const CALENDAR_BLANK_FILL: &str = "\u{f10a}";
