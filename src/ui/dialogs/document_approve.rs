//! Approval of a document: what is open first, then who, when, for how long, and against what it is read (7.5.2 c).

use std::sync::Arc;

use eframe::egui::{Label, ScrollArea, Ui};
use jiff::civil::Date;
use tr::tr;

use super::parts::{day, day_field, foot, room, text_field, title};
use super::{Around, Dialog, OpenFile};
use crate::isms::documents::{
    self, ApproveDocument, Document, DocumentId, SentenceChange, compare, digest_of, gaps, in_force, next_number,
};
use crate::isms::organisation::PersonId;
use crate::isms::tailoring::{Lead, tailor};
use crate::isms::{Isms, Rule};
use crate::ui::icons;
use crate::ui::intent::Intent;
use crate::ui::steps::{changes, follow, lead_intent, lead_words};
use crate::ui::theme::{Type, tokens};
use crate::ui::widgets::{
    self, Button, ChoiceItem, Tone, field_label, format_date, hint, people_on, section_label, segmented, select,
};

/// How many differing sentences are drawn.
const SHOWN: usize = 40;

/// What is chosen and typed so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Approving {
    document: DocumentId,
    by: Option<PersonId>,
    on: String,
    effective: String,
    /// `None` follows the review cycle.
    review: Option<String>,
    major: bool,
    change: String,
    reason: String,
    study: Option<Study>,
}

/// Something that keeps the document from being approved, with the way there.
#[derive(Debug, Clone, PartialEq)]
struct Gap {
    sentence: String,
    lead: Option<Lead>,
}

/// What the approver has to know, worked out once for each state of the file.
#[derive(Debug, Clone, PartialEq)]
struct Study {
    seq: i64,
    gaps: Vec<Gap>,
    /// The version in force.
    before: Option<String>,
    changes: Vec<SentenceChange>,
    /// Exactly this is in force already.
    is_same: bool,
}

impl Study {
    fn of(file: OpenFile<'_>, document: &Document) -> Self {
        let (isms, library) = (file.isms, &file.content.policies);
        let open = file.derived.documents.open.get(&document.id);
        let lead = |sentence: &str| {
            let question = open?.iter().find(|question| question.sentence(library) == sentence)?;
            Some(question.lead(isms))
        };
        let gap = |sentence: String| Gap { lead: lead(&sentence), sentence };
        let held = in_force(isms, document.id);
        let now = tailor(isms, library, &document.sections).sections;
        let digest = digest_of(&document.name, &now, &document.content);
        let approved = held.and_then(|version| version.approval.as_ref());
        Self {
            seq: file.derived.seq,
            gaps: gaps(isms, library, document).into_iter().map(gap).collect(),
            before: held.map(|version| version.version.clone()),
            changes: held.map(|version| compare(&version.sections, &now)).unwrap_or_default(),
            is_same: approved.is_some_and(|approval| approval.digest == digest),
        }
    }
}

impl Dialog {
    /// Approve a document. The approver who is named stands in the list, and can be changed; the day is today.
    pub fn approve(isms: &Isms, document: &Document, today: Date) -> Self {
        let first = in_force(isms, document.id).is_none();
        let named = document.approver.filter(|id| isms.people.get(*id).is_some_and(|one| one.is_with_us(today)));
        Self::Approve(Box::new(Approving {
            document: document.id,
            by: named,
            on: format_date(today),
            // What was entered for the first version says nothing about the next.
            effective: format_date(document.effective.filter(|_| first).unwrap_or(today)),
            review: document.next_review.filter(|next| first && *next > today).map(format_date),
            major: false,
            change: document.change.clone(),
            reason: String::new(),
            study: None,
        }))
    }
}

/// Draws the dialog. Answers whether it is finished.
pub(super) fn show(ui: &mut Ui, state: &mut Approving, around: &mut Around<'_>) -> bool {
    let Some(file) = around.file else { return true };
    let Some(document) = file.isms.documents.get(state.document) else { return true };
    let study = match state.study.take().filter(|study| study.seq == file.derived.seq) {
        Some(study) => study,
        None => Study::of(file, document),
    };
    title(ui, &tr!("Approve {0} {1}", document.reference, document.name));
    let mut leave = false;
    ScrollArea::vertical().id_salt("approve").max_height(room(ui, 150.0)).show(ui, |ui| {
        ui.set_width(ui.available_width() - 8.0);
        leave = open_points(ui, &study, file, document, around);
        fields(ui, state, &study, file, document);
        differences(ui, &study, document);
    });
    if leave {
        return true;
    }
    let number = next_number(file.isms, document.id, state.major);
    let wish = wish(state, file, document, &study);
    let library = Arc::clone(&file.content.policies);
    let why_not = wish.as_ref().err().cloned();
    let intent = || {
        Intent::DecideAndTell(Rule::new(move |isms, outside| {
            let wish = wish.map_err(crate::isms::RuleError::Incomplete)?;
            documents::approve(isms, &library, &wish, outside)
        }))
    };
    let finished = foot(ui, &tr!("Approve as version {}", number), why_not, false, intent, around);
    state.study = Some(study);
    finished
}

/// What is open, each with the way there. Answers whether the person goes.
fn open_points(ui: &mut Ui, study: &Study, file: OpenFile<'_>, document: &Document, around: &mut Around<'_>) -> bool {
    if study.gaps.is_empty() {
        return false;
    }
    let text = match study.gaps.len() {
        1 => tr!("One point is open. Close it first, then approve."),
        count => tr!("{} points are open. Close them first, then approve.", count),
    };
    widgets::note(ui, Tone::Warn, &text);
    let colours = tokens(ui);
    let mut leave = false;
    ui.spacing_mut().item_spacing.y = 4.0;
    for (index, gap) in study.gaps.iter().enumerate() {
        ui.push_id(index, |ui| {
            ui.horizontal_top(|ui| {
                ui.label(Type::Body.text("•").color(colours.accent));
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    ui.add(Label::new(Type::Body.text(&gap.sentence).color(colours.text)).wrap());
                    let lead = gap.lead.as_ref();
                    let word = lead.map_or_else(|| tr!("Show the document"), |lead| lead_words(file.isms, lead));
                    let name = format!("{word}: {}", gap.sentence);
                    if Button::link(&word).small().trailing(icons::ARROW_RIGHT).named(name).show(ui).clicked() {
                        follow(ui.ctx(), lead);
                        around.intents.push(lead_intent(lead, document.id));
                        leave = true;
                    }
                });
            });
        });
    }
    widgets::divider(ui);
    leave
}

fn fields(ui: &mut Ui, state: &mut Approving, study: &Study, file: OpenFile<'_>, document: &Document) {
    field_label(ui, &tr!("Approved by"));
    let people = people_on(file.isms, file.now.today);
    let width = ui.available_width();
    if let Some(by) = select(ui, &tr!("Approved by"), &people, state.by.as_ref(), &tr!("Nobody yet"), width) {
        state.by = by;
    }
    if is_own(state, document) {
        let text = tr!("The same person wrote it. Let somebody else approve it, or say why that is not possible.");
        widgets::note(ui, Tone::Warn, &text);
        text_field(ui, &tr!("Why author and approver are the same"), &mut state.reason);
    }
    ui.add_space(GAP);
    days(ui, state, study, file, document);
    ui.add_space(GAP);
    text_field(ui, &tr!("What changed"), &mut state.change);
    hint(ui, &tr!("A few words for the history of versions, for example: First version."));
    if let Some(before) = &study.before {
        let number = |major| next_number(file.isms, document.id, major);
        let items = [
            ChoiceItem::new(false, tr!("Small change: {}", number(false))),
            ChoiceItem::new(true, tr!("Large change: {}", number(true))),
        ];
        ui.add_space(GAP);
        field_label(ui, &tr!("Version after {}", before));
        let width = ui.available_width();
        if let Some(Some(major)) = segmented(ui, &tr!("Version"), &items, Some(&state.major), width) {
            state.major = major;
        }
    }
}

/// Fields stand apart from each other by more than from their labels.
const GAP: f32 = 6.0;

fn days(ui: &mut Ui, state: &mut Approving, study: &Study, file: OpenFile<'_>, document: &Document) {
    let today = file.now.today;
    let cycle = document.review_months;
    ui.horizontal_top(|ui| {
        let width = (ui.available_width() - 16.0) / 3.0;
        let (label, name) = (tr!("Approved on"), tr!("Approval: given on"));
        day_field(ui, (&label, &name), &mut state.on, today, width);
        let (label, name) = (tr!("In force from"), tr!("Approval: in force from"));
        day_field(ui, (&label, &name), &mut state.effective, today, width);
        let (label, name) = (tr!("Next review"), tr!("Approval: next review"));
        let mut review = review_text(state, document);
        let before = review.clone();
        day_field(ui, (&label, &name), &mut review, today, width);
        if review != before {
            state.review = Some(review);
        }
    });
    match cycle {
        Some(months) if state.review.is_none() => {
            hint(ui, &tr!("The next review is counted from the review cycle: every {} months.", months));
        }
        Some(_) => {}
        None if study.before.is_none() => {
            hint(ui, &tr!("It has no review cycle. Enter the day on which it is looked at again."));
        }
        None => hint(ui, &tr!("Enter the day on which it is looked at again.")),
    }
}

/// The day of the next review as it stands in its field.
fn review_text(state: &Approving, document: &Document) -> String {
    if let Some(typed) = &state.review {
        return typed.clone();
    }
    let months = document.review_months.map(|months| jiff::Span::new().months(i64::from(months.min(120))));
    let counted = day(&state.effective).zip(months).and_then(|(from, span)| from.checked_add(span).ok());
    counted.map(format_date).unwrap_or_default()
}

fn is_own(state: &Approving, document: &Document) -> bool {
    state.by.is_some() && state.by == document.author
}

fn differences(ui: &mut Ui, study: &Study, document: &Document) {
    ui.add_space(6.0);
    widgets::divider(ui);
    if !document.is_written_here() {
        // What is in a file from elsewhere is not known here.
        hint(ui, &tr!("Its text is not kept here. Read the file or the place that it names before you approve it."));
        return;
    }
    let Some(before) = &study.before else {
        hint(ui, &tr!("It is the first version: everything in it is new."));
        return;
    };
    section_label(ui, &tr!("What differs from version {}", before));
    if study.changes.is_empty() {
        hint(ui, &tr!("No sentence differs."));
        return;
    }
    changes(ui, &study.changes, SHOWN);
}

/// The wish, or what is still missing.
fn wish(state: &Approving, file: OpenFile<'_>, document: &Document, study: &Study) -> Result<ApproveDocument, String> {
    if !study.gaps.is_empty() {
        return Err(tr!("Close the open points first."));
    }
    if study.is_same {
        let before = study.before.clone().unwrap_or_default();
        return Err(tr!("Nothing has changed since version {}.", before));
    }
    let no_day = || tr!("Enter a date. For example: 31 Mar 2026.");
    let by = state.by.ok_or_else(|| tr!("Choose who approves it."))?;
    if is_own(state, document) && state.reason.trim().is_empty() {
        return Err(tr!("Say why author and approver are the same person."));
    }
    let on = day(&state.on).ok_or_else(no_day)?;
    if on > file.now.today {
        return Err(tr!("The approval cannot lie in the future. Enter the day on which it was given."));
    }
    let effective = day(&state.effective).ok_or_else(no_day)?;
    let review = review_text(state, document);
    if review.trim().is_empty() {
        return Err(tr!("Say when it is looked at again."));
    }
    let next_review = Some(day(&review).ok_or_else(no_day)?);
    if state.change.trim().is_empty() {
        return Err(tr!("Say in a few words what changed. For example: First version."));
    }
    Ok(ApproveDocument {
        document: document.id,
        by,
        on,
        effective,
        next_review,
        major: state.major,
        change: state.change.trim().to_owned(),
        reason: state.reason.trim().to_owned(),
    })
}
